//! What a share is counted over.
use super::{Asked, Share};
use crate::cooperation::balance::{Fields, LITTLE, MUCH};
use crate::cooperation::enclaves::{Foothold, Footholds, are_of_two_kinds, is_upgraded};
use crate::cooperation::events_in_time::EventsInTime;
use crate::network::Layer;
use crate::network::event::Event;
use crate::region::{AgreementKind, EnclaveKind, EnclaveMode, Lead, RowRef};
use crate::{Node, Result, Undefined, sums};
use std::collections::BTreeMap;

/// The units of a region, each with how much of it is meant, from 0 to 1.
pub(super) struct Units {
    pub(super) shares: Vec<f64>,
    pub(super) rows: Vec<RowRef>,
    /// Why they say nothing, if so.
    pub(super) unfit: Option<Undefined>,
}

impl Units {
    pub(super) fn of(share: Share, asked: Asked<'_>) -> Result<Self> {
        let mut units = match share {
            Share::MuchFields => Self::fields(asked),
            Share::SpecialPlans => Self::plans(asked),
            Share::MarketLead => Self::leads(asked),
            Share::EnclavesUpgraded => Self::enclaves(asked, |it| match it {
                EnclaveKind::Other => None,
                kind => Some(is_upgraded(kind)),
            }),
            Share::EnclavesInTrust => Self::modes(asked),
            Share::EnclavesReturned => Self::pairs(asked),
            Share::EnclavesAcross => Self::across(asked),
        };
        if units.unfit.is_none() && units.shares.len() < 2 {
            units.unfit = Some(Undefined::TooFewUnits { need: 2 });
        }
        Ok(units)
    }

    fn unfit(reason: Undefined) -> Self {
        Self { shares: Vec::new(), rows: Vec::new(), unfit: Some(reason) }
    }

    /// Of the units that say what is asked; `all` there are.
    fn known(told: Vec<(f64, Vec<RowRef>)>, all: usize, none: Undefined) -> Self {
        let silent = all - told.len();
        let unfit = match all {
            0 => Some(none),
            all if told.len() * 10 < all * 3 => Some(Undefined::MissingData { n: silent }),
            _ => None,
        };
        let (shares, rows): (Vec<f64>, Vec<Vec<RowRef>>) = told.into_iter().unzip();
        Self { shares, rows: rows.concat(), unfit }
    }

    fn fields((region, inquiry): Asked<'_>) -> Self {
        let names: Vec<String> = MUCH.iter().chain(&LITTLE).map(|it| (*it).to_owned()).collect();
        let fields = match Fields::of(region, &names) {
            Ok(fields) => fields,
            Err(n) => return Self::unfit(Undefined::MissingData { n }),
        };
        let (events, _) = fields.events(region, inquiry);
        let much = |shares: &[f64]| sums::sum(shares[..MUCH.len()].iter().copied());
        let told: Vec<_> = events.into_iter().map(|it| (much(&it.shares), it.rows)).collect();
        let all = told.len();
        Self::known(told, all, Undefined::NoEvents)
    }

    fn plans((region, inquiry): Asked<'_>) -> Self {
        let names: Vec<String> = MUCH.iter().chain(&LITTLE).map(|it| (*it).to_owned()).collect();
        let fields = match Fields::of(region, &names) {
            Ok(fields) => fields,
            Err(n) => return Self::unfit(Undefined::MissingData { n }),
        };
        let mut inquiry = inquiry.clone().meetings(false);
        inquiry.projection.layers = [Layer::Agreements].into();
        let is_special = |&row: &RowRef| match Event::of(region, row) {
            Some(event @ Event::Agreement(it)) => {
                it.kind == Some(AgreementKind::Plan) && !fields.of_row(event).is_empty()
            }
            _ => false,
        };
        let told: Vec<_> = EventsInTime::of(region, &inquiry)
            .0
            .into_iter()
            .map(|event| (f64::from(u8::from(event.rows.iter().any(is_special))), event.rows))
            .collect();
        let all = told.len();
        Self::known(told, all, Undefined::NoEvents)
    }

