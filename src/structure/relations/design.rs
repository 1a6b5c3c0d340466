//! The equations of a log-linear model of pairs of cities.
use super::cholesky::Cholesky;
use super::relation::{Dyads, Relation};
use crate::sums;

/// A pair, what it adds to, and which of the first columns it belongs to: the intercept, or the
/// effects of its two cities.
struct Row {
    from: u32,
    to: u32,
    effects: [u32; 2],
}

/// Stands where a pair has one effect only.
const NONE: u32 = u32::MAX;

/// The pairs of a model: numbers to be explained and what explains them. First come the effects, of
/// which a pair has one or two, then the predictors, brought to mean 0 and deviation 1.
pub(super) struct Design {
    rows: Vec<Row>,
    /// The numbers to be explained, in a unit in which nothing overflows.
    pub(super) y: Vec<f64>,
    /// The predictors of each row.
    x: Vec<f64>,
    /// For each effect, the part it has in a pair of cities that are all alike.
    parts: Vec<f64>,
    pub(super) effects: usize,
    pub(super) predictors: usize,
    pub(super) unit: f64,
    means: Vec<f64>,
    sds: Vec<f64>,
}

impl Design {
    /// All pairs with one intercept; or, with effects of cities, the pairs of cities that have any.
    pub(super) fn new(dyads: Dyads, y: &Relation, x: &[&Relation], city_effects: bool) -> Self {
        let n = dyads.cities;
        let (rows, parts) = if city_effects {
            rows_of_cities(dyads, y)
        } else {
            let rows = dyads.places().map(|at| Row {
                from: (at / n) as u32,
                to: (at % n) as u32,
                effects: [0, NONE],
            });
            (rows.collect(), vec![1.0])
        };
        let value = |relation: &Relation, row: &Row| relation.get(row.from, row.to);
        let unit = sums::unit(rows.iter().map(|row| value(y, row)));
        let numbers = rows.iter().map(|row| value(y, row) / unit).collect();
        let count = rows.len().max(1) as f64;
        let (mut means, mut sds) = (Vec::new(), Vec::new());
        let mut columns = vec![0.0; rows.len() * x.len()];
        for (k, &relation) in x.iter().enumerate() {
            let own = sums::unit(rows.iter().map(|row| value(relation, row).abs()));
            let scaled = || rows.iter().map(|row| value(relation, row) / own);
            let mean = sums::sum(scaled()) / count;
            let squares = sums::sum(scaled().map(|x| (x - mean) * (x - mean)));
            let sd = (squares / count).sqrt();
            // Where nothing varies the column is 0, and told as a sum of the others.
            let varies = sd > 1e-13 * mean.abs();
            for (row, x_scaled) in scaled().enumerate() {
                columns[row * x.len() + k] = if varies { (x_scaled - mean) / sd } else { 0.0 };
            }
            means.push(mean * own);
            sds.push(sd * own);
        }
        let (effects, predictors) = (parts.len(), x.len());
        Self { rows, y: numbers, x: columns, parts, effects, predictors, unit, means, sds }
    }

    /// The coefficients that give all pairs the same.
    pub(super) fn constant(&self, level: f64) -> Vec<f64> {
        let effects = self.parts.iter().map(|part| part * level);
        effects.chain(std::iter::repeat_n(0.0, self.predictors)).collect()
    }

    pub(super) fn width(&self) -> usize {
        self.effects + self.predictors
    }

