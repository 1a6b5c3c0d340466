//! Whether communities are more than chance.
use super::{Communities, Leiden, Quality};
use crate::nulls::{DegreePreserving, MaxEntropy};
use crate::random::{Random, mix};
use crate::statistics::{Alternative, Permutation, PermutationTest};
use crate::{Adjacency, Measured, Node, ParamError, Result, Undefined, Watch, parallel, sums};
use serde::Serialize;

/// What of a network chance leaves as it is, when communities are looked for in what it makes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum CommunityNull {
    /// The number of partners of each city; weights are shuffled over the ties
    /// ([`DegreePreserving`]).
    #[default]
    Degrees,
    /// The strength of each city, on average: the weight of each pair is Poisson with the mean that
    /// strengths alone lead to expect ([`MaxEntropy`]), in units of the mean weight that a unit of weight
    /// lies in, `Σ w² / Σ w`. Up to [`Significance::MOST_CITIES`] cities.
    Strengths,
    /// The number of cities and of ties; weights are shuffled.
    Ties,
}

/// What a search looks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Search {
    /// The highest quality at one resolution, by [`Leiden`].
    #[default]
    Quality,
    /// The highest penalised likelihood at any resolution, by the rule of [`Communities`].
    Likelihood,
}

/// Significance: whether the best division of a network into communities is better than what the same
/// search finds where there are none.
///
/// A search for the best division finds one in any network: of 13 cities with a tenth of all pairs tied
/// at random it has a modularity of .46 on average, of 31 such cities the same. So the quality alone says
/// nothing. Here chance redraws the network as often as [`replicates`](Self::replicates) says, keeping
/// what [`null`](Self::null) says, the same search with as many [`runs`](Self::runs) is made on each, and
/// `p` is how often it does as well, at least `1 / (R + 1)`. Beside it stands what it does on networks of
/// as many cities and ties drawn at random, with a plain [warning](SignificanceResult::warning) if half
/// of them, or more, reach the quality found.
///
/// [`Verdict::NoSignificantCommunities`] is an answer like any other: what was found is then not to be
/// called communities. Undefined where no test is possible: without ties, or if no other network is like
/// this one, as of a star ([`Undefined::NotAttainable`]).
///
/// A null of degrees knows nothing of distance, nor of events of many parties: cities that are near, or
/// that took part in one large event, are together for a reason, but not for one of their own. For a
/// ledger use [`redrawn`](Self::redrawn) with [events by chance](crate::network::EventsByChance).
///
/// Replicates are in parallel; `O(R S m)` for `S` runs on each of `R` networks, and `O(R n²)` for
/// strengths.
///
/// Guimerà, Sales-Pardo & Amaral (2004), *Phys. Rev. E* 70:025101; Karrer, Levina & Newman (2008),
/// *Phys. Rev. E* 77:046119; p as Phipson & Smyth (2010).
///
/// ```
/// use conurbation::{community::{Significance, Verdict}, synthetic::{Lfr, PowerLaw}};
/// let test = Significance::new().replicates(39).runs(2);
/// let planted = test.run(&Lfr::new().nodes(200).draw(0)?)?;
/// assert_eq!(planted.verdict, Verdict::Significant);
/// let noise = test.run(&PowerLaw::new().nodes(100).draw(2)?)?;
/// assert_eq!(noise.verdict, Verdict::NoSignificantCommunities);
/// # Ok::<(), conurbation::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Significance {
    null: CommunityNull,
    search: Search,
    replicates: usize,
    runs: usize,
    quality: Quality,
    resolution: f64,
    alpha: f64,
    seed: u64,
    #[serde(skip)]
    watch: Watch,
}

/// Whether communities are more than chance.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Verdict {
    /// Chance seldom finds divisions as good: p is at most α.
    Significant,
    /// Chance finds divisions as good too often.
    NoSignificantCommunities,
    /// No test of this network is possible.
    NoTest(Undefined),
}

