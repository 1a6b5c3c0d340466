//! Everything about the declared circles of a region.
use super::circle_tests::{CircleTests, adjusted};
use super::city_distances::city_distances;
use super::containment::Containment;
use super::core_mediation::CoreMediation;
use super::declared::{Declared, DeclaredCircle, DeclaredResult};
use super::examination::{ChainTests, CircleFound, Examination, LevelFound};
use super::in_ties::CirclesInTies;
use super::interaction::CircleInteraction;
use super::laminarity::Laminarity;
use super::levels::LevelTests;
use super::maturity::{Maturity, MaturityResult};
use super::nested::NestedCircles;
use super::nesting_fit::NestingFit;
use super::support::{Support, SupportResult, TieBlocks};
use super::verdict::{Verdict, verdict};
use crate::centrality::Direction;
use crate::network::{CityNetwork, EVENTS, Projection};
use crate::nulls::{DegreeDistance, DegreeDistanceNull, Distances};
use crate::region::Region;
use crate::statistics::{Permutation, PermutationTest};
use crate::structure::strengths;
use crate::{Date, Measured, ParamError, Result, Undefined, Watch};
use std::collections::BTreeMap;

/// Examines the declared circles of a region: do they nest, do ties follow them, do they interact,
/// do the small ones hold up the big one, for which of them is there any evidence, and which
/// circles do the ties make by themselves?
///
/// Rows that found or run a circle are no evidence for it: each circle is tested on the network
/// without its own ([`DeclaredCircle::founding`]), all of them together on the network without any.
/// Every test tells the smallest p it could give; q is over all circles (Benjamini & Hochberg).
///
/// Shapley values ask chance 199 times. Both embedded regions, with 4,999 draws and events drawn
/// again 20 times, take some 10 seconds on two cores (`examples/circles_within_circles`).
///
/// ```
/// use conurbation::{circles::ExamineCircles, datasets};
/// let middle = datasets::middle_yangtze();
/// let founding = datasets::founding_rows("middle-yangtze");
/// let found = ExamineCircles::new(&middle).founding(founding).permutations(99).run()?;
/// assert_eq!(found.declared.circles.len(), found.circles.len());
/// assert!(found.to_string().contains("WHAT THE RECORDED TIES SAY"));
/// # Ok::<(), conurbation::Error>(())
/// ```
#[derive(Debug, Clone)]
pub struct ExamineCircles<'a> {
    region: &'a Region,
    projection: Projection,
    declared: Declared,
    search: NestedCircles,
    replicates: usize,
    permutations: usize,
    shapley: usize,
    seed: u64,
    watch: Watch,
}

impl<'a> ExamineCircles<'a> {
    /// Random arrangements of each test.
    pub const DEFAULT_PERMUTATIONS: usize = 4999;

    /// The circles of this region, with the default projection.
    pub fn new(region: &'a Region) -> Self {
        Self {
            region,
            projection: Projection::new(),
            declared: Declared::new(),
            search: NestedCircles::new(),
            replicates: 0,
            permutations: Self::DEFAULT_PERMUTATIONS,
            shapley: Support::DEFAULT_REPLICATES,
            seed: 0,
            watch: Watch::new(),
        }
    }

    /// Sets how the ledger becomes a network.
    pub fn projection(mut self, projection: Projection) -> Self {
        self.projection = projection;
        self
    }

    /// Sets the date at which to look at the circles; the projection has its own time.
    pub fn at(mut self, date: Date) -> Self {
        self.declared = self.declared.at(date);
        self
    }

    /// Sets which circles count and which rows found them.
    pub fn declared(mut self, declared: Declared) -> Self {
        self.declared = declared;
        self
    }

    /// Names rows that found circles, as [`Declared::founding`].
    pub fn founding<T: Into<String>>(mut self, rows: impl IntoIterator<Item = (T, T)>) -> Self {
        self.declared = self.declared.founding(rows);
        self
    }

    /// Sets how circles are searched in the ties; its seed is that of [`seed`](Self::seed).
    pub fn search(mut self, search: NestedCircles) -> Self {
        self.search = search;
        self
    }

    /// Sets how often events are drawn again to tell how sure each circle found in the ties is
    /// ([`CircleStability`](super::CircleStability)); 0, not at all, unless said.
    pub fn replicates(mut self, replicates: usize) -> Self {
        self.replicates = replicates;
        self
    }

    /// Sets how often chance is asked in each test, at least 19; Shapley values ask it at most 199
    /// times.
    pub fn permutations(mut self, permutations: usize) -> Self {
        self.permutations = permutations;
        self.shapley = permutations.min(Support::DEFAULT_REPLICATES);
        self
    }

    /// Sets the seed of all that draws numbers.
    pub fn seed(mut self, seed: u64) -> Self {
        self.seed = seed;
        self
    }

