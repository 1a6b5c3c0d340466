//! Diameter and radius by few searches.
use super::BreadthFirst;
use super::reach::followed;
use crate::centrality::Direction;
use crate::{Adjacency, Measured, Node, Result, Undefined, Watch};
use serde::Serialize;

/// Diameter and radius: the largest and the smallest number of ties to the farthest city that a
/// city reaches.
///
/// The numbers of [`Distances`](super::Distances), by the same rules, without searching from every
/// city: each search bounds how far the farthest city can be from all others, and the next is from
/// a city that may still have a larger or a smaller number, until none may. Exact. Where few cities
/// are far apart a handful of searches do; on a ring, or where most arcs have no way back, it may
/// take as many as there are cities. `O(s (n + m))` time for `s` searches, which are reported;
/// `O(n + m)` memory; one thread.
///
/// [`Undefined::TooFewCities`] below two cities, [`Undefined::NoEdges`] without ties. Self-ties and
/// weights do not count.
///
/// The bounds are those of Takes & Kosters (2011), *CIKM* 1191, the order of searches that of
/// Borassi et al. (2015), *Theoretical Computer Science* 586:59.
///
/// ```
/// use conurbation::{Adjacency, Measured, paths::Diameter};
/// let star = Adjacency::from_edges(9, (1..9).map(|leaf| (0, leaf, 1.0)))?;
/// let found = Diameter::new().run(&star)?;
/// assert_eq!((found.diameter, found.radius), (Measured::Value(2.0), Measured::Value(1.0)));
/// assert!(found.searches < 4);
/// # Ok::<(), conurbation::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Diameter {
    direction: Direction,
    #[serde(skip)]
    watch: Watch,
}

impl Default for Diameter {
    fn default() -> Self {
        Self { direction: Direction::Out, watch: Watch::new() }
    }
}

/// The diameter and the radius of a network.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct DiameterResult {
    /// The largest number of ties between two cities with a way.
    pub diameter: Measured,
    /// The smallest number of ties to the farthest city reached, of cities that reach any.
    pub radius: Measured,
    /// The number of searches it took.
    pub searches: usize,
}

impl Diameter {
    /// The default parameters: distances from each city.
    pub fn new() -> Self {
        Self::default()
    }

    /// Sets whether distances in a directed network are from each city (`Out`), to it (`In`), or
    /// disregard directions (`Both`).
    pub fn direction(mut self, direction: Direction) -> Self {
        self.direction = direction;
        self
    }

    /// Lets the work be watched and cancelled.
    pub fn watch(mut self, watch: &Watch) -> Self {
        self.watch = watch.clone();
        self
    }

    /// Finds diameter and radius.
    ///
    /// # Errors
    /// [`Error::Cancelled`](crate::Error::Cancelled).
    pub fn run(&self, graph: impl AsRef<Adjacency>) -> Result<DiameterResult> {
        let graph = followed(graph.as_ref(), self.direction)?;
        let nothing = |reason| {
            let none = Measured::Undefined(reason);
            DiameterResult { diameter: none, radius: none, searches: 0 }
        };
        if graph.node_count() < 2 {
            return Ok(nothing(Undefined::TooFewCities { need: 2 }));
        }
        if graph.edge_count() == 0 {
            return Ok(nothing(Undefined::NoEdges));
        }
        let mut bounds = Bounds::new(&graph);
        let (mut searches, mut for_diameter) = (0, true);
        self.watch.begin(1);
        while let Some(node) = bounds.next(for_diameter).or_else(|| bounds.next(!for_diameter)) {
            self.watch.check()?;
            searches += bounds.search(node);
            for_diameter = !for_diameter;
        }
        self.watch.step();
        let value = |ties: u32| Measured::Value(f64::from(ties));
        Ok(DiameterResult {
            diameter: value(bounds.diameter),
            radius: value(bounds.radius),
            searches,
        })
    }
}

/// What is known of how far the farthest city is from each.
struct Bounds<'a> {
    graph: &'a Adjacency,
    /// Of a directed graph: its arcs reversed, and its nodes, those first that others lead to.
    one_way: Option<(Adjacency, Vec<Node>)>,
    /// Nodes that reach one another share a label.
    piece: Vec<u32>,
    lower: Vec<u32>,
    upper: Vec<u32>,
    /// The sum of the distances from the cities searched from so far.
    sum: Vec<u64>,
    /// The largest and the smallest number that is certain.
    diameter: u32,
    radius: u32,
    search: BreadthFirst,
}

