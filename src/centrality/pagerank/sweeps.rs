//! PageRank by sweeps that put new scores to use at once.
use super::ranked::{Ranked, certain};
use super::traveller::Traveller;
use super::{Dangling, PageRank, PageRankResult};
use crate::centrality::spectrum::sweep;
use crate::{Result, parallel};

/// Changes so small, as a share of the scores, are of rounding.
const ROUNDING: f64 = 64.0 * f64::EPSILON;
/// After so many sweeps none of which changed less than one before, what changes is rounding too.
const PATIENCE: usize = 100;

/// Where the traveller goes alike from cities without ties and on a new start, `x` is a multiple of
/// the solution of `y = d P'y + v`, in which such cities lead nowhere. That is swept, and divided
/// by its sum in the end. With `r` what `y` lacks, `x` lacks at most `2 |r| / Σy`. Where a new start
/// is another place, the score of such cities is taken from the last sweep, and `x`, which already
/// has sum 1 but for its error, lacks at most `2 |r|`.
///
/// What a sweep leaves undone is what it had from old values, so `|r|` is at most `d` times the sum
/// of all changes.
///
/// Gives the scores if they are certain; else where a more careful method is to begin, and the
/// iterations made.
pub(super) fn run(
    traveller: &Traveller<'_>,
    pagerank: &PageRank,
    ranked: &Ranked,
) -> Result<Result<PageRankResult, (Vec<f64>, usize)>> {
    let d = traveller.damping;
    let elsewhere = traveller.leaves_for_elsewhere();
    let stays = traveller.dangling == Dangling::Stay;
    let start = if elsewhere { 1.0 - d } else { 1.0 };
    let mut scores = vec![traveller.anywhere(); traveller.graph.node_count()];
    let per_weight = &ranked.per_weight;
    let dangles = |at: usize| at >= ranked.senders;
    let mut ready: Vec<f64> = scores.iter().zip(per_weight).map(|(x, share)| x * share).collect();
    let mut lack = f64::INFINITY;
    let (mut least, mut patience) = (f64::INFINITY, PATIENCE);
    for iteration in 1..=pagerank.max_iterations {
        pagerank.watch.check()?;
        let dangling = if elsewhere { sum_of(&scores[ranked.senders..]) * d } else { 0.0 };
        let anywhere = dangling * traveller.anywhere();
        let value = |at: usize, ready: &[f64]| {
            let followed = ranked.followed(at, ready);
            let score = followed + start * traveller.restart(ranked.order[at] as usize) + anywhere;
            if stays && dangles(at) { score / (1.0 - d) } else { score }
        };
        let change = sweep(&mut scores, &mut ready, |at| per_weight[at], value);
        pagerank.watch.step();
        let total = if elsewhere { 1.0 } else { change.total };
        lack = 2.0 * d * change.moved / total;
        let less = change.moved / total < least;
        (least, patience) =
            if less { (change.moved / total, PATIENCE) } else { (least, patience - 1) };
        let rests = change.moved <= ROUNDING * total || patience == 0;
        if lack / (1.0 - d) > pagerank.tolerance && !rests {
            if !elsewhere {
                // To make the sum that of the solution, Σy = d (Σy - Σ dangling y) + 1, sweeps
                // alone would need long.
                let lost = if stays { 0.0 } else { sum_of(&scores[ranked.senders..]) };
                let scale = 1.0 / (change.total * (1.0 - d) + d * lost);
                parallel::update(&mut scores, |_, score| score * scale);
                parallel::update(&mut ready, |_, score| score * scale);
            }
            continue;
        }
        let sum = sum_of(&scores);
        parallel::update(&mut scores, |_, score| score / sum);
        let scores = ranked.unranked(&scores);
        let found = certain(traveller, pagerank, scores, lack, iteration);
        return Ok(found.map_err(|scores| (scores, iteration)));
    }
    Err(pagerank.not_converged(lack / (1.0 - d)))
}

fn sum_of(values: &[f64]) -> f64 {
    parallel::sum(values.len(), |at| values[at])
}
