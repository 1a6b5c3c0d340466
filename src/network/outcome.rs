//! What became of each row in a projection, and why.
use crate::region::RowRef;
use serde::Serialize;
use std::collections::BTreeMap;

/// A kind of event that makes ties, kept apart from the others.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Layer {
    /// Agreements.
    Agreements,
    /// Enclaves.
    Enclaves,
    /// Platforms.
    Platforms,
    /// Councils; off unless asked for, since one council of all cities ties every pair.
    Councils,
}

impl Layer {
    /// Every layer.
    pub const ALL: [Self; 4] = [Self::Agreements, Self::Enclaves, Self::Platforms, Self::Councils];

    /// The name in lower case.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Agreements => "agreements",
            Self::Enclaves => "enclaves",
            Self::Platforms => "platforms",
            Self::Councils => "councils",
        }
    }
}

/// Why a row made no tie.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum LeftOut {
    /// The caller left it out by its id.
    Requested,
    /// It is only planned or proposed.
    Planned,
    /// It is not checked to one of the levels asked for.
    Checked,
    /// It was not found in one of the ways asked for.
    Found,
    /// It has no date, or ended at an unknown one, and a window was asked for.
    Undated,
    /// It lies outside the window.
    OutsideWindow,
    /// It may lie inside or outside the window.
    StraddlesWindow,
    /// It weighs nothing.
    ZeroWeight,
    /// Another row tells the same fact and counts already.
    SameAs,
    /// The source names nobody who takes part.
    NoParties,
    /// None of those who take part is a city of this network.
    NoCity,
    /// One city of this network takes part, the others do not stand for one.
    OneCity,
}

impl LeftOut {
    /// The reason in plain words.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Requested => "left out by request",
            Self::Planned => "only planned or proposed",
            Self::Checked => "not checked to the levels asked for",
            Self::Found => "not found in the ways asked for",
            Self::Undated => "no date known",
            Self::OutsideWindow => "outside the window",
            Self::StraddlesWindow => "may lie in or out of the window",
            Self::ZeroWeight => "weight of zero",
            Self::SameAs => "same fact as another row",
            Self::NoParties => "no party named",
            Self::NoCity => "no city of the network takes part",
            Self::OneCity => "only one city of the network takes part",
        }
    }
}

/// Why someone who takes part in an event stands for no city.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum PartyLeftOut {
    /// It issues or looks on.
    IssuerOrObserver,
    /// It is the state.
    State,
    /// It is a province.
    Province,
    /// It lies outside the region.
    Partner,
    /// It is an actor of no known place.
    Actor,
    /// It is an area that belongs to no city.
    Area,
    /// It lies below the level of cities, which was asked to be left out.
    County,
    /// It is only addressed, which was asked to be left out.
    Addressee,
    /// Its row is not checked to one of the levels asked for.
    Checked,
    /// Its row was not found in one of the ways asked for.
    Found,
    /// It had not joined yet or had left, or that cannot be told.
    NotThen,
}

impl PartyLeftOut {
    /// The reason in plain words.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::IssuerOrObserver => "issuer or observer",
            Self::State => "the state",
            Self::Province => "a province",
            Self::Partner => "a partner from outside the region",
            Self::Actor => "an actor without a place",
            Self::Area => "an area of no single city",
            Self::County => "below the level of cities",
            Self::Addressee => "only addressed",
            Self::Checked => "not checked to the levels asked for",
            Self::Found => "not found in the ways asked for",
            Self::NotThen => "not a member at that time",
        }
    }
}

/// What became of a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Outcome {
    /// It ties this many cities.
    Tied {
        /// The cities, at least two.
        cities: u32,
        /// Whether a province was lifted to cities for it.
        lifted: bool,
    },
    /// All who take part belong to one city: kept apart from the ties.
    SelfTie,
    /// It makes no tie.
    LeftOut(LeftOut),
}

/// What a projection used and left out, for one layer.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct LayerCount {
    /// The rows of the layer.
    pub rows: usize,
    /// The rows that tie cities.
    pub tied: usize,
    /// Of these, the rows that needed a province lifted to cities.
    pub lifted: usize,
    /// The rows within one city.
    pub self_ties: usize,
    /// The rows that make no tie, by reason.
    pub left_out: BTreeMap<LeftOut, usize>,
    /// Those who take part in rows that passed the choice of rows.
    pub parties: usize,
    /// Of these, those who stand for no city, by reason.
    pub parties_left_out: BTreeMap<PartyLeftOut, usize>,
}

impl LayerCount {
    pub(crate) fn count(&mut self, outcome: Outcome) {
        self.rows += 1;
        match outcome {
            Outcome::Tied { lifted, .. } => {
                self.tied += 1;
                self.lifted += usize::from(lifted);
            }
            Outcome::SelfTie => self.self_ties += 1,
            Outcome::LeftOut(reason) => *self.left_out.entry(reason).or_default() += 1,
        }
    }
}

/// What a projection used and left out.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Accounts {
    pub(crate) rows: Vec<(RowRef, Outcome)>,
    pub(crate) layers: BTreeMap<Layer, LayerCount>,
}

impl Accounts {
    /// What became of every row of the layers chosen.
    pub fn rows(&self) -> &[(RowRef, Outcome)] {
        &self.rows
    }

    /// The counts of each layer chosen.
    pub fn layers(&self) -> &BTreeMap<Layer, LayerCount> {
        &self.layers
    }

    /// The number of rows that tie cities.
    pub fn tied(&self) -> usize {
        self.layers.values().map(|layer| layer.tied).sum()
    }
}

impl Serialize for Accounts {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.layers.serialize(serializer)
    }
}
