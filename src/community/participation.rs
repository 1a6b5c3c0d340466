//! Whether the ties of a city keep to one group or reach many.
use super::modules::{Modules, Ties};
use crate::centrality::Direction;
use crate::{Adjacency, Measured, Node, Result, Scores, Undefined, sums};
use serde::Serialize;

/// Participation coefficient: whether the ties of a city keep to one group, such as a province, or
/// reach many.
///
/// `P_i = 1 − Σ_k (s_ik / s_i)²`, with `s_ik` the weight of the ties of a city to group `k` and
/// `s_i` that of all its ties. 0 if all go to one group, its own or another. At most `1 − 1/K` with
/// `K` groups, each having the same; [`normalized`](Self::normalized), it is divided by that, so
/// that divisions of few groups reach 1 too. A city of few ties cannot reach as much: with `k` equal
/// ties at most `1 − 1/k`.
///
/// In a directed network the ties both ways count unless a [`direction`](Self::direction) is
/// chosen, and weights unless [`weighted`](Self::weighted) says otherwise; the paper counts ties. Self-ties do not count, and weights may be huge or tiny.
///
/// A city without (such) ties is undefined ([`Undefined::Isolate`]; other tools call it 0), and so
/// are all in a network of a single group ([`Undefined::Vacuous`]). `O(n log n + m)`.
///
/// Guimerà & Amaral (2005), *Nature* 433:895.
///
/// ```
/// use conurbation::{Adjacency, community::Participation};
/// // City 0 has three equal ties: one within its group, two to two others.
/// let star = Adjacency::from_edges(4, [(0, 1, 1.0), (0, 2, 1.0), (0, 3, 1.0)])?;
/// let groups = Participation::new(&[0, 0, 1, 2]);
/// assert!((groups.run(&star)?.get(0).value().unwrap() - 2.0 / 3.0).abs() < 1e-12);
/// assert_eq!(groups.run(&star)?.get(2).value(), Some(0.0));
/// let normalized = groups.normalized(true).run(&star)?;
/// assert!((normalized.get(0).value().unwrap() - 1.0).abs() < 1e-12);
/// # Ok::<(), conurbation::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Participation {
    groups: Vec<u32>,
    ties: Ties,
    normalized: bool,
}

impl Participation {
    /// Participation in these groups: a label for each city, in order; any numbers.
    pub fn new(groups: &[u32]) -> Self {
        Self { groups: groups.to_vec(), ties: Ties::default(), normalized: false }
    }

    /// Sets which ties of a directed network count; both ways unless said.
    pub fn direction(mut self, direction: Direction) -> Self {
        self.ties.direction = direction;
        self
    }

    /// Sets whether the weights of ties count; they do unless said.
    pub fn weighted(mut self, weighted: bool) -> Self {
        self.ties.weighted = weighted;
        self
    }

    /// Sets whether scores are divided by the largest there can be, `1 − 1/K`.
    pub fn normalized(mut self, normalized: bool) -> Self {
        self.normalized = normalized;
        self
    }

    /// Computes the coefficient of every city.
    ///
    /// # Errors
    /// [`Error::Param`](crate::Error::Param) if there is not one label for each city.
    pub fn run(&self, graph: impl AsRef<Adjacency>) -> Result<Scores> {
        let graph = graph.as_ref();
        let modules = Modules::new("Participation::new", &self.groups, graph)?;
        Ok(self.compute(graph, &modules))
    }

    fn compute(&self, graph: &Adjacency, modules: &Modules) -> Scores {
        let groups = modules.labels.len();
        if groups < 2 {
            let vacuous = Measured::Undefined(Undefined::Vacuous);
            return Scores::measured(vec![vacuous; graph.node_count()]);
        }
        let most = if self.normalized { 1.0 - 1.0 / groups as f64 } else { 1.0 };
        let mut to_group = vec![0.0; groups];
        let mut reached = Vec::new();
        let mut score = |city: Node| {
            // In a unit of its own, so that a city of small ties beside huge ones has an answer.
            let unit = sums::unit(self.ties.of(graph, city).map(|tie| tie.1));
            for (end, weight) in self.ties.of(graph, city) {
                let group = modules.of[end as usize];
                reached.push(group);
                to_group[group] += weight / unit;
            }
            if reached.is_empty() {
                return Err(Undefined::Isolate);
            }
            reached.sort_unstable();
            reached.dedup();
            let total = sums::sum(reached.iter().map(|&group| to_group[group]));
            let squares = reached.iter().map(|&group| (to_group[group] / total).powi(2));
            let all = 1.0 - sums::sum(squares);
            reached.drain(..).for_each(|group| to_group[group] = 0.0);
            Ok(all.clamp(0.0, most) / most)
        };
        Scores::measured(graph.nodes().map(|city| Measured::from(score(city))))
    }
}
