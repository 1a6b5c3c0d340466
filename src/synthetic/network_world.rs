//! Worlds of cities and ties, each tie by itself: networks without events.
use super::cities::{Cities, city_setters, within};
use super::geography::Geography;
use crate::random::Random;
use crate::region::great_circle_km;
use crate::{Adjacency, ParamError, Result};
use serde::Serialize;

/// A network whose making is known: each two cities are tied or not by a chance of their own,
/// whatever the others do, to see how often a method finds what is there, and how often what is
/// not.
///
/// The cities `i` and `j` are tied with probability `o_ij / (1 + o_ij)`, with the odds
/// `o_ij = c · a_i a_j · d_ij^-γ · P · C · X^x_ij`: activities `a` and distances `d` (at least
/// 1 km) with exponent `γ`, effects `P` of a common province and `C` of a common small circle as in
/// [`LedgerWorld`](super::LedgerWorld), whose places these are for the same seed and number, and
/// the effect `X` of a [`covariate`](Network::covariate), 1 by default. The number `c` makes the
/// mean chance of all pairs equal [`density`](Self::density). Weights are 1, or geometric from 1 on
/// with a [mean](Self::mean_weight), whatever the pair.
///
/// The covariate is a number for each two cities, `x_ij = √(s/2) (u_i + u_j) + √(1-s) e_ij` with
/// standard normal `u` and `e`, made after the cities and without looking at them: of variance 1,
/// of which a share `s`, the [`covariate_node_share`](Self::covariate_node_share), belongs to the
/// two cities. By default it has nothing to do with the ties.
///
/// By default nothing is planted: every network of as many ties is equally likely. One city has
/// no tie. `O(n³)`.
///
/// The odds are those of the p1 and p2 models: Holland & Leinhardt (1981), *Journal of the American
/// Statistical Association* 76:33; van Duijn, Snijders & Zijlstra (2004), *Statistica Neerlandica*
/// 58:234.
///
/// ```
/// use conurbation::{structure::Mixing, synthetic::NetworkWorld};
/// let world = NetworkWorld::new().cities(30).provinces(3).province_effect(20.0);
/// let network = world.draw(0)?;
/// let mixing = Mixing::new(&network.provinces).run(&network)?;
/// assert!(mixing.ei.value() < mixing.expected.value());
/// # Ok::<(), conurbation::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct NetworkWorld {
    #[serde(flatten)]
    cities: Cities,
    density: f64,
    mean_weight: f64,
    covariate_node_share: f64,
    covariate_effect: f64,
    seed: u64,
}

/// A network drawn from a [`NetworkWorld`], with its places. Cities are numbered from 0.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Network {
    /// The ties; undirected.
    pub adjacency: Adjacency,
    /// The number of each city's province, from 0; all 0 if there are none.
    pub provinces: Vec<u32>,
    /// The number of each city's small circle, from 0; all 0 if there are none.
    pub circles: Vec<u32>,
    /// Longitude and latitude of each city, in degrees.
    pub positions: Vec<(f64, f64)>,
    /// Pairs of neighbouring cities, the smaller first, in order.
    pub borders: Vec<(u32, u32)>,
    /// The activity of each city.
    pub activity: Vec<f64>,
    /// The covariate of all pairs, a square matrix in rows; symmetric, 0 on the diagonal.
    pub covariate: Vec<f64>,
}

impl Network {
    /// How many km two cities are from each other, as [`distance_km`](crate::region::distance_km).
    ///
    /// # Panics
    /// If there is no such city.
    pub fn distance_km(&self, a: u32, b: u32) -> f64 {
        great_circle_km(self.positions[a as usize], self.positions[b as usize])
    }
}

impl AsRef<Adjacency> for Network {
    fn as_ref(&self) -> &Adjacency {
        &self.adjacency
    }
}

impl Default for NetworkWorld {
    fn default() -> Self {
        Self {
            cities: Cities::default(),
            density: 0.2,
            mean_weight: 1.0,
            covariate_node_share: 0.5,
            covariate_effect: 1.0,
            seed: 0,
        }
    }
}

impl NetworkWorld {
    /// 41 cities in 4 provinces, a fifth of all pairs tied, nothing planted.
    pub fn new() -> Self {
        Self::default()
    }

    city_setters!();

    /// Sets the expected share of pairs that are tied, 0.2 by default; from 0 to 1.
    pub fn density(mut self, density: f64) -> Self {
        self.density = density;
        self
    }

