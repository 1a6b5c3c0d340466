//! Cities as a system, against SciPy, NumPy and NetworkX (tests/reference/system.py), closed forms
//! and what holds of every network.
#[allow(dead_code, reason = "no weights are needed here")]
#[path = "support/random.rs"]
mod random;
#[path = "support/system.rs"]
mod reference;

use approx::assert_abs_diff_eq;
use conurbation::centrality::Direction;
use conurbation::structure::Variation;
use conurbation::system::{
    AlterBased, DominantFlow, Interlocking, Limtanakool, Polycentricity, Primacy, RankSize,
};
use conurbation::{Adjacency, Error, Measured, Node, Undefined};
use random::Random;
use reference::{Graph, close, expected, graphs, scores};
use serde_json::Value;

fn floats(value: &Value) -> Vec<f64> {
    let list = value.as_array().expect("a list");
    list.iter().map(|x| x.as_f64().expect("a number")).collect()
}

fn nodes(value: &Value) -> Vec<Node> {
    floats(value).into_iter().map(|x| x as Node).collect()
}

#[test]
fn sizes_have_the_primacy_and_the_line_of_scipy() -> Result<(), Error> {
    let lists = reference::data()["sizes"].as_array().expect("lists").clone();
    assert_eq!(lists.len(), 4);
    for list in &lists {
        let (name, sizes) = (&list["name"], floats(&list["sizes"]));
        let primacy = Primacy::new().of(&sizes)?;
        let fit = RankSize::new().of(&sizes)?.value().expect("sizes vary");
        let slope = Polycentricity::new().slope(&sizes)?;
        for (key, found) in [("p2", primacy.p2), ("p4", primacy.p4), ("p11", primacy.p11)] {
            close(&format!("{key} of {name}"), found, &list[key]);
        }
        for (key, found) in [
            ("share", primacy.share),
            ("slope", slope),
            ("q", Measured::Value(fit.q.estimate)),
            ("low", Measured::Value(fit.q.low)),
            ("high", Measured::Value(fit.q.high)),
            ("constant", Measured::Value(fit.constant)),
            ("r_squared", Measured::Value(fit.r_squared)),
            ("size_on_rank", Measured::Value(fit.size_on_rank)),
            ("cities", Measured::Value(fit.cities as f64)),
        ] {
            close(&format!("{key} of {name}"), found, &list[key]);
        }
        assert_eq!(fit.few, fit.cities < 10, "{name}");
        assert_eq!(fit.zeros, sizes.len() - fit.cities, "{name}");
        // Sizes have no order, and no unit.
        let mut shuffled: Vec<f64> = sizes.iter().map(|size| size * 1024.0).collect();
        Random(3).shuffle(&mut shuffled);
        assert_eq!(Primacy::new().of(&shuffled)?, primacy, "{name}");
        let again = RankSize::new().of(&shuffled)?.value().expect("sizes vary");
        assert_abs_diff_eq!(again.q.estimate, fit.q.estimate, epsilon = 1e-12);
        let top = RankSize::new().top(4).of(&sizes)?.value().expect("sizes vary");
        assert_eq!(top.cities, 4);
    }
    Ok(())
}

/// The project's notes on methods, computed by a plain Python implementation: the fit with the half
/// of twenty cities by Zipf's law, and its error.
#[test]
fn a_perfect_rank_size_rule_has_the_known_numbers() -> Result<(), Error> {
    let zipf: Vec<f64> = (1..=20).map(|rank| 1.0 / f64::from(rank)).collect();
    let fit = RankSize::new().of(&zipf)?.value().expect("sizes vary");
    assert_abs_diff_eq!(fit.q.estimate, 1.163_269_932_808_181_7, epsilon = 1e-12);
    assert_abs_diff_eq!(fit.standard_error, 0.367_858_252_126_488_5, epsilon = 1e-12);
    assert_abs_diff_eq!(fit.size_on_rank, 1.0, epsilon = 1e-12);
    assert!(fit.q.low < 1.0 && fit.q.high > 1.0 && !fit.few);
    let primacy = Primacy::new().of(&zipf)?;
    assert_abs_diff_eq!(primacy.p2.value().expect("two"), 2.0, epsilon = 1e-12);
    assert_abs_diff_eq!(primacy.p4.value().expect("four"), 12.0 / 13.0, epsilon = 1e-12);
    // More even sizes: a larger q of rank on size, a smaller one of size on rank.
    let even: Vec<f64> = zipf.iter().map(|size| size.sqrt()).collect();
    let even = RankSize::new().of(&even)?.value().expect("sizes vary");
    assert_abs_diff_eq!(even.q.estimate, 2.0 * fit.q.estimate, epsilon = 1e-12);
    assert_abs_diff_eq!(even.size_on_rank, 0.5, epsilon = 1e-12);
    let wide = RankSize::new().confidence(0.99).of(&zipf)?.value().expect("sizes vary");
    assert!(wide.q.low < fit.q.low && wide.q.high > fit.q.high);
    Ok(())
}

