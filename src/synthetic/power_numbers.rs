//! Whole numbers that follow a power law between bounds.
use crate::random::Random;

/// Whole numbers from `least` to `most`, `k` in proportion to `k^-exponent`.
pub(super) struct PowerNumbers {
    least: u32,
    /// The chance of each number or a smaller one.
    below: Vec<f64>,
    mean: f64,
}

impl PowerNumbers {
    pub(super) fn new((least, most): (u32, u32), exponent: f64) -> Self {
        let weights: Vec<f64> =
            (least..=most).map(|number| f64::from(number).powf(-exponent)).collect();
        let total: f64 = weights.iter().sum();
        let mut sum = 0.0;
        let below = weights.iter().map(|weight| {
            sum += weight / total;
            sum
        });
        let below: Vec<f64> = below.collect();
        let mean = (least..=most).zip(&weights).map(|(k, w)| f64::from(k) * w / total).sum();
        Self { least, below, mean }
    }

    pub(super) fn mean(&self) -> f64 {
        self.mean
    }

    pub(super) fn draw(&self, random: &mut Random) -> u32 {
        let chance = random.uniform();
        let at = self.below.partition_point(|&below| below <= chance);
        self.least + at.min(self.below.len() - 1) as u32
    }
}

/// Two power laws with the same largest number whose mixture has a given mean, and the share of the
/// one with the larger numbers; none if no smallest number gives that mean.
pub(super) fn of_mean(
    mean: f64,
    most: u32,
    exponent: f64,
) -> Option<(PowerNumbers, PowerNumbers, f64)> {
    let law = |least| PowerNumbers::new((least, most), exponent);
    // The mean rises with the smallest number.
    let (mut low, mut high) = (1, most);
    if !(law(low).mean() <= mean && mean <= law(high).mean()) {
        return None;
    }
    while high - low > 1 {
        let middle = (low + high) / 2;
        if law(middle).mean() <= mean { low = middle } else { high = middle }
    }
    let (below, above) = (law(low), law(high));
    let gap = above.mean() - below.mean();
    let share = if gap > 0.0 { (mean - below.mean()) / gap } else { 0.0 };
    Some((below, above, share))
}
