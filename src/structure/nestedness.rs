//! Whether small platforms' members are members of large ones.
use crate::nulls::{Curveball, Incidence};
use crate::statistics::{Alternative, Permutation, PermutationTest};
use crate::{Measured, Result, Undefined, sums};
use serde::Serialize;

/// Nestedness (NODF): whether the cities of small platforms are a part of those of larger ones, and
/// the platforms of less active cities a part of those of more active ones.
///
/// For each two platforms of which one has fewer members than the other, the percentage of its
/// members that are members of the larger too; 0 for two of equal size. NODF of the columns is the
/// mean over all pairs of platforms, that of the rows the mean over all pairs of cities, and the
/// total that over all of these pairs. From 0 to 100. Cities without platforms and platforms
/// without cities are left out and counted: kept, an empty row would make a table less nested.
///
/// Undefined: nobody takes part in anything ([`Undefined::NoEvents`]); fewer than two cities or
/// platforms left for rows or columns ([`Undefined::TooFewUnits`]); all sizes equal, where the
/// formula gives 0 though nothing could nest ([`Undefined::Vacuous`]). `O(n² k + p² k)`.
///
/// Almeida-Neto, Guimarães, Guimarães, Loyola & Ulrich (2008), *Oikos* 117:1227.
///
/// ```
/// use conurbation::{nulls::Incidence, structure::Nestedness};
/// // The second city is in one of the two platforms that the first is in.
/// let table = Incidence::from_pairs(2, 2, [(0, 0), (0, 1), (1, 0)])?;
/// let found = Nestedness::new().run(&table)?;
/// assert_eq!(found.total.value(), Some(100.0));
/// # Ok::<(), conurbation::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Default, Serialize)]
pub struct Nestedness {}

/// How nested a table is.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[non_exhaustive]
pub struct NestednessResult {
    /// Of cities by their platforms.
    pub rows: Measured,
    /// Of platforms by their cities.
    pub columns: Measured,
    /// Of both.
    pub total: Measured,
    /// The cities that take part in nothing.
    pub empty_rows: usize,
    /// The platforms without cities.
    pub empty_columns: usize,
}

impl Nestedness {
    /// There is nothing to choose.
    pub fn new() -> Self {
        Self::default()
    }

    /// Computes the nestedness of a table of cities and platforms.
    ///
    /// # Errors
    /// None; the signature is that of all measures.
    pub fn run(&self, table: &Incidence) -> Result<NestednessResult> {
        let rows: Vec<&[u32]> = (0..table.city_count() as u32).map(|it| table.events(it)).collect();
        let columns: Vec<&[u32]> =
            (0..table.event_count() as u32).map(|it| table.members(it)).collect();
        let (rows, empty_rows) = filled(rows);
        let (columns, empty_columns) = filled(columns);
        let (of_rows, of_columns) = (overlaps(&rows), overlaps(&columns));
        let none = table.membership_count() == 0;
        let side = |overlaps: &Overlaps| {
            if none { Err(Undefined::NoEvents) } else { overlaps.mean() }
        };
        let both = Overlaps {
            sum: of_rows.sum + of_columns.sum,
            pairs: of_rows.pairs + of_columns.pairs,
            unequal: of_rows.unequal || of_columns.unequal,
        };
        Ok(NestednessResult {
            rows: side(&of_rows).into(),
            columns: side(&of_columns).into(),
            total: side(&both).into(),
            empty_rows,
            empty_columns,
        })
    }

    /// Tests the total: how often tables in which each city takes part in as many platforms, and
    /// each platform has as many members, are as nested ([`Curveball`], `p` one-sided). Nestedness
    /// follows from sizes for the most part; only the rest is a finding.
    ///
    /// # Errors
    /// As [`Permutation::redrawn`].
    pub fn test(
        &self,
        table: &Incidence,
        engine: &Permutation,
    ) -> Result<Measured<PermutationTest>> {
        let null = match Curveball::new().seed(engine.chosen_seed()).prepare(table)? {
            Measured::Value(null) => null,
            Measured::Undefined(reason) => return Ok(Measured::Undefined(reason)),
        };
        let observed = self.run(table)?.total;
        let engine = engine.clone().alternative(Alternative::Greater);
        engine.redrawn(observed, |replicate| Ok(self.run(&null.draw(replicate))?.total))
    }
}

/// The lists that are not empty, and how many are.
fn filled(lists: Vec<&[u32]>) -> (Vec<&[u32]>, usize) {
    let all = lists.len();
    let filled: Vec<&[u32]> = lists.into_iter().filter(|list| !list.is_empty()).collect();
    let empty = all - filled.len();
    (filled, empty)
}

/// Percentages over pairs.
struct Overlaps {
    sum: f64,
    pairs: f64,
    unequal: bool,
}

impl Overlaps {
    fn mean(&self) -> Result<f64, Undefined> {
        if self.pairs < 1.0 {
            return Err(Undefined::TooFewUnits { need: 2 });
        }
        if self.unequal { Ok(self.sum / self.pairs) } else { Err(Undefined::Vacuous) }
    }
}

fn overlaps(lists: &[&[u32]]) -> Overlaps {
    let mut percentages = Vec::new();
    let mut pairs = 0.0;
    for (nth, one) in lists.iter().enumerate() {
        for other in &lists[nth + 1..] {
            pairs += 1.0;
            let (small, large) = if one.len() < other.len() { (one, other) } else { (other, one) };
            if small.len() < large.len() {
                let shared = small.iter().filter(|it| large.binary_search(it).is_ok()).count();
                percentages.push(100.0 * shared as f64 / small.len() as f64);
            }
        }
    }
    let unequal = !percentages.is_empty();
    Overlaps { sum: sums::sum(percentages), pairs, unequal }
}
