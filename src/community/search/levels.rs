//! Moves, takes apart and merges, level by level, time after time.
use super::aggregation::aggregate;
use super::batched::move_batches;
use super::division::{Division, sums};
use super::moving::{Stage, move_nodes};
use super::pieces::split;
use super::refinement::{Members, Refinement};
use super::{Graph, Objective, Whole};
use crate::{Result, Watch};

/// What becomes of communities before they are merged.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Method {
    /// They are taken apart, with so much chance: a part of the mean weight of a tie.
    Leiden { theta: f64 },
    /// They are merged as they are.
    Louvain,
    /// They are not merged.
    Propagation,
}

/// How often the search begins anew from what it found.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Rounds {
    /// So often.
    Fixed(usize),
    /// Until nothing changes.
    Stable,
    /// Twice more, unless hardly a node moves then.
    Brief,
}

/// The search of one quality on one graph.
pub(crate) struct Search<'a, O: Objective> {
    pub(crate) objective: &'a O,
    pub(crate) method: Method,
    pub(crate) rounds: Rounds,
    pub(crate) seed: u64,
    pub(crate) watch: &'a Watch,
}

/// What a search found.
#[derive(Debug, Clone)]
pub(crate) struct Found {
    /// The label of each node, counted from 0.
    pub(crate) labels: Vec<u32>,
    /// The labels after each level of the last iteration.
    pub(crate) levels: Vec<Vec<u32>>,
    pub(crate) iterations: usize,
    /// Whether the last iteration changed nothing.
    pub(crate) stable: bool,
}

/// How far an iteration goes.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Depth {
    /// Until nothing is left to merge.
    Full,
    /// The same, unless hardly a node moves.
    IfMany,
    /// Nodes move, and nothing is merged.
    Moves,
}

/// A level when its nodes have moved.
struct Level<S: Whole, V> {
    /// Counted from 0 in the order of the first node of each.
    labels: Vec<u32>,
    next: Option<Coarse<S, V>>,
}

/// The level above: a node for each part of the nodes below.
struct Coarse<S: Whole, V> {
    graph: Graph<'static, S>,
    volumes: Vec<V>,
    /// The part of each node below.
    parts: Vec<u32>,
    /// The community of each part to begin with.
    labels: Vec<u32>,
}

/// The chance in the first moves of all, in units of the mean weight of a tie.
const NOISE: f64 = 0.25;

/// Graphs with more arcs are searched in batches.
pub(super) const BATCHED: usize = 1 << 20;

