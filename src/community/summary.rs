//! What each community is like.
use super::Partition;
use crate::{Adjacency, Error, Measured, Node, Result, Undefined, sums};
use serde::Serialize;

/// A community in numbers.
///
/// Ties both ways count in a directed network, whose volumes are those of ties sent and received;
/// NetworkX divides by the volume of ties sent alone there. Self-ties do not count.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Community {
    /// Its label.
    pub label: u32,
    /// The number of cities.
    pub size: usize,
    /// The weight of the ties within it, each once.
    pub internal: f64,
    /// The weight of the ties that cross its border.
    pub external: f64,
    /// The share of its ties that cross the border: `external / min(volume, volume of the rest)`,
    /// the volume being `2 internal + external`. 0 for a community apart, 1 for one without ties
    /// within. Undefined ([`Undefined::Vacuous`]) if it or the rest has no ties at all.
    pub conductance: Measured,
    /// Into how many pieces it falls if ties that cross its border are cut; 1 if it hangs
    /// together.
    pub pieces: usize,
    /// The city with the most weight of ties within it; of several, that with the most weight in
    /// all; of several, the first.
    pub centre: Node,
}

pub(super) fn summary(partition: &Partition, graph: &Adjacency) -> Result<Vec<Community>> {
    let unit = sums::unit(graph.nodes().flat_map(|node| graph.weights(node)).copied());
    let labels = partition.labels();
    let groups = partition.groups();
    let mut communities = Vec::with_capacity(groups.len());
    let mut sums_of = Vec::with_capacity(groups.len());
    let mut pieces = Pieces::new(graph, labels);
    for (label, cities) in groups.iter().enumerate() {
        let (mut inside, mut outside) = (Vec::new(), Vec::new());
        let mut centre: Option<(f64, f64, Node)> = None;
        for &city in cities {
            let (mut within, mut across) = (Vec::new(), Vec::new());
            let sent = graph.neighbours(city);
            let received = graph.in_neighbours(city).filter(|_| graph.is_directed());
            for (other, weight) in sent.chain(received) {
                let own = labels[other as usize] as usize == label;
                if own { &mut within } else { &mut across }.push(weight / unit);
            }
            let (within, across) = (sums::sum(within), sums::sum(across));
            inside.push(within);
            outside.push(across);
            let better = |&(most, all, _): &(f64, f64, Node)| {
                within > most || (within >= most && within + across > all)
            };
            if centre.as_ref().is_none_or(better) {
                centre = Some((within, within + across, city));
            }
        }
        let (inside, outside) = (sums::sum(inside), sums::sum(outside));
        let (internal, external) = (inside / 2.0 * unit, outside * unit);
        if !(internal.is_finite() && external.is_finite()) {
            return Err(Error::Overflow { algorithm: "Partition::summary" });
        }
        sums_of.push((inside, outside));
        communities.push(Community {
            label: label as u32,
            size: cities.len(),
            internal,
            external,
            conductance: Measured::Undefined(Undefined::Vacuous),
            pieces: pieces.count(cities),
            centre: centre.map_or(0, |found| found.2),
        });
    }
    let volumes = || sums_of.iter().map(|(inside, outside)| inside + outside);
    let (total, tied) = (sums::sum(volumes()), volumes().filter(|&volume| volume > 0.0).count());
    for (community, &(inside, outside)) in communities.iter_mut().zip(&sums_of) {
        let volume = inside + outside;
        if volume > 0.0 && tied > 1 {
            // The rest has at least the ties that cross the border, whatever rounding says.
            let least = volume.min((total - volume).max(outside));
            let share = if outside > 0.0 { outside / least } else { 0.0 };
            community.conductance = Measured::Value(share);
        }
    }
    Ok(communities)
}

/// Counts the pieces of groups of cities, each group by its own ties.
pub(super) struct Pieces<'a> {
    graph: &'a Adjacency,
    labels: &'a [u32],
    seen: Vec<bool>,
    stack: Vec<Node>,
}

impl<'a> Pieces<'a> {
    pub(super) fn new(graph: &'a Adjacency, labels: &'a [u32]) -> Self {
        Self { graph, labels, seen: vec![false; labels.len()], stack: Vec::new() }
    }

    /// The pieces of a group, whose cities have one label.
    pub(super) fn count(&mut self, cities: &[Node]) -> usize {
        let mut pieces = 0;
        for &start in cities {
            if std::mem::replace(&mut self.seen[start as usize], true) {
                continue;
            }
            pieces += 1;
            self.stack.push(start);
            while let Some(city) = self.stack.pop() {
                let sources = if self.graph.is_directed() { self.graph.sources(city) } else { &[] };
                for &other in self.graph.targets(city).iter().chain(sources) {
                    let own = self.labels[other as usize] == self.labels[city as usize];
                    if own && !std::mem::replace(&mut self.seen[other as usize], true) {
                        self.stack.push(other);
                    }
                }
            }
        }
        pieces
    }
}
