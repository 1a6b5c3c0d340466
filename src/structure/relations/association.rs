//! How far two relations go together.
use super::relation::{Dyads, Relation};
use crate::{Measured, Undefined, sums};
use serde::Serialize;

/// How it is measured that two relations go together. All lie between −1 and 1, Jaccard's between
/// 0 and 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Association {
    /// Pearson's correlation of the numbers of all pairs.
    #[default]
    Pearson,
    /// Spearman's: Pearson's of ranks, equal numbers given the mean of theirs.
    Spearman,
    /// The pairs related by both over those related by either; related is what is not 0.
    Jaccard,
    /// Goodman and Kruskal's γ: of two pairs that differ in both relations, how much more often
    /// they differ the same way than not.
    Gamma,
}

/// What is prepared once for all orders of cities.
pub(super) enum Kernel {
    /// A sum over the entries of one matrix.
    Sum {
        entries: Vec<(u32, u32, f64)>,
        other: Vec<f64>,
        cities: usize,
        as_jaccard: Option<f64>,
    },
    Ranks(Ranks),
}

impl Association {
    /// Prepares the statistic of two relations; the reason if it has none.
    pub(super) fn kernel(self, a: &Relation, b: &Relation) -> Result<Kernel, Undefined> {
        let dyads = Dyads::of([a, b]);
        let dyads = Dyads { cities: a.city_count(), ..dyads };
        match self {
            Self::Pearson => correlation(dyads, a.values().to_vec(), b.values().to_vec()),
            Self::Spearman => correlation(dyads, ranks(dyads, a), ranks(dyads, b)),
            Self::Jaccard => jaccard(dyads, a, b),
            Self::Gamma => Ranks::new(dyads, a, b).map(Kernel::Ranks),
        }
    }
}

impl Kernel {
    /// The statistic with city `order[i]` of the second relation in the place of city `i`.
    pub(super) fn of(&self, order: &[u32]) -> Measured {
        match self {
            Self::Sum { entries, other, cities, as_jaccard } => {
                let at = |a: u32, b: u32| {
                    other[order[a as usize] as usize * cities + order[b as usize] as usize]
                };
                let sum: f64 = entries.iter().map(|&(a, b, value)| value * at(a, b)).sum();
                Measured::Value(match as_jaccard {
                    Some(both_sizes) => sum / (both_sizes - sum),
                    None => sum.clamp(-1.0, 1.0),
                })
            }
            Self::Ranks(ranks) => ranks.gamma(order),
        }
    }
}

/// Pearson's r as one sum: with the second column centred, the first need not be, so that where it
/// is smallest, mostly at 0, it need not be looked at.
fn correlation(dyads: Dyads, mut a: Vec<f64>, mut b: Vec<f64>) -> Result<Kernel, Undefined> {
    let many = |column: &[f64]| {
        let least = dyads.places().map(|at| column[at]).fold(f64::INFINITY, f64::min);
        dyads.places().filter(|&at| column[at] > least).count()
    };
    if many(&b) < many(&a) {
        std::mem::swap(&mut a, &mut b);
    }
    let size = centred_size(dyads, &mut a)?;
    let size_of_other = centred_size(dyads, &mut b)?;
    let lowest = dyads.places().map(|at| a[at]).fold(f64::INFINITY, f64::min);
    let n = dyads.cities;
    let entries = dyads
        .places()
        .filter(|&at| a[at] > lowest)
        .map(|at| ((at / n) as u32, (at % n) as u32, (a[at] - lowest) / size));
    let entries = entries.collect();
    b.iter_mut().for_each(|value| *value /= size_of_other);
    Ok(Kernel::Sum { entries, other: b, cities: n, as_jaccard: None })
}

/// Takes the mean of its pairs from a matrix, in a unit in which nothing overflows, and gives the
/// root of the sum of squares.
pub(super) fn centred_size(dyads: Dyads, matrix: &mut [f64]) -> Result<f64, Undefined> {
    let count = dyads.count() as f64;
    let unit = sums::unit(dyads.places().map(|at| matrix[at].abs()));
    let mean = sums::sum(dyads.places().map(|at| matrix[at] / unit)) / count;
    let n = dyads.cities;
    for a in 0..n {
        for b in (0..n).filter(|&b| b != a) {
            let value = &mut matrix[a * n + b];
            *value = *value / unit - mean;
        }
    }
    let squares = sums::sum(dyads.places().map(|at| matrix[at] * matrix[at]));
    // What is left of equal numbers is rounding.
    let rounding = 1e-13 * mean.abs().max(f64::MIN_POSITIVE);
    if squares <= rounding * rounding * count {
        return Err(Undefined::ZeroVariance);
    }
    Ok(squares.sqrt())
}

