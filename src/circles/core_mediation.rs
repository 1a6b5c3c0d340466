//! Whether circles meet only through their capitals.
use super::family::Family;
use super::interaction::{Memberships, World, chosen_level};
use crate::centrality::Direction;
use crate::nulls::DegreePreserving;
use crate::statistics::{Alternative, Permutation, PermutationTest};
use crate::structure::strengths;
use crate::{Adjacency, Measured, Node, ParamError, Result, Undefined, sums};
use serde::Serialize;

/// Core mediation: whether the circles of a level meet through their core cities only, or city by
/// city.
///
/// The weight of ties between circles, as in [`CircleInteraction`](super::CircleInteraction), is
/// split into that with a core city at both ends, at one, at none. Cores are given
/// ([`cores`](Self::cores)) or, by default, the strongest city of each circle. Strong cities have
/// more ties to everybody, so beside each share stands what strengths lead to expect
/// ([`MaxEntropy`](crate::nulls::MaxEntropy)).
///
/// The test asks whether cores meet each other, rather than whomever: how often the first share is as
/// large if the ties between circles are redrawn so that each city keeps as many of them
/// ([`DegreePreserving`]; `p` one-sided). Whoever is taken for a core keeps its ties to other circles,
/// so that choosing the strongest decides nothing. Cores are few and meet in few ties, so it is
/// cautious. It does not know distance: where ties fade with it, the strongest cities of compact
/// circles may lie near one another and meet for that.
///
/// Undefined: as [`CircleInteraction`](super::CircleInteraction); also if no tie is between circles
/// ([`Undefined::NoEdges`]); the test if all cities of every circle are core
/// ([`Undefined::Vacuous`]) or no other ties between circles are possible
/// ([`Undefined::NotAttainable`]). `O(n² + R m)`.
///
/// The measure is this project's.
///
/// ```
/// use conurbation::{Adjacency, circles::{CoreMediation, Family}};
/// // Two circles of three around 0 and 3, which meet through these.
/// let edges = [(0, 1, 2.0), (0, 2, 2.0), (3, 4, 2.0), (3, 5, 2.0), (0, 3, 3.0), (1, 4, 1.0)];
/// let family = Family::new(6, [vec![0, 1, 2], vec![3, 4, 5]])?;
/// let found = CoreMediation::new().run(&Adjacency::from_edges(6, edges)?, &family)?;
/// assert_eq!(found.cores, [vec![0], vec![3]]);
/// assert_eq!(found.both.value(), Some(0.75));
/// # Ok::<(), conurbation::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Default, Serialize)]
pub struct CoreMediation {
    level: Option<Vec<usize>>,
    cores: Option<Vec<Vec<Node>>>,
    engine: Permutation,
}

/// Through whom circles meet.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct CoreMediationResult {
    /// The circles compared, by their position in the family.
    pub circles: Vec<usize>,
    /// The core of each.
    pub cores: Vec<Vec<Node>>,
    /// The share of the weight between circles with a core at both ends.
    pub both: Measured,
    /// The share with a core at one end.
    pub one: Measured,
    /// The share with none.
    pub none: Measured,
    /// The first share, had only strengths mattered.
    pub both_expected: Measured,
    /// The second.
    pub one_expected: Measured,
    /// How often chance gives the first share as much, if each city keeps its ties to other circles.
    pub test: Measured<PermutationTest>,
}

impl CoreMediation {
    /// All circles of a family but the region itself, their strongest cities as cores.
    pub fn new() -> Self {
        Self::default()
    }

    /// Sets the circles to compare, by their positions in the family.
    pub fn level(mut self, circles: impl IntoIterator<Item = usize>) -> Self {
        self.level = Some(circles.into_iter().collect());
        self
    }

    /// Sets the core cities of each circle of the family; an empty list stands for the strongest.
    pub fn cores(mut self, cores: impl IntoIterator<Item = Vec<Node>>) -> Self {
        self.cores = Some(cores.into_iter().collect());
        self
    }

    /// Sets how chance is asked: how often, and with which seed.
    pub fn engine(mut self, engine: &Permutation) -> Self {
        self.engine = engine.clone();
        self
    }

    /// Splits the ties between circles.
    ///
    /// # Errors
    /// [`Error::Param`](crate::Error::Param) for circles over another number of cities, one that
    /// the family has not, or cores that are not of their circle or not one list for each;
    /// otherwise as [`CircleInteraction::run`](super::CircleInteraction::run).
    pub fn run(
        &self,
        graph: impl AsRef<Adjacency>,
        family: &Family,
    ) -> Result<CoreMediationResult> {
        let graph = graph.as_ref();
        family.check("CoreMediation::run", graph.node_count())?;
        self.check(family)?;
        let circles = chosen_level("CoreMediation::level", family, self.level.as_deref())?;
        let strength = strengths(graph, Direction::Both);
        let cores: Vec<Vec<Node>> =
            circles.iter().map(|&circle| self.core(family, circle, &strength)).collect();
        let members = Memberships::of(family, &circles);
        let split = match World::of(graph, circles.len())? {
            Err(reason) => Err(reason),
            Ok(world) => Split::of(world, &members),
        };
        let found = split.as_ref().map(|split| split.shares(&cores)).map_err(|reason| *reason);
        let all_core =
            circles.iter().zip(&cores).all(|(&it, core)| core.len() == family.circles()[it].len());
        let test = match found {
            Err(reason) => Measured::Undefined(reason),
            Ok(_) if all_core => Measured::Undefined(Undefined::Vacuous),
            Ok(found) => self.test(graph, &members, &cores, found.observed[2])?,
        };
        let share = |of: fn(&Shares) -> f64| Measured::from(found.as_ref().map(of).map_err(|e| *e));
        Ok(CoreMediationResult {
            both: share(|it| it.observed[2]),
            one: share(|it| it.observed[1]),
            none: share(|it| it.observed[0]),
            both_expected: share(|it| it.expected[2]),
            one_expected: share(|it| it.expected[1]),
            circles,
            cores,
            test,
        })
    }

