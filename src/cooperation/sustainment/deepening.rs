//! Deepening: whether pairs of cities take up new fields, and neighbours more of them.
use super::lives::TiedPair;
use super::neighbours::{BORDERS, SustainmentResult, moved};
use crate::cooperation::{Inquiry, Tails};
use crate::network::event::Event;
use crate::{Measured, Result, Undefined, sums};
use std::collections::BTreeSet;

/// By how many new domains a pair grew per year, if it has two dated rows with domains.
pub(super) fn slope(starts: &[(f64, Event<'_>)], as_of: f64) -> Option<f64> {
    let coded: Vec<&(f64, Event<'_>)> =
        starts.iter().filter(|(_, event)| !event.domains().is_empty()).collect();
    let (first, years) = (coded.first()?.0, as_of - coded.first()?.0);
    if coded.len() < 2 || !(years > 0.0 && years.is_finite()) {
        return None;
    }
    let domains = |until: f64| {
        let until = coded.iter().filter(|(start, _)| *start <= until);
        until.flat_map(|(_, event)| event.domains().iter()).collect::<BTreeSet<_>>().len()
    };
    Some((domains(as_of) - domains(first)) as f64 / years)
}

/// Compares how pairs of neighbours and others deepen.
pub(super) fn deepen(
    result: &mut SustainmentResult,
    pairs: &[TiedPair],
    borders: &BTreeSet<(u32, u32)>,
    n: usize,
    inquiry: &Inquiry,
) -> Result<()> {
    let known: Vec<((u32, u32), f64)> =
        pairs.iter().filter_map(|pair| Some((pair.pair, pair.slope?))).collect();
    if known.is_empty() {
        let reason = Undefined::MissingData { n: pairs.len().max(result.undated) };
        (result.deepening, result.deepening_tails) =
            (Measured::Undefined(reason), Measured::Undefined(reason));
        return Ok(());
    }
    let difference = |is: &dyn Fn((u32, u32)) -> bool| {
        let mean = |neighbours: bool| {
            let slopes = known.iter().filter(|(pair, _)| is(*pair) == neighbours);
            let slopes: Vec<f64> = slopes.map(|(_, slope)| *slope).collect();
            let count = slopes.len() as f64;
            if slopes.is_empty() { None } else { Some(sums::sum(slopes) / count) }
        };
        mean(true).zip(mean(false)).map(|(a, b)| a - b).ok_or(Undefined::Vacuous).into()
    };
    result.deepening = difference(&|pair| borders.contains(&pair));
    let statistic = |order: &[u32]| difference(&moved(borders, order));
    let test = inquiry.permutation().matrices(n, statistic)?;
    result.deepening_tails = test.map(|test| Tails::of(&test, BORDERS));
    Ok(())
}
