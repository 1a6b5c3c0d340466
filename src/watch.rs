//! Watching and cancelling long work.
use crate::{Error, Result};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

/// A window on work that takes long: how much is done, and a way to stop it.
///
/// Clone it, give one clone to the algorithm with `.watch(&watch)` and keep the other: read
/// [`fraction`](Self::fraction) from another thread, call [`cancel`](Self::cancel) to stop. The
/// work then ends in [`Error::Cancelled`]. A watch is no parameter: it changes no result.
///
/// ```
/// use conurbation::{Adjacency, Error, Watch, centrality::Betweenness};
/// let watch = Watch::new();
/// watch.cancel();
/// let path = Adjacency::from_edges(3, [(0, 1, 1.0), (1, 2, 1.0)])?;
/// let stopped = Betweenness::new().watch(&watch).run(&path);
/// assert!(matches!(stopped, Err(Error::Cancelled)));
/// # Ok::<(), Error>(())
/// ```
#[derive(Debug, Clone, Default)]
pub struct Watch(Arc<State>);

#[derive(Debug, Default)]
struct State {
    done: AtomicU64,
    total: AtomicU64,
    /// The parts of the work, 0 if it is all one, and how many of them have begun.
    parts: AtomicU64,
    begun: AtomicU64,
    cancelled: AtomicBool,
}

impl Watch {
    /// A fresh watch: nothing done, not cancelled.
    pub fn new() -> Self {
        Self::default()
    }

    /// The share of the work done so far, from 0 to 1; 0 before the work is known.
    pub fn fraction(&self) -> f64 {
        let total = self.0.total.load(Ordering::Relaxed);
        if total == 0 {
            return 0.0;
        }
        let done = self.0.done.load(Ordering::Relaxed) as f64 / total as f64;
        match self.0.parts.load(Ordering::Relaxed) {
            0 => done,
            parts => {
                let before = self.0.begun.load(Ordering::Relaxed).saturating_sub(1);
                ((before as f64 + done) / parts as f64).min(1.0)
            }
        }
    }

    /// Asks the work to stop at its next chance.
    pub fn cancel(&self) {
        self.0.cancelled.store(true, Ordering::Relaxed);
    }

    /// Whether a stop was asked for.
    pub fn is_cancelled(&self) -> bool {
        self.0.cancelled.load(Ordering::Relaxed)
    }

    /// Announces work of so many parts, each of which is begun on its own.
    pub(crate) fn parts(&self, parts: usize) {
        self.0.total.store(0, Ordering::Relaxed);
        self.0.begun.store(0, Ordering::Relaxed);
        self.0.parts.store(parts as u64, Ordering::Relaxed);
    }

    /// All parts are done.
    pub(crate) fn finish(&self) {
        self.parts(0);
        self.begin(1);
        self.step();
    }

    /// Announces work of `total` steps, or a part of it.
    pub(crate) fn begin(&self, total: usize) {
        self.0.begun.fetch_add(1, Ordering::Relaxed);
        self.0.done.store(0, Ordering::Relaxed);
        self.0.total.store(total as u64, Ordering::Relaxed);
    }

    /// One more step is done.
    pub(crate) fn step(&self) {
        self.0.done.fetch_add(1, Ordering::Relaxed);
    }

    /// An error if a stop was asked for.
    pub(crate) fn check(&self) -> Result<()> {
        if self.is_cancelled() {
            return Err(Error::Cancelled);
        }
        Ok(())
    }
}

/// Two watches are equal for an algorithm's parameters: a watch is not one of them.
impl PartialEq for Watch {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}