/// What a [`Significance`] test found.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct SignificanceResult {
    /// Whether communities are more than chance.
    pub verdict: Verdict,
    /// The quality of the best division found, its p, the smallest p attainable, z, and the mean quality
    /// by chance.
    pub test: Measured<PermutationTest>,
    /// The quality of the best division less the mean by chance.
    pub excess: Measured,
    /// The best quality of networks of as many cities and ties drawn at random: the mean, and what 95 %
    /// of them stay below.
    pub random: Measured<RandomQuality>,
    /// A plain warning, if networks of as many cities and ties drawn at random score as high.
    pub warning: Option<String>,
    /// Why test and verdict speak of this null.
    pub null: CommunityNull,
}

/// The best quality of random networks.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[non_exhaustive]
pub struct RandomQuality {
    /// The mean.
    pub mean: f64,
    /// The smallest value that at least 95 % do not exceed.
    pub q95: f64,
    /// The share of them that score as high as the network itself, or higher.
    pub as_high: f64,
}

impl Default for Significance {
    fn default() -> Self {
        Self {
            null: CommunityNull::Degrees,
            search: Search::Quality,
            replicates: 199,
            runs: 5,
            quality: Quality::Modularity,
            resolution: 1.0,
            alpha: 0.05,
            seed: 0,
            watch: Watch::new(),
        }
    }
}

impl Significance {
    /// The most cities for [`CommunityNull::Strengths`], which looks at all pairs.
    pub const MOST_CITIES: usize = 5000;

    /// So many resolutions does a search by likelihood try at first, on every network alike.
    pub const RESOLUTIONS: usize = 12;

    /// So often does each run begin anew from what it found, on every network alike: where there is
    /// nothing to find, to go on until nothing changes takes long.
    pub const ITERATIONS: usize = 3;

    /// 199 networks of the same degrees, each searched five times.
    pub fn new() -> Self {
        Self::default()
    }

    /// Sets what chance leaves as it is.
    pub fn null(mut self, null: CommunityNull) -> Self {
        self.null = null;
        self
    }

    /// Sets what the search looks for. Who chose the resolution by penalised likelihood must let chance
    /// choose it too: [`Search::Likelihood`]; quality and resolution do not matter then.
    pub fn search(mut self, search: Search) -> Self {
        self.search = search;
        self
    }

    /// Sets how many networks chance draws; at least 1, and 19 to reach a p of .05.
    pub fn replicates(mut self, replicates: usize) -> Self {
        self.replicates = replicates;
        self
    }

    /// Sets how many runs each search makes, of which the best counts; at least 1.
    pub fn runs(mut self, runs: usize) -> Self {
        self.runs = runs;
        self
    }

    /// Sets what is maximised; modularity unless said.
    pub fn quality(mut self, quality: Quality) -> Self {
        self.quality = quality;
        self
    }

    /// Sets `γ`; finite and not negative, 1 unless said.
    pub fn resolution(mut self, resolution: f64) -> Self {
        self.resolution = resolution;
        self
    }

    /// Sets the largest p that counts as significant; between 0 and 1, 0.05 unless said.
    pub fn alpha(mut self, alpha: f64) -> Self {
        self.alpha = alpha;
        self
    }

    /// Sets the seed, 0 by default.
    pub fn seed(mut self, seed: u64) -> Self {
        self.seed = seed;
        self
    }

    /// Lets the work be watched and cancelled.
    pub fn watch(mut self, watch: &Watch) -> Self {
        self.watch = watch.clone();
        self
    }

    /// Tests a network against what chance makes of it.
    ///
    /// # Errors
    /// [`Error::Param`](crate::Error::Param) for a parameter outside its range;
    /// [`Error::Cancelled`](crate::Error::Cancelled); those of [`Leiden::run`].
    pub fn run(&self, graph: impl AsRef<Adjacency>) -> Result<SignificanceResult> {
        let graph = graph.as_ref();
        self.check()?;
        let seed = mix(self.seed, "significance", 0);
        match self.null {
            CommunityNull::Degrees => match DegreePreserving::new().seed(seed).prepare(graph)? {
                Measured::Value(null) => {
                    self.redrawn(graph, |replicate| Ok(null.draw(replicate).adjacency))
                }
                Measured::Undefined(reason) => self.no_test(graph, reason),
            },
            CommunityNull::Strengths if graph.node_count() > Self::MOST_CITIES => {
                let why = "strengths are redrawn pair by pair, for at most 5000 cities";
                self.no_test(graph, Undefined::NoTest { why })
            }
            CommunityNull::Strengths => match MaxEntropy::new().run(graph)? {
                Measured::Value(null) => {
                    let tie = evidence(graph);
                    let expected = |a, b| null.expected(a, b);
                    self.redrawn(graph, |nth| by_strengths(graph, expected, tie, seed, nth))
                }
                Measured::Undefined(reason) => self.no_test(graph, reason),
            },
            CommunityNull::Ties => self.redrawn(graph, |nth| at_random(graph, seed, nth)),
        }
    }

