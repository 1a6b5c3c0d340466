//! Who dominates, which ties weigh most, how even they are, and who gives and who gets.
use crate::centrality::Direction;
use crate::structure::strengths;
use crate::{Adjacency, Error, Measured, Node, Result, Scores, Undefined, sums};
use serde::Serialize;

/// Limtanakool's indices of a system of cities: who dominates it, which ties weigh most, how
/// evenly cooperation is spread over ties, and who gives and who gets.
///
/// * **Dominance** `DIT_i = T_i / mean of T_j, j ≠ i`, with `T` the strength of a city (in a
///   directed network what it sends and receives, unless a [`direction`](Self::direction) is
///   chosen): how many times the average of the others it has. 1 where all are alike; above 1 a
///   city is dominant.
/// * **Relative strength** `RSI_ij = w_ij / Σ w`: the share of all cooperation on a tie.
/// * **Entropy** `EI = −Σ Z ln Z / ln L`, with `Z` the relative strengths: 0 if one tie has all, 1
///   if all have the same. What `L` counts is not always said: it is given for the ties that there
///   are and for all pairs that there could be, of which the latter is lower in a sparse network.
/// * **Node symmetry** `NSI_i = (in − out) / (in + out)` in a directed network: −1 for who only
///   gives, 1 for who only gets.
///
/// Without ties all are undefined ([`Undefined::NoEdges`]); with fewer than two cities dominance is
/// ([`Undefined::TooFewCities`]), and where the others have nothing ([`Undefined::Unbounded`]); of a
/// single tie the entropy ([`Undefined::Vacuous`]); without directions symmetry
/// ([`Undefined::Vacuous`]), and for a city without ties ([`Undefined::Isolate`]). Only shares of
/// weights matter, so they may be huge or tiny; self-ties do not count. `O(n + m)` time
/// and memory.
///
/// Limtanakool, Dijst & Schwanen (2007), *Urban Studies* 44:2123.
///
/// ```
/// use conurbation::{Adjacency, system::Limtanakool};
/// let arcs = Adjacency::from_arcs(3, [(0, 1, 3.0), (1, 0, 1.0), (2, 0, 4.0)])?;
/// let system = Limtanakool::new().run(&arcs)?;
/// assert_eq!(system.dominance.get(0).value(), Some(8.0 / 4.0));
/// assert_eq!(system.relative_strength[0].share, 3.0 / 8.0);
/// assert_eq!(system.symmetry.get(0).value(), Some((5.0 - 3.0) / 8.0));
/// assert!(system.entropy.value() > system.entropy_of_pairs.value());
/// # Ok::<(), conurbation::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Default, Serialize)]
pub struct Limtanakool {
    direction: Direction,
}

/// Limtanakool's indices of a system of cities.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct LimtanakoolResult {
    /// How many times the average of the others each city has; from 0, to `n − 1` where all ties
    /// of a city count.
    pub dominance: Scores,
    /// The share of each tie in all cooperation, in the order of ties.
    pub relative_strength: Vec<RelativeStrength>,
    /// How evenly cooperation is spread over the ties that there are, from 0 to 1.
    pub entropy: Measured,
    /// How evenly it is spread over all ties that there could be, from 0 to 1.
    pub entropy_of_pairs: Measured,
    /// Who gives (−1) and who gets (1).
    pub symmetry: Scores,
}

/// The share of a tie in all cooperation.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[non_exhaustive]
pub struct RelativeStrength {
    /// One city; where the tie comes from in a directed network.
    pub from: Node,
    /// The other.
    pub to: Node,
    /// The share, from 0 to 1.
    pub share: f64,
}

impl Limtanakool {
    /// The default parameters: ties of both directions make a city dominant.
    pub fn new() -> Self {
        Self::default()
    }

    /// Sets which ties of a directed network make a city dominant; both ways unless said.
    pub fn direction(mut self, direction: Direction) -> Self {
        self.direction = direction;
        self
    }

