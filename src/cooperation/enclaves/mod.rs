//! Enclaves (飞地): who settles where, for what, run how, to whose benefit.
//!
//! | here | what it answers |
//! |---|---|
//! | [`Enclaves`], [`EnclavesResult`] | all of it |
//! | [`Returned`] | whether enclaves go both ways (飞来飞去) |
//! | [`Kinds`] | what they are for, how they are run, whether that changes |
//! | [`Gap`] | whether the strong settle with the weak, and across which borders |
//! | [`Benefit`] | how the benefit is shared |
mod arcs;
mod benefit;
mod gap;
mod kinds;
mod returned;

pub(super) use arcs::{Foothold, Footholds};
pub use benefit::Benefit;
pub use gap::Gap;
pub use kinds::Kinds;
pub(super) use kinds::is_upgraded;
pub use returned::Returned;
pub(super) use returned::are_of_two_kinds;

use super::{Finding, Inquiry};
use crate::region::RowRef;
use crate::statistics::Interval;
use crate::{Measured, Region, Result, Undefined};
use serde::Serialize;

/// Enclaves (飞地): whether they go both ways, whether they turn from industry to science and
/// talent, between whom they lie, and how they are run.
///
/// Arcs go from home (飞出地) to host (飞入地), between cities; a county counts as its city. An
/// enclave of a city in itself is counted apart. *Returned*: Garlaschelli and Loffredo's
/// `ρ = (r - ā)/(1 - ā)` for the share `r` of arcs that are returned and the share `ā` of ordered
/// pairs that have an arc, beside the share of pairs with different kinds either way; chance keeps
/// every city's numbers of homes and hosts. *Kinds*: the share for science, talent or institutions
/// (`other` counts in neither side), and by how many years these came later. *Gap*: the mean of
/// `ln y_home - ln y_host`, `y` being GDP per head; chance deals incomes anew. *Modes* and
/// *benefit* only where at least 30 % of the enclaves have them.
///
/// Undefined without enclaves between cities ([`Undefined::NoEdges`]) or any at all
/// ([`Undefined::NoEvents`]), and where the sources are silent ([`Undefined::MissingData`]).
/// `O(replicates · arcs)`.
///
/// Garlaschelli & Loffredo (2004), *Physical Review Letters* 93:268701; Squartini, Picciolo,
/// Ruzzenenti & Garlaschelli (2013), *Scientific Reports* 3:2729.
///
/// ```
/// use conurbation::{cooperation::{Enclaves, Inquiry}, datasets};
/// let found = Enclaves::new().run(&datasets::yangtze_delta(), &Inquiry::new().replicates(99))?;
/// assert!(found.returned.mutual > 0 && found.returned.pairs < found.returned.arcs);
/// assert!(found.benefit.balance.undefined().is_some()); // hardly any source tells
/// # Ok::<(), conurbation::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Default, Serialize)]
pub struct Enclaves {}

/// What the enclaves of a region are like.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct EnclavesResult {
    /// Enclaves counted, whether or not their ends are known.
    pub enclaves: usize,
    /// Those between two cities.
    pub between_cities: usize,
    /// Those within one city.
    pub within_a_city: usize,
    /// Whether they go both ways.
    pub returned: Returned,
    /// What they are for and how they are run.
    pub kinds: Kinds,
    /// Between whom they lie.
    pub gap: Gap,
    /// How the benefit is shared.
    pub benefit: Benefit,
    #[serde(skip)]
    all: Vec<RowRef>,
    #[serde(skip)]
    between: Vec<RowRef>,
}

impl Enclaves {
    /// There is nothing to choose.
    pub fn new() -> Self {
        Self::default()
    }

