//! Several networks of the same cities at once.
use crate::{Adjacency, Node, ParamError, Result};
use serde::Serialize;

/// Several networks of the same cities: layers of cooperation, friends and foes, or years.
///
/// [`Leiden`](super::Leiden), [`Louvain`](super::Louvain) and
/// [`LabelPropagation`](super::LabelPropagation) divide all of them at once by `run_layers`, and
/// [`LayeredModularity`](super::LayeredModularity) says how good a division is:
///
/// `Q = Σ_l λ_l Σ_ij [A_ij^l − γ k_i^l k_j^l / T_l] δ(c_i, c_j) / Σ_l |λ_l| T_l`,
///
/// with `λ_l` the weight of a layer and `T_l` the sum of its strengths: each layer has its own
/// expectation, never that of a sum. In a directed layer `k_i^out k_j^in` is expected. Ties of
/// heavier layers count more; with `λ_l = 1 / T_l` all layers count the same, as in leidenalg's
/// `find_partition_multiplex` with `ModularityVertexPartition`.
///
/// ```
/// use conurbation::{Adjacency, community::{Layers, Leiden}};
/// let agreements = Adjacency::from_edges(4, [(0, 1, 1.0), (2, 3, 1.0)])?;
/// let enclaves = Adjacency::from_edges(4, [(0, 1, 1.0), (1, 2, 1.0)])?;
/// let layers = Layers::new([(&agreements, 1.0), (&enclaves, 0.5)])?;
/// assert_eq!(Leiden::new().run_layers(&layers)?.partition.labels(), [0, 0, 1, 1]);
/// # Ok::<(), conurbation::Error>(())
/// ```
#[derive(Debug, Clone)]
pub struct Layers<'a> {
    cities: usize,
    slices: usize,
    layers: Vec<Layer<'a>>,
    couplings: Vec<(Node, Node, f64)>,
}

/// One of several networks.
#[derive(Debug, Clone)]
pub(crate) struct Layer<'a> {
    pub(crate) graph: &'a Adjacency,
    pub(crate) weight: f64,
    /// The number that the first city has.
    first: Node,
}

/// Which copies of a city, one in each slice, are coupled.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Coupling {
    /// Those in slices that follow one another, such as years.
    #[default]
    Consecutive,
    /// Those in all pairs of slices, such as kinds of cooperation.
    All,
}

impl<'a> Layers<'a> {
    /// Layers with their weights; a negative one is a layer of foes.
    ///
    /// # Errors
    /// [`Error::Param`](crate::Error::Param) without layers, for layers over other numbers of
    /// cities, and for a weight that is zero or not finite.
    pub fn new(layers: impl IntoIterator<Item = (&'a Adjacency, f64)>) -> Result<Self> {
        let mut layers =
            layers.into_iter().map(|(graph, weight)| Layer { graph, weight, first: 0 });
        let all: Vec<Layer<'_>> = layers.by_ref().collect();
        let cities = check("Layers::new", all.iter().map(|layer| layer.graph))?;
        for layer in &all {
            if !(layer.weight.is_finite() && layer.weight.abs() > 0.0) {
                let expected = "layers whose weights are finite and not 0";
                return Err(ParamError::new("Layers::new", layer.weight, expected).into());
            }
        }
        Ok(Self { cities, slices: 1, layers: all, couplings: Vec::new() })
    }

    /// A signed network: who cooperates, and who works against whom. Cities that cooperate belong
    /// together, rivals apart, each beyond what is to be expected of cities with so much of it:
    /// `Q = (2w⁺ Q⁺ − 2w⁻ Q⁻) / (2w⁺ + 2w⁻)` (Gómez, Jensen, Arenas 2009, *Phys. Rev. E*
    /// 80:016114).
    ///
    /// # Errors
    /// As [`new`](Self::new).
    pub fn signed(positive: &'a Adjacency, negative: &'a Adjacency) -> Result<Self> {
        Self::new([(positive, 1.0), (negative, -1.0)])
    }

    /// Slices, such as years, in each of which a city may be in another community: the copies of a
    /// city are tied with the weight `coupling`, which counts in `T` but is not expected (Mucha et
    /// al. 2010, *Science* 328:876). Nodes are numbered slice by slice: city `i` in slice `s` is
    /// `s n + i`. With a coupling of 0 each slice is divided on its own.
    ///
    /// # Errors
    /// [`Error::Param`](crate::Error::Param) without slices, for slices over other numbers of
    /// cities, and for a coupling that is negative or not finite.
    pub fn slices(
        slices: impl IntoIterator<Item = &'a Adjacency>,
        coupling: f64,
        which: Coupling,
    ) -> Result<Self> {
        let slices: Vec<&Adjacency> = slices.into_iter().collect();
        let cities = check("Layers::slices", slices.iter().copied())?;
        if !(coupling.is_finite() && coupling >= 0.0) {
            let expected = "a coupling that is finite and not negative";
            return Err(ParamError::new("Layers::slices", coupling, expected).into());
        }
        let count = slices.len();
        if u32::try_from(count * cities).is_err() {
            return Err(crate::Error::TooLarge { nodes: count * cities });
        }
        let first = |slice: usize| (slice * cities) as Node;
        let mut couplings = Vec::new();
        for one in (0..count).filter(|_| coupling > 0.0) {
            let last = if which == Coupling::All { count } else { count.min(one + 2) };
            for other in one + 1..last {
                let city = |city| (first(one) + city, first(other) + city, coupling);
                couplings.extend((0..cities as Node).map(city));
            }
        }
        let slice = |(slice, graph)| Layer { graph, weight: 1.0, first: first(slice) };
        let layers = slices.into_iter().enumerate().map(slice).collect();
        Ok(Self { cities, slices: count, layers, couplings })
    }

    /// The number of cities.
    pub fn cities(&self) -> usize {
        self.cities
    }

    /// The number of nodes that are divided: cities, each as often as there are slices.
    pub fn nodes(&self) -> usize {
        self.cities * self.slices
    }

    pub(crate) fn layers(&self) -> &[Layer<'a>] {
        &self.layers
    }

    /// Ties between copies of a city, each once.
    pub(crate) fn couplings(&self) -> &[(Node, Node, f64)] {
        &self.couplings
    }
}

impl Layer<'_> {
    /// All arcs with their weight times that of the layer; an undirected tie is two.
    pub(crate) fn arcs(&self) -> impl Iterator<Item = (Node, Node, f64)> + Clone + '_ {
        self.graph.nodes().flat_map(move |from| {
            let targets = self.graph.targets(from).iter().zip(self.graph.weights(from));
            targets.map(move |(&to, &weight)| {
                (self.first + from, self.first + to, weight * self.weight)
            })
        })
    }
}

/// The number of cities, if it is the same in all.
fn check<'a>(
    setter: &'static str,
    graphs: impl Iterator<Item = &'a Adjacency> + Clone,
) -> Result<usize, ParamError> {
    let Some(first) = graphs.clone().next() else {
        return Err(ParamError::new(setter, "no layer", "at least one layer"));
    };
    let cities = first.node_count();
    for graph in graphs {
        if graph.node_count() != cities {
            let found = format!("{} beside {cities} cities", graph.node_count());
            return Err(ParamError::new(setter, found, "layers over the same cities"));
        }
    }
    Ok(cities)
}
