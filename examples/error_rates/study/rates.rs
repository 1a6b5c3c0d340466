//! Counts of events.
use super::{Expected, SEED, Section, Study};
use conurbation::statistics::{RateRatio, dispersion};
use conurbation::{Measured, Result, Undefined};
use rand::rngs::Xoshiro256PlusPlus;
use rand::{Rng, SeedableRng};

/// Random numbers of one world and purpose.
pub(super) struct Chance(Xoshiro256PlusPlus);

impl Chance {
    pub(super) fn new(purpose: u64, world: u64) -> Self {
        let seed = (SEED << 48) ^ (purpose << 40) ^ world;
        Self(Xoshiro256PlusPlus::seed_from_u64(seed))
    }

    /// From 0 up to, not including, 1.
    pub(super) fn uniform(&mut self) -> f64 {
        (self.0.next_u64() >> 11) as f64 / (1_u64 << 53) as f64
    }

    /// A Poisson number: how many waits fit into the mean.
    fn poisson(&mut self, mean: f64) -> u64 {
        let mut count = 0;
        let mut time = -(1.0 - self.uniform()).ln();
        while time < mean {
            count += 1;
            time -= (1.0 - self.uniform()).ln();
        }
        count
    }

    /// The events of a year: bursts of a geometric number of events each, of this mean.
    fn year(&mut self, mean: f64, burst: f64) -> u64 {
        let bursts = self.poisson(mean / burst);
        (0..bursts).map(|_| self.burst(burst)).sum()
    }

    fn burst(&mut self, mean: f64) -> u64 {
        let mut size = 1;
        while self.uniform() < 1.0 - 1.0 / mean {
            size += 1;
        }
        size
    }
}

/// How the ratio of two rates is tested.
const TESTS: [&str; 3] = [
    "`RateRatio`, exact",
    "`RateRatio` with `dispersion`",
    "`RateRatio` with `dispersion` and `dispersion_df`",
];

/// The p of all tests of the events of two windows, by year.
fn p(one: &[u64], other: &[u64]) -> Result<Vec<Measured>> {
    let windows: Vec<u32> = one.iter().map(|_| 0).chain(other.iter().map(|_| 1)).collect();
    let counts = [one, other].concat();
    let found = dispersion(&counts, &vec![1.0; counts.len()], &windows)?.value();
    let (phi, df) = found.map_or((1.0, 1), |found| (found.phi.max(1.0), found.df));
    let years = |window: &[u64]| window.len() as f64;
    let exact = RateRatio::new(one.iter().sum(), years(one), other.iter().sum(), years(other));
    let tests = [exact, exact.dispersion(phi), exact.dispersion(phi).dispersion_df(df)];
    let p = |test: &RateRatio| {
        let p = test.run()?.and_then(|found| match found.attainable {
            // As where the crate itself uses the test.
            p_min if p_min > 0.05 => Measured::Undefined(Undefined::NotAttainable { p_min }),
            _ => Measured::Value(found.p),
        });
        Ok(p)
    };
    tests.iter().map(p).collect()
}

/// So many events a year for so many years, in two windows, the first at a multiple of the rate.
pub(super) fn study(
    kind: &str,
    expected: [Expected; 3],
    (years, mean, burst, multiple): (usize, f64, f64, f64),
) -> Study {
    let questions = TESTS.map(str::to_owned).into_iter().zip(expected);
    Study::new(kind, questions, move |world| {
        let mut chance = Chance::new(1, world);
        let mut window = |mean| (0..years).map(|_| chance.year(mean, burst)).collect::<Vec<_>>();
        let (one, other) = (window(multiple * mean), window(mean));
        p(&one, &other)
    })
}

pub(super) fn section() -> Section {
    use Expected::{Anything, Level};
    Section {
        title: "Rates",
        text: "Null: the rate of events is the same in two windows. Bursts of 4 events on average \
            make counts vary 7 times as much as single events would: the exact test is not meant \
            for them. A dispersion that is itself estimated from a few years needs its degrees of \
            freedom.",
        studies: vec![
            study("single events, 3 a year, 10 years", [Level; 3], (10, 3.0, 1.0, 1.0)),
            study("single events, 3 a year, 4 years", [Level; 3], (4, 3.0, 1.0, 1.0)),
            study("bursts, 12 a year, 10 years", [Anything, Level, Level], (10, 12.0, 4.0, 1.0)),
            study("bursts, 12 a year, 4 years", [Anything, Anything, Level], (4, 12.0, 4.0, 1.0)),
        ],
    }
}
