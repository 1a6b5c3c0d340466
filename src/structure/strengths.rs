//! Strengths whatever the range of weights.
use crate::centrality::Direction;
use crate::{Adjacency, Node, sums};

/// The strengths of cities, in a unit in which they neither overflow nor lose digits: a power of
/// two, so that ratios of them are those of the weights.
pub(crate) fn strengths(graph: &Adjacency, direction: Direction) -> Vec<f64> {
    let unit = sums::unit(graph.nodes().flat_map(|node| graph.weights(node)).copied());
    let sum = |weights: &[f64]| weights.iter().fold(0.0, |sum, weight| sum + weight / unit);
    let strength = |node: Node| match direction {
        Direction::Both if graph.is_directed() => {
            sum(graph.source_weights(node)) + sum(graph.weights(node))
        }
        Direction::In => sum(graph.source_weights(node)),
        Direction::Out | Direction::Both => sum(graph.weights(node)),
    };
    graph.nodes().map(strength).collect()
}
