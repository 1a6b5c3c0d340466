//! The number of partners.
use super::Direction;
use crate::{Adjacency, Result, Scores};
use serde::Serialize;

/// Degree: with how many cities a city cooperates, however much.
///
/// The number of ties of a city. Weights do not matter. In a directed network a partner with ties
/// both ways counts twice, once for each, unless a [`direction`](Self::direction) is chosen.
/// Self-ties do not count. A city without ties has 0, an empty network no scores; nothing is ever
/// undefined. From 0 to `n - 1`, in a directed network both ways to `2 (n - 1)`. `O(n)` time
/// and memory.
///
/// Freeman (1978/79), *Social Networks* 1:215.
///
/// ```
/// use conurbation::{Adjacency, centrality::{Degree, Direction}};
/// let arcs = Adjacency::from_arcs(3, [(0, 1, 2.0), (1, 0, 1.0), (1, 2, 1.0)])?;
/// assert_eq!(Degree::new().run(&arcs)?.get(1).value(), Some(3.0));
/// let hosts = Degree::new().direction(Direction::In).run(&arcs)?;
/// assert_eq!(hosts.get(1).value(), Some(1.0));
/// # Ok::<(), conurbation::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Default, Serialize)]
pub struct Degree {
    direction: Direction,
}

impl Degree {
    /// The default parameters: ties of both directions.
    pub fn new() -> Self {
        Self::default()
    }

    /// Sets which ties count in a directed network; both ways unless said.
    pub fn direction(mut self, direction: Direction) -> Self {
        self.direction = direction;
        self
    }

    /// Counts the partners of every city.
    ///
    /// # Errors
    /// None; the signature is that of all measures.
    pub fn run(&self, graph: impl AsRef<Adjacency>) -> Result<Scores> {
        Ok(self.compute(graph.as_ref()))
    }

    fn compute(&self, graph: &Adjacency) -> Scores {
        let degree = |node| match self.direction {
            Direction::Both if graph.is_directed() => {
                graph.sources(node).len() + graph.targets(node).len()
            }
            Direction::In => graph.sources(node).len(),
            Direction::Out | Direction::Both => graph.targets(node).len(),
        };
        Scores::new(graph.nodes().map(|node| degree(node) as f64).collect())
    }
}
