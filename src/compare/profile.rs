//! One region: what its ledger holds, what the projection used, every measure.
use super::Estimate;
use super::numbers::Quantity;
use crate::catalogue::{Answer, MEASURES, Measure, Options, Subject};
use crate::cooperation::{Counts, Volume};
use crate::network::{Accounts, CityNetwork, EVENTS, Layer, Outcome, Projection};
use crate::region::{About, Checked, Found, RowRef, Table};
use crate::uncertainty::RankIntervals;
use crate::{Adjacency, Date, Measured, Region, Result, Watch};
use serde::Serialize;
use std::cmp::Reverse;
use std::collections::{BTreeMap, HashMap};

/// How many leading cities are shown of each measure.
const LEADERS: usize = 5;
/// The measures of which leading cities are shown.
const LED: [&str; 4] = ["strength", "betweenness", "closeness", "pagerank"];

/// The profile of one region.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Profile {
    /// The id of the region.
    pub region: String,
    /// Its English name.
    pub name: String,
    /// Its local name.
    pub name_local: Option<String>,
    /// What the ledger says of its own limits.
    pub note: Option<String>,
    /// The last date the ledger can know of.
    pub as_of: Option<Date>,
    /// Until when the collection is systematic.
    pub covers_to: Option<Date>,
    /// What the ledger holds, in short; see [`Region::fingerprint`].
    pub data: String,
    /// The cities.
    pub cities: usize,
    /// The rows of each table.
    pub tables: BTreeMap<Table, usize>,
    /// Of agreements, enclaves and platforms together: rows, those with a start, those by check
    /// and by find.
    pub events: Events,
    /// What the projection used and left out.
    pub used: Accounts,
    /// The batches of rows that tie cities: rows of one ceremony, or of one fact, are one.
    pub batches: usize,
    /// Of the rows that tie cities, those that are a reading or unverified.
    pub weak_rows: usize,
    /// Pairs of cities tied.
    pub pairs: usize,
    /// Of these, pairs tied by one row only.
    pub pairs_of_one_row: usize,
    /// The row without which most pairs would not be tied.
    pub widest: Option<Widest>,
    /// Every measure of the whole network.
    pub measures: BTreeMap<&'static str, Measured>,
    /// The leading cities by some measures.
    pub leaders: BTreeMap<&'static str, Vec<Leader>>,
    /// Every measure of the whole network with its error, what it is at the size of the smallest
    /// region, and where it stands among what chance gives.
    pub estimates: BTreeMap<&'static str, Estimate>,
    /// The numbers of the network under other choices, the main one first.
    pub variants: Vec<Variant>,
    /// Events by year, domain and lead.
    pub volume: BTreeMap<Layer, Measured<Counts>>,
}

/// The rows of the cooperation tables.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct Events {
    /// All of them.
    pub rows: usize,
    /// Those with a start.
    pub dated: usize,
    /// Rows by how far they are checked.
    pub checked: BTreeMap<Checked, usize>,
    /// Rows by how they were found.
    pub found: BTreeMap<Found, usize>,
}

/// The row without which most pairs of cities would not be tied.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Widest {
    /// Its id.
    pub id: String,
    /// Its English title.
    pub title: Option<String>,
    /// Its local title.
    pub title_local: Option<String>,
    /// The pairs it ties.
    pub pairs: usize,
    /// Of these, pairs that no other row ties.
    pub only: usize,
}

/// A leading city.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Leader {
    /// Its rank.
    pub rank: usize,
    /// Its id.
    pub id: String,
    /// Its English name.
    pub name: String,
    /// Its local name.
    pub name_local: Option<String>,
    /// Its score.
    pub score: f64,
    /// The better end of the 95 % interval of its rank, if other batches had come about.
    pub rank_low: usize,
    /// The worse end.
    pub rank_high: usize,
    /// How likely it is to be among the first three.
    pub among_first_three: f64,
}

