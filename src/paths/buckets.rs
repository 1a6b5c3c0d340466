//! The nodes that a search has found, in buckets by distance.
use crate::Node;
use std::cmp::Reverse;
use std::collections::BinaryHeap;

/// A queue that puts nodes into buckets of equal width, so that only the few of the bucket at hand
/// have an order (Denardo & Fox 1979, *Operations Research* 27:161): where nodes have few ties it
/// beats a heap. What is put must be no nearer than what was taken last. A node that comes nearer
/// is put once more, and whoever takes the nodes out leaves the farther one be.
#[derive(Debug)]
pub(super) struct Buckets {
    /// The inverse width of a bucket.
    per_length: f64,
    /// The bucket at hand, by distance and node; distances are not negative, so their bits are in
    /// order.
    near: BinaryHeap<Reverse<(u64, Node)>>,
    /// Which bucket of all it is.
    at: usize,
    /// [`READY`] buckets, of which the first is the one of this number of all.
    ready: Vec<Vec<(f64, Node)>>,
    first: usize,
    /// How many nodes are in those.
    waiting: usize,
    /// What lies beyond them.
    far: Vec<(f64, Node)>,
}

/// Buckets that stand ready at once.
const READY: usize = 1024;

impl Buckets {
    /// A queue of buckets of this width, which is positive.
    pub(super) fn new(width: f64) -> Self {
        Self {
            per_length: width.recip(),
            near: BinaryHeap::new(),
            at: 0,
            ready: vec![Vec::new(); READY],
            first: 0,
            waiting: 0,
            far: Vec::new(),
        }
    }

    /// The number of nodes in it, some perhaps several times.
    pub(super) fn len(&self) -> usize {
        self.near.len() + self.waiting + self.far.len()
    }

    /// Begins anew at distance 0; there must be no node in it.
    pub(super) fn begin(&mut self) {
        (self.at, self.first) = (0, 0);
    }

    pub(super) fn put(&mut self, node: Node, distance: f64) {
        let bucket = self.bucket(distance);
        if bucket <= self.at {
            self.near.push(Reverse((distance.to_bits(), node)));
        } else if bucket - self.first < READY {
            self.ready[bucket - self.first].push((distance, node));
            self.waiting += 1;
        } else {
            self.far.push((distance, node));
        }
    }

    /// Takes out the nearest node, of several the one of the lowest number.
    pub(super) fn pop(&mut self) -> Option<(f64, Node)> {
        while self.near.is_empty() {
            if self.waiting == 0 {
                self.fetch()?;
            } else {
                self.at += 1;
            }
            let bucket = &mut self.ready[self.at - self.first];
            self.waiting -= bucket.len();
            let entries = bucket.drain(..).map(|(distance, node)| (distance.to_bits(), node));
            self.near.extend(entries.map(Reverse));
        }
        let Reverse((bits, node)) = self.near.pop()?;
        Some((f64::from_bits(bits), node))
    }

    /// Goes to the first bucket beyond those that stood ready, and makes it the first of them.
    fn fetch(&mut self) -> Option<()> {
        let nearest = self.far.iter().map(|&(distance, _)| distance).reduce(f64::min)?;
        self.first = self.bucket(nearest);
        self.at = self.first;
        let mut beyond = std::mem::take(&mut self.far);
        beyond.retain(|&(distance, node)| {
            let ahead = self.bucket(distance) - self.first;
            if ahead < READY {
                self.ready[ahead].push((distance, node));
                self.waiting += 1;
            }
            ahead >= READY
        });
        self.far = beyond;
        Some(())
    }

    /// The number of a bucket never falls as distance rises, however it is rounded.
    fn bucket(&self, distance: f64) -> usize {
        (distance * self.per_length) as usize
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::random::Random;

    #[test]
    fn nodes_come_out_in_order_of_distance() {
        for (seed, width) in [(1, 0.02), (2, 1e-5), (3, 1e9), (4, 1e-300)] {
            let (mut queue, mut random) = (Buckets::new(width), Random::new(seed, "buckets", 0));
            for round in 0..3 {
                queue.begin();
                queue.put(0, 0.0);
                let (mut last, mut taken, mut put) = (0.0, 0, 1);
                while let Some((distance, _)) = queue.pop() {
                    assert!(distance >= last, "{seed} {round}: {distance} after {last}");
                    (last, taken) = (distance, taken + 1);
                    while put < 2000 && random.below(3) > 0 {
                        let step = f64::from(random.below(1000)) / 700.0;
                        queue.put(put, distance + step * step * step);
                        put += 1;
                    }
                    assert_eq!(queue.len(), (put - taken) as usize);
                }
                assert!(taken == put && queue.len() == 0, "{taken} of {put}");
            }
        }
    }
}
