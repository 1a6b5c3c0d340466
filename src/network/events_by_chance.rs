//! Networks of the same events with other parties.
use super::{CityNetwork, Symmetrise};
use crate::nulls::{Curveball, CurveballNull, Incidence};
use crate::region::RowRef;
use crate::{Adjacency, Measured, Node, Result, Undefined};
use serde::Serialize;
use std::collections::BTreeMap;

/// Events by chance: the network there would be if every city took part in as many events as it did,
/// every event had as many parties, and who met whom were chance.
///
/// An agreement of ten cities ties them all to each other, so that a network of a ledger has dense
/// groups whatever its cities prefer. Nulls that redraw ties know nothing of that; this one redraws the
/// table of cities and events ([`Curveball`]) and projects it again, each row
/// with the weight it has. What is left beyond it is who meets whom.
///
/// Undefined for a directed network and where ties count only both ways ([`Undefined::NoTest`]): events
/// drawn by chance do not say who gives; further as [`Curveball::prepare`].
///
/// ```
/// use conurbation::{datasets, network::{EventsByChance, Projection}};
/// let network = datasets::middle_yangtze().network(&Projection::new())?;
/// let null = EventsByChance::new().seed(7).prepare(&network)?.value().unwrap();
/// let drawn = null.draw(0)?;
/// assert!((drawn.total_weight() / network.adjacency().total_weight() - 1.0).abs() < 1e-9);
/// assert_ne!(&drawn, network.adjacency());
/// # Ok::<(), conurbation::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct EventsByChance {
    seed: u64,
}

/// The null of events of one network.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct EventsByChanceNull {
    cities: usize,
    /// The weight of each pair of each event.
    weights: Vec<f64>,
    null: CurveballNull,
}

impl EventsByChance {
    /// With the seed 0.
    pub fn new() -> Self {
        Self::default()
    }

    /// Sets the seed.
    pub fn seed(mut self, seed: u64) -> Self {
        self.seed = seed;
        self
    }

    /// Prepares the null of a network.
    ///
    /// # Errors
    /// [`Error::TooLarge`](crate::Error::TooLarge) for more events than 32 bits can count.
    pub fn prepare(&self, network: &CityNetwork) -> Result<Measured<EventsByChanceNull>> {
        if network.adjacency().is_directed() {
            let why = "in events drawn by chance nobody gives and nobody receives";
            return Ok(Measured::Undefined(Undefined::NoTest { why }));
        }
        let one_way = network.contributions().iter().any(|part| part.one_way);
        if one_way && network.projection().symmetrise == Symmetrise::Min {
            let why = "events drawn by chance do not say which ties go both ways";
            return Ok(Measured::Undefined(Undefined::NoTest { why }));
        }
        let (members, weights): (Vec<Vec<Node>>, Vec<f64>) = events(network).into_iter().unzip();
        let cities = network.cities().len();
        let parties = members
            .iter()
            .zip(0..)
            .flat_map(|(members, event)| members.iter().map(move |&city| (city, event)));
        let table = Incidence::from_pairs(cities, members.len(), parties)?;
        let null = Curveball::new().seed(self.seed).prepare(&table)?;
        Ok(null.map(|null| EventsByChanceNull { cities, weights, null }))
    }
}

impl EventsByChanceNull {
    /// The network of one replicate.
    ///
    /// # Errors
    /// [`Error::InvalidTie`](crate::Error::InvalidTie) if weights add up beyond all numbers.
    pub fn draw(&self, replicate: u64) -> Result<Adjacency> {
        let table = self.null.draw(replicate);
        let ties = self.weights.iter().zip(0..).flat_map(|(&weight, event)| {
            let members = table.members(event);
            let pair = move |(nth, &a): (usize, &Node)| {
                members[nth + 1..].iter().map(move |&b| (a, b, weight))
            };
            members.iter().enumerate().flat_map(pair)
        });
        Adjacency::from_edges(self.cities, ties)
    }
}

/// The cities of each row that ties cities, and the weight of each pair of them, in order of the
/// cities and the weight, so that the order of rows cannot matter.
fn events(network: &CityNetwork) -> Vec<(Vec<Node>, f64)> {
    let mut events: BTreeMap<RowRef, (Vec<Node>, f64)> = BTreeMap::new();
    for part in network.contributions() {
        let (members, weight) = events.entry(part.row).or_default();
        members.extend([part.from, part.to]);
        *weight = part.weight;
    }
    let mut events: Vec<(Vec<Node>, f64)> = events.into_values().collect();
    for (members, _) in &mut events {
        members.sort_unstable();
        members.dedup();
    }
    events.sort_by(|a, b| a.0.cmp(&b.0).then(a.1.total_cmp(&b.1)));
    events
}