    /// Lets the work be watched and cancelled.
    pub fn watch(mut self, watch: &Watch) -> Self {
        self.watch = watch.clone();
        self
    }

    /// Examines the circles.
    ///
    /// # Errors
    /// [`Error::Param`](crate::Error::Param) for a parameter outside its range, a directed
    /// projection, or a projection that cannot be carried out;
    /// [`Error::Cancelled`](crate::Error::Cancelled); as the tests.
    pub fn run(&self) -> Result<Examination> {
        if self.permutations < 19 {
            let expected = "at least 19, for a p of 0.05";
            return Err(ParamError::new("permutations", self.permutations, expected).into());
        }
        let network = self.region.network(&self.projection)?;
        if network.adjacency().is_directed() {
            let (found, expected) = ("a directed projection", "an undirected projection");
            return Err(ParamError::new("projection", found, expected).into());
        }
        let declared = self.declared.run(self.region, &network)?;
        let distances = city_distances(self.region, &network)?;
        let mut founding: Vec<String> =
            declared.circles.iter().flat_map(|it| it.founding.iter().cloned()).collect();
        founding.sort();
        founding.dedup();
        let evidence = self.without(&founding)?;
        let engine = self.engine();
        let family = &declared.family;
        let order = Containment::new().run(family)?;
        let laminarity = Laminarity::new().run(family)?;
        let fit = NestingFit::new().run(&evidence, family)?;
        let fit_labels = NestingFit::new().test(&evidence, family, &engine)?;
        let null = self.null(&evidence, &distances)?;
        let fit_distance = self.fit_distance(&evidence, &declared, null.as_ref())?;
        let circles = self.circles(&network, &declared, &distances)?;
        let chains = self.chains(&evidence, &declared, &order.chains)?;
        let mut levels = Vec::new();
        for level in 1..=order.level.iter().copied().max().unwrap_or(0) {
            let circles = (0..family.len()).filter(|&it| order.level[it] == level);
            let circles: Vec<usize> = circles.collect();
            if let Some(found) = self.level(&evidence, &declared, level, circles)? {
                levels.push(found);
            }
        }
        let support = Support::new().replicates(self.shapley).seed(self.seed).watch(&self.watch);
        let by_depth = support.clone().run(&evidence, family)?;
        let by_circle = support.blocks(TieBlocks::ByCircle).run(&evidence, family)?;
        let maturity = self.maturity(&declared, &distances, by_circle.as_ref())?;
        let asked = (self.replicates, self.permutations);
        let in_ties = CirclesInTies::of(
            &evidence,
            &declared,
            distances.as_ref(),
            &self.search,
            asked,
            self.seed,
            &self.watch,
        )?;
        Ok(Examination {
            conurbation: env!("CARGO_PKG_VERSION"),
            region: self.region.id().to_owned(),
            region_name: self.region.name().to_owned(),
            region_name_local: self.region.info().about.name_local.as_deref().map(str::to_owned),
            projection: self.projection.clone(),
            seed: self.seed,
            permutations: self.permutations,
            cities: network.cities().to_vec(),
            strength: strengths(network.adjacency(), Direction::Both),
            ties: network.adjacency().edge_count(),
            ties_without_founding: evidence.adjacency().edge_count(),
            founding,
            laminarity_test: Laminarity::new().test(family, &engine)?,
            containment: order,
            laminarity,
            fit,
            fit_labels,
            fit_distance,
            chains,
            circles,
            maturity,
            levels,
            by_depth,
            by_circle,
            in_ties,
            declared,
        })
    }

    fn engine(&self) -> Permutation {
        Permutation::new().replicates(self.permutations).seed(self.seed).watch(&self.watch)
    }

    /// The network without some rows; those that make no event of this region have nothing to
    /// leave out.
    fn without(&self, rows: &[String]) -> Result<CityNetwork> {
        let known = rows.iter().filter(|id| self.region.find_in(&EVENTS, id).is_some());
        self.region.network(&self.projection.clone().without(known.cloned()))
    }

    fn null(
        &self,
        network: &CityNetwork,
        distances: &Measured<Distances>,
    ) -> Result<Measured<DegreeDistanceNull>> {
        match distances {
            Measured::Undefined(reason) => Ok(Measured::Undefined(*reason)),
            Measured::Value(distances) => {
                DegreeDistance::new().seed(self.seed).prepare(network, distances)
            }
        }
    }

    /// Whether ties follow the circles beyond proximity and activity.
    fn fit_distance(
        &self,
        network: &CityNetwork,
        declared: &DeclaredResult,
        null: Measured<&DegreeDistanceNull>,
    ) -> Result<Measured<PermutationTest>> {
        match null {
            Measured::Undefined(reason) => Ok(Measured::Undefined(reason)),
            Measured::Value(null) => {
                let engine = self.engine();
                NestingFit::new().test_distance(network, &declared.family, null, &engine)
            }
        }
    }

