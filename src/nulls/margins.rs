//! What strengths alone lead to expect: the one number that solves for all cities at once.
use crate::sums;

/// What each city sends and receives, in a unit that keeps all of them moderate.
#[derive(Debug, Clone)]
pub(super) struct Margins {
    pub(super) out: Vec<f64>,
    pub(super) into: Vec<f64>,
}

/// The solution: a city sends `p` and receives `r` of all that is sent and received, and
/// `E_ij = p_i r_j / t` for `i ≠ j`.
#[derive(Debug, Clone)]
pub(super) struct Solution {
    /// `p / t`.
    pub(super) sends: Vec<f64>,
    /// `r / t`.
    pub(super) receives: Vec<f64>,
    pub(super) t: f64,
    pub(super) residual: f64,
    pub(super) iterations: usize,
}

/// Beyond this, sech² of the unknown is below any difference that strengths can show.
const FAR: f64 = 40.0;
/// An excess that rounding alone makes.
const SETTLED: f64 = 4.0 * f64::EPSILON;
/// Relative differences of strengths above this are worked on.
const REST: f64 = 1e-11;
/// Up to so many times.
const MOST_SWEEPS: usize = 2000;

/// The margins of one city, over those of the dominant one where they are to be compared.
#[derive(Debug, Clone, Copy)]
struct City {
    out: f64,
    into: f64,
    /// `1 - c/c_h` with `c = (√out + √into)²`.
    below: f64,
    /// `1 - e/c_h` with `e = (√out - √into)²`.
    apart: f64,
}

impl Margins {
    /// Solves `p_i (1 - r_i) = t out_i`, `r_i (1 - p_i) = t into_i`, `Σp = 1 = Σr`.
    ///
    /// For a given `t` each city has two solutions, with `p + r = 1 ∓ √D` and
    /// `D = (1 - ct)(1 - et)`. At most one city can have the larger, the one of the largest `c`,
    /// which is called `h`. With `c_h t = sech²u` all cities follow from `u`: it is negative if
    /// `h` has the smaller solution, positive if the larger. What is left is one equation,
    /// `Σ_{k≠h} p_k = 1 - p_h`, solved by false position with halvings; divided by its right side it has one root.
    ///
    /// Both margins are assumed to have the same sum, and at least one city is in neither of all
    /// ties.
    pub(super) fn solve(&self) -> Solution {
        let squares =
            |(&out, &into): (&f64, &f64)| out + into + 2.0 * f64::sqrt(out) * f64::sqrt(into);
        let c: Vec<f64> = self.out.iter().zip(&self.into).map(squares).collect();
        let mut h = 0;
        (1..c.len()).for_each(|k| h = if c[k] > c[h] { k } else { h });
        let cities: Vec<City> = (0..c.len())
            .map(|k| {
                let (out, into) = (self.out[k], self.into[k]);
                let e = if c[k] > 0.0 { (out - into) * ((out - into) / c[k]) } else { 0.0 };
                City { out, into, below: (c[h] - c[k]) / c[h], apart: (c[h] - e) / c[h] }
            })
            .collect();
        let f = |u| excess(&cities, h, c[h], u);
        let (mut low, mut high) = (-(c.len() as f64).ln() - 5.0, FAR);
        let (mut below, mut above) = (f(low), f(high));
        let mut iterations = 0;
        loop {
            let middle = low + (high - low) / 2.0;
            if middle <= low || middle >= high {
                break;
            }
            // False position (Illinois), with a halving at every third step.
            let chord = low - below * (high - low) / (above - below);
            let inside = chord > low && chord < high;
            let at = if inside && iterations % 3 < 2 { chord } else { middle };
            iterations += 1;
            let value = f(at);
            if value < 0.0 {
                (low, below, above) = (at, value, above / 2.0);
            } else {
                (high, above, below) = (at, value, below / 2.0);
            }
            if value.abs() <= SETTLED {
                break;
            }
        }
        // The side where what the others send is nearer to what the dominant city leaves them.
        let u = if f(low).abs() < f(high).abs() { low } else { high };
        self.solution(&cities, h, c[h], u, iterations)
    }