    /// Measures the enclaves of a region.
    ///
    /// # Errors
    /// As [`Inquiry::ask`].
    pub fn run(&self, region: &Region, inquiry: &Inquiry) -> Result<EnclavesResult> {
        inquiry.check()?;
        let footholds = Footholds::of(region, inquiry);
        Ok(EnclavesResult {
            enclaves: footholds.all.len(),
            between_cities: footholds.between.len(),
            within_a_city: footholds.within,
            returned: Returned::of(&footholds, inquiry)?,
            kinds: Kinds::of(&footholds, inquiry)?,
            gap: Gap::of(region, &footholds, inquiry)?,
            benefit: Benefit::of(&footholds),
            all: footholds.all.iter().map(|(row, _)| *row).collect(),
            between: footholds.rows().collect(),
        })
    }
}

/// The findings of a region.
pub(super) fn findings(region: &Region, inquiry: &Inquiry) -> Result<Vec<Finding>> {
    let found = Enclaves::new().run(region, inquiry)?;
    let between = |quantity, meaning| {
        Finding::new(quantity, meaning, region, Undefined::NoEdges).rows(
            region,
            found.between.iter().copied(),
            found.between_cities,
        )
    };
    let all = |quantity, meaning| {
        Finding::new(quantity, meaning, region, Undefined::NoEvents).rows(
            region,
            found.all.iter().copied(),
            found.enclaves,
        )
    };
    let estimate = |interval: &Measured<Interval>| interval.map(|it| it.estimate);
    let (returned, kinds, gap) = (&found.returned, &found.kinds, &found.gap);
    let census = "a list of all enclaves by one protocol, each with home, host, kind and start";
    Ok(vec![
        between(
            "enclave-reciprocity",
            "how much more often enclaves are returned than if they fell anywhere",
        )
        .neutral(0.0)
        .value(returned.correlation)
        .interval(returned.interval)
        .test(returned.tails)
        .decided_by(census),
        between(
            "enclave-cross-kind",
            "the share of pairs with enclaves of different kinds either way",
        )
        .value(estimate(&returned.cross_kind))
        .interval(returned.cross_kind)
        .test(returned.cross_kind_tails)
        .decided_by(census),
        all("enclave-upgrading", "the share of enclaves for science, talent or institutions")
            .neutral(0.5)
            .value(estimate(&kinds.upgraded))
            .interval(kinds.upgraded)
            .test(Measured::Undefined(Undefined::NoTest { why: "no share is what chance gives" }))
            .decided_by(census),
        all(
            "enclave-upgrading-later",
            "by how many years enclaves for science or talent began later",
        )
        .neutral(0.0)
        .value(kinds.later)
        .interval(Measured::Undefined(Undefined::NoTest {
            why: "the years of two kinds are tested by permutation, which gives no interval",
        }))
        .test(kinds.later_tails)
        .decided_by("the start of every enclave"),
        all("enclave-trusteeship", "the share of enclaves held in trust")
            .neutral(0.5)
            .value(estimate(&kinds.trusteeship))
            .interval(kinds.trusteeship)
            .test(half(&kinds.trusteeship, kinds.by_mode.values().sum())?)
            .decided_by("how each enclave is run: in trust, jointly, by shares"),
        between("enclave-income-gap", "ln of GDP per head of home less that of host")
            .neutral(0.0)
            .value(gap.mean)
            .interval(gap.interval)
            .test(gap.tails)
            .decided_by(census),
        between("enclave-across-provinces", "the share of enclaves that lie in another province")
            .value(estimate(&gap.across))
            .interval(gap.across)
            .test(gap.across_tails)
            .decided_by(census),
        all(
            "enclave-benefit-balance",
            "1 if home and host share the benefit evenly, 0 if one has all",
        )
        .value(found.benefit.balance)
        .test(Measured::Undefined(Undefined::NoTest { why: "no balance is what chance gives" }))
        .decided_by("the share of the benefit that goes home, for three enclaves in ten at least"),
    ])
}

/// The exact binomial test of a share against one half.
fn half(share: &Measured<Interval>, trials: usize) -> Result<Measured<super::Tails>> {
    let Some(share) = share.value() else {
        return Ok(Measured::Undefined(Undefined::NoEvents));
    };
    super::tails_of_half((share.estimate * trials as f64).round() as u64, trials as u64)
}
