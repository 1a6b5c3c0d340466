//! Whether events are rarer here than there, or now than then.
use super::Alternative;
use super::dispersion::{is_exposure, tempered, widening};
use super::distribution::{MOST_TRIALS, binomial_at_least};
use super::interval::check_confidence;
use super::proportion::exact_low;
use crate::{Error, Measured, ParamError, Result, Undefined};
use serde::Serialize;

/// The ratio of two rates of events, such as agreements per year after a peak and at it: whether
/// cooperation fades.
///
/// `ratio = (a / T_a) / (b / T_b)`, for `a` events in the exposure `T_a` (years, or city-years) and
/// `b` in `T_b`. Given `N = a + b`, the events of A are binomial with the share
/// `T_a / (T_a + T_b)` if the rates are equal: hence p, exactly, and the interval, which is that of
/// Clopper & Pearson for the share of A, turned into a ratio. Where `TwoSidedAbsolute` is asked for,
/// counts as far from `N T_a / (T_a + T_b)` are extreme.
///
/// Events that come in bursts vary more. With [`dispersion`](Self::dispersion) `φ` the interval is
/// widened: each end is `√φ` times as far from the ratio on the logarithmic scale; and `p` is that
/// of the normal deviate of the exact one-sided p, divided by `√φ`. With
/// [`dispersion_df`](Self::dispersion_df), where `φ` itself is uncertain, Student's t takes the
/// place of the normal: a deviate is read as one of t, and the interval is wider by the ratio of
/// their quantiles. With `φ = 1`, and no df, both are exact again. The
/// [`method`](RateRatioResult::method) says which was used.
///
/// Undefined without events ([`Undefined::NoEvents`]). `O(1)`.
///
/// Przyborowski & Wilenski (1940), *Biometrika* 31:313; Wedderburn (1974), *Biometrika* 61:439.
///
/// ```
/// use conurbation::statistics::{Alternative, RateRatio};
/// // 7 agreements in the three years after 11 in the three of the peak.
/// let faded = RateRatio::new(7, 3.0, 11, 3.0).alternative(Alternative::Less);
/// let faded = faded.run()?.value().unwrap();
/// assert!((faded.ratio.value().unwrap() - 7.0 / 11.0).abs() < 1e-12);
/// assert!((faded.p - 0.2403411865234375).abs() < 1e-12); // this list decides nothing
/// assert!(faded.low.value().unwrap() < 0.21 && faded.high.value().unwrap() > 1.79);
/// # Ok::<(), conurbation::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct RateRatio {
    events_a: u64,
    exposure_a: f64,
    events_b: u64,
    exposure_b: f64,
    confidence: f64,
    alternative: Alternative,
    dispersion: Option<f64>,
    dispersion_df: Option<usize>,
}

/// How interval and p of a [`RateRatio`] were found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub enum RateRatioMethod {
    /// Exact, given the number of events of both together.
    ConditionalExact,
    /// The exact one, widened on the logarithmic scale by the root of the dispersion.
    QuasiPoissonNormal,
    /// The same, with Student's t in the place of the normal.
    QuasiPoissonT,
}

/// The ratio of two rates.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[non_exhaustive]
pub struct RateRatioResult {
    /// The rate of A divided by that of B; undefined if B has no events.
    pub ratio: Measured,
    /// The lower end of the interval, 0 if A has no events. Undefined only where a widened interval
    /// was asked for and A or B has no events.
    pub low: Measured,
    /// The upper end of the interval; undefined if B has no events, so that there is no bound, and
    /// where a widened interval was asked for and A has none.
    pub high: Measured,
    /// The share of samples whose interval holds the true ratio.
    pub confidence: f64,
    /// How often chance does as much, if the rates are equal.
    pub p: f64,
    /// Which counts were extreme.
    pub alternative: Alternative,
    /// The smallest p that so many events could have given, had all been of A or all of B.
    pub attainable: f64,
    /// How interval and p were found.
    pub method: RateRatioMethod,
}

impl RateRatio {
    /// So many events in these exposures, such as years; confidence 0.95.
    pub fn new(events_a: u64, exposure_a: f64, events_b: u64, exposure_b: f64) -> Self {
        Self {
            events_a,
            exposure_a,
            events_b,
            exposure_b,
            confidence: 0.95,
            alternative: Alternative::default(),
            dispersion: None,
            dispersion_df: None,
        }
    }

    /// Sets the confidence of the interval; between 0 and 1.
    pub fn confidence(mut self, confidence: f64) -> Self {
        self.confidence = confidence;
        self
    }

    /// Sets which counts are extreme: `Less` if the rate of A is thought to be lower.
    pub fn alternative(mut self, alternative: Alternative) -> Self {
        self.alternative = alternative;
        self
    }

    /// Sets the dispersion, as [`dispersion`](super::dispersion()) estimates it; at least 1.
    pub fn dispersion(mut self, phi: f64) -> Self {
        self.dispersion = Some(phi);
        self
    }

    /// Sets the degrees of freedom of the dispersion; at least 1. Without a dispersion they change
    /// nothing.
    pub fn dispersion_df(mut self, df: usize) -> Self {
        self.dispersion_df = Some(df);
        self
    }

