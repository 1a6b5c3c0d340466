//! Circles inside circles (圈中套圈): whether they work, and whether small ones hold up the large one.
use super::balance::{Papers, Signing};
use super::cities::{Cities, tails};
use super::landing_groups::landing_groups;
use super::{Finding, Inquiry, Tails};
use crate::circles::{
    Block, BlockSupport, Containment, Declared, DeclaredResult, LevelTests, NestingFit, Support,
    city_distances,
};
use crate::datasets;
use crate::network::EVENTS;
use crate::network::event::{Event, Standing, stand};
use crate::nulls::{DegreeDistance, DegreeDistanceNull};
use crate::region::{PlaceIndex, RowRef};
use crate::statistics::Alternative;
use crate::{Measured, Node, Region, Result, Undefined};
use serde::Serialize;
use std::collections::{BTreeSet, HashMap};

/// Circles inside circles (圈中套圈): whether cities cooperate in the declared circles, level by level;
/// whether the small circles hold up the large one; and whether what is signed within a circle is
/// carried out sooner than what goes beyond.
///
/// * *Nesting*: the [`NestingFit`] of ties and circles, against networks in which every city has as
///   many partners and there are as many ties at each distance ([`DegreeDistance`]): whether ties
///   follow the circles beyond proximity and activity.
/// * *Levels*, for each chain of circles inside circles: the least that any level adds to the mean
///   weight of pairs; the p is that of the weakest level ([`LevelTests`]). Only if every level adds
///   something are there circles within circles.
/// * *Support*: the share of the integration of the whole that ties inside circles carry, their
///   Shapley value ([`Support`]), against the same circles around random cities and, since circles and
///   ties both follow proximity, against the networks of the nesting as well: the larger p of the two.
/// * *Ease*: the logarithm of the pace at which agreements land whose parties all lie in one circle,
///   less that of others: what meets less resistance lands sooner. Chance deals the ceremonies of each
///   year of signing to the two groups anew.
///
/// Rows that found or run a circle are no evidence for it and are left out. A circle of all cities
/// is the region. Undefined without a declared circle of some of the cities ([`Undefined::MissingData`]
/// without any circle in the ledger, [`Undefined::Vacuous`] with none that tells cities apart), and as
/// the measures named; ease where [`Landing`](super::balance::Landing) is, or where all agreements
/// are of one kind ([`Undefined::Vacuous`]).
///
/// ```
/// use conurbation::{cooperation::{Circles, Inquiry}, datasets};
/// let asked = Inquiry::new().replicates(99);
/// let found = Circles::new().run(&datasets::middle_yangtze(), &asked)?;
/// assert!(found.nesting.value.value().is_some() && found.support.value.value().is_some());
/// assert!(found.ease.value.undefined().is_some()); // hardly any landing has a date
/// # Ok::<(), conurbation::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Default, Serialize)]
pub struct Circles {
    founding: Vec<(String, String)>,
}

/// Whether circles inside circles work.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct CirclesResult {
    /// The ids of the circles, those of all cities included.
    pub circles: Vec<String>,
    /// The rows left out since they found one.
    pub founding: Vec<String>,
    /// Whether ties follow the circles.
    pub nesting: Finding,
    /// For each chain, whether every level adds something.
    pub levels: Vec<Finding>,
    /// How much of the integration of the whole is carried inside circles.
    pub support: Finding,
    /// Whether what is signed within a circle lands sooner.
    pub ease: Finding,
}

const NEEDS: &str = "ties of all cities found by one protocol, and the members of every circle";
const LANDED: &str = "the date of signing and of landing of every agreement, with all its parties";
const ACTIVE: &str =
    "networks with as many partners of each city and as many ties at each distance";
const MEMBERS: &str = "circles around any other cities, at every level";
const AROUND: &str = "the same circles around random cities";
const EITHER_NULL: &str = "the same circles around random cities, and networks as active and as near, whichever gives more";
const EITHER: &str = "ceremonies of one year lie within a circle or beyond by chance";

