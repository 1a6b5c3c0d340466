//! What a row is called, so that a number can be followed back to it.
use super::{Id, Region, RowRef, Table};
use serde::{Serialize, Serializer};
use std::fmt;

/// A row of the ledger by table and id: `agreements A024`. A row of a table without ids is named
/// by what it is about and when: `meetings K19 2016-03-01`.
///
/// Unlike a [`RowRef`] it does not depend on the order of the rows.
///
/// ```
/// use conurbation::{datasets, region::Table};
/// let middle = datasets::middle_yangtze();
/// let row = middle.find(Table::Agreements, "A008").expect("it is there");
/// assert_eq!(middle.row_name(row).to_string(), "agreements A008");
/// ```
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RowName {
    /// The table.
    pub table: Table,
    /// The id, or what stands for it.
    pub id: Id,
}

impl fmt::Display for RowName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.table, self.id)
    }
}

impl Serialize for RowName {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl Region {
    /// The name of a row.
    ///
    /// # Panics
    /// If the row belongs to another, larger region.
    pub fn row_name(&self, row: RowRef) -> RowName {
        let at = row.index as usize;
        let dated = |of: &str, date: Option<crate::Date>| match date {
            Some(date) => format!("{of} {date}"),
            None => format!("{of} undated"),
        };
        let place = |index: super::PlaceIndex| &self.place(index).id;
        let id = match row.table {
            Table::Meetings => {
                let meeting = &self.meetings[at];
                let number =
                    meeting.number.map_or(String::new(), |number| format!(" no. {number}"));
                dated(meeting.of.as_deref().unwrap_or("of no body"), meeting.date) + &number
            }
            Table::Acts => dated(&self.acts[at].of, Some(self.acts[at].date)),
            Table::Observations => {
                let row = &self.observations[at];
                dated(&format!("{}: {}", row.of, row.what), row.date)
            }
            Table::Borders => {
                let row = &self.borders[at];
                format!("{}–{}", place(row.a), place(row.b))
            }
            Table::Rivalries => {
                let row = &self.rivalries[at];
                format!("{}–{}", place(row.a), place(row.b))
            }
            _ => self.row_id(row).to_owned(),
        };
        RowName { table: row.table, id: id.into() }
    }
}
