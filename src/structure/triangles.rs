//! Counting triangles.
use crate::{Adjacency, Node};
use std::cmp::Ordering;

/// The number of triangles around each node.
///
/// `O(m^1.5)` time; among few nodes `O(n m / 64)`.
pub(super) fn triangles(graph: &Adjacency) -> Vec<u64> {
    if graph.node_count() <= FEW { of_few(graph) } else { of_many(graph) }
}

/// Up to so many nodes partners are kept as bits.
const FEW: usize = 1024;

/// Partners that both ends of a tie have are counted 64 at a time; each triangle of a node is
/// found at both of its ties.
fn of_few(graph: &Adjacency) -> Vec<u64> {
    let words = graph.node_count().div_ceil(64).max(1);
    let mut partners = vec![0_u64; graph.node_count() * words];
    for (node, row) in graph.nodes().zip(partners.chunks_exact_mut(words)) {
        for &target in graph.targets(node) {
            row[target as usize / 64] |= 1 << (target % 64);
        }
    }
    let row = |node: Node| &partners[node as usize * words..][..words];
    let of = |node: Node| {
        let own = row(node);
        let both = |target: &Node| -> u64 {
            own.iter().zip(row(*target)).map(|(a, b)| u64::from((a & b).count_ones())).sum()
        };
        graph.targets(node).iter().map(both).sum::<u64>() / 2
    };
    graph.nodes().map(of).collect()
}

/// Each tie is given to the end with fewer partners, so that no node holds many; a triangle is
/// then a partner that both ends of a tie hold, and is found once.
fn of_many(graph: &Adjacency) -> Vec<u64> {
    let rank = |node: Node| (graph.targets(node).len(), node);
    let held: Vec<Vec<Node>> = graph
        .nodes()
        .map(|node| {
            let targets = graph.targets(node).iter().copied();
            targets.filter(|&target| rank(target) > rank(node)).collect()
        })
        .collect();
    let mut triangles = vec![0; graph.node_count()];
    for (first, partners) in held.iter().enumerate() {
        for &second in partners {
            for_each_common(partners, &held[second as usize], |third| {
                triangles[first] += 1;
                triangles[second as usize] += 1;
                triangles[third as usize] += 1;
            });
        }
    }
    triangles
}

/// Calls `found` for what is in both of two ascending lists.
fn for_each_common(mut left: &[Node], mut right: &[Node], mut found: impl FnMut(Node)) {
    while let (Some(a), Some(b)) = (left.first(), right.first()) {
        match a.cmp(b) {
            Ordering::Less => left = &left[1..],
            Ordering::Greater => right = &right[1..],
            Ordering::Equal => {
                found(*a);
                (left, right) = (&left[1..], &right[1..]);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::random::Random;

    #[test]
    fn both_ways_of_counting_agree() {
        for (nodes, ties, seed) in [(0, 0, 0), (1, 0, 0), (64, 700, 1), (65, 90, 2), (200, 9000, 3)]
        {
            let mut random = Random::new(seed, "triangles", 0);
            let mut node = || random.below(nodes) as Node;
            let edges: Vec<_> = (0..ties).map(|_| (node(), node(), 1.0)).collect();
            let graph = Adjacency::from_edges(nodes as usize, edges).expect("a graph");
            assert_eq!(of_few(&graph), of_many(&graph), "{nodes} {ties}");
        }
    }
}
