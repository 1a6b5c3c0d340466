//! The graph whose nodes are moved, merged and merged again.
use std::borrow::Cow;

/// A graph of whole weights in compressed rows, without self-ties; undirected, so that each tie
/// stands in two rows.
#[derive(Debug, Clone)]
pub(crate) struct Graph<'a, W: Whole> {
    offsets: Cow<'a, [usize]>,
    targets: Cow<'a, [u32]>,
    weights: Vec<W>,
}

/// A type of whole weights.
pub(crate) trait Whole: Copy + Send + Sync + 'static {
    /// The sums of such weights, and the weights of merged nodes.
    type Sum: Whole<Sum = Self::Sum>
        + Default
        + PartialEq
        + std::ops::AddAssign
        + std::ops::SubAssign;
    /// Whether all such weights are positive, so that no sum of them is 0.
    const POSITIVE: bool;
    fn get(self) -> i64;
    fn sum(self) -> Self::Sum;
}

/// The weight 1, which takes no room.
#[derive(Debug, Clone, Copy)]
pub(crate) struct One;

impl Whole for One {
    type Sum = u32;
    const POSITIVE: bool = true;
    fn get(self) -> i64 {
        1
    }
    fn sum(self) -> u32 {
        1
    }
}

/// For weights whose sum is below 2³².
impl Whole for u32 {
    type Sum = u32;
    const POSITIVE: bool = true;
    fn get(self) -> i64 {
        i64::from(self)
    }
    fn sum(self) -> u32 {
        self
    }
}

impl Whole for i64 {
    type Sum = i64;
    const POSITIVE: bool = false;
    fn get(self) -> i64 {
        self
    }
    fn sum(self) -> i64 {
        self
    }
}

impl<'a, W: Whole> Graph<'a, W> {
    /// A graph from its rows: where each begins and the last ends, partners and weights.
    pub(crate) fn new(offsets: Cow<'a, [usize]>, targets: Cow<'a, [u32]>, weights: Vec<W>) -> Self {
        debug_assert!(offsets.last() == Some(&targets.len()) && targets.len() == weights.len());
        Self { offsets, targets, weights }
    }

    /// The same graph without a copy of its rows; only weights are copied.
    pub(crate) fn borrowed(&self) -> Graph<'_, W> {
        let (offsets, targets) = (Cow::Borrowed(&*self.offsets), Cow::Borrowed(&*self.targets));
        Graph { offsets, targets, weights: self.weights.clone() }
    }

    /// The same graph with weights of any size.
    pub(crate) fn large(&self) -> Graph<'a, i64> {
        let weights = self.weights.iter().map(|weight| weight.get()).collect();
        Graph { offsets: self.offsets.clone(), targets: self.targets.clone(), weights }
    }

    pub(crate) fn nodes(&self) -> usize {
        self.offsets.len() - 1
    }

    /// Twice the number of ties.
    pub(crate) fn arcs(&self) -> usize {
        self.targets.len()
    }

    pub(crate) fn targets(&self, node: usize) -> &[u32] {
        &self.targets[self.offsets[node]..self.offsets[node + 1]]
    }

    /// The partners of a node with the weights of their ties.
    pub(crate) fn row(&self, node: usize) -> impl Iterator<Item = (u32, W)> + '_ {
        let range = self.offsets[node]..self.offsets[node + 1];
        let weights = self.weights[range.clone()].iter().copied();
        self.targets[range].iter().copied().zip(weights)
    }

    /// The weight of the ties of a node to those before it that have this label.
    pub(crate) fn weight_before(&self, node: usize, labels: &[u32], label: u32) -> i64 {
        let ties = self
            .row(node)
            .filter(|&(other, _)| (other as usize) < node && labels[other as usize] == label);
        ties.map(|(_, weight)| weight.get()).sum()
    }

    /// The weights of the ties of a node to those that have these two labels.
    pub(crate) fn weights_to(&self, node: usize, labels: &[u32], of: [u32; 2]) -> [i64; 2] {
        self.row(node).fold([0, 0], |sums, (other, weight)| {
            let (label, weight) = (labels[other as usize], weight.get());
            let part = |label_of: u32| if label == label_of { weight } else { 0 };
            [sums[0] + part(of[0]), sums[1] + part(of[1])]
        })
    }

    /// The sum of the weights within communities, each tie counted from both its ends.
    pub(crate) fn within(&self, labels: &[u32]) -> i64 {
        let node = |node: usize| {
            let own = labels[node];
            let ties = self.row(node).filter(|&(other, _)| labels[other as usize] == own);
            ties.map(|(_, weight)| weight.get()).sum::<i64>()
        };
        (0..self.nodes()).map(node).sum()
    }

    /// The sum of all weights of all rows, disregarding signs.
    pub(crate) fn size(&self) -> i64 {
        self.weights.iter().map(|weight| weight.get().abs()).sum()
    }

    /// The sum of all weights of all rows.
    pub(crate) fn total(&self) -> i64 {
        self.weights.iter().map(|weight| weight.get()).sum()
    }
}
