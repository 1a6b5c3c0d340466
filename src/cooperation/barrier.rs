//! The barrier of provincial borders (行政壁垒).
use super::cities::{Cities, Split, tails};
use super::{Finding, Inquiry, Tails};
use crate::nulls::{Blocks, BorderSwap, MaxEntropyResult};
use crate::structure::{InteractionRatio, Mixing, Ppml, Relation};
use crate::{Adjacency, Measured, Region, Result, Undefined};
use serde::Serialize;

/// Barrier: how many times as much cities cooperate within a province as across a provincial
/// border.
///
/// * *Raw*, `(W_in / N_in) / (W_out / N_out)`: mean weight of pairs within over that of pairs across.
/// * *Corrected for strength*, `(W_in / E_in) / (W_out / E_out)`, with the loopless expectation of
///   [`MaxEntropy`](crate::nulls::MaxEntropy): busy cities that share a province are no barrier.
/// * *Gravity*, `exp δ` of `w_ij ≈ exp(α_i + α_j - γ ln d_ij + δ same_ij)` by [`Ppml`]: nor is
///   nearness. Tested by provinces whose borders run elsewhere ([`BorderSwap`]), each in one piece
///   and about as compact, on the score of `same` in the model without it.
/// * *Border width*, `exp(δ / γ)`: how many times as far a city across the border is like; without
///   an interval of its own, since it is 1 where the gravity barrier is.
/// * *E–I index*, whose neutral value is not 0 but [`MixingResult::expected`].
///
/// Above 1 there is a barrier, at 1 none. The tests of the first two and of the last deal the
/// provinces to cities at random, against which nearness alone is a finding: believe gravity.
/// Intervals draw the ceremonies again; those of gravity leave them out in turn, in up to 30 groups. Other
/// borders are drawn once for 20 times that chance is asked elsewhere, and 999 times at most: each is
/// a long walk. Where that is too seldom for a p of 0.05 there is no test.
///
/// Undefined without ties or below three cities, with a single ceremony
/// ([`Undefined::TooFewUnits`]), with a single province and with none of two cities
/// ([`Undefined::Vacuous`]); if no tie crosses ([`Undefined::Unbounded`]); without coordinates or
/// provinces ([`Undefined::MissingData`]); and the tests where no division into provinces could
/// give a small p ([`Undefined::NotAttainable`]), as with four capitals of four provinces.
///
/// McCallum (1995), *American Economic Review* 85:615; Engel & Rogers (1996), *American Economic
/// Review* 86:1112; Krackhardt & Stern (1988), *Social Psychology Quarterly* 51:123.
///
/// [`MixingResult::expected`]: crate::structure::MixingResult::expected
///
/// ```
/// use conurbation::{cooperation::{Barrier, Inquiry}, datasets};
/// let barrier = Barrier::new().run(&datasets::middle_yangtze(), &Inquiry::new().replicates(99))?;
/// assert!(barrier.raw.value.value().is_some_and(|ratio| ratio > 0.0));
/// assert!(!barrier.raw.rows.is_empty());
/// # Ok::<(), conurbation::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Default, Serialize)]
pub struct Barrier {}

/// How high the barrier is.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct BarrierResult {
    /// The ratio of mean weights.
    pub raw: Finding,
    /// The ratio corrected for the strength of cities.
    pub corrected: Finding,
    /// The ratio corrected for strength and distance.
    pub gravity: Finding,
    /// How many times as far the border makes a city.
    pub width: Finding,
    /// The E–I index.
    pub e_i: Finding,
}

const NEEDS: &str = "more rows that tie cities, whose parties are all named, found by one protocol \
    on both sides of the borders";
/// Other borders are drawn once for so many times that chance is asked elsewhere, since each is a
/// long walk, and so often at most.
const DRAWN_ONE_IN: usize = 20;
const MOST_DRAWN: usize = 999;
const AT_RANDOM: &str = "provinces dealt to cities at random; nearness counts as a barrier";
const ELSEWHERE: &str = "contiguous provinces of the same size with other borders";

impl Barrier {
    /// There is nothing to choose.
    pub fn new() -> Self {
        Self::default()
    }

