//! Betweenness of large networks, by samples, with a guarantee.
mod bounds;
mod path;

use crate::random::Random;
use crate::{Adjacency, Measured, Node, ParamError, Result, Scores, Undefined, Watch, parallel};
use bounds::Bounds;
use path::PathSampler;
use serde::Serialize;

/// Betweenness by samples: shortest paths between cities drawn at random, until every score is
/// within `epsilon` of the truth, all at once with probability `1 - delta`.
///
/// A score is the share of all ordered pairs of cities whose shortest path, drawn from all there
/// are, leads through the city: `1/(n(n-1))` of the ordered sum of
/// [`Betweenness`](super::Betweenness), so that times `n(n-1)/2` it is the unnormalized score of an
/// undirected network. Ties are counted; weights do not matter.
///
/// The number of samples depends on what they show (KADABRA), up to
/// `1/(2ε²) (⌊log₂(V-2)⌋ + 1 + ln(2/δ))` with `V` a bound of the cities on a shortest path; the
/// factor 1/2 is the constant in use, for which no proof is known. With [`top`](Self::top) it also
/// ends as soon as the first `k` cities are sure to be the first. Whether to go on is decided after
/// fixed numbers of samples, and each sample has its own random numbers: same bits at any number of
/// threads.
///
/// Networks of fewer than two cities are undefined ([`Undefined::TooFewCities`]); without ties all
/// scores are 0. Each sample is a search from both ends, about `O(√m)` in networks without a centre
/// of distance, at most `O(n + m)`; `O(n)` memory per thread.
///
/// Borassi & Natale (2019), *ACM J. Experimental Algorithmics* 24:1.2; Riondato & Kornaropoulos
/// (2016), *Data Mining and Knowledge Discovery* 30:438.
///
/// ```
/// use conurbation::{Adjacency, centrality::SampledBetweenness};
/// let star = Adjacency::from_edges(9, (1..9).map(|leaf| (0, leaf, 1.0)))?;
/// let found = SampledBetweenness::new(0.05, 0.1).run(&star)?;
/// // 56 of 72 ordered pairs are pairs of leaves.
/// assert!((found.scores.get(0).value().unwrap() - 56.0 / 72.0).abs() < 0.05);
/// assert!(found.samples > 100);
/// # Ok::<(), conurbation::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct SampledBetweenness {
    epsilon: f64,
    delta: f64,
    top: Option<usize>,
    seed: u64,
    #[serde(skip)]
    watch: Watch,
}

/// Scores by samples, and how far from the truth they may be.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct SampledBetweennessResult {
    /// The share of sampled paths that lead through each city.
    pub scores: Scores,
    /// What the true scores are at least, all at once with probability `1 - delta`.
    pub low: Scores,
    /// What they are at most.
    pub high: Scores,
    /// The samples drawn, those of the first guess not counted.
    pub samples: u64,
    /// The most there would have been.
    pub most_samples: u64,
    /// Whether the first cities asked for are sure to be the first; none if none were asked for.
    pub top_is_sure: Option<bool>,
}

impl SampledBetweenness {
    /// Every score within `epsilon`, all at once with probability `1 - delta`; both between 0 and 1.
    pub fn new(epsilon: f64, delta: f64) -> Self {
        Self { epsilon, delta, top: None, seed: 0, watch: Watch::new() }
    }

