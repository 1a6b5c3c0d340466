//! Which cities are members of which platforms.
use super::cities::Cities;
use super::platforms::PlatformSize;
use crate::network::event::{Event, Side, Standing, stand};
use crate::network::same_fact::Ahead;
use crate::nulls::Incidence;
use crate::region::{Platform, PlatformKind, RowRef, Table};
use crate::{Node, Region, Result, Undefined};
use std::collections::{BTreeSet, HashSet};

/// The platforms an inquiry chooses, in order of their ids, with those of their members that stand
/// for cities. A platform told by two rows counts once.
pub(super) struct Members {
    pub(super) platforms: Vec<Membership>,
}

/// The members of one platform.
pub(super) struct Membership {
    pub(super) row: RowRef,
    /// Each city and whether it gives, takes, or both.
    pub(super) cities: Vec<(Node, Sides)>,
}

/// What a member does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Sides {
    pub(super) gives: bool,
    pub(super) takes: bool,
}

impl Members {
    pub(super) fn of(cities: &Cities<'_>, kinds: Option<&BTreeSet<PlatformKind>>) -> Self {
        let (region, projection) = (cities.region, &cities.inquiry.projection);
        let rows = (0..region.platforms().len() as u32)
            .map(|index| RowRef { table: Table::Platforms, index });
        let chosen: Vec<RowRef> = rows
            .filter(|&row| {
                let platform = of_row(region, row);
                let of_kind = |kinds: &BTreeSet<PlatformKind>| {
                    platform.kind.is_some_and(|kind| kinds.contains(&kind))
                };
                kinds.is_none_or(of_kind)
                    && projection.leaves_out(Event::Platform(platform)).is_none()
            })
            .collect();
        let known: HashSet<RowRef> = chosen.iter().copied().collect();
        let mut told = Ahead::new(region, |row| known.contains(&row));
        let nodes = cities.nodes();
        let mut platforms: Vec<Membership> = Vec::new();
        for row in chosen.into_iter().filter(|&row| !told.any(row)) {
            let mut members: Vec<(Node, Sides)> = Vec::new();
            for who in Event::Platform(of_row(region, row)).participants() {
                let Some(side) = who.side else { continue };
                if !projection.time.member(who.joined, who.left) {
                    continue;
                }
                let stand = match stand(region, projection, &who) {
                    Standing::City(city) => vec![city],
                    Standing::Lifted(cities) => cities,
                    Standing::None(_) => Vec::new(),
                };
                let sides = Sides { gives: side != Side::To, takes: side != Side::From };
                members.extend(stand.iter().filter_map(|city| Some((*nodes.get(city)?, sides))));
            }
            members.sort_unstable();
            let mut merged: Vec<(Node, Sides)> = Vec::new();
            for (node, sides) in members {
                match merged.last_mut().filter(|last| last.0 == node) {
                    Some((_, known)) => {
                        known.gives |= sides.gives;
                        known.takes |= sides.takes;
                    }
                    None => merged.push((node, sides)),
                }
            }
            platforms.push(Membership { row, cities: merged });
        }
        platforms.sort_by(|a, b| region.row_id(a.row).cmp(region.row_id(b.row)));
        Self { platforms }
    }

    pub(super) fn rows(&self) -> impl Iterator<Item = RowRef> + '_ {
        self.platforms.iter().map(|platform| platform.row)
    }

    /// Each platform with its members, named and stated.
    pub(super) fn sizes(&self, region: &Region) -> Vec<PlatformSize> {
        let size = |platform: &Membership| PlatformSize {
            id: region.row_id(platform.row).to_owned(),
            named: platform.cities.len(),
            stated: of_row(region, platform.row).members_stated,
        };
        self.platforms.iter().map(size).collect()
    }

    /// The ids of platforms that all cities are in.
    pub(super) fn universal(&self, cities: &Cities<'_>) -> Vec<String> {
        let all = self.platforms.iter().filter(|it| it.cities.len() == cities.count());
        all.map(|platform| cities.region.row_id(platform.row).to_owned()).collect()
    }

    /// The table of cities and platforms that tell cities apart: those of two cities or more, not
    /// of all.
    pub(super) fn comparable(&self, cities: &Cities<'_>) -> Result<Result<Incidence, Undefined>> {
        if self.platforms.is_empty() {
            return Ok(Err(Undefined::NoEvents));
        }
        if self.platforms.iter().all(|platform| platform.cities.is_empty()) {
            return Ok(Err(Undefined::MissingData { n: self.platforms.len() }));
        }
        let tells = |it: &&Membership| it.cities.len() >= 2 && it.cities.len() < cities.count();
        let some: Vec<&Membership> = self.platforms.iter().filter(tells).collect();
        if some.len() < 2 {
            return Ok(Err(Undefined::TooFewUnits { need: 2 }));
        }
        let pairs = (0..)
            .zip(&some)
            .flat_map(|(at, platform)| platform.cities.iter().map(move |&(city, _)| (city, at)));
        Ok(Ok(Incidence::from_pairs(cities.count(), some.len(), pairs)?))
    }
}

fn of_row(region: &Region, row: RowRef) -> &Platform {
    &region.platforms()[row.index as usize]
}
