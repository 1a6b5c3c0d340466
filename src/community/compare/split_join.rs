//! How many cities would have to change their group.
use super::{Contingency, compared};
use crate::{ParamError, Result, Undefined};
use serde::Serialize;

/// Split–join distance: how many cities would have to change for one division to become part of the
/// other, both ways.
///
/// `d(1→2) = n − Σ_i max_j n_ij`: for each group of the first the cities outside its best match in the
/// second. It is 0 if the first only divides the groups of the second. [`run`](Self::run) gives the
/// sum of both ways, from 0 to `2n`, a metric; [`parts`](Self::parts) each of them. No city:
/// [`Undefined::TooFewCities`]. `O(n log n)`, exact.
///
/// van Dongen (2000), CWI report INS-R0012; igraph's `split_join_distance` gives the two parts.
///
/// ```
/// use conurbation::community::compare::SplitJoin;
/// let (fine, coarse) = ([0, 0, 1, 1, 2, 3], [0, 0, 0, 0, 1, 1]);
/// let parts = SplitJoin::new().parts(fine, coarse)?;
/// assert_eq!((parts.from_first, parts.from_second), (0, 3));
/// assert_eq!(SplitJoin::new().run(fine, coarse)?.value(), Some(3.0));
/// # Ok::<(), conurbation::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Default, Serialize)]
pub struct SplitJoin {}

/// The two ways of a [`SplitJoin`] distance.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct SplitJoinResult {
    /// The cities of the first division outside the best matches of their groups in the second.
    pub from_first: u64,
    /// Those of the second outside the best matches of their groups in the first.
    pub from_second: u64,
}

impl SplitJoin {
    /// There is nothing to choose.
    pub fn new() -> Self {
        Self::default()
    }

    compared!(Less, "near");

    /// The distance each way; no city is 0.
    ///
    /// # Errors
    /// As [`run`](Self::run).
    pub fn parts(
        &self,
        first: impl AsRef<[u32]>,
        second: impl AsRef<[u32]>,
    ) -> Result<SplitJoinResult> {
        let table = Contingency::new(first.as_ref(), second.as_ref())?;
        let cities = table.cities as u64;
        Ok(SplitJoinResult {
            from_first: cities - table.best_of_first(),
            from_second: cities - table.best_of_second(),
        })
    }

    fn check(&self) -> Result<(), ParamError> {
        Ok(())
    }

    fn of(&self, table: &Contingency) -> Result<f64, Undefined> {
        if table.cities == 0 {
            return Err(Undefined::TooFewCities { need: 1 });
        }
        let kept = table.best_of_first() + table.best_of_second();
        Ok((2 * table.cities as u64 - kept) as f64)
    }
}
