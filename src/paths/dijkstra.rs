//! Distances in lengths from one city.
use super::queue::Queue;
use crate::{Adjacency, Node};

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

    /// Searches from `source` in a graph whose weights are lengths. The distances do not depend
    /// on the order of nodes or arcs. `O((n + m) log n)`.
    pub(crate) fn run(&mut self, lengths: &Adjacency, source: Node) {
        for node in self.order.drain(..) {
            self.distance[node as usize] = f64::INFINITY;
        }
        self.distance[source as usize] = 0.0;
        self.queue.put(source, 0.0);
        while let Some((distance, from)) = self.queue.pop() {
            self.order.push(from);
            for (to, length) in lengths.neighbours(from) {
                let through = distance + length;
                if through < self.distance[to as usize] {
                    self.distance[to as usize] = through;
                    self.queue.put(to, through);
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
