//! Communities that hang together.
use super::search::{Graph, Method, Problem, Rounds, Way};
use super::{Detected, Layers, Quality};
use crate::{Adjacency, Measured, ParamError, Result, Watch};
use serde::Serialize;

/// Leiden: which cities belong together, in communities that hang together.
///
/// Searches the division of the highest [`quality`](Self::quality): cities move one by one to the
/// community where that gains most; then communities are taken apart into parts that are well tied
/// to the rest of theirs, parts are merged into nodes, and these move in turn, until nothing is
/// left to merge. That begins anew from what was found until nothing changes; in a network of more
/// than half a million ties at most twice, and no more once fewer than one city in a hundred moves;
/// or as often as [`iterations`](Self::iterations) says.
///
/// Guaranteed: every community is connected, whatever the direction of ties (in signed networks by
/// ties of positive weight); no move lowers the quality. Not guaranteed: the best division of all,
/// which nobody can find on large networks. Other seeds may find others: run several and see.
///
/// The answer depends on network, parameters and seed alone: not on threads, nor on the order of
/// rows, nor on a factor of all weights. Self-ties do not count.
///
/// `O(m)` for each pass over the ties, of which there are few; memory for a second graph.
///
/// Traag, Waltman, van Eck (2019), *Scientific Reports* 9:5233. Choices in refinement are by
/// Gumbel numbers, with [`theta`](Self::theta) in units of the mean weight of a tie.
///
/// ```
/// use conurbation::{Adjacency, community::Leiden};
/// let triangles = [(0, 1), (1, 2), (0, 2), (3, 4), (4, 5), (3, 5), (2, 3)];
/// let network = Adjacency::from_edges(6, triangles.map(|(a, b)| (a, b, 1.0)))?;
/// let found = Leiden::new().seed(7).run(&network)?;
/// assert_eq!(found.partition.labels(), [0, 0, 0, 1, 1, 1]);
/// assert!((found.quality.value().unwrap() - 5.0 / 14.0).abs() < 1e-12);
/// # Ok::<(), conurbation::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Leiden {
    quality: Quality,
    resolution: f64,
    theta: f64,
    iterations: Option<usize>,
    seed: u64,
    #[serde(skip)]
    watch: Watch,
}

impl Default for Leiden {
    fn default() -> Self {
        Self {
            quality: Quality::Modularity,
            resolution: 1.0,
            theta: Self::DEFAULT_THETA,
            iterations: None,
            seed: 0,
            watch: Watch::new(),
        }
    }
}

impl Leiden {
    /// The chance in refinement unless said, that of the authors' own program on ties of weight 1.
    pub const DEFAULT_THETA: f64 = 0.01;

    /// The default parameters: modularity with a resolution of 1.
    pub fn new() -> Self {
        Self::default()
    }

    /// Sets what is maximised; modularity unless said.
    pub fn quality(mut self, quality: Quality) -> Self {
        self.quality = quality;
        self
    }

    /// Sets `γ`, how much is expected; finite and not negative. 1 unless said: the larger, the
    /// smaller the communities.
    pub fn resolution(mut self, resolution: f64) -> Self {
        self.resolution = resolution;
        self
    }

    /// Sets how much chance there is in taking communities apart, in units of the mean weight of a
    /// tie; finite and not negative. With 0 there is none.
    pub fn theta(mut self, theta: f64) -> Self {
        self.theta = theta;
        self
    }

    /// Sets how often the search goes over the network, each time from what it found before; at
    /// least once. Unless said, until nothing changes, or up to three times in a large network.
    pub fn iterations(mut self, iterations: usize) -> Self {
        self.iterations = Some(iterations);
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
    /// without cities; [`Error::Cancelled`](crate::Error::Cancelled); with [`Quality::Loopless`]
    /// those of [`MaxEntropy`](crate::nulls::MaxEntropy).
    pub fn run(&self, graph: impl AsRef<Adjacency>) -> Result<Detected> {
        let graph = graph.as_ref();
        self.check(graph.node_count())?;
        let problem = Problem::new(graph, self.quality, self.resolution)?;
        self.search(problem, graph.node_count())
    }

    /// Finds communities of several networks at once, by modularity.
    ///
    /// # Errors
    /// As [`run`](Self::run); also for another quality than modularity.
    pub fn run_layers(&self, layers: &Layers<'_>) -> Result<Detected> {
        self.check(layers.nodes())?;
        self.quality.check_layers()?;
        self.search(Problem::layered(layers, self.resolution), layers.nodes())
    }

    /// Finds communities of a graph of whole weights whose nodes have given volumes, which add up
    /// to `total` with those of nodes elsewhere: a part of a network, or one of merged nodes, with
    /// the expectation of the whole, `γ k k' / total`. Each tie stands in the rows of both its
    /// ends. Gives canonical labels.
    #[allow(dead_code, reason = "circles within circles build on it")]
    pub(crate) fn run_given(
        &self,
        graph: Graph<'_, i64>,
        volumes: Vec<i64>,
        total: i64,
    ) -> Result<Vec<u32>> {
        self.check(graph.nodes())?;
        let problem = Problem::given(graph, volumes, total, self.resolution);
        let found = problem.search(self.way(&problem), &self.watch)?;
        Ok(super::Partition::new(&found.labels).labels().to_vec())
    }

    fn search(&self, problem: Measured<Problem<'_>>, cities: usize) -> Result<Detected> {
        match problem {
            Measured::Undefined(reason) => Ok(Detected::nothing(cities, reason)),
            Measured::Value(problem) => {
                let found = problem.search(self.way(&problem), &self.watch)?;
                Ok(Detected::new(&problem, found))
            }
        }
    }

    fn way(&self, problem: &Problem<'_>) -> Way {
        let rounds = match self.iterations {
            Some(iterations) => Rounds::Fixed(iterations),
            None if problem.is_large() => Rounds::Brief,
            None => Rounds::Stable,
        };
        Way { method: Method::Leiden { theta: self.theta }, rounds, seed: self.seed }
    }

    fn check(&self, cities: usize) -> Result<(), ParamError> {
        check(self.resolution, cities)?;
        if !(self.theta >= 0.0 && self.theta.is_finite()) {
            return Err(ParamError::new("theta", self.theta, "finite and not negative"));
        }
        if self.iterations == Some(0) {
            return Err(ParamError::new("iterations", 0, "at least 1"));
        }
        Ok(())
    }
}

/// An error for a resolution outside its range, or if there are no cities.
pub(super) fn check(resolution: f64, cities: usize) -> Result<(), ParamError> {
    if !(resolution >= 0.0 && resolution.is_finite()) {
        return Err(ParamError::new("resolution", resolution, "finite and not negative"));
    }
    if cities == 0 {
        return Err(ParamError::new("run", "0 cities", "a network of at least one city"));
    }
    Ok(())
}
