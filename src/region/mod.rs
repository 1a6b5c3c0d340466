//! The ledger of a region: dated events and those who take part in them, checked once.
//!
//! A [`Region`] is no graph. It holds the rows of the tables as they are, typed and checked, and
//! every later number can be traced back to them. A [`Projection`](crate::network::Projection)
//! turns it into a network of cities.
//!
//! | here | what it is |
//! |---|---|
//! | [`Region`] | the whole ledger, immutable |
//! | [`Place`], [`PlaceIndex`] | the state, provinces, cities, counties, areas |
//! | [`distance_km`] | how far two places are from each other |
//! | [`Agreement`], [`Enclave`], [`Platform`], [`Council`] | events that make ties |
//! | [`Circle`], [`Meeting`], [`Act`], [`Border`], [`Rivalry`], [`Observation`], [`Claim`], [`Source`] | what surrounds the ties |
//! | [`About`] | names, note, sources, how far checked, how found: every row has it |
//! | [`List`] | a list of a cell, shared by rows that say the same |
//! | [`Table`], [`RowRef`], [`RowName`] | which table, which row, and what it is called |
//!
//! `Region::read`, `Region::from_tables` and `Region::write` stand in [`tables`](crate::tables).
mod about;
mod context;
mod distance;
mod event;
mod ids;
mod list;
mod place;
mod row_name;
mod table;
mod vocabulary;

pub use about::{About, Citation, Found, Id, Text};
pub use context::{
    Act, Border, Circle, CircleMember, Claim, Meeting, Observation, Rivalry, Source,
};
pub use distance::distance_km;
pub(crate) use distance::great_circle_km;
pub use event::{Agreement, Council, CouncilMember, Enclave, Party, Platform, PlatformMember};
pub(crate) use ids::Ids;
pub use list::List;
pub use place::{Place, PlaceIndex};
pub use row_name::RowName;
pub use table::{RowRef, Table};
pub(crate) use vocabulary::Vocabulary;
pub use vocabulary::{
    ActKind, AgreementKind, BorderKind, Checked, CircleKind, CircleRole, CircleStatus, ClaimKind,
    CouncilLevel, CouncilRole, EnclaveKind, EnclaveMode, Extent, Lead, Level, PartyRole,
    PlatformKind, PlatformRole, Rank, Stage, Status, YesNo,
};

use crate::problem::{DataWarning, nearest};
use crate::{Date, Error, Result};
use serde::Serialize;

/// What a region says about itself.
#[derive(Debug, Clone, PartialEq, Default, Serialize)]
pub struct RegionInfo {
    /// The identifier.
    pub id: Id,
    /// Names, sources and remarks.
    #[serde(flatten)]
    pub about: About,
    /// The last date the ledger can know of.
    pub as_of: Option<Date>,
    /// From when the collection is systematic.
    pub covers_from: Option<Date>,
    /// Until when the collection is systematic.
    pub covers_to: Option<Date>,
    /// The domains the coding looked for, also those with no row.
    pub domains: Vec<Domains>,
}

/// A field of domains that was looked for: a word alone, or a field and its words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Domains {
    /// The field.
    pub field: Text,
    /// Its words; none if the field was declared and nothing belongs to it.
    pub words: Vec<Text>,
}

/// A region: the checked, immutable ledger of how its cities work together.
///
/// ```
/// let delta = conurbation::datasets::yangtze_delta();
/// assert_eq!(delta.cities().count(), 41);
/// let shanghai = delta.place(delta.find_place("310000")?);
/// assert_eq!(shanghai.about.name_local.as_deref(), Some("上海"));
/// # Ok::<(), conurbation::Error>(())
/// ```
#[derive(Debug, Clone, Default, Serialize)]
pub struct Region {
    pub(crate) info: RegionInfo,
    pub(crate) places: Vec<Place>,
    pub(crate) agreements: Vec<Agreement>,
    pub(crate) enclaves: Vec<Enclave>,
    pub(crate) platforms: Vec<Platform>,
    pub(crate) councils: Vec<Council>,
    pub(crate) meetings: Vec<Meeting>,
    pub(crate) acts: Vec<Act>,
    pub(crate) circles: Vec<Circle>,
    pub(crate) borders: Vec<Border>,
    pub(crate) rivalries: Vec<Rivalry>,
    pub(crate) observations: Vec<Observation>,
    pub(crate) claims: Vec<Claim>,
    pub(crate) sources: Vec<Source>,
    #[serde(skip)]
    pub(crate) warnings: Vec<DataWarning>,
    #[serde(skip)]
    pub(crate) index: Index,
}

