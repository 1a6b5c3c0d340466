//! A row that may make ties, whatever its table.
use super::{Layer, PartyLeftOut, Projection};
use crate::region::*;
use crate::{Date, Region};

/// An agreement, an enclave, a platform or a council, seen as an event with those who take part.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Event<'a> {
    Agreement(&'a Agreement),
    Enclave(&'a Enclave),
    Platform(&'a Platform),
    Council(&'a Council),
}

/// Where ties of someone who takes part may go.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Side {
    /// Either way.
    Both,
    /// Out to those on the other side.
    From,
    /// In from those on the other side.
    To,
}

/// Someone who takes part in an event.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Participant<'a> {
    pub(crate) place: Option<PlaceIndex>,
    /// `None` for those who make no ties: issuers and observers.
    pub(crate) side: Option<Side>,
    pub(crate) joined: Option<Date>,
    pub(crate) left: Option<Date>,
    pub(crate) about: Option<&'a About>,
}

impl<'a> Event<'a> {
    pub(crate) fn of(region: &'a Region, row: RowRef) -> Option<Self> {
        let index = row.index as usize;
        Some(match row.table {
            Table::Agreements => Self::Agreement(&region.agreements()[index]),
            Table::Enclaves => Self::Enclave(&region.enclaves()[index]),
            Table::Platforms => Self::Platform(&region.platforms()[index]),
            Table::Councils => Self::Council(&region.councils()[index]),
            _ => return None,
        })
    }

    pub(crate) fn about(self) -> &'a About {
        match self {
            Self::Agreement(row) => &row.about,
            Self::Enclave(row) => &row.about,
            Self::Platform(row) => &row.about,
            Self::Council(row) => &row.about,
        }
    }

    pub(crate) fn id(self) -> &'a str {
        match self {
            Self::Agreement(row) => &row.id,
            Self::Enclave(row) => &row.id,
            Self::Platform(row) => &row.id,
            Self::Council(row) => &row.id,
        }
    }

    pub(crate) fn life(self) -> (Option<Date>, Option<Date>) {
        match self {
            Self::Agreement(row) => (row.start, row.end),
            Self::Enclave(row) => (row.start, row.end),
            Self::Platform(row) => (row.start, row.end),
            Self::Council(row) => (row.start, row.end),
        }
    }

    /// Whether it is only planned or proposed.
    pub(crate) fn is_planned(self) -> bool {
        match self {
            Self::Agreement(row) => row.stage == Some(Stage::Proposed),
            Self::Enclave(row) => row.status == Some(Status::Planned),
            Self::Platform(row) => row.status == Some(Status::Planned),
            Self::Council(_) => false,
        }
    }

    /// Whether it is over, at whatever date.
    pub(crate) fn is_ended(self) -> bool {
        match self {
            Self::Agreement(row) => row.stage == Some(Stage::Ended),
            Self::Enclave(row) => row.status == Some(Status::Ended),
            Self::Platform(row) => row.status == Some(Status::Ended),
            Self::Council(_) => false,
        }
    }

    /// How many items the row stands for.
    pub(crate) fn count(self) -> u32 {
        match self {
            Self::Agreement(row) => row.count,
            Self::Enclave(row) => row.count,
            Self::Platform(_) | Self::Council(_) => None,
        }
        .unwrap_or(1)
    }

    pub(crate) fn lead(self) -> Option<Lead> {
        match self {
            Self::Agreement(row) => row.lead,
            Self::Enclave(row) => row.lead,
            Self::Platform(row) => row.lead,
            Self::Council(_) => None,
        }
    }

    /// The domains it covers; an enclave's kind stands for its domain nowhere.
    pub(crate) fn domains(self) -> &'a [Text] {
        match self {
            Self::Agreement(row) => &row.domains,
            Self::Platform(row) => &row.domains,
            Self::Enclave(_) | Self::Council(_) => &[],
        }
    }

    /// Its weight: what the row says, times what the projection gives its layer, kind and stage,
    /// times the number of items if that was asked for.
    pub(crate) fn weight(self, projection: &Projection) -> f64 {
        let weights = &projection.weights;
        let of = |given: Option<&f64>| given.copied().unwrap_or(1.0);
        let (own, kind, stage) = match self {
            Self::Agreement(row) => (
                row.weight,
                row.kind.map_or(1.0, |kind| of(weights.agreements.get(&kind))),
                row.stage.map_or(1.0, |stage| of(weights.stages.get(&stage))),
            ),
            Self::Enclave(row) => (
                row.weight,
                of(weights.enclaves.get(&row.kind)),
                row.status.map_or(1.0, |status| of(weights.statuses.get(&status))),
            ),
            Self::Platform(row) => (
                row.weight,
                row.kind.map_or(1.0, |kind| of(weights.platforms.get(&kind))),
                row.status.map_or(1.0, |status| of(weights.statuses.get(&status))),
            ),
            Self::Council(_) => (None, 1.0, 1.0),
        };
        let count = if projection.by_count { f64::from(self.count()) } else { 1.0 };
        own.unwrap_or(1.0) * kind * stage * of(weights.layers.get(&self.layer())) * count
    }

    pub(crate) fn layer(self) -> Layer {
        match self {
            Self::Agreement(_) => Layer::Agreements,
            Self::Enclave(_) => Layer::Enclaves,
            Self::Platform(_) => Layer::Platforms,
            Self::Council(_) => Layer::Councils,
        }
    }

    /// Everyone who takes part.
    pub(crate) fn participants(self) -> Vec<Participant<'a>> {
        let plain =
            |place, side| Participant { place, side, joined: None, left: None, about: None };
        match self {
            Self::Agreement(row) => row
                .parties
                .iter()
                .map(|party| Participant {
                    about: party.about.as_deref(),
                    ..plain(
                        party.place,
                        match party.role {
                            PartyRole::Party | PartyRole::Lead => Some(Side::Both),
                            PartyRole::From => Some(Side::From),
                            PartyRole::To => Some(Side::To),
                            PartyRole::Issuer | PartyRole::Observer => None,
                        },
                    )
                })
                .collect(),
            Self::Enclave(row) => {
                let home = row.home.map(|home| plain(Some(home), Some(Side::From)));
                let host = row.host.map(|host| plain(Some(host), Some(Side::To)));
                home.into_iter().chain(host).collect()
            }
            Self::Platform(row) => row
                .members
                .iter()
                .map(|member| Participant {
                    place: Some(member.place),
                    side: match member.role {
                        PlatformRole::Member | PlatformRole::Lead => Some(Side::Both),
                        PlatformRole::Issues => Some(Side::From),
                        PlatformRole::Accepts => Some(Side::To),
                        PlatformRole::Observer => None,
                    },
                    joined: member.joined,
                    left: member.left,
                    about: member.about.as_deref(),
                })
                .collect(),
            Self::Council(row) => row
                .members
                .iter()
                .map(|member| Participant {
                    place: Some(member.place),
                    side: match member.role {
                        CouncilRole::Member | CouncilRole::Chair => Some(Side::Both),
                        CouncilRole::Observer => None,
                    },
                    joined: member.joined,
                    left: member.left,
                    about: member.about.as_deref(),
                })
                .collect(),
        }
    }
}

