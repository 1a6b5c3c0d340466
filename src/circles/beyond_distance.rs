//! Whether circles found in the ties go beyond proximity.
use super::NestedCircles;
use crate::nulls::{DegreeDistance, Distances};
use crate::statistics::{Alternative, Permutation, PermutationTest};
use crate::{Adjacency, Measured, Result};
use serde::Serialize;

/// Beyond distance: whether the circles that ties make tell more than proximity does.
///
/// Cities near one another cooperate more, so a network in space falls into circles whether or not
/// anybody meant any, and a search that asks only how many partners each city has finds them. Here
/// the ties are drawn anew so that nothing matters but how active cities are and how far from each
/// other ([`DegreeDistance`]), and circles are searched anew in the same way: the test asks how
/// often those tell as much of their ties, less what it takes to tell them, as those of the data do
/// (`p` one-sided). On both sides the best circles count, whether or not they are worth reporting.
///
/// Circles that are compact in space say the same as distance: the test does not refuse them, it
/// cannot tell the two apart, and its p is large. Circles of cities that lie anywhere are seen. It errs
/// on the safe side: see [how often](crate::guide::circles).
///
/// Undefined without ties ([`Undefined::NoEdges`](crate::Undefined::NoEdges)), below two cities, and
/// if distance and activity leave no choice
/// ([`Undefined::NotAttainable`](crate::Undefined::NotAttainable)). For undirected networks. One
/// search for each draw.
///
/// Communities beside a null of distance: Expert, Evans, Blondel & Lambiotte (2011), *PNAS*
/// 108:7663; of trees this project.
///
/// ```
/// use conurbation::{circles::CirclesBeyondDistance, nulls::Distances, statistics::Permutation};
/// use conurbation::synthetic::{NestedPartition, RandomGeometric};
/// // All cities that are near are tied, and no others: nothing is left to chance.
/// let world = RandomGeometric::new().nodes(40).mean_degree(6.0).draw(0)?;
/// let far = |a: u32, b: u32| {
///     let ((x, y), (u, v)) = (world.positions[a as usize], world.positions[b as usize]);
///     (x - u).hypot(y - v)
/// };
/// let distances = Distances::from_fn(40, far)?;
/// let beyond = CirclesBeyondDistance::new().engine(&Permutation::new().replicates(39));
/// assert!(beyond.run(&world, &distances)?.value().is_none());
/// // Four circles of ten cities that lie anywhere.
/// let nest = NestedPartition::new().branching(&[4]).shares(&[0.2, 0.8]).size(10);
/// let found = beyond.run(&nest.mean_degree(6.0).draw(0)?, &distances)?.value().unwrap();
/// assert!(found.told > 0.0 && found.test.value().unwrap().p <= 0.05);
/// # Ok::<(), conurbation::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct CirclesBeyondDistance {
    search: NestedCircles,
    bands: Option<usize>,
    engine: Permutation,
}

/// Circles beside those of networks where nothing matters but activity and distance.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct CirclesBeyondDistanceResult {
    /// What the best circles tell of the ties less what it takes to tell them, in nats; 0 without
    /// circles.
    pub told: f64,
    /// How often chance tells as much.
    pub test: Measured<PermutationTest>,
}

impl Default for CirclesBeyondDistance {
    fn default() -> Self {
        Self {
            search: NestedCircles::new(),
            bands: None,
            engine: Permutation::new().replicates(Self::DEFAULT_REPLICATES),
        }
    }
}

impl CirclesBeyondDistance {
    /// Circles are searched in 199 networks.
    pub const DEFAULT_REPLICATES: usize = 199;

    /// So many pairs of cities share a band of distance, unless said.
    pub const PAIRS_IN_A_BAND: usize = 25;
    /// No more bands than this are made, and no fewer than [`DegreeDistance::DEFAULT_BANDS`].
    pub const MOST_BANDS: usize = 400;

    /// The default search, bands and number of networks.
    pub fn new() -> Self {
        Self::default()
    }

    /// Sets how circles are searched.
    pub fn search(mut self, search: NestedCircles) -> Self {
        self.search = search;
        self
    }

    /// Sets into how many bands distances fall. Wide bands leave distance within a band, and circles
    /// of places are taken for more.
    pub fn bands(mut self, bands: usize) -> Self {
        self.bands = Some(bands);
        self
    }

    /// Sets how often chance is asked, and with which seed.
    pub fn engine(mut self, engine: &Permutation) -> Self {
        self.engine = engine.clone();
        self
    }

    /// Searches circles in a network and in those drawn.
    ///
    /// # Errors
    /// [`Error::Param`](crate::Error::Param) for a parameter outside its range, a directed network,
    /// or distances of another number of cities; [`Error::Cancelled`](crate::Error::Cancelled).
    pub fn run(
        &self,
        graph: impl AsRef<Adjacency>,
        distances: &Distances,
    ) -> Result<Measured<CirclesBeyondDistanceResult>> {
        let graph = graph.as_ref();
        let pairs = graph.node_count() * graph.node_count().saturating_sub(1) / 2;
        let bands =
            (pairs / Self::PAIRS_IN_A_BAND).clamp(DegreeDistance::DEFAULT_BANDS, Self::MOST_BANDS);
        let bands = self.bands.unwrap_or(bands);
        let null = DegreeDistance::new().bands(bands).seed(self.engine.chosen_seed());
        let null = match null.prepare(graph, distances)? {
            Measured::Undefined(reason) => return Ok(Measured::Undefined(reason)),
            Measured::Value(null) => null,
        };
        // A network of cities without ties has no circles to tell of.
        let told = |graph: &Adjacency| Ok(self.search.told(graph)?.value().unwrap_or(0.0));
        let observed: f64 = told(graph)?;
        let engine = self.engine.clone().alternative(Alternative::Greater);
        let test = engine.redrawn(Measured::Value(observed), |draw| {
            told(&null.draw(draw)).map(Measured::Value)
        })?;
        Ok(Measured::Value(CirclesBeyondDistanceResult { told: observed, test }))
    }
}
