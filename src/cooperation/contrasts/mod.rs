//! Contrasts: one question asked of two regions, and whether they differ.
//!
//! A number of one region says little where nothing tells what to expect: how many agreements land,
//! which fields have many. Another region, its ledger made by the same protocol, is what to hold it
//! against. Each contrast is the first region less the second, on a scale on which 0 is no
//! difference and the reverse order the opposite number.
//!
//! | here | what differs |
//! |---|---|
//! | [`Contrast`] | the answer: the difference, and the number and rows of each side |
//! | [`FadeContrast`] | how far cooperation faded (高开低走) |
//! | [`SurvivalContrast`] | how long ties last |
//! | [`LandingContrast`] | how soon what is signed is carried out |
//! | [`ShareContrast`], [`Share`] | fields with much, special plans, the market's lead, what enclaves are for, how they are run, whether they are returned, across which borders |
mod contrast;
mod fade;
mod landing;
mod shares;
mod survival;
mod units;

pub use contrast::Contrast;
pub use fade::FadeContrast;
pub use landing::LandingContrast;
pub use shares::{Share, ShareContrast};
pub use survival::SurvivalContrast;

use super::Inquiry;
use crate::{Region, Result};

/// A region and how it is asked.
pub(crate) type Asked<'a> = (&'a Region, &'a Inquiry);

impl Inquiry {
    /// Asks every question that sets one region against another.
    ///
    /// # Errors
    /// As [`ask`](Self::ask).
    pub fn contrast(&self, first: &Region, second: &Region) -> Result<Vec<Contrast>> {
        self.check()?;
        let asked = [first, second].map(|region| self.of_region(region));
        contrasts([(first, &asked[0]), (second, &asked[1])])
    }

    /// The same of one region: an id to leave out need be that of a row of one region only.
    pub(crate) fn of_region(&self, region: &Region) -> Self {
        self.clone().projection(self.projection.leaving_out_of(region))
    }
}

/// Every contrast of two regions, each asked in its own way.
pub(crate) fn contrasts(asked: [Asked<'_>; 2]) -> Result<Vec<Contrast>> {
    let mut found = vec![
        FadeContrast::new().of(asked)?,
        SurvivalContrast::new().of(asked)?,
        LandingContrast::new().of(asked)?,
    ];
    for share in Share::ALL {
        found.push(ShareContrast::new(share).of(asked)?);
    }
    Ok(found)
}
