//! Divisions against one and the same expectation for all pairs.
use crate::structure::check_labels;
use crate::{Adjacency, Measured, ParamError, Result, Undefined, sums};
use serde::Serialize;

/// Constant Potts model: weight within groups beyond `γ` for every pair of cities.
///
/// `H = Σ_c [w_c − γ n_c (n_c − 1) / 2]`, with `w_c` the weight within a group, each tie once, and
/// `n_c` its number of cities; in a directed network every ordered pair counts, `γ n_c (n_c − 1)`.
/// In the units of the weights, so multiplying these asks for another `γ`. A group is worth having
/// if its mean tie, over all its pairs, weighs more than `γ`, and worth joining with another if
/// the ties between do: that does not depend on the rest of the network, as it does with
/// modularity, so there is no limit to how small a group can be seen.
///
/// leidenalg's `CPMVertexPartition` has this in a directed network and twice this in an undirected
/// one; igraph divides by `2m` and counts pairs of a city with itself. Self-ties do not count here. 0 for each city alone; a network without ties has an
/// answer too. `O(n log n + m)`.
///
/// Traag, Van Dooren, Nesterov (2011), *Phys. Rev. E* 84:016114.
///
/// ```
/// use conurbation::{Adjacency, community::ConstantPotts};
/// let triangle = Adjacency::from_edges(4, [(0, 1, 1.0), (1, 2, 1.0), (0, 2, 1.0)])?;
/// let quality = ConstantPotts::new(&[0, 0, 0, 1]).resolution(0.5).run(&triangle)?;
/// assert_eq!(quality, 1.5);
/// # Ok::<(), conurbation::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ConstantPotts {
    labels: Vec<u32>,
    resolution: f64,
}

/// Erdős–Rényi null: weight within groups beyond `γ` times what every pair has on average.
///
/// `Q = Σ_c [w_c − γ p n_c (n_c − 1) / 2] / m`, with `w_c` the weight within a group, each tie
/// once, `m` that of all ties and `p = m / (n (n − 1) / 2)`; in a directed network `n_c (n_c − 1)`
/// and `n (n − 1)`. It is the [constant Potts model](ConstantPotts) with a resolution of `γ p`, as a
/// share of all weight, so a factor of all weights changes nothing.
///
/// leidenalg's `RBERVertexPartition` has `m` times this in a directed network and `2m` times this in
/// an undirected one. Self-ties do not count. Undefined without
/// ties ([`Undefined::NoEdges`]). `1 − γ` for a single group, 0 for each city alone.
/// `O(n log n + m)`.
///
/// Reichardt & Bornholdt (2006), *Phys. Rev. E* 74:016110.
///
/// ```
/// use conurbation::{Adjacency, community::ErdosRenyi};
/// let pairs = Adjacency::from_edges(4, [(0, 1, 3.0), (2, 3, 3.0)])?;
/// let quality = ErdosRenyi::new(&[0, 0, 1, 1]).run(&pairs)?.value().unwrap();
/// assert!((quality - 2.0 / 3.0).abs() < 1e-12);
/// # Ok::<(), conurbation::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ErdosRenyi {
    labels: Vec<u32>,
    resolution: f64,
}

impl ConstantPotts {
    /// The quality of this division: a label for each city, in order; any numbers.
    pub fn new(labels: &[u32]) -> Self {
        Self { labels: labels.to_vec(), resolution: 1.0 }
    }

    /// Sets `γ`, the weight expected of every pair; finite and not negative. 1 unless said.
    pub fn resolution(mut self, resolution: f64) -> Self {
        self.resolution = resolution;
        self
    }

    /// Computes the quality.
    ///
    /// # Errors
    /// [`Error::Param`](crate::Error::Param) for a resolution outside its range, or if there is not
    /// one label for each city.
    pub fn run(&self, graph: impl AsRef<Adjacency>) -> Result<f64> {
        let graph = graph.as_ref();
        check(self.resolution, "ConstantPotts::new", &self.labels, graph)?;
        let (within, _) = weights(&self.labels, graph, 1.0);
        Ok(within - self.resolution * pairs(&self.labels, graph))
    }
}

impl ErdosRenyi {
    /// The quality of this division: a label for each city, in order; any numbers.
    pub fn new(labels: &[u32]) -> Self {
        Self { labels: labels.to_vec(), resolution: 1.0 }
    }

    /// Sets `γ`, how much is expected; finite and not negative. 1 unless said.
    pub fn resolution(mut self, resolution: f64) -> Self {
        self.resolution = resolution;
        self
    }

    /// Computes the quality.
    ///
    /// # Errors
    /// [`Error::Param`](crate::Error::Param) for a resolution outside its range, or if there is not
    /// one label for each city.
    pub fn run(&self, graph: impl AsRef<Adjacency>) -> Result<Measured> {
        let graph = graph.as_ref();
        check(self.resolution, "ErdosRenyi::new", &self.labels, graph)?;
        if graph.edge_count() == 0 {
            return Ok(Measured::Undefined(Undefined::NoEdges));
        }
        let unit = sums::unit(graph.edges().map(|tie| tie.2));
        let (within, total) = weights(&self.labels, graph, unit);
        let all = pairs(&vec![0; graph.node_count()], graph);
        let share = pairs(&self.labels, graph) / all;
        Ok(Measured::Value(within / total - self.resolution * share))
    }
}

pub(super) fn check(
    resolution: f64,
    setter: &'static str,
    labels: &[u32],
    graph: &Adjacency,
) -> Result<(), ParamError> {
    if !(resolution >= 0.0 && resolution.is_finite()) {
        return Err(ParamError::new("resolution", resolution, "finite and not negative"));
    }
    check_labels(setter, labels, graph)
}

/// The weight of ties within groups and of all ties, each once, in this unit.
pub(super) fn weights(labels: &[u32], graph: &Adjacency, unit: f64) -> (f64, f64) {
    let same = |a: u32, b: u32| labels[a as usize] == labels[b as usize];
    let within = graph.edges().filter(|&(a, b, _)| same(a, b)).map(|tie| tie.2 / unit);
    (sums::sum(within), sums::sum(graph.edges().map(|tie| tie.2 / unit)))
}

/// The pairs of cities within groups, ordered ones in a directed network.
fn pairs(labels: &[u32], graph: &Adjacency) -> f64 {
    let mut sorted = labels.to_vec();
    sorted.sort_unstable();
    let sizes = sorted.chunk_by(|a, b| a == b).map(|group| group.len() as f64);
    let ordered: f64 = sizes.map(|size| size * (size - 1.0)).sum();
    if graph.is_directed() { ordered } else { ordered / 2.0 }
}