#[test]
fn sizes_that_settle_nothing_have_reasons() -> Result<(), Error> {
    let undefined = |measured: Measured| measured.undefined();
    let primacy = Primacy::new();
    assert_eq!(undefined(primacy.of(&[])?.share), Some(Undefined::TooFewCities { need: 1 }));
    assert_eq!(undefined(primacy.of(&[3.0])?.p2), Some(Undefined::TooFewCities { need: 2 }));
    assert_eq!(primacy.of(&[3.0])?.share.value(), Some(1.0));
    assert_eq!(undefined(primacy.of(&[3.0, 0.0])?.p2), Some(Undefined::Unbounded));
    assert_eq!(undefined(primacy.of(&[0.0, 0.0])?.p2), Some(Undefined::Vacuous));
    assert_eq!(undefined(primacy.of(&[0.0, 0.0])?.share), Some(Undefined::Vacuous));
    let ten = [1.0; 10];
    assert_eq!(undefined(primacy.of(&ten)?.p11), Some(Undefined::TooFewCities { need: 11 }));
    assert!(matches!(primacy.of(&[1e300, 1e-300]), Err(Error::Overflow { .. })));
    for wrong in [-1.0, f64::NAN, f64::INFINITY] {
        assert!(primacy.of(&[1.0, wrong]).is_err());
        assert!(RankSize::new().of(&[1.0, wrong]).is_err());
        assert!(Polycentricity::new().slope(&[1.0, wrong]).is_err());
    }
    let fit = |sizes: &[f64]| RankSize::new().of(sizes).map(|fit| fit.undefined());
    assert_eq!(fit(&[2.0, 1.0, 0.0])?, Some(Undefined::TooFewCities { need: 3 }));
    assert_eq!(fit(&[0.3; 12])?, Some(Undefined::ZeroVariance));
    assert_eq!(
        RankSize::new().top(2).of(&[1.0]).map_err(|error| error.to_string()),
        Err("top(2) is out of range: 3 cities at least".to_owned()),
    );
    assert!(RankSize::new().confidence(1.0).of(&[1.0]).is_err());
    let three = Polycentricity::new().slope(&[3.0, 2.0, 1.0, 0.0])?;
    assert_eq!(undefined(three), Some(Undefined::TooFewCities { need: 4 }));
    assert_eq!(Polycentricity::new().slope(&[2.0; 4])?.value(), Some(0.0));
    Ok(())
}

