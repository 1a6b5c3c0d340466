//! Distribution functions and their inverses; the one place that names statrs.
use statrs::function::beta::beta_reg;
use statrs::function::erf::{erfc, erfc_inv};
use std::f64::consts::SQRT_2;

/// Trials up to here keep at least six digits; the continued fraction of statrs ends after 140 steps,
/// and far above (10⁷ trials, half of them successes) it has not come to rest.
pub(crate) const MOST_TRIALS: u64 = 1_000_000;

/// The probability that a normal deviate is above `z`.
pub(crate) fn normal_above(z: f64) -> f64 {
    0.5 * erfc(z / SQRT_2)
}

/// The normal deviate that is exceeded with probability `1 - p`.
pub(crate) fn normal_quantile(p: f64) -> f64 {
    -SQRT_2 * erfc_inv(2.0 * p)
}

/// The probability that Student's t with `df` degrees of freedom is as far from 0 as `t`, or
/// farther.
pub(crate) fn student_t_two_sided(t: f64, df: f64) -> f64 {
    if t.is_infinite() {
        return 0.0;
    }
    // t²/df may overflow, df/t² may not.
    beta_reg(df / 2.0, 0.5, 1.0 / (1.0 + t / df * t))
}

/// The value that Student's t with `df` degrees of freedom exceeds with probability `1 - p`.
pub(crate) fn student_t_quantile(p: f64, df: f64) -> f64 {
    let tail = p.min(1.0 - p);
    if tail >= 0.5 {
        return 0.0;
    }
    let mut high = 1.0;
    while student_t_two_sided(high, df) / 2.0 > tail {
        high *= 2.0;
    }
    let t = root(0.0, high, |t| student_t_two_sided(t, df) / 2.0 <= tail);
    if p < 0.5 { -t } else { t }
}

/// The value that a beta variable of shapes `a` and `b` is below with probability `p`.
pub(crate) fn beta_quantile(p: f64, a: f64, b: f64) -> f64 {
    root(0.0, 1.0, |x| beta_reg(a, b, x) >= p)
}

/// The probability of at least `successes` in so many trials. `share` is that of success, and
/// `rest` what is missing to 1.
pub(crate) fn binomial_at_least(successes: u64, trials: u64, share: f64, rest: f64) -> f64 {
    if successes == 0 {
        return 1.0;
    }
    if successes > trials {
        return 0.0;
    }
    let (a, b) = (successes as f64, (trials - successes) as f64 + 1.0);
    // The smaller tail has all its digits.
    if successes as f64 >= trials as f64 * share {
        beta_reg(a, b, share)
    } else {
        1.0 - beta_reg(b, a, rest)
    }
}

/// Where, between `low` and `high`, a property that holds from some point on begins to hold.
fn root(mut low: f64, mut high: f64, holds: impl Fn(f64) -> bool) -> f64 {
    loop {
        let middle = low + (high - low) / 2.0;
        if middle <= low || middle >= high {
            return high;
        }
        if holds(middle) {
            high = middle;
        } else {
            low = middle;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::Value;

    /// Rows of arguments and the value that SciPy gives.
    fn rows(name: &str) -> Vec<Vec<f64>> {
        let all = include_str!("../../tests/data/statistics.json");
        let all: Value = serde_json::from_str(all).expect("JSON");
        serde_json::from_value(all["student_t"][name].clone()).expect("rows of numbers")
    }

    fn assert_close(found: f64, expected: f64, of: &[f64]) {
        let error = (found - expected).abs();
        assert!(error <= 1e-9 * expected.abs() + 1e-14, "{of:?}: {found}, not {expected}");
    }

    #[test]
    fn student_t_is_that_of_scipy() {
        for row in rows("two_sided") {
            assert_close(student_t_two_sided(row[1], row[0]), row[2], &row);
            assert_close(student_t_two_sided(-row[1], row[0]), row[2], &row);
        }
        for row in rows("quantiles") {
            assert_close(student_t_quantile(row[1], row[0]), row[2], &row);
        }
        assert_close(student_t_two_sided(f64::INFINITY, 3.0), 0.0, &[]);
        assert_close(student_t_two_sided(1e200, 3.0), 0.0, &[]);
    }

    #[test]
    fn the_normal_is_that_of_scipy() {
        for row in rows("normal_quantiles") {
            assert_close(normal_quantile(row[0]), row[1], &row);
        }
        for row in rows("normal_above") {
            let found = normal_above(row[0]);
            assert!((found / row[1] - 1.0).abs() < 1e-10, "{row:?}: {found}");
        }
    }

    #[test]
    fn tails_keep_their_digits() {
        // 0.9^1000 and its complement.
        let all = binomial_at_least(1000, 1000, 0.9, 0.1);
        assert!((all / 0.9_f64.powi(1000) - 1.0).abs() < 1e-10);
        assert_close(binomial_at_least(1, 1000, 0.9, 0.1), 1.0, &[]);
        let least = beta_quantile(1e-30, 1.0, 1.0);
        assert!((least / 1e-30 - 1.0).abs() < 1e-10);
    }
}
