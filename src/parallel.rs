//! The one place that names rayon: sums whose order depends on the input alone.
use crate::{Result, Watch, sums};
use rayon::prelude::*;
use std::ops::Range;
use std::sync::{Mutex, MutexGuard, PoisonError};

/// Numbers added up one after another, whatever the threads.
const CHUNK: usize = 4096;
/// Upper bound on the numbers held at once by the vectors of a wave (512 MiB).
const HELD: usize = 1 << 26;

/// Sums vectors of length `len`, one added by each of `0..n`, `block` of them one after another
/// into one vector, in an order that depends on these numbers only: the same bits at any number of
/// threads. `scratch` makes what a block works with.
pub(crate) fn accumulate<S>(
    [n, block]: [usize; 2],
    len: usize,
    watch: &Watch,
    scratch: impl Fn() -> S + Sync,
    add: impl Fn(usize, &mut S, &mut [f64]) + Sync,
) -> Result<Vec<f64>> {
    let blocks_held = (HELD / len.max(1)).clamp(2, 64);
    watch.begin(n);
    let mut total = vec![0.0; len];
    for wave in (0..n).step_by(block * blocks_held) {
        watch.check()?;
        let end = (wave + block * blocks_held).min(n);
        let sums: Vec<Vec<f64>> = (wave..end)
            .step_by(block)
            .collect::<Vec<_>>()
            .into_par_iter()
            .map_init(&scratch, |scratch, start| {
                let mut sum = vec![0.0; len];
                for item in start..(start + block).min(end) {
                    if watch.is_cancelled() {
                        break;
                    }
                    add(item, scratch, &mut sum);
                    watch.step();
                }
                sum
            })
            .collect();
        for sum in sums {
            total.iter_mut().zip(sum).for_each(|(t, s)| *t += s);
        }
    }
    watch.check()?;
    Ok(total)
}

/// One value for each of `0..n`, in order; `scratch` makes what a thread works with.
pub(crate) fn map<S, T: Send>(
    n: usize,
    watch: &Watch,
    scratch: impl Fn() -> S + Sync + Send,
    value: impl Fn(usize, &mut S) -> T + Sync + Send,
) -> Result<Vec<T>> {
    watch.begin(n);
    (0..n)
        .into_par_iter()
        .map_init(scratch, |scratch, item| {
            watch.check()?;
            let value = value(item, scratch);
            watch.step();
            Ok(value)
        })
        .collect()
}

/// One value for each of `0..n`, in order, each of little work: few are not worth the way to other
/// threads.
pub(crate) fn map_light<S, T: Send>(
    n: usize,
    scratch: impl Fn() -> S + Sync + Send,
    value: impl Fn(usize, &mut S) -> T + Sync + Send,
) -> Vec<T> {
    const LEAST: usize = CHUNK / 16;
    if n <= LEAST {
        let mut scratch = scratch();
        return (0..n).map(|item| value(item, &mut scratch)).collect();
    }
    let items = (0..n).into_par_iter().with_min_len(LEAST);
    items.map_init(scratch, |scratch, item| value(item, scratch)).collect()
}

/// One count for each of `0..n`, to which each of `0..n` adds. Whole numbers have no order, so each
/// thread may add to its own.
pub(crate) fn count<S: Send>(
    n: usize,
    scratch: impl Fn() -> S + Sync + Send,
    add: impl Fn(usize, &mut S, &mut [u64]) + Sync + Send,
) -> Vec<u64> {
    /// Items dealt out in turn, since those with much work stand side by side.
    const HANDS: usize = 32;
    if n <= CHUNK / 4 {
        let (mut scratch, mut counts) = (scratch(), vec![0; n]);
        (0..n).for_each(|item| add(item, &mut scratch, &mut counts));
        return counts;
    }
    let counts = (0..HANDS).into_par_iter().fold(
        || (scratch(), vec![0; n]),
        |(mut scratch, mut counts), hand| {
            (hand..n).step_by(HANDS).for_each(|item| add(item, &mut scratch, &mut counts));
            (scratch, counts)
        },
    );
    let counts = counts.map(|(_, counts)| counts).reduce_with(|mut sum, counts| {
        sum.iter_mut().zip(counts).for_each(|(sum, count)| *sum += count);
        sum
    });
    counts.unwrap_or_default()
}

/// One value for each run of `length` items, in order; `scratch` makes what a thread works with.
pub(crate) fn chunks<I: Sync, S: Send, T: Send>(
    items: &[I],
    length: usize,
    scratch: &Scratch<S>,
    value: impl Fn(&[I], &mut S) -> T + Sync + Send,
) -> Vec<T> {
    let chunks = items.par_chunks(length);
    chunks.map_init(|| scratch.lend(), |lent, items| value(items, lent.get())).collect()
}

/// What threads work with, kept from one call to the next.
pub(crate) struct Scratch<S> {
    free: Mutex<Vec<S>>,
    make: Box<dyn Fn() -> S + Sync + Send>,
}

/// A piece of scratch, which goes back in the end.
struct Lent<'a, S> {
    own: Option<S>,
    from: &'a Scratch<S>,
}

impl<S> Scratch<S> {
    /// Scratch of which each piece is made like this.
    pub(crate) fn new(make: impl Fn() -> S + Sync + Send + 'static) -> Self {
        Self { free: Mutex::new(Vec::new()), make: Box::new(make) }
    }

    fn free(&self) -> MutexGuard<'_, Vec<S>> {
        self.free.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn lend(&self) -> Lent<'_, S> {
        Lent { own: self.free().pop(), from: self }
    }
}

impl<S> Lent<'_, S> {
    fn get(&mut self) -> &mut S {
        self.own.get_or_insert_with(&self.from.make)
    }
}

impl<S> Drop for Lent<'_, S> {
    fn drop(&mut self) {
        if let Some(own) = self.own.take() {
            self.from.free().push(own);
        }
    }
}

/// Sets every value to `value` of its position.
pub(crate) fn fill(values: &mut [f64], value: impl Fn(usize) -> f64 + Sync + Send) {
    update(values, |at, _| value(at));
}

/// Sets every value to `value` of its position and of what it was. Few values are not worth the
/// way to other threads.
pub(crate) fn update(values: &mut [f64], value: impl Fn(usize, f64) -> f64 + Sync + Send) {
    const LEAST: usize = CHUNK / 16;
    if values.len() <= LEAST {
        values.iter_mut().enumerate().for_each(|(at, slot)| *slot = value(at, *slot));
        return;
    }
    let values = values.par_iter_mut().with_min_len(LEAST).enumerate();
    values.for_each(|(at, slot)| *slot = value(at, *slot));
}

/// The sum of `term` of each of `0..n`, in an order that depends on `n` only.
pub(crate) fn sum(n: usize, term: impl Fn(usize) -> f64 + Sync) -> f64 {
    sum_chunks(n, |chunk| sums::sum(chunk.map(&term)))
}

/// The sum of what `part` makes of each chunk of `0..n`; the chunks depend on `n` only.
pub(crate) fn sum_chunks(n: usize, part: impl Fn(Range<usize>) -> f64 + Sync) -> f64 {
    if n <= CHUNK {
        return part(0..n);
    }
    let chunks: Vec<f64> = (0..n.div_ceil(CHUNK))
        .into_par_iter()
        .map(|chunk| part(chunk * CHUNK..n.min((chunk + 1) * CHUNK)))
        .collect();
    sums::sum(chunks)
}
