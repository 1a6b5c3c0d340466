//! How sure a number is, against every possible draw, an independent program and brute force.
#[path = "support/random.rs"]
mod random;

use approx::assert_abs_diff_eq;
use conurbation::centrality::{Closeness, ClosenessConvention, Strength};
use conurbation::network::{CityNetwork, Projection};
use conurbation::region::Table;
use conurbation::structure::{Clustering, Density, MeanStrength, Mixing, Reciprocity};
use conurbation::uncertainty::*;
use conurbation::{Adjacency, Error, Measured, Node, Region, Result, Scores, Undefined, Watch};
use random::Random;
use serde_json::Value;
use std::collections::BTreeMap;
use std::sync::atomic::{AtomicUsize, Ordering};

type Tie = (Node, Node, f64);
type Matrix = Vec<Vec<f64>>;
/// A number of a matrix of weights, worked out here.
type Number = fn(&Matrix) -> f64;

fn expected(key: &str) -> Value {
    let text = include_str!("data/uncertainty.json");
    serde_json::from_str::<Value>(text).expect("JSON")[key].take()
}

fn all(value: &Value) -> &[Value] {
    value.as_array().expect("a list")
}

fn number(value: &Value) -> f64 {
    value.as_f64().expect("a number")
}

fn graph(nodes: usize, directed: bool, ties: impl IntoIterator<Item = Tie>) -> Adjacency {
    let build = if directed { Adjacency::from_arcs } else { Adjacency::from_edges };
    build(nodes, ties.into_iter().collect::<Vec<_>>()).expect("legal ties")
}

fn complete(nodes: Node) -> Adjacency {
    let pairs = (0..nodes).flat_map(|a| (a + 1..nodes).map(move |b| (a, b, 0.1)));
    graph(nodes as usize, false, pairs)
}

fn matrix(graph: &Adjacency) -> Matrix {
    let weight = |from| move |to| graph.weight(from, to).unwrap_or(0.0);
    graph.nodes().map(|from| graph.nodes().map(weight(from)).collect()).collect()
}

fn sum_of(matrix: &Matrix, term: impl Fn(usize, usize) -> f64) -> f64 {
    let n = matrix.len();
    (0..n * n).filter(|at| at / n != at % n).map(|at| term(at / n, at % n)).sum()
}

fn density(w: &Matrix) -> f64 {
    let n = w.len() as f64;
    sum_of(w, |a, b| f64::from(w[a][b] > 0.0)) / (n * (n - 1.0))
}

fn mean_strength(w: &Matrix) -> f64 {
    sum_of(w, |a, b| w[a][b]) / w.len() as f64
}

fn reciprocity(w: &Matrix) -> f64 {
    let both = sum_of(w, |a, b| f64::from(w[a][b] > 0.0 && w[b][a] > 0.0));
    both / sum_of(w, |a, b| f64::from(w[a][b] > 0.0))
}

fn measure(name: &str) -> fn(&Adjacency) -> Result<Measured> {
    match name {
        "density" => |graph| Density::new().run(graph),
        "mean-strength" => |graph| MeanStrength::new().run(graph),
        "reciprocity" => |graph| Reciprocity::new().run(graph),
        "transitivity" => |graph| Ok(Clustering::new().run(graph)?.transitivity),
        _ => panic!("no measure is called {name}"),
    }
}

/// Mean and standard deviation of values with their chances.
fn moments(values: &[(f64, f64)]) -> (f64, f64) {
    let mean: f64 = values.iter().map(|(value, chance)| value * chance).sum();
    let variance: f64 = values.iter().map(|(value, chance)| chance * (value - mean).powi(2)).sum();
    (mean, variance.sqrt())
}

/// All lists of `len` numbers below `end`.
fn lists(end: usize, len: usize) -> impl Iterator<Item = Vec<usize>> {
    let digit = move |list: usize, place: usize| list / end.pow(place as u32) % end;
    (0..end.pow(len as u32)).map(move |list| (0..len).map(|place| digit(list, place)).collect())
}

/// A region of cities a to f with these agreements.
fn region(rows: &str) -> Region {
    let places = "id,name,level\na,A,city\nb,B,city\nc,C,city\nd,D,city\ne,E,city\nf,F,city\n";
    let rows = format!("id,parties,weight,batch\n{rows}");
    let tables = [("places.csv", places.as_bytes()), ("agreements.csv", rows.as_bytes())];
    Region::from_tables(tables).expect("sound")
}

fn network(rows: &str) -> CityNetwork {
    region(rows).network(&Projection::new()).expect("legal")
}

/// The embedded region of the middle Yangtze, the rows of every table in this order.
fn middle(seed: Option<u64>) -> Region {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/src/datasets/middle-yangtze");
    let mut tables = Vec::new();
    for file in std::fs::read_dir(folder).expect("the folder") {
        let path = file.expect("a file").path();
        let mut reader = csv::Reader::from_path(&path).expect("CSV");
        let mut writer = csv::Writer::from_writer(Vec::new());
        writer.write_record(reader.byte_headers().expect("a header")).expect("memory");
        let mut rows: Vec<_> = reader.byte_records().map(|row| row.expect("a row")).collect();
        if let Some(seed) = seed {
            Random(seed).shuffle(&mut rows);
        }
        rows.iter().for_each(|row| writer.write_byte_record(row).expect("memory"));
        let name = path.file_name().expect("a name").to_string_lossy().into_owned();
        tables.push((name, writer.into_inner().expect("memory")));
    }
    let tables = tables.iter().map(|(name, text)| (name.as_str(), text.as_slice()));
    Region::from_tables(tables).expect("sound")
}

/// The mean and the standard deviation of a number over every draw of cities with replacement and
/// every choice of pairs for the copies.
fn over_all_draws(w: &Matrix, number: Number) -> (f64, f64) {
    let n = w.len();
    let dyads: Vec<(usize, usize)> =
        (0..n * n).map(|at| (at / n, at % n)).filter(|(a, b)| a != b).collect();
    let draws = (n as f64).powi(n as i32);
    let mut values = Vec::new();
    for drawn in lists(n, n) {
        let copies: Vec<(usize, usize)> =
            dyads.iter().copied().filter(|&(a, b)| a < b && drawn[a] == drawn[b]).collect();
        let chance = 1.0 / draws / (dyads.len() as f64).powi(copies.len() as i32);
        for chosen in lists(dyads.len(), copies.len()) {
            let mut sample = vec![vec![0.0; n]; n];
            for &(a, b) in &dyads {
                sample[a][b] = w[drawn[a]][drawn[b]];
            }
            for (&(a, b), dyad) in copies.iter().zip(chosen) {
                let (from, to) = dyads[dyad];
                (sample[a][b], sample[b][a]) = (w[from][to], w[to][from]);
            }
            values.push((number(&sample), chance));
        }
    }
    moments(&values)
}

