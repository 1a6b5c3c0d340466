//! The benchmark of Lancichinetti, Fortunato and Radicchi.
use super::PlantedNetwork;
use super::cities::within;
use super::power_numbers::{PowerNumbers, of_mean};
use super::stubs::match_stubs;
use crate::random::Random;
use crate::{Adjacency, Node, ParamError, Result};
use serde::Serialize;

/// LFR benchmark: a network with uneven communities of uneven cities, each of which has a given share
/// of its ties outside its community.
///
/// The numbers of partners follow a power law up to a largest one, with an exact
/// [mean](Self::mean_degree), and the sizes of communities another between
/// [bounds](Self::community_sizes). A city of `k` partners has `(1 − μ) k` of them in its community,
/// rounded up or down at random, and goes to a random place in a community that is large enough, those
/// with most partners first. Ties within each community, and then those between communities, join the
/// ends so given at random, without double ties.
///
/// Plain methods of modularity merge small communities of large networks; this is where it shows.
/// `O(n log n + m)`.
///
/// Lancichinetti, Fortunato & Radicchi (2008), *Phys. Rev. E* 78:046110; the order in which cities
/// choose is that of Kamiński, Prałat & Théberge (2021), *Network Science* 9:153, which makes every
/// admissible way to place them equally likely.
///
/// ```
/// use conurbation::{community::Modularity, synthetic::Lfr};
/// let planted = Lfr::new().nodes(500).mixing(0.2).draw(0)?;
/// assert!((planted.mixing() - 0.2).abs() < 0.01);
/// let quality = Modularity::new(planted.communities()).run(&planted)?;
/// assert!(quality.value().unwrap() > 0.6);
/// # Ok::<(), conurbation::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Lfr {
    nodes: u32,
    mean_degree: f64,
    max_degree: u32,
    degree_exponent: f64,
    community_sizes: (u32, u32),
    community_exponent: f64,
    mixing: f64,
    seed: u64,
}

impl Default for Lfr {
    fn default() -> Self {
        Self {
            nodes: 1000,
            mean_degree: 20.0,
            max_degree: 50,
            degree_exponent: 2.0,
            community_sizes: (10, 50),
            community_exponent: 1.0,
            mixing: 0.3,
            seed: 0,
        }
    }
}

/// How often sizes are drawn again where cities do not fit.
const TRIES: u64 = 100;

impl Lfr {
    /// 1000 cities of 20 partners on average and 50 at most, in communities of 10 to 50, with 30 % of
    /// ties between communities.
    pub fn new() -> Self {
        Self::default()
    }

    /// Sets the number of cities; from 10 to 10 million.
    pub fn nodes(mut self, nodes: u32) -> Self {
        self.nodes = nodes;
        self
    }

    /// Sets the share of each city's ties that leave its community, `μ`; from 0 to 1.
    pub fn mixing(mut self, mixing: f64) -> Self {
        self.mixing = mixing;
        self
    }

    /// Sets the mean number of partners; from 1, and below the largest.
    pub fn mean_degree(mut self, mean: f64) -> Self {
        self.mean_degree = mean;
        self
    }

    /// Sets the largest number of partners; below the number of cities.
    pub fn max_degree(mut self, most: u32) -> Self {
        self.max_degree = most;
        self
    }

    /// Sets the exponent `τ₁` of the numbers of partners; from 0 to 10.
    pub fn degree_exponent(mut self, exponent: f64) -> Self {
        self.degree_exponent = exponent;
        self
    }

    /// Sets the sizes of the smallest and of the largest community; from 2 to the number of cities.
    /// The largest must hold a city with the most partners.
    pub fn community_sizes(mut self, least: u32, most: u32) -> Self {
        self.community_sizes = (least, most);
        self
    }

