//! Whether ties last longer in one region than in another.
use super::Asked;
use super::contrast::{Contrast, by_welch};
use crate::cooperation::sustainment::Lives;
use crate::cooperation::{Finding, Inquiry, Tails};
use crate::network::CityNetwork;
use crate::network::batch::batches;
use crate::region::RowRef;
use crate::statistics::{KaplanMeier, Lifetime, LogRank, student_t_two_sided};
use crate::uncertainty::welch;
use crate::{Measured, ParamError, Region, Result, Undefined, sums};
use serde::Serialize;
use std::collections::BTreeSet;

/// Survival contrast: whether ties last longer in one region than in another.
///
/// A tie lives as [`Sustainment`](crate::cooperation::Sustainment) says: from one act to the next, no
/// gap longer than the grace. The effect is the logarithm of the ratio of hazards, `(O - E) / V` of
/// the log-rank test, turned so that it is above 0 if ties of the first region last longer; the sides
/// show restricted mean lives, in years of [`horizon_years`](Self::horizon_years) or as far as both
/// are seen.
///
/// Ties share cities, and ties of one row live and die together, so the p of the log-rank test
/// itself would find too much. The error comes from leaving out each city with all its ties (the
/// jackknife of Snijders and Borgatti) and, beside it, ceremonies, up to thirty groups of them, in
/// either region; all four are added in squares. Each of the two holds the chance of single ties,
/// `1 / V` over both regions, which is taken out once, as for clusters in two ways; never below
/// the larger of the two. p is by Student's t with the degrees of freedom of Welch.
///
/// Undefined without ties ([`Undefined::NoEdges`]), without a last day known, or if more than half of
/// the ties of a region show no sign of life ([`Undefined::MissingData`]), if nothing ended
/// ([`Undefined::NoEvents`]). `O(cities · ties log ties)` and 60 projections.
///
/// Mantel (1966), *Cancer Chemotherapy Reports* 50:163; Snijders & Borgatti (1999), *Connections*
/// 22:161; Cameron, Gelbach & Miller (2011), *Journal of Business & Economic Statistics* 29:238.
///
/// ```
/// use conurbation::{cooperation::{Inquiry, contrasts::SurvivalContrast}, datasets};
/// let regions = [&datasets::middle_yangtze(), &datasets::yangtze_delta()];
/// let found = SurvivalContrast::new().run(regions, &Inquiry::new())?;
/// assert!(found.effect.value.undefined().is_some()); // few rows tell of anything after the signing
/// # Ok::<(), conurbation::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct SurvivalContrast {
    grace_years: f64,
    horizon_years: f64,
}

const NULL: &str = "ties of both regions end at the same pace";
const ACTS: &str =
    "signs of life of every tie of both regions: meetings, projects, budgets, renewals";
const GROUPS: usize = 30;

impl Default for SurvivalContrast {
    fn default() -> Self {
        Self { grace_years: 2.0, horizon_years: 5.0 }
    }
}

/// The ties of a region that are told of.
struct Side {
    lives: Vec<((u32, u32), Lifetime)>,
    /// The lives without each group of ceremonies.
    without: Vec<Vec<Lifetime>>,
    rows: Vec<RowRef>,
    unfit: Option<Undefined>,
}

impl SurvivalContrast {
    /// A grace of two years, a horizon of five.
    pub fn new() -> Self {
        Self::default()
    }

    /// Sets how many years a tie is alive after an act; positive.
    pub fn grace_years(mut self, years: f64) -> Self {
        self.grace_years = years;
        self
    }

    /// Sets up to how many years mean lives are shown; positive.
    pub fn horizon_years(mut self, years: f64) -> Self {
        self.horizon_years = years;
        self
    }

    /// Sets the first region against the second.
    ///
    /// # Errors
    /// [`Error::Param`](crate::Error::Param) for years that are not positive, and as
    /// [`Inquiry::ask`].
    pub fn run(&self, regions: [&Region; 2], inquiry: &Inquiry) -> Result<Contrast> {
        let asked = regions.map(|region| inquiry.of_region(region));
        self.of([(regions[0], &asked[0]), (regions[1], &asked[1])])
    }

