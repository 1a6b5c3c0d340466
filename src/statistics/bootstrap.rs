//! How sure a number is, by drawing the events again.
use super::bca::Bca;
use super::distribution::normal_quantile;
use super::interval::{Interval, check_confidence};
use super::permutation::{are_equal, finite};
use super::quantile::quantile;
use crate::random::Random;
use crate::{Error, Measured, ParamError, Result, Undefined, Watch, parallel, sums};
use serde::Serialize;

/// The bootstrap: how much a number would vary had other events of the same kind happened.
///
/// Each replicate draws as many units as there are, with replacement, and computes the statistic
/// from how often each was drawn. The unit is what happens independently: an event, or better a
/// ceremony that signs many, never a tie, for one platform makes many ties at once. It works for
/// sums over events, such as weights and strengths, and for their shares. A redrawn sample lacks a
/// third of the units, so it can only lose ties: a measure that depends on a tie being there
/// (density, isolates, hops) is moved to one side, and then the interval does not hold its own
/// estimate and is undefined ([`Undefined::Biased`]).
///
/// The percentile interval cuts `(1 - confidence)/2` of the replicates off each end, by quantiles of
/// type 7 (Hyndman & Fan 1996). The BCa interval corrects it for bias and for a spread that changes
/// with the value (acceleration, from leaving out each unit once); it needs 20 units
/// ([`Undefined::TooFewUnits`]).
///
/// Undefined are, below two units, all but the estimate ([`Undefined::TooFewUnits`]); the same if
/// the statistic is undefined on more than one in twenty replicates ([`Undefined::Fragile`]); fewer
/// are left out and counted. Where all replicates are equal there is no interval
/// ([`Undefined::ZeroVariance`]). The statistic is computed `B` times, and once for each unit if
/// there are 20, in parallel; `O(B + n)` memory. Same bits at any number of threads.
///
/// Efron (1979), *Annals of Statistics* 7:1; Efron (1987), *Journal of the American Statistical
/// Association* 82:171.
///
/// ```
/// use conurbation::{Measured, statistics::Bootstrap};
/// let items = [3.0, 1.0, 4.0, 1.0, 5.0, 9.0, 2.0, 6.0]; // signed at each ceremony
/// let mean = |times: &[u32]| {
///     let drawn = items.iter().zip(times).map(|(items, &times)| items * f64::from(times));
///     Measured::Value(drawn.sum::<f64>() / 8.0)
/// };
/// let found = Bootstrap::new().seed(1).run(items.len(), mean)?;
/// assert_eq!(found.estimate.value(), Some(3.875));
/// let interval = found.percentile.value().unwrap();
/// assert!(2.0 < interval.low && interval.low < 3.0 && 4.5 < interval.high && interval.high < 6.5);
/// # Ok::<(), conurbation::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Bootstrap {
    replicates: usize,
    seed: u64,
    confidence: f64,
    #[serde(skip)]
    watch: Watch,
}

/// What redrawing found.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[non_exhaustive]
pub struct BootstrapResult {
    /// The statistic of the data: each unit once.
    pub estimate: Measured,
    /// The mean of the replicates.
    pub mean: Measured,
    /// The standard error: the standard deviation of the replicates, divided by their number less 1.
    pub se: Measured,
    /// The mean of the replicates less the estimate.
    pub bias: Measured,
    /// The percentile interval.
    pub percentile: Measured<Interval>,
    /// The bias-corrected and accelerated interval.
    pub bca: Measured<Interval>,
    /// On how many replicates the statistic was undefined.
    pub undefined: usize,
    /// How many replicates were drawn.
    pub replicates: usize,
    /// The seed they were drawn from.
    pub seed: u64,
}

/// One replicate in so many may leave the statistic undefined.
const UNDEFINED_ONE_IN: usize = 20;

impl Default for Bootstrap {
    fn default() -> Self {
        Self {
            replicates: Self::DEFAULT_REPLICATES,
            seed: 0,
            confidence: 0.95,
            watch: Watch::new(),
        }
    }
}

impl Bootstrap {
    /// Enough for an interval, 2000.
    pub const DEFAULT_REPLICATES: usize = 2000;

    /// The default parameters; confidence 0.95.
    pub fn new() -> Self {
        Self::default()
    }

    /// Sets how many replicates are drawn; at least 2.
    pub fn replicates(mut self, replicates: usize) -> Self {
        self.replicates = replicates;
        self
    }

    /// Sets the seed they are drawn from.
    pub fn seed(mut self, seed: u64) -> Self {
        self.seed = seed;
        self
    }

    /// Sets the confidence of the intervals; between 0 and 1.
    pub fn confidence(mut self, confidence: f64) -> Self {
        self.confidence = confidence;
        self
    }

    /// Lets the work be watched and cancelled.
    pub fn watch(mut self, watch: &Watch) -> Self {
        self.watch = watch.clone();
        self
    }

    /// Redraws a statistic of how often each of `units` is drawn.
    ///
    /// # Errors
    /// [`Error::Param`] for a parameter outside its range, or a statistic that is no finite number;
    /// [`Error::TooLarge`] for more than `u32::MAX` units; [`Error::Cancelled`].
    pub fn run(
        &self,
        units: usize,
        statistic: impl Fn(&[u32]) -> Measured + Sync,
    ) -> Result<BootstrapResult> {
        let (mut result, values) = self.drawn(units, &statistic)?;
        let (Measured::Value(estimate), false) = (result.estimate, values.is_empty()) else {
            return Ok(result);
        };
        let tail = (1.0 - self.confidence) / 2.0;
        result.bca = match Bca::new(units, &self.watch, &statistic)? {
            Ok(bca) => {
                let ends = bca.tails(estimate, &values, normal_quantile(1.0 - tail));
                ends.and_then(|ends| self.interval(estimate, &values, ends)).into()
            }
            Err(reason) => Measured::Undefined(reason),
        };
        Ok(result)
    }