    /// Sets the exponent `τ₂` of the sizes of communities; from 0 to 10.
    pub fn community_exponent(mut self, exponent: f64) -> Self {
        self.community_exponent = exponent;
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
    /// [`Error::Param`](crate::Error::Param) for a parameter outside its range, or if cities do not fit
    /// into communities of such sizes.
    pub fn draw(&self, world: u64) -> Result<PlantedNetwork> {
        self.check()?;
        let mut random = Random::new(self.seed, "lfr", world);
        let degrees = self.degrees(&mut random)?;
        let inner: Vec<u32> = degrees.iter().map(|&k| self.inner(k, &mut random)).collect();
        for _ in 0..TRIES {
            let sizes = self.sizes(&mut random);
            if let Some(labels) = place(&inner, &sizes, &mut random) {
                return join(&degrees, inner, labels, sizes.len(), &mut random);
            }
        }
        Err(self.no_room().into())
    }

    /// The number of partners of each city; their sum is even.
    fn degrees(&self, random: &mut Random) -> Result<Vec<u32>, ParamError> {
        let laws = of_mean(self.mean_degree, self.max_degree, self.degree_exponent);
        let expected = "a mean that a power law of this exponent up to max_degree can have";
        let (below, above, share) =
            laws.ok_or_else(|| ParamError::new("mean_degree", self.mean_degree, expected))?;
        let draw = |_| if random.happens(share) { above.draw(random) } else { below.draw(random) };
        let mut degrees: Vec<u32> = (0..self.nodes).map(draw).collect();
        if degrees.iter().map(|&k| u64::from(k)).sum::<u64>() % 2 == 1 {
            let city = random.below(self.nodes) as usize;
            let more = degrees[city] < self.max_degree;
            degrees[city] = if more { degrees[city] + 1 } else { degrees[city] - 1 };
        }
        Ok(degrees)
    }

    /// How many of a city's partners are of its community.
    fn inner(&self, degree: u32, random: &mut Random) -> u32 {
        let inner = (1.0 - self.mixing) * f64::from(degree);
        inner.floor() as u32 + u32::from(random.happens(inner - inner.floor()))
    }

    /// The sizes of communities, which add up to the number of cities.
    fn sizes(&self, random: &mut Random) -> Vec<u32> {
        let (least, most) = self.community_sizes;
        let law = PowerNumbers::new(self.community_sizes, self.community_exponent);
        let (mut sizes, mut sum) = (Vec::new(), 0);
        while sum < self.nodes {
            sizes.push(law.draw(random));
            sum += sizes.last().copied().unwrap_or(0);
        }
        // The last one gives what is too much, or gives way to the others.
        let last = sizes.pop().unwrap_or(0);
        let rest = last - (sum - self.nodes);
        let room: u32 = sizes.iter().map(|&size| most - size).sum();
        if rest >= least || room < rest {
            sizes.push(rest);
            return sizes;
        }
        for _ in 0..rest {
            let open: Vec<usize> = (0..sizes.len()).filter(|&at| sizes[at] < most).collect();
            sizes[open[random.below(open.len() as u32) as usize]] += 1;
        }
        sizes
    }

    fn check(&self) -> Result<(), ParamError> {
        let (nodes, (least, most)) = (self.nodes, self.community_sizes);
        if !(10..=10_000_000).contains(&nodes) {
            return Err(ParamError::new("nodes", nodes, "from 10 to 10 million"));
        }
        if !(1..nodes).contains(&self.max_degree) {
            return Err(ParamError::new("max_degree", self.max_degree, "from 1, below nodes"));
        }
        let bounds = (1.0, f64::from(self.max_degree));
        within("mean_degree", self.mean_degree, bounds, "from 1 to max_degree")?;
        within("degree_exponent", self.degree_exponent, (0.0, 10.0), "from 0 to 10")?;
        within("community_exponent", self.community_exponent, (0.0, 10.0), "from 0 to 10")?;
        within("mixing", self.mixing, (0.0, 1.0), "from 0 to 1")?;
        if !(2 <= least && least <= most && most <= nodes) {
            let found = format!("{least}, {most}");
            let expected = "from 2 to nodes, the smaller first";
            return Err(ParamError::new("community_sizes", found, expected));
        }
        let inner = ((1.0 - self.mixing) * f64::from(self.max_degree)).ceil();
        if inner >= f64::from(most) { Err(self.no_room()) } else { Ok(()) }
    }

    fn no_room(&self) -> ParamError {
        let found = format!("{}, {}", self.community_sizes.0, self.community_sizes.1);
        let expected = "room for cities with (1 − mixing) max_degree partners in their community";
        ParamError::new("community_sizes", found, expected)
    }
}

/// A community for each city: those with most partners inside choose first among the free places in
/// communities that hold as many; none if there is no place left.
fn place(inner: &[u32], sizes: &[u32], random: &mut Random) -> Option<Vec<u32>> {
    let mut cities: Vec<usize> = (0..inner.len()).collect();
    random.shuffle(&mut cities);
    cities.sort_by_key(|&city| std::cmp::Reverse(inner[city]));
    let mut communities: Vec<u32> = (0..sizes.len() as u32).collect();
    communities.sort_by_key(|&community| std::cmp::Reverse(sizes[community as usize]));
    let (mut communities, mut places) = (communities.into_iter().peekable(), Vec::new());
    let mut labels = vec![0; inner.len()];
    for city in cities {
        let fits = |community: &u32| sizes[*community as usize] > inner[city];
        while let Some(community) = communities.next_if(fits) {
            places.extend(std::iter::repeat_n(community, sizes[community as usize] as usize));
        }
        if places.is_empty() {
            return None;
        }
        labels[city] = places.swap_remove(random.below(places.len() as u32) as usize);
    }
    Some(labels)
}

/// The network of cities that know how many partners they have, inside and in all.
fn join(
    degrees: &[u32],
    mut inner: Vec<u32>,
    labels: Vec<u32>,
    communities: usize,
    random: &mut Random,
) -> Result<PlantedNetwork> {
    let mut members = vec![Vec::new(); communities];
    (0..).zip(&labels).for_each(|(city, &label): (Node, _)| members[label as usize].push(city));
    let (mut ties, mut missing) = (Vec::new(), 0);
    for members in &members {
        let sum: u64 = members.iter().map(|&city| u64::from(inner[city as usize])).sum();
        if sum % 2 == 1 {
            // One end too many or too few: some city has one more inside, or one less.
            let city = members[random.below(members.len() as u32) as usize] as usize;
            let more = inner[city] < degrees[city] && (inner[city] + 1) < members.len() as u32;
            inner[city] = if more { inner[city] + 1 } else { inner[city].saturating_sub(1) };
        }
        let partners = members.iter().map(|&city| (city, inner[city as usize]));
        let (inside, left) = match_stubs(partners, |_, _| true, random);
        ties.extend(inside);
        missing += left;
    }
    let outer =
        (0..).zip(degrees.iter().zip(&inner)).map(|(city, (all, inner))| (city, all - inner));
    let apart = |a: Node, b: Node| labels[a as usize] != labels[b as usize];
    let (outside, left) = match_stubs(outer, apart, random);
    ties.extend(outside);
    let ties = ties.into_iter().map(|(a, b)| (a, b, 1.0));
    let adjacency = Adjacency::from_edges(degrees.len(), ties)?;
    Ok(PlantedNetwork { adjacency, levels: vec![labels], missing: missing + left })
}
