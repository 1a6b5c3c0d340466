//! The exponential of a matrix without negative numbers.
use super::Rows;
use crate::{Result, Watch, parallel};

/// The diagonal of the exponential of a matrix, times `2^-exponent`.
#[derive(Debug, Clone)]
pub(crate) struct Exponential {
    pub(crate) diagonal: Vec<f64>,
    pub(crate) exponent: f64,
}

/// Terms of the series after the first. Of a way of `k` ties, counted `1 / k!`, the squares hold
/// the share in which `k` things, dealt at random to the parts, nowhere make more than so many.
/// There are as many parts as the largest eigenvalue, or more, so that this is all but 10⁻¹⁴ of the
/// ways that count.
const TERMS: usize = 18;

/// The exponential of the rows times their unit: the series of a small part of them, squared again
/// and again. All numbers are added and none subtracted, so that each keeps its digits beside
/// however large others. `O(n³ log λ)`.
///
/// Moler and Van Loan (2003), *SIAM Review* 45:3, method 3.
pub(crate) fn exponential(rows: &Rows, symmetric: bool, watch: &Watch) -> Result<Exponential> {
    let n = rows.len();
    // The unit may be of any size, and so may be their product.
    let doublings = (rows.bound().log2() + rows.unit().log2()).ceil().max(0.0) as i32;
    let part = scaled(rows.unit(), doublings);
    let mut matrix: Vec<Vec<f64>> = (0..n).map(|row| identity(n, row)).collect();
    for term in (1..=TERMS).rev() {
        watch.check()?;
        let factor = part / term as f64;
        let next = |row: usize| {
            let mut sum = identity(n, row);
            for (at, weight) in rows.row(row) {
                let weight = weight * factor;
                sum.iter_mut().zip(&matrix[at]).for_each(|(sum, value)| *sum += weight * value);
            }
            sum
        };
        matrix = parallel::map(n, &Watch::new(), || (), |row, ()| next(row))?;
    }
    let mut exponent = 0.0;
    for _ in 0..doublings {
        watch.check()?;
        matrix = square(&matrix, symmetric)?;
        exponent *= 2.0;
        let largest = matrix.iter().flatten().copied().fold(0.0, f64::max);
        if largest > TOO_LARGE {
            matrix.iter_mut().flatten().for_each(|value| *value /= TOO_LARGE);
            exponent += TOO_LARGE.log2();
        }
    }
    let diagonal = (0..n).map(|row| matrix[row][row]).collect();
    Ok(Exponential { diagonal, exponent })
}

/// 2^400: above it, numbers are divided by it, so that their squares stay numbers.
const TOO_LARGE: f64 = f64::from_bits((1023 + 400) << 52);

fn identity(n: usize, row: usize) -> Vec<f64> {
    let mut unit = vec![0.0; n];
    unit[row] = 1.0;
    unit
}

/// A number halved so many times.
fn scaled(number: f64, halvings: i32) -> f64 {
    let half = halvings / 2;
    number * 2.0_f64.powi(-half) * 2.0_f64.powi(half - halvings)
}

fn square(matrix: &[Vec<f64>], symmetric: bool) -> Result<Vec<Vec<f64>>> {
    let n = matrix.len();
    let columns: Vec<Vec<f64>> = match symmetric {
        true => Vec::new(),
        false => (0..n).map(|at| matrix.iter().map(|row| row[at]).collect()).collect(),
    };
    let columns = if symmetric { matrix } else { &columns };
    let row = |row: usize| {
        let ends = if symmetric { row + 1 } else { n };
        columns[..ends].iter().map(|column| product(&matrix[row], column)).collect::<Vec<f64>>()
    };
    let mut squared = parallel::map(n, &Watch::new(), || (), |at, ()| row(at))?;
    if symmetric {
        for at in 0..n {
            let (above, below) = squared.split_at_mut(at + 1);
            above[at].extend(below.iter().map(|row| row[at]));
        }
    }
    Ok(squared)
}

fn product(a: &[f64], b: &[f64]) -> f64 {
    const LANES: usize = 8;
    let (long, longer) = (a.chunks_exact(LANES), b.chunks_exact(LANES));
    let rest: f64 = long.remainder().iter().zip(longer.remainder()).map(|(a, b)| a * b).sum();
    let mut lanes = [0.0; LANES];
    for (a, b) in long.zip(longer) {
        lanes.iter_mut().zip(a.iter().zip(b)).for_each(|(lane, (a, b))| *lane += a * b);
    }
    lanes.iter().sum::<f64>() + rest
}
