//! What makes ties: agreements, enclaves, platforms and councils, with those who take part.
use super::about::{About, Id, Text};
use super::list::List;
use super::place::PlaceIndex;
use super::vocabulary::*;
use crate::Date;
use serde::Serialize;

/// An agreement between governments, departments or firms.
#[derive(Debug, Clone, PartialEq, Default, Serialize)]
pub struct Agreement {
    /// The identifier.
    pub id: Id,
    /// Title, sources and remarks.
    #[serde(flatten)]
    pub about: About,
    /// What it is.
    pub kind: Option<AgreementKind>,
    /// Who takes part.
    pub parties: Vec<Party>,
    /// When it was signed or issued.
    pub start: Option<Date>,
    /// When it ended.
    pub end: Option<Date>,
    /// When it was carried out.
    pub landed: Option<Date>,
    /// The domains it covers.
    pub domains: List<Text>,
    /// The level it was made at.
    pub rank: Option<Rank>,
    /// Who leads.
    pub lead: Option<Lead>,
    /// How far it has come.
    pub stage: Option<Stage>,
    /// How many items were signed as this one row; a silent cell means 1.
    pub count: Option<u32>,
    /// The ceremony it was signed at.
    pub batch: Option<Text>,
    /// The council that passed it.
    pub council: Option<Id>,
    /// How many parties the source states, where not all are named.
    pub parties_stated: Option<u32>,
    /// The weight of the event; a silent cell means 1, zero means no tie.
    pub weight: Option<f64>,
    /// The row that tells the same fact.
    pub same_as: Option<Id>,
}

/// A party of an agreement: a place, an actor that is no place, or an actor of a place.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Party {
    /// The place, at its own level.
    pub place: Option<PlaceIndex>,
    /// A ministry, a court, a firm.
    pub actor: Option<Text>,
    /// What it does in the agreement.
    pub role: PartyRole,
    /// Sources and remarks of this row, if it has any.
    pub about: Option<Box<About>>,
}

impl Default for Party {
    fn default() -> Self {
        Self { place: None, actor: None, role: PartyRole::Party, about: None }
    }
}

impl Party {
    /// Whether the place says it all, so that the short list of parties can hold it.
    pub(crate) fn is_plain(&self) -> bool {
        self.actor.is_none() && self.about.is_none() && self.role == PartyRole::Party
    }
}

/// An enclave (飞地): a city's foothold in another, from home to host.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Enclave {
    /// The identifier.
    pub id: Id,
    /// Title, sources and remarks.
    #[serde(flatten)]
    pub about: About,
    /// Whose enclave it is.
    pub home: Option<PlaceIndex>,
    /// Where it lies.
    pub host: Option<PlaceIndex>,
    /// What it is for.
    pub kind: EnclaveKind,
    /// When it began.
    pub start: Option<Date>,
    /// When it ended.
    pub end: Option<Date>,
    /// How far it has come.
    pub status: Option<Status>,
    /// How many enclaves this row stands for; a silent cell means 1.
    pub count: Option<u32>,
    /// Who leads.
    pub lead: Option<Lead>,
    /// How it is run.
    pub mode: Option<EnclaveMode>,
    /// The share of benefits that goes home.
    pub home_share: Option<f64>,
    /// The share of the investment that home brings.
    pub home_investment: Option<f64>,
    /// The share of energy use booked at home.
    pub home_energy: Option<f64>,
    /// The share of emissions booked at home.
    pub home_emissions: Option<f64>,
    /// The weight of the event; a silent cell means 1, zero means no tie.
    pub weight: Option<f64>,
    /// The row that tells the same fact.
    pub same_as: Option<Id>,
}

impl Default for Enclave {
    fn default() -> Self {
        Self {
            id: Id::default(),
            about: About::default(),
            home: None,
            host: None,
            kind: EnclaveKind::Other,
            start: None,
            end: None,
            status: None,
            count: None,
            lead: None,
            mode: None,
            home_share: None,
            home_investment: None,
            home_energy: None,
            home_emissions: None,
            weight: None,
            same_as: None,
        }
    }
}

/// A joint platform: mutual recognition, shared data, a corridor, an alliance.
#[derive(Debug, Clone, PartialEq, Default, Serialize)]
pub struct Platform {
    /// The identifier.
    pub id: Id,
    /// Title, sources and remarks.
    #[serde(flatten)]
    pub about: About,
    /// What it does.
    pub kind: Option<PlatformKind>,
    /// The domains it covers.
    pub domains: List<Text>,
    /// Who leads.
    pub lead: Option<Lead>,
    /// How far it has come.
    pub status: Option<Status>,
    /// When it began.
    pub start: Option<Date>,
    /// When it ended.
    pub end: Option<Date>,
    /// Who takes part.
    pub members: Vec<PlatformMember>,
    /// How many members the source states, where not all are named.
    pub members_stated: Option<u32>,
    /// The weight of the event; a silent cell means 1, zero means no tie.
    pub weight: Option<f64>,
    /// The row that tells the same fact.
    pub same_as: Option<Id>,
}

/// A member of a platform.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct PlatformMember {
    /// The place, at its own level.
    pub place: PlaceIndex,
    /// What it does; a silent cell means member.
    pub role: PlatformRole,
    /// When it joined; a silent cell means from the start.
    pub joined: Option<Date>,
    /// When it left.
    pub left: Option<Date>,
    /// Sources and remarks of this row, if it has any.
    pub about: Option<Box<About>>,
}

/// A body of a cooperation mechanism: a council, a conference, an office.
#[derive(Debug, Clone, PartialEq, Default, Serialize)]
pub struct Council {
    /// The identifier.
    pub id: Id,
    /// Name, sources and remarks.
    #[serde(flatten)]
    pub about: About,
    /// The chain of bodies it belongs to.
    pub system: Option<Text>,
    /// Its level in that chain.
    pub level: Option<CouncilLevel>,
    /// When it was founded.
    pub start: Option<Date>,
    /// When it ended.
    pub end: Option<Date>,
    /// Who takes part.
    pub members: Vec<CouncilMember>,
    /// How many members the source states, where not all are named.
    pub members_stated: Option<u32>,
    /// The row that tells the same fact.
    pub same_as: Option<Id>,
}

/// A member of a council.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct CouncilMember {
    /// The place, at its own level.
    pub place: PlaceIndex,
    /// What it does; a silent cell means member.
    pub role: CouncilRole,
    /// When it joined; a silent cell means from the start.
    pub joined: Option<Date>,
    /// When it left.
    pub left: Option<Date>,
    /// Sources and remarks of this row, if it has any.
    pub about: Option<Box<About>>,
}
