//! Hubs and authorities: who turns to the right cities, and whom the right cities turn to.
use super::eigenvector::Eigenvector;
use super::spectrum::{EQUAL, Limits, NO_LEADER, Piece, leaders, tied_pieces};
use super::{Convention, Norm};
use crate::{Adjacency, Measured, Node, Result, Scores, Undefined, Watch};
use serde::Serialize;

/// Hubs and authorities (HITS): a good hub gives ties to good authorities, a good authority is
/// given ties by good hubs.
///
/// `h_i = Σ_j w_ij a_j / σ` and `a_j = Σ_i w_ij h_i / σ` with the largest such `σ`: the leading
/// singular vectors of the weights. They are found in the network in which each city stands twice,
/// once as it gives and once as it is given, so that nothing goes to and fro. In an undirected
/// network both are [`Eigenvector`] centrality, also where it is bipartite and other hubs and
/// authorities would fit as well; then hubs and authorities are the same.
///
/// Not negative; each divided by a [`norm`](Self::norm), its sum unless said, as in NetworkX.
/// Cities that give no tie are no hubs and have 0 as such, cities that are given none have 0 as
/// authorities, and so do all that are not linked to the leading group by ties that share a giver
/// or a receiver. Weights count unless said and may be huge or tiny; self-ties do not count.
/// Undefined without ties ([`Undefined::NoEdges`]), in a network in pieces
/// ([`Undefined::Disconnected`]), and where several such groups have the same `σ`, within 10⁻⁹
/// ([`Undefined::Assumption`]). `O(n + m)` for each iteration, as for [`Eigenvector`] of an
/// undirected network, and `O(n + m)` memory.
///
/// Kleinberg (1999), *Journal of the ACM* 46:604.
///
/// ```
/// use conurbation::{Adjacency, centrality::Hits};
/// let arcs = Adjacency::from_arcs(4, [(0, 2, 1.0), (0, 3, 1.0), (1, 3, 1.0)])?;
/// let found = Hits::new().run(&arcs)?;
/// assert!(found.hubs.get(0).value() > found.hubs.get(1).value());
/// assert!(found.authorities.get(3).value() > found.authorities.get(2).value());
/// assert_eq!(found.hubs.get(3).value(), Some(0.0));
/// # Ok::<(), conurbation::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Hits {
    weighted: bool,
    norm: Norm,
    tolerance: f64,
    max_iterations: usize,
    #[serde(skip)]
    watch: Watch,
}

/// Hubs and authorities of a network, and how certain they are.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct HitsResult {
    /// How good a hub each city is.
    pub hubs: Scores,
    /// How good an authority each city is.
    pub authorities: Scores,
    /// The singular value `σ`.
    pub singular_value: Measured,
    /// The length of `(W a - σ h, h W - σ a)` over that of `σ (h, a)`, at most the tolerance.
    pub residual: Measured,
}

impl Default for Hits {
    fn default() -> Self {
        Self {
            weighted: true,
            norm: Norm::Sum,
            tolerance: Self::DEFAULT_TOLERANCE,
            max_iterations: Self::DEFAULT_MAX_ITERATIONS,
            watch: Watch::new(),
        }
    }
}

impl Hits {
    /// The residual, 10⁻¹³.
    pub const DEFAULT_TOLERANCE: f64 = 1e-13;
    /// That of [`Eigenvector`].
    pub const DEFAULT_MAX_ITERATIONS: usize = Eigenvector::DEFAULT_MAX_ITERATIONS;

    /// The default parameters.
    pub fn new() -> Self {
        Self::default()
    }

    /// Follows a tool: NetworkX has sum 1, igraph maximum 1. UCINET leaves it as it is set.
    pub fn like(self, convention: Convention) -> Self {
        match convention {
            Convention::NetworkX => self.norm(Norm::Sum),
            Convention::Igraph => self.norm(Norm::Maximum),
            Convention::Ucinet => self,
        }
    }

