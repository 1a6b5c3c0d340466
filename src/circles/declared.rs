//! The circles that policy has declared, as the ledger has them at a date.
use super::family::Family;
use super::founding::FoundingRows;
use crate::network::CityNetwork;
use crate::region::{Circle, CircleKind, CircleRole, CircleStatus, Extent, PlaceIndex, Region};
use crate::{Date, Node, Result};
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

/// Declared circles: those that the ledger tells of at a date, as sets of the cities of a network.
///
/// A member counts if it had joined by that date and had not left; where the ledger is silent it
/// was there from the start, and without a date those count who have not left. A county or a
/// district stands for its city unless [`parts`](Self::parts) says otherwise, and who only looks on
/// is no member. Members outside the region stay out of the network and are counted
/// ([`DeclaredCircle::outside`]). What is only planned or proposed has been declared all the same;
/// [`proposed`](Self::proposed) leaves it out.
///
/// A circle with fewer than two cities of the network makes no circle; it is listed with its reason
/// in [`DeclaredResult::left_out`]. `O(memberships log)`, and once over the ledger for the rows that
/// found circles.
///
/// ```
/// use conurbation::{circles::Declared, datasets, network::Projection};
/// let delta = datasets::yangtze_delta();
/// let network = delta.network(&Projection::new())?;
/// let in_2010 = Declared::new().at("2010".parse()?).run(&delta, &network)?;
/// let now = Declared::new().run(&delta, &network)?;
/// let size = |found: &conurbation::circles::DeclaredResult| {
///     found.circles.iter().find(|circle| circle.id == "HZ").map(|circle| circle.members.len())
/// };
/// // The Hangzhou circle began with four cities; two joined in 2018.
/// assert_eq!((size(&in_2010), size(&now)), (Some(4), Some(6)));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Declared {
    at: Option<Date>,
    parts: bool,
    proposed: bool,
    founding: Vec<(String, String)>,
}

/// A declared circle over the cities of a network.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct DeclaredCircle {
    /// The id in the ledger.
    pub id: String,
    /// The English name, else the local one, else the id.
    pub name: String,
    /// The local name.
    pub name_local: Option<String>,
    /// What it is.
    pub kind: Option<CircleKind>,
    /// How far it has come.
    pub status: Option<CircleStatus>,
    /// When it began.
    pub start: Option<Date>,
    /// Its cities, ascending.
    pub members: Vec<Node>,
    /// Those of its cities that are declared its core.
    pub core: Vec<Node>,
    /// Those of its cities of which only a part belongs.
    pub in_part: Vec<Node>,
    /// How many of its members are no city of the network.
    pub outside: usize,
    /// How many members its source states.
    pub stated: Option<u32>,
    /// The rows that found or run it, and so are no evidence for it; in order of their ids.
    pub founding: Vec<String>,
}

/// Why a circle of the ledger makes none.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum NoCircle {
    /// The sources name no member.
    NoMembers,
    /// None of its members is a city of the network.
    NoCity,
    /// Only one of its members is a city of the network.
    OneCity,
    /// It had not begun by that date, or may not have.
    NotYet,
    /// It was over.
    Ended,
    /// It is only planned or proposed, which was asked to be left out.
    Proposed,
}

impl NoCircle {
    /// The reason in plain words.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::NoMembers => "no member named at that date",
            Self::NoCity => "no member is a city of the network",
            Self::OneCity => "only one member is a city of the network",
            Self::NotYet => "not begun at that date",
            Self::Ended => "over at that date",
            Self::Proposed => "only planned or proposed",
        }
    }
}

/// A circle of the ledger that makes none.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct LeftOutCircle {
    /// The id in the ledger.
    pub id: String,
    /// The English name, else the local one, else the id.
    pub name: String,
    /// The local name.
    pub name_local: Option<String>,
    /// Why.
    pub reason: NoCircle,
}

/// The declared circles of a region at a date.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct DeclaredResult {
    /// The date asked for.
    pub at: Option<Date>,
    /// The circles as sets of cities.
    pub family: Family,
    /// The same circles with what the ledger says of them, in order of their ids.
    pub circles: Vec<DeclaredCircle>,
    /// The circles of the ledger that make none.
    pub left_out: Vec<LeftOutCircle>,
}

impl Default for Declared {
    fn default() -> Self {
        Self { at: None, parts: true, proposed: true, founding: Vec::new() }
    }
}

impl Declared {
    /// All circles of the ledger, with the members who have not left.
    pub fn new() -> Self {
        Self::default()
    }

    /// Sets the date at which to look; a year means its end.
    pub fn at(mut self, date: Date) -> Self {
        self.at = Some(date);
        self
    }

    /// Whether a city counts of which only a part belongs, such as a county; yes by default.
    pub fn parts(mut self, parts: bool) -> Self {
        self.parts = parts;
        self
    }

    /// Whether what is only planned or proposed counts; yes by default.
    pub fn proposed(mut self, proposed: bool) -> Self {
        self.proposed = proposed;
        self
    }

    /// Names rows that found a circle, as pairs of circle and row, beside those that can be told
    /// from the ledger: for the embedded regions see
    /// [`founding_rows`](crate::datasets::founding_rows).
    pub fn founding<T: Into<String>>(mut self, rows: impl IntoIterator<Item = (T, T)>) -> Self {
        self.founding.extend(rows.into_iter().map(|(circle, row)| (circle.into(), row.into())));
        self
    }

