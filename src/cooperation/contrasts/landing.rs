//! Whether one region carries out sooner what it signs than another.
use super::Asked;
use super::contrast::Contrast;
use crate::cooperation::Inquiry;
use crate::cooperation::balance::{Landing, Papers, landing_finding};
use crate::cooperation::landing_groups::landing_groups;
use crate::{Region, Result, Undefined};
use serde::Serialize;

/// Landing contrast (多签约、少落地): whether what is signed is carried out sooner in one region than
/// in another.
///
/// The logarithm of the ratio of hazards of landing, `(O - E) / V` of the log-rank test, above 0 if
/// the first region lands sooner. What has not landed counts for as long as it was seen; shares
/// landed so far are never compared, since they favour whoever signed first. Chance exchanges
/// ceremonies between the regions within each year of signing, so that both sides were seen as
/// long; the interval leaves ceremonies out in turn.
///
/// Undefined where [`Landing`] is for either, if no year has ceremonies of both
/// ([`Undefined::Vacuous`], of the test), and as [`LogRank`](crate::statistics::LogRank).
/// `O(replicates · n log n)` for `n` agreements.
///
/// Yusuf, Peto, Lewis, Collins & Sleight (1985), *Progress in Cardiovascular Diseases* 27:335.
///
/// ```
/// use conurbation::{Undefined, cooperation::{Inquiry, contrasts::LandingContrast}, datasets};
/// let regions = [&datasets::middle_yangtze(), &datasets::yangtze_delta()];
/// let found = LandingContrast::new().run(regions, &Inquiry::new().replicates(99))?;
/// // Most landings on record have no date.
/// assert!(matches!(found.effect.value.undefined(), Some(Undefined::MissingData { .. })));
/// # Ok::<(), conurbation::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Default, Serialize)]
pub struct LandingContrast {}

const NULL: &str = "ceremonies of one year are of either region by chance";

impl LandingContrast {
    /// There is nothing to choose.
    pub fn new() -> Self {
        Self::default()
    }

    /// Sets the first region against the second.
    ///
    /// # Errors
    /// As [`Inquiry::ask`].
    pub fn run(&self, regions: [&Region; 2], inquiry: &Inquiry) -> Result<Contrast> {
        let asked = regions.map(|region| inquiry.of_region(region));
        self.of([(regions[0], &asked[0]), (regions[1], &asked[1])])
    }

    pub(super) fn of(&self, asked: [Asked<'_>; 2]) -> Result<Contrast> {
        let side = |(region, inquiry): Asked<'_>| -> Result<_> {
            Ok(landing_finding(region, Landing::new().run(region, inquiry)?))
        };
        let papers = asked.map(|(region, inquiry)| Papers::of(region, inquiry));
        let unfit = papers.iter().find_map(Papers::unfit);
        let contrast = Contrast::new(
            "landing-contrast",
            "ln of the pace at which what is signed lands, less that of the other region",
            [side(asked[0])?, side(asked[1])?],
            unfit.unwrap_or(Undefined::NoEvents),
        );
        if unfit.is_some() {
            return Ok(contrast);
        }
        let (mut signings, mut labels) = (Vec::new(), Vec::new());
        for ((papers, (region, _)), label) in papers.iter().zip(asked).zip([1, 0]) {
            signings.extend(papers.signings(region));
            labels.resize(signings.len(), label);
        }
        let found = landing_groups(&signings, &labels, asked[0].1, NULL)?;
        Ok(contrast.with(found.log_hazard_ratio, found.interval, found.tails))
    }
}
