//! What surrounds the ties: circles, meetings, acts, borders, rivalries, observations, claims,
//! sources.
use super::about::{About, Id, Text};
use super::place::PlaceIndex;
use super::vocabulary::*;
use crate::Date;
use serde::Serialize;

/// A declared circle of cities; circles may overlap and cross.
#[derive(Debug, Clone, PartialEq, Default, Serialize)]
pub struct Circle {
    /// The identifier.
    pub id: Id,
    /// Name, sources and remarks.
    #[serde(flatten)]
    pub about: About,
    /// What it is.
    pub kind: Option<CircleKind>,
    /// Its core cities; there may be several.
    pub core: Vec<PlaceIndex>,
    /// The circle around it, only where a source says so.
    pub parent: Option<Id>,
    /// How far it has come.
    pub status: Option<CircleStatus>,
    /// When it began.
    pub start: Option<Date>,
    /// When it ended.
    pub end: Option<Date>,
    /// Who belongs to it.
    pub members: Vec<CircleMember>,
    /// How many members the source states, where not all are named.
    pub members_stated: Option<u32>,
    /// The row that tells the same fact.
    pub same_as: Option<Id>,
}

/// A member of a circle.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct CircleMember {
    /// The place, at its own level.
    pub place: PlaceIndex,
    /// What it is in the circle; a silent cell means member.
    pub role: CircleRole,
    /// How much of it belongs; a silent cell means the whole.
    pub extent: Option<Extent>,
    /// When it joined; a silent cell means from the start.
    pub joined: Option<Date>,
    /// When it left.
    pub left: Option<Date>,
    /// Sources and remarks of this row, if it has any.
    pub about: Option<Box<About>>,
}

/// A meeting.
#[derive(Debug, Clone, PartialEq, Default, Serialize)]
pub struct Meeting {
    /// The council, agreement or circle it is a meeting of.
    pub of: Option<Id>,
    /// Title, sources and remarks.
    #[serde(flatten)]
    pub about: About,
    /// When it was held.
    pub date: Option<Date>,
    /// Which meeting of its series it was.
    pub number: Option<u32>,
    /// How many meetings this row stands for, or how many members came.
    pub count: Option<u32>,
    /// Where it was held.
    pub place: Option<PlaceIndex>,
}

/// A sign of life of an agreement, an enclave or a platform.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Act {
    /// The agreement, enclave or platform.
    pub of: Id,
    /// Title, sources and remarks.
    #[serde(flatten)]
    pub about: About,
    /// When.
    pub date: Date,
    /// What it is.
    pub kind: Option<ActKind>,
}

impl Default for Act {
    fn default() -> Self {
        Self { of: Id::default(), about: About::default(), date: Date::of_year(0), kind: None }
    }
}

/// A border of two places.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Border {
    /// One place.
    pub a: PlaceIndex,
    /// The other.
    pub b: PlaceIndex,
    /// Sources and remarks.
    #[serde(flatten)]
    pub about: About,
    /// What kind of border; a silent cell means land.
    pub kind: Option<BorderKind>,
    /// Its length in km.
    pub length_km: Option<f64>,
}

/// A rivalry of two places.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Rivalry {
    /// One place.
    pub a: PlaceIndex,
    /// The other.
    pub b: PlaceIndex,
    /// Sources and remarks.
    #[serde(flatten)]
    pub about: About,
    /// What they compete in.
    pub field: Option<Text>,
    /// Since when.
    pub start: Option<Date>,
    /// Until when.
    pub end: Option<Date>,
}

/// A number observed: money, households, firms, members over time.
#[derive(Debug, Clone, PartialEq, Default, Serialize)]
pub struct Observation {
    /// The place or row it is about.
    pub of: Id,
    /// Title, sources and remarks.
    #[serde(flatten)]
    pub about: About,
    /// What was observed.
    pub what: Text,
    /// When.
    pub date: Option<Date>,
    /// The number.
    pub value: f64,
    /// Its unit.
    pub unit: Option<Text>,
}

/// A statement to be tested.
#[derive(Debug, Clone, PartialEq, Default, Serialize)]
pub struct Claim {
    /// The identifier.
    pub id: Id,
    /// Title, sources and remarks.
    #[serde(flatten)]
    pub about: About,
    /// Whether it says what is or what to do.
    pub kind: Option<ClaimKind>,
    /// What it says.
    pub text: Option<Text>,
}

/// A source.
#[derive(Debug, Clone, PartialEq, Default, Serialize)]
pub struct Source {
    /// The identifier.
    pub id: Id,
    /// Title and remarks.
    #[serde(flatten)]
    pub about: About,
    /// Title, author, publisher.
    pub citation: Text,
    /// When it appeared; as the source has it, since sources are cited, not computed with.
    pub date: Option<Date>,
    /// What it is.
    pub kind: Option<Text>,
    /// Where it is found.
    pub address: Option<Text>,
}
