//! Circles within circles as one object.
use crate::adjacency::Node;
use crate::{ParamError, Result};
use serde::Serialize;
use std::cmp::Reverse;
use std::ops::Range;

/// Circles within circles: a tree whose root is the region, whose other circles lie each wholly
/// within the one above, and whose leaves are the cities.
///
/// A circle may hold any number of smaller circles, and cities besides that are in none of them. A
/// circle has at least two cities and fewer than the one around it: a circle of a single city says
/// nothing, and one that holds all of its parent is the parent. The root, circle 0, is always
/// there and holds all cities; a tree of the root alone says that there are no circles.
///
/// The order is canonical, whatever the order of the input: the circles of a circle come largest
/// first, then by their smallest city, and each is followed by all that lies within it. Two trees
/// of the same circles are equal.
///
/// Every circle has a level, above that of its parent: the position of the division it comes from
/// ([`from_levels`](Self::from_levels)), or else its depth.
///
/// ```
/// use conurbation::circles::CircleTree;
/// let tree = CircleTree::new(6, [vec![4, 5], vec![0, 1, 2, 3], vec![2, 3]])?;
/// assert_eq!(tree.members(1), [2, 3, 0, 1]);
/// assert_eq!(tree.children(1).collect::<Vec<_>>(), [2]);
/// assert_eq!(tree.loose(1), [0, 1]);
/// assert_eq!(tree.labels(1), [0, 0, 0, 0, 1, 1]);
/// assert_eq!(tree.labels(2), [2, 3, 0, 0, 1, 1]);
/// assert!(CircleTree::new(3, [vec![0, 1], vec![1, 2]]).is_err());
/// # Ok::<(), conurbation::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CircleTree {
    /// The cities, so that those of each circle stand beside one another.
    cities: Vec<Node>,
    /// In preorder: each circle comes before those within it.
    circles: Vec<Circle>,
    /// The smallest circle around each city.
    #[serde(skip)]
    home: Vec<u32>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
struct Circle {
    parent: Option<u32>,
    level: u32,
    depth: u32,
    /// Where its cities stand; those in no smaller circle come last.
    start: u32,
    end: u32,
    /// How many of them are in smaller circles.
    inner: u32,
    /// The first circle after it that does not lie within it.
    next: u32,
}

/// A tree as it grows: circles in any order, and the smallest circle around each city.
#[derive(Debug, Clone)]
pub(crate) struct Growing {
    /// The circle around each circle; the root is its own.
    pub(crate) parent: Vec<u32>,
    /// The level of each circle, if they have one.
    pub(crate) level: Option<Vec<u32>>,
    /// The smallest circle around each city.
    pub(crate) home: Vec<u32>,
}

impl CircleTree {
    /// The tree of circles, each a list of cities in any order, none crossing another; the root
    /// need not be among them. Circles of one city are left out, and doubles are one.
    ///
    /// # Errors
    /// [`Error::Param`](crate::Error::Param) for a city not below `cities` and for circles that
    /// cross, naming both by their positions. `O(Σ sizes · log)`.
    pub fn new(
        cities: usize,
        circles: impl IntoIterator<Item = impl Into<Vec<Node>>>,
    ) -> Result<Self> {
        let mut sets: Vec<(usize, Vec<Node>)> = Vec::new();
        for (position, circle) in circles.into_iter().enumerate() {
            let mut members = circle.into();
            members.sort_unstable();
            members.dedup();
            if let Some(&last) = members.last().filter(|last| **last as usize >= cities) {
                let found = format!("circle {position} holds city {last} of {cities}");
                return Err(ParamError::new("CircleTree::new", found, "cities of the tree").into());
            }
            if members.len() > 1 {
                sets.push((position, members));
            }
        }
        sets.sort_by_key(|(position, members)| (Reverse(members.len()), *position));
        let mut growing = Growing::root(cities);
        let mut position_of = vec![None];
        for (position, members) in &sets {
            if let Err(other) = growing.add(members) {
                let other = position_of[other as usize].unwrap_or(*position);
                let found =
                    format!("circles {} and {}", other.min(*position), other.max(*position));
                let expected = "circles of which no two cross";
                return Err(ParamError::new("CircleTree::new", found, expected).into());
            }
            position_of.push(Some(*position));
        }
        Ok(growing.finish())
    }

