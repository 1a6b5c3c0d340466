//! What one source adds to betweenness when ties are counted.
use super::count::Count;
use crate::paths::BreadthFirst;
use crate::{Adjacency, Node};

/// What the work for one source after another needs. Names as in Brandes (2001): `sigma` is the
/// number of shortest paths, `delta` the dependency of the source on a node.
#[derive(Debug)]
pub(super) struct Hops<C> {
    search: BreadthFirst,
    sigma: Vec<C>,
    /// `(1 + delta) / sigma` for the nodes one level further away than those at work, else 0.
    share: Vec<C>,
    /// `delta` of the nodes of one level.
    delta: Vec<C>,
}

impl<C: Count> Hops<C> {
    pub(super) fn new(graph: &Adjacency) -> Self {
        let nodes = graph.node_count();
        let zeros = || vec![C::from(0.0); nodes];
        Self { search: BreadthFirst::new(nodes), sigma: zeros(), share: zeros(), delta: Vec::new() }
    }

    /// Adds the dependency of `source` on each node to `sums`; false, and nothing added, if there
    /// are too many paths to count.
    pub(super) fn add(&mut self, graph: &Adjacency, source: Node, sums: &mut [f64]) -> bool {
        let Self { search, sigma, share, delta } = self;
        sigma[source as usize] = C::from(1.0);
        search.run(graph, source, |from, to| {
            sigma[to as usize] = sigma[to as usize] + sigma[from as usize];
        });
        let fits = search.order().iter().all(|&node| sigma[node as usize].fits());
        let mut further: &[Node] = &[];
        // The nodes of a level look at all their neighbours: only those one level further away
        // have a share yet, or still.
        for level in search.levels().skip(1).rev().take_while(|_| fits) {
            delta.clear();
            delta.extend(level.iter().map(|&node| {
                let targets = graph.targets(node);
                let shares = targets.iter().fold(C::from(0.0), |sum, &to| sum + share[to as usize]);
                sigma[node as usize] * shares
            }));
            further.iter().for_each(|&node| share[node as usize] = C::from(0.0));
            for (&node, &delta) in level.iter().zip(&*delta) {
                sums[node as usize] += delta.into();
                share[node as usize] = (C::from(1.0) + delta) / sigma[node as usize];
            }
            further = level;
        }
        further.iter().for_each(|&node| share[node as usize] = C::from(0.0));
        search.order().iter().for_each(|&node| sigma[node as usize] = C::from(0.0));
        fits
    }
}
