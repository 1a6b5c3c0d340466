//! What is asked, in which worlds, and what must come out.
//!
//! | here | what is measured |
//! |---|---|
//! | `differences` | the lines that compare two regions |
//! | `labels` | permutations of labels and matrices, one test or many |
//! | `nulls` | networks, tables and borders drawn again |
//! | `networks` | two networks by the vertex bootstrap |
//! | `rates` | counts of events |
//! | `intervals` | intervals: how often they miss |
//! | `power` | effects that are there |
//! | `table` | worlds counted, tables printed |
mod differences;
mod intervals;
mod labels;
mod networks;
mod nulls;
mod power;
mod rates;
pub(crate) mod table;

use conurbation::Measured;

pub(crate) use table::{Expected, Section, Study};

/// The draws of a permutation test: with the data themselves 200, so that p can be 0.05 exactly.
pub(crate) const REPLICATES: usize = 199;
/// The seed of all worlds; where a second region is needed, that of it is the next number.
pub(crate) const SEED: u64 = 2026;

/// The smallest of some p, or 1.
fn smallest(p: &[f64]) -> Measured {
    Measured::Value(p.iter().copied().fold(1.0, f64::min))
}

/// An answer that is no p.
fn found(found: bool) -> Measured {
    Measured::Value(if found { 0.0 } else { 1.0 })
}

/// Everything that is measured, in the order of the page.
pub(crate) fn sections() -> Vec<Section> {
    let mut sections = differences::sections();
    sections.push(labels::section());
    sections.push(labels::many());
    sections.push(nulls::section());
    sections.push(networks::section());
    sections.push(rates::section());
    sections.extend(intervals::sections());
    sections.extend(power::sections());
    sections
}

/// What all tables have in common.
pub(crate) fn heading(worlds: u64) -> String {
    let error = 2.0 * (5.0_f64 * 95.0 / worlds as f64).sqrt();
    format!(
        "Seed: {SEED}. Draws of a test: {REPLICATES}, unless said. Level: 5 %. A test that keeps it \
        exactly shows 5.0 ± {error:.1} in {worlds} worlds.\n"
    )
}
