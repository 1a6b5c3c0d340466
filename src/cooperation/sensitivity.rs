//! Sensitivity: whether an answer stands when the rows and rules that gave it are others.
use super::{Finding, Inquiry, Unit};
use crate::network::{EVENTS, Layer, Projection, Spread};
use crate::random::Random;
use crate::region::{
    About, AgreementKind, Checked, EnclaveKind, Found, PlatformKind, RowRef, Table,
};
use crate::statistics::Alternative;
use crate::{Measured, Region, Result, Watch, parallel};
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

/// Sensitivity: every answer again under every other defensible choice of rows and rules.
///
/// A *cell* asks all questions once more: under each spread; with random weights for layers and
/// kinds (each between a quarter and four times as much, evenly on the logarithmic scale); of rows
/// checked well, or found by the study or the protocol alone; without plans, with what is only
/// planned, with meetings as events, by rows instead of ceremonies; without the rows that one source
/// alone tells of, for the sources that carry most rows; and without one row, for the rows that tie
/// most pairs. `O(cells)` times the
/// cost of all questions, cells in parallel.
///
/// Leamer (1985), *American Economic Review* 75:308: a conclusion that does not stand under other
/// defensible choices is one of the choices.
///
/// ```
/// use conurbation::{cooperation::{Inquiry, Sensitivity}, synthetic::LedgerWorld};
/// let region = LedgerWorld::new().rows(40).draw(0)?;
/// let cells = Sensitivity::new().most(2).run(&region, &Inquiry::new().replicates(19))?;
/// assert!(cells.iter().any(|cell| cell.name == "spread: count"));
/// # Ok::<(), conurbation::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Sensitivity {
    replicates: usize,
    weights: usize,
    most: usize,
}

/// The answers under one choice.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Cell {
    /// The choice.
    pub name: String,
    /// Whether an answer must be as sure under it; under the others it must only not be reversed.
    pub must_hold: bool,
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
    /// Whether it lies above what chance gives, where there is a test.
    pub high: Option<bool>,
}

impl Default for Sensitivity {
    fn default() -> Self {
        Self { replicates: 199, weights: 5, most: 12 }
    }
}

impl Sensitivity {
    /// Chance is asked 199 times in each cell; 5 random weights, 12 sources and rows left out.
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

    /// Sets how many sources, and how many rows, are left out in turn: those that carry most.
    pub fn most(mut self, most: usize) -> Self {
        self.most = most;
        self
    }

    /// Asks every question under every other choice.
    ///
    /// # Errors
    /// As [`Inquiry::ask`].
    pub fn run(&self, region: &Region, inquiry: &Inquiry) -> Result<Vec<Cell>> {
        inquiry.check()?;
        let choices = self.choices(region, inquiry)?;
        let asked = parallel::map(
            choices.len(),
            &inquiry.watch,
            || (),
            |nth, ()| {
                let (name, must_hold, other) = &choices[nth];
                let mut other = other.clone().watch(&Watch::new());
                other.replicates = self.replicates.min(inquiry.replicates);
                let answers = other.ask(region)?.into_iter().map(Answer::of).collect();
                Ok(Cell { name: name.clone(), must_hold: *must_hold, answers })
            },
        )?;
        asked.into_iter().collect()
    }

