//! Small symmetric systems of equations.

/// The lower triangle whose product with its own transpose is a symmetric positive definite matrix
/// (Cholesky 1910). `O(n³)` once, `O(n²)` for each solution.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Cholesky {
    size: usize,
    /// Row by row; the upper triangle is not used.
    lower: Vec<f64>,
}

impl Cholesky {
    /// The triangle of a matrix given row by row, of which the upper part is not read; none if some column is, up to a share `least` of
    /// its square, the sum of those before it.
    pub(super) fn new(size: usize, mut matrix: Vec<f64>, least: f64) -> Option<Self> {
        for row in 0..size {
            for column in 0..=row {
                let (above, below) = matrix.split_at(row * size);
                let own = &below[..column];
                let other = if column == row { own } else { &above[column * size..][..column] };
                let product: f64 = own.iter().zip(other).map(|(a, b)| a * b).sum();
                let left = matrix[row * size + column] - product;
                matrix[row * size + column] = if column < row {
                    left / matrix[column * size + column]
                } else if left > least * matrix[row * size + row] && left > 0.0 {
                    left.sqrt()
                } else {
                    return None;
                };
            }
        }
        Some(Self { size, lower: matrix })
    }

    /// The solution of the system for a right-hand side, in its place.
    pub(super) fn solve(&self, side: &mut [f64]) {
        let n = self.size;
        for row in 0..n {
            let lower = &self.lower[row * n..row * n + row];
            let known: f64 = lower.iter().zip(&*side).map(|(a, b)| a * b).sum();
            side[row] = (side[row] - known) / self.lower[row * n + row];
        }
        for row in (0..n).rev() {
            side[row] /= self.lower[row * n + row];
            let value = side[row];
            for (left, lower) in side[..row].iter_mut().zip(&self.lower[row * n..]) {
                *left -= lower * value;
            }
        }
    }

    /// `side' M⁻¹ side`: the square of what the columns of the matrix explain.
    pub(super) fn explained(&self, side: &mut [f64]) -> f64 {
        let n = self.size;
        for row in 0..n {
            let lower = &self.lower[row * n..row * n + row];
            let known: f64 = lower.iter().zip(&*side).map(|(a, b)| a * b).sum();
            side[row] = (side[row] - known) / self.lower[row * n + row];
        }
        side.iter().map(|value| value * value).sum()
    }

    /// A column of the inverse.
    pub(super) fn inverse_column(&self, column: usize) -> Vec<f64> {
        let mut side = vec![0.0; self.size];
        side[column] = 1.0;
        self.solve(&mut side);
        side
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn solutions_solve() {
        let matrix = vec![4.0, 2.0, 0.6, 2.0, 5.0, 1.0, 0.6, 1.0, 3.0];
        let triangle = Cholesky::new(3, matrix.clone(), 1e-12).expect("positive definite");
        let mut solution = vec![1.0, -2.0, 0.5];
        triangle.solve(&mut solution);
        for (row, side) in matrix.chunks(3).zip([1.0, -2.0, 0.5]) {
            let product: f64 = row.iter().zip(&solution).map(|(a, b)| a * b).sum();
            assert!((product - side).abs() < 1e-14);
        }
        let explained = triangle.explained(&mut [1.0, -2.0, 0.5]);
        let expected = solution[0] - 2.0 * solution[1] + 0.5 * solution[2];
        assert!((explained - expected).abs() < 1e-14);
    }

    #[test]
    fn sums_of_columns_are_told() {
        assert!(Cholesky::new(2, vec![1.0, 2.0, 2.0, 4.0], 1e-12).is_none());
        assert!(Cholesky::new(1, vec![0.0], 0.0).is_none());
        assert!(Cholesky::new(0, Vec::new(), 1e-12).is_some());
    }
}
