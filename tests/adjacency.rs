//! The graph every algorithm reads.
use conurbation::adjacency::{Adjacency, ParallelTies};
use conurbation::petgraph::graph::{DiGraph, UnGraph};
use conurbation::petgraph::{Directed, Undirected};
use conurbation::{Error, Node};
use proptest::prelude::*;

type Edge = (Node, Node, f64);

fn edges() -> impl Strategy<Value = (usize, Vec<Edge>)> {
    (1usize..9).prop_flat_map(|nodes| {
        let node = 0..nodes as Node;
        let edge = (node.clone(), node, 0.1f64..10.0);
        (Just(nodes), proptest::collection::vec(edge, 0..30))
    })
}

/// The weight of a pair by its definition, added in ascending order.
fn weight(edges: &[Edge], directed: bool, from: Node, to: Node) -> Option<f64> {
    let forth = |&&(a, b, _): &&Edge| (a, b) == (from, to) || (!directed && (b, a) == (from, to));
    let mut weights: Vec<f64> = edges.iter().filter(forth).map(|edge| edge.2).collect();
    weights.sort_by(f64::total_cmp);
    weights.into_iter().reduce(|sum, weight| sum + weight)
}

proptest! {
    #[test]
    fn holds_just_the_edges_it_was_given((nodes, edges) in edges(), directed: bool) {
        let build = |edges: Vec<Edge>| Adjacency::build(nodes, directed, ParallelTies::Sum, edges);
        let graph = build(edges.clone()).expect("legal");
        let mut count = 0;
        for from in graph.nodes() {
            prop_assert!(graph.targets(from).is_sorted());
            for to in graph.nodes().filter(|&to| to != from) {
                let expected = weight(&edges, directed, from, to);
                prop_assert_eq!(graph.weight(from, to).map(f64::to_bits), expected.map(f64::to_bits));
                let back = graph.in_neighbours(to).find(|&(node, _)| node == from);
                prop_assert_eq!(back.map(|(_, weight)| weight), expected);
                count += usize::from(expected.is_some() && (directed || from < to));
            }
            let own = weight(&edges, true, from, from).unwrap_or(0.0);
            prop_assert_eq!(graph.self_ties()[from as usize].to_bits(), own.to_bits());
        }
        prop_assert_eq!(graph.edge_count(), count);
        prop_assert_eq!(graph.edges().count(), count);
        // The order of edges, and of the ends of undirected ones, changes no bit.
        let turn = |&(a, b, weight): &Edge| if directed { (a, b, weight) } else { (b, a, weight) };
        prop_assert_eq!(&build(edges.iter().rev().map(turn).collect()).expect("legal"), &graph);
        prop_assert_eq!(graph.reverse().reverse(), graph);
    }

    #[test]
    fn goes_to_petgraph_and_back((nodes, edges) in edges(), directed: bool) {
        let graph = Adjacency::build(nodes, directed, ParallelTies::Sum, edges).expect("legal");
        let back = if directed {
            let there = graph.to_petgraph::<Directed>();
            Adjacency::from_petgraph(&there, |edge| *edge.weight())
        } else {
            let there = graph.to_petgraph::<Undirected>();
            Adjacency::from_petgraph(&there, |edge| *edge.weight())
        };
        prop_assert_eq!(back.expect("legal"), graph);
    }

    #[test]
    fn components_are_what_paths_reach((nodes, edges) in edges(), directed: bool) {
        let graph = Adjacency::build(nodes, directed, ParallelTies::Sum, edges.clone()).expect("legal");
        // Warshall's closure, directions disregarded; the reach of a node as a set of bits.
        let mut reach: Vec<u16> = (0..nodes).map(|node| 1 << node).collect();
        for &(a, b, _) in &edges {
            reach[a as usize] |= 1 << b;
            reach[b as usize] |= 1 << a;
        }
        for via in 0..nodes {
            let through = reach[via];
            reach.iter_mut().filter(|from| **from >> via & 1 == 1).for_each(|from| *from |= through);
        }
        let components = graph.components();
        for (from, reached) in reach.into_iter().enumerate() {
            for to in 0..nodes {
                let same = components.labels()[from] == components.labels()[to];
                prop_assert_eq!(same, reached >> to & 1 == 1);
            }
        }
        prop_assert!(components.sizes().is_sorted_by(|a, b| a >= b));
        prop_assert_eq!(components.sizes().iter().sum::<usize>(), nodes);
    }
}

#[test]
fn several_ties_of_a_pair_follow_the_rule() {
    let edges = [(0, 1, 2.0), (1, 0, 5.0), (0, 1, 3.0)];
    let weight =
        |rule| Adjacency::build(2, false, rule, edges).expect("legal").weight(0, 1).expect("a tie");
    assert_eq!(weight(ParallelTies::Sum).to_bits(), 10f64.to_bits());
    assert_eq!(weight(ParallelTies::Max).to_bits(), 5f64.to_bits());
    assert_eq!(weight(ParallelTies::Min).to_bits(), 2f64.to_bits());
    let arcs = Adjacency::from_arcs(2, edges).expect("legal");
    assert_eq!((arcs.weight(0, 1), arcs.weight(1, 0)), (Some(5.0), Some(5.0)));
}

#[test]
fn what_is_no_tie_is_refused() {
    for edge in [
        (0, 2, 1.0),
        (5, 0, 1.0),
        (0, 1, 0.0),
        (0, 1, -1.0),
        (0, 1, f64::NAN),
        (0, 1, f64::INFINITY),
    ] {
        let refused = Adjacency::from_edges(2, [edge]);
        assert!(matches!(refused, Err(Error::InvalidTie { .. })), "{edge:?}");
    }
    let overflow = Adjacency::from_edges(2, [(0, 1, f64::MAX), (0, 1, f64::MAX)]);
    assert!(matches!(overflow, Err(Error::InvalidTie { .. })));
    let message = Adjacency::from_edges(2, [(0, 1, -1.0)]).expect_err("refused").to_string();
    assert_eq!(
        message,
        "tie 0–1 of weight -1: nodes must be below 2 and weights positive and finite"
    );
}

#[test]
fn petgraph_directions_are_kept() {
    let arcs = DiGraph::<(), f64>::from_edges([(0, 1, 1.0), (1, 2, 2.0)]);
    let arcs = Adjacency::from_petgraph(&arcs, |edge| *edge.weight()).expect("legal");
    assert!(arcs.is_directed());
    assert_eq!((arcs.weight(0, 1), arcs.weight(1, 0)), (Some(1.0), None));
    let edges = UnGraph::<(), f64>::from_edges([(0, 1, 1.0)]);
    let edges = Adjacency::from_petgraph(&edges, |edge| *edge.weight()).expect("legal");
    assert_eq!(edges.weight(1, 0), Some(1.0));
    // An undirected tie goes both ways when arcs are asked for.
    assert_eq!(edges.to_petgraph::<Directed>().edge_count(), 2);
}
