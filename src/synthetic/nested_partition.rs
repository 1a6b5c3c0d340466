//! Communities within communities.
use super::PlantedNetwork;
use super::cities::within;
use crate::random::Random;
use crate::{Adjacency, Node, ParamError, Result};
use serde::Serialize;
use std::collections::HashSet;

/// Nested planted partition: circles within circles, with a given share of ties at each level.
///
/// By [`branching`](Self::branching) `[3, 4]` the region falls into three circles of four smaller ones
/// each, of [`size`](Self::size) cities. Of `n k / 2` ties in all, [`shares`](Self::shares) says which
/// part joins any two cities, which any two of one large circle, and so on to the smallest: a tie of a
/// level joins a random city to a random other one of its circle there, and no pair twice. Cities are
/// drawn in proportion to an activity that is the same for all or, if
/// [`uneven`](Self::uneven_cities), follows a power law of exponent 2.5 cut at 8 times the least.
///
/// A circle is denser the smaller it is, so the planted levels are real even where shares are equal.
/// With one share (`[1.0]` and no branching) nothing is planted: a random graph, or one of uneven
/// cities. `O(n + m log n)`.
///
/// The planted partition of Condon & Karp (2001), *Random Structures & Algorithms* 18:116, nested and
/// with given shares; degrees as in Karrer & Newman (2011), *Phys. Rev. E* 83:016107.
///
/// ```
/// use conurbation::synthetic::NestedPartition;
/// let nested = NestedPartition::new().branching(&[2, 3]).size(8).mean_degree(7.0);
/// let planted = nested.shares(&[0.2, 0.3, 0.5]).draw(0)?;
/// assert_eq!(planted.adjacency.node_count(), 48);
/// assert_eq!(planted.adjacency.edge_count(), 168);
/// assert_eq!(planted.levels.len(), 2);
/// # Ok::<(), conurbation::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct NestedPartition {
    branching: Vec<u32>,
    size: u32,
    mean_degree: f64,
    shares: Vec<f64>,
    uneven_circles: bool,
    uneven_cities: bool,
    seed: u64,
}

impl Default for NestedPartition {
    fn default() -> Self {
        Self {
            branching: vec![3, 4, 4],
            size: 15,
            mean_degree: 20.0,
            shares: vec![0.1, 0.15, 0.25, 0.5],
            uneven_circles: false,
            uneven_cities: false,
            seed: 0,
        }
    }
}

/// The most cities there can be.
const MOST: f64 = 1e7;
/// How often a tie that is there already is drawn again, on average.
const TRIES: usize = 30;

impl NestedPartition {
    /// 720 cities of 20 partners on average in three levels.
    pub fn new() -> Self {
        Self::default()
    }

    /// Sets into how many circles the region falls, each of these, and so on; empty for none. Numbers
    /// from 1.
    pub fn branching(mut self, branching: &[u32]) -> Self {
        self.branching = branching.to_vec();
        self
    }

    /// Sets how many cities the smallest circles have; from 1.
    pub fn size(mut self, size: u32) -> Self {
        self.size = size;
        self
    }

    /// Sets the mean number of partners; from 0 to 10000.
    pub fn mean_degree(mut self, mean: f64) -> Self {
        self.mean_degree = mean;
        self
    }

    /// Sets which part of ties belongs to each level, the whole region first; one more than there are
    /// levels of branching, from 0, with the sum 1.
    pub fn shares(mut self, shares: &[f64]) -> Self {
        self.shares = shares.to_vec();
        self
    }

    /// Sets whether circles are uneven: the number of those within each is Poisson with the mean of
    /// branching and at least 2, and their sizes follow a gamma distribution of shape 4 with the mean of
    /// size and are at least 5.
    pub fn uneven_circles(mut self, uneven: bool) -> Self {
        self.uneven_circles = uneven;
        self
    }

    /// Sets whether cities are uneven.
    pub fn uneven_cities(mut self, uneven: bool) -> Self {
        self.uneven_cities = uneven;
        self
    }

    /// Sets the seed, 0 by default.
    pub fn seed(mut self, seed: u64) -> Self {
        self.seed = seed;
        self
    }