impl Circles {
    /// The rows that can be told from the ledger to found circles are left out.
    pub fn new() -> Self {
        Self::default()
    }

    /// Names further rows that found a circle, as pairs of circle and row.
    pub fn founding<T: Into<String>>(mut self, rows: impl IntoIterator<Item = (T, T)>) -> Self {
        self.founding.extend(rows.into_iter().map(|(circle, row)| (circle.into(), row.into())));
        self
    }

    /// Looks at the circles of a region.
    ///
    /// # Errors
    /// As [`Inquiry::ask`].
    pub fn run(&self, region: &Region, inquiry: &Inquiry) -> Result<CirclesResult> {
        let all = Cities::of(region, inquiry)?;
        let declared = Declared::new().founding(self.founding.clone()).run(region, &all.network)?;
        let founding: BTreeSet<String> =
            declared.circles.iter().flat_map(|it| it.founding.iter().cloned()).collect();
        let known = founding.iter().filter(|id| region.find_in(&EVENTS, id).is_some());
        let projection = inquiry.projection.clone().without(known.cloned());
        let asked = inquiry.clone().projection(projection);
        let cities = Cities::of(region, &asked)?;
        let n = cities.count();
        let told = declared.circles.iter().filter(|circle| circle.members.len() < n).count();
        let unfit = match (declared.circles.len(), told) {
            (0, _) => Some(Undefined::MissingData { n: region.circles().len().max(1) }),
            (_, 0) => Some(Undefined::Vacuous),
            _ => cities.tied().err(),
        };
        let finding = |quantity, meaning| {
            Finding::new(quantity, meaning, region, unfit.unwrap_or(Undefined::NoEdges))
                .rows(region, cities.rows(), cities.network.batches())
                .decided_by(NEEDS)
        };
        let mut result = CirclesResult {
            circles: declared.circles.iter().map(|circle| circle.id.clone()).collect(),
            founding: founding.into_iter().collect(),
            nesting: finding(
                "circle-nesting",
                "how far ties follow the declared circles, at most 1",
            ),
            levels: Vec::new(),
            support: finding(
                "small-circles-support",
                "share of the integration of the whole that ties inside circles carry",
            ),
            ease: ease(&cities, &declared, told > 0)?,
        };
        let levels = || {
            let meaning = "the least that any level of circles adds to the mean weight of pairs";
            finding("circle-levels", meaning).neutral(0.0)
        };
        if unfit.is_some() {
            result.levels.push(levels());
            return Ok(result);
        }
        let null = active(&cities)?;
        result.nesting = nesting(&cities, &declared, &null, result.nesting)?;
        result.support = support(&cities, &declared, &null, result.support)?;
        result.levels = chains(&cities, &declared, levels)?;
        Ok(result)
    }
}

impl CirclesResult {
    /// All that was found.
    pub fn findings(self) -> Vec<Finding> {
        let mut findings = vec![self.nesting];
        findings.extend(self.levels);
        findings.extend([self.support, self.ease]);
        findings
    }
}

/// The question, asked of a region.
pub(super) fn findings(region: &Region, inquiry: &Inquiry) -> Result<Vec<Finding>> {
    let founding = datasets::founding_rows(region.id());
    Ok(Circles::new().founding(founding).run(region, inquiry)?.findings())
}

/// Networks with as many partners of each city and as many ties at each distance.
fn active(cities: &Cities<'_>) -> Result<Measured<DegreeDistanceNull>> {
    match city_distances(cities.region, &cities.network)? {
        Measured::Value(distances) => {
            DegreeDistance::new().seed(cities.inquiry.seed).prepare(&cities.network, &distances)
        }
        Measured::Undefined(reason) => Ok(Measured::Undefined(reason)),
    }
}

