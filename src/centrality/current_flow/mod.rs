//! Centrality by all ways, not the shortest alone: as current flows through a network of resistors.
mod betweenness;
mod closeness;
mod potentials;

pub use betweenness::CurrentFlowBetweenness;
pub use closeness::CurrentFlowCloseness;

use crate::{Adjacency, Undefined};

/// The most cities for which all potentials are computed: they take `8 n²` bytes, twice.
const MOST_CITIES: usize = 4000;

/// Why current cannot flow between all cities, if it cannot.
fn undefined(graph: &Adjacency, need: usize) -> Option<Undefined> {
    if graph.is_directed() {
        let (broken, instead) = ("current flows both ways", "an undirected network");
        return Some(Undefined::Assumption { broken, instead });
    }
    if graph.node_count() > MOST_CITIES {
        let (broken, instead) = ("there are too many cities for all potentials", "betweenness");
        return Some(Undefined::Assumption { broken, instead });
    }
    if graph.node_count() < need {
        return Some(Undefined::TooFewCities { need });
    }
    (graph.components().count() > 1).then_some(Undefined::Disconnected)
}
