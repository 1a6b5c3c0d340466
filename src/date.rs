//! Dates of any precision, compared as the intervals they are.
use serde::{Serialize, Serializer};
use std::fmt;
use std::str::FromStr;

/// A date as a source gives it: a year, a month, a day, or some time between two of these.
///
/// It is the set of days it may stand for, from [`first`](Self::first) to [`last`](Self::last);
/// `2019/2021` is some time within those three years. Two dates contradict each other only where
/// no day fits, so [`is_after`](Self::is_after) asks whether *every* possible day comes after.
///
/// ```
/// use conurbation::Date;
/// let year: Date = "2019".parse()?;
/// let day: Date = "2019-04-10".parse()?;
/// assert!(day.is_within(year) && !day.is_after(year) && !day.is_before(year));
/// assert_eq!("2019-01/2019-12".parse::<Date>()?, year);
/// assert_eq!(year.to_string(), "2019");
/// # Ok::<(), conurbation::InvalidDate>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date {
    first: Day,
    last: Day,
}

/// One day, as year, month and day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Day {
    year: i16,
    month: u8,
    day: u8,
}

/// A text that is no date.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a date; write 2017, 2017-04, 2017-04-10 or an interval such as 2019/2021")]
pub struct InvalidDate;

impl Date {
    /// The first day it may be.
    pub fn first(self) -> Day {
        self.first
    }

    /// The last day it may be.
    pub fn last(self) -> Day {
        self.last
    }

    /// The whole of a calendar year.
    pub fn of_year(year: i16) -> Self {
        Self { first: Day { year, month: 1, day: 1 }, last: Day { year, month: 12, day: 31 } }
    }

    /// Some time from the first day of `self` to the last day of `end`.
    pub fn to(self, end: Self) -> Option<Self> {
        (self.first <= end.last).then_some(Self { first: self.first, last: end.last })
    }

    /// Some time from the first day of `self` to the day before the first day of `end`.
    pub fn until(self, end: Self) -> Option<Self> {
        let last = end.first.before()?;
        (self.first <= last).then_some(Self { first: self.first, last })
    }

    /// The same, up to a day that lies in it.
    pub(crate) fn cut(self, last: Day) -> Self {
        Self { first: self.first, last: last.max(self.first) }
    }

    /// Whether every day it may be lies after every day `other` may be.
    pub fn is_after(self, other: Self) -> bool {
        self.first > other.last
    }

    /// Whether every day it may be lies before every day `other` may be.
    pub fn is_before(self, other: Self) -> bool {
        self.last < other.first
    }

    /// Whether every day it may be lies within `window`.
    pub fn is_within(self, window: Self) -> bool {
        window.first <= self.first && self.last <= window.last
    }

    /// Whether some day fits both.
    pub fn overlaps(self, other: Self) -> bool {
        !self.is_after(other) && !self.is_before(other)
    }

    /// How many years it spans, from the beginning of its first day to the end of its last.
    pub(crate) fn years(self) -> f64 {
        self.last.ends() - self.first.begins()
    }

    /// The point of time in the middle of the days it may be, in years.
    pub(crate) fn middle(self) -> f64 {
        (self.first.begins() + self.last.ends()) / 2.0
    }

    /// The calendar year, if only one is possible.
    pub fn year(self) -> Option<i16> {
        (self.first.year == self.last.year).then_some(self.first.year)
    }
}

impl Day {
    /// The day before, if the calendar has one.
    fn before(self) -> Option<Self> {
        Some(match self {
            Self { year: 0, month: 1, day: 1 } => return None,
            Self { year, month: 1, day: 1 } => Self { year: year - 1, month: 12, day: 31 },
            Self { year, month, day: 1 } => {
                Self { year, month: month - 1, day: days_in(year, month - 1) }
            }
            Self { day, .. } => Self { day: day - 1, ..self },
        })
    }

    /// When it begins, in years: whole at the first of January.
    pub(crate) fn begins(self) -> f64 {
        f64::from(self.year) + f64::from(self.of_year() - 1) / f64::from(length(self.year))
    }

    /// When it ends, in years.
    pub(crate) fn ends(self) -> f64 {
        f64::from(self.year) + f64::from(self.of_year()) / f64::from(length(self.year))
    }

    /// Which day of its year it is, from 1.
    fn of_year(self) -> u16 {
        let before = (1..self.month).map(|month| u16::from(days_in(self.year, month)));
        before.sum::<u16>() + u16::from(self.day)
    }

    /// The calendar year.
    pub fn year(self) -> i16 {
        self.year
    }

    /// The month, from 1 to 12.
    pub fn month(self) -> u8 {
        self.month
    }

    /// The day of the month, from 1.
    pub fn day(self) -> u8 {
        self.day
    }
}

/// The days of a year.
fn length(year: i16) -> u16 {
    if days_in(year, 2) == 29 { 366 } else { 365 }
}

fn days_in(year: i16, month: u8) -> u8 {
    match month {
        4 | 6 | 9 | 11 => 30,
        2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
        2 => 28,
        _ => 31,
    }
}

/// The number in the digits of `text`, which must be just `width` of them.
fn digits(text: &[u8], width: usize) -> Option<i16> {
    if text.len() != width || !text.iter().all(u8::is_ascii_digit) {
        return None;
    }
    Some(text.iter().fold(0, |number, digit| number * 10 + i16::from(digit - b'0')))
}

/// A year, a month or a day.
fn simple(text: &[u8]) -> Option<Date> {
    let year = digits(text.get(..4)?, 4)?;
    let rest = &text[4..];
    if rest.is_empty() {
        return Some(Date::of_year(year));
    }
    let month = digits(rest.strip_prefix(b"-")?.get(..2)?, 2)? as u8;
    if !(1..=12).contains(&month) {
        return None;
    }
    let rest = &rest[3..];
    if rest.is_empty() {
        let first = Day { year, month, day: 1 };
        return Some(Date { first, last: Day { day: days_in(year, month), ..first } });
    }
    let day = digits(rest.strip_prefix(b"-")?, 2)? as u8;
    let first = Day { year, month, day };
    (1..=days_in(year, month)).contains(&day).then_some(Date { first, last: first })
}

impl FromStr for Date {
    type Err = InvalidDate;

    fn from_str(text: &str) -> Result<Self, InvalidDate> {
        let text = text.as_bytes();
        let date = match text.iter().position(|&byte| byte == b'/') {
            None => simple(text),
            Some(slash) => simple(&text[..slash])
                .zip(simple(&text[slash + 1..]))
                .and_then(|(from, to)| from.to(to)),
        };
        date.ok_or(InvalidDate)
    }
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
}

impl fmt::Display for Date {
    /// In years if it begins and ends with whole years, else in months if with whole months, else
    /// in days.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (first, last) = (self.first, self.last);
        let whole_months = first.day == 1 && last.day == days_in(last.year, last.month);
        let whole_years = whole_months && first.month == 1 && last.month == 12;
        let part = |f: &mut fmt::Formatter<'_>, day: Day| {
            if whole_years {
                write!(f, "{:04}", day.year)
            } else if whole_months {
                write!(f, "{:04}-{:02}", day.year, day.month)
            } else {
                write!(f, "{day}")
            }
        };
        part(f, first)?;
        let one = first == last
            || (whole_years && first.year == last.year)
            || (whole_months && (first.year, first.month) == (last.year, last.month));
        if !one {
            write!(f, "/")?;
            part(f, last)?;
        }
        Ok(())
    }
}

impl Serialize for Date {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}
