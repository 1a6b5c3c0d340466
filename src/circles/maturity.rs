//! How far each circle has come.
use super::declared::{DeclaredCircle, DeclaredResult};
use super::support::{Block, SupportResult};
use crate::network::CityNetwork;
use crate::nulls::{Distances, Incidence};
use crate::random::Random;
use crate::region::{CouncilLevel, CouncilRole, PlatformRole, Region, Table};
use crate::statistics::{Alternative, Permutation, PermutationTest};
use crate::structure::{InteractionRatio, Nestedness, NestednessResult, completeness};
use crate::system::Primacy;
use crate::{Adjacency, Date, Measured, Node, Result, Undefined, sums};
use serde::Serialize;
use std::collections::BTreeSet;

/// Maturity: what there is to say of how far each declared circle has come, number by number. No
/// index is made of them: any weights would be arbitrary.
///
/// * its size, and how it grew;
/// * the mean weight of pairs inside, against groups of as many cities that lie about as far from
///   each other: random groups whose mean distance is within 15 % of its own
///   (`p` one-sided; a draw that finds no such group in 400 tries counts as extreme);
/// * completeness of its mechanism: of the pairs of its cities that meet in any body, the share that
///   meets at all three levels, of decision, coordination and execution;
/// * interaction: ties between it and all other cities over what strengths lead to expect
///   ([`InteractionRatio`]);
/// * its share of the support of the whole ([`Support`](super::Support));
/// * primacy of its core: the share of its strongest city in the strength inside it, and how many
///   times that of the second;
/// * nestedness of the table of its cities and the platforms they are in
///   ([`Nestedness`]): are those of small platforms inside the circle a part of those of larger?
///
/// Each is undefined for its own reason: no ties inside ([`Undefined::NoEdges`]), no body at a level
/// ([`Undefined::MissingLevel`]) or none with two of its cities ([`Undefined::MissingData`]),
/// places unknown ([`Undefined::MissingData`]).
///
/// The table is this project's.
#[derive(Debug, Clone, PartialEq, Default, Serialize)]
pub struct Maturity {
    engine: Permutation,
}

/// How far one circle has come.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct MaturityResult {
    /// The circle, by its position among those declared.
    pub circle: usize,
    /// Its cities.
    pub size: usize,
    /// The first date at which a member is known to have joined, and how many there were then.
    pub first: Option<(Date, usize)>,
    /// The mean weight of pairs inside.
    pub density: Measured,
    /// Against groups as far from each other.
    pub matched: Measured<PermutationTest>,
    /// Completeness of its mechanism, from 0 to 1.
    pub mechanism: Measured,
    /// Ties to all others over what is expected.
    pub interaction: Measured,
    /// Its share of the support of the whole.
    pub support: Measured,
    /// The share of the strongest city in the strength inside.
    pub primacy: Measured,
    /// How many times the second.
    pub primacy_2: Measured,
    /// Nestedness of cities and platforms inside, against tables of the same sizes.
    pub nestedness: Measured<NestednessResult>,
}

impl Maturity {
    /// The default parameters.
    pub fn new() -> Self {
        Self::default()
    }

    /// Sets how chance is asked.
    pub fn engine(mut self, engine: &Permutation) -> Self {
        self.engine = engine.clone();
        self
    }

    /// The maturity of one circle, by its position, on a network without the rows that found it;
    /// `support` is that of the ties of each circle.
    ///
    /// # Errors
    /// As the measures it tells.
    ///
    /// # Panics
    /// If there is no such circle.
    pub fn run(
        &self,
        region: &Region,
        network: &CityNetwork,
        declared: &DeclaredResult,
        circle: usize,
        distances: &Measured<Distances>,
        support: Measured<&SupportResult>,
    ) -> Result<MaturityResult> {
        let found = &declared.circles[circle];
        let graph = network.adjacency();
        let labels: Vec<u32> = graph.nodes().map(|city| u32::from(has(found, city))).collect();
        let inside = strengths_inside(graph, &found.members);
        let primacy = Primacy::new().of(&inside)?;
        let table = platforms(region, network, found)?;
        let share = support.and_then(|support| {
            let own = support.blocks.iter().find(|block| block.block == Block::Circle(circle));
            own.map_or(Measured::Value(0.0), |block| block.share)
        });
        let some = |measured: Measured| match measured {
            Measured::Undefined(Undefined::Vacuous) => Measured::Undefined(Undefined::NoEdges),
            other => other,
        };
        Ok(MaturityResult {
            circle,
            size: found.members.len(),
            first: first(region, found),
            density: density(graph, &found.members),
            matched: self.matched(graph, &found.members, distances)?,
            mechanism: mechanism(region, network, found).into(),
            interaction: InteractionRatio::new(&labels).run(graph)?.ratio,
            support: share,
            primacy: some(primacy.share),
            primacy_2: some(primacy.p2),
            nestedness: Nestedness::new()
                .permutation(self.engine.clone().alternative(Alternative::Greater))
                .seed(self.engine.chosen_seed())
                .run(&table)?,
        })
    }

