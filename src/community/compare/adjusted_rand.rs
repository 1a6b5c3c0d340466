//! On how many pairs of cities two divisions agree beyond chance.
use super::{Contingency, compared};
use crate::{ParamError, Undefined};
use serde::Serialize;

/// Adjusted Rand index: on how many pairs of cities two divisions agree, together or apart, beyond
/// what labels dealt at random would give.
///
/// `ARI = (S − E) / ((A + B)/2 − E)` with `S = Σ C(n_ij, 2)` pairs together in both, `A` and `B` those
/// together in one and in the other, and `E = A B / C(n, 2)`. 1 for the same divisions, 0 on average
/// by chance, at least −1/2. Large groups count most; see
/// [`AdjustedMutualInformation`](super::AdjustedMutualInformation) for small ones.
///
/// The same divisions have 1, also if both are one single group or each city alone. No city:
/// [`Undefined::TooFewCities`]. `O(n log n)`, exact in whole numbers.
///
/// Hubert & Arabie (1985), *Journal of Classification* 2:193.
///
/// ```
/// use conurbation::community::compare::AdjustedRandIndex;
/// let ari = AdjustedRandIndex::new();
/// assert_eq!(ari.run([0, 0, 1, 1], [1, 1, 0, 0])?.value(), Some(1.0));
/// assert_eq!(ari.run([0, 0, 1, 1], [0, 1, 0, 1])?.value(), Some(-0.5));
/// # Ok::<(), conurbation::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Default, Serialize)]
pub struct AdjustedRandIndex {}

impl AdjustedRandIndex {
    /// There is nothing to choose.
    pub fn new() -> Self {
        Self::default()
    }

    compared!(Greater, "alike");

    fn check(&self) -> Result<(), ParamError> {
        Ok(())
    }

    fn of(&self, table: &Contingency) -> Result<f64, Undefined> {
        if table.cities == 0 {
            return Err(Undefined::TooFewCities { need: 1 });
        }
        if table.is_same() {
            return Ok(1.0);
        }
        let pairs = |size: u64| i128::from(size) * (i128::from(size) - 1) / 2;
        let both: i128 = table.cells.iter().map(|cell| pairs(cell.shared)).sum();
        let first: i128 = table.first.iter().map(|&size| pairs(size)).sum();
        let second: i128 = table.second.iter().map(|&size| pairs(size)).sum();
        let all = pairs(table.cities as u64);
        let (found, room) =
            (both * all - first * second, (first + second) * all - 2 * first * second);
        Ok(2.0 * found as f64 / room as f64 + 0.0)
    }
}
