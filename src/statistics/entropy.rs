//! How evenly events are spread over categories.
use crate::{Error, Measured, ParamError, Result, Undefined, sums};
use serde::Serialize;

/// Entropy: how evenly cooperation is spread over its domains.
///
/// `H = -Σ p ln p` over the shares `p` of the categories, in nats; 0 if one has all, `ln D` if all
/// `D` have the same. Categories must be declared beforehand and include those without events:
/// they change not `H`, but the evenness `J = H / ln D`. The effective number `exp H` is how many
/// categories of equal size would give the same. A sample misses rare categories, so `H` is too
/// small by about `(D_obs - 1) / 2N`; adding that is the correction of Miller and Madow, where
/// `D_obs` categories have events, `N` in all.
///
/// Counts need not be whole: an event of two domains may count half in each. Without events
/// undefined ([`Undefined::NoEvents`]), and the evenness of a single category
/// ([`Undefined::Vacuous`]). `O(D)`.
///
/// Shannon (1948), *Bell System Technical Journal* 27:379; Miller (1955), *Information Theory in
/// Psychology*; Pielou (1966), *Journal of Theoretical Biology* 13:131; Hill (1973), *Ecology*
/// 54:427.
///
/// ```
/// use conurbation::statistics::Entropy;
/// let domains = Entropy::new().run(&[5.0, 5.0, 0.0, 0.0])?.value().unwrap();
/// assert!((domains.plug_in - 2.0_f64.ln()).abs() < 1e-12);
/// assert!((domains.miller_madow - domains.plug_in - 1.0 / 20.0).abs() < 1e-12);
/// assert!((domains.evenness.value().unwrap() - 0.5).abs() < 1e-12);
/// assert!((domains.effective - 2.0).abs() < 1e-12);
/// # Ok::<(), conurbation::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Default, Serialize)]
pub struct Entropy {}

/// How evenly events are spread.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[non_exhaustive]
pub struct EntropyResult {
    /// The entropy of the shares observed, in nats; from 0 to `ln D`.
    pub plug_in: f64,
    /// The entropy, corrected for the size of the sample; it may exceed `ln D`.
    pub miller_madow: f64,
    /// The entropy observed as a share of the largest possible, from 0 to 1.
    pub evenness: Measured,
    /// How many categories of equal size have the entropy observed; from 1 to `D`.
    pub effective: f64,
    /// How many categories have events.
    pub observed: usize,
    /// How many categories there are.
    pub categories: usize,
}

impl Entropy {
    /// There is nothing to choose.
    pub fn new() -> Self {
        Self::default()
    }

    /// Computes the entropy of the events of each category, zeros included.
    ///
    /// # Errors
    /// [`Error::Param`] for a count that is negative or not finite; [`Error::Overflow`] for counts
    /// so small that the correction is beyond the range of numbers.
    pub fn run(&self, counts: &[f64]) -> Result<Measured<EntropyResult>> {
        if let Some(wrong) = counts.iter().find(|count| !(**count >= 0.0 && count.is_finite())) {
            return Err(ParamError::new("run", wrong, "counts not negative, and finite").into());
        }
        let present = || counts.iter().copied().filter(|count| *count > 0.0);
        let (observed, categories) = (present().count(), counts.len());
        if observed == 0 {
            return Ok(Measured::Undefined(Undefined::NoEvents));
        }
        let unit = sums::unit(present());
        let total = sums::sum(present().map(|count| count / unit));
        let terms = present().map(|count| {
            let share = count / unit / total;
            // A share may be too small for a number.
            if share > 0.0 { -share * share.ln() } else { 0.0 }
        });
        let plug_in = sums::sum(terms).max(0.0);
        let correction = (observed as f64 - 1.0) / (2.0 * total) / unit;
        if !correction.is_finite() {
            return Err(Error::Overflow { algorithm: "Entropy" });
        }
        let most = (categories as f64).ln();
        Ok(Measured::Value(EntropyResult {
            plug_in,
            miller_madow: plug_in + correction,
            evenness: if categories == 1 {
                Measured::Undefined(Undefined::Vacuous)
            } else {
                Measured::Value((plug_in / most).min(1.0))
            },
            effective: plug_in.exp(),
            observed,
            categories,
        }))
    }
}
