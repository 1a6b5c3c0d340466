//! From arrangements to a test.
use super::arrangements::{Arrangements, Scratch};
use super::null::{Null, finite};
use super::{Permutation, PermutationTest};
use crate::random::Random;
use crate::statistics::Alternative;
use crate::{Measured, Result, Undefined, parallel};

impl Permutation {
    /// The test of a statistic of arrangements, the one observed given.
    pub(super) fn test(
        &self,
        arrangements: &Arrangements,
        named_groups: bool,
        observed: &[u32],
        statistic: impl Fn(&[u32]) -> Measured + Sync,
    ) -> Result<Measured<PermutationTest>> {
        if arrangements.is_fixed() {
            return Ok(Measured::Undefined(Undefined::Vacuous));
        }
        let (count, attainable) = self.count_and_attainable(arrangements, named_groups);
        self.judge(statistic(observed), attainable, count, || {
            self.arranged(arrangements, &statistic)
        })
    }

    /// The number of arrangements that can differ, unless it is too large for a number, and the
    /// smallest p they can give.
    fn count_and_attainable(&self, all: &Arrangements, named_groups: bool) -> (Option<f64>, f64) {
        let count = if named_groups { all.count() } else { all.count_unnamed() };
        let exact = all.count_within(self.exact_limit).is_some();
        (count.is_finite().then_some(count), self.attainable(count, exact))
    }

    /// The smallest p that this many arrangements can give.
    pub(super) fn attainable(&self, count: f64, exact: bool) -> f64 {
        let sampled = if exact { 0.0 } else { 1.0 / (self.replicates as f64 + 1.0) };
        (self.alternative.sides() * sampled.max(1.0 / count)).min(1.0)
    }

    /// The smallest p that tests on these labels can give, or why there are none.
    pub(in crate::statistics) fn attainable_p(
        &self,
        arrangements: &Arrangements,
    ) -> Result<f64, Undefined> {
        if arrangements.is_fixed() {
            return Err(Undefined::Vacuous);
        }
        self.demand(self.count_and_attainable(arrangements, self.named_groups).1)
    }

    fn demand(&self, attainable: f64) -> Result<f64, Undefined> {
        if attainable > self.alpha {
            return Err(Undefined::NotAttainable { p_min: attainable });
        }
        Ok(attainable)
    }

    /// What `value` gives for all arrangements, or for random ones, and whether it is all.
    pub(in crate::statistics) fn arranged<T: Send>(
        &self,
        arrangements: &Arrangements,
        value: impl Fn(&[u32]) -> T + Sync,
    ) -> Result<(Vec<T>, bool)> {
        let scratch = Scratch::default;
        if let Some(count) = arrangements.count_within(self.exact_limit) {
            let nth = |nth: usize, scratch: &mut Scratch| value(arrangements.nth(nth, scratch));
            return Ok((parallel::map(count, &self.watch, scratch, nth)?, true));
        }
        let random = |replicate: usize, scratch: &mut Scratch| {
            let random = Random::new(self.seed, "permutation", replicate as u64);
            value(arrangements.random(random, scratch))
        };
        Ok((parallel::map(self.replicates, &self.watch, scratch, random)?, false))
    }

    pub(in crate::statistics) fn chosen_alternative(&self) -> Alternative {
        self.alternative
    }

    /// The test of an observed value, with the values of the null distribution if it comes to that.
    pub(super) fn judge(
        &self,
        observed: Measured,
        attainable: f64,
        arrangements: Option<f64>,
        null: impl FnOnce() -> Result<(Vec<Measured>, bool)>,
    ) -> Result<Measured<PermutationTest>> {
        let statistic = match observed {
            Measured::Value(value) => finite(value)?,
            Measured::Undefined(reason) => return Ok(Measured::Undefined(reason)),
        };
        if let Err(reason) = self.demand(attainable) {
            return Ok(Measured::Undefined(reason));
        }
        let (values, exact) = null()?;
        let replicates = values.len();
        let null = Null::new(values, exact)?;
        let place = null.place(statistic, self.alternative);
        Ok(Measured::from(place.map(|place| PermutationTest {
            statistic,
            p: place.p,
            p_greater: place.greater,
            p_less: place.less,
            alternative: self.alternative,
            attainable,
            arrangements,
            exact,
            replicates,
            seed: self.seed,
            undefined: null.undefined,
            error: place.error,
            null_mean: place.mean,
            null_sd: place.sd,
            z: place.z,
            percentile: place.percentile,
        })))
    }
}
