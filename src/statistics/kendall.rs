//! Whether two things rise together, by ranks.
use crate::{Measured, ParamError, Result, Undefined};

/// Kendall's `τ_b`: how far two numbers of each item rise together, ties heeded.
///
/// Of all pairs of items, `(C - D) / √((P - T_x)(P - T_y))`, with `C` those in the same order by
/// both, `D` those in opposite order, `P` all and `T` those that are equal by one of them. From -1
/// to 1. Undefined below two items ([`Undefined::TooFewUnits`]) and if all are equal by one
/// ([`Undefined::ZeroVariance`]). `O(n log n)`.
///
/// Kendall (1945), *Biometrika* 33:239; counted as by Knight (1966), *Journal of the American
/// Statistical Association* 61:436.
///
/// ```
/// use conurbation::statistics::kendall_tau_b;
/// let tau = kendall_tau_b(&[1.0, 2.0, 2.0, 4.0], &[1.0, 3.0, 2.0, 2.0])?.value().unwrap();
/// // Three pairs in the same order, one in the opposite; one tie in each.
/// assert!((tau - 2.0 / 5.0).abs() < 1e-15);
/// # Ok::<(), conurbation::Error>(())
/// ```
///
/// # Errors
/// [`Error::Param`](crate::Error::Param) for lists of unequal length or what is no finite number.
pub fn kendall_tau_b(x: &[f64], y: &[f64]) -> Result<Measured> {
    if x.len() != y.len() || x.iter().chain(y).any(|value| !value.is_finite()) {
        let found = format!("{} and {} numbers", x.len(), y.len());
        return Err(ParamError::new("kendall_tau_b", found, "as many of each, all finite").into());
    }
    Ok(tau_b(x, y).into())
}

fn tau_b(x: &[f64], y: &[f64]) -> Result<f64, Undefined> {
    if x.len() < 2 {
        return Err(Undefined::TooFewUnits { need: 2 });
    }
    // Adding zero makes −0 and 0 equal.
    let mut items: Vec<(f64, f64)> = x.iter().zip(y).map(|(x, y)| (x + 0.0, y + 0.0)).collect();
    items.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.total_cmp(&b.1)));
    let pairs = |count: usize| count as u64 * (count as u64 - 1) / 2;
    let equal = |a: f64, b: f64| a.total_cmp(&b).is_eq();
    let of_chunks = |chunks: &mut dyn Iterator<Item = usize>| chunks.map(pairs).sum::<u64>();
    let all = pairs(items.len());
    let in_x = of_chunks(&mut items.chunk_by(|a, b| equal(a.0, b.0)).map(<[_]>::len));
    let both = |a: &(f64, f64), b: &(f64, f64)| equal(a.0, b.0) && equal(a.1, b.1);
    let in_both = of_chunks(&mut items.chunk_by(both).map(<[_]>::len));
    let mut by_y: Vec<f64> = items.iter().map(|item| item.1).collect();
    let opposite = sort_counting(&mut by_y);
    let in_y = of_chunks(&mut by_y.chunk_by(|a, b| equal(*a, *b)).map(<[_]>::len));
    if in_x == all || in_y == all {
        return Err(Undefined::ZeroVariance);
    }
    let same = all + in_both - in_x - in_y - opposite;
    let (free_x, free_y) = ((all - in_x) as f64, (all - in_y) as f64);
    Ok(((same as f64 - opposite as f64) / free_x.sqrt() / free_y.sqrt()).clamp(-1.0, 1.0))
}

/// Sorts numbers and counts the pairs that stood in descending order.
fn sort_counting(values: &mut [f64]) -> u64 {
    let mut spare = values.to_vec();
    let (mut width, mut count) = (1, 0);
    while width < values.len() {
        for start in (0..values.len()).step_by(2 * width) {
            let middle = (start + width).min(values.len());
            let end = (start + 2 * width).min(values.len());
            let (mut left, mut right) = (start, middle);
            for slot in &mut spare[start..end] {
                let from_left = left < middle
                    && (right == end || values[left].total_cmp(&values[right]).is_le());
                if from_left {
                    *slot = values[left];
                    left += 1;
                } else {
                    *slot = values[right];
                    right += 1;
                    count += (middle - left) as u64;
                }
            }
        }
        values.copy_from_slice(&spare);
        width *= 2;
    }
    count
}
