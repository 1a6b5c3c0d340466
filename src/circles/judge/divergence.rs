//! How much a tree tells of the ties.
use super::{TreeScore, check};
use crate::circles::CircleTree;
use crate::circles::model::Model;
use crate::circles::search::Draft;
use crate::{Adjacency, Measured, Result, Undefined, sums};
use serde::Serialize;

/// Tree-sampling divergence, and what is left of it once the tree is paid for: how much a tree of
/// circles tells of the ties beyond the strengths of cities.
///
/// All pairs of cities fall into classes by the smallest circle around them. If `E_c` is the weight
/// of the ties of a class and `K_c` that to be expected of cities of these strengths, the tree
/// tells `Σ_c E_c ln(E_c / K_c)`: as a share of the weight this is the divergence of Charpentier and
/// Bonald, with `K` from products of strengths, the pair of a city with itself in the smallest circle
/// around it. It never falls as circles are added.
///
/// The [`score`](TreeDivergenceResult::score) is what a tree tells less its price, in nats, with 0
/// for the root alone: half the logarithm of the number of ties for each rate, and for each divided
/// circle of `N` cities into parts `n_1 … n_k` the code `ln N + ln C(N − 1, k − 1) + ln(N! / Πn_i!)`
/// of how many parts, how large, and who is where. A level between two costs little and is worth
/// it if the ties know of it. There the expectation is without ties of a city with itself up to
/// 2,000 cities (see [`MaxEntropy`](crate::nulls::MaxEntropy)), since with them small circles
/// look under-tied; a city alone counts as a part; weights count as `(Σw)² / Σw²` ties in all;
/// cities without ties stay out.
///
/// Undefined without ties ([`Undefined::NoEdges`](crate::Undefined::NoEdges)). `O((n + m) depth)`.
///
/// Charpentier & Bonald (2019), *IJCAI*; the price: this project.
///
/// ```
/// use conurbation::{circles::{CircleTree, TreeDivergence}, synthetic::NestedPartition};
/// let nest = NestedPartition::new().branching(&[3, 3]).shares(&[0.1, 0.3, 0.6]).mean_degree(12.0);
/// let nest = nest.draw(0)?;
/// let score = |levels: &[Vec<u32>]| -> Result<f64, conurbation::Error> {
///     let tree = CircleTree::from_levels(135, levels)?;
///     Ok(TreeDivergence::new().run(&nest, &tree)?.value().unwrap().score)
/// };
/// assert!(score(&nest.levels)? > score(&nest.levels[1..])?);
/// assert!(score(&nest.levels[1..])? > 0.0);
/// # Ok::<(), conurbation::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Default, Serialize)]
pub struct TreeDivergence {}

/// How much a tree tells.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct TreeDivergenceResult {
    /// The tree-sampling divergence, in nats for a tie: 0 if ties know nothing of the tree.
    pub divergence: f64,
    /// The same as a share of what all single pairs tell, from 0 to 1.
    pub normalized: f64,
    /// What the tree tells, beyond the root alone, less its price, in nats.
    pub score: f64,
    /// The price, in nats.
    pub price: f64,
    /// What each circle adds to the score: what would be lost if it were not there; 0 for the root.
    pub worth: Vec<f64>,
}

impl TreeDivergence {
    /// There is nothing to choose.
    pub fn new() -> Self {
        Self::default()
    }

    /// Computes what a tree tells.
    ///
    /// # Errors
    /// [`Error::Param`](crate::Error::Param) if it is not of the cities of the network.
    pub fn run(
        &self,
        graph: impl AsRef<Adjacency>,
        tree: &CircleTree,
    ) -> Result<Measured<TreeDivergenceResult>> {
        let graph = graph.as_ref();
        check(graph, tree)?;
        if graph.edge_count() == 0 {
            return Ok(Measured::Undefined(Undefined::NoEdges));
        }
        let divergence = divergence(graph, tree);
        let most = pairs(graph);
        let normalized = if most > 0.0 { (divergence / most).clamp(0.0, 1.0) } else { 0.0 };
        let model = match Model::new(graph)? {
            Measured::Undefined(reason) => return Ok(Measured::Undefined(reason)),
            Measured::Value(model) => model,
        };
        let draft = Draft::of(&model, tree);
        let score = if tree.is_trivial() { 0.0 } else { draft.score() };
        let price = if tree.is_trivial() { 0.0 } else { draft.told_in_all() - score };
        let worth = draft.worths(tree);
        Ok(Measured::Value(TreeDivergenceResult { divergence, normalized, score, price, worth }))
    }
}

/// What the classes of a tree tell, in nats for a tie: `Σ p_c ln(p_c / q_c)`.
fn divergence(graph: &Adjacency, tree: &CircleTree) -> f64 {
    let unit = sums::unit(graph.edges().map(|tie| tie.2));
    let sum = |weights: &[f64]| sums::sum(weights.iter().map(|weight| weight / unit));
    let total = sums::sum(graph.nodes().map(|node| sum(graph.weights(node))));
    let share = |circle: usize| {
        let members = || tree.members(circle).iter();
        let sent = sums::sum(members().map(|&city| sum(graph.weights(city)) / total));
        sent * sums::sum(members().map(|&city| sum(graph.source_weights(city)) / total))
    };
    let shares: Vec<f64> = (0..tree.circle_count()).map(share).collect();
    let mut weights = vec![0.0; tree.circle_count()];
    let arcs = if graph.is_directed() { total } else { total / 2.0 };
    for (from, to, weight) in graph.edges() {
        weights[tree.common(from, to)] += weight / unit / arcs;
    }
    let told = |(circle, &weight): (usize, &f64)| {
        let inner = sums::sum(tree.children(circle).map(|child| shares[child]));
        if weight > 0.0 { weight * (weight / (shares[circle] - inner)).ln() } else { 0.0 }
    };
    sums::sum(weights.iter().enumerate().map(told)).max(0.0)
}

/// What single pairs tell, in nats for a tie: `Σ p_ij ln(p_ij / π_i π_j)`.
fn pairs(graph: &Adjacency) -> f64 {
    let unit = sums::unit(graph.edges().map(|tie| tie.2));
    let sum = |weights: &[f64]| sums::sum(weights.iter().map(|weight| weight / unit));
    let sent: Vec<f64> = graph.nodes().map(|node| sum(graph.weights(node))).collect();
    let received: Vec<f64> = graph.nodes().map(|node| sum(graph.source_weights(node))).collect();
    let total = sums::sum(sent.iter().copied());
    let arcs = graph.nodes().flat_map(|node| graph.neighbours(node).map(move |arc| (node, arc)));
    sums::sum(arcs.map(|(from, (to, weight))| {
        let share = weight / unit / total;
        let expected = sent[from as usize] / total * (received[to as usize] / total);
        if share > 0.0 { share * (share / expected).ln() } else { 0.0 }
    }))
}

impl TreeScore for TreeDivergence {
    fn name(&self) -> &'static str {
        "tree-divergence"
    }

    fn larger_is_better(&self) -> bool {
        true
    }

    fn score(&self, graph: &Adjacency, tree: &CircleTree) -> Result<Measured> {
        Ok(self.run(graph, tree)?.map(|result| result.score))
    }
}
