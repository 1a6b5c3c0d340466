//! Mechanism (三级运作): whether decision, coordination and execution hang together.
use super::events_in_time::chosen;
use super::{Finding, Inquiry, Tails};
use crate::network::event::{Event, Standing, stand};
use crate::network::{Layer, Provinces};
use crate::region::{Council, CouncilLevel, Level, PlaceIndex, RowRef, Table};
use crate::structure::completeness;
use crate::{Measured, ParamError, Region, Result, Undefined};
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

/// Mechanism (三级运作): whether the cities that decide together also coordinate and carry out
/// together, chain by chain of bodies.
///
/// A chain is the bodies of one `system`. For each of its levels, decision, coordination and
/// execution, `M_l` is the pairs of cities that sit together in a body of it that is *active*: one
/// that met within [`active_years`](Self::active_years) before the last day the ledger can know of.
/// *Completeness* `K = |M_D ∩ M_C ∩ M_E| / |M_D ∪ M_C ∪ M_E|`, from 0 to 1; *transmission*
/// `|M_D ∩ M_C| / |M_D|` and `|M_C ∩ M_E| / |M_C|`; *grassroots* `|M_E ∖ M_D| / |M_E|`, cooperation
/// that no decision covers. A city's completeness is the share of the levels it sits at. Often
/// provinces decide and cities carry out: [`completeness_lifted`](Chain::completeness_lifted)
/// lets a province stand for all its cities, which makes `M_D` huge and `K` small.
///
/// Chance deals the cities of the decision level anew, sizes of bodies kept.
///
/// A level without a body is [`Undefined::MissingLevel`]; one whose bodies have no members or no
/// recent meeting *on record* is [`Undefined::MissingData`], not empty: silence of the sources does
/// not dissolve a body. A level at which only provinces sit is [`Undefined::Assumption`]. Without
/// any body [`Undefined::NoEvents`]. `O(chains · replicates · pairs)`.
///
/// ```
/// use conurbation::{cooperation::{Inquiry, Mechanism}, datasets};
/// let found = Mechanism::new().run(&datasets::yangtze_delta(), &Inquiry::new().replicates(99))?;
/// let main = found.chains.iter().find(|chain| chain.system == "delta three-level").unwrap();
/// assert!(main.completeness.undefined().is_some()); // no source names who sits there
/// # Ok::<(), conurbation::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Mechanism {
    active_years: f64,
}

/// The chains of a region.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct MechanismResult {
    /// The chains with a body of some level, in order of name.
    pub chains: Vec<Chain>,
    /// Bodies that belong to no chain, or to no level of one.
    pub loose: usize,
}

/// A chain of bodies.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Chain {
    /// Its name.
    pub system: String,
    /// Decision, coordination, execution.
    pub levels: [ChainLevel; 3],
    /// The share of pairs at any level that are at all three.
    pub completeness: Measured,
    /// The same, provinces standing for their cities.
    pub completeness_lifted: Measured,
    /// How often chance makes the completeness as high.
    pub tails: Measured<Tails>,
    /// The share of pairs that decide together that coordinate together.
    pub decision_to_coordination: Measured,
    /// The share of pairs that coordinate together that carry out together.
    pub coordination_to_execution: Measured,
    /// The share of pairs that carry out together without deciding together.
    pub grassroots: Measured,
    /// The share of the three levels at which each city sits, by id; cities at none left out.
    pub cities: BTreeMap<String, f64>,
    #[serde(skip)]
    rows: Vec<RowRef>,
}

/// One level of a chain.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct ChainLevel {
    /// Which level.
    pub level: CouncilLevel,
    /// Its bodies.
    pub bodies: usize,
    /// Those whose members a source names.
    pub with_members: usize,
    /// Those of which a recent meeting is on record.
    pub active: usize,
    /// The pairs of cities that sit together in an active body with members.
    pub pairs: Measured<usize>,
}

type Pairs = BTreeSet<(u32, u32)>;

impl Default for Mechanism {
    fn default() -> Self {
        Self { active_years: 2.0 }
    }
}

impl Mechanism {
    /// A body is active if it met within two years.
    pub fn new() -> Self {
        Self::default()
    }

    /// Sets within how many years a body must have met to be active; positive.
    pub fn active_years(mut self, years: f64) -> Self {
        self.active_years = years;
        self
    }

    /// Measures the chains of a region.
    ///
    /// # Errors
    /// [`Error::Param`](crate::Error::Param) for years that are not positive, and as
    /// [`Inquiry::ask`].
    pub fn run(&self, region: &Region, inquiry: &Inquiry) -> Result<MechanismResult> {
        inquiry.check()?;
        if !(self.active_years > 0.0 && self.active_years.is_finite()) {
            let expected = "positive and finite";
            return Err(ParamError::new("active_years", self.active_years, expected).into());
        }
        let mut inquiry = inquiry.clone();
        inquiry.projection.layers = [Layer::Councils].into();
        let bodies = Bodies::of(self, region, &inquiry);
        let mut systems: BTreeMap<&str, Vec<RowRef>> = BTreeMap::new();
        let mut loose = 0;
        for (row, event) in chosen(region, &inquiry) {
            let Event::Council(council) = event else { continue };
            match (council.system.as_deref(), council.level) {
                (Some(system), Some(_)) => systems.entry(system).or_default().push(row),
                _ => loose += 1,
            }
        }
        let chains = systems.into_iter().map(|(system, mut rows)| {
            rows.sort_by_key(|&row| region.row_id(row));
            bodies.chain(system, rows)
        });
        Ok(MechanismResult { chains: chains.collect::<Result<_>>()?, loose })
    }
}

