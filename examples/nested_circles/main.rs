//! How well circles within circles are found, and how often where there are none:
//!
//! ```sh
//! cargo run --release --example nested_circles -- 20 100
//! ```
//!
//! draws 20 networks of each family with planted circles and 100 of each without, and prints
//! tables; the last asks of networks in space whether their circles are more than proximity. With a folder as third argument the planted networks are written there, for other
//! programs (`benches/peers/nested.py`): `FAMILY-NUMBER.json` with `edges`, the planted `levels`,
//! and what is `found` by each method, with its `hmi`. Without arguments a small run.
mod families;

use conurbation::circles::{
    CircleMethod, CircleTree, CirclesBeyondDistance, HierarchicalConsensus,
    HierarchicalMutualInformation, NestedCircles,
};
use conurbation::community::compare::AdjustedMutualInformation;
use conurbation::statistics::Permutation;
use conurbation::{Adjacency, Error, Measured};
use families::{families, in_space, without};
use serde_json::{Value, json};
use std::path::Path;
use std::time::Instant;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let number = |at: usize, small| arguments.get(at).map_or(Ok(small), |text| text.parse());
    let (planted, empty) = (number(0, 1)?, number(1, 2)?);
    println!("| family | method | mean HMI | AMI by level | seconds |");
    println!("|---|---|---:|---|---:|");
    for family in families() {
        let mut scores: Vec<Score> = Vec::new();
        for world in 0..planted {
            let (graph, levels) = family.draw(world)?;
            let mut found = serde_json::Map::new();
            for (nth, method) in METHODS.iter().filter(|it| it.asked(family.name)).enumerate() {
                if scores.len() == nth {
                    scores.push(Score::new(method.name));
                }
                let begun = Instant::now();
                let tree = method.run(&graph, world)?;
                let hmi = scores[nth].add(&tree, &levels, begun.elapsed().as_secs_f64())?;
                let labels: Vec<_> = tree.levels().iter().map(|&it| tree.labels(it)).collect();
                found.insert(method.name.to_owned(), json!({"levels": labels, "hmi": hmi}));
            }
            if let Some(folder) = arguments.get(2) {
                let file = format!("{}-{world}.json", family.name);
                write(Path::new(folder), &file, &graph, &levels, found.into())?;
            }
        }
        scores.iter_mut().for_each(|score| println!("| {} | {}", family.name, score.row()));
    }
    println!("\n| without circles | cities | networks | quality | fast | automatic |");
    println!("|---|---:|---:|---:|---:|---:|");
    for (kind, cities) in
        [("random", 150), ("power law", 150), ("preferential", 150), ("cycle", 150), ("tree", 150)]
            .into_iter()
            .chain([("random", 48), ("power law", 48), ("preferential", 48), ("cycle", 48)])
            .chain([("tree", 48), ("geometric", 150), ("geometric", 48)])
    {
        let mut found = [0; 3];
        for world in 0..empty {
            let graph = without(kind, cities, world)?;
            let methods = [Some(CircleMethod::Quality), Some(CircleMethod::Fast), None];
            for (count, method) in found.iter_mut().zip(methods) {
                *count += usize::from(!search(method).seed(world).run(&graph)?.tree.is_trivial());
            }
        }
        let [quality, fast, automatic] = found;
        println!("| {kind} | {cities} | {empty} | {quality} | {fast} | {automatic} |");
    }
    println!("\n| in space | cities | networks | p ≤ .05 | nothing left to chance |");
    println!("|---|---:|---:|---:|---:|");
    let kinds = ["tied if near", "fading", "planted anywhere"];
    for (kind, cities) in kinds.into_iter().flat_map(|kind| [(kind, 150), (kind, 48)]) {
        let (mut beyond, mut settled) = (0, 0);
        for world in 0..empty {
            match beyond_distance(kind, cities, world)? {
                Measured::Value(p) => beyond += usize::from(p <= 0.05),
                Measured::Undefined(_) => settled += 1,
            }
        }
        println!("| {kind} | {cities} | {empty} | {beyond} | {settled} |");
    }
    Ok(())
}

/// How often the circles of a network in space are as good where only activity and distance matter.
fn beyond_distance(kind: &str, cities: u32, world: u64) -> Result<Measured, Error> {
    let (graph, distances) = in_space(kind, cities, world)?;
    let engine = Permutation::new().replicates(39).seed(world);
    let found = CirclesBeyondDistance::new().search(search(None).seed(world)).engine(&engine);
    Ok(found.run(&graph, &distances)?.and_then(|found| found.test).map(|test| test.p))
}

