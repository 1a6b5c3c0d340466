//! PageRank: who is tied to those that are first.
use crate::{Adjacency, Error, Node, ParamError, Result, Scores, Watch, parallel, sums};
use serde::Serialize;

/// PageRank: how often a traveller is found in each city who follows ties in proportion to their
/// weight, and starts again in any city with probability `1 - damping`.
///
/// Solves `x = d (P'x + u/n) + (1 - d)/n`, where `P` divides each weight by the sum of those its
/// city sends, and `u` is the score of cities that send none: from them the traveller goes
/// anywhere. Only shares of weights matter, so all may be multiplied by a number, and they may be
/// huge or tiny. In an undirected network ties lead both ways. Self-ties do not count.
///
/// An empty network has no scores; networks in pieces and cities without ties are fine, nothing is
/// ever undefined. Positive, with sum 1. `O(n + m)` memory, and the same time for each of
/// `log(tolerance) / log(damping)` iterations.
///
/// Brin & Page (1998), *Computer Networks* 30:107.
///
/// ```
/// use conurbation::{Adjacency, centrality::PageRank};
/// let pairs = Adjacency::from_edges(4, [(0, 1, 5.0), (2, 3, 0.1)])?;
/// for score in PageRank::new().run(&pairs)?.iter() {
///     assert!((score.value().unwrap() - 0.25).abs() < 1e-12);
/// }
/// # Ok::<(), conurbation::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct PageRank {
    damping: f64,
    tolerance: f64,
    max_iterations: usize,
    #[serde(skip)]
    watch: Watch,
}

/// What rounding may add to the change of all scores in one step.
const ROUNDING: f64 = 2.0 * f64::EPSILON;

impl Default for PageRank {
    fn default() -> Self {
        Self {
            damping: Self::DEFAULT_DAMPING,
            tolerance: Self::DEFAULT_TOLERANCE,
            max_iterations: Self::DEFAULT_MAX_ITERATIONS,
            watch: Watch::new(),
        }
    }
}

impl PageRank {
    /// The damping of the original paper, 0.85.
    pub const DEFAULT_DAMPING: f64 = 0.85;
    /// The errors of all scores together, 10⁻¹².
    pub const DEFAULT_TOLERANCE: f64 = 1e-12;
    /// Enough for the default tolerance with a damping up to 0.999.
    pub const DEFAULT_MAX_ITERATIONS: usize = 100_000;

    /// The default parameters.
    pub fn new() -> Self {
        Self::default()
    }

    /// Sets the probability of following a tie; from 0 up to, not including, 1.
    pub fn damping(mut self, damping: f64) -> Self {
        self.damping = damping;
        self
    }

    /// Sets how far the scores, all together, may be from the true ones; positive.
    pub fn tolerance(mut self, tolerance: f64) -> Self {
        self.tolerance = tolerance;
        self
    }

    /// Sets how many iterations may be made; at least 1.
    pub fn max_iterations(mut self, max_iterations: usize) -> Self {
        self.max_iterations = max_iterations;
        self
    }

    /// Lets the work be watched and cancelled.
    pub fn watch(mut self, watch: &Watch) -> Self {
        self.watch = watch.clone();
        self
    }

    /// Computes the score of every city.
    ///
    /// # Errors
    /// [`Error::Param`] for a parameter outside its range; [`Error::NotConverged`] if the tolerance
    /// is not met in `max_iterations`; [`Error::Cancelled`].
    pub fn run(&self, graph: impl AsRef<Adjacency>) -> Result<Scores> {
        self.check()?;
        self.compute(graph.as_ref())
    }

    fn check(&self) -> Result<(), ParamError> {
        if !(0.0..1.0).contains(&self.damping) {
            return Err(ParamError::new("damping", self.damping, "from 0 up to, not including, 1"));
        }
        if !(self.tolerance > 0.0 && self.tolerance.is_finite()) {
            return Err(ParamError::new("tolerance", self.tolerance, "positive and finite"));
        }
        if self.max_iterations == 0 {
            return Err(ParamError::new("max_iterations", 0, "at least 1"));
        }
        Ok(())
    }

