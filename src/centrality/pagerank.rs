//! PageRank: who is tied to those that are first.
mod careful;
mod conjugate;
mod ranked;
mod sweeps;
mod traveller;

use super::Convention;
use crate::{Adjacency, Error, ParamError, Result, Scores, Watch};
use ranked::Ranked;
use serde::Serialize;
use traveller::Traveller;

/// PageRank: how often a traveller is found in each city who follows ties in proportion to their
/// weight, and starts again with probability `1 - damping`, in any city unless
/// [`personalised`](Self::personalised).
///
/// Solves `x = d (P'x + u e) + (1 - d) v`, where `P` divides each weight by the sum of those its
/// city sends, `v` is where the traveller starts again (`1/n` everywhere), `u` the score of cities
/// that send none, and `e` where the traveller goes from them: anywhere, unless another
/// [`dangling`](Self::dangling) is chosen. Only shares of weights matter, so all may be multiplied
/// by a number, and they may be huge or tiny. In an undirected network ties lead both ways.
/// Self-ties do not count.
///
/// An empty network has no scores; networks in pieces and cities without ties are fine, nothing is
/// ever undefined. Not negative, positive unless personalised, with sum 1. `O(n + m)` memory, and
/// the same time for each of at most `log(tolerance) / log(damping)` iterations, mostly half of
/// them.
///
/// Brin & Page (1998), *Computer Networks* 30:107; solved as Del Corso, Gullí & Romani (2005),
/// *Internet Mathematics* 2:251, have it.
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
    weighted: bool,
    personalised: Option<Vec<f64>>,
    dangling: Dangling,
    tolerance: f64,
    max_iterations: usize,
    #[serde(skip)]
    watch: Watch,
}

/// Where the traveller goes from a city that sends no tie.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Dangling {
    /// To any city, all alike.
    #[default]
    Uniform,
    /// To where the traveller starts again (NetworkX and igraph): the same as anywhere, unless
    /// PageRank is personalised.
    Teleport,
    /// Nowhere: the traveller stays until starting again.
    Stay,
}

/// PageRank of every city, and how certain it is.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct PageRankResult {
    /// The score of every city.
    pub scores: Scores,
    /// How far the scores, all together, are from the true ones at most: a bound of the sum of
    /// their differences, what rounding may add among it.
    pub error: f64,
    /// The iterations made.
    pub iterations: usize,
}

impl Default for PageRank {
    fn default() -> Self {
        Self {
            damping: Self::DEFAULT_DAMPING,
            weighted: true,
            personalised: None,
            dangling: Dangling::Uniform,
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

    /// Sets where the traveller starts again: a number for each city, in order, not negative and
    /// not all 0, of which only the shares matter. So a city is first by how near it is to those.
    ///
    /// ```
    /// use conurbation::{Adjacency, centrality::PageRank};
    /// let chain = Adjacency::from_edges(4, [(0, 1, 1.0), (1, 2, 1.0), (2, 3, 1.0)])?;
    /// let from_the_first = PageRank::new().personalised(&[1.0, 0.0, 0.0, 0.0]).run(&chain)?;
    /// assert!(from_the_first.get(0).value() > from_the_first.get(3).value());
    /// # Ok::<(), conurbation::Error>(())
    /// ```
    pub fn personalised(mut self, restart: &[f64]) -> Self {
        self.personalised = Some(restart.to_vec());
        self
    }

    /// Sets where the traveller goes from cities that send no tie; anywhere unless said.
    pub fn dangling(mut self, dangling: Dangling) -> Self {
        self.dangling = dangling;
        self
    }

    /// Sets whether weights count; they do unless said.
    pub fn weighted(mut self, weighted: bool) -> Self {
        self.weighted = weighted;
        self
    }

    /// Follows a tool: NetworkX and igraph have the traveller go to where a new start would be from
    /// cities that send no tie. UCINET has no PageRank; nothing changes.
    pub fn like(self, convention: Convention) -> Self {
        match convention {
            Convention::NetworkX | Convention::Igraph => self.dangling(Dangling::Teleport),
            Convention::Ucinet => self,
        }
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
        self.run_certified(graph).map(|found| found.scores)
    }

    /// Computes the score of every city, and says how certain they are.
    ///
    /// ```
    /// use conurbation::{Adjacency, centrality::PageRank};
    /// let pair = Adjacency::from_edges(3, [(0, 1, 1.0)])?;
    /// let found = PageRank::new().tolerance(1e-6).run_certified(&pair)?;
    /// assert!(found.error <= 1e-6);
    /// # Ok::<(), conurbation::Error>(())
    /// ```
    ///
    /// # Errors
    /// As [`run`](Self::run).
    pub fn run_certified(&self, graph: impl AsRef<Adjacency>) -> Result<PageRankResult> {
        let graph = graph.as_ref();
        self.check(graph)?;
        self.compute(graph)
    }

    fn check(&self, graph: &Adjacency) -> Result<(), ParamError> {
        if !(0.0..1.0).contains(&self.damping) {
            return Err(ParamError::new("damping", self.damping, "from 0 up to, not including, 1"));
        }
        if !(self.tolerance > 0.0 && self.tolerance.is_finite()) {
            return Err(ParamError::new("tolerance", self.tolerance, "positive and finite"));
        }
        if self.max_iterations == 0 {
            return Err(ParamError::new("max_iterations", 0, "at least 1"));
        }
        let Some(restart) = &self.personalised else { return Ok(()) };
        if restart.len() != graph.node_count() {
            let found = format!("{} numbers for {} cities", restart.len(), graph.node_count());
            return Err(ParamError::new("personalised", found, "one number for each city"));
        }
        let wrong = |share: &&f64| !(**share >= 0.0 && share.is_finite());
        if let Some(share) = restart.iter().find(wrong) {
            return Err(ParamError::new("personalised", share, "not negative, and finite"));
        }
        if !restart.is_empty() && restart.iter().all(|&share| share <= 0.0) {
            return Err(ParamError::new("personalised", "only zeros", "positive for some city"));
        }
        Ok(())
    }

    fn compute(&self, graph: &Adjacency) -> Result<PageRankResult> {
        if graph.node_count() == 0 {
            return Ok(PageRankResult {
                scores: Scores::new(Vec::new()),
                error: 0.0,
                iterations: 0,
            });
        }
        let traveller = Traveller::new(graph, self);
        self.watch.begin(self.expected_iterations());
        let alike = vec![traveller.anywhere(); graph.node_count()];
        let Some(ranked) = Ranked::new(&traveller) else {
            return careful::run(&traveller, self, alike, 0);
        };
        let symmetric = !graph.is_directed() && ranked.ratio() <= conjugate::LARGEST_RATIO;
        let found = match symmetric {
            true => conjugate::run(&traveller, self, &ranked)?,
            false => sweeps::run(&traveller, self, &ranked)?,
        };
        match found {
            Ok(certain) => Ok(certain),
            Err((start, made)) => careful::run(&traveller, self, start, made),
        }
    }

    fn not_converged(&self, residual: f64) -> Error {
        Error::NotConverged {
            algorithm: "PageRank",
            iterations: self.max_iterations,
            residual,
            tolerance: self.tolerance,
        }
    }

    /// The iterations needed at most, but for rounding.
    fn expected_iterations(&self) -> usize {
        let needed =
            ((self.tolerance * (1.0 - self.damping) / 2.0).ln() / self.damping.ln()).ceil();
        (needed.max(1.0) as usize).min(self.max_iterations)
    }
}
