//! Nulls: margins kept, every possibility as likely, and the expectations that strengths lead to.
#[path = "support/random.rs"]
mod random;

use conurbation::nulls::*;
use conurbation::structure::{Expectation, InteractionRatio, InteractionResult};
use conurbation::{Adjacency, Error, Measured, Node, Undefined, Watch};
use proptest::prelude::*;
use random::Random;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

const ONLY_ONE: Undefined = Undefined::NotAttainable { p_min: 1.0 };

/// Expected values; see tests/data/README.md.
fn expected(key: &str) -> Value {
    let text = include_str!("data/nulls.json");
    serde_json::from_str::<Value>(text).expect("JSON")[key].take()
}

fn list<'a>(value: &'a Value, key: &str) -> &'a [Value] {
    value[key].as_array().unwrap_or_else(|| panic!("no list {key}"))
}

fn all(value: &Value) -> &[Value] {
    value.as_array().expect("a list")
}

fn number(value: &Value) -> f64 {
    value.as_f64().expect("a number")
}

fn labels(value: &Value) -> Vec<u32> {
    list(value, "groups").iter().map(|label| label.as_u64().expect("a label") as u32).collect()
}

/// The graph of `nodes`, `rows` of numbers and perhaps `directed`.
fn network(value: &Value) -> Adjacency {
    let rows = list(value, "rows")
        .iter()
        .map(|row| (number(&row[0]) as Node, number(&row[1]) as Node, number(&row[2])));
    let nodes = number(&value["nodes"]) as usize;
    graph(value["directed"].as_bool().unwrap_or(false), nodes, rows)
}

fn graph(
    directed: bool,
    nodes: usize,
    ties: impl IntoIterator<Item = (Node, Node, f64)>,
) -> Adjacency {
    let ties: Vec<_> = ties.into_iter().collect();
    let build = if directed { Adjacency::from_arcs } else { Adjacency::from_edges };
    build(nodes, ties).expect("legal ties")
}

fn binary(directed: bool, nodes: usize, pairs: &[(Node, Node)]) -> Adjacency {
    graph(directed, nodes, pairs.iter().map(|&(from, to)| (from, to, 1.0)))
}

fn pairs(graph: &Adjacency) -> Vec<(Node, Node)> {
    graph.edges().map(|(from, to, _)| (from, to)).collect()
}

fn degrees(graph: &Adjacency) -> Vec<(usize, usize)> {
    graph.nodes().map(|node| (graph.targets(node).len(), graph.sources(node).len())).collect()
}

fn sorted_weights(graph: &Adjacency) -> Vec<u64> {
    let mut weights: Vec<u64> = graph.edges().map(|tie| tie.2.to_bits()).collect();
    weights.sort_unstable();
    weights
}

/// All simple graphs on some nodes.
fn every_graph(directed: bool, nodes: Node) -> Vec<Vec<(Node, Node)>> {
    let cells: Vec<(Node, Node)> = (0..nodes)
        .flat_map(|a| (0..nodes).map(move |b| (a, b)))
        .filter(|(a, b)| if directed { a != b } else { a < b })
        .collect();
    let subset = |bits: u32| (0..cells.len()).filter(move |at| bits >> at & 1 == 1);
    (0..1 << cells.len()).map(|bits| subset(bits).map(|at| cells[at]).collect()).collect()
}

/// χ² of counts that are to be equal, less its mean, over its standard deviation.
fn excess<T: Ord>(counts: &BTreeMap<T, u32>, kinds: usize, draws: u32) -> f64 {
    assert_eq!(counts.len(), kinds, "every possibility is met");
    let expected = f64::from(draws) / kinds as f64;
    let square = |count: &u32| (f64::from(*count) - expected).powi(2) / expected;
    let freedom = kinds as f64 - 1.0;
    (counts.values().map(square).sum::<f64>() - freedom) / (2.0 * freedom).sqrt()
}

fn rewiring(graph: &Adjacency, method: Method) -> DegreePreservingNull {
    let null = DegreePreserving::new().method(method).seed(5).prepare(graph).expect("legal");
    null.value().expect("another network has these degrees")
}

#[test]
fn every_network_with_these_degrees_is_as_likely() {
    // 3 2 2 2 1: seven networks. A hub among them, so that some can be switched in more ways.
    let path = [(0, 1), (0, 2), (0, 3), (1, 2), (3, 4)];
    // In and out degrees of two rings of three with a bridge: rings must turn round as well.
    let rings = [(0, 1), (1, 2), (2, 0), (0, 3), (3, 1)];
    // More than half of all pairs, which are switched through those that are missing.
    let dense = [(0, 1), (0, 2), (0, 3), (1, 2), (1, 4), (3, 4)];
    let missing = every_graph(true, 4)
        .into_iter()
        .find(|arcs| arcs.len() == 7 && arcs.iter().all(|arc| !rings.contains(arc)));
    let missing = missing.expect("the pairs that the rings leave");
    let cases: [(bool, usize, &[_]); 4] =
        [(false, 5, &path), (true, 4, &rings), (false, 5, &dense), (true, 4, &missing)];
    for (directed, nodes, ties) in cases {
        let observed = binary(directed, nodes, ties);
        let all = every_graph(directed, nodes as Node);
        let alike = all.iter().filter(|ties| {
            ties.len() == observed.edge_count()
                && degrees(&binary(directed, nodes, ties)) == degrees(&observed)
        });
        let kinds = alike.count();
        assert!(kinds > 4, "{kinds}");
        for method in [Method::Switches, Method::GlobalTrades] {
            let null = rewiring(&observed, method);
            let mut counts = BTreeMap::new();
            for replicate in 0..6000 {
                let drawn = null.draw(replicate).adjacency;
                *counts.entry(pairs(&drawn)).or_insert(0) += 1;
            }
            let excess = excess(&counts, kinds, 6000);
            assert!(excess < 3.5, "{directed} {method:?} {kinds}: {excess} {counts:?}");
        }
    }
}

#[test]
fn a_ring_of_three_cities_turns_round() {
    let ring = binary(true, 3, &[(0, 1), (1, 2), (2, 0)]);
    for method in [Method::Switches, Method::GlobalTrades] {
        let null = rewiring(&ring, method);
        let turned = (0..400).filter(|&at| null.draw(at).adjacency.weight(1, 0).is_some());
        let turned = turned.count();
        assert!((140..260).contains(&turned), "{method:?} {turned}");
    }
}

