//! Cities in modules, and how their ties are spread over these.
use crate::centrality::Direction;
use crate::structure::check_labels;
use crate::{Adjacency, Node, ParamError, sums};

/// A division of cities into modules.
pub(super) struct Modules {
    /// The labels, in order.
    pub(super) labels: Vec<u32>,
    /// The module of each city: a position in `labels`.
    pub(super) of: Vec<usize>,
    /// The cities of each module, in order.
    pub(super) members: Vec<Vec<Node>>,
}

impl Modules {
    /// An error unless there is one label for each city.
    pub(super) fn new(
        setter: &'static str,
        groups: &[u32],
        graph: &Adjacency,
    ) -> Result<Self, ParamError> {
        check_labels(setter, groups, graph)?;
        let mut labels = groups.to_vec();
        labels.sort_unstable();
        labels.dedup();
        let module = |group: &u32| labels.partition_point(|label| label < group);
        let of: Vec<usize> = groups.iter().map(module).collect();
        let mut members = vec![Vec::new(); labels.len()];
        of.iter().zip(graph.nodes()).for_each(|(&module, city)| members[module].push(city));
        Ok(Self { labels, of, members })
    }

    /// The weight of the ties of a city to its own module.
    pub(super) fn within(&self, graph: &Adjacency, city: Node, ties: Ties, unit: f64) -> f64 {
        let own = self.of[city as usize];
        let within = ties.of(graph, city).filter(|tie| self.of[tie.0 as usize] == own);
        sums::sum(within.map(|(_, weight)| weight / unit))
    }
}

/// Which ties of a city count, and how.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
pub(super) struct Ties {
    pub(super) direction: Direction,
    pub(super) weighted: bool,
}

impl Default for Ties {
    fn default() -> Self {
        Self { direction: Direction::Both, weighted: true }
    }
}

impl Ties {
    /// The ties of a city that count: the other end and the weight.
    pub(super) fn of(self, graph: &Adjacency, city: Node) -> impl Iterator<Item = (Node, f64)> {
        let out = !graph.is_directed() || self.direction != Direction::In;
        let into = graph.is_directed() && self.direction != Direction::Out;
        let sent = graph.neighbours(city).filter(move |_| out);
        let received = graph.in_neighbours(city).filter(move |_| into);
        let weight = move |weight| if self.weighted { weight } else { 1.0 };
        sent.chain(received).map(move |(end, own)| (end, weight(own)))
    }
}
