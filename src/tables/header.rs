//! The columns of a table set beside the columns of a file.
use super::cell::{Cell, Rule, SharedCell};
use super::file::{At, Notes};
use super::layout::{Cells, Row};
use crate::problem::{Oddity, Problem, nearest};
use crate::region::{List, Vocabulary};
use std::collections::HashSet;

/// The columns of a table, in the order in which its layout walks over them.
#[derive(Debug, Default)]
pub(crate) struct Columns(pub(crate) Vec<Column>);

/// A column: its name, and whether it and its cells must be there.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Column {
    pub(crate) name: &'static str,
    pub(crate) required: bool,
}

impl Columns {
    /// The columns of a table of `R`, after the column of its owner if it has one.
    pub(crate) fn of<R: Row>(owner: Option<&'static str>) -> Self {
        let mut columns = Self(Vec::new());
        columns.0.extend(owner.map(|name| Column { name, required: true }));
        R::blank().cells(&mut columns);
        columns
    }

    fn add(&mut self, name: &'static str, required: bool) {
        self.0.push(Column { name, required });
    }
}

impl Cells for Columns {
    fn key<T: Cell>(&mut self, column: &'static str, _: &mut T) {
        self.add(column, true);
    }

    fn cell<T: Cell>(&mut self, column: &'static str, _: &mut Option<T>) {
        self.add(column, false);
    }

    fn word_or<T: Vocabulary + PartialEq>(&mut self, column: &'static str, _: T, _: &mut T) {
        self.add(column, false);
    }

    fn list<T: Cell>(&mut self, column: &'static str, _: &mut Vec<T>, _: bool) {
        self.add(column, false);
    }

    fn shared<T: SharedCell>(&mut self, column: &'static str, _: &mut List<T>) {
        self.add(column, false);
    }

    fn number(&mut self, column: &'static str, _: &'static Rule, _: &mut Option<f64>) {
        self.add(column, false);
    }
}

/// `title` and `name` mean the same everywhere.
fn alias(column: &str) -> &str {
    match column {
        "name" => "title",
        "name_local" => "title_local",
        "title" => "name",
        "title_local" => "name_local",
        other => other,
    }
}

/// Where in the file each column of the table stands, and which columns of the file are no
/// columns of the table.
#[derive(Debug)]
pub(crate) struct Match {
    pub(crate) positions: Vec<Option<usize>>,
    pub(crate) further: Vec<usize>,
}

/// Sets the columns of a table beside the header of a file; `None` if a needed one is missing.
pub(crate) fn match_columns(
    columns: &Columns,
    header: &[String],
    notes: &mut Notes,
) -> Option<Match> {
    let mut complete = true;
    let mut taken = vec![false; header.len()];
    let mut positions = Vec::with_capacity(columns.0.len());
    for column in &columns.0 {
        let mut found = header
            .iter()
            .enumerate()
            .filter(|(_, name)| *name == column.name || alias(column.name) == *name);
        let first = found.next();
        if let (Some((_, first)), Some((_, second))) = (first, found.next()) {
            let (first, second) = (first.clone(), second.clone());
            notes.problem(At::default(), Problem::RepeatedColumn { first, second });
            complete = false;
        }
        let position = first.map(|(position, _)| position);
        if let Some(position) = position {
            taken[position] = true;
        } else if column.required {
            let nearest = nearest(column.name, header.iter().map(String::as_str));
            notes.problem(At::default(), Problem::MissingColumn { column: column.name, nearest });
            complete = false;
        }
        positions.push(position);
    }
    let further: Vec<usize> = (0..header.len()).filter(|&position| !taken[position]).collect();
    let mut names = HashSet::new();
    for name in further.iter().map(|&position| &header[position]) {
        if !name.is_empty() && !names.insert(name) {
            let (first, second) = (name.clone(), name.clone());
            notes.problem(At::default(), Problem::RepeatedColumn { first, second });
            complete = false;
        }
    }
    complete.then_some(Match { positions, further })
}

/// The columns of a table that a file lacks.
pub(crate) fn absent(columns: &Columns, header: &[String]) -> Vec<&'static str> {
    let names = columns.0.iter().map(|column| column.name);
    names.filter(|known| !header.iter().any(|name| name == known)).collect()
}

/// Warns of columns that were not read.
pub(crate) fn warn_unknown(
    columns: &Columns,
    header: &[String],
    further: &[usize],
    notes: &mut Notes,
) {
    let absent = absent(columns, header);
    for &position in further {
        let column = header[position].clone();
        let nearest = nearest(&column.to_lowercase(), absent.iter().copied());
        notes.oddity(At::default(), Oddity::UnknownColumn { column, nearest });
    }
}
