//! Who has well connected partners, and who has dependent ones.
use crate::adjacency::ParallelTies;
use crate::{Adjacency, Measured, Node, Result, Scores, Undefined, sums};
use serde::Serialize;

/// Alter-based centrality and power: whether the partners of a city are themselves well connected,
/// and whether they depend on it.
///
/// With `R_ij` the tie of two cities and `DC_j = Σ_k R_jk` the degree of the partner, alter-based
/// centrality is `Σ_j R_ij DC_j`: high for who can reach many through its partners. Alter-based
/// power is `Σ_j R_ij / DC_j`: high for who has partners with few others to turn to. The same city
/// need not have both. In the papers they are called recursive, but partners of partners of
/// partners do not enter (Boyd, Mahutga & Smith 2013): unlike eigenvector centrality, nothing is
/// iterated.
///
/// Ties are counted unless they are [`weighted`](Self::weighted); then `DC` is strength.
/// Directions are disregarded: of a tie both ways the weights are added up. Self-ties do not count.
///
/// A city without ties has 0 of both. Centrality goes from 0 to `(n − 1)²` where ties are counted,
/// power from 0 to `n − 1`, and power adds up to the number of cities with ties. Weights are
/// multiplied in centrality, so huge or tiny ones can leave the range of numbers: it then is
/// [`Undefined::Assumption`], while power, which depends on their ratios alone, stands.
/// `O(n + m)` time and memory.
///
/// Neal (2011), *Urban Studies* 48:2733; Neal (2013), *The Connected City*.
///
/// ```
/// use conurbation::{Adjacency, system::AlterBased};
/// let path = Adjacency::from_edges(4, [(0, 1, 1.0), (1, 2, 1.0), (2, 3, 1.0)])?;
/// let found = AlterBased::new().run(&path)?;
/// let values = |s: &conurbation::Scores| s.iter().filter_map(|s| s.value()).collect::<Vec<_>>();
/// assert_eq!(values(&found.centrality), [2.0, 3.0, 3.0, 2.0]);
/// assert_eq!(values(&found.power), [0.5, 1.5, 1.5, 0.5]);
/// # Ok::<(), conurbation::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Default, Serialize)]
pub struct AlterBased {
    weighted: bool,
}

/// Whether partners are well connected, and whether they depend on a city.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct AlterBasedResult {
    /// How well connected the partners of each city are.
    pub centrality: Scores,
    /// How much the partners of each city depend on it.
    pub power: Scores,
}

/// Why a product of weights has no value.
const BEYOND: Undefined = Undefined::Assumption {
    broken: "products of the weights lie beyond the range of numbers",
    instead: "weights nearer to 1",
};

impl AlterBased {
    /// The default parameters: ties are counted.
    pub fn new() -> Self {
        Self::default()
    }

    /// Sets whether the weights of ties count.
    pub fn weighted(mut self, weighted: bool) -> Self {
        self.weighted = weighted;
        self
    }

    /// Computes centrality and power of every city.
    ///
    /// # Errors
    /// [`Error::InvalidTie`](crate::Error::InvalidTie) if the weights of a tie both ways add up
    /// beyond all numbers.
    pub fn run(&self, graph: impl AsRef<Adjacency>) -> Result<AlterBasedResult> {
        let parallel = if self.weighted { ParallelTies::Sum } else { ParallelTies::Max };
        let graph = graph.as_ref().undirected(parallel)?;
        let weight = |weight: f64| if self.weighted { weight } else { 1.0 };
        let ties =
            |node: Node| graph.neighbours(node).map(|(end, own)| (end as usize, weight(own)));
        let unit = sums::unit(graph.edges().map(|(_, _, own)| weight(own)));
        let degrees: Vec<f64> =
            graph.nodes().map(|node| sums::sum(ties(node).map(|tie| tie.1 / unit))).collect();
        let centrality = |node: Node| {
            let products = sums::sum(ties(node).map(|(end, own)| own / unit * degrees[end]));
            let scaled = products * unit * unit;
            let lost = ties(node).next().is_some() && scaled < f64::MIN_POSITIVE;
            if lost || !scaled.is_finite() {
                return Measured::Undefined(BEYOND);
            }
            Measured::Value(scaled)
        };
        // The degree of each partner in a unit of its own, so that no ratio is lost.
        let own_degree = |node: Node| {
            let unit = sums::unit(ties(node).map(|tie| tie.1));
            (unit, sums::sum(ties(node).map(|tie| tie.1 / unit)))
        };
        let own_degrees: Vec<(f64, f64)> = graph.nodes().map(own_degree).collect();
        let power = |node: Node| {
            sums::sum(ties(node).map(|(end, own)| own / own_degrees[end].0 / own_degrees[end].1))
        };
        Ok(AlterBasedResult {
            centrality: Scores::measured(graph.nodes().map(centrality)),
            power: Scores::new(graph.nodes().map(power).collect()),
        })
    }
}
