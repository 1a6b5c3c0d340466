//! Circles within circles: a region is made of circles inside circles, which interact.
//!
//! | here | what it is |
//! |---|---|
//! | [`CircleTree`] | circles each wholly within the one above, any number in one, in canonical order |
//! | [`NestedCircles`], [`DetectedCircles`] | circles found in the ties, or that there are none |
//! | [`Paris`] | which two join first, up to the whole region: a tree of pairs |
//! | [`HierarchicalConsensus`] | what divisions at many resolutions agree on |
//! | [`TreeDivergence`] | how much a tree tells of the ties, and whether it is worth its price |
//! | [`Dasgupta`], [`HierarchicalModularity`], [`Cophenetic`] | how well a tree fits the ties, as others measure it |
//! | [`TreeScore`] | all of these |
//! | [`HierarchicalMutualInformation`] | how much two trees say about one another |
mod consensus;
mod export;
mod flatten;
mod hierarchical;
mod judge;
mod model;
mod nested;
mod paris;
mod search;
mod tested;
mod tree;

pub use consensus::HierarchicalConsensus;
pub use hierarchical::{HierarchicalMutualInformation, HierarchicalMutualInformationResult};
pub use judge::{
    Cophenetic, Dasgupta, DasguptaResult, HierarchicalModularity, HierarchicalModularityResult,
    LevelModularity, TreeDivergence, TreeDivergenceResult, TreeScore,
};
pub use nested::{CircleMethod, DetectedCircles, NestedCircles};
pub use paris::{Paris, ParisResult};
pub use tree::CircleTree;
