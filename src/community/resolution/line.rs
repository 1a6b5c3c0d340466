//! Quality as a line over the resolution.
use crate::{Adjacency, sums};
use serde::Serialize;

/// What modularity is at every resolution: `within − γ expected`.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Line {
    /// The share of weight within communities.
    pub within: f64,
    /// The share that strengths alone would make.
    pub expected: f64,
}

impl Line {
    /// The line of a division, whose labels count from 0; the network has ties. `O(n + m)`.
    pub(crate) fn new(graph: &Adjacency, labels: &[u32]) -> Self {
        let count = labels.iter().max().map_or(0, |&last| last as usize + 1);
        let unit = sums::unit(graph.nodes().flat_map(|node| graph.weights(node)).copied());
        let mut groups = vec![[0.0; 3]; count];
        let mut total = 0.0;
        for from in graph.nodes() {
            let home = labels[from as usize] as usize;
            for (to, weight) in graph.neighbours(from) {
                let (host, weight) = (labels[to as usize] as usize, weight / unit);
                total += weight;
                groups[home][0] += weight;
                groups[host][1] += weight;
                groups[home][2] += if home == host { weight } else { 0.0 };
            }
        }
        let within = sums::sum(groups.iter().map(|group| group[2] / total));
        let expected = groups.iter().map(|group| (group[0] / total) * (group[1] / total));
        Self { within, expected: sums::sum(expected) }
    }

    /// The quality at a resolution.
    pub fn at(self, resolution: f64) -> f64 {
        self.within - resolution * self.expected
    }
}
