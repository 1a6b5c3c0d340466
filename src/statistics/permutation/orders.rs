//! Tests of relations, of which some orders of cities are known to make no difference.
use super::arrangements::Arrangements;
use super::{Permutation, PermutationTest};
use crate::{Measured, Result, Undefined};

impl Permutation {
    /// As [`matrices`](Self::matrices), where orders come in groups of `exp(ln_alike)` that give the
    /// same: no p can be smaller than the share of one group.
    pub(crate) fn orders(
        &self,
        cities: usize,
        ln_alike: f64,
        statistic: impl Fn(&[u32]) -> Measured + Sync,
    ) -> Result<Measured<PermutationTest>> {
        self.check()?;
        let (order, arrangements) = all_orders(cities);
        if arrangements.is_fixed() {
            return Ok(Measured::Undefined(Undefined::Vacuous));
        }
        let count = arrangements.count_unless_alike(ln_alike);
        let exact = self.are_all_counted(&arrangements);
        let attainable = self.attainable(count, exact);
        let differing = count.is_finite().then_some(count);
        let test = self.judge(statistic(&order), attainable, differing, || {
            self.arranged(&arrangements, &statistic)
        })?;
        Ok(test.map(|test| at_least(test, 1.0 / count)))
    }

    /// Tests several statistics on the same orders of cities, each with its own number of orders
    /// that make no difference.
    pub(crate) fn orders_together(
        &self,
        cities: usize,
        ln_alike: &[f64],
        observed: &[Measured],
        statistics: impl Fn(&[u32]) -> Vec<Measured> + Sync,
    ) -> Result<Vec<Measured<PermutationTest>>> {
        self.check()?;
        let (_, arrangements) = all_orders(cities);
        if arrangements.is_fixed() {
            return Ok(vec![Measured::Undefined(Undefined::Vacuous); observed.len()]);
        }
        let (values, exact) = self.arranged(&arrangements, statistics)?;
        let tests = observed.iter().zip(ln_alike).enumerate().map(|(nth, (&observed, &alike))| {
            let count = arrangements.count_unless_alike(alike);
            let attainable = self.attainable(count, exact);
            let test =
                self.judge(observed, attainable, count.is_finite().then_some(count), || {
                    Ok((values.iter().map(|values| values[nth]).collect(), exact))
                })?;
            Ok(test.map(|test| at_least(test, 1.0 / count)))
        });
        tests.collect()
    }

    fn are_all_counted(&self, arrangements: &Arrangements) -> bool {
        arrangements.count_within(self.exact_limit).is_some()
    }
}

fn all_orders(cities: usize) -> (Vec<u32>, Arrangements) {
    let order: Vec<u32> = (0..cities as u32).collect();
    let arrangements = Arrangements::new(&order, &vec![0; cities]);
    (order, arrangements)
}

/// A sample of orders may hold fewer of a group of alike ones than there are: no p is below the share
/// of one group.
fn at_least(mut test: PermutationTest, share: f64) -> PermutationTest {
    test.p_greater = test.p_greater.max(share);
    test.p_less = test.p_less.max(share);
    test.p = test.p.max(test.attainable);
    test
}
