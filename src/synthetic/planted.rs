//! A network whose communities are known.
use crate::Adjacency;
use serde::Serialize;

/// A network with communities planted in it.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct PlantedNetwork {
    /// The ties; undirected, of weight 1.
    pub adjacency: Adjacency,
    /// The community of each city at each level, from the largest communities to the smallest;
    /// numbers from 0, and those of one level lie within those of the level before.
    pub levels: Vec<Vec<u32>>,
    /// How many ties were to be made for which there was no pair left.
    pub missing: usize,
}

impl PlantedNetwork {
    /// The communities of the finest level.
    pub fn communities(&self) -> &[u32] {
        self.levels.last().map_or(&[], Vec::as_slice)
    }

    /// The share of ties that go between communities of the finest level; 0 without ties.
    pub fn mixing(&self) -> f64 {
        let labels = self.communities();
        let between = |&(a, b, _): &(u32, u32, f64)| labels[a as usize] != labels[b as usize];
        let count = self.adjacency.edges().filter(between).count();
        count as f64 / self.adjacency.edge_count().max(1) as f64
    }
}

impl AsRef<Adjacency> for PlantedNetwork {
    fn as_ref(&self) -> &Adjacency {
        &self.adjacency
    }
}
