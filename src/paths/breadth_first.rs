//! Distances in ties from one city.
use crate::{Adjacency, Node};

/// A breadth-first search, to be used for one source after another.
#[derive(Debug)]
pub(crate) struct BreadthFirst {
    /// The number of ties from the source; `UNSEEN` outside `order`.
    level: Vec<u32>,
    /// The nodes reached, nearest first.
    order: Vec<Node>,
    /// Where each level starts in `order`, and where the last one ends.
    starts: Vec<usize>,
}

const UNSEEN: u32 = u32::MAX;

impl BreadthFirst {
    /// A search in graphs of `nodes` nodes.
    pub(crate) fn new(nodes: usize) -> Self {
        Self { level: vec![UNSEEN; nodes], order: Vec::new(), starts: Vec::new() }
    }

    /// Searches from `source`; `step` is told of each arc that leads one level further, in an
    /// order in which all arcs into a node come before all arcs out of it. `O(n + m)`.
    pub(crate) fn run(
        &mut self,
        graph: &Adjacency,
        source: Node,
        mut step: impl FnMut(Node, Node),
    ) {
        for node in self.order.drain(..) {
            self.level[node as usize] = UNSEEN;
        }
        self.starts.clear();
        self.level[source as usize] = 0;
        self.order.push(source);
        let mut start = 0;
        while start < self.order.len() {
            self.starts.push(start);
            let (end, next) = (self.order.len(), self.starts.len() as u32);
            for at in start..end {
                let from = self.order[at];
                for &to in graph.targets(from) {
                    let level = &mut self.level[to as usize];
                    if *level == UNSEEN {
                        *level = next;
                        self.order.push(to);
                    }
                    if *level == next {
                        step(from, to);
                    }
                }
            }
            start = end;
        }
        self.starts.push(start);
    }

    /// The nodes at each number of ties from the source, from 0, which is the source itself.
    pub(crate) fn levels(&self) -> impl DoubleEndedIterator<Item = &[Node]> + ExactSizeIterator {
        self.starts.windows(2).map(|ends| &self.order[ends[0]..ends[1]])
    }
}
