//! Splits communities that do not hang together.
use super::{Graph, Whole};

/// Labels by which two nodes are together if they are so by `labels` and there is a way between
/// them, along ties of positive weight, that stays within; with the number of labels.
///
/// New labels count from 0 in the order of the first node of each.
pub(super) fn split<W: Whole>(graph: &Graph<'_, W>, labels: &[u32]) -> (Vec<u32>, usize) {
    const UNSEEN: u32 = u32::MAX;
    let mut pieces = vec![UNSEEN; labels.len()];
    let mut stack = Vec::new();
    let mut count = 0;
    for start in 0..labels.len() {
        if pieces[start] != UNSEEN {
            continue;
        }
        pieces[start] = count;
        stack.push(start);
        while let Some(node) = stack.pop() {
            for (other, weight) in graph.row(node) {
                let other = other as usize;
                let together = labels[other] == labels[node] && weight.get() > 0;
                if together && pieces[other] == UNSEEN {
                    pieces[other] = count;
                    stack.push(other);
                }
            }
        }
        count += 1;
    }
    (pieces, count as usize)
}
