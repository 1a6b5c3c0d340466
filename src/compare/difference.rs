//! The differences between regions, line by line.
use super::Estimate;
use super::choices::{Choice, Demand};
use super::numbers::Quantity;
use super::test::Test;
use super::verdict::judge;
use crate::cooperation::Verdict;
use crate::statistics::{Interval, benjamini_hochberg};
use crate::{Measured, Result, Undefined};
use serde::Serialize;

/// One quantity of two regions, and what may be said of the difference.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Difference {
    /// The regions, as positions in the comparison.
    pub pair: [usize; 2],
    /// Their ids.
    pub regions: [String; 2],
    /// The name of the measure, or of the rate.
    pub quantity: String,
    /// Whether the effect is a difference or a ratio.
    pub scale: Scale,
    /// The effect of the numbers as they are.
    pub raw: Measured,
    /// The effect of the numbers made comparable: the first less the second, or the first over
    /// the second.
    pub effect: Measured,
    /// Its interval of 95 %.
    pub interval: Measured<Interval>,
    /// How likely so large an effect, either way, is if there is none.
    pub p: Measured,
    /// The smallest p these data could have given.
    pub attainable: Measured,
    /// The share of false discoveries among the lines tested, if this one is believed (Benjamini
    /// and Hochberg 1995).
    pub q: Measured,
    /// The number of lines tested.
    pub tested: usize,
    /// What may be said.
    pub verdict: Verdict,
    /// Why.
    pub because: String,
    /// What data would decide.
    pub decided_by: Option<String>,
    /// The effect under other choices.
    pub choices: Vec<UnderChoice>,
}

/// How two numbers are set against each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Scale {
    /// The first less the second.
    Difference,
    /// The first over the second.
    Ratio,
}

/// A difference under another choice of rows or projection.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct UnderChoice {
    /// The choice.
    pub name: String,
    /// What it means for the verdict.
    pub demand: Demand,
    /// The effect.
    pub effect: Measured,
    /// Its p.
    pub p: Measured,
    #[serde(skip)]
    pub(super) errors: Option<(f64, f64)>,
}

impl UnderChoice {
    pub(super) fn new(name: &str, demand: Demand, test: &Test) -> Self {
        Self { name: name.to_owned(), demand, effect: test.effect, p: test.p, errors: test.errors }
    }
}

/// A line before its verdict.
pub(super) struct Draft {
    pub(super) line: Difference,
    pub(super) test: Test,
    pub(super) companion: Option<&'static str>,
}

impl Draft {
    pub(super) fn new(
        pair: [usize; 2],
        regions: [String; 2],
        quantity: String,
        scale: Scale,
        raw: Measured,
        test: Test,
    ) -> Self {
        let line = Difference {
            pair,
            regions,
            quantity,
            scale,
            raw,
            effect: test.effect,
            interval: test.interval,
            p: test.p,
            attainable: test.attainable,
            q: Measured::Undefined(test.p.undefined().unwrap_or(Undefined::Vacuous)),
            tested: 0,
            verdict: Verdict::CannotBeDecided,
            because: String::new(),
            decided_by: None,
            choices: Vec::new(),
        };
        Self { line, test, companion: None }
    }
}

/// The estimates of every region under one choice; none where it cannot be made.
pub(super) type Estimates = Vec<Option<Vec<Estimate>>>;

/// The lines of the measures: every pair of regions, every quantity.
pub(super) fn of_measures(
    quantities: &[Quantity],
    ids: &[String],
    cities: &[usize],
    main: &Estimates,
    others: &[(Choice, Estimates)],
) -> Vec<Draft> {
    let mut drafts = Vec::new();
    for first in 0..ids.len() {
        for second in first + 1..ids.len() {
            for (nth, quantity) in quantities.iter().enumerate() {
                let test = |estimates: &Estimates| {
                    let of = |region: usize| {
                        let estimates: &Vec<Estimate> = estimates[region].as_ref()?;
                        Some((&estimates[nth], cities[region]))
                    };
                    match (of(first), of(second)) {
                        (Some(a), Some(b)) => Test::difference(quantity, [a, b]),
                        _ => Test::undefined(Undefined::NoEvents),
                    }
                };
                let value = |region: usize| main[region].as_ref().map(|it| it[nth].value);
                let raw = match (value(first), value(second)) {
                    (Some(a), Some(b)) => a.and_then(|a| b.map(|b| a - b)),
                    _ => Measured::Undefined(Undefined::NoEvents),
                };
                let regions = [ids[first].clone(), ids[second].clone()];
                let name = quantity.measure.name.to_owned();
                let mut draft =
                    Draft::new([first, second], regions, name, Scale::Difference, raw, test(main));
                draft.companion = quantity.inference.companion;
                let under = others.iter().map(|(choice, estimates)| {
                    UnderChoice::new(&choice.name, choice.demand, &test(estimates))
                });
                draft.line.choices = under.collect();
                drafts.push(draft);
            }
        }
    }
    drafts
}

/// Corrects for the number of lines tested and gives every line its verdict.
pub(super) fn settle(mut drafts: Vec<Draft>, held: bool) -> Result<Vec<Difference>> {
    let p: Vec<f64> = drafts.iter().filter_map(|draft| draft.test.p.value()).collect();
    let mut q = benjamini_hochberg(&p)?.into_iter();
    for draft in &mut drafts {
        draft.line.tested = p.len();
        if draft.test.p.value().is_some() {
            draft.line.q = q.next().map_or(draft.line.q, Measured::Value);
        }
    }
    let known: Vec<([usize; 2], String, Measured, Measured)> = drafts
        .iter()
        .map(|it| (it.line.pair, it.line.quantity.clone(), it.line.effect, it.line.p))
        .collect();
    let lines = drafts.into_iter().map(|draft| {
        let mut line = draft.line;
        let companion = draft.companion.and_then(|name| {
            let of = known.iter().find(|(pair, it, ..)| *pair == line.pair && it == name);
            of.map(|&(_, _, effect, p)| (name, effect, p))
        });
        judge(&mut line, &draft.test, companion, held);
        line
    });
    Ok(lines.collect())
}
