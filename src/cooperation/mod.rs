//! The study's questions, asked of the ledger itself.
//!
//! Each question answers with [`Finding`]s: a number, how sure it is, the rows behind it and what
//! data would say more, or the reason why the ledger cannot give it.
//!
//! | here | what it answers |
//! |---|---|
//! | [`Inquiry`], [`Unit`] | how the questions are asked: of which rows, counted how |
//! | [`Finding`], [`Tails`] | what a question answers with |
//! | [`Verdict`] | what may be said of a claim |
//! | [`Volume`], [`Counts`] | how many agreements, enclaves, platforms: by year, domain, lead |
mod finding;
mod inquiry;
mod question;
mod verdict;
mod volume;

pub use finding::{Finding, Tails};
pub use inquiry::{Inquiry, Unit};
pub use verdict::Verdict;
pub use volume::{Counts, Volume};
