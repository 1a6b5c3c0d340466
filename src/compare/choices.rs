//! Other choices of rows and of the projection, under which a difference must stand.
use super::profile::widest;
use super::windows::Windows;
use crate::network::{Projection, Spread};
use crate::region::{Checked, Found};
use crate::{Region, Result};
use serde::Serialize;
use std::collections::BTreeSet;

/// What a choice means for a verdict.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Demand {
    /// A difference is established only if it is significant under this choice too.
    MustHold,
    /// A difference is not established if this choice shows the opposite, significantly.
    MustNotReverse,
}

/// A choice of rows and of the projection, made in every region.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Choice {
    pub(super) name: String,
    pub(super) demand: Demand,
    /// The projection of each region; none where the choice cannot be made.
    pub(super) projections: Vec<Option<Projection>>,
}

/// Every other choice: of the spread, of how far rows are checked, of where they were found, of
/// the time, without the row that ties most pairs, without those only addressed.
pub(super) fn choices(
    regions: &[&Region],
    mains: &[Projection],
    windows: &Windows,
) -> Result<Vec<Choice>> {
    let mut choices = Vec::new();
    let mut add = |name: &str, demand, projections: Vec<Option<Projection>>| {
        let differs = projections.iter().zip(mains).any(|(it, main)| it.as_ref() != Some(main));
        if differs {
            choices.push(Choice { name: name.to_owned(), demand, projections });
        }
    };
    let all = |change: &dyn Fn(Projection) -> Projection| {
        mains.iter().map(|main| Some(change(main.clone()))).collect::<Vec<_>>()
    };
    for (name, spread) in [
        ("spread: newman", Spread::Newman),
        ("spread: count", Spread::Count),
        ("spread: unit", Spread::Unit),
    ] {
        add(name, Demand::MustHold, all(&|main| main.spread(spread)));
    }
    let by_level: [(&str, &[Checked]); 2] = [
        ("checked: verified", &[Checked::Verified]),
        ("checked: verified, seed", &[Checked::Verified, Checked::Seed]),
    ];
    // A choice among rows that were left out already is none.
    let checked = |level: &Checked| mains.iter().all(|it| chosen(&it.checked, level));
    let was_found = |word: &Found| mains.iter().all(|it| chosen(&it.found, word));
    for (name, levels) in by_level {
        let known = |region: &&Region| has(region, |about| about.checked == Some(levels[0]));
        if regions.iter().all(known) && levels.iter().all(checked) {
            add(name, Demand::MustHold, all(&|main| main.checked(levels.iter().copied())));
        }
    }
    for (found, demand) in
        [(Found::Protocol, Demand::MustHold), (Found::Study, Demand::MustNotReverse)]
    {
        let known = |region: &&Region| has(region, |about| about.found.as_ref() == Some(&found));
        if regions.iter().any(known) && was_found(&found) {
            add(&format!("found: {found}"), demand, all(&|main| main.found([found.clone()])));
        }
    }
    let mut without = Vec::new();
    for (region, main) in regions.iter().zip(mains) {
        let widest = widest(region, &region.network(main)?);
        without.push(
            widest.map(|row| main.clone().without(super::profile::same_fact(region, &row.id))),
        );
    }
    add("without the widest row", Demand::MustNotReverse, without);
    add("not addressees", Demand::MustNotReverse, all(&|main| main.addressees(false)));
    for (name, windows) in [("same years", &windows.calendar), ("same age", &windows.age)] {
        let projections = mains.iter().enumerate().map(|(nth, main)| {
            let window = windows.as_ref().ok()?.get(nth)?;
            Some(main.clone().window(*window))
        });
        add(name, Demand::MustNotReverse, projections.collect());
    }
    Ok(choices)
}

/// Whether a word is among those that a projection chose, if it chose any.
fn chosen<T: Ord>(words: &Option<BTreeSet<T>>, word: &T) -> bool {
    words.as_ref().is_none_or(|words| words.contains(word))
}

/// Whether some row of the cooperation tables is so.
pub(super) fn has(region: &Region, is: impl Fn(&crate::region::About) -> bool) -> bool {
    region.agreements().iter().any(|row| is(&row.about))
        || region.enclaves().iter().any(|row| is(&row.about))
        || region.platforms().iter().any(|row| is(&row.about))
}
