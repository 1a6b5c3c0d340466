//! Which of many results to believe.
use crate::{ParamError, Result, sums};

/// The q of each p: the smallest share of false discoveries among all results at least as small, in
/// the order given.
///
/// `q_(i) = min_{j >= i} m p_(j) / j` over `m` values in ascending order, at most 1. To report the
/// cities with `q <= 0.1` is to accept that one in ten of them is there by chance, if the tests are
/// independent or depend positively on each other. No values give none. `O(m log m)`.
///
/// Benjamini & Hochberg (1995), *Journal of the Royal Statistical Society B* 57:289.
///
/// ```
/// use conurbation::statistics::benjamini_hochberg;
/// let q = benjamini_hochberg(&[0.01, 0.5, 0.02, 0.4])?;
/// assert!(q.iter().zip([0.04, 0.5, 0.04, 0.5]).all(|(q, expected)| (q - expected).abs() < 1e-12));
/// # Ok::<(), conurbation::Error>(())
/// ```
///
/// # Errors
/// [`Error::Param`](crate::Error::Param) for a p that is not from 0 to 1.
pub fn benjamini_hochberg(p: &[f64]) -> Result<Vec<f64>> {
    Ok(adjusted("benjamini_hochberg", p, 1.0)?)
}

/// The q of each p, whatever the tests have to do with each other: those of
/// [`benjamini_hochberg`] times `1 + 1/2 + … + 1/m`, at most 1. `O(m log m)`.
///
/// Cities that share their partners have tests that depend on each other in any way.
///
/// Benjamini & Yekutieli (2001), *Annals of Statistics* 29:1165.
///
/// ```
/// use conurbation::statistics::benjamini_yekutieli;
/// let q = benjamini_yekutieli(&[0.01, 0.5])?;
/// assert!((q[0] - 0.03).abs() < 1e-12 && (q[1] - 0.75).abs() < 1e-12);
/// # Ok::<(), conurbation::Error>(())
/// ```
///
/// # Errors
/// [`Error::Param`](crate::Error::Param) for a p that is not from 0 to 1.
pub fn benjamini_yekutieli(p: &[f64]) -> Result<Vec<f64>> {
    let factor = sums::sum((1..=p.len()).map(|rank| 1.0 / rank as f64));
    Ok(adjusted("benjamini_yekutieli", p, factor)?)
}

fn adjusted(setter: &'static str, p: &[f64], factor: f64) -> Result<Vec<f64>, ParamError> {
    if let Some(wrong) = p.iter().find(|p| !(0.0..=1.0).contains(*p)) {
        return Err(ParamError::new(setter, wrong, "from 0 to 1"));
    }
    let mut order: Vec<usize> = (0..p.len()).collect();
    order.sort_by(|&a, &b| p[a].total_cmp(&p[b]));
    let mut q = vec![1.0; p.len()];
    let mut smallest = 1.0_f64;
    for (nth, &test) in order.iter().enumerate().rev() {
        let tests_per_rank = p.len() as f64 / (nth as f64 + 1.0);
        smallest = smallest.min(p[test] * tests_per_rank * factor);
        q[test] = smallest;
    }
    Ok(q)
}
