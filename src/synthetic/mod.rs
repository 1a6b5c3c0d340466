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
mod cities;
mod geography;
mod ledger_world;
mod network_world;
mod rows;
mod split;
mod tables;

pub use ledger_world::LedgerWorld;
pub use network_world::{Network, NetworkWorld};
