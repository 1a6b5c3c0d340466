//! Regions beside one another.
//!
//! | here | what it is |
//! |---|---|
//! | [`CompareRegions`] | what is compared and how |
//! | [`Comparison`] | the result: text, Markdown or JSON |
//! | [`Difference`], [`Verdict`] | one line: the effect, its error, p and q, what may be said and why |
//! | [`Estimate`], [`Chance`] | a number of one region: its error, its value at equal size, what chance gives |
//! | [`Rate`], [`Windows`] | how often a region signs, and in which years |
//! | [`ClaimByClaim`], [`ClaimTable`] | the founding study, claim by claim, with the evidence down to the rows |
//! | [`Profile`] | one region: what its ledger holds, what the projection used, every measure |
//! | [`Limit`] | a limit of the data, and the lines of the comparison it touches |
//!
//! A difference between regions is never shown without its error and its p, numbers are made
//! comparable where regions are of unequal size, and every line ends in a [`Verdict`]: established,
//! contradicted, or cannot be decided, with what data would decide it.
mod choices;
mod claims;
mod difference;
mod draws;
mod estimate;
mod limits;
mod markdown;
mod numbers;
mod profile;
mod rates;
mod test;
mod text;
mod verdict;
mod windows;

pub use crate::cooperation::Verdict;
pub use choices::Demand;
pub use claims::{ClaimByClaim, ClaimLine, ClaimTable, Evidence, Robustness};
pub use difference::{Difference, Scale, UnderChoice};
pub use estimate::{Chance, Estimate};
pub use limits::Limit;
pub use profile::{Leader, Profile, Variant, Widest};
pub use rates::Rate;
pub use windows::Windows;

use crate::network::{EVENTS, Projection};
use crate::region::Found;
use crate::report::Names;
use crate::uncertainty::RankIntervals;
use crate::{ParamError, Region, Result, Watch};
use choices::{Choice, choices, has};
use difference::Estimates;
use draws::Plan;
use profile::Drawn;
use serde::Serialize;
use std::collections::BTreeMap;

/// Compares regions: what each ledger holds, what the projection used and left out, every measure
/// of the whole network with its error, and which differences are more than chance.
///
/// *What is compared.* A number that depends on the size of the region is compared at the size of
/// the smallest one (the mean over random subsets of cities, in the proportions of the provinces);
/// a number about provinces as what it is above provinces dealt to the cities at random; a mean
/// per city as it is. Signings (batches of rows: a ceremony counts once) are compared per city and
/// year and per person and year, on rows found by the common protocol where every region has such
/// rows, since search effort differs otherwise.
///
/// *The test of a difference.* Two regions of one kind differ because other cities would have
/// cooperated otherwise and because other events would have come about. Both errors are
/// estimated, the one by vertex bootstrap, the other by leaving batches out in turn, and added in
/// squares; p is by Student's t with Welch's degrees of freedom, q by Benjamini and Hochberg over
/// all lines. Rates are compared by the exact conditional test, widened for waves of years.
///
/// *The verdict.* A difference is established if q is at most 0.05, p is at most 0.05 under every
/// choice that matters (the three spreads, rows checked well, rows found by the common protocol),
/// no other choice (the study's rows alone, the same years, the same age, without the row that
/// ties most pairs, without those only addressed) shows the opposite, and, where small size alone
/// could make it, a number that size makes smaller agrees. It is contradicted if that holds but
/// the numbers side by side say the opposite. Else it cannot be decided.
///
/// ```
/// use conurbation::{CompareRegions, datasets};
/// let (delta, middle) = (datasets::yangtze_delta(), datasets::middle_yangtze());
/// let comparison = CompareRegions::new([&delta, &middle]).permutations(99).run()?;
/// assert_eq!(comparison.regions().len(), 2);
/// assert!(comparison.differences().iter().all(|line| !line.because.is_empty()));
/// # Ok::<(), conurbation::Error>(())
/// ```
#[derive(Debug, Clone)]
pub struct CompareRegions<'a> {
    regions: Vec<&'a Region>,
    projection: Projection,
    replicates: usize,
    brief: bool,
    seed: u64,
    watch: Watch,
}

/// Regions compared; prints as text for a terminal.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Comparison {
    conurbation: &'static str,
    projection: Projection,
    seed: u64,
    /// Draws of every kind under the main choice.
    replicates: usize,
    /// Draws of every kind under each other choice.
    replicates_of_choices: usize,
    /// The cities at which numbers that depend on size are compared.
    cities: usize,
    windows: Windows,
    /// How the rows that the volumes count were found; all if none.
    volume_found: Option<Found>,
    regions: Vec<Profile>,
    rates: Vec<Rate>,
    differences: Vec<Difference>,
    limits: Vec<Limit>,
}

