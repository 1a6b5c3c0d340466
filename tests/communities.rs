//! Communities: what is found is connected, optimal where that can be known, and the same always.
#[path = "support/data.rs"]
#[allow(dead_code, reason = "the edge lists are for other tests")]
mod data;
#[path = "support/random.rs"]
mod random;

use conurbation::Adjacency;
use conurbation::community::{Coupling, Layers, Leiden, Louvain, Modularity, Partition, Quality};
use data::Named;
use random::Random;

const NEAR: f64 = 1e-12;

/// Zachary's karate club; the ties counted.
fn karate() -> Adjacency {
    let graphs = data::json("oracles/graphs.json");
    let graph = Named::from_json(&graphs["karate"]).graph;
    let ones = graph.edges().map(|(from, to, _)| (from, to, 1.0));
    Adjacency::from_edges(graph.node_count(), ones).expect("legal ties")
}

/// A random network of `n` cities with this chance of a tie; weights 1 to `weights`.
fn random_network(random: &mut Random, n: u32, percent: u32, weights: u32) -> Vec<(u32, u32, f64)> {
    let mut ties = Vec::new();
    for a in 0..n {
        for b in 0..a {
            if random.below(100) < percent {
                ties.push((a, b, f64::from(1 + random.below(weights))));
            }
        }
    }
    ties
}

fn assert_connected(graph: &Adjacency, partition: &Partition) {
    for community in partition.summary(graph).expect("a summary") {
        assert_eq!(community.pieces, 1, "{community:?} of {graph:?}");
    }
}

#[test]
fn communities_are_always_connected() {
    let mut random = Random(5);
    for round in 0..3000 {
        let n = 3 + random.below(30);
        let percent = 3 + random.below(40);
        let ties = random_network(&mut random, n, percent, 3);
        for directed in [false, true] {
            let build = if directed { Adjacency::from_arcs } else { Adjacency::from_edges };
            let graph = build(n as usize, ties.clone()).expect("legal ties");
            let gamma = [0.3, 1.0, 2.5][round % 3];
            let leiden = Leiden::new().resolution(gamma).seed(round as u64);
            assert_connected(&graph, &leiden.run(&graph).expect("communities").partition);
            let louvain = Louvain::new().resolution(gamma).seed(round as u64);
            assert_connected(&graph, &louvain.run(&graph).expect("communities").partition);
        }
    }
}

#[test]
fn the_quality_is_that_of_the_partition() {
    let mut random = Random(6);
    for seed in 0..200 {
        let ties = random_network(&mut random, 20, 20, 1 + (seed as u32) % 7);
        for directed in [false, true] {
            let build = if directed { Adjacency::from_arcs } else { Adjacency::from_edges };
            let graph = build(20, ties.clone()).expect("legal ties");
            let found = Leiden::new().resolution(0.8).seed(seed).run(&graph).expect("communities");
            let labels = found.partition.labels();
            let anew = Modularity::new(labels).resolution(0.8).run(&graph).expect("a modularity");
            let (found, anew) = (found.quality.value(), anew.value());
            assert!((found.expect("ties") - anew.expect("ties")).abs() < NEAR);
        }
    }
}

#[test]
fn the_best_division_of_the_karate_club_is_found() {
    let karate = karate();
    let qualities: Vec<f64> = (0..100)
        .map(|seed| Leiden::new().seed(seed).run(&karate).expect("communities"))
        .map(|found| found.quality.value().expect("ties"))
        .collect();
    // Proved optimal: Brandes et al. 2008.
    let best = qualities.iter().filter(|&&q| (q - 0.419_789_612_1).abs() < 1e-9).count();
    assert!(best >= 90, "{best} of 100");
    assert!(qualities.iter().all(|&q| q < 0.419_789_612_2 && q > 0.39));
}
