//! What may be said of a difference, why, and what data would say more.
use super::choices::Demand;
use super::difference::{Difference, Scale, UnderChoice};
use super::test::{ALPHA, Test};
use crate::cooperation::Verdict;
use crate::report::number;
use crate::statistics::normal_quantile;
use crate::{Measured, Undefined};
use std::cmp::Ordering;

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
        return undecided(reason.words(), need_of(reason));
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
        Measured::Undefined(reason) => reason.words(),
    }
}

/// What data would fill in for a reason.
pub(super) fn need_of(reason: Undefined) -> Option<String> {
    Some(match reason {
        Undefined::NoEdges | Undefined::NoEvents => "rows that tie cities, in both regions".into(),
        Undefined::TooFewCities { need } => format!("regions of at least {need} cities"),
        Undefined::Vacuous => "networks in which the question has a meaning".into(),
        Undefined::TooFewPartners { .. } | Undefined::ZeroVariance => {
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
            "further regions of either kind; no number of rows, since cities differ too much within each region"
                .to_owned(),
        );
    }
    // Of the error allowed, cities leave this share to events.
    let left = allowed * (1.0 - (cities / allowed).powi(2)).sqrt();
    let times = (events / left).powi(2);
    if times.is_nan() || times > 100.0 {
        return Some(format!("more than 100 times as many {rows}: the difference is near nil"));
    }
    let times = if times < 1.05 {
        "slightly more".to_owned()
    } else if times >= 10.0 {
        format!("about {times:.0} times as many")
    } else {
        format!("about {times:.1} times as many")
    };
    Some(format!("{times} {rows} in each region"))
}

#[cfg(test)]
mod tests {
    use super::super::difference::Draft;
    use super::*;

    const UP: (f64, f64) = (2.0, 0.001);

    fn test(effect: f64, p: Measured) -> Test {
        Test {
            effect: Measured::Value(effect),
            p,
            attainable: Measured::Value(1e-9),
            errors: Some((0.5, 0.1)),
            ..Test::undefined(Undefined::Vacuous)
        }
    }

    fn under(name: &str, demand: Demand, effect: f64, p: f64) -> UnderChoice {
        UnderChoice::new(name, demand, &test(effect, Measured::Value(p)))
    }

    /// A line of an effect and its p, which is its q too, before its verdict.
    fn line(scale: Scale, raw: f64, (effect, p): (f64, f64)) -> (Difference, Test) {
        let test = test(effect, Measured::Value(p));
        let ids = ["a".to_owned(), "b".to_owned()];
        let raw = Measured::Value(raw);
        let mut line = Draft::new([0, 1], ids, "it".to_owned(), scale, raw, test).line;
        (line.q, line.tested) = (Measured::Value(p), 7);
        line.choices = vec![
            under("found: protocol", Demand::MustHold, effect, 0.02),
            under("same years", Demand::MustNotReverse, effect, 0.5),
        ];
        (line, test)
    }

    fn judged(of: (Difference, Test)) -> Difference {
        let (mut line, test) = of;
        judge(&mut line, &test, None, true);
        line
    }

    fn assert_undecided(line: &Difference, because: &str, needs: Option<&str>) {
        assert_eq!(line.verdict, Verdict::CannotBeDecided);
        assert_eq!((line.because.as_str(), line.decided_by.as_deref()), (because, needs));
    }

    #[test]
    fn what_stands_everywhere_is_established() {
        let line = judged(line(Scale::Difference, 1.0, UP));
        assert_eq!(line.verdict, Verdict::Established);
        assert_eq!(line.because, "stands under all 2 other choices that allow a test");
        assert_eq!(line.decided_by, None);
    }

    #[test]
    fn raw_numbers_that_say_the_opposite_are_contradicted() {
        assert_eq!(judged(line(Scale::Difference, -1.0, UP)).verdict, Verdict::Contradicted);
        let down = (-2.0, 0.001);
        assert_eq!(judged(line(Scale::Difference, 1.0, down)).verdict, Verdict::Contradicted);
        assert_eq!(judged(line(Scale::Difference, -1.0, down)).verdict, Verdict::Established);
        assert_eq!(judged(line(Scale::Ratio, 0.5, UP)).verdict, Verdict::Contradicted);
        assert_eq!(judged(line(Scale::Ratio, 1.5, (0.5, 0.001))).verdict, Verdict::Contradicted);
        // Raw numbers that are alike, or unknown, say nothing.
        assert_eq!(judged(line(Scale::Difference, 0.0, UP)).verdict, Verdict::Established);
        let mut unknown = line(Scale::Difference, 0.0, UP);
        unknown.0.raw = Measured::Undefined(Undefined::NoEdges);
        assert_eq!(judged(unknown).verdict, Verdict::Established);
    }

    #[test]
    fn lines_without_p_tell_why_and_what_is_missing() {
        let without = |reason| {
            let (mut line, _) = line(Scale::Difference, 1.0, UP);
            judge(&mut line, &Test::undefined(reason), None, true);
            line
        };
        let reasons = [
            Undefined::NoEdges,
            Undefined::NoEvents,
            Undefined::TooFewCities { need: 2 },
            Undefined::TooFewPartners { need: 2 },
            Undefined::TooFewUnits { need: 2 },
            Undefined::Fragile { n: 3 },
            Undefined::ZeroVariance,
            Undefined::Vacuous,
            Undefined::NotAttainable { p_min: 0.2 },
            Undefined::MissingData { n: 3 },
        ];
        for reason in reasons {
            let line = without(reason);
            assert_eq!(line.verdict, Verdict::CannotBeDecided);
            assert_eq!(line.because, reason.words());
            assert!(line.decided_by.is_some_and(|needs| !needs.is_empty()), "{reason}");
        }
        assert_undecided(&without(Undefined::NoTest { why: "why" }), "why", None);
    }

    #[test]
    fn chance_and_the_number_of_lines_are_told_apart() {
        let alone = judged(line(Scale::Difference, 1.0, (1.0, 0.3)));
        let (mut many, test) = line(Scale::Difference, 1.0, (1.0, 0.03));
        many.q = Measured::Value(0.2);
        judge(&mut many, &test, None, true);
        // An effect of 1 may have an error of 0.51, of which 0.1 is that of cities.
        assert_undecided(
            &alone,
            "chance alone does as much",
            Some("slightly more signings in each region"),
        );
        assert_undecided(
            &many,
            "of 7 lines tested some come this far by chance (q 0.200)",
            Some("slightly more signings in each region"),
        );
    }

    #[test]
    fn what_data_would_decide() {
        let need =
            |effect: f64, errors| need(Scale::Difference, Measured::Value(effect), errors, "rows");
        let z = normal_quantile(0.975);
        // Twice the error allowed needs four times the rows; cities take their part of it.
        let four = Some("about 4.0 times as many rows in each region".to_owned());
        assert_eq!(need(z, Some((2.0, 0.0))), four);
        assert_eq!(need(-z, Some((2.0, 0.0))), four);
        assert_eq!(need(z * 1e300, Some((2e300, 0.0))), four);
        assert_eq!(need(z * 1e-300, Some((2e-300, 0.0))), four);
        let three = Some("about 3.0 times as many rows in each region".to_owned());
        assert_eq!(need(z * 5.0, Some((3.0_f64.sqrt() * 4.0, 3.0))), three);
        let never = need(z, Some((2.0, 1.5))).expect("a need");
        assert!(never.starts_with("further regions of either kind"), "{never}");
        assert_eq!(need(0.0, Some((2.0, 0.1))), Some(never));
        let nil = need(0.0, Some((2.0, 0.0))).expect("a need");
        assert_eq!(nil, "more than 100 times as many rows: the difference is near nil");
        assert_eq!(need(z / 11.0, Some((1.0, 0.0))), Some(nil.clone()));
        let even = super::need(Scale::Ratio, Measured::Value(1.0), Some((0.3, 0.0)), "rows");
        assert_eq!(even, Some(nil));
        assert_eq!(need(1.0, None), None);
        let less = super::need(Scale::Ratio, Measured::Value((-z).exp()), Some((2.0, 0.0)), "rows");
        assert_eq!(less, four);
    }

    #[test]
    fn size_alone_is_not_enough() {
        for (effect, p) in [(-1.0, 0.001), (1.0, 0.2)] {
            let (mut line, test) = line(Scale::Difference, 1.0, UP);
            let companion = Some(("mean-degree", Measured::Value(effect), Measured::Value(p)));
            judge(&mut line, &test, companion, true);
            let because = "mean-degree does not differ the same way, so it may be size alone";
            assert_undecided(&line, because, Some("regions of equal size"));
        }
        let (mut line, test) = line(Scale::Difference, 1.0, UP);
        judge(&mut line, &test, Some(("b", Measured::Value(0.1), Measured::Value(0.04))), true);
        assert_eq!(line.verdict, Verdict::Established);
    }

    #[test]
    fn brief_comparisons_establish_nothing() {
        let (mut line, test) = line(Scale::Difference, 1.0, UP);
        judge(&mut line, &test, None, false);
        assert_undecided(&line, "it was held against no other choice", None);
    }

    #[test]
    fn other_choices_can_forbid() {
        let with = |choice: UnderChoice| {
            let (mut line, test) = line(Scale::Difference, 1.0, UP);
            line.choices.push(choice);
            judged((line, test))
        };
        for demand in [Demand::MustHold, Demand::MustNotReverse] {
            assert_undecided(
                &with(under("other", demand, -1.0, 0.01)),
                "reversed under \"other\"",
                Some("a reason to prefer one of these choices"),
            );
        }
        let weak = with(under("other", Demand::MustHold, 1.0, 0.06));
        assert_eq!(weak.because, "does not stand under other (p 0.060)");
        assert_eq!(weak.verdict, Verdict::CannotBeDecided);
        let needs = "signings of the kind \"other\" in each region";
        assert!(weak.decided_by.is_some_and(|it| it.ends_with(needs)));
        let mut none = under("other", Demand::MustHold, 1.0, 0.01);
        none.p = Measured::Undefined(Undefined::NoEvents);
        let none = with(none);
        assert_eq!(none.because, "does not stand under other (no event of this kind)");
        // What must not reverse may be weak, reversed by chance, or missing.
        for (effect, p) in [(1.0, 0.9), (-1.0, 0.06)] {
            let line = with(under("other", Demand::MustNotReverse, effect, p));
            assert_eq!(line.verdict, Verdict::Established);
            assert_eq!(line.because, "stands under all 3 other choices that allow a test");
        }
    }
}
