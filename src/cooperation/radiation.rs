//! Primacy without radiation (首位度高而辐射不足).
use super::cities::{Cities, Sizes};
use super::{Finding, Inquiry, Tails};
use crate::centrality::Direction;
use crate::structure::strengths;
use crate::system::DominantFlow;
use crate::{Adjacency, Measured, Node, Region, Result, Undefined};
use serde::Serialize;

/// Radiation: whether the largest city has as large a part in cooperation as in size.
///
/// *Radiation quotient* `RQ = (s₁ / Σ s) / (x₁ / Σ x)`, with `x` the products of cities, or
/// populations where a product is not known, and `s` their strengths, for the city of the largest
/// `x`: 1 if its part in both is the same; below 1 it is large without radiating. Since each tie has
/// two ends, `s₁ / Σ s` is at most ½, and the quotient at most `½ / (x₁ / Σ x)`, its *ceiling*.
///
/// Also the *primacy gap*, `ln P2(x) - ln P2(s)`; the *reach*, what share of the other cities has
/// its heaviest tie to the largest city; and the *dependence*, the mean over other cities of the
/// share of their strength that is tied to it.
///
/// The interval draws ceremonies again. Chance is that any city may be the largest: p is the share
/// of cities whose strength is as small, exactly, so `1 / n` at best.
///
/// Undefined without ties, with a single ceremony ([`Undefined::TooFewUnits`]), below four cities ([`Undefined::TooFewCities`]), without sizes
/// ([`Undefined::MissingData`]), and if two cities are the largest ([`Undefined::ZeroVariance`]).
///
/// Jefferson (1939), *Geographical Review* 29:226; Nystuen & Dacey (1961), *Papers of the Regional
/// Science Association* 7:29. The quotient is this project's.
///
/// ```
/// use conurbation::{cooperation::{Inquiry, Radiation}, datasets};
/// let delta = Radiation::new().run(&datasets::yangtze_delta(), &Inquiry::new().replicates(99))?;
/// let quotient = delta.quotient.value.value().expect("sizes are known");
/// assert!(quotient <= delta.ceiling.value().unwrap());
/// # Ok::<(), conurbation::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Default, Serialize)]
pub struct Radiation {}

/// The part of the largest city.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct RadiationResult {
    /// The id of the largest city.
    pub city: Option<String>,
    /// What its size is: `gdp` or `population`.
    pub size: Option<&'static str>,
    /// The radiation quotient.
    pub quotient: Finding,
    /// The largest value that the quotient could have.
    pub ceiling: Measured,
    /// How much further the largest city stands above the second in size than in strength, as the
    /// difference of logarithms.
    pub primacy_gap: Measured,
    /// The share of other cities whose heaviest tie is to it.
    pub reach: Measured,
    /// The mean share of the strength of other cities that have any that is tied to it.
    pub dependence: Measured,
}

const NEEDS: &str = "more ceremonies with all cities named, found by one protocol";
const ANY: &str = "any city may be the largest";

impl Radiation {
    /// There is nothing to choose.
    pub fn new() -> Self {
        Self::default()
    }

    /// Measures the radiation of the largest city of a region.
    ///
    /// # Errors
    /// As [`Inquiry::ask`].
    pub fn run(&self, region: &Region, inquiry: &Inquiry) -> Result<RadiationResult> {
        let cities = Cities::of(region, inquiry)?;
        let legal = primate(&cities);
        let reason = legal.as_ref().err().copied().unwrap_or(Undefined::NoEdges);
        let none = Measured::Undefined(reason);
        let meaning = "the largest city's part in ties over its part in size";
        let quotient = Finding::new("radiation-quotient", meaning, region, reason)
            .rows(region, cities.rows(), cities.network.batches())
            .neutral(1.0)
            .decided_by(NEEDS);
        let Ok((first, sizes)) = legal else {
            return Ok(RadiationResult {
                city: None,
                size: None,
                quotient,
                ceiling: none,
                primacy_gap: none,
                reach: none,
                dependence: none,
            });
        };
        let share = sizes.values[first as usize] / crate::sums::sum(sizes.values.iter().copied());
        let of = |graph: &Adjacency| {
            let strengths = strengths(graph, Direction::Both);
            let total = crate::sums::sum(strengths.iter().copied());
            if total > 0.0 {
                Measured::Value(strengths[first as usize] / total / share)
            } else {
                Measured::Undefined(Undefined::NoEdges)
            }
        };
        let strengths = strengths(cities.graph(), Direction::Both);
        let interval = cities.interval(|graph| Ok(of(graph)))?;
        let quotient = quotient.value(of(cities.graph())).interval(interval);
        Ok(RadiationResult {
            city: Some(cities.network.city(first).id.clone()),
            size: Some(sizes.of),
            quotient: quotient.test(any_city(&strengths, first)),
            ceiling: Measured::Value(0.5 / share),
            primacy_gap: gap(&sizes.values, &strengths, first),
            reach: reach(cities.graph(), first)?,
            dependence: dependence(cities.graph(), first),
        })
    }
}

