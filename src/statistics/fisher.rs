//! Whether a share differs between two groups.
use super::dispersion::{tempered, widening};
use super::distribution::MOST_TRIALS;
use super::interval::check_confidence;
use crate::{Measured, ParamError, Result, Undefined};
use serde::Serialize;

/// Fisher's exact test of two shares, such as the share of enclaves for science in one region and
/// in another.
///
/// Given how many succeed in both groups together, the successes `x` of the first are
/// hypergeometric if the odds are equal, with weights `C(n_1, x) C(n_2, k - x) ψ^x` if those of the
/// first are `ψ` times those of the second. Hence both tails, exactly, and the interval of `ψ`: the
/// odds ratios that neither one-sided test at half of what the confidence leaves would refuse
/// (Cornfield). [`ratio`](FisherExactResult::ratio) is that of the sample, `a d / (b c)`.
///
/// With [`null`](Self::null) another odds ratio is tested, as where successes and failures were
/// watched for unequally long: of events before and after, for exposures `T`. Units that come in
/// bursts vary more: [`dispersion`](Self::dispersion) widens as that of
/// [`RateRatio`](super::RateRatio) does.
///
/// Undefined if a group is empty ([`Undefined::NoEvents`]), and if all or none succeed
/// ([`Undefined::ZeroVariance`]). `O(k)` for `k` successes, a hundred times for the interval.
///
/// Fisher (1935), *The Design of Experiments*; Cornfield (1956), *Proceedings of the Third Berkeley
/// Symposium* 4:135.
///
/// ```
/// use conurbation::statistics::FisherExact;
/// // The lady tasting tea: of four cups with milk first she names three.
/// let tea = FisherExact::new(3, 4, 1, 4).run()?.value().unwrap();
/// assert!((tea.greater - 17.0 / 70.0).abs() < 1e-12);
/// assert!((tea.attainable_greater - 1.0 / 70.0).abs() < 1e-12);
/// assert_eq!(tea.ratio.value(), Some(9.0));
/// # Ok::<(), conurbation::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct FisherExact {
    first: (u64, u64),
    second: (u64, u64),
    null: f64,
    confidence: f64,
    dispersion: Option<f64>,
    dispersion_df: Option<usize>,
}

/// Two shares set against each other.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[non_exhaustive]
pub struct FisherExactResult {
    /// The odds of the first over those of the second, as a multiple of the ratio tested; undefined
    /// if the second has none ([`Undefined::Unbounded`]).
    pub ratio: Measured,
    /// The lower end of its interval; 0 if nothing bounds it.
    pub low: f64,
    /// The upper end; undefined if nothing bounds it.
    pub high: Measured,
    /// The share of samples whose interval holds the true ratio.
    pub confidence: f64,
    /// How often chance gives the first group as many successes, or more.
    pub greater: f64,
    /// How often chance gives it as many, or fewer.
    pub less: f64,
    /// The smallest `greater` that these margins could have given.
    pub attainable_greater: f64,
    /// The smallest `less` that they could have given.
    pub attainable_less: f64,
}

impl FisherExact {
    /// So many successes of so many in the first group, and in the second; confidence 0.95.
    pub fn new(successes_1: u64, trials_1: u64, successes_2: u64, trials_2: u64) -> Self {
        Self {
            first: (successes_1, trials_1),
            second: (successes_2, trials_2),
            null: 1.0,
            confidence: 0.95,
            dispersion: None,
            dispersion_df: None,
        }
    }

    /// Sets the odds ratio tested, 1 unless set; positive.
    pub fn null(mut self, odds_ratio: f64) -> Self {
        self.null = odds_ratio;
        self
    }

    /// Sets the confidence of the interval; between 0 and 1.
    pub fn confidence(mut self, confidence: f64) -> Self {
        self.confidence = confidence;
        self
    }

    /// Sets the dispersion, as [`dispersion`](super::dispersion()) estimates it; at least 1.
    pub fn dispersion(mut self, phi: f64) -> Self {
        self.dispersion = Some(phi);
        self
    }

    /// Sets the degrees of freedom of the dispersion; at least 1.
    pub fn dispersion_df(mut self, df: usize) -> Self {
        self.dispersion_df = Some(df);
        self
    }

