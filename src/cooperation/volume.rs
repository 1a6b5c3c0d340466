//! How much cooperation there is: events by year, by domain, by who leads.
use crate::network::event::Event;
use crate::network::same_fact::Ahead;
use crate::network::{EVENTS, Layer, Projection};
use crate::region::{Lead, RowRef};
use crate::{Measured, Region, Result, Undefined};
use serde::Serialize;
use std::collections::{BTreeMap, HashSet};

/// How many events a ledger holds, by year, domain and who leads.
///
/// Counted are the rows that the projection chooses by layer, time, check and find, whether or not
/// they tie cities: an agreement of provinces is an agreement. A row counts as many items as its
/// `count` says, and once among the rows. A fact told by two rows of one layer (`same_as`) counts
/// once; layers are counted apart, so their numbers must not be added up. An event of several
/// domains is split evenly among them. An event whose date does not settle its year counts among
/// the undated. `O(rows)`.
///
/// Numbers per year measure what was found as much as what there is: read them beside the
/// coverage of the ledger, and compare regions on rows found by one protocol only.
///
/// ```
/// use conurbation::{cooperation::Volume, datasets, network::{Layer, Projection}};
/// let delta = datasets::yangtze_delta();
/// let volume = Volume::new().run(&delta, &Projection::new())?;
/// let agreements = volume[&Layer::Agreements].clone().value().expect("there are some");
/// assert!(agreements.rows <= delta.agreements().len());
/// # Ok::<(), conurbation::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Default, Serialize)]
pub struct Volume {}

/// The events of one layer.
#[derive(Debug, Clone, PartialEq, Default, Serialize)]
pub struct Counts {
    /// The rows counted.
    pub rows: usize,
    /// The items they stand for.
    pub items: u64,
    /// Items by the year they began in; a year without any is not listed.
    pub by_year: BTreeMap<i16, u64>,
    /// Items whose year is not known.
    pub undated: u64,
    /// Rows by domain; a row of several domains is split evenly.
    pub by_domain: BTreeMap<String, f64>,
    /// Rows without a domain.
    pub no_domain: usize,
    /// Rows by who leads.
    pub by_lead: BTreeMap<Lead, usize>,
    /// Rows of which no source says who leads.
    pub no_lead: usize,
}

impl Volume {
    /// The default parameters; there are none.
    pub fn new() -> Self {
        Self::default()
    }

    /// Counts the events of each layer of the projection; a layer without any is undefined.
    ///
    /// # Errors
    /// [`Error::Param`](crate::Error::Param) if the projection cannot be carried out.
    pub fn run(
        &self,
        region: &Region,
        projection: &Projection,
    ) -> Result<BTreeMap<Layer, Measured<Counts>>> {
        let chosen: Vec<RowRef> = region
            .select(projection)?
            .into_iter()
            .filter_map(|(row, left_out)| left_out.is_none().then_some(row))
            .collect();
        let known: HashSet<RowRef> = chosen.iter().copied().collect();
        let mut tallies: BTreeMap<Layer, Tally<'_>> = BTreeMap::new();
        // A row is told already if a chosen row of its own layer tells the same fact.
        let mut told = EVENTS.map(|table| {
            let known = &known;
            (table, Ahead::new(region, move |row| row.table == table && known.contains(&row)))
        });
        for &row in &chosen {
            let mut layers = told.iter_mut();
            let layer = layers.find(|(table, _)| *table == row.table);
            if layer.is_some_and(|(_, told)| told.any(row)) {
                continue;
            }
            if let Some(event) = Event::of(region, row) {
                tallies.entry(event.layer()).or_default().add(event);
            }
        }
        let layers = projection.layers.iter().map(|&layer| {
            let counts = tallies.remove(&layer).map(Tally::finish);
            (layer, counts.ok_or(Undefined::NoEvents).into())
        });
        Ok(layers.collect())
    }
}

/// Counts on their way. Rows of several domains are counted by how many they have and split at
/// the end, so that the order of rows cannot matter.
#[derive(Default)]
struct Tally<'a> {
    counts: Counts,
    domains: BTreeMap<&'a str, BTreeMap<usize, u32>>,
}

impl<'a> Tally<'a> {
    fn add(&mut self, event: Event<'a>) {
        let (items, counts) = (u64::from(event.count()), &mut self.counts);
        counts.rows += 1;
        counts.items += items;
        match event.life().0.and_then(crate::Date::year) {
            Some(year) => *counts.by_year.entry(year).or_default() += items,
            None => counts.undated += items,
        }
        match event.lead() {
            Some(lead) => *counts.by_lead.entry(lead).or_default() += 1,
            None => counts.no_lead += 1,
        }
        let domains = event.domains();
        counts.no_domain += usize::from(domains.is_empty());
        for domain in domains {
            *self.domains.entry(domain).or_default().entry(domains.len()).or_default() += 1;
        }
    }

    fn finish(self) -> Counts {
        let mut counts = self.counts;
        for (domain, rows) in self.domains {
            let split = rows.iter().map(|(&domains, &rows)| f64::from(rows) / domains as f64).sum();
            counts.by_domain.insert(domain.to_owned(), split);
        }
        counts
    }
}
