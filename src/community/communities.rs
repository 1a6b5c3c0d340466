//! The method to take unless there is a reason for another.
use super::penalized_likelihood::score;
use super::resolution::{Events, Line, ResolutionScan, ScanRun};
use super::{Modularity, Partition};
use crate::{Adjacency, Measured, ParamError, Result, Undefined, Watch};
use serde::Serialize;

/// Communities at the resolution that the network itself speaks for: the method to take unless there is
/// a reason for another.
///
/// Modularity at its usual resolution of 1 merges small communities of large networks and divides what
/// is one in sparse ones, and no resolution is right for all. The rule here:
///
/// 1. [`Leiden`](super::Leiden) for modularity at [`resolutions`](Self::resolutions) chosen as in a
///    [`ResolutionScan`], from the coarsest to the finest;
/// 2. then, twice, at five more between the neighbours of the one whose division has the highest
///    [penalised likelihood](super::PenalizedLikelihood), and at the best of all as many
///    [`runs`](Self::runs) with other seeds;
/// 3. the division with the highest penalised likelihood of all is the answer ([`Rule::Likelihood`]);
/// 4. if that is not positive, the network is too small or too noisy to speak for any resolution, and
///    the answer is the division of the highest modularity, with `γ = 1`, of as many runs
///    ([`Rule::Modularity`]).
///
/// Neither is proof that there are communities: see [`Significance`](super::Significance). On the
/// benchmark of Lancichinetti, Fortunato & Radicchi with 5000 cities in communities of 10 to 50, where
/// half of all ties go astray, the answer is the planted one, where plain modularity reaches an adjusted
/// mutual information of .85: see the [guide](crate::guide::communities).
///
/// Runs are in parallel; the answer depends on the network, the parameters and the seed alone. Without
/// ties every city is alone. `O(K m)` for `K` runs, 44 unless said.
///
/// ```
/// use conurbation::{community::{Communities, Rule}, synthetic::Lfr};
/// let planted = Lfr::new().nodes(400).mixing(0.4).draw(0)?;
/// let found = Communities::new().run(&planted)?;
/// assert_eq!(found.rule, Rule::Likelihood);
/// assert_eq!(found.partition.count() as u32, planted.communities().iter().max().unwrap() + 1);
/// # Ok::<(), conurbation::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Communities {
    resolutions: usize,
    runs: usize,
    seed: u64,
    #[serde(skip)]
    watch: Watch,
}

/// By which rule communities were chosen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Rule {
    /// The highest penalised likelihood, which is positive.
    Likelihood,
    /// The highest modularity with a resolution of 1, since no division has a positive penalised
    /// likelihood.
    Modularity,
}

/// Communities, and how they were chosen.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct CommunitiesResult {
    /// The communities.
    pub partition: Partition,
    /// By which rule they were chosen.
    pub rule: Rule,
    /// The resolution at which they were found.
    pub resolution: Measured,
    /// Their modularity, with a resolution of 1.
    pub modularity: Measured,
    /// The penalised likelihood, in nats.
    pub likelihood: Measured,
    /// Every run: resolution, number of communities, penalised likelihood; by resolution.
    pub candidates: Vec<Candidate>,
}

impl CommunitiesResult {
    /// The highest penalised likelihood of all that was tried, whichever rule chose.
    pub fn highest(&self) -> Measured {
        let tried = self.candidates.iter().filter_map(|candidate| candidate.likelihood.value());
        tried.reduce(f64::max).map_or(self.likelihood, Measured::Value)
    }
}

/// One of the runs.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Candidate {
    /// The resolution.
    pub resolution: f64,
    /// The number of communities found.
    pub count: usize,
    /// The modularity at this resolution.
    pub quality: f64,
    /// The penalised likelihood, in nats.
    pub likelihood: Measured,
}

/// A run and the penalised likelihood of what it found.
struct Scored {
    run: ScanRun,
    likelihood: Measured,
}

impl Scored {
    fn value(&self) -> f64 {
        self.likelihood.value().unwrap_or(f64::NEG_INFINITY)
    }
}

impl Default for Communities {
    fn default() -> Self {
        Self { resolutions: 24, runs: 10, seed: 0, watch: Watch::new() }
    }
}

impl Communities {
    /// 24 resolutions, ten more, and ten runs at the best of them.
    pub fn new() -> Self {
        Self::default()
    }

    /// Sets how many resolutions are tried at first; at least 1.
    pub fn resolutions(mut self, resolutions: usize) -> Self {
        self.resolutions = resolutions;
        self
    }

