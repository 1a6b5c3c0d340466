//! Whether the small sit inside the large.
use crate::nulls::{Curveball, Incidence};
use crate::random::Random;
use crate::statistics::{Permutation, PermutationTest};
use crate::{Measured, Node, ParamError, Result, Undefined};
use serde::Serialize;

/// Nestedness (NODF, WNODF): whether the members of small platforms are members of the large ones,
/// and whether what occupied cities are in, busy ones are in too.
///
/// Of each two rows of a table, cities or events, of which one is fuller than the other: the share
/// of the emptier one's cells that the fuller one has as well, in per cent; 0 if they are equally
/// full. NODF is the mean over all pairs of cities and all pairs of events, from 0 to 100. Weighted,
/// a cell counts if its weight is smaller than that of the fuller row there. Cities and events with
/// nothing at all are left out first and counted: an empty row nests in anything.
///
/// A table nests to some degree for no other reason than that some cities do more and some events
/// are larger. So the number is tested against tables with both margins as they are
/// ([`Curveball`]); weights are dealt out anew among the cells there are.
///
/// Undefined without memberships ([`Undefined::NoEvents`]), and where all rows are equally full, so
/// that none can sit in another ([`Undefined::Vacuous`]): a full or a regular table scores 0 by the
/// formula, though nothing speaks against nesting. The test is undefined as [`Curveball`] is; a
/// perfectly nested table has no other table of its margins. `O((n² + m²) k)` for rows of `k` cells,
/// for each replicate.
///
/// Almeida-Neto, Guimarães, Guimarães, Loyola & Ulrich (2008), *Oikos* 117:1227; weighted,
/// Almeida-Neto & Ulrich (2011), *Environmental Modelling & Software* 26:173.
///
/// ```
/// use conurbation::{nulls::Incidence, structure::Nestedness};
/// // The example of the paper.
/// let rows: [&[u32]; 5] = [&[0, 2, 3, 4], &[0, 1, 2], &[1, 2, 3], &[0, 1], &[0, 1]];
/// let cells = (0..).zip(rows).flat_map(|(row, cells)| cells.iter().map(move |&cell| (row, cell)));
/// let nested = Nestedness::new().run(&Incidence::from_pairs(5, 5, cells)?)?.value().unwrap();
/// assert!((nested.total - 58.333).abs() < 1e-3);
/// assert!((nested.cities.value().unwrap() - 53.333).abs() < 1e-3);
/// # Ok::<(), conurbation::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Default, Serialize)]
pub struct Nestedness {
    permutation: Permutation,
    seed: u64,
}

/// How nested a table is.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct NestednessResult {
    /// The mean over all pairs of cities and of events, from 0 to 100.
    pub total: f64,
    /// The mean over pairs of cities; undefined if all are in equally many.
    pub cities: Measured,
    /// The mean over pairs of events; undefined if all are equally large.
    pub events: Measured,
    /// Cities left out, since they are in nothing.
    pub empty_cities: usize,
    /// Events left out, since nobody is in them.
    pub empty_events: usize,
    /// The test of the total against tables with the same margins.
    pub test: Measured<PermutationTest>,
}

/// The cells of each row: where, and how much.
type Rows = Vec<Vec<(u32, f64)>>;

impl Nestedness {
    /// Tested on two sides.
    pub fn new() -> Self {
        Self::default()
    }

    /// Sets how chance is asked and what counts as extreme.
    pub fn permutation(mut self, permutation: Permutation) -> Self {
        self.permutation = permutation;
        self
    }

    /// Sets the seed of the tables drawn.
    pub fn seed(mut self, seed: u64) -> Self {
        self.seed = seed;
        self
    }

    /// How nested a table of cities and events is.
    ///
    /// # Errors
    /// Those of the [`Permutation`].
    pub fn run(&self, table: &Incidence) -> Result<Measured<NestednessResult>> {
        let ones = vec![1.0; table.membership_count()];
        self.compute(table, &ones, shared)
    }

    /// How nested a table is in which memberships have weights: cities, events, and for each
    /// membership the city, the event and its weight.
    ///
    /// # Errors
    /// [`Error::Param`](crate::Error::Param) for a city or event that is not below its number, a
    /// membership given twice, a weight that is not positive and finite, and those of the
    /// [`Permutation`].
    pub fn run_weighted(
        &self,
        cities: usize,
        events: usize,
        memberships: &[(Node, u32, f64)],
    ) -> Result<Measured<NestednessResult>> {
        let setter = "Nestedness::run_weighted";
        let pairs = memberships.iter().map(|&(city, event, _)| (city, event));
        let table = Incidence::from_pairs(cities, events, pairs)?;
        if let Some(&(.., weight)) = memberships.iter().find(|it| !(it.2 > 0.0 && it.2.is_finite()))
        {
            return Err(ParamError::new(setter, weight, "positive and finite weights").into());
        }
        if table.membership_count() < memberships.len() {
            let found = format!("{} memberships", memberships.len());
            return Err(ParamError::new(setter, found, "each membership once").into());
        }
        let mut sorted = memberships.to_vec();
        sorted.sort_by_key(|&(city, event, _)| (city, event));
        let weights: Vec<f64> = sorted.into_iter().map(|(.., weight)| weight).collect();
        self.compute(&table, &weights, smaller)
    }

