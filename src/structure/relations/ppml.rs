//! Poisson pseudo-maximum likelihood: gravity.
use super::cholesky::Cholesky;
use super::design::Design;
use super::partial::COLLINEAR_REASON;
use super::relation::{Dyads, Relation};
use super::score::Score;
use crate::{Error, Measured, ParamError, Result, Undefined, sums};
use serde::Serialize;

/// PPML: by what factor cooperation of two cities is multiplied by each of some relations, such as
/// distance, a common province, a common border; the gravity model.
///
/// `w_ij ≈ exp(α + Σ β_k x_kij)`, or with [`city_effects`](Self::city_effects)
/// `exp(α_i + α_j + Σ β_k x_kij)`, which takes the strength of every city as it is; directed, `α_i`
/// of what a city sends and another of what it receives. The coefficients make `Σ x (w - μ) = 0` for
/// every column: right on average whatever the spread of weights, zeros included, where logarithms
/// of weights would leave out every pair without a tie. A common province alone has
/// `exp β` = mean weight within over mean weight across.
///
/// With effects of cities those without any tie are left out: nothing could be told of them. Each
/// two cities count once, or each way if a relation is directed. Errors are for reading only: pairs
/// share cities, so no p is to be made of them; take [`Mrqap`](super::Mrqap).
///
/// Undefined below three cities, or three that have ties ([`Undefined::TooFewCities`]); without
/// ties ([`Undefined::NoEdges`]); if a predictor is a sum of others
/// or of effects ([`Undefined::Assumption`]); and if the ties are separated: some pairs without
/// ties are told from the rest by the predictors, as when no tie crosses a border. Then the factor
/// is 0 or infinite, and no number is the best ([`Undefined::Unbounded`]). Weights that differ by a
/// factor beyond 10⁸ may be taken for separated.
///
/// Newton's method, each step `O(N k² + k³)` for `N` pairs and `k` columns, effects included, of
/// which each pair has but two. Weights may be huge or tiny.
///
/// Santos Silva & Tenreyro (2006), *Review of Economics and Statistics* 88:641; on separation the
/// same (2010), *Economics Letters* 107:310; errors by Aronow, Samii & Assenova (2015), *Political
/// Analysis* 23:564.
///
/// ```
/// use conurbation::{Adjacency, structure::{Ppml, Relation}};
/// let ties = [(0, 1, 3.0), (0, 2, 2.0), (0, 5, 1.0), (1, 2, 2.0), (1, 4, 1.0), (2, 3, 1.0),
///     (3, 4, 2.0), (3, 5, 3.0), (4, 5, 2.0)];
/// let ties = Relation::ties(&Adjacency::from_edges(6, ties)?)?;
/// let province = Relation::same_group(&[0, 0, 0, 1, 1, 1])?;
/// let fit = Ppml::new().run(&ties, &[("same province", &province)])?.value().unwrap();
/// // 14 on 6 pairs within, 3 on 9 across.
/// assert!((fit.coefficients[0].estimate.exp() - 7.0).abs() < 1e-9);
/// # Ok::<(), conurbation::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Ppml {
    city_effects: bool,
    tolerance: f64,
    max_iterations: usize,
}

/// What gravity found.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct PpmlResult {
    /// The predictors, in their order.
    pub coefficients: Vec<Coefficient>,
    /// The logarithm of the weight where every predictor is 0; none with effects of cities.
    pub intercept: Option<f64>,
    /// The share of deviance that is explained, beyond a weight that is the same for all pairs.
    pub explained: Measured,
    /// The pairs it is fitted to.
    pub pairs: usize,
    /// The steps taken.
    pub iterations: usize,
}

/// A predictor of a log-linear model.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Coefficient {
    /// Its name.
    pub name: String,
    /// The logarithm of the factor by which one more of it multiplies the weight.
    pub estimate: f64,
    /// The standard error if the weights were independent counts.
    pub poisson_se: f64,
    /// The standard error if pairs depend on each other where they share a city, whatever their
    /// spread; undefined if its square, which is a difference, is not positive.
    pub dyadic_se: Measured,
}

/// A model that came to rest.
pub(super) struct Fitted {
    design: Design,
    coefficients: Vec<f64>,
    expected: Vec<f64>,
    information: Cholesky,
    iterations: usize,
}

const NAME: &str = "Ppml";
/// Below this share of the whole, what is left to gain is nothing.
const GAINED: f64 = 1e-9;
/// A step that still moves some pair so far, with nothing left to gain, leads away for ever.
const RUNS_AWAY: f64 = 1e-2;
/// A share of the square of a column below which rounding is all that is left of it.
const VANISHED: f64 = 1e-14;
/// Most times a step is halved.
const HALVINGS: usize = 40;

impl Default for Ppml {
    fn default() -> Self {
        Self { city_effects: false, tolerance: 1e-8, max_iterations: 100 }
    }
}

