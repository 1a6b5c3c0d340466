//! A directed graph without its directions.
use super::{Adjacency, ParallelTies};
use crate::Result;
use std::borrow::Cow;

impl Adjacency {
    /// The same ties without direction; `parallel` says what becomes of ties that go both ways.
    /// An undirected graph is its own.
    pub(crate) fn undirected(&self, parallel: ParallelTies) -> Result<Cow<'_, Self>> {
        if !self.directed {
            return Ok(Cow::Borrowed(self));
        }
        let own = self.nodes().zip(&self.self_ties).filter(|tie| *tie.1 > 0.0);
        let own = own.map(|(node, &weight)| (node, node, weight));
        let edges = self.edges().chain(own);
        Ok(Cow::Owned(Self::build(self.node_count(), false, parallel, edges)?))
    }
}
