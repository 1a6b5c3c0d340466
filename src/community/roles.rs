//! Hubs, connectors and the periphery.
use super::modules::{Modules, Ties};
use super::{Deviation, Participation, WithinModule};
use crate::centrality::Direction;
use crate::{Adjacency, Measured, Node, Result, Scores};
use serde::Serialize;

/// The role of a city among groups: how well tied it is within its own, and how widely beyond.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Role {
    /// R1: no hub, all ties within its group; `P ≤ .05`.
    UltraPeripheral,
    /// R2: no hub, most ties within its group; `P ≤ .62`.
    Peripheral,
    /// R3: no hub, many ties to other groups; `P ≤ .80`.
    Connector,
    /// R4: no hub, ties spread over all groups.
    Kinless,
    /// R5: a hub of its own group; `P ≤ .30`.
    ProvincialHub,
    /// R6: a hub with many ties to other groups; `P ≤ .75`.
    ConnectorHub,
    /// R7: a hub with ties spread over all groups.
    KinlessHub,
}

/// Roles of cities: hubs, connectors and the periphery.
///
/// A city is a hub if its [within-module score](WithinModule) `z` is 2.5 or more. Hubs and others
/// are divided by their [participation](Participation) `P`, as [`Role`] says. The limits were drawn
/// by eye on metabolic networks; numbers within one part in 10¹² of a limit are at it.
///
/// A group of fewer than eight cities can have no hub (nine by the standard deviation of a sample),
/// whatever its ties are: [`Module`] says so of each. Where all cities of a group have the same
/// ties within it, `z` is undefined and none of them is a hub.
///
/// A city without ties is undefined ([`Undefined::Isolate`](crate::Undefined::Isolate)), and so
/// are all in a network of a single group ([`Undefined::Vacuous`](crate::Undefined::Vacuous)).
/// `O(n log n + m)`.
///
/// Guimerà & Amaral (2005), *Nature* 433:895.
///
/// ```
/// use conurbation::{Adjacency, community::{Role, Roles}};
/// let pairs = Adjacency::from_edges(4, [(0, 1, 1.0), (2, 3, 1.0), (1, 2, 1.0)])?;
/// let found = Roles::new(&[0, 0, 1, 1]).run(&pairs)?;
/// assert_eq!(found.roles[0].value(), Some(Role::UltraPeripheral));
/// assert_eq!(found.roles[1].value(), Some(Role::Peripheral));
/// assert!(found.modules.iter().all(|module| !module.hubs_attainable));
/// # Ok::<(), conurbation::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Roles {
    groups: Vec<u32>,
    ties: Ties,
    deviation: Deviation,
    normalized: bool,
}

/// The roles of cities, with what they rest on.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct RolesResult {
    /// The role of each city.
    pub roles: Vec<Measured<Role>>,
    /// Its participation coefficient.
    pub participation: Scores,
    /// Its within-module score.
    pub z: Scores,
    /// The groups, in order of their labels.
    pub modules: Vec<Module>,
}

/// What a group has room for.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Module {
    /// The label.
    pub label: u32,
    /// The number of cities.
    pub cities: usize,
    /// The highest `z` that a city in a group of so many can have.
    pub most_z: f64,
    /// Whether that makes a hub.
    pub hubs_attainable: bool,
    /// Whether all its cities have the same ties within it, so that none has a `z`.
    pub flat: bool,
}

impl Role {
    /// The lowest `z` of a hub.
    pub const HUB: f64 = 2.5;

    /// The role of a city of this within-module score and participation.
    pub fn of(z: f64, participation: f64) -> Self {
        let up_to = |limit: f64| participation <= limit * (1.0 + Scores::TIE);
        if z >= Self::HUB * (1.0 - Scores::TIE) {
            return match participation {
                _ if up_to(0.30) => Self::ProvincialHub,
                _ if up_to(0.75) => Self::ConnectorHub,
                _ => Self::KinlessHub,
            };
        }
        match participation {
            _ if up_to(0.05) => Self::UltraPeripheral,
            _ if up_to(0.62) => Self::Peripheral,
            _ if up_to(0.80) => Self::Connector,
            _ => Self::Kinless,
        }
    }

    /// Its number in the paper, R1 to R7.
    pub fn code(self) -> &'static str {
        match self {
            Self::UltraPeripheral => "R1",
            Self::Peripheral => "R2",
            Self::Connector => "R3",
            Self::Kinless => "R4",
            Self::ProvincialHub => "R5",
            Self::ConnectorHub => "R6",
            Self::KinlessHub => "R7",
        }
    }
}

impl Roles {
    /// Roles among these groups: a label for each city, in order; any numbers.
    pub fn new(groups: &[u32]) -> Self {
        let (ties, deviation) = (Ties::default(), Deviation::default());
        Self { groups: groups.to_vec(), ties, deviation, normalized: false }
    }

    /// Sets which ties of a directed network count; both ways unless said.
    pub fn direction(mut self, direction: Direction) -> Self {
        self.ties.direction = direction;
        self
    }

    /// Sets whether the weights of ties count; they do unless said.
    pub fn weighted(mut self, weighted: bool) -> Self {
        self.ties.weighted = weighted;
        self
    }

    /// Sets the standard deviation: that of a population unless said.
    pub fn deviation(mut self, deviation: Deviation) -> Self {
        self.deviation = deviation;
        self
    }

    /// Sets whether participation is divided by the largest there can be, `1 − 1/K` with `K`
    /// groups. With three groups no city is kinless otherwise, since `P` is at most 2/3.
    pub fn normalized(mut self, normalized: bool) -> Self {
        self.normalized = normalized;
        self
    }

    /// Computes the role of every city.
    ///
    /// # Errors
    /// [`Error::Param`](crate::Error::Param) if there is not one label for each city.
    pub fn run(&self, graph: impl AsRef<Adjacency>) -> Result<RolesResult> {
        let graph = graph.as_ref();
        let modules = Modules::new("Roles::new", &self.groups, graph)?;
        let participation = Participation::new(&self.groups)
            .direction(self.ties.direction)
            .weighted(self.ties.weighted)
            .normalized(self.normalized)
            .run(graph)?;
        let z = WithinModule::new(&self.groups)
            .direction(self.ties.direction)
            .weighted(self.ties.weighted)
            .deviation(self.deviation)
            .run(graph)?;
        let role = |city: Node| {
            let z = z.get(city).value().unwrap_or(0.0);
            participation.get(city).map(|participation| Role::of(z, participation))
        };
        Ok(RolesResult {
            roles: graph.nodes().map(role).collect(),
            modules: self.room(&modules, &z),
            participation,
            z,
        })
    }

    fn room(&self, modules: &Modules, z: &Scores) -> Vec<Module> {
        let module = |(&label, members): (&u32, &Vec<Node>)| {
            let cities = members.len();
            let most_z = WithinModule::most(cities, self.deviation);
            Module {
                label,
                cities,
                most_z,
                hubs_attainable: most_z >= Role::HUB,
                flat: members.iter().all(|&city| z.get(city).value().is_none()),
            }
        };
        modules.labels.iter().zip(&modules.members).map(module).collect()
    }
}