#[test]
fn cities_drawn_again_vary_as_all_draws_do() {
    let path = graph(3, false, [(0, 1, 1.0), (1, 2, 3.0)]);
    let apart = graph(4, false, [(0, 1, 2.0), (1, 2, 1.0)]);
    // Every pair is tied one way at least, so that no draw is without ties.
    let arcs = graph(3, true, [(0, 1, 1.0), (1, 0, 2.0), (1, 2, 1.0), (2, 0, 4.0)]);
    let numbers: [(&str, Number); 3] =
        [("density", density), ("mean-strength", mean_strength), ("reciprocity", reciprocity)];
    for graph in [path, apart, arcs] {
        for (name, number) in numbers {
            // The 12 pairs of four cities, drawn for all 6 pairs of copies, are millions.
            if graph.node_count() == 4 && name != "density" {
                continue;
            }
            if name == "reciprocity" && !graph.is_directed() {
                continue;
            }
            let (mean, sd) = match graph.node_count() {
                4 => density_over_all_draws(&matrix(&graph)),
                _ => over_all_draws(&matrix(&graph), number),
            };
            let replicates = 20_000;
            let found = VertexBootstrap::new()
                .replicates(replicates)
                .run(&graph, |sample| measure(name)(&sample.adjacency))
                .expect("legal")
                .value()
                .expect("it varies");
            let at = format!("{name}, directed {}: {found:?}", graph.is_directed());
            assert_abs_diff_eq!(found.estimate, number(&matrix(&graph)), epsilon = 1e-12);
            let error = 5.0 * sd / (replicates as f64).sqrt();
            assert!((found.mean - mean).abs() < error, "{at}, mean {mean}");
            assert!((found.se / sd - 1.0).abs() < 0.03, "{at}, sd {sd}");
            assert_eq!((found.undefined, found.replicates), (0, replicates));
        }
    }
}

/// Of an undirected network: given the cities drawn, copies are tied independently, with the
/// density as their chance.
fn density_over_all_draws(w: &Matrix) -> (f64, f64) {
    let n = w.len();
    let (p, pairs) = (density(w), (n * (n - 1) / 2) as f64);
    let mut means = Vec::new();
    let mut within = 0.0;
    let chance = 1.0 / (n as f64).powi(n as i32);
    for drawn in lists(n, n) {
        let (mut ties, mut copies) = (0.0, 0.0);
        for a in 0..n {
            for b in a + 1..n {
                let copy = f64::from(drawn[a] == drawn[b]);
                copies += copy;
                ties += p * copy + f64::from(w[drawn[a]][drawn[b]] > 0.0);
            }
        }
        means.push((ties / pairs, chance));
        within += chance * copies * p * (1.0 - p) / (pairs * pairs);
    }
    let (mean, sd) = moments(&means);
    (mean, (sd * sd + within).sqrt())
}

#[test]
fn cities_drawn_again_vary_as_numpy_has_it() {
    for case in all(&expected("cities")) {
        let directed = case["directed"].as_bool().expect("true or false");
        let ties = all(&case["ties"]).iter().map(|tie| {
            let node = |at: usize| tie[at].as_u64().expect("a node") as Node;
            (node(0), node(1), number(&tie[2]))
        });
        let graph = graph(case["nodes"].as_u64().expect("a number") as usize, directed, ties);
        for (name, expected) in case["expected"].as_object().expect("measures") {
            let found = VertexBootstrap::new()
                .replicates(10_000)
                .seed(3)
                .run(&graph, |sample| measure(name)(&sample.adjacency))
                .expect("legal")
                .value()
                .expect("it varies");
            assert_abs_diff_eq!(found.estimate, number(&expected["value"]), epsilon = 1e-12);
            // Of 10 000 draws the standard error is known to 1 %; NumPy's to a third of that.
            let se = number(&expected["se"]);
            assert!((found.se / se - 1.0).abs() < 0.035, "{name} {}: {found:?}", case["name"]);
        }
    }
}

#[test]
fn a_draw_holds_the_ties_of_its_cities() {
    let mut random = Random(5);
    let mut city = || random.below(12);
    let ties: Vec<Tie> = (0..40).map(|nth| (city(), city(), f64::from(nth + 1))).collect();
    for directed in [false, true] {
        let graph = graph(12, directed, ties.iter().copied());
        assert!(graph.self_ties().iter().any(|&weight| weight > 0.0));
        let dyad = |graph: &Adjacency, a, b| (graph.weight(a, b), graph.weight(b, a));
        let dyads: Vec<_> = graph
            .nodes()
            .flat_map(|a| graph.nodes().filter(move |&b| a != b).map(move |b| (a, b)))
            .map(|(a, b)| dyad(&graph, a, b))
            .collect();
        let bootstrap = VertexBootstrap::new().seed(9);
        for replicate in 0..50 {
            let sample = bootstrap.draw(&graph, replicate).expect("legal");
            assert_eq!(sample, bootstrap.draw(&graph, replicate).expect("legal"));
            assert_eq!(sample.adjacency.is_directed(), directed);
            assert_eq!(sample.cities.len(), 12);
            assert!(sample.cities.is_sorted());
            for a in sample.adjacency.nodes() {
                let of = |node: Node| sample.cities[node as usize];
                let own = sample.adjacency.self_ties()[a as usize];
                assert_eq!(own.to_bits(), graph.self_ties()[of(a) as usize].to_bits());
                for b in a + 1..12 {
                    let drawn = dyad(&sample.adjacency, a, b);
                    if of(a) == of(b) {
                        assert!(dyads.contains(&drawn), "{drawn:?}");
                    } else {
                        assert_eq!(drawn, dyad(&graph, of(a), of(b)));
                    }
                }
            }
        }
        assert_ne!(bootstrap.draw(&graph, 0).ok(), bootstrap.draw(&graph, 1).ok());
        assert_ne!(bootstrap.draw(&graph, 0).ok(), VertexBootstrap::new().draw(&graph, 0).ok());
        let sample = bootstrap.draw(&graph, 0).expect("legal");
        let labels: Vec<u32> = sample.cities.iter().map(|city| city % 3).collect();
        assert_eq!(sample.labels(&[0, 1, 2, 0, 1, 2, 0, 1, 2, 0, 1, 2]), labels);
    }
}

