//! Which rows of a ledger a projection chooses, before anyone asks which cities they tie.
use super::event::Event;
use super::projection::Time;
use super::{Layer, LeftOut, Projection};
use crate::region::{About, RowRef, Table};
use crate::{Date, Region, Result};

/// Where a life lies beside a window.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum When {
    Inside,
    Outside,
    Straddles,
    Undated,
}

impl Time {
    /// Where an event lies that began at `start` and ended at `end`.
    pub(crate) fn event(&self, start: Option<Date>, end: Option<Date>, ended: bool) -> When {
        let Some(window) = self.window() else {
            return When::Inside;
        };
        let Some(start) = start else {
            return When::Undated;
        };
        if matches!(self, Self::Started(_)) {
            return match start {
                start if start.is_within(window) => When::Inside,
                start if start.overlaps(window) => When::Straddles,
                _ => When::Outside,
            };
        }
        if start.is_after(window) {
            return When::Outside;
        }
        let begun = start.last() <= window.last();
        match end {
            Some(end) if end.is_before(window) => When::Outside,
            Some(end) if begun && end.first() >= window.first() => When::Inside,
            None if ended => When::Undated,
            None if begun => When::Inside,
            _ => When::Straddles,
        }
    }

    /// Whether a member who joined and left then belongs to the event; silence means always.
    pub(crate) fn member(&self, joined: Option<Date>, left: Option<Date>) -> bool {
        let Some(window) = self.window() else {
            return true;
        };
        let joined = joined.is_none_or(|joined| joined.last() <= window.last());
        let stayed = left.is_none_or(|left| left.first() >= window.first());
        joined && stayed
    }
}

impl Projection {
    /// Whether a row is checked as asked for.
    pub(crate) fn is_checked(&self, about: &About) -> bool {
        let levels = self.checked.as_ref();
        levels.is_none_or(|levels| about.checked.is_some_and(|level| levels.contains(&level)))
    }

    /// Whether a row was found as asked for.
    pub(crate) fn is_found(&self, about: &About) -> bool {
        let words = self.found.as_ref();
        words.is_none_or(|words| about.found.as_ref().is_some_and(|word| words.contains(word)))
    }

    /// Why the projection does not choose an event, if it does not.
    pub(crate) fn leaves_out(&self, event: Event<'_>) -> Option<LeftOut> {
        let (start, end) = event.life();
        if self.without.contains(event.id()) {
            return Some(LeftOut::Requested);
        }
        if !self.planned && event.is_planned() {
            return Some(LeftOut::Planned);
        }
        if !self.is_checked(event.about()) {
            return Some(LeftOut::Checked);
        }
        if !self.is_found(event.about()) {
            return Some(LeftOut::Found);
        }
        match self.time.event(start, end, event.is_ended()) {
            When::Inside => None,
            When::Outside => Some(LeftOut::OutsideWindow),
            When::Straddles => Some(LeftOut::StraddlesWindow),
            When::Undated => Some(LeftOut::Undated),
        }
    }
}

/// The rows of the layers chosen, each with the reason why it is not chosen, if it is not.
pub(crate) fn rows<'a>(
    region: &'a Region,
    projection: &'a Projection,
) -> impl Iterator<Item = (RowRef, Event<'a>, Option<LeftOut>)> + 'a {
    let tables = projection.layers.iter().map(|layer| match layer {
        Layer::Agreements => Table::Agreements,
        Layer::Enclaves => Table::Enclaves,
        Layer::Platforms => Table::Platforms,
        Layer::Councils => Table::Councils,
    });
    tables.flat_map(move |table| {
        (0..region.rows(table) as u32).filter_map(move |index| {
            let row = RowRef { table, index };
            let event = Event::of(region, row)?;
            Some((row, event, projection.leaves_out(event)))
        })
    })
}

impl Region {
    /// The rows that a projection chooses by kind, time, check and find, whether or not they tie
    /// cities, each with the reason why it is not chosen, if it is not.
    ///
    /// # Errors
    /// [`Error::Param`](crate::Error::Param) if the projection cannot be carried out.
    pub fn select(&self, projection: &Projection) -> Result<Vec<(RowRef, Option<LeftOut>)>> {
        projection.check()?;
        Ok(rows(self, projection).map(|(row, _, left_out)| (row, left_out)).collect())
    }
}
