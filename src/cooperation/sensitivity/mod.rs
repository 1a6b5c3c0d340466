//! Sensitivity: whether an answer stands when the rows and rules that gave it are others.
mod choices;

use super::contrasts::{Contrast, contrasts};
use super::question::QUESTIONS;
use super::{Finding, Inquiry};
use crate::region::RowName;
use crate::statistics::Alternative;
use crate::{Measured, Region, Result, Watch, parallel};
use choices::{Choice, choices};
use serde::Serialize;
use std::collections::BTreeSet;

/// Sensitivity: every answer again under every other defensible choice of rows and rules.
///
/// A *cell* asks once more: under each spread; with random weights for layers and
/// kinds (each between a quarter and four times as much, evenly on the logarithmic scale); of rows
/// checked well, or found in one way alone; without plans, with what is only
/// planned, with meetings as events, by rows instead of ceremonies; without one row, for every row;
/// and without the rows that one source alone tells of, for every source that does so of several.
///
/// Where rows are left out, a question that did not rest on any of them has the answer it had, and
/// is not asked again. Intervals are not computed in cells. `O(cells)` times the
/// cost of the questions touched, cells in parallel.
///
/// Leamer (1985), *American Economic Review* 75:308: a conclusion that does not stand under other
/// defensible choices is one of the choices.
///
/// ```
/// use conurbation::{cooperation::{Inquiry, Sensitivity}, synthetic::LedgerWorld};
/// let region = LedgerWorld::new().rows(40).draw(0)?;
/// let cells = Sensitivity::new().leave_out(false).run(&region, &Inquiry::new().replicates(19))?;
/// assert!(cells.iter().any(|cell| cell.name == "spread: count"));
/// # Ok::<(), conurbation::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Sensitivity {
    replicates: usize,
    weights: usize,
    leave_out: bool,
}

/// The answers under one choice.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Cell {
    /// The choice.
    pub name: String,
    /// The answers.
    pub answers: Vec<Answer>,
}

/// An answer under another choice.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Answer {
    /// The quantity.
    pub quantity: &'static str,
    /// Of which part of the region.
    pub part: Option<String>,
    /// The number.
    pub value: Measured,
    /// Its two-sided p.
    pub p: Measured,
    /// The smallest p that the rows of this choice could give.
    pub attainable: Measured,
    /// Whether it lies above what chance gives, where there is a test.
    pub high: Option<bool>,
}

impl Default for Sensitivity {
    fn default() -> Self {
        Self { replicates: 199, weights: 5, leave_out: true }
    }
}

impl Sensitivity {
    /// Chance is asked 199 times in each cell; 5 random weights, every row and source left out.
    pub fn new() -> Self {
        Self::default()
    }

    /// Sets how often chance is asked in each cell, at least 19; never more often than in the
    /// inquiry.
    pub fn replicates(mut self, replicates: usize) -> Self {
        self.replicates = replicates;
        self
    }

    /// Sets how many random weights are drawn.
    pub fn weights(mut self, weights: usize) -> Self {
        self.weights = weights;
        self
    }

    /// Sets whether each row, and each source, is left out in turn; yes by default.
    pub fn leave_out(mut self, leave_out: bool) -> Self {
        self.leave_out = leave_out;
        self
    }

    /// Asks every question under every other choice.
    ///
    /// # Errors
    /// As [`Inquiry::ask`].
    pub fn run(&self, region: &Region, inquiry: &Inquiry) -> Result<Vec<Cell>> {
        inquiry.check()?;
        let choices = choices(region, inquiry, self.weights, self.leave_out)?;
        let base = self.quick(inquiry);
        let known: Vec<Vec<Finding>> =
            QUESTIONS.iter().map(|question| question(region, &base)).collect::<Result<_>>()?;
        self.cells(&choices.iter().collect::<Vec<_>>(), inquiry, |nth| {
            let choice = &choices[nth];
            let other = self.quick(&choice.inquiry);
            let mut answers = Vec::new();
            for (question, known) in QUESTIONS.iter().zip(&known) {
                let rests = known.iter().any(|it| choice.touches(&it.rows));
                let found = if rests { question(region, &other)? } else { known.clone() };
                answers.extend(found.into_iter().map(Answer::of));
            }
            Ok(answers)
        })
    }

