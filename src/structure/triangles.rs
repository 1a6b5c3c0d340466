//! Counting triangles.
use crate::{Adjacency, Node, parallel};

/// The number of triangles around each node.
///
/// A tie belongs to the end with fewer partners, so that no node holds many (Chiba & Nishizeki
/// 1985, *SIAM Journal on Computing* 14:210): a triangle is then found once, where the two later
/// ends of a node's ties are tied. Partners of the nodes with most of them are kept as bits too,
/// and 64 of those are compared at once. `O(m^1.5)` time; 4 bytes for each tie, 16 for each node
/// and for each thread 8, and up to 8 MB for bits. Of few nodes all are bits.
pub(super) fn triangles(graph: &Adjacency) -> Vec<u64> {
    if graph.node_count() <= FEW { of_few(graph) } else { of_many(graph) }
}

/// Up to so many nodes the partners of all are kept as bits.
const FEW: usize = 1024;

/// Each triangle of a node is found at both of its ties.
fn of_few(graph: &Adjacency) -> Vec<u64> {
    let words = graph.node_count().div_ceil(64).max(1);
    let mut partners = vec![0_u64; graph.node_count() * words];
    for (node, row) in graph.nodes().zip(partners.chunks_exact_mut(words)) {
        for &target in graph.targets(node) {
            row[target as usize / 64] |= 1 << (target % 64);
        }
    }
    let row = |node: Node| &partners[node as usize * words..][..words];
    let of = |node: Node| {
        let own = row(node);
        let both = |target: &Node| -> u64 {
            own.iter().zip(row(*target)).map(|(a, b)| u64::from((a & b).count_ones())).sum()
        };
        graph.targets(node).iter().map(both).sum::<u64>() / 2
    };
    graph.nodes().map(of).collect()
}

fn of_many(graph: &Adjacency) -> Vec<u64> {
    let ranked = Ranked::new(graph);
    let words = graph.node_count().div_ceil(64);
    let by_rank = parallel::count(
        graph.node_count(),
        || vec![0_u64; words],
        |rank, marks, counts| ranked.count(rank, marks, counts),
    );
    let mut triangles = vec![0; by_rank.len()];
    for (&node, count) in ranked.order.iter().zip(by_rank) {
        triangles[node as usize] = count;
    }
    triangles
}

/// So many nodes, those of the most partners, have them as bits.
const AS_BITS: usize = 8192;

/// The graph with its nodes in order of how many partners they have, those of few first.
struct Ranked {
    /// The nodes in this order; what follows has their ranks for names.
    order: Vec<Node>,
    /// Where the later partners of each begin.
    offsets: Vec<usize>,
    later: Vec<Node>,
    /// The word of bits that the first node with a row of bits is in.
    first_word: usize,
    /// Words in a row.
    row: usize,
    /// The later partners of those nodes, from that word on.
    bits: Vec<u64>,
}

impl Ranked {
    fn new(graph: &Adjacency) -> Self {
        let nodes = graph.node_count();
        let order = by_degree(graph);
        let mut ranks = vec![0; nodes];
        (0..).zip(&order).for_each(|(rank, &node)| ranks[node as usize] = rank);
        let mut offsets = Vec::with_capacity(nodes + 1);
        let mut later = Vec::with_capacity(graph.edge_count());
        offsets.push(0);
        for (rank, &node) in (0_u32..).zip(&order) {
            let targets = graph.targets(node).iter().map(|&target| ranks[target as usize]);
            later.extend(targets.filter(|&target| target > rank));
            offsets.push(later.len());
        }
        let first_word = nodes.saturating_sub(AS_BITS) / 64;
        let row = nodes.div_ceil(64) - first_word;
        let mut bits = vec![0; (nodes - first_word * 64) * row];
        for (rank, bits) in (first_word * 64..nodes).zip(bits.chunks_exact_mut(row.max(1))) {
            for &target in &later[offsets[rank]..offsets[rank + 1]] {
                bits[target as usize / 64 - first_word] |= 1 << (target % 64);
            }
        }
        Self { order, offsets, later, first_word, row, bits }
    }

