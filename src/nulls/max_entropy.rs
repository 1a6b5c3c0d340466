//! The ties that strengths alone lead to expect, none of them of a city with itself.
use super::margins::{Margins, Solution};
use crate::{Adjacency, Error, Measured, Node, Result, Undefined, sums};
use serde::Serialize;

/// Maximum-entropy expectation: what the tie of each two cities would weigh if nothing mattered
/// but how much each city cooperates in all.
///
/// `E_ij = x_i x_j` for `i ≠ j`, with `x` such that every city keeps its strength,
/// `Σ_j E_ij = s_i`; directed, `E_ij = x_i y_j` with both margins kept. The usual `s_i s_j / 2m`
/// expects of every city a tie with itself, which cannot be: it makes cities of small networks look
/// more outward than they are. Here no expectation is spent on impossible ties.
///
/// The equations come down to one unknown, found by bisection whatever the network is like; that
/// every strength is kept is checked in the end, to one part in 10¹⁰.
///
/// Undefined without ties ([`Undefined::NoEdges`]) and if all ties meet in one city: then only one
/// network has these strengths, and nothing could differ from what they lead to expect
/// ([`Undefined::NotAttainable`]). Of a single pair of cities that is always so. Cities without
/// ties expect none. Weights may be huge or tiny; next to a weight 10³⁰⁰ times as large one counts
/// as 0. `O(n)` memory, `O(n + m)` time with about 60 rounds of
/// `O(n)`; where weights differ by a factor of 10⁸ and more up to 2000 more may be needed.
///
/// Squartini & Garlaschelli (2011), *New Journal of Physics* 13:083001, on maximum-entropy networks
/// with given strengths; the form for real weights is that of Wilson (1967), *Transportation
/// Research* 1:253, with the diagonal left out.
///
/// ```
/// use conurbation::{Adjacency, nulls::MaxEntropy};
/// let ring = Adjacency::from_edges(4, [(0, 1, 3.0), (1, 2, 1.0), (2, 3, 3.0), (3, 0, 1.0)])?;
/// let expected = MaxEntropy::new().run(&ring)?.value().unwrap();
/// assert!((expected.expected(0, 2) - 4.0 / 3.0).abs() < 1e-12); // all alike
/// assert!(expected.residual() < 1e-10);
/// # Ok::<(), conurbation::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Default, Serialize)]
pub struct MaxEntropy {}

/// What strengths lead to expect.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct MaxEntropyResult {
    directed: bool,
    unit: f64,
    sends: Vec<f64>,
    receives: Vec<f64>,
    scale: f64,
    residual: f64,
    iterations: usize,
    freedom: usize,
}

/// Weights between and within groups.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Blocks {
    directed: bool,
    groups: Vec<u32>,
    weights: Vec<Vec<f64>>,
}

/// How far a strength may be from the one it is to be, relative.
const CERTIFIED: f64 = 1e-10;
const NAME: &str = "MaxEntropy";

impl MaxEntropy {
    /// There is nothing to choose.
    pub fn new() -> Self {
        Self::default()
    }

    /// Finds the expectation.
    ///
    /// # Errors
    /// [`Error::Overflow`] if a strength is beyond the range of numbers; [`Error::NotConverged`] if
    /// a strength is not kept. That was seen in directed networks alone, with weights that differ by
    /// a factor of 10¹⁰ and more: rounding then hides what the largest leave to the others.
    pub fn run(&self, graph: impl AsRef<Adjacency>) -> Result<Measured<MaxEntropyResult>> {
        let measured = MaxEntropyResult::of(graph.as_ref())?;
        if let Measured::Value(result) = &measured {
            let beyond = |shares: &[f64], others: &[f64]| {
                let total = sums::sum(others.iter().copied());
                (0..shares.len()).any(|k| {
                    let strength = shares[k] * result.scale * (total - others[k]);
                    !(strength * result.unit).is_finite()
                })
            };
            if beyond(&result.sends, &result.receives) || beyond(&result.receives, &result.sends) {
                return Err(Error::Overflow { algorithm: NAME });
            }
        }
        Ok(measured)
    }
}

impl MaxEntropyResult {
    /// The expectation, whether or not its largest numbers can be told.
    pub(crate) fn of(graph: &Adjacency) -> Result<Measured<Self>> {
        let edges = graph.edge_count();
        if edges == 0 {
            return Ok(Measured::Undefined(Undefined::NoEdges));
        }
        let directed = graph.is_directed();
        let touched = |node: Node| {
            let sources = if directed { graph.sources(node).len() } else { 0 };
            graph.targets(node).len() + sources
        };
        if graph.nodes().any(|node| touched(node) == edges) {
            return Ok(Measured::Undefined(Undefined::NotAttainable { p_min: 1.0 }));
        }
        let unit = sums::unit(graph.edges().map(|(_, _, weight)| weight));
        let sum = |weights: &[f64]| sums::sum(weights.iter().map(|weight| weight / unit));
        let out = graph.nodes().map(|node| sum(graph.weights(node))).collect();
        let into = graph.nodes().map(|node| sum(graph.source_weights(node))).collect();
        let margins = Margins { out, into };
        let Solution { sends, receives, t, residual, iterations } = margins.solve();
        if residual > CERTIFIED || residual.is_nan() {
            return Err(Error::NotConverged {
                algorithm: NAME,
                iterations,
                residual,
                tolerance: CERTIFIED,
            });
        }
        let freedom = freedom(graph);
        let scale = t;
        let result = Self { directed, unit, sends, receives, scale, residual, iterations, freedom };
        Ok(Measured::Value(result))
    }

