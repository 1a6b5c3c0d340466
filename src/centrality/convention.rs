//! Whose numbers to give where tools differ.
use serde::Serialize;

/// A tool whose conventions a measure can follow.
///
/// Where tools give different numbers under one name, the measure has a `like` that sets its
/// parameters to those of the tool, so that its numbers can be held against ours. What is set is
/// said there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum Convention {
    /// UCINET 6.849.
    Ucinet,
    /// NetworkX 3.6.
    NetworkX,
    /// igraph 1.0.
    Igraph,
}
