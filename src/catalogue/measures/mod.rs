//! The measures, a file for each question.
mod cities;
mod groups;
mod network;
mod paths;

use super::Measure;
use std::sync::LazyLock;

/// Every measure, in the order of the documentation.
pub static MEASURES: LazyLock<Vec<Measure>> = LazyLock::new(|| {
    [cities::MEASURES, paths::MEASURES, network::MEASURES, groups::MEASURES].concat()
});
