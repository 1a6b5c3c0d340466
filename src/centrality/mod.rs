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
//! | [`Eigenvector`], [`Disconnected`] | the same without end: only who is tied to whom counts |
//! | [`Katz`] | whom most ways lead to, long ones counting less |
//! | [`BonacichPower`] | who is strong through strong partners, or through weak ones |
//! | [`Hits`] | who turns to the right cities, and whom the right ones turn to |
//! | [`SubgraphCentrality`] | who stands in many small circles of ties |
//! | [`Norm`] | in which unit scores are given that have none |
//! | [`KCore`], [`SCore`] | who is in the thick of the network, by partners or by strength |
//! | [`OpsahlDegree`] | who has partners and cooperation, weighed against each other |
//! | [`Convention`] | whose numbers to give where tools differ |
//! | [`Direction`] | which ties of a directed network count |
mod betweenness;
mod bonacich;
mod closeness;
mod convention;
mod current_flow;
mod degree;
mod direction;
mod eigenvector;
mod hits;
mod k_core;
mod katz;
mod norm;
mod opsahl;
mod pagerank;
mod s_core;
mod sampled_betweenness;
mod spectrum;
mod strength;
mod subgraph;

pub use betweenness::{Betweenness, EdgeBetweenness, GroupBetweenness, TieScore};
pub use bonacich::{BonacichPower, BonacichResult};
pub use closeness::{Closeness, ClosenessConvention, MissingDistance};
pub use convention::Convention;
pub use current_flow::{CurrentFlowBetweenness, CurrentFlowCloseness};
pub use degree::Degree;
pub use direction::Direction;
pub use eigenvector::{Disconnected, Eigenvector, EigenvectorResult};
pub use hits::{Hits, HitsResult};
pub use k_core::{KCore, KCoreResult};
pub use katz::{Katz, KatzResult};
pub use norm::Norm;
pub use opsahl::OpsahlDegree;
pub use pagerank::{Dangling, PageRank, PageRankResult};
pub use s_core::SCore;
pub use sampled_betweenness::{SampledBetweenness, SampledBetweennessResult};
pub use strength::Strength;
pub use subgraph::{SubgraphCentrality, SubgraphResult};
