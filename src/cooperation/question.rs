//! The questions that are asked of every region.
use super::{Finding, Inquiry};
use crate::{Region, Result};

/// A question: its answers for a region.
pub(crate) type Question = fn(&Region, &Inquiry) -> Result<Vec<Finding>>;

/// Every question, in the order in which the answers are shown. Each question's file has a
/// function that makes its findings; a line here asks it.
pub(crate) const QUESTIONS: &[Question] = &[
    super::momentum::findings,
    super::meeting_yield::findings,
    super::balance::findings,
    super::sustainment::findings,
    super::circles::findings,
    super::mechanism::findings,
    super::enclaves::findings,
    super::premium::findings,
    super::rivalry::findings,
    super::quadrants::findings,
    super::industries::findings,
    super::radiation::findings,
    super::platforms::findings,
    super::recognition::findings,
    super::enabling::findings,
    super::barrier::findings,
];

impl Inquiry {
    /// Asks every question of a region.
    ///
    /// # Errors
    /// [`Error::Param`](crate::Error::Param) for a parameter outside its range;
    /// [`Error::Cancelled`](crate::Error::Cancelled).
    pub fn ask(&self, region: &Region) -> Result<Vec<Finding>> {
        self.check()?;
        let mut findings = Vec::new();
        for question in QUESTIONS {
            findings.extend(question(region, self)?);
        }
        Ok(findings)
    }
}