#[test]
fn where_nothing_varies_there_is_no_error() {
    let run = |graph: &Adjacency, name| {
        let measure = measure(name);
        let result = VertexBootstrap::new().replicates(50).run(graph, |it| measure(&it.adjacency));
        result.expect("legal").undefined()
    };
    let too_few = Some(Undefined::TooFewCities { need: 2 });
    for directed in [false, true] {
        for nodes in [0, 1] {
            assert_eq!(run(&graph(nodes, directed, []), "density"), too_few);
        }
        assert_eq!(run(&graph(1, directed, [(0, 0, 1.0)]), "mean-strength"), too_few);
        let no_ties = graph(4, directed, []);
        assert_eq!(run(&no_ties, "density"), Some(Undefined::ZeroVariance));
        assert_eq!(run(&no_ties, "mean-strength"), Some(Undefined::ZeroVariance));
    }
    assert_eq!(run(&graph(4, true, []), "reciprocity"), Some(Undefined::NoEdges));
    assert_eq!(run(&complete(5), "density"), Some(Undefined::ZeroVariance));
    // Six times .1 is not .6 in floats.
    assert_eq!(run(&complete(7), "mean-strength"), Some(Undefined::ZeroVariance));
    // Two cities and no third: a copy of either is tied as they are.
    assert_eq!(run(&complete(2), "density"), Some(Undefined::ZeroVariance));
}

#[test]
fn more_than_one_undefined_in_twenty_undoes_a_spread() {
    let ring = graph(40, false, (0..40).map(|city| (city, (city + 1) % 40, 1.0)));
    // City 0 is not drawn in a share of (1 − 1/40)^40, about .36, and drawn 5 times in .003.
    let times = |sample: &Sample| sample.cities.iter().filter(|&&city| city == 0).count();
    let unless = |undefined: fn(usize) -> bool| {
        VertexBootstrap::new().run(&ring, |sample| {
            let is_undefined = undefined(times(sample)) && sample.cities.len() == 40;
            let value = Measured::Value(times(sample) as f64);
            Ok(if is_undefined { Measured::Undefined(Undefined::Disconnected) } else { value })
        })
    };
    let often = unless(|times| times == 0).expect("legal");
    assert_eq!(often.undefined(), Some(Undefined::Disconnected));
    let seldom = unless(|times| times >= 5).expect("legal").value().expect("a spread");
    assert!(seldom.undefined > 0 && seldom.undefined < 30, "{seldom:?}");
    // Binomial of 40 draws: the variance is 39/40, here without its far end.
    assert!(seldom.se > 0.9 && seldom.se < 1.0, "{seldom:?}");
    let whole = VertexBootstrap::new().run(&ring, |_| Ok(Measured::Undefined(Undefined::Isolate)));
    assert_eq!(whole.expect("legal").undefined(), Some(Undefined::Isolate));
}

#[test]
fn huge_and_tiny_weights_have_finite_errors() {
    let of = |unit: f64| {
        let ties = [(0, 1, unit), (1, 2, 2.0 * unit), (2, 3, 3.0 * unit), (0, 3, 5.0 * unit)];
        graph(6, false, ties)
    };
    let strength = |sample: &Sample| MeanStrength::new().run(&sample.adjacency);
    let run = |unit: f64| {
        let graph = of(unit);
        let spread = VertexBootstrap::new().replicates(200).run(&graph, strength);
        let spread = spread.expect("legal").value().expect("it varies");
        let fewer = Rarefaction::new(4).subsets(200).run(&graph, strength);
        let fewer = fewer.expect("legal").value().expect("defined");
        let difference = NetworkDifference::new().replicates(200);
        let other = complete(4);
        let difference = difference.run(&graph, &other, strength).expect("legal").value();
        let difference = difference.expect("it varies");
        (spread, fewer, difference)
    };
    let (one, fewer, _) = run(1.0);
    for unit in [1e-300, 1e300] {
        let (other, other_fewer, difference) = run(unit);
        for (found, expected) in [
            (other.se, one.se),
            (other.mean, one.mean),
            (other_fewer.sd, fewer.sd),
            (other_fewer.mean, fewer.mean),
            (difference.se, one.se),
        ] {
            assert_abs_diff_eq!(found / unit / expected, 1.0, epsilon = 1e-9);
        }
        assert!(difference.p.is_finite() && difference.t.is_finite(), "{difference:?}");
        assert_abs_diff_eq!(difference.df, 5.0, epsilon = 1e-9);
    }
}

#[test]
fn a_difference_is_welchs() {
    for case in all(&expected("difference")) {
        let cities = |key: &str| case[key].as_u64().expect("a number") as usize;
        let values = |key: &str| all(&case[key]).iter().map(number).collect::<Vec<f64>>();
        let (n1, n2, first, second) =
            (cities("n1"), cities("n2"), values("first"), values("second"));
        // The first value is that of the network itself; the others those of its replicates.
        let (met, of_first) = (AtomicUsize::new(0), first.len());
        let next = |_: &Sample| {
            let at = met.fetch_add(1, Ordering::Relaxed);
            let value = if at < of_first { first[at] } else { second[at - of_first] };
            Ok(Measured::Value(value))
        };
        let (one, other) = (graph(n1, false, []), graph(n2, false, []));
        let difference = NetworkDifference::new().replicates(of_first - 1);
        let found = difference.run(&one, &other, next).expect("legal").value().expect("it varies");
        for (found, key) in
            [(found.difference, "difference"), (found.t, "t"), (found.df, "df"), (found.p, "p")]
        {
            let expected = number(&case[key]);
            assert_abs_diff_eq!(found, expected, epsilon = 1e-9 * expected.abs().max(1.0));
        }
        assert_abs_diff_eq!(found.se * found.t, found.difference, epsilon = 1e-12);
    }
}

