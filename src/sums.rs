//! Sums that neither overflow nor lose digits.

/// The largest power of two not above the largest of some positive numbers; 1 for none.
///
/// To divide by it is exact, and leaves numbers below 2: the sum of a great many of them is
/// finite, and shares of it do not change when all numbers are multiplied by a power of two.
pub(crate) fn unit(values: impl IntoIterator<Item = f64>) -> f64 {
    const EXPONENT: u64 = 0x7ff << 52;
    let largest = values.into_iter().fold(0.0, f64::max);
    if largest <= 0.0 {
        return 1.0;
    }
    f64::from_bits(largest.to_bits() & EXPONENT).max(f64::MIN_POSITIVE)
}

/// The sum of some numbers, with an error of the last digit however many they are (Neumaier 1974).
pub(crate) fn sum(values: impl IntoIterator<Item = f64>) -> f64 {
    let (mut total, mut lost) = (0.0_f64, 0.0);
    for value in values {
        let next = total + value;
        lost += if total.abs() >= value.abs() {
            (total - next) + value
        } else {
            (value - next) + total
        };
        total = next;
    }
    total + lost
}

#[cfg(test)]
mod tests {
    #[test]
    fn digits_are_not_lost() {
        let tenths = super::sum(std::iter::repeat_n(0.1, 1_000_000));
        assert!((tenths - 100_000.0).abs() < 1e-10);
        assert_eq!(super::sum([1e100, 1.0, -1e100]).to_bits(), 1.0_f64.to_bits());
        assert_eq!(super::sum([]).to_bits(), 0.0_f64.to_bits());
    }

    #[test]
    fn the_unit_is_the_power_of_two_below() {
        for (largest, unit) in [(1.0, 1.0), (3.9, 2.0), (0.3, 0.25), (1e-310, f64::MIN_POSITIVE)] {
            assert_eq!(super::unit([largest, largest / 3.0]).to_bits(), f64::to_bits(unit));
        }
        assert_eq!(super::unit([]).to_bits(), 1.0_f64.to_bits());
    }
}
