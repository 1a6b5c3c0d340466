//! What must hold on every network.
#[path = "support/measures.rs"]
mod measures;

use conurbation::adjacency::ParallelTies;
use conurbation::centrality::{Betweenness, Closeness, ClosenessConvention, PageRank, Strength};
use conurbation::community::Modularity;
use conurbation::paths::EdgeLength;
use conurbation::structure::{Mixing, Reciprocity};
use conurbation::{Adjacency, Measured, Node, Scores};
use measures::{Outcome, every_measure};
use proptest::prelude::*;

const TOLERANCE: f64 = 1e-9;
/// Inverses of these weights add up to each other in many ways, and are whole twelfths.
const WEIGHTS: [u32; 6] = [1, 2, 3, 4, 6, 12];

type Tie = (Node, Node, f64);

/// Up to `most` cities with ties of these weights: directed or not, their number, the ties.
fn networks(most: usize) -> impl Strategy<Value = (bool, usize, Vec<Tie>)> {
    let ties = move |nodes: usize| {
        let city = 0..nodes as Node;
        let weight = (0..WEIGHTS.len()).prop_map(|kind| f64::from(WEIGHTS[kind]));
        prop::collection::vec((city.clone(), city, weight), 0..3 * nodes)
    };
    (any::<bool>(), 1..=most)
        .prop_flat_map(move |(directed, nodes)| (Just(directed), Just(nodes), ties(nodes)))
}

fn build(directed: bool, nodes: usize, ties: impl IntoIterator<Item = Tie>) -> Adjacency {
    let build = |ties: Vec<Tie>| match directed {
        true => Adjacency::from_arcs(nodes, ties),
        false => Adjacency::from_edges(nodes, ties),
    };
    build(ties.into_iter().collect()).expect("legal ties")
}

fn values(scores: &Scores) -> Vec<f64> {
    scores.iter().filter_map(Measured::value).collect()
}

fn near(a: f64, b: f64) -> bool {
    (a - b).abs() <= TOLERANCE * a.abs().max(1.0)
}

/// Betweenness by its definition, over integer lengths (12 / weight, or 1 for hops): distances by
/// Floyd and Warshall, numbers of paths by recursion over the last step.
fn by_definition(graph: &Adjacency, hops: bool) -> Vec<f64> {
    const FAR: u64 = u64::MAX / 4;
    let n = graph.node_count();
    let mut length = vec![vec![FAR; n]; n];
    for from in graph.nodes() {
        for (to, weight) in graph.neighbours(from) {
            length[from as usize][to as usize] =
                if hops { 1 } else { (12.0 / weight).round() as u64 };
        }
    }
    let mut distance = length.clone();
    (0..n).for_each(|node| distance[node][node] = 0);
    for via in 0..n {
        for s in 0..n {
            for t in 0..n {
                distance[s][t] = distance[s][t].min(distance[s][via] + distance[via][t]);
            }
        }
    }
    fn paths(s: usize, t: usize, length: &[Vec<u64>], distance: &[Vec<u64>]) -> f64 {
        if s == t {
            return 1.0;
        }
        let last_steps = (0..length.len()).filter(|&u| {
            length[u][t] < FAR
                && distance[s][u] < FAR
                && distance[s][u] + length[u][t] == distance[s][t]
        });
        last_steps.map(|u| paths(s, u, length, distance)).sum()
    }
    let mut scores = vec![0.0; n];
    for s in 0..n {
        for t in (0..n).filter(|&t| t != s && distance[s][t] < FAR) {
            let all = paths(s, t, &length, &distance);
            for v in (0..n).filter(|&v| v != s && v != t) {
                if distance[s][v] + distance[v][t] == distance[s][t] {
                    scores[v] +=
                        paths(s, v, &length, &distance) * paths(v, t, &length, &distance) / all;
                }
            }
        }
    }
    let each_pair = if graph.is_directed() { 1.0 } else { 0.5 };
    scores.into_iter().map(|score| score * each_pair).collect()
}

