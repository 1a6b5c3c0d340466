//! Whether groups keep to themselves more than strengths alone would have it.
use crate::nulls::{Blocks, MaxEntropyResult, block_labels};
use crate::structure::check_labels;
use crate::{Adjacency, Measured, Result, Undefined, sums};
use serde::Serialize;

/// What the ties of groups are compared with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Expectation {
    /// Maximum entropy with strengths kept and no tie of a city with itself:
    /// [`MaxEntropy`](crate::nulls::MaxEntropy). Unbiased.
    #[default]
    Loopless,
    /// `s_i s_j / 2m`, directed `s_i s_j / m`, self-ties included, as modularity has it. Then the
    /// interaction ratio is 1 less Newman's (2003) assortativity. On random networks of two groups
    /// of three cities it is 1.27 on average, not 1: its bias depends on the number of cities.
    WithLoops,
}

/// Interaction ratio: whether groups of cities, such as circles or provinces, cooperate across
/// their borders as much as the strengths of their cities lead to expect.
///
/// `IR = W_out / E_out`, the observed over the expected weight of ties between groups: 1 means
/// as mixed as strengths imply, below 1 closed groups (0 if no tie crosses), above 1 groups turned
/// outward. With it comes the barrier corrected for strength, `B = (W_in/E_in) / (W_out/E_out)`:
/// how many times as strong cooperation is within a group as across, all else equal; 1 is none. For
/// each two groups, `I_AB = W_AB / E_AB`; in a directed network from the first to the second.
///
/// Which of them are undefined: all on fewer than two cities
/// ([`TooFewCities`](Undefined::TooFewCities)), with a single group, or if only one group has ties
/// or no two cities of one group do ([`Vacuous`](Undefined::Vacuous)), without ties
/// ([`NoEdges`](Undefined::NoEdges)). With [`Expectation::Loopless`] also if only one network has
/// these strengths, as when all ties meet in one city or three cities have all ties between them:
/// the ratio would be 1 whatever the groups ([`NotAttainable`](Undefined::NotAttainable)). The
/// barrier is undefined if no tie crosses ([`Unbounded`](Undefined::Unbounded)).
///
/// Cities without ties and the unit of weights change nothing; self-ties do not count, and weights
/// may be huge or tiny. `O(n log n + m + g²)` for `g` groups.
///
/// The loop-including expectation is Newman's (2003), *Physical Review E* 67:026126; the loopless
/// one and the ratio are this project's.
///
/// ```
/// use conurbation::{Adjacency, structure::InteractionRatio};
/// let ring = Adjacency::from_edges(4, [(0, 1, 3.0), (1, 2, 1.0), (2, 3, 3.0), (3, 0, 1.0)])?;
/// let result = InteractionRatio::new(&[0, 0, 1, 1]).run(&ring)?;
/// // Strengths are alike: each of 6 pairs expects 4/3, and 4 of them cross.
/// assert!((result.ratio.value().unwrap() - 2.0 / (4.0 * 4.0 / 3.0)).abs() < 1e-12);
/// assert!((result.barrier.value().unwrap() - 6.0).abs() < 1e-12);
/// # Ok::<(), conurbation::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct InteractionRatio {
    groups: Vec<u32>,
    expectation: Expectation,
}

/// How groups interact.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct InteractionResult {
    /// The interaction ratio, from 0.
    pub ratio: Measured,
    /// How many times as strong ties are within as across, strengths considered.
    pub barrier: Measured,
    /// The barrier; if no tie crosses, what it would be if half the lightest tie did: a lower
    /// bound.
    pub barrier_at_least: Measured,
    /// The share of weight that crosses, from 0 to 1.
    pub observed_share: Measured,
    /// The share of weight expected to cross, from 0 to 1.
    pub expected_share: Measured,
    /// The labels of the groups, ascending: the order of `pairs`.
    pub groups: Vec<u32>,
    /// For each group, the observed over the expected weight of its ties to each group, its own
    /// included; [`Undefined::Vacuous`] where no tie is expected.
    pub pairs: Vec<Vec<Measured>>,
}

impl InteractionRatio {
    /// Interaction of these groups: a label for each city, in order; any numbers.
    pub fn new(groups: &[u32]) -> Self {
        Self { groups: groups.to_vec(), expectation: Expectation::default() }
    }

    /// Sets what ties are compared with.
    pub fn expectation(mut self, expectation: Expectation) -> Self {
        self.expectation = expectation;
        self
    }

    /// Computes ratio, barrier and pairs.
    ///
    /// # Errors
    /// [`Error::Param`](crate::Error::Param) if there is not one label for each city;
    /// [`Error::NotConverged`](crate::Error::NotConverged) as of
    /// [`MaxEntropy`](crate::nulls::MaxEntropy).
    pub fn run(&self, graph: impl AsRef<Adjacency>) -> Result<InteractionResult> {
        self.compute(graph.as_ref())
    }

