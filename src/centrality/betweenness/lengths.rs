//! What one source adds to betweenness when ties have lengths.
use super::count::Count;
use crate::paths::Dijkstra;
use crate::{Adjacency, Node};

/// Paths whose lengths differ by less than this share of them are equally long: 0.1 + 0.2 and 0.3
/// are the same length, however floats add up.
const TOLERANCE: f64 = 1e-12;

/// What the work for one source after another needs; names as in [`Hops`](super::hops::Hops).
#[derive(Debug)]
pub(super) struct Lengths<C> {
    search: Dijkstra,
    /// The shortest length of all ties.
    shortest: f64,
    sigma: Vec<C>,
    /// `delta / sigma`.
    share: Vec<C>,
    /// The arcs that shortest paths consist of, in order of their start's distance.
    steps: Vec<(Node, Node)>,
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
        Self {
            search: Dijkstra::new(nodes),
            shortest: lengths.edges().fold(f64::INFINITY, |shortest, edge| shortest.min(edge.2)),
            sigma: zeros(),
            share: zeros(),
            steps: Vec::new(),
        }
    }

    /// Adds the dependency of `source` on each node to `sums`.
    ///
    /// Distances come first, then paths are counted over the arcs that end no later than the
    /// distance of their target, give or take the tolerance. Each test is against a settled
    /// distance, so "equally long" cannot drift along a path.
    pub(super) fn add(&mut self, lengths: &Adjacency, source: Node, sums: &mut [f64]) -> Outcome {
        let Self { search, shortest, sigma, share, steps } = self;
        search.run(lengths, source);
        let (order, distance) = (search.order(), search.distance());
        let farthest = order.last().map_or(0.0, |&node| distance[node as usize]);
        if *shortest <= farthest * TOLERANCE && any_too_short(lengths, order, distance) {
            return Outcome::TooShortTie;
        }
        for &node in order {
            (sigma[node as usize], share[node as usize]) = (C::from(0.0), C::from(0.0));
        }
        sigma[source as usize] = C::from(1.0);
        steps.clear();
        for &from in order {
            let (start, paths) = (distance[from as usize], sigma[from as usize]);
            if !paths.fits() {
                return Outcome::TooManyPaths;
            }
            for (to, length) in lengths.neighbours(from) {
                let end = distance[to as usize];
                if start + length <= end * (1.0 + TOLERANCE) && start < end {
                    sigma[to as usize] = sigma[to as usize] + paths;
                    steps.push((from, to));
                }
            }
        }
        for &(from, to) in steps.iter().rev() {
            let from_here = C::from(1.0) / sigma[to as usize];
            share[from as usize] = share[from as usize] + (from_here + share[to as usize]);
        }
        for &node in &order[1..] {
            sums[node as usize] += (sigma[node as usize] * share[node as usize]).into();
        }
        Outcome::Added
    }
}

/// Whether some arc away from the source is too short to count beside the path that it ends.
fn any_too_short(lengths: &Adjacency, order: &[Node], distance: &[f64]) -> bool {
    order.iter().any(|&from| {
        lengths.neighbours(from).any(|(to, length)| {
            let end = distance[to as usize];
            distance[from as usize] <= end && length <= end * TOLERANCE
        })
    })
}
