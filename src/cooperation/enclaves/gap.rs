//! Whether the strong settle with the weak, and across which borders.
use super::arcs::Footholds;
use crate::cooperation::{Inquiry, Tails};
use crate::region::EnclaveKind;
use crate::statistics::{Interval, Jackknife, Proportion};
use crate::{Measured, Region, Result, Undefined, sums};
use serde::Serialize;

/// Between which cities enclaves lie: rich and poor, of one province or of two.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Gap {
    /// The mean of `ln y_home - ln y_host`, `y` being GDP per head: above 0 if homes are richer.
    pub mean: Measured,
    /// Its interval, by leaving out each enclave in turn.
    pub interval: Measured<Interval>,
    /// How often chance makes it as large, incomes falling on cities by chance.
    pub tails: Measured<Tails>,
    /// The share of enclaves whose home is the richer side.
    pub richer_home: Measured<Interval>,
    /// The share of enclaves for science or talent whose home is the poorer side: reverse enclaves.
    pub reverse: Measured<Interval>,
    /// Enclaves of which the income of home or host is not known.
    pub unknown: usize,
    /// The share of enclaves that lie in another province.
    pub across: Measured<Interval>,
    /// How often chance puts as many across, provinces falling on cities by chance.
    pub across_tails: Measured<Tails>,
    /// The share of all pairs of cities that lie in two provinces.
    pub across_by_chance: Measured,
}

impl Gap {
    pub(super) fn of(
        region: &Region,
        footholds: &Footholds<'_>,
        inquiry: &Inquiry,
    ) -> Result<Self> {
        let nothing = Undefined::NoEdges;
        let mut gap = Self {
            mean: Measured::Undefined(nothing),
            interval: Measured::Undefined(nothing),
            tails: Measured::Undefined(nothing),
            richer_home: Measured::Undefined(nothing),
            reverse: Measured::Undefined(nothing),
            unknown: 0,
            across: Measured::Undefined(nothing),
            across_tails: Measured::Undefined(nothing),
            across_by_chance: Measured::Undefined(nothing),
        };
        if footholds.between.is_empty() {
            return Ok(gap);
        }
        gap.incomes(region, footholds, inquiry)?;
        gap.provinces(region, footholds, inquiry)?;
        Ok(gap)
    }

