//! Mistakes that network tools have made, one test for each: none of them may be made here.
//!
//! Those of community detection wait for it: queues that forget who was looked at and did not
//! move, labels of refinement instead of those of moving, nobody able to join community 0 of a
//! coarser level, communities in pieces, a stop that comes early.
#[path = "support/measures.rs"]
mod measures;
#[path = "support/random.rs"]
#[allow(dead_code, reason = "nothing is shuffled here")]
mod random;

use conurbation::adjacency::Node;
use conurbation::centrality::{
    Betweenness, Closeness, Convention, Degree, Eigenvector, Hits, Norm, PageRank, Strength,
};
use conurbation::exchange::EdgeList;
use conurbation::nulls::{DegreePreserving, Method};
use conurbation::paths::EdgeLength;
use conurbation::structure::{Clustering, Density};
use conurbation::{Adjacency, Error, Measured, Scores, Undefined, Watch};
use measures::{Outcome, every_measure};
use random::Random;

type Tie = (Node, Node, f64);

const INVERSE: EdgeLength = EdgeLength::InverseWeight { alpha: 1.0 };

fn values(scores: &Scores) -> Vec<f64> {
    scores.iter().map(|score| score.value().expect("a value")).collect()
}

fn bits(scores: &Scores) -> Vec<Option<u64>> {
    scores.iter().map(|score| score.value().map(f64::to_bits)).collect()
}

fn near(a: f64, b: f64) -> bool {
    (a - b).abs() <= 1e-9 * a.abs().max(b.abs()) + 1e-12
}

/// Ties of random cities; those of the highest numbers have none.
fn random_ties(seed: u64, nodes: u32, ties: usize) -> Vec<Tie> {
    let mut random = Random(seed);
    let mut ties: Vec<Tie> = (0..ties)
        .map(|_| (random.below(nodes - 3), random.below(nodes - 3), random.weight()))
        .collect();
    ties.retain(|(from, to, _)| from != to);
    ties
}

/// Calls `visit` with every order of the items.
fn orders(items: &mut Vec<Node>, first: usize, visit: &mut impl FnMut(&[Node])) {
    if first == items.len() {
        return visit(items);
    }
    for next in first..items.len() {
        items.swap(first, next);
        orders(items, first + 1, visit);
        items.swap(first, next);
    }
}

fn with_threads<T: Send>(threads: usize, work: impl FnOnce() -> T + Send) -> T {
    let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().expect("a pool");
    pool.install(work)
}

/// Everything each city has, by measure: a number or none.
fn of_cities(graph: &Adjacency) -> Vec<(String, Vec<Option<f64>>)> {
    let measures = every_measure(graph).into_iter();
    let cities = measures.filter_map(|(name, outcome)| match outcome.expect("legal weights") {
        Outcome::Cities(scores) => Some((name, scores.iter().map(Measured::value).collect())),
        Outcome::Network(_) => None,
    });
    cities.collect()
}

/// Node 0 is a node like any other: each in turn gets that number (GVE-Leiden took it for "none").
#[test]
fn number_zero_stands_for_no_one_else() -> Result<(), Error> {
    let nodes = 9;
    let ties = random_ties(3, nodes as u32, 14);
    for build in [Adjacency::from_edges, Adjacency::from_arcs] {
        let plain = of_cities(&build(nodes, ties.clone())?);
        let parts = build(nodes, ties.clone())?.components();
        for turn in 1..nodes as Node {
            let new = |node: Node| (node + turn) % nodes as Node;
            let turned = ties.iter().map(|&(from, to, weight)| (new(from), new(to), weight));
            let turned = build(nodes, turned.collect::<Vec<_>>())?;
            for ((name, before), (_, after)) in plain.iter().zip(of_cities(&turned)) {
                for node in 0..nodes as Node {
                    let (a, b) = (before[node as usize], after[new(node) as usize]);
                    let equal = a.zip(b).map_or(a.is_none() && b.is_none(), |(a, b)| near(a, b));
                    assert!(equal, "{name}, {node} turned by {turn}: {a:?}, {b:?}");
                }
            }
            let turned = turned.components();
            assert_eq!(turned.sizes(), parts.sizes());
            for (a, b) in (0..nodes).flat_map(|a| (0..nodes).map(move |b| (a, b))) {
                let together = |labels: &[u32], a: usize, b: usize| labels[a] == labels[b];
                let (new_a, new_b) = (new(a as Node) as usize, new(b as Node) as usize);
                assert_eq!(
                    together(parts.labels(), a, b),
                    together(turned.labels(), new_a, new_b),
                    "{a} and {b} turned by {turn}"
                );
            }
        }
    }
    Ok(())
}

