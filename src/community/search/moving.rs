//! Moves nodes one by one to where they gain most.
use super::division::{Division, Tally};
use super::{Graph, Objective, Whole};
use crate::random::{Key, Random};
use crate::{Result, Watch};
use std::collections::VecDeque;

/// Which level of which iteration the search is at: random choices are keyed by it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Stage {
    pub(crate) seed: u64,
    /// Different for each level of each iteration.
    pub(crate) number: u64,
}

impl Stage {
    /// The nodes in random order, but runs of `run` stay together.
    pub(super) fn order(self, nodes: usize, run: usize) -> Vec<u32> {
        let mut runs: Vec<u32> = (0..nodes.div_ceil(run) as u32).collect();
        Random::new(self.seed, "order", self.number).shuffle(&mut runs);
        let nodes_of = |start: usize| (start..(start + run).min(nodes)).map(|node| node as u32);
        runs.into_iter().flat_map(|at| nodes_of(at as usize * run)).collect()
    }

    /// What decides between equal gains.
    pub(super) fn ties(self) -> Key {
        Key::new(self.seed, "tie", self.number)
    }
}

/// Where a node gains most.
#[derive(Debug, Clone, Copy)]
pub(super) struct Move {
    /// The label of the community; of an empty one, [`Move::ALONE`].
    pub(super) to: u32,
    /// The weight of its ties to where it is and to where it would be.
    pub(super) weights: [i64; 2],
}

impl Move {
    pub(super) const ALONE: u32 = u32::MAX;

    /// The label to move to, if there is one left.
    pub(super) fn target<O: Objective>(self, division: &mut Division<O>) -> Option<u32> {
        if self.to == Self::ALONE { division.empty.pop() } else { Some(self.to) }
    }
}

/// Moves nodes until none gains by moving: fast local moving, with a queue of those whose
/// neighbours have moved. Gives the number of moves.
///
/// Traag, Waltman, van Eck 2019, *Scientific Reports* 9:5233.
pub(super) fn move_nodes<W: Whole, O: Objective>(
    graph: &Graph<'_, W>,
    objective: &O,
    volumes: &[O::Volume],
    division: &mut Division<O>,
    stage: Stage,
    watch: &Watch,
) -> Result<usize> {
    let nodes = graph.nodes();
    let mut queue = VecDeque::from(stage.order(nodes, 1));
    let mut queued = vec![true; nodes];
    let mut tally = Tally::<W::Sum>::new(nodes);
    let (mut moves, mut visits) = (0, 0_u32);
    while let Some(node) = queue.pop_front() {
        visits = visits.wrapping_add(1);
        if visits % 1024 == 0 {
            watch.check()?;
        }
        let node = node as usize;
        queued[node] = false;
        let found = best(graph, objective, volumes, division, node, &mut tally, stage.ties());
        let Some(step) = found else { continue };
        let Some(to) = step.target(division) else { continue };
        division.apply(objective, node, &volumes[node], to, step.weights);
        moves += 1;
        for &other in graph.targets(node) {
            if division.labels[other as usize] != to && !queued[other as usize] {
                queued[other as usize] = true;
                queue.push_back(other);
            }
        }
    }
    Ok(moves)
}

/// The move by which a node gains most, if it gains by any. Among equal ones hashing decides.
#[inline]
pub(super) fn best<W: Whole, O: Objective>(
    graph: &Graph<'_, W>,
    objective: &O,
    volumes: &[O::Volume],
    division: &Division<O>,
    node: usize,
    tally: &mut Tally<W::Sum>,
    ties: Key,
) -> Option<Move> {
    let labels = division.labels.as_slice();
    tally.begin(graph.targets(node).len());
    for (other, weight) in graph.row(node) {
        tally.add(labels[other as usize], weight.sum());
    }
    let (from, volume) = (labels[node], &volumes[node]);
    let stays = tally.get(from);
    let mut rest = division.volumes[from as usize].clone();
    objective.leave(&mut rest, volume, stays);
    let stay = objective.stay(volume, stays, &rest);
    let (mut best, mut most) = (Move { to: from, weights: [stays, stays] }, 0.0);
    if division.sizes[from as usize] > 1 {
        let gain = objective.gain(&stay, volume, 0, &O::Volume::default());
        if gain > most {
            (best, most) = (Move { to: Move::ALONE, weights: [stays, 0] }, gain);
        }
    }
    for nth in 0..tally.count() {
        let (label, weight) = tally.take(nth);
        let weight = weight.get();
        let gain = objective.gain(&stay, volume, weight, &division.volumes[label as usize]);
        if gain < most || label == from {
            continue;
        }
        let hash = |label| ties.of(node as u32, label);
        if gain > most || (best.to != from && hash(label) > hash(best.to)) {
            (best, most) = (Move { to: label, weights: [stays, weight] }, gain);
        }
    }
    if best.to == from {
        return None;
    }
    let alone = O::Volume::default();
    let to = division.volumes.get(best.to as usize).unwrap_or(&alone);
    (most > objective.rounding(&stay, volume, best.weights[1], to)).then_some(best)
}
