//! What a ledger knows of each two cities of a network.
use super::{Inquiry, Tails};
use crate::network::CityNetwork;
use crate::nulls::Distances;
use crate::region::{BorderKind, Place, RowRef, Table, distance_km};
use crate::statistics::{Interval, Permutation, PermutationTest};
use crate::structure::Relation;
use crate::uncertainty::{EventBootstrap, EventJackknife};
use crate::{Adjacency, Measured, Node, Region, Result, Undefined};
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// The cities of a region with the network that an inquiry makes of its ledger.
pub(super) struct Cities<'a> {
    pub(super) region: &'a Region,
    pub(super) inquiry: &'a Inquiry,
    pub(super) network: CityNetwork,
}

/// A model is fitted again without one group of ceremonies after another: of so many groups, one for
/// a hundred times that chance is asked.
const LEAST_FITS: usize = 10;
const MOST_FITS: usize = 30;

/// Under other choices an interval is not wanted.
pub(super) const NOT_WANTED: Undefined = Undefined::NoTest { why: "no interval was asked for" };

/// Pairs of cities, the smaller node first.
pub(super) type Pairs = BTreeSet<(Node, Node)>;

/// The sizes of all cities.
pub(super) struct Sizes {
    /// What they are: `gdp` or `population`.
    pub(super) of: &'static str,
    pub(super) values: Vec<f64>,
}

impl<'a> Cities<'a> {
    pub(super) fn of(region: &'a Region, inquiry: &'a Inquiry) -> Result<Self> {
        inquiry.check()?;
        let projection = inquiry.projection.clone().directed(false);
        Ok(Self { region, inquiry, network: region.network(&projection)? })
    }

    pub(super) fn count(&self) -> usize {
        self.network.cities().len()
    }

    pub(super) fn graph(&self) -> &Adjacency {
        self.network.adjacency()
    }

    pub(super) fn place(&self, node: Node) -> &'a Place {
        self.region.place(self.network.city(node).place)
    }

    /// The rows that tie cities, in the order of the tables.
    pub(super) fn rows(&self) -> BTreeSet<RowRef> {
        self.network.contributions().iter().map(|part| part.row).collect()
    }

    /// Why nothing can be said of ties, if so.
    pub(super) fn tied(&self) -> Result<(), Undefined> {
        if self.count() < 3 {
            return Err(Undefined::TooFewCities { need: 3 });
        }
        if self.graph().edge_count() == 0 {
            return Err(Undefined::NoEdges);
        }
        // What one ceremony did, another might have done otherwise.
        if self.network.batches() < 2 { Err(Undefined::TooFewUnits { need: 2 }) } else { Ok(()) }
    }

    pub(super) fn provinces(&self) -> Result<Vec<u32>, Undefined> {
        match self.network.provinces() {
            Measured::Value((labels, _)) => Ok(labels),
            Measured::Undefined(reason) => Err(reason),
        }
    }

    /// How far each two cities are from each other, in km.
    pub(super) fn distances(&self) -> Result<Result<Distances, Undefined>> {
        let nodes = || 0..self.count() as Node;
        let has = |node: &Node| {
            let place = self.place(*node);
            place.longitude.is_some() && place.latitude.is_some()
        };
        let missing = nodes().filter(|node| !has(node)).count();
        if missing > 0 {
            return Ok(Err(Undefined::MissingData { n: missing }));
        }
        let between = |a: Node, b: Node| distance_km(self.place(a), self.place(b)).unwrap_or(0.0);
        Ok(Ok(Distances::from_fn(self.count(), between)?))
    }

    /// The logarithm of each distance.
    pub(super) fn ln_distances(&self) -> Result<Result<Relation, Undefined>> {
        let distances = match self.distances()? {
            Ok(distances) => Relation::distances(&distances)?,
            Err(reason) => return Ok(Err(reason)),
        };
        let nodes = 0..self.count() as Node;
        let mut pairs = nodes.clone().flat_map(|a| (a + 1..nodes.end).map(move |b| (a, b)));
        if pairs.any(|(a, b)| distances.get(a, b) <= 0.0) {
            return Ok(Err(Undefined::Assumption {
                broken: "two cities stand at the same place",
                instead: "coordinates that tell them apart",
            }));
        }
        Ok(Ok(distances.map(f64::ln)?))
    }

    /// Which cities border on each other, and the rows that say so.
    pub(super) fn borders(&self) -> Result<(Pairs, Vec<RowRef>), Undefined> {
        let nodes = self.nodes();
        let (mut pairs, mut rows) = (Pairs::new(), Vec::new());
        for (index, border) in (0..).zip(self.region.borders()) {
            let node = |place| nodes.get(&self.region.city_of(place)?).copied();
            let (Some(a), Some(b)) = (node(border.a), node(border.b)) else { continue };
            if border.kind != Some(BorderKind::None) && a != b {
                pairs.insert((a.min(b), a.max(b)));
                rows.push(RowRef { table: Table::Borders, index });
            }
        }
        if pairs.is_empty() {
            return Err(Undefined::MissingData { n: self.count() });
        }
        Ok((pairs, rows))
    }

    /// The node of each city by its place.
    pub(super) fn nodes(&self) -> HashMap<crate::region::PlaceIndex, Node> {
        self.network.cities().iter().zip(0..).map(|(city, node)| (city.place, node)).collect()
    }

    /// Products, or where some are not known, populations.
    pub(super) fn sizes(&self) -> Result<Sizes, Undefined> {
        let nodes = || (0..self.count() as Node).map(|node| self.place(node));
        let known = |value: Option<f64>| value.filter(|value| *value > 0.0);
        let gdp: Vec<f64> = nodes().filter_map(|place| known(place.gdp)).collect();
        if gdp.len() == self.count() {
            return Ok(Sizes { of: "gdp", values: gdp });
        }
        let people: Vec<f64> = nodes().filter_map(|place| known(place.population)).collect();
        if people.len() == self.count() {
            return Ok(Sizes { of: "population", values: people });
        }
        Err(Undefined::MissingData { n: self.count() - people.len().max(gdp.len()) })
    }

    /// The shares of industries of each city, each list adding up to 1, by industry; only if given
    /// for all.
    pub(super) fn industries(&self) -> Result<Vec<BTreeMap<&'a str, f64>>, Undefined> {
        let shares = (0..self.count() as Node).map(|node| {
            let industries = &self.place(node).industries;
            let total: f64 = crate::sums::sum(industries.values().copied());
            let share = |(name, value): (&'a crate::region::Text, &f64)| (&**name, value / total);
            (total > 0.0).then(|| industries.iter().map(share).collect())
        });
        let shares: Vec<Option<BTreeMap<&str, f64>>> = shares.collect();
        let missing = shares.iter().filter(|shares| shares.is_none()).count();
        if missing > 0 {
            return Err(Undefined::MissingData { n: missing });
        }
        Ok(shares.into_iter().flatten().collect())
    }

    /// How chance is asked.
    pub(super) fn engine(&self) -> Permutation {
        self.inquiry.permutation()
    }

    /// Between which values a sum over events lies.
    pub(super) fn interval(
        &self,
        measure: impl Fn(&Adjacency) -> Result<Measured> + Sync,
    ) -> Result<Measured<Interval>> {
        let inquiry = self.inquiry;
        if !inquiry.intervals {
            return Ok(Measured::Undefined(NOT_WANTED));
        }
        let bootstrap = EventBootstrap::new().replicates(inquiry.replicates).seed(inquiry.seed);
        bootstrap.watch(&inquiry.watch).percentile(&self.network, measure)
    }

    /// Between which values the exponential of a number of the network lies.
    pub(super) fn interval_of_factor(
        &self,
        logarithm: impl Fn(&Adjacency) -> Result<Measured> + Sync,
    ) -> Result<Measured<Interval>> {
        if !self.inquiry.intervals {
            return Ok(Measured::Undefined(NOT_WANTED));
        }
        let groups = (self.inquiry.replicates / 100).clamp(LEAST_FITS, MOST_FITS);
        let jackknife = EventJackknife::new().groups(groups).watch(&self.inquiry.watch);
        let interval = jackknife.run(&self.network, logarithm)?.interval;
        Ok(interval.and_then(|interval| {
            let (estimate, low, high) =
                (interval.estimate.exp(), interval.low.exp(), interval.high.exp());
            if !high.is_finite() {
                return Measured::Undefined(Undefined::Unbounded);
            }
            Measured::Value(Interval { estimate, low, high, ..interval })
        }))
    }
}

