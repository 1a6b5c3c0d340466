//! Distances in ties from every city: 256 breadth-first searches at a time.
use crate::{Adjacency, Node, Result, Watch, parallel};

/// Searches made at once, a bit for each.
const LANES: usize = 256;
const WORD: usize = 64;
/// The planes of a counter that holds as many as there can be nodes.
const PLANES: usize = 32;
/// Neighbours read by a node before it looks whether any search is still to find it.
const STRIDE: usize = 4;

/// One bit for each search of a batch.
type Bits = [u64; LANES / WORD];
const NONE: Bits = [0; LANES / WORD];

fn or(a: Bits, b: Bits) -> Bits {
    std::array::from_fn(|word| a[word] | b[word])
}

fn less(a: Bits, b: Bits) -> Bits {
    std::array::from_fn(|word| a[word] & !b[word])
}

fn any(bits: Bits) -> bool {
    bits.iter().fold(0, |all, word| all | word) != 0
}

/// Goes from every node to all it reaches: `step(state, distance, count)` is told for each node,
/// in ascending order of distance, how many others are that far. Gives the state of each node, and
/// the number of ordered pairs at each distance, from 1.
///
/// Neighbouring sources are searched from together (Then et al. 2014, *PVLDB* 8:449): a city that
/// many of the searches find at one distance is visited once for all. What is counted are whole
/// numbers of one source, so that neither batches nor threads can matter. `O(n m)` at worst, far
/// less where sources of a batch find cities at few distances; `O(n + m)` memory and as much per
/// thread.
pub(crate) fn from_all<T: Default + Send>(
    graph: &Adjacency,
    watch: &Watch,
    step: impl Fn(&mut T, u32, u32) + Sync + Send,
) -> Result<(Vec<T>, Vec<u64>)> {
    let nodes = graph.node_count();
    let order = near_together(graph, LANES);
    let arcs = Arcs::new(graph, &order);
    let batches = parallel::map(
        nodes.div_ceil(LANES),
        watch,
        || Batch::new(nodes),
        |batch, search| {
            let first = batch * LANES;
            let last = nodes.min(first + LANES);
            let mut states: Vec<T> = Vec::new();
            states.resize_with(last - first, T::default);
            let counts = search.run(&arcs, first..last, watch, |lane, distance, count| {
                step(&mut states[lane], distance, count);
            });
            (states, counts)
        },
    )?;
    watch.check()?;
    let mut states: Vec<T> = Vec::new();
    states.resize_with(nodes, T::default);
    let mut pairs = Vec::new();
    let mut sources = order.iter();
    for (found, counts) in batches {
        // The states come first: a zip that ends takes no source for a state that is not there.
        for (state, &source) in found.into_iter().zip(sources.by_ref()) {
            states[source as usize] = state;
        }
        pairs.resize(counts.len().max(pairs.len()), 0);
        pairs.iter_mut().zip(counts).for_each(|(sum, count): (&mut u64, u64)| *sum += count);
    }
    Ok((states, pairs))
}

/// All nodes, such that the sources of a batch of so many are near to each other: regions grown from
/// where the last ended, in the order of one breadth-first search. `O(n + m)`.
pub(super) fn near_together(graph: &Adjacency, batch: usize) -> Vec<Node> {
    let nodes = graph.node_count();
    let mut starts: Vec<Node> = Vec::with_capacity(nodes);
    grow(graph, graph.nodes(), usize::MAX, &mut starts);
    let mut order = Vec::with_capacity(nodes);
    grow(graph, starts.iter().copied(), batch, &mut order);
    order
}

/// Appends all nodes, searched from each of `starts` in turn until the list has a multiple of
/// `room` nodes.
fn grow(graph: &Adjacency, starts: impl Iterator<Item = Node>, room: usize, order: &mut Vec<Node>) {
    let mut taken = vec![false; graph.node_count()];
    for start in starts {
        if std::mem::replace(&mut taken[start as usize], true) {
            continue;
        }
        let mut at = order.len();
        let end = (at / room).saturating_add(1).saturating_mul(room);
        order.push(start);
        while at < order.len() && order.len() < end {
            let next = graph.targets(order[at]).iter().copied();
            let next = next.filter(|&to| !std::mem::replace(&mut taken[to as usize], true));
            order.extend(next);
            if order.len() > end {
                order.drain(end..).for_each(|late| taken[late as usize] = false);
            }
            at += 1;
        }
    }
}

/// The graph with its nodes numbered in the order of their batches.
struct Arcs {
    out: Rows,
    /// The arcs reversed; an undirected graph is its own reverse.
    into: Option<Rows>,
}

struct Rows {
    offsets: Vec<usize>,
    targets: Vec<Node>,
}

impl Rows {
    fn new<'a>(order: &[Node], place: &[Node], row: impl Fn(Node) -> &'a [Node]) -> Self {
        let (mut offsets, mut targets) = (vec![0], Vec::new());
        for &node in order {
            let start = targets.len();
            targets.extend(row(node).iter().map(|&to| place[to as usize]));
            targets[start..].sort_unstable();
            offsets.push(targets.len());
        }
        Self { offsets, targets }
    }

    fn row(&self, node: Node) -> &[Node] {
        &self.targets[self.offsets[node as usize]..self.offsets[node as usize + 1]]
    }
}