impl Ppml {
    /// One intercept; at rest when no pair's logarithm moves by more than 10⁻⁸, after which a step
    /// of Newton's leaves an error of about its square.
    pub fn new() -> Self {
        Self::default()
    }

    /// Sets whether each city has an effect of its own, so that its strength is kept.
    pub fn city_effects(mut self, city_effects: bool) -> Self {
        self.city_effects = city_effects;
        self
    }

    /// Sets how little the logarithm of a pair's weight may move in the last step; from 10⁻¹² to
    /// 10⁻².
    pub fn tolerance(mut self, tolerance: f64) -> Self {
        self.tolerance = tolerance;
        self
    }

    /// Sets the most steps taken; at least 1.
    pub fn max_iterations(mut self, max_iterations: usize) -> Self {
        self.max_iterations = max_iterations;
        self
    }

    /// Fits the weights of ties by predictors, each with its name.
    ///
    /// # Errors
    /// [`Error::Param`] for a parameter outside its range, a negative weight, or relations of
    /// unequal numbers of cities; [`Error::NotConverged`].
    pub fn run(
        &self,
        ties: &Relation,
        predictors: &[(&str, &Relation)],
    ) -> Result<Measured<PpmlResult>> {
        let relations: Vec<&Relation> = predictors.iter().map(|(_, relation)| *relation).collect();
        let fitted = self.fit(ties, &relations)?;
        Ok(fitted.map(|fitted| fitted.result(predictors, self.city_effects)))
    }

    /// The model without the columns that are to be judged, to be asked about them.
    pub(crate) fn score(
        &self,
        ties: &Relation,
        predictors: &[&Relation],
    ) -> Result<Measured<Score>> {
        Ok(self.fit(ties, predictors)?.map(Fitted::score))
    }

    pub(super) fn fit(&self, y: &Relation, x: &[&Relation]) -> Result<Measured<Fitted>> {
        self.check(y, x)?;
        let dyads = Dyads::of(x.iter().copied().chain([y]));
        let needed = Measured::Undefined(Undefined::TooFewCities { need: 3 });
        if dyads.cities < 3 {
            return Ok(needed);
        }
        if dyads.places().all(|at| y.values()[at] <= 0.0) {
            return Ok(Measured::Undefined(Undefined::NoEdges));
        }
        let design = Design::new(dyads, y, x, self.city_effects);
        if design.y.len() < 3 || design.y.len() < design.width() {
            return Ok(needed);
        }
        if design.is_collinear() {
            return Ok(Measured::Undefined(COLLINEAR_REASON));
        }
        self.newton(design)
    }

    fn check(&self, y: &Relation, x: &[&Relation]) -> Result<(), ParamError> {
        if !(1e-12..=1e-2).contains(&self.tolerance) {
            return Err(ParamError::new("tolerance", self.tolerance, "from 1e-12 to 1e-2"));
        }
        if self.max_iterations == 0 {
            return Err(ParamError::new("max_iterations", 0, "at least 1"));
        }
        if let Some(negative) = y.values().iter().find(|value| **value < 0.0) {
            return Err(ParamError::new("Ppml", negative, "weights that are not negative"));
        }
        x.iter().try_for_each(|x| x.check("Ppml", y.city_count()))
    }

    fn newton(&self, design: Design) -> Result<Measured<Fitted>> {
        let total = sums::sum(design.y.iter().copied());
        let mean = total / design.y.len() as f64;
        // From the weight that is the same for all pairs; concave, so every step is uphill.
        let mut coefficients = design.constant(mean.ln());
        let mut linear = design.predict(&coefficients);
        let mut moved = f64::INFINITY;
        for iteration in 1..=self.max_iterations {
            let expected: Vec<f64> = linear.iter().map(|linear| linear.exp()).collect();
            let left: Vec<f64> = design.y.iter().zip(&expected).map(|(y, mu)| y - mu).collect();
            let mut step = design.products_with(&left);
            let steepest = step.iter().fold(0.0_f64, |most, g| most.max(g.abs()));
            // The columns do not depend on each other, so only vanishing weights can make them.
            let information = design.products(&expected);
            let Some(information) = Cholesky::new(design.width(), information, VANISHED) else {
                return Ok(Measured::Undefined(Undefined::Unbounded));
            };
            information.solve(&mut step);
            let along = design.predict(&step);
            moved = along.iter().fold(0.0_f64, |most, x| most.max(x.abs()));
            if moved > RUNS_AWAY && steepest <= GAINED * total {
                return Ok(Measured::Undefined(Undefined::Unbounded));
            }
            let length = shortened(&design.y, &linear, &along);
            coefficients.iter_mut().zip(&step).for_each(|(b, step)| *b += length * step);
            linear = design.predict(&coefficients);
            if moved <= self.tolerance {
                return Ok(Fitted::new(design, coefficients, &linear, iteration));
            }
        }
        Err(Error::NotConverged {
            algorithm: NAME,
            iterations: self.max_iterations,
            residual: moved,
            tolerance: self.tolerance,
        })
    }
}

