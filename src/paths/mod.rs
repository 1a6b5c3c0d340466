//! How far cities are from one another.
//!
//! The weight of a tie says how strong it is, and a strong tie is no long one. What counts as the
//! length of a tie is therefore always said in words.
//!
//! | here | what it is |
//! |---|---|
//! | [`EdgeLength`] | what counts as the length of a tie |
//! | `breadth_first` | distances in ties from one city |
//! | `dijkstra` | distances in lengths from one city |
mod breadth_first;
mod dijkstra;
mod edge_length;
mod queue;

pub use edge_length::EdgeLength;

pub(crate) use breadth_first::BreadthFirst;
pub(crate) use dijkstra::Dijkstra;
pub(crate) use queue::Queue;