    /// Measures the barrier of a region.
    ///
    /// # Errors
    /// As [`Inquiry::ask`]; [`Error::NotConverged`](crate::Error::NotConverged) as of
    /// [`MaxEntropy`](crate::nulls::MaxEntropy) and [`Ppml`].
    pub fn run(&self, region: &Region, inquiry: &Inquiry) -> Result<BarrierResult> {
        let cities = Cities::of(region, inquiry)?;
        let legal = cities.tied().and_then(|()| cities.provinces()).and_then(divided);
        let finding = |quantity, meaning| {
            let reason = legal.as_ref().err().copied().unwrap_or(Undefined::NoEdges);
            let rows = (cities.rows(), cities.network.batches());
            Finding::new(quantity, meaning, region, reason)
                .rows(region, rows.0, rows.1)
                .decided_by(NEEDS)
        };
        let mut result = BarrierResult {
            raw: finding("barrier", "weight of pairs within provinces over pairs across")
                .neutral(1.0),
            corrected: finding("barrier-corrected", "the same, city strengths considered")
                .neutral(1.0),
            gravity: finding("barrier-gravity", "the same, strengths and distance considered")
                .neutral(1.0),
            width: finding("border-width", "how many times as far a border makes a city")
                .neutral(1.0),
            e_i: finding("e-i", "weight across provinces less weight within, over both"),
        };
        if let Ok(labels) = legal {
            let provinces = Provinces { cities: &cities, labels };
            result.raw = provinces.raw(result.raw)?;
            result.corrected = provinces.corrected(result.corrected)?;
            (result.gravity, result.width) = provinces.gravity(result.gravity, result.width)?;
            result.e_i = provinces.e_i(result.e_i)?;
        }
        Ok(result)
    }
}

impl BarrierResult {
    /// All that was found.
    pub fn findings(self) -> Vec<Finding> {
        vec![self.raw, self.corrected, self.gravity, self.width, self.e_i]
    }
}

/// The question, asked of a region.
pub(super) fn findings(region: &Region, inquiry: &Inquiry) -> Result<Vec<Finding>> {
    Ok(Barrier::new().run(region, inquiry)?.findings())
}

/// Labels under which some cities share a province and some do not.
fn divided(labels: Vec<u32>) -> Result<Vec<u32>, Undefined> {
    let mut sorted = labels.clone();
    sorted.sort_unstable();
    let some_shared = sorted.windows(2).any(|pair| pair[0] == pair[1]);
    if sorted.first() == sorted.last() || !some_shared {
        return Err(Undefined::Vacuous);
    }
    Ok(labels)
}

struct Provinces<'a> {
    cities: &'a Cities<'a>,
    labels: Vec<u32>,
}

