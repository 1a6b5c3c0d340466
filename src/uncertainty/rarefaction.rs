//! What a number would be in a region of fewer cities.
use super::{Sample, Spread};
use crate::adjacency::Node;
use crate::random::Random;
use crate::{Adjacency, Measured, ParamError, Result, Undefined, Watch, parallel};
use serde::Serialize;

/// Rarefaction: what a number of a large region would be if it had only as many cities as a small
/// one, so that the two can stand side by side.
///
/// It is the mean of the number over random subsets of cities, with the ties among them as they
/// are. Subsets keep the proportions of the strata, which may be any partition (provinces):
/// each stratum gives its share, rounded by largest remainder (of equal ones the smallest label
/// first). Of as many cities as there are, or more, it is the number itself.
///
/// Fewer cities than two, or a number undefined on more than one subset in twenty: undefined.
/// `O(subsets · (n + m))` and the cost of the number.
///
/// Sanders (1968), *The American Naturalist* 102:243, for species; van Wijk, Stam and
/// Daffertshofer (2010), *PLoS ONE* 5:e13701, on why networks of unequal size need it.
///
/// ```
/// use conurbation::{Adjacency, structure::Density, uncertainty::Rarefaction};
/// let ring = Adjacency::from_edges(6, (0..6).map(|city| (city, (city + 1) % 6, 1.0)))?;
/// let density = Rarefaction::new(4).run(&ring, |sample| Density::new().run(&sample.adjacency))?;
/// let density = density.value().expect("density is defined");
/// assert!((density.mean - 0.4).abs() < 0.02); // unchanged: each pair is as likely to be drawn
/// # Ok::<(), conurbation::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Rarefaction {
    cities: usize,
    subsets: usize,
    strata: Option<Vec<u32>>,
    seed: u64,
    #[serde(skip)]
    watch: Watch,
}

/// A number at a smaller size.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[non_exhaustive]
pub struct RarefactionResult {
    /// Its mean over subsets.
    pub mean: f64,
    /// The standard deviation over subsets, 0 for one; how much hangs on which cities are taken.
    pub sd: f64,
    /// The cities of a subset.
    pub cities: usize,
    /// The subsets; 1 if a subset is the whole network.
    pub subsets: usize,
    /// Of these, those on which the number is undefined.
    pub undefined: usize,
}

impl Rarefaction {
    /// Subsets of this many cities, 1000 of them.
    pub fn new(cities: usize) -> Self {
        Self { cities, subsets: 1000, strata: None, seed: 0, watch: Watch::new() }
    }

    /// Sets the number of subsets, at least 1.
    pub fn subsets(mut self, subsets: usize) -> Self {
        self.subsets = subsets;
        self
    }

    /// Keeps the proportions of strata: a label for each city, in order.
    pub fn strata(mut self, strata: &[u32]) -> Self {
        self.strata = Some(strata.to_vec());
        self
    }

    /// Sets the seed.
    pub fn seed(mut self, seed: u64) -> Self {
        self.seed = seed;
        self
    }

    /// Watches the work.
    pub fn watch(mut self, watch: &Watch) -> Self {
        self.watch = watch.clone();
        self
    }

    /// One subset: the same for the same seed and number.
    ///
    /// # Errors
    /// [`Error::Param`](crate::Error::Param) for no subset, or if there is not one stratum for
    /// each city.
    pub fn draw(&self, graph: impl AsRef<Adjacency>, subset: u64) -> Result<Sample> {
        let graph = graph.as_ref();
        self.check(graph)?;
        self.subset(graph, &self.members(graph), subset)
    }

    /// The mean of a number over subsets.
    ///
    /// # Errors
    /// [`Error::Param`](crate::Error::Param) for no subset, or if there is not one stratum for
    /// each city; [`Error::Cancelled`](crate::Error::Cancelled), and what the measure says.
    pub fn run(
        &self,
        graph: impl AsRef<Adjacency>,
        measure: impl Fn(&Sample) -> Result<Measured> + Sync,
    ) -> Result<Measured<RarefactionResult>> {
        let graph = graph.as_ref();
        self.check(graph)?;
        let members = self.members(graph);
        let subsets = if self.cities >= graph.node_count() { 1 } else { self.subsets };
        let values = parallel::map(
            subsets,
            &self.watch,
            || (),
            |subset, ()| measure(&self.subset(graph, &members, subset as u64)?),
        )?;
        let values = super::finite(values)?;
        Ok(self.mean(graph, &values).into())
    }

