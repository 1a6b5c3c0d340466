//! Distances in lengths from one city.
use super::by_length::ByLength;
use super::queue::Queue;
use crate::Node;

/// A search for shortest distances (Dijkstra 1959), to be used for one source after another.
#[derive(Debug)]
pub(crate) struct Dijkstra {
    /// Infinite outside `order`.
    distance: Vec<f64>,
    /// The nodes reached, nearest first.
    order: Vec<Node>,
    queue: Queue,
}

impl Dijkstra {
    /// A search in graphs of `nodes` nodes.
    pub(crate) fn new(nodes: usize) -> Self {
        let distance = vec![f64::INFINITY; nodes];
        Self { distance, order: Vec::new(), queue: Queue::new(nodes) }
    }

    /// Searches from `source`. Once all nodes are found, the ties of a node are read only as far as
    /// they lead nearer than the farthest of them: on a dense graph few ties are read. The distances
    /// do not depend on the order of nodes; nodes of equal distance may come in any.
    /// `O((n + m) log n)`.
    pub(crate) fn run(&mut self, lengths: &ByLength, source: Node) {
        self.run_near(lengths, source, 1.0, |_, _, _| ());
    }

    /// The same, told of each tie that ends no farther than `slack` times what is known by then of
    /// the distance of its target, and where it ends.
    pub(crate) fn run_near(
        &mut self,
        lengths: &ByLength,
        source: Node,
        slack: f64,
        mut near: impl FnMut(Node, Node, f64),
    ) {
        let Self { distance, order, queue } = self;
        let known = &mut distance[..];
        order.drain(..).for_each(|node| known[node as usize] = f64::INFINITY);
        known[source as usize] = 0.0;
        queue.put(source, 0.0);
        let mut missing = lengths.within(source) - 1;
        // No node in the queue is farther; `until` nodes are taken from it before looking again.
        let (mut bound, mut until) = (f64::INFINITY, 0);
        while let Some((distance, from)) = queue.pop() {
            order.push(from);
            if missing == 0 {
                if until == 0 {
                    bound = queue.farthest().max(distance) * slack;
                    until = LOOK_EVERY + queue.len() / 8;
                } else {
                    until -= 1;
                }
            }
            for &(length, to) in lengths.row(from) {
                let through = distance + length;
                if through > bound {
                    break;
                }
                let before = &mut known[to as usize];
                if through <= *before * slack {
                    near(from, to, through);
                    if through < *before {
                        missing -= usize::from(before.is_infinite());
                        *before = through;
                        queue.put(to, through);
                    }
                }
            }
        }
    }

    /// All nodes reached, nearest first; the source is the first.
    pub(crate) fn order(&self) -> &[Node] {
        &self.order
    }

    /// The distance of each node from the source, infinite where there is no way.
    pub(crate) fn distance(&self) -> &[f64] {
        &self.distance
    }
}

/// After how many nodes at least the farthest one found is looked for again.
const LOOK_EVERY: usize = 16;
