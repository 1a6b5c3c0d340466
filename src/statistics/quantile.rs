//! Quantiles of a sample.

/// The quantile at `p`, from 0 to 1, of numbers in ascending order, of which there are some: between
/// the two nearest, in proportion (type 7 of Hyndman & Fan 1996, the default of R and NumPy).
pub(crate) fn quantile(sorted: &[f64], p: f64) -> f64 {
    let last = sorted.len() - 1;
    let at = p.clamp(0.0, 1.0) * last as f64;
    let below = (at.floor() as usize).min(last);
    let (low, high) = (sorted[below], sorted[(below + 1).min(last)]);
    // Never beyond either, and without overflow.
    let share = at - below as f64;
    (low * (1.0 - share) + high * share).clamp(low, high)
}

#[cfg(test)]
mod tests {
    use super::quantile;

    #[test]
    fn quantiles_lie_between_the_two_nearest() {
        let sorted = [1.0, 2.0, 4.0, 8.0];
        for (p, expected) in
            [(0.0, 1.0), (0.5, 3.0), (0.25, 1.75), (0.9, 6.8), (1.0, 8.0), (1.5, 8.0)]
        {
            assert!((quantile(&sorted, p) - expected).abs() < 1e-12, "{p}");
        }
        assert!((quantile(&[3.0], 0.3) - 3.0).abs() < 1e-12);
        assert!(quantile(&[-f64::MAX, f64::MAX], 0.5).abs() < 1e-12);
    }
}
