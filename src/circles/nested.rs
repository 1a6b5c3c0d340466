//! Circles within circles, found in the ties.
use super::model::Model;
use super::search::{Draft, grown, joined, region};
use super::tested::{Division, Tested};
use super::{CircleTree, HierarchicalConsensus};
use crate::community::Layers;
use crate::{Adjacency, Measured, ParamError, Result, Undefined, Watch};
use serde::Serialize;

/// How circles within circles are searched.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum CircleMethod {
    /// The tree of the highest [`TreeDivergence`](super::TreeDivergence), from divisions of the
    /// region at many resolutions and from joins in pairs.
    Quality,
    /// The same score, from joins in pairs alone: for networks of millions of ties.
    Fast,
    /// The division of the highest score, then that of each of its circles, and so on, each tested
    /// against networks of the same degrees instead of being priced; and circles around the parts of
    /// a division, tested against networks in which each city has as many partners in other parts.
    Tested,
    /// The same of what divisions at many resolutions agree on ([`HierarchicalConsensus`]): for few
    /// cities, where a price leaves nothing.
    Consensus,
}

/// Circles within circles, found in the ties: which cities work together, which of those still
/// closer, and so on, as many levels as the ties support, or none.
///
/// What a tree tells of the ties is weighed against what it takes to tell the tree
/// ([`TreeDivergence`](super::TreeDivergence)): a circle is there if its cities are tied more
/// often than strengths lead to expect, and more often than the cities of the circle around it,
/// by more than chance would have it. A level is added above, between or below where that pays, and
/// no circle is denser inside out.
///
/// With fewer than [`FEW_CITIES`](Self::FEW_CITIES) cities a price leaves nothing; there the
/// divisions are those on which divisions at many resolutions agree, and each
/// has to tell more of the ties within its circle than those found in the same way in 98
/// of 100 networks of the same degrees do. With more than [`MANY_TIES`](Self::MANY_TIES) ties the fast
/// mode is taken. [`method`](Self::method) decides otherwise, and the result says which and why.
///
/// Weights are evidence: ties of weight `w` count as `(Σw)² / Σw²` ties of equal weight in all, so
/// that a factor changes nothing. In a directed network as much is expected from one city to
/// another as the one sends and the other receives. Layers share one tree, and each has its own
/// expectation. Cities without ties are in no circle; self-ties do not count. Cities near one
/// another cooperate more: circles found may be no more than geography, see
/// [`CirclesBeyondDistance`](super::CirclesBeyondDistance).
///
/// The same network and seed give the same bits at any number of threads and in any order of its
/// ties. Cities move one after another in an order drawn by their number, so that other numbers of
/// the same cities may leave a city or two elsewhere; cities of a region are numbered by their ids. `O(m log n)` for each of
/// a few dozen searches; fast: one.
///
/// The score: Charpentier & Bonald (2019), *IJCAI*, with a price for each circle; search: this
/// project, on Traag, Waltman & van Eck (2019) and Bonald et al. (2018).
///
/// ```
/// use conurbation::{circles::NestedCircles, synthetic::NestedPartition};
/// let world = NestedPartition::new().branching(&[3, 3]).shares(&[0.1, 0.3, 0.6]).mean_degree(12.0);
/// let found = NestedCircles::new().seed(7).run(world.draw(0)?)?;
/// assert_eq!(found.tree.labels(1), world.draw(0)?.levels[0]);
/// assert_eq!(found.tree.levels().len(), 2);
/// # Ok::<(), conurbation::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct NestedCircles {
    method: Option<CircleMethod>,
    replicates: usize,
    seed: u64,
    #[serde(skip)]
    watch: Watch,
}

/// Circles within circles that were found, or that there are none.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct DetectedCircles {
    /// The circles; the root alone if none are significant.
    pub tree: CircleTree,
    /// How they were searched.
    pub method: CircleMethod,
    /// Why so.
    pub reason: &'static str,
    /// Whether there are circles at all; undefined without ties.
    pub significant: Measured<bool>,
    /// What the tree tells less what it takes to tell it, in nats: 0 for the root alone.
    pub score: Measured,
    /// How often networks of the same degrees have circles that tell as much; undefined unless
    /// tested.
    pub p: Measured,
    /// What each circle adds to the score: what would be lost without it; 0 for the root.
    pub worth: Vec<f64>,
    /// The seed.
    pub seed: u64,
}

