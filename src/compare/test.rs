//! The test of one difference: two sources of error, one p.
use super::Estimate;
use super::numbers::Quantity;
use crate::catalogue::Correction;
use crate::statistics::{Interval, student_t_quantile, student_t_two_sided};
use crate::uncertainty::welch;
use crate::{Measured, Undefined, sums};

/// The level of every test.
pub(super) const ALPHA: f64 = 0.05;

/// Why a number that weights near the largest or smallest numbers make has no error.
pub(super) const BEYOND: Undefined = Undefined::Assumption {
    broken: "the numbers lie beyond the range in which an error can be computed",
    instead: "weights nearer to 1",
};

/// A p or the least attainable: never 0, however small.
pub(super) fn never_nil(p: f64) -> f64 {
    p.max(f64::MIN_POSITIVE)
}

/// A difference, or a ratio, with its p.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Test {
    /// First less second, or first over second.
    pub(super) effect: Measured,
    pub(super) interval: Measured<Interval>,
    pub(super) p: Measured,
    pub(super) attainable: Measured,
    /// The error of the effect over events and over cities.
    pub(super) errors: Option<(f64, f64)>,
}

impl Test {
    pub(super) fn undefined(reason: Undefined) -> Self {
        Self {
            effect: Measured::Undefined(reason),
            interval: Measured::Undefined(reason),
            p: Measured::Undefined(reason),
            attainable: Measured::Undefined(reason),
            errors: None,
        }
    }

    /// The difference of a number of two regions of so many cities.
    ///
    /// The errors over events and over cities of both regions are added in squares: either is
    /// enough to make two regions of one kind differ. The error over cities holds the chance of
    /// each tie as well, twice where ties are summed; there it is taken out again, elsewhere it
    /// stays, on the side of caution. The p is that of Student's t with the degrees of freedom of
    /// Welch and Satterthwaite.
    pub(super) fn difference(quantity: &Quantity, of: [(&Estimate, usize); 2]) -> Self {
        let [(a, _), (b, _)] = of;
        let effect = a.corrected.and_then(|a| b.corrected.map(|b| a - b));
        if let Some(why) = quantity.inference.untested {
            return Self { effect, ..Self::undefined(Undefined::NoTest { why }) };
        }
        let over_cities = |events: f64, cities: f64| {
            if !quantity.inference.linear || cities <= 0.0 {
                return cities;
            }
            let share = events / cities;
            cities * (1.0 - 2.0 * share * share).max(0.0).sqrt()
        };
        let errors = of.map(|(it, _)| {
            it.se_events
                .and_then(|events| it.se_cities.map(|cities| (events, over_cities(events, cities))))
        });
        let (effect, [a_errors, b_errors]) = match (effect, errors) {
            (Measured::Value(effect), [Measured::Value(a), Measured::Value(b)]) => (effect, [a, b]),
            (Measured::Undefined(reason), _)
            | (_, [Measured::Undefined(reason), _] | [_, Measured::Undefined(reason)]) => {
                return Self { effect, ..Self::undefined(reason) };
            }
        };
        let df = of.map(|(it, cities)| (it.df_events, cities.saturating_sub(1) as f64));
        // Squares of very large or small errors have no number: in units of about the largest.
        let errors = [a_errors.0, a_errors.1, b_errors.0, b_errors.1];
        let unit = sums::unit(errors);
        let parts = [
            (a_errors.0 / unit, df[0].0),
            (a_errors.1 / unit, df[0].1),
            (b_errors.0 / unit, df[1].0),
            (b_errors.1 / unit, df[1].1),
        ];
        let beyond = Self { effect: Measured::Value(effect), ..Self::undefined(BEYOND) };
        if !effect.is_finite() {
            return Self::undefined(BEYOND);
        }
        let Some((se, df)) = welch(&parts).map(|(se, df)| (se * unit, df)) else {
            return Self {
                effect: Measured::Value(effect),
                ..Self::undefined(Undefined::ZeroVariance)
            };
        };
        let width = student_t_quantile(1.0 - ALPHA / 2.0, df) * se;
        let interval = Interval {
            estimate: effect,
            low: effect - width,
            high: effect + width,
            confidence: 1.0 - ALPHA,
        };
        if !(interval.low.is_finite() && interval.high.is_finite()) {
            return beyond;
        }
        let largest = largest(quantity, a, b);
        let attainable = never_nil(student_t_two_sided(largest / se, df));
        let p = if attainable > ALPHA {
            Measured::Undefined(Undefined::NotAttainable { p_min: attainable })
        } else {
            // The largest effect may be smaller by rounding alone.
            Measured::Value(student_t_two_sided(effect / se, df).max(attainable))
        };
        Self {
            effect: Measured::Value(effect),
            interval: Measured::Value(interval),
            p,
            attainable: Measured::Value(attainable),
            errors: Some((a_errors.0.hypot(b_errors.0), a_errors.1.hypot(b_errors.1))),
        }
    }
}

/// The largest effect there could be: of numbers of a known range the range, and, where each is
/// less its own chance, by how much these chances differ more; else that of nothing beside the
/// larger number.
fn largest(quantity: &Quantity, a: &Estimate, b: &Estimate) -> f64 {
    let Some((low, high)) = quantity.inference.range else {
        let size = |it: &Estimate| it.corrected.value().map_or(0.0, f64::abs);
        return size(a).max(size(b));
    };
    let chance = |it: &Estimate| match quantity.inference.correction {
        Correction::LessChance => it.value.value().zip(it.corrected.value()),
        Correction::PerCity | Correction::Rarefaction => None,
    };
    let chances = [a, b].map(|it| chance(it).map_or(0.0, |(value, less)| value - less));
    high - low + (chances[0] - chances[1]).abs()
}
