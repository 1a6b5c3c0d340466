//! What the differences and the numbers become under other choices.
use super::{Section, measured, region_names, shown_p};
use crate::Measured;
use crate::compare::{Comparison, Demand, Difference, Scale};
use crate::report::{Names, TextTable};

/// The numbers shown of each region.
const SHOWN: [&str; 5] = ["density", "components", "transitivity", "gini-strength", "e-i"];
/// The differences shown.
const DIFFERENCES: [&str; 4] = ["density", "mean-degree", "mean-strength", "transitivity"];

pub(super) fn section(comparison: &Comparison, names: Names) -> Section {
    let regions = region_names(comparison, names);
    let mut tables = Vec::new();
    let mut pairs: Vec<[usize; 2]> = comparison.differences().iter().map(|it| it.pair).collect();
    pairs.sort_unstable();
    pairs.dedup();
    for pair in pairs {
        let [first, second] = pair.map(|region| &regions[region]);
        let lines = || comparison.differences().iter().filter(move |line| line.pair == pair);
        let measures: Vec<&Difference> = DIFFERENCES
            .iter()
            .filter_map(|name| lines().find(|line| line.quantity == *name))
            .collect();
        tables.push((format!("{first} less {second}"), differences(&measures)));
        let rates: Vec<&Difference> = lines().filter(|line| line.scale == Scale::Ratio).collect();
        tables.push((format!("{first} as a multiple of {second}"), ratios(&rates)));
    }
    tables.retain(|(_, table)| !table.is_empty());
    for (region, name) in comparison.regions().iter().zip(&regions) {
        let header = ["rows", "pairs"].into_iter().chain(SHOWN);
        let mut table = TextTable::new(std::iter::once("choice").chain(header));
        for variant in &region.variants {
            let counts =
                [variant.name.clone(), variant.rows.to_string(), variant.pairs.to_string()];
            let values = SHOWN.iter().map(|name| measured(variant.measures.get(name)));
            table.row(counts.into_iter().chain(values));
        }
        tables.push((name.clone(), table));
    }
    let widest = comparison.regions().iter().filter_map(|region| region.widest.as_ref());
    let widest = widest.map(|row| {
        let title = names.choose(row.title.as_deref().unwrap_or(""), row.title_local.as_deref());
        format!("{}, the widest row: {}", row.id, title.trim())
    });
    Section {
        title: "Other choices of rows".to_owned(),
        before: "What the differences become, with their p, and what the numbers become. A difference is established only if it is significant under every choice marked *, and the others do not reverse it; a dash in the place of p is no test, and what must hold does not hold then. Of the networks four lines are shown; JSON holds all. Rows are told apart by how they were found (study: in the study itself; protocol: by the search made alike for both regions; extra: beyond it) and how far they were checked.".to_owned(),
        tables,
        after: widest.collect::<Vec<_>>().join("\n"),
    }
}

/// Whether a choice must hold, as a mark.
fn mark(demand: Demand) -> &'static str {
    if demand == Demand::MustHold { " *" } else { "" }
}

/// A row for each choice, a column for each measure.
fn differences(lines: &[&Difference]) -> TextTable {
    let header = lines.iter().map(|line| line.quantity.clone());
    let mut table = TextTable::new(std::iter::once("choice".to_owned()).chain(header));
    let Some(first) = lines.first() else {
        return table;
    };
    let main =
        lines.iter().map(|line| format!("{} ({})", measured(Some(&line.effect)), shown_p(&line.p)));
    table.row(std::iter::once("all rows *".to_owned()).chain(main));
    for (nth, choice) in first.choices.iter().enumerate() {
        let under = lines.iter().map(|line| cell(&line.choices[nth].effect, &line.choices[nth].p));
        let label = format!("{}{}", choice.name, mark(choice.demand));
        table.row(std::iter::once(label).chain(under));
    }
    table
}

/// A row for each rate, a column for each choice.
fn ratios(lines: &[&Difference]) -> TextTable {
    let choices = lines.first().map(|line| line.choices.as_slice()).unwrap_or_default();
    let header = choices.iter().map(|choice| format!("{}{}", choice.name, mark(choice.demand)));
    let header = ["signings".to_owned(), "dated *".to_owned()].into_iter().chain(header);
    let mut table = TextTable::new(header);
    for line in lines {
        let main = (&line.effect, &line.p);
        let under = line.choices.iter().map(|choice| (&choice.effect, &choice.p));
        let cells = std::iter::once(main).chain(under);
        let cells = cells.map(|(effect, p)| cell(effect, p));
        table.row(std::iter::once(line.quantity.clone()).chain(cells));
    }
    table
}

/// An effect with its p in brackets.
fn cell(effect: &Measured, p: &Measured) -> String {
    format!("{} ({})", measured(Some(effect)), shown_p(p).trim_start_matches('0'))
}
