//! Which ties of a directed network count.
use crate::{Adjacency, Node};
use serde::Serialize;

/// Which ties of a city count in a directed network; in an undirected one all do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Direction {
    /// Those it has and those others have to it.
    #[default]
    Both,
    /// Those others have to it.
    In,
    /// Those it has to others.
    Out,
}

impl Direction {
    /// The partners that have one tie of this direction less once a node is gone: those it has ties
    /// to, those that have ties to it, or both; the second are none if ties have no direction.
    pub(super) fn lowered_by(self, graph: &Adjacency, node: Node) -> [&[Node]; 2] {
        match self {
            Self::Both if graph.is_directed() => [graph.targets(node), graph.sources(node)],
            Self::Out => [&[], graph.sources(node)],
            Self::In | Self::Both => [graph.targets(node), &[]],
        }
    }

    /// The weights of those ties, in the same order.
    pub(super) fn weights_lowered_by(self, graph: &Adjacency, node: Node) -> [&[f64]; 2] {
        match self {
            Self::Both if graph.is_directed() => [graph.weights(node), graph.source_weights(node)],
            Self::Out => [&[], graph.source_weights(node)],
            Self::In | Self::Both => [graph.weights(node), &[]],
        }
    }
}
