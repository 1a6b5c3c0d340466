//! Balance (三多三少): much of some kinds of cooperation, little of others.
//!
//! | here | what it answers |
//! |---|---|
//! | [`DomainBalance`] | in which fields cities work together much, and in which little |
//! | [`Landing`] | which share of what is signed is carried out |
//! | [`Leads`] | whether government or the market leads |
//! | [`Coupling`] | whether government and market, paper and projects go together, and the market follows |
//! | [`Plans`] | in which fields a special plan is in force, and how fields widen |
mod coupling;
mod domains;
mod fields;
mod landing;
mod leads;
mod papers;
mod plans;

pub use coupling::{Coupling, CouplingResult};
pub use domains::{DomainBalance, DomainBalanceResult};
pub(super) use fields::{Fields, LITTLE, MUCH};
pub(super) use landing::finding as landing_finding;
pub use landing::{Landing, LandingResult};
pub use leads::{Leads, LeadsResult};
pub(super) use papers::{Papers, Signing};
pub use plans::{Plans, PlansResult};

use super::{Finding, Inquiry};
use crate::{Region, Result};

/// The findings of a region.
pub(super) fn findings(region: &Region, inquiry: &Inquiry) -> Result<Vec<Finding>> {
    let mut findings = domains::findings(region, inquiry)?;
    findings.extend(landing::findings(region, inquiry)?);
    findings.extend(leads::findings(region, inquiry)?);
    findings.extend(coupling::findings(region, inquiry)?);
    findings.extend(plans::findings(region, inquiry)?);
    Ok(findings)
}
