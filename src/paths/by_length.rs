//! The ties of each city, the shortest first.
use crate::{Adjacency, Node};

/// Lengths of ties in rows that ascend, so that a search can stop within a row.
#[derive(Debug)]
pub(crate) struct ByLength {
    offsets: Vec<usize>,
    arcs: Vec<(f64, Node)>,
    /// How many nodes hang together with each; more than it reaches where ties are one-way.
    piece: Vec<u32>,
}

impl ByLength {
    /// The ties of a graph whose weights are lengths. `O(n + m log n)`.
    pub(crate) fn new(lengths: &Adjacency) -> Self {
        let (mut offsets, mut arcs) = (vec![0], Vec::new());
        for node in lengths.nodes() {
            let start = arcs.len();
            arcs.extend(lengths.neighbours(node).map(|(to, length)| (length, to)));
            arcs[start..].sort_unstable_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
            offsets.push(arcs.len());
        }
        let pieces = lengths.components();
        let size = |&label: &u32| pieces.sizes()[label as usize] as u32;
        Self { offsets, arcs, piece: pieces.labels().iter().map(size).collect() }
    }

    /// The shortest of all lengths, infinite if there is none.
    pub(crate) fn shortest(&self) -> f64 {
        self.arcs.iter().fold(f64::INFINITY, |shortest, arc| shortest.min(arc.0))
    }

    /// The ties of a node: lengths and nodes.
    pub(crate) fn row(&self, node: Node) -> &[(f64, Node)] {
        &self.arcs[self.offsets[node as usize]..self.offsets[node as usize + 1]]
    }

    /// An upper bound on the number of nodes that one reaches, itself counted.
    pub(super) fn within(&self, node: Node) -> usize {
        self.piece[node as usize] as usize
    }
}
