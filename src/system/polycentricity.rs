//! Whether cooperation has one centre or several.
use super::rank_size::Line;
use super::sizes::{log_strengths, logarithms};
use crate::centrality::Direction;
use crate::structure::{Density, strengths};
use crate::{Adjacency, Measured, Result, Undefined, sums};
use serde::Serialize;

/// Functional polycentricity: whether cooperation has one centre or several.
///
/// Green's index `P = (1 − σ / σ_max) Δ`, where `σ` is the standard deviation of the strengths over
/// all `n` cities (divided by `n`), `σ_max` that of a city without ties beside the strongest, half
/// of its strength, and `Δ` the density. It is 0 where one city has all or nothing is tied, and 1
/// where all are tied alike. It mixes two things, of which one alone can make it low: how alike
/// cities are and how many ties there are. Both factors are given, and regions of unequal size must
/// not be compared by it, since small ones are denser.
///
/// Burger and Meijers' slope is that of `ln x` on `ln rank` among the two, three and four largest,
/// averaged: 0 where these are alike, and the lower the more the first stands above. Among four
/// cities of Zipf's law it is −1.
///
/// Strengths in a directed network are what cities send and receive together. Weights may be huge
/// or tiny. Without ties undefined ([`Undefined::NoEdges`]), as with fewer than two cities
/// ([`Undefined::TooFewCities`]); the slope needs four cities with ties. `O(n log n + m)`
/// time, `O(n)` memory.
///
/// Green (2007), *Urban Studies* 44:2077; Burger & Meijers (2012), *Urban Studies* 49:1127.
///
/// ```
/// use conurbation::{Adjacency, system::Polycentricity};
/// let star = Adjacency::from_edges(5, (1..5).map(|leaf| (0, leaf, 1.0)))?;
/// let found = Polycentricity::new().run(&star)?;
/// assert!((found.balance.value().unwrap() - 0.4).abs() < 1e-12);
/// assert!((found.density.value().unwrap() - 0.4).abs() < 1e-12);
/// assert!((found.green.value().unwrap() - 0.16).abs() < 1e-12);
/// # Ok::<(), conurbation::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Default, Serialize)]
pub struct Polycentricity {}

/// Whether cooperation has one centre or several.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[non_exhaustive]
pub struct PolycentricityResult {
    /// Green's index, [`balance`](Self::balance) times [`density`](Self::density); from 0 to 1.
    pub green: Measured,
    /// How alike cities are in strength, `1 − σ / σ_max`; from 0 to 1.
    pub balance: Measured,
    /// What share of all possible ties is there; from 0 to 1.
    pub density: Measured,
    /// Burger and Meijers' slope; at most 0, flat where there are several centres.
    pub slope: Measured,
}

impl Polycentricity {
    /// There is nothing to choose.
    pub fn new() -> Self {
        Self::default()
    }

    /// Computes index, factors and slope.
    ///
    /// # Errors
    /// None; the signature is that of all measures.
    pub fn run(&self, graph: impl AsRef<Adjacency>) -> Result<PolycentricityResult> {
        let graph = graph.as_ref();
        let density = Density::new().run(graph)?;
        let (balance, slope) = if graph.node_count() < 2 {
            let few = Measured::Undefined(Undefined::TooFewCities { need: 2 });
            (few, few)
        } else if graph.edge_count() == 0 {
            (Measured::Undefined(Undefined::NoEdges), Measured::Undefined(Undefined::NoEdges))
        } else {
            let balance = balance(&strengths(graph, Direction::Both));
            (Measured::Value(balance), mean_slope(log_strengths(graph)).into())
        };
        let green = balance.and_then(|balance| density.map(|density| balance * density));
        Ok(PolycentricityResult { green, balance, density, slope })
    }

    /// Computes Burger and Meijers' slope of any sizes: of populations it is that of morphological
    /// polycentricity.
    ///
    /// # Errors
    /// [`Error::Param`](crate::Error::Param) for a size that is negative or not finite.
    pub fn slope(&self, sizes: &[f64]) -> Result<Measured> {
        Ok(mean_slope(logarithms(sizes)?).into())
    }
}

/// `1 − σ / σ_max`; one of the strengths is positive.
fn balance(strengths: &[f64]) -> f64 {
    let n = strengths.len() as f64;
    let mean = sums::sum(strengths.iter().copied()) / n;
    let variance = sums::sum(strengths.iter().map(|x| (x - mean) * (x - mean))) / n;
    let most = strengths.iter().fold(0.0, |most: f64, &x| most.max(x)) / 2.0;
    (1.0 - variance.sqrt() / most).max(0.0)
}

/// The slope of logarithms of sizes on those of ranks, averaged over the two, three and four first.
fn mean_slope(mut sizes: Vec<f64>) -> Result<f64, Undefined> {
    if sizes.len() < 4 {
        return Err(Undefined::TooFewCities { need: 4 });
    }
    sizes.sort_by(|a, b| b.total_cmp(a));
    let ranks: Vec<f64> = (1..=4).map(|rank| f64::from(rank).ln()).collect();
    let slope = |cities: usize| Line::fit(&ranks[..cities], &sizes[..cities]).slope;
    // Adding 0 makes 0 of −0.
    Ok(sums::sum([2, 3, 4].map(slope)) / 3.0 + 0.0)
}
