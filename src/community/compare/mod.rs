//! How alike two divisions of the same cities are: two runs, two years, detected communities beside
//! provinces or declared circles.
//!
//! | here | what it says | range | by chance |
//! |---|---|---|---|
//! | [`AdjustedMutualInformation`] | how much one tells of the other beyond chance | at most 1 | 0 on average |
//! | [`NormalizedMutualInformation`] | how much one tells of the other | 0 to 1 | above 0, the more so the more groups |
//! | [`AdjustedRandIndex`] | on how many pairs of cities they agree beyond chance | at most 1 | 0 on average |
//! | [`VariationOfInformation`] | how much is to be learned to go from one to the other | from 0 | |
//! | [`SplitJoin`] | how many cities would have to change | from 0 | |
//! | [`Purity`] | which share of each group is of one kind | above 0, to 1 | |
//! | [`ElementCentric`] | how alike the companions of each city are | 0 to 1 | above 0 |
//! | [`OverlappingNmi`] | the same as mutual information, for circles that overlap | 0 to 1 | |
//! | [`OmegaIndex`] | the same as the Rand index, for circles that overlap | at most 1 | 0 on average |
//!
//! A division is a list of labels, one for each city, any numbers: what a group is called never
//! matters, and neither does the order of cities, to the last bit. Circles that may overlap are a
//! [`Cover`]. Values that chance gives are far from 0 for some of these, so each has a `test` that
//! says how often labels dealt to the cities at random are as alike.
mod adjusted_mutual_information;
mod adjusted_rand;
mod contingency;
mod cover;
mod element_centric;
mod information;
mod normalized_mutual_information;
mod omega;
mod overlapping_nmi;
mod purity;
mod split_join;
mod variation_of_information;

pub use adjusted_mutual_information::AdjustedMutualInformation;
pub use adjusted_rand::AdjustedRandIndex;
pub use cover::Cover;
pub use element_centric::{ElementCentric, ElementCentricResult};
pub use information::Normalization;
pub use normalized_mutual_information::NormalizedMutualInformation;
pub use omega::OmegaIndex;
pub use overlapping_nmi::{OverlappingNmi, OverlappingVariant};
pub use purity::{Purity, PurityResult};
pub use split_join::{SplitJoin, SplitJoinResult};
pub use variation_of_information::VariationOfInformation;

pub(crate) use contingency::Contingency;

impl AsRef<[u32]> for super::Partition {
    fn as_ref(&self) -> &[u32] {
        self.labels()
    }
}

/// `run` and `test` of what two lists of labels give one number to.
macro_rules! compared {
    ($alternative:ident, $like:literal) => {
        /// Compares two divisions: a label for each city in each.
        ///
        /// # Errors
        /// [`Error::Param`](crate::Error::Param) if one has more labels than the other, or for a
        /// parameter outside its range.
        pub fn run(
            &self,
            first: impl AsRef<[u32]>,
            second: impl AsRef<[u32]>,
        ) -> $crate::Result<$crate::Measured> {
            self.check()?;
            Ok(self.of(&Contingency::new(first.as_ref(), second.as_ref())?).into())
        }

        #[doc = concat!("How often labels of the first dealt to the cities at random are as ", $like)]
        /// as found; `permutation` says how many times they are dealt. The groups keep their sizes.
        ///
        /// # Errors
        /// As [`run`](Self::run), and as
        /// [`Permutation::labels`](crate::statistics::Permutation::labels).
        pub fn test(
            &self,
            first: impl AsRef<[u32]>,
            second: impl AsRef<[u32]>,
            permutation: &$crate::statistics::Permutation,
        ) -> $crate::Result<$crate::Measured<$crate::statistics::PermutationTest>> {
            self.check()?;
            let (first, second) = (first.as_ref(), second.as_ref());
            Contingency::new(first, second)?;
            let alternative = $crate::statistics::Alternative::$alternative;
            let permutation = permutation.clone().alternative(alternative);
            permutation.labels(first, |labels| match Contingency::new(labels, second) {
                Ok(table) => self.of(&table).into(),
                Err(_) => $crate::Measured::Undefined($crate::Undefined::Vacuous),
            })
        }
    };
}
use compared;
