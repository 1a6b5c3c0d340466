//! How much is to be learned to go from one division to the other.
use super::compared;
use super::contingency::{Cell, Contingency};
use crate::{ParamError, Undefined, sums};
use serde::Serialize;

/// Variation of information: how far two divisions of cities are from each other, as what one leaves
/// to be learned of the other, both ways.
///
/// `VI = H(1|2) + H(2|1) = −Σ n_ij/n [ln(n_ij/a_i) + ln(n_ij/b_j)]`, in nats: 0 for the same
/// divisions, at most `ln n`; [`normalized`](Self::normalized), it is divided by that. It is a metric.
/// No city: [`Undefined::TooFewCities`], and one city cannot be normalised. `O(n log n)`.
///
/// Meilă (2007), *Journal of Multivariate Analysis* 98:873.
///
/// ```
/// use conurbation::community::compare::VariationOfInformation;
/// let vi = VariationOfInformation::new().run([0, 0, 1, 1], [0, 1, 0, 1])?.value().unwrap();
/// assert!((vi - 4.0_f64.ln()).abs() < 1e-12);
/// # Ok::<(), conurbation::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Default, Serialize)]
pub struct VariationOfInformation {
    normalized: bool,
}

impl VariationOfInformation {
    /// In nats.
    pub fn new() -> Self {
        Self::default()
    }

    /// Sets whether it is divided by the largest there can be, `ln n`.
    pub fn normalized(mut self, normalized: bool) -> Self {
        self.normalized = normalized;
        self
    }

    compared!(Less, "near");

    fn check(&self) -> Result<(), ParamError> {
        Ok(())
    }

    fn of(&self, table: &Contingency) -> Result<f64, Undefined> {
        let need = if self.normalized { 2 } else { 1 };
        if table.cities < need {
            return Err(Undefined::TooFewCities { need });
        }
        let n = table.cities as f64;
        let term = |cell: &Cell| {
            let shared = cell.shared as f64;
            let kept = (shared / cell.first as f64).ln() + (shared / cell.second as f64).ln();
            -shared / n * kept
        };
        let variation = sums::sum(table.cells.iter().map(term)).max(0.0);
        Ok(if self.normalized { (variation / n.ln()).min(1.0) } else { variation })
    }
}