    pub(super) fn pairs(&self) -> impl Iterator<Item = (u32, u32)> + '_ {
        self.rows.iter().map(|row| (row.from, row.to))
    }

    fn x(&self, row: usize) -> &[f64] {
        &self.x[row * self.predictors..(row + 1) * self.predictors]
    }

    /// The linear part of each row.
    pub(super) fn predict(&self, coefficients: &[f64]) -> Vec<f64> {
        let (effects, slopes) = coefficients.split_at(self.effects);
        let row = |(at, row): (usize, &Row)| {
            let of = row.effects.iter().filter(|&&effect| effect != NONE);
            let level: f64 = of.map(|&effect| effects[effect as usize]).sum();
            self.x(at).iter().zip(slopes).fold(level, |sum, (x, slope)| sum + x * slope)
        };
        self.rows.iter().enumerate().map(row).collect()
    }

    /// The weighted products of all columns with each other: the lower triangle.
    pub(super) fn products(&self, weights: &[f64]) -> Vec<f64> {
        let (width, first) = (self.width(), self.effects);
        let mut matrix = vec![0.0; width * width];
        for (row, &weight) in weights.iter().enumerate() {
            let [a, b] = self.rows[row].effects;
            let x = self.x(row);
            for effect in [a, b].into_iter().filter(|&effect| effect != NONE) {
                matrix[effect as usize * (width + 1)] += weight;
                for (k, x) in x.iter().enumerate() {
                    matrix[(first + k) * width + effect as usize] += weight * x;
                }
            }
            if b != NONE {
                matrix[a.max(b) as usize * width + a.min(b) as usize] += weight;
            }
            for (k, x_k) in x.iter().enumerate() {
                let own = &mut matrix[(first + k) * width + first..][..=k];
                own.iter_mut().zip(x).for_each(|(sum, x)| *sum += weight * x_k * x);
            }
        }
        matrix
    }

    /// The products of all columns with one more.
    pub(super) fn products_with(&self, column: &[f64]) -> Vec<f64> {
        let mut products = vec![0.0; self.width()];
        let (effects, slopes) = products.split_at_mut(self.effects);
        for (at, (row, &value)) in self.rows.iter().zip(column).enumerate() {
            for &effect in row.effects.iter().filter(|&&effect| effect != NONE) {
                effects[effect as usize] += value;
            }
            slopes.iter_mut().zip(self.x(at)).for_each(|(sum, x)| *sum += x * value);
        }
        products
    }

    /// Whether some column is a sum of others.
    pub(super) fn is_collinear(&self) -> bool {
        const LEAST: f64 = 1e-10;
        Cholesky::new(self.width(), self.products(&vec![1.0; self.rows.len()]), LEAST).is_none()
    }

    /// The coefficient of a predictor in its own unit.
    pub(super) fn slope(&self, coefficients: &[f64], k: usize) -> f64 {
        coefficients[self.effects + k] / self.sds[k]
    }

    /// What a standard deviation of a predictor is.
    pub(super) fn sd(&self, k: usize) -> f64 {
        self.sds[k]
    }

    /// The intercept in the units of the relations.
    pub(super) fn intercept(&self, coefficients: &[f64]) -> f64 {
        let shift = (0..self.predictors).map(|k| self.slope(coefficients, k) * self.means[k]);
        coefficients[0] + self.unit.ln() - shift.sum::<f64>()
    }
}

/// The pairs of cities that have any weight, with their effects: one for each city, or directed one
/// for what it sends and one for what it receives, of which the first receiver's is 0.
fn rows_of_cities(dyads: Dyads, y: &Relation) -> (Vec<Row>, Vec<f64>) {
    let n = dyads.cities as u32;
    let sends = |city: u32| (0..n).any(|other| y.get(city, other) > 0.0);
    let receives = |city: u32| (0..n).any(|other| y.get(other, city) > 0.0);
    let mut next = 0;
    let mut number = |has: bool| {
        let column = has.then_some(next);
        next += u32::from(has);
        column
    };
    let senders: Vec<Option<u32>> = (0..n).map(|city| number(sends(city))).collect();
    let of_senders = senders.iter().flatten().count();
    let receivers = if dyads.directed {
        let first = (0..n).find(|&city| receives(city));
        let column = |city| if Some(city) == first { Some(NONE) } else { number(receives(city)) };
        (0..n).map(column).collect()
    } else {
        senders.clone()
    };
    let part = |column: usize| match (dyads.directed, column < of_senders) {
        (false, _) => 0.5,
        (true, sends) => f64::from(u8::from(sends)),
    };
    let parts = (0..next as usize).map(part).collect();
    let cities = dyads.cities;
    let rows = dyads.places().filter_map(|at| {
        let (from, to) = (at / cities, at % cities);
        let effects = [senders[from]?, receivers[to]?];
        Some(Row { from: from as u32, to: to as u32, effects })
    });
    (rows.collect(), parts)
}
