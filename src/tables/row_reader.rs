//! Reads the cells of one row into its fields.
use super::cell::{Cell, Context, Rule, SHARED, SharedCell};
use super::layout::Cells;
use crate::problem::Problem;
use crate::region::{List, Vocabulary};
use csv::StringRecord;
use std::collections::HashSet;

/// Items of a list that are compared one by one; more are hashed.
const FEW: usize = 8;

/// Text without blanks around it; most cells have none and begin and end in ASCII.
fn trim(text: &str) -> &str {
    match text.as_bytes() {
        [] | [b'!'..=b'~'] | [b'!'..=b'~', .., b'!'..=b'~'] => text,
        _ => text.trim(),
    }
}

/// The items of a list, without blanks around them; lists are short, so that no search for the
/// next `;` is faster than looking at each byte.
fn items(list: &str) -> impl Iterator<Item = &str> {
    let mut rest = Some(list);
    let split = std::iter::from_fn(move || {
        let text = rest?;
        let end = text.bytes().position(|byte| byte == b';');
        rest = end.map(|end| &text[end + 1..]);
        Some(trim(&text[..end.unwrap_or(text.len())]))
    });
    split.filter(|item| !item.is_empty())
}

/// Walks over the columns of a row and fills the fields from a record.
pub(crate) struct RowReader<'a> {
    pub(crate) record: &'a StringRecord,
    /// The position in the record of each column, in the order of the walk.
    pub(crate) positions: &'a [Option<usize>],
    pub(crate) context: &'a Context<'a>,
    pub(crate) problems: Vec<(&'static str, Problem)>,
    next: usize,
}

impl<'a> RowReader<'a> {
    pub(crate) fn new(
        record: &'a StringRecord,
        positions: &'a [Option<usize>],
        context: &'a Context<'a>,
    ) -> Self {
        Self { record, positions, context, problems: Vec::new(), next: 0 }
    }

    /// The text of the next column, without blanks around it; empty if the file lacks the column.
    fn take(&mut self) -> &'a str {
        let position = self.positions[self.next];
        self.next += 1;
        position.and_then(|position| self.record.get(position)).map_or("", trim)
    }

    fn parse<T: Cell>(&mut self, column: &'static str, text: &str) -> Option<T> {
        match T::parse(text, self.context) {
            Ok(value) => Some(value),
            Err(problem) => {
                self.problems.push((column, problem));
                None
            }
        }
    }

    /// The items of a list; one that stands twice is a problem.
    fn items<T: Cell>(&mut self, column: &'static str, text: &str) -> Vec<T> {
        let separators = text.bytes().filter(|&byte| byte == b';').count();
        let mut list = Vec::with_capacity((separators + 1).min(64));
        let mut many = HashSet::new();
        for (nth, item) in items(text).enumerate() {
            let repeated = match separators {
                0 => false,
                1..FEW => items(text).take(nth).any(|earlier| earlier == item),
                _ => !many.insert(item),
            };
            if repeated {
                self.problems.push((column, Problem::RepeatedInList { value: item.to_owned() }));
            } else if let Some(value) = self.parse(column, item) {
                list.push(value);
            }
        }
        list
    }
}

impl Cells for RowReader<'_> {
    fn key<T: Cell>(&mut self, column: &'static str, field: &mut T) {
        let text = self.take();
        if text.is_empty() {
            self.problems.push((column, Problem::EmptyCell));
            return;
        }
        if column == "id" && text.bytes().any(|byte| byte == b';') {
            self.problems.push((column, Problem::SeparatorInId { value: text.to_owned() }));
        }
        if column == "id" && text.chars().any(is_invisible) {
            self.problems.push((column, Problem::InvisibleInId { value: text.to_owned() }));
        }
        if let Some(value) = self.parse(column, text) {
            *field = value;
        }
    }

    fn cell<T: Cell>(&mut self, column: &'static str, field: &mut Option<T>) {
        let text = self.take();
        if !text.is_empty() {
            *field = self.parse(column, text);
        }
    }

    fn word_or<T: Vocabulary + PartialEq>(&mut self, column: &'static str, _: T, field: &mut T) {
        let mut word = None;
        self.word(column, &mut word);
        if let Some(word) = word {
            *field = word;
        }
    }

    fn list<T: Cell>(&mut self, column: &'static str, field: &mut Vec<T>, _: bool) {
        let text = self.take();
        if !text.is_empty() {
            *field = self.items(column, text);
        }
    }

    fn shared<T: SharedCell>(&mut self, column: &'static str, field: &mut List<T>) {
        let text = self.take();
        if text.is_empty() {
            return;
        }
        let known = self.context.lists.map(T::known);
        if let Some(list) = known.and_then(|known| known.borrow().get(text).cloned()) {
            *field = list;
            return;
        }
        let problems = self.problems.len();
        *field = self.items(column, text).into();
        let sound = self.problems.len() == problems;
        if let Some(known) = known.filter(|known| sound && known.borrow().len() < SHARED) {
            known.borrow_mut().insert(text.into(), field.clone());
        }
    }

    fn number(&mut self, column: &'static str, rule: &'static Rule, field: &mut Option<f64>) {
        let text = self.take();
        if text.is_empty() {
            return;
        }
        match rule.parse(text) {
            Ok(number) => *field = Some(number),
            Err(problem) => self.problems.push((column, problem)),
        }
    }
}

/// Controls, characters without width and those that turn the direction of writing.
fn is_invisible(character: char) -> bool {
    character.is_control()
        || matches!(
            character,
            '\u{ad}'
                | '\u{200b}'..='\u{200f}'
                | '\u{202a}'..='\u{202e}'
                | '\u{2060}'..='\u{2064}'
                | '\u{2066}'..='\u{2069}'
                | '\u{feff}'
        )
}
