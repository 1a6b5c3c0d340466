//! What the network is like as a whole.
//!
//! Each measure is a small struct of parameters; `run` gives a number, or the reason why this
//! network has none. Self-ties never count.
//!
//! | here | what it answers |
//! |---|---|
//! | [`Density`] | what share of all possible ties is there |
//! | [`Reciprocity`] | what share of ties is returned |
//! | [`Clustering`] | whether a city's partners are partners of each other |
//! | [`Gini`] | how unequally cooperation is spread |
//! | [`Variation`] | the same by the coefficient of variation |
//! | [`Centralization`] | how far everything turns around one city |
//! | [`CutPoints`] | which ties and cities alone hold it together |
//! | [`MeanDegree`], [`MeanStrength`] | how much a city works together, on average |
//! | [`Mixing`] | whether ties stay within groups, such as provinces, or cross their borders |
//! | [`InteractionRatio`] | whether they cross as often as the strengths of cities imply |
//! | [`Nestedness`] | whether the small sit inside the large: NODF, WNODF |
//! | [`Hierarchy`] | whether who sends to whom has a top and a bottom: Krackhardt's measures, flow, reach |
//! | [`Relation`] | a number for each two cities: ties, distances, a common province |
//! | [`Qap`] | whether two relations go together |
//! | [`Mrqap`] | whether they do, other relations considered |
//! | [`Ppml`] | by what factor one multiplies the other: gravity |
mod centralization;
mod clustering;
mod completeness;
mod cut_points;
mod density;
mod gini;
mod hierarchy;
mod interaction;
mod mean;
mod mixing;
mod nestedness;
mod reciprocity;
mod relations;
mod strengths;
mod triangles;
mod variation;

pub use centralization::Centralization;
pub use clustering::{Clustering, ClusteringResult};
pub(crate) use completeness::completeness;
pub use cut_points::{CutPoints, CutPointsResult};
pub use density::Density;
pub use gini::Gini;
pub use hierarchy::{Hierarchy, HierarchyResult};
pub use interaction::{Expectation, InteractionRatio, InteractionResult};
pub use mean::{MeanDegree, MeanStrength};
pub use mixing::{Mixing, MixingResult};
pub use nestedness::{Nestedness, NestednessResult};
pub use reciprocity::Reciprocity;
pub use relations::{
    Association, Coefficient, Model, Mrqap, MrqapResult, Ppml, PpmlResult, Predictor, Qap, Relation,
};
pub use variation::Variation;

pub(crate) use mixing::check_labels;
pub(crate) use strengths::strengths;
