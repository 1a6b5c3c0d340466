//! Closeness: who is nearest to all others.
use super::{Convention, Direction};
use crate::paths::{EdgeLength, Reach, reaches};
use crate::{Adjacency, Error, Measured, Result, Scores, Undefined, Watch, sums};
use serde::Serialize;

/// What closeness makes of cities that cannot be reached.
///
/// In a connected network [`Component`](Self::Component),
/// [`WassermanFaust`](Self::WassermanFaust) and [`UcinetFreeman`](Self::UcinetFreeman) agree. `r`
/// is the number of others a city reaches, `S` the sum of their distances.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum ClosenessConvention {
    /// `Σ 1/d / (n-1)`: the mean of inverse distances, 0 for what cannot be reached (Rochat 2009;
    /// Boldi & Vigna 2014, *Internet Mathematics* 10:222). igraph's `harmonic_centrality`, UCINET's
    /// "reciprocal".
    #[default]
    Harmonic,
    /// `Σ 1/d`: the same without the division, NetworkX's `harmonic_centrality`. It grows with the
    /// number of cities. 0 for who reaches no one.
    HarmonicSum,
    /// `r / S`: the inverse mean distance to what can be reached, igraph's since 0.10. It puts the
    /// two cities of a pair apart from all others first. Undefined for who reaches no one.
    Component,
    /// `r / (n-1) * r / S`: the same, scaled by the share reached (Wasserman & Faust 1994),
    /// NetworkX's default. 0 for who reaches no one.
    WassermanFaust,
    /// `(n-1) / Σ d`, with a distance put in for what cannot be reached (Freeman 1978/79, as UCINET
    /// has it). Ties are counted. Undefined ([`Undefined::NoEdges`]) without ties, where UCINET
    /// gives every city 1, the best there is.
    UcinetFreeman(MissingDistance),
    /// `Σ (D + 1 - d) / ((n-1) D)` over what can be reached, `D` the largest distance there is
    /// (Valente & Foreman 1998, *Social Networks* 20:89): their integration, or for distances to
    /// the city their radiality. Ties are counted. 0 for who reaches no one; undefined without
    /// ties.
    ValenteForeman,
}

/// The distance put in between cities of which one cannot reach the other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum MissingDistance {
    /// One more than the largest distance there is, as UCINET does unless told otherwise.
    #[default]
    MaxPlusOne,
    /// The number of cities.
    Cities,
    /// None: such pairs are left out of the sum. The fewer a city reaches, the nearer it then is
    /// to all; undefined for who reaches no one.
    Ignored,
    /// The mean of the distances there are.
    Mean,
}

/// Closeness: how near a city is to all others.
///
/// By default the harmonic mean kind, `C_i = Σ_j 1/d_ij / (n-1)`; see [`ClosenessConvention`] for
/// the others. Distances are numbers of ties unless [`edge_length`](Self::edge_length) makes
/// lengths of weights. In a directed network they are *from* the city to others; NetworkX counts
/// those *to* the city, which is [`Direction::In`] here, and igraph disregards directions, which is
/// [`Direction::Both`].
///
/// What cannot be reached adds nothing, so networks in pieces are fine. A city alone in its network
/// is undefined ([`Undefined::TooFewCities`]); a city that reaches no one has 0, or by
/// [`ClosenessConvention::Component`] is undefined ([`Undefined::Isolate`]). Self-ties do not
/// count. From 0 to 1 when ties are counted (a sum of inverse distances to `n-1`), else to the inverse of the shortest length.
/// `O(n m)` time, far less where cities are near to each other, with lengths
/// `O(n (n + m) log n)`; `O(n)` memory per thread, and `O(n + m)`.
///
/// ```
/// use conurbation::{Adjacency, centrality::Closeness};
/// let path = Adjacency::from_edges(3, [(0, 1, 1.0), (1, 2, 1.0)])?;
/// let scores = Closeness::new().run(&path)?;
/// assert_eq!(scores.iter().filter_map(|s| s.value()).collect::<Vec<_>>(), [0.75, 1.0, 0.75]);
/// # Ok::<(), conurbation::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Closeness {
    convention: ClosenessConvention,
    direction: Direction,
    edge_length: EdgeLength,
    #[serde(skip)]
    watch: Watch,
}

impl Default for Closeness {
    fn default() -> Self {
        Self {
            convention: ClosenessConvention::Harmonic,
            direction: Direction::Out,
            edge_length: EdgeLength::Hops,
            watch: Watch::new(),
        }
    }
}

impl Closeness {
    /// The default parameters: harmonic, ties are counted, distances from the city.
    pub fn new() -> Self {
        Self::default()
    }

