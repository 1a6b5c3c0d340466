//! Centrality by all ways, not the shortest alone: as current flows through a network of resistors.
mod betweenness;
mod closeness;
mod potentials;

pub use betweenness::CurrentFlowBetweenness;
pub use closeness::CurrentFlowCloseness;

use crate::{Adjacency, ParamError, Undefined};

/// The most cities for which all potentials are computed: they take `8 n²` bytes, twice.
const MOST_CITIES: usize = 4000;

/// An error if the network is too large or directed.
fn check(setter: &'static str, graph: &Adjacency) -> Result<(), ParamError> {
    if graph.is_directed() {
        let expected = "an undirected network: current flows both ways";
        return Err(ParamError::new(setter, "a directed network", expected));
    }
    if graph.node_count() > MOST_CITIES {
        let found = format!("{} cities", graph.node_count());
        return Err(ParamError::new(setter, found, "at most 4000 cities; take Betweenness"));
    }
    Ok(())
}

/// Why current cannot flow between all cities, if it cannot.
fn undefined(graph: &Adjacency, need: usize) -> Option<Undefined> {
    if graph.node_count() < need {
        return Some(Undefined::TooFewCities { need });
    }
    (graph.components().count() > 1).then_some(Undefined::Disconnected)
}