/// A way to find circles.
struct Method {
    name: &'static str,
    search: Search,
}

enum Search {
    /// [`NestedCircles`], by its choice or this one.
    Nested(Option<CircleMethod>),
    /// The published consensus, without a test.
    Consensus,
}

const METHODS: [Method; 6] = [
    Method { name: "automatic", search: Search::Nested(None) },
    Method { name: "quality", search: Search::Nested(Some(CircleMethod::Quality)) },
    Method { name: "fast", search: Search::Nested(Some(CircleMethod::Fast)) },
    Method { name: "tested", search: Search::Nested(Some(CircleMethod::Tested)) },
    Method { name: "consensus, tested", search: Search::Nested(Some(CircleMethod::Consensus)) },
    Method { name: "consensus", search: Search::Consensus },
];

impl Method {
    /// Tests redraw every circle a hundred times: for few cities only.
    fn asked(&self, family: &str) -> bool {
        let slow = matches!(
            self.search,
            Search::Nested(Some(CircleMethod::Tested | CircleMethod::Consensus))
        );
        !slow || family == "small"
    }

    fn run(&self, graph: &Adjacency, seed: u64) -> Result<CircleTree, Error> {
        match self.search {
            Search::Nested(method) => Ok(search(method).seed(seed).run(graph)?.tree),
            Search::Consensus => {
                let tree = HierarchicalConsensus::new().seed(seed).run(graph)?;
                Ok(tree.value().unwrap_or(CircleTree::root(graph.node_count())))
            }
        }
    }
}

fn search(method: Option<CircleMethod>) -> NestedCircles {
    method.map_or_else(NestedCircles::new, |method| NestedCircles::new().method(method))
}

/// How well a method did.
struct Score {
    method: &'static str,
    information: Vec<f64>,
    by_level: Vec<f64>,
    seconds: Vec<f64>,
}

impl Score {
    fn new(method: &'static str) -> Self {
        Self { method, information: Vec::new(), by_level: Vec::new(), seconds: Vec::new() }
    }

    /// Adds what was found of these levels; gives the hierarchical mutual information, 0 where
    /// nothing was found.
    fn add(&mut self, tree: &CircleTree, levels: &[Vec<u32>], seconds: f64) -> Result<f64, Error> {
        self.seconds.push(seconds);
        let truth = CircleTree::from_levels(tree.city_count(), levels)?;
        let both = HierarchicalMutualInformation::new().run(&truth, tree)?;
        let information = both.normalized.value().unwrap_or(0.0);
        self.information.push(information);
        self.by_level.resize(levels.len(), 0.0);
        for (best, planted) in self.by_level.iter_mut().zip(levels) {
            let mut most = 0.0_f64;
            for level in tree.levels() {
                let ami = AdjustedMutualInformation::new().run(planted, tree.labels(level))?;
                most = most.max(ami.value().unwrap_or(0.0));
            }
            *best += most;
        }
        Ok(information)
    }

    /// Mean hierarchical mutual information, mean of the best adjusted mutual information by
    /// planted level, and median seconds.
    fn row(&mut self) -> String {
        self.seconds.sort_by(f64::total_cmp);
        let worlds = self.information.len() as f64;
        let mean = self.information.iter().sum::<f64>() / worlds;
        let levels: Vec<String> =
            self.by_level.iter().map(|ami| format!("{:.3}", ami / worlds)).collect();
        let median = self.seconds[self.seconds.len() / 2];
        format!("{} | {mean:.3} | {} | {median:.4} |", self.method, levels.join(" "))
    }
}

/// Writes a network, its planted levels and what was found.
fn write(
    folder: &Path,
    file: &str,
    graph: &Adjacency,
    levels: &[Vec<u32>],
    found: Value,
) -> Result<(), Error> {
    let nest = json!({
        "cities": graph.node_count(),
        "directed": graph.is_directed(),
        "edges": graph.edges().collect::<Vec<_>>(),
        "levels": levels,
        "found": found,
    });
    let path = folder.join(file);
    let written =
        std::fs::create_dir_all(folder).and_then(|()| std::fs::write(&path, nest.to_string()));
    written.map_err(|source| Error::Io { path, source })
}
