//! Whether shared standards and platforms bring ties about.
use super::cities::{Cities, tails};
use super::members::Members;
use super::{Finding, Inquiry};
use crate::network::Layer;
use crate::network::event::Event;
use crate::region::PlatformKind;
use crate::statistics::common_log_odds;
use crate::{Measured, Node, ParamError, Region, Result, Undefined, sums};
use serde::Serialize;
use std::collections::BTreeSet;

/// Enabling effect of shared standards, data, courts and recognition: whether pairs of cities that
/// share one sign their first agreement sooner than pairs that share none.
///
/// Years are cut into stretches of [`within_years`](Self::within_years). At the beginning of each, a
/// pair of cities without any agreement or enclave is at risk; it is exposed if it shares such a
/// platform by then, and a case if its first tie comes within the stretch. The effect is the
/// logarithm of the odds ratio that all stretches have in common ([`common_log_odds`]), a conditional
/// logit stratified by time. Busy cities, and near ones, share platforms and sign anyway: so chance
/// deals the starts of the platforms to them anew, and who shares with whom stays as it is. *Placebo*:
/// the same for pairs that share none yet but will in the next stretch, against those that will not;
/// what is no effect of sharing shows in it as well. Read the effect beside it, and the p alone.
///
/// Platforms of all cities tell nothing apart and are left out. A pair with a tie of unknown year is
/// not at risk. Undefined without such platforms ([`Undefined::NoEvents`]), without dates of
/// platforms, ties or the last day known ([`Undefined::MissingData`]), if no stretch has both pairs
/// that share and pairs that do not, some tied and some not ([`Undefined::Vacuous`]), if all or none of
/// those who could were cases ([`Undefined::Unbounded`]). `O(replicates · (years · n² + memberships²))`.
///
/// Breslow & Day (1980), *Statistical Methods in Cancer Research*; the placebo is that of Granger
/// (1969), *Econometrica* 37:424, turned round.
///
/// ```
/// use conurbation::{cooperation::{Enabling, Inquiry}, datasets};
/// let asked = Inquiry::new().replicates(99);
/// let found = Enabling::new().run(&datasets::yangtze_delta(), &asked)?;
/// assert_eq!(found.effect.quantity, "platform-enabling");
/// # Ok::<(), conurbation::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Enabling {
    within_years: u16,
}

/// Whether sharing brings ties about.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct EnablingResult {
    /// The logarithm of the odds ratio of those who share.
    pub effect: Finding,
    /// The same of those who will share.
    pub placebo: Finding,
    /// Pairs left out since a tie of theirs has no certain year.
    pub unsure: usize,
}

const KINDS: [PlatformKind; 4] =
    [PlatformKind::Recognition, PlatformKind::Data, PlatformKind::Standard, PlatformKind::Judicial];
const NEEDS: &str =
    "the start and the members of every standard and platform, the year of every tie";
const OTHERS: &str = "the platforms began in any other order";

impl Default for Enabling {
    fn default() -> Self {
        Self { within_years: 2 }
    }
}

/// When each pair was first tied, none if never, and which pairs each platform brings together from
/// which year on.
struct Pairs {
    n: usize,
    tied: Vec<Option<i16>>,
    platforms: Vec<(i16, Vec<usize>)>,
    /// Pairs that cannot be judged.
    unsure: Vec<bool>,
}

impl Enabling {
    /// Stretches of two years.
    pub fn new() -> Self {
        Self::default()
    }

    /// Sets how many years after sharing a tie may come; from 1 to 50.
    pub fn within_years(mut self, years: u16) -> Self {
        self.within_years = years;
        self
    }

