//! Solving `x = M x + b` city by city, each from the newest values of the others.
use crate::parallel;

/// Up to so many values each is put to use at once; above, when its stage is done.
const FEW: usize = 4096;
/// The stages of a sweep over more: the values of one are computed side by side.
const STAGES: usize = 16;

/// What a sweep did.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Change {
    /// The sum of the sizes of all changes.
    pub(crate) moved: f64,
    /// The sum of the sizes of all values.
    pub(crate) total: f64,
}

/// Sets each value to `value` of its position and of the vector `ready`, which holds each value
/// times its factor, new where it is already known. What is new and what is old depends on the
/// number of values alone (Gauss and Seidel within 16 stages, Jacobi within each).
pub(crate) fn sweep(
    x: &mut [f64],
    ready: &mut [f64],
    factor: impl Fn(usize) -> f64,
    value: impl Fn(usize, &[f64]) -> f64 + Sync + Send,
) -> Change {
    let n = x.len();
    let mut change = Change { moved: 0.0, total: 0.0 };
    let mut put = |at: usize, new: f64, x: &mut [f64], ready: &mut [f64]| {
        change.moved += (new - x[at]).abs();
        change.total += new.abs();
        x[at] = new;
        ready[at] = new * factor(at);
    };
    if n <= FEW {
        for at in 0..n {
            let new = value(at, ready);
            put(at, new, x, ready);
        }
        return change;
    }
    let stage = n.div_ceil(STAGES);
    let mut room = vec![0.0; stage];
    for start in (0..n).step_by(stage) {
        let room = &mut room[..stage.min(n - start)];
        parallel::fill(room, |at| value(start + at, ready));
        room.iter().enumerate().for_each(|(at, &new)| put(start + at, new, x, ready));
    }
    change
}