impl Arcs {
    fn new(graph: &Adjacency, order: &[Node]) -> Self {
        let mut place = vec![0; order.len()];
        (0..).zip(order).for_each(|(at, &node)| place[node as usize] = at);
        let out = Rows::new(order, &place, |node| graph.targets(node));
        let into = || Rows::new(order, &place, |node| graph.sources(node));
        Self { out, into: graph.is_directed().then(into) }
    }

    fn into(&self) -> &Rows {
        self.into.as_ref().unwrap_or(&self.out)
    }
}

/// The searches of a batch, to be used for one batch after another.
struct Batch {
    /// The searches that have found each node.
    seen: Vec<Bits>,
    /// Those that found it at this distance; none outside `frontier`.
    visit: Vec<Bits>,
    /// Those that find it one tie further; none outside `found`.
    next: Vec<Bits>,
    frontier: Vec<Node>,
    found: Vec<Node>,
    /// The nodes that some search may still find, where levels are made from them.
    open: Vec<Node>,
    /// How many nodes each search has found at one distance: a plane for each binary digit.
    planes: Vec<Bits>,
}

impl Batch {
    fn new(nodes: usize) -> Self {
        let none = || vec![NONE; nodes];
        Self {
            seen: none(),
            visit: none(),
            next: none(),
            frontier: Vec::new(),
            found: Vec::new(),
            open: Vec::new(),
            planes: Vec::with_capacity(PLANES),
        }
    }

    /// Searches from some nodes; tells how many nodes each source finds at each distance, and
    /// gives the sums over all of them.
    fn run(
        &mut self,
        arcs: &Arcs,
        sources: std::ops::Range<usize>,
        watch: &Watch,
        mut step: impl FnMut(usize, u32, u32),
    ) -> Vec<u64> {
        let lanes = sources.len();
        let mut all = NONE;
        self.seen.fill(NONE);
        self.visit.fill(NONE);
        self.frontier.clear();
        for (lane, source) in sources.enumerate() {
            let bit = 1 << (lane % WORD);
            all[lane / WORD] |= bit;
            self.visit[source][lane / WORD] |= bit;
            self.seen[source][lane / WORD] |= bit;
            self.frontier.push(source as Node);
        }
        self.open.clear();
        self.open.extend(0..self.seen.len() as Node);
        let mut open_arcs = arcs.out.targets.len();
        let mut pairs = Vec::new();
        while !self.frontier.is_empty() && !watch.is_cancelled() {
            let leaving: usize = self.frontier.iter().map(|&node| arcs.out.row(node).len()).sum();
            if 2 * leaving < open_arcs {
                self.push(&arcs.out);
            } else {
                open_arcs = self.pull(arcs.into(), all);
            }
            self.turn();
            if self.frontier.is_empty() {
                break;
            }
            let distance = pairs.len() as u32 + 1;
            let mut sum = 0;
            for lane in 0..lanes {
                let digit = |plane: &Bits| (plane[lane / WORD] >> (lane % WORD) & 1) as u32;
                let count = self.planes.iter().rev().fold(0, |count, p| count << 1 | digit(p));
                if count > 0 {
                    step(lane, distance, count);
                    sum += u64::from(count);
                }
            }
            pairs.push(sum);
        }
        pairs
    }

    /// The next level, from the nodes of this one to their neighbours.
    fn push(&mut self, out: &Rows) {
        for &from in &self.frontier {
            let bits = std::mem::replace(&mut self.visit[from as usize], NONE);
            for &to in out.row(from) {
                let new = less(bits, self.seen[to as usize]);
                if any(new) {
                    let next = &mut self.next[to as usize];
                    if !any(*next) {
                        self.found.push(to);
                    }
                    *next = or(*next, new);
                }
            }
        }
    }

    /// The next level, from the nodes not yet found by all to their neighbours; gives the number
    /// of arcs into those that are left.
    fn pull(&mut self, into: &Rows, all: Bits) -> usize {
        let (mut kept, mut arcs) = (0, 0);
        for at in 0..self.open.len() {
            let node = self.open[at];
            let (seen, row) = (self.seen[node as usize], into.row(node));
            let mut reached = seen;
            for few in row.chunks(STRIDE) {
                if reached == all {
                    break;
                }
                reached = few.iter().fold(reached, |sum, &from| or(sum, self.visit[from as usize]));
            }
            let new = less(reached, seen);
            if any(new) {
                self.next[node as usize] = new;
                self.found.push(node);
            }
            if reached != all {
                self.open[kept] = node;
                kept += 1;
                arcs += row.len();
            }
        }
        self.open.truncate(kept);
        self.frontier.iter().for_each(|&node| self.visit[node as usize] = NONE);
        arcs
    }

    /// What was found becomes the frontier, and is counted.
    fn turn(&mut self) {
        self.frontier.clear();
        std::mem::swap(&mut self.frontier, &mut self.found);
        self.planes.clear();
        for &node in &self.frontier {
            let node = node as usize;
            let new = std::mem::replace(&mut self.next[node], NONE);
            self.visit[node] = new;
            self.seen[node] = or(self.seen[node], new);
            count(&mut self.planes, new);
        }
    }
}

/// Adds one to the counter of each search whose bit is set.
fn count(planes: &mut Vec<Bits>, bits: Bits) {
    let mut carry = bits;
    for plane in planes.iter_mut() {
        let both = std::array::from_fn(|word| plane[word] & carry[word]);
        *plane = std::array::from_fn(|word| plane[word] ^ carry[word]);
        carry = both;
        if !any(carry) {
            return;
        }
    }
    planes.push(carry);
}
