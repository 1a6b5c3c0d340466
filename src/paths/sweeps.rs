//! Distances in lengths from every city of a sparse network: sixteen searches at a time.
use super::by_length::ByLength;
use super::dijkstra::Dijkstra;
use super::many::near_together;
use super::queue::Queue;
use super::reach::Reach;
use crate::{Adjacency, Node, Result, Watch, parallel};
use std::ops::Range;

/// Searches made at once.
const LANES: usize = 16;
/// With more arcs for each node than this, one search at a time reads fewer of them.
const SPARSE: usize = 32;

/// One distance for each search of a batch.
type Lanes = [f64; LANES];
const FAR: Lanes = [f64::INFINITY; LANES];

/// What every node reaches in a graph whose weights are lengths.
///
/// Of near sources the shortest ways to far nodes are almost the same. So one search (Dijkstra 1959)
/// gives an order of nodes, and then distances from all sources of a batch come down together, in
/// sweeps over the nodes in that order, back and forth, until none is left that has come nearer
/// (Yen 1970, *Quarterly of Applied Mathematics* 27:526). The least sum over all ways is found
/// either way, to the bit, since adding a length never makes a shorter way longer than another.
/// Where near sources have little in common, their searches are made one by one.
/// `O(n (n + m) log n)` at worst; `O(n + m)` memory, and as much per thread.
pub(super) fn from_all(lengths: &Adjacency, watch: &Watch) -> Result<Vec<Reach>> {
    let nodes = lengths.node_count();
    let sparse = lengths.rows().1.len() <= SPARSE * nodes;
    // Near ones lie near in memory, and searches from near ones read the same.
    let order = if sparse { near_together(lengths, LANES) } else { lengths.near_to_near() };
    let lengths = ByLength::new(&lengths.in_order(&order));
    let one_by_one = |search: &mut Dijkstra, source: usize| {
        search.run(&lengths, source as Node);
        let mut reach = Reach::default();
        for &other in &search.order()[1..] {
            reach.add(1, search.distance()[other as usize]);
        }
        reach
    };
    let in_order: Vec<Reach> = if sparse {
        let scratch = || (Batch::new(nodes), Dijkstra::new(nodes));
        let batches = parallel::map(nodes.div_ceil(LANES), watch, scratch, |batch, scratch| {
            let sources = batch * LANES..nodes.min((batch + 1) * LANES);
            match scratch.0.run(&lengths, sources.clone()) {
                Some(reaches) => reaches[..sources.len()].to_vec(),
                None => sources.map(|source| one_by_one(&mut scratch.1, source)).collect(),
            }
        })?;
        batches.concat()
    } else {
        let search = || Dijkstra::new(nodes);
        parallel::map(nodes, watch, search, |source, search| one_by_one(search, source))?
    };
    let mut each = vec![Reach::default(); nodes];
    order.iter().zip(in_order).for_each(|(&node, reach)| each[node as usize] = reach);
    Ok(each)
}

/// The searches of a batch, to be used for one batch after another.
struct Batch {
    /// Infinite for each node before a batch.
    distance: Vec<Lanes>,
    /// The nodes that any source reaches, near ones first.
    order: Vec<Node>,
    /// Where each of them stands in the order.
    place: Vec<u32>,
    /// By place, whether a node has come nearer since its row was read.
    nearer: Vec<bool>,
    queue: Queue,
    known: Vec<f64>,
}

impl Batch {
    fn new(nodes: usize) -> Self {
        Self {
            distance: vec![FAR; nodes],
            order: Vec::with_capacity(nodes),
            place: vec![0; nodes],
            nearer: vec![false; nodes],
            queue: Queue::new(nodes),
            known: vec![f64::INFINITY; nodes],
        }
    }

    /// What each of the sources reaches; none if one by one is quicker.
    fn run(&mut self, lengths: &ByLength, sources: Range<usize>) -> Option<[Reach; LANES]> {
        self.set_order(lengths, sources.clone());
        // Each row read is worth one of a search of its own.
        let patience = LANES * self.order.len();
        let settled = self.settle(lengths, sources, patience);
        let [mut count, mut sum, mut inverse, mut farthest] = [[0.0; LANES]; 4];
        for &node in &self.order {
            let distance = std::mem::replace(&mut self.distance[node as usize], FAR);
            for lane in 0..LANES {
                let far = distance[lane];
                let there = far > 0.0 && far < f64::INFINITY;
                count[lane] += if there { 1.0 } else { 0.0 };
                sum[lane] += if there { far } else { 0.0 };
                inverse[lane] += if there { 1.0 / far } else { 0.0 };
                farthest[lane] = if there && far > farthest[lane] { far } else { farthest[lane] };
            }
        }
        let reaches = std::array::from_fn(|lane| Reach {
            count: count[lane] as usize,
            sum: sum[lane],
            inverse: inverse[lane],
            farthest: farthest[lane],
        });
        settled.then_some(reaches)
    }

