//! An estimate and how far it may be off.
use crate::ParamError;
use serde::Serialize;

/// An estimate with an interval that holds the true value in a share `confidence` of all samples.
///
/// ```
/// use conurbation::statistics::Proportion;
/// let landed = Proportion::new(8, 10).wilson()?.value().unwrap();
/// assert_eq!((landed.estimate, landed.confidence), (0.8, 0.95));
/// assert!(landed.low < 0.5 && landed.high > 0.9);
/// # Ok::<(), conurbation::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Interval {
    /// The estimate.
    pub estimate: f64,
    /// The lower end.
    pub low: f64,
    /// The upper end.
    pub high: f64,
    /// The share of samples whose interval holds the true value.
    pub confidence: f64,
}

/// An error unless the confidence is between 0 and 1.
pub(super) fn check_confidence(confidence: f64) -> Result<(), ParamError> {
    if confidence > 0.0 && confidence < 1.0 {
        return Ok(());
    }
    Err(ParamError::new("confidence", confidence, "between 0 and 1"))
}
