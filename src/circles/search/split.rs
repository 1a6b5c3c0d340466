//! Divides a circle that has no smaller ones.
use super::draft::{Class, Draft, class};
use super::scan::Units;
use crate::circles::model::Group;
use crate::{Result, Watch};

/// A division of a circle, and what it gains.
#[derive(Debug, Clone)]
pub(super) struct Split {
    pub(super) gain: f64,
    pub(super) labels: Vec<u32>,
    pub(super) count: usize,
    pub(super) groups: Vec<Group>,
}

/// How a circle is searched.
#[derive(Debug, Clone)]
pub(super) struct Search<'a> {
    pub(super) resolutions: &'a [f64],
    /// Whether the resolutions are multiples of how densely the circle is tied.
    pub(super) relative: bool,
    pub(super) seeds: u64,
    pub(super) iterations: usize,
    pub(super) seed: u64,
    /// Whether a division has to gain.
    pub(super) gaining: bool,
    pub(super) watch: &'a Watch,
}

/// The cities of a circle and the ties among them. `place` is scratch, a number for each city.
fn units(draft: &Draft<'_>, members: &[u32], place: &mut [u32]) -> Units {
    let model = draft.model;
    let total = model.volumes.iter().sum();
    if members.len() == model.cities && draft.circles.len() == 1 {
        return Units { graph: model.graph.clone(), volumes: model.volumes.clone(), total };
    }
    members.iter().zip(0..).for_each(|(&city, at)| place[city as usize] = at);
    let inside = |city: u32| {
        let at = place[city as usize] as usize;
        members.get(at) == Some(&city)
    };
    let row = |&city: &u32| {
        let ties = model.graph.row(city as usize).filter(|arc| inside(arc.0));
        ties.map(|(other, weight)| (place[other as usize], weight)).collect()
    };
    let rows = members.iter().map(row).collect();
    let volumes = members.iter().map(|&city| model.volumes[city as usize]).collect();
    Units::new(rows, volumes, total)
}

/// The best division of a circle without smaller ones, if one gains.
pub(super) fn best(
    draft: &Draft<'_>,
    circle: usize,
    search: &Search<'_>,
    place: &mut [u32],
) -> Result<Option<Split>> {
    let members = &draft.circles[circle].members;
    if members.len() < 4 {
        return Ok(None);
    }
    let units = units(draft, members, place);
    let rate = if search.relative { units.rate() } else { 1.0 };
    if rate <= 0.0 {
        return Ok(None);
    }
    let resolutions: Vec<f64> = search.resolutions.iter().map(|at| at * rate).collect();
    let Search { seeds, iterations, seed, watch, .. } = *search;
    let mut best: Option<Split> = None;
    for (labels, count) in units.scan(&resolutions, seeds, iterations, seed, watch)? {
        let groups = groups(draft, members, &labels, count, place);
        let Some(gain) = gain(draft, circle, count, &labels, &groups) else { continue };
        if (gain > 0.0 || !search.gaining) && best.as_ref().is_none_or(|best| gain > best.gain) {
            best = Some(Split { gain, labels, count, groups });
        }
    }
    Ok(best)
}

/// What is known of the parts of a circle.
fn groups(
    draft: &Draft<'_>,
    members: &[u32],
    labels: &[u32],
    count: usize,
    place: &mut [u32],
) -> Vec<Group> {
    let model = draft.model;
    let depth = model.depth();
    let mut groups = vec![Group::default(); count * depth];
    members.iter().zip(0..).for_each(|(&city, at)| place[city as usize] = at);
    for layer in 0..depth {
        for (&city, &label) in members.iter().zip(labels) {
            let group = &mut groups[label as usize * depth + layer];
            *group += model.city(layer, city as usize);
            let before = model.ties(layer).row(city as usize).filter(|&(other, _)| {
                let at = place[other as usize] as usize;
                other < city && members.get(at) == Some(&other) && labels[at] == label
            });
            group.within += before.map(|arc| arc.1).sum::<i64>();
        }
    }
    groups
}

/// What a division gains; none if a part is not more densely tied than the parts are with one
/// another, as circles within circles are.
fn gain(
    draft: &Draft<'_>,
    circle: usize,
    count: usize,
    labels: &[u32],
    groups: &[Group],
) -> Option<f64> {
    let model = draft.model;
    let depth = model.depth();
    let mut sizes = vec![0; count];
    labels.iter().for_each(|&label| sizes[label as usize] += 1);
    let mut between = Class::default();
    let mut told = 0.0;
    for layer in 0..depth {
        let whole = draft.within(circle, layer);
        let mut rest = whole;
        for part in groups.chunks(depth) {
            let part = class(model, layer, &part[layer]);
            told += part.told();
            rest = rest.without(part);
        }
        told += rest.told() - whole.told();
        between.add(rest);
    }
    for (part, &size) in groups.chunks(depth).zip(&sizes) {
        let mut within = Class::default();
        part.iter().enumerate().for_each(|(l, group)| within.add(class(model, l, group)));
        if size > 1 && !within.denser(between) {
            return None;
        }
    }
    let arrangements = sizes.iter().map(|&size| model.factorial(size)).sum();
    let cost = model.division(draft.circles[circle].size, count, arrangements);
    Some(told - cost - model.rate * count as f64)
}
