//! A random shortest path between two cities.
use crate::random::Random;
use crate::{Adjacency, Node};

/// A search from both ends at once, to be used for one pair after another.
#[derive(Debug)]
pub(super) struct PathSampler {
    sides: [Side; 2],
}

/// What is known from one end.
#[derive(Debug)]
struct Side {
    /// Ties from this end; `UNSEEN` where not reached.
    level: Vec<u32>,
    /// The number of paths from this end, up to one factor for each level.
    paths: Vec<f64>,
    /// The nodes reached, nearest first, and where the farthest level starts.
    order: Vec<Node>,
    front: usize,
}

const UNSEEN: u32 = u32::MAX;
/// Above this, the numbers of paths of a level are made smaller all alike.
const MANY: f64 = 1e200;

impl PathSampler {
    pub(super) fn new(nodes: usize) -> Self {
        let side = || Side {
            level: vec![UNSEEN; nodes],
            paths: vec![0.0; nodes],
            order: Vec::new(),
            front: 0,
        };
        Self { sides: [side(), side()] }
    }

    /// The nodes between the ends of a shortest path from one node to another, each path as likely;
    /// none if there is no way or nothing between.
    pub(super) fn sample(
        &mut self,
        graph: &Adjacency,
        ends: [Node; 2],
        random: &mut Random,
    ) -> Vec<Node> {
        for (side, end) in self.sides.iter_mut().zip(ends) {
            side.start(end);
        }
        loop {
            // The side with less to look at goes on.
            let work = [0, 1].map(|side| self.sides[side].work(graph, side == 1));
            let (side, backwards) = if work[0] <= work[1] { (0, false) } else { (1, true) };
            if work[side] == 0 {
                return Vec::new();
            }
            self.sides[side].advance(graph, backwards);
            let [one, other] = &self.sides;
            let (ahead, behind) = if backwards { (other, one) } else { (one, other) };
            let met = ahead.order[ahead.front..].iter().copied();
            let met: Vec<Node> = met.filter(|&it| behind.level[it as usize] != UNSEEN).collect();
            if !met.is_empty() {
                let ways =
                    |node: Node| one.paths[node as usize] * (other.paths[node as usize] / MANY);
                let middle = choose(met.iter().map(|&node| (node, ways(node))), random);
                let mut between = Vec::new();
                one.walk_back(middle, |node| graph.sources(node), random, &mut between);
                other.walk_back(middle, |node| graph.targets(node), random, &mut between);
                if !ends.contains(&middle) {
                    between.push(middle);
                }
                return between;
            }
        }
    }
}

impl Side {
    fn start(&mut self, end: Node) {
        for node in self.order.drain(..) {
            self.level[node as usize] = UNSEEN;
        }
        self.level[end as usize] = 0;
        self.paths[end as usize] = 1.0;
        self.order.push(end);
        self.front = 0;
    }

    /// The arcs to look at for the next level.
    fn work(&self, graph: &Adjacency, backwards: bool) -> usize {
        let degree = |&node: &Node| next(graph, node, backwards).len();
        self.order[self.front..].iter().map(degree).sum()
    }

    /// Finds the next level.
    fn advance(&mut self, graph: &Adjacency, backwards: bool) {
        let (start, end) = (self.front, self.order.len());
        let level = self.level[self.order[start] as usize] + 1;
        for at in start..end {
            let from = self.order[at];
            for &to in next(graph, from, backwards) {
                if self.level[to as usize] == UNSEEN {
                    self.level[to as usize] = level;
                    self.paths[to as usize] = 0.0;
                    self.order.push(to);
                }
                if self.level[to as usize] == level {
                    self.paths[to as usize] += self.paths[from as usize];
                }
            }
        }
        self.front = end;
        let front = &self.order[end..];
        if front.iter().any(|&node| self.paths[node as usize] > MANY) {
            front.iter().for_each(|&node| self.paths[node as usize] /= MANY);
        }
    }

    /// Adds the nodes between `from` and the end of this side, by a way chosen from all.
    fn walk_back<'g>(
        &self,
        mut from: Node,
        nearer: impl Fn(Node) -> &'g [Node],
        random: &mut Random,
        between: &mut Vec<Node>,
    ) {
        while self.level[from as usize] > 1 {
            let level = self.level[from as usize] - 1;
            let steps = nearer(from).iter().filter(|&&it| self.level[it as usize] == level);
            from = choose(steps.map(|&it| (it, self.paths[it as usize])), random);
            between.push(from);
        }
    }
}

fn next(graph: &Adjacency, node: Node, backwards: bool) -> &[Node] {
    if backwards { graph.sources(node) } else { graph.targets(node) }
}

/// One of some nodes, in proportion to their weights. There must be a node.
fn choose(of: impl Iterator<Item = (Node, f64)> + Clone, random: &mut Random) -> Node {
    let total: f64 = of.clone().map(|(_, weight)| weight).sum();
    let mut left = random.uniform() * total;
    let mut chosen = None;
    for (node, weight) in of {
        chosen = Some(node);
        left -= weight;
        if left < 0.0 {
            break;
        }
    }
    chosen.expect("a way on")
}
