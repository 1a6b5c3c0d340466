//! The principal eigenvector of a directed network.
use super::vectors::{add, dot, norm, scale};
use super::{EQUAL, Limits, NO_LEADER, NO_WAY_BACK, Principal, Rows, strong_components};
use crate::{Adjacency, Node, Result, Undefined};

/// Up to so many cities that reach each other, equations are solved by elimination.
const FEW: usize = 400;
/// The least weight, in units of the largest, beside which ways through many ties stay numbers.
const LEAST: f64 = 1e-150;

/// The cities that lead and those they lead to, and the eigenvector over them; over all others it
/// is 0.
#[derive(Debug, Clone)]
pub(crate) struct Leading {
    pub(crate) nodes: Vec<Node>,
    pub(crate) principal: Principal,
    /// What the eigenvalue is to be multiplied by.
    pub(crate) unit: f64,
}

impl Leading {
    /// The eigenvalue.
    pub(crate) fn value(&self) -> f64 {
        self.principal.value * self.unit
    }
}

/// The eigenvector `x A = λ x` of the largest eigenvalue, of length 1: each city has what it is
/// given. Of the groups of cities that all reach each other one leads, that with the largest
/// eigenvalue; cities that it does not reach have 0. `groups` come before those they lead to.
pub(crate) fn leading<'a>(
    graph: &Adjacency,
    weighted: bool,
    groups: impl IntoIterator<Item = &'a Vec<Node>>,
    places: &mut [u32],
    limits: &Limits<'_>,
) -> Result<Result<Leading, Undefined>> {
    let mut found: Vec<(f64, usize, f64, Principal)> = Vec::new();
    let groups: Vec<&Vec<Node>> = groups.into_iter().collect();
    for (at, group) in groups.iter().enumerate().filter(|(_, group)| group.len() > 1) {
        let rows = Rows::of(graph, false, weighted, group, places);
        if rows.least() < LEAST {
            return Ok(Err(Undefined::BEYOND));
        }
        let principal = strongly(&rows, limits)?;
        let size = principal.value.ln() + rows.unit().ln();
        found.push((size, at, rows.unit(), principal));
    }
    let largest = found.iter().map(|group| group.0).fold(f64::NEG_INFINITY, f64::max);
    found.retain(|group| group.0 >= largest - EQUAL);
    let (_, first, unit, principal) = match found.pop() {
        None => return Ok(Err(NO_WAY_BACK)),
        Some(_) if !found.is_empty() => return Ok(Err(NO_LEADER)),
        Some(leader) => leader,
    };
    let nodes = led(graph, &groups[first..]);
    if nodes.len() == groups[first].len() {
        return Ok(Ok(Leading { nodes, principal, unit }));
    }
    follow(&Rows::of(graph, false, weighted, &nodes, places), principal, unit, limits)
        .map(|principal| principal.map(|(principal, unit)| Leading { nodes, principal, unit }))
}

/// The largest eigenvalue of a directed network: that of one of its groups; in the unit given, 0
/// without a way back.
pub(crate) fn largest(
    graph: &Adjacency,
    weighted: bool,
    unit: f64,
    limits: &Limits<'_>,
) -> Result<f64> {
    let mut places = vec![0; graph.node_count()];
    let mut largest = 0.0_f64;
    for group in strong_components(graph).iter().filter(|group| group.len() > 1) {
        let rows = Rows::of(graph, false, weighted, group, &mut places);
        if rows.bound() * (rows.unit() / unit) > largest {
            let value = strongly(&rows, limits)?.value;
            largest = largest.max(value * (rows.unit() / unit));
        }
    }
    Ok(largest)
}

/// The nodes of the first group and all those they reach, in the order of the groups.
fn led(graph: &Adjacency, groups: &[&Vec<Node>]) -> Vec<Node> {
    let mut reached = std::collections::HashSet::new();
    let mut nodes = Vec::new();
    for (at, group) in groups.iter().enumerate() {
        if at == 0 || group.iter().any(|node| reached.contains(node)) {
            nodes.extend(group.iter().copied());
            reached.extend(group.iter().flat_map(|&node| graph.targets(node)).copied());
        }
    }
    nodes
}

