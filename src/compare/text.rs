//! A comparison as text for a terminal.
use super::{Comparison, Difference, Scale, Verdict};
use crate::catalogue::{MEASURES, Measure, Scope};
use crate::network::{Layer, LayerCount};
use crate::region::Table;
use crate::report::{Names, TextTable, number, wrap};
use crate::statistics::Interval;
use crate::{Measured, region::Lead};
use std::collections::{BTreeMap, BTreeSet};

/// The width of a terminal.
const WIDTH: usize = 100;
/// The numbers shown under other choices of rows.
const SHOWN: [&str; 5] = ["density", "components", "transitivity", "gini-strength", "e-i"];

/// A heading, sentences before, a table, sentences after.
pub(super) struct Section {
    pub(super) title: String,
    pub(super) before: String,
    pub(super) tables: Vec<(String, TextTable)>,
    pub(super) after: String,
}

pub(super) fn render(comparison: &Comparison, names: Names) -> String {
    let mut text = String::new();
    let title = title(comparison, names);
    text.push_str(&format!(
        "{title}\n{}\n",
        "═".repeat(unicode_width::UnicodeWidthStr::width(&*title))
    ));
    for section in sections(comparison, names) {
        text.push_str(&format!("\n{}\n", section.title.to_uppercase()));
        for paragraph in section.before.lines() {
            text.push_str(&format!("{}\n", wrap(paragraph, WIDTH).join("\n")));
        }
        for (caption, table) in section.tables {
            text.push('\n');
            if !caption.is_empty() {
                text.push_str(&format!("  {caption}\n"));
            }
            text.push_str(&table.to_text(WIDTH));
        }
        for paragraph in section.after.lines() {
            let lines = wrap(paragraph, WIDTH - 6);
            text.push_str(&format!("  {}\n", lines.join("\n      ")));
        }
    }
    text
}

pub(super) fn title(comparison: &Comparison, names: Names) -> String {
    let regions = region_names(comparison, names);
    regions.join(" beside ")
}

fn region_names(comparison: &Comparison, names: Names) -> Vec<String> {
    let choose = |region: &super::Profile| names.choose(&region.name, region.name_local.as_deref());
    comparison.regions.iter().map(choose).collect()
}

pub(super) fn sections(comparison: &Comparison, names: Names) -> Vec<Section> {
    vec![
        ledger(comparison, names),
        used(comparison, names),
        differences(comparison, names),
        measures(comparison, names),
        leaders(comparison, names),
        rates(comparison, names),
        volume(comparison, names),
        variants(comparison, names),
        limits(comparison),
    ]
}

/// The names of the regions as heads of columns, which must be short.
fn heads(comparison: &Comparison, names: Names) -> Vec<String> {
    let one = if names == Names::Local { Names::Local } else { Names::En };
    region_names(comparison, one)
}

fn head(first: &str, comparison: &Comparison, names: Names) -> TextTable {
    TextTable::new(std::iter::once(first.to_owned()).chain(heads(comparison, names)))
}

/// A row of the same quantity in every region.
fn row<T: ToString>(
    table: &mut TextTable,
    label: impl Into<String>,
    values: impl Iterator<Item = T>,
) {
    table.row(std::iter::once(label.into()).chain(values.map(|value| value.to_string())));
}

fn date(date: Option<crate::Date>) -> String {
    date.map_or("–".to_owned(), |date| date.to_string())
}

fn ledger(comparison: &Comparison, names: Names) -> Section {
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
        let count = |it: &super::Profile| it.events.checked.get(level).copied().unwrap_or(0);
        row(&mut events, format!("checked: {level}"), regions().map(count));
    }
    let found: BTreeSet<_> = regions().flat_map(|it| it.events.found.keys()).collect();
    for word in found {
        let count = |it: &super::Profile| it.events.found.get(word).copied().unwrap_or(0);
        row(&mut events, format!("found: {word}"), regions().map(count));
    }
    row(&mut events, "systematic to", regions().map(|it| date(it.covers_to)));
    row(&mut events, "known as of", regions().map(|it| date(it.as_of)));
    Section {
        title: "What the ledgers hold".to_owned(),
        before: String::new(),
        tables: vec![(String::new(), table), (String::new(), events)],
        after: String::new(),
    }
}

fn used(comparison: &Comparison, names: Names) -> Section {
    let mut tables = Vec::new();
    let layers: BTreeSet<Layer> =
        comparison.regions.iter().flat_map(|it| it.used.layers().keys().copied()).collect();
    for layer in layers {
        let mut table = head(layer.as_str(), comparison, names);
        let of = |it: &super::Profile| it.used.layers().get(&layer).cloned().unwrap_or_default();
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
        before: format!("Ties: {}. Seed {}.", comparison.projection, comparison.seed),
        tables,
        after: String::new(),
    }
}

pub(super) fn measured(value: Option<&Measured>) -> String {
    match value {
        Some(Measured::Value(value)) => number(*value),
        Some(Measured::Undefined(_)) | None => "–".to_owned(),
    }
}

