//! Cities as a system: who stands above whom, and how far.
//!
//! Each method is a small struct of parameters; `run` takes a network, and `of` the sizes of
//! cities, such as populations, where a method is about sizes. Self-ties never count.
//!
//! | here | what it answers |
//! |---|---|
//! | [`Primacy`] | how far the first city stands above the next ones |
//! | [`RankSize`] | how fast sizes fall with rank |
//! | [`Polycentricity`] | whether cooperation has one centre or several |
//! | [`Limtanakool`] | who dominates, which ties weigh most, how even they are, who gives and who gets |
//! | [`DominantFlow`] | which city each looks up to: a hierarchy of nodal regions |
//! | [`Interlocking`] | how firms with offices in several cities tie these |
//! | [`AlterBased`] | who has well connected partners, and who has dependent ones |
mod alter_based;
mod dominant_flow;
mod interlocking;
mod limtanakool;
mod polycentricity;
mod primacy;
mod rank_size;
mod sizes;

pub use alter_based::{AlterBased, AlterBasedResult};
pub use dominant_flow::{DominantFlow, DominantFlowResult};
pub use interlocking::{Interlocking, InterlockingResult};
pub use limtanakool::{Limtanakool, LimtanakoolResult, RelativeStrength};
pub use polycentricity::{Polycentricity, PolycentricityResult};
pub use primacy::{Primacy, PrimacyResult};
pub use rank_size::{RankSize, RankSizeResult};