#[test]
fn networks_without_a_like_are_told_exactly() {
    for (directed, nodes) in [(false, 5), (true, 4)] {
        let all = every_graph(directed, nodes);
        let mut alike: BTreeMap<_, usize> = BTreeMap::new();
        let of = |ties: &[(Node, Node)]| degrees(&binary(directed, nodes as usize, ties));
        all.iter().for_each(|ties| *alike.entry(of(ties)).or_default() += 1);
        for ties in all.iter().filter(|ties| !ties.is_empty()) {
            let network = binary(directed, nodes as usize, ties);
            let quick = DegreePreserving::new().switches_per_tie(1e-3);
            let null = quick.prepare(&network).expect("legal");
            let unique = alike[&of(ties)] == 1;
            assert_eq!(null.undefined(), unique.then_some(ONLY_ONE), "{ties:?}");
        }
    }
}

#[test]
fn degrees_weights_and_own_ties_are_kept() {
    for directed in [false, true] {
        let mut random = Random(3);
        let mut city = || random.below(40);
        let ties: Vec<(Node, Node)> = (0..160).map(|_| (city(), city())).collect();
        let weighted = ties.iter().enumerate().map(|(at, &(a, b))| (a, b, 1.0 + at as f64));
        let observed = graph(directed, 42, weighted);
        for method in [Method::Switches, Method::GlobalTrades] {
            let null = rewiring(&observed, method);
            let drawn = null.draw(1);
            assert_eq!(degrees(&drawn.adjacency), degrees(&observed));
            assert_eq!(sorted_weights(&drawn.adjacency), sorted_weights(&observed));
            assert_eq!(drawn.adjacency.self_ties(), observed.self_ties());
            assert_ne!(pairs(&drawn.adjacency), pairs(&observed));
            assert!(drawn.acceptance() > 0.1 && drawn.acceptance() <= 1.0);
            let expected =
                if method == Method::Switches { 10 * observed.edge_count() } else { 200 };
            assert!(drawn.accepted as f64 > 0.8 * expected as f64, "{} {expected}", drawn.accepted);
            assert_eq!(drawn, null.draw(1));
            assert_ne!(drawn, null.draw(2));
            assert_ne!(
                pairs(&drawn.adjacency),
                pairs(&rewiring(&observed, method).draw(7).adjacency)
            );
        }
    }
}

#[test]
fn every_table_with_these_margins_is_as_likely() {
    // Cities take part in 2, 1, 1, 2 events; events have 2, 2, 1, 1 members.
    let table = [(0, 0), (0, 1), (1, 0), (2, 1), (3, 2), (3, 3)];
    let observed = Incidence::from_pairs(4, 4, table).expect("legal");
    let margins = |table: &Incidence| -> (Vec<usize>, Vec<usize>) {
        let cities = (0..4).map(|city| table.events(city).len());
        (cities.collect(), (0..4).map(|event| table.members(event).len()).collect())
    };
    let cells: Vec<(Node, u32)> = (0..4).flat_map(|a| (0..4).map(move |b| (a, b))).collect();
    let subset =
        |bits: u32| (0..16).filter(move |at| bits >> at & 1 == 1).map(|at| cells[at as usize]);
    let kinds = (0..1_u32 << 16)
        .filter(|bits| bits.count_ones() == 6)
        .filter(|&bits| {
            let table = Incidence::from_pairs(4, 4, subset(bits)).expect("legal");
            margins(&table) == margins(&observed)
        })
        .count();
    assert!(kinds > 20, "{kinds}");
    let null = Curveball::new().seed(9).prepare(&observed).expect("legal").value().expect("others");
    assert_eq!(null.trades(), 60);
    let mut counts = BTreeMap::new();
    for replicate in 0..10_000 {
        let drawn = null.draw(replicate);
        assert_eq!(margins(&drawn), margins(&observed));
        let cells: Vec<bool> = cells.iter().map(|&(a, b)| drawn.contains(a, b)).collect();
        *counts.entry(cells).or_insert(0) += 1;
    }
    let excess = excess(&counts, kinds, 10_000);
    assert!(excess < 3.5, "{kinds}: {excess}");
    assert_eq!(null.draw(3), null.draw(3));
}

/// From two halves that share nothing, each as nested as can be, with ten times as many events as
/// cities: what all pairs of cities share, and what the first ten share, is what ten times as many
/// trades leave.
#[test]
fn the_trades_of_a_draw_are_enough_to_forget_the_table() {
    let cells = (0..40_u32).flat_map(|city| {
        let events = 200 * (city / 20)..200 * (city / 20 + 1);
        events
            .filter(move |event| event % 20 >= (city % 20).min(15))
            .map(move |event| (city, event))
    });
    let table = Incidence::from_pairs(40, 400, cells).expect("legal");
    let shared = |trades: Option<u32>| -> [Vec<f64>; 2] {
        let null = Curveball::new().seed(11);
        let null = trades.map_or(null.clone(), |trades| null.trades(trades));
        let null = null.prepare(&table).expect("legal").value().expect("others");
        let squares = |drawn: &Incidence, last: u32| -> f64 {
            let pairs = (0..last).flat_map(|a| (0..a).map(move |b| (a, b)));
            pairs.map(|(a, b)| (drawn.shared(a, b) as f64).powi(2)).sum()
        };
        let drawn: Vec<Incidence> = (0..300).map(|replicate| null.draw(replicate)).collect();
        [40, 10].map(|last| drawn.iter().map(|drawn| squares(drawn, last)).collect())
    };
    let (default, longer) = (shared(None), shared(Some(4000)));
    for (few, many) in default.iter().zip(&longer) {
        let moments = |values: &[f64]| {
            let mean = values.iter().sum::<f64>() / 300.0;
            (mean, values.iter().map(|value| (value - mean).powi(2)).sum::<f64>() / 299.0)
        };
        let (few, many) = (moments(few), moments(many));
        let z = (few.0 - many.0) / ((few.1 + many.1) / 300.0).sqrt();
        assert!(z.abs() < 3.5, "{z}: {few:?}, {many:?}");
    }
}

