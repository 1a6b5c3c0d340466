//! Puts circles between one and those within it.
use super::draft::{Class, Draft, class};
use super::scan::{Units, geometric};
use crate::circles::model::Group;
use crate::{Result, Watch};

/// How many resolutions are tried.
const RESOLUTIONS: usize = 12;

/// Circles to put around some of the circles of one, and what that gains.
#[derive(Debug, Clone)]
pub(super) struct Insert {
    pub(super) gain: f64,
    /// The circles each goes around, and what is known of it in each layer.
    pub(super) around: Vec<(Vec<u32>, Vec<Group>)>,
}

/// The weights between the circles of a circle in one layer: for each its partners, by position.
pub(super) fn between(
    draft: &Draft<'_>,
    circle: usize,
    layer: Option<usize>,
) -> Vec<Vec<(u32, i64)>> {
    let model = draft.model;
    let children = &draft.circles[circle].children;
    let mut position = vec![u32::MAX; draft.circles.len()];
    for (&child, at) in children.iter().zip(0..) {
        mark(draft, child, at, &mut position);
    }
    let ties = layer.map_or(&model.graph, |layer| model.ties(layer));
    let mut rows = vec![Vec::new(); children.len()];
    let mut sums = vec![0_i64; children.len()];
    for (&child, at) in children.iter().zip(0_u32..) {
        let mut touched: Vec<u32> = Vec::new();
        each_city(draft, child, &mut |city| {
            for (other, weight) in ties.row(city as usize) {
                let other = position[draft.home[other as usize] as usize];
                if other != u32::MAX && other != at {
                    if sums[other as usize] == 0 {
                        touched.push(other);
                    }
                    sums[other as usize] += weight;
                }
            }
        });
        touched.sort_unstable();
        let row = touched.iter().map(|&other| (other, std::mem::take(&mut sums[other as usize])));
        rows[at as usize] = row.collect();
    }
    rows
}

fn mark(draft: &Draft<'_>, circle: u32, at: u32, position: &mut [u32]) {
    let mut stack = vec![circle];
    while let Some(circle) = stack.pop() {
        position[circle as usize] = at;
        stack.extend_from_slice(&draft.circles[circle as usize].children);
    }
}

fn each_city(draft: &Draft<'_>, circle: u32, see: &mut impl FnMut(u32)) {
    let mut stack = vec![circle];
    while let Some(circle) = stack.pop() {
        let circle = &draft.circles[circle as usize];
        circle.members.iter().for_each(|&city| see(city));
        stack.extend_from_slice(&circle.children);
    }
}

/// The best circles to put between a circle and those within it, if some gain more than `least_gain`.
pub(super) fn best(
    draft: &Draft<'_>,
    circle: usize,
    least_gain: f64,
    seed: u64,
    watch: &Watch,
) -> Result<Option<Insert>> {
    let children = &draft.circles[circle].children;
    if children.len() < 3 {
        return Ok(None);
    }
    let model = draft.model;
    let depth = model.depth();
    let rows = between(draft, circle, None);
    let volume = |&child: &u32| {
        let mut volume = 0;
        each_city(draft, child, &mut |city| volume += model.volumes[city as usize]);
        volume
    };
    let volumes = children.iter().map(volume).collect();
    let units = Units::new(rows.clone(), volumes, model.volumes.iter().sum());
    let (least, most) = (units.rate(), units.highest());
    if least <= 0.0 || most <= least {
        return Ok(None);
    }
    let resolutions = geometric(least * 0.7, most, RESOLUTIONS);
    let layers: Vec<Vec<Vec<(u32, i64)>>> = if depth == 1 {
        vec![rows]
    } else {
        (0..depth).map(|layer| between(draft, circle, Some(layer))).collect()
    };
    let mut best: Option<Insert> = None;
    for (labels, count) in units.scan(&resolutions, 1, 3, seed, watch)? {
        let Some(insert) = weigh(draft, circle, &labels, count, &layers) else { continue };
        if insert.gain > least_gain && best.as_ref().is_none_or(|best| insert.gain > best.gain) {
            best = Some(insert);
        }
    }
    Ok(best)
}

/// What it gains to put a circle around each group of two circles or more; none if one of these
/// circles were not denser than the pairs around it.
fn weigh(
    draft: &Draft<'_>,
    circle: usize,
    labels: &[u32],
    count: usize,
    layers: &[Vec<Vec<(u32, i64)>>],
) -> Option<Insert> {
    let model = draft.model;
    let depth = model.depth();
    let children = &draft.circles[circle].children;
    let mut inner = vec![Vec::new(); count];
    labels.iter().zip(0_u32..).for_each(|(&label, at)| inner[label as usize].push(at));
    let mut around = Vec::new();
    let mut owns: Vec<Class> = Vec::new();
    let mut told = 0.0;
    let mut left = Class::default();
    let mut groups = vec![Vec::with_capacity(depth); count];
    for (layer, rows) in layers.iter().enumerate() {
        let own = draft.own(circle, layer);
        let mut rest = own;
        for (label, inner) in inner.iter().enumerate().filter(|(_, inner)| inner.len() > 1) {
            let mut group = Group::default();
            let mut parts = Class::default();
            for &at in inner {
                let child = &draft.group(children[at as usize] as usize)[layer];
                group += *child;
                parts.add(class(model, layer, child));
                let ties = rows[at as usize].iter();
                let ties = ties.filter(|arc| arc.0 < at && labels[arc.0 as usize] == label as u32);
                group.within += ties.map(|arc| arc.1).sum::<i64>();
            }
            let new = class(model, layer, &group).without(parts);
            told += new.told();
            rest = rest.without(new);
            groups[label].push(group);
            if layer == 0 {
                owns.push(new)
            } else if let Some(own) = owns.get_mut(around.len()) {
                own.add(new)
            }
        }
        told += rest.told() - own.told();
        left.add(rest);
    }
    let mut cost = 0.0;
    let mut outer = Vec::new();
    let factorial = |size: usize| model.factorial(size);
    let mut news = owns.into_iter();
    for (label, inner) in inner.iter().enumerate() {
        let sizes = inner.iter().map(|&at| draft.circles[children[at as usize] as usize].size);
        let size: usize = sizes.clone().sum();
        outer.push(size);
        if inner.len() < 2 {
            continue;
        }
        cost += model.division(size, inner.len(), sizes.map(factorial).sum()) + model.rate;
        let own = news.next()?;
        let mut within = Class::default();
        groups[label].iter().enumerate().for_each(|(l, group)| within.add(class(model, l, group)));
        if !within.denser(left) || !own.denser(left) {
            return None;
        }
        for &at in inner {
            let child = children[at as usize] as usize;
            let inside = draft.over_layers(|layer| draft.within(child, layer));
            if draft.circles[child].size > 1 && !inside.denser(own) {
                return None;
            }
        }
        let inner = inner.iter().map(|&at| children[at as usize]).collect();
        around.push((inner, std::mem::take(&mut groups[label])));
    }
    if around.is_empty() || outer.len() < 2 {
        return None;
    }
    let size = draft.circles[circle].size;
    cost += model.division(size, outer.len(), outer.iter().map(|&size| factorial(size)).sum());
    cost -= draft.division(circle);
    Some(Insert { gain: told - cost, around })
}
