//! How far an estimate may lie from the truth, however the number of samples was decided.
use crate::sums;

/// The bounds of Borassi and Natale (2019), theorem 8.
#[derive(Debug)]
pub(super) struct Bounds {
    /// The most samples there will be.
    most: f64,
    /// `ln(1 / δ_v)`, for either side of each node.
    logs: Vec<f64>,
}

/// The share of the risk that all nodes bear alike.
const ALIKE: f64 = 0.01;

impl Bounds {
    /// Samples that are enough whatever they show, by the dimension of all shortest paths
    /// (Riondato and Kornaropoulos 2016). `vertices` bounds the nodes on a shortest path.
    pub(super) fn most_samples(vertices: usize, epsilon: f64, delta: f64) -> u64 {
        let dimension =
            if vertices > 2 { (vertices as f64 - 2.0).log2().floor() + 1.0 } else { 1.0 };
        (0.5 / (epsilon * epsilon) * (dimension + (2.0 / delta).ln())).ceil() as u64
    }

    /// Divides half of the risk `delta` over the nodes by a first guess of their scores: who lies
    /// on many paths bears more, so that all bounds get near `epsilon` at once.
    pub(super) fn new(guess: &[f64], most: u64, epsilon: f64, delta: f64) -> Self {
        let n = guess.len() as f64;
        let least = epsilon / 10.0;
        let log = |scale: f64, guess: f64| scale / guess.max(least);
        let risk =
            |scale: f64| sums::sum(guess.iter().map(|&guess| 2.0 * (-log(scale, guess)).exp()));
        // A larger scale is a smaller risk.
        let (mut low, mut high) = (0.0, 1.0);
        while risk(high) > delta / 2.0 * (1.0 - ALIKE) {
            high *= 2.0;
        }
        for _ in 0..60 {
            let middle = (low + high) / 2.0;
            if risk(middle) > delta / 2.0 * (1.0 - ALIKE) { low = middle } else { high = middle }
        }
        let alike = ALIKE * delta / (4.0 * n);
        let logs = guess.iter().map(|&guess| -((-log(high, guess)).exp() + alike).ln()).collect();
        Self { most: most as f64, logs }
    }

    /// By how much the score of a node may be below and above its estimate after so many samples.
    pub(super) fn reach(&self, node: usize, estimate: f64, samples: u64) -> [f64; 2] {
        let (samples, log) = (samples as f64, self.logs[node]);
        let side = |sign: f64| {
            let third = 1.0 / 3.0 + sign * self.most / samples;
            log / samples * (third + (third * third + 2.0 * estimate * self.most / log).sqrt())
        };
        [side(-1.0), side(1.0)]
    }
}
