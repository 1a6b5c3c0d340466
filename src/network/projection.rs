//! The recorded choice that turns a ledger into a network.
use super::Layer;
use crate::region::{
    AgreementKind, Checked, EnclaveKind, Found, PlatformKind, Stage, Status, Table,
};
use crate::{Date, ParamError, Result};
use serde::{Serialize, Serializer};
use std::collections::{BTreeMap, BTreeSet};

/// The tables whose rows may make ties.
pub(crate) const EVENTS: [Table; 4] =
    [Table::Agreements, Table::Enclaves, Table::Platforms, Table::Councils];

/// How an event of many parties becomes ties between pairs of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Spread {
    /// Weight / (k − 1) for each pair, so that an event adds its weight to the strength of every
    /// member, however many they are (Newman 2001).
    #[default]
    Newman,
    /// The whole weight for each pair: large events dominate.
    Count,
    /// 2 weight / (k (k − 1)) for each pair, so that an event adds its weight once in all.
    Unit,
}

impl Spread {
    /// The weight of one pair of an event of `k` members.
    pub(crate) fn pair_weight(self, weight: f64, k: usize) -> f64 {
        let k = k as f64;
        match self {
            Self::Newman => weight / (k - 1.0),
            Self::Count => weight,
            Self::Unit => 2.0 * weight / (k * (k - 1.0)),
        }
    }
}

/// What becomes of a province that is a party.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Provinces {
    /// It makes no tie between cities.
    #[default]
    LeaveOut,
    /// It stands for all its cities inside the region.
    ToCities,
    /// It stands for its capital city, where the table of places names one inside the region.
    ToCapital,
}

/// How arcs of both directions become one tie of an undirected network.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Symmetrise {
    /// Their sum (Burt).
    #[default]
    Sum,
    /// The heavier (UCINET's centralities).
    Max,
    /// The lighter: only what goes both ways.
    Min,
    /// Their mean (UCINET's core–periphery).
    Mean,
}

/// A window of time that a setter was given: it may turn out to be none.
#[derive(Debug, Clone, PartialEq)]
pub struct Window(Result<Date, String>);

impl Window {
    /// The window, if it is one.
    pub(crate) fn date(&self, setter: &'static str) -> Result<Date, ParamError> {
        let expected = "a date such as 2019 or 2019-04, or an interval such as 2013/2020";
        self.0.clone().map_err(|text| ParamError::new(setter, text, expected))
    }
}

impl From<Date> for Window {
    fn from(date: Date) -> Self {
        Self(Ok(date))
    }
}

/// A date of any precision or an interval: `"2019"`, `"2013/2020"`.
impl From<&str> for Window {
    fn from(text: &str) -> Self {
        Self(text.parse().map_err(|_| text.to_owned()))
    }
}

/// From the first day of the start to the day before the end: `"2013".."2021"` is eight years.
impl From<std::ops::Range<&str>> for Window {
    fn from(range: std::ops::Range<&str>) -> Self {
        let dates = range.start.parse::<Date>().ok().zip(range.end.parse::<Date>().ok());
        let window = dates.and_then(|(start, end)| start.until(end));
        Self(window.ok_or_else(|| format!("{}..{}", range.start, range.end)))
    }
}

/// From the first day of the start to the last day of the end.
impl From<std::ops::RangeInclusive<&str>> for Window {
    fn from(range: std::ops::RangeInclusive<&str>) -> Self {
        let dates = range.start().parse::<Date>().ok().zip(range.end().parse::<Date>().ok());
        let window = dates.and_then(|(start, end)| start.to(end));
        Self(window.ok_or_else(|| format!("{}..={}", range.start(), range.end())))
    }
}

impl Serialize for Window {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match &self.0 {
            Ok(date) => date.serialize(serializer),
            Err(text) => text.serialize(serializer),
        }
    }
}

/// Which events count by their time.
#[derive(Debug, Clone, PartialEq, Default, Serialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Time {
    /// All, dated or not.
    #[default]
    All,
    /// Those that started in the window: the flow.
    Started(Window),
    /// Those that lived at some time of the window: the stock.
    Alive(Window),
}

