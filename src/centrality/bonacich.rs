//! Bonacich's power: strong through partners that are strong, or through partners that are weak.
use super::spectrum::{Limits, Rows, radius, residual_below, too_large, walks};
use crate::{Adjacency, Measured, ParamError, Result, Scores, Undefined, Watch, sums};
use serde::Serialize;

/// Bonacich's power: with a positive `β` a city is the more central the more its partners are;
/// with a negative one it is the more powerful the *less* they have without it, as in bargaining.
///
/// `c = a (1 - β W)⁻¹ W 1`, so `c_i = Σ_j (a + β c_j) w_ij`, with `a` such that the squares of `c`
/// add up to the number of cities (as in UCINET). The size of `β` must be below `1 / λ`, with `λ`
/// the largest eigenvalue of the weights; 0 gives strength, `1 / λ` would give the eigenvector.
/// Unless given it is three quarters of `1 / λ`, as Podolny (1993) took it. In a directed network
/// a city has it from those it *gives* ties to, as the formula says; for the other direction use
/// [`reverse`](Adjacency::reverse).
///
/// May be negative where `β` is; a city that gives no tie has 0. Weights count unless said and may
/// be huge or tiny; self-ties do not count. Undefined without ties ([`Undefined::NoEdges`]), while
/// networks in pieces have scores. `O(n + m)` memory, and the same time for each of about
/// `log(tolerance) / (2 log(|β| λ))` iterations, twice; and what
/// [`Eigenvector`](super::Eigenvector) takes, if `β` is not given or near the limit.
///
/// Bonacich (1987), *American Journal of Sociology* 92:1170; Podolny (1993), *American Journal of
/// Sociology* 98:829.
///
/// ```
/// use conurbation::{Adjacency, centrality::BonacichPower};
/// // In a chain of five, bargaining makes the second and the fourth strong, not the middle.
/// let chain = Adjacency::from_edges(5, (1..5).map(|city| (city - 1, city, 1.0)))?;
/// let bargaining = BonacichPower::new().beta(-0.5).run(&chain)?.scores;
/// assert!(bargaining.get(1).value() > bargaining.get(2).value());
/// let support = BonacichPower::new().beta(0.5).run(&chain)?.scores;
/// assert!(support.get(1).value() < support.get(2).value());
/// # Ok::<(), conurbation::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct BonacichPower {
    beta: Option<f64>,
    weighted: bool,
    tolerance: f64,
    max_iterations: usize,
    #[serde(skip)]
    watch: Watch,
}

/// Bonacich's power of every city, and how certain it is.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct BonacichResult {
    /// The score of every city; the mean of their squares is 1.
    pub scores: Scores,
    /// The `β` used; undefined without ties, unless it was given, and where it was not and the
    /// largest eigenvalue is 0.
    pub beta: Measured,
    /// How far any score may be from the true one, as a share of the largest, but for the rounding
    /// of single sums.
    pub error: f64,
}

impl Default for BonacichPower {
    fn default() -> Self {
        Self {
            beta: None,
            weighted: true,
            tolerance: Self::DEFAULT_TOLERANCE,
            max_iterations: Self::DEFAULT_MAX_ITERATIONS,
            watch: Watch::new(),
        }
    }
}

impl BonacichPower {
    /// The share of `1 / λ` that is taken for `β`, 0.75.
    pub const DEFAULT_SHARE: f64 = 0.75;
    /// The error of the scores, 10⁻¹² of the largest.
    pub const DEFAULT_TOLERANCE: f64 = 1e-12;
    /// Enough for a `β` of 0.9997 of the largest possible.
    pub const DEFAULT_MAX_ITERATIONS: usize = 100_000;

    /// The default parameters.
    pub fn new() -> Self {
        Self::default()
    }

    /// Sets how much a city has from its partners, and in which sense; of a size below `1 / λ`.
    pub fn beta(mut self, beta: f64) -> Self {
        self.beta = Some(beta);
        self
    }

    /// Sets whether weights count; they do unless said.
    pub fn weighted(mut self, weighted: bool) -> Self {
        self.weighted = weighted;
        self
    }

    /// Sets how far scores may be from the true ones, as a share of the largest; positive.
    pub fn tolerance(mut self, tolerance: f64) -> Self {
        self.tolerance = tolerance;
        self
    }

    /// Sets how many iterations may be made; at least 1.
    pub fn max_iterations(mut self, max_iterations: usize) -> Self {
        self.max_iterations = max_iterations;
        self
    }

    /// Lets the work be cancelled.
    pub fn watch(mut self, watch: &Watch) -> Self {
        self.watch = watch.clone();
        self
    }