    /// The tree of divisions of the same cities, the coarsest first: a label for each city, each
    /// division within the one before. Circles keep the number of the first division they appear
    /// in, from 1 on, as their level.
    ///
    /// # Errors
    /// [`Error::Param`](crate::Error::Param) if a division is not within the one before, naming
    /// it, or if they are of different numbers of cities. `O(n · levels)`.
    pub fn from_levels(cities: usize, levels: &[impl AsRef<[u32]>]) -> Result<Self> {
        let mut growing = Growing::root(cities);
        let mut level_of = vec![0];
        for (at, labels) in levels.iter().map(AsRef::as_ref).enumerate() {
            if labels.len() != cities {
                let found = format!("{} labels for {cities} cities at {at}", labels.len());
                let expected = "one label for each city";
                return Err(ParamError::new("from_levels", found, expected).into());
            }
            let mut order: Vec<Node> = (0..cities as Node).collect();
            order.sort_by_key(|&city| labels[city as usize]);
            for group in order.chunk_by(|a, b| labels[*a as usize] == labels[*b as usize]) {
                if growing.add(group).is_err() {
                    let found = format!("division {at}");
                    let expected = "each division within the one before";
                    return Err(ParamError::new("from_levels", found, expected).into());
                }
                level_of.push(at as u32 + 1);
            }
        }
        growing.level = Some(level_of);
        Ok(growing.finish())
    }

    /// The region without circles.
    pub fn root(cities: usize) -> Self {
        Growing::root(cities).finish()
    }

    /// The number of cities.
    pub fn city_count(&self) -> usize {
        self.cities.len()
    }

    /// The number of circles, the root among them; circles are numbered from 0, the root.
    pub fn circle_count(&self) -> usize {
        self.circles.len()
    }

    /// Whether there is no circle but the root.
    pub fn is_trivial(&self) -> bool {
        self.circles.len() == 1
    }

    /// The circle around a circle; none for the root.
    ///
    /// # Panics
    /// If there is no such circle, here and below.
    pub fn parent(&self, circle: usize) -> Option<usize> {
        self.circles[circle].parent.map(|parent| parent as usize)
    }

    /// The circles right within a circle, the largest first, then by smallest city.
    pub fn children(&self, circle: usize) -> impl Iterator<Item = usize> + '_ {
        let end = self.circles[circle].next as usize;
        let next = move |child: usize| (child < end).then_some(child);
        std::iter::successors(next(circle + 1), move |&child| {
            next(self.circles[child].next as usize)
        })
    }

    /// A circle and all within it, which are numbered one after another.
    pub fn within(&self, circle: usize) -> Range<usize> {
        circle..self.circles[circle].next as usize
    }

    /// The cities of a circle: those of its circles in their order, then the others ascending.
    pub fn members(&self, circle: usize) -> &[Node] {
        let Circle { start, end, .. } = self.circles[circle];
        &self.cities[start as usize..end as usize]
    }

    /// The cities of a circle that are in none of its circles, in order.
    pub fn loose(&self, circle: usize) -> &[Node] {
        &self.members(circle)[self.circles[circle].inner as usize..]
    }

    /// The number of cities of a circle.
    pub fn size(&self, circle: usize) -> usize {
        self.members(circle).len()
    }

    /// How many circles lie around a circle; 0 for the root.
    pub fn depth(&self, circle: usize) -> usize {
        self.circles[circle].depth as usize
    }

    /// The level of a circle; 0 for the root, and more than its parent's for any other.
    pub fn level(&self, circle: usize) -> usize {
        self.circles[circle].level as usize
    }

    /// The levels that have circles of their own, ascending; none if there is no circle but the
    /// root.
    pub fn levels(&self) -> Vec<usize> {
        let mut levels: Vec<usize> =
            (1..self.circles.len()).map(|circle| self.level(circle)).collect();
        levels.sort_unstable();
        levels.dedup();
        levels
    }

    /// The smallest circle around a city.
    pub fn home(&self, city: Node) -> usize {
        self.home[city as usize] as usize
    }

    /// The smallest circle around two cities. `O(depth)`.
    pub fn common(&self, a: Node, b: Node) -> usize {
        let (mut a, mut b) = (self.home(a), self.home(b));
        while a != b {
            // What comes later in preorder lies deeper or elsewhere: never around the other.
            let deeper = if a > b { &mut a } else { &mut b };
            *deeper = self.circles[*deeper].parent.map_or(0, |parent| parent as usize);
        }
        a
    }

    /// The division of the cities at a level: a label for each city, 0 for those of the largest
    /// group, groups of one size in the order of their smallest city.
    ///
    /// A circle that is divided only at a later level, or never, is one group; a city left loose
    /// where its circle is divided is a group of its own. Level 0 is the whole region.
    pub fn labels(&self, level: usize) -> Vec<u32> {
        let at = |circle: usize| self.level(circle) <= level;
        let divided: Vec<bool> =
            (0..self.circles.len()).map(|circle| self.children(circle).any(at)).collect();
        let mut around: Vec<usize> = (0..self.circles.len()).collect();
        for circle in 1..self.circles.len() {
            if !at(circle) {
                around[circle] = self.parent(circle).map_or(0, |parent| around[parent]);
            }
        }
        let mut groups = vec![(Reverse(0), Node::MAX, None); self.circles.len()];
        let mut alone = Vec::new();
        for city in 0..self.city_count() as Node {
            let circle = around[self.home(city)];
            if divided[circle] {
                alone.push((Reverse(1), city, None));
            } else {
                let (size, first, own) = &mut groups[circle];
                *own = Some(circle);
                size.0 += 1;
                *first = city.min(*first);
            }
        }
        let mut groups: Vec<_> = groups.into_iter().filter(|group| group.2.is_some()).collect();
        groups.append(&mut alone);
        groups.sort_unstable();
        let mut label_of = vec![0; self.circles.len()];
        let mut labels = vec![0; self.city_count()];
        for (label, &(_, city, circle)) in groups.iter().enumerate() {
            match circle {
                Some(circle) => label_of[circle] = label as u32,
                None => labels[city as usize] = label as u32,
            }
        }
        for city in 0..self.city_count() {
            let circle = around[self.home[city] as usize];
            if !divided[circle] {
                labels[city] = label_of[circle];
            }
        }
        labels
    }
}

