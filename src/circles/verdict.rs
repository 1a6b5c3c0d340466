//! What the recorded ties say of one circle.
use super::circle_tests::CircleTestsResult;
use crate::{Measured, Undefined};
use serde::Serialize;

/// The level of all tests.
const LEVEL: f64 = 0.05;

/// What the recorded ties say of a declared circle.
///
/// *Supported*: ties are stronger inside than around by every test, T0, T1 (q over all circles) and
/// T2, at 5 %. *Not supported*: one of T0 and T1 finds nothing, and ties twice as strong inside as
/// around are ruled out ([`CircleTestsResult::double`] at 5 %). Else *undecided*: too few cities or
/// ties, or ties that proximity and activity explain as well.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Verdict {
    /// The recorded ties support it.
    Supported,
    /// They do not, and twice as strong is ruled out.
    NotSupported,
    /// The data cannot decide.
    Undecided,
}

impl Verdict {
    /// The verdict in words.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Supported => "supported by the recorded ties",
            Self::NotSupported => "not supported by the recorded ties",
            Self::Undecided => "cannot be decided by these data",
        }
    }
}

/// The verdict on a circle, and why.
pub(super) fn verdict(tests: &CircleTestsResult, q: Measured) -> (Verdict, String) {
    let labels = match (tests.labels, tests.conditional) {
        (Measured::Value(labels), Measured::Value(_)) => labels,
        (Measured::Undefined(reason), _) | (_, Measured::Undefined(reason)) => {
            return (Verdict::Undecided, in_words(reason));
        }
    };
    let (Some(inside), Some(outside)) = (tests.inside.value(), tests.outside.value()) else {
        return (Verdict::Undecided, "there is nothing to compare".to_owned());
    };
    let times = if outside > 0.0 {
        format!("ties inside are {} times as strong as those around", number(inside / outside))
    } else {
        "there are ties inside and none around".to_owned()
    };
    let compared = if inside > 0.0 { times } else { "no tie inside".to_owned() };
    if q.value().is_some_and(|q| q <= LEVEL) && labels.p <= LEVEL {
        return match tests.distance {
            Measured::Value(test) if test.p <= LEVEL => {
                (Verdict::Supported, format!("{compared}, beyond proximity and activity"))
            }
            Measured::Value(test) => (
                Verdict::Undecided,
                format!(
                    "{compared}, but near and active cities would do as much without any circle (T2 \
                    p {})",
                    p_number(test.p)
                ),
            ),
            Measured::Undefined(reason) => (
                Verdict::Undecided,
                format!("{compared}; whether proximity explains that is open: {}", reason.words()),
            ),
        };
    }
    let chance = match (labels.p <= LEVEL, q.value()) {
        (true, Some(q)) => format!("chance does as much too often (T1 q {})", p_number(q)),
        _ => format!("as many random cities do as well (T0 p {})", p_number(labels.p)),
    };
    if tests.double.value().is_some_and(|test| test.p <= LEVEL) {
        return (
            Verdict::NotSupported,
            format!("{compared}: {chance}; twice as strong is ruled out"),
        );
    }
    (Verdict::Undecided, format!("{compared}: {chance}; twice as strong cannot be ruled out"))
}

fn number(value: f64) -> String {
    format!("{value:.1}")
}

fn p_number(p: f64) -> String {
    format!("{p:.3}")
}

fn in_words(reason: Undefined) -> String {
    match reason {
        Undefined::NotAttainable { p_min } => format!(
            "so few cities can be placed in so few ways that no p below {} is possible",
            p_number(p_min)
        ),
        Undefined::Vacuous => "it is the whole region, or the circles inside it fill it".to_owned(),
        Undefined::ZeroVariance => "no tie inside or around, wherever it were".to_owned(),
        other => other.words(),
    }
}
