//! The study's questions, asked of the ledger itself.
//!
//! | here | what it answers |
//! |---|---|
//! | [`Volume`], [`Counts`] | how many agreements, enclaves, platforms: by year, domain, lead |
mod volume;

pub use volume::{Counts, Volume};
