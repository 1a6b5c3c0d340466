//! A matrix of weights in rows.
use crate::{Adjacency, Node, parallel, sums};

/// A square matrix without negative numbers, row by row, in a unit of its own, so that numbers of
/// any size can be added and squared.
#[derive(Debug, Clone)]
pub(crate) struct Rows {
    offsets: Vec<usize>,
    columns: Vec<u32>,
    /// Empty if all are 1.
    weights: Vec<f64>,
    unit: f64,
}

impl Rows {
    /// The ties among all nodes; in row `i` those that `i` receives, or if `out` those it sends.
    pub(crate) fn new(graph: &Adjacency, out: bool, weighted: bool) -> Self {
        let all: Vec<Node> = graph.nodes().collect();
        let mut places = all.clone();
        Self::of(graph, out, weighted, &all, &mut places)
    }

    /// The ties among some nodes, numbered in their order; `places` is room for a number of each
    /// node of the graph.
    pub(crate) fn of(
        graph: &Adjacency,
        out: bool,
        weighted: bool,
        members: &[Node],
        places: &mut [u32],
    ) -> Self {
        // What stands in `places` for nodes that are no members may be anything.
        let place = |places: &[u32], node: Node| {
            let place = places[node as usize];
            (members.get(place as usize) == Some(&node)).then_some(place)
        };
        members.iter().enumerate().for_each(|(at, &node)| places[node as usize] = at as u32);
        let (mut offsets, mut columns, mut weights) = (vec![0], Vec::new(), Vec::new());
        for &node in members {
            let (ends, of_ends) = match out {
                true => (graph.targets(node), graph.weights(node)),
                false => (graph.sources(node), graph.source_weights(node)),
            };
            for (&end, &weight) in ends.iter().zip(of_ends) {
                if let Some(at) = place(places, end) {
                    columns.push(at);
                    if weighted {
                        weights.push(weight);
                    }
                }
            }
            offsets.push(columns.len());
        }
        let mut rows = Self { offsets, columns, weights, unit: 1.0 };
        rows.take_unit();
        rows
    }

    /// Divides all weights by a unit; if they are equal, by themselves.
    fn take_unit(&mut self) {
        let Some(&first) = self.weights.first() else { return };
        if self.weights.iter().all(|weight| weight.to_bits() == first.to_bits()) {
            self.unit = first;
            self.weights = Vec::new();
            return;
        }
        self.unit = sums::unit(self.weights.iter().copied());
        self.weights.iter_mut().for_each(|weight| *weight /= self.unit);
    }

    pub(crate) fn len(&self) -> usize {
        self.offsets.len() - 1
    }

    /// What all numbers are to be multiplied by.
    pub(crate) fn unit(&self) -> f64 {
        self.unit
    }

    /// The least weight, in the unit.
    pub(crate) fn least(&self) -> f64 {
        self.weights.iter().copied().fold(1.0, f64::min)
    }

    /// The columns of a row and their weights.
    pub(crate) fn row(&self, row: usize) -> impl Iterator<Item = (usize, f64)> + '_ {
        let range = self.offsets[row]..self.offsets[row + 1];
        range.map(|at| (self.columns[at] as usize, self.weights.get(at).copied().unwrap_or(1.0)))
    }

    /// The product of a row with a vector.
    pub(crate) fn times(&self, row: usize, vector: &[f64]) -> f64 {
        let range = self.offsets[row]..self.offsets[row + 1];
        gather(&self.columns[range.clone()], self.weights.get(range).unwrap_or(&[]), vector)
    }

    /// Sets `product` to the matrix times a vector.
    pub(crate) fn product(&self, vector: &[f64], product: &mut [f64]) {
        parallel::fill(product, |row| self.times(row, vector));
    }

    /// An upper bound of the largest eigenvalue: the least of the largest sum of a row, that of a
    /// column, and the root of the largest sum of a row of the square.
    pub(crate) fn bound(&self) -> f64 {
        let n = self.len();
        let largest = |values: &[f64]| values.iter().copied().fold(0.0, f64::max);
        let mut rows = vec![0.0; n];
        self.product(&vec![1.0; n], &mut rows);
        let mut columns = vec![0.0; n];
        (0..n).for_each(|row| self.row(row).for_each(|(at, weight)| columns[at] += weight));
        let mut squares = vec![0.0; n];
        self.product(&rows, &mut squares);
        let strength = largest(&rows).min(largest(&columns));
        // Where no two ties follow each other the square has nothing to say.
        let root = largest(&squares).sqrt();
        if root > 0.0 { strength.min(root) } else { strength }
    }
}

/// The sum of the values at some places, each times its weight, or times 1 without weights; four
/// sums side by side, as one alone waits for itself.
pub(crate) fn gather(places: &[u32], weights: &[f64], values: &[f64]) -> f64 {
    const LANES: usize = 8;
    let mut lanes = [0.0; LANES];
    let fours = places.chunks_exact(LANES);
    let rest = fours.remainder();
    let mut last = 0.0;
    if weights.is_empty() {
        for four in fours {
            for (lane, &place) in lanes.iter_mut().zip(four) {
                *lane += values[place as usize];
            }
        }
        for &place in rest {
            last += values[place as usize];
        }
    } else {
        let of_fours = weights.chunks_exact(LANES);
        let of_rest = of_fours.remainder();
        for (four, weights) in fours.zip(of_fours) {
            for ((lane, &place), weight) in lanes.iter_mut().zip(four).zip(weights) {
                *lane += values[place as usize] * weight;
            }
        }
        for (&place, weight) in rest.iter().zip(of_rest) {
            last += values[place as usize] * weight;
        }
    }
    lanes.iter().sum::<f64>() + last
}
