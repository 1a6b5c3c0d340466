//! Where a value stands among those of a null distribution.
use crate::statistics::Alternative;
use crate::{Measured, ParamError, Undefined, sums};

/// Values that differ by less than this share are equal: sums taken in another order.
const EQUAL: f64 = 1e-12;

/// The values of a null distribution.
pub(super) struct Null {
    pub(super) values: Vec<f64>,
    pub(super) undefined: usize,
    /// Whether the values are all there can be, the observed one among them.
    pub(super) exact: bool,
}

/// Where a value stands.
pub(super) struct Place {
    pub(super) p: f64,
    pub(super) greater: f64,
    pub(super) less: f64,
    pub(super) error: f64,
    pub(super) mean: f64,
    pub(super) sd: f64,
    pub(super) z: Measured,
    pub(super) percentile: f64,
}

/// Whether two values are equal but for rounding; `scale` is the size of other numbers involved.
pub(in crate::statistics) fn are_equal(a: f64, b: f64, scale: f64) -> bool {
    (a - b).abs() <= EQUAL * a.abs().max(b.abs()).max(scale)
}

/// The value, or an error if a statistic gave what is no number.
pub(in crate::statistics) fn finite(value: f64) -> Result<f64, ParamError> {
    if value.is_finite() {
        return Ok(value);
    }
    Err(ParamError::new("statistic", value, "a finite number, or undefined with a reason"))
}

impl Null {
    pub(super) fn new(all: Vec<Measured>, exact: bool) -> Result<Self, ParamError> {
        let count = all.len();
        let values: Vec<f64> =
            all.into_iter().filter_map(Measured::value).map(finite).collect::<Result<_, _>>()?;
        Ok(Self { undefined: count - values.len(), values, exact })
    }

    /// Where `observed` stands; the reason if nothing varies.
    pub(super) fn place(&self, observed: f64, chosen: Alternative) -> Result<Place, Undefined> {
        if self.values.is_empty() {
            return Err(Undefined::Fragile { n: self.undefined });
        }
        // In this unit no sum overflows.
        let sizes = self.values.iter().map(|value| value.abs());
        let unit = sums::unit(sizes.chain([observed.abs()]));
        let count = self.values.len() as f64;
        let values = || self.values.iter().map(|value| value / unit);
        let mean = sums::sum(values()) / count;
        let sd = (sums::sum(values().map(|value| (value - mean).powi(2))) / count).sqrt();
        let observed = observed / unit;
        if self.undefined == 0 && values().all(|value| are_equal(value, observed, 0.0)) {
            return Err(Undefined::ZeroVariance);
        }
        let (mut above, mut below, mut equal, mut far) = (0, 0, 0, 0);
        for value in values() {
            if are_equal(value, observed, sd) {
                equal += 1;
            } else if value > observed {
                above += 1;
            } else {
                below += 1;
            }
            let equally_far = are_equal(value.abs(), observed.abs(), sd);
            far += usize::from(equally_far || value.abs() > observed.abs());
        }
        let (greater, less) = (self.p(above + equal), self.p(below + equal));
        let p = chosen.choose(greater, less, self.p(far));
        let no_spread = are_equal(mean, mean + sd, 0.0);
        Ok(Place {
            p,
            greater,
            less,
            error: self.error(p, chosen),
            mean: mean * unit,
            sd: sd * unit,
            z: if no_spread {
                Measured::Undefined(Undefined::ZeroVariance)
            } else {
                Measured::Value((observed - mean) / sd)
            },
            percentile: 100.0 * (below as f64 + equal as f64 / 2.0) / count,
        })
    }

    /// The p of this many values as extreme as the one observed. Undefined values count with them.
    fn p(&self, extreme: usize) -> f64 {
        share(extreme + self.undefined, self.values.len() + self.undefined, self.exact)
    }

    /// The standard error that chance gives p; that of a doubled p is twice that of the half.
    fn error(&self, p: f64, chosen: Alternative) -> f64 {
        if self.exact {
            return 0.0;
        }
        let one_sided = p / chosen.sides();
        let replicates = (self.values.len() + self.undefined) as f64;
        chosen.sides() * (one_sided * (1.0 - one_sided) / replicates).sqrt()
    }
}

/// The share of `extreme` among all arrangements, or, if these are a random sample, its bound that
/// is never 0: the observed arrangement is one more of each (Phipson & Smyth 2010).
pub(in crate::statistics) fn share(extreme: usize, all: usize, exact: bool) -> f64 {
    let observed = usize::from(!exact);
    (extreme + observed) as f64 / (all + observed) as f64
}
