//! A tree that can be changed, and what each circle adds to its score.
use crate::circles::CircleTree;
use crate::circles::model::{Group, Model};
use crate::circles::tree::Growing;

/// A tree under construction. Circle 0 is the root; a city alone is a circle of its own here, and
/// cities without ties are in none but the root.
#[derive(Debug, Clone)]
pub(crate) struct Draft<'m> {
    pub(crate) model: &'m Model,
    pub(crate) circles: Vec<Circle>,
    /// What is known of each circle in each layer.
    groups: Vec<Group>,
    /// The pairs of each circle that lie in none of its circles, in each layer.
    owns: Vec<Class>,
    /// The circle without smaller ones that a city is in.
    pub(crate) home: Vec<u32>,
}

#[derive(Debug, Clone, Default)]
pub(crate) struct Circle {
    pub(crate) parent: u32,
    pub(crate) children: Vec<u32>,
    /// Its cities, if it has no smaller circles.
    pub(crate) members: Vec<u32>,
    pub(crate) size: usize,
    /// The sum of `ln n!` of the sizes of its circles.
    arrangements: f64,
    pub(crate) gone: bool,
}

/// Weight and expected weight, in ties, of some pairs of cities in one layer.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub(crate) struct Class {
    pub(crate) weight: f64,
    pub(crate) expected: f64,
}

impl Class {
    /// `E ln (E / K)`, what a rate of its own tells of these pairs.
    pub(crate) fn told(self) -> f64 {
        if self.weight <= 0.0 {
            return 0.0;
        }
        self.weight * (self.weight / self.expected.max(f64::MIN_POSITIVE)).ln()
    }

    pub(crate) fn add(&mut self, other: Self) {
        self.weight += other.weight;
        self.expected += other.expected;
    }

    /// What is left of these pairs without others among them.
    pub(crate) fn without(self, other: Self) -> Self {
        Self {
            weight: (self.weight - other.weight).max(0.0),
            expected: (self.expected - other.expected).max(0.0),
        }
    }

    /// Whether pairs here are tied more often, as against what is expected, than those there.
    pub(crate) fn denser(self, other: Self) -> bool {
        self.weight * other.expected > other.weight * self.expected
    }
}

impl<'m> Draft<'m> {
    /// The root alone.
    pub(crate) fn new(model: &'m Model) -> Self {
        let tied = |city: &u32| model.volumes[*city as usize] > 0;
        let members: Vec<u32> = (0..model.cities as u32).filter(tied).collect();
        let root = Circle { size: members.len(), members, ..Circle::default() };
        let home = vec![0; model.cities];
        let groups = model.whole();
        let layers = groups.iter().enumerate();
        let owns = layers.map(|(layer, group)| class(model, layer, group)).collect();
        Self { model, circles: vec![root], groups, owns, home }
    }

    /// A tree as it is. Circles are numbered alike, and cities that are alone come after them.
    pub(crate) fn of(model: &'m Model, tree: &CircleTree) -> Self {
        let mut draft = Self::new(model);
        let depth = model.depth();
        let mut groups = vec![Group::default(); tree.circle_count() * depth];
        for layer in 0..depth {
            for city in 0..model.cities {
                let mut at = Some(tree.home(city as u32));
                while let Some(circle) = at {
                    groups[circle * depth + layer] += model.city(layer, city);
                    at = tree.parent(circle);
                }
                for (other, weight) in model.ties(layer).row(city) {
                    let mut at = if (other as usize) < city {
                        Some(tree.common(city as u32, other))
                    } else {
                        None
                    };
                    while let Some(circle) = at {
                        groups[circle * depth + layer].within += weight;
                        at = tree.parent(circle);
                    }
                }
            }
        }
        let tied = |city: &&u32| model.volumes[**city as usize] > 0;
        let size = |circle: usize| tree.members(circle).iter().filter(tied).count();
        for circle in 1..tree.circle_count() {
            let parent = tree.parent(circle).unwrap_or(0);
            draft.circles[parent].members.clear();
            draft.push(parent, size(circle), &groups[circle * depth..][..depth]);
        }
        for circle in 0..tree.circle_count() {
            let loose: Vec<u32> = tree.loose(circle).iter().filter(tied).copied().collect();
            loose.iter().for_each(|&city| draft.home[city as usize] = circle as u32);
            if draft.circles[circle].children.is_empty() {
                draft.circles[circle].members = loose;
                continue;
            }
            for city in loose {
                let own: Vec<Group> = (0..depth).map(|l| model.city(l, city as usize)).collect();
                let alone = draft.push(circle, 1, &own);
                draft.circles[alone].members = vec![city];
                draft.home[city as usize] = alone as u32;
            }
        }
        draft
    }