    fn compute(
        &self,
        table: &Incidence,
        weights: &[f64],
        counts: fn(f64, f64) -> bool,
    ) -> Result<Measured<NestednessResult>> {
        if table.membership_count() == 0 {
            return Ok(Measured::Undefined(Undefined::NoEvents));
        }
        let found = Overlap::of(table, weights, counts);
        let total = match found.total() {
            Ok(total) => total,
            Err(reason) => return Ok(Measured::Undefined(reason)),
        };
        let test = match Curveball::new().seed(self.seed).prepare(table)? {
            Measured::Undefined(reason) => Measured::Undefined(reason),
            Measured::Value(null) => {
                self.permutation.redrawn(Measured::Value(total), |replicate| {
                    let mut weights = weights.to_vec();
                    let purpose = "nestedness: weights";
                    Random::new(self.seed, purpose, replicate).shuffle(&mut weights);
                    let drawn = Overlap::of(&null.draw(replicate), &weights, counts);
                    Ok(drawn.total().into())
                })?
            }
        };
        Ok(Measured::Value(NestednessResult {
            total,
            cities: found.cities.mean().into(),
            events: found.events.mean().into(),
            empty_cities: table.city_count() - found.cities.rows,
            empty_events: table.event_count() - found.events.rows,
            test,
        }))
    }
}

/// In both.
fn shared(_: f64, _: f64) -> bool {
    true
}

/// In both, and less in the emptier.
fn smaller(emptier: f64, fuller: f64) -> bool {
    emptier < fuller
}

/// The overlaps of the rows of one side.
struct Side {
    rows: usize,
    sum: f64,
    vary: bool,
}

impl Side {
    fn of(rows: &Rows, counts: fn(f64, f64) -> bool) -> Self {
        let rows: Vec<&Vec<(u32, f64)>> = rows.iter().filter(|row| !row.is_empty()).collect();
        let mut sum = 0.0;
        // The rows before, by column; and how many cells each shares with the row at hand.
        let columns = rows.iter().flat_map(|row| row.iter()).map(|cell| cell.0 as usize + 1);
        let mut before: Vec<Vec<(usize, f64)>> = vec![Vec::new(); columns.max().unwrap_or(0)];
        let (mut shared, mut touched) = (vec![0_u32; rows.len()], Vec::new());
        for (at, one) in rows.iter().enumerate() {
            for &(column, weight) in one.iter() {
                for &(other, there) in &before[column as usize] {
                    let (size, others) = (one.len(), rows[other].len());
                    let (emptier, fuller) =
                        if size < others { (weight, there) } else { (there, weight) };
                    if size != others && counts(emptier, fuller) {
                        if shared[other] == 0 {
                            touched.push(other);
                        }
                        shared[other] += 1;
                    }
                }
                before[column as usize].push((at, weight));
            }
            touched.sort_unstable();
            for other in touched.drain(..) {
                let emptier = one.len().min(rows[other].len()) as f64;
                sum += 100.0 * f64::from(std::mem::take(&mut shared[other])) / emptier;
            }
        }
        let vary = rows.windows(2).any(|pair| pair[0].len() != pair[1].len());
        Self { rows: rows.len(), sum, vary }
    }

    fn pairs(&self) -> f64 {
        (self.rows * self.rows.saturating_sub(1)) as f64 / 2.0
    }

    fn mean(&self) -> Result<f64, Undefined> {
        if self.vary { Ok(self.sum / self.pairs()) } else { Err(Undefined::Vacuous) }
    }
}

struct Overlap {
    cities: Side,
    events: Side,
}

impl Overlap {
    /// Of a table whose memberships, city by city, have these weights.
    fn of(table: &Incidence, weights: &[f64], counts: fn(f64, f64) -> bool) -> Self {
        let mut cities: Rows = Vec::with_capacity(table.city_count());
        let mut events: Rows = vec![Vec::new(); table.event_count()];
        let mut weights = weights.iter().copied();
        for city in 0..table.city_count() as Node {
            let row: Vec<(u32, f64)> =
                table.events(city).iter().copied().zip(&mut weights).collect();
            row.iter().for_each(|&(event, weight)| events[event as usize].push((city, weight)));
            cities.push(row);
        }
        Self { cities: Side::of(&cities, counts), events: Side::of(&events, counts) }
    }

    fn total(&self) -> Result<f64, Undefined> {
        if !self.cities.vary && !self.events.vary {
            return Err(Undefined::Vacuous);
        }
        Ok((self.cities.sum + self.events.sum) / (self.cities.pairs() + self.events.pairs()))
    }
}
