//! What many runs agree on.
use super::compare::AdjustedMutualInformation;
use super::search::Problem;
use super::{Detected, Leiden, Partition, Quality};
use crate::random::mix;
use crate::{
    Adjacency, Measured, Node, ParamError, Result, Scores, Undefined, Watch, parallel, sums,
};
use serde::Serialize;
use std::collections::BTreeMap;

/// Consensus: what many runs of [`Leiden`] agree on, and how far they do.
///
/// Networks have many divisions of almost the same quality (Good, de Montjoye & Clauset 2010), and each
/// seed finds one. The runs say how often each two cities are together, how alike the divisions are
/// (mean adjusted mutual information of all pairs of runs) and how often the best quality was reached:
/// where it is reached seldom, there are better divisions still, and where runs differ, no single one
/// is *the* answer. The consensus is the division of the network whose ties are these shares, those
/// below [`threshold`](Self::threshold) left out, by as many runs again, and so on until all agree, at
/// most [`MOST_ROUNDS`](Self::MOST_ROUNDS) times; then that of the best quality on the network itself.
///
/// Shares are counted for all pairs of cities up to [`ALL_PAIRS`](Self::ALL_PAIRS) cities, and beyond
/// only for those that are tied (Tandon et al. 2019), so that memory stays that of the network. Runs are
/// in parallel, and the answer depends on the network, the parameters and the seed alone. `O(R m)` for
/// `R` runs, `O(R n²)` for shares of all pairs, and `R²` comparisons of divisions that differ.
///
/// Lancichinetti & Fortunato (2012), *Scientific Reports* 2:336; Tandon, Albeshri, Thayananthan,
/// Alhalabi & Fortunato (2019), *Phys. Rev. E* 99:042301.
///
/// ```
/// use conurbation::{Adjacency, community::Consensus};
/// let triangles = [(0, 1), (1, 2), (0, 2), (3, 4), (4, 5), (3, 5), (2, 3)];
/// let network = Adjacency::from_edges(6, triangles.map(|(a, b)| (a, b, 1.0)))?;
/// let found = Consensus::new().runs(20).run(&network)?;
/// assert_eq!(found.partition.labels(), [0, 0, 0, 1, 1, 1]);
/// assert_eq!((found.best_share, found.mean_ami.value()), (1.0, Some(1.0)));
/// # Ok::<(), conurbation::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Consensus {
    runs: usize,
    quality: Quality,
    resolution: f64,
    threshold: f64,
    seed: u64,
    #[serde(skip)]
    watch: Watch,
}

/// What many runs agree on.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct ConsensusResult {
    /// The consensus.
    pub partition: Partition,
    /// The quality of the consensus.
    pub quality: Measured,
    /// The run of the best quality; of several, the first.
    pub best: Detected,
    /// The share of runs that reached the best quality, to one part in 10¹².
    pub best_share: f64,
    /// How many different divisions the runs found.
    pub divisions: usize,
    /// The mean adjusted mutual information of two runs; of one run undefined.
    pub mean_ami: Measured,
    /// For each city how often, on average, it was with the other cities of its community in the
    /// consensus: 1 if always; undefined for a city alone there.
    pub stability: Scores,
    /// How many times runs were made on shares of runs.
    pub rounds: usize,
    /// Pairs of cities and the share of runs in which they were together: pairs with the share 0 are
    /// left out, and in large networks those that are not tied.
    #[serde(skip)]
    pub together: Vec<(Node, Node, f64)>,
}

impl Default for Consensus {
    fn default() -> Self {
        Self {
            runs: 100,
            quality: Quality::Modularity,
            resolution: 1.0,
            threshold: 0.5,
            seed: 0,
            watch: Watch::new(),
        }
    }
}

impl Consensus {
    /// Beyond so many cities shares are counted for tied pairs only.
    pub const ALL_PAIRS: usize = 2000;
    /// At most so often runs are made on shares of runs.
    pub const MOST_ROUNDS: usize = 20;

    /// 100 runs for modularity with a resolution of 1.
    pub fn new() -> Self {
        Self::default()
    }

