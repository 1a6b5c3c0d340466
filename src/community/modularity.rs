//! How good a division into groups is.
use crate::structure::check_labels;
use crate::{Adjacency, Measured, ParamError, Result, Undefined, sums};
use serde::Serialize;

/// Modularity: how much more cooperation stays within groups of cities than their strengths alone
/// would make one expect.
///
/// `Q = Σ_c [W_cc / 2m - γ (S_c / 2m)²]`, where `W_cc` is the weight within a group, each tie from
/// both its ends, `S_c` the sum of its strengths, and `2m` that of all. In a directed network
/// `Q = Σ_c [W_cc / m - γ S_c^out S_c^in / m²]` (Leicht & Newman 2008, *Phys. Rev. Lett.*
/// 100:118703). `γ` is the [`resolution`](Self::resolution). Self-ties are left out everywhere;
/// NetworkX and igraph count them.
///
/// A single group has `1 - γ`, which is 0. Without ties it is undefined ([`Undefined::NoEdges`]).
/// Only shares of weights matter, so they may be huge or tiny. With `γ = 1` from -1/2 (directed:
/// -1) to 1. `O(n log n + m)`.
///
/// A high value proves nothing: networks of few ties drawn at random reach .4 to .6 with the best
/// of all divisions.
///
/// Newman & Girvan (2004), *Phys. Rev. E* 69:026113; Newman (2004), *Phys. Rev. E* 70:056131;
/// resolution: Reichardt & Bornholdt (2006), *Phys. Rev. E* 74:016110.
///
/// ```
/// use conurbation::{Adjacency, community::Modularity};
/// let pairs = Adjacency::from_edges(4, [(0, 1, 3.0), (2, 3, 3.0)])?;
/// assert_eq!(Modularity::new(&[0, 0, 1, 1]).run(&pairs)?.value(), Some(0.5));
/// assert_eq!(Modularity::new(&[0, 0, 0, 0]).run(&pairs)?.value(), Some(0.0));
/// # Ok::<(), conurbation::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Modularity {
    labels: Vec<u32>,
    resolution: f64,
}

/// What a group sends, what it receives, and what of it stays within.
#[derive(Debug, Clone, Copy, Default)]
struct Flow {
    sent: f64,
    received: f64,
    within: f64,
}

impl Modularity {
    /// Modularity of this division: a label for each city, in order; any numbers.
    pub fn new(labels: &[u32]) -> Self {
        Self { labels: labels.to_vec(), resolution: 1.0 }
    }

    /// Sets `γ`, how much is expected; finite and not negative. 1 unless said: the larger, the
    /// smaller the groups that it favours.
    pub fn resolution(mut self, resolution: f64) -> Self {
        self.resolution = resolution;
        self
    }

    /// Computes the modularity.
    ///
    /// # Errors
    /// [`Error::Param`](crate::Error::Param) for a resolution outside its range, or if there is not
    /// one label for each city.
    pub fn run(&self, graph: impl AsRef<Adjacency>) -> Result<Measured> {
        self.check(graph.as_ref())?;
        Ok(self.compute(graph.as_ref()).into())
    }

    /// What the modularity would be on average if the labels were dealt to the cities at random,
    /// as many of each: `h - γ (q + h (1 - q))`, with `h` the share of pairs of cities within
    /// groups and `q = Σ s_out s_in / (Σ s_out)(Σ s_in)` over cities.
    ///
    /// It is not 0: with `γ = 1` a random division of few cities scores `-(1 - h) q`.
    ///
    /// # Errors
    /// As [`run`](Self::run).
    pub fn by_chance(&self, graph: impl AsRef<Adjacency>) -> Result<Measured> {
        let graph = graph.as_ref();
        self.check(graph)?;
        if graph.edge_count() == 0 {
            return Ok(Measured::Undefined(Undefined::NoEdges));
        }
        let groups = consecutive(&self.labels);
        let mut sizes = vec![0.0; groups.iter().max().map_or(0, |last| last + 1)];
        groups.iter().for_each(|&group| sizes[group] += 1.0);
        let n = groups.len() as f64;
        let within = sizes.iter().map(|size| size * (size - 1.0)).sum::<f64>() / (n * (n - 1.0));
        let unit = sums::unit(graph.nodes().flat_map(|node| graph.weights(node)).copied());
        let strength = |weights: &[f64]| weights.iter().map(|weight| weight / unit).sum::<f64>();
        let sent = graph.nodes().map(|node| strength(graph.weights(node)));
        let total: f64 = sent.clone().sum();
        let both = sent
            .zip(graph.nodes())
            .map(|(sent, node)| (sent / total) * (strength(graph.source_weights(node)) / total));
        let same: f64 = both.sum();
        let expected = same + within * (1.0 - same);
        Ok(Measured::Value(within - self.resolution * expected))
    }

    fn check(&self, graph: &Adjacency) -> Result<(), ParamError> {
        if !(self.resolution >= 0.0 && self.resolution.is_finite()) {
            return Err(ParamError::new("resolution", self.resolution, "finite and not negative"));
        }
        check_labels("Modularity::new", &self.labels, graph)
    }

    /// Every arc is added to four sums in the same order, so a single group has exactly `1 - γ`.
    fn compute(&self, graph: &Adjacency) -> Result<f64, Undefined> {
        if graph.edge_count() == 0 {
            return Err(Undefined::NoEdges);
        }
        let groups = consecutive(&self.labels);
        let count = groups.iter().max().map_or(0, |last| last + 1);
        let mut flows = vec![Flow::default(); count];
        let mut total = 0.0;
        let unit = sums::unit(graph.nodes().flat_map(|node| graph.weights(node)).copied());
        for from in graph.nodes() {
            for (to, weight) in graph.neighbours(from) {
                let (weight, home, host) =
                    (weight / unit, groups[from as usize], groups[to as usize]);
                total += weight;
                flows[home].sent += weight;
                flows[host].received += weight;
                if home == host {
                    flows[home].within += weight;
                }
            }
        }
        let quality = |flow: &Flow| {
            flow.within / total - self.resolution * (flow.sent / total) * (flow.received / total)
        };
        Ok(flows.iter().fold(0.0, |sum, flow| sum + quality(flow)))
    }
}

/// The same labels numbered from 0 in their order, without gaps.
fn consecutive(labels: &[u32]) -> Vec<usize> {
    let mut kinds = labels.to_vec();
    kinds.sort_unstable();
    kinds.dedup();
    labels.iter().map(|label| kinds.partition_point(|kind| kind < label)).collect()
}
