//! The sizes of cities.
use crate::{Adjacency, Node, ParamError, Result, sums};

/// The logarithms of the strengths of the cities that have ties, whatever the range of weights.
pub(super) fn log_strengths(graph: &Adjacency) -> Vec<f64> {
    let logarithm = |node: Node| {
        let received = if graph.is_directed() { graph.source_weights(node) } else { &[] };
        let weights = || received.iter().chain(graph.weights(node)).copied();
        let unit = sums::unit(weights());
        weights().next().map(|_| weights().fold(0.0, |sum, w| sum + w / unit).ln() + unit.ln())
    };
    graph.nodes().filter_map(logarithm).collect()
}

/// The logarithms of the sizes above 0.
///
/// # Errors
/// [`Error::Param`](crate::Error::Param) for a size that is negative or not finite.
pub(super) fn logarithms(sizes: &[f64]) -> Result<Vec<f64>> {
    let sorted = descending(sizes)?;
    Ok(sorted.iter().filter(|size| **size > 0.0).map(|size| size.ln()).collect())
}

/// The sizes, the largest first.
///
/// # Errors
/// [`Error::Param`](crate::Error::Param) for a size that is negative or not finite.
pub(super) fn descending(sizes: &[f64]) -> Result<Vec<f64>> {
    if let Some(size) = sizes.iter().find(|size| !(**size >= 0.0 && size.is_finite())) {
        return Err(ParamError::new("of", size, "sizes that are finite and not negative").into());
    }
    let mut sorted = sizes.to_vec();
    sorted.sort_by(|a, b| b.total_cmp(a));
    Ok(sorted)
}