    /// All nodes that the sources reach: those of the first source, nearest first, then what others
    /// reach beside.
    fn set_order(&mut self, lengths: &ByLength, sources: Range<usize>) {
        self.order.clear();
        for source in sources {
            if self.known[source].is_finite() {
                continue;
            }
            self.known[source] = 0.0;
            self.queue.put(source as Node, 0.0);
            while let Some((distance, from)) = self.queue.pop() {
                self.place[from as usize] = self.order.len() as u32;
                self.order.push(from);
                for &(length, to) in lengths.row(from) {
                    let (through, before) = (distance + length, &mut self.known[to as usize]);
                    if through < *before {
                        *before = through;
                        self.queue.put(to, through);
                    }
                }
            }
            // What is known of another source stops no way from this one.
            self.order.iter().for_each(|&node| self.known[node as usize] = 0.0);
        }
        self.order.iter().for_each(|&node| self.known[node as usize] = f64::INFINITY);
    }

    /// Sweeps back and forth until no distance comes down; or gives up after so many rows, places
    /// passed by counting a little.
    fn settle(&mut self, lengths: &ByLength, sources: Range<usize>, mut patience: usize) -> bool {
        let mut range = Bounds::NONE;
        for (lane, source) in sources.enumerate() {
            let at = self.place[source] as usize;
            self.distance[source][lane] = 0.0;
            self.nearer[at] = true;
            range.take_in(at);
        }
        let mut back = true;
        while range.first < range.end {
            let mut next = Bounds::NONE;
            let passed = if back { range.end } else { self.order.len() - range.first };
            patience = patience.saturating_sub(passed / LANES);
            if back {
                for at in (0..range.end).rev() {
                    self.read(lengths, at, &mut patience, |place| place > at, &mut next);
                }
            } else {
                for at in range.first..self.order.len() {
                    self.read(lengths, at, &mut patience, |place| place < at, &mut next);
                }
            }
            if patience == 0 {
                self.nearer.fill(false);
                return false;
            }
            (range, back) = (next, !back);
        }
        true
    }

    /// Reads the row of the node at a place, if it has come nearer; what it leads to behind the
    /// sweep is left to the next.
    fn read(
        &mut self,
        lengths: &ByLength,
        at: usize,
        patience: &mut usize,
        behind: impl Fn(usize) -> bool,
        next: &mut Bounds,
    ) {
        if !std::mem::replace(&mut self.nearer[at], false) {
            return;
        }
        *patience = patience.saturating_sub(1);
        let from = self.order[at];
        let distance = self.distance[from as usize];
        for &(length, to) in lengths.row(from) {
            let known = &mut self.distance[to as usize];
            let (mut less, mut least) = (false, *known);
            for (least, distance) in least.iter_mut().zip(distance) {
                let through = distance + length;
                less |= through < *least;
                *least = if through < *least { through } else { *least };
            }
            if less {
                *known = least;
                let place = self.place[to as usize] as usize;
                self.nearer[place] = true;
                if behind(place) {
                    next.take_in(place);
                }
            }
        }
    }
}

/// Between which places nodes have come nearer.
#[derive(Clone, Copy)]
struct Bounds {
    first: usize,
    end: usize,
}

impl Bounds {
    const NONE: Self = Self { first: usize::MAX, end: 0 };

    fn take_in(&mut self, place: usize) {
        self.first = self.first.min(place);
        self.end = self.end.max(place + 1);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Who gives up leaves nothing behind for the next batch.
    #[test]
    fn a_batch_given_up_leaves_the_next_as_it_was() {
        let ties = (0..39_u32).map(|node| (node, node + 1, 1.0 + f64::from(node % 7)));
        let lengths = ByLength::new(&Adjacency::from_edges(40, ties).expect("legal ties"));
        let sum = |reaches: [Reach; LANES]| reaches.map(|reach| reach.sum);
        let fresh = Batch::new(40).run(&lengths, 8..24).map(sum);
        let mut batch = Batch::new(40);
        batch.set_order(&lengths, 0..16);
        assert!(!batch.settle(&lengths, 0..16, 3));
        for node in &batch.order {
            batch.distance[*node as usize] = FAR;
        }
        let again = batch.run(&lengths, 8..24).map(sum);
        assert!(fresh.is_some() && format!("{fresh:?}") == format!("{again:?}"));
    }
}
