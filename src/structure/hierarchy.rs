//! Whether a directed network has a top and a bottom.
use crate::{Adjacency, Measured, Result, Undefined, sums};
use serde::Serialize;

/// Hierarchy of a directed network: does who sends to whom order the cities from top to bottom?
///
/// A city reaches another if arcs lead there, over however many cities; it reaches itself. With
/// `n` cities, in `P` pieces (direction disregarded) of `N` cities each:
///
/// * `connectedness` `1 − pairs in different pieces / (n (n − 1) / 2)`;
/// * `hierarchy` `1 − pairs that reach each other / pairs of which one reaches the other`: 1 if
///   nobody is reached back;
/// * `efficiency` `1 − (m − Σ (N − 1)) / Σ (N − 1)²`: 1 if no piece has an arc more than it takes to
///   hold together;
/// * `upper_bound` `1 − pairs of one piece without a least upper bound / Σ (N − 1)(N − 2) / 2`: a
///   city that reaches both and is reached by all others that do, as a boss that two have in
///   common. 1 in a tree;
/// * `flow` the share of weight that lies on no ring (flow hierarchy);
/// * `reaching` `Σ (max c − c_i) / (n − 1)`, with `c_i` the share of other cities that a city
///   reaches (global reaching centrality): 1 in an out-star.
///
/// All from 0 to 1. Where no arc is one-way the question is empty: an undirected network has none
/// ([`Undefined::Vacuous`]). Without arcs nothing is reached ([`Undefined::NoEdges`], but
/// connectedness is 0), with one city there are no pairs ([`Undefined::TooFewCities`]); in pieces of
/// two or fewer any two have an upper bound, and the number is undefined ([`Undefined::Vacuous`]),
/// as efficiency is in pieces of one. Weights count for `flow` alone; self-ties never.
/// `O(n m + n³)`.
///
/// Krackhardt (1994), in Carley & Prietula, *Computational Organization Theory*; flow: Luo & Magee
/// (2011), *Complexity* 16:53; reaching: Mones, Vicsek & Vicsek (2012), *PLoS ONE* 7:e33799.
///
/// ```
/// use conurbation::{Adjacency, structure::Hierarchy};
/// // One city tells two others, one of which tells a fourth.
/// let tree = Adjacency::from_arcs(4, [(0, 1, 1.0), (0, 2, 1.0), (2, 3, 1.0)])?;
/// let found = Hierarchy::new().run(&tree)?.value().unwrap();
/// assert_eq!(found.hierarchy.value(), Some(1.0));
/// assert_eq!(found.upper_bound.value(), Some(1.0));
/// assert_eq!(found.flow.value(), Some(1.0));
/// // 0 reaches three of three, 2 one of three: (0 + 1 + 2/3 + 1) / 3.
/// assert!((found.reaching.value().unwrap() - 8.0 / 9.0).abs() < 1e-12);
/// # Ok::<(), conurbation::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Default, Serialize)]
pub struct Hierarchy {}

/// How far a directed network is ordered from top to bottom.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct HierarchyResult {
    /// The share of pairs in one piece.
    pub connectedness: Measured,
    /// The share of pairs that reach in one direction only.
    pub hierarchy: Measured,
    /// How few arcs there are beyond those needed.
    pub efficiency: Measured,
    /// The share of pairs with a least upper bound.
    pub upper_bound: Measured,
    /// The share of weight on no ring.
    pub flow: Measured,
    /// How far the reach of cities differs.
    pub reaching: Measured,
}

impl Hierarchy {
    /// There is nothing to choose.
    pub fn new() -> Self {
        Self::default()
    }

    /// How far a network is ordered.
    ///
    /// # Errors
    /// None; the signature is that of all measures.
    pub fn run(&self, graph: impl AsRef<Adjacency>) -> Result<Measured<HierarchyResult>> {
        let graph = graph.as_ref();
        if !graph.is_directed() {
            return Ok(Measured::Undefined(Undefined::Vacuous));
        }
        if graph.node_count() < 2 {
            return Ok(Measured::Undefined(Undefined::TooFewCities { need: 2 }));
        }
        if graph.edge_count() == 0 {
            let none = Measured::Undefined(Undefined::NoEdges);
            return Ok(Measured::Value(HierarchyResult {
                connectedness: Measured::Value(0.0),
                hierarchy: none,
                efficiency: none,
                upper_bound: none,
                flow: none,
                reaching: none,
            }));
        }
        let reach = Reach::of(graph);
        let pieces = Pieces::of(graph);
        Ok(Measured::Value(HierarchyResult {
            connectedness: Measured::Value(pieces.connectedness()),
            hierarchy: Measured::Value(reach.one_way()),
            efficiency: pieces.efficiency(graph.edge_count() as f64).into(),
            upper_bound: pieces.upper_bound(&reach).into(),
            flow: Measured::Value(flow(graph, &reach)),
            reaching: Measured::Value(reach.centralization()),
        }))
    }
}

