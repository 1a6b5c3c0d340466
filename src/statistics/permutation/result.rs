//! What a permutation test gives.
use crate::Measured;
use crate::statistics::Alternative;
use serde::Serialize;

/// What a [`Permutation`](super::Permutation) test found, with all that is needed to judge it.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[non_exhaustive]
pub struct PermutationTest {
    /// The statistic of the data.
    pub statistic: f64,
    /// How often chance does as much, by the alternative; above 0, up to 1.
    pub p: f64,
    /// How often chance gives so high a value or a higher one, whatever the alternative.
    pub p_greater: f64,
    /// How often chance gives so low a value or a lower one, whatever the alternative.
    pub p_less: f64,
    /// Which values counted as extreme.
    pub alternative: Alternative,
    /// The smallest p that the alternative could give on such data.
    pub attainable: f64,
    /// How many arrangements can differ; none if the null distribution was drawn in another way,
    /// or beyond the range of numbers.
    pub arrangements: Option<f64>,
    /// Whether all arrangements were counted, so that `p` holds no chance.
    pub exact: bool,
    /// How many arrangements were looked at.
    pub replicates: usize,
    /// The seed of the random arrangements.
    pub seed: u64,
    /// How many arrangements left the statistic undefined; all of them counted as extreme.
    pub undefined: usize,
    /// The standard error that the random choice of arrangements gives `p`; 0 if exact. With `q`
    /// the one-sided p it is `√(q (1 - q) / R)`, and twice that for a doubled p.
    pub error: f64,
    /// The mean of the statistic over all arrangements looked at.
    pub null_mean: f64,
    /// Its standard deviation, divided by their number.
    pub null_sd: f64,
    /// How many standard deviations the data are above the mean.
    pub z: Measured,
    /// What percentage of arrangements gives less, those that give the same counted half; from 0 to
    /// 100.
    pub percentile: f64,
}
