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

    /// A number from 0 up to, not including, 1, of 53 random bits.
    pub(crate) fn uniform(&mut self) -> f64 {
        (self.0.next_u64() >> 11) as f64 / (1_u64 << 53) as f64
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
}
