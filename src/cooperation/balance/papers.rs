//! Agreements from the day they were signed to the day they were carried out.
use crate::cooperation::Inquiry;
use crate::cooperation::events_in_time::chosen;
use crate::network::Layer;
use crate::network::batch::batches;
use crate::network::event::Event;
use crate::region::{RowRef, Stage};
use crate::statistics::Lifetime;
use crate::{Date, Region, Undefined};
use std::collections::BTreeMap;

/// An agreement with a date of signing.
pub(in crate::cooperation) struct Paper {
    pub(in crate::cooperation) row: RowRef,
    pub(in crate::cooperation) start: Date,
    /// How long it stayed on paper; none if it landed at an unknown date.
    pub(in crate::cooperation) life: Option<Lifetime>,
    /// For how many years it has been known.
    pub(in crate::cooperation) seen: f64,
}

/// The agreements that an inquiry counts.
pub(in crate::cooperation) struct Papers {
    pub(in crate::cooperation) list: Vec<Paper>,
    /// How many have no date of signing.
    pub(in crate::cooperation) undated: usize,
    /// Whether the last day known is.
    known_until: bool,
}

/// The agreements of one ceremony that tell how long they stayed on paper.
#[derive(Debug, Clone)]
pub(in crate::cooperation) struct Signing {
    pub(in crate::cooperation) rows: Vec<RowRef>,
    /// The year in which they were signed; the first of an interval.
    pub(in crate::cooperation) year: i16,
    pub(in crate::cooperation) lives: Vec<Lifetime>,
}

impl Papers {
    pub(in crate::cooperation) fn of(region: &Region, inquiry: &Inquiry) -> Self {
        let mut inquiry = inquiry.clone();
        inquiry.projection.layers = [Layer::Agreements].into();
        let as_of = region.info().as_of.map(|date| date.last().ends());
        let (mut list, mut undated) = (Vec::new(), 0);
        for (row, event) in chosen(region, &inquiry) {
            let Event::Agreement(agreement) = event else { continue };
            let Some(start) = agreement.start else {
                undated += 1;
                continue;
            };
            let seen = as_of.map_or(0.0, |as_of| (as_of - start.middle()).max(0.0));
            let life = match agreement.landed {
                Some(landed) => Some(Lifetime::ended((landed.middle() - start.middle()).max(0.0))),
                None if agreement.stage == Some(Stage::Landed) => None,
                None => Some(Lifetime::censored(seen)),
            };
            list.push(Paper { row, start, life, seen });
        }
        list.sort_by_key(|paper| region.row_id(paper.row));
        Self { list, undated, known_until: as_of.is_some() }
    }

    fn landed_dated(&self) -> usize {
        self.list.iter().filter(|paper| paper.life.is_some_and(|life| life.ended)).count()
    }

    /// Why nothing at all can be said of landing, if so.
    pub(in crate::cooperation) fn silent(&self) -> Option<Undefined> {
        let signed = self.list.len();
        match (signed, self.undated) {
            (0, 0) => Some(Undefined::NoEvents),
            (0, undated) => Some(Undefined::MissingData { n: undated }),
            _ if !self.known_until => Some(Undefined::MissingData { n: signed.max(self.undated) }),
            _ if self.landed_dated() == 0 => Some(Undefined::MissingData { n: signed }),
            _ => None,
        }
    }

    /// Why too many landings of unknown date forbid a number, if so.
    pub(in crate::cooperation) fn unfit(&self) -> Option<Undefined> {
        let unknown = self.list.iter().filter(|paper| paper.life.is_none()).count();
        let too_many = unknown * 9 > self.landed_dated();
        self.silent().or(too_many.then_some(Undefined::MissingData { n: unknown }))
    }

    /// The agreements that tell how long they stayed on paper, by ceremony, in order of ids.
    pub(in crate::cooperation) fn signings(&self, region: &Region) -> Vec<Signing> {
        let known: Vec<(&Paper, Lifetime)> =
            self.list.iter().filter_map(|paper| Some((paper, paper.life?))).collect();
        let rows: Vec<RowRef> = known.iter().map(|(paper, _)| paper.row).collect();
        let mut signings: BTreeMap<u32, Signing> = BTreeMap::new();
        for ((paper, life), ceremony) in known.into_iter().zip(batches(region, &rows)) {
            let year = paper.start.first().year();
            let none = || Signing { rows: Vec::new(), year, lives: Vec::new() };
            let signing = signings.entry(ceremony).or_insert_with(none);
            signing.rows.push(paper.row);
            signing.lives.push(life);
            signing.year = signing.year.min(year);
        }
        signings.into_values().collect()
    }
}
