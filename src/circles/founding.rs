//! The rows of a ledger that found or run a circle: they are no evidence for it.
use crate::network::EVENTS;
use crate::network::event::Event;
use crate::region::{Circle, CircleRole, CouncilRole, PlaceIndex, Region, RowRef, Table};
use std::collections::BTreeSet;

/// What must be known of every row to tell whether it founds a circle.
pub(super) struct FoundingRows {
    /// The rows that may make ties, with the places that take part, those outside left out.
    rows: Vec<(RowRef, BTreeSet<PlaceIndex>)>,
}

impl FoundingRows {
    pub(super) fn of(region: &Region) -> Self {
        let all = EVENTS.iter().flat_map(|&table| {
            (0..region.rows(table) as u32).map(move |index| RowRef { table, index })
        });
        let places = |row: RowRef| {
            let event = Event::of(region, row)?;
            let parties = event.participants().into_iter().filter(|who| who.side.is_some());
            let places = parties.filter_map(|who| who.place).filter(|&place| inside(region, place));
            Some((row, places.collect()))
        };
        Self { rows: all.filter_map(places).collect() }
    }

    /// The ids of the rows that found or run a circle: those that tell the same fact as the circle,
    /// along `same_as`; those whose parties inside the region are exactly its members at some
    /// time; the acts of a council of which either holds; and those that tell the same fact as one
    /// of these.
    pub(super) fn rows_of(&self, region: &Region, circle: &Circle) -> Vec<String> {
        let memberships = memberships(region, circle);
        let this = region.find(Table::Circles, &circle.id);
        let mut founding: BTreeSet<RowRef> = self
            .rows
            .iter()
            .filter(|(row, places)| {
                let linked = this.is_some_and(|this| {
                    leads_to(region, *row, this) || leads_to(region, this, *row)
                });
                linked || memberships.contains(places)
            })
            .map(|(row, _)| *row)
            .collect();
        let councils: BTreeSet<&str> = region
            .councils()
            .iter()
            .zip(0..)
            .filter(|(council, index)| {
                let row = RowRef { table: Table::Councils, index: *index };
                let members = council.members.iter().filter(|it| it.role != CouncilRole::Observer);
                let members = members.map(|member| member.place);
                let members: BTreeSet<_> = members.filter(|&it| inside(region, it)).collect();
                founding.contains(&row) || memberships.contains(&members)
            })
            .map(|(council, _)| &*council.id)
            .collect();
        for (row, agreement) in (0..).zip(region.agreements()) {
            if agreement.council.as_deref().is_some_and(|council| councils.contains(council)) {
                founding.insert(RowRef { table: Table::Agreements, index: row });
            }
        }
        let telling = self
            .rows
            .iter()
            .map(|(row, _)| *row)
            .filter(|&row| founding.iter().any(|&founding| leads_to(region, row, founding)));
        let telling: Vec<RowRef> = telling.collect();
        founding.extend(telling);
        founding.into_iter().map(|row| region.row_id(row).to_owned()).collect()
    }
}

/// Whether a row leads to another along `same_as`; chains may go in a ring.
fn leads_to(region: &Region, row: RowRef, goal: RowRef) -> bool {
    let (mut at, mut steps) = (row, 0);
    while let Some(next) = region.same_as(at) {
        steps += 1;
        if next == goal {
            return true;
        }
        if next == row || steps > 64 {
            return false;
        }
        at = next;
    }
    false
}

fn inside(region: &Region, place: PlaceIndex) -> bool {
    region.place(place).is_inside()
}

/// The members inside the region, of two places or more, at each time someone joined.
fn memberships(region: &Region, circle: &Circle) -> Vec<BTreeSet<PlaceIndex>> {
    let members = || {
        let members = circle.members.iter().filter(|it| it.role != CircleRole::Observer);
        members.filter(|member| inside(region, member.place))
    };
    let mut dates: Vec<_> = members().map(|member| member.joined).collect();
    dates.sort_unstable();
    dates.dedup();
    let at = |date: &Option<crate::Date>| -> BTreeSet<PlaceIndex> {
        let there = members().filter(|member| member.joined <= *date);
        let stays = |left: crate::Date| date.is_none_or(|date| left.is_after(date));
        there.filter(|it| it.left.is_none_or(stays)).map(|member| member.place).collect()
    };
    dates.iter().map(at).filter(|members| members.len() > 1).collect()
}
