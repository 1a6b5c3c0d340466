//! The sum of the weights of ties.
use super::Direction;
use crate::{Adjacency, Error, Result, Scores};
use serde::Serialize;

/// Strength: how much a city cooperates, with whomever.
///
/// The sum of the weights of the ties of a city, `s_i = Σ_j w_ij`. In a directed network both the
/// weights it sends and those it receives, unless a [`direction`](Self::direction) is chosen.
/// Self-ties do not count. A city without ties has 0, an empty network no scores; nothing is ever
/// undefined. Positive, and in the unit of the weights. `O(n + m)` time,
/// `O(n)` memory.
///
/// Barrat, Barthélemy, Pastor-Satorras, Vespignani (2004), *PNAS* 101:3747.
///
/// ```
/// use conurbation::{Adjacency, centrality::Strength};
/// let path = Adjacency::from_edges(3, [(0, 1, 2.0), (1, 2, 0.5)])?;
/// let scores = Strength::new().run(&path)?;
/// assert_eq!(scores.iter().filter_map(|s| s.value()).collect::<Vec<_>>(), [2.0, 2.5, 0.5]);
/// # Ok::<(), conurbation::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Default, Serialize)]
pub struct Strength {
    direction: Direction,
}

impl Strength {
    /// The default parameters: ties of both directions.
    pub fn new() -> Self {
        Self::default()
    }

    /// Sets which ties count in a directed network; both ways unless said.
    pub fn direction(mut self, direction: Direction) -> Self {
        self.direction = direction;
        self
    }

    /// Adds up the weights of every city.
    ///
    /// # Errors
    /// [`Error::Overflow`] if a sum is beyond the largest number there is.
    pub fn run(&self, graph: impl AsRef<Adjacency>) -> Result<Scores> {
        self.compute(graph.as_ref())
    }

    fn compute(&self, graph: &Adjacency) -> Result<Scores> {
        let strength = |node| match self.direction {
            Direction::Both if graph.is_directed() => {
                sum(graph.source_weights(node)) + sum(graph.weights(node))
            }
            Direction::In => sum(graph.source_weights(node)),
            Direction::Out | Direction::Both => sum(graph.weights(node)),
        };
        let strengths: Vec<f64> = graph.nodes().map(strength).collect();
        if strengths.iter().all(|strength| strength.is_finite()) {
            return Ok(Scores::new(strengths));
        }
        Err(Error::Overflow { algorithm: "Strength" })
    }
}

/// The sum of some weights; 0, not -0, for none.
fn sum(weights: &[f64]) -> f64 {
    weights.iter().fold(0.0, |sum, weight| sum + weight)
}