    /// Ends, if that is earlier, when the first `k` cities are sure to be the first; at least 1.
    pub fn top(mut self, k: usize) -> Self {
        self.top = Some(k);
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

    /// Draws samples until the guarantee holds.
    ///
    /// # Errors
    /// [`Error::Param`](crate::Error::Param) for a parameter outside its range;
    /// [`Error::Cancelled`](crate::Error::Cancelled).
    pub fn run(&self, graph: impl AsRef<Adjacency>) -> Result<SampledBetweennessResult> {
        self.check()?;
        self.compute(graph.as_ref())
    }

    fn check(&self) -> Result<(), ParamError> {
        let between = |value: f64| value > 0.0 && value < 1.0;
        if !between(self.epsilon) {
            return Err(ParamError::new("epsilon", self.epsilon, "between 0 and 1"));
        }
        if !between(self.delta) {
            return Err(ParamError::new("delta", self.delta, "between 0 and 1"));
        }
        if self.top == Some(0) {
            return Err(ParamError::new("top", 0, "at least 1"));
        }
        Ok(())
    }

    fn compute(&self, graph: &Adjacency) -> Result<SampledBetweennessResult> {
        let n = graph.node_count();
        if n < 2 {
            let undefined = Measured::Undefined(Undefined::TooFewCities { need: 2 });
            let scores = Scores::measured(vec![undefined; n]);
            return Ok(SampledBetweennessResult {
                low: scores.clone(),
                high: scores.clone(),
                scores,
                samples: 0,
                most_samples: 0,
                top_is_sure: self.top.map(|_| false),
            });
        }
        let most = Bounds::most_samples(vertices_on_a_path(graph), self.epsilon, self.delta);
        let first = (most / 100).max(10);
        let mut guess = vec![0; n];
        self.count(graph, "sampled betweenness: guess", 0..first, &mut guess)?;
        let share = |counts: &[u64], samples: u64| -> Vec<f64> {
            counts.iter().map(|&count| count as f64 / samples as f64).collect()
        };
        let bounds = Bounds::new(&share(&guess, first), most, self.epsilon, self.delta);
        let (mut counts, mut samples) = (vec![0; n], 0);
        loop {
            let goal = ((samples as f64 * GROWTH).ceil() as u64).max(first).min(most);
            self.count(graph, "sampled betweenness", samples..goal, &mut counts)?;
            samples = goal;
            let scores = share(&counts, samples);
            let reach = |node: usize| match samples < most {
                true => bounds.reach(node, scores[node], samples),
                false => [self.epsilon; 2],
            };
            let reaches: Vec<[f64; 2]> = (0..n).map(reach).collect();
            let near = reaches.iter().all(|reach| reach.iter().all(|it| *it <= self.epsilon));
            let top_is_sure = self.top.map(|k| is_sure(k, &scores, &reaches));
            if near || samples == most || top_is_sure == Some(true) {
                let ends = |sign: f64, side: usize| {
                    let ends = scores.iter().zip(&reaches);
                    Scores::new(
                        ends.map(|(score, reach)| (score + sign * reach[side]).clamp(0.0, 1.0))
                            .collect(),
                    )
                };
                return Ok(SampledBetweennessResult {
                    low: ends(-1.0, 0),
                    high: ends(1.0, 1),
                    scores: Scores::new(scores),
                    samples,
                    most_samples: most,
                    top_is_sure,
                });
            }
        }
    }

    /// Adds to the count of each city how many of these samples lead through it.
    fn count(
        &self,
        graph: &Adjacency,
        purpose: &'static str,
        samples: std::ops::Range<u64>,
        counts: &mut [u64],
    ) -> Result<()> {
        let n = graph.node_count() as u32;
        let drawn = (samples.end - samples.start) as usize;
        for start in (0..drawn).step_by(AT_ONCE) {
            let paths = parallel::map(
                AT_ONCE.min(drawn - start),
                &self.watch,
                || PathSampler::new(n as usize),
                |nth, sampler| {
                    let sample = samples.start + (start + nth) as u64;
                    let mut random = Random::new(self.seed, purpose, sample);
                    let from = random.below(n);
                    let to = (from + 1 + random.below(n - 1)) % n;
                    sampler.sample(graph, [from, to], &mut random)
                },
            )?;
            paths.iter().flatten().for_each(|&node: &Node| counts[node as usize] += 1);
        }
        Ok(())
    }
}

/// By how much samples grow before it is asked again whether they are enough.
const GROWTH: f64 = 1.2;
/// Samples whose paths are held at once.
const AT_ONCE: usize = 1 << 16;

/// Whether the lowest that any of the first `k` may be is at least the highest of all others.
fn is_sure(k: usize, scores: &[f64], reaches: &[[f64; 2]]) -> bool {
    let mut order: Vec<usize> = (0..scores.len()).collect();
    order.sort_by(|&a, &b| scores[b].total_cmp(&scores[a]).then(a.cmp(&b)));
    let (first, others) = order.split_at(k.min(order.len()));
    let low = first.iter().map(|&it| scores[it] - reaches[it][0]).fold(f64::INFINITY, f64::min);
    let high = others.iter().map(|&it| scores[it] + reaches[it][1]).fold(0.0, f64::max);
    others.is_empty() || low >= high
}

/// At least as many nodes as lie on any shortest path, its ends as well.
fn vertices_on_a_path(graph: &Adjacency) -> usize {
    let n = graph.node_count();
    if graph.is_directed() {
        return n;
    }
    // No way within a component is longer than there and back from any node of it.
    let labels = graph.components();
    let mut most = vec![None; labels.count()];
    for node in graph.nodes() {
        let of: &mut Option<Node> = &mut most[labels.labels()[node as usize] as usize];
        let degree = |node: Node| graph.targets(node).len();
        if of.is_none_or(|known| degree(node) > degree(known)) {
            *of = Some(node);
        }
    }
    let mut search = crate::paths::BreadthFirst::new(n);
    let reach = most.into_iter().flatten().map(|node| {
        search.run(graph, node, |_, _| ());
        2 * (search.levels().len() - 1) + 1
    });
    reach.max().unwrap_or(1)
}
