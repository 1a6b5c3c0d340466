//! Drawing the cities of a network again.
use super::{Sample, Spread};
use crate::adjacency::Node;
use crate::random::Random;
use crate::{Adjacency, Measured, ParamError, Result, Undefined, Watch, parallel};
use serde::Serialize;

/// The vertex bootstrap: how much a number of the network would vary if its cities had been other
/// cities of the same kind.
///
/// A replicate draws as many cities as there are, with replacement. Two different cities are tied
/// in it as they are in the network; a city and its own copy, which no data tie, get the tie (or
/// the absence of one) of a random pair of cities, in a directed network both ways from the same
/// pair. The spread of the number over replicates is its standard error. Replicates hold copies, which hang together more than cities do, so their
/// mean is biased and no interval is read off them.
///
/// Fewer than two cities ([`Undefined::TooFewCities`]), or more than one replicate in twenty on
/// which the number is undefined: the spread is undefined, with that reason; a number that never
/// varies has no error ([`Undefined::ZeroVariance`]). `O(replicates · (n + m))` and the cost of
/// the number.
///
/// Snijders and Borgatti (1999), *Connections* 22:61.
///
/// ```
/// use conurbation::{Adjacency, structure::Density, uncertainty::VertexBootstrap};
/// let path = Adjacency::from_edges(5, [(0, 1, 1.0), (1, 2, 1.0), (2, 3, 1.0), (3, 4, 1.0)])?;
/// let density = VertexBootstrap::new()
///     .run(&path, |sample| Density::new().run(&sample.adjacency))?
///     .value()
///     .expect("density varies");
/// assert_eq!(density.estimate, 0.4);
/// assert!(density.se > 0.1);
/// # Ok::<(), conurbation::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct VertexBootstrap {
    replicates: usize,
    seed: u64,
    #[serde(skip)]
    watch: Watch,
}

/// What the vertex bootstrap says of a number.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[non_exhaustive]
pub struct VertexBootstrapResult {
    /// The number on the network itself.
    pub estimate: f64,
    /// Its standard error.
    pub se: f64,
    /// The mean over replicates; copies of cities bias it.
    pub mean: f64,
    /// The replicates.
    pub replicates: usize,
    /// Of these, those on which the number is undefined.
    pub undefined: usize,
}

impl Default for VertexBootstrap {
    fn default() -> Self {
        Self { replicates: 2000, seed: 0, watch: Watch::new() }
    }
}

impl VertexBootstrap {
    /// 2000 replicates.
    pub fn new() -> Self {
        Self::default()
    }

    /// Sets the number of replicates, at least 2.
    pub fn replicates(mut self, replicates: usize) -> Self {
        self.replicates = replicates;
        self
    }

    /// Sets the seed.
    pub fn seed(mut self, seed: u64) -> Self {
        self.seed = seed;
        self
    }

    /// Watches the work.
    pub fn watch(mut self, watch: &Watch) -> Self {
        self.watch = watch.clone();
        self
    }

    /// One replicate: the same for the same seed and number.
    ///
    /// # Errors
    /// What [`Adjacency::build`] says; nothing for weights that add up.
    pub fn draw(&self, graph: impl AsRef<Adjacency>, replicate: u64) -> Result<Sample> {
        draw(graph.as_ref(), self.seed, replicate)
    }

    /// The spread of a number over replicates.
    ///
    /// # Errors
    /// [`Error::Param`](crate::Error::Param) for fewer than two replicates,
    /// [`Error::Cancelled`](crate::Error::Cancelled), and what the measure says.
    pub fn run(
        &self,
        graph: impl AsRef<Adjacency>,
        measure: impl Fn(&Sample) -> Result<Measured> + Sync,
    ) -> Result<Measured<VertexBootstrapResult>> {
        Ok(self.spread(graph.as_ref(), measure)?.and_then(|result| match result.se {
            se if se > 0.0 => Measured::Value(result),
            _ => Measured::Undefined(Undefined::ZeroVariance),
        }))
    }

    /// The spread, whose error is 0 if the number never varies.
    pub(super) fn spread(
        &self,
        graph: &Adjacency,
        measure: impl Fn(&Sample) -> Result<Measured> + Sync,
    ) -> Result<Measured<VertexBootstrapResult>> {
        if self.replicates < 2 {
            return Err(ParamError::new("replicates", self.replicates, "at least 2").into());
        }
        let whole = Sample { adjacency: graph.clone(), cities: graph.nodes().collect() };
        let estimate = match super::finite([measure(&whole)])?[0] {
            Measured::Value(_) if graph.node_count() < 2 => {
                return Ok(Measured::Undefined(Undefined::TooFewCities { need: 2 }));
            }
            Measured::Value(estimate) => estimate,
            Measured::Undefined(reason) => return Ok(Measured::Undefined(reason)),
        };
        let values = parallel::map(
            self.replicates,
            &self.watch,
            || (),
            |replicate, ()| measure(&draw(graph, self.seed, replicate as u64)?),
        )?;
        let values = super::finite(values)?;
        let replicates = self.replicates;
        Ok(Measured::from(Spread::of(&values)).map(|spread| VertexBootstrapResult {
            estimate,
            // The last digits of a number that never varies are no spread.
            se: if spread.sd > ROUNDING * spread.mean.abs() { spread.sd } else { 0.0 },
            mean: spread.mean,
            replicates,
            undefined: spread.undefined,
        }))
    }
}

/// How far apart numbers may lie, as a share of themselves, and still be equal.
const ROUNDING: f64 = 1e-12;

/// As many cities as there are, drawn with replacement, with their ties.
fn draw(graph: &Adjacency, seed: u64, replicate: u64) -> Result<Sample> {
    let n = graph.node_count();
    let mut random = Random::new(seed, "vertex bootstrap", replicate);
    let mut cities: Vec<Node> = (0..n).map(|_| random.below(n as u32)).collect();
    // The order of nodes means nothing; in order, copies of a city stand side by side.
    cities.sort_unstable();
    let mut first = vec![0; n + 1];
    for &city in &cities {
        first[city as usize + 1] += 1;
    }
    (0..n).for_each(|city| first[city + 1] += first[city]);
    let copies = |city: Node| first[city as usize] as Node..first[city as usize + 1] as Node;
    // In order of their ends, so that there is little to sort.
    let mut ties = Vec::with_capacity(graph.edge_count());
    for city in graph.nodes() {
        let own = graph.self_ties()[city as usize];
        for a in copies(city) {
            if own > 0.0 {
                ties.push((a, a, own));
            }
            // A city and its copy; of one city alone there is none.
            for b in a + 1..copies(city).end {
                let from = random.below(n as u32);
                let to = (from + 1 + random.below(n as u32 - 1)) % n as u32;
                ties.extend(graph.weight(from, to).map(|weight| (a, b, weight)));
                if graph.is_directed() {
                    ties.extend(graph.weight(to, from).map(|weight| (b, a, weight)));
                }
            }
            for (to, weight) in graph.neighbours(city) {
                if graph.is_directed() || city < to {
                    ties.extend(copies(to).map(|b| (a, b, weight)));
                }
            }
        }
    }
    let parallel = crate::adjacency::ParallelTies::Sum;
    let adjacency = Adjacency::build(n, graph.is_directed(), parallel, ties)?;
    Ok(Sample { adjacency, cities })
}
