//! Current-flow closeness: who is nearest to all others by all ways together.
use super::potentials::Potentials;
use super::undefined;
use crate::centrality::Convention;
use crate::{Adjacency, Error, Measured, Result, Scores, Watch, sums};
use serde::Serialize;

/// Current-flow closeness, also information centrality: how near a city is to all others if ways
/// side by side are nearer than one alone.
///
/// `(n-1) / Σ_j R_ij` with `R` the resistance between two cities, each tie being a conductor of the
/// strength of its weight ([`weighted`](Self::weighted)): on a tree of ties of weight 1 it is
/// closeness, and every further way brings cities nearer. NetworkX leaves out the `n-1`
/// ([`normalized`](Self::normalized)).
///
/// Positive. A network in pieces is undefined
/// ([`Undefined::Disconnected`](crate::Undefined::Disconnected)), as is a city alone; so is a
/// directed network, or one of more than 4000 cities
/// ([`Undefined::Assumption`](crate::Undefined::Assumption)). Self-ties do not count. `O(n³)` time,
/// `O(n²)` memory.
///
/// Stephenson & Zelen (1989), *Social Networks* 11:1; Brandes & Fleischer (2005), *STACS*, LNCS
/// 3404:533.
///
/// ```
/// use conurbation::{Adjacency, centrality::CurrentFlowCloseness};
/// // From one corner of a triangle to another: a tie, and a way of two, side by side.
/// let triangle = Adjacency::from_edges(3, [(0, 1, 1.0), (1, 2, 1.0), (2, 0, 1.0)])?;
/// let scores = CurrentFlowCloseness::new().run(&triangle)?;
/// assert!((scores.get(0).value().unwrap() - 1.5).abs() < 1e-12);
/// # Ok::<(), conurbation::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct CurrentFlowCloseness {
    weighted: bool,
    normalized: bool,
    #[serde(skip)]
    watch: Watch,
}

impl Default for CurrentFlowCloseness {
    fn default() -> Self {
        Self { weighted: true, normalized: true, watch: Watch::new() }
    }
}

impl CurrentFlowCloseness {
    /// The default parameters: weights are conductances, and the mean resistance counts.
    pub fn new() -> Self {
        Self::default()
    }

    /// Sets whether a tie conducts as its weight says; otherwise all ties conduct alike.
    pub fn weighted(mut self, weighted: bool) -> Self {
        self.weighted = weighted;
        self
    }

    /// Sets whether scores are multiplied by the number of others, so that it is the mean
    /// resistance that counts.
    pub fn normalized(mut self, normalized: bool) -> Self {
        self.normalized = normalized;
        self
    }

    /// Follows a tool: NetworkX (`information_centrality`) does not multiply by the number of others,
    /// and counts ties unless told otherwise. UCINET and igraph do not have it, and nothing changes.
    pub fn like(self, convention: Convention) -> Self {
        match convention {
            Convention::NetworkX => self.normalized(false).weighted(false),
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
    /// [`Error::Overflow`] if weights make a score beyond all numbers; [`Error::Cancelled`].
    pub fn run(&self, graph: impl AsRef<Adjacency>) -> Result<Scores> {
        let graph = graph.as_ref();
        let n = graph.node_count();
        if let Some(reason) = undefined(graph, 2) {
            return Ok(Scores::measured(vec![Measured::Undefined(reason); n]));
        }
        let potentials = Potentials::new(graph, self.weighted, &self.watch)?;
        let own: Vec<f64> =
            graph.nodes().map(|node| potentials.from(node)[node as usize]).collect();
        let others = if self.normalized { n as f64 - 1.0 } else { 1.0 };
        let score = |node: u32| {
            let row = potentials.from(node).iter().zip(&own);
            let resistances = row.map(|(to, there)| own[node as usize] + there - 2.0 * to);
            others / sums::sum(resistances) * potentials.unit
        };
        let scores: Vec<f64> = graph.nodes().map(score).collect();
        if scores.iter().any(|score| !score.is_finite()) {
            return Err(Error::Overflow { algorithm: "CurrentFlowCloseness" });
        }
        Ok(Scores::new(scores))
    }
}