    /// Computes the score of every city.
    ///
    /// # Errors
    /// [`Error::Param`](crate::Error::Param) for a parameter outside its range, with `1 / λ` if it
    /// is `β`; [`Error::NotConverged`](crate::Error::NotConverged) if the tolerance is not met in
    /// `max_iterations`, or is beyond what floats can hold so near to `1 / λ`;
    /// [`Error::Overflow`](crate::Error::Overflow); [`Error::Cancelled`](crate::Error::Cancelled).
    pub fn run(&self, graph: impl AsRef<Adjacency>) -> Result<BonacichResult> {
        self.check()?;
        self.compute(graph.as_ref())
    }

    fn limits(&self) -> Limits<'_> {
        Limits {
            algorithm: "BonacichPower",
            tolerance: self.tolerance,
            max_iterations: self.max_iterations,
            watch: &self.watch,
        }
    }

    fn check(&self) -> Result<(), ParamError> {
        if let Some(beta) = self.beta.filter(|beta| !beta.is_finite()) {
            return Err(ParamError::new("beta", beta, "finite, of a size below 1/λ"));
        }
        self.limits().check()
    }

    fn compute(&self, graph: &Adjacency) -> Result<BonacichResult> {
        let limits = self.limits();
        let given = self.beta.map(Measured::Value);
        if graph.edge_count() == 0 {
            let none = Measured::Undefined(Undefined::NoEdges);
            let scores = Scores::measured(graph.nodes().map(|_| none));
            return Ok(BonacichResult { scores, beta: given.unwrap_or(none), error: 0.0 });
        }
        let rows = Rows::new(graph, true, self.weighted);
        let unit = rows.unit();
        let factor = match self.beta {
            Some(beta) if (beta * unit).abs() * rows.bound() < 1.0 => beta * unit,
            beta => {
                let largest = radius(graph, &rows, self.weighted, &limits)?;
                match beta {
                    Some(beta) if (beta * unit).abs() * largest >= 1.0 => {
                        return Err(too_large("beta", beta, 1.0 / largest / unit).into());
                    }
                    Some(beta) => beta * unit,
                    // No way is longer than the number of cities, and any β would do.
                    None if largest <= 0.0 => {
                        let none = Measured::Undefined(super::spectrum::NO_WAY_BACK);
                        let scores = Scores::measured(graph.nodes().map(|_| none));
                        return Ok(BonacichResult { scores, beta: none, error: 0.0 });
                    }
                    None => Self::DEFAULT_SHARE / largest,
                }
            }
        };
        let (mut scores, error) = solve(&rows, factor, &limits)?;
        let largest = scores.iter().fold(0.0, |largest, score| score.abs().max(largest));
        scores.iter_mut().for_each(|score| *score /= largest);
        let squares = sums::sum(scores.iter().map(|score| score * score));
        let scale = (scores.len() as f64 / squares).sqrt();
        // An addition of 0 makes -0 a 0.
        scores.iter_mut().for_each(|score| *score = *score * scale + 0.0);
        let beta = Some(factor / unit).filter(|it| it.is_finite()).ok_or(Undefined::BEYOND);
        let beta = given.unwrap_or(beta.into());
        Ok(BonacichResult { scores: Scores::new(scores), beta, error })
    }
}

/// Solves `c = f A c + A 1`, and says how far any number may be off as a share of the largest.
///
/// With `x` the sums over all ways for `|f|`, which are Katz centrality, errors grow with positive
/// and with negative `f` no more than those do.
fn solve(rows: &Rows, factor: f64, limits: &Limits<'_>) -> Result<(Vec<f64>, f64)> {
    let n = rows.len();
    let ways = walks(rows, factor.abs(), limits)?;
    let mut strengths = vec![0.0; n];
    rows.product(&vec![1.0; n], &mut strengths);
    let mut scores = strengths.clone();
    if factor > 0.0 {
        // This is the solution, but for the digits that the difference loses.
        scores.iter_mut().zip(&ways.sums).for_each(|(score, sum)| *score = (sum - 1.0) / factor);
    }
    let most = ways.sums.iter().copied().fold(0.0, f64::max);
    let value = |at: usize, ready: &[f64]| strengths[at] + rows.times(at, ready);
    // What the numbers may differ by is `x`, in the unit of the largest of both.
    let yardstick = |scores: &[f64]| {
        let largest = scores.iter().fold(0.0_f64, |largest, score| score.abs().max(largest));
        ways.sums.iter().map(|sum| sum * (largest / most)).collect()
    };
    let goal = limits.tolerance / ways.growth;
    let near = residual_below(rows, factor, &mut scores, limits, goal, value, yardstick)?;
    Ok((scores, near * ways.growth))
}
