//! Every measure times every awkward network: an answer or a reason, never a panic or NaN.
#[path = "support/divisions.rs"]
mod divisions;
#[path = "support/measures.rs"]
mod measures;
#[path = "support/resamplers.rs"]
mod resamplers;

use conurbation::centrality::{Betweenness, Closeness, Degree, PageRank, Strength};
use conurbation::community::Modularity;
use conurbation::paths::EdgeLength;
use conurbation::structure::{Clustering, Density, Gini, Mixing, Reciprocity};
use conurbation::{Adjacency, Error, Measured, Node, Undefined, Watch};
use divisions::every_division;
use measures::{Outcome, every_measure};
use resamplers::every_resampler;

type Tie = (Node, Node, f64);

fn star(leaves: Node, weight: f64) -> Vec<Tie> {
    (1..=leaves).map(|leaf| (0, leaf, weight)).collect()
}

fn complete(nodes: Node, weight: impl Fn(Node, Node) -> f64) -> Vec<Tie> {
    (0..nodes)
        .flat_map(|a| (a + 1..nodes).map(move |b| (a, b)))
        .map(|(a, b)| (a, b, weight(a, b)))
        .collect()
}

/// Networks on which formulas divide by 0, run out of cities or leave the floats.
fn awkward_networks() -> Vec<(&'static str, Adjacency)> {
    let two_triangles =
        vec![(0, 1, 1.0), (1, 2, 2.0), (2, 0, 1.0), (4, 5, 1.0), (5, 6, 1.0), (6, 4, 3.0)];
    let lists: Vec<(&str, usize, Vec<Tie>)> = vec![
        ("empty", 0, vec![]),
        ("one city", 1, vec![]),
        ("one city with itself", 1, vec![(0, 0, 3.0)]),
        ("two cities apart", 2, vec![]),
        ("two equal cities", 2, vec![(0, 1, 1.0)]),
        ("no ties", 5, vec![]),
        ("only self-ties", 4, vec![(0, 0, 1.0), (3, 3, 2.0)]),
        ("disconnected", 8, two_triangles),
        ("a chain, dangling if directed", 4, vec![(0, 1, 1.0), (1, 2, 1.0), (2, 3, 1.0)]),
        ("both ways if directed", 3, vec![(0, 1, 1.0), (1, 0, 2.0), (2, 1, 1.0)]),
        ("star", 8, star(7, 2.0)),
        ("complete", 7, complete(7, |_, _| 1.0)),
        ("huge weights", 6, complete(6, |a, b| 1e300 * f64::from(a + b))),
        ("tiny weights", 6, complete(6, |a, b| 1e-300 * f64::from(a + b))),
        (
            "huge and tiny, apart",
            6,
            vec![(0, 1, 1e300), (1, 2, 1e300), (3, 4, 1e-300), (4, 5, 1e-300)],
        ),
    ];
    let both = lists.into_iter().flat_map(|(name, nodes, ties)| {
        let undirected = Adjacency::from_edges(nodes, ties.clone()).expect("legal ties");
        let directed = Adjacency::from_arcs(nodes, ties).expect("legal ties");
        [(name, undirected), (name, directed)]
    });
    both.collect()
}

#[test]
fn every_measure_answers_on_every_awkward_network() {
    for (network, graph) in awkward_networks() {
        for (measure, outcome) in every_measure(&graph) {
            let at = format!("{measure} on {network}, directed {}", graph.is_directed());
            let values = match outcome.unwrap_or_else(|error| panic!("{at}: {error}")) {
                Outcome::Cities(scores) => {
                    assert_eq!(scores.len(), graph.node_count(), "{at}");
                    assert!(scores.ranking().count() <= scores.len(), "{at}");
                    scores.iter().collect()
                }
                Outcome::Network(values) => values,
            };
            for value in values.into_iter().filter_map(Measured::value) {
                assert!(value.is_finite(), "{at}: {value}");
                assert!(value.is_sign_positive() || value < 0.0, "{at}: negative zero");
            }
        }
    }
}

#[test]
fn every_resampler_answers_on_every_awkward_network() {
    for (network, graph) in awkward_networks() {
        for (resampler, values) in every_resampler(&graph) {
            let at = format!("{resampler} on {network}, directed {}", graph.is_directed());
            for value in values.unwrap_or_else(|error| panic!("{at}: {error}")) {
                assert!(value.value().is_none_or(f64::is_finite), "{at}: {value:?}");
                let few = graph.node_count() < 2;
                assert!(!few || value.value().is_none(), "{at}: {value:?}");
            }
        }
    }
}

