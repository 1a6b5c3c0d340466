//! Communities at every resolution: which are there to be found, and which of them last.
//!
//! | here | what it answers |
//! |---|---|
//! | [`ResolutionScan`] | which communities are found from the coarsest to the finest resolution |
//! | [`Line`] | quality as a line over the resolution |
//! | [`Domain`] | at which resolutions a division is the best of all found (CHAMP) |
mod domains;
mod events;
mod line;
mod scan;

pub use domains::Domain;
pub use line::Line;
pub use scan::{ResolutionScan, Scan, ScanRun};

pub(crate) use events::Events;
