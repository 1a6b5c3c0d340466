//! At which resolutions something changes.
use crate::{Adjacency, sums};

/// Beyond it a resolution says no more: weights so unequal that what is expected of a pair is nearly 0.
const MOST: f64 = 1e15;

/// The resolutions at which pairs of cities cease to hold together, in ascending order: where a tie
/// weighs as much as is expected of its pair, `γ = w_ij / E_ij`.
pub(crate) struct Events {
    resolutions: Vec<f64>,
    /// The weight and the expectation of the pairs that still hold together from there on, as shares
    /// of all weight.
    held: Vec<(f64, f64)>,
    /// What is expected of all pairs together.
    expected: f64,
}

impl Events {
    /// The events of a network with ties. `O(m log m)`.
    pub(crate) fn new(graph: &Adjacency) -> Self {
        let unit = sums::unit(graph.nodes().flat_map(|node| graph.weights(node)).copied());
        let strength = |weights: &[f64]| weights.iter().map(|weight| weight / unit).sum::<f64>();
        let sent: Vec<f64> = graph.nodes().map(|node| strength(graph.weights(node))).collect();
        let received: Vec<f64> =
            graph.nodes().map(|node| strength(graph.source_weights(node))).collect();
        let total = sums::sum(sent.iter().copied());
        let of_pair = |a: u32, b: u32| {
            let (a, b) = (a as usize, b as usize);
            (sent[a] / total) * (received[b] / total) + (sent[b] / total) * (received[a] / total)
        };
        let mut events = Vec::with_capacity(graph.edge_count());
        for a in graph.nodes() {
            for (b, weight) in graph.neighbours(a) {
                let back = graph.weight(b, a).filter(|_| graph.is_directed() || a < b);
                // A pair that is tied both ways is one pair, told from its first city.
                let told = if graph.is_directed() { a < b || back.is_none() } else { a < b };
                if told {
                    let weight = (weight + back.unwrap_or(0.0)) / unit / total;
                    let expected = of_pair(a, b);
                    events.push(((weight / expected).min(MOST), weight, expected));
                }
            }
        }
        events.sort_unstable_by(|x, y| {
            x.0.total_cmp(&y.0).then(x.1.total_cmp(&y.1)).then(x.2.total_cmp(&y.2))
        });
        let mut held = vec![(0.0, 0.0); events.len() + 1];
        for (at, event) in events.iter().enumerate().rev() {
            held[at] = (held[at + 1].0 + event.1, held[at + 1].1 + event.2);
        }
        let own =
            sums::sum(sent.iter().zip(&received).map(|(out, into)| (out / total) * (into / total)));
        let resolutions = events.iter().map(|event| event.0).collect();
        Self { resolutions, held, expected: 1.0 - own }
    }

    /// Where the last pair ceases to hold together.
    pub(crate) fn last(&self) -> f64 {
        self.resolutions.last().copied().unwrap_or(1.0)
    }

    /// The share of what keeps pairs apart in all that keeps pairs together or apart, which rises
    /// with the resolution from 0 to 1.
    pub(crate) fn apart(&self, resolution: f64) -> f64 {
        let at = self.resolutions.partition_point(|&event| event < resolution);
        let (weight, expected) = self.held[at];
        let together = (weight - resolution * expected).max(0.0);
        let apart = (together - (self.held[0].0 - resolution * self.expected)).max(0.0);
        apart / (apart + together).max(f64::MIN_POSITIVE)
    }

    /// So many resolutions from `least` on, between each two of which the same share of pairs, by
    /// what keeps them together or apart, changes sides.
    pub(crate) fn sample(&self, least: f64, count: usize) -> Vec<f64> {
        let (low, most) = (self.apart(least), self.last());
        let step = (1.0 - low) / count as f64;
        let share = |nth: usize| low + (nth as f64 + 0.5) * step;
        (0..count).map(|nth| self.resolution(share(nth), least, most.max(least))).collect()
    }

    /// Where so large a share is kept apart: by bisection of its logarithm.
    fn resolution(&self, share: f64, mut low: f64, mut high: f64) -> f64 {
        const HALVINGS: usize = 60;
        for _ in 0..HALVINGS {
            let middle = (low * high).sqrt();
            if self.apart(middle) < share { low = middle } else { high = middle }
        }
        (low * high).sqrt()
    }
}
