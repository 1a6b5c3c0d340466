//! Whether weights fall with the size of the circle around two cities.
use super::{TreeScore, check};
use crate::circles::CircleTree;
use crate::{Adjacency, Measured, Result, Undefined, sums};
use serde::Serialize;

/// Cophenetic correlation: whether two cities cooperate the more, the smaller the smallest circle
/// around them is.
///
/// Minus the correlation (Pearson), over all pairs of cities, of the weight of their tie, 0 for
/// none, with the logarithm of the number of cities in that circle. From −1 to 1; 0 if the tree
/// knows nothing of the ties. Most pairs lie in the root alone, which decides much of it; it has no
/// null: see [`TreeDivergence`](super::TreeDivergence). Ties of both directions add up.
///
/// Undefined without ties ([`Undefined::NoEdges`]), and if all weights are equal or the tree is the
/// root alone ([`Undefined::ZeroVariance`]). Exact by counting pairs: `O(n + m · depth)`.
///
/// Sokal & Rohlf (1962), *Taxon* 11:33.
///
/// ```
/// use conurbation::{Adjacency, circles::{CircleTree, Cophenetic}};
/// let pairs = Adjacency::from_edges(4, [(0, 1, 1.0), (2, 3, 1.0)])?;
/// let halves = CircleTree::new(4, [[0, 1], [2, 3]])?;
/// assert!((Cophenetic::new().run(&pairs, &halves)?.value().unwrap() - 1.0).abs() < 1e-12);
/// # Ok::<(), conurbation::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Default, Serialize)]
pub struct Cophenetic {}

impl Cophenetic {
    /// There is nothing to choose.
    pub fn new() -> Self {
        Self::default()
    }

    /// Computes the correlation.
    ///
    /// # Errors
    /// [`Error::Param`](crate::Error::Param) if the tree is not of the cities of the network.
    pub fn run(&self, graph: impl AsRef<Adjacency>, tree: &CircleTree) -> Result<Measured> {
        let graph = graph.as_ref();
        check(graph, tree)?;
        if graph.edge_count() == 0 {
            return Ok(Measured::Undefined(Undefined::NoEdges));
        }
        let n = graph.node_count() as f64;
        let pairs = n * (n - 1.0) / 2.0;
        let of_two = |size: usize| size as f64 * (size as f64 - 1.0) / 2.0;
        let height = |circle: usize| (tree.size(circle) as f64).ln();
        let own = |circle: usize| {
            let inner: f64 = tree.children(circle).map(|child| of_two(tree.size(child))).sum();
            (of_two(tree.size(circle)) - inner, height(circle))
        };
        let circles = || (0..tree.circle_count()).map(own);
        let mean_height = sums::sum(circles().map(|(count, height)| count * height)) / pairs;
        let spread =
            sums::sum(circles().map(|(count, height)| count * (height - mean_height).powi(2)));
        let unit = sums::unit(graph.edges().map(|tie| tie.2));
        let weight = |(from, to, weight): (u32, u32, f64)| {
            let back = if graph.is_directed() { graph.weight(to, from) } else { None };
            // Of two arcs of a pair the first stands for both.
            match back {
                Some(_) if to < from => None,
                Some(back) => Some((from, to, (weight + back) / unit)),
                None => Some((from, to, weight / unit)),
            }
        };
        let ties = || graph.edges().filter_map(weight);
        let mean = sums::sum(ties().map(|tie| tie.2)) / pairs;
        let absent = pairs - ties().count() as f64;
        let squares = ties().map(|tie| (tie.2 - mean).powi(2)).chain([absent * mean * mean]);
        let (squares, products) = (
            sums::sum(squares),
            sums::sum(
                ties().map(|(a, b, weight)| weight * (height(tree.common(a, b)) - mean_height)),
            ),
        );
        if spread <= 0.0 || squares <= 1e-24 * pairs * mean * mean {
            return Ok(Measured::Undefined(Undefined::ZeroVariance));
        }
        Ok(Measured::Value((-products / (spread * squares).sqrt()).clamp(-1.0, 1.0)))
    }
}

impl TreeScore for Cophenetic {
    fn name(&self) -> &'static str {
        "cophenetic-correlation"
    }

    fn larger_is_better(&self) -> bool {
        true
    }

    fn score(&self, graph: &Adjacency, tree: &CircleTree) -> Result<Measured> {
        self.run(graph, tree)
    }
}
