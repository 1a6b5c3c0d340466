//! Trees of circles: their order, their levels, their judges, and how well they are found.
#[path = "support/data.rs"]
#[allow(dead_code, reason = "shared by several tests")]
mod data;
#[path = "../examples/nested_circles/families.rs"]
mod families;
#[path = "support/random.rs"]
#[allow(dead_code, reason = "shared by several tests")]
mod random;

use conurbation::circles::{
    CircleMethod, CircleStability, CircleTree, CirclesBeyondDistance, CirclesBeyondDistanceResult,
    Cophenetic, Dasgupta, HierarchicalModularity, HierarchicalMutualInformation, NestedCircles,
    NestedElementCentric, Paris, TreeDivergence,
};
use conurbation::community::{Layers, Modularity};
use conurbation::network::Projection;
use conurbation::nulls::{DegreePreserving, Distances, MaxEntropy};
use conurbation::statistics::Permutation;
use conurbation::synthetic::{GeometricNetwork, NestedPartition, RandomGeometric};
use conurbation::{Adjacency, Error, Measured, Region, Undefined, Watch};
use data::{Named, json, list};
use random::Random;
use serde_json::Value;
use std::collections::BTreeSet;

/// Three circles of three circles of three cities, the cities dealt by `city`.
fn nine_triangles(city: impl Fn(u32) -> u32) -> Vec<Vec<u32>> {
    let block = |start: u32, size: u32| (start..start + size).map(&city).collect();
    let small = (0..9).map(|nth| block(3 * nth, 3));
    small.chain((0..3).map(|nth| block(9 * nth, 9))).collect()
}

#[test]
fn a_tree_does_not_depend_on_the_order_of_its_circles() -> Result<(), Error> {
    let circles = nine_triangles(|city| city);
    let tree = CircleTree::new(27, circles.clone())?;
    let mut shuffled: Vec<Vec<u32>> = circles.into_iter().rev().collect();
    shuffled.swap(2, 7);
    shuffled.iter_mut().for_each(|circle| circle.reverse());
    shuffled.push(shuffled[3].clone());
    shuffled.push((0..27).collect());
    shuffled.push(vec![8]);
    assert_eq!(tree, CircleTree::new(27, shuffled)?);
    assert_eq!(tree.circle_count(), 13);
    assert_eq!(tree.levels(), [1, 2]);
    let middle: Vec<u32> = (0..27).map(|city| city / 9).collect();
    let small: Vec<u32> = (0..27).map(|city| city / 3).collect();
    assert_eq!(tree.labels(0), vec![0; 27]);
    assert_eq!(tree.labels(1), middle);
    assert_eq!(tree.labels(2), small);
    assert_eq!(tree.labels(9), small);
    assert_eq!(tree, CircleTree::from_levels(27, &[middle, small])?);
    Ok(())
}

#[test]
fn circles_of_a_tree_nest_and_come_in_order() -> Result<(), Error> {
    let tree = CircleTree::new(27, nine_triangles(|city| (city * 10) % 27))?;
    for circle in 0..tree.circle_count() {
        let children: Vec<usize> = tree.children(circle).collect();
        for &child in &children {
            assert_eq!(tree.parent(child), Some(circle));
            assert_eq!(tree.depth(child), tree.depth(circle) + 1);
            assert!(tree.members(child).iter().all(|city| tree.members(circle).contains(city)));
        }
        let key = |child: &usize| {
            (std::cmp::Reverse(tree.size(*child)), tree.members(*child).iter().min().copied())
        };
        assert!(children.is_sorted_by_key(key));
        let inner: usize = children.iter().map(|&child| tree.size(child)).sum();
        assert_eq!(inner + tree.loose(circle).len(), tree.size(circle));
        for &city in tree.members(circle) {
            assert!(tree.within(circle).contains(&tree.home(city)));
        }
    }
    for a in 0..27 {
        for b in 0..27 {
            let holds = |circle: &usize| {
                tree.members(*circle).contains(&a) && tree.members(*circle).contains(&b)
            };
            let smallest = (0..tree.circle_count()).filter(holds).min_by_key(|&c| tree.size(c));
            assert_eq!(Some(tree.common(a, b)), smallest);
        }
    }
    Ok(())
}

#[test]
fn levels_stay_where_they_are_and_loose_cities_are_alone() -> Result<(), Error> {
    // The circle of 0 to 3 is divided at the third level only, and city 4 leaves its circle then.
    let levels = [[7, 7, 7, 7, 9, 9, 9], [1, 1, 1, 1, 2, 2, 2], [1, 1, 2, 2, 3, 4, 4]];
    let tree = CircleTree::from_levels(7, &levels)?;
    assert_eq!(tree.levels(), [1, 3]);
    assert_eq!(tree.labels(2), [0, 0, 0, 0, 1, 1, 1]);
    assert_eq!(tree.labels(3), [0, 0, 1, 1, 3, 2, 2]);
    assert_eq!(tree.home(4), tree.parent(tree.home(5)).expect("a circle within a circle"));
    let crossing = CircleTree::from_levels(3, &[[0, 0, 1], [0, 1, 1]]).map_err(|e| e.to_string());
    let message = "from_levels(division 1) is out of range: each division within the one before";
    assert_eq!(crossing, Err(message.to_owned()));
    Ok(())
}

#[test]
fn what_is_no_tree_is_refused_by_name() {
    let message = |circles: Vec<Vec<u32>>| {
        CircleTree::new(6, circles).map(|_| ()).map_err(|error| error.to_string())
    };
    assert_eq!(
        message(vec![vec![0, 1, 2], vec![4, 5], vec![2, 3]]),
        Err("CircleTree::new(circles 0 and 2) is out of range: circles of which no two cross"
            .to_owned()),
    );
    assert_eq!(
        message(vec![vec![0, 6]]),
        Err("CircleTree::new(circle 0 holds city 6 of 6) is out of range: cities of the tree"
            .to_owned()),
    );
}

