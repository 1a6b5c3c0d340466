//! Whether a share is larger in one region than in another.
use super::Asked;
use super::contrast::{Contrast, by_welch};
use super::units::Units;
use crate::cooperation::{Finding, Inquiry, Tails};
use crate::statistics::{FisherExact, Interval, Proportion};
use crate::{Measured, Region, Result, Undefined, sums};
use serde::Serialize;

/// A share that two regions may have more or less of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Share {
    /// Of events of the study's six fields, those of the three said to have much (三多三少); an
    /// event of several fields is split.
    MuchFields,
    /// Of ceremonies with agreements, those that gave a plan for one of the six fields.
    SpecialPlans,
    /// Of events of which somebody coded who leads, those that the market leads; led together, half.
    MarketLead,
    /// Of enclaves of a known kind, those for science, talent or institutions.
    EnclavesUpgraded,
    /// Of enclaves of which a source says how they are run, those held in trust.
    EnclavesInTrust,
    /// Of pairs of cities with an enclave, those with enclaves of different kinds either way (飞来飞去).
    EnclavesReturned,
    /// Of enclaves between cities, those in another province.
    EnclavesAcross,
}

impl Share {
    /// Every share.
    pub const ALL: [Self; 7] = [
        Self::MuchFields,
        Self::SpecialPlans,
        Self::MarketLead,
        Self::EnclavesUpgraded,
        Self::EnclavesInTrust,
        Self::EnclavesReturned,
        Self::EnclavesAcross,
    ];

    /// The name of the contrast and of the share, and what it says.
    pub(super) fn names(self) -> [&'static str; 3] {
        match self {
            Self::MuchFields => [
                "much-fields-contrast",
                "much-fields",
                "the share of events in infrastructure, ecology, services",
            ],
            Self::SpecialPlans => [
                "special-plans-contrast",
                "special-plans",
                "the share of ceremonies that gave a plan for a field",
            ],
            Self::MarketLead => [
                "market-lead-contrast",
                "market-lead-share",
                "the share of events that the market leads",
            ],
            Self::EnclavesUpgraded => [
                "enclave-upgrading-contrast",
                "enclave-upgrading-share",
                "the share of enclaves for science, talent or institutions",
            ],
            Self::EnclavesInTrust => [
                "enclave-trusteeship-contrast",
                "enclave-trusteeship-share",
                "the share of enclaves held in trust",
            ],
            Self::EnclavesReturned => [
                "enclave-cross-kind-contrast",
                "enclave-cross-kind-share",
                "the share of pairs with enclaves of different kinds either way",
            ],
            Self::EnclavesAcross => [
                "enclave-across-contrast",
                "enclave-across-share",
                "the share of enclaves that lie in another province",
            ],
        }
    }

    fn needs(self) -> &'static str {
        match self {
            Self::MuchFields => {
                "domains of all events of both regions, coded by two people by one list of fields"
            }
            Self::SpecialPlans => {
                "a list of all agreements and plans of both regions by one protocol"
            }
            Self::MarketLead => {
                "who leads each event of both regions, coded by two people by one rule"
            }
            Self::EnclavesInTrust => "how each enclave of both regions is run",
            Self::EnclavesUpgraded | Self::EnclavesReturned | Self::EnclavesAcross => {
                "a list of all enclaves of both regions by one protocol, with home, host and kind"
            }
        }
    }
}

/// Share contrast: whether one region has more of something than another, for its size.
///
/// `p_A - p_B`, the means over the units of each region: ceremonies, enclaves, or pairs of cities
/// with an enclave. Where each unit is all or nothing, the test is Fisher's exact one
/// ([`FisherExact`]) and the interval Newcombe's ([`Proportion::less`]); where units are split, as
/// events of several fields are, chance deals the units to the regions anew, and the interval is
/// Welch's. Whatever each region signs more of in all changes nothing. That both were searched in
/// the same places does: compare rows found by one protocol.
///
/// Undefined without such units in either region ([`Undefined::NoEvents`],
/// [`Undefined::NoEdges`]), if fewer than three in ten say what is asked, or a field is not declared
/// ([`Undefined::MissingData`]), with a single one ([`Undefined::TooFewUnits`]). `O(n)`, or
/// `O(replicates · n)` where units are split.
///
/// Fisher (1935), *The Design of Experiments*; Newcombe (1998), *Statistics in Medicine* 17:873.
///
/// ```
/// use conurbation::{cooperation::{Inquiry, contrasts::{Share, ShareContrast}}, datasets};
/// let regions = [&datasets::middle_yangtze(), &datasets::yangtze_delta()];
/// let asked = Inquiry::new().replicates(99);
/// let found = ShareContrast::new(Share::EnclavesAcross).run(regions, &asked)?;
/// // Enclaves of the Middle keep to their province, those of the Delta do not.
/// assert!(found.effect.value.value().unwrap() < 0.0);
/// # Ok::<(), conurbation::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ShareContrast {
    share: Share,
}

