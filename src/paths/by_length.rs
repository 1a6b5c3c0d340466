//! The ties of each city, the shortest first.
use super::Dijkstra;
use crate::{Adjacency, Node};

/// Lengths of ties in rows that ascend, so that a search can stop within a row.
#[derive(Debug)]
pub(crate) struct ByLength {
    offsets: Vec<usize>,
    arcs: Vec<(f64, Node)>,
    /// How many nodes hang together with each; more than it reaches where ties are one-way.
    piece: Vec<u32>,
    /// How wide buckets must be for a search to find about two nodes in each; none where nodes
    /// have many ties.
    bucket_width: Option<f64>,
}

/// Up to so many ties of a node, on average, a search is quicker with buckets than with a heap.
const FEW_TIES: usize = 32;
/// And for so many nodes at least.
const MANY_NODES: usize = 256;

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
        let piece = pieces.labels().iter().map(size).collect();
        let mut new = Self { offsets, arcs, piece, bucket_width: None };
        let nodes = new.node_count();
        if nodes >= MANY_NODES && new.arcs.len() <= FEW_TIES * nodes {
            // What a search from the first node of the largest piece finds, and how far that is.
            let source = pieces.labels().iter().zip(0..).find(|&(&label, _)| label == 0);
            let mut search = Dijkstra::in_heap(nodes);
            search.run(&new, source.map_or(0, |(_, node)| node));
            let farthest = search.order().last().map_or(0.0, |&it| search.distance()[it as usize]);
            let width = 2.0 * farthest / search.order().len() as f64;
            new.bucket_width = Some(width).filter(|it| it.is_normal() && it.recip().is_normal());
        }
        new
    }

    pub(super) fn node_count(&self) -> usize {
        self.piece.len()
    }

    pub(super) fn bucket_width(&self) -> Option<f64> {
        self.bucket_width
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
