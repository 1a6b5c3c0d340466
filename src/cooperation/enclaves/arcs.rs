//! Which city has which foothold where.
use crate::cooperation::Inquiry;
use crate::cooperation::events_in_time::chosen;
use crate::network::event::{Event, Standing, stand};
use crate::network::same_fact::Ahead;
use crate::network::{Layer, Provinces};
use crate::region::{Enclave, PlaceIndex, RowRef};
use crate::{Adjacency, Node, Region, Result};
use std::collections::{BTreeMap, HashSet};

/// An enclave whose home and host are known cities.
#[derive(Debug, Clone, Copy)]
pub(in crate::cooperation) struct Foothold<'a> {
    pub(in crate::cooperation) row: RowRef,
    pub(in crate::cooperation) enclave: &'a Enclave,
    pub(in crate::cooperation) home: Node,
    pub(in crate::cooperation) host: Node,
}

/// The enclaves that an inquiry counts.
pub(in crate::cooperation) struct Footholds<'a> {
    /// The cities, in order of their ids.
    pub(in crate::cooperation) cities: Vec<PlaceIndex>,
    /// Every enclave that counts, whether or not its ends are known, in order of id.
    pub(in crate::cooperation) all: Vec<(RowRef, &'a Enclave)>,
    /// Those between two cities of the region.
    pub(in crate::cooperation) between: Vec<Foothold<'a>>,
    /// Those within one city.
    pub(in crate::cooperation) within: usize,
}

impl<'a> Footholds<'a> {
    pub(in crate::cooperation) fn of(region: &'a Region, inquiry: &Inquiry) -> Self {
        let mut inquiry = inquiry.clone();
        inquiry.projection.layers = [Layer::Enclaves].into();
        // An enclave has one home and one host: a province is neither, lifted or not.
        inquiry.projection.provinces = Provinces::LeaveOut;
        let partners = inquiry.projection.partners;
        let mut cities: Vec<PlaceIndex> = region
            .places()
            .iter()
            .enumerate()
            .filter(|(_, place)| {
                place.level == crate::region::Level::City && (partners || place.is_inside())
            })
            .map(|(index, _)| PlaceIndex(index as u32))
            .collect();
        cities.sort_by_key(|&city| &region.place(city).id);
        let node: BTreeMap<PlaceIndex, Node> = cities.iter().copied().zip(0..).collect();
        let mut rows: Vec<RowRef> = chosen(region, &inquiry).map(|(row, _)| row).collect();
        rows.sort_by_key(|&row| region.row_id(row));
        let known: HashSet<RowRef> = rows.iter().copied().collect();
        let mut told = Ahead::new(region, |row| known.contains(&row));
        rows.retain(|&row| !told.any(row));
        let (mut all, mut between, mut within) = (Vec::new(), Vec::new(), 0);
        for row in rows {
            let Some(event @ Event::Enclave(enclave)) = Event::of(region, row) else { continue };
            all.push((row, enclave));
            let ends: Vec<Node> = event
                .participants()
                .iter()
                .filter_map(|who| match stand(region, &inquiry.projection, who) {
                    Standing::City(city) => node.get(&city).copied(),
                    _ => None,
                })
                .collect();
            match ends[..] {
                [home, host] if home != host => {
                    between.push(Foothold { row, enclave, home, host });
                }
                [home, host] if home == host => within += 1,
                _ => {}
            }
        }
        Self { cities, all, between, within }
    }

    /// The arcs from home to host, each with `weight` of its footholds.
    pub(in crate::cooperation) fn arcs(
        &self,
        weight: impl Fn(&[Foothold<'a>]) -> f64,
    ) -> Result<Adjacency> {
        let mut arcs: BTreeMap<(Node, Node), Vec<Foothold<'a>>> = BTreeMap::new();
        for foothold in &self.between {
            arcs.entry((foothold.home, foothold.host)).or_default().push(*foothold);
        }
        let arcs = arcs.iter().map(|(&(home, host), footholds)| (home, host, weight(footholds)));
        Adjacency::from_arcs(self.cities.len(), arcs)
    }

    pub(in crate::cooperation) fn rows(&self) -> impl Iterator<Item = RowRef> + '_ {
        self.between.iter().map(|foothold| foothold.row)
    }
}