    /// What all rates of their own tell, without their price.
    pub(crate) fn told_in_all(&self) -> f64 {
        let circles = (0..self.circles.len()).filter(|&circle| !self.circles[circle].gone);
        let told = crate::sums::sum(circles.map(|circle| self.told(circle)));
        let whole = self.over_root();
        told - whole
    }

    /// What the root alone tells.
    fn over_root(&self) -> f64 {
        (0..self.model.depth()).map(|layer| self.within(0, layer).told()).sum()
    }

    /// What each circle of the tree this was made of adds to the score.
    pub(crate) fn worths(&self, tree: &CircleTree) -> Vec<f64> {
        let worth = |circle| if circle == 0 { 0.0 } else { self.worth(circle) };
        (0..tree.circle_count()).map(worth).collect()
    }

    /// What is known of a circle in each layer.
    pub(crate) fn group(&self, circle: usize) -> &[Group] {
        let depth = self.model.depth();
        &self.groups[circle * depth..][..depth]
    }

    pub(super) fn group_mut(&mut self, circle: usize) -> &mut [Group] {
        let depth = self.model.depth();
        &mut self.groups[circle * depth..][..depth]
    }

    /// All pairs within a circle, in one layer.
    pub(crate) fn within(&self, circle: usize, layer: usize) -> Class {
        class(self.model, layer, &self.group(circle)[layer])
    }

    /// The pairs of a circle that lie in none of its circles, in one layer.
    pub(crate) fn own(&self, circle: usize, layer: usize) -> Class {
        self.owns[circle * self.model.depth() + layer]
    }

    pub(super) fn own_mut(&mut self, circle: usize) -> &mut [Class] {
        let depth = self.model.depth();
        &mut self.owns[circle * depth..][..depth]
    }

    /// Pairs over all layers.
    pub(crate) fn over_layers(&self, class: impl Fn(usize) -> Class) -> Class {
        let mut all = Class::default();
        (0..self.model.depth()).for_each(|layer| all.add(class(layer)));
        all
    }

    /// What the pairs of a circle in none of its circles tell, summed over layers.
    pub(crate) fn told(&self, circle: usize) -> f64 {
        (0..self.model.depth()).map(|layer| self.own(circle, layer).told()).sum()
    }

    /// What it costs to say how a circle is divided.
    pub(crate) fn division(&self, circle: usize) -> f64 {
        let Circle { size, ref children, arrangements, .. } = self.circles[circle];
        if children.is_empty() {
            0.0
        } else {
            self.model.division(size, children.len(), arrangements)
        }
    }

    /// The circles that have smaller ones, the outermost first.
    pub(super) fn divided_circles(&self) -> Vec<usize> {
        let mut all = vec![0];
        let mut at = 0;
        while at < all.len() {
            let children = self.circles[all[at]].children.iter().map(|&child| child as usize);
            all.extend(children.filter(|&child| !self.circles[child].children.is_empty()));
            at += 1;
        }
        all.retain(|&circle| !self.circles[circle].children.is_empty());
        all
    }

    /// The circles of several cities that have no smaller ones.
    pub(super) fn undivided(&self) -> Vec<usize> {
        let open = |circle: &usize| {
            let circle = &self.circles[*circle];
            !circle.gone && circle.children.is_empty() && circle.size > 1
        };
        (0..self.circles.len()).filter(open).collect()
    }

    /// The score of the tree, in nats: 0 for the root alone.
    pub(crate) fn score(&self) -> f64 {
        let rate = self.model.rate;
        let circles = (0..self.circles.len()).filter(|&circle| !self.circles[circle].gone);
        let values = circles.map(|circle| self.told(circle) - self.division(circle) - rate);
        let all = crate::sums::sum(values);
        all + rate - self.over_root()
    }

