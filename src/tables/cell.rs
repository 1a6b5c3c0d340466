//! What a cell can hold, and how it is read and written.
use super::reference::{PLACE, SOURCE, unknown};
use crate::Date;
use crate::problem::{Problem, nearest};
use crate::region::{
    Citation, Domains, Found, Ids, List, Party, Place, PlaceIndex, Source, Text, Vocabulary,
};
use std::cell::RefCell;
use std::collections::HashMap;
use std::fmt::Write;

/// What must be known to understand a cell.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Context<'a> {
    /// The places, once they are read; without them references to places pass.
    pub(crate) places: Option<(&'a [Place], &'a Ids)>,
    /// The sources, if there is a list of them; without it citations are free text.
    pub(crate) sources: Option<(&'a [Source], &'a Ids)>,
    /// The date that no date of this table may lie after.
    pub(crate) as_of: Option<Date>,
    /// Lists met before, to be shared.
    pub(crate) lists: Option<&'a Lists>,
}

/// How many different lists are remembered of each kind.
pub(crate) const SHARED: usize = 1 << 12;

/// Lists by the text of their cells.
type Known<T> = RefCell<HashMap<Box<str>, List<T>>>;

/// The lists met so far while reading a region.
#[derive(Debug, Default)]
pub(crate) struct Lists {
    texts: Known<Text>,
    citations: Known<Citation>,
}

/// The content of a cell that stands in lists which many rows have in common.
pub(crate) trait SharedCell: Cell + Clone {
    fn known(lists: &Lists) -> &Known<Self>;
}

impl SharedCell for Text {
    fn known(lists: &Lists) -> &Known<Self> {
        &lists.texts
    }
}

impl SharedCell for Citation {
    fn known(lists: &Lists) -> &Known<Self> {
        &lists.citations
    }
}

/// A range that a number must lie in.
#[derive(Debug)]
pub(crate) struct Rule {
    pub(crate) min: f64,
    pub(crate) max: f64,
    pub(crate) expected: &'static str,
}

impl Rule {
    pub(crate) fn parse(&self, text: &str) -> Result<f64, Problem> {
        let number = number(text)?;
        if number >= self.min && number <= self.max {
            return Ok(number);
        }
        Err(Problem::OutOfRange { value: text.to_owned(), expected: self.expected })
    }
}

/// A number, which may still be NaN or infinite.
pub(crate) fn number(text: &str) -> Result<f64, Problem> {
    text.parse().map_err(|_| Problem::NotANumber { value: text.to_owned() })
}

/// The content of a cell that is not empty.
pub(crate) trait Cell: Sized {
    fn parse(text: &str, context: &Context<'_>) -> Result<Self, Problem>;
    fn write(&self, context: &Context<'_>, out: &mut String);
}

impl Cell for Text {
    fn parse(text: &str, _: &Context<'_>) -> Result<Self, Problem> {
        Ok(text.into())
    }

    fn write(&self, _: &Context<'_>, out: &mut String) {
        out.push_str(self);
    }
}

impl Cell for Found {
    fn parse(text: &str, _: &Context<'_>) -> Result<Self, Problem> {
        Ok(text.into())
    }

    fn write(&self, _: &Context<'_>, out: &mut String) {
        out.push_str(self.as_str());
    }
}

impl Cell for Citation {
    fn parse(text: &str, context: &Context<'_>) -> Result<Self, Problem> {
        let citation = Self::new(text);
        let Some((sources, ids)) = context.sources else {
            return Ok(citation);
        };
        let id = citation.source();
        if ids.find(id, |row| &sources[row as usize].id).is_some() {
            return Ok(citation);
        }
        Err(unknown(SOURCE, id))
    }

    fn write(&self, _: &Context<'_>, out: &mut String) {
        let _ = write!(out, "{self}");
    }
}

/// A counting number.
impl Cell for u32 {
    fn parse(text: &str, _: &Context<'_>) -> Result<Self, Problem> {
        match text.parse() {
            Ok(0) | Err(_) => {
                number(text)?;
                let expected = "a whole number from 1";
                Err(Problem::OutOfRange { value: text.to_owned(), expected })
            }
            Ok(count) => Ok(count),
        }
    }

    fn write(&self, _: &Context<'_>, out: &mut String) {
        let _ = write!(out, "{self}");
    }
}

/// A finite number.
impl Cell for f64 {
    fn parse(text: &str, _: &Context<'_>) -> Result<Self, Problem> {
        let rule = Rule { min: f64::MIN, max: f64::MAX, expected: "a finite number" };
        rule.parse(text)
    }

    fn write(&self, _: &Context<'_>, out: &mut String) {
        let _ = write!(out, "{self}");
    }
}

impl Cell for Date {
    fn parse(text: &str, context: &Context<'_>) -> Result<Self, Problem> {
        let date: Self =
            text.parse().map_err(|_| Problem::InvalidDate { value: text.to_owned() })?;
        match context.as_of {
            Some(as_of) if date.is_after(as_of) => {
                Err(Problem::AfterAsOf { date: date.to_string(), as_of: as_of.to_string() })
            }
            _ => Ok(date),
        }
    }

    fn write(&self, _: &Context<'_>, out: &mut String) {
        let _ = write!(out, "{self}");
    }
}

impl Cell for PlaceIndex {
    fn parse(text: &str, context: &Context<'_>) -> Result<Self, Problem> {
        let Some((places, ids)) = context.places else {
            return Ok(Self::UNSET);
        };
        let row = ids.find(text, |row| &places[row as usize].id);
        row.map(PlaceIndex).ok_or_else(|| unknown(PLACE, text))
    }

    fn write(&self, context: &Context<'_>, out: &mut String) {
        let place = context.places.and_then(|(places, _)| places.get(self.index()));
        out.push_str(place.map_or("", |place| &place.id));
    }
}

/// A party of which only the place is said.
impl Cell for Party {
    fn parse(text: &str, context: &Context<'_>) -> Result<Self, Problem> {
        PlaceIndex::parse(text, context).map(|place| Self { place: Some(place), ..Self::default() })
    }

    fn write(&self, context: &Context<'_>, out: &mut String) {
        if let Some(place) = self.place {
            place.write(context, out);
        }
    }
}

/// `field=word+word`, or a word alone.
impl Cell for Domains {
    fn parse(text: &str, _: &Context<'_>) -> Result<Self, Problem> {
        let Some((field, words)) = text.split_once('=') else {
            return Ok(Self { field: text.into(), words: vec![text.into()] });
        };
        let words = words.split('+').map(str::trim).filter(|word| !word.is_empty());
        Ok(Self { field: field.trim().into(), words: words.map(Into::into).collect() })
    }

    fn write(&self, _: &Context<'_>, out: &mut String) {
        out.push_str(&self.field);
        if self.words.len() != 1 || self.words[0] != self.field {
            out.push('=');
            out.push_str(&self.words.join("+"));
        }
    }
}

/// A word of a closed vocabulary.
pub(crate) struct Word<T>(pub(crate) T);

impl<T: Vocabulary> Cell for Word<T> {
    fn parse(text: &str, _: &Context<'_>) -> Result<Self, Problem> {
        T::from_word(text).map(Self).ok_or_else(|| Problem::UnknownWord {
            value: text.to_owned(),
            allowed: T::WORDS,
            nearest: nearest(&text.to_lowercase(), T::WORDS.iter().copied()),
        })
    }

    fn write(&self, _: &Context<'_>, out: &mut String) {
        out.push_str(self.0.word());
    }
}
