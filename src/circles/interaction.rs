//! Whether circles interact: 圈圈互动.
use super::circle_tests::adjusted;
use super::containment::Order;
use super::family::Family;
use crate::nulls::MaxEntropyResult;
use crate::statistics::{Alternative, Permutation, PermutationTest};
use crate::{Adjacency, Measured, Node, ParamError, Result, Undefined, sums};
use serde::Serialize;
use std::collections::BTreeMap;

/// Interaction of circles: whether the circles of one level work with each other as much as the
/// strengths of their cities lead to expect, or keep to themselves; which pairs do, and with how
/// many others each does.
///
/// Circles of a level may share cities. A pair of cities is *between* circles if each is in one of
/// them and none holds both; ties to cities in none of them do not count. With the loopless
/// maximum-entropy expectation `E_ij` of [`MaxEntropy`](crate::nulls::MaxEntropy),
/// `IR = W_between / E_between`: 1 as mixed as strengths imply, below 1 closed, above 1 turned
/// outward. For circles that divide all cities among them it is the ratio of
/// [`InteractionRatio`](crate::structure::InteractionRatio). For two circles
/// `I_AB = W_AB / E_AB` over pairs of a city in `A` alone and one in `B` alone. The breadth of a
/// circle is `exp(H)` of the shares of its partners in `W_AB`: with how many circles it works, as
/// if with all alike.
///
/// Tests: chance deals the memberships of the cities in circles anew among them (`p` two-sided);
/// `q` over all pairs of circles (Benjamini & Hochberg).
///
/// Which are undefined: all on one circle only, or if no pair of cities is between
/// ([`Undefined::Vacuous`]), without ties ([`Undefined::NoEdges`]), and if strengths leave no
/// choice ([`Undefined::NotAttainable`]); `I_AB` of circles of which one lies inside the other or
/// that hold the same cities ([`Undefined::Vacuous`]); breadth of a circle without ties to others
/// ([`Undefined::Isolate`]). The unit of weights changes nothing but the weights told.
/// `O(n² + R Σ|A||B|)`.
///
/// Ratio, pairs and breadth are this project's; the effective number `exp(H)` is that of Hill
/// (1973), *Ecology* 54:427.
///
/// ```
/// use conurbation::{Adjacency, circles::{CircleInteraction, Family}};
/// let ring = Adjacency::from_edges(4, [(0, 1, 3.0), (1, 2, 1.0), (2, 3, 3.0), (3, 0, 1.0)])?;
/// let family = Family::new(4, [vec![0, 1], vec![2, 3]])?;
/// let found = CircleInteraction::new().run(&ring, &family)?;
/// // Strengths are alike: each of 6 pairs expects 4/3, and 4 of them are between.
/// assert!((found.ratio.value().unwrap() - 2.0 / (4.0 * 4.0 / 3.0)).abs() < 1e-12);
/// assert_eq!(found.breadth[0].value(), Some(1.0));
/// # Ok::<(), conurbation::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Default, Serialize)]
pub struct CircleInteraction {
    level: Option<Vec<usize>>,
    engine: Permutation,
}

/// How the circles of a level interact.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct CircleInteractionResult {
    /// The circles compared, by their position in the family.
    pub circles: Vec<usize>,
    /// The interaction ratio.
    pub ratio: Measured,
    /// How often chance mixes as little, or as much.
    pub test: Measured<PermutationTest>,
    /// The share of the weight of all ties that is between the circles.
    pub between: Measured,
    /// The share of the weight of all ties that has an end in none of the circles.
    pub uncovered: Measured,
    /// Each pair of circles, in order.
    pub pairs: Vec<CirclePair>,
    /// With how many circles each works, in the order of `circles`.
    pub breadth: Vec<Measured>,
}