#[test]
fn ties_that_cannot_change_partners_are_no_null() {
    // Between two groups nothing but one star: whoever walks stays. With a second tie that shares no
    // city there is one other network.
    let graph = binary(false, 7, &[(0, 3), (0, 4), (0, 5), (1, 2), (3, 4), (5, 6)]);
    let groups = [0, 0, 0, 1, 1, 1, 1];
    let null = DegreePreserving::new().between(groups).prepare(&graph).expect("legal");
    assert_eq!(null.undefined(), Some(ONLY_ONE));
    let graph = binary(false, 7, &[(0, 3), (0, 4), (0, 5), (1, 6), (3, 4), (5, 6)]);
    let null = DegreePreserving::new().between(groups).prepare(&graph).expect("legal");
    let null = null.value().expect("another");
    let kinds: BTreeSet<_> = (0..50).map(|draw| pairs(&null.draw(draw).adjacency)).collect();
    assert_eq!(kinds.len(), 4);
}

#[test]
fn tables_without_a_like_and_illegal_ones_are_refused() {
    let prepare = |cities, events, pairs: &[(Node, u32)]| {
        let table = Incidence::from_pairs(cities, events, pairs.iter().copied()).expect("legal");
        Curveball::new().prepare(&table).expect("legal").undefined()
    };
    assert_eq!(prepare(0, 0, &[]), Some(Undefined::NoEvents));
    assert_eq!(prepare(3, 2, &[]), Some(Undefined::NoEvents));
    assert_eq!(prepare(1, 2, &[(0, 1)]), Some(ONLY_ONE));
    assert_eq!(prepare(3, 2, &[(0, 0), (0, 1), (1, 0)]), Some(ONLY_ONE));
    assert_eq!(prepare(3, 2, &[(0, 0), (1, 1)]), None);
    let message =
        |result: Result<_, Error>| result.map(|_: Incidence| ()).expect_err("illegal").to_string();
    assert_eq!(
        message(Incidence::from_pairs(2, 1, [(0, 1)])),
        "Incidence::from_pairs((0, 1) of 2 cities and 1 events) is out of range: cities and events below their numbers"
    );
    let table = Incidence::from_pairs(3, 3, [(2, 1), (0, 1), (2, 0), (2, 1)]).expect("legal");
    assert_eq!((table.city_count(), table.event_count(), table.membership_count()), (3, 3, 3));
    assert_eq!((table.members(1), table.members(2)), (&[0, 2][..], &[][..]));
    assert_eq!((table.shared(0, 2), table.shared(0, 1), table.shared(2, 2)), (1, 0, 2));
    assert!(Curveball::new().trades(0).prepare(&table).is_err());
}

fn entropy(graph: &Adjacency) -> MaxEntropyResult {
    MaxEntropy::new().run(graph).expect("certified").value().expect("more than a star")
}

fn interaction(graph: &Adjacency, groups: &[u32], expectation: Expectation) -> InteractionResult {
    InteractionRatio::new(groups).expectation(expectation).run(graph).expect("legal")
}

fn near(found: Measured, expected: f64, tolerance: f64) -> bool {
    let value = found.value().unwrap_or(f64::NAN);
    (value - expected).abs() <= tolerance * expected.abs().max(1.0)
}

#[test]
fn interaction_ratios_are_those_of_the_notes() {
    for case in all(&expected("published")) {
        let (graph, groups) = (network(case), labels(case));
        let found = interaction(&graph, &groups, Expectation::Loopless);
        let loops = interaction(&graph, &groups, Expectation::WithLoops);
        for (value, key) in [
            (found.ratio, "loopless"),
            (found.barrier, "barrier"),
            (found.barrier_at_least, "barrier"),
            (found.expected_share, "share-loopless"),
            (loops.ratio, "with-loops"),
            (loops.expected_share, "share-loops"),
        ] {
            let expected = number(&case["expected"][key]);
            assert!(near(value, expected, 1e-9), "{} {key}: {value:?}", case["name"]);
        }
    }
}

#[test]
fn expectations_are_those_of_proportional_fitting() {
    for (at, case) in all(&expected("entropy")).iter().enumerate() {
        let graph = network(case);
        let found = entropy(&graph);
        let total = graph.total_weight();
        for from in graph.nodes() {
            for to in graph.nodes() {
                let expected = number(&case["expected"][from as usize][to as usize]);
                let value = found.expected(from, to);
                assert!((value - expected).abs() < 1e-9 * total, "{at}: {value} {expected}");
            }
        }
        // Blocks are sums of pairs.
        let groups: Vec<u32> = graph.nodes().map(|node| node % 3 * 5).collect();
        let blocks = found.blocks(&groups).expect("a label each");
        assert_eq!(blocks.groups(), [0, 5, 10]);
        let sum = |a: u32, b: u32| -> f64 {
            let all = graph.nodes().flat_map(|i| graph.nodes().map(move |j| (i, j)));
            let of = |node: Node| node % 3 * 5;
            let ordered = graph.is_directed() || a != b;
            let cells = all.filter(|&(i, j)| of(i) == a && of(j) == b && (ordered || i < j));
            cells.map(|(i, j)| found.expected(i, j)).sum()
        };
        for (a, row) in blocks.weights().iter().enumerate() {
            for (b, weight) in row.iter().enumerate() {
                let expected = sum(a as u32 * 5, b as u32 * 5);
                assert!((weight - expected).abs() < 1e-12 * total, "{at}: {weight} {expected}");
            }
        }
        assert!((blocks.within() + blocks.between() - total).abs() < 1e-9 * total);
    }
}

#[test]
fn with_loops_the_ratio_is_one_less_assortativity() {
    for case in all(&expected("assortment")) {
        let found = interaction(&network(case), &labels(case), Expectation::WithLoops);
        assert!(near(found.ratio, 1.0 - number(&case["assortativity"]), 1e-12));
    }
}

