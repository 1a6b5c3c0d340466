//! Cells that name a row of another table: what they may name, and what is said if they do not.
use super::read::Reading;
use crate::Region;
use crate::problem::{DataProblem, Problem, nearest};
use crate::region::*;

/// What a reference may name: how messages call it, and the tables that hold it.
const TARGETS: &[(&str, &[Table])] = &[
    (PLACE, &[Table::Places]),
    (SOURCE, &[Table::Sources]),
    ("agreement", &[Table::Agreements]),
    ("platform", &[Table::Platforms]),
    (COUNCIL, &[Table::Councils]),
    (CIRCLE, &[Table::Circles]),
    (ROW, SAME_AS),
    (MET, &[Table::Councils, Table::Agreements, Table::Circles]),
    (ALIVE, &[Table::Agreements, Table::Enclaves, Table::Platforms]),
    (
        OBSERVED,
        &[
            Table::Places,
            Table::Agreements,
            Table::Enclaves,
            Table::Platforms,
            Table::Councils,
            Table::Circles,
            Table::Claims,
        ],
    ),
];
pub(super) const PLACE: &str = "place";
pub(super) const SOURCE: &str = "source";
pub(super) const COUNCIL: &str = "council";
pub(super) const CIRCLE: &str = "circle";
pub(super) const ROW: &str = "row";
pub(super) const MET: &str = "council, agreement or circle";
pub(super) const ALIVE: &str = "agreement, enclave or platform";
pub(super) const OBSERVED: &str = "place or row";

fn tables_of(what: &str) -> &'static [Table] {
    TARGETS.iter().find(|(name, _)| *name == what).map_or(&[], |&(_, tables)| tables)
}

/// A reference to nothing; the nearest id is looked for when all rows are read, and only for the
/// problems shown.
pub(super) fn unknown(what: &'static str, id: &str) -> Problem {
    Problem::UnknownId { what, value: id.to_owned(), nearest: None }
}

/// Names the nearest id in problems with references, as long as that does not take too long.
pub(super) fn suggest(region: &Region, problems: &mut [DataProblem]) {
    let mut comparisons = 1_000_000;
    for it in problems {
        let Problem::UnknownId { what, value, nearest: near } = &mut it.problem else {
            continue;
        };
        let tables = tables_of(what);
        let rows: usize = tables.iter().map(|&table| region.rows(table)).sum();
        if rows > comparisons {
            continue;
        }
        comparisons -= rows;
        let ids = tables.iter().flat_map(|&table| {
            (0..region.rows(table) as u32).map(move |index| region.row_id(RowRef { table, index }))
        });
        *near = nearest(value, ids);
    }
}

/// The row that a cell refers to, which must be just one. Tables that could not be read may hold
/// anything.
pub(super) fn refer(
    region: &Region,
    reading: &mut Reading<'_>,
    (table, row, column): (Table, usize, &str),
    what: &'static str,
    id: &str,
) -> Option<RowRef> {
    let tables = tables_of(what);
    let mut found = tables.iter().filter_map(|&table| region.find(table, id));
    let problem = match (found.next(), found.next()) {
        (Some(row), None) => return Some(row),
        (None, _) if tables.iter().any(|&table| reading.is_lost(table)) => return None,
        (None, _) => unknown(what, id),
        (Some(first), Some(second)) => {
            let (first, second) = (first.table.file(), second.table.file());
            Problem::AmbiguousId { value: id.to_owned(), first, second }
        }
    };
    reading.problem(table, row, column, problem);
    None
}
