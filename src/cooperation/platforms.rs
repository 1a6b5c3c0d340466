//! Shared platforms (共享平台): who is in them together, and whether more than busy cities must be.
use super::cities::{Cities, NOT_WANTED, tails};
use super::members::Members;
use super::surplus::{Surplus, pairs_of, surplus};
use super::{Finding, Inquiry};
use crate::nulls::{Curveball, Incidence};
use crate::region::PlatformKind;
use crate::statistics::Jackknife;
use crate::structure::Nestedness;
use crate::{Measured, Region, Result, Undefined};
use serde::Serialize;
use std::collections::BTreeSet;

/// Shared platforms: how many cities they cover, who is in them together, and whether small ones sit
/// inside large ones.
///
/// For a table of cities and the platforms they are members of (issuers and acceptors count, mere
/// observers do not; a county stands for its city):
///
/// * *Coverage*: the mean over platforms of the share of cities in them, where members are named or
///   their number is stated. *Pair coverage*: the share of pairs that share a platform. *Depth*: how
///   many those share that share any.
/// * *Concentration*: `Σ c²` over pairs, `c` being the platforms they share, over what it is in
///   tables in which each city is in as many platforms and each platform has as many members
///   ([`Curveball`]); above 1 the same cities meet again and again.
/// * *Surplus* of each pair: how many more platforms it shares than in those tables, with the p of
///   either side and q over all pairs (Benjamini & Hochberg).
/// * *Nestedness* (NODF) and *containment*, the mean over platforms of the largest share of its
///   members that a larger platform has, against the same tables.
///
/// Platforms of all cities tell nothing apart: they count in coverage, are listed, and are left out
/// of the rest. Undefined without platforms ([`Undefined::NoEvents`]), without named members
/// ([`Undefined::MissingData`]), with fewer than two platforms to compare
/// ([`Undefined::TooFewUnits`]), and as [`Curveball`] and [`Nestedness`] are.
///
/// Strona et al. (2014), *Nature Communications* 5:4114; Zweig & Kaufmann (2011), *Social Network
/// Analysis and Mining* 1:187; Roberts & Stone (1990), *Oecologia* 83:560.
///
/// ```
/// use conurbation::{cooperation::{Inquiry, Platforms}, datasets};
/// let asked = Inquiry::new().replicates(99);
/// let platforms = Platforms::new().run(&datasets::yangtze_delta(), &asked)?;
/// assert!(platforms.coverage.value.value().is_some_and(|share| share > 0.0 && share <= 1.0));
/// # Ok::<(), conurbation::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Default, Serialize)]
pub struct Platforms {
    kinds: Option<BTreeSet<PlatformKind>>,
}

/// How platforms are shared.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct PlatformsResult {
    /// Each platform with its members.
    pub platforms: Vec<PlatformSize>,
    /// The ids of platforms that all cities are in.
    pub universal: Vec<String>,
    /// The mean share of cities in a platform.
    pub coverage: Finding,
    /// The share of pairs of cities that share a platform.
    pub pair_coverage: Finding,
    /// How many platforms pairs share that share any.
    pub depth: Finding,
    /// How far the same cities meet again.
    pub concentration: Finding,
    /// How nested platforms are.
    pub nestedness: Finding,
    /// How much of a platform sits in a larger one.
    pub containment: Finding,
    /// The pairs that share platforms, and how many more than chance makes them.
    pub pairs: Vec<Surplus>,
}

/// A platform and how many cities it covers.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct PlatformSize {
    /// The id.
    pub id: String,
    /// The cities named as members.
    pub named: usize,
    /// The number of members that the source states, which may be counties or lie elsewhere.
    pub stated: Option<u32>,
}

const NEEDS: &str = "the names of the members of every platform, with the day each joined";
const MARGINS: &str = "tables in which cities are in as many platforms, and platforms as large";

impl Platforms {
    /// Platforms of all kinds.
    pub fn new() -> Self {
        Self::default()
    }

    /// Sets which kinds of platforms count.
    pub fn kinds(mut self, kinds: impl IntoIterator<Item = PlatformKind>) -> Self {
        self.kinds = Some(kinds.into_iter().collect());
        self
    }