/// The question, asked of a region.
pub(super) fn findings(region: &Region, inquiry: &Inquiry) -> Result<Vec<Finding>> {
    Ok(vec![Radiation::new().run(region, inquiry)?.quotient])
}

/// The largest city.
fn primate(cities: &Cities<'_>) -> Result<(Node, Sizes), Undefined> {
    if cities.count() < 4 {
        return Err(Undefined::TooFewCities { need: 4 });
    }
    cities.tied()?;
    let sizes = cities.sizes()?;
    let largest = sizes.values.iter().copied().fold(0.0, f64::max);
    let mut first = (0..).zip(&sizes.values).filter(|(_, size)| **size >= largest);
    match (first.next(), first.next()) {
        (Some((first, _)), None) => Ok((first, sizes)),
        _ => Err(Undefined::ZeroVariance),
    }
}

/// How often a city taken at random is as strong, or as weak.
fn any_city(strengths: &[f64], first: Node) -> Measured<Tails> {
    let own = strengths[first as usize];
    let rounding = 1e-12 * own;
    let share = |of: &dyn Fn(f64) -> bool| {
        strengths.iter().filter(|strength| of(**strength)).count() as f64 / strengths.len() as f64
    };
    let (greater, less) =
        (share(&|other| other >= own - rounding), share(&|other| other <= own + rounding));
    let attainable = 1.0 / strengths.len() as f64;
    if attainable > 0.05 {
        return Measured::Undefined(Undefined::NotAttainable { p_min: attainable });
    }
    Measured::Value(Tails::new(greater, less, attainable, ANY))
}

fn gap(sizes: &[f64], strengths: &[f64], first: Node) -> Measured {
    let over_second = |values: &[f64]| {
        let others = values.iter().enumerate().filter(|(at, _)| *at != first as usize);
        let second = others.map(|(_, value)| *value).fold(0.0, f64::max);
        if second > 0.0 && values[first as usize] > 0.0 {
            Ok((values[first as usize] / second).ln())
        } else {
            Err(Undefined::Unbounded)
        }
    };
    over_second(sizes).and_then(|x| Ok(x - over_second(strengths)?)).into()
}

fn reach(graph: &Adjacency, first: Node) -> Result<Measured> {
    // Whatever its strength, the largest city stands above all others.
    let above = |node| if node == first { 2.0 } else { 1.0 };
    let sizes: Vec<f64> = graph.nodes().map(above).collect();
    let flows = DominantFlow::new().sizes(&sizes).run(graph)?;
    let reached = flows.parents.iter().filter(|parents| parents.contains(&first)).count();
    Ok(Measured::Value(reached as f64 / (graph.node_count() - 1) as f64))
}

fn dependence(graph: &Adjacency, first: Node) -> Measured {
    let others = graph.nodes().filter(|&node| node != first && !graph.targets(node).is_empty());
    let shares: Vec<f64> = others
        .map(|node| {
            let unit = crate::sums::unit(graph.weights(node).iter().copied());
            let all = crate::sums::sum(graph.weights(node).iter().map(|weight| weight / unit));
            graph.weight(node, first).unwrap_or(0.0) / unit / all
        })
        .collect();
    if shares.is_empty() {
        return Measured::Undefined(Undefined::NoEdges);
    }
    Measured::Value(crate::sums::sum(shares.iter().copied()) / shares.len() as f64)
}
