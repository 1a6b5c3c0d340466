//! Moves nodes one by one to where they gain most.
use super::division::{Division, Tally};
use super::{Graph, Objective, Whole};
use crate::random::{Key, Random};
use crate::{Result, Watch};
use std::collections::VecDeque;

/// Which level of which pass over the network the search is at: random choices are keyed by it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Stage {
    pub(crate) seed: u64,
    /// Different for each level of each iteration.
    pub(crate) number: u64,
}

/// Where a node gains most.
#[derive(Debug, Clone, Copy)]
pub(super) struct Move {
    /// The label of the community; of an empty one, [`Move::ALONE`].
    pub(super) to: u32,
    pub(super) gain: f64,
    /// The weight of its ties to where it is and to where it would be.
    pub(super) weights: [i64; 2],
}

impl Move {
    pub(super) const ALONE: u32 = u32::MAX;
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
    let mut order: Vec<u32> = (0..nodes as u32).collect();
    Random::new(stage.seed, "order", stage.number).shuffle(&mut order);
    let ties = Key::new(stage.seed, "tie", stage.number);
    let mut queue = VecDeque::from(order);
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
        let Some(step) = best(graph, objective, volumes, division, node, &mut tally, ties) else {
            continue;
        };
        let to = match step.to {
            Move::ALONE => match division.empty.pop() {
                Some(empty) => empty,
                None => continue,
            },
            to => to,
        };
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
pub(super) fn best<W: Whole, O: Objective>(
    graph: &Graph<'_, W>,
    objective: &O,
    volumes: &[O::Volume],
    division: &Division<O>,
    node: usize,
    tally: &mut Tally<W::Sum>,
    ties: Key,
) -> Option<Move> {
    tally.clear();
    for (other, weight) in graph.row(node) {
        tally.add(division.labels[other as usize], weight.sum());
    }
    let (from, volume) = (division.labels[node], &volumes[node]);
    let (own, stays) = (&division.communities[from as usize], tally.get(from));
    let mut rest = own.volume.clone();
    objective.leave(&mut rest, volume, stays);
    let stay = objective.stay(volume, stays, &rest);
    let mut best = Move { to: from, gain: 0.0, weights: [stays, stays] };
    if own.nodes > 1 {
        let gain = objective.gain(&stay, volume, 0, &O::Volume::default());
        if gain > best.gain {
            best = Move { to: Move::ALONE, gain, weights: [stays, 0] };
        }
    }
    for &label in &tally.labels {
        if label == from {
            continue;
        }
        let weight = tally.get(label);
        let to = &division.communities[label as usize].volume;
        let gain = objective.gain(&stay, volume, weight, to);
        let better = gain > best.gain || {
            gain >= best.gain && best.to != from && {
                let hash = |label| ties.of(node as u32, label);
                hash(label) > hash(best.to)
            }
        };
        if better {
            best = Move { to: label, gain, weights: [stays, weight] };
        }
    }
    (best.to != from).then_some(best)
}
