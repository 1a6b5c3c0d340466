//! Plans for special fields, and how the fields widen over the years.
use super::fields::{Fields, LITTLE, MUCH};
use crate::cooperation::events_in_time::chosen;
use crate::cooperation::{Finding, Inquiry, Tails};
use crate::network::Layer;
use crate::network::event::Event;
use crate::region::{AgreementKind, RowName, Stage};
use crate::{Measured, Region, Result, Undefined, sums};
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

/// Plans and widening: in which fields a special plan is in force, and how soon cooperation had
/// reached every field it ever reached.
///
/// *Coverage* is the share of the fields (those of the founding study unless said otherwise) with an
/// agreement of kind `plan` that has begun and not ended by the last day known. *Widening* is the
/// area under the number of fields reached by each year, over that of having reached all at once:
/// near 1 if all fields were there in the first year, low if they came one by one. Chance deals the
/// years anew to the events: low against chance means that cooperation widened.
///
/// Undefined if the region does not declare a field ([`Undefined::MissingData`]), without events of
/// a field ([`Undefined::NoEvents`]), and, for widening, without dates
/// ([`Undefined::MissingData`]) or if all are of one year ([`Undefined::Vacuous`]).
/// `O(replicates · events)`.
///
/// Accumulation curves: Gotelli & Colwell (2001), *Ecology Letters* 4:379.
///
/// ```
/// use conurbation::{cooperation::{Inquiry, balance::Plans}, datasets};
/// let found = Plans::new().run(&datasets::yangtze_delta(), &Inquiry::new().replicates(99))?;
/// assert!(found.coverage.value().is_some_and(|share| share > 0.0));
/// # Ok::<(), conurbation::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Plans {
    fields: Vec<String>,
}

/// What is planned, and how the fields widen.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct PlansResult {
    /// Plans in force by field.
    pub by_field: BTreeMap<String, usize>,
    /// Plans in force of some field.
    pub special: usize,
    /// The share of fields with one.
    pub coverage: Measured,
    /// The number of fields reached by the end of each year with an event.
    pub reached: BTreeMap<i16, usize>,
    /// The area under that, over that of all fields at once.
    pub widening: Measured,
    /// How often chance reaches fields as soon, or as late.
    pub tails: Measured<Tails>,
    /// The rows of the plans.
    pub plans: Vec<RowName>,
    /// The rows of the events that the widening was read from.
    pub rows: Vec<RowName>,
}

impl Default for Plans {
    fn default() -> Self {
        Self { fields: MUCH.iter().chain(&LITTLE).map(|name| (*name).to_owned()).collect() }
    }
}

impl Plans {
    /// The fields of the founding study.
    pub fn new() -> Self {
        Self::default()
    }

    /// Sets the fields.
    pub fn fields<T: Into<String>>(mut self, fields: impl IntoIterator<Item = T>) -> Self {
        self.fields = fields.into_iter().map(Into::into).collect();
        self
    }

    /// Measures plans and widening in a region.
    ///
    /// # Errors
    /// As [`Inquiry::ask`].
    pub fn run(&self, region: &Region, inquiry: &Inquiry) -> Result<PlansResult> {
        inquiry.check()?;
        let undefined = |reason| PlansResult {
            by_field: BTreeMap::new(),
            special: 0,
            coverage: Measured::Undefined(reason),
            reached: BTreeMap::new(),
            widening: Measured::Undefined(reason),
            tails: Measured::Undefined(reason),
            plans: Vec::new(),
            rows: Vec::new(),
        };
        let fields = match Fields::of(region, &self.fields) {
            Ok(fields) if fields.len() > 0 => fields,
            Ok(_) => return Ok(undefined(Undefined::Vacuous)),
            Err(n) => return Ok(undefined(Undefined::MissingData { n })),
        };
        let mut result = undefined(Undefined::NoEvents);
        in_force(&mut result, &fields, region, inquiry);
        widening(&mut result, &fields, region, inquiry)?;
        Ok(result)
    }
}