    /// Tests a network against networks that `draw` makes of each number from 0 on, such as
    /// [events by chance](crate::network::EventsByChance).
    ///
    /// # Errors
    /// As [`run`](Self::run), and that of the first draw that failed.
    pub fn redrawn(
        &self,
        graph: impl AsRef<Adjacency>,
        draw: impl Fn(u64) -> Result<Adjacency> + Sync,
    ) -> Result<SignificanceResult> {
        let graph = graph.as_ref();
        self.check()?;
        let observed = self.best(graph, u64::MAX)?;
        let permutation = Permutation::new().replicates(self.replicates).alpha(self.alpha);
        let permutation = permutation.alternative(Alternative::Greater).seed(self.seed);
        let test = permutation
            .watch(&self.watch)
            .redrawn(observed, |replicate| self.best(&draw(replicate)?, replicate))?;
        let verdict = match &test {
            Measured::Value(test) if test.p <= self.alpha => Verdict::Significant,
            Measured::Value(_) => Verdict::NoSignificantCommunities,
            // The same quality on all networks: chance does as well.
            Measured::Undefined(Undefined::ZeroVariance) => Verdict::NoSignificantCommunities,
            Measured::Undefined(reason) => Verdict::NoTest(*reason),
        };
        self.result(graph, observed, test, verdict)
    }

    fn no_test(&self, graph: &Adjacency, reason: Undefined) -> Result<SignificanceResult> {
        let observed = self.best(graph, u64::MAX)?;
        self.result(graph, observed, Measured::Undefined(reason), Verdict::NoTest(reason))
    }

    fn result(
        &self,
        graph: &Adjacency,
        observed: Measured,
        test: Measured<PermutationTest>,
        verdict: Verdict,
    ) -> Result<SignificanceResult> {
        let random = self.random(graph, observed)?;
        let warning = random.value().filter(|random| random.as_high >= 0.5).map(|random| {
            format!(
                "networks of as many cities and ties drawn at random score as high in {:.0} % of cases ({:.3} on average), so this value by itself is no sign of communities; only the test is",
                100.0 * random.as_high,
                random.mean
            )
        });
        let excess = test.map(|test| test.statistic - test.null_mean);
        Ok(SignificanceResult { verdict, test, excess, random, warning, null: self.null })
    }

    /// The best quality of networks of as many cities and ties.
    fn random(&self, graph: &Adjacency, observed: Measured) -> Result<Measured<RandomQuality>> {
        let observed = match observed {
            Measured::Value(observed) => observed,
            Measured::Undefined(reason) => return Ok(Measured::Undefined(reason)),
        };
        let seed = mix(self.seed, "significance: at random", 0);
        let one = |nth: usize, (): &mut ()| -> Result<Measured> {
            self.best(&at_random(graph, seed, nth as u64)?, nth as u64)
        };
        let drawn = parallel::map(self.replicates, &self.watch, || (), one)?;
        let drawn: Vec<Measured> = drawn.into_iter().collect::<Result<_>>()?;
        let mut values: Vec<f64> = drawn.into_iter().filter_map(Measured::value).collect();
        let Some(last) = values.len().checked_sub(1) else {
            return Ok(Measured::Undefined(Undefined::NoEdges));
        };
        values.sort_by(f64::total_cmp);
        let count = values.len() as f64;
        let high = values.iter().filter(|&&value| value >= observed - 1e-12 * observed.abs());
        Ok(Measured::Value(RandomQuality {
            mean: sums::sum(values.iter().copied()) / count,
            q95: values[((0.95 * count).ceil() as usize).saturating_sub(1).min(last)],
            as_high: high.count() as f64 / count,
        }))
    }

