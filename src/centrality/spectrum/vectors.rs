//! Products of vectors, in an order that depends on their length alone.
use crate::parallel;

/// The inner product.
pub(crate) fn dot(a: &[f64], b: &[f64]) -> f64 {
    parallel::sum_chunks(a.len(), |chunk| {
        const LANES: usize = 8;
        let (a, b) = (&a[chunk.clone()], &b[chunk]);
        let (long, longer) = (a.chunks_exact(LANES), b.chunks_exact(LANES));
        let rest: f64 = long.remainder().iter().zip(longer.remainder()).map(|(a, b)| a * b).sum();
        let mut lanes = [0.0; LANES];
        for (a, b) in long.zip(longer) {
            lanes.iter_mut().zip(a.iter().zip(b)).for_each(|(lane, (a, b))| *lane += a * b);
        }
        lanes.iter().sum::<f64>() + rest
    })
}

/// The length.
pub(crate) fn norm(a: &[f64]) -> f64 {
    dot(a, a).sqrt()
}

/// Multiplies a vector by a number.
pub(crate) fn scale(a: &mut [f64], factor: f64) {
    parallel::update(a, |_, value| value * factor);
}

/// Adds a multiple of another vector.
pub(crate) fn add(a: &mut [f64], factor: f64, b: &[f64]) {
    parallel::update(a, |at, value| value + factor * b[at]);
}
