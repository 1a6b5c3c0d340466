//! How many cities two groups of two divisions share.
use crate::ParamError;

/// The table of two divisions: the sizes of their groups, and how many cities each two share.
///
/// Cells come in the order of what they hold, not of labels: sums over them have the same bits
/// whatever the groups are called and however the cities are ordered.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Contingency {
    /// The number of cities.
    pub(super) cities: usize,
    /// The sizes of the groups of the first division, ascending.
    pub(super) first: Vec<u64>,
    /// The sizes of the groups of the second division, ascending.
    pub(super) second: Vec<u64>,
    /// Pairs of groups that share cities, in ascending order of what they hold.
    pub(super) cells: Vec<Cell>,
}

/// Two groups that share cities.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Cell {
    /// How many they share.
    pub(super) shared: u64,
    /// How many the group of the first division has.
    pub(super) first: u64,
    /// How many the group of the second division has.
    pub(super) second: u64,
    /// The group of the first division: a number from 0 in the order of labels.
    pub(super) row: u32,
    /// The group of the second division.
    pub(super) column: u32,
}

impl Contingency {
    /// The table of two lists of labels. `O(n log n)`.
    pub(crate) fn new(first: &[u32], second: &[u32]) -> Result<Self, ParamError> {
        if first.len() != second.len() {
            let found = format!("{} labels beside {}", second.len(), first.len());
            return Err(ParamError::new("second", found, "a label for each city of the first"));
        }
        let (rows, mut row_sizes) = groups(first);
        let (columns, mut column_sizes) = groups(second);
        let mut pairs: Vec<(u32, u32)> = rows.into_iter().zip(columns).collect();
        pairs.sort_unstable();
        let cell = |pairs: &[(u32, u32)]| {
            let (row, column) = pairs[0];
            let (first, second) = (row_sizes[row as usize], column_sizes[column as usize]);
            Cell { shared: pairs.len() as u64, first, second, row, column }
        };
        let mut cells: Vec<Cell> = pairs.chunk_by(|a, b| a == b).map(cell).collect();
        cells.sort_unstable();
        row_sizes.sort_unstable();
        column_sizes.sort_unstable();
        Ok(Self { cities: first.len(), first: row_sizes, second: column_sizes, cells })
    }

    /// Whether both divisions have the same groups.
    pub(super) fn is_same(&self) -> bool {
        self.cells.len() == self.first.len() && self.cells.len() == self.second.len()
    }

    /// For each group of the first division, the most cities it shares with one group of the
    /// second, added up.
    pub(super) fn best_of_first(&self) -> u64 {
        best(self.first.len(), self.cells.iter().map(|cell| (cell.row, cell.shared)))
    }

    /// The same for each group of the second division.
    pub(super) fn best_of_second(&self) -> u64 {
        best(self.second.len(), self.cells.iter().map(|cell| (cell.column, cell.shared)))
    }
}

fn best(groups: usize, cells: impl Iterator<Item = (u32, u64)>) -> u64 {
    let mut best = vec![0; groups];
    for (group, shared) in cells {
        let most = &mut best[group as usize];
        *most = shared.max(*most);
    }
    best.into_iter().sum()
}

/// The group of each city, numbered in the order of labels, and the sizes of the groups.
fn groups(labels: &[u32]) -> (Vec<u32>, Vec<u64>) {
    let mut kinds = labels.to_vec();
    kinds.sort_unstable();
    kinds.dedup();
    let mut sizes = vec![0; kinds.len()];
    let group = |label: &u32| {
        let group = kinds.partition_point(|kind| kind < label);
        sizes[group] += 1;
        group as u32
    };
    (labels.iter().map(group).collect(), sizes)
}
