//! Which cities belong together.
//!
//! | here | what it answers |
//! |---|---|
//! | [`Modularity`] | how good a given division into groups is |
mod modularity;

pub use modularity::Modularity;