    pub(super) fn of(&self, asked: [Asked<'_>; 2]) -> Result<Contrast> {
        for (setter, years) in
            [("grace_years", self.grace_years), ("horizon_years", self.horizon_years)]
        {
            if !(years > 0.0 && years.is_finite()) {
                return Err(ParamError::new(setter, years, "positive and finite").into());
            }
        }
        let sides = [self.side(asked[0])?, self.side(asked[1])?];
        let seen = |side: &Side| side.lives.iter().map(|(_, life)| life.time).fold(0.0, f64::max);
        let horizon = self.horizon_years.min(seen(&sides[0])).min(seen(&sides[1]));
        let findings = [
            mean_life(asked[0].0, &sides[0], horizon)?,
            mean_life(asked[1].0, &sides[1], horizon)?,
        ];
        let meaning = "ln of how much slower ties end than in the other region";
        let contrast = Contrast::new("survival-contrast", meaning, findings, Undefined::NoEvents);
        if !contrast.has_sides() {
            return Ok(contrast);
        }
        let all = sides.each_ref().map(Side::all);
        let effect = match longer(&all[0], &all[1]) {
            Ok(effect) => effect,
            Err(reason) => {
                let none = Measured::Undefined(reason);
                return Ok(contrast.with(
                    none,
                    Measured::Undefined(reason),
                    Measured::Undefined(reason),
                ));
            }
        };
        let mut errors = Vec::new();
        for (nth, side) in sides.iter().enumerate() {
            let set = |lives: &[Lifetime]| match nth {
                0 => longer(lives, &all[1]),
                _ => longer(&all[0], lives),
            };
            match side.errors(set) {
                Ok(found) => errors.extend(found),
                Err(reason) => {
                    let (interval, test) =
                        (Measured::Undefined(reason), Measured::Undefined(reason));
                    return Ok(contrast.with(effect, interval, test));
                }
            }
        }
        let alone = LogRank::new().compare(&all[0], &all[1]).map_or(0.0, |it| 1.0 / it.variance);
        let errors = once(&errors, alone);
        let test = tails(effect, most(&all), &errors);
        Ok(contrast.with(effect, by_welch(effect, &errors), test))
    }

    fn side(&self, (region, inquiry): Asked<'_>) -> Result<Side> {
        let network = region.network(&inquiry.projection)?;
        let found = Lives::of(region, &network, self.grace_years);
        let rows: BTreeSet<RowRef> = network.contributions().iter().map(|it| it.row).collect();
        let silent = found.pairs.iter().filter(|pair| pair.life.is_none()).count();
        let unfit = if found.pairs.is_empty() && found.undated == 0 {
            Some(Undefined::NoEdges)
        } else if found.pairs.is_empty() || region.info().as_of.is_none() {
            Some(Undefined::MissingData { n: found.undated.max(found.pairs.len()) })
        } else {
            (2 * silent > found.pairs.len()).then_some(Undefined::MissingData { n: silent })
        };
        let mut side = Side {
            lives: told(&found),
            without: Vec::new(),
            rows: rows.into_iter().collect(),
            unfit,
        };
        side.rows.sort_by_key(|&row| region.row_name(row));
        if unfit.is_none() {
            side.without = self.without(region, inquiry, &side.rows)?;
        }
        Ok(side)
    }

    /// The lives of ties without each group of ceremonies.
    fn without(
        &self,
        region: &Region,
        inquiry: &Inquiry,
        rows: &[RowRef],
    ) -> Result<Vec<Vec<Lifetime>>> {
        let ceremonies = batches(region, rows);
        let count = ceremonies.iter().max().map_or(0, |last| *last as usize + 1);
        let groups = count.min(GROUPS);
        let lives = |group: usize| -> Result<Vec<Lifetime>> {
            let out =
                rows.iter().zip(&ceremonies).filter(|(_, it)| **it as usize % groups == group);
            let out = out.map(|(row, _)| region.row_id(*row).to_owned());
            let network: CityNetwork = region.network(&inquiry.projection.clone().without(out))?;
            let found = Lives::of(region, &network, self.grace_years);
            Ok(told(&found).into_iter().map(|(_, life)| life).collect())
        };
        (0..groups).map(lives).collect()
    }
}

fn told(found: &Lives) -> Vec<((u32, u32), Lifetime)> {
    found.pairs.iter().filter_map(|pair| Some((pair.pair, pair.life?))).collect()
}

/// The logarithm of the ratio of hazards of the second over the first.
fn longer(first: &[Lifetime], second: &[Lifetime]) -> Result<f64, Undefined> {
    LogRank::new().compare(first, second).map(|it| -it.log_hazard_ratio)
}

/// The errors of cities and of ceremonies in turn, the variance of single ties taken out once.
fn once(errors: &[(f64, f64)], alone: f64) -> Vec<(f64, f64)> {
    let sum = |from: usize| sums::sum(errors.iter().skip(from).step_by(2).map(|(se, _)| se * se));
    let (cities, ceremonies) = (sum(0), sum(1));
    if cities + ceremonies <= 0.0 {
        return errors.to_vec();
    }
    let both = (cities + ceremonies - alone).max(cities).max(ceremonies);
    let scale = (both / (cities + ceremonies)).sqrt();
    errors.iter().map(|(se, df)| (se * scale, *df)).collect()
}

/// The largest effect there could be: the same lives, dealt as unequally as can be.
fn most(all: &[Vec<Lifetime>; 2]) -> f64 {
    let mut lives = all.concat();
    lives.sort_by(|a, b| b.ended.cmp(&a.ended).then(a.time.total_cmp(&b.time)));
    let (short, long) = lives.split_at(all[1].len());
    longer(long, short).map_or(0.0, f64::abs)
}

fn tails(effect: f64, most: f64, errors: &[(f64, f64)]) -> Measured<Tails> {
    let Some((se, df)) = welch(errors) else {
        return Measured::Undefined(Undefined::ZeroVariance);
    };
    let beyond = |effect: f64| (student_t_two_sided(effect / se, df) / 2.0).max(f64::MIN_POSITIVE);
    let small = beyond(effect);
    let (greater, less) = if effect > 0.0 { (small, 1.0 - small) } else { (1.0 - small, small) };
    let attainable = beyond(most.max(effect.abs()));
    Measured::Value(Tails::new(greater, less, attainable, NULL))
}

/// The restricted mean life of the ties of a region.
fn mean_life(region: &Region, side: &Side, horizon: f64) -> Result<Finding> {
    let finding = Finding::new(
        "mean-life-of-ties",
        "mean years that ties live, of five or as far as both regions are seen",
        region,
        side.unfit.unwrap_or(Undefined::NoEvents),
    )
    .rows(region, side.rows.iter().copied(), side.lives.len())
    .decided_by(ACTS);
    if side.unfit.is_some() {
        return Ok(finding);
    }
    let mean = KaplanMeier::new().run(&side.all())?.and_then(|it| it.restricted_mean(horizon));
    let none = Undefined::NoTest { why: "no life is what chance gives: compare regions" };
    let dependent = Undefined::NoTest { why: "ties of one city or row are not independent" };
    Ok(finding
        .value(mean.map(|it| it.estimate))
        .interval(Measured::Undefined(dependent))
        .test(Measured::Undefined(none)))
}

impl Side {
    fn all(&self) -> Vec<Lifetime> {
        self.lives.iter().map(|(_, life)| *life).collect()
    }

