//! The guide: how the crate is built, how data are written, how things are done.
//!
//! | page | what it tells |
//! |---|---|
//! | [`data_format`] | the CSV tables of a region, column by column |
//! | [`measures`] | every measure: meaning, convention, cost, source |
//! | [`formulas`] | what each measure computes |
//! | [`conventions`] | our numbers beside those of UCINET, NetworkX and igraph, and why they differ |
//! | [`claims`] | the founding study, claim by claim: what its rows can and cannot decide |
//! | [`question_rates`] | how often the questions on borders, neighbours and platforms cry wolf, and how often they see one |
//! | [`protocol`] | how to collect a ledger so that regions can be compared |
//! | [`error_rates`] | how often each test cries wolf, and how often it sees one: simulated |
//! | [`circles`] | which method of finding circles within circles when, with the evidence |
//! | [`circle_error_rates`] | how often each test of declared circles cries wolf, and how often it sees one |
//! | [`communities`] | which method of finding communities when, with the evidence |
//! | [`cookbook`] | whole programs, as they stand in `examples/` |
//! | [`architecture`] | the way the data flows, the rooms of the house, the promises |
//! | [`datasets`](crate::datasets) | the embedded regions and their limits |
//! | [`changelog`] | what changed |

#[doc = include_str!("data_format.md")]
pub mod data_format {}

#[doc = include_str!("measures.md")]
pub mod measures {}

#[doc = include_str!("formulas.md")]
pub mod formulas {}

#[doc = include_str!("conventions.md")]
pub mod conventions {}

#[doc = include_str!("claims.md")]
pub mod claims {}

#[doc = include_str!("question_rates.md")]
pub mod question_rates {}

#[doc = include_str!("protocol.md")]
pub mod protocol {}

#[doc = include_str!("error_rates.md")]
pub mod error_rates {}

#[doc = include_str!("circles.md")]
pub mod circles {}

#[doc = include_str!("circle_error_rates.md")]
pub mod circle_error_rates {}

#[doc = include_str!("communities.md")]
pub mod communities {}

#[doc = include_str!("architecture.md")]
pub mod architecture {}

pub mod cookbook;

#[doc = include_str!("../../CHANGELOG.md")]
pub mod changelog {}
