//! Which cities matter, and in which way.
//!
//! Each measure is a small struct of parameters; `run` gives one number per city as
//! [`Scores`](crate::Scores). Self-ties never count.
//!
//! | here | who is first |
//! |---|---|
//! | [`Degree`] | who has most partners |
//! | [`Strength`] | who has most cooperation |
//! | [`Betweenness`] | who lies on the shortest ways between others |
//! | [`EdgeBetweenness`], [`TieScore`] | which ties the shortest ways lead over |
//! | [`GroupBetweenness`] | how much of the way between others leads through a group |
//! | [`SampledBetweenness`] | betweenness of large networks, with a guarantee |
//! | [`CurrentFlowBetweenness`], [`CurrentFlowCloseness`] | the same by all ways, as current flows |
//! | [`Closeness`], [`ClosenessConvention`], [`MissingDistance`] | who is nearest to all others |
//! | [`PageRank`] | who is tied to those that are first |
//! | [`KCore`], [`SCore`] | who is in the thick of the network, by partners or by strength |
//! | [`OpsahlDegree`] | who has partners and cooperation, weighed against each other |
//! | [`Convention`] | whose numbers to give where tools differ |
//! | [`Direction`] | which ties of a directed network count |
mod betweenness;
mod closeness;
mod convention;
mod current_flow;
mod degree;
mod direction;
mod k_core;
mod opsahl;
mod pagerank;
mod s_core;
mod sampled_betweenness;
mod strength;

pub use betweenness::{Betweenness, EdgeBetweenness, GroupBetweenness, TieScore};
pub use closeness::{Closeness, ClosenessConvention, MissingDistance};
pub use convention::Convention;
pub use current_flow::{CurrentFlowBetweenness, CurrentFlowCloseness};
pub use degree::Degree;
pub use direction::Direction;
pub use k_core::{KCore, KCoreResult};
pub use opsahl::OpsahlDegree;
pub use pagerank::PageRank;
pub use s_core::SCore;
pub use sampled_betweenness::{SampledBetweenness, SampledBetweennessResult};
pub use strength::Strength;
