//! Which cities belong together.
//!
//! | here | what it answers |
//! |---|---|
//! | [`Modularity`] | how good a given division into groups is |
//! | [`Participation`] | whether a city's ties keep to one group or reach many |
//! | [`WithinModule`] | how well tied a city is within its own group |
//! | [`Roles`], [`Role`] | both together: hubs, connectors and the periphery |
mod modularity;
mod modules;
mod participation;
mod roles;
mod within_module;

pub use modularity::Modularity;
pub use participation::Participation;
pub use roles::{Module, Role, Roles, RolesResult};
pub use within_module::{Deviation, WithinModule};