    /// The percentile interval alone, which leaves no unit out: of very many units each would cost as
    /// much as a replicate.
    pub(crate) fn percentile(
        &self,
        units: usize,
        statistic: impl Fn(&[u32]) -> Measured + Sync,
    ) -> Result<Measured<Interval>> {
        Ok(self.drawn(units, &statistic)?.0.percentile)
    }

    /// What the replicates say but for the BCa interval, and their values in ascending order.
    fn drawn(
        &self,
        units: usize,
        statistic: &(impl Fn(&[u32]) -> Measured + Sync),
    ) -> Result<(BootstrapResult, Vec<f64>)> {
        check_confidence(self.confidence)?;
        if self.replicates < 2 {
            return Err(ParamError::new("replicates", self.replicates, "at least 2").into());
        }
        u32::try_from(units).map_err(|_| Error::TooLarge { nodes: units })?;
        let estimate = statistic(&vec![1; units]);
        if units < 2 || estimate.undefined().is_some() {
            return self.summarise(estimate, Vec::new());
        }
        let times = || vec![0_u32; units];
        let replicates = parallel::map(self.replicates, &self.watch, times, |nth, times| {
            self.draw(nth as u64, times);
            statistic(times)
        })?;
        self.summarise(estimate, replicates)
    }

    /// Draws as many units as there are, with replacement: how often each is drawn.
    pub(crate) fn draw(&self, replicate: u64, times: &mut [u32]) {
        let mut random = Random::new(self.seed, "bootstrap", replicate);
        let units = times.len() as u32;
        times.fill(0);
        (0..units).for_each(|_| times[random.below(units) as usize] += 1);
    }

    /// What the statistic of the data and of the replicates says, but for the BCa interval, and
    /// the values in ascending order; no replicates if there are fewer than two units.
    pub(crate) fn summarise(
        &self,
        estimate: Measured,
        replicates: Vec<Measured>,
    ) -> Result<(BootstrapResult, Vec<f64>)> {
        let drawn = replicates.len();
        let mut result = self.nothing(estimate);
        let nothing = |result: BootstrapResult, reason| Ok((result.because(reason), Vec::new()));
        let estimate = match estimate {
            Measured::Value(_) if drawn == 0 => {
                return nothing(result, Undefined::TooFewUnits { need: 2 });
            }
            Measured::Value(value) => finite(value)?,
            Measured::Undefined(reason) => return nothing(result, reason),
        };
        let mut values: Vec<f64> = replicates
            .into_iter()
            .filter_map(Measured::value)
            .map(finite)
            .collect::<Result<_, _>>()?;
        result.undefined = drawn - values.len();
        if result.undefined * UNDEFINED_ONE_IN > drawn || values.len() < 2 {
            let n = result.undefined;
            return nothing(result, Undefined::Fragile { n });
        }
        values.sort_by(f64::total_cmp);
        let (mean, se) = mean_and_sd(&values);
        result.mean = Measured::Value(mean);
        result.se = Measured::Value(se);
        result.bias = Measured::Value(mean - estimate);
        let tail = (1.0 - self.confidence) / 2.0;
        result.percentile = self.interval(estimate, &values, (tail, 1.0 - tail)).into();
        Ok((result, values))
    }

    /// The interval between two quantiles of the replicates, in ascending order.
    fn interval(
        &self,
        estimate: f64,
        values: &[f64],
        (low, high): (f64, f64),
    ) -> Result<Interval, Undefined> {
        let (low, high) = (quantile(values, low), quantile(values, high));
        if are_equal(values[0], values[values.len() - 1], 0.0) {
            return Err(Undefined::ZeroVariance);
        }
        let is_end = are_equal(low, estimate, 0.0) || are_equal(high, estimate, 0.0);
        if is_end || estimate < low || high < estimate {
            return Err(Undefined::Biased);
        }
        Ok(Interval { estimate, low, high, confidence: self.confidence })
    }

    /// A result of an estimate alone.
    fn nothing(&self, estimate: Measured) -> BootstrapResult {
        let reason = Undefined::TooFewUnits { need: 2 };
        BootstrapResult {
            estimate,
            mean: Measured::Undefined(reason),
            se: Measured::Undefined(reason),
            bias: Measured::Undefined(reason),
            percentile: Measured::Undefined(reason),
            bca: Measured::Undefined(reason),
            undefined: 0,
            replicates: self.replicates,
            seed: self.seed,
        }
    }
}

impl BootstrapResult {
    /// The same estimate, and nothing else for this reason.
    fn because(self, reason: Undefined) -> Self {
        let none = Measured::Undefined(reason);
        let interval = Measured::Undefined(reason);
        Self { mean: none, se: none, bias: none, percentile: interval, bca: interval, ..self }
    }
}

/// Mean and standard deviation (divided by their number less 1) of two numbers or more.
pub(super) fn mean_and_sd(values: &[f64]) -> (f64, f64) {
    let unit = sums::unit(values.iter().map(|value| value.abs()));
    let count = values.len() as f64;
    let scaled = || values.iter().map(|value| value / unit);
    let mean = sums::sum(scaled()) / count;
    let squares = sums::sum(scaled().map(|value| (value - mean).powi(2)));
    (mean * unit, (squares / (count - 1.0)).sqrt() * unit)
}
