//! In which fields cities work together much, and in which little.
use super::fields::{Fields, LITTLE, MUCH};
use crate::cooperation::cities::NOT_WANTED;
use crate::cooperation::{Finding, Inquiry};
use crate::region::RowName;
use crate::statistics::{Bootstrap, Entropy, Interval};
use crate::{Measured, Region, Result, Undefined, sums};
use serde::Serialize;
use std::collections::BTreeMap;

/// Balance of fields (三多三少): whether cooperation is much in some fields and little in others.
///
/// *Contrast* `(N_much - N_little) / (N_much + N_little)`, from -1 to 1, for the events of the fields
/// called [`much`](Self::much) and [`little`](Self::little): those of the founding study unless
/// said otherwise, infrastructure, ecology and public services against industry and science,
/// urban-rural integration and institutions. *Evenness* of all of them, from 0 to 1, fields without
/// any event counted. The words of each field are those that the region declares. An event of
/// several fields is split evenly; a ceremony counts once. Intervals draw events again.
///
/// There is no test against one half: nothing says that fields are on offer equally often. Compare
/// regions, coded by one hand, instead.
///
/// Undefined if the region does not declare a field ([`Undefined::MissingData`]) and without events
/// in any of them ([`Undefined::NoEvents`]). `O(replicates · events)`.
///
/// Shannon (1948), *Bell System Technical Journal* 27:379; Pielou (1966), *Journal of Theoretical
/// Biology* 13:131.
///
/// ```
/// use conurbation::{cooperation::{Inquiry, balance::DomainBalance}, datasets};
/// let found = DomainBalance::new().run(&datasets::middle_yangtze(), &Inquiry::new().replicates(99))?;
/// assert_eq!(found.by_field["urban-rural"], 0.0); // declared, and nothing belongs to it
/// assert!(found.contrast.value().is_some());
/// # Ok::<(), conurbation::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct DomainBalance {
    much: Vec<String>,
    little: Vec<String>,
}

/// How events fall on fields.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct DomainBalanceResult {
    /// Events by field, those of several split.
    pub by_field: BTreeMap<String, f64>,
    /// Events of some field.
    pub events: usize,
    /// Events of none of them, or without a domain.
    pub outside: usize,
    /// Much less little, over both.
    pub contrast: Measured,
    /// Its interval.
    pub interval: Measured<Interval>,
    /// How even the fields are.
    pub evenness: Measured,
    /// As how many fields of equal size they are.
    pub effective: Measured,
    /// The rows behind it.
    pub rows: Vec<RowName>,
}

impl Default for DomainBalance {
    fn default() -> Self {
        let owned = |names: [&str; 3]| names.map(str::to_owned).to_vec();
        Self { much: owned(MUCH), little: owned(LITTLE) }
    }
}

impl DomainBalance {
    /// The fields of the founding study.
    pub fn new() -> Self {
        Self::default()
    }

    /// Sets the fields thought to have much.
    pub fn much<T: Into<String>>(mut self, fields: impl IntoIterator<Item = T>) -> Self {
        self.much = fields.into_iter().map(Into::into).collect();
        self
    }

    /// Sets the fields thought to have little.
    pub fn little<T: Into<String>>(mut self, fields: impl IntoIterator<Item = T>) -> Self {
        self.little = fields.into_iter().map(Into::into).collect();
        self
    }

    /// Measures the balance of a region.
    ///
    /// # Errors
    /// As [`Inquiry::ask`].
    pub fn run(&self, region: &Region, inquiry: &Inquiry) -> Result<DomainBalanceResult> {
        inquiry.check()?;
        let names: Vec<String> = self.much.iter().chain(&self.little).cloned().collect();
        let fields = match Fields::of(region, &names) {
            Ok(fields) => fields,
            Err(n) => return Ok(DomainBalanceResult::undefined(Undefined::MissingData { n })),
        };
        let (events, outside) = fields.events(region, inquiry);
        let much = self.much.len();
        let total = |field: usize, times: &[u32]| {
            let shares = events.iter().zip(times);
            sums::sum(shares.map(|(event, &times)| event.shares[field] * f64::from(times)))
        };
        let contrast = |times: &[u32]| {
            let of =
                |fields: std::ops::Range<usize>| sums::sum(fields.map(|field| total(field, times)));
            let (some, others) = (of(0..much), of(much..fields.len()));
            if some + others <= 0.0 {
                return Measured::Undefined(Undefined::NoEvents);
            }
            Measured::Value((some - others) / (some + others))
        };
        let once = vec![1; events.len()];
        let counts: Vec<f64> = (0..fields.len()).map(|field| total(field, &once)).collect();
        let entropy = Entropy::new().run(&counts)?;
        let interval = if inquiry.intervals {
            drawn(events.len(), &contrast, inquiry)?
        } else {
            Measured::Undefined(NOT_WANTED)
        };
        let mut rows: Vec<RowName> =
            events.iter().flat_map(|event| &event.rows).map(|&row| region.row_name(row)).collect();
        rows.sort_unstable();
        Ok(DomainBalanceResult {
            by_field: fields.names().map(str::to_owned).zip(counts).collect(),
            events: events.len(),
            outside,
            contrast: contrast(&once),
            interval,
            evenness: entropy.and_then(|it| it.evenness),
            effective: entropy.map(|it| it.effective),
            rows,
        })
    }
}

/// Of more events than this, BCa and percentiles are the same, and the former would take longer than
/// all replicates.
const MANY: usize = 2000;

/// The interval of a number of events drawn again.
fn drawn(
    events: usize,
    number: &(impl Fn(&[u32]) -> Measured + Sync),
    inquiry: &Inquiry,
) -> Result<Measured<Interval>> {
    let bootstrap = Bootstrap::new().replicates(inquiry.replicates).seed(inquiry.seed);
    let bootstrap = bootstrap.watch(&inquiry.watch);
    if events > MANY {
        return bootstrap.percentile(events, number);
    }
    let found = bootstrap.run(events, number)?;
    Ok(if found.bca.value().is_some() { found.bca } else { found.percentile })
}

impl DomainBalanceResult {
    fn undefined(reason: Undefined) -> Self {
        Self {
            by_field: BTreeMap::new(),
            events: 0,
            outside: 0,
            contrast: Measured::Undefined(reason),
            interval: Measured::Undefined(reason),
            evenness: Measured::Undefined(reason),
            effective: Measured::Undefined(reason),
            rows: Vec::new(),
        }
    }
}

/// The findings of a region.
pub(super) fn findings(region: &Region, inquiry: &Inquiry) -> Result<Vec<Finding>> {
    let found = DomainBalance::new().run(region, inquiry)?;
    let no_test = Undefined::NoTest {
        why: "nothing says how often each field is on offer: compare regions coded by one hand",
    };
    let contrast = Finding::new(
        "domain-contrast",
        "events in infrastructure, ecology, services less those in industry, urban-rural, institutions, over both",
        region,
        Undefined::NoEvents,
    )
    .neutral(0.0)
    .value(found.contrast)
    .interval(found.interval)
    .test(Measured::Undefined(no_test))
    .named(found.rows, found.events)
    .decided_by("domains of all events of several regions, coded by two people by one list of fields");
    Ok(vec![contrast])
}
