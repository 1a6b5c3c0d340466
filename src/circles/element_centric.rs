//! How alike two families of circles are, seen from each city.
use super::CircleTree;
use super::hierarchical::same_cities;
use crate::{Measured, ParamError, Result, Undefined, Watch, parallel, sums};
use serde::Serialize;

/// Element-centric similarity of two trees of circles: whether each city has the same companions,
/// near and far, in both.
///
/// A walker goes from a city to one of its circles, in proportion to `e^(r h)` with `h` the depth of
/// the circle as a share of the deepest of its tree, and on to any city of that circle; at each
/// step he returns home with the chance `1 − α`, `α = .9`. The similarity of a city is 1 less the
/// difference of where the walkers of the two trees are found, `Σ |p − p'| / 2α`; that of the trees
/// is the mean. The whole region is a circle too, of depth 0. From 0 to 1, 1 for the same circles;
/// it is not 0 by chance.
///
/// Undefined without cities. `O(n · Σ sizes)`.
///
/// Gates, Wood, Hetrick & Ahn (2019), *Scientific Reports* 9:8574.
///
/// ```
/// use conurbation::circles::{CircleTree, NestedElementCentric};
/// let halves = CircleTree::new(4, [[0, 1], [2, 3]])?;
/// let same = NestedElementCentric::new().run(&halves, &halves)?;
/// assert!((same.value().unwrap() - 1.0).abs() < 1e-12);
/// let other = NestedElementCentric::new().run(&halves, &CircleTree::new(4, [[0, 2], [1, 3]])?)?;
/// // From home the walker is at his twin .273 of the time, at each other city .177.
/// assert!((other.value().unwrap() - 0.893).abs() < 1e-3);
/// # Ok::<(), conurbation::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct NestedElementCentric {
    depth_weight: f64,
}

impl Default for NestedElementCentric {
    fn default() -> Self {
        Self { depth_weight: 1.0 }
    }
}

const ALPHA: f64 = 0.9;

impl NestedElementCentric {
    /// `r` of 1.
    pub fn new() -> Self {
        Self::default()
    }

    /// Sets `r`, how much more deep circles count than shallow ones; finite. With 0 all count the
    /// same.
    pub fn depth_weight(mut self, depth_weight: f64) -> Self {
        self.depth_weight = depth_weight;
        self
    }

    /// Compares two trees.
    ///
    /// # Errors
    /// [`Error::Param`](crate::Error::Param) for a weight outside its range, or if the trees are of
    /// different numbers of cities.
    pub fn run(&self, a: &CircleTree, b: &CircleTree) -> Result<Measured> {
        if !(-100.0..=100.0).contains(&self.depth_weight) {
            return Err(
                ParamError::new("depth_weight", self.depth_weight, "from −100 to 100").into()
            );
        }
        same_cities(a, b)?;
        let n = a.city_count();
        if n == 0 {
            return Ok(Measured::Undefined(Undefined::TooFewCities { need: 1 }));
        }
        let weights = [a, b].map(|tree| self.weights(tree));
        let similarity = parallel::map(
            n,
            &Watch::new(),
            || (),
            |city, ()| {
                let one = walk(a, &weights[0], city);
                let other = walk(b, &weights[1], city);
                let apart = sums::sum(one.iter().zip(&other).map(|(p, q)| (p - q).abs()));
                (1.0 - apart / (2.0 * ALPHA)).clamp(0.0, 1.0)
            },
        )?;
        Ok(Measured::Value(sums::sum(similarity) / n as f64))
    }

    /// How much each circle counts.
    fn weights(&self, tree: &CircleTree) -> Vec<f64> {
        let deepest = (0..tree.circle_count()).map(|circle| tree.depth(circle)).max();
        let deepest = deepest.unwrap_or(0).max(1) as f64;
        let height = |circle| tree.depth(circle) as f64 / deepest;
        (0..tree.circle_count()).map(|circle| (self.depth_weight * height(circle)).exp()).collect()
    }
}

/// Where the walker of a city is found.
fn walk(tree: &CircleTree, weights: &[f64], city: usize) -> Vec<f64> {
    const STEPS: usize = 300;
    let n = tree.city_count();
    // What the circles around each home weigh together.
    let mut around = weights.to_vec();
    for circle in 1..around.len() {
        around[circle] += tree.parent(circle).map_or(0.0, |parent| around[parent]);
    }
    let mut found = vec![0.0; n];
    found[city] = 1.0;
    let mut into = vec![0.0; weights.len()];
    for _ in 0..STEPS {
        // From cities to circles: each circle takes from the homes within it.
        into.fill(0.0);
        for (city, &here) in found.iter().enumerate() {
            let home = tree.home(city as u32);
            into[home] += here / around[home];
        }
        for circle in (1..into.len()).rev() {
            if let Some(parent) = tree.parent(circle) {
                into[parent] += into[circle];
            }
        }
        // From circles to their cities: each home gives what all around it hold.
        for circle in 0..into.len() {
            let own = into[circle] * weights[circle] / tree.size(circle) as f64;
            into[circle] = own + tree.parent(circle).map_or(0.0, |parent| into[parent]);
        }
        let mut moved = 0.0_f64;
        for (at, here) in found.iter_mut().enumerate() {
            let next =
                ALPHA * into[tree.home(at as u32)] + if at == city { 1.0 - ALPHA } else { 0.0 };
            moved = moved.max((next - *here).abs());
            *here = next;
        }
        if moved < 1e-14 {
            break;
        }
    }
    found
}
