//! Measures by eigenvalues against dense linear algebra, printed values, closed forms and their
//! own certificates.
#[path = "support/data.rs"]
#[expect(dead_code, reason = "shared with tests that need more of it")]
mod data;
#[path = "support/random.rs"]
#[expect(dead_code, reason = "shared with tests that need more of it")]
mod random;

use conurbation::adjacency::ParallelTies;
use conurbation::centrality::{
    BonacichPower, Convention, Dangling, Disconnected, Eigenvector, Hits, Katz, Norm, PageRank,
    SubgraphCentrality,
};
use conurbation::{Adjacency, Error, Measured, Node, Scores, Undefined, Watch};
use data::{Named, list};
use random::Random;
use serde_json::Value;

/// The bits of scores by name, or what went wrong.
type Bits = Result<Vec<(&'static str, Vec<Option<u64>>)>, Error>;

fn values(scores: &Scores) -> Vec<f64> {
    scores.iter().filter_map(Measured::value).collect()
}

fn numbers(value: &Value) -> Vec<f64> {
    value.as_array().expect("numbers").iter().filter_map(Value::as_f64).collect()
}

#[track_caller]
fn near(found: &[f64], expected: &[f64], tolerance: f64, at: &str) {
    assert_eq!(found.len(), expected.len(), "{at}");
    let scale = expected.iter().fold(1.0_f64, |scale, value| scale.max(value.abs()));
    for (node, (found, expected)) in found.iter().zip(expected).enumerate() {
        let error = (found - expected).abs();
        assert!(error <= tolerance * scale, "{at}, {node}: {found}, expected {expected}");
    }
}

#[track_caller]
fn all_are(scores: &Scores, reason: Undefined) {
    assert!(!scores.is_empty());
    scores.iter().for_each(|score| assert_eq!(score, Measured::Undefined(reason)));
}

fn assumption_broken(reason: Option<Undefined>) -> bool {
    matches!(reason, Some(Undefined::Assumption { .. }))
}

fn unweighted(ties: impl IntoIterator<Item = (Node, Node)>) -> Vec<(Node, Node, f64)> {
    ties.into_iter().map(|(from, to)| (from, to, 1.0)).collect()
}

#[test]
fn scores_are_those_of_dense_linear_algebra() -> Result<(), Error> {
    const TOLERANCE: f64 = 1e-10;
    let mut met = 0;
    for one in list(&data::json("spectral.json"), "graphs") {
        let graph = Named::from_json(one).graph;
        let n = graph.node_count();
        let restart: Vec<f64> = (1..=n).map(|place| place as f64).collect();
        for (key, expected) in one["expected"].as_object().expect("values") {
            let at = format!("{key} of {}", one["name"]);
            let eigenvector = |found: Eigenvector| found.run(&graph).map(|it| values(&it.scores));
            let pagerank = |found: PageRank| found.run(&graph).map(|scores| values(&scores));
            let personalised = PageRank::new().personalised(&restart);
            let number = |key: &str| expected[key].as_f64().expect("a number");
            let one = |value: Measured| value.value().into_iter().collect::<Vec<f64>>();
            let (found, expected) = match key.as_str() {
                "eigenvalue" => (one(Eigenvector::new().run(&graph)?.eigenvalue), expected),
                "eigenvector" => (eigenvector(Eigenvector::new())?, expected),
                "eigenvector-unweighted" => {
                    (eigenvector(Eigenvector::new().weighted(false))?, expected)
                }
                "eigenvector-igraph" => {
                    (eigenvector(Eigenvector::new().like(Convention::Igraph))?, expected)
                }
                "hubs" => (values(&Hits::new().run(&graph)?.hubs), expected),
                "authorities" => (values(&Hits::new().run(&graph)?.authorities), expected),
                "singular-value" => (one(Hits::new().run(&graph)?.singular_value), expected),
                "katz" => {
                    let found = Katz::new().run(&graph)?;
                    near(&one(found.alpha), &[number("alpha")], 1e-14, &at);
                    (values(&found.scores), &expected["scores"])
                }
                "katz-given" => {
                    let katz = Katz::new().alpha(number("alpha")).beta(number("beta"));
                    (values(&katz.run(&graph)?.scores), &expected["scores"])
                }
                "power" => {
                    let found = BonacichPower::new().run(&graph)?;
                    near(&one(found.beta), &[number("beta")], 1e-12, &at);
                    (values(&found.scores), &expected["scores"])
                }
                "power-near" | "bargaining" => {
                    let found = BonacichPower::new().beta(number("beta")).run(&graph)?;
                    (values(&found.scores), &expected["scores"])
                }
                "subgraph" => (values(&SubgraphCentrality::new().run(&graph)?.scores), expected),
                "subgraph-weighted" => {
                    let weighted = SubgraphCentrality::new().weighted(true);
                    (values(&weighted.run(&graph)?.scores), expected)
                }
                "natural-connectivity" => {
                    (one(SubgraphCentrality::new().run(&graph)?.natural_connectivity), expected)
                }
                "pagerank" => (pagerank(PageRank::new())?, expected),
                "pagerank-unweighted" => (pagerank(PageRank::new().weighted(false))?, expected),
                "pagerank-stay" => (pagerank(PageRank::new().dangling(Dangling::Stay))?, expected),
                "personalised-uniform" => (pagerank(personalised)?, expected),
                "personalised-teleport" => {
                    (pagerank(personalised.like(Convention::NetworkX))?, expected)
                }
                "personalised-stay" => (pagerank(personalised.dangling(Dangling::Stay))?, expected),
                _ => panic!("no measure is called {key}"),
            };
            let expected = expected.as_f64().map_or_else(|| numbers(expected), |one| vec![one]);
            near(&found, &expected, TOLERANCE, &at);
            met += 1;
        }
    }
    assert!(met > 180, "{met}");
    Ok(())
}

#[test]
fn printed_values_of_ucinet_are_met() -> Result<(), Error> {
    let printed = &data::json("spectral.json")["printed"];
    for (name, one) in printed.as_object().expect("graphs") {
        let graph = Named::from_json(one).graph;
        let ucinet = Eigenvector::new().like(Convention::Ucinet);
        let found = values(&ucinet.run(&graph)?.scores);
        let tolerance = one["tolerance"].as_f64().expect("a number");
        for (found, printed) in found.iter().zip(numbers(&one["eigenvector"])) {
            assert!((found - printed).abs() <= tolerance, "{name}: {found}, printed {printed}");
        }
        assert_eq!(found.len(), graph.node_count());
    }
    // UCINET takes the larger of two ties, so this is the chain 2, 3.
    let arcs = Adjacency::from_arcs(3, [(0, 1, 2.0), (1, 0, 1.0), (2, 1, 3.0)])?;
    let chain = Adjacency::from_edges(3, [(0, 1, 2.0), (1, 2, 3.0)])?;
    let ucinet = Eigenvector::new().like(Convention::Ucinet).run(&arcs)?;
    assert_eq!(ucinet, Eigenvector::new().run(&chain)?);
    near(
        &values(&ucinet.scores),
        &[2.0, 13.0_f64.sqrt(), 3.0].map(|x| x / 26.0_f64.sqrt()),
        1e-13,
        "chain",
    );
    let sum = Eigenvector::new().symmetrised(ParallelTies::Sum).run(&arcs)?;
    assert!((sum.eigenvalue.value().expect("ties") - 18.0_f64.sqrt()).abs() < 1e-12);
    Ok(())
}

/// The eigenvector of a chain is half a wave; the next one is so near that the power method would
/// need millions of steps, and that the scores have fewer digits than their residual.
#[test]
fn long_chains() -> Result<(), Error> {
    for n in [2, 3, 50, 1000_u32] {
        let chain = Adjacency::from_edges(n as usize, unweighted((1..n).map(|it| (it - 1, it))))?;
        let found = Eigenvector::new().run(&chain)?;
        let angle = std::f64::consts::PI / (f64::from(n) + 1.0);
        let wave = |at: u32| (angle * (f64::from(at) + 1.0)).sin();
        let length = (0..n).map(|at| wave(at) * wave(at)).sum::<f64>().sqrt();
        let expected: Vec<f64> = (0..n).map(|at| wave(at) / length).collect();
        let gap = 1.0 - (2.0 * angle).cos() / angle.cos();
        near(&values(&found.scores), &expected, 2e-13 / gap, "chain");
        let eigenvalue = found.eigenvalue.value().expect("ties");
        assert!((eigenvalue - 2.0 * angle.cos()).abs() < 1e-12, "{n}: {eigenvalue}");
        assert!(found.residual.value().is_some_and(|it| it <= Eigenvector::DEFAULT_TOLERANCE));
    }
    Ok(())
}

#[test]
fn stars_rings_and_complete_networks() -> Result<(), Error> {
    for n in [3, 4, 9, 40_u32] {
        let size = f64::from(n);
        let star = Adjacency::from_edges(n as usize, unweighted((1..n).map(|leaf| (0, leaf))))?;
        let root = (size - 1.0).sqrt();
        let hub_or = |hub: f64, leaf: f64| {
            (0..n).map(|node| if node == 0 { hub } else { leaf }).collect::<Vec<f64>>()
        };
        let by_length = Eigenvector::new().run(&star)?;
        let expected = hub_or(0.5_f64.sqrt(), 0.5_f64.sqrt() / root);
        near(&values(&by_length.scores), &expected, 1e-13, "star");
        let by_maximum = Eigenvector::new().norm(Norm::Maximum).run(&star)?;
        near(&values(&by_maximum.scores), &hub_or(1.0, 1.0 / root), 1e-13, "star");
        // Hubs and authorities of a star go to and fro by the power method.
        let hits = Hits::new().run(&star)?;
        let sum = 1.0 + root;
        near(&values(&hits.hubs), &hub_or(1.0 / sum, 1.0 / root / sum), 1e-13, "star");
        assert_eq!(hits.hubs, hits.authorities);
        let alpha = 0.5 / root;
        let hub = (1.0 + alpha * (size - 1.0)) / (1.0 - alpha * alpha * (size - 1.0));
        let katz = Katz::new().alpha(alpha).run(&star)?;
        near(&values(&katz.scores), &hub_or(hub, 1.0 + alpha * hub), 1e-12, "star");
        // e^A of a star.
        let (cosh, leaf) = (root.cosh(), (size - 2.0 + root.cosh()) / (size - 1.0));
        let subgraph = SubgraphCentrality::new().run(&star)?;
        near(&values(&subgraph.scores), &hub_or(cosh, leaf), 1e-13, "star");

        let ring = Adjacency::from_arcs(n as usize, (0..n).map(|it| (it, (it + 1) % n, 3.0)))?;
        let found = Eigenvector::new().run(&ring)?;
        near(&values(&found.scores), &vec![size.sqrt().recip(); n as usize], 1e-13, "ring");
        assert!((found.eigenvalue.value().expect("a ring") - 3.0).abs() < 1e-12);

        let pairs = (0..n).flat_map(|a| (a + 1..n).map(move |b| (a, b)));
        let complete = Adjacency::from_edges(n as usize, unweighted(pairs))?;
        let found = SubgraphCentrality::new().run(&complete)?;
        let each = ((size - 1.0).exp() + (size - 1.0) * (-1.0_f64).exp()) / size;
        near(&values(&found.scores), &vec![each; n as usize], 1e-14 * size, "complete");
        let connectivity = found.natural_connectivity.value().expect("cities");
        assert!((connectivity - each.ln()).abs() < 1e-12);
        let power = BonacichPower::new().run(&complete)?;
        near(&values(&power.scores), &vec![1.0; n as usize], 1e-12, "complete");
    }
    Ok(())
}

/// A directed network made so that its eigenvector is known: the ties of one in which each city is
/// given two, each times what its end is to have over what its start is to have.
#[test]
fn many_cities_that_reach_each_other() -> Result<(), Error> {
    for n in [64, 512_u32] {
        let mut random = Random(u64::from(n));
        let known: Vec<f64> = (0..n).map(|_| random.weight()).collect();
        let arcs = (0..n).flat_map(|from| [(from, 2 * from % n), (from, (2 * from + 1) % n)]);
        let arcs = arcs
            .filter(|(from, to)| from != to)
            .map(|(from, to)| (from, to, known[to as usize] / known[from as usize]));
        // 0 and n - 1 would have ties with themselves; others make up for them.
        let own = [(0, n - 1), (n - 1, 0)]
            .map(|(to, from): (u32, u32)| (from, to, known[to as usize] / known[from as usize]));
        let graph = Adjacency::from_arcs(n as usize, arcs.chain(own))?;
        let found = Eigenvector::new().run(&graph)?;
        let length = known.iter().map(|x| x * x).sum::<f64>().sqrt();
        let expected: Vec<f64> = known.iter().map(|x| x / length).collect();
        near(&values(&found.scores), &expected, 1e-11, "made");
        assert!((found.eigenvalue.value().expect("ties") - 2.0).abs() < 1e-11);
    }
    Ok(())
}

/// The sum over ways along a chain comes to rest city by city: a method that stops when the length
/// of the vector does is early here.
#[test]
fn katz_of_a_long_chain() -> Result<(), Error> {
    let n = 3000_u32;
    // Against the order of cities, so that a sweep leads one tie on.
    let chain = Adjacency::from_arcs(n as usize, unweighted((1..n).map(|it| (it, it - 1))))?;
    let alpha = 0.99_f64;
    let found = Katz::new().alpha(alpha).run(&chain)?;
    assert!(found.error <= 1e-12);
    for (node, score) in (0..n).zip(values(&found.scores)) {
        let before = f64::from(n - node);
        let expected = (1.0 - alpha.powf(before)) / (1.0 - alpha);
        assert!((score / expected - 1.0).abs() <= found.error + 1e-12, "{node}: {score}");
    }
    Ok(())
}

#[test]
fn limits_of_parameters_are_named() -> Result<(), Error> {
    let star = Adjacency::from_edges(5, unweighted((1..5).map(|leaf| (0, leaf))))?;
    let message = |error: Result<(), Error>| error.expect_err("out of range").to_string();
    let katz = |katz: Katz| katz.run(&star).map(|_| ());
    let power = |power: BonacichPower| power.run(&star).map(|_| ());
    assert_eq!(
        message(katz(Katz::new().alpha(0.75))),
        "alpha(0.75, while 1/λ is 0.5) is out of range: below 1/λ, λ the largest eigenvalue of the weights"
    );
    assert_eq!(
        message(power(BonacichPower::new().beta(-0.75))),
        "beta(-0.75, while 1/λ is 0.5) is out of range: below 1/λ, λ the largest eigenvalue of the weights"
    );
    for alpha in [-0.1, f64::NAN, f64::INFINITY, 0.500_001] {
        assert!(matches!(katz(Katz::new().alpha(alpha)), Err(Error::Param(_))), "{alpha}");
    }
    assert!(katz(Katz::new().alpha(0.499)).is_ok());
    for beta in [0.0, -1.0, f64::NAN] {
        assert!(matches!(katz(Katz::new().beta(beta)), Err(Error::Param(_))), "{beta}");
    }
    for beta in [f64::NAN, f64::INFINITY, 0.500_001, -0.500_001] {
        assert!(matches!(power(BonacichPower::new().beta(beta)), Err(Error::Param(_))), "{beta}");
    }
    assert!(power(BonacichPower::new().beta(-0.499)).is_ok());
    for tolerance in [0.0, -1.0, f64::NAN] {
        assert!(katz(Katz::new().tolerance(tolerance)).is_err());
        assert!(power(BonacichPower::new().tolerance(tolerance)).is_err());
        assert!(Eigenvector::new().tolerance(tolerance).run(&star).is_err());
        assert!(Hits::new().tolerance(tolerance).run(&star).is_err());
    }
    assert!(Eigenvector::new().max_iterations(0).run(&star).is_err());
    // Where no way leads back, ways are few, and α may be anything.
    let chain = Adjacency::from_arcs(3, [(0, 1, 1.0), (1, 2, 1.0)])?;
    let found = Katz::new().alpha(7.0).run(&chain)?;
    near(&values(&found.scores), &[1.0, 8.0, 57.0], 1e-12, "chain");
    let personalised = |restart: &[f64]| PageRank::new().personalised(restart).run(&chain);
    for restart in [&[1.0, 2.0][..], &[0.0; 3], &[1.0, -1.0, 1.0], &[f64::NAN, 1.0, 1.0]] {
        assert!(matches!(personalised(restart), Err(Error::Param(_))), "{restart:?}");
    }
    let clique = |n: u32| (0..n).flat_map(move |a| [(a, (a + 1) % n)]);
    let large = Adjacency::from_edges(1001, unweighted(clique(1001)))?;
    let error = SubgraphCentrality::new().run(&large).map(|_| ());
    assert!(message(error).starts_with("SubgraphCentrality::run(1001 cities"));
    Ok(())
}

#[test]
fn what_does_not_come_to_rest_says_so() -> Result<(), Error> {
    let chain = Adjacency::from_edges(500, unweighted((1..500).map(|it| (it - 1, it))))?;
    let error = Eigenvector::new().max_iterations(20).run(&chain);
    assert!(matches!(
        error,
        Err(Error::NotConverged { algorithm: "Eigenvector", iterations: 20, residual, .. }) if residual > 1e-6
    ));
    let error = Katz::new().max_iterations(2).run(&chain);
    assert!(matches!(error, Err(Error::NotConverged { algorithm: "Katz", .. })));
    // So near to 1 / λ floats cannot hold what is asked for.
    let nearest = 0.5 / (std::f64::consts::PI / 501.0).cos() * (1.0 - 1e-13);
    let error = Katz::new().alpha(nearest).run(&chain);
    assert!(matches!(error, Err(Error::NotConverged { algorithm: "Katz", .. })), "{error:?}");
    let watch = Watch::new();
    watch.cancel();
    assert!(matches!(Eigenvector::new().watch(&watch).run(&chain), Err(Error::Cancelled)));
    assert!(matches!(Katz::new().watch(&watch).run(&chain), Err(Error::Cancelled)));
    assert!(matches!(BonacichPower::new().watch(&watch).run(&chain), Err(Error::Cancelled)));
    assert!(matches!(Hits::new().watch(&watch).run(&chain), Err(Error::Cancelled)));
    assert!(matches!(SubgraphCentrality::new().watch(&watch).run(&chain), Err(Error::Cancelled)));
    Ok(())
}

#[test]
fn reasons_why_there_is_no_score() -> Result<(), Error> {
    let apart = Adjacency::from_edges(3, [(1, 1, 2.0)])?;
    for norm in [Norm::Euclidean, Norm::Maximum, Norm::Sum] {
        all_are(&Eigenvector::new().norm(norm).run(&apart)?.scores, Undefined::NoEdges);
    }
    all_are(&Hits::new().run(&apart)?.hubs, Undefined::NoEdges);
    all_are(&BonacichPower::new().run(&apart)?.scores, Undefined::NoEdges);
    assert_eq!(values(&Katz::new().beta(2.0).run(&apart)?.scores), [2.0; 3]);
    assert_eq!(Katz::new().run(&apart)?.alpha, Measured::Undefined(Undefined::NoEdges));
    assert_eq!(values(&SubgraphCentrality::new().run(&apart)?.scores), [1.0; 3]);
    assert_eq!(SubgraphCentrality::new().run(&apart)?.natural_connectivity, Measured::Value(0.0));

    let two_and_one = Adjacency::from_edges(5, [(0, 1, 1.0), (2, 3, 4.0)])?;
    let refused = Eigenvector::new().run(&two_and_one)?;
    all_are(&refused.scores, Undefined::Disconnected);
    assert_eq!(refused.eigenvalue, Measured::Undefined(Undefined::Disconnected));
    all_are(&Hits::new().run(&two_and_one)?.authorities, Undefined::Disconnected);
    let each = Eigenvector::new().disconnected(Disconnected::PerComponent).run(&two_and_one)?;
    near(&values(&each.scores), &[0.5_f64.sqrt(); 4], 1e-13, "pieces");
    assert_eq!(each.scores.get(4), Measured::Undefined(Undefined::Isolate));
    assert!((each.eigenvalue.value().expect("ties") - 4.0).abs() < 1e-12);
    let lambda2 = Eigenvector::new().disconnected(Disconnected::UcinetLambda2);
    near(&values(&lambda2.run(&two_and_one)?.scores), &[1.0, 1.0, 16.0, 16.0, 0.0], 1e-12, "λ²");
    for weight in [1e200, 1e-200] {
        let beyond = Adjacency::from_edges(4, [(0, 1, 1.0), (2, 3, weight)])?;
        assert!(matches!(lambda2.run(&beyond), Err(Error::Overflow { algorithm: "Eigenvector" })));
    }
    let one_piece = Adjacency::from_edges(3, [(0, 1, 1.0)])?;
    near(
        &values(&Eigenvector::new().run(&one_piece)?.scores),
        &[0.5_f64.sqrt(), 0.5_f64.sqrt(), 0.0],
        1e-13,
        "one piece",
    );

    // No way back; two rings that lead equally, one that leads.
    let chain = Adjacency::from_arcs(3, [(0, 1, 1.0), (1, 2, 1.0)])?;
    assert!(assumption_broken(Eigenvector::new().run(&chain)?.scores.get(0).undefined()));
    assert!(assumption_broken(BonacichPower::new().run(&chain)?.scores.get(0).undefined()));
    let given = BonacichPower::new().beta(0.5).run(&chain)?;
    near(
        &values(&given.scores),
        &[1.5, 1.0, 0.0].map(|x| x * (3.0_f64 / 3.25).sqrt()),
        1e-13,
        "given",
    );
    let rings = |weight: f64| {
        let arcs = [(0, 1, 1.0), (1, 0, 1.0), (1, 2, 1.0), (2, 3, weight), (3, 2, weight)];
        Adjacency::from_arcs(4, arcs)
    };
    assert!(assumption_broken(Eigenvector::new().run(rings(1.0)?)?.eigenvalue.undefined()));
    let found = Eigenvector::new().norm(Norm::Maximum).run(rings(2.0)?)?;
    near(&values(&found.scores), &[0.0, 0.0, 1.0, 1.0], 1e-13, "the second leads");
    // x = (1, 1, c, d) with c = 1 + d/2 and d = c/2.
    let found = Eigenvector::new().norm(Norm::Maximum).run(rings(0.5)?)?;
    near(&values(&found.scores), &[0.75, 0.75, 1.0, 0.5], 1e-12, "the first leads");
    // Two givers, each with a receiver of its own, in one piece through 0 → 2 alone.
    let tied = Adjacency::from_arcs(4, [(0, 1, 1.0), (1, 2, 1.0), (2, 3, 1.0)])?;
    assert!(assumption_broken(Hits::new().run(&tied)?.singular_value.undefined()));
    Ok(())
}

#[test]
fn connectivity_beyond_the_numbers() -> Result<(), Error> {
    let weight = 500.0;
    let pairs = (0..6).flat_map(|a| (a + 1..6).map(move |b| (a, b, weight)));
    // One city apart, whose score keeps its digits beside the others.
    let complete = Adjacency::from_edges(7, pairs)?;
    let found = SubgraphCentrality::new().weighted(true).run(&complete)?;
    assert!(assumption_broken(found.scores.get(0).undefined()));
    assert_eq!(found.scores.get(6), Measured::Value(1.0));
    let connectivity = found.natural_connectivity.value().expect("a logarithm");
    assert!((connectivity - (2500.0 - 7.0_f64.ln())).abs() < 1e-10, "{connectivity}");
    // A tail of a dense group: 1 + ways to its one neighbour and back, which are few.
    let pair = Adjacency::from_edges(2, [(0, 1, 30.0)])?;
    let found = SubgraphCentrality::new().weighted(true).run(&pair)?;
    assert!((found.scores.get(0).value().expect("a number") / 30.0_f64.cosh() - 1.0).abs() < 1e-13);
    Ok(())
}

/// What they say of their own errors holds: against the same to the last digits.
#[test]
fn certificates_hold() -> Result<(), Error> {
    let mut random = Random(5);
    for directed in [false, true] {
        let ties: Vec<_> =
            (0..900).map(|_| (random.below(200), random.below(200), random.weight())).collect();
        let build = if directed { Adjacency::from_arcs } else { Adjacency::from_edges };
        let graph = build(210, ties)?;
        let restart: Vec<f64> = (0..210).map(|_| random.weight()).collect();
        for dangling in [Dangling::Uniform, Dangling::Teleport, Dangling::Stay] {
            for damping in [0.0, 0.3, 0.85, 0.99] {
                let pagerank = PageRank::new().damping(damping).dangling(dangling);
                let pagerank = pagerank.personalised(&restart);
                let exact =
                    values(&pagerank.clone().tolerance(1e-13 / (1.0 - damping)).run(&graph)?);
                assert!((exact.iter().sum::<f64>() - 1.0).abs() < 1e-11);
                for tolerance in [1e-2, 1e-5, 1e-9] {
                    let found = pagerank.clone().tolerance(tolerance).run_certified(&graph)?;
                    let far: f64 =
                        values(&found.scores).iter().zip(&exact).map(|(a, b)| (a - b).abs()).sum();
                    assert!(found.error <= tolerance);
                    assert!(
                        far <= found.error + 2e-13 / (1.0 - damping),
                        "{damping} {dangling:?}: {far} {}",
                        found.error
                    );
                }
            }
        }
        let exact = values(&Katz::new().tolerance(1e-13).run(&graph)?.scores);
        for tolerance in [1e-2, 1e-6] {
            let found = Katz::new().tolerance(tolerance).run(&graph)?;
            assert!(found.error <= tolerance);
            for (found_one, exact) in values(&found.scores).iter().zip(&exact) {
                assert!((found_one / exact - 1.0).abs() <= found.error + 1e-12);
            }
        }
    }
    Ok(())
}

#[test]
fn weights_of_any_size() -> Result<(), Error> {
    let ties = [(0, 1, 1.0), (1, 2, 3.0), (2, 0, 2.0), (2, 3, 5.0), (3, 4, 1.0), (4, 0, 7.0)];
    for directed in [false, true] {
        let build = |factor: f64| {
            let ties = ties.map(|(from, to, weight)| (from, to, weight * factor));
            if directed { Adjacency::from_arcs(5, ties) } else { Adjacency::from_edges(5, ties) }
        };
        let all = |graph: &Adjacency| -> Result<Vec<Vec<f64>>, Error> {
            let hits = Hits::new().run(graph)?;
            Ok(vec![
                values(&Eigenvector::new().run(graph)?.scores),
                values(&Katz::new().run(graph)?.scores),
                values(&BonacichPower::new().run(graph)?.scores),
                values(&hits.hubs),
                values(&hits.authorities),
                values(&PageRank::new().run(graph)?),
            ])
        };
        let usual = all(&build(1.0)?)?;
        for factor in [3e306, 1e-305, 3.7] {
            for (found, expected) in all(&build(factor)?)?.iter().zip(&usual) {
                near(found, expected, 1e-11, &format!("{factor}"));
            }
        }
    }
    // Weights so uneven that plain sums would hold one of them alone.
    let ring = Adjacency::from_arcs(3, [(0, 1, 1e12), (1, 2, 1e-12), (2, 0, 8.0)])?;
    let found = Eigenvector::new().norm(Norm::Maximum).run(&ring)?;
    assert!((found.eigenvalue.value().expect("a ring") - 2.0).abs() < 1e-12);
    near(&values(&found.scores), &[2e-12, 1.0, 5e-13], 1e-12, "ring");
    Ok(())
}

/// Networks so large that work is shared out among threads.
#[test]
fn same_bits_for_any_number_of_threads() -> Result<(), Error> {
    let n = 9000;
    let mut random = Random(11);
    let mut ties: Vec<_> = (0..27_000)
        .map(|_| (random.below(n), random.below(random.0 as u32 % n + 1), random.weight()))
        .collect();
    ties.extend((1..n - 20).map(|node| (node - 1, node, 1.0)));
    for directed in [false, true] {
        let build = if directed { Adjacency::from_arcs } else { Adjacency::from_edges };
        let graph = build(n as usize, ties.clone())?;
        let restart: Vec<f64> = (0..n).map(f64::from).collect();
        let all = || -> Bits {
            let bits =
                |scores: Scores| scores.iter().map(|it| it.value().map(f64::to_bits)).collect();
            let hits = Hits::new().run(&graph)?;
            let eigenvector =
                Eigenvector::new().tolerance(1e-9).disconnected(Disconnected::PerComponent);
            Ok(vec![
                ("pagerank", bits(PageRank::new().run(&graph)?)),
                ("personalised", bits(PageRank::new().personalised(&restart).run(&graph)?)),
                ("eigenvector", bits(eigenvector.run(&graph)?.scores)),
                ("katz", bits(Katz::new().run(&graph)?.scores)),
                ("bargaining", bits(BonacichPower::new().beta(-1e-4).run(&graph)?.scores)),
                ("hubs", bits(hits.hubs)),
            ])
        };
        let with = |threads| {
            let pool =
                rayon::ThreadPoolBuilder::new().num_threads(threads).build().expect("a pool");
            pool.install(all)
        };
        let one = with(1)?;
        assert!(one.iter().all(|(_, bits)| bits.len() == n as usize));
        for threads in [2, 3, 7] {
            assert_eq!(one, with(threads)?, "{threads} threads, directed {directed}");
        }
    }
    Ok(())
}

/// In one numbering sweeps went on to and fro by a few roundings more than were taken for rest.
#[test]
fn pagerank_comes_to_rest_whatever_the_numbering() -> Result<(), Error> {
    let arcs = [(4, 1, 3.0), (0, 4, 3.0), (2, 0, 4.0), (2, 4, 1.0), (1, 0, 1.0)];
    let graph = Adjacency::from_arcs(5, arcs)?;
    let order = [4, 1, 3, 0, 2_u32];
    let place = |node: u32| order[node as usize];
    let moved = Adjacency::from_arcs(5, arcs.map(|(a, b, weight)| (place(a), place(b), weight)))?;
    for damping in [0.5, 0.9, 0.99, 0.999] {
        let pagerank = PageRank::new().damping(damping).tolerance(1e-11);
        let (here, there) = (values(&pagerank.run(&graph)?), values(&pagerank.run(&moved)?));
        for node in 0..5 {
            let (here, there) = (here[node], there[order[node] as usize]);
            assert!((here - there).abs() < 2e-11, "{damping}: {here} {there}");
        }
    }
    Ok(())
}
