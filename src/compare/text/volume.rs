//! How much was agreed and begun.
use super::{Section, head, heads, measured, row};
use crate::Measured;
use crate::compare::Comparison;
use crate::network::Layer;
use crate::region::Lead;
use crate::report::{Names, TextTable};
use std::collections::{BTreeMap, BTreeSet};

pub(super) fn rates(comparison: &Comparison, names: Names) -> Section {
    let header = ["signings", "years", "in them", "unsure", "all", "city-year", "million-year"];
    let mut table = TextTable::new(header).words(1);
    let regions = heads(comparison, names);
    for rate in &comparison.rates {
        let window = rate.window.value().map_or("–".to_owned(), |window| window.to_string());
        table.row([
            format!("{}: {}", rate.layer.as_str(), regions[rate.region]),
            window,
            rate.signings.to_string(),
            rate.undated.to_string(),
            rate.all.to_string(),
            measured(Some(&rate.per_city_year)),
            measured(Some(&rate.per_million_year)),
        ]);
    }
    Section {
        title: "How often cities sign".to_owned(),
        before: format!(
            "A ceremony counts once, whatever it signs {}. {} In the years that all regions share, per city and year, and per million people and year. Unsure: of no date, or of one that may lie outside them.",
            comparison.marks("volume"),
            which(comparison),
        ),
        tables: vec![(String::new(), table)],
        after: String::new(),
    }
}

pub(super) fn counts(comparison: &Comparison, names: Names) -> Section {
    let mut tables = Vec::new();
    let mut notes = Vec::new();
    let layers: BTreeSet<Layer> =
        comparison.regions.iter().flat_map(|it| it.volume.keys().copied()).collect();
    for layer in layers {
        let counts: Vec<_> = comparison
            .regions
            .iter()
            .map(|it| it.volume.get(&layer).cloned().and_then(Measured::value).unwrap_or_default())
            .collect();
        if counts.iter().all(|it| it.rows == 0) {
            notes.push(format!("No {} are among these rows.", layer.as_str()));
            continue;
        }
        let mut table = head(layer.as_str(), comparison, names);
        row(
            &mut table,
            format!("rows {}", comparison.marks("volume")),
            counts.iter().map(|it| it.rows),
        );
        row(&mut table, "items they stand for", counts.iter().map(|it| it.items));
        let years: BTreeSet<i16> = counts
            .iter()
            .flat_map(|it| {
                it.by_year.iter().filter(|(_, items)| **items > 0).map(|(&year, _)| year)
            })
            .collect();
        let mark = comparison.marks("by-year");
        for (nth, year) in years.iter().enumerate() {
            let label = if nth == 0 {
                format!("items begun in {year} {mark}")
            } else {
                format!("{year:>19}")
            };
            row(
                &mut table,
                label,
                counts.iter().map(|it| it.by_year.get(year).copied().unwrap_or(0)),
            );
        }
        row(&mut table, "items of no single year", counts.iter().map(|it| it.undated));
        let mut domains: BTreeMap<&str, f64> = BTreeMap::new();
        for (domain, rows) in counts.iter().flat_map(|it| &it.by_domain) {
            *domains.entry(domain).or_default() += rows;
        }
        for domain in domains.keys() {
            let values = counts.iter().map(|it| it.by_domain.get(*domain).copied().unwrap_or(0.0));
            row(
                &mut table,
                format!("rows, domain: {domain}"),
                values.map(|rows| format!("{rows:.1}")),
            );
        }
        if !domains.is_empty() {
            row(&mut table, "rows, domain: not said", counts.iter().map(|it| it.no_domain));
        }
        let leads: BTreeSet<Lead> =
            counts.iter().flat_map(|it| it.by_lead.keys().copied()).collect();
        let mark = comparison.marks("by-lead");
        for lead in leads {
            let values = counts.iter().map(|it| it.by_lead.get(&lead).copied().unwrap_or(0));
            row(&mut table, format!("rows, led by: {lead} {mark}"), values);
        }
        row(
            &mut table,
            format!("rows, led by: not said {mark}"),
            counts.iter().map(|it| it.no_lead),
        );
        tables.push((String::new(), table));
    }
    Section {
        title: "How much was agreed and begun".to_owned(),
        before: format!(
            "{} They count whether or not they tie cities. A row of several domains is split among them; years without any item are not shown.",
            which(comparison)
        ),
        tables,
        after: notes.join("\n"),
    }
}

/// Which rows volumes count.
fn which(comparison: &Comparison) -> String {
    match &comparison.volume_found {
        Some(found) => format!("Rows found by the common {found}."),
        None => "All rows.".to_owned(),
    }
}
