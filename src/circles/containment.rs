//! Which circle lies inside which: a lattice, not a tree.
use super::family::{Family, is_subset};
use crate::{Measured, Node, ParamError, Result, Undefined};
use serde::Serialize;

/// Containment: which circles lie inside which, and how deep in circles each city stands.
///
/// A circle lies inside another if all its cities do and there are fewer of them. Circles with the
/// same cities are one with two names. As circles may overlap, one may have several next larger
/// ones; a circle lies directly inside another if none lies between.
///
/// The depth of a city is the number of circles on the longest chain, each inside the next, that
/// begins with a circle it belongs to: 0 in no circle, 2 in a circle inside a circle. The
/// [`share_in_two`](ContainmentResult::share_in_two) of cities at depth two or more is
/// [`Undefined::TooFewCities`] without cities. `O(c² s)` for `c` circles of `s` cities.
///
/// ```
/// use conurbation::circles::{Containment, Family};
/// let family = Family::new(6, [vec![0, 1, 2, 3], vec![0, 1], vec![2, 3, 4]])?;
/// let found = Containment::new().run(&family)?;
/// assert_eq!(found.parents, [vec![], vec![0], vec![]]);
/// assert_eq!(found.depth, [2, 2, 1, 1, 1, 0]);
/// assert_eq!(found.chains, [vec![1, 0], vec![2]]);
/// # Ok::<(), conurbation::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Default, Serialize)]
pub struct Containment {}

/// Which circles lie inside which.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct ContainmentResult {
    /// For each circle the first with the same cities; itself for most.
    pub same: Vec<usize>,
    /// For each circle those directly around it, of each the first of its name; ascending.
    pub parents: Vec<Vec<usize>>,
    /// For each circle the number of circles on the longest chain from it outward, itself included.
    pub level: Vec<u32>,
    /// The depth of each city.
    pub depth: Vec<u32>,
    /// The deepest of all.
    pub deepest: u32,
    /// The share of cities that stand in a circle inside a circle.
    pub share_in_two: Measured,
    /// Every chain that cannot be made longer, from the innermost circle outward.
    pub chains: Vec<Vec<usize>>,
}

impl Containment {
    /// The most chains that are listed, 10,000.
    pub const MOST_CHAINS: usize = 10_000;

    /// There is nothing to choose.
    pub fn new() -> Self {
        Self::default()
    }

    /// Finds the order of the circles.
    ///
    /// # Errors
    /// [`Error::Param`](crate::Error::Param) for a family of more than
    /// [`MOST_CHAINS`](Self::MOST_CHAINS) chains.
    pub fn run(&self, family: &Family) -> Result<ContainmentResult> {
        let order = Order::of(family);
        let mut depth = vec![0; family.city_count()];
        for (circle, members) in family.circles().iter().enumerate() {
            for &city in members {
                depth[city as usize] = order.level[circle].max(depth[city as usize]);
            }
        }
        let deep = depth.iter().filter(|&&depth| depth >= 2).count() as f64;
        let share = if depth.is_empty() {
            Err(Undefined::TooFewCities { need: 1 })
        } else {
            Ok(deep / depth.len() as f64)
        };
        let chains = order.chains()?;
        Ok(ContainmentResult {
            deepest: depth.iter().copied().max().unwrap_or(0),
            share_in_two: share.into(),
            chains,
            depth,
            same: order.same,
            parents: order.parents,
            level: order.level,
        })
    }
}

/// The order of the circles of a family.
pub(super) struct Order {
    pub(super) same: Vec<usize>,
    pub(super) parents: Vec<Vec<usize>>,
    pub(super) level: Vec<u32>,
}

impl Order {
    pub(super) fn of(family: &Family) -> Self {
        let circles = family.circles();
        let first = |circle: &Vec<Node>| circles.iter().position(|other| other == circle);
        let same: Vec<usize> =
            circles.iter().enumerate().map(|(nth, it)| first(it).unwrap_or(nth)).collect();
        let mut larger_first: Vec<usize> = (0..circles.len()).collect();
        larger_first.sort_by_key(|&nth| (std::cmp::Reverse(circles[nth].len()), nth));
        let mut level = vec![1; circles.len()];
        let mut parents = vec![Vec::new(); circles.len()];
        let mut around: Vec<Vec<usize>> = vec![Vec::new(); circles.len()];
        for &circle in &larger_first {
            if same[circle] != circle {
                continue;
            }
            let outer = (0..circles.len()).filter(|&other| {
                same[other] == other
                    && circles[other].len() > circles[circle].len()
                    && is_subset(&circles[circle], &circles[other])
            });
            around[circle] = outer.collect();
            let between = |&outer: &usize| {
                !around[circle].iter().any(|&middle| around[middle].contains(&outer))
            };
            parents[circle] = around[circle].iter().copied().filter(between).collect();
            level[circle] = 1 + parents[circle].iter().map(|&it| level[it]).max().unwrap_or(0);
        }
        for circle in 0..circles.len() {
            if same[circle] != circle {
                parents[circle] = parents[same[circle]].clone();
                level[circle] = level[same[circle]];
            }
        }
        Self { same, parents, level }
    }

    /// The circles that are the first of their name.
    pub(super) fn distinct(&self) -> impl Iterator<Item = usize> + '_ {
        (0..self.same.len()).filter(|&circle| self.same[circle] == circle)
    }

    fn chains(&self) -> Result<Vec<Vec<usize>>, ParamError> {
        let is_parent =
            |circle: usize| self.distinct().any(|it| self.parents[it].contains(&circle));
        let mut open: Vec<Vec<usize>> =
            self.distinct().filter(|&it| !is_parent(it)).map(|it| vec![it]).collect();
        open.reverse();
        let mut chains = Vec::new();
        while let Some(chain) = open.pop() {
            let parents = chain.last().map_or(&[][..], |&last| &self.parents[last]);
            if parents.is_empty() {
                chains.push(chain);
            } else {
                let longer = |&parent: &usize| chain.iter().copied().chain([parent]).collect();
                open.extend(parents.iter().rev().map(longer));
            }
            if chains.len() + open.len() > Containment::MOST_CHAINS {
                let found = "more than 10000 chains of circles";
                let expected = "a family of at most 10000 chains";
                return Err(ParamError::new("Containment::run", found, expected));
            }
        }
        Ok(chains)
    }
}
