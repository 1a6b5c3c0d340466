//! What eight sources at once add to betweenness when ties are counted and ways are short.
use crate::{Adjacency, Node};

/// The sources of a batch: as many numbers as fill a line of the cache.
pub(super) const LANES: usize = 8;

/// A number for each source of a batch.
type Lane = [f64; LANES];
const NIL: Lane = [0.0; LANES];

/// What the work for one batch after another needs; names as in [`Hops`](super::hops::Hops).
///
/// In networks of few levels the searches of all sources meet the same nodes, so each neighbour
/// is looked up once for all of them, and no step depends on what only one of them finds.
#[derive(Debug)]
pub(super) struct Lanes {
    sigma: Vec<Lane>,
    /// Forwards the paths of the level at work, backwards the shares of the one further; else 0.
    front: Vec<Lane>,
    /// What is pushed to a node, 0 between levels.
    pushed: Vec<Lane>,
    marked: Vec<bool>,
    touched: Vec<Node>,
    /// Which sources have reached a node, as bits.
    seen: Vec<u8>,
    /// The nodes of each level, with the sources that are so far from them.
    entries: Vec<(Node, u8)>,
    /// Where each level starts in `entries`, and where the last ends.
    starts: Vec<usize>,
    /// What the nodes of a level get, in the order of `entries`.
    next: Vec<Lane>,
    /// The nodes that some source may not have reached.
    open: Vec<Node>,
}

impl Lanes {
    pub(super) fn new(graph: &Adjacency) -> Self {
        let nodes = graph.node_count();
        Self {
            sigma: vec![NIL; nodes],
            front: vec![NIL; nodes],
            pushed: vec![NIL; nodes],
            marked: vec![false; nodes],
            touched: Vec::new(),
            seen: vec![0; nodes],
            entries: Vec::new(),
            starts: Vec::new(),
            next: Vec::new(),
            open: Vec::new(),
        }
    }

    /// Adds the dependencies of up to eight sources on each node to `sums`; false, and nothing
    /// added, if there are too many paths to count.
    pub(super) fn add(&mut self, graph: &Adjacency, sources: &[Node], sums: &mut [f64]) -> bool {
        self.count_paths(graph, sources);
        let fits = |(node, lanes): &(Node, u8)| {
            let paths = &self.sigma[*node as usize];
            (0..LANES).all(|lane| lanes >> lane & 1 == 0 || paths[lane] < 1e280)
        };
        let fits = self.entries.iter().all(fits);
        if fits {
            self.add_dependencies(graph, sums);
        }
        fits
    }

    /// Adds one to both ends of each way from the last sources.
    pub(super) fn add_ends(&self, sums: &mut [f64]) {
        let (sources, others) = self.entries.split_at(self.starts[1]);
        let mut reached = NIL;
        for &(node, lanes) in others {
            sums[node as usize] += f64::from(lanes.count_ones());
            for (lane, reached) in reached.iter_mut().enumerate() {
                *reached += f64::from(lanes >> lane & 1);
            }
        }
        for (&(source, _), reached) in sources.iter().zip(reached) {
            sums[source as usize] += reached;
        }
    }

    fn count_paths(&mut self, graph: &Adjacency, sources: &[Node]) {
        self.seen.fill(0);
        self.entries.clear();
        self.starts.clear();
        self.open.clear();
        self.open.extend(graph.nodes());
        let all = ((1_u16 << sources.len()) - 1) as u8;
        for (lane, &source) in sources.iter().enumerate() {
            self.sigma[source as usize][lane] = 1.0;
            self.front[source as usize][lane] = 1.0;
            self.seen[source as usize] = 1 << lane;
            self.entries.push((source, 1 << lane));
        }
        self.starts.push(0);
        let mut start = 0;
        while start < self.entries.len() {
            let end = self.entries.len();
            self.starts.push(end);
            let degree = |&(node, _): &(Node, u8)| graph.targets(node).len();
            let arcs: usize = self.entries[start..end].iter().map(degree).sum();
            self.next.clear();
            if 4 * arcs < graph.arc_count() {
                self.push(graph, start..end, all);
            } else {
                self.pull(graph, all);
            }
            for &(node, _) in &self.entries[start..end] {
                self.front[node as usize] = NIL;
            }
            for (&(node, lanes), paths) in self.entries[end..].iter().zip(&self.next) {
                let (node, keep) = (node as usize, mask(lanes));
                let old = self.sigma[node];
                for lane in 0..LANES {
                    let on = keep[lane];
                    self.sigma[node][lane] = if on { paths[lane] } else { old[lane] };
                    self.front[node][lane] = if on { paths[lane] } else { 0.0 };
                }
            }
            start = end;
        }
    }

