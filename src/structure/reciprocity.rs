//! The share of ties that are returned.
use crate::{Adjacency, Measured, Result, Undefined, sums};
use serde::Serialize;

/// Reciprocity: what share of the ties that cities have to others is returned.
///
/// `|{i→j : j→i}| / m`, the share of arcs with an arc back. Weights do not matter and self-ties do
/// not count. In an undirected network the question is empty ([`Undefined::Vacuous`]), not
/// answered with 1; without arcs it is undefined too ([`Undefined::NoEdges`]). From 0 to 1.
/// `O(m log m)`.
///
/// Where both sides should report the same tie, this measures how well they report.
///
/// Wasserman & Faust (1994), *Social Network Analysis*, 13.4; Newman, Forrest, Balthrop (2002),
/// *Phys. Rev. E* 66:035101.
///
/// ```
/// use conurbation::{Adjacency, structure::Reciprocity};
/// let arcs = Adjacency::from_arcs(3, [(0, 1, 1.0), (1, 0, 5.0), (1, 2, 1.0), (2, 0, 1.0)])?;
/// assert_eq!(Reciprocity::new().run(&arcs)?.value(), Some(0.5));
/// # Ok::<(), conurbation::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Default, Serialize)]
pub struct Reciprocity {}

impl Reciprocity {
    /// There is nothing to choose.
    pub fn new() -> Self {
        Self::default()
    }

    /// Computes the reciprocity.
    ///
    /// # Errors
    /// None; the signature is that of all measures.
    pub fn run(&self, graph: impl AsRef<Adjacency>) -> Result<Measured> {
        Ok(Self::compute(graph.as_ref()).into())
    }

    /// How much more often ties are returned than if they fell anywhere:
    /// `ρ = (r - ā) / (1 - ā)`, where `r` is the reciprocity and `ā = m / (n (n - 1))` the share of
    /// ordered pairs that are tied. From `-ā / (1 - ā)`, where no tie is returned, through 0, as
    /// often as chance, to 1. Undefined where the reciprocity is, and where every pair is tied
    /// ([`Undefined::Vacuous`]). `O(m log m)`.
    ///
    /// Garlaschelli & Loffredo (2004), *Physical Review Letters* 93:268701.
    ///
    /// ```
    /// use conurbation::{Adjacency, structure::Reciprocity};
    /// let arcs = Adjacency::from_arcs(4, [(0, 1, 3.0), (1, 0, 2.0), (0, 3, 1.0), (2, 1, 1.0)])?;
    /// assert_eq!(Reciprocity::new().correlation(&arcs)?.value(), Some(0.25)); // (1/2 - 1/3) / (2/3)
    /// # Ok::<(), conurbation::Error>(())
    /// ```
    ///
    /// # Errors
    /// None; the signature is that of all measures.
    pub fn correlation(&self, graph: impl AsRef<Adjacency>) -> Result<Measured> {
        let graph = graph.as_ref();
        let (n, arcs) = (graph.node_count() as f64, graph.edge_count() as f64);
        let returned = match Self::compute(graph) {
            Ok(returned) => returned,
            Err(reason) => return Ok(Measured::Undefined(reason)),
        };
        let density = arcs / (n * (n - 1.0));
        if density >= 1.0 {
            return Ok(Measured::Undefined(Undefined::Vacuous));
        }
        Ok(Measured::Value((returned - density) / (1.0 - density)))
    }

    /// The share of weight that is returned: `Σ_{i≠j} min(w_ij, w_ji) / Σ_{i≠j} w_ij`; from 0 to 1.
    /// Undefined where the reciprocity is. `O(m log m)`.
    ///
    /// Squartini, Picciolo, Ruzzenenti & Garlaschelli (2013), *Scientific Reports* 3:2729.
    ///
    /// ```
    /// use conurbation::{Adjacency, structure::Reciprocity};
    /// let arcs = Adjacency::from_arcs(4, [(0, 1, 3.0), (1, 0, 2.0), (0, 3, 1.0), (2, 1, 1.0)])?;
    /// assert_eq!(Reciprocity::new().weighted(&arcs)?.value(), Some(4.0 / 7.0));
    /// # Ok::<(), conurbation::Error>(())
    /// ```
    ///
    /// # Errors
    /// None; the signature is that of all measures.
    pub fn weighted(&self, graph: impl AsRef<Adjacency>) -> Result<Measured> {
        let graph = graph.as_ref();
        if let Err(reason) = Self::compute(graph) {
            return Ok(Measured::Undefined(reason));
        }
        // In this unit no sum overflows.
        let unit = sums::unit(graph.edges().map(|(.., weight)| weight));
        let returned = |(from, to, weight): (_, _, f64)| {
            graph.weight(to, from).map_or(0.0, |back| weight.min(back)) / unit
        };
        let total = sums::sum(graph.edges().map(|(.., weight)| weight / unit));
        Ok(Measured::Value(sums::sum(graph.edges().map(returned)) / total))
    }

    fn compute(graph: &Adjacency) -> Result<f64, Undefined> {
        if !graph.is_directed() {
            return Err(Undefined::Vacuous);
        }
        if graph.edge_count() == 0 {
            return Err(Undefined::NoEdges);
        }
        let returned = graph.edges().filter(|&(from, to, _)| graph.weight(to, from).is_some());
        Ok(returned.count() as f64 / graph.edge_count() as f64)
    }
}
