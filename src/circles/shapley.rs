//! Shapley values of blocks of ties.
use super::support::{Integration, mean_and_error};
use crate::centrality::SubgraphCentrality;
use crate::random::Random;
use crate::{Adjacency, Measured, Result};
use std::collections::HashMap;

/// Which blocks take part, a bit for each.
type Set = u32;

/// Blocks of ties that together make a network integrated.
pub(super) struct Game<'a> {
    graph: &'a Adjacency,
    integration: Integration,
    /// The labels of the blocks with ties, ascending, and how many ties each has.
    labels: Vec<(u32, usize)>,
    /// The block of each tie.
    block: Vec<u32>,
    /// For each block and each city the cities it has ties to, as bits.
    rows: Vec<Vec<u64>>,
    words: usize,
}

/// What each block adds on average.
pub(super) struct Players {
    pub(super) labels: Vec<(u32, usize)>,
    pub(super) values: Vec<f64>,
    pub(super) errors: Vec<f64>,
    pub(super) whole: f64,
    pub(super) empty: f64,
    pub(super) orders: Option<usize>,
}

impl<'a> Game<'a> {
    /// The blocks that the ties of a network fall into by their labels.
    pub(super) fn new(graph: &'a Adjacency, ties: &[u32], integration: Integration) -> Self {
        let mut sorted = ties.to_vec();
        sorted.sort_unstable();
        let labels: Vec<(u32, usize)> =
            sorted.chunk_by(|a, b| a == b).map(|equal| (equal[0], equal.len())).collect();
        let place = |label: &u32| labels.partition_point(|it| it.0 < *label) as u32;
        let block: Vec<u32> = ties.iter().map(place).collect();
        let words = graph.node_count().div_ceil(64);
        let mut rows = vec![vec![0; graph.node_count() * words]; labels.len()];
        for ((from, to, _), &block) in graph.edges().zip(&block) {
            let mut set = |one: u32, other: u32| {
                rows[block as usize][one as usize * words + other as usize / 64] |=
                    1_u64 << (other % 64);
            };
            set(from, to);
            if !graph.is_directed() {
                set(to, from);
            }
        }
        Self { graph, integration, labels, block, rows, words }
    }

    pub(super) fn players(&self) -> usize {
        self.labels.len()
    }

    /// The values over all sets of blocks; there are at most 20.
    pub(super) fn exact(self) -> Result<Players> {
        let count = self.players();
        let mut search = Search::new(&self);
        let sets = 0..1_u32 << count;
        let integration: Vec<f64> =
            sets.clone().map(|set| search.integration(&self, set)).collect::<Result<_>>()?;
        // |S|! (B - |S| - 1)! / B! by the size of S.
        let mut weight = vec![1.0 / count as f64; count];
        for size in 1..count {
            weight[size] = weight[size - 1] * size as f64 / (count - size) as f64;
        }
        let value = |player: usize| {
            let without = sets.clone().filter(|set| set & (1 << player) == 0);
            let adds = without.map(|set| {
                let gain = integration[(set | 1 << player) as usize] - integration[set as usize];
                weight[set.count_ones() as usize] * gain
            });
            crate::sums::sum(adds)
        };
        Ok(Players {
            values: (0..count).map(value).collect(),
            errors: vec![0.0; count],
            whole: integration[integration.len() - 1],
            empty: integration[0],
            orders: None,
            labels: self.labels,
        })
    }

    /// The means over random orders.
    pub(super) fn sampled(self, orders: usize, random: impl Fn(u64) -> Random) -> Result<Players> {
        let count = self.players();
        let mut search = Search::new(&self);
        let mut known: HashMap<Vec<u64>, f64> = HashMap::new();
        let mut adds = vec![Vec::with_capacity(orders); count];
        let none = search.integration_of(&self, &vec![0; count.div_ceil(64)])?;
        let mut whole = none;
        for order in 0..orders {
            let mut turn: Vec<usize> = (0..count).collect();
            random(order as u64).shuffle(&mut turn);
            let (mut set, mut before) = (vec![0_u64; count.div_ceil(64)], none);
            for player in turn {
                set[player / 64] |= 1 << (player % 64);
                let now = match known.get(&set) {
                    Some(&value) => value,
                    None => {
                        let value = search.integration_of(&self, &set)?;
                        if known.len() < MOST_KNOWN {
                            known.insert(set.clone(), value);
                        }
                        value
                    }
                };
                adds[player].push(now - before);
                before = now;
            }
            whole = before;
        }
        let (values, errors) = adds.iter().map(|adds| mean_and_error(adds)).unzip();
        let orders = Some(orders);
        Ok(Players { labels: self.labels, values, errors, whole, empty: none, orders })
    }
}

