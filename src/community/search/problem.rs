//! A network and a quality, as a graph of whole numbers and what its moves gain.
use super::levels::{BATCHED, Found, Method, Rounds, Search};
use super::{Directed, FixedPoint, Graph, Layered, Objective, One, Pairwise, Term, Whole};
use crate::community::layers::Layers;
use crate::community::quality::Quality;
use crate::nulls::MaxEntropyResult;
use crate::{Adjacency, Measured, Result, Undefined, Watch, sums};
use std::borrow::Cow;
use std::marker::PhantomData;

/// What the search works on.
pub(crate) struct Problem<'a> {
    pub(super) ties: Ties<'a>,
    pub(super) expected: Expected,
    /// The largest part of a weight that is lost or gained by counting in whole numbers.
    pub(crate) rounding: f64,
}

/// The graph, whose arcs have the weights of the ties both ways.
pub(super) enum Ties<'a> {
    Ones(Graph<'a, One>),
    Small(Graph<'a, u32>),
    Large(Graph<'a, i64>),
}

/// What is gained, the volumes of the nodes, whether pairs of a node with itself are expected, and what a quality is divided by in the end.
pub(super) enum Expected {
    Pairwise { objective: Pairwise<i64>, volumes: Vec<i64>, own: bool, divisor: f64 },
    Directed { objective: Directed, volumes: Vec<[i64; 2]>, own: bool, divisor: f64 },
    Layered { objective: Layered, volumes: Vec<Vec<i64>>, divisor: f64 },
}

/// How to search.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Way {
    pub(crate) method: Method,
    pub(crate) rounds: Rounds,
    pub(crate) seed: u64,
}

impl<'a> Ties<'a> {
    /// The same graph without a copy of its rows.
    fn borrowed(&self) -> Ties<'_> {
        match self {
            Self::Ones(graph) => Ties::Ones(graph.borrowed()),
            Self::Small(graph) => Ties::Small(graph.borrowed()),
            Self::Large(graph) => Ties::Large(graph.borrowed()),
        }
    }

    /// The graph with weights of any size.
    pub(super) fn large(&self) -> Cow<'_, Graph<'a, i64>> {
        match self {
            Self::Ones(graph) => Cow::Owned(graph.large()),
            Self::Small(graph) => Cow::Owned(graph.large()),
            Self::Large(graph) => Cow::Borrowed(graph),
        }
    }
}

/// Weight beyond what volumes lead to expect.
fn pairwise<V>(scale: f64, rate: f64) -> Pairwise<V> {
    Pairwise { scale, rate, volume: PhantomData }
}

/// Runs `$body` with `$graph` for whichever type the graph has.
macro_rules! with_graph {
    ($ties:expr, $graph:ident => $body:expr) => {
        match $ties {
            Ties::Ones($graph) => $body,
            Ties::Small($graph) => $body,
            Ties::Large($graph) => $body,
        }
    };
}