impl Provinces<'_> {
    fn graph(&self) -> &Adjacency {
        self.cities.graph()
    }

    fn split(&self, graph: &Adjacency, labels: &[u32]) -> Split {
        Split::of(graph, |a, b| labels[a as usize] == labels[b as usize])
    }

    fn raw(&self, finding: Finding) -> Result<Finding> {
        let raw = |graph: &Adjacency| self.split(graph, &self.labels).ratio();
        // Pairs within are as many under every arrangement, so the share orders them as the ratio.
        let edges: Vec<(u32, u32, f64)> = self.graph().edges().collect();
        let share = |labels: &[u32]| {
            let same = |edge: &&(u32, u32, f64)| labels[edge.0 as usize] == labels[edge.1 as usize];
            Measured::Value(edges.iter().filter(same).map(|edge| edge.2).sum())
        };
        let test = self.cities.engine().labels(&self.labels, share)?;
        let interval = self.cities.interval(|graph| Ok(raw(graph)))?;
        let finding = finding.value(raw(self.graph())).interval(interval);
        Ok(finding.test(tails(test, AT_RANDOM)))
    }

    fn corrected(&self, finding: Finding) -> Result<Finding> {
        let barrier =
            |graph: &Adjacency| Ok(InteractionRatio::new(&self.labels).run(graph)?.barrier);
        let value = barrier(self.graph())?;
        let finding = finding.value(value);
        let (Measured::Value(_), Measured::Value(entropy)) =
            (value, MaxEntropyResult::of(self.graph())?)
        else {
            return Ok(finding);
        };
        let unit = crate::sums::unit(self.graph().edges().map(|(.., weight)| weight));
        // The share of the expected weight across that is there: low where the barrier is high.
        let closed = |labels: &[u32]| {
            let (expected, observed) =
                (entropy.of_groups(labels), Blocks::observed(self.graph(), labels, unit));
            let across = observed.between() / expected.between();
            if expected.between() > 0.0 {
                Measured::Value(-across)
            } else {
                Measured::Undefined(Undefined::Vacuous)
            }
        };
        let test = self.cities.engine().labels(&self.labels, closed)?;
        let interval = self.cities.interval(barrier)?;
        Ok(finding.interval(interval).test(tails(test, AT_RANDOM)))
    }

    fn gravity(&self, gravity: Finding, width: Finding) -> Result<(Finding, Finding)> {
        let undefined = |reason: Undefined| {
            let reason = Measured::Undefined(reason);
            Ok((gravity.clone().value(reason), width.clone().value(reason)))
        };
        let distance = match self.cities.ln_distances()? {
            Ok(distance) => distance,
            Err(reason) => return undefined(reason),
        };
        let same = Relation::same_group(&self.labels)?;
        let model = Ppml::new().city_effects(true);
        let fit = |graph: &Adjacency| -> Result<Measured<(f64, f64)>> {
            let predictors = [("same province", &same), ("ln distance", &distance)];
            let fit = model.run(&Relation::ties(graph)?, &predictors)?;
            Ok(fit.map(|fit| (fit.coefficients[0].estimate, fit.coefficients[1].estimate)))
        };
        let (delta, slope) = match fit(self.graph())? {
            Measured::Value(coefficients) => coefficients,
            Measured::Undefined(reason) => return undefined(reason),
        };
        let wide = |(delta, slope): (f64, f64)| {
            if slope < 0.0 {
                return Measured::Value(-delta / slope);
            }
            Measured::Undefined(Undefined::Assumption {
                broken: "ties do not fade with distance",
                instead: "the barrier by gravity",
            })
        };
        let interval = self.cities.interval_of_factor(|graph| Ok(fit(graph)?.map(|fit| fit.0)))?;
        let gravity = gravity.value(delta.exp()).interval(interval);
        let gravity = gravity.test(self.elsewhere(&model, &distance)?);
        let ln_width = wide((delta, slope));
        let width = width.value(ln_width.and_then(|ln| {
            let value = ln.exp();
            if value.is_finite() {
                Measured::Value(value)
            } else {
                Measured::Undefined(Undefined::Unbounded)
            }
        }));
        let reason = Undefined::NoTest { why: "it is 1 where the barrier by gravity is" };
        let width = width.interval(Measured::Undefined(reason)).test(Measured::Undefined(reason));
        Ok((gravity, width))
    }

    /// How often provinces with other borders make as high a barrier.
    fn elsewhere(&self, model: &Ppml, distance: &Relation) -> Result<Measured<Tails>> {
        let score = match model.score(&Relation::ties(self.graph())?, &[distance])? {
            Measured::Value(score) => score,
            Measured::Undefined(reason) => return Ok(Measured::Undefined(reason)),
        };
        let (Ok(distances), Ok((borders, _))) = (self.cities.distances()?, self.cities.borders())
        else {
            return Ok(Measured::Undefined(Undefined::MissingData { n: self.cities.count() }));
        };
        let swaps = BorderSwap::new(&self.labels).borders(borders).distances(&distances);
        let null = match swaps.seed(self.cities.inquiry.seed).prepare()? {
            Measured::Value(null) => null,
            Measured::Undefined(reason) => return Ok(Measured::Undefined(reason)),
        };
        let of = |labels: &[u32]| {
            score.of(|a, b| f64::from(u8::from(labels[a as usize] == labels[b as usize])))
        };
        let replicates = (self.cities.inquiry.replicates / DRAWN_ONE_IN).min(MOST_DRAWN);
        let p_min = 2.0 / (replicates as f64 + 1.0);
        if p_min > 0.05 {
            return Ok(Measured::Undefined(Undefined::NotAttainable { p_min }));
        }
        let engine = self.cities.engine().replicates(replicates);
        let test = engine.redrawn(of(&self.labels), |replicate| Ok(of(&null.draw(replicate))))?;
        let (divisions, all) = null.divisions();
        let fewest = if all { 1.0 / divisions as f64 } else { 0.0 };
        Ok(tails(test, ELSEWHERE).map(|mut tails| {
            tails.attainable_greater = tails.attainable_greater.max(fewest);
            tails.attainable_less = tails.attainable_less.max(fewest);
            tails
        }))
    }

    fn e_i(&self, finding: Finding) -> Result<Finding> {
        let e_i = |graph: &Adjacency| Ok(Mixing::new(&self.labels).run(graph)?.ei);
        let mixing = Mixing::new(&self.labels).run(self.graph())?;
        let edges: Vec<(u32, u32, f64)> = self.graph().edges().collect();
        let total = crate::sums::sum(edges.iter().map(|edge| edge.2));
        let split = |labels: &[u32]| {
            let across =
                |edge: &&(u32, u32, f64)| labels[edge.0 as usize] != labels[edge.1 as usize];
            let across: f64 = edges.iter().filter(across).map(|edge| edge.2 / total).sum();
            Measured::Value(2.0 * across - 1.0)
        };
        let test = self.cities.engine().labels(&self.labels, split)?;
        let interval = self.cities.interval(e_i)?;
        let finding = match mixing.expected {
            Measured::Value(expected) => finding.neutral(expected),
            Measured::Undefined(_) => finding,
        };
        Ok(finding.value(mixing.ei).interval(interval).test(tails(test, AT_RANDOM)))
    }
}
