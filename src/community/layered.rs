//! How good a division of several networks at once is.
use super::search::Problem;
use super::{Layers, Partition};
use crate::{Measured, ParamError, Result};
use serde::Serialize;

/// Modularity over layers: how much more cooperation of all kinds stays within groups than the
/// strengths of cities in each kind would make one expect.
///
/// The formula is that of [`Layers`]: layers with weights, friends and foes, or years. With one
/// layer it is [`Modularity`](super::Modularity). Undefined without ties
/// ([`Undefined::NoEdges`](crate::Undefined::NoEdges)). `O(m log m)`.
///
/// ```
/// use conurbation::{Adjacency, community::{LayeredModularity, Layers}};
/// let friends = Adjacency::from_edges(4, [(0, 1, 1.0), (2, 3, 1.0)])?;
/// let foes = Adjacency::from_edges(4, [(0, 2, 1.0), (1, 3, 1.0)])?;
/// let quality = LayeredModularity::new(&[0, 0, 1, 1]).run(&Layers::signed(&friends, &foes)?)?;
/// assert_eq!(quality.value(), Some(0.5)); // (4 · 1/2 − 4 · (−1/2)) / 8
/// # Ok::<(), conurbation::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct LayeredModularity {
    labels: Vec<u32>,
    resolution: f64,
}

impl LayeredModularity {
    /// The quality of this division: a label for each node of the layers, in order; any numbers.
    pub fn new(labels: &[u32]) -> Self {
        Self { labels: labels.to_vec(), resolution: 1.0 }
    }

    /// Sets `γ`, how much is expected in every layer; finite and not negative. 1 unless said.
    pub fn resolution(mut self, resolution: f64) -> Self {
        self.resolution = resolution;
        self
    }

    /// Computes the quality.
    ///
    /// # Errors
    /// [`Error::Param`](crate::Error::Param) for a resolution outside its range, or if there is not
    /// one label for each node.
    pub fn run(&self, layers: &Layers<'_>) -> Result<Measured> {
        if !(self.resolution >= 0.0 && self.resolution.is_finite()) {
            return Err(
                ParamError::new("resolution", self.resolution, "finite and not negative").into()
            );
        }
        if self.labels.len() != layers.nodes() {
            let found = format!("{} labels for {} nodes", self.labels.len(), layers.nodes());
            let expected = "one label for each node";
            return Err(ParamError::new("LayeredModularity::new", found, expected).into());
        }
        let partition = Partition::new(&self.labels);
        let problem = Problem::layered(layers, self.resolution);
        Ok(problem.map(|problem| problem.quality(partition.labels())))
    }
}
