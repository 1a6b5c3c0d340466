//! Edge betweenness: which ties the shortest ways lead over.
use super::TOO_SHORT;
use super::count::Wide;
use super::hops::Hops;
use super::lengths::{Lengths, Outcome};
use super::sweep::SOURCES;
use crate::paths::{ByLength, EdgeLength};
use crate::{Adjacency, Node, Result, Watch, parallel};
use serde::Serialize;
use std::sync::atomic::{AtomicBool, Ordering};

/// Edge betweenness: how much of the way between cities leads over a tie.
///
/// `b_e = Σ_st σ_st(e) / σ_st`: of the shortest paths between each pair of cities, the share that
/// leads over the tie. Pairs, lengths and ties in length are those of
/// [`Betweenness`](super::Betweenness); [`normalized`](Self::normalized), it is divided by the
/// number of pairs, `n (n-1) / 2`, in a directed network `n (n-1)`. At least 1 unnormalized where
/// the tie is a shortest way itself; 0 where it is not. Without ties the list is empty. `O(n m)`
/// time, with lengths `O(n (n + m) log n)`; `O(n + m)` memory per thread.
///
/// Girvan & Newman (2002), *PNAS* 99:7821; Brandes (2008), *Social Networks* 30:136.
///
/// ```
/// use conurbation::{Adjacency, centrality::EdgeBetweenness};
/// let path = Adjacency::from_edges(4, [(0, 1, 1.0), (1, 2, 1.0), (2, 3, 1.0)])?;
/// let scores = EdgeBetweenness::new().run(&path)?;
/// assert_eq!(scores.iter().map(|tie| tie.score).collect::<Vec<_>>(), [3.0, 4.0, 3.0]);
/// # Ok::<(), conurbation::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Default, Serialize)]
pub struct EdgeBetweenness {
    edge_length: EdgeLength,
    normalized: bool,
    #[serde(skip)]
    watch: Watch,
}

/// The score of a tie.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct TieScore {
    /// One city; where the tie comes from if the network is directed.
    pub from: Node,
    /// The other.
    pub to: Node,
    /// The score.
    pub score: f64,
}

impl EdgeBetweenness {
    /// The default parameters: ties are counted, scores not normalized.
    pub fn new() -> Self {
        Self::default()
    }

    /// Sets what counts as the length of a tie.
    pub fn edge_length(mut self, edge_length: EdgeLength) -> Self {
        self.edge_length = edge_length;
        self
    }

    /// Sets whether scores are divided by the number of pairs of cities.
    pub fn normalized(mut self, normalized: bool) -> Self {
        self.normalized = normalized;
        self
    }

    /// Lets the work be watched and cancelled.
    pub fn watch(mut self, watch: &Watch) -> Self {
        self.watch = watch.clone();
        self
    }

    /// Computes the score of every tie, in the order of [`Adjacency::edges`].
    ///
    /// # Errors
    /// [`Error::Param`](crate::Error::Param) for lengths that are not positive and finite, or so uneven that a tie is
    /// shorter than 10⁻¹² of a path that it ends; [`Error::Cancelled`](crate::Error::Cancelled).
    pub fn run(&self, graph: impl AsRef<Adjacency>) -> Result<Vec<TieScore>> {
        let graph = graph.as_ref();
        let lengths = self.edge_length.lengths(graph)?;
        let sums = match &lengths {
            None => self.over_hops(graph)?,
            Some(lengths) => self.over_lengths(lengths)?,
        };
        let n = graph.node_count() as f64;
        let pairs = if self.normalized { n * (n - 1.0) } else { 1.0 };
        let pairs = if self.normalized && !graph.is_directed() { pairs / 2.0 } else { pairs };
        let score = |from: Node, to: Node| {
            let arc = |from: Node, to: Node| {
                let nth = graph.targets(from).partition_point(|&target| target < to);
                sums[graph.arcs(from).start + nth]
            };
            let ordered = arc(from, to);
            let sum = if graph.is_directed() { ordered } else { (ordered + arc(to, from)) / 2.0 };
            TieScore { from, to, score: sum / pairs }
        };
        Ok(graph.edges().map(|(from, to, _)| score(from, to)).collect())
    }

    /// The sum over each arc from all sources, by its position.
    fn over_hops(&self, graph: &Adjacency) -> Result<Vec<f64>> {
        let scratch = || (Hops::<f64>::new(graph), None::<Hops<Wide>>);
        let items = [graph.node_count(), SOURCES];
        let arcs = graph.arc_count();
        parallel::accumulate(items, arcs, &self.watch, scratch, |source, (plain, wide), sums| {
            let source = source as Node;
            if !plain.add_arcs(graph, source, sums) {
                wide.get_or_insert_with(|| Hops::new(graph)).add_arcs(graph, source, sums);
            }
        })
    }

    fn over_lengths(&self, lengths: &Adjacency) -> Result<Vec<f64>> {
        let blurred = AtomicBool::new(false);
        let (by_length, n) = (ByLength::new(lengths), lengths.node_count());
        let scratch = || (Lengths::<f64>::new(&by_length, n), None::<Lengths<Wide>>);
        let items = [lengths.node_count(), SOURCES];
        let arcs = lengths.arc_count();
        let sums =
            parallel::accumulate(items, arcs, &self.watch, scratch, |source, both, sums| {
                let (plain, wide) = both;
                let source = source as Node;
                let mut outcome = plain.add_arcs(lengths, source, sums);
                if outcome == Outcome::TooManyPaths {
                    let wide = wide.get_or_insert_with(|| Lengths::new(&by_length, n));
                    outcome = wide.add_arcs(lengths, source, sums);
                }
                if outcome == Outcome::TooShortTie {
                    blurred.store(true, Ordering::Relaxed);
                }
            })?;
        if blurred.into_inner() {
            return Err(self.edge_length.refuse(TOO_SHORT));
        }
        Ok(sums)
    }
}