/// The cities a participant stands for, or why it stands for none.
pub(crate) enum Standing {
    City(PlaceIndex),
    /// A province, lifted to cities.
    Lifted(Vec<PlaceIndex>),
    None(PartyLeftOut),
}

/// Brings a participant to the level of cities.
pub(crate) fn stand(region: &Region, projection: &Projection, who: &Participant<'_>) -> Standing {
    use super::Provinces;
    let Some(index) = who.place else {
        return Standing::None(PartyLeftOut::Actor);
    };
    let inside = |city: PlaceIndex| region.place(city).is_inside();
    match region.place(index).level {
        Level::State => Standing::None(PartyLeftOut::State),
        Level::Province => {
            let lifted: Vec<PlaceIndex> = match projection.provinces {
                Provinces::LeaveOut => return Standing::None(PartyLeftOut::Province),
                Provinces::ToCities => region
                    .cities()
                    .filter(|&city| region.province_of(city) == Some(index))
                    .collect(),
                Provinces::ToCapital => {
                    let capital = region.place(index).capital.as_deref();
                    let capital = capital.and_then(|id| region.find_place(id).ok());
                    capital.into_iter().filter(|&city| inside(city)).collect()
                }
            };
            if lifted.is_empty() {
                return Standing::None(PartyLeftOut::Province);
            }
            Standing::Lifted(lifted)
        }
        level => {
            let Some(city) = region.city_of(index) else {
                return Standing::None(PartyLeftOut::Area);
            };
            if level != Level::City && !projection.roll_up {
                return Standing::None(PartyLeftOut::County);
            }
            if !inside(city) && !projection.partners {
                return Standing::None(PartyLeftOut::Partner);
            }
            Standing::City(city)
        }
    }
}
