//! Eigenvector centrality: who is tied to those that are first, without end.
use super::spectrum::{Limits, leaders, tied_pieces};
use super::{Convention, Norm};
use crate::adjacency::ParallelTies;
use crate::{Adjacency, Error, Measured, Result, Scores, Undefined, Watch, sums};
use serde::Serialize;

/// Eigenvector centrality: a city is central if its partners are, and they if theirs are.
///
/// `x_i = Σ_j w_ji x_j / λ` with the largest `λ` for which there is such an `x`: the principal
/// eigenvector of the weights. In a directed network a city has it from the ties it is *given*
/// (the left eigenvector, as in NetworkX and igraph); for the other direction use
/// [`reverse`](Adjacency::reverse). Weights count unless said, may be huge or tiny, and all of them
/// may be multiplied by a number. Self-ties do not count.
///
/// Not negative; divided by a [`norm`](Self::norm), so that scores of two networks cannot be
/// compared. Cities without ties have 0 beside one connected piece. Undefined:
///
/// * without ties, [`Undefined::NoEdges`];
/// * in two pieces or more, [`Undefined::Disconnected`]: the vector is 0 in all but one of them,
///   however little that one leads. See [`disconnected`](Self::disconnected);
/// * in a directed network where no way leads back to a city (the only `λ` is 0), and where
///   several groups of cities that reach each other have the same `λ`, within 10⁻⁹
///   ([`Undefined::Assumption`]). Where one group leads, cities that it does not reach have 0.
///
/// Scores are as certain as the [`residual`](EigenvectorResult::residual) divided by the share of
/// `λ` by which it exceeds the next eigenvalue. Undirected, `O(n + m)` for each of about
/// `7 / √(that share)` iterations; directed `O(g³)` for groups `g` of up to 400 cities that reach
/// each other, above `O(n + m)` for each of about `50 / share` iterations. `O(n + m)` memory,
/// for such groups `O(g²)`.
///
/// Bonacich (1972), *Journal of Mathematical Sociology* 2:113.
///
/// ```
/// use conurbation::{Adjacency, centrality::Eigenvector};
/// let star = Adjacency::from_edges(5, (1..5).map(|leaf| (0, leaf, 1.0)))?;
/// let found = Eigenvector::new().run(&star)?;
/// assert!((found.eigenvalue.value().unwrap() - 2.0).abs() < 1e-12);
/// assert!((found.scores.get(0).value().unwrap() - 0.5_f64.sqrt()).abs() < 1e-12);
/// # Ok::<(), conurbation::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Eigenvector {
    weighted: bool,
    norm: Norm,
    disconnected: Disconnected,
    symmetrised: Option<ParallelTies>,
    tolerance: f64,
    max_iterations: usize,
    #[serde(skip)]
    watch: Watch,
}

/// What becomes of a network with ties in several pieces.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Disconnected {
    /// No score is defined.
    #[default]
    Refuse,
    /// UCINET's rule: `x_i = λ² (Σ v) v_i` with `λ` and `v`, of length 1, of the city's own piece,
    /// and 0 without ties. The norm is not applied then.
    UcinetLambda2,
    /// Each piece for itself, divided by its own norm; cities without ties have no score.
    PerComponent,
}

/// Eigenvector centrality of every city, and how certain it is.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct EigenvectorResult {
    /// The score of every city.
    pub scores: Scores,
    /// The eigenvalue; if there are several pieces the largest.
    pub eigenvalue: Measured,
    /// `‖x A - λ x‖ / (λ ‖x‖)`, at most the tolerance; if there are several pieces the largest.
    pub residual: Measured,
}

impl Default for Eigenvector {
    fn default() -> Self {
        Self {
            weighted: true,
            norm: Norm::Euclidean,
            disconnected: Disconnected::Refuse,
            symmetrised: None,
            tolerance: Self::DEFAULT_TOLERANCE,
            max_iterations: Self::DEFAULT_MAX_ITERATIONS,
            watch: Watch::new(),
        }
    }
}

impl Eigenvector {
    /// The residual, 10⁻¹³.
    pub const DEFAULT_TOLERANCE: f64 = 1e-13;
    /// Enough for a chain of 20,000 cities.
    pub const DEFAULT_MAX_ITERATIONS: usize = 100_000;

    /// The default parameters.
    pub fn new() -> Self {
        Self::default()
    }

    /// Follows a tool: UCINET takes the larger of two ties of a directed pair, has its own rule for
    /// pieces and length 1; NetworkX refuses pieces and has length 1; igraph has maximum 1 (of
    /// pieces it gives numbers near 0 with a warning, which are refused here). All of them take
    /// weights if they are told to.
    pub fn like(self, convention: Convention) -> Self {
        let (norm, disconnected, symmetrised) = match convention {
            Convention::Ucinet => {
                (Norm::Euclidean, Disconnected::UcinetLambda2, Some(ParallelTies::Max))
            }
            Convention::NetworkX => (Norm::Euclidean, Disconnected::Refuse, None),
            Convention::Igraph => (Norm::Maximum, Disconnected::Refuse, None),
        };
        Self { norm, disconnected, symmetrised, ..self }
    }

