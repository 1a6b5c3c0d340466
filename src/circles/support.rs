//! Whether the small circles hold up the big one: 中小圈层支撑.
use super::family::Family;
use super::kin::Kin;
use super::shapley::{Game, Players};
use crate::random::Random;
use crate::statistics::{Alternative, Permutation, PermutationTest};
use crate::{Adjacency, Measured, ParamError, Result, Undefined, Watch, parallel, sums};
use serde::Serialize;

/// What is to be held up: a number of the whole network that is defined without ties.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Integration {
    /// Global efficiency: the mean of inverse distances in ties over all pairs, no way adding 0
    /// (Latora & Marchiori 2001).
    #[default]
    Efficiency,
    /// The share of pairs of cities between which there is any way.
    Reach,
    /// Natural connectivity: the logarithm of the mean of the diagonal of `e^A` (Wu, Barahona, Tan
    /// & Deng 2010). Many times the work of the others.
    NaturalConnectivity,
}

impl Integration {
    /// What it is, in words.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Efficiency => "efficiency",
            Self::Reach => "share of pairs with a way between them",
            Self::NaturalConnectivity => "natural connectivity",
        }
    }
}

/// Into which blocks ties fall.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum TieBlocks {
    /// By how many circles, each inside the next, hold both cities, the region included: for small
    /// circles in middle ones these are across, within the middle, within the small.
    #[default]
    ByDepth,
    /// By the smallest circle that holds both; of equals the first.
    ByCircle,
}

/// Support: how much of the integration of the whole the ties of each level, or of each circle,
/// carry.
///
/// Integration `F` is computed with the ties of some blocks alone, for every set of blocks, and each
/// block gets its Shapley value: what it adds on average over all orders in which the blocks could
/// come about, `φ_b = Σ_S |S|! (B-|S|-1)! / B! (F(S ∪ b) - F(S))`, with `Σ φ = F(all) - F(none)`.
/// The ties' weights do not enter `F`. Dropping one block would credit what two share to neither.
///
/// Exact up to [`exact_limit`](Self::exact_limit) blocks that have ties; beyond, the mean over
/// random orders, with its standard error; for the test then a tenth of the orders each time.
///
/// A share of support is not to be read against the share of ties: in random networks small blocks
/// support less than their share. The test therefore deals the memberships in circles to the cities
/// at random: the percentile tells how much support chance gives to circles of these sizes (`p`
/// two-sided).
///
/// Undefined without ties ([`Undefined::NoEdges`]) and below two cities
/// ([`Undefined::TooFewCities`]). With bit sets of 64 cities a word, `O(2^B n² n/64)`.
///
/// Shapley (1953), *Contributions to the Theory of Games* 2:307; sampling: Castro, Gómez & Tejada
/// (2009), *Computers & Operations Research* 36:1726.
///
/// ```
/// use conurbation::{Adjacency, circles::{Family, Support}};
/// // A pair inside, and a tie across: without one nothing holds the three together.
/// let path = Adjacency::from_edges(3, [(0, 1, 1.0), (1, 2, 1.0)])?;
/// let family = Family::new(3, [vec![0, 1]])?;
/// let found = Support::new().replicates(0).run(&path, &family)?.value().unwrap();
/// let shares: Vec<f64> = found.blocks.iter().map(|block| block.share.value().unwrap()).collect();
/// assert!(shares.len() == 2 && shares.iter().all(|share| (share - 0.5).abs() < 1e-12));
/// assert!((found.whole - 5.0 / 6.0).abs() < 1e-12); // two pairs tied, one two ties apart
/// # Ok::<(), conurbation::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Support {
    integration: Integration,
    blocks: TieBlocks,
    exact_limit: usize,
    orders: usize,
    replicates: usize,
    seed: u64,
    #[serde(skip)]
    watch: Watch,
}

/// Who holds up the whole.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct SupportResult {
    /// What is held up.
    pub integration: Integration,
    /// Its value with all ties.
    pub whole: f64,
    /// Its value without ties.
    pub empty: f64,
    /// The blocks that have ties, the outermost first.
    pub blocks: Vec<BlockSupport>,
    /// The random orders; none if the values are exact.
    pub orders: Option<usize>,
    /// How often the circles were dealt at random.
    pub replicates: usize,
}

/// Which ties a block holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Block {
    /// Those in no circle but the region.
    Across,
    /// Those in so many circles, each inside the next, the region included.
    Depth(u32),
    /// Those whose smallest circle this is, by its position in the family.
    Circle(usize),
}

