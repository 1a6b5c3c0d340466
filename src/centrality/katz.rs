//! Katz centrality: how many ways lead to a city, long ones counting less.
use super::spectrum::{Limits, Rows, radius, too_large, walks};
use super::{Convention, Norm};
use crate::{Adjacency, Measured, ParamError, Result, Scores, Undefined, Watch};
use serde::Serialize;

/// Katz centrality: on how many ways a city is reached from others, a way of `k` ties counting
/// `α^k` times the product of its weights.
///
/// `x_j = α Σ_i x_i w_ij + β`: in a directed network a city has it from the ties it is *given*, as
/// in NetworkX; for the other direction use [`reverse`](Adjacency::reverse). `α` must be below
/// `1 / λ`, with `λ` the largest eigenvalue of the weights, else the sum has no end. Unless given
/// it is 0.9 divided by an upper bound of `λ`: the smallest of the largest strength out, the
/// largest strength in, and `√(max_j Σ_i w_ij s_i)`. So if all weights are multiplied by a number
/// nothing changes.
///
/// At least `β` unless divided by a [`norm`](Self::norm); a city that is given no tie has `β`. All
/// networks have scores, also those in pieces and those without ties, where all have `β`. Self-ties
/// do not count. `O(n + m)` memory, and the same time for each of about
/// `log(tolerance) / (2 log(α λ))` iterations.
///
/// Katz (1953), *Psychometrika* 18:39.
///
/// ```
/// use conurbation::{Adjacency, centrality::Katz};
/// let chain = Adjacency::from_arcs(3, [(0, 1, 1.0), (1, 2, 1.0)])?;
/// let found = Katz::new().alpha(0.5).run(&chain)?;
/// let scores: Vec<_> = found.scores.iter().filter_map(|score| score.value()).collect();
/// assert_eq!(scores, [1.0, 1.5, 1.75]);
/// # Ok::<(), conurbation::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Katz {
    alpha: Option<f64>,
    beta: f64,
    weighted: bool,
    norm: Option<Norm>,
    tolerance: f64,
    max_iterations: usize,
    #[serde(skip)]
    watch: Watch,
}

/// Katz centrality of every city, and how certain it is.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct KatzResult {
    /// The score of every city.
    pub scores: Scores,
    /// The `α` used; without ties undefined unless it was given.
    pub alpha: Measured,
    /// How far each score may be from the true one, as a share of it, but for the rounding of
    /// single sums.
    pub error: f64,
}

impl Default for Katz {
    fn default() -> Self {
        Self {
            alpha: None,
            beta: 1.0,
            weighted: true,
            norm: None,
            tolerance: Self::DEFAULT_TOLERANCE,
            max_iterations: Self::DEFAULT_MAX_ITERATIONS,
            watch: Watch::new(),
        }
    }
}

impl Katz {
    /// The share of the largest possible `α` that is taken, 0.9, or less as `λ` is only bounded.
    pub const DEFAULT_SHARE: f64 = 0.9;
    /// The error of each score, 10⁻¹² of it.
    pub const DEFAULT_TOLERANCE: f64 = 1e-12;
    /// Enough for an `α` of 0.9997 of the largest possible.
    pub const DEFAULT_MAX_ITERATIONS: usize = 100_000;

    /// The default parameters.
    pub fn new() -> Self {
        Self::default()
    }

    /// Follows a tool: NetworkX takes `α` 0.1 and divides by the length of the vector. The others
    /// have no number of their own, and nothing changes: UCINET asks for `α`, igraph for Python has
    /// no Katz centrality.
    pub fn like(self, convention: Convention) -> Self {
        match convention {
            Convention::NetworkX => self.alpha(0.1).norm(Norm::Euclidean),
            Convention::Ucinet | Convention::Igraph => self,
        }
    }

    /// Sets what each further tie of a way counts; from 0 up to, not including, `1 / λ`.
    pub fn alpha(mut self, alpha: f64) -> Self {
        self.alpha = Some(alpha);
        self
    }

    /// Sets what each city has for itself; positive, 1 unless said.
    pub fn beta(mut self, beta: f64) -> Self {
        self.beta = beta;
        self
    }

    /// Sets whether weights count; they do unless said.
    pub fn weighted(mut self, weighted: bool) -> Self {
        self.weighted = weighted;
        self
    }

    /// Divides the scores; they are left as they are unless said.
    pub fn norm(mut self, norm: Norm) -> Self {
        self.norm = Some(norm);
        self
    }

    /// Sets how far each score may be from the true one, as a share of it; positive.
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
    /// [`Error::Param`](crate::Error::Param) for a parameter outside its range, with `1 / λ` if it
    /// is `α`; [`Error::NotConverged`](crate::Error::NotConverged) if the tolerance is not met in
    /// `max_iterations`, or is beyond what floats can hold so near to `1 / λ`;
    /// [`Error::Overflow`](crate::Error::Overflow); [`Error::Cancelled`](crate::Error::Cancelled).
    pub fn run(&self, graph: impl AsRef<Adjacency>) -> Result<KatzResult> {
        self.check()?;
        self.compute(graph.as_ref())
    }

    fn limits(&self) -> Limits<'_> {
        Limits {
            algorithm: "Katz",
            tolerance: self.tolerance,
            max_iterations: self.max_iterations,
            watch: &self.watch,
        }
    }

    fn check(&self) -> Result<(), ParamError> {
        if let Some(alpha) = self.alpha.filter(|alpha| !(*alpha >= 0.0 && alpha.is_finite())) {
            return Err(ParamError::new("alpha", alpha, "from 0 up to, not including, 1/λ"));
        }
        if !(self.beta > 0.0 && self.beta.is_finite()) {
            return Err(ParamError::new("beta", self.beta, "positive and finite"));
        }
        self.limits().check()
    }

    fn compute(&self, graph: &Adjacency) -> Result<KatzResult> {
        let rows = Rows::new(graph, false, self.weighted);
        let (unit, bound) = (rows.unit(), rows.bound());
        let limits = self.limits();
        let no_ties = graph.edge_count() == 0;
        let factor = match self.alpha {
            _ if no_ties => 0.0,
            Some(alpha) => alpha * unit,
            None => Self::DEFAULT_SHARE / bound,
        };
        if factor * bound >= 1.0 {
            let largest = radius(graph, &rows, self.weighted, &limits)?;
            if factor * largest >= 1.0 {
                let alpha = self.alpha.unwrap_or(factor / unit);
                return Err(too_large("alpha", alpha, 1.0 / largest / unit).into());
            }
        }
        let found = walks(&rows, factor, &limits)?;
        let mut scores = found.sums;
        match self.norm {
            Some(norm) if !scores.is_empty() => norm.apply(&mut scores),
            _ => scores.iter_mut().for_each(|score| *score *= self.beta),
        }
        if scores.iter().any(|score| !score.is_finite()) {
            return Err(crate::Error::Overflow { algorithm: "Katz" });
        }
        let alpha = match self.alpha {
            Some(alpha) => Ok(alpha),
            None if no_ties => Err(Undefined::NoEdges),
            None => Some(factor / unit).filter(|it| it.is_normal()).ok_or(Undefined::BEYOND),
        };
        Ok(KatzResult { scores: Scores::new(scores), alpha: alpha.into(), error: found.error })
    }
}
