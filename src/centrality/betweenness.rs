//! Betweenness: who lies on the shortest ways between others.
mod count;
mod edges;
mod group;
mod hops;
mod lanes;
mod lengths;
mod sweep;

pub use edges::{EdgeBetweenness, TieScore};
pub use group::GroupBetweenness;

use super::Convention;
use crate::paths::EdgeLength;
use crate::{Adjacency, Measured, Node, ParamError, Result, Scores, Undefined, Watch};
use serde::Serialize;
use sweep::Sweep;

/// Betweenness: how much of the way between other cities leads through a city.
///
/// `b_v = Σ_st σ_st(v) / σ_st`: of the shortest paths between each pair of other cities, the share
/// that passes through the city. Its ends do not count as passed through, each unordered pair
/// counts once (in a directed network each ordered pair), and a pair without a way between counts
/// for no one. [`normalized`](Self::normalized), it is divided by the number of pairs of others,
/// `(n-1)(n-2)/2`, or `(n-1)(n-2)` in a directed network.
///
/// Weights do not matter unless [`edge_length`](Self::edge_length) makes lengths of them. Lengths
/// that differ by less than one part in 10¹² are equal, so that `.1 + .2` and `.15 + .15` are two
/// ways and not one. Numbers of paths may be of any size. Self-ties do not count.
///
/// An empty network has no scores, a city without ties 0; normalized, networks of fewer than three
/// cities are undefined ([`Undefined::TooFewCities`]). From 0 to the number of pairs, or to 1.
/// `O(n m)` time, with lengths `O(n (n + m) log n)`; `O(n + m)` memory per thread.
///
/// Freeman (1977), *Sociometry* 40:35; Brandes (2001), *J. Math. Sociology* 25:163.
///
/// ```
/// use conurbation::{Adjacency, centrality::Betweenness};
/// let path = Adjacency::from_edges(4, [(0, 1, 1.0), (1, 2, 1.0), (2, 3, 1.0)])?;
/// let scores = Betweenness::new().run(&path)?;
/// assert_eq!(scores.iter().filter_map(|s| s.value()).collect::<Vec<_>>(), [0.0, 2.0, 2.0, 0.0]);
/// # Ok::<(), conurbation::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Default, Serialize)]
pub struct Betweenness {
    edge_length: EdgeLength,
    normalized: bool,
    endpoints: bool,
    sources: Option<Vec<Node>>,
    #[serde(skip)]
    watch: Watch,
}

impl Betweenness {
    /// The default parameters: ties are counted, scores not normalized.
    pub fn new() -> Self {
        Self::default()
    }

    /// Sets what counts as the length of a tie.
    pub fn edge_length(mut self, edge_length: EdgeLength) -> Self {
        self.edge_length = edge_length;
        self
    }

    /// Sets whether scores are divided by the number of pairs of other cities.
    pub fn normalized(mut self, normalized: bool) -> Self {
        self.normalized = normalized;
        self
    }

    /// Follows a tool: NetworkX divides by the number of pairs unless told otherwise; UCINET and
    /// igraph do not, and UCINET counts ties whatever their weights.
    pub fn like(self, convention: Convention) -> Self {
        match convention {
            Convention::Ucinet => self.normalized(false).edge_length(EdgeLength::Hops),
            Convention::NetworkX => self.normalized(true),
            Convention::Igraph => self.normalized(false),
        }
    }

    /// Sets whether the ends of a path count as on it. Then a city that reaches `r` others has at
    /// least `r`, and there are `n (n-1)/2` pairs, or `n (n-1)`.
    pub fn endpoints(mut self, endpoints: bool) -> Self {
        self.endpoints = endpoints;
        self
    }

    /// Sets from which cities paths start: of each pair only the ways from those are counted, in an
    /// undirected network by half, so that all sources together give betweenness itself, as in
    /// NetworkX. Each must be of the network, and none named twice.
    pub fn sources(mut self, sources: &[Node]) -> Self {
        self.sources = Some(sources.to_vec());
        self
    }

    /// Lets the work be watched and cancelled.
    pub fn watch(mut self, watch: &Watch) -> Self {
        self.watch = watch.clone();
        self
    }

    /// Computes the score of every city.
    ///
    /// # Errors
    /// [`Error::Param`](crate::Error::Param) for lengths that are not positive and finite, or so
    /// uneven that a tie is shorter than 10⁻¹² of a path that it ends, and for a source that is not
    /// of the network or named twice; [`Error::Cancelled`](crate::Error::Cancelled).
    pub fn run(&self, graph: impl AsRef<Adjacency>) -> Result<Scores> {
        let graph = graph.as_ref();
        check_nodes("sources", self.sources.as_deref().unwrap_or_default(), graph)?;
        self.compute(graph)
    }

    fn compute(&self, graph: &Adjacency) -> Result<Scores> {
        let lengths = self.edge_length.lengths(graph)?;
        let sources = self.sources.as_deref();
        let sweep = |graph| Sweep::new(graph, sources, self.endpoints, &self.watch);
        let ordered = match &lengths {
            None => sweep(graph).over_hops()?,
            Some(lengths) => match sweep(lengths).over_lengths()? {
                Some(sums) => sums,
                None => return Err(self.edge_length.refuse(TOO_SHORT)),
            },
        };
        let n = graph.node_count();
        let need = if self.endpoints { 2 } else { 3 };
        if self.normalized && n < need {
            let undefined = Measured::Undefined(Undefined::TooFewCities { need });
            return Ok(Scores::measured(vec![undefined; n]));
        }
        let each_pair = if graph.is_directed() { 1.0 } else { 0.5 };
        let others = if self.endpoints { n as f64 } else { n as f64 - 2.0 };
        let pairs = if self.normalized { (n as f64 - 1.0) * others * each_pair } else { 1.0 };
        Ok(Scores::new(ordered.iter().map(|sum| sum * each_pair / pairs).collect()))
    }
}

/// What lengths must be for paths to be told apart.
const TOO_SHORT: &str = "no tie may be shorter than 1e-12 of a path it ends";

/// An error unless these are different nodes of the graph.
pub(super) fn check_nodes(
    setter: &'static str,
    nodes: &[Node],
    graph: &Adjacency,
) -> Result<(), ParamError> {
    let mut named = vec![false; graph.node_count()];
    for &node in nodes {
        match named.get_mut(node as usize) {
            Some(known) if !*known => *known = true,
            Some(_) => return Err(ParamError::new(setter, node, "no node named twice")),
            None => {
                let expected = "nodes of the network, which count from 0";
                return Err(ParamError::new(setter, node, expected));
            }
        }
    }
    Ok(())
}
