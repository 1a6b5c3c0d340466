//! The events of a ledger in time: what came about independently, and when.
use super::{Inquiry, Unit};
use crate::network::batch::batches;
use crate::network::event::Event;
use crate::network::same_fact::Ahead;
use crate::network::select::rows;
use crate::region::{RowRef, Table};
use crate::{Date, Region, Undefined};
use std::collections::{BTreeMap, HashSet};

/// One event: a ceremony, a row, a meeting.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct EventInTime {
    /// When it began; the earliest of a ceremony.
    pub(super) start: Option<Date>,
    /// The rows that tell of it.
    pub(super) rows: Vec<RowRef>,
}

/// The events that an inquiry counts, in the order of their ids.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct EventsInTime(pub(super) Vec<EventInTime>);

/// The rows that an inquiry's projection chooses, those of weight 0 left out.
pub(super) fn chosen<'a>(
    region: &'a Region,
    inquiry: &'a Inquiry,
) -> impl Iterator<Item = (RowRef, Event<'a>)> + 'a {
    rows(region, &inquiry.projection)
        .filter(|(_, event, left_out)| {
            left_out.is_none() && event.weight(&inquiry.projection) > 0.0
        })
        .map(|(row, event, _)| (row, event))
}

impl EventsInTime {
    pub(super) fn of(region: &Region, inquiry: &Inquiry) -> Self {
        let mut rows: Vec<RowRef> = chosen(region, inquiry).map(|(row, _)| row).collect();
        rows.sort_by_key(|&row| (row.table, region.row_id(row)));
        let units = match inquiry.unit {
            Unit::Ceremony => batches(region, &rows),
            Unit::Row => {
                let known: HashSet<RowRef> = rows.iter().copied().collect();
                let mut told = Ahead::new(region, |row| known.contains(&row));
                rows.retain(|&row| !told.any(row));
                (0..rows.len() as u32).collect()
            }
        };
        let mut events: BTreeMap<u32, EventInTime> = BTreeMap::new();
        for (&row, unit) in rows.iter().zip(units) {
            let start = Event::of(region, row).and_then(|event| event.life().0);
            let event = events.entry(unit).or_insert(EventInTime { start: None, rows: Vec::new() });
            event.rows.push(row);
            event.start = match (event.start, start) {
                (Some(a), Some(b)) => Some(a.min(b)),
                (a, b) => a.or(b),
            };
        }
        let mut events: Vec<EventInTime> = events.into_values().collect();
        if inquiry.meetings {
            let meetings = region.meetings().iter().zip(0..).filter(|(meeting, _)| {
                inquiry.projection.is_checked(&meeting.about)
                    && inquiry.projection.is_found(&meeting.about)
            });
            let mut meetings: Vec<EventInTime> = meetings
                .map(|(meeting, index)| EventInTime {
                    start: meeting.date,
                    rows: vec![RowRef { table: Table::Meetings, index }],
                })
                .collect();
            meetings.sort_by_key(|event| region.row_name(event.rows[0]));
            events.extend(meetings);
        }
        Self(events)
    }

    /// Those that began in a window for certain.
    pub(super) fn within(&self, window: Date) -> impl Iterator<Item = &EventInTime> {
        let within = move |event: &&EventInTime| event.start.is_some_and(|it| it.is_within(window));
        self.0.iter().filter(within)
    }

    /// Those of which one cannot tell whether they began in a window.
    pub(super) fn unsure(&self, window: Date) -> usize {
        let unsure = |start: Option<Date>| {
            start.is_none_or(|start| start.overlaps(window) && !start.is_within(window))
        };
        self.0.iter().filter(|event| unsure(event.start)).count()
    }

    /// Events by year, of those whose year is certain.
    pub(super) fn by_year(&self) -> BTreeMap<i16, u64> {
        let mut counts = BTreeMap::new();
        for year in self.0.iter().filter_map(|event| event.start?.year()) {
            *counts.entry(year).or_default() += 1;
        }
        counts
    }

    /// The years from one to another with their events, those without any too.
    pub(super) fn years(&self, from: i16, to: i16) -> Vec<u64> {
        let by_year = self.by_year();
        (from..=to).map(|year| by_year.get(&year).copied().unwrap_or(0)).collect()
    }

    /// Why no question about time can be asked of these events, if so.
    pub(super) fn unfit(&self) -> Option<Undefined> {
        let starts: Vec<Date> = self.0.iter().filter_map(|event| event.start).collect();
        if self.0.is_empty() {
            return Some(Undefined::NoEvents);
        }
        if starts.is_empty() {
            return Some(Undefined::MissingData { n: self.0.len() });
        }
        if starts.len() < 2 {
            return Some(Undefined::TooFewUnits { need: 2 });
        }
        starts.iter().all(|start| *start == starts[0]).then_some(Undefined::ZeroVariance)
    }
}