    /// The best that so many runs find.
    fn best(&self, graph: &Adjacency, replicate: u64) -> Result<Measured> {
        let seed = |run| mix(mix(self.seed, "significance: run", run), "of", replicate);
        if self.search == Search::Likelihood {
            let search = Communities::new().resolutions(Self::RESOLUTIONS);
            let search = search.runs(self.runs).seed(seed(0));
            return Ok(search.run(graph)?.highest());
        }
        let leiden = Leiden::new().quality(self.quality).resolution(self.resolution);
        let leiden = leiden.iterations(Self::ITERATIONS);
        let mut best = leiden.clone().seed(seed(0)).run(graph)?.quality;
        for run in 1..self.runs as u64 {
            let found = leiden.clone().seed(seed(run)).run(graph)?.quality;
            if found.value() > best.value() {
                best = found;
            }
        }
        Ok(best)
    }

    fn check(&self) -> Result<(), ParamError> {
        for (setter, value) in [("replicates", self.replicates), ("runs", self.runs)] {
            if value == 0 {
                return Err(ParamError::new(setter, 0, "at least 1"));
            }
        }
        if !(self.alpha > 0.0 && self.alpha < 1.0) {
            return Err(ParamError::new("alpha", self.alpha, "between 0 and 1"));
        }
        Ok(())
    }
}

/// The mean weight of a tie, as seen by a unit of weight.
fn evidence(graph: &Adjacency) -> f64 {
    let unit = sums::unit(graph.nodes().flat_map(|node| graph.weights(node)).copied());
    let weights = || graph.edges().map(|(_, _, weight)| weight / unit);
    sums::sum(weights().map(|weight| weight * weight)) / sums::sum(weights()) * unit
}

/// A network in which the weight of each pair is Poisson in units of `tie`.
fn by_strengths(
    graph: &Adjacency,
    expected: impl Fn(Node, Node) -> f64,
    tie: f64,
    seed: u64,
    replicate: u64,
) -> Result<Adjacency> {
    let mut random = Random::new(seed, "by strengths", replicate);
    let mut ties = Vec::new();
    for a in graph.nodes() {
        let others = if graph.is_directed() { 0..graph.node_count() as Node } else { 0..a };
        for b in others.filter(|&b| b != a) {
            let count = random.poisson(expected(a, b) / tie);
            if count > 0 {
                ties.push((a, b, f64::from(count) * tie));
            }
        }
    }
    build(graph, ties)
}

/// A network of as many ties between any two cities, with the same weights.
fn at_random(graph: &Adjacency, seed: u64, replicate: u64) -> Result<Adjacency> {
    let mut random = Random::new(seed, "at random", replicate);
    let mut weights: Vec<f64> = graph.edges().map(|(_, _, weight)| weight).collect();
    random.shuffle(&mut weights);
    let n = graph.node_count() as u64;
    let pairs = if graph.is_directed() { n * (n - 1) } else { n * (n - 1) / 2 };
    // So many different pairs out of all (Floyd's sampling; Bentley 1987).
    let mut chosen = std::collections::HashSet::with_capacity(weights.len());
    let mut order = Vec::with_capacity(weights.len());
    for last in pairs - weights.len() as u64..pairs {
        let pair = random.up_to(last);
        let pair = if chosen.insert(pair) { pair } else { last };
        chosen.insert(pair);
        order.push(pair);
    }
    let ends = |pair: u64| {
        if graph.is_directed() {
            let (a, b) = (pair / (n - 1), pair % (n - 1));
            return (a as Node, (b + u64::from(b >= a)) as Node);
        }
        // The pair of this number in (1, 0), (2, 0), (2, 1), (3, 0) …
        let mut a = ((((8 * u128::from(pair) + 1) as f64).sqrt() + 1.0) / 2.0) as u64;
        while a * (a - 1) / 2 > pair {
            a -= 1;
        }
        while a * (a + 1) / 2 <= pair {
            a += 1;
        }
        (a as Node, (pair - a * (a - 1) / 2) as Node)
    };
    let ties = order.into_iter().zip(weights).map(|(pair, weight)| {
        let (a, b) = ends(pair);
        (a, b, weight)
    });
    build(graph, ties.collect())
}

fn build(graph: &Adjacency, ties: Vec<(Node, Node, f64)>) -> Result<Adjacency> {
    let build = if graph.is_directed() { Adjacency::from_arcs } else { Adjacency::from_edges };
    build(graph.node_count(), ties)
}