    /// Looks at what sharing brings about in a region.
    ///
    /// # Errors
    /// [`Error::Param`](crate::Error::Param) for years outside their range, and as [`Inquiry::ask`].
    pub fn run(&self, region: &Region, inquiry: &Inquiry) -> Result<EnablingResult> {
        if !(1..=50).contains(&self.within_years) {
            return Err(ParamError::new("within_years", self.within_years, "from 1 to 50").into());
        }
        let mut of_ties = inquiry.clone();
        of_ties.projection.layers = [Layer::Agreements, Layer::Enclaves].into();
        let cities = Cities::of(region, &of_ties)?;
        let members = Members::of(&cities, Some(&KINDS.into()));
        let rows: BTreeSet<_> = cities.rows().into_iter().chain(members.rows()).collect();
        let finding = |quantity, meaning| {
            Finding::new(quantity, meaning, region, Undefined::NoEvents)
                .rows(region, rows.iter().copied(), members.platforms.len())
                .decided_by(NEEDS)
        };
        let effect = finding(
            "platform-enabling",
            "ln of the odds of a first tie of pairs that share a standard or platform, less that of others",
        );
        let placebo =
            finding("platform-enabling-placebo", "the same of pairs that will share one later");
        let (pairs, undated) = Pairs::of(&cities, &members);
        let unsure = pairs.unsure.iter().filter(|it| **it).count();
        let shares = members.platforms.iter().filter(|it| it.cities.len() > 1);
        let reason = match (members.platforms.is_empty(), shares.count()) {
            (true, _) => Some(Undefined::NoEvents),
            (_, 0) => Some(Undefined::MissingData { n: members.platforms.len() }),
            _ if undated == members.platforms.len() => Some(Undefined::MissingData { n: undated }),
            _ => cities.tied().err(),
        };
        let starts = pairs.platforms.iter().map(|(year, _)| *year).min();
        let until = region.info().as_of.map(|date| date.last().year());
        let (first, last) = match (reason, starts, until) {
            (None, Some(first), Some(last)) => (first, last),
            (reason, _, None) => {
                let missing = Undefined::MissingData { n: 1 };
                return Ok(EnablingResult::because(
                    effect,
                    placebo,
                    unsure,
                    reason.unwrap_or(missing),
                ));
            }
            (reason, ..) => {
                let vacuous = Undefined::Vacuous;
                return Ok(EnablingResult::because(
                    effect,
                    placebo,
                    unsure,
                    reason.unwrap_or(vacuous),
                ));
            }
        };
        let step = self.within_years as i16;
        let effect = ask(&cities, &pairs, effect, (first..=last - step, step), |shares, t| {
            Some(shares.is_some_and(|year| year <= t))
        })?;
        // From before anybody shared: what comes later cannot have been the cause.
        let before = (first - 2 * step..=last - step, step);
        let placebo = ask(&cities, &pairs, placebo, before, |shares, t| match shares {
            Some(year) if year <= t + step => None,
            Some(year) => Some(year <= t + 2 * step),
            None => Some(false),
        })?;
        Ok(EnablingResult { effect, placebo, unsure })
    }
}

impl EnablingResult {
    fn because(effect: Finding, placebo: Finding, unsure: usize, reason: Undefined) -> Self {
        let none = |finding: Finding| finding.value(Measured::Undefined(reason));
        Self { effect: none(effect), placebo: none(placebo), unsure }
    }

    /// All that was found.
    pub fn findings(self) -> Vec<Finding> {
        vec![self.effect, self.placebo]
    }
}

/// The question, asked of a region.
pub(super) fn findings(region: &Region, inquiry: &Inquiry) -> Result<Vec<Finding>> {
    Ok(Enabling::new().run(region, inquiry)?.findings())
}

