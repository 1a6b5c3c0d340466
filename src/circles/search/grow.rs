//! Towards the best tree: splits, circles between, and cities moved.
use super::draft::Draft;
use super::polish::GAIN;
use super::split::Search;
use super::{insert, moves, polish, scan, split};
use crate::circles::flatten::flatten;
use crate::circles::model::Model;
use crate::circles::paris::joins;
use crate::{Result, Watch, parallel};
use std::collections::BTreeSet;

/// Up to so many ties the whole region is searched at many resolutions, and beyond at few.
const SMALL: usize = 50_000;
const MIDDLE: usize = 400_000;
/// The resolutions at which parts are searched, as multiples of how densely they are tied; in a
/// network of many ties there are parts enough, and fewer do.
const PARTS: [f64; 6] = [0.7, 1.0, 1.5, 2.2, 3.2, 4.6];
const FEW_PARTS: [f64; 4] = [0.8, 1.3, 2.2, 3.8];

/// The tree that joins in pairs lead to, its cities moved to where they belong.
pub(crate) fn joined<'m>(model: &'m Model, watch: &Watch) -> Result<Draft<'m>> {
    let joins = joins(&model.graph, &model.volumes, watch)?;
    let mut draft = flatten(model, &joins);
    settle(&mut draft, watch)?;
    Ok(draft)
}

/// The best tree found: from the divisions of the whole region at a range of resolutions, and from
/// joins in pairs, each refined.
pub(crate) fn grown<'m>(model: &'m Model, seed: u64, watch: &Watch) -> Result<Draft<'m>> {
    let ties = model.graph.arcs() / 2;
    let search = Search {
        resolutions: &PARTS,
        relative: true,
        seeds: 1,
        iterations: 2,
        seed,
        gaining: true,
        watch,
    };
    let (count, parts) = if ties <= SMALL {
        (6, search.clone())
    } else if ties <= MIDDLE {
        (8, search.clone())
    } else {
        (4, Search { resolutions: &FEW_PARTS, iterations: 1, ..search })
    };
    let mut whole = BTreeSet::new();
    let mut best = joined(model, watch)?;
    let divided = best.divided_circles();
    between(&mut best, divided, seed, watch)?;
    refine(&mut best, &parts, None, &mut whole)?;
    let region = scan::geometric(0.4, 12.0, count);
    let region = Search { resolutions: &region, relative: false, ..parts };
    let mut other = Draft::new(model);
    refine(&mut other, &parts, Some(&region), &mut whole)?;
    if other.score() > best.score() {
        best = other;
    }
    Ok(best)
}

/// The best division of the whole region, and what it gains, be it less than nothing.
pub(crate) fn region(model: &Model, seed: u64) -> Result<(Vec<u32>, Option<f64>)> {
    let draft = Draft::new(model);
    let quiet = Watch::new();
    let resolutions = scan::geometric(0.5, 8.0, 10);
    let search = Search {
        resolutions: &resolutions,
        relative: false,
        seeds: 1,
        iterations: 2,
        seed,
        gaining: false,
        watch: &quiet,
    };
    let best = split::best(&draft, 0, &search, &mut vec![0; model.cities])?;
    Ok(best.map_or((vec![0; model.cities], None), |best| (best.labels, Some(best.gain))))
}

/// The best circles around the parts of a region, one label for each part, and what they gain, be
/// it less than nothing.
pub(crate) fn around(model: &Model, parts: &[u32], seed: u64) -> Result<(Vec<u32>, Option<f64>)> {
    let count = parts.iter().max().map_or(0, |&most| most as usize + 1);
    let mut draft = Draft::new(model);
    let labels: Vec<u32> =
        draft.circles[0].members.iter().map(|&city| parts[city as usize]).collect();
    draft.split(0, &labels, count, &model.groups(parts, count));
    let best = insert::best(&draft, 0, f64::NEG_INFINITY, seed, &Watch::new())?;
    // Parts are numbered alike, one after another from 1 on.
    let mut labels: Vec<u32> = (0..count as u32).collect();
    let Some(best) = best else { return Ok((labels, None)) };
    for (nth, (inner, _)) in best.around.iter().enumerate() {
        inner.iter().for_each(|&part| labels[part as usize - 1] = (count + nth) as u32);
    }
    Ok((labels, Some(best.gain)))
}

/// Splits circles, puts circles between, and moves cities, until nothing gains; the circles there are
/// at first by a search of their own, if one is given. `whole` holds sets of cities that are better
/// left whole: a search of parts would find the same again.
fn refine(
    draft: &mut Draft<'_>,
    parts: &Search<'_>,
    mut region: Option<&Search<'_>>,
    whole: &mut BTreeSet<Vec<u32>>,
) -> Result<()> {
    let &Search { seed, watch, .. } = parts;
    let cities = draft.model.cities;
    let mut open = draft.undivided();
    while !open.is_empty() {
        watch.check()?;
        let of_parts = region.is_none();
        let search = region.take().unwrap_or(parts);
        open.retain(|&circle| !(of_parts && whole.contains(&draft.circles[circle].members)));
        let (quiet, now) = (Watch::new(), &*draft);
        let found = parallel::map(
            open.len(),
            &quiet,
            || vec![0; cities],
            |at, place| split::best(now, open[at], search, place),
        )?;
        let (mut next, mut divided) = (Vec::new(), Vec::new());
        for (&circle, found) in open.iter().zip(found) {
            if let Some(split) = found? {
                draft.split(circle, &split.labels, split.count, &split.groups);
                next.extend(draft.circles[circle].children.iter().map(|&child| child as usize));
                divided.push(circle);
            } else if of_parts {
                whole.insert(draft.circles[circle].members.clone());
            }
        }
        between(draft, divided, seed, watch)?;
        open = next;
    }
    settle(draft, watch)
}

/// Moves cities to where they belong, and leaves circles within circles, each denser.
fn settle(draft: &mut Draft<'_>, watch: &Watch) -> Result<()> {
    polish::dissolve(draft);
    moves::move_cities(draft, watch)?;
    polish::dissolve(draft);
    polish::keep_denser(draft);
    Ok(())
}

/// Puts circles between those just divided and their parts, as long as that gains.
fn between(draft: &mut Draft<'_>, mut open: Vec<usize>, seed: u64, watch: &Watch) -> Result<()> {
    while let Some(circle) = open.pop() {
        watch.check()?;
        if let Some(insert) = insert::best(draft, circle, GAIN, seed, watch)? {
            open.push(circle);
            for (inner, groups) in insert.around {
                open.push(draft.insert(circle, &inner, &groups));
            }
        }
    }
    Ok(())
}
