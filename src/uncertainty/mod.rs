//! How sure a number of a network is: what it would be with other cities, other events.
//!
//! A network of cities is small, and its ties are not independent: one platform ties every pair
//! of its members. So what is drawn again is never the tie but the city or the *batch*, the rows
//! signed at one ceremony.
//!
//! | here | what is drawn again | for |
//! |---|---|---|
//! | [`VertexBootstrap`] | cities, with replacement | any number of any network |
//! | [`EventBootstrap`] | batches, with replacement | sums over events: strengths, shares of weight |
//! | [`EventJackknife`] | batches left out in turn | numbers that depend on a tie being there |
//! | [`LeaveOneOut`] | one row left out at a time | which row carries a number |
//! | [`RankIntervals`] | batches, with replacement | who comes first: ranks of cities |
//! | [`Rarefaction`] | subsets of cities, without replacement | regions of unequal size |
//! | [`NetworkDifference`] | cities of both networks | whether two networks differ |
//!
//! A measure is given as a function of a [`Sample`]: a graph, and which city each of its nodes is.
mod difference;
mod event_bootstrap;
mod event_jackknife;
mod leave_one_out;
mod rank_intervals;
mod rarefaction;
mod vertex_bootstrap;

pub(crate) use difference::welch;
pub use difference::{DifferenceResult, NetworkDifference};
pub use event_bootstrap::EventBootstrap;
pub use event_jackknife::EventJackknife;
pub use leave_one_out::{LeaveOneOut, Left};
pub use rank_intervals::{RankInterval, RankIntervals};
pub use rarefaction::{Rarefaction, RarefactionResult};
pub use vertex_bootstrap::{VertexBootstrap, VertexBootstrapResult};

use crate::adjacency::Node;
use crate::{Adjacency, Error, Measured, ParamError, Result, Undefined, sums};
use std::sync::{Mutex, PoisonError};

/// A graph drawn from another: its nodes are cities of that one, some perhaps several times.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Sample {
    /// The graph drawn.
    pub adjacency: Adjacency,
    /// Which city of the original each node is.
    pub cities: Vec<Node>,
}

impl Sample {
    /// A label of each city of the original as a label of each node.
    pub fn labels(&self, labels: &[u32]) -> Vec<u32> {
        self.cities.iter().map(|&city| labels[city as usize]).collect()
    }
}

/// The numbers that a measure found, or the first error; a number that is not finite is one.
fn finite(values: impl IntoIterator<Item = Result<Measured>>) -> Result<Vec<Measured>> {
    let finite = |value: Result<Measured>| match value? {
        Measured::Value(value) if !value.is_finite() => {
            let expected = "a finite number, or undefined with a reason";
            Err(ParamError::new("measure", value, expected).into())
        }
        value => Ok(value),
    };
    values.into_iter().map(finite).collect()
}

/// Mean and standard deviation of the values that are defined, and how many are not.
pub(crate) struct Spread {
    pub(crate) mean: f64,
    pub(crate) sd: f64,
    pub(crate) undefined: usize,
}

/// Up to this share of replicates may be undefined before their spread is.
const MOST_UNDEFINED: f64 = 0.05;

impl Spread {
    pub(crate) fn of(values: &[Measured]) -> Result<Self, Undefined> {
        let defined: Vec<f64> = values.iter().filter_map(|value| value.value()).collect();
        let undefined = values.len() - defined.len();
        if undefined as f64 > MOST_UNDEFINED * values.len() as f64 || defined.len() < 2 {
            let reason = values.iter().find_map(Measured::undefined);
            return Err(reason.unwrap_or(Undefined::ZeroVariance));
        }
        let n = defined.len() as f64;
        // In this unit no square overflows and none vanishes.
        let unit = sums::unit(defined.iter().map(|value| value.abs()));
        let scaled = || defined.iter().map(|value| value / unit);
        let mean = sums::sum(scaled()) / n;
        let squares = scaled().map(|value| (value - mean) * (value - mean));
        let sd = (sums::sum(squares) / (n - 1.0)).sqrt();
        Ok(Self { mean: mean * unit, sd: sd * unit, undefined })
    }
}

/// Runs what takes a statistic that cannot fail with one that can. Of several failures the one
/// whose words come first is returned, since which is met first depends on the threads.
fn fallible<T>(
    statistic: impl Fn(&[u32]) -> Result<Measured> + Sync,
    run: impl FnOnce(&(dyn Fn(&[u32]) -> Measured + Sync)) -> Result<T>,
) -> Result<T> {
    let failed: Mutex<Option<Error>> = Mutex::new(None);
    let result = run(&|units| {
        statistic(units).unwrap_or_else(|error| {
            let mut failed = failed.lock().unwrap_or_else(PoisonError::into_inner);
            if failed.as_ref().is_none_or(|known| error.to_string() < known.to_string()) {
                *failed = Some(error);
            }
            Measured::Undefined(Undefined::Vacuous)
        })
    });
    match failed.into_inner().unwrap_or_else(PoisonError::into_inner) {
        Some(error) => Err(error),
        None => result,
    }
}
