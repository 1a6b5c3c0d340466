//! Which cities belong together.
//!
//! | here | what it answers |
//! |---|---|
//! | [`Partition`], [`Community`], [`NamedPartition`] | a division into communities, and what each is like |
//! | [`Communities`] | which cities belong together, at the resolution the network speaks for |
//! | [`Leiden`], [`Detected`] | the same at a resolution of one's own, in communities that hang together |
//! | [`Louvain`] | the same by moving and merging alone, as most studies have it |
//! | [`LabelPropagation`] | which cities follow one another: a first look at a very large network |
//! | [`resolution`] | which communities there are at each resolution, and which last |
//! | [`Consensus`] | what many runs agree on, and how far |
//! | [`Significance`] | whether communities are more than chance |
//! | [`PenalizedLikelihood`] | what a division tells, less what it takes to tell it |
//! | [`Quality`] | what makes a division a good one |
//! | [`Layers`], [`Coupling`] | several networks of the same cities at once: kinds, signs, years |
//! | [`Modularity`] | how good a given division into groups is |
//! | [`LooplessModularity`], [`ErdosRenyi`], [`ConstantPotts`] | the same against other expectations |
//! | [`LayeredModularity`] | the same for several networks at once |
//! | [`Coverage`], [`Conductance`] | how much stays within groups, and how much crosses |
//! | [`compare`] | how alike two divisions are |
//! | [`Participation`] | whether a city's ties keep to one group or reach many |
//! | [`WithinModule`] | how well tied a city is within its own group |
//! | [`Roles`], [`Role`] | both together: hubs, connectors and the periphery |
mod communities;
pub mod compare;
mod consensus;
mod coverage;
mod detected;
mod label_propagation;
mod layered;
mod layers;
mod leiden;
mod loopless;
mod louvain;
mod modularity;
mod modules;
mod named;
mod participation;
mod partition;
mod penalized_likelihood;
mod potts;
mod quality;
pub mod resolution;
mod roles;
pub(crate) mod search;
mod significance;
mod summary;
mod within_module;

pub use communities::{Candidate, Communities, CommunitiesResult, Rule};
pub use consensus::{Consensus, ConsensusResult};
pub use coverage::{Conductance, Coverage};
pub use detected::Detected;
pub use label_propagation::LabelPropagation;
pub use layered::LayeredModularity;
pub use layers::{Coupling, Layers};
pub use leiden::Leiden;
pub use loopless::LooplessModularity;
pub use louvain::Louvain;
pub use modularity::Modularity;
pub use named::{NamedCommunity, NamedPartition};
pub use participation::Participation;
pub use partition::Partition;
pub use penalized_likelihood::PenalizedLikelihood;
pub use potts::{ConstantPotts, ErdosRenyi};
pub use quality::Quality;
pub use roles::{Module, Role, Roles, RolesResult};
#[allow(unused_imports, reason = "circles within circles build on it")]
pub(crate) use search::Graph as WholeGraph;
pub use significance::{
    CommunityNull, RandomQuality, Search, Significance, SignificanceResult, Verdict,
};
pub use summary::Community;
pub use within_module::{Deviation, WithinModule};
