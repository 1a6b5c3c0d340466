//! Moves many nodes at once, with the same result at any number of threads.
use super::division::{Division, Tally};
use super::moving::{Stage, best};
use super::{Graph, Objective, Whole};
use crate::{Result, Watch, parallel};

/// Nodes whose moves are proposed by one task.
const TASK: usize = 256;
/// A batch has one part in so many of the active nodes,
const PARTS: usize = 64;
/// and at least so many.
const LEAST: usize = 1024;
/// So many nodes with neighbouring rows stay together in the random order, to be read at once.
const RUN: usize = 32;
/// The search ends when fewer than one in so many nodes have moved.
const FEW: usize = 64;

/// Whether a node has to be looked at, beside the batch in which a neighbour last moved.
const ACTIVE: u32 = 1 << 31;

/// Moves nodes as [`move_nodes`](super::moving::move_nodes) does, a batch at a time: moves are
/// proposed in parallel by what was before the batch, and made one after another in the order of
/// the nodes, if they still gain by then. So no move lowers the quality, and threads do not matter.
///
/// Ends when few nodes are left that gain by moving: what they would gain is found on the levels
/// above, or the next time.
pub(super) fn move_batches<W: Whole, O: Objective>(
    graph: &Graph<'_, W>,
    objective: &O,
    volumes: &[O::Volume],
    division: &mut Division<O>,
    stage: Stage,
    watch: &Watch,
) -> Result<usize> {
    let nodes = graph.nodes();
    let order = stage.order(nodes, RUN);
    let chance = (stage.ties(), 0.0);
    let scratch = parallel::Scratch::new(move || Tally::<W::Sum>::new(nodes));
    let tied = |node: &u32| !graph.targets(*node as usize).is_empty();
    let mut active: Vec<u32> = order.iter().copied().filter(tied).collect();
    let few = active.len() / FEW;
    let mut states = vec![ACTIVE; nodes];
    let (mut batch, mut moves, mut before) = (0, 0, 0);
    loop {
        for chunk in active.chunks(LEAST.max(active.len() / PARTS)) {
            watch.check()?;
            batch += 1;
            chunk.iter().for_each(|&node| states[node as usize] = 0);
            let standing = &*division;
            let proposals = parallel::chunks(chunk, TASK, &scratch, |nodes, tally| {
                let propose = |&node: &u32| {
                    let at = node as usize;
                    let step = best(graph, objective, volumes, standing, at, tally, chance)?;
                    Some((node, step))
                };
                nodes.iter().filter_map(propose).collect::<Vec<_>>()
            });
            for (node, mut step) in proposals.into_iter().flatten() {
                let at = node as usize;
                let Some(to) = step.target(division) else { continue };
                if states[at] & !ACTIVE == batch {
                    // A neighbour has moved in this batch, so weights may have changed.
                    let of = [division.labels[at], to];
                    step.weights = graph.weights_to(at, &division.labels, of);
                }
                if division.gain(objective, at, &volumes[at], to, step.weights) <= 0.0 {
                    if division.sizes[to as usize] == 0 {
                        division.empty.push(to);
                    }
                    states[at] |= ACTIVE;
                    continue;
                }
                division.apply(objective, at, &volumes[at], to, step.weights);
                moves += 1;
                for &other in graph.targets(at) {
                    let state = &mut states[other as usize];
                    let together = division.labels[other as usize] == to;
                    *state = batch | if together { *state & ACTIVE } else { ACTIVE };
                }
            }
        }
        if moves - before <= few {
            return Ok(moves);
        }
        before = moves;
        active.clear();
        active.extend(order.iter().filter(|&&node| states[node as usize] & ACTIVE != 0));
    }
}