    /// Sets whether weights count; they do unless said.
    pub fn weighted(mut self, weighted: bool) -> Self {
        self.weighted = weighted;
        self
    }

    /// Sets what hubs are divided by, and authorities; their sum unless said.
    pub fn norm(mut self, norm: Norm) -> Self {
        self.norm = norm;
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

    /// Computes how good a hub and an authority each city is.
    ///
    /// # Errors
    /// [`Error::Param`](crate::Error::Param) for a parameter outside its range;
    /// [`Error::TooLarge`](crate::Error::TooLarge) for 2³¹ cities or more;
    /// [`Error::NotConverged`](crate::Error::NotConverged) if the tolerance is not met in
    /// `max_iterations`; [`Error::Cancelled`](crate::Error::Cancelled).
    pub fn run(&self, graph: impl AsRef<Adjacency>) -> Result<HitsResult> {
        self.limits().check()?;
        self.compute(graph.as_ref())
    }

    fn limits(&self) -> Limits<'_> {
        Limits {
            algorithm: "Hits",
            tolerance: self.tolerance,
            max_iterations: self.max_iterations,
            watch: &self.watch,
        }
    }

    fn compute(&self, graph: &Adjacency) -> Result<HitsResult> {
        let n = graph.node_count();
        let none = |reason| {
            let none = Measured::Undefined(reason);
            let all = Scores::measured(graph.nodes().map(|_| none));
            HitsResult { hubs: all.clone(), authorities: all, singular_value: none, residual: none }
        };
        match tied_pieces(graph).len() {
            0 => return Ok(none(Undefined::NoEdges)),
            1 => {}
            _ => return Ok(none(Undefined::Disconnected)),
        }
        let twice = if graph.is_directed() { Some(giving_and_given(graph)?) } else { None };
        let pieces = leaders(twice.as_ref().unwrap_or(graph), self.weighted, &self.limits())?;
        let leading = match leader(pieces) {
            Ok(leading) => leading,
            Err(reason) => return Ok(none(reason)),
        };
        let (mut hubs, mut authorities) = (vec![0.0; n], vec![0.0; n]);
        for (&node, &score) in leading.nodes.iter().zip(&leading.principal.vector) {
            let node = node as usize;
            if node < n { hubs[node] = score } else { authorities[node - n] = score }
        }
        if twice.is_none() {
            authorities.clone_from(&hubs);
        }
        self.norm.apply(&mut hubs);
        self.norm.apply(&mut authorities);
        let value = leading.value();
        let value = if value.is_normal() { Ok(value) } else { Err(Undefined::BEYOND) };
        Ok(HitsResult {
            hubs: Scores::new(hubs),
            authorities: Scores::new(authorities),
            singular_value: value.into(),
            residual: Measured::Value(leading.principal.residual),
        })
    }
}

/// The undirected network in which city `i` stands as `i` where it gives and as `n + i` where it is
/// given.
fn giving_and_given(graph: &Adjacency) -> Result<Adjacency> {
    let n = graph.node_count();
    let given = |node: Node| (n + node as usize) as Node;
    Adjacency::from_edges(2 * n, graph.edges().map(|(from, to, weight)| (from, given(to), weight)))
}

/// The piece of the largest eigenvalue, if there is but one.
fn leader(pieces: Vec<Piece>) -> Result<super::spectrum::Leading, Undefined> {
    let mut found = Vec::new();
    for piece in pieces {
        let leading = piece.leading?;
        found.push((leading.principal.value.ln() + leading.unit.ln(), leading));
    }
    let largest = found.iter().map(|piece| piece.0).fold(f64::NEG_INFINITY, f64::max);
    found.retain(|piece| piece.0 >= largest - EQUAL);
    match (found.pop(), found.is_empty()) {
        (Some((_, leading)), true) => Ok(leading),
        _ => Err(NO_LEADER),
    }
}