    /// Looks at the platforms of a region.
    ///
    /// # Errors
    /// As [`Inquiry::ask`].
    pub fn run(&self, region: &Region, inquiry: &Inquiry) -> Result<PlatformsResult> {
        let cities = Cities::of(region, inquiry)?;
        let members = Members::of(&cities, self.kinds.as_ref());
        let finding = |quantity, meaning| {
            Finding::new(quantity, meaning, region, Undefined::NoEvents)
                .rows(region, members.rows(), members.platforms.len())
                .decided_by(NEEDS)
        };
        let table = members.comparable(&cities)?;
        let coverage = finding("platform-coverage", "share of cities in a platform, on average");
        let mut result = PlatformsResult {
            platforms: members.sizes(region),
            universal: members.universal(&cities),
            coverage: coverage_of(&cities, &members, coverage)?,
            pair_coverage: finding(
                "pair-coverage",
                "share of pairs of cities that share a platform",
            ),
            depth: finding("platform-depth", "platforms that pairs share which share any"),
            concentration: finding(
                "co-membership-concentration",
                "how far the same cities meet again",
            )
            .neutral(1.0),
            nestedness: finding(
                "platform-nestedness",
                "how far small platforms sit inside large ones",
            ),
            containment: finding(
                "platform-containment",
                "part of a platform that sits in a larger one",
            ),
            pairs: Vec::new(),
        };
        match table {
            Ok(table) => result.compare(&cities, &table)?,
            Err(reason) => {
                for finding in result.of_table() {
                    *finding = finding.clone().value(Measured::Undefined(reason));
                }
            }
        }
        Ok(result)
    }
}

impl PlatformsResult {
    fn of_table(&mut self) -> [&mut Finding; 5] {
        [
            &mut self.pair_coverage,
            &mut self.depth,
            &mut self.concentration,
            &mut self.nestedness,
            &mut self.containment,
        ]
    }

    fn compare(&mut self, cities: &Cities<'_>, table: &Incidence) -> Result<()> {
        self.pair_coverage = jackknifed(cities, table, pair_coverage, self.pair_coverage.clone())?;
        self.depth = jackknifed(cities, table, depth, self.depth.clone())?;
        let seed = cities.inquiry.seed;
        let none =
            Measured::Undefined(Undefined::NoTest { why: "it depends on a tie being there" });
        let null = match Curveball::new().seed(seed).prepare(table)? {
            Measured::Value(null) => null,
            Measured::Undefined(reason) => {
                for finding in self.of_table().into_iter().skip(2) {
                    *finding = finding.clone().value(Measured::Undefined(reason));
                }
                return Ok(());
            }
        };
        let engine = cities.engine();
        let squares = |table: &Incidence| Measured::Value(sum_of_squares(table));
        let test =
            engine.redrawn(squares(table), |replicate| Ok(squares(&null.draw(replicate))))?;
        let ratio = test.and_then(|test| {
            if test.null_mean > 0.0 {
                Measured::Value(test.statistic / test.null_mean)
            } else {
                Measured::Undefined(Undefined::Unbounded)
            }
        });
        let concentration = self.concentration.clone().value(ratio).interval(none);
        self.concentration = concentration.test(tails(test, MARGINS));

        let nested = Nestedness::new().permutation(engine.clone()).seed(seed).run(table)?;
        let test = nested.as_ref().and_then(|nested| nested.test);
        let mut nestedness = self.nestedness.clone().value(nested.map(|nested| nested.total));
        nestedness = nestedness.interval(none).test(tails(test, MARGINS));
        self.nestedness = about_chance(nestedness, test.map(|test| test.null_mean));

        let observed = containment(table);
        let test = engine.redrawn(observed, |replicate| Ok(containment(&null.draw(replicate))))?;
        let contained = self.containment.clone().value(observed).interval(none);
        let contained = contained.test(tails(test, MARGINS));
        self.containment = about_chance(contained, test.map(|test| test.null_mean));
        // Of the pairs no finding is made.
        if cities.inquiry.intervals {
            self.pairs = surplus(cities, table, &null)?;
        }
        Ok(())
    }

    /// All that was found.
    pub fn findings(self) -> Vec<Finding> {
        vec![
            self.coverage,
            self.pair_coverage,
            self.depth,
            self.concentration,
            self.nestedness,
            self.containment,
        ]
    }
}

/// The question, asked of a region.
pub(super) fn findings(region: &Region, inquiry: &Inquiry) -> Result<Vec<Finding>> {
    Ok(Platforms::new().run(region, inquiry)?.findings())
}

fn about_chance(finding: Finding, mean: Measured) -> Finding {
    match mean {
        Measured::Value(mean) => finding.neutral(mean),
        Measured::Undefined(_) => finding,
    }
}

