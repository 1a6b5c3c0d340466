//! Takes communities apart into parts that hang together well.
use super::division::Tally;
use super::moving::Stage;
use super::{Graph, Objective, Whole};
use crate::random::{Key, Random};
use crate::{Result, Watch, parallel};

/// Nodes sorted by their labels.
pub(super) struct Members {
    /// Nodes, those of label 0 first, in order.
    nodes: Vec<u32>,
    /// Where each label begins in `nodes`, and where the last ends.
    starts: Vec<u32>,
}

impl Members {
    /// The members of each of `count` labels.
    pub(super) fn new(labels: &[u32], count: usize) -> Self {
        let mut starts = vec![0_u32; count + 1];
        labels.iter().for_each(|&label| starts[label as usize + 1] += 1);
        (0..count).for_each(|label| starts[label + 1] += starts[label]);
        let mut free = starts.clone();
        let mut nodes = vec![0; labels.len()];
        for (node, &label) in labels.iter().enumerate() {
            let at = &mut free[label as usize];
            nodes[*at as usize] = node as u32;
            *at += 1;
        }
        Self { nodes, starts }
    }

    pub(super) fn count(&self) -> usize {
        self.starts.len() - 1
    }

    pub(super) fn of(&self, label: usize) -> &[u32] {
        &self.nodes[self.starts[label] as usize..self.starts[label + 1] as usize]
    }

    pub(super) fn start(&self, label: usize) -> u32 {
        self.starts[label]
    }
}

/// What refinement needs to know.
pub(super) struct Refinement<'a, 'g, W: Whole, O: Objective> {
    pub(super) graph: &'a Graph<'g, W>,
    pub(super) objective: &'a O,
    pub(super) volumes: &'a [O::Volume],
    pub(super) members: &'a Members,
    /// How much gain is worth one unit of chance; 0 for no chance.
    pub(super) theta: f64,
    pub(super) stage: Stage,
}

/// A part that a node may join: what it gains and by which ties.
#[derive(Debug, Clone, Copy)]
struct Choice {
    part: u32,
    weight: i64,
    gain: f64,
}

/// What a thread works with.
struct Scratch<S, V> {
    tally: Tally<S>,
    order: Vec<u32>,
    parts: Vec<u32>,
    /// Of each part: its volume, the weight of its ties to the rest of the community, its nodes.
    of: Vec<(V, i64, u32)>,
    options: Vec<Choice>,
}

impl<W: Whole, O: Objective> Refinement<'_, '_, W, O> {
    /// Parts of each community, so that every part is connected and well tied to its community:
    /// nodes, in random order, each alone at first, join one of the parts to which they are tied,
    /// at random in favour of where they gain most. Gives the part of each node and their number;
    /// those of one community stand one after another.
    ///
    /// Traag, Waltman, van Eck 2019, Algorithm A.2.
    pub(super) fn run(&self, watch: &Watch) -> Result<(Vec<u32>, usize)> {
        let nodes = self.graph.nodes();
        // Where each node stands among the members.
        let mut place = vec![0; nodes];
        self.members.nodes.iter().zip(0..).for_each(|(&node, at)| place[node as usize] = at);
        let scratch = || Scratch {
            tally: Tally::new(0),
            order: Vec::new(),
            parts: Vec::new(),
            of: Vec::new(),
            options: Vec::new(),
        };
        let blocks = self.blocks();
        let refined = parallel::map(blocks.len() - 1, watch, scratch, |block, scratch| {
            let mut parts = Vec::new();
            for community in blocks[block]..blocks[block + 1] {
                self.community(community, &place, scratch, &mut parts);
            }
            parts
        })?;
        let (mut labels, mut count) = (vec![0; nodes], 0);
        let mut parts = refined.into_iter().flatten();
        for community in 0..self.members.count() {
            let mut most = 0;
            for (&node, part) in self.members.of(community).iter().zip(&mut parts) {
                labels[node as usize] = count + part;
                most = most.max(part + 1);
            }
            count += most;
        }
        Ok((labels, count as usize))
    }

    /// Bounds of runs of communities, each with enough nodes to be worth a task.
    fn blocks(&self) -> Vec<usize> {
        const NODES: u32 = 1024;
        let mut blocks = vec![0];
        let mut start = 0;
        for community in 0..self.members.count() {
            let end = self.members.start(community + 1);
            if end - start >= NODES || community + 1 == self.members.count() {
                blocks.push(community + 1);
                start = end;
            }
        }
        blocks
    }

