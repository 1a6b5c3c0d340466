//! The principal eigenvector of each piece of a network.
use super::{Leading, Limits, Rows, largest, leading, principal, strong_components};
use crate::{Adjacency, Node, Result, Undefined};

/// A piece of a network with ties, and who leads in it, if anyone does.
#[derive(Debug, Clone)]
pub(crate) struct Piece {
    pub(crate) nodes: Vec<Node>,
    pub(crate) leading: Result<Leading, Undefined>,
}

/// The nodes of each piece of a network that has ties, in the order of [`Adjacency::components`].
pub(crate) fn tied_pieces(graph: &Adjacency) -> Vec<Vec<Node>> {
    let components = graph.components();
    let tied = components.sizes().iter().take_while(|&&size| size > 1);
    let mut pieces: Vec<Vec<Node>> = tied.map(|&size| Vec::with_capacity(size)).collect();
    for (node, &label) in graph.nodes().zip(components.labels()) {
        if let Some(piece) = pieces.get_mut(label as usize) {
            piece.push(node);
        }
    }
    pieces
}

/// Who leads in each piece of a network that has ties.
pub(crate) fn leaders(
    graph: &Adjacency,
    weighted: bool,
    limits: &Limits<'_>,
) -> Result<Vec<Piece>> {
    let pieces = tied_pieces(graph);
    let mut places = vec![0; graph.node_count()];
    let mut groups: Vec<Vec<Vec<Node>>> = vec![Vec::new(); pieces.len()];
    if graph.is_directed() {
        let components = graph.components();
        for group in strong_components(graph) {
            let piece = components.labels()[group[0] as usize];
            if let Some(groups) = groups.get_mut(piece as usize) {
                groups.push(group);
            }
        }
    }
    let lead = |(nodes, groups): (Vec<Node>, Vec<Vec<Node>>)| {
        let leading = if graph.is_directed() {
            leading(graph, weighted, &groups, &mut places, limits)?
        } else {
            let rows = Rows::of(graph, false, weighted, &nodes, &mut places);
            let principal = principal(&rows, limits)?;
            Ok(Leading { nodes: nodes.clone(), principal, unit: rows.unit() })
        };
        Ok(Piece { nodes, leading })
    };
    pieces.into_iter().zip(groups).map(lead).collect()
}

/// The largest eigenvalue of a network, in the unit of its rows; 0 if there is none but 0.
pub(crate) fn radius(
    graph: &Adjacency,
    rows: &Rows,
    weighted: bool,
    limits: &Limits<'_>,
) -> Result<f64> {
    if graph.edge_count() == 0 {
        return Ok(0.0);
    }
    match graph.is_directed() {
        true => largest(graph, weighted, rows.unit(), limits),
        false => principal(rows, limits).map(|principal| principal.value),
    }
}