    fn choices(&self, region: &Region, inquiry: &Inquiry) -> Result<Vec<(String, bool, Inquiry)>> {
        let main = &inquiry.projection;
        let mut choices: Vec<(String, bool, Inquiry)> = Vec::new();
        let mut add = |name: String, must_hold: bool, other: Inquiry| {
            if other != *inquiry {
                choices.push((name, must_hold, other));
            }
        };
        let with = |projection: Projection| inquiry.clone().projection(projection);
        for (name, spread) in
            [("newman", Spread::Newman), ("count", Spread::Count), ("unit", Spread::Unit)]
        {
            add(format!("spread: {name}"), true, with(main.clone().spread(spread)));
        }
        for draw in 0..self.weights {
            add(
                format!("random weights {}", draw + 1),
                false,
                with(weighted(main, inquiry.seed, draw)),
            );
        }
        let levels: [(&str, &[Checked]); 2] = [
            ("checked: verified", &[Checked::Verified]),
            ("checked: verified, seed", &[Checked::Verified, Checked::Seed]),
        ];
        if main.checked.is_none() {
            for (name, levels) in levels {
                if has(region, |about| about.checked == Some(levels[0])) {
                    add(name.to_owned(), true, with(main.clone().checked(levels.iter().copied())));
                }
            }
        }
        if main.found.is_none() {
            for (found, must_hold) in [(Found::Protocol, true), (Found::Study, false)] {
                if has(region, |about| about.found.as_ref() == Some(&found)) {
                    let name = format!("found: {found}");
                    add(name, must_hold, with(main.clone().found([found])));
                }
            }
        }
        let no_plans = main.clone().agreement_weight(AgreementKind::Plan, 0.0);
        add("without plans".to_owned(), true, with(no_plans));
        add("with what is only planned".to_owned(), false, with(main.clone().planned(true)));
        add("with meetings".to_owned(), false, inquiry.clone().meetings(true));
        let by_row = "by rows, not ceremonies".to_owned();
        add(by_row, false, inquiry.clone().unit(Unit::Row));
        for (source, rows) in self.sources(region) {
            let name = format!("without source {source}");
            add(name, false, with(main.clone().without(rows)));
        }
        for row in self.rows(region, main)? {
            let name = format!("without row {row}");
            add(name, false, with(main.clone().without([row])));
        }
        Ok(choices)
    }

    /// The sources that alone tell of most rows, with these.
    fn sources(&self, region: &Region) -> Vec<(String, Vec<String>)> {
        let mut sole: BTreeMap<&str, Vec<String>> = BTreeMap::new();
        for row in events(region) {
            let sources: BTreeSet<&str> = region
                .row_about(row)
                .map(|about| about.sources.iter().map(|it| it.source()).collect())
                .unwrap_or_default();
            if let (1, Some(source)) = (sources.len(), sources.first()) {
                sole.entry(source).or_default().push(region.row_id(row).to_owned());
            }
        }
        let mut sole: Vec<(String, Vec<String>)> =
            sole.into_iter().map(|(source, rows)| (source.to_owned(), rows)).collect();
        sole.sort_by(|a, b| b.1.len().cmp(&a.1.len()).then(a.0.cmp(&b.0)));
        sole.truncate(self.most);
        sole.iter_mut().for_each(|(_, rows)| rows.sort_unstable());
        sole
    }

    /// The rows that tie most pairs of cities.
    fn rows(&self, region: &Region, projection: &Projection) -> Result<Vec<String>> {
        let network = region.network(projection)?;
        let mut pairs: BTreeMap<&str, usize> = BTreeMap::new();
        for part in network.contributions() {
            *pairs.entry(region.row_id(part.row)).or_default() += 1;
        }
        let mut rows: Vec<(&str, usize)> = pairs.into_iter().collect();
        rows.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(b.0)));
        Ok(rows.into_iter().take(self.most).map(|(row, _)| row.to_owned()).collect())
    }
}

impl Answer {
    fn of(finding: Finding) -> Self {
        let p = finding.p(Alternative::TwoSided);
        let high = finding.test.value().map(|test| test.greater <= test.less);
        Self { quantity: finding.quantity, part: finding.part, value: finding.value, p, high }
    }
}

/// Every row that may make ties.
fn events(region: &Region) -> impl Iterator<Item = RowRef> + '_ {
    let rows =
        |table: Table| (0..region.rows(table) as u32).map(move |index| RowRef { table, index });
    EVENTS.into_iter().flat_map(rows)
}

fn has(region: &Region, is: impl Fn(&About) -> bool) -> bool {
    events(region).filter_map(|row| region.row_about(row)).any(is)
}

/// A projection with random weights for layers and kinds.
fn weighted(main: &Projection, seed: u64, draw: usize) -> Projection {
    let mut random = Random::new(seed, "sensitivity weights", draw as u64);
    let mut weight = || 4.0_f64.powf(2.0 * random.uniform() - 1.0);
    let mut projection = main.clone();
    for layer in Layer::ALL {
        projection = projection.layer_weight(layer, weight());
    }
    for &kind in AgreementKind::ALL {
        projection = projection.agreement_weight(kind, weight());
    }
    for &kind in EnclaveKind::ALL {
        projection = projection.enclave_weight(kind, weight());
    }
    for &kind in PlatformKind::ALL {
        projection = projection.platform_weight(kind, weight());
    }
    projection
}