impl<'a> Problem<'a> {
    /// A quality on a network; undefined where the network cannot settle what is expected.
    pub(crate) fn new(
        graph: &'a Adjacency,
        quality: Quality,
        resolution: f64,
    ) -> Result<Measured<Self>> {
        if graph.edge_count() == 0 {
            return Ok(Measured::Undefined(Undefined::NoEdges));
        }
        let point = FixedPoint::new(graph.rows().2.iter().copied());
        let directed = graph.is_directed();
        let mut ties = if directed { both_ways(graph, &point) } else { one_way(graph, &point) };
        let total = with_graph!(&ties, graph => graph.total()) as f64;
        let n = graph.node_count() as f64;
        let expected = match quality {
            Quality::Modularity if directed => {
                let sum = |weights: &[f64]| weights.iter().map(|&w| point.whole(w)).sum();
                let volume = |node| [sum(graph.weights(node)), sum(graph.source_weights(node))];
                let (scale, volumes) = (total / 2.0, graph.nodes().map(volume).collect());
                let objective = Directed { scale, rate: resolution };
                Expected::Directed { objective, volumes, own: true, divisor: scale * scale }
            }
            Quality::Modularity => {
                let volumes = with_graph!(&ties, graph => strengths(graph));
                let objective = pairwise(total, resolution);
                Expected::Pairwise { objective, volumes, own: true, divisor: total * total }
            }
            Quality::ConstantPotts => {
                // An arc of a directed network is one of two that a pair can have.
                let pairs = if directed { 2.0 } else { 1.0 };
                let objective = pairwise(1.0, point.real(resolution) * pairs);
                let volumes = vec![1; graph.node_count()];
                Expected::Pairwise {
                    objective,
                    volumes,
                    own: false,
                    divisor: 2.0 * point.real(1.0),
                }
            }
            Quality::ErdosRenyi => {
                let objective = pairwise(n * (n - 1.0), resolution * total);
                let volumes = vec![1; graph.node_count()];
                let divisor = n * (n - 1.0) * total;
                Expected::Pairwise { objective, volumes, own: false, divisor }
            }
            Quality::Loopless => match MaxEntropyResult::of(graph)? {
                Measured::Undefined(reason) => return Ok(Measured::Undefined(reason)),
                Measured::Value(null) => {
                    // Its volumes are too large for a small graph.
                    ties = Ties::Large(ties.large().into_owned());
                    match loopless(&null, total, resolution) {
                        Some(expected) => expected,
                        None => {
                            let reason = Undefined::NotAttainable { p_min: 1.0 };
                            return Ok(Measured::Undefined(reason));
                        }
                    }
                }
            },
        };
        Ok(Measured::Value(Self { ties, expected, rounding: point.error }))
    }

    /// Modularity over layers.
    pub(crate) fn layered(layers: &Layers<'_>, resolution: f64) -> Measured<Problem<'static>> {
        let couplings = || {
            let ties = layers.couplings().iter();
            ties.flat_map(|&(a, b, weight)| [(a, b, weight), (b, a, weight)])
        };
        let arcs = || layers.layers().iter().flat_map(|layer| layer.arcs()).chain(couplings());
        if arcs().next().is_none() {
            return Measured::Undefined(Undefined::NoEdges);
        }
        let point = FixedPoint::new(arcs().map(|arc| arc.2.abs()));
        let whole = |weight: f64| point.whole(weight.abs()) * if weight < 0.0 { -1 } else { 1 };
        let both = arcs().flat_map(|(from, to, weight)| {
            let weight = whole(weight);
            [(from, to, weight), (to, from, weight)]
        });
        let ties = Ties::Large(merged(layers.nodes(), both));
        let (mut terms, mut places) = (Vec::new(), 0);
        let mut divisor = couplings().map(|arc| whole(arc.2) as f64).sum();
        let mut volumes = vec![Vec::new(); layers.nodes()];
        for layer in layers.layers() {
            let total = layer.arcs().map(|arc| whole(arc.2).abs()).sum::<i64>() as f64;
            if total <= 0.0 {
                continue;
            }
            divisor += total;
            let rate = resolution / total * layer.weight.signum();
            let (out, into) = (places, places + usize::from(layer.graph.is_directed()));
            terms.push(Term { node: out, other: into, rate });
            terms.push(Term { node: into, other: out, rate });
            places = into + 1;
            for (from, to, weight) in layer.arcs() {
                let mut add = |node: u32, place: usize| {
                    let volumes: &mut Vec<i64> = &mut volumes[node as usize];
                    volumes.resize(places.max(volumes.len()), 0);
                    volumes[place] += whole(weight).abs();
                };
                add(from, out);
                if into != out {
                    add(to, into);
                }
            }
        }
        let expected = Expected::Layered { objective: Layered { terms }, volumes, divisor };
        Measured::Value(Problem { ties, expected, rounding: point.error })
    }

    /// A graph of whole weights with given volumes of its nodes and a given sum of all.
    pub(crate) fn given(
        graph: Graph<'a, i64>,
        volumes: Vec<i64>,
        total: i64,
        resolution: f64,
    ) -> Self {
        let scale = total as f64;
        let objective = pairwise(scale, resolution);
        let expected = Expected::Pairwise { objective, volumes, own: true, divisor: scale * scale };
        Self { ties: Ties::Large(graph), expected, rounding: 0.0 }
    }

    /// The same ties, but every node of a community costs a part `penalty` of the mean weight of a
    /// tie, as in label propagation in layers.
    pub(crate) fn penalized(&self, penalty: f64) -> Problem<'_> {
        let (size, arcs) = with_graph!(&self.ties, graph => (graph.size(), graph.arcs()));
        let objective = pairwise(1.0 + penalty, penalty * (size as f64 / arcs.max(1) as f64));
        let nodes = with_graph!(&self.ties, graph => graph.nodes());
        let expected =
            Expected::Pairwise { objective, volumes: vec![1; nodes], own: false, divisor: 1.0 };
        Problem { ties: self.ties.borrowed(), expected, rounding: self.rounding }
    }

