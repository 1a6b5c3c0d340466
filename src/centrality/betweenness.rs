//! Betweenness: who lies on the shortest ways between others.
mod count;
mod hops;
mod lengths;

use crate::paths::EdgeLength;
use crate::{Adjacency, Measured, Node, Result, Scores, Undefined, Watch, parallel};
use count::Wide;
use hops::Hops;
use lengths::{Lengths, Outcome};
use serde::Serialize;
use std::sync::atomic::{AtomicBool, Ordering};

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

    /// Lets the work be watched and cancelled.
    pub fn watch(mut self, watch: &Watch) -> Self {
        self.watch = watch.clone();
        self
    }

    /// Computes the score of every city.
    ///
    /// # Errors
    /// [`Error::Param`](crate::Error::Param) for lengths that are not positive and finite, or so
    /// uneven that a tie is shorter than 10⁻¹² of a path that it ends;
    /// [`Error::Cancelled`](crate::Error::Cancelled).
    pub fn run(&self, graph: impl AsRef<Adjacency>) -> Result<Scores> {
        self.compute(graph.as_ref())
    }

    fn compute(&self, graph: &Adjacency) -> Result<Scores> {
        let ordered = match self.edge_length.lengths(graph)? {
            None => self.over_hops(graph)?,
            Some(lengths) => self.over_lengths(&lengths)?,
        };
        let n = graph.node_count();
        if self.normalized && n < 3 {
            let undefined = Measured::Undefined(Undefined::TooFewCities { need: 3 });
            return Ok(Scores::measured(vec![undefined; n]));
        }
        let each_pair = if graph.is_directed() { 1.0 } else { 0.5 };
        let pairs = if self.normalized { (n - 1) as f64 * (n - 2) as f64 * each_pair } else { 1.0 };
        Ok(Scores::new(ordered.iter().map(|sum| sum * each_pair / pairs).collect()))
    }

    /// The sum over all sources and all targets, where ties are counted.
    fn over_hops(&self, graph: &Adjacency) -> Result<Vec<f64>> {
        let n = graph.node_count();
        let scratch = || (Hops::<f64>::new(graph), None::<Hops<Wide>>);
        parallel::accumulate(n, n, &self.watch, scratch, |source, (plain, wide), sums| {
            let source = source as Node;
            if !plain.add(graph, source, sums) {
                wide.get_or_insert_with(|| Hops::new(graph)).add(graph, source, sums);
            }
        })
    }

    /// The sum over all sources and all targets, where ties have lengths.
    fn over_lengths(&self, lengths: &Adjacency) -> Result<Vec<f64>> {
        let n = lengths.node_count();
        let blurred = AtomicBool::new(false);
        let scratch = || (Lengths::<f64>::new(lengths), None::<Lengths<Wide>>);
        let sums =
            parallel::accumulate(n, n, &self.watch, scratch, |source, (plain, wide), sums| {
                let source = source as Node;
                let mut outcome = plain.add(lengths, source, sums);
                if outcome == Outcome::TooManyPaths {
                    let wide = wide.get_or_insert_with(|| Lengths::new(lengths));
                    outcome = wide.add(lengths, source, sums);
                }
                if outcome == Outcome::TooShortTie {
                    blurred.store(true, Ordering::Relaxed);
                }
            })?;
        if blurred.into_inner() {
            return Err(self
                .edge_length
                .refuse("no tie may be shorter than 1e-12 of a path it ends"));
        }
        Ok(sums)
    }
}
