//! Competition beside cooperation (竞合并存).
use super::cities::{Cities, Pairs, tails, varies};
use super::industries::{Similarity, similarity};
use super::{Finding, Inquiry};
use crate::region::{RowRef, Table};
use crate::statistics::Alternative;
use crate::structure::{Association, Model, Mrqap, Qap, Relation};
use crate::{Adjacency, Measured, Node, Region, Result, Undefined};
use serde::Serialize;

/// Competition beside cooperation: whether those who compete are those who work together.
///
/// * *Co-opetition of rivals*: the QAP correlation of ties with declared rivalries of cities; above 0
///   rivals cooperate more than others.
/// * *Co-opetition of the alike*: the same with the likeness of industries, `1 - K_ij / 2` for
///   Krugman's index `K`, with distance and sizes considered (partial, by [`Mrqap`]) where they are
///   known; where shares of industries are given for all cities.
/// * *Complement or rival*: `Σ w S / Σ w` less the mean of `S` over all pairs; above 0 partners are
///   alike, below 0 they complement each other.
/// * *Balance of signs*: pairs that cooperate count as +, declared rivals as - even if they
///   cooperate; of all triangles of such pairs, the share whose signs multiply to +. Tested by
///   dealing the signs to the pairs anew.
///
/// A rivalry of provinces says nothing of their cities and is left out; one told for several fields
/// counts once. Undefined without ties or below three cities, with a single ceremony
/// ([`Undefined::TooFewUnits`]); without a rivalry of cities, or
/// shares of industries, [`Undefined::MissingData`]; without a triangle [`Undefined::NoEvents`].
///
/// Krugman (1991), *Geography and Trade*; Cartwright & Harary (1956), *Psychological Review* 63:277;
/// Krackhardt (1988), *Social Networks* 10:359.
///
/// ```
/// use conurbation::{Undefined, cooperation::{Inquiry, Rivalry}, datasets};
/// let asked = Inquiry::new().replicates(99);
/// let rivalry = Rivalry::new().run(&datasets::yangtze_delta(), &asked)?;
/// // No source names rivals there: that is no finding that there are none.
/// assert!(matches!(rivalry.rivals.value.undefined(), Some(Undefined::MissingData { .. })));
/// # Ok::<(), conurbation::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Default, Serialize)]
pub struct Rivalry {}

/// Whether those who compete work together.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct RivalryResult {
    /// The correlation of ties with declared rivalries.
    pub rivals: Finding,
    /// The partial correlation of ties with likeness of industries.
    pub alike: Finding,
    /// By how much partners are more alike than pairs are.
    pub complement: Finding,
    /// The share of balanced triangles.
    pub balance: Finding,
}

const RIVALS: &str = "rivalries of cities by field and year, looked for in the same sources for \
    all pairs";
const SHARES: &str = "shares of industries for every city (columns `industry:NAME` of places)";
const EXCHANGED: &str = "cities of the other relation exchanged";
const SIGNS: &str = "signs dealt to the pairs anew";

impl Rivalry {
    /// There is nothing to choose.
    pub fn new() -> Self {
        Self::default()
    }