impl Time {
    /// The window, which must be a date by now.
    pub(crate) fn window(&self) -> Option<Date> {
        match self {
            Self::All => None,
            Self::Started(window) | Self::Alive(window) => window.0.as_ref().ok().copied(),
        }
    }
}

/// Factors on the weights of events; 1 where none is given.
#[derive(Debug, Clone, PartialEq, Default, Serialize)]
pub(crate) struct Weights {
    pub(crate) layers: BTreeMap<Layer, f64>,
    pub(crate) agreements: BTreeMap<AgreementKind, f64>,
    pub(crate) enclaves: BTreeMap<EnclaveKind, f64>,
    pub(crate) platforms: BTreeMap<PlatformKind, f64>,
    pub(crate) stages: BTreeMap<Stage, f64>,
    pub(crate) statuses: BTreeMap<Status, f64>,
}

/// The choice that turns a ledger into a network of cities, recorded with every result.
///
/// By default: agreements, enclaves and platforms of all times; what is only planned or proposed,
/// provinces and partners from elsewhere left out; counties counted as their cities; each event
/// spread as Newman does; no weights but those of the rows; undirected.
///
/// ```
/// use conurbation::{datasets, network::{Layer, Projection}};
/// let delta = datasets::yangtze_delta();
/// let enclaves = delta.network(&Projection::new().layers([Layer::Enclaves]).directed(true))?;
/// assert_eq!(enclaves.cities().len(), 41);
/// # Ok::<(), conurbation::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Projection {
    pub(crate) layers: BTreeSet<Layer>,
    pub(crate) spread: Spread,
    pub(crate) time: Time,
    pub(crate) checked: Option<BTreeSet<Checked>>,
    pub(crate) found: Option<BTreeSet<Found>>,
    pub(crate) planned: bool,
    pub(crate) partners: bool,
    pub(crate) provinces: Provinces,
    pub(crate) roll_up: bool,
    pub(crate) addressees: bool,
    pub(crate) without: BTreeSet<String>,
    pub(crate) weights: Weights,
    pub(crate) by_count: bool,
    pub(crate) directed: bool,
    pub(crate) symmetrise: Symmetrise,
}

impl Default for Projection {
    fn default() -> Self {
        Self {
            layers: [Layer::Agreements, Layer::Enclaves, Layer::Platforms].into(),
            spread: Spread::Newman,
            time: Time::All,
            checked: None,
            found: None,
            planned: false,
            partners: false,
            provinces: Provinces::LeaveOut,
            roll_up: true,
            addressees: true,
            without: BTreeSet::new(),
            weights: Weights::default(),
            by_count: false,
            directed: false,
            symmetrise: Symmetrise::Sum,
        }
    }
}

impl Projection {
    /// The default choice.
    pub fn new() -> Self {
        Self::default()
    }

    /// Sets the kinds of events that make ties; councils only if named.
    pub fn layers(mut self, layers: impl IntoIterator<Item = Layer>) -> Self {
        self.layers = layers.into_iter().collect();
        self
    }

    /// Sets how an event of many parties becomes ties of pairs.
    pub fn spread(mut self, spread: Spread) -> Self {
        self.spread = spread;
        self
    }

    /// Keeps the events that started in the window: the flow. An event counts if its whole date
    /// lies in the window; what straddles the edge or has no date is left out and counted.
    pub fn window(mut self, window: impl Into<Window>) -> Self {
        self.time = Time::Started(window.into());
        self
    }

    /// Keeps the events that lived at a date or at some time of a window: the stock. An event
    /// without an end lives on; one that ended at an unknown date is left out and counted.
    pub fn alive(mut self, window: impl Into<Window>) -> Self {
        self.time = Time::Alive(window.into());
        self
    }

    /// Keeps only rows checked to one of these levels.
    pub fn checked(mut self, levels: impl IntoIterator<Item = Checked>) -> Self {
        self.checked = Some(levels.into_iter().collect());
        self
    }