/// A tie so light that it vanishes in a sum is a tie ("weight 0 means not seen yet": GVE-Leiden,
/// NetworKit, Mt-KaHyPar).
#[test]
fn a_tie_of_almost_no_weight_is_a_tie() -> Result<(), Error> {
    let least = f64::from_bits(1);
    let triangle = [(0, 1, 1.0), (1, 2, 1.0), (0, 2, least)];
    let graph = Adjacency::from_edges(4, triangle)?;
    assert_eq!(values(&Degree::new().run(&graph)?), [2.0, 2.0, 2.0, 0.0]);
    assert_eq!(values(&Betweenness::new().run(&graph)?), [0.0; 4]);
    assert_eq!(Clustering::new().run(&graph)?.triangles, 1);
    assert_eq!(Density::new().run(&graph)?, Measured::Value(0.5));
    let only = Adjacency::from_edges(3, [(0, 1, least)])?;
    assert_eq!(only.components().sizes(), [2, 1]);
    assert_eq!(values(&Closeness::new().run(&only)?), [0.5, 0.5, 0.0]);
    let scores = values(&PageRank::new().run(&only)?);
    assert!(near(scores[0], scores[1]) && scores[0] > scores[2], "{scores:?}");
    Ok(())
}

/// Sums of many threads come in one order (rustworkx-core 0.18.1 and NetworKit 11.3: 15 different
/// results of 15 runs of betweenness).
#[test]
fn fifteen_runs_at_two_threads_have_the_same_bits() -> Result<(), Error> {
    let graph = Adjacency::from_edges(300, random_ties(7, 300, 1200))?;
    let directed = Adjacency::from_arcs(300, random_ties(8, 300, 1500))?;
    let run = || -> Result<Vec<Vec<Option<u64>>>, Error> {
        let mut all = Vec::new();
        for graph in [&graph, &directed] {
            for length in [EdgeLength::Hops, INVERSE] {
                all.push(bits(&Betweenness::new().edge_length(length).run(graph)?));
                all.push(bits(&Closeness::new().edge_length(length).run(graph)?));
            }
            all.push(bits(&PageRank::new().run(graph)?));
            all.push(bits(&Strength::new().run(graph)?));
        }
        Ok(all)
    };
    let first = with_threads(2, run)?;
    for _ in 1..15 {
        assert_eq!(first, with_threads(2, run)?);
    }
    Ok(())
}

/// Nothing asks how many threads there are, also not from 10,000 nodes on (Infomap 2.16 then
/// takes another algorithm), and no seed holds them (NetworKit's KADABRA).
#[test]
fn the_number_of_threads_chooses_no_algorithm_and_no_seed() -> Result<(), Error> {
    let nodes = 12_000;
    let large = Adjacency::from_edges(nodes as usize, random_ties(11, nodes, 40_000))?;
    let small = Adjacency::from_edges(40, random_ties(12, 40, 90))?;
    let null = DegreePreserving::new().seed(5).prepare(&small)?.value().expect("others exist");
    let run = || -> Result<_, Error> {
        let clustering = bits(&Clustering::new().run(&large)?.local);
        let pagerank = bits(&PageRank::new().tolerance(1e-6).run(&large)?);
        let drawn: Vec<_> = (0..3).map(|replicate| null.draw(replicate)).collect();
        Ok((clustering, pagerank, large.components(), drawn))
    };
    let one = with_threads(1, run)?;
    for threads in [2, 5] {
        assert_eq!(one, with_threads(threads, run)?, "{threads} threads");
    }
    Ok(())
}

