//! Which rows were made together: the unit that chance draws when it draws a ledger again.
use super::event::Event;
use crate::Region;
use crate::region::RowRef;
use std::collections::HashMap;

/// The batch of each of these rows, numbered from 0 in order of the smallest id of a batch, so
/// that the order of rows cannot matter.
///
/// Rows of one ceremony (`batch`) are one batch, and so are rows that tell the same fact
/// (`same_as`), even where the row they name is not among these. Any other row is a batch of its
/// own. `O(r log r)` for `r` rows.
pub(crate) fn batches(region: &Region, rows: &[RowRef]) -> Vec<u32> {
    let mut parents: Vec<usize> = (0..rows.len()).collect();
    let mut facts: HashMap<RowRef, usize> = HashMap::new();
    let mut ceremonies: HashMap<&str, usize> = HashMap::new();
    for (nth, &row) in rows.iter().enumerate() {
        let mut told = Some(row);
        while let Some(fact) = told {
            let first = *facts.entry(fact).or_insert(nth);
            unite(&mut parents, first, nth);
            if let Some(name) = ceremony(region, fact) {
                let first = *ceremonies.entry(name).or_insert(nth);
                unite(&mut parents, first, nth);
            }
            // A fact met before has had its own `same_as` followed.
            told = if first == nth { region.same_as(fact) } else { None };
        }
    }
    let roots: Vec<usize> = (0..rows.len()).map(|nth| root(&mut parents, nth)).collect();
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
