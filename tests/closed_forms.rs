//! Networks whose scores can be worked out by hand, of any size.
use approx::assert_abs_diff_eq;
use conurbation::centrality::{Betweenness, Closeness, PageRank};
use conurbation::community::Modularity;
use conurbation::paths::EdgeLength;
use conurbation::structure::{Clustering, Density, Gini, MeanDegree, MeanStrength, Mixing};
use conurbation::{Adjacency, Error, Measured, Node, Scores, Undefined};

const TOLERANCE: f64 = 1e-9;

fn undirected(pairs: impl IntoIterator<Item = (Node, Node)>) -> Result<Adjacency, Error> {
    let ties: Vec<_> = pairs.into_iter().map(|(a, b)| (a, b, 1.0)).collect();
    let nodes = ties.iter().map(|tie| tie.0.max(tie.1) + 1).max().unwrap_or(0);
    Adjacency::from_edges(nodes as usize, ties)
}

fn values(scores: &Scores) -> Vec<f64> {
    scores.iter().filter_map(Measured::value).collect()
}

fn assert_all_near(scores: &Scores, expected: impl Fn(usize) -> f64) {
    assert_eq!(values(scores).len(), scores.len());
    for (node, value) in values(scores).into_iter().enumerate() {
        let expected = expected(node);
        assert_abs_diff_eq!(value, expected, epsilon = TOLERANCE * expected.abs().max(1.0));
    }
}

fn clique(nodes: std::ops::Range<Node>) -> impl Iterator<Item = (Node, Node)> {
    nodes.clone().flat_map(move |a| (a + 1..nodes.end).map(move |b| (a, b)))
}

#[test]
fn star() -> Result<(), Error> {
    for n in [3, 4, 10, 101] {
        let star = undirected((1..n).map(|leaf| (0, leaf)))?;
        let n = f64::from(n);
        let hub_or = |hub: f64, leaf: f64| move |node| if node == 0 { hub } else { leaf };
        let pairs = (n - 1.0) * (n - 2.0) / 2.0;
        assert_all_near(&Betweenness::new().run(&star)?, hub_or(pairs, 0.0));
        assert_all_near(&Betweenness::new().normalized(true).run(&star)?, hub_or(1.0, 0.0));
        let leaf = (1.0 + (n - 2.0) / 2.0) / (n - 1.0);
        assert_all_near(&Closeness::new().run(&star)?, hub_or(1.0, leaf));
        for d in [0.0, 0.5, 0.85, 0.999] {
            let hub = (1.0 - d) / n * (1.0 + d * (n - 1.0)) / (1.0 - d * d);
            let pagerank = PageRank::new().damping(d).run(&star)?;
            assert_all_near(&pagerank, hub_or(hub, (1.0 - hub) / (n - 1.0)));
        }
        let gini = Gini::new().run(&star)?.value().expect("ties");
        assert_abs_diff_eq!(gini, 0.5 - 1.0 / n, epsilon = TOLERANCE);
    }
    Ok(())
}

#[test]
fn path_and_cycle() -> Result<(), Error> {
    for n in [3, 4, 9, 50_u32] {
        let path = undirected((1..n).map(|end| (end - 1, end)))?;
        let both_sides = |node| node as f64 * (f64::from(n) - 1.0 - node as f64);
        assert_all_near(&Betweenness::new().run(&path)?, both_sides);

        let cycle = undirected((0..n).map(|end| (end, (end + 1) % n)))?;
        let size = f64::from(n);
        let even = n % 2 == 0;
        let each =
            if even { (size - 2.0) * (size - 2.0) } else { (size - 1.0) * (size - 3.0) } / 8.0;
        assert_all_near(&Betweenness::new().run(&cycle)?, |_| each);
        assert_all_near(&PageRank::new().damping(0.999).run(&cycle)?, |_| 1.0 / size);

        let one_way =
            Adjacency::from_arcs(n as usize, (0..n).map(|end| (end, (end + 1) % n, 2.0)))?;
        let others = (size - 1.0) * (size - 2.0) / 2.0;
        assert_all_near(&Betweenness::new().run(&one_way)?, |_| others);
    }
    Ok(())
}

#[test]
fn complete_network() -> Result<(), Error> {
    let complete = undirected(clique(0..12))?;
    assert_all_near(&Betweenness::new().run(&complete)?, |_| 0.0);
    assert_all_near(&Closeness::new().run(&complete)?, |_| 1.0);
    assert_all_near(&PageRank::new().run(&complete)?, |_| 1.0 / 12.0);
    let clustering = Clustering::new().run(&complete)?;
    assert_all_near(&clustering.local, |_| 1.0);
    assert_eq!(clustering.triangles, 12 * 11 * 10 / 6);
    assert_eq!(Density::new().run(&complete)?, Measured::Value(1.0));
    assert_eq!(Gini::new().run(&complete)?, Measured::Value(0.0));
    Ok(())
}

