//! All sources of a network, one after another or eight at a time.
use super::count::Wide;
use super::hops::Hops;
use super::lanes::{LANES, Lanes};
use super::lengths::{Lengths, Outcome};
use crate::paths::{BreadthFirst, ByLength};
use crate::{Adjacency, Node, Result, Watch, parallel};
use std::sync::atomic::{AtomicBool, Ordering};

/// Up to so many levels the searches of several sources share most of their work.
const FEW_LEVELS: usize = 16;
/// Sources, and batches of them, whose dependencies are summed into one vector.
pub(super) const SOURCES: usize = 16;
const BATCHES: usize = 2;

/// A network and the sources from which its shortest paths start.
#[derive(Debug)]
pub(super) struct Sweep<'a> {
    /// The network with its nodes in order of a search, so that near ones lie near in memory.
    graph: Adjacency,
    /// Which node each was.
    order: Vec<Node>,
    sources: Vec<Node>,
    /// Whether the ends of a way count as on it.
    endpoints: bool,
    watch: &'a Watch,
}

impl<'a> Sweep<'a> {
    /// The sweep from all nodes of a graph, or from some, of which none is named twice.
    pub(super) fn new(
        graph: &Adjacency,
        sources: Option<&[Node]>,
        endpoints: bool,
        watch: &'a Watch,
    ) -> Self {
        let order = graph.near_to_near();
        let mut sources: Vec<Node> = match sources {
            None => graph.nodes().collect(),
            Some(sources) => {
                let mut place = vec![0; order.len()];
                order.iter().zip(0..).for_each(|(&node, at)| place[node as usize] = at);
                sources.iter().map(|&node| place[node as usize]).collect()
            }
        };
        sources.sort_unstable();
        Self { graph: graph.in_order(&order), order, sources, endpoints, watch }
    }

    /// The sum over sources and targets of the share of paths through each node, where ties are
    /// counted.
    pub(super) fn over_hops(&self) -> Result<Vec<f64>> {
        let sums = if self.has_few_levels() { self.in_lanes()? } else { self.one_by_one()? };
        Ok(self.as_they_were(&sums))
    }

    /// The same where weights are lengths; none if a tie is too short beside a path that it ends.
    pub(super) fn over_lengths(&self) -> Result<Option<Vec<f64>>> {
        let blurred = AtomicBool::new(false);
        let (arcs, n) = (ByLength::new(&self.graph), self.graph.node_count());
        let scratch = || (Lengths::<f64>::new(&arcs, n), None::<Lengths<Wide>>);
        let items = [self.sources.len(), SOURCES];
        let sums = parallel::accumulate(items, n, self.watch, scratch, |nth, lengths, sums| {
            let (plain, wide) = lengths;
            let mut outcome = plain.add(self.sources[nth], sums);
            if outcome == Outcome::TooManyPaths {
                let wide = wide.get_or_insert_with(|| Lengths::new(&arcs, n));
                outcome = wide.add(self.sources[nth], sums);
            }
            match outcome {
                Outcome::TooShortTie => blurred.store(true, Ordering::Relaxed),
                _ if self.endpoints => plain.add_ends(sums),
                _ => {}
            }
        })?;
        Ok(if blurred.into_inner() { None } else { Some(self.as_they_were(&sums)) })
    }

    /// Whether no way is long, seen from the node of most ties.
    fn has_few_levels(&self) -> bool {
        let most = self.graph.nodes().max_by_key(|&node| self.graph.targets(node).len());
        most.is_some_and(|node| {
            let mut search = BreadthFirst::new(self.graph.node_count());
            search.run(&self.graph, node, |_, _| ());
            search.levels().len() <= FEW_LEVELS
        })
    }

    fn in_lanes(&self) -> Result<Vec<f64>> {
        let graph = &self.graph;
        let batches: Vec<&[Node]> = self.sources.chunks(LANES).collect();
        let scratch = || (Lanes::new(graph), None::<Hops<Wide>>);
        let items = [batches.len(), BATCHES];
        let n = graph.node_count();
        parallel::accumulate(items, n, self.watch, scratch, |nth, (lanes, wide), sums| {
            if !lanes.add(graph, batches[nth], sums) {
                let wide = wide.get_or_insert_with(|| Hops::new(graph));
                batches[nth].iter().for_each(|&source| {
                    wide.add(graph, source, sums);
                });
            }
            if self.endpoints {
                lanes.add_ends(sums);
            }
        })
    }

    fn one_by_one(&self) -> Result<Vec<f64>> {
        let graph = &self.graph;
        let scratch = || (Hops::<f64>::new(graph), None::<Hops<Wide>>);
        let items = [self.sources.len(), SOURCES];
        let n = graph.node_count();
        parallel::accumulate(items, n, self.watch, scratch, |nth, (plain, wide), sums| {
            if !plain.add(graph, self.sources[nth], sums) {
                let wide = wide.get_or_insert_with(|| Hops::new(graph));
                wide.add(graph, self.sources[nth], sums);
            }
            if self.endpoints {
                plain.add_ends(sums);
            }
        })
    }

    /// Values of the nodes in their own order.
    fn as_they_were(&self, values: &[f64]) -> Vec<f64> {
        let mut own = vec![0.0; values.len()];
        for (&node, &value) in self.order.iter().zip(values) {
            own[node as usize] = value;
        }
        own
    }
}
