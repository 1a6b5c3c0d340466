//! One number per city: who comes first, what the values are, why some are missing.
use crate::adjacency::Node;
use crate::{Measured, Undefined};
use serde::Serialize;
use std::collections::BTreeMap;

/// One number per node, or the reason why it has none.
#[derive(Debug, Clone, PartialEq)]
pub struct Scores {
    /// 0 where undefined; never handed out.
    values: Vec<f64>,
    undefined: BTreeMap<Node, Undefined>,
}

/// One place in a ranking.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Ranked {
    /// 1 for the first; cities of equal score share a rank, and the next ones are as many lower.
    pub rank: usize,
    /// The node.
    pub node: Node,
    /// Its score.
    pub score: f64,
}

impl Scores {
    /// The relative difference up to which two scores share a rank, 1e-12.
    pub const TIE: f64 = 1e-12;

    /// Scores that are all defined.
    pub(crate) fn new(values: Vec<f64>) -> Self {
        debug_assert!(values.iter().all(|value| value.is_finite()));
        Self { values, undefined: BTreeMap::new() }
    }

    /// Scores of which some are not defined.
    pub(crate) fn measured(scores: impl IntoIterator<Item = Measured>) -> Self {
        let (mut values, mut undefined) = (Vec::new(), BTreeMap::new());
        for score in scores {
            if let Some(reason) = score.undefined() {
                undefined.insert(values.len() as Node, reason);
            }
            values.push(score.value().unwrap_or(0.0));
        }
        Self { values, undefined }
    }

    /// The number of nodes.
    pub fn len(&self) -> usize {
        self.values.len()
    }

    /// Whether there is no node.
    pub fn is_empty(&self) -> bool {
        self.values.is_empty()
    }

    /// The score of a node.
    ///
    /// # Panics
    /// If the node is not of this network.
    pub fn get(&self, node: Node) -> Measured {
        match self.undefined.get(&node) {
            Some(&reason) => Measured::Undefined(reason),
            None => Measured::Value(self.values[node as usize]),
        }
    }

    /// The score of every node, in order.
    pub fn iter(&self) -> impl Iterator<Item = Measured> + '_ {
        (0..self.values.len() as Node).map(|node| self.get(node))
    }

    /// The reasons of the nodes that have no score.
    pub fn undefined(&self) -> &BTreeMap<Node, Undefined> {
        &self.undefined
    }

    /// The nodes that have a score, the highest first; equal scores share a rank and come in
    /// order of their nodes. Scores are equal within [`TIE`](Self::TIE) of the highest of their
    /// rank, so that the last digits of a sum split no rank. `O(n log n)`.
    pub fn ranking(&self) -> impl Iterator<Item = Ranked> + use<> {
        let nodes = 0..self.values.len() as Node;
        let scored = nodes.filter_map(|node| Some((self.get(node).value()?, node)));
        let mut scored: Vec<(f64, Node)> = scored.collect();
        scored.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
        let mut ranked: Vec<Ranked> = Vec::with_capacity(scored.len());
        let mut first = 0;
        for (position, &(score, node)) in scored.iter().enumerate() {
            if scored[first].0 - score > Self::TIE * scored[first].0.abs() {
                ranked[first..].sort_by_key(|equal| equal.node);
                first = position;
            }
            ranked.push(Ranked { rank: first + 1, node, score });
        }
        ranked[first..].sort_by_key(|equal| equal.node);
        ranked.into_iter()
    }
}

impl Serialize for Scores {
    /// The values per node, null where undefined.
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.iter().map(Measured::value))
    }
}