impl<'a> CompareRegions<'a> {
    /// The draws of every kind, unless said otherwise.
    pub const DEFAULT_PERMUTATIONS: usize = 999;

    /// The regions to compare, in the order in which to show them.
    pub fn new(regions: impl IntoIterator<Item = &'a Region>) -> Self {
        Self {
            regions: regions.into_iter().collect(),
            projection: Projection::new(),
            replicates: Self::DEFAULT_PERMUTATIONS,
            brief: false,
            seed: 0,
            watch: Watch::new(),
        }
    }

    /// Sets the projection of every region.
    pub fn projection(mut self, projection: Projection) -> Self {
        self.projection = projection;
        self
    }

    /// Sets how often chance is asked: permutations, networks by chance, resamples of cities and
    /// events; at least 19. Other choices than the main one take a fifth of them, from 99 to 499,
    /// or all if there are fewer.
    pub fn permutations(mut self, replicates: usize) -> Self {
        self.replicates = replicates;
        self
    }

    /// Whether to compute the tests of the differences and nothing else: no other choices, no
    /// numbers by chance, no ranks. Nothing can then be established. No by default.
    pub fn brief(mut self, brief: bool) -> Self {
        self.brief = brief;
        self
    }

    /// Sets the seed of all that draws numbers; recorded with the result.
    pub fn seed(mut self, seed: u64) -> Self {
        self.seed = seed;
        self
    }

    /// Watches the work.
    pub fn watch(mut self, watch: &Watch) -> Self {
        self.watch = watch.clone();
        self
    }

    /// Compares.
    ///
    /// # Errors
    /// [`Error::Param`](crate::Error::Param) if the projection cannot be carried out, or for too
    /// few permutations; an id to leave out need be that of a row of one region only.
    /// [`Error::Overflow`](crate::Error::Overflow) if weights add up beyond all numbers under some
    /// choice; [`Error::Cancelled`](crate::Error::Cancelled).
    pub fn run(&self) -> Result<Comparison> {
        self.check()?;
        let regions = &self.regions;
        let mains: Vec<Projection> =
            regions.iter().map(|region| self.projection.leaving_out_of(region)).collect();
        let by_protocol = self.projection.found.is_none()
            && !regions.is_empty()
            && regions
                .iter()
                .all(|region| has(region, |about| about.found == Some(Found::Protocol)));
        let volume_found = by_protocol.then_some(Found::Protocol);
        let windows = Windows::of(regions, &mains);
        let others = if self.brief { Vec::new() } else { choices(regions, &mains, &windows)? };
        // About as many ways of drawing: seven and four rankings of the main choice, three else.
        self.watch.parts(regions.len() * (11 + 3 * others.len()));
        let quantities = numbers::quantities();
        let sizes = regions.iter().zip(&mains);
        let sizes: Vec<usize> = sizes
            .map(|(region, main)| Ok(region.network(main)?.cities().len()))
            .collect::<Result<_>>()?;
        let plan = Plan {
            quantities: &quantities,
            cities: sizes.iter().copied().filter(|&cities| cities > 1).min().unwrap_or(0),
            replicates: self.replicates,
            thorough: !self.brief,
            seed: self.seed,
            watch: &self.watch,
        };
        let quick =
            Plan { replicates: self.replicates_of_choices(), thorough: false, ..plan.clone() };
        let drawn = |plan: &Plan<'_>, choice: &[Option<Projection>]| {
            let each = regions.iter().zip(choice).map(|(region, projection)| {
                projection.as_ref().map(|it| draw(plan, region, it)).transpose()
            });
            each.collect::<Result<Vec<Option<Drawn>>>>()
        };
        let whole: Vec<Option<Projection>> = mains.iter().cloned().map(Some).collect();
        let main = drawn(&plan, &whole)?;
        let mut variants: Vec<Vec<Variant>> = vec![Vec::new(); regions.len()];
        let mut note = |name: &str, drawn: &[Option<Drawn>]| {
            for (list, drawn) in variants.iter_mut().zip(drawn) {
                list.extend(drawn.iter().map(|drawn| Variant::new(name, &quantities, drawn)));
            }
        };
        note("all rows", &main);
        let mut under: Vec<(Choice, Estimates)> = Vec::new();
        for choice in others {
            let drawn = drawn(&quick, &choice.projections)?;
            note(&choice.name, &drawn);
            under.push((choice, estimates(&drawn)));
        }
        let ids: Vec<String> = regions.iter().map(|region| region.id().to_owned()).collect();
        let mut drafts =
            difference::of_measures(&quantities, &ids, &sizes, &estimates(&main), &under);
        let volumes: Vec<Projection> = mains
            .iter()
            .map(|main| match &volume_found {
                Some(found) => main.clone().found([found.clone()]),
                None => main.clone(),
            })
            .collect();
        let (rates, of_rates) = rates::of(regions, &volumes, &Windows::of(regions, &volumes))?;
        drafts.extend(of_rates);
        let ranks =
            RankIntervals::new().replicates(quick.replicates).seed(self.seed).watch(&self.watch);
        let mut profiles = Vec::new();
        for ((region, drawn), variants) in regions.iter().zip(main.iter().flatten()).zip(variants) {
            let leaders = match self.brief {
                true => BTreeMap::new(),
                false => profile::leaders(&drawn.network, &ranks, &self.watch)?,
            };
            profiles.push(Profile::new(
                region,
                &quantities,
                drawn,
                variants,
                leaders,
                volume_found.as_ref(),
            )?);
        }
        let differences = difference::settle(drafts, !self.brief)?;
        self.watch.finish();
        Ok(Comparison {
            conurbation: env!("CARGO_PKG_VERSION"),
            projection: self.projection.clone(),
            seed: self.seed,
            replicates: self.replicates,
            replicates_of_choices: quick.replicates,
            cities: plan.cities,
            windows,
            limits: limits::of(&profiles, volume_found.as_ref()),
            volume_found,
            regions: profiles,
            rates,
            differences,
        })
    }

    fn check(&self) -> Result<()> {
        if self.replicates < 19 {
            return Err(ParamError::new("permutations", self.replicates, "at least 19").into());
        }
        self.projection.check()?;
        let known = |id: &&String| self.regions.iter().any(|it| it.find_in(&EVENTS, id).is_some());
        if let Some(id) = self.projection.without.iter().find(|id| !known(id)) {
            let expected = "the id of a row of one of the regions";
            return Err(ParamError::new("without", id, expected).into());
        }
        Ok(())
    }

    fn replicates_of_choices(&self) -> usize {
        (self.replicates / 5).clamp(99, 499).min(self.replicates)
    }
}

