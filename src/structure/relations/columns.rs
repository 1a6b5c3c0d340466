//! Relations as the columns of a regression: a number for each pair, the mean taken out.
use super::association::centred_size;
use super::relation::{Dyads, Relation};
use crate::{Undefined, sums};

/// A relation with the mean of its pairs taken out, so that its squares sum to 1.
pub(super) struct Column {
    /// Row by row, the diagonal 0.
    pub(super) values: Vec<f64>,
    /// What the numbers were divided by, as a size and a unit.
    size: [f64; 2],
    mean: f64,
}

impl Column {
    pub(super) fn new(dyads: Dyads, relation: &Relation) -> Result<Self, Undefined> {
        let mut values = relation.values().to_vec();
        let unit = sums::unit(dyads.places().map(|at| values[at].abs()));
        let scaled = dyads.places().map(|at| values[at] / unit);
        let mean = sums::sum(scaled) / dyads.count() as f64;
        let size = centred_size(dyads, &mut values)?;
        values.iter_mut().for_each(|value| *value /= size);
        Ok(Self { values, size: [size, unit], mean })
    }

    /// The coefficient of a predictor in its own unit, from that of columns of size 1.
    pub(super) fn coefficient(&self, of: &Self, standardized: f64) -> f64 {
        standardized * (of.size[0] / self.size[0]) * (of.size[1] / self.size[1])
    }

    /// The mean of the relation.
    pub(super) fn mean(&self) -> f64 {
        self.mean * self.size[1]
    }
}

/// The sum of products over all pairs.
pub(super) fn dot(dyads: Dyads, a: &[f64], b: &[f64]) -> f64 {
    let n = dyads.cities;
    let row = |city: usize| city * n + dyads.start(city)..(city + 1) * n;
    (0..n).map(|city| dot_row(&a[row(city)], &b[row(city)])).sum()
}

/// The sum of products of two rows of one length, in eight sums that are added in the end.
pub(super) fn dot_row(a: &[f64], b: &[f64]) -> f64 {
    const LANES: usize = 8;
    let mut sums = [0.0; LANES];
    let (a, b) = (a.chunks_exact(LANES), b.chunks_exact(LANES));
    let rest: f64 = a.remainder().iter().zip(b.remainder()).map(|(a, b)| a * b).sum();
    for (a, b) in a.zip(b) {
        for lane in 0..LANES {
            sums[lane] += a[lane] * b[lane];
        }
    }
    let [a, b, c, d, e, f, g, h] = sums;
    ((a + b) + (c + d)) + ((e + f) + (g + h)) + rest
}
