//! Whether ties stay within groups or cross their borders.
use crate::{Adjacency, Measured, ParamError, Result, Undefined, sums};
use serde::Serialize;

/// Mixing: whether cooperation stays within groups of cities, such as provinces, or crosses their
/// borders.
///
/// With `E` the weight of ties between groups and `I` that of ties within, the E-I index is
/// `(E - I) / (E + I)`, and the external share `E / (E + I)`: for provinces, the share of
/// cooperation that is cross-province. Groups of unequal size have more pairs between than within,
/// so 0 is *not* the neutral value of the index: if all pairs were equally likely to be tied it
/// would be `1 - 2h`, where `h = Σ g (g-1) / (n (n-1))` over the sizes `g` of groups is the share
/// of pairs within.
///
/// An undirected tie counts once, in a directed network each arc. Self-ties do not count, and
/// weights may be huge or tiny. Undefined are networks of fewer than two cities
/// ([`Undefined::TooFewCities`]) or of a single group ([`Undefined::Vacuous`]), and without ties
/// index and share ([`Undefined::NoEdges`]). `O(n log n + m)`.
///
/// Krackhardt & Stern (1988), *Social Psychology Quarterly* 51:123.
///
/// ```
/// use conurbation::{Adjacency, structure::Mixing};
/// let path = Adjacency::from_edges(4, [(0, 1, 2.0), (1, 2, 1.0), (2, 3, 1.0)])?;
/// let mixing = Mixing::new(&[7, 7, 8, 8]).run(&path)?;
/// assert_eq!(mixing.ei.value(), Some(-0.5));
/// assert_eq!(mixing.external_share.value(), Some(0.25));
/// assert_eq!(mixing.expected.value(), Some(1.0 - 2.0 * 4.0 / 12.0));
/// # Ok::<(), conurbation::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Mixing {
    groups: Vec<u32>,
}

/// How ties mix the groups.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[non_exhaustive]
pub struct MixingResult {
    /// The E-I index, from -1 (all within) to 1 (all between).
    pub ei: Measured,
    /// What the index would be if all pairs were equally likely to be tied.
    pub expected: Measured,
    /// The share of the weight of ties that is between groups, from 0 to 1.
    pub external_share: Measured,
}

impl Mixing {
    /// Mixing of these groups: a label for each city, in order; any numbers.
    pub fn new(groups: &[u32]) -> Self {
        Self { groups: groups.to_vec() }
    }

    /// Computes index, expectation and share.
    ///
    /// # Errors
    /// [`Error::Param`](crate::Error::Param) if there is not one label for each city.
    pub fn run(&self, graph: impl AsRef<Adjacency>) -> Result<MixingResult> {
        self.compute(graph.as_ref())
    }

    fn compute(&self, graph: &Adjacency) -> Result<MixingResult> {
        check_labels("Mixing::new", &self.groups, graph)?;
        let pairs_within = self.share_of_pairs_within();
        let weights = pairs_within.and_then(|_| self.weights(graph));
        Ok(MixingResult {
            ei: weights.map(|(between, within)| (between - within) / (between + within)).into(),
            expected: pairs_within.map(|share| 1.0 - 2.0 * share).into(),
            external_share: weights.map(|(between, within)| between / (between + within)).into(),
        })
    }

    /// The share of pairs of cities that are of one group.
    fn share_of_pairs_within(&self) -> Result<f64, Undefined> {
        let n = self.groups.len() as f64;
        if n < 2.0 {
            return Err(Undefined::TooFewCities { need: 2 });
        }
        let mut sorted = self.groups.clone();
        sorted.sort_unstable();
        if sorted.first() == sorted.last() {
            return Err(Undefined::Vacuous);
        }
        let sizes = sorted.chunk_by(|a, b| a == b).map(|group| group.len() as f64);
        Ok(sizes.map(|size| size * (size - 1.0)).sum::<f64>() / (n * (n - 1.0)))
    }

    /// The weight of ties between groups and within.
    fn weights(&self, graph: &Adjacency) -> Result<(f64, f64), Undefined> {
        if graph.edge_count() == 0 {
            return Err(Undefined::NoEdges);
        }
        let unit = sums::unit(graph.edges().map(|(_, _, weight)| weight));
        let (mut between, mut within) = (0.0, 0.0);
        for (from, to, weight) in graph.edges() {
            let same = self.groups[from as usize] == self.groups[to as usize];
            let side = if same { &mut within } else { &mut between };
            *side += weight / unit;
        }
        Ok((between, within))
    }
}

/// An error unless there is one label for each node.
pub(crate) fn check_labels(
    setter: &'static str,
    labels: &[u32],
    graph: &Adjacency,
) -> Result<(), ParamError> {
    if labels.len() == graph.node_count() {
        return Ok(());
    }
    let found = format!("{} labels for {} cities", labels.len(), graph.node_count());
    Err(ParamError::new(setter, found, "one label for each city"))
}
