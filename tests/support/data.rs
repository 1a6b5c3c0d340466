//! The graphs and expected values of tests/data.
use conurbation::{Adjacency, Node};
use serde_json::Value;
use std::collections::HashMap;
use std::path::PathBuf;

/// The path of a file in tests/data.
pub(crate) fn path(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/data").join(name)
}

/// A JSON file in tests/data.
pub(crate) fn json(name: &str) -> Value {
    let text = std::fs::read_to_string(path(name)).expect("a file of tests/data");
    serde_json::from_str(&text).expect("JSON")
}

/// The list under a key.
pub(crate) fn list<'a>(value: &'a Value, key: &str) -> &'a [Value] {
    value[key].as_array().unwrap_or_else(|| panic!("no list {key}"))
}

/// Names of nodes, and a graph over them.
pub(crate) struct Named {
    pub(crate) nodes: Vec<String>,
    pub(crate) graph: Adjacency,
}

impl Named {
    /// The graph of some rows: two names and perhaps a weight. Nodes come in order of first
    /// appearance, after those given.
    pub(crate) fn new<'a>(
        nodes: impl IntoIterator<Item = &'a str>,
        directed: bool,
        rows: impl IntoIterator<Item = (String, String, f64)>,
    ) -> Self {
        let mut names = Vec::new();
        let mut numbers: HashMap<String, Node> = HashMap::new();
        let mut number = |name: &str| {
            *numbers.entry(name.to_owned()).or_insert_with(|| {
                names.push(name.to_owned());
                names.len() as Node - 1
            })
        };
        for name in nodes {
            number(name);
        }
        let ties: Vec<_> = rows.into_iter().map(|(a, b, w)| (number(&a), number(&b), w)).collect();
        let build = if directed { Adjacency::from_arcs } else { Adjacency::from_edges };
        let graph = build(names.len(), ties).expect("legal ties");
        Self { nodes: names, graph }
    }

    /// The graph of a list in tests/data/edge_lists.
    pub(crate) fn edge_list(name: &str, directed: bool) -> Self {
        let path = path("edge_lists").join(format!("{name}.csv"));
        let mut reader = csv::Reader::from_path(path).expect("a CSV file");
        let rows = reader.records().map(|record| {
            let record = record.expect("a row");
            let weight = record.get(2).map_or(1.0, |cell| cell.parse().expect("a number"));
            (record[0].to_owned(), record[1].to_owned(), weight)
        });
        Self::new([], directed, rows)
    }

    /// The graph of an object with `nodes`, `rows` and perhaps `directed`.
    pub(crate) fn from_json(value: &Value) -> Self {
        let text = |value: &Value| value.as_str().expect("a name").to_owned();
        let nodes = list(value, "nodes").iter().map(|name| name.as_str().expect("a name"));
        let rows = list(value, "rows").iter().map(|row| {
            let weight = row.get(2).map_or(1.0, |weight| weight.as_f64().expect("a number"));
            (text(&row[0]), text(&row[1]), weight)
        });
        Self::new(nodes, value["directed"].as_bool().unwrap_or(false), rows)
    }
}
