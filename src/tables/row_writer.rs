//! Writes the fields of one row into its cells.
use super::cell::{Cell, Context, Rule, SharedCell};
use super::layout::Cells;
use crate::region::{List, Vocabulary};

/// Walks over the columns of a row and collects their text.
pub(crate) struct RowWriter<'a> {
    pub(crate) cells: Vec<String>,
    pub(crate) context: &'a Context<'a>,
}

impl RowWriter<'_> {
    fn push(&mut self, write: impl FnOnce(&Context<'_>, &mut String)) {
        let mut text = String::new();
        write(self.context, &mut text);
        self.cells.push(text);
    }
}

impl Cells for RowWriter<'_> {
    fn key<T: Cell>(&mut self, _: &'static str, field: &mut T) {
        self.push(|context, text| field.write(context, text));
    }

    fn cell<T: Cell>(&mut self, _: &'static str, field: &mut Option<T>) {
        self.push(|context, text| {
            if let Some(value) = field {
                value.write(context, text);
            }
        });
    }

    fn word_or<T: Vocabulary + PartialEq>(&mut self, _: &'static str, silent: T, field: &mut T) {
        let word = if *field == silent { "" } else { field.word() };
        self.cells.push(word.to_owned());
    }

    fn list<T: Cell>(&mut self, _: &'static str, field: &mut Vec<T>, write: bool) {
        self.push(|context, text| {
            for (nth, item) in field.iter().enumerate().filter(|_| write) {
                if nth > 0 {
                    text.push(';');
                }
                item.write(context, text);
            }
        });
    }

    fn shared<T: SharedCell>(&mut self, column: &'static str, field: &mut List<T>) {
        self.list(column, &mut field.to_vec(), true);
    }

    fn number(&mut self, _: &'static str, _: &'static Rule, field: &mut Option<f64>) {
        self.push(|_, text| {
            if let Some(number) = field {
                *text = number.to_string();
            }
        });
    }
}
