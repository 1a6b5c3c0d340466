//! What one relation between cities has to do with others.
//!
//! A [`Relation`] is a number for each two cities: how often they cooperate, how far they are from
//! each other, whether they lie in one province. Its pairs are not independent, since each city
//! takes part in many; so no p here comes from a formula, all from exchanging cities.
//!
//! | here | what it answers |
//! |---|---|
//! | [`Relation`] | the numbers |
//! | [`Qap`], [`Association`] | whether two relations go together |
//! | [`Mrqap`], [`Model`] | whether they do, all others considered |
//! | [`Ppml`] | by how much one multiplies the other: gravity |
//! | `association` | the statistics of QAP |
//! | `symmetries` | exchanges of cities that change nothing |
//! | `cholesky`, `columns` | the linear algebra of few columns and many pairs |
mod association;
mod cholesky;
mod columns;
mod design;
mod mrqap;
mod partial;
mod ppml;
mod qap;
mod relation;
mod score;
mod symmetries;

pub use association::Association;
pub use mrqap::{Model, Mrqap, MrqapResult, Predictor};
pub use ppml::{Coefficient, Ppml, PpmlResult};
pub use qap::Qap;
pub use relation::Relation;
