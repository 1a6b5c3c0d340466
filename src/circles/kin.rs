//! What circles two cities have in common.
use super::containment::Order;
use super::family::Family;
use crate::Node;
use std::collections::BTreeMap;

/// The cities of a family in classes of those that belong to the same circles, and what the pairs
/// of two classes have in common. The whole region counts as a circle around all.
pub(super) struct Kin {
    /// The class of each city.
    pub(super) class: Vec<u32>,
    /// How many cities each class has.
    pub(super) sizes: Vec<u64>,
    /// For each two classes, by rows, the size of the smallest circle that holds both.
    smallest: Vec<u32>,
    /// For each two classes the number of circles, each inside the next, that hold both.
    depth: Vec<u32>,
}

impl Kin {
    pub(super) fn of(family: &Family) -> Self {
        let order = Order::of(family);
        let cities = family.city_count();
        let circles: Vec<usize> =
            order.distinct().filter(|&it| family.circles()[it].len() < cities).collect();
        let mut around = vec![Vec::new(); cities];
        for &circle in &circles {
            for &city in &family.circles()[circle] {
                around[city as usize].push(circle);
            }
        }
        let mut classes: BTreeMap<&[usize], u32> = BTreeMap::new();
        let mut sizes: Vec<u64> = Vec::new();
        let mut members: Vec<&[usize]> = Vec::new();
        let mut class = Vec::with_capacity(cities);
        for circles in &around {
            let next = sizes.len() as u32;
            let this = *classes.entry(circles).or_insert(next);
            if this == next {
                sizes.push(0);
                members.push(circles);
            }
            sizes[this as usize] += 1;
            class.push(this);
        }
        let whole = cities as u32;
        // A circle of all cities is the region itself: it adds no depth.
        let whole_is_named = order.distinct().any(|it| family.circles()[it].len() == cities);
        let level = |circle: usize| order.level[circle] + u32::from(!whole_is_named);
        let count = sizes.len();
        let (mut smallest, mut depth) = (vec![whole; count * count], vec![1; count * count]);
        for a in 0..count {
            for b in 0..count {
                for &circle in members[a].iter().filter(|it| members[b].contains(it)) {
                    let at = a * count + b;
                    smallest[at] = smallest[at].min(family.circles()[circle].len() as u32);
                    depth[at] = depth[at].max(level(circle));
                }
            }
        }
        Self { class, sizes, smallest, depth }
    }

    /// The size of the smallest circle around cities of two classes.
    pub(super) fn smallest(&self, a: u32, b: u32) -> u32 {
        self.smallest[a as usize * self.sizes.len() + b as usize]
    }

    /// The number of circles around cities of two classes, the region included.
    pub(super) fn depth(&self, a: u32, b: u32) -> u32 {
        self.depth[a as usize * self.sizes.len() + b as usize]
    }

    /// The smallest circle around cities of two classes, of equals the first; none but the region.
    pub(super) fn smallest_circle(&self, family: &Family, a: u32, b: u32) -> Option<usize> {
        let city = |class: u32| self.class.iter().position(|&it| it == class).map(|it| it as Node);
        let (one, other) = (city(a)?, city(b)?);
        let holds = |circle: &usize| {
            let size = family.circles()[*circle].len();
            size < family.city_count()
                && size == self.smallest(a, b) as usize
                && family.contains(*circle, one)
                && family.contains(*circle, other)
        };
        (0..family.len()).find(holds)
    }

    /// The number of circles around two cities.
    pub(super) fn depth_of(&self, one: Node, other: Node) -> u32 {
        self.depth(self.class[one as usize], self.class[other as usize])
    }

    /// How many pairs of cities there are of each two classes, each once.
    pub(super) fn pairs(&self) -> impl Iterator<Item = (u32, u32, u64)> + '_ {
        let count = self.sizes.len();
        (0..count).flat_map(move |a| {
            (a..count).map(move |b| {
                let (x, y) = (self.sizes[a], self.sizes[b]);
                let pairs = if a == b { x * x.saturating_sub(1) / 2 } else { x * y };
                (a as u32, b as u32, pairs)
            })
        })
    }
}
