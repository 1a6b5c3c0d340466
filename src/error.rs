//! What can go wrong: one enum, a variant per thing the caller can do something about.
use crate::problem::{DataProblem, suggestion};
use std::path::PathBuf;

/// The result of everything here that can fail.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// What went wrong.
///
/// A number that cannot be computed on a legal network is no error but an
/// [`Undefined`](crate::Undefined).
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// A file could not be read or written.
    #[error("cannot use {}", path.display())]
    Io {
        /// The file or folder.
        path: PathBuf,
        /// Why not.
        source: std::io::Error,
    },
    /// The folder of a region is not there.
    #[error("no folder {}; `conurbation new DIR` writes a template to start from", path.display())]
    MissingFolder {
        /// The folder asked for.
        path: PathBuf,
    },
    /// The data hold problems: all of them are listed, in order of file and line.
    #[error("{}", list(problems, *more))]
    Data {
        /// The problems, ordered by file and line.
        problems: Vec<DataProblem>,
        /// How many more there are beyond those listed.
        more: usize,
    },
    /// A parameter is outside its range.
    #[error(transparent)]
    Param(#[from] ParamError),
    /// The work was stopped through its [`Watch`](crate::Watch).
    #[error("cancelled")]
    Cancelled,
    /// An iteration did not come to rest within its limit.
    #[error(
        "{algorithm} is not at rest after {iterations} iterations: residual {residual:e}, tolerance {tolerance:e}; raise max_iterations or the tolerance"
    )]
    NotConverged {
        /// The algorithm.
        algorithm: &'static str,
        /// The iterations made.
        iterations: usize,
        /// How far from rest it still was.
        residual: f64,
        /// How near was asked for.
        tolerance: f64,
    },
    /// A result is beyond the largest number there is.
    #[error("{algorithm} is beyond the range of numbers; scale all weights by the same factor")]
    Overflow {
        /// The algorithm.
        algorithm: &'static str,
    },
    /// No city has this identifier.
    #[error("no city has the id {id:?}{}", suggestion(nearest.as_deref()))]
    UnknownCity {
        /// The identifier asked for.
        id: String,
        /// The nearest identifier there is.
        nearest: Option<String>,
    },
    /// Neither a file, a folder nor an embedded region has this name.
    #[error(
        "no file, folder or embedded region is called {region:?}; embedded are yangtze-delta and middle-yangtze"
    )]
    UnknownRegion {
        /// The name asked for.
        region: String,
    },
    /// No measure has this name.
    #[error("no measure is called {name:?}{}", suggestion(nearest.as_deref()))]
    UnknownMeasure {
        /// The name asked for.
        name: String,
        /// The nearest name there is.
        nearest: Option<String>,
    },
    /// Ties name cities that do not exist, or carry a weight that is none.
    #[error(
        "tie {source_node}–{target_node} of weight {weight}: nodes must be below {nodes} and weights positive and finite"
    )]
    InvalidTie {
        /// The first node.
        source_node: u32,
        /// The second node.
        target_node: u32,
        /// The weight given.
        weight: f64,
        /// The number of nodes.
        nodes: usize,
    },
    /// The network is larger than 32-bit node numbers can hold.
    #[error("{nodes} nodes are more than the {} that fit", u32::MAX)]
    TooLarge {
        /// The number of nodes asked for.
        nodes: usize,
    },
}

/// A parameter outside its range: the setter, the range and the value.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
#[error("{setter}({value}) is out of range: {expected}")]
pub struct ParamError {
    /// The setter that was given the value.
    pub setter: &'static str,
    /// The value given.
    pub value: String,
    /// What it must be.
    pub expected: &'static str,
}

impl ParamError {
    /// `setter(value)` must be `expected`.
    pub(crate) fn new(setter: &'static str, value: impl ToString, expected: &'static str) -> Self {
        Self { setter, value: value.to_string(), expected }
    }
}

fn list(problems: &[DataProblem], more: usize) -> String {
    let mut lines: Vec<String> = problems.iter().map(ToString::to_string).collect();
    if more > 0 {
        lines.push(format!("… and {more} more problems"));
    }
    lines.join("\n")
}
