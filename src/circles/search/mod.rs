//! The search for the tree of the highest penalised tree-sampling divergence.
//!
//! | here | what it does |
//! |---|---|
//! | `draft` | a tree that can be changed, and what each circle adds to its score |
//! | `edit` | how it changes |
//! | `scan` | divisions of some units at a range of resolutions |
//! | `split` | divides a circle that has no smaller ones |
//! | `insert` | puts circles between one and those within it |
//! | `moves` | moves cities where that gains |
//! | `polish` | dissolves circles that add nothing or are no denser than what is around them |
//! | `grow` | all of it, from the whole region on |
mod draft;
mod edit;
mod grow;
mod insert;
mod moves;
mod polish;
mod scan;
mod split;

pub(crate) use draft::{Draft, class};
pub(crate) use grow::{around, grown, joined, region};
