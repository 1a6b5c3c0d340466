//! How far cities are from each other.
use crate::{Error, Node, ParamError, Result};
use serde::Serialize;

/// The distance of each two cities, in any unit: the same both ways, finite and not negative.
///
/// ```
/// use conurbation::nulls::Distances;
/// let on_a_line = Distances::from_fn(4, |a, b| f64::from(b.abs_diff(a)))?;
/// assert_eq!(on_a_line.get(3, 1), 2.0);
/// # Ok::<(), conurbation::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Distances {
    cities: usize,
    /// Of the pairs 0-1, 0-2, … 1-2, …
    values: Vec<f64>,
}

impl Distances {
    /// The distances that a function gives for each two cities, the smaller node first.
    ///
    /// # Errors
    /// [`Error::Param`] for a distance that is negative or not finite; [`Error::TooLarge`] for more
    /// cities than have 2³¹ pairs.
    pub fn from_fn(cities: usize, distance: impl Fn(Node, Node) -> f64) -> Result<Self> {
        if cities >= 1 << 16 {
            return Err(Error::TooLarge { nodes: cities });
        }
        let nodes = cities as Node;
        let pairs = (0..nodes).flat_map(|one| (one + 1..nodes).map(move |other| (one, other)));
        Self::checked("Distances::from_fn", cities, pairs.map(|(a, b)| distance(a, b)).collect())
    }

    /// Distances of the pairs 0-1, 0-2, …, 1-2, …: the order of SciPy's `pdist`.
    ///
    /// # Errors
    /// As [`from_fn`](Self::from_fn), and if there is not one for each pair.
    pub fn from_pairs(cities: usize, values: Vec<f64>) -> Result<Self> {
        if cities >= 1 << 16 {
            return Err(Error::TooLarge { nodes: cities });
        }
        if values.len() != cities * cities.saturating_sub(1) / 2 {
            let found = format!("{} distances for {cities} cities", values.len());
            let expected = "one distance for each pair";
            return Err(ParamError::new("Distances::from_pairs", found, expected).into());
        }
        Self::checked("Distances::from_pairs", cities, values)
    }

    fn checked(setter: &'static str, cities: usize, values: Vec<f64>) -> Result<Self> {
        if let Some(value) = values.iter().find(|value| !(**value >= 0.0 && value.is_finite())) {
            let expected = "distances that are finite and not negative";
            return Err(ParamError::new(setter, value, expected).into());
        }
        Ok(Self { cities, values })
    }

    /// The number of cities.
    pub fn city_count(&self) -> usize {
        self.cities
    }

    /// The distance of two cities; 0 of a city from itself.
    ///
    /// # Panics
    /// If there is no such city.
    pub fn get(&self, one: Node, other: Node) -> f64 {
        let (a, b) = (one.min(other) as usize, one.max(other) as usize);
        assert!(b < self.cities, "city {b} of {}", self.cities);
        if a == b { 0.0 } else { self.values[a * self.cities - a * (a + 1) / 2 + b - a - 1] }
    }

    /// All pairs in order, the smaller node first.
    pub(super) fn pairs(&self) -> impl Iterator<Item = (Node, Node)> + Clone + use<> {
        let nodes = self.cities as Node;
        (0..nodes).flat_map(move |one| (one + 1..nodes).map(move |other| (one, other)))
    }

    /// The pairs by distance, in bands of about equal number: pairs at the same distance are in the
    /// same band. Gives the pairs, and where each band ends.
    pub(super) fn bands(&self, bands: usize) -> (Vec<(Node, Node)>, Vec<usize>) {
        let mut pairs: Vec<((Node, Node), f64)> =
            self.pairs().zip(self.values.iter().copied()).collect();
        pairs.sort_by(|a, b| a.1.total_cmp(&b.1).then(a.0.cmp(&b.0)));
        let mut ends: Vec<usize> = Vec::new();
        for band in 1..=bands {
            let mut end = (pairs.len() as u128 * band as u128 / bands as u128) as usize;
            end = end.max(ends.last().copied().unwrap_or(0));
            while end > 0 && end < pairs.len() && pairs[end].1 <= pairs[end - 1].1 {
                end += 1;
            }
            if end > ends.last().copied().unwrap_or(0) {
                ends.push(end);
            }
        }
        (pairs.into_iter().map(|(pair, _)| pair).collect(), ends)
    }

    /// An error unless there are as many cities.
    pub(super) fn check(&self, setter: &'static str, cities: usize) -> Result<(), ParamError> {
        if self.cities == cities {
            return Ok(());
        }
        let found = format!("distances of {} cities for {cities}", self.cities);
        Err(ParamError::new(setter, found, "distances of the cities of the network"))
    }
}
