//! How long things last, where some are still alive.
use super::distribution::normal_quantile;
use super::interval::{Interval, check_confidence};
use crate::{Measured, ParamError, Result, Undefined, sums};
use serde::Serialize;

/// One thing that was watched, such as a tie of two cities: how long, and whether it ended.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Lifetime {
    /// How long it was watched; finite and not negative.
    pub time: f64,
    /// Whether it ended then; if not, it is censored: it lasted longer than that.
    pub ended: bool,
}

impl Lifetime {
    /// It ended after this time.
    pub fn ended(time: f64) -> Self {
        Self { time, ended: true }
    }

    /// It had not ended when it was last seen, after this time.
    pub fn censored(time: f64) -> Self {
        Self { time, ended: false }
    }
}

/// Kaplan and Meier's estimate: which share of ties, agreements, projects lasts how long, the ones
/// still alive counted for as long as they were seen.
///
/// `S(t) = Π_{t_i ≤ t} (1 - d_i / n_i)`, where `d_i` of the `n_i` that are watched up to `t_i` end
/// then; what is censored at `t_i` is still among the `n_i`. Greenwood's variance of `S` is
/// `S² Σ d_i / (n_i (n_i - d_i))`, and the interval is that of `ln(-ln S)`, which stays within 0
/// and 1.
///
/// Undefined without lifetimes ([`Undefined::NoEvents`]). `O(n log n)`.
///
/// Kaplan & Meier (1958), *Journal of the American Statistical Association* 53:457; Greenwood
/// (1926), *The Natural Duration of Cancer*; Kalbfleisch & Prentice (1980), *The Statistical
/// Analysis of Failure Time Data*.
///
/// ```
/// use conurbation::statistics::{KaplanMeier, Lifetime};
/// let ties = [Lifetime::ended(1.0), Lifetime::censored(2.0), Lifetime::ended(3.0), Lifetime::censored(5.0)];
/// let survival = KaplanMeier::new().run(&ties)?.value().unwrap();
/// assert_eq!(survival.at(1.0), 0.75);
/// assert_eq!(survival.at(4.0), 0.375);
/// assert_eq!(survival.median().value(), Some(3.0)); // the half-life
/// assert_eq!(survival.restricted_mean(3.0).value().unwrap().estimate, 1.0 + 2.0 * 0.75);
/// # Ok::<(), conurbation::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct KaplanMeier {
    confidence: f64,
}

/// The share that survives, over time.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Survival {
    /// Each time at which something ended.
    pub steps: Vec<SurvivalStep>,
    /// How many were watched.
    pub watched: usize,
    /// How many of them ended.
    pub ended: usize,
    /// How long the longest was watched.
    pub longest: f64,
    confidence: f64,
}

/// A time at which something ended.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[non_exhaustive]
pub struct SurvivalStep {
    /// The time.
    pub time: f64,
    /// How many were watched until then.
    pub at_risk: usize,
    /// How many of these ended.
    pub ended: usize,
    /// The share that survives this time.
    pub survival: f64,
    /// `Σ d_i / (n_i (n_i - d_i))` up to here, infinite once none is left.
    #[serde(skip)]
    greenwood: f64,
}

impl Default for KaplanMeier {
    fn default() -> Self {
        Self { confidence: 0.95 }
    }
}

impl KaplanMeier {
    /// Confidence 0.95.
    pub fn new() -> Self {
        Self::default()
    }

    /// Sets the confidence of the intervals; between 0 and 1.
    pub fn confidence(mut self, confidence: f64) -> Self {
        self.confidence = confidence;
        self
    }

    /// Estimates survival.
    ///
    /// # Errors
    /// [`Error::Param`](crate::Error::Param) for a confidence outside its range, or a time that is
    /// negative or not finite.
    pub fn run(&self, lifetimes: &[Lifetime]) -> Result<Measured<Survival>> {
        check_confidence(self.confidence)?;
        check_times(lifetimes)?;
        if lifetimes.is_empty() {
            return Ok(Measured::Undefined(Undefined::NoEvents));
        }
        let (mut survival, mut greenwood) = (1.0, 0.0);
        let steps = risk_sets(lifetimes).into_iter().map(|(time, at_risk, ended)| {
            let (n, d) = (at_risk as f64, ended as f64);
            survival *= (n - d) / n;
            greenwood += d / (n * (n - d));
            SurvivalStep { time, at_risk, ended, survival, greenwood }
        });
        Ok(Measured::Value(Survival {
            steps: steps.collect(),
            watched: lifetimes.len(),
            ended: lifetimes.iter().filter(|it| it.ended).count(),
            longest: lifetimes.iter().map(|it| it.time).fold(0.0, f64::max),
            confidence: self.confidence,
        }))
    }
}

impl Survival {
    /// The share that survives a time.
    pub fn at(&self, time: f64) -> f64 {
        self.step(time).map_or(1.0, |step| step.survival)
    }