    /// Keeps only rows found in one of these ways.
    pub fn found(mut self, found: impl IntoIterator<Item = Found>) -> Self {
        self.found = Some(found.into_iter().collect());
        self
    }

    /// Whether what is only planned or proposed counts; no by default.
    pub fn planned(mut self, planned: bool) -> Self {
        self.planned = planned;
        self
    }

    /// Whether the cities of the table that lie outside the region are nodes too; no by default.
    pub fn partners(mut self, partners: bool) -> Self {
        self.partners = partners;
        self
    }

    /// Sets what becomes of provinces that are parties.
    pub fn provinces(mut self, provinces: Provinces) -> Self {
        self.provinces = provinces;
        self
    }

    /// Whether counties and areas count as their cities; yes by default.
    pub fn roll_up(mut self, roll_up: bool) -> Self {
        self.roll_up = roll_up;
        self
    }

    /// Whether places that an agreement is only addressed to (role `to`, with nobody in the role
    /// `from`) count as parties of it; yes by default.
    pub fn addressees(mut self, addressees: bool) -> Self {
        self.addressees = addressees;
        self
    }

    /// Leaves out the rows with these ids.
    pub fn without<T: Into<String>>(mut self, ids: impl IntoIterator<Item = T>) -> Self {
        self.without.extend(ids.into_iter().map(Into::into));
        self
    }

    /// Multiplies the weights of a layer; finite and not negative, zero leaves it out.
    pub fn layer_weight(mut self, layer: Layer, weight: f64) -> Self {
        self.weights.layers.insert(layer, weight);
        self
    }

    /// Multiplies the weights of agreements of one kind; zero leaves them out.
    pub fn agreement_weight(mut self, kind: AgreementKind, weight: f64) -> Self {
        self.weights.agreements.insert(kind, weight);
        self
    }

    /// Multiplies the weights of enclaves of one kind; zero leaves them out.
    pub fn enclave_weight(mut self, kind: EnclaveKind, weight: f64) -> Self {
        self.weights.enclaves.insert(kind, weight);
        self
    }

    /// Multiplies the weights of platforms of one kind; zero leaves them out.
    pub fn platform_weight(mut self, kind: PlatformKind, weight: f64) -> Self {
        self.weights.platforms.insert(kind, weight);
        self
    }

    /// Multiplies the weights of agreements of one stage; zero leaves them out.
    pub fn stage_weight(mut self, stage: Stage, weight: f64) -> Self {
        self.weights.stages.insert(stage, weight);
        self
    }

    /// Multiplies the weights of enclaves and platforms of one status; zero leaves them out.
    pub fn status_weight(mut self, status: Status, weight: f64) -> Self {
        self.weights.statuses.insert(status, weight);
        self
    }

    /// Whether an event weighs as much as the items it stands for; no by default.
    pub fn by_count(mut self, by_count: bool) -> Self {
        self.by_count = by_count;
        self
    }

    /// Whether ties have a direction: from home to host, from the giving to the receiving side.
    /// Ties of parties side by side then go both ways. No by default.
    pub fn directed(mut self, directed: bool) -> Self {
        self.directed = directed;
        self
    }

    /// Sets how arcs of both directions become one tie of an undirected network, per layer.
    /// Ties of parties side by side are added as they are.
    pub fn symmetrise(mut self, symmetrise: Symmetrise) -> Self {
        self.symmetrise = symmetrise;
        self
    }

    /// The same choice without those ids to leave out that no row of a region has.
    pub(crate) fn leaving_out_of(&self, region: &crate::Region) -> Self {
        let mut projection = self.clone();
        projection.without.retain(|id| region.find_in(&EVENTS, id).is_some());
        projection
    }