/// Two circles.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[non_exhaustive]
pub struct CirclePair {
    /// One, by its position in the family.
    pub one: usize,
    /// The other.
    pub other: usize,
    /// The weight of ties between the cities of which each is in one of them alone.
    pub weight: f64,
    /// That over what is expected.
    pub ratio: Measured,
    /// How often chance gives as little, or as much.
    pub test: Measured<PermutationTest>,
    /// The q of it over all pairs.
    pub q: Measured,
}

impl CircleInteraction {
    /// The interaction of all circles of a family but the region itself.
    pub fn new() -> Self {
        Self::default()
    }

    /// Sets the circles to compare, by their positions in the family.
    pub fn level(mut self, circles: impl IntoIterator<Item = usize>) -> Self {
        self.level = Some(circles.into_iter().collect());
        self
    }

    /// Sets how chance is asked: how often, with which seed, and which p must be attainable.
    pub fn engine(mut self, engine: &Permutation) -> Self {
        self.engine = engine.clone();
        self
    }

    /// Computes ratio, pairs and breadth.
    ///
    /// # Errors
    /// [`Error::Param`](crate::Error::Param) for circles over another number of cities, or one that
    /// the family has not; [`Error::NotConverged`](crate::Error::NotConverged) as of
    /// [`MaxEntropy`](crate::nulls::MaxEntropy); as [`Permutation::labels`].
    pub fn run(
        &self,
        graph: impl AsRef<Adjacency>,
        family: &Family,
    ) -> Result<CircleInteractionResult> {
        let graph = graph.as_ref();
        family.check("CircleInteraction::run", graph.node_count())?;
        let circles = chosen_level("CircleInteraction::level", family, self.level.as_deref())?;
        let world = match World::of(graph, circles.len())? {
            Ok(world) => world,
            Err(reason) => return Ok(undefined(circles, reason)),
        };
        let engine = self.engine.clone().alternative(Alternative::TwoSided).named_groups(true);
        let members = Memberships::of(family, &circles);
        let ratio = world.ratio(&members, &members.class);
        let test = match ratio {
            Measured::Undefined(reason) => Measured::Undefined(reason),
            Measured::Value(_) => {
                let within: Vec<u32> = members.covered().map(u32::from).collect();
                engine.labels_within(&members.class, &within, |it| world.ratio(&members, it))?
            }
        };
        let mut pairs = Vec::new();
        for (nth, &one) in circles.iter().enumerate() {
            for &other in &circles[nth + 1..] {
                pairs.push(pair(&world, family, &members, (one, other), &engine)?);
            }
        }
        let p: Vec<Measured> = pairs.iter().map(|pair| pair.test.map(|test| test.p)).collect();
        pairs.iter_mut().zip(adjusted(&p)?).for_each(|(pair, q)| pair.q = q);
        let breadth = circles.iter().map(|&circle| breadth(circle, &pairs).into()).collect();
        let (between, uncovered) = world.shares(&members);
        Ok(CircleInteractionResult {
            circles,
            ratio,
            test,
            between: Measured::Value(between),
            uncovered: Measured::Value(uncovered),
            pairs,
            breadth,
        })
    }
}

/// The circles asked for, of one name the first; by default all but the region itself.
pub(super) fn chosen_level(
    setter: &'static str,
    family: &Family,
    level: Option<&[usize]>,
) -> Result<Vec<usize>, ParamError> {
    let order = Order::of(family);
    let all: Vec<usize> = (0..family.len()).collect();
    let asked = level.unwrap_or(&all);
    if let Some(circle) = asked.iter().find(|&&circle| circle >= family.len()) {
        let found = format!("circle {circle} of {}", family.len());
        return Err(ParamError::new(setter, found, "positions of circles in the family"));
    }
    let mut circles: Vec<usize> = asked
        .iter()
        .map(|&circle| order.same[circle])
        .filter(|&circle| family.circles()[circle].len() < family.city_count())
        .collect();
    circles.sort_unstable();
    circles.dedup();
    Ok(circles)
}

