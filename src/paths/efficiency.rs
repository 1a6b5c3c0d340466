//! How near a city's partners are to one another without it.
use crate::adjacency::ParallelTies;
use crate::{Adjacency, Measured, Node, Result, Scores, Undefined, Watch, parallel, sums};
use serde::Serialize;

/// Local efficiency: how near a city's partners are to one another without it.
///
/// Among the `k` partners of a city, the mean of inverse distances in ties over all ordered pairs
/// of them, along ways that pass through partners only; no way adds 0. It says how well they would
/// go on together if the city left: 1 if all are tied to each other, 0 if no two are. Weights do
/// not matter, directions are disregarded, and self-ties do not count.
///
/// A city with fewer than two partners has none ([`Undefined::TooFewPartners`]), and
/// [`mean`](LocalEfficiencyResult::mean) is over the others; NetworkX calls that 0, and so gets
/// [`mean_with_zeros`](LocalEfficiencyResult::mean_with_zeros).
///
/// `O(Σ k (k + e))` time for `e` ties among the partners of a city; `O(n + m)` memory per thread.
///
/// Latora & Marchiori (2001), *Phys. Rev. Lett.* 87:198701.
///
/// ```
/// use conurbation::{Adjacency, Measured, paths::LocalEfficiency};
/// // City 0 with partners 1–2–3 in a row: 1 and 3 are two ties apart.
/// let edges = [(0, 1, 1.0), (0, 2, 1.0), (0, 3, 1.0), (1, 2, 1.0), (2, 3, 1.0)];
/// let efficiency = LocalEfficiency::new().run(&Adjacency::from_edges(4, edges)?)?;
/// assert_eq!(efficiency.local.get(0), Measured::Value(5.0 / 6.0));
/// assert_eq!(efficiency.local.get(1), Measured::Value(1.0));
/// # Ok::<(), conurbation::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Default, Serialize)]
pub struct LocalEfficiency {
    #[serde(skip)]
    watch: Watch,
}

/// The local efficiency of each city, and its means.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct LocalEfficiencyResult {
    /// That of each city, from 0 to 1; [`Undefined::TooFewPartners`] below two partners.
    pub local: Scores,
    /// Its mean over the cities with two or more partners; [`Undefined::Vacuous`] if there is none.
    pub mean: Measured,
    /// Its mean over all cities, 0 for those with fewer than two partners, as NetworkX has it;
    /// [`Undefined::TooFewCities`] without cities.
    pub mean_with_zeros: Measured,
}

impl LocalEfficiency {
    /// There is nothing to choose.
    pub fn new() -> Self {
        Self::default()
    }

    /// Lets the work be watched and cancelled.
    pub fn watch(mut self, watch: &Watch) -> Self {
        self.watch = watch.clone();
        self
    }

    /// Computes the local efficiency of every city and of the network.
    ///
    /// # Errors
    /// [`Error::Cancelled`](crate::Error::Cancelled).
    pub fn run(&self, graph: impl AsRef<Adjacency>) -> Result<LocalEfficiencyResult> {
        self.compute(graph.as_ref())
    }

    fn compute(&self, graph: &Adjacency) -> Result<LocalEfficiencyResult> {
        let graph = graph.undirected(ParallelTies::Max)?;
        let graph = graph.as_ref();
        let nodes = graph.node_count();
        let scratch = || Partners::new(nodes);
        let each = parallel::map(nodes, &self.watch, scratch, |node, partners| {
            match graph.targets(node as Node) {
                [] | [_] => Measured::Undefined(Undefined::TooFewPartners { need: 2 }),
                some => Measured::Value(partners.efficiency(graph, some)),
            }
        })?;
        let local = Scores::measured(each);
        let known: Vec<f64> = local.iter().filter_map(Measured::value).collect();
        let total = sums::sum(known.iter().copied());
        let over = |count: usize, none| match count {
            0 => Measured::Undefined(none),
            _ => Measured::Value(total / count as f64),
        };
        Ok(LocalEfficiencyResult {
            mean: over(known.len(), Undefined::Vacuous),
            mean_with_zeros: over(nodes, Undefined::TooFewCities { need: 1 }),
            local,
        })
    }
}

const ABSENT: u32 = u32::MAX;

/// The ties among the partners of one city, to be used for one city after another.
struct Partners {
    /// Where each node is among the partners, if it is one.
    place: Vec<u32>,
    offsets: Vec<usize>,
    targets: Vec<u32>,
    /// The last source that found each partner.
    found_by: Vec<u32>,
    queue: Vec<u32>,
}

impl Partners {
    fn new(nodes: usize) -> Self {
        Self {
            place: vec![ABSENT; nodes],
            offsets: vec![0],
            targets: Vec::new(),
            found_by: Vec::new(),
            queue: Vec::new(),
        }
    }

    /// The mean of inverse distances among two partners or more.
    fn efficiency(&mut self, graph: &Adjacency, partners: &[Node]) -> f64 {
        (0..).zip(partners).for_each(|(at, &node)| self.place[node as usize] = at);
        self.offsets.truncate(1);
        self.targets.clear();
        for &node in partners {
            let places = graph.targets(node).iter().map(|&to| self.place[to as usize]);
            self.targets.extend(places.filter(|&place| place != ABSENT));
            self.offsets.push(self.targets.len());
        }
        partners.iter().for_each(|&node| self.place[node as usize] = ABSENT);
        self.found_by.clear();
        self.found_by.resize(partners.len(), ABSENT);
        let mut pairs: Vec<u64> = Vec::new();
        for source in 0..partners.len() as u32 {
            self.search(source, &mut pairs);
        }
        let inverse =
            (1_u32..).zip(&pairs).map(|(distance, &count)| count as f64 / f64::from(distance));
        sums::sum(inverse) / (partners.len() as f64 * (partners.len() as f64 - 1.0))
    }

    /// Adds the number of partners at each distance from one, until all are found.
    fn search(&mut self, source: u32, pairs: &mut Vec<u64>) {
        let all = self.found_by.len();
        self.found_by[source as usize] = source;
        self.queue.clear();
        self.queue.push(source);
        let (mut start, mut distance) = (0, 0);
        while start < self.queue.len() && self.queue.len() < all {
            let end = self.queue.len();
            for at in start..end {
                let from = self.queue[at] as usize;
                for &to in &self.targets[self.offsets[from]..self.offsets[from + 1]] {
                    let by = &mut self.found_by[to as usize];
                    if *by != source {
                        *by = source;
                        self.queue.push(to);
                    }
                }
                if self.queue.len() == all {
                    break;
                }
            }
            if distance == pairs.len() {
                pairs.push(0);
            }
            pairs[distance] += (self.queue.len() - end) as u64;
            distance += 1;
            start = end;
        }
    }
}
