//! Fitting chances of ties to degrees and to the number of ties at each distance.
use crate::Node;

/// Whether a pair may be tied or not.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Chance {
    /// It may.
    Free,
    /// It cannot be tied: one of its cities has no tie left to give, or its band has none.
    Never,
    /// It cannot but be tied.
    Always,
}

/// `logit p_ij = a_i + a_j + g_band(ij)` and what it is to reproduce.
pub(super) struct Model {
    /// The pairs, and the band of each.
    pub(super) pairs: Vec<(Node, Node)>,
    pub(super) band: Vec<usize>,
    pub(super) chances: Vec<Chance>,
    /// The ties that are left to the free pairs: of each city, then of each band.
    left: Vec<usize>,
    cities: usize,
}

/// How a fit ended.
pub(super) struct Fit {
    /// The chance of each pair.
    pub(super) chances: Vec<f64>,
    /// The largest difference between expected and observed ties of a city or a band.
    pub(super) residual: f64,
    pub(super) iterations: usize,
}

/// Directions in which the curvature is below this share of a logit's own are left open by the
/// equations: what one gains another loses.
const OPEN: f64 = 1e-11;
/// No logit moves further in one step.
const STRIDE: f64 = 30.0;

impl Model {
    pub(super) fn new(
        cities: usize,
        pairs: Vec<(Node, Node)>,
        ends: &[usize],
        tied: impl Fn(Node, Node) -> bool,
    ) -> Self {
        let band = (0..pairs.len()).map(|at| ends.partition_point(|&end| end <= at)).collect();
        let chances = vec![Chance::Free; pairs.len()];
        let left = vec![0; cities + ends.len()];
        let mut model = Self { pairs, band, chances, left, cities };
        for at in 0..model.pairs.len() {
            let (one, other) = model.pairs[at];
            if tied(one, other) {
                model.ends(at).into_iter().for_each(|end| model.left[end] += 1);
            }
        }
        model.settle();
        model
    }

    /// The two cities and the band of a pair, as positions in `left`.
    fn ends(&self, at: usize) -> [usize; 3] {
        let (one, other) = self.pairs[at];
        [one as usize, other as usize, self.cities + self.band[at]]
    }

