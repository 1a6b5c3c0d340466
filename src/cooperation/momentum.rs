//! Momentum (高开低走): whether cooperation starts high and fades.
use super::events_in_time::EventsInTime;
use super::{Finding, Inquiry, Tails};
use crate::network::Window;
use crate::region::{Found, RowName};
use crate::statistics::{
    Alternative, Dispersion, FrontLoading, FrontLoadingResult, Interval, RateRatio,
    RateRatioResult, TemporalScan, TemporalScanResult, dispersion,
};
use crate::{Date, Measured, ParamError, Region, Result, Undefined};
use serde::Serialize;
use std::collections::BTreeMap;

/// Momentum (高开低走): whether cities agreed much at first and little later.
///
/// *Fade ratio* `FR = 1 - (Y_Q / T_Q) / (Y_P / T_P)`, for `Y_P` events in the `T_P` years of a
/// [`peak`](Self::peak) that was named beforehand and `Y_Q` in the `T_Q` years
/// [`after`](Self::after): 0 if nothing changed, 1 if cooperation stopped, below 0 if it grew. Given
/// their sum, `Y_P` is binomial if nothing changed; hence the exact p, and the interval of Clopper
/// and Pearson. Where years vary more than independent events would (`φ > 1`), both are widened by
/// it.
///
/// *Front-loading index* over all years of both windows: 1 if all came in the first, -1 if all in
/// the last. *Scan*: whether the densest stretch of years, as long as the peak but picked from the
/// data, is more than chance heaps up somewhere.
///
/// What counts as one event is [`Inquiry::unit`]: a ceremony unless said otherwise, since what is
/// signed together comes together, and tests by rows then cry wolf in 28 to 67 cases of a hundred.
/// An event counts in a window if all days it may have begun on lie in it; others are counted as
/// unsure. A window is cut at the last day the ledger can know of.
///
/// Undefined without events ([`Undefined::NoEvents`]), without dates ([`Undefined::MissingData`]),
/// with a single dated one ([`Undefined::TooFewUnits`]), if all began at the same time
/// ([`Undefined::ZeroVariance`]), if the peak has none ([`Undefined::Unbounded`]), and if a window
/// reaches beyond what the region says was collected systematically ([`Undefined::Assumption`]):
/// what was not looked for fades by construction. Rows found by a protocol are taken at their word.
/// `O(rows + replicates · events)`.
///
/// Clopper & Pearson (1934), *Biometrika* 26:404; Przyborowski & Wilenski (1940), *Biometrika*
/// 31:313; Kulldorff (1997), *Communications in Statistics* 26:1481.
///
/// ```
/// use conurbation::{cooperation::{Inquiry, Momentum}, datasets, network::Projection, region::Found};
/// let study = Inquiry::new().projection(Projection::new().found([Found::Study])).replicates(199);
/// let momentum = Momentum::new().run(&datasets::middle_yangtze(), &study)?;
/// let fade = momentum.fade.value().expect("both windows have events");
/// assert!(fade.ratio < 1.0 && fade.exact.p > 0.01);
/// # Ok::<(), conurbation::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Momentum {
    peak: Window,
    after: Window,
    confidence: f64,
}

/// How cooperation went on.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct MomentumResult {
    /// The window of the peak, cut at the last day known.
    pub peak: Date,
    /// The window after it, cut at the last day known; none if it begins later.
    pub after: Option<Date>,
    /// Events in the peak.
    pub in_peak: u64,
    /// Events after it.
    pub in_after: u64,
    /// Events whose date does not settle whether they lie in a window, or that have none.
    pub unsure: usize,
    /// Events by year, of those whose year is certain.
    pub by_year: BTreeMap<i16, u64>,
    /// The fade ratio.
    pub fade: Measured<Fade>,
    /// Whether events come early among the years of both windows.
    pub front_loading: Measured<FrontLoadingResult>,
    /// The densest stretch of years as long as the peak.
    pub scan: Measured<TemporalScanResult>,
    /// The first year of that stretch.
    pub scan_from: Measured<i16>,
    /// The rows of both windows.
    pub rows: Vec<RowName>,
    #[serde(skip)]
    years: (i16, i16),
}

/// The fade from one window to another.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Fade {
    /// The fade ratio; up to 1.
    pub ratio: f64,
    /// Its interval.
    pub interval: Measured<Interval>,
    /// The rate after by that of the peak, exact; low if cooperation faded.
    pub exact: RateRatioResult,
    /// How far years vary about the mean of their window; undefined with one year in each.
    pub dispersion: Measured<Dispersion>,
    /// How often chance does as much, widened where years vary more than chance.
    pub tails: Tails,
}

impl Default for Momentum {
    fn default() -> Self {
        Self { peak: "2015/2017".into(), after: "2018/2020".into(), confidence: 0.95 }
    }
}

