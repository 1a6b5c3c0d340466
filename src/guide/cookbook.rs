//! Whole programs. Each stands in `examples/`, is run by the tests, and can be run by
//! `cargo run --release --example NAME`.
//!
//! # Two regions side by side: `compare_regions`
//! ```
#![doc = include_str!("../../examples/compare_regions.rs")]
//! ```
//! # A region of your own: `own_region`
//! ```
#![doc = include_str!("../../examples/own_region.rs")]
//! ```
//! # What the projection decides: `projections`
//! ```
#![doc = include_str!("../../examples/projections.rs")]
//! ```
//! # How sure a number is, and what chance would do: `how_sure`
//! ```
#![doc = include_str!("../../examples/how_sure.rs")]
//! ```
//! # Communities, provinces and declared circles: `communities`
//! ```
#![doc = include_str!("../../examples/communities.rs")]
//! ```
//! # The founding study, claim by claim: `claim_by_claim`
//! ```no_run
#![doc = include_str!("../../examples/claim_by_claim.rs")]
//! ```
//! # From a tie back to its sources: `trace_a_tie`
//! ```
#![doc = include_str!("../../examples/trace_a_tie.rs")]
//! ```
//! # A plain edge list: `edge_list`
//! ```
#![doc = include_str!("../../examples/edge_list.rs")]
//! ```
