//! Circles of cities that may overlap.
use crate::{Node, ParamError};
use serde::Serialize;

/// Circles of cities: each a set, a city in several, in one or in none.
///
/// Circles without cities are left out; the order of circles says nothing.
///
/// ```
/// use conurbation::community::compare::Cover;
/// let cover = Cover::new(4, [vec![0, 1, 2], vec![3, 2]])?;
/// assert_eq!(cover.circles(), [vec![0, 1, 2], vec![2, 3]]);
/// assert_eq!(Cover::from_labels(&[7, 7, 5]).circles(), [vec![0, 1], vec![2]]);
/// # Ok::<(), conurbation::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Cover {
    cities: usize,
    circles: Vec<Vec<Node>>,
}

impl Cover {
    /// Circles of some of so many cities; a city named twice in a circle is in it once.
    ///
    /// # Errors
    /// [`ParamError`] for a city that is not below their number.
    pub fn new(
        cities: usize,
        circles: impl IntoIterator<Item = Vec<Node>>,
    ) -> Result<Self, ParamError> {
        let mut all = Vec::new();
        for mut circle in circles {
            circle.sort_unstable();
            circle.dedup();
            if let Some(&city) = circle.last() {
                if city as usize >= cities {
                    let expected = "cities below their number";
                    return Err(ParamError::new("Cover::new", city, expected));
                }
                all.push(circle);
            }
        }
        all.sort_unstable();
        Ok(Self { cities, circles: all })
    }

    /// The circles that labels make: none overlap, and every city is in one.
    pub fn from_labels(labels: &[u32]) -> Self {
        let mut order: Vec<Node> = (0..labels.len() as Node).collect();
        order.sort_by_key(|&city| labels[city as usize]);
        let same = |a: &Node, b: &Node| labels[*a as usize] == labels[*b as usize];
        let mut circles: Vec<Vec<Node>> = order.chunk_by(same).map(<[Node]>::to_vec).collect();
        circles.sort_unstable();
        Self { cities: labels.len(), circles }
    }

    /// The number of cities, those in no circle counted.
    pub fn city_count(&self) -> usize {
        self.cities
    }

    /// The cities of each circle, in order; circles in the order of their first cities.
    pub fn circles(&self) -> &[Vec<Node>] {
        &self.circles
    }

    /// The circles of each city, in order.
    pub(super) fn memberships(&self) -> Vec<Vec<u32>> {
        let mut of = vec![Vec::new(); self.cities];
        for (number, circle) in (0..).zip(&self.circles) {
            circle.iter().for_each(|&city| of[city as usize].push(number));
        }
        of
    }

    /// The same circles with city `order[i]` in the place of city `i`.
    pub(super) fn in_order(&self, order: &[u32]) -> Self {
        let moved = |circle: &Vec<Node>| {
            let mut moved: Vec<Node> = circle.iter().map(|&city| order[city as usize]).collect();
            moved.sort_unstable();
            moved
        };
        let mut circles: Vec<Vec<Node>> = self.circles.iter().map(moved).collect();
        circles.sort_unstable();
        Self { cities: self.cities, circles }
    }

    /// An error unless both are about as many cities.
    pub(super) fn check(&self, other: &Self) -> Result<(), ParamError> {
        if self.cities == other.cities {
            return Ok(());
        }
        let found = format!("{} cities beside {}", other.cities, self.cities);
        Err(ParamError::new("second", found, "as many cities as the first"))
    }
}

/// `run` and `test` of what two covers give one number to.
macro_rules! covers_compared {
    () => {
        /// Compares two covers of the same cities.
        ///
        /// # Errors
        /// [`Error::Param`](crate::Error::Param) if they are of unlike numbers of cities.
        pub fn run(&self, first: &Cover, second: &Cover) -> $crate::Result<$crate::Measured> {
            first.check(second)?;
            Ok(self.of(first, second).into())
        }

        /// How often the cities of the first cover exchanged at random are as alike as found;
        /// `permutation` says how often they are exchanged. The lattice of circles stays. The
        /// smallest p is taken from all orders of cities, of which many give the same circles, so
        /// that of a few cities or circles it is too small.
        ///
        /// # Errors
        /// As [`run`](Self::run), and as
        /// [`Permutation::matrices`](crate::statistics::Permutation::matrices).
        pub fn test(
            &self,
            first: &Cover,
            second: &Cover,
            permutation: &$crate::statistics::Permutation,
        ) -> $crate::Result<$crate::Measured<$crate::statistics::PermutationTest>> {
            first.check(second)?;
            let permutation =
                permutation.clone().alternative($crate::statistics::Alternative::Greater);
            permutation.matrices(first.city_count(), |order| {
                self.of(&first.in_order(order), second).into()
            })
        }
    };
}
pub(super) use covers_compared;
