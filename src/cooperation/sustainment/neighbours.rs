//! Sustainment (毗邻地区后继乏力): whether neighbours keep at it.
use super::deepening::deepen;
use super::lives::{Lives, TiedPair};
use crate::cooperation::{Inquiry, Tails};
use crate::network::CityNetwork;
use crate::region::{BorderKind, RowName};
use crate::statistics::{Interval, KaplanMeier, Lifetime, LogRank, LogRankResult, Survival};
use crate::{Measured, ParamError, Region, Result, Undefined};
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

/// Sustainment (后继乏力): how long ties last, and whether those of neighbours last longer.
///
/// A tie of two cities is alive for [`grace_years`](Self::grace_years) after each *act*: the start of
/// a row that ties them, a row of `acts`, a meeting of the agreement or of the council that passed
/// it. It ended at the first gap longer than that, or where the tables say so; what is alive on the
/// last day known is censored. *Sustainment gap* is the restricted mean life, up to
/// [`horizon_years`](Self::horizon_years) or as far as both groups are seen, of ties between cities
/// with a common border less that of others, in years. *Persistence* is the share of the years that
/// ties begin which they also complete. *Deepening* is by how many new domains a pair grows per year
/// since it began, for pairs with two dated rows at least, neighbours less others. Chance gives the
/// borders to other cities, so that the many ties of one row stay together. A pair with many rows
/// shows more signs of life than one with few: where neighbours sign more, they live longer for that
/// too.
///
/// No act on record is no end: sources tell of beginnings. A tie is *told of* if a row of `acts`, a
/// meeting or an end is on record for it; a further signing is a sign of life, but does not show that
/// anybody looked for others. If more than half of the ties are not told of, survival is
/// [`Undefined::MissingData`]. Undefined further
/// without ties ([`Undefined::NoEdges`]), without dates or a last day known
/// ([`Undefined::MissingData`]), without a tie of neighbours, or of others ([`Undefined::Vacuous`]),
/// and if no tie ended ([`Undefined::NoEvents`]). `O(replicates · ties)`.
///
/// Irwin (1949), *Journal of Hygiene* 47:188; Royston & Parmar (2013), *BMC Medical Research
/// Methodology* 13:152; Krackhardt (1988), *Social Networks* 10:359.
///
/// ```
/// use conurbation::{cooperation::{Inquiry, Sustainment}, datasets};
/// let found = Sustainment::new().run(&datasets::middle_yangtze(), &Inquiry::new().replicates(99))?;
/// assert!(found.gap.undefined().is_some()); // few rows tell of anything after the signing
/// # Ok::<(), conurbation::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Sustainment {
    grace_years: f64,
    horizon_years: f64,
}

/// How long ties last.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct SustainmentResult {
    /// Ties with a date.
    pub ties: usize,
    /// Ties without.
    pub undated: usize,
    /// Ties of which no act, meeting or end is on record.
    pub silent: usize,
    /// How all ties last.
    pub all: Measured<Survival>,
    /// How those of neighbours last, and those of others.
    pub neighbours: Measured<Survival>,
    /// How those of others last.
    pub others: Measured<Survival>,
    /// Up to how many years lives were compared.
    pub horizon: Measured,
    /// The restricted mean life of neighbours' ties less that of others, in years.
    pub gap: Measured,
    /// Its interval, ties taken as independent.
    pub interval: Measured<Interval>,
    /// How often chance makes as large a gap.
    pub tails: Measured<Tails>,
    /// Whether neighbours' ties end sooner, by the log-rank test.
    pub log_rank: Measured<LogRankResult>,
    /// The share of years begun that ties of neighbours complete, and those of others.
    pub persistence: Measured<[f64; 2]>,
    /// Pairs with two dated rows at least and domains.
    pub deepening_pairs: usize,
    /// New domains per year of neighbours less those of others.
    pub deepening: Measured,
    /// How often chance makes as large a difference.
    pub deepening_tails: Measured<Tails>,
    /// The rows behind the ties.
    pub rows: Vec<RowName>,
}

impl Default for Sustainment {
    fn default() -> Self {
        Self { grace_years: 2.0, horizon_years: 5.0 }
    }
}

