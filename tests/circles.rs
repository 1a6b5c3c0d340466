//! Declared circles: as sets, in the ties, with each other, and what they hold up.
#[path = "support/data.rs"]
#[expect(dead_code, reason = "edge lists are for others")]
mod data;
#[path = "support/random.rs"]
mod random;
#[path = "../examples/circle_error_rates/study.rs"]
mod study;
#[path = "support/tables.rs"]
mod tables;

use conurbation::circles::{
    Block, CircleInteraction, CircleTests, Containment, CoreMediation, Declared, ExamineCircles,
    Family, Growth, Integration, Laminarity, LevelTests, NestingFit, NoCircle, Support, TieBlocks,
    Verdict,
};
use conurbation::community::Modularity;
use conurbation::network::Projection;
use conurbation::nulls::{DegreeDistance, Distances, Incidence};
use conurbation::statistics::{Alternative, Permutation, kendall_tau_b};
use conurbation::structure::{Expectation, Hierarchy, InteractionRatio, Mixing, Nestedness};
use conurbation::{Adjacency, Error, Measured, Node, Region, Undefined, datasets};
use data::{Named, json};
use random::Random;
use std::collections::BTreeSet;

const CLOSE: f64 = 1e-12;

fn close(found: Measured, expected: f64) {
    let found = found.value().expect("defined");
    assert!((found - expected).abs() < CLOSE, "{found} for {expected}");
}

/// The nine triangles of Rosvall & Bergstrom (2011): three in each of three.
fn nine_triangles() -> (Adjacency, Family) {
    let named = Named::from_json(&json("oracles/graphs.json")["ninetriangles"]);
    let node = |name: &serde_json::Value| {
        let name = name.to_string();
        named.nodes.iter().position(|it| *it == name).expect("a node") as Node
    };
    let oracle = json("oracles/circles.json");
    let circles = oracle["family"].as_array().expect("circles").iter();
    let circles: Vec<Vec<Node>> =
        circles.map(|it| it.as_array().expect("cities").iter().map(node).collect()).collect();
    let family = Family::new(named.nodes.len(), circles).expect("legal");
    (named.graph, family)
}

fn random_graph(seed: u64, cities: u32, ties: u32, directed: bool) -> Adjacency {
    let mut random = Random(seed);
    let mut edges = Vec::new();
    while (edges.len() as u32) < ties {
        let (a, b) = (random.below(cities), random.below(cities));
        if a != b {
            edges.push((a, b, random.weight()));
        }
    }
    let build = if directed { Adjacency::from_arcs } else { Adjacency::from_edges };
    build(cities as usize, edges).expect("legal")
}

/// Every order of some items.
fn orders(items: usize) -> Vec<Vec<usize>> {
    if items == 0 {
        return vec![Vec::new()];
    }
    let shorter = orders(items - 1);
    let insert = |order: &Vec<usize>, at: usize| {
        let mut order = order.clone();
        order.insert(at, items - 1);
        order
    };
    shorter.iter().flat_map(|order| (0..items).map(|at| insert(order, at))).collect()
}

#[test]
fn nine_triangles_as_published_by_an_independent_implementation() {
    let (graph, family) = nine_triangles();
    let oracle = json("oracles/circles.json");
    let number = |key: &str| oracle[key].as_f64().expect("a number");
    close(Laminarity::new().run(&family).expect("legal").laminarity, number("laminarity"));
    let fit = NestingFit::new().run(&graph, &family).expect("legal");
    close(fit.fit, number("nesting_fit"));
    close(fit.tau_b, number("tau_b_weight_vs_depth"));
    for depth in &fit.by_depth {
        let expected = oracle["mean_weight_by_depth"][depth.depth.to_string()].as_f64();
        assert!((depth.mean_weight - expected.expect("a depth")).abs() < CLOSE);
    }
    assert_eq!(fit.by_depth.len(), 3);
    let test = NestingFit::new().test(&graph, &family, &Permutation::new()).expect("legal");
    let test = test.value().expect("defined");
    let permuted = &oracle["nesting_fit_perm"];
    assert!(test.null_mean.abs() < 0.01, "{}", test.null_mean);
    assert!((test.null_sd - permuted["sd"].as_f64().expect("a number")).abs() < 0.005);
    assert!(test.p <= 0.001);

    let support = Support::new().replicates(0).run(&graph, &family).expect("legal");
    let support = support.value().expect("defined");
    assert!((support.whole - number("efficiency_full")).abs() < CLOSE);
    let names = [Block::Across, Block::Depth(2), Block::Depth(3)];
    for (block, (name, key)) in
        support.blocks.iter().zip(names.iter().zip(["big", "middle", "small"]))
    {
        assert_eq!(block.block, *name);
        let value = oracle["shapley_efficiency"][key].as_f64().expect("a number");
        assert!((block.support - value).abs() < CLOSE, "{key}");
        close(block.share, oracle["shapley_share"][key].as_f64().expect("a number"));
    }
}

#[test]
fn interaction_is_that_of_groups_where_circles_divide_all_cities() {
    let (graph, family) = nine_triangles();
    // Of the loopless expectation, by an iteration of its own (52 and 41 steps to 1e-12).
    for (level, expected) in [(0..9, 0.33330325150282636), (9..12, 0.11105765320677198)] {
        let found = CircleInteraction::new().level(level.clone());
        let found = found.engine(&Permutation::new().replicates(99));
        let found = found.run(&graph, &family).expect("legal");
        let ratio = found.ratio.value().expect("defined");
        assert!((ratio - expected).abs() < 1e-9, "{ratio}");
        let mut labels = vec![0; 27];
        for (label, circle) in (0..).zip(level.clone()) {
            family.circles()[circle].iter().for_each(|&it| labels[it as usize] = label);
        }
        let groups = InteractionRatio::new(&labels).run(&graph).expect("legal");
        close(groups.ratio, ratio);
        for pair in &found.pairs {
            let (a, b) = (pair.one - found.circles[0], pair.other - found.circles[0]);
            close(groups.pairs[a][b], pair.ratio.value().expect("defined"));
        }
        close(found.between, groups.observed_share.value().expect("defined"));
        // With loops the ratio is 1 less assortativity; E-I, its expectation and modularity beside.
        let oracle = json("oracles/circles.json");
        let size = if level.len() == 9 { "interaction_small" } else { "interaction_mid" };
        let number = |key: &str| oracle[size][key].as_f64().expect("a number");
        let with_loops = InteractionRatio::new(&labels).expectation(Expectation::WithLoops);
        let with_loops = with_loops.run(&graph).expect("legal").ratio;
        close(with_loops, number("interaction_ratio"));
        close(with_loops, 1.0 - number("assort"));
        let mixing = Mixing::new(&labels).run(&graph).expect("legal");
        close(mixing.ei, number("ei"));
        close(mixing.expected, number("ei_expected"));
        close(Modularity::new(&labels).run(&graph).expect("legal"), number("modularity"));
    }
    // Two provinces of three cities (weights made for this project's methods notes).
    let edges = [(0, 1, 3.0), (0, 2, 2.0), (0, 5, 1.0), (1, 2, 2.0), (1, 4, 1.0), (2, 3, 1.0)];
    let edges = edges.into_iter().chain([(3, 4, 2.0), (3, 5, 3.0), (4, 5, 2.0)]);
    let toy = Adjacency::from_edges(6, edges).expect("legal");
    let provinces = Family::new(6, [vec![0, 1, 2], vec![3, 4, 5]]).expect("legal");
    let found = CircleInteraction::new().run(&toy, &provinces).expect("legal");
    assert!((found.ratio.value().expect("defined") - 0.2935064458206057).abs() < 1e-9);
    // Two circles of three have 20 arrangements, and two-sided p of at least 0.1.
    assert_eq!(found.test.undefined(), Some(Undefined::NotAttainable { p_min: 0.1 }));
}

