//! All ways through a network, each the less the longer it is.
use super::{Limits, Rows, sweep};
use crate::{Error, Result, parallel};

/// The sum over all ways that lead to each city.
#[derive(Debug, Clone)]
pub(crate) struct Walks {
    pub(crate) sums: Vec<f64>,
    /// How far each sum may be from the true one, as a share of it.
    pub(crate) error: f64,
    /// By how much errors can grow: where `|r| ≤ ε x` everywhere, `|(1 - f A)⁻¹ r| ≤ growth ε x`.
    pub(crate) growth: f64,
}

/// The sweeps from one look at the error to the next.
const EVERY: usize = 4;
/// How many looks may show no progress before rounding is taken to be in the way.
const PATIENCE: usize = 25;

/// Solves `x = f A x + 1` for `0 ≤ f < 1 / λ`, so `x = 1 + f A 1 + f² A² 1 + …`.
///
/// The error of `x` is `(1 - f A)⁻¹ r` with `r = f A x + 1 - x`, and [`growth`] bounds it.
pub(crate) fn walks(rows: &Rows, factor: f64, limits: &Limits<'_>) -> Result<Walks> {
    let mut sums = vec![1.0; rows.len()];
    let value = |at: usize, ready: &[f64]| 1.0 + rows.times(at, ready);
    // Nearer than this the error cannot be known to be small; the growth is at least 1.
    let near = residual_below(rows, factor, &mut sums, limits, limits.tolerance, value, |sums| {
        sums.to_vec()
    })?;
    let growth = growth(rows, factor, &sums, limits)?;
    if near * growth <= limits.tolerance {
        return Ok(Walks { sums, error: near * growth, growth });
    }
    let goal = limits.tolerance / growth;
    let near = residual_below(rows, factor, &mut sums, limits, goal, value, |sums| sums.to_vec())?;
    Ok(Walks { sums, error: near * growth, growth })
}

/// Sweeps until `value` differs from the values nowhere by more than a share `goal` of a yardstick
/// made of the values; the share at the end.
pub(crate) fn residual_below(
    rows: &Rows,
    factor: f64,
    values: &mut [f64],
    limits: &Limits<'_>,
    goal: f64,
    value: impl Fn(usize, &[f64]) -> f64 + Sync + Send,
    yardstick: impl Fn(&[f64]) -> Vec<f64>,
) -> Result<f64> {
    debug_assert_eq!(values.len(), rows.len());
    let mut ready: Vec<f64> = values.iter().map(|value| value * factor).collect();
    let mut distances = vec![0.0; values.len()];
    let (mut nearest, mut patience) = (f64::INFINITY, PATIENCE);
    for iteration in 0..limits.max_iterations {
        limits.watch.check()?;
        let change = sweep(values, &mut ready, |_| factor, &value);
        if !(change.total.is_finite() && factor.is_finite()) {
            return Err(Error::Overflow { algorithm: limits.algorithm });
        }
        if iteration % EVERY != 0 && iteration + 1 != limits.max_iterations {
            continue;
        }
        let yardstick = yardstick(values);
        let distance = |at: usize| (value(at, &ready) - values[at]).abs() / yardstick[at];
        parallel::fill(&mut distances, distance);
        let share = distances.iter().copied().fold(0.0, f64::max);
        if share <= goal {
            return Ok(share);
        }
        patience = if share < nearest { PATIENCE } else { patience - 1 };
        nearest = nearest.min(share);
        if patience == 0 {
            return Err(limits.not_converged(iteration + 1, nearest));
        }
    }
    Err(limits.not_converged(limits.max_iterations, nearest))
}

/// A number with `(1 - f A)⁻¹ x ≤ growth x` everywhere.
///
/// If `(1 - f A) y ≥ x / 2` for some positive `y`, then `1 - f A` has an inverse without negative
/// numbers, which proves that `f` is below `1 / λ`, and `(1 - f A)⁻¹ x ≤ 2 y`.
fn growth(rows: &Rows, factor: f64, x: &[f64], limits: &Limits<'_>) -> Result<f64> {
    let mut y = x.to_vec();
    let value = |at: usize, ready: &[f64]| x[at] + rows.times(at, ready);
    residual_below(rows, factor, &mut y, limits, 0.5, value, |_| x.to_vec())?;
    Ok(y.iter().zip(x).map(|(y, x)| 2.0 * y / x).fold(1.0, f64::max))
}