    /// Computes ratio, interval and p.
    ///
    /// # Errors
    /// [`Error::Param`] for a parameter outside its range, or more than a million events;
    /// [`Error::Overflow`] if the ratio or an end of its interval is beyond the range of numbers.
    pub fn run(&self) -> Result<Measured<RateRatioResult>> {
        self.check()?;
        // Exposure of B for one of A, and the reverse.
        let scale = self.exposure_b / self.exposure_a;
        let reverse = self.exposure_a / self.exposure_b;
        if !is_exposure(scale) || !is_exposure(reverse) {
            return Err(Error::Overflow { algorithm: "RateRatio" });
        }
        let events = self.events_a + self.events_b;
        if events == 0 {
            return Ok(Measured::Undefined(Undefined::NoEvents));
        }
        let shares = (1.0 / (1.0 + scale), 1.0 / (1.0 + reverse));
        let [p, all_b, all_a] = [self.events_a, 0, events].map(|a| self.p(a, events, shares));
        let ratio = if self.events_b == 0 {
            Measured::Undefined(Undefined::NoEvents)
        } else {
            Measured::Value(self.events_a as f64 / self.events_b as f64 * scale)
        };
        let (low, high) = self.ends(events as f64, scale);
        if [ratio, low, high].iter().filter_map(|end| end.value()).any(|end| !end.is_finite()) {
            return Err(Error::Overflow { algorithm: "RateRatio" });
        }
        Ok(Measured::Value(RateRatioResult {
            ratio,
            low,
            high,
            confidence: self.confidence,
            p,
            alternative: self.alternative,
            attainable: all_a.min(all_b),
            method: self.method(),
        }))
    }

    fn check(&self) -> Result<(), ParamError> {
        check_confidence(self.confidence)?;
        for exposure in [self.exposure_a, self.exposure_b] {
            if !is_exposure(exposure) {
                let expected = "exposures positive and finite";
                return Err(ParamError::new("RateRatio::new", exposure, expected));
            }
        }
        if self.events_a.checked_add(self.events_b).is_none_or(|events| events > MOST_TRIALS) {
            let found = format!("{}, {}", self.events_a, self.events_b);
            return Err(ParamError::new("RateRatio::new", found, "at most 1 000 000 events"));
        }
        if let Some(phi) = self.dispersion.filter(|phi| !(*phi >= 1.0 && phi.is_finite())) {
            return Err(ParamError::new("dispersion", phi, "at least 1, and finite"));
        }
        if self.dispersion_df == Some(0) {
            return Err(ParamError::new("dispersion_df", 0, "at least 1"));
        }
        Ok(())
    }

    fn method(&self) -> RateRatioMethod {
        match (self.dispersion, self.dispersion_df) {
            (None, _) => RateRatioMethod::ConditionalExact,
            (Some(_), None) => RateRatioMethod::QuasiPoissonNormal,
            (Some(_), Some(_)) => RateRatioMethod::QuasiPoissonT,
        }
    }

    /// The p of `a` events of A among all. Of the shares the first is that of A, if the rates are
    /// equal, the second that of B.
    fn p(&self, a: u64, events: u64, (share, rest): (f64, f64)) -> f64 {
        let at_least = |a: u64| binomial_at_least(a, events, share, rest);
        let at_most = |a: u64| binomial_at_least(events - a, events, rest, share);
        let absolute = || {
            let (count, expected) = (a as f64, events as f64 * share);
            // The count as far away on the other side, with room for rounding.
            let mirrored = 2.0 * expected - count;
            let room = 1e-12 * events as f64;
            let p = if count >= expected {
                let below = mirrored + room;
                at_least(a) + if below >= 0.0 { at_most(below as u64) } else { 0.0 }
            } else {
                let above = (mirrored - room).ceil().max(0.0) as u64;
                at_most(a) + if above <= events { at_least(above) } else { 0.0 }
            };
            p.min(1.0)
        };
        if self.alternative == Alternative::TwoSidedAbsolute {
            // A deviate of half of it, as of one side.
            return (2.0 * self.temper(absolute() / 2.0)).min(1.0);
        }
        let (greater, less) = (self.temper(at_least(a)), self.temper(at_most(a)));
        self.alternative.choose(greater, less, 1.0)
    }

    /// The one-sided p once its deviate is divided by the root of the dispersion.
    fn temper(&self, p: f64) -> f64 {
        self.dispersion.map_or(p, |phi| tempered(p, phi, self.dispersion_df))
    }

    /// The ends of the interval.
    fn ends(&self, events: f64, scale: f64) -> (Measured, Measured) {
        let (a, b) = (self.events_a as f64, self.events_b as f64);
        // The odds of A at the lowest share that is not refused, and of B.
        let odds = |of: f64| {
            let low = exact_low(of, events, self.confidence);
            low / (1.0 - low)
        };
        let low = if self.events_a == 0 { 0.0 } else { odds(a) * scale };
        let unbounded = Measured::Undefined(Undefined::NoEvents);
        let high = if self.events_b == 0 { unbounded } else { Measured::Value(scale / odds(b)) };
        if self.dispersion.is_none() {
            return (Measured::Value(low), high);
        }
        if self.events_a == 0 || self.events_b == 0 {
            return (unbounded, unbounded);
        }
        let phi = self.dispersion.unwrap_or(1.0);
        let (ratio, wide) = (a / b * scale, widening(self.confidence, phi, self.dispersion_df));
        let widened = |end: f64| ratio * (end / ratio).powf(wide);
        (Measured::Value(widened(low)), high.map(widened))
    }
}
