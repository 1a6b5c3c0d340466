//! How firms with offices in several cities tie these.
use crate::{Adjacency, Error, Measured, Node, ParamError, Result, Scores, Undefined};
use serde::Serialize;

/// Interlocking network: how firms with offices in several cities tie these.
///
/// From the service value `v_aj` of firm `j` in city `a` — in the surveys of the Globalization and
/// World Cities network 0 for no office to 5 for the headquarters — two cities are tied by
/// `R_ab = Σ_j v_aj v_bj`, and the global network connectivity of a city is `GNC_a = Σ_b R_ab` over
/// all others, given also as a share of the highest.
///
/// No flow is observed: each firm makes ties of all pairs of its cities, as many as the square of
/// their number, so that connectivity follows from the sizes of firms to a large extent (Neal 2012,
/// *Annals of the AAG* 102:1126). Do not add such ties to ties of cooperation.
///
/// A city without firms that others share has 0. Where no firm is in two cities the shares are
/// undefined ([`Undefined::NoEdges`]). `O(c² f)` time and `O(c²)` memory for `c` cities and
/// `f` firms.
///
/// Taylor (2001), *Geographical Analysis* 33:181.
///
/// ```
/// use conurbation::system::Interlocking;
/// let offices = [vec![3.0, 2.0], vec![2.0, 0.0], vec![1.0, 1.0]]; // three cities, two firms
/// let world = Interlocking::new().run(&offices)?;
/// assert_eq!(world.network.weight(0, 1), Some(6.0));
/// assert_eq!(world.connectivity.get(0).value(), Some(11.0));
/// assert_eq!(world.proportional.get(1).value(), Some(8.0 / 11.0));
/// # Ok::<(), conurbation::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Default, Serialize)]
pub struct Interlocking {}

/// How firms tie cities.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct InterlockingResult {
    /// The network of the cities, in the order of the table; its weights are `R_ab`.
    pub network: Adjacency,
    /// The connectivity `GNC` of each city, which is its strength in the network.
    pub connectivity: Scores,
    /// Connectivity as a share of the highest, from 0 to 1.
    pub proportional: Scores,
}

impl Interlocking {
    /// There is nothing to choose.
    pub fn new() -> Self {
        Self::default()
    }

    /// Computes ties and connectivity from a table of service values: a row for each city, a column
    /// for each firm.
    ///
    /// # Errors
    /// [`Error::Param`] for rows of unequal length, or a value that is negative or not finite;
    /// [`Error::Overflow`] if products or sums of values are beyond the range of numbers.
    pub fn run(&self, services: &[Vec<f64>]) -> Result<InterlockingResult> {
        check(services)?;
        let mut ties = Vec::new();
        for (a, first) in services.iter().enumerate() {
            for (b, second) in services.iter().enumerate().skip(a + 1) {
                let shared =
                    || first.iter().zip(second).filter(|pair| *pair.0 > 0.0 && *pair.1 > 0.0);
                if shared().next().is_none() {
                    continue;
                }
                let weight: f64 = shared().map(|(first, second)| first * second).sum();
                if weight <= 0.0 || !weight.is_finite() {
                    return Err(BEYOND);
                }
                ties.push((a as Node, b as Node, weight));
            }
        }
        let network = Adjacency::from_edges(services.len(), ties)?;
        let strength = |city| network.weights(city).iter().fold(0.0, |sum, weight| sum + weight);
        let connectivity: Vec<f64> = network.nodes().map(strength).collect();
        let most = connectivity.iter().copied().fold(0.0, f64::max);
        if !most.is_finite() {
            return Err(BEYOND);
        }
        let share = |own: &f64| {
            if most > 0.0 {
                Measured::Value(own / most)
            } else {
                Measured::Undefined(Undefined::NoEdges)
            }
        };
        let proportional = Scores::measured(connectivity.iter().map(share));
        Ok(InterlockingResult { network, proportional, connectivity: Scores::new(connectivity) })
    }
}

const BEYOND: Error = Error::Overflow { algorithm: "Interlocking" };

fn check(services: &[Vec<f64>]) -> Result<(), ParamError> {
    let firms = services.first().map_or(0, Vec::len);
    if let Some(row) = services.iter().find(|row| row.len() != firms) {
        let found = format!("rows of {firms} and of {} firms", row.len());
        return Err(ParamError::new("run", found, "a value of each firm in each city"));
    }
    let mut values = services.iter().flatten();
    match values.find(|value| !(**value >= 0.0 && value.is_finite())) {
        Some(value) => Err(ParamError::new("run", value, "values finite and not negative")),
        None => Ok(()),
    }
}