    /// What would be lost if a circle were dissolved into the one around it: what it adds to the
    /// score. It has circles of its own, or is one of several in a circle that may be left with
    /// its cities alone.
    pub(crate) fn worth(&self, circle: usize) -> f64 {
        let parent = self.circles[circle].parent as usize;
        let (inner, outer) = (&self.circles[circle], &self.circles[parent]);
        let told = |layer: usize| {
            let (own, around) = (self.own(circle, layer), self.own(parent, layer));
            let mut both = own;
            both.add(around);
            own.told() + around.told() - both.told()
        };
        let told: f64 = (0..self.model.depth()).map(told).sum();
        let factorial = |size| self.model.factorial(size);
        let (parts, arrangements) = if inner.children.is_empty() {
            // Its cities stand alone then, each with a rate of its own.
            (outer.children.len() - 1 + inner.size, outer.arrangements - factorial(inner.size))
        } else {
            let arrangements = outer.arrangements - factorial(inner.size) + inner.arrangements;
            (outer.children.len() - 1 + inner.children.len(), arrangements)
        };
        let joint = self.model.division(outer.size, parts, arrangements);
        let rates = if inner.children.is_empty() { 1.0 - inner.size as f64 } else { 1.0 };
        told - self.division(circle) - self.division(parent) + joint - rates * self.model.rate
    }

    /// Adds a circle; `groups` is what is known of it in each layer.
    fn push(&mut self, parent: usize, size: usize, groups: &[Group]) -> usize {
        let circle = self.circles.len();
        self.circles.push(Circle { parent: parent as u32, size, ..Circle::default() });
        self.groups.extend_from_slice(groups);
        for (layer, group) in groups.iter().enumerate() {
            let class = class(self.model, layer, group);
            self.owns.push(class);
            let around = &mut self.own_mut(parent)[layer];
            *around = around.without(class);
        }
        self.circles[parent].children.push(circle as u32);
        self.circles[parent].arrangements += self.model.factorial(size);
        circle
    }

    /// Divides a circle without smaller ones in two: the cities of each part and what is known of
    /// it in each layer. Gives the two.
    pub(crate) fn halve(&mut self, circle: usize, parts: [(usize, &[Group]); 2]) -> [usize; 2] {
        self.circles[circle].members.clear();
        parts.map(|(size, groups)| self.push(circle, size, groups))
    }

    /// Divides a circle without smaller ones: a label below `count` for each of its members.
    pub(crate) fn split(&mut self, circle: usize, labels: &[u32], count: usize, groups: &[Group]) {
        let depth = self.model.depth();
        let members = std::mem::take(&mut self.circles[circle].members);
        let mut parts = vec![Vec::new(); count];
        for (&city, &label) in members.iter().zip(labels) {
            parts[label as usize].push(city);
        }
        for (part, members) in parts.into_iter().enumerate() {
            let child = self.push(circle, members.len(), &groups[part * depth..][..depth]);
            members.iter().for_each(|&city| self.home[city as usize] = child as u32);
            self.circles[child].members = members;
        }
    }

    /// Puts a circle around some circles of one.
    pub(crate) fn insert(&mut self, parent: usize, inner: &[u32], groups: &[Group]) -> usize {
        let mut size = 0;
        let mut arrangements = 0.0;
        for &child in inner {
            let own = self.circles[child as usize].size;
            size += own;
            arrangements += self.model.factorial(own);
        }
        self.circles[parent].arrangements -= arrangements;
        for &child in inner {
            for layer in 0..self.model.depth() {
                let class = self.within(child as usize, layer);
                self.own_mut(parent)[layer].add(class);
            }
        }
        let circle = self.push(parent, size, groups);
        for &child in inner {
            for layer in 0..self.model.depth() {
                let class = self.within(child as usize, layer);
                let own = &mut self.own_mut(circle)[layer];
                *own = own.without(class);
            }
        }
        inner.iter().for_each(|&child| self.circles[child as usize].parent = circle as u32);
        let outer = std::mem::take(&mut self.circles[parent].children);
        let stays = |child: &u32| self.circles[*child as usize].parent as usize == parent;
        self.circles[parent].children = outer.into_iter().filter(stays).collect();
        let new = &mut self.circles[circle];
        (new.children, new.arrangements) = (inner.to_vec(), arrangements);
        circle
    }

