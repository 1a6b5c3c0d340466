//! What the findings say of a claim.
use super::study::{Expects, Side, StudyClaim};
use super::{ClaimLine, Evidence, Robustness};
use crate::compare::test::ALPHA;
use crate::compare::verdict::need_of;
use crate::cooperation::contrasts::Contrast;
use crate::cooperation::{Answer, Cell, Finding, Verdict};
use crate::report::number;
use crate::statistics::Alternative;
use crate::{Measured, Undefined};

/// On which side of what says nothing a finding lies: by its tails, since chance knows its middle
/// best.
fn side(finding: &Finding) -> Option<Side> {
    let test = finding.test.value()?;
    Some(if test.greater <= test.less { Side::High } else { Side::Low })
}

/// One finding as evidence for or against what a claim expects, before its q is known.
pub(super) fn evidence(finding: &Finding, expects: Expects, cells: &[Cell]) -> Evidence {
    let p = finding.p(Alternative::TwoSided);
    Evidence {
        expected: if expects.side == Side::High { "high" } else { "low" },
        p,
        attainable: finding.attainable(Alternative::TwoSided),
        q: Measured::Undefined(p.undefined().unwrap_or(Undefined::Vacuous)),
        robustness: robustness(finding, cells),
        verdict: Verdict::CannotBeDecided,
        because: String::new(),
        decided_by: finding.decided_by.clone(),
        finding: finding.clone(),
        sides: Vec::new(),
        side: expects.side,
    }
}

/// A claim that one region has more of something than another: of the region it is said of beside
/// the other, else of the first beside the second.
pub(super) fn beside(claim: &StudyClaim, found: &[Contrast], cells: &[Cell]) -> ClaimLine {
    let turned = found.first().is_some_and(|it| it.sides[1].region == claim.region);
    let of = |expects: &Expects| {
        let found = found.iter().filter(|it| it.effect.quantity == expects.quantity);
        let evidence = found.map(|it| {
            let it = if turned { it.clone().reversed() } else { it.clone() };
            let cells: Vec<Cell> =
                if turned { cells.iter().map(reversed).collect() } else { cells.to_vec() };
            Evidence { sides: it.sides.to_vec(), ..evidence(&it.effect, *expects, &cells) }
        });
        evidence.collect::<Vec<_>>()
    };
    let evidence: Vec<Evidence> = claim.contrasts.iter().flat_map(of).collect();
    let region = |nth: usize| found.first().map(|it| it.sides[nth].region.clone());
    let (first, second) = if turned { (1, 0) } else { (0, 1) };
    ClaimLine::new(claim, region(first).unwrap_or_default(), region(second), evidence)
}

/// The answers of a cell, the second region beside the first.
fn reversed(cell: &Cell) -> Cell {
    let answers = cell.answers.iter().map(|it| Answer {
        value: it.value.map(|value| -value),
        high: it.high.map(|high| !high),
        ..it.clone()
    });
    Cell { answers: answers.collect(), ..cell.clone() }
}

/// How an answer does under other choices.
fn robustness(finding: &Finding, cells: &[Cell]) -> Robustness {
    let mut found = Robustness { cells: cells.len(), ..Robustness::default() };
    let Some(main) = finding.value.value() else { return found };
    let same =
        |answer: &&Answer| answer.quantity == finding.quantity && answer.part == finding.part;
    for cell in cells {
        let Some(answer) = cell.answers.iter().find(same) else { continue };
        let Some(value) = answer.value.value() else {
            found.without_value.push(cell.name.clone());
            continue;
        };
        let (lowest, highest) = found.range.unwrap_or((main, main));
        found.range = Some((lowest.min(value), highest.max(value)));
        let significant = answer.p.value().is_some_and(|p| p <= ALPHA);
        let neutral = finding.neutral;
        let turned = neutral.is_some_and(|neutral| (value - neutral) * (main - neutral) < 0.0);
        let high = side(finding).map(|side| side == Side::High);
        let turned = turned || significant && answer.high != high;
        if turned {
            found.other_sign.push(cell.name.clone());
        }
        if answer.attainable.value().is_none_or(|attainable| attainable > ALPHA) {
            found.without_power.push(cell.name.clone());
            continue;
        }
        if !significant {
            found.not_significant.push(cell.name.clone());
        }
        found.compared += 1;
    }
    found
}

