//! What counts as the length of a tie.
use crate::adjacency::ParallelTies;
use crate::{Adjacency, ParamError, Result};
use serde::Serialize;

/// What counts as the length of a tie when paths are measured.
///
/// Weights are strengths: two cities with ten agreements are nearer to each other than two with
/// one. So a weight is *never silently a length*, as it is in NetworkX and igraph, and the default
/// counts ties. Parallel ties have been added up before (see
/// [`Adjacency::from_edges`](crate::Adjacency::from_edges)).
///
/// Lengths must be positive and finite, and so must be the sum of as many of the longest as there
/// are cities; an algorithm refuses others with an [`Error::Param`](crate::Error::Param).
///
/// ```
/// use conurbation::{Adjacency, centrality::Betweenness, paths::EdgeLength};
/// // The direct tie 0–2 is weak: by 1/weight, the way round by 1 is shorter.
/// let triangle = Adjacency::from_edges(3, [(0, 1, 4.0), (1, 2, 4.0), (0, 2, 1.0)])?;
/// let middle = |length| -> conurbation::Result<_> {
///     Ok(Betweenness::new().edge_length(length).run(&triangle)?.get(1).value())
/// };
/// assert_eq!(middle(EdgeLength::Hops)?, Some(0.0));
/// assert_eq!(middle(EdgeLength::InverseWeight { alpha: 1.0 })?, Some(1.0));
/// # Ok::<(), conurbation::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum EdgeLength {
    /// Every tie has length 1.
    #[default]
    Hops,
    /// A tie of weight `w` has length `1 / w^alpha`: the stronger, the shorter.
    ///
    /// With `alpha` 0 ties are counted, with 1 lengths are inverse weights (Newman 2001, *Phys.
    /// Rev. E* 64:016132); between them both matter (Opsahl, Agneessens, Skvoretz 2010, *Social
    /// Networks* 32:245). It must be finite and not negative.
    InverseWeight {
        /// How much the weight matters.
        alpha: f64,
    },
    /// The weight itself is the length: for networks whose weights are kilometres or hours.
    Weight,
}

impl EdgeLength {
    /// The same graph with lengths in place of weights, and without self-ties; none if ties are
    /// counted.
    pub(crate) fn lengths(self, graph: &Adjacency) -> Result<Option<Adjacency>> {
        let length: &dyn Fn(f64) -> f64 = match self {
            Self::Hops => return Ok(None),
            Self::InverseWeight { alpha } if !(alpha >= 0.0 && alpha.is_finite()) => {
                return Err(self.refuse("alpha must be finite and not negative"));
            }
            Self::InverseWeight { alpha } if alpha <= 0.0 => return Ok(None),
            Self::InverseWeight { alpha } => &move |weight| weight.powf(alpha).recip(),
            Self::Weight => &|weight| weight,
        };
        let (nodes, directed) = (graph.node_count(), graph.is_directed());
        let edges: Vec<_> =
            graph.edges().map(|(from, to, weight)| (from, to, length(weight))).collect();
        if edges.iter().any(|edge| edge.2 <= 0.0 || !(edge.2 * nodes as f64).is_finite()) {
            return Err(self.refuse("lengths must be positive and their sums finite"));
        }
        Ok(Some(Adjacency::build(nodes, directed, ParallelTies::Sum, edges)?))
    }

    /// The error of an algorithm that cannot work with these lengths.
    pub(crate) fn refuse(self, expected: &'static str) -> crate::Error {
        ParamError::new("edge_length", format!("{self:?}"), expected).into()
    }
}
