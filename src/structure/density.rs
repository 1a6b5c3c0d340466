//! The share of possible ties that are there.
use crate::{Adjacency, Measured, Result, Undefined};
use serde::Serialize;

/// Density: what share of all pairs of cities is tied.
///
/// `m / (n (n-1) / 2)` over unordered pairs, in a directed network `m / (n (n-1))` over ordered
/// ones. Weights do not matter and self-ties do not count. 0 without ties; fewer than two cities
/// have no pair ([`Undefined::TooFewCities`]). From 0 to 1. `O(1)`.
///
/// Small networks are denser: with four partners each, 5 cities have density 1 and 41 have 0.1. Do
/// not compare regions of unequal size by it.
///
/// Wasserman & Faust (1994), *Social Network Analysis*, 4.3 and 4.5.
///
/// ```
/// use conurbation::{Adjacency, structure::Density};
/// let path = Adjacency::from_edges(3, [(0, 1, 2.0), (1, 2, 1.0)])?;
/// assert_eq!(Density::new().run(&path)?.value(), Some(2.0 / 3.0));
/// # Ok::<(), conurbation::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Default, Serialize)]
pub struct Density {}

impl Density {
    /// There is nothing to choose.
    pub fn new() -> Self {
        Self::default()
    }

    /// Computes the density.
    ///
    /// # Errors
    /// None; the signature is that of all measures.
    pub fn run(&self, graph: impl AsRef<Adjacency>) -> Result<Measured> {
        Ok(Self::compute(graph.as_ref()))
    }

    fn compute(graph: &Adjacency) -> Measured {
        let n = graph.node_count();
        if n < 2 {
            return Measured::Undefined(Undefined::TooFewCities { need: 2 });
        }
        let ordered = n as f64 * (n - 1) as f64;
        let pairs = if graph.is_directed() { ordered } else { ordered / 2.0 };
        Measured::Value(graph.edge_count() as f64 / pairs)
    }
}