fn undefined(circles: Vec<usize>, reason: Undefined) -> CircleInteractionResult {
    let none = Measured::Undefined(reason);
    CircleInteractionResult {
        ratio: none,
        test: Measured::Undefined(reason),
        between: none,
        uncovered: none,
        pairs: Vec::new(),
        breadth: vec![none; circles.len()],
        circles,
    }
}

/// Which circles of a level each city belongs to: cities in the same ones are of one class.
pub(super) struct Memberships {
    pub(super) class: Vec<u32>,
    /// The circles of each class.
    circles: Vec<Vec<usize>>,
}

impl Memberships {
    pub(super) fn of(family: &Family, circles: &[usize]) -> Self {
        let mut classes: BTreeMap<Vec<usize>, u32> = BTreeMap::new();
        let mut lists = Vec::new();
        let mut class = Vec::with_capacity(family.city_count());
        for city in 0..family.city_count() as Node {
            let around = circles.iter().copied().filter(|&it| family.contains(it, city));
            let around: Vec<usize> = around.collect();
            let next = lists.len() as u32;
            let this = *classes.entry(around.clone()).or_insert(next);
            if this == next {
                lists.push(around);
            }
            class.push(this);
        }
        Self { class, circles: lists }
    }

    /// The number of classes.
    pub(super) fn classes(&self) -> usize {
        self.circles.len()
    }

    /// Whether each city is in any circle.
    pub(super) fn covered(&self) -> impl Iterator<Item = bool> + '_ {
        self.class.iter().map(|&class| !self.circles[class as usize].is_empty())
    }

    /// Whether cities of two classes are between circles: each in one, none with both.
    pub(super) fn between(&self, a: u32, b: u32) -> bool {
        let (a, b) = (&self.circles[a as usize], &self.circles[b as usize]);
        !a.is_empty() && !b.is_empty() && !a.iter().any(|circle| b.contains(circle))
    }

    /// The same for all classes, by rows.
    pub(super) fn between_all(&self) -> Vec<bool> {
        let count = self.circles.len() as u32;
        (0..count).flat_map(|a| (0..count).map(move |b| self.between(a, b))).collect()
    }
}

/// What there is and what is expected of each two cities, in a unit of weights, by rows; both
/// directions added.
pub(super) struct World {
    pub(super) cities: usize,
    pub(super) unit: f64,
    pub(super) observed: Vec<f64>,
    pub(super) expected: Vec<f64>,
}

impl World {
    pub(super) fn of(graph: &Adjacency, circles: usize) -> Result<Result<Self, Undefined>> {
        if circles < 2 {
            return Ok(Err(Undefined::Vacuous));
        }
        let entropy = match MaxEntropyResult::of(graph)? {
            Measured::Undefined(reason) => return Ok(Err(reason)),
            Measured::Value(entropy) if entropy.freedom() == 0 => {
                return Ok(Err(Undefined::NotAttainable { p_min: 1.0 }));
            }
            Measured::Value(entropy) => entropy,
        };
        let cities = graph.node_count();
        let unit = sums::unit(graph.edges().map(|(_, _, weight)| weight));
        let mut observed = vec![0.0; cities * cities];
        for (from, to, weight) in graph.edges() {
            observed[from as usize * cities + to as usize] += weight / unit;
            observed[to as usize * cities + from as usize] += weight / unit;
        }
        let nodes = cities as Node;
        let pair = |a: Node, b: Node| {
            let both = if graph.is_directed() { entropy.expected(b, a) / unit } else { 0.0 };
            entropy.expected(a, b) / unit + both
        };
        let expected = (0..nodes).flat_map(|a| (0..nodes).map(move |b| (a, b)));
        let expected = expected.map(|(a, b)| pair(a.min(b), a.max(b))).collect();
        Ok(Ok(Self { cities, unit, observed, expected }))
    }

