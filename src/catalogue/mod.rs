//! Every measure there is, listed once: the program, the documentation and the tests read it here.
//!
//! A [`Measure`] has the name it goes by on the command line and in JSON, one plain line on what
//! it means for cities, its convention, cost and source, and knows how to compute itself for a
//! [`Subject`]. Numbers of the ledger itself (events by year, domain and lead) come from
//! [`Volume`](crate::cooperation::Volume). The methods that find communities are [`METHODS`].
mod inference;
mod measures;
mod methods;

pub use inference::{Correction, Inference, Null};
pub use measures::MEASURES;
pub use methods::{Choices, METHODS, Method, method, methods_to_markdown};

use crate::centrality::{ClosenessConvention, Convention, MissingDistance};
use crate::circles::{DetectedCircles, NestedCircles};
use crate::error::ParamError;
use crate::network::CityNetwork;
use crate::paths::EdgeLength;
use crate::problem::nearest;
use crate::structure::{Clustering, ClusteringResult};
use crate::uncertainty::{RankInterval, RankIntervals};
use crate::{Adjacency, Error, Measured, Result, Scores, Undefined, Watch};
use serde::Serialize;
use std::sync::OnceLock;

/// What a measure gives a number to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Scope {
    /// Each city.
    City,
    /// The whole network.
    Network,
    /// The whole network with its cities in groups, such as provinces.
    Groups,
}

/// A measure of the catalogue.
#[derive(Debug, Clone, Copy, Serialize)]
#[non_exhaustive]
pub struct Measure {
    /// The name on the command line and in JSON.
    pub name: &'static str,
    /// What it means for cities, in one plain line.
    pub meaning: &'static str,
    /// Which of the competing definitions it is.
    pub convention: &'static str,
    /// What it costs for n cities and m ties.
    pub cost: &'static str,
    /// Where it comes from.
    pub source: &'static str,
    /// What it gives a number to.
    pub scope: Scope,
    /// Whether the weights of ties change it.
    pub weighted: bool,
    /// Whether it depends on the number of cities, so that regions of unequal size cannot be
    /// compared by it as it is.
    pub sized: bool,
    /// How it is set beside that of another region; none where it is not, as for scores of each
    /// city, whose ranks are compared instead.
    pub inference: Option<Inference>,
    /// What it would be on average if the groups were dealt to the cities at random.
    #[serde(skip)]
    by_chance: Option<fn(&Subject<'_>) -> Result<Answer>>,
    #[serde(skip)]
    compute: fn(&Subject<'_>) -> Result<Answer>,
}

/// What a measure is computed for.
#[derive(Debug, Clone)]
pub struct Subject<'a> {
    adjacency: &'a Adjacency,
    groups: Measured<Vec<u32>>,
    options: Options,
    /// Counted once for all measures that need it.
    clustering: OnceLock<ClusteringResult>,
    /// Searched once for all measures that need them.
    circles: OnceLock<DetectedCircles>,
}

/// The choices a measure may have.
#[derive(Debug, Clone, PartialEq, Default, Serialize)]
pub struct Options {
    /// What counts as the length of a tie, for measures of paths.
    pub edge_length: EdgeLength,
    /// Whether betweenness is divided by its greatest possible value.
    pub normalized: bool,
    /// The definition of closeness.
    pub closeness: ClosenessConvention,
    /// The tool whose numbers to give, where tools differ; before the definition of closeness.
    pub like: Option<Convention>,
    /// A window on long work.
    #[serde(skip)]
    pub watch: Watch,
}

/// What a measure answers.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum Answer {
    /// A number for each city.
    Scores(Scores),
    /// A number for the network.
    Number(Measured),
}

impl<'a> Subject<'a> {
    /// A graph without groups.
    pub fn new(adjacency: &'a Adjacency) -> Self {
        let nodes = adjacency.node_count();
        let groups = Measured::Undefined(Undefined::MissingData { n: nodes });
        Self {
            adjacency,
            groups,
            options: Options::default(),
            clustering: OnceLock::new(),
            circles: OnceLock::new(),
        }
    }

    /// A network of cities, with its provinces as groups.
    pub fn of(network: &'a CityNetwork) -> Self {
        let groups = network.provinces().map(|(groups, _)| groups);
        Self { groups, ..Self::new(network.adjacency()) }
    }

    /// Sets the groups of the cities: a label for each, or why there are none.
    pub fn groups(mut self, groups: Measured<Vec<u32>>) -> Self {
        self.groups = groups;
        self
    }

    /// Sets the choices.
    pub fn options(mut self, options: Options) -> Self {
        self.options = options;
        self
    }

    fn circles(&self) -> Result<&DetectedCircles> {
        if let Some(found) = self.circles.get() {
            return Ok(found);
        }
        let found = NestedCircles::new().watch(&self.options.watch).run(self.adjacency)?;
        Ok(self.circles.get_or_init(|| found))
    }

    fn clustering(&self) -> Result<&ClusteringResult> {
        if let Some(result) = self.clustering.get() {
            return Ok(result);
        }
        let result = self.like(Clustering::new(), Clustering::like).run(self.adjacency)?;
        Ok(self.clustering.get_or_init(|| result))
    }

    /// What computes a measure, set to the numbers of a tool if these were asked for.
    fn like<M>(&self, measure: M, like: impl FnOnce(M, Convention) -> M) -> M {
        match self.options.like {
            Some(convention) => like(measure, convention),
            None => measure,
        }
    }

