//! The circles that the ties themselves make, beside the declared ones.
use super::declared::DeclaredResult;
use super::{
    CircleAgreement, CircleAgreementResult, CircleStability, CirclesBeyondDistance,
    CirclesBeyondDistanceResult, DetectedCircles, NestedCircles, StableCircle,
};
use crate::network::CityNetwork;
use crate::nulls::Distances;
use crate::statistics::Permutation;
use crate::{Measured, Result, Undefined, Watch};
use serde::Serialize;

/// The circles that the ties themselves make, whatever was declared, and the declared ones beside
/// them: on the network without any row that founds a circle, since a row that ties all members of
/// a declared circle would be found again as that circle.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct CirclesInTies {
    /// The circles found, or that there are none.
    pub found: DetectedCircles,
    /// Whether the best circles tell more than proximity does.
    pub beyond_distance: Measured<CirclesBeyondDistanceResult>,
    /// How sure each is, by its number in the tree; undefined unless asked for.
    pub stability: Measured<Vec<StableCircle>>,
    /// The share of the networks of redrawn events in which there are circles at all.
    pub again: Measured,
    /// How often events were drawn again.
    pub replicates: usize,
    /// Every declared circle with the nearest one found; circles are named by their id.
    pub agreement: Measured<CircleAgreementResult>,
}

impl CirclesInTies {
    /// Finds circles in a network and sets the declared ones beside them.
    pub(super) fn of(
        network: &CityNetwork,
        declared: &DeclaredResult,
        distances: Measured<&Distances>,
        search: &NestedCircles,
        (replicates, permutations): (usize, usize),
        seed: u64,
        watch: &Watch,
    ) -> Result<Self> {
        let search = search.clone().seed(seed).watch(watch);
        let (found, stability, again) = if replicates == 0 {
            let why = Undefined::NoTest { why: "no replicates were asked for" };
            (search.run(network)?, Measured::Undefined(why), Measured::Undefined(why))
        } else {
            let stability = CircleStability::new().search(search.clone()).replicates(replicates);
            match stability.seed(seed).watch(watch).run(network)? {
                Measured::Undefined(reason) => {
                    let found = search.run(network)?;
                    (found, Measured::Undefined(reason), Measured::Undefined(reason))
                }
                Measured::Value(stable) => (
                    stable.found,
                    Measured::Value(stable.circles),
                    Measured::Value(stable.significant),
                ),
            }
        };
        let beyond_distance = match distances {
            Measured::Undefined(reason) => Measured::Undefined(reason),
            Measured::Value(distances) => {
                let draws = permutations.min(CirclesBeyondDistance::DEFAULT_REPLICATES);
                let engine = Permutation::new().replicates(draws).seed(seed).watch(watch);
                let beyond = CirclesBeyondDistance::new().search(search).engine(&engine);
                beyond.run(network, distances)?
            }
        };
        let circles = declared.circles.iter().map(|it| (it.id.clone(), it.members.clone()));
        let agreement = CircleAgreement::new().permutations(permutations).seed(seed).watch(watch);
        let agreement = agreement.run(circles, &found.tree)?;
        Ok(Self { found, beyond_distance, stability, again, replicates, agreement })
    }
}