    /// Computes both tails and the interval.
    ///
    /// # Errors
    /// [`Error::Param`](crate::Error::Param) for a parameter outside its range, more successes than
    /// trials, or more than a million trials.
    pub fn run(&self) -> Result<Measured<FisherExactResult>> {
        self.check()?;
        let ((a, n), (b, m)) = (self.first, self.second);
        if n == 0 || m == 0 {
            return Ok(Measured::Undefined(Undefined::NoEvents));
        }
        let successes = a + b;
        if successes == 0 || successes == n + m {
            return Ok(Measured::Undefined(Undefined::ZeroVariance));
        }
        let table = Table::new(n, m, successes);
        let null = self.null.ln();
        let temper = |p: f64| match self.dispersion {
            Some(phi) => tempered(p, phi, self.dispersion_df),
            None => p,
        };
        let at_least = |x: u64, ln_odds: f64| table.tail(ln_odds, |it| it >= x);
        let at_most = |x: u64, ln_odds: f64| table.tail(ln_odds, |it| it <= x);
        let failures = (n - a, m - b);
        let ratio = if b == 0 || failures.0 == 0 {
            Measured::Undefined(Undefined::Unbounded)
        } else {
            let odds = (a as f64 / failures.0 as f64) / (b as f64 / failures.1 as f64);
            Measured::Value(odds / self.null)
        };
        // Outside the range of odds that these margins can tell apart, nothing bounds them.
        let side = (1.0 - self.confidence) / 2.0;
        let low = (a > table.least).then(|| root(|ln_odds| at_least(a, ln_odds) >= side).exp());
        let high = (a < table.most).then(|| root(|ln_odds| at_most(a, ln_odds) <= side).exp());
        let wide =
            self.dispersion.map_or(1.0, |phi| widening(self.confidence, phi, self.dispersion_df));
        let end = |end: f64| match ratio.value() {
            Some(ratio) if ratio > 0.0 => {
                let end = end / self.null;
                Ok(ratio * (end / ratio).powf(wide))
            }
            // Without a ratio there is nothing to widen from.
            _ if self.dispersion.is_some() => Err(Undefined::Unbounded),
            _ => Ok(end / self.null),
        };
        let high = high.ok_or(Undefined::Unbounded).and_then(end);
        Ok(Measured::Value(FisherExactResult {
            ratio,
            low: low.map_or(0.0, |low| end(low).unwrap_or(0.0)),
            high: high.into(),
            confidence: self.confidence,
            greater: temper(at_least(a, null)),
            less: temper(at_most(a, null)),
            attainable_greater: temper(at_least(table.most, null)),
            attainable_less: temper(at_most(table.least, null)),
        }))
    }

    fn check(&self) -> Result<(), ParamError> {
        check_confidence(self.confidence)?;
        for (successes, trials) in [self.first, self.second] {
            if successes > trials || trials > MOST_TRIALS / 2 {
                let found = format!("{successes} of {trials}");
                let expected = "no more successes than trials, and at most 500 000 trials";
                return Err(ParamError::new("FisherExact::new", found, expected));
            }
        }
        if !(self.null > 0.0 && self.null.is_finite()) {
            return Err(ParamError::new("null", self.null, "positive and finite"));
        }
        if let Some(phi) = self.dispersion.filter(|phi| !(*phi >= 1.0 && phi.is_finite())) {
            return Err(ParamError::new("dispersion", phi, "at least 1, and finite"));
        }
        if self.dispersion_df == Some(0) {
            return Err(ParamError::new("dispersion_df", 0, "at least 1"));
        }
        Ok(())
    }
}

/// The tables of given margins: how many of the first group may succeed, and the logarithm of the
/// number of ways, less a constant.
pub(super) struct Table {
    pub(super) least: u64,
    pub(super) most: u64,
    ways: Vec<f64>,
}

impl Table {
    pub(super) fn new(n: u64, m: u64, successes: u64) -> Self {
        let (least, most) = (successes.saturating_sub(m), successes.min(n));
        let mut ways = vec![0.0];
        let mut sum = 0.0;
        for x in least..most {
            let up = (n - x) as f64 * (successes - x) as f64;
            let down = (x + 1) as f64 * (m + x + 1 - successes) as f64;
            sum += (up / down).ln();
            ways.push(sum);
        }
        Self { least, most, ways }
    }

    /// How many of the first group succeed on average, at these odds.
    pub(super) fn mean(&self, ln_odds: f64) -> f64 {
        let weight = |nth: usize| self.ways[nth] + nth as f64 * ln_odds;
        let largest = (0..self.ways.len()).map(weight).fold(f64::NEG_INFINITY, f64::max);
        let (mut sum, mut all) = (0.0, 0.0);
        for nth in 0..self.ways.len() {
            let share = (weight(nth) - largest).exp();
            (sum, all) = (sum + nth as f64 * share, all + share);
        }
        self.least as f64 + sum / all
    }

    /// The probability that the successes of the first group are such, at these odds.
    fn tail(&self, ln_odds: f64, such: impl Fn(u64) -> bool) -> f64 {
        let weight = |nth: usize| self.ways[nth] + nth as f64 * ln_odds;
        let count = self.ways.len();
        let largest = (0..count).map(weight).fold(f64::NEG_INFINITY, f64::max);
        let (mut some, mut others) = (0.0, 0.0);
        for nth in 0..count {
            let share = (weight(nth) - largest).exp();
            *if such(self.least + nth as u64) { &mut some } else { &mut others } += share;
        }
        // Both parts are sums of positive numbers: the smaller one keeps its digits.
        some / (some + others)
    }
}

/// The logarithm of the odds from which on something holds.
pub(super) fn root(holds: impl Fn(f64) -> bool) -> f64 {
    let (mut low, mut high) = (-1.0, 1.0);
    while holds(low) {
        low *= 2.0;
    }
    while !holds(high) {
        high *= 2.0;
    }
    loop {
        let middle = low + (high - low) / 2.0;
        if high - low <= 1e-13 * middle.abs().max(1.0) {
            return middle;
        }
        if holds(middle) { high = middle } else { low = middle }
    }
}
