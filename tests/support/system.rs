//! The graphs and expected values of tests/data/system.json.
use conurbation::{Adjacency, Measured, Node, Scores};
use serde_json::Value;
use std::path::Path;

/// The whole file.
pub(crate) fn data() -> Value {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/system.json");
    serde_json::from_str(&std::fs::read_to_string(path).expect("a file")).expect("JSON")
}

/// A graph with its groups and what is expected of it.
pub(crate) struct Graph {
    pub(crate) name: String,
    pub(crate) graph: Adjacency,
    /// Not every test looks at groups.
    #[allow(dead_code, reason = "tests of systems have no groups")]
    pub(crate) groups: Vec<u32>,
    pub(crate) expected: Value,
}

/// All graphs of the file.
pub(crate) fn graphs() -> Vec<Graph> {
    let graphs = data()["graphs"].as_array().expect("a list").clone();
    assert_eq!(graphs.len(), 12);
    graphs.into_iter().map(graph).collect()
}

fn graph(expected: Value) -> Graph {
    let number = |value: &Value| value.as_f64().expect("a number");
    let ties = expected["ties"].as_array().expect("a list").iter();
    let ties: Vec<_> = ties
        .map(|tie| (number(&tie[0]) as Node, number(&tie[1]) as Node, number(&tie[2])))
        .collect();
    let n = number(&expected["n"]) as usize;
    let directed = expected["directed"].as_bool().expect("a choice");
    let build = if directed { Adjacency::from_arcs } else { Adjacency::from_edges };
    let groups = expected["groups"].as_array().expect("a list").iter();
    Graph {
        name: expected["name"].as_str().expect("a name").to_owned(),
        graph: build(n, ties).expect("legal ties"),
        groups: groups.map(|group| number(group) as u32).collect(),
        expected,
    }
}

/// A list of numbers, none where undefined.
#[allow(dead_code, reason = "tests of positions compare scores alone")]
pub(crate) fn expected(list: &Value) -> Vec<Option<f64>> {
    list.as_array().expect("a list").iter().map(Value::as_f64).collect()
}

/// Asserts that a number is the one expected, or undefined like it.
pub(crate) fn close(what: &str, found: Measured, expected: &Value) {
    assert!(expected.is_null() || expected.is_number(), "{what}: nothing is expected");
    match (found.value(), expected.as_f64()) {
        (Some(found), Some(expected)) => {
            let near = (found - expected).abs() <= 1e-9 * expected.abs().max(1.0);
            assert!(near, "{what}: {found} for {expected}");
        }
        (None, None) => {}
        other => panic!("{what}: {other:?}, {found:?}"),
    }
}

/// Asserts that all scores are those expected.
pub(crate) fn scores(what: &str, found: &Scores, expected: &Value) {
    let list = expected.as_array().unwrap_or_else(|| panic!("{what}: nothing is expected"));
    assert_eq!(found.len(), list.len(), "{what}");
    for (city, (found, expected)) in found.iter().zip(list).enumerate() {
        close(&format!("{what}, city {city}"), found, expected);
    }
}
