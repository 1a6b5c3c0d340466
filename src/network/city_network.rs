//! The network of cities that a projection made.
use super::{Accounts, Layer, Projection};
use crate::adjacency::Node;
use crate::problem::nearest;
use crate::region::{PlaceIndex, RowRef};
use crate::{Adjacency, Error, Measured, ParamError, Region, Result, Undefined};
use petgraph::EdgeType;
use petgraph::graph::Graph;
use serde::Serialize;
use std::collections::BTreeMap;

/// A city as a node.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct City {
    /// The identifier.
    pub id: String,
    /// The English name, else the local one, else the id.
    pub name: String,
    /// The local name.
    pub name_local: Option<String>,
    /// The id of the province it lies in.
    pub province: Option<String>,
    /// The place in the ledger.
    #[serde(skip)]
    pub place: PlaceIndex,
}

impl City {
    pub(super) fn new(region: &Region, index: PlaceIndex) -> Self {
        let place = region.place(index);
        let province = region.province_of(index);
        Self {
            id: place.id.to_string(),
            name: place.name().to_owned(),
            name_local: place.about.name_local.as_deref().map(str::to_owned),
            province: province.map(|province| region.place(province).id.to_string()),
            place: index,
        }
    }
}

/// What one row adds to the tie of one pair.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Contribution {
    /// One city; the giving one if the tie goes one way.
    pub from: Node,
    /// The other.
    pub to: Node,
    /// Whether the tie goes one way.
    pub one_way: bool,
    /// What the row adds to the weight.
    pub weight: f64,
    /// The batch the row belongs to: rows signed at one ceremony, or telling one fact, are drawn
    /// together when chance draws the ledger again.
    pub batch: u32,
    /// The row.
    #[serde(skip)]
    pub row: RowRef,
}

impl Contribution {
    pub(super) fn pair(&self) -> (Node, Node) {
        (self.from.min(self.to), self.from.max(self.to))
    }
}

/// A tie of two cities, with the rows it came from.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Tie {
    /// One city; where it comes from if the network is directed.
    pub from: Node,
    /// The other.
    pub to: Node,
    /// The weight.
    pub weight: f64,
}

/// A network of cities: the graph of one projection of one region.
///
/// It is immutable, so that a node stays the city it is, and carries the projection it came from
/// with what that used and left out. Every algorithm runs on it directly.
///
/// ```
/// use conurbation::{datasets, network::Projection};
/// let middle = datasets::middle_yangtze();
/// let network = middle.network(&Projection::new())?;
/// let tie = network.ties().next().expect("there are ties");
/// let row = network.rows_of(tie.from, tie.to).next().expect("every tie has a row");
/// assert!(middle.row_about(row.row).is_some_and(|about| !about.sources.is_empty()));
/// # Ok::<(), conurbation::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct CityNetwork {
    pub(super) region: String,
    pub(super) projection: Projection,
    pub(super) cities: Vec<City>,
    pub(super) adjacency: Adjacency,
    pub(super) layers: BTreeMap<Layer, Adjacency>,
    /// Sorted by pair, then layer, then weight, then batch.
    pub(super) contributions: Vec<Contribution>,
    pub(super) batches: usize,
    pub(super) accounts: Accounts,
}

impl CityNetwork {
    /// The id of the region.
    pub fn region(&self) -> &str {
        &self.region
    }

    /// The projection it came from.
    pub fn projection(&self) -> &Projection {
        &self.projection
    }

    /// What the projection used and left out.
    pub fn accounts(&self) -> &Accounts {
        &self.accounts
    }

    /// The cities, in order of their ids; a node is a position here.
    pub fn cities(&self) -> &[City] {
        &self.cities
    }

    /// The city of a node.
    ///
    /// # Panics
    /// If the node is not of this network.
    pub fn city(&self, node: Node) -> &City {
        &self.cities[node as usize]
    }

    /// The node of the city with this id.
    ///
    /// # Errors
    /// [`Error::UnknownCity`] with the nearest id there is.
    pub fn node(&self, id: &str) -> Result<Node> {
        let at = self.cities.binary_search_by(|city| city.id.as_str().cmp(id));
        at.map(|at| at as Node).map_err(|_| Error::UnknownCity {
            id: id.to_owned(),
            nearest: nearest(id, self.cities.iter().map(|city| city.id.as_str())),
        })
    }

