//! Partial correlations of a relation with each of some others, under orders of cities.
use super::cholesky::Cholesky;
use super::columns::{Column, dot, dot_row};
use super::relation::{Dyads, Relation};
use crate::{Measured, Undefined};

/// A share of the square of a column below which it is the sum of others.
const COLLINEAR: f64 = 1e-10;
/// A share of a square that is nothing but rounding.
const ROUNDING: f64 = 1e-13;

/// The regression of a relation on others by least squares.
pub(super) struct Partial {
    dyads: Dyads,
    y: Column,
    x: Vec<Column>,
    /// The correlation of each predictor with the relation.
    with_y: Vec<f64>,
    pub(super) standardized: Vec<f64>,
    pub(super) r_squared: f64,
    others: Vec<Others>,
}

/// What a predictor is compared with: all the others.
struct Others {
    /// The predictor less what the others explain of it, row by row.
    residual: Vec<f64>,
    size: f64,
    correlations: Cholesky,
    /// `C⁻¹ r` of the others, for what they explain of the relation.
    weights: Vec<f64>,
    /// The size of the relation less what the others explain.
    unexplained: f64,
}

impl Partial {
    pub(super) fn new(dyads: Dyads, y: &Relation, x: &[&Relation]) -> Result<Self, Undefined> {
        let y = Column::new(dyads, y)?;
        let x: Vec<Column> = x.iter().map(|x| Column::new(dyads, x)).collect::<Result<_, _>>()?;
        let count = x.len();
        let between = |a: &Column, b: &Column| dot(dyads, &a.values, &b.values);
        let mut correlations = vec![1.0; count * count];
        for a in 0..count {
            for b in 0..a {
                let r = between(&x[a], &x[b]);
                (correlations[a * count + b], correlations[b * count + a]) = (r, r);
            }
        }
        let with_y: Vec<f64> = x.iter().map(|x| between(x, &y)).collect();
        let all = Cholesky::new(count, correlations.clone(), COLLINEAR).ok_or(COLLINEAR_REASON)?;
        let mut standardized = with_y.clone();
        all.solve(&mut standardized);
        let r_squared = standardized.iter().zip(&with_y).map(|(b, r)| b * r).sum();
        let mut partial = Self { dyads, y, x, with_y, standardized, r_squared, others: Vec::new() };
        for k in 0..count {
            let others = partial.others_of(k, &correlations).ok_or(COLLINEAR_REASON)?;
            partial.others.push(others);
        }
        Ok(partial)
    }

    fn others_of(&self, k: usize, correlations: &[f64]) -> Option<Others> {
        let count = self.x.len();
        let others: Vec<usize> = (0..count).filter(|&other| other != k).collect();
        let at = |a: usize, b: usize| correlations[a * count + b];
        let matrix = others.iter().flat_map(|&a| others.iter().map(move |&b| at(a, b))).collect();
        let correlations = Cholesky::new(others.len(), matrix, COLLINEAR)?;
        let mut slopes: Vec<f64> = others.iter().map(|&other| at(other, k)).collect();
        correlations.solve(&mut slopes);
        let mut residual = self.x[k].values.clone();
        for (slope, &other) in slopes.iter().zip(&others) {
            let values = residual.iter_mut().zip(&self.x[other].values);
            values.for_each(|(left, value)| *left -= slope * value);
        }
        let with_y = || others.iter().map(|&other| self.with_y[other]);
        let mut weights: Vec<f64> = with_y().collect();
        correlations.solve(&mut weights);
        let explained: f64 = weights.iter().zip(with_y()).map(|(w, r)| w * r).sum();
        let size = dot(self.dyads, &residual, &residual);
        Some(Others { residual, size, correlations, weights, unexplained: 1.0 - explained })
    }

    /// How much the variance of a coefficient grows by what the predictor shares with the others.
    pub(super) fn vif(&self, k: usize) -> f64 {
        1.0 / self.others[k].size
    }

    /// The coefficient of a predictor in its own unit.
    pub(super) fn coefficient(&self, k: usize) -> f64 {
        self.x[k].coefficient(&self.y, self.standardized[k])
    }

    pub(super) fn intercept(&self) -> f64 {
        let explained = (0..self.x.len()).map(|k| self.coefficient(k) * self.x[k].mean());
        self.y.mean() - explained.sum::<f64>()
    }

    /// The part of a predictor that the others do not explain.
    pub(super) fn residual(&self, k: usize) -> &[f64] {
        &self.others[k].residual
    }

    /// The partial correlation of each predictor with the relation, once city `order[i]` of its
    /// residual stands in the place of city `i`.
    pub(super) fn correlations(&self, order: &[u32]) -> Vec<Measured> {
        let (n, count) = (self.dyads.cities, self.x.len());
        let mut products = vec![0.0; count * (count + 1)];
        let mut moved = vec![0.0; n];
        for city in 0..n {
            let start = self.dyads.start(city);
            let row = city * n + start..(city + 1) * n;
            let moved = &mut moved[..n - start];
            for (k, others) in self.others.iter().enumerate() {
                let from = order[city] as usize * n;
                let residual = &others.residual[from..from + n];
                let places = moved.iter_mut().zip(&order[start..]);
                places.for_each(|(slot, &other)| *slot = residual[other as usize]);
                let products = &mut products[k * (count + 1)..(k + 1) * (count + 1)];
                products[count] += dot_row(moved, &self.y.values[row.clone()]);
                for other in (0..count).filter(|&other| other != k) {
                    products[other] += dot_row(moved, &self.x[other].values[row.clone()]);
                }
            }
        }
        let products = products.chunks(count + 1).zip(&self.others).enumerate();
        products.map(|(k, (products, others))| others.correlation(k, products).into()).collect()
    }
}

impl Others {
    /// The partial correlation (Frisch & Waugh 1933) from the products of a moved residual with each
    /// predictor and, last, with the relation.
    fn correlation(&self, k: usize, products: &[f64]) -> Result<f64, Undefined> {
        let last = products.len() - 1;
        let with_others = || (0..last).filter(|&other| other != k).map(|other| products[other]);
        let mut side: Vec<f64> = with_others().collect();
        let size = self.size - self.correlations.explained(&mut side);
        if self.unexplained <= ROUNDING || size <= ROUNDING * self.size {
            return Err(Undefined::ZeroVariance);
        }
        let explained: f64 = with_others().zip(&self.weights).map(|(a, b)| a * b).sum();
        Ok(((products[last] - explained) / (size * self.unexplained).sqrt()).clamp(-1.0, 1.0))
    }
}

pub(super) const COLLINEAR_REASON: Undefined = Undefined::Assumption {
    broken: "one predictor is, but for a constant, a sum of others",
    instead: "fewer predictors",
};