/// Sums over rows and columns of what is expected, and of what is.
fn margins(graph: &Adjacency, found: &MaxEntropyResult) -> Vec<(f64, f64)> {
    let sides = graph.nodes().flat_map(|node| {
        let sent: f64 = graph.nodes().map(|other| found.expected(node, other)).sum();
        let received: f64 = graph.nodes().map(|other| found.expected(other, node)).sum();
        let sum = |weights: &[f64]| weights.iter().sum::<f64>();
        [(sent, sum(graph.weights(node))), (received, sum(graph.source_weights(node)))]
    });
    sides.collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn every_strength_is_kept(
        directed in any::<bool>(),
        nodes in 3_usize..14,
        ties in prop::collection::vec((0_u32..14, 0_u32..14, -45_i32..45), 1..60),
        scale in -290_i32..290,
    ) {
        let nodes_32 = nodes as Node;
        let ties = ties.into_iter().map(|(a, b, power)| {
            (a % nodes_32, b % nodes_32, 10_f64.powf(f64::from(power) / 10.0 + f64::from(scale)))
        });
        let graph = graph(directed, nodes, ties);
        if let Measured::Value(found) = MaxEntropy::new().run(&graph).expect("certified") {
            prop_assert!(found.residual() < 1e-10);
            for (expected, strength) in margins(&graph, &found) {
                prop_assert!((expected - strength).abs() <= 1e-10 * strength, "{expected} {strength}");
            }
            if found.freedom() == 0 {
                for (from, to, weight) in graph.edges() {
                    prop_assert!((found.expected(from, to) - weight).abs() <= 1e-6 * weight);
                }
            }
        }
    }

    #[test]
    fn relabelling_and_scaling_change_no_ratio(
        directed in any::<bool>(),
        nodes in 4_usize..10,
        ties in prop::collection::vec((0_u32..10, 0_u32..10, 1_u32..9), 4..40),
    ) {
        let n = nodes as Node;
        let ties: Vec<_> = ties.into_iter().map(|(a, b, w)| (a % n, b % n, f64::from(w))).collect();
        let groups: Vec<u32> = (0..n).map(|city| city % 3).collect();
        let one = interaction(&graph(directed, nodes, ties.clone()), &groups, Expectation::Loopless);
        // Cities in the other direction, a city without ties, other units and names.
        let turned = ties.iter().map(|&(a, b, w)| (n - 1 - a, n - 1 - b, w * 3e200));
        let mut renamed: Vec<u32> = groups.iter().rev().map(|group| 7 - group).collect();
        renamed.push(6);
        let other = interaction(&graph(directed, nodes + 1, turned), &renamed, Expectation::Loopless);
        prop_assert_eq!(one.ratio.undefined(), other.ratio.undefined());
        if let Some(ratio) = one.ratio.value() {
            prop_assert!(near(other.ratio, ratio, 1e-9));
            // Of all groups together, what is observed is what is expected.
            let shares = (one.observed_share.value(), one.expected_share.value());
            let (Some(observed), Some(expected)) = shares else { panic!("{shares:?}") };
            prop_assert!((observed - ratio * expected).abs() < 1e-9);
        }
    }
}

#[test]
fn nearly_stars_are_solved() {
    // All but a 10⁻¹² part of the weight meets in one city; the others share the rest.
    let spokes = (1..9).map(|city| (0, city, f64::from(city)));
    for directed in [false, true] {
        let ties = spokes.clone().chain([(3, 4, 1e-11), (5, 6, 2e-11)]);
        let arcs = ties.chain(spokes.clone().filter(|_| directed).map(|(a, b, w)| (b, a, w * 0.1)));
        let graph = graph(directed, 9, arcs);
        let found = entropy(&graph);
        for (expected, strength) in margins(&graph, &found) {
            assert!((expected - strength).abs() <= 1e-10 * strength, "{expected} {strength}");
        }
    }
}

#[test]
fn networks_that_strengths_settle_have_no_ratio() {
    let star = graph(false, 5, [(0, 1, 0.1), (0, 2, 0.2), (0, 3, 0.3), (0, 4, 0.7)]);
    let triangle = graph(false, 4, [(0, 1, 1.0), (1, 2, 2.0), (2, 0, 2.5)]);
    let both_ways = graph(true, 2, [(0, 1, 1.0), (1, 0, 5.0)]);
    // a → b, c and b → a, c: four weights and as many independent sums.
    let settled = graph(true, 4, [(0, 1, 1.0), (0, 2, 2.0), (1, 0, 3.0), (1, 2, 4.0)]);
    for graph in [&star, &triangle, &both_ways, &settled] {
        let groups: Vec<u32> = graph.nodes().map(|node| node / 2).collect();
        if groups.iter().all(|&group| group == 0) {
            continue;
        }
        let found = interaction(graph, &groups, Expectation::Loopless);
        assert_eq!(found.ratio, Measured::Undefined(ONLY_ONE));
    }
    for graph in [&star, &both_ways] {
        assert_eq!(MaxEntropy::new().run(graph).expect("legal"), Measured::Undefined(ONLY_ONE));
    }
    for graph in [&triangle, &settled] {
        let found = entropy(graph);
        assert_eq!(found.freedom(), 0);
        for (from, to, weight) in graph.edges() {
            assert!((found.expected(from, to) - weight).abs() < 1e-9);
        }
    }
}

#[test]
fn degenerate_groups_have_reasons() {
    let ratio = |nodes: usize, ties: &[(Node, Node)], groups: &[u32], expectation| {
        interaction(&binary(false, nodes, ties), groups, expectation).ratio.undefined()
    };
    let ring = [(0, 1), (1, 2), (2, 3), (3, 0)];
    for expectation in [Expectation::Loopless, Expectation::WithLoops] {
        let few = Some(Undefined::TooFewCities { need: 2 });
        assert_eq!(ratio(0, &[], &[], expectation), few);
        assert_eq!(ratio(1, &[], &[4], expectation), few);
        assert_eq!(ratio(4, &ring, &[1; 4], expectation), Some(Undefined::Vacuous));
        assert_eq!(ratio(3, &[], &[0, 0, 1], expectation), Some(Undefined::NoEdges));
        // Only one of two groups has ties.
        assert_eq!(ratio(5, &ring, &[0, 0, 0, 0, 1], expectation), Some(Undefined::Vacuous));
    }
    assert_eq!(ratio(4, &ring, &[0, 1, 2, 3], Expectation::Loopless), Some(Undefined::Vacuous));
    // Nothing crosses, or nothing stays.
    let apart = binary(false, 6, &[(0, 1), (1, 2), (2, 0), (3, 4), (4, 5), (5, 3)]);
    let found = interaction(&apart, &[0, 0, 0, 1, 1, 1], Expectation::Loopless);
    assert_eq!(found.ratio.value(), Some(0.0));
    assert_eq!(found.barrier.undefined(), Some(Undefined::Unbounded));
    // Strengths are alike: 6 of 15 pairs within, so (6 / 2.4) / (0.5 / 3.6).
    assert!(near(found.barrier_at_least, 18.0, 1e-12));
    let crossed = interaction(&binary(false, 4, &ring), &[0, 1, 0, 1], Expectation::Loopless);
    assert_eq!(crossed.barrier.value(), Some(0.0));
    assert!(near(crossed.ratio, 1.5, 1e-12));
    assert_eq!(crossed.pairs[0][0].value(), Some(0.0));
    let labels = InteractionRatio::new(&[0]).run(binary(false, 4, &ring));
    assert!(matches!(labels, Err(Error::Param(_))));
}