    /// Sets the mean weight of a tie: 1, the default, makes every weight 1, otherwise weights are
    /// geometric from 1 on; at most 1000000.
    pub fn mean_weight(mut self, mean: f64) -> Self {
        self.mean_weight = mean;
        self
    }

    /// Sets which share of the covariate's variance belongs to the two cities of a pair, 0.5 by
    /// default; from 0 to 1.
    pub fn covariate_node_share(mut self, share: f64) -> Self {
        self.covariate_node_share = share;
        self
    }

    /// Sets by which factor a covariate higher by 1 raises the odds of a tie; from 0.001 to 1000,
    /// and 1 is no effect.
    pub fn covariate_effect(mut self, factor: f64) -> Self {
        self.covariate_effect = factor;
        self
    }

    /// Sets the seed, 0 by default.
    pub fn seed(mut self, seed: u64) -> Self {
        self.seed = seed;
        self
    }

    /// Draws the world of this number: the same one every time.
    ///
    /// # Errors
    /// [`Error::Param`](crate::Error::Param) for a parameter outside its range.
    pub fn draw(&self, world: u64) -> Result<Network> {
        self.check()?;
        let geography = Geography::draw(&self.cities, self.seed, world);
        let covariate = self.covariate(world);
        let pairs = self.odds(&geography, &covariate);
        let scale = scale(&pairs, self.density);
        let mut random = Random::new(self.seed, "synthetic ties", world);
        let mut ties = Vec::new();
        for (a, b, odds) in pairs {
            if random.happens(chance(odds, scale)) {
                ties.push((a, b, f64::from(random.geometric(self.mean_weight))));
            }
        }
        let Geography { positions, borders, provinces, circles, activity, .. } = geography;
        let adjacency = Adjacency::from_edges(positions.len(), ties)?;
        Ok(Network { adjacency, provinces, circles, positions, borders, activity, covariate })
    }

    fn covariate(&self, world: u64) -> Vec<f64> {
        let n = self.cities.cities as usize;
        let mut random = Random::new(self.seed, "synthetic covariate", world);
        let share = self.covariate_node_share;
        let (of_city, of_pair) = ((share / 2.0).sqrt(), (1.0 - share).sqrt());
        let cities: Vec<f64> = (0..n).map(|_| random.normal()).collect();
        let mut covariate = vec![0.0; n * n];
        for a in 0..n {
            for b in a + 1..n {
                let value = of_city * (cities[a] + cities[b]) + of_pair * random.normal();
                covariate[a * n + b] = value;
                covariate[b * n + a] = value;
            }
        }
        covariate
    }

    /// All pairs with their odds, but for the common factor.
    fn odds(&self, geography: &Geography, covariate: &[f64]) -> Vec<(u32, u32, f64)> {
        let n = geography.positions.len();
        let pull = geography.pull(&self.cities);
        let pairs = (0..n).flat_map(|a| (a + 1..n).map(move |b| (a, b)));
        let odds = pairs.map(|(a, b)| {
            let effect = self.covariate_effect.powf(covariate[a * n + b]);
            (a as u32, b as u32, geography.activity[a] * pull[a * n + b] * effect)
        });
        odds.collect()
    }

    fn check(&self) -> Result<(), ParamError> {
        self.cities.check()?;
        within("density", self.density, (0.0, 1.0), "from 0 to 1")?;
        within("mean_weight", self.mean_weight, (1.0, 1e6), "from 1 to 1000000")?;
        let share = self.covariate_node_share;
        within("covariate_node_share", share, (0.0, 1.0), "a share from 0 to 1")?;
        within("covariate_effect", self.covariate_effect, (1e-3, 1e3), "from 0.001 to 1000")
    }
}

/// The chance of a tie of these odds divided by `scale`.
fn chance(odds: f64, scale: f64) -> f64 {
    1.0 / (1.0 + scale / odds)
}

/// By what to divide all odds so that the mean chance is `density`: its logarithm by bisection.
fn scale(pairs: &[(u32, u32, f64)], density: f64) -> f64 {
    if density <= 0.0 {
        return f64::INFINITY;
    }
    if density >= 1.0 {
        return 0.0;
    }
    let goal = density * pairs.len() as f64;
    let (mut low, mut high) = (-300.0_f64, 300.0);
    // Enough for the last digit of the scale.
    for _ in 0..64 {
        let middle = (low + high) / 2.0;
        let scale = middle.exp();
        let expected: f64 = pairs.iter().map(|&(_, _, odds)| chance(odds, scale)).sum();
        if expected > goal { low = middle } else { high = middle }
    }
    ((low + high) / 2.0).exp()
}