#[test]
fn empty_and_tiny_regions_have_a_root() -> Result<(), Error> {
    for cities in 0..3 {
        let tree = CircleTree::new(cities, [(0..cities as u32).collect::<Vec<_>>()])?;
        assert!(tree.is_trivial());
        assert_eq!(tree.size(0), cities);
        assert_eq!(tree.labels(1), vec![0; cities]);
        assert!(tree.to_newick(|city| city.to_string()).ends_with(");"));
        assert_eq!(tree.to_json(|city| city.to_string())["size"], cities);
    }
    Ok(())
}

#[test]
fn a_deep_tree_overflows_no_stack() -> Result<(), Error> {
    let deep = (2..3000_u32).map(|size| (0..size).collect::<Vec<_>>());
    let tree = CircleTree::new(3000, deep)?;
    assert_eq!(tree.levels().len(), 2998);
    assert_eq!(tree.to_newick(|city| city.to_string()).matches('(').count(), 2999);
    assert_eq!(tree.labels(1)[2999], 1);
    Ok(())
}

fn edges(value: &Value) -> Vec<(u32, u32, f64)> {
    let number = |value: &Value| value.as_f64().expect("a number");
    let edge = |edge: &Value| (number(&edge[0]) as u32, number(&edge[1]) as u32, number(&edge[2]));
    value["edges"].as_array().expect("edges").iter().map(edge).collect()
}

fn graph(value: &Value) -> Adjacency {
    let nodes = value["nodes"].as_u64().expect("nodes") as usize;
    Adjacency::from_edges(nodes, edges(value)).expect("legal ties")
}

/// The circles of a list of joins.
fn joined(nodes: usize, joins: &[Value]) -> CircleTree {
    let mut members: Vec<Vec<u32>> = (0..nodes as u32).map(|city| vec![city]).collect();
    for join in joins {
        let part = |at: usize| members[join[at].as_u64().expect("a group") as usize].clone();
        members.push([part(0), part(1)].concat());
    }
    CircleTree::new(nodes, members.split_off(nodes)).expect("joins nest")
}

#[test]
fn judges_agree_with_another_implementation() -> Result<(), Error> {
    for case in list(&json("trees.json"), "dendrograms") {
        let graph = graph(case);
        let tree = joined(graph.node_count(), list(case, "joins"));
        let number = |key: &str| case[key].as_f64().expect("a number");
        let cost = Dasgupta::new().run(&graph, &tree)?.value().expect("there are ties");
        assert!((cost.cost / number("cost") - 1.0).abs() < 1e-12);
        assert!((cost.normalized - number("normalized_cost")).abs() < 1e-12);
        let told = TreeDivergence::new().run(&graph, &tree)?.value().expect("there are ties");
        assert!((told.divergence - number("divergence")).abs() < 1e-9, "{}", told.divergence);
        assert!((told.normalized - number("normalized_divergence")).abs() < 1e-9);
    }
    Ok(())
}

#[test]
fn judges_agree_with_scikit_network_on_published_networks() -> Result<(), Error> {
    let (oracle, graphs) = (json("oracles/dendrograms.json"), json("oracles/graphs.json"));
    // The house of scikit-network: a square with a roof over 1 and 4.
    let house = [(0, 1), (0, 4), (1, 2), (1, 4), (2, 3), (3, 4)];
    for name in ["house", "karate", "ninetriangles"] {
        // Cities in the order of their numbers, ties counted.
        let ties: Vec<(u64, u64)> = if name == "house" {
            house.to_vec()
        } else {
            let named = Named::from_json(&graphs[name]);
            let city = |node: u32| named.nodes[node as usize].parse::<u64>().expect("a number");
            named.graph.edges().map(|(a, b, _)| (city(a), city(b))).collect()
        };
        let first = ties.iter().map(|tie| tie.0.min(tie.1)).min().expect("ties");
        let place = |city: u64| (city - first) as u32;
        let ties = ties.into_iter().map(|(a, b)| (place(a), place(b), 1.0));
        let case = &oracle[name];
        let number = |key: &str| case[key].as_f64().expect("a number");
        let cities = number("n") as usize;
        let graph = Adjacency::from_edges(cities, ties)?;
        let mut members: Vec<Vec<u32>> = (0..cities as u32).map(|city| vec![city]).collect();
        for join in list(case, "dendrogram") {
            let part = |at: usize| members[join[at].as_f64().expect("a group") as usize].clone();
            members.push([part(0), part(1)].concat());
        }
        let tree = CircleTree::new(cities, members.split_off(cities))?;
        let cost = Dasgupta::new().run(&graph, &tree)?.value().expect("there are ties");
        assert!((cost.cost - number("dasgupta_raw")).abs() < 1e-9, "{name}: {}", cost.cost);
        let by_weight = cost.cost / graph.edge_count() as f64;
        assert!((by_weight - number("sknetwork_cost")).abs() < 1e-9, "{name}");
        assert!((cost.normalized - number("sknetwork_cost_norm")).abs() < 1e-9, "{name}");
        assert!((1.0 - cost.normalized - number("sknetwork_score")).abs() < 1e-9, "{name}");
        let told = TreeDivergence::new().run(&graph, &tree)?.value().expect("there are ties");
        assert!((told.divergence - number("tsd_raw")).abs() < 1e-9, "{name}");
        assert!((told.normalized - number("tsd_norm")).abs() < 1e-9, "{name}");
    }
    Ok(())
}

#[test]
fn trees_of_known_cost() -> Result<(), Error> {
    let cost = |graph: &Adjacency, circles: Vec<Vec<u32>>| -> Result<f64, Error> {
        let tree = CircleTree::new(graph.node_count(), circles)?;
        Ok(Dasgupta::new().run(graph, &tree)?.value().expect("there are ties").cost)
    };
    let ties = (0..7).flat_map(|a| (0..a).map(move |b| (a, b, 1.0)));
    let clique = Adjacency::from_edges(7, ties)?;
    let chain = (2..7).map(|size| (0..size).collect()).collect();
    let halves = vec![vec![0, 1, 2], vec![0, 1], vec![3, 4, 5, 6], vec![3, 4], vec![5, 6]];
    for tree in [chain, halves] {
        assert!((cost(&clique, tree)? - (343.0 - 7.0) / 3.0).abs() < 1e-9);
        assert_eq!(json("oracles/dendrograms.json")["clique7_caterpillar"], (343.0 - 7.0) / 3.0);
    }
    let path = Adjacency::from_edges(8, (0..7).map(|a| (a, a + 1, 1.0)))?;
    let blocks = |size: u32| (0..8 / size).map(move |b| (b * size..(b + 1) * size).collect());
    let balanced = json("oracles/dendrograms.json")["path8_balanced"].as_f64().expect("24");
    assert!((cost(&path, blocks(2).chain(blocks(4)).collect())? - balanced).abs() < 1e-9);
    Ok(())
}

