//! How sure each circle is.
use super::agreement::nearest;
use super::{DetectedCircles, NestedCircles};
use crate::network::CityNetwork;
use crate::random::Random;
use crate::{Measured, ParamError, Result, Undefined, Watch, parallel};
use serde::Serialize;

/// Stability of circles: whether each would have been found if other batches of events of the same
/// kind had come about.
///
/// A replicate draws as many batches as there are, with replacement, and circles are searched anew.
/// For each circle found in the data, the largest Jaccard index with a circle of the replicate:
/// its mean, and the share of replicates in which it is at least
/// [`FOUND`](Self::FOUND). A replicate can only lose ties, so circles that hang by a few events are
/// called less stable than they may be, never more. The search is that of the setter
/// [`search`](Self::search).
///
/// Undefined without batches ([`Undefined::NoEvents`]). `O(replicates)` searches.
///
/// Hennig (2007), *Computational Statistics & Data Analysis* 52:258, of batches of events.
///
/// ```
/// use conurbation::{circles::{CircleMethod, CircleStability, NestedCircles}, datasets, network::Projection};
/// let middle = datasets::middle_yangtze().network(&Projection::new())?;
/// let search = NestedCircles::new().method(CircleMethod::Fast);
/// let stability = CircleStability::new().search(search).replicates(20).run(&middle)?;
/// let stability = stability.value().unwrap();
/// assert_eq!(stability.circles.len(), stability.found.tree.circle_count());
/// assert!(stability.circles.iter().all(|circle| (0.0..=1.0).contains(&circle.share)));
/// # Ok::<(), conurbation::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct CircleStability {
    search: NestedCircles,
    replicates: usize,
    seed: u64,
    #[serde(skip)]
    watch: Watch,
}

/// Circles found, and how sure each is.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct CircleStabilityResult {
    /// The circles found in the data.
    pub found: DetectedCircles,
    /// How sure each circle is, by its number; the root always is.
    pub circles: Vec<StableCircle>,
    /// The share of replicates in which there were circles at all.
    pub significant: f64,
}

/// How sure a circle is.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[non_exhaustive]
pub struct StableCircle {
    /// The mean of the largest Jaccard index with a circle of each replicate.
    pub mean_jaccard: f64,
    /// The share of replicates that have nearly this circle.
    pub share: f64,
}

impl Default for CircleStability {
    fn default() -> Self {
        Self { search: NestedCircles::new(), replicates: 100, seed: 0, watch: Watch::new() }
    }
}

impl CircleStability {
    /// A circle counts as found again from this Jaccard index on.
    pub const FOUND: f64 = 0.75;

    /// 100 replicates.
    pub fn new() -> Self {
        Self::default()
    }

    /// Sets how circles are searched.
    pub fn search(mut self, search: NestedCircles) -> Self {
        self.search = search;
        self
    }

    /// Sets the number of replicates, at least 1.
    pub fn replicates(mut self, replicates: usize) -> Self {
        self.replicates = replicates;
        self
    }

    /// Sets the seed.
    pub fn seed(mut self, seed: u64) -> Self {
        self.seed = seed;
        self
    }

    /// Lets `watch` see how much is done, and stop it.
    pub fn watch(mut self, watch: &Watch) -> Self {
        self.watch = watch.clone();
        self
    }

    /// Finds circles and how sure each is.
    ///
    /// # Errors
    /// [`Error::Param`](crate::Error::Param) for a parameter outside its range;
    /// [`Error::Cancelled`](crate::Error::Cancelled).
    pub fn run(&self, network: &CityNetwork) -> Result<Measured<CircleStabilityResult>> {
        if self.replicates == 0 {
            return Err(ParamError::new("replicates", 0, "at least 1").into());
        }
        let batches = network.batches();
        if batches == 0 {
            return Ok(Measured::Undefined(Undefined::NoEvents));
        }
        let found = self.search.run(network)?;
        let tree = &found.tree;
        let drawn = parallel::map(
            self.replicates,
            &self.watch,
            || (),
            |replicate, ()| {
                let mut random = Random::new(self.seed, "circle stability", replicate as u64);
                let mut times = vec![0; batches];
                (0..batches).for_each(|_| times[random.below(batches as u32) as usize] += 1);
                let again = self.search.run(network.redrawn(&times)?)?.tree;
                let near = |circle| match circle {
                    0 => 1.0,
                    circle => nearest(tree.members(circle), &again).1,
                };
                Ok(((0..tree.circle_count()).map(near).collect::<Vec<f64>>(), !again.is_trivial()))
            },
        )?;
        let drawn = drawn.into_iter().collect::<Result<Vec<_>>>()?;
        let count = self.replicates as f64;
        let circle = |circle: usize| {
            let near = || drawn.iter().map(|replicate| replicate.0[circle]);
            let share = near().filter(|&near| near >= Self::FOUND).count() as f64 / count;
            StableCircle { mean_jaccard: near().sum::<f64>() / count, share }
        };
        let circles = (0..tree.circle_count()).map(circle).collect();
        let significant = drawn.iter().filter(|replicate| replicate.1).count() as f64 / count;
        Ok(Measured::Value(CircleStabilityResult { found, circles, significant }))
    }
}