#[test]
fn without_preference_the_loopless_ratio_is_one() {
    // The settings of the methods notes: sizes of groups, density, mean ratio with loops there.
    let settings: [(&[u32], f64, f64); 4] = [
        (&[3, 3], 0.5, 1.267),
        (&[2, 2, 2], 0.5, 1.245),
        (&[4, 4, 5], 0.3, 1.108),
        (&[13, 8, 10], 0.13, 1.048),
    ];
    let mut random = Random(1);
    for (sizes, density, biased) in settings {
        let groups: Vec<u32> = (0..sizes.len() as u32)
            .flat_map(|group| std::iter::repeat_n(group, sizes[group as usize] as usize))
            .collect();
        let n = groups.len() as Node;
        let (mut loopless, mut loops) = (Vec::new(), Vec::new());
        for _ in 0..400 {
            let all = (0..n).flat_map(|a| (a + 1..n).map(move |b| (a, b, 1.0)));
            let tied: Vec<_> =
                all.filter(|_| f64::from(random.below(1000)) < 1000.0 * density).collect();
            let graph = graph(false, n as usize, tied);
            let ratio = |expectation| interaction(&graph, &groups, expectation).ratio.value();
            let both = (ratio(Expectation::Loopless), ratio(Expectation::WithLoops));
            if let (Some(one), Some(other)) = both {
                loopless.push(one);
                loops.push(other);
            }
        }
        let mean = |values: &[f64]| values.iter().sum::<f64>() / values.len() as f64;
        let (mean, center) = (mean(&loops), mean(&loopless));
        let spread = loopless.iter().map(|x| (x - center).powi(2)).sum::<f64>();
        let error = (spread / (loopless.len() as f64).powi(2)).sqrt();
        println!("{sizes:?}: loopless {center:.4} ± {error:.4}, with loops {mean:.4}");
        assert!((center - 1.0).abs() < 0.01 + 3.0 * error, "{sizes:?} {center} ± {error}");
        assert!((mean - biased).abs() < 0.02 + 4.0 * error, "{sizes:?} {mean} ± {error}");
    }
}

/// Cities at random places of a square.
fn places(n: usize, random: &mut Random) -> Distances {
    let places: Vec<[f64; 2]> = (0..n).map(|_| [random.weight(), random.weight()]).collect();
    Distances::from_fn(n, |a, b| {
        let (a, b) = (places[a as usize], places[b as usize]);
        (a[0] - b[0]).hypot(a[1] - b[1])
    })
    .expect("finite")
}

/// A standard normal number, nearly (a sum of twelve even ones).
fn normal(random: &mut Random) -> f64 {
    (0..12).map(|_| f64::from(random.below(1 << 20)) / f64::from(1 << 20)).sum::<f64>() - 6.0
}

/// A world of distance and activity alone: whole weights, more of near and of active cities.
fn world(n: usize, spread: f64, random: &mut Random) -> (Adjacency, Distances) {
    let distances = places(n, random);
    let activity: Vec<f64> = (0..n).map(|_| (spread * normal(random)).exp()).collect();
    let all = (0..n as Node).flat_map(|a| (a + 1..n as Node).map(move |b| (a, b)));
    let chance = |a: Node, b: Node| {
        let pull = activity[a as usize] * activity[b as usize] * (-distances.get(a, b) / 5.0).exp();
        pull / (1.0 + pull)
    };
    let mut ties: Vec<(Node, Node, f64)> = Vec::new();
    for (a, b) in all {
        let weight = (0..3).filter(|_| f64::from(random.below(10_000)) < 1e4 * chance(a, b));
        let weight = weight.count();
        if weight > 0 {
            ties.push((a, b, weight as f64));
        }
    }
    (graph(false, n, ties), distances)
}

#[test]
fn bands_keep_the_weights_at_each_distance() {
    let mut random = Random(8);
    let (observed, distances) = world(20, 0.0, &mut random);
    let null = DistanceBands::new().bands(10).seed(2).prepare(&observed, &distances);
    let null = null.expect("legal").value().expect("even");
    assert_eq!(null.bands(), 10);
    // 190 pairs, 19 in each band.
    let mut order: Vec<(Node, Node)> =
        (0..20).flat_map(|a| (a + 1..20).map(move |b| (a, b))).collect();
    order.sort_by(|a, b| distances.get(a.0, a.1).total_cmp(&distances.get(b.0, b.1)));
    let by_band = |graph: &Adjacency| -> Vec<Vec<u64>> {
        let weights = |band: &[(Node, Node)]| {
            let weight = |&(a, b): &(Node, Node)| graph.weight(a, b).unwrap_or(0.0).to_bits();
            let mut weights: Vec<u64> = band.iter().map(weight).collect();
            weights.sort_unstable();
            weights
        };
        order.chunks(19).map(weights).collect()
    };
    for replicate in 0..20 {
        let drawn = null.draw(replicate);
        assert_eq!(by_band(&drawn), by_band(&observed));
        assert_ne!(drawn, observed);
        assert_eq!(drawn, null.draw(replicate));
    }
    // Pairs at the same distance are never split, whatever the number of bands.
    let alike = Distances::from_fn(20, |_, _| 1.0).expect("finite");
    let null = DistanceBands::new().prepare(&observed, &alike).expect("legal");
    assert!(null.value().is_none_or(|null| null.bands() == 1));
}

#[test]
fn weights_of_a_band_are_dealt_evenly() {
    // One band of six pairs with weights 1 and 2: 30 possibilities.
    let observed = graph(false, 4, [(0, 1, 1.0), (2, 3, 2.0)]);
    let alike = Distances::from_pairs(4, vec![1.0; 6]).expect("one each");
    let null = DistanceBands::new().prepare(&observed, &alike).expect("legal").value();
    let null = null.expect("even");
    let mut counts = BTreeMap::new();
    for replicate in 0..6000 {
        let ties: Vec<_> =
            null.draw(replicate).edges().map(|(a, b, w)| (a, b, w.to_bits())).collect();
        *counts.entry(ties).or_insert(0) += 1;
    }
    assert!(excess(&counts, 30, 6000) < 3.5);
    // Arcs of a pair stay together and may turn round.
    let arcs = graph(true, 4, [(0, 1, 1.0), (1, 0, 3.0), (2, 3, 2.0)]);
    let null = DistanceBands::new().prepare(&arcs, &alike).expect("legal").value().expect("even");
    let drawn: BTreeSet<_> = (0..2000).map(|at| pairs(&null.draw(at))).collect();
    for replicate in 0..50 {
        let drawn = null.draw(replicate);
        assert_eq!(sorted_weights(&drawn), sorted_weights(&arcs));
        let both = drawn.edges().filter(|&(a, b, _)| drawn.weight(b, a).is_some());
        assert_eq!(both.map(|tie| tie.2).sum::<f64>().to_bits(), 4.0_f64.to_bits());
    }
    assert_eq!(drawn.len(), 6 * 5 * 2);
}