#[test]
fn a_difference_holds_the_two_errors_it_came_from() {
    let density = |sample: &Sample| Density::new().run(&sample.adjacency);
    let ring = graph(9, false, (0..9).map(|city| (city, (city + 1) % 9, 1.0)));
    let star = graph(6, false, (1..6).map(|leaf| (0, leaf, 1.0)));
    let bootstrap = VertexBootstrap::new().replicates(300).seed(4);
    let [a, b] = [&ring, &star].map(|graph| bootstrap.run(graph, density).expect("legal"));
    let difference = NetworkDifference::new().replicates(300).seed(4);
    let found = difference.run(&ring, &star, density).expect("legal").value().expect("it varies");
    assert_eq!((Measured::Value(found.first), Measured::Value(found.second)), (a, b));
    let (a, b) = (found.first, found.second);
    assert_abs_diff_eq!(found.difference, 0.25 - 5.0 / 15.0, epsilon = 1e-12);
    assert_abs_diff_eq!(found.se, a.se.hypot(b.se), epsilon = 1e-12);

    let same = difference.run(&ring, &ring, density).expect("legal").value().expect("it varies");
    assert_eq!((same.difference.to_bits(), same.t.to_bits()), (0, 0));
    assert_abs_diff_eq!(same.p, 1.0, epsilon = 1e-12);

    let (full, none) = (complete(4), graph(5, false, []));
    let fixed = difference.run(&full, &none, density).expect("legal");
    assert_eq!(fixed.undefined(), Some(Undefined::ZeroVariance));
    // One of them fixed: all error and all freedom are the other's.
    let found = difference.run(&ring, &full, density).expect("legal").value().expect("it varies");
    assert_eq!((found.se.to_bits(), found.second.se.to_bits()), (found.first.se.to_bits(), 0));
    assert_abs_diff_eq!(found.df, 8.0, epsilon = 1e-9);

    let too_few = Some(Undefined::TooFewCities { need: 2 });
    let empty = graph(0, false, []);
    let pieces = |it: &Sample| Ok(Measured::Value(it.adjacency.components().count() as f64));
    assert_eq!(difference.run(&empty, &empty, pieces).expect("legal").undefined(), too_few);
    assert_eq!(difference.run(&ring, &empty, pieces).expect("legal").undefined(), too_few);
    assert_eq!(difference.run(&empty, &ring, density).expect("legal").undefined(), too_few);
}

/// Every subset that takes so many of each stratum.
fn subsets(strata: &[u32], taken: &[usize]) -> Vec<Vec<usize>> {
    let n = strata.len();
    let chosen = |set: u32| (0..n).filter(move |city| set >> city & 1 == 1);
    let fits = |set: &u32| {
        let of = |stratum: u32| chosen(*set).filter(|&city| strata[city] == stratum).count();
        taken.iter().zip(0..).all(|(&taken, stratum)| of(stratum) == taken)
    };
    (0..1_u32 << n).filter(fits).map(|set| chosen(set).collect()).collect()
}

/// How many cities, of which strata, and how many of each that makes.
type Case<'a> = (usize, Option<&'a [u32]>, &'a [usize]);

#[test]
fn fewer_cities_have_the_mean_of_all_subsets() {
    let mut random = Random(11);
    let mut tie = |_| (random.below(8), random.below(8), random.weight());
    let ties: Vec<Tie> = (0..20).map(&mut tie).collect();
    // Shares of 5 of 8 cities: 1.875, 2.5 and .625; of 6: 2.25, 3 and .75.
    let strata = [0, 1, 0, 1, 2, 1, 0, 1];
    let cases: [Case<'_>; 4] = [
        (3, None, &[3]),
        (5, None, &[5]),
        (5, Some(&strata), &[2, 2, 1]),
        (6, Some(&strata), &[2, 3, 1]),
    ];
    let numbers: [(&str, Number); 3] =
        [("density", density), ("mean-strength", mean_strength), ("reciprocity", reciprocity)];
    for directed in [false, true] {
        let graph = graph(8, directed, ties.iter().copied());
        let w = matrix(&graph);
        for (cities, strata, taken) in cases {
            let sets = subsets(strata.unwrap_or(&[0; 8]), taken);
            for (name, number) in &numbers[..if directed && cities > 3 { 3 } else { 2 }] {
                let of = |set: &Vec<usize>| -> Matrix {
                    set.iter().map(|&a| set.iter().map(|&b| w[a][b]).collect()).collect()
                };
                let chance = 1.0 / sets.len() as f64;
                let values: Vec<_> = sets.iter().map(|set| (number(&of(set)), chance)).collect();
                let (mean, sd) = moments(&values);
                let mut rarefaction = Rarefaction::new(cities).subsets(5000);
                if let Some(strata) = strata {
                    rarefaction = rarefaction.strata(strata);
                }
                let found = rarefaction.run(&graph, |sample| measure(name)(&sample.adjacency));
                let found = found.expect("legal").value().expect("defined");
                let at = format!("{name} of {cities}, directed {directed}: {found:?}");
                let error = 5.0 * sd / 5000_f64.sqrt();
                assert!((found.mean - mean).abs() <= error, "{at}, mean {mean}");
                assert!((found.sd - sd).abs() <= 0.05 * sd, "{at}, sd {sd}");
                assert_eq!((found.cities, found.subsets, found.undefined), (cities, 5000, 0));
                if *name == "density" && strata.is_none() {
                    assert_abs_diff_eq!(mean, density(&w), epsilon = 1e-12);
                }
            }
        }
    }
}

#[test]
fn subsets_keep_the_proportions_of_strata() {
    // Shares of 31 of 41 cities: .76, 9.83, 8.32 and 12.10, in any order of labels.
    for labels in [[0, 1, 2, 3], [9, 4, 7, 2]] {
        let sizes = [1, 13, 11, 16].into_iter().zip(labels);
        let mut strata: Vec<u32> = sizes.flat_map(|(size, of)| vec![of; size]).collect();
        Random(1).shuffle(&mut strata);
        let ring = graph(41, false, (0..41).map(|city| (city, (city + 1) % 41, 1.0)));
        let rarefaction = Rarefaction::new(31).strata(&strata).seed(2);
        for subset in 0..20 {
            let sample = rarefaction.draw(&ring, subset).expect("legal");
            assert_eq!(sample, rarefaction.draw(&ring, subset).expect("legal"));
            let mut found = BTreeMap::new();
            sample.labels(&strata).into_iter().for_each(|of| *found.entry(of).or_insert(0) += 1);
            assert_eq!(labels.map(|of| found[&of]), [1, 10, 8, 12]);
            assert!(sample.cities.is_sorted_by(|a, b| a < b));
            let w = matrix(&ring);
            let cities = &sample.cities;
            for (a, row) in matrix(&sample.adjacency).iter().enumerate() {
                for (b, weight) in row.iter().enumerate() {
                    let whole = w[cities[a] as usize][cities[b] as usize];
                    assert_eq!(weight.to_bits(), whole.to_bits());
                }
            }
        }
        assert_ne!(rarefaction.draw(&ring, 0).ok(), rarefaction.draw(&ring, 1).ok());
    }
    // Equal shares of one city: the smallest label gives it.
    let pair = graph(2, false, []);
    let sample = Rarefaction::new(1).strata(&[8, 3]).draw(&pair, 0).expect("legal");
    assert_eq!(sample.cities, [1]);
}

