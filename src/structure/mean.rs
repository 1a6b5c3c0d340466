//! How much a city works together, on average.
use crate::{Adjacency, Error, Measured, Result, Undefined};
use serde::Serialize;

/// Mean degree: with how many cities a city works together, on average.
///
/// `2 m / n`, in a directed network `m / n` (as many ties out as in). Weights do not matter and
/// self-ties do not count. From 0 to `n − 1`; 0 without ties, undefined without cities
/// ([`Undefined::TooFewCities`]). Where partners are few and found one by one it does not depend
/// on the size of the region, as density does. `O(1)`.
///
/// Wasserman & Faust (1994), *Social Network Analysis*, 4.2.
///
/// ```
/// use conurbation::{Adjacency, structure::MeanDegree};
/// let path = Adjacency::from_edges(4, [(0, 1, 2.0), (1, 2, 1.0)])?;
/// assert_eq!(MeanDegree::new().run(&path)?.value(), Some(1.0));
/// # Ok::<(), conurbation::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Default, Serialize)]
pub struct MeanDegree {}

/// Mean strength: how much a city works together, on average.
///
/// The mean over cities of the weight of their ties: `2 W / n` with `W` the weight of all ties, in
/// a directed network `W / n`. With Newman's spread it is how many events of two cities or more a
/// city takes part in. Self-ties do not count. At least 0; 0 without ties, undefined without
/// cities ([`Undefined::TooFewCities`]). `O(m)`.
///
/// Barrat, Barthélemy, Pastor-Satorras & Vespignani (2004), *PNAS* 101:3747; Newman (2001),
/// *Physical Review E* 64:016132.
///
/// ```
/// use conurbation::{Adjacency, structure::MeanStrength};
/// let path = Adjacency::from_edges(4, [(0, 1, 2.0), (1, 2, 1.0)])?;
/// assert_eq!(MeanStrength::new().run(&path)?.value(), Some(1.5));
/// # Ok::<(), conurbation::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Default, Serialize)]
pub struct MeanStrength {}

impl MeanDegree {
    /// There is nothing to choose.
    pub fn new() -> Self {
        Self::default()
    }

    /// Computes the mean degree.
    ///
    /// # Errors
    /// None; the signature is that of all measures.
    pub fn run(&self, graph: impl AsRef<Adjacency>) -> Result<Measured> {
        let graph = graph.as_ref();
        Ok(per_city(graph, graph.edge_count() as f64))
    }
}

impl MeanStrength {
    /// There is nothing to choose.
    pub fn new() -> Self {
        Self::default()
    }

    /// Computes the mean strength.
    ///
    /// # Errors
    /// [`Error::Overflow`] if the weights add up beyond all numbers.
    pub fn run(&self, graph: impl AsRef<Adjacency>) -> Result<Measured> {
        let graph = graph.as_ref();
        let mean = per_city(graph, graph.total_weight());
        if mean.value().is_some_and(|mean| !mean.is_finite()) {
            return Err(Error::Overflow { algorithm: "MeanStrength" });
        }
        Ok(mean)
    }
}

/// A total over ties as a mean over cities, each undirected tie belonging to two.
fn per_city(graph: &Adjacency, total: f64) -> Measured {
    let ends = if graph.is_directed() { 1.0 } else { 2.0 };
    match graph.node_count() {
        0 => Measured::Undefined(Undefined::TooFewCities { need: 1 }),
        n => Measured::Value(ends * total / n as f64),
    }
}
