//! Carries out a projection: from chosen rows to ties.
use super::batch::batches;
use super::event::{Event, Participant, Side, Standing, stand};
use super::same_fact::Ahead;
use super::{
    Accounts, City, CityNetwork, Contribution, EVENTS, Layer, LeftOut, Outcome, PartyLeftOut,
    Projection, Symmetrise, select,
};
use crate::adjacency::{Node, ParallelTies};
use crate::region::{Level, PlaceIndex, RowRef};
use crate::{Adjacency, Error, ParamError, Region, Result};
use std::collections::{BTreeMap, HashMap};

impl Region {
    /// Turns the ledger into a network of cities.
    ///
    /// Cities of the region are nodes whether or not they are tied, in order of their ids, so that
    /// the order of rows cannot matter. `O(events × k²)` for events of `k` cities.
    ///
    /// # Errors
    /// [`Error::Param`] if the projection cannot be carried out: no layer, a window that is no
    /// date, a weight that is negative or not finite, an id left out that no row has.
    pub fn network(&self, projection: &Projection) -> Result<CityNetwork> {
        projection.check()?;
        check_ids(self, projection)?;
        let cities = cities(self, projection);
        let node_of: HashMap<PlaceIndex, Node> =
            cities.iter().zip(0..).map(|(city, node)| (city.place, node)).collect();
        let mut accounts = Accounts::default();
        for &layer in &projection.layers {
            accounts.layers.insert(layer, Default::default());
        }
        let mut candidates: Vec<Candidate<'_>> = select::rows(self, projection)
            .map(|(row, event, left_out)| {
                let count = accounts.layers.entry(event.layer()).or_default();
                let mut note = |reason| match reason {
                    None => count.parties += 1,
                    Some(reason) => *count.parties_left_out.entry(reason).or_default() += 1,
                };
                candidate(self, projection, &node_of, (row, event, left_out), &mut note)
            })
            .collect();
        leave_out_same_facts(self, &mut candidates);
        let mut layers: BTreeMap<Layer, Ties> = BTreeMap::new();
        for candidate in &candidates {
            let layer = candidate.event.layer();
            accounts.rows.push((candidate.row, candidate.outcome));
            accounts.layers.entry(layer).or_default().count(candidate.outcome);
            layers.entry(layer).or_default().add(projection, candidate);
        }
        build(self, projection, cities, layers, accounts)
    }
}

fn check_ids(region: &Region, projection: &Projection) -> Result<()> {
    match projection.without.iter().find(|id| region.find_in(&EVENTS, id).is_none()) {
        Some(id) => Err(ParamError::new("without", id, "the id of a row of the region").into()),
        None => Ok(()),
    }
}

/// The nodes: the cities of the region and, if asked for, those outside, in order of their ids.
fn cities(region: &Region, projection: &Projection) -> Vec<City> {
    let mut cities: Vec<City> = (0..region.places().len() as u32)
        .map(PlaceIndex)
        .filter(|&index| {
            let place = region.place(index);
            place.level == Level::City && (place.is_inside() || projection.partners)
        })
        .map(|index| City::new(region, index))
        .collect();
    cities.sort_by(|a, b| a.id.cmp(&b.id));
    cities
}

/// A row on its way to become ties.
struct Candidate<'a> {
    row: RowRef,
    event: Event<'a>,
    outcome: Outcome,
    weight: f64,
    /// The cities, in order, with where their ties may go.
    members: Vec<(Node, Sides)>,
}

/// Where the ties of a city may go, of all who stand for it.
#[derive(Debug, Clone, Copy, Default)]
struct Sides {
    both: bool,
    from: bool,
    to: bool,
}

impl Sides {
    fn add(&mut self, side: Side) {
        match side {
            Side::Both => self.both = true,
            Side::From => self.from = true,
            Side::To => self.to = true,
        }
    }

    /// Whether the direction of the tie to another is from here to there, and to here only.
    fn gives_to(self, other: Self) -> bool {
        let only_from = self.from && !self.both && !self.to;
        let only_to = other.to && !other.both && !other.from;
        only_from && only_to
    }
}

