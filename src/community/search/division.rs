//! Who is where, and what is known of each community.
use super::{Graph, Objective, Whole};

/// A division of the nodes of a graph: the community of each node, and what is known of each.
pub(super) struct Division<O: Objective> {
    pub(super) labels: Vec<u32>,
    pub(super) communities: Vec<Community<O::Volume>>,
    /// Labels that no node has.
    pub(super) empty: Vec<u32>,
}

/// What is known of a community.
#[derive(Clone, Default)]
pub(super) struct Community<V> {
    pub(super) volume: V,
    pub(super) nodes: u32,
}

impl<O: Objective> Division<O> {
    /// The division with these labels, which are below the number of nodes.
    pub(super) fn new<W: Whole>(
        graph: &Graph<'_, W>,
        objective: &O,
        volumes: &[O::Volume],
        labels: Vec<u32>,
    ) -> Self {
        let mut communities = vec![Community::default(); labels.len()];
        for (node, &label) in labels.iter().enumerate() {
            let community: &mut Community<O::Volume> = &mut communities[label as usize];
            let weight = if O::WEIGHTS { graph.weight_before(node, &labels, label) } else { 0 };
            objective.join(&mut community.volume, &volumes[node], weight);
            community.nodes += 1;
        }
        let none = |&label: &u32| communities[label as usize].nodes == 0;
        let empty = (0..labels.len() as u32).rev().filter(none).collect();
        Self { labels, communities, empty }
    }

    /// Moves a node to a community, to the two of which it has ties of these weights.
    pub(super) fn apply(
        &mut self,
        objective: &O,
        node: usize,
        volume: &O::Volume,
        to: u32,
        weights: [i64; 2],
    ) {
        let from = std::mem::replace(&mut self.labels[node], to);
        let community = &mut self.communities[from as usize];
        objective.leave(&mut community.volume, volume, weights[0]);
        community.nodes -= 1;
        if community.nodes == 0 {
            community.volume = O::Volume::default();
            self.empty.push(from);
        }
        let community = &mut self.communities[to as usize];
        objective.join(&mut community.volume, volume, weights[1]);
        community.nodes += 1;
    }
}

/// Sums by label, cleared at no cost.
pub(super) struct Tally<S> {
    slots: Vec<Slot<S>>,
    /// The labels that have a sum, in the order in which they came.
    pub(super) labels: Vec<u32>,
    now: u32,
}

#[derive(Clone, Copy, Default)]
struct Slot<S> {
    sum: S,
    /// When the sum was begun; an older one counts as none. A sum of zero is a sum.
    begun: u32,
}

impl<S: Whole + Default + std::ops::AddAssign> Tally<S> {
    pub(super) fn new(labels: usize) -> Self {
        Self { slots: vec![Slot::default(); labels], labels: Vec::new(), now: 0 }
    }

    /// Makes room for this many labels.
    pub(super) fn fit(&mut self, labels: usize) {
        if self.slots.len() < labels {
            self.slots.resize(labels, Slot::default());
        }
    }

    pub(super) fn clear(&mut self) {
        self.labels.clear();
        if self.now == u32::MAX {
            self.slots.fill(Slot::default());
            self.now = 0;
        }
        self.now += 1;
    }

    pub(super) fn add(&mut self, label: u32, weight: S) {
        let slot = &mut self.slots[label as usize];
        if slot.begun == self.now {
            slot.sum += weight;
        } else {
            *slot = Slot { sum: weight, begun: self.now };
            self.labels.push(label);
        }
    }

    /// The sum of a label that has one.
    pub(super) fn sum(&self, label: u32) -> S {
        self.slots[label as usize].sum
    }

    pub(super) fn get(&self, label: u32) -> i64 {
        let slot = self.slots[label as usize];
        if slot.begun == self.now { slot.sum.get() } else { 0 }
    }
}
