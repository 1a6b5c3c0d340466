//! The graph every algorithm reads: a compact, sorted snapshot of who is tied to whom.
//!
//! | here | what it is |
//! |---|---|
//! | [`Adjacency`] | compressed sparse rows: 32-bit node numbers, one weight per arc |
//! | [`ParallelTies`] | what becomes of several ties of one pair |
//! | `components` | which nodes hang together |
//! | `petgraph` | from and to a petgraph graph |
mod build;
mod components;
mod petgraph;
mod undirected;

pub use build::ParallelTies;
pub use components::Components;

use serde::Serialize;

/// A node of a network: its position in the order of identifiers, valid in one network only.
pub type Node = u32;

/// A graph in compressed sparse rows: for each node its neighbours in ascending order, each with
/// one positive, finite weight.
///
/// A directed graph holds its arcs twice, forward and reverse. Self-ties are kept apart, in
/// [`self_ties`](Self::self_ties): no measure counts them unless it says so. What the numbers of
/// nodes and edges are does not depend on the order in which edges were given, and neither does a
/// weight that was added up from several edges: they are added in ascending order.
///
/// An undirected graph takes 24 bytes for each edge and 16 for each node, a directed one as many
/// for each arc and 24 for each node; building it takes less than three times that.
///
/// ```
/// use conurbation::Adjacency;
/// let square = Adjacency::from_edges(4, [(0, 1, 2.0), (1, 2, 1.0), (2, 3, 1.0), (1, 0, 0.5)])?;
/// assert_eq!(square.neighbours(1).collect::<Vec<_>>(), [(0, 2.5), (2, 1.0)]);
/// # Ok::<(), conurbation::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Adjacency {
    directed: bool,
    edges: usize,
    out: Rows,
    /// The arcs reversed; an undirected graph is its own reverse.
    into: Option<Rows>,
    self_ties: Vec<f64>,
}

/// The arcs that leave each node.
#[derive(Debug, Clone, PartialEq, Serialize)]
struct Rows {
    offsets: Vec<usize>,
    targets: Vec<Node>,
    weights: Vec<f64>,
}

impl Rows {
    fn range(&self, node: Node) -> std::ops::Range<usize> {
        self.offsets[node as usize]..self.offsets[node as usize + 1]
    }
}

impl Adjacency {
    /// The number of nodes.
    pub fn node_count(&self) -> usize {
        self.self_ties.len()
    }

    /// The number of pairs tied, or of arcs in a directed graph; self-ties not counted.
    pub fn edge_count(&self) -> usize {
        self.edges
    }

    /// Whether ties have a direction.
    pub fn is_directed(&self) -> bool {
        self.directed
    }

    /// All nodes, in order.
    pub fn nodes(&self) -> std::ops::Range<Node> {
        0..self.node_count() as Node
    }

    /// The partners a node has ties to, in order.
    pub fn targets(&self, node: Node) -> &[Node] {
        &self.out.targets[self.out.range(node)]
    }

    /// The weights of the ties a node has, in the order of [`targets`](Self::targets).
    pub fn weights(&self, node: Node) -> &[f64] {
        &self.out.weights[self.out.range(node)]
    }

