//! How far the first city stands above the next ones.
use super::sizes::descending;
use crate::centrality::Direction;
use crate::structure::strengths;
use crate::{Adjacency, Error, Measured, Result, Undefined, sums};
use serde::Serialize;

/// Primacy: how far the first city stands above the next ones.
///
/// With sizes `x₁ ≥ x₂ ≥ …` of any kind — populations, output, or the strengths of a network —
/// `P2 = x₁ / x₂`, `P4 = x₁ / (x₂ + x₃ + x₄)`, and `P11 = 2 x₁ / (x₂ + … + x₁₁)`, the indices of
/// two, four and eleven cities. Where sizes follow the rank-size rule `x_r = x₁ / r` they are 2,
/// 12/13 and about 0.99; equal sizes give 1, 1/3 and 1/5, which are the smallest values they take.
/// The strengths of a directed network are what cities send and receive together.
///
/// Each index needs as many cities as its name says ([`Undefined::TooFewCities`]), of which those
/// without a tie count, with strength 0. If all that it divides by is 0 it is
/// [`Undefined::Unbounded`]; without any size it is [`Undefined::Vacuous`], in a network
/// [`Undefined::NoEdges`]. Weights may be huge or tiny: only ratios matter. `O(n log n + m)`
/// time, `O(n)` memory.
///
/// Jefferson (1939), *Geographical Review* 29:226.
///
/// ```
/// use conurbation::system::Primacy;
/// let cities = Primacy::new().of(&[12.0, 6.0, 4.0, 3.0])?;
/// assert_eq!(cities.p2.value(), Some(2.0));
/// assert_eq!(cities.p4.value(), Some(12.0 / 13.0));
/// assert_eq!(cities.share.value(), Some(12.0 / 25.0));
/// assert!(cities.p11.value().is_none()); // four cities only
/// # Ok::<(), conurbation::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Default, Serialize)]
pub struct Primacy {}

/// How far the first city stands above the next ones.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[non_exhaustive]
pub struct PrimacyResult {
    /// The first over the second; at least 1.
    pub p2: Measured,
    /// The first over the next three together; at least 1/3.
    pub p4: Measured,
    /// Twice the first over the next ten together; at least 1/5.
    pub p11: Measured,
    /// The share that the first has of all, from 1/n to 1.
    pub share: Measured,
}

impl Primacy {
    /// There is nothing to choose.
    pub fn new() -> Self {
        Self::default()
    }

    /// Computes the indices of the strengths of a network.
    ///
    /// # Errors
    /// None; the signature is that of all measures.
    pub fn run(&self, graph: impl AsRef<Adjacency>) -> Result<PrimacyResult> {
        let graph = graph.as_ref();
        if graph.edge_count() == 0 {
            let none = Measured::Undefined(Undefined::NoEdges);
            return Ok(PrimacyResult { p2: none, p4: none, p11: none, share: none });
        }
        self.of(&strengths(graph, Direction::Both))
    }

    /// Computes the indices of sizes, in any order.
    ///
    /// # Errors
    /// [`Error::Param`] for a size that is negative or not finite; [`Error::Overflow`] if the first
    /// city is beyond all numbers of times larger than others.
    pub fn of(&self, sizes: &[f64]) -> Result<PrimacyResult> {
        let sorted = descending(sizes)?;
        let over = |times: f64, cities: usize| -> Result<Measured> {
            let index = first_over(&sorted, cities).map(|index| times * index);
            if index.is_ok_and(|index| !index.is_finite()) {
                return Err(Error::Overflow { algorithm: "Primacy" });
            }
            Ok(index.into())
        };
        Ok(PrimacyResult {
            p2: over(1.0, 2)?,
            p4: over(1.0, 4)?,
            p11: over(2.0, 11)?,
            share: share(&sorted).into(),
        })
    }
}

/// The first of some cities over the others of them together.
fn first_over(sorted: &[f64], cities: usize) -> Result<f64, Undefined> {
    let Some(others) = sorted.get(1..cities) else {
        return Err(Undefined::TooFewCities { need: cities });
    };
    if sorted[0] <= 0.0 {
        return Err(Undefined::Vacuous);
    }
    if others[0] <= 0.0 {
        return Err(Undefined::Unbounded);
    }
    // In a unit of the second, so that sums neither overflow nor vanish.
    let unit = sums::unit(others.iter().copied());
    Ok(sorted[0] / unit / sums::sum(others.iter().map(|size| size / unit)))
}

fn share(sorted: &[f64]) -> Result<f64, Undefined> {
    let first = *sorted.first().ok_or(Undefined::TooFewCities { need: 1 })?;
    if first <= 0.0 {
        return Err(Undefined::Vacuous);
    }
    let unit = sums::unit([first]);
    Ok(first / unit / sums::sum(sorted.iter().map(|size| size / unit)))
}
