//! Sustainment (毗邻地区后继乏力): whether neighbours keep at it.
//!
//! | here | what it answers |
//! |---|---|
//! | [`Sustainment`], [`SustainmentResult`] | how long ties last and deepen, neighbours against others |
mod deepening;
mod lives;
mod neighbours;

pub(super) use lives::Lives;
pub use neighbours::{Sustainment, SustainmentResult};

use super::{Finding, Inquiry};
use crate::{Measured, Region, Result, Undefined};

/// The findings of a region.
pub(super) fn findings(region: &Region, inquiry: &Inquiry) -> Result<Vec<Finding>> {
    let found = Sustainment::new().run(region, inquiry)?;
    let new = |quantity, meaning| {
        Finding::new(quantity, meaning, region, Undefined::NoEdges)
            .named(found.rows.clone(), found.ties)
    };
    let acts = "signs of life of every tie, year by year: meetings, projects, budgets, renewals";
    let no_test = Undefined::NoTest { why: "no half-life is what chance gives" };
    let median = found.all.as_ref().and_then(|it| it.median());
    Ok(vec![
        new("tie-half-life", "years until half of the ties show no sign of life")
            .value(median)
            .interval(Measured::Undefined(no_test))
            .test(Measured::Undefined(no_test))
            .decided_by(acts),
        new(
            "sustainment-gap",
            "mean years that neighbours' ties live, of five, less those of others",
        )
        .neutral(0.0)
        .value(found.gap)
        .interval(found.interval)
        .test(found.tails)
        .decided_by(acts),
        new("deepening-gap", "new domains per year of neighbours' ties less those of others")
            .neutral(0.0)
            .value(found.deepening)
            .interval(Measured::Undefined(Undefined::NoTest {
                why: "pairs of one row are not independent: see the test",
            }))
            .test(found.deepening_tails)
            .decided_by("two dated rows with domains at least for each pair of cities"),
    ])
}
