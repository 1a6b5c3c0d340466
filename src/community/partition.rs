//! A division of cities into communities.
use super::summary::{self, Community};
use crate::{Adjacency, Node, ParamError, Result};
use serde::{Deserialize, Serialize};

/// A division of the cities of a network into communities: each city is in exactly one.
///
/// Labels are canonical: they count from 0 without gaps, the largest community first, then that
/// of the smallest node. So two divisions are the same if and only if they are equal, and the
/// labels of two runs can be compared by eye.
///
/// In JSON it is `{"labels": […], "count": …}`; reading it back brings any labels into this order.
///
/// ```
/// use conurbation::community::Partition;
/// let found = Partition::new(&[7, 3, 3, 7, 7, 1]);
/// assert_eq!(found.labels(), [0, 1, 1, 0, 0, 2]);
/// assert_eq!(found.groups(), [vec![0, 3, 4], vec![1, 2], vec![5]]);
/// let halves = Partition::new(&[0, 0, 0, 1, 1, 1]);
/// assert_eq!(found.meet(&halves)?.count(), 4);
/// assert!(found.meet(&halves)?.refines(&halves)?);
/// # Ok::<(), conurbation::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(from = "Labels", into = "Labels")]
pub struct Partition {
    labels: Vec<u32>,
    sizes: Vec<usize>,
}

/// What is written.
#[derive(Serialize, Deserialize)]
struct Labels {
    labels: Vec<u32>,
    #[serde(default)]
    count: usize,
}

impl From<Partition> for Labels {
    fn from(partition: Partition) -> Self {
        Self { count: partition.count(), labels: partition.labels }
    }
}

impl From<Labels> for Partition {
    fn from(written: Labels) -> Self {
        Self::new(&written.labels)
    }
}

impl Partition {
    /// The division with these labels, one for each city in order; any numbers. `O(n log n)`, or
    /// `O(n)` if no label is larger than the number of cities.
    pub fn new(labels: &[u32]) -> Self {
        let most = labels.iter().copied().max().map_or(0, |most| most as usize + 1);
        if most <= labels.len() {
            return Self::of_dense(labels.to_vec(), most);
        }
        let mut kinds = labels.to_vec();
        kinds.sort_unstable();
        kinds.dedup();
        let dense = |label| kinds.partition_point(|kind| kind < label) as u32;
        Self::of_dense(labels.iter().map(dense).collect(), kinds.len())
    }

    /// Each city alone.
    pub fn singletons(cities: usize) -> Self {
        Self { labels: (0..cities as u32).collect(), sizes: vec![1; cities] }
    }

    /// All cities in one community.
    pub fn whole(cities: usize) -> Self {
        Self { labels: vec![0; cities], sizes: if cities == 0 { vec![] } else { vec![cities] } }
    }

    /// From labels below `most`, some of which may be missing.
    pub(crate) fn of_dense(mut labels: Vec<u32>, most: usize) -> Self {
        let mut counts = vec![0_usize; most];
        let mut order = Vec::new();
        for &label in &labels {
            let count = &mut counts[label as usize];
            if *count == 0 {
                order.push(label);
            }
            *count += 1;
        }
        // They stand in the order of their smallest members, which equal ones keep.
        order.sort_by_key(|&label| std::cmp::Reverse(counts[label as usize]));
        let sizes = order.iter().map(|&label| counts[label as usize]).collect();
        let mut rank = vec![0; most];
        order.iter().zip(0..).for_each(|(&label, place)| rank[label as usize] = place);
        labels.iter_mut().for_each(|label| *label = rank[*label as usize]);
        Self { labels, sizes }
    }

    /// The community of each city, numbered from 0, the largest first, then by smallest node.
    pub fn labels(&self) -> &[u32] {
        &self.labels
    }

    /// The community of a city.
    ///
    /// # Panics
    /// If there is no such city.
    pub fn label(&self, city: Node) -> u32 {
        self.labels[city as usize]
    }

    /// The number of communities.
    pub fn count(&self) -> usize {
        self.sizes.len()
    }

    /// The number of cities.
    pub fn cities(&self) -> usize {
        self.labels.len()
    }

    /// The number of cities of each community, the largest first.
    pub fn sizes(&self) -> &[usize] {
        &self.sizes
    }

    /// The cities of each community, in order.
    pub fn groups(&self) -> Vec<Vec<Node>> {
        let mut groups: Vec<Vec<Node>> =
            self.sizes.iter().map(|&size| Vec::with_capacity(size)).collect();
        self.labels.iter().zip(0..).for_each(|(&label, city)| groups[label as usize].push(city));
        groups
    }

    /// The coarsest division that is finer than both: two cities are together if they are so in
    /// both.
    ///
    /// # Errors
    /// [`Error::Param`](crate::Error::Param) if the other is of another number of cities.
    pub fn meet(&self, other: &Self) -> Result<Self> {
        self.check("meet", other)?;
        let pairs = || self.labels.iter().copied().zip(other.labels.iter().copied());
        let mut kinds: Vec<(u32, u32)> = pairs().collect();
        kinds.sort_unstable();
        kinds.dedup();
        let place = |pair| kinds.partition_point(|&kind| kind < pair) as u32;
        Ok(Self::of_dense(pairs().map(place).collect(), kinds.len()))
    }

    /// Whether it is finer than the other, or the same: each of its communities lies within one
    /// of the other's.
    ///
    /// # Errors
    /// [`Error::Param`](crate::Error::Param) if the other is of another number of cities.
    pub fn refines(&self, other: &Self) -> Result<bool> {
        self.check("refines", other)?;
        let mut outer = vec![None; self.count()];
        Ok(self
            .labels
            .iter()
            .zip(&other.labels)
            .all(|(&inner, &around)| *outer[inner as usize].get_or_insert(around) == around))
    }

    /// What each community is like: its size, the weight within and across its border, how well
    /// it is separated, whether it hangs together, and its centre. `O(n + m)`.
    ///
    /// # Errors
    /// [`Error::Param`](crate::Error::Param) if the network has another number of cities;
    /// [`Error::Overflow`](crate::Error::Overflow) if weights add up beyond all numbers.
    pub fn summary(&self, graph: impl AsRef<Adjacency>) -> Result<Vec<Community>> {
        let graph = graph.as_ref();
        self.check_cities("summary", graph.node_count())?;
        summary::summary(self, graph)
    }

    fn check(&self, setter: &'static str, other: &Self) -> Result<(), ParamError> {
        self.check_cities(setter, other.cities())
    }

    pub(super) fn check_cities(
        &self,
        setter: &'static str,
        cities: usize,
    ) -> Result<(), ParamError> {
        if self.cities() == cities {
            return Ok(());
        }
        let found = format!("{cities} cities beside {}", self.cities());
        Err(ParamError::new(setter, found, "as many cities as the partition has"))
    }
}