/// Follows one row from those who take part to cities.
fn candidate<'a>(
    region: &Region,
    projection: &Projection,
    node_of: &HashMap<PlaceIndex, Node>,
    (row, event, left_out): (RowRef, Event<'a>, Option<LeftOut>),
    note: &mut impl FnMut(Option<PartyLeftOut>),
) -> Candidate<'a> {
    let weight = event.weight(projection);
    let mut candidate =
        Candidate { row, event, outcome: Outcome::SelfTie, weight, members: Vec::new() };
    if let Some(reason) = left_out {
        candidate.outcome = Outcome::LeftOut(reason);
        return candidate;
    }
    if weight <= 0.0 {
        candidate.outcome = Outcome::LeftOut(LeftOut::ZeroWeight);
        return candidate;
    }
    let participants = event.participants();
    let addressed = !projection.addressees
        && !participants.iter().any(|who| who.side == Some(Side::From))
        && event.layer() == Layer::Agreements;
    let (mut standing, mut lifted, mut members) = (0, false, BTreeMap::<Node, Sides>::new());
    for who in &participants {
        note(None);
        let side = match party_left_out(projection, who, addressed) {
            Ok(side) => side,
            Err(reason) => {
                note(Some(reason));
                continue;
            }
        };
        let cities = match stand(region, projection, who) {
            Standing::City(city) => vec![city],
            Standing::Lifted(cities) => {
                lifted = true;
                cities
            }
            Standing::None(reason) => {
                note(Some(reason));
                continue;
            }
        };
        standing += cities.len();
        for node in cities.iter().filter_map(|city| node_of.get(city)) {
            members.entry(*node).or_default().add(side);
        }
    }
    candidate.members = members.into_iter().collect();
    candidate.outcome = match candidate.members.len() {
        0 if participants.is_empty() => Outcome::LeftOut(LeftOut::NoParties),
        0 => Outcome::LeftOut(LeftOut::NoCity),
        1 if standing > 1 => Outcome::SelfTie,
        1 => Outcome::LeftOut(LeftOut::OneCity),
        cities if projection.spread.pair_weight(weight, cities) <= 0.0 => {
            Outcome::LeftOut(LeftOut::ZeroWeight)
        }
        cities => Outcome::Tied { cities: cities as u32, lifted },
    };
    candidate
}

/// Where the ties of a participant may go, or why it makes none whatever its place.
fn party_left_out(
    projection: &Projection,
    who: &Participant<'_>,
    addressed: bool,
) -> Result<Side, PartyLeftOut> {
    let side = who.side.ok_or(PartyLeftOut::IssuerOrObserver)?;
    if addressed && side == Side::To {
        return Err(PartyLeftOut::Addressee);
    }
    if !projection.time.member(who.joined, who.left) {
        return Err(PartyLeftOut::NotThen);
    }
    // A row that says nothing of its own is checked and found as its event is.
    let silent = |about: &&crate::region::About| about.checked.is_some();
    if who.about.filter(silent).is_some_and(|about| !projection.is_checked(about)) {
        return Err(PartyLeftOut::Checked);
    }
    if who.about.is_some_and(|about| about.found.is_some() && !projection.is_found(about)) {
        return Err(PartyLeftOut::Found);
    }
    Ok(side)
}

