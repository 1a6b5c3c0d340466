//! How unequally something is spread over cities.
use crate::{Adjacency, Measured, Node, ParamError, Result, Scores, Undefined, sums};
use serde::Serialize;

/// Gini coefficient: how unequally cooperation, or any score, is spread over cities.
///
/// `G = Σ_i Σ_j |x_i - x_j| / (2 n Σ x)`, computed exactly from the sorted values as
/// `Σ_i (2i - n - 1) x_(i) / (n Σ x)`, without the correction for small samples. Of a network it is
/// that of strengths, in a directed network of what cities send and receive together; self-ties do
/// not count, and weights may be huge or tiny.
///
/// 0 if all have the same, up to `1 - 1/n` if one has all. A network without ties is undefined
/// ([`Undefined::NoEdges`]), and so are no values ([`Undefined::TooFewCities`]) and values that are
/// all 0: there is nothing to share out ([`Undefined::Vacuous`]). `O(n log n + m)`
/// time, `O(n)` memory.
///
/// Gini (1912), *Variabilità e mutabilità*.
///
/// ```
/// use conurbation::{Adjacency, structure::Gini};
/// assert_eq!(Gini::new().of(&[1.0, 3.0])?.value(), Some(0.25));
/// let star = Adjacency::from_edges(3, [(0, 1, 1.0), (0, 2, 1.0)])?; // strengths 2, 1, 1
/// assert_eq!(Gini::new().run(&star)?.value(), Some(2.0 / 12.0));
/// # Ok::<(), conurbation::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Default, Serialize)]
pub struct Gini {}

impl Gini {
    /// There is nothing to choose.
    pub fn new() -> Self {
        Self::default()
    }

    /// Computes the coefficient of the strengths of a network.
    ///
    /// # Errors
    /// None; the signature is that of all measures.
    pub fn run(&self, graph: impl AsRef<Adjacency>) -> Result<Measured> {
        Ok(Self::of_strengths(graph.as_ref()))
    }

    /// Computes the coefficient of the scores that are defined.
    ///
    /// # Errors
    /// As [`of`](Self::of).
    pub fn of_scores(&self, scores: &Scores) -> Result<Measured> {
        self.of(&scores.iter().filter_map(Measured::value).collect::<Vec<_>>())
    }

    /// Computes the coefficient of some values.
    ///
    /// # Errors
    /// [`Error::Param`](crate::Error::Param) for a value that is negative or not finite.
    pub fn of(&self, values: &[f64]) -> Result<Measured> {
        if let Some(value) = values.iter().find(|value| !(**value >= 0.0 && value.is_finite())) {
            return Err(
                ParamError::new("of", value, "values that are finite and not negative").into()
            );
        }
        Ok(coefficient(values).into())
    }

    fn of_strengths(graph: &Adjacency) -> Measured {
        if graph.edge_count() == 0 {
            return Measured::Undefined(Undefined::NoEdges);
        }
        let unit = sums::unit(graph.nodes().flat_map(|node| graph.weights(node)).copied());
        let strength = |node: Node| {
            let received = if graph.is_directed() { graph.source_weights(node) } else { &[] };
            received.iter().chain(graph.weights(node)).fold(0.0, |sum, weight| sum + weight / unit)
        };
        coefficient(&graph.nodes().map(strength).collect::<Vec<_>>()).into()
    }
}

fn coefficient(values: &[f64]) -> Result<f64, Undefined> {
    if values.is_empty() {
        return Err(Undefined::TooFewCities { need: 1 });
    }
    let unit = sums::unit(values.iter().copied());
    let mut sorted: Vec<f64> = values.iter().map(|value| value / unit).collect();
    sorted.sort_by(f64::total_cmp);
    let n = sorted.len() as f64;
    let (mut sum, mut weighted) = (0.0, 0.0);
    for (position, value) in sorted.iter().enumerate() {
        sum += value;
        weighted += (2.0 * position as f64 + 1.0 - n) * value;
    }
    if sum <= 0.0 {
        return Err(Undefined::Vacuous);
    }
    Ok((weighted / (n * sum)).max(0.0))
}