/// What is known of bodies and when they met.
struct Bodies<'a> {
    region: &'a Region,
    inquiry: &'a Inquiry,
    /// Nodes of the cities, in order of ids.
    nodes: BTreeMap<PlaceIndex, u32>,
    /// From when a meeting makes a body active.
    since: Option<f64>,
    until: f64,
}

impl<'a> Bodies<'a> {
    fn of(mechanism: &Mechanism, region: &'a Region, inquiry: &'a Inquiry) -> Self {
        let partners = inquiry.projection.partners;
        let places = region.places().iter().zip(0..);
        let cities = places
            .filter(|(place, _)| place.level == Level::City && (partners || place.is_inside()));
        let mut cities: Vec<PlaceIndex> = cities.map(|(_, index)| PlaceIndex(index)).collect();
        cities.sort_by_key(|&city| &region.place(city).id);
        let meetings = region.meetings().iter().filter_map(|it| it.date);
        let known = region.info().as_of.or_else(|| meetings.max_by_key(|date| date.last()));
        let until = known.map_or(f64::INFINITY, |date| date.last().ends());
        Self {
            region,
            inquiry,
            nodes: cities.into_iter().zip(0..).collect(),
            since: known.map(|date| date.last().ends() - mechanism.active_years),
            until,
        }
    }

