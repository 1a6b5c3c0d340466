//! What of a tree of pairs the ties support.
use super::model::{Group, Model};
use super::paris::Join;
use super::search::{Draft, class};

/// The circles of a tree of pairs that the penalised tree-sampling divergence keeps: from below,
/// each pair is kept as two or taken as one, whichever scores more; then circles are dissolved into
/// those around them as long as that gains.
pub(crate) fn flatten<'m>(model: &'m Model, joins: &[Join]) -> Draft<'m> {
    let n = model.cities;
    let depth = model.depth();
    let mut groups: Vec<Group> = Vec::with_capacity((n + joins.len()) * depth);
    for city in 0..n {
        groups.extend((0..depth).map(|layer| model.city(layer, city)));
    }
    let between = between(model, joins);
    let mut size: Vec<usize> = vec![1; n];
    // The score of each group as one, and the best there is.
    let mut value: Vec<f64> = vec![-model.rate; n];
    let mut kept: Vec<bool> = vec![false; n];
    for (at, join) in joins.iter().enumerate() {
        let [a, b] = join.parts.map(|part| part as usize);
        let (mut one, mut two) = (0.0, 0.0);
        for layer in 0..depth {
            let [left, right] = [groups[a * depth + layer], groups[b * depth + layer]];
            let mut both = left;
            both += right;
            both.within += between[at * depth + layer];
            let whole = class(model, layer, &both);
            let parts = [left, right].map(|part| class(model, layer, &part));
            one += whole.told();
            two += whole.without(parts[0]).without(parts[1]).told();
            groups.push(both);
        }
        let (left, right) = (size[a], size[b]);
        let arrangements = model.factorial(left) + model.factorial(right);
        let cost = model.division(left + right, 2, arrangements);
        let one = one - model.rate;
        let two = two + value[a] + value[b] - model.rate - cost;
        size.push(left + right);
        value.push(one.max(two));
        kept.push(two > one);
    }
    let mut draft = Draft::new(model);
    let mut part = vec![false; n + joins.len()];
    joins.iter().flat_map(|join| join.parts).for_each(|inner| part[inner as usize] = true);
    let roots: Vec<usize> = (0..n + joins.len())
        .filter(|&group| !part[group] && (group >= n || model.volumes[group] > 0))
        .collect();
    let mut stack: Vec<(usize, usize)> = match roots[..] {
        [root] => vec![(root, 0)],
        _ => pieces(&mut draft, &roots, &size, &groups),
    };
    while let Some((group, circle)) = stack.pop() {
        if !kept[group] {
            settle(&mut draft, joins, group, circle);
            continue;
        }
        let [a, b] = joins[group - n].parts.map(|part| part as usize);
        let known = |part: usize| (size[part], &groups[part * depth..][..depth]);
        let [left, right] = draft.halve(circle, [known(a), known(b)]);
        stack.push((b, right));
        stack.push((a, left));
    }
    draft
}

/// The weight between the parts of each join, in each layer.
fn between(model: &Model, joins: &[Join]) -> Vec<i64> {
    let depth = model.depth();
    if depth == 1 {
        return joins.iter().map(|join| join.between).collect();
    }
    let n = model.cities;
    let mut parent: Vec<u32> = (0..(n + joins.len()) as u32).collect();
    for (join, at) in joins.iter().zip(n as u32..) {
        join.parts.iter().for_each(|&part| parent[part as usize] = at);
    }
    let mut between = vec![0; joins.len() * depth];
    for layer in 0..depth {
        let ties = model.ties(layer);
        for city in 0..n {
            for (other, weight) in ties.row(city).filter(|arc| (arc.0 as usize) < city) {
                let (mut a, mut b) = (city as u32, other);
                while a != b {
                    // What is numbered later lies higher.
                    let lower = if a < b { &mut a } else { &mut b };
                    *lower = parent[*lower as usize];
                }
                between[(a as usize - n) * depth + layer] += weight;
            }
        }
    }
    between
}

/// The pieces of a network as circles of the root, unless that scores less than the root alone.
fn pieces(
    draft: &mut Draft<'_>,
    roots: &[usize],
    size: &[usize],
    groups: &[Group],
) -> Vec<(usize, usize)> {
    let depth = draft.model.depth();
    draft.circles[0].members.clear();
    let mut stack = Vec::new();
    for &root in roots {
        let circle = draft.add(0, size[root], &groups[root * depth..][..depth]);
        stack.push((root, circle));
    }
    stack
}

/// Puts the cities of a group into a circle.
fn settle(draft: &mut Draft<'_>, joins: &[Join], group: usize, circle: usize) {
    let n = draft.model.cities;
    let mut members = Vec::new();
    let mut stack = vec![group];
    while let Some(group) = stack.pop() {
        match group.checked_sub(n) {
            Some(join) => stack.extend(joins[join].parts.iter().map(|&part| part as usize)),
            None => members.push(group as u32),
        }
    }
    members.sort_unstable();
    members.iter().for_each(|&city| draft.home[city as usize] = circle as u32);
    draft.circles[circle].members = members;
}
