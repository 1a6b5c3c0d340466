//! Moves cities to where the score gains most.
use super::draft::{Class, Draft, class};
use super::polish::GAIN;
use crate::circles::model::Group;
use crate::{Result, Watch};

/// How often all cities are asked whether they would move.
const ROUNDS: usize = 6;
/// Of the circles a city has ties to, so many are tried: those of the heaviest ties.
const CHOICES: usize = 4;

/// What is kept from one question to the next, so that nothing is allocated anew.
#[derive(Default)]
struct Scratch {
    /// The weight of the ties of a city to each circle in each layer, 0 between questions.
    weights: Vec<i64>,
    /// The circles of which that is not 0; circles around several may be there several times.
    touched: Vec<u32>,
    /// The smallest circles it is tied to other than its own, with the weight.
    choices: Vec<(i64, u32)>,
    /// The circles from each of two up to the one that holds both, which is not among them.
    ways: [Vec<usize>; 2],
    /// All pairs of the circle last looked at, in each layer: as they are and as they would be.
    below: Vec<[Class; 2]>,
    /// The same of the circles right within the one that holds both.
    inner: Vec<[Class; 2]>,
}

/// Moves cities one by one, until none gains. No circle is emptied.
pub(super) fn move_cities(draft: &mut Draft<'_>, watch: &Watch) -> Result<()> {
    let depth = draft.model.depth();
    let mut scratch =
        Scratch { weights: vec![0; draft.circles.len() * depth], ..Scratch::default() };
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
            scratch.look(draft, city, home);
            let mut best: Option<(f64, u32)> = None;
            for choice in 0..scratch.choices.len().min(CHOICES) {
                let to = scratch.choices[choice].1;
                let gain = scratch.change(draft, city, to, |_, _, _, _| {});
                if gain > best.map_or(GAIN, |best| best.0) {
                    best = Some((gain, to));
                }
            }
            if let Some((_, to)) = best {
                moved = true;
                let mut changes = Vec::new();
                scratch.change(draft, city, to, |circle, layer, group, own| {
                    changes.push((circle, layer, group, own));
                });
                for (circle, layer, group, own) in changes {
                    draft.group_mut(circle)[layer] = group;
                    draft.own_mut(circle)[layer] = own;
                }
                let [leaves, joins] = &scratch.ways;
                leaves.iter().for_each(|&circle| draft.circles[circle].size -= 1);
                joins.iter().for_each(|&circle| draft.circles[circle].size += 1);
                draft.home[city as usize] = to;
                for circle in [home, to] {
                    draft.arrange_around(circle as usize);
                }
                let row = draft.model.graph.row(city as usize);
                row.for_each(|(other, _)| asked[other as usize] = true);
            }
            scratch.forget(depth);
        }
        if !moved {
            break;
        }
    }
    draft.gather();
    Ok(())
}

impl Scratch {
    /// Finds the smallest circles a city is tied to, those of the heaviest ties first, and the
    /// weight to each circle around its partners.
    fn look(&mut self, draft: &Draft<'_>, city: u32, home: u32) {
        let Self { weights, touched, choices, .. } = self;
        let depth = draft.model.depth();
        for layer in 0..depth {
            for (other, weight) in draft.model.ties(layer).row(city as usize) {
                let leaf = draft.home[other as usize];
                let own = &mut weights[leaf as usize * depth..][..depth];
                if own.iter().all(|&weight| weight == 0) {
                    touched.push(leaf);
                }
                own[layer] += weight;
            }
        }
        let sum = |leaf: u32| weights[leaf as usize * depth..][..depth].iter().sum::<i64>();
        choices.clear();
        choices.extend(touched.iter().filter(|&&leaf| leaf != home).map(|&leaf| (sum(leaf), leaf)));
        choices.sort_unstable_by_key(|&(weight, leaf)| (std::cmp::Reverse(weight), leaf));
        for nth in 0..touched.len() {
            let leaf = touched[nth] as usize;
            let mut circle = leaf;
            while circle != 0 {
                circle = draft.circles[circle].parent as usize;
                touched.push(circle as u32);
                for layer in 0..depth {
                    weights[circle * depth + layer] += weights[leaf * depth + layer];
                }
            }
        }
    }

    /// Sets the weights to 0 again.
    fn forget(&mut self, depth: usize) {
        for &circle in &self.touched {
            self.weights[circle as usize * depth..][..depth].fill(0);
        }
        self.touched.clear();
    }

    /// What it gains if a city moves to another circle without smaller ones. `see` is told of each
    /// circle that changes, with its layer, what is then known of it, and its own pairs.
    fn change(
        &mut self,
        draft: &Draft<'_>,
        city: u32,
        to: u32,
        mut see: impl FnMut(usize, usize, Group, Class),
    ) -> f64 {
        let model = draft.model;
        let depth = model.depth();
        let top = self.find_ways(draft, draft.home[city as usize], to);
        let Self { weights, ways, below, inner, .. } = self;
        let none = [Class::default(); 2];
        inner.clear();
        inner.resize(depth, none);
        let mut gain = 0.0;
        for (side, way) in ways.iter().enumerate() {
            let joins = side == 1;
            below.clear();
            below.resize(depth, none);
            for &circle in way {
                for layer in 0..depth {
                    let mut group = draft.group(circle)[layer];
                    let before = class(model, layer, &group);
                    let mut own = model.city(layer, city as usize);
                    own.within = weights[circle * depth + layer];
                    if joins {
                        group += own
                    } else {
                        group -= own
                    }
                    let after = class(model, layer, &group);
                    let old = draft.own(circle, layer);
                    let mut new = old;
                    // All pairs as they are now and were, less those of the circle below.
                    new.add(after);
                    new.add(below[layer][0]);
                    let new = new.without(before).without(below[layer][1]);
                    gain += new.told() - old.told();
                    see(circle, layer, group, new);
                    below[layer] = [before, after];
                }
            }
            for (inner, below) in inner.iter_mut().zip(below.iter()) {
                inner[0].add(below[0]);
                inner[1].add(below[1]);
            }
        }
        for (layer, inner) in inner.iter().enumerate() {
            let old = draft.own(top, layer);
            let mut new = old;
            new.add(inner[0]);
            let new = new.without(inner[1]);
            gain += new.told() - old.told();
            see(top, layer, draft.group(top)[layer], new);
        }
        gain - divisions(draft, ways, top)
    }

    /// Finds the circles from each of two up to the one that holds both; gives that one.
    fn find_ways(&mut self, draft: &Draft<'_>, a: u32, b: u32) -> usize {
        for (way, from) in self.ways.iter_mut().zip([a, b]) {
            way.clear();
            way.push(from as usize);
            let mut circle = from as usize;
            while circle != 0 {
                circle = draft.circles[circle].parent as usize;
                way.push(circle);
            }
        }
        let [one, other] = &mut self.ways;
        let mut top = 0;
        while let (Some(&x), Some(&y)) = (one.last(), other.last()) {
            if x != y {
                break;
            }
            top = x;
            one.pop();
            other.pop();
        }
        top
    }
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
