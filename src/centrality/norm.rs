//! In which unit scores are given that have none of their own.
use serde::Serialize;

/// What scores that are known up to a common factor only are divided by.
///
/// Such scores can be compared within one network and one norm alone: tools differ in the norm
/// that they take, and say so rarely.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Norm {
    /// The root of the sum of their squares, so that the squares sum to 1 (NetworkX, UCINET).
    #[default]
    Euclidean,
    /// The largest of them, so that it becomes 1 (igraph).
    Maximum,
    /// Their sum, so that it becomes 1.
    Sum,
}

impl Norm {
    /// Divides scores, of which none is negative and one is positive.
    pub(super) fn apply(self, scores: &mut [f64]) {
        let largest = scores.iter().copied().fold(0.0, f64::max);
        scores.iter_mut().for_each(|score| *score /= largest);
        let norm = match self {
            Self::Euclidean => crate::sums::sum(scores.iter().map(|score| score * score)).sqrt(),
            Self::Maximum => return,
            Self::Sum => crate::sums::sum(scores.iter().copied()),
        };
        scores.iter_mut().for_each(|score| *score /= norm);
    }
}
