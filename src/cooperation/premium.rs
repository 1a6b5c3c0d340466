//! Neighbours (毗邻): whether cities that border on each other cooperate more.
use super::cities::{Cities, Split, tails, varies};
use super::{Finding, Inquiry};
use crate::structure::{Model, Mrqap, Ppml, Qap, Relation};
use crate::{Adjacency, Measured, Node, Region, Result, Undefined};
use serde::Serialize;

/// Adjacency premium: how many times as much cities with a common border cooperate as others.
///
/// * *Raw*, `(W_adj / N_adj) / (W_non / N_non)`: mean weight of bordering pairs over that of others,
///   tested by exchanging the cities of the borders ([`Qap`]).
/// * *All else equal*, `exp β` of the border in a Poisson regression on distance, a common province
///   and the sizes of both cities, tested by double semi-partialling ([`Mrqap`]). Neighbours are
///   near, and mostly of one province: what is left is the border itself.
///
/// 1 if a border makes no difference. Sizes are products, or populations where a product is not
/// known. Undefined without ties or below three cities, with a single ceremony
/// ([`Undefined::TooFewUnits`]), without borders
/// ([`Undefined::MissingData`]), if all cities border on each other ([`Undefined::Vacuous`]), if no
/// other pairs are tied ([`Undefined::Unbounded`]); the second also without coordinates, provinces
/// or sizes, and as [`Ppml`] and [`Mrqap`] are.
///
/// Dekker, Krackhardt & Snijders (2007), *Psychometrika* 72:563; Santos Silva & Tenreyro (2006),
/// *Review of Economics and Statistics* 88:641.
///
/// ```
/// use conurbation::{cooperation::{AdjacencyPremium, Inquiry}, datasets};
/// let asked = Inquiry::new().replicates(99);
/// let premium = AdjacencyPremium::new().run(&datasets::yangtze_delta(), &asked)?;
/// assert!(premium.raw.value.value().is_some_and(|premium| premium > 1.0));
/// # Ok::<(), conurbation::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Default, Serialize)]
pub struct AdjacencyPremium {}

/// What a common border makes of cooperation.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct AdjacencyPremiumResult {
    /// The ratio of mean weights.
    pub raw: Finding,
    /// The ratio with distance, provinces and sizes considered.
    pub gravity: Finding,
    /// How much of the border the other predictors tell already, as the inflation of the variance
    /// of its coefficient.
    pub vif: Measured,
}

const NEEDS: &str =
    "agreements of neighbours and of others found by one protocol, with all parties named";
const EXCHANGED: &str = "cities of the borders exchanged";
const RESIDUAL: &str = "cities of what distance, province and size leave of the borders exchanged";

impl AdjacencyPremium {
    /// There is nothing to choose.
    pub fn new() -> Self {
        Self::default()
    }

    /// Measures the premium in a region.
    ///
    /// # Errors
    /// As [`Inquiry::ask`]; [`Error::NotConverged`](crate::Error::NotConverged) as of [`Ppml`].
    pub fn run(&self, region: &Region, inquiry: &Inquiry) -> Result<AdjacencyPremiumResult> {
        let cities = Cities::of(region, inquiry)?;
        let legal = cities.tied().and_then(|()| cities.borders());
        let reason = legal.as_ref().err().copied().unwrap_or(Undefined::NoEdges);
        let finding = |quantity, meaning| {
            let borders = legal.as_ref().map(|(_, rows)| rows.clone()).unwrap_or_default();
            let rows = cities.rows().into_iter().chain(borders);
            Finding::new(quantity, meaning, region, reason)
                .rows(region, rows, cities.network.batches())
                .decided_by(NEEDS)
                .neutral(1.0)
        };
        let raw = finding("adjacency-premium", "weight of bordering pairs over other pairs");
        let gravity = finding(
            "adjacency-premium-gravity",
            "the same, distance, province and size considered",
        );
        let Ok((borders, _)) = &legal else {
            return Ok(AdjacencyPremiumResult { raw, gravity, vif: Measured::Undefined(reason) });
        };
        let adjacent = |a: Node, b: Node| borders.contains(&(a.min(b), a.max(b)));
        let border = Relation::from_fn(cities.count(), |a, b| f64::from(u8::from(adjacent(a, b))))?;
        let premium = |graph: &Adjacency| Split::of(graph, adjacent).ratio();
        // With as many bordering pairs whatever the order, Pearson's r orders them as the ratio does.
        let qap = Qap::new().permutation(cities.engine());
        let test = qap.run(&Relation::ties(cities.graph())?, &border)?;
        let raw = raw
            .value(premium(cities.graph()))
            .interval(cities.interval(|graph| Ok(premium(graph)))?)
            .test(tails(test, EXCHANGED));
        let (gravity, vif) = all_else_equal(&cities, &border, gravity)?;
        Ok(AdjacencyPremiumResult { raw, gravity, vif })
    }
}

impl AdjacencyPremiumResult {
    /// All that was found.
    pub fn findings(self) -> Vec<Finding> {
        vec![self.raw, self.gravity]
    }
}

/// The question, asked of a region.
pub(super) fn findings(region: &Region, inquiry: &Inquiry) -> Result<Vec<Finding>> {
    Ok(AdjacencyPremium::new().run(region, inquiry)?.findings())
}

fn all_else_equal(
    cities: &Cities<'_>,
    border: &Relation,
    finding: Finding,
) -> Result<(Finding, Measured)> {
    let undefined = |finding: Finding, reason: Undefined| {
        let reason = Measured::Undefined(reason);
        Ok((finding.value(reason), reason))
    };
    let distance = match cities.ln_distances()? {
        Ok(distance) => distance,
        Err(reason) => return undefined(finding, reason),
    };
    let (labels, sizes) = match (cities.provinces(), cities.sizes()) {
        (Ok(labels), Ok(sizes)) => (labels, sizes.values),
        (Err(reason), _) | (_, Err(reason)) => return undefined(finding, reason),
    };
    let size = |a: Node, b: Node| sizes[a as usize].ln() + sizes[b as usize].ln();
    let (province, size) =
        (Relation::same_group(&labels)?, Relation::from_fn(cities.count(), size)?);
    let mut predictors = vec![
        ("border", border),
        ("ln distance", &distance),
        ("province", &province),
        ("size", &size),
    ];
    // One province, or cities of one size, are no predictor.
    predictors.retain(|(name, relation)| *name == "border" || varies(relation));
    let fit = |graph: &Adjacency| -> Result<Measured> {
        let fit = Ppml::new().run(&Relation::ties(graph)?, &predictors)?;
        Ok(fit.map(|fit| fit.coefficients[0].estimate))
    };
    let mrqap = Mrqap::new().model(Model::Poisson).permutation(cities.engine());
    let border = match mrqap.run(&Relation::ties(cities.graph())?, &predictors)? {
        Measured::Value(result) => result.predictors.into_iter().next(),
        Measured::Undefined(reason) => return undefined(finding, reason),
    };
    let Some(border) = border else { return undefined(finding, Undefined::Vacuous) };
    let factor = border.coefficient.exp();
    if !factor.is_finite() {
        return undefined(finding, Undefined::Unbounded);
    }
    let test = if border.floor > 0.05 {
        Measured::Undefined(Undefined::NotAttainable { p_min: border.floor })
    } else {
        tails(border.test, RESIDUAL)
    };
    let interval = cities.interval_of_factor(fit)?;
    Ok((finding.value(factor).interval(interval).test(test), Measured::Value(border.vif)))
}
