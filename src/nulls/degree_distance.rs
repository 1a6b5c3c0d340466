//! Networks with, on average, the same degrees and as many ties at each distance.
use super::degree_preserving::with_own;
use super::distances::Distances;
use super::fit::Model;
use crate::random::Random;
use crate::{Adjacency, Error, Measured, Node, ParamError, Result, Undefined};
use serde::Serialize;

/// Degree-and-distance null: who would be tied if nothing mattered but how active each city is and
/// how far cities are from each other.
///
/// The chance of a tie is `logit p_ij = a_i + a_j + g_b`, with an activity for each city and a term
/// for each band `b` of distance (bands of about equal number of pairs, pairs at the same distance
/// in the same band). It is fitted so that each city expects as many partners as it has and each
/// band as many ties as it holds, which is the most likely fit; that it reproduces them is checked
/// to 10⁻⁸ of a tie. Each draw then ties every pair or not, independently (parametric bootstrap).
/// Where cities or bands leave no choice (no tie, or all), pairs are never or always tied, and so
/// are the pairs that this settles in turn.
///
/// The observed weights are shuffled over the drawn ties: if there are fewer ties than weights, a
/// random part of them; if there are more, all and for the rest some drawn again. Self-ties stay as
/// they are.
///
/// It errs on the safe side: the number of ties varies as well, and of true nulls it rejects about
/// 1 % at 5 % (weight within provinces, in 15 kinds of worlds of distance and activity). It has
/// little power to see a single level of circles where these are compact in space: geography and
/// circles then say the same.
///
/// Undefined below two cities ([`Undefined::TooFewCities`]), without ties ([`Undefined::NoEdges`])
/// and if no pair is left to chance ([`Undefined::NotAttainable`] with p 1). For undirected
/// networks. Preparation `O((n + bands)³)` for each of some 5 to 30 iterations, each draw `O(n²)`.
///
/// Park & Newman (2004), *Physical Review E* 70:066117, on the family; for space compare Expert,
/// Evans, Blondel & Lambiotte (2011), *PNAS* 108:7663.
///
/// ```
/// use conurbation::{Adjacency, nulls::{DegreeDistance, Distances}};
/// let pairs = [(0, 2), (0, 5), (1, 2), (1, 3), (2, 5), (3, 4)];
/// let graph = Adjacency::from_edges(6, pairs.map(|(a, b)| (a, b, 1.0)))?;
/// let on_a_line = Distances::from_fn(6, |a, b| f64::from(b - a))?;
/// let null = DegreeDistance::new().bands(2).prepare(&graph, &on_a_line)?.value().unwrap();
/// let expected: f64 = (0..6).map(|city| null.probability(city, 3)).sum();
/// assert!((expected - 2.0).abs() < 1e-6); // the partners of city 3
/// assert_eq!(null.draw(1), null.draw(1));
/// # Ok::<(), conurbation::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct DegreeDistance {
    bands: usize,
    max_iterations: usize,
    seed: u64,
}

/// The degree-and-distance null of one network.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct DegreeDistanceNull {
    seed: u64,
    residual: f64,
    iterations: usize,
    /// Of the pairs in the order of [`Distances::from_pairs`].
    #[serde(skip)]
    chances: Vec<f64>,
    #[serde(skip)]
    graph: Adjacency,
}

/// How far an expected number of ties may be from the observed one.
const TOLERANCE: f64 = 1e-8;

impl Default for DegreeDistance {
    fn default() -> Self {
        Self { bands: Self::DEFAULT_BANDS, max_iterations: Self::DEFAULT_MAX_ITERATIONS, seed: 0 }
    }
}

impl DegreeDistance {
    /// Twenty bands.
    pub const DEFAULT_BANDS: usize = 20;
    /// Two hundred iterations; the fit takes some 6, about 20 where chances near 0 or 1.
    pub const DEFAULT_MAX_ITERATIONS: usize = 200;

    /// The default parameters.
    pub fn new() -> Self {
        Self::default()
    }

    /// Sets the number of bands; at least 1, better 15 to 30. Pairs at equal distances may make
    /// fewer.
    pub fn bands(mut self, bands: usize) -> Self {
        self.bands = bands;
        self
    }

    /// Sets how many iterations the fit may take; at least 1.
    pub fn max_iterations(mut self, max_iterations: usize) -> Self {
        self.max_iterations = max_iterations;
        self
    }

