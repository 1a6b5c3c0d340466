//! Expected values that were computed or printed elsewhere; see tests/data/README.md.
#[path = "support/data.rs"]
mod data;

use conurbation::centrality::{
    Betweenness, Closeness, ClosenessConvention, Degree, Direction, PageRank, Strength,
};
use conurbation::community::Modularity;
use conurbation::paths::EdgeLength;
use conurbation::structure::{
    Clustering, Density, Gini, MeanDegree, MeanStrength, Mixing, Reciprocity,
};
use conurbation::{Adjacency, Error, Measured, Scores};
use data::{Named, list};
use serde_json::Value;

const TOLERANCE: f64 = 1e-9;
const INVERSE: EdgeLength = EdgeLength::InverseWeight { alpha: 1.0 };

/// A number for each node or one for the network, `None` where undefined.
type Values = Vec<Option<f64>>;

/// The measure by the name it has in the files.
fn measure(name: &str, graph: &Adjacency) -> Result<Values, Error> {
    let (degree, strength) = (Degree::new(), Strength::new());
    let (betweenness, closeness) = (Betweenness::new(), Closeness::new());
    let all = |scores: Scores| scores.iter().map(Measured::value).collect();
    let one = |value: Measured| vec![value.value()];
    let clustering = || Clustering::new().run(graph);
    let component = closeness.clone().convention(ClosenessConvention::Component);
    Ok(match name {
        "degree" => all(degree.run(graph)?),
        "in-degree" => all(degree.direction(Direction::In).run(graph)?),
        "out-degree" => all(degree.direction(Direction::Out).run(graph)?),
        "strength" => all(strength.run(graph)?),
        "in-strength" => all(strength.direction(Direction::In).run(graph)?),
        "out-strength" => all(strength.direction(Direction::Out).run(graph)?),
        "betweenness" => all(betweenness.run(graph)?),
        "betweenness-normalized" => all(betweenness.normalized(true).run(graph)?),
        "betweenness-inverse-weight" => all(betweenness.edge_length(INVERSE).run(graph)?),
        "closeness" => all(closeness.run(graph)?),
        "in-closeness" => all(closeness.direction(Direction::In).run(graph)?),
        "closeness-inverse-weight" => all(closeness.edge_length(INVERSE).run(graph)?),
        "closeness-component" => all(component.run(graph)?),
        "closeness-wasserman-faust" => {
            all(closeness.convention(ClosenessConvention::WassermanFaust).run(graph)?)
        }
        "farness" => {
            let sizes = graph.components();
            let others = |node: usize| sizes.sizes()[sizes.labels()[node] as usize] as f64 - 1.0;
            let scores = component.run(graph)?;
            let farness = |(node, score): (_, Measured)| Some(others(node) / score.value()?);
            scores.iter().enumerate().map(farness).collect()
        }
        "pagerank" => all(PageRank::new().run(graph)?),
        "clustering" => all(clustering()?.local),
        "mean-clustering" => one(clustering()?.mean),
        "mean-clustering-with-zeros" => {
            let sum: f64 = clustering()?.local.iter().filter_map(Measured::value).sum();
            vec![Some(sum / graph.node_count() as f64)]
        }
        "transitivity" => one(clustering()?.transitivity),
        "density" => one(Density::new().run(graph)?),
        "reciprocity" => one(Reciprocity::new().run(graph)?),
        "gini-strength" => one(Gini::new().run(graph)?),
        "components" => vec![Some(graph.components().count() as f64)],
        "largest-component" => vec![graph.components().sizes().first().map(|&size| size as f64)],
        _ => panic!("no measure is called {name}"),
    })
}

/// Numbers within the tolerance, relative above 1; undefined where the other is.
fn assert_near(found: &[Option<f64>], expected: &Value, tolerance: f64, at: &str) {
    let one = std::slice::from_ref(expected);
    let expected = expected.as_array().map_or(one, Vec::as_slice);
    assert_eq!(found.len(), expected.len(), "{at}");
    for (node, (found, expected)) in found.iter().zip(expected).enumerate() {
        let (&Some(found), Some(expected)) = (found, expected.as_f64()) else {
            assert!(found.is_none() && expected.is_null(), "{at}, {node}: {found:?}, {expected}");
            continue;
        };
        let error = (found - expected).abs() / expected.abs().max(1.0);
        assert!(error <= tolerance, "{at}, {node}: {found}, expected {expected}");
    }
}