    /// The next level, from the nodes of this one.
    fn push(&mut self, graph: &Adjacency, level: std::ops::Range<usize>, all: u8) {
        let (pushed, seen, marked) = (&mut self.pushed[..], &self.seen[..], &mut self.marked[..]);
        for &(node, _) in &self.entries[level] {
            let paths = self.front[node as usize];
            for &to in graph.targets(node) {
                if seen[to as usize] == all {
                    continue;
                }
                if !marked[to as usize] {
                    marked[to as usize] = true;
                    self.touched.push(to);
                }
                add(&mut pushed[to as usize], &paths);
            }
        }
        for node in self.touched.drain(..) {
            let paths = std::mem::replace(&mut self.pushed[node as usize], NIL);
            self.marked[node as usize] = false;
            let lanes = positive(&paths) & !self.seen[node as usize];
            if lanes != 0 {
                self.seen[node as usize] |= lanes;
                self.entries.push((node, lanes));
                self.next.push(paths);
            }
        }
    }

    /// The next level, from the nodes that may be of it.
    fn pull(&mut self, graph: &Adjacency, all: u8) {
        let Self { open, seen, front, entries, next, .. } = self;
        open.retain(|&node| seen[node as usize] != all);
        for &node in &*open {
            let mut paths = NIL;
            for &from in graph.sources(node) {
                add(&mut paths, &front[from as usize]);
            }
            let lanes = positive(&paths) & !seen[node as usize];
            if lanes != 0 {
                seen[node as usize] |= lanes;
                entries.push((node, lanes));
                next.push(paths);
            }
        }
    }

    fn add_dependencies(&mut self, graph: &Adjacency, sums: &mut [f64]) {
        let Self { sigma, front, entries, starts, next, .. } = self;
        let levels: Vec<&[(Node, u8)]> =
            starts.windows(2).map(|ends| &entries[ends[0]..ends[1]]).collect();
        let mut further: &[(Node, u8)] = &[];
        for level in levels.into_iter().skip(1).rev() {
            next.clear();
            for &(node, lanes) in level {
                let mut shares = NIL;
                if !further.is_empty() {
                    for &to in graph.targets(node) {
                        add(&mut shares, &front[to as usize]);
                    }
                }
                let (paths, keep) = (&sigma[node as usize], mask(lanes));
                let (mut share, mut sum) = (NIL, 0.0);
                for lane in 0..LANES {
                    let delta = paths[lane] * shares[lane];
                    share[lane] = if keep[lane] { (1.0 + delta) / paths[lane] } else { 0.0 };
                    sum += if keep[lane] { delta } else { 0.0 };
                }
                sums[node as usize] += sum;
                next.push(share);
            }
            further.iter().for_each(|&(node, _)| front[node as usize] = NIL);
            for (&(node, _), share) in level.iter().zip(&*next) {
                front[node as usize] = *share;
            }
            further = level;
        }
        further.iter().for_each(|&(node, _)| front[node as usize] = NIL);
    }
}

fn add(sum: &mut Lane, other: &Lane) {
    sum.iter_mut().zip(other).for_each(|(sum, other)| *sum += other);
}

/// The lanes that hold a positive number, as bits.
fn positive(lane: &Lane) -> u8 {
    (0..LANES).fold(0, |bits, at| bits | u8::from(lane[at] > 0.0) << at)
}

fn mask(lanes: u8) -> [bool; LANES] {
    std::array::from_fn(|lane| lanes >> lane & 1 == 1)
}
