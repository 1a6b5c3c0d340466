//! Circles within circles: a region is made of circles inside circles, which interact.
//!
//! Circles are *declared* by policy: they have dates, overlap and cross. Or they are *detected* in
//! the ties: then they are a tree. A row that founds or runs a declared circle is no evidence for
//! it.
//!
//! | here | what it is |
//! |---|---|
//! | [`CircleTree`] | circles each wholly within the one above, any number in one, in canonical order |
//! | [`Declared`], [`DeclaredCircle`] | the circles of the ledger at a date, and the rows that found them |
//! | [`Family`] | circles as sets of cities, which may cross |
//! | [`Containment`] | which lies inside which; how deep in circles each city stands |
//! | [`Laminarity`] | how well they nest as sets; which cities are torn between two |
//! | [`Growth`] | who joined what, and when |
//! | [`NestingFit`] | whether ties follow the circles |
//! | [`LevelTests`] | whether every level adds something to the one around it |
//! | [`CircleTests`] | whether one circle stands out: labels, levels, proximity and activity |
//! | [`CircleInteraction`] | whether circles interact, which of them, with how many |
//! | [`CoreMediation`] | whether they meet only through their capitals |
//! | [`Support`] | whether the small ones hold up the big one |
//! | [`Maturity`] | how far each circle has come, number by number |
//! | [`ExamineCircles`], [`Examination`] | all of this for a region, with a [`Verdict`] on each circle |
//! | [`city_distances`] | how far the cities of a network are from each other |
//! | [`NestedCircles`], [`DetectedCircles`] | circles found in the ties, or that there are none |
//! | [`Paris`] | which two join first, up to the whole region: a tree of pairs |
//! | [`HierarchicalConsensus`] | what divisions at many resolutions agree on |
//! | [`TreeDivergence`] | how much a tree tells of the ties, and whether it is worth its price |
//! | [`Dasgupta`], [`HierarchicalModularity`], [`Cophenetic`] | how well a tree fits the ties, as others measure it |
//! | [`TreeScore`] | all of these |
//! | [`HierarchicalMutualInformation`], [`NestedElementCentric`] | how alike two trees are |
//! | [`CircleStability`] | whether each circle would be found if other events had come about |
//! | [`CirclesBeyondDistance`] | whether the circles found tell more than proximity does |
//! | [`CirclesInTies`] | the circles found in the ties of a region, with the declared ones beside them |
//! | [`CircleAgreement`] | which declared circles are found in the ties, who is missing and who is extra |
mod agreement;
mod beyond_distance;
mod circle_tests;
mod city_distances;
mod consensus;
mod containment;
mod core_mediation;
mod declared;
mod element_centric;
mod examination;
mod examine;
mod export;
mod family;
mod flatten;
mod founding;
mod growth;
mod hierarchical;
mod in_ties;
mod interaction;
mod judge;
mod kin;
mod laminarity;
mod levels;
mod maturity;
mod model;
mod nested;
mod nesting_fit;
mod paris;
mod search;
mod shapley;
mod stability;
mod support;
mod tested;
mod tree;
mod verdict;

pub use agreement::{CircleAgreement, CircleAgreementResult, CircleMatch, LevelMatch};
pub use beyond_distance::{CirclesBeyondDistance, CirclesBeyondDistanceResult};
pub use circle_tests::{CircleTests, CircleTestsResult};
pub use city_distances::city_distances;
pub use consensus::HierarchicalConsensus;
pub use containment::{Containment, ContainmentResult};
pub use core_mediation::{CoreMediation, CoreMediationResult};
pub use declared::{Declared, DeclaredCircle, DeclaredResult, LeftOutCircle, NoCircle};
pub use element_centric::NestedElementCentric;
pub use examination::{ChainTests, CircleFound, Examination, LevelFound};
pub use examine::ExamineCircles;
pub use family::Family;
pub use growth::{Growth, GrowthResult, GrowthStep};
pub use hierarchical::{HierarchicalMutualInformation, HierarchicalMutualInformationResult};
pub use in_ties::CirclesInTies;
pub use interaction::{CircleInteraction, CircleInteractionResult, CirclePair};
pub use judge::{
    Cophenetic, Dasgupta, DasguptaResult, HierarchicalModularity, HierarchicalModularityResult,
    LevelModularity, TreeDivergence, TreeDivergenceResult, TreeScore,
};
pub use laminarity::{Crossing, Laminarity, LaminarityResult};
pub use levels::{LevelTest, LevelTests, LevelTestsResult};
pub use maturity::{Maturity, MaturityResult};
pub use nested::{CircleMethod, DetectedCircles, NestedCircles};
pub use nesting_fit::{Depth, NestingFit, NestingFitResult};
pub use paris::{Paris, ParisResult};
pub use stability::{CircleStability, CircleStabilityResult, StableCircle};
pub use support::{Block, BlockSupport, Integration, Support, SupportResult, TieBlocks};
pub use tree::CircleTree;
pub use verdict::Verdict;
