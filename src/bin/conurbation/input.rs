//! A region by folder or name, or an edge list.
use crate::arguments::{Common, ProjectionArguments};
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
        return Err(Error::UnknownRegion { region: name.to_owned() });
    };
    for warning in region.warnings().iter().filter(|_| path.is_dir()) {
        eprintln!("warning: {warning}");
    }
    Ok(region)
}

/// Refuses a word of `--found` that no row of the regions has.
pub(crate) fn known_words<'a>(
    arguments: &ProjectionArguments,
    regions: impl IntoIterator<Item = &'a Region>,
) -> Result<()> {
    let mut words = std::collections::BTreeSet::new();
    for region in regions {
        let agreements = region.agreements().iter().map(|row| &row.about);
        let enclaves = region.enclaves().iter().map(|row| &row.about);
        let platforms = region.platforms().iter().map(|row| &row.about);
        let councils = region.councils().iter().map(|row| &row.about);
        let abouts = agreements.chain(enclaves).chain(platforms).chain(councils);
        words.extend(abouts.filter_map(|about| Some(about.found.as_ref()?.as_str())));
    }
    match arguments.found.iter().flatten().find(|word| !words.contains(word.as_str())) {
        Some(word) => Err(ParamError {
            setter: "found",
            value: word.clone(),
            expected: "a word that rows have in their column found, such as study, protocol, extra",
        }
        .into()),
        None => Ok(()),
    }
}

/// What a command computes on.
pub(crate) enum Input {
    Region { network: Box<CityNetwork>, order: Vec<Node> },
    Edges(Box<EdgeList>),
}

impl Input {
    pub(crate) fn read(common: &Common) -> Result<Self> {
        let path = Path::new(&common.input);
        if path.is_file() {
            if !common.projection.is_default() {
                return Err(ParamError {
                    setter: "input",
                    value: common.input.clone(),
                    expected: "a region, for options that tell how one becomes a network; an edge list is a network already",
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
        known_words(&common.projection, [&region])?;
        let network = region.network(&common.projection.to_projection(common.directed)?)?;
        let in_order = region.places().iter().filter_map(|place| network.node(&place.id).ok());
        let order = in_order.collect();
        Ok(Self::Region { network: Box::new(network), order })
    }

    pub(crate) fn adjacency(&self) -> &Adjacency {
        match self {
            Self::Region { network, .. } => network.adjacency(),
            Self::Edges(list) => list.adjacency(),
        }
    }

    /// The network of cities; an edge list is none.
    pub(crate) fn network(&self) -> Option<&CityNetwork> {
        match self {
            Self::Region { network, .. } => Some(network),
            Self::Edges(_) => None,
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

    /// What was used and left out, in lines of text; an edge list tells its self-ties.
    pub(crate) fn account(&self) -> Vec<String> {
        match self {
            Self::Region { network, .. } => {
                let mut lines = vec![format!("ties: {}", network.projection())];
                for (layer, count) in network.accounts().layers() {
                    let left_out = count
                        .left_out
                        .iter()
                        .map(|(reason, rows)| format!("{rows} {}", reason.as_str()));
                    let own = (count.self_ties > 0)
                        .then(|| format!("{} within one city", count.self_ties));
                    let others: Vec<String> = own.into_iter().chain(left_out).collect();
                    lines.push(format!(
                        "{}: {} of {} rows tie cities; the others: {}",
                        layer.as_str(),
                        count.tied,
                        count.rows,
                        if others.is_empty() { "none".to_owned() } else { others.join(", ") },
                    ));
                }
                lines
            }
            Self::Edges(list) => vec![format!(
                "{} rows, {} of them ties of a node with itself (left out), {} of weight zero",
                list.rows(),
                list.self_tie_rows(),
                list.zero_rows(),
            )],
        }
    }

    /// The projection, for JSON; an edge list has none.
    pub(crate) fn projection(&self) -> Value {
        match self {
            Self::Region { network, .. } => json!(network.projection()),
            Self::Edges(_) => Value::Null,
        }
    }
}
