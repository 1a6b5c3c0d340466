//! Whether the agreements of one group are carried out sooner than those of another.
use super::balance::Signing;
use super::{Inquiry, Tails};
use crate::statistics::{Interval, Jackknife, Lifetime, LogRank, LogRankResult};
use crate::{Measured, Result};
use std::collections::BTreeMap;

/// Two groups of ceremonies beside one another.
pub(super) struct LandingGroups {
    /// The logarithm of the pace of landing of the first group over that of the second.
    pub(super) log_hazard_ratio: Measured,
    pub(super) interval: Measured<Interval>,
    pub(super) tails: Measured<Tails>,
}

/// Sets ceremonies of which the label is 1 against those of which it is 0. What is carried out
/// together is no two facts: ceremonies are left out in turn for the interval, and exchange their
/// labels for the test, only within the year of signing, so that both groups were seen as long.
pub(super) fn landing_groups(
    signings: &[Signing],
    labels: &[u32],
    inquiry: &Inquiry,
    null: &'static str,
) -> Result<LandingGroups> {
    let log_rank = |labels: &[u32], times: Option<&[u32]>| -> Measured<LogRankResult> {
        let mut groups: [Vec<Lifetime>; 2] = [Vec::new(), Vec::new()];
        for (nth, signing) in signings.iter().enumerate() {
            if times.is_none_or(|times| times[nth] > 0) {
                groups[usize::from(labels[nth] == 0)].extend(&signing.lives);
            }
        }
        LogRank::new().compare(&groups[0], &groups[1]).into()
    };
    let effect = |times: &[u32]| log_rank(labels, Some(times)).map(|it| it.log_hazard_ratio);
    let left_out = Jackknife::new().watch(&inquiry.watch).run(signings.len(), effect)?;
    let years: BTreeMap<i16, u32> = signings.iter().map(|signing| signing.year).zip(0..).collect();
    let strata: Vec<u32> = signings.iter().map(|signing| years[&signing.year]).collect();
    let statistic = |labels: &[u32]| log_rank(labels, None).map(|it| it.z);
    let engine = inquiry.permutation().named_groups(true);
    let test = engine.labels_within(labels, &strata, statistic)?;
    Ok(LandingGroups {
        log_hazard_ratio: log_rank(labels, None).map(|it| it.log_hazard_ratio),
        interval: left_out.interval,
        tails: test.map(|test| Tails::of(&test, null)),
    })
}