fn nesting(
    cities: &Cities<'_>,
    declared: &DeclaredResult,
    null: &Measured<DegreeDistanceNull>,
    finding: Finding,
) -> Result<Finding> {
    let fit = NestingFit::new();
    let value = fit.run(cities.graph(), &declared.family)?.fit;
    let test = match null.as_ref() {
        Measured::Value(null) => {
            fit.test_distance(cities.graph(), &declared.family, null, &cities.engine())?
        }
        Measured::Undefined(reason) => Measured::Undefined(reason),
    };
    let finding = match test {
        Measured::Value(test) => finding.neutral(test.null_mean),
        Measured::Undefined(_) => finding,
    };
    let none = Undefined::NoTest { why: "it depends on a tie being there" };
    Ok(finding.value(value).interval(Measured::Undefined(none)).test(tails(test, ACTIVE)))
}

/// Every chain of two circles or more that tell cities apart, each a part of the region.
fn chains(
    cities: &Cities<'_>,
    declared: &DeclaredResult,
    finding: impl Fn() -> Finding,
) -> Result<Vec<Finding>> {
    let family = &declared.family;
    let (n, mut found) = (cities.count(), Vec::new());
    for chain in Containment::new().run(family)?.chains {
        let is_part = |&circle: &usize| family.circles()[circle].len() < n;
        let chain: Vec<usize> = chain.into_iter().filter(is_part).collect();
        if chain.len() < 2 {
            continue;
        }
        let label =
            |circle: usize, city: Node| if family.contains(circle, city) { 0 } else { city + 1 };
        let levels = chain.iter().map(|&it| (0..n as Node).map(|city| label(it, city)).collect());
        let engine = cities.engine().alternative(Alternative::Greater);
        let tests =
            LevelTests::new(levels.collect::<Vec<_>>()).engine(&engine).run(&cities.network)?;
        let least = tests
            .levels
            .iter()
            .map(|level| level.delta)
            .reduce(|a, b| a.and_then(|a| b.map(|b| a.min(b))));
        // Every level must add something: the weakest one decides.
        let weakest = tests
            .levels
            .iter()
            .map(|level| tails(level.test, MEMBERS))
            .reduce(|a, b| a.and_then(|a| b.map(|b| larger(a, b))));
        let names: Vec<&str> = chain.iter().map(|&it| declared.circles[it].id.as_str()).collect();
        let vacuous = Undefined::Vacuous;
        let none =
            Undefined::NoTest { why: "the least of several differences has none of its own" };
        let finding = finding()
            .part(&names.join(" < "))
            .value(least.unwrap_or(Measured::Undefined(vacuous)))
            .interval(Measured::Undefined(none))
            .test(weakest.unwrap_or(Measured::Undefined(vacuous)));
        found.push(finding);
    }
    if found.is_empty() {
        found.push(finding().value(Measured::Undefined(Undefined::Vacuous)));
    }
    Ok(found)
}

fn larger(a: Tails, b: Tails) -> Tails {
    Tails {
        greater: a.greater.max(b.greater),
        less: a.less.max(b.less),
        attainable_greater: a.attainable_greater.max(b.attainable_greater),
        attainable_less: a.attainable_less.max(b.attainable_less),
        null: a.null,
    }
}

fn support(
    cities: &Cities<'_>,
    declared: &DeclaredResult,
    null: &Measured<DegreeDistanceNull>,
    finding: Finding,
) -> Result<Finding> {
    let inquiry = cities.inquiry;
    // Each draw plays through all sets of blocks.
    let draws = if inquiry.intervals { 999 } else { 39 };
    let draws = inquiry.replicates.min(draws);
    let support = Support::new().replicates(draws).seed(inquiry.seed).watch(&inquiry.watch);
    let found = support.run(cities.graph(), &declared.family)?;
    let none = Undefined::NoTest { why: "it depends on a tie being there" };
    let blocks = match found {
        Measured::Value(found) => found.blocks,
        Measured::Undefined(reason) => return Ok(finding.value(Measured::Undefined(reason))),
    };
    let test = match blocks.iter().find(|block| block.block == Block::Across) {
        Some(across) => across.test,
        None => Measured::Undefined(Undefined::Vacuous),
    };
    let share = inside(&blocks);
    // What ties across circles do not carry, those inside do.
    let turned = tails(test, AROUND).map(|it| Tails {
        greater: it.less,
        less: it.greater,
        attainable_greater: it.attainable_less,
        attainable_less: it.attainable_greater,
        null: it.null,
    });
    let alone = Support::new().replicates(0).seed(inquiry.seed);
    let near = match null.as_ref() {
        Measured::Undefined(reason) => Measured::Undefined(reason),
        Measured::Value(null) => {
            let engine = cities.engine().replicates(draws);
            let draw = |draw: u64| {
                let found = alone.run(null.draw(draw), &declared.family)?;
                Ok(found.and_then(|found| inside(&found.blocks)))
            };
            engine.redrawn(share, draw)?
        }
    };
    let finding = match near {
        Measured::Value(near) => finding.neutral(near.null_mean),
        Measured::Undefined(_) => finding,
    };
    // Circles follow proximity, and so do ties: both nulls must be refused.
    let both = turned
        .and_then(|a| tails(near, ACTIVE).map(|b| Tails { null: EITHER_NULL, ..larger(a, b) }));
    Ok(finding.value(share).interval(Measured::Undefined(none)).test(both))
}