impl Sustainment {
    /// A grace of two years, a horizon of five.
    pub fn new() -> Self {
        Self::default()
    }

    /// Sets how many years a tie is alive after an act; positive.
    pub fn grace_years(mut self, years: f64) -> Self {
        self.grace_years = years;
        self
    }

    /// Sets up to how many years lives are compared; positive.
    pub fn horizon_years(mut self, years: f64) -> Self {
        self.horizon_years = years;
        self
    }

    /// Measures how the ties of a region last.
    ///
    /// # Errors
    /// [`Error::Param`](crate::Error::Param) for years that are not positive, and as
    /// [`Inquiry::ask`].
    pub fn run(&self, region: &Region, inquiry: &Inquiry) -> Result<SustainmentResult> {
        inquiry.check()?;
        for (setter, years) in
            [("grace_years", self.grace_years), ("horizon_years", self.horizon_years)]
        {
            if !(years > 0.0 && years.is_finite()) {
                return Err(ParamError::new(setter, years, "positive and finite").into());
            }
        }
        let network = region.network(&inquiry.projection)?;
        let borders = neighbours(region, &network);
        let Lives { pairs, undated } = Lives::of(region, &network, self.grace_years);
        let rows: BTreeSet<RowName> =
            network.contributions().iter().map(|part| region.row_name(part.row)).collect();
        let silent = pairs.iter().filter(|pair| pair.life.is_none()).count();
        let mut result = SustainmentResult {
            ties: pairs.len(),
            undated,
            silent,
            all: Measured::Undefined(Undefined::NoEdges),
            neighbours: Measured::Undefined(Undefined::NoEdges),
            others: Measured::Undefined(Undefined::NoEdges),
            horizon: Measured::Undefined(Undefined::NoEdges),
            gap: Measured::Undefined(Undefined::NoEdges),
            interval: Measured::Undefined(Undefined::NoEdges),
            tails: Measured::Undefined(Undefined::NoEdges),
            log_rank: Measured::Undefined(Undefined::NoEdges),
            persistence: Measured::Undefined(Undefined::NoEdges),
            deepening_pairs: pairs.iter().filter(|pair| pair.slope.is_some()).count(),
            deepening: Measured::Undefined(Undefined::NoEdges),
            deepening_tails: Measured::Undefined(Undefined::NoEdges),
            rows: rows.into_iter().collect(),
        };
        if pairs.is_empty() && undated == 0 {
            return Ok(result);
        }
        let n = network.cities().len();
        deepen(&mut result, &pairs, &borders, n, inquiry)?;
        let unknown = pairs.is_empty() || region.info().as_of.is_none();
        let missing = if unknown { Some(undated.max(pairs.len())) } else { None };
        let missing = missing.or((2 * silent > pairs.len()).then_some(silent));
        let told: Vec<&TiedPair> = pairs.iter().filter(|pair| pair.life.is_some()).collect();
        match missing {
            Some(n) => result.because(Undefined::MissingData { n }),
            None => self.last(&mut result, &told, &borders, n, inquiry)?,
        }
        Ok(result)
    }