#[test]
fn every_search_for_communities_answers_on_every_awkward_network() {
    for (network, graph) in awkward_networks() {
        for (method, values) in every_division(&graph) {
            let at = format!("{method} on {network}, directed {}", graph.is_directed());
            match values {
                Ok(values) => {
                    let finite = |value: &Measured| value.value().is_none_or(f64::is_finite);
                    assert!(values.iter().all(finite), "{at}: {values:?}");
                    let none = values.iter().all(|value| value.value().is_none());
                    assert!(graph.node_count() > 0 || none, "{at}: {values:?}");
                }
                Err(Error::Param(_)) => assert_eq!(graph.node_count(), 0, "{at}"),
                Err(error) => panic!("{at}: {error}"),
            }
        }
    }
}

#[test]
fn lengths_too_uneven_to_tell_paths_apart_are_refused() -> Result<(), Error> {
    let uneven = Adjacency::from_edges(3, [(0, 1, 1.0), (1, 2, 1e13)])?;
    for length in [EdgeLength::Weight, EdgeLength::InverseWeight { alpha: 1.0 }] {
        let refused = Betweenness::new().edge_length(length).run(&uneven);
        assert!(matches!(refused, Err(Error::Param(_))), "{refused:?}");
        assert!(Closeness::new().edge_length(length).run(&uneven).is_ok());
    }
    let apart = Adjacency::from_edges(4, [(0, 1, 1.0), (2, 3, 1e13)])?;
    assert!(Betweenness::new().edge_length(EdgeLength::Weight).run(&apart).is_ok());
    Ok(())
}

#[test]
fn what_leaves_the_floats_is_an_error() -> Result<(), Error> {
    let huge = Adjacency::from_edges(3, star(2, f64::MAX))?;
    let strength = Strength::new().run(&huge).map_err(|error| error.to_string());
    let message = "Strength is beyond the range of numbers; scale all weights by the same factor";
    assert_eq!(strength, Err(message.to_owned()));
    let weight = Betweenness::new().edge_length(EdgeLength::Weight).run(&huge);
    assert!(matches!(weight, Err(Error::Param(_))));
    let inverse = Closeness::new().edge_length(EdgeLength::InverseWeight { alpha: 2.0 }).run(&huge);
    assert!(matches!(inverse, Err(Error::Param(_))));
    let short = Adjacency::from_edges(3, star(2, 1e-310))?;
    let overflow = Closeness::new().edge_length(EdgeLength::Weight).run(&short);
    assert!(matches!(overflow, Err(Error::Overflow { algorithm: "Closeness" })));
    for score in PageRank::new().run(&huge)?.iter().chain(PageRank::new().run(&short)?.iter()) {
        assert!(score.value().is_some_and(f64::is_finite));
    }
    let gini = Gini::new().run(&huge)?.value();
    assert!(gini.is_some_and(|gini| (gini - 1.0 / 6.0).abs() < 1e-12));
    Ok(())
}

#[test]
fn parameters_outside_their_range_are_named() -> Result<(), Error> {
    let pair = Adjacency::from_edges(2, [(0, 1, 1.0)])?;
    let message = |result: Result<_, Error>| result.map(|_| ()).map_err(|error| error.to_string());
    let refused = |text: &str| Err(text.to_owned());
    let pagerank = PageRank::new();
    assert_eq!(
        message(pagerank.clone().damping(1.0).run(&pair)),
        refused("damping(1) is out of range: from 0 up to, not including, 1"),
    );
    assert!(pagerank.clone().damping(f64::NAN).run(&pair).is_err());
    assert!(pagerank.clone().tolerance(0.0).run(&pair).is_err());
    assert!(pagerank.clone().max_iterations(0).run(&pair).is_err());
    for alpha in [-1.0, f64::NAN, f64::INFINITY] {
        let length = EdgeLength::InverseWeight { alpha };
        assert!(Betweenness::new().edge_length(length).run(&pair).is_err());
        assert!(Closeness::new().edge_length(length).run(&pair).is_err());
    }
    assert!(Modularity::new(&[0, 1]).resolution(f64::NAN).run(&pair).is_err());
    assert_eq!(
        Mixing::new(&[0]).run(&pair).map(|_| ()).map_err(|error| error.to_string()),
        refused("Mixing::new(1 labels for 2 cities) is out of range: one label for each city"),
    );
    assert!(Modularity::new(&[0, 1, 2]).run(&pair).is_err());
    assert!(Gini::new().of(&[1.0, -1.0]).is_err());
    assert!(Gini::new().of(&[f64::NAN]).is_err());
    Ok(())
}