impl Momentum {
    /// The windows of the founding study: the peak from 2015 to 2017, and 2018 to 2020 after it.
    pub fn new() -> Self {
        Self::default()
    }

    /// Sets the window of the peak: whole years, named beforehand, not picked from the data.
    pub fn peak(mut self, window: impl Into<Window>) -> Self {
        self.peak = window.into();
        self
    }

    /// Sets the window after the peak: whole years.
    pub fn after(mut self, window: impl Into<Window>) -> Self {
        self.after = window.into();
        self
    }

    /// Sets the confidence of the interval; between 0 and 1.
    pub fn confidence(mut self, confidence: f64) -> Self {
        self.confidence = confidence;
        self
    }

    /// Measures the momentum of a region.
    ///
    /// # Errors
    /// [`Error::Param`](crate::Error::Param) for a window that is none, that is not made of whole
    /// years, or an `after` that does not follow the peak, and as [`Inquiry::ask`];
    /// [`Error::Cancelled`](crate::Error::Cancelled).
    pub fn run(&self, region: &Region, inquiry: &Inquiry) -> Result<MomentumResult> {
        inquiry.check()?;
        let (peak, after) = self.windows()?;
        let events = EventsInTime::of(region, inquiry);
        let as_of = region.info().as_of;
        let cut = |window: Date| match as_of {
            Some(as_of) if as_of.last() < window.first() => None,
            Some(as_of) if as_of.last() < window.last() => Some(window.cut(as_of.last())),
            _ => Some(window),
        };
        let both = peak.to(after).unwrap_or(peak);
        let (in_peak, in_after) = (events.within(peak), events.within(after));
        let rows = events.within(both).flat_map(|event| event.rows.iter());
        let mut rows: Vec<RowName> = rows.map(|row| region.row_name(*row)).collect();
        rows.sort_unstable();
        let mut result = MomentumResult {
            peak: cut(peak).unwrap_or(peak),
            after: cut(after),
            in_peak: in_peak.count() as u64,
            in_after: in_after.count() as u64,
            unsure: events.unsure(both),
            by_year: events.by_year(),
            fade: Measured::Undefined(Undefined::NoEvents),
            front_loading: Measured::Undefined(Undefined::NoEvents),
            scan: Measured::Undefined(Undefined::NoEvents),
            scan_from: Measured::Undefined(Undefined::NoEvents),
            years: (peak.first().year(), after.last().year()),
            rows,
        };
        let unfit = events.unfit().or_else(|| unsystematic(region, inquiry, after));
        if let Some(reason) = unfit.or(result.after.is_none().then_some(RECORD_ENDS)) {
            result.fade = Measured::Undefined(reason);
            result.front_loading = Measured::Undefined(reason);
            result.scan = Measured::Undefined(reason);
            result.scan_from = Measured::Undefined(reason);
            return Ok(result);
        }
        let (from, to) = result.years;
        let counts = events.years(from, to);
        result.fade = self.fade(&result, &events)?;
        // A year of which a part is known is no year to compare with others.
        let whole = as_of.is_none_or(|as_of| as_of.last() >= both.last());
        if whole {
            result.front_loading = FrontLoading::new().run(&counts)?;
            let width = usize::from((peak.last().year() - peak.first().year()) as u16) + 1;
            let scan = TemporalScan::new(width).replicates(inquiry.replicates);
            let scan = scan.seed(inquiry.seed).watch(&inquiry.watch);
            result.scan = scan.run(&counts, &vec![1.0; counts.len()])?;
            result.scan_from = result.scan.map(|scan| from + scan.first as i16);
        } else {
            result.front_loading = Measured::Undefined(RECORD_ENDS);
            result.scan = Measured::Undefined(RECORD_ENDS);
            result.scan_from = Measured::Undefined(RECORD_ENDS);
        }
        Ok(result)
    }

