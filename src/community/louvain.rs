//! Communities by moving and merging alone.
use super::leiden::check;
use super::search::{Method, Problem, Rounds, Way};
use super::{Detected, Layers, Quality};
use crate::{Adjacency, Measured, ParamError, Result, Watch};
use serde::Serialize;

/// Louvain: communities as most studies have them, by moving cities and merging communities.
///
/// Cities move one by one to the community where the [`quality`](Self::quality) gains most, until
/// none gains; communities become nodes, which move in turn, until nothing is left to merge. In the
/// end cities move one by one once more (Rotta & Noack 2011, *ACM Journal of Experimental
/// Algorithmics* 16:2.3).
/// [`Leiden`](super::Leiden) takes communities apart before it merges them and finds better ones;
/// this is here to compare with what others have reported.
///
/// As Louvain leaves them up to a sixth of communities on large networks do not hang together
/// (Traag et al. 2019); here those are split into their pieces in the end, which never lowers the
/// quality of a network without foes. The answer depends on network, parameters and seed alone.
/// Self-ties do not count. `O(m)` for each pass over the ties.
///
/// Blondel, Guillaume, Lambiotte, Lefebvre (2008), *Journal of Statistical Mechanics* P10008.
///
/// ```
/// use conurbation::{Adjacency, community::Louvain};
/// let triangles = [(0, 1), (1, 2), (0, 2), (3, 4), (4, 5), (3, 5), (2, 3)];
/// let network = Adjacency::from_edges(6, triangles.map(|(a, b)| (a, b, 1.0)))?;
/// assert_eq!(Louvain::new().run(&network)?.partition.labels(), [0, 0, 0, 1, 1, 1]);
/// # Ok::<(), conurbation::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Louvain {
    quality: Quality,
    resolution: f64,
    seed: u64,
    #[serde(skip)]
    watch: Watch,
}

impl Default for Louvain {
    fn default() -> Self {
        Self { quality: Quality::Modularity, resolution: 1.0, seed: 0, watch: Watch::new() }
    }
}

impl Louvain {
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
    /// As [`Leiden::run`](super::Leiden::run).
    pub fn run(&self, graph: impl AsRef<Adjacency>) -> Result<Detected> {
        let graph = graph.as_ref();
        self.check(graph.node_count())?;
        let problem = Problem::new(graph, self.quality, self.resolution)?;
        self.search(problem, graph.node_count())
    }

    /// Finds communities of several networks at once, by modularity.
    ///
    /// # Errors
    /// As [`Leiden::run_layers`](super::Leiden::run_layers).
    pub fn run_layers(&self, layers: &Layers<'_>) -> Result<Detected> {
        self.check(layers.nodes())?;
        self.quality.check_layers()?;
        self.search(Problem::layered(layers, self.resolution), layers.nodes())
    }

    fn search(&self, problem: Measured<Problem<'_>>, cities: usize) -> Result<Detected> {
        match problem {
            Measured::Undefined(reason) => Ok(Detected::nothing(cities, reason)),
            Measured::Value(problem) => {
                let rounds = Rounds::Fixed(2);
                let way = Way { method: Method::Louvain, rounds, seed: self.seed };
                let found = problem.search(way, &self.watch)?;
                Ok(Detected::new(&problem, found))
            }
        }
    }

    fn check(&self, cities: usize) -> Result<(), ParamError> {
        check(self.resolution, cities)
    }
}