impl Growing {
    /// The region and nothing within it.
    pub(crate) fn root(cities: usize) -> Self {
        Self { parent: vec![0], level: None, home: vec![0; cities] }
    }

    /// Adds a circle that holds none of those before. If it crosses one, that one is returned.
    fn add(&mut self, members: &[Node]) -> Result<(), u32> {
        let homes = || members.iter().map(|&city| self.home[city as usize]);
        let parent = homes().next().unwrap_or(0);
        // Of two homes the later one was added within the earlier or beside it.
        if let Some(other) = homes().find(|&home| home != parent) {
            return Err(other.max(parent));
        }
        let circle = self.parent.len() as u32;
        self.parent.push(parent);
        members.iter().for_each(|&city| self.home[city as usize] = circle);
        Ok(())
    }

    /// Brings the circles into their order, without those that say nothing.
    pub(crate) fn finish(self) -> CircleTree {
        let (count, cities) = (self.parent.len(), self.home.len());
        let root = (0..count).find(|&circle| self.parent[circle] as usize == circle).unwrap_or(0);
        let parent = |circle: usize| self.parent[circle] as usize;
        // Parents before children.
        let mut within = lists(count, (0..count).filter(|&c| c != root).map(|c| (parent(c), c)));
        let mut order = vec![root];
        let mut at = 0;
        while at < order.len() {
            order.extend_from_slice(&within[order[at]]);
            at += 1;
        }
        let mut size = vec![0_u32; count];
        let mut first = vec![Node::MAX; count];
        for (city, &home) in self.home.iter().enumerate().rev() {
            size[home as usize] += 1;
            first[home as usize] = city as Node;
        }
        for &circle in order.iter().skip(1).rev() {
            size[parent(circle)] += size[circle];
            first[parent(circle)] = first[parent(circle)].min(first[circle]);
        }
        // What says nothing is taken for the circle around it.
        let mut stands = (0..count).collect::<Vec<_>>();
        for &circle in &order[1..] {
            let around = stands[parent(circle)];
            if size[circle] < 2 || size[circle] == size[around] {
                stands[circle] = around;
            }
        }
        let kept = || order.iter().copied().filter(|&circle| stands[circle] == circle);
        within = lists(count, kept().skip(1).map(|circle| (stands[parent(circle)], circle)));
        for children in &mut within {
            children.sort_unstable_by_key(|&child| (Reverse(size[child]), first[child]));
        }
        let homes = self.home.iter().map(|&home| stands[home as usize]).zip(0..);
        let loose = lists(count, homes.map(|(home, city)| (home, city as usize)));
        let mut tree = CircleTree {
            cities: Vec::with_capacity(cities),
            circles: Vec::new(),
            home: vec![0; cities],
        };
        let levels = self.level.as_deref();
        let mut stack = vec![(root, None, 0)];
        while let Some((circle, around, done)) = stack.pop() {
            let here = if done == 0 { tree.circles.len() as u32 } else { around.unwrap_or(0) };
            if done == 0 {
                let above = around.map(|around: u32| tree.circles[around as usize]);
                let depth = above.map_or(0, |above| above.depth + 1);
                let start = tree.cities.len() as u32;
                tree.circles.push(Circle {
                    parent: around,
                    level: levels.filter(|_| depth > 0).map_or(depth, |levels| levels[circle]),
                    depth,
                    start,
                    end: start,
                    inner: 0,
                    next: 0,
                });
            }
            if let Some(&child) = within[circle].get(done) {
                stack.push((circle, Some(here), done + 1));
                stack.push((child, Some(here), 0));
                continue;
            }
            let inner = tree.cities.len() as u32;
            for &city in &loose[circle] {
                tree.cities.push(city as Node);
                tree.home[city] = here;
            }
            let next = tree.circles.len() as u32;
            let own = &mut tree.circles[here as usize];
            own.inner = inner - own.start;
            own.end = tree.cities.len() as u32;
            own.next = next;
        }
        tree
    }
}

/// The items of each of `count` keys, in the order in which they come.
fn lists(count: usize, items: impl Iterator<Item = (usize, usize)>) -> Vec<Vec<usize>> {
    let mut lists = vec![Vec::new(); count];
    items.for_each(|(key, item)| lists[key].push(item));
    lists
}