    /// A number about the groups, if there are groups.
    fn grouped(&self, number: impl FnOnce(&[u32]) -> Result<Measured>) -> Result<Answer> {
        match &self.groups {
            Measured::Value(groups) => number(groups).map(Answer::Number),
            Measured::Undefined(reason) => Ok(Answer::Number(Measured::Undefined(*reason))),
        }
    }
}

impl Measure {
    /// Computes the measure.
    ///
    /// # Errors
    /// What the algorithm behind it says.
    pub fn run(&self, subject: &Subject<'_>) -> Result<Answer> {
        (self.compute)(subject)
    }

    /// How sure the rank of each city is by this measure: between which ranks it would stand if
    /// other batches of events had come about. Provinces are the groups, and `options` the choices.
    ///
    /// ```
    /// use conurbation::{catalogue, datasets, network::Projection, uncertainty::RankIntervals};
    /// let delta = datasets::yangtze_delta().network(&Projection::new())?;
    /// let (intervals, choices) = (RankIntervals::new().replicates(100), Default::default());
    /// let ranks = catalogue::measure("closeness")?.ranks(&delta, &choices, &intervals)?;
    /// let shanghai = &ranks[delta.node("310000")? as usize];
    /// assert!(shanghai.low <= shanghai.high);
    /// # Ok::<(), conurbation::Error>(())
    /// ```
    ///
    /// # Errors
    /// [`Error::Param`] for a measure that gives no number to each city, and what
    /// [`RankIntervals::run`] says.
    pub fn ranks(
        &self,
        network: &CityNetwork,
        options: &Options,
        intervals: &RankIntervals,
    ) -> Result<Vec<RankInterval>> {
        let expected = "a measure of each city, since cities are ranked";
        let refused = || ParamError::new("measure", self.name, expected);
        if self.scope != Scope::City {
            return Err(refused().into());
        }
        // What is watched is the drawing, not each network drawn.
        let options = Options { watch: Watch::new(), ..options.clone() };
        let drawn = Subject::of(network).options(options);
        intervals.run(network, |adjacency| {
            let clustering = OnceLock::new();
            let circles = OnceLock::new();
            let subject = Subject { adjacency, clustering, circles, ..drawn.clone() };
            match self.run(&subject)? {
                Answer::Scores(scores) => Ok(scores),
                Answer::Number(_) => Err(refused().into()),
            }
        })
    }

    /// What a number about groups would be on average if the groups were dealt to the cities at
    /// random, in closed form; none where that is not known, or for other measures.
    ///
    /// # Errors
    /// What the algorithm behind it says.
    pub fn by_chance(&self, subject: &Subject<'_>) -> Result<Option<Answer>> {
        self.by_chance.map(|by_chance| by_chance(subject)).transpose()
    }
}

/// The measures of a whole network that are set beside those of another, in the order of the
/// documentation.
pub fn compared() -> impl Iterator<Item = &'static Measure> {
    MEASURES.iter().filter(|measure| measure.inference.is_some())
}

/// The measure with this name.
///
/// # Errors
/// [`Error::UnknownMeasure`] with the nearest name there is.
pub fn measure(name: &str) -> Result<&'static Measure> {
    MEASURES.iter().find(|measure| measure.name == name).ok_or_else(|| Error::UnknownMeasure {
        name: name.to_owned(),
        nearest: nearest(name, MEASURES.iter().map(|measure| measure.name)),
    })
}

/// The catalogue as a table in Markdown.
pub fn to_markdown() -> String {
    let mut table = crate::report::TextTable::new([
        "name",
        "for",
        "what it says of cities",
        "convention",
        "cost",
        "source",
    ])
    .words(1)
    .words(2)
    .words(3)
    .words(4)
    .words(5);
    for measure in MEASURES.iter() {
        let scope = match measure.scope {
            Scope::City => "each city",
            Scope::Network => "the network",
            Scope::Groups => "cities in groups",
        };
        let name = format!("`{}`", measure.name);
        let cost = format!("`{}`", measure.cost);
        table.row([&name, scope, measure.meaning, measure.convention, &cost, measure.source]);
    }
    table.to_markdown()
}

impl TryFrom<&str> for ClosenessConvention {
    type Error = ParamError;

    fn try_from(name: &str) -> Result<Self, ParamError> {
        match name {
            "harmonic" => Ok(Self::Harmonic),
            "harmonic-sum" => Ok(Self::HarmonicSum),
            "component" => Ok(Self::Component),
            "wasserman-faust" => Ok(Self::WassermanFaust),
            "ucinet-freeman" => Ok(Self::UcinetFreeman(MissingDistance::MaxPlusOne)),
            "ucinet-freeman-n" => Ok(Self::UcinetFreeman(MissingDistance::Cities)),
            "ucinet-freeman-ignored" => Ok(Self::UcinetFreeman(MissingDistance::Ignored)),
            "ucinet-freeman-mean" => Ok(Self::UcinetFreeman(MissingDistance::Mean)),
            "valente-foreman" => Ok(Self::ValenteForeman),
            _ => Err(ParamError::new(
                "convention",
                name,
                "harmonic, harmonic-sum, component, wasserman-faust, ucinet-freeman, ucinet-freeman-n, ucinet-freeman-ignored, ucinet-freeman-mean or valente-foreman",
            )),
        }
    }
}

impl TryFrom<&str> for Convention {
    type Error = ParamError;

    fn try_from(name: &str) -> Result<Self, ParamError> {
        match name {
            "ucinet" => Ok(Self::Ucinet),
            "networkx" => Ok(Self::NetworkX),
            "igraph" => Ok(Self::Igraph),
            _ => Err(ParamError::new("convention", name, "ucinet, networkx or igraph")),
        }
    }
}
