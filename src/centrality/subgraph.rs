//! Subgraph centrality: in how many small circles of ties a city stands.
use super::spectrum::{Rows, exponential, strong_components};
use crate::{Adjacency, Measured, ParamError, Result, Scores, Undefined, Watch, sums};
use serde::Serialize;

/// Subgraph centrality: on how many ways along ties one comes back to a city, ways of `k` ties
/// counting `1 / k!`; and natural connectivity, how redundant the ways of the whole network are.
///
/// The diagonal of the exponential of the ties, `(e^A)_ii = Σ_k (A^k)_ii / k!`: 1 for the city
/// itself, half its partners, a sixth of twice its triangles, and so on. Natural connectivity is
/// the logarithm of its mean, `ln(Σ_i (e^A)_ii / n)`, which loses some with every tie lost, also
/// where the network stays in one piece. Weights do *not* count unless said (as in NetworkX and
/// igraph): with weights the unit they are in changes the order of cities. In a directed network
/// ways follow the direction. Self-ties do not count.
///
/// From 1 on; a city on no circle of ties has 1 (in an undirected network one without ties).
/// Networks in pieces are fine. Scores beyond the largest number there is are undefined
/// ([`Undefined::Assumption`]), natural connectivity is not: it is computed by logarithms. It is
/// 0 without ties, and undefined without cities ([`Undefined::TooFewCities`]). No digits are lost
/// by subtraction: each score is right to about `10⁻¹⁴ λ` of itself, however large others are. `O(g³ log λ)` time and
/// `O(g²)` memory for groups of `g` cities that reach each other, at most
/// [`MOST_CITIES`](Self::MOST_CITIES).
///
/// Estrada & Rodríguez-Velázquez (2005), *Physical Review E* 71:056103; Wu, Barahona, Tan & Deng
/// (2010), *Chinese Physics Letters* 27:078902.
///
/// ```
/// use conurbation::{Adjacency, centrality::SubgraphCentrality};
/// let pair = Adjacency::from_edges(2, [(0, 1, 1.0)])?;
/// let found = SubgraphCentrality::new().run(&pair)?;
/// assert!((found.scores.get(0).value().unwrap() - 1.0_f64.cosh()).abs() < 1e-14);
/// assert!((found.natural_connectivity.value().unwrap() - 1.0_f64.cosh().ln()).abs() < 1e-14);
/// # Ok::<(), conurbation::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Default, Serialize)]
pub struct SubgraphCentrality {
    weighted: bool,
    #[serde(skip)]
    watch: Watch,
}

/// Subgraph centrality of every city, and natural connectivity.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct SubgraphResult {
    /// The score of every city.
    pub scores: Scores,
    /// The logarithm of the mean score.
    pub natural_connectivity: Measured,
}

impl SubgraphCentrality {
    /// The most cities that may reach each other, 1,000.
    pub const MOST_CITIES: usize = 1000;

    /// The default parameters: ties without weights.
    pub fn new() -> Self {
        Self::default()
    }

    /// Sets whether weights count; they do not unless said.
    pub fn weighted(mut self, weighted: bool) -> Self {
        self.weighted = weighted;
        self
    }

    /// Lets the work be cancelled.
    pub fn watch(mut self, watch: &Watch) -> Self {
        self.watch = watch.clone();
        self
    }

    /// Computes the score of every city and natural connectivity.
    ///
    /// # Errors
    /// [`Error::Param`](crate::Error::Param) if more than [`MOST_CITIES`](Self::MOST_CITIES) cities
    /// reach each other; [`Error::Cancelled`](crate::Error::Cancelled).
    pub fn run(&self, graph: impl AsRef<Adjacency>) -> Result<SubgraphResult> {
        self.compute(graph.as_ref())
    }

    fn compute(&self, graph: &Adjacency) -> Result<SubgraphResult> {
        let groups = strong_components(graph);
        let most = groups.iter().map(Vec::len).max().unwrap_or(0);
        if most > Self::MOST_CITIES {
            let found = format!("{most} cities that reach each other");
            let expected = "a network of at most 1000 cities that reach each other";
            return Err(ParamError::new("SubgraphCentrality::run", found, expected).into());
        }
        let mut logarithms = vec![0.0; graph.node_count()];
        let mut scores = vec![1.0; graph.node_count()];
        let mut places = vec![0; graph.node_count()];
        self.watch.begin(groups.len());
        for group in groups.iter().filter(|group| group.len() > 1) {
            let rows = Rows::of(graph, false, self.weighted, group, &mut places);
            let found = exponential(&rows, !graph.is_directed(), &self.watch)?;
            for (&node, value) in group.iter().zip(found.diagonal) {
                let logarithm = value.ln() + found.exponent * std::f64::consts::LN_2;
                logarithms[node as usize] = logarithm;
                let score = if found.exponent > 0.0 { logarithm.exp() } else { value };
                scores[node as usize] = score;
            }
            self.watch.step();
        }
        let score = |score: f64| if score.is_finite() { Ok(score) } else { Err(TOO_MANY_WAYS) };
        let scores = Scores::measured(scores.into_iter().map(|it| score(it).into()));
        Ok(SubgraphResult { scores, natural_connectivity: mean(&logarithms).into() })
    }
}

/// The logarithm of the mean of numbers whose logarithms are given.
fn mean(logarithms: &[f64]) -> Result<f64, Undefined> {
    if logarithms.is_empty() {
        return Err(Undefined::TooFewCities { need: 1 });
    }
    let largest = logarithms.iter().copied().fold(0.0, f64::max);
    if !largest.is_finite() {
        return Err(Undefined::BEYOND);
    }
    let sum = sums::sum(logarithms.iter().map(|logarithm| (logarithm - largest).exp()));
    Ok(largest + (sum / logarithms.len() as f64).ln())
}

/// Why a score beyond the largest number has none.
const TOO_MANY_WAYS: Undefined = Undefined::Assumption {
    broken: "there are more ways back than the largest number there is",
    instead: "natural connectivity, or ties without weights",
};
