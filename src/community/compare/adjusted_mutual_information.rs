//! How much one division tells of another beyond chance.
use super::{Contingency, Normalization, compared};
use crate::{ParamError, Undefined};
use serde::Serialize;

/// Adjusted mutual information: how much of what one division of cities says can be read from the
/// other, beyond what labels dealt at random would tell.
///
/// `AMI = (I − E[I]) / (D − E[I])`, with the mutual information `I` and its mean `E[I]` over all ways
/// to deal the groups, of the sizes they have, to the cities; `D` is a mean of both entropies by
/// [`normalization`](Self::normalization), arithmetic unless said, as in scikit-learn. 1 for the same
/// divisions, 0 on average by chance, and a little below 0 where there is less than chance.
///
/// The measure of choice for divisions of unlike or many groups. The same divisions have 1, also if
/// both are trivial: one single group, or each city alone. A trivial one beside another has 0; where
/// the denominator is 0, as by [`Normalization::Min`] then, undefined ([`Undefined::Vacuous`]). No
/// city: [`Undefined::TooFewCities`]. `O(n log n + R C √n)` for `R` and `C` different sizes of groups.
///
/// Vinh, Epps & Bailey (2010), *J. Machine Learning Research* 11:2837.
///
/// ```
/// use conurbation::{community::compare::AdjustedMutualInformation, statistics::Permutation};
/// let provinces = [0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2];
/// let found = [5, 5, 5, 5, 7, 7, 7, 7, 9, 9, 9, 7]; // one city is elsewhere
/// let ami = AdjustedMutualInformation::new();
/// let value = ami.run(found, provinces)?.value().unwrap();
/// assert!(value > 0.7 && value < 1.0);
/// let test = ami.test(found, provinces, &Permutation::new())?.value().unwrap();
/// assert!(test.exact && test.p < 0.001);
/// # Ok::<(), conurbation::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Default, Serialize)]
pub struct AdjustedMutualInformation {
    normalization: Normalization,
}

impl AdjustedMutualInformation {
    /// Against the arithmetic mean of both entropies.
    pub fn new() -> Self {
        Self::default()
    }

    /// Sets what stands for the largest information there could be: any but
    /// [`Normalization::Joint`], which is no bound that chance leaves as it is.
    pub fn normalization(mut self, normalization: Normalization) -> Self {
        self.normalization = normalization;
        self
    }

    compared!(Greater, "alike");

    fn check(&self) -> Result<(), ParamError> {
        if self.normalization == Normalization::Joint {
            let expected = "min, geometric, arithmetic or max";
            return Err(ParamError::new("normalization", "joint", expected));
        }
        Ok(())
    }

    fn of(&self, table: &Contingency) -> Result<f64, Undefined> {
        if table.cities == 0 {
            return Err(Undefined::TooFewCities { need: 1 });
        }
        if table.is_same() {
            return Ok(1.0);
        }
        let is_trivial = |groups: usize| groups == 1 || groups == table.cities;
        if is_trivial(table.first.len()) || is_trivial(table.second.len()) {
            // It tells as much whoever has which label; by the smaller entropy that is all.
            let empty = self.normalization == Normalization::Min;
            return if empty { Err(Undefined::Vacuous) } else { Ok(0.0) };
        }
        let expected = table.expected_information();
        let most = self.normalization.of(table);
        Ok(((table.mutual_information() - expected) / (most - expected)).min(1.0))
    }
}
