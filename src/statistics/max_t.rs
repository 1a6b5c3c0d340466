//! Whether any of many cities stands out.
use super::permutation::{Arrangements, are_equal, finite, share};
use super::{Alternative, Permutation};
use crate::{Measured, ParamError, Result, Undefined};
use serde::Serialize;

/// The maximum test of many statistics at once, such as one for each city: whether any stands out,
/// however they depend on each other.
///
/// Each arrangement of a [`Permutation`] test gives all statistics, and their largest is what
/// chance makes stand out. The single-step p of a statistic is how often that largest one reaches
/// it; step-down, statistics larger than it are left out of the maximum first, which can only
/// lower p. If nothing is there, then any p is at most 0.05 in 5 % of all samples only. For
/// `Less` the smallest take the place of the largest, for `TwoSidedAbsolute` the absolute values;
/// for `TwoSided` the smaller p of both sides is doubled.
///
/// Statistics are compared with each other as they are: they should be of one scale, such as
/// differences divided by their standard error. One that is undefined for an arrangement counts as
/// the largest. One that is undefined for the data, or the same for every arrangement
/// ([`Undefined::ZeroVariance`]), is left out of the maximum and has no p. All is undefined if
/// `Permutation` would be: for one group ([`Undefined::Vacuous`]) and if no p can be small
/// ([`Undefined::NotAttainable`]); also without statistics ([`Undefined::Vacuous`]). For `R`
/// arrangements of `k` statistics `O(R k)` memory, and the same time beside the statistics.
///
/// Westfall & Young (1993), *Resampling-Based Multiple Testing*, algorithms 2.5 and 4.1.
///
/// ```
/// use conurbation::{Measured, statistics::{Alternative, MaxT, Permutation}};
/// let scores = [[1.0, 5.0], [2.0, 1.0], [3.0, 4.0], [9.0, 2.0], [8.0, 6.0], [7.0, 3.0]];
/// let sums = |groups: &[u32]| {
///     let of = |score: usize| scores.iter().zip(groups).map(|(s, &g)| s[score] * f64::from(g)).sum();
///     vec![Measured::Value(of(0)), Measured::Value(of(1))]
/// };
/// let engine = Permutation::new().named_groups(true).alternative(Alternative::Greater);
/// let test = MaxT::new(engine).run(&[0, 0, 0, 1, 1, 1], sums)?.value().unwrap();
/// assert_eq!(test.step_down[0].value(), Some(1.0 / 20.0));
/// assert_eq!(test.step_down[1].value(), Some(0.5)); // with the first left out
/// assert!(test.single_step[1].value() > Some(0.5));
/// # Ok::<(), conurbation::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct MaxT {
    permutation: Permutation,
}

/// What a [`MaxT`] test found; the lists are in the order of the statistics.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct MaxTResult {
    /// The statistics of the data.
    pub statistics: Vec<Measured>,
    /// The p of each statistic alone, not adjusted.
    pub unadjusted: Vec<Measured>,
    /// The adjusted p of the single-step test.
    pub single_step: Vec<Measured>,
    /// The adjusted p of the step-down test: never above that of the single-step test.
    pub step_down: Vec<Measured>,
    /// Which values counted as extreme.
    pub alternative: Alternative,
    /// The smallest p that the alternative could give on such data.
    pub attainable: f64,
    /// Whether all arrangements were counted, so that `p` holds no chance.
    pub exact: bool,
    /// How many arrangements were looked at.
    pub replicates: usize,
    /// How many times a statistic was undefined for an arrangement.
    pub undefined: usize,
}

impl MaxT {
    /// The test with the parameters of this one.
    pub fn new(permutation: Permutation) -> Self {
        Self { permutation }
    }

    /// Tests statistics of labels: any numbers, one for each city, in order. The statistics are as
    /// many for every arrangement.
    ///
    /// # Errors
    /// [`Error::Param`](crate::Error::Param) for a parameter outside its range, a statistic that is
    /// no finite number or another number of them; [`Error::Cancelled`](crate::Error::Cancelled).
    pub fn run(
        &self,
        labels: &[u32],
        statistics: impl Fn(&[u32]) -> Vec<Measured> + Sync,
    ) -> Result<Measured<MaxTResult>> {
        self.permutation.check()?;
        let arrangements = Arrangements::new(labels, &vec![0; labels.len()]);
        let attainable = match self.permutation.attainable_p(&arrangements) {
            Ok(attainable) => attainable,
            Err(reason) => return Ok(Measured::Undefined(reason)),
        };
        let observed = statistics(labels);
        check_finite(&observed)?;
        if observed.is_empty() {
            return Ok(Measured::Undefined(Undefined::Vacuous));
        }
        let (null, exact) = self.permutation.arranged(&arrangements, &statistics)?;
        for values in &null {
            if values.len() != observed.len() {
                let expected = "as many statistics for every arrangement";
                return Err(ParamError::new("run", values.len(), expected).into());
            }
            check_finite(values)?;
        }
        let undefined = null.iter().flatten().filter(|value| value.undefined().is_some()).count();
        let alternative = self.permutation.chosen_alternative();
        let family = Family::new(&observed, &null, exact);
        let [unadjusted, single_step, step_down] = family.p(alternative);
        Ok(Measured::Value(MaxTResult {
            statistics: observed,
            unadjusted,
            single_step,
            step_down,
            alternative,
            attainable,
            exact,
            replicates: null.len(),
            undefined,
        }))
    }
}

