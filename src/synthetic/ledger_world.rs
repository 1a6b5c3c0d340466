//! Worlds of cities and dated events: whole ledgers.
use super::cities::{Cities, city_setters, within};
use super::geography::Geography;
use super::{rows, tables};
use crate::random::Random;
use crate::{ParamError, Region, Result};
use serde::Serialize;

/// A ledger whose making is known: cities that sign agreements, found enclaves and run platforms
/// by rules with planted effects, to see how often a method finds what is there, and how often
/// what is not.
///
/// 1. *Places.* Cities lie in a square, spaced like the embedded regions. Those border on each
///    other that are neighbours in the sense of Gabriel & Sokal (1969). Provinces, and small
///    circles within them, come of straight cuts and hang together by borders. City `i` has
///    activity `a_i = exp(activity_sd · z_i)` with a standard normal `z_i`, which stands in the
///    attribute `activity` of its place; the larger a city, the more active it tends to be. The
///    capital of a province is its largest city.
/// 2. *Rows.* There are [`rows`](Self::rows) rows, each an agreement, enclave or platform by
///    [`layers`](Self::layers), or as many as a compound Poisson process of a rate
///    [per city](Self::rows_per_city) gives. Agreements come in ceremonies of
///    [`batch_size`](Self::batch_size) on average (geometric), which share their date and, if
///    there are several, the name of a batch; with probability
///    [`batch_overlap`](Self::batch_overlap) a later one of a ceremony has the host of the
///    ceremony as its first party, too.
/// 3. *Parties.* The first party is drawn in proportion to `a_i`. An enclave has one further party,
///    its host; an agreement or platform has one with probability
///    [`share_bilateral`](Self::share_bilateral), else a total of `k` parties from 3 to
///    [`max_parties`](Self::max_parties) in proportion to `k` to the power of minus
///    [`tail_exponent`](Self::tail_exponent). Further parties join one by one, each drawn from the
///    cities left in proportion to `a_j · d_ij^-γ · P · C`, where `i` is the first party, `d` their
///    distance (at least 1 km), `γ` the [`distance_decay`](Self::distance_decay), and `P` the
///    [`province_effect`](Self::province_effect) if both lie in one province, `C` the
///    [`circle_effect`](Self::circle_effect) if in one circle.
/// 4. *Dates* are days, even over the [`years`](Self::years) but for a planted
///    [`fade`](Self::fade).
/// 5. *The rest* depends on nothing: kinds of enclaves and platforms are equally likely, rows are
///    [`found`](Self::found) one by one, and of those not found by the study, which are `seed`,
///    0.8 are `verified` and the others `reading`.
///
/// By default nothing is planted: every set of cities of one size is equally likely. What is
/// planted is what the parameters say, and they can be serialised. Worlds of one seed and number
/// have the same places whatever the rules for rows. A world of other [`cities`](Self::cities) at
/// the same rate is another region of the same process.
///
/// A region of one city has rows of one party; without provinces no place has a parent. Parties
/// are at most all cities. The tables are read as anybody's are, so that nothing illegal can come
/// out. `O(n³ + Σ k n)` for `n` cities and rows of `k` parties: about a millisecond for 41 cities
/// and 300 rows.
///
/// ```
/// use conurbation::synthetic::LedgerWorld;
/// let world = LedgerWorld::new().province_effect(3.0).seed(7);
/// let region = world.draw(0)?;
/// assert_eq!(region.cities().count(), 41);
/// assert_eq!(region, world.draw(0)?);
/// assert_ne!(region.agreements(), world.draw(1)?.agreements());
/// # Ok::<(), conurbation::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct LedgerWorld {
    #[serde(flatten)]
    pub(super) cities: Cities,
    pub(super) volume: Volume,
    pub(super) layers: [f64; 3],
    pub(super) share_bilateral: f64,
    pub(super) tail_exponent: f64,
    pub(super) max_parties: u32,
    pub(super) huge_event: Option<u32>,
    pub(super) batch_size: f64,
    pub(super) batch_overlap: f64,
    pub(super) years: (i16, i16),
    pub(super) fade: Option<(i16, f64)>,
    pub(super) undated: f64,
    pub(super) found: [f64; 3],
    seed: u64,
}

/// How many rows there are.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Volume {
    Rows(u32),
    RowsPerCity(f64),
}

const SHARE: &str = "a share from 0 to 1";
const SHARES: &str = "finite, not negative, one at least positive";

impl Default for LedgerWorld {
    fn default() -> Self {
        Self {
            cities: Cities::default(),
            volume: Volume::Rows(150),
            layers: [0.7, 0.2, 0.1],
            share_bilateral: 0.75,
            tail_exponent: 2.5,
            max_parties: 12,
            huge_event: None,
            batch_size: 1.0,
            batch_overlap: 0.5,
            years: (2014, 2023),
            fade: None,
            undated: 0.0,
            found: [0.1, 0.3, 0.6],
            seed: 0,
        }
    }
}

impl LedgerWorld {
    /// 41 cities in 4 provinces, 150 rows of ten years, nothing planted.
    pub fn new() -> Self {
        Self::default()
    }

    city_setters!();

    /// Sets the number of rows, 150 by default; at most 1000000. The last ceremony may have to end
    /// early.
    pub fn rows(mut self, rows: u32) -> Self {
        self.volume = Volume::Rows(rows);
        self
    }

    /// Lets chance decide the number of rows, and sets how many are expected for each city, were
    /// there no fade; from 0 to 500.
    pub fn rows_per_city(mut self, rows: f64) -> Self {
        self.volume = Volume::RowsPerCity(rows);
        self
    }