    /// Computes the indices.
    ///
    /// # Errors
    /// [`Error::Overflow`] if a city is beyond all numbers of times stronger than the others.
    pub fn run(&self, graph: impl AsRef<Adjacency>) -> Result<LimtanakoolResult> {
        let graph = graph.as_ref();
        let relative_strength = relative_strength(graph);
        let n = graph.node_count() as f64;
        let pairs = if graph.is_directed() { n * (n - 1.0) } else { n * (n - 1.0) / 2.0 };
        let ties = graph.edge_count() as f64;
        Ok(LimtanakoolResult {
            dominance: self.dominance(graph)?,
            entropy: entropy(&relative_strength, ties).into(),
            entropy_of_pairs: entropy(&relative_strength, pairs).into(),
            relative_strength,
            symmetry: symmetry(graph),
        })
    }

    fn dominance(&self, graph: &Adjacency) -> Result<Scores> {
        let n = graph.node_count();
        let nothing = match graph.edge_count() {
            _ if n < 2 => Some(Undefined::TooFewCities { need: 2 }),
            0 => Some(Undefined::NoEdges),
            _ => None,
        };
        if let Some(reason) = nothing {
            return Ok(Scores::measured(vec![Measured::Undefined(reason); n]));
        }
        let strengths = strengths(graph, self.direction);
        // What all cities after each have together; those before are added up on the way. Taking a
        // city's own off the total would leave nothing but rounding where it has nearly all.
        let mut after = vec![0.0; n];
        (1..n).rev().for_each(|city| after[city - 1] = after[city] + strengths[city]);
        let mut before = 0.0;
        let mut scores = Vec::with_capacity(n);
        for (&own, after) in strengths.iter().zip(after) {
            let others = (before + after) / (n - 1) as f64;
            before += own;
            if others <= 0.0 {
                scores.push(Measured::Undefined(Undefined::Unbounded));
                continue;
            }
            if !(own / others).is_finite() {
                return Err(Error::Overflow { algorithm: "Limtanakool" });
            }
            scores.push(Measured::Value(own / others));
        }
        Ok(Scores::measured(scores))
    }
}

fn relative_strength(graph: &Adjacency) -> Vec<RelativeStrength> {
    let unit = sums::unit(graph.edges().map(|(_, _, weight)| weight));
    let total = sums::sum(graph.edges().map(|(_, _, weight)| weight / unit));
    let share = |(from, to, weight)| RelativeStrength { from, to, share: weight / unit / total };
    graph.edges().map(share).collect()
}

/// The entropy of shares as a share of that of as many equal ones as there are links.
fn entropy(shares: &[RelativeStrength], links: f64) -> Result<f64, Undefined> {
    if shares.is_empty() {
        return Err(Undefined::NoEdges);
    }
    if links < 2.0 {
        return Err(Undefined::Vacuous);
    }
    // A share may be too small for a number.
    let term = |tie: &RelativeStrength| {
        if tie.share > 0.0 { -tie.share * tie.share.ln() } else { 0.0 }
    };
    Ok((sums::sum(shares.iter().map(term)) / links.ln()).clamp(0.0, 1.0) + 0.0)
}

fn symmetry(graph: &Adjacency) -> Scores {
    let reason = match graph.edge_count() {
        0 => Some(Undefined::NoEdges),
        _ if !graph.is_directed() => Some(Undefined::Vacuous),
        _ => None,
    };
    Scores::measured(graph.nodes().map(|node| {
        if let Some(reason) = reason {
            return Measured::Undefined(reason);
        }
        let (given, got) = (graph.weights(node), graph.source_weights(node));
        if given.is_empty() && got.is_empty() {
            return Measured::Undefined(Undefined::Isolate);
        }
        // In a unit of its own, so that a city of small ties beside huge ones has an answer too.
        let unit = sums::unit(given.iter().chain(got).copied());
        let sum = |weights: &[f64]| sums::sum(weights.iter().map(|weight| weight / unit));
        let (given, got) = (sum(given), sum(got));
        Measured::Value((got - given) / (got + given) + 0.0)
    }))
}
