//! Moves cities to where the score gains most.
use super::draft::{Class, Draft, class};
use super::polish::GAIN;
use crate::circles::model::Group;
use crate::{Result, Watch};

/// How often all cities are asked whether they would move.
const ROUNDS: usize = 6;
/// Of the circles a city has ties to, so many are tried: those of the heaviest ties.
const CHOICES: usize = 4;

/// What a move changes: circles from the smallest up to the one that holds both places.
struct Change {
    gain: f64,
    /// The circle, its new size, what is then known of it and of its own pairs in each layer.
    circles: Vec<(usize, usize, Vec<Group>, Vec<Class>)>,
}

/// Moves cities one by one, until none gains. No circle is emptied.
pub(super) fn move_cities(draft: &mut Draft<'_>, watch: &Watch) -> Result<()> {
    let depth = draft.model.depth();
    let mut weights = vec![0_i64; draft.circles.len() * depth];
    let mut touched: Vec<u32> = Vec::new();
    let cities: Vec<u32> = (0..draft.model.cities as u32)
        .filter(|&city| draft.model.volumes[city as usize] > 0)
        .collect();
    let mut asked = vec![true; draft.model.cities];
    for _ in 0..ROUNDS {
        let mut moved = false;
        for &city in &cities {
            if !std::mem::take(&mut asked[city as usize]) {
                continue;
            }
            watch.check()?;
            let home = draft.home[city as usize];
            if draft.circles[home as usize].size < 2 {
                continue;
            }
            let mut choices = tied(draft, city, home, &mut weights, &mut touched);
            choices.truncate(CHOICES);
            let mut best: Option<(Change, u32)> = None;
            for (_, to) in choices {
                let change = change(draft, city, to, &weights);
                if change.gain > best.as_ref().map_or(GAIN, |best| best.0.gain) {
                    best = Some((change, to));
                }
            }
            for &circle in &touched {
                weights[circle as usize * depth..][..depth].fill(0);
            }
            touched.clear();
            if let Some((change, to)) = best {
                moved = true;
                for (circle, size, groups, owns) in change.circles {
                    draft.circles[circle].size = size;
                    draft.group_mut(circle).copy_from_slice(&groups);
                    draft.own_mut(circle).copy_from_slice(&owns);
                }
                draft.home[city as usize] = to;
                for circle in [home, to] {
                    draft.arrange_around(circle as usize);
                }
                let row = draft.model.graph.row(city as usize);
                row.for_each(|(other, _)| asked[other as usize] = true);
            }
        }
        if !moved {
            break;
        }
    }
    draft.gather();
    Ok(())
}

/// The smallest circles a city is tied to, other than its own, those of the heaviest ties first.
/// `weights` becomes the weight to each circle around its partners in each layer.
fn tied(
    draft: &Draft<'_>,
    city: u32,
    home: u32,
    weights: &mut [i64],
    touched: &mut Vec<u32>,
) -> Vec<(i64, u32)> {
    let depth = draft.model.depth();
    let mut leaves: Vec<u32> = Vec::new();
    for layer in 0..depth {
        for (other, weight) in draft.model.ties(layer).row(city as usize) {
            let leaf = draft.home[other as usize];
            let own = &mut weights[leaf as usize * depth..][..depth];
            if own.iter().all(|&weight| weight == 0) {
                leaves.push(leaf);
            }
            own[layer] += weight;
        }
    }
    let sum = |leaf: u32| weights[leaf as usize * depth..][..depth].iter().sum::<i64>();
    let mut choices: Vec<(i64, u32)> =
        leaves.iter().filter(|&&leaf| leaf != home).map(|&leaf| (sum(leaf), leaf)).collect();
    choices.sort_unstable_by_key(|&(weight, leaf)| (std::cmp::Reverse(weight), leaf));
    touched.extend_from_slice(&leaves);
    for leaf in leaves {
        let mut circle = leaf;
        while circle != 0 {
            circle = draft.circles[circle as usize].parent;
            touched.push(circle);
            for layer in 0..depth {
                weights[circle as usize * depth + layer] += weights[leaf as usize * depth + layer];
            }
        }
    }
    choices
}

