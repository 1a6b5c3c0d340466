//! Circles as sets of cities.
use crate::{Node, ParamError, Result};
use serde::Serialize;

/// A family of circles over the cities of one network: sets of cities that may lie inside one
/// another, overlap or cross.
///
/// ```
/// use conurbation::circles::Family;
/// let family = Family::new(5, [vec![0, 1, 2], vec![1, 0]])?;
/// assert_eq!(family.circles()[1], [0, 1]);
/// assert!(family.is_inside(1, 0) && !family.is_inside(0, 1));
/// # Ok::<(), conurbation::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Family {
    cities: usize,
    circles: Vec<Vec<Node>>,
}

impl Family {
    /// The circles with these members, in any order; a member named twice counts once.
    ///
    /// # Errors
    /// [`Error::Param`](crate::Error::Param) for a circle without members, or with one that is no
    /// city below `cities`.
    pub fn new<C: IntoIterator<Item = Node>>(
        cities: usize,
        circles: impl IntoIterator<Item = C>,
    ) -> Result<Self> {
        let mut family = Self { cities, circles: Vec::new() };
        for (nth, circle) in circles.into_iter().enumerate() {
            let mut members: Vec<Node> = circle.into_iter().collect();
            members.sort_unstable();
            members.dedup();
            if members.last().is_none_or(|&last| last as usize >= cities) {
                let found = match members.last() {
                    None => format!("circle {nth} without members"),
                    Some(last) => format!("circle {nth} with city {last} of {cities}"),
                };
                let expected = "circles with members, all of them cities of the network";
                return Err(ParamError::new("Family::new", found, expected).into());
            }
            family.circles.push(members);
        }
        Ok(family)
    }

    /// The number of cities of the network, in circles or not.
    pub fn city_count(&self) -> usize {
        self.cities
    }

    /// The members of each circle, ascending.
    pub fn circles(&self) -> &[Vec<Node>] {
        &self.circles
    }

    /// The number of circles.
    pub fn len(&self) -> usize {
        self.circles.len()
    }

    /// Whether there is no circle.
    pub fn is_empty(&self) -> bool {
        self.circles.is_empty()
    }

    /// Whether a city belongs to a circle.
    ///
    /// # Panics
    /// If there is no such circle.
    pub fn contains(&self, circle: usize, city: Node) -> bool {
        self.circles[circle].binary_search(&city).is_ok()
    }

    /// Whether one circle lies inside another that is larger.
    ///
    /// # Panics
    /// If there is no such circle.
    pub fn is_inside(&self, inner: usize, outer: usize) -> bool {
        let (inner, outer) = (&self.circles[inner], &self.circles[outer]);
        inner.len() < outer.len() && is_subset(inner, outer)
    }

    /// The cities that two circles share, ascending.
    ///
    /// # Panics
    /// If there is no such circle.
    pub fn shared(&self, one: usize, other: usize) -> Vec<Node> {
        let other = &self.circles[other];
        let both = self.circles[one].iter().filter(|city| other.binary_search(city).is_ok());
        both.copied().collect()
    }

    /// An error unless there are as many cities.
    pub(super) fn check(&self, setter: &'static str, cities: usize) -> Result<(), ParamError> {
        if self.cities == cities {
            return Ok(());
        }
        let found = format!("circles over {} cities for {cities}", self.cities);
        Err(ParamError::new(setter, found, "circles over the cities of the network"))
    }
}

/// Whether all of some cities are among others; both ascending.
pub(super) fn is_subset(inner: &[Node], outer: &[Node]) -> bool {
    inner.iter().all(|city| outer.binary_search(city).is_ok())
}