    /// Sets the shares of agreements, enclaves and platforms among the rows, by default 0.7, 0.2
    /// and 0.1; numbers in proportion to them.
    pub fn layers(mut self, agreements: f64, enclaves: f64, platforms: f64) -> Self {
        self.layers = [agreements, enclaves, platforms];
        self
    }

    /// Sets the share of agreements and platforms that have two parties, 0.75 by default; from 0
    /// to 1.
    pub fn share_bilateral(mut self, share: f64) -> Self {
        self.share_bilateral = share;
        self
    }

    /// Sets how fast the others become rarer as they are larger, 2.5 by default; from 0, all sizes
    /// the same, to 20.
    pub fn tail_exponent(mut self, exponent: f64) -> Self {
        self.tail_exponent = exponent;
        self
    }

    /// Sets how many parties they have at most, 12 by default; at least 3.
    pub fn max_parties(mut self, parties: u32) -> Self {
        self.max_parties = parties;
        self
    }

    /// Gives one agreement or platform, any of them, so many parties; at least 1.
    pub fn huge_event(mut self, parties: u32) -> Self {
        self.huge_event = Some(parties);
        self
    }

    /// Sets how many agreements a ceremony signs on average, 1 by default; from 1 to 1000.
    pub fn batch_size(mut self, mean: f64) -> Self {
        self.batch_size = mean;
        self
    }

    /// Sets how likely a further agreement of a ceremony shares the first party of the first, 0.5
    /// by default; from 0 to 1.
    pub fn batch_overlap(mut self, share: f64) -> Self {
        self.batch_overlap = share;
        self
    }

    /// Sets the first and the last year, 2014 and 2023 by default; from 0 to 9999.
    pub fn years(mut self, first: i16, last: i16) -> Self {
        self.years = (first, last);
        self
    }

    /// Plants a fade, or a rise: from this year on, rows start at this multiple of the rate before;
    /// from 0 to 10. Some year must have rows.
    pub fn fade(mut self, year: i16, multiple: f64) -> Self {
        self.fade = Some((year, multiple));
        self
    }

    /// Sets the share of ceremonies, enclaves and platforms without a date, 0 by default; from 0
    /// to 1.
    pub fn undated(mut self, share: f64) -> Self {
        self.undated = share;
        self
    }

    /// Sets the shares of rows found by the study, by the protocol and by extra queries, by default
    /// 0.1, 0.3 and 0.6; numbers in proportion to them.
    pub fn found(mut self, study: f64, protocol: f64, extra: f64) -> Self {
        self.found = [study, protocol, extra];
        self
    }

    /// Sets the seed, 0 by default.
    pub fn seed(mut self, seed: u64) -> Self {
        self.seed = seed;
        self
    }

    /// Draws the world of this number: the same one every time.
    ///
    /// # Errors
    /// [`Error::Param`](crate::Error::Param) for a parameter outside its range.
    pub fn draw(&self, world: u64) -> Result<Region> {
        self.check()?;
        let geography = Geography::draw(&self.cities, self.seed, world);
        let mut random = Random::new(self.seed, "synthetic rows", world);
        let rows = rows::draw(self, &geography, &mut random);
        tables::region(self, &geography, &rows, &format!("synthetic-{}-{world}", self.seed))
    }

    /// At which multiple of the first rate rows start in each year.
    pub(super) fn rates(&self) -> Vec<f64> {
        let (first, last) = self.years;
        let faded = |year: i16| self.fade.filter(|&(from, _)| year >= from);
        (first..=last).map(|year| faded(year).map_or(1.0, |(_, multiple)| multiple)).collect()
    }

    fn check(&self) -> Result<(), ParamError> {
        self.cities.check()?;
        match self.volume {
            Volume::Rows(rows) if rows > 1_000_000 => {
                return Err(ParamError::new("rows", rows, "at most 1000000"));
            }
            Volume::Rows(_) => {}
            Volume::RowsPerCity(rows) => {
                within("rows_per_city", rows, (0.0, 500.0), "from 0 to 500")?;
            }
        }
        check_shares("layers", self.layers)?;
        within("share_bilateral", self.share_bilateral, (0.0, 1.0), SHARE)?;
        within("tail_exponent", self.tail_exponent, (0.0, 20.0), "from 0 to 20")?;
        if self.max_parties < 3 {
            return Err(ParamError::new("max_parties", self.max_parties, "at least 3"));
        }
        if self.huge_event == Some(0) {
            return Err(ParamError::new("huge_event", 0, "at least 1"));
        }
        within("batch_size", self.batch_size, (1.0, 1000.0), "from 1 to 1000")?;
        within("batch_overlap", self.batch_overlap, (0.0, 1.0), SHARE)?;
        let (first, last) = self.years;
        if !(0 <= first && first <= last && last <= 9999) {
            let years = format!("{first}, {last}");
            return Err(ParamError::new("years", years, "two years from 0 to 9999, in order"));
        }
        if let Some((year, multiple)) = self.fade {
            let legal = (0.0..=10.0).contains(&multiple);
            if !legal || self.rates().iter().all(|&rate| rate <= 0.0) {
                let expected = "a multiple from 0 to 10 that leaves some year with rows";
                return Err(ParamError::new("fade", format!("{year}, {multiple}"), expected));
            }
        }
        within("undated", self.undated, (0.0, 1.0), SHARE)?;
        check_shares("found", self.found)
    }
}

fn check_shares(setter: &'static str, shares: [f64; 3]) -> Result<(), ParamError> {
    let legal = shares.iter().all(|share| (0.0..=1e9).contains(share));
    if legal && shares.iter().any(|&share| share > 0.0) {
        return Ok(());
    }
    Err(ParamError::new(setter, format!("{}, {}, {}", shares[0], shares[1], shares[2]), SHARES))
}