#[test]
fn edge_lists_have_the_values_of_networkx_and_igraph() -> Result<(), Error> {
    let mut names: Vec<String> = std::fs::read_dir(data::path("edge_lists"))
        .expect("the folder")
        .map(|entry| entry.expect("an entry").file_name().into_string().expect("UTF-8"))
        .filter_map(|name| Some(name.strip_suffix(".json")?.to_owned()))
        .collect();
    names.sort();
    assert_eq!(names.len(), 33);
    for name in names {
        let expected = data::json(&format!("edge_lists/{name}.json"));
        let directed = expected["directed"].as_bool().expect("true or false");
        let list_of = Named::edge_list(&name, directed);
        assert_eq!(Value::from(list_of.nodes), expected["nodes"], "{name}");
        for (name_of, values) in expected["measures"].as_object().expect("an object") {
            let at = format!("{name_of} of {name}");
            assert_near(&measure(name_of, &list_of.graph)?, values, TOLERANCE, &at);
        }
    }
    Ok(())
}

/// The mean over cities of degree and strength as NetworkX and igraph have them; of arcs, of those
/// that a city gives, which are as many as those that it receives.
#[test]
fn means_per_city_are_those_of_networkx_and_igraph() -> Result<(), Error> {
    let mut met = 0;
    for entry in std::fs::read_dir(data::path("edge_lists")).expect("the folder") {
        let name = entry.expect("an entry").file_name().into_string().expect("UTF-8");
        let Some(name) = name.strip_suffix(".json") else { continue };
        let expected = data::json(&format!("edge_lists/{name}.json"));
        let directed = expected["directed"].as_bool().expect("true or false");
        let graph = Named::edge_list(name, directed).graph;
        let (degree, strength) =
            if directed { ("out-degree", "out-strength") } else { ("degree", "strength") };
        let means = [
            (degree, MeanDegree::new().run(&graph)?),
            (strength, MeanStrength::new().run(&graph)?),
        ];
        for (of, found) in means {
            let Some(scores) = expected["measures"][of].as_array() else { continue };
            let sum: f64 = scores.iter().filter_map(Value::as_f64).sum();
            let mean = Value::from(sum / scores.len() as f64);
            assert_near(&[found.value()], &mean, TOLERANCE, &format!("mean {of} of {name}"));
            met += 1;
        }
    }
    assert!(met > 33, "{met}");
    Ok(())
}

#[test]
fn groups_have_the_values_of_exact_fractions() -> Result<(), Error> {
    for graph in list(&data::json("groups.json"), "graphs") {
        let network = Named::from_json(graph).graph;
        let groups = list(graph, "groups");
        let labels: Vec<u32> = groups
            .iter()
            .map(|group| groups.iter().position(|other| other == group).unwrap_or(0) as u32)
            .collect();
        let mixing = Mixing::new(&labels).run(&network)?;
        let modularity = Modularity::new(&labels).run(&network)?;
        let values = [
            ("e-i", mixing.ei),
            ("e-i-expected", mixing.expected),
            ("cross-share", mixing.external_share),
            ("modularity", modularity),
        ];
        for (name, value) in values {
            let at = format!("{name} of {}", graph["name"]);
            assert_near(&[value.value()], &graph["expected"][name], TOLERANCE, &at);
        }
    }
    Ok(())
}

#[test]
fn printed_values_are_met() -> Result<(), Error> {
    let published = data::json("published.json");
    for check in list(&published, "checks") {
        let (name, graph) = (check["measure"].as_str(), check["graph"].as_str());
        let (name, graph) = (name.expect("a name"), graph.expect("a name"));
        let network = match published["graphs"].get(graph) {
            Some(rows) => Named::from_json(rows),
            None => Named::edge_list(graph, false),
        };
        let values = measure(name, &network.graph)?;
        let tolerance = check["tolerance"].as_f64().expect("a number");
        let at = format!("{name} of {graph}");
        let Some(printed) = check["printed"].as_object() else {
            assert_near(&values, &check["printed"], tolerance, &at);
            continue;
        };
        for (node, printed) in printed {
            let position = network.nodes.iter().position(|other| other == node).expect("a node");
            let value = values[position].expect("a value");
            let error = (value - printed.as_f64().expect("a number")).abs();
            assert!(error <= tolerance, "{at}, {node}: {value}, printed {printed}");
        }
    }
    Ok(())
}