/// Whoever looks on changes nothing (an output flag changed the seeds of Infomap).
#[test]
fn being_watched_changes_no_bit() -> Result<(), Error> {
    let graph = Adjacency::from_arcs(60, random_ties(13, 60, 240))?;
    let watch = Watch::new();
    let betweenness = Betweenness::new().edge_length(INVERSE);
    let watched = betweenness.clone().watch(&watch).run(&graph)?;
    assert_eq!(bits(&betweenness.run(&graph)?), bits(&watched));
    let closeness = Closeness::new().watch(&watch).run(&graph)?;
    assert_eq!(bits(&Closeness::new().run(&graph)?), bits(&closeness));
    let pagerank = PageRank::new().watch(&watch).run(&graph)?;
    assert_eq!(bits(&PageRank::new().run(&graph)?), bits(&pagerank));
    Ok(())
}

/// Weights are not cut to seven digits on the way (scikit-network's Paris).
#[test]
fn weights_keep_all_their_digits() -> Result<(), Error> {
    let more = 1.0 + 1e-9;
    let pairs = Adjacency::from_edges(4, [(0, 1, 1.0), (2, 3, more)])?;
    let first = |scores: Scores| scores.ranking().next().map(|city| city.node);
    assert_eq!(first(Strength::new().run(&pairs)?), Some(2));
    assert_eq!(first(Closeness::new().edge_length(INVERSE).run(&pairs)?), Some(2));
    // Of two ways from 0 to 3 only the one shorter by a billionth is a shortest way.
    let ways = [(0, 1, 1.0), (1, 3, 1.0), (0, 2, 1.0), (2, 3, more)];
    let graph = Adjacency::from_edges(4, ways)?;
    let by_length = Betweenness::new().edge_length(EdgeLength::Weight).run(&graph)?;
    assert!(near(values(&by_length)[1], 1.0) && near(values(&by_length)[2], 0.0));
    Ok(())
}

/// Ways a–b–c of .1 + .2 and a–d–c of .15 + .15 are equally long however floats add up and whatever
/// numbers the cities have (NetworkX 3.6.1, NetworKit 11.3, graphrs: b or d has nothing).
#[test]
fn equally_long_ways_share() -> Result<(), Error> {
    let ways = [(0, 1, 0.1), (1, 2, 0.2), (0, 3, 0.15), (3, 2, 0.15)];
    // Between b and d the way by a is the shorter.
    let expected = [1.0, 0.5, 0.0, 0.5];
    orders(&mut vec![0, 1, 2, 3], 0, &mut |new| {
        let named = ways.map(|(a, b, length)| (new[a], new[b], length));
        let inverse = named.map(|(a, b, length)| (a, b, 1.0 / length));
        for (ties, length) in [(named, EdgeLength::Weight), (inverse, INVERSE)] {
            let graph = Adjacency::from_edges(4, ties).expect("legal ties");
            let scores = Betweenness::new().edge_length(length).run(&graph).expect("legal lengths");
            for (city, expected) in expected.into_iter().enumerate() {
                let found = values(&scores)[new[city] as usize];
                assert!(near(found, expected), "{city} of {new:?}, {length:?}: {found}");
            }
        }
    });
    // Three thirds are one.
    let thirds = Adjacency::from_edges(4, [(0, 1, 3.0), (1, 2, 3.0), (2, 3, 3.0), (0, 3, 1.0)])?;
    let scores = values(&Betweenness::new().edge_length(INVERSE).run(&thirds)?);
    for (found, expected) in scores.iter().zip([0.0, 1.5, 1.5, 0.0]) {
        assert!(near(*found, expected), "{scores:?}");
    }
    Ok(())
}

/// Two lengths that each equal a third need not equal each other. What counts is the distance from
/// the shortest, in whatever order the ways are found (igraph compares by a relation that is not
/// transitive).
#[test]
fn nearly_equal_ways_are_held_against_the_shortest() {
    // From 0 to 4 by 1, 2 or 3: the second is longer by .8, the third by 1.6 parts in 10^12.
    let ends = [(1, 1.0), (2, 1.0 + 1.6e-12), (3, 1.0 + 3.2e-12)];
    orders(&mut (0..5).collect(), 0, &mut |new| {
        let ties = ends.into_iter().flat_map(|(by, length)| [(0, by, 1.0), (by, 4, length)]);
        let named = ties.map(|(a, b, length): (usize, usize, f64)| (new[a], new[b], length));
        let graph = Adjacency::from_arcs(5, named).expect("legal ties");
        let by_length = Betweenness::new().edge_length(EdgeLength::Weight);
        let scores = values(&by_length.run(&graph).expect("legal lengths"));
        for (city, expected) in [(0, 0.0), (1, 0.5), (2, 0.5), (3, 0.0), (4, 0.0)] {
            assert!(near(scores[new[city] as usize], expected), "{city} of {new:?}: {scores:?}");
        }
    });
}

