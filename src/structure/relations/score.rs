//! Whether one more column would explain what a log-linear model leaves, without fitting it again.
use super::cholesky::Cholesky;
use super::design::Design;
use crate::{Measured, Undefined};

/// A fitted model, asked about columns that are not in it: Rao's score (1948), studentised.
///
/// With `μ` what the model expects and `e` the column, `z = U / √V` with `U = Σ e (y - μ)` and
/// `V = Σ μ e² - c' (X' μ X)⁻¹ c`, where `c = X' μ e`: what is left of `e` once the model's own
/// columns have taken their part. Of counts it has mean 0 and deviation 1 if `e` does not matter; of
/// other weights, deviations in proportion.
pub(crate) struct Score {
    design: Design,
    expected: Vec<f64>,
    information: Cholesky,
}

/// A share of a square that is nothing but rounding.
const ROUNDING: f64 = 1e-12;

impl Score {
    pub(super) fn new(design: Design, expected: Vec<f64>, information: Cholesky) -> Self {
        Self { design, expected, information }
    }

    /// The score of a column: a number for each pair, from one city to another.
    pub(crate) fn of(&self, column: impl Fn(u32, u32) -> f64) -> Measured {
        let mut weighted = vec![0.0; self.expected.len()];
        let (mut score, mut square) = (0.0, 0.0);
        let rows = self.design.pairs().zip(&self.expected).zip(&self.design.y);
        for (slot, (((from, to), &expected), &y)) in weighted.iter_mut().zip(rows) {
            let value = column(from, to);
            *slot = expected * value;
            score += value * (y - expected);
            square += *slot * value;
        }
        let mut side = self.design.products_with(&weighted);
        let variance = square - self.information.explained(&mut side);
        if variance <= ROUNDING * square || square <= 0.0 {
            return Measured::Undefined(Undefined::ZeroVariance);
        }
        // In the unit of the relation: counts are taken as counts.
        Measured::Value(score / variance.sqrt() * self.design.unit.sqrt())
    }
}
