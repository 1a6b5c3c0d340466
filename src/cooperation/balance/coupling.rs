//! Whether what government leads and what the market leads, what is signed and what lands, go together.
use crate::cooperation::cities::{Cities, tails};
use crate::cooperation::{Finding, Inquiry, Tails};
use crate::network::event::Event;
use crate::region::{Lead, RowRef, Stage};
use crate::structure::{Qap, Relation};
use crate::{Adjacency, Measured, Node, Region, Result, Undefined};
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

/// Coupling: whether the pairs of cities that governments bring together are those that the market
/// brings together, whether pairs that sign much also carry much out, and whether the market follows
/// where government went first.
///
/// * *Leads*: the QAP correlation of the ties of rows led by government and of those led by the
///   market; rows led together count in neither.
/// * *Landing*: that of the ties of agreements still on paper and of those carried out.
/// * *Crowding in*: `P(market-led tie of a pair in year t + 1 | government-led tie in t)` over the
///   same without one in `t`, over all pairs and the years that rows of known lead span. Chance deals the
///   years of the market-led ceremonies anew among them, so that who works with whom, and how much
///   each year has, stay as they are.
///
/// Undefined without ties, and where fewer than three rows in ten say who leads, or no agreement is
/// told to have landed ([`Undefined::MissingData`]); without a tie of either kind
/// ([`Undefined::NoEdges`]); crowding in with market-led ties in one year alone
/// ([`Undefined::Vacuous`]), or none without a government-led one before ([`Undefined::Unbounded`]).
/// `O(replicates · m)`.
///
/// Krackhardt (1988), *Social Networks* 10:359.
///
/// ```
/// use conurbation::{cooperation::{Inquiry, balance::Coupling}, datasets};
/// let asked = Inquiry::new().replicates(99);
/// let found = Coupling::new().run(&datasets::yangtze_delta(), &asked)?;
/// assert!(found.landing.value.value().is_some_and(|r| r > 0.0));
/// # Ok::<(), conurbation::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Default, Serialize)]
pub struct Coupling {}

/// What goes together.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct CouplingResult {
    /// Ties led by government and ties led by the market.
    pub leads: Finding,
    /// Ties on paper and ties carried out.
    pub landing: Finding,
    /// Whether the market follows government.
    pub crowding_in: Finding,
}

const EXCHANGED: &str = "cities of the second relation exchanged";
const YEARS: &str = "the years of market-led ceremonies are dealt to them anew";
const LEADS: &str = "who leads each event, coded by two people by one rule, with its year";
const STAGES: &str = "whether each agreement was carried out";

impl Coupling {
    /// There is nothing to choose.
    pub fn new() -> Self {
        Self::default()
    }

    /// Looks at what goes together in a region.
    ///
    /// # Errors
    /// As [`Inquiry::ask`].
    pub fn run(&self, region: &Region, inquiry: &Inquiry) -> Result<CouplingResult> {
        let cities = Cities::of(region, inquiry)?;
        let unfit = cities.tied().err();
        let lead = |row: RowRef| Event::of(region, row).and_then(|event| event.lead());
        let rows = cities.rows();
        let silent = rows.iter().filter(|&&row| lead(row).is_none()).count();
        let few = (10 * (rows.len() - silent) < 3 * rows.len())
            .then_some(Undefined::MissingData { n: silent });
        let landed = |row: RowRef| match Event::of(region, row) {
            Some(Event::Agreement(it)) => {
                Some(it.landed.is_some() || it.stage == Some(Stage::Landed))
            }
            _ => None,
        };
        let none_landed = (!rows.iter().any(|&row| landed(row) == Some(true)))
            .then_some(Undefined::MissingData { n: rows.len() });
        let finding = |quantity, meaning, needs, is: &dyn Fn(RowRef) -> bool| {
            let behind: Vec<RowRef> = rows.iter().copied().filter(|&row| is(row)).collect();
            let units = behind.len();
            Finding::new(quantity, meaning, region, unfit.unwrap_or(Undefined::NoEdges))
                .rows(region, behind, units)
                .decided_by(needs)
        };
        let is_led = |row: RowRef| matches!(lead(row), Some(Lead::Government | Lead::Market));
        let mut result = CouplingResult {
            leads: finding(
                "government-market-coupling",
                "correlation of ties led by government with ties led by the market",
                LEADS,
                &is_led,
            )
            .neutral(0.0),
            landing: finding(
                "signed-landed-coupling",
                "correlation of ties on paper with ties carried out",
                STAGES,
                &|row| landed(row).is_some(),
            )
            .neutral(0.0),
            crowding_in: finding(
                "crowding-in",
                "how many times as often the market follows where government led the year before",
                LEADS,
                &is_led,
            ),
        };
        if unfit.is_some() {
            return Ok(result);
        }
        let layer = |is: &dyn Fn(RowRef) -> bool| ties_of(&cities, is);
        let (government, market) = (
            layer(&|row| lead(row) == Some(Lead::Government))?,
            layer(&|row| lead(row) == Some(Lead::Market))?,
        );
        result.leads = correlated(&cities, [&government, &market], few, result.leads)?;
        let (paper, done) =
            (layer(&|row| landed(row) == Some(false))?, layer(&|row| landed(row) == Some(true))?);
        result.landing = correlated(&cities, [&paper, &done], none_landed, result.landing)?;
        result.crowding_in = crowding_in(&cities, few, result.crowding_in)?;
        Ok(result)
    }
}

