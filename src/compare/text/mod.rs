//! A comparison as text for a terminal: a section a question.
mod choices;
mod differences;
mod ledger;
mod networks;
mod volume;

use super::{Comparison, Profile};
use crate::Measured;
use crate::report::{Names, TextTable, number, wrap};
use crate::statistics::Interval;

/// The width of a terminal.
const WIDTH: usize = 100;
/// A heading, sentences before, a table, sentences after.
pub(in crate::compare) struct Section {
    pub(in crate::compare) title: String,
    pub(in crate::compare) before: String,
    pub(in crate::compare) tables: Vec<(String, TextTable)>,
    pub(in crate::compare) after: String,
}

pub(in crate::compare) fn render(comparison: &Comparison, names: Names) -> String {
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

pub(in crate::compare) fn title(comparison: &Comparison, names: Names) -> String {
    let regions = region_names(comparison, names);
    regions.join(" beside ")
}

pub(in crate::compare) fn sections(comparison: &Comparison, names: Names) -> Vec<Section> {
    vec![
        differences::section(comparison, names),
        networks::measures(comparison, names),
        networks::leaders(comparison, names),
        volume::rates(comparison, names),
        choices::section(comparison, names),
        volume::counts(comparison, names),
        ledger::rows(comparison, names),
        ledger::used(comparison, names),
        limits(comparison),
    ]
}

fn region_names(comparison: &Comparison, names: Names) -> Vec<String> {
    let choose = |region: &Profile| names.choose(&region.name, region.name_local.as_deref());
    comparison.regions.iter().map(choose).collect()
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

fn measured(value: Option<&Measured>) -> String {
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
fn shown_p(p: &Measured) -> String {
    match p {
        Measured::Value(p) if *p < 0.001 => "<.001".to_owned(),
        Measured::Value(p) => format!("{p:.3}"),
        Measured::Undefined(_) => "–".to_owned(),
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
