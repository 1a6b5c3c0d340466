//! The correction of a bootstrap interval for bias and acceleration (Efron 1987).
use super::distribution::{normal_above, normal_quantile};
use super::permutation::{are_equal, finite};
use crate::{Measured, Result, Undefined, Watch, parallel, sums};

/// Fewer units say too little about the acceleration.
const FEWEST_UNITS: usize = 20;

/// The correction that leaving out each unit gives.
pub(super) struct Bca {
    acceleration: Result<f64, Undefined>,
}

impl Bca {
    /// Leaves out each of the units once; or why this says nothing.
    pub(super) fn new(
        units: usize,
        watch: &Watch,
        statistic: impl Fn(&[u32]) -> Measured + Sync,
    ) -> Result<Result<Self, Undefined>> {
        if units < FEWEST_UNITS {
            return Ok(Err(Undefined::TooFewUnits { need: FEWEST_UNITS }));
        }
        let once = || vec![1_u32; units];
        let left_out = parallel::map(units, watch, once, |unit, times| {
            times[unit] = 0;
            let value = statistic(times);
            times[unit] = 1;
            value
        })?;
        let values: Vec<f64> = left_out
            .into_iter()
            .filter_map(Measured::value)
            .map(finite)
            .collect::<Result<_, _>>()?;
        if values.len() < units {
            return Ok(Err(Undefined::Fragile { n: units - values.len() }));
        }
        Ok(Ok(Self { acceleration: acceleration(&values) }))
    }

    /// The shares of replicates, in ascending order, below the ends of the interval whose two
    /// tails are cut off at `z` standard deviations.
    pub(super) fn tails(
        &self,
        estimate: f64,
        values: &[f64],
        z: f64,
    ) -> Result<(f64, f64), Undefined> {
        // Replicates equal to the estimate count half on each side.
        let equal = values.iter().filter(|value| are_equal(**value, estimate, 0.0)).count();
        let reached = values
            .iter()
            .filter(|value| **value < estimate && !are_equal(**value, estimate, 0.0))
            .count();
        let below = (reached as f64 + equal as f64 / 2.0) / values.len() as f64;
        if !(below > 0.0 && below < 1.0) {
            return Err(Undefined::Biased);
        }
        let shift = normal_quantile(below);
        let acceleration = self.acceleration?;
        let tail = |z: f64| {
            let stretch = 1.0 - acceleration * (shift + z);
            if stretch <= 0.0 {
                return Err(Undefined::Biased);
            }
            Ok(normal_above(-(shift + (shift + z) / stretch)))
        };
        Ok((tail(-z)?, tail(z)?))
    }
}

/// `Σ d³ / (6 (Σ d²)^(3/2))`, where `d` is the mean of the values less each.
fn acceleration(values: &[f64]) -> Result<f64, Undefined> {
    let unit = sums::unit(values.iter().map(|value| value.abs()));
    let mean = sums::sum(values.iter().map(|value| value / unit)) / values.len() as f64;
    let differences = || values.iter().map(|value| mean - value / unit);
    if values.iter().all(|value| are_equal(*value, values[0], 0.0)) {
        return Err(Undefined::ZeroVariance);
    }
    let squares = sums::sum(differences().map(|difference| difference.powi(2)));
    let cubes = sums::sum(differences().map(|difference| difference.powi(3)));
    Ok(cubes / (6.0 * squares.powf(1.5)))
}