/// What one block of ties supports.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[non_exhaustive]
pub struct BlockSupport {
    /// Which ties.
    pub block: Block,
    /// How many ties.
    pub ties: usize,
    /// The share of all ties.
    pub share_of_ties: f64,
    /// The Shapley value.
    pub support: f64,
    /// Its standard error; 0 if exact.
    pub error: f64,
    /// The share of what all blocks support.
    pub share: Measured,
    /// The support of one tie of the block.
    pub per_tie: f64,
    /// The share against that of the same circles around random cities.
    pub test: Measured<PermutationTest>,
}

impl Default for Support {
    fn default() -> Self {
        Self {
            integration: Integration::default(),
            blocks: TieBlocks::default(),
            exact_limit: Self::DEFAULT_EXACT_LIMIT,
            orders: Self::DEFAULT_ORDERS,
            replicates: Self::DEFAULT_REPLICATES,
            seed: 0,
            watch: Watch::new(),
        }
    }
}

impl Support {
    /// Twelve blocks: 4096 sets of them.
    pub const DEFAULT_EXACT_LIMIT: usize = 12;
    /// Two thousand random orders.
    pub const DEFAULT_ORDERS: usize = 2000;
    /// The circles are dealt at random 199 times: each time all sets of blocks are gone through.
    pub const DEFAULT_REPLICATES: usize = 199;

    /// The default parameters: efficiency, by depth.
    pub fn new() -> Self {
        Self::default()
    }

    /// Sets what is to be held up.
    pub fn integration(mut self, integration: Integration) -> Self {
        self.integration = integration;
        self
    }

    /// Sets into which blocks ties fall.
    pub fn blocks(mut self, blocks: TieBlocks) -> Self {
        self.blocks = blocks;
        self
    }

    /// Sets up to how many blocks with ties the values are exact; at most 20.
    pub fn exact_limit(mut self, exact_limit: usize) -> Self {
        self.exact_limit = exact_limit;
        self
    }

    /// Sets how many random orders are drawn beyond; at least 2.
    pub fn orders(mut self, orders: usize) -> Self {
        self.orders = orders;
        self
    }

    /// Sets how often the circles are dealt at random; 0 for no test.
    pub fn replicates(mut self, replicates: usize) -> Self {
        self.replicates = replicates;
        self
    }

    /// Sets the seed.
    pub fn seed(mut self, seed: u64) -> Self {
        self.seed = seed;
        self
    }

    /// Lets the work be watched and cancelled.
    pub fn watch(mut self, watch: &Watch) -> Self {
        self.watch = watch.clone();
        self
    }

    /// Computes the support of every block.
    ///
    /// # Errors
    /// [`Error::Param`](crate::Error::Param) for a parameter outside its range or circles over
    /// another number of cities; [`Error::Cancelled`](crate::Error::Cancelled).
    pub fn run(
        &self,
        graph: impl AsRef<Adjacency>,
        family: &Family,
    ) -> Result<Measured<SupportResult>> {
        let graph = graph.as_ref();
        self.check()?;
        family.check("Support::run", graph.node_count())?;
        if graph.node_count() < 2 {
            return Ok(Measured::Undefined(Undefined::TooFewCities { need: 2 }));
        }
        if graph.edge_count() == 0 {
            return Ok(Measured::Undefined(Undefined::NoEdges));
        }
        let kin = Kin::of(family);
        let names = Names::of(family, &kin, self.blocks);
        let observed = self.play(graph, &names.of_ties(graph, &kin.class), 0)?;
        let rise = observed.whole - observed.empty;
        let shares = self.drawn(graph, &kin, &names)?;
        let mut blocks = Vec::new();
        for (player, &(label, ties)) in observed.labels.iter().enumerate() {
            let support = observed.values[player];
            let share = if rise > 0.0 { Ok(support / rise) } else { Err(Undefined::Vacuous) };
            blocks.push(BlockSupport {
                block: names.list[label as usize],
                ties,
                share_of_ties: ties as f64 / graph.edge_count() as f64,
                support,
                error: observed.errors[player],
                share: share.into(),
                per_tie: support / ties as f64,
                test: self.test(share.into(), |replicate| shares[replicate][label as usize])?,
            });
        }
        Ok(Measured::Value(SupportResult {
            integration: self.integration,
            whole: observed.whole,
            empty: observed.empty,
            blocks,
            orders: observed.orders,
            replicates: self.replicates,
        }))
    }

