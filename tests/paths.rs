//! Distances, efficiencies and the conventions of closeness, against numbers of other tools.
use conurbation::centrality::{
    Closeness, ClosenessConvention, Convention, Direction, MissingDistance,
};
use conurbation::paths::{Diameter, Distances, EdgeLength, LocalEfficiency};
use conurbation::{Adjacency, Error, Measured, Node, Result, Scores, Undefined, Watch};
use serde_json::Value;
use std::collections::VecDeque;

fn references() -> Vec<(String, Adjacency, Value)> {
    let text = include_str!("data/paths.json");
    let mut all: Value = serde_json::from_str(text).expect("JSON");
    let graphs = all["graphs"].as_array_mut().expect("a list");
    graphs
        .iter_mut()
        .map(|one| {
            let number = |value: &Value| value.as_f64().expect("a number");
            let edges =
                one["edges"].as_array().expect("a list").iter().map(|edge| {
                    (number(&edge[0]) as Node, number(&edge[1]) as Node, number(&edge[2]))
                });
            let cities = number(&one["cities"]) as usize;
            let directed = one["directed"].as_bool().expect("yes or no");
            let build = if directed { Adjacency::from_arcs } else { Adjacency::from_edges };
            let graph = build(cities, edges.collect::<Vec<_>>()).expect("legal");
            (one["name"].as_str().expect("a name").to_owned(), graph, one["expected"].take())
        })
        .collect()
}

fn near(name: &str, found: Measured, expected: &Value) {
    match (found.value(), expected.as_f64()) {
        (Some(found), Some(expected)) => {
            assert!(
                (found - expected).abs() <= 1e-12 * expected.abs(),
                "{name}: {found}, not {expected}"
            );
        }
        (found, expected) => assert_eq!(found, expected, "{name}"),
    }
}

fn all_near(name: &str, found: &Scores, expected: &Value) {
    let expected = expected.as_array().expect("a list");
    assert_eq!(found.len(), expected.len(), "{name}");
    for (node, (found, expected)) in found.iter().zip(expected).enumerate() {
        near(&format!("{name}, city {node}"), found, expected);
    }
}

#[test]
fn distances_are_those_of_networkx() -> Result<()> {
    let mut lengths_seen = 0;
    for (name, graph, expected) in references() {
        let inverse = EdgeLength::InverseWeight { alpha: 1.0 };
        for (key, length) in [("hops", EdgeLength::Hops), ("inverse", inverse)] {
            let expected = &expected[key];
            if expected.is_null() {
                continue;
            }
            lengths_seen += usize::from(key == "inverse");
            let found = Distances::new().edge_length(length).run(&graph)?;
            all_near(
                &format!("{name} eccentricity"),
                &found.eccentricity,
                &expected["eccentricity"],
            );
            near(&format!("{name} diameter"), found.diameter, &expected["diameter"]);
            near(&format!("{name} radius"), found.radius, &expected["radius"]);
            near(&format!("{name} mean"), found.mean, &expected["mean"]);
            near(&format!("{name} efficiency"), found.efficiency, &expected["efficiency"]);
        }
        let found = Distances::new().run(&graph)?;
        assert_eq!(serde_json::json!(found.pairs), expected["pairs"], "{name}");
        let n = graph.node_count() as u64;
        assert_eq!(found.connected, found.pairs.iter().sum::<u64>(), "{name}");
        assert_eq!(found.connected + found.unconnected, n * (n - 1), "{name}");
    }
    assert!(lengths_seen > 8);
    Ok(())
}

#[test]
fn closeness_by_every_convention() -> Result<()> {
    use ClosenessConvention::{UcinetFreeman, ValenteForeman};
    for (name, graph, expected) in references() {
        let by = |convention| Closeness::new().convention(convention).run(&graph);
        for (key, convention) in [
            ("max_plus_one", UcinetFreeman(MissingDistance::MaxPlusOne)),
            ("cities", UcinetFreeman(MissingDistance::Cities)),
            ("ignored", UcinetFreeman(MissingDistance::Ignored)),
            ("mean", UcinetFreeman(MissingDistance::Mean)),
            ("valente_foreman", ValenteForeman),
        ] {
            all_near(&format!("{name} {key}"), &by(convention)?, &expected["closeness"][key]);
        }
        let like = |tool| Closeness::new().like(tool).run(&graph);
        let ucinet = &expected["closeness"]["max_plus_one"];
        all_near(&format!("{name} UCINET"), &like(Convention::Ucinet)?, ucinet);
        all_near(
            &format!("{name} NetworkX"),
            &like(Convention::NetworkX)?,
            &expected["wasserman_faust"],
        );
        all_near(&format!("{name} igraph"), &like(Convention::Igraph)?, &expected["component"]);
    }
    Ok(())
}

