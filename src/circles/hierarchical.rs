//! How much two trees of circles say about one another.
use super::CircleTree;
use crate::adjacency::Node;
use crate::random::Random;
use crate::{Measured, ParamError, Result, Undefined, sums};
use serde::Serialize;

/// Hierarchical mutual information: how much one tree of circles says about another, all levels
/// and their nesting at once.
///
/// `I(T; T') = Σ` over pairs of a circle of each, from the roots down: how much the division of
/// the one says about that of the other among the cities in both, weighted by the share of cities;
/// pairs of divided circles only. A city in none of the circles of a divided circle is a part of
/// its own. Normalized: `I(T; T') / √(I(T; T) I(T'; T'))`, from 0 to 1, 1 for equal trees.
///
/// One level more or less at the top misaligns all below it, and the number falls far although
/// circles agree: read it beside per-level agreement. Undefined where one of
/// the trees is the root alone ([`Undefined::Vacuous`]). `O(n · depth)`.
///
/// Perotti, Tessone & Caldarelli (2015), *Phys. Rev. E* 92:062825; for chance: Perotti, Almeira &
/// Saracco (2020), *Phys. Rev. E* 101:062148.
///
/// ```
/// use conurbation::circles::{CircleTree, HierarchicalMutualInformation};
/// let fine = CircleTree::new(8, [vec![0, 1, 2, 3], vec![4, 5, 6, 7], vec![0, 1], vec![2, 3]])?;
/// let coarse = CircleTree::new(8, [vec![0, 1, 2, 3], vec![4, 5, 6, 7]])?;
/// let both = HierarchicalMutualInformation::new().run(&fine, &coarse)?;
/// assert!((both.information - 2.0_f64.ln()).abs() < 1e-12);
/// assert!((both.normalized.value().unwrap() - (2.0_f64 / 3.0).sqrt()).abs() < 1e-12);
/// # Ok::<(), conurbation::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Default, Serialize)]
pub struct HierarchicalMutualInformation {
    permutations: usize,
    seed: u64,
}

/// How much two trees say about one another.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct HierarchicalMutualInformationResult {
    /// What each says about the other, in nats.
    pub information: f64,
    /// What each tree says about itself.
    pub own: [f64; 2],
    /// The information as a share of what they say about themselves, their geometric mean.
    pub normalized: Measured,
    /// The same less what it is if the cities exchange places at random:
    /// `(I − Ī) / (½ (I(T; T) + I(T'; T')) − Ī)`; undefined without permutations.
    pub adjusted: Measured,
    /// How often chance does as much, of all orders and the one that is.
    pub p: Measured,
}

impl HierarchicalMutualInformation {
    /// Without permutations.
    pub fn new() -> Self {
        Self::default()
    }

    /// Sets how often the cities of one tree exchange places, to see what chance does; 0 unless
    /// said.
    pub fn permutations(mut self, permutations: usize) -> Self {
        self.permutations = permutations;
        self
    }

    /// Sets the seed.
    pub fn seed(mut self, seed: u64) -> Self {
        self.seed = seed;
        self
    }

    /// Compares two trees.
    ///
    /// # Errors
    /// [`Error::Param`](crate::Error::Param) if they are of different numbers of cities.
    pub fn run(
        &self,
        a: &CircleTree,
        b: &CircleTree,
    ) -> Result<HierarchicalMutualInformationResult> {
        same_cities(a, b)?;
        let n = a.city_count();
        let (one, other) = (Parts::new(a), Parts::new(b));
        let same: Vec<Node> = (0..n as Node).collect();
        let information = mutual(&one, &other, &same);
        let own = [mutual(&one, &one, &same), mutual(&other, &other, &same)];
        let normalized = if own[0] > 0.0 && own[1] > 0.0 {
            Measured::Value((information / (own[0] * own[1]).sqrt()).clamp(0.0, 1.0))
        } else {
            Measured::Undefined(Undefined::Vacuous)
        };
        let missing = match normalized.undefined() {
            Some(reason) => Some(reason),
            None if self.permutations == 0 => {
                Some(Undefined::NoTest { why: "no permutations were asked for" })
            }
            None => None,
        };
        let (adjusted, p) = match missing {
            Some(reason) => (Measured::Undefined(reason), Measured::Undefined(reason)),
            None => {
                let draw = |replicate: usize, order: &mut Vec<Node>| {
                    order.clone_from(&same);
                    Random::new(self.seed, "tree permutation", replicate as u64).shuffle(order);
                    mutual(&one, &other, order)
                };
                let watch = crate::Watch::new();
                let chance = crate::parallel::map(self.permutations, &watch, Vec::new, draw)?;
                let mean = sums::sum(chance.iter().copied()) / self.permutations as f64;
                let most = 0.5 * (own[0] + own[1]) - mean;
                let adjusted = if most > 1e-12 {
                    Measured::Value((information - mean) / most)
                } else {
                    Measured::Undefined(Undefined::Vacuous)
                };
                let near = information * (1.0 - 1e-12);
                let as_much = chance.iter().filter(|&&by_chance| by_chance >= near).count();
                let p = (1 + as_much) as f64 / (1 + self.permutations) as f64;
                (adjusted, Measured::Value(p))
            }
        };
        Ok(HierarchicalMutualInformationResult { information, own, normalized, adjusted, p })
    }
}