impl CircleMethod {
    /// Its name.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Quality => "quality",
            Self::Fast => "fast",
            Self::Tested => "tested",
            Self::Consensus => "consensus",
        }
    }
}

impl Default for NestedCircles {
    fn default() -> Self {
        Self { method: None, replicates: 99, seed: 0, watch: Watch::new() }
    }
}

impl NestedCircles {
    /// With fewer cities than this the consensus is taken.
    pub const FEW_CITIES: usize = 100;
    /// With more ties than this the fast mode is taken.
    pub const MANY_TIES: usize = 20_000_000;
    /// A circle of a consensus is divided if p is at most this.
    pub const LEVEL: f64 = 0.02;

    /// The method by size, 99 networks for a test, seed 0.
    pub fn new() -> Self {
        Self::default()
    }

    /// Sets how circles are searched; by size unless said.
    pub fn method(mut self, method: CircleMethod) -> Self {
        self.method = Some(method);
        self
    }

    /// Sets how many networks of the same degrees a consensus is tested against, at least 19; 99
    /// unless said.
    pub fn replicates(mut self, replicates: usize) -> Self {
        self.replicates = replicates;
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

    /// Finds circles within circles.
    ///
    /// # Errors
    /// [`Error::Param`](crate::Error::Param) for a parameter outside its range;
    /// [`Error::Cancelled`](crate::Error::Cancelled).
    pub fn run(&self, graph: impl AsRef<Adjacency>) -> Result<DetectedCircles> {
        let graph = graph.as_ref();
        self.check()?;
        let (method, reason) = self.choose(graph.node_count(), graph.edge_count());
        let model = match Model::new(graph)? {
            Measured::Undefined(undefined) => {
                return Ok(self.nothing(graph.node_count(), method, reason, undefined));
            }
            Measured::Value(model) => model,
        };
        match method {
            CircleMethod::Tested | CircleMethod::Consensus => {
                self.tested(graph, &model, method, reason)
            }
            _ => self.scored(&model, method, reason),
        }
    }

    /// Finds circles within circles that several networks of the same cities share, by their
    /// score. The weights of the layers do not matter: each tells as much as its ties do.
    ///
    /// # Errors
    /// As [`run`](Self::run); also for slices, and for layers of foes.
    pub fn run_layers(&self, layers: &Layers<'_>) -> Result<DetectedCircles> {
        self.check()?;
        let cities = layers.nodes();
        let several = layers.layers().iter().any(|layer| layer.graph.node_count() != cities);
        if several || layers.layers().iter().any(|layer| layer.weight < 0.0) {
            let expected = "layers of cooperation, each of all cities";
            return Err(ParamError::new("run_layers", "slices or foes", expected).into());
        }
        let ties = layers.layers().iter().map(|layer| layer.graph.edge_count()).sum();
        let (method, reason) = match self.method {
            None | Some(CircleMethod::Tested | CircleMethod::Consensus)
                if ties <= Self::MANY_TIES =>
            {
                (CircleMethod::Quality, "layers are searched by their score")
            }
            _ => self.choose(usize::MAX, ties),
        };
        match Model::layered(layers)? {
            Measured::Undefined(undefined) => Ok(self.nothing(cities, method, reason, undefined)),
            Measured::Value(model) => self.scored(&model, method, reason),
        }
    }

    fn check(&self) -> Result<(), ParamError> {
        if self.replicates < 19 {
            return Err(ParamError::new("replicates", self.replicates, "at least 19"));
        }
        Ok(())
    }

    fn choose(&self, cities: usize, ties: usize) -> (CircleMethod, &'static str) {
        match self.method {
            Some(method) => (method, "asked for"),
            None if cities < Self::FEW_CITIES => (
                CircleMethod::Consensus,
                "fewer than 100 cities: every division is tested, not priced",
            ),
            None if ties > Self::MANY_TIES => {
                (CircleMethod::Fast, "more than 20 million ties: one search instead of dozens")
            }
            None => (CircleMethod::Quality, "100 cities or more"),
        }
    }

    fn scored(
        &self,
        model: &Model,
        method: CircleMethod,
        reason: &'static str,
    ) -> Result<DetectedCircles> {
        let draft = self.draft(model, method)?;
        let untested = Undefined::NoTest { why: "the price of each circle keeps chance out" };
        Ok(self.result(&draft.tree(), model, method, reason, Measured::Undefined(untested)))
    }

    /// The tree of the highest score that a method finds.
    fn draft<'m>(&self, model: &'m Model, method: CircleMethod) -> Result<Draft<'m>> {
        let draft = match method {
            CircleMethod::Fast => joined(model, &self.watch)?,
            _ => grown(model, self.seed, &self.watch)?,
        };
        Ok(if draft.score() > 0.0 { draft } else { Draft::new(model) })
    }

    /// How a network is divided by a method that tests its divisions.
    fn division(
        &self,
        graph: &Adjacency,
        method: CircleMethod,
        seed: u64,
    ) -> Result<Measured<Division>> {
        if method == CircleMethod::Consensus {
            let consensus = HierarchicalConsensus::new().resolutions(24).watch(&self.watch);
            return consensus.seed(seed).told(graph);
        }
        Ok(match Model::new(graph)? {
            Measured::Undefined(reason) => Measured::Undefined(reason),
            Measured::Value(model) => Measured::Value(region(&model, seed)?),
        })
    }

    /// What the best circles of a network tell less what it takes to tell them, in nats, whether
    /// or not chance does as much; 0 without circles. Of methods that test: the largest circles.
    pub(super) fn told(&self, graph: &Adjacency) -> Result<Measured> {
        self.check()?;
        let (method, _) = self.choose(graph.node_count(), graph.edge_count());
        if matches!(method, CircleMethod::Tested | CircleMethod::Consensus) {
            let division = self.division(graph, method, self.seed)?;
            return Ok(division.map(|(_, told)| told.unwrap_or(0.0)));
        }
        Ok(match Model::new(graph)? {
            Measured::Undefined(reason) => Measured::Undefined(reason),
            Measured::Value(model) => Measured::Value(self.draft(&model, method)?.score()),
        })
    }

    /// Circles each of whose divisions tells more of the ties than most by chance do.
    fn tested(
        &self,
        graph: &Adjacency,
        model: &Model,
        method: CircleMethod,
        reason: &'static str,
    ) -> Result<DetectedCircles> {
        let Self { replicates, seed, ref watch, .. } = *self;
        let tested = Tested { replicates, level: Self::LEVEL, seed, watch };
        let (tree, p) = tested.run(graph, &|graph, seed| self.division(graph, method, seed))?;
        Ok(self.result(&tree, model, method, reason, p))
    }

    fn result(
        &self,
        tree: &CircleTree,
        model: &Model,
        method: CircleMethod,
        reason: &'static str,
        p: Measured,
    ) -> DetectedCircles {
        let draft = Draft::of(model, tree);
        DetectedCircles {
            tree: tree.clone(),
            method,
            reason,
            significant: Measured::Value(!tree.is_trivial()),
            score: Measured::Value(if tree.is_trivial() { 0.0 } else { draft.score() }),
            p,
            worth: draft.worths(tree),
            seed: self.seed,
        }
    }

    fn nothing(
        &self,
        cities: usize,
        method: CircleMethod,
        reason: &'static str,
        undefined: Undefined,
    ) -> DetectedCircles {
        DetectedCircles {
            tree: CircleTree::root(cities),
            method,
            reason,
            significant: Measured::Undefined(undefined),
            score: Measured::Undefined(undefined),
            p: Measured::Undefined(undefined),
            worth: vec![0.0],
            seed: self.seed,
        }
    }
}