    /// The mean of the values of a number on each subset.
    pub(crate) fn mean(
        &self,
        graph: &Adjacency,
        values: &[Measured],
    ) -> Result<RarefactionResult, Undefined> {
        if self.cities.min(graph.node_count()) < 2 {
            return Err(Undefined::TooFewCities { need: 2 });
        }
        let spread = match values {
            &[Measured::Value(mean)] => Spread { mean, sd: 0.0, undefined: 0 },
            _ => Spread::of(values)?,
        };
        Ok(RarefactionResult {
            mean: spread.mean,
            sd: spread.sd,
            cities: self.cities.min(graph.node_count()),
            subsets: values.len(),
            undefined: spread.undefined,
        })
    }

    fn check(&self, graph: &Adjacency) -> Result<()> {
        if self.subsets == 0 {
            return Err(ParamError::new("subsets", 0, "at least 1").into());
        }
        if let Some(strata) = &self.strata {
            crate::structure::check_labels("strata", strata, graph)?;
        }
        Ok(())
    }

    /// The cities of each stratum, with how many of them a subset takes.
    fn members(&self, graph: &Adjacency) -> Vec<(Vec<Node>, usize)> {
        let n = graph.node_count();
        let mut strata: std::collections::BTreeMap<u32, Vec<Node>> = Default::default();
        for node in graph.nodes() {
            let stratum = self.strata.as_ref().map_or(0, |strata| strata[node as usize]);
            strata.entry(stratum).or_default().push(node);
        }
        let wanted = self.cities.min(n);
        // n times the share of each stratum, in whole numbers.
        let share = |cities: &Vec<Node>| cities.len() * wanted;
        let mut taken: Vec<usize> =
            strata.values().map(|cities| share(cities) / n.max(1)).collect();
        let mut left = wanted - taken.iter().sum::<usize>();
        let mut by_remainder: Vec<usize> = (0..taken.len()).collect();
        let remainders: Vec<usize> = strata.values().map(|it| share(it) % n.max(1)).collect();
        by_remainder.sort_by_key(|&stratum| (std::cmp::Reverse(remainders[stratum]), stratum));
        for stratum in by_remainder {
            let one = usize::from(left > 0);
            taken[stratum] += one;
            left -= one;
        }
        strata.into_values().zip(taken).collect()
    }

    fn subset(
        &self,
        graph: &Adjacency,
        members: &[(Vec<Node>, usize)],
        subset: u64,
    ) -> Result<Sample> {
        let mut random = Random::new(self.seed, "rarefaction", subset);
        let mut cities: Vec<Node> = Vec::with_capacity(self.cities);
        for (stratum, taken) in members {
            let mut stratum = stratum.clone();
            random.shuffle(&mut stratum);
            cities.extend(&stratum[..*taken]);
        }
        cities.sort_unstable();
        induced(graph, cities)
    }
}

/// The ties among some cities, which come in order, and of each with itself.
pub(super) fn induced(graph: &Adjacency, cities: Vec<Node>) -> Result<Sample> {
    const OUT: Node = Node::MAX;
    let mut place = vec![OUT; graph.node_count()];
    cities.iter().zip(0..).for_each(|(&city, at)| place[city as usize] = at);
    let ties = cities
        .iter()
        .flat_map(|&city| graph.neighbours(city).map(move |(other, weight)| (city, other, weight)));
    let ties = ties
        .filter(|&(from, to, _)| place[to as usize] != OUT && (graph.is_directed() || from < to));
    let own = cities.iter().map(|&city| (city, city, graph.self_ties()[city as usize]));
    let ties = ties.chain(own.filter(|&(.., weight)| weight > 0.0));
    let ties = ties.map(|(from, to, weight)| (place[from as usize], place[to as usize], weight));
    let parallel = crate::adjacency::ParallelTies::Sum;
    let adjacency = Adjacency::build(cities.len(), graph.is_directed(), parallel, ties)?;
    Ok(Sample { adjacency, cities })
}
