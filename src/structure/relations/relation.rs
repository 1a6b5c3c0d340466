//! A number for each two cities.
use crate::nulls::Distances;
use crate::{Adjacency, Node, ParamError, Result};
use serde::Serialize;

/// A relation: one finite number for each two cities, such as the weight of their tie, their
/// distance, or whether they lie in one province. It may differ by direction; a city has none with
/// itself. `O(n²)` memory, so at most 16384 cities.
///
/// ```
/// use conurbation::{Adjacency, structure::Relation};
/// let ties = Relation::ties(&Adjacency::from_edges(3, [(0, 1, 2.0)])?)?;
/// let together = Relation::same_group(&[7, 7, 8])?;
/// assert_eq!((ties.get(1, 0), ties.get(1, 2), together.get(0, 1)), (2.0, 0.0, 1.0));
/// # Ok::<(), conurbation::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Relation {
    cities: usize,
    directed: bool,
    /// Row by row, with 0 on the diagonal.
    values: Vec<f64>,
}

/// So many cities have 2 GiB of pairs.
const MOST_CITIES: usize = 1 << 14;

impl Relation {
    /// The relation that a function gives for each two cities, the smaller node first.
    ///
    /// # Errors
    /// [`Error::Param`](crate::Error::Param) for a value that is not finite, and for more than
    /// 16384 cities.
    pub fn from_fn(cities: usize, value: impl Fn(Node, Node) -> f64) -> Result<Self> {
        Ok(Self::new("Relation::from_fn", cities, false, value)?)
    }

    /// The relation that a function gives from each city to each other.
    ///
    /// # Errors
    /// As [`from_fn`](Self::from_fn).
    pub fn from_fn_directed(cities: usize, value: impl Fn(Node, Node) -> f64) -> Result<Self> {
        Ok(Self::new("Relation::from_fn_directed", cities, true, value)?)
    }

    /// The weights of the ties of a network, 0 where there is none; self-ties left out.
    ///
    /// # Errors
    /// As [`from_fn`](Self::from_fn).
    pub fn ties(graph: impl AsRef<Adjacency>) -> Result<Self> {
        let graph = graph.as_ref();
        let (cities, directed) = (graph.node_count(), graph.is_directed());
        let mut relation = Self::new("Relation::ties", cities, directed, |_, _| 0.0)?;
        for (from, to, weight) in graph.edges() {
            relation.values[from as usize * cities + to as usize] = weight;
            if !directed {
                relation.values[to as usize * cities + from as usize] = weight;
            }
        }
        Ok(relation)
    }

    /// How far each two cities are from each other.
    ///
    /// # Errors
    /// As [`from_fn`](Self::from_fn).
    pub fn distances(distances: &Distances) -> Result<Self> {
        let between = |a, b| distances.get(a, b);
        Ok(Self::new("Relation::distances", distances.city_count(), false, between)?)
    }

    /// 1 for two cities of one group, else 0: a label for each city, in order; any numbers.
    ///
    /// # Errors
    /// As [`from_fn`](Self::from_fn).
    pub fn same_group(labels: &[u32]) -> Result<Self> {
        let same = |a: Node, b: Node| labels[a as usize] == labels[b as usize];
        let value = |a, b| if same(a, b) { 1.0 } else { 0.0 };
        Ok(Self::new("Relation::same_group", labels.len(), false, value)?)
    }

    /// The same with a function of each number in its place, such as its logarithm.
    ///
    /// # Errors
    /// [`Error::Param`](crate::Error::Param) for a value that is not finite.
    pub fn map(&self, value: impl Fn(f64) -> f64) -> Result<Self> {
        let of = |a, b| value(self.get(a, b));
        Ok(Self::new("Relation::map", self.cities, self.directed, of)?)
    }

    fn new(
        setter: &'static str,
        cities: usize,
        directed: bool,
        value: impl Fn(Node, Node) -> f64,
    ) -> Result<Self, ParamError> {
        if cities > MOST_CITIES {
            return Err(ParamError::new(setter, cities, "at most 16384 cities"));
        }
        let mut values = vec![0.0; cities * cities];
        for a in 0..cities {
            let others = if directed { 0..cities } else { a + 1..cities };
            for b in others.filter(|&b| b != a) {
                let value = value(a as Node, b as Node);
                if !value.is_finite() {
                    return Err(ParamError::new(setter, value, "finite numbers"));
                }
                values[a * cities + b] = value;
                if !directed {
                    values[b * cities + a] = value;
                }
            }
        }
        Ok(Self { cities, directed, values })
    }

    /// The number of cities.
    pub fn city_count(&self) -> usize {
        self.cities
    }

    /// Whether it may differ by direction.
    pub fn is_directed(&self) -> bool {
        self.directed
    }

    /// The number of one city with another; 0 of a city with itself.
    ///
    /// # Panics
    /// If there is no such city.
    pub fn get(&self, from: Node, to: Node) -> f64 {
        assert!((to as usize) < self.cities, "city {to} of {}", self.cities);
        self.values[from as usize * self.cities + to as usize]
    }

    /// The numbers row by row.
    pub(super) fn values(&self) -> &[f64] {
        &self.values
    }

    /// An error unless there are as many cities.
    pub(super) fn check(&self, setter: &'static str, cities: usize) -> Result<(), ParamError> {
        if self.cities == cities {
            return Ok(());
        }
        let found = format!("a relation of {} cities beside one of {cities}", self.cities);
        Err(ParamError::new(setter, found, "relations of the same cities"))
    }
}

/// The pairs of cities that some relations differ on: each two cities once, or each way if one of
/// the relations is directed.
#[derive(Debug, Clone, Copy)]
pub(super) struct Dyads {
    pub(super) cities: usize,
    pub(super) directed: bool,
}

impl Dyads {
    pub(super) fn of<'a>(relations: impl IntoIterator<Item = &'a Relation>) -> Self {
        let mut dyads = Self { cities: 0, directed: false };
        for relation in relations {
            dyads.cities = relation.cities;
            dyads.directed |= relation.directed;
        }
        dyads
    }

    pub(super) fn count(self) -> usize {
        let ways = self.cities * self.cities.saturating_sub(1);
        if self.directed { ways } else { ways / 2 }
    }

    /// Where in the row of a city its pairs begin; directed, the city itself is among them, and
    /// every column is 0 there.
    pub(super) fn start(self, city: usize) -> usize {
        if self.directed { 0 } else { city + 1 }
    }

    /// All pairs in order, as places in a matrix.
    pub(super) fn places(self) -> impl Iterator<Item = usize> {
        let n = self.cities;
        (0..n)
            .flat_map(move |a| (self.start(a)..n).filter(move |&b| b != a).map(move |b| a * n + b))
    }
}
