//! What differs between the regions, what may be said of it, and why.
use super::{Section, interval, measured, region_names, shown_p};
use crate::compare::{Comparison, Difference, Scale, Verdict};
use crate::report::{Names, TextTable};

pub(super) fn section(comparison: &Comparison, names: Names) -> Section {
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
            for line in lines().filter(|line| line.scale == scale) {
                if line.effect.undefined().is_some() && line.raw.undefined().is_some() {
                    continue;
                }
                table.row([
                    line.quantity.clone(),
                    measured(Some(&line.effect)),
                    interval(&line.interval),
                    shown_p(&line.p),
                    shown_p(&line.attainable),
                    shown_p(&line.q),
                    line.verdict.as_str().to_owned(),
                ]);
            }
            if !table.is_empty() {
                tables.push((caption, table));
            }
        }
    }
    let count = |verdict: Verdict| {
        comparison.differences.iter().filter(|line| line.verdict == verdict).count()
    };
    let tested = comparison.differences.iter().filter(|it| it.p.value().is_some()).count();
    let before = format!(
        "{} lines, {tested} of them tested: {} established, {} contradicted, {} cannot be decided.\nNumbers that depend on size are compared at {} cities (density as if each pair met as often, mean-degree as if each city did), those about provinces as what they are above provinces dealt at random. Least: the smallest p these data could give; q: the share of false discoveries if this line and all of smaller q are believed. {} draws of every kind, {} under other choices; seed {}.",
        comparison.differences.len(),
        count(Verdict::Established),
        count(Verdict::Contradicted),
        count(Verdict::CannotBeDecided),
        comparison.cities,
        comparison.replicates,
        comparison.replicates_of_choices,
        comparison.seed,
    );
    let after =
        [reasons(comparison), basis(comparison, names), years(comparison, names)].join("\n");
    Section { title: "What differs".to_owned(), before, tables, after }
}

/// The windows of time, in words.
fn years(comparison: &Comparison, names: Names) -> String {
    let regions = region_names(comparison, names);
    let shown = |windows: &Result<Vec<crate::Date>, crate::Undefined>| match windows {
        Ok(windows) => {
            let each = regions.iter().zip(windows).map(|(name, it)| format!("{name} {it}"));
            each.collect::<Vec<_>>().join(", ")
        }
        Err(reason) => reason.words(),
    };
    if regions.len() < 2 {
        return String::new();
    }
    let windows = &comparison.windows;
    format!("Same years: {}.\nSame age: {}.", shown(&windows.calendar), shown(&windows.age))
}

/// The rows the lines rest on, in words.
fn basis(comparison: &Comparison, names: Names) -> String {
    let regions = region_names(comparison, names);
    let each = comparison.regions().iter().zip(regions).map(|(region, name)| {
        let (rows, signings) = (region.used.tied(), region.batches);
        format!("{name} {rows} rows in {signings} signings that tie {} pairs", region.pairs)
    });
    let each = each.collect::<Vec<_>>().join(", ");
    let volumes = match &comparison.volume_found {
        Some(found) => format!(" Lines of signings: rows found by the common {found} alone."),
        None => String::new(),
    };
    format!("From {each}; ties: {}.{volumes}", comparison.projection)
}

/// Why each line has its verdict and what data would decide it, once for lines of one reason.
fn reasons(comparison: &Comparison) -> String {
    let mut reasons: Vec<(String, Vec<&str>)> = Vec::new();
    let several = comparison.regions().len() > 2;
    for line in comparison.differences() {
        let mut reason = format!("{}: {}", line.verdict.as_str(), line.because);
        if let Some(needs) = &line.decided_by {
            reason.push_str(&format!(". Would decide: {needs}"));
        }
        if several {
            reason = format!("({} and {}) {reason}", line.regions[0], line.regions[1]);
        }
        match reasons.iter_mut().find(|(known, _)| *known == reason) {
            Some((_, lines)) => lines.push(&line.quantity),
            None => reasons.push((reason, vec![&line.quantity])),
        }
    }
    let shown =
        reasons.into_iter().map(|(reason, lines)| format!("{} – {reason}.", lines.join(", ")));
    shown.collect::<Vec<_>>().join("\n")
}
