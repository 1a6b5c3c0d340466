//! Places: the state, provinces, cities, counties and areas.
use super::about::{About, Id, Text};
use super::vocabulary::{Level, YesNo};
use serde::Serialize;
use std::collections::BTreeMap;

/// The number of a place in its region's list of places.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct PlaceIndex(pub(crate) u32);

impl PlaceIndex {
    /// Stands in a row while it is being read.
    pub(crate) const UNSET: Self = Self(u32::MAX);

    /// The position in [`Region::places`](super::Region::places).
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

/// A place. The cities that lie inside the region are the nodes of its networks.
///
/// A municipality is two places, since it signs in both roles: the province and its one city.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Place {
    /// The identifier; the embedded regions use administrative codes.
    pub id: Id,
    /// Names, sources and remarks.
    #[serde(flatten)]
    pub about: About,
    /// The administrative level.
    pub level: Level,
    /// The place around it.
    pub parent: Option<Id>,
    /// Whether it lies inside the region; a silent cell means yes.
    pub inside: Option<YesNo>,
    /// Of a province: its capital city.
    pub capital: Option<Id>,
    /// Degrees east.
    pub longitude: Option<f64>,
    /// Degrees north.
    pub latitude: Option<f64>,
    /// People.
    pub population: Option<f64>,
    /// Gross domestic product, in the unit of the table.
    pub gdp: Option<f64>,
    /// Shares of industries, by name.
    pub industries: BTreeMap<Text, f64>,
    /// Further numbers, by column.
    pub attributes: BTreeMap<Text, f64>,
    /// Further texts, by column.
    pub labels: BTreeMap<Text, Text>,
}

impl Default for Place {
    fn default() -> Self {
        Self {
            id: Id::default(),
            about: About::default(),
            level: Level::City,
            parent: None,
            inside: None,
            capital: None,
            longitude: None,
            latitude: None,
            population: None,
            gdp: None,
            industries: BTreeMap::new(),
            attributes: BTreeMap::new(),
            labels: BTreeMap::new(),
        }
    }
}

impl Place {
    /// The English name, else the local one, else the id.
    pub fn name(&self) -> &str {
        self.about.name.as_deref().or(self.about.name_local.as_deref()).unwrap_or(&self.id)
    }

    /// Whether it lies inside the region.
    pub fn is_inside(&self) -> bool {
        self.inside != Some(YesNo::No)
    }
}
