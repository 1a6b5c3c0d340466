//! On how many pairs of cities two families of overlapping circles agree beyond chance.
use super::cover::{Cover, covers_compared};
use crate::Undefined;
use serde::Serialize;
use std::collections::BTreeMap;

/// Omega index: for how many pairs of cities two families of circles agree on *how many* circles hold
/// both, beyond chance. Of divisions without overlap it is the adjusted Rand index.
///
/// `ω = (o − e) / (1 − e)` with `o` the share of pairs that are together in as many circles of one as of
/// the other, and `e = Σ_t N_t M_t / P²` with `N_t` and `M_t` of the `P` pairs together in `t` circles.
/// 1 for the same, 0 on average by chance. A pair together in three circles of one and in two of the
/// other counts as no agreement at all.
///
/// If all pairs are together equally often in both, both say nothing, and it is 1. Fewer than two
/// cities: [`Undefined::TooFewCities`]. `O(Σ size² log)`.
///
/// Collins & Dent (1988), *Multivariate Behavioral Research* 23:231.
///
/// ```
/// use conurbation::community::compare::{Cover, OmegaIndex};
/// let first = Cover::new(5, [vec![0, 1, 2], vec![2, 3, 4]])?;
/// let second = Cover::new(5, [vec![0, 1, 2], vec![3, 4]])?;
/// assert_eq!(OmegaIndex::new().run(&first, &first)?.value(), Some(1.0));
/// // Eight of ten pairs agree; by chance (6·4 + 4·6) / 100 would.
/// assert!((OmegaIndex::new().run(&first, &second)?.value().unwrap() - 0.32 / 0.52).abs() < 1e-12);
/// # Ok::<(), conurbation::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Default, Serialize)]
pub struct OmegaIndex {}

impl OmegaIndex {
    /// There is nothing to choose.
    pub fn new() -> Self {
        Self::default()
    }

    covers_compared!();

    fn of(&self, first: &Cover, second: &Cover) -> Result<f64, Undefined> {
        if first.city_count() < 2 {
            return Err(Undefined::TooFewCities { need: 2 });
        }
        let n = first.city_count() as u64;
        let all = n * (n - 1) / 2;
        let (first, second) = (together(first), together(second));
        let agree_often =
            first.iter().filter(|(pair, times)| second.get(pair) == Some(times)).count();
        let either = first.len() + second.keys().filter(|pair| !first.contains_key(pair)).count();
        let agree = agree_often as u64 + (all - either as u64);
        let (first, second) = (often(&first, all), often(&second, all));
        let chance: u128 = first
            .iter()
            .filter_map(|(times, &pairs)| Some(u128::from(pairs) * u128::from(*second.get(times)?)))
            .sum();
        let squared = u128::from(all) * u128::from(all);
        if chance == squared {
            return Ok(1.0);
        }
        // Whole numbers up to here: the same circles have exactly 1.
        let found = u128::from(agree) * u128::from(all);
        let beyond =
            if found >= chance { (found - chance) as f64 } else { -((chance - found) as f64) };
        Ok(beyond / (squared - chance) as f64)
    }
}

/// How many circles hold both cities of each pair that any holds.
fn together(cover: &Cover) -> BTreeMap<(u32, u32), u32> {
    let mut pairs = BTreeMap::new();
    for circle in cover.circles() {
        for (at, &one) in circle.iter().enumerate() {
            for &other in &circle[at + 1..] {
                *pairs.entry((one, other)).or_insert(0) += 1;
            }
        }
    }
    pairs
}

/// How many pairs are together so often, those that never are counted.
fn often(pairs: &BTreeMap<(u32, u32), u32>, all: u64) -> BTreeMap<u32, u64> {
    let mut often = BTreeMap::new();
    pairs.values().for_each(|&times| *often.entry(times).or_insert(0) += 1);
    often.insert(0, all - pairs.len() as u64);
    often
}