    fn leads((region, inquiry): Asked<'_>) -> Self {
        let events = EventsInTime::of(region, &inquiry.clone().meetings(false)).0;
        let all = events.len();
        let share = |lead: Lead| match lead {
            Lead::Market => 1.0,
            Lead::Mixed => 0.5,
            Lead::Government | Lead::Society => 0.0,
        };
        let told = events.into_iter().filter_map(|event| {
            let lead = |&row: &RowRef| Some((row, share(Event::of(region, row)?.lead()?)));
            let leads: Vec<(RowRef, f64)> = event.rows.iter().filter_map(lead).collect();
            let mean = sums::sum(leads.iter().map(|it| it.1)) / leads.len() as f64;
            (!leads.is_empty()).then(|| (mean, leads.into_iter().map(|it| it.0).collect()))
        });
        Self::known(told.collect(), all, Undefined::NoEvents)
    }

    fn enclaves(
        (region, inquiry): Asked<'_>,
        is_meant: impl Fn(EnclaveKind) -> Option<bool>,
    ) -> Self {
        let all = Footholds::of(region, inquiry).all;
        let told = all
            .iter()
            .filter_map(|(row, it)| Some((f64::from(u8::from(is_meant(it.kind)?)), vec![*row])));
        Self::known(told.collect(), all.len(), Undefined::NoEvents)
    }

    fn modes((region, inquiry): Asked<'_>) -> Self {
        let all = Footholds::of(region, inquiry).all;
        let in_trust = |mode| f64::from(u8::from(mode == EnclaveMode::Trusteeship));
        let told = all.iter().filter_map(|(row, it)| Some((in_trust(it.mode?), vec![*row])));
        Self::known(told.collect(), all.len(), Undefined::NoEvents)
    }

    fn pairs((region, inquiry): Asked<'_>) -> Self {
        let footholds = Footholds::of(region, inquiry);
        let mut pairs: BTreeMap<(Node, Node), [Vec<Foothold<'_>>; 2]> = BTreeMap::new();
        for it in &footholds.between {
            let ends = (it.home.min(it.host), it.home.max(it.host));
            pairs.entry(ends).or_default()[usize::from(it.home > it.host)].push(*it);
        }
        let told: Vec<_> = pairs
            .into_values()
            .map(|[there, back]| {
                let rows = there.iter().chain(&back).map(|it| it.row).collect();
                (f64::from(u8::from(are_of_two_kinds(&there, &back))), rows)
            })
            .collect();
        let all = told.len();
        Self::known(told, all, Undefined::NoEdges)
    }

    fn across((region, inquiry): Asked<'_>) -> Self {
        let footholds = Footholds::of(region, inquiry);
        let province = |city: Node| region.province_of(footholds.cities[city as usize]);
        let told = footholds.between.iter().filter_map(|it| {
            let (home, host) = (province(it.home)?, province(it.host)?);
            Some((f64::from(u8::from(home != host)), vec![it.row]))
        });
        Self::known(told.collect(), footholds.between.len(), Undefined::NoEdges)
    }

    pub(super) fn mean(&self) -> f64 {
        sums::sum(self.shares.iter().copied()) / self.shares.len() as f64
    }

    /// How many are meant, if each is all or nothing.
    pub(super) fn whole(&self) -> Option<u64> {
        let is_whole = |share: &f64| *share <= 0.0 || *share >= 1.0;
        let count = self.shares.iter().filter(|share| **share >= 1.0).count();
        self.shares.iter().all(is_whole).then_some(count as u64)
    }

    /// The standard error of the mean, and its degrees of freedom.
    pub(super) fn error(&self) -> (f64, f64) {
        let (mean, n) = (self.mean(), self.shares.len() as f64);
        let squares = sums::sum(self.shares.iter().map(|share| (share - mean).powi(2)));
        ((squares / (n - 1.0) / n).sqrt(), n - 1.0)
    }
}