    /// Sets how many runs are made at the resolution chosen; at least 1.
    pub fn runs(mut self, runs: usize) -> Self {
        self.runs = runs;
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

    /// Finds communities.
    ///
    /// # Errors
    /// [`Error::Param`](crate::Error::Param) for a parameter outside its range and for a network without
    /// cities; [`Error::Cancelled`](crate::Error::Cancelled).
    pub fn run(&self, graph: impl AsRef<Adjacency>) -> Result<CommunitiesResult> {
        let graph = graph.as_ref();
        self.check(graph)?;
        if graph.edge_count() == 0 {
            let reason = Measured::Undefined(Undefined::NoEdges);
            return Ok(CommunitiesResult {
                partition: Partition::singletons(graph.node_count()),
                rule: Rule::Modularity,
                resolution: reason,
                modularity: reason,
                likelihood: reason,
                candidates: Vec::new(),
            });
        }
        let mut scan = Scanned::new(self, graph)?;
        scan.narrow()?;
        scan.narrow()?;
        let best = scan.best();
        scan.add(&vec![scan.all[best].run.resolution; self.runs])?;
        let (mut best, mut rule) = (scan.best(), Rule::Likelihood);
        if scan.all[best].value() <= 0.0 {
            rule = Rule::Modularity;
            let before = scan.all.len();
            scan.add(&vec![1.0; self.runs])?;
            let quality = |at: usize| scan.all[at].run.line.at(1.0);
            best = (before..scan.all.len())
                .reduce(|best, at| if quality(at) > quality(best) { at } else { best })
                .unwrap_or(best);
        }
        let Scored { run, likelihood } = &scan.all[best];
        let labels = run.partition.labels();
        let result = CommunitiesResult {
            partition: run.partition.clone(),
            rule,
            resolution: Measured::Value(run.resolution),
            modularity: Modularity::new(labels).run(graph)?,
            likelihood: *likelihood,
            candidates: scan.candidates(),
        };
        Ok(result)
    }

    fn check(&self, graph: &Adjacency) -> Result<(), ParamError> {
        for (setter, value) in [("resolutions", self.resolutions), ("runs", self.runs)] {
            if value == 0 {
                return Err(ParamError::new(setter, 0, "at least 1"));
            }
        }
        if graph.node_count() == 0 {
            return Err(ParamError::new("run", "0 cities", "a network of at least one city"));
        }
        Ok(())
    }
}

/// What was tried so far.
struct Scanned<'a> {
    graph: &'a Adjacency,
    scan: ResolutionScan,
    all: Vec<Scored>,
    /// How many times runs were made.
    rounds: u64,
}

impl<'a> Scanned<'a> {
    /// Runs from the coarsest to the finest resolution.
    fn new(method: &Communities, graph: &'a Adjacency) -> Result<Self> {
        let scan = ResolutionScan::new().seed(method.seed).watch(&method.watch);
        let pieces = Partition::new(graph.components().labels());
        let first = scan.coarsest(graph, &pieces)?;
        let resolutions = Events::new(graph).sample(first, method.resolutions);
        // Rounds before this one belong to the search for the coarsest.
        let mut scanned = Self { graph, scan, all: Vec::new(), rounds: 100 };
        scanned.add(&resolutions)?;
        let line = Line::new(graph, pieces.labels());
        scanned.keep(ScanRun { resolution: first, partition: pieces, line });
        Ok(scanned)
    }

    /// Runs at these resolutions.
    fn add(&mut self, resolutions: &[f64]) -> Result<()> {
        self.rounds += 1;
        let runs = self.scan.runs_at(self.graph, resolutions, self.rounds)?;
        runs.into_iter().for_each(|run| self.keep(run));
        Ok(())
    }

    fn keep(&mut self, run: ScanRun) {
        let likelihood = score(self.graph, run.partition.labels(), run.partition.count()).into();
        self.all.push(Scored { run, likelihood });
    }

    /// The one with the highest penalised likelihood; of several, the first.
    fn best(&self) -> usize {
        let better = |best: usize, at: usize| {
            if self.all[at].value() > self.all[best].value() { at } else { best }
        };
        (0..self.all.len()).fold(0, better)
    }

    /// Runs at five resolutions between the neighbours of the best.
    fn narrow(&mut self) -> Result<()> {
        const BETWEEN: usize = 5;
        let best = self.all[self.best()].run.resolution;
        let known = || self.all.iter().map(|scored| scored.run.resolution);
        let low = known().filter(|&one| one < best).fold(f64::NAN, f64::max);
        let high = known().filter(|&one| one > best).fold(f64::NAN, f64::min);
        let low = if low.is_nan() { best / 2.0 } else { low };
        let high = if high.is_nan() { best * 2.0 } else { high };
        let step = (high / low).ln() / (BETWEEN + 1) as f64;
        let between: Vec<f64> = (1..=BETWEEN).map(|nth| low * (step * nth as f64).exp()).collect();
        self.add(&between)
    }

    fn candidates(&self) -> Vec<Candidate> {
        let candidate = |scored: &Scored| Candidate {
            resolution: scored.run.resolution,
            count: scored.run.partition.count(),
            quality: scored.run.line.at(scored.run.resolution),
            likelihood: scored.likelihood,
        };
        let mut all: Vec<Candidate> = self.all.iter().map(candidate).collect();
        all.sort_by(|a, b| a.resolution.total_cmp(&b.resolution));
        all
    }
}
