//! Whether chance could do anything at all: networks and tables without a like.
use crate::{Adjacency, Node};

/// Whether no other simple graph has these degrees, in and out degrees if directed. `O(n log n)`.
pub(super) fn only_network(graph: &Adjacency) -> bool {
    let degree = |node: Node| graph.targets(node).len();
    if graph.is_directed() {
        let both = graph.nodes().map(|node| (degree(node), graph.sources(node).len()));
        threshold_digraph(both.collect())
    } else {
        threshold_graph(graph.nodes().map(degree).collect())
    }
}

/// Threshold graphs (Chvátal & Hammer 1977): taking away, one after another, cities that are tied
/// to none or to all that are left takes away all.
fn threshold_graph(mut degrees: Vec<usize>) -> bool {
    degrees.sort_unstable();
    let (mut rest, mut taken) = (degrees.as_slice(), 0);
    while let [least, .., most] = rest {
        if *least == taken {
            rest = &rest[1..];
        } else if most - taken == rest.len() - 1 {
            (rest, taken) = (&rest[..rest.len() - 1], taken + 1);
        } else {
            return false;
        }
    }
    true
}

/// Threshold digraphs (Cloteaux, LaMar, Moseman & Shook 2014): all inequalities of Fulkerson (1960)
/// and Chen (1966), which pairs of out and in degrees must satisfy, are equalities:
/// `Σ_{i≤k} out_i = Σ_{i≤k} min(in_i, k-1) + Σ_{i>k} min(in_i, k)`.
fn threshold_digraph(mut degrees: Vec<(usize, usize)>) -> bool {
    degrees.sort_unstable_by(|a, b| b.cmp(a));
    let n = degrees.len();
    let mut of_in = vec![0_usize; n + 1];
    degrees.iter().for_each(|&(_, into)| of_in[into] += 1);
    // Of the first k: how many have each in degree, and how many at least k.
    let mut first = vec![0_usize; n + 1];
    let (mut reach, mut sent, mut at_least) = (0, 0, 0);
    let mut below: usize = 0;
    for k in 1..=n {
        below += of_in[k - 1];
        reach += n - below; // Σ min(in, k) grows by those with in ≥ k
        sent += degrees[k - 1].0;
        at_least -= first[k - 1];
        first[degrees[k - 1].1] += 1;
        at_least += usize::from(degrees[k - 1].1 >= k);
        if sent != reach - at_least {
            return false;
        }
    }
    true
}

/// Whether no other table has these margins: of any two cities the events of one hold those of the
/// other. `O(ties + n log n)`.
pub(super) fn only_table(rows: &[Vec<u32>]) -> bool {
    let mut rows: Vec<&[u32]> = rows.iter().map(Vec::as_slice).collect();
    rows.sort_by_key(|row| row.len());
    rows.windows(2).all(|pair| pair[0].iter().all(|item| pair[1].binary_search(item).is_ok()))
}