/// Both tails of a test, or why there is none.
pub(super) fn tails(test: Measured<PermutationTest>, null: &'static str) -> Measured<Tails> {
    test.map(|test| Tails::of(&test, null))
}

/// The weight of ties over pairs that are of a kind and over those that are not, with the number of
/// either.
pub(super) struct Split {
    pub(super) within: f64,
    pub(super) pairs_within: f64,
    pub(super) across: f64,
    pub(super) pairs_across: f64,
}

impl Split {
    pub(super) fn of(graph: &Adjacency, within: impl Fn(Node, Node) -> bool) -> Self {
        let mut split = Self { within: 0.0, pairs_within: 0.0, across: 0.0, pairs_across: 0.0 };
        let cities = graph.nodes();
        for (a, b) in cities.clone().flat_map(|a| (a + 1..cities.end).map(move |b| (a, b))) {
            *if within(a, b) { &mut split.pairs_within } else { &mut split.pairs_across } += 1.0;
        }
        for (a, b, weight) in graph.edges() {
            *if within(a, b) { &mut split.within } else { &mut split.across } += weight;
        }
        split
    }

    /// How many times as much a pair of the kind has as another.
    pub(super) fn ratio(&self) -> Measured {
        if self.pairs_within < 1.0 || self.pairs_across < 1.0 {
            return Measured::Undefined(Undefined::Vacuous);
        }
        if self.within + self.across <= 0.0 {
            return Measured::Undefined(Undefined::NoEdges);
        }
        if self.across <= 0.0 {
            return Measured::Undefined(Undefined::Unbounded);
        }
        let within = self.within / self.pairs_within;
        Measured::Value(within / (self.across / self.pairs_across))
    }
}

/// Whether not all pairs have the same.
pub(super) fn varies(relation: &Relation) -> bool {
    let n = relation.city_count() as Node;
    let mut pairs = (0..n).flat_map(|a| (a + 1..n).map(move |b| relation.get(a, b)));
    let first = pairs.next();
    first.is_some_and(|first| pairs.any(|value| (value - first).abs() > 0.0))
}
