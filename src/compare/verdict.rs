//! What may be said of a difference, why, and what data would say more.
use super::choices::Demand;
use super::difference::{Difference, Scale, UnderChoice};
use super::test::{ALPHA, Test};
use crate::report::number;
use crate::statistics::normal_quantile;
use crate::{Measured, Undefined};
use serde::Serialize;
use std::cmp::Ordering;

/// What may be said of a difference between two regions.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Verdict {
    /// The regions differ: the difference is larger than chance among all that were tested, and
    /// stands under every choice of rows and projection that it must stand under.
    Established,
    /// The numbers side by side say the opposite of what they say once made comparable, and that
    /// is established.
    Contradicted,
    /// The data cannot tell.
    CannotBeDecided,
}

impl Verdict {
    /// The verdict in words.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Established => "established",
            Self::Contradicted => "contradicted",
            Self::CannotBeDecided => "cannot be decided",
        }
    }
}

/// Whether an effect is up, down or nil on its scale.
fn sign(scale: Scale, effect: Measured) -> Ordering {
    let neutral = if scale == Scale::Ratio { 1.0 } else { 0.0 };
    effect.value().map_or(Ordering::Equal, |effect| effect.total_cmp(&neutral))
}

fn significant(p: Measured) -> bool {
    p.value().is_some_and(|p| p <= ALPHA)
}

/// Sets verdict, reason and need of a difference whose numbers are all there. `companion` is the
/// measure that must differ the same way, `held` whether the line was held against other choices.
pub(super) fn judge(
    line: &mut Difference,
    main: &Test,
    companion: Option<(&str, Measured, Measured)>,
    held: bool,
) {
    let (verdict, because, needs) = reason(line, main, companion, held);
    (line.verdict, line.because, line.decided_by) = (verdict, because, needs);
}

fn reason(
    line: &Difference,
    main: &Test,
    companion: Option<(&str, Measured, Measured)>,
    held: bool,
) -> (Verdict, String, Option<String>) {
    let undecided = |because: String, needs| (Verdict::CannotBeDecided, because, needs);
    if let Some(reason) = main.p.undefined() {
        return undecided(reason.to_string(), need_of(reason));
    }
    let direction = sign(line.scale, line.effect);
    if !line.q.value().is_some_and(|q| q <= ALPHA) {
        let because = match (significant(main.p), line.q.value()) {
            (true, Some(q)) => format!(
                "of {} lines tested some come this far by chance (q {})",
                line.tested,
                number(q)
            ),
            _ => "chance alone does as much".to_owned(),
        };
        return undecided(because, need(line.scale, line.effect, main.errors, "signings"));
    }
    if let Some((name, effect, p)) = companion {
        if sign(line.scale, effect) != direction || !significant(p) {
            let because = format!("{name} does not differ the same way, so it may be size alone");
            return undecided(because, Some("regions of equal size".to_owned()));
        }
    }
    if !held {
        return undecided("it was held against no other choice".to_owned(), None);
    }
    let reversed = line.choices.iter().find(|choice| {
        significant(choice.p) && sign(line.scale, choice.effect) == direction.reverse()
    });
    if let Some(choice) = reversed {
        let because = format!("reversed under \"{}\"", choice.name);
        return undecided(because, Some("a reason to prefer one of these choices".to_owned()));
    }
    let failing: Vec<&UnderChoice> = line
        .choices
        .iter()
        .filter(|choice| choice.demand == Demand::MustHold && !significant(choice.p))
        .collect();
    if let Some(first) = failing.first() {
        let named = failing.iter().map(|choice| format!("{} ({})", choice.name, shown(choice.p)));
        let because = format!("does not stand under {}", named.collect::<Vec<_>>().join(", "));
        let rows = format!("signings of the kind \"{}\"", first.name);
        return undecided(because, need(line.scale, first.effect, first.errors, &rows));
    }
    let held = line.choices.iter().filter(|choice| choice.p.value().is_some()).count();
    let because = format!("stands under all {held} other choices that allow a test");
    let raw = sign(line.scale, line.raw);
    if raw == direction.reverse() {
        return (Verdict::Contradicted, because, None);
    }
    (Verdict::Established, because, None)
}

fn shown(p: Measured) -> String {
    match p {
        Measured::Value(p) => format!("p {}", number(p)),
        Measured::Undefined(reason) => reason.name().to_owned(),
    }
}

/// What data would fill in for a reason.
fn need_of(reason: Undefined) -> Option<String> {
    Some(match reason {
        Undefined::NoEdges | Undefined::NoEvents => "rows that tie cities, in both regions".into(),
        Undefined::TooFewCities { need } => format!("regions of at least {need} cities"),
        Undefined::TooFewPartners { .. } | Undefined::Vacuous | Undefined::ZeroVariance => {
            "rows that make the number vary".into()
        }
        Undefined::TooFewUnits { .. } | Undefined::Fragile { .. } => {
            "more signings that tie cities, in both regions".into()
        }
        Undefined::NotAttainable { .. } => {
            "more cities or more signings: no outcome of these could be told from chance".into()
        }
        Undefined::MissingData { n } => format!("what the tables leave out for {n}"),
        _ => return None,
    })
}

/// How many more signings would decide, if the effect and its errors stay as they are. The error
/// over cities stays whatever is added.
fn need(scale: Scale, effect: Measured, errors: Option<(f64, f64)>, rows: &str) -> Option<String> {
    let (effect, (events, cities)) = (effect.value()?, errors?);
    let effect = if scale == Scale::Ratio { effect.ln() } else { effect };
    let allowed = (effect / normal_quantile(1.0 - ALPHA / 2.0)).abs();
    if cities > 0.0 && allowed <= cities {
        return Some(
            "no number of further rows: cities differ too much within each region; more regions of either kind would"
                .to_owned(),
        );
    }
    // Of the error allowed, cities leave this share to events.
    let left = allowed * (1.0 - (cities / allowed).powi(2)).sqrt();
    let times = (events / left).powi(2);
    if !(times <= 100.0) {
        return Some(format!("more than 100 times as many {rows}: the difference is near nil"));
    }
    let times = if times < 1.05 {
        "slightly more".to_owned()
    } else {
        format!("about {times:.1} times as many")
    };
    Some(format!("{times} {rows} in each region"))
}