#[test]
fn of_all_cities_it_is_the_number_itself() {
    let ties = [(0, 1, 1.0), (1, 2, 0.3), (3, 3, 2.0)];
    let density = |sample: &Sample| Density::new().run(&sample.adjacency);
    for directed in [false, true] {
        let graph = graph(5, directed, ties);
        for cities in [5, 6, 1000] {
            let rarefaction = Rarefaction::new(cities).strata(&[0, 0, 1, 1, 1]);
            let found = rarefaction.run(&graph, density).expect("legal").value().expect("defined");
            let whole = Density::new().run(&graph).expect("legal").value().expect("defined");
            assert_eq!(found.mean.to_bits(), whole.to_bits());
            assert_eq!((found.sd.to_bits(), found.cities, found.subsets), (0, 5, 1));
            assert_eq!(rarefaction.draw(&graph, 7).expect("legal").adjacency, graph);
        }
        for cities in [0, 1] {
            let found = Rarefaction::new(cities).subsets(20).run(&graph, density).expect("legal");
            assert_eq!(found.undefined(), Some(Undefined::TooFewCities { need: 2 }));
        }
    }
    for nodes in [0, 1] {
        let few = graph(nodes, false, []);
        let strength = |sample: &Sample| MeanStrength::new().run(&sample.adjacency);
        let found = Rarefaction::new(5).run(&few, strength).expect("legal");
        assert_eq!(found.undefined(), Some(Undefined::TooFewCities { need: 2 }));
    }
}

#[test]
fn a_number_that_subsets_seldom_have_is_undefined() {
    // City 0 is in 2 subsets of 100 of two cities each, and in 2 of 10.
    let without_0 = |sample: &Sample| {
        let lacks = sample.cities.contains(&0);
        Ok(if lacks { Measured::Undefined(Undefined::Isolate) } else { Measured::Value(7.5) })
    };
    let run = |nodes| Rarefaction::new(2).run(graph(nodes, false, []), without_0).expect("legal");
    let found = run(100).value().expect("seldom");
    assert!(found.undefined > 5 && found.undefined < 40, "{found:?}");
    assert_abs_diff_eq!(found.mean, 7.5, epsilon = 1e-12);
    assert_eq!(run(10).undefined(), Some(Undefined::Isolate));
}

#[test]
fn events_left_out_have_the_error_of_a_sum() {
    // Three batches of weight 1.5 + 4, 2 and .5.
    let network = network("A1,a;b,1.5,X\nA2,a;c,2,\nA3,c;d,4,X\nA4,b;e;f,.5,\n");
    assert_eq!(network.batches(), 3);
    let total = |graph: &Adjacency| Ok(Measured::Value(graph.total_weight()));
    let found = EventJackknife::new().run(&network, total).expect("legal");
    // A4 has three pairs of a quarter each.
    let parts: [f64; 3] = [5.5, 2.0, 0.75];
    let mean = parts.iter().sum::<f64>() / 3.0;
    let squares: f64 = parts.iter().map(|part| (part - mean).powi(2)).sum();
    // Had there been another number of batches: a Poisson number of mean 3.
    let se = (2.0 / 3.0 * squares + 8.25_f64.powi(2) / 3.0).sqrt();
    assert_abs_diff_eq!(found.estimate.value().expect("a sum"), 8.25, epsilon = 1e-12);
    assert_abs_diff_eq!(found.se.value().expect("it varies"), se, epsilon = 1e-12);
    assert_eq!((found.df, found.values.len()), (2, 3));
    let interval = found.interval.value().expect("it varies");
    // Student's t of 2 degrees of freedom has its 97.5 % point at 4.302652729911275 (SciPy 1.17.1).
    assert_abs_diff_eq!(interval.high, 8.25 + 4.302652729911275 * se, epsilon = 1e-9);
    let two = EventJackknife::new().groups(2).confidence(0.9).run(&network, total).expect("legal");
    assert_eq!(two.df, 1);
}

#[test]
fn events_drawn_again_have_the_error_of_a_sum() {
    let rows: String = (0..8).map(|nth| format!("A{nth},a;b,{},\n", nth * nth + 1)).collect();
    let network = network(&rows);
    let total = |graph: &Adjacency| Ok(Measured::Value(graph.total_weight()));
    let found = EventBootstrap::new().replicates(10_000).run(&network, total).expect("legal");
    let parts: Vec<f64> = (0..8).map(|nth| f64::from(nth * nth + 1)).collect();
    let mean = parts.iter().sum::<f64>() / 8.0;
    // As many are drawn as there are: the variance of the sum is the sum of squares.
    let sd = parts.iter().map(|part| (part - mean).powi(2)).sum::<f64>().sqrt();
    assert_abs_diff_eq!(found.estimate.value().expect("a sum"), 8.0 * mean, epsilon = 1e-9);
    assert!((found.se.value().expect("it varies") / sd - 1.0).abs() < 0.035);
    assert!(found.bias.value().expect("it varies").abs() < 5.0 * sd / 100.0);
    let interval = found.percentile.value().expect("the estimate lies inside");
    assert!(interval.low < 8.0 * mean && 8.0 * mean < interval.high);
    assert_eq!(found.bca.undefined(), Some(Undefined::TooFewUnits { need: 20 }));
}

#[test]
fn an_interval_that_lost_ties_is_undefined() {
    let middle = middle(None).network(&Projection::new()).expect("legal");
    let density = |graph: &Adjacency| Density::new().run(graph);
    let found = EventBootstrap::new().replicates(200).run(&middle, density).expect("legal");
    assert!(found.bias.value().is_some_and(|bias| bias < -0.01), "{found:?}");
    assert_eq!(found.percentile.undefined(), Some(Undefined::Biased));
    // The jackknife keeps the estimate inside by its making.
    let found = EventJackknife::new().run(&middle, density).expect("legal");
    assert!(found.interval.value().is_some());
}

