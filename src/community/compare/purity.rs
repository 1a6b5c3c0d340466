//! Which share of each group is of one kind.
use super::{Contingency, compared};
use crate::{ParamError, Result, Undefined};
use serde::Serialize;

/// Purity: which share of the cities are of the commonest kind, such as province, of their group.
///
/// `Σ_i max_j n_ij / n` for groups `i` of the first division and kinds `j` of the second. 1 if every
/// group is of one kind, which each city alone is: purity rises with the number of groups, so
/// [`parts`](Self::parts) gives the inverse too, with groups and kinds exchanged, and the harmonic mean
/// of both. At least the share of the commonest kind. No city: [`Undefined::TooFewCities`].
/// `O(n log n)`.
///
/// Zhao & Karypis (2004), *Machine Learning* 55:311; Manning, Raghavan & Schütze (2008), *Introduction
/// to Information Retrieval*, 16.3.
///
/// ```
/// use conurbation::community::compare::Purity;
/// let (found, provinces) = ([0, 0, 0, 1, 1, 1], [0, 0, 1, 1, 1, 1]);
/// let parts = Purity::new().parts(found, provinces)?.value().unwrap();
/// assert_eq!(parts.purity, 5.0 / 6.0);
/// assert_eq!(parts.inverse, 5.0 / 6.0);
/// # Ok::<(), conurbation::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Default, Serialize)]
pub struct Purity {}

/// Purity both ways.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[non_exhaustive]
pub struct PurityResult {
    /// The share of cities of the commonest kind of their group.
    pub purity: f64,
    /// The share of cities in the commonest group of their kind.
    pub inverse: f64,
    /// The harmonic mean of both.
    pub harmonic: f64,
}

impl Purity {
    /// There is nothing to choose.
    pub fn new() -> Self {
        Self::default()
    }

    compared!(Greater, "pure");

    /// Purity, its inverse, and the harmonic mean of both.
    ///
    /// # Errors
    /// As [`run`](Self::run).
    pub fn parts(
        &self,
        first: impl AsRef<[u32]>,
        second: impl AsRef<[u32]>,
    ) -> Result<crate::Measured<PurityResult>> {
        let table = Contingency::new(first.as_ref(), second.as_ref())?;
        let parts = self.of(&table).map(|purity| {
            let inverse = table.best_of_second() as f64 / table.cities as f64;
            PurityResult { purity, inverse, harmonic: 2.0 * purity * inverse / (purity + inverse) }
        });
        Ok(parts.into())
    }

    fn check(&self) -> Result<(), ParamError> {
        Ok(())
    }

    fn of(&self, table: &Contingency) -> Result<f64, Undefined> {
        if table.cities == 0 {
            return Err(Undefined::TooFewCities { need: 1 });
        }
        Ok(table.best_of_first() as f64 / table.cities as f64)
    }
}
