//! How fast sizes fall with rank.
use super::sizes::{log_strengths, logarithms};
use crate::statistics::{Interval, normal_quantile};
use crate::{Adjacency, Measured, ParamError, Result, Scores, Undefined, sums};
use serde::Serialize;

/// Rank-size rule: how fast the sizes of cities fall with their rank.
///
/// Fits `ln(rank − ½) = c − q ln x` by least squares over the cities with a size above 0. The half
/// removes most of the bias of `q`, and its standard error is `|q| √(2/n)`, not that which least
/// squares print (Gabaix & Ibragimov 2011). Of a network the sizes are strengths.
///
/// The direction matters: here `q` is the *Pareto exponent*, that of rank on size, and 1 is Zipf's
/// law. The larger it is, the *more even* are the cities; below 1 the first ones stand out more. The
/// "Zipf q" of other texts is that of `ln x` on `ln rank`: about `1/q`, and the larger the *less*
/// even. It is [`size_on_rank`](RankSizeResult::size_on_rank) here.
///
/// Small systems say little: below ten cities the interval spans about all that was ever found, and
/// [`few`](RankSizeResult::few) says so. Fewer than three cities with a size have none
/// ([`Undefined::TooFewCities`]), nor have cities of equal size ([`Undefined::ZeroVariance`]);
/// without ties it is [`Undefined::NoEdges`]. `q` is positive. The interval assumes a power law
/// among the cities counted: [`top`](Self::top) counts the largest alone. `O(n log n + m)`
/// time, `O(n)` memory.
///
/// Gabaix & Ibragimov (2011), *Journal of Business & Economic Statistics* 29:24; Zipf (1949),
/// *Human Behavior and the Principle of Least Effort*.
///
/// ```
/// use conurbation::system::RankSize;
/// let zipf: Vec<f64> = (1..=20).map(|rank| 100.0 / f64::from(rank)).collect();
/// let fit = RankSize::new().of(&zipf)?.value().unwrap();
/// assert!((fit.size_on_rank - 1.0).abs() < 1e-12);
/// assert!((fit.q.estimate - 1.1632699328).abs() < 1e-9); // the half shows among few cities
/// assert!((fit.standard_error - fit.q.estimate * (2.0_f64 / 20.0).sqrt()).abs() < 1e-12);
/// # Ok::<(), conurbation::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct RankSize {
    top: usize,
    confidence: f64,
}

/// How fast sizes fall with rank.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[non_exhaustive]
pub struct RankSizeResult {
    /// The exponent `q` of rank on size, 1 under Zipf's law, with its interval `q ± z |q| √(2/n)`.
    pub q: Interval,
    /// The standard error, `|q| √(2/n)`.
    pub standard_error: f64,
    /// The constant `c`.
    pub constant: f64,
    /// The share of the variance of `ln(rank − ½)` that the line accounts for, from 0 to 1. It is
    /// high for many kinds of sizes, and no test of a power law.
    pub r_squared: f64,
    /// The exponent of size on rank, minus the slope of `ln x` on `ln rank`: "Zipf's q", about
    /// `1/q`.
    pub size_on_rank: f64,
    /// The number of cities fitted.
    pub cities: usize,
    /// The number of cities left out because their size is 0.
    pub zeros: usize,
    /// Whether they are fewer than ten, so that the interval says next to nothing.
    pub few: bool,
}

impl Default for RankSize {
    fn default() -> Self {
        Self { top: usize::MAX, confidence: 0.95 }
    }
}

impl RankSize {
    /// The cities below which a fit says next to nothing.
    pub const FEW: usize = 10;

    /// The default parameters: all cities, intervals of 95 %.
    pub fn new() -> Self {
        Self::default()
    }

    /// Sets how many of the largest cities are fitted; 3 at least.
    pub fn top(mut self, top: usize) -> Self {
        self.top = top;
        self
    }

    /// Sets the confidence of the interval, between 0 and 1.
    pub fn confidence(mut self, confidence: f64) -> Self {
        self.confidence = confidence;
        self
    }

    /// Fits the strengths of a network, in a directed one what cities send and receive together.
    ///
    /// # Errors
    /// [`Error::Param`](crate::Error::Param) for a parameter outside its range.
    pub fn run(&self, graph: impl AsRef<Adjacency>) -> Result<Measured<RankSizeResult>> {
        let graph = graph.as_ref();
        self.check()?;
        if graph.edge_count() == 0 {
            return Ok(Measured::Undefined(Undefined::NoEdges));
        }
        Ok(self.fit(log_strengths(graph), graph.node_count()).into())
    }

    /// Fits sizes, in any order.
    ///
    /// # Errors
    /// [`Error::Param`](crate::Error::Param) for a parameter outside its range, or a size that is
    /// negative or not finite.
    pub fn of(&self, sizes: &[f64]) -> Result<Measured<RankSizeResult>> {
        self.check()?;
        Ok(self.fit(logarithms(sizes)?, sizes.len()).into())
    }

    fn check(&self) -> Result<(), ParamError> {
        if self.top < 3 {
            return Err(ParamError::new("top", self.top, "3 cities at least"));
        }
        if self.confidence > 0.0 && self.confidence < 1.0 {
            return Ok(());
        }
        Err(ParamError::new("confidence", self.confidence, "between 0 and 1"))
    }

    /// The fit of logarithms of sizes, those of 0 left out of `all`.
    fn fit(&self, mut size: Vec<f64>, all: usize) -> Result<RankSizeResult, Undefined> {
        let zeros = all - size.len();
        size.sort_by(|a, b| b.total_cmp(a));
        size.truncate(self.top);
        let cities = size.len();
        if cities < 3 {
            return Err(Undefined::TooFewCities { need: 3 });
        }
        if size[0] - size[cities - 1] <= Scores::TIE {
            return Err(Undefined::ZeroVariance);
        }
        let rank: Vec<f64> = (0..cities).map(|before| (before as f64 + 0.5).ln()).collect();
        let whole: Vec<f64> = (1..=cities).map(|rank| (rank as f64).ln()).collect();
        let line = Line::fit(&size, &rank);
        let q = -line.slope;
        let standard_error = q.abs() * (2.0 / cities as f64).sqrt();
        let half = normal_quantile(0.5 + self.confidence / 2.0) * standard_error;
        Ok(RankSizeResult {
            q: Interval { estimate: q, low: q - half, high: q + half, confidence: self.confidence },
            standard_error,
            constant: line.constant,
            r_squared: line.r_squared,
            size_on_rank: -Line::fit(&whole, &size).slope,
            cities,
            zeros,
            few: cities < Self::FEW,
        })
    }
}

/// The line of least squares.
pub(super) struct Line {
    pub(super) slope: f64,
    constant: f64,
    r_squared: f64,
}

impl Line {
    /// The line of `y` on `x`, which varies.
    pub(super) fn fit(x: &[f64], y: &[f64]) -> Self {
        let mean = |values: &[f64]| sums::sum(values.iter().copied()) / values.len() as f64;
        let (mean_x, mean_y) = (mean(x), mean(y));
        let pairs = || x.iter().map(|x| x - mean_x).zip(y.iter().map(|y| y - mean_y));
        let xx = sums::sum(pairs().map(|(x, _)| x * x));
        let xy = sums::sum(pairs().map(|(x, y)| x * y));
        let yy = sums::sum(pairs().map(|(_, y)| y * y));
        let slope = xy / xx;
        let r_squared = (slope * xy / yy).min(1.0);
        Self { slope, constant: mean_y - slope * mean_x, r_squared }
    }
}