    fn compute(&self, graph: &Adjacency) -> Result<InteractionResult> {
        check_labels("InteractionRatio::new", &self.groups, graph)?;
        let (groups, _) = block_labels(&self.groups);
        let unit = sums::unit(graph.edges().map(|(_, _, weight)| weight));
        let observed = Blocks::observed(graph, &self.groups, unit);
        let expected = match self.legal(graph, &groups) {
            Ok(()) => self.expected(graph)?,
            Err(reason) => Err(reason),
        };
        let expected = expected.and_then(|expected| {
            let settled = expected.between() > 0.0 && expected.within() > 0.0;
            if settled { Ok(expected) } else { Err(Undefined::Vacuous) }
        });
        let lightest =
            graph.edges().map(|(_, _, weight)| weight / unit).fold(f64::INFINITY, f64::min);
        Ok(result(groups, &observed, expected, lightest))
    }

    fn legal(&self, graph: &Adjacency, groups: &[u32]) -> Result<(), Undefined> {
        if graph.node_count() < 2 {
            return Err(Undefined::TooFewCities { need: 2 });
        }
        if groups.len() == 1 {
            return Err(Undefined::Vacuous);
        }
        if graph.edge_count() == 0 { Err(Undefined::NoEdges) } else { Ok(()) }
    }

    /// What is expected within and between groups, in the unit of weights.
    fn expected(&self, graph: &Adjacency) -> Result<Result<Blocks, Undefined>> {
        if self.expectation == Expectation::WithLoops {
            return Ok(Ok(with_loops(graph, &self.groups)));
        }
        let entropy = match MaxEntropyResult::of(graph)? {
            Measured::Value(entropy) => entropy,
            Measured::Undefined(reason) => return Ok(Err(reason)),
        };
        if entropy.freedom() == 0 {
            return Ok(Err(Undefined::NotAttainable { p_min: 1.0 }));
        }
        Ok(Ok(entropy.of_groups(&self.groups)))
    }
}

/// `S_A S_B / 2m` and the like, in the unit of weights.
fn with_loops(graph: &Adjacency, labels: &[u32]) -> Blocks {
    let (groups, of) = block_labels(labels);
    let unit = sums::unit(graph.edges().map(|(_, _, weight)| weight));
    let (mut sent, mut received) = (vec![0.0; groups.len()], vec![0.0; groups.len()]);
    for node in graph.nodes() {
        let sum = |weights: &[f64]| sums::sum(weights.iter().map(|weight| weight / unit));
        sent[of[node as usize]] += sum(graph.weights(node));
        received[of[node as usize]] += sum(graph.source_weights(node));
    }
    let total = sums::sum(sent.iter().copied());
    let directed = graph.is_directed();
    let weight = |from: usize, to: usize| {
        let halves = if from == to && !directed { 2.0 } else { 1.0 };
        sent[from] / total * received[to] / halves
    };
    let row = |from| (0..groups.len()).map(|to| weight(from, to)).collect();
    let weights = (0..groups.len()).map(row).collect();
    Blocks::new(directed, groups, weights)
}

fn result(
    groups: Vec<u32>,
    observed: &Blocks,
    expected: Result<Blocks, Undefined>,
    lightest: f64,
) -> InteractionResult {
    let (within, between) = (observed.within(), observed.between());
    let expected = expected.as_ref().map_err(|reason| *reason);
    let sides = expected.map(|expected| (expected.within(), expected.between()));
    let barrier = |between: f64| sides.map(|(e_in, e_out)| (within / e_in) / (between / e_out));
    let crosses = between > 0.0;
    let cell = |a: usize, b: usize| {
        let (observed, expected) = (observed.weights()[a][b], expected?.weights()[a][b]);
        if expected > 0.0 { Ok(observed / expected) } else { Err(Undefined::Vacuous) }
    };
    let row = |a| (0..groups.len()).map(|b| cell(a, b).into()).collect();
    InteractionResult {
        ratio: sides.map(|(_, e_out)| between / e_out).into(),
        barrier: sides
            .and_then(|_| if crosses { barrier(between) } else { Err(Undefined::Unbounded) })
            .into(),
        barrier_at_least: barrier(if crosses { between } else { lightest / 2.0 }).into(),
        observed_share: sides.map(|_| between / (within + between)).into(),
        expected_share: sides.map(|(e_in, e_out)| e_out / (e_in + e_out)).into(),
        pairs: (0..groups.len()).map(row).collect(),
        groups,
    }
}