    /// How much more it costs to say how a circle is divided once it has `more` cities and the sum
    /// of `ln n!` of its parts has changed.
    pub(super) fn divided(&self, circle: usize, change: f64, more: isize) -> f64 {
        let Circle { size, ref children, arrangements, .. } = self.circles[circle];
        let size = size.saturating_add_signed(more);
        self.model.division(size, children.len(), arrangements + change) - self.division(circle)
    }

    /// Adds a circle to one whose cities are being dealt out.
    pub(crate) fn add(&mut self, parent: usize, size: usize, groups: &[Group]) -> usize {
        self.push(parent, size, groups)
    }

    /// Works out anew how the circles around one are arranged, once its size has changed.
    pub(super) fn arrange_around(&mut self, mut circle: usize) {
        while circle != 0 {
            circle = self.circles[circle].parent as usize;
            let children = self.circles[circle].children.iter();
            let sizes = children.map(|&child| self.circles[child as usize].size);
            self.circles[circle].arrangements = sizes.map(|size| self.model.factorial(size)).sum();
        }
    }

    /// Lists the cities of the circles without smaller ones anew, once cities have moved.
    pub(super) fn gather(&mut self) {
        self.circles.iter_mut().for_each(|circle| circle.members.clear());
        for (city, &home) in self.home.iter().enumerate() {
            if self.model.volumes[city] > 0 {
                self.circles[home as usize].members.push(city as u32);
            }
        }
    }

    /// Leaves the cities of a circle without smaller ones alone in the circle around it.
    pub(super) fn scatter(&mut self, circle: usize) {
        let members = std::mem::take(&mut self.circles[circle].members);
        let depth = self.model.depth();
        let cities = members.len();
        let groups: Vec<Group> = members
            .iter()
            .flat_map(|&city| (0..depth).map(move |layer| (layer, city)))
            .map(|(layer, city)| self.model.city(layer, city as usize))
            .collect();
        self.circles[circle].members = members;
        let labels: Vec<u32> = (0..cities as u32).collect();
        self.split(circle, &labels, cities, &groups);
        self.dissolve(circle);
    }

    /// Makes a circle without smaller ones of one.
    pub(super) fn unite(&mut self, circle: usize) {
        let mut members = Vec::new();
        let mut stack = std::mem::take(&mut self.circles[circle].children);
        while let Some(inner) = stack.pop() {
            let inner = &mut self.circles[inner as usize];
            inner.gone = true;
            members.append(&mut inner.members);
            stack.append(&mut inner.children);
        }
        members.sort_unstable();
        members.iter().for_each(|&city| self.home[city as usize] = circle as u32);
        self.circles[circle].members = members;
        self.circles[circle].arrangements = 0.0;
        for layer in 0..self.model.depth() {
            self.own_mut(circle)[layer] = self.within(circle, layer);
        }
    }

    /// Gives the circles of a circle to the one around it.
    pub(crate) fn dissolve(&mut self, circle: usize) {
        let inner = std::mem::take(&mut self.circles[circle]);
        let parent = inner.parent as usize;
        self.circles[circle].gone = true;
        self.circles[circle].parent = inner.parent;
        for layer in 0..self.model.depth() {
            let own = self.own(circle, layer);
            self.own_mut(parent)[layer].add(own);
        }
        let factorial = self.model.factorial(inner.size);
        let outer = &mut self.circles[parent];
        outer.children.retain(|&child| child as usize != circle);
        outer.arrangements += inner.arrangements - factorial;
        outer.children.extend_from_slice(&inner.children);
        for child in inner.children {
            self.circles[child as usize].parent = parent as u32;
        }
    }

    /// The tree without the circles that are gone and those of one city.
    pub(crate) fn tree(&self) -> CircleTree {
        let parent = self.circles.iter().map(|circle| circle.parent).collect();
        Growing { parent, level: None, home: self.home.clone() }.finish()
    }
}

/// The pairs within a group.
pub(crate) fn class(model: &Model, layer: usize, group: &Group) -> Class {
    Class { weight: model.weight(layer, group.within), expected: model.expected(layer, group) }
}
