//! Partners and cooperation in one number.
use super::{Degree, Direction, Strength};
use crate::error::ParamError;
use crate::{Adjacency, Error, Measured, Result, Scores};
use serde::Serialize;

/// The degree of Opsahl: with how many a city cooperates and how much, in one number.
///
/// `k^(1-α) s^α` for a city with `k` partners and a strength of `s`: `k` times the mean weight of
/// its ties to the power of [`alpha`](Self::alpha). With α = 0 it is the [`Degree`], with 1 the
/// [`Strength`]; between them, of two cities of equal strength the one with more partners is first,
/// and above 1 the one with fewer. α is a choice and no estimate; one half unless set.
///
/// In a directed network arcs in and out count together, or those of one
/// [`direction`](Self::direction). Self-ties do not count. A city without a tie has 0; nothing is
/// undefined. `O(n + m)` time, `O(n)` memory.
///
/// Opsahl, Agneessens & Skvoretz (2010), *Social Networks* 32:245.
///
/// ```
/// use conurbation::{Adjacency, centrality::OpsahlDegree};
/// let star = Adjacency::from_edges(5, [(0, 1, 4.0), (0, 2, 4.0), (0, 3, 4.0), (0, 4, 4.0)])?;
/// let scores = OpsahlDegree::new().run(&star)?;
/// assert_eq!(scores.get(0).value(), Some(8.0));
/// assert_eq!(scores.get(1).value(), Some(2.0));
/// # Ok::<(), conurbation::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct OpsahlDegree {
    alpha: f64,
    direction: Direction,
}

impl Default for OpsahlDegree {
    fn default() -> Self {
        Self { alpha: 0.5, direction: Direction::Both }
    }
}

impl OpsahlDegree {
    /// The default parameters: α one half, ties of both directions.
    pub fn new() -> Self {
        Self::default()
    }

    /// Sets how much weights matter, finite and not negative.
    pub fn alpha(mut self, alpha: f64) -> Self {
        self.alpha = alpha;
        self
    }

    /// Sets which ties count in a directed network.
    pub fn direction(mut self, direction: Direction) -> Self {
        self.direction = direction;
        self
    }

    /// Computes the score of every city.
    ///
    /// # Errors
    /// [`Error::Param`] for an α that is negative or not finite; [`Error::Overflow`] if a number is
    /// beyond the largest there is.
    pub fn run(&self, graph: impl AsRef<Adjacency>) -> Result<Scores> {
        self.compute(graph.as_ref())
    }

    fn compute(&self, graph: &Adjacency) -> Result<Scores> {
        if !(self.alpha >= 0.0 && self.alpha.is_finite()) {
            return Err(ParamError::new("alpha", self.alpha, "finite and not negative").into());
        }
        let degrees = Degree::new().direction(self.direction).run(graph)?;
        let strengths = Strength::new().direction(self.direction).run(graph)?;
        let known = degrees.iter().zip(strengths.iter());
        let scores: Vec<f64> = known
            .map(|pair| match pair {
                (Measured::Value(degree), Measured::Value(strength)) if degree > 0.0 => {
                    degree * (strength / degree).powf(self.alpha)
                }
                _ => 0.0,
            })
            .collect();
        if scores.iter().all(|score| score.is_finite()) {
            return Ok(Scores::new(scores));
        }
        Err(Error::Overflow { algorithm: "OpsahlDegree" })
    }
}