    /// The graph of the sum of the layers.
    pub fn adjacency(&self) -> &Adjacency {
        &self.adjacency
    }

    /// The graph of one layer, if the projection chose it.
    pub fn layer(&self, layer: Layer) -> Option<&Adjacency> {
        self.layers.get(&layer)
    }

    /// Every tie; an undirected one once.
    pub fn ties(&self) -> impl Iterator<Item = Tie> + '_ {
        self.adjacency.edges().map(|(from, to, weight)| Tie { from, to, weight })
    }

    /// The rows that make the tie of two cities, with what each adds; in a directed network only
    /// those that go from the first to the second.
    pub fn rows_of(&self, from: Node, to: Node) -> impl Iterator<Item = &Contribution> + '_ {
        let pair = (from.min(to), from.max(to));
        let start = self.contributions.partition_point(|part| part.pair() < pair);
        let parts = self.contributions[start..].iter().take_while(move |part| part.pair() == pair);
        let directed = self.projection.directed;
        parts.filter(move |part| !directed || !part.one_way || part.from == from)
    }

    /// What every row adds to every pair.
    pub fn contributions(&self) -> &[Contribution] {
        &self.contributions
    }

    /// The number of batches whose rows tie cities; see [`Contribution::batch`].
    pub fn batches(&self) -> usize {
        self.batches
    }

    /// The graph there would be if each batch had come about as often as `drawn` says, 0 for not
    /// at all. Each once it is [`adjacency`](Self::adjacency) without the ties of cities with
    /// themselves, which belong to no batch. `O(contributions)`.
    ///
    /// # Errors
    /// [`Error::Param`] unless there is one number for each batch; [`Error::Overflow`] if weights
    /// add up beyond all numbers.
    pub fn redrawn(&self, drawn: &[u32]) -> Result<Adjacency> {
        if drawn.len() != self.batches {
            let found = format!("{} numbers for {} batches", drawn.len(), self.batches);
            return Err(ParamError::new("redrawn", found, "one number for each batch").into());
        }
        self.counting(|part| drawn[part.batch as usize])
    }

    /// The graph without one row, and without the ties of cities with themselves. What is left
    /// out because this row tells it stays left out; [`Projection::without`] brings it back.
    ///
    /// # Errors
    /// [`Error::Overflow`] if weights add up beyond all numbers.
    pub fn without_row(&self, row: RowRef) -> Result<Adjacency> {
        self.counting(|part| u32::from(part.row != row))
    }

    fn counting(&self, times: impl Fn(&Contribution) -> u32) -> Result<Adjacency> {
        super::project::graph(&self.projection, self.cities.len(), &self.contributions, times)
    }

    /// The province of each city as a group number, with the id of each group; undefined if a
    /// city lies in no province.
    pub fn provinces(&self) -> Measured<(Vec<u32>, Vec<String>)> {
        let missing = self.cities.iter().filter(|city| city.province.is_none()).count();
        if missing > 0 {
            return Measured::Undefined(Undefined::MissingData { n: missing });
        }
        let of = || self.cities.iter().filter_map(|city| city.province.as_deref());
        let mut names: Vec<&str> = of().collect();
        names.sort_unstable();
        names.dedup();
        let group = |name| names.binary_search(&name).map_or(0, |group| group as u32);
        let groups = of().map(group).collect();
        Measured::Value((groups, names.into_iter().map(str::to_owned).collect()))
    }

    /// A petgraph graph whose node weights are the cities; see [`Adjacency::to_petgraph`].
    pub fn to_petgraph<Ty: EdgeType>(&self) -> Graph<City, f64, Ty> {
        let graph = self.adjacency.to_petgraph::<Ty>();
        graph.map(|_, &node| self.city(node).clone(), |_, &weight| weight)
    }
}

impl AsRef<Adjacency> for CityNetwork {
    fn as_ref(&self) -> &Adjacency {
        &self.adjacency
    }
}