    /// Sets the seed.
    pub fn seed(mut self, seed: u64) -> Self {
        self.seed = seed;
        self
    }

    /// Fits the null of a network whose cities are this far from each other.
    ///
    /// # Errors
    /// [`Error::Param`] for a parameter outside its range, a directed network, or distances of
    /// another number of cities; [`Error::NotConverged`] if the fit misses a degree or a band.
    pub fn prepare(
        &self,
        graph: impl AsRef<Adjacency>,
        distances: &Distances,
    ) -> Result<Measured<DegreeDistanceNull>> {
        let graph = graph.as_ref();
        self.check(graph, distances)?;
        if graph.node_count() < 2 {
            return Ok(Measured::Undefined(Undefined::TooFewCities { need: 2 }));
        }
        if graph.edge_count() == 0 {
            return Ok(Measured::Undefined(Undefined::NoEdges));
        }
        let (pairs, ends) = distances.bands(self.bands);
        let tied = |one, other| graph.weight(one, other).is_some();
        let model = Model::new(graph.node_count(), pairs, &ends, tied);
        if model.free().next().is_none() {
            return Ok(Measured::Undefined(Undefined::NotAttainable { p_min: 1.0 }));
        }
        let fit = model.fit(TOLERANCE, self.max_iterations);
        if fit.residual > TOLERANCE || fit.residual.is_nan() {
            return Err(Error::NotConverged {
                algorithm: "DegreeDistance",
                iterations: fit.iterations,
                residual: fit.residual,
                tolerance: TOLERANCE,
            });
        }
        let mut chances: Vec<_> = model.pairs.iter().zip(fit.chances).collect();
        chances.sort_unstable_by_key(|(pair, _)| **pair);
        Ok(Measured::Value(DegreeDistanceNull {
            seed: self.seed,
            residual: fit.residual,
            iterations: fit.iterations,
            chances: chances.into_iter().map(|(_, chance)| chance).collect(),
            graph: graph.clone(),
        }))
    }

    fn check(&self, graph: &Adjacency, distances: &Distances) -> Result<(), ParamError> {
        if self.bands == 0 {
            return Err(ParamError::new("bands", 0, "at least 1"));
        }
        if self.max_iterations == 0 {
            return Err(ParamError::new("max_iterations", 0, "at least 1"));
        }
        if graph.is_directed() {
            return Err(ParamError::new("prepare", "a directed network", "an undirected network"));
        }
        distances.check("prepare", graph.node_count())
    }
}

impl DegreeDistanceNull {
    /// The chance that two cities are tied; 0 of a city with itself.
    ///
    /// # Panics
    /// If there is no such city.
    pub fn probability(&self, one: Node, other: Node) -> f64 {
        let cities = self.graph.node_count();
        let (a, b) = (one.min(other) as usize, one.max(other) as usize);
        assert!(b < cities, "city {b} of {cities}");
        if a == b { 0.0 } else { self.chances[a * cities - a * (a + 1) / 2 + b - a - 1] }
    }

    /// The largest difference between the ties expected of a city or a band and those it has.
    pub fn residual(&self) -> f64 {
        self.residual
    }

    /// The iterations the fit took.
    pub fn iterations(&self) -> usize {
        self.iterations
    }

    /// The network of one replicate.
    pub fn draw(&self, replicate: u64) -> Adjacency {
        let mut random = Random::new(self.seed, "degree and distance", replicate);
        let nodes = self.graph.node_count() as Node;
        let pairs = (0..nodes).flat_map(|one| (one + 1..nodes).map(move |other| (one, other)));
        let drawn = pairs.zip(&self.chances).filter(|(_, chance)| random.uniform() < **chance);
        let drawn: Vec<(Node, Node)> = drawn.map(|(pair, _)| pair).collect();
        let mut weights: Vec<f64> = self.graph.edges().map(|(_, _, weight)| weight).collect();
        let observed = weights.len() as u32;
        while weights.len() < drawn.len() {
            weights.push(weights[random.below(observed) as usize]);
        }
        random.shuffle(&mut weights);
        weights.truncate(drawn.len());
        let ties = drawn.into_iter().zip(weights).map(|((a, b), weight)| (a, b, weight));
        with_own(&self.graph, ties)
    }
}
