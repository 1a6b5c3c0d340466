//! Whether every level of circles adds something to the one around it.
use crate::statistics::{Alternative, Permutation, PermutationTest};
use crate::{Adjacency, Measured, ParamError, Result, Undefined, sums};
use serde::Serialize;
use std::collections::BTreeMap;

/// Tests of every level: are circles really inside circles, or does one level do all the work?
///
/// Levels are partitions of the cities, from the finest to the coarsest, each circle of a level
/// wholly inside one of the next; around the coarsest lies the region. A city in no circle of a
/// level is a circle of its own there. For each level,
/// `Δ = mean weight of pairs in one circle, but in no common smaller one - mean weight of pairs in
/// one circle of the next level, but in none of this one`: what being in a common circle adds to
/// being in the common circle around it. The null hypothesis of a level is that the circles of the
/// next finer level (of the finest: the cities) belong to any circle of this one within the same
/// circle of the next, which keeps as many of them: for small circles in middle ones, cities change
/// places within each middle circle, and for the middle ones whole small circles do.
///
/// There are circles within circles only if *every* level adds something: `p` is the largest of all
/// (intersection–union, Berger 1982), which keeps its level without correction. Few circles have
/// few arrangements: two middle circles of two small ones each have three, and no test.
///
/// In 31 cities with 8 small circles in 3 middle ones the tests of both levels reject in none and 2 %
/// of random worlds, in all and 98 % of nested ones, and each only where its level is there (60
/// worlds each; more by the example `circle_error_rates`). They do not know distance: circles that are compact in space
/// gain from proximity, for which see [`CircleTests`](super::CircleTests).
///
/// In a directed network arcs count, and each pair twice. Undefined: no ties
/// ([`Undefined::NoEdges`]), a level that adds no pair to the finer one or leaves none to the
/// coarser ([`Undefined::Vacuous`]), too few arrangements ([`Undefined::NotAttainable`]); `p` is
/// undefined if one level is. `O(R (n + m))` for each level.
///
/// Berger (1982), *Technometrics* 24:295, on the combination; the tests are this project's.
///
/// ```
/// use conurbation::{Adjacency, circles::LevelTests, statistics::Permutation};
/// // Three middle circles of four cities, each of two small ones of two.
/// let small: Vec<u32> = (0..12).map(|city| city / 2).collect();
/// let middle: Vec<u32> = (0..12).map(|city| city / 4).collect();
/// let pairs = (0..12).flat_map(|a| (a + 1..12).map(move |b| (a, b)));
/// let weight = |a: u32, b: u32| if a / 2 == b / 2 { 9.0 } else if a / 4 == b / 4 { 3.0 } else { 1.0 };
/// let graph = Adjacency::from_edges(12, pairs.map(|(a, b)| (a, b, weight(a, b))))?;
/// let engine = Permutation::new().alpha(0.2);
/// let found = LevelTests::new([small, middle]).engine(&engine).run(&graph)?;
/// assert_eq!(found.levels[0].delta.value(), Some(6.0));
/// // Six small circles fall into three pairs in 15 ways, four cities into two pairs in 3.
/// assert!((found.levels[1].test.value().unwrap().p - 1.0 / 15.0).abs() < 1e-12);
/// assert!((found.levels[0].test.value().unwrap().p - 1.0 / 27.0).abs() < 1e-12);
/// assert!((found.p.value().unwrap() - 1.0 / 15.0).abs() < 1e-12);
/// # Ok::<(), conurbation::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct LevelTests {
    levels: Vec<Vec<u32>>,
    engine: Permutation,
}

/// What every level adds.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct LevelTestsResult {
    /// The levels, the finest first.
    pub levels: Vec<LevelTest>,
    /// The largest p of all levels.
    pub p: Measured,
}

/// What one level adds.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[non_exhaustive]
pub struct LevelTest {
    /// Its circles of two cities or more.
    pub circles: usize,
    /// The mean weight of pairs in one of its circles, but in no common smaller one.
    pub inside: Measured,
    /// The mean weight of pairs in one circle of the next level, but in none of this.
    pub around: Measured,
    /// What being in a common circle adds.
    pub delta: Measured,
    /// How often chance adds as much.
    pub test: Measured<PermutationTest>,
}

