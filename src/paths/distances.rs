//! How far all cities are from one another.
use super::EdgeLength;
use super::reach::{Reach, Reaches, reaches};
use crate::centrality::Direction;
use crate::{Adjacency, Error, Measured, Result, Scores, Undefined, Watch, sums};
use serde::Serialize;

/// Distances: how far all cities are from one another.
///
/// One sweep over all cities gives the eccentricity of each (how far the farthest city is that it
/// reaches), the diameter and the radius, the mean distance, the number of pairs at each distance
/// and the global efficiency. Distances are numbers of ties unless
/// [`edge_length`](Self::edge_length) makes lengths of weights; in a directed network they are
/// *from* the city to others unless [`direction`](Self::direction) says otherwise. Self-ties do
/// not count.
///
/// In a network in pieces only pairs with a way between them have a distance, as in igraph
/// (NetworkX refuses): the diameter is the largest distance there is, the radius the smallest
/// eccentricity of a city that reaches any other, the mean is over pairs with a way. A pair of
/// cities apart from all others so has a radius of 1; [`by_piece`](Self::by_piece) gives the
/// numbers of each piece. Efficiency needs no such rule: no way adds 0.
///
/// `O(n m)` time, far less where cities are near to each other, with lengths
/// `O(n (n + m) log n)`; `O(n + m)` memory, and as much per thread.
///
/// Efficiency: Latora & Marchiori (2001), *Phys. Rev. Lett.* 87:198701. Many searches at once:
/// Then et al. (2014), *PVLDB* 8:449.
///
/// ```
/// use conurbation::{Adjacency, Measured, Undefined, paths::Distances};
/// // The path 0–1–2, and city 3 alone.
/// let path = Adjacency::from_edges(4, [(0, 1, 1.0), (1, 2, 1.0)])?;
/// let distances = Distances::new().run(&path)?;
/// assert_eq!(distances.diameter, Measured::Value(2.0));
/// assert_eq!(distances.radius, Measured::Value(1.0));
/// assert_eq!(distances.eccentricity.get(3), Measured::Undefined(Undefined::Isolate));
/// assert_eq!(distances.pairs, [4, 2]);
/// assert_eq!(distances.mean, Measured::Value(8.0 / 6.0));
/// assert_eq!(distances.efficiency, Measured::Value(5.0 / 12.0));
/// # Ok::<(), conurbation::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Distances {
    direction: Direction,
    edge_length: EdgeLength,
    by_piece: bool,
    #[serde(skip)]
    watch: Watch,
}

impl Default for Distances {
    fn default() -> Self {
        Self {
            direction: Direction::Out,
            edge_length: EdgeLength::Hops,
            by_piece: false,
            watch: Watch::new(),
        }
    }
}

/// How far all cities are from one another.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct DistancesResult {
    /// How far the farthest city is that each reaches; [`Undefined::Isolate`] for who reaches none.
    pub eccentricity: Scores,
    /// The largest eccentricity; [`Undefined::NoEdges`] without ties, [`Undefined::TooFewCities`]
    /// below two cities.
    pub diameter: Measured,
    /// The smallest eccentricity; undefined as the diameter.
    pub radius: Measured,
    /// The mean distance over ordered pairs with a way; undefined as the diameter.
    pub mean: Measured,
    /// The mean of inverse distances over all ordered pairs, 0 where there is no way, so 0 without
    /// ties; from 0 to 1 when ties are counted. [`Undefined::TooFewCities`] below two cities.
    pub efficiency: Measured,
    /// The number of ordered pairs at each number of ties, from 1; empty if ties have lengths.
    pub pairs: Vec<u64>,
    /// The number of ordered pairs with a way.
    pub connected: u64,
    /// The number of ordered pairs without.
    pub unconnected: u64,
    /// The same for each piece of the network, the largest first as
    /// [`components`](Adjacency::components) has them; empty unless asked for.
    pub pieces: Vec<PieceDistances>,
}

/// How far the cities of a piece of the network are from one another.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct PieceDistances {
    /// The number of cities.
    pub cities: usize,
    /// The largest eccentricity; [`Undefined::TooFewCities`] for a city alone.
    pub diameter: Measured,
    /// The smallest eccentricity; undefined as the diameter.
    pub radius: Measured,
    /// The mean distance over its ordered pairs with a way; undefined as the diameter.
    pub mean: Measured,
    /// The mean of inverse distances over its ordered pairs; undefined as the diameter.
    pub efficiency: Measured,
}