/// Goes on from the leading group, which comes first in the rows, to those it leads to:
/// `x_i = Σ_j x_j w_ji / λ`.
fn follow(
    rows: &Rows,
    leader: Principal,
    unit: f64,
    limits: &Limits<'_>,
) -> Result<Result<(Principal, f64), Undefined>> {
    let (n, leaders) = (rows.len(), leader.vector.len());
    let value = leader.value * (unit / rows.unit());
    let mut x = leader.vector;
    x.resize(n, 0.0);
    let (mut residual, mut steps) = (f64::INFINITY, 0);
    while residual > limits.tolerance {
        limits.watch.check()?;
        if steps == limits.max_iterations {
            return Err(limits.not_converged(leader.iterations + steps, residual));
        }
        (leaders..n).for_each(|at| x[at] = rows.times(at, &x) / value);
        let largest = x.iter().copied().fold(0.0, f64::max);
        if !(largest / value).is_normal() || !largest.is_normal() {
            return Ok(Err(Undefined::BEYOND));
        }
        scale(&mut x, 1.0 / largest);
        let mut error = vec![0.0; n];
        rows.product(&x, &mut error);
        add(&mut error, -value, &x);
        residual = norm(&error) / (value * norm(&x));
        steps += 1;
    }
    let length = norm(&x);
    scale(&mut x, 1.0 / length);
    let iterations = leader.iterations + steps;
    Ok(Ok((Principal { value, vector: x, residual, iterations }, rows.unit())))
}

/// The eigenvector of a matrix whose rows and columns all reach each other.
fn strongly(rows: &Rows, limits: &Limits<'_>) -> Result<Principal> {
    let exponents = balance(rows);
    let even = Even { rows, exponents: &exponents };
    let found = if rows.len() <= FEW { noda(&even, limits)? } else { power(&even, limits)? };
    let (mut x, value, iterations) = found;
    let largest = exponents.iter().copied().max().unwrap_or(0);
    x.iter_mut().zip(&exponents).for_each(|(x, &exponent)| *x *= two_to(exponent - largest));
    let length = norm(&x);
    scale(&mut x, 1.0 / length);
    let mut error = vec![0.0; rows.len()];
    rows.product(&x, &mut error);
    add(&mut error, -value, &x);
    let residual = norm(&error) / value;
    if residual > limits.tolerance {
        return Err(limits.not_converged(iterations, residual));
    }
    Ok(Principal { value, vector: x, residual, iterations })
}

fn two_to(exponent: i32) -> f64 {
    2.0_f64.powi(exponent)
}

/// A matrix with rows and columns multiplied by powers of two so that each row weighs about as
/// much as its column: `2^(e_j - e_i) b_ij`. Its eigenvector is that of the matrix with each number
/// divided by its power.
struct Even<'a> {
    rows: &'a Rows,
    exponents: &'a [i32],
}

impl Even<'_> {
    fn row(&self, row: usize) -> impl Iterator<Item = (usize, f64)> + '_ {
        let own = self.exponents[row];
        self.rows.row(row).map(move |(at, weight)| (at, weight * two_to(self.exponents[at] - own)))
    }

    fn product(&self, x: &[f64], product: &mut [f64]) {
        crate::parallel::fill(product, |row| {
            self.row(row).map(|(at, weight)| weight * x[at]).sum()
        });
    }
}

/// The powers of two that make rows weigh about as much as columns (Osborne 1960).
fn balance(rows: &Rows) -> Vec<i32> {
    const SWEEPS: usize = 60;
    let n = rows.len();
    let mut exponents = vec![0_i32; n];
    let mut columns: Vec<Vec<(usize, f64)>> = vec![Vec::new(); n];
    for row in 0..n {
        rows.row(row).for_each(|(at, weight)| columns[at].push((row, weight)));
    }
    for _ in 0..SWEEPS {
        let mut moved = false;
        for node in 0..n {
            let own = exponents[node];
            let into: f64 =
                rows.row(node).map(|(at, weight)| weight * two_to(exponents[at] - own)).sum();
            let out: f64 = columns[node]
                .iter()
                .map(|&(at, weight)| weight * two_to(own - exponents[at]))
                .sum();
            let half = ((into / out).log2() / 2.0).round();
            if half.is_finite() && half.abs() >= 1.0 {
                exponents[node] += half as i32;
                moved = true;
            }
        }
        if !moved {
            break;
        }
    }
    exponents
}