/// The rank of each pair, equal numbers given the mean of theirs.
fn ranks(dyads: Dyads, relation: &Relation) -> Vec<f64> {
    let values = relation.values();
    let mut places: Vec<usize> = dyads.places().collect();
    places.sort_by(|&a, &b| values[a].total_cmp(&values[b]));
    let n = dyads.cities;
    let mut ranks = vec![0.0; values.len()];
    let mut first = 0;
    for equal in places.chunk_by(|&a, &b| values[a] >= values[b]) {
        let rank = first as f64 + (equal.len() as f64 + 1.0) / 2.0;
        first += equal.len();
        for &at in equal {
            ranks[at] = rank;
            if !dyads.directed {
                ranks[at % n * n + at / n] = rank;
            }
        }
    }
    ranks
}

fn jaccard(dyads: Dyads, a: &Relation, b: &Relation) -> Result<Kernel, Undefined> {
    let n = dyads.cities;
    let related = |relation: &Relation, at: usize| relation.values()[at].abs() > 0.0;
    let entries = |relation: &Relation| {
        let places = dyads.places().filter(|&at| related(relation, at));
        places.map(|at| ((at / n) as u32, (at % n) as u32, 1.0)).collect::<Vec<_>>()
    };
    let (first, second) = (entries(a), entries(b));
    let sizes = (first.len() + second.len()) as f64;
    if first.is_empty() && second.is_empty() {
        return Err(Undefined::NoEdges);
    }
    let (entries, other) = if second.len() < first.len() { (second, a) } else { (first, b) };
    let other = other.values().iter().map(|value| if value.abs() > 0.0 { 1.0 } else { 0.0 });
    let (other, as_jaccard) = (other.collect(), Some(sizes));
    Ok(Kernel::Sum { entries, other, cities: n, as_jaccard })
}

/// The ranks of both relations, for γ.
pub(super) struct Ranks {
    cities: usize,
    /// Pairs in ascending order of the first relation, and where each group of equal ones ends.
    pairs: Vec<(u32, u32)>,
    ends: Vec<usize>,
    /// The rank of each pair in the second, from 1, equal ones alike.
    other: Vec<u32>,
    levels: usize,
}

impl Ranks {
    fn new(dyads: Dyads, a: &Relation, b: &Relation) -> Result<Self, Undefined> {
        let n = dyads.cities;
        let sorted = |relation: &Relation| {
            let values = relation.values();
            let mut places: Vec<usize> = dyads.places().collect();
            places.sort_by(|&x, &y| values[x].total_cmp(&values[y]).then(x.cmp(&y)));
            let mut ends = Vec::new();
            for equal in places.chunk_by(|&x, &y| values[x] >= values[y]) {
                ends.push(ends.last().copied().unwrap_or(0) + equal.len());
            }
            (places, ends)
        };
        let ((places, ends), (other_places, other_ends)) = (sorted(a), sorted(b));
        if ends.len() < 2 || other_ends.len() < 2 {
            return Err(Undefined::ZeroVariance);
        }
        let mut other = vec![0; n * n];
        let mut start = 0;
        for (rank, &end) in (1..).zip(&other_ends) {
            for &at in &other_places[start..end] {
                other[at] = rank;
                if !dyads.directed {
                    other[at % n * n + at / n] = rank;
                }
            }
            start = end;
        }
        let pairs = places.iter().map(|&at| ((at / n) as u32, (at % n) as u32)).collect();
        Ok(Self { cities: n, pairs, ends, other, levels: other_ends.len() })
    }

    /// `(C - D) / (C + D)` over pairs of pairs that differ in both: `O(N log N)` for `N` pairs, by
    /// counting for each how many of those with a smaller first number have a smaller second.
    fn gamma(&self, order: &[u32]) -> Measured {
        let at = |&(a, b): &(u32, u32)| {
            self.other[order[a as usize] as usize * self.cities + order[b as usize] as usize]
                as usize
        };
        let mut counts = vec![0_u64; self.levels + 1];
        let below = |counts: &[u64], mut rank: usize| {
            let mut sum = 0;
            while rank > 0 {
                sum += counts[rank];
                rank &= rank - 1;
            }
            sum
        };
        let (mut same, mut opposite, mut start) = (0, 0, 0);
        for &end in &self.ends {
            for pair in &self.pairs[start..end] {
                let rank = at(pair);
                same += below(&counts, rank - 1);
                opposite += start as u64 - below(&counts, rank);
            }
            for pair in &self.pairs[start..end] {
                let mut rank = at(pair);
                while rank < counts.len() {
                    counts[rank] += 1;
                    rank += rank & rank.wrapping_neg();
                }
            }
            start = end;
        }
        if same + opposite == 0 {
            return Measured::Undefined(Undefined::ZeroVariance);
        }
        Measured::Value((same as f64 - opposite as f64) / (same + opposite) as f64)
    }
}
