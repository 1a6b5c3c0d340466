//! Which row carries a number.
use crate::network::CityNetwork;
use crate::region::RowRef;
use crate::{Adjacency, Measured, Result, Watch, parallel};
use serde::Serialize;

/// Leave one row out: what a number of the network would be without each of its rows in turn.
///
/// The largest change tells which single agreement, enclave or platform carries the number. It is
/// a description, no interval: rows of one ceremony stand and fall together, see
/// [`EventJackknife`](super::EventJackknife). Ties of other rows stay as they are; a row told by
/// two tables is one row here if only one of them makes the tie. `O(rows)` times the cost of the
/// graph and the number.
///
/// ```
/// use conurbation::{datasets, network::Projection, structure::Density, uncertainty::LeaveOneOut};
/// let middle = datasets::middle_yangtze();
/// let network = middle.network(&Projection::new())?;
/// let left = LeaveOneOut::new().run(&network, |graph| Density::new().run(graph))?;
/// assert_eq!(middle.row_id(left[0].row), "MA099"); // the scheme that ties most pairs alone
/// # Ok::<(), conurbation::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Default, Serialize)]
pub struct LeaveOneOut {
    #[serde(skip)]
    watch: Watch,
}

/// A row, and the number without it.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Left {
    /// The row left out.
    #[serde(skip)]
    pub row: RowRef,
    /// The number without it.
    pub value: Measured,
    /// The number without it less the number with it.
    pub change: Measured,
}

impl LeaveOneOut {
    /// No parameters.
    pub fn new() -> Self {
        Self::default()
    }

    /// Watches the work.
    pub fn watch(mut self, watch: &Watch) -> Self {
        self.watch = watch.clone();
        self
    }

    /// The number without each row that ties cities: rows without which it is undefined first,
    /// then by how much it changes, then in order of table and row.
    ///
    /// # Errors
    /// [`Error::Cancelled`](crate::Error::Cancelled), and what the measure says.
    pub fn run(
        &self,
        network: &CityNetwork,
        measure: impl Fn(&Adjacency) -> Result<Measured> + Sync,
    ) -> Result<Vec<Left>> {
        let mut rows: Vec<RowRef> = network.contributions().iter().map(|part| part.row).collect();
        rows.sort_unstable();
        rows.dedup();
        let whole = network.redrawn(&vec![1; network.batches()])?;
        let whole = super::finite([measure(&whole)])?[0];
        let values = parallel::map(
            rows.len(),
            &self.watch,
            || (),
            |nth, ()| measure(&network.without_row(rows[nth])?),
        )?;
        let values = super::finite(values)?;
        let left = rows.into_iter().zip(values).map(|(row, value)| {
            let change = match (value, whole) {
                (Measured::Value(value), Measured::Value(whole)) => Measured::Value(value - whole),
                (Measured::Undefined(reason), _) | (_, Measured::Undefined(reason)) => {
                    Measured::Undefined(reason)
                }
            };
            Left { row, value, change }
        });
        let mut left: Vec<Left> = left.collect();
        let size = |left: &Left| left.change.value().map_or(f64::INFINITY, f64::abs);
        left.sort_by(|a, b| size(b).total_cmp(&size(a)).then(a.row.cmp(&b.row)));
        Ok(left)
    }
}
