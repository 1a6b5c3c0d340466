//! Circles within circles: a region is made of circles inside circles, which interact.
//!
//! | here | what it is |
//! |---|---|
//! | [`CircleTree`] | circles each wholly within the one above, any number in one, in canonical order |
mod export;
mod tree;

pub use tree::CircleTree;