#[test]
fn joins_are_those_of_the_definition() -> Result<(), Error> {
    for case in list(&json("trees.json"), "joins") {
        let paris = Paris::new().run(graph(case))?.value().expect("there are ties");
        let mut heights: Vec<f64> = paris.heights.iter().flatten().copied().collect();
        heights.sort_by(f64::total_cmp);
        let expected = list(case, "heights");
        assert_eq!(heights.len(), expected.len());
        for (found, expected) in heights.iter().zip(expected) {
            assert!((found / expected.as_f64().expect("a number") - 1.0).abs() < 1e-12);
        }
    }
    Ok(())
}

#[test]
fn hierarchical_mutual_information_is_that_of_the_definition() -> Result<(), Error> {
    for case in list(&json("trees.json"), "mutual") {
        let tree = |key: &str| {
            let label = |label: &Value| label.as_u64().expect("a label") as u32;
            let level = |level: &Value| {
                level.as_array().expect("labels").iter().map(label).collect::<Vec<u32>>()
            };
            let levels: Vec<Vec<u32>> = list(case, key).iter().map(level).collect();
            CircleTree::from_levels(levels[0].len(), &levels).expect("levels nest")
        };
        let (a, b) = (tree("a"), tree("b"));
        let number = |value: &Value| value.as_f64().expect("a number");
        let both = HierarchicalMutualInformation::new().run(&a, &b)?;
        assert!((both.information - number(&case["information"])).abs() < 1e-12);
        assert!((both.own[0] - number(&case["own"][0])).abs() < 1e-12);
        assert!((both.own[1] - number(&case["own"][1])).abs() < 1e-12);
        let same = HierarchicalMutualInformation::new().permutations(49).run(&a, &a)?;
        assert!((same.normalized.value().expect("a share") - 1.0).abs() < 1e-12);
        assert!((same.adjusted.value().expect("a share") - 1.0).abs() < 1e-12);
        assert_eq!(same.p.value(), Some(1.0 / 50.0));
    }
    Ok(())
}

/// All trees over some cities: every way to divide them, and every way to divide each part.
fn all_trees(cities: &[u32]) -> Vec<Vec<Vec<u32>>> {
    let mut found = vec![Vec::new()];
    if cities.len() < 3 {
        return found;
    }
    for parts in divisions(cities) {
        if parts.len() < 2 || parts.iter().all(|part| part.len() < 2) {
            continue;
        }
        let mut trees = vec![Vec::new()];
        for part in parts.iter().filter(|part| part.len() > 1) {
            let inner = all_trees(part);
            let with = |tree: &Vec<Vec<u32>>| {
                let tree = tree.clone();
                let inner = inner.iter();
                inner.map(move |inner| [tree.clone(), vec![part.clone()], inner.clone()].concat())
            };
            trees = trees.iter().flat_map(with).collect();
        }
        found.append(&mut trees);
    }
    found
}

fn divisions(cities: &[u32]) -> Vec<Vec<Vec<u32>>> {
    let Some((&last, rest)) = cities.split_last() else { return vec![Vec::new()] };
    let mut found = Vec::new();
    for division in divisions(rest) {
        for at in 0..division.len() {
            let mut division = division.clone();
            division[at].push(last);
            found.push(division);
        }
        found.push([division, vec![vec![last]]].concat());
    }
    found
}

/// The score by its definition: what each pair tells, looked up pair by pair, and the price.
fn score_by_definition(graph: &Adjacency, tree: &CircleTree) -> f64 {
    let n = graph.node_count();
    let null = MaxEntropy::new().run(graph).expect("converges").value().expect("a null");
    let total = graph.total_weight();
    let squares: f64 = graph.edges().map(|tie| tie.2 * tie.2).sum();
    let ties = total * total / squares;
    let classes = tree.circle_count();
    let (mut weight, mut expected) = (vec![0.0; classes], vec![0.0; classes]);
    for a in 0..n as u32 {
        for b in 0..a {
            let class = tree.common(a, b);
            weight[class] += graph.weight(a, b).unwrap_or(0.0) * total / squares;
            expected[class] += null.expected(a, b) * total / squares;
        }
    }
    let told = weight.iter().zip(&expected).filter(|own| *own.0 > 0.0);
    let told: f64 = told.map(|(weight, expected)| weight * (weight / expected).ln()).sum();
    let factorial = |n: usize| (2..=n).map(|k| (k as f64).ln()).sum::<f64>();
    let mut price = 0.0;
    for circle in 0..classes {
        let alone = tree.loose(circle).len();
        let inner: Vec<usize> = tree.children(circle).map(|child| tree.size(child)).collect();
        if inner.is_empty() {
            continue;
        }
        let (size, parts) = (tree.size(circle), inner.len() + alone);
        price += (size as f64).ln() + factorial(size) + factorial(size - 1);
        price -= factorial(parts - 1) + factorial(size - parts);
        price -= inner.iter().map(|&size| factorial(size)).sum::<f64>();
        price += 0.5 * ties.ln() * parts as f64;
    }
    told - price
}