    /// Sets whether weights count; they do unless said.
    pub fn weighted(mut self, weighted: bool) -> Self {
        self.weighted = weighted;
        self
    }

    /// Sets what scores are divided by; their length unless said.
    pub fn norm(mut self, norm: Norm) -> Self {
        self.norm = norm;
        self
    }

    /// Sets what becomes of a network in pieces; it is refused unless said.
    pub fn disconnected(mut self, disconnected: Disconnected) -> Self {
        self.disconnected = disconnected;
        self
    }

    /// Takes the ties of a directed network without direction, and says what becomes of the two of
    /// a pair tied both ways.
    pub fn symmetrised(mut self, parallel: ParallelTies) -> Self {
        self.symmetrised = Some(parallel);
        self
    }

    /// Sets how large the residual may be; positive.
    pub fn tolerance(mut self, tolerance: f64) -> Self {
        self.tolerance = tolerance;
        self
    }

    /// Sets how many iterations may be made; at least 1.
    pub fn max_iterations(mut self, max_iterations: usize) -> Self {
        self.max_iterations = max_iterations;
        self
    }

    /// Lets the work be cancelled.
    pub fn watch(mut self, watch: &Watch) -> Self {
        self.watch = watch.clone();
        self
    }

    /// Computes the score of every city.
    ///
    /// # Errors
    /// [`Error::Param`] for a parameter outside its range; [`Error::NotConverged`] if the tolerance
    /// is not met in `max_iterations`; [`Error::Overflow`] if a score by UCINET's rule is beyond
    /// the range of numbers; [`Error::Cancelled`].
    pub fn run(&self, graph: impl AsRef<Adjacency>) -> Result<EigenvectorResult> {
        let limits = self.limits();
        limits.check()?;
        match self.symmetrised {
            Some(parallel) => self.compute(graph.as_ref().undirected(parallel)?.as_ref(), &limits),
            None => self.compute(graph.as_ref(), &limits),
        }
    }

    fn limits(&self) -> Limits<'_> {
        Limits {
            algorithm: "Eigenvector",
            tolerance: self.tolerance,
            max_iterations: self.max_iterations,
            watch: &self.watch,
        }
    }

    fn compute(&self, graph: &Adjacency, limits: &Limits<'_>) -> Result<EigenvectorResult> {
        let count = tied_pieces(graph).len();
        if count == 0 {
            return Ok(EigenvectorResult::undefined(graph, Undefined::NoEdges));
        }
        let several = count > 1;
        if several && self.disconnected == Disconnected::Refuse {
            return Ok(EigenvectorResult::undefined(graph, Undefined::Disconnected));
        }
        let alone = match self.disconnected {
            Disconnected::PerComponent => Measured::Undefined(Undefined::Isolate),
            _ => Measured::Value(0.0),
        };
        let mut scores = vec![alone; graph.node_count()];
        let (mut found, mut reasons) = (Vec::new(), Vec::new());
        for piece in leaders(graph, self.weighted, limits)? {
            let rest = match &piece.leading {
                Ok(_) => Measured::Value(0.0),
                Err(reason) => Measured::Undefined(*reason),
            };
            piece.nodes.iter().for_each(|&node| scores[node as usize] = rest);
            match piece.leading {
                Ok(mut leading) => {
                    let vector = std::mem::take(&mut leading.principal.vector);
                    let own = self.scaled(vector, leading.value(), several)?;
                    for (&node, score) in leading.nodes.iter().zip(own) {
                        scores[node as usize] = Measured::Value(score);
                    }
                    found.push((leading.value(), leading.principal.residual));
                }
                Err(reason) => reasons.push(reason),
            }
        }
        let scores = Scores::measured(scores);
        let Some(&reason) = reasons.first().filter(|_| found.is_empty()) else {
            let value = found.iter().map(|piece| piece.0).fold(0.0, f64::max);
            let residual = found.iter().map(|piece| piece.1).fold(0.0, f64::max);
            let value = if value.is_normal() { Ok(value) } else { Err(Undefined::BEYOND) };
            let residual = Measured::Value(residual);
            return Ok(EigenvectorResult { scores, eigenvalue: value.into(), residual });
        };
        let none = Measured::Undefined(reason);
        Ok(EigenvectorResult { scores, eigenvalue: none, residual: none })
    }

    /// The scores of a piece from its eigenvector of length 1.
    fn scaled(&self, mut vector: Vec<f64>, value: f64, several: bool) -> Result<Vec<f64>> {
        if several && self.disconnected == Disconnected::UcinetLambda2 {
            let factor = value * value * sums::sum(vector.iter().copied());
            if !factor.is_normal() {
                return Err(Error::Overflow { algorithm: "Eigenvector" });
            }
            vector.iter_mut().for_each(|score| *score *= factor);
        } else {
            self.norm.apply(&mut vector);
        }
        Ok(vector)
    }
}

impl EigenvectorResult {
    fn undefined(graph: &Adjacency, reason: Undefined) -> Self {
        let none = Measured::Undefined(reason);
        let scores = Scores::measured(graph.nodes().map(|_| none));
        Self { scores, eigenvalue: none, residual: none }
    }
}
