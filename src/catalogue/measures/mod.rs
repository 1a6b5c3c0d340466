//! The measures, a file for each question.
mod circles;
mod cities;
mod groups;
mod network;
mod paths;
mod positions;
mod spectral;
mod system;

use super::Measure;
use std::sync::LazyLock;

/// Every measure, in the order of the documentation.
pub static MEASURES: LazyLock<Vec<Measure>> = LazyLock::new(|| {
    let rooms = [
        cities::MEASURES,
        paths::MEASURES,
        network::MEASURES,
        groups::MEASURES,
        positions::MEASURES,
        system::MEASURES,
        spectral::MEASURES,
        circles::MEASURES,
    ];
    rooms.concat()
});