#[test]
fn few_batches_or_none() {
    let strength = |graph: &Adjacency| MeanStrength::new().run(graph);
    let share = |graph: &Adjacency| Ok(Mixing::new(&[0, 0, 0, 1, 1, 1]).run(graph)?.external_share);
    let two_needed = Some(Undefined::TooFewUnits { need: 2 });
    let (bootstrap, jackknife) = (EventBootstrap::new().replicates(100), EventJackknife::new());
    for rows in ["", "A1,a,,\n", "A1,a;b,,\n", "A1,a;b,,X\nA2,a;f,,X\n"] {
        let network = network(rows);
        assert_eq!(network.batches(), usize::from(rows.contains(';')));
        let found = bootstrap.run(&network, strength).expect("legal");
        assert!(found.estimate.value().is_some());
        assert_eq!((found.se.undefined(), found.percentile.undefined()), (two_needed, two_needed));
        let found = jackknife.run(&network, strength).expect("legal");
        assert_eq!((found.se.undefined(), found.interval.undefined()), (two_needed, two_needed));
        if network.batches() == 0 {
            let no_edges = Some(Undefined::NoEdges);
            let found = bootstrap.run(&network, share).expect("legal");
            assert_eq!((found.estimate.undefined(), found.se.undefined()), (no_edges, no_edges));
            let found = jackknife.run(&network, share).expect("legal");
            assert_eq!((found.estimate.undefined(), found.se.undefined()), (no_edges, no_edges));
            assert_eq!(LeaveOneOut::new().run(&network, strength).expect("legal"), []);
            let ranks = RankIntervals::new().replicates(9).run(&network, strengths);
            for city in ranks.expect("legal") {
                assert_eq!((city.rank, city.low, city.high), (Some(1), 1, 1));
            }
        }
    }
    // Two batches: one, the other or both, twice as likely.
    let two = network("A1,a;b,1,\nA2,a;f,3,\n");
    let found = bootstrap.replicates(4000).run(&two, strength).expect("legal");
    // 2 or 6 a quarter of the time each, 4 half of it, each over 6 cities from both ends.
    assert!((found.se.value().expect("it varies") / (2_f64.sqrt() / 3.0) - 1.0).abs() < 0.04);
    let found = jackknife.run(&two, strength).expect("legal");
    // 1/9 for which batches, and (4/3)²/2 for how many.
    assert_abs_diff_eq!(found.se.value().expect("it varies"), 1.0, epsilon = 1e-12);
}

#[test]
fn a_region_without_cities_or_with_one() {
    for (places, cities) in [("id,name,level\n", 0), ("id,name,level\na,A,city\n", 1)] {
        let tables = [("places.csv", places.as_bytes()), ("agreements.csv", b"id,parties\n")];
        let region = Region::from_tables(tables).expect("sound");
        let network = region.network(&Projection::new()).expect("legal");
        let density = |graph: &Adjacency| Density::new().run(graph);
        let of = |sample: &Sample| density(&sample.adjacency);
        let too_few = Some(Undefined::TooFewCities { need: 2 });
        let bootstrap = EventBootstrap::new().run(&network, density).expect("legal");
        assert_eq!(bootstrap.estimate.undefined(), too_few);
        let jackknife = EventJackknife::new().run(&network, density).expect("legal");
        assert_eq!(jackknife.se.undefined(), too_few);
        assert_eq!(VertexBootstrap::new().run(&network, of).expect("legal").undefined(), too_few);
        let fewer = Rarefaction::new(3).run(&network, of).expect("legal");
        assert_eq!(fewer.undefined(), too_few);
        assert_eq!(LeaveOneOut::new().run(&network, density).expect("legal"), []);
        let ranks = RankIntervals::new().replicates(3).run(&network, strengths).expect("legal");
        let ends: Vec<_> = ranks.iter().map(|city| (city.rank, city.low, city.high)).collect();
        assert_eq!(ends, vec![(Some(1), 1, 1); cities]);
    }
}

fn strengths(graph: &Adjacency) -> Result<Scores> {
    Strength::new().run(graph)
}

#[test]
fn chances_of_ranks_are_those_of_all_draws() {
    // In ascending order of strength when each comes about once: d, c, b and a.
    let network = network("A1,a;b,5,\nA2,a;c,4,\nA3,b;d,2.5,\n");
    let parts: [(usize, usize, f64); 3] = [(0, 1, 5.0), (0, 2, 4.0), (1, 3, 2.5)];
    let mut ranks: Vec<Vec<usize>> = vec![Vec::new(); 6];
    for drawn in lists(3, 3) {
        let mut strength = [0.0_f64; 6];
        for (a, b, weight) in drawn.iter().map(|&batch| parts[batch]) {
            strength[a] += weight;
            strength[b] += weight;
        }
        for (city, ranks) in ranks.iter_mut().enumerate() {
            ranks.push(1 + strength.iter().filter(|&&other| other > strength[city]).count());
        }
    }
    for top in [1, 2, 3, 6] {
        let replicates = 10_000;
        let intervals = RankIntervals::new().replicates(replicates).top(top).confidence(0.8);
        let found = intervals.run(&network, strengths).expect("legal");
        assert_eq!(found.len(), 6);
        for (city, ranks) in found.iter().zip(&mut ranks) {
            let chance = ranks.iter().filter(|&&rank| rank <= top).count() as f64 / 27.0;
            let error = 5.0 * (chance * (1.0 - chance) / replicates as f64).sqrt();
            assert!((city.among_top - chance).abs() <= error, "{city:?}, {chance}");
            // A tenth of 27 draws are 2.7: the third from either end.
            ranks.sort_unstable();
            assert_eq!((city.low, city.high), (ranks[2], ranks[24]), "{city:?}");
        }
        let own: Vec<Option<usize>> = found.iter().map(|city| city.rank).collect();
        assert_eq!(own, [Some(1), Some(2), Some(3), Some(4), Some(5), Some(5)]);
        assert!(found.iter().zip(0..).all(|(city, node)| city.node == node));
    }
}

#[test]
fn who_leads_always_leads_surely_and_equals_do_not() {
    let rows: String =
        (0..20).map(|nth| format!("A{nth},a;{},1,\n", ["b", "c", "d"][nth % 3])).collect();
    let found =
        RankIntervals::new().replicates(500).run(&network(&rows), strengths).expect("legal");
    assert_eq!((found[0].low, found[0].high), (1, 1));
    assert_abs_diff_eq!(found[0].among_top, 1.0);
    // Each of six cities in a ring: all alike, each may come first or last.
    let ring = "A1,a;b,,\nA2,b;c,,\nA3,c;d,,\nA4,d;e,,\nA5,e;f,,\nA6,f;a,,\n";
    let found = RankIntervals::new().replicates(500).run(&network(ring), strengths).expect("legal");
    for city in found {
        assert_eq!(city.rank, Some(1));
        assert!(city.low == 1 && city.high >= 5, "{city:?}");
    }
}

#[test]
fn a_city_without_a_score_comes_last() {
    let network = network("A1,a;b,,\nA2,a;b,,\nA3,b;c,,\nA4,b;c,,\n");
    let closeness =
        |graph: &Adjacency| Closeness::new().convention(ClosenessConvention::Component).run(graph);
    let score = closeness(network.adjacency()).expect("legal");
    assert!(score.get(0).value().is_some() && score.get(3).undefined().is_some());
    let found = RankIntervals::new().replicates(300).top(3).run(&network, closeness);
    for city in &found.expect("legal")[3..] {
        assert_eq!((city.rank, city.low, city.high), (None, 6, 6));
        assert_abs_diff_eq!(city.among_top, 0.0);
    }
    // Nobody has a score: nobody is among the first.
    let local = |graph: &Adjacency| Ok(Clustering::new().run(graph)?.local);
    let pair = region("A1,a;c,,\n").network(&Projection::new()).expect("legal");
    for city in RankIntervals::new().replicates(5).run(&pair, local).expect("legal") {
        assert_eq!((city.rank, city.low, city.high), (None, 6, 6));
        assert_abs_diff_eq!(city.among_top, 0.0);
    }
}

