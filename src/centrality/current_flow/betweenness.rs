//! Current-flow betweenness: through whom what goes between others flows.
use super::potentials::Potentials;
use super::undefined;
use crate::centrality::Convention;
use crate::{Adjacency, Measured, Node, Result, Scores, Watch, parallel, sums};
use serde::Serialize;

/// Current-flow betweenness, also random-walk betweenness: how much of what goes between other
/// cities passes through a city if it takes all ways, the more the shorter and the stronger.
///
/// A unit of current enters at one city and leaves at another, each tie being a conductor of the
/// strength of its weight ([`weighted`](Self::weighted)); a city's score is the current through it,
/// `½ Σ_j |I_ij|`, summed over all pairs of *other* cities, each once. Newman (2005) also counts
/// the ends of a pair, for which a unit passes. [`normalized`](Self::normalized), it is divided by
/// `(n-1)(n-2)/2`.
///
/// From 0 to the number of pairs of others. A network in pieces is undefined
/// ([`Undefined::Disconnected`](crate::Undefined::Disconnected)), as is, normalized, one of fewer
/// than three cities; so is a directed one, or one of more than 4000 cities
/// ([`Undefined::Assumption`](crate::Undefined::Assumption)). Only shares of weights
/// matter. Self-ties do not count. `O(n³ + n m log n)` time, `O(n²)` memory.
///
/// Brandes & Fleischer (2005), *STACS*, LNCS 3404:533; Newman (2005), *Social Networks* 27:39.
///
/// ```
/// use conurbation::{Adjacency, centrality::CurrentFlowBetweenness};
/// // Half of what goes between the ends of a square takes either way round.
/// let square = Adjacency::from_edges(4, [(0, 1, 1.0), (1, 2, 1.0), (2, 3, 1.0), (3, 0, 1.0)])?;
/// let scores = CurrentFlowBetweenness::new().run(&square)?;
/// // Between its neighbours a half, and a quarter of what passes the other tie of each.
/// assert!((scores.get(0).value().unwrap() - 1.0).abs() < 1e-12);
/// # Ok::<(), conurbation::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct CurrentFlowBetweenness {
    weighted: bool,
    normalized: bool,
    #[serde(skip)]
    watch: Watch,
}

impl Default for CurrentFlowBetweenness {
    fn default() -> Self {
        Self { weighted: true, normalized: false, watch: Watch::new() }
    }
}

impl CurrentFlowBetweenness {
    /// The default parameters: weights are conductances, scores not normalized.
    pub fn new() -> Self {
        Self::default()
    }

    /// Sets whether a tie conducts as its weight says; otherwise all ties conduct alike.
    pub fn weighted(mut self, weighted: bool) -> Self {
        self.weighted = weighted;
        self
    }

    /// Sets whether scores are divided by the number of pairs of other cities.
    pub fn normalized(mut self, normalized: bool) -> Self {
        self.normalized = normalized;
        self
    }

    /// Follows a tool: NetworkX divides by the number of pairs and counts ties unless told
    /// otherwise. UCINET and igraph do not have it, and nothing changes.
    pub fn like(self, convention: Convention) -> Self {
        match convention {
            Convention::NetworkX => self.normalized(true).weighted(false),
            Convention::Ucinet | Convention::Igraph => self,
        }
    }

    /// Lets the work be watched and cancelled.
    pub fn watch(mut self, watch: &Watch) -> Self {
        self.watch = watch.clone();
        self
    }

    /// Computes the score of every city.
    ///
    /// # Errors
    /// [`Error::Cancelled`](crate::Error::Cancelled).
    pub fn run(&self, graph: impl AsRef<Adjacency>) -> Result<Scores> {
        let graph = graph.as_ref();
        let n = graph.node_count();
        if let Some(reason) = undefined(graph, if self.normalized { 3 } else { 1 }) {
            return Ok(Scores::measured(vec![Measured::Undefined(reason); n]));
        }
        let potentials = Potentials::new(graph, self.weighted, &self.watch)?;
        let scratch = || (Vec::with_capacity(n), Vec::with_capacity(n));
        let through = parallel::map(n, &self.watch, scratch, |node, (currents, sorted)| {
            let node = node as Node;
            if graph.targets(node).len() < 2 {
                return 0.0;
            }
            let each = graph.neighbours(node).map(|(to, weight)| {
                let conductance = if self.weighted { weight / potentials.unit } else { 1.0 };
                let (here, there) = (potentials.from(node), potentials.from(to));
                currents.clear();
                currents.extend(here.iter().zip(there).map(|(a, b)| conductance * (a - b)));
                over_others(node, currents, sorted)
            });
            0.5 * sums::sum(each)
        })?;
        let pairs = (n as f64 - 1.0) * (n as f64 - 2.0) / 2.0;
        let divisor = if self.normalized { pairs } else { 1.0 };
        Ok(Scores::new(through.into_iter().map(|sum| sum.max(0.0) / divisor).collect()))
    }
}

/// The current over a tie of `node`, summed over all pairs of others, each once. The current of a
/// pair is the difference of the currents of its ends.
fn over_others(node: Node, currents: &[f64], sorted: &mut Vec<f64>) -> f64 {
    let own = currents[node as usize];
    sorted.clear();
    sorted.extend(currents);
    sorted.sort_unstable_by(f64::total_cmp);
    // Of the n numbers in order, each is the larger of as many pairs as stand before it.
    let n = sorted.len() as f64;
    let place = |(at, current): (usize, &f64)| (2.0 * at as f64 - (n - 1.0)) * current;
    let all = sums::sum(sorted.iter().enumerate().map(place));
    all - sums::sum(currents.iter().map(|current| (current - own).abs()))
}
