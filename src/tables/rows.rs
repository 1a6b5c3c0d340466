//! Reads the rows of whole tables.
use super::cell::Context;
use super::file::At;
use super::layout::Row;
use super::read::{Bytes, Reading};
use super::sheet::Sheet;
use crate::problem::Problem;
use crate::region::*;
use std::path::Path;

impl<'a> Reading<'a> {
    /// Opens a table that is there and whose header can be used.
    pub(super) fn open<R: Row>(
        &mut self,
        table: Table,
        owner: Option<&'static str>,
    ) -> Option<Sheet<'a>> {
        let (bytes, notes) = self.files.get_mut(&table)?;
        let sheet = Sheet::open::<R>(bytes, owner, notes);
        if sheet.is_none() {
            self.lost.push(table);
        }
        sheet
    }

    /// Keeps what was noticed in a table that is read.
    pub(super) fn close(&mut self, table: Table, sheet: Sheet<'_>) {
        if sheet.rows.broken {
            self.lost.push(table);
        }
        if let Some((_, notes)) = self.files.get_mut(&table) {
            *notes = sheet.notes;
        }
    }

    /// Reads a table whose rows stand alone.
    pub(super) fn list<R: Row + PartialEq>(
        &mut self,
        table: Table,
        context: &Context<'_>,
    ) -> Vec<R> {
        let (mut rows, mut starts) = (Vec::new(), Vec::new());
        let Some(mut sheet) = self.open::<R>(table, None) else {
            return rows;
        };
        sheet.warn_unknown();
        let blank = R::blank();
        while sheet.step() {
            let mut row = R::blank();
            sheet.cells(&mut row, context);
            // A row that fills no column of the table says nothing.
            if row != blank {
                rows.push(row);
                starts.push(sheet.rows.byte);
            }
        }
        self.close(table, sheet);
        self.starts.insert(table, starts);
        rows
    }

    /// Reads a table whose rows have ids.
    pub(super) fn identified<R: Row>(
        &mut self,
        table: Table,
        context: &Context<'_>,
        id: impl Fn(&R) -> &str,
    ) -> (Vec<R>, Ids) {
        let (mut rows, mut starts, ids) = (Vec::new(), Bytes::new(), Ids::default());
        let Some(mut sheet) = self.open::<R>(table, None) else {
            return (rows, ids);
        };
        sheet.warn_unknown();
        let mut hashes = Vec::new();
        while sheet.step() {
            rows.push(R::blank());
            let row = rows.last_mut().expect("a row was just added");
            sheet.cells(row, context);
            hashes.push(ids.hash(id(row)));
            starts.push(sheet.rows.byte);
        }
        self.close(table, sheet);
        let ids = self.identify(table, &rows, (ids, &hashes), id, starts);
        (rows, ids)
    }

    /// Enters the ids of a table, whose hashes are known, and notes those that stand twice.
    pub(super) fn identify<R>(
        &mut self,
        table: Table,
        rows: &[R],
        (mut ids, hashes): (Ids, &[u32]),
        id: impl Fn(&R) -> &str,
        starts: Bytes,
    ) -> Ids {
        ids.reserve(rows.len());
        let id_of = |row: u32| id(&rows[row as usize]);
        for (&hash, row) in hashes.iter().zip(0..) {
            let Err(first) = ids.insert(hash, row, |other| id_of(other) == id_of(row)) else {
                continue;
            };
            let value = id_of(row).to_owned();
            let first = starts.get(first as usize).copied();
            if let Some((_, notes)) = self.files.get_mut(&table).filter(|_| !value.is_empty()) {
                let at = At::cell(starts[row as usize], "id");
                notes.problem_with(at, Problem::RepeatedId { value, line: 0 }, first);
            }
        }
        self.starts.insert(table, starts);
        ids
    }

    /// What `region.csv` says; without it, the folder names the region.
    pub(super) fn info(&mut self, context: &Context<'_>) -> RegionInfo {
        let mut rows: Vec<RegionInfo> = self.list(Table::Region, context);
        let lost = self.is_lost(Table::Region);
        if let Some((_, notes)) = self.files.get_mut(&Table::Region) {
            if rows.len() != 1 && !lost {
                notes.problem(At::default(), Problem::NotOneRow { rows: rows.len() });
            }
            return rows.pop().unwrap_or_default();
        }
        let folder = self.folder.canonicalize().ok();
        let name = folder.as_deref().and_then(Path::file_name).and_then(|name| name.to_str());
        let name = name.unwrap_or("region");
        let about = About { name: Some(name.into()), ..About::default() };
        RegionInfo { id: name.into(), about, ..RegionInfo::default() }
    }

    /// Places, with their further columns.
    pub(super) fn places(&mut self, context: &Context<'_>) -> (Vec<Place>, Ids) {
        let (mut places, mut starts, ids) = (Vec::new(), Bytes::new(), Ids::default());
        let table = Table::Places;
        if !self.files.contains_key(&table) {
            let nearest = self.unknown_file_like(table.file());
            self.missing(table.file(), Problem::MissingFile { nearest });
            self.lost.push(table);
        }
        let Some(mut sheet) = self.open::<Place>(table, None) else {
            return (places, ids);
        };
        let mut further = sheet.further_columns();
        let mut hashes = Vec::new();
        while sheet.step() {
            let mut place = Place::blank();
            sheet.cells(&mut place, context);
            let (record, byte) = (&sheet.rows.record, sheet.rows.byte);
            if sheet.rows.whole {
                further.read(record, places.len(), byte, &mut place, &mut sheet.notes);
            }
            hashes.push(ids.hash(&place.id));
            places.push(place);
            starts.push(byte);
        }
        further.finish(&mut places, &starts, &mut sheet.notes);
        self.close(table, sheet);
        let ids = self.identify(table, &places, (ids, &hashes), |place| &place.id, starts);
        (places, ids)
    }
}