#[test]
fn networks_have_the_numbers_of_the_reference() -> Result<(), Error> {
    for Graph { name, graph, expected: json, .. } in graphs() {
        let poly = Polycentricity::new().run(&graph)?;
        let system = Limtanakool::new().run(&graph)?;
        for (key, found) in [
            ("green", poly.green),
            ("balance", poly.balance),
            ("slope", poly.slope),
            ("cv", Variation::new().run(&graph)?),
            ("entropy", system.entropy),
            ("entropy_of_pairs", system.entropy_of_pairs),
        ] {
            close(&format!("{key} of {name}"), found, &json[key]);
        }
        scores(&format!("dominance of {name}"), &system.dominance, &json["dominance"]);
        scores(&format!("symmetry of {name}"), &system.symmetry, &json["symmetry"]);
        let shares: f64 = system.relative_strength.iter().map(|tie| tie.share).sum();
        assert_abs_diff_eq!(shares, 1.0, epsilon = 1e-12);
        for (key, weighted) in [("binary", false), ("weighted", true)] {
            let alter = AlterBased::new().weighted(weighted).run(&graph)?;
            let json = &json["alter"][key];
            scores(&format!("{key} centrality of {name}"), &alter.centrality, &json["centrality"]);
            scores(&format!("{key} power of {name}"), &alter.power, &json["power"]);
            // Each partner shares out one in all.
            let power: f64 = alter.power.iter().filter_map(Measured::value).sum();
            let tied = expected(&json["power"]).into_iter().filter(|x| *x > Some(0.0)).count();
            assert_abs_diff_eq!(power, tied as f64, epsilon = 1e-9);
        }
    }
    Ok(())
}

/// The karate club in the project's notes on methods: Mr. Hi, the officer, and one at the edge.
#[test]
fn alters_of_the_karate_club_are_the_known_ones() -> Result<(), Error> {
    let karate = graphs().into_iter().find(|graph| graph.name == "karate").expect("it is there");
    let alter = AlterBased::new().run(&karate.graph)?;
    for (city, centrality, power) in [
        (0, 69.0, 5.194_444_444_444_445),
        (33, 65.0, 5.766_666_666_666_667),
        (11, 16.0, 0.0625),
        (16, 8.0, 0.5),
    ] {
        assert_abs_diff_eq!(alter.centrality.get(city).value().expect("tied"), centrality);
        let found = alter.power.get(city).value().expect("tied");
        assert_abs_diff_eq!(found, power, epsilon = 1e-12);
    }
    Ok(())
}

#[test]
fn dominant_flows_are_those_of_the_reference() -> Result<(), Error> {
    let (mut ties, mut deepest) = (0, 0);
    for Graph { name, graph, expected, .. } in graphs() {
        let flows = DominantFlow::new().run(&graph)?;
        let json = &expected["flow"];
        let lists = |key: &str| -> Vec<Vec<Node>> {
            json[key].as_array().expect("lists").iter().map(nodes).collect()
        };
        assert_eq!(flows.parents, lists("parents"), "{name}");
        assert_eq!(flows.roots, nodes(&json["roots"]), "{name}");
        assert_eq!(flows.levels, nodes(&json["levels"]), "{name}");
        assert_eq!(flows.tied, nodes(&json["tied"]), "{name}");
        for (city, roots) in graph.nodes().zip(lists("roots_of")) {
            assert_eq!(flows.roots_of(city), roots, "{name} {city}");
        }
        ties += flows.tied.len();
        deepest = deepest.max(flows.levels.iter().copied().max().unwrap_or(0));
    }
    assert!(ties > 10 && deepest > 2);
    Ok(())
}

#[test]
fn dominant_flows_go_to_larger_cities_alone() -> Result<(), Error> {
    // Two equal cities: neither is larger.
    let pair = Adjacency::from_edges(3, [(0, 1, 2.0)])?;
    let flows = DominantFlow::new().run(&pair)?;
    assert_eq!((flows.roots.len(), flows.levels), (3, vec![0; 3]));
    // By population the second is larger, whoever has more ties.
    let path = Adjacency::from_edges(3, [(0, 1, 2.0), (0, 2, 1.0)])?;
    let flows = DominantFlow::new().sizes(&[10.0, 20.0, 5.0]).run(&path)?;
    assert_eq!(flows.parents, [vec![1], vec![], vec![0]]);
    assert_eq!(flows.levels, [1, 0, 2]);
    assert_eq!(flows.roots_of(2), [1]);
    // What cities receive makes them large; a flow goes where it is sent.
    let arcs = Adjacency::from_arcs(3, [(0, 1, 1.0), (2, 1, 1.0), (1, 2, 5.0)])?;
    let flows = DominantFlow::new().run(&arcs)?;
    assert_eq!(flows.parents, [vec![1], vec![2], vec![]]);
    // Sums that differ in the last digit alone are tied.
    let tied =
        Adjacency::from_edges(5, [(0, 1, 0.1 + 0.2), (0, 2, 0.3), (1, 3, 1.0), (2, 4, 1.0)])?;
    let flows = DominantFlow::new().run(&tied)?;
    assert_eq!((flows.parents[0].clone(), flows.tied), (vec![1, 2], vec![0]));
    let message = |sizes: &[f64]| {
        DominantFlow::new().sizes(sizes).run(&path).map_err(|error| error.to_string()).err()
    };
    let expected = "sizes(1 sizes for 3 cities) is out of range: one size for each city";
    assert_eq!(message(&[1.0]).as_deref(), Some(expected));
    assert!(message(&[1.0, -1.0, 0.0]).is_some());
    Ok(())
}

