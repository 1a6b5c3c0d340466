//! The study's questions, asked of the ledger itself.
//!
//! Each question answers with [`Finding`]s: a number, how sure it is, the rows behind it and what
//! data would say more, or the reason why the ledger cannot give it.
//!
//! | here | what it answers |
//! |---|---|
//! | [`Inquiry`], [`Unit`] | how the questions are asked: of which rows, counted how |
//! | [`Finding`], [`Tails`] | what a question answers with |
//! | [`Sensitivity`], [`Cell`], [`Answer`] | whether answers stand under other choices of rows and rules |
//! | [`Verdict`] | what may be said of a claim |
//! | [`Momentum`] | whether cooperation starts high and fades (高开低走) |
//! | [`balance`] | much of some kinds of cooperation, little of others (三多三少): fields, landing, who leads, plans |
//! | [`Sustainment`] | how long ties last, and whether those of neighbours do (后继乏力) |
//! | [`Circles`] | whether circles inside circles work, and the small ones hold up the large one (圈中套圈) |
//! | [`Mechanism`] | whether decision, coordination and execution hang together (三级运作) |
//! | [`MeetingYield`] | whether a council went from talk to action |
//! | [`Enclaves`], [`enclaves`] | whether enclaves (飞地) go both ways, turn to science, lie between rich and poor |
//! | [`AdjacencyPremium`] | how much more cities with a common border cooperate (毗邻) |
//! | [`Rivalry`] | whether those who compete work together (竞合并存) |
//! | [`Quadrants`] | who competes and cooperates, does one alone, or neither |
//! | [`Industries`], [`Similarity`] | how alike the industries of cities are (产业同构) |
//! | [`Radiation`] | whether the largest city cooperates as much as it is large |
//! | [`Platforms`], [`Surplus`] | who shares platforms (共享平台), and whether more than chance |
//! | [`Enabling`] | whether shared standards and platforms bring ties about |
//! | [`Recognition`] | recognition returned (互认), standards and courts shared, use |
//! | [`Barrier`] | how much more cities cooperate within a province than across its border |
//! | [`contrasts`] | the same questions asked of two regions: whether they differ |
//! | [`Volume`], [`Counts`] | how many agreements, enclaves, platforms: by year, domain, lead |
pub mod balance;
mod barrier;
mod circles;
mod cities;
pub mod contrasts;
mod enabling;
pub mod enclaves;
mod events_in_time;
mod finding;
mod industries;
mod inquiry;
mod landing_groups;
mod mechanism;
mod meeting_yield;
mod members;
mod momentum;
mod platforms;
mod premium;
mod quadrants;
mod question;
mod radiation;
mod recognition;
mod rivalry;
mod sensitivity;
mod surplus;
mod sustainment;
mod verdict;
mod volume;

pub use barrier::{Barrier, BarrierResult};
pub use circles::{Circles, CirclesResult};
pub use enabling::{Enabling, EnablingResult};
pub use enclaves::{Enclaves, EnclavesResult};
pub(crate) use finding::tails_of_half;
pub use finding::{Finding, Tails};
pub use industries::{Industries, Similarity};
pub use inquiry::{Inquiry, Unit};
pub use mechanism::{Chain, ChainLevel, Mechanism, MechanismResult};
pub use meeting_yield::{BodyYield, MeetingYield};
pub use momentum::{Fade, Momentum, MomentumResult};
pub use platforms::{PlatformSize, Platforms, PlatformsResult};
pub use premium::{AdjacencyPremium, AdjacencyPremiumResult};
pub use quadrants::{Quadrants, QuadrantsResult};
pub use radiation::{Radiation, RadiationResult};
pub use recognition::{Recognition, RecognitionResult};
pub use rivalry::{Rivalry, RivalryResult};
pub use sensitivity::{Answer, Cell, Sensitivity};
pub use surplus::Surplus;
pub use sustainment::{Sustainment, SustainmentResult};
pub use verdict::Verdict;
pub use volume::{Counts, Volume};