    /// The partners a node has ties to, with their weights.
    pub fn neighbours(&self, node: Node) -> impl Iterator<Item = (Node, f64)> + '_ {
        self.targets(node).iter().copied().zip(self.weights(node).iter().copied())
    }

    /// The partners that have ties to a node, in order.
    pub fn sources(&self, node: Node) -> &[Node] {
        let rows = self.into.as_ref().unwrap_or(&self.out);
        &rows.targets[rows.range(node)]
    }

    /// The weights of the ties to a node, in the order of [`sources`](Self::sources).
    pub fn source_weights(&self, node: Node) -> &[f64] {
        let rows = self.into.as_ref().unwrap_or(&self.out);
        &rows.weights[rows.range(node)]
    }

    /// The partners that have ties to a node, with their weights.
    pub fn in_neighbours(&self, node: Node) -> impl Iterator<Item = (Node, f64)> + '_ {
        self.sources(node).iter().copied().zip(self.source_weights(node).iter().copied())
    }

    /// The weight of the tie from one node to another, if there is one.
    pub fn weight(&self, from: Node, to: Node) -> Option<f64> {
        let at = self.targets(from).binary_search(&to).ok()?;
        Some(self.weights(from)[at])
    }

    /// Every tie as from, to and weight; an undirected one once, the smaller node first.
    pub fn edges(&self) -> impl Iterator<Item = (Node, Node, f64)> + '_ {
        self.nodes().flat_map(move |from| {
            self.neighbours(from)
                .filter(move |&(to, _)| self.directed || from < to)
                .map(move |(to, weight)| (from, to, weight))
        })
    }

    /// Where the arcs of each node begin and the last end, their targets and their weights.
    pub(crate) fn rows(&self) -> (&[usize], &[Node], &[f64]) {
        (&self.out.offsets, &self.out.targets, &self.out.weights)
    }

    /// The number of arcs; an undirected tie is two.
    pub(crate) fn arc_count(&self) -> usize {
        self.out.targets.len()
    }

    /// The positions of the arcs that leave a node, in the order of [`targets`](Self::targets).
    pub(crate) fn arcs(&self, node: Node) -> std::ops::Range<usize> {
        self.out.range(node)
    }

    /// The same graph in which the nodes stand in this order, without self-ties.
    pub(crate) fn in_order(&self, order: &[Node]) -> Self {
        let mut place = vec![0; order.len()];
        order.iter().zip(0..).for_each(|(&node, at)| place[node as usize] = at);
        let rows = |rows: &Rows| {
            let mut offsets = vec![0];
            let (mut targets, mut weights) = (Vec::new(), Vec::new());
            let mut row: Vec<(Node, f64)> = Vec::new();
            for &node in order {
                let range = rows.range(node);
                let to = rows.targets[range.clone()].iter().map(|&to| place[to as usize]);
                row.clear();
                row.extend(to.zip(rows.weights[range].iter().copied()));
                row.sort_unstable_by_key(|arc| arc.0);
                targets.extend(row.iter().map(|arc| arc.0));
                weights.extend(row.iter().map(|arc| arc.1));
                offsets.push(targets.len());
            }
            Rows { offsets, targets, weights }
        };
        Self {
            directed: self.directed,
            edges: self.edges,
            out: rows(&self.out),
            into: self.into.as_ref().map(rows),
            self_ties: vec![0.0; order.len()],
        }
    }

    /// The nodes in the order in which searches find them that start at those of fewest ties: partners
    /// stand near one another.
    pub(crate) fn near_to_near(&self) -> Vec<Node> {
        let mut starts: Vec<Node> = self.nodes().collect();
        starts.sort_by_key(|&node| self.targets(node).len());
        let mut found = vec![false; self.node_count()];
        let mut order = Vec::with_capacity(found.len());
        for start in starts {
            if std::mem::replace(&mut found[start as usize], true) {
                continue;
            }
            let mut at = order.len();
            order.push(start);
            while at < order.len() {
                for &to in self.targets(order[at]) {
                    if !std::mem::replace(&mut found[to as usize], true) {
                        order.push(to);
                    }
                }
                at += 1;
            }
        }
        order
    }

    /// The weight of each node's ties with itself, 0 for none.
    pub fn self_ties(&self) -> &[f64] {
        &self.self_ties
    }

    /// The sum of the weights of all ties, each undirected one counted once.
    pub fn total_weight(&self) -> f64 {
        // An empty sum of floats is −0.
        let arcs = self.out.weights.iter().sum::<f64>() + 0.0;
        if self.directed { arcs } else { arcs / 2.0 }
    }

    /// The same arcs the other way round; an undirected graph is its own reverse.
    pub fn reverse(&self) -> Self {
        let mut reverse = self.clone();
        if let Some(into) = &mut reverse.into {
            std::mem::swap(&mut reverse.out, into);
        }
        reverse
    }
}

impl AsRef<Adjacency> for Adjacency {
    fn as_ref(&self) -> &Adjacency {
        self
    }
}
