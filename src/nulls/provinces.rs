//! Provinces on a map: whether cities may change places without tearing one apart.
use super::distances::Distances;
use crate::Node;

/// The map, and what labelings of it are legal.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Map {
    /// The neighbours of each city.
    pub(super) neighbours: Vec<Vec<Node>>,
    pub(super) distances: Option<Distances>,
    /// Which provinces must stay in one piece.
    pub(super) whole: Vec<bool>,
    /// The largest sum of distances within provinces.
    pub(super) most: f64,
}

/// A labeling on its way, provinces numbered from 0.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Labeling {
    pub(super) labels: Vec<u32>,
    members: Vec<Vec<Node>>,
    /// The sum of distances within each province.
    within: Vec<f64>,
}

impl Map {
    /// Whether some cities hang together by borders among them.
    pub(super) fn in_one_piece(&self, members: &[Node]) -> bool {
        let Some(&first) = members.first() else { return true };
        let mut seen = vec![first];
        let mut at = 0;
        while at < seen.len() {
            for next in &self.neighbours[seen[at] as usize] {
                if members.binary_search(next).is_ok() && !seen.contains(next) {
                    seen.push(*next);
                }
            }
            at += 1;
        }
        seen.len() == members.len()
    }

    /// The sum of distances within a province; 0 without distances.
    fn spread(&self, members: &[Node]) -> f64 {
        let Some(distances) = &self.distances else { return 0.0 };
        let pairs = members.iter().enumerate();
        pairs.flat_map(|(at, one)| members[..at].iter().map(|b| distances.get(*one, *b))).sum()
    }

    /// Exchanges the provinces of two cities if that is legal.
    pub(super) fn swap(&self, labeling: &mut Labeling, one: Node, other: Node) -> bool {
        let (a, b) = (labeling.labels[one as usize], labeling.labels[other as usize]);
        if a == b || !self.touches(labeling, one, other) || !self.touches(labeling, other, one) {
            return false;
        }
        let exchanged = |province: u32, leaves: Node, comes: Node| {
            let members = &labeling.members[province as usize];
            let mut members: Vec<Node> =
                members.iter().copied().filter(|&city| city != leaves).collect();
            members.insert(members.partition_point(|&city| city < comes), comes);
            members
        };
        let (of_a, of_b) = (exchanged(a, one, other), exchanged(b, other, one));
        for (province, members) in [(a, &of_a), (b, &of_b)] {
            if self.whole[province as usize] && !self.in_one_piece(members) {
                return false;
            }
        }
        let mut within = labeling.within.clone();
        (within[a as usize], within[b as usize]) = (self.spread(&of_a), self.spread(&of_b));
        if within.iter().sum::<f64>() > self.most {
            return false;
        }
        labeling.within = within;
        (labeling.members[a as usize], labeling.members[b as usize]) = (of_a, of_b);
        labeling.labels.swap(one as usize, other as usize);
        true
    }

    /// Whether a city would border on what is left of the province of another it would come to: a
    /// quick look that spares most searches.
    fn touches(&self, labeling: &Labeling, comes: Node, leaves: Node) -> bool {
        let province = labeling.labels[leaves as usize];
        if !self.whole[province as usize] || labeling.members[province as usize].len() == 1 {
            return true;
        }
        let mut neighbours = self.neighbours[comes as usize].iter();
        neighbours.any(|&city| city != leaves && labeling.labels[city as usize] == province)
    }
}

impl Labeling {
    /// A labeling with `provinces` provinces.
    pub(super) fn new(map: &Map, labels: Vec<u32>, provinces: usize) -> Self {
        let mut members = vec![Vec::new(); provinces];
        for (city, &label) in labels.iter().enumerate() {
            members[label as usize].push(city as Node);
        }
        let within = members.iter().map(|members| map.spread(members)).collect();
        Self { labels, members, within }
    }

    pub(super) fn members(&self) -> &[Vec<Node>] {
        &self.members
    }

    /// The sum of distances within provinces.
    pub(super) fn within(&self) -> f64 {
        self.within.iter().sum()
    }

    /// The same for all labelings that differ only in which province has which name.
    pub(super) fn division(&self) -> Vec<u32> {
        let mut names = vec![u32::MAX; self.members.len()];
        let mut next = 0;
        let renamed = self.labels.iter().map(|&label| {
            let name = &mut names[label as usize];
            if *name == u32::MAX {
                (*name, next) = (next, next + 1);
            }
            *name
        });
        renamed.collect()
    }
}
