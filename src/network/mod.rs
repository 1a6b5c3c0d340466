//! From a ledger to a network of cities: an explicit, recorded choice.
//!
//! The same ledger makes many networks, and the choice decides the numbers: one platform of
//! twenty cities and three bilateral agreements give the platform 98 %, 77 % or 25 % of all
//! weight under [`Spread::Count`], [`Spread::Newman`] and [`Spread::Unit`]. So a
//! [`Projection`] travels with every result, and [`Accounts`] tell what it used and left out.
//!
//! | here | what it is |
//! |---|---|
//! | [`Projection`] | which events, which time, how parties become ties |
//! | [`CityNetwork`], [`City`], [`Tie`] | the network, its nodes and its edges |
//! | [`Contribution`] | what one row adds to one pair |
//! | [`Accounts`], [`Outcome`], [`LeftOut`], [`PartyLeftOut`] | what became of every row, and why |
//! | [`EventsByChance`] | the same events with other parties |
//! | [`Layer`] | agreements, enclaves, platforms, councils, kept apart |
pub(crate) mod batch;
mod city_network;
pub(crate) mod event;
mod events_by_chance;
mod outcome;
mod project;
mod projection;
pub(crate) mod same_fact;
pub(crate) mod select;

pub use city_network::{City, CityNetwork, Contribution, Tie};
pub use events_by_chance::{EventsByChance, EventsByChanceNull};
pub use outcome::{Accounts, Layer, LayerCount, LeftOut, Outcome, PartyLeftOut};
pub(crate) use projection::EVENTS;
pub use projection::{Projection, Provinces, Spread, Symmetrise, Window};