/// The mean share of cities; a stated number counts where it is larger, up to all cities.
fn coverage_of(cities: &Cities<'_>, members: &Members, finding: Finding) -> Result<Finding> {
    let n = cities.count() as f64;
    let sizes = members.sizes(cities.region);
    let shares: Vec<f64> = sizes
        .iter()
        .filter(|size| size.named > 0 || size.stated.is_some())
        .map(|size| (size.named as f64).max(f64::from(size.stated.unwrap_or(0))).min(n) / n)
        .collect();
    if sizes.is_empty() || n < 1.0 {
        return Ok(finding);
    }
    if shares.is_empty() {
        let missing = Undefined::MissingData { n: sizes.len() };
        return Ok(finding.value(Measured::Undefined(missing)));
    }
    if shares.len() < 2 {
        return Ok(finding.value(Measured::Undefined(Undefined::TooFewUnits { need: 2 })));
    }
    let mean = |times: &[u32]| {
        let sum: f64 =
            shares.iter().zip(times).map(|(share, &times)| share * f64::from(times)).sum();
        let count: u32 = times.iter().sum();
        Measured::Value(sum / f64::from(count.max(1)))
    };
    let found = Jackknife::new().run(shares.len(), mean)?;
    let none = Undefined::NoTest { why: "chance has no say in how many join" };
    Ok(finding.value(found.estimate).interval(found.interval).test(Measured::Undefined(none)))
}

/// A number of a table with an interval from leaving platforms out in turn.
fn jackknifed(
    cities: &Cities<'_>,
    table: &Incidence,
    number: fn(&Incidence) -> Measured,
    finding: Finding,
) -> Result<Finding> {
    let kept = |times: &[u32]| {
        let platforms = (0..table.event_count() as u32).filter(|&at| times[at as usize] > 0);
        let pairs = platforms.flat_map(|at| table.members(at).iter().map(move |&city| (city, at)));
        match Incidence::from_pairs(table.city_count(), table.event_count(), pairs) {
            Ok(table) => number(&table),
            Err(_) => Measured::Undefined(Undefined::NoEvents),
        }
    };
    let none = Undefined::NoTest { why: "chance has no say in how many join" };
    let finding = finding.value(number(table)).test(Measured::Undefined(none));
    if !cities.inquiry.intervals {
        return Ok(finding.interval(Measured::Undefined(NOT_WANTED)));
    }
    let jackknife = Jackknife::new().watch(&cities.inquiry.watch);
    Ok(finding.interval(jackknife.run(table.event_count(), kept)?.interval))
}

fn pair_coverage(table: &Incidence) -> Measured {
    let n = table.city_count() as f64;
    if n < 2.0 {
        return Measured::Undefined(Undefined::TooFewCities { need: 2 });
    }
    let sharing = pairs_of(table).filter(|pair| pair.2 > 0).count();
    Measured::Value(sharing as f64 / (n * (n - 1.0) / 2.0))
}

fn depth(table: &Incidence) -> Measured {
    let (mut sum, mut sharing) = (0, 0);
    for (_, _, shared) in pairs_of(table).filter(|pair| pair.2 > 0) {
        (sum, sharing) = (sum + shared, sharing + 1);
    }
    if sharing == 0 {
        return Measured::Undefined(Undefined::NoEdges);
    }
    Measured::Value(sum as f64 / f64::from(sharing))
}

fn sum_of_squares(table: &Incidence) -> f64 {
    pairs_of(table).map(|(_, _, shared)| (shared * shared) as f64).sum()
}

/// The mean over platforms of the largest share of its members in a larger one; those that none is
/// larger than are left out.
fn containment(table: &Incidence) -> Measured {
    let size = |platform: u32| table.members(platform).len();
    let platforms = 0..table.event_count() as u32;
    let largest = platforms.clone().map(size).max().unwrap_or(0);
    let mut inside = vec![0_usize; table.event_count()];
    let mut shares = Vec::new();
    for small in platforms.filter(|&platform| size(platform) < largest) {
        let others = || table.members(small).iter().flat_map(|&city| table.events(city));
        others().for_each(|&other| inside[other as usize] += 1);
        let larger = others().filter(|&&other| size(other) > size(small));
        let most = larger.map(|&other| inside[other as usize]).max().unwrap_or(0);
        others().for_each(|&other| inside[other as usize] = 0);
        shares.push(most as f64 / size(small).max(1) as f64);
    }
    if shares.is_empty() {
        return Measured::Undefined(Undefined::Vacuous);
    }
    Measured::Value(shares.iter().sum::<f64>() / shares.len() as f64)
}