#[test]
fn interaction_of_overlapping_circles_by_its_definition() {
    for seed in 0..20 {
        let graph = random_graph(seed, 9, 16, seed % 2 == 1);
        let circles = [vec![0, 1, 2, 3], vec![2, 3, 4], vec![5, 6]];
        let family = Family::new(9, circles.clone()).expect("legal");
        let engine = Permutation::new().replicates(19);
        let found = CircleInteraction::new().engine(&engine).run(&graph, &family).expect("legal");
        let expected = conurbation::nulls::MaxEntropy::new().run(&graph).expect("legal");
        let Some(expected) = expected.value() else { continue };
        let of = |of: &dyn Fn(Node, Node) -> f64, pair: &dyn Fn(Node, Node) -> bool| -> f64 {
            let pairs = (0..9).flat_map(|a| (0..9).map(move |b| (a, b)));
            let pairs = pairs.filter(|&(a, b)| a != b && (graph.is_directed() || a < b));
            pairs.filter(|&(a, b)| pair(a, b)).map(|(a, b)| of(a, b)).sum()
        };
        let has = |circle: usize, city: Node| circles[circle].contains(&city);
        let some = |city| (0..3).any(|circle| has(circle, city));
        let common = |a, b| (0..3).any(|circle| has(circle, a) && has(circle, b));
        let between = |a, b| some(a) && some(b) && !common(a, b);
        let observed = |a, b| graph.weight(a, b).unwrap_or(0.0);
        let ratio = of(&observed, &between) / of(&|a, b| expected.expected(a, b), &between);
        assert!((found.ratio.value().expect("defined") - ratio).abs() < 1e-9);
        let uncovered = of(&observed, &|a, b| !some(a) || !some(b)) / of(&observed, &|_, _| true);
        close(found.uncovered, uncovered);
        for pair in &found.pairs {
            let only = |one: usize, other: usize, city| has(one, city) && !has(other, city);
            let (x, y) = (pair.one, pair.other);
            let across = |a, b| only(x, y, a) && only(y, x, b) || only(x, y, b) && only(y, x, a);
            assert!((pair.weight - of(&observed, &across)).abs() < 1e-9);
            let ratio = of(&observed, &across) / of(&|a, b| expected.expected(a, b), &across);
            assert!((pair.ratio.value().expect("defined") - ratio).abs() < 1e-9);
        }
    }
}

#[test]
fn laminarity_and_containment_by_their_definitions() {
    let family = Family::new(7, [vec![1, 2, 3, 4], vec![3, 4, 5, 6], vec![1, 2]]).expect("legal");
    let found = Laminarity::new().run(&family).expect("legal");
    close(found.laminarity, 1.0 / 3.0);
    let oracle = &json("oracles/circles.json")["crossing_example"];
    close(found.laminarity, oracle["laminarity"].as_f64().expect("a number"));
    assert_eq!((found.crossings[0].one, found.crossings[0].other), (0, 1));
    assert_eq!(found.crossings[0].torn, [3, 4]);
    let mut random = Random(3);
    for _ in 0..200 {
        let mut draw = || -> Vec<Node> {
            let one = random.below(8);
            (0..8).filter(|&city| random.below(3) == 0 || city == one).collect()
        };
        let circles: Vec<Vec<Node>> = (0..6).map(|_| draw()).collect();
        let family = Family::new(8, circles).expect("legal");
        let mut sets: Vec<BTreeSet<Node>> =
            family.circles().iter().map(|it| it.iter().copied().collect()).collect();
        let order = Containment::new().run(&family).expect("legal");
        for (one, a) in sets.iter().enumerate() {
            let inside = |other: usize| a.is_subset(&sets[other]) && a.len() < sets[other].len();
            let direct = |other: &usize| {
                let between = |it: &BTreeSet<Node>| {
                    a.is_subset(it)
                        && it.is_subset(&sets[*other])
                        && it.len() > a.len()
                        && it.len() < sets[*other].len()
                };
                inside(*other) && !sets.iter().any(between) && order.same[*other] == *other
            };
            let parents: Vec<usize> = (0..sets.len()).filter(direct).collect();
            assert_eq!(order.parents[one], parents);
        }
        // The longest chain of each city by trying all.
        for city in 0..8 {
            let mut longest = vec![0; sets.len()];
            let mut by_size: Vec<usize> = (0..sets.len()).collect();
            by_size.sort_by_key(|&it| std::cmp::Reverse(sets[it].len()));
            for &it in &by_size {
                let around = (0..sets.len())
                    .filter(|&other| sets[it].is_subset(&sets[other]) && sets[it] != sets[other]);
                longest[it] = 1 + around.map(|other| longest[other]).max().unwrap_or(0);
            }
            let depth = (0..sets.len()).filter(|&it| sets[it].contains(&city));
            let depth = depth.map(|it| longest[it]).max().unwrap_or(0);
            assert_eq!(order.depth[city as usize], depth);
        }
        sets.sort();
        sets.dedup();
        let (mut all, mut crossed) = (0.0, 0.0);
        for (nth, a) in sets.iter().enumerate() {
            for b in &sets[nth + 1..] {
                let small = a.len().min(b.len()) as f64;
                let share = a.intersection(b).count() as f64 / small;
                if share > 0.0 {
                    all += small;
                    let away = if share < 1.0 { 1.0 - (2.0 * share - 1.0).abs() } else { 0.0 };
                    crossed += small * away;
                }
            }
        }
        let found = Laminarity::new().run(&family).expect("legal").laminarity;
        match found {
            Measured::Value(found) => assert!((found - (1.0 - crossed / all)).abs() < CLOSE),
            Measured::Undefined(reason) => assert!(all < 1.0 && reason == Undefined::Vacuous),
        }
    }
}