#[test]
fn green_of_stars_rings_and_complete_networks_is_known() -> Result<(), Error> {
    // The project's notes on methods: .16, .5 and 1.
    for (name, green) in [("star", 0.16), ("cycle", 0.5), ("complete", 1.0)] {
        let found = graphs().into_iter().find(|graph| graph.name == name).expect("it is there");
        let value = Polycentricity::new().run(&found.graph)?.green.value().expect("tied");
        assert_abs_diff_eq!(value, green, epsilon = 1e-12);
    }
    let alone = Polycentricity::new().run(Adjacency::from_edges(1, [])?)?;
    assert_eq!(alone.green.undefined(), Some(Undefined::TooFewCities { need: 2 }));
    let apart = Polycentricity::new().run(Adjacency::from_edges(5, [])?)?;
    assert_eq!(apart.green.undefined(), Some(Undefined::NoEdges));
    assert_eq!(apart.density.value(), Some(0.0));
    let pair = Polycentricity::new().run(Adjacency::from_edges(5, [(0, 1, 1.0)])?)?;
    assert_eq!(pair.slope.undefined(), Some(Undefined::TooFewCities { need: 4 }));
    Ok(())
}

#[test]
fn indices_of_a_system_have_reasons_at_the_edges() -> Result<(), Error> {
    let run = |graph: &Adjacency, direction| Limtanakool::new().direction(direction).run(graph);
    let alone = run(&Adjacency::from_edges(1, [])?, Direction::Both)?;
    assert_eq!(alone.dominance.get(0).undefined(), Some(Undefined::TooFewCities { need: 2 }));
    let apart = run(&Adjacency::from_arcs(2, [])?, Direction::Both)?;
    assert_eq!(apart.dominance.get(0).undefined(), Some(Undefined::NoEdges));
    assert_eq!(apart.entropy.undefined(), Some(Undefined::NoEdges));
    assert_eq!(apart.symmetry.get(0).undefined(), Some(Undefined::NoEdges));
    let pair = run(&Adjacency::from_edges(3, [(0, 1, 2.0)])?, Direction::Both)?;
    assert_eq!(pair.entropy.undefined(), Some(Undefined::Vacuous));
    assert_eq!(pair.entropy_of_pairs.value(), Some(0.0));
    assert_eq!(pair.symmetry.get(0).undefined(), Some(Undefined::Vacuous));
    assert_eq!(pair.dominance.get(0).value(), Some(2.0));
    assert_eq!(pair.dominance.get(2).value(), Some(0.0));
    let arc = run(&Adjacency::from_arcs(3, [(0, 1, 2.0)])?, Direction::In)?;
    assert_eq!(arc.dominance.get(1).undefined(), Some(Undefined::Unbounded));
    assert_eq!(arc.dominance.get(0).value(), Some(0.0));
    assert_eq!(arc.symmetry.get(0).value(), Some(-1.0));
    assert_eq!(arc.symmetry.get(1).value(), Some(1.0));
    assert_eq!(arc.symmetry.get(2).undefined(), Some(Undefined::Isolate));
    // A city with nearly all leaves the others what they have.
    let uneven = Adjacency::from_arcs(3, [(0, 1, 1e20), (1, 2, 1.0)])?;
    let uneven = run(&uneven, Direction::In)?;
    assert_abs_diff_eq!(uneven.dominance.get(1).value().expect("others have"), 2e20, epsilon = 1e6);
    Ok(())
}

