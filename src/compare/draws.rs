//! A network drawn again in every way that tells how sure its numbers are.
use super::numbers::{Quantity, less_chance, numbers};
use crate::catalogue::{Correction, Inference, Null};
use crate::network::{CityNetwork, EventsByChance};
use crate::nulls::DegreePreserving;
use crate::random::Random;
use crate::statistics::{Bootstrap, Jackknife};
use crate::uncertainty::{Rarefaction, VertexBootstrap};
use crate::{Adjacency, Measured, Result, Undefined, Watch, parallel};
use std::borrow::Cow;

/// How a network is drawn again.
#[derive(Debug, Clone)]
pub(super) struct Plan<'a> {
    pub(super) quantities: &'a [Quantity],
    /// The cities of the smallest region.
    pub(super) cities: usize,
    pub(super) replicates: usize,
    /// Whether to hold numbers against chance and to draw events with replacement.
    pub(super) thorough: bool,
    pub(super) seed: u64,
    pub(super) watch: &'a Watch,
}

/// Up to this many subsets of cities are drawn.
const SUBSETS: usize = 1000;
/// Up to this many networks by chance are drawn.
const NETWORKS: usize = 499;

/// The numbers of a network, and those of the networks drawn from it: one list of numbers for each
/// replicate. A quantity that a way of drawing does not concern is not computed there.
#[derive(Debug)]
pub(super) struct Draws {
    pub(super) batches: usize,
    /// The cities of the network, and of the smallest.
    pub(super) cities: [usize; 2],
    pub(super) values: Vec<Measured>,
    /// Those about provinces less what provinces dealt at random give.
    pub(super) less_chance: Vec<Measured>,
    /// Cities drawn with replacement; numbers about provinces less chance.
    pub(super) other_cities: Vec<Vec<Measured>>,
    /// Groups of batches left out in turn.
    pub(super) without_events: Vec<Vec<Measured>>,
    /// Batches drawn with replacement.
    pub(super) events_again: Option<Vec<Vec<Measured>>>,
    /// Subsets of cities; none if there are as few cities already.
    pub(super) fewer_cities: Option<Vec<Vec<Measured>>>,
    /// The provinces dealt to the cities.
    pub(super) provinces_dealt: Option<Lists>,
    /// Every city with as many partners.
    pub(super) ties_by_chance: Option<Lists>,
    /// Every city in as many events, every event of as many cities.
    pub(super) parties_by_chance: Option<Lists>,
}

type Groups = Measured<Vec<u32>>;
/// How the numbers of a graph are found.
type Numbers = fn(&[Quantity], &Adjacency, Groups, &Watch) -> Result<Vec<Measured>>;
/// Lists of numbers, or why there are none.
type Lists = Measured<Vec<Vec<Measured>>>;