    /// Sets cooperation beside competition.
    ///
    /// # Errors
    /// As [`Inquiry::ask`].
    pub fn run(&self, region: &Region, inquiry: &Inquiry) -> Result<RivalryResult> {
        let cities = Cities::of(region, inquiry)?;
        let finding = |quantity, meaning, needs| {
            let reason = cities.tied().err().unwrap_or(Undefined::NoEdges);
            Finding::new(quantity, meaning, region, reason)
                .rows(region, cities.rows(), cities.network.batches())
                .decided_by(needs)
        };
        let mut result = RivalryResult {
            rivals: finding("co-opetition-rivals", "correlation of ties with rivalries", RIVALS)
                .neutral(0.0),
            alike: finding(
                "co-opetition-alike",
                "correlation of ties with like industries",
                SHARES,
            )
            .neutral(0.0),
            complement: finding(
                "complement-or-rival",
                "likeness of partners less that of all pairs",
                SHARES,
            )
            .neutral(0.0),
            balance: finding("balance-of-signs", "share of triangles that are balanced", RIVALS),
        };
        if cities.tied().is_ok() {
            let (pairs, rows) = rivals(&cities);
            let rows: Vec<RowRef> = rows.into_iter().chain(cities.rows()).collect();
            let with_rows =
                |finding: Finding| finding.rows(region, rows.clone(), cities.network.batches());
            result.rivals = of_rivals(&cities, &pairs, with_rows(result.rivals))?;
            result.balance = of_signs(&cities, &pairs, with_rows(result.balance))?;
            (result.alike, result.complement) =
                of_the_alike(&cities, result.alike, result.complement)?;
        }
        Ok(result)
    }
}

impl RivalryResult {
    /// All that was found.
    pub fn findings(self) -> Vec<Finding> {
        vec![self.rivals, self.alike, self.complement, self.balance]
    }
}

/// The question, asked of a region.
pub(super) fn findings(region: &Region, inquiry: &Inquiry) -> Result<Vec<Finding>> {
    Ok(Rivalry::new().run(region, inquiry)?.findings())
}

/// The pairs of cities that are declared rivals, and the rows that say so.
fn rivals(cities: &Cities<'_>) -> (Pairs, Vec<RowRef>) {
    let nodes = cities.nodes();
    let projection = &cities.inquiry.projection;
    let (mut pairs, mut rows) = (Pairs::new(), Vec::new());
    for (index, rivalry) in (0..).zip(cities.region.rivalries()) {
        let chosen = projection.is_checked(&rivalry.about) && projection.is_found(&rivalry.about);
        let node = |place| nodes.get(&cities.region.city_of(place)?).copied();
        match (node(rivalry.a), node(rivalry.b)) {
            (Some(a), Some(b)) if a != b && chosen => {
                pairs.insert((a.min(b), a.max(b)));
                rows.push(RowRef { table: Table::Rivalries, index });
            }
            _ => {}
        }
    }
    (pairs, rows)
}

fn of_rivals(cities: &Cities<'_>, pairs: &Pairs, finding: Finding) -> Result<Finding> {
    if pairs.is_empty() {
        let missing = Undefined::MissingData { n: cities.count() };
        return Ok(finding.value(Measured::Undefined(missing)));
    }
    let rival = |a: Node, b: Node| f64::from(u8::from(pairs.contains(&(a.min(b), a.max(b)))));
    let rivalry = Relation::from_fn(cities.count(), rival)?;
    let qap = Qap::new().association(Association::Pearson).permutation(cities.engine());
    let correlation = |graph: &Adjacency| qap.measure(&Relation::ties(graph)?, &rivalry);
    let test = qap.run(&Relation::ties(cities.graph())?, &rivalry)?;
    let finding = finding.value(correlation(cities.graph())?);
    if finding.value.value().is_none() {
        return Ok(finding);
    }
    Ok(finding.interval(cities.interval(correlation)?).test(tails(test, EXCHANGED)))
}

