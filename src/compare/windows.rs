//! Windows of time in which regions that began at different times can be compared.
use crate::network::event::Event;
use crate::network::select::rows;
use crate::network::{Layer, Projection};
use crate::{Date, Region, Undefined};
use serde::Serialize;

/// The windows in which regions are set beside one another, one for each region.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Windows {
    /// The same calendar years: from the latest beginning to the earliest end.
    pub calendar: Result<Vec<Date>, Undefined>,
    /// The same age: as many years from each region's beginning as the youngest has.
    pub age: Result<Vec<Date>, Undefined>,
}

impl Windows {
    /// The windows of some regions. A region begins with the year of its first dated agreement,
    /// or event if it has no agreement, and ends with the last date its ledger can know of, or
    /// its last event.
    pub(super) fn of(regions: &[&Region], projections: &[Projection]) -> Self {
        if let Some(given) = projections.iter().find_map(|it| it.time.window()) {
            // The projection has chosen a time already.
            let windows = vec![given; regions.len()];
            return Self { calendar: Ok(windows.clone()), age: Ok(windows) };
        }
        let lives: Result<Vec<(i16, i16)>, Undefined> =
            regions.iter().zip(projections).map(|(region, main)| life(region, main)).collect();
        let lives = match lives {
            Ok(lives) => lives,
            Err(reason) => return Self { calendar: Err(reason), age: Err(reason) },
        };
        let from = lives.iter().map(|life| life.0).max().unwrap_or(0);
        let to = lives.iter().map(|life| life.1).min().unwrap_or(0);
        let length = lives.iter().map(|life| life.1 - life.0).min().unwrap_or(0);
        let none = Undefined::NoTest { why: "the records of the regions share no year" };
        let years = |from, to| Date::of_year(from).to(Date::of_year(to)).ok_or(none);
        Self {
            calendar: regions.iter().map(|_| years(from, to)).collect(),
            age: lives.iter().map(|life| years(life.0, life.0 + length)).collect(),
        }
    }
}

/// The years of a region's beginning and end.
fn life(region: &Region, projection: &Projection) -> Result<(i16, i16), Undefined> {
    let dated = |layer: Option<Layer>| {
        let chosen = rows(region, projection).filter(|(_, _, left_out)| left_out.is_none());
        let of_layer =
            chosen.filter(move |(_, event, _)| layer.is_none_or(|it| event.layer() == it));
        of_layer.filter_map(|(_, event, _): (_, Event<'_>, _)| event.life().0?.year())
    };
    let agreements = dated(Some(Layer::Agreements)).min();
    let from = agreements.or_else(|| dated(None).min()).ok_or(Undefined::NoEvents)?;
    let known = region.info().as_of.map(|date| date.last().year());
    let to = known.or_else(|| dated(None).max()).unwrap_or(from);
    Ok((from, to.max(from)))
}

/// The years a window is long.
pub(super) fn years(window: Date) -> f64 {
    let (first, last) = (window.first(), window.last());
    let months = 12 * (i32::from(last.year()) - i32::from(first.year()));
    let months = months + i32::from(last.month()) - i32::from(first.month());
    let days = f64::from(i32::from(last.day()) - i32::from(first.day()) + 1);
    (f64::from(months) + days / 31.0) / 12.0
}