    /// The density against that of random groups about as far from each other.
    fn matched(
        &self,
        graph: &Adjacency,
        members: &[Node],
        distances: &Measured<Distances>,
    ) -> Result<Measured<PermutationTest>> {
        let distances = match distances {
            Measured::Value(distances) => distances,
            Measured::Undefined(reason) => return Ok(Measured::Undefined(*reason)),
        };
        if members.len() == graph.node_count() {
            return Ok(Measured::Undefined(Undefined::Vacuous));
        }
        let apart = mean_distance(distances, members);
        let nearest = nearest(distances, graph.node_count());
        let seed = self.engine.chosen_seed();
        let engine = self.engine.clone().alternative(Alternative::Greater);
        engine.redrawn(density(graph, members), |replicate| {
            let mut random = Random::new(seed, "matched groups", replicate);
            let group = alike(distances, &nearest, members.len(), apart, &mut random);
            let none = Measured::Undefined(Undefined::TooFewCities { need: members.len() });
            Ok(group.map_or(none, |group| density(graph, &group)))
        })
    }
}

fn has(circle: &DeclaredCircle, city: Node) -> bool {
    circle.members.binary_search(&city).is_ok()
}

/// How far the mean distance of a group may be from that of the circle, as a share of it.
const ALIKE: f64 = 0.15;
const TRIES: usize = 400;

/// For each city the others, the nearest first.
fn nearest(distances: &Distances, cities: usize) -> Vec<Vec<Node>> {
    let of = |middle: Node| {
        let mut others: Vec<Node> = (0..cities as Node).filter(|&city| city != middle).collect();
        others.sort_by(|&a, &b| {
            distances.get(middle, a).total_cmp(&distances.get(middle, b)).then(a.cmp(&b))
        });
        others
    };
    (0..cities as Node).map(of).collect()
}

/// A group of cities around a random one, about as far from each other: from the nearest ones of
/// that city, of which there are as many as chance says.
fn alike(
    distances: &Distances,
    nearest: &[Vec<Node>],
    size: usize,
    apart: f64,
    random: &mut Random,
) -> Option<Vec<Node>> {
    let cities = nearest.len();
    let mut group = Vec::with_capacity(cities);
    for _ in 0..TRIES {
        let middle = random.below(cities as u32);
        let count = size - 1 + random.below((cities - size + 1) as u32) as usize;
        group.clear();
        group.extend(&nearest[middle as usize][..count]);
        random.shuffle(&mut group);
        group.truncate(size - 1);
        group.push(middle);
        if (mean_distance(distances, &group) - apart).abs() <= ALIKE * apart {
            return Some(group);
        }
    }
    None
}

fn mean_distance(distances: &Distances, cities: &[Node]) -> f64 {
    let pairs = cities.iter().enumerate().flat_map(|(nth, &a)| {
        cities[nth + 1..].iter().map(move |&b| distances.get(a.min(b), a.max(b)))
    });
    sums::sum(pairs) / pair_count(cities.len())
}

fn pair_count(cities: usize) -> f64 {
    cities as f64 * (cities as f64 - 1.0) / 2.0
}

/// The mean weight of pairs of some cities; both directions of a directed network count.
fn density(graph: &Adjacency, cities: &[Node]) -> Measured {
    if graph.edge_count() == 0 {
        return Measured::Undefined(Undefined::NoEdges);
    }
    let mut inside = vec![false; graph.node_count()];
    cities.iter().for_each(|&city| inside[city as usize] = true);
    let unit = sums::unit(graph.edges().map(|tie| tie.2));
    let ties = graph.edges().filter(|tie| inside[tie.0 as usize] && inside[tie.1 as usize]);
    let times = if graph.is_directed() { 2.0 } else { 1.0 };
    let sum = sums::sum(ties.map(|tie| tie.2 / unit));
    Measured::Value(sum / (times * pair_count(cities.len())) * unit)
}

