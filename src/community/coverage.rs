//! How much stays within, and how much crosses.
use super::Partition;
use super::potts::weights;
use crate::structure::check_labels;
use crate::{Adjacency, Measured, Result, Undefined, sums};
use serde::Serialize;

/// Coverage: the share of cooperation that stays within groups.
///
/// `Σ_c w_c / m`, from 0 to 1; 1 for a single group, so it says nothing of how good a division is.
/// NetworkX's `partition_quality` counts ties and self-ties; weights count here, and self-ties do
/// not. Undefined without ties ([`Undefined::NoEdges`]). `O(n + m)`.
///
/// Fortunato (2010), *Physics Reports* 486:75.
///
/// ```
/// use conurbation::{Adjacency, community::Coverage};
/// let path = Adjacency::from_edges(3, [(0, 1, 3.0), (1, 2, 1.0)])?;
/// assert_eq!(Coverage::new(&[0, 0, 1]).run(&path)?.value(), Some(0.75));
/// # Ok::<(), conurbation::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Coverage {
    labels: Vec<u32>,
}

/// Conductance: the share of a group's cooperation that crosses its border, on average over groups.
///
/// That of one group is `external / min(volume, volume of the rest)`, with a volume of
/// `2 internal + external`; see [`Community`](super::Community), which has it for each group.
/// From 0, groups apart, to 1. Groups without ties have none and stay out of the mean. Undefined if
/// no group has any, as in a network of a single group ([`Undefined::Vacuous`]) or without ties
/// ([`Undefined::NoEdges`]). `O(n log n + m)`.
///
/// Kannan, Vempala, Vetta (2004), *Journal of the ACM* 51:497.
///
/// ```
/// use conurbation::{Adjacency, community::Conductance};
/// let path = Adjacency::from_edges(4, [(0, 1, 1.0), (1, 2, 1.0), (2, 3, 1.0)])?;
/// let mean = Conductance::new(&[0, 0, 1, 1]).run(&path)?.value().unwrap();
/// assert!((mean - 1.0 / 3.0).abs() < 1e-12);
/// # Ok::<(), conurbation::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Conductance {
    labels: Vec<u32>,
}

impl Coverage {
    /// Coverage by this division: a label for each city, in order; any numbers.
    pub fn new(labels: &[u32]) -> Self {
        Self { labels: labels.to_vec() }
    }

    /// Computes the coverage.
    ///
    /// # Errors
    /// [`Error::Param`](crate::Error::Param) if there is not one label for each city.
    pub fn run(&self, graph: impl AsRef<Adjacency>) -> Result<Measured> {
        let graph = graph.as_ref();
        check_labels("Coverage::new", &self.labels, graph)?;
        if graph.edge_count() == 0 {
            return Ok(Measured::Undefined(Undefined::NoEdges));
        }
        let unit = sums::unit(graph.edges().map(|tie| tie.2));
        let (within, total) = weights(&self.labels, graph, unit);
        Ok(Measured::Value(within / total))
    }
}

impl Conductance {
    /// Conductance of this division: a label for each city, in order; any numbers.
    pub fn new(labels: &[u32]) -> Self {
        Self { labels: labels.to_vec() }
    }

    /// Computes the mean conductance.
    ///
    /// # Errors
    /// [`Error::Param`](crate::Error::Param) if there is not one label for each city; those of
    /// [`Partition::summary`].
    pub fn run(&self, graph: impl AsRef<Adjacency>) -> Result<Measured> {
        let graph = graph.as_ref();
        check_labels("Conductance::new", &self.labels, graph)?;
        if graph.edge_count() == 0 {
            return Ok(Measured::Undefined(Undefined::NoEdges));
        }
        let summary = Partition::new(&self.labels).summary(graph)?;
        let each: Vec<f64> = summary.iter().filter_map(|one| one.conductance.value()).collect();
        if each.is_empty() {
            return Ok(Measured::Undefined(Undefined::Vacuous));
        }
        Ok(Measured::Value(sums::sum(each.iter().copied()) / each.len() as f64))
    }
}
