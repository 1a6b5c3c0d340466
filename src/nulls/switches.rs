//! Exchanging the ends of two ties.
use super::pairs::Pairs;
use crate::random::Random;
use crate::{Adjacency, Node};
use serde::Serialize;

/// A simple graph on its way to a random one with the same degrees.
///
/// A step that finds its move impossible stays where it is and counts: then each move is as likely
/// as its reverse, and after a given number of steps all graphs tend to be equally likely. Stopping
/// after a given number of moves would favour graphs with many possible moves.
///
/// Where more than half of all pairs are tied it is the missing ties that walk: each of their moves
/// is one of the ties too, and they are stopped less often.
///
/// Only some pairs may take part.
pub(super) struct Switches<'a> {
    directed: bool,
    nodes: u32,
    among: Option<&'a Among>,
    /// Whether what walks are the pairs that are not tied.
    missing: bool,
    ties: Vec<(Node, Node)>,
    present: Pairs,
}

impl<'a> Switches<'a> {
    pub(super) fn new(graph: &Adjacency, among: Option<&'a Among>) -> Self {
        let (n, directed) = (graph.node_count(), graph.is_directed());
        let part = |&(a, b): &(Node, Node)| takes_part(among, a, b);
        let ties: Vec<_> = graph.edges().map(|(from, to, _)| (from, to)).filter(part).collect();
        let present = Pairs::new(n, ties.iter().copied());
        let pairs = among.map_or(n * n.saturating_sub(1) / 2, Among::pairs);
        let missing = 2 * ties.len() > if directed { 2 * pairs } else { pairs };
        let walk = Self { directed, nodes: n as u32, among, missing, ties, present };
        if missing { walk.complement() } else { walk }
    }

    /// The pairs there are not.
    fn complement(self) -> Self {
        let all = (0..self.nodes).flat_map(|from| {
            let first = if self.directed { 0 } else { from + 1 };
            (first..self.nodes).filter(move |&to| to != from).map(move |to| (from, to))
        });
        let free =
            |&(a, b): &(Node, Node)| takes_part(self.among, a, b) && !self.present.contains((a, b));
        let ties: Vec<_> = all.filter(free).collect();
        let present = Pairs::new(self.nodes as usize, ties.iter().copied());
        Self { ties, present, ..self }
    }

    /// How many pairs walk.
    pub(super) fn walking(&self) -> usize {
        self.ties.len()
    }

    /// One step; whether it moved. There must be a tie.
    pub(super) fn step(&mut self, random: &mut Random) -> bool {
        // Switches alone cannot turn a ring of three cities round (Rao, Jana & Bandyopadhyay 1996).
        if self.directed && random.below(4) == 0 { self.turn(random) } else { self.switch(random) }
    }

    /// Makes a-b and c-d into a-d and c-b.
    fn switch(&mut self, random: &mut Random) -> bool {
        let count = self.ties.len() as u32;
        let (one, other) = (random.below(count) as usize, random.below(count) as usize);
        let (a, b) = self.ties[one];
        let (mut c, mut d) = self.ties[other];
        if !self.directed && random.below(2) == 0 {
            (c, d) = (d, c);
        }
        let (first, second) = (self.pair(a, d), self.pair(c, b));
        let part = |a: Node, b: Node| a != b && takes_part(self.among, a, b);
        if !(part(a, d) && part(c, b))
            || self.present.contains(first)
            || self.present.contains(second)
        {
            return false;
        }
        for pair in [self.ties[one], self.ties[other], first, second] {
            self.present.flip(pair);
        }
        (self.ties[one], self.ties[other]) = (first, second);
        true
    }

    /// Makes a→b→c→a into a←b←c←a, if there are no arcs back.
    fn turn(&mut self, random: &mut Random) -> bool {
        let (a, b) = self.ties[random.below(self.ties.len() as u32) as usize];
        let c = random.below(self.nodes);
        let ring = [(a, b), (b, c), (c, a)];
        let legal = |&(from, to): &(Node, Node)| {
            self.present.contains((from, to)) && !self.present.contains((to, from))
        };
        if !ring.iter().all(legal) {
            return false;
        }
        for (from, to) in ring {
            self.present.flip((from, to));
            self.present.flip((to, from));
        }
        for tie in self.ties.iter_mut().filter(|tie| ring.contains(tie)) {
            *tie = (tie.1, tie.0);
        }
        true
    }

    fn pair(&self, from: Node, to: Node) -> (Node, Node) {
        if self.directed || from < to { (from, to) } else { (to, from) }
    }

    /// The ties that take part.
    pub(super) fn into_ties(self) -> Vec<(Node, Node)> {
        if self.missing { self.complement().ties } else { self.ties }
    }
}

/// Which pairs of cities take part.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(super) enum Among {
    /// Those of different groups, by the group of each city.
    Different(Vec<u32>),
    /// Those of classes that are marked, by the class of each city and by rows of classes.
    Marked { class: Vec<u32>, marks: Vec<bool>, classes: usize },
}

impl Among {
    fn holds(&self, a: Node, b: Node) -> bool {
        let (a, b) = (a as usize, b as usize);
        match self {
            Self::Different(groups) => groups[a] != groups[b],
            Self::Marked { class, marks, classes } => {
                marks[class[a] as usize * classes + class[b] as usize]
            }
        }
    }

    /// The number of cities.
    pub(super) fn cities(&self) -> usize {
        match self {
            Self::Different(labels) | Self::Marked { class: labels, .. } => labels.len(),
        }
    }

    /// The number of pairs, direction disregarded.
    fn pairs(&self) -> usize {
        match self {
            Self::Different(groups) => {
                let mut sorted = groups.clone();
                sorted.sort_unstable();
                let sizes = sorted.chunk_by(|a, b| a == b).map(<[u32]>::len);
                let own: usize = sizes.map(|size| size * size).sum();
                (groups.len() * groups.len() - own) / 2
            }
            Self::Marked { class, .. } => {
                let cities = 0..class.len() as Node;
                cities.clone().map(|a| (0..a).filter(|&b| self.holds(a, b)).count()).sum()
            }
        }
    }
}

/// Whether a pair takes part.
pub(super) fn takes_part(among: Option<&Among>, a: Node, b: Node) -> bool {
    among.is_none_or(|among| among.holds(a, b))
}
