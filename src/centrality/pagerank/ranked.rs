//! The ties of a network in an order that is quick to work with.
use super::traveller::Traveller;
use super::{PageRank, PageRankResult};
use crate::centrality::spectrum::gather;
use crate::{Node, Scores, parallel, sums};

/// Numbers added one after another in `gather`, of all those added: every fourth.
const LANES: f64 = 4.0;

/// The cities with those first that send most ties: their scores are read most often, and stand
/// side by side where they are near at hand.
pub(super) struct Ranked {
    /// The cities in this order; those that send no tie come last.
    pub(super) order: Vec<Node>,
    /// How many send ties.
    pub(super) senders: usize,
    /// The damping over the strength: what scores are multiplied by to give, times a weight, what
    /// follows a tie; 0 without ties.
    pub(super) per_weight: Vec<f64>,
    /// Where the sources of each city begin, and where the last end.
    offsets: Vec<usize>,
    sources: Vec<u32>,
    /// Empty if all are equal.
    weights: Vec<f64>,
}

impl Ranked {
    /// None if weights are so large or small that their sums or inverses leave the numbers.
    pub(super) fn new(traveller: &Traveller<'_>) -> Option<Self> {
        const LARGEST: f64 = 1e100;
        let graph = traveller.graph;
        let mut slices = graph.nodes().map(|node| graph.weights(node));
        let first = slices.clone().flatten().next().map_or(0, |weight| weight.to_bits());
        let equal = slices.clone().all(|slice| slice.iter().all(|it| it.to_bits() == first));
        let weighted = traveller.weighted && !equal;
        let usual = |weight: &f64| (1.0 / LARGEST..=LARGEST).contains(weight);
        if weighted && !slices.all(|slice| slice.iter().all(usual)) {
            return None;
        }
        let order = by_degree(graph.nodes().map(|node| graph.targets(node).len()));
        let mut ranks = vec![0; order.len()];
        order.iter().zip(0..).for_each(|(&node, rank)| ranks[node as usize] = rank);
        let degree = |node: Node| graph.targets(node).len();
        let share = |&node: &Node| match degree(node) {
            0 => 0.0,
            _ if weighted => traveller.damping / sums::sum(graph.weights(node).iter().copied()),
            degree => traveller.damping / degree as f64,
        };
        let arcs = graph.nodes().map(degree).sum();
        let (mut offsets, mut sources) = (vec![0], Vec::with_capacity(arcs));
        let mut weights = Vec::with_capacity(if weighted { arcs } else { 0 });
        for &node in &order {
            sources.extend(graph.sources(node).iter().map(|&from| ranks[from as usize]));
            if weighted {
                weights.extend_from_slice(graph.source_weights(node));
            }
            offsets.push(sources.len());
        }
        let per_weight = order.iter().map(share).collect();
        let senders = order.partition_point(|&node| degree(node) > 0);
        Some(Self { order, senders, per_weight, offsets, sources, weights })
    }

    /// What comes to a city along its ties, of scores that have been multiplied.
    pub(super) fn followed(&self, rank: usize, ready: &[f64]) -> f64 {
        let range = self.offsets[rank]..self.offsets[rank + 1];
        gather(&self.sources[range.clone()], self.weights.get(range).unwrap_or(&[]), ready)
    }

    /// The largest strength over the least.
    pub(super) fn ratio(&self) -> f64 {
        let shares = || self.per_weight[..self.senders].iter().copied();
        shares().fold(0.0, f64::max) / shares().fold(f64::INFINITY, f64::min)
    }

    /// Scores in the order of the cities themselves.
    pub(super) fn unranked(&self, ranked: &[f64]) -> Vec<f64> {
        let mut scores = vec![0.0; ranked.len()];
        self.order.iter().zip(ranked).for_each(|(&node, &score)| scores[node as usize] = score);
        scores
    }
}

/// Nodes by their degrees, the largest first, then by number.
fn by_degree(degrees: impl Iterator<Item = usize> + Clone) -> Vec<Node> {
    let largest = degrees.clone().max().unwrap_or(0);
    let mut starts = vec![0; largest + 2];
    degrees.clone().for_each(|degree| starts[largest - degree + 1] += 1);
    (1..starts.len()).for_each(|at| starts[at] += starts[at - 1]);
    let mut order = vec![0; starts[largest + 1]];
    for (node, degree) in degrees.enumerate() {
        let at = &mut starts[largest - degree];
        order[*at] = node as Node;
        *at += 1;
    }
    order
}

/// The scores, if they are certain: the sum of what they lack is at most `lack` before rounding,
/// and sums of `k` numbers are off by at most their share `(k / 4 + 10) u`, where `u` is the
/// rounding of one. Else they are given back.
pub(super) fn certain(
    traveller: &Traveller<'_>,
    pagerank: &PageRank,
    scores: Vec<f64>,
    lack: f64,
    iterations: usize,
) -> Result<PageRankResult, Vec<f64>> {
    let terms = |node: usize| traveller.graph.sources(node as Node).len() as f64 / LANES + 10.0;
    let rounding = parallel::sum_chunks(scores.len(), |chunk| {
        chunk.map(|node| terms(node) * scores[node].abs()).sum()
    });
    let rounding = rounding * f64::EPSILON / 2.0;
    let error = (lack + rounding) / (1.0 - traveller.damping);
    if error > pagerank.tolerance || scores.iter().any(|score| score.is_sign_negative()) {
        return Err(scores);
    }
    Ok(PageRankResult { scores: Scores::new(scores), error, iterations })
}