/// Sets whose integration is remembered.
const MOST_KNOWN: usize = 1 << 20;

/// What is needed to compute the integration of one set of blocks after another.
struct Search {
    /// Which blocks take part, and the cities each city has ties to then.
    set: Vec<u64>,
    rows: Vec<u64>,
    seen: Vec<u64>,
    front: Vec<u64>,
    next: Vec<u64>,
}

impl Search {
    fn new(game: &Game<'_>) -> Self {
        let row = vec![0; game.words];
        let rows = vec![0; game.graph.node_count() * game.words];
        let set = vec![0; game.players().div_ceil(64)];
        Self { set, rows, seen: row.clone(), front: row.clone(), next: row }
    }

    fn integration(&mut self, game: &Game<'_>, set: Set) -> Result<f64> {
        self.integration_of(game, &[u64::from(set)])
    }

    /// The integration with the ties of these blocks.
    fn integration_of(&mut self, game: &Game<'_>, set: &[u64]) -> Result<f64> {
        let takes_part = |block: usize| set[block / 64] & (1 << (block % 64)) != 0;
        if game.integration == Integration::NaturalConnectivity {
            let ties = game.graph.edges().zip(&game.block);
            let ties = ties.filter(|(_, block)| takes_part(**block as usize)).map(|(tie, _)| tie);
            let (nodes, directed) = (game.graph.node_count(), game.graph.is_directed());
            let graph = Adjacency::build(nodes, directed, Default::default(), ties)?;
            let found = SubgraphCentrality::new().run(&graph)?.natural_connectivity;
            return Ok(match found {
                Measured::Value(value) => value,
                Measured::Undefined(_) => 0.0,
            });
        }
        // No tie is in two blocks: those that come and those that go are turned round.
        for (block, rows) in game.rows.iter().enumerate() {
            if takes_part(block) != (self.set[block / 64] & (1 << (block % 64)) != 0) {
                self.rows.iter_mut().zip(rows).for_each(|(all, own)| *all ^= own);
            }
        }
        self.set.copy_from_slice(set);
        let nodes = game.graph.node_count();
        let mut pairs = vec![0_u64; nodes];
        for source in 0..nodes {
            if game.words == 1 {
                self.search_word(source, &mut pairs);
            } else {
                self.search(source, game.words, &mut pairs);
            }
        }
        let all = nodes as f64 * (nodes as f64 - 1.0);
        let value = |(distance, &count): (usize, &u64)| match game.integration {
            Integration::Reach => count as f64,
            _ => count as f64 / distance as f64,
        };
        Ok(pairs.iter().enumerate().skip(1).map(value).sum::<f64>() / all)
    }

    /// Adds the number of cities at each distance from one.
    fn search(&mut self, source: usize, words: usize, pairs: &mut [u64]) {
        self.seen.fill(0);
        self.front.fill(0);
        self.seen[source / 64] |= 1 << (source % 64);
        self.front[source / 64] |= 1 << (source % 64);
        // The farthest of n cities is n - 1 ties away.
        for count in pairs.iter_mut().skip(1) {
            self.next.fill(0);
            for word in 0..words {
                let mut bits = self.front[word];
                while bits != 0 {
                    let city = word * 64 + bits.trailing_zeros() as usize;
                    bits &= bits - 1;
                    let row = &self.rows[city * words..(city + 1) * words];
                    self.next.iter_mut().zip(row).for_each(|(next, row)| *next |= row);
                }
            }
            let mut found = 0;
            for word in 0..words {
                self.next[word] &= !self.seen[word];
                self.seen[word] |= self.next[word];
                found += u64::from(self.next[word].count_ones());
            }
            if found == 0 {
                return;
            }
            *count += found;
            std::mem::swap(&mut self.front, &mut self.next);
        }
    }

    /// The same where the cities of a row fit into one word.
    fn search_word(&self, source: usize, pairs: &mut [u64]) {
        let mut front = 1_u64 << source;
        let mut seen = front;
        for count in pairs.iter_mut().skip(1) {
            let mut next = 0;
            while front != 0 {
                next |= self.rows[front.trailing_zeros() as usize];
                front &= front - 1;
            }
            front = next & !seen;
            if front == 0 {
                return;
            }
            seen |= front;
            *count += u64::from(front.count_ones());
        }
    }
}