#[test]
fn no_tree_of_six_cities_scores_more_than_the_one_found() -> Result<(), Error> {
    let trees = all_trees(&[0, 1, 2, 3, 4, 5]);
    // The fourth problem of Schröder (1870).
    assert_eq!(trees.len(), 2752);
    let triangles = [(0, 1, 1.0), (1, 2, 1.0), (0, 2, 1.0), (3, 4, 1.0), (4, 5, 1.0), (3, 5, 1.0)];
    let bridge = [(2, 3, 1.0)];
    let uneven = [(0, 1, 9.0), (2, 3, 7.0), (4, 5, 8.0), (1, 2, 1.0), (3, 4, 2.0), (0, 5, 1.0)];
    for ties in [[&triangles[..], &bridge].concat(), uneven.to_vec()] {
        let graph = Adjacency::from_edges(6, ties)?;
        let found = NestedCircles::new().method(CircleMethod::Quality).run(&graph)?;
        let score = found.score.value().expect("there are ties");
        let mut best = 0.0_f64;
        for circles in &trees {
            let tree = CircleTree::new(6, circles.clone())?;
            let told = TreeDivergence::new().run(&graph, &tree)?.value().expect("there are ties");
            if !tree.is_trivial() {
                let expected = score_by_definition(&graph, &tree);
                assert!((told.score - expected).abs() < 1e-6, "{} {expected}", told.score);
            }
            best = best.max(told.score);
        }
        assert!((score - best).abs() < 1e-9, "{score} {best}");
    }
    Ok(())
}

/// Networks in which there are no circles.
fn without_circles(kind: &str, number: u64) -> Adjacency {
    let mut random = Random(number + 1);
    let n: u32 = 120;
    let mut ties: BTreeSet<(u32, u32)> = BTreeSet::new();
    match kind {
        "random" | "power law" => {
            let power = kind == "power law";
            let mut sums = Vec::new();
            let mut sum = 0.0;
            for city in 0..n {
                sum += if power { (1.0 - f64::from(city) / f64::from(n)).powf(-0.6) } else { 1.0 };
                sums.push(sum);
            }
            while ties.len() < 400 {
                let mut pick = || {
                    let at = sum * f64::from(random.below(1 << 30)) / f64::from(1 << 30);
                    sums.partition_point(|&before| before <= at) as u32
                };
                let (a, b) = (pick(), pick());
                if a != b {
                    ties.insert((a.min(b), a.max(b)));
                }
            }
        }
        "preferential" => {
            let mut ends = vec![0, 1];
            ties.insert((0, 1));
            for city in 2..n {
                for _ in 0..3 {
                    let other = ends[random.below(ends.len() as u32) as usize];
                    if other != city && ties.insert((other, city)) {
                        ends.extend([other, city]);
                    }
                }
            }
        }
        "tree" => ties.extend((1..n).map(|city| (random.below(city), city))),
        _ => ties.extend((0..n).map(|city| (city, (city + 1) % n))),
    }
    let ties = ties.into_iter().map(|(a, b)| (a, b, 1.0));
    Adjacency::from_edges(n as usize, ties).expect("legal ties")
}

#[test]
fn where_there_are_no_circles_none_are_found() -> Result<(), Error> {
    for kind in ["random", "power law", "preferential", "tree", "cycle"] {
        for number in 0..3 {
            let network = without_circles(kind, number);
            for method in [CircleMethod::Quality, CircleMethod::Fast] {
                let found = NestedCircles::new().method(method).seed(number).run(&network)?;
                assert!(found.tree.is_trivial(), "{kind} {number} {method:?}");
                assert_eq!(found.significant, Measured::Value(false));
            }
        }
    }
    Ok(())
}

fn nest() -> NestedPartition {
    let nest = NestedPartition::new().branching(&[3, 4]).shares(&[0.12, 0.28, 0.60]);
    nest.size(12).mean_degree(14.0)
}

/// The same ties with weights up to 3 whatever the pair, in either direction if `directed`.
fn dressed(graph: &Adjacency, directed: bool) -> Adjacency {
    let mut random = Random(5);
    let ties: Vec<(u32, u32, f64)> = graph
        .edges()
        .map(|(a, b, _)| {
            let weight = if directed { 1.0 } else { f64::from(1 + random.below(3)) };
            if directed && random.below(2) == 0 { (b, a, weight) } else { (a, b, weight) }
        })
        .collect();
    let build = if directed { Adjacency::from_arcs } else { Adjacency::from_edges };
    build(graph.node_count(), ties).expect("legal ties")
}

#[test]
fn planted_circles_are_found_weighted_directed_and_in_layers() -> Result<(), Error> {
    let drawn = nest().draw(1)?;
    let truth = CircleTree::from_levels(144, &drawn.levels)?;
    let dense = nest().mean_degree(20.0).draw(1)?.adjacency;
    let weighted = dressed(&dense, false);
    let directed = dressed(&drawn.adjacency, true);
    for (kind, network) in
        [("plain", &drawn.adjacency), ("weighted", &weighted), ("directed", &directed)]
    {
        for method in [CircleMethod::Quality, CircleMethod::Fast] {
            let found = NestedCircles::new().method(method).run(network)?;
            let both = HierarchicalMutualInformation::new().run(&truth, &found.tree)?;
            let share = both.normalized.value().unwrap_or(0.0);
            let least = if method == CircleMethod::Quality { 0.9 } else { 0.65 };
            assert!(share > least, "{kind} {method:?} {share}");
            assert!(found.worth[1..].iter().all(|&worth| worth > 0.0), "{:?}", found.worth);
            assert!(found.score.value() > Some(0.0));
        }
    }
    // Neither of two layers knows much; both together do.
    let sparse = nest().mean_degree(7.0);
    let (one, other) = (sparse.draw(1)?, sparse.draw(2)?);
    let layers = Layers::new([(&one.adjacency, 1.0), (&other.adjacency, 1.0)])?;
    let found = NestedCircles::new().run_layers(&layers)?;
    let both = HierarchicalMutualInformation::new().run(&truth, &found.tree)?;
    assert!(both.normalized.value() > Some(0.9), "{both:?}");
    Ok(())
}

