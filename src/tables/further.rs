//! The columns of `places.csv` beyond the known ones: shares of industries, numbers, texts.
use super::cell::number;
use super::file::{At, Notes};
use super::header::{Columns, absent};
use super::layout::INDUSTRY_SHARE;
use crate::problem::{Oddity, Problem, nearest};
use crate::region::{Place, Text};
use csv::StringRecord;
use std::collections::HashSet;

pub(super) struct FurtherColumns(Vec<FurtherColumn>);

struct FurtherColumn {
    header: String,
    name: Text,
    position: usize,
    industry: bool,
    /// The row and the text of every filled cell.
    cells: Vec<(usize, Text)>,
}

impl FurtherColumns {
    pub(super) fn new(
        header: &[String],
        further: &[usize],
        columns: &Columns,
        notes: &mut Notes,
    ) -> Self {
        let absent = absent(columns, header);
        let (mut further_columns, mut industries) = (Vec::new(), HashSet::new());
        for &position in further {
            let header = header[position].clone();
            if header.is_empty() {
                let oddity = Oddity::UnknownColumn { column: header, nearest: None };
                notes.oddity(At::default(), oddity);
                continue;
            }
            let lower = header.to_lowercase();
            let longer = |name: &&&str| name.len() > 3 && lower.starts_with(**name);
            let begun = absent.iter().find(longer).map(|name| (*name).to_owned());
            if let Some(near) = nearest(&lower, absent.iter().copied()).or(begun) {
                let (column, nearest) = (header.clone(), Some(near));
                notes.oddity(At::default(), Oddity::FurtherColumn { column, nearest });
            }
            let industry = header.strip_prefix("industry:").map(str::trim);
            if industry.is_some_and(|name| !industries.insert(name.to_owned())) {
                let (first, second) = (format!("industry:{}", industry.unwrap_or("")), header);
                notes.problem(At::default(), Problem::RepeatedColumn { first, second });
                continue;
            }
            let name = industry.unwrap_or(&header).into();
            let industry = industry.is_some();
            let cells = Vec::new();
            further_columns.push(FurtherColumn { header, name, position, industry, cells });
        }
        Self(further_columns)
    }

    pub(super) fn read(
        &mut self,
        record: &StringRecord,
        row: usize,
        byte: u64,
        place: &mut Place,
        notes: &mut Notes,
    ) {
        for column in &mut self.0 {
            let text = record.get(column.position).map_or("", str::trim);
            if text.is_empty() {
                continue;
            }
            if !column.industry {
                column.cells.push((row, text.into()));
                continue;
            }
            match INDUSTRY_SHARE.parse(text) {
                Ok(share) => {
                    place.industries.insert(column.name.clone(), share);
                }
                Err(problem) => notes.problem(At::cell(byte, &column.header), problem),
            }
        }
    }

    /// A column all of whose cells are numbers becomes an attribute, any other a label.
    pub(super) fn finish(self, places: &mut [Place], starts: &[u64], notes: &mut Notes) {
        for column in self.0 {
            let texts = column.cells.iter().filter(|(_, text)| number(text).is_err()).count();
            if texts > 0 {
                let cells = column.cells.len();
                if 2 * texts < cells {
                    let column = column.header.clone();
                    notes.oddity(At::default(), Oddity::MixedColumn { column, texts, cells });
                }
                for (row, text) in column.cells {
                    places[row].labels.insert(column.name.clone(), text);
                }
                continue;
            }
            for (row, text) in column.cells {
                match number(&text) {
                    Ok(number) if number.is_finite() => {
                        places[row].attributes.insert(column.name.clone(), number);
                    }
                    _ => {
                        let (value, expected) = (text.into_string(), "a finite number");
                        let at = At::cell(starts[row], &column.header);
                        notes.problem(at, Problem::OutOfRange { value, expected });
                    }
                }
            }
        }
    }
}
