//! Networks with as much weight at each distance.
use super::degree_preserving::with_own;
use super::distances::Distances;
use crate::random::Random;
use crate::{Adjacency, Measured, Node, ParamError, Result, Undefined, Watch, parallel, sums};
use serde::Serialize;

/// Distance-band null: who would be tied if nothing mattered but how far cities are from each
/// other. For regions whose cities are about equally active.
///
/// Pairs of cities are sorted by distance into bands of about equal number, pairs at the same
/// distance in the same band, and each draw deals the weights of a band (zeros included) out anew
/// among its pairs. In a directed network the two arcs of a pair stay together and may turn round.
/// Self-ties stay as they are.
///
/// Within a band all pairs are taken to be alike. Where some cities are far more active than others
/// they are not, and what hangs together because of busy cities may be taken for a finding: with
/// log-normal activities of deviation 1, true nulls are rejected at 5 % in 6 to 15 % of worlds, by
/// statistic. So preparation looks whether strengths vary more than they do under its own draws: if
/// the sum of their squares is among the highest 5 %, the null is refused
/// ([`Undefined::Assumption`]) and [`DegreeDistance`](crate::nulls::DegreeDistance) is to be used.
/// Of regions of 31 cities it refuses 5 % if activities are equal, 14 % at a deviation of 0.25, 50 to
/// 66 % at 0.5 and 99 % at 1; in those that are left, a sum of weight within provinces was found too
/// large in 4 to 5 % of worlds. Fewer than 20 bands leave distance within a band, which is the same
/// fault: 10 give 12 to 18 %.
///
/// Undefined, too, below two cities ([`Undefined::TooFewCities`]), without ties
/// ([`Undefined::NoEdges`]) and if there is nothing to deal out because all pairs of each band are
/// equal ([`Undefined::NotAttainable`] with p 1). Preparation `O(n² log n)` and `check_draws` draws,
/// each `O(n² + m log m)`.
///
/// Permutation in strata: Good (2005), *Permutation, Parametric and Bootstrap Tests of Hypotheses*;
/// for networks in space compare Expert, Evans, Blondel & Lambiotte (2011), *PNAS* 108:7663. The
/// guard is this project's.
///
/// ```
/// use conurbation::{Adjacency, nulls::{DistanceBands, Distances}};
/// let ring = Adjacency::from_edges(8, (0..8).map(|city| (city, (city + 1) % 8, 1.0)))?;
/// let around = Distances::from_fn(8, |a, b| f64::from((b - a).min(8 + a - b)))?;
/// // All neighbours are tied and no others: nothing is left to chance.
/// assert!(DistanceBands::new().prepare(&ring, &around)?.value().is_none());
/// let null = DistanceBands::new().bands(1).prepare(&ring, &around)?.value().unwrap();
/// assert_eq!(null.draw(3).edge_count(), 8);
/// # Ok::<(), conurbation::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct DistanceBands {
    bands: usize,
    check_draws: usize,
    seed: u64,
    #[serde(skip)]
    watch: Watch,
}

/// The distance-band null of one network.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct DistanceBandsNull {
    seed: u64,
    evenness: f64,
    #[serde(skip)]
    graph: Adjacency,
    #[serde(skip)]
    pairs: Vec<(Node, Node)>,
    #[serde(skip)]
    bands: Vec<Band>,
}

/// A band: its pairs end here, and some of them have weights, there and back.
#[derive(Debug, Clone, PartialEq)]
struct Band {
    end: usize,
    weights: Vec<(f64, f64)>,
}

/// Refused below this share of draws with strengths as uneven.
const LEVEL: f64 = 0.05;
/// Sums of squares that differ by less are equal.
const ROUNDING: f64 = 1e-12;

impl Default for DistanceBands {
    fn default() -> Self {
        Self {
            bands: Self::DEFAULT_BANDS,
            check_draws: Self::DEFAULT_CHECK_DRAWS,
            seed: 0,
            watch: Watch::new(),
        }
    }
}

impl DistanceBands {
    /// Twenty bands.
    pub const DEFAULT_BANDS: usize = 20;
    /// Two hundred draws to see whether strengths are even enough.
    pub const DEFAULT_CHECK_DRAWS: usize = 200;

    /// The default parameters.
    pub fn new() -> Self {
        Self::default()
    }

    /// Sets the number of bands; at least 1, better 20. Pairs at equal distances may make fewer.
    pub fn bands(mut self, bands: usize) -> Self {
        self.bands = bands;
        self
    }

    /// Sets how many draws are made to see whether strengths are even enough; at least 20.
    pub fn check_draws(mut self, check_draws: usize) -> Self {
        self.check_draws = check_draws;
        self
    }

    /// Sets the seed.
    pub fn seed(mut self, seed: u64) -> Self {
        self.seed = seed;
        self
    }

    /// Lets the preparation be watched and cancelled.
    pub fn watch(mut self, watch: &Watch) -> Self {
        self.watch = watch.clone();
        self
    }