#[test]
fn uneven_activity_is_refused() {
    let refused = |spread: f64| {
        let mut random = Random(4);
        let worlds = (0..40).filter(|_| {
            let (observed, distances) = world(24, spread, &mut random);
            let null = DistanceBands::new().prepare(&observed, &distances).expect("legal");
            matches!(
                null.undefined(),
                Some(Undefined::Assumption { instead: "DegreeDistance", .. })
            )
        });
        worlds.count()
    };
    let (even, uneven) = (refused(0.0), refused(1.0));
    assert!(even <= 7, "{even} of 40 even worlds refused");
    assert!(uneven >= 36, "{uneven} of 40 uneven worlds refused");
}

#[test]
fn chances_are_those_of_statsmodels() {
    let case = &expected("logit");
    let graph = network(case);
    let n = graph.node_count();
    let distances = list(case, "distances").iter().map(number).collect();
    let distances = Distances::from_pairs(n, distances).expect("one each");
    let bands = number(&case["bands"]) as usize;
    let null = DegreeDistance::new().bands(bands).prepare(&graph, &distances);
    let null = null.expect("fitted").value().expect("free");
    assert!(null.residual() < 1e-8 && null.iterations() < 30);
    let mut expected = list(case, "expected").iter().map(number);
    for a in 0..n as Node {
        for b in a + 1..n as Node {
            let expected = expected.next().expect("one each");
            assert!((null.probability(b, a) - expected).abs() < 1e-6);
        }
    }
    // Draws have these chances: the number of ties within four standard deviations.
    let draws = 2000;
    let mut counts = vec![0_u32; n * n];
    for replicate in 0..draws {
        for (a, b, _) in null.draw(replicate).edges() {
            counts[a as usize * n + b as usize] += 1;
        }
    }
    for a in 0..n as Node {
        for b in a + 1..n as Node {
            let chance = null.probability(a, b);
            let share = f64::from(counts[a as usize * n + b as usize]) / draws as f64;
            let sd = (chance * (1.0 - chance) / draws as f64).sqrt();
            assert!((share - chance).abs() <= 4.5 * sd + 1e-9, "{a}-{b}: {share} {chance}");
        }
    }
}

#[test]
fn awkward_worlds_are_fitted() {
    let mut random = Random(6);
    for spread in [0.0, 1.0, 2.5] {
        for _ in 0..6 {
            let (mut observed, distances) = world(18, spread, &mut random);
            // A city without ties, and one tied to all others but that.
            let ties = observed.edges().filter(|&(a, b, _)| a > 0 && b != 17 && a != 17);
            let full = (1..17).filter(|&city| city != 5).map(|city| (5, city, 1.0));
            let ties: Vec<_> = ties.filter(|&(a, b, _)| a != 5 && b != 5).chain(full).collect();
            observed = graph(false, 18, ties);
            let null = DegreeDistance::new().prepare(&observed, &distances).expect("fitted");
            let Measured::Value(null) = null else { continue };
            assert!(null.residual() <= 1e-8);
            for city in observed.nodes() {
                let expected: f64 =
                    observed.nodes().map(|other| null.probability(city, other)).sum();
                let degree = observed.targets(city).len() as f64;
                assert!((expected - degree).abs() < 1e-7, "{city}: {expected} {degree}");
            }
            let drawn = null.draw(4);
            assert_eq!(drawn.targets(5).len(), 15);
            assert!(drawn.targets(0).is_empty() && drawn.targets(17).is_empty());
            let weights: BTreeSet<u64> = sorted_weights(&observed).into_iter().collect();
            assert!(sorted_weights(&drawn).iter().all(|weight| weights.contains(weight)));
            assert_eq!(drawn, null.draw(4));
        }
    }
    // Nothing is left to chance in a star or where all are tied.
    let star = binary(false, 5, &[(0, 1), (0, 2), (0, 3), (0, 4)]);
    let distances = Distances::from_fn(5, |a, b| f64::from(a + b)).expect("finite");
    let null = DegreeDistance::new().prepare(&star, &distances).expect("legal");
    assert_eq!(null.undefined(), Some(ONLY_ONE));
    let arcs = binary(true, 5, &[(0, 1)]);
    assert!(matches!(DegreeDistance::new().prepare(&arcs, &distances), Err(Error::Param(_))));
    let quick = DegreeDistance::new().max_iterations(1);
    let (observed, distances) = world(18, 1.0, &mut random);
    assert!(matches!(quick.prepare(&observed, &distances), Err(Error::NotConverged { .. })));
}

/// A grid of cities with their borders.
fn grid(rows: Node, columns: Node) -> Vec<(Node, Node)> {
    let at = |row: Node, column: Node| row * columns + column;
    let cells = (0..rows).flat_map(|row| (0..columns).map(move |column| (row, column)));
    cells
        .flat_map(|(row, column)| {
            let right = (column + 1 < columns).then(|| (at(row, column), at(row, column + 1)));
            let down = (row + 1 < rows).then(|| (at(row, column), at(row + 1, column)));
            right.into_iter().chain(down)
        })
        .collect()
}

/// Whether the cities of each label hang together.
fn contiguous(labels: &[u32], borders: &[(Node, Node)]) -> bool {
    let same = |(a, b): &&(Node, Node)| labels[*a as usize] == labels[*b as usize];
    let ties: Vec<(Node, Node)> = borders.iter().filter(same).copied().collect();
    let provinces: BTreeSet<u32> = labels.iter().copied().collect();
    binary(false, labels.len(), &ties).components().count() == provinces.len()
}

