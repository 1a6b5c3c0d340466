//! Whether ties lie deep in the tree.
use super::{TreeScore, check};
use crate::circles::CircleTree;
use crate::{Adjacency, Measured, Result, Undefined, sums};
use serde::Serialize;

/// Dasgupta's cost: each tie pays its weight times the number of cities in the smallest circle
/// around its ends, so that a tree is cheap whose close circles hold the ties.
///
/// `D = Σ w_ij |T_ij|` over ties, each undirected one once. Divided by the weight of all ties it is
/// the mean size of the circle around a tie; divided by the number of cities too, it is a share,
/// and 1 less that is the score of scikit-network. On a clique all trees of pairs cost the same,
/// `(n³ − n) / 3`.
///
/// It knows no chance and no price: a tree of pairs is never worse than one with fewer circles, on
/// random networks too. Undefined without ties ([`Undefined::NoEdges`]). `O(n + m · depth)`.
///
/// Dasgupta (2016), *STOC*.
///
/// ```
/// use conurbation::{Adjacency, circles::{CircleTree, Dasgupta}};
/// let path = Adjacency::from_edges(4, [(0, 1, 1.0), (1, 2, 1.0), (2, 3, 1.0)])?;
/// let halves = CircleTree::new(4, [[0, 1], [2, 3]])?;
/// assert_eq!(Dasgupta::new().run(&path, &halves)?.value().unwrap().cost, 8.0);
/// # Ok::<(), conurbation::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Default, Serialize)]
pub struct Dasgupta {}

/// What a tree costs.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[non_exhaustive]
pub struct DasguptaResult {
    /// The cost.
    pub cost: f64,
    /// The mean number of cities in the smallest circle around a tie.
    pub mean_size: f64,
    /// The same as a share of all cities, from 2/n to 1.
    pub normalized: f64,
    /// 1 less the share.
    pub score: f64,
}

impl Dasgupta {
    /// There is nothing to choose.
    pub fn new() -> Self {
        Self::default()
    }

    /// Computes the cost of a tree.
    ///
    /// # Errors
    /// [`Error::Param`](crate::Error::Param) if it is not of the cities of the network;
    /// [`Error::Overflow`](crate::Error::Overflow) for weights beyond the range of numbers.
    pub fn run(
        &self,
        graph: impl AsRef<Adjacency>,
        tree: &CircleTree,
    ) -> Result<Measured<DasguptaResult>> {
        let graph = graph.as_ref();
        check(graph, tree)?;
        if graph.edge_count() == 0 {
            return Ok(Measured::Undefined(Undefined::NoEdges));
        }
        let unit = sums::unit(graph.edges().map(|tie| tie.2));
        let total = sums::sum(graph.edges().map(|tie| tie.2 / unit));
        let term =
            |(a, b, weight): (u32, u32, f64)| weight / unit * tree.size(tree.common(a, b)) as f64;
        let cost = sums::sum(graph.edges().map(term));
        let mean_size = cost / total;
        let normalized = mean_size / graph.node_count() as f64;
        let cost = cost * unit;
        if !cost.is_finite() {
            return Err(crate::Error::Overflow { algorithm: "Dasgupta" });
        }
        let score = 1.0 - normalized;
        Ok(Measured::Value(DasguptaResult { cost, mean_size, normalized, score }))
    }
}

impl TreeScore for Dasgupta {
    fn name(&self) -> &'static str {
        "dasgupta"
    }

    fn larger_is_better(&self) -> bool {
        false
    }

    fn score(&self, graph: &Adjacency, tree: &CircleTree) -> Result<Measured> {
        Ok(self.run(graph, tree)?.map(|result| result.cost))
    }
}
