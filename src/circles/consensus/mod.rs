//! Circles that divisions at many resolutions agree on.
mod agree;

use super::CircleTree;
use super::model::Model;
use super::search::Draft;
use super::tested::{circles, tied};
use super::tree::Growing;
use crate::community::resolution::ResolutionScan;
use crate::random::mix;
use crate::{Adjacency, Measured, ParamError, Result, Watch};
use agree::agreed;
use serde::Serialize;

/// Hierarchical consensus: circles within circles that divisions at many resolutions agree on.
///
/// The ensemble holds divisions of the network by [`ResolutionScan`]. Within a set of cities,
/// first the region, then each circle found, two cities are kept apart if fewer divisions put them
/// together than would if each division dealt its groups of the same sizes within the set at
/// random: the share of divisions `C_ij`, less the quantile `α` of the share by chance of the
/// city for which it is smaller, is what two cities gain by being together. The best division by
/// that is searched many times and the ensemble replaced by what was found, until all agree; its
/// groups are the circles of the set. A set that stays whole has none. Since only what is clearly
/// apart is divided, the largest circles come first.
///
/// It finds circles in small and sparse networks where a code has too little to go by, and it
/// reports levels that are not there more readily: read its circles as worth a look, and their p,
/// which [`NestedCircles`](super::NestedCircles) gives, for the whole tree.
///
/// Undefined without ties ([`Undefined::NoEdges`](crate::Undefined::NoEdges)). `O(R m + R n²)` for
/// an ensemble of `R`.
///
/// Jeub, Sporns & Fortunato (2018), *Scientific Reports* 8:3259.
///
/// ```
/// use conurbation::{Adjacency, circles::HierarchicalConsensus};
/// let block = |start: u32| (0..5).flat_map(move |a| (0..a).map(move |b| (start + a, start + b, 1.0)));
/// let ties = block(0).chain(block(5)).chain([(4, 5, 1.0)]);
/// let two = Adjacency::from_edges(10, ties)?;
/// let tree = HierarchicalConsensus::new().run(&two)?.value().unwrap();
/// assert_eq!(tree.labels(1), [0, 0, 0, 0, 0, 1, 1, 1, 1, 1]);
/// # Ok::<(), conurbation::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct HierarchicalConsensus {
    resolutions: usize,
    alpha: f64,
    seed: u64,
    #[serde(skip)]
    watch: Watch,
}

impl Default for HierarchicalConsensus {
    fn default() -> Self {
        Self { resolutions: 60, alpha: 0.05, seed: 0, watch: Watch::new() }
    }
}

impl HierarchicalConsensus {
    /// The largest network it takes, since it looks at all pairs of cities.
    pub const MOST_CITIES: usize = 5000;

    /// 60 resolutions, `α` .05.
    pub fn new() -> Self {
        Self::default()
    }

    /// Sets at how many resolutions the network is divided; at least 2.
    pub fn resolutions(mut self, resolutions: usize) -> Self {
        self.resolutions = resolutions;
        self
    }

    /// Sets `α`, how readily cities count as apart more often than by chance; between 0 and .5.
    pub fn alpha(mut self, alpha: f64) -> Self {
        self.alpha = alpha;
        self
    }

    /// Sets the seed.
    pub fn seed(mut self, seed: u64) -> Self {
        self.seed = seed;
        self
    }

    /// Lets `watch` stop it.
    pub fn watch(mut self, watch: &Watch) -> Self {
        self.watch = watch.clone();
        self
    }

    /// Finds the circles.
    ///
    /// # Errors
    /// [`Error::Param`](crate::Error::Param) for a parameter outside its range or more than
    /// [`MOST_CITIES`](Self::MOST_CITIES) cities; [`Error::Cancelled`](crate::Error::Cancelled).
    pub fn run(&self, graph: impl AsRef<Adjacency>) -> Result<Measured<CircleTree>> {
        let graph = graph.as_ref();
        if self.resolutions < 2 {
            return Err(ParamError::new("resolutions", self.resolutions, "at least 2").into());
        }
        if !(self.alpha > 0.0 && self.alpha < 0.5) {
            return Err(ParamError::new("alpha", self.alpha, "between 0 and .5").into());
        }
        let cities = graph.node_count();
        if cities > Self::MOST_CITIES {
            return Err(ParamError::new("run", cities, "a network of at most 5000 cities").into());
        }
        let scan = ResolutionScan::new().resolutions(self.resolutions).runs(1);
        let scan = match scan.seed(self.seed).watch(&Watch::new()).run(graph)? {
            Measured::Undefined(reason) => return Ok(Measured::Undefined(reason)),
            Measured::Value(scan) => scan,
        };
        let ensemble: Vec<Vec<u32>> =
            scan.runs.into_iter().map(|run| run.partition.labels().to_vec()).collect();
        let mut growing = Growing::root(cities);
        let mut open = vec![(tied(graph), 0_u32)];
        while let Some((set, around)) = open.pop() {
            let part = |labels: &Vec<u32>| set.iter().map(|&city| labels[city as usize]).collect();
            let divisions = ensemble.iter().map(part).collect();
            let seed = mix(self.seed, "consensus", u64::from(around));
            let labels = agreed(divisions, self.alpha, seed, &self.watch)?;
            open.extend(circles(&mut growing, &set, &labels));
        }
        Ok(Measured::Value(growing.finish()))
    }

    /// How a network is divided, and what that tells less what it takes to tell it; none if it
    /// stays whole.
    pub(super) fn told(&self, graph: &Adjacency) -> Result<Measured<(Vec<u32>, Option<f64>)>> {
        let scan = ResolutionScan::new().resolutions(self.resolutions).runs(1).iterations(1);
        let scan = match scan.seed(self.seed).watch(&Watch::new()).run(graph)? {
            Measured::Undefined(reason) => return Ok(Measured::Undefined(reason)),
            Measured::Value(scan) => scan,
        };
        let divisions = scan.runs.into_iter().map(|run| run.partition.labels().to_vec()).collect();
        let labels = agreed(divisions, self.alpha, self.seed, &self.watch)?;
        if labels.iter().all(|&label| label == 0) {
            return Ok(Measured::Value((labels, None)));
        }
        let model = match Model::new(graph)? {
            Measured::Undefined(reason) => return Ok(Measured::Undefined(reason)),
            Measured::Value(model) => model,
        };
        let tree = CircleTree::from_levels(model.cities, &[&labels])?;
        let told = Draft::of(&model, &tree).score();
        Ok(Measured::Value((labels, Some(told))))
    }
}