/// Inverse iteration, each time from the upper bound of the eigenvalue that the last vector gives:
/// `(ρ - B) y = x` with `ρ = max (B x)_i / x_i`. The bounds fall, at the end with the square of
/// their distance (Noda 1971).
fn noda(even: &Even<'_>, limits: &Limits<'_>) -> Result<(Vec<f64>, f64, usize)> {
    const MOST: usize = 500;
    let n = even.rows.len();
    let (mut x, mut product) = (vec![1.0; n], vec![0.0; n]);
    let mut best = (f64::INFINITY, x.clone(), 0.0);
    for iteration in 0..MOST.min(limits.max_iterations) {
        limits.watch.check()?;
        even.product(&x, &mut product);
        let ratios = || product.iter().zip(&x).map(|(product, x)| product / x);
        let high = ratios().fold(0.0, f64::max);
        let low = ratios().fold(f64::INFINITY, f64::min);
        let spread = (high - low) / high;
        let nearer = spread < best.0;
        if nearer {
            best = (spread, x.clone(), product.iter().sum::<f64>() / x.iter().sum::<f64>());
        }
        if spread <= 2.0 * f64::EPSILON || (!nearer && spread <= 1e-9) {
            return Ok((best.1, best.2, iteration + 1));
        }
        eliminate(even, high, &mut x);
        let largest = x.iter().copied().fold(0.0, f64::max);
        x.iter_mut().for_each(|x| *x = (*x / largest).max(f64::MIN_POSITIVE));
    }
    Err(limits.not_converged(MOST.min(limits.max_iterations), best.0))
}

/// Solves `(ρ - B) y = x` by elimination, which for such matrices needs no pivots.
fn eliminate(even: &Even<'_>, shift: f64, x: &mut [f64]) {
    let n = x.len();
    let mut matrix = vec![0.0; n * n];
    for row in 0..n {
        even.row(row).for_each(|(at, weight)| matrix[row * n + at] = -weight);
        matrix[row * n + row] = shift;
    }
    let least = shift * f64::EPSILON * f64::EPSILON;
    for pivot in 0..n {
        let (above, below) = matrix.split_at_mut((pivot + 1) * n);
        let upper = &mut above[pivot * n..];
        // Rounding alone can make it smaller.
        upper[pivot] = upper[pivot].max(least);
        for (lower, row) in below.chunks_exact_mut(n).zip(pivot + 1..) {
            let factor = lower[pivot] / upper[pivot];
            if factor < 0.0 {
                for (lower, upper) in lower[pivot + 1..].iter_mut().zip(&upper[pivot + 1..]) {
                    *lower -= factor * upper;
                }
                x[row] -= factor * x[pivot];
            }
        }
    }
    for row in (0..n).rev() {
        let known: f64 = (row + 1..n).map(|at| matrix[row * n + at] * x[at]).sum();
        x[row] = (x[row] - known) / matrix[row * n + row];
    }
}

/// The power method on `B + s` with `s` half the eigenvalue, so that it does not go to and fro
/// where all ways back are of even length.
fn power(even: &Even<'_>, limits: &Limits<'_>) -> Result<(Vec<f64>, f64, usize)> {
    let n = even.rows.len();
    let (mut x, mut product) = (vec![1.0 / (n as f64).sqrt(); n], vec![0.0; n]);
    let mut residual = f64::INFINITY;
    for iteration in 0..limits.max_iterations {
        limits.watch.check()?;
        even.product(&x, &mut product);
        let value = dot(&x, &product);
        let mut error = product.clone();
        add(&mut error, -value, &x);
        residual = norm(&error) / value;
        if residual <= limits.tolerance / 2.0 {
            return Ok((x, value, iteration + 1));
        }
        scale(&mut x, value / 2.0);
        add(&mut x, 1.0, &product);
        let length = norm(&x);
        scale(&mut x, 1.0 / length);
    }
    Err(limits.not_converged(limits.max_iterations, residual))
}
