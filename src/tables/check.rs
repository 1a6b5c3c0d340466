//! What concerns several rows or tables: rings, lives, repeated pairs, weights of zero.
use super::read::Reading;
use super::reference::{ALIVE, CIRCLE, COUNCIL, MET, OBSERVED, PLACE, ROW, refer};
use crate::problem::{Oddity, Problem};
use crate::region::*;
use crate::{Date, Region};
use std::collections::{BTreeSet, HashMap};

/// A member that joined or left when what it belongs to did not live.
pub(super) fn life(
    (joined, left): (Option<Date>, Option<Date>),
    of: &str,
    (start, end): (Option<Date>, Option<Date>),
    problem: &mut dyn FnMut(&'static str, Problem),
) {
    for (column, date) in [("joined", joined), ("left", left)] {
        let Some(date) = date else { continue };
        let early = start.is_some_and(|start| date.is_before(start));
        let late = end.is_some_and(|end| date.is_after(end));
        if early || late {
            let from = start.map_or("its beginning".to_owned(), |start| start.to_string());
            let to = end.map_or("today".to_owned(), |end| end.to_string());
            let life = format!("from {from} to {to}");
            let (date, of) = (date.to_string(), of.to_owned());
            problem(column, Problem::OutsideLife { date, of, life });
        }
    }
}

/// Checks a region whose rows are all read.
pub(super) fn across(region: &Region, reading: &mut Reading<'_>) {
    parents(region, reading);
    same_as(region, reading);
    references(region, reading);
    repeated_pairs(region, reading);
    zero_weights(region, reading);
    outside_parent(region, reading);
}

/// Every ring that `next` goes in, from the first of its rows on. Each row is passed once.
fn rings(next: &[Option<usize>]) -> Vec<Vec<usize>> {
    let mut rings = Vec::new();
    let mut passed_from: Vec<Option<usize>> = vec![None; next.len()];
    for start in 0..next.len() {
        let mut at = start;
        let back = loop {
            if let Some(earlier) = passed_from[at] {
                break earlier == start;
            }
            passed_from[at] = Some(start);
            match next[at] {
                Some(further) => at = further,
                None => break false,
            }
        };
        if back {
            let round = std::iter::successors(next[at], |&row| next[row]);
            let mut ring = vec![at];
            ring.extend(round.take_while(|&row| row != at));
            let first =
                ring.iter().enumerate().min_by_key(|&(_, row)| row).map_or(0, |(nth, _)| nth);
            ring.rotate_left(first);
            rings.push(ring);
        }
    }
    rings
}

/// The ids of a ring from its first row back to it.
fn chain(ring: &[usize], id: impl Fn(usize) -> String) -> Vec<String> {
    ring.iter().chain(ring.first()).map(|&row| id(row)).collect()
}

/// Parents of places and circles: they exist and nothing is its own ancestor.
fn parents(region: &Region, reading: &mut Reading<'_>) {
    let mut next = Vec::new();
    for (row, it) in region.places.iter().enumerate() {
        let mut refer_to = |column, id: &Option<Id>| {
            refer(region, reading, (Table::Places, row, column), PLACE, id.as_deref()?)
        };
        refer_to("capital", &it.capital);
        next.push(refer_to("parent", &it.parent).map(|parent| parent.index as usize));
    }
    for ring in rings(&next) {
        let chain = chain(&ring, |row| region.places[row].id.to_string());
        reading.problem(Table::Places, ring[0], "parent", Problem::OwnAncestor { chain });
    }
    let mut next = Vec::new();
    for (row, it) in region.circles.iter().enumerate() {
        let at = (Table::Circles, row, "parent");
        let parent = it.parent.as_deref().and_then(|id| refer(region, reading, at, CIRCLE, id));
        next.push(parent.map(|parent| parent.index as usize));
    }
    for ring in rings(&next) {
        let chain = chain(&ring, |row| region.circles[row].id.to_string());
        reading.problem(Table::Circles, ring[0], "parent", Problem::OwnAncestor { chain });
    }
}

/// `same_as` of every table: it names one row, and following it never comes back.
fn same_as(region: &Region, reading: &mut Reading<'_>) {
    let all = SAME_AS.iter().flat_map(|&table| {
        (0..region.rows(table) as u32).map(move |index| RowRef { table, index })
    });
    let rows: Vec<RowRef> = all.filter(|&row| region.same_as_id(row).is_some()).collect();
    let mut next = Vec::with_capacity(rows.len());
    for &row in &rows {
        let at = (row.table, row.index as usize, "same_as");
        let named = region.same_as_id(row).and_then(|id| refer(region, reading, at, ROW, id));
        next.push(named.and_then(|named| rows.binary_search(&named).ok()));
    }
    for ring in rings(&next) {
        let chain = chain(&ring, |row| region.row_id(rows[row]).to_owned());
        let first = rows[ring[0]];
        let problem = Problem::SameAsRing { chain };
        reading.problem(first.table, first.index as usize, "same_as", problem);
    }
}

/// What meetings, acts, observations and agreements refer to.
fn references(region: &Region, reading: &mut Reading<'_>) {
    for (row, it) in region.agreements.iter().enumerate() {
        if let Some(id) = it.council.as_deref() {
            refer(region, reading, (Table::Agreements, row, "council"), COUNCIL, id);
        }
    }
    for (row, it) in region.meetings.iter().enumerate() {
        if let Some(id) = it.of.as_deref() {
            refer(region, reading, (Table::Meetings, row, "of"), MET, id);
        }
    }
    for (row, it) in region.acts.iter().enumerate().filter(|(_, it)| !it.of.is_empty()) {
        refer(region, reading, (Table::Acts, row, "of"), ALIVE, &it.of);
    }
    for (row, it) in region.observations.iter().enumerate() {
        if !it.of.is_empty() && *it.of != *region.id() {
            refer(region, reading, (Table::Observations, row, "about"), OBSERVED, &it.of);
        }
    }
}

/// A border or a rivalry that stands twice, whichever way round.
fn repeated_pairs(region: &Region, reading: &mut Reading<'_>) {
    let known = |place: PlaceIndex| place != PlaceIndex::UNSET;
    let pair = |a: PlaceIndex, b: PlaceIndex| (a.min(b), a.max(b));
    let mut seen = HashMap::new();
    let borders = region.borders.iter().enumerate();
    for (row, it) in borders.filter(|(_, it)| known(it.a) && known(it.b)) {
        let first = *seen.entry(pair(it.a, it.b)).or_insert(row);
        if first != row {
            reading.repeated(Table::Borders, row, first);
        }
    }
    let mut seen = HashMap::new();
    let rivalries = region.rivalries.iter().enumerate();
    for (row, it) in rivalries.filter(|(_, it)| known(it.a) && known(it.b)) {
        let first = *seen.entry((pair(it.a, it.b), &it.field, it.start)).or_insert(row);
        if first != row {
            reading.repeated(Table::Rivalries, row, first);
        }
    }
}

/// A weight of zero makes no tie.
fn zero_weights(region: &Region, reading: &mut Reading<'_>) {
    let is_zero = |weight: Option<f64>| weight.is_some_and(|weight| weight <= 0.0);
    let agreements = region.agreements.iter().map(|it| it.weight);
    let enclaves = region.enclaves.iter().map(|it| it.weight);
    let platforms = region.platforms.iter().map(|it| it.weight);
    for (row, _) in agreements.enumerate().filter(|&(_, weight)| is_zero(weight)) {
        reading.oddity(Table::Agreements, row, "weight", Oddity::ZeroWeight);
    }
    for (row, _) in enclaves.enumerate().filter(|&(_, weight)| is_zero(weight)) {
        reading.oddity(Table::Enclaves, row, "weight", Oddity::ZeroWeight);
    }
    for (row, _) in platforms.enumerate().filter(|&(_, weight)| is_zero(weight)) {
        reading.oddity(Table::Platforms, row, "weight", Oddity::ZeroWeight);
    }
}

/// A member of a circle that is no member of its parent: whole circles cross by accident.
fn outside_parent(region: &Region, reading: &mut Reading<'_>) {
    let cities = |circle: &Circle| -> BTreeSet<PlaceIndex> {
        let known = circle.members.iter().map(|member| member.place);
        let known = known.filter(|&place| place != PlaceIndex::UNSET);
        known.map(|place| region.city_of(place).unwrap_or(place)).collect()
    };
    let mut around: HashMap<u32, BTreeSet<PlaceIndex>> = HashMap::new();
    for (row, circle) in region.circles.iter().enumerate() {
        let parent = circle.parent.as_deref().and_then(|id| region.find(Table::Circles, id));
        let Some(parent) = parent.map(|parent| parent.index) else {
            continue;
        };
        let inside =
            around.entry(parent).or_insert_with(|| cities(&region.circles[parent as usize]));
        if inside.is_empty() {
            continue;
        }
        for &place in cities(circle).difference(inside) {
            let oddity = Oddity::OutsideParent {
                place: region.place(place).id.to_string(),
                circle: circle.id.to_string(),
                parent: region.circles[parent as usize].id.to_string(),
            };
            reading.oddity(Table::Circles, row, "parent", oddity);
        }
    }
}