    fn fade(&self, result: &MomentumResult, events: &EventsInTime) -> Result<Measured<Fade>> {
        let (Some(after), a, b) = (result.after, result.in_after, result.in_peak) else {
            return Ok(Measured::Undefined(RECORD_ENDS));
        };
        let ratio = RateRatio::new(a, after.years(), b, result.peak.years());
        let ratio = ratio.alternative(Alternative::Less).confidence(self.confidence);
        let exact = match ratio.run()? {
            Measured::Value(exact) => exact,
            Measured::Undefined(reason) => return Ok(Measured::Undefined(reason)),
        };
        let Some(of_peak) = exact.ratio.value() else {
            return Ok(Measured::Undefined(Undefined::Unbounded));
        };
        let years = |window: Date| events.years(window.first().year(), window.last().year());
        let (in_peak, in_after) = (years(result.peak), years(after));
        let windows: Vec<u32> =
            in_peak.iter().map(|_| 0).chain(in_after.iter().map(|_| 1)).collect();
        let counts = [in_peak, in_after].concat();
        let waves = dispersion(&counts, &vec![1.0; counts.len()], &windows)?;
        let widened = match waves.value() {
            Some(found) if found.phi > 1.0 && a > 0 => {
                ratio.dispersion(found.phi).dispersion_df(found.df)
            }
            _ => ratio,
        };
        let (Measured::Value(less), Measured::Value(greater)) =
            (widened.run()?, widened.alternative(Alternative::Greater).run()?)
        else {
            return Ok(Measured::Undefined(Undefined::NoEvents));
        };
        let interval = less.low.and_then(|low| {
            less.high.map(|high| Interval {
                estimate: 1.0 - of_peak,
                low: 1.0 - high,
                high: 1.0 - low,
                confidence: self.confidence,
            })
        });
        Ok(Measured::Value(Fade {
            ratio: 1.0 - of_peak,
            interval,
            exact,
            dispersion: waves,
            tails: Tails {
                greater: less.p,
                less: greater.p,
                attainable_greater: less.attainable,
                attainable_less: greater.attainable,
                null: "events fall in either window in proportion to its length",
            },
        }))
    }

    fn windows(&self) -> Result<(Date, Date), ParamError> {
        let (peak, after) = (self.peak.date("peak")?, self.after.date("after")?);
        for (setter, window) in [("peak", peak), ("after", after)] {
            let (first, last) = (window.first().year(), window.last().year());
            let whole = Date::of_year(first).to(Date::of_year(last));
            if whole != Some(window) {
                return Err(ParamError::new(setter, window, "whole years"));
            }
        }
        if !after.is_after(peak) {
            return Err(ParamError::new("after", after, "years after the peak"));
        }
        Ok((peak, after))
    }
}

const RECORD_ENDS: Undefined = Undefined::Assumption {
    broken: "the record ends before the window does",
    instead: "a window that the ledger knows to its end",
};

/// Why a window that the collection does not cover says nothing, if it does not.
pub(super) fn unsystematic(region: &Region, inquiry: &Inquiry, window: Date) -> Option<Undefined> {
    let protocol = inquiry.projection.found.as_ref();
    if protocol.is_some_and(|found| found.iter().all(|found| *found == Found::Protocol)) {
        return None;
    }
    let covered = region.info().covers_to?;
    (covered.last() < window.last()).then_some(Undefined::Assumption {
        broken: "the collection is not systematic up to the end of the window",
        instead: "a window that it covers, or rows found by a protocol",
    })
}

const CENSUS: &str =
    "a count of all events by one protocol, year by year, with dates to the year at least";

/// The fade of a region as a finding.
pub(super) fn fade_finding(region: &Region, found: &MomentumResult) -> Finding {
    let meaning = "1 less the rate of events in 2018–2020 by that of 2015–2017";
    let events = (found.in_peak + found.in_after) as usize;
    Finding::new("fade-ratio", meaning, region, Undefined::NoEvents)
        .named(found.rows.clone(), events)
        .neutral(0.0)
        .value(found.fade.map(|fade| fade.ratio))
        .interval(found.fade.and_then(|fade| fade.interval))
        .test(found.fade.map(|fade| fade.tails))
        .decided_by(CENSUS)
}

/// The findings of a region.
pub(super) fn findings(region: &Region, inquiry: &Inquiry) -> Result<Vec<Finding>> {
    let found = Momentum::new().run(region, inquiry)?;
    let events = (found.in_peak + found.in_after) as usize;
    let new = |quantity, meaning| {
        let finding = Finding::new(quantity, meaning, region, Undefined::NoEvents);
        finding.named(found.rows.clone(), events)
    };
    let fade = fade_finding(region, &found);
    let null = "every year is as likely as another";
    let loading = new("front-loading", "1 if all events of 2015–2020 came in 2015, -1 if in 2020")
        .neutral(0.0)
        .value(found.front_loading.map(|it| it.index))
        .interval(found.front_loading.and_then(|it| it.interval))
        .test(found.front_loading.map(|it| Tails::new(it.p_early, it.p_late, it.attainable, null)))
        .decided_by(CENSUS);
    let total = events.max(1) as f64;
    let scan =
        new("peak-of-three-years", "the share of 2015–2020 that the densest three years have")
            .value(found.scan.map(|it| it.events as f64 / total))
            .interval(Measured::Undefined(Undefined::NoTest {
                why: "the largest of several shares has no interval of its own",
            }))
            .test(found.scan.map(|it| Tails {
                greater: it.p,
                less: 1.0,
                attainable_greater: it.attainable,
                attainable_less: 1.0,
                null,
            }))
            .decided_by(CENSUS);
    Ok(vec![fade, loading, scan])
}
