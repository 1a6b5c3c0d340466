//! How long each tie lived, by its signs of life.
use super::deepening::slope;
use crate::Region;
use crate::network::event::Event;
use crate::network::{CityNetwork, Contribution};
use crate::region::{RowRef, Table};
use crate::statistics::Lifetime;
use std::collections::{BTreeSet, HashMap};

/// A pair of cities that is tied.
pub(in crate::cooperation) struct TiedPair {
    pub(in crate::cooperation) pair: (u32, u32),
    pub(in crate::cooperation) life: Option<Lifetime>,
    /// New domains per year.
    pub(in crate::cooperation) slope: Option<f64>,
}

/// The ties of a network with a date.
pub(in crate::cooperation) struct Lives {
    pub(in crate::cooperation) pairs: Vec<TiedPair>,
    /// How many ties have no date.
    pub(in crate::cooperation) undated: usize,
}

impl Lives {
    /// The tied pairs with a date, and how many have none.
    pub(in crate::cooperation) fn of(
        region: &Region,
        network: &CityNetwork,
        grace_years: f64,
    ) -> Self {
        let acts = acts(region);
        let as_of = region.info().as_of.map_or(f64::INFINITY, |date| date.last().ends());
        let mut undated = 0;
        let mut pairs = Vec::new();
        let ends = |part: &Contribution| (part.from.min(part.to), part.from.max(part.to));
        for parts in network.contributions().chunk_by(|a, b| ends(a) == ends(b)) {
            let pair = ends(&parts[0]);
            let rows: BTreeSet<RowRef> = parts.iter().map(|part| part.row).collect();
            match life(region, pair, &rows, (&acts, as_of, grace_years)) {
                Some(pair) => pairs.push(pair),
                None => undated += 1,
            }
        }
        Self { pairs, undated }
    }
}

/// What is known of one tie: none without a date.
fn life(
    region: &Region,
    pair: (u32, u32),
    rows: &BTreeSet<RowRef>,
    (acts, as_of, grace_years): (&HashMap<RowRef, Vec<f64>>, f64, f64),
) -> Option<TiedPair> {
    let (mut signs, mut starts, mut told) = (Vec::new(), Vec::new(), false);
    let mut end: Option<f64> = None;
    let mut open = false;
    for &row in rows {
        let event = Event::of(region, row)?;
        let (start, stop) = event.life();
        if let Some(start) = start {
            starts.push((start.middle(), event));
            signs.push(start.middle());
        }
        let after = acts.get(&row).map_or(&[][..], Vec::as_slice);
        told |= !after.is_empty() || stop.is_some();
        signs.extend(after);
        match stop {
            Some(stop) => end = Some(end.unwrap_or(0.0).max(stop.middle())),
            None => open = true,
        }
    }
    starts.sort_by(|a, b| a.0.total_cmp(&b.0));
    let begin = starts.first()?.0;
    signs.retain(|sign| *sign >= begin && *sign <= as_of);
    signs.sort_by(f64::total_cmp);
    let gap = signs.windows(2).find(|two| two[1] - two[0] > grace_years);
    let last = gap.map_or(signs.last().copied().unwrap_or(begin), |two| two[0]);
    let dies = last + grace_years;
    // Where every row has ended, the tie has.
    let dies = end.filter(|_| !open).map_or(dies, |end| dies.min(end.max(begin)));
    let life = if dies < as_of {
        Lifetime::ended(dies - begin)
    } else {
        Lifetime::censored((as_of - begin).max(0.0))
    };
    let known = told && as_of.is_finite();
    Some(TiedPair { pair, life: known.then_some(life), slope: slope(&starts, as_of) })
}

/// The signs of life of each row after its start: acts, its meetings, those of its council.
fn acts(region: &Region) -> HashMap<RowRef, Vec<f64>> {
    let mut found: HashMap<RowRef, Vec<f64>> = HashMap::new();
    let tables = [Table::Agreements, Table::Enclaves, Table::Platforms, Table::Councils];
    for act in region.acts() {
        if let Some(row) = region.find_in(&tables, &act.of) {
            found.entry(row).or_default().push(act.date.middle());
        }
    }
    let mut meetings: HashMap<&str, Vec<f64>> = HashMap::new();
    for meeting in region.meetings() {
        if let (Some(of), Some(date)) = (meeting.of.as_deref(), meeting.date) {
            meetings.entry(of).or_default().push(date.middle());
        }
    }
    for (agreement, index) in region.agreements().iter().zip(0..) {
        let own = meetings.get(&*agreement.id).into_iter();
        let of_council = agreement.council.as_deref().and_then(|id| meetings.get(id));
        let dates: Vec<f64> = own.chain(of_council).flatten().copied().collect();
        if !dates.is_empty() {
            let row = RowRef { table: Table::Agreements, index };
            found.entry(row).or_default().extend(dates);
        }
    }
    found
}
