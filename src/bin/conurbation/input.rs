//! A region by folder or name, or an edge list.
use crate::arguments::Common;
use conurbation::catalogue::Subject;
use conurbation::exchange::EdgeList;
use conurbation::network::CityNetwork;
use conurbation::report::Names;
use conurbation::{Adjacency, Error, Node, ParamError, Region, Result, datasets};
use serde_json::{Value, json};
use std::path::Path;

/// A region: a folder, or an embedded one.
pub(crate) fn region(name: &str) -> Result<Region> {
    let path = Path::new(name);
    let region = if path.is_dir() {
        Region::read(path)?
    } else if let Some(region) = datasets::by_name(name) {
        region
    } else {
        return Err(Error::UnknownRegion {
            region: name.to_owned(),
        });
    };
    for warning in region.warnings().iter().filter(|_| path.is_dir()) {
        eprintln!("warning: {warning}");
    }
    Ok(region)
}

/// What a command computes on.
pub(crate) enum Input {
    Region {
        network: Box<CityNetwork>,
        order: Vec<Node>,
    },
    Edges(Box<EdgeList>),
}

impl Input {
    pub(crate) fn read(common: &Common) -> Result<Self> {
        let path = Path::new(&common.input);
        if path.is_file() {
            if !common.projection.is_default() {
                return Err(ParamError {
                    setter: "projection options",
                    value: common.input.clone(),
                    expected: "for regions only; an edge list is a network already",
                }
                .into());
            }
            let list = EdgeList::read(path, common.directed)?;
            for warning in list.warnings() {
                eprintln!("warning: {warning}");
            }
            return Ok(Self::Edges(Box::new(list)));
        }
        let region = region(&common.input)?;
        let network = region.network(&common.projection.to_projection(common.directed)?)?;
        let in_order = region
            .places()
            .iter()
            .filter_map(|place| network.node(&place.id).ok());
        let order = in_order.collect();
        Ok(Self::Region {
            network: Box::new(network),
            order,
        })
    }

    pub(crate) fn adjacency(&self) -> &Adjacency {
        match self {
            Self::Region { network, .. } => network.adjacency(),
            Self::Edges(list) => list.adjacency(),
        }
    }

    /// The nodes in order of first appearance in the input.
    pub(crate) fn order(&self) -> &[Node] {
        match self {
            Self::Region { order, .. } => order,
            Self::Edges(list) => list.first_seen(),
        }
    }

    pub(crate) fn id(&self, node: Node) -> &str {
        match self {
            Self::Region { network, .. } => &network.city(node).id,
            Self::Edges(list) => &list.names()[node as usize],
        }
    }

    pub(crate) fn name(&self, node: Node, names: Names) -> String {
        match self {
            Self::Region { network, .. } => {
                let city = network.city(node);
                names.choose(&city.name, city.name_local.as_deref())
            }
            Self::Edges(list) => list.names()[node as usize].clone(),
        }
    }

    pub(crate) fn subject(&self) -> Subject<'_> {
        match self {
            Self::Region { network, .. } => Subject::of(network),
            Self::Edges(list) => Subject::new(list.adjacency()),
        }
    }

    /// What was read, for JSON.
    pub(crate) fn describe(&self, common: &Common) -> Value {
        let graph = self.adjacency();
        let mut value = match self {
            Self::Region { network, .. } => json!({
                "kind": "region",
                "region": network.region(),
                "rows": network.accounts(),
            }),
            Self::Edges(list) => json!({
                "kind": "edge-list",
                "rows": list.rows(),
                "self_ties": list.self_tie_rows(),
                "zero_weights": list.zero_rows(),
            }),
        };
        value["name"] = json!(common.input);
        value["directed"] = json!(graph.is_directed());
        value["cities"] = json!(graph.node_count());
        value["ties"] = json!(graph.edge_count());
        value
    }

    /// The projection, for JSON; an edge list has none.
    pub(crate) fn projection(&self) -> Value {
        match self {
            Self::Region { network, .. } => json!(network.projection()),
            Self::Edges(_) => Value::Null,
        }
    }
}
