//! Whether a city's partners are partners of each other.
use super::triangles::triangles;
use crate::adjacency::ParallelTies;
use crate::centrality::Convention;
use crate::{Adjacency, Measured, Node, Result, Scores, Undefined};
use serde::Serialize;

/// Clustering: whether a city's partners are partners of each other.
///
/// Of the `k (k-1) / 2` pairs of partners of a city, the share that is tied. Weights do not matter,
/// directions are disregarded (a tie both ways is one), and self-ties do not count. A city with
/// fewer than two partners has no pair ([`Undefined::TooFewPartners`]); NetworkX calls that 0, and
/// so gets another mean ([`few_as_zero`](Self::few_as_zero)). `O(m^1.5)` time, `O(n + m)` memory.
///
/// Watts & Strogatz (1998), *Nature* 393:440.
///
/// ```
/// use conurbation::{Adjacency, structure::Clustering};
/// // A triangle 0–1–2, and a city 3 tied to 0.
/// let graph = Adjacency::from_edges(4, [(0, 1, 1.0), (1, 2, 1.0), (2, 0, 1.0), (0, 3, 1.0)])?;
/// let clustering = Clustering::new().run(&graph)?;
/// assert_eq!(clustering.local.get(0).value(), Some(1.0 / 3.0));
/// assert_eq!(clustering.mean.value(), Some((1.0 / 3.0 + 1.0 + 1.0) / 3.0));
/// assert_eq!(clustering.transitivity.value(), Some(3.0 / 5.0));
/// # Ok::<(), conurbation::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Default, Serialize)]
pub struct Clustering {
    few_as_zero: bool,
}

/// The clustering of each city and of the network.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct ClusteringResult {
    /// The share of pairs of each city's partners that is tied, from 0 to 1.
    pub local: Scores,
    /// Its mean over the cities with two or more partners; [`Undefined::Vacuous`] if there is none.
    pub mean: Measured,
    /// `3 triangles / triples`, the share of all pairs of partners of a city that is tied;
    /// [`Undefined::Vacuous`] if no city has two partners.
    pub transitivity: Measured,
    /// The number of triangles.
    pub triangles: u64,
}

impl Clustering {
    /// There is nothing to choose.
    pub fn new() -> Self {
        Self::default()
    }

    /// Sets whether a city with fewer than two partners has 0 and counts in the mean; it is
    /// undefined unless said.
    pub fn few_as_zero(mut self, zero: bool) -> Self {
        self.few_as_zero = zero;
        self
    }

    /// Follows a tool: NetworkX has 0 for a city with fewer than two partners, igraph and UCINET
    /// have no number.
    pub fn like(self, convention: Convention) -> Self {
        self.few_as_zero(convention == Convention::NetworkX)
    }

    /// Computes the clustering of every city and of the network.
    ///
    /// # Errors
    /// None; the signature is that of all measures.
    pub fn run(&self, graph: impl AsRef<Adjacency>) -> Result<ClusteringResult> {
        self.compute(graph.as_ref())
    }

    fn compute(&self, graph: &Adjacency) -> Result<ClusteringResult> {
        let graph = graph.undirected(ParallelTies::Max)?;
        let triangles = triangles(&graph);
        let pairs = |node: Node| {
            let partners = graph.targets(node).len() as u64;
            partners * partners.saturating_sub(1) / 2
        };
        let local =
            Scores::measured(graph.nodes().zip(&triangles).map(|(node, &closed)| {
                match pairs(node) {
                    0 if self.few_as_zero => Measured::Value(0.0),
                    0 => Measured::Undefined(Undefined::TooFewPartners { need: 2 }),
                    pairs => Measured::Value(closed as f64 / pairs as f64),
                }
            }));
        let known = local.iter().filter_map(Measured::value);
        let (count, sum) = known.fold((0_u64, 0.0), |(count, sum), c| (count + 1, sum + c));
        let closed: u64 = triangles.iter().sum();
        let triples: u64 = graph.nodes().map(pairs).sum();
        let share = |part: f64, whole: u64| match whole {
            0 => Measured::Undefined(Undefined::Vacuous),
            _ => Measured::Value(part / whole as f64),
        };
        Ok(ClusteringResult {
            local,
            mean: share(sum, count),
            transitivity: share(closed as f64, triples),
            triangles: closed / 3,
        })
    }
}
