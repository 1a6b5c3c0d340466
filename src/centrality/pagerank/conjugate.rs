//! PageRank of undirected networks by conjugate gradients.
use super::ranked::{Ranked, certain};
use super::traveller::Traveller;
use super::{Dangling, PageRank, PageRankResult};
use crate::{Result, parallel, sums};

/// Above this share of the largest strength to the least, steps would serve weak cities alone.
pub(super) const LARGEST_RATIO: f64 = 1e9;
/// How often what is lacking is computed afresh.
const MOST_STARTS: usize = 8;

/// In an undirected network `P'` is symmetric where each city counts by the inverse of its
/// strength, and cities that send no tie are given none, so that their scores are known. Each step
/// therefore goes the best way of all that could be gone with so many looks at the ties (Hestenes
/// and Stiefel 1952), and the pieces of a network do not slow each other down.
///
/// Gives the scores if they are certain; else where a more careful method is to begin, and the
/// iterations made.
pub(super) fn run(
    traveller: &Traveller<'_>,
    pagerank: &PageRank,
    ranked: &Ranked,
) -> Result<Result<PageRankResult, (Vec<f64>, usize)>> {
    let d = traveller.damping;
    let goal = pagerank.tolerance * (1.0 - d);
    let fixed = fixed(traveller, ranked);
    // Cities without ties have what they have.
    let n = if d > 0.0 { ranked.senders } else { 0 };
    let per_weight = &ranked.per_weight[..n];
    let mut x = start(&fixed, per_weight);
    let (mut ready, mut r, mut p, mut q) = (vec![0.0; n], vec![0.0; n], vec![0.0; n], vec![0.0; n]);
    let (mut made, mut lack) = (0, f64::INFINITY);
    for _ in 0..MOST_STARTS {
        parallel::fill(&mut ready, |at| x[at] * per_weight[at]);
        parallel::fill(&mut r, |at| fixed[at] + ranked.followed(at, &ready) - x[at]);
        made += 1;
        pagerank.watch.step();
        lack = size(&r);
        if lack <= goal {
            let found = certain(traveller, pagerank, ranked.unranked(&x), lack, made);
            return Ok(found.map_err(|scores| (scores, made)));
        }
        let target = (0.9 * goal).max(lack * f64::EPSILON);
        p.copy_from_slice(&r);
        let mut square = dot(&r, &r, per_weight);
        while size(&r) > target {
            pagerank.watch.check()?;
            if made >= pagerank.max_iterations {
                return Err(pagerank.not_converged(size(&r) / (1.0 - d)));
            }
            parallel::fill(&mut ready, |at| p[at] * per_weight[at]);
            parallel::fill(&mut q, |at| p[at] - ranked.followed(at, &ready));
            made += 1;
            pagerank.watch.step();
            let step = square / dot(&p, &q, per_weight);
            if !(step > 0.0 && step.is_finite()) {
                break;
            }
            parallel::update(&mut x[..n], |at, value| value + step * p[at]);
            parallel::update(&mut r, |at, value| value - step * q[at]);
            let before = std::mem::replace(&mut square, dot(&r, &r, per_weight));
            let keep = square / before;
            parallel::update(&mut p, |at, value| r[at] + keep * value);
        }
    }
    if made >= pagerank.max_iterations {
        return Err(pagerank.not_converged(lack / (1.0 - d)));
    }
    Ok(Err((ranked.unranked(&x), made)))
}

/// What is left to have is first dealt out by strength, which would be right if new starts were.
fn start(fixed: &[f64], per_weight: &[f64]) -> Vec<f64> {
    let strengths = parallel::sum(per_weight.len(), |at| 1.0 / per_weight[at]);
    let left = 1.0 - parallel::sum(fixed.len(), |at| fixed[at]);
    let strength = |at: usize| per_weight.get(at).map_or(0.0, |share| 1.0 / share / strengths);
    let mut start = fixed.to_vec();
    parallel::update(&mut start, |at, value| value + left * strength(at));
    start
}

/// What each city has without its ties: new starts, and what comes from cities without ties.
fn fixed(traveller: &Traveller<'_>, ranked: &Ranked) -> Vec<f64> {
    let d = traveller.damping;
    let node = |rank: usize| ranked.order[rank] as usize;
    let mut fixed = vec![0.0; ranked.order.len()];
    parallel::fill(&mut fixed, |at| (1.0 - d) * traveller.restart(node(at)));
    let alone = ranked.senders..fixed.len();
    if traveller.dangling == Dangling::Stay {
        alone.for_each(|at| fixed[at] = traveller.restart(node(at)));
        return fixed;
    }
    // Cities without ties have u = Σ fixed + d u Σ e among them, as nobody else leads there.
    let started = sums::sum(alone.clone().map(|at| fixed[at]));
    let returned = sums::sum(alone.map(|at| traveller.after_dangling(node(at), 1.0)));
    // Where there are no others, all of them have 1, which rounding should not take from them.
    let dangling = if ranked.senders == 0 { d } else { d * started / (1.0 - d * returned) };
    parallel::update(&mut fixed, |at, value| value + traveller.after_dangling(node(at), dangling));
    fixed
}

/// The sum of the sizes of some numbers.
fn size(values: &[f64]) -> f64 {
    parallel::sum_chunks(values.len(), |chunk| values[chunk].iter().map(|value| value.abs()).sum())
}

/// The inner product in which each number has a weight.
fn dot(a: &[f64], b: &[f64], weights: &[f64]) -> f64 {
    parallel::sum_chunks(a.len(), |chunk| {
        let pairs = a[chunk.clone()].iter().zip(&b[chunk.clone()]);
        pairs.zip(&weights[chunk]).map(|((a, b), weight)| a * b * weight).sum()
    })
}
