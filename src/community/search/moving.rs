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
    /// How much gain is worth one unit of chance when nodes move for the first time.
    pub(crate) noise: f64,
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
/// neighbours have moved. At first they may choose among all moves by which they gain, at random in
/// favour of the better ones, so that other seeds find other divisions. Gives the number of moves.
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
        // Each node is visited once before any is visited again.
        let noise = if visits as usize <= nodes { stage.noise } else { 0.0 };
        let chance = (stage.ties(), noise);
        let found = best(graph, objective, volumes, division, node, &mut tally, chance);
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

/// The move by which a node gains most, if it gains by any; with noise, with a chance proportional
/// to `exp(gain / noise)`. Among equal ones hashing decides. A community to which its ties do not
/// weigh more than nothing is none to move to.
#[inline]
pub(super) fn best<W: Whole, O: Objective>(
    graph: &Graph<'_, W>,
    objective: &O,
    volumes: &[O::Volume],
    division: &Division<O>,
    node: usize,
    tally: &mut Tally<W::Sum>,
    (ties, noise): (Key, f64),
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
    let score = |gain: f64, label: u32| {
        if noise > 0.0 { gain + noise * ties.gumbel(node as u32, label) } else { gain }
    };
    let none = if noise > 0.0 { f64::NEG_INFINITY } else { 0.0 };
    let (mut best, mut most, mut gained) = (Move { to: from, weights: [stays, stays] }, none, 0.0);
    if division.sizes[from as usize] > 1 {
        let gain = objective.gain(&stay, volume, 0, &O::Volume::default());
        if gain > 0.0 {
            (most, gained) = (score(gain, Move::ALONE), gain);
            best = Move { to: Move::ALONE, weights: [stays, 0] };
        }
    }
    for nth in 0..tally.count() {
        let (label, weight) = tally.take(nth);
        let weight = weight.get();
        let gain = objective.gain(&stay, volume, weight, &division.volumes[label as usize]);
        if gain <= 0.0 || gain < most && noise <= 0.0 || label == from || weight <= 0 {
            continue;
        }
        let own = score(gain, label);
        let hash = |label| ties.of(node as u32, label);
        if own > most || (own >= most && hash(label) > hash(best.to)) {
            (best, most, gained) = (Move { to: label, weights: [stays, weight] }, own, gain);
        }
    }
    if best.to == from {
        return None;
    }
    let alone = O::Volume::default();
    let to = division.volumes.get(best.to as usize).unwrap_or(&alone);
    (gained > objective.rounding(&stay, volume, best.weights[1], to)).then_some(best)
}