/// What it changes if a city moves to another circle without smaller ones.
fn change(draft: &Draft<'_>, city: u32, to: u32, weights: &[i64]) -> Change {
    let model = draft.model;
    let depth = model.depth();
    let ways = ways(draft, draft.home[city as usize], to);
    let mut gain = 0.0;
    let mut circles = Vec::new();
    // What the circles just below take from the own pairs of the one that holds both.
    let mut taken = vec![Class::default(); depth];
    let mut given = vec![Class::default(); depth];
    for (side, way) in ways.0.iter().enumerate() {
        let joins = side == 1;
        let mut below: Vec<[Class; 2]> = vec![[Class::default(); 2]; depth];
        for &circle in way {
            let mut groups = draft.group(circle).to_vec();
            let mut owns = Vec::with_capacity(depth);
            for (layer, group) in groups.iter_mut().enumerate() {
                let before = class(model, layer, group);
                let mut own = model.city(layer, city as usize);
                own.within = weights[circle * depth + layer];
                if joins {
                    *group += own
                } else {
                    *group -= own
                }
                let after = class(model, layer, group);
                let old = draft.own(circle, layer);
                let mut new = old;
                // All pairs as they are now and were, less those of the circle below.
                new.add(after);
                new.add(below[layer][0]);
                let new = new.without(before).without(below[layer][1]);
                gain += new.told() - old.told();
                owns.push(new);
                below[layer] = [before, after];
            }
            let size = draft.circles[circle].size;
            circles.push((circle, if joins { size + 1 } else { size - 1 }, groups, owns));
        }
        for layer in 0..depth {
            taken[layer].add(below[layer][1]);
            given[layer].add(below[layer][0]);
        }
    }
    let top = ways.1;
    let mut owns = Vec::with_capacity(depth);
    for layer in 0..depth {
        let old = draft.own(top, layer);
        let mut new = old;
        new.add(given[layer]);
        let new = new.without(taken[layer]);
        gain += new.told() - old.told();
        owns.push(new);
    }
    gain -= divisions(draft, &ways.0, top);
    circles.push((top, draft.circles[top].size, draft.group(top).to_vec(), owns));
    Change { gain, circles }
}

/// The circles from each of two up to the one that holds both, which comes last.
fn ways(draft: &Draft<'_>, a: u32, b: u32) -> ([Vec<usize>; 2], usize) {
    let up = |mut circle: u32| {
        let mut way = vec![circle as usize];
        while circle != 0 {
            circle = draft.circles[circle as usize].parent;
            way.push(circle as usize);
        }
        way
    };
    let (mut one, mut other) = (up(a), up(b));
    let mut top = 0;
    while let (Some(&x), Some(&y)) = (one.last(), other.last()) {
        if x != y {
            break;
        }
        top = x;
        one.pop();
        other.pop();
    }
    ([one, other], top)
}

/// How much more the divisions cost when a city leaves the first way and joins the second.
fn divisions(draft: &Draft<'_>, ways: &[Vec<usize>; 2], top: usize) -> f64 {
    let model = draft.model;
    let mut more = 0.0;
    // How the sum of ln n! changes if the size of a circle does.
    let part = |circle: usize, joins: bool| {
        let size = draft.circles[circle].size;
        let next = if joins { size + 1 } else { size - 1 };
        model.factorial(next) - model.factorial(size)
    };
    let mut at_top = 0.0;
    for (side, way) in ways.iter().enumerate() {
        let joins = side == 1;
        for pair in way.windows(2) {
            more += draft.divided(pair[1], part(pair[0], joins), if joins { 1 } else { -1 });
        }
        at_top += way.last().map_or(0.0, |&circle| part(circle, joins));
    }
    more + draft.divided(top, at_top, 0)
}