    /// Redraws the ties between circles.
    fn test(
        &self,
        graph: &Adjacency,
        members: &Memberships,
        cores: &[Vec<Node>],
        both: f64,
    ) -> Result<Measured<PermutationTest>> {
        let engine = self.engine.clone().alternative(Alternative::Greater);
        let marks = members.between_all();
        let null = DegreePreserving::new().seed(engine.chosen_seed());
        let null = null.among(&members.class, marks, members.classes());
        match null.prepare(graph)? {
            Measured::Undefined(reason) => Ok(Measured::Undefined(reason)),
            Measured::Value(null) => engine.redrawn(Measured::Value(both), |draw| {
                Ok(share_of_cores(&null.draw(draw).adjacency, members, cores).into())
            }),
        }
    }

    fn check(&self, family: &Family) -> Result<(), ParamError> {
        let Some(cores) = &self.cores else { return Ok(()) };
        if cores.len() != family.len() {
            let found = format!("{} cores for {} circles", cores.len(), family.len());
            return Err(ParamError::new("cores", found, "one list of cores for each circle"));
        }
        let stranger = cores.iter().enumerate().find_map(|(circle, cores)| {
            let stranger = cores.iter().find(|&&core| !family.contains(circle, core));
            stranger.map(|core| format!("city {core} as core of circle {circle}"))
        });
        match stranger {
            Some(found) => Err(ParamError::new("cores", found, "cities of the circle")),
            None => Ok(()),
        }
    }

    /// The cores given, or the strongest city, of equals the first.
    fn core(&self, family: &Family, circle: usize, strength: &[f64]) -> Vec<Node> {
        let given = self.cores.as_ref().map_or(&[][..], |cores| &cores[circle]);
        if !given.is_empty() {
            return given.to_vec();
        }
        let strongest = family.circles()[circle].iter().copied().reduce(|best, city| {
            if strength[city as usize] > strength[best as usize] { city } else { best }
        });
        strongest.into_iter().collect()
    }
}

/// The ties between circles.
struct Split {
    world: World,
    /// Positions of pairs between circles that have or expect weight.
    between: Vec<(usize, usize, usize)>,
    observed: f64,
    expected: f64,
}

/// Shares of observed and expected weight with so many cores at the ends.
#[derive(Clone, Copy)]
struct Shares {
    observed: [f64; 3],
    expected: [f64; 3],
}

impl Split {
    fn of(world: World, members: &Memberships) -> Result<Self, Undefined> {
        let class = |city: usize| members.class[city];
        let between: Vec<(usize, usize, usize)> =
            world.pairs().filter(|&(a, b, _)| members.between(class(a), class(b))).collect();
        let total = |of: &[f64]| between.iter().map(|pair| of[pair.2]).sum::<f64>();
        let (observed, expected) = (total(&world.observed), total(&world.expected));
        if expected <= 0.0 {
            return Err(Undefined::Vacuous);
        }
        if observed <= 0.0 {
            return Err(Undefined::NoEdges);
        }
        Ok(Self { world, between, observed, expected })
    }

    fn shares(&self, cores: &[Vec<Node>]) -> Shares {
        let mut is_core = vec![false; self.world.cities];
        cores.iter().flatten().for_each(|&core| is_core[core as usize] = true);
        let mut shares = Shares { observed: [0.0; 3], expected: [0.0; 3] };
        for &(a, b, at) in &self.between {
            let ends = usize::from(is_core[a]) + usize::from(is_core[b]);
            shares.observed[ends] += self.world.observed[at] / self.observed;
            shares.expected[ends] += self.world.expected[at] / self.expected;
        }
        shares
    }
}

/// The share of the weight between circles that has a core at both ends.
fn share_of_cores(
    graph: &Adjacency,
    members: &Memberships,
    cores: &[Vec<Node>],
) -> Result<f64, Undefined> {
    let mut is_core = vec![false; graph.node_count()];
    cores.iter().flatten().for_each(|&core| is_core[core as usize] = true);
    let unit = sums::unit(graph.edges().map(|(_, _, weight)| weight));
    let (mut all, mut both) = (0.0, 0.0);
    for (a, b, weight) in graph.edges() {
        let (a, b) = (a as usize, b as usize);
        if members.between(members.class[a], members.class[b]) {
            all += weight / unit;
            both += if is_core[a] && is_core[b] { weight / unit } else { 0.0 };
        }
    }
    if all > 0.0 { Ok(both / all) } else { Err(Undefined::NoEdges) }
}
