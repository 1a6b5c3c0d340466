//! Which cities reach each other.
use crate::{Adjacency, Node};

/// The groups of nodes that all reach each other along the ties, each in ascending order; a group
/// comes before those it leads to. `O(n + m)` (Tarjan 1972, without recursion).
pub(crate) fn strong_components(graph: &Adjacency) -> Vec<Vec<Node>> {
    const UNSEEN: u32 = u32::MAX;
    const DONE: u32 = u32::MAX - 1;
    let n = graph.node_count();
    let (mut order, mut low) = (vec![UNSEEN; n], vec![0; n]);
    let (mut open, mut groups, mut seen) = (Vec::new(), Vec::new(), 0);
    // A node and how many of its targets have been followed.
    let mut path: Vec<(Node, usize)> = Vec::new();
    for start in graph.nodes() {
        if order[start as usize] != UNSEEN {
            continue;
        }
        path.push((start, 0));
        while let Some(&mut (node, ref mut followed)) = path.last_mut() {
            let at = node as usize;
            if *followed == 0 {
                (order[at], low[at]) = (seen, seen);
                seen += 1;
                open.push(node);
            }
            if let Some(&next) = graph.targets(node).get(*followed) {
                *followed += 1;
                match order[next as usize] {
                    UNSEEN => path.push((next, 0)),
                    DONE => {}
                    first => low[at] = low[at].min(first),
                }
                // A node without targets left must not be taken for a new one.
                continue;
            }
            path.pop();
            if let Some(&(before, _)) = path.last() {
                low[before as usize] = low[before as usize].min(low[at]);
            }
            if low[at] == order[at] {
                let from = open.iter().rposition(|&member| member == node).unwrap_or(0);
                let mut group = open.split_off(from);
                group.iter().for_each(|&member| order[member as usize] = DONE);
                group.sort_unstable();
                groups.push(group);
            }
        }
    }
    groups.reverse();
    groups
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn groups_are_those_that_reach_each_other_in_the_order_of_their_ties() {
        let arcs = [(0, 1), (1, 2), (2, 0), (2, 3), (3, 4), (4, 3), (5, 0), (6, 6), (3, 7)];
        let arcs = arcs.map(|(from, to)| (from, to, 1.0));
        let graph = Adjacency::from_arcs(8, arcs).expect("legal");
        let groups = strong_components(&graph);
        assert_eq!(groups.len(), 5);
        let at = |group: &[Node]| groups.iter().position(|it| it == group).expect("a group");
        assert!(at(&[5]) < at(&[0, 1, 2]) && at(&[0, 1, 2]) < at(&[3, 4]));
        assert!(at(&[3, 4]) < at(&[7]));
        at(&[6]);
    }

    #[test]
    fn a_long_chain_needs_no_recursion() {
        let n = 200_000;
        let chain = (1..n).map(|node| (node - 1, node, 1.0));
        let graph = Adjacency::from_arcs(n as usize, chain).expect("legal");
        assert_eq!(strong_components(&graph).len(), n as usize);
    }
}