/// What is derived from the rows when they are complete.
#[derive(Debug, Clone, Default)]
pub(crate) struct Index {
    pub(crate) places: Ids,
    pub(crate) agreements: Ids,
    pub(crate) enclaves: Ids,
    pub(crate) platforms: Ids,
    pub(crate) councils: Ids,
    pub(crate) circles: Ids,
    pub(crate) claims: Ids,
    pub(crate) sources: Ids,
    /// For each place the city it is or lies in.
    pub(crate) city_of: Vec<Option<PlaceIndex>>,
    /// For each place the province it is or lies in.
    pub(crate) province_of: Vec<Option<PlaceIndex>>,
}

/// Two regions are equal if their rows are: warnings tell of the files they came from.
impl PartialEq for Region {
    fn eq(&self, other: &Self) -> bool {
        self.info == other.info
            && self.places == other.places
            && self.agreements == other.agreements
            && self.enclaves == other.enclaves
            && self.platforms == other.platforms
            && self.councils == other.councils
            && self.meetings == other.meetings
            && self.acts == other.acts
            && self.circles == other.circles
            && self.borders == other.borders
            && self.rivalries == other.rivalries
            && self.observations == other.observations
            && self.claims == other.claims
            && self.sources == other.sources
    }
}

macro_rules! rows {
    ($($(#[$doc:meta])* $name:ident: $row:ident,)+) => {$(
        $(#[$doc])*
        pub fn $name(&self) -> &[$row] { &self.$name }
    )+};
}

impl Region {
    rows! {
        /// All places, in the order of the table.
        places: Place,
        /// All agreements.
        agreements: Agreement,
        /// All enclaves.
        enclaves: Enclave,
        /// All platforms.
        platforms: Platform,
        /// All councils.
        councils: Council,
        /// All meetings.
        meetings: Meeting,
        /// All signs of life.
        acts: Act,
        /// All declared circles.
        circles: Circle,
        /// All borders.
        borders: Border,
        /// All rivalries.
        rivalries: Rivalry,
        /// All observations.
        observations: Observation,
        /// All claims to be tested.
        claims: Claim,
        /// All sources.
        sources: Source,
    }

    /// What the region says about itself.
    pub fn info(&self) -> &RegionInfo {
        &self.info
    }

    /// The identifier.
    pub fn id(&self) -> &str {
        &self.info.id
    }

    /// The English name, else the local one, else the id.
    pub fn name(&self) -> &str {
        let about = &self.info.about;
        about.name.as_deref().or(about.name_local.as_deref()).unwrap_or(&self.info.id)
    }

    /// What was odd in the tables and is no error.
    pub fn warnings(&self) -> &[DataWarning] {
        &self.warnings
    }

    /// The place at an index.
    ///
    /// # Panics
    /// If the index belongs to another, larger region.
    pub fn place(&self, index: PlaceIndex) -> &Place {
        &self.places[index.index()]
    }

    /// The place with this id.
    ///
    /// # Errors
    /// [`Error::UnknownCity`] with the nearest id there is.
    pub fn find_place(&self, id: &str) -> Result<PlaceIndex> {
        self.place_index(id).ok_or_else(|| Error::UnknownCity {
            id: id.to_owned(),
            nearest: nearest(id, self.places.iter().map(|place| &*place.id)),
        })
    }

    pub(crate) fn place_index(&self, id: &str) -> Option<PlaceIndex> {
        self.index.places.find(id, |row| &self.places[row as usize].id).map(PlaceIndex)
    }

    /// The cities of the region, in the order of the table: places of level city that lie inside.
    pub fn cities(&self) -> impl Iterator<Item = PlaceIndex> + '_ {
        (0..self.places.len() as u32).map(PlaceIndex).filter(|&index| {
            let place = self.place(index);
            place.level == Level::City && place.is_inside()
        })
    }

    /// The city that a place is or lies in.
    pub fn city_of(&self, place: PlaceIndex) -> Option<PlaceIndex> {
        self.index.city_of[place.index()]
    }

    /// The province that a place is or lies in.
    pub fn province_of(&self, place: PlaceIndex) -> Option<PlaceIndex> {
        self.index.province_of[place.index()]
    }

    /// The row with this id in a table that has ids.
    pub fn find(&self, table: Table, id: &str) -> Option<RowRef> {
        macro_rules! find {
            ($rows:ident) => {
                self.index.$rows.find(id, |row| &self.$rows[row as usize].id)
            };
        }
        let index = match table {
            Table::Places => find!(places),
            Table::Agreements => find!(agreements),
            Table::Enclaves => find!(enclaves),
            Table::Platforms => find!(platforms),
            Table::Councils => find!(councils),
            Table::Circles => find!(circles),
            Table::Claims => find!(claims),
            Table::Sources => find!(sources),
            _ => None,
        }?;
        Some(RowRef { table, index })
    }

    /// The first row with this id in one of several tables.
    pub fn find_in(&self, tables: &[Table], id: &str) -> Option<RowRef> {
        tables.iter().find_map(|&table| self.find(table, id))
    }

    /// The id of a row, where its table has ids.
    pub fn row_id(&self, row: RowRef) -> &str {
        let index = row.index as usize;
        match row.table {
            Table::Places => &self.places[index].id,
            Table::Agreements => &self.agreements[index].id,
            Table::Enclaves => &self.enclaves[index].id,
            Table::Platforms => &self.platforms[index].id,
            Table::Councils => &self.councils[index].id,
            Table::Circles => &self.circles[index].id,
            Table::Claims => &self.claims[index].id,
            Table::Sources => &self.sources[index].id,
            _ => "",
        }
    }

    /// What a row says about itself, where its table has ids.
    pub fn row_about(&self, row: RowRef) -> Option<&About> {
        let index = row.index as usize;
        Some(match row.table {
            Table::Places => &self.places[index].about,
            Table::Agreements => &self.agreements[index].about,
            Table::Enclaves => &self.enclaves[index].about,
            Table::Platforms => &self.platforms[index].about,
            Table::Councils => &self.councils[index].about,
            Table::Circles => &self.circles[index].about,
            Table::Claims => &self.claims[index].about,
            Table::Sources => &self.sources[index].about,
            _ => return None,
        })
    }

    /// The row that a row names as telling the same fact.
    pub fn same_as(&self, row: RowRef) -> Option<RowRef> {
        self.find_in(SAME_AS, self.same_as_id(row)?)
    }

    /// The id of that row.
    pub(crate) fn same_as_id(&self, row: RowRef) -> Option<&str> {
        let index = row.index as usize;
        let id = match row.table {
            Table::Agreements => &self.agreements[index].same_as,
            Table::Enclaves => &self.enclaves[index].same_as,
            Table::Platforms => &self.platforms[index].same_as,
            Table::Councils => &self.councils[index].same_as,
            Table::Circles => &self.circles[index].same_as,
            _ => return None,
        };
        id.as_deref()
    }

    /// How many rows a table has.
    pub fn rows(&self, table: Table) -> usize {
        match table {
            Table::Region => 1,
            Table::Places => self.places.len(),
            Table::Agreements => self.agreements.len(),
            Table::AgreementParties => self.agreements.iter().map(|row| row.parties.len()).sum(),
            Table::Enclaves => self.enclaves.len(),
            Table::Platforms => self.platforms.len(),
            Table::PlatformMembers => self.platforms.iter().map(|row| row.members.len()).sum(),
            Table::Councils => self.councils.len(),
            Table::CouncilMembers => self.councils.iter().map(|row| row.members.len()).sum(),
            Table::Meetings => self.meetings.len(),
            Table::Acts => self.acts.len(),
            Table::Circles => self.circles.len(),
            Table::CircleMembers => self.circles.iter().map(|row| row.members.len()).sum(),
            Table::Borders => self.borders.len(),
            Table::Rivalries => self.rivalries.len(),
            Table::Observations => self.observations.len(),
            Table::Claims => self.claims.len(),
            Table::Sources => self.sources.len(),
        }
    }

    /// Derives for each place its city and its province; places whose parents go in a ring have
    /// none.
    pub(crate) fn index_ancestors(&mut self) {
        let parents: Vec<Option<PlaceIndex>> =
            self.places.iter().map(|place| self.place_index(place.parent.as_deref()?)).collect();
        self.index.city_of = self.ancestors(&parents, Level::City);
        self.index.province_of = self.ancestors(&parents, Level::Province);
    }

    /// For each place the nearest place of a level on the way up, itself included. A way that
    /// meets an earlier one ends there, so that every place is passed once.
    fn ancestors(&self, parents: &[Option<PlaceIndex>], level: Level) -> Vec<Option<PlaceIndex>> {
        let mut ancestors = vec![None; self.places.len()];
        let mut passed = vec![false; self.places.len()];
        let mut way = Vec::new();
        for start in 0..self.places.len() {
            let mut at = Some(PlaceIndex(start as u32));
            let mut found = None;
            while let Some(place) = at {
                if passed[place.index()] {
                    found = ancestors[place.index()];
                    break;
                }
                passed[place.index()] = true;
                way.push(place.index());
                if self.place(place).level == level {
                    found = at;
                    break;
                }
                at = parents[place.index()];
            }
            way.drain(..).for_each(|place| ancestors[place] = found);
        }
        ancestors
    }
}

/// The tables whose rows `same_as` may name.
pub(crate) const SAME_AS: &[Table] =
    &[Table::Agreements, Table::Enclaves, Table::Platforms, Table::Councils, Table::Circles];
