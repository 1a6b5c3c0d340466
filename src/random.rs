//! The one place that names rand: streams of random numbers, one for each replicate.
use rand::Rng;
use rand::SeedableRng;
use rand::rngs::Xoshiro256PlusPlus;

/// A stream of random numbers, keyed by what it is for and which replicate it serves: never by
/// thread or chunk, so that results do not depend on either.
#[derive(Debug, Clone)]
pub(crate) struct Random(Xoshiro256PlusPlus);

/// A number that depends on all of its arguments: SplitMix64's finaliser (Steele, Lea and Flood
/// 2014) over each in turn.
pub(crate) fn mix(seed: u64, purpose: &str, item: u64) -> u64 {
    let words = purpose.bytes().map(u64::from).chain([item]);
    words.fold(finalise(seed), |state, word| finalise(state ^ finalise(word)))
}

/// Random numbers of pairs of items: the same whoever asks, and in whichever order.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Key(u64);

impl Key {
    /// The numbers of one replicate of one purpose.
    pub(crate) fn new(seed: u64, purpose: &str, replicate: u64) -> Self {
        Self(mix(seed, purpose, replicate))
    }

    /// The number of a pair.
    pub(crate) fn of(self, a: u32, b: u32) -> u64 {
        finalise(self.0 ^ finalise((u64::from(a) << 32) | u64::from(b)))
    }

    /// A number of the standard Gumbel distribution for a pair: of several numbers, each with one
    /// of these added, the largest is a choice with chances proportional to their exponentials.
    pub(crate) fn gumbel(self, a: u32, b: u32) -> f64 {
        let uniform = ((self.of(a, b) >> 11) as f64 + 0.5) / (1_u64 << 53) as f64;
        -ln(-ln(uniform))
    }
}

/// The natural logarithm of a positive number that is not tiny, to 10 digits: the same on every
/// machine, unlike that of the system.
fn ln(x: f64) -> f64 {
    const MANTISSA: u64 = (1 << 52) - 1;
    const ROOT: u64 = 0x3fe6_a09e_667f_3bcd; // of one half
    let shifted = x.to_bits().wrapping_sub(ROOT);
    let exponent = (shifted as i64) >> 52;
    let mantissa = f64::from_bits((shifted & MANTISSA) + ROOT);
    let ratio = (mantissa - 1.0) / (mantissa + 1.0);
    let square = ratio * ratio;
    let series = 1.0 / 9.0 + square * (1.0 / 11.0 + square / 13.0);
    let series = 1.0 / 3.0 + square * (1.0 / 5.0 + square * (1.0 / 7.0 + square * series));
    exponent as f64 * std::f64::consts::LN_2 + 2.0 * (ratio + ratio * square * series)
}

