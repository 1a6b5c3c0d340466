//! Tests, intervals and corrections for many tests.
//!
//! Nothing here knows of networks: a statistic is any function of labels, of an order of cities,
//! or of how often each event is drawn.
//!
//! | here | what it answers |
//! |---|---|
//! | [`Permutation`] | how often chance does as much, where cities exchange labels or places |
//! | [`Alternative`] | which values count as extreme |
//! | [`benjamini_hochberg`], [`benjamini_yekutieli`] | which of many results to believe |
//! | [`MaxT`] | whether any of many cities stands out |
//! | [`Proportion`] | how sure a share is |
//! | [`FisherExact`], [`common_log_odds`] | whether a share differs between two groups, or in several strata |
//! | [`RateRatio`], [`dispersion`] | whether events became fewer, and whether they come in bursts |
//! | [`FrontLoading`], [`TemporalScan`] | whether events come early, and whether a peak picked from the data is one |
//! | [`KaplanMeier`], [`LogRank`] | how long things last, and whether one group outlasts another |
//! | [`kendall_tau_b`] | whether two numbers rise together |
//! | [`Entropy`] | how evenly cooperation is spread over its domains |
//! | [`Bootstrap`], [`Jackknife`] | how sure any number is that events give |
mod alternative;
mod bca;
mod bootstrap;
mod common_odds;
mod dispersion;
mod distribution;
mod entropy;
mod false_discovery;
mod fisher;
mod front_loading;
mod interval;
mod jackknife;
mod kendall;
mod log_rank;
mod max_t;
mod permutation;
mod proportion;
mod quantile;
mod rate_ratio;
mod survival;
mod temporal_scan;

pub use alternative::Alternative;
pub use bootstrap::{Bootstrap, BootstrapResult};
pub use common_odds::common_log_odds;
pub use dispersion::{Dispersion, dispersion};
pub use entropy::{Entropy, EntropyResult};
pub use false_discovery::{benjamini_hochberg, benjamini_yekutieli};
pub use fisher::{FisherExact, FisherExactResult};
pub use front_loading::{FrontLoading, FrontLoadingResult};
pub use interval::Interval;
pub use jackknife::{Jackknife, JackknifeResult};
pub use kendall::kendall_tau_b;
pub use log_rank::{LogRank, LogRankResult};
pub use max_t::{MaxT, MaxTResult};
pub use permutation::{Permutation, PermutationTest};
pub use proportion::Proportion;
pub use rate_ratio::{RateRatio, RateRatioMethod, RateRatioResult};
pub use survival::{KaplanMeier, Lifetime, Survival, SurvivalStep};
pub use temporal_scan::{TemporalScan, TemporalScanResult};

pub(crate) use distribution::{normal_quantile, student_t_quantile, student_t_two_sided};
