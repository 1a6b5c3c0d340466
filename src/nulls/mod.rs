//! What chance would do: networks, tables and labels redrawn under a null hypothesis.
//!
//! A null says what of the data is taken as given (degrees, both margins of a table, distances,
//! borders) and draws everything else anew. Each is a small struct of parameters; `prepare` checks
//! them, fits what there is to fit, and gives a null for one network, or the reason why the
//! question has no answer there. Its `draw(replicate)` depends on the seed and the number of the
//! replicate alone, so draws may be made in any order and on any number of threads.
//!
//! | here | what it keeps | what it answers |
//! |---|---|---|
//! | [`DegreePreserving`] | the number of partners of each city | does a pattern need more than some cities having many partners |
//! | [`MaxEntropy`] | the strength of each city | what ties strengths alone lead to expect |
//! | [`Curveball`] | the events of each city and the size of each event | do cities meet more often than busy cities in big events must |
//! | [`DistanceBands`] | how much weight lies at which distance | does a pattern need more than proximity, among cities of like activity |
//! | [`DegreeDistance`] | both degrees and distances, on average | does it need more than proximity and activity |
//! | [`BorderSwap`] | contiguous provinces of the same size | is it these borders, or any borders |
mod border_swap;
mod curveball;
mod degree_distance;
mod degree_preserving;
mod distance_bands;
mod distances;
mod fit;
mod incidence;
mod margins;
mod max_entropy;
mod pairs;
mod provinces;
mod switches;
mod trades;
mod unique;

pub use border_swap::{BorderSwap, BorderSwapNull};
pub use curveball::{Curveball, CurveballNull};
pub use degree_distance::{DegreeDistance, DegreeDistanceNull};
pub use degree_preserving::{DegreePreserving, DegreePreservingNull, Method, Redrawn};
pub use distance_bands::{DistanceBands, DistanceBandsNull};
pub use distances::Distances;
pub use incidence::Incidence;
pub use max_entropy::{Blocks, MaxEntropy, MaxEntropyResult};

pub(crate) use max_entropy::block_labels;