/// The share that ties inside circles carry.
fn inside(blocks: &[BlockSupport]) -> Measured {
    match blocks.iter().find(|block| block.block == Block::Across) {
        Some(across) => across.share.map(|share| 1.0 - share),
        None => Measured::Value(1.0),
    }
}

/// Whether agreements within a circle land sooner than others.
fn ease(cities: &Cities<'_>, declared: &DeclaredResult, told: bool) -> Result<Finding> {
    let papers = Papers::of(cities.region, cities.inquiry);
    let signings: Vec<Signing> = papers
        .signings(cities.region)
        .into_iter()
        .filter(|signing| parties(cities, signing).len() > 1)
        .collect();
    let rows = signings.iter().flat_map(|signing| signing.rows.iter().copied());
    let meaning = "ln of the pace at which agreements within a circle land, less that of others";
    let silent = papers.unfit();
    let finding = Finding::new("landing-in-circles", meaning, cities.region, Undefined::NoEvents)
        .rows(cities.region, rows, signings.len())
        .neutral(0.0)
        .decided_by(LANDED);
    let inside = |signing: &Signing| {
        let parties = parties(cities, signing);
        let holds = |circle: &crate::circles::DeclaredCircle| {
            circle.members.len() < cities.count()
                && parties.iter().all(|city| circle.members.binary_search(city).is_ok())
        };
        declared.circles.iter().any(holds)
    };
    let labels: Vec<u32> = signings.iter().map(|it| u32::from(inside(it))).collect();
    let one_kind = !labels.contains(&0) || !labels.contains(&1);
    let reason = match silent {
        Some(reason) => Some(reason),
        None if declared.circles.is_empty() => Some(Undefined::MissingData { n: 1 }),
        None => (!told || one_kind).then_some(Undefined::Vacuous),
    };
    if let Some(reason) = reason {
        return Ok(finding.value(Measured::Undefined(reason)));
    }
    let found = landing_groups(&signings, &labels, cities.inquiry, EITHER)?;
    Ok(finding.value(found.log_hazard_ratio).interval(found.interval).test(found.tails))
}

/// The cities that signed at a ceremony.
fn parties(cities: &Cities<'_>, signing: &Signing) -> BTreeSet<Node> {
    let nodes: HashMap<PlaceIndex, Node> = cities.nodes();
    let of = |row: &RowRef| {
        let event = Event::of(cities.region, *row);
        let who = event.map(|event| event.participants()).unwrap_or_default();
        let seats = who.into_iter().filter(|who| who.side.is_some()).flat_map(|who| {
            match stand(cities.region, &cities.inquiry.projection, &who) {
                Standing::City(city) => vec![city],
                Standing::Lifted(cities) => cities,
                Standing::None(_) => Vec::new(),
            }
        });
        seats.filter_map(|city| nodes.get(&city).copied()).collect::<Vec<_>>()
    };
    signing.rows.iter().flat_map(of).collect()
}
