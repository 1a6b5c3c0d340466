//! The numbers of one region under one projection, each with its error.
use super::draws::Draws;
use super::numbers::{Quantity, column};
use crate::catalogue::{Correction, Null};
use crate::statistics::{Bootstrap, Interval};
use crate::uncertainty::{EventJackknife, Spread};
use crate::{Measured, Result, Undefined, sums};
use serde::Serialize;

/// A number of one region, with its error and what it is at the size of the smallest region.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Estimate {
    /// The number itself.
    pub value: Measured,
    /// Between which values it would lie if other batches of events of the same kind had come
    /// about in these cities: by event bootstrap for shares of events, else by event jackknife.
    pub interval: Measured<Interval>,
    /// Its standard error over batches of events.
    pub se_events: Measured,
    /// Its standard error over cities.
    pub se_cities: Measured,
    /// The number made comparable with that of a region of another size.
    pub corrected: Measured,
    /// Where the number stands among those that chance gives in this region.
    pub chance: Option<Measured<Chance>>,
    /// Where it stands among networks in which every city has as many partners as it has.
    pub chance_of_degrees: Option<Measured<Chance>>,
    /// The degrees of freedom of the error over events.
    #[serde(skip)]
    pub(super) df_events: f64,
}

/// A number among those that chance gives.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Chance {
    /// The mean over draws.
    pub mean: f64,
    /// The standard deviation over draws.
    pub sd: f64,
    /// How many standard deviations the number lies above the mean; none if chance gives always
    /// the same.
    pub z: Option<f64>,
    /// The share of draws below the number, those equal counted half; from 0 to 100.
    pub percentile: f64,
    /// The draws.
    pub draws: usize,
}

impl Estimate {
    /// What the draws say of one quantity.
    pub(super) fn of(quantity: &Quantity, nth: usize, draws: &Draws) -> Result<Self> {
        let value = draws.values[nth];
        let without = column(&draws.without_events, nth);
        let left = EventJackknife::new().summarise(value, without, draws.batches)?;
        let tested = |error: Measured| match quantity.inference.untested {
            Some(why) => Measured::Undefined(Undefined::NoTest { why }),
            None => error,
        };
        let interval = match (&draws.events_again, quantity.inference.untested) {
            (_, Some(why)) => Measured::Undefined(Undefined::NoTest { why }),
            (Some(again), None) if quantity.inference.share_of_events => {
                Bootstrap::new().summarise(value, column(again, nth))?.0.percentile
            }
            _ => left.interval,
        };
        let cities = value.and_then(|_| spread(&column(&draws.other_cities, nth)));
        let among = |draws: &Vec<Vec<Measured>>| {
            value.and_then(|value| Chance::of(value, &column(draws, nth)))
        };
        let dealt = draws.provinces_dealt.as_ref().map(|draws| draws.as_ref().and_then(among));
        let corrected = match (quantity.inference.correction, &draws.fewer_cities) {
            (Correction::PerCity, _) | (Correction::Rarefaction, None) => value,
            (Correction::Rarefaction, Some(fewer)) => {
                value.and_then(|_| spread(&column(fewer, nth)).map(|fewer| fewer.mean))
            }
            (Correction::Occupancy, _) => value.map(|value| occupancy(value, draws.cities)),
            (Correction::LessChance, _) => draws.less_chance[nth],
        };
        let structure = quantity.inference.null == Some(Null::Structure);
        let chance = match quantity.inference.null {
            Some(Null::Provinces) => dealt,
            Some(Null::Structure) => {
                draws.parties_by_chance.as_ref().map(|it| it.as_ref().and_then(among))
            }
            None => None,
        };
        let degrees = draws.ties_by_chance.as_ref().filter(|_| structure);
        Ok(Self {
            value,
            interval,
            se_events: tested(left.se),
            se_cities: tested(cities.map(|spread| spread.sd)),
            corrected,
            chance,
            chance_of_degrees: degrees.map(|draws| draws.as_ref().and_then(among)),
            df_events: left.df as f64,
        })
    }
}

/// With how many of `to - 1` others a city would meet that meets with so many of `from - 1`.
fn occupancy(partners: f64, [from, to]: [usize; 2]) -> f64 {
    if to < 2 || to >= from {
        return partners;
    }
    let (many, few) = (from as f64 - 1.0, to as f64 - 1.0);
    // Met in vain: a share of all others, to the power of how many times more meetings each gets.
    -few * (many / few * (-partners / many).max(-1.0).ln_1p()).exp_m1()
}

/// Mean and standard deviation over draws, in units of about the largest number, since squares of
/// very large or small ones have no number.
fn spread(draws: &[Measured]) -> Measured<Spread> {
    let unit = sums::unit(draws.iter().filter_map(|draw| draw.value()).map(f64::abs));
    let scaled: Vec<Measured> = draws.iter().map(|draw| draw.map(|draw| draw / unit)).collect();
    match Spread::of(&scaled) {
        Ok(spread) => Measured::Value(Spread {
            mean: spread.mean * unit,
            sd: spread.sd * unit,
            undefined: spread.undefined,
        }),
        // It has a number, but not on enough draws.
        Err(_) => {
            let n = draws.iter().filter(|draw| draw.undefined().is_some()).count();
            Measured::Undefined(Undefined::Fragile { n })
        }
    }
}

impl Chance {
    fn of(value: f64, draws: &[Measured]) -> Measured<Self> {
        let spread = Measured::from(Spread::of(draws));
        spread.map(|spread| {
            let equal = |draw: f64| (draw - value).abs() <= 1e-12 * value.abs().max(draw.abs());
            let place = |draw: f64| match draw {
                draw if equal(draw) => 0.5,
                draw if draw < value => 1.0,
                _ => 0.0,
            };
            let defined: Vec<f64> = draws.iter().filter_map(|draw| draw.value()).collect();
            let below = sums::sum(defined.iter().map(|&draw| place(draw)));
            let varies = spread.sd > 1e-12 * spread.mean.abs();
            Self {
                mean: spread.mean,
                sd: spread.sd,
                z: varies.then(|| (value - spread.mean) / spread.sd),
                percentile: 100.0 * below / defined.len() as f64,
                draws: defined.len(),
            }
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn partners_run_out_where_there_are_few() {
        let near = |found: f64, expected: f64| assert!((found - expected).abs() < 1e-12, "{found}");
        // Of 4 others 2 are met, a half; among 2 others each gets twice the meetings: 3/4 are met.
        near(occupancy(2.0, [5, 3]), 1.5);
        for sizes in [[5, 5], [5, 9], [5, 1], [5, 0], [1, 1], [0, 0]] {
            near(occupancy(2.0, sizes), 2.0);
        }
        near(occupancy(40.0, [41, 31]), 30.0);
        near(occupancy(0.0, [41, 31]), 0.0);
        let few = occupancy(1e-6, [41, 31]);
        assert!((few - 1e-6).abs() < 1e-13, "{few}");
    }
}
