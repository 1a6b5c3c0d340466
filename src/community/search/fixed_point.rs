//! Weights as whole numbers, so that sums do not depend on their order.

/// A unit in which weights are whole numbers, exactly or nearly.
///
/// Weights that are multiples of one number, as counts, halves or thousandths are, are counted in
/// it: multiplying all of them by a number changes nothing. Others are counted in the largest
/// power of two for which their sum is below 2⁶¹. No weight counts less than 1.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct FixedPoint {
    /// Weights are first divided by this power of two,
    power: f64,
    /// then by this.
    unit: f64,
    /// The largest part of a weight that is lost or gained by rounding.
    pub(crate) error: f64,
    /// Whether all weights are one unit.
    pub(crate) is_one: bool,
}

/// The sum of all whole weights is below.
const SUM: f64 = (1_u64 << 61) as f64;
/// The largest weight that is a multiple of a common unit.
const MULTIPLE: f64 = (1_u64 << 32) as f64;
/// How far a multiple may be from a whole number, relative.
const NEAR: f64 = 1.0 / (1_u64 << 46) as f64;

impl FixedPoint {
    /// The unit for these weights, which are positive and finite.
    pub(crate) fn new(weights: impl Iterator<Item = f64> + Clone) -> Self {
        let first = weights.clone().next().unwrap_or(1.0);
        // Told by bits, without a division for each.
        if weights.clone().all(|weight| weight.to_bits() == first.to_bits()) {
            return Self { power: first, unit: 1.0, error: 0.0, is_one: true };
        }
        let power = crate::sums::unit(weights.clone());
        let scaled = weights.map(|weight| weight / power);
        let unit = common_unit(scaled.clone()).unwrap_or_else(|| {
            let sum = scaled.clone().fold(0.0, |sum, weight| sum + weight);
            crate::sums::unit([(SUM / sum.max(1.0)).recip() * 2.0])
        });
        let mut point = Self { power, unit, error: 0.0, is_one: false };
        let divisor = scaled.clone().fold(0, |divisor, weight| gcd(divisor, point.scaled(weight)));
        point.unit *= divisor.max(1) as f64;
        let error = |weight: f64| {
            let whole = point.scaled(weight) as f64 * point.unit;
            if weight > 0.0 { (whole / weight - 1.0).abs().min(f64::MAX) } else { f64::MAX }
        };
        point.error = scaled.fold(0.0, |most, weight| f64::max(most, error(weight)));
        point
    }

    /// A weight in units.
    pub(crate) fn whole(&self, weight: f64) -> i64 {
        self.scaled(weight / self.power)
    }

    /// A number of the weight's dimension, such as a resolution per pair, in units.
    pub(crate) fn real(&self, value: f64) -> f64 {
        (value / self.power / self.unit).min(f64::MAX)
    }

    fn scaled(&self, weight: f64) -> i64 {
        ((weight / self.unit).round() as i64).max(1)
    }
}

/// The largest number of which all weights are nearly multiples, if there is one that is not tiny.
fn common_unit(weights: impl Iterator<Item = f64> + Clone) -> Option<f64> {
    let least = weights.clone().fold(f64::INFINITY, f64::min);
    if !(least.is_finite() && least > f64::MIN_POSITIVE) {
        return None;
    }
    let mut parts = 1.0;
    for weight in weights.clone() {
        let multiple = weight / least * parts;
        if multiple > MULTIPLE {
            return None;
        }
        if !whole(multiple) {
            parts *= denominator(multiple)?;
        }
        if parts > 1e6 {
            return None;
        }
    }
    let unit = least / parts;
    weights.clone().all(|weight| whole(weight / unit) && weight / unit <= MULTIPLE).then_some(unit)
}

fn whole(value: f64) -> bool {
    (value - value.round()).abs() <= NEAR * value
}

/// The least number up to a thousand that makes a whole number of a value.
fn denominator(value: f64) -> Option<f64> {
    let (mut before, mut last, mut rest) = (0.0, 1.0, value);
    while last <= 1000.0 {
        if whole(value * last) {
            return Some(last);
        }
        let fraction: f64 = rest - rest.floor();
        if fraction <= 0.0 {
            return None;
        }
        rest = fraction.recip();
        (before, last) = (last, rest.floor() * last + before);
    }
    None
}

fn gcd(mut a: i64, mut b: i64) -> i64 {
    if a == 1 {
        return 1;
    }
    while b != 0 {
        (a, b) = (b, a % b);
    }
    a
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wholes(weights: &[f64]) -> Vec<i64> {
        let point = FixedPoint::new(weights.iter().copied());
        weights.iter().map(|&weight| point.whole(weight)).collect()
    }

    #[test]
    fn multiples_of_one_number_are_counted_in_it() {
        assert_eq!(wholes(&[4.0, 6.0, 10.0]), [2, 3, 5]);
        assert_eq!(wholes(&[0.3, 0.1, 0.7]), [3, 1, 7]);
        assert_eq!(wholes(&[1.0, 1.0 / 3.0, 0.25, 1.0 / 12.0]), [12, 4, 3, 1]);
        assert_eq!(wholes(&[1e-300, 3e-300]), [1, 3]);
        for factor in [1000.0, 0.001, 7.0, 1.0 / 3.0, 1e200] {
            let weights = [12.0, 1.0, 355.0, 97.0, 20_000.0];
            assert_eq!(wholes(&weights.map(|weight| weight * factor)), [12, 1, 355, 97, 20_000]);
        }
    }

    #[test]
    fn other_numbers_keep_all_their_digits() {
        let weights = [std::f64::consts::PI, std::f64::consts::E, 0.1234567, 1e-3 * 2.0_f64.sqrt()];
        let found = wholes(&weights);
        assert!(found.iter().sum::<i64>() > 1 << 58);
        for factor in [2.0, 0.25, 2.0_f64.powi(500), 2.0_f64.powi(-500)] {
            assert_eq!(wholes(&weights.map(|weight| weight * factor)), found);
        }
        assert!(FixedPoint::new(weights.into_iter()).error < 1e-12);
    }

    #[test]
    fn no_weight_is_lost_and_no_sum_too_large() {
        assert_eq!(wholes(&[1e300, 1e-300])[1], 1);
        assert!(FixedPoint::new([1e300, 1.0].into_iter()).error > 1e200);
        assert!(wholes(&[]).is_empty());
        let large = wholes(&vec![f64::MAX; 1000]);
        assert_eq!(large[0], 1);
        let mut many = vec![std::f64::consts::PI; 5000];
        many.push(std::f64::consts::E);
        let sum: i128 = wholes(&many).into_iter().map(i128::from).sum();
        assert!((1 << 59..1 << 61).contains(&sum), "{sum}");
    }
}