const MARGINS: &str = "the regions have the same share";
const DEALT: &str = "units are of either region by chance";

impl ShareContrast {
    /// The contrast of a share.
    pub fn new(share: Share) -> Self {
        Self { share }
    }

    /// Sets the first region against the second.
    ///
    /// # Errors
    /// As [`Inquiry::ask`].
    pub fn run(&self, regions: [&Region; 2], inquiry: &Inquiry) -> Result<Contrast> {
        let asked = regions.map(|region| inquiry.of_region(region));
        self.of([(regions[0], &asked[0]), (regions[1], &asked[1])])
    }

    pub(super) fn of(&self, asked: [Asked<'_>; 2]) -> Result<Contrast> {
        let units = [Units::of(self.share, asked[0])?, Units::of(self.share, asked[1])?];
        let sides = [self.side(asked[0].0, &units[0])?, self.side(asked[1].0, &units[1])?];
        let [name, _, meaning] = self.share.names();
        let contrast = Contrast::new(name, meaning, sides, Undefined::NoEvents);
        if !contrast.has_sides() {
            return Ok(contrast);
        }
        let [first, second] = &units;
        let effect = first.mean() - second.mean();
        if let (Some(a), Some(b)) = (first.whole(), second.whole()) {
            let (n, m) = (first.shares.len() as u64, second.shares.len() as u64);
            let interval = Proportion::new(a, n).less(&Proportion::new(b, m))?;
            let tails = FisherExact::new(a, n, b, m).run()?.map(|found| Tails {
                greater: found.greater,
                less: found.less,
                attainable_greater: found.attainable_greater,
                attainable_less: found.attainable_less,
                null: MARGINS,
            });
            return Ok(contrast.with(effect, interval, tails));
        }
        let interval = by_welch(effect, &[first.error(), second.error()]);
        Ok(contrast.with(effect, interval, dealt(first, second, asked[0].1)?))
    }

    /// The share of one region.
    fn side(&self, region: &Region, units: &Units) -> Result<Finding> {
        let [_, name, meaning] = self.share.names();
        let finding = Finding::new(name, meaning, region, Undefined::NoEvents)
            .rows(region, units.rows.iter().copied(), units.shares.len())
            .decided_by(self.share.needs());
        let none = Undefined::NoTest { why: "no share is what chance gives: compare regions" };
        let (value, interval) = match (units.unfit, units.whole()) {
            (Some(reason), _) => (Measured::Undefined(reason), Measured::Undefined(reason)),
            (None, Some(whole)) => (
                Measured::Value(units.mean()),
                Proportion::new(whole, units.shares.len() as u64).wilson()?,
            ),
            (None, None) => {
                let mean = units.mean();
                (Measured::Value(mean), by_welch(mean, &[units.error()]).map(within_a_share))
            }
        };
        Ok(finding.value(value).interval(interval).test(Measured::Undefined(none)))
    }
}

fn within_a_share(interval: Interval) -> Interval {
    Interval { low: interval.low.max(0.0), high: interval.high.min(1.0), ..interval }
}

/// Both tails, units being dealt to the regions anew.
fn dealt(first: &Units, second: &Units, inquiry: &Inquiry) -> Result<Measured<Tails>> {
    let all: Vec<f64> = first.shares.iter().chain(&second.shares).copied().collect();
    let label = |nth: usize| u32::from(nth < first.shares.len());
    let labels: Vec<u32> = (0..all.len()).map(label).collect();
    // With as many units in each region, the sum of the first orders as the difference does.
    let sum = |labels: &[u32]| {
        let of_first = all.iter().zip(labels).filter(|(_, label)| **label == 1);
        Measured::Value(sums::sum(of_first.map(|(share, _)| *share)))
    };
    let test = inquiry.permutation().named_groups(true).labels(&labels, sum)?;
    Ok(test.map(|test| Tails::of(&test, DEALT)))
}