#[test]
fn means_per_city() -> Result<(), Error> {
    let near = |found: Result<Measured, Error>, expected: f64| {
        let found = found.expect("legal").value().expect("cities");
        assert_abs_diff_eq!(found, expected, epsilon = TOLERANCE * expected.max(1.0));
    };
    for n in [2, 3, 10, 101_u32] {
        let size = f64::from(n);
        let hub = (1..n).map(|leaf| (0, leaf, 0.5));
        let star = Adjacency::from_edges(n as usize, hub.clone())?;
        near(MeanDegree::new().run(&star), 2.0 * (size - 1.0) / size);
        near(MeanStrength::new().run(&star), (size - 1.0) / size);
        // Of arcs each has one end that gives.
        let arcs = Adjacency::from_arcs(n as usize, hub)?;
        near(MeanDegree::new().run(&arcs), (size - 1.0) / size);
        near(MeanStrength::new().run(&arcs), 0.5 * (size - 1.0) / size);
        let complete = undirected(clique(0..n))?;
        near(MeanDegree::new().run(&complete), size - 1.0);
        near(MeanStrength::new().run(&complete), size - 1.0);
    }
    // Cities without ties count, ties of a city with itself do not.
    let apart = Adjacency::from_edges(8, [(0, 1, 3.0), (2, 2, 9.0)])?;
    near(MeanDegree::new().run(&apart), 0.25);
    near(MeanStrength::new().run(&apart), 0.75);
    Ok(())
}

/// All orders of some items (Heap 1963).
fn orders(items: &mut Vec<u32>, first: usize, visit: &mut impl FnMut(&[u32])) {
    if first <= 1 {
        return visit(items);
    }
    for at in 0..first {
        orders(items, first - 1, visit);
        items.swap(if first % 2 == 0 { at } else { 0 }, first - 1);
    }
}

/// What groups dealt to cities at random give is the mean over all ways to deal them.
#[test]
fn groups_dealt_at_random() -> Result<(), Error> {
    let ties = [(0, 1, 3.0), (0, 2, 0.5), (1, 2, 1.0), (2, 3, 2.0), (4, 3, 0.25), (4, 0, 7.0)];
    let divisions = [
        vec![0, 0, 0, 1, 1, 1],
        vec![5, 5, 5, 5, 2, 9],
        vec![1, 1, 1, 1, 1, 1],
        vec![0, 1, 2, 3, 4, 5],
        vec![0, 0, 1, 1, 2, 2],
    ];
    for graph in [Adjacency::from_edges(6, ties)?, Adjacency::from_arcs(6, ties)?] {
        for labels in &divisions {
            for resolution in [0.0, 0.5, 1.0, 2.5] {
                let (mut sum, mut count) = (0.0, 0.0);
                orders(&mut labels.clone(), 6, &mut |dealt| {
                    let modularity = Modularity::new(dealt).resolution(resolution).run(&graph);
                    sum += modularity.expect("legal").value().expect("ties");
                    count += 1.0;
                });
                assert_abs_diff_eq!(count, 720.0);
                let modularity = Modularity::new(labels).resolution(resolution);
                let found = modularity.by_chance(&graph)?.value().expect("ties");
                assert_abs_diff_eq!(found, sum / count, epsilon = TOLERANCE);
                if labels[0] == 1 {
                    assert_eq!(found.to_bits(), (1.0 - resolution).to_bits());
                }
            }
            let (mut ei, mut share) = (0.0, 0.0);
            let expected = Mixing::new(labels).run(&graph)?.expected;
            orders(&mut labels.clone(), 6, &mut |dealt| {
                let mixing = Mixing::new(dealt).run(&graph).expect("legal");
                ei += mixing.ei.value().unwrap_or(0.0) / 720.0;
                share += mixing.external_share.value().unwrap_or(0.0) / 720.0;
            });
            if let Some(expected) = expected.value() {
                assert_abs_diff_eq!(expected, ei, epsilon = TOLERANCE);
                assert_abs_diff_eq!((1.0 + expected) / 2.0, share, epsilon = TOLERANCE);
            } else {
                assert_eq!(labels, &divisions[2]);
            }
        }
        let refused = Modularity::new(&[0; 5]).by_chance(&graph);
        assert!(matches!(refused, Err(Error::Param(_))));
        assert!(Modularity::new(&[0; 6]).resolution(-1.0).by_chance(&graph).is_err());
    }
    let apart = Adjacency::from_edges(6, [])?;
    let found = Modularity::new(&[0, 0, 0, 1, 1, 1]).by_chance(&apart)?;
    assert_eq!(found, Measured::Undefined(Undefined::NoEdges));
    Ok(())
}