/// The numbers of the network under another choice of rows.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Variant {
    /// The choice.
    pub name: String,
    /// The projection.
    pub projection: Projection,
    /// The rows that tie cities.
    pub rows: usize,
    /// The pairs of cities tied.
    pub pairs: usize,
    /// Every measure of the whole network.
    pub measures: BTreeMap<&'static str, Measured>,
}

/// A network, drawn again, under one choice.
pub(super) struct Drawn {
    pub(super) network: CityNetwork,
    pub(super) estimates: Vec<Estimate>,
}

impl Profile {
    /// The profile of a region, from its network drawn again under the main choice and others.
    pub(super) fn new(
        region: &Region,
        quantities: &[Quantity],
        main: &Drawn,
        variants: Vec<Variant>,
        leaders: BTreeMap<&'static str, Vec<Leader>>,
        volume_found: Option<&Found>,
    ) -> Result<Self> {
        let network = &main.network;
        let volume_projection = match volume_found {
            Some(found) => network.projection().clone().found([found.clone()]),
            None => network.projection().clone(),
        };
        let info = region.info();
        let text = |text: &Option<crate::region::Text>| text.as_deref().map(str::to_owned);
        Ok(Self {
            region: region.id().to_owned(),
            name: region.name().to_owned(),
            name_local: text(&info.about.name_local),
            note: text(&info.about.note),
            as_of: info.as_of,
            covers_to: info.covers_to,
            data: region.fingerprint(),
            cities: region.cities().count(),
            tables: Table::ALL.iter().map(|&table| (table, region.rows(table))).collect(),
            events: events(region),
            used: network.accounts().clone(),
            batches: network.batches(),
            weak_rows: weak_rows(region, network),
            pairs: network.adjacency().edge_count(),
            pairs_of_one_row: pairs_of_one_row(network),
            measures: measures(quantities, &main.estimates),
            estimates: names(quantities).zip(main.estimates.iter().copied()).collect(),
            leaders,
            variants,
            widest: widest(region, network),
            volume: Volume::new().run(region, &volume_projection)?,
        })
    }
}

impl Profile {
    /// Whether the projection chose rows by how they were found.
    pub(super) fn chose_by_find(&self) -> bool {
        self.variants.iter().take(1).any(|main| main.projection.found.is_some())
    }
}

impl Variant {
    pub(super) fn new(name: &str, quantities: &[Quantity], drawn: &Drawn) -> Self {
        Self {
            name: name.to_owned(),
            projection: drawn.network.projection().clone(),
            rows: drawn.network.accounts().tied(),
            pairs: drawn.network.adjacency().edge_count(),
            measures: measures(quantities, &drawn.estimates),
        }
    }
}

fn names(quantities: &[Quantity]) -> impl Iterator<Item = &'static str> + '_ {
    quantities.iter().map(|quantity| quantity.measure.name)
}

fn measures(quantities: &[Quantity], estimates: &[Estimate]) -> BTreeMap<&'static str, Measured> {
    names(quantities).zip(estimates.iter().map(|estimate| estimate.value)).collect()
}

fn events(region: &Region) -> Events {
    let agreements = region.agreements().iter().map(|row| (&row.about, row.start));
    let enclaves = region.enclaves().iter().map(|row| (&row.about, row.start));
    let platforms = region.platforms().iter().map(|row| (&row.about, row.start));
    let mut events = Events::default();
    let mut add = |(about, start): (&About, Option<Date>)| {
        events.rows += 1;
        events.dated += usize::from(start.is_some());
        if let Some(checked) = about.checked {
            *events.checked.entry(checked).or_default() += 1;
        }
        if let Some(found) = &about.found {
            *events.found.entry(found.clone()).or_default() += 1;
        }
    };
    agreements.chain(enclaves).chain(platforms).for_each(&mut add);
    events
}

fn weak_rows(region: &Region, network: &CityNetwork) -> usize {
    let tied = |outcome: &Outcome| matches!(outcome, Outcome::Tied { .. });
    let rows = network.accounts().rows().iter().filter(|(_, outcome)| tied(outcome));
    let checked = rows.filter_map(|(row, _)| region.row_about(*row)?.checked);
    checked.filter(|level| *level <= Checked::Reading).count()
}