impl<O: Objective> Search<'_, O> {
    /// Searches from a division whose labels are below the number of nodes.
    pub(crate) fn run<W: Whole>(
        &self,
        graph: &Graph<'_, W>,
        volumes: &[O::Volume],
        mut labels: Vec<u32>,
    ) -> Result<Found> {
        renumber(&mut labels);
        let mut stage = Stage { seed: self.seed, number: 0, noise: 0.0 };
        let (mut iterations, mut levels) = (0, Vec::new());
        let (mut stable, mut calm) = (false, false);
        while let Some(depth) = self.depth(iterations, stable, calm) {
            let found = self.iteration(graph, volumes, labels.clone(), depth, &mut stage)?;
            // Nodes moved, and nothing was merged.
            calm = depth == Depth::IfMany && found.len() == 1;
            let next = found.last().map_or_else(|| labels.clone(), Clone::clone);
            stable = next == labels;
            labels = next;
            if depth == Depth::Full || levels.is_empty() {
                levels = found;
            }
            iterations += 1;
        }
        // Where foes tie cities to one another, that may divide what would be merged again.
        let pieces = split(graph, &labels).0;
        stable &= pieces == labels;
        labels = pieces;
        Ok(Found { labels, levels, iterations, stable })
    }

    /// How far the next iteration goes, if there is one.
    fn depth(&self, iterations: usize, stable: bool, calm: bool) -> Option<Depth> {
        match (self.method, self.rounds) {
            (Method::Propagation, _) => (iterations == 0).then_some(Depth::Moves),
            (Method::Louvain, _) => [Depth::Full, Depth::Moves].get(iterations).copied(),
            (_, Rounds::Brief) if calm => None,
            (_, Rounds::Brief) => {
                [Depth::Full, Depth::IfMany, Depth::IfMany].get(iterations).copied()
            }
            (_, Rounds::Fixed(most)) => (iterations < most).then_some(Depth::Full),
            (_, Rounds::Stable) => (!stable).then_some(Depth::Full),
        }
    }

    /// The labels after each level, each of the nodes of the graph.
    fn iteration<W: Whole>(
        &self,
        graph: &Graph<'_, W>,
        volumes: &[O::Volume],
        labels: Vec<u32>,
        depth: Depth,
        stage: &mut Stage,
    ) -> Result<Vec<Vec<u32>>> {
        // Chance is in units of the mean weight of a tie of the network itself.
        let mean = graph.total() as f64 / graph.arcs().max(1) as f64;
        let Level { labels, mut next } = self.level(graph, volumes, labels, mean, depth, stage)?;
        let mut place: Vec<u32> = (0..graph.nodes() as u32).collect();
        let mut levels = vec![labels];
        while let Some(Coarse { graph, volumes, parts, labels }) = next {
            place.iter_mut().for_each(|place| *place = parts[*place as usize]);
            let level = self.level(&graph, &volumes, labels, mean, Depth::Full, stage)?;
            levels.push(place.iter().map(|&place| level.labels[place as usize]).collect());
            next = level.next;
        }
        Ok(levels)
    }

    fn level<W: Whole>(
        &self,
        graph: &Graph<'_, W>,
        volumes: &[O::Volume],
        labels: Vec<u32>,
        mean: f64,
        depth: Depth,
        stage: &mut Stage,
    ) -> Result<Level<W::Sum, O::Volume>> {
        stage.number += 1;
        let first = stage.number == 1 && self.method != Method::Propagation;
        stage.noise = if first { NOISE * mean * self.objective.unit() } else { 0.0 };
        let (nodes, objective, stage) = (graph.nodes(), self.objective, *stage);
        let mut division = Division::new(graph, objective, volumes, labels);
        let move_all = if graph.arcs() > BATCHED { move_batches } else { move_nodes };
        let moves = move_all(graph, objective, volumes, &mut division, stage, self.watch)?;
        let mut labels = division.labels;
        let count = renumber(&mut labels);
        let enough = match depth {
            Depth::Full => false,
            Depth::IfMany => moves * 100 < nodes,
            Depth::Moves => true,
        };
        if enough || count == nodes || (self.method == Method::Louvain && moves == 0) {
            return Ok(Level { labels, next: None });
        }
        let (parts, parted) = match self.method {
            Method::Louvain | Method::Propagation => (labels.clone(), count),
            Method::Leiden { theta } => {
                let members = &Members::new(&labels, count);
                let theta = theta * mean * objective.unit();
                let refinement = Refinement { graph, objective, volumes, members, theta, stage };
                let refined = refinement.run(self.watch)?;
                // Where no part has grown, communities are merged as they are, but never two
                // pieces of one.
                if refined.1 < nodes { refined } else { split(graph, &labels) }
            }
        };
        if parted == nodes {
            return Ok(Level { labels, next: None });
        }
        let coarse = aggregate(graph, &parts, parted, self.watch)?;
        let (volumes, _) = sums(graph, objective, volumes, &parts, parted);
        let mut above = vec![0; parted];
        match self.method {
            Method::Louvain | Method::Propagation => above = (0..parted as u32).collect(),
            Method::Leiden { .. } => {
                let pairs = parts.iter().zip(&labels);
                pairs.for_each(|(&part, &label)| above[part as usize] = label);
                renumber(&mut above);
            }
        }
        let next = Coarse { graph: coarse, volumes, parts, labels: above };
        Ok(Level { labels, next: Some(next) })
    }
}

/// Makes labels count from 0 in the order of the first node of each; gives their number.
pub(super) fn renumber(labels: &mut [u32]) -> usize {
    const UNSEEN: u32 = u32::MAX;
    let most = labels.iter().max().map_or(0, |&most| most as usize + 1);
    let (mut number, mut count) = (vec![UNSEEN; most], 0);
    for label in labels {
        let number = &mut number[*label as usize];
        if *number == UNSEEN {
            *number = count;
            count += 1;
        }
        *label = *number;
    }
    count as usize
}
