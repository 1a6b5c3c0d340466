//! How a tree changes: circles divided, put between, dissolved, and cities left alone.
use super::draft::{Circle, Draft, class};
use crate::circles::model::Group;

impl Draft<'_> {
    /// Adds a circle; `groups` is what is known of it in each layer.
    pub(super) fn push(&mut self, parent: usize, size: usize, groups: &[Group]) -> usize {
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
}
