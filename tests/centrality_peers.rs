//! Centralities against those of `tests/data/centrality.json`: 342 random graphs of 16 kinds, by
//! definition in exact fractions or by dense linear algebra, agreed to by NetworkX and igraph. What
//! each key means: `tests/reference/centrality.py`.
#[path = "support/data.rs"]
#[allow(dead_code, reason = "the graphs here have numbers for names")]
mod data;

use conurbation::adjacency::Node;
use conurbation::centrality::{
    Betweenness, Closeness, ClosenessConvention, CurrentFlowBetweenness, CurrentFlowCloseness,
    Degree, Direction, EdgeBetweenness, Eigenvector, GroupBetweenness, Hits, HitsResult, KCore,
    Katz, Norm, PageRank, SCore, Strength, SubgraphCentrality,
};
use conurbation::paths::{Distances, DistancesResult, EdgeLength, LocalEfficiency, PieceDistances};
use conurbation::{Adjacency, Error, Measured, Scores, Undefined};
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
    /// What each further tie counts in `katz`.
    katz_alpha: f64,
}

/// Keys of the file that are no measures: the parameter of `katz`.
const PARAMETERS: &[&str] = &["katz_alpha"];

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
        let cores = KCore::new().direction(direction);
        add(
            &format!("k_core{way}"),
            Box::new(move |case| each(cores.run(&case.graph).map(|all| all.core))),
        );
    }
    add("onion", Box::new(|case| each(KCore::new().run(&case.graph).map(|all| all.layer))));
    add("s_core", Box::new(|case| each(SCore::new().run(&case.graph))));
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
    table.extend(distances());
    table.extend(spectral());
    table
}

/// What follows from all distances. The file has 0 for who reaches no one and for what has one city
/// alone, where a measure here says why it has no number.
fn distances() -> Vec<(String, Measure)> {
    let mut table: Vec<(String, Measure)> = Vec::new();
    let lengths =
        [("", EdgeLength::Hops), ("_inverse_weight", EdgeLength::InverseWeight { alpha: 1.0 })];
    for (length_of, length) in lengths {
        let ways = [
            ("", Direction::Out),
            ("_in", Direction::In),
            ("_out", Direction::Out),
            ("_both", Direction::Both),
        ];
        for (way, direction) in ways {
            let all = Distances::new().direction(direction).edge_length(length);
            table.push((
                format!("eccentricity{way}{length_of}"),
                Box::new(move |case| zeros(each(Ok(all.run(&case.graph)?.eccentricity)))),
            ));
        }
        let all = Distances::new().edge_length(length).by_piece(true);
        let mut add = |key: &str, number: fn(&Case, DistancesResult) -> Values| {
            let all = all.clone();
            let measure = move |case: &Case| Ok(number(case, all.run(&case.graph)?));
            table.push((format!("{key}{length_of}"), Box::new(measure)));
        };
        add("diameter", |_, all| vec![or_0(all.diameter)]);
        add("radius", |_, all| match all.eccentricity.undefined().is_empty() {
            true => vec![or_0(all.radius)],
            false => vec![Some(0.0)], // who reaches no one is nearest to the farthest it reaches
        });
        add("mean_distance", |_, all| vec![all.mean.value()]);
        add("global_efficiency", |_, all| vec![all.efficiency.value()]);
        add("component_diameters", |case, all| {
            by_smallest_node(case, &all, |it| or_0(it.diameter))
        });
        add("component_radii", |case, all| by_smallest_node(case, &all, |it| or_0(it.radius)));
    }
    let local = |case: &Case| LocalEfficiency::new().run(&case.graph);
    table.push((
        "local_efficiency".to_owned(),
        Box::new(move |case| Ok(vec![local(case)?.mean_with_zeros.value()])),
    ));
    table.push((
        "local_efficiency_nodes".to_owned(),
        Box::new(move |case| zeros(each(Ok(local(case)?.local)))),
    ));
    table
}

/// Hubs or authorities. Of a network in pieces the file has those of the leading piece, and 0 in all
/// others; here it is refused, and each piece is asked for itself.
fn hits(case: &Case, scores: fn(HitsResult) -> Scores) -> Result<Values, Error> {
    let run = |graph: &Adjacency| Hits::new().norm(Norm::Sum).run(graph);
    let found = run(&case.graph)?;
    if found.singular_value.undefined() != Some(Undefined::Disconnected) {
        return each(Ok(scores(found)));
    }
    assert!(each(Ok(scores(found)))?.iter().all(Option::is_none));
    let labels = case.graph.components().labels().to_vec();
    let mut leading = (0.0, Vec::new());
    for piece in labels.iter().copied().collect::<BTreeSet<_>>() {
        let within = case.graph.edges().filter(|tie| labels[tie.0 as usize] == piece);
        let n = case.graph.node_count();
        let build =
            if case.graph.is_directed() { Adjacency::from_arcs } else { Adjacency::from_edges };
        let found = run(&build(n, within.collect::<Vec<_>>())?)?;
        if let Some(value) = found.singular_value.value().filter(|&value| value > leading.0) {
            leading = (value, each(Ok(scores(found)))?);
        }
    }
    Ok(leading.1)
}

/// A number of each piece, in order of its smallest node.
fn by_smallest_node(
    case: &Case,
    all: &DistancesResult,
    number: impl Fn(&PieceDistances) -> Option<f64>,
) -> Values {
    let components = case.graph.components();
    let mut seen = BTreeSet::new();
    let first = components.labels().iter().filter(|&&label| seen.insert(label));
    first.map(|&label| number(&all.pieces[label as usize])).collect()
}

/// What follows from the matrix of weights.
fn spectral() -> Vec<(String, Measure)> {
    let table: [(&str, Measure); 6] = [
        ("pagerank", Box::new(|case| each(PageRank::new().run(&case.graph)))),
        ("eigenvector", Box::new(|case| each(Ok(Eigenvector::new().run(&case.graph)?.scores)))),
        ("hubs", Box::new(|case| hits(case, |found| found.hubs))),
        ("authorities", Box::new(|case| hits(case, |found| found.authorities))),
        (
            "katz",
            Box::new(|case| each(Ok(Katz::new().alpha(case.katz_alpha).run(&case.graph)?.scores))),
        ),
        ("subgraph", Box::new(|case| each(Ok(SubgraphCentrality::new().run(&case.graph)?.scores)))),
    ];
    table.into_iter().map(|(key, measure)| (key.to_owned(), measure)).collect()
}

fn or_0(number: Measured) -> Option<f64> {
    Some(number.value().unwrap_or(0.0))
}

/// 0 where there is no number.
fn zeros(values: Result<Values, Error>) -> Result<Values, Error> {
    Ok(values?.into_iter().map(|value| value.or(Some(0.0))).collect())
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
        katz_alpha: row["measures"]["katz_alpha"].as_f64().expect("a number"),
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
fn every_key_has_a_measure() {
    let file = data::json("centrality.json");
    let keys: BTreeSet<&str> = list(&file, "graphs")
        .iter()
        .flat_map(|row| row["measures"].as_object().expect("an object").keys())
        .map(String::as_str)
        .collect();
    let table = measures();
    for &key in &keys {
        let there = table.contains_key(key) || PARAMETERS.contains(&key);
        assert!(there, "{key} of the file has no measure in the table");
    }
    for key in table.keys() {
        assert!(keys.contains(key.as_str()), "the file has no {key}");
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
