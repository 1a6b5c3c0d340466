//! Two cities trade: what only one of them has is dealt out anew.
use crate::random::Random;
use crate::{Adjacency, Node};

/// What trades need: the mark of each item, and the items dealt.
pub(super) struct Trader {
    marks: Vec<u64>,
    stamp: u64,
    pool: Vec<u32>,
}

impl Trader {
    pub(super) fn new(items: usize) -> Self {
        Self { marks: vec![0; items], stamp: 0, pool: Vec::new() }
    }

    /// Deals the items that only one of two lists has anew, as many to each as it gave, except
    /// those `kept`. Gives the items that went to the first list and to the second.
    pub(super) fn trade(
        &mut self,
        first: &mut Vec<u32>,
        second: &mut Vec<u32>,
        kept: &[u32],
        random: &mut Random,
    ) -> (Vec<u32>, Vec<u32>) {
        let (one, both) = (self.stamp + 1, self.stamp + 2);
        self.stamp += 2;
        let marks = &mut self.marks;
        first.iter().for_each(|&item| marks[item as usize] = one);
        for &item in second.iter().filter(|&&item| marks[item as usize] == one) {
            // In the first loop every mark was set anew: `one` is this trade's.
            self.pool.push(item);
        }
        for item in self.pool.drain(..) {
            marks[item as usize] = both;
        }
        let dealt = |item: &u32| marks[*item as usize] != both && !kept.contains(item);
        self.pool.extend(first.iter().copied().filter(dealt));
        let given = self.pool.len();
        self.pool.extend(second.iter().copied().filter(dealt));
        random.shuffle(&mut self.pool);
        first.retain(|item| !dealt(item));
        second.retain(|item| !dealt(item));
        let (to_first, to_second) = self.pool.split_at(given);
        first.extend(to_first);
        second.extend(to_second);
        let was_first = |item: &u32| marks[*item as usize] == one;
        let gained = to_first.iter().copied().filter(|item| !was_first(item)).collect();
        let lost = to_second.iter().copied().filter(was_first).collect();
        self.pool.clear();
        (gained, lost)
    }
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
        let (gained, lost) = trader.trade(&mut first, &mut second, &[u, v], random);
        (partners[u as usize], partners[v as usize]) = (first, second);
        if !directed {
            gained.iter().for_each(|&item| replace(&mut partners[item as usize], v, u));
            lost.iter().for_each(|&item| replace(&mut partners[item as usize], u, v));
        }
        trades += 1;
        moved += u64::from(!gained.is_empty());
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
