//! Whether each single circle stands out from what lies around it.
use super::containment::Order;
use super::family::Family;
use super::levels::times;
use crate::nulls::DegreeDistanceNull;
use crate::statistics::{Alternative, Permutation, PermutationTest, benjamini_hochberg};
use crate::{Adjacency, Measured, Node, Result, Undefined, parallel, sums};
use serde::Serialize;

/// Tests of a single circle by a ladder of nulls: do its cities cooperate more with each other than
/// with those around it, more than with those of the next circle around, more than near and active
/// cities would?
///
/// The statistic compares the mean weight of pairs inside, `w̄_in`, with that of pairs of a city
/// inside and one outside, `w̄_out`: `Δ = w̄_in - w̄_out`.
///
/// * **T0, labels**: outside is the whole region, and chance gives the circle to as many other
///   cities: *ties follow the circle*.
/// * **T1, given the levels**: outside is the rest of the smallest circle around (of several the
///   first), pairs in a common smaller circle do not count, and smaller circles move as a whole:
///   *it adds something to the circles inside and around it*. Smaller circles that overlap move
///   together.
/// * **T2, degrees and distance**: the statistic of T1 on networks in which every city has as many
///   partners and every band of distance as many ties, on average
///   ([`DegreeDistance`](crate::nulls::DegreeDistance)): *beyond proximity and activity*. It has
///   little power where a circle is compact in space and everything near it works together: then
///   circles and geography cannot be told apart by the data.
///
/// A circle that does not stand out may still be twice as dense as what is around it. So T1 is asked
/// once more of a network in which the ties inside have half their weight: if even then those inside
/// are fewer than chance gives, twice as strong is ruled out ([`CircleTestsResult::double`]).
///
/// Undefined: a circle of all cities, or one that the smaller circles inside fill
/// ([`Undefined::Vacuous`]), no ties ([`Undefined::NoEdges`]), too few arrangements
/// ([`Undefined::NotAttainable`]): a pair of cities in a circle of five can lie in 10 ways only.
/// For directed networks arcs count; T2 is for undirected ones.
/// `O(R (n + m))` for each test.
///
/// The tests are this project's.
///
/// ```
/// use conurbation::{Adjacency, circles::{CircleTests, Family}, statistics::Permutation};
/// // A triangle among eight cities in a ring.
/// let ring = (0..8).map(|city| (city, (city + 1) % 8, 1.0));
/// let graph = Adjacency::from_edges(8, ring.chain([(0, 1, 3.0), (1, 2, 3.0), (0, 2, 4.0)]))?;
/// let family = Family::new(8, [vec![0, 1, 2]])?;
/// let found = CircleTests::new().run(&graph, &family, 0, None)?;
/// assert_eq!((found.inside.value(), found.arrangements), (Some(4.0), Some(56.0)));
/// assert!((found.labels.value().unwrap().p - 1.0 / 56.0).abs() < 1e-12);
/// # Ok::<(), conurbation::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Default, Serialize)]
pub struct CircleTests {
    engine: Permutation,
}

/// What the tests of one circle found.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct CircleTestsResult {
    /// The circle around it, if it is not the region.
    pub around: Option<usize>,
    /// The mean weight of all pairs inside.
    pub density: Measured,
    /// The mean weight of pairs inside that are in no smaller circle.
    pub inside: Measured,
    /// The mean weight of pairs of a city inside and one in the rest of the circle around.
    pub outside: Measured,
    /// T0: ties follow the circle.
    pub labels: Measured<PermutationTest>,
    /// T1: it adds something to the circles inside and around it.
    pub conditional: Measured<PermutationTest>,
    /// How many ways there are to place it in the circle around.
    pub arrangements: Option<f64>,
    /// T2: beyond proximity and activity.
    pub distance: Measured<PermutationTest>,
    /// T1 of the lower side with the ties inside halved: whether ties inside that are twice as strong
    /// as those around are ruled out.
    pub double: Measured<PermutationTest>,
}

impl CircleTests {
    /// The default parameters.
    pub fn new() -> Self {
        Self::default()
    }

    /// Sets how chance is asked: how often, with which seed, and which p must be attainable. The
    /// tests are one-sided.
    pub fn engine(mut self, engine: &Permutation) -> Self {
        self.engine = engine.clone();
        self
    }

