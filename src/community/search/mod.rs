//! The search for communities: what [`Leiden`](super::Leiden) and [`Louvain`](super::Louvain) do
//! with a graph of whole numbers.
//!
//! | here | what it does |
//! |---|---|
//! | `fixed_point` | weights as whole numbers, so that sums do not depend on their order |
//! | `graph` | the graph whose nodes are moved, merged and merged again |
//! | `objective` | what a move gains |
//! | `division` | who is where, and what is known of each community |
//! | `moving` | moves nodes one by one to where they gain most |
//! | `batched` | the same for many at a time, on large graphs |
//! | `refinement` | takes communities apart into parts that hang together well |
//! | `aggregation` | makes a node of each part |
//! | `pieces` | splits communities that do not hang together |
//! | `problem` | a network and a quality, as such a graph and what its moves gain |
//! | `levels` | all of that, level by level, time after time |
mod aggregation;
mod batched;
mod division;
mod fixed_point;
mod graph;
mod levels;
mod moving;
mod objective;
mod pieces;
mod problem;
mod refinement;
#[cfg(test)]
mod tests;

pub(crate) use fixed_point::FixedPoint;
pub(crate) use graph::Graph;
use graph::{One, Whole};
pub(crate) use levels::{Found, Method, Rounds};
use objective::{Directed, Layered, Objective, Pairwise, Term};
pub(crate) use problem::{Problem, Way};
