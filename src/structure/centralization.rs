//! How far everything turns around one city.
use crate::centrality::{Betweenness, Closeness, ClosenessConvention, Degree, Direction};
use crate::{Adjacency, Measured, ParamError, Result, Scores, Undefined, Watch, sums};
use serde::Serialize;

/// Centralization: how far everything turns around one city.
///
/// `C = Σ_i (x_max − x_i) / most`, over the scores `x` of a centrality, where `most` is the largest
/// value that the sum takes in any network of `n` cities. It takes it in the star, so that `C` is 1
/// there, and 0 where all cities score alike.
///
/// | of | undirected | directed |
/// |---|---|---|
/// | [`degree`](Self::degree) | `(n−1)(n−2)` | in or out `(n−1)²`, both `2 (n−1)(n−2)` |
/// | [`betweenness`](Self::betweenness), pairs counted | `(n−1)² (n−2) / 2` | `(n−1)² (n−2)` |
/// | [`closeness`](Self::closeness), `(n−1) / Σ d` | `(n−1)(n−2) / (2n−3)` | refused |
/// | [`harmonic`](Self::harmonic) closeness, `Σ 1/d / (n−1)` | `(n−2) / 2` | refused |
///
/// These values hold for ties that are there or not. Weights of ties have no agreed largest value,
/// so a network whose weights differ is refused ([`Undefined::Assumption`]) unless they are to be
/// [`disregarded`](Self::disregard_weights), as UCINET does for betweenness and closeness; of
/// weights take [`Gini`](super::Gini) and [`Variation`](super::Variation). Self-ties do not count.
///
/// Fewer than three cities are undefined ([`Undefined::TooFewCities`]), so is a network without
/// ties ([`Undefined::NoEdges`]), and by closeness one in pieces ([`Undefined::Disconnected`]).
/// From 0 to 1. `O(n)` for degree, else `O(n m)`;
/// memory as for the centrality.
///
/// Freeman (1978/79), *Social Networks* 1:215.
///
/// ```
/// use conurbation::{Adjacency, structure::Centralization};
/// let star = Adjacency::from_edges(5, (1..5).map(|leaf| (0, leaf, 1.0)))?;
/// assert_eq!(Centralization::degree().run(&star)?.value(), Some(1.0));
/// let path = Adjacency::from_edges(4, [(0, 1, 1.0), (1, 2, 1.0), (2, 3, 1.0)])?;
/// assert_eq!(Centralization::degree().run(&path)?.value(), Some(2.0 / 6.0));
/// let weighted = Adjacency::from_edges(3, [(0, 1, 1.0), (1, 2, 7.0)])?;
/// assert!(Centralization::degree().run(&weighted)?.value().is_none());
/// let binary = Centralization::degree().disregard_weights(true);
/// assert_eq!(binary.run(&weighted)?.value(), Some(1.0));
/// # Ok::<(), conurbation::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Centralization {
    of: Of,
    direction: Direction,
    disregard_weights: bool,
    #[serde(skip)]
    watch: Watch,
}

/// The centrality whose scores are compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
enum Of {
    Degree,
    Betweenness,
    Closeness,
    Harmonic,
}

const WEIGHTED: Undefined = Undefined::Assumption {
    broken: "weights have no agreed largest centralization",
    instead: "the Gini coefficient or the coefficient of variation, or disregard the weights",
};

const DIRECTED: Undefined = Undefined::Assumption {
    broken: "the largest value holds for ties without a direction alone",
    instead: "a network without directions, or the centralization of degree or betweenness",
};

impl Centralization {
    /// How unequal cities are in the number of partners.
    pub fn degree() -> Self {
        Self::new(Of::Degree)
    }

    /// How unequal they are in lying between others.
    pub fn betweenness() -> Self {
        Self::new(Of::Betweenness)
    }

    /// How unequal they are in distance to all others; connected networks alone.
    pub fn closeness() -> Self {
        Self::new(Of::Closeness)
    }

    /// How unequal they are in mean inverse distance; networks in pieces too.
    pub fn harmonic() -> Self {
        Self::new(Of::Harmonic)
    }

