//! What the ledgers hold, and what became of their rows.
use super::{Section, head, row};
use crate::compare::{Comparison, Profile};
use crate::network::{Layer, LayerCount};
use crate::region::Table;
use crate::report::Names;
use std::collections::BTreeSet;

pub(super) fn rows(comparison: &Comparison, names: Names) -> Section {
    let mut table = head("rows", comparison, names);
    let regions = || comparison.regions.iter();
    row(&mut table, "cities", regions().map(|it| it.cities));
    for &name in Table::ALL {
        if name == Table::Region || regions().all(|it| it.tables[&name] == 0) {
            continue;
        }
        row(&mut table, name.stem().replace('_', " "), regions().map(|it| it.tables[&name]));
    }
    let mut events = head("agreements, enclaves and platforms", comparison, names);
    row(&mut events, "rows", regions().map(|it| it.events.rows));
    row(&mut events, "with a start date", regions().map(|it| it.events.dated));
    let levels: BTreeSet<_> = regions().flat_map(|it| it.events.checked.keys()).collect();
    for level in levels {
        let count = |it: &Profile| it.events.checked.get(level).copied().unwrap_or(0);
        row(&mut events, format!("checked: {level}"), regions().map(count));
    }
    let found: BTreeSet<_> = regions().flat_map(|it| it.events.found.keys()).collect();
    for word in found {
        let count = |it: &Profile| it.events.found.get(word).copied().unwrap_or(0);
        row(&mut events, format!("found: {word}"), regions().map(count));
    }
    row(&mut events, "systematic to", regions().map(|it| date(it.covers_to)));
    row(&mut events, "known as of", regions().map(|it| date(it.as_of)));
    row(&mut events, "fingerprint of the data", regions().map(|it| &it.data));
    Section {
        title: "What the ledgers hold".to_owned(),
        before: String::new(),
        tables: vec![(String::new(), table), (String::new(), events)],
        after: String::new(),
    }
}

pub(super) fn used(comparison: &Comparison, names: Names) -> Section {
    let mut tables = Vec::new();
    let layers: BTreeSet<Layer> =
        comparison.regions.iter().flat_map(|it| it.used.layers().keys().copied()).collect();
    for layer in layers {
        let mut table = head(layer.as_str(), comparison, names);
        let of = |it: &Profile| it.used.layers().get(&layer).cloned().unwrap_or_default();
        let counts: Vec<LayerCount> = comparison.regions.iter().map(of).collect();
        row(&mut table, "rows", counts.iter().map(|it| it.rows));
        row(&mut table, "tie cities", counts.iter().map(|it| it.tied));
        if counts.iter().any(|it| it.lifted > 0) {
            row(&mut table, "… by lifting a province", counts.iter().map(|it| it.lifted));
        }
        row(&mut table, "within one city", counts.iter().map(|it| it.self_ties));
        let reasons: BTreeSet<_> = counts.iter().flat_map(|it| it.left_out.keys()).collect();
        for reason in reasons {
            let count = |it: &LayerCount| it.left_out.get(reason).copied().unwrap_or(0);
            row(&mut table, format!("no tie: {}", reason.as_str()), counts.iter().map(count));
        }
        let reasons: BTreeSet<_> =
            counts.iter().flat_map(|it| it.parties_left_out.keys()).collect();
        for reason in reasons {
            let count = |it: &LayerCount| it.parties_left_out.get(reason).copied().unwrap_or(0);
            let label = format!("party not counted: {}", reason.as_str());
            row(&mut table, label, counts.iter().map(count));
        }
        tables.push((String::new(), table));
    }
    Section {
        title: "What the projection used and left out".to_owned(),
        before: format!("Ties: {}.", comparison.projection),
        tables,
        after: String::new(),
    }
}

fn date(date: Option<crate::Date>) -> String {
    date.map_or("–".to_owned(), |date| date.to_string())
}