    /// The Shapley values of blocks of ties.
    fn play(&self, graph: &Adjacency, labels: &[u32], replicate: u64) -> Result<Players> {
        let game = Game::new(graph, labels, self.integration);
        if game.players() <= self.exact_limit {
            return game.exact();
        }
        // Chance is asked with fewer orders: its shares scatter a little more, which can only raise p.
        let orders = if replicate == 0 { self.orders } else { (self.orders / 10).max(2) };
        game.sampled(orders, |order| {
            Random::new(self.seed, "orders of blocks", replicate << 32 | order)
        })
    }

    /// For each time the circles are dealt at random, the share of each block.
    fn drawn(&self, graph: &Adjacency, kin: &Kin, names: &Names) -> Result<Vec<Vec<Measured>>> {
        let draw = |replicate: usize, (): &mut ()| -> Result<Vec<Measured>> {
            let mut random = Random::new(self.seed, "support", replicate as u64);
            let mut class = kin.class.clone();
            random.shuffle(&mut class);
            let labels = names.of_ties(graph, &class);
            let players = self.play(graph, &labels, replicate as u64 + 1)?;
            let rise = players.whole - players.empty;
            // Without ties a block supports nothing.
            let mut shares = vec![Measured::Value(0.0); names.list.len()];
            for (&(label, _), support) in players.labels.iter().zip(players.values) {
                shares[label as usize] = if rise > 0.0 {
                    Measured::Value(support / rise)
                } else {
                    Measured::Undefined(Undefined::Vacuous)
                };
            }
            Ok(shares)
        };
        parallel::map(self.replicates, &self.watch, || (), draw)?.into_iter().collect()
    }

    fn test(
        &self,
        share: Measured,
        drawn: impl Fn(usize) -> Measured + Sync,
    ) -> Result<Measured<PermutationTest>> {
        if self.replicates == 0 {
            return Ok(Measured::Undefined(Undefined::NotAttainable { p_min: 1.0 }));
        }
        let engine = Permutation::new().replicates(self.replicates).seed(self.seed);
        let engine = engine.alternative(Alternative::TwoSided);
        engine.redrawn(share, |replicate| Ok(drawn(replicate as usize)))
    }

    fn check(&self) -> Result<(), ParamError> {
        if self.exact_limit > 20 {
            return Err(ParamError::new("exact_limit", self.exact_limit, "at most 20 blocks"));
        }
        if self.orders < 2 {
            return Err(ParamError::new("orders", self.orders, "at least 2"));
        }
        Ok(())
    }
}

/// The blocks that ties can fall into.
struct Names {
    list: Vec<Block>,
    /// For each two classes of cities the position of the block in the list.
    of: Vec<u32>,
    classes: usize,
}

impl Names {
    fn of(family: &Family, kin: &Kin, blocks: TieBlocks) -> Self {
        let classes = kin.sizes.len();
        let block = |a: u32, b: u32| match blocks {
            _ if kin.depth(a, b) == 1 => Block::Across,
            TieBlocks::ByDepth => Block::Depth(kin.depth(a, b)),
            TieBlocks::ByCircle => {
                kin.smallest_circle(family, a, b).map_or(Block::Across, Block::Circle)
            }
        };
        let pairs = || (0..classes as u32).flat_map(|a| (0..classes as u32).map(move |b| (a, b)));
        let mut list: Vec<Block> = pairs().map(|(a, b)| block(a, b)).collect();
        list.sort_unstable();
        list.dedup();
        let place = |block: Block| list.binary_search(&block).map_or(0, |at| at as u32);
        let of = pairs().map(|(a, b)| place(block(a, b))).collect();
        Self { list, of, classes }
    }

    /// The block of each tie if cities are of these classes.
    fn of_ties(&self, graph: &Adjacency, class: &[u32]) -> Vec<u32> {
        let at = |node: u32| class[node as usize] as usize;
        graph.edges().map(|(from, to, _)| self.of[at(from) * self.classes + at(to)]).collect()
    }
}

/// The mean of some numbers and its standard error.
pub(super) fn mean_and_error(values: &[f64]) -> (f64, f64) {
    let count = values.len() as f64;
    let mean = sums::sum(values.iter().copied()) / count;
    let squares = sums::sum(values.iter().map(|value| (value - mean).powi(2)));
    (mean, (squares / (count - 1.0) / count).sqrt())
}
