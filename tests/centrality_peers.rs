//! Centralities against those of `tests/data/centrality.json`: 342 random graphs of 16 kinds, by
//! definition in exact fractions or by dense linear algebra, agreed to by NetworkX and igraph. What
//! each key means: `tests/reference/centrality.py`.
#[path = "support/data.rs"]
#[allow(dead_code, reason = "the graphs here have numbers for names")]
mod data;

use conurbation::adjacency::Node;
use conurbation::centrality::{
    Betweenness, Closeness, ClosenessConvention, CurrentFlowBetweenness, CurrentFlowCloseness,
    Degree, Direction, EdgeBetweenness, GroupBetweenness, PageRank, Strength,
};
use conurbation::paths::EdgeLength;
use conurbation::{Adjacency, Error, Measured, Scores};
use data::list;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

/// A number for each node or tie, or one for the network; `None` where undefined.
type Values = Vec<Option<f64>>;
type Measure = Box<dyn Fn(&Case) -> Result<Values, Error>>;

/// One graph of the file.
struct Case {
    graph: Adjacency,
    /// From where the paths of `betweenness_sources` start.
    sources: Vec<Node>,
    /// The group of `group_betweenness`.
    group: Vec<Node>,
}

/// Keys of the file that no measure here answers yet. Whoever adds one moves it to the table.
const NOT_YET: &[&str] = &[
    "authorities",
    "component_diameters",
    "component_diameters_inverse_weight",
    "component_radii",
    "component_radii_inverse_weight",
    "diameter",
    "diameter_inverse_weight",
    "eccentricity",
    "eccentricity_both",
    "eccentricity_both_inverse_weight",
    "eccentricity_in",
    "eccentricity_in_inverse_weight",
    "eccentricity_inverse_weight",
    "eccentricity_out",
    "eccentricity_out_inverse_weight",
    "eigenvector",
    "global_efficiency",
    "global_efficiency_inverse_weight",
    "hubs",
    "k_core",
    "k_core_in",
    "k_core_out",
    "katz",
    "katz_alpha", // the parameter of `katz`, not a measure
    "local_efficiency",
    "local_efficiency_nodes",
    "mean_distance",
    "mean_distance_inverse_weight",
    "onion",
    "radius",
    "radius_inverse_weight",
    "s_core",
    "subgraph",
];

/// Every measure there is, by its key in the file.
fn measures() -> BTreeMap<String, Measure> {
    let mut table: BTreeMap<String, Measure> = BTreeMap::new();
    let mut add = |key: &str, measure: Measure| {
        assert!(table.insert(key.to_owned(), measure).is_none(), "{key} twice");
    };
    for (way, direction) in
        [("", Direction::Both), ("_in", Direction::In), ("_out", Direction::Out)]
    {
        let (degree, strength) = (Degree::new(), Strength::new());
        let (degree, strength) = (degree.direction(direction), strength.direction(direction));
        add(&format!("degree{way}"), Box::new(move |case| each(degree.run(&case.graph))));
        add(&format!("strength{way}"), Box::new(move |case| each(strength.run(&case.graph))));
    }
    let ways = [
        ("", Direction::Out), // of undirected graphs
        ("_in", Direction::In),
        ("_out", Direction::Out),
        ("_both", Direction::Both),
    ];
    let conventions = [
        ("component", ClosenessConvention::Component),
        ("harmonic", ClosenessConvention::Harmonic),
        ("wasserman_faust", ClosenessConvention::WassermanFaust),
    ];
    let lengths =
        [("", EdgeLength::Hops), ("_inverse_weight", EdgeLength::InverseWeight { alpha: 1.0 })];
    for (length_of, length) in lengths {
        for (way, direction) in ways {
            for (name, convention) in conventions {
                let closeness = Closeness::new().convention(convention).direction(direction);
                let closeness = closeness.edge_length(length);
                let key = format!("closeness_{name}{way}{length_of}");
                add(&key, Box::new(move |case| each(closeness.run(&case.graph))));
            }
        }
        let betweenness = Betweenness::new().edge_length(length);
        let key = format!("betweenness{length_of}");
        let (plain, with_ends) = (betweenness.clone(), betweenness.clone().endpoints(true));
        add(&key, Box::new(move |case| each(plain.run(&case.graph))));
        let key = format!("betweenness_endpoints{length_of}");
        add(&key, Box::new(move |case| each(with_ends.run(&case.graph))));
        let key = format!("betweenness_sources{length_of}");
        add(
            &key,
            Box::new(move |case| each(betweenness.clone().sources(&case.sources).run(&case.graph))),
        );
        let edges = EdgeBetweenness::new().edge_length(length);
        add(
            &format!("edge_betweenness{length_of}"),
            Box::new(move |case| {
                Ok(edges.run(&case.graph)?.iter().map(|tie| Some(tie.score)).collect())
            }),
        );
        add(
            &format!("group_betweenness{length_of}"),
            Box::new(move |case| {
                let group = GroupBetweenness::new(&case.group).edge_length(length);
                Ok(vec![group.run(&case.graph)?.value()])
            }),
        );
    }
    for (name, weighted) in [("", false), ("_weighted", true)] {
        let betweenness = CurrentFlowBetweenness::new().weighted(weighted);
        let key = format!("current_flow_betweenness{name}");
        add(&key, Box::new(move |case| each(betweenness.run(&case.graph))));
        let closeness = CurrentFlowCloseness::new().weighted(weighted).normalized(false);
        let key = format!("current_flow_closeness{name}");
        add(&key, Box::new(move |case| each(closeness.run(&case.graph))));
    }
    add("pagerank", Box::new(|case| each(PageRank::new().run(&case.graph))));
    table
}

