//! Leaving the events of a network out in turn.
use super::fallible;
use crate::network::CityNetwork;
use crate::statistics::{Jackknife, JackknifeResult};
use crate::{Adjacency, Measured, Result, Watch};
use serde::Serialize;

/// The event jackknife: how much a number would vary if other batches of events of the same kind
/// had come about, the cities being what they are.
///
/// Batches are left out in turn, in groups of equal size where there are more than
/// [`groups`](Self::groups). Unlike a bootstrap it asks little of the number: one batch less
/// hardly loses a tie, so density and clustering keep their meaning. A jackknife takes the number
/// `B` of batches as given; but another time there would have been another number of them, so what
/// a Poisson number adds to the error is added:
///
/// * `se² = se_J² + (bias_J G / (G - 1))² / B`,
///
/// where `se_J` and `bias_J` are those of [`Jackknife`] over `G` groups and `bias_J G / (G - 1)` is
/// what all batches together add to the number. For a total it is the total itself, so that
/// `se²` is about the sum of squares over batches; for a share it is about nothing.
///
/// The error errs on the side of caution (Efron and Stein 1981). Numbers that jump, such as the
/// number of components, are badly served by it. Fewer than two batches: undefined. `O(groups)`
/// times the cost of graph and number.
///
/// Tukey (1958), *The Annals of Mathematical Statistics* 29:614; Efron and Stein (1981), *The
/// Annals of Statistics* 9:586.
///
/// ```
/// use conurbation::{datasets, network::Projection, structure::Density, uncertainty::EventJackknife};
/// let middle = datasets::middle_yangtze().network(&Projection::new())?;
/// let density = EventJackknife::new().run(&middle, |graph| Density::new().run(graph))?;
/// let se = density.se.value().expect("there are many batches");
/// assert!(se > 0.01 && se < 0.1);
/// # Ok::<(), conurbation::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Default, Serialize)]
pub struct EventJackknife {
    jackknife: Jackknife,
}

impl EventJackknife {
    /// Up to 100 groups, 95 %.
    pub fn new() -> Self {
        Self::default()
    }

    /// Sets the largest number of groups, at least 2.
    pub fn groups(mut self, groups: usize) -> Self {
        self.jackknife = self.jackknife.groups(groups);
        self
    }

    /// Sets the confidence, between 0 and 1.
    pub fn confidence(mut self, confidence: f64) -> Self {
        self.jackknife = self.jackknife.confidence(confidence);
        self
    }

    /// Watches the work.
    pub fn watch(mut self, watch: &Watch) -> Self {
        self.jackknife = self.jackknife.watch(watch);
        self
    }

    /// The error of a number.
    ///
    /// # Errors
    /// [`Error::Param`](crate::Error::Param) for a parameter outside its range,
    /// [`Error::Cancelled`](crate::Error::Cancelled), and what the measure says.
    pub fn run(
        &self,
        network: &CityNetwork,
        measure: impl Fn(&Adjacency) -> Result<Measured> + Sync,
    ) -> Result<JackknifeResult> {
        let statistic = |kept: &[u32]| measure(&network.redrawn(kept)?);
        let batches = network.batches();
        let found = fallible(statistic, |statistic| self.jackknife.run(batches, statistic))?;
        Ok(self.of_any_number(found, batches))
    }

    /// What the values without each group of batches, in the order of
    /// [`Jackknife::kept`](Jackknife), say of a number.
    pub(crate) fn summarise(
        &self,
        estimate: Measured,
        values: Vec<Measured>,
        batches: usize,
    ) -> Result<JackknifeResult> {
        Ok(self.of_any_number(self.jackknife.summarise(estimate, values)?, batches))
    }

    /// A jackknife that takes the number of batches as given, with the error that the number
    /// itself adds.
    fn of_any_number(&self, found: JackknifeResult, batches: usize) -> JackknifeResult {
        let (Measured::Value(se), Measured::Value(bias)) = (found.se, found.bias) else {
            return found;
        };
        let all = bias * (found.df + 1) as f64 / found.df as f64;
        match se.hypot(all / (batches as f64).sqrt()) {
            se if se > 0.0 => found.with_error(se, self.jackknife.confidence_of_interval()),
            _ => found,
        }
    }
}
