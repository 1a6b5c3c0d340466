//! Where the cities of a world lie, who borders on whom, and how large they are.
use super::cities::Cities;
use super::split::Land;
use crate::random::Random;
use crate::region::great_circle_km;

/// The km between neighbouring cities, roughly: each has this squared for itself.
const SPACING_KM: f64 = 93.0;
/// The middle of every world.
const CENTRE: (f64, f64) = (117.0, 30.0);
const KM_PER_DEGREE: f64 = 111.195;
/// From how many random points the one farthest from all cities so far is taken.
const CANDIDATES: usize = 4;
/// The distance at which distance neither helps nor hinders.
const UNIT_KM: f64 = 100.0;
/// Nearer cities draw each other no more than at this distance.
const NEAREST_KM: f64 = 1.0;

/// The cities of one world.
pub(super) struct Geography {
    /// Longitudes and latitudes in degrees.
    pub(super) positions: Vec<(f64, f64)>,
    /// Pairs of neighbours, the smaller first, in order.
    pub(super) borders: Vec<(u32, u32)>,
    pub(super) provinces: Vec<u32>,
    /// Small circles, numbered from province to province.
    pub(super) circles: Vec<u32>,
    pub(super) activity: Vec<f64>,
    pub(super) population: Vec<f64>,
    pub(super) gdp: Vec<f64>,
}

impl Geography {
    /// The places of one world.
    pub(super) fn draw(cities: &Cities, seed: u64, world: u64) -> Self {
        let mut random = Random::new(seed, "synthetic places", world);
        let points = scatter(cities.cities as usize, &mut random);
        let mut neighbours = gabriel(&points);
        let mut land = Land { points: &points, neighbours: &mut neighbours };
        let all: Vec<u32> = (0..cities.cities).collect();
        let by_province = land.split(&all, &cities.sizes_of_provinces(), &mut random);
        let mut by_circle = Vec::new();
        if cities.circles > 0 {
            for (province, sizes) in by_province.iter().zip(cities.sizes_of_circles()) {
                by_circle.extend(land.split(province, &sizes, &mut random));
            }
        }
        let mut borders: Vec<(u32, u32)> = (0..)
            .zip(&neighbours)
            .flat_map(|(a, others)| others.iter().map(move |&b| (a, b)))
            .filter(|(a, b)| a < b)
            .collect();
        borders.sort_unstable();
        let mut geography = Self {
            positions: points.iter().map(|&point| position(point)).collect(),
            borders,
            provinces: labels(points.len(), &by_province),
            circles: labels(points.len(), &by_circle),
            activity: Vec::new(),
            population: Vec::new(),
            gdp: Vec::new(),
        };
        geography.people(cities, &mut random);
        geography
    }

    /// How active, populous and rich cities are. The logarithm of population has a correlation of
    /// 0.8 with that of activity, and gross product per head is independent of both; their spread
    /// is that of the embedded regions.
    fn people(&mut self, cities: &Cities, random: &mut Random) {
        for _ in &self.positions {
            let (common, own, wealth) = (random.normal(), random.normal(), random.normal());
            self.activity.push((cities.activity_sd * common).exp());
            let population = (4.3e6 * (0.68 * (0.8 * common + 0.6 * own)).exp()).round();
            self.population.push(population);
            self.gdp.push((8.0 * (0.45 * wealth).exp() * population / 1e4).round() / 1e4);
        }
    }

    pub(super) fn distance_km(&self, a: usize, b: usize) -> f64 {
        great_circle_km(self.positions[a], self.positions[b])
    }

    /// How strongly each city, by rows, draws each other: the other's activity, times what their
    /// distance, province and circle do; 0 itself.
    pub(super) fn pull(&self, cities: &Cities) -> Vec<f64> {
        let n = self.positions.len();
        let mut pull = vec![0.0; n * n];
        for a in 0..n {
            for b in a + 1..n {
                let mut factor = 1.0;
                if cities.distance_decay > 0.0 {
                    let distance = self.distance_km(a, b).max(NEAREST_KM) / UNIT_KM;
                    factor = distance.powf(-cities.distance_decay);
                }
                if self.provinces[a] == self.provinces[b] {
                    factor *= cities.province_effect;
                }
                if self.circles[a] == self.circles[b] {
                    factor *= cities.circle_effect;
                }
                pull[a * n + b] = factor * self.activity[b];
                pull[b * n + a] = factor * self.activity[a];
            }
        }
        pull
    }
}

/// The number of the group of each city; without groups all are in one.
fn labels(cities: usize, groups: &[Vec<u32>]) -> Vec<u32> {
    let mut labels = vec![0; cities];
    for (label, group) in (0..).zip(groups) {
        group.iter().for_each(|&city| labels[city as usize] = label);
    }
    labels
}

/// Points in a square, in km, spaced like cities: each the best of some candidates (Mitchell 1991).
/// Their order says nothing.
fn scatter(cities: usize, random: &mut Random) -> Vec<(f64, f64)> {
    let side = SPACING_KM * (cities as f64).sqrt();
    let mut points: Vec<(f64, f64)> = Vec::with_capacity(cities);
    for _ in 0..cities {
        let (mut best, mut farthest) = ((0.0, 0.0), -1.0);
        for _ in 0..CANDIDATES {
            let (x, y) = (side * (random.uniform() - 0.5), side * (random.uniform() - 0.5));
            let squares = points.iter().map(|&(u, v)| (x - u) * (x - u) + (y - v) * (y - v));
            let nearest = squares.fold(f64::INFINITY, f64::min);
            if nearest > farthest {
                (best, farthest) = ((x, y), nearest);
            }
        }
        points.push(best);
    }
    random.shuffle(&mut points);
    points
}

/// Longitude and latitude of a point, to four digits: 10 m.
fn position((x, y): (f64, f64)) -> (f64, f64) {
    let round = |degrees: f64| (degrees * 1e4).round() / 1e4;
    let latitude = CENTRE.1 + y / KM_PER_DEGREE;
    let longitude = CENTRE.0 + x / (KM_PER_DEGREE * latitude.to_radians().cos());
    (round(longitude), round(latitude))
}

/// The neighbours of each point: those with no other point in the circle whose diameter joins the
/// two (Gabriel and Sokal 1969). They hang together.
fn gabriel(points: &[(f64, f64)]) -> Vec<Vec<u32>> {
    let mut neighbours = vec![Vec::new(); points.len()];
    for (a, &(x, y)) in points.iter().enumerate() {
        for (b, &(u, v)) in points.iter().enumerate().skip(a + 1) {
            // A point sees the diameter at an obtuse angle from within the circle.
            let free = points.iter().enumerate().all(|(other, &(p, q))| {
                other == a || other == b || (x - p) * (u - p) + (y - q) * (v - q) >= 0.0
            });
            if free {
                neighbours[a].push(b as u32);
                neighbours[b].push(a as u32);
            }
        }
    }
    neighbours
}