fn each(scores: Result<Scores, Error>) -> Result<Values, Error> {
    Ok(scores?.iter().map(Measured::value).collect())
}

/// The graph as it is in the file, or with its nodes numbered from the last to the first.
fn case(row: &Value, reversed: bool) -> Case {
    let nodes = row["nodes"].as_u64().expect("a number") as usize;
    let number = |value: &Value| {
        let node = value.as_u64().expect("a node") as Node;
        if reversed { nodes as Node - 1 - node } else { node }
    };
    let numbers = |key: &str| {
        row[key].as_array().map(|nodes| nodes.iter().map(number).collect()).unwrap_or_default()
    };
    let ties = list(row, "edges").iter().map(|tie| {
        let weight = tie.get(2).map_or(1.0, |weight| weight.as_f64().expect("a number"));
        (number(&tie[0]), number(&tie[1]), weight)
    });
    let directed = row["directed"].as_bool().expect("true or false");
    let build = if directed { Adjacency::from_arcs } else { Adjacency::from_edges };
    Case {
        graph: build(nodes, ties).expect("legal ties"),
        sources: numbers("sources"),
        group: numbers("group"),
    }
}

/// Equal to 1e-9 of the number itself, and 0 where that is 0; undefined where the other is.
fn assert_near(found: &[Option<f64>], expected: &Value, at: &str) {
    let one = std::slice::from_ref(expected);
    let expected = expected.as_array().map_or(one, Vec::as_slice);
    assert_eq!(found.len(), expected.len(), "{at}");
    for (place, (found, expected)) in found.iter().zip(expected).enumerate() {
        let (&Some(found), Some(expected)) = (found, expected.as_f64()) else {
            assert!(found.is_none() && expected.is_null(), "{at}, {place}: {found:?}, {expected}");
            continue;
        };
        // What is nothing by definition is what NumPy's inverse leaves of it.
        let nothing = if at.starts_with("current_flow") { 1e-11 } else { 1e-12 };
        let most = 1e-9 * expected.abs() + nothing;
        let error = (found - expected).abs();
        assert!(error <= most, "{at}, {place}: {found}, expected {expected}");
    }
}

#[test]
fn centralities_are_those_of_the_definitions_and_of_other_tools() -> Result<(), Error> {
    let file = data::json("centrality.json");
    let (table, mut compared) = (measures(), 0);
    for row in list(&file, "graphs") {
        let case = case(row, false);
        for (key, expected) in row["measures"].as_object().expect("an object") {
            let Some(measure) = table.get(key) else { continue };
            let at = format!("{key} of {}", row["name"]);
            let found = measure(&case).unwrap_or_else(|error| panic!("{at}: {error}"));
            assert_near(&found, expected, &at);
            compared += found.len();
        }
    }
    assert!(compared > 33_000, "{compared}");
    Ok(())
}

/// Nothing depends on the numbers that nodes have: turned round, the file holds as well.
#[test]
fn centralities_do_not_depend_on_the_numbers_of_nodes() -> Result<(), Error> {
    let file = data::json("centrality.json");
    let table = measures();
    for row in list(&file, "graphs") {
        let case = case(row, true);
        for (key, expected) in row["measures"].as_object().expect("an object") {
            let (Some(measure), Some(expected)) = (table.get(key), expected.as_array()) else {
                continue;
            };
            let by_node = !key.starts_with("edge") && !key.starts_with("component");
            if by_node && expected.len() == case.graph.node_count() {
                let turned = Value::from_iter(expected.iter().rev().cloned());
                assert_near(
                    &measure(&case)?,
                    &turned,
                    &format!("{key} of {}, turned", row["name"]),
                );
            }
        }
    }
    Ok(())
}

#[test]
fn every_key_has_a_measure_or_is_said_to_have_none() {
    let file = data::json("centrality.json");
    let keys: BTreeSet<&str> = list(&file, "graphs")
        .iter()
        .flat_map(|row| row["measures"].as_object().expect("an object").keys())
        .map(String::as_str)
        .collect();
    let (table, missing) = (measures(), BTreeSet::from_iter(NOT_YET.iter().copied()));
    for &key in &keys {
        let (there, not_yet) = (table.contains_key(key), missing.contains(key));
        assert!(there || not_yet, "{key} is neither in the table nor in NOT_YET");
        assert!(!(there && not_yet), "{key} has a measure now: take it out of NOT_YET");
    }
    for key in missing.iter().copied().chain(table.keys().map(String::as_str)) {
        assert!(keys.contains(key), "the file has no {key}");
    }
}

/// The file is what the script was told to make: many kinds, both weights, all sizes.
#[test]
fn the_graphs_are_of_many_kinds() {
    let file = data::json("centrality.json");
    let graphs = list(&file, "graphs");
    let kind = |row: &Value| {
        let name = row["name"].as_str().expect("a name");
        name.rsplit_once('-').expect("a kind and a number").0.to_owned()
    };
    assert!(graphs.len() >= 300, "{}", graphs.len());
    assert_eq!(graphs.iter().map(kind).collect::<BTreeSet<_>>().len(), 16);
    let exact =
        graphs.iter().filter(|row| !row["measures"]["betweenness_inverse_weight"].is_null());
    assert!(exact.count() >= 100);
    let sizes: BTreeSet<u64> = graphs.iter().filter_map(|row| row["nodes"].as_u64()).collect();
    assert_eq!((sizes.first(), sizes.last()), (Some(&2), Some(&40)));
}