    /// The pairs of cities, each once, as their position.
    pub(super) fn pairs(&self) -> impl Iterator<Item = (usize, usize, usize)> + use<> {
        let cities = self.cities;
        (0..cities).flat_map(move |a| (a + 1..cities).map(move |b| (a, b, a * cities + b)))
    }

    fn ratio(&self, members: &Memberships, class: &[u32]) -> Measured {
        let between = members.between_all();
        let classes = members.circles.len();
        let (mut observed, mut expected) = (0.0, 0.0);
        for (a, b, at) in self.pairs() {
            if between[class[a] as usize * classes + class[b] as usize] {
                observed += self.observed[at];
                expected += self.expected[at];
            }
        }
        over(observed, expected).into()
    }

    fn shares(&self, members: &Memberships) -> (f64, f64) {
        let covered: Vec<bool> = members.covered().collect();
        let (mut all, mut between, mut uncovered) = (0.0, 0.0, 0.0);
        for (a, b, at) in self.pairs() {
            all += self.observed[at];
            if !covered[a] || !covered[b] {
                uncovered += self.observed[at];
            } else if members.between(members.class[a], members.class[b]) {
                between += self.observed[at];
            }
        }
        (between / all, uncovered / all)
    }

    /// The observed and expected weight between two lists of cities.
    fn weights(&self, one: &[usize], other: &[usize]) -> (f64, f64) {
        let cells = one.iter().flat_map(|&a| other.iter().map(move |&b| a * self.cities + b));
        cells.fold((0.0, 0.0), |sum, at| (sum.0 + self.observed[at], sum.1 + self.expected[at]))
    }
}

fn over(observed: f64, expected: f64) -> Result<f64, Undefined> {
    if expected > 0.0 { Ok(observed / expected) } else { Err(Undefined::Vacuous) }
}

/// Two circles, tested by dealing the two to other cities that are in circles.
fn pair(
    world: &World,
    family: &Family,
    members: &Memberships,
    (one, other): (usize, usize),
    engine: &Permutation,
) -> Result<CirclePair> {
    let in_one = |city: Node| match (family.contains(one, city), family.contains(other, city)) {
        (true, false) => 1,
        (false, true) => 2,
        (true, true) => 3,
        (false, false) => 0,
    };
    let labels: Vec<u32> = (0..world.cities as Node).map(in_one).collect();
    let sides = |labels: &[u32], side: u32| -> Vec<usize> {
        (0..labels.len()).filter(|&city| labels[city] == side).collect()
    };
    let value = |labels: &[u32]| {
        let (observed, expected) = world.weights(&sides(labels, 1), &sides(labels, 2));
        over(observed, expected)
    };
    let weight = world.weights(&sides(&labels, 1), &sides(&labels, 2)).0 * world.unit;
    let ratio = value(&labels);
    let test = match ratio {
        Err(reason) => Measured::Undefined(reason),
        Ok(_) => {
            let within: Vec<u32> = members.covered().map(u32::from).collect();
            engine.labels_within(&labels, &within, |labels| value(labels).into())?
        }
    };
    let q = Measured::Undefined(Undefined::Vacuous);
    Ok(CirclePair { one, other, weight, ratio: ratio.into(), test, q })
}

/// With how many others a circle works.
fn breadth(circle: usize, pairs: &[CirclePair]) -> Result<f64, Undefined> {
    let with = pairs.iter().filter(|pair| pair.one == circle || pair.other == circle);
    let weights: Vec<f64> = with.map(|pair| pair.weight).filter(|&weight| weight > 0.0).collect();
    let unit = sums::unit(weights.iter().copied());
    let total = sums::sum(weights.iter().map(|weight| weight / unit));
    if weights.is_empty() {
        return Err(Undefined::Isolate);
    }
    let shares = weights.iter().map(|weight| weight / unit / total);
    Ok(sums::sum(shares.map(|share| -share * share.ln())).exp())
}
