//! Numbers of paths, which may be beyond all floats.
use std::ops::{Add, Div, Mul};

/// A number of paths, or a share of them.
pub(super) trait Count:
    Copy + From<f64> + Into<f64> + Add<Output = Self> + Mul<Output = Self> + Div<Output = Self>
{
    /// Whether one path's share of this many is still a normal number.
    fn fits(self) -> bool;
}

impl Count for f64 {
    fn fits(self) -> bool {
        self < 1e280
    }
}

/// `fraction * 2^(512 * power)`: slower than a float, but with room for any number of paths.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Wide {
    /// 0, or at least 2^-256 and below 2^256.
    fraction: f64,
    power: i64,
}

/// 2^256 and 2^512: to multiply and to divide by them is exact.
const HALF_STEP: f64 = f64::from_bits((1023 + 256) << 52);
const STEP: f64 = f64::from_bits((1023 + 512) << 52);

impl Wide {
    /// Brings a positive fraction from within (2^-1022, 2^1023) back to where it belongs.
    fn new(fraction: f64, power: i64) -> Self {
        if fraction >= HALF_STEP {
            Self { fraction: fraction / STEP, power: power + 1 }
        } else if fraction > 0.0 && fraction < 1.0 / HALF_STEP {
            Self { fraction: fraction * STEP, power: power - 1 }
        } else {
            Self { fraction, power }
        }
    }
}

impl Count for Wide {
    fn fits(self) -> bool {
        true
    }
}

impl From<f64> for Wide {
    fn from(number: f64) -> Self {
        Self::new(number, 0)
    }
}

impl From<Wide> for f64 {
    /// Infinite or 0 where the number is beyond the floats.
    fn from(wide: Wide) -> Self {
        match wide.power {
            0 => wide.fraction,
            1 => wide.fraction * STEP,
            -1 => wide.fraction / STEP,
            power if power > 0 && wide.fraction > 0.0 => f64::INFINITY,
            _ => 0.0,
        }
    }
}

impl Add for Wide {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        if self.fraction <= 0.0 {
            return other;
        } else if other.fraction <= 0.0 {
            return self;
        }
        let (large, small) = if self.power < other.power { (other, self) } else { (self, other) };
        match large.power - small.power {
            0 => Self::new(large.fraction + small.fraction, large.power),
            1 => Self::new(large.fraction + small.fraction / STEP, large.power),
            _ => large,
        }
    }
}

impl Mul for Wide {
    type Output = Self;
    fn mul(self, other: Self) -> Self {
        Self::new(self.fraction * other.fraction, self.power + other.power)
    }
}

impl Div for Wide {
    type Output = Self;
    fn div(self, other: Self) -> Self {
        Self::new(self.fraction / other.fraction, self.power - other.power)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wide_numbers_are_as_exact_as_floats() {
        let third = Wide::from(1.0) / Wide::from(3.0);
        assert_eq!(f64::from(third).to_bits(), (1.0_f64 / 3.0).to_bits());
        let mut power = Wide::from(1.0);
        for _ in 0..5000 {
            power = power + power;
        }
        assert!(f64::from(power).is_infinite());
        let more = power * Wide::from(3.0) + power;
        assert_eq!(f64::from(more / power).to_bits(), 4.0_f64.to_bits());
        assert_eq!(f64::from(power / (power * power)).to_bits(), 0.0_f64.to_bits());
        assert_eq!(f64::from(Wide::from(0.0) + third).to_bits(), f64::from(third).to_bits());
    }
}