#[test]
fn two_cliques_and_a_bridge() -> Result<(), Error> {
    let (left, right) = (7, 5);
    let bridge = (left - 1, left);
    let graph = undirected(clique(0..left).chain(clique(left..left + right)).chain([bridge]))?;
    let across = |node| match node as Node {
        node if node == bridge.0 => f64::from((left - 1) * right),
        node if node == bridge.1 => f64::from((right - 1) * left),
        _ => 0.0,
    };
    assert_all_near(&Betweenness::new().run(&graph)?, across);
    let sides: Vec<u32> = (0..left + right).map(|node| u32::from(node >= left)).collect();
    // 21 and 10 ties within, one between, 32 in all.
    let q = 31.0 / 32.0 - (43.0_f64 / 64.0).powi(2) - (21.0_f64 / 64.0).powi(2);
    let found = Modularity::new(&sides).run(&graph)?.value().expect("ties");
    assert_abs_diff_eq!(found, q, epsilon = TOLERANCE);
    Ok(())
}

/// Fortunato & Barthélemy (2007), *PNAS* 104:36: pairs of cliques beat single ones.
#[test]
fn ring_of_cliques() -> Result<(), Error> {
    let cliques = (0..30).flat_map(|c| clique(c * 5..c * 5 + 5));
    let ring = undirected(cliques.chain((0..30).map(|c| (c * 5 + 4, (c + 1) % 30 * 5))))?;
    for (size, printed) in [(5, 0.876), (10, 0.888)] {
        let labels: Vec<u32> = (0..150).map(|node| node / size).collect();
        let q = Modularity::new(&labels).run(&ring)?.value().expect("ties");
        assert_abs_diff_eq!(q, printed, epsilon = 0.0006);
    }
    Ok(())
}

/// Shortest ways over a grid are counted by binomial coefficients.
#[test]
fn grid() -> Result<(), Error> {
    let (rows, columns) = (5_i32, 6_i32);
    let at = |row: i32, column: i32| (row * columns + column) as Node;
    let cells: Vec<(i32, i32)> =
        (0..rows).flat_map(|row| (0..columns).map(move |column| (row, column))).collect();
    let right =
        cells.iter().filter(|c| c.1 + 1 < columns).map(|c| (at(c.0, c.1), at(c.0, c.1 + 1)));
    let down = cells.iter().filter(|c| c.0 + 1 < rows).map(|c| (at(c.0, c.1), at(c.0 + 1, c.1)));
    let grid = undirected(right.chain(down))?;
    let steps = |a: (i32, i32), b: (i32, i32)| ((a.0 - b.0).abs(), (a.1 - b.1).abs());
    let distance = |a, b| steps(a, b).0 + steps(a, b).1;
    let ways = |a, b| {
        let (down, right) = steps(a, b);
        (1..=down).fold(1.0, |ways, k| ways * f64::from(right + k) / f64::from(k))
    };
    let expected = |node: usize| {
        let v = cells[node];
        let mut sum = 0.0;
        for &s in cells.iter().filter(|s| **s != v) {
            for &t in cells.iter().filter(|t| **t > s && **t != v) {
                if distance(s, v) + distance(v, t) == distance(s, t) {
                    sum += ways(s, v) * ways(v, t) / ways(s, t);
                }
            }
        }
        sum
    };
    assert_all_near(&Betweenness::new().run(&grid)?, expected);
    let lengths = Betweenness::new().edge_length(EdgeLength::Weight);
    assert_all_near(&lengths.run(&grid)?, expected);
    Ok(())
}

/// Layers of three cities, each tied to all of the next: 3^650 ways from end to end, more than the
/// largest float.
#[test]
fn more_paths_than_the_largest_float() -> Result<(), Error> {
    let layers = 650;
    let pairs = (1..layers).flat_map(|layer| {
        (0..9).map(move |pair| ((layer - 1) * 3 + pair / 3, layer * 3 + pair % 3))
    });
    let graph = undirected(pairs)?;
    let last = f64::from(layers) - 1.0;
    // Between the three pairs of a layer, each neighbour of all has an equal share.
    let pairs_of = |layer: f64| match layer {
        layer if layer < 0.0 || layer > last => 0.0,
        layer if layer < 1.0 || layer > last - 1.0 => 3.0 / 3.0,
        _ => 3.0 / 6.0,
    };
    let expected = |node: usize| {
        let layer = (node / 3) as f64;
        3.0 * layer * (last - layer) + pairs_of(layer - 1.0) + pairs_of(layer + 1.0)
    };
    assert_all_near(&Betweenness::new().run(&graph)?, expected);
    let lengths = EdgeLength::InverseWeight { alpha: 1.0 };
    assert_all_near(&Betweenness::new().edge_length(lengths).run(&graph)?, expected);
    Ok(())
}

