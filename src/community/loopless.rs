//! Modularity against an expectation without ties of a city with itself.
use super::potts::{check, weights};
use crate::nulls::MaxEntropyResult;
use crate::{Adjacency, Measured, Result, sums};
use serde::Serialize;

/// Loopless modularity: how much more cooperation stays within groups than strengths alone would
/// make one expect, if no city can have a tie with itself.
///
/// `Q = Σ_c [w_c − γ E_c] / m`, with `w_c` the weight within a group, each tie once, `m` that of all
/// ties, and `E_c` what is expected of its pairs by [`MaxEntropy`](crate::nulls::MaxEntropy). Usual
/// [modularity](super::Modularity) expects of every city a tie with itself, `s_i² / 2m`, which
/// cannot be: that makes divisions of small networks look worse than they are, more so the fewer
/// cities there are, so that regions of different size cannot be compared by it.
///
/// `1 − γ` for a single group; 0 for each city alone. Undefined where the expectation is: without
/// ties, and if all of them meet in one city. Self-ties do not count. `O(n log n + m)` and the cost
/// of the expectation.
///
/// ```
/// use conurbation::{Adjacency, community::LooplessModularity};
/// let ring = Adjacency::from_edges(4, [(0, 1, 3.0), (1, 2, 1.0), (2, 3, 3.0), (3, 0, 1.0)])?;
/// // Within: 6 of 8. Expected: 2 of 6 pairs, all alike.
/// let quality = LooplessModularity::new(&[0, 0, 1, 1]).run(&ring)?.value().unwrap();
/// assert!((quality - (6.0 / 8.0 - 2.0 / 6.0)).abs() < 1e-9);
/// # Ok::<(), conurbation::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct LooplessModularity {
    labels: Vec<u32>,
    resolution: f64,
}

impl LooplessModularity {
    /// The quality of this division: a label for each city, in order; any numbers.
    pub fn new(labels: &[u32]) -> Self {
        Self { labels: labels.to_vec(), resolution: 1.0 }
    }

    /// Sets `γ`, how much is expected; finite and not negative. 1 unless said.
    pub fn resolution(mut self, resolution: f64) -> Self {
        self.resolution = resolution;
        self
    }

    /// Computes the quality.
    ///
    /// # Errors
    /// [`Error::Param`](crate::Error::Param) for a resolution outside its range, or if there is not
    /// one label for each city; those of [`MaxEntropy`](crate::nulls::MaxEntropy).
    pub fn run(&self, graph: impl AsRef<Adjacency>) -> Result<Measured> {
        let graph = graph.as_ref();
        check(self.resolution, "LooplessModularity::new", &self.labels, graph)?;
        let null = MaxEntropyResult::of(graph)?;
        let unit = sums::unit(graph.edges().map(|tie| tie.2));
        let (within, total) = weights(&self.labels, graph, unit);
        // What is expected of all pairs is all there is.
        Ok(null.map(|null| {
            let expected = null.of_groups(&self.labels).within();
            within / total - self.resolution * (expected / total)
        }))
    }
}
