//! What a contrast answers with.
use crate::cooperation::{Finding, Tails};
use crate::statistics::{Interval, student_t_quantile};
use crate::uncertainty::welch;
use crate::{Measured, Undefined};
use serde::Serialize;

/// By how much two regions differ on one question.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Contrast {
    /// The first less the second, with interval and test; the rows behind it stand with the sides.
    pub effect: Finding,
    /// The number of each region, with the rows behind it.
    pub sides: [Finding; 2],
}

impl Contrast {
    /// A contrast of which nothing is known yet: undefined for the reason of a side that is, or for
    /// this one.
    pub(super) fn new(
        quantity: &'static str,
        meaning: &'static str,
        sides: [Finding; 2],
        reason: Undefined,
    ) -> Self {
        let reason = sides.iter().find_map(|side| side.value.undefined()).unwrap_or(reason);
        let effect = Finding {
            quantity,
            part: None,
            meaning,
            region: format!("{} / {}", sides[0].region, sides[1].region),
            value: Measured::Undefined(reason),
            neutral: Some(0.0),
            interval: Measured::Undefined(reason),
            test: Measured::Undefined(reason),
            units: sides[0].units + sides[1].units,
            rows: Vec::new(),
            decided_by: sides[0].decided_by.clone(),
        };
        Self { effect, sides }
    }

    /// Sets difference, interval and test.
    pub(super) fn with(
        mut self,
        value: impl Into<Measured>,
        interval: impl Into<Measured<Interval>>,
        test: impl Into<Measured<Tails>>,
    ) -> Self {
        self.effect = self.effect.value(value).interval(interval).test(test);
        self
    }

    /// Whether both sides have a number.
    pub(super) fn has_sides(&self) -> bool {
        self.sides.iter().all(|side| side.value.value().is_some())
    }

    /// The second less the first.
    pub fn reversed(self) -> Self {
        let [first, second] = self.sides;
        let effect = self.effect;
        let effect = Finding {
            region: format!("{} / {}", second.region, first.region),
            value: effect.value.map(|value| -value),
            neutral: effect.neutral.map(|neutral| 0.0 - neutral),
            interval: effect.interval.map(|it| Interval {
                estimate: -it.estimate,
                low: -it.high,
                high: -it.low,
                ..it
            }),
            test: effect.test.map(|it| Tails {
                greater: it.less,
                less: it.greater,
                attainable_greater: it.attainable_less,
                attainable_less: it.attainable_greater,
                null: it.null,
            }),
            ..effect
        };
        Self { effect, sides: [second, first] }
    }
}

/// The interval of a difference whose sides have these standard errors, each with its degrees of
/// freedom: by Student's t, with those of Welch and Satterthwaite.
pub(super) fn by_welch(difference: f64, errors: &[(f64, f64)]) -> Measured<Interval> {
    let Some((se, df)) = welch(errors) else {
        return Measured::Undefined(Undefined::ZeroVariance);
    };
    let width = student_t_quantile(0.975, df) * se;
    let (low, high) = (difference - width, difference + width);
    Measured::Value(Interval { estimate: difference, low, high, confidence: 0.95 })
}