impl<'a> Bounds<'a> {
    fn new(graph: &'a Adjacency) -> Self {
        let (one_way, piece, upper) = if graph.is_directed() {
            let (order, piece) = strong(graph);
            let most = graph.node_count() as u32 - 1;
            (Some((graph.reverse(), order)), piece, vec![most; graph.node_count()])
        } else {
            let pieces = graph.components();
            let most =
                pieces.labels().iter().map(|&label| pieces.sizes()[label as usize] as u32 - 1);
            (None, pieces.labels().to_vec(), most.collect())
        };
        let lower = graph.nodes().map(|node| u32::from(!graph.targets(node).is_empty())).collect();
        let search = BreadthFirst::new(graph.node_count());
        let sum = vec![0; graph.node_count()];
        let mut new = Self {
            graph,
            one_way,
            piece,
            lower,
            upper,
            sum,
            diameter: 0,
            radius: u32::MAX,
            search,
        };
        new.settle();
        new
    }

    /// The node to search from: the one that may have the largest number or the smallest, if that
    /// is not yet certain; of several the one farthest from those before, or nearest to them, and
    /// the one with most ties.
    fn next(&self, for_diameter: bool) -> Option<Node> {
        let open = self.graph.nodes().filter(|&node| {
            let (lower, upper) = (self.lower[node as usize], self.upper[node as usize]);
            let open = if for_diameter { upper > self.diameter } else { lower < self.radius };
            open && lower < upper
        });
        let ties = |node| self.graph.targets(node).len();
        if for_diameter {
            open.max_by_key(|&node| {
                (self.upper[node as usize], self.sum[node as usize], ties(node))
            })
        } else {
            open.min_by_key(|&node| {
                (self.lower[node as usize], self.sum[node as usize], usize::MAX - ties(node))
            })
        }
    }

    /// Searches from a node, and against the arcs to it; gives the number of searches.
    fn search(&mut self, node: Node) -> usize {
        let own = self.piece[node as usize];
        self.search.run(self.graph, node, |_, _| ());
        let far = self.search.levels().len() as u32 - 1;
        for (distance, nodes) in (0..).zip(self.search.levels()) {
            for &other in nodes {
                let at = other as usize;
                self.sum[at] += u64::from(distance);
                if self.piece[at] == own {
                    self.lower[at] = self.lower[at].max(far - distance);
                }
            }
        }
        if let Some((reverse, _)) = &self.one_way {
            self.search.run(reverse, node, |_, _| ());
        }
        for (distance, nodes) in (0..).zip(self.search.levels()) {
            for &other in nodes {
                let at = other as usize;
                self.lower[at] = self.lower[at].max(distance);
                if self.piece[at] == own {
                    self.upper[at] = self.upper[at].min(distance + far);
                }
            }
        }
        self.settle();
        1 + usize::from(self.one_way.is_some())
    }

    /// Draws what follows: what a city reaches is at most one tie farther than from one of those it
    /// has ties to, and where both bounds meet the number is certain.
    fn settle(&mut self) {
        if let Some((_, order)) = &self.one_way {
            for &node in order {
                let next = self.graph.targets(node).iter();
                let most = next.map(|&to| self.upper[to as usize].saturating_add(1)).max();
                let upper = &mut self.upper[node as usize];
                *upper = (*upper).min(most.unwrap_or(0));
            }
        }
        for node in self.graph.nodes() {
            let (lower, upper) = (self.lower[node as usize], self.upper[node as usize]);
            if lower == upper && upper > 0 {
                self.diameter = self.diameter.max(upper);
                self.radius = self.radius.min(upper);
            }
        }
    }
}

/// The nodes of a directed graph, each after those it leads to where there is no way back, and for
/// each a label that those share with it that it reaches and that reach it (Tarjan 1972).
/// `O(n + m)`.
fn strong(graph: &Adjacency) -> (Vec<Node>, Vec<u32>) {
    const UNSEEN: u32 = u32::MAX;
    let nodes = graph.node_count();
    let (mut found, mut low) = (vec![UNSEEN; nodes], vec![0; nodes]);
    let (mut label, mut order) = (vec![UNSEEN; nodes], Vec::with_capacity(nodes));
    let (mut stack, mut way): (Vec<Node>, Vec<(Node, usize)>) = (Vec::new(), Vec::new());
    let (mut time, mut labels) = (0, 0);
    for start in graph.nodes() {
        if found[start as usize] != UNSEEN {
            continue;
        }
        way.push((start, 0));
        while let Some(&mut (node, ref mut at)) = way.last_mut() {
            let own = node as usize;
            if *at == 0 && found[own] == UNSEEN {
                (found[own], low[own]) = (time, time);
                time += 1;
                stack.push(node);
            }
            if let Some(&to) = graph.targets(node).get(*at) {
                *at += 1;
                if found[to as usize] == UNSEEN {
                    way.push((to, 0));
                } else if label[to as usize] == UNSEEN {
                    low[own] = low[own].min(found[to as usize]);
                }
                continue;
            }
            way.pop();
            order.push(node);
            if let Some(&(before, _)) = way.last() {
                low[before as usize] = low[before as usize].min(low[own]);
            }
            if low[own] == found[own] {
                while let Some(top) = stack.pop() {
                    label[top as usize] = labels;
                    if top == node {
                        break;
                    }
                }
                labels += 1;
            }
        }
    }
    (order, label)
}