impl CouplingResult {
    /// All that was found.
    pub fn findings(self) -> Vec<Finding> {
        vec![self.leads, self.landing, self.crowding_in]
    }
}

/// The findings of a region.
pub(super) fn findings(region: &Region, inquiry: &Inquiry) -> Result<Vec<Finding>> {
    Ok(Coupling::new().run(region, inquiry)?.findings())
}

/// The ties that some rows make.
fn ties_of(cities: &Cities<'_>, is: &dyn Fn(RowRef) -> bool) -> Result<Adjacency> {
    let mut weights: BTreeMap<(Node, Node), f64> = BTreeMap::new();
    for part in cities.network.contributions().iter().filter(|part| is(part.row)) {
        let pair = (part.from.min(part.to), part.from.max(part.to));
        *weights.entry(pair).or_default() += part.weight;
    }
    let ties = weights.into_iter().map(|((a, b), weight)| (a, b, weight));
    Adjacency::from_edges(cities.count(), ties)
}

fn correlated(
    cities: &Cities<'_>,
    [first, second]: [&Adjacency; 2],
    unfit: Option<Undefined>,
    finding: Finding,
) -> Result<Finding> {
    let empty = first.edge_count() == 0 || second.edge_count() == 0;
    if let Some(reason) = unfit.or(empty.then_some(Undefined::NoEdges)) {
        return Ok(finding.value(Measured::Undefined(reason)));
    }
    let (first, second) = (Relation::ties(first)?, Relation::ties(second)?);
    let qap = Qap::new().permutation(cities.engine());
    let none = Undefined::NoTest { why: "it depends on a tie being there" };
    Ok(finding
        .value(qap.measure(&first, &second)?)
        .interval(Measured::Undefined(none))
        .test(tails(qap.run(&first, &second)?, EXCHANGED)))
}

/// The pairs that each ceremony ties, by its number and year.
type Ceremonies = BTreeMap<(u32, i16), BTreeSet<(Node, Node)>>;

fn crowding_in(cities: &Cities<'_>, unfit: Option<Undefined>, finding: Finding) -> Result<Finding> {
    // Each ceremony of one lead in a certain year, with the pairs it ties.
    let mut led: [Ceremonies; 2] = Default::default();
    for part in cities.network.contributions() {
        let Some(event) = Event::of(cities.region, part.row) else { continue };
        let side = match event.lead() {
            Some(Lead::Government) => 0,
            Some(Lead::Market) => 1,
            _ => continue,
        };
        let Some(year) = event.life().0.and_then(|start| start.year()) else { continue };
        let pair = (part.from.min(part.to), part.from.max(part.to));
        led[side].entry((part.batch, year)).or_default().insert(pair);
    }
    let [government, market] = led;
    let years = || government.keys().chain(market.keys()).map(|(_, year)| *year);
    let (Some(first), Some(last)) = (years().min(), years().max()) else {
        let missing = Undefined::MissingData { n: cities.rows().len() };
        return Ok(finding.value(Measured::Undefined(unfit.unwrap_or(missing))));
    };
    if let Some(reason) = unfit.or((government.is_empty() || market.is_empty())
        .then_some(Undefined::NoEdges)
        .or((first == last).then_some(Undefined::Vacuous)))
    {
        return Ok(finding.value(Measured::Undefined(reason)));
    }
    let before: BTreeSet<((Node, Node), i16)> = government
        .iter()
        .filter(|((_, year), _)| *year < last)
        .flat_map(|((_, year), pairs)| pairs.iter().map(|pair| (*pair, *year)))
        .collect();
    let ceremonies: Vec<(i16, &BTreeSet<(Node, Node)>)> =
        market.iter().map(|((_, year), pairs)| (*year, pairs)).collect();
    // How many pairs and years the market comes to, and to how many of them after government.
    let count = |offsets: &[u32]| {
        let years = offsets.iter().map(|&offset| first + offset as i16);
        let after: BTreeSet<((Node, Node), i16)> = years
            .zip(&ceremonies)
            .filter(|(year, _)| *year > first)
            .flat_map(|(year, (_, pairs))| pairs.iter().map(move |pair| (*pair, year - 1)))
            .collect();
        (after.len(), after.iter().filter(|it| before.contains(it)).count())
    };
    let offsets: Vec<u32> =
        ceremonies.iter().map(|(year, _)| u32::from((year - first).unsigned_abs())).collect();
    let (all, after) = count(&offsets);
    let n = cities.count();
    let pair_years = (n * (n - 1) / 2) as f64 * f64::from(last - first);
    let with = after as f64 / before.len() as f64;
    let without = (all - after) as f64 / (pair_years - before.len() as f64);
    let ratio = if before.is_empty() {
        Measured::Undefined(Undefined::NoEvents)
    } else if without > 0.0 {
        Measured::Value(with / without)
    } else {
        Measured::Undefined(Undefined::Unbounded)
    };
    let statistic = |offsets: &[u32]| Measured::Value(count(offsets).1 as f64);
    let test = cities.engine().named_groups(true).labels(&offsets, statistic)?;
    let none = Undefined::NoTest { why: "pairs and years are not independent: see the test" };
    let test = test.map(|test| Tails::of(&test, YEARS));
    Ok(finding.value(ratio).interval(Measured::Undefined(none)).test(test))
}
