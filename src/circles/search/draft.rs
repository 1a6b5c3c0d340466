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
    pub(super) groups: Vec<Group>,
    /// The pairs of each circle that lie in none of its circles, in each layer.
    pub(super) owns: Vec<Class>,
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
    pub(super) arrangements: f64,
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

    /// How much more it costs to say how a circle is divided once it has `more` cities and the sum
    /// of `ln n!` of its parts has changed.
    pub(super) fn divided(&self, circle: usize, change: f64, more: isize) -> f64 {
        let Circle { size, ref children, arrangements, .. } = self.circles[circle];
        let size = size.saturating_add_signed(more);
        self.model.division(size, children.len(), arrangements + change) - self.division(circle)
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