    fn solution(&self, cities: &[City], h: usize, c: f64, u: f64, iterations: usize) -> Solution {
        let angle = Angle::new(u, c);
        let t = angle.t;
        let mut sends: Vec<f64> = cities.iter().map(|city| city.sends(angle)).collect();
        let mut receives: Vec<f64> = cities.iter().map(|city| city.receives(angle)).collect();
        if u > 0.0 {
            // The larger solution has the smaller one, sides exchanged, as what is left to 1.
            (sends[h], receives[h]) = (1.0 / t - receives[h], 1.0 / t - sends[h]);
        }
        let mut residual = self.residual(&sends, &receives, t);
        // Where one arc outweighs all others by far, what it leaves them is lost in sums.
        let mut iterations = iterations;
        for _ in 0..MOST_SWEEPS {
            if residual <= REST {
                break;
            }
            iterations += 1;
            fit(&mut sends, &self.out, &receives, t);
            fit(&mut receives, &self.into, &sends, t);
            residual = self.residual(&sends, &receives, t);
        }
        Solution { sends, receives, t, residual, iterations }
    }

    /// The largest relative difference between what a city is expected to send or receive and what
    /// it does.
    fn residual(&self, sends: &[f64], receives: &[f64], t: f64) -> f64 {
        let off = |own: &[f64], others: &[f64], margin: &[f64]| {
            let rest = sums_of_others(others);
            let miss = |k: usize| (own[k] * t * rest[k] / margin[k] - 1.0).abs();
            (0..own.len()).filter(|&k| margin[k] > 0.0).map(miss).fold(0.0, f64::max)
        };
        f64::max(off(sends, receives, &self.out), off(receives, sends, &self.into))
    }
}

/// One half of a sweep of proportional fitting: sets one side so that its margin is kept.
fn fit(own: &mut [f64], margin: &[f64], others: &[f64], t: f64) {
    let rest = sums_of_others(others);
    for k in (0..own.len()).filter(|&k| margin[k] > 0.0) {
        own[k] = margin[k] / (t * rest[k]);
    }
}

/// For each value the sum of all others, without the difference of large numbers.
fn sums_of_others(values: &[f64]) -> Vec<f64> {
    let total = sums::sum(values.iter().copied());
    let rest = |k: usize| {
        if values[k] > total / 2.0 {
            sums::sum(values[..k].iter().chain(&values[k + 1..]).copied())
        } else {
            total - values[k]
        }
    };
    (0..values.len()).map(rest).collect()
}

/// The unknown, as cities need it.
#[derive(Debug, Clone, Copy)]
struct Angle {
    /// `tanh²u`.
    tanh: f64,
    /// `sech²u`.
    sech: f64,
    /// `sech²u / c`.
    t: f64,
}

impl Angle {
    fn new(u: f64, c: f64) -> Self {
        let (tanh, sech) = (u.tanh(), 1.0 / u.cosh());
        Self { tanh: tanh * tanh, sech: sech * sech, t: sech / u.cosh() / c }
    }
}

/// What all but the dominant city send over what it leaves them, less 1: rises through 0 once.
fn excess(cities: &[City], h: usize, c: f64, u: f64) -> f64 {
    let angle = Angle::new(u, c);
    let others = cities.iter().enumerate().filter(|(k, _)| *k != h);
    let others = sums::sum(others.map(|(_, city)| city.sends(angle)));
    let (dominant, all) = (cities[h], 1.0 / angle.t);
    let left = if u > 0.0 { dominant.receives(angle) } else { all - dominant.sends(angle) };
    if left > 0.0 { others / left - 1.0 } else { f64::INFINITY }
}

impl City {
    /// `√D`, without loss of digits where it is small.
    fn root(&self, Angle { tanh, sech, .. }: Angle) -> f64 {
        (tanh + self.below * sech).sqrt() * (tanh + self.apart.max(0.0) * sech).sqrt()
    }

    /// The smaller `p`, over `t`.
    fn sends(&self, angle: Angle) -> f64 {
        2.0 * self.out / (1.0 + (self.out - self.into) * angle.t + self.root(angle))
    }

    /// The smaller `r`, over `t`.
    fn receives(&self, angle: Angle) -> f64 {
        2.0 * self.into / (1.0 - (self.out - self.into) * angle.t + self.root(angle))
    }
}
