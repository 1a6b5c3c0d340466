//! Which ties of a directed network count.
use serde::Serialize;

/// Which ties of a city count in a directed network; in an undirected one all do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Direction {
    /// Those it has and those others have to it.
    #[default]
    Both,
    /// Those others have to it.
    In,
    /// Those it has to others.
    Out,
}