#[test]
fn the_interval_of_ranks_cuts_its_share_off_each_end() {
    let network = network("A1,a;b,,\nA2,a;c,,\nA3,d;e,,\nA4,d;f,,\nA5,e;f,,\n");
    let at = |confidence, replicates| {
        let intervals = RankIntervals::new().confidence(confidence).replicates(replicates);
        intervals.run(&network, strengths).expect("legal")
    };
    // The ranks of 20 replicates, from intervals that cut off none, one and two.
    for (wide, narrow) in
        at(0.95, 20).iter().zip(at(0.9, 20)).chain(at(0.9, 20).iter().zip(at(0.8, 20)))
    {
        assert!(wide.low <= narrow.low && narrow.high <= wide.high);
    }
    for replicates in [1, 2, 3, 4] {
        for city in at(1e-20, replicates) {
            assert!(city.low <= city.high, "{city:?}");
        }
    }
    // Two off each end of 20, though (1 − .8) / 2 · 20 is less than 2 in floats.
    let one_by_one: Vec<_> = at(0.8, 20);
    let wider = at(0.81, 20);
    assert_ne!(one_by_one, wider);
}

#[test]
fn without_a_row_is_the_projection_without_it() {
    let middle = middle(None);
    let network = middle.network(&Projection::new()).expect("legal");
    let strength = |graph: &Adjacency| MeanStrength::new().run(graph);
    let left = LeaveOneOut::new().run(&network, strength).expect("legal");
    let mut rows: Vec<_> = network.contributions().iter().map(|part| part.row).collect();
    rows.sort_unstable();
    rows.dedup();
    assert_eq!(left.len(), rows.len());
    let told: Vec<_> = [Table::Agreements, Table::Enclaves, Table::Platforms]
        .iter()
        .flat_map(|&table| {
            let row = move |index| conurbation::region::RowRef { table, index };
            (0..middle.rows(table) as u32).map(row)
        })
        .filter_map(|row| middle.same_as(row))
        .collect();
    let whole = strength(network.adjacency()).expect("legal").value().expect("cities");
    let mut previous = f64::INFINITY;
    for one in &left {
        let (value, change) = (one.value.value().expect("cities"), one.change.value());
        let change = change.expect("cities");
        assert_abs_diff_eq!(change, value - whole, epsilon = 1e-12);
        assert!(change.abs() <= previous, "{}", middle.row_id(one.row));
        previous = change.abs();
        if !told.contains(&one.row) {
            let projection = Projection::new().without([middle.row_id(one.row)]);
            let again = middle.network(&projection).expect("legal");
            let again = strength(again.adjacency()).expect("legal").value().expect("cities");
            assert_eq!(value.to_bits(), again.to_bits(), "{}", middle.row_id(one.row));
        }
    }
}

#[test]
fn the_row_that_carries_most_comes_first() {
    let region = region("A1,a;b,1,\nA2,a;b,1,\nA3,a;b;c;d,9,\nA4,e;f,1,\nA5,e;f,1,\nA6,a;e,1,\n");
    let network = region.network(&Projection::new()).expect("legal");
    let left = LeaveOneOut::new().run(&network, |graph| Density::new().run(graph)).expect("legal");
    // A3 alone ties five pairs of 15, A6 one; the others nothing, in order of rows.
    let ids: Vec<&str> = left.iter().map(|one| region.row_id(one.row)).collect();
    assert_eq!(ids, ["A3", "A6", "A1", "A2", "A4", "A5"]);
    let changes: Vec<f64> = left.iter().filter_map(|one| one.change.value()).collect();
    for (change, ties) in changes.iter().zip([5.0, 1.0, 0.0, 0.0, 0.0, 0.0]) {
        assert_abs_diff_eq!(*change, -ties / 15.0, epsilon = 1e-12);
    }
    // Rows without which there is no number come before all others.
    let connected = |graph: &Adjacency| {
        let pieces = graph.components().count();
        let whole = Measured::Value(graph.total_weight());
        Ok(if pieces > 1 { Measured::Undefined(Undefined::Disconnected) } else { whole })
    };
    let left = LeaveOneOut::new().run(&network, connected).expect("legal");
    let ids: Vec<&str> = left.iter().map(|one| region.row_id(one.row)).collect();
    assert_eq!(ids, ["A3", "A6", "A1", "A2", "A4", "A5"]);
    assert_eq!(left[1].change.undefined(), Some(Undefined::Disconnected));
    assert!(left[2].change.value().is_some());
}

/// All that this room says of a network, as text that tells bits apart.
fn everything(region: &Region, watch: &Watch) -> Vec<Result<String>> {
    let network = region.network(&Projection::new().directed(true)).expect("legal");
    let star = graph(7, true, (1..7).map(|leaf| (0, leaf, 1.0)));
    let groups: Vec<u32> = network.adjacency().nodes().map(|node| node % 3).collect();
    let strength = |graph: &Adjacency| MeanStrength::new().run(graph);
    let share = |graph: &Adjacency| Ok(Mixing::new(&groups).run(graph)?.external_share);
    let of = |sample: &Sample| strength(&sample.adjacency);
    let shown =
        |left: &Left| format!("{} {:?} {:?}", region.row_id(left.row), left.value, left.change);
    let vertex = VertexBootstrap::new().replicates(60).seed(5).watch(watch);
    let difference = NetworkDifference::new().replicates(60).seed(5).watch(watch);
    let rarefaction = Rarefaction::new(9).strata(&groups).subsets(60).seed(5).watch(watch);
    let bootstrap = EventBootstrap::new().replicates(60).seed(5).watch(watch);
    let jackknife = EventJackknife::new().groups(7).watch(watch);
    let ranks = RankIntervals::new().replicates(60).seed(5).watch(watch);
    let left = LeaveOneOut::new().watch(watch).run(&network, strength);
    fn text(result: Result<impl std::fmt::Debug>) -> Result<String> {
        result.map(|value| format!("{value:?}"))
    }
    let mut left = left.map(|left| left.iter().map(shown).collect::<Vec<String>>());
    // Rows of equal change stand in order of the table.
    left.iter_mut().for_each(|left| left.sort());
    vec![
        text(vertex.run(&network, of)),
        text(difference.run(&network, &star, of)),
        text(rarefaction.run(&network, of)),
        text(bootstrap.run(&network, share)),
        text(jackknife.run(&network, strength)),
        text(ranks.run(&network, strengths)),
        text(left),
    ]
}

