//! Whether government or the market leads (多政府、少市场).
use crate::cooperation::events_in_time::EventsInTime;
use crate::cooperation::{Finding, Inquiry, Tails, tails_of_half};
use crate::network::event::Event;
use crate::region::{Lead, RowName};
use crate::statistics::{Interval, Proportion};
use crate::{Measured, Region, Result, Undefined, sums};
use serde::Serialize;

/// Who leads: government or the market.
///
/// `ρ = (N_market + N_mixed / 2) / N` of the events of which a source says who leads, from 0 to 1.
/// A ceremony counts once, its rows' mean. The interval is Wilson's, its ends those of the whole
/// numbers below and above. The test sets events led by the market against those led by government,
/// mixed ones and those of society left out: chance gives one half. It is made only if
/// [`market_looked_for`](Self::market_looked_for) says that what firms agree among themselves was
/// looked for as hard as what governments sign, which no table can tell: rows that come from what
/// governments publish are led by governments, whoever leads ([`Undefined::NoTest`]).
///
/// Undefined without events ([`Undefined::NoEvents`]), and if fewer than three in ten say who leads
/// ([`Undefined::MissingData`]): who leads is a reader's coding more than a fact. `O(rows)`.
///
/// Wilson (1927), *Journal of the American Statistical Association* 22:209.
///
/// ```
/// use conurbation::{cooperation::{Inquiry, balance::Leads}, datasets};
/// let delta = Leads::new().run(&datasets::yangtze_delta(), &Inquiry::new())?;
/// assert!(delta.market.undefined().is_some()); // hardly any of its rows says who leads
/// # Ok::<(), conurbation::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Default, Serialize)]
pub struct Leads {
    market_looked_for: bool,
}

/// Who leads.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct LeadsResult {
    /// Events of which a source says who leads.
    pub known: usize,
    /// Events of which none does.
    pub unknown: usize,
    /// The share that the market leads.
    pub market: Measured,
    /// Its interval.
    pub interval: Measured<Interval>,
    /// How often chance does as much.
    pub tails: Measured<Tails>,
    /// The rows behind it.
    pub rows: Vec<RowName>,
}

impl Leads {
    /// Rows that come from what governments publish.
    pub fn new() -> Self {
        Self::default()
    }

    /// Sets whether agreements of firms were looked for as hard as those of governments; no by
    /// default.
    pub fn market_looked_for(mut self, looked_for: bool) -> Self {
        self.market_looked_for = looked_for;
        self
    }

    /// Measures who leads in a region.
    ///
    /// # Errors
    /// As [`Inquiry::ask`].
    pub fn run(&self, region: &Region, inquiry: &Inquiry) -> Result<LeadsResult> {
        inquiry.check()?;
        let mut inquiry = inquiry.clone();
        inquiry.meetings = false;
        let (mut shares, mut rows, mut unknown) = (Vec::new(), Vec::new(), 0);
        let (mut market, mut government) = (0, 0);
        for event in EventsInTime::of(region, &inquiry).0 {
            let leads: Vec<(RowName, Lead)> = event
                .rows
                .iter()
                .filter_map(|&row| Some((region.row_name(row), Event::of(region, row)?.lead()?)))
                .collect();
            if leads.is_empty() {
                unknown += 1;
                continue;
            }
            let share = |lead: Lead| match lead {
                Lead::Market => 1.0,
                Lead::Mixed => 0.5,
                Lead::Government | Lead::Society => 0.0,
            };
            market += u64::from(leads.iter().all(|(_, lead)| *lead == Lead::Market));
            government += u64::from(leads.iter().all(|(_, lead)| *lead == Lead::Government));
            let total = sums::sum(leads.iter().map(|(_, lead)| share(*lead)));
            shares.push(total / leads.len() as f64);
            rows.extend(leads.into_iter().map(|(row, _)| row));
        }
        rows.sort_unstable();
        let known = shares.len();
        let mut result = LeadsResult {
            known,
            unknown,
            market: Measured::Undefined(Undefined::NoEvents),
            interval: Measured::Undefined(Undefined::NoEvents),
            tails: Measured::Undefined(Undefined::NoEvents),
            rows,
        };
        if known + unknown == 0 {
            return Ok(result);
        }
        if known * 10 < (known + unknown) * 3 {
            let reason = Undefined::MissingData { n: unknown };
            result.market = Measured::Undefined(reason);
            result.interval = Measured::Undefined(reason);
            result.tails = Measured::Undefined(reason);
            return Ok(result);
        }
        let total = sums::sum(shares);
        let share = total / known as f64;
        let end = |count: f64| Proportion::new(count as u64, known as u64).wilson();
        let (below, above) = (end(total.floor())?, end(total.ceil().min(known as f64))?);
        result.market = Measured::Value(share);
        result.interval = below.and_then(|below| {
            above.map(|above| Interval { estimate: share, low: below.low, ..above })
        });
        result.tails = if self.market_looked_for {
            tails_of_half(market, market + government)?
        } else {
            Measured::Undefined(NOT_LOOKED_FOR)
        };
        Ok(result)
    }
}

const NOT_LOOKED_FOR: Undefined = Undefined::NoTest {
    why: "the rows come from what governments publish: agreements of firms were not looked for",
};

/// The findings of a region.
pub(super) fn findings(region: &Region, inquiry: &Inquiry) -> Result<Vec<Finding>> {
    let found = Leads::new().run(region, inquiry)?;
    let lead = Finding::new(
        "market-lead",
        "the share of events that the market leads, those led together counted half",
        region,
        Undefined::NoEvents,
    )
    .neutral(0.5)
    .value(found.market)
    .interval(found.interval)
    .test(found.tails)
    .named(found.rows, found.known)
    .decided_by("who leads each event, coded by two people by one rule, firms' own agreements looked for as well");
    Ok(vec![lead])
}