#[test]
fn a_factor_of_all_weights_changes_nothing_and_other_numbers_of_cities_little() -> Result<(), Error>
{
    let drawn = dressed(&nest().mean_degree(20.0).draw(3)?.adjacency, false);
    for method in [CircleMethod::Quality, CircleMethod::Fast] {
        let circles = NestedCircles::new().method(method);
        let found = circles.run(&drawn)?;
        for factor in [1000.0, 0.001] {
            let scaled = drawn.edges().map(|(a, b, weight)| (a, b, weight * factor));
            let scaled = Adjacency::from_edges(144, scaled)?;
            let scaled = circles.run(&scaled)?;
            assert_eq!(scaled.tree, found.tree);
            let scores = [&scaled, &found].map(|found| found.score.value().expect("a score"));
            assert!((scores[0] / scores[1] - 1.0).abs() < 1e-9, "{scores:?}");
        }
        let other = |city: u32| (city * 55 + 7) % 144;
        let moved = drawn.edges().map(|(a, b, weight)| (other(a), other(b), weight));
        let moved = circles.run(Adjacency::from_edges(144, moved)?)?;
        let back = |circle: usize| {
            let tree = &found.tree;
            tree.members(circle).iter().map(|&city| other(city)).collect::<Vec<u32>>()
        };
        let expected = CircleTree::new(144, (0..found.tree.circle_count()).map(back))?;
        let both = HierarchicalMutualInformation::new().run(&expected, &moved.tree)?;
        // Cities move one after another, so the fast mode is not the same to the last city.
        let least = if method == CircleMethod::Quality { 0.95 } else { 0.8 };
        assert!(both.normalized.value() > Some(least), "{method:?} {both:?}");
    }
    Ok(())
}

#[test]
fn the_same_circles_at_any_number_of_threads() -> Result<(), Error> {
    let drawn = nest().draw(5)?.adjacency;
    let small = NestedPartition::new().branching(&[2, 2]).shares(&[0.1, 0.3, 0.6]);
    let small = small.size(8).mean_degree(7.0).draw(0)?;
    let all = || -> Result<Vec<String>, Error> {
        let mut found = Vec::new();
        for method in [CircleMethod::Quality, CircleMethod::Fast] {
            found.push(NestedCircles::new().method(method).seed(3).run(&drawn)?);
        }
        found.push(NestedCircles::new().seed(3).replicates(19).run(&small)?);
        Ok(found.iter().map(|found| format!("{found:?}")).collect())
    };
    let mut results = Vec::new();
    for threads in [1, 2, 3, 7] {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build();
        results.push(pool.expect("threads").install(all)?);
    }
    assert!(results.windows(2).all(|pair| pair[0] == pair[1]));
    let mut shuffled: Vec<_> = drawn.edges().map(|(a, b, weight)| (b, a, weight)).collect();
    shuffled.reverse();
    let shuffled = Adjacency::from_edges(144, shuffled)?;
    let again = NestedCircles::new().method(CircleMethod::Quality).seed(3).run(&shuffled)?;
    assert_eq!(format!("{again:?}"), results[0][0]);
    Ok(())
}

#[test]
fn few_cities_are_tested_and_the_result_says_so() -> Result<(), Error> {
    let small = NestedPartition::new().branching(&[3]).shares(&[0.1, 0.9]);
    let small = small.size(8).mean_degree(6.0).draw(0)?;
    let found = NestedCircles::new().run(&small)?;
    assert_eq!(found.method, CircleMethod::Consensus);
    assert_eq!(found.tree.labels(1), small.levels[0]);
    assert!(found.p.value() <= Some(0.02), "{:?}", found.p);
    Ok(())
}

#[test]
fn awkward_networks_have_an_answer_or_a_reason() -> Result<(), Error> {
    let awkward = [
        Adjacency::from_edges(0, [])?,
        Adjacency::from_edges(3, [])?,
        Adjacency::from_edges(2, [(0, 1, 1e300)])?,
        Adjacency::from_edges(5, [(0, 1, 1.0), (2, 3, 1e-300)])?,
        Adjacency::from_edges(6, (1..6).map(|leaf| (0, leaf, 2.0)))?,
        Adjacency::from_arcs(6, (0..6).map(|city| (city, (city + 1) % 6, 1e-300)))?,
    ];
    for network in &awkward {
        for method in [
            CircleMethod::Quality,
            CircleMethod::Fast,
            CircleMethod::Tested,
            CircleMethod::Consensus,
        ] {
            let found = NestedCircles::new().method(method).run(network)?;
            assert_eq!(found.tree.city_count(), network.node_count());
            assert!(found.tree.is_trivial(), "{method:?}");
            let reason = (network.edge_count() == 0).then_some(Undefined::NoEdges);
            assert_eq!(found.significant.undefined(), reason);
        }
        let paris = Paris::new().run(network)?;
        assert_eq!(paris.undefined().is_some(), network.edge_count() == 0);
    }
    let refused = NestedCircles::new().replicates(3).run(&awkward[2]).map_err(|e| e.to_string());
    assert_eq!(refused.err().as_deref(), Some("replicates(3) is out of range: at least 19"));
    let watch = Watch::new();
    watch.cancel();
    let stopped = NestedCircles::new().watch(&watch).run(nest().draw(0)?);
    assert!(matches!(stopped, Err(Error::Cancelled)));
    Ok(())
}