/// The share of weight on arcs that no arcs lead back from.
fn flow(graph: &Adjacency, reach: &Reach) -> f64 {
    let unit = sums::unit(graph.edges().map(|(_, _, weight)| weight));
    let weights = |ring: bool| {
        let arcs = graph.edges().filter(move |&(a, b, _)| ring || !reach.reaches(b, a));
        sums::sum(arcs.map(|(_, _, weight)| weight / unit))
    };
    weights(false) / weights(true)
}

/// Which cities reach a city, a bit for each.
struct Reach {
    nodes: usize,
    words: usize,
    from: Vec<u64>,
}

impl Reach {
    fn of(graph: &Adjacency) -> Self {
        let nodes = graph.node_count();
        let words = nodes.div_ceil(64);
        let mut reach = Self { nodes, words, from: vec![0; nodes * words] };
        for target in graph.nodes() {
            let mut open = vec![target];
            while let Some(city) = open.pop() {
                let word = &mut reach.from[target as usize * words + city as usize / 64];
                let bit = 1_u64 << (city % 64);
                if *word & bit == 0 {
                    *word |= bit;
                    open.extend_from_slice(graph.sources(city));
                }
            }
        }
        reach
    }

    /// Whether arcs lead from a city to another.
    fn reaches(&self, from: u32, to: u32) -> bool {
        self.upper(to)[from as usize / 64] >> (from % 64) & 1 == 1
    }

    /// The cities that reach one.
    fn upper(&self, city: u32) -> &[u64] {
        &self.from[city as usize * self.words..][..self.words]
    }

    /// The share of pairs that reach in one direction only, of those that reach at all.
    fn one_way(&self) -> f64 {
        let (mut any, mut both) = (0, 0);
        for a in 0..self.nodes as u32 {
            for b in 0..a {
                let (there, back) = (self.reaches(a, b), self.reaches(b, a));
                any += usize::from(there || back);
                both += usize::from(there && back);
            }
        }
        1.0 - both as f64 / any as f64
    }

    /// How far the shares of cities that each reaches differ from the largest.
    fn centralization(&self) -> f64 {
        let others = (self.nodes - 1) as f64;
        let cities = 0..self.nodes as u32;
        let reached = |from: u32| cities.clone().filter(|&to| self.reaches(from, to)).count() - 1;
        let reached: Vec<usize> = cities.clone().map(reached).collect();
        let most = reached.iter().copied().max().unwrap_or(0);
        let behind: usize = reached.iter().map(|&own| most - own).sum();
        behind as f64 / others / others
    }

    /// Whether of all that reach two cities one is reached by all others.
    fn bounded(&self, a: u32, b: u32) -> bool {
        let both: Vec<u64> = self.upper(a).iter().zip(self.upper(b)).map(|(a, b)| a & b).collect();
        let holds = |city: &u32| both[*city as usize / 64] >> (city % 64) & 1 == 1;
        let least = |city: u32| both.iter().zip(self.upper(city)).all(|(all, own)| all & !own == 0);
        (0..self.nodes as u32).filter(holds).any(least)
    }
}

/// The cities of each piece.
struct Pieces {
    cities: usize,
    pieces: Vec<Vec<u32>>,
}

impl Pieces {
    fn of(graph: &Adjacency) -> Self {
        let components = graph.components();
        let mut pieces = vec![Vec::new(); components.count()];
        for (city, &label) in graph.nodes().zip(components.labels()) {
            pieces[label as usize].push(city);
        }
        Self { cities: graph.node_count(), pieces }
    }

    fn sum(&self, of: impl Fn(f64) -> f64) -> f64 {
        self.pieces.iter().map(|piece| of(piece.len() as f64)).sum()
    }

    fn connectedness(&self) -> f64 {
        let n = self.cities as f64;
        self.sum(|size| size * (size - 1.0)) / (n * (n - 1.0))
    }

    fn efficiency(&self, arcs: f64) -> Result<f64, Undefined> {
        let most = self.sum(|size| (size - 1.0) * (size - 1.0));
        if most <= 0.0 {
            return Err(Undefined::Vacuous);
        }
        Ok(1.0 - (arcs - self.sum(|size| size - 1.0)) / most)
    }

    fn upper_bound(&self, reach: &Reach) -> Result<f64, Undefined> {
        let most = self.sum(|size| (size - 1.0) * (size - 2.0) / 2.0);
        if most <= 0.0 {
            return Err(Undefined::Vacuous);
        }
        let mut without = 0;
        for piece in &self.pieces {
            for (nth, &a) in piece.iter().enumerate() {
                without += piece[..nth].iter().filter(|&&b| !reach.bounded(a, b)).count();
            }
        }
        Ok(1.0 - without as f64 / most)
    }
}