#[test]
fn nesting_fit_of_random_labels_is_zero_on_average() {
    let circles = [vec![0, 1], vec![0, 1, 2, 3], vec![3, 4]];
    for directed in [false, true] {
        let graph = random_graph(5, 6, 9, directed);
        let mut mean = 0.0;
        for order in orders(6) {
            let moved = circles.iter().map(|it| it.iter().map(|&city| order[city] as Node));
            let moved: Vec<Vec<Node>> = moved.map(Iterator::collect).collect();
            let family = Family::new(6, moved).expect("legal");
            mean +=
                NestingFit::new().run(&graph, &family).expect("legal").fit.value().expect("fit");
        }
        assert!((mean / 720.0).abs() < 1e-10, "{mean}");
    }
}

#[test]
fn kendall_by_its_definition() {
    let mut random = Random(9);
    for n in [2, 3, 7, 40] {
        let mut draw = |most: u32| (0..n).map(|_| f64::from(random.below(most))).collect();
        let (x, y): (Vec<f64>, Vec<f64>) = (draw(5), draw(9));
        let (mut sum, mut in_x, mut in_y) = (0.0, 0.0, 0.0);
        for a in 0..n {
            for b in a + 1..n {
                let sign = |values: &[f64]| {
                    f64::from((values[a] - values[b]) as i32).signum()
                        * f64::from(u8::from((values[a] - values[b]).abs() > 0.5))
                };
                sum += sign(&x) * sign(&y);
                in_x += sign(&x).abs();
                in_y += sign(&y).abs();
            }
        }
        match kendall_tau_b(&x, &y).expect("legal") {
            Measured::Value(tau) => {
                assert!((tau - sum / f64::sqrt(in_x * in_y)).abs() < CLOSE);
            }
            Measured::Undefined(reason) => assert_eq!(reason, Undefined::ZeroVariance),
        }
    }
    // SciPy 1.17.1: kendalltau([1, 2, 2, 4, 5, 5, 7], [3, 1, 2, 2, 6, 4, 4]).statistic
    let tau =
        kendall_tau_b(&[1.0, 2.0, 2.0, 4.0, 5.0, 5.0, 7.0], &[3.0, 1.0, 2.0, 2.0, 6.0, 4.0, 4.0]);
    assert!((tau.expect("legal").value().expect("defined") - SCIPY_TAU).abs() < 1e-12);
}
const SCIPY_TAU: f64 = 0.473_684_210_526_315_65;

/// Mean weights of pairs that are `inside` and `outside`.
fn means(graph: &Adjacency, inside: impl Fn(Node, Node) -> Option<bool>) -> Option<f64> {
    let (mut sums, mut counts) = ([0.0; 2], [0.0; 2]);
    for a in graph.nodes() {
        for b in graph.nodes().filter(|&b| b != a) {
            if let Some(inside) = inside(a, b) {
                sums[usize::from(inside)] += graph.weight(a, b).unwrap_or(0.0);
                counts[usize::from(inside)] += 1.0;
            }
        }
    }
    (counts[0] > 0.0 && counts[1] > 0.0).then(|| sums[1] / counts[1] - sums[0] / counts[0])
}

#[test]
fn level_tests_by_trying_every_order() {
    let engine = Permutation::new().alpha(0.99);
    for (seed, directed) in [(1, false), (2, true), (3, false)] {
        let graph = random_graph(seed, 8, 18, directed);
        let small = vec![0, 0, 1, 1, 2, 2, 3, 4];
        let middle = vec![0, 0, 0, 0, 1, 1, 1, 1];
        let tests = LevelTests::new([small.clone(), middle.clone()]).engine(&engine);
        let found = tests.run(&graph).expect("legal");
        let delta_small = |small: &[u32]| {
            means(&graph, |a, b| {
                let (a, b) = (a as usize, b as usize);
                (middle[a] == middle[b]).then(|| small[a] == small[b])
            })
        };
        let delta_middle = |middle: &[u32]| {
            means(&graph, |a, b| {
                let (a, b) = (a as usize, b as usize);
                (small[a] != small[b]).then(|| middle[a] == middle[b])
            })
        };
        let observed = [delta_small(&small), delta_middle(&middle)];
        let (mut as_much, mut all) = ([0.0; 2], [0.0; 2]);
        for order in orders(8) {
            let stays = (0..8).all(|city| middle[order[city]] == middle[city]);
            let moved: Vec<u32> = order.iter().map(|&city| small[city]).collect();
            if stays {
                all[0] += 1.0;
                as_much[0] +=
                    f64::from(u8::from(delta_small(&moved) >= observed[0].map(|d| d - 1e-9)));
            }
        }
        // Five small circles: the labels of the middle ones, 0 0 1 1 1, in any order.
        let labels = [0, 0, 1, 1, 1];
        for order in orders(5) {
            let moved: Vec<u32> = small.iter().map(|&it| labels[order[it as usize]]).collect();
            all[1] += 1.0;
            let delta = delta_middle(&moved);
            as_much[1] += f64::from(u8::from(delta >= observed[1].map(|d| d - 1e-9)));
        }
        for level in 0..2 {
            close(found.levels[level].delta, observed[level].expect("pairs"));
            close(found.levels[level].test.map(|it| it.p), as_much[level] / all[level]);
        }
        let largest = (as_much[0] / all[0]).max(as_much[1] / all[1]);
        close(found.p, largest);
    }
}