/// A region under a projection, drawn again.
fn draw(plan: &Plan<'_>, region: &Region, projection: &Projection) -> Result<Drawn> {
    let network = region.network(projection)?;
    let draws = plan.run(&network)?;
    let quantities = plan.quantities.iter().enumerate();
    let estimates = quantities.map(|(nth, quantity)| Estimate::of(quantity, nth, &draws));
    let estimates = estimates.collect::<Result<_>>()?;
    Ok(Drawn { network, estimates })
}

fn estimates(drawn: &[Option<Drawn>]) -> Estimates {
    drawn.iter().map(|drawn| drawn.as_ref().map(|drawn| drawn.estimates.clone())).collect()
}

impl Comparison {
    /// The profiles, in the order given.
    pub fn regions(&self) -> &[Profile] {
        &self.regions
    }

    /// Every difference, with its error and its verdict.
    pub fn differences(&self) -> &[Difference] {
        &self.differences
    }

    /// How often each region signs.
    pub fn rates(&self) -> &[Rate] {
        &self.rates
    }

    /// The windows of time in which regions are set beside one another.
    pub fn windows(&self) -> &Windows {
        &self.windows
    }

    /// The limits of the data.
    pub fn limits(&self) -> &[Limit] {
        &self.limits
    }

    /// Text for a terminal of 100 columns.
    pub fn to_text(&self, names: Names) -> String {
        text::render(self, names)
    }

    /// Markdown.
    pub fn to_markdown(&self, names: Names) -> String {
        markdown::render(self, names)
    }

    /// JSON with the whole provenance: version, seed, projection, rows used and left out.
    pub fn to_json(&self) -> String {
        serde_json::to_string_pretty(self)
            .expect("a comparison has only text keys and finite numbers")
    }

    /// The numbers of the limits that touch a line.
    fn marks(&self, line: &str) -> String {
        let touches = |limit: &Limit| limit.touches.iter().any(|touched| touched == line);
        let numbers: Vec<String> = (1..)
            .zip(&self.limits)
            .filter(|(_, limit)| touches(limit))
            .map(|(number, _)| number.to_string())
            .collect();
        if numbers.is_empty() { String::new() } else { format!("[{}]", numbers.join(",")) }
    }
}

impl std::fmt::Display for Comparison {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.to_text(Names::Both))
    }
}