impl Plan<'_> {
    /// Draws a network in every way.
    pub(super) fn run(&self, network: &CityNetwork) -> Result<Draws> {
        let graph = network.adjacency();
        let groups = network.provinces().map(|(groups, _)| groups);
        let whole = |quantity: &Quantity| quantity.inference.untested.is_none();
        Ok(Draws {
            batches: network.batches(),
            cities: [graph.node_count(), self.cities],
            values: numbers(self.quantities, graph, groups.clone(), self.watch)?,
            less_chance: less_chance(self.quantities, graph, groups.clone(), self.watch)?,
            other_cities: self.other_cities(graph, &groups, whole)?,
            without_events: self.without_events(network, &groups, whole)?,
            events_again: self.events_again(network, &groups)?,
            fewer_cities: self.fewer_cities(graph, &groups)?,
            provinces_dealt: self.provinces_dealt(graph, &groups)?,
            ties_by_chance: self.ties_by_chance(graph, &groups)?,
            parties_by_chance: self.parties_by_chance(network, &groups)?,
        })
    }

    /// The numbers of the quantities that are asked for, on each of `draws` graphs; the others
    /// are vacuous.
    fn each<'g>(
        &self,
        draws: usize,
        asked: impl Fn(&Quantity) -> bool,
        numbers: Numbers,
        draw: impl Fn(u64) -> Result<(Cow<'g, Adjacency>, Groups)> + Sync,
    ) -> Result<Vec<Vec<Measured>>> {
        let asked: Vec<bool> = self.quantities.iter().map(asked).collect();
        let chosen: Vec<Quantity> = self
            .quantities
            .iter()
            .zip(&asked)
            .filter(|(_, asked)| **asked)
            .map(|(it, _)| *it)
            .collect();
        if chosen.is_empty() {
            return Ok(vec![vec![Measured::Undefined(Undefined::Vacuous); asked.len()]; draws]);
        }
        let quiet = Watch::new();
        let lists = parallel::map(
            draws,
            self.watch,
            || (),
            |replicate, ()| {
                let (graph, groups) = draw(replicate as u64)?;
                let mut found = numbers(&chosen, &graph, groups, &quiet)?.into_iter();
                let mut number = |asked: &bool| if *asked { found.next() } else { None };
                let vacuous = Measured::Undefined(Undefined::Vacuous);
                Ok(asked.iter().map(|asked| number(asked).unwrap_or(vacuous)).collect())
            },
        )?;
        lists.into_iter().collect()
    }

    fn other_cities(
        &self,
        graph: &Adjacency,
        groups: &Groups,
        asked: impl Fn(&Quantity) -> bool,
    ) -> Result<Vec<Vec<Measured>>> {
        if graph.node_count() == 0 {
            return Ok(Vec::new());
        }
        let bootstrap = VertexBootstrap::new().seed(self.seed);
        self.each(self.replicates, asked, less_chance, |replicate| {
            let sample = bootstrap.draw(graph, replicate)?;
            let groups = groups.as_ref().map(|groups| sample.labels(groups));
            Ok((Cow::Owned(sample.adjacency), groups))
        })
    }

    fn without_events(
        &self,
        network: &CityNetwork,
        groups: &Groups,
        asked: impl Fn(&Quantity) -> bool,
    ) -> Result<Vec<Vec<Measured>>> {
        let kept = Jackknife::new().kept(network.batches());
        self.each(kept.len(), asked, numbers, |group| {
            Ok((Cow::Owned(network.redrawn(&kept[group as usize])?), groups.clone()))
        })
    }

    fn events_again(
        &self,
        network: &CityNetwork,
        groups: &Groups,
    ) -> Result<Option<Vec<Vec<Measured>>>> {
        if !self.thorough || network.batches() == 0 {
            return Ok(None);
        }
        let bootstrap = Bootstrap::new().seed(self.seed);
        let sums = |quantity: &Quantity| quantity.inference.share_of_events;
        let drawn = self.each(self.replicates, sums, numbers, |replicate| {
            let mut drawn = vec![0; network.batches()];
            bootstrap.draw(replicate, &mut drawn);
            Ok((Cow::Owned(network.redrawn(&drawn)?), groups.clone()))
        })?;
        Ok(Some(drawn))
    }

    fn fewer_cities(
        &self,
        graph: &Adjacency,
        groups: &Groups,
    ) -> Result<Option<Vec<Vec<Measured>>>> {
        if self.cities < 2 || self.cities >= graph.node_count() {
            return Ok(None);
        }
        let mut rarefaction = Rarefaction::new(self.cities).seed(self.seed);
        if let Measured::Value(groups) = groups {
            rarefaction = rarefaction.strata(groups);
        }
        let rarefied =
            |quantity: &Quantity| quantity.inference.correction == Correction::Rarefaction;
        let draws = self.each(self.replicates.min(SUBSETS), rarefied, numbers, |subset| {
            let sample = rarefaction.draw(graph, subset)?;
            let groups = groups.as_ref().map(|groups| sample.labels(groups));
            Ok((Cow::Owned(sample.adjacency), groups))
        })?;
        Ok(Some(draws))
    }

    fn provinces_dealt(&self, graph: &Adjacency, groups: &Groups) -> Result<Option<Lists>> {
        if !self.thorough {
            return Ok(None);
        }
        let labels = match groups {
            Measured::Value(labels) => labels,
            Measured::Undefined(reason) => return Ok(Some(Measured::Undefined(*reason))),
        };
        let of_provinces = |it: &Quantity| concerns(&it.inference, Null::Provinces);
        let draws = self.each(self.replicates, of_provinces, numbers, |replicate| {
            let mut dealt = labels.clone();
            Random::new(self.seed, "provinces", replicate).shuffle(&mut dealt);
            Ok((Cow::Borrowed(graph), Measured::Value(dealt)))
        })?;
        Ok(Some(Measured::Value(draws)))
    }

    /// As many partners for every city.
    fn ties_by_chance(&self, graph: &Adjacency, groups: &Groups) -> Result<Option<Lists>> {
        if !self.thorough {
            return Ok(None);
        }
        let null = match DegreePreserving::new().seed(self.seed).prepare(graph)? {
            Measured::Value(null) => null,
            Measured::Undefined(reason) => return Ok(Some(Measured::Undefined(reason))),
        };
        let of_structure = |it: &Quantity| concerns(&it.inference, Null::Structure);
        let draws =
            self.each(self.replicates.min(NETWORKS), of_structure, numbers, |replicate| {
                Ok((Cow::Owned(null.draw(replicate).adjacency), groups.clone()))
            })?;
        Ok(Some(Measured::Value(draws)))
    }

    /// As many events for every city, as many cities for every event.
    fn parties_by_chance(&self, network: &CityNetwork, groups: &Groups) -> Result<Option<Lists>> {
        if !self.thorough {
            return Ok(None);
        }
        let null = match EventsByChance::new().seed(self.seed).prepare(network)? {
            Measured::Value(null) => null,
            Measured::Undefined(reason) => return Ok(Some(Measured::Undefined(reason))),
        };
        let of_structure = |it: &Quantity| concerns(&it.inference, Null::Structure);
        let draws =
            self.each(self.replicates.min(NETWORKS), of_structure, numbers, |replicate| {
                Ok((Cow::Owned(null.draw(replicate)?), groups.clone()))
            })?;
        Ok(Some(Measured::Value(draws)))
    }
}

fn concerns(inference: &Inference, null: Null) -> bool {
    inference.null == Some(null)
}