impl Distances {
    /// The default parameters: ties are counted, distances from each city, all pieces together.
    pub fn new() -> Self {
        Self::default()
    }

    /// Sets whether distances in a directed network are from each city (`Out`), to it (`In`), or
    /// disregard directions (`Both`; of two ties of a pair the shorter counts).
    pub fn direction(mut self, direction: Direction) -> Self {
        self.direction = direction;
        self
    }

    /// Sets what counts as the length of a tie.
    pub fn edge_length(mut self, edge_length: EdgeLength) -> Self {
        self.edge_length = edge_length;
        self
    }

    /// Sets whether the numbers of each piece of the network are given too.
    pub fn by_piece(mut self, by_piece: bool) -> Self {
        self.by_piece = by_piece;
        self
    }

    /// Lets the work be watched and cancelled.
    pub fn watch(mut self, watch: &Watch) -> Self {
        self.watch = watch.clone();
        self
    }

    /// Measures the distances of all pairs.
    ///
    /// # Errors
    /// [`Error::Param`] for lengths that are not positive and finite; [`Error::Overflow`] for
    /// lengths whose sums, or inverses, are beyond the range of numbers; [`Error::Cancelled`].
    pub fn run(&self, graph: impl AsRef<Adjacency>) -> Result<DistancesResult> {
        self.compute(graph.as_ref())
    }

    fn compute(&self, graph: &Adjacency) -> Result<DistancesResult> {
        let Reaches { each, pairs } =
            reaches(graph, self.edge_length, self.direction, &self.watch)?;
        let eccentricity = Scores::measured(each.iter().map(|reach| match reach.count {
            0 => Measured::Undefined(Undefined::Isolate),
            _ => Measured::Value(reach.farthest),
        }));
        let whole = summary(each.iter().copied());
        let mut pieces = Vec::new();
        if self.by_piece {
            let components = graph.components();
            let mut members: Vec<Vec<Reach>> = vec![Vec::new(); components.count()];
            for (&label, reach) in components.labels().iter().zip(&each) {
                members[label as usize].push(*reach);
            }
            pieces.extend(members.into_iter().map(|reaches| summary(reaches.into_iter())));
        }
        let beyond = |number: Measured| number.value().is_some_and(|value| !value.is_finite());
        let any_beyond = |piece: &PieceDistances| beyond(piece.mean) || beyond(piece.efficiency);
        if any_beyond(&whole) || pieces.iter().any(any_beyond) {
            return Err(Error::Overflow { algorithm: "Distances" });
        }
        let nodes = each.len() as u64;
        let connected = each.iter().map(|reach| reach.count as u64).sum();
        Ok(DistancesResult {
            eccentricity,
            diameter: whole.diameter,
            radius: whole.radius,
            mean: whole.mean,
            efficiency: whole.efficiency,
            pairs,
            connected,
            unconnected: nodes * nodes.saturating_sub(1) - connected,
            pieces,
        })
    }
}

/// The numbers of some cities that reach no others than one another.
fn summary(each: impl ExactSizeIterator<Item = Reach> + Clone) -> PieceDistances {
    let cities = each.len();
    let count: f64 = each.clone().map(|reach| reach.count as f64).sum();
    let reaching = each.clone().filter(|reach| reach.count > 0).map(|reach| reach.farthest);
    let (few, none) = (Undefined::TooFewCities { need: 2 }, Undefined::NoEdges);
    let among_reached = |value: f64| match count {
        _ if cities < 2 => Measured::Undefined(few),
        count if count < 1.0 => Measured::Undefined(none),
        _ => Measured::Value(value),
    };
    let ordered = cities as f64 * (cities as f64 - 1.0);
    PieceDistances {
        cities,
        diameter: among_reached(reaching.clone().fold(0.0, f64::max)),
        radius: among_reached(reaching.fold(f64::INFINITY, f64::min)),
        mean: among_reached(sums::sum(each.clone().map(|reach| reach.sum)) / count),
        efficiency: match cities {
            0 | 1 => Measured::Undefined(few),
            _ => Measured::Value(sums::sum(each.map(|reach| reach.inverse)) / ordered),
        },
    }
}
