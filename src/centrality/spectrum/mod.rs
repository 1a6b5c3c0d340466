//! What the measures by eigenvalues share.
//!
//! | here | what it is |
//! |---|---|
//! | `rows` | a matrix of weights in rows, in a unit of its own, and its product with a vector |
//! | `vectors` | products of vectors, in a fixed order |
//! | `symmetric` | the principal eigenvector of a connected undirected network |
//! | `directed` | that of a directed network whose cities all reach each other |
//! | `pieces` | both, for each piece of a network |
//! | `exponential` | the exponential of a matrix |
//! | `strong` | which cities reach each other |
//! | `sweep` | solving `x = M x + b` city by city |
//! | `walks` | all ways through a network, each the less the longer it is |
mod directed;
mod exponential;
mod pieces;
mod rows;
mod strong;
mod sweep;
mod symmetric;
mod vectors;
mod walks;

pub(super) use directed::{Leading, largest, leading};
pub(super) use exponential::exponential;
pub(super) use pieces::{Piece, leaders, radius, tied_pieces};
pub(super) use rows::{Rows, gather};
pub(super) use strong::strong_components;
pub(super) use sweep::sweep;
pub(super) use symmetric::principal;
pub(super) use walks::{residual_below, walks};

use crate::{Error, ParamError, Result, Undefined, Watch};

/// How far an iteration is to go.
#[derive(Debug, Clone)]
pub(super) struct Limits<'a> {
    pub(super) algorithm: &'static str,
    pub(super) tolerance: f64,
    pub(super) max_iterations: usize,
    pub(super) watch: &'a Watch,
}

impl Limits<'_> {
    /// The error of an iteration that did not come to rest.
    pub(super) fn not_converged(&self, iterations: usize, residual: f64) -> Error {
        let (algorithm, tolerance) = (self.algorithm, self.tolerance);
        Error::NotConverged { algorithm, iterations, residual, tolerance }
    }

    pub(super) fn check(&self) -> Result<(), ParamError> {
        if !(self.tolerance > 0.0 && self.tolerance.is_finite()) {
            return Err(ParamError::new("tolerance", self.tolerance, "positive and finite"));
        }
        if self.max_iterations == 0 {
            return Err(ParamError::new("max_iterations", 0, "at least 1"));
        }
        Ok(())
    }
}

/// The principal eigenvalue of a network or a part of it.
#[derive(Debug, Clone)]
pub(super) struct Principal {
    /// The eigenvalue in the unit of the rows.
    pub(super) value: f64,
    /// An eigenvector, not negative.
    pub(super) vector: Vec<f64>,
    /// The length of `A x - λ x` over that of `λ x`.
    pub(super) residual: f64,
    pub(super) iterations: usize,
}

/// How near two leading eigenvalues, relatively, are taken for one.
pub(super) const EQUAL: f64 = 1e-9;

/// Why a directed network without a way back to any city has no principal eigenvector.
pub(super) const NO_WAY_BACK: Undefined = Undefined::Assumption {
    broken: "no way along the ties leads back to where it came from",
    instead: "Katz centrality, PageRank, or ties without direction",
};

/// Why there is no one principal eigenvector.
pub(super) const NO_LEADER: Undefined = Undefined::Assumption {
    broken: "several groups of cities lead equally",
    instead: "Katz centrality or PageRank",
};

/// A parameter that must be below the inverse of the largest eigenvalue, and is not.
pub(super) fn too_large(setter: &'static str, given: f64, limit: f64) -> ParamError {
    let digits = format!("{limit:.9e}");
    let limit = digits.parse().unwrap_or(limit);
    let value = format!("{given}, while 1/λ is {limit}");
    ParamError::new(setter, value, "below 1/λ, λ the largest eigenvalue of the weights")
}
