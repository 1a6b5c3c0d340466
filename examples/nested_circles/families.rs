//! Networks with circles within circles, and without.
use conurbation::nulls::Distances;
use conurbation::synthetic::{NestedPartition, NetworkWorld, RandomGeometric};
use conurbation::{Adjacency, Error};
use std::collections::BTreeSet;

/// A kind of network with circles planted in it.
pub(crate) struct Family {
    pub(crate) name: &'static str,
    world: NestedPartition,
    directed: bool,
    weighted: bool,
}

impl Family {
    /// The network of this number and its levels.
    pub(crate) fn draw(&self, world: u64) -> Result<(Adjacency, Vec<Vec<u32>>), Error> {
        let drawn = self.world.draw(world)?;
        if !self.directed && !self.weighted {
            return Ok((drawn.adjacency, drawn.levels));
        }
        let mut random = Random(world);
        let dress = |(a, b, _): (u32, u32, f64)| {
            let weight = if self.weighted { 1.0 + f64::from(random.below(3)) } else { 1.0 };
            let flip = self.directed && random.below(2) == 0;
            if flip { (b, a, weight) } else { (a, b, weight) }
        };
        let ties: Vec<(u32, u32, f64)> = drawn.adjacency.edges().map(dress).collect();
        let build = if self.directed { Adjacency::from_arcs } else { Adjacency::from_edges };
        Ok((build(drawn.adjacency.node_count(), ties)?, drawn.levels))
    }
}

/// All kinds.
pub(crate) fn families() -> Vec<Family> {
    let nested = |name, branching: &[u32], shares: &[f64], size, degree| Family {
        name,
        world: NestedPartition::new()
            .branching(branching)
            .shares(shares)
            .size(size)
            .mean_degree(degree),
        directed: false,
        weighted: false,
    };
    let mid = |name| nested(name, &[3, 4, 4], &[0.20, 0.20, 0.25, 0.35], 15, 16.0);
    let uneven = nested("heterogeneous", &[3, 4, 4], &[0.12, 0.18, 0.25, 0.45], 15, 18.0);
    let sparse = nested("sparse", &[3, 4], &[0.2, 0.3, 0.5], 40, 7.0);
    vec![
        nested("easy", &[3, 4, 4], &[0.10, 0.15, 0.25, 0.50], 15, 20.0),
        mid("mid"),
        Family { world: uneven.world.uneven_circles(true).uneven_cities(true), ..uneven },
        nested("deep", &[2, 2, 3, 3], &[0.08, 0.10, 0.14, 0.20, 0.48], 12, 24.0),
        nested("flat", &[12], &[0.3, 0.7], 40, 12.0),
        Family { world: sparse.world.uneven_cities(true), ..sparse },
        nested("small", &[2, 3], &[0.15, 0.30, 0.55], 8, 7.0),
        Family { weighted: true, ..mid("weighted") },
        Family { directed: true, ..mid("directed") },
    ]
}

/// A network in space, and how far from each other its cities are: *tied if near*, random geometric; *fading*, the odds of a tie fall with the square of distance; *planted anywhere*, six
/// circles of cities that lie anywhere.
pub(crate) fn in_space(
    kind: &str,
    cities: u32,
    world: u64,
) -> Result<(Adjacency, Distances), Error> {
    if kind == "fading" {
        let drawn = NetworkWorld::new().cities(cities).distance_decay(2.0);
        let drawn = drawn.density(6.0 / f64::from(cities - 1)).draw(world)?;
        let distances = Distances::from_fn(cities as usize, |a, b| drawn.distance_km(a, b))?;
        return Ok((drawn.adjacency, distances));
    }
    let drawn = RandomGeometric::new().nodes(cities).mean_degree(6.0).draw(world)?;
    let far = |a: u32, b: u32| {
        let ((x, y), (u, v)) = (drawn.positions[a as usize], drawn.positions[b as usize]);
        (x - u).hypot(y - v)
    };
    let distances = Distances::from_fn(cities as usize, far)?;
    if kind == "tied if near" {
        return Ok((drawn.adjacency, distances));
    }
    let planted = NestedPartition::new().branching(&[6]).shares(&[0.2, 0.8]);
    let planted = planted.size(cities / 6).mean_degree(6.0).draw(world)?;
    Ok((planted.adjacency, distances))
}

/// A network in which no circles are planted.
pub(crate) fn without(kind: &str, cities: u32, world: u64) -> Result<Adjacency, Error> {
    let mut random = Random(world + 1);
    let n = cities;
    let even = NestedPartition::new().branching(&[]).shares(&[1.0]).size(n).mean_degree(6.0);
    let ties: BTreeSet<(u32, u32)> = match kind {
        "random" => return Ok(even.draw(world)?.adjacency),
        "power law" => return Ok(even.uneven_cities(true).draw(world)?.adjacency),
        "geometric" => return Ok(in_space("tied if near", n, world)?.0),
        "preferential" => {
            let (mut ends, mut ties) = (vec![0, 1], BTreeSet::from([(0, 1)]));
            for city in 2..n {
                for _ in 0..3 {
                    let other = ends[random.below(ends.len() as u32) as usize];
                    if other != city && ties.insert((other, city)) {
                        ends.extend([other, city]);
                    }
                }
            }
            ties
        }
        "tree" => (1..n).map(|city| (random.below(city), city)).collect(),
        _ => (0..n).map(|city| (city, (city + 1) % n)).collect(),
    };
    Adjacency::from_edges(n as usize, ties.into_iter().map(|(a, b)| (a, b, 1.0)))
}

/// Random numbers that are the same everywhere (SplitMix64).
struct Random(u64);

impl Random {
    fn below(&mut self, end: u32) -> u32 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((u128::from(mixed ^ (mixed >> 31)) * u128::from(end)) >> 64) as u32
    }
}