/// Every division of some cities into two provinces of one size, each in one piece; the first city
/// has label 0.
fn halves(cities: u32, borders: &[(Node, Node)]) -> Vec<Vec<u32>> {
    let mut near = vec![0_u32; cities as usize];
    for &(a, b) in borders {
        near[a as usize] |= 1 << b;
        near[b as usize] |= 1 << a;
    }
    let whole = |province: u32| {
        let mut seen = province & province.wrapping_neg();
        loop {
            let next = (0..cities).filter(|city| seen >> city & 1 == 1);
            let next = next.fold(seen, |all, city| all | near[city as usize]) & province;
            if next == seen {
                return seen == province;
            }
            seen = next;
        }
    };
    let full = (1 << cities) - 1;
    (0..1_u32 << cities)
        .filter(|bits| bits & 1 == 0 && bits.count_ones() == cities / 2)
        .filter(|&bits| whole(bits) && whole(full ^ bits))
        .map(|bits| (0..cities).map(|city| bits >> city & 1).collect())
        .collect()
}

#[test]
fn all_divisions_of_a_small_map_are_as_likely() {
    // Four by five cities, two provinces of ten: brute force over all divisions in two.
    let borders = grid(4, 5);
    let legal: BTreeSet<Vec<u32>> = halves(20, &borders).into_iter().collect();
    let halves: Vec<u32> = (0..20).map(|city| city / 10).collect();
    let null = BorderSwap::new(&halves).borders(borders).seed(3).prepare();
    let null = null.expect("legal").value().expect("enough");
    assert_eq!(null.divisions(), (legal.len(), true));
    let mut counts = BTreeMap::new();
    for replicate in 0..5000 {
        let drawn = null.draw(replicate);
        let first = drawn[0];
        *counts.entry(drawn.iter().map(|label| label ^ first).collect::<Vec<_>>()).or_insert(0) +=
            1;
    }
    assert!(counts.keys().all(|labels| legal.contains(labels)));
    assert!(excess(&counts, legal.len(), 5000) < 3.5);
}

#[test]
fn provinces_of_a_large_map_stay_whole_large_and_compact() {
    let borders = grid(6, 7);
    let labels: Vec<u32> =
        (0..42).map(|city| if city / 7 < 2 { 9 } else { 4 + city % 7 / 4 }).collect();
    let places = |a: Node, b: Node| {
        let (rows, columns) = ((a / 7).abs_diff(b / 7), (a % 7).abs_diff(b % 7));
        f64::from(rows).hypot(f64::from(columns))
    };
    let distances = Distances::from_fn(42, places).expect("finite");
    let spread = |labels: &[u32]| -> f64 {
        let all = (0..42).flat_map(|a| (a + 1..42).map(move |b| (a, b)));
        let same = all.filter(|&(a, b)| labels[a as usize] == labels[b as usize]);
        same.map(|(a, b)| places(a, b)).sum()
    };
    let sizes = |labels: &[u32]| [4, 5, 9].map(|at| labels.iter().filter(|&&l| l == at).count());
    let null = BorderSwap::new(&labels).borders(borders.clone()).distances(&distances).slack(0.1);
    let null = null.prepare().expect("legal").value().expect("enough");
    assert_eq!(null.divisions(), (1000, false));
    assert!(null.acceptance() > 0.0 && null.acceptance() < 0.5 && null.steps() > 420);
    for replicate in 0..20 {
        let drawn = null.draw(replicate);
        assert!(contiguous(&drawn, &borders));
        assert_eq!(sizes(&drawn), sizes(&labels));
        assert!(spread(&drawn) <= 1.1 * spread(&labels) + 1e-9);
        assert_ne!(drawn, labels);
        assert_eq!(drawn, null.draw(replicate));
    }
}

#[test]
fn a_walk_is_as_even_as_a_list() {
    // Four by six cities, two provinces of twelve: more divisions than are listed.
    let mut borders = grid(4, 6);
    borders.extend((0..17).filter(|city| city % 6 < 5).map(|city| (city, city + 7)));
    let labels: Vec<u32> = (0..24).map(|city| city / 12).collect();
    let null = BorderSwap::new(&labels).borders(borders.clone()).seed(1).prepare();
    let null = null.expect("legal").value().expect("enough");
    assert_eq!(null.divisions(), (1000, false));
    let all = halves(24, &borders);
    let crossing = |labels: &[u32]| {
        let cut = |&&(a, b): &&(Node, Node)| labels[a as usize] != labels[b as usize];
        borders.iter().filter(cut).count() as f64
    };
    let moments = |labels: &[Vec<u32>]| {
        let crossings: Vec<f64> = labels.iter().map(|labels| crossing(labels)).collect();
        let mean = crossings.iter().sum::<f64>() / crossings.len() as f64;
        let square = crossings.iter().map(|x| (x - mean).powi(2)).sum::<f64>();
        (mean, (square / crossings.len() as f64).sqrt())
    };
    let drawn: Vec<Vec<u32>> = (0..500).map(|replicate| null.draw(replicate)).collect();
    let ((found, _), (expected, deviation)) = (moments(&drawn), moments(&all));
    println!("{} divisions: crossing {expected} ± {deviation}, drawn {found}", all.len());
    let error = deviation / 500_f64.sqrt();
    assert!((found - expected).abs() < 4.0 * error, "{found} {expected} ± {error}");
}

#[test]
fn maps_without_choice_have_reasons() {
    let prepare = |labels: &[u32], borders: &[(Node, Node)]| {
        BorderSwap::new(labels)
            .borders(borders.iter().copied())
            .prepare()
            .expect("legal")
            .undefined()
    };
    assert_eq!(prepare(&[], &[]), Some(Undefined::Vacuous));
    assert_eq!(prepare(&[3, 3], &[(0, 1)]), Some(Undefined::Vacuous));
    assert_eq!(prepare(&[0, 1, 1], &[]), Some(Undefined::MissingData { n: 3 }));
    // Four capitals of four provinces, and two provinces of two cities in a row.
    let capitals = [(0, 1), (1, 2), (2, 3)];
    assert_eq!(prepare(&[0, 1, 2, 3], &capitals), Some(ONLY_ONE));
    assert_eq!(prepare(&[0, 0, 1, 1], &capitals), Some(ONLY_ONE));
    // Around a square: two divisions in neighbours.
    let square = [(0, 1), (1, 2), (2, 3), (3, 0)];
    let half = Some(Undefined::NotAttainable { p_min: 0.5 });
    assert_eq!(prepare(&[0, 0, 1, 1], &square), half);
    assert!(matches!(BorderSwap::new(&[0, 1]).borders([(0, 2)]).prepare(), Err(Error::Param(_))));
    assert!(matches!(BorderSwap::new(&[0, 1]).slack(-1.0).prepare(), Err(Error::Param(_))));
    assert!(matches!(BorderSwap::new(&[0, 1]).alpha(0.0).prepare(), Err(Error::Param(_))));
}