    /// Compares how ties of neighbours and others last.
    fn last(
        &self,
        result: &mut SustainmentResult,
        pairs: &[&TiedPair],
        borders: &BTreeSet<(u32, u32)>,
        n: usize,
        inquiry: &Inquiry,
    ) -> Result<()> {
        let lives: Vec<Lifetime> = pairs.iter().filter_map(|pair| pair.life).collect();
        result.all = KaplanMeier::new().run(&lives)?;
        let split = |is: &dyn Fn((u32, u32)) -> bool| -> [Vec<Lifetime>; 2] {
            let mut groups = [Vec::new(), Vec::new()];
            for (pair, life) in pairs.iter().zip(&lives) {
                groups[usize::from(!is(pair.pair))].push(*life);
            }
            groups
        };
        let groups = split(&|pair| borders.contains(&pair));
        let reason = if groups.iter().any(Vec::is_empty) {
            Some(Undefined::Vacuous)
        } else {
            lives.iter().all(|life| !life.ended).then_some(Undefined::NoEvents)
        };
        if let Some(reason) = reason {
            let all = std::mem::replace(&mut result.all, Measured::Undefined(reason));
            result.because(reason);
            result.all = all;
            return Ok(());
        }
        result.neighbours = KaplanMeier::new().run(&groups[0])?;
        result.others = KaplanMeier::new().run(&groups[1])?;
        result.log_rank = LogRank::new().run(&groups[0], &groups[1])?;
        let persists = |lives: &[Lifetime]| {
            let begun: f64 = lives
                .iter()
                .map(|life| if life.ended { life.time.floor() + 1.0 } else { life.time.floor() })
                .sum();
            let ended = lives.iter().filter(|life| life.ended).count() as f64;
            if begun > 0.0 {
                Ok(1.0 - ended / begun)
            } else {
                Err(Undefined::TooFewUnits { need: 1 })
            }
        };
        result.persistence = persists(&groups[0])
            .and_then(|here| persists(&groups[1]).map(|there| [here, there]))
            .into();
        let seen = |lives: &[Lifetime]| lives.iter().map(|life| life.time).fold(0.0, f64::max);
        let horizon = self.horizon_years.min(seen(&groups[0])).min(seen(&groups[1]));
        result.horizon = Measured::Value(horizon);
        let means = |groups: &[Vec<Lifetime>; 2]| -> Result<[(f64, f64); 2], Undefined> {
            let mean = |lives: &[Lifetime]| match KaplanMeier::new().run(lives) {
                Ok(Measured::Value(it)) => it.mean_and_variance(horizon.min(it.longest)),
                Ok(Measured::Undefined(reason)) => Err(reason),
                Err(_) => Err(Undefined::Vacuous),
            };
            Ok([mean(&groups[0])?, mean(&groups[1])?])
        };
        let gap = |groups: &[Vec<Lifetime>; 2]| means(groups).map(|[a, b]| a.0 - b.0);
        result.gap = gap(&groups).into();
        result.interval = means(&groups)
            .map(|[a, b]| {
                let width = 1.959_963_984_540_054 * (a.1 + b.1).sqrt();
                let estimate = a.0 - b.0;
                Interval {
                    estimate,
                    low: (estimate - width).max(-horizon),
                    high: (estimate + width).min(horizon),
                    confidence: 0.95,
                }
            })
            .into();
        let statistic = |order: &[u32]| gap(&split(&moved(borders, order))).into();
        let test = inquiry.permutation().matrices(n, statistic)?;
        result.tails = test.map(|test| Tails::of(&test, BORDERS));
        Ok(())
    }
}

pub(super) const BORDERS: &str =
    "borders fall on any other cities, as many and in the same pattern";

impl SustainmentResult {
    fn because(&mut self, reason: Undefined) {
        self.all = Measured::Undefined(reason);
        self.neighbours = Measured::Undefined(reason);
        self.others = Measured::Undefined(reason);
        self.horizon = Measured::Undefined(reason);
        self.gap = Measured::Undefined(reason);
        self.interval = Measured::Undefined(reason);
        self.tails = Measured::Undefined(reason);
        self.log_rank = Measured::Undefined(reason);
        self.persistence = Measured::Undefined(reason);
    }
}

/// Whether a pair has a border once the cities of the borders are others.
pub(super) fn moved<'a>(
    borders: &'a BTreeSet<(u32, u32)>,
    order: &'a [u32],
) -> impl Fn((u32, u32)) -> bool + 'a {
    move |(a, b)| {
        let (a, b) = (order[a as usize], order[b as usize]);
        borders.contains(&(a.min(b), a.max(b)))
    }
}

/// The pairs of cities with a common border, on land or water.
pub(super) fn neighbours(region: &Region, network: &CityNetwork) -> BTreeSet<(u32, u32)> {
    let nodes: BTreeMap<_, u32> = network.cities().iter().map(|city| city.place).zip(0..).collect();
    let borders = region.borders().iter().filter(|it| it.kind != Some(BorderKind::None));
    borders
        .filter_map(|border| {
            let node = |place| nodes.get(&region.city_of(place)?).copied();
            let (a, b) = (node(border.a)?, node(border.b)?);
            (a != b).then_some((a.min(b), a.max(b)))
        })
        .collect()
}
