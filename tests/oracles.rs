//! Values on published networks, in `tests/data/oracles`: worked out by other tools, or printed in
//! papers, textbooks and logs. What is there and from where: `tests/data/README.md`.
#[path = "support/data.rs"]
#[allow(dead_code, reason = "the edge lists are for other tests")]
mod data;

use conurbation::centrality::{
    Betweenness, Closeness, ClosenessConvention, Convention, Degree, Eigenvector, KCore,
    MissingDistance, OpsahlDegree, PageRank, Strength,
};
use conurbation::paths::Distances;
use conurbation::structure::{Centralization, Clustering, Density};
use conurbation::{Adjacency, Error, Measured, Scores};
use data::{Named, list};
use serde_json::Value;
use std::collections::BTreeSet;

/// A number for each node or one for the network, `None` where undefined.
type Values = Vec<Option<f64>>;
type Measure = fn(&Adjacency) -> Result<Values, Error>;

/// Every measure there is, by its key in the files. Ties are counted, weights disregarded.
const MEASURES: &[(&str, Measure)] = &[
    ("betweenness", |graph| each(Betweenness::new().run(graph)?)),
    ("betweenness_centralization", |graph| centralization(graph, Centralization::betweenness())),
    ("betweenness_normalized", |graph| each(Betweenness::new().normalized(true).run(graph)?)),
    ("closeness_centralization", |graph| centralization(graph, Centralization::closeness())),
    ("closeness_component", |graph| closeness(graph, ClosenessConvention::Component)),
    ("closeness_freeman_max_plus_1", |graph| each(Closeness::new().like(UCINET).run(graph)?)),
    ("closeness_harmonic", |graph| closeness(graph, ClosenessConvention::Harmonic)),
    ("closeness_undefined_as_n", |graph| closeness(graph, MISSING_AS_N)),
    ("closeness_valente_foreman", |graph| closeness(graph, ClosenessConvention::ValenteForeman)),
    ("closeness_wasserman_faust", |graph| closeness(graph, ClosenessConvention::WassermanFaust)),
    ("degree", |graph| each(Degree::new().run(graph)?)),
    ("degree_alpha_0.5", |graph| each(OpsahlDegree::new().alpha(0.5).run(graph)?)),
    ("degree_alpha_1.5", |graph| each(OpsahlDegree::new().alpha(1.5).run(graph)?)),
    ("degree_centralization", |graph| centralization(graph, Centralization::degree())),
    ("degree_normalized", |graph| {
        let others = graph.node_count() as f64 - 1.0;
        Ok(Degree::new().run(graph)?.iter().map(|score| Some(score.value()? / others)).collect())
    }),
    ("density", |graph| Ok(vec![Density::new().run(graph)?.value()])),
    ("eigenvector", |graph| eigenvector(graph, UCINET)),
    ("eigenvector_igraph", |graph| eigenvector(graph, Convention::Igraph)),
    ("eigenvector_networkx", |graph| eigenvector(graph, Convention::NetworkX)),
    ("farness", |graph| {
        // Over those reached: how many they are divided by their inverse mean distance.
        let scores = Closeness::new().convention(ClosenessConvention::Component).run(graph)?;
        let parts = graph.components();
        let reached = |node: usize| parts.sizes()[parts.labels()[node] as usize] as f64 - 1.0;
        let farness = |(node, score): (_, Measured)| Some(reached(node) / score.value()?);
        Ok(scores.iter().enumerate().map(farness).collect())
    }),
    ("farness_undefined_as_n", |graph| {
        let others = graph.node_count() as f64 - 1.0;
        let closeness = closeness(graph, MISSING_AS_N)?;
        Ok(closeness.into_iter().map(|score| Some(others / score?)).collect())
    }),
    ("global_efficiency", |graph| Ok(vec![Distances::new().run(graph)?.efficiency.value()])),
    ("k_core", |graph| each(KCore::new().run(graph)?.core)),
    ("mean_clustering_with_zeros", |graph| {
        Ok(vec![Clustering::new().like(Convention::NetworkX).run(graph)?.mean.value()])
    }),
    ("transitivity", |graph| Ok(vec![Clustering::new().run(graph)?.transitivity.value()])),
];

const UCINET: Convention = Convention::Ucinet;
const MISSING_AS_N: ClosenessConvention =
    ClosenessConvention::UcinetFreeman(MissingDistance::Cities);

/// Keys of the files that are no centralities, and that no measure here answers.
const NOT_HERE: &[&str] = &["assortativity", "rich_club"];

fn each(scores: Scores) -> Result<Values, Error> {
    Ok(scores.iter().map(Measured::value).collect())
}

fn closeness(graph: &Adjacency, convention: ClosenessConvention) -> Result<Values, Error> {
    each(Closeness::new().convention(convention).run(graph)?)
}

/// Of ties that are there or not.
fn centralization(graph: &Adjacency, of: Centralization) -> Result<Values, Error> {
    Ok(vec![of.disregard_weights(true).run(graph)?.value()])
}

fn eigenvector(graph: &Adjacency, like: Convention) -> Result<Values, Error> {
    each(Eigenvector::new().weighted(false).like(like).run(graph)?.scores)
}

