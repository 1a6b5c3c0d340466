//! How far cities are from each other.
use crate::network::CityNetwork;
use crate::nulls::Distances;
use crate::region::{Region, distance_km};
use crate::{Measured, Result, Undefined};

/// How far the cities of a network are from each other, in km; undefined if the ledger is silent on
/// where some lie ([`Undefined::MissingData`]).
///
/// ```
/// use conurbation::{circles::city_distances, datasets, network::Projection};
/// let delta = datasets::yangtze_delta();
/// let distances = city_distances(&delta, &delta.network(&Projection::new())?)?;
/// assert_eq!(distances.value().unwrap().city_count(), 41);
/// # Ok::<(), conurbation::Error>(())
/// ```
///
/// # Errors
/// As [`Distances::from_fn`].
pub fn city_distances(region: &Region, network: &CityNetwork) -> Result<Measured<Distances>> {
    let place = |node: u32| region.place(network.city(node).place);
    let known = |node: &u32| distance_km(place(*node), place(*node)).is_some();
    let silent = network.adjacency().nodes().filter(|node| !known(node)).count();
    if silent > 0 {
        return Ok(Measured::Undefined(Undefined::MissingData { n: silent }));
    }
    let km = |a: u32, b: u32| distance_km(place(a), place(b)).unwrap_or(0.0);
    Distances::from_fn(network.cities().len(), km).map(Measured::Value)
}
