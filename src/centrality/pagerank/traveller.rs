//! Where the traveller goes.
use super::{Dangling, PageRank};
use crate::{Adjacency, Node, parallel, sums};

/// The traveller of a network.
#[derive(Debug)]
pub(super) struct Traveller<'a> {
    pub(super) graph: &'a Adjacency,
    pub(super) weighted: bool,
    pub(super) damping: f64,
    pub(super) dangling: Dangling,
    /// The cities that send no tie.
    pub(super) senders_of_none: Vec<Node>,
    /// The share of new starts of each city, if not all are alike.
    restart: Option<Vec<f64>>,
}

impl<'a> Traveller<'a> {
    pub(super) fn new(graph: &'a Adjacency, pagerank: &PageRank) -> Self {
        let restart = pagerank.personalised.as_ref().map(|restart| {
            let unit = sums::unit(restart.iter().copied());
            let sum = sums::sum(restart.iter().map(|share| share / unit));
            restart.iter().map(|share| share / unit / sum).collect()
        });
        let none = |node: &Node| graph.targets(*node).is_empty();
        Self {
            graph,
            weighted: pagerank.weighted,
            damping: pagerank.damping,
            dangling: pagerank.dangling,
            senders_of_none: graph.nodes().filter(none).collect(),
            restart,
        }
    }

    /// The share of new starts that are in a city.
    pub(super) fn restart(&self, node: usize) -> f64 {
        self.restart.as_ref().map_or_else(|| self.anywhere(), |restart| restart[node])
    }

    /// The share of each city if all are alike.
    pub(super) fn anywhere(&self) -> f64 {
        1.0 / self.graph.node_count() as f64
    }

    /// Whether the traveller goes anywhere else than to a new start from cities that send no tie.
    pub(super) fn leaves_for_elsewhere(&self) -> bool {
        let no_start = self.dangling == Dangling::Uniform && self.restart.is_some();
        no_start && !self.senders_of_none.is_empty()
    }

    /// Whether the traveller stays in a city until starting again.
    pub(super) fn stays(&self, node: usize) -> bool {
        self.dangling == Dangling::Stay && self.graph.targets(node as Node).is_empty()
    }

    /// Where the traveller would be after leaving cities that send no tie, all at once.
    pub(super) fn after_dangling(&self, node: usize, dangling: f64) -> f64 {
        match self.dangling {
            Dangling::Uniform => dangling * self.anywhere(),
            Dangling::Teleport => dangling * self.restart(node),
            Dangling::Stay => 0.0,
        }
    }

    /// The sum of the scores of cities that send no tie.
    pub(super) fn score_of_dangling(&self, scores: &[f64]) -> f64 {
        let nodes = &self.senders_of_none;
        parallel::sum(nodes.len(), |at| scores[nodes[at] as usize])
    }
}