    pub(super) fn free(&self) -> impl Iterator<Item = usize> + '_ {
        (0..self.pairs.len()).filter(|&at| self.chances[at] == Chance::Free)
    }

    /// Settles the pairs that cannot vary: those of a city or band with no tie left, or with as many
    /// as pairs. Each may settle more.
    fn settle(&mut self) {
        loop {
            let mut pairs = vec![0; self.left.len()];
            for at in self.free() {
                self.ends(at).into_iter().for_each(|end| pairs[end] += 1);
            }
            let settled = |end: usize| self.left[end] == 0 || self.left[end] == pairs[end];
            let at = self.free().find(|&at| self.ends(at).into_iter().any(settled));
            let Some(at) = at else { return };
            let end = self.ends(at).into_iter().find(|&end| settled(end));
            let end = end.expect("one of its ends is settled");
            let always = self.left[end] > 0;
            for pair in 0..self.pairs.len() {
                let ends = self.ends(pair);
                if self.chances[pair] != Chance::Free || !ends.contains(&end) {
                    continue;
                }
                self.chances[pair] = if always { Chance::Always } else { Chance::Never };
                if always {
                    ends.into_iter().for_each(|end| self.left[end] -= 1);
                }
            }
        }
    }

    /// Maximises the likelihood by Newton's method with steps that are halved until it rises.
    pub(super) fn fit(&self, tolerance: f64, most: usize) -> Fit {
        let free: Vec<[usize; 3]> = self.free().map(|at| self.ends(at)).collect();
        let mut logits = vec![0.0; self.left.len()];
        let mut chances = Vec::new();
        let mut iterations = 0;
        let residual = loop {
            chances.clear();
            chances.extend(free.iter().map(|ends| logistic(sum(&logits, ends))));
            let mut misses: Vec<f64> = self.left.iter().map(|&left| left as f64).collect();
            for (ends, chance) in free.iter().zip(&chances) {
                ends.iter().for_each(|&end| misses[end] -= chance);
            }
            let residual = misses.iter().fold(0.0, |most, miss| f64::max(most, miss.abs()));
            if residual <= tolerance || iterations == most {
                break residual;
            }
            iterations += 1;
            let mut step = self.newton(&free, &chances, &misses);
            let largest = step.iter().fold(0.0, |most, value| f64::max(most, value.abs()));
            if largest > STRIDE {
                step.iter_mut().for_each(|value| *value *= STRIDE / largest);
            }
            let before = self.unlikelihood(&free, &logits);
            for _ in 0..30 {
                let next: Vec<f64> = logits.iter().zip(&step).map(|(at, by)| at + by).collect();
                if self.unlikelihood(&free, &next) <= before + 1e-12 * before.abs() {
                    logits = next;
                    break;
                }
                step.iter_mut().for_each(|value| *value /= 2.0);
            }
        };
        let mut fitted = chances.into_iter();
        let chances = self.chances.iter().map(|chance| match chance {
            Chance::Free => fitted.next().expect("a chance for each free pair"),
            Chance::Never => 0.0,
            Chance::Always => 1.0,
        });
        Fit { chances: chances.collect(), residual, iterations }
    }

    /// Less the logarithm of the likelihood.
    fn unlikelihood(&self, free: &[[usize; 3]], logits: &[f64]) -> f64 {
        let given: f64 = self.left.iter().zip(logits).map(|(&left, at)| left as f64 * at).sum();
        let softplus = |x: f64| x.max(0.0) + (-x.abs()).exp().ln_1p();
        free.iter().map(|ends| softplus(sum(logits, ends))).sum::<f64>() - given
    }

    /// Where the gradient and the curvature lead.
    fn newton(&self, free: &[[usize; 3]], chances: &[f64], misses: &[f64]) -> Vec<f64> {
        let size = self.left.len();
        let mut curvature = vec![0.0; size * size];
        for (ends, chance) in free.iter().zip(chances) {
            let variance = chance * (1.0 - chance);
            for &row in ends {
                ends.iter().for_each(|&column| curvature[row * size + column] += variance);
            }
        }
        solve(curvature, misses.to_vec())
    }
}

fn sum(logits: &[f64], ends: &[usize; 3]) -> f64 {
    logits[ends[0]] + logits[ends[1]] + logits[ends[2]]
}

fn logistic(x: f64) -> f64 {
    1.0 / (1.0 + (-x).exp())
}

/// Solves `A x = b` for a symmetric `A` that is positive but for open directions, by rows, with
/// Cholesky's factors. Along an open direction `x` stays at 0 where it is first met.
fn solve(mut a: Vec<f64>, mut b: Vec<f64>) -> Vec<f64> {
    let n = b.len();
    for row in 0..n {
        let (above, own) = a.split_at_mut(row * n);
        for column in 0..row {
            let other = &above[column * n..column * n + column];
            let dot: f64 = own[..column].iter().zip(other).map(|(x, y)| x * y).sum();
            own[column] = (own[column] - dot) / above[column * n + column];
        }
        let dot: f64 = own[..row].iter().map(|x| x * x).sum();
        let left = own[row] - dot;
        own[row] = if left > OPEN * own[row] { left.sqrt() } else { f64::INFINITY };
        let dot: f64 = own[..row].iter().zip(&b).map(|(x, y)| x * y).sum();
        b[row] = (b[row] - dot) / own[row];
    }
    for row in (0..n).rev() {
        let dot: f64 = (row + 1..n).map(|below| a[below * n + row] * b[below]).sum();
        b[row] = (b[row] - dot) / a[row * n + row];
    }
    b
}

#[cfg(test)]
mod tests {
    #[test]
    fn equations_are_solved() {
        let a = vec![4.0, 2.0, 1.0, 2.0, 5.0, 3.0, 1.0, 3.0, 6.0];
        let x = super::solve(a, vec![11.0, 21.0, 25.0]);
        for (found, expected) in x.into_iter().zip([1.0, 2.0, 3.0]) {
            assert!((found - expected).abs() < 1e-12);
        }
    }
}