fn in_force(result: &mut PlansResult, fields: &Fields, region: &Region, inquiry: &Inquiry) {
    let mut inquiry = inquiry.clone();
    inquiry.projection.layers = [Layer::Agreements].into();
    let as_of = region.info().as_of;
    let mut counts = vec![0; fields.len()];
    let mut agreements = 0;
    for (row, event) in chosen(region, &inquiry) {
        let Event::Agreement(agreement) = event else { continue };
        agreements += 1;
        let ended = agreement.stage == Some(Stage::Ended)
            || agreement.end.zip(as_of).is_some_and(|(end, as_of)| end.is_before(as_of));
        let of = fields.of_row(event);
        if agreement.kind == Some(AgreementKind::Plan) && !ended && !of.is_empty() {
            of.iter().for_each(|&field| counts[field] += 1);
            result.special += 1;
            result.plans.push(region.row_name(row));
        }
    }
    result.plans.sort_unstable();
    if agreements > 0 {
        let covered = counts.iter().filter(|count| **count > 0).count();
        result.coverage = Measured::Value(covered as f64 / fields.len() as f64);
    }
    result.by_field = fields.names().map(str::to_owned).zip(counts).collect();
}

fn widening(
    result: &mut PlansResult,
    fields: &Fields,
    region: &Region,
    inquiry: &Inquiry,
) -> Result<()> {
    let (events, _) = fields.events(region, inquiry);
    let all = events.len();
    let dated: Vec<(i16, Vec<usize>)> = events
        .iter()
        .filter_map(|event| {
            let of = (0..fields.len()).filter(|&field| event.shares[field] > 0.0).collect();
            Some((event.start?.year()?, of))
        })
        .collect();
    let rows = events.iter().filter(|event| event.start.is_some_and(|it| it.year().is_some()));
    result.rows = rows.flat_map(|it| &it.rows).map(|&row| region.row_name(row)).collect();
    result.rows.sort_unstable();
    let reason = match (all, dated.len()) {
        (0, _) => Some(Undefined::NoEvents),
        (_, 0) => Some(Undefined::MissingData { n: all }),
        _ => None,
    };
    let years = dated.iter().map(|(year, _)| *year);
    let (first, last) = (years.clone().min().unwrap_or(0), years.max().unwrap_or(0));
    let reason = reason.or((first == last).then_some(Undefined::Vacuous));
    if let Some(reason) = reason {
        (result.widening, result.tails) =
            (Measured::Undefined(reason), Measured::Undefined(reason));
        return Ok(());
    }
    let span = (i32::from(last) - i32::from(first)) as u32 + 1;
    let offsets: Vec<u32> =
        dated.iter().map(|(year, _)| (i32::from(*year) - i32::from(first)) as u32).collect();
    let ever: BTreeSet<usize> = dated.iter().flat_map(|(_, of)| of.iter().copied()).collect();
    let area = |offsets: &[u32]| {
        let mut since = vec![span; fields.len()];
        for ((_, of), &offset) in dated.iter().zip(offsets) {
            of.iter().for_each(|&field| since[field] = since[field].min(offset));
        }
        let covered = ever.iter().map(|&field| f64::from(span - since[field]));
        Measured::Value(sums::sum(covered) / (ever.len() as f64 * f64::from(span)))
    };
    let mut reached: BTreeMap<i16, usize> = BTreeMap::new();
    for &(year, _) in &dated {
        let by = dated.iter().filter(|(other, _)| *other <= year).flat_map(|(_, of)| of);
        reached.insert(year, by.collect::<BTreeSet<_>>().len());
    }
    result.reached = reached;
    result.widening = area(&offsets);
    let test = inquiry.permutation().named_groups(true).labels(&offsets, area)?;
    result.tails = test.map(|test| Tails::of(&test, "years fall on events by chance"));
    Ok(())
}

/// The findings of a region.
pub(super) fn findings(region: &Region, inquiry: &Inquiry) -> Result<Vec<Finding>> {
    let found = Plans::new().run(region, inquiry)?;
    let new = |quantity, meaning| Finding::new(quantity, meaning, region, Undefined::NoEvents);
    let counted = Undefined::NoTest { why: "plans in force are counted, not sampled" };
    let events = found.rows.len();
    let coverage = new("plan-coverage", "the share of six fields with a special plan in force")
        .value(found.coverage)
        .interval(Measured::Undefined(counted))
        .test(Measured::Undefined(counted))
        .named(found.plans, found.special)
        .decided_by("a list of all plans in force in both regions, with their fields");
    let no_interval = Undefined::NoTest { why: "fields are too few to be drawn again" };
    let widening =
        new("domain-widening", "low if fields were reached one by one, 1 if all at once")
            .value(found.widening)
            .interval(Measured::Undefined(no_interval))
            .test(found.tails)
            .named(found.rows, events)
            .decided_by("the start and the domains of every event");
    Ok(vec![coverage, widening])
}
