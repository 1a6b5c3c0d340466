//! Communities from the coarsest to the finest resolution.
use super::domains::{Domain, domains};
use super::events::Events;
use super::line::Line;
use crate::community::{Leiden, Partition};
use crate::random::mix;
use crate::{Adjacency, Measured, ParamError, Result, Undefined, Watch, parallel};
use serde::Serialize;

/// Resolution scan: which communities there are from the coarsest to the finest resolution, and which
/// of them last.
///
/// One resolution gives one division, whether or not the network has a scale of its own. A scan runs
/// [`Leiden`] for modularity at many, chosen so that between each two the same share of pairs, by what
/// keeps them together or apart, changes sides: `β(γ) = Σ (γ E − W)₊ / Σ |W − γ E|` over pairs with
/// weight `W` of which `E` is expected, from the largest `γ` at which the pieces of the network are not
/// divided, up to where each city is alone. Then the quality of each division found is a line in `γ`,
/// and the upper envelope says at which resolutions each is the best: its [`Domain`]. Divisions that
/// are nowhere best are not admissible, and wide domains are robust. Wide domains alone are no proof of
/// communities: random networks have them too.
///
/// Runs are in parallel. Without ties undefined ([`Undefined::NoEdges`]). `O(K R m)` for `K`
/// resolutions with `R` runs each, and the square of the number of divisions.
///
/// Events: Jeub, Sporns & Fortunato (2018), *Scientific Reports* 8:3259. Domains (CHAMP): Weir, Emmons,
/// Gibson, Taylor & Mucha (2017), *Algorithms* 10:93.
///
/// ```
/// use conurbation::{Adjacency, community::resolution::ResolutionScan};
/// let triangles = [(0, 1), (1, 2), (0, 2), (3, 4), (4, 5), (3, 5), (2, 3)];
/// let network = Adjacency::from_edges(6, triangles.map(|(a, b)| (a, b, 1.0)))?;
/// let scan = ResolutionScan::new().run(&network)?.value().unwrap();
/// let halves = &scan.domains[1];
/// assert_eq!(halves.partition.labels(), [0, 0, 0, 1, 1, 1]);
/// // Whole, 1 − γ, and halves, 6/7 − γ/2, are equal at 2/7.
/// assert!((halves.from - 2.0 / 7.0).abs() < 1e-12);
/// # Ok::<(), conurbation::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ResolutionScan {
    resolutions: usize,
    runs: usize,
    iterations: usize,
    seed: u64,
    #[serde(skip)]
    watch: Watch,
}

/// What a [`ResolutionScan`] found.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Scan {
    /// Every run, by resolution.
    pub runs: Vec<ScanRun>,
    /// The admissible divisions, from the coarsest to the finest; that into pieces and that into single
    /// cities are always tried.
    pub domains: Vec<Domain>,
}

/// A run at one resolution.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct ScanRun {
    /// The resolution.
    pub resolution: f64,
    /// What was found.
    pub partition: Partition,
    /// What its quality is at every resolution.
    pub line: Line,
}

impl Default for ResolutionScan {
    fn default() -> Self {
        Self { resolutions: 24, runs: 2, iterations: 3, seed: 0, watch: Watch::new() }
    }
}

impl ResolutionScan {
    /// Two runs at each of 24 resolutions.
    pub fn new() -> Self {
        Self::default()
    }

    /// Sets how many resolutions are tried; at least 1.
    pub fn resolutions(mut self, resolutions: usize) -> Self {
        self.resolutions = resolutions;
        self
    }

    /// Sets how many runs are made at each; at least 1.
    pub fn runs(mut self, runs: usize) -> Self {
        self.runs = runs;
        self
    }

    /// Sets how often each run begins anew from what it found; at least 1, 3 unless said. More find
    /// little more, and where there is nothing to find they take long.
    pub fn iterations(mut self, iterations: usize) -> Self {
        self.iterations = iterations;
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

    /// Scans a network.
    ///
    /// # Errors
    /// [`Error::Param`](crate::Error::Param) for a parameter outside its range;
    /// [`Error::Cancelled`](crate::Error::Cancelled).
    pub fn run(&self, graph: impl AsRef<Adjacency>) -> Result<Measured<Scan>> {
        let graph = graph.as_ref();
        let counts = [
            ("resolutions", self.resolutions),
            ("runs", self.runs),
            ("iterations", self.iterations),
        ];
        for (setter, value) in counts {
            if value == 0 {
                return Err(ParamError::new(setter, 0, "at least 1").into());
            }
        }
        if graph.edge_count() == 0 {
            return Ok(Measured::Undefined(Undefined::NoEdges));
        }
        let events = Events::new(graph);
        let pieces = Partition::new(graph.components().labels());
        let first = self.coarsest(graph, &pieces)?;
        let resolutions = events.sample(first, self.resolutions);
        let resolutions = resolutions.into_iter().flat_map(|r| std::iter::repeat_n(r, self.runs));
        let runs = self.runs_at(graph, &resolutions.collect::<Vec<_>>(), 0)?;
        let domains = envelope(graph, pieces, &runs);
        Ok(Measured::Value(Scan { runs, domains }))
    }

    /// A run at each of these resolutions, in parallel; `number` sets their seeds apart from others.
    pub(crate) fn runs_at(
        &self,
        graph: &Adjacency,
        resolutions: &[f64],
        number: u64,
    ) -> Result<Vec<ScanRun>> {
        let seed = |nth: usize| mix(self.seed, "resolution scan", (number << 32) + nth as u64);
        let run = |nth: usize, (): &mut ()| {
            let leiden = Leiden::new().resolution(resolutions[nth]).iterations(self.iterations);
            let partition = leiden.seed(seed(nth)).run(graph)?.partition;
            let line = Line::new(graph, partition.labels());
            Ok(ScanRun { resolution: resolutions[nth], partition, line })
        };
        parallel::map(resolutions.len(), &self.watch, || (), run)?.into_iter().collect()
    }

    /// A resolution at and below which the pieces of the network are not divided, as far as runs tell:
    /// each starts where the last one's division ties with the pieces.
    pub(crate) fn coarsest(&self, graph: &Adjacency, pieces: &Partition) -> Result<f64> {
        const MOST: u64 = 30;
        let whole = Line::new(graph, pieces.labels());
        let mut resolution = 1.0;
        for nth in 1..=MOST {
            let run = &self.runs_at(graph, &[resolution], nth)?[0];
            let flatter = whole.expected - run.line.expected;
            let tie = (whole.within - run.line.within) / flatter;
            if !(flatter > 1e-12 && tie > 0.0 && tie < resolution) {
                break;
            }
            resolution = tie;
        }
        Ok(resolution)
    }
}

/// The domains of all that runs found, of the pieces of the network and of single cities.
fn envelope(graph: &Adjacency, pieces: Partition, runs: &[ScanRun]) -> Vec<Domain> {
    let alone = Partition::singletons(graph.node_count());
    let trivial = [pieces, alone].map(|partition| {
        let line = Line::new(graph, partition.labels());
        (partition, line)
    });
    let mut lines: Vec<(Partition, Line)> = trivial.into();
    let mut by_resolution: Vec<&ScanRun> = runs.iter().collect();
    by_resolution.sort_by(|a, b| a.resolution.total_cmp(&b.resolution));
    lines.extend(by_resolution.into_iter().map(|run| (run.partition.clone(), run.line)));
    domains(&lines)
}