proptest! {
    #[test]
    fn betweenness_is_its_definition((directed, nodes, ties) in networks(8)) {
        let heaviest = Adjacency::build(nodes, directed, ParallelTies::Max, ties);
        let graph = heaviest.expect("legal ties");
        let inverse = EdgeLength::InverseWeight { alpha: 1.0 };
        for (length, hops) in [(EdgeLength::Hops, true), (inverse, false)] {
            let found = Betweenness::new().edge_length(length).run(&graph).expect("even lengths");
            for (found, expected) in values(&found).into_iter().zip(by_definition(&graph, hops)) {
                prop_assert!(near(found, expected), "{length:?}: {found}, expected {expected}");
            }
        }
    }

    #[test]
    fn relabelling_permutes_scores((directed, nodes, ties) in networks(12), seed in any::<u64>()) {
        let mut order: Vec<Node> = (0..nodes as Node).collect();
        order.sort_by_key(|&node| (seed ^ u64::from(node)).wrapping_mul(0x9e37_79b9_7f4a_7c15));
        let moved = ties.iter().map(|&(a, b, weight)| (order[a as usize], order[b as usize], weight));
        let moved = build(directed, nodes, moved);
        let graph = build(directed, nodes, ties);
        let outcomes = every_measure(&graph).into_iter().zip(every_measure(&moved));
        for ((name, here), (_, there)) in outcomes {
            let pairs: Vec<(Measured, Measured)> = match (here, there) {
                // Their groups do not move with the cities.
                (Ok(_), Ok(_)) if name.starts_with("of groups") => continue,
                (Ok(Outcome::Cities(here)), Ok(Outcome::Cities(there))) => {
                    let pair = |node: Node| (here.get(node), there.get(order[node as usize]));
                    graph.nodes().map(pair).collect()
                }
                _ if name.starts_with("mixing") || name.starts_with("modularity") => continue,
                (Ok(Outcome::Network(here)), Ok(Outcome::Network(there))) => {
                    here.into_iter().zip(there).collect()
                }
                _ => panic!("{name} failed"),
            };
            for (here, there) in pairs {
                let same = match (here, there) {
                    (Measured::Value(here), Measured::Value(there)) => near(here, there),
                    _ => here == there,
                };
                prop_assert!(same, "{name}: {here:?}, {there:?}");
            }
        }
    }

    #[test]
    fn doubling_weights_doubles_strength_and_nothing_else((directed, nodes, ties) in networks(12)) {
        let doubled = ties.iter().map(|&(a, b, weight)| (a, b, 2.0 * weight));
        let doubled = build(directed, nodes, doubled);
        let graph = build(directed, nodes, ties);
        let strengths = values(&Strength::new().run(&graph).expect("strengths"));
        let twice: Vec<f64> = strengths.iter().map(|strength| 2.0 * strength).collect();
        prop_assert_eq!(twice, values(&Strength::new().run(&doubled).expect("strengths")));
        let inverse = Betweenness::new().edge_length(EdgeLength::InverseWeight { alpha: 1.0 });
        let others = |graph: &Adjacency| {
            let (rank, near) = (PageRank::new().run(graph), Closeness::new().run(graph));
            let (rank, near) = (rank.expect("scores"), near.expect("scores"));
            (rank, near, inverse.run(graph).expect("even lengths"))
        };
        prop_assert_eq!(others(&graph), others(&doubled));
    }

    #[test]
    fn pagerank_sums_to_1((directed, nodes, ties) in networks(20), damping in 0.0..0.999) {
        let graph = build(directed, nodes, ties);
        let scores = values(&PageRank::new().damping(damping).run(&graph).expect("scores"));
        prop_assert!(near(scores.iter().sum(), 1.0));
        let least = (1.0 - damping) / nodes as f64 - TOLERANCE;
        prop_assert!(scores.iter().all(|&score| score >= least));
    }

    #[test]
    fn betweenness_sums_to_the_cities_passed((directed, nodes, mut ties) in networks(20)) {
        // A chain through all makes the network connected; a pair at distance d passes d - 1.
        ties.extend((1..nodes as Node).map(|node| (node - 1, node, 1.0)));
        ties.push((nodes as Node - 1, 0, 1.0));
        let graph = build(directed, nodes, ties);
        let harmonic = Closeness::new().run(&graph).expect("scores");
        prop_assert!(harmonic.iter().filter_map(Measured::value).all(|score| score > 0.0));
        let inverse_mean = Closeness::new().convention(ClosenessConvention::Component);
        let inverse_mean = values(&inverse_mean.run(&graph).expect("scores"));
        let farness: f64 = inverse_mean.iter().map(|score| (nodes as f64 - 1.0) / score).sum();
        let ordered_pairs = (nodes * (nodes - 1)) as f64;
        let each_pair = if directed { 1.0 } else { 0.5 };
        let sum: f64 = values(&Betweenness::new().run(&graph).expect("scores")).iter().sum();
        prop_assert!(near(sum, (farness - ordered_pairs) * each_pair));
    }

    #[test]
    fn numbers_of_the_network_keep_their_range(
        (directed, nodes, ties) in networks(12),
        groups in prop::collection::vec(0..4_u32, 12),
    ) {
        let graph = build(directed, nodes, ties);
        let groups = &groups[..nodes];
        let within = |value: Measured, low: f64, high: f64| {
            value.value().is_none_or(|value| (low..=high).contains(&value))
        };
        let mixing = Mixing::new(groups).run(&graph).expect("groups");
        prop_assert!(within(mixing.ei, -1.0, 1.0));
        prop_assert!(within(mixing.expected, -1.0, 1.0));
        prop_assert!(within(mixing.external_share, 0.0, 1.0));
        prop_assert!(within(Modularity::new(groups).run(&graph).expect("groups"), -1.0, 1.0));
        prop_assert!(within(Reciprocity::new().run(&graph).expect("share"), 0.0, 1.0));
        let one_group = Modularity::new(&vec![3; nodes]).run(&graph).expect("groups");
        prop_assert!(within(one_group, 0.0, 0.0));
        let scores = Betweenness::new().normalized(true).run(&graph).expect("scores");
        prop_assert!(values(&scores).iter().all(|score| (0.0..=1.0 + TOLERANCE).contains(score)));
    }
}
