//! Cores by strength: who is in the thick of cooperation.
use super::Direction;
use crate::{Adjacency, Error, Node, Result, Scores, sums};
use serde::Serialize;
use std::cmp::Reverse;
use std::collections::BinaryHeap;

/// Cores by strength: the largest groups whose cities all have much cooperation within the group.
///
/// The number of a city is the largest `s` such that it belongs to a group in which each has ties
/// of a weight of at least `s`, together, with others of the group. Cities are taken off the
/// network, the weakest first; the number at which a city falls is the strength of the weakest that
/// is left then. Where all weights are 1 it is the core number of [`KCore`](super::KCore).
///
/// In a directed network the weights of arcs in and out count together, or those of one
/// [`direction`](Self::direction). Self-ties do not count. A city without a tie has 0; nothing is
/// undefined. From 0 to the largest strength, in the unit of the weights.
///
/// Strengths within 2⁻⁴⁰ (9·10⁻¹³) of each other are the same, so that the last digits of weights
/// such as 1/3 divide no core. What is left of a strength is counted in whole numbers of 2⁻⁹⁰ of
/// the largest weight, so that nothing depends on the order in which ties are taken off; a weight
/// below that counts as it. `O(m log m)` time, `O(n + m)` memory.
///
/// Eidsaa & Almaas (2013), *Phys. Rev. E* 88:062819.
///
/// ```
/// use conurbation::{Adjacency, centrality::SCore};
/// // A triangle 0–1–2 of weights 2, and a tie of weight 3 that leads out of it to 3.
/// let edges = [(0, 1, 2.0), (1, 2, 2.0), (2, 0, 2.0), (2, 3, 3.0)];
/// let scores = SCore::new().run(&Adjacency::from_edges(4, edges)?)?;
/// assert_eq!(scores.iter().filter_map(|s| s.value()).collect::<Vec<_>>(), [4.0, 4.0, 4.0, 3.0]);
/// # Ok::<(), conurbation::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Default, Serialize)]
pub struct SCore {
    direction: Direction,
}

/// The largest weight is from 1 to 2 times this; the sum of as many as there can be nodes fits.
const ONE: f64 = (1_u128 << 90) as f64;
/// Strengths are equal up to one part in 2 to this.
const TIE: u32 = 40;

impl SCore {
    /// The default parameters: arcs in and out count together.
    pub fn new() -> Self {
        Self::default()
    }

    /// Sets which arcs of a directed network count.
    pub fn direction(mut self, direction: Direction) -> Self {
        self.direction = direction;
        self
    }

    /// Computes the number of every city.
    ///
    /// # Errors
    /// [`Error::Overflow`] if a strength is beyond the largest number there is.
    pub fn run(&self, graph: impl AsRef<Adjacency>) -> Result<Scores> {
        self.compute(graph.as_ref())
    }

    fn compute(&self, graph: &Adjacency) -> Result<Scores> {
        let unit = sums::unit(graph.edges().map(|edge| edge.2));
        let whole = |weight: f64| ((weight / unit * ONE) as u128).max(1);
        let ties = |node: Node| {
            let partners = self.direction.lowered_by(graph, node).into_iter().flatten();
            let weights = self.direction.weights_lowered_by(graph, node).into_iter().flatten();
            partners.zip(weights).map(|(&partner, &weight)| (partner as usize, whole(weight)))
        };
        let mut left = vec![0_u128; graph.node_count()];
        for node in graph.nodes() {
            ties(node).for_each(|(partner, weight)| left[partner] += weight);
        }
        let entry = |(node, &strength): (Node, &u128)| Reverse((strength, node));
        let mut queue: BinaryHeap<_> = graph.nodes().zip(&left).map(entry).collect();
        let mut there = vec![true; left.len()];
        let mut scores = vec![0.0; left.len()];
        let mut core = 0;
        while let Some(Reverse((strength, node))) = queue.pop() {
            let at = node as usize;
            if !there[at] || strength > left[at] {
                continue;
            }
            if strength > core + (core >> TIE) {
                core = strength;
            }
            there[at] = false;
            scores[at] = core as f64 / ONE * unit;
            for (partner, weight) in ties(node).filter(|tie| there[tie.0]) {
                left[partner] -= weight;
                queue.push(Reverse((left[partner], partner as Node)));
            }
        }
        if scores.iter().all(|score| score.is_finite()) {
            return Ok(Scores::new(scores));
        }
        Err(Error::Overflow { algorithm: "SCore" })
    }
}
