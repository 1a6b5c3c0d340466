//! How alike the industries of cities are.
use super::cities::Cities;
use super::{Finding, Inquiry};
use crate::region::{RowRef, Table};
use crate::{Measured, Node, ParamError, Region, Result, Undefined};
use serde::Serialize;
use std::collections::BTreeMap;

/// A measure of how alike two lists of shares are, from 0 to 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Similarity {
    /// `1 - K / 2` with Krugman's index `K = Σ |s_a - s_b|`; also `Σ min(s_a, s_b)`.
    #[default]
    Krugman,
    /// The cosine `Σ s_a s_b / √(Σ s_a² Σ s_b²)`: the coefficient of isomorphism (同构系数) of UNIDO.
    Isomorphism,
}

/// Likeness of industries: whether cities live on the same things, and so compete.
///
/// The mean over all pairs of cities of `1 - K_ij / 2`, for Krugman's index
/// `K_ij = Σ |s_i - s_j|` over industries, or of the coefficient of isomorphism; 1 if all cities
/// are alike, 0 if no two have an industry in common. Shares are those of the columns
/// `industry:NAME` of places, divided by their sum. It describes the cities as they are, so there is
/// nothing to be tested and no event to be drawn again.
///
/// Undefined below two cities ([`Undefined::TooFewCities`]) and unless shares are given for all
/// ([`Undefined::MissingData`]). `O(n² k)` for `k` industries.
///
/// Krugman (1991), *Geography and Trade*; UNIDO (1979), *World Industry since 1960*.
///
/// ```
/// use conurbation::cooperation::{Industries, Similarity};
/// let (one, other) = ([0.5, 0.3, 0.2], [0.3, 0.3, 0.4]);
/// assert!((Industries::new().of(&one, &other)?.value().unwrap() - 0.8).abs() < 1e-12);
/// let cosine = Industries::new().similarity(Similarity::Isomorphism).of(&one, &other)?;
/// assert!((cosine.value().unwrap() - 0.32 / (0.38_f64 * 0.34).sqrt()).abs() < 1e-12);
/// # Ok::<(), conurbation::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct Industries {
    similarity: Similarity,
}

const NEEDS: &str = "shares of industries for every city (columns `industry:NAME` of places)";

impl Industries {
    /// By Krugman's index.
    pub fn new() -> Self {
        Self::default()
    }

    /// Sets the measure.
    pub fn similarity(mut self, similarity: Similarity) -> Self {
        self.similarity = similarity;
        self
    }

    /// How alike two lists of shares are; each is divided by its sum first.
    ///
    /// # Errors
    /// [`Error::Param`](crate::Error::Param) for lists of unequal length, and a share that is negative
    /// or not finite.
    pub fn of(&self, one: &[f64], other: &[f64]) -> Result<Measured> {
        let setter = "Industries::of";
        if one.len() != other.len() {
            let found = format!("{} beside {} shares", one.len(), other.len());
            return Err(ParamError::new(setter, found, "lists of one length").into());
        }
        let mut shares = one.iter().chain(other);
        if let Some(share) = shares.find(|share| !(**share >= 0.0 && share.is_finite())) {
            return Err(ParamError::new(setter, share, "shares that are not negative").into());
        }
        let total = |shares: &[f64]| crate::sums::sum(shares.iter().copied());
        let (a, b) = (total(one), total(other));
        if a <= 0.0 || b <= 0.0 {
            return Ok(Measured::Undefined(Undefined::Vacuous));
        }
        let of = |shares: &[f64], total: f64| -> BTreeMap<usize, f64> {
            shares.iter().map(|share| share / total).enumerate().collect()
        };
        Ok(Measured::Value(similarity(self.similarity, &of(one, a), &of(other, b))))
    }

    /// The mean over all pairs of cities of a region.
    ///
    /// # Errors
    /// As [`Inquiry::ask`].
    pub fn run(&self, region: &Region, inquiry: &Inquiry) -> Result<Finding> {
        let cities = Cities::of(region, inquiry)?;
        let (quantity, meaning) = match self.similarity {
            Similarity::Krugman => ("likeness-krugman", "mean of 1 - K / 2 over pairs of cities"),
            Similarity::Isomorphism => {
                ("isomorphism", "mean cosine of shares over pairs of cities")
            }
        };
        let none = Undefined::NoTest { why: "it describes the cities as they are" };
        let finding = Finding::new(quantity, meaning, region, none).decided_by(NEEDS);
        let places = cities
            .network
            .cities()
            .iter()
            .map(|city| RowRef { table: Table::Places, index: city.place.index() as u32 });
        let finding = finding.rows(region, places, cities.count());
        let n = cities.count() as Node;
        let shares =
            if n < 2 { Err(Undefined::TooFewCities { need: 2 }) } else { cities.industries() };
        let mean = shares.map(|shares| {
            let of = |a: Node, b: Node| {
                similarity(self.similarity, &shares[a as usize], &shares[b as usize])
            };
            let pairs = (0..n).flat_map(|a| (a + 1..n).map(move |b| (a, b)));
            crate::sums::sum(pairs.map(|(a, b)| of(a, b))) / (f64::from(n) * f64::from(n - 1) / 2.0)
        });
        Ok(finding.value(Measured::from(mean)))
    }
}

/// The question, asked of a region.
pub(super) fn findings(region: &Region, inquiry: &Inquiry) -> Result<Vec<Finding>> {
    let of = |similarity| Industries::new().similarity(similarity).run(region, inquiry);
    Ok(vec![of(Similarity::Krugman)?, of(Similarity::Isomorphism)?])
}

/// How alike two lists of shares are, each of which adds up to 1.
pub(super) fn similarity<K: Ord>(
    measure: Similarity,
    one: &BTreeMap<K, f64>,
    other: &BTreeMap<K, f64>,
) -> f64 {
    let both = || one.iter().filter_map(|(name, a)| Some((*a, *other.get(name)?)));
    let value = match measure {
        Similarity::Krugman => crate::sums::sum(both().map(|(a, b)| a.min(b))),
        Similarity::Isomorphism => {
            let square = |shares: &BTreeMap<K, f64>| {
                crate::sums::sum(shares.values().map(|share| share * share))
            };
            let product = crate::sums::sum(both().map(|(a, b)| a * b));
            product / (square(one) * square(other)).sqrt()
        }
    };
    value.clamp(0.0, 1.0)
}
