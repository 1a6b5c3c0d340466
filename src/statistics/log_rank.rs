//! Whether one group outlasts another.
use super::distribution::normal_above;
use super::survival::{Lifetime, check_times, risk_sets};
use crate::{Measured, Result, Undefined, sums};
use serde::Serialize;

/// The log-rank test: whether the ties of one group, such as those of neighbours, end sooner or
/// later than those of another.
///
/// At each time at which something ends, the first group expects the share of the `d` ends that it
/// has among the `n` still watched; `O - E` sums over times, its variance is
/// `Σ d (n_1/n) (1 - n_1/n) (n - d) / (n - 1)`, and `z = (O - E) / √V`: positive if the first group
/// ends sooner. The p here is that of the normal; few lifetimes want a permutation test of `z`
/// instead, labels dealt anew.
///
/// `(O - E) / V` estimates the logarithm of the ratio of hazards (Yusuf, Peto et al. 1985,
/// *Progress in Cardiovascular Diseases* 27:335).
///
/// Undefined if a group is empty ([`Undefined::Vacuous`]), if nothing ended
/// ([`Undefined::NoEvents`]), or if no end could have fallen to either group
/// ([`Undefined::ZeroVariance`]). `O(n log n)`.
///
/// Mantel (1966), *Cancer Chemotherapy Reports* 50:163; Peto & Peto (1972), *Journal of the Royal
/// Statistical Society A* 135:185.
///
/// ```
/// use conurbation::statistics::{Lifetime, LogRank};
/// let soon = [1.0, 2.0, 3.0, 4.0].map(Lifetime::ended);
/// let late = [5.0, 6.0, 7.0, 8.0].map(Lifetime::ended);
/// let test = LogRank::new().run(&soon, &late)?.value().unwrap();
/// assert_eq!(test.ended, [4, 4]);
/// assert!(test.z > 2.5 && test.p < 0.01);
/// # Ok::<(), conurbation::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Default, Serialize)]
pub struct LogRank {}

/// How two groups last.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[non_exhaustive]
pub struct LogRankResult {
    /// How far the ends of the first group are above what it expects, in standard deviations.
    pub z: f64,
    /// `z²`, chi-squared with one degree of freedom.
    pub chi_squared: f64,
    /// How often chance does as much, either way.
    pub p: f64,
    /// The ends of each group.
    pub ended: [usize; 2],
    /// The ends that each group expects.
    pub expected: [f64; 2],
    /// The variance of `O - E` of the first group.
    pub variance: f64,
    /// `(O - E) / V`: the logarithm of the ratio of hazards in one step from none, after Peto;
    /// defined even where a group has no end.
    pub log_hazard_ratio: f64,
    /// `(O_1/E_1) / (O_2/E_2)`: how much sooner the first group ends, as a ratio of hazards;
    /// undefined if the second expects or has none.
    pub hazard_ratio: Measured,
}

impl LogRank {
    /// There is nothing to choose.
    pub fn new() -> Self {
        Self::default()
    }

    /// Tests two groups.
    ///
    /// # Errors
    /// [`Error::Param`](crate::Error::Param) for a time that is negative or not finite.
    pub fn run(&self, first: &[Lifetime], second: &[Lifetime]) -> Result<Measured<LogRankResult>> {
        check_times(first)?;
        check_times(second)?;
        Ok(self.compare(first, second).into())
    }

    /// The same, of times that are.
    pub(crate) fn compare(
        &self,
        first: &[Lifetime],
        second: &[Lifetime],
    ) -> Result<LogRankResult, Undefined> {
        if first.is_empty() || second.is_empty() {
            return Err(Undefined::Vacuous);
        }
        let all = risk_sets(&[first, second].concat());
        let ended = [first, second].map(|it| it.iter().filter(|it| it.ended).count());
        if all.is_empty() {
            return Err(Undefined::NoEvents);
        }
        let mut times: Vec<f64> = first.iter().map(|it| it.time).collect();
        times.sort_by(f64::total_cmp);
        let watched = |time: f64| times.len() - times.partition_point(|it| *it < time);
        let shares: Vec<(f64, f64, f64)> = all
            .iter()
            .map(|&(time, n, d)| (watched(time) as f64 / n as f64, n as f64, d as f64))
            .collect();
        let expected = sums::sum(shares.iter().map(|&(share, _, d)| share * d));
        let variance = sums::sum(
            shares
                .iter()
                .filter(|it| it.1 > 1.0)
                .map(|&(share, n, d)| d * share * (1.0 - share) * (n - d) / (n - 1.0)),
        );
        if variance <= 0.0 {
            return Err(Undefined::ZeroVariance);
        }
        let z = (ended[0] as f64 - expected) / variance.sqrt();
        let total = (ended[0] + ended[1]) as f64;
        let expected = [expected, total - expected];
        let relative = |nth: usize| ended[nth] as f64 / expected[nth];
        let known = expected.iter().all(|it| *it > 0.0) && ended[1] > 0;
        Ok(LogRankResult {
            z,
            chi_squared: z * z,
            p: (2.0 * normal_above(z.abs())).min(1.0),
            ended,
            expected,
            variance,
            log_hazard_ratio: z / variance.sqrt(),
            hazard_ratio: if known {
                Measured::Value(relative(0) / relative(1))
            } else {
                Measured::Undefined(Undefined::Unbounded)
            },
        })
    }
}