fn measure(key: &str) -> Option<Measure> {
    MEASURES.iter().find(|(name, _)| *name == key).map(|&(_, measure)| measure)
}

/// A network of `graphs.json`, or the node that Opsahl, Agneessens and Skvoretz print: 31 ties
/// whose weights add up to 3171.
fn network(graphs: &Value, name: &str) -> Named {
    if name == "lin-freeman" {
        let weight = |tie| if tie == 0 { 111.0 } else { 102.0 };
        let ties = (0..31).map(|tie| ("Lin Freeman".to_owned(), format!("{tie}"), weight(tie)));
        return Named::new([], false, ties);
    }
    assert!(graphs[name].is_object(), "no network is called {name}");
    Named::from_json(&graphs[name])
}

fn assert_near(found: Option<f64>, expected: &Value, tolerance: f64, at: &str) {
    let (Some(found), Some(expected)) = (found, expected.as_f64()) else {
        assert!(found.is_none() && expected.is_null(), "{at}: {found:?}, expected {expected}");
        return;
    };
    let error = (found - expected).abs();
    assert!(error <= tolerance, "{at}: {found}, expected {expected}");
}

#[test]
fn computed_values_are_met() -> Result<(), Error> {
    let graphs = data::json("oracles/graphs.json");
    let mut compared = 0;
    for (name, expected) in data::json("oracles/centrality.json").as_object().expect("an object") {
        let graph = network(&graphs, name).graph;
        for (key, expected) in expected.as_object().expect("an object") {
            let Some(measure) = measure(key) else { continue };
            let (at, found) = (format!("{key} of {name}"), measure(&graph)?);
            let one = std::slice::from_ref(expected);
            let expected = expected.as_array().map_or(one, Vec::as_slice);
            assert_eq!(found.len(), expected.len(), "{at}");
            for (place, (found, expected)) in found.iter().zip(expected).enumerate() {
                let most = 1e-9 * expected.as_f64().unwrap_or_default().abs().max(1.0);
                assert_near(*found, expected, most, &format!("{at}, {place}"));
                compared += 1;
            }
        }
    }
    assert!(compared >= 2240, "{compared}");
    Ok(())
}

#[test]
fn printed_values_are_met() -> Result<(), Error> {
    let graphs = data::json("oracles/graphs.json");
    let published = data::json("oracles/published.json");
    let mut compared = 0;
    for check in published.as_array().expect("a list") {
        let text = |key: &str| check[key].as_str();
        let (name, key) = (text("graph").expect("a name"), text("measure").expect("a name"));
        let Some(measure) = measure(key) else { continue };
        let network = network(&graphs, name);
        let found = measure(&network.graph)?;
        let place = text("node").map_or(0, |node| {
            network.nodes.iter().position(|other| other == node).expect("a node")
        });
        let tolerance = check["tolerance"].as_f64().expect("a number");
        assert_near(found[place], &check["printed"], tolerance, &format!("{check}"));
        compared += 1;
    }
    assert!(compared >= 43, "{compared}");
    Ok(())
}

#[test]
fn every_key_has_a_measure_or_is_said_to_have_none() {
    let mut keys = BTreeSet::new();
    for values in data::json("oracles/centrality.json").as_object().expect("an object").values() {
        keys.extend(values.as_object().expect("an object").keys().cloned());
    }
    for check in data::json("oracles/published.json").as_array().expect("a list") {
        keys.insert(check["measure"].as_str().expect("a name").to_owned());
        assert!(check["source"].as_str().is_some_and(|source| !source.is_empty()), "{check}");
    }
    for key in &keys {
        let (there, not_yet) = (measure(key).is_some(), NOT_HERE.contains(&key.as_str()));
        assert!(there || not_yet, "{key} is neither in MEASURES nor in NOT_HERE");
        assert!(!(there && not_yet), "{key} has a measure now: take it out of NOT_HERE");
    }
    for key in MEASURES.iter().map(|(key, _)| key).chain(NOT_HERE) {
        assert!(keys.contains(*key), "the files have no {key}");
    }
}

/// PageRank on published networks has no printed values; what it must be follows from its equation.
#[test]
fn pagerank_solves_its_equation_on_published_networks() -> Result<(), Error> {
    let graphs = data::json("oracles/graphs.json");
    for (name, row) in graphs.as_object().expect("an object") {
        assert!(list(row, "nodes").len() > 5, "{name}");
        let graph = Named::from_json(row).graph;
        let n = graph.node_count() as f64;
        let values =
            |scores: Scores| -> Vec<f64> { scores.iter().filter_map(Measured::value).collect() };
        let scores = values(PageRank::new().run(&graph)?);
        let strength = values(Strength::new().run(&graph)?);
        let dangling: f64 = graph
            .nodes()
            .filter(|&v| graph.targets(v).is_empty())
            .map(|v| scores[v as usize])
            .sum();
        for node in graph.nodes() {
            let from = graph.in_neighbours(node);
            let followed: f64 =
                from.map(|(u, weight)| scores[u as usize] * weight / strength[u as usize]).sum();
            let expected = 0.85 * (followed + dangling / n) + 0.15 / n;
            let error = (scores[node as usize] - expected).abs();
            assert!(error < 1e-12, "{name}, {node}: {error:e}");
        }
    }
    Ok(())
}
