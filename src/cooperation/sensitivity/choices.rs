//! The other defensible choices of rows and rules.
use crate::cooperation::{Inquiry, Unit};
use crate::network::{EVENTS, Layer, Projection, Spread};
use crate::random::Random;
use crate::region::{
    About, AgreementKind, Checked, EnclaveKind, Found, PlatformKind, RowName, RowRef, Table,
};
use crate::{Region, Result};
use std::collections::{BTreeMap, BTreeSet};

/// A way of asking that differs from the main one.
#[derive(Debug, Clone)]
pub(super) struct Choice {
    pub(super) name: String,
    pub(super) inquiry: Inquiry,
    /// The rows left out, if nothing else differs.
    pub(super) without: Option<BTreeSet<RowName>>,
}

/// The choices for a region: those that change all rows at once, then those that leave some out.
pub(super) fn choices(
    region: &Region,
    inquiry: &Inquiry,
    weights: usize,
    leave_out: bool,
) -> Result<Vec<Choice>> {
    let mut choices = of_rules(region, inquiry, weights);
    if leave_out {
        choices.extend(of_rows(region, inquiry));
    }
    choices.retain(|choice| choice.inquiry != *inquiry);
    Ok(choices)
}

/// Choices of rules, and of kinds of rows.
fn of_rules(region: &Region, inquiry: &Inquiry, weights: usize) -> Vec<Choice> {
    let main = &inquiry.projection;
    let mut choices = Vec::new();
    let mut add = |name: String, inquiry: Inquiry| {
        choices.push(Choice { name, inquiry, without: None });
    };
    let with = |projection: Projection| inquiry.clone().projection(projection);
    for (name, spread) in
        [("newman", Spread::Newman), ("count", Spread::Count), ("unit", Spread::Unit)]
    {
        add(format!("spread: {name}"), with(main.clone().spread(spread)));
    }
    for draw in 0..weights {
        let name = format!("random weights {}", draw + 1);
        add(name, with(weighted(main, inquiry.seed, draw)));
    }
    let levels: [(&str, &[Checked]); 2] = [
        ("checked: verified", &[Checked::Verified]),
        ("checked: verified, seed", &[Checked::Verified, Checked::Seed]),
    ];
    if main.checked.is_none() {
        for (name, levels) in levels {
            if has(region, |about| about.checked == Some(levels[0])) {
                add(name.to_owned(), with(main.clone().checked(levels.iter().copied())));
            }
        }
    }
    if main.found.is_none() {
        let words: BTreeSet<Found> =
            rows(region).filter_map(|row| region.row_about(row)?.found.clone()).collect();
        for found in words {
            add(format!("found: {found}"), with(main.clone().found([found])));
        }
    }
    let no_plans = main.clone().agreement_weight(AgreementKind::Plan, 0.0);
    add("without plans".to_owned(), with(no_plans));
    add("with what is only planned".to_owned(), with(main.clone().planned(true)));
    add("with meetings".to_owned(), inquiry.clone().meetings(true));
    add("by rows, not ceremonies".to_owned(), inquiry.clone().unit(Unit::Row));
    choices
}

/// Every row left out, and the rows of every source that alone tells of several.
fn of_rows(region: &Region, inquiry: &Inquiry) -> Vec<Choice> {
    let main = &inquiry.projection;
    let chosen = |row: &RowRef| {
        let about = region.row_about(*row);
        let is = |about: &About| main.is_checked(about) && main.is_found(about);
        about.is_some_and(is) && !main.without.contains(region.row_id(*row))
    };
    let out = |name: String, out: Vec<RowRef>| {
        let ids = out.iter().map(|&row| region.row_id(row).to_owned());
        Choice {
            name,
            inquiry: inquiry.clone().projection(main.clone().without(ids)),
            without: Some(out.iter().map(|&row| region.row_name(row)).collect()),
        }
    };
    let mut sole: BTreeMap<&str, Vec<RowRef>> = BTreeMap::new();
    let mut singles: BTreeMap<RowName, RowRef> = BTreeMap::new();
    for row in rows(region).filter(chosen) {
        singles.insert(region.row_name(row), row);
        let sources: BTreeSet<&str> = region
            .row_about(row)
            .map(|about| about.sources.iter().map(|it| it.source()).collect())
            .unwrap_or_default();
        if let (1, Some(source)) = (sources.len(), sources.first()) {
            sole.entry(source).or_default().push(row);
        }
    }
    // A source that alone tells of one row is that row.
    sole.retain(|_, rows| rows.len() > 1);
    let sources =
        sole.into_iter().map(|(source, rows)| out(format!("without source {source}"), rows));
    let mut choices: Vec<Choice> = sources.collect();
    choices.extend(
        singles.into_iter().map(|(name, row)| out(format!("without row {}", name.id), vec![row])),
    );
    choices
}

/// Every row that may make ties.
fn rows(region: &Region) -> impl Iterator<Item = RowRef> + '_ {
    let rows =
        |table: Table| (0..region.rows(table) as u32).map(move |index| RowRef { table, index });
    EVENTS.into_iter().flat_map(rows)
}

fn has(region: &Region, is: impl Fn(&About) -> bool) -> bool {
    rows(region).filter_map(|row| region.row_about(row)).any(is)
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
