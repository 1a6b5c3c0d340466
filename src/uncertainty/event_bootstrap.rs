//! Drawing the events of a network again.
use super::fallible;
use crate::network::CityNetwork;
use crate::statistics::{Bootstrap, BootstrapResult, Interval};
use crate::{Adjacency, Measured, Result, Watch};
use serde::Serialize;

/// The event bootstrap: between which values a number would lie if other batches of events of the
/// same kind had come about, the cities being what they are.
///
/// A replicate draws as many batches as there are, with replacement. It can only lose ties, never
/// find one, so this is right for sums over events alone: strengths, weights, shares of weight
/// between groups. A number that depends on a tie being there (density, components, clustering,
/// shortest ways) is biased by it; take the [`EventJackknife`](super::EventJackknife) or the
/// [`VertexBootstrap`](super::VertexBootstrap) for those. As a guard, an interval that does not
/// hold its own estimate strictly inside is undefined. BCa intervals need 20 batches.
/// `O(replicates)` times the cost of graph and number.
///
/// Efron (1987), *Journal of the American Statistical Association* 82:171.
///
/// ```
/// use conurbation::{datasets, network::Projection, structure::Mixing, uncertainty::EventBootstrap};
/// let middle = datasets::middle_yangtze().network(&Projection::new())?;
/// let (provinces, _) = middle.provinces().value().expect("every city lies in a province");
/// let share = |graph: &_| Ok(Mixing::new(&provinces).run(graph)?.external_share);
/// let share = EventBootstrap::new().replicates(500).run(&middle, share)?;
/// let interval = share.percentile.value().expect("the estimate lies inside");
/// assert!(interval.low < 0.5 && 0.5 < interval.high);
/// # Ok::<(), conurbation::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Default, Serialize)]
pub struct EventBootstrap {
    bootstrap: Bootstrap,
}

impl EventBootstrap {
    /// 2000 replicates, 95 %.
    pub fn new() -> Self {
        Self::default()
    }

    /// Sets the number of replicates.
    pub fn replicates(mut self, replicates: usize) -> Self {
        self.bootstrap = self.bootstrap.replicates(replicates);
        self
    }

    /// Sets the confidence, between 0 and 1.
    pub fn confidence(mut self, confidence: f64) -> Self {
        self.bootstrap = self.bootstrap.confidence(confidence);
        self
    }

    /// Sets the seed.
    pub fn seed(mut self, seed: u64) -> Self {
        self.bootstrap = self.bootstrap.seed(seed);
        self
    }

    /// Watches the work.
    pub fn watch(mut self, watch: &Watch) -> Self {
        self.bootstrap = self.bootstrap.watch(watch);
        self
    }

    /// The spread of a sum over events.
    ///
    /// # Errors
    /// [`Error::Param`](crate::Error::Param) for a parameter outside its range,
    /// [`Error::Cancelled`](crate::Error::Cancelled), and what the measure says.
    pub fn run(
        &self,
        network: &CityNetwork,
        measure: impl Fn(&Adjacency) -> Result<Measured> + Sync,
    ) -> Result<BootstrapResult> {
        let statistic = |drawn: &[u32]| measure(&network.redrawn(drawn)?);
        fallible(statistic, |statistic| self.bootstrap.run(network.batches(), statistic))
    }

    /// The percentile interval alone, which leaves no ceremony out.
    pub(crate) fn percentile(
        &self,
        network: &CityNetwork,
        measure: impl Fn(&Adjacency) -> Result<Measured> + Sync,
    ) -> Result<Measured<Interval>> {
        let statistic = |drawn: &[u32]| measure(&network.redrawn(drawn)?);
        fallible(statistic, |statistic| self.bootstrap.percentile(network.batches(), statistic))
    }
}
