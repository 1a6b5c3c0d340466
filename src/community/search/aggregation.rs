//! Makes a node of each part.
use super::division::Tally;
use super::refinement::Members;
use super::{Graph, Whole};
use crate::{Result, Watch, parallel};
use std::borrow::Cow;

/// Rows of some nodes, one after another.
struct Rows<S> {
    ends: Vec<usize>,
    targets: Vec<u32>,
    weights: Vec<S>,
}

/// The graph of which each node is one of `count` parts; ties within parts are left out.
pub(super) fn aggregate<W: Whole>(
    graph: &Graph<'_, W>,
    parts: &[u32],
    count: usize,
    watch: &Watch,
) -> Result<Graph<'static, W::Sum>> {
    const NODES: usize = 4096;
    let members = Members::new(parts, count);
    let scratch = || Tally::<W::Sum>::new(count);
    let blocks = parallel::map(count.div_ceil(NODES), watch, scratch, |block, tally| {
        let nodes = block * NODES..((block + 1) * NODES).min(count);
        let mut rows = Rows { ends: Vec::new(), targets: Vec::new(), weights: Vec::new() };
        for part in nodes {
            let row = |&node: &u32| graph.targets(node as usize).len();
            tally.begin(members.of(part).iter().map(row).sum());
            for &node in members.of(part) {
                for (other, weight) in graph.row(node as usize) {
                    tally.add(parts[other as usize], weight.sum());
                }
            }
            for nth in 0..tally.count() {
                let (other, weight) = tally.take(nth);
                if other as usize != part {
                    rows.targets.push(other);
                    rows.weights.push(weight);
                }
            }
            rows.ends.push(rows.targets.len());
        }
        rows
    })?;
    let arcs = blocks.iter().map(|rows| rows.targets.len()).sum();
    let mut offsets = Vec::with_capacity(count + 1);
    let (mut targets, mut weights) = (Vec::with_capacity(arcs), Vec::with_capacity(arcs));
    offsets.push(0);
    for rows in blocks {
        let start = targets.len();
        offsets.extend(rows.ends.iter().map(|end| start + end));
        targets.extend_from_slice(&rows.targets);
        weights.extend_from_slice(&rows.weights);
    }
    Ok(Graph::new(Cow::Owned(offsets), Cow::Owned(targets), weights))
}
