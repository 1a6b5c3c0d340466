//! What was found: a number of a region, how sure it is, and the rows behind it.
use crate::region::{RowName, RowRef};
use crate::statistics::{Alternative, Interval, PermutationTest, RateRatio};
use crate::{Measured, Region, Result, Undefined};
use serde::Serialize;

/// The headline number of a question: what it is, how sure it is, which rows it was read from, and
/// what data would say more.
///
/// Every question of [`cooperation`](crate::cooperation) answers with one or several of these, so
/// that a table can set them side by side whatever they measure. A number that the ledger cannot
/// give is [`Undefined`] with the reason; so is an interval or a test that these rows do not allow.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Finding {
    /// The name of the quantity, in lower case with hyphens.
    pub quantity: &'static str,
    /// Of what part of the region it is, where there are several: a chain of bodies, a council.
    pub part: Option<String>,
    /// What the number says, in a few words.
    pub meaning: &'static str,
    /// The id of the region.
    pub region: String,
    /// The number.
    pub value: Measured,
    /// The value that would say nothing either way, where there is one: 0 for a difference, 1 for
    /// a ratio.
    pub neutral: Option<f64>,
    /// Between which values it lies.
    pub interval: Measured<Interval>,
    /// How often chance does as much, on either side.
    pub test: Measured<Tails>,
    /// How many independent units it was read from: ceremonies, bodies, pairs.
    pub units: usize,
    /// The rows of the ledger behind it, in order of table and id.
    pub rows: Vec<RowName>,
    /// What data would decide, where these do not.
    pub decided_by: Option<String>,
}

/// How often chance does as much as was seen, high and low.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Tails {
    /// How often chance gives so high a value or a higher one.
    pub greater: f64,
    /// How often chance gives so low a value or a lower one.
    pub less: f64,
    /// The smallest `greater` that these data could have given.
    pub attainable_greater: f64,
    /// The smallest `less` that these data could have given.
    pub attainable_less: f64,
    /// What chance is taken to do.
    pub null: &'static str,
}

impl Tails {
    /// Both tails of a test whose smallest p is the same on either side.
    pub fn new(greater: f64, less: f64, attainable: f64, null: &'static str) -> Self {
        let attainable_less = attainable;
        Self { greater, less, attainable_greater: attainable, attainable_less, null }
    }

    /// Both tails of a permutation test, whatever its alternative.
    pub fn of(test: &PermutationTest, null: &'static str) -> Self {
        let sides = if test.alternative == Alternative::TwoSided { 2.0 } else { 1.0 };
        Self::new(test.p_greater, test.p_less, test.attainable / sides, null)
    }

    /// The p of an alternative; two-sided is twice the smaller one, at most 1.
    pub fn p(&self, alternative: Alternative) -> f64 {
        match alternative {
            Alternative::Greater => self.greater,
            Alternative::Less => self.less,
            _ => (2.0 * self.greater.min(self.less)).min(1.0),
        }
    }

    /// The smallest p that the alternative could have given.
    pub fn attainable(&self, alternative: Alternative) -> f64 {
        match alternative {
            Alternative::Greater => self.attainable_greater,
            Alternative::Less => self.attainable_less,
            _ => (2.0 * self.attainable_greater.min(self.attainable_less)).min(1.0),
        }
    }
}

impl Finding {
    /// A quantity of a region of which nothing is known yet, for this reason.
    pub fn new(
        quantity: &'static str,
        meaning: &'static str,
        region: &Region,
        reason: Undefined,
    ) -> Self {
        Self {
            quantity,
            part: None,
            meaning,
            region: region.id().to_owned(),
            value: Measured::Undefined(reason),
            neutral: None,
            interval: Measured::Undefined(reason),
            test: Measured::Undefined(reason),
            units: 0,
            rows: Vec::new(),
            decided_by: None,
        }
    }

    /// Sets the number. If it is undefined, so are interval and test.
    pub fn value(mut self, value: impl Into<Measured>) -> Self {
        self.value = value.into();
        if let Some(reason) = self.value.undefined() {
            self.interval = Measured::Undefined(reason);
            self.test = Measured::Undefined(reason);
        }
        self
    }

    /// Sets of what part of the region it is.
    pub fn part(mut self, part: &str) -> Self {
        self.part = Some(part.to_owned());
        self
    }

    /// Sets the value that would say nothing.
    pub fn neutral(mut self, neutral: f64) -> Self {
        self.neutral = Some(neutral);
        self
    }

    /// Sets the interval; without a number there is none.
    pub fn interval(mut self, interval: impl Into<Measured<Interval>>) -> Self {
        if self.value.value().is_some() {
            self.interval = interval.into();
        }
        self
    }

    /// Sets the test; without a number there is none.
    pub fn test(mut self, test: impl Into<Measured<Tails>>) -> Self {
        if self.value.value().is_some() {
            self.test = test.into();
        }
        self
    }

    /// Sets the rows behind it and how many independent units they are.
    ///
    /// # Panics
    /// If a row belongs to another, larger region.
    pub fn rows(
        mut self,
        region: &Region,
        rows: impl IntoIterator<Item = RowRef>,
        units: usize,
    ) -> Self {
        self.rows = rows.into_iter().map(|row| region.row_name(row)).collect();
        self.rows.sort_unstable();
        self.rows.dedup();
        self.units = units;
        self
    }

    /// Sets the names of the rows behind it, in order, and how many independent units they are.
    pub(crate) fn named(mut self, rows: Vec<RowName>, units: usize) -> Self {
        (self.rows, self.units) = (rows, units);
        self
    }

    /// Sets what data would decide.
    pub fn decided_by(mut self, needs: impl Into<String>) -> Self {
        self.decided_by = Some(needs.into());
        self
    }

    /// The p of an alternative.
    pub fn p(&self, alternative: Alternative) -> Measured {
        self.test.map(|test| test.p(alternative))
    }

    /// The smallest p that these data could have given for an alternative.
    pub fn attainable(&self, alternative: Alternative) -> Measured {
        self.test.map(|test| test.attainable(alternative))
    }
}

/// The exact binomial test of so many of all against one half.
pub(crate) fn tails_of_half(successes: u64, trials: u64) -> Result<Measured<Tails>> {
    // One event in a half and one in the other are equally likely: a ratio of rates of 1.
    let ratio = RateRatio::new(successes, 1.0, trials - successes, 1.0);
    let greater = ratio.alternative(Alternative::Greater).run()?;
    let less = ratio.alternative(Alternative::Less).run()?;
    Ok(greater.and_then(|greater| {
        less.map(|less| Tails {
            greater: greater.p,
            less: less.p,
            attainable_greater: greater.attainable,
            attainable_less: less.attainable,
            null: "one half of them",
        })
    }))
}

impl From<f64> for Measured {
    fn from(value: f64) -> Self {
        Self::Value(value)
    }
}

impl From<Interval> for Measured<Interval> {
    fn from(value: Interval) -> Self {
        Self::Value(value)
    }
}

impl From<Tails> for Measured<Tails> {
    fn from(value: Tails) -> Self {
        Self::Value(value)
    }
}
