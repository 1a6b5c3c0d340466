//! Regression of relations, tested by double semi-partialling.
use super::partial::Partial;
use super::ppml::Ppml;
use super::relation::{Dyads, Relation};
use super::symmetries::{ln_factorial, ln_symmetries};
use crate::statistics::{Alternative, Permutation, PermutationTest};
use crate::{Error, Measured, Result, Undefined};
use serde::Serialize;

/// How the relation depends on the others.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Model {
    /// A weighted sum, by least squares.
    #[default]
    Linear,
    /// The exponential of one, by [`Ppml`]: for weights and counts.
    Poisson,
}

/// MRQAP: whether a relation has to do with another once the rest are considered, such as
/// cooperation with a common border where distance and province are the same.
///
/// Double semi-partialling: of each predictor is taken what the others explain, by least squares;
/// chance gives the cities of what is left to each other's places; and the model is asked anew how
/// much that explains. In the linear model the statistic is the partial correlation, which orders
/// arrangements as `|t|` does; in the Poisson model it is the score `U / √V` of the moved residual
/// in the model without the predictor, which needs no new fit and has the p of the Wald `z` of a
/// full one to within the error of chance. All predictors see the same orders of cities. Of up to
/// eight cities all orders are counted. Two-sided by absolute value, unless the [`Permutation`]
/// given says otherwise.
///
/// To take the others out of a predictor makes numbers differ that were equal: a relation of two
/// provinces of three cities each has ten arrangements, its residual 720. So each predictor also
/// has a `floor`, the smallest one-sided p that exchanging cities could give for the predictor as
/// it is; where that is above the level, no small p of it means anything.
///
/// All is undefined below three cities or with hardly more pairs than predictors
/// ([`Undefined::TooFewCities`]), if a relation does not vary ([`Undefined::ZeroVariance`]), if a
/// predictor is a sum of others ([`Undefined::Assumption`]), and in the Poisson model as [`Ppml`] is.
/// A test alone is undefined if the others explain all ([`Undefined::ZeroVariance`]) and as
/// [`Permutation::matrices`] is. Each order costs `O(p² n²)` for `p` predictors.
///
/// Dekker, Krackhardt & Snijders (2007), *Psychometrika* 72:563; the score is Rao's (1948),
/// *Proceedings of the Cambridge Philosophical Society* 44:50.
///
/// ```
/// use conurbation::{statistics::Permutation, structure::{Mrqap, Relation}};
/// let ties = Relation::from_fn(7, |a, b| f64::from(10 + (a * b) % 3 - b + a))?;
/// let distance = Relation::from_fn(7, |a, b| f64::from(b - a))?;
/// let province = Relation::same_group(&[0, 0, 0, 1, 1, 1, 1])?;
/// let predictors = [("distance", &distance), ("province", &province)];
/// let found = Mrqap::new().run(&ties, &predictors)?.value().unwrap();
/// let distance = &found.predictors[0];
/// let test = distance.test.value().unwrap();
/// assert!(distance.coefficient < 0.0 && test.p < 0.05 && test.exact);
/// assert!((found.predictors[1].floor - 1.0 / 35.0).abs() < 1e-12);
/// # Ok::<(), conurbation::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Mrqap {
    model: Model,
    permutation: Permutation,
}

/// What the regression found.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct MrqapResult {
    /// The model.
    pub model: Model,
    /// The pairs of cities.
    pub pairs: usize,
    /// What the model says where every predictor is 0; of the Poisson model the logarithm.
    pub intercept: f64,
    /// The share of variance that is explained; of the Poisson model, of deviance.
    pub explained: Measured,
    /// The predictors, in their order.
    pub predictors: Vec<Predictor>,
}

/// A predictor, all others considered.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Predictor {
    /// Its name.
    pub name: String,
    /// What one more of it adds; in the Poisson model, to the logarithm.
    pub coefficient: f64,
    /// The coefficient if both relations had standard deviation 1; none in the Poisson model.
    pub standardized: Option<f64>,
    /// Student's `t` of least squares, for comparison with other programs; it has no p. None in the
    /// Poisson model.
    pub t: Measured,
    /// The variance inflation factor: 1 if it shares nothing with the others; above 10 they can
    /// hardly be told apart.
    pub vif: f64,
    /// The test; its statistic is the partial correlation, or in the Poisson model the score.
    pub test: Measured<PermutationTest>,
    /// The smallest one-sided p that exchanging cities could give for the predictor as it is.
    pub floor: f64,
}

impl Default for Mrqap {
    fn default() -> Self {
        let permutation = Permutation::new().alternative(Alternative::TwoSidedAbsolute);
        Self { model: Model::default(), permutation }
    }
}

impl Mrqap {
    /// The linear model, two-sided by absolute value.
    pub fn new() -> Self {
        Self::default()
    }

    /// Sets the model.
    pub fn model(mut self, model: Model) -> Self {
        self.model = model;
        self
    }

    /// Sets how chance is drawn and what counts as extreme.
    pub fn permutation(mut self, permutation: Permutation) -> Self {
        self.permutation = permutation;
        self
    }

