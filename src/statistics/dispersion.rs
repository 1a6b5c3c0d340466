//! Whether events come in bursts.
use super::distribution::{normal_above, normal_quantile, student_t_quantile, student_t_two_sided};
use crate::{Measured, ParamError, Result, Undefined, sums};
use serde::Serialize;

/// How much more counts vary than independent events would.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Dispersion {
    /// The factor by which the variance exceeds that of independent events; about 1 if they are
    /// independent, above if they come in bursts.
    pub phi: f64,
    /// Pearson's chi-squared, `Σ (y - e)² / e`.
    pub chi_squared: f64,
    /// Its degrees of freedom: periods less windows.
    pub df: usize,
}

/// The dispersion of counts per period: whether events come in bursts, such as ceremonies that sign
/// twenty items at once.
///
/// `φ = Σ (y - e)² / e / df`: `e` is what a period expects, its exposure times the rate of its
/// window, and the windows have rates of their own; `df` is the number of periods less that of
/// windows. Windows are any numbers, one for each period: all the same for one rate.
/// [`RateRatio::dispersion`](super::RateRatio::dispersion) takes `φ`, or 1 if it is below.
///
/// Without events undefined ([`Undefined::NoEvents`]), and where no window has two periods
/// ([`Undefined::TooFewUnits`]). A window without events has no variance, but adds its degrees of
/// freedom. `O(k log k)` for `k` periods.
///
/// Wedderburn (1974), *Biometrika* 61:439; McCullagh & Nelder (1989), *Generalized Linear Models*.
///
/// ```
/// use conurbation::statistics::dispersion;
/// let years = [1.0; 4];
/// let found = dispersion(&[0, 4, 0, 4], &years, &[0; 4])?.value().unwrap();
/// assert_eq!((found.chi_squared, found.df), (8.0, 3));
/// let steady = dispersion(&[4, 4, 0, 0], &years, &[1, 1, 2, 2])?.value().unwrap();
/// assert_eq!(steady.phi, 0.0);
/// # Ok::<(), conurbation::Error>(())
/// ```
///
/// # Errors
/// [`Error::Param`](crate::Error::Param) unless there is a window and a positive and finite
/// exposure for each count.
pub fn dispersion(
    counts: &[u64],
    exposures: &[f64],
    windows: &[u32],
) -> Result<Measured<Dispersion>> {
    if exposures.len() != counts.len() || windows.len() != counts.len() {
        let lengths = [counts.len(), exposures.len(), windows.len()];
        let found =
            format!("{} counts, {} exposures, {} windows", lengths[0], lengths[1], lengths[2]);
        return Err(ParamError::new("dispersion", found, "as many of each").into());
    }
    if let Some(wrong) = exposures.iter().find(|exposure| !is_exposure(**exposure)) {
        return Err(ParamError::new("dispersion", wrong, "exposures positive and finite").into());
    }
    if counts.iter().all(|&count| count == 0) {
        return Ok(Measured::Undefined(Undefined::NoEvents));
    }
    let mut periods: Vec<usize> = (0..counts.len()).collect();
    periods.sort_by_key(|&period| windows[period]);
    let by_window = || periods.chunk_by(|&a, &b| windows[a] == windows[b]);
    let df = counts.len() - by_window().count();
    if df == 0 {
        return Ok(Measured::Undefined(Undefined::TooFewUnits { need: by_window().count() + 1 }));
    }
    let unit = sums::unit(exposures.iter().copied());
    let chi_squared = sums::sum(by_window().map(|window| {
        let events = sums::sum(window.iter().map(|&period| counts[period] as f64));
        let exposure = sums::sum(window.iter().map(|&period| exposures[period] / unit));
        let expected = |period: usize| events * (exposures[period] / unit / exposure);
        let term = |&period: &usize| {
            let expected = expected(period);
            if expected > 0.0 { (counts[period] as f64 - expected).powi(2) / expected } else { 0.0 }
        };
        sums::sum(window.iter().map(term))
    }));
    Ok(Measured::Value(Dispersion { phi: chi_squared / df as f64, chi_squared, df }))
}

/// Whether a number can be the time or the size over which events were counted.
pub(super) fn is_exposure(exposure: f64) -> bool {
    exposure > 0.0 && exposure.is_finite()
}

/// A one-sided p once its deviate is divided by the root of a dispersion; with degrees of freedom it
/// is read as one of Student's t.
pub(super) fn tempered(p: f64, phi: f64, df: Option<usize>) -> f64 {
    let deviate = -normal_quantile(p) / phi.sqrt();
    let Some(df) = df else { return normal_above(deviate) };
    let tail = student_t_two_sided(deviate, df as f64) / 2.0;
    if deviate > 0.0 { tail } else { 1.0 - tail }
}

/// By how much the ends of an interval are farther from its middle under a dispersion.
pub(super) fn widening(confidence: f64, phi: f64, df: Option<usize>) -> f64 {
    let side = (1.0 + confidence) / 2.0;
    let uncertain =
        df.map_or(1.0, |df| student_t_quantile(side, df as f64) / normal_quantile(side));
    phi.sqrt() * uncertain
}
