//! How unequally something is spread over cities, by its standard deviation.
use super::strengths;
use crate::centrality::Direction;
use crate::{Adjacency, Measured, ParamError, Result, Undefined, sums};
use serde::Serialize;

/// Coefficient of variation: how unequally cooperation is spread over cities.
///
/// The standard deviation, with `n` in the denominator, over the mean: `√(Σ (x − x̄)² / n) / x̄`. Of
/// a network it is that of strengths, in a directed one of what cities send and receive together;
/// self-ties do not count, and weights may be huge or tiny. Beside [`Gini`](super::Gini) it gives
/// more weight to the few that stand out; for weighted networks the two take the place of
/// [`Centralization`](super::Centralization).
///
/// 0 if all have the same, up to `√(n − 1)` if one has all. Fewer than two cities are undefined
/// ([`Undefined::TooFewCities`]), and so are a network without ties ([`Undefined::NoEdges`]) and
/// values that are all 0 ([`Undefined::Vacuous`]). `O(n + m)` time,
/// `O(n)` memory.
///
/// Pearson (1896), *Philosophical Transactions A* 187:253.
///
/// ```
/// use conurbation::{Adjacency, structure::Variation};
/// assert_eq!(Variation::new().of(&[1.0, 3.0])?.value(), Some(0.5));
/// let star = Adjacency::from_edges(5, (1..5).map(|leaf| (0, leaf, 2.0)))?; // 8, 2, 2, 2, 2
/// assert!((Variation::new().run(&star)?.value().unwrap() - 2.4 / 3.2).abs() < 1e-12);
/// # Ok::<(), conurbation::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Default, Serialize)]
pub struct Variation {}

impl Variation {
    /// There is nothing to choose.
    pub fn new() -> Self {
        Self::default()
    }

    /// Computes the coefficient of the strengths of a network.
    ///
    /// # Errors
    /// None; the signature is that of all measures.
    pub fn run(&self, graph: impl AsRef<Adjacency>) -> Result<Measured> {
        let graph = graph.as_ref();
        if graph.node_count() >= 2 && graph.edge_count() == 0 {
            return Ok(Measured::Undefined(Undefined::NoEdges));
        }
        Ok(coefficient(&strengths(graph, Direction::Both)).into())
    }

    /// Computes the coefficient of some values.
    ///
    /// # Errors
    /// [`Error::Param`](crate::Error::Param) for a value that is negative or not finite.
    pub fn of(&self, values: &[f64]) -> Result<Measured> {
        if let Some(value) = values.iter().find(|value| !(**value >= 0.0 && value.is_finite())) {
            let expected = "values that are finite and not negative";
            return Err(ParamError::new("of", value, expected).into());
        }
        Ok(coefficient(values).into())
    }
}

fn coefficient(values: &[f64]) -> Result<f64, Undefined> {
    if values.len() < 2 {
        return Err(Undefined::TooFewCities { need: 2 });
    }
    let unit = sums::unit(values.iter().copied());
    let n = values.len() as f64;
    let mean = sums::sum(values.iter().map(|value| value / unit)) / n;
    if mean <= 0.0 {
        return Err(Undefined::Vacuous);
    }
    let squares = values.iter().map(|value| (value / unit - mean) * (value / unit - mean));
    Ok((sums::sum(squares) / n).sqrt() / mean)
}
