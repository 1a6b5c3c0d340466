//! The limits of the data, each with the lines of the comparison it touches.
use super::Profile;
use crate::catalogue::compared;
use crate::network::Layer;
use crate::region::Found;
use crate::report::number;
use serde::Serialize;

/// A limit of the data.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Limit {
    /// What it is, with its numbers.
    pub text: String,
    /// The lines it touches: names of measures, or `volume`, `by-year`, `by-lead`, `leaders`.
    pub touches: Vec<String>,
}

fn names(keep: impl Fn(&crate::catalogue::Measure) -> bool) -> Vec<String> {
    compared().filter(|measure| keep(measure)).map(|measure| measure.name.to_owned()).collect()
}

fn percent(part: usize, whole: usize) -> String {
    format!("{}%", number((100.0 * part as f64 / whole.max(1) as f64).round()))
}

/// One sentence with a clause for each region.
fn each(regions: &[Profile], clause: impl Fn(&Profile) -> String) -> String {
    let clauses: Vec<String> =
        regions.iter().map(|region| format!("{}: {}", region.name, clause(region))).collect();
    clauses.join("; ")
}

/// The limits that can be read off the ledgers.
pub(super) fn of(regions: &[Profile], volume_found: Option<&Found>) -> Vec<Limit> {
    let mut limits = Vec::new();
    if regions.is_empty() {
        return limits;
    }
    let mut add = |text: String, touches: Vec<String>| limits.push(Limit { text, touches });
    let sizes: std::collections::BTreeSet<usize> = regions.iter().map(|it| it.cities).collect();
    if sizes.len() > 1 {
        let cities = each(regions, |region| format!("{} cities", region.cities));
        let mut touches = names(|measure| measure.sized);
        touches.push("leaders".to_owned());
        add(
            format!(
                "The regions differ in size ({cities}); these numbers depend on it as they stand: compare the comparable ones."
            ),
            touches,
        );
    }
    if regions.iter().any(|region| region.widest.is_some()) {
        let wide = each(regions, |region| match &region.widest {
            Some(widest) => format!(
                "{} ties {} of {} pairs, {} of them alone",
                widest.id, widest.pairs, region.pairs, widest.only
            ),
            None => "no row ties cities".to_owned(),
        });
        let mut touches = names(|measure| !measure.weighted);
        touches.push("leaders".to_owned());
        add(
            format!(
                "One row alone can carry many ties ({wide}); see the numbers without it under \"other choices of rows\"."
            ),
            touches,
        );
    }
    let thin = each(regions, |region| {
        let (one, pairs) = (region.pairs_of_one_row, region.pairs);
        format!("{one} of {pairs} pairs ({})", percent(one, pairs))
    });
    add(format!("Many ties rest on a single row ({thin})."), names(|_| true));
    if regions.iter().any(|region| region.weak_rows > 0) {
        let weak = each(regions, |region| {
            format!("{} of the {} that tie cities", region.weak_rows, region.used.tied())
        });
        add(
            format!(
                "Rows that are a reading or unverified ({weak}) count like the others; leave them out by how far rows are checked."
            ),
            names(|_| true),
        );
    }
    let found = match volume_found {
        Some(found) => format!(
            "Volumes count rows found by the common {found} only, since the search beyond it differed between regions."
        ),
        None if regions.iter().any(|it| it.chose_by_find()) => {
            "Volumes count the rows that the projection chooses by where they were found.".to_owned()
        }
        None => "Volumes count all rows: no protocol of search common to the regions is recorded, so they may measure search effort.".to_owned(),
    };
    add(found, vec!["volume".to_owned(), "by-year".to_owned(), "by-lead".to_owned()]);
    let undated = each(regions, |region| {
        let (dated, rows) = (region.events.dated, region.events.rows);
        format!("{} of {rows} rows", rows - dated)
    });
    add(
        format!(
            "Rows without a date ({undated}) are in no year; recent years are known less completely, so no trend is to be read from counts per year."
        ),
        vec!["by-year".to_owned()],
    );
    let silent = each(regions, |region| {
        let of = |layer| region.volume.get(&layer).cloned().and_then(|counts| counts.value());
        let counts = of(Layer::Agreements).unwrap_or_default();
        format!("{} of {} agreements", counts.no_lead, counts.rows)
    });
    add(
        format!(
            "The sources often do not say who leads ({silent} without it), and what they say was coded by a reader."
        ),
        vec!["by-lead".to_owned()],
    );
    limits
}
