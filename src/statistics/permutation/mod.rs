//! Permutation tests: how often chance does as much.
mod arrangements;
mod judge;
mod null;
mod orders;
mod result;

use super::Alternative;
use crate::{Measured, ParamError, Result, Undefined, Watch, parallel};
use serde::Serialize;

pub use result::PermutationTest;

pub(super) use arrangements::Arrangements;
pub(super) use null::{are_equal, finite, share};

/// A permutation test: how often chance alone does as much as was observed, where chance gives
/// the same labels, such as provinces, to other cities.
///
/// All arrangements are counted if there are at most [`exact_limit`](Self::exact_limit); then
/// `p = #{T* >= T} / #arrangements`, the observed one among them. Otherwise `R` random ones are
/// drawn, and `p = (1 + #{T* >= T}) / (R + 1)`, which is never 0 (Phipson & Smyth 2010). A
/// statistic counts as equal to the one observed if they differ by less than 10⁻¹² of their size
/// or of the standard deviation of all. An arrangement on which the statistic is undefined counts
/// as extreme, which can only raise p, and is counted in
/// [`undefined`](PermutationTest::undefined).
///
/// Few cities have few arrangements, and then no data could give a small p: two provinces of three
/// cities each never less than 0.1. The smallest p that the [`Alternative`] can give stands in each
/// result; if it is above `alpha` the test is [`Undefined::NotAttainable`]. Further undefined: one
/// group only ([`Undefined::Vacuous`]), the same statistic for every arrangement
/// ([`Undefined::ZeroVariance`]), no arrangement with a value ([`Undefined::Fragile`]), and a
/// statistic that is undefined for the data themselves.
///
/// The statistic must depend on its arguments alone. It is computed for each replicate, in
/// parallel; the rest is `O(n)` for each, and one number of memory. Same bits at any number of
/// threads.
///
/// Fisher (1935), *The Design of Experiments*; Phipson & Smyth (2010), *Statistical Applications in
/// Genetics and Molecular Biology* 9:39.
///
/// ```
/// use conurbation::{Measured, statistics::{Alternative, Permutation}};
/// // Agreements of eight cities; those of province 1 seem to have more.
/// let agreements = [3.0, 4.0, 5.0, 4.0, 9.0, 8.0, 7.0, 9.0];
/// let province = [0, 0, 0, 0, 1, 1, 1, 1];
/// let total = |province: &[u32]| {
///     let in_1 = agreements.iter().zip(province).filter(|(_, province)| **province == 1);
///     Measured::Value(in_1.map(|(agreements, _)| agreements).sum())
/// };
/// let test = Permutation::new().named_groups(true).alternative(Alternative::Greater);
/// let test = test.labels(&province, total)?.value().unwrap();
/// assert!(test.exact);
/// assert!((test.p - 1.0 / 70.0).abs() < 1e-12); // no other of the 70 arrangements does as much
/// # Ok::<(), conurbation::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Permutation {
    replicates: usize,
    seed: u64,
    alternative: Alternative,
    alpha: f64,
    exact_limit: usize,
    named_groups: bool,
    #[serde(skip)]
    watch: Watch,
}

impl Default for Permutation {
    fn default() -> Self {
        Self {
            replicates: Self::DEFAULT_REPLICATES,
            seed: 0,
            alternative: Alternative::default(),
            alpha: Self::DEFAULT_ALPHA,
            exact_limit: Self::DEFAULT_EXACT_LIMIT,
            named_groups: false,
            watch: Watch::new(),
        }
    }
}

impl Permutation {
    /// Random arrangements: with the observed one, 5000.
    pub const DEFAULT_REPLICATES: usize = 4999;
    /// The significance that must be attainable, 0.05.
    pub const DEFAULT_ALPHA: f64 = 0.05;
    /// All arrangements are counted up to here; it includes the 8! orders of eight cities.
    pub const DEFAULT_EXACT_LIMIT: usize = 50_000;

    /// The default parameters.
    pub fn new() -> Self {
        Self::default()
    }

