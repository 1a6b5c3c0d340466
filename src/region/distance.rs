//! How far places are from each other.
use super::place::Place;

/// The mean radius of the Earth in km: (2a + b) / 3 of the ellipsoid (Moritz 1980, *Geodetic
/// Reference System 1980*).
pub(crate) const EARTH_RADIUS_KM: f64 = 6371.0088;

/// How many km one place is from another along the surface of the Earth.
///
/// The length of the great circle on a sphere of mean radius 6371.0088 km, by the haversine
/// formula, which keeps its digits at short distances and is off by a metre at most near
/// antipodes. The Earth is flattened, so that the way on the ellipsoid differs by up to 0.6 %.
/// From 0 to 20015.1 km; `None` if a place has no longitude or no latitude. `O(1)`.
///
/// Sinnott (1984), *Sky and Telescope* 68:159.
///
/// ```
/// use conurbation::{datasets, region::distance_km};
/// let delta = datasets::yangtze_delta();
/// let place = |id| delta.find_place(id).map(|index| delta.place(index));
/// let km = distance_km(place("310000")?, place("320500")?).unwrap();
/// assert!((60.0..110.0).contains(&km), "Shanghai to Suzhou");
/// # Ok::<(), conurbation::Error>(())
/// ```
pub fn distance_km(a: &Place, b: &Place) -> Option<f64> {
    Some(great_circle_km((a.longitude?, a.latitude?), (b.longitude?, b.latitude?)))
}

/// The same of two pairs of longitude and latitude in degrees.
pub(crate) fn great_circle_km(a: (f64, f64), b: (f64, f64)) -> f64 {
    let half_sine = |from: f64, to: f64| ((to - from).to_radians() / 2.0).sin();
    let (north, east) = (half_sine(a.1, b.1), half_sine(a.0, b.0));
    let haversine = north * north + a.1.to_radians().cos() * b.1.to_radians().cos() * east * east;
    // Rounding may lead beyond 1 where the places are antipodes.
    2.0 * EARTH_RADIUS_KM * haversine.min(1.0).sqrt().asin()
}