    /// Adds the parts of the members of one community, counted from 0, in their order.
    fn community(
        &self,
        community: usize,
        place: &[u32],
        scratch: &mut Scratch<W::Sum, O::Volume>,
        found: &mut Vec<u32>,
    ) {
        let (members, start) = (self.members.of(community), self.members.start(community));
        let size = members.len() as u32;
        if size <= 1 {
            found.extend(members.iter().map(|_| 0));
            return;
        }
        // A member by its place, if the node is one.
        let member =
            |node: u32| Some(place[node as usize].wrapping_sub(start)).filter(|&at| at < size);
        let Scratch { tally, order, parts, of, options } = scratch;
        tally.fit(members.len());
        parts.clear();
        parts.extend(0..size);
        of.clear();
        let mut whole = O::Volume::default();
        for &node in members {
            let row = self.graph.row(node as usize);
            let within = row.filter(|tie| member(tie.0).is_some()).map(|tie| tie.1.get()).sum();
            let volume = &self.volumes[node as usize];
            self.objective.join(&mut whole, volume, 0);
            of.push((volume.clone(), within, 1));
        }
        order.clear();
        order.extend(0..size);
        let first = u64::from(members[0]);
        Random::new(self.stage.seed ^ self.stage.number.rotate_left(32), "refine", first)
            .shuffle(order);
        let chance = Key::new(self.stage.seed, "chance", self.stage.number);
        let belongs = |volume: &O::Volume, weight: i64| {
            let mut rest = whole.clone();
            self.objective.leave(&mut rest, volume, weight);
            self.objective.worth(volume, weight, &rest) >= 0.0
        };
        for &at in order.iter() {
            let (volume, own) = (&self.volumes[members[at as usize] as usize], parts[at as usize]);
            let (_, external, nodes) = &of[own as usize];
            if *nodes > 1 || !belongs(volume, *external) {
                continue;
            }
            let external = *external;
            let node = members[at as usize];
            tally.begin(self.graph.targets(node as usize).len());
            for (other, weight) in self.graph.row(node as usize) {
                if let Some(other) = member(other) {
                    tally.add(parts[other as usize], weight.sum());
                }
            }
            let stay = self.objective.stay(volume, 0, &O::Volume::default());
            options.clear();
            options.push(Choice { part: own, weight: 0, gain: 0.0 });
            let mut most = 0.0;
            for nth in 0..tally.count() {
                let (part, weight) = tally.take(nth);
                let (to, ties, _) = &of[part as usize];
                let gain = self.objective.gain(&stay, volume, weight.get(), to);
                if gain >= 0.0 && weight.get() > 0 && belongs(to, *ties) {
                    options.push(Choice { part, weight: weight.get(), gain });
                    most = f64::max(most, gain);
                }
            }
            let Choice { part, weight, .. } = self.choose(options, most, node, chance);
            if part == own {
                continue;
            }
            let (to, ties, nodes) = &mut of[part as usize];
            self.objective.join(to, volume, weight);
            *ties += external - 2 * weight;
            *nodes += 1;
            of[own as usize].2 = 0;
            parts[at as usize] = part;
        }
        // Counted from 0 in the order of their first members.
        let mut next = 0;
        order.clear();
        order.resize(members.len(), u32::MAX);
        for part in parts.iter() {
            let number = &mut order[*part as usize];
            if *number == u32::MAX {
                *number = next;
                next += 1;
            }
            found.push(*number);
        }
    }

    /// One of the parts, with a chance proportional to `exp(gain / theta)`: the one with the
    /// largest sum of `gain / theta` and a Gumbel number.
    fn choose(&self, options: &[Choice], most: f64, node: u32, chance: Key) -> Choice {
        // No Gumbel number of 53 bits is larger than 37 or smaller than −4.
        const REACH: f64 = 41.0;
        let least = most - REACH * self.theta;
        let (mut best, mut score) = (options[0], f64::NEG_INFINITY);
        for &option in options.iter().filter(|option| option.gain >= least) {
            let (own, hash) = match self.theta > 0.0 {
                true => (option.gain / self.theta + chance.gumbel(node, option.part), 0),
                false => (option.gain, chance.of(node, option.part)),
            };
            let tied = own >= score && hash > chance.of(node, best.part);
            if own > score || (self.theta <= 0.0 && tied) {
                (best, score) = (option, own);
            }
        }
        best
    }
}