    fn new(of: Of) -> Self {
        let (direction, watch) = (Direction::Both, Watch::new());
        Self { of, direction, disregard_weights: false, watch }
    }

    /// Sets which ties of a directed network count as partners; for degree alone. Both unless said.
    pub fn direction(mut self, direction: Direction) -> Self {
        self.direction = direction;
        self
    }

    /// Sets whether a weighted network is taken for one of ties that are there or not.
    pub fn disregard_weights(mut self, disregard: bool) -> Self {
        self.disregard_weights = disregard;
        self
    }

    /// Lets the work be watched and cancelled.
    pub fn watch(mut self, watch: &Watch) -> Self {
        self.watch = watch.clone();
        self
    }

    /// Computes the centralization.
    ///
    /// # Errors
    /// [`Error::Param`](crate::Error::Param) for a direction of another centrality than degree;
    /// [`Error::Cancelled`](crate::Error::Cancelled).
    pub fn run(&self, graph: impl AsRef<Adjacency>) -> Result<Measured> {
        self.check()?;
        self.compute(graph.as_ref())
    }

    fn check(&self) -> Result<(), ParamError> {
        if self.of == Of::Degree || self.direction == Direction::Both {
            return Ok(());
        }
        let found = format!("{:?}", self.direction);
        Err(ParamError::new("direction", found, "for the centralization of degree alone"))
    }

    fn compute(&self, graph: &Adjacency) -> Result<Measured> {
        if let Some(reason) = self.refuse(graph) {
            return Ok(Measured::Undefined(reason));
        }
        let scores = match self.of {
            Of::Degree => Degree::new().direction(self.direction).run(graph)?,
            Of::Betweenness => Betweenness::new().watch(&self.watch).run(graph)?,
            Of::Closeness => {
                let closeness = Closeness::new().convention(ClosenessConvention::Component);
                closeness.watch(&self.watch).run(graph)?
            }
            Of::Harmonic => Closeness::new().watch(&self.watch).run(graph)?,
        };
        let most = self.most(graph.node_count() as f64, graph.is_directed());
        Ok(Measured::Value((spread(&scores) / most).min(1.0)))
    }

    /// Why this network has no centralization, if it has none.
    fn refuse(&self, graph: &Adjacency) -> Option<Undefined> {
        if graph.node_count() < 3 {
            return Some(Undefined::TooFewCities { need: 3 });
        }
        if graph.edge_count() == 0 {
            return Some(Undefined::NoEdges);
        }
        if !self.disregard_weights && !is_binary(graph) {
            return Some(WEIGHTED);
        }
        let of_distance = matches!(self.of, Of::Closeness | Of::Harmonic);
        if of_distance && graph.is_directed() {
            return Some(DIRECTED);
        }
        let in_pieces = self.of == Of::Closeness && graph.components().count() > 1;
        in_pieces.then_some(Undefined::Disconnected)
    }

    /// The largest sum of differences that any network of `n` cities has.
    fn most(&self, n: f64, directed: bool) -> f64 {
        let star = (n - 1.0) * (n - 2.0);
        match (self.of, directed, self.direction) {
            (Of::Degree, true, Direction::Both) => 2.0 * star,
            (Of::Degree, true, _) => (n - 1.0) * (n - 1.0),
            (Of::Degree, false, _) => star,
            (Of::Betweenness, true, _) => (n - 1.0) * star,
            (Of::Betweenness, false, _) => (n - 1.0) * star / 2.0,
            (Of::Closeness, ..) => star / (2.0 * n - 3.0),
            (Of::Harmonic, ..) => (n - 2.0) / 2.0,
        }
    }
}

/// Whether all ties weigh the same.
fn is_binary(graph: &Adjacency) -> bool {
    let weights = || graph.edges().map(|(_, _, weight)| weight);
    let (least, most) = (weights().fold(f64::INFINITY, f64::min), weights().fold(0.0, f64::max));
    most - least <= Scores::TIE * most
}

/// By how much the highest score exceeds all others together.
fn spread(scores: &Scores) -> f64 {
    let values = || scores.iter().filter_map(Measured::value);
    let most = values().fold(0.0, f64::max);
    sums::sum(values().map(|value| most - value))
}