    /// Prepares the null of a network whose cities are this far from each other.
    ///
    /// # Errors
    /// [`Error::Param`](crate::Error::Param) for a parameter outside its range, or distances of
    /// another number of cities; [`Error::Cancelled`](crate::Error::Cancelled).
    pub fn prepare(
        &self,
        graph: impl AsRef<Adjacency>,
        distances: &Distances,
    ) -> Result<Measured<DistanceBandsNull>> {
        let graph = graph.as_ref();
        self.check()?;
        distances.check("prepare", graph.node_count())?;
        let mut null = match self.null(graph, distances) {
            Ok(null) => null,
            Err(reason) => return Ok(Measured::Undefined(reason)),
        };
        let observed = unevenness(graph) * (1.0 - ROUNDING);
        let draws = parallel::map(
            self.check_draws,
            &self.watch,
            || (),
            |draw, ()| unevenness(&null.drawn("distance bands: check", draw as u64)) >= observed,
        )?;
        let as_uneven = draws.into_iter().filter(|&draw| draw).count();
        null.evenness = (1 + as_uneven) as f64 / (1 + self.check_draws) as f64;
        if null.evenness <= LEVEL {
            return Ok(Measured::Undefined(Undefined::Assumption {
                broken: "cities differ more in strength than distances explain",
                instead: "DegreeDistance",
            }));
        }
        Ok(Measured::Value(null))
    }

    fn check(&self) -> Result<(), ParamError> {
        if self.bands == 0 {
            return Err(ParamError::new("bands", 0, "at least 1"));
        }
        if self.check_draws < 20 {
            return Err(ParamError::new("check_draws", self.check_draws, "at least 20"));
        }
        Ok(())
    }

    fn null(
        &self,
        graph: &Adjacency,
        distances: &Distances,
    ) -> Result<DistanceBandsNull, Undefined> {
        if graph.node_count() < 2 {
            return Err(Undefined::TooFewCities { need: 2 });
        }
        if graph.edge_count() == 0 {
            return Err(Undefined::NoEdges);
        }
        let (pairs, ends) = distances.bands(self.bands);
        let mut start = 0;
        let mut constant = true;
        let bands: Vec<Band> = ends
            .into_iter()
            .map(|end| {
                let weights = pairs[start..end].iter().map(|&(one, other)| {
                    let weight = |from, to| graph.weight(from, to).unwrap_or(0.0);
                    (weight(one, other), weight(other, one))
                });
                let weights: Vec<_> = weights.collect();
                let first = weights[0];
                let one_way = graph.is_directed() && (first.0 > first.1 || first.1 > first.0);
                constant &= !one_way && weights.iter().all(|weight| *weight == first);
                start = end;
                Band { end, weights: weights.into_iter().filter(|w| w.0 + w.1 > 0.0).collect() }
            })
            .collect();
        if constant {
            return Err(Undefined::NotAttainable { p_min: 1.0 });
        }
        let graph = graph.clone();
        Ok(DistanceBandsNull { seed: self.seed, evenness: 1.0, graph, pairs, bands })
    }
}

impl DistanceBandsNull {
    /// The share of draws in which strengths are as uneven as they are, from above 0.05 to 1.
    pub fn evenness(&self) -> f64 {
        self.evenness
    }

    /// The number of bands.
    pub fn bands(&self) -> usize {
        self.bands.len()
    }

    /// The network of one replicate.
    pub fn draw(&self, replicate: u64) -> Adjacency {
        self.drawn("distance bands", replicate)
    }

    fn drawn(&self, purpose: &str, replicate: u64) -> Adjacency {
        let mut random = Random::new(self.seed, purpose, replicate);
        let mut pairs = self.pairs.clone();
        let directed = self.graph.is_directed();
        let mut ties = Vec::with_capacity(self.graph.edge_count());
        let mut start = 0;
        for band in &self.bands {
            let free = &mut pairs[start..band.end];
            for (at, &(there, back)) in band.weights.iter().enumerate() {
                let left = (free.len() - at) as u32;
                free.swap(at, at + random.below(left) as usize);
                let (mut from, mut to) = free[at];
                if directed && random.below(2) == 0 {
                    (from, to) = (to, from);
                }
                ties.push((from, to, there));
                if directed {
                    ties.push((to, from, back));
                }
            }
            start = band.end;
        }
        with_own(&self.graph, ties.into_iter().filter(|tie| tie.2 > 0.0))
    }
}

/// The sum of squares of strengths, which varies with their variance: their sum is given.
fn unevenness(graph: &Adjacency) -> f64 {
    let unit = sums::unit(graph.edges().map(|(_, _, weight)| weight));
    sums::sum(graph.nodes().map(|node| {
        let sources = if graph.is_directed() { graph.source_weights(node) } else { &[] };
        let weights = graph.weights(node).iter().chain(sources);
        sums::sum(weights.map(|weight| weight / unit)).powi(2)
    }))
}
