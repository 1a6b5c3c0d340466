//! Divisions of some units at a range of resolutions.
use crate::community::Leiden;
use crate::community::search::Graph;
use crate::{Result, Watch, parallel};
use std::borrow::Cow;

/// Cities, or circles taken as nodes, with the ties among them.
#[derive(Debug, Clone)]
pub(super) struct Units {
    pub(super) graph: Graph<'static, i64>,
    /// Their strengths in the whole network.
    pub(super) volumes: Vec<i64>,
    /// The sum of the strengths of all cities.
    pub(super) total: i64,
}

impl Units {
    /// Units from a list of ties that may name a pair several times, each in both its rows.
    pub(super) fn new(rows: Vec<Vec<(u32, i64)>>, volumes: Vec<i64>, total: i64) -> Self {
        let mut offsets = vec![0];
        let (mut targets, mut weights) = (Vec::new(), Vec::new());
        for mut row in rows {
            row.sort_unstable_by_key(|arc| arc.0);
            for same in row.chunk_by(|a, b| a.0 == b.0) {
                targets.push(same[0].0);
                weights.push(same.iter().map(|arc| arc.1).sum());
            }
            offsets.push(targets.len());
        }
        let graph = Graph::new(Cow::Owned(offsets), Cow::Owned(targets), weights);
        Self { graph, volumes, total }
    }

    pub(super) fn len(&self) -> usize {
        self.volumes.len()
    }

    /// The weight between units as a multiple of what their strengths lead to expect.
    pub(super) fn rate(&self) -> f64 {
        let volume: f64 = self.volumes.iter().map(|&volume| volume as f64).sum();
        let own: f64 = self.volumes.iter().map(|&volume| volume as f64 * volume as f64).sum();
        let expected = (volume * volume - own) / self.total as f64;
        if expected > 0.0 { self.graph.total() as f64 / expected } else { 0.0 }
    }

    /// The highest rate of a pair.
    pub(super) fn highest(&self) -> f64 {
        let pair = |node: usize, (other, weight): (u32, i64)| {
            let volumes = self.volumes[node] as f64 * self.volumes[other as usize] as f64;
            weight as f64 * self.total as f64 / volumes.max(1.0)
        };
        let node = |node| self.graph.row(node).map(move |arc| pair(node, arc)).fold(0.0, f64::max);
        (0..self.len()).map(node).fold(0.0, f64::max)
    }

    /// The different divisions found at some resolutions, each with so many seeds: one label for
    /// each unit, with the number of labels. Everything in one and each alone are left out.
    pub(super) fn scan(
        &self,
        resolutions: &[f64],
        seeds: u64,
        iterations: usize,
        seed: u64,
        watch: &Watch,
    ) -> Result<Vec<(Vec<u32>, usize)>> {
        let quiet = Watch::new();
        let runs = resolutions.len() * seeds as usize;
        let found = parallel::map(
            runs,
            &quiet,
            || (),
            |run, ()| {
                watch.check()?;
                let resolution = resolutions[run % resolutions.len()];
                let leiden = Leiden::new().resolution(resolution).iterations(iterations);
                let leiden = leiden.seed(seed + (run / resolutions.len()) as u64).watch(&quiet);
                leiden.run_given(self.graph.clone(), self.volumes.clone(), self.total)
            },
        )?;
        let mut different: Vec<(Vec<u32>, usize)> = Vec::new();
        for labels in found {
            let labels = labels?;
            let count = labels.iter().max().map_or(0, |&most| most as usize + 1);
            if count > 1 && count < self.len() && different.iter().all(|other| other.0 != labels) {
                different.push((labels, count));
            }
        }
        Ok(different)
    }
}

/// So many numbers from one to another, each the same multiple of the one before.
pub(super) fn geometric(from: f64, to: f64, count: usize) -> Vec<f64> {
    let step = (to / from).ln() / (count.max(2) - 1) as f64;
    (0..count).map(|at| from * (step * at as f64).exp()).collect()
}