    pub(crate) fn check(&self) -> Result<(), ParamError> {
        if self.layers.is_empty() {
            return Err(ParamError::new("layers", "[]", "at least one layer"));
        }
        let window = match &self.time {
            Time::All => None,
            Time::Started(window) => Some(("window", window)),
            Time::Alive(window) => Some(("alive", window)),
        };
        if let Some((setter, window)) = window {
            window.date(setter)?;
        }
        let weights = &self.weights;
        let given = [
            ("layer_weight", weights.layers.values().collect::<Vec<_>>()),
            ("agreement_weight", weights.agreements.values().collect()),
            ("enclave_weight", weights.enclaves.values().collect()),
            ("platform_weight", weights.platforms.values().collect()),
            ("stage_weight", weights.stages.values().collect()),
            ("status_weight", weights.statuses.values().collect()),
        ];
        for (setter, values) in given {
            for &weight in values {
                if !weight.is_finite() || weight < 0.0 {
                    return Err(ParamError::new(setter, weight, "finite and not negative"));
                }
            }
        }
        Ok(())
    }
}

impl std::fmt::Display for Projection {
    /// The choice in a sentence: what makes ties, of which time, and every choice that is not the
    /// default one.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let layers: Vec<&str> = self.layers.iter().map(|layer| layer.as_str()).collect();
        write!(f, "{} ", layers.join(", "))?;
        let shown = |window: &Window| window.0.as_ref().map_or_else(Clone::clone, Date::to_string);
        match &self.time {
            Time::All => write!(f, "of all times, dated or not")?,
            Time::Started(window) => write!(f, "that started in {}", shown(window))?,
            Time::Alive(window) => write!(f, "alive in {}", shown(window))?,
        }
        let spread = match self.spread {
            Spread::Newman => "weight / (k − 1)",
            Spread::Count => "the whole weight",
            Spread::Unit => "2 weight / (k (k − 1))",
        };
        write!(f, "; each pair of an event of k cities gets {spread}")?;
        write!(f, "; {}", if self.directed { "directed" } else { "undirected" })?;
        let mut also = |text: String| write!(f, "; {text}");
        also(if self.planned { "planned ones too" } else { "planned ones left out" }.to_owned())?;
        if let Some(levels) = &self.checked {
            let levels: Vec<&str> = levels.iter().map(|level| level.as_str()).collect();
            also(format!("checked: {}", levels.join(", ")))?;
        }
        if let Some(found) = &self.found {
            let found: Vec<&str> = found.iter().map(Found::as_str).collect();
            also(format!("found: {}", found.join(", ")))?;
        }
        also(
            match self.provinces {
                Provinces::LeaveOut => "provinces left out",
                Provinces::ToCities => "provinces lifted to all their cities",
                Provinces::ToCapital => "provinces lifted to their capitals",
            }
            .to_owned(),
        )?;
        if self.partners {
            also("cities outside the region as nodes too".to_owned())?;
        }
        if !self.roll_up {
            also("counties and areas left out".to_owned())?;
        }
        if !self.addressees {
            also("places only addressed left out".to_owned())?;
        }
        if !self.without.is_empty() {
            let ids: Vec<&str> = self.without.iter().map(String::as_str).collect();
            also(format!("without {}", ids.join(", ")))?;
        }
        let weights = &self.weights;
        let layers = weights.layers.iter().map(|(layer, weight)| (layer.as_str(), weight));
        let agreements = weights.agreements.iter().map(|(kind, weight)| (kind.as_str(), weight));
        let enclaves = weights.enclaves.iter().map(|(kind, weight)| (kind.as_str(), weight));
        let platforms = weights.platforms.iter().map(|(kind, weight)| (kind.as_str(), weight));
        let stages = weights.stages.iter().map(|(stage, weight)| (stage.as_str(), weight));
        let statuses = weights.statuses.iter().map(|(status, weight)| (status.as_str(), weight));
        let kinds = layers.chain(agreements).chain(enclaves).chain(platforms);
        for (name, weight) in kinds.chain(stages).chain(statuses) {
            also(format!("{name} weigh {weight} times"))?;
        }
        if self.by_count {
            also("rows weigh as many items as they stand for".to_owned())?;
        }
        if !self.directed && self.symmetrise != Symmetrise::Sum {
            let rule = format!("{:?}", self.symmetrise).to_lowercase();
            also(format!("arcs of both directions become their {rule}"))?;
        }
        Ok(())
    }
}
