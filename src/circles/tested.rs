//! Circles each of whose divisions is tested.
use super::CircleTree;
use super::tree::Growing;
use crate::adjacency::ParallelTies;
use crate::nulls::DegreePreserving;
use crate::random::mix;
use crate::{Adjacency, Measured, Result, Undefined, Watch, parallel};

/// How a network is divided, and what that tells less what it takes to tell it; nothing if it
/// stays whole.
pub(super) type Division = (Vec<u32>, Option<f64>);

/// Circles within circles, each of whose divisions is tested: does it tell more of the ties within
/// than the divisions found in the same way tell of networks in which each city has as many
/// partners there?
#[derive(Debug, Clone)]
pub(super) struct Tested<'a> {
    pub(super) replicates: usize,
    /// The largest p of a division.
    pub(super) level: f64,
    pub(super) seed: u64,
    pub(super) watch: &'a Watch,
}

impl Tested<'_> {
    /// The tree by a way to divide a network, and the p of the division of the region.
    pub(super) fn run(
        &self,
        graph: &Adjacency,
        divide: &(impl Fn(&Adjacency, u64) -> Result<Measured<Division>> + Sync),
    ) -> Result<(CircleTree, Measured)> {
        let mut growing = Growing::root(graph.node_count());
        let mut open = vec![(tied(graph), 0_u32)];
        let mut region = None;
        while let Some((set, around)) = open.pop() {
            let seed = mix(self.seed, "tested circles", u64::from(around));
            let (labels, p) = self.division(&induced(graph, &set)?, seed, divide)?;
            region.get_or_insert(p);
            if p.value().is_some_and(|p| p <= self.level) {
                open.extend(circles(&mut growing, &set, &labels, around));
            }
        }
        let p = region.unwrap_or(Measured::Undefined(Undefined::NoEdges));
        Ok((growing.finish(), p))
    }

    /// How a network is divided, and how often chance does as much: of all networks drawn, or of
    /// those drawn when too many did.
    fn division(
        &self,
        graph: &Adjacency,
        seed: u64,
        divide: &(impl Fn(&Adjacency, u64) -> Result<Measured<Division>> + Sync),
    ) -> Result<(Vec<u32>, Measured)> {
        /// Looked at before asking whether too many did; whatever the threads.
        const BATCH: usize = 11;
        let (labels, told) = match divide(graph, seed)? {
            Measured::Undefined(reason) => return Ok((Vec::new(), Measured::Undefined(reason))),
            Measured::Value(found) => found,
        };
        let null = match DegreePreserving::new().seed(seed).prepare(graph)? {
            Measured::Undefined(reason) => return Ok((Vec::new(), Measured::Undefined(reason))),
            Measured::Value(null) => null,
        };
        let Some(told) = told else { return Ok((labels, Measured::Value(1.0))) };
        // Networks without a ring have no circles, and those of the same degrees have rings.
        if graph.edge_count() < tied(graph).len() {
            return Ok((labels, Measured::Value(1.0)));
        }
        let (mut looked, mut as_much) = (0, 0);
        let most = self.level * (1 + self.replicates) as f64;
        while looked < self.replicates && (1 + as_much) as f64 <= most {
            self.watch.check()?;
            let batch = BATCH.min(self.replicates - looked);
            let drawn = parallel::map(
                batch,
                &Watch::new(),
                || (),
                |at, ()| {
                    let drawn = null.draw((looked + at) as u64).adjacency;
                    let by_chance = divide(&drawn, seed)?.value().and_then(|found| found.1);
                    Ok(by_chance.is_some_and(|by_chance| by_chance >= told - 1e-9 * told.abs()))
                },
            )?;
            for more in drawn {
                let more: Result<bool> = more;
                as_much += usize::from(more?);
            }
            looked += batch;
        }
        Ok((labels, Measured::Value((1 + as_much) as f64 / (1 + looked) as f64)))
    }
}

/// The cities that have ties.
pub(super) fn tied(graph: &Adjacency) -> Vec<u32> {
    let has = |city: &u32| !graph.targets(*city).is_empty() || !graph.sources(*city).is_empty();
    graph.nodes().filter(has).collect()
}

/// The ties among some cities, which are numbered anew.
fn induced(graph: &Adjacency, set: &[u32]) -> Result<Adjacency> {
    let place = |city: u32| set.binary_search(&city).ok().map(|at| at as u32);
    let ties = graph.edges().filter_map(|(a, b, weight)| Some((place(a)?, place(b)?, weight)));
    let ties: Vec<(u32, u32, f64)> = ties.collect();
    Adjacency::build(set.len(), graph.is_directed(), ParallelTies::Sum, ties)
}

/// Adds the groups of a set of several cities; gives them with their numbers.
pub(super) fn circles(
    growing: &mut Growing,
    set: &[u32],
    labels: &[u32],
    around: u32,
) -> Vec<(Vec<u32>, u32)> {
    let count = labels.iter().max().map_or(0, |&most| most as usize + 1);
    let mut groups = vec![Vec::new(); count];
    set.iter().zip(labels).for_each(|(&city, &label)| groups[label as usize].push(city));
    let mut new = Vec::new();
    for group in groups.into_iter().filter(|group| count > 1 && group.len() > 1) {
        let circle = growing.parent.len() as u32;
        growing.parent.push(around);
        group.iter().for_each(|&city| growing.home[city as usize] = circle);
        new.push((group, circle));
    }
    new
}
