//! PageRank to the last digits: iteration with sums that lose none.
use super::traveller::Traveller;
use super::{PageRank, PageRankResult};
use crate::{Node, Result, Scores, parallel, sums};

/// What rounding may add to the change of all scores in one step.
const ROUNDING: f64 = 2.0 * f64::EPSILON;

/// Iterates until the scores are certain: a step `T` brings any two candidates nearer to each
/// other by the factor `d`, so `x` is within `|Tx - x| / (1 - d)` of the solution.
///
/// Near the end `T` may lead to and fro between candidates that differ in their last digits.
/// From the first step that comes no nearer, only half of each is made, which ends that.
pub(super) fn run(
    traveller: &Traveller<'_>,
    pagerank: &PageRank,
    mut scores: Vec<f64>,
    made: usize,
) -> Result<PageRankResult> {
    let n = scores.len();
    let walk = Walk::new(traveller);
    let mut next = scores.clone();
    let (mut half_steps, mut error) = (false, f64::INFINITY);
    for iteration in made..pagerank.max_iterations {
        pagerank.watch.check()?;
        walk.step(&scores, &mut next);
        pagerank.watch.step();
        let change = parallel::sum(n, |node| (next[node] - scores[node]).abs());
        let last_error = error;
        error = (change + ROUNDING) / (1.0 - pagerank.damping);
        if error <= pagerank.tolerance {
            let scores = Scores::new(scores);
            return Ok(PageRankResult { scores, error, iterations: iteration + 1 });
        }
        half_steps |= error >= last_error;
        if half_steps {
            parallel::update(&mut scores, |at, score| (score + next[at]) / 2.0);
        } else {
            std::mem::swap(&mut scores, &mut next);
        }
    }
    Err(pagerank.not_converged(error))
}

/// The traveller's way.
struct Walk<'a> {
    traveller: &'a Traveller<'a>,
    /// For each node, the share of the weight of each of its sources that comes to it, in the order
    /// of the sources.
    shares: Vec<f64>,
    /// Where the shares of each node start, and where the last end.
    offsets: Vec<usize>,
}

impl<'a> Walk<'a> {
    fn new(traveller: &'a Traveller<'a>) -> Self {
        let graph = traveller.graph;
        let weight = |weight: f64| if traveller.weighted { weight } else { 1.0 };
        // The unit of a node's weights, and their sum in it.
        let sent = |node: Node| {
            let weights = || graph.weights(node).iter().map(|&it| weight(it));
            let unit = sums::unit(weights());
            (unit, sums::sum(weights().map(|weight| weight / unit)))
        };
        let sent: Vec<(f64, f64)> = graph.nodes().map(sent).collect();
        let (mut shares, mut offsets) = (Vec::new(), vec![0]);
        for node in graph.nodes() {
            shares.extend(graph.in_neighbours(node).map(|(from, of_tie)| {
                let (unit, sum) = sent[from as usize];
                weight(of_tie) / unit / sum
            }));
            offsets.push(shares.len());
        }
        Self { traveller, shares, offsets }
    }

    /// Where travellers are who were spread like `scores`, one step later.
    fn step(&self, scores: &[f64], next: &mut [f64]) {
        let traveller = self.traveller;
        let dangling = traveller.score_of_dangling(scores);
        parallel::fill(next, |node| {
            let shares = &self.shares[self.offsets[node]..self.offsets[node + 1]];
            let sources = traveller.graph.sources(node as Node).iter().zip(shares);
            let stays = if traveller.stays(node) { scores[node] } else { 0.0 };
            let followed = sums::sum(sources.map(|(&from, share)| scores[from as usize] * share));
            let moved = followed + stays + traveller.after_dangling(node, dangling);
            traveller.damping * moved + (1.0 - traveller.damping) * traveller.restart(node)
        });
    }
}