/// Weights that are none are refused where they come in, and nothing is computed from them (with
/// one NaN NetworkX gives numbers that look well, rustworkx-core NaN everywhere).
#[test]
fn what_is_no_weight_is_refused() {
    for weight in [f64::NAN, f64::INFINITY, f64::NEG_INFINITY, -1.0, -0.0, 0.0] {
        for build in [Adjacency::from_edges, Adjacency::from_arcs] {
            let built = build(3, vec![(0, 1, 1.0), (1, 2, weight)]);
            assert!(matches!(built, Err(Error::InvalidTie { .. })), "{weight}: {built:?}");
        }
    }
    for cell in ["NaN", "nan", "inf", "-inf", "1e400", "-1", "?"] {
        let file = format!("source,target,weight\na,b,1\nb,c,{cell}\n");
        let read = EdgeList::from_csv(file.as_bytes(), false);
        assert!(matches!(read, Err(Error::Data { .. })), "{cell}: {read:?}");
    }
}

/// 2,000 cities and the arcs 0→1→2: cities that send nothing pass their share to all (2 has
/// .00128469; NetworkX 3.6.1 stops early at .00092457, rustworkx 0.18.1 has all equal).
#[test]
fn pagerank_of_almost_only_dangling_cities() -> Result<(), Error> {
    let graph = Adjacency::from_arcs(2000, [(0, 1, 1.0), (1, 2, 1.0)])?;
    let scores = values(&PageRank::new().run(&graph)?);
    // With x for a city that receives nothing, all of them are 1: 1998 x + 1.85 x + 2.5725 x.
    let x = 1.0 / (1998.0 + 1.85 + 2.5725);
    for (node, score) in scores.iter().enumerate() {
        let expected = [x, 1.85 * x, 2.5725 * x].get(node).copied().unwrap_or(x);
        assert!((score - expected).abs() < 1e-12, "{node}: {score}, expected {expected}");
    }
    assert!((scores[2] - 0.001_284_69).abs() < 5e-9, "{}", scores[2]);
    Ok(())
}

/// The eleven pages of Wikipedia's article on PageRank, A to K, with its numbers in per cent
/// (petgraph 0.8.3 has 3.2, 38.6, 34.6 …, and its own test expects them).
#[test]
fn pagerank_of_the_eleven_pages_is_as_printed() -> Result<(), Error> {
    let links = [
        (1, 2),
        (2, 1),
        (3, 0),
        (3, 1),
        (4, 1),
        (4, 3),
        (4, 5),
        (5, 1),
        (5, 4),
        (6, 1),
        (6, 4),
        (7, 1),
        (7, 4),
        (8, 1),
        (8, 4),
        (9, 4),
        (10, 4),
    ];
    let links = links.map(|(from, to)| (from, to, 1.0));
    let scores = values(&PageRank::new().run(Adjacency::from_arcs(11, links)?)?);
    let printed = [3.3, 38.4, 34.3, 3.9, 8.1, 3.9, 1.6, 1.6, 1.6, 1.6, 1.6];
    for (score, printed) in scores.iter().zip(printed) {
        assert!((100.0 * score - printed).abs() <= 0.05, "{score}, printed {printed}");
    }
    assert_eq!(scores.len(), printed.len());
    Ok(())
}

/// Ways between two sides only go to and fro for ever if nothing is done about it (power iteration
/// on a bipartite network).
#[test]
fn two_sides_do_not_oscillate() -> Result<(), Error> {
    // Two cities, each tied to the same three: those have √(1/6), the two 1/2.
    let both = Adjacency::from_edges(5, (2..5).flat_map(|to| [(0, to, 1.0), (1, to, 1.0)]))?;
    let expected = [0.5, 0.5, 6_f64.sqrt().recip(), 6_f64.sqrt().recip(), 6_f64.sqrt().recip()];
    let found = values(&Eigenvector::new().run(&both)?.scores);
    assert!(found.iter().zip(expected).all(|(a, b)| (a - b).abs() < 1e-12), "{found:?}");
    let hits = Hits::new().norm(Norm::Euclidean).run(&both)?;
    assert!(values(&hits.hubs).iter().zip(expected).all(|(a, b)| (a - b).abs() < 1e-12));
    // Degree over twice the ties is what PageRank comes to as damping nears 1.
    let ranks = values(&PageRank::new().damping(0.9999).tolerance(1e-9).run(&both)?);
    let shares = [0.25, 0.25, 1.0 / 6.0, 1.0 / 6.0, 1.0 / 6.0];
    assert!(ranks.iter().zip(shares).all(|(a, b)| (a - b).abs() < 1e-4), "{ranks:?}");
    Ok(())
}