/// As floats .1 + .2 is more than .15 + .15; as lengths they are equal.
#[test]
fn equal_lengths_are_equal_however_floats_add_up() -> Result<(), Error> {
    let ways = [(0, 1, 0.1), (1, 2, 0.2), (0, 3, 0.15), (3, 2, 0.15)];
    let by_length = Betweenness::new().edge_length(EdgeLength::Weight);
    let graph = Adjacency::from_edges(4, ways)?;
    let found = values(&by_length.run(&graph)?);
    assert_abs_diff_eq!(found[1], 0.5, epsilon = TOLERANCE);
    assert_abs_diff_eq!(found[3], 0.5, epsilon = TOLERANCE);
    let inverse = Adjacency::from_edges(4, ways.map(|(a, b, length)| (a, b, 1.0 / length)))?;
    let by_inverse = Betweenness::new().edge_length(EdgeLength::InverseWeight { alpha: 1.0 });
    let found = values(&by_inverse.run(&inverse)?);
    assert_abs_diff_eq!(found[1], 0.5, epsilon = TOLERANCE);
    assert_abs_diff_eq!(found[3], 0.5, epsilon = TOLERANCE);
    // A way longer by one part in a million is no way.
    let longer = [(0, 1, 0.1), (1, 2, 0.2), (0, 3, 0.15), (3, 2, 0.150_000_3)];
    let found = values(&by_length.run(&Adjacency::from_edges(4, longer)?)?);
    assert_abs_diff_eq!(found[1], 1.0, epsilon = TOLERANCE);
    Ok(())
}

/// Almost all cities dangle: with x for one without ties to it, 0→1→2 have x, x(1+d), x(1+d+d²).
#[test]
fn pagerank_of_dangling_cities() -> Result<(), Error> {
    let graph = Adjacency::from_arcs(2000, [(0, 1, 3.0), (1, 2, 0.5)])?;
    let d = PageRank::DEFAULT_DAMPING;
    let x = 1.0 / (2000.0 + 2.0 * d + d * d);
    let found = values(&PageRank::new().run(&graph)?);
    assert_abs_diff_eq!(found[0], x, epsilon = 1e-12);
    assert_abs_diff_eq!(found[1], x * (1.0 + d), epsilon = 1e-12);
    assert_abs_diff_eq!(found[2], x * (1.0 + d + d * d), epsilon = 1e-12);
    assert_abs_diff_eq!(found[1999], x, epsilon = 1e-12);
    assert_abs_diff_eq!(found[2], 0.001_284_69, epsilon = 1e-8);
    Ok(())
}

/// The traveller's chances do not depend on the unit of weights, however huge or tiny.
#[test]
fn pagerank_of_huge_and_tiny_weights() -> Result<(), Error> {
    let arcs = [(0, 1, 1.0), (0, 2, 3.0), (1, 2, 2.0), (2, 0, 1.0), (2, 3, 5.0), (3, 0, 1.0)];
    let expected = values(&PageRank::new().run(Adjacency::from_arcs(4, arcs)?)?);
    for unit in [1e300, 3e307, 1e-300, 1e-308] {
        let scaled = Adjacency::from_arcs(4, arcs.map(|(a, b, weight)| (a, b, weight * unit)))?;
        assert_all_near(&PageRank::new().run(&scaled)?, |node| expected[node]);
    }
    let uneven =
        Adjacency::from_arcs(3, [(0, 1, 1e300), (0, 2, 1e-300), (1, 0, 1e-300), (2, 0, 1e300)])?;
    let found = values(&PageRank::new().run(&uneven)?);
    assert_abs_diff_eq!(found[2], 0.15 / 3.0, epsilon = 1e-12);
    Ok(())
}

#[test]
fn the_last_digits_of_a_sum_split_no_rank() {
    // .1 + .2 is not .3 in floats: A, D and E share the first rank, in order of their nodes.
    let edges = [(0, 1, 0.1), (0, 2, 0.2), (3, 4, 0.3)];
    let graph = Adjacency::from_edges(5, edges).expect("legal");
    let ranking = conurbation::centrality::Strength::new().run(&graph).expect("legal").ranking();
    let ranks: Vec<(usize, u32)> = ranking.map(|city| (city.rank, city.node)).collect();
    assert_eq!(ranks, [(1, 0), (1, 3), (1, 4), (4, 2), (5, 1)]);
}