    /// Iterates until the scores are certain: a step `T` brings any two candidates nearer to each
    /// other by the factor `d`, so `x` is within `|Tx - x| / (1 - d)` of the solution.
    ///
    /// Near the end `T` may lead to and fro between candidates that differ in their last digits.
    /// From the first step that comes no nearer, only half of each is made, which ends that.
    fn compute(&self, graph: &Adjacency) -> Result<Scores> {
        let n = graph.node_count();
        let walk = Walk::new(graph, self.damping);
        let mut scores = vec![1.0 / n as f64; n];
        let mut next = scores.clone();
        let (mut half_steps, mut error) = (false, f64::INFINITY);
        self.watch.begin(self.expected_iterations());
        for _ in 0..self.max_iterations {
            self.watch.check()?;
            walk.step(&scores, &mut next);
            self.watch.step();
            let change = parallel::sum(n, |node| (next[node] - scores[node]).abs());
            let last_error = error;
            error = (change + ROUNDING) / (1.0 - self.damping);
            if error <= self.tolerance {
                return Ok(Scores::new(scores));
            }
            half_steps |= error >= last_error;
            if half_steps {
                let pairs = scores.iter_mut().zip(&next);
                pairs.for_each(|(score, next)| *score = (*score + next) / 2.0);
            } else {
                std::mem::swap(&mut scores, &mut next);
            }
        }
        Err(Error::NotConverged {
            algorithm: "PageRank",
            iterations: self.max_iterations,
            residual: error,
            tolerance: self.tolerance,
        })
    }

    /// The iterations needed at most, but for rounding.
    fn expected_iterations(&self) -> usize {
        let needed =
            ((self.tolerance * (1.0 - self.damping) / 2.0).ln() / self.damping.ln()).ceil();
        (needed.max(1.0) as usize).min(self.max_iterations)
    }
}

/// The traveller's way.
struct Walk<'a> {
    graph: &'a Adjacency,
    damping: f64,
    /// For each node, the share of the weight of each of its sources that comes to it, in the order
    /// of the sources.
    shares: Vec<f64>,
    /// Where the shares of each node start, and where the last end.
    offsets: Vec<usize>,
}

impl<'a> Walk<'a> {
    fn new(graph: &'a Adjacency, damping: f64) -> Self {
        // The unit of a node's weights, and their sum in it.
        let sent = |node: Node| {
            let weights = graph.weights(node);
            let unit = sums::unit(weights.iter().copied());
            (unit, sums::sum(weights.iter().map(|weight| weight / unit)))
        };
        let sent: Vec<(f64, f64)> = graph.nodes().map(sent).collect();
        let (mut shares, mut offsets) = (Vec::new(), vec![0]);
        for node in graph.nodes() {
            shares.extend(graph.in_neighbours(node).map(|(from, weight)| {
                let (unit, sum) = sent[from as usize];
                weight / unit / sum
            }));
            offsets.push(shares.len());
        }
        Self { graph, damping, shares, offsets }
    }

    /// Where travellers are who were spread like `scores`, one step later.
    fn step(&self, scores: &[f64], next: &mut [f64]) {
        let n = scores.len();
        let dangles = |node: usize| self.graph.targets(node as Node).is_empty();
        let dangling = parallel::sum(n, |node| if dangles(node) { scores[node] } else { 0.0 });
        let anywhere = (self.damping * dangling + (1.0 - self.damping)) / n as f64;
        parallel::fill(next, |node| {
            let shares = &self.shares[self.offsets[node]..self.offsets[node + 1]];
            let sources = self.graph.sources(node as Node).iter().zip(shares);
            let followed = sums::sum(sources.map(|(&from, share)| scores[from as usize] * share));
            self.damping * followed + anywhere
        });
    }
}
