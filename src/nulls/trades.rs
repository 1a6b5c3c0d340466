//! Two cities trade: what only one of them has is dealt out anew.
use crate::random::Random;
use crate::{Adjacency, Node};

/// What trades need: the mark of each item, and the items dealt by the last trade.
pub(super) struct Trader {
    marks: Vec<u64>,
    stamp: u64,
    pool: Vec<u32>,
    /// So many of the pool went to the first list, the rest to the second.
    given: usize,
}

impl Trader {
    pub(super) fn new(items: usize) -> Self {
        Self { marks: vec![0; items], stamp: 0, pool: Vec::new(), given: 0 }
    }

    /// Deals the items that only one of two lists has anew, as many to each as it gave, except
    /// those `kept`.
    pub(super) fn trade(
        &mut self,
        first: &mut Vec<u32>,
        second: &mut Vec<u32>,
        kept: &[u32],
        random: &mut Random,
    ) {
        let Self { marks, stamp, pool, given } = self;
        let (one, both) = (*stamp + 1, *stamp + 2);
        *stamp += 2;
        first.iter().for_each(|&item| marks[item as usize] = one);
        for &item in &*second {
            let mark = &mut marks[item as usize];
            if *mark == one {
                *mark = both;
            }
        }
        pool.clear();
        let stays = |item: u32| marks[item as usize] == both || kept.contains(&item);
        part(first, pool, stays);
        *given = pool.len();
        part(second, pool, stays);
        // The items of the shorter side are drawn; what is left goes to the other.
        let all = pool.len();
        if 2 * *given <= all {
            for at in 0..*given {
                pool.swap(at, at + random.below((all - at) as u32) as usize);
            }
        } else {
            for at in (*given..all).rev() {
                pool.swap(at, random.below(at as u32 + 1) as usize);
            }
        }
        first.extend(&pool[..*given]);
        second.extend(&pool[*given..]);
    }

    /// What the first list got from the second by the last trade.
    fn gained(&self) -> impl Iterator<Item = u32> {
        self.pool[..self.given].iter().copied().filter(|&item| !self.was_first(item))
    }

    /// What the second got from the first.
    fn lost(&self) -> impl Iterator<Item = u32> {
        self.pool[self.given..].iter().copied().filter(|&item| self.was_first(item))
    }

    fn was_first(&self, item: u32) -> bool {
        self.marks[item as usize] == self.stamp - 1
    }
}

/// Moves the items that do not stay to the end of another list.
fn part(list: &mut Vec<u32>, other: &mut Vec<u32>, stays: impl Fn(u32) -> bool) {
    let mut kept = 0;
    for at in 0..list.len() {
        let item = list[at];
        if stays(item) {
            list[kept] = item;
            kept += 1;
        } else {
            other.push(item);
        }
    }
    list.truncate(kept);
}

/// One round: all cities in random pairs trade partners, then, in a directed network, rings of three
/// cities may turn round. Gives the numbers of trades and of those that moved something.
pub(super) fn global_trade(
    directed: bool,
    partners: &mut [Vec<Node>],
    trader: &mut Trader,
    random: &mut Random,
) -> (u64, u64) {
    let mut order: Vec<Node> = (0..partners.len() as Node).collect();
    random.shuffle(&mut order);
    let (mut trades, mut moved) = (0, 0);
    for pair in order.chunks_exact(2) {
        let (u, v) = (pair[0], pair[1]);
        let mut first = std::mem::take(&mut partners[u as usize]);
        let mut second = std::mem::take(&mut partners[v as usize]);
        trader.trade(&mut first, &mut second, &[u, v], random);
        (partners[u as usize], partners[v as usize]) = (first, second);
        if !directed {
            trader.gained().for_each(|item| replace(&mut partners[item as usize], v, u));
            trader.lost().for_each(|item| replace(&mut partners[item as usize], u, v));
        }
        trades += 1;
        moved += u64::from(trader.gained().next().is_some());
    }
    if directed {
        turn_rings(partners, random);
    }
    (trades, moved)
}

/// As many tries as there are cities to turn a ring a→b→c→a round. Each ring is as likely to be
/// tried as its reverse: out degrees do not change.
fn turn_rings(targets: &mut [Vec<Node>], random: &mut Random) {
    let senders: Vec<Node> = (0..targets.len() as Node)
        .flat_map(|node| std::iter::repeat_n(node, targets[node as usize].len()))
        .collect();
    for _ in 0..targets.len() {
        let a = senders[random.below(senders.len() as u32) as usize];
        let at = random.below(targets[a as usize].len() as u32);
        let b = targets[a as usize][at as usize];
        let c = random.below(targets.len() as u32);
        let leads = |from: Node, to: Node| targets[from as usize].contains(&to);
        let ring = leads(b, c) && leads(c, a);
        if !ring || leads(b, a) || leads(c, b) || leads(a, c) {
            continue;
        }
        replace(&mut targets[a as usize], b, c);
        replace(&mut targets[b as usize], c, a);
        replace(&mut targets[c as usize], a, b);
    }
}

fn replace(list: &mut [Node], old: Node, new: Node) {
    list.iter_mut().filter(|item| **item == old).for_each(|item| *item = new);
}

/// The partners of each city.
pub(super) fn lists(graph: &Adjacency) -> Vec<Vec<Node>> {
    graph.nodes().map(|node| graph.targets(node).to_vec()).collect()
}