#[test]
fn declared_circles_are_found_in_the_ties_or_not() -> Result<(), Error> {
    let drawn = nest().draw(7)?;
    let found = NestedCircles::new().seed(7).run(&drawn)?;
    let group = |level: usize, label: u32| -> Vec<u32> {
        (0..144).filter(|&city| drawn.levels[level][city as usize] == label).collect()
    };
    let across: Vec<u32> = (0..144).step_by(12).collect();
    let mut nearly = group(0, 1);
    let left = nearly.pop().expect("a city");
    let joined = group(0, 2)[0];
    nearly.push(joined);
    let declared = [
        ("small", group(1, 3)),
        ("nearly", nearly),
        ("across", across),
        ("all", (0..144).collect()),
    ];
    let agreement = found.compare(declared)?.value().expect("circles were declared");
    let [small, nearly, across] = &agreement.circles[..] else { panic!("three circles") };
    assert!((small.jaccard - 1.0).abs() < 1e-12 && small.missing.is_empty());
    assert!((nearly.jaccard - 47.0 / 49.0).abs() < 1e-12, "{nearly:?}");
    assert_eq!((&nearly.missing[..], &nearly.extra[..]), (&[joined][..], &[left][..]));
    assert!(small.p <= 0.001 && nearly.p <= 0.001 && across.p > 0.5, "{agreement:?}");
    // "across" crosses the others: no tree to compare.
    assert!(agreement.hierarchical.undefined().is_some() && agreement.levels.is_empty());
    let text = agreement.to_text(|city| format!("city {city}"));
    assert!(text.contains(&format!("missing: city {joined}\n  extra: city {left}\n")), "{text}");
    let same = (0..3).map(|label| (format!("{label}"), group(0, label)));
    let same = found.compare(same)?.value().expect("circles were declared");
    assert!(same.levels[0].ami.value() > Some(0.999) && same.levels[0].detected == Some(1));
    assert!(same.hierarchical.value().expect("a tree").p.value() <= Some(0.001));
    let empty = found.compare([("nobody", Vec::new())]).map_err(|error| error.to_string());
    let message =
        "run(nobody) is out of range: circles of cities of the tree, at least one in each";
    assert_eq!(empty.err().as_deref(), Some(message));
    let none: [(&str, Vec<u32>); 0] = [];
    assert_eq!(found.compare(none)?.undefined(), Some(Undefined::Vacuous));
    Ok(())
}

/// Element-centric similarity by its definition: the walk as a system of linear equations.
fn element_centric(a: &CircleTree, b: &CircleTree, r: f64) -> f64 {
    let n = a.city_count();
    let walk = |tree: &CircleTree| {
        let depths = (0..tree.circle_count()).map(|circle| tree.depth(circle));
        let deepest = depths.max().unwrap_or(0).max(1) as f64;
        let mut step = vec![vec![0.0; n]; n];
        for city in 0..n as u32 {
            let holds = |circle: &usize| tree.members(*circle).contains(&city);
            let around: Vec<usize> = (0..tree.circle_count()).filter(holds).collect();
            let weight = |circle: usize| (r * tree.depth(circle) as f64 / deepest).exp();
            let all: f64 = around.iter().map(|&circle| weight(circle)).sum();
            for circle in around {
                for &other in tree.members(circle) {
                    step[city as usize][other as usize] +=
                        weight(circle) / all / tree.size(circle) as f64;
                }
            }
        }
        step
    };
    let found = |step: &[Vec<f64>], city: usize| {
        let mut here = vec![0.0; n];
        for _ in 0..400 {
            let mut next = vec![0.0; n];
            next[city] = 0.1;
            for (from, row) in step.iter().enumerate() {
                row.iter().enumerate().for_each(|(to, share)| next[to] += 0.9 * here[from] * share);
            }
            here = next;
        }
        here
    };
    let (one, other) = (walk(a), walk(b));
    let city = |city| {
        let pairs = found(&one, city).into_iter().zip(found(&other, city));
        1.0 - pairs.map(|(p, q)| (p - q).abs()).sum::<f64>() / 1.8
    };
    (0..n).map(city).sum::<f64>() / n as f64
}

#[test]
fn element_centric_similarity_is_that_of_the_definition() -> Result<(), Error> {
    let a = CircleTree::new(9, [vec![0, 1, 2, 3], vec![0, 1], vec![4, 5, 6, 7]])?;
    let b = CircleTree::new(9, [vec![0, 1, 2, 4], vec![2, 4], vec![5, 6, 7, 8], vec![5, 6, 7]])?;
    for r in [0.0, 1.0, -2.0] {
        let found = NestedElementCentric::new().depth_weight(r).run(&a, &b)?.value();
        assert!((found.expect("cities") - element_centric(&a, &b, r)).abs() < 1e-9);
    }
    Ok(())
}

#[test]
fn levels_have_the_quality_of_divisions_and_a_correlation() -> Result<(), Error> {
    let drawn = nest().draw(2)?;
    let tree = CircleTree::from_levels(144, &drawn.levels)?;
    let quality = HierarchicalModularity::new().run(&drawn, &tree)?.value().expect("levels");
    for (level, labels) in quality.levels.iter().zip(&drawn.levels) {
        let expected = Modularity::new(labels).run(&drawn)?.value().expect("there are ties");
        assert!((level.modularity - expected).abs() < 1e-12);
        let (from, to) = (level.from.expect("a domain"), level.to.expect("a domain"));
        // In the middle of its domain no other level is better.
        let resolution = (from * to).sqrt();
        let at = |labels: &[u32]| -> Result<f64, Error> {
            let quality = Modularity::new(labels).resolution(resolution).run(&drawn)?;
            Ok(quality.value().expect("there are ties"))
        };
        for other in [&drawn.levels[0], &drawn.levels[1], &vec![0; 144]] {
            assert!(at(labels)? >= at(other)? - 1e-12);
        }
    }
    let (mut x, mut y) = (Vec::new(), Vec::new());
    for a in 0..144 {
        for b in 0..a {
            x.push(drawn.adjacency.weight(a, b).unwrap_or(0.0));
            y.push((tree.size(tree.common(a, b)) as f64).ln());
        }
    }
    let mean = |v: &[f64]| v.iter().sum::<f64>() / v.len() as f64;
    let (mx, my) = (mean(&x), mean(&y));
    let product = |p: &[f64], mp: f64, q: &[f64], mq: f64| {
        p.iter().zip(q).map(|(p, q)| (p - mp) * (q - mq)).sum::<f64>()
    };
    let expected =
        -product(&x, mx, &y, my) / (product(&x, mx, &x, mx) * product(&y, my, &y, my)).sqrt();
    let found = Cophenetic::new().run(&drawn, &tree)?.value().expect("there are ties");
    assert!((found - expected).abs() < 1e-9);
    Ok(())
}

