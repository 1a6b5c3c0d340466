//! Every measure there is, listed once: the program, the documentation and the tests read it here.
//!
//! A [`Measure`] has the name it goes by on the command line and in JSON, one plain line on what
//! it means for cities, its convention, cost and source, and knows how to compute itself for a
//! [`Subject`]. Numbers of the ledger itself (events by year, domain and lead) come from
//! [`Volume`](crate::cooperation::Volume).
use crate::centrality::{
    Betweenness, Closeness, ClosenessConvention, Degree, Direction, PageRank, Strength,
};
use crate::community::Modularity;
use crate::error::ParamError;
use crate::network::CityNetwork;
use crate::paths::EdgeLength;
use crate::problem::nearest;
use crate::structure::{Clustering, Density, Gini, Mixing, Reciprocity};
use crate::{Adjacency, Error, Measured, Result, Scores, Undefined, Watch};
use serde::Serialize;

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
    #[serde(skip)]
    compute: fn(&Subject<'_>) -> Result<Answer>,
}

/// What a measure is computed for.
#[derive(Debug, Clone)]
pub struct Subject<'a> {
    adjacency: &'a Adjacency,
    groups: Measured<Vec<u32>>,
    options: Options,
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
        Self { adjacency, groups, options: Options::default() }
    }

    /// A network of cities, with its provinces as groups.
    pub fn of(network: &'a CityNetwork) -> Self {
        let groups = network.provinces().map(|(groups, _)| groups);
        Self { groups, ..Self::new(network.adjacency()) }
    }

    /// Sets the choices.
    pub fn options(mut self, options: Options) -> Self {
        self.options = options;
        self
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
    for measure in MEASURES {
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

fn degree(subject: &Subject<'_>, direction: Direction) -> Result<Answer> {
    Degree::new().direction(direction).run(subject.adjacency).map(Answer::Scores)
}

fn strength(subject: &Subject<'_>, direction: Direction) -> Result<Answer> {
    Strength::new().direction(direction).run(subject.adjacency).map(Answer::Scores)
}

fn closeness(subject: &Subject<'_>, direction: Direction) -> Result<Answer> {
    let closeness = Closeness::new()
        .direction(direction)
        .convention(subject.options.closeness)
        .edge_length(subject.options.edge_length)
        .watch(&subject.options.watch);
    closeness.run(subject.adjacency).map(Answer::Scores)
}

fn betweenness(subject: &Subject<'_>) -> Result<Answer> {
    let betweenness = Betweenness::new()
        .normalized(subject.options.normalized)
        .edge_length(subject.options.edge_length)
        .watch(&subject.options.watch);
    betweenness.run(subject.adjacency).map(Answer::Scores)
}

fn count(value: usize) -> Result<Answer> {
    Ok(Answer::Number(Measured::Value(value as f64)))
}

/// Every measure, in the order of the documentation.
pub const MEASURES: &[Measure] = &[
    Measure {
        name: "degree",
        meaning: "with how many cities it works together",
        convention: "distinct partners; directed: in + out",
        cost: "O(n)",
        source: "Freeman 1978/79",
        scope: Scope::City,
        weighted: false,
        sized: true,
        compute: |subject| degree(subject, Direction::Both),
    },
    Measure {
        name: "in-degree",
        meaning: "how many cities give ties to it",
        convention: "arcs in; undirected: all",
        cost: "O(n)",
        source: "Freeman 1978/79",
        scope: Scope::City,
        weighted: false,
        sized: true,
        compute: |subject| degree(subject, Direction::In),
    },
    Measure {
        name: "out-degree",
        meaning: "to how many cities it gives ties",
        convention: "arcs out; undirected: all",
        cost: "O(n)",
        source: "Freeman 1978/79",
        scope: Scope::City,
        weighted: false,
        sized: true,
        compute: |subject| degree(subject, Direction::Out),
    },
    Measure {
        name: "strength",
        meaning: "how much it works together: the weight of its ties",
        convention: "sum of weights; with Newman's spread, the events it takes part in",
        cost: "O(n + m)",
        source: "Barrat et al. 2004; Newman 2001",
        scope: Scope::City,
        weighted: true,
        sized: false,
        compute: |subject| strength(subject, Direction::Both),
    },
    Measure {
        name: "in-strength",
        meaning: "the weight of the ties it is given",
        convention: "sum of weights in; undirected: all",
        cost: "O(n + m)",
        source: "Barrat et al. 2004",
        scope: Scope::City,
        weighted: true,
        sized: false,
        compute: |subject| strength(subject, Direction::In),
    },
    Measure {
        name: "out-strength",
        meaning: "the weight of the ties it gives",
        convention: "sum of weights out; undirected: all",
        cost: "O(n + m)",
        source: "Barrat et al. 2004",
        scope: Scope::City,
        weighted: true,
        sized: false,
        compute: |subject| strength(subject, Direction::Out),
    },
    Measure {
        name: "closeness",
        meaning: "how near it is to all other cities over ties",
        convention: "harmonic, divided by n − 1; directed: outward; hops unless said",
        cost: "O(n m)",
        source: "Rochat 2009; Boldi and Vigna 2014",
        scope: Scope::City,
        weighted: false,
        sized: true,
        compute: |subject| closeness(subject, Direction::Out),
    },
    Measure {
        name: "in-closeness",
        meaning: "how near all other cities are to it over ties",
        convention: "harmonic, divided by n − 1; directed: inward; hops unless said",
        cost: "O(n m)",
        source: "Rochat 2009; Boldi and Vigna 2014",
        scope: Scope::City,
        weighted: false,
        sized: true,
        compute: |subject| closeness(subject, Direction::In),
    },
    Measure {
        name: "betweenness",
        meaning: "for how many pairs of cities it lies on the shortest way",
        convention: "raw, each unordered pair once, ends not counted; hops unless said",
        cost: "O(n m)",
        source: "Freeman 1977; Brandes 2001",
        scope: Scope::City,
        weighted: false,
        sized: true,
        compute: betweenness,
    },
    Measure {
        name: "pagerank",
        meaning: "how often a traveller who follows ties by weight is found there",
        convention: "damping 0.85, dangling mass spread evenly, sum 1",
        cost: "O(iterations m)",
        source: "Page, Brin, Motwani and Winograd 1999",
        scope: Scope::City,
        weighted: true,
        sized: true,
        compute: |subject| {
            let pagerank = PageRank::new().watch(&subject.options.watch);
            pagerank.run(subject.adjacency).map(Answer::Scores)
        },
    },
    Measure {
        name: "clustering",
        meaning: "how many of its partners work together too",
        convention: "binary; undefined below two partners; directed: direction disregarded",
        cost: "O(m^1.5)",
        source: "Watts and Strogatz 1998",
        scope: Scope::City,
        weighted: false,
        sized: true,
        compute: |subject| {
            Clustering::new().run(subject.adjacency).map(|result| Answer::Scores(result.local))
        },
    },
    Measure {
        name: "density",
        meaning: "the share of pairs of cities that are tied",
        convention: "ties / possible ties; directed: ordered pairs",
        cost: "O(1)",
        source: "Wasserman and Faust 1994",
        scope: Scope::Network,
        weighted: false,
        sized: true,
        compute: |subject| Density::new().run(subject.adjacency).map(Answer::Number),
    },
    Measure {
        name: "reciprocity",
        meaning: "the share of one-way ties that are returned",
        convention: "arcs with an arc back / arcs; undirected: undefined",
        cost: "O(m log n)",
        source: "Wasserman and Faust 1994",
        scope: Scope::Network,
        weighted: false,
        sized: true,
        compute: |subject| Reciprocity::new().run(subject.adjacency).map(Answer::Number),
    },
    Measure {
        name: "components",
        meaning: "into how many pieces the cities fall, lone ones counted",
        convention: "direction disregarded",
        cost: "O(n + m)",
        source: "Wasserman and Faust 1994",
        scope: Scope::Network,
        weighted: false,
        sized: true,
        compute: |subject| count(subject.adjacency.components().count()),
    },
    Measure {
        name: "largest-component",
        meaning: "how many cities hang together in the largest piece",
        convention: "direction disregarded",
        cost: "O(n + m)",
        source: "Wasserman and Faust 1994",
        scope: Scope::Network,
        weighted: false,
        sized: true,
        compute: |subject| {
            count(subject.adjacency.components().sizes().first().copied().unwrap_or(0))
        },
    },
    Measure {
        name: "isolates",
        meaning: "how many cities have no tie",
        convention: "neither in nor out",
        cost: "O(n)",
        source: "Wasserman and Faust 1994",
        scope: Scope::Network,
        weighted: false,
        sized: true,
        compute: |subject| {
            let components = subject.adjacency.components();
            count(components.sizes().iter().filter(|&&size| size == 1).count())
        },
    },
    Measure {
        name: "mean-clustering",
        meaning: "how many of a city's partners work together too, on average",
        convention: "mean over cities of two partners or more",
        cost: "O(m^1.5)",
        source: "Watts and Strogatz 1998",
        scope: Scope::Network,
        weighted: false,
        sized: true,
        compute: |subject| {
            Clustering::new().run(subject.adjacency).map(|result| Answer::Number(result.mean))
        },
    },
    Measure {
        name: "transitivity",
        meaning: "how many chains of three cities close to a triangle",
        convention: "3 triangles / connected triples, binary",
        cost: "O(m^1.5)",
        source: "Newman, Watts and Strogatz 2002",
        scope: Scope::Network,
        weighted: false,
        sized: true,
        compute: |subject| {
            let result = Clustering::new().run(subject.adjacency)?;
            Ok(Answer::Number(result.transitivity))
        },
    },
    Measure {
        name: "gini-strength",
        meaning: "how unevenly cooperation is spread: 0 all alike, near 1 all in one pair",
        convention: "Gini coefficient of strength, cities without ties counted",
        cost: "O(n log n)",
        source: "Gini 1912",
        scope: Scope::Network,
        weighted: true,
        sized: true,
        compute: |subject| Gini::new().run(subject.adjacency).map(Answer::Number),
    },
    Measure {
        name: "e-i",
        meaning: "ties across provinces against ties within: 1 all across, −1 all within",
        convention: "(E − I) / (E + I) of weights; its neutral value is e-i-neutral, not 0",
        cost: "O(n + m)",
        source: "Krackhardt and Stern 1988",
        scope: Scope::Groups,
        weighted: true,
        sized: true,
        compute: |subject| {
            subject.grouped(|groups| Ok(Mixing::new(groups).run(subject.adjacency)?.ei))
        },
    },
    Measure {
        name: "e-i-neutral",
        meaning: "the value of e-i if provinces made no difference",
        convention: "1 − 2h, h the share of pairs of cities within provinces",
        cost: "O(n)",
        source: "Krackhardt and Stern 1988",
        scope: Scope::Groups,
        weighted: false,
        sized: true,
        compute: |subject| {
            subject.grouped(|groups| Ok(Mixing::new(groups).run(subject.adjacency)?.expected))
        },
    },
    Measure {
        name: "cross-province-share",
        meaning: "the share of cooperation that crosses a provincial border",
        convention: "E / (E + I) of weights",
        cost: "O(n + m)",
        source: "Krackhardt and Stern 1988",
        scope: Scope::Groups,
        weighted: true,
        sized: true,
        compute: |subject| {
            subject.grouped(|groups| Ok(Mixing::new(groups).run(subject.adjacency)?.external_share))
        },
    },
    Measure {
        name: "modularity-provinces",
        meaning: "how far ties keep to provinces beyond what city strengths make of it",
        convention: "Newman's modularity of the provinces, resolution 1, weights",
        cost: "O(n + m)",
        source: "Newman and Girvan 2004; Leicht and Newman 2008",
        scope: Scope::Groups,
        weighted: true,
        sized: true,
        compute: |subject| subject.grouped(|groups| Modularity::new(groups).run(subject.adjacency)),
    },
];

impl TryFrom<&str> for ClosenessConvention {
    type Error = ParamError;

    fn try_from(name: &str) -> Result<Self, ParamError> {
        match name {
            "harmonic" => Ok(Self::Harmonic),
            "component" => Ok(Self::Component),
            "wasserman-faust" => Ok(Self::WassermanFaust),
            _ => Err(ParamError::new(
                "convention",
                name,
                "harmonic, component (igraph) or wasserman-faust (NetworkX)",
            )),
        }
    }
}
