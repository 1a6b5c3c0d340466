//! What enclaves are for, how they are run, and whether that changes.
use super::arcs::Footholds;
use crate::cooperation::{Inquiry, Tails};
use crate::region::{EnclaveKind, EnclaveMode};
use crate::statistics::{Entropy, Interval, Proportion};
use crate::{Measured, Result, Undefined};
use serde::Serialize;
use std::collections::BTreeMap;

/// What enclaves are for and how they are run.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Kinds {
    /// Enclaves by kind.
    pub by_kind: BTreeMap<EnclaveKind, usize>,
    /// The share for science, talent or institutions among those of a known kind.
    pub upgraded: Measured<Interval>,
    /// How even the kinds are, from 0 to 1, `other` left out.
    pub evenness: Measured,
    /// By how many years enclaves for science, talent or institutions began later, on average.
    pub later: Measured,
    /// How often chance makes the difference as large, kinds falling on dates by chance.
    pub later_tails: Measured<Tails>,
    /// Enclaves of a known date and kind.
    pub dated: usize,
    /// Enclaves by how they are run, of those where a source says so.
    pub by_mode: BTreeMap<EnclaveMode, usize>,
    /// The share of each way among those.
    pub modes: BTreeMap<EnclaveMode, Interval>,
    /// The share held in trust among those.
    pub trusteeship: Measured<Interval>,
    /// Enclaves of which no source says how they are run.
    pub mode_unknown: usize,
}

/// Whether an enclave is for more than industry.
pub(in crate::cooperation) fn is_upgraded(kind: EnclaveKind) -> bool {
    matches!(kind, EnclaveKind::SciTech | EnclaveKind::Talent | EnclaveKind::Institution)
}

impl Kinds {
    pub(super) fn of(footholds: &Footholds<'_>, inquiry: &Inquiry) -> Result<Self> {
        let mut by_kind: BTreeMap<EnclaveKind, usize> = BTreeMap::new();
        let mut by_mode: BTreeMap<EnclaveMode, usize> = BTreeMap::new();
        for (_, enclave) in &footholds.all {
            *by_kind.entry(enclave.kind).or_default() += 1;
            if let Some(mode) = enclave.mode {
                *by_mode.entry(mode).or_default() += 1;
            }
        }
        let known = [
            EnclaveKind::Industry,
            EnclaveKind::SciTech,
            EnclaveKind::Talent,
            EnclaveKind::Institution,
        ]
        .map(|kind| by_kind.get(&kind).copied().unwrap_or(0));
        let total: usize = known.iter().sum();
        let upgraded = Proportion::new((total - known[0]) as u64, total as u64).wilson()?;
        let evenness = Entropy::new().run(&known.map(|count| count as f64))?;
        let (later, later_tails, dated) = Self::later(footholds, inquiry)?;
        let told: usize = by_mode.values().sum();
        let modes = by_mode.iter().filter_map(|(&mode, &count)| {
            let share = Proportion::new(count as u64, told as u64).wilson();
            share.map(|share| share.value().map(|share| (mode, share))).transpose()
        });
        let modes = modes.collect::<Result<_>>()?;
        let silent = footholds.all.len() - told;
        let in_trust = by_mode.get(&EnclaveMode::Trusteeship).copied().unwrap_or(0);
        let trusteeship = if footholds.all.is_empty() {
            Measured::Undefined(Undefined::NoEvents)
        } else if told * 10 < footholds.all.len() * 3 {
            Measured::Undefined(Undefined::MissingData { n: silent })
        } else {
            Proportion::new(in_trust as u64, told as u64).wilson()?
        };
        Ok(Self {
            by_kind,
            upgraded,
            evenness: evenness.and_then(|it| it.evenness),
            later,
            later_tails,
            dated,
            by_mode,
            modes,
            trusteeship,
            mode_unknown: silent,
        })
    }

    /// By how many years the upgraded ones came later, how often chance does as much, and of how
    /// many the date is known.
    fn later(
        footholds: &Footholds<'_>,
        inquiry: &Inquiry,
    ) -> Result<(Measured, Measured<Tails>, usize)> {
        let known: Vec<(bool, f64)> = footholds
            .all
            .iter()
            .filter(|(_, enclave)| enclave.kind != EnclaveKind::Other)
            .filter_map(|(_, it)| Some((is_upgraded(it.kind), it.start?.middle())))
            .collect();
        let kinds: Vec<u32> = known.iter().map(|(upgraded, _)| u32::from(*upgraded)).collect();
        let mean = |kinds: &[u32], of: u32| {
            let dates = known.iter().zip(kinds).filter(|(_, kind)| **kind == of);
            let dates: Vec<f64> = dates.map(|((_, date), _)| *date).collect();
            crate::sums::sum(dates.iter().copied()) / dates.len() as f64
        };
        let undefined =
            |reason| Ok((Measured::Undefined(reason), Measured::Undefined(reason), known.len()));
        if footholds.all.is_empty() {
            return undefined(Undefined::NoEvents);
        }
        if !kinds.contains(&0) || !kinds.contains(&1) {
            let silent = footholds.all.iter().filter(|(_, it)| it.start.is_none()).count();
            return undefined(match silent {
                0 => Undefined::Vacuous,
                n => Undefined::MissingData { n },
            });
        }
        let difference = |kinds: &[u32]| Measured::Value(mean(kinds, 1) - mean(kinds, 0));
        let test = inquiry.permutation().named_groups(true).labels(&kinds, difference)?;
        let tails = test.map(|test| Tails::of(&test, "kinds fall on dates by chance"));
        Ok((difference(&kinds), tails, known.len()))
    }
}
