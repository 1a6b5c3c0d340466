//! The principal eigenvector of an undirected network.
use super::vectors::{add, dot, norm, scale};
use super::{Limits, Principal, Rows};
use crate::{Result, parallel};

/// The principal eigenvector of a symmetric matrix of at least one positive number; of length 1.
///
/// Each step takes the best vector of the plane or space spanned by the last one, by how far it is
/// from an eigenvector, and by the last direction of progress. That needs as few steps as the
/// method of Lanczos, where the power method needs their square, and memory for six vectors.
///
/// Knyazev (2001), *SIAM Journal on Scientific Computing* 23:517, with one vector.
pub(crate) fn principal(rows: &Rows, limits: &Limits<'_>) -> Result<Principal> {
    let n = rows.len();
    let zeros = vec![0.0; n];
    let mut x = zeros.clone();
    rows.product(&vec![1.0; n], &mut x);
    let length = norm(&x);
    scale(&mut x, 1.0 / length);
    let mut ax = zeros.clone();
    rows.product(&x, &mut ax);
    let (mut w, mut aw, mut p, mut ap) = (zeros.clone(), zeros.clone(), zeros.clone(), zeros);
    let (mut goes_on, mut failures, mut residual) = (false, 0, f64::INFINITY);
    for iteration in 0..limits.max_iterations {
        limits.watch.check()?;
        let value = dot(&x, &ax);
        parallel::fill(&mut w, |at| ax[at] - value * x[at]);
        let distance = norm(&w);
        residual = distance / value;
        if residual <= limits.tolerance {
            // What was updated step by step is computed again from the vector without signs.
            parallel::update(&mut x, |_, value| value.abs());
            let length = norm(&x);
            scale(&mut x, 1.0 / length);
            rows.product(&x, &mut ax);
            let value = dot(&x, &ax);
            parallel::fill(&mut w, |at| ax[at] - value * x[at]);
            residual = norm(&w) / value;
            if residual <= limits.tolerance {
                return Ok(Principal { value, vector: x, residual, iterations: iteration + 1 });
            }
            failures += 1;
            if failures == MOST_FAILURES {
                return Err(limits.not_converged(iteration + 1, residual));
            }
            goes_on = false;
            continue;
        }
        scale(&mut w, 1.0 / distance);
        let overlap = dot(&x, &w);
        add(&mut w, -overlap, &x);
        let length = norm(&w);
        scale(&mut w, 1.0 / length);
        rows.product(&w, &mut aw);
        goes_on = goes_on && straighten((&mut p, &mut ap), [(&x, &ax), (&w, &aw)]);
        let (xw, ww) = (dot(&x, &aw), dot(&w, &aw));
        let mut projected = [[value, xw, 0.0], [xw, ww, 0.0], [0.0, 0.0, 0.0]];
        if goes_on {
            let (xp, wp, pp) = (dot(&x, &ap), dot(&p, &aw), dot(&p, &ap));
            projected = [[value, xw, xp], [xw, ww, wp], [xp, wp, pp]];
        }
        let [of_x, of_w, of_p] = first(projected, if goes_on { 3 } else { 2 });
        for (old, new) in [(&mut p, &w), (&mut ap, &aw)] {
            parallel::update(old, |at, value| of_w * new[at] + of_p * value);
        }
        for (x, p) in [(&mut x, &p), (&mut ax, &ap)] {
            parallel::update(x, |at, value| of_x * value + p[at]);
        }
        let length = norm(&x);
        scale(&mut x, 1.0 / length);
        scale(&mut ax, 1.0 / length);
        if iteration % AFRESH == AFRESH - 1 {
            rows.product(&x, &mut ax);
        }
        goes_on = true;
    }
    Err(limits.not_converged(limits.max_iterations, residual))
}

/// How often a vector that seemed good may turn out not to be.
const MOST_FAILURES: usize = 50;
/// After so many steps the product with the vector is computed afresh.
const AFRESH: usize = 32;

/// Makes a vector and its product of length 1 and perpendicular to others, which are so to each
/// other; false if nothing would be left of it.
fn straighten((p, ap): (&mut [f64], &mut [f64]), others: [(&Vec<f64>, &Vec<f64>); 2]) -> bool {
    for _ in 0..2 {
        let length = norm(p);
        if length <= 0.0 || !length.is_normal() {
            return false;
        }
        scale(p, 1.0 / length);
        scale(ap, 1.0 / length);
        for (other, of_other) in others {
            let overlap = dot(other, p);
            add(p, -overlap, other);
            add(ap, -overlap, of_other);
        }
        if norm(p) < 1e-6 {
            return false;
        }
    }
    let length = norm(p);
    scale(p, 1.0 / length);
    scale(ap, 1.0 / length);
    true
}

/// The eigenvector of the largest eigenvalue of the first `size` rows and columns, of length 1 and
/// with a first number that is not negative (Jacobi 1846).
fn first(mut matrix: [[f64; 3]; 3], size: usize) -> [f64; 3] {
    const SWEEPS: usize = 12;
    let mut vectors = [[1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0]];
    for _ in 0..SWEEPS {
        for (i, j) in [(0, 1), (0, 2), (1, 2)] {
            let off = matrix[i][j];
            if j >= size || off.abs() <= f64::MIN_POSITIVE {
                continue;
            }
            let theta = (matrix[j][j] - matrix[i][i]) / (2.0 * off);
            let tangent = theta.signum() / (theta.abs() + theta.hypot(1.0));
            let cosine = 1.0 / tangent.hypot(1.0);
            let sine = tangent * cosine;
            for row in &mut matrix {
                (row[i], row[j]) =
                    (cosine * row[i] - sine * row[j], sine * row[i] + cosine * row[j]);
            }
            let (above, below) = matrix.split_at_mut(j);
            for (a, b) in above[i].iter_mut().zip(&mut below[0]) {
                (*a, *b) = (cosine * *a - sine * *b, sine * *a + cosine * *b);
            }
            for row in &mut vectors {
                (row[i], row[j]) =
                    (cosine * row[i] - sine * row[j], sine * row[i] + cosine * row[j]);
            }
        }
    }
    let mut best = 0;
    (1..size).filter(|&at| matrix[at][at] > matrix[0][0]).for_each(|at| {
        if matrix[at][at] > matrix[best][best] {
            best = at;
        }
    });
    let vector = [vectors[0][best], vectors[1][best], vectors[2][best]];
    if vector[0] < 0.0 { vector.map(|value| -value) } else { vector }
}
