//! The test of one difference: two sources of error, one p.
use super::Estimate;
use super::numbers::Quantity;
use crate::catalogue::Correction;
use crate::statistics::{Interval, student_t_quantile, student_t_two_sided};
use crate::uncertainty::welch;
use crate::{Measured, Undefined, sums};

/// The level of every test.
pub(super) const ALPHA: f64 = 0.05;

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
        let beyond = Self { effect: Measured::Value(effect), ..Self::undefined(Undefined::BEYOND) };
        if !effect.is_finite() {
            return Self::undefined(Undefined::BEYOND);
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
        Correction::PerCity | Correction::Rarefaction | Correction::Occupancy => None,
    };
    let chances = [a, b].map(|it| chance(it).map_or(0.0, |(value, less)| value - less));
    high - low + (chances[0] - chances[1]).abs()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalogue::{Inference, measure};
    use serde_json::Value;

    fn estimate(corrected: f64, events: f64, df: f64, cities: f64) -> Estimate {
        let none = Undefined::Vacuous;
        Estimate {
            value: Measured::Value(corrected),
            interval: Measured::Undefined(none),
            se_events: Measured::Value(events),
            se_cities: Measured::Value(cities),
            corrected: Measured::Value(corrected),
            chance: None,
            chance_of_degrees: None,
            df_events: df,
        }
    }

    /// A quantity of this inference; the measure behind it does not matter.
    fn quantity(change: impl FnOnce(&mut Inference)) -> Quantity {
        let measure = measure("mean-strength").expect("a measure");
        let mut inference = measure.inference.expect("it is set beside others");
        (inference.linear, inference.range) = (false, None);
        change(&mut inference);
        Quantity { measure, inference }
    }

    fn near(found: f64, expected: f64) -> bool {
        (found - expected).abs() <= 1e-9 * expected.abs() + 1e-14
    }

    #[test]
    fn welch_over_four_errors_is_that_of_scipy() {
        let all: Value =
            serde_json::from_str(include_str!("../../tests/data/compare.json")).expect("JSON");
        for case in all["differences"].as_array().expect("cases") {
            let of = |side: &str| -> (Estimate, usize) {
                let [value, events, df, over, cities]: [f64; 5] =
                    serde_json::from_value(case[side].clone()).expect("five numbers");
                (estimate(value, events, df, over), cities as usize)
            };
            let ((a, n), (b, m)) = (of("a"), of("b"));
            let quantity = quantity(|it| {
                it.linear = case["linear"] == true;
                it.range = case["range"].as_f64().map(|range| (0.0, range));
            });
            let test = Test::difference(&quantity, [(&a, n), (&b, m)]);
            let expected = |key: &str| case[key].as_f64().expect("a number");
            let interval = test.interval.value().expect("an interval");
            assert!(near(interval.low, expected("low")), "{case}: {interval:?}");
            assert!(near(interval.high, expected("high")), "{case}: {interval:?}");
            let least = test.attainable.value().expect("errors are known");
            assert!(near(least, expected("attainable")), "{case}: {least}");
            match test.p {
                Measured::Value(p) => assert!(near(p, expected("p")), "{case}: {p}"),
                Measured::Undefined(reason) => {
                    assert_eq!(reason, Undefined::NotAttainable { p_min: least });
                    assert!(expected("attainable") > ALPHA, "{case}");
                }
            }
            let (events, cities) = test.errors.expect("errors");
            assert!(near(events.hypot(cities), expected("se")), "{case}");
        }
    }

    #[test]
    fn numbers_less_chance_may_differ_by_more_than_their_range() {
        // E-I of 1 where chance gives 0.9, and of -1 where it gives -0.8, each less its chance.
        let less = |value: f64, chance: f64| Estimate {
            value: Measured::Value(value),
            ..estimate(value - chance, 0.1, 50.0, 0.1)
        };
        let quantity = quantity(|it| {
            it.range = Some((-1.0, 1.0));
            it.correction = Correction::LessChance;
        });
        let p_of = |a: Estimate, b: Estimate| {
            let test = Test::difference(&quantity, [(&a, 30), (&b, 30)]);
            (test.p.value().expect("p"), test.attainable.value().expect("attainable"))
        };
        // The largest effect that these chances allow: 1 - (-0.8), less -1 - 0.9.
        let (p, least) = p_of(less(1.0, -0.8), less(-1.0, 0.9));
        assert!(near(p, least), "{p} {least}");
        let (p, least) = p_of(less(-1.0, 0.9), less(1.0, -0.8));
        assert!(near(p, least), "{p} {least}");
        let (p, least) = p_of(less(1.0, 0.9), less(-1.0, -0.8));
        assert!(p > least, "{p} {least}");
    }

    #[test]
    fn p_is_never_nil_and_sizes_do_not_matter() {
        let quantity = quantity(|_| {});
        let p = |scale: f64, effect: f64| {
            let one = estimate(effect * scale, scale, 20.0, 2.0 * scale);
            let other = estimate(0.5 * scale, scale, 30.0, scale);
            Test::difference(&quantity, [(&one, 9), (&other, 12)])
        };
        let usual = p(1.0, 9.0);
        for scale in [1e-300, 1e-200, 1e200, 1e300] {
            let test = p(scale, 9.0);
            assert!(near(test.p.value().expect("p"), usual.p.value().expect("p")), "{scale}");
            let width = |test: &Test| test.interval.value().map(|it| it.high - it.low);
            assert!(near(width(&test).expect("width") / scale, width(&usual).expect("width")));
        }
        let sure = estimate(1e200, 1.0, 99.0, 0.0);
        let nothing = estimate(0.0, 1.0, 99.0, 0.0);
        let test = Test::difference(&quantity, [(&sure, 40), (&nothing, 40)]);
        let (p, least) = (test.p.value().expect("p"), test.attainable.value().expect("least"));
        assert!(p >= least && least > 0.0);
        let beyond = estimate(1.7e308, 1e308, 9.0, 0.0);
        let test = Test::difference(&quantity, [(&beyond, 40), (&nothing, 40)]);
        assert_eq!(test.p.undefined(), Some(Undefined::BEYOND));
        assert!(test.interval.value().is_none());
    }

    #[test]
    fn without_errors_there_is_no_test() {
        let quantity = quantity(|_| {});
        let fixed = estimate(3.0, 0.0, 9.0, 0.0);
        let test = Test::difference(&quantity, [(&fixed, 9), (&fixed, 9)]);
        assert_eq!(test.p.undefined(), Some(Undefined::ZeroVariance));
        assert!(test.effect.value().is_some());
        let nothing = estimate(0.0, 0.1, 9.0, 0.1);
        let test = Test::difference(&quantity, [(&nothing, 9), (&nothing, 9)]);
        assert!(matches!(test.p.undefined(), Some(Undefined::NotAttainable { .. })));
        let mut unknown = estimate(3.0, 0.1, 9.0, 0.1);
        unknown.se_cities = Measured::Undefined(Undefined::Fragile { n: 7 });
        let test = Test::difference(&quantity, [(&unknown, 9), (&fixed, 9)]);
        assert_eq!(test.p.undefined(), Some(Undefined::Fragile { n: 7 }));
    }
}
