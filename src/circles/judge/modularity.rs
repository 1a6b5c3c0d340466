//! How good the levels of a tree are as divisions.
use super::{TreeScore, check};
use crate::circles::CircleTree;
use crate::community::Modularity;
use crate::{Adjacency, Measured, Result, Undefined, sums};
use serde::Serialize;

/// Hierarchical modularity: how good the levels of a tree are as divisions of the cities, and at
/// which resolutions each is the best of them.
///
/// The modularity of a level at resolution `γ` is a line, `A − γ P`. The levels of a tree, the
/// whole region and single cities are each best on one range of `γ`, their domain, or nowhere; a
/// wide one, in `ln γ`, is a level that is robust. The number is the mean modularity of the levels
/// at `γ = 1`. Levels cost nothing here, so that it cannot say how many there are.
///
/// Undefined without ties ([`Undefined::NoEdges`]) and for the root alone
/// ([`Undefined::Vacuous`]). `O(levels (n log n + m))`.
///
/// Reichardt & Bornholdt (2006), *Phys. Rev. E* 74:016110; domains: Weir, Emmons, Wakefield,
/// Hopkins & Mucha (2017), *Algorithms* 10:93.
///
/// ```
/// use conurbation::{Adjacency, circles::{CircleTree, HierarchicalModularity}};
/// let pairs = Adjacency::from_edges(4, [(0, 1, 3.0), (2, 3, 3.0), (1, 2, 1.0)])?;
/// let halves = CircleTree::new(4, [[0, 1], [2, 3]])?;
/// let quality = HierarchicalModularity::new().run(&pairs, &halves)?.value().unwrap();
/// assert!((quality.mean - (6.0 / 7.0 - 0.5)).abs() < 1e-12);
/// let level = quality.levels[0];
/// assert!((level.from.unwrap() - 2.0 / 7.0).abs() < 1e-12);
/// # Ok::<(), conurbation::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Default, Serialize)]
pub struct HierarchicalModularity {}

/// How good the levels of a tree are.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct HierarchicalModularityResult {
    /// The mean modularity of the levels, at a resolution of 1.
    pub mean: f64,
    /// The levels, the coarsest first.
    pub levels: Vec<LevelModularity>,
}

/// How good a level of a tree is.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[non_exhaustive]
pub struct LevelModularity {
    /// The level.
    pub level: usize,
    /// Its number of groups, cities alone among them.
    pub groups: usize,
    /// Its modularity at a resolution of 1.
    pub modularity: f64,
    /// From which resolution on it is the best of the levels; none if it never is.
    pub from: Option<f64>,
    /// Up to which resolution.
    pub to: Option<f64>,
}

impl HierarchicalModularity {
    /// There is nothing to choose.
    pub fn new() -> Self {
        Self::default()
    }

    /// Computes the modularity and the domain of each level.
    ///
    /// # Errors
    /// [`Error::Param`](crate::Error::Param) if the tree is not of the cities of the network.
    pub fn run(
        &self,
        graph: impl AsRef<Adjacency>,
        tree: &CircleTree,
    ) -> Result<Measured<HierarchicalModularityResult>> {
        let graph = graph.as_ref();
        check(graph, tree)?;
        if graph.edge_count() == 0 {
            return Ok(Measured::Undefined(Undefined::NoEdges));
        }
        if tree.is_trivial() {
            return Ok(Measured::Undefined(Undefined::Vacuous));
        }
        let line = |labels: &[u32]| -> Result<[f64; 2]> {
            let quality = |resolution| Modularity::new(labels).resolution(resolution).run(graph);
            let within = quality(0.0)?.value().unwrap_or(0.0);
            Ok([within, within - quality(1.0)?.value().unwrap_or(0.0)])
        };
        let levels = tree.levels();
        let labels: Vec<Vec<u32>> = levels.iter().map(|&level| tree.labels(level)).collect();
        let single: Vec<u32> = graph.nodes().collect();
        let mut lines = vec![[1.0, 1.0]];
        for labels in &labels {
            lines.push(line(labels)?);
        }
        lines.push(line(&single)?);
        let found: Vec<LevelModularity> = levels
            .iter()
            .zip(&labels)
            .enumerate()
            .map(|(at, (&level, labels))| {
                let [within, expected] = lines[at + 1];
                let domain = domain(&lines, at + 1);
                LevelModularity {
                    level,
                    groups: labels.iter().max().map_or(0, |&most| most as usize + 1),
                    modularity: within - expected,
                    from: domain.map(|domain| domain[0]),
                    to: domain.map(|domain| domain[1]),
                }
            })
            .collect();
        let mean = sums::sum(found.iter().map(|level| level.modularity)) / found.len() as f64;
        Ok(Measured::Value(HierarchicalModularityResult { mean, levels: found }))
    }
}

/// On which range of `γ` a line `A − γ P` lies above all others.
fn domain(lines: &[[f64; 2]], own: usize) -> Option<[f64; 2]> {
    const NEAR: f64 = 1e-15;
    let [within, expected] = lines[own];
    let (mut from, mut to) = (0.0_f64, f64::MAX);
    for &[other, by_chance] in lines.iter().enumerate().filter(|(at, _)| *at != own).map(|(_, l)| l)
    {
        let (rise, fall) = (other - within, by_chance - expected);
        // The other is no better where γ · fall ≥ rise.
        if fall > NEAR {
            from = from.max(rise / fall);
        } else if fall < -NEAR {
            to = to.min(rise / fall);
        } else if rise > NEAR {
            return None;
        }
    }
    (from < to).then_some([from, to])
}

impl TreeScore for HierarchicalModularity {
    fn name(&self) -> &'static str {
        "hierarchical-modularity"
    }

    fn larger_is_better(&self) -> bool {
        true
    }

    fn score(&self, graph: &Adjacency, tree: &CircleTree) -> Result<Measured> {
        Ok(self.run(graph, tree)?.map(|result| result.mean))
    }
}
