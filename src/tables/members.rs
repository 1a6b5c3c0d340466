//! Reads the tables of members and gives each member to what it belongs to.
use super::cell::Context;
use super::check;
use super::file::At;
use super::layout::Member;
use super::read::Reading;
use super::reference::unknown;
use crate::Date;
use crate::problem::Problem;
use crate::region::*;
use std::collections::HashMap;
use std::collections::hash_map::Entry;

/// The rows that members belong to.
pub(super) struct Owners<'a> {
    pub(super) table: Table,
    pub(super) ids: &'a Ids,
    pub(super) id: &'a dyn Fn(usize) -> &'a str,
    pub(super) life: &'a dyn Fn(usize) -> (Option<Date>, Option<Date>),
}

impl Owners<'_> {
    fn find(&self, id: &str) -> Option<usize> {
        self.ids.find(id, |row| (self.id)(row as usize)).map(|row| row as usize)
    }
}

impl Reading<'_> {
    /// Reads a table of members: for each row the position of its owner, and where it begins.
    pub(super) fn members<R: Member>(
        &mut self,
        table: Table,
        context: &Context<'_>,
        owners: &Owners<'_>,
    ) -> Vec<(usize, R, u64)> {
        let mut members = Vec::new();
        let Some(mut sheet) = self.open::<R>(table, Some(R::OWNER)) else {
            return members;
        };
        sheet.warn_unknown();
        let lost = self.is_lost(owners.table);
        let mut last: Option<(String, usize)> = None;
        while sheet.step() {
            let mut row = R::blank();
            let sound = sheet.cells(&mut row, context);
            let (owner, byte) = (sheet.owner(), sheet.rows.byte);
            let known = last.as_ref().filter(|(id, _)| id == owner).map(|&(_, index)| index);
            let found = known.or_else(|| owners.find(owner).filter(|_| !owner.is_empty()));
            let Some(index) = found else {
                let problem = match owner {
                    "" => Problem::EmptyCell,
                    _ if lost => continue,
                    _ => unknown(R::OWNER, owner),
                };
                sheet.notes.problem(At::cell(byte, R::OWNER), problem);
                continue;
            };
            let mut problems = Vec::new();
            check::life(row.life(), owner, (owners.life)(index), &mut |column, problem| {
                problems.push((At::cell(byte, column), problem));
            });
            if known.is_none() {
                last = Some((owner.to_owned(), index));
            }
            for (at, problem) in problems {
                sheet.notes.problem(at, problem);
            }
            if sound && row.place() != Some(PlaceIndex::UNSET) {
                members.push((index, row, byte));
            }
        }
        self.close(table, sheet);
        members
    }

    /// Gives members to their owners, and notes those that repeat a row. An owner may have a
    /// short list of members already; a row about one of those takes its place.
    pub(super) fn attach<O, R: Member>(
        &mut self,
        table: Table,
        mut members: Vec<(usize, R, u64)>,
        owners: &mut [O],
        of: impl Fn(&mut O) -> &mut Vec<R>,
    ) {
        let Some((_, notes)) = self.files.get_mut(&table) else {
            return;
        };
        members.sort_by_key(|&(owner, ..)| owner);
        let mut current = None;
        let mut listed: HashMap<PlaceIndex, usize> = HashMap::new();
        let mut given: HashMap<R::Key, u64> = HashMap::new();
        for (owner, row, byte) in members {
            let list = of(&mut owners[owner]);
            if current != Some(owner) {
                current = Some(owner);
                let places = list.iter().enumerate().map(|(at, member)| (member.place(), at));
                listed = places.filter_map(|(place, at)| Some((place?, at))).collect();
                given = HashMap::new();
            }
            if let Some(at) = row.place().and_then(|place| listed.remove(&place)) {
                given.insert(row.key(), byte);
                list[at] = row;
                continue;
            }
            match given.entry(row.key()) {
                Entry::Occupied(first) => {
                    let first = Some(*first.get());
                    notes.problem_with(At::row(byte), Problem::RepeatedRow { line: 0 }, first);
                }
                Entry::Vacant(free) => {
                    free.insert(byte);
                    list.push(row);
                }
            }
        }
    }
}
