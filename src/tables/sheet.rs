//! The rows of a file set beside the columns of its table.
use super::cell::Context;
use super::file::{At, Notes, Rows};
use super::further::FurtherColumns;
use super::header::{Columns, Match, match_columns, warn_unknown};
use super::layout::Row;
use super::row_reader::RowReader;

/// A file being read, and what was noticed in it.
pub(super) struct Sheet<'a> {
    columns: Columns,
    matched: Match,
    pub(super) rows: Rows<'a>,
    /// The positions of the columns of a row, without that of its owner.
    own: Vec<Option<usize>>,
    /// The same if nothing but the id can be trusted.
    id_only: Vec<Option<usize>>,
    pub(super) notes: Notes,
}

impl<'a> Sheet<'a> {
    /// Reads the header and takes over the notes; `None` if the header cannot be used.
    pub(super) fn open<R: Row>(
        bytes: &'a [u8],
        owner: Option<&'static str>,
        notes: &mut Notes,
    ) -> Option<Self> {
        let columns = Columns::of::<R>(owner);
        let rows = Rows::open(bytes, notes)?;
        let matched = match_columns(&columns, &rows.header, notes)?;
        let skip = usize::from(owner.is_some());
        let own = matched.positions[skip..].to_vec();
        let names = columns.0[skip..].iter().map(|column| column.name);
        let id_only =
            names.zip(&own).map(|(name, &position)| position.filter(|_| name == "id")).collect();
        let notes = std::mem::take(notes);
        Some(Self { columns, matched, rows, own, id_only, notes })
    }

    /// Warns of columns that are not read.
    pub(super) fn warn_unknown(&mut self) {
        let header = &self.rows.header;
        warn_unknown(&self.columns, header, &self.matched.further, &mut self.notes);
    }

    /// The columns beyond the known ones, to be kept.
    pub(super) fn further_columns(&mut self) -> FurtherColumns {
        let header = &self.rows.header;
        FurtherColumns::new(header, &self.matched.further, &self.columns, &mut self.notes)
    }

    /// Goes to the next row. A row that is not as long as the header is passed over, unless it has
    /// an id: others may refer to it.
    pub(super) fn step(&mut self) -> bool {
        while self.rows.step(&mut self.notes) {
            if self.rows.whole || self.id_only.iter().any(Option::is_some) {
                return true;
            }
        }
        false
    }

    /// Reads the cells of the row and checks them beside each other; of a row that is not as long
    /// as the header only the id. Returns whether all was well.
    pub(super) fn cells<R: Row>(&mut self, row: &mut R, context: &Context<'_>) -> bool {
        let record = &self.rows.record;
        if !self.rows.whole {
            row.cells(&mut RowReader::new(record, &self.id_only, context));
            return false;
        }
        let mut reader = RowReader::new(record, &self.own, context);
        row.cells(&mut reader);
        let mut problems = reader.problems;
        row.check(&mut |column, problem| {
            if problems.iter().all(|&(other, _)| other != column) {
                problems.push((column, problem));
            }
        });
        let sound = problems.is_empty();
        for (column, problem) in problems {
            self.notes.problem(At::cell(self.rows.byte, column), problem);
        }
        sound
    }

    /// The id of what the row belongs to.
    pub(super) fn owner(&self) -> &str {
        let position = self.matched.positions.first().copied().flatten();
        position.and_then(|position| self.rows.record.get(position)).map_or("", str::trim)
    }
}