/// Printed by UCINET 6.849 (logs among the expected values of StephenBorgatti/xucinet on GitHub):
/// the sum of distances of cities 1, 2, 3, 4 and 8, and their mean inverse distances.
#[test]
fn ucinet_prints_these() -> Result<()> {
    let edges = [(0, 1), (1, 2), (1, 3), (2, 3), (3, 4), (4, 5), (5, 6)];
    let graph = Adjacency::from_edges(10, edges.map(|(u, v)| (u, v, 1.0)))?;
    let cities = ClosenessConvention::UcinetFreeman(MissingDistance::Cities);
    let scores = Closeness::new().convention(cities).run(&graph)?;
    for (city, farness) in [(0, 47.0), (1, 42.0), (2, 43.0), (3, 40.0), (7, 90.0)] {
        assert_eq!(scores.get(city).value().map(|score| (9.0 / score).round()), Some(farness));
        assert!(scores.get(city).value().is_some_and(|score| (9.0 / score - farness).abs() < 1e-9));
    }
    let reciprocal = Closeness::new().run(&graph)?;
    for (city, printed) in
        [(0, 0.309_259_27), (1, 0.453_703_7), (3, 0.481_481_49), (6, 0.281_481_48)]
    {
        assert!(reciprocal.get(city).value().is_some_and(|score| (score - printed).abs() < 2e-8));
    }
    // The sums of distances within pieces that Opsahl prints (2010, "Closeness centrality in
    // networks with disconnected components"): A to J, and K alone.
    let edges = [(0, 1), (0, 2), (1, 2), (1, 3), (2, 4), (3, 5), (4, 5), (4, 6), (7, 8), (8, 9)];
    let graph = Adjacency::from_edges(11, edges.map(|(u, v)| (u, v, 1.0)))?;
    let ignored = ClosenessConvention::UcinetFreeman(MissingDistance::Ignored);
    let scores = Closeness::new().convention(ignored).run(&graph)?;
    // In the order A, B, C, E, D, F, G, H, I, J.
    for (city, farness) in (0..).zip([12.0, 10.0, 9.0, 11.0, 9.0, 11.0, 14.0, 3.0, 2.0, 3.0]) {
        assert!(
            scores.get(city).value().is_some_and(|score| (10.0 / score - farness).abs() < 1e-12)
        );
    }
    assert_eq!(scores.get(10), Measured::Undefined(Undefined::Isolate));
    Ok(())
}

#[test]
fn local_efficiency_is_that_of_networkx() -> Result<()> {
    for (name, graph, expected) in references() {
        let found = LocalEfficiency::new().run(&graph)?;
        all_near(&format!("{name} local efficiency"), &found.local, &expected["local"]);
        if !graph.is_directed() {
            near(&name, found.mean_with_zeros, &expected["local_efficiency"]);
        }
        let known: Vec<f64> =
            expected["local"].as_array().into_iter().flatten().filter_map(Value::as_f64).collect();
        match found.mean {
            Measured::Value(mean) => {
                assert!((mean - known.iter().sum::<f64>() / known.len() as f64).abs() < 1e-12);
            }
            Measured::Undefined(reason) => {
                assert_eq!((reason, known.len()), (Undefined::Vacuous, 0), "{name}");
            }
        }
    }
    Ok(())
}

/// A plain breadth-first search from one city: the number of others at each distance.
fn levels(graph: &Adjacency, source: Node) -> Vec<u64> {
    let mut distance = vec![usize::MAX; graph.node_count()];
    let (mut queue, mut levels) = (VecDeque::from([source]), Vec::new());
    distance[source as usize] = 0;
    while let Some(from) = queue.pop_front() {
        for &to in graph.targets(from) {
            if distance[to as usize] == usize::MAX {
                let next = distance[from as usize] + 1;
                distance[to as usize] = next;
                levels.resize(levels.len().max(next), 0);
                levels[next - 1] += 1;
                queue.push_back(to);
            }
        }
    }
    levels
}

