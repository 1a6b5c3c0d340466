//! The yield of meetings: whether a council went from talk to action.
use super::{Finding, Inquiry, Tails};
use crate::region::{RowRef, Table};
use crate::statistics::{Interval, Proportion};
use crate::{Date, Measured, Region, Result, Undefined, sums};
use serde::Serialize;
use std::collections::BTreeMap;

/// The yield of meetings: how much a council signs at its meetings, and whether later ones sign
/// more, so that it went from talk to action.
///
/// An item is an agreement whose `council` is the body, as many as its `count` says; it belongs to
/// the meeting of its day, or the last one of its year that was not later, or else the only one of
/// its year. *Trend* is Spearman's rank correlation of a meeting's date with its items; chance
/// deals the items to other meetings. Only meetings on record with a date count.
///
/// Undefined for a body with fewer than three such meetings ([`Undefined::TooFewUnits`]), if all
/// signed as much ([`Undefined::ZeroVariance`]), and where no agreement names a body
/// ([`Undefined::MissingData`]): that the tables do not say who passed what does not mean that
/// nothing was passed. `O(replicates · meetings)` for each body.
///
/// ```
/// use conurbation::{cooperation::{Inquiry, MeetingYield}, datasets};
/// let found = MeetingYield::new().run(&datasets::middle_yangtze(), &Inquiry::new().replicates(99))?;
/// assert!(found.values().any(|body| body.meetings.len() > 3));
/// # Ok::<(), conurbation::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Default, Serialize)]
pub struct MeetingYield {}

/// What one body signed.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct BodyYield {
    /// Each meeting with a date, in order, with the items signed at it.
    pub meetings: Vec<(Date, u64)>,
    /// Meetings without a date.
    pub undated: usize,
    /// Items that belong to no meeting on record.
    pub elsewhere: u64,
    /// Items per meeting.
    pub mean: Measured,
    /// The share of meetings that signed something.
    pub signing: Measured<Interval>,
    /// Whether later meetings signed more: from -1 to 1.
    pub trend: Measured,
    /// How often chance makes as much of a trend.
    pub tails: Measured<Tails>,
    #[serde(skip)]
    rows: Vec<RowRef>,
}

impl MeetingYield {
    /// There is nothing to choose.
    pub fn new() -> Self {
        Self::default()
    }

    /// Measures every council with a meeting on record, by its id.
    ///
    /// # Errors
    /// As [`Inquiry::ask`].
    pub fn run(&self, region: &Region, inquiry: &Inquiry) -> Result<BTreeMap<String, BodyYield>> {
        inquiry.check()?;
        let projection = &inquiry.projection;
        let mut bodies = BTreeMap::new();
        for council in region.councils() {
            let meetings: Vec<(RowRef, Option<Date>)> = region
                .meetings()
                .iter()
                .zip(0..)
                .filter(|(it, _)| it.of.as_deref() == Some(&*council.id))
                .filter(|(it, _)| {
                    projection.is_checked(&it.about) && projection.is_found(&it.about)
                })
                .map(|(it, index)| (RowRef { table: Table::Meetings, index }, it.date))
                .collect();
            if meetings.is_empty() {
                continue;
            }
            let items: Vec<(RowRef, Option<Date>, u64)> = region
                .agreements()
                .iter()
                .zip(0..)
                .filter(|(it, _)| it.council.as_deref() == Some(&*council.id))
                .filter(|(it, _)| {
                    projection.leaves_out(crate::network::event::Event::Agreement(it)).is_none()
                })
                .map(|(it, index)| {
                    let row = RowRef { table: Table::Agreements, index };
                    (row, it.start, u64::from(it.count.unwrap_or(1)))
                })
                .collect();
            bodies.insert(council.id.to_string(), body(&meetings, &items, inquiry)?);
        }
        Ok(bodies)
    }
}