    fn council(&self, row: RowRef) -> &'a Council {
        &self.region.councils()[row.index as usize]
    }

    /// Whether a recent meeting of a body is on record.
    fn is_active(&self, council: &Council) -> bool {
        let meetings = self.region.meetings().iter();
        let of_it = meetings.filter(|it| it.of.as_deref() == Some(&*council.id));
        of_it.filter_map(|it| it.date).any(|date| {
            self.since.is_some_and(|since| date.first().begins() >= since)
                && date.first().begins() <= self.until
        })
    }

    /// The cities that sit in a body, and whether only provinces do.
    fn seats(&self, row: RowRef, provinces: Provinces) -> (BTreeSet<u32>, bool) {
        let mut projection = self.inquiry.projection.clone();
        projection.provinces = provinces;
        let (mut seats, mut left_out) = (BTreeSet::new(), false);
        for who in Event::Council(self.council(row)).participants() {
            let joined = who.joined.is_none_or(|it| it.first().begins() <= self.until);
            let stays = who.left.is_none_or(|it| it.last().ends() >= self.until);
            if who.side.is_none() || !joined || !stays {
                continue;
            }
            match stand(self.region, &projection, &who) {
                Standing::City(city) => seats.extend(self.nodes.get(&city)),
                Standing::Lifted(cities) => {
                    seats.extend(cities.iter().filter_map(|city| self.nodes.get(city)));
                }
                Standing::None(_) => left_out = true,
            }
        }
        let provinces_only = seats.is_empty() && left_out;
        (seats, provinces_only)
    }

    /// The pairs of a level, or why they are not known.
    fn pairs(
        &self,
        rows: &[RowRef],
        provinces: Provinces,
        level: &'static str,
    ) -> Result<Pairs, Undefined> {
        if rows.is_empty() {
            return Err(Undefined::MissingLevel { level });
        }
        let known: Vec<RowRef> = rows
            .iter()
            .copied()
            .filter(|&row| {
                let council = self.council(row);
                !council.members.is_empty() && self.is_active(council)
            })
            .collect();
        if known.is_empty() {
            return Err(Undefined::MissingData { n: rows.len() });
        }
        let seats: Vec<(BTreeSet<u32>, bool)> =
            known.iter().map(|&row| self.seats(row, provinces)).collect();
        if seats.iter().all(|(_, provinces_only)| *provinces_only) {
            return Err(Undefined::Assumption {
                broken: "those who sit at a level of the chain are provinces or outsiders, which stand for no city",
                instead: "the completeness with provinces lifted to their cities",
            });
        }
        let pairs = seats.iter().flat_map(|(seats, _)| {
            seats.iter().flat_map(|&a| seats.iter().map(move |&b| (a, b))).filter(|(a, b)| a < b)
        });
        Ok(pairs.collect())
    }

    fn chain(&self, system: &str, rows: Vec<RowRef>) -> Result<Chain> {
        let of = |level: CouncilLevel| -> Vec<RowRef> {
            rows.iter().copied().filter(|&row| self.council(row).level == Some(level)).collect()
        };
        let levels = [CouncilLevel::Decision, CouncilLevel::Coordination, CouncilLevel::Execution];
        let by_level = levels.map(of);
        let pairs = |provinces| {
            let of = |nth: usize| self.pairs(&by_level[nth], provinces, levels[nth].as_str());
            [of(0), of(1), of(2)]
        };
        let (plain, lifted) = (pairs(Provinces::LeaveOut), pairs(Provinces::ToCities));
        let tails = self.tails(&plain)?;
        let share = |of: usize, within: usize| match (&plain[of], &plain[within]) {
            (Ok(of), Ok(within)) => part(of.intersection(within).count(), of.len()),
            (Err(reason), _) | (_, Err(reason)) => Measured::Undefined(*reason),
        };
        let mut cities: BTreeMap<String, f64> = BTreeMap::new();
        let ids: Vec<&str> = self.nodes.keys().map(|&city| &*self.region.place(city).id).collect();
        let mut ids_by_node = vec![""; ids.len()];
        for (&city, &node) in &self.nodes {
            ids_by_node[node as usize] = &self.region.place(city).id;
        }
        for rows in &by_level {
            let active = rows.iter().filter(|&&row| self.is_active(self.council(row)));
            let seats: BTreeSet<u32> =
                active.flat_map(|&row| self.seats(row, Provinces::LeaveOut).0).collect();
            for node in seats {
                *cities.entry(ids_by_node[node as usize].to_owned()).or_default() += 1.0 / 3.0;
            }
        }
        let count = |nth: usize| {
            let rows = &by_level[nth];
            let members = rows.iter().filter(|&&row| !self.council(row).members.is_empty());
            ChainLevel {
                level: levels[nth],
                bodies: rows.len(),
                with_members: members.count(),
                active: rows.iter().filter(|&&row| self.is_active(self.council(row))).count(),
                pairs: plain[nth].as_ref().map(BTreeSet::len).map_err(|it| *it).into(),
            }
        };
        let grassroots = share(2, 0).map(|covered| 1.0 - covered);
        let meetings = self.region.meetings().iter().zip(0..).filter(|(meeting, _)| {
            rows.iter().any(|&row| meeting.of.as_deref() == Some(self.region.row_id(row)))
        });
        let meetings = meetings.map(|(_, index)| RowRef { table: Table::Meetings, index });
        Ok(Chain {
            system: system.to_owned(),
            levels: [count(0), count(1), count(2)],
            completeness: complete(&plain),
            completeness_lifted: complete(&lifted),
            tails,
            decision_to_coordination: share(0, 1),
            coordination_to_execution: share(1, 2),
            grassroots,
            cities,
            rows: rows.iter().copied().chain(meetings).collect(),
        })
    }

    fn tails(&self, levels: &[Result<Pairs, Undefined>; 3]) -> Result<Measured<Tails>> {
        let [decision, coordination, execution] = match levels {
            [Ok(a), Ok(b), Ok(c)] => [a, b, c],
            [Err(reason), ..] | [_, Err(reason), _] | [.., Err(reason)] => {
                return Ok(Measured::Undefined(*reason));
            }
        };
        let statistic = |order: &[u32]| {
            let moved = decision.iter().map(|&(a, b)| {
                let (a, b) = (order[a as usize], order[b as usize]);
                (a.min(b), a.max(b))
            });
            completeness([&moved.collect(), coordination, execution]).into()
        };
        let test = self.inquiry.permutation().matrices(self.nodes.len(), statistic)?;
        let null = "the cities of the decision level are any others, sizes of bodies kept";
        Ok(test.map(|test| Tails::of(&test, null)))
    }
}

fn part(some: usize, all: usize) -> Measured {
    if all == 0 {
        Measured::Undefined(Undefined::NoEdges)
    } else {
        Measured::Value(some as f64 / all as f64)
    }
}

fn complete(levels: &[Result<Pairs, Undefined>; 3]) -> Measured {
    match levels {
        [Ok(a), Ok(b), Ok(c)] => completeness([a, b, c]).into(),
        [Err(reason), ..] | [_, Err(reason), _] | [.., Err(reason)] => Measured::Undefined(*reason),
    }
}

/// The findings of a region: one for each chain.
pub(super) fn findings(region: &Region, inquiry: &Inquiry) -> Result<Vec<Finding>> {
    let found = Mechanism::new().run(region, inquiry)?;
    let new = |reason| {
        Finding::new(
            "chain-completeness",
            "the share of pairs of cities at any level of a chain that are at all three",
            region,
            reason,
        )
        .interval(Measured::Undefined(NO_INTERVAL))
        .decided_by("who sits in each body of the chain, and the dates of its meetings")
    };
    if found.chains.is_empty() {
        return Ok(vec![new(Undefined::NoEvents)]);
    }
    let chains = found.chains.iter().map(|chain| {
        let bodies = chain.levels.iter().map(|level| level.bodies).sum();
        new(Undefined::NoEvents)
            .part(&chain.system)
            .value(chain.completeness)
            .interval(Measured::Undefined(NO_INTERVAL))
            .test(chain.tails)
            .rows(region, chain.rows.iter().copied(), bodies)
    });
    Ok(chains.collect())
}

const NO_INTERVAL: Undefined =
    Undefined::NoTest { why: "a handful of bodies, all of them known, is no sample" };
