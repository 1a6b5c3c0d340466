//! How a number of a whole network is set beside that of another.
use serde::Serialize;

/// How a number of a whole network is set beside that of another network, of another size.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Inference {
    /// What is done about unequal sizes.
    pub correction: Correction,
    /// The smallest and the largest value it can take, where both are known.
    pub range: Option<(f64, f64)>,
    /// Whether it is a sum over ties or a ratio of such sums, whose error over cities counts the
    /// chance of each tie twice, through both of its cities.
    pub linear: bool,
    /// Whether it is a share of the weight of events, so that events can be drawn again with
    /// replacement: other numbers are biased by the ties that such a draw loses, and totals vary
    /// with the number of events, which such a draw keeps.
    pub share_of_events: bool,
    /// Why no difference of it is tested, if none is.
    pub untested: Option<&'static str>,
    /// Another measure that must differ the same way: what is denser for being smaller has no more
    /// partners.
    pub companion: Option<&'static str>,
    /// What chance it is held against within its own region.
    pub null: Option<Null>,
}

/// What is done about unequal sizes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Correction {
    /// Nothing: it means the same at any size, as a mean per city does.
    PerCity,
    /// The mean over random subsets of as many cities as the smallest region has.
    Rarefaction,
    /// What it would be among as many cities as the smallest region has, if each city met others as
    /// often: `(N - 1) (1 - (1 - k / (n - 1))^((n - 1) / (N - 1)))` for a mean of `k` partners
    /// among `n` cities. Partners met at random run out where there are few; where few of them are
    /// met it is `k`.
    Occupancy,
    /// Less what it would be on average if the provinces were dealt to the cities at random.
    LessChance,
}

/// What chance a number is held against.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Null {
    /// Networks in which every city has as many partners as it has, and events as many parties;
    /// who meets whom is chance.
    Structure,
    /// The same network with the provinces dealt to the cities at random.
    Provinces,
}

pub(in crate::catalogue) const SHARE: Option<(f64, f64)> = Some((0.0, 1.0));

pub(in crate::catalogue) const PER_CITY: Inference = Inference {
    correction: Correction::PerCity,
    range: None,
    linear: false,
    share_of_events: false,
    untested: None,
    companion: None,
    null: None,
};

pub(in crate::catalogue) const PARTNERS: Inference =
    Inference { correction: Correction::Occupancy, companion: Some("density"), ..PER_CITY };

pub(in crate::catalogue) const RAREFIED: Inference =
    Inference { correction: Correction::Rarefaction, ..PER_CITY };

pub(in crate::catalogue) const STRUCTURE: Inference =
    Inference { range: SHARE, null: Some(Null::Structure), ..RAREFIED };

pub(in crate::catalogue) const JUMPS: Inference = Inference {
    untested: Some("it jumps by whole cities, and no error of it could be trusted"),
    null: Some(Null::Structure),
    ..RAREFIED
};

pub(in crate::catalogue) const PROVINCES: Inference = Inference {
    correction: Correction::LessChance,
    linear: true,
    null: Some(Null::Provinces),
    ..PER_CITY
};