    /// Sets the number of runs; at least 1.
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

    /// Sets the share of runs below which being together does not count; from 0 to 1, 0.5 unless said.
    pub fn threshold(mut self, threshold: f64) -> Self {
        self.threshold = threshold;
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

    /// Makes the runs and finds what they agree on.
    ///
    /// # Errors
    /// [`Error::Param`](crate::Error::Param) for a parameter outside its range;
    /// [`Error::Cancelled`](crate::Error::Cancelled); those of [`Leiden::run`].
    pub fn run(&self, graph: impl AsRef<Adjacency>) -> Result<ConsensusResult> {
        let graph = graph.as_ref();
        self.check()?;
        let runs = self.runs_on(graph, self.quality, self.resolution, 0)?;
        let value = |run: &Detected| run.quality.value().unwrap_or(f64::NEG_INFINITY);
        let most = runs.iter().map(value).fold(f64::NEG_INFINITY, f64::max);
        let close = |run: &&Detected| value(run) >= most - 1e-12 * most.abs();
        let reached = runs.iter().filter(close).count();
        let best = runs.iter().find(close).unwrap_or(&runs[0]).clone();
        let partitions: Vec<&Partition> = runs.iter().map(|run| &run.partition).collect();
        let together = together(graph, &partitions, 0.0)?;
        let (partition, rounds) = self.agree(graph, &runs)?;
        let (divisions, mean_ami) = self.likeness(&partitions)?;
        let problem = Problem::new(graph, self.quality, self.resolution)?;
        let quality = problem.map(|problem| problem.quality(partition.labels()));
        Ok(ConsensusResult {
            quality,
            best,
            best_share: reached as f64 / runs.len() as f64,
            divisions,
            mean_ami,
            stability: stability(&partition, &partitions),
            rounds,
            together,
            partition,
        })
    }

    /// Runs with different seeds, in parallel.
    fn runs_on(
        &self,
        graph: &Adjacency,
        quality: Quality,
        resolution: f64,
        round: usize,
    ) -> Result<Vec<Detected>> {
        let run = |nth: usize, (): &mut ()| {
            let seed = mix(self.seed, "consensus", ((round as u64) << 32) + nth as u64);
            Leiden::new().quality(quality).resolution(resolution).seed(seed).run(graph)
        };
        parallel::map(self.runs, &self.watch, || (), run)?.into_iter().collect()
    }

    /// The division that runs on shares of runs agree on, and how many rounds that took.
    fn agree(&self, graph: &Adjacency, runs: &[Detected]) -> Result<(Partition, usize)> {
        let mut partitions: Vec<Partition> = runs.iter().map(|run| run.partition.clone()).collect();
        for round in 0..Self::MOST_ROUNDS {
            if partitions.windows(2).all(|pair| pair[0] == pair[1]) {
                return Ok((partitions.swap_remove(0), round));
            }
            let refs: Vec<&Partition> = partitions.iter().collect();
            let shares = together(graph, &refs, self.threshold)?;
            let shares = Adjacency::from_edges(graph.node_count(), shares)?;
            let runs = self.runs_on(&shares, Quality::Modularity, 1.0, round + 1)?;
            partitions = runs.into_iter().map(|run| run.partition).collect();
        }
        // No agreement: the commonest; of several, the first by labels.
        let mut counts = BTreeMap::new();
        for partition in &partitions {
            *counts.entry(partition.labels()).or_insert(0_usize) += 1;
        }
        let most = counts.values().copied().max().unwrap_or(0);
        let labels = counts.into_iter().find(|&(_, count)| count == most).map(|found| found.0);
        Ok((Partition::new(labels.unwrap_or(&[])), Self::MOST_ROUNDS))
    }

    /// The number of different divisions, and the mean likeness of two runs.
    fn likeness(&self, partitions: &[&Partition]) -> Result<(usize, Measured)> {
        let mut counts: BTreeMap<&[u32], usize> = BTreeMap::new();
        partitions.iter().for_each(|partition| *counts.entry(partition.labels()).or_insert(0) += 1);
        let distinct: Vec<(&[u32], usize)> = counts.into_iter().collect();
        let runs = partitions.len();
        if runs < 2 {
            let reason = Undefined::TooFewUnits { need: 2 };
            return Ok((distinct.len(), Measured::Undefined(reason)));
        }
        let ami = AdjustedMutualInformation::new();
        let row = |one: usize, (): &mut ()| -> Result<f64> {
            let (labels, times) = distinct[one];
            let mut sum = (times * (times - 1) / 2) as f64;
            for &(others, also) in &distinct[one + 1..] {
                let like = ami.run(labels, others)?.value().unwrap_or(0.0);
                sum += like * (times * also) as f64;
            }
            Ok(sum)
        };
        let rows = parallel::map(distinct.len(), &self.watch, || (), row)?;
        let rows: Vec<f64> = rows.into_iter().collect::<Result<_>>()?;
        let pairs = (runs * (runs - 1) / 2) as f64;
        Ok((distinct.len(), Measured::Value((sums::sum(rows) / pairs).min(1.0))))
    }

    fn check(&self) -> Result<(), ParamError> {
        if self.runs == 0 {
            return Err(ParamError::new("runs", 0, "at least 1"));
        }
        if !(0.0..=1.0).contains(&self.threshold) {
            return Err(ParamError::new("threshold", self.threshold, "from 0 to 1"));
        }
        Ok(())
    }
}

/// The share of divisions in which pairs of cities are together, if it is above 0 and not below the
/// threshold.
fn together(
    graph: &Adjacency,
    partitions: &[&Partition],
    threshold: f64,
) -> Result<Vec<(Node, Node, f64)>> {
    let n = graph.node_count();
    let share = |count: u32| f64::from(count) / partitions.len() as f64;
    let keep = |count: u32| count > 0 && share(count) >= threshold;
    let mut pairs = Vec::new();
    if n <= Consensus::ALL_PAIRS {
        let groups: Vec<Vec<Vec<Node>>> = partitions.iter().map(|one| one.groups()).collect();
        let mut counts = vec![0_u32; n];
        for a in 0..n as Node {
            counts.fill(0);
            for (partition, groups) in partitions.iter().zip(&groups) {
                let group = &groups[partition.label(a) as usize];
                group.iter().for_each(|&b| counts[b as usize] += 1);
            }
            let after = (a + 1..n as Node).map(|b| (b, counts[b as usize]));
            pairs.extend(
                after.filter(|&(_, count)| keep(count)).map(|(b, count)| (a, b, share(count))),
            );
        }
        return Ok(pairs);
    }
    let undirected = graph.undirected(crate::adjacency::ParallelTies::Max)?;
    for (a, b, _) in undirected.edges() {
        let same = partitions.iter().filter(|one| one.label(a) == one.label(b));
        let count = same.count() as u32;
        if keep(count) {
            pairs.push((a, b, share(count)));
        }
    }
    Ok(pairs)
}

/// How often each city is with the others of its community, on average over these.
fn stability(consensus: &Partition, partitions: &[&Partition]) -> Scores {
    let n = consensus.cities();
    let mut shared = vec![0_usize; n];
    for partition in partitions {
        // Of the cities of a community, those that are together in this division too.
        let mut cells: BTreeMap<(u32, u32), usize> = BTreeMap::new();
        let key = |city: Node| (consensus.label(city), partition.label(city));
        (0..n as Node).for_each(|city| *cells.entry(key(city)).or_insert(0) += 1);
        (0..n as Node).for_each(|city| shared[city as usize] += cells[&key(city)] - 1);
    }
    let score = |city: Node| {
        let others = consensus.sizes()[consensus.label(city) as usize] - 1;
        if others == 0 {
            return Measured::Undefined(Undefined::TooFewCities { need: 2 });
        }
        Measured::Value(shared[city as usize] as f64 / (others * partitions.len()) as f64)
    };
    Scores::measured((0..n as Node).map(score))
}
