//! Whether events come early or late in a stretch of time.
use super::distribution::{normal_above, student_t_quantile};
use super::interval::Interval;
use crate::{Measured, ParamError, Result, Undefined, sums};
use serde::Serialize;

/// The front-loading index: whether agreements come early or late among some years.
///
/// `FL = 1 - 2 Σ (t - t_0) y_t / ((T - 1) N)` for `y_t` events in the `t`-th of `T` years, `N` in all:
/// 1 if all come in the first year, 0 if they are even or come in the middle, -1 if all come in the
/// last. If every year is as likely, its variance is `(T + 1) / (3 (T - 1) N)`; `z` is divided by its
/// root, and p is that of the normal. A peak in mid-series leaves it at 0: see
/// [`TemporalScan`](super::TemporalScan) for one.
///
/// Undefined without events ([`Undefined::NoEvents`]) and for fewer than two years
/// ([`Undefined::Vacuous`]). `O(T)`.
///
/// The mean position of events in time, put on the scale from -1 to 1.
///
/// ```
/// use conurbation::statistics::FrontLoading;
/// let early = FrontLoading::new().run(&[5, 0, 0])?.value().unwrap();
/// assert_eq!(early.index, 1.0);
/// let even = FrontLoading::new().run(&[2, 2, 2])?.value().unwrap();
/// assert_eq!((even.index, even.z), (0.0, 0.0));
/// # Ok::<(), conurbation::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Default, Serialize)]
pub struct FrontLoading {}

/// Whether events come early.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[non_exhaustive]
pub struct FrontLoadingResult {
    /// The index, from -1 to 1.
    pub index: f64,
    /// Between which values it lies, with a confidence of 0.95: by Student's t on the years of the
    /// events; undefined for a single event and where all come in one year.
    pub interval: Measured<Interval>,
    /// Its standard deviation if every year is as likely.
    pub sd: f64,
    /// The index in standard deviations.
    pub z: f64,
    /// How often chance comes as early, by the normal.
    pub p_early: f64,
    /// How often chance comes as late.
    pub p_late: f64,
    /// How often chance would come all in the first year.
    pub attainable: f64,
}

impl FrontLoading {
    /// There is nothing to choose.
    pub fn new() -> Self {
        Self::default()
    }

    /// The index of counts per year, all years of one length.
    ///
    /// # Errors
    /// [`Error::Param`](crate::Error::Param) for more than 2⁵³ events.
    pub fn run(&self, counts: &[u64]) -> Result<Measured<FrontLoadingResult>> {
        let total = counts.iter().try_fold(0_u64, |total, count| total.checked_add(*count));
        let Some(total) = total.filter(|total| *total <= 1 << 53) else {
            return Err(ParamError::new("run", "too many", "at most 2^53 events").into());
        };
        if total == 0 {
            return Ok(Measured::Undefined(Undefined::NoEvents));
        }
        if counts.len() < 2 {
            return Ok(Measured::Undefined(Undefined::Vacuous));
        }
        let (years, events) = (counts.len() as f64, total as f64);
        let moment = |power: i32, from: f64| {
            let term =
                |(year, &count): (usize, &u64)| (year as f64 - from).powi(power) * count as f64;
            sums::sum(counts.iter().enumerate().map(term))
        };
        let mean = moment(1, 0.0) / events;
        let index = 1.0 - 2.0 * mean / (years - 1.0);
        let interval = if total < 2 {
            Measured::Undefined(Undefined::TooFewUnits { need: 2 })
        } else if counts.contains(&total) {
            Measured::Undefined(Undefined::ZeroVariance)
        } else {
            let se = (moment(2, mean) / (events - 1.0) / events).sqrt() * 2.0 / (years - 1.0);
            let width = student_t_quantile(0.975, events - 1.0) * se;
            let (low, high) = ((index - width).max(-1.0), (index + width).min(1.0));
            Measured::Value(Interval { estimate: index, low, high, confidence: 0.95 })
        };
        let sd = ((years + 1.0) / (3.0 * (years - 1.0) * events)).sqrt();
        let z = index / sd;
        Ok(Measured::Value(FrontLoadingResult {
            index,
            interval,
            sd,
            z,
            p_early: normal_above(z),
            p_late: normal_above(-z),
            attainable: normal_above(1.0 / sd),
        }))
    }
}