#[test]
fn same_bits_for_any_number_of_threads_and_any_order_of_the_rows() {
    let region = middle(None);
    let run = |region: &Region| -> Vec<String> {
        let all = everything(region, &Watch::new());
        all.into_iter().map(|text| text.expect("legal")).collect()
    };
    let first = run(&region);
    assert!(first.iter().all(|text| text.contains("Value") || text.contains("low")), "{first:?}");
    for threads in [1, 2, 3, 7] {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().expect("a pool");
        assert_eq!(pool.install(|| run(&region)), first, "{threads} threads");
    }
    for seed in [1, 2] {
        assert_eq!(run(&middle(Some(seed))), first, "order {seed}");
    }
}

#[test]
fn work_is_watched_and_cancelled() {
    let region = middle(None);
    let watch = Watch::new();
    let count = everything(&region, &watch).len();
    let cancelled = Watch::new();
    cancelled.cancel();
    let results = everything(&region, &cancelled);
    assert_eq!((count, results.len()), (7, 7));
    for (nth, result) in results.into_iter().enumerate() {
        assert!(matches!(result, Err(Error::Cancelled)), "{nth}: {result:?}");
    }
    let network = region.network(&Projection::new()).expect("legal");
    let density = |graph: &Adjacency| Density::new().run(graph);
    let of = |sample: &Sample| density(&sample.adjacency);
    let done = |run: &dyn Fn(&Watch)| {
        let watch = Watch::new();
        run(&watch);
        assert_eq!(watch.fraction().to_bits(), 1.0_f64.to_bits());
    };
    let vertex = VertexBootstrap::new().replicates(3);
    done(&|watch| assert!(vertex.clone().watch(watch).run(&network, of).is_ok()));
    let difference = NetworkDifference::new().replicates(3);
    done(&|watch| assert!(difference.clone().watch(watch).run(&network, &network, of).is_ok()));
    done(&|watch| assert!(Rarefaction::new(4).subsets(3).watch(watch).run(&network, of).is_ok()));
    let bootstrap = EventBootstrap::new().replicates(3);
    done(&|watch| assert!(bootstrap.clone().watch(watch).run(&network, density).is_ok()));
    done(&|watch| assert!(EventJackknife::new().watch(watch).run(&network, density).is_ok()));
    let ranks = RankIntervals::new().replicates(3);
    done(&|watch| assert!(ranks.clone().watch(watch).run(&network, strengths).is_ok()));
    done(&|watch| assert!(LeaveOneOut::new().watch(watch).run(&network, density).is_ok()));
}

#[test]
fn what_a_measure_refuses_is_an_error() {
    let network = network("A1,a;b,1,\nA2,a;c,2,\nA3,d;e,3,\n");
    // On the network itself it works; not on all that are drawn.
    let fails = |graph: &Adjacency| match graph.edge_count() {
        3 => Ok(Measured::Value(1.0)),
        _ => Err(Error::Overflow { algorithm: "a test" }),
    };
    let nan = |graph: &Adjacency| match graph.edge_count() {
        3 => Ok(Measured::Value(1.0)),
        _ => Ok(Measured::Value(f64::NAN)),
    };
    fn message<T: std::fmt::Debug>(result: Result<T>) -> String {
        result.expect_err("refused").to_string()
    }
    let of_all = |measure: fn(&Adjacency) -> Result<Measured>| {
        let of = move |sample: &Sample| measure(&sample.adjacency);
        [
            message(VertexBootstrap::new().run(&network, of)),
            message(NetworkDifference::new().run(&network, &network, of)),
            message(Rarefaction::new(3).run(&network, of)),
            message(LeaveOneOut::new().run(&network, measure)),
            message(EventBootstrap::new().run(&network, measure)),
            message(EventJackknife::new().run(&network, measure)),
        ]
    };
    for text in of_all(fails) {
        assert!(text.starts_with("a test is beyond the range"), "{text}");
    }
    for text in of_all(nan) {
        assert!(text.contains("(NaN) is out of range: a finite number, or undefined"), "{text}");
    }
    let score = |graph: &Adjacency| match graph.edge_count() {
        3 => Strength::new().run(graph),
        _ => Err(Error::Overflow { algorithm: "a test" }),
    };
    let text = message(RankIntervals::new().run(&network, score));
    assert!(text.starts_with("a test is beyond the range"), "{text}");
    let other = |_: &Adjacency| Strength::new().run(complete(3));
    assert_eq!(
        message(RankIntervals::new().run(&network, other)),
        "score(3 scores for 6 cities) is out of range: one score for each city"
    );
}

#[test]
fn parameters_outside_their_range_are_named() {
    let network = network("A1,a;b,1,\nA2,a;c,2,\n");
    let value = |_: &Adjacency| Ok(Measured::Value(1.0));
    let of = |_: &Sample| Ok(Measured::Value(1.0));
    fn setter<T: std::fmt::Debug>(result: Result<T>) -> &'static str {
        match result {
            Err(Error::Param(error)) => error.setter,
            other => panic!("not refused: {other:?}"),
        }
    }
    for replicates in [0, 1] {
        let vertex = VertexBootstrap::new().replicates(replicates);
        assert_eq!(setter(vertex.run(&network, of)), "replicates");
        let difference = NetworkDifference::new().replicates(replicates);
        assert_eq!(setter(difference.run(&network, &network, of)), "replicates");
        let bootstrap = EventBootstrap::new().replicates(replicates);
        assert_eq!(setter(bootstrap.run(&network, value)), "replicates");
        let jackknife = EventJackknife::new().groups(replicates);
        assert_eq!(setter(jackknife.run(&network, value)), "groups");
    }
    let ranks = RankIntervals::new();
    assert_eq!(setter(ranks.clone().replicates(0).run(&network, strengths)), "replicates");
    assert_eq!(setter(ranks.clone().top(0).run(&network, strengths)), "top");
    for confidence in [0.0, 1.0, -0.5, f64::NAN] {
        let name = "confidence";
        assert_eq!(setter(ranks.clone().confidence(confidence).run(&network, strengths)), name);
        let bootstrap = EventBootstrap::new().confidence(confidence);
        assert_eq!(setter(bootstrap.run(&network, value)), name);
        let jackknife = EventJackknife::new().confidence(confidence);
        assert_eq!(setter(jackknife.run(&network, value)), name);
    }
    assert_eq!(setter(Rarefaction::new(3).subsets(0).run(&network, of)), "subsets");
    assert_eq!(setter(Rarefaction::new(3).strata(&[0, 1]).run(&network, of)), "strata");
    assert_eq!(setter(Rarefaction::new(3).strata(&[0, 1]).draw(&network, 0)), "strata");
}