    /// Sets how many random arrangements are drawn where not all are counted; at least 1.
    pub fn replicates(mut self, replicates: usize) -> Self {
        self.replicates = replicates;
        self
    }

    /// Sets the seed of the random arrangements.
    pub fn seed(mut self, seed: u64) -> Self {
        self.seed = seed;
        self
    }

    /// Sets which values count as extreme.
    pub fn alternative(mut self, alternative: Alternative) -> Self {
        self.alternative = alternative;
        self
    }

    /// Sets the significance that must be attainable; between 0 and 1. It decides on nothing else.
    pub fn alpha(mut self, alpha: f64) -> Self {
        self.alpha = alpha;
        self
    }

    /// Sets up to how many arrangements all are counted; 0 for never.
    pub fn exact_limit(mut self, exact_limit: usize) -> Self {
        self.exact_limit = exact_limit;
        self
    }

    /// Sets whether the statistic heeds which group is which. If not, the default, swaps of groups
    /// of equal sizes change nothing, and fewer arrangements can differ: an E-I index is the same
    /// if two provinces of three cities each swap their names, the mean of one province is not.
    pub fn named_groups(mut self, named_groups: bool) -> Self {
        self.named_groups = named_groups;
        self
    }

    /// Lets the work be watched and cancelled.
    pub fn watch(mut self, watch: &Watch) -> Self {
        self.watch = watch.clone();
        self
    }

    /// Tests a statistic of labels: does it matter which city has which? `labels` are any numbers,
    /// one for each city, in order.
    ///
    /// # Errors
    /// [`Error::Param`](crate::Error::Param) for a parameter outside its range or a statistic that
    /// is no finite number; [`Error::Cancelled`](crate::Error::Cancelled).
    pub fn labels(
        &self,
        labels: &[u32],
        statistic: impl Fn(&[u32]) -> Measured + Sync,
    ) -> Result<Measured<PermutationTest>> {
        self.labels_within(labels, &vec![0; labels.len()], statistic)
    }

    /// Tests a statistic of labels that only cities of one stratum exchange: does it matter which
    /// city has which circle, given the provinces? Undefined if each stratum has one label
    /// ([`Undefined::Vacuous`]).
    ///
    /// ```
    /// use conurbation::{Measured, Undefined, statistics::Permutation};
    /// let test = Permutation::new().labels_within(&[0, 0, 1], &[5, 5, 6], |_| Measured::Value(1.0))?;
    /// assert_eq!(test.undefined(), Some(Undefined::Vacuous));
    /// # Ok::<(), conurbation::Error>(())
    /// ```
    ///
    /// # Errors
    /// As [`labels`](Self::labels); also if there is not one stratum for each label.
    pub fn labels_within(
        &self,
        labels: &[u32],
        strata: &[u32],
        statistic: impl Fn(&[u32]) -> Measured + Sync,
    ) -> Result<Measured<PermutationTest>> {
        self.check()?;
        check_strata(labels, strata)?;
        let arrangements = Arrangements::new(labels, strata);
        self.test(&arrangements, self.named_groups, labels, statistic)
    }