/// Rows of a table of a page that begin with these cells.
fn rows<'a>(page: &'a str, cells: &str) -> impl Iterator<Item = &'a str> {
    let start = format!("| {cells} |");
    page.lines().filter(move |line| line.starts_with(&start))
}

#[test]
fn the_page_of_the_guide_has_every_family_and_every_method() {
    let page = include_str!("../src/guide/circles.md");
    for command in
        ["cargo run --release --example nested_circles -- 20 100", "python benches/peers/nested.py"]
    {
        assert!(page.contains(command), "{command}");
    }
    for family in families::families() {
        for method in
            ["automatic", "quality", "fast", "consensus", "infomap", "paris, cut", "paris, whole"]
        {
            let cells = format!("{} | 20 | {method}", family.name);
            assert_eq!(rows(page, &cells).count(), 1, "{cells}");
        }
    }
    for kind in ["random", "power law", "preferential", "cycle", "tree", "geometric"] {
        for cities in [48, 150] {
            let found: Vec<&str> = rows(page, &format!("{kind} | {cities} | 100")).collect();
            let [row] = found[..] else { panic!("{kind} {cities}") };
            // At most five of a hundred, but for networks in space, which do fall into circles.
            let counts = row.trim_matches('|').split('|').skip(3);
            let few = counts.map(|cell| cell.trim().parse::<u32>().expect("a count") <= 5);
            assert!(kind == "geometric" || few.into_iter().all(|few| few), "{row}");
        }
    }
    let in_space = ["tied if near", "fading", "planted anywhere"];
    for (kind, cities) in in_space.into_iter().flat_map(|kind| [(kind, 150), (kind, 48)]) {
        let found: Vec<&str> = rows(page, &format!("{kind} | {cities} | 100")).collect();
        let [row] = found[..] else { panic!("{kind} {cities}") };
        let cell = row.trim_matches('|').split('|').nth(3).expect("a count");
        let beyond: u32 = cell.trim().parse().expect("a count");
        assert!(if kind == "planted anywhere" { beyond >= 90 } else { beyond <= 5 }, "{row}");
    }
}

#[test]
fn small_nests_are_found_as_the_page_says() -> Result<(), Error> {
    let small = families::families().into_iter().find(|it| it.name == "small").expect("a family");
    let mut sum = 0.0;
    for world in 0..4 {
        let (graph, levels) = small.draw(world)?;
        let found = NestedCircles::new().seed(world).run(&graph)?;
        assert!(found.p.value() <= Some(NestedCircles::LEVEL), "{world}");
        let truth = CircleTree::from_levels(graph.node_count(), &levels)?;
        let both = HierarchicalMutualInformation::new().run(&truth, &found.tree)?;
        sum += both.normalized.value().unwrap_or(0.0);
    }
    assert!(sum / 4.0 > 0.75, "{}", sum / 4.0);
    for world in 0..3 {
        let graph = families::without("random", 48, world)?;
        assert!(NestedCircles::new().seed(world).run(&graph)?.tree.is_trivial(), "{world}");
    }
    Ok(())
}

/// Two rings of ten cities with chords, each signed at ceremonies of its own, and one tie between.
fn two_rings(ceremonies: impl Fn(u32, u32) -> String) -> Region {
    let mut places = "id,name,level\n".to_owned();
    (0..20).for_each(|city| places.push_str(&format!("c{city:02},c{city},city\n")));
    let mut rows = "id,parties,batch\n".to_owned();
    for ring in 0..2 {
        for city in 0..10 {
            for step in 1..4 {
                let (a, b) = (10 * ring + city, 10 * ring + (city + step) % 10);
                let batch = ceremonies(ring, city);
                rows.push_str(&format!("r{a:02}{b:02},c{a:02};c{b:02},{batch}\n"));
            }
        }
    }
    let tables = [("places.csv", places.as_bytes()), ("agreements.csv", rows.as_bytes())];
    Region::from_tables(tables).expect("sound")
}

/// All of a ring hangs by one ceremony: both are found again in the half of the draws that hold both
/// ceremonies. If everything was signed at one, nothing can change.
#[test]
fn circles_are_as_sure_as_the_ceremonies_they_hang_by() -> Result<(), Error> {
    let search = NestedCircles::new().replicates(49);
    let stability = CircleStability::new().search(search).replicates(60).seed(2);
    let network = two_rings(|ring, _| format!("x{ring}")).network(&Projection::new())?;
    let found = stability.run(&network)?.value().expect("ceremonies");
    assert_eq!(found.found.tree.circle_count(), 3);
    assert!((found.circles[0].share - 1.0).abs() < 1e-12);
    for circle in &found.circles[1..] {
        // Within four standard errors of one half, and the whole circle or none of it.
        assert!((circle.share - 0.5).abs() < 0.26, "{circle:?}");
        assert!((circle.mean_jaccard - circle.share).abs() < 1e-12, "{circle:?}");
        assert!((found.significant - circle.share).abs() < 1e-12);
    }
    let few = stability.clone().replicates(8);
    let of_few = few.run(&network)?;
    for threads in [1, 2, 3, 7] {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().expect("a pool");
        assert_eq!(pool.install(|| few.run(&network))?, of_few);
    }
    let network = two_rings(|_, _| "x".to_owned()).network(&Projection::new())?;
    let found = stability.clone().replicates(5).run(&network)?.value().expect("ceremonies");
    assert!(found.circles.iter().all(|circle| (circle.share - 1.0).abs() < 1e-12));
    let network = two_rings(|ring, city| format!("x{ring}-{city}")).network(&Projection::new())?;
    let found = stability.run(&network)?.value().expect("ceremonies");
    // Of ten ceremonies of each ring some six and a half are drawn: enough, most of the time.
    assert!(found.circles[1..].iter().all(|it| it.share > 0.3 && it.share < 1.0), "{found:?}");
    assert!(stability.clone().replicates(0).run(&network).is_err());
    let region = two_rings(|_, _| "x".to_owned());
    let all = region.network(&Projection::new())?;
    let rows: BTreeSet<String> =
        all.contributions().iter().map(|part| region.row_id(part.row).to_owned()).collect();
    let none = region.network(&Projection::new().without(rows))?;
    let none = stability.run(&none)?;
    assert_eq!(none.undefined(), Some(Undefined::NoEvents));
    Ok(())
}

