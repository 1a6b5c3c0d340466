//! Whether one region faded more than another.
use super::Asked;
use super::contrast::Contrast;
use crate::cooperation::momentum::{self, Momentum, MomentumResult};
use crate::cooperation::{Inquiry, Tails};
use crate::network::Window;
use crate::statistics::{FisherExact, Interval, dispersion};
use crate::{Date, Error, Measured, Region, Result, Undefined};
use serde::Serialize;

/// Fade contrast (高开低走): whether cooperation faded more in one region than in another.
///
/// `ln RR_A - ln RR_B`, `RR = (Y_Q / T_Q) / (Y_P / T_P)` being the rate of events after the peak over
/// that of the peak, as [`Momentum`] has it: below 0 if the first faded more. Given how many events
/// each region and each window have, those of the first after the peak are hypergeometric if both
/// faded alike, whatever each region's rate, and however hard each was searched, if as hard in
/// either window: hence Fisher's exact test ([`FisherExact`]), and the interval. Where single years vary more than
/// independent events would (`φ > 1` over the windows of both regions), both are widened by it.
/// Dealing events to the regions within each year would change nothing: the windows are years.
///
/// Undefined where [`Momentum`] is for either, and if a region has no event after the peak
/// ([`Undefined::Unbounded`]). `O(rows)`.
///
/// Fisher (1935), *The Design of Experiments*; Wedderburn (1974), *Biometrika* 61:439.
///
/// ```
/// use conurbation::{cooperation::{Inquiry, contrasts::FadeContrast}, synthetic::LedgerWorld};
/// let world = LedgerWorld::new().years(2015, 2020).rows(300);
/// let (faded, even) = (world.clone().fade(2018, 0.2).draw(0)?, world.draw(1)?);
/// let found = FadeContrast::new().run([&faded, &even], &Inquiry::new())?;
/// assert!(found.effect.value.value().unwrap() < -0.5);
/// assert!(found.effect.test.value().unwrap().less < 0.01);
/// # Ok::<(), conurbation::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Default, Serialize)]
pub struct FadeContrast {
    momentum: Momentum,
}

const NULL: &str = "events of both regions fall in either window in the same proportion";

impl FadeContrast {
    /// The windows of the founding study, as [`Momentum::new`].
    pub fn new() -> Self {
        Self::default()
    }

    /// Sets the window of the peak, as [`Momentum::peak`].
    pub fn peak(mut self, window: impl Into<Window>) -> Self {
        self.momentum = self.momentum.peak(window);
        self
    }

    /// Sets the window after the peak, as [`Momentum::after`].
    pub fn after(mut self, window: impl Into<Window>) -> Self {
        self.momentum = self.momentum.after(window);
        self
    }

    /// Sets the first region against the second.
    ///
    /// # Errors
    /// As [`Momentum::run`].
    pub fn run(&self, regions: [&Region; 2], inquiry: &Inquiry) -> Result<Contrast> {
        let asked = regions.map(|region| inquiry.of_region(region));
        self.of([(regions[0], &asked[0]), (regions[1], &asked[1])])
    }

    pub(super) fn of(&self, asked: [Asked<'_>; 2]) -> Result<Contrast> {
        let of = |(region, inquiry): Asked<'_>| {
            // The scan, which alone asks chance, is not wanted.
            let found = self.momentum.run(region, &inquiry.clone().replicates(19))?;
            let side = momentum::fade_finding(region, &found);
            Ok::<_, Error>((found, side))
        };
        let [(a, first), (b, second)] = [of(asked[0])?, of(asked[1])?];
        let contrast = Contrast::new(
            "fade-contrast",
            "ln of the rate after the peak by that of the peak, less that of the other region",
            [first, second],
            Undefined::Unbounded,
        );
        let (true, Some(after_a), Some(after_b)) = (contrast.has_sides(), a.after, b.after) else {
            return Ok(contrast);
        };
        let exposure = |after: Date, it: &MomentumResult| after.years() / it.peak.years();
        let test = FisherExact::new(
            a.in_after,
            a.in_after + a.in_peak,
            b.in_after,
            b.in_after + b.in_peak,
        );
        let test = test.null(exposure(after_a, &a) / exposure(after_b, &b));
        let test = match waves([&a, &b])? {
            Some((phi, df)) => test.dispersion(phi).dispersion_df(df),
            None => test,
        };
        let Measured::Value(found) = test.run()? else { return Ok(contrast) };
        let logarithm = |ratio: f64| match ratio > 0.0 {
            true => Measured::Value(ratio.ln()),
            false => Measured::Undefined(Undefined::Unbounded),
        };
        let effect = found.ratio.and_then(logarithm);
        let interval = effect.and_then(|estimate| {
            let ends = logarithm(found.low).and_then(|low| found.high.map(|high| (low, high.ln())));
            ends.map(|(low, high)| Interval { estimate, low, high, confidence: found.confidence })
        });
        let tails = Tails {
            greater: found.greater,
            less: found.less,
            attainable_greater: found.attainable_greater,
            attainable_less: found.attainable_less,
            null: NULL,
        };
        Ok(contrast.with(effect, interval, tails))
    }
}

/// How far years vary about the means of the four windows, with the degrees of freedom, if more than
/// independent events would.
fn waves(regions: [&MomentumResult; 2]) -> Result<Option<(f64, usize)>> {
    let (mut counts, mut windows) = (Vec::new(), Vec::new());
    for (nth, region) in (0..).zip(regions) {
        for (which, window) in (0..).zip([Some(region.peak), region.after]) {
            let Some(window) = window else { continue };
            for year in window.first().year()..=window.last().year() {
                counts.push(region.by_year.get(&year).copied().unwrap_or(0));
                windows.push(2 * nth + which);
            }
        }
    }
    let found = dispersion(&counts, &vec![1.0; counts.len()], &windows)?;
    Ok(found.value().filter(|it| it.phi > 1.0).map(|it| (it.phi, it.df)))
}