#[test]
fn circle_tests_by_trying_every_set_of_cities() {
    let graph = random_graph(4, 9, 22, false);
    // A circle of four with a pair inside, in one of seven, which holds another pair.
    let circles = [vec![0, 1, 2, 3, 4, 5, 6], vec![0, 1, 2, 3], vec![0, 1], vec![4, 5]];
    let family = Family::new(9, circles).expect("legal");
    let engine = Permutation::new().alpha(0.99);
    let found = CircleTests::new().engine(&engine).run(&graph, &family, 1, None).expect("legal");
    assert_eq!(found.around, Some(0));
    // Blocks 01, 2, 3, 45, 6: three of five make the circle.
    let block = [0, 0, 1, 2, 3, 3, 4, 9, 9];
    let delta_in = |graph: &Adjacency, chosen: &[usize], block: &[usize]| {
        means(graph, |a, b| {
            let (a, b) = (block[a as usize], block[b as usize]);
            let inside = (chosen.contains(&a), chosen.contains(&b));
            match inside {
                _ if a == b || a == 9 || b == 9 => None,
                (true, true) => Some(true),
                (true, false) | (false, true) => Some(false),
                (false, false) => None,
            }
        })
    };
    let delta = |chosen: &[usize], block: &[usize]| delta_in(&graph, chosen, block);
    let observed = delta(&[0, 1, 2], &block).expect("pairs");
    let halved = graph
        .edges()
        .map(|(a, b, weight)| (a, b, if a < 4 && b < 4 { weight / 2.0 } else { weight }));
    let halved = Adjacency::from_edges(9, halved).expect("legal");
    let in_half = |chosen: &[usize]| delta_in(&halved, chosen, &block).expect("pairs");
    let mut as_little = 0.0;
    let (mut all, mut as_much) = (0.0, 0.0);
    for set in 0_u32..32 {
        let chosen: Vec<usize> = (0..5).filter(|it| set & (1 << it) != 0).collect();
        if chosen.len() == 3 {
            all += 1.0;
            as_much += f64::from(u8::from(delta(&chosen, &block) >= Some(observed - 1e-9)));
            as_little += f64::from(u8::from(in_half(&chosen) <= in_half(&[0, 1, 2]) + 1e-9));
        }
    }
    close(found.inside.and_then(|a| found.outside.map(|b| a - b)), observed);
    close(found.conditional.map(|it| it.p), as_much / all);
    close(found.double.map(|it| it.p), as_little / all);
    assert_eq!(found.arrangements, Some(10.0));
    let cities: Vec<usize> = (0..9).map(|it| if it == 9 { 8 } else { it }).collect();
    let free = |chosen: &[usize]| {
        means(&graph, |a, b| {
            match (chosen.contains(&(a as usize)), chosen.contains(&(b as usize))) {
                (true, true) => Some(true),
                (false, false) => None,
                _ => Some(false),
            }
        })
    };
    let observed = free(&[0, 1, 2, 3]).expect("pairs");
    let (mut all, mut as_much) = (0.0, 0.0);
    for set in 0_u32..512 {
        let chosen: Vec<usize> = cities.iter().copied().filter(|it| set & (1 << it) != 0).collect();
        if chosen.len() == 4 {
            all += 1.0;
            as_much += f64::from(u8::from(free(&chosen) >= Some(observed - 1e-9)));
        }
    }
    close(found.labels.map(|it| it.p), as_much / all);
}

#[test]
fn support_by_every_order_of_the_blocks() {
    for (seed, directed) in [(1, false), (2, true)] {
        let graph = random_graph(seed, 9, 20, directed);
        let circles = [vec![0, 1, 2, 3], vec![0, 1], vec![4, 5, 6], vec![2, 3, 4]];
        let family = Family::new(9, circles.clone()).expect("legal");
        let block = |a: Node, b: Node| {
            let holds = |it: &usize| circles[*it].contains(&a) && circles[*it].contains(&b);
            (0..4).filter(holds).min_by_key(|&it| circles[it].len())
        };
        for integration in
            [Integration::Efficiency, Integration::Reach, Integration::NaturalConnectivity]
        {
            let value = |blocks: &[Option<usize>]| -> f64 {
                let ties = graph.edges().filter(|&(a, b, _)| blocks.contains(&block(a, b)));
                let part = Adjacency::build(9, directed, Default::default(), ties).expect("legal");
                let all = conurbation::paths::Distances::new().run(&part).expect("legal");
                match integration {
                    Integration::Efficiency => all.efficiency.value().unwrap_or(0.0),
                    Integration::Reach => {
                        let reached = |from: Node| {
                            let mut seen = BTreeSet::from([from]);
                            let mut open = vec![from];
                            while let Some(at) = open.pop() {
                                for &to in part.targets(at) {
                                    if seen.insert(to) {
                                        open.push(to);
                                    }
                                }
                            }
                            seen.len() - 1
                        };
                        part.nodes().map(reached).sum::<usize>() as f64 / 72.0
                    }
                    _ => {
                        let found = conurbation::centrality::SubgraphCentrality::new().run(&part);
                        found.expect("legal").natural_connectivity.value().expect("cities")
                    }
                }
            };
            let support = Support::new().integration(integration).blocks(TieBlocks::ByCircle);
            let found = support.clone().replicates(0).run(&graph, &family).expect("legal");
            let found = found.value().expect("ties");
            let players: Vec<Option<usize>> = found
                .blocks
                .iter()
                .map(|it| match it.block {
                    Block::Circle(circle) => Some(circle),
                    _ => None,
                })
                .collect();
            let every = orders(players.len());
            let mut values = vec![0.0; players.len()];
            for order in &every {
                let mut set = Vec::new();
                for &player in order {
                    let before = value(&set);
                    set.push(players[player]);
                    values[player] += (value(&set) - before) / every.len() as f64;
                }
            }
            for (block, value) in found.blocks.iter().zip(&values) {
                assert!((block.support - value).abs() < 1e-10, "{integration:?} {block:?} {value}");
            }
            let sum: f64 = found.blocks.iter().map(|it| it.support).sum();
            assert!((sum - (found.whole - found.empty)).abs() < 1e-10);
            let ties: usize = found.blocks.iter().map(|it| it.ties).sum();
            assert_eq!(ties, graph.edge_count());
            let sampled = support.exact_limit(1).replicates(0).orders(400).run(&graph, &family);
            for (block, exact) in
                sampled.expect("legal").value().expect("ties").blocks.iter().zip(&values)
            {
                assert!((block.support - exact).abs() <= 4.5 * block.error + 1e-12, "{block:?}");
            }
        }
    }
}

