//! Which ties and cities alone hold a network together.
use crate::{Adjacency, Node, Result};
use serde::Serialize;

/// Bridges and cut points: which ties and which cities alone hold a network together.
///
/// Without a *bridge* its two cities have no way to each other any more; without a *cut point* (an
/// articulation point) the other cities of its piece fall into several. Between them lie the
/// *blocks*, the largest sets of cities that no single one cuts apart; a bridge is a block of two.
///
/// Directions are disregarded, and weights do not matter: several ties of a pair, one way or both,
/// are one, and can be a bridge. Self-ties do not count. A network without ties has none of all
/// three, and nothing is ever undefined. `O(n + m)` time and memory, without recursion.
///
/// Hopcroft & Tarjan (1973), *Communications of the ACM* 16:372; Tarjan (1974), *Information
/// Processing Letters* 2:160.
///
/// ```
/// use conurbation::{Adjacency, structure::CutPoints};
/// // A triangle 0–1–2, and a chain from 2 over 3 to 4.
/// let ties = [(0, 1, 1.0), (1, 2, 1.0), (2, 0, 1.0), (2, 3, 1.0), (3, 4, 1.0)];
/// let found = CutPoints::new().run(&Adjacency::from_edges(5, ties)?)?;
/// assert_eq!(found.bridges, [(2, 3), (3, 4)]);
/// assert_eq!(found.articulation_points, [2, 3]);
/// assert_eq!(found.blocks, 3);
/// # Ok::<(), conurbation::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Default, Serialize)]
pub struct CutPoints {}

/// The ties and cities that alone hold a network together.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct CutPointsResult {
    /// The bridges, the smaller node first, in order.
    pub bridges: Vec<(Node, Node)>,
    /// The cut points, in order.
    pub articulation_points: Vec<Node>,
    /// Into how many more pieces the others fall without each city: 0 if it is no cut point.
    pub further_pieces: Vec<u32>,
    /// The number of blocks (biconnected components); a city without ties is in none.
    pub blocks: usize,
}

impl CutPoints {
    /// There is nothing to choose.
    pub fn new() -> Self {
        Self::default()
    }

    /// Finds bridges, cut points and the number of blocks.
    ///
    /// # Errors
    /// None; the signature is that of all measures.
    pub fn run(&self, graph: impl AsRef<Adjacency>) -> Result<CutPointsResult> {
        let graph = graph.as_ref();
        let mut search = Search::new(graph);
        graph.nodes().for_each(|root| search.run(root));
        search.bridges.sort_unstable();
        let cuts = |&city: &Node| search.further_pieces[city as usize] > 0;
        Ok(CutPointsResult {
            articulation_points: graph.nodes().filter(cuts).collect(),
            bridges: search.bridges,
            further_pieces: search.further_pieces,
            blocks: search.blocks,
        })
    }
}

/// A search into depth, by Tarjan's numbers.
struct Search<'a> {
    graph: &'a Adjacency,
    /// When a node was found, from 1; 0 before.
    found: Vec<u32>,
    /// The earliest node that it or what hangs below it is tied to, the tie to its parent left out.
    low: Vec<u32>,
    time: u32,
    /// The way from the root: nodes with their parents, and the next partner to look at.
    way: Vec<(Node, Node, usize)>,
    bridges: Vec<(Node, Node)>,
    further_pieces: Vec<u32>,
    blocks: usize,
}

impl<'a> Search<'a> {
    fn new(graph: &'a Adjacency) -> Self {
        let n = graph.node_count();
        Self {
            graph,
            found: vec![0; n],
            low: vec![0; n],
            time: 0,
            way: Vec::new(),
            bridges: Vec::new(),
            further_pieces: vec![0; n],
            blocks: 0,
        }
    }

    /// The partner at a position: those it has ties to, then, in a directed graph, the others.
    fn partner(&self, node: Node, at: usize) -> Option<Node> {
        let targets = self.graph.targets(node);
        let sources = if self.graph.is_directed() { self.graph.sources(node) } else { &[] };
        targets.get(at).or_else(|| sources.get(at - targets.len())).copied()
    }

    fn enter(&mut self, node: Node, parent: Node) {
        self.time += 1;
        self.found[node as usize] = self.time;
        self.low[node as usize] = self.time;
        self.way.push((node, parent, 0));
    }

    fn run(&mut self, root: Node) {
        if self.found[root as usize] > 0 {
            return;
        }
        self.enter(root, root);
        while let Some((node, parent, at)) = self.way.last_mut().map(|step| {
            step.2 += 1;
            (step.0, step.1, step.2 - 1)
        }) {
            match self.partner(node, at) {
                Some(partner) if self.found[partner as usize] == 0 => self.enter(partner, node),
                Some(partner) if partner != parent => {
                    let found = self.found[partner as usize];
                    self.low[node as usize] = self.low[node as usize].min(found);
                }
                Some(_) => {}
                None => {
                    self.way.pop();
                    if node != root {
                        self.leave(node, parent);
                    }
                }
            }
        }
        // The piece of a root counts once with it, so all but one block of it are further pieces.
        let pieces = &mut self.further_pieces[root as usize];
        *pieces = pieces.saturating_sub(1);
    }

    /// All below a node is known: whether its parent cuts it off.
    fn leave(&mut self, node: Node, parent: Node) {
        let low = self.low[node as usize];
        self.low[parent as usize] = self.low[parent as usize].min(low);
        let above = self.found[parent as usize];
        if low >= above {
            self.blocks += 1;
            self.further_pieces[parent as usize] += 1;
        }
        if low > above {
            self.bridges.push((node.min(parent), node.max(parent)));
        }
    }
}