/// The ids of the rows that tell the same fact as a row, itself among them.
pub(super) fn same_fact(region: &Region, id: &str) -> Vec<String> {
    let first = |row: RowRef| {
        let mut at = row;
        while let Some(next) = region.same_as(at) {
            at = next;
        }
        at
    };
    let events = EVENTS.iter().flat_map(|&table| {
        (0..region.rows(table) as u32).map(move |index| RowRef { table, index })
    });
    let Some(fact) = region.find_in(&EVENTS, id).map(first) else {
        return vec![id.to_owned()];
    };
    events.filter(|&row| first(row) == fact).map(|row| region.row_id(row).to_owned()).collect()
}

/// The distinct rows behind each pair of cities.
fn rows_of_pairs(network: &CityNetwork) -> Vec<Vec<RowRef>> {
    let pair =
        |part: &crate::network::Contribution| (part.from.min(part.to), part.from.max(part.to));
    let parts = network.contributions().chunk_by(|a, b| pair(a) == pair(b));
    parts
        .map(|parts| {
            let mut rows: Vec<RowRef> = parts.iter().map(|part| part.row).collect();
            rows.sort_unstable();
            rows.dedup();
            rows
        })
        .collect()
}

fn pairs_of_one_row(network: &CityNetwork) -> usize {
    rows_of_pairs(network).iter().filter(|rows| rows.len() == 1).count()
}

/// The row without which most pairs would not be tied; of several the one that ties most, then
/// the one with the smallest id.
pub(super) fn widest(region: &Region, network: &CityNetwork) -> Option<Widest> {
    let mut alone: HashMap<RowRef, usize> = HashMap::new();
    for rows in rows_of_pairs(network) {
        if let [row] = rows[..] {
            *alone.entry(row).or_default() += 1;
        }
    }
    let pairs = |&(row, outcome): &(RowRef, Outcome)| match outcome {
        Outcome::Tied { cities, .. } => Some((row, cities as usize * (cities as usize - 1) / 2)),
        _ => None,
    };
    let only = |row: &RowRef| alone.get(row).copied().unwrap_or(0);
    let tied = network.accounts().rows().iter().filter_map(pairs);
    let (row, pairs) = tied.min_by_key(|(row, pairs)| {
        (Reverse(only(row)), Reverse(*pairs), region.row_id(*row).to_owned())
    })?;
    let about = region.row_about(row)?;
    Some(Widest {
        id: region.row_id(row).to_owned(),
        title: about.name.as_deref().map(str::to_owned),
        title_local: about.name_local.as_deref().map(str::to_owned),
        pairs,
        only: only(&row),
    })
}

/// The leading cities by some measures, and how sure their ranks are.
pub(super) fn leaders(
    network: &CityNetwork,
    ranks: &RankIntervals,
    watch: &Watch,
) -> Result<BTreeMap<&'static str, Vec<Leader>>> {
    let score = |measure: &Measure, graph: &Adjacency| {
        let options = Options { watch: Watch::new(), ..Options::default() };
        match measure.run(&Subject::new(graph).options(options))? {
            Answer::Scores(scores) => Ok(scores),
            Answer::Number(_) => unreachable!("a measure of each city gives scores"),
        }
    };
    let mut leaders = BTreeMap::new();
    for measure in MEASURES.iter().filter(|measure| LED.contains(&measure.name)) {
        watch.check()?;
        let ranks = ranks.run(network, |graph| score(measure, graph))?;
        let scores = score(measure, network.adjacency())?;
        let first = scores.ranking().take(LEADERS).map(|ranked| {
            let (city, sure) = (network.city(ranked.node), ranks[ranked.node as usize]);
            Leader {
                rank: ranked.rank,
                id: city.id.clone(),
                name: city.name.clone(),
                name_local: city.name_local.clone(),
                score: ranked.score,
                rank_low: sure.low,
                rank_high: sure.high,
                among_first_three: sure.among_top,
            }
        });
        leaders.insert(measure.name, first.collect());
    }
    Ok(leaders)
}
