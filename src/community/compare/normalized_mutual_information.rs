//! How much one division tells of another.
use super::{Contingency, Normalization, compared};
use crate::{ParamError, Undefined};
use serde::Serialize;

/// Normalised mutual information: how much of what one division of cities says can be read from the
/// other, from 0, nothing, to 1, all.
///
/// `NMI = I / D` with `I = Σ n_ij/n ln(n n_ij / (a_i b_j))`, where `n_ij` cities are in group `i` of
/// one, of `a_i` cities, and group `j` of the other, of `b_j`, and `D` by
/// [`normalization`](Self::normalization), the arithmetic mean of both entropies unless said.
///
/// Divisions into many groups score high by chance alone: compare such by
/// [`AdjustedMutualInformation`](super::AdjustedMutualInformation). The same divisions have 1, also
/// if both are one single group. One group beside several has 0; where the denominator is 0, as by
/// [`Normalization::Min`] then, undefined ([`Undefined::Vacuous`]). No city:
/// [`Undefined::TooFewCities`]. `O(n log n)`.
///
/// Danon, Díaz-Guilera, Duch & Arenas (2005), *J. Stat. Mech.* P09008; Vinh, Epps & Bailey (2010),
/// *J. Machine Learning Research* 11:2837.
///
/// ```
/// use conurbation::community::compare::{NormalizedMutualInformation, Normalization};
/// let (coarse, fine) = ([0, 0, 0, 0, 1, 1, 1, 1], [0, 0, 1, 1, 2, 2, 3, 3]);
/// let nmi = NormalizedMutualInformation::new();
/// assert!((nmi.run(coarse, fine)?.value().unwrap() - 2.0 / 3.0).abs() < 1e-12);
/// let by_min = nmi.normalization(Normalization::Min);
/// assert!((by_min.run(coarse, fine)?.value().unwrap() - 1.0).abs() < 1e-12);
/// # Ok::<(), conurbation::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Default, Serialize)]
pub struct NormalizedMutualInformation {
    normalization: Normalization,
}

impl NormalizedMutualInformation {
    /// Divided by the arithmetic mean of both entropies.
    pub fn new() -> Self {
        Self::default()
    }

    /// Sets what mutual information is divided by.
    pub fn normalization(mut self, normalization: Normalization) -> Self {
        self.normalization = normalization;
        self
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
        let most = self.normalization.of(table);
        if most <= 0.0 {
            // One of them is a single group; the geometric mean is 0 as the information is.
            let silent = self.normalization == Normalization::Geometric;
            return if silent { Ok(0.0) } else { Err(Undefined::Vacuous) };
        }
        Ok((table.mutual_information() / most).clamp(0.0, 1.0))
    }
}
