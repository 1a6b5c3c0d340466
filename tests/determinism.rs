//! Same input: same bits, for any number of threads and any order of the rows.
#[path = "support/divisions.rs"]
mod divisions;
#[path = "support/measures.rs"]
mod measures;
#[path = "support/random.rs"]
mod random;
#[path = "support/resamplers.rs"]
mod resamplers;

use conurbation::{Adjacency, Measured, Node};
use divisions::every_division;
use measures::{Outcome, every_measure};
use random::Random;
use resamplers::every_resampler;

const NODES: usize = 300;

/// Ties of random cities, some pairs several times, some cities alone, some with themselves.
fn random_ties(seed: u64) -> Vec<(Node, Node, f64)> {
    let mut random = Random(seed);
    let city = |random: &mut Random| random.below(NODES as u32 - 5);
    (0..1200).map(|_| (city(&mut random), city(&mut random), random.weight())).collect()
}

fn graph(directed: bool, ties: &[(Node, Node, f64)]) -> Adjacency {
    let build = if directed { Adjacency::from_arcs } else { Adjacency::from_edges };
    build(NODES, ties.to_vec()).expect("legal ties")
}

/// All numbers of all measures and all that draw the graph again as bits, with their names.
fn bits(graph: &Adjacency) -> Vec<(String, Vec<Option<u64>>)> {
    let bits =
        |values: Vec<Measured>| values.into_iter().map(|x| x.value().map(f64::to_bits)).collect();
    let measures = every_measure(graph).into_iter().map(|(name, outcome)| {
        match outcome.unwrap_or_else(|error| panic!("{name}: {error}")) {
            Outcome::Cities(scores) => (name, bits(scores.iter().collect())),
            Outcome::Network(values) => (name, bits(values)),
        }
    });
    let mut all: Vec<_> = measures.collect();
    for (name, values) in every_resampler(graph) {
        let values = values.unwrap_or_else(|error| panic!("{name}: {error}"));
        all.push((name, bits(values)));
    }
    all
}

#[test]
fn same_bits_for_any_number_of_threads() {
    for directed in [false, true] {
        let graph = graph(directed, &random_ties(1));
        let with = |threads| {
            let pool =
                rayon::ThreadPoolBuilder::new().num_threads(threads).build().expect("a pool");
            pool.install(|| bits(&graph))
        };
        let one = with(1);
        for threads in [2, 3, 7] {
            assert_eq!(one, with(threads), "{threads} threads, directed {directed}");
        }
    }
}

#[test]
fn same_bits_for_any_order_of_the_rows() {
    for directed in [false, true] {
        let mut ties = random_ties(2);
        let first = bits(&graph(directed, &ties));
        for seed in 0..3 {
            Random(seed).shuffle(&mut ties);
            assert_eq!(first, bits(&graph(directed, &ties)), "seed {seed}, directed {directed}");
            if !directed {
                ties.iter_mut().for_each(|tie| *tie = (tie.1, tie.0, tie.2));
            }
        }
    }
}

#[test]
fn communities_have_the_same_bits_for_any_number_of_threads_and_order_of_rows() {
    let few = |ties: &[(Node, Node, f64)], directed: bool| {
        let build = if directed { Adjacency::from_arcs } else { Adjacency::from_edges };
        build(60, ties.to_vec()).expect("legal ties")
    };
    let bits = |graph: &Adjacency| -> Vec<(String, Vec<Option<u64>>)> {
        let bits = |values: Vec<Measured>| {
            values.into_iter().map(|x| x.value().map(f64::to_bits)).collect()
        };
        let all = every_division(graph).into_iter();
        all.map(|(name, values)| (name, bits(values.expect("it answers")))).collect()
    };
    for directed in [false, true] {
        let mut ties: Vec<_> =
            random_ties(4).into_iter().map(|(a, b, weight)| (a % 60, b % 60, weight)).collect();
        ties.truncate(150);
        let graph = few(&ties, directed);
        let with = |threads| {
            let pool =
                rayon::ThreadPoolBuilder::new().num_threads(threads).build().expect("a pool");
            pool.install(|| bits(&graph))
        };
        let one = with(1);
        for threads in [2, 3, 7] {
            assert_eq!(one, with(threads), "{threads} threads, directed {directed}");
        }
        Random(9).shuffle(&mut ties);
        assert_eq!(one, bits(&few(&ties, directed)), "another order, directed {directed}");
    }
}

#[test]
fn another_network_has_other_bits() {
    assert_ne!(bits(&graph(false, &random_ties(1))), bits(&graph(false, &random_ties(2))));
}