    /// Whether the graph is so large that it is searched in batches.
    pub(crate) fn is_large(&self) -> bool {
        with_graph!(&self.ties, graph => graph.arcs()) > BATCHED
    }

    /// Searches from each node alone.
    pub(crate) fn search(&self, way: Way, watch: &Watch) -> Result<Found> {
        fn run<W: Whole, O: Objective>(
            (graph, way, watch): (&Graph<'_, W>, Way, &Watch),
            objective: &O,
            volumes: &[O::Volume],
        ) -> Result<Found> {
            let Way { method, rounds, seed } = way;
            let search = Search { objective, method, rounds, seed, watch };
            search.run(graph, volumes, (0..graph.nodes() as u32).collect())
        }
        fn small<W: Whole<Sum = u32>>(
            (graph, way, watch): (&Graph<'_, W>, Way, &Watch),
            Pairwise { scale, rate, .. }: Pairwise<i64>,
            volumes: &[i64],
        ) -> Result<Found> {
            let volumes: Vec<u32> = volumes.iter().map(|&volume| volume as u32).collect();
            run((graph, way, watch), &pairwise::<u32>(scale, rate), &volumes)
        }
        match (&self.ties, &self.expected) {
            (Ties::Ones(graph), Expected::Pairwise { objective, volumes, .. }) => {
                small((graph, way, watch), *objective, volumes)
            }
            (Ties::Small(graph), Expected::Pairwise { objective, volumes, .. }) => {
                small((graph, way, watch), *objective, volumes)
            }
            (Ties::Large(graph), Expected::Pairwise { objective, volumes, .. }) => {
                run((graph, way, watch), objective, volumes)
            }
            (ties, Expected::Directed { objective, volumes, .. }) => {
                run((&ties.large(), way, watch), objective, volumes)
            }
            (ties, Expected::Layered { objective, volumes, .. }) => {
                run((&ties.large(), way, watch), objective, volumes)
            }
        }
    }

    /// The quality of a division with these labels, which count from 0, worked out anew.
    pub(crate) fn quality(&self, labels: &[u32]) -> f64 {
        let within = with_graph!(&self.ties, graph => graph.within(labels)) as f64;
        let count = labels.iter().max().map_or(0, |&most| most as usize + 1);
        match &self.expected {
            Expected::Pairwise { objective, volumes, own, divisor } => {
                let mut sums = vec![(0_i64, 0.0); count];
                for (&label, &volume) in labels.iter().zip(volumes) {
                    // Pairs with those before it: no difference of large numbers.
                    let (before, pairs) = &mut sums[label as usize];
                    *pairs += 2.0 * volume as f64 * *before as f64;
                    *before += volume;
                }
                let pairs =
                    sums.iter().map(
                        |&(volume, pairs)| {
                            if *own { volume as f64 * volume as f64 } else { pairs }
                        },
                    );
                (objective.scale * within - objective.rate * sums::sum(pairs)) / divisor
            }
            Expected::Directed { objective, volumes, own, divisor } => {
                let mut sums = vec![([0_i64; 2], 0.0); count];
                for (&label, volume) in labels.iter().zip(volumes) {
                    let (before, pairs) = &mut sums[label as usize];
                    *pairs += volume[0] as f64 * before[1] as f64;
                    *pairs += volume[1] as f64 * before[0] as f64;
                    objective.join(before, volume, 0);
                }
                let pairs = sums.iter().map(
                    |&([out, into], pairs)| {
                        if *own { out as f64 * into as f64 } else { pairs }
                    },
                );
                (objective.scale * within / 2.0 - objective.rate * sums::sum(pairs)) / divisor
            }
            Expected::Layered { objective, volumes, divisor } => {
                let mut sums = vec![Vec::new(); count];
                for (&label, volume) in labels.iter().zip(volumes) {
                    objective.join(&mut sums[label as usize], volume, 0);
                }
                let expected = sums::sum(sums.iter().map(|sum| objective.expected(sum, sum).0));
                (within - expected) / 2.0 / divisor
            }
        }
    }
}

/// The graph of an undirected network, without a copy of its rows.
fn one_way<'a>(graph: &'a Adjacency, point: &FixedPoint) -> Ties<'a> {
    let (offsets, targets, weights) = graph.rows();
    let (offsets, targets) = (Cow::Borrowed(offsets), Cow::Borrowed(targets));
    if point.is_one && u32::try_from(weights.len()).is_ok() {
        return Ties::Ones(Graph::new(offsets, targets, vec![One; weights.len()]));
    }
    let all = || weights.iter().map(|&weight| point.whole(weight));
    if all().sum::<i64>() <= i64::from(u32::MAX) {
        return Ties::Small(Graph::new(offsets, targets, all().map(|w| w as u32).collect()));
    }
    Ties::Large(Graph::new(offsets, targets, all().collect()))
}

