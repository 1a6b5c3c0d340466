//! Distances in lengths from one city.
use super::buckets::Buckets;
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
    found: Found,
}

/// The nodes found and not yet left.
#[derive(Debug)]
enum Found {
    InHeap(Queue),
    InBuckets(Buckets),
}

impl Dijkstra {
    /// A search in a graph, and in no other.
    pub(crate) fn new(lengths: &ByLength) -> Self {
        let found = match lengths.bucket_width() {
            Some(width) => Found::InBuckets(Buckets::new(width)),
            None => Found::InHeap(Queue::new(lengths.node_count())),
        };
        let distance = vec![f64::INFINITY; lengths.node_count()];
        Self { distance, order: Vec::new(), found }
    }

    /// A search that keeps what it finds in a heap, whatever the graph.
    pub(super) fn in_heap(nodes: usize) -> Self {
        let found = Found::InHeap(Queue::new(nodes));
        Self { distance: vec![f64::INFINITY; nodes], order: Vec::new(), found }
    }

    /// Searches from `source`. Once all nodes are found, the ties of a node are read only as far as
    /// they lead nearer than the farthest of them: on a dense graph few ties are read. The distances
    /// do not depend on the order of nodes; nodes of equal distance may come in any, which depends
    /// on the graph and the source alone.
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
        near: impl FnMut(Node, Node, f64),
    ) {
        let Self { distance, order, found } = self;
        order.drain(..).for_each(|node| distance[node as usize] = f64::INFINITY);
        match found {
            Found::InHeap(queue) => search(lengths, source, slack, distance, order, queue, near),
            Found::InBuckets(queue) => {
                queue.begin();
                search(lengths, source, slack, distance, order, queue, near);
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

fn search(
    lengths: &ByLength,
    source: Node,
    slack: f64,
    known: &mut [f64],
    order: &mut Vec<Node>,
    queue: &mut impl NearestFirst,
    mut near: impl FnMut(Node, Node, f64),
) {
    known[source as usize] = 0.0;
    queue.put(source, 0.0);
    let mut missing = lengths.within(source) - 1;
    // No node in the queue is farther; `until` nodes are taken from it before looking again.
    let (mut bound, mut until) = (f64::INFINITY, 0);
    while let Some((distance, from)) = queue.pop() {
        if distance > known[from as usize] {
            continue; // it has come nearer since, and was taken then
        }
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

/// What hands out nodes, nearest first.
trait NearestFirst {
    fn len(&self) -> usize;
    /// No node in it is farther.
    fn farthest(&self) -> f64;
    fn put(&mut self, node: Node, distance: f64);
    fn pop(&mut self) -> Option<(f64, Node)>;
}

impl NearestFirst for Queue {
    fn len(&self) -> usize {
        self.len()
    }

    fn farthest(&self) -> f64 {
        self.farthest()
    }

    fn put(&mut self, node: Node, distance: f64) {
        self.put(node, distance);
    }

    fn pop(&mut self) -> Option<(f64, Node)> {
        self.pop()
    }
}

impl NearestFirst for Buckets {
    fn len(&self) -> usize {
        self.len()
    }

    /// Where nodes have few ties it is not worth looking.
    fn farthest(&self) -> f64 {
        f64::INFINITY
    }

    fn put(&mut self, node: Node, distance: f64) {
        self.put(node, distance);
    }

    fn pop(&mut self) -> Option<(f64, Node)> {
        self.pop()
    }
}

/// After how many nodes at least the farthest one found is looked for again.
const LOOK_EVERY: usize = 16;
