//! Whether what is signed is carried out (多签约、少落地).
use super::papers::Papers;
use crate::cooperation::{Finding, Inquiry};
use crate::region::RowName;
use crate::statistics::{Interval, KaplanMeier, Lifetime, Survival};
use crate::{Measured, ParamError, Region, Result, Undefined};
use serde::Serialize;

/// Landing: which share of agreements is carried out within some years of being signed.
///
/// `L(τ) = 1 - S(τ)`, Kaplan and Meier's estimate for the time from signing to landing; what has not
/// landed counts for as long as it was seen. Never compare shares landed so far between years of
/// signing: at the same pace those signed last have landed least. At an unknown date no landing can
/// enter; if more than one landing in ten is of unknown date, `L` is
/// [`Undefined::MissingData`], and only [`bounds`](LandingResult::bounds) are given: as if all of
/// them had landed at once, and as if all had landed after `τ`. That a source is silent counts as
/// not landed, so `L` is at most too low.
///
/// Undefined without agreements ([`Undefined::NoEvents`]), without dates of signing or landing or a
/// last day known ([`Undefined::MissingData`]), if all were signed on that day
/// ([`Undefined::TooFewUnits`]). `O(n log n)`.
///
/// Kaplan & Meier (1958), *Journal of the American Statistical Association* 53:457.
///
/// ```
/// use conurbation::{cooperation::{Inquiry, balance::Landing}, datasets};
/// let found = Landing::new().run(&datasets::yangtze_delta(), &Inquiry::new())?;
/// assert!(found.share.undefined().is_some() && found.landed_undated > found.landed_dated);
/// # Ok::<(), conurbation::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Landing {
    within_years: f64,
}

/// Which share is carried out.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct LandingResult {
    /// Agreements with a date of signing.
    pub signed: usize,
    /// Agreements without.
    pub undated: usize,
    /// Those that landed at a known date.
    pub landed_dated: usize,
    /// Those that landed at an unknown one.
    pub landed_undated: usize,
    /// The share landed within the years asked for.
    pub share: Measured,
    /// Its interval.
    pub interval: Measured<Interval>,
    /// Between which values it lies, whenever those of unknown date landed.
    pub bounds: Measured<(f64, f64)>,
    /// How long things stay on paper.
    pub on_paper: Measured<Survival>,
    /// The rows behind it.
    pub rows: Vec<RowName>,
}

impl Default for Landing {
    fn default() -> Self {
        Self { within_years: 3.0 }
    }
}

impl Landing {
    /// Within three years.
    pub fn new() -> Self {
        Self::default()
    }

    /// Sets within how many years of signing; positive.
    pub fn within_years(mut self, years: f64) -> Self {
        self.within_years = years;
        self
    }

    /// Measures the landing of a region's agreements.
    ///
    /// # Errors
    /// [`Error::Param`](crate::Error::Param) for years that are not positive, and as
    /// [`Inquiry::ask`].
    pub fn run(&self, region: &Region, inquiry: &Inquiry) -> Result<LandingResult> {
        inquiry.check()?;
        if !(self.within_years > 0.0 && self.within_years.is_finite()) {
            let expected = "positive and finite";
            return Err(ParamError::new("within_years", self.within_years, expected).into());
        }
        let papers = Papers::of(region, inquiry);
        let mut rows: Vec<RowName> =
            papers.list.iter().map(|paper| region.row_name(paper.row)).collect();
        rows.sort_unstable();
        let (signed, undated) = (rows.len(), papers.undated);
        let landed_undated: Vec<f64> =
            papers.list.iter().filter(|it| it.life.is_none()).map(|it| it.seen).collect();
        let known: Vec<Lifetime> = papers.list.iter().filter_map(|paper| paper.life).collect();
        let landed_dated = known.iter().filter(|life| life.ended).count();
        let mut result = LandingResult {
            signed,
            undated,
            landed_dated,
            landed_undated: landed_undated.len(),
            share: Measured::Undefined(Undefined::NoEvents),
            interval: Measured::Undefined(Undefined::NoEvents),
            bounds: Measured::Undefined(Undefined::NoEvents),
            on_paper: Measured::Undefined(Undefined::NoEvents),
            rows,
        };
        if let Some(reason) = papers.silent() {
            result.because(reason);
            return Ok(result);
        }
        let with = |undated: &dyn Fn(f64) -> Lifetime| {
            let undated = landed_undated.iter().map(|&seen| undated(seen));
            known.iter().copied().chain(undated).collect::<Vec<_>>()
        };
        let survival = |lives: &[Lifetime]| KaplanMeier::new().run(lives);
        let years = self.within_years;
        let landed = |survival: Measured<Survival>| match survival {
            Measured::Value(it) if it.longest >= years => Ok(1.0 - it.at(years)),
            Measured::Value(it) => Err(Undefined::TooFewUnits { need: it.watched + 1 }),
            Measured::Undefined(reason) => Err(reason),
        };
        let late = landed(survival(&with(&Lifetime::censored))?);
        let soon = landed(survival(&with(&|_| Lifetime::ended(0.0)))?);
        result.bounds = late.and_then(|late| soon.map(|soon| (late, soon))).into();
        if let Some(reason) = papers.unfit() {
            result.share = Measured::Undefined(reason);
            result.interval = Measured::Undefined(reason);
            result.on_paper = Measured::Undefined(reason);
            return Ok(result);
        }
        let on_paper = survival(&known)?;
        result.share = landed(on_paper.clone()).into();
        result.interval = match on_paper.as_ref() {
            Measured::Value(it) => it.interval(years).map(|it| Interval {
                estimate: 1.0 - it.estimate,
                low: 1.0 - it.high,
                high: 1.0 - it.low,
                ..it
            }),
            Measured::Undefined(reason) => Measured::Undefined(reason),
        };
        result.on_paper = on_paper;
        Ok(result)
    }
}

impl LandingResult {
    fn because(&mut self, reason: Undefined) {
        self.share = Measured::Undefined(reason);
        self.interval = Measured::Undefined(reason);
        self.bounds = Measured::Undefined(reason);
        self.on_paper = Measured::Undefined(reason);
    }
}

/// The landing of a region as a finding.
pub(in crate::cooperation) fn finding(region: &Region, found: LandingResult) -> Finding {
    let no_test = Undefined::NoTest { why: "no share is what chance gives: compare regions" };
    Finding::new(
        "landed-in-three-years",
        "the share of agreements carried out within three years of being signed",
        region,
        Undefined::NoEvents,
    )
    .value(found.share)
    .interval(found.interval)
    .test(Measured::Undefined(no_test))
    .named(found.rows, found.signed)
    .decided_by("the date of signing and of landing of every agreement, looked for in the same way in each region")
}

/// The findings of a region.
pub(super) fn findings(region: &Region, inquiry: &Inquiry) -> Result<Vec<Finding>> {
    Ok(vec![finding(region, Landing::new().run(region, inquiry)?)])
}