fn interval(interval: &Measured<Interval>) -> String {
    match interval {
        Measured::Value(it) => format!("{} … {}", number(it.low), number(it.high)),
        Measured::Undefined(_) => "–".to_owned(),
    }
}

/// A p or a q: never 0.
fn chance(p: &Measured) -> String {
    match p {
        Measured::Value(p) if *p < 0.001 => "<.001".to_owned(),
        Measured::Value(p) => format!("{p:.3}"),
        Measured::Undefined(_) => "–".to_owned(),
    }
}

fn quantities() -> impl Iterator<Item = &'static Measure> {
    MEASURES.iter().filter(|measure| measure.scope != Scope::City)
}

fn differences(comparison: &Comparison, names: Names) -> Section {
    let regions = region_names(comparison, names);
    let mut tables = Vec::new();
    let mut pairs: Vec<[usize; 2]> = comparison.differences.iter().map(|it| it.pair).collect();
    pairs.dedup();
    pairs.sort_unstable();
    pairs.dedup();
    for pair in pairs {
        let of_pair = |it: &&Difference| it.pair == pair;
        let lines = || comparison.differences.iter().filter(of_pair);
        let [first, second] = pair.map(|region| &regions[region]);
        for (scale, caption) in [
            (Scale::Difference, format!("{first} less {second}")),
            (Scale::Ratio, format!("{first} as a multiple of {second}")),
        ] {
            let header = ["line", "effect", "95 % interval", "p", "least", "q", "verdict"];
            let mut table = TextTable::new(header).words(6);
            let mut reasons = TextTable::new(["line", "why, and what data would decide"]).words(1);
            for line in lines().filter(|line| line.scale == scale) {
                if line.effect.undefined().is_some() && line.raw.undefined().is_some() {
                    continue;
                }
                table.row([
                    line.quantity.clone(),
                    measured(Some(&line.effect)),
                    interval(&line.interval),
                    chance(&line.p),
                    chance(&line.attainable),
                    chance(&line.q),
                    line.verdict.as_str().to_owned(),
                ]);
                let needs = line.decided_by.as_ref().map(|it| format!(". Would decide: {it}"));
                reasons.row([
                    line.quantity.clone(),
                    format!("{}{}", line.because, needs.unwrap_or_default()),
                ]);
            }
            if !table.is_empty() {
                tables.push((caption, table));
                tables.push((String::new(), reasons));
            }
        }
    }
    let count = |verdict: Verdict| {
        comparison.differences.iter().filter(|line| line.verdict == verdict).count()
    };
    let tested = comparison.differences.iter().filter(|it| it.p.value().is_some()).count();
    let before = format!(
        "{} lines, {tested} of them tested: {} established, {} contradicted, {} cannot be decided.\nNumbers that depend on size are compared at {} cities, those about provinces as what they are above provinces dealt at random. Least: the smallest p these data could give; q: the share of false discoveries if this line and all of smaller q are believed. {} draws of every kind, {} under other choices; seed {}.",
        comparison.differences.len(),
        count(Verdict::Established),
        count(Verdict::Contradicted),
        count(Verdict::CannotBeDecided),
        comparison.cities,
        comparison.replicates,
        comparison.replicates_of_choices,
        comparison.seed,
    );
    Section { title: "What differs".to_owned(), before, tables, after: years(comparison, names) }
}

/// The windows of time, in words.
fn years(comparison: &Comparison, names: Names) -> String {
    let regions = region_names(comparison, names);
    let shown = |windows: &Result<Vec<crate::Date>, crate::Undefined>| match windows {
        Ok(windows) => {
            let each = regions.iter().zip(windows).map(|(name, it)| format!("{name} {it}"));
            each.collect::<Vec<_>>().join(", ")
        }
        Err(reason) => reason.to_string(),
    };
    if regions.len() < 2 {
        return String::new();
    }
    let windows = &comparison.windows;
    format!("Same years: {}.\nSame age: {}.", shown(&windows.calendar), shown(&windows.age))
}