/// The strength of each member by its ties to the others.
fn strengths_inside(graph: &Adjacency, members: &[Node]) -> Vec<f64> {
    let unit = sums::unit(graph.edges().map(|tie| tie.2));
    let mut strengths = vec![0.0; members.len()];
    for (a, b, weight) in graph.edges() {
        if let (Ok(a), Ok(b)) = (members.binary_search(&a), members.binary_search(&b)) {
            strengths[a] += weight / unit;
            strengths[b] += weight / unit;
        }
    }
    strengths
}

/// The first step of its growth that has a date.
fn first(region: &Region, circle: &DeclaredCircle) -> Option<(Date, usize)> {
    let growth = super::Growth::new().run(region, &circle.id).ok()?;
    if growth.table != Table::Circles {
        return None;
    }
    growth.steps.iter().find_map(|step| step.date.map(|date| (date, step.size)))
}

/// Of the pairs of cities that meet in any body of a chain, the share that meets at all levels; of
/// several chains the best.
fn mechanism(
    region: &Region,
    network: &CityNetwork,
    circle: &DeclaredCircle,
) -> Result<f64, Undefined> {
    const LEVELS: [(CouncilLevel, &str); 3] = [
        (CouncilLevel::Decision, "decision"),
        (CouncilLevel::Coordination, "coordination"),
        (CouncilLevel::Execution, "execution"),
    ];
    let chains: BTreeSet<Option<&str>> =
        region.councils().iter().map(|council| council.system.as_deref()).collect();
    let mut best: Result<f64, Undefined> = Err(Undefined::MissingData { n: circle.members.len() });
    for chain in chains {
        let pairs = |level: CouncilLevel| {
            let bodies = region.councils().iter().filter(|council| {
                council.system.as_deref() == chain && council.level == Some(level)
            });
            let mut pairs = BTreeSet::new();
            for body in bodies {
                let there = body.members.iter().filter(|it| it.role != CouncilRole::Observer);
                let cities = there.filter_map(|it| node(region, network, it.place));
                let cities: BTreeSet<Node> = cities.filter(|&city| has(circle, city)).collect();
                for &a in &cities {
                    pairs.extend(cities.range(a + 1..).map(|&b| (a, b)));
                }
            }
            pairs
        };
        let by_level = LEVELS.map(|(level, _)| pairs(level));
        if by_level.iter().all(BTreeSet::is_empty) {
            continue;
        }
        let missing = LEVELS.iter().zip(&by_level).find(|(_, pairs)| pairs.is_empty());
        let found = match missing {
            Some(((_, level), _)) => Err(Undefined::MissingLevel { level }),
            None => completeness(by_level.each_ref()),
        };
        best = match (best, found) {
            (Ok(a), Ok(b)) => Ok(f64::max(a, b)),
            (Ok(a), Err(_)) => Ok(a),
            (Err(_), found) => found,
        };
    }
    best
}

fn node(region: &Region, network: &CityNetwork, place: crate::region::PlaceIndex) -> Option<Node> {
    let city = region.city_of(place)?;
    network.node(&region.place(city).id).ok()
}

/// The cities of a circle and the platforms that any of them is in, those that found it left out.
fn platforms(region: &Region, network: &CityNetwork, circle: &DeclaredCircle) -> Result<Incidence> {
    let mut pairs = Vec::new();
    for (platform, row) in region.platforms().iter().zip(0..) {
        if circle.founding.iter().any(|id| **id == *platform.id) {
            continue;
        }
        let there = platform.members.iter().filter(|it| it.role != PlatformRole::Observer);
        let nodes = there.filter_map(|it| node(region, network, it.place));
        let places = nodes.filter_map(|city| circle.members.binary_search(&city).ok());
        pairs.extend(places.map(|city| (city as Node, row)));
    }
    // Platforms without any of its cities say nothing.
    let mut rows: Vec<u32> = pairs.iter().map(|pair| pair.1).collect();
    rows.sort_unstable();
    rows.dedup();
    let place = |row: u32| rows.partition_point(|&it| it < row) as u32;
    let pairs = pairs.into_iter().map(|(city, row)| (city, place(row)));
    Incidence::from_pairs(circle.members.len(), rows.len(), pairs)
}