/// By how much a step is shortened so that the likelihood does not fall: halved until it does not.
fn shortened(y: &[f64], linear: &[f64], along: &[f64]) -> f64 {
    let likelihood = |length: f64| {
        let rows = y.iter().zip(linear).zip(along);
        sums::sum(rows.map(|((y, linear), along)| {
            let linear = linear + length * along;
            y * linear - linear.exp()
        }))
    };
    let now = likelihood(0.0);
    let enough = now - 1e-12 * now.abs();
    let mut length = 1.0;
    for _ in 0..HALVINGS {
        // Not so if it is no number.
        if likelihood(length) >= enough {
            break;
        }
        length /= 2.0;
    }
    length
}

impl Fitted {
    fn new(
        design: Design,
        coefficients: Vec<f64>,
        linear: &[f64],
        iterations: usize,
    ) -> Measured<Self> {
        let expected: Vec<f64> = linear.iter().map(|linear| linear.exp()).collect();
        match Cholesky::new(design.width(), design.products(&expected), VANISHED) {
            Some(information) => {
                Measured::Value(Self { design, coefficients, expected, information, iterations })
            }
            None => Measured::Undefined(Undefined::Unbounded),
        }
    }

    pub(super) fn slope(&self, k: usize) -> f64 {
        self.design.slope(&self.coefficients, k)
    }

    pub(super) fn intercept(&self) -> f64 {
        self.design.intercept(&self.coefficients)
    }

    pub(super) fn pairs(&self) -> usize {
        self.expected.len()
    }

    /// The model, to be asked about columns that are not in it.
    pub(super) fn score(self) -> Score {
        Score::new(self.design, self.expected, self.information)
    }

    pub(super) fn explained(&self) -> Measured {
        let y = &self.design.y;
        let mean = sums::sum(y.iter().copied()) / y.len() as f64;
        let part = |y: f64, mu: f64| (if y > 0.0 { y * (y / mu).ln() } else { 0.0 }) - (y - mu);
        let left = sums::sum(y.iter().zip(&self.expected).map(|(&y, &mu)| part(y, mu)));
        let all = sums::sum(y.iter().map(|&y| part(y, mean)));
        if all <= 1e-12 * mean * y.len() as f64 {
            return Measured::Undefined(Undefined::ZeroVariance);
        }
        Measured::Value((1.0 - left / all).clamp(0.0, 1.0))
    }

    fn result(self, predictors: &[(&str, &Relation)], city_effects: bool) -> PpmlResult {
        let dyadic = self.dyadic();
        let coefficients = predictors.iter().enumerate().map(|(k, (name, _))| {
            let sd = self.design.sd(k);
            let inverse = self.information.inverse_column(self.design.effects + k);
            let variance = inverse[self.design.effects + k] / self.design.unit;
            Coefficient {
                name: (*name).to_owned(),
                estimate: self.slope(k),
                poisson_se: variance.sqrt() / sd,
                dyadic_se: if dyadic[k] > 0.0 {
                    Measured::Value(dyadic[k].sqrt() / sd)
                } else {
                    Measured::Undefined(Undefined::NoTest {
                        why: "its square, a difference, is not positive",
                    })
                },
            }
        });
        PpmlResult {
            coefficients: coefficients.collect(),
            intercept: (!city_effects).then(|| self.intercept()),
            explained: self.explained(),
            pairs: self.pairs(),
            iterations: self.iterations,
        }
    }

    /// The variance of each coefficient if pairs depend on each other where they share a city: with
    /// `s` the part of a pair in it, `Σ_i (Σ_j s_ij)² - Σ_ij s_ij²`.
    fn dyadic(&self) -> Vec<f64> {
        let design = &self.design;
        let cities = design.pairs().map(|(a, b)| a.max(b) as usize + 1).max().unwrap_or(0);
        let variance = |k: usize| {
            let weights = self.information.inverse_column(design.effects + k);
            let along = design.predict(&weights);
            let mut of_city = vec![0.0; cities];
            let mut of_pair = std::collections::BTreeMap::<(u32, u32), f64>::new();
            let rows = design.pairs().zip(&design.y).zip(&self.expected).zip(along);
            for ((((a, b), y), mu), along) in rows {
                let part = along * (y - mu);
                of_city[a as usize] += part;
                of_city[b as usize] += part;
                *of_pair.entry((a.min(b), a.max(b))).or_default() += part;
            }
            let square = |values: &mut dyn Iterator<Item = f64>| sums::sum(values.map(|x| x * x));
            square(&mut of_city.into_iter()) - square(&mut of_pair.into_values())
        };
        (0..design.predictors).map(variance).collect()
    }
}
