//! Why a number is missing: undefined is a value with a reason, never 0, NaN or a panic.
use serde::{Serialize, Serializer};
use std::fmt;

/// Why a legal question has no answer on this network.
///
/// An [`Error`](crate::Error) says that the caller must change the call or the data; an
/// `Undefined` is the answer itself: this network cannot settle the question.
#[derive(Debug, Clone, Copy, PartialEq)]
#[non_exhaustive]
pub enum Undefined {
    /// No two cities are tied.
    NoEdges,
    /// The ledger holds no event of the kind asked for.
    NoEvents,
    /// The formula needs more cities than there are.
    TooFewCities {
        /// The smallest number of cities it works for.
        need: usize,
    },
    /// This city has too few partners for its score.
    TooFewPartners {
        /// The smallest number of partners it works for.
        need: usize,
    },
    /// There are too few events, or other units to redraw or to leave out.
    TooFewUnits {
        /// The smallest number of units it works for.
        need: usize,
    },
    /// All values are equal, so nothing varies with anything.
    ZeroVariance,
    /// Redrawing moves the measure to one side: the interval does not hold its own estimate.
    Biased,
    /// The measure is undefined on samples that differ little from the data.
    Fragile {
        /// On how many of them.
        n: usize,
    },
    /// The measure has no meaning on a network in pieces.
    Disconnected,
    /// This city has no tie.
    Isolate,
    /// The question is empty here: one group only, or nothing to tell apart.
    Vacuous,
    /// A level of the chain has no body.
    MissingLevel {
        /// The level without a body.
        level: &'static str,
    },
    /// No arrangement of this data could reach the significance asked for.
    NotAttainable {
        /// The smallest p this data can give.
        p_min: f64,
    },
    /// No test of this number is offered, since none keeps its error rate.
    NoTest {
        /// Why not.
        why: &'static str,
    },
    /// The source is silent on what the formula needs.
    MissingData {
        /// How many cities or rows lack it.
        n: usize,
    },
    /// The data break what the method assumes, so that its answer would mislead.
    Assumption {
        /// What does not hold.
        broken: &'static str,
        /// What to use instead.
        instead: &'static str,
    },
    /// Nothing bounds the number: it divides by something that was never seen.
    Unbounded,
}

impl Undefined {
    /// Why a number that weights near the largest or smallest numbers make has no error.
    pub(crate) const BEYOND: Self = Self::Assumption {
        broken: "the numbers lie beyond the range in which an error can be computed",
        instead: "weights nearer to 1",
    };

    /// The name of the reason alone, as it stands in JSON before the colon.
    pub fn name(&self) -> &'static str {
        match self {
            Self::NoEdges => "NoEdges",
            Self::NoEvents => "NoEvents",
            Self::TooFewCities { .. } => "TooFewCities",
            Self::TooFewPartners { .. } => "TooFewPartners",
            Self::TooFewUnits { .. } => "TooFewUnits",
            Self::ZeroVariance => "ZeroVariance",
            Self::Biased => "Biased",
            Self::Fragile { .. } => "Fragile",
            Self::Disconnected => "Disconnected",
            Self::Isolate => "Isolate",
            Self::Vacuous => "Vacuous",
            Self::MissingLevel { .. } => "MissingLevel",
            Self::NotAttainable { .. } => "NotAttainable",
            Self::NoTest { .. } => "NoTest",
            Self::MissingData { .. } => "MissingData",
            Self::Assumption { .. } => "Assumption",
            Self::Unbounded => "Unbounded",
        }
    }

    /// The reason in words, without its name.
    pub fn words(&self) -> String {
        match self {
            Self::NoEdges => "no two cities are tied".to_owned(),
            Self::NoEvents => "no event of this kind".to_owned(),
            Self::TooFewCities { need } => format!("needs at least {need} cities"),
            Self::TooFewPartners { need } => format!("needs at least {need} partners"),
            Self::TooFewUnits { need } => format!("needs at least {need} units to redraw"),
            Self::ZeroVariance => "all values are equal".to_owned(),
            Self::Biased => "the interval does not hold its own estimate".to_owned(),
            Self::Fragile { n } => format!("has no value on {n} of the samples redrawn"),
            Self::Disconnected => "the network is in pieces".to_owned(),
            Self::Isolate => "the city has no tie".to_owned(),
            Self::Vacuous => {
                "the question is empty here: one group only, or no direction".to_owned()
            }
            Self::MissingLevel { level } => format!("no body at the level {level}"),
            Self::NotAttainable { p_min } => format!("the smallest p possible is {p_min}"),
            Self::NoTest { why } => (*why).to_owned(),
            Self::MissingData { n } => format!("the sources are silent for {n}"),
            Self::Assumption { broken, instead } => format!("{broken}; use {instead}"),
            Self::Unbounded => "what it divides by was never seen".to_owned(),
        }
    }
}

impl fmt::Display for Undefined {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.name(), self.words())
    }
}

impl Serialize for Undefined {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

/// A number, or the reason why there is none.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Measured<T = f64> {
    /// The answer.
    Value(T),
    /// Why there is no answer.
    Undefined(Undefined),
}

impl<T> Measured<T> {
    /// The value, if there is one.
    pub fn value(self) -> Option<T> {
        match self {
            Self::Value(value) => Some(value),
            Self::Undefined(_) => None,
        }
    }

    /// The reason, if there is no value.
    pub fn undefined(&self) -> Option<Undefined> {
        match self {
            Self::Value(_) => None,
            Self::Undefined(reason) => Some(*reason),
        }
    }

    /// The value by reference.
    pub fn as_ref(&self) -> Measured<&T> {
        match self {
            Self::Value(value) => Measured::Value(value),
            Self::Undefined(reason) => Measured::Undefined(*reason),
        }
    }

    /// Applies `f` to the value and keeps the reason.
    pub fn map<U>(self, f: impl FnOnce(T) -> U) -> Measured<U> {
        match self {
            Self::Value(value) => Measured::Value(f(value)),
            Self::Undefined(reason) => Measured::Undefined(reason),
        }
    }

    /// What follows from the value, which may be undefined itself; keeps the reason.
    pub fn and_then<U>(self, f: impl FnOnce(T) -> Measured<U>) -> Measured<U> {
        match self {
            Self::Value(value) => f(value),
            Self::Undefined(reason) => Measured::Undefined(reason),
        }
    }
}

impl<T> From<Result<T, Undefined>> for Measured<T> {
    fn from(result: Result<T, Undefined>) -> Self {
        result.map_or_else(Self::Undefined, Self::Value)
    }
}

impl<T: Serialize> Serialize for Measured<T> {
    /// A value as itself, a reason as `{"undefined": "NoEdges: …"}`.
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        use serde::ser::SerializeMap;
        match self {
            Self::Value(value) => value.serialize(serializer),
            Self::Undefined(reason) => {
                let mut map = serializer.serialize_map(Some(1))?;
                map.serialize_entry("undefined", reason)?;
                map.end()
            }
        }
    }
}