/// Where nothing is tied nothing is central (UCINET: closeness 1 for all, the best there is;
/// igraph: eigenvector centrality 1 for all), and no vector of one piece stands for all of them
/// (NetworkX's power method gives what is left of its start, igraph numbers near 0).
#[test]
fn what_has_no_ties_or_several_pieces_is_not_made_up() -> Result<(), Error> {
    let apart = Adjacency::from_edges(4, [])?;
    let pieces = Adjacency::from_edges(5, [(0, 1, 1.0), (1, 2, 1.0), (0, 2, 1.0), (3, 4, 1.0)])?;
    let reasons = |scores: Scores| -> Vec<Option<Undefined>> {
        scores.iter().map(|score| score.undefined()).collect()
    };
    for tool in [Convention::Ucinet, Convention::NetworkX, Convention::Igraph] {
        let eigenvector = Eigenvector::new().like(tool);
        let none = reasons(eigenvector.run(&apart)?.scores);
        assert_eq!(none, [Some(Undefined::NoEdges); 4], "{tool:?}");
        if tool != Convention::Ucinet {
            let none = reasons(eigenvector.run(&pieces)?.scores);
            assert_eq!(none, [Some(Undefined::Disconnected); 5], "{tool:?}");
        }
    }
    let ucinet = Closeness::new().like(Convention::Ucinet);
    assert_eq!(reasons(ucinet.run(&apart)?), [Some(Undefined::NoEdges); 4]);
    // By igraph's rule the pair is nearest of all; by the default those of the larger piece are.
    let igraph = values(&Closeness::new().like(Convention::Igraph).run(&pieces)?);
    assert!(igraph[3] >= igraph[0]);
    let default = values(&Closeness::new().run(&pieces)?);
    assert!(default[3] < default[0]);
    Ok(())
}

/// The tolerance is kept by the scores, not by their sum, which is 1 at every step and so at rest
/// from the first (NetworKit's Katz looks at the norm), nor by the last step, which is a hundredth
/// of what is still to come.
#[test]
fn an_iteration_stops_when_its_scores_are_near() -> Result<(), Error> {
    // Two rings of three, and a narrow way from the first to the second.
    let mut arcs: Vec<Tie> =
        (0..6).map(|node| (node, node / 3 * 3 + (node + 1) % 3, 1.0)).collect();
    arcs.push((0, 3, 0.003));
    let graph = Adjacency::from_arcs(6, arcs)?;
    let d = 0.99;
    // What each city has of a first score x, as c + b x: around the first ring, ...
    let own = (1.0 - d) / 6.0;
    let on = |(c, b): (f64, f64), share: f64| (own + d * share * c, d * share * b);
    let (stay, leave) = (1.0 / 1.003, 0.003 / 1.003);
    let closed = |(c, b): (f64, f64)| c / (1.0 - b);
    let second = on((0.0, 1.0), stay);
    let x = closed(on(on(second, 1.0), 1.0));
    let value = |(c, b): (f64, f64), x: f64| c + b * x;
    let (one, two) = (value(second, x), value(on(second, 1.0), x));
    // ... and around the other, whose first city also has what leaves.
    let second = on((0.0, 1.0), 1.0);
    let (c, b) = on(on(second, 1.0), 1.0);
    let y = closed((c + d * leave * x, b));
    let exact = [x, one, two, y, value(second, y), value(on(second, 1.0), y)];
    assert!((exact.iter().sum::<f64>() - 1.0).abs() < 1e-12, "{exact:?}");
    for tolerance in [1e-2, 1e-4, 1e-6, 1e-9] {
        let found = values(&PageRank::new().damping(d).tolerance(tolerance).run(&graph)?);
        let error: f64 = found.iter().zip(&exact).map(|(a, b)| (a - b).abs()).sum();
        assert!(error <= tolerance, "{tolerance:e}: {error:e}");
    }
    Ok(())
}