impl LevelTests {
    /// The levels: for each a label for each city, in order; the finest level first.
    pub fn new(levels: impl IntoIterator<Item = Vec<u32>>) -> Self {
        Self { levels: levels.into_iter().collect(), engine: Permutation::new() }
    }

    /// Sets how chance is asked: how often, with which seed, and which p must be attainable. The
    /// tests are one-sided.
    pub fn engine(mut self, engine: &Permutation) -> Self {
        self.engine = engine.clone();
        self
    }

    /// Tests every level.
    ///
    /// # Errors
    /// [`Error::Param`](crate::Error::Param) without levels, for a level that has not one label for
    /// each city, or a circle that does not lie inside one of the next level; as
    /// [`Permutation::labels_within`].
    pub fn run(&self, graph: impl AsRef<Adjacency>) -> Result<LevelTestsResult> {
        let graph = graph.as_ref();
        check_levels(&self.levels, graph.node_count())?;
        let engine = self.engine.clone().alternative(Alternative::Greater);
        let mut levels = Vec::new();
        for level in self.deltas(graph) {
            levels.push(level.test(graph, &engine)?);
        }
        let p = levels
            .iter()
            .map(|level| level.test.map(|test| test.p))
            .reduce(|a, b| a.and_then(|a| b.map(|b| a.max(b))));
        Ok(LevelTestsResult { levels, p: p.unwrap_or(Measured::Undefined(Undefined::Vacuous)) })
    }

    /// What each level adds, without a test.
    ///
    /// # Errors
    /// As [`run`](Self::run).
    pub fn values(&self, graph: impl AsRef<Adjacency>) -> Result<Vec<Measured>> {
        let graph = graph.as_ref();
        check_levels(&self.levels, graph.node_count())?;
        let value = |delta: Delta| delta.observed(graph).map(|(inside, around)| inside - around);
        Ok(self.deltas(graph).map(|delta| value(delta).into()).collect())
    }

    fn deltas(&self, graph: &Adjacency) -> impl Iterator<Item = Delta> + '_ {
        let nodes = graph.node_count() as u32;
        (0..self.levels.len()).map(move |nth| {
            let fine = match nth {
                0 => (0..nodes).collect(),
                _ => self.levels[nth - 1].clone(),
            };
            let whole = || vec![0; nodes as usize];
            let around = self.levels.get(nth + 1).cloned().unwrap_or_else(whole);
            Delta::new(&fine, &self.levels[nth], &around)
        })
    }
}

fn check_levels(levels: &[Vec<u32>], nodes: usize) -> Result<(), ParamError> {
    if levels.is_empty() {
        return Err(ParamError::new("LevelTests::new", "no level", "at least one level"));
    }
    if let Some(level) = levels.iter().find(|level| level.len() != nodes) {
        let found = format!("{} labels for {nodes} cities", level.len());
        return Err(ParamError::new("LevelTests::new", found, "one label for each city"));
    }
    for pair in levels.windows(2) {
        let mut outer = BTreeMap::new();
        let nested = pair[0]
            .iter()
            .zip(&pair[1])
            .all(|(fine, coarse)| *outer.entry(fine).or_insert(coarse) == coarse);
        if !nested {
            let expected = "levels from fine to coarse, each circle inside one of the next level";
            return Err(ParamError::new("LevelTests::new", "circles that cross", expected));
        }
    }
    Ok(())
}

/// What belonging to one circle adds to belonging to the one around it.
pub(super) struct Delta {
    /// The block of each city: what moves as a whole.
    block: Vec<u32>,
    /// How many cities each block has, the circle it is in, and the circle around that.
    sizes: Vec<f64>,
    circle: Vec<u32>,
    around: Vec<u32>,
}

