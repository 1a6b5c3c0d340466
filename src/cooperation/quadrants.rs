//! Who competes and cooperates, only competes, only cooperates, does neither.
use super::cities::{Cities, tails};
use super::industries::{Similarity, similarity};
use super::{Finding, Inquiry};
use crate::structure::{Association, Qap, Relation};
use crate::{Measured, Node, Region, Result, Undefined};
use serde::Serialize;

/// Quadrants of competition and cooperation (竞合并存): each pair of cities by whether its tie and the
/// likeness of its industries lie above the median of all pairs.
///
/// The finding is the share of pairs above both medians; chance exchanges the cities of the likeness
/// ([`Qap`]). Where fewer than half of the pairs are tied the median tie is none, and every tie is
/// above it. Likeness is `1 - K / 2` for Krugman's index.
///
/// Undefined without ties or below three cities, with a single ceremony ([`Undefined::TooFewUnits`]),
/// without shares of industries for all cities ([`Undefined::MissingData`]), and if no pair is above
/// either median ([`Undefined::ZeroVariance`]). `O(n² + replicates · m)`.
///
/// Krugman (1991), *Geography and Trade*; Mantel (1967), *Cancer Research* 27:209.
///
/// ```
/// use conurbation::{Undefined, cooperation::{Inquiry, Quadrants}, datasets};
/// let found = Quadrants::new().run(&datasets::yangtze_delta(), &Inquiry::new().replicates(99))?;
/// // No source gives the industries of every city.
/// assert!(matches!(found.both.value.undefined(), Some(Undefined::MissingData { .. })));
/// # Ok::<(), conurbation::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Default, Serialize)]
pub struct Quadrants {}

/// Pairs of cities by cooperation and likeness.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct QuadrantsResult {
    /// Pairs above both medians, above that of ties alone, above that of likeness alone, above
    /// neither.
    pub counts: Measured<[usize; 4]>,
    /// The share above both.
    pub both: Finding,
}

impl Quadrants {
    /// There is nothing to choose.
    pub fn new() -> Self {
        Self::default()
    }

    /// Counts the pairs of a region.
    ///
    /// # Errors
    /// As [`Inquiry::ask`].
    pub fn run(&self, region: &Region, inquiry: &Inquiry) -> Result<QuadrantsResult> {
        let cities = Cities::of(region, inquiry)?;
        let both = Finding::new(
            "partners-and-rivals",
            "share of pairs with more ties and more like industries than the median pair",
            region,
            Undefined::NoEdges,
        )
        .rows(region, cities.rows(), cities.network.batches())
        .decided_by("shares of industries for every city (columns `industry:NAME` of places)");
        let shares = match cities.tied().and_then(|()| cities.industries()) {
            Ok(shares) => shares,
            Err(reason) => {
                let counts = Measured::Undefined(reason);
                return Ok(QuadrantsResult {
                    counts,
                    both: both.value(Measured::Undefined(reason)),
                });
            }
        };
        let n = cities.count();
        let likeness = Relation::from_fn(n, |a, b| {
            similarity(Similarity::Krugman, &shares[a as usize], &shares[b as usize])
        })?;
        let ties = Relation::ties(cities.graph())?;
        let (ties, likeness) = (above_median(&ties)?, above_median(&likeness)?);
        let mut counts = [0; 4];
        for (a, b) in pairs(n) {
            let quadrant = match (ties.get(a, b) > 0.5, likeness.get(a, b) > 0.5) {
                (true, true) => 0,
                (true, false) => 1,
                (false, true) => 2,
                (false, false) => 3,
            };
            counts[quadrant] += 1;
        }
        // With as many pairs above either median whatever the order, Pearson's r orders them as
        // the number above both does.
        let qap = Qap::new().association(Association::Pearson).permutation(cities.engine());
        let test = qap.run(&ties, &likeness)?;
        let all = pairs(n).count() as f64;
        let (tied, alike) = (counts[0] + counts[1], counts[0] + counts[2]);
        let by_chance = tied as f64 * alike as f64 / (all * all);
        let none = Undefined::NoTest { why: "it depends on a tie being there" };
        let both = both
            .neutral(by_chance)
            .value(counts[0] as f64 / all)
            .interval(Measured::Undefined(none))
            .test(tails(test, "cities of the likeness exchanged"));
        Ok(QuadrantsResult { counts: Measured::Value(counts), both })
    }
}

/// The question, asked of a region.
pub(super) fn findings(region: &Region, inquiry: &Inquiry) -> Result<Vec<Finding>> {
    Ok(vec![Quadrants::new().run(region, inquiry)?.both])
}

fn pairs(n: usize) -> impl Iterator<Item = (Node, Node)> {
    (0..n as Node).flat_map(move |a| (a + 1..n as Node).map(move |b| (a, b)))
}

/// 1 for pairs above the median of all, else 0.
fn above_median(relation: &Relation) -> Result<Relation> {
    let mut values: Vec<f64> =
        pairs(relation.city_count()).map(|(a, b)| relation.get(a, b)).collect();
    values.sort_by(f64::total_cmp);
    let middle = values.len() / 2;
    let median = match values.len() {
        0 => 0.0,
        even if even % 2 == 0 => f64::midpoint(values[middle - 1], values[middle]),
        _ => values[middle],
    };
    relation.map(|value| f64::from(u8::from(value > median)))
}
