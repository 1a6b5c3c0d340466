//! Closeness: who is nearest to all others.
use super::Direction;
use crate::adjacency::ParallelTies;
use crate::paths::{BreadthFirst, Dijkstra, EdgeLength};
use crate::{Adjacency, Error, Measured, Node, Result, Scores, Undefined, Watch, parallel};
use serde::Serialize;

/// What closeness makes of cities that cannot be reached.
///
/// In a connected network the last two agree. `r` is the number of others a city reaches, `S` the
/// sum of their distances.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum ClosenessConvention {
    /// `Σ 1/d / (n-1)`: the mean of inverse distances, 0 for what cannot be reached (Rochat 2009;
    /// Boldi & Vigna 2014, *Internet Mathematics* 10:222). igraph's `harmonic_centrality`, UCINET's
    /// "reciprocal"; NetworkX's without its division by `n-1`.
    #[default]
    Harmonic,
    /// `r / S`: the inverse mean distance to what can be reached, igraph's since 0.10. It puts the
    /// two cities of a pair apart from all others first. Undefined for who reaches no one.
    Component,
    /// `r / (n-1) * r / S`: the same, scaled by the share reached (Wasserman & Faust 1994),
    /// NetworkX's default. 0 for who reaches no one.
    WassermanFaust,
}

/// Closeness: how near a city is to all others.
///
/// By default the harmonic mean kind, `C_i = Σ_j 1/d_ij / (n-1)`; see [`ClosenessConvention`] for
/// the others. Distances are numbers of ties unless [`edge_length`](Self::edge_length) makes
/// lengths of weights. In a directed network they are *from* the city to others; NetworkX counts
/// those *to* the city, which is [`Direction::In`] here, and igraph disregards directions, which is
/// [`Direction::Both`].
///
/// What cannot be reached adds nothing, so networks in pieces are fine. A city alone in its network
/// is undefined ([`Undefined::TooFewCities`]); a city that reaches no one has 0, or by
/// [`ClosenessConvention::Component`] is undefined ([`Undefined::Isolate`]). Self-ties do not
/// count. From 0 to 1 when ties are counted, else to the inverse of the shortest length.
/// `O(n m)` time, with lengths `O(n (n + m) log n)`; `O(n)` memory per thread.
///
/// ```
/// use conurbation::{Adjacency, centrality::Closeness};
/// let path = Adjacency::from_edges(3, [(0, 1, 1.0), (1, 2, 1.0)])?;
/// let scores = Closeness::new().run(&path)?;
/// assert_eq!(scores.iter().filter_map(|s| s.value()).collect::<Vec<_>>(), [0.75, 1.0, 0.75]);
/// # Ok::<(), conurbation::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Closeness {
    convention: ClosenessConvention,
    direction: Direction,
    edge_length: EdgeLength,
    #[serde(skip)]
    watch: Watch,
}

impl Default for Closeness {
    fn default() -> Self {
        Self {
            convention: ClosenessConvention::Harmonic,
            direction: Direction::Out,
            edge_length: EdgeLength::Hops,
            watch: Watch::new(),
        }
    }
}

/// What a city reaches: how many others, the sum of their distances and of the inverses.
#[derive(Debug, Default)]
struct Reach {
    count: usize,
    sum: f64,
    inverse: f64,
}

impl Reach {
    /// One with `count` more cities, all at one distance.
    fn with(self, count: usize, distance: f64) -> Self {
        Self {
            count: self.count + count,
            sum: self.sum + count as f64 * distance,
            inverse: self.inverse + count as f64 / distance,
        }
    }
}

impl Closeness {
    /// The default parameters: harmonic, ties are counted, distances from the city.
    pub fn new() -> Self {
        Self::default()
    }

    /// Sets what to make of cities that cannot be reached.
    pub fn convention(mut self, convention: ClosenessConvention) -> Self {
        self.convention = convention;
        self
    }

    /// Sets whether distances in a directed network are from the city (`Out`), to it (`In`), or
    /// disregard directions (`Both`; of two ties of a pair the shorter counts).
    pub fn direction(mut self, direction: Direction) -> Self {
        self.direction = direction;
        self
    }

    /// Sets what counts as the length of a tie.
    pub fn edge_length(mut self, edge_length: EdgeLength) -> Self {
        self.edge_length = edge_length;
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
    /// [`Error::Param`] for lengths that are not positive and finite; [`Error::Overflow`] for
    /// lengths so short that a score is beyond the largest number; [`Error::Cancelled`].
    pub fn run(&self, graph: impl AsRef<Adjacency>) -> Result<Scores> {
        self.compute(graph.as_ref())
    }

    fn compute(&self, graph: &Adjacency) -> Result<Scores> {
        let n = graph.node_count();
        let reaches = match self.edge_length.lengths(graph)? {
            None => {
                let graph = self.directed(graph)?;
                let graph = graph.as_ref();
                let search = || BreadthFirst::new(n);
                parallel::map(n, &self.watch, search, |node, search| by_hops(graph, node, search))?
            }
            Some(lengths) => {
                let lengths = self.directed(&lengths)?;
                let lengths = lengths.as_ref();
                let search = || Dijkstra::new(n);
                parallel::map(n, &self.watch, search, |node, search| {
                    by_lengths(lengths, node, search)
                })?
            }
        };
        let scores: Vec<Measured> =
            reaches.iter().map(|reach| self.score(n, reach).into()).collect();
        if scores.iter().any(|score| score.value().is_some_and(|value| !value.is_finite())) {
            return Err(Error::Overflow { algorithm: "Closeness" });
        }
        Ok(Scores::measured(scores))
    }

    /// The graph whose arcs are followed.
    fn directed<'a>(&self, graph: &'a Adjacency) -> Result<std::borrow::Cow<'a, Adjacency>> {
        Ok(match self.direction {
            Direction::In if graph.is_directed() => std::borrow::Cow::Owned(graph.reverse()),
            Direction::Both => graph.undirected(ParallelTies::Min)?,
            Direction::In | Direction::Out => std::borrow::Cow::Borrowed(graph),
        })
    }

    fn score(&self, n: usize, reach: &Reach) -> Result<f64, Undefined> {
        let count = reach.count as f64;
        match self.convention {
            _ if n < 2 => Err(Undefined::TooFewCities { need: 2 }),
            ClosenessConvention::Harmonic => Ok(reach.inverse / (n - 1) as f64),
            ClosenessConvention::Component if reach.count == 0 => Err(Undefined::Isolate),
            ClosenessConvention::Component => Ok(count / reach.sum),
            ClosenessConvention::WassermanFaust if reach.count == 0 => Ok(0.0),
            ClosenessConvention::WassermanFaust => Ok(count / (n - 1) as f64 * (count / reach.sum)),
        }
    }
}

fn by_hops(graph: &Adjacency, node: usize, search: &mut BreadthFirst) -> Reach {
    search.run(graph, node as Node, |_, _| ());
    let levels = search.levels().enumerate().skip(1);
    levels.fold(Reach::default(), |reach, (hops, nodes)| reach.with(nodes.len(), hops as f64))
}

fn by_lengths(lengths: &Adjacency, node: usize, search: &mut Dijkstra) -> Reach {
    search.run(lengths, node as Node);
    let others = search.order().iter().skip(1).map(|&other| search.distance()[other as usize]);
    others.fold(Reach::default(), |reach, distance| reach.with(1, distance))
}
