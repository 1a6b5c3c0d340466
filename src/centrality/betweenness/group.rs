//! Group betweenness: how much of the way between others leads through a group of cities.
use super::count::Wide;
use super::hops::Hops;
use super::lengths::{Lengths, Outcome};
use super::{TOO_SHORT, check_nodes};
use crate::paths::{ByLength, EdgeLength};
use crate::{Adjacency, Measured, Node, Result, Undefined, Watch, parallel, sums};
use serde::Serialize;

/// Group betweenness: how much of the way between other cities leads through a group of cities,
/// through one of them or several.
///
/// Over the pairs of cities outside the group, the sum of the share of shortest paths that pass
/// through at least one city of the group; it is not the sum of their betweenness, since one path
/// may pass through several. Each unordered pair counts once (in a directed network each ordered
/// pair). [`normalized`](Self::normalized), it is divided by the number of such pairs. Lengths and
/// ties in length are those of [`Betweenness`](super::Betweenness).
///
/// From 0 to the number of pairs outside, or to 1; 0 for an empty group. Normalized, a network with
/// fewer than two cities outside is undefined ([`Undefined::TooFewCities`]). `O(n m)` time, with
/// lengths `O(n (n + m) log n)`; `O(n + m)` memory per thread.
///
/// Everett & Borgatti (1999), *J. Math. Sociology* 23:181.
///
/// ```
/// use conurbation::{Adjacency, centrality::GroupBetweenness};
/// let path = Adjacency::from_edges(4, [(0, 1, 1.0), (1, 2, 1.0), (2, 3, 1.0)])?;
/// assert_eq!(GroupBetweenness::new(&[1, 2]).run(&path)?.value(), Some(1.0));
/// # Ok::<(), conurbation::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct GroupBetweenness {
    group: Vec<Node>,
    edge_length: EdgeLength,
    normalized: bool,
    #[serde(skip)]
    watch: Watch,
}

impl GroupBetweenness {
    /// The betweenness of these cities together.
    pub fn new(group: &[Node]) -> Self {
        Self {
            group: group.to_vec(),
            edge_length: EdgeLength::Hops,
            normalized: false,
            watch: Watch::new(),
        }
    }

    /// Sets what counts as the length of a tie.
    pub fn edge_length(mut self, edge_length: EdgeLength) -> Self {
        self.edge_length = edge_length;
        self
    }

    /// Sets whether the number is divided by the number of pairs of cities outside the group.
    pub fn normalized(mut self, normalized: bool) -> Self {
        self.normalized = normalized;
        self
    }

    /// Lets the work be watched and cancelled.
    pub fn watch(mut self, watch: &Watch) -> Self {
        self.watch = watch.clone();
        self
    }

    /// Computes the number.
    ///
    /// # Errors
    /// [`Error::Param`](crate::Error::Param) for a city that is not of the network or named twice, and for lengths that
    /// are not positive and finite, or so uneven that a tie is shorter than 10⁻¹² of a path that it
    /// ends; [`Error::Cancelled`](crate::Error::Cancelled).
    pub fn run(&self, graph: impl AsRef<Adjacency>) -> Result<Measured> {
        let graph = graph.as_ref();
        check_nodes("GroupBetweenness::new", &self.group, graph)?;
        let mut group = vec![false; graph.node_count()];
        self.group.iter().for_each(|&node| group[node as usize] = true);
        let outside: Vec<Node> = graph.nodes().filter(|&node| !group[node as usize]).collect();
        let lengths = self.edge_length.lengths(graph)?;
        let through = match &lengths {
            None => self.over_hops(graph, &outside, &group)?,
            Some(lengths) => self.over_lengths(lengths, &outside, &group)?,
        };
        let each_pair = if graph.is_directed() { 1.0 } else { 0.5 };
        let sum = each_pair * sums::sum(through);
        if !self.normalized {
            return Ok(Measured::Value(sum));
        }
        let n = outside.len() as f64;
        Ok(match outside.len() {
            0 | 1 => Measured::Undefined(Undefined::TooFewCities { need: self.group.len() + 2 }),
            _ => Measured::Value(sum / (n * (n - 1.0) * each_pair)),
        })
    }

    /// From each source outside, the sum over targets outside.
    fn over_hops(&self, graph: &Adjacency, outside: &[Node], group: &[bool]) -> Result<Vec<f64>> {
        let scratch = || Hops::<f64>::new(graph);
        parallel::map(outside.len(), &self.watch, scratch, |nth, plain| {
            let source = outside[nth];
            plain.through(graph, source, group).unwrap_or_else(|| {
                Hops::<Wide>::new(graph).through(graph, source, group).unwrap_or(0.0)
            })
        })
    }

    fn over_lengths(
        &self,
        lengths: &Adjacency,
        outside: &[Node],
        group: &[bool],
    ) -> Result<Vec<f64>> {
        let (by_length, n) = (ByLength::new(lengths), lengths.node_count());
        let scratch = || Lengths::<f64>::new(&by_length, n);
        let through = parallel::map(outside.len(), &self.watch, scratch, |nth, plain| match plain
            .through(outside[nth], group)
        {
            Err(Outcome::TooManyPaths) => {
                Lengths::<Wide>::new(&by_length, n).through(outside[nth], group)
            }
            found => found,
        })?;
        let through: Result<Vec<f64>, Outcome> = through.into_iter().collect();
        through.map_err(|_| self.edge_length.refuse(TOO_SHORT))
    }
}
