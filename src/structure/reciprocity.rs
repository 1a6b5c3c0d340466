//! The share of ties that are returned.
use crate::{Adjacency, Measured, Result, Undefined};
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
