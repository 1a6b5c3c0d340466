//! How well circles nest as sets, and which cities are torn between them.
use super::containment::Order;
use super::family::Family;
use crate::random::Random;
use crate::statistics::{Alternative, Permutation, PermutationTest};
use crate::{Measured, Node, Result, Undefined};
use serde::Serialize;

/// Laminarity: how far circles lie wholly inside one another or apart, as branches of a tree do,
/// rather than cutting through each other; and which cities stand in two circles that cross.
///
/// Over all pairs of circles that share cities, the smaller `A`, the share of it that lies in the
/// other `f = |A ∩ B| / |A|`: with `x = 0` if `f = 1` and else `1 - |2 f - 1|`,
/// `Λ = 1 - Σ |A| x / Σ |A|`. 1 is a tree; 0 if all circles that meet share half of the smaller
/// one. A circle of which a few cities stick out, or which touches another with a few, counts for
/// little. Circles with the same cities are one.
///
/// Undefined if no two circles share a city ([`Undefined::Vacuous`]). `O(c² s log s)`.
///
/// The measure is this project's; a family is laminar if no two of its sets cross (Edmonds &
/// Giles 1977, *Annals of Discrete Mathematics* 1:185).
///
/// ```
/// use conurbation::circles::{Family, Laminarity};
/// let family = Family::new(6, [vec![0, 1, 2, 3], vec![2, 3, 4, 5], vec![0, 1]])?;
/// let found = Laminarity::new().run(&family)?;
/// assert!((found.laminarity.value().unwrap() - 1.0 / 3.0).abs() < 1e-12);
/// assert_eq!(found.crossings[0].torn, [2, 3]);
/// # Ok::<(), conurbation::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Default, Serialize)]
pub struct Laminarity {}

/// How well circles nest.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct LaminarityResult {
    /// From 0 to 1, a tree.
    pub laminarity: Measured,
    /// The pairs of circles of which neither lies inside the other, though they share cities.
    pub crossings: Vec<Crossing>,
}

/// Two circles that cross.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Crossing {
    /// One circle, the smaller; of two of one size the first.
    pub one: usize,
    /// The other.
    pub other: usize,
    /// The share of the smaller circle that lies in the other, above 0 and below 1.
    pub share: f64,
    /// The cities that stand in both.
    pub torn: Vec<Node>,
}

impl Laminarity {
    /// There is nothing to choose.
    pub fn new() -> Self {
        Self::default()
    }

    /// Computes laminarity and finds the crossings, the largest circles first as they stand in the
    /// family.
    ///
    /// # Errors
    /// None; the signature is that of all measures.
    pub fn run(&self, family: &Family) -> Result<LaminarityResult> {
        let order = Order::of(family);
        let circles: Vec<usize> = order.distinct().collect();
        let mut crossings = Vec::new();
        let (mut weight, mut crossed) = (0.0, 0.0);
        for (nth, &first) in circles.iter().enumerate() {
            for &second in &circles[nth + 1..] {
                let size = |circle: usize| family.circles()[circle].len();
                let swap = size(second) < size(first);
                let (one, other) = if swap { (second, first) } else { (first, second) };
                let torn = family.shared(one, other);
                if torn.is_empty() {
                    continue;
                }
                let share = torn.len() as f64 / size(one) as f64;
                weight += size(one) as f64;
                if torn.len() < size(one) {
                    crossed += size(one) as f64 * (1.0 - (2.0 * share - 1.0).abs());
                    crossings.push(Crossing { one, other, share, torn });
                }
            }
        }
        let laminarity =
            if weight > 0.0 { Ok(1.0 - crossed / weight) } else { Err(Undefined::Vacuous) };
        Ok(LaminarityResult { laminarity: laminarity.into(), crossings })
    }

    /// Tests whether circles of these sizes nest better than if each had its cities at random,
    /// whatever the others have: `engine` tells how often to ask chance and with which seed.
    ///
    /// # Errors
    /// As [`Permutation::redrawn`].
    pub fn test(&self, family: &Family, engine: &Permutation) -> Result<Measured<PermutationTest>> {
        let observed = self.run(family)?.laminarity;
        let seed = engine.chosen_seed();
        engine.clone().alternative(Alternative::Greater).redrawn(observed, |replicate| {
            let mut random = Random::new(seed, "laminarity", replicate);
            let mut cities: Vec<Node> = (0..family.city_count() as Node).collect();
            let circles = family.circles().iter().map(|circle| {
                random.shuffle(&mut cities);
                cities[..circle.len()].to_vec()
            });
            let drawn = Family::new(family.city_count(), circles.collect::<Vec<_>>())?;
            Ok(self.run(&drawn)?.laminarity)
        })
    }
}