/// Many at once find what one at a time finds: sparse, dense, with direction and in pieces, around
/// the number of sources of a batch.
#[test]
fn many_searches_at_once_find_what_one_finds() -> Result<()> {
    for (nodes, ties) in
        [(1, 0), (2, 1), (255, 200), (256, 9000), (257, 300), (700, 900), (1100, 2500)]
    {
        for directed in [false, true] {
            let mut state = 7_u64;
            let mut draw = || {
                state = state
                    .wrapping_mul(6_364_136_223_846_793_005)
                    .wrapping_add(1_442_695_040_888_963_407);
                ((state >> 33) % nodes) as Node
            };
            let ties: Vec<_> = (0..ties).map(|_| (draw(), draw(), 1.0)).collect();
            let build = if directed { Adjacency::from_arcs } else { Adjacency::from_edges };
            let graph = build(nodes as usize, ties)?;
            for direction in [Direction::Out, Direction::In] {
                let found = Distances::new().direction(direction).run(&graph)?;
                let followed =
                    if direction == Direction::In { graph.reverse() } else { graph.clone() };
                let mut pairs = Vec::new();
                for source in graph.nodes() {
                    let one = levels(&followed, source);
                    let farthest = found.eccentricity.get(source).value();
                    let expected = (!one.is_empty()).then_some(one.len() as f64);
                    assert_eq!(farthest, expected, "{nodes} {source}");
                    pairs.resize(pairs.len().max(one.len()), 0);
                    pairs.iter_mut().zip(one).for_each(|(sum, count)| *sum += count);
                }
                assert_eq!(found.pairs, pairs, "{nodes} {directed}");
                let few = Diameter::new().direction(direction).run(&graph)?;
                let by_all = (found.diameter, found.radius);
                assert_eq!((few.diameter, few.radius), by_all, "{nodes} {directed}");
            }
        }
    }
    Ok(())
}

/// The least sum over all ways from one city, by going over all ties until nothing changes.
fn relaxed(graph: &Adjacency, source: Node) -> Vec<f64> {
    let mut distance = vec![f64::INFINITY; graph.node_count()];
    distance[source as usize] = 0.0;
    loop {
        let before = distance.clone();
        for (from, to, length) in graph.edges() {
            let ways = if graph.is_directed() { 1 } else { 2 };
            for (from, to) in [(from, to), (to, from)].into_iter().take(ways) {
                let through = distance[from as usize] + length;
                distance[to as usize] = distance[to as usize].min(through);
            }
        }
        if before == distance {
            return distance;
        }
    }
}

#[test]
fn sixteen_searches_in_lengths_find_what_one_finds() -> Result<()> {
    // Sparse and dense, lengths alike and of all sizes, some cities and pieces apart.
    for (nodes, ties, spread) in
        [(2, 1, 1), (15, 12, 1), (17, 40, 30), (100, 90, 3), (150, 400, 40), (60, 1500, 1)]
    {
        for directed in [false, true] {
            let mut state = 11_u64;
            let mut draw = |below: u64| {
                state = state
                    .wrapping_mul(6_364_136_223_846_793_005)
                    .wrapping_add(1_442_695_040_888_963_407);
                (state >> 33) % below
            };
            let mut tie = || {
                let weight = 2_f64.powi(draw(spread) as i32) * (1.0 + draw(1000) as f64 / 1000.0);
                (draw(nodes) as Node, draw(nodes) as Node, weight)
            };
            let ties: Vec<_> = (0..ties).map(|_| tie()).filter(|tie| tie.0 != tie.1).collect();
            let build = if directed { Adjacency::from_arcs } else { Adjacency::from_edges };
            let graph = build(nodes as usize, ties)?;
            let found = Distances::new().edge_length(EdgeLength::Weight).run(&graph)?;
            let harmonic = Closeness::new().convention(ClosenessConvention::HarmonicSum);
            let harmonic = harmonic.edge_length(EdgeLength::Weight).run(&graph)?;
            for source in graph.nodes() {
                let others = relaxed(&graph, source).into_iter();
                let others: Vec<f64> = others.filter(|&far| far > 0.0 && far.is_finite()).collect();
                let farthest = others.iter().copied().reduce(f64::max);
                // To the bit: the least of sums that are added up from the source on.
                assert_eq!(found.eccentricity.get(source).value(), farthest, "{nodes} {source}");
                let expected: f64 = others.iter().map(|far| 1.0 / far).sum();
                let score = harmonic.get(source).value().expect("a number");
                assert!((score - expected).abs() <= 1e-12 * expected, "{nodes} {source}");
            }
        }
    }
    Ok(())
}