/// Leaves out rows that tell a fact which another row tells already: any row along the chain of
/// `same_as` that makes a tie; for rows within one city, any that is kept.
fn leave_out_same_facts(region: &Region, candidates: &mut [Candidate<'_>]) {
    let outcomes: HashMap<RowRef, Outcome> =
        candidates.iter().map(|candidate| (candidate.row, candidate.outcome)).collect();
    let outcome = |row: RowRef| outcomes.get(&row).copied();
    let mut tied = Ahead::new(region, |row| matches!(outcome(row), Some(Outcome::Tied { .. })));
    let mut within = Ahead::new(region, |row| matches!(outcome(row), Some(Outcome::SelfTie)));
    for candidate in candidates {
        let told = match candidate.outcome {
            Outcome::Tied { .. } => tied.any(candidate.row),
            Outcome::SelfTie => tied.any(candidate.row) || within.any(candidate.row),
            Outcome::LeftOut(_) => false,
        };
        if told {
            candidate.outcome = Outcome::LeftOut(LeftOut::SameAs);
        }
    }
}

/// The ties of one layer.
#[derive(Default)]
struct Ties {
    contributions: Vec<Contribution>,
    self_ties: Vec<(Node, f64)>,
}

impl Ties {
    fn add(&mut self, projection: &Projection, candidate: &Candidate<'_>) {
        let members = &candidate.members;
        match candidate.outcome {
            Outcome::LeftOut(_) => {}
            Outcome::SelfTie => {
                self.self_ties.extend(members.iter().map(|&(node, _)| (node, candidate.weight)));
            }
            Outcome::Tied { .. } => {
                let weight = projection.spread.pair_weight(candidate.weight, members.len());
                for (nth, &(a, side)) in members.iter().enumerate() {
                    for &(b, other) in &members[nth + 1..] {
                        let (row, batch) = (candidate.row, 0);
                        let (from, to, one_way) = match (side.gives_to(other), other.gives_to(side))
                        {
                            (true, _) => (a, b, true),
                            (_, true) => (b, a, true),
                            _ => (a, b, false),
                        };
                        self.contributions.push(Contribution {
                            from,
                            to,
                            one_way,
                            weight,
                            batch,
                            row,
                        });
                    }
                }
            }
        }
    }

    /// Edges or arcs of the layer.
    fn adjacency(&mut self, projection: &Projection, nodes: usize) -> Result<Adjacency> {
        let parts = &mut self.contributions;
        parts.sort_by(|a, b| a.pair().cmp(&b.pair()).then(a.weight.total_cmp(&b.weight)));
        let mut edges: Vec<(Node, Node, f64)> =
            self.self_ties.iter().map(|&(node, weight)| (node, node, weight)).collect();
        for pair in parts.chunk_by(|a, b| a.pair() == b.pair()) {
            edges.extend(ties_of_pair(projection, pair, |_| 1.0));
        }
        sum(nodes, projection, edges)
    }
}

/// The ties that the contributions of one layer to one pair make, each taken as many times as
/// `times` says. They stand in ascending order of weight, so that the order of rows cannot matter.
fn ties_of_pair(
    projection: &Projection,
    parts: &[Contribution],
    times: impl Fn(&Contribution) -> f64,
) -> impl Iterator<Item = (Node, Node, f64)> {
    let (a, b) = parts[0].pair();
    let (mut mutual, mut forth, mut back) = (0.0, 0.0, 0.0);
    for part in parts {
        let side = match (part.one_way, part.from == a) {
            (false, _) => &mut mutual,
            (true, true) => &mut forth,
            (true, false) => &mut back,
        };
        *side += times(part) * part.weight;
    }
    let ties = if projection.directed {
        [(a, b, mutual + forth), (b, a, mutual + back)]
    } else {
        let both = match projection.symmetrise {
            Symmetrise::Sum => forth + back,
            Symmetrise::Max => forth.max(back),
            Symmetrise::Min => forth.min(back),
            Symmetrise::Mean => (forth + back) / 2.0,
        };
        [(a, b, mutual + both), (a, b, 0.0)]
    };
    ties.into_iter().filter(|&(.., weight)| weight > 0.0)
}

/// The graph of all layers, without ties of a city with itself, in which each contribution is
/// taken as many times as `times` says. The contributions come sorted by pair and layer.
pub(super) fn graph(
    projection: &Projection,
    nodes: usize,
    contributions: &[Contribution],
    times: impl Fn(&Contribution) -> u32,
) -> Result<Adjacency> {
    let of_one_layer =
        |a: &Contribution, b: &Contribution| (a.pair(), a.row.table) == (b.pair(), b.row.table);
    let pairs = contributions.chunk_by(of_one_layer);
    let times = |part: &Contribution| f64::from(times(part));
    sum(nodes, projection, pairs.flat_map(|parts| ties_of_pair(projection, parts, times)))
}

/// The graph of ties whose weights of one pair add up, which they may do beyond all numbers.
fn sum(
    nodes: usize,
    projection: &Projection,
    ties: impl IntoIterator<Item = (Node, Node, f64)>,
) -> Result<Adjacency> {
    let graph = Adjacency::build(nodes, projection.directed, ParallelTies::Sum, ties);
    graph.map_err(|error| match error {
        Error::InvalidTie { .. } => {
            Error::Overflow { algorithm: "the sum of the weights of a tie" }
        }
        other => other,
    })
}

fn build(
    region: &Region,
    projection: &Projection,
    cities: Vec<City>,
    mut layers: BTreeMap<Layer, Ties>,
    accounts: Accounts,
) -> Result<CityNetwork> {
    let mut adjacencies = BTreeMap::new();
    let mut contributions = Vec::new();
    for &layer in &projection.layers {
        let ties = layers.entry(layer).or_default();
        adjacencies.insert(layer, ties.adjacency(projection, cities.len())?);
        contributions.append(&mut ties.contributions);
    }
    let batches = number_batches(region, &mut contributions);
    let summed = adjacencies.values().flat_map(|layer| {
        let own = layer.nodes().zip(layer.self_ties()).filter(|(_, weight)| **weight > 0.0);
        layer.edges().chain(own.map(|(node, &weight)| (node, node, weight)))
    });
    let adjacency = sum(cities.len(), projection, summed)?;
    Ok(CityNetwork {
        region: region.id().to_owned(),
        projection: projection.clone(),
        cities,
        adjacency,
        layers: adjacencies,
        contributions,
        batches,
        accounts,
    })
}

/// Gives each contribution the batch of its row and brings them into order of pair, layer, weight
/// and batch: drawn again, equal weights count unequally often, and rounding must not tell in
/// which order their rows stand. The number of batches.
fn number_batches(region: &Region, contributions: &mut [Contribution]) -> usize {
    let mut rows: Vec<RowRef> = contributions.iter().map(|part| part.row).collect();
    rows.sort_unstable();
    rows.dedup();
    let batches = batches(region, &rows);
    for part in &mut *contributions {
        let nth = rows.binary_search(&part.row);
        part.batch = nth.map_or(0, |nth| batches[nth]);
    }
    contributions.sort_by(|a, b| {
        let by_layer = (a.pair(), a.row.table).cmp(&(b.pair(), b.row.table));
        by_layer.then(a.weight.total_cmp(&b.weight)).then(a.batch.cmp(&b.batch))
    });
    batches.iter().max().map_or(0, |&last| last as usize + 1)
}
