//! How sure a number is, by leaving events out.
use super::bootstrap::mean_and_sd;
use super::distribution::student_t_quantile;
use super::interval::{Interval, check_confidence};
use super::permutation::{are_equal, finite};
use crate::{Measured, ParamError, Result, Undefined, Watch, parallel};
use serde::Serialize;

/// The jackknife: how much a number depends on some of the events, by leaving each group of them
/// out once.
///
/// Units, such as ceremonies, fall into `G` groups of one size but for the last ones: unit `i` is in
/// group `i mod G`. There are as many groups as units, or at most [`groups`](Self::groups) of the
/// smallest size that will do. With `θ_g` the statistic without group `g`, and `θ` that of all,
///
/// * `se² = (G - 1)/G Σ (θ_g - mean)²`,
/// * `bias = (G - 1) (mean - θ)`,
/// * the interval is `θ ± t se`, by Student's t with `G - 1` degrees of freedom.
///
/// Unlike a redrawn sample, one without a few units keeps nearly all ties, so it also serves
/// measures that depend on a tie being there; but not those that jump, such as a median.
///
/// Below two units all but the estimate is undefined ([`Undefined::TooFewUnits`]), and so if the
/// statistic is undefined without some group ([`Undefined::Fragile`]). Where all `θ_g` are equal
/// there is no interval ([`Undefined::ZeroVariance`]). The statistic is computed `G` times, in
/// parallel. Same bits at any number of threads.
///
/// Quenouille (1949), *Journal of the Royal Statistical Society B* 11:68; Tukey (1958), *Annals of
/// Mathematical Statistics* 29:614; Miller (1974), *Biometrika* 61:1.
///
/// ```
/// use conurbation::{Measured, statistics::Jackknife};
/// let items = [3.0, 1.0, 4.0, 1.0, 6.0];
/// let mean = |times: &[u32]| {
///     let kept = || items.iter().zip(times).filter(|(_, times)| **times > 0);
///     Measured::Value(kept().map(|(items, _)| items).sum::<f64>() / kept().count() as f64)
/// };
/// let found = Jackknife::new().run(5, mean)?;
/// assert_eq!(found.estimate.value(), Some(3.0));
/// // Of a mean it is the usual s/√n: the squares of the differences sum to 18.
/// assert!((found.se.value().unwrap() - (18.0_f64 / 4.0 / 5.0).sqrt()).abs() < 1e-12);
/// # Ok::<(), conurbation::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Jackknife {
    groups: usize,
    confidence: f64,
    #[serde(skip)]
    watch: Watch,
}

/// What leaving out groups found.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct JackknifeResult {
    /// The statistic of the data: each unit once.
    pub estimate: Measured,
    /// The statistic without each of the groups; none below two units.
    pub values: Vec<Measured>,
    /// The standard error.
    pub se: Measured,
    /// By how much the estimate is too high; less it, the estimate is right to the next order.
    pub bias: Measured,
    /// The degrees of freedom, groups less one; 0 below two units.
    pub df: usize,
    /// The interval of Student's t around the estimate.
    pub interval: Measured<Interval>,
}

impl Default for Jackknife {
    fn default() -> Self {
        Self { groups: Self::DEFAULT_GROUPS, confidence: 0.95, watch: Watch::new() }
    }
}

impl Jackknife {
    /// Up to this many units are left out one by one.
    pub const DEFAULT_GROUPS: usize = 100;

    /// The default parameters; confidence 0.95.
    pub fn new() -> Self {
        Self::default()
    }

    /// Sets the most groups there may be; at least 2.
    pub fn groups(mut self, groups: usize) -> Self {
        self.groups = groups;
        self
    }

    /// Sets the confidence of the interval; between 0 and 1.
    pub fn confidence(mut self, confidence: f64) -> Self {
        self.confidence = confidence;
        self
    }

    /// Lets the work be watched and cancelled.
    pub fn watch(mut self, watch: &Watch) -> Self {
        self.watch = watch.clone();
        self
    }