    /// Tests a statistic of two matrices over the same cities, such as ties and distances: the
    /// quadratic assignment procedure. The statistic is given an order of cities and puts city
    /// `order[i]` of one matrix in the place of city `i`, rows and columns together.
    ///
    /// Of `n` cities there are `n!` orders, all different, so `p` can be as small as `1/n!`.
    /// Beware that a matrix of groups takes far fewer values than that: test groups by
    /// [`labels`](Self::labels), which knows. Undefined for fewer than two cities
    /// ([`Undefined::TooFewCities`]).
    ///
    /// Mantel (1967), *Cancer Research* 27:209; Hubert & Schultz (1976), *British Journal of
    /// Mathematical and Statistical Psychology* 29:190; Krackhardt (1988), *Social Networks* 10:359.
    ///
    /// ```
    /// use conurbation::{Measured, statistics::{Alternative, Permutation}};
    /// // Ties and distances of four cities on a line.
    /// let ties = [[0.0, 3.0, 1.0, 0.0], [3.0, 0.0, 2.0, 1.0], [1.0, 2.0, 0.0, 4.0], [0.0, 1.0, 4.0, 0.0]];
    /// let distance = |i: usize, j: usize| i.abs_diff(j) as f64;
    /// let product = |order: &[u32]| {
    ///     let term = |i: usize, j: usize| ties[order[i] as usize][order[j] as usize] * distance(i, j);
    ///     Measured::Value((0..4).flat_map(|i| (0..4).map(move |j| term(i, j))).sum())
    /// };
    /// let test = Permutation::new().alternative(Alternative::Less).alpha(0.1);
    /// let test = test.matrices(4, product)?.value().unwrap();
    /// assert_eq!((test.exact, test.replicates), (true, 24));
    /// assert!((test.p - 2.0 / 24.0).abs() < 1e-12); // the order observed, and its reverse
    /// # Ok::<(), conurbation::Error>(())
    /// ```
    ///
    /// # Errors
    /// As [`labels`](Self::labels).
    pub fn matrices(
        &self,
        cities: usize,
        statistic: impl Fn(&[u32]) -> Measured + Sync,
    ) -> Result<Measured<PermutationTest>> {
        self.check()?;
        if cities < 2 {
            return Ok(Measured::Undefined(Undefined::TooFewCities { need: 2 }));
        }
        let order: Vec<u32> = (0..cities as u32).collect();
        let arrangements = Arrangements::new(&order, &vec![0; cities]);
        self.test(&arrangements, true, &order, statistic)
    }

    /// Tests a value against a null distribution drawn in any other way, such as from networks with
    /// the same degrees: `draw` gives the value of each replicate, `0..R`, from a stream of random
    /// numbers of its own. Their number of arrangements is unknown, so `p` can be as small as
    /// `1/(R + 1)`, doubled if two-sided.
    ///
    /// ```
    /// use conurbation::{Measured, statistics::{Alternative, Permutation}};
    /// let test = Permutation::new().replicates(99).alternative(Alternative::Greater);
    /// let test = test.redrawn(Measured::Value(94.5), |replicate| Ok(Measured::Value(replicate as f64)))?;
    /// assert_eq!(test.value().unwrap().p, 0.05); // 95 to 98 and the value itself, of 100
    /// # Ok::<(), conurbation::Error>(())
    /// ```
    ///
    /// # Errors
    /// As [`labels`](Self::labels); also the error of the first replicate whose `draw` failed.
    pub fn redrawn(
        &self,
        observed: Measured,
        draw: impl Fn(u64) -> Result<Measured> + Sync,
    ) -> Result<Measured<PermutationTest>> {
        self.check()?;
        self.judge(observed, self.attainable(f64::INFINITY, false), None, || {
            let drawn =
                parallel::map(self.replicates, &self.watch, || (), |nth, ()| draw(nth as u64))?;
            Ok((drawn.into_iter().collect::<Result<_>>()?, false))
        })
    }

    /// The seed, for draws that go beyond labels.
    pub(crate) fn chosen_seed(&self) -> u64 {
        self.seed
    }

    /// The number of draws, for those that serve several tests at once.
    pub(crate) fn chosen_replicates(&self) -> usize {
        self.replicates
    }

    /// What watches the work.
    pub(crate) fn chosen_watch(&self) -> &Watch {
        &self.watch
    }

    pub(super) fn check(&self) -> Result<(), ParamError> {
        if self.replicates == 0 {
            return Err(ParamError::new("replicates", 0, "at least 1"));
        }
        if !(self.alpha > 0.0 && self.alpha < 1.0) {
            return Err(ParamError::new("alpha", self.alpha, "between 0 and 1"));
        }
        Ok(())
    }
}

fn check_strata(labels: &[u32], strata: &[u32]) -> Result<(), ParamError> {
    if labels.len() == strata.len() {
        return Ok(());
    }
    let found = format!("{} strata for {} labels", strata.len(), labels.len());
    Err(ParamError::new("labels_within", found, "one stratum for each label"))
}
