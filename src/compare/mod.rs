//! Regions beside one another.
//!
//! | here | what it is |
//! |---|---|
//! | [`CompareRegions`] | what is compared and how |
//! | [`Comparison`] | the result: text, Markdown or JSON |
//! | [`Profile`] | one region: what its ledger holds, what the projection used, every measure |
//! | [`Limit`] | a limit of the data, and the lines of the comparison it touches |
//!
//! The numbers are set side by side and no difference between them is called a finding: that
//! needs its uncertainty, and regions of unequal size need a correction first.
mod limits;
mod markdown;
mod profile;
mod text;

pub use limits::Limit;
pub use profile::{Leader, Profile, Variant, Widest};

use crate::network::{EVENTS, Projection};
use crate::region::Found;
use crate::report::Names;
use crate::{ParamError, Region, Result, Watch};
use serde::Serialize;

/// Sets regions beside one another: what each ledger holds, what the projection used and left
/// out, every measure of the catalogue, the limits of the data that touch it.
///
/// Volumes (events by year, domain, lead) are compared on rows found by the common protocol where
/// every region has such rows, since search effort differs otherwise. Every number of the network
/// is shown under several choices beside the main one: by where rows were found, without the row
/// that ties most pairs alone, without those who are only addressed.
///
/// ```
/// use conurbation::{CompareRegions, datasets};
/// let (delta, middle) = (datasets::yangtze_delta(), datasets::middle_yangtze());
/// let comparison = CompareRegions::new([&delta, &middle]).run()?;
/// assert_eq!(comparison.regions().len(), 2);
/// assert!(comparison.to_string().contains("Wuhan"));
/// # Ok::<(), conurbation::Error>(())
/// ```
#[derive(Debug, Clone)]
pub struct CompareRegions<'a> {
    regions: Vec<&'a Region>,
    projection: Projection,
    seed: u64,
    watch: Watch,
}

/// Regions side by side; prints as text for a terminal.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Comparison {
    conurbation: &'static str,
    projection: Projection,
    seed: u64,
    /// How the rows that the volumes count were found; all if none.
    volume_found: Option<Found>,
    regions: Vec<Profile>,
    limits: Vec<Limit>,
}

impl<'a> CompareRegions<'a> {
    /// The regions to compare, in the order in which to show them.
    pub fn new(regions: impl IntoIterator<Item = &'a Region>) -> Self {
        Self {
            regions: regions.into_iter().collect(),
            projection: Projection::new(),
            seed: 0,
            watch: Watch::new(),
        }
    }

    /// Sets the projection of every region.
    pub fn projection(mut self, projection: Projection) -> Self {
        self.projection = projection;
        self
    }

    /// Sets the seed of all that draws numbers; recorded with the result.
    pub fn seed(mut self, seed: u64) -> Self {
        self.seed = seed;
        self
    }

    /// Watches the work.
    pub fn watch(mut self, watch: &Watch) -> Self {
        self.watch = watch.clone();
        self
    }

    /// Compares.
    ///
    /// # Errors
    /// [`Error::Param`](crate::Error::Param) if the projection cannot be carried out; an id to
    /// leave out need be that of a row of one region only.
    /// [`Error::Cancelled`](crate::Error::Cancelled).
    pub fn run(&self) -> Result<Comparison> {
        let known = |id: &&String| self.regions.iter().any(|it| it.find_in(&EVENTS, id).is_some());
        if let Some(id) = self.projection.without.iter().find(|id| !known(id)) {
            return Err(
                ParamError::new("without", id, "the id of a row of one of the regions").into()
            );
        }
        let by_protocol = self.regions.iter().all(|region| has_protocol_rows(region));
        let volume_found = by_protocol.then_some(Found::Protocol);
        let profile = |region: &&Region| {
            Profile::new(region, &self.projection, volume_found.as_ref(), &self.watch)
        };
        let regions: Vec<Profile> = self.regions.iter().map(profile).collect::<Result<_>>()?;
        Ok(Comparison {
            conurbation: env!("CARGO_PKG_VERSION"),
            projection: self.projection.clone(),
            seed: self.seed,
            limits: limits::of(&regions, volume_found.as_ref()),
            volume_found,
            regions,
        })
    }
}

fn has_protocol_rows(region: &Region) -> bool {
    let found = |about: &crate::region::About| about.found == Some(Found::Protocol);
    region.agreements().iter().any(|row| found(&row.about))
        || region.enclaves().iter().any(|row| found(&row.about))
        || region.platforms().iter().any(|row| found(&row.about))
}

impl Comparison {
    /// The profiles, in the order given.
    pub fn regions(&self) -> &[Profile] {
        &self.regions
    }

    /// The limits of the data.
    pub fn limits(&self) -> &[Limit] {
        &self.limits
    }

    /// Text for a terminal of 100 columns.
    pub fn to_text(&self, names: Names) -> String {
        text::render(self, names)
    }

    /// Markdown.
    pub fn to_markdown(&self, names: Names) -> String {
        markdown::render(self, names)
    }

    /// JSON with the whole provenance: version, seed, projection, rows used and left out.
    pub fn to_json(&self) -> String {
        serde_json::to_string_pretty(self)
            .expect("a comparison has only text keys and finite numbers")
    }

    /// The numbers of the limits that touch a line.
    fn marks(&self, line: &str) -> String {
        let touches = |limit: &Limit| limit.touches.iter().any(|touched| touched == line);
        let numbers: Vec<String> = (1..)
            .zip(&self.limits)
            .filter(|(_, limit)| touches(limit))
            .map(|(number, _)| number.to_string())
            .collect();
        if numbers.is_empty() { String::new() } else { format!("[{}]", numbers.join(",")) }
    }
}

impl std::fmt::Display for Comparison {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.to_text(Names::Both))
    }
}