fn finalise(state: u64) -> u64 {
    let state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
    let state = (state ^ (state >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let state = (state ^ (state >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    state ^ (state >> 31)
}

impl Random {
    /// The stream of one replicate of one purpose.
    pub(crate) fn new(seed: u64, purpose: &str, replicate: u64) -> Self {
        Self(Xoshiro256PlusPlus::seed_from_u64(mix(seed, purpose, replicate)))
    }

    /// A number below `end`, which is not 0; each is equally likely to within 2⁻³².
    pub(crate) fn below(&mut self, end: u32) -> u32 {
        debug_assert!(end > 0);
        ((u128::from(self.0.next_u64()) * u128::from(end)) >> 64) as u32
    }

    /// A number from 0 up to `last`, which is below 2⁶⁴ − 1; each is equally likely to within
    /// `last` in 2⁶⁴.
    pub(crate) fn up_to(&mut self, last: u64) -> u64 {
        ((u128::from(self.0.next_u64()) * (u128::from(last) + 1)) >> 64) as u64
    }

    /// A number from 0 up to, not including, 1, of 53 random bits.
    pub(crate) fn uniform(&mut self) -> f64 {
        (self.0.next_u64() >> 11) as f64 / (1_u64 << 53) as f64
    }

    /// Whether something of this chance happens.
    pub(crate) fn happens(&mut self, chance: f64) -> bool {
        self.uniform() < chance
    }

    /// A standard normal number, by the polar method (Marsaglia and Bray 1964).
    pub(crate) fn normal(&mut self) -> f64 {
        loop {
            let (x, y) = (2.0 * self.uniform() - 1.0, 2.0 * self.uniform() - 1.0);
            let square = x * x + y * y;
            if square > 0.0 && square < 1.0 {
                return x * (-2.0 * square.ln() / square).sqrt();
            }
        }
    }

    /// A Poisson number of this mean, by inversion; a large mean is the sum of small ones.
    pub(crate) fn poisson(&mut self, mean: f64) -> u32 {
        const PART: f64 = 64.0;
        let (mut rest, mut total) = (mean, 0);
        while rest > 0.0 {
            let part = rest.min(PART);
            let (mut left, mut chance, mut count) = (self.uniform(), (-part).exp(), 0);
            // No number drawn is so near to 1 that more than this many would be needed.
            while left >= chance && count < 1000 {
                left -= chance;
                count += 1;
                chance *= part / f64::from(count);
            }
            total += count;
            rest -= part;
        }
        total
    }

    /// A geometric number of this mean, from 1 on, by inversion; the mean is at least 1.
    pub(crate) fn geometric(&mut self, mean: f64) -> u32 {
        if mean <= 1.0 {
            return 1;
        }
        let failures = (-self.uniform()).ln_1p() / (-1.0 / mean).ln_1p();
        1 + failures as u32
    }

    /// A position, chosen in proportion to its weight. Weights are finite and not negative, and
    /// one at least is positive.
    pub(crate) fn weighted(&mut self, weights: &[f64]) -> usize {
        let mut left = self.uniform() * weights.iter().sum::<f64>();
        let mut chosen = 0;
        for (at, &weight) in weights.iter().enumerate().filter(|&(_, &weight)| weight > 0.0) {
            chosen = at;
            if left < weight {
                break;
            }
            left -= weight;
        }
        chosen
    }

    /// Brings items into random order (Fisher and Yates 1938; Durstenfeld 1964).
    pub(crate) fn shuffle<T>(&mut self, items: &mut [T]) {
        for last in (1..items.len()).rev() {
            items.swap(last, self.below(last as u32 + 1) as usize);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn streams_depend_on_seed_purpose_and_replicate() {
        let first = |seed, purpose, replicate| Random::new(seed, purpose, replicate).0.next_u64();
        let streams = [
            first(0, "a", 0),
            first(1, "a", 0),
            first(0, "b", 0),
            first(0, "a", 1),
            first(0, "", 0),
        ];
        for (nth, stream) in streams.iter().enumerate() {
            assert!(!streams[nth + 1..].contains(stream));
        }
        assert_eq!(first(7, "x", 3), first(7, "x", 3));
    }

    #[test]
    fn numbers_below_are_even() {
        let mut random = Random::new(1, "test", 0);
        let mut counts = [0_u32; 7];
        (0..70_000).for_each(|_| counts[random.below(7) as usize] += 1);
        assert!(counts.iter().all(|&count| count.abs_diff(10_000) < 400), "{counts:?}");
        let mean = (0..10_000).map(|_| random.uniform()).sum::<f64>() / 1e4;
        assert!((mean - 0.5).abs() < 0.02);
    }

    #[test]
    fn every_order_is_equally_likely() {
        let mut counts = std::collections::BTreeMap::new();
        for replicate in 0..6000 {
            let mut items = [0, 1, 2];
            Random::new(0, "shuffle", replicate).shuffle(&mut items);
            *counts.entry(items).or_insert(0_u32) += 1;
        }
        assert_eq!(counts.len(), 6);
        assert!(counts.values().all(|count| count.abs_diff(1000) < 150), "{counts:?}");
    }

    #[test]
    fn numbers_follow_their_distributions() {
        let n = 40_000;
        let mut random = Random::new(0, "distributions", 0);
        let mut moments = |draw: &mut dyn FnMut(&mut Random) -> f64| {
            let draws: Vec<f64> = (0..n).map(|_| draw(&mut random)).collect();
            let mean = draws.iter().sum::<f64>() / f64::from(n);
            let squares = draws.iter().map(|x| (x - mean) * (x - mean)).sum::<f64>();
            (mean, squares / f64::from(n))
        };
        let near = |found: f64, expected: f64| (found / expected - 1.0).abs() < 0.05;
        let (mean, variance) = moments(&mut |random| random.normal());
        assert!(mean.abs() < 0.02 && near(variance, 1.0), "{mean} {variance}");
        let within = |random: &mut Random| f64::from(u8::from(random.normal().abs() < 1.96));
        assert!(near(moments(&mut |random| within(random)).0, 0.95));
        for expected in [0.1, 3.0, 150.0] {
            let (mean, variance) = moments(&mut |random| f64::from(random.poisson(expected)));
            assert!(near(mean, expected) && near(variance, expected), "{expected}: {mean}");
        }
        for expected in [1.0, 1.5, 6.0] {
            let (mean, variance) = moments(&mut |random| f64::from(random.geometric(expected)));
            assert!(near(mean, expected), "{expected}: {mean}");
            let square = expected * (expected - 1.0);
            assert!((variance - square).abs() <= 0.06 * square, "{expected}: {variance}");
        }
        let zero = moments(&mut |random| f64::from(random.poisson(0.0)));
        assert!(zero.0.abs() < 1e-9 && zero.1.abs() < 1e-9);
    }

    #[test]
    fn logarithms_are_right_to_ten_digits() {
        for x in [1e-17, 0.3, 0.5, 0.7, 0.706, 0.708, 1.0 - 1e-16, 1.0, 1.5, 36.7, 1e9] {
            assert!((ln(x) - x.ln()).abs() <= 1e-10 * x.ln().abs(), "{x}");
        }
    }

    #[test]
    fn the_largest_gumbel_sum_is_a_choice_by_exponentials() {
        let key = Key::new(0, "gumbel", 0);
        let second = (0..20_000).filter(|&a| key.gumbel(a, 1) + 1.0 > key.gumbel(a, 0)).count();
        let expected = 20_000.0 * 1.0_f64.exp() / (1.0 + 1.0_f64.exp());
        assert!((second as f64 - expected).abs() < 300.0, "{second}");
        assert!((0..1000).all(|a| key.gumbel(a, a).is_finite()));
        assert_ne!(key.of(1, 2), key.of(2, 1));
    }

    #[test]
    fn weighted_choices_follow_the_weights() {
        let mut random = Random::new(0, "weighted", 0);
        let mut counts = [0_u32; 5];
        (0..10_000).for_each(|_| counts[random.weighted(&[0.0, 1.0, 0.0, 3.0, 0.0])] += 1);
        assert_eq!(counts[0] + counts[2] + counts[4], 0);
        assert!(counts[3].abs_diff(7500) < 200, "{counts:?}");
        assert_eq!(random.weighted(&[0.0, 1e-300]), 1);
    }
}
