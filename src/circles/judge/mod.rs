//! How well a tree of circles fits the ties.
//!
//! | here | what it answers | when it misleads |
//! |---|---|---|
//! | [`Dasgupta`] | whether ties lie deep in the tree | knows no chance; pairs of two always look best |
//! | [`TreeDivergence`] | how much the tree tells of the ties, and whether it is worth telling | – |
//! | [`HierarchicalModularity`] | how good its levels are as divisions | knows no price of levels |
//! | [`Cophenetic`] | whether weights fall with the size of the circle around two cities | the root decides |
//!
//! All are a [`TreeScore`]; a further one, such as the length of a code, need only be another.
mod cophenetic;
mod dasgupta;
mod divergence;
mod modularity;

pub use cophenetic::Cophenetic;
pub use dasgupta::{Dasgupta, DasguptaResult};
pub use divergence::{TreeDivergence, TreeDivergenceResult};
pub use modularity::{HierarchicalModularity, HierarchicalModularityResult, LevelModularity};

use super::CircleTree;
use crate::{Adjacency, Measured, ParamError, Result};

/// A number that says how well a tree of circles fits the ties.
pub trait TreeScore {
    /// The name of the number, as in JSON: lower case with hyphens.
    fn name(&self) -> &'static str;

    /// Whether a larger number is a better fit.
    fn larger_is_better(&self) -> bool;

    /// The number.
    ///
    /// # Errors
    /// What the score behind it says.
    fn score(&self, graph: &Adjacency, tree: &CircleTree) -> Result<Measured>;
}

/// An error unless the tree is of the cities of the network.
fn check(graph: &Adjacency, tree: &CircleTree) -> Result<(), ParamError> {
    if graph.node_count() == tree.city_count() {
        return Ok(());
    }
    let found = format!("a tree of {} cities for {}", tree.city_count(), graph.node_count());
    Err(ParamError::new("run", found, "a tree of the cities of the network"))
}
