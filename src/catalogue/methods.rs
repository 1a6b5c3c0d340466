//! The methods that find communities, listed once.
use crate::community::{Communities, Consensus, LabelPropagation, Leiden, Louvain, Partition};
use crate::problem::nearest;
use crate::{Adjacency, Error, ParamError, Result, Watch};
use serde::Serialize;

/// A method that finds communities.
#[derive(Debug, Clone, Copy, Serialize)]
#[non_exhaustive]
pub struct Method {
    /// The name on the command line and in JSON.
    pub name: &'static str,
    /// What its communities are, in one plain line.
    pub meaning: &'static str,
    /// What is sought, and how.
    pub convention: &'static str,
    /// What it costs for n cities and m ties.
    pub cost: &'static str,
    /// Where it comes from.
    pub source: &'static str,
    /// What its resolution is unless said; none where the method chooses it.
    pub resolution: Option<f64>,
    #[serde(skip)]
    find: fn(&Adjacency, &Choices) -> Result<Partition>,
}

/// The choices a method may have.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Choices {
    /// The larger, the smaller the communities; that of the method unless said. Of label
    /// propagation it is the penalty for size.
    pub resolution: Option<f64>,
    /// How many runs [`Consensus`] takes.
    pub runs: usize,
    /// The seed.
    pub seed: u64,
    /// A window on long work.
    #[serde(skip)]
    pub watch: Watch,
}

impl Default for Choices {
    fn default() -> Self {
        Self { resolution: None, runs: 100, seed: 0, watch: Watch::new() }
    }
}

impl Method {
    /// Finds communities.
    ///
    /// # Errors
    /// What the algorithm behind it says.
    pub fn run(&self, graph: impl AsRef<Adjacency>, choices: &Choices) -> Result<Partition> {
        if let (None, Some(asked)) = (self.resolution, choices.resolution) {
            let expected = "not set for a method that chooses it";
            return Err(ParamError::new("resolution", asked, expected).into());
        }
        (self.find)(graph.as_ref(), choices)
    }
}

/// Every method that finds communities, the one to take first.
pub static METHODS: &[Method] = &[
    Method {
        name: "default",
        meaning: "at the resolution that the network itself speaks for",
        convention: "highest penalised likelihood of Leiden at many resolutions; if nowhere positive, modularity at 1",
        cost: "O(K m) for K = 44 runs",
        source: "this project; Karrer and Newman 2011 for the likelihood",
        resolution: None,
        find: |graph, choices| {
            let found = Communities::new().seed(choices.seed).watch(&choices.watch).run(graph)?;
            Ok(found.partition)
        },
    },
    Method {
        name: "leiden",
        meaning: "more ties within than city strengths make of it, each in one piece",
        convention: "modularity at a resolution, 1 unless said; until nothing changes",
        cost: "O(m) a pass",
        source: "Traag, Waltman and van Eck 2019",
        resolution: Some(1.0),
        find: |graph, choices| {
            let leiden =
                Leiden::new().resolution(choices.resolution.unwrap_or(1.0)).seed(choices.seed);
            Ok(leiden.watch(&choices.watch).run(graph)?.partition)
        },
    },
    Method {
        name: "louvain",
        meaning: "the same as most studies have it",
        convention: "modularity at a resolution, 1 unless said; split into pieces in the end",
        cost: "O(m) a pass",
        source: "Blondel, Guillaume, Lambiotte and Lefebvre 2008",
        resolution: Some(1.0),
        find: |graph, choices| {
            let louvain =
                Louvain::new().resolution(choices.resolution.unwrap_or(1.0)).seed(choices.seed);
            Ok(louvain.watch(&choices.watch).run(graph)?.partition)
        },
    },
    Method {
        name: "label-propagation",
        meaning: "who follow one another: quick and crude",
        convention: "each city goes with most of its ties, less a penalty for size, 0 unless said",
        cost: "O(m) a pass",
        source: "Raghavan, Albert and Kumara 2007; Boldi, Rosa, Santini and Vigna 2011",
        resolution: Some(0.0),
        find: |graph, choices| {
            let propagation = LabelPropagation::new().penalty(choices.resolution.unwrap_or(0.0));
            Ok(propagation.seed(choices.seed).watch(&choices.watch).run(graph)?.partition)
        },
    },
    Method {
        name: "consensus",
        meaning: "what many runs of Leiden agree on",
        convention: "shares of runs in which two cities are together, half or more, until all agree",
        cost: "O(R m + R n²) for R runs",
        source: "Lancichinetti and Fortunato 2012; Tandon et al. 2019",
        resolution: Some(1.0),
        find: |graph, choices| {
            let consensus = Consensus::new().runs(choices.runs).seed(choices.seed);
            let consensus = consensus.resolution(choices.resolution.unwrap_or(1.0));
            Ok(consensus.watch(&choices.watch).run(graph)?.partition)
        },
    },
];

/// The method with this name.
///
/// ```
/// use conurbation::{Adjacency, catalogue};
/// let triangles = [(0, 1), (1, 2), (0, 2), (3, 4), (4, 5), (3, 5), (2, 3)];
/// let network = Adjacency::from_edges(6, triangles.map(|(a, b)| (a, b, 1.0)))?;
/// let found = catalogue::method("leiden")?.run(&network, &Default::default())?;
/// assert_eq!(found.labels(), [0, 0, 0, 1, 1, 1]);
/// # Ok::<(), conurbation::Error>(())
/// ```
///
/// # Errors
/// [`Error::UnknownMeasure`] with the nearest name there is.
pub fn method(name: &str) -> Result<&'static Method> {
    METHODS.iter().find(|method| method.name == name).ok_or_else(|| Error::UnknownMeasure {
        name: name.to_owned(),
        nearest: nearest(name, METHODS.iter().map(|method| method.name)),
    })
}

/// The methods as a table in Markdown.
pub fn methods_to_markdown() -> String {
    let head = ["name", "its communities", "convention", "cost", "source"];
    let mut table = crate::report::TextTable::new(head).words(1).words(2).words(3).words(4);
    for method in METHODS {
        let (name, cost) = (format!("`{}`", method.name), format!("`{}`", method.cost));
        table.row([&name, method.meaning, method.convention, &cost, method.source]);
    }
    table.to_markdown()
}