#[test]
fn awkward_networks_have_a_null_or_a_reason() {
    let ring: Vec<(Node, Node)> = (0..6).map(|city| (city, (city + 1) % 6)).collect();
    let apart = [(0, 1), (1, 2), (2, 0), (3, 4), (4, 5), (5, 3)];
    let complete = [(0, 1), (0, 2), (0, 3), (1, 2), (1, 3), (2, 3)];
    let star = [(0, 1), (0, 2), (0, 3)];
    let shapes: [(usize, &[(Node, Node)]); 9] = [
        (0, &[]),
        (1, &[]),
        (2, &[(0, 1)]),
        (3, &[]),
        (4, &star),
        (4, &complete),
        (6, &ring),
        (7, &apart),
        (3, &[(0, 0), (1, 1)]),
    ];
    for (nodes, ties) in shapes {
        for directed in [false, true] {
            for weight in [1e300, 1.0, 1e-300, 5e-324] {
                let weighted = ties.iter().map(|&(a, b)| (a, b, weight));
                let graph = graph(directed, nodes, weighted);
                let tied = graph.edge_count() > 0;
                let reason = (!tied).then_some(Undefined::NoEdges);
                for method in [Method::Switches, Method::GlobalTrades] {
                    let null = DegreePreserving::new().method(method).prepare(&graph);
                    let null = null.expect("legal");
                    if !tied {
                        assert_eq!(null.undefined(), reason);
                    }
                    if let Measured::Value(null) = null {
                        assert_eq!(degrees(&null.draw(0).adjacency), degrees(&graph));
                    }
                }
                match MaxEntropy::new().run(&graph).expect("certified") {
                    Measured::Value(found) => {
                        for (expected, strength) in margins(&graph, &found) {
                            let off = (expected - strength).abs();
                            assert!(off <= 1e-10 * strength + 1e-322, "{expected} {strength}");
                        }
                    }
                    Measured::Undefined(found) => assert_eq!(found, reason.unwrap_or(ONLY_ONE)),
                }
                let distances = Distances::from_fn(nodes, |a, b| f64::from(a * b)).expect("finite");
                let bands = DistanceBands::new().bands(2).prepare(&graph, &distances);
                if let Measured::Value(null) = bands.expect("legal") {
                    assert_eq!(sorted_weights(&null.draw(1)), sorted_weights(&graph));
                }
                if !directed {
                    let null = DegreeDistance::new().bands(2).prepare(&graph, &distances);
                    if let Measured::Value(null) = null.expect("fitted") {
                        assert_eq!(null.draw(1).node_count(), nodes);
                    }
                }
            }
        }
    }
    // Weights 600 orders of magnitude apart: no panic, and what can be kept is.
    let mixed = graph(false, 5, [(0, 1, 1e300), (1, 2, 1e300), (2, 3, 1e-300), (0, 3, 1e300)]);
    let found = entropy(&mixed);
    assert!((found.expected(0, 1) / 1e300 - 1.0).abs() < 1.0);
    let largest = [(0, 1, f64::MAX), (0, 2, f64::MAX), (1, 2, f64::MAX), (2, 3, f64::MAX)];
    let beyond = graph(false, 4, largest);
    assert!(matches!(MaxEntropy::new().run(&beyond), Err(Error::Overflow { .. })));
    assert!(interaction(&beyond, &[0, 0, 1, 1], Expectation::Loopless).ratio.value().is_some());
}

#[test]
fn draws_do_not_depend_on_threads_or_order() {
    let mut random = Random(12);
    let (observed, distances) = world(20, 0.0, &mut random);
    let with = |threads| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().expect("a pool");
        pool.install(|| DistanceBands::new().seed(1).prepare(&observed, &distances).expect("legal"))
    };
    let one = with(1);
    for threads in [2, 3, 7] {
        assert_eq!(one, with(threads));
    }
    let null = one.value().expect("even");
    let forward: Vec<Adjacency> = (0..9).map(|at| null.draw(at)).collect();
    let mut order: Vec<u64> = (0..9).collect();
    random.shuffle(&mut order);
    assert!(order.into_iter().all(|at| null.draw(at) == forward[at as usize]));
    let other = DistanceBands::new().seed(2).prepare(&observed, &distances).expect("legal");
    assert_ne!(other.value().expect("even").draw(0), forward[0]);
    let watch = Watch::new();
    watch.cancel();
    let stopped = DistanceBands::new().watch(&watch).prepare(&observed, &distances);
    assert!(matches!(stopped, Err(Error::Cancelled)));
}

#[test]
fn parameters_are_checked() {
    let ring = binary(false, 6, &[(0, 1), (1, 2), (2, 3), (3, 4), (4, 5), (5, 0)]);
    let near = Distances::from_fn(6, |a, b| f64::from(b - a)).expect("finite");
    let few = Distances::from_fn(5, |a, b| f64::from(b - a)).expect("finite");
    for switches in [0.0, -1.0, f64::NAN, f64::INFINITY] {
        assert!(DegreePreserving::new().switches_per_tie(switches).prepare(&ring).is_err());
    }
    assert!(DegreePreserving::new().trades(0).prepare(&ring).is_err());
    assert!(DistanceBands::new().bands(0).prepare(&ring, &near).is_err());
    assert!(DistanceBands::new().check_draws(19).prepare(&ring, &near).is_err());
    assert!(DistanceBands::new().prepare(&ring, &few).is_err());
    assert!(DegreeDistance::new().bands(0).prepare(&ring, &near).is_err());
    assert!(DegreeDistance::new().max_iterations(0).prepare(&ring, &near).is_err());
    assert!(DegreeDistance::new().prepare(&ring, &few).is_err());
    assert!(Distances::from_fn(3, |_, _| -1.0).is_err());
    assert!(Distances::from_fn(3, |_, _| f64::NAN).is_err());
    assert!(Distances::from_pairs(3, vec![1.0; 2]).is_err());
    assert!(Distances::from_pairs(0, Vec::new()).is_ok());
    assert!(entropy(&ring).blocks(&[0, 1]).is_err());
}
