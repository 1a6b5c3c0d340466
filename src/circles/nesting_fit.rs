//! Whether ties follow the circles.
use super::family::Family;
use super::kin::Kin;
use crate::nulls::DegreeDistanceNull;
use crate::statistics::{Alternative, Permutation, PermutationTest, kendall_tau_b};
use crate::{Adjacency, Measured, Result, Undefined, sums};
use serde::Serialize;
use std::collections::BTreeMap;

/// Nesting fit: whether cities cooperate within small circles rather than across large ones.
///
/// Let `σ_ij` be the size of the smallest circle that holds both cities, the region being the
/// circle of all. Then with `⟨σ⟩_w = Σ w_ij σ_ij / Σ w_ij`, the mean `E₀` of `σ` over all pairs, and
/// the smallest value that these weights could have if the heaviest ties lay in the smallest
/// circles, `NF = (E₀ - ⟨σ⟩_w) / (E₀ - best)`. 1 is the best conceivable, 0 what circles around
/// random cities give on average, below 0 ties that shun the circles. For a tree of circles
/// `⟨σ⟩_w` is Dasgupta's (2016) cost over the weight of all ties.
///
/// *It is necessary, not sufficient*, for circles within circles: one real level, or ties that fade
/// with distance, make it high too. [`LevelTests`](super::LevelTests) ask every level what it adds.
///
/// Beside it the mean weight of pairs at each depth, the number of circles, each inside the next,
/// that hold both (1 for the region alone), and Kendall's `τ_b` of weight and depth over all pairs,
/// those without a tie included.
///
/// In a directed network arcs count, and each pair twice. Self-ties do not count; the unit of
/// weights changes nothing but the means by depth, and weights may be huge or tiny. Undefined:
/// fewer than two cities ([`Undefined::TooFewCities`]), no ties ([`Undefined::NoEdges`]), no circle
/// but the region, or all pairs alike in weight ([`Undefined::Vacuous`]).
/// `O(m log m + n² log n)`.
///
/// The fit is this project's; the bound is that of Hardy, Littlewood & Pólya (1934) on
/// rearrangements. τ_b: Kendall (1945), *Biometrika* 33:239.
///
/// ```
/// use conurbation::{Adjacency, circles::{Family, NestingFit}};
/// // Two pairs of partners and a weak tie between them.
/// let ties = Adjacency::from_edges(4, [(0, 1, 3.0), (2, 3, 3.0), (1, 2, 1.0)])?;
/// let pairs = Family::new(4, [vec![0, 1], vec![2, 3]])?;
/// let fit = NestingFit::new().run(&ties, &pairs)?;
/// assert_eq!(fit.fit.value(), Some(1.0)); // nothing could follow the circles better
/// assert_eq!(fit.by_depth[1].mean_weight, 3.0);
/// let others = Family::new(4, [vec![0, 2], vec![1, 3]])?;
/// assert!(NestingFit::new().run(&ties, &others)?.fit.value().unwrap() < 0.0);
/// # Ok::<(), conurbation::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Default, Serialize)]
pub struct NestingFit {}

/// Whether ties follow the circles.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct NestingFitResult {
    /// The nesting fit, at most 1.
    pub fit: Measured,
    /// The mean size of the smallest circle around a tie, by weight.
    pub mean_size: Measured,
    /// The same if ties lay anywhere: the mean over all pairs.
    pub expected_size: Measured,
    /// The smallest mean that these weights could have.
    pub best_size: Measured,
    /// Kendall's τ_b of weight and depth over all pairs, from -1 to 1; undefined if all are of one
    /// depth or one weight ([`Undefined::ZeroVariance`]).
    pub tau_b: Measured,
    /// The pairs at each depth that occurs, ascending.
    pub by_depth: Vec<Depth>,
}

/// The pairs of cities at one depth.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Depth {
    /// The number of circles, each inside the next, that hold both, the region included; from 1.
    pub depth: u32,
    /// How many pairs.
    pub pairs: u64,
    /// The mean weight of their ties, 0 where there is none.
    pub mean_weight: f64,
}

impl NestingFit {
    /// There is nothing to choose.
    pub fn new() -> Self {
        Self::default()
    }

    /// Computes the fit, τ_b and the mean weight by depth.
    ///
    /// # Errors
    /// [`Error::Param`](crate::Error::Param) for circles over another number of cities.
    pub fn run(&self, graph: impl AsRef<Adjacency>, family: &Family) -> Result<NestingFitResult> {
        let graph = graph.as_ref();
        family.check("NestingFit::run", graph.node_count())?;
        let kin = Kin::of(family);
        let bounds = Bounds::of(graph, &kin);
        let mean = bounds.map(|bounds| bounds.mean(graph, &kin, &kin.class));
        let fit = bounds.and_then(|bounds| bounds.fit(mean?));
        Ok(NestingFitResult {
            fit: fit.into(),
            mean_size: mean.into(),
            expected_size: bounds.map(|bounds| bounds.expected).into(),
            best_size: bounds.map(|bounds| bounds.best).into(),
            tau_b: tau_b(graph, &kin).into(),
            by_depth: by_depth(graph, &kin),
        })
    }

    /// Tests the fit: how often the same circles around random cities would be followed as well
    /// (`p` one-sided). Cities in the same circles are alike, and swaps of equally large classes
    /// may change nothing, so the smallest p attainable errs on the large side.
    ///
    /// # Errors
    /// As [`run`](Self::run) and [`Permutation::labels`].
    pub fn test(
        &self,
        graph: impl AsRef<Adjacency>,
        family: &Family,
        engine: &Permutation,
    ) -> Result<Measured<PermutationTest>> {
        let graph = graph.as_ref();
        family.check("NestingFit::test", graph.node_count())?;
        let kin = Kin::of(family);
        let bounds = match Bounds::of(graph, &kin) {
            Ok(bounds) => bounds,
            Err(reason) => return Ok(Measured::Undefined(reason)),
        };
        let engine = engine.clone().alternative(Alternative::Greater);
        engine.labels(&kin.class, |class| bounds.fit(bounds.mean(graph, &kin, class)).into())
    }