fn of_the_alike(
    cities: &Cities<'_>,
    alike: Finding,
    complement: Finding,
) -> Result<(Finding, Finding)> {
    let likeness = match cities.industries() {
        Ok(shares) => Relation::from_fn(cities.count(), |a, b| {
            similarity(Similarity::Krugman, &shares[a as usize], &shares[b as usize])
        })?,
        Err(reason) => {
            let reason = Measured::Undefined(reason);
            return Ok((alike.value(reason), complement.value(reason)));
        }
    };
    let mut others: Vec<(&str, Relation)> = Vec::new();
    if let Ok(distance) = cities.ln_distances()? {
        others.push(("ln distance", distance));
    }
    if let Ok(sizes) = cities.sizes() {
        let of = |node: Node| sizes.values[node as usize].ln();
        others.push(("size", Relation::from_fn(cities.count(), |a, b| of(a) + of(b))?));
    }
    let mut predictors = vec![("likeness", &likeness)];
    // Cities of one size, or all as far from each other, are no predictor.
    let some = others.iter().filter(|(_, relation)| varies(relation));
    predictors.extend(some.map(|(name, relation)| (*name, relation)));
    let engine = cities.engine().alternative(Alternative::TwoSided);
    let mrqap = Mrqap::new().model(Model::Linear).permutation(engine);
    let ties = Relation::ties(cities.graph())?;
    let found = mrqap.run(&ties, &predictors)?;
    let first = found.and_then(|found| match found.predictors.into_iter().next() {
        Some(predictor) => predictor.test,
        None => Measured::Undefined(Undefined::Vacuous),
    });
    let alike = alike.value(first.map(|test| test.statistic));
    let reason = Undefined::NoTest { why: "a partial correlation is no sum over events" };
    let alike = alike.interval(Measured::Undefined(reason)).test(tails(first, EXCHANGED));

    let mean = {
        let n = cities.count() as Node;
        let pairs = (0..n).flat_map(|a| (a + 1..n).map(move |b| (a, b)));
        let (sum, count) =
            pairs.fold((0.0, 0.0), |(sum, count), (a, b)| (sum + likeness.get(a, b), count + 1.0));
        sum / count
    };
    let excess = |graph: &Adjacency| {
        let (mut sum, mut weights) = (0.0, 0.0);
        for (a, b, weight) in graph.edges() {
            sum += weight * likeness.get(a, b);
            weights += weight;
        }
        if weights > 0.0 {
            Measured::Value(sum / weights - mean)
        } else {
            Measured::Undefined(Undefined::NoEdges)
        }
    };
    let test = Qap::new().permutation(cities.engine()).run(&ties, &likeness)?;
    let interval = cities.interval(|graph| Ok(excess(graph)))?;
    let complement = complement.value(excess(cities.graph())).interval(interval);
    Ok((alike, complement.test(tails(test, EXCHANGED))))
}

fn of_signs(cities: &Cities<'_>, rivals: &Pairs, finding: Finding) -> Result<Finding> {
    if rivals.is_empty() {
        let missing = Undefined::MissingData { n: cities.count() };
        return Ok(finding.value(Measured::Undefined(missing)));
    }
    let mut signed: Pairs = cities.graph().edges().map(|(a, b, _)| (a, b)).collect();
    signed.extend(rivals.iter().copied());
    let signed: Vec<(Node, Node)> = signed.into_iter().collect();
    let at = |a: Node, b: Node| signed.binary_search(&(a.min(b), a.max(b))).ok();
    let mut triangles = Vec::new();
    for (first, &(a, b)) in signed.iter().enumerate() {
        for c in b + 1..cities.count() as Node {
            if let (Some(second), Some(third)) = (at(a, c), at(b, c)) {
                triangles.push([first, second, third]);
            }
        }
    }
    if triangles.is_empty() {
        return Ok(finding.value(Measured::Undefined(Undefined::NoEvents)));
    }
    let balance = |signs: &[u32]| {
        let even =
            |triangle: &&[usize; 3]| triangle.iter().map(|&pair| signs[pair]).sum::<u32>() % 2 == 0;
        let balanced = triangles.iter().filter(even).count();
        Measured::Value(balanced as f64 / triangles.len() as f64)
    };
    let signs: Vec<u32> = signed.iter().map(|pair| u32::from(rivals.contains(pair))).collect();
    let test = cities.engine().named_groups(true).labels(&signs, balance)?;
    let finding = match test {
        Measured::Value(test) => finding.neutral(test.null_mean),
        Measured::Undefined(_) => finding,
    };
    let reason = Undefined::NoTest { why: "it depends on a tie being there" };
    let finding = finding.value(balance(&signs)).interval(Measured::Undefined(reason));
    Ok(finding.test(tails(test, SIGNS)))
}