    /// Draws the network of this number: the same one every time.
    ///
    /// # Errors
    /// [`Error::Param`](crate::Error::Param) for a parameter outside its range.
    pub fn draw(&self, world: u64) -> Result<PlantedNetwork> {
        self.check()?;
        let mut random = Random::new(self.seed, "nested partition", world);
        let levels = self.levels(&mut random);
        let cities = levels.last().map_or(self.size as usize, Vec::len);
        let reach = self.reach(cities, &mut random);
        let all = vec![0; cities];
        let (mut known, mut ties, mut missing) = (HashSet::new(), Vec::new(), 0);
        let total = self.mean_degree * cities as f64 / 2.0;
        for (level, share) in std::iter::once(&all).chain(&levels).zip(&self.shares) {
            let wanted = (total * share).round() as usize;
            let bounds = bounds(level);
            let mut made = 0;
            for _ in 0..wanted * TRIES {
                if made == wanted {
                    break;
                }
                let one = pick(&reach, 0..cities, &mut random);
                let circle = bounds[level[one] as usize]..bounds[level[one] as usize + 1];
                let other = pick(&reach, circle, &mut random);
                let tie = (one.min(other) as Node, one.max(other) as Node);
                if one != other && known.insert(tie) {
                    ties.push((tie.0, tie.1, 1.0));
                    made += 1;
                }
            }
            missing += wanted - made;
        }
        let adjacency = Adjacency::from_edges(cities, ties)?;
        Ok(PlantedNetwork { adjacency, levels, missing })
    }

    /// The circle of each city at each level; cities of a circle are neighbours in number.
    fn levels(&self, random: &mut Random) -> Vec<Vec<u32>> {
        // The circles of each level so far, by the circle they lie in.
        let mut parents: Vec<Vec<usize>> = vec![vec![0]];
        for &branches in &self.branching {
            let circles = parents.last().map_or(1, Vec::len);
            let count = |random: &mut Random| match self.uneven_circles {
                true => random.poisson(f64::from(branches)).max(2),
                false => branches,
            };
            let within = (0..circles)
                .flat_map(|circle| (0..count(random)).map(move |_| circle).collect::<Vec<_>>());
            parents.push(within.collect());
        }
        let leaves = parents.last().map_or(1, Vec::len);
        let mut of: Vec<usize> = Vec::new();
        for leaf in 0..leaves {
            let size =
                if self.uneven_circles { gamma_4(self.size, random).max(5) } else { self.size };
            of.extend(std::iter::repeat_n(leaf, size as usize));
        }
        let mut levels = Vec::new();
        for parents in parents.iter().skip(1).rev() {
            levels.push(of.iter().map(|&circle| circle as u32).collect());
            of.iter_mut().for_each(|circle| *circle = parents[*circle]);
        }
        levels.reverse();
        levels
    }

    /// The activity of each city and all before it.
    fn reach(&self, cities: usize, random: &mut Random) -> Vec<f64> {
        let mut sum = 0.0;
        let mut next = || {
            let even = !self.uneven_cities;
            sum += if even { 1.0 } else { (1.0 - random.uniform()).powf(-1.0 / 1.5).min(8.0) };
            sum
        };
        std::iter::once(0.0).chain((0..cities).map(|_| next())).collect()
    }

    fn check(&self) -> Result<(), ParamError> {
        if self.branching.contains(&0) {
            let found = format!("{:?}", self.branching);
            return Err(ParamError::new("branching", found, "numbers from 1"));
        }
        let circles: f64 = self.branching.iter().map(|&branches| f64::from(branches)).product();
        if self.size == 0 || circles * f64::from(self.size) > MOST {
            let expected = "from 1, and at most 10 million cities in all";
            return Err(ParamError::new("size", self.size, expected));
        }
        within("mean_degree", self.mean_degree, (0.0, 1e4), "from 0 to 10000")?;
        let sum: f64 = self.shares.iter().sum();
        let legal = self.shares.iter().all(|&share| share >= 0.0) && (sum - 1.0).abs() < 1e-9;
        if !legal || self.shares.len() != self.branching.len() + 1 {
            let found = format!("{:?}", self.shares);
            let expected = "one more than branching, from 0, with the sum 1";
            return Err(ParamError::new("shares", found, expected));
        }
        Ok(())
    }
}

/// Where the cities of each circle begin, and the end.
fn bounds(level: &[u32]) -> Vec<usize> {
    let starts = (0..level.len()).filter(|&city| city == 0 || level[city] != level[city - 1]);
    starts.chain([level.len()]).collect()
}

/// A city of a range, in proportion to its activity.
fn pick(reach: &[f64], range: std::ops::Range<usize>, random: &mut Random) -> usize {
    let (low, high) = (reach[range.start], reach[range.end]);
    let at = low + random.uniform() * (high - low);
    let city = reach[range.start + 1..range.end].partition_point(|&end| end <= at);
    range.start + city
}

/// A gamma number of shape 4 and a mean, rounded.
fn gamma_4(mean: u32, random: &mut Random) -> u32 {
    let sum: f64 = (0..4).map(|_| -(1.0 - random.uniform()).ln()).sum();
    (sum * f64::from(mean) / 4.0).round() as u32
}
