//! Who is where, and what is known of each community.
use super::{Graph, Objective, Whole};

/// A division of the nodes of a graph: the community of each node, and what is known of each.
pub(super) struct Division<O: Objective> {
    pub(super) labels: Vec<u32>,
    /// The volume and the number of nodes of each community.
    pub(super) volumes: Vec<O::Volume>,
    pub(super) sizes: Vec<u32>,
    /// Labels that no node has.
    pub(super) empty: Vec<u32>,
}

impl<O: Objective> Division<O> {
    /// The division with these labels, which are below the number of nodes.
    pub(super) fn new<W: Whole>(
        graph: &Graph<'_, W>,
        objective: &O,
        volumes: &[O::Volume],
        labels: Vec<u32>,
    ) -> Self {
        let (volumes, sizes) = sums(graph, objective, volumes, &labels, labels.len());
        let none = |&label: &u32| sizes[label as usize] == 0;
        let empty = (0..labels.len() as u32).rev().filter(none).collect();
        Self { labels, volumes, sizes, empty }
    }

    /// What a node gains by moving to a community, to the two of which it has ties of these
    /// weights; 0 if that may be no more than rounding.
    pub(super) fn gain(
        &self,
        objective: &O,
        node: usize,
        volume: &O::Volume,
        to: u32,
        weights: [i64; 2],
    ) -> f64 {
        let mut rest = self.volumes[self.labels[node] as usize].clone();
        objective.leave(&mut rest, volume, weights[0]);
        let stay = objective.stay(volume, weights[0], &rest);
        let to = &self.volumes[to as usize];
        let gain = objective.gain(&stay, volume, weights[1], to);
        let uncertain = gain > 0.0 && gain <= objective.rounding(&stay, volume, weights[1], to);
        if uncertain { 0.0 } else { gain }
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
        let from = std::mem::replace(&mut self.labels[node], to) as usize;
        objective.leave(&mut self.volumes[from], volume, weights[0]);
        self.sizes[from] -= 1;
        if self.sizes[from] == 0 {
            self.volumes[from] = O::Volume::default();
            self.empty.push(from as u32);
        }
        let to = to as usize;
        objective.join(&mut self.volumes[to], volume, weights[1]);
        self.sizes[to] += 1;
    }
}

/// The volume and the number of nodes of each of `count` labels.
pub(super) fn sums<W: Whole, O: Objective>(
    graph: &Graph<'_, W>,
    objective: &O,
    volumes: &[O::Volume],
    labels: &[u32],
    count: usize,
) -> (Vec<O::Volume>, Vec<u32>) {
    let (mut sums, mut sizes) = (vec![O::Volume::default(); count], vec![0; count]);
    for (node, &label) in labels.iter().enumerate() {
        let weight = if O::WEIGHTS { graph.weight_before(node, labels, label) } else { 0 };
        objective.join(&mut sums[label as usize], &volumes[node], weight);
        sizes[label as usize] += 1;
    }
    (sums, sizes)
}

/// Sums by label.
pub(super) struct Tally<S> {
    sums: Vec<S>,
    /// When each sum was begun, if that cannot be told from the sum: one of zero is a sum.
    begun: Vec<u32>,
    now: u32,
    /// The labels that have a sum, in the order in which they came, and room.
    labels: Vec<u32>,
    count: usize,
}

impl<S: Whole + Default + PartialEq + std::ops::AddAssign> Tally<S> {
    /// Room for this many labels.
    pub(super) fn new(labels: usize) -> Self {
        let none = Vec::new;
        let mut tally = Self { sums: Vec::new(), begun: none(), now: 0, labels: none(), count: 0 };
        tally.fit(labels);
        tally
    }

    /// Makes room for this many labels.
    pub(super) fn fit(&mut self, labels: usize) {
        if self.sums.len() < labels {
            self.sums.resize(labels, S::default());
            if !S::POSITIVE {
                self.begun.resize(labels, 0);
            }
        }
    }

    /// Begins anew; every sum must have been taken. At most so many sums will be added to.
    pub(super) fn begin(&mut self, most: usize) {
        self.count = 0;
        if self.labels.len() <= most {
            self.labels.resize(most + 1, 0);
        }
        if !S::POSITIVE {
            if self.now == u32::MAX {
                self.begun.fill(0);
                self.now = 0;
            }
            self.now += 1;
        }
    }

    #[inline]
    pub(super) fn add(&mut self, label: u32, weight: S) {
        let at = label as usize;
        // Without a branch, which could not be foreseen.
        let new = !self.has(at);
        if !S::POSITIVE && new {
            self.sums[at] = S::default();
            self.begun[at] = self.now;
        }
        self.sums[at] += weight;
        self.labels[self.count] = label;
        self.count += usize::from(new);
    }

    #[inline]
    fn has(&self, at: usize) -> bool {
        if S::POSITIVE { self.sums[at] != S::default() } else { self.begun[at] == self.now }
    }

    /// The sum of a label, 0 if it has none.
    pub(super) fn get(&self, label: u32) -> i64 {
        if self.has(label as usize) { self.sums[label as usize].get() } else { 0 }
    }

    /// The number of labels that have a sum.
    pub(super) fn count(&self) -> usize {
        self.count
    }

    /// One of the labels that have a sum, with the sum, which is gone then.
    #[inline]
    pub(super) fn take(&mut self, nth: usize) -> (u32, S) {
        let label = self.labels[nth];
        (label, std::mem::take(&mut self.sums[label as usize]))
    }
}