#[test]
fn an_iteration_cut_short_says_how_far_it_came() -> Result<(), Error> {
    let star = Adjacency::from_edges(8, star(7, 1.0))?;
    let error = PageRank::new().max_iterations(1).run(&star);
    assert!(matches!(
        error,
        Err(Error::NotConverged { algorithm: "PageRank", iterations: 1, residual, .. }) if residual > 0.1
    ));
    Ok(())
}

#[test]
fn what_runs_long_can_be_cancelled_and_watched() -> Result<(), Error> {
    let star = Adjacency::from_edges(8, star(7, 1.0))?;
    let watch = Watch::new();
    Betweenness::new().watch(&watch).run(&star)?;
    assert_eq!(watch.fraction().to_bits(), 1.0_f64.to_bits());
    watch.cancel();
    assert!(matches!(Betweenness::new().watch(&watch).run(&star), Err(Error::Cancelled)));
    assert!(matches!(Closeness::new().watch(&watch).run(&star), Err(Error::Cancelled)));
    assert!(matches!(PageRank::new().watch(&watch).run(&star), Err(Error::Cancelled)));
    Ok(())
}

#[test]
fn undefined_is_a_value_with_the_right_reason() -> Result<(), Error> {
    let undefined = Measured::<f64>::Undefined;
    let empty = Adjacency::from_edges(0, [])?;
    let one = Adjacency::from_edges(1, [])?;
    let apart = Adjacency::from_edges(3, [])?;
    let apart_directed = Adjacency::from_arcs(3, [])?;
    let pair = Adjacency::from_edges(3, [(0, 1, 1.0)])?;
    assert_eq!(Density::new().run(&one)?, undefined(Undefined::TooFewCities { need: 2 }));
    assert_eq!(Density::new().run(&apart)?, Measured::Value(0.0));
    assert_eq!(Reciprocity::new().run(&pair)?, undefined(Undefined::Vacuous));
    assert_eq!(Reciprocity::new().run(&apart_directed)?, undefined(Undefined::NoEdges));
    assert_eq!(Gini::new().run(&apart)?, undefined(Undefined::NoEdges));
    assert_eq!(Gini::new().of(&[])?, undefined(Undefined::TooFewCities { need: 1 }));
    assert_eq!(Gini::new().of(&[0.0, 0.0])?, undefined(Undefined::Vacuous));
    assert_eq!(Gini::new().of_scores(&Degree::new().run(&pair)?)?, Measured::Value(1.0 / 3.0));
    assert_eq!(Modularity::new(&[0, 1, 2]).run(&apart)?, undefined(Undefined::NoEdges));
    assert_eq!(Modularity::new(&[9, 9, 9]).run(&pair)?, Measured::Value(0.0));

    let clustering = Clustering::new().run(&pair)?;
    assert_eq!(clustering.local.get(0), undefined(Undefined::TooFewPartners { need: 2 }));
    assert_eq!(clustering.mean, undefined(Undefined::Vacuous));
    assert_eq!(clustering.transitivity, undefined(Undefined::Vacuous));

    let one_group = Mixing::new(&[5, 5, 5]).run(&pair)?;
    assert_eq!(one_group.ei, undefined(Undefined::Vacuous));
    assert_eq!(one_group.expected, undefined(Undefined::Vacuous));
    let no_ties = Mixing::new(&[1, 2, 2]).run(&apart)?;
    assert_eq!(no_ties.ei, undefined(Undefined::NoEdges));
    assert_eq!(no_ties.external_share, undefined(Undefined::NoEdges));
    assert!(no_ties.expected.value().is_some());
    let nobody = Mixing::new(&[]).run(&empty)?;
    assert_eq!(nobody.expected, undefined(Undefined::TooFewCities { need: 2 }));

    let normalized = Betweenness::new().normalized(true);
    let two = Adjacency::from_edges(2, [(0, 1, 1.0)])?;
    assert_eq!(normalized.run(&two)?.get(0), undefined(Undefined::TooFewCities { need: 3 }));
    assert_eq!(Betweenness::new().run(&two)?.get(0), Measured::Value(0.0));
    assert_eq!(Closeness::new().run(&one)?.get(0), undefined(Undefined::TooFewCities { need: 2 }));
    assert_eq!(Closeness::new().run(&pair)?.get(2), Measured::Value(0.0));
    assert!(PageRank::new().run(&empty)?.is_empty());
    assert_eq!(PageRank::new().run(&one)?.get(0), Measured::Value(1.0));
    Ok(())
}