fn check_finite(values: &[Measured]) -> Result<(), ParamError> {
    values.iter().filter_map(|value| value.value()).try_for_each(|value| finite(value).map(|_| ()))
}

/// The statistics that have a p, and those of the null distribution.
struct Family<'a> {
    /// The value of each statistic, or why it has no p.
    observed: Vec<Result<f64, Undefined>>,
    null: &'a [Vec<Measured>],
    exact: bool,
}

/// The p of each statistic: unadjusted, single-step, step-down.
type Adjusted<T> = [Vec<T>; 3];

impl<'a> Family<'a> {
    fn new(observed: &[Measured], null: &'a [Vec<Measured>], exact: bool) -> Self {
        let varies = |nth: usize, observed: f64| {
            let mut values = null.iter().map(|values| values[nth].value());
            values.any(|value| value.is_none_or(|value| !are_equal(value, observed, 0.0)))
        };
        let observed = observed.iter().enumerate().map(|(nth, value)| match *value {
            Measured::Undefined(reason) => Err(reason),
            Measured::Value(value) if varies(nth, value) => Ok(value),
            Measured::Value(_) => Err(Undefined::ZeroVariance),
        });
        Self { observed: observed.collect(), null, exact }
    }

    fn p(&self, alternative: Alternative) -> Adjusted<Measured> {
        let of = |p: [f64; 3]| alternative.choose(p[0], p[1], p[2]);
        let none = || std::array::from_fn(|_| vec![1.0; self.observed.len()]);
        let asked = |one: Alternative| alternative == one || alternative == Alternative::TwoSided;
        let greater =
            if asked(Alternative::Greater) { self.one_sided(|value| value) } else { none() };
        let less = if asked(Alternative::Less) { self.one_sided(|value| -value) } else { none() };
        let absolute = alternative == Alternative::TwoSidedAbsolute;
        let absolute = if absolute { self.one_sided(f64::abs) } else { none() };
        std::array::from_fn(|kind| {
            let observed = self.observed.iter().enumerate();
            let p = observed.map(|(nth, value)| {
                let sides = [&greater, &less, &absolute].map(|p: &Adjusted<f64>| p[kind][nth]);
                Measured::from(value.map(|_| of(sides)))
            });
            p.collect()
        })
    }

    /// The p where large values are extreme, once `side` was applied to all.
    fn one_sided(&self, side: impl Fn(f64) -> f64) -> Adjusted<f64> {
        let observed: Vec<Option<f64>> = self.observed.iter().map(|v| v.ok().map(&side)).collect();
        let mut order: Vec<(usize, f64)> =
            observed.iter().enumerate().filter_map(|(nth, value)| Some((nth, (*value)?))).collect();
        // The smallest first.
        order.sort_by(|a, b| a.1.total_cmp(&b.1));
        let mut counts: Adjusted<usize> = std::array::from_fn(|_| vec![0; observed.len()]);
        let reaches =
            |value: f64, of: f64| value > of || (value.is_finite() && are_equal(value, of, 0.0));
        for values in self.null {
            // An undefined value is as extreme as can be.
            let value = |nth: usize| values[nth].value().map_or(f64::INFINITY, &side);
            let mut largest_yet = f64::NEG_INFINITY;
            for &(nth, of) in &order {
                largest_yet = largest_yet.max(value(nth));
                counts[0][nth] += usize::from(reaches(value(nth), of));
                counts[2][nth] += usize::from(reaches(largest_yet, of));
            }
            for &(nth, of) in &order {
                counts[1][nth] += usize::from(reaches(largest_yet, of));
            }
        }
        // No statistic has a smaller p than one that is larger.
        let mut most = 0;
        for &(nth, _) in order.iter().rev() {
            most = most.max(counts[2][nth]);
            counts[2][nth] = most;
        }
        let p = |count: usize| share(count, self.null.len(), self.exact);
        counts.map(|counts| counts.into_iter().map(p).collect())
    }
}
