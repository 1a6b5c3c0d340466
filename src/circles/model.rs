//! What ties say about groups of cities: the weight within, and the weight to be expected.
use crate::community::Layers;
use crate::community::search::{FixedPoint, Graph};
use crate::nulls::MaxEntropyResult;
use crate::{Adjacency, Measured, Result, Undefined};
use std::borrow::Cow;
use std::ops::{AddAssign, SubAssign};

/// Up to so many cities the expectation leaves out ties of a city with itself. Beyond, these make
/// no difference.
const LOOPLESS: usize = 2000;

/// A network, or several of the same cities, with what strengths alone lead to expect.
#[derive(Debug, Clone)]
pub(crate) struct Model {
    pub(crate) cities: usize,
    /// The layers, which share one tree.
    pub(crate) layers: Vec<Layer>,
    /// The sum of the layers without direction, in which candidates are searched.
    pub(crate) graph: Graph<'static, i64>,
    /// The strengths in it.
    pub(crate) volumes: Vec<i64>,
    /// `ln n!` of each number up to that of the cities.
    factorials: Vec<f64>,
    /// What a rate costs: half the logarithm of the number of ties, in each layer.
    pub(crate) rate: f64,
}

/// One network of several.
#[derive(Debug, Clone)]
pub(crate) struct Layer {
    /// Its ties, if they are not those of the sum of the layers; each stands in two rows.
    ties: Option<Graph<'static, i64>>,
    /// How many ties of equal weight would tell as much as one unit of weight does.
    pub(crate) scale: f64,
    /// As many in all.
    pub(crate) ties_told: f64,
    /// The share of each city in what all send and in what all receive, and their product where
    /// pairs of a city with itself are not expected.
    shares: Vec<[f64; 3]>,
    /// What an expected share is multiplied by.
    expected: f64,
}

/// What is known of a group in one layer.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub(crate) struct Group {
    /// The weight of the ties within, a whole number.
    pub(crate) within: i64,
    /// The sums of the shares of its cities.
    shares: [f64; 3],
}

impl AddAssign for Group {
    fn add_assign(&mut self, other: Self) {
        self.within += other.within;
        self.shares.iter_mut().zip(other.shares).for_each(|(own, other)| *own += other);
    }
}

impl SubAssign for Group {
    fn sub_assign(&mut self, other: Self) {
        self.within -= other.within;
        self.shares.iter_mut().zip(other.shares).for_each(|(own, other)| *own -= other);
    }
}

impl Model {
    /// A network; undefined without ties.
    pub(crate) fn new(graph: &Adjacency) -> Result<Measured<Self>> {
        Self::of([graph])
    }

    /// Several networks of the same cities.
    pub(crate) fn layered(layers: &Layers<'_>) -> Result<Measured<Self>> {
        Self::of(layers.layers().iter().map(|layer| layer.graph))
    }

    fn of<'a>(graphs: impl IntoIterator<Item = &'a Adjacency>) -> Result<Measured<Self>> {
        let graphs: Vec<&Adjacency> =
            graphs.into_iter().filter(|graph| graph.edge_count() > 0).collect();
        let Some(first) = graphs.first() else {
            return Ok(Measured::Undefined(Undefined::NoEdges));
        };
        let cities = first.node_count();
        let weights =
            |graph: &'a Adjacency| graph.nodes().flat_map(|node| graph.weights(node)).copied();
        let point = FixedPoint::new(graphs.iter().flat_map(|graph| weights(graph)));
        let mut ties: Vec<Graph<'static, i64>> =
            graphs.iter().map(|graph| both_ways(graph, &point)).collect();
        let mut layers = Vec::with_capacity(graphs.len());
        for graph in &graphs {
            layers.push(Layer::new(graph, &point)?);
        }
        let graph = if ties.len() == 1 {
            ties.remove(0)
        } else {
            let sum = summed(cities, &ties);
            layers.iter_mut().zip(ties).for_each(|(layer, own)| layer.ties = Some(own));
            sum
        };
        let volumes = (0..cities).map(|city| graph.row(city).map(|arc| arc.1).sum()).collect();
        let mut factorials = vec![0.0; cities + 1];
        for number in 2..=cities {
            factorials[number] = factorials[number - 1] + (number as f64).ln();
        }
        let rate = layers.iter().map(|layer| 0.5 * layer.ties_told.max(1.0).ln()).sum();
        Ok(Measured::Value(Self { cities, layers, graph, volumes, factorials, rate }))
    }

    /// The ties of a layer, each in two rows.
    pub(crate) fn ties(&self, layer: usize) -> &Graph<'static, i64> {
        self.layers[layer].ties.as_ref().unwrap_or(&self.graph)
    }

    /// The number of layers.
    pub(crate) fn depth(&self) -> usize {
        self.layers.len()
    }

    /// A city as a group of its own, in one layer.
    pub(crate) fn city(&self, layer: usize, city: usize) -> Group {
        Group { within: 0, shares: self.layers[layer].shares[city] }
    }

    /// What is known of each group in each layer, one layer after another for each group; labels
    /// are below `count`.
    pub(crate) fn groups(&self, labels: &[u32], count: usize) -> Vec<Group> {
        let depth = self.depth();
        let mut groups = vec![Group::default(); count * depth];
        for layer in 0..depth {
            let ties = self.ties(layer);
            for (city, &label) in labels.iter().enumerate() {
                let group = &mut groups[label as usize * depth + layer];
                *group += self.city(layer, city);
                let before = ties.row(city).filter(|&(other, _)| {
                    (other as usize) < city && labels[other as usize] == label
                });
                group.within += before.map(|arc| arc.1).sum::<i64>();
            }
        }
        groups
    }

    /// All cities as one group, in each layer.
    pub(crate) fn whole(&self) -> Vec<Group> {
        self.groups(&vec![0; self.cities], 1)
    }

    /// The weight expected within a group, in ties.
    pub(crate) fn expected(&self, layer: usize, group: &Group) -> f64 {
        let [sent, received, own] = group.shares;
        (self.layers[layer].expected * (sent * received - own)).max(0.0)
    }

    /// The weight within a group, in ties.
    pub(crate) fn weight(&self, layer: usize, within: i64) -> f64 {
        within as f64 * self.layers[layer].scale
    }

    /// `ln n!`.
    pub(crate) fn factorial(&self, number: usize) -> f64 {
        self.factorials[number]
    }

    /// What it costs to say how a circle of cities is divided into `parts` parts, of which
    /// `arrangements` is the sum of `ln n!` of their sizes: how many parts, of which sizes, and
    /// who is where.
    pub(crate) fn division(&self, cities: usize, parts: usize, arrangements: f64) -> f64 {
        if cities == 0 || parts == 0 {
            return 0.0;
        }
        let chosen =
            self.factorial(cities - 1) - self.factorial(parts - 1) - self.factorial(cities - parts);
        (cities as f64).ln() + chosen + self.factorial(cities) - arrangements
    }
}

