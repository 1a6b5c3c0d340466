//! How far cities are from one another.
//!
//! The weight of a tie says how strong it is, and a strong tie is no long one. What counts as the
//! length of a tie is therefore always said in words.
//!
//! | here | what it is |
//! |---|---|
//! | [`EdgeLength`] | what counts as the length of a tie |
//! | [`Distances`] | distances between all cities: eccentricities, diameter, mean, efficiency |
//! | [`Diameter`] | diameter and radius of a large network, by few searches |
//! | [`LocalEfficiency`] | how near a city's partners are to one another without it |
//! | `breadth_first` | distances in ties from one city |
//! | `many` | distances in ties from every city, many at once |
//! | `dijkstra`, `by_length` | distances in lengths from one city |
//! | `sweeps` | distances in lengths from every city, sixteen at once where ties are few |
//! | `reach` | what each city reaches, by either |
mod breadth_first;
mod by_length;
mod diameter;
mod dijkstra;
mod distances;
mod edge_length;
mod efficiency;
mod many;
mod queue;
mod reach;
mod sweeps;

pub use diameter::{Diameter, DiameterResult};
pub use distances::{Distances, DistancesResult, PieceDistances};
pub use edge_length::EdgeLength;
pub use efficiency::{LocalEfficiency, LocalEfficiencyResult};

pub(crate) use breadth_first::BreadthFirst;
pub(crate) use by_length::ByLength;
pub(crate) use dijkstra::Dijkstra;
pub(crate) use reach::{Reach, reaches};
