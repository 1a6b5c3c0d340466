//! Communities by following the neighbours.
use super::leiden::check;
use super::search::{Method, Problem, Rounds, Way};
use super::{Detected, Layers, Quality};
use crate::{Adjacency, Measured, ParamError, Result, Watch};
use serde::Serialize;

/// Label propagation: each city goes over to the community with which it cooperates most, until
/// none does so.
///
/// The score of a community is `w − γ (n w̄ − w)`: the weight `w` of the ties to it, less a penalty
/// for its size, with `n` its number of cities and `w̄` the mean weight of a tie. Without a
/// [`penalty`](Self::penalty) only ties count (Raghavan, Albert, Kumara 2007, *Phys. Rev. E*
/// 76:036106), and a network of many ties often ends as one community; the penalty keeps
/// communities small (Boldi, Rosa, Santini, Vigna 2011, *WWW*, "layered label propagation"). A city
/// stays where it is if that is as good; between others that are equal chance decides.
///
/// Every move raises the sum of scores, so it ends; with more than half a million ties when fewer
/// than one city in 64 moves. Communities that do not hang together are split in the end. The
/// answer depends on network, parameters and seed alone. It is quick and crude:
/// [`Leiden`](super::Leiden) finds better communities, and says how good they are. The quality given
/// is [modularity](super::Modularity), which is not what is sought here. Self-ties do not count.
/// `O(m)` for each pass over the ties.
///
/// ```
/// use conurbation::{Adjacency, community::LabelPropagation};
/// let triangles = [(0, 1), (1, 2), (0, 2), (3, 4), (4, 5), (3, 5), (2, 3)];
/// let network = Adjacency::from_edges(6, triangles.map(|(a, b)| (a, b, 1.0)))?;
/// let found = LabelPropagation::new().penalty(0.1).run(&network)?;
/// assert_eq!(found.partition.labels(), [0, 0, 0, 1, 1, 1]);
/// # Ok::<(), conurbation::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Default, Serialize)]
pub struct LabelPropagation {
    penalty: f64,
    seed: u64,
    #[serde(skip)]
    watch: Watch,
}

impl LabelPropagation {
    /// The default parameters: no penalty.
    pub fn new() -> Self {
        Self::default()
    }

    /// Sets `γ`, the penalty for the size of a community; finite and not negative. 0 unless said.
    pub fn penalty(mut self, penalty: f64) -> Self {
        self.penalty = penalty;
        self
    }

    /// Sets the seed; 0 unless said.
    pub fn seed(mut self, seed: u64) -> Self {
        self.seed = seed;
        self
    }

    /// Lets `watch` see how much is done, and stop it.
    pub fn watch(mut self, watch: &Watch) -> Self {
        self.watch = watch.clone();
        self
    }

    /// Finds communities.
    ///
    /// # Errors
    /// [`Error::Param`](crate::Error::Param) for a parameter outside its range and for a network
    /// without cities; [`Error::Cancelled`](crate::Error::Cancelled).
    pub fn run(&self, graph: impl AsRef<Adjacency>) -> Result<Detected> {
        let graph = graph.as_ref();
        self.check(graph.node_count())?;
        let problem = Problem::new(graph, Quality::Modularity, 1.0)?;
        self.search(problem, graph.node_count())
    }

    /// Finds communities of several networks at once; ties to foes count negative.
    ///
    /// # Errors
    /// As [`run`](Self::run).
    pub fn run_layers(&self, layers: &Layers<'_>) -> Result<Detected> {
        self.check(layers.nodes())?;
        self.search(Problem::layered(layers, 1.0), layers.nodes())
    }

    fn search(&self, problem: Measured<Problem<'_>>, cities: usize) -> Result<Detected> {
        match problem {
            Measured::Undefined(reason) => Ok(Detected::nothing(cities, reason)),
            Measured::Value(problem) => {
                let (method, rounds) = (Method::Propagation, Rounds::Fixed(1));
                let way = Way { method, rounds, seed: self.seed };
                let found = problem.penalized(self.penalty).search(way, &self.watch)?;
                Ok(Detected::new(&problem, found))
            }
        }
    }

    fn check(&self, cities: usize) -> Result<(), ParamError> {
        if !(self.penalty >= 0.0 && self.penalty.is_finite()) {
            return Err(ParamError::new("penalty", self.penalty, "finite and not negative"));
        }
        check(1.0, cities)
    }
}
