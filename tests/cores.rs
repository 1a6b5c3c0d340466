//! Cores, layers and degrees by strength, against numbers of other tools and definitions.
use conurbation::centrality::{Degree, Direction, KCore, OpsahlDegree, SCore, Strength};
use conurbation::{Adjacency, Error, Node, Result, Scores};
use serde_json::Value;

fn references() -> Vec<(String, Adjacency, Value)> {
    let mut all: Value = serde_json::from_str(include_str!("data/paths.json")).expect("JSON");
    let graphs = all["graphs"].as_array_mut().expect("a list");
    let number = |value: &Value| value.as_f64().expect("a number");
    let read = |one: &mut Value| {
        let edges = one["edges"].as_array().expect("a list").iter();
        let edges = edges
            .map(|edge| (number(&edge[0]) as Node, number(&edge[1]) as Node, number(&edge[2])));
        let directed = one["directed"].as_bool().expect("yes or no");
        let build = if directed { Adjacency::from_arcs } else { Adjacency::from_edges };
        let graph =
            build(number(&one["cities"]) as usize, edges.collect::<Vec<_>>()).expect("legal");
        (one["name"].as_str().expect("a name").to_owned(), graph, one["expected"].take())
    };
    graphs.iter_mut().map(read).collect()
}

fn values(scores: &Scores) -> Vec<f64> {
    scores.iter().map(|score| score.value().expect("every city has one")).collect()
}

fn numbers(expected: &Value) -> Vec<f64> {
    expected.as_array().expect("a list").iter().filter_map(Value::as_f64).collect()
}

#[test]
fn cores_and_layers_are_those_of_networkx_and_igraph() -> Result<()> {
    for (name, graph, expected) in references() {
        let found = KCore::new().run(&graph)?;
        assert_eq!(values(&found.core), numbers(&expected["core"]), "{name}");
        if graph.is_directed() {
            let way = |direction| KCore::new().direction(direction).run(&graph);
            let (into, out) = (way(Direction::In)?.core, way(Direction::Out)?.core);
            assert_eq!(values(&into), numbers(&expected["core_in"]), "{name}");
            assert_eq!(values(&out), numbers(&expected["core_out"]), "{name}");
        } else {
            assert_eq!(values(&found.layer), numbers(&expected["onion"]), "{name}");
        }
    }
    Ok(())
}

#[test]
fn cores_by_strength_are_those_of_their_definition() -> Result<()> {
    for (name, graph, expected) in references() {
        let found = values(&SCore::new().run(&graph)?);
        assert_eq!(found, numbers(&expected["s_core"]), "{name}");
        let same = graph.edges().map(|(from, to, _)| (from, to, 1.0)).collect::<Vec<_>>();
        let build = if graph.is_directed() { Adjacency::from_arcs } else { Adjacency::from_edges };
        let same = build(graph.node_count(), same)?;
        for direction in [Direction::Both, Direction::In, Direction::Out] {
            let by_strength = SCore::new().direction(direction).run(&same)?;
            let by_partners = KCore::new().direction(direction).run(&same)?.core;
            assert_eq!(by_strength, by_partners, "{name} {direction:?}");
        }
    }
    Ok(())
}

/// Two triangles whose strengths are 2/3 and 1/3 + 1/3 by other ways of adding are one core, and
/// scaling by a power of two changes nothing.
#[test]
fn the_last_digits_divide_no_core() -> Result<()> {
    let edges = |unit: f64| {
        let (a, b, c) = (0.1 * unit, 0.2 * unit, (0.1 + 0.2) * unit);
        [
            (0, 1, a),
            (0, 2, a),
            (0, 3, a),
            (1, 2, a),
            (1, 3, a),
            (2, 3, a),
            (4, 5, c),
            (6, 7, b),
            (7, 8, a),
            (8, 6, a),
        ]
    };
    let core = |unit| -> Result<_> {
        Ok(values(&SCore::new().run(Adjacency::from_edges(10, edges(unit))?)?))
    };
    let found = core(1.0)?;
    // 0.1 + 0.1 + 0.1 and 0.1 + 0.2 differ in the last digit, 0.3 and 0.2 + 0.1 too.
    assert!(found[..6].iter().all(|&s| (s - 0.3).abs() < 1e-12), "{found:?}");
    assert!(found[..6].windows(2).all(|two| two[0].to_bits() == two[1].to_bits()), "{found:?}");
    assert!(found[6..9].iter().all(|&s| (s - 0.2).abs() < 1e-12), "{found:?}");
    assert!(found[9].abs() < 1e-300);
    let unit = 2.0_f64.powi(-200);
    assert_eq!(core(unit)?, found.iter().map(|s| s * unit).collect::<Vec<_>>());
    Ok(())
}

/// Opsahl, Agneessens & Skvoretz (2010), table 3: Lin Freeman has 31 partners and a strength of
/// 3171; the numbers printed are 314 for α = 0.5 and 32071 for α = 1.5.
#[test]
fn opsahl_prints_these() -> Result<()> {
    let weights = (1..=31).map(|node| (0, node, if node < 31 { 100.0 } else { 171.0 }));
    let graph = Adjacency::from_edges(33, weights)?;
    let of = |alpha| OpsahlDegree::new().alpha(alpha).run(&graph);
    let first = |scores: &Scores| scores.get(0).value();
    assert_eq!(first(&of(0.5)?).map(f64::round), Some(314.0));
    assert_eq!(first(&of(1.5)?).map(f64::round), Some(32071.0));
    assert_eq!(of(0.0)?, Degree::new().run(&graph)?);
    assert_eq!(of(1.0)?.get(31), Strength::new().run(&graph)?.get(31));
    assert_eq!(of(0.5)?.get(32).value(), Some(0.0));
    for alpha in [-1.0, f64::NAN, f64::INFINITY] {
        assert!(matches!(of(alpha), Err(Error::Param(_))));
    }
    Ok(())
}

#[test]
fn every_city_of_every_network_has_a_core() -> Result<()> {
    assert!(KCore::new().run(Adjacency::from_edges(0, [])?)?.core.is_empty());
    assert!(SCore::new().run(Adjacency::from_edges(0, [])?)?.is_empty());
    let one = KCore::new().run(Adjacency::from_edges(1, [(0, 0, 3.0)])?)?;
    assert_eq!((values(&one.core), values(&one.layer)), (vec![0.0], vec![1.0]));
    let huge = Adjacency::from_edges(3, [(0, 1, 1e308), (1, 2, 1e308), (0, 2, 1e308)])?;
    assert!(matches!(SCore::new().run(&huge), Err(Error::Overflow { .. })));
    let ring = Adjacency::from_arcs(3, [(0, 1, 1.0), (1, 2, 2.0), (2, 0, 4.0)])?;
    assert_eq!(values(&SCore::new().direction(Direction::In).run(&ring)?), [1.0; 3]);
    assert_eq!(values(&KCore::new().run(&ring)?.core), [2.0; 3]);
    Ok(())
}
