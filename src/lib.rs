#![doc = include_str!("../README.md")]
//! # Where to go on
//!
//! The [`guide`]: [data format](guide::data_format), [measures](guide::measures),
//! [cookbook](guide::cookbook), [architecture](guide::architecture). The embedded regions and
//! their limits: [`datasets`].
mod date;
mod error;
mod parallel;
mod problem;
mod random;
mod scores;
mod sums;
mod undefined;
mod watch;

pub mod adjacency;
pub mod catalogue;
pub mod centrality;
pub mod circles;
pub mod community;
pub mod compare;
pub mod cooperation;
pub mod datasets;
pub mod exchange;
pub mod guide;
pub mod network;
pub mod nulls;
pub mod paths;
pub mod region;
pub mod report;
pub mod statistics;
pub mod structure;
pub mod synthetic;
pub mod system;
pub mod tables;
pub mod uncertainty;

pub use adjacency::{Adjacency, Node};
pub use compare::{CompareRegions, Comparison};
pub use date::{Date, Day, InvalidDate};
pub use error::{Error, ParamError, Result};
pub use petgraph;
pub use region::Region;
pub use scores::{Ranked, Scores};
pub use undefined::{Measured, Undefined};
pub use watch::Watch;