impl Delta {
    fn new(fine: &[u32], coarse: &[u32], around: &[u32]) -> Self {
        let mut blocks: BTreeMap<u32, u32> = BTreeMap::new();
        let (mut sizes, mut circle, mut outer) = (Vec::new(), Vec::new(), Vec::new());
        let mut block = Vec::with_capacity(fine.len());
        for (city, label) in fine.iter().enumerate() {
            let next = sizes.len() as u32;
            let this = *blocks.entry(*label).or_insert(next);
            if this == next {
                sizes.push(0.0);
                circle.push(coarse[city]);
                outer.push(around[city]);
            }
            sizes[this as usize] += 1.0;
            block.push(this);
        }
        Self { block, sizes, circle, around: outer }
    }

    /// The ties between blocks within one circle of the level around, in a unit.
    fn ties(&self, graph: &Adjacency) -> (Vec<(u32, u32, f64)>, f64) {
        let unit = sums::unit(graph.edges().map(|(_, _, weight)| weight));
        let ties = graph.edges().filter_map(|(from, to, weight)| {
            let (a, b) = (self.block[from as usize], self.block[to as usize]);
            let within = a != b && self.around[a as usize] == self.around[b as usize];
            within.then_some((a, b, weight / unit))
        });
        (ties.collect(), unit)
    }

    /// The pairs of cities in different blocks of one group, by label of the blocks.
    fn pairs(&self, labels: &[u32]) -> f64 {
        let mut groups: BTreeMap<(u32, u32), (f64, f64)> = BTreeMap::new();
        for (block, size) in self.sizes.iter().enumerate() {
            let group = groups.entry((self.around[block], labels[block])).or_default();
            group.0 += size;
            group.1 += size * size;
        }
        groups.values().map(|(sum, squares)| (sum * sum - squares) / 2.0).sum()
    }

    /// The mean weights inside and around if blocks lie in these circles.
    fn means(
        &self,
        ties: &[(u32, u32, f64)],
        all_pairs: f64,
        circle: &[u32],
        times: f64,
    ) -> Result<(f64, f64), Undefined> {
        let inside_pairs = self.pairs(circle);
        let around_pairs = all_pairs - inside_pairs;
        if inside_pairs <= 0.0 || around_pairs <= 0.0 {
            return Err(Undefined::Vacuous);
        }
        let (mut inside, mut around) = (0.0, 0.0);
        for &(a, b, weight) in ties {
            let same = circle[a as usize] == circle[b as usize];
            let side = if same { &mut inside } else { &mut around };
            *side += weight;
        }
        Ok((inside / (times * inside_pairs), around / (times * around_pairs)))
    }

    fn observed(&self, graph: &Adjacency) -> Result<(f64, f64), Undefined> {
        if graph.edge_count() == 0 {
            return Err(Undefined::NoEdges);
        }
        let (ties, unit) = self.ties(graph);
        let all = self.pairs(&vec![0; self.sizes.len()]);
        let means = self.means(&ties, all, &self.circle, times(graph))?;
        Ok((means.0 * unit, means.1 * unit))
    }

    fn test(&self, graph: &Adjacency, engine: &Permutation) -> Result<LevelTest> {
        let observed = self.observed(graph);
        let mut sizes: BTreeMap<u32, f64> = BTreeMap::new();
        for (circle, size) in self.circle.iter().zip(&self.sizes) {
            *sizes.entry(*circle).or_default() += size;
        }
        let (ties, unit) = self.ties(graph);
        let all = self.pairs(&vec![0; self.sizes.len()]);
        let test = match observed {
            Err(reason) => Measured::Undefined(reason),
            Ok(_) => engine.labels_within(&self.circle, &self.around, |circle| {
                let means = self.means(&ties, all, circle, times(graph));
                means.map(|(inside, around)| (inside - around) * unit).into()
            })?,
        };
        Ok(LevelTest {
            circles: sizes.values().filter(|&&size| size > 1.0).count(),
            inside: observed.map(|means| means.0).into(),
            around: observed.map(|means| means.1).into(),
            delta: observed.map(|means| means.0 - means.1).into(),
            test,
        })
    }
}

/// How often each pair counts.
pub(super) fn times(graph: &Adjacency) -> f64 {
    if graph.is_directed() { 2.0 } else { 1.0 }
}