/// Sets the verdict of a piece of evidence, its q being known.
pub(super) fn judge(evidence: &mut Evidence) {
    let (verdict, because) = reason(evidence);
    (evidence.verdict, evidence.because) = (verdict, because);
    if verdict == Verdict::CannotBeDecided {
        let reason = evidence.finding.value.undefined().or(evidence.finding.test.undefined());
        let general = reason.and_then(need_of);
        evidence.decided_by = evidence.decided_by.take().or(general);
    } else {
        evidence.decided_by = None;
    }
}

fn reason(evidence: &Evidence) -> (Verdict, String) {
    let undecided = |because: String| (Verdict::CannotBeDecided, because);
    let finding = &evidence.finding;
    if let Some(reason) = finding.value.undefined().or(finding.test.undefined()) {
        return undecided(match reason {
            Undefined::NotAttainable { p_min } => format!(
                "no outcome of so few could be told from chance (smallest p {})",
                number(p_min)
            ),
            other => other.words(),
        });
    }
    let (Some(p), Some(q)) = (evidence.p.value(), evidence.q.value()) else {
        return undecided("there is no test".to_owned());
    };
    if p > ALPHA {
        return undecided(format!("chance alone does as much (p {})", number(p)));
    }
    if q > ALPHA {
        return undecided(format!(
            "of all the tests made some come this far by chance (q {})",
            number(q)
        ));
    }
    let robustness = &evidence.robustness;
    if robustness.cells == 0 {
        return undecided("it was held against no other choice".to_owned());
    }
    if let Some(first) = robustness.other_sign.first() {
        return undecided(format!("the other way round under \"{first}\""));
    }
    if let Some(first) = robustness.not_significant.first() {
        let more = robustness.not_significant.len() - 1;
        let more = if more > 0 { format!(" and {more} more") } else { String::new() };
        return undecided(format!("does not stand under \"{first}\"{more}"));
    }
    if robustness.compared == 0 {
        return undecided("under every other choice there are too few rows to tell".to_owned());
    }
    let because = match robustness.compared {
        1 => "stands under the one other choice that could tell".to_owned(),
        more => format!("stands under all {more} other choices that could tell"),
    };
    if side(finding) == Some(evidence.side) {
        (Verdict::Established, because)
    } else {
        (Verdict::Contradicted, because)
    }
}

/// The verdict of a claim: all that it expects must be established, each for one part of the region
/// at least; what is contradicted contradicts it.
pub(super) fn combine(expectations: &[Vec<&Evidence>]) -> (Verdict, String) {
    let says = |parts: &[&Evidence], verdict: Verdict| parts.iter().any(|it| it.verdict == verdict);
    let held = |parts: &Vec<&Evidence>| {
        says(parts, Verdict::Established) && !says(parts, Verdict::Contradicted)
    };
    let all = || expectations.iter().flatten();
    if let Some(against) = all().find(|it| it.verdict == Verdict::Contradicted) {
        if !all().any(|it| it.verdict == Verdict::Established) {
            return (Verdict::Contradicted, named(&[against]));
        }
        let because = "some of what it says is established, some contradicted".to_owned();
        return (Verdict::CannotBeDecided, because);
    }
    if !expectations.is_empty() && expectations.iter().all(held) {
        let established: Vec<&Evidence> =
            all().copied().filter(|it| it.verdict == Verdict::Established).collect();
        return (Verdict::Established, named(&established));
    }
    let open = expectations.iter().filter(|parts| !held(parts)).flatten();
    (Verdict::CannotBeDecided, named(&open.copied().collect::<Vec<_>>()))
}

