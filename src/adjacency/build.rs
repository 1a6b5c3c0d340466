//! Building an adjacency from edges.
use super::{Adjacency, Node, Rows};
use crate::{Error, Result};
use serde::Serialize;

/// What becomes of several ties of one pair.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
pub enum ParallelTies {
    /// Their weights add up.
    #[default]
    Sum,
    /// The heaviest stays.
    Max,
    /// The lightest stays.
    Min,
}

impl Adjacency {
    /// An undirected graph of `nodes` nodes; weights of one pair add up.
    ///
    /// # Errors
    /// [`Error::InvalidTie`] for a node not below `nodes` or a weight that is not positive and
    /// finite, also after adding up; [`Error::TooLarge`] for more nodes than 32 bits can count.
    pub fn from_edges(
        nodes: usize,
        edges: impl IntoIterator<Item = (Node, Node, f64)>,
    ) -> Result<Self> {
        Self::build(nodes, false, ParallelTies::Sum, edges)
    }

    /// A directed graph of `nodes` nodes; weights of one arc add up.
    ///
    /// # Errors
    /// As [`from_edges`](Self::from_edges).
    pub fn from_arcs(
        nodes: usize,
        arcs: impl IntoIterator<Item = (Node, Node, f64)>,
    ) -> Result<Self> {
        Self::build(nodes, true, ParallelTies::Sum, arcs)
    }

    /// A graph of `nodes` nodes, directed or not, with a rule for several ties of one pair.
    ///
    /// # Errors
    /// As [`from_edges`](Self::from_edges).
    pub fn build(
        nodes: usize,
        directed: bool,
        parallel: ParallelTies,
        edges: impl IntoIterator<Item = (Node, Node, f64)>,
    ) -> Result<Self> {
        if u32::try_from(nodes).is_err() {
            return Err(Error::TooLarge { nodes });
        }
        let mut ties = Vec::new();
        for (from, to, weight) in edges {
            check(nodes, (from, to, weight))?;
            ties.push(if directed || from <= to { (from, to, weight) } else { (to, from, weight) });
        }
        let mut ties = merged(nodes, ties, parallel);
        let mut self_ties = vec![0.0; nodes];
        for &(from, to, weight) in &ties {
            check(nodes, (from, to, weight))?;
            if from == to {
                self_ties[from as usize] = weight;
            }
        }
        ties.retain(|&(from, to, _)| from != to);
        let edges = ties.len();
        let reversed = || ties.iter().map(|&(from, to, weight)| (to, from, weight));
        let (out, into) = if directed {
            (Rows::new(nodes, ties.iter().copied()), Some(Rows::new(nodes, reversed())))
        } else {
            (Rows::new(nodes, reversed().chain(ties.iter().copied())), None)
        };
        Ok(Self { directed, edges, out, into, self_ties })
    }
}

fn check(nodes: usize, (from, to, weight): (Node, Node, f64)) -> Result<()> {
    let known = |node: Node| (node as usize) < nodes;
    if known(from) && known(to) && weight > 0.0 && weight.is_finite() {
        return Ok(());
    }
    Err(Error::InvalidTie { source_node: from, target_node: to, weight, nodes })
}

/// Sorts ties and makes one of each pair. The weights of a pair stand in ascending order when they
/// are added, so that the order in which they were given cannot matter.
fn merged(
    nodes: usize,
    ties: Vec<(Node, Node, f64)>,
    parallel: ParallelTies,
) -> Vec<(Node, Node, f64)> {
    let order =
        |a: &(Node, Node, f64), b: &(Node, Node, f64)| a.1.cmp(&b.1).then(a.2.total_cmp(&b.2));
    let ordered =
        |a: &(Node, Node, f64), b: &(Node, Node, f64)| a.0.cmp(&b.0).then(order(a, b)).is_le();
    let mut ties = if ties.is_sorted_by(ordered) {
        ties
    } else {
        let mut bounds = vec![0; nodes + 1];
        ties.iter().for_each(|tie| bounds[tie.0 as usize + 1] += 1);
        (0..nodes).for_each(|node| bounds[node + 1] += bounds[node]);
        let mut free = bounds.clone();
        let mut placed = vec![(0, 0, 0.0); ties.len()];
        for tie in ties {
            let at = &mut free[tie.0 as usize];
            placed[*at] = tie;
            *at += 1;
        }
        bounds.windows(2).for_each(|ends| placed[ends[0]..ends[1]].sort_unstable_by(order));
        placed
    };
    ties.dedup_by(|next, first| {
        let same = (next.0, next.1) == (first.0, first.1);
        if same {
            match parallel {
                ParallelTies::Sum => first.2 += next.2,
                ParallelTies::Max => first.2 = next.2,
                ParallelTies::Min => {}
            }
        }
        same
    });
    ties
}

impl Rows {
    /// Rows from arcs that come, for each node they leave, in ascending order of their targets.
    fn new(nodes: usize, arcs: impl Iterator<Item = (Node, Node, f64)> + Clone) -> Self {
        let mut offsets = vec![0; nodes + 1];
        for (from, ..) in arcs.clone() {
            offsets[from as usize + 1] += 1;
        }
        for node in 0..nodes {
            offsets[node + 1] += offsets[node];
        }
        let count = offsets[nodes];
        let mut free = offsets.clone();
        let (mut targets, mut weights) = (vec![0; count], vec![0.0; count]);
        for (from, to, weight) in arcs {
            let at = &mut free[from as usize];
            (targets[*at], weights[*at]) = (to, weight);
            *at += 1;
        }
        Self { offsets, targets, weights }
    }
}