/// The graph of a directed network, whose ties weigh what they do both ways together.
fn both_ways<'a>(graph: &Adjacency, point: &FixedPoint) -> Ties<'a> {
    let arcs = graph.edges().map(|(from, to, weight)| (from, to, point.whole(weight)));
    let both = arcs.flat_map(|(from, to, weight)| [(from, to, weight), (to, from, weight)]);
    Ties::Large(merged(graph.node_count(), both))
}

/// A graph from arcs in any order; those of one pair add up.
fn merged<'a>(nodes: usize, arcs: impl Iterator<Item = (u32, u32, i64)>) -> Graph<'a, i64> {
    let mut arcs: Vec<_> = arcs.collect();
    arcs.sort_unstable();
    arcs.dedup_by(|next, first| {
        let same = (next.0, next.1) == (first.0, first.1);
        if same {
            first.2 += next.2;
        }
        same
    });
    let mut offsets = vec![0; nodes + 1];
    arcs.iter().for_each(|arc| offsets[arc.0 as usize + 1] += 1);
    (0..nodes).for_each(|node| offsets[node + 1] += offsets[node]);
    let targets = arcs.iter().map(|arc| arc.1).collect();
    let weights = arcs.iter().map(|arc| arc.2).collect();
    Graph::new(Cow::Owned(offsets), Cow::Owned(targets), weights)
}

fn strengths<W: Whole>(graph: &Graph<'_, W>) -> Vec<i64> {
    (0..graph.nodes()).map(|node| graph.row(node).map(|tie| tie.1.get()).sum()).collect()
}

/// What strengths lead to expect if no city has a tie with itself; none if so nearly all of it is of one
/// city that the rest is lost in whole numbers: then only one network has these strengths, or almost.
fn loopless(null: &MaxEntropyResult, total: f64, resolution: f64) -> Option<Expected> {
    let (sends, receives) = null.shares();
    // Volumes, added up, stay below the largest number there is.
    let whole = |share: f64| (share * (1_u64 << 61) as f64).round() as i64;
    let (out, into): (Vec<i64>, Vec<i64>) =
        sends.into_iter().map(whole).zip(receives.into_iter().map(whole)).unzip();
    let (sent, received): (i64, i64) = (out.iter().sum(), into.iter().sum());
    let others = out.iter().zip(&into).map(|(&out, &into)| out as f64 * (received - into) as f64);
    let pairs = sums::sum(others);
    if pairs < sent as f64 * received as f64 / (1_u64 << 30) as f64 {
        return None;
    }
    if null.is_directed() {
        let objective = Directed { scale: 1.0, rate: resolution * (total / 2.0 / pairs) };
        let volumes = out.into_iter().zip(into).map(|(out, into)| [out, into]).collect();
        return Some(Expected::Directed { objective, volumes, own: false, divisor: total / 2.0 });
    }
    let objective = pairwise(1.0, resolution * (total / pairs));
    Some(Expected::Pairwise { objective, volumes: out, own: false, divisor: total })
}