/// An error unless two trees have as many cities.
pub(super) fn same_cities(a: &CircleTree, b: &CircleTree) -> Result<(), ParamError> {
    if a.city_count() == b.city_count() {
        return Ok(());
    }
    let found = format!("trees of {} and {} cities", a.city_count(), b.city_count());
    Err(ParamError::new("run", found, "trees of the same cities"))
}

/// A tree, to look up in which part of a circle a city is.
struct Parts<'a> {
    tree: &'a CircleTree,
    /// Where a city stands in the tree.
    place: Vec<u32>,
    /// Where each circle begins and ends, the circles within each.
    children: Vec<Vec<usize>>,
    start: Vec<u32>,
}

impl<'a> Parts<'a> {
    fn new(tree: &'a CircleTree) -> Self {
        let mut place = vec![0; tree.city_count()];
        tree.members(0).iter().zip(0..).for_each(|(&city, at)| place[city as usize] = at);
        let circles = 0..tree.circle_count();
        let children = circles.clone().map(|circle| tree.children(circle).collect()).collect();
        let start = circles
            .map(|circle| tree.members(circle).first().map_or(0, |&city| place[city as usize]));
        Self { tree, start: start.collect(), children, place }
    }

    /// The part of a circle that a city of it is in: one of its circles, or the city itself.
    fn part(&self, circle: usize, city: Node) -> Part {
        let place = self.place[city as usize];
        let children = &self.children[circle];
        let at = children.partition_point(|&child| self.start[child] <= place);
        match at.checked_sub(1).map(|at| children[at]) {
            Some(child) if place < self.start[child] + self.tree.size(child) as u32 => {
                Part::Circle(child)
            }
            _ => Part::City(city),
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Part {
    Circle(usize),
    City(Node),
}

/// The information of two trees; city `i` of the first is city `order[i]` of the second.
fn mutual(a: &Parts<'_>, b: &Parts<'_>, order: &[Node]) -> f64 {
    let n = order.len() as f64;
    let mut terms = Vec::new();
    let mut stack = vec![(0, 0, (0..order.len() as Node).collect::<Vec<Node>>())];
    while let Some((one, other, members)) = stack.pop() {
        if a.children[one].is_empty() || b.children[other].is_empty() || members.len() < 2 {
            continue;
        }
        let mut cells: Vec<(Part, Part, Node)> = members
            .iter()
            .map(|&city| (a.part(one, city), b.part(other, order[city as usize]), city))
            .collect();
        cells.sort_unstable();
        let mut columns: Vec<Part> = cells.iter().map(|cell| cell.1).collect();
        columns.sort_unstable();
        let column = |part: Part| {
            let from = columns.partition_point(|other| *other < part);
            columns[from..].partition_point(|other| *other == part)
        };
        let size = members.len() as f64;
        for row in cells.chunk_by(|x, y| x.0 == y.0) {
            for cell in row.chunk_by(|x, y| x.1 == y.1) {
                let (count, (first, second, _)) = (cell.len() as f64, cell[0]);
                let expected = row.len() as f64 * column(second) as f64;
                terms.push(count / n * (count * size / expected).ln());
                if let (Part::Circle(first), Part::Circle(second)) = (first, second) {
                    stack.push((first, second, cell.iter().map(|cell| cell.2).collect()));
                }
            }
        }
    }
    sums::sum(terms).max(0.0)
}