impl Pairs {
    /// The pairs, and how many platforms have no start.
    fn of(cities: &Cities<'_>, members: &Members) -> (Self, usize) {
        let n = cities.count();
        let mut pairs =
            Self { n, tied: vec![None; n * n], platforms: Vec::new(), unsure: vec![false; n * n] };
        let earliest = |known: Option<i16>, year: i16| Some(known.map_or(year, |it| it.min(year)));
        for part in cities.network.contributions() {
            let at = pairs.at(part.from, part.to);
            let start = Event::of(cities.region, part.row).and_then(|event| event.life().0);
            match start.and_then(|start| start.year()) {
                Some(year) => pairs.tied[at] = earliest(pairs.tied[at], year),
                None => pairs.unsure[at] = true,
            }
        }
        let mut undated = 0;
        for platform in &members.platforms {
            let start = cities.region.platforms()[platform.row.index as usize].start;
            let Some(start) = start else {
                undated += 1;
                continue;
            };
            if platform.cities.len() < n {
                let together = platform.cities.iter().enumerate().flat_map(|(nth, &(a, _))| {
                    platform.cities[nth + 1..].iter().map(move |&(b, _)| (a, b))
                });
                let together = together.map(|(a, b)| pairs.at(a, b)).collect();
                pairs.platforms.push((start.last().year(), together));
            }
        }
        (pairs, undated)
    }

    fn at(&self, a: Node, b: Node) -> usize {
        a.min(b) as usize * self.n + a.max(b) as usize
    }

    /// The year from which each pair shares a platform, if they began in these years.
    fn shares(&self, starts: impl Iterator<Item = i16>) -> Vec<Option<i16>> {
        let mut shares: Vec<Option<i16>> = vec![None; self.n * self.n];
        for ((_, together), year) in self.platforms.iter().zip(starts) {
            for &at in together {
                shares[at] = Some(shares[at].map_or(year, |known| known.min(year)));
            }
        }
        shares
    }

    /// Each stretch as cases and units, exposed and not.
    fn strata(
        &self,
        (years, step): &(std::ops::RangeInclusive<i16>, i16),
        shares: &[Option<i16>],
        exposed: impl Fn(Option<i16>, i16) -> Option<bool>,
    ) -> Vec<[u64; 4]> {
        let mut strata = Vec::new();
        for t in years.clone().step_by(*step as usize) {
            let mut stratum = [0; 4];
            for a in 0..self.n as Node {
                for b in a + 1..self.n as Node {
                    let at = self.at(a, b);
                    if self.unsure[at] || self.tied[at].is_some_and(|year| year <= t) {
                        continue;
                    }
                    let Some(exposed) = exposed(shares[at], t) else { continue };
                    let side = if exposed { 0 } else { 2 };
                    let is_case = self.tied[at].is_some_and(|year| year <= t + step);
                    stratum[side] += u64::from(is_case);
                    stratum[side + 1] += 1;
                }
            }
            strata.push(stratum);
        }
        strata
    }
}

/// The effect of an exposure, and its test by the score.
fn ask(
    cities: &Cities<'_>,
    pairs: &Pairs,
    finding: Finding,
    years: (std::ops::RangeInclusive<i16>, i16),
    exposed: impl Fn(Option<i16>, i16) -> Option<bool> + Sync,
) -> Result<Finding> {
    let starts: Vec<i16> = pairs.platforms.iter().map(|(year, _)| *year).collect();
    let first = starts.iter().min().copied().unwrap_or(0);
    let offsets: Vec<u32> =
        starts.iter().map(|year| u32::from((year - first).unsigned_abs())).collect();
    let as_it_is = pairs.shares(starts.iter().copied());
    let value = common_log_odds(&pairs.strata(&years, &as_it_is, &exposed))?;
    // The cases of the exposed beyond what margins lead to expect: it is a number for every order.
    let score = |offsets: &[u32]| {
        let shares = pairs.shares(offsets.iter().map(|&offset| first + offset as i16));
        let strata = pairs.strata(&years, &shares, &exposed);
        let beyond = strata
            .iter()
            .filter(|it| it[1] + it[3] > 0)
            .map(|&[a, n, b, m]| a as f64 - n as f64 * (a + b) as f64 / (n + m) as f64);
        Measured::Value(sums::sum(beyond))
    };
    let engine = cities.engine().named_groups(true);
    let test = match value {
        Measured::Value(_) => engine.labels(&offsets, score)?,
        Measured::Undefined(reason) => Measured::Undefined(reason),
    };
    let none = Undefined::NoTest { why: "pairs share cities: see the test" };
    Ok(finding.value(value).interval(Measured::Undefined(none)).test(tails(test, OTHERS)))
}
