//! Following `same_as` from row to row.
use crate::Region;
use crate::region::RowRef;
use std::collections::HashMap;

/// Answers whether any row that follows along `same_as` holds something, each row looked at once.
pub(crate) struct Ahead<'a, F> {
    region: &'a Region,
    holds: F,
    known: HashMap<RowRef, bool>,
}

impl<'a, F: Fn(RowRef) -> bool> Ahead<'a, F> {
    pub(crate) fn new(region: &'a Region, holds: F) -> Self {
        Self { region, holds, known: HashMap::new() }
    }

    /// Whether any row after this one holds it.
    pub(crate) fn any(&mut self, row: RowRef) -> bool {
        let (mut path, mut at) = (vec![row], row);
        let answer = loop {
            if let Some(&known) = self.known.get(&at) {
                break known;
            }
            let Some(next) = self.region.same_as(at) else { break false };
            if (self.holds)(next) {
                break true;
            }
            path.push(next);
            at = next;
        };
        self.known.extend(path.into_iter().map(|row| (row, answer)));
        answer
    }
}
