//! At which resolutions a division is the best of all that are known.
use super::line::Line;
use crate::community::Partition;
use crate::{Measured, Undefined};
use serde::Serialize;

/// A division and the resolutions at which no other of those found is better.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Domain {
    /// The division.
    pub partition: Partition,
    /// What its quality is at every resolution.
    pub line: Line,
    /// From which resolution on it is the best; 0 for the coarsest.
    pub from: f64,
    /// Up to where; unbounded for the finest.
    pub to: Measured,
}

impl Domain {
    /// How long it lasts, `ln(to / from)`: the wider, the more robust. Unbounded for the coarsest and
    /// the finest.
    pub fn width(&self) -> Measured {
        match self.to {
            Measured::Value(to) if self.from > 0.0 => Measured::Value((to / self.from).ln()),
            _ => Measured::Undefined(Undefined::Unbounded),
        }
    }
}

/// Two shares that differ by less are equal: sums taken in another order.
const EQUAL: f64 = 1e-12;

/// The domains of divisions: the upper envelope of their lines. Of equal lines the first stands for
/// all.
pub(super) fn domains(lines: &[(Partition, Line)]) -> Vec<Domain> {
    let better = |a: &Line, b: &Line| {
        let more = a.within - b.within;
        more > EQUAL || (more > -EQUAL && a.expected < b.expected - EQUAL)
    };
    let Some(mut current) = (0..lines.len())
        .reduce(|best, at| if better(&lines[at].1, &lines[best].1) { at } else { best })
    else {
        return Vec::new();
    };
    let mut found = Vec::new();
    let mut from = 0.0;
    loop {
        let line = lines[current].1;
        // The first line to cross it from below; of several, the flattest.
        let mut next: Option<(f64, usize)> = None;
        for (at, (_, other)) in lines.iter().enumerate() {
            let flatter = line.expected - other.expected;
            if flatter <= EQUAL {
                continue;
            }
            let crossing = (line.within - other.within) / flatter;
            let before = next.is_none_or(|(first, best)| {
                let tie = (crossing - first).abs() <= EQUAL * first.abs().max(1.0);
                if tie { other.expected < lines[best].1.expected - EQUAL } else { crossing < first }
            });
            if before {
                next = Some((crossing, at));
            }
        }
        let to = match next {
            Some((crossing, _)) => Measured::Value(crossing),
            None => Measured::Undefined(Undefined::Unbounded),
        };
        found.push(Domain { partition: lines[current].0.clone(), line, from, to });
        let Some((crossing, at)) = next else { return found };
        (from, current) = (crossing, at);
    }
}
