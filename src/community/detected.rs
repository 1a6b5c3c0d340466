//! What a search for communities found.
use super::Partition;
use super::search::{Found, Problem};
use crate::{Measured, Undefined};
use serde::Serialize;

/// Communities that a search found.
///
/// A high quality proves nothing: networks drawn at random have divisions of a high quality too.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Detected {
    /// The communities.
    pub partition: Partition,
    /// Their quality, worked out anew in the end; undefined where the network cannot settle what
    /// is expected: without ties every city is alone then.
    pub quality: Measured,
    /// The divisions on the way there, the finest first. They are steps of the search and depend
    /// on chance, not circles within circles.
    pub levels: Vec<Partition>,
    /// How often the search began anew from what it found.
    pub iterations: usize,
    /// Whether the last time changed nothing.
    pub stable: bool,
    /// The largest part of a weight that is lost or gained by counting weights in whole multiples
    /// of the smallest unit, for which their sum is below 2⁶¹; 0 if they are multiples of one
    /// number, as counts are. Next to huge weights tiny ones count as one unit.
    pub rounding: f64,
}

impl Detected {
    pub(super) fn new(problem: &Problem<'_>, found: Found) -> Self {
        let partition = Partition::new(&found.labels);
        Self {
            quality: Measured::Value(problem.quality(partition.labels())),
            levels: found.levels.iter().map(|labels| Partition::new(labels)).collect(),
            iterations: found.iterations,
            stable: found.stable,
            rounding: problem.rounding,
            partition,
        }
    }

    /// Every city alone, since there is nothing to go by.
    pub(super) fn nothing(cities: usize, reason: Undefined) -> Self {
        Self {
            partition: Partition::singletons(cities),
            quality: Measured::Undefined(reason),
            levels: Vec::new(),
            iterations: 0,
            stable: true,
            rounding: 0.0,
        }
    }
}
