//! The workloads by the names that `run.py` has for them.
use crate::Failure;
use conurbation::centrality::{Betweenness, Closeness, KCore, PageRank};
use conurbation::circles::{CircleMethod, NestedCircles};
use conurbation::community::{Leiden, Louvain};
use conurbation::paths::EdgeLength;
use conurbation::structure::Clustering;
use conurbation::{Adjacency, Scores};

/// What an algorithm gave.
pub(crate) enum Answer {
    Scores(Scores),
    Number(f64),
    Labels(Vec<u32>),
}

impl Answer {
    /// The bits of all numbers; those of NaN where undefined.
    pub(crate) fn bits(&self) -> Vec<u64> {
        match self {
            Self::Scores(scores) => {
                scores.iter().map(|score| score.value().unwrap_or(f64::NAN).to_bits()).collect()
            }
            Self::Number(number) => vec![number.to_bits()],
            Self::Labels(labels) => labels.iter().map(|&label| u64::from(label)).collect(),
        }
    }
}

/// Whether a workload has labels for its answer, which take weights for what they are.
pub(crate) fn is_labels(workload: &str) -> bool {
    ["leiden", "louvain", "circles-quality", "circles-fast"].contains(&workload)
}

/// The labels of all levels of circles, one level after another from the outermost.
fn levels(graph: &Adjacency, method: CircleMethod, seed: u64) -> Result<Answer, Failure> {
    let found = NestedCircles::new().method(method).seed(seed).run(graph)?.tree;
    let levels = found.levels();
    Ok(Answer::Labels(levels.iter().flat_map(|&level| found.labels(level)).collect()))
}

/// Runs a workload; names that end in `w` take 1/w for the length of a tie.
pub(crate) fn run(workload: &str, graph: &Adjacency, seed: u64) -> Result<Answer, Failure> {
    let labels =
        |found: conurbation::community::Detected| Answer::Labels(found.partition.labels().to_vec());
    let inverse = EdgeLength::InverseWeight { alpha: 1.0 };
    let betweenness = Betweenness::new();
    let harmonic = Closeness::new();
    Ok(match workload {
        "bc" => Answer::Scores(betweenness.run(graph)?),
        "bcw" => Answer::Scores(betweenness.edge_length(inverse).run(graph)?),
        "harmonic" => Answer::Scores(harmonic.run(graph)?),
        "harmonicw" => Answer::Scores(harmonic.edge_length(inverse).run(graph)?),
        "kcore" => Answer::Scores(KCore::new().run(graph)?.core),
        "pagerank" => Answer::Scores(PageRank::new().tolerance(1e-10).run(graph)?),
        "leiden" => labels(Leiden::new().seed(seed).run(graph)?),
        "louvain" => labels(Louvain::new().seed(seed).run(graph)?),
        "circles-fast" => levels(graph, CircleMethod::Fast, seed)?,
        "circles-quality" => levels(graph, CircleMethod::Quality, seed)?,
        "cc" => Answer::Number(graph.components().count() as f64),
        "tc" => Answer::Scores(Clustering::new().run(graph)?.local),
        _ => return Err(format!("there is no {workload} here yet").into()),
    })
}