#[test]
fn core_mediation_by_counting_ends() {
    let graph = random_graph(8, 8, 20, false);
    let family = Family::new(8, [vec![0, 1, 2], vec![3, 4, 5]]).expect("legal");
    let cores = vec![vec![1], vec![3, 4]];
    let found = CoreMediation::new().cores(cores).run(&graph, &family).expect("legal");
    let (mut all, mut ends) = (0.0, [0.0; 3]);
    for (a, b, weight) in graph.edges() {
        if a < 3 && (3..6).contains(&b) {
            all += weight;
            ends[usize::from(a == 1) + usize::from(b == 3 || b == 4)] += weight;
        }
    }
    close(found.none, ends[0] / all);
    close(found.one, ends[1] / all);
    close(found.both, ends[2] / all);
    assert!(CoreMediation::new().cores([vec![7], vec![3]]).run(&graph, &family).is_err());
}

#[test]
fn nothing_changes_with_the_unit_or_the_names_of_cities() {
    let graph = random_graph(12, 10, 25, false);
    let circles = [vec![0, 1, 2, 3, 4], vec![1, 2], vec![4, 5, 6]];
    let family = Family::new(10, circles.clone()).expect("legal");
    let mut place: Vec<Node> = (0..10).collect();
    Random(1).shuffle(&mut place);
    let at = |city: Node| place[city as usize];
    let moved = graph.edges().map(|(a, b, weight)| (at(a), at(b), weight * 1024.0));
    let moved = Adjacency::from_edges(10, moved).expect("legal");
    let circles = circles.map(|it| it.into_iter().map(at).collect::<Vec<_>>());
    let renamed = Family::new(10, circles).expect("legal");
    let numbers = |graph: &Adjacency, family: &Family| {
        let fit = NestingFit::new().run(graph, family).expect("legal");
        let engine = Permutation::new().replicates(19);
        let interaction = CircleInteraction::new().engine(&engine).run(graph, family);
        let support = Support::new().replicates(0).run(graph, family).expect("legal");
        let mut numbers = vec![fit.fit, fit.tau_b, fit.mean_size];
        numbers.push(interaction.expect("legal").ratio);
        numbers.extend(support.value().expect("ties").blocks.iter().map(|it| it.share));
        numbers.push(Laminarity::new().run(family).expect("legal").laminarity);
        numbers
    };
    for (one, other) in numbers(&graph, &family).into_iter().zip(numbers(&moved, &renamed)) {
        close(one, other.value().expect("defined"));
    }
}

#[test]
fn huge_and_tiny_weights_are_fine() {
    for scale in [1e300, 1e-300] {
        let ties = [(0, 1, 3.0), (2, 3, 3.0), (1, 2, 1.0), (4, 5, 2.0), (0, 4, 1.0), (3, 5, 0.5)];
        let small = Adjacency::from_edges(6, ties).expect("legal");
        let ties = ties.map(|(a, b, weight)| (a, b, weight * scale));
        let graph = Adjacency::from_edges(6, ties).expect("legal");
        let family = Family::new(6, [vec![0, 1], vec![2, 3], vec![4, 5]]).expect("legal");
        let fit = |graph| NestingFit::new().run(graph, &family).expect("legal").fit;
        close(fit(&graph), fit(&small).value().expect("defined"));
        let ratio = |graph| CircleInteraction::new().run(graph, &family).expect("legal").ratio;
        close(ratio(&graph), ratio(&small).value().expect("defined"));
        let tests = CircleTests::new().engine(&Permutation::new().alpha(0.5));
        let p = |graph| tests.run(graph, &family, 0, None).expect("legal").labels.map(|it| it.p);
        close(p(&graph), p(&small).value().expect("defined"));
    }
}

#[test]
fn bad_input_is_refused_or_has_a_reason() {
    let graph = Adjacency::from_edges(4, [(0, 1, 1.0), (1, 2, 1.0), (2, 3, 2.0)]).expect("legal");
    let empty = Family::new(4, Vec::<Vec<Node>>::new()).expect("no circle is legal");
    let one = Family::new(4, [vec![0, 1]]).expect("legal");
    let whole = Family::new(4, [vec![0, 1, 2, 3]]).expect("legal");
    let message = |error: Error| error.to_string();
    let refused = Family::new(4, [vec![0, 1], vec![]]).map(|_| ()).map_err(message);
    assert!(refused.is_err_and(|text| text.contains("circle 1 without members")));
    let refused = Family::new(4, [vec![0, 9]]).map(|_| ()).map_err(message);
    assert!(refused.is_err_and(|text| text.contains("circle 0 with city 9 of 4")));

    let fit = |graph: &Adjacency, family| NestingFit::new().run(graph, family).expect("legal").fit;
    assert_eq!(fit(&graph, &empty).undefined(), Some(Undefined::Vacuous));
    assert_eq!(fit(&graph, &whole).undefined(), Some(Undefined::Vacuous));
    let tieless = Adjacency::from_edges(4, []).expect("legal");
    assert_eq!(fit(&tieless, &one).undefined(), Some(Undefined::NoEdges));
    let other = Family::new(5, [vec![0, 1]]).expect("legal");
    assert!(matches!(NestingFit::new().run(&graph, &other), Err(Error::Param(_))));

    let interaction = CircleInteraction::new().run(&graph, &one).expect("legal");
    assert_eq!(interaction.ratio.undefined(), Some(Undefined::Vacuous));
    let level = CircleInteraction::new().level([3]).run(&graph, &one);
    assert!(matches!(level, Err(Error::Param(_))));
    let support = Support::new().run(&tieless, &one).expect("legal");
    assert_eq!(support.undefined(), Some(Undefined::NoEdges));
    assert!(matches!(Support::new().exact_limit(21).run(&graph, &one), Err(Error::Param(_))));

    let tests = CircleTests::new();
    let of_whole = tests.run(&graph, &whole, 0, None).expect("legal");
    assert_eq!(of_whole.inside.undefined(), Some(Undefined::Vacuous));
    let few = tests.run(&graph, &one, 0, None).expect("legal").labels.undefined();
    assert!(matches!(few, Some(Undefined::NotAttainable { .. })), "{few:?}");
    let crossing = LevelTests::new([vec![0, 0, 1, 1], vec![0, 1, 1, 1]]).run(&graph);
    assert!(matches!(crossing, Err(Error::Param(_))));
    let one_circle = LevelTests::new([vec![0; 4]]).run(&graph).expect("legal");
    assert_eq!(one_circle.p.undefined(), Some(Undefined::Vacuous));
    let lonely = Laminarity::new().run(&one).expect("legal").laminarity;
    assert_eq!(lonely.undefined(), Some(Undefined::Vacuous));
    assert!(Growth::new().run(&datasets::yangtze_delta(), "XX").is_err());
    assert!(Containment::new().run(&empty).expect("legal").chains.is_empty());
}