    fn later(&self, rank: usize) -> &[Node] {
        &self.later[self.offsets[rank]..self.offsets[rank + 1]]
    }

    /// Counts the triangles of which this node is the first. `marks` has no bit set, before and
    /// after.
    fn count(&self, first: usize, marks: &mut [u64], counts: &mut [u64]) {
        let partners = self.later(first);
        if partners.len() < 2 {
            return;
        }
        partners.iter().for_each(|&it| marks[it as usize / 64] |= 1 << (it % 64));
        let mut all = 0;
        for &second in partners {
            let found = self.common(second as usize, marks, counts);
            counts[second as usize] += found;
            all += found;
        }
        counts[first] += all;
        partners.iter().for_each(|&it| marks[it as usize / 64] = 0);
    }

    /// How many later partners of a node are marked; each of them counts one more.
    fn common(&self, node: usize, marks: &[u64], counts: &mut [u64]) -> u64 {
        let partners = self.later(node);
        let own_word = node / 64;
        let mut found = 0;
        if own_word >= self.first_word && marks.len() - own_word < partners.len() {
            let row = &self.bits[(node - self.first_word * 64) * self.row..][..self.row];
            let words = marks[own_word..].iter().zip(&row[own_word - self.first_word..]);
            for (at, (marked, partners)) in words.enumerate() {
                let mut both = marked & partners;
                while both != 0 {
                    counts[(own_word + at) * 64 + both.trailing_zeros() as usize] += 1;
                    both &= both - 1;
                    found += 1;
                }
            }
        } else {
            for &third in partners {
                let marked = marks[third as usize / 64] >> (third % 64) & 1;
                if marked == 1 {
                    counts[third as usize] += 1;
                    found += 1;
                }
            }
        }
        found
    }
}

/// The nodes in order of how many partners they have, then of themselves.
fn by_degree(graph: &Adjacency) -> Vec<Node> {
    let degree = |node: Node| graph.targets(node).len();
    let most = graph.nodes().map(degree).max().unwrap_or(0);
    let mut place = vec![0; most + 2];
    graph.nodes().for_each(|node| place[degree(node) + 1] += 1);
    (0..=most).for_each(|degree| place[degree + 1] += place[degree]);
    let mut order = vec![0; graph.node_count()];
    for node in graph.nodes() {
        let at = &mut place[degree(node)];
        order[*at] = node;
        *at += 1;
    }
    order
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::random::Random;

    /// By the definition: every pair of partners of every node.
    fn of_each_pair(graph: &Adjacency) -> Vec<u64> {
        let of = |node: Node| {
            let partners = graph.targets(node);
            let tied = |a: Node| partners.iter().filter(|&&b| graph.weight(a, b).is_some()).count();
            partners.iter().map(|&a| tied(a) as u64).sum::<u64>() / 2
        };
        graph.nodes().map(of).collect()
    }

    #[test]
    fn triangles_are_pairs_of_partners_that_are_tied() {
        let sizes = [(0, 0, 0), (1, 0, 0), (64, 700, 1), (65, 90, 2), (200, 9000, 3)];
        // Beyond so many nodes only the last have rows of bits.
        let large = [(AS_BITS as u64 + 700, 60_000, 4), (2 * AS_BITS as u64 + 1, 40_000, 5)];
        for (nodes, ties, seed) in sizes.into_iter().chain(large) {
            let mut random = Random::new(seed, "triangles", 0);
            // Some have far more ties than others.
            let mut node = || {
                let below = 1 + random.below(nodes as u32);
                random.below(below) as Node
            };
            let edges: Vec<_> = (0..ties).map(|_| (node(), node(), 1.0)).collect();
            let graph = Adjacency::from_edges(nodes as usize, edges).expect("a graph");
            let expected = of_each_pair(&graph);
            assert_eq!(of_many(&graph), expected, "{nodes} {ties}");
            if nodes <= FEW as u64 {
                assert_eq!(of_few(&graph), expected, "{nodes} {ties}");
            }
        }
    }
}
