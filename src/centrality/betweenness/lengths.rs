//! What one source adds to betweenness when ties have lengths.
use super::count::Count;
use crate::paths::Queue;
use crate::{Adjacency, Node};

/// Paths whose lengths differ by less than this share of them are equally long: 0.1 + 0.2 and 0.3
/// are the same length, however floats add up.
const TOLERANCE: f64 = 1e-12;

/// What the work for one source after another needs; names as in [`Hops`](super::hops::Hops).
///
/// Distances come first (Dijkstra 1959), then paths are counted over the arcs that end no later
/// than the distance of their target, give or take the tolerance. Each test is against a settled
/// distance, so "equally long" cannot drift along a path. Arcs stand in order of their length:
/// once all nodes are found, none that ends beyond the farthest of them is looked at.
#[derive(Debug)]
pub(super) struct Lengths<C> {
    /// The arcs of each node, the shortest first, and where they start.
    arcs: Vec<(Node, f64)>,
    offsets: Vec<usize>,
    /// The shortest length of all arcs.
    shortest: f64,
    queue: Queue,
    /// Infinite outside `order`.
    distance: Vec<f64>,
    /// The nodes reached, nearest first.
    order: Vec<Node>,
    sigma: Vec<C>,
    /// `delta / sigma`.
    share: Vec<C>,
    /// The arcs that shortest paths consist of, in order of their start's distance, with where
    /// they end.
    steps: Vec<(Node, Node, f64)>,
}

/// How the work for a source ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Outcome {
    /// The dependencies were added.
    Added,
    /// There are too many paths to count; nothing was added.
    TooManyPaths,
    /// A tie is so short that a path with it and one without it are equally long.
    TooShortTie,
}

impl<C: Count> Lengths<C> {
    pub(super) fn new(lengths: &Adjacency) -> Self {
        let nodes = lengths.node_count();
        let zeros = || vec![C::from(0.0); nodes];
        let (mut arcs, mut offsets) = (Vec::with_capacity(lengths.arc_count()), vec![0]);
        for node in lengths.nodes() {
            let start = arcs.len();
            arcs.extend(lengths.neighbours(node));
            arcs[start..].sort_unstable_by(|a, b| a.1.total_cmp(&b.1).then(a.0.cmp(&b.0)));
            offsets.push(arcs.len());
        }
        Self {
            shortest: arcs.iter().fold(f64::INFINITY, |shortest, arc| shortest.min(arc.1)),
            arcs,
            offsets,
            queue: Queue::new(nodes),
            distance: vec![f64::INFINITY; nodes],
            order: Vec::new(),
            sigma: zeros(),
            share: zeros(),
            steps: Vec::new(),
        }
    }

    /// Adds one to both ends of each way from the last source.
    pub(super) fn add_ends(&self, sums: &mut [f64]) {
        let (source, others) = (self.order[0], &self.order[1..]);
        others.iter().for_each(|&node| sums[node as usize] += 1.0);
        sums[source as usize] += others.len() as f64;
    }

    /// Adds the dependency of `source` on each node to `sums`.
    pub(super) fn add(&mut self, source: Node, sums: &mut [f64]) -> Outcome {
        match self.dependencies(source) {
            Outcome::Added => {}
            other => return other,
        }
        for &node in &self.order[1..] {
            sums[node as usize] += (self.sigma[node as usize] * self.share[node as usize]).into();
        }
        Outcome::Added
    }

    /// Adds the dependency of `source` on each arc of `of` to `sums`, by the position of the arc.
    pub(super) fn add_arcs(&mut self, of: &Adjacency, source: Node, sums: &mut [f64]) -> Outcome {
        match self.dependencies(source) {
            Outcome::Added => {}
            other => return other,
        }
        for &(from, to, _) in &self.steps {
            let nth = of.targets(from).partition_point(|&target| target < to);
            let share = C::from(1.0) / self.sigma[to as usize] + self.share[to as usize];
            sums[of.arcs(from).start + nth] += (self.sigma[from as usize] * share).into();
        }
        Outcome::Added
    }