#[test]
fn declared_circles_of_the_embedded_regions() {
    let delta = datasets::yangtze_delta();
    let network = delta.network(&Projection::new()).expect("legal");
    let found = Declared::new().run(&delta, &network).expect("legal");
    let size =
        |id: &str| found.circles.iter().find(|it| it.id == id).expect("a circle").members.len();
    assert_eq!((size("YRD"), size("YRD27"), size("GDZ"), size("JNBW")), (41, 27, 3, 2));
    assert!(found.left_out.is_empty());
    // Rows of which the data say that they found a circle; most can be told from the ledger.
    for (circle, row) in datasets::founding_rows("yangtze-delta") {
        let circle = found.circles.iter().find(|it| it.id == circle).expect("a circle");
        let in_tables = circle.founding.iter().any(|it| it == row);
        assert!(in_tables || row == "A049" || row == "P27" || row == "P38", "{} {row}", circle.id);
    }
    let whole = Declared::new().parts(false).run(&delta, &network).expect("legal");
    let reason = |id: &str| whole.left_out.iter().find(|it| it.id == id).map(|it| it.reason);
    assert_eq!(reason("GDZ"), Some(NoCircle::NoCity), "of districts, parts of their cities");

    let middle = datasets::middle_yangtze();
    let network = middle.network(&Projection::new()).expect("legal");
    let found = Declared::new().founding(datasets::founding_rows("middle-yangtze"));
    let found = found.run(&middle, &network).expect("legal");
    let reason = |id: &str| found.left_out.iter().find(|it| it.id == id).map(|it| it.reason);
    assert_eq!(reason("TG"), Some(NoCircle::NoMembers));
    assert_eq!(reason("XSS"), Some(NoCircle::OneCity));
    let capitals = found.circles.iter().find(|it| it.id == "MRYR4").expect("a circle");
    assert_eq!((capitals.members.len(), capitals.outside, capitals.stated), (3, 1, Some(4)));
    for row in ["A014", "A019", "P02", "P17"] {
        assert!(capitals.founding.iter().any(|it| it == row), "{row}");
    }
    let old = Declared::new().at("2011".parse().expect("a date")).run(&middle, &network);
    let old = old.expect("legal").left_out;
    assert!(old.iter().any(|it| it.id == "MRYR" && it.reason == NoCircle::NotYet));
    // Same cities inside the region: one circle with two names.
    let order = Containment::new().run(&found.family).expect("legal");
    let at = |id: &str| found.circles.iter().position(|it| it.id == id).expect("a circle");
    assert_eq!(order.same[at("YJJE")], at("YJJ"));
    assert_eq!(order.parents[at("CZT")], [at("CZT8"), at("XGK")]);
}

#[test]
fn councils_grow() {
    let delta = datasets::yangtze_delta();
    let council = Growth::new().run(&delta, "K06").expect("there is one");
    let sizes: Vec<(String, usize)> = council
        .steps
        .iter()
        .map(|step| (step.date.expect("dated").to_string(), step.size))
        .collect();
    let expected = [
        ("1992", 14),
        ("1997", 15),
        ("2003", 16),
        ("2010", 22),
        ("2013", 30),
        ("2018", 34),
        ("2019", 41),
    ];
    assert!(
        sizes.iter().zip(expected).all(|(a, b)| a.0.starts_with(b.0) && a.1 == b.1),
        "{sizes:?}"
    );
    assert_eq!(sizes.len(), expected.len());
}

/// All p and values of the tests, as bits.
fn bits(graph: &Adjacency, family: &Family) -> Vec<Option<u64>> {
    let engine = Permutation::new().replicates(199).seed(3);
    let mut numbers = Vec::new();
    let cities = graph.node_count();
    let line = Distances::from_fn(cities, |a, b| f64::from(b - a)).expect("legal");
    let null = DegreeDistance::new().seed(3).prepare(graph, &line).expect("legal").value();
    for circle in 0..family.len() {
        let tests = CircleTests::new().engine(&engine);
        let found = tests.run(graph, family, circle, null.as_ref()).expect("legal");
        for test in [found.labels, found.conditional, found.distance] {
            numbers.extend([test.map(|it| it.p), test.map(|it| it.null_mean)]);
        }
    }
    let fit = NestingFit::new().test(graph, family, &engine).expect("legal");
    numbers.push(fit.map(|it| it.null_sd));
    let interaction = CircleInteraction::new().engine(&engine).run(graph, family).expect("legal");
    numbers.extend(interaction.pairs.iter().map(|it| it.q));
    numbers.push(interaction.test.map(|it| it.null_mean));
    let cores = CoreMediation::new().engine(&engine).run(graph, family).expect("legal");
    numbers.push(cores.test.map(|it| it.null_mean));
    for blocks in [TieBlocks::ByDepth, TieBlocks::ByCircle] {
        let support = Support::new().blocks(blocks).replicates(29).exact_limit(3).orders(50);
        let support = support.run(graph, family).expect("legal").value().expect("ties");
        for block in support.blocks {
            numbers.extend([Measured::Value(block.support), block.test.map(|it| it.null_mean)]);
        }
    }
    let laminarity = Laminarity::new().test(family, &engine).expect("legal");
    numbers.push(laminarity.map(|it| it.null_mean));
    let levels = vec![
        (0..cities as u32).map(|it| it / 5).collect::<Vec<_>>(),
        vec![0; cities / 2].into_iter().chain(vec![1; cities - cities / 2]).collect(),
    ];
    let levels = LevelTests::new(levels).engine(&engine).run(graph).expect("legal");
    numbers.extend(levels.levels.iter().map(|it| it.test.map(|it| it.null_mean)));
    numbers.into_iter().map(|it| it.value().map(f64::to_bits)).collect()
}

#[test]
fn same_bits_for_any_number_of_threads_and_order_of_rows() {
    let graph = random_graph(2, 40, 150, false);
    let circles =
        [(0..20).collect::<Vec<_>>(), (0..5).collect(), (5..12).collect(), (15..30).collect()];
    let family = Family::new(40, circles.clone()).expect("legal");
    let with = |threads, graph: &Adjacency, family: &Family| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().expect("a pool");
        pool.install(|| bits(graph, family))
    };
    let one = with(1, &graph, &family);
    assert!(one.iter().filter(|it| it.is_some()).count() > 40);
    for threads in [2, 3, 7] {
        assert_eq!(one, with(threads, &graph, &family), "{threads} threads");
    }
    let mut rows: Vec<_> = graph.edges().map(|(a, b, weight)| (b, a, weight)).collect();
    Random(5).shuffle(&mut rows);
    let shuffled = Adjacency::from_edges(40, rows).expect("legal");
    let backwards = Family::new(40, circles.map(|it| it.into_iter().rev().collect::<Vec<_>>()));
    assert_eq!(one, with(2, &shuffled, &backwards.expect("legal")));
}