    /// Finds the circles over the cities of a network of the region.
    ///
    /// # Errors
    /// None by itself; the signature is that of all methods.
    pub fn run(&self, region: &Region, network: &CityNetwork) -> Result<DeclaredResult> {
        let node_of: BTreeMap<PlaceIndex, Node> =
            network.cities().iter().zip(0..).map(|(city, node)| (city.place, node)).collect();
        let mut rows: Vec<&Circle> = region.circles().iter().collect();
        rows.sort_by(|a, b| a.id.cmp(&b.id));
        let founding = FoundingRows::of(region);
        let (mut circles, mut left_out) = (Vec::new(), Vec::new());
        for row in rows {
            match self.circle(region, &node_of, row) {
                Ok(mut circle) => {
                    circle.founding = self.rows(region, &founding, row);
                    circles.push(circle);
                }
                Err(reason) => {
                    let (id, name, name_local) = names(row);
                    left_out.push(LeftOutCircle { id, name, name_local, reason });
                }
            }
        }
        let sets = circles.iter().map(|circle| circle.members.iter().copied());
        let family = Family::new(network.cities().len(), sets)?;
        Ok(DeclaredResult { at: self.at, family, circles, left_out })
    }

    fn circle(
        &self,
        region: &Region,
        node_of: &BTreeMap<PlaceIndex, Node>,
        row: &Circle,
    ) -> Result<DeclaredCircle, NoCircle> {
        self.alive(row)?;
        let there = row.members.iter().filter(|member| {
            member.role != CircleRole::Observer && self.is_there(member.joined, member.left)
        });
        let (mut whole, mut part, mut outside, mut named) =
            (BTreeSet::new(), BTreeSet::new(), 0, 0);
        for member in there {
            named += 1;
            let city = region.city_of(member.place);
            match city.and_then(|city| node_of.get(&city)) {
                None => outside += 1,
                Some(&node) => {
                    let below = city != Some(member.place);
                    let of_part = below || member.extent == Some(Extent::Part);
                    if of_part {
                        part.insert(node)
                    } else {
                        whole.insert(node)
                    };
                }
            }
        }
        part.retain(|node| !whole.contains(node));
        let mut members: Vec<Node> = whole.iter().copied().collect();
        if self.parts {
            members.extend(&part);
        }
        members.sort_unstable();
        match members.len() {
            0 if named == 0 => return Err(NoCircle::NoMembers),
            0 => return Err(NoCircle::NoCity),
            1 => return Err(NoCircle::OneCity),
            _ => {}
        }
        let seat = |place: &PlaceIndex| node_of.get(&region.city_of(*place)?).copied();
        let cores = row.members.iter().filter(|member| member.role == CircleRole::Core);
        let core: BTreeSet<Node> = row
            .core
            .iter()
            .chain(cores.map(|member| &member.place))
            .filter_map(seat)
            .filter(|node| members.binary_search(node).is_ok())
            .collect();
        let (id, name, name_local) = names(row);
        Ok(DeclaredCircle {
            id,
            name,
            name_local,
            kind: row.kind,
            status: row.status,
            start: row.start,
            in_part: if self.parts { part.into_iter().collect() } else { Vec::new() },
            members,
            core: core.into_iter().collect(),
            outside,
            stated: row.members_stated,
            founding: Vec::new(),
        })
    }

    fn alive(&self, row: &Circle) -> Result<(), NoCircle> {
        let only_said = matches!(row.status, Some(CircleStatus::Proposed | CircleStatus::Planned));
        if only_said && !self.proposed {
            return Err(NoCircle::Proposed);
        }
        let Some(at) = self.at else {
            return if row.status == Some(CircleStatus::Ended) {
                Err(NoCircle::Ended)
            } else {
                Ok(())
            };
        };
        if row.start.is_some_and(|start| start.last() > at.last()) {
            return Err(NoCircle::NotYet);
        }
        let over = match row.end {
            Some(end) => end.first() <= at.last(),
            None => row.status == Some(CircleStatus::Ended),
        };
        if over { Err(NoCircle::Ended) } else { Ok(()) }
    }

    fn is_there(&self, joined: Option<Date>, left: Option<Date>) -> bool {
        match self.at {
            None => left.is_none(),
            Some(at) => {
                joined.is_none_or(|joined| joined.last() <= at.last())
                    && left.is_none_or(|left| left.first() > at.last())
            }
        }
    }

    /// The rows that found or run a circle, told or found.
    fn rows(&self, region: &Region, founding: &FoundingRows, row: &Circle) -> Vec<String> {
        let mut rows = founding.rows_of(region, row);
        let told = self.founding.iter().filter(|(circle, _)| circle.as_str() == &*row.id);
        rows.extend(told.map(|(_, row)| row.clone()));
        rows.sort();
        rows.dedup();
        rows
    }
}

/// The id and the names of a circle.
fn names(row: &Circle) -> (String, String, Option<String>) {
    let local = row.about.name_local.as_deref();
    let name = row.about.name.as_deref().or(local).unwrap_or(&row.id);
    (row.id.to_string(), name.to_owned(), local.map(str::to_owned))
}