    /// The errors over cities and over ceremonies of a number of the lives, each with its degrees of
    /// freedom.
    fn errors(
        &self,
        number: impl Fn(&[Lifetime]) -> Result<f64, Undefined>,
    ) -> Result<[(f64, f64); 2], Undefined> {
        let of_city = |city: u32| -> Vec<Lifetime> {
            let kept = self.lives.iter().filter(|((a, b), _)| *a != city && *b != city);
            kept.map(|(_, life)| *life).collect()
        };
        let tied: BTreeSet<u32> = self.lives.iter().flat_map(|((a, b), _)| [*a, *b]).collect();
        let (n, groups) = (tied.len(), self.without.len());
        if n < 3 || groups < 2 {
            return Err(Undefined::TooFewUnits { need: 3 });
        }
        let fragile = |_| Undefined::Fragile { n: 1 };
        let cities: Vec<f64> = tied
            .into_iter()
            .map(|city| number(&of_city(city)).map_err(fragile))
            .collect::<Result<_, _>>()?;
        let ceremonies: Vec<f64> = self
            .without
            .iter()
            .map(|lives| number(lives).map_err(fragile))
            .collect::<Result<_, _>>()?;
        let squares = |values: &[f64]| {
            let mean = sums::sum(values.iter().copied()) / values.len() as f64;
            sums::sum(values.iter().map(|value| (value - mean).powi(2)))
        };
        let (n, groups) = (n as f64, groups as f64);
        let over_cities = ((n - 2.0) / (2.0 * n) * squares(&cities)).sqrt();
        let over_ceremonies = ((groups - 1.0) / groups * squares(&ceremonies)).sqrt();
        Ok([(over_cities, n - 1.0), (over_ceremonies, groups - 1.0)])
    }
}