#[test]
fn two_sided_tests_name_themselves() {
    let (graph, family) = nine_triangles();
    let engine = Permutation::new().replicates(99);
    let found = CircleInteraction::new().level(9..12).engine(&engine).run(&graph, &family);
    let found = found.expect("legal");
    assert_eq!(found.test.value().expect("defined").alternative, Alternative::TwoSided);
}

#[test]
fn nodf_as_published() {
    // Almeida-Neto et al. (2008), figure 1: printed 53, 63, 58.
    let rows = ["10111", "11100", "01110", "11000", "11000"];
    let cells = rows.iter().zip(0..).flat_map(|(row, city)| {
        let ones = row.chars().zip(0..).filter(|cell| cell.0 == '1');
        ones.map(move |(_, platform)| (city, platform))
    });
    let table = Incidence::from_pairs(5, 5, cells.clone()).expect("legal");
    let nested = |table: &Incidence| Nestedness::new().run(table).expect("legal");
    let found = nested(&table).value().expect("defined");
    let oracle = json("oracles/nestedness.json");
    let number = |key: &str| oracle["almeida"][key].as_f64().expect("a number");
    close(found.cities, number("rows"));
    close(found.events, number("cols"));
    close(Measured::Value(found.total), number("total"));
    // An empty row and an empty column change nothing and are counted.
    let table = Incidence::from_pairs(6, 7, cells).expect("legal");
    let wider = nested(&table).value().expect("defined");
    close(Measured::Value(wider.total), found.total);
    assert_eq!((wider.empty_cities, wider.empty_events), (1, 2));
    let full = (0..3).flat_map(|city| (0..3).map(move |platform| (city, platform)));
    let full = Incidence::from_pairs(3, 3, full).expect("legal");
    assert_eq!(nested(&full).undefined(), Some(Undefined::Vacuous));
    let empty = Incidence::from_pairs(3, 3, []).expect("legal");
    assert_eq!(nested(&empty).undefined(), Some(Undefined::NoEvents));
    // Nested tables have no other with their sizes, so no test.
    let stairs = Incidence::from_pairs(3, 3, [(0, 0), (0, 1), (0, 2), (1, 0), (1, 1), (2, 0)]);
    let stairs = nested(&stairs.expect("legal")).value().expect("defined");
    close(Measured::Value(stairs.total), 100.0);
    assert!(matches!(stairs.test.undefined(), Some(Undefined::NotAttainable { .. })));
}

#[test]
fn hierarchy_of_an_organization_chart_a_star_and_a_ring() {
    let oracle = json("oracles/hierarchy.json");
    let arcs = |case: &serde_json::Value| -> Vec<(u32, u32, f64)> {
        let number = |it: &serde_json::Value| it.as_u64().expect("a number") as u32 - 1;
        let arcs = case["edges"].as_array().expect("arcs").iter();
        arcs.map(|arc| (number(&arc[0]), number(&arc[1]), 1.0)).collect()
    };
    let cases = [
        ("krackhardt_reports", 21, arcs(&oracle["krackhardt_reports"])),
        ("outstar6", 6, (1..6).map(|city| (0, city, 1.0)).collect()),
        ("cycle5", 5, (0..5).map(|city| (city, (city + 1) % 5, 1.0)).collect()),
    ];
    for (name, cities, arcs) in cases {
        let graph = Adjacency::from_arcs(cities, arcs).expect("legal");
        let found = Hierarchy::new().run(&graph).expect("legal").value().expect("arcs");
        let expected = |key: &str| oracle[name]["dims"][key].as_f64().expect("a number");
        close(found.connectedness, expected("connectedness"));
        close(found.hierarchy, expected("hierarchy"));
        close(found.efficiency, expected("efficiency"));
        close(found.upper_bound, expected("lub"));
        close(found.reaching, oracle[name]["grc"].as_f64().expect("a number"));
        let flow =
            if name == "cycle5" { 0.0 } else { oracle["tree_flow_hierarchy"].as_f64().expect("1") };
        close(found.flow, flow);
    }
    let none = Adjacency::from_arcs(3, []).expect("legal");
    let none = Hierarchy::new().run(&none).expect("legal").value().expect("an answer");
    close(none.connectedness, 0.0);
    assert_eq!(none.flow.undefined(), Some(Undefined::NoEdges));
    let both = Adjacency::from_edges(3, [(0, 1, 1.0)]).expect("legal");
    assert_eq!(Hierarchy::new().run(&both).expect("legal").undefined(), Some(Undefined::Vacuous));
    let pair = Adjacency::from_arcs(4, [(0, 1, 1.0), (2, 3, 1.0)]).expect("legal");
    let pair = Hierarchy::new().run(&pair).expect("legal").value().expect("arcs");
    assert_eq!(pair.upper_bound.undefined(), Some(Undefined::Vacuous));
    close(pair.connectedness, 1.0 / 3.0);
}