    /// Sets what to make of cities that cannot be reached.
    pub fn convention(mut self, convention: ClosenessConvention) -> Self {
        self.convention = convention;
        self
    }

    /// Gives the numbers that a tool gives under the name of closeness:
    /// [`UcinetFreeman`](ClosenessConvention::UcinetFreeman) with the largest distance plus one
    /// over ties counted, from the city, for UCINET;
    /// [`WassermanFaust`](ClosenessConvention::WassermanFaust) to the city for NetworkX;
    /// [`Component`](ClosenessConvention::Component) with directions disregarded for igraph. The
    /// last two have lengths where they are told so, and so keep what is set here.
    pub fn like(self, convention: Convention) -> Self {
        match convention {
            Convention::Ucinet => self
                .convention(ClosenessConvention::UcinetFreeman(MissingDistance::MaxPlusOne))
                .edge_length(EdgeLength::Hops)
                .direction(Direction::Out),
            Convention::NetworkX => {
                self.convention(ClosenessConvention::WassermanFaust).direction(Direction::In)
            }
            Convention::Igraph => {
                self.convention(ClosenessConvention::Component).direction(Direction::Both)
            }
        }
    }

    /// Sets whether distances in a directed network are from the city (`Out`), to it (`In`), or
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

    /// Lets the work be watched and cancelled.
    pub fn watch(mut self, watch: &Watch) -> Self {
        self.watch = watch.clone();
        self
    }

    /// Computes the score of every city.
    ///
    /// # Errors
    /// [`Error::Param`] for lengths that are not positive and finite; [`Error::Overflow`] for
    /// lengths so short that a score is beyond the largest number; [`Error::Cancelled`].
    pub fn run(&self, graph: impl AsRef<Adjacency>) -> Result<Scores> {
        self.compute(graph.as_ref())
    }

    fn compute(&self, graph: &Adjacency) -> Result<Scores> {
        let counts_ties = matches!(
            self.convention,
            ClosenessConvention::UcinetFreeman(_) | ClosenessConvention::ValenteForeman
        );
        if counts_ties && self.edge_length != EdgeLength::Hops {
            return Err(self.edge_length.refuse("hops, for conventions that count ties"));
        }
        let reaches = reaches(graph, self.edge_length, self.direction, &self.watch)?.each;
        let known = Known {
            cities: reaches.len() as f64,
            pairs: reaches.iter().map(|reach| reach.count as f64).sum(),
            sum: sums::sum(reaches.iter().map(|reach| reach.sum)),
            largest: reaches.iter().map(|reach| reach.farthest).fold(0.0, f64::max),
        };
        let scores: Vec<Measured> =
            reaches.iter().map(|reach| self.convention.score(reach, &known).into()).collect();
        if scores.iter().any(|score| score.value().is_some_and(|value| !value.is_finite())) {
            return Err(Error::Overflow { algorithm: "Closeness" });
        }
        Ok(Scores::measured(scores))
    }
}

/// What there is in the whole network: cities, ordered pairs with a way, the sum of their
/// distances and the largest of them.
struct Known {
    cities: f64,
    pairs: f64,
    sum: f64,
    largest: f64,
}

impl ClosenessConvention {
    fn score(self, reach: &Reach, known: &Known) -> Result<f64, Undefined> {
        let (count, others) = (reach.count as f64, known.cities - 1.0);
        if others < 1.0 {
            return Err(Undefined::TooFewCities { need: 2 });
        }
        match self {
            Self::Harmonic => Ok(reach.inverse / others),
            Self::HarmonicSum => Ok(reach.inverse),
            Self::Component if reach.count == 0 => Err(Undefined::Isolate),
            Self::Component => Ok(count / reach.sum),
            Self::WassermanFaust if reach.count == 0 => Ok(0.0),
            Self::WassermanFaust => Ok(count / others * (count / reach.sum)),
            _ if known.pairs < 1.0 => Err(Undefined::NoEdges),
            Self::UcinetFreeman(missing) => {
                let distance = match missing {
                    MissingDistance::MaxPlusOne => known.largest + 1.0,
                    MissingDistance::Cities => known.cities,
                    MissingDistance::Ignored if reach.count == 0 => {
                        return Err(Undefined::Isolate);
                    }
                    MissingDistance::Ignored => 0.0,
                    MissingDistance::Mean => known.sum / known.pairs,
                };
                Ok(others / (reach.sum + (others - count) * distance))
            }
            Self::ValenteForeman => {
                Ok((count * (known.largest + 1.0) - reach.sum) / (others * known.largest))
            }
        }
    }
}