fn measures(comparison: &Comparison, names: Names) -> Section {
    let mut tables = Vec::new();
    let mut lines =
        TextTable::new(["measure", "limits", "what it says of cities"]).words(1).words(2);
    let mut undefined = Vec::new();
    let defined = |measure: &&Measure| {
        let reasons =
            comparison.regions.iter().map(|it| it.measures.get(measure.name)?.undefined());
        reasons.collect::<Option<Vec<_>>>()
    };
    for measure in quantities() {
        match defined(&measure).and_then(|reasons| reasons.first().copied()) {
            Some(reason) => undefined.push(format!("{} is undefined here. {reason}", measure.name)),
            None => lines.row([
                measure.name.to_owned(),
                comparison.marks(measure.name),
                measure.meaning.to_owned(),
            ]),
        }
    }
    tables.push((String::new(), lines));
    for (region, name) in comparison.regions.iter().zip(region_names(comparison, names)) {
        let header =
            ["measure", "value", "95 % interval", "comparable", "by chance", "z", "percentile"];
        let mut table = TextTable::new(header);
        for measure in quantities() {
            let Some(estimate) = region.estimates.get(measure.name) else { continue };
            if estimate.value.undefined().is_some() {
                continue;
            }
            let by_chance = estimate.chance.and_then(Measured::value);
            let of = |value: Option<f64>| value.map_or("–".to_owned(), number);
            table.row([
                measure.name.to_owned(),
                measured(Some(&estimate.value)),
                interval(&estimate.interval),
                measured(Some(&estimate.corrected)),
                of(by_chance.map(|it| it.mean)),
                of(by_chance.and_then(|it| it.z)),
                of(by_chance.map(|it| it.percentile)),
            ]);
        }
        tables.push((name, table));
    }
    Section {
        title: "The networks".to_owned(),
        before: "Each number with the interval in which it would lie if other signings of the same kind had come about in the same cities, what it is where regions are made comparable, and where it stands among what chance gives: cities as active and events as large but partners at random, or provinces dealt to the cities at random. Numbers in brackets name the limits below that touch a line.".to_owned(),
        tables,
        after: undefined.join("\n"),
    }
}

fn leaders(comparison: &Comparison, names: Names) -> Section {
    let mut tables = Vec::new();
    for (region, name) in comparison.regions.iter().zip(region_names(comparison, names)) {
        let header = ["measure", "city", "score", "rank", "95 % ranks", "among first 3"];
        let mut table = TextTable::new(header).words(1);
        for measure in MEASURES {
            let Some(leaders) = region.leaders.get(measure.name) else { continue };
            for (nth, leader) in leaders.iter().enumerate() {
                table.row([
                    if nth == 0 { measure.name.to_owned() } else { String::new() },
                    names.choose(&leader.name, leader.name_local.as_deref()),
                    number(leader.score),
                    leader.rank.to_string(),
                    format!("{} … {}", leader.rank_low, leader.rank_high),
                    format!("{:.0} %", 100.0 * leader.among_first_three),
                ]);
            }
        }
        if !table.is_empty() {
            tables.push((format!("{name} {}", comparison.marks("leaders")), table));
        }
    }
    Section {
        title: "Leading cities".to_owned(),
        before: "The ranks a city would take if other signings of the same kind had come about, and how likely it would be among the first three. A rank is established where its interval is one rank wide.".to_owned(),
        tables,
        after: String::new(),
    }
}

fn rates(comparison: &Comparison, names: Names) -> Section {
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

/// Which rows volumes count.
fn which(comparison: &Comparison) -> String {
    match &comparison.volume_found {
        Some(found) => format!("Rows found by the common {found}."),
        None => "All rows.".to_owned(),
    }
}

fn volume(comparison: &Comparison, names: Names) -> Section {
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

fn variants(comparison: &Comparison, names: Names) -> Section {
    let mut tables = Vec::new();
    for (region, name) in comparison.regions.iter().zip(region_names(comparison, names)) {
        let header = ["rows", "pairs"].into_iter().chain(SHOWN);
        let mut table = TextTable::new(std::iter::once("choice of rows").chain(header));
        for variant in &region.variants {
            let counts =
                [variant.name.clone(), variant.rows.to_string(), variant.pairs.to_string()];
            let values = SHOWN.iter().map(|name| measured(variant.measures.get(name)));
            table.row(counts.into_iter().chain(values));
        }
        tables.push((name, table));
    }
    let widest = comparison.regions.iter().filter_map(|region| region.widest.as_ref());
    let widest = widest.map(|row| {
        let title = names.choose(row.title.as_deref().unwrap_or(""), row.title_local.as_deref());
        format!("{}: {}", row.id, title.trim())
    });
    Section {
        title: "Other choices of rows".to_owned(),
        before: "What the numbers become under each choice that a difference is held against."
            .to_owned(),
        tables,
        after: widest.collect::<Vec<_>>().join("\n"),
    }
}

fn limits(comparison: &Comparison) -> Section {
    let numbered =
        (1..).zip(&comparison.limits).map(|(nth, limit)| format!("[{nth}] {}", limit.text));
    let mut notes: Vec<(&str, Vec<&str>)> = Vec::new();
    for region in &comparison.regions {
        let Some(note) = region.note.as_deref() else {
            continue;
        };
        match notes.iter_mut().find(|(known, _)| *known == note) {
            Some((_, names)) => names.push(&region.name),
            None => notes.push((note, vec![&region.name])),
        }
    }
    let notes = notes.into_iter().map(|(note, names)| format!("{}: {note}", names.join(", ")));
    Section {
        title: "Limits of the data".to_owned(),
        before: String::new(),
        tables: Vec::new(),
        after: numbered.chain(notes).collect::<Vec<_>>().join("\n"),
    }
}