/// Ties of cities with themselves count in no measure, neither once nor twice (NetworkX counts
/// them in constraint, NetworkX and igraph in degree and density).
#[test]
fn self_ties_count_nowhere() -> Result<(), Error> {
    let ties = random_ties(17, 20, 45);
    let own = (0..20).step_by(3).map(|node| (node, node, 7.5));
    for build in [Adjacency::from_edges, Adjacency::from_arcs] {
        let without = build(20, ties.clone())?;
        let with = build(20, ties.iter().copied().chain(own.clone()).collect())?;
        assert_ne!(with, without);
        let all = every_measure(&without).into_iter().zip(every_measure(&with));
        for ((name, before), (_, after)) in all {
            let plain = |outcome: conurbation::Result<Outcome>| match outcome.expect("legal") {
                Outcome::Cities(scores) => scores.iter().map(Measured::value).collect(),
                Outcome::Network(values) => {
                    values.into_iter().map(Measured::value).collect::<Vec<_>>()
                }
            };
            let bits = |values: Vec<Option<f64>>| -> Vec<_> {
                values.into_iter().map(|value| value.map(f64::to_bits)).collect()
            };
            assert_eq!(bits(plain(before)), bits(plain(after)), "{name}");
        }
    }
    Ok(())
}

/// Rows of one pair are one tie with the sum of their weights, and not two ways (igraph counts each
/// row as a way of its own).
#[test]
fn several_rows_of_a_pair_are_one_tie() -> Result<(), Error> {
    // From 0 to 3 by 1 or by 2; the first tie by 1 comes in three rows.
    let rows = [(0, 1, 0.25), (1, 3, 1.0), (0, 2, 1.0), (2, 3, 1.0), (1, 0, 0.5), (0, 1, 0.25)];
    let once = Adjacency::from_edges(4, [(0, 1, 1.0), (1, 3, 1.0), (0, 2, 1.0), (2, 3, 1.0)])?;
    let graph = Adjacency::from_edges(4, rows)?;
    assert_eq!(graph, once);
    for length in [EdgeLength::Hops, INVERSE] {
        let scores = values(&Betweenness::new().edge_length(length).run(&graph)?);
        assert!(scores.iter().all(|&score| near(score, 0.5)), "{scores:?}");
    }
    assert_eq!(values(&Degree::new().run(&graph)?), [2.0; 4]);
    Ok(())
}

/// What changes step by step is what it would be if made at once: after thousands of switches every
/// degree and every bit of every weight is there, and a draw does not depend on those before it
/// (running sums drift).
#[test]
fn thousands_of_small_steps_lose_nothing() -> Result<(), Error> {
    let graph = Adjacency::from_edges(50, random_ties(19, 50, 150))?;
    let weights = |graph: &Adjacency| {
        let mut weights: Vec<u64> = graph.edges().map(|(.., weight)| weight.to_bits()).collect();
        weights.sort_unstable();
        weights
    };
    for method in [Method::Switches, Method::GlobalTrades] {
        let null = DegreePreserving::new().method(method).switches_per_tie(100.0).trades(200);
        let null = null.prepare(&graph)?.value().expect("others exist");
        let draws: Vec<_> = (0..3).map(|replicate| null.draw(replicate)).collect();
        for drawn in &draws {
            assert!(drawn.accepted > 1000, "{method:?}: {}", drawn.accepted);
            let degrees = |graph: &Adjacency| bits(&Degree::new().run(graph).expect("a degree"));
            assert_eq!(degrees(&drawn.adjacency), degrees(&graph), "{method:?}");
            assert_eq!(weights(&drawn.adjacency), weights(&graph), "{method:?}");
            // Its sums are those of the same ties given anew.
            let again = Adjacency::from_edges(50, drawn.adjacency.edges().collect::<Vec<_>>())?;
            let strength = |graph| Ok::<_, Error>(bits(&Strength::new().run(graph)?));
            assert_eq!(strength(&drawn.adjacency)?, strength(&again)?, "{method:?}");
        }
        assert_eq!(null.draw(2), draws[2], "{method:?}");
        assert_ne!(draws[0].adjacency, draws[1].adjacency, "{method:?}");
    }
    Ok(())
}
