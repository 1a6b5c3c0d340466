//! Which city each looks up to.
use crate::centrality::Direction;
use crate::structure::strengths;
use crate::{Adjacency, Node, ParamError, Result, Scores};
use serde::Serialize;
use std::collections::BTreeSet;

/// Dominant flows: which city each looks up to, and so a hierarchy of nodal regions.
///
/// Of the ties of a city the largest is its dominant flow. If it goes to a larger city, that is its
/// parent and the city is subordinate; if it goes to a smaller one, or the city has no tie, it is
/// independent: the root of a nodal region. Since every step goes up in size there is no cycle. The
/// size of a city is its strength, in a directed network what it receives, as in the paper, where
/// flows are those it sends; or any [`sizes`](Self::sizes), such as populations.
///
/// Where several ties are the largest the paper is silent. All larger cities among their ends are
/// kept as parents, and the city is listed as [`tied`](DominantFlowResult::tied): without such
/// cities the result is a forest. Numbers within one part in 10¹² are equal, and of two cities of
/// equal size neither is the larger: two that only have each other are two roots.
///
/// All cities have an answer. Self-ties do not count. `O(n + m)` time and memory.
///
/// Nystuen & Dacey (1961), *Papers of the Regional Science Association* 7:29.
///
/// ```
/// use conurbation::{Adjacency, system::DominantFlow};
/// // 0 is tied to 1 and 2, 2 more closely to 3.
/// let graph = Adjacency::from_edges(4, [(0, 1, 5.0), (0, 2, 3.0), (2, 3, 1.0)])?;
/// let flows = DominantFlow::new().run(&graph)?;
/// assert_eq!(flows.parents, [vec![], vec![0], vec![0], vec![2]]);
/// assert_eq!(flows.roots, [0]);
/// assert_eq!(flows.levels, [0, 1, 1, 2]);
/// # Ok::<(), conurbation::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Default, Serialize)]
pub struct DominantFlow {
    sizes: Option<Vec<f64>>,
}

/// Which city each looks up to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct DominantFlowResult {
    /// The parents of each city: none for a root, one for others, more only where flows are tied.
    pub parents: Vec<Vec<Node>>,
    /// The independent cities, in order; cities without ties among them.
    pub roots: Vec<Node>,
    /// How many steps below a root each city is, by the longest way: 0 for a root.
    pub levels: Vec<u32>,
    /// The cities of which several ties are the largest, in order.
    pub tied: Vec<Node>,
}

impl DominantFlow {
    /// The default parameters: the size of a city is what it receives.
    pub fn new() -> Self {
        Self::default()
    }

    /// Sets the sizes of cities, in order; finite and not negative.
    pub fn sizes(mut self, sizes: &[f64]) -> Self {
        self.sizes = Some(sizes.to_vec());
        self
    }

    /// Finds the parents, roots and levels.
    ///
    /// # Errors
    /// [`Error::Param`](crate::Error::Param) for a size that is negative or not finite, or if there
    /// is not one for each city.
    pub fn run(&self, graph: impl AsRef<Adjacency>) -> Result<DominantFlowResult> {
        let graph = graph.as_ref();
        self.check(graph)?;
        let sizes = match &self.sizes {
            Some(sizes) => sizes.clone(),
            None => strengths(graph, Direction::In),
        };
        let mut tied = Vec::new();
        let mut parents = Vec::with_capacity(graph.node_count());
        for city in graph.nodes() {
            let mut largest = largest(graph, city);
            if largest.len() > 1 {
                tied.push(city);
            }
            let size = sizes[city as usize];
            largest.retain(|&end| is_larger(sizes[end as usize], size));
            parents.push(largest);
        }
        let roots = graph.nodes().filter(|&city| parents[city as usize].is_empty()).collect();
        let levels = levels(&parents, &sizes);
        Ok(DominantFlowResult { parents, roots, levels, tied })
    }

    fn check(&self, graph: &Adjacency) -> Result<(), ParamError> {
        let Some(sizes) = &self.sizes else { return Ok(()) };
        if sizes.len() != graph.node_count() {
            let found = format!("{} sizes for {} cities", sizes.len(), graph.node_count());
            return Err(ParamError::new("sizes", found, "one size for each city"));
        }
        match sizes.iter().find(|size| !(**size >= 0.0 && size.is_finite())) {
            Some(size) => Err(ParamError::new("sizes", size, "finite and not negative")),
            None => Ok(()),
        }
    }
}

impl DominantFlowResult {
    /// The roots above a city, in order: the centre of its nodal region, or several where flows are
    /// tied; itself for a root. `O(n log n)`.
    ///
    /// # Panics
    /// If the node is not of this network.
    pub fn roots_of(&self, city: Node) -> Vec<Node> {
        let (mut above, mut seen) = (vec![city], BTreeSet::from([city]));
        let mut roots = BTreeSet::new();
        while let Some(city) = above.pop() {
            let parents = &self.parents[city as usize];
            if parents.is_empty() {
                roots.insert(city);
            }
            above.extend(parents.iter().copied().filter(|&parent| seen.insert(parent)));
        }
        roots.into_iter().collect()
    }
}

/// The other ends of the largest ties of a city.
fn largest(graph: &Adjacency, city: Node) -> Vec<Node> {
    let most = graph.weights(city).iter().copied().fold(0.0, f64::max);
    let ties = graph.neighbours(city).filter(|&(_, weight)| !is_larger(most, weight));
    ties.map(|(end, _)| end).collect()
}

/// Whether one number is larger than another by more than the last digits of a sum.
fn is_larger(a: f64, b: f64) -> bool {
    a - b > Scores::TIE * a
}

/// The longest way up from each city. Parents are larger, so the largest cities come first.
fn levels(parents: &[Vec<Node>], sizes: &[f64]) -> Vec<u32> {
    let mut order: Vec<usize> = (0..parents.len()).collect();
    order.sort_by(|&a, &b| sizes[b].total_cmp(&sizes[a]));
    let mut levels = vec![0; parents.len()];
    for city in order {
        let above = parents[city].iter().map(|&parent| levels[parent as usize] + 1).max();
        levels[city] = above.unwrap_or(0);
    }
    levels
}
