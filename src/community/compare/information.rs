//! Entropies of divisions, and what one tells of the other.
use super::contingency::{Cell, Contingency};
use crate::sums;
use serde::Serialize;

/// What mutual information is divided by, so that the same divisions have 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Normalization {
    /// The smaller entropy: 1 also if one only divides the groups of the other.
    Min,
    /// The geometric mean of both entropies, `√(H₁ H₂)` (Strehl & Ghosh 2002).
    Geometric,
    /// The arithmetic mean of both entropies (Danon et al. 2005; the default of scikit-learn,
    /// NetworkX and igraph).
    #[default]
    Arithmetic,
    /// The larger entropy, which makes the distance `1 − NMI` a metric (Vinh, Epps & Bailey 2010).
    Max,
    /// The joint entropy, which does so as well (Yao 2003).
    Joint,
}

impl Normalization {
    /// What to divide by.
    pub(super) fn of(self, table: &Contingency) -> f64 {
        let (first, second) = (table.entropy_of_first(), table.entropy_of_second());
        match self {
            Self::Min => first.min(second),
            Self::Geometric => (first * second).sqrt(),
            Self::Arithmetic => (first + second) / 2.0,
            Self::Max => first.max(second),
            Self::Joint => table.joint_entropy(),
        }
    }
}

impl Contingency {
    pub(super) fn entropy_of_first(&self) -> f64 {
        entropy(&self.first, self.cities)
    }

    pub(super) fn entropy_of_second(&self) -> f64 {
        entropy(&self.second, self.cities)
    }

    pub(super) fn joint_entropy(&self) -> f64 {
        let shared: Vec<u64> = self.cells.iter().map(|cell| cell.shared).collect();
        entropy(&shared, self.cities)
    }

    /// Mutual information in nats.
    pub(super) fn mutual_information(&self) -> f64 {
        let n = self.cities as f64;
        let term = |cell: &Cell| {
            let shared = cell.shared as f64;
            shared / n * (n * shared / (cell.first as f64 * cell.second as f64)).ln()
        };
        sums::sum(self.cells.iter().map(term)).max(0.0)
    }

    /// The mutual information to be expected if the labels of one division were dealt to the
    /// cities at random: for each two groups the mean over the hypergeometric distribution of what
    /// they share (Vinh, Epps & Bailey 2010).
    pub(super) fn expected_information(&self) -> f64 {
        let (first, second) = (multiplicities(&self.first), multiplicities(&self.second));
        let pairs = first.iter().flat_map(|&a| second.iter().map(move |&b| (a, b)));
        sums::sum(pairs.map(|((a, times), (b, also))| {
            (times * also) as f64 * expected_term(a, b, self.cities as u64)
        }))
    }
}

/// Sizes in ascending order, each once, with how often it comes.
fn multiplicities(sizes: &[u64]) -> Vec<(u64, u64)> {
    sizes.chunk_by(|a, b| a == b).map(|same| (same[0], same.len() as u64)).collect()
}

/// `Σ_k P(k) k/n ln(n k / a b)`, with `P` the chance that a group of `a` of `n` cities and a random
/// one of `b` share `k`. Chances relative to that of the likeliest `k` follow from each other by
/// ratios; what is 10⁻²⁴ of it counts no more.
fn expected_term(a: u64, b: u64, n: u64) -> f64 {
    const LEAST: f64 = 1e-24;
    let (lowest, highest) = ((a + b).saturating_sub(n), a.min(b));
    let likeliest = ((u128::from(a + 1) * u128::from(b + 1)) / u128::from(n + 2)) as u64;
    let likeliest = likeliest.clamp(lowest, highest);
    let float = |whole: u64| whole as f64;
    let information = |k: u64| {
        if k == 0 {
            return 0.0;
        }
        float(k) / float(n) * (float(n) * float(k) / (float(a) * float(b))).ln()
    };
    // P(k + 1) / P(k)
    let ratio = |k: u64| float(a - k) * float(b - k) / (float(k + 1) * float(n + k + 1 - a - b));
    let mut chances = vec![(1.0, information(likeliest))];
    let mut chance = 1.0;
    for k in likeliest..highest {
        chance *= ratio(k);
        if chance < LEAST {
            break;
        }
        chances.push((chance, information(k + 1)));
    }
    chance = 1.0;
    for k in (lowest..likeliest).rev() {
        chance /= ratio(k);
        if chance < LEAST {
            break;
        }
        chances.push((chance, information(k)));
    }
    let total = sums::sum(chances.iter().map(|&(chance, _)| chance));
    sums::sum(chances.iter().map(|&(chance, value)| chance * value)) / total
}

/// The entropy in nats of groups of these sizes, which add up to `n`.
fn entropy(sizes: &[u64], n: usize) -> f64 {
    let share = |&size: &u64| size as f64 / n as f64;
    sums::sum(sizes.iter().map(share).map(|share| -share * share.ln())) + 0.0
}