#[test]
fn pieces_are_measured_apart() -> Result<()> {
    // A path of four, a triangle, a city alone.
    let edges = [(0, 1), (1, 2), (2, 3), (4, 5), (5, 6), (6, 4)].map(|(u, v)| (u, v, 1.0));
    let graph = Adjacency::from_edges(8, edges)?;
    let found = Distances::new().by_piece(true).run(&graph)?;
    let values: Vec<_> = found
        .pieces
        .iter()
        .map(|piece| {
            (piece.cities, piece.diameter.value(), piece.radius.value(), piece.mean.value())
        })
        .collect();
    let third = 20.0 / 12.0;
    assert_eq!(
        values,
        [
            (4, Some(3.0), Some(2.0), Some(third)),
            (3, Some(1.0), Some(1.0), Some(1.0)),
            (1, None, None, None),
        ]
    );
    let ways: f64 = (6.0 + 4.0 / 2.0 + 2.0 / 3.0) / 12.0;
    assert!(found.pieces[0].efficiency.value().is_some_and(|value| (value - ways).abs() < 1e-15));
    assert_eq!((found.diameter.value(), found.radius.value()), (Some(3.0), Some(1.0)));
    assert_eq!((found.connected, found.unconnected), (18, 38));
    assert!(Distances::new().run(&graph)?.pieces.is_empty());
    Ok(())
}

#[test]
fn what_cannot_be_said_is_undefined_with_a_reason() -> Result<()> {
    let few = Measured::<f64>::Undefined(Undefined::TooFewCities { need: 2 });
    let none = Measured::<f64>::Undefined(Undefined::NoEdges);
    for nodes in [0, 1] {
        let found = Distances::new().run(Adjacency::from_edges(nodes, [])?)?;
        assert_eq!([found.diameter, found.radius, found.mean, found.efficiency], [few; 4]);
        assert_eq!((found.connected, found.unconnected), (0, 0));
    }
    let apart = Adjacency::from_edges(3, [])?;
    let found = Distances::new().run(&apart)?;
    assert_eq!([found.diameter, found.radius, found.mean], [none; 3]);
    assert_eq!(found.efficiency, Measured::Value(0.0));
    assert_eq!(found.eccentricity.get(0), Measured::Undefined(Undefined::Isolate));
    // UCINET gives every city 1 here.
    let ucinet = Closeness::new().like(Convention::Ucinet);
    assert_eq!(ucinet.run(&apart)?.get(0), none);
    let one = Adjacency::from_edges(1, [])?;
    assert_eq!(ucinet.run(&one)?.get(0), few);
    let lengths = ucinet.edge_length(EdgeLength::Weight).run(&apart);
    assert!(matches!(lengths, Err(Error::Param(_))));
    let empty = LocalEfficiency::new().run(Adjacency::from_edges(0, [])?)?;
    assert_eq!(empty.mean, Measured::Undefined(Undefined::Vacuous));
    assert_eq!(empty.mean_with_zeros, Measured::Undefined(Undefined::TooFewCities { need: 1 }));
    let far = Adjacency::from_edges(3, [(0, 1, 1e-300), (1, 2, 1e300)])?;
    assert!(Distances::new().edge_length(EdgeLength::Weight).run(&far).is_ok());
    let watch = Watch::new();
    watch.cancel();
    assert!(matches!(Distances::new().watch(&watch).run(&far), Err(Error::Cancelled)));
    assert!(matches!(LocalEfficiency::new().watch(&watch).run(&far), Err(Error::Cancelled)));
    Ok(())
}

/// By few searches as by all; few where some cities are far and some near.
#[test]
fn few_searches_find_diameter_and_radius() -> Result<()> {
    for (name, graph, expected) in references() {
        let found = Diameter::new().run(&graph)?;
        near(&format!("{name} diameter"), found.diameter, &expected["hops"]["diameter"]);
        near(&format!("{name} radius"), found.radius, &expected["hops"]["radius"]);
        assert!(found.searches <= 2 * graph.node_count(), "{name}");
    }
    // A grid of 40 by 25: the farthest corners are 39 + 24 ties apart, from the middle 20 + 12.
    let at = |x: Node, y: Node| x * 25 + y;
    let across = (0..39).flat_map(|x| (0..25).map(move |y| (at(x, y), at(x + 1, y), 1.0)));
    let along = (0..40).flat_map(|x| (0..24).map(move |y| (at(x, y), at(x, y + 1), 1.0)));
    let grid = Adjacency::from_edges(1000, across.chain(along))?;
    let found = Diameter::new().run(&grid)?;
    assert_eq!((found.diameter, found.radius), (Measured::Value(63.0), Measured::Value(32.0)));
    assert!(found.searches < 50, "{}", found.searches);
    // A chain of arcs: bounds alone say it all.
    let chain = Adjacency::from_arcs(500, (0..499).map(|node| (node, node + 1, 1.0)))?;
    let found = Diameter::new().run(&chain)?;
    assert_eq!((found.diameter, found.radius), (Measured::Value(499.0), Measured::Value(1.0)));
    assert!(found.searches < 10, "{}", found.searches);
    Ok(())
}