impl Layer {
    fn new(graph: &Adjacency, point: &FixedPoint) -> Result<Self> {
        let whole = |weights: &[f64]| weights.iter().map(|&w| point.whole(w)).sum::<i64>();
        let (mut total, mut squares) = (0.0, 0.0);
        for (_, _, weight) in graph.edges() {
            let weight = point.whole(weight) as f64;
            total += weight;
            squares += weight * weight;
        }
        let scale = total / squares;
        let few = graph.node_count() <= LOOPLESS;
        let loopless = if few { loopless(graph) } else { None };
        let (shares, left) = loopless.unwrap_or_else(|| {
            let arcs = if graph.is_directed() { total } else { 2.0 * total };
            let share = |node| {
                let sent = whole(graph.weights(node)) as f64 / arcs;
                [sent, whole(graph.source_weights(node)) as f64 / arcs, 0.0]
            };
            (graph.nodes().map(share).collect(), 1.0)
        });
        let ties_told = total * scale;
        Ok(Self { ties: None, scale, ties_told, shares, expected: ties_told / left })
    }
}

/// The shares of a maximum-entropy network without ties of a city with itself, and the share of
/// all pairs that remains; none if there is no such network.
fn loopless(graph: &Adjacency) -> Option<(Vec<[f64; 3]>, f64)> {
    let null = MaxEntropyResult::of(graph).ok()?.value()?;
    let (sends, receives) = null.shares();
    let shares: Vec<[f64; 3]> = sends.iter().zip(&receives).map(|(&a, &b)| [a, b, a * b]).collect();
    let own: f64 = shares.iter().map(|shares| shares[2]).sum();
    (own < 1.0).then_some((shares, 1.0 - own))
}

/// The ties of a network, in the rows of both their ends; those of two directions add up.
fn both_ways(graph: &Adjacency, point: &FixedPoint) -> Graph<'static, i64> {
    let mut offsets = vec![0];
    let (mut targets, mut weights) = (Vec::new(), Vec::new());
    for node in graph.nodes() {
        let start = targets.len();
        let into = if graph.is_directed() { graph.sources(node) } else { &[] };
        let into = into.iter().zip(graph.source_weights(node)).map(|(&from, &w)| (from, w));
        let mut row: Vec<(u32, f64)> = graph.neighbours(node).chain(into).collect();
        row.sort_unstable_by_key(|arc| arc.0);
        for (other, weight) in row {
            let weight = point.whole(weight);
            if targets.len() > start && targets.last() == Some(&other) {
                if let Some(last) = weights.last_mut() {
                    *last += weight;
                }
            } else {
                targets.push(other);
                weights.push(weight);
            }
        }
        offsets.push(targets.len());
    }
    Graph::new(Cow::Owned(offsets), Cow::Owned(targets), weights)
}

/// The sum of several graphs of the same nodes.
fn summed(nodes: usize, graphs: &[Graph<'static, i64>]) -> Graph<'static, i64> {
    let mut offsets = vec![0];
    let (mut targets, mut weights) = (Vec::new(), Vec::new());
    for node in 0..nodes {
        let mut row: Vec<(u32, i64)> = graphs.iter().flat_map(|graph| graph.row(node)).collect();
        row.sort_unstable_by_key(|arc| arc.0);
        for same in row.chunk_by(|a, b| a.0 == b.0) {
            targets.push(same[0].0);
            weights.push(same.iter().map(|arc| arc.1).sum());
        }
        offsets.push(targets.len());
    }
    Graph::new(Cow::Owned(offsets), Cow::Owned(targets), weights)
}