    /// Recomputes a statistic of how often each of `units` counts: 1, or 0 if it is left out.
    ///
    /// # Errors
    /// [`Error::Param`](crate::Error::Param) for a parameter outside its range, or a statistic that
    /// is no finite number; [`Error::Cancelled`](crate::Error::Cancelled).
    pub fn run(
        &self,
        units: usize,
        statistic: impl Fn(&[u32]) -> Measured + Sync,
    ) -> Result<JackknifeResult> {
        check_confidence(self.confidence)?;
        if self.groups < 2 {
            return Err(ParamError::new("groups", self.groups, "at least 2").into());
        }
        let estimate = statistic(&vec![1; units]);
        if units < 2 || estimate.undefined().is_some() {
            return self.summarise(estimate, Vec::new());
        }
        let groups = self.group_count(units);
        let once = || vec![1_u32; units];
        let values = parallel::map(groups, &self.watch, once, |group, times| {
            times.iter_mut().skip(group).step_by(groups).for_each(|times| *times = 0);
            let value = statistic(times);
            times.fill(1);
            value
        })?;
        self.summarise(estimate, values)
    }

    /// Into how many groups so many units fall. Groups of one and of two units would seem to differ
    /// where all units are alike, so they are of one size.
    fn group_count(&self, units: usize) -> usize {
        if units < 2 {
            return 0;
        }
        let size = units.div_ceil(self.groups);
        units.div_ceil(size).max(2)
    }

    /// How often each of `units` counts when each of the groups is left out: 1, or 0.
    pub(crate) fn kept(&self, units: usize) -> Vec<Vec<u32>> {
        let groups = self.group_count(units);
        let without =
            |group: usize| (0..units).map(|unit| u32::from(unit % groups != group)).collect();
        (0..groups).map(without).collect()
    }

    /// What the statistic of the data, and without each of the groups, says; no values if there
    /// are fewer than two units.
    pub(crate) fn summarise(
        &self,
        estimate: Measured,
        values: Vec<Measured>,
    ) -> Result<JackknifeResult> {
        let nothing = |values: Vec<Measured>, reason: Undefined| JackknifeResult {
            estimate,
            df: values.len().saturating_sub(1),
            values,
            se: Measured::Undefined(reason),
            bias: Measured::Undefined(reason),
            interval: Measured::Undefined(reason),
        };
        let all = match estimate {
            Measured::Value(value) => finite(value)?,
            Measured::Undefined(reason) => return Ok(nothing(Vec::new(), reason)),
        };
        let groups = values.len();
        if groups < 2 {
            return Ok(nothing(Vec::new(), Undefined::TooFewUnits { need: 2 }));
        }
        let defined: Vec<f64> = values
            .iter()
            .filter_map(|value| value.value())
            .map(finite)
            .collect::<Result<_, _>>()?;
        if defined.len() < groups {
            return Ok(nothing(values, Undefined::Fragile { n: groups - defined.len() }));
        }
        let (mean, sd) = mean_and_sd(&defined);
        let others = groups as f64 - 1.0;
        // The sum of squares is `others * sd²`.
        let se = sd * others / (groups as f64).sqrt();
        let found = JackknifeResult {
            estimate,
            se: Measured::Value(se),
            bias: Measured::Value(others * (mean - all)),
            df: groups - 1,
            interval: Measured::Undefined(Undefined::ZeroVariance),
            values,
        };
        let equal = defined.iter().all(|value| are_equal(*value, defined[0], 0.0));
        Ok(if equal { found } else { found.with_error(se, self.confidence) })
    }

    pub(crate) fn confidence_of_interval(&self) -> f64 {
        self.confidence
    }
}

impl JackknifeResult {
    /// The same with this standard error and the interval that follows from it.
    pub(crate) fn with_error(self, se: f64, confidence: f64) -> Self {
        let interval = self.estimate.and_then(|estimate| {
            let reach = student_t_quantile((1.0 + confidence) / 2.0, self.df as f64) * se;
            let (low, high) = (estimate - reach, estimate + reach);
            if low.is_finite() && high.is_finite() {
                Measured::Value(Interval { estimate, low, high, confidence })
            } else {
                Measured::Undefined(Undefined::BEYOND)
            }
        });
        let se = if se.is_finite() {
            Measured::Value(se)
        } else {
            Measured::Undefined(Undefined::BEYOND)
        };
        Self { se, interval, ..self }
    }
}