    /// The weight expected of the tie from one city to another; 0 of a city with itself.
    ///
    /// # Panics
    /// If there is no such node.
    pub fn expected(&self, from: Node, to: Node) -> f64 {
        let (sends, receives) = (self.sends[from as usize], self.receives[to as usize]);
        if from == to { 0.0 } else { sends * self.scale * receives * self.unit }
    }

    /// The largest relative difference between a strength expected and the one that is.
    pub fn residual(&self) -> f64 {
        self.residual
    }

    /// The rounds it took.
    pub fn iterations(&self) -> usize {
        self.iterations
    }

    /// In how many ways ties could differ with all strengths as they are: the free pairs less the
    /// strengths that bind them. 0 if only one network has these strengths, as with three cities.
    pub fn freedom(&self) -> usize {
        self.freedom
    }

    pub(crate) fn is_directed(&self) -> bool {
        self.directed
    }

    /// For each city its share in what all send and in what all receive: the tie expected of two
    /// is proportional to their product.
    pub(crate) fn shares(&self) -> (Vec<f64>, Vec<f64>) {
        let shares = |parts: &[f64]| {
            let total = sums::sum(parts.iter().copied());
            parts.iter().map(|part| part / total).collect()
        };
        (shares(&self.sends), shares(&self.receives))
    }

    /// The weights expected within and between groups: a label for each city, in order.
    /// `O(n + g²)` for `g` groups.
    ///
    /// # Errors
    /// [`Error::Param`] if there is not one label for each city.
    pub fn blocks(&self, groups: &[u32]) -> Result<Blocks> {
        if groups.len() != self.sends.len() {
            let found = format!("{} labels for {} cities", groups.len(), self.sends.len());
            return Err(crate::ParamError::new("blocks", found, "one label for each city").into());
        }
        let mut blocks = self.of_groups(groups);
        blocks.weights.iter_mut().flatten().for_each(|weight| *weight *= self.unit);
        Ok(blocks)
    }

    pub(crate) fn of_groups(&self, labels: &[u32]) -> Blocks {
        let (groups, of) = block_labels(labels);
        let count = groups.len();
        let mut weights = vec![vec![0.0; count]; count];
        let (mut sent, mut received) = (vec![0.0; count], vec![0.0; count]);
        for (city, &group) in of.iter().enumerate() {
            let (sends, receives) = (self.sends[city], self.receives[city]);
            // Pairs with those before it in its group: no difference of large numbers.
            let mut pairs = sends * self.scale * received[group];
            if self.directed {
                pairs += receives * self.scale * sent[group];
            }
            weights[group][group] += pairs;
            sent[group] += sends;
            received[group] += receives;
        }
        for from in 0..count {
            for to in (0..count).filter(|&to| to != from) {
                weights[from][to] = sent[from] * self.scale * received[to];
            }
        }
        Blocks { directed: self.directed, groups, weights }
    }
}

impl Blocks {
    /// The observed weights, in this unit.
    pub(crate) fn observed(graph: &Adjacency, labels: &[u32], unit: f64) -> Self {
        let (groups, of) = block_labels(labels);
        let mut weights = vec![vec![0.0; groups.len()]; groups.len()];
        for (from, to, weight) in graph.edges() {
            let (a, b) = (of[from as usize], of[to as usize]);
            weights[a][b] += weight / unit;
            if a != b && !graph.is_directed() {
                weights[b][a] += weight / unit;
            }
        }
        Self { directed: graph.is_directed(), groups, weights }
    }

    /// Blocks from what they hold.
    pub(crate) fn new(directed: bool, groups: Vec<u32>, weights: Vec<Vec<f64>>) -> Self {
        Self { directed, groups, weights }
    }

    /// The labels of the groups, ascending: the order of [`weights`](Self::weights).
    pub fn groups(&self) -> &[u32] {
        &self.groups
    }

    /// For each group, the weight of its ties to each group; of undirected ties both of
    /// `[a][b]` and `[b][a]`, and on the diagonal each tie once.
    pub fn weights(&self) -> &[Vec<f64>] {
        &self.weights
    }

    /// The weight within groups.
    pub fn within(&self) -> f64 {
        (0..self.groups.len()).map(|group| self.weights[group][group]).sum()
    }

    /// The weight between groups, each undirected tie once.
    pub fn between(&self) -> f64 {
        let count = self.groups.len();
        let row = |from: usize| {
            let others =
                (0..count).filter(move |&to| if self.directed { to != from } else { to > from });
            others.map(move |to| self.weights[from][to])
        };
        (0..count).flat_map(row).sum()
    }
}

/// The labels there are, ascending, and the position of that of each city.
pub(crate) fn block_labels(labels: &[u32]) -> (Vec<u32>, Vec<usize>) {
    let mut groups = labels.to_vec();
    groups.sort_unstable();
    groups.dedup();
    let of = labels.iter().map(|label| groups.partition_point(|group| group < label)).collect();
    (groups, of)
}

/// The dimension of the networks with these strengths: cells that may hold weight, less the
/// independent sums they must have.
fn freedom(graph: &Adjacency) -> usize {
    let sends = |node: &Node| !graph.targets(*node).is_empty();
    let receives = |node: &Node| !graph.sources(*node).is_empty();
    let senders = graph.nodes().filter(sends).count();
    if !graph.is_directed() {
        return (senders * senders.saturating_sub(1) / 2).saturating_sub(senders);
    }
    let receivers = graph.nodes().filter(receives).count();
    let both = graph.nodes().filter(|node| sends(node) && receives(node)).count();
    (senders * receivers).saturating_sub(both + senders + receivers - 1)
}