/// All of it once more, by walks of every length and by looking at every city for every pair.
#[test]
fn hierarchy_by_its_definition() {
    for seed in 0..30 {
        let (cities, arcs) = (3 + seed as u32 % 7, 2 + seed as u32 % 11);
        let graph = random_graph(900 + seed, cities, arcs, true);
        let n = cities as usize;
        let mut reach = vec![vec![false; n]; n];
        (0..n).for_each(|city| reach[city][city] = true);
        graph.edges().for_each(|(a, b, _)| reach[a as usize][b as usize] = true);
        let mut near = reach.clone();
        (0..n).for_each(|a| (0..n).for_each(|b| near[a][b] |= reach[b][a]));
        for walks in [&mut reach, &mut near] {
            for k in 0..n {
                for a in 0..n {
                    for b in 0..n {
                        walks[a][b] |= walks[a][k] && walks[k][b];
                    }
                }
            }
        }
        let (mut apart, mut one, mut both, mut without) = (0.0, 0.0, 0.0, 0.0);
        for a in 0..n {
            for b in 0..a {
                apart += f64::from(!near[a][b]);
                one += f64::from(reach[a][b] || reach[b][a]);
                both += f64::from(reach[a][b] && reach[b][a]);
                let over: Vec<usize> = (0..n).filter(|&c| reach[c][a] && reach[c][b]).collect();
                let least = |&c: &usize| over.iter().all(|&other| reach[other][c]);
                without += f64::from(near[a][b] && !over.iter().any(least));
            }
        }
        let sizes: Vec<f64> = (0..n)
            .filter(|&city| (0..city).all(|other| !near[city][other]))
            .map(|city| near[city].iter().filter(|&&it| it).count() as f64)
            .collect();
        let sum = |of: fn(f64) -> f64| sizes.iter().map(|&size| of(size)).sum::<f64>();
        let found = Hierarchy::new().run(&graph).expect("legal").value().expect("arcs");
        let pairs = n as f64 * (n as f64 - 1.0) / 2.0;
        close(found.connectedness, 1.0 - apart / pairs);
        close(found.hierarchy, 1.0 - both / one);
        let more = graph.edge_count() as f64 - sum(|size| size - 1.0);
        close(found.efficiency, 1.0 - more / sum(|size| (size - 1.0) * (size - 1.0)));
        let most = sum(|size| (size - 1.0) * (size - 2.0) / 2.0);
        if most > 0.0 {
            close(found.upper_bound, 1.0 - without / most);
        }
        let (mut free, mut all) = (0.0, 0.0);
        for (a, b, weight) in graph.edges() {
            all += weight;
            free += if reach[b as usize][a as usize] { 0.0 } else { weight };
        }
        close(found.flow, free / all);
        let share = |a: usize| reach[a].iter().filter(|&&it| it).count() as f64 - 1.0;
        let most = (0..n).map(share).fold(0.0, f64::max);
        let behind: f64 = (0..n).map(|a| most - share(a)).sum();
        close(found.reaching, behind / (n as f64 - 1.0).powi(2));
    }
}

/// Small editions of the study that `cargo run --release --example circle_error_rates` prints.
#[test]
fn tests_of_circles_keep_their_level_and_see_what_is_there() {
    let sections = study::sections();
    let found = |section: usize, study: usize, worlds: u64| -> Vec<f64> {
        let p = sections[section].studies[study].run(0, worlds).expect("legal");
        p.iter().map(|p| study::table::Share::at(0.05, p).per_cent()).collect()
    };
    let none = found(0, 0, 16);
    for (question, (_, expected)) in sections[0].studies[0].questions.iter().enumerate() {
        if *expected == study::Expected::Anything {
            assert_eq!(question, 17);
            continue;
        }
        assert!(
            none[question] <= 25.0,
            "{}: {}",
            sections[0].studies[0].questions[question].0,
            none[question]
        );
    }
    let nested = found(1, 0, 5);
    assert!(nested[..5].iter().all(|&share| share >= 75.0), "{nested:?}");
    // One level alone is not circles within circles, however well ties follow it.
    let (middle, small) = (found(1, 1, 6), found(1, 2, 6));
    assert!(middle[0] > 80.0 && middle[4] <= 34.0, "{middle:?}");
    assert!(small[0] > 80.0 && small[4] <= 34.0, "{small:?}");
}

#[test]
fn the_study_of_error_rates_has_a_table_for_every_kind_of_world() {
    const { assert!(study::WORLDS >= 200) };
    for section in study::sections() {
        let table = section.run(0).expect("legal");
        assert!(table.starts_with(&format!("## {}\n", section.title)));
        for study in &section.studies {
            assert!(table.contains(&study.worlds), "{table}");
        }
    }
}

#[test]
fn the_page_of_the_guide_is_the_output_of_the_study() {
    let page = include_str!("../src/guide/circle_error_rates.md");
    assert!(page.contains("cargo run --release --example circle_error_rates -- 200"));
    let sections = study::sections();
    let printed: Vec<String> = sections.iter().map(|it| it.run(0).expect("legal")).collect();
    let output = page.find(&format!("## {}", sections[0].title)).expect("the first table");
    assert_eq!(tables::skeleton(&page[output..]), tables::skeleton(&printed.concat()));
    assert!(page.contains("*200 worlds of each kind.*"));
}

/// 24 cities anywhere, each pair tied up to twice. The eight of one circle are tied ten
/// times more; those of the other are any eight; two are too few to say.
#[test]
fn verdicts_say_yes_no_or_that_the_data_cannot() {
    let mut random = Random(77);
    let mut places = "id,name,level,latitude,longitude\n".to_owned();
    for city in 0..24 {
        let (lat, lon) = (28.0 + 0.001 * f64::from(random.below(4000)), random.below(4000));
        let lon = 110.0 + 0.001 * f64::from(lon);
        places.push_str(&format!("c{city:02},C{city},city,{lat},{lon}\n"));
    }
    let mut rows = "id,parties,start\n".to_owned();
    for (a, b) in (0..24).flat_map(|b| (0..b).map(move |a| (a, b))) {
        let times = random.below(3) + if a % 3 == 0 && b % 3 == 0 { 10 } else { 0 };
        for time in 0..times {
            rows.push_str(&format!("r{a:02}{b:02}-{time},c{a:02};c{b:02},2015-01-01\n"));
        }
    }
    let mut members = "circle,place\n".to_owned();
    for city in (0..24).filter(|city| city % 3 == 0) {
        members.push_str(&format!("yes,c{city:02}\nno,c{:02}\n", city + 1));
    }
    ["c02", "c05"].iter().for_each(|city| members.push_str(&format!("few,{city}\n")));
    let tables = [
        ("places.csv", places.as_str()),
        ("agreements.csv", rows.as_str()),
        ("circles.csv", "id,name\nyes,Yes\nno,No\nfew,Few\n"),
        ("circle_members.csv", members.as_str()),
    ];
    let tables = tables.map(|(file, text)| (file, text.as_bytes()));
    let region = Region::from_tables(tables).expect("sound");
    let found = ExamineCircles::new(&region).permutations(199).run().expect("legal");
    let verdict = |id: &str| {
        let at = found.declared.circles.iter().position(|circle| circle.id == id);
        let circle = &found.circles[at.expect("declared")];
        (circle.verdict, circle.because.as_str())
    };
    assert_eq!(verdict("yes").0, Verdict::Supported, "{}", verdict("yes").1);
    let (no, because) = verdict("no");
    assert_eq!(no, Verdict::NotSupported, "{because}");
    assert!(because.ends_with("twice as strong is ruled out"), "{because}");
    let (few, because) = verdict("few");
    assert_eq!(few, Verdict::Undecided, "{because}");
    assert!(because.ends_with("twice as strong cannot be ruled out"), "{because}");
}
