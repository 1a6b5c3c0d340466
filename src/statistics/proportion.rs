//! How sure a share is.
use super::distribution::{MOST_TRIALS, beta_quantile, normal_quantile};
use super::interval::{Interval, check_confidence};
use crate::{Measured, ParamError, Result, Undefined};
use serde::Serialize;

/// A proportion, such as the share of agreements that landed, with an interval.
///
/// [`wilson`](Self::wilson) is right on average over true shares, and short;
/// [`clopper_pearson`](Self::clopper_pearson) is never wrong more often than it says, and longer.
/// Both stay within 0 and 1. The trials must be independent: items signed at one ceremony are not.
/// Without trials undefined ([`Undefined::NoEvents`]). `O(1)`.
///
/// Wilson (1927), *Journal of the American Statistical Association* 22:209; Clopper & Pearson
/// (1934), *Biometrika* 26:404.
///
/// ```
/// use conurbation::statistics::Proportion;
/// let none_of_three = Proportion::new(0, 3).clopper_pearson()?.value().unwrap();
/// assert_eq!((none_of_three.estimate, none_of_three.low), (0.0, 0.0));
/// assert!((none_of_three.high - (1.0 - 0.025_f64.cbrt())).abs() < 1e-12); // .71: little is known
/// # Ok::<(), conurbation::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Proportion {
    successes: u64,
    trials: u64,
    confidence: f64,
}

impl Proportion {
    /// So many successes in so many trials; confidence 0.95.
    pub fn new(successes: u64, trials: u64) -> Self {
        Self { successes, trials, confidence: 0.95 }
    }

    /// Sets the confidence of the interval; between 0 and 1.
    pub fn confidence(mut self, confidence: f64) -> Self {
        self.confidence = confidence;
        self
    }

    /// The interval of Wilson: the shares from which the one observed is no more than `z` standard
    /// errors away, `(s + z²/2 ± z √(s (n - s)/n + z²/4)) / (n + z²)`.
    ///
    /// # Errors
    /// [`Error::Param`](crate::Error::Param) for more successes than trials, or a confidence
    /// outside its range.
    pub fn wilson(&self) -> Result<Measured<Interval>> {
        let z = normal_quantile((1.0 + self.confidence) / 2.0);
        self.interval(|successes, trials| {
            let failures = trials - successes;
            let spread = z * (successes / trials * failures + z * z / 4.0).sqrt();
            (successes + z * z / 2.0 - spread) / (trials + z * z)
        })
    }

    /// The interval of Clopper and Pearson: the shares that the exact binomial test would not
    /// refuse on either side.
    ///
    /// # Errors
    /// As [`wilson`](Self::wilson); also for more than a million trials, where it would lose digits,
    /// and the two intervals are the same anyway.
    pub fn clopper_pearson(&self) -> Result<Measured<Interval>> {
        if self.trials > MOST_TRIALS {
            let expected = "at most 1 000 000 trials";
            return Err(ParamError::new("Proportion::new", self.trials, expected).into());
        }
        self.interval(|successes, trials| exact_low(successes, trials, self.confidence))
    }

    /// By how much the share is above that of another group, with the interval of Newcombe: `d = p -
    /// q`, from `d - √((p - l_p)² + (u_q - q)²)` to `d + √((u_p - p)² + (q - l_q)²)`, `l` and `u` being
    /// the ends of Wilson's intervals. Undefined without trials in either ([`Undefined::NoEvents`]).
    ///
    /// Newcombe (1998), *Statistics in Medicine* 17:873, method 10.
    ///
    /// ```
    /// use conurbation::statistics::Proportion;
    /// // His own example: 56 of 70 against 48 of 80.
    /// let found = Proportion::new(56, 70).less(&Proportion::new(48, 80))?.value().unwrap();
    /// assert!((found.estimate - 0.2).abs() < 1e-12);
    /// assert!((found.low - 0.0524).abs() < 5e-5 && (found.high - 0.3339).abs() < 5e-5);
    /// # Ok::<(), conurbation::Error>(())
    /// ```
    ///
    /// # Errors
    /// As [`wilson`](Self::wilson); the confidence is that of the first.
    pub fn less(&self, other: &Self) -> Result<Measured<Interval>> {
        let other = other.confidence(self.confidence).wilson()?;
        let confidence = self.confidence;
        Ok(self.wilson()?.and_then(|p| {
            other.map(|q| {
                let estimate = p.estimate - q.estimate;
                let below = (p.estimate - p.low).hypot(q.high - q.estimate);
                let above = (p.high - p.estimate).hypot(q.estimate - q.low);
                Interval { estimate, low: estimate - below, high: estimate + above, confidence }
            })
        }))
    }

    /// The interval with this lower end; the upper end is that of the failures, turned round.
    fn interval(&self, low: impl Fn(f64, f64) -> f64) -> Result<Measured<Interval>> {
        let Self { successes, trials, confidence } = *self;
        check_confidence(confidence)?;
        if successes > trials {
            let found = format!("{successes}, {trials}");
            let expected = "no more successes than trials";
            return Err(ParamError::new("Proportion::new", found, expected).into());
        }
        if trials == 0 {
            return Ok(Measured::Undefined(Undefined::NoEvents));
        }
        let failures = (trials - successes) as f64;
        let (successes, trials) = (successes as f64, trials as f64);
        // No successes, no lower end, without rounding.
        let end = |of: f64| if of > 0.0 { low(of, trials) } else { 0.0 };
        let estimate = successes / trials;
        let (low, high) = (end(successes), 1.0 - end(failures));
        Ok(Measured::Value(Interval { estimate, low, high, confidence }))
    }
}

/// The smallest share for which so many successes or more, of which there are some, are as likely
/// as half of what the confidence leaves.
pub(super) fn exact_low(successes: f64, trials: f64, confidence: f64) -> f64 {
    beta_quantile((1.0 - confidence) / 2.0, successes, trials - successes + 1.0)
}