fn body(
    meetings: &[(RowRef, Option<Date>)],
    items: &[(RowRef, Option<Date>, u64)],
    inquiry: &Inquiry,
) -> Result<BodyYield> {
    let mut dates: Vec<Date> = meetings.iter().filter_map(|(_, date)| *date).collect();
    dates.sort_unstable();
    let mut signed = vec![0_u64; dates.len()];
    let mut elsewhere = 0;
    for (_, start, count) in items {
        match start.and_then(|start| meeting_of(&dates, start)) {
            Some(nth) => signed[nth] += count,
            None => elsewhere += count,
        }
    }
    let n = dates.len();
    let productive = signed.iter().filter(|items| **items > 0).count();
    let total: u64 = signed.iter().sum();
    let (trend, tails) = if items.is_empty() {
        let silent = Undefined::MissingData { n: meetings.len() };
        (Measured::Undefined(silent), Measured::Undefined(silent))
    } else {
        trend(&signed, inquiry)?
    };
    let mean = match n {
        0 => Measured::Undefined(Undefined::MissingData { n: meetings.len() }),
        _ if items.is_empty() => Measured::Undefined(Undefined::MissingData { n: meetings.len() }),
        n => Measured::Value(total as f64 / n as f64),
    };
    let signing = match mean.undefined() {
        Some(reason) => Measured::Undefined(reason),
        None => Proportion::new(productive as u64, n as u64).wilson()?,
    };
    let rows = meetings.iter().map(|(row, _)| *row).chain(items.iter().map(|(row, ..)| *row));
    Ok(BodyYield {
        undated: meetings.len() - n,
        meetings: dates.into_iter().zip(signed).collect(),
        elsewhere,
        mean,
        signing,
        trend,
        tails,
        rows: rows.collect(),
    })
}

/// The meeting at which an item was signed: that of its day, else the last of its year not after
/// it, else the only one of its year.
fn meeting_of(dates: &[Date], start: Date) -> Option<usize> {
    let near = |nth: &usize| dates[*nth].overlaps(start);
    if let Some(nth) = (0..dates.len()).rev().find(near) {
        return Some(nth);
    }
    let year = start.year()?;
    let of_year: Vec<usize> =
        (0..dates.len()).filter(|&nth| dates[nth].year() == Some(year)).collect();
    let before = of_year.iter().copied().rev().find(|&nth| !dates[nth].is_after(start));
    before.or(if of_year.len() == 1 { of_year.first().copied() } else { None })
}

/// The rank correlation of items with the order of meetings, and how often chance does as much.
fn trend(signed: &[u64], inquiry: &Inquiry) -> Result<(Measured, Measured<Tails>)> {
    let undefined = |reason| Ok((Measured::Undefined(reason), Measured::Undefined(reason)));
    if signed.len() < 3 {
        return undefined(Undefined::TooFewUnits { need: 3 });
    }
    let ranks = mid_ranks(signed);
    let centre = (signed.len() as f64 - 1.0) / 2.0;
    let square = |values: &[f64]| sums::sum(values.iter().map(|it| (it - centre).powi(2)));
    let order: Vec<f64> = (0..signed.len()).map(|nth| nth as f64).collect();
    let (a, b) = (square(&ranks), square(&order));
    if a <= 0.0 {
        return undefined(Undefined::ZeroVariance);
    }
    // Items are labels: meetings that signed the same are alike.
    let labels: Vec<u32> = ranks.iter().map(|rank| (2.0 * rank) as u32).collect();
    let correlation = |labels: &[u32]| {
        let product = labels
            .iter()
            .zip(&order)
            .map(|(&label, nth)| (f64::from(label) / 2.0 - centre) * (nth - centre));
        Measured::Value(sums::sum(product) / (a * b).sqrt())
    };
    let test = inquiry.permutation().named_groups(true).labels(&labels, correlation)?;
    let tails = test.map(|test| Tails::of(&test, "items fall on meetings by chance"));
    Ok((correlation(&labels), tails))
}

/// Ranks from 0, those of equal values shared.
fn mid_ranks(values: &[u64]) -> Vec<f64> {
    let rank = |value: &u64| {
        let below = values.iter().filter(|it| *it < value).count() as f64;
        let equal = values.iter().filter(|it| *it == value).count() as f64;
        below + (equal - 1.0) / 2.0
    };
    values.iter().map(rank).collect()
}

/// The findings of a region: the trend of each body with enough meetings.
pub(super) fn findings(region: &Region, inquiry: &Inquiry) -> Result<Vec<Finding>> {
    let bodies = MeetingYield::new().run(region, inquiry)?;
    let new = || {
        Finding::new(
            "meeting-yield-trend",
            "whether later meetings of a council signed more: 1 if always, -1 if always less",
            region,
            Undefined::NoEvents,
        )
        .neutral(0.0)
        .decided_by("every meeting of the body with its date, and what was signed at each")
    };
    let no_interval = Undefined::NoTest { why: "a rank correlation of a few meetings" };
    let findings = bodies.iter().map(|(id, body)| {
        new()
            .part(id)
            .value(body.trend)
            .interval(Measured::Undefined(no_interval))
            .test(body.tails)
            .rows(region, body.rows.iter().copied(), body.meetings.len())
    });
    let mut findings: Vec<Finding> = findings.collect();
    if findings.is_empty() {
        findings.push(new());
    }
    Ok(findings)
}