    /// Sets two regions against one another under every other choice: what changes the rules for
    /// both at once, what leaves rows out in one of them.
    ///
    /// # Errors
    /// As [`Inquiry::contrast`].
    pub fn contrast(&self, regions: [&Region; 2], inquiry: &Inquiry) -> Result<Vec<Cell>> {
        inquiry.check()?;
        let main = regions.map(|region| inquiry.of_region(region));
        let base = main.each_ref().map(|inquiry| self.quick(inquiry));
        let known = contrasts([(regions[0], &base[0]), (regions[1], &base[1])])?;
        let mut pairs: Vec<PairChoice> = Vec::new();
        for (side, region) in regions.into_iter().enumerate() {
            for mut choice in choices(region, &main[side], self.weights, self.leave_out)? {
                let same = |it: &&mut PairChoice| it.choice.name == choice.name;
                if let Some(known) = pairs.iter_mut().find(same) {
                    known.both[side] = choice.inquiry;
                    continue;
                }
                if choice.without.is_some() {
                    choice.name = format!("{} of {}", choice.name, region.id());
                }
                let mut both = main.clone();
                both[side] = choice.inquiry.clone();
                pairs.push(PairChoice { choice, side, both });
            }
        }
        let names = pairs.iter().map(|it| &it.choice);
        self.cells(&names.collect::<Vec<_>>(), inquiry, |nth| {
            let PairChoice { choice, side, both } = &pairs[nth];
            let answers = |found: &[Contrast]| {
                found.iter().map(|it| Answer::of(it.effect.clone())).collect::<Vec<_>>()
            };
            if !known.iter().any(|it| choice.touches(&it.sides[*side].rows)) {
                return Ok(answers(&known));
            }
            let both = both.each_ref().map(|inquiry| self.quick(inquiry));
            Ok(answers(&contrasts([(regions[0], &both[0]), (regions[1], &both[1])])?))
        })
    }

    fn cells(
        &self,
        choices: &[&Choice],
        inquiry: &Inquiry,
        ask: impl Fn(usize) -> Result<Vec<Answer>> + Sync,
    ) -> Result<Vec<Cell>> {
        let cell = |nth: usize, (): &mut ()| {
            Ok(Cell { name: choices[nth].name.clone(), answers: ask(nth)? })
        };
        parallel::map(choices.len(), &inquiry.watch, || (), cell)?.into_iter().collect()
    }

    /// The same inquiry, chance asked less often, intervals not at all.
    fn quick(&self, inquiry: &Inquiry) -> Inquiry {
        let mut quick = inquiry.clone().watch(&Watch::new());
        quick.replicates = self.replicates.min(inquiry.replicates);
        quick.intervals = false;
        quick
    }
}

/// A choice for two regions: for both, or for this side alone.
struct PairChoice {
    choice: Choice,
    side: usize,
    both: [Inquiry; 2],
}

impl Choice {
    /// Whether an answer that rests on these rows may be another.
    fn touches(&self, rows: &[RowName]) -> bool {
        let touched = |out: &BTreeSet<RowName>| rows.iter().any(|row| out.contains(row));
        self.without.as_ref().is_none_or(touched)
    }
}

impl Answer {
    fn of(finding: Finding) -> Self {
        let p = finding.p(Alternative::TwoSided);
        let attainable = finding.attainable(Alternative::TwoSided);
        let high = finding.test.value().map(|test| test.greater <= test.less);
        let Finding { quantity, part, value, .. } = finding;
        Self { quantity, part, value, p, attainable, high }
    }
}