    /// Explains a relation by others, each with its name.
    ///
    /// # Errors
    /// [`Error::Param`] for no predictor, relations of unequal numbers of cities, and in the Poisson
    /// model a negative weight; [`Error::Overflow`] for a coefficient beyond the range of numbers;
    /// those of [`Ppml`] and of the [`Permutation`].
    pub fn run(
        &self,
        ties: &Relation,
        predictors: &[(&str, &Relation)],
    ) -> Result<Measured<MrqapResult>> {
        let relations: Vec<&Relation> = predictors.iter().map(|(_, relation)| *relation).collect();
        for relation in &relations {
            relation.check("Mrqap::run", ties.city_count())?;
        }
        if relations.is_empty() {
            let expected = "at least one predictor";
            return Err(crate::ParamError::new("Mrqap::run", "no predictor", expected).into());
        }
        let dyads = Dyads::of(relations.iter().copied().chain([ties]));
        if dyads.cities < 3 || dyads.count() < relations.len() + 2 {
            let need = (3..).find(|&n: &usize| n * (n - 1) / 2 >= relations.len() + 2);
            return Ok(Measured::Undefined(Undefined::TooFewCities { need: need.unwrap_or(3) }));
        }
        let partial = match Partial::new(dyads, ties, &relations) {
            Ok(partial) => partial,
            Err(reason) => return Ok(Measured::Undefined(reason)),
        };
        let names: Vec<&str> = predictors.iter().map(|(name, _)| *name).collect();
        let setting = Setting { dyads, ties, relations, names, partial };
        let result = match self.model {
            Model::Linear => Measured::Value(self.linear(&setting)?),
            Model::Poisson => self.poisson(&setting)?,
        };
        let finite = |result: &MrqapResult| {
            let mut predictors = result.predictors.iter();
            result.intercept.is_finite() && predictors.all(|it| it.coefficient.is_finite())
        };
        match &result {
            Measured::Value(value) if !finite(value) => Err(Error::Overflow { algorithm: "Mrqap" }),
            _ => Ok(result),
        }
    }

    fn linear(&self, setting: &Setting<'_>) -> Result<MrqapResult> {
        let partial = &setting.partial;
        let tests = self.tests(setting, |order| partial.correlations(order))?;
        let freedom = (setting.dyads.count() - setting.relations.len() - 1) as f64;
        let predictors = tests.into_iter().enumerate().map(|(k, test)| {
            let t = test.0.and_then(|r| {
                let left = 1.0 - r * r;
                let t = r * (freedom / left).sqrt();
                if t.is_finite() {
                    Measured::Value(t)
                } else {
                    Measured::Undefined(Undefined::ZeroVariance)
                }
            });
            let coefficient = partial.coefficient(k);
            setting.predictor(k, coefficient, Some(partial.standardized[k]), t, test.1)
        });
        Ok(MrqapResult {
            model: self.model,
            pairs: setting.dyads.count(),
            intercept: partial.intercept(),
            explained: Measured::Value(partial.r_squared.clamp(0.0, 1.0)),
            predictors: predictors.collect(),
        })
    }

    fn poisson(&self, setting: &Setting<'_>) -> Result<Measured<MrqapResult>> {
        let full = match Ppml::new().fit(setting.ties, &setting.relations)? {
            Measured::Value(full) => full,
            Measured::Undefined(reason) => return Ok(Measured::Undefined(reason)),
        };
        let mut without = Vec::new();
        for k in 0..setting.relations.len() {
            let mut others = setting.relations.clone();
            others.remove(k);
            match Ppml::new().fit(setting.ties, &others)? {
                Measured::Value(fitted) => without.push(fitted.score()),
                Measured::Undefined(reason) => return Ok(Measured::Undefined(reason)),
            }
        }
        let n = setting.dyads.cities;
        let tests = self.tests(setting, |order| {
            let scores = without.iter().enumerate().map(|(k, model)| {
                let residual = setting.partial.residual(k);
                let place = |city: u32| order[city as usize] as usize;
                model.of(|from, to| residual[place(from) * n + place(to)])
            });
            scores.collect()
        })?;
        let none = Measured::Undefined(Undefined::NoTest { why: "t is of least squares alone" });
        let predictors = tests.into_iter().enumerate();
        let predictors = predictors
            .map(|(k, test)| setting.predictor(k, full.slope(k), None, none, test.1))
            .collect();
        Ok(Measured::Value(MrqapResult {
            model: self.model,
            pairs: full.pairs(),
            intercept: full.intercept(),
            explained: full.explained(),
            predictors,
        }))
    }

    /// The statistic of each predictor and its test.
    fn tests(
        &self,
        setting: &Setting<'_>,
        statistics: impl Fn(&[u32]) -> Vec<Measured> + Sync,
    ) -> Result<Vec<(Measured, Measured<PermutationTest>)>> {
        let n = setting.dyads.cities;
        let alike = (0..setting.relations.len()).map(|k| {
            let residual = setting.partial.residual(k);
            let value = |a: u32, b: u32| residual[a as usize * n + b as usize];
            let residual = Relation::from_fn_directed(n, value)?;
            Ok(ln_symmetries(&residual))
        });
        let alike: Vec<f64> = alike.collect::<Result<_>>()?;
        let order: Vec<u32> = (0..n as u32).collect();
        let observed = statistics(&order);
        let tests = self.permutation.orders_together(n, &alike, &observed, statistics)?;
        Ok(observed.into_iter().zip(tests).collect())
    }
}

/// What both models work with.
struct Setting<'a> {
    dyads: Dyads,
    ties: &'a Relation,
    relations: Vec<&'a Relation>,
    names: Vec<&'a str>,
    partial: Partial,
}

impl Setting<'_> {
    fn predictor(
        &self,
        k: usize,
        coefficient: f64,
        standardized: Option<f64>,
        t: Measured,
        test: Measured<PermutationTest>,
    ) -> Predictor {
        let alike = ln_symmetries(self.relations[k]) - ln_factorial(self.dyads.cities);
        let vif = self.partial.vif(k);
        let (name, floor) = (self.names[k].to_owned(), alike.exp().min(1.0));
        Predictor { name, coefficient, standardized, t, vif, test, floor }
    }
}
