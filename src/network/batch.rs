//! Which rows were made together: the unit that chance draws when it draws a ledger again.
use super::event::Event;
use crate::Region;
use crate::region::{RowRef, SAME_AS};
use std::collections::HashMap;

/// The batch of each of these rows, numbered from 0 in order of the smallest id of a batch, so
/// that the order of rows cannot matter.
///
/// Rows of one ceremony (`batch`) are one batch, and so are rows that tell the same fact
/// (`same_as`). All rows of the ledger link others, also those that are not asked for: a row that
/// was left out because another tells it still says at which ceremony that other was signed. Any
/// other row is a batch of its own. `O(r log r)` for `r` rows of the ledger.
pub(crate) fn batches(region: &Region, rows: &[RowRef]) -> Vec<u32> {
    let rows_of = |&table| (0..region.rows(table) as u32).map(move |index| RowRef { table, index });
    let all: Vec<RowRef> = SAME_AS.iter().flat_map(rows_of).collect();
    let at: HashMap<RowRef, usize> = all.iter().copied().zip(0..).collect();
    let mut parents: Vec<usize> = (0..all.len()).collect();
    let mut ceremonies: HashMap<&str, usize> = HashMap::new();
    for (nth, &row) in all.iter().enumerate() {
        if let Some(told) = region.same_as(row) {
            unite(&mut parents, at[&told], nth);
        }
        if let Some(name) = ceremony(region, row) {
            let first = *ceremonies.entry(name).or_insert(nth);
            unite(&mut parents, first, nth);
        }
    }
    let roots: Vec<usize> = rows.iter().map(|row| root(&mut parents, at[row])).collect();
    let mut by_id: Vec<usize> = (0..rows.len()).collect();
    by_id.sort_by_key(|&nth| (region.row_id(rows[nth]), rows[nth].table));
    let mut numbers: HashMap<usize, u32> = HashMap::new();
    for nth in by_id {
        let next = numbers.len() as u32;
        numbers.entry(roots[nth]).or_insert(next);
    }
    roots.into_iter().map(|root| numbers[&root]).collect()
}

/// The ceremony at which a row was signed.
fn ceremony(region: &Region, row: RowRef) -> Option<&str> {
    match Event::of(region, row)? {
        Event::Agreement(agreement) => agreement.batch.as_deref(),
        _ => None,
    }
}

fn root(parents: &mut [usize], mut at: usize) -> usize {
    while parents[at] != at {
        parents[at] = parents[parents[at]];
        at = parents[at];
    }
    at
}

fn unite(parents: &mut [usize], a: usize, b: usize) {
    let (a, b) = (root(parents, a), root(parents, b));
    parents[a.max(b)] = a.min(b);
}
