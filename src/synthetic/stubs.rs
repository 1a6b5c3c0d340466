//! Ties at random between cities of which each is to have so many.
use crate::Node;
use crate::random::Random;
use std::collections::HashSet;

/// How often a pair that cannot be tied looks for another tie to exchange ends with.
const TRIES: usize = 500;

/// Ties that give each city the number of partners it is to have, at random, none double and none of a
/// city with itself, and only such as are allowed; and how many ties could not be made.
///
/// The ends of ties to be are shuffled and joined in pairs (Bollobás 1980; Molloy & Reed 1995); a pair
/// that may not be exchanges ends with a random tie, until all may be or no exchange is found. The sum
/// of all numbers is even.
pub(super) fn match_stubs(
    partners: impl IntoIterator<Item = (Node, u32)>,
    allowed: impl Fn(Node, Node) -> bool,
    random: &mut Random,
) -> (Vec<(Node, Node)>, usize) {
    let repeated = partners.into_iter().map(|(city, count)| (city, count as usize));
    let mut stubs: Vec<Node> =
        repeated.flat_map(|(city, count)| std::iter::repeat_n(city, count)).collect();
    random.shuffle(&mut stubs);
    let mut known = HashSet::with_capacity(stubs.len() / 2);
    let (mut ties, mut open) = (Vec::with_capacity(stubs.len() / 2), Vec::new());
    for pair in stubs.chunks_exact(2) {
        let (a, b) = (pair[0], pair[1]);
        if a != b && allowed(a, b) && known.insert(key(a, b)) {
            ties.push((a, b));
        } else {
            open.push((a, b));
        }
    }
    let mut missing = 0;
    for (a, b) in open {
        let mut placed = false;
        for _ in 0..if ties.is_empty() { 0 } else { TRIES } {
            let at = random.below(ties.len() as u32) as usize;
            let (mut c, mut d) = ties[at];
            if random.happens(0.5) {
                (c, d) = (d, c);
            }
            let free = |x, y| x != y && allowed(x, y) && !known.contains(&key(x, y));
            if free(a, c) && free(b, d) && key(a, c) != key(b, d) {
                known.remove(&key(c, d));
                known.insert(key(a, c));
                known.insert(key(b, d));
                ties[at] = (a, c);
                ties.push((b, d));
                placed = true;
                break;
            }
        }
        missing += usize::from(!placed);
    }
    (ties, missing)
}

/// A pair, whichever way round.
fn key(a: Node, b: Node) -> (Node, Node) {
    (a.min(b), a.max(b))
}
