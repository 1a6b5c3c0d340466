//! How alike the companions of each city are.
use super::compared;
use super::contingency::{Cell, Contingency};
use crate::{Measured, ParamError, Result, Scores, Undefined, sums};
use serde::Serialize;

/// Element-centric similarity: how alike the companions of each city are in two divisions, on average
/// over cities.
///
/// For a city in a group of `a` in one and of `b` in the other, which share `o`,
/// `S = 1 − ½ (o |1/a − 1/b| + (a − o)/a + (b − o)/b)`: one less half the difference of two walks, each
/// of which goes from the city to any of its group. 1 if its companions are the same. Of whole
/// divisions, where no city is in two groups, it does not depend on the restart `α` of the paper.
/// Unlike mutual information it is not biased to small groups, but it is not 0 by chance: see
/// [`test`](Self::test). [`cities`](Self::cities) tells which cities are where they were.
///
/// No city: [`Undefined::TooFewCities`]. `O(n log n)`.
///
/// Gates, Wood, Hetrick & Ahn (2019), *Scientific Reports* 9:8574.
///
/// ```
/// use conurbation::community::compare::ElementCentric;
/// let (first, second) = ([0, 0, 0, 1, 1], [0, 0, 1, 1, 1]);
/// let found = ElementCentric::new().cities(first, second)?;
/// assert!((found.cities.get(0).value().unwrap() - 2.0 / 3.0).abs() < 1e-12);
/// assert!((found.cities.get(2).value().unwrap() - 1.0 / 3.0).abs() < 1e-12);
/// # Ok::<(), conurbation::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Default, Serialize)]
pub struct ElementCentric {}

/// How alike two divisions are, and for which cities.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct ElementCentricResult {
    /// The mean over cities.
    pub similarity: Measured,
    /// The similarity of each city.
    pub cities: Scores,
}

impl ElementCentric {
    /// There is nothing to choose.
    pub fn new() -> Self {
        Self::default()
    }

    compared!(Greater, "alike");

    /// The similarity of each city, and its mean.
    ///
    /// # Errors
    /// As [`run`](Self::run).
    pub fn cities(
        &self,
        first: impl AsRef<[u32]>,
        second: impl AsRef<[u32]>,
    ) -> Result<ElementCentricResult> {
        let (first, second) = (first.as_ref(), second.as_ref());
        let table = Contingency::new(first, second)?;
        let similarity = self.of(&table).into();
        let (mut order, mut scores): (Vec<u32>, _) =
            ((0..first.len() as u32).collect(), vec![0.0; first.len()]);
        order.sort_by_key(|&city| (first[city as usize], second[city as usize]));
        let mut cells = table.cells;
        cells.sort_unstable_by_key(|cell| (cell.row, cell.column));
        let mut cities = order.into_iter();
        for cell in &cells {
            for city in cities.by_ref().take(cell.shared as usize) {
                scores[city as usize] = alike(cell);
            }
        }
        let cities = Scores::measured(scores.into_iter().map(Measured::Value));
        Ok(ElementCentricResult { similarity, cities })
    }

    fn check(&self) -> Result<(), ParamError> {
        Ok(())
    }

    fn of(&self, table: &Contingency) -> Result<f64, Undefined> {
        if table.cities == 0 {
            return Err(Undefined::TooFewCities { need: 1 });
        }
        let total = table.cells.iter().map(|cell| cell.shared as f64 * alike(cell));
        Ok(sums::sum(total) / table.cities as f64)
    }
}

/// The similarity of the cities that two groups share.
fn alike(cell: &Cell) -> f64 {
    let (shared, first, second) = (cell.shared as f64, cell.first as f64, cell.second as f64);
    let both = shared * (1.0 / first - 1.0 / second).abs();
    1.0 - (both + (first - shared) / first + (second - shared) / second) / 2.0
}