/// How far the cities of a network in space are from each other.
fn distances(positions: &[(f64, f64)]) -> Distances {
    let far = |a: u32, b: u32| {
        let ((x, y), (u, v)) = (positions[a as usize], positions[b as usize]);
        (x - u).hypot(y - v)
    };
    Distances::from_fn(positions.len(), far).expect("distances")
}

/// Networks in space have circles of places alone; circles planted anywhere are more than places.
#[test]
fn circles_of_places_are_told_from_circles() -> Result<(), Error> {
    let engine = Permutation::new().replicates(19);
    for method in [CircleMethod::Quality, CircleMethod::Consensus] {
        let search = NestedCircles::new().method(method);
        let beyond = CirclesBeyondDistance::new().search(search.clone()).engine(&engine);
        let (mut places, mut planted) = (0, 0);
        let worlds = if method == CircleMethod::Quality { 20 } else { 6 };
        for world in 0..worlds {
            let drawn = RandomGeometric::new().nodes(60).mean_degree(6.0).draw(world)?;
            let GeometricNetwork { positions, .. } = &drawn;
            // Where all that is near is tied and nothing else, nothing may be left to chance.
            let found = beyond.run(&drawn, &distances(positions))?;
            let p = |found: Measured<CirclesBeyondDistanceResult>| {
                found.and_then(|found| found.test).map(|test| test.p).value()
            };
            places += u32::from(p(found).is_some_and(|p| p <= 0.05));
            // Cities of a circle lie anywhere.
            let nest = NestedPartition::new().branching(&[4]).shares(&[0.2, 0.8]).size(15);
            let nest = nest.mean_degree(6.0).draw(world)?;
            let found = beyond.run(&nest, &distances(positions))?;
            planted += u32::from(p(found).is_some_and(|p| p <= 0.05));
        }
        assert!(places <= 3, "{places} {method:?}");
        assert!(u64::from(planted) >= worlds - 1, "{planted} {method:?}");
    }
    Ok(())
}

#[test]
fn circles_beyond_distance_are_the_same_everywhere_or_refused() -> Result<(), Error> {
    let drawn = RandomGeometric::new().nodes(30).mean_degree(5.0).draw(3)?;
    let far = distances(&drawn.positions);
    let beyond = CirclesBeyondDistance::new().engine(&Permutation::new().replicates(19).seed(5));
    let beyond = beyond.bands(8);
    let found = beyond.run(&drawn, &far)?;
    let mut ties: Vec<_> = drawn.adjacency.edges().map(|(a, b, w)| (b, a, w)).collect();
    Random(3).shuffle(&mut ties);
    let shuffled = Adjacency::from_edges(30, ties)?;
    for threads in [1, 2, 3, 7] {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().expect("a pool");
        let again = pool.install(|| beyond.run(&shuffled, &far))?;
        assert_eq!(format!("{again:?}"), format!("{found:?}"));
    }
    let empty = Adjacency::from_edges(30, [])?;
    assert_eq!(beyond.run(&empty, &far)?.undefined(), Some(Undefined::NoEdges));
    let one = distances(&[(0.0, 0.0)]);
    let lonely = beyond.run(Adjacency::from_edges(1, [])?, &one)?;
    assert_eq!(lonely.undefined(), Some(Undefined::TooFewCities { need: 2 }));
    assert!(beyond.run(Adjacency::from_edges(29, [(0, 1, 1.0)])?, &far).is_err());
    assert!(beyond.run(Adjacency::from_arcs(30, [(0, 1, 1.0)])?, &far).is_err());
    Ok(())
}

/// Between groups only: within them every tie stays, and so does how many partners each city has
/// elsewhere.
#[test]
fn ties_between_groups_are_redrawn_alone() -> Result<(), Error> {
    let drawn = nest().draw(2)?;
    for directed in [false, true] {
        let graph = dressed(&drawn.adjacency, directed);
        let groups = &drawn.levels[1];
        let null = DegreePreserving::new().between(groups.clone()).seed(3).prepare(&graph)?;
        let again = null.value().expect("there are ties between").draw(0).adjacency;
        let within = |graph: &Adjacency| -> Vec<(u32, u32, u64)> {
            let same = |a: u32, b: u32| groups[a as usize] == groups[b as usize];
            let ties = graph.edges().filter(|&(a, b, _)| same(a, b));
            ties.map(|(a, b, weight)| (a, b, weight.to_bits())).collect()
        };
        assert_eq!(within(&graph), within(&again));
        let weights = |graph: &Adjacency| {
            let mut all: Vec<u64> = graph.edges().map(|tie| tie.2.to_bits()).collect();
            all.sort_unstable();
            all
        };
        assert_eq!(weights(&graph), weights(&again));
        for city in graph.nodes() {
            assert_eq!(graph.targets(city).len(), again.targets(city).len());
            assert_eq!(graph.sources(city).len(), again.sources(city).len());
        }
        assert_ne!(graph, again);
    }
    let pair = Adjacency::from_edges(4, [(0, 1, 1.0), (2, 3, 1.0)])?;
    let null = DegreePreserving::new().between([0, 0, 1, 1]).prepare(&pair)?;
    assert!(matches!(null.undefined(), Some(Undefined::NotAttainable { .. })));
    let refused = DegreePreserving::new().between([0, 0]).prepare(&pair);
    assert!(matches!(refused, Err(Error::Param(_))));
    // Of four cities in two groups every pair across is as likely to be tied: all two by two.
    let square = Adjacency::from_edges(4, [(0, 2, 1.0), (1, 3, 1.0), (0, 1, 1.0)])?;
    let null = DegreePreserving::new().between([0, 0, 1, 1]).prepare(&square)?;
    let null = null.value().expect("two networks");
    let crossed = (0..400).filter(|&it| null.draw(it).adjacency.weight(0, 3).is_some()).count();
    assert!((150..=250).contains(&crossed), "{crossed}");
    Ok(())
}
