//! The quadratic assignment procedure.
use super::association::Association;
use super::relation::Relation;
use super::symmetries::ln_symmetries;
use crate::statistics::{Permutation, PermutationTest};
use crate::{Measured, Result, Undefined};
use serde::Serialize;

/// QAP correlation: whether cities that have much of one relation have much of another, such as
/// cooperation and similarity, and how often chance does as much.
///
/// Each two cities count once, or each way if one relation is directed. Chance gives the cities of
/// the second relation to each other's places, rows and columns together, so that what cities have
/// in themselves (some are busy, some remote) stays as it is: the correlation of pairs has no usable
/// p of its own, since pairs share cities. Of up to eight cities all orders are counted.
///
/// Cities that can be exchanged without a difference, such as those of one province in a relation
/// of provinces, make fewer orders differ. The smallest p there can be heeds that: of two provinces
/// of three cities each it is 0.1, not 1/720.
///
/// Undefined below three cities ([`Undefined::TooFewCities`]), if all numbers of a relation are equal
/// ([`Undefined::ZeroVariance`]), for Jaccard if nothing is related ([`Undefined::NoEdges`]), and as
/// [`Permutation::matrices`] is. Numbers may be huge or tiny. Preparation `O(n²)`, Pearson,
/// Spearman and Jaccard `O(m)` for each order, with `m` the pairs that the sparser relation has above
/// its smallest number; γ `O(n² log n)`.
///
/// Mantel (1967), *Cancer Research* 27:209; Hubert & Schultz (1976), *British Journal of Mathematical
/// and Statistical Psychology* 29:190; Krackhardt (1988), *Social Networks* 10:359.
///
/// ```
/// use conurbation::{Adjacency, statistics::Permutation, structure::{Qap, Relation}};
/// let ties = [(0, 1, 3.0), (0, 2, 2.0), (0, 5, 1.0), (1, 2, 2.0), (1, 4, 1.0), (2, 3, 1.0),
///     (3, 4, 2.0), (3, 5, 3.0), (4, 5, 2.0)];
/// let ties = Relation::ties(&Adjacency::from_edges(6, ties)?)?;
/// let provinces = Relation::same_group(&[0, 0, 0, 1, 1, 1])?;
/// let engine = Permutation::new().alpha(0.25);
/// let test = Qap::new().permutation(engine).run(&ties, &provinces)?.value().unwrap();
/// assert!((test.statistic - 0.9011).abs() < 1e-4);
/// assert!((test.attainable - 0.2).abs() < 1e-12); // two-sided: no test of 3 + 3 cities does better
/// # Ok::<(), conurbation::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Default, Serialize)]
pub struct Qap {
    association: Association,
    permutation: Permutation,
}

impl Qap {
    /// Pearson's correlation, tested on two sides.
    pub fn new() -> Self {
        Self::default()
    }

    /// Sets how it is measured that relations go together.
    pub fn association(mut self, association: Association) -> Self {
        self.association = association;
        self
    }

    /// Sets how chance is drawn and what counts as extreme.
    pub fn permutation(mut self, permutation: Permutation) -> Self {
        self.permutation = permutation;
        self
    }

    /// The association of two relations, without a test.
    ///
    /// # Errors
    /// [`Error::Param`](crate::Error::Param) if the relations are not of the same number of cities.
    pub fn measure(&self, a: &Relation, b: &Relation) -> Result<Measured> {
        b.check("Qap::measure", a.city_count())?;
        if a.city_count() < 3 {
            return Ok(Measured::Undefined(Undefined::TooFewCities { need: 3 }));
        }
        let order: Vec<u32> = (0..a.city_count() as u32).collect();
        let kernel = Measured::from(self.association.kernel(a, b));
        Ok(kernel.and_then(|kernel| kernel.of(&order)))
    }

    /// The association of two relations, and its test.
    ///
    /// # Errors
    /// As [`measure`](Self::measure), and those of the [`Permutation`].
    pub fn run(&self, a: &Relation, b: &Relation) -> Result<Measured<PermutationTest>> {
        b.check("Qap::run", a.city_count())?;
        if a.city_count() < 3 {
            return Ok(Measured::Undefined(Undefined::TooFewCities { need: 3 }));
        }
        let kernel = match self.association.kernel(a, b) {
            Ok(kernel) => kernel,
            Err(reason) => return Ok(Measured::Undefined(reason)),
        };
        let alike = ln_symmetries(a).max(ln_symmetries(b));
        self.permutation.orders(a.city_count(), alike, |order| kernel.of(order))
    }
}
