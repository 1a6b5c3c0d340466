//! Which pairs there are, asked often.
use crate::Node;
use std::collections::HashSet;

/// Up to this many nodes, a bit for each ordered pair (2 MiB).
const BITS_UP_TO: usize = 4096;

/// A set of ordered pairs of nodes. Nothing walks through it, so its own order cannot matter.
#[derive(Debug, Clone)]
pub(super) enum Pairs {
    Bits { nodes: usize, words: Vec<u64> },
    Hashed(HashSet<(Node, Node)>),
}

impl Pairs {
    pub(super) fn new(nodes: usize, pairs: impl Iterator<Item = (Node, Node)>) -> Self {
        let mut set = if nodes <= BITS_UP_TO {
            Self::Bits { nodes, words: vec![0; (nodes * nodes).div_ceil(64)] }
        } else {
            Self::Hashed(HashSet::new())
        };
        pairs.for_each(|pair| set.flip(pair));
        set
    }

    pub(super) fn contains(&self, pair: (Node, Node)) -> bool {
        match self {
            Self::Bits { nodes, words } => {
                let at = pair.0 as usize * nodes + pair.1 as usize;
                words[at / 64] >> (at % 64) & 1 == 1
            }
            Self::Hashed(pairs) => pairs.contains(&pair),
        }
    }

    /// Adds a pair that is not there, or takes away one that is.
    pub(super) fn flip(&mut self, pair: (Node, Node)) {
        match self {
            Self::Bits { nodes, words } => {
                let at = pair.0 as usize * *nodes + pair.1 as usize;
                words[at / 64] ^= 1 << (at % 64);
            }
            Self::Hashed(pairs) => {
                if !pairs.remove(&pair) {
                    pairs.insert(pair);
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_kinds_hold_the_same() {
        let pairs = [(0, 1), (1, 0), (69, 69), (3, 64)];
        for nodes in [70, BITS_UP_TO + 1] {
            let mut set = Pairs::new(nodes, pairs.into_iter());
            assert!(pairs.iter().all(|&pair| set.contains(pair)));
            assert!(!set.contains((2, 2)) && !set.contains((64, 3)));
            set.flip((3, 64));
            set.flip((64, 3));
            assert!(!set.contains((3, 64)) && set.contains((64, 3)));
        }
    }
}
