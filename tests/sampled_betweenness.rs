//! Betweenness by samples against exact betweenness.
#[path = "support/random.rs"]
#[allow(dead_code, reason = "ties here have no weights")]
mod random;

use conurbation::centrality::{Betweenness, SampledBetweenness};
use conurbation::{Adjacency, Error, Node, Undefined, Watch};
use random::Random;

/// A random graph: a ring, so that there are long ways, and chords; some nodes stand apart.
fn graph(nodes: Node, chords: usize, directed: bool, seed: u64) -> Adjacency {
    let mut random = Random(seed);
    let ring = (0..nodes).map(|node| (node, (node + 1) % nodes, 1.0));
    let mut node = || random.below(nodes);
    let chords: Vec<_> = (0..chords).map(|_| (node(), node(), 1.0)).collect();
    let build = if directed { Adjacency::from_arcs } else { Adjacency::from_edges };
    build(nodes as usize + 5, ring.chain(chords)).expect("legal ties")
}

/// The exact share of ordered pairs whose path leads through each node.
fn exact(graph: &Adjacency) -> Vec<f64> {
    let n = graph.node_count() as f64;
    let ends = if graph.is_directed() { 1.0 } else { 2.0 };
    let scores = Betweenness::new().run(graph).expect("legal");
    scores.iter().map(|it| ends * it.value().expect("a score") / (n * (n - 1.0))).collect()
}

fn values(scores: &conurbation::Scores) -> Vec<f64> {
    scores.iter().map(|score| score.value().expect("a score")).collect()
}

#[test]
fn all_scores_are_as_near_as_promised() {
    for (directed, epsilon) in [(false, 0.05), (true, 0.05), (false, 0.02)] {
        let graph = graph(60, 25, directed, 3);
        let truth = exact(&graph);
        let mut missed = 0;
        for seed in 0..40 {
            let found = SampledBetweenness::new(epsilon, 0.1).seed(seed).run(&graph);
            let found = found.expect("legal");
            assert!(found.samples <= found.most_samples && found.top_is_sure.is_none());
            let near =
                values(&found.scores).iter().zip(&truth).all(|(a, b)| (a - b).abs() <= epsilon);
            let (low, high) = (values(&found.low), values(&found.high));
            let within = truth.iter().zip(low.iter().zip(&high));
            let within = within.clone().all(|(it, (low, high))| low <= it && it <= high);
            missed += usize::from(!near || !within);
        }
        // 4 of 40 are allowed; the bounds are wide, so that hardly any are seen.
        assert!(missed <= 4, "{missed}");
    }
}

#[test]
fn paths_are_drawn_evenly() {
    // So many samples that an uneven draw would show: each score within five standard errors.
    for directed in [false, true] {
        let graph = graph(30, 30, directed, 8);
        let found = SampledBetweenness::new(0.004, 0.1).run(&graph).expect("legal");
        assert!(found.samples > 20_000, "{}", found.samples);
        for (found_score, truth) in values(&found.scores).iter().zip(exact(&graph)) {
            let error = (truth * (1.0 - truth) / found.samples as f64).sqrt();
            assert!((found_score - truth).abs() <= 5.0 * error + 1e-12, "{found_score} {truth}");
        }
    }
}

#[test]
fn few_samples_tell_who_comes_first() {
    let star = (1..200).map(|leaf| (0, leaf, 1.0));
    let star = Adjacency::from_edges(200, star).expect("legal ties");
    let all = SampledBetweenness::new(0.01, 0.1).run(&star).expect("legal");
    let first = SampledBetweenness::new(0.01, 0.1).top(1).run(&star).expect("legal");
    assert_eq!(first.top_is_sure, Some(true));
    assert!(first.samples < all.samples, "{} {}", first.samples, all.samples);
    assert_eq!(first.scores.ranking().next().expect("cities").node, 0);
    let everyone = SampledBetweenness::new(0.1, 0.1).top(500).run(&star).expect("legal");
    assert_eq!(everyone.top_is_sure, Some(true));
}

#[test]
fn same_bits_at_any_number_of_threads() {
    let graph = graph(80, 60, false, 5);
    let run = |threads: usize| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().expect("threads");
        pool.install(|| SampledBetweenness::new(0.03, 0.1).top(3).seed(9).run(&graph))
    };
    let one = run(1).expect("legal");
    for threads in [2, 3, 7] {
        assert_eq!(run(threads).expect("legal"), one, "{threads}");
    }
    assert_ne!(SampledBetweenness::new(0.03, 0.1).seed(1).run(&graph).expect("legal"), one);
}

#[test]
fn awkward_networks_and_parameters() {
    let run = |graph: &Adjacency| SampledBetweenness::new(0.1, 0.1).run(graph).expect("legal");
    for nodes in [0, 1] {
        let found = run(&Adjacency::from_edges(nodes, []).expect("legal"));
        let need = Some(Undefined::TooFewCities { need: 2 });
        assert!(found.scores.iter().all(|score| score.undefined() == need));
        assert_eq!(found.scores.len(), nodes);
    }
    for ties in [vec![], vec![(0, 1, 1.0)], vec![(2, 2, 1.0), (0, 1, 1e300), (1, 2, 1e-300)]] {
        let found = run(&Adjacency::from_edges(3, ties.clone()).expect("legal"));
        let (middle, through) = (found.scores.get(1).value().expect("a score"), ties.len() == 3);
        assert!(found.scores.get(0).value() == Some(0.0) && (middle > 0.0) == through);
    }
    // A ladder of squares, in which paths are more than floats can count.
    let rungs = 1200;
    let squares = (0..rungs).flat_map(|at| {
        let (start, end) = (3 * at, 3 * at + 3);
        [(start, start + 1), (start, start + 2), (start + 1, end), (start + 2, end)]
    });
    let ladder = Adjacency::from_edges(3 * rungs as usize + 1, squares.map(|(a, b)| (a, b, 1.0)));
    let found = run(&ladder.expect("legal"));
    let middle = found.scores.get(3 * (rungs / 2)).value().expect("a score");
    assert!((middle - 0.5).abs() < 0.1, "{middle}");
    let setter = |run: SampledBetweenness| match run.run(Adjacency::from_edges(2, []).expect("")) {
        Err(Error::Param(error)) => error.setter,
        other => panic!("{other:?}"),
    };
    for wrong in [0.0, 1.0, -0.1, f64::NAN, f64::INFINITY] {
        assert_eq!(setter(SampledBetweenness::new(wrong, 0.1)), "epsilon");
        assert_eq!(setter(SampledBetweenness::new(0.1, wrong)), "delta");
    }
    assert_eq!(setter(SampledBetweenness::new(0.1, 0.1).top(0)), "top");
    let watch = Watch::new();
    watch.cancel();
    let cancelled = SampledBetweenness::new(0.1, 0.1).watch(&watch).run(graph(9, 9, false, 1));
    assert!(matches!(cancelled, Err(Error::Cancelled)));
}
