//! Which nodes hang together.
use super::{Adjacency, Node};
use serde::Serialize;

/// The pieces of a network: groups of cities joined by ties, whatever their direction.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Components {
    labels: Vec<u32>,
    sizes: Vec<usize>,
}

impl Components {
    /// The piece of each node, numbered from 0, the largest first, then by smallest node.
    pub fn labels(&self) -> &[u32] {
        &self.labels
    }

    /// The number of nodes of each piece, the largest first.
    pub fn sizes(&self) -> &[usize] {
        &self.sizes
    }

    /// The number of pieces.
    pub fn count(&self) -> usize {
        self.sizes.len()
    }
}

impl Adjacency {
    /// The pieces of the network, the direction of ties disregarded.
    ///
    /// A city without a tie is a piece of its own; an empty network has none.
    ///
    /// Two ties of each city join most of the network to one piece; of the cities of that piece no
    /// further tie is looked at (Sutton, Ben-Nun & Barak 2018, *IPDPS*). `O(n + m)` but for the
    /// height of trees, often `O(n)`; up to 16 bytes for each node.
    pub fn components(&self) -> Components {
        let mut trees = Trees { parents: self.nodes().collect() };
        for node in self.nodes() {
            self.targets(node).iter().take(FIRST).for_each(|&to| trees.join(node, to));
        }
        let largest = trees.largest();
        for node in self.nodes() {
            if trees.root(node) == largest {
                continue; // whoever is tied to it and not of its piece has the tie too
            }
            self.targets(node).iter().skip(FIRST).for_each(|&to| trees.join(node, to));
            if self.directed {
                self.sources(node).iter().for_each(|&from| trees.join(node, from));
            }
        }
        trees.pieces()
    }
}

/// So many ties of each node are looked at first.
const FIRST: usize = 2;

/// Nodes that hang together are in one tree, whose root is the first of them.
struct Trees {
    parents: Vec<Node>,
}

impl Trees {
    /// The root of a node; on the way every node is hung nearer to it.
    fn root(&mut self, mut node: Node) -> Node {
        loop {
            let parent = self.parents[node as usize];
            if parent == node {
                return node;
            }
            let above = self.parents[parent as usize];
            self.parents[node as usize] = above;
            node = above;
        }
    }

    fn join(&mut self, a: Node, b: Node) {
        let (a, b) = (self.root(a), self.root(b));
        let (first, last) = (a.min(b), a.max(b));
        self.parents[last as usize] = first;
    }

    /// Hangs every node to its root, and gives how many each root has.
    fn sizes(&mut self) -> Vec<u32> {
        let mut sizes = vec![0; self.parents.len()];
        for node in 0..self.parents.len() {
            // A parent is an earlier node, and hangs to its root already.
            let root = self.parents[self.parents[node] as usize];
            self.parents[node] = root;
            sizes[root as usize] += 1;
        }
        sizes
    }

    /// The root of the largest tree.
    fn largest(&mut self) -> Node {
        let sizes = self.sizes();
        (0..).zip(&sizes).max_by_key(|(_, size)| **size).map_or(0, |(root, _)| root)
    }

    fn pieces(mut self) -> Components {
        let mut sizes = self.sizes();
        let mut roots: Vec<Node> =
            (0..).zip(&sizes).filter(|(_, size)| **size > 0).map(|(root, _)| root).collect();
        roots.sort_by_key(|&root| std::cmp::Reverse(sizes[root as usize]));
        let in_order = roots.iter().map(|&root| sizes[root as usize] as usize).collect();
        // The number of each piece takes the place of its size.
        (0..).zip(&roots).for_each(|(label, &root)| sizes[root as usize] = label);
        let mut labels = self.parents;
        labels.iter_mut().for_each(|label| *label = sizes[*label as usize]);
        Components { labels, sizes: in_order }
    }
}
