//! The fields of cooperation: groups of domains that the coding looked for.
use crate::Date;
use crate::Region;
use crate::cooperation::Inquiry;
use crate::cooperation::events_in_time::EventsInTime;
use crate::network::event::Event;
use crate::region::RowRef;

/// The fields of which the study says that there is much cooperation.
pub(in crate::cooperation) const MUCH: [&str; 3] = ["infrastructure", "ecology", "public-services"];
/// The fields of which it says that there is little.
pub(in crate::cooperation) const LITTLE: [&str; 3] =
    ["industry-science", "urban-rural", "institutions"];

/// The fields asked for, and the words of each that a region declares.
pub(in crate::cooperation) struct Fields {
    words: Vec<(String, Vec<String>)>,
}

/// An event and how it is split over fields; the shares add up to 1.
pub(in crate::cooperation) struct InFields {
    pub(in crate::cooperation) start: Option<Date>,
    pub(in crate::cooperation) rows: Vec<RowRef>,
    pub(in crate::cooperation) shares: Vec<f64>,
}

impl Fields {
    /// The fields of these names, or how many of them the region does not declare.
    pub(in crate::cooperation) fn of(region: &Region, names: &[String]) -> Result<Self, usize> {
        let declared = &region.info().domains;
        let find = |name: &String| {
            let field = declared.iter().find(|it| *it.field == **name)?;
            let words = field.words.iter().map(ToString::to_string);
            // The name of a field may stand for it.
            Some((name.clone(), words.chain([name.clone()]).collect()))
        };
        let words: Vec<(String, Vec<String>)> = names.iter().filter_map(find).collect();
        let missing = names.len() - words.len();
        if missing > 0 { Err(missing) } else { Ok(Self { words }) }
    }

    pub(in crate::cooperation) fn len(&self) -> usize {
        self.words.len()
    }

    pub(in crate::cooperation) fn names(&self) -> impl Iterator<Item = &str> {
        self.words.iter().map(|(name, _)| name.as_str())
    }

    /// The field of a domain.
    fn field(&self, domain: &str) -> Option<usize> {
        self.words.iter().position(|(_, words)| words.iter().any(|word| word == domain))
    }

    /// The fields of a row.
    pub(in crate::cooperation) fn of_row(&self, event: Event<'_>) -> Vec<usize> {
        let mut fields: Vec<usize> =
            event.domains().iter().filter_map(|domain| self.field(domain)).collect();
        fields.sort_unstable();
        fields.dedup();
        fields
    }

    /// The events of some field, each split evenly over its rows that have one, and each row over
    /// its fields.
    pub(in crate::cooperation) fn events(
        &self,
        region: &Region,
        inquiry: &Inquiry,
    ) -> (Vec<InFields>, usize) {
        let mut inquiry = inquiry.clone();
        inquiry.meetings = false;
        let mut outside = 0;
        let mut found = Vec::new();
        for event in EventsInTime::of(region, &inquiry).0 {
            let rows: Vec<(RowRef, Vec<usize>)> = event
                .rows
                .iter()
                .filter_map(|&row| Some((row, self.of_row(Event::of(region, row)?))))
                .filter(|(_, fields)| !fields.is_empty())
                .collect();
            if rows.is_empty() {
                outside += 1;
                continue;
            }
            let mut shares = vec![0.0; self.len()];
            for (_, fields) in &rows {
                for &field in fields {
                    shares[field] += 1.0 / (rows.len() * fields.len()) as f64;
                }
            }
            let rows = rows.into_iter().map(|(row, _)| row).collect();
            found.push(InFields { start: event.start, rows, shares });
        }
        (found, outside)
    }
}