    /// Each circle on the network without the rows that found it.
    fn circles(
        &self,
        network: &CityNetwork,
        declared: &DeclaredResult,
        distances: &Measured<Distances>,
    ) -> Result<Vec<CircleFound>> {
        let mut by_rows: BTreeMap<&[String], Vec<usize>> = BTreeMap::new();
        for (nth, circle) in declared.circles.iter().enumerate() {
            by_rows.entry(&circle.founding).or_default().push(nth);
        }
        let tests = CircleTests::new().engine(&self.engine());
        let mut found = Vec::new();
        for (rows, circles) in by_rows {
            let without = self.without(rows)?;
            let null = self.null(&without, distances)?;
            let tests = tests.of_each(
                without.adjacency(),
                &declared.family,
                &circles,
                null.as_ref().value(),
            )?;
            for (circle, tests) in circles.into_iter().zip(tests) {
                let weight = |network| inner_weight(network, &declared.circles[circle]);
                let (all, kept) = (weight(network), weight(&without));
                let founded =
                    if all.0 > 0.0 { Ok(1.0 - kept.0 / all.0) } else { Err(Undefined::NoEdges) };
                found.push(CircleFound {
                    circle,
                    rows: kept.1,
                    founded: founded.into(),
                    tests,
                    q: Measured::Undefined(Undefined::Vacuous),
                    verdict: Verdict::Undecided,
                    because: String::new(),
                });
            }
        }
        found.sort_by_key(|it| it.circle);
        let p: Vec<Measured> =
            found.iter().map(|it| it.tests.conditional.map(|test| test.p)).collect();
        for (circle, q) in found.iter_mut().zip(adjusted(&p)?) {
            circle.q = q;
            (circle.verdict, circle.because) = verdict(&circle.tests, q);
        }
        Ok(found)
    }

    /// How far each circle has come, on the network without the rows that found it.
    fn maturity(
        &self,
        declared: &DeclaredResult,
        distances: &Measured<Distances>,
        support: Measured<&SupportResult>,
    ) -> Result<Vec<MaturityResult>> {
        let maturity = Maturity::new().engine(&self.engine());
        let of = |(nth, circle): (usize, &DeclaredCircle)| {
            let network = self.without(&circle.founding)?;
            maturity.run(self.region, &network, declared, nth, distances, support)
        };
        declared.circles.iter().enumerate().map(of).collect()
    }

    /// The tests of every level of each chain of two circles or more.
    fn chains(
        &self,
        network: &CityNetwork,
        declared: &DeclaredResult,
        chains: &[Vec<usize>],
    ) -> Result<Vec<ChainTests>> {
        let cities = network.cities().len();
        let mut found = Vec::new();
        for chain in chains {
            let size = |circle: usize| declared.family.circles()[circle].len();
            let circles: Vec<usize> =
                chain.iter().copied().filter(|&circle| size(circle) < cities).collect();
            if circles.len() < 2 {
                continue;
            }
            let level = |&circle: &usize| {
                let label = |city: u32| {
                    if declared.family.contains(circle, city) { 0 } else { city + 1 }
                };
                (0..cities as u32).map(label).collect()
            };
            let levels: Vec<Vec<u32>> = circles.iter().map(level).collect();
            let tests = LevelTests::new(levels).engine(&self.engine()).run(network)?;
            found.push(ChainTests { circles, tests });
        }
        Ok(found)
    }

    /// How the circles of one level interact, if there are two that do not cover all.
    fn level(
        &self,
        network: &CityNetwork,
        declared: &DeclaredResult,
        level: u32,
        circles: Vec<usize>,
    ) -> Result<Option<LevelFound>> {
        let engine = self.engine();
        let interaction = CircleInteraction::new().level(circles.clone()).engine(&engine);
        let interaction = interaction.run(network, &declared.family)?;
        if interaction.circles.len() < 2 {
            return Ok(None);
        }
        let cores = declared.circles.iter().map(|circle| circle.core.clone());
        let mediation = CoreMediation::new().level(circles).cores(cores).engine(&engine);
        let mediation = mediation.run(network, &declared.family)?;
        Ok(Some(LevelFound { level, interaction, mediation }))
    }
}

/// The weight of the ties inside a circle, and how many rows they rest on.
fn inner_weight(network: &CityNetwork, circle: &DeclaredCircle) -> (f64, usize) {
    let inside = |city: u32| circle.members.binary_search(&city).is_ok();
    let ties = network.ties().filter(|tie| inside(tie.from) && inside(tie.to));
    let parts = network.contributions().iter().filter(|it| inside(it.from) && inside(it.to));
    let mut rows: Vec<_> = parts.map(|part| part.row).collect();
    rows.sort_unstable();
    rows.dedup();
    (crate::sums::sum(ties.map(|tie| tie.weight)), rows.len())
}