    fn incomes(
        &mut self,
        region: &Region,
        footholds: &Footholds<'_>,
        inquiry: &Inquiry,
    ) -> Result<()> {
        let income = |city: &crate::region::PlaceIndex| {
            let place = region.place(*city);
            let income = place.gdp? / place.population?;
            (income > 0.0 && income.is_finite()).then(|| income.ln())
        };
        let incomes: Vec<Option<f64>> = footholds.cities.iter().map(income).collect();
        let arcs: Vec<(usize, usize, EnclaveKind)> = footholds
            .between
            .iter()
            .map(|it| (it.home as usize, it.host as usize, it.enclave.kind))
            .filter(|&(home, host, _)| incomes[home].is_some() && incomes[host].is_some())
            .collect();
        self.unknown = footholds.between.len() - arcs.len();
        if arcs.is_empty() {
            let reason = Undefined::MissingData { n: self.unknown };
            self.mean = Measured::Undefined(reason);
            self.interval = Measured::Undefined(reason);
            self.tails = Measured::Undefined(reason);
            self.richer_home = Measured::Undefined(reason);
            self.reverse = Measured::Undefined(reason);
            return Ok(());
        }
        // Incomes move among the cities of known income.
        let known: Vec<usize> = (0..incomes.len()).filter(|&it| incomes[it].is_some()).collect();
        let place: Vec<usize> = (0..incomes.len())
            .map(|city| known.iter().position(|it| *it == city).unwrap_or(0))
            .collect();
        let values: Vec<f64> = known.iter().filter_map(|&city| incomes[city]).collect();
        let gap_of = |&(home, host, _): &(usize, usize, EnclaveKind), order: &[u32]| {
            values[order[place[home]] as usize] - values[order[place[host]] as usize]
        };
        let mean = |order: &[u32]| {
            sums::sum(arcs.iter().map(|arc| gap_of(arc, order))) / arcs.len() as f64
        };
        let as_it_is: Vec<u32> = (0..values.len() as u32).collect();
        let gaps: Vec<f64> = arcs.iter().map(|arc| gap_of(arc, &as_it_is)).collect();
        self.mean = Measured::Value(mean(&as_it_is));
        let jackknife = Jackknife::new().run(gaps.len(), |kept: &[u32]| {
            let kept: Vec<f64> =
                gaps.iter().zip(kept).filter(|(_, kept)| **kept > 0).map(|(gap, _)| *gap).collect();
            Measured::Value(sums::sum(kept.iter().copied()) / kept.len() as f64)
        })?;
        self.interval = jackknife.interval;
        let test =
            inquiry.permutation().matrices(values.len(), |order| Measured::Value(mean(order)))?;
        self.tails = test.map(|test| Tails::of(&test, "incomes fall on cities by chance"));
        let richer = gaps.iter().filter(|gap| **gap > 0.0).count();
        self.richer_home = Proportion::new(richer as u64, gaps.len() as u64).wilson()?;
        let of_brains = |kind| matches!(kind, EnclaveKind::SciTech | EnclaveKind::Talent);
        let brains = arcs.iter().zip(&gaps).filter(|((.., kind), _)| of_brains(*kind));
        let (count, poorer) = brains
            .fold((0, 0), |(count, poorer), (_, gap)| (count + 1, poorer + u64::from(*gap < 0.0)));
        self.reverse = Proportion::new(poorer, count).wilson()?;
        Ok(())
    }

    fn provinces(
        &mut self,
        region: &Region,
        footholds: &Footholds<'_>,
        inquiry: &Inquiry,
    ) -> Result<()> {
        let of: Vec<Option<u32>> = footholds
            .cities
            .iter()
            .map(|&city| region.province_of(city).map(|it| it.index() as u32))
            .collect();
        let missing = of.iter().filter(|it| it.is_none()).count();
        if missing > 0 {
            let reason = Undefined::MissingData { n: missing };
            self.across = Measured::Undefined(reason);
            self.across_tails = Measured::Undefined(reason);
            self.across_by_chance = Measured::Undefined(reason);
            return Ok(());
        }
        // Numbered by id, so that the order of the table cannot matter.
        let mut ids: Vec<u32> = of.iter().copied().flatten().collect();
        ids.sort_unstable_by_key(|&it| &region.places()[it as usize].id);
        ids.dedup();
        let number = |it: &Option<u32>| {
            let at = it.and_then(|it| ids.iter().position(|other| *other == it));
            at.map_or(0, |at| at as u32)
        };
        let labels: Vec<u32> = of.iter().map(number).collect();
        let across = |labels: &[u32]| {
            let differ = |it: &&super::arcs::Foothold<'_>| {
                labels[it.home as usize] != labels[it.host as usize]
            };
            footholds.between.iter().filter(differ).count()
        };
        let all = footholds.between.len();
        self.across = Proportion::new(across(&labels) as u64, all as u64).wilson()?;
        let share = |labels: &[u32]| Measured::Value(across(labels) as f64 / all as f64);
        let test = inquiry.permutation().labels(&labels, share)?;
        self.across_tails = test.map(|test| Tails::of(&test, "provinces fall on cities by chance"));
        let n = labels.len();
        let pairs = (0..n).flat_map(|a| (a + 1..n).map(move |b| (a, b)));
        let apart = pairs.filter(|&(a, b)| labels[a] != labels[b]).count();
        self.across_by_chance = Measured::Value(2.0 * apart as f64 / (n * (n - 1)) as f64);
        Ok(())
    }
}
