//! What each city reaches, and how far it is.
use super::{EdgeLength, many, sweeps};
use crate::adjacency::ParallelTies;
use crate::centrality::Direction;
use crate::{Adjacency, Result, Watch};
use std::borrow::Cow;

/// What a city reaches: how many others, the sum of their distances and of the inverses, and the
/// distance of the farthest.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Reach {
    pub(crate) count: usize,
    pub(crate) sum: f64,
    pub(crate) inverse: f64,
    pub(crate) farthest: f64,
}

impl Reach {
    /// `count` more cities, all at one distance.
    pub(super) fn add(&mut self, count: usize, distance: f64) {
        self.count += count;
        self.sum += count as f64 * distance;
        self.inverse += count as f64 / distance;
        self.farthest = self.farthest.max(distance);
    }
}

/// What all cities reach.
pub(crate) struct Reaches {
    /// For each city.
    pub(crate) each: Vec<Reach>,
    /// The number of ordered pairs at each number of ties, from 1; none if ties have lengths.
    pub(crate) pairs: Vec<u64>,
}

/// What each city reaches over ties of a direction. `O(n m)`, with lengths
/// `O(n (n + m) log n)`; the same bits for any number of threads.
pub(crate) fn reaches(
    graph: &Adjacency,
    edge_length: EdgeLength,
    direction: Direction,
    watch: &Watch,
) -> Result<Reaches> {
    let Some(lengths) = edge_length.lengths(graph)? else {
        let graph = followed(graph, direction)?;
        let step = |reach: &mut Reach, distance, count| {
            reach.add(count as usize, f64::from(distance));
        };
        let (each, pairs) = many::from_all(&graph, watch, step)?;
        return Ok(Reaches { each, pairs });
    };
    let lengths = followed(&lengths, direction)?;
    let each = sweeps::from_all(&lengths, watch)?;
    Ok(Reaches { each, pairs: Vec::new() })
}

/// The graph whose arcs are followed; of two ties of a pair the lighter counts.
pub(super) fn followed(graph: &Adjacency, direction: Direction) -> Result<Cow<'_, Adjacency>> {
    Ok(match direction {
        Direction::In if graph.is_directed() => Cow::Owned(graph.reverse()),
        Direction::Both => graph.undirected(ParallelTies::Min)?,
        Direction::In | Direction::Out => Cow::Borrowed(graph),
    })
}
