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
    /// The pieces of the network, the direction of ties disregarded. `O(n + m)`.
    ///
    /// A city without a tie is a piece of its own; an empty network has none.
    pub fn components(&self) -> Components {
        const UNSEEN: u32 = u32::MAX;
        let mut labels = vec![UNSEEN; self.node_count()];
        let mut sizes = Vec::new();
        let mut stack = Vec::new();
        for start in self.nodes() {
            if labels[start as usize] != UNSEEN {
                continue;
            }
            let label = sizes.len() as u32;
            labels[start as usize] = label;
            stack.push(start);
            let mut size = 0;
            while let Some(node) = stack.pop() {
                size += 1;
                let into = if self.directed { self.sources(node) } else { &[] };
                for &next in self.targets(node).iter().chain(into) {
                    if labels[next as usize] == UNSEEN {
                        labels[next as usize] = label;
                        stack.push(next);
                    }
                }
            }
            sizes.push(size);
        }
        let mut order: Vec<Node> = (0..sizes.len() as Node).collect();
        order.sort_by_key(|&label| (std::cmp::Reverse(sizes[label as usize]), label));
        let mut rank = vec![0; sizes.len()];
        for (position, &label) in order.iter().enumerate() {
            rank[label as usize] = position as u32;
        }
        labels.iter_mut().for_each(|label| *label = rank[*label as usize]);
        let sizes = order.iter().map(|&label| sizes[label as usize]).collect();
        Components { labels, sizes }
    }
}