    /// Tests the fit against proximity and activity: how often networks with as many partners of
    /// each city and as many ties at each distance, on average, follow the circles as well (`p`
    /// one-sided). `null` is that of this network.
    ///
    /// # Errors
    /// As [`run`](Self::run) and [`Permutation::redrawn`].
    pub fn test_distance(
        &self,
        graph: impl AsRef<Adjacency>,
        family: &Family,
        null: &DegreeDistanceNull,
        engine: &Permutation,
    ) -> Result<Measured<PermutationTest>> {
        let graph = graph.as_ref();
        family.check("NestingFit::test_distance", graph.node_count())?;
        let kin = Kin::of(family);
        let engine = engine.clone().alternative(Alternative::Greater);
        engine.redrawn(fit_of(graph, &kin), |draw| Ok(fit_of(&null.draw(draw), &kin)))
    }
}

/// The fit alone, of circles of this kin.
fn fit_of(graph: &Adjacency, kin: &Kin) -> Measured {
    let fit = |bounds: Bounds| bounds.fit(bounds.mean(graph, kin, &kin.class));
    Bounds::of(graph, kin).and_then(fit).into()
}

/// What the mean size is compared with.
#[derive(Clone, Copy)]
pub(super) struct Bounds {
    unit: f64,
    total: f64,
    expected: f64,
    best: f64,
}

impl Bounds {
    pub(super) fn of(graph: &Adjacency, kin: &Kin) -> Result<Self, Undefined> {
        if graph.node_count() < 2 {
            return Err(Undefined::TooFewCities { need: 2 });
        }
        if graph.edge_count() == 0 {
            return Err(Undefined::NoEdges);
        }
        let times = if graph.is_directed() { 2 } else { 1 };
        let mut sizes: BTreeMap<u32, u64> = BTreeMap::new();
        for (a, b, pairs) in kin.pairs().filter(|pair| pair.2 > 0) {
            *sizes.entry(kin.smallest(a, b)).or_default() += times * pairs;
        }
        let pairs: u64 = sizes.values().sum();
        let all = sums::sum(sizes.iter().map(|(&size, &count)| f64::from(size) * count as f64));
        let mut weights: Vec<f64> = graph.edges().map(|(_, _, weight)| weight).collect();
        weights.sort_by(|a, b| b.total_cmp(a));
        let unit = sums::unit(weights.iter().copied());
        let total = sums::sum(weights.iter().map(|weight| weight / unit));
        let places = sizes.iter().flat_map(|(&size, &count)| (0..count).map(move |_| size));
        let best = sums::sum(
            weights.iter().zip(places).map(|(weight, size)| weight / unit * f64::from(size)),
        );
        Ok(Self { unit, total, expected: all / pairs as f64, best: best / total })
    }

    /// The mean size by weight if cities are of these classes.
    pub(super) fn mean(&self, graph: &Adjacency, kin: &Kin, class: &[u32]) -> f64 {
        let part = |(from, to, weight): (u32, u32, f64)| {
            let size = kin.smallest(class[from as usize], class[to as usize]);
            weight / self.unit * f64::from(size)
        };
        sums::sum(graph.edges().map(part)) / self.total
    }

    pub(super) fn fit(&self, mean: f64) -> Result<f64, Undefined> {
        let room = self.expected - self.best;
        if room > 1e-12 * self.expected {
            Ok((self.expected - mean) / room)
        } else {
            Err(Undefined::Vacuous)
        }
    }
}

/// Kendall's τ_b of weight and depth.
fn tau_b(graph: &Adjacency, kin: &Kin) -> Result<f64, Undefined> {
    if graph.node_count() < 2 {
        return Err(Undefined::TooFewCities { need: 2 });
    }
    if graph.edge_count() == 0 {
        return Err(Undefined::NoEdges);
    }
    let (mut weights, mut depths) = (Vec::new(), Vec::new());
    for one in graph.nodes() {
        let others = graph.nodes().filter(|&other| other != one);
        for other in others.filter(|&other| graph.is_directed() || other > one) {
            weights.push(graph.weight(one, other).unwrap_or(0.0));
            depths.push(f64::from(kin.depth_of(one, other)));
        }
    }
    match kendall_tau_b(&weights, &depths) {
        Ok(Measured::Value(tau)) => Ok(tau),
        Ok(Measured::Undefined(reason)) => Err(reason),
        Err(_) => Err(Undefined::BEYOND),
    }
}

fn by_depth(graph: &Adjacency, kin: &Kin) -> Vec<Depth> {
    let times = if graph.is_directed() { 2 } else { 1 };
    let mut depths: BTreeMap<u32, (u64, f64)> = BTreeMap::new();
    for (a, b, pairs) in kin.pairs().filter(|pair| pair.2 > 0) {
        depths.entry(kin.depth(a, b)).or_default().0 += times * pairs;
    }
    let unit = sums::unit(graph.edges().map(|(_, _, weight)| weight));
    for (from, to, weight) in graph.edges() {
        depths.entry(kin.depth_of(from, to)).or_default().1 += weight / unit;
    }
    let depth = |(depth, (pairs, weight)): (u32, (u64, f64))| Depth {
        depth,
        pairs,
        mean_weight: weight / pairs.max(1) as f64 * unit,
    };
    depths.into_iter().map(depth).collect()
}