    /// The share that survives a time, with its interval; undefined before anything ended
    /// ([`Undefined::ZeroVariance`]), after the last was seen ([`Undefined::TooFewUnits`]), and once
    /// all have ended ([`Undefined::ZeroVariance`]).
    pub fn interval(&self, time: f64) -> Measured<Interval> {
        if time > self.longest {
            return Measured::Undefined(Undefined::TooFewUnits { need: self.watched + 1 });
        }
        let Some(step) = self.step(time).filter(|step| step.survival > 0.0) else {
            return Measured::Undefined(Undefined::ZeroVariance);
        };
        let z = normal_quantile((1.0 + self.confidence) / 2.0);
        let width = z * step.greenwood.sqrt() / step.survival.ln();
        let end = |width: f64| step.survival.powf(width.exp());
        let (a, b) = (end(width), end(-width));
        Measured::Value(Interval {
            estimate: step.survival,
            low: a.min(b),
            high: a.max(b),
            confidence: self.confidence,
        })
    }

    /// The half-life: the first time that no more than half survive. Undefined if more than half
    /// outlast what was seen ([`Undefined::Unbounded`]).
    pub fn median(&self) -> Measured {
        let half = self.steps.iter().find(|step| step.survival <= 0.5 + 1e-12);
        half.map(|step| step.time).ok_or(Undefined::Unbounded).into()
    }

    /// The restricted mean: how much of the time up to `horizon` is lived on average,
    /// `∫_0^τ S(t) dt`, with the interval of `Σ A_i² d_i / (n_i (n_i - d_i))` for a variance, `A_i`
    /// being the part of the integral after `t_i`. Undefined beyond the longest time seen
    /// ([`Undefined::TooFewUnits`]); without an end before the horizon it is the horizon, and its
    /// interval that single value.
    ///
    /// Irwin (1949), *Journal of Hygiene* 47:188; Royston & Parmar (2013), *BMC Medical Research
    /// Methodology* 13:152.
    pub fn restricted_mean(&self, horizon: f64) -> Measured<Interval> {
        let (estimate, variance) = match self.mean_and_variance(horizon) {
            Ok(found) => found,
            Err(reason) => return Measured::Undefined(reason),
        };
        let width = normal_quantile((1.0 + self.confidence) / 2.0) * variance.sqrt();
        let (low, high) = ((estimate - width).max(0.0), (estimate + width).min(horizon));
        Measured::Value(Interval { estimate, low, high, confidence: self.confidence })
    }

    /// The restricted mean and its variance.
    pub(crate) fn mean_and_variance(&self, horizon: f64) -> Result<(f64, f64), Undefined> {
        if !(horizon > 0.0 && horizon <= self.longest) {
            return Err(Undefined::TooFewUnits { need: self.watched + 1 });
        }
        let before: Vec<&SurvivalStep> =
            self.steps.iter().filter(|step| step.time < horizon).collect();
        // The area between each end and the next, the survival after the former.
        let next = |nth: usize| before.get(nth + 1).map_or(horizon, |step| step.time);
        let areas: Vec<f64> = (0..before.len())
            .map(|nth| before[nth].survival * (next(nth) - before[nth].time))
            .collect();
        let first = before.first().map_or(horizon, |step| step.time);
        let mean = first + sums::sum(areas.iter().copied());
        let terms = before.iter().enumerate().map(|(nth, step)| {
            let rest = sums::sum(areas[nth..].iter().copied());
            let (n, d) = (step.at_risk as f64, step.ended as f64);
            if rest > 0.0 { rest * rest * d / (n * (n - d)) } else { 0.0 }
        });
        Ok((mean, sums::sum(terms)))
    }

    fn step(&self, time: f64) -> Option<&SurvivalStep> {
        let after = self.steps.partition_point(|step| step.time <= time);
        self.steps[..after].last()
    }
}

/// An error for a time that is none.
pub(super) fn check_times(lifetimes: &[Lifetime]) -> Result<(), ParamError> {
    match lifetimes.iter().find(|it| !(it.time >= 0.0 && it.time.is_finite())) {
        None => Ok(()),
        Some(wrong) => Err(ParamError::new("run", wrong.time, "times not negative, and finite")),
    }
}

/// Each time at which something ended, how many were watched until then, how many ended.
pub(super) fn risk_sets(lifetimes: &[Lifetime]) -> Vec<(f64, usize, usize)> {
    let mut sorted = lifetimes.to_vec();
    sorted.sort_by(|a, b| a.time.total_cmp(&b.time));
    let mut sets = Vec::new();
    let mut before = 0;
    for same in sorted.chunk_by(|a, b| a.time.total_cmp(&b.time).is_eq()) {
        let ended = same.iter().filter(|it| it.ended).count();
        if ended > 0 {
            sets.push((same[0].time, sorted.len() - before, ended));
        }
        before += same.len();
    }
    sets
}
