//! Whether a peak that was picked from the data is one.
use super::Alternative;
use super::dispersion::is_exposure;
use super::permutation::share;
use crate::random::Random;
use crate::{Measured, ParamError, Result, Undefined, Watch, parallel, sums};
use serde::Serialize;

/// The scan test: whether some stretch of years has more agreements than chance would heap up
/// anywhere, when nobody had said beforehand which years to look at.
///
/// The statistic is the largest number of events in any `width` consecutive periods.
/// Chance deals the `N` events to the periods in proportion to their exposure, and looks for *its*
/// largest number: a test of the years that happen to have most, as if they had been named
/// beforehand, would cry wolf in one case of six. `p = (1 + #{T* ≥ T}) / (R + 1)`.
///
/// Undefined without events ([`Undefined::NoEvents`]) and where the window holds all periods
/// ([`Undefined::Vacuous`]). Events must be independent: count ceremonies, not what they sign.
/// `O(R (N + T))` for `T` periods, in parallel; the same bits at any number of threads.
///
/// Naus (1965), *Journal of the American Statistical Association* 60:532; Kulldorff (1997),
/// *Communications in Statistics – Theory and Methods* 26:1481.
///
/// ```
/// use conurbation::statistics::TemporalScan;
/// // 2013 to 2020: the largest three years have eleven of twenty-one.
/// let counts = [1, 2, 6, 2, 3, 2, 4, 1];
/// let scan = TemporalScan::new(3).run(&counts, &[1.0; 8])?.value().unwrap();
/// assert_eq!((scan.events, scan.first), (11, 2));
/// assert!(scan.p > 0.1); // any list of twenty-one has such a heap now and then
/// # Ok::<(), conurbation::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct TemporalScan {
    width: usize,
    replicates: usize,
    seed: u64,
    #[serde(skip)]
    watch: Watch,
}

/// The stretch of periods with most events.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[non_exhaustive]
pub struct TemporalScanResult {
    /// The first period of it; the earliest of several that are alike.
    pub first: usize,
    /// How many periods it has.
    pub width: usize,
    /// Its events.
    pub events: u64,
    /// How often chance heaps up as many somewhere.
    pub p: f64,
    /// The smallest p that so many replicates could give.
    pub attainable: f64,
    /// The standard error that the random draws give `p`.
    pub error: f64,
    /// Which values counted as extreme: large ones.
    pub alternative: Alternative,
}

impl TemporalScan {
    /// A window of so many periods; 4999 replicates.
    pub fn new(width: usize) -> Self {
        Self { width, replicates: 4999, seed: 0, watch: Watch::new() }
    }

    /// Sets how often chance deals the events; at least 1.
    pub fn replicates(mut self, replicates: usize) -> Self {
        self.replicates = replicates;
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

    /// Scans counts per period.
    ///
    /// # Errors
    /// [`Error::Param`](crate::Error::Param) for a window or replicates of 0, unless there is a
    /// positive and finite exposure for each count, and for more than a million events;
    /// [`Error::Cancelled`](crate::Error::Cancelled).
    pub fn run(&self, counts: &[u64], exposures: &[f64]) -> Result<Measured<TemporalScanResult>> {
        self.check(counts, exposures)?;
        let events: u64 = counts.iter().sum();
        if events == 0 {
            return Ok(Measured::Undefined(Undefined::NoEvents));
        }
        if self.width >= counts.len() {
            return Ok(Measured::Undefined(Undefined::Vacuous));
        }
        let (first, most) = heap(counts, self.width);
        let shares = upto(exposures);
        let scratch = || vec![0_u64; counts.len()];
        let drawn = parallel::map(self.replicates, &self.watch, scratch, |replicate, dealt| {
            let mut random = Random::new(self.seed, "temporal scan", replicate as u64);
            dealt.fill(0);
            let last = dealt.len() - 1;
            for _ in 0..events {
                let at = random.uniform();
                let period = shares.partition_point(|share| *share <= at);
                dealt[period.min(last)] += 1;
            }
            heap(dealt, self.width).1 >= most
        })?;
        let p = share(drawn.iter().filter(|it| **it).count(), self.replicates, false);
        Ok(Measured::Value(TemporalScanResult {
            first,
            width: self.width,
            events: most,
            p,
            attainable: 1.0 / (self.replicates as f64 + 1.0),
            error: (p * (1.0 - p) / self.replicates as f64).sqrt(),
            alternative: Alternative::Greater,
        }))
    }

    fn check(&self, counts: &[u64], exposures: &[f64]) -> Result<(), ParamError> {
        if self.width == 0 {
            return Err(ParamError::new("TemporalScan::new", 0, "a window of at least 1"));
        }
        if self.replicates == 0 {
            return Err(ParamError::new("replicates", 0, "at least 1"));
        }
        if counts.len() != exposures.len() {
            let found = format!("{} counts, {} exposures", counts.len(), exposures.len());
            return Err(ParamError::new("run", found, "as many of each"));
        }
        if let Some(wrong) = exposures.iter().find(|exposure| !is_exposure(**exposure)) {
            return Err(ParamError::new("run", wrong, "exposures positive and finite"));
        }
        let events = counts.iter().try_fold(0_u64, |total, count| total.checked_add(*count));
        if events.is_none_or(|events| events > 1_000_000) {
            return Err(ParamError::new("run", "too many", "at most 1 000 000 events"));
        }
        Ok(())
    }
}

/// The earliest window with most events, and how many it has.
fn heap(counts: &[u64], width: usize) -> (usize, u64) {
    let windows = counts.windows(width).map(|window| window.iter().sum::<u64>());
    windows.enumerate().fold((0, 0), |best, (at, sum)| if sum > best.1 { (at, sum) } else { best })
}

/// Up to which share of all exposure each period goes.
fn upto(exposures: &[f64]) -> Vec<f64> {
    let unit = sums::unit(exposures.iter().copied());
    let total = sums::sum(exposures.iter().map(|exposure| exposure / unit));
    let mut sum = 0.0;
    let add = |exposure: &f64| {
        sum += exposure / unit / total;
        sum
    };
    exposures.iter().map(add).collect()
}
