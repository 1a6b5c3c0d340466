//! What one source adds to betweenness when ties have lengths.
use super::count::Count;
use crate::paths::{ByLength, Dijkstra};
use crate::{Adjacency, Node};

/// Paths whose lengths differ by less than this share of them are equally long: 0.1 + 0.2 and 0.3
/// are the same length, however floats add up.
const TOLERANCE: f64 = 1e-12;

/// What the work for one source after another needs; names as in [`Hops`](super::hops::Hops).
///
/// Distances come first, then paths are counted over the arcs that end no later than the distance
/// of their target, give or take the tolerance. Each test is against a settled distance, so
/// "equally long" cannot drift along a path.
#[derive(Debug)]
pub(super) struct Lengths<'a, C> {
    arcs: &'a ByLength,
    /// The shortest length of all arcs.
    shortest: f64,
    search: Dijkstra,
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

impl<'a, C: Count> Lengths<'a, C> {
    pub(super) fn new(arcs: &'a ByLength, nodes: usize) -> Self {
        let zeros = || vec![C::from(0.0); nodes];
        Self {
            arcs,
            shortest: arcs.shortest(),
            search: Dijkstra::new(nodes),
            sigma: zeros(),
            share: zeros(),
            steps: Vec::new(),
        }
    }

    /// Adds one to both ends of each way from the last source.
    pub(super) fn add_ends(&self, sums: &mut [f64]) {
        let (source, others) = (self.search.order()[0], &self.search.order()[1..]);
        others.iter().for_each(|&node| sums[node as usize] += 1.0);
        sums[source as usize] += others.len() as f64;
    }

    /// Adds the dependency of `source` on each node to `sums`.
    pub(super) fn add(&mut self, source: Node, sums: &mut [f64]) -> Outcome {
        match self.dependencies(source) {
            Outcome::Added => {}
            other => return other,
        }
        for &node in &self.search.order()[1..] {
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
        let Self { search, sigma, steps, share: avoiding, .. } = self;
        avoiding[source as usize] = C::from(1.0);
        for &(from, to, _) in steps.iter().filter(|step| !group[step.0 as usize]) {
            avoiding[to as usize] = avoiding[to as usize] + avoiding[from as usize];
        }
        let outside = search.order().iter().filter(|&&node| !group[node as usize]);
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
        for &node in self.search.order() {
            (self.sigma[node as usize], self.share[node as usize]) = (C::from(0.0), C::from(0.0));
        }
        self.steps.clear();
        let Self { arcs, search, sigma, steps, .. } = self;
        let slack = 1.0 + TOLERANCE;
        search.run_near(arcs, source, slack, |from, to, end| steps.push((from, to, end)));
        let (order, distance) = (search.order(), search.distance());
        let farthest = order.last().map_or(0.0, |&node| distance[node as usize]);
        if self.shortest <= farthest * TOLERANCE && any_too_short(arcs, order, distance) {
            return Outcome::TooShortTie;
        }
        sigma[source as usize] = C::from(1.0);
        steps.retain(|&(from, to, through)| {
            let end = distance[to as usize];
            let kept = through <= end * slack && distance[from as usize] < end;
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
}

/// Whether some arc away from the source is too short to count beside the path that it ends.
fn any_too_short(arcs: &ByLength, order: &[Node], distance: &[f64]) -> bool {
    order.iter().any(|&from| {
        arcs.row(from).iter().any(|&(length, to)| {
            let end = distance[to as usize];
            distance[from as usize] <= end && length <= end * TOLERANCE
        })
    })
}
