//! How well circles within circles are found, and how often where there are none:
//!
//! ```sh
//! cargo run --release --example nested_circles -- 20 100
//! ```
//!
//! draws 20 networks of each family with planted circles and 100 of each without, and prints two
//! tables. With a folder as third argument the planted networks are written there, for other
//! programs: `FAMILY-NUMBER.json` with `edges` and `levels`. Without arguments a small run.
mod families;

use conurbation::circles::{
    CircleMethod, CircleTree, HierarchicalMutualInformation, NestedCircles,
};
use conurbation::community::compare::AdjustedMutualInformation;
use conurbation::{Adjacency, Error};
use families::{Family, families, without};
use std::time::Instant;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let number = |at: usize, small| arguments.get(at).map_or(Ok(small), |text| text.parse());
    let (planted, empty) = (number(0, 1)?, number(1, 2)?);
    if let Some(folder) = arguments.get(2) {
        for family in families() {
            for world in 0..planted {
                let (graph, levels) = family.draw(world)?;
                let edges: Vec<_> = graph.edges().collect();
                let directed = graph.is_directed();
                let nest =
                    serde_json::json!({"directed": directed, "edges": edges, "levels": levels});
                std::fs::write(format!("{folder}/{}-{world}.json", family.name), nest.to_string())?;
            }
        }
    }
    let methods = [
        ("automatic", None),
        ("quality", Some(CircleMethod::Quality)),
        ("fast", Some(CircleMethod::Fast)),
        ("tested", Some(CircleMethod::Tested)),
        ("consensus", Some(CircleMethod::Consensus)),
    ];
    println!("| family | method | mean HMI | AMI by level | seconds |");
    println!("|---|---|---|---|---|");
    for family in families() {
        for (name, method) in methods {
            // Tests redraw every circle a hundred times: for few cities only.
            let slow = matches!(method, Some(CircleMethod::Tested | CircleMethod::Consensus));
            if slow && family.name != "small" {
                continue;
            }
            let row = recovery(&family, method, planted)?;
            println!("| {} | {name} | {row} |", family.name);
        }
    }
    println!("\n| without circles | cities | networks | quality | fast | automatic |");
    println!("|---|---|---|---|---|---|");
    for (kind, cities) in
        [("random", 150), ("power law", 150), ("preferential", 150), ("cycle", 150), ("tree", 150)]
            .into_iter()
            .chain([("random", 48), ("preferential", 48), ("tree", 48), ("geometric", 150)])
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
    Ok(())
}

fn search(method: Option<CircleMethod>) -> NestedCircles {
    method.map_or_else(NestedCircles::new, |method| NestedCircles::new().method(method))
}

/// Mean hierarchical mutual information, mean of the best adjusted mutual information by planted
/// level, and median seconds.
fn recovery(family: &Family, method: Option<CircleMethod>, worlds: u64) -> Result<String, Error> {
    let (mut information, mut by_level, mut seconds) = (Vec::new(), Vec::new(), Vec::new());
    for world in 0..worlds {
        let (graph, levels): (Adjacency, Vec<Vec<u32>>) = family.draw(world)?;
        let begun = Instant::now();
        let tree = search(method).seed(world).run(&graph)?.tree;
        seconds.push(begun.elapsed().as_secs_f64());
        let truth = CircleTree::from_levels(graph.node_count(), &levels)?;
        let both = HierarchicalMutualInformation::new().run(&truth, &tree)?;
        information.push(both.normalized.value().unwrap_or(0.0));
        by_level.resize(levels.len(), 0.0);
        for (best, planted) in by_level.iter_mut().zip(&levels) {
            let mut most = 0.0_f64;
            for level in tree.levels() {
                let ami = AdjustedMutualInformation::new().run(planted, tree.labels(level))?;
                most = most.max(ami.value().unwrap_or(0.0));
            }
            *best += most / worlds as f64;
        }
    }
    seconds.sort_by(f64::total_cmp);
    let mean = information.iter().sum::<f64>() / information.len() as f64;
    let levels: Vec<String> = by_level.iter().map(|ami| format!("{ami:.3}")).collect();
    let median = seconds[seconds.len() / 2];
    Ok(format!("{mean:.3} | {} | {median:.4}", levels.join(" ")))
}
