//! Potentials in a network of resistors.
use crate::{Adjacency, Node, Result, Watch, parallel, sums};

/// The inverse of the Laplacian of a connected network, but for a constant that no difference of
/// potentials depends on: the potential of each node when a unit of current enters at another and
/// leaves evenly everywhere. Weights are conductances.
#[derive(Debug)]
pub(super) struct Potentials {
    /// A row for each node at which the current enters.
    rows: Vec<Vec<f64>>,
    /// The conductance that is 1 in the rows.
    pub(super) unit: f64,
}

impl Potentials {
    /// Factors the Laplacian, to which the mean over all nodes is added, as a Cholesky product and
    /// solves it for each node. `O(n³)` time, `O(n²)` memory.
    pub(super) fn new(graph: &Adjacency, weighted: bool, watch: &Watch) -> Result<Self> {
        let n = graph.node_count();
        let weight = |weight: f64| if weighted { weight } else { 1.0 };
        let unit =
            sums::unit(graph.nodes().flat_map(|node| graph.weights(node)).map(|&it| weight(it)));
        let mut factor: Vec<Vec<f64>> = Vec::with_capacity(n);
        for node in graph.nodes() {
            let mut row = vec![1.0 / n as f64; n];
            for (to, conductance) in graph.neighbours(node) {
                let conductance = weight(conductance) / unit;
                row[to as usize] -= conductance;
                row[node as usize] += conductance;
            }
            factor.push(row);
        }
        for at in 0..n {
            watch.check()?;
            let (above, below) = factor.split_at_mut(at);
            let row = &mut below[0];
            for (column, upper) in above.iter().enumerate() {
                let dot = sums::sum(row[..column].iter().zip(&upper[..column]).map(|(a, b)| a * b));
                row[column] = (row[column] - dot) / upper[column];
            }
            let squares = sums::sum(row[..at].iter().map(|it| it * it));
            row[at] = (row[at] - squares).sqrt();
        }
        let rows = parallel::map(n, watch, || (), |source, ()| solve(&factor, source))?;
        Ok(Self { rows, unit })
    }

    /// The potential of each node when a unit of current enters at `source`.
    pub(super) fn from(&self, source: Node) -> &[f64] {
        &self.rows[source as usize]
    }
}

/// The solution for a unit vector.
fn solve(factor: &[Vec<f64>], source: usize) -> Vec<f64> {
    let n = factor.len();
    let mut values = vec![0.0; n];
    for at in source..n {
        let known = sums::sum((source..at).map(|column| factor[at][column] * values[column]));
        let right = if at == source { 1.0 } else { 0.0 };
        values[at] = (right - known) / factor[at][at];
    }
    for at in (0..n).rev() {
        let value = values[at] / factor[at][at];
        values[at] = value;
        for (column, earlier) in values[..at].iter_mut().enumerate() {
            *earlier -= factor[at][column] * value;
        }
    }
    values
}