    /// The sum over the targets outside a group of the share of paths from `source`, which is
    /// outside, that lead through the group.
    pub(super) fn through(&mut self, source: Node, group: &[bool]) -> Result<f64, Outcome> {
        match self.count_paths(source) {
            Outcome::Added => {}
            other => return Err(other),
        }
        // The share is at work as the number of paths that avoid the group.
        let Self { order, sigma, steps, share: avoiding, .. } = self;
        avoiding[source as usize] = C::from(1.0);
        for &(from, to, _) in steps.iter().filter(|step| !group[step.0 as usize]) {
            avoiding[to as usize] = avoiding[to as usize] + avoiding[from as usize];
        }
        let outside = order.iter().filter(|&&node| !group[node as usize]);
        let through = outside.map(|&node| {
            let share: f64 = (avoiding[node as usize] / sigma[node as usize]).into();
            1.0 - share
        });
        Ok(through.sum())
    }

    /// The number of paths to each node, and the dependency of `source` on it.
    fn dependencies(&mut self, source: Node) -> Outcome {
        match self.count_paths(source) {
            Outcome::Added => {}
            other => return other,
        }
        let Self { sigma, share, steps, .. } = self;
        for &(from, to, _) in steps.iter().rev() {
            let from_here = C::from(1.0) / sigma[to as usize];
            share[from as usize] = share[from as usize] + (from_here + share[to as usize]);
        }
        Outcome::Added
    }

    /// The number of paths to each node, and the arcs they consist of.
    fn count_paths(&mut self, source: Node) -> Outcome {
        for node in self.order.drain(..) {
            self.distance[node as usize] = f64::INFINITY;
            self.sigma[node as usize] = C::from(0.0);
            self.share[node as usize] = C::from(0.0);
        }
        self.search(source);
        let farthest = self.order.last().map_or(0.0, |&node| self.distance[node as usize]);
        if self.shortest <= farthest * TOLERANCE && self.any_too_short() {
            return Outcome::TooShortTie;
        }
        let Self { order, distance, sigma, steps, .. } = self;
        sigma[source as usize] = C::from(1.0);
        steps.retain(|&(from, to, through)| {
            let end = distance[to as usize];
            let kept = through <= end * (1.0 + TOLERANCE) && distance[from as usize] < end;
            if kept {
                sigma[to as usize] = sigma[to as usize] + sigma[from as usize];
            }
            kept
        });
        if order.iter().any(|&node| !sigma[node as usize].fits()) {
            return Outcome::TooManyPaths;
        }
        Outcome::Added
    }

    /// Finds the distances of all nodes, and the arcs that may be of a shortest path.
    fn search(&mut self, source: Node) {
        let Self { arcs, offsets, queue, distance, order, steps, .. } = self;
        let distance = &mut distance[..];
        let nodes = distance.len();
        steps.clear();
        distance[source as usize] = 0.0;
        queue.put(source, 0.0);
        let (mut found, mut farthest, mut look_again) = (1, f64::INFINITY, 0);
        while let Some((start, from)) = queue.pop() {
            order.push(from);
            if found == nodes && order.len() >= look_again {
                farthest = queue.farthest().max(start) * (1.0 + TOLERANCE);
                look_again = order.len() + LOOK_EVERY + queue.len() / 8;
            }
            for &(to, length) in &arcs[offsets[from as usize]..offsets[from as usize + 1]] {
                let through = start + length;
                if through > farthest {
                    break;
                }
                let end = &mut distance[to as usize];
                if through <= *end * (1.0 + TOLERANCE) {
                    steps.push((from, to, through));
                    if through < *end {
                        found += usize::from(end.is_infinite());
                        *end = through;
                        queue.put(to, through);
                    }
                }
            }
        }
    }

    /// Whether some arc away from the source is too short to count beside the path that it ends.
    fn any_too_short(&self) -> bool {
        self.order.iter().any(|&from| {
            let start = self.distance[from as usize];
            let arcs = &self.arcs[self.offsets[from as usize]..self.offsets[from as usize + 1]];
            arcs.iter().any(|&(to, length)| {
                let end = self.distance[to as usize];
                start <= end && length <= end * TOLERANCE
            })
        })
    }
}

/// After how many nodes at least the farthest one found is looked for again.
const LOOK_EVERY: usize = 16;