/// Taylor's formulas by hand; the project's notes on methods have the same numbers.
#[test]
fn firms_interlock_cities() -> Result<(), Error> {
    let offices = [vec![3.0, 2.0], vec![2.0, 0.0], vec![1.0, 1.0], vec![0.0, 0.0]];
    let world = Interlocking::new().run(&offices)?;
    let ties: Vec<_> = world.network.edges().collect();
    assert_eq!(ties, [(0, 1, 6.0), (0, 2, 5.0), (1, 2, 2.0)]);
    let values: Vec<_> = world.connectivity.iter().filter_map(Measured::value).collect();
    assert_eq!(values, [11.0, 8.0, 7.0, 0.0]);
    assert_abs_diff_eq!(world.proportional.get(2).value().expect("firms"), 7.0 / 11.0);
    // What the table says as a product of matrices, on random tables.
    let mut random = Random(11);
    let table: Vec<Vec<f64>> =
        (0..9).map(|_| (0..6).map(|_| f64::from(random.below(6))).collect()).collect();
    let world = Interlocking::new().run(&table)?;
    for a in 0..9 {
        for b in (0..9).filter(|&b| b != a) {
            let product: f64 = table[a].iter().zip(&table[b]).map(|(x, y)| x * y).sum();
            let weight = world.network.weight(a as Node, b as Node).unwrap_or(0.0);
            assert_abs_diff_eq!(weight, product, epsilon = 1e-12);
        }
    }
    let apart = Interlocking::new().run(&[vec![1.0, 0.0], vec![0.0, 1.0]])?;
    assert_eq!(apart.proportional.get(0).undefined(), Some(Undefined::NoEdges));
    assert_eq!(apart.connectivity.get(0).value(), Some(0.0));
    assert!(Interlocking::new().run(&[])?.connectivity.is_empty());
    assert!(matches!(Interlocking::new().run(&[vec![1.0], vec![1.0, 2.0]]), Err(Error::Param(_))));
    assert!(Interlocking::new().run(&[vec![1.0], vec![-1.0]]).is_err());
    for beyond in [1e200, 1e-200] {
        let beyond = Interlocking::new().run(&[vec![beyond], vec![beyond]]);
        assert!(matches!(beyond, Err(Error::Overflow { .. })));
    }
    Ok(())
}

/// Only ratios of weights matter, unless they are multiplied: then a reason stands for a number.
#[test]
fn huge_and_tiny_weights_change_nothing() -> Result<(), Error> {
    let found = graphs();
    let graph = found.iter().find(|graph| graph.name == "three provinces").expect("it is there");
    for scale in [1e-300, 1e300] {
        let ties = graph.graph.edges().map(|(a, b, weight)| (a, b, weight * scale));
        let scaled = Adjacency::from_edges(graph.graph.node_count(), ties)?;
        let json = &graph.expected;
        let system = Limtanakool::new().run(&scaled)?;
        close("entropy", system.entropy, &json["entropy"]);
        scores("dominance", &system.dominance, &json["dominance"]);
        close("green", Polycentricity::new().run(&scaled)?.green, &json["green"]);
        close("slope", Polycentricity::new().run(&scaled)?.slope, &json["slope"]);
        close("cv", Variation::new().run(&scaled)?, &json["cv"]);
        let alter = AlterBased::new().weighted(true).run(&scaled)?;
        scores("power", &alter.power, &json["alter"]["weighted"]["power"]);
        let reason = alter.centrality.get(0).undefined().expect("it is beyond all numbers");
        assert_eq!(reason.name(), "Assumption");
        let fit = RankSize::new().run(&scaled)?.value().expect("strengths vary");
        let plain = RankSize::new().run(&graph.graph)?.value().expect("strengths vary");
        assert_abs_diff_eq!(fit.q.estimate, plain.q.estimate, epsilon = 1e-9);
        assert_eq!(fit.zeros, plain.zeros);
        let flows = DominantFlow::new().run(&scaled)?;
        assert_eq!(flows, DominantFlow::new().run(&graph.graph)?);
    }
    Ok(())
}
