//! The nodes that a search has found and not yet left, nearest first.
use crate::Node;

/// A heap of nodes by distance with four children each, flat enough that its upper levels share
/// lines of the cache (Johnson 1975); a node is in it once, and can come nearer.
#[derive(Debug)]
pub(super) struct Queue {
    heap: Vec<(f64, Node)>,
    /// Where each node is in the heap; `NOWHERE` outside.
    place: Vec<u32>,
}

const NOWHERE: u32 = u32::MAX;
const CHILDREN: usize = 4;

impl Queue {
    pub(super) fn new(nodes: usize) -> Self {
        Self { heap: Vec::new(), place: vec![NOWHERE; nodes] }
    }

    /// The number of nodes in it.
    pub(super) fn len(&self) -> usize {
        self.heap.len()
    }

    /// The greatest distance of a node in it, 0 if there is none. `O(n)`.
    pub(super) fn farthest(&self) -> f64 {
        self.heap.iter().fold(0.0, |farthest, &(distance, _)| distance.max(farthest))
    }

    /// Puts a node at a distance, which must be less than where it is.
    pub(super) fn put(&mut self, node: Node, distance: f64) {
        let mut at = self.place[node as usize] as usize;
        if at == NOWHERE as usize {
            at = self.heap.len();
            self.heap.push((distance, node));
        }
        while at > 0 {
            let parent = (at - 1) / CHILDREN;
            if self.heap[parent].0 <= distance {
                break;
            }
            self.set(at, self.heap[parent]);
            at = parent;
        }
        self.set(at, (distance, node));
    }

    /// Takes out the nearest node.
    pub(super) fn pop(&mut self) -> Option<(f64, Node)> {
        let last = self.heap.pop()?;
        let Some(&nearest) = self.heap.first() else {
            self.place[last.1 as usize] = NOWHERE;
            return Some(last);
        };
        self.place[nearest.1 as usize] = NOWHERE;
        let mut at = 0;
        loop {
            let first = at * CHILDREN + 1;
            let Some(children) = self.heap.get(first..self.heap.len().min(first + CHILDREN)) else {
                break;
            };
            let mut least = (last.0, 0);
            for (position, child) in children.iter().enumerate() {
                if child.0 < least.0 {
                    least = (child.0, first + position);
                }
            }
            if least.1 == 0 {
                break;
            }
            self.set(at, self.heap[least.1]);
            at = least.1;
        }
        self.set(at, last);
        Some(nearest)
    }

    fn set(&mut self, at: usize, entry: (f64, Node)) {
        self.heap[at] = entry;
        self.place[entry.1 as usize] = at as u32;
    }
}