    /// Tests one circle of a family. Without a `null` of this network T2 is
    /// [`Undefined::MissingData`].
    ///
    /// # Errors
    /// [`Error::Param`](crate::Error::Param) for circles over another number of cities; as
    /// [`Permutation::labels`] and [`Permutation::redrawn`].
    ///
    /// # Panics
    /// If there is no such circle.
    pub fn run(
        &self,
        graph: impl AsRef<Adjacency>,
        family: &Family,
        circle: usize,
        null: Option<&DegreeDistanceNull>,
    ) -> Result<CircleTestsResult> {
        let mut found = self.of_each(graph.as_ref(), family, &[circle], null)?;
        Ok(found.remove(0))
    }

    /// Tests some circles of a family on one network: the draws of T2 serve all of them.
    pub(super) fn of_each(
        &self,
        graph: &Adjacency,
        family: &Family,
        circles: &[usize],
        null: Option<&DegreeDistanceNull>,
    ) -> Result<Vec<CircleTestsResult>> {
        family.check("CircleTests::run", graph.node_count())?;
        let engine = self.engine.clone().alternative(Alternative::Greater).named_groups(true);
        let settings: Vec<(Setting, Option<usize>)> =
            circles.iter().map(|&circle| Setting::conditional(family, circle)).collect();
        let delta = |means: Result<(f64, f64), Undefined>| {
            Measured::from(means.map(|(inside, outside)| inside - outside))
        };
        let drawn = match null {
            None => Vec::new(),
            Some(null) => {
                let draw = |replicate: usize, (): &mut ()| -> Vec<Measured> {
                    let drawn = null.draw(replicate as u64);
                    settings.iter().map(|it| delta(it.0.means_in(&drawn))).collect()
                };
                let (replicates, watch) = (engine.chosen_replicates(), engine.chosen_watch());
                parallel::map(replicates, watch, || (), draw)?
            }
        };
        let mut found = Vec::new();
        for (nth, (&circle, (setting, around))) in circles.iter().zip(&settings).enumerate() {
            let whole = Setting::whole(family, circle);
            let observed = setting.observed(graph);
            let conditional = setting.test(graph, &engine, 1.0)?;
            let lower = engine.clone().alternative(Alternative::Less);
            let distance = match (null, observed) {
                (_, Err(reason)) => Measured::Undefined(reason),
                (None, _) => Measured::Undefined(Undefined::MissingData { n: graph.node_count() }),
                (Some(_), Ok(_)) => engine
                    .redrawn(delta(observed), |replicate| Ok(drawn[replicate as usize][nth]))?,
            };
            found.push(CircleTestsResult {
                around: *around,
                density: whole.observed(graph).map(|means| means.0).into(),
                inside: observed.map(|means| means.0).into(),
                outside: observed.map(|means| means.1).into(),
                labels: whole.test(graph, &engine, 1.0)?,
                arrangements: conditional.value().and_then(|test| test.arrangements),
                conditional,
                distance,
                double: setting.test(graph, &lower, 0.5)?,
            });
        }
        Ok(found)
    }
}

/// The q of each p that is defined, over all of these (Benjamini & Hochberg).
///
/// # Errors
/// [`Error::Param`](crate::Error::Param) for a p that is not from 0 to 1.
pub(super) fn adjusted(p: &[Measured]) -> Result<Vec<Measured>> {
    let known: Vec<f64> = p.iter().filter_map(|p| p.value()).collect();
    let mut q = benjamini_hochberg(&known)?.into_iter();
    let next = |p: &Measured| match p {
        Measured::Value(_) => q.next().map_or(*p, Measured::Value),
        Measured::Undefined(reason) => Measured::Undefined(*reason),
    };
    Ok(p.iter().map(next).collect())
}

/// A circle in what surrounds it: blocks of cities that move as a whole.
pub(super) struct Setting {
    /// The block of each city; none outside of what surrounds the circle.
    block: Vec<Option<u32>>,
    sizes: Vec<f64>,
    /// 1 for the blocks of the circle.
    label: Vec<u32>,
}

impl Setting {
    /// The circle in the whole region, cities by themselves.
    pub(super) fn whole(family: &Family, circle: usize) -> Self {
        let block = (0..family.city_count() as u32).map(Some).collect();
        let label = |city| u32::from(family.contains(circle, city));
        let label = (0..family.city_count() as Node).map(label).collect();
        Self { block, sizes: vec![1.0; family.city_count()], label }
    }

