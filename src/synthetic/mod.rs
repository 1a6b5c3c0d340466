//! Worlds with a known answer: seeded ledgers and networks to try methods on.
//!
//! Whether a method answers rightly can be seen only where the answer is known. These worlds are
//! made by rules whose parameters are the truth about them: draw thousands in which nothing is
//! planted to see how often a test cries wolf, and thousands in which something is to see how
//! often it sleeps. They look like the embedded regions: cities of uneven activity and size in
//! compact provinces, mostly bilateral rows with a few huge ones, ceremonies that sign many at
//! once, rows without a date.
//!
//! | here | what it draws |
//! |---|---|
//! | [`LedgerWorld`] | a whole [`Region`](crate::Region): places, borders, circles, dated rows |
//! | [`NetworkWorld`] | a [`Network`]: cities and ties, each tie by itself, and a covariate of pairs |
//! | [`Lfr`] | uneven communities of uneven cities, the benchmark of community detection |
//! | [`NestedPartition`] | circles within circles, with a share of ties at each level |
//! | [`ConfigurationModel`], [`PowerLaw`] | degrees and nothing else |
//! | [`RandomGeometric`] | nearness and nothing else |
mod cities;
mod configuration_model;
mod geography;
mod ledger_world;
mod lfr;
mod nested_partition;
mod network_world;
mod planted;
mod power_law;
mod power_numbers;
mod random_geometric;
mod rows;
mod split;
mod stubs;
mod tables;

pub use configuration_model::ConfigurationModel;
pub use ledger_world::LedgerWorld;
pub use lfr::Lfr;
pub use nested_partition::NestedPartition;
pub use network_world::{Network, NetworkWorld};
pub use planted::PlantedNetwork;
pub use power_law::PowerLaw;
pub use random_geometric::{GeometricNetwork, RandomGeometric};