/// What was found and why, parts of which the same is to be said together.
fn named(evidence: &[&Evidence]) -> String {
    let mut groups: Vec<(&str, Vec<&str>, &str)> = Vec::new();
    for it in evidence {
        let same = |group: &&mut (&str, Vec<&str>, &str)| {
            group.0 == it.finding.quantity && group.2 == it.because
        };
        let part = it.finding.part.as_deref();
        match groups.iter_mut().find(same) {
            Some(group) => group.1.extend(part),
            None => {
                let parts = part.into_iter().collect();
                groups.push((it.finding.quantity, parts, &it.because));
            }
        }
    }
    let text = |(quantity, parts, because): &(&str, Vec<&str>, &str)| match parts[..] {
        [] => format!("{quantity}: {because}"),
        _ => format!("{quantity} of {}: {because}", parts.join(", ")),
    };
    groups.iter().map(text).collect::<Vec<_>>().join("; ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cooperation::Tails;
    use crate::synthetic::LedgerWorld;

    fn finding(value: f64, greater: f64) -> Finding {
        let region = LedgerWorld::new().rows(1).draw(0).expect("a region");
        Finding::new("it", "it", &region, Undefined::NoEvents)
            .neutral(0.0)
            .value(value)
            .test(Tails::new(greater, 1.0 - greater, 1e-6, "chance"))
            .decided_by("more")
    }

    fn cell(name: &str, attainable: f64, value: f64, p: f64) -> Cell {
        let answer = Answer {
            quantity: "it",
            part: None,
            value: Measured::Value(value),
            p: Measured::Value(p),
            attainable: Measured::Value(attainable),
            high: Some(value > 0.0),
        };
        Cell { name: name.to_owned(), answers: vec![answer] }
    }

    fn judged(finding: &Finding, side: Side, q: f64, cells: &[Cell]) -> Evidence {
        let mut evidence = evidence(finding, Expects { quantity: "it", side }, cells);
        evidence.q = Measured::Value(q);
        judge(&mut evidence);
        evidence
    }

    #[test]
    fn what_stands_everywhere_is_established_and_its_opposite_contradicted() {
        let cells = [cell("a", 0.01, 1.0, 0.01), cell("b", 0.5, 0.1, 0.9)];
        let high = judged(&finding(2.0, 0.001), Side::High, 0.01, &cells);
        assert_eq!((high.verdict, high.decided_by.as_deref()), (Verdict::Established, None));
        assert_eq!(high.because, "stands under the one other choice that could tell");
        assert_eq!(high.robustness.range, Some((0.1, 2.0)));
        let low = judged(&finding(2.0, 0.001), Side::Low, 0.01, &cells);
        assert_eq!(low.verdict, Verdict::Contradicted);
        let below = judged(&finding(-2.0, 0.999), Side::Low, 0.01, &[cell("a", 0.01, -1.0, 0.01)]);
        assert_eq!(below.verdict, Verdict::Established);
    }

    #[test]
    fn chance_many_tests_and_other_choices_forbid() {
        let sure = finding(2.0, 0.001);
        let undecided = |it: Evidence, because: &str| {
            assert_eq!(it.verdict, Verdict::CannotBeDecided);
            assert_eq!((it.because.as_str(), it.decided_by.as_deref()), (because, Some("more")));
        };
        let fine = [cell("a", 0.01, 1.0, 0.01)];
        undecided(
            judged(&finding(2.0, 0.2), Side::High, 0.5, &fine),
            "chance alone does as much (p 0.400)",
        );
        undecided(
            judged(&sure, Side::High, 0.2, &fine),
            "of all the tests made some come this far by chance (q 0.200)",
        );
        undecided(judged(&sure, Side::High, 0.01, &[]), "it was held against no other choice");
        let weak = [cell("a", 0.01, 1.0, 0.2), cell("b", 0.01, 1.0, 0.3)];
        undecided(judged(&sure, Side::High, 0.01, &weak), "does not stand under \"a\" and 1 more");
        let blind = [cell("a", 0.5, 1.0, 0.9)];
        undecided(
            judged(&sure, Side::High, 0.01, &blind),
            "under every other choice there are too few rows to tell",
        );
        let turned = [cell("a", 0.5, -1.0, 0.9)];
        undecided(judged(&sure, Side::High, 0.01, &turned), "the other way round under \"a\"");
        let region = LedgerWorld::new().rows(1).draw(0).expect("a region");
        let none = Finding::new("it", "it", &region, Undefined::MissingData { n: 3 });
        let none = judged(&none, Side::High, 0.01, &fine);
        assert_eq!(none.because, "the sources are silent for 3");
        assert_eq!(none.decided_by.as_deref(), Some("what the tables leave out for 3"));
    }

    #[test]
    fn a_claim_needs_all_that_it_says() {
        let fine = [cell("a", 0.01, 1.0, 0.01)];
        let yes = judged(&finding(2.0, 0.001), Side::High, 0.01, &fine);
        let no = judged(&finding(2.0, 0.001), Side::Low, 0.01, &fine);
        let open = judged(&finding(2.0, 0.3), Side::High, 0.3, &fine);
        let verdict = |of: &[Vec<&Evidence>]| combine(of).0;
        assert_eq!(verdict(&[vec![&yes], vec![&yes, &open]]), Verdict::Established);
        assert_eq!(verdict(&[vec![&yes], vec![&open]]), Verdict::CannotBeDecided);
        assert_eq!(verdict(&[vec![&no], vec![&open]]), Verdict::Contradicted);
        assert_eq!(verdict(&[vec![&no], vec![&yes]]), Verdict::CannotBeDecided);
        assert_eq!(verdict(&[]), Verdict::CannotBeDecided);
    }
}
