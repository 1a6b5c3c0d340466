//! Cores: who is in the thick of the network, and in which layer.
use super::Direction;
use crate::{Adjacency, Node, Result, Scores};
use serde::Serialize;

/// Cores: the largest groups whose cities all have many partners within the group.
///
/// The core number of a city is the largest `k` such that it belongs to a group in which each has
/// at least `k` partners; cities are taken off the network, those with fewest partners first, and
/// have the number at which they fall. Those that fall at once are a layer, counted from outside:
/// cities of one core number can lie in several layers, the deeper the later they fall.
///
/// In a directed network partners are counted as arcs in and out together, or those of one
/// [`direction`](Self::direction). Weights do not matter ([`SCore`](super::SCore) counts them), and
/// self-ties do not count. A city without a tie is in core 0 and layer 1, so layers of others start
/// at 2 where there is one. Every city of every network has both numbers. `O(n + m)`
/// time, `O(n)` memory.
///
/// Seidman (1983), *Social Networks* 5:269; Batagelj & Zaveršnik (2003); layers: Hébert-Dufresne,
/// Grochow & Allard (2016), *Scientific Reports* 6:31708. As NetworkX has them; igraph's `coreness`
/// is the same.
///
/// ```
/// use conurbation::{Adjacency, centrality::KCore};
/// // A triangle 0–1–2 with a tail 2–3–4.
/// let edges = [(0, 1, 1.0), (1, 2, 1.0), (2, 0, 1.0), (2, 3, 1.0), (3, 4, 1.0)];
/// let cores = KCore::new().run(&Adjacency::from_edges(5, edges)?)?;
/// let of = |scores: &conurbation::Scores| scores.iter().filter_map(|s| s.value()).collect::<Vec<_>>();
/// assert_eq!(of(&cores.core), [2.0, 2.0, 2.0, 1.0, 1.0]);
/// assert_eq!(of(&cores.layer), [3.0, 3.0, 3.0, 2.0, 1.0]);
/// # Ok::<(), conurbation::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Default, Serialize)]
pub struct KCore {
    direction: Direction,
}

/// The core and the layer of each city.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct KCoreResult {
    /// The core number of each city, a whole number from 0.
    pub core: Scores,
    /// The layer of each city, a whole number from 1, the outermost.
    pub layer: Scores,
}

impl KCore {
    /// The default parameters: arcs in and out count together.
    pub fn new() -> Self {
        Self::default()
    }

    /// Sets which arcs of a directed network count; an arc both ways counts twice in `Both`.
    pub fn direction(mut self, direction: Direction) -> Self {
        self.direction = direction;
        self
    }

    /// Computes the core and the layer of every city.
    ///
    /// # Errors
    /// None; the signature is that of all measures.
    pub fn run(&self, graph: impl AsRef<Adjacency>) -> Result<KCoreResult> {
        let (core, layer) = self.peel(graph.as_ref());
        let scores = |numbers: Vec<u32>| Scores::new(numbers.into_iter().map(f64::from).collect());
        Ok(KCoreResult { core: scores(core), layer: scores(layer) })
    }

    /// Takes off wave after wave. The number of partners left to a city is lowered no further than
    /// to the core that is peeled, so in the end it is its core number. A city still there when
    /// core `k` is peeled has more than `k` partners, so that to look at all of them once for each
    /// core is within `O(n + m)`.
    fn peel(&self, graph: &Adjacency) -> (Vec<u32>, Vec<u32>) {
        let lowers = |node| self.direction.lowered_by(graph, node);
        let count = |node| match self.direction {
            Direction::In => graph.sources(node).len(),
            Direction::Out => graph.targets(node).len(),
            Direction::Both => lowers(node).iter().map(|row| row.len()).sum(),
        };
        let mut left: Vec<u32> = graph.nodes().map(|node| count(node) as u32).collect();
        let mut layer = vec![0; left.len()];
        let mut there: Vec<Node> = graph.nodes().collect();
        let (mut wave, mut next): (Vec<Node>, Vec<Node>) = (Vec::new(), Vec::new());
        let mut depth = 0;
        while let Some(core) = there.iter().map(|&node| left[node as usize]).min() {
            wave.extend(there.iter().filter(|&&node| left[node as usize] <= core));
            while !wave.is_empty() {
                depth += 1;
                for node in wave.drain(..) {
                    layer[node as usize] = depth;
                    for &partner in lowers(node).into_iter().flatten() {
                        let left = &mut left[partner as usize];
                        if *left > core {
                            *left -= 1;
                            if *left == core {
                                next.push(partner);
                            }
                        }
                    }
                }
                std::mem::swap(&mut wave, &mut next);
            }
            there.retain(|&node| left[node as usize] > core);
        }
        (left, layer)
    }
}
