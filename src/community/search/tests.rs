//! Every gain is the difference of two qualities; batches find what the queue finds.
use super::batched::move_batches;
use super::division::Division;
use super::moving::{Stage, move_nodes};
use super::problem::Expected;
use super::{Graph, Objective, Problem, Whole};
use crate::community::{Layers, Quality};
use crate::random::Random;
use crate::{Adjacency, Watch};

const NODES: u32 = 12;

fn network(seed: u64, directed: bool) -> Adjacency {
    let mut random = Random::new(seed, "test", 0);
    let mut city = || random.below(NODES);
    let ties: Vec<_> = (0..40).map(|nth| (city(), city(), f64::from(1 + nth % 5))).collect();
    let build = if directed { Adjacency::from_arcs } else { Adjacency::from_edges };
    build(NODES as usize, ties).expect("legal ties")
}

/// Moves every node everywhere, and holds the gain against the qualities before and after.
fn hold<W: Whole, O: Objective>(
    problem: &Problem<'_>,
    (graph, objective, volumes): (&Graph<'_, W>, &O, &[O::Volume]),
    factor: f64,
    exact: bool,
) {
    let mut random = Random::new(1, "labels", 0);
    let labels: Vec<u32> = (0..NODES).map(|_| random.below(5)).collect();
    let before = problem.quality(&labels);
    let mut division = Division::new(graph, objective, volumes, labels.clone());
    for node in 0..NODES as usize {
        for to in (0..6).filter(|&to| to != labels[node]) {
            let weights = graph.weights_to(node, &labels, [labels[node], to]);
            let gain = division.gain(objective, node, &volumes[node], to, weights);
            let mut moved = labels.clone();
            moved[node] = to;
            let truth = (problem.quality(&moved) - before) * factor;
            let error = (gain - truth).abs() / factor;
            assert!(error < 1e-12, "node {node} to {to}: {gain} and not {truth}");
            if exact {
                // Whole numbers, none of them lost.
                assert!((gain - truth.round()).abs() < 1e-300, "{gain} {truth}");
            }
            // There and back again.
            division.apply(objective, node, &volumes[node], to, weights);
            let back = [weights[1], weights[0]];
            let loss = division.gain(objective, node, &volumes[node], labels[node], back);
            assert!((loss + gain).abs() <= 1e-12 * factor, "{loss} {gain}");
            division.apply(objective, node, &volumes[node], labels[node], back);
        }
    }
}

#[test]
fn every_gain_is_the_difference_of_two_qualities() {
    for seed in 0..20 {
        for directed in [false, true] {
            let graph = network(seed, directed);
            for quality in [
                Quality::Modularity,
                Quality::ConstantPotts,
                Quality::ErdosRenyi,
                Quality::Loopless,
            ] {
                for resolution in [1.0, 0.37] {
                    let problem = Problem::new(&graph, quality, resolution).expect("a problem");
                    let problem = problem.value().expect("ties");
                    let exact = quality == Quality::Modularity && resolution >= 1.0;
                    let ties = &problem.ties.large();
                    match &problem.expected {
                        Expected::Pairwise { objective, volumes, divisor, .. } => {
                            let what = (&**ties, objective, volumes.as_slice());
                            hold(&problem, what, divisor / 2.0, exact);
                        }
                        Expected::Directed { objective, volumes, divisor, .. } => {
                            let what = (&**ties, objective, volumes.as_slice());
                            hold(&problem, what, *divisor, exact);
                        }
                        Expected::Layered { .. } => panic!("one layer"),
                    }
                }
            }
            let other = network(seed + 100, !directed);
            for weights in [[1.0, 1.0], [1.0, -1.0], [0.3, 2.0]] {
                let layers = Layers::new([(&graph, weights[0]), (&other, weights[1])]);
                let layers = layers.expect("layers");
                let problem = Problem::layered(&layers, 0.9).value().expect("ties");
                match &problem.expected {
                    Expected::Layered { objective, volumes, divisor } => {
                        let ties = problem.ties.large();
                        hold(&problem, (&*ties, objective, volumes.as_slice()), *divisor, false);
                    }
                    _ => panic!("layers"),
                }
            }
        }
    }
}

#[test]
fn batches_end_where_no_node_gains_much_and_never_lower_the_quality() {
    for seed in 0..30 {
        let mut random = Random::new(seed, "ties", 0);
        let mut city = || random.below(3000);
        let near = |a: u32, b: u32| (a, a / 30 * 30 + b % 30, 1.0);
        let ties: Vec<_> = (0..20_000).map(|_| near(city(), city())).collect();
        let graph = Adjacency::from_edges(3000, ties).expect("legal ties");
        let problem = Problem::new(&graph, Quality::Modularity, 1.0).expect("a problem");
        let problem = problem.value().expect("ties");
        let ties = &*problem.ties.large();
        let Expected::Pairwise { objective, volumes, .. } = &problem.expected else {
            panic!("modularity");
        };
        let alone: Vec<u32> = (0..3000).collect();
        let run = |batched: bool| {
            let mut division = Division::new(ties, objective, volumes, alone.clone());
            let stage = Stage { seed, number: 1, noise: 0.0 };
            let move_all = if batched { move_batches } else { move_nodes };
            let moves = move_all(ties, objective, volumes, &mut division, stage, &Watch::new());
            assert!(moves.expect("moves") > 2000);
            let sizes = division.sizes.iter().sum::<u32>();
            assert_eq!((sizes, division.volumes.iter().sum::<i64>()), (3000, ties.total()));
            problem.quality(&division.labels)
        };
        let (batches, queue) = (run(true), run(false));
        assert!(batches > problem.quality(&alone) && batches > queue - 0.1, "{batches} {queue}");
    }
}