    /// The circle in the smallest one around it, smaller circles as blocks; and that circle.
    pub(super) fn conditional(family: &Family, circle: usize) -> (Self, Option<usize>) {
        let order = Order::of(family);
        let size = |circle: usize| family.circles()[circle].len();
        let around = order.parents[circle].iter().copied().min_by_key(|&it| (size(it), it));
        let there = |city: Node| around.is_none_or(|around| family.contains(around, city));
        let inner = order.distinct().filter(|&other| {
            let wholly_out = || family.shared(circle, other).is_empty();
            let in_around = || around.is_none_or(|around| family.is_inside(other, around));
            family.is_inside(other, circle)
                || other != order.same[circle] && wholly_out() && in_around()
        });
        let mut leader: Vec<Node> = (0..family.city_count() as Node).collect();
        for other in inner {
            let members = &family.circles()[other];
            members.iter().for_each(|&city| join(&mut leader, members[0], city));
        }
        let mut place = vec![None; family.city_count()];
        let (mut sizes, mut label) = (Vec::new(), Vec::new());
        let mut block = vec![None; family.city_count()];
        for city in (0..family.city_count() as Node).filter(|&city| there(city)) {
            let leader = find(&leader, city) as usize;
            let this = *place[leader].get_or_insert_with(|| {
                sizes.push(0.0);
                label.push(u32::from(family.contains(circle, city)));
                sizes.len() as u32 - 1
            });
            sizes[this as usize] += 1.0;
            block[city as usize] = Some(this);
        }
        let around = around.filter(|&it| size(it) < family.city_count());
        (Self { block, sizes, label }, around)
    }

    fn ties(&self, graph: &Adjacency) -> (Vec<(u32, u32, f64)>, f64) {
        let unit = sums::unit(graph.edges().map(|(_, _, weight)| weight));
        let ties = graph.edges().filter_map(|(from, to, weight)| {
            let (a, b) = (self.block[from as usize]?, self.block[to as usize]?);
            (a != b).then_some((a, b, weight / unit))
        });
        (ties.collect(), unit)
    }

    /// The mean weights inside and across its border if these blocks make the circle.
    fn means(
        &self,
        ties: &[(u32, u32, f64)],
        label: &[u32],
        times: f64,
    ) -> Result<(f64, f64), Undefined> {
        let (mut cities, mut squares, mut others) = (0.0, 0.0, 0.0);
        for (size, &label) in self.sizes.iter().zip(label) {
            if label == 1 {
                cities += size;
                squares += size * size;
            } else {
                others += size;
            }
        }
        let (inside_pairs, outside_pairs) = ((cities * cities - squares) / 2.0, cities * others);
        if inside_pairs <= 0.0 || outside_pairs <= 0.0 {
            return Err(Undefined::Vacuous);
        }
        let (mut inside, mut outside) = (0.0, 0.0);
        for &(a, b, weight) in ties {
            match label[a as usize] + label[b as usize] {
                2 => inside += weight,
                1 => outside += weight,
                _ => {}
            }
        }
        Ok((inside / (times * inside_pairs), outside / (times * outside_pairs)))
    }

    /// The mean weights inside and across its border in another network of these cities.
    pub(super) fn means_in(&self, graph: &Adjacency) -> Result<(f64, f64), Undefined> {
        let (ties, unit) = self.ties(graph);
        let means = self.means(&ties, &self.label, times(graph))?;
        Ok((means.0 * unit, means.1 * unit))
    }

    pub(super) fn observed(&self, graph: &Adjacency) -> Result<(f64, f64), Undefined> {
        if graph.edge_count() == 0 {
            return Err(Undefined::NoEdges);
        }
        self.means_in(graph)
    }

    /// The test with the weight of ties inside the circle taken so many times.
    fn test(
        &self,
        graph: &Adjacency,
        engine: &Permutation,
        inside: f64,
    ) -> Result<Measured<PermutationTest>> {
        if let Err(reason) = self.observed(graph) {
            return Ok(Measured::Undefined(reason));
        }
        let (mut ties, unit) = self.ties(graph);
        let is_inside = |block: u32| self.label[block as usize] == 1;
        let own = ties.iter_mut().filter(|(a, b, _)| is_inside(*a) && is_inside(*b));
        own.for_each(|(_, _, weight)| *weight *= inside);
        engine.labels(&self.label, |label| {
            let means = self.means(&ties, label, times(graph));
            means.map(|(inside, outside)| (inside - outside) * unit).into()
        })
    }
}

fn find(leader: &[Node], mut city: Node) -> Node {
    while leader[city as usize] != city {
        city = leader[city as usize];
    }
    city
}

fn join(leader: &mut [Node], one: Node, other: Node) {
    let (a, b) = (find(leader, one), find(leader, other));
    leader[a.max(b) as usize] = a.min(b);
}
