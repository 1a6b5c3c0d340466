//! Circles each of whose divisions is tested.
use super::CircleTree;
use super::model::Model;
use super::search::around;
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
///
/// The best division of a circle may be fine, and its parts fall into circles in turn. Those are
/// tested too: do they tell more of the ties between parts than circles found in the same way tell
/// where each city has as many partners in other parts, whichever?
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
            let inside = induced(graph, &set)?;
            let null = DegreePreserving::new().seed(seed);
            let (labels, p) = self.division(&inside, null, &|graph| divide(graph, seed))?;
            region.get_or_insert(p);
            if p.value().is_some_and(|p| p <= self.level) {
                self.between(&mut growing, &set, &inside, &labels, around)?;
                open.extend(circles(&mut growing, &set, &labels));
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
        null: DegreePreserving,
        divide: &(impl Fn(&Adjacency) -> Result<Measured<Division>> + Sync),
    ) -> Result<(Vec<u32>, Measured)> {
        /// Looked at before asking whether too many did; whatever the threads.
        const BATCH: usize = 11;
        let (labels, told) = match divide(graph)? {
            Measured::Undefined(reason) => return Ok((Vec::new(), Measured::Undefined(reason))),
            Measured::Value(found) => found,
        };
        let null = match null.prepare(graph)? {
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
                    let by_chance = divide(&drawn)?.value().and_then(|found| found.1);
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

    /// Adds circles around the parts of a set, as many levels of them as are significant, with the
    /// largest on the outside. `labels` says in which part of the set each city is.
    fn between(
        &self,
        growing: &mut Growing,
        set: &[u32],
        inside: &Adjacency,
        labels: &[u32],
        outer: u32,
    ) -> Result<()> {
        let mut parts = labels.to_vec();
        let mut levels = Vec::new();
        loop {
            let count = renumber(&mut parts);
            if count < 3 {
                break;
            }
            let seed = mix(self.seed, "circles between", (u64::from(outer) << 32) + count as u64);
            let null = DegreePreserving::new().between(parts.clone()).seed(seed);
            let (joined, p) = self.division(inside, null, &|graph| {
                Ok(match Model::new(graph)? {
                    Measured::Undefined(reason) => Measured::Undefined(reason),
                    Measured::Value(model) => Measured::Value(around(&model, &parts, seed)?),
                })
            })?;
            if p.value().is_none_or(|p| p > self.level) {
                break;
            }
            parts.iter_mut().for_each(|part| *part = joined[*part as usize]);
            levels.push(parts.clone());
        }
        // From the outside in: circles of a level lie in those of the one before.
        for level in levels.iter().rev() {
            circles(growing, set, level);
        }
        Ok(())
    }
}

/// Labels that count from 0 in the order in which they first appear; how many.
fn renumber(labels: &mut [u32]) -> usize {
    let mut known = std::collections::BTreeMap::new();
    for label in labels {
        let next = known.len() as u32;
        *label = *known.entry(*label).or_insert(next);
    }
    known.len()
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

/// Adds the groups of a set of several cities, each within the smallest circle around its cities;
/// gives them with their numbers. A group that is all of its circle is no new one.
pub(super) fn circles(growing: &mut Growing, set: &[u32], labels: &[u32]) -> Vec<(Vec<u32>, u32)> {
    let count = labels.iter().max().map_or(0, |&most| most as usize + 1);
    let mut groups = vec![Vec::new(); count];
    set.iter().zip(labels).for_each(|(&city, &label)| groups[label as usize].push(city));
    let mut new = Vec::new();
    for group in groups.into_iter().filter(|group| group.len() > 1 && group.len() < set.len()) {
        let circle = growing.parent.len() as u32;
        growing.parent.push(growing.home[group[0] as usize]);
        group.iter().for_each(|&city| growing.home[city as usize] = circle);
        new.push((group, circle));
    }
    new
}
