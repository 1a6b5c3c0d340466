//! How much was signed, per city and year, per person and year.
use super::choices::Demand;
use super::difference::{Draft, Scale, UnderChoice};
use super::test::{ALPHA, Test, never_nil};
use super::windows::{Windows, years};
use crate::network::batch::batches;
use crate::network::event::Event;
use crate::network::{Layer, Projection};
use crate::region::RowRef;
use crate::statistics::{Interval, RateRatio, dispersion};
use crate::{Date, Measured, Region, Result, Undefined};
use serde::Serialize;
use std::collections::BTreeMap;

/// How often a region signs: batches of rows of one layer, so that a ceremony of nineteen
/// agreements counts once.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Rate {
    /// The region, as a position in the comparison.
    pub region: usize,
    /// The layer.
    pub layer: Layer,
    /// The window of time.
    pub window: Measured<Date>,
    /// The batches that began in it.
    pub signings: usize,
    /// The batches of no date, or of one that may lie outside the window.
    pub undated: usize,
    /// All batches of all times, dated or not.
    pub all: usize,
    /// Signings per city and year.
    pub per_city_year: Measured,
    /// Signings per million people and year.
    pub per_million_year: Measured,
}

/// The batches of one layer of one region.
struct Batches {
    /// The earliest start of each batch, if any row of it has one.
    starts: Vec<Option<Date>>,
}

impl Batches {
    fn of(region: &Region, projection: &Projection, layer: Layer) -> Result<Self> {
        let chosen = region.select(projection)?.into_iter();
        let rows = chosen.filter(|(row, left_out)| {
            left_out.is_none() && Event::of(region, *row).is_some_and(|it| it.layer() == layer)
        });
        let rows: Vec<RowRef> = rows.map(|(row, _)| row).collect();
        let mut starts: BTreeMap<u32, Option<Date>> = BTreeMap::new();
        for (row, batch) in rows.iter().zip(batches(region, &rows)) {
            let start = Event::of(region, *row).and_then(|event| event.life().0);
            let earliest = starts.entry(batch).or_default();
            *earliest = match (*earliest, start) {
                (Some(a), Some(b)) => Some(a.min(b)),
                (a, b) => a.or(b),
            };
        }
        Ok(Self { starts: starts.into_values().collect() })
    }

    fn within(&self, window: Date) -> usize {
        self.starts.iter().flatten().filter(|start| start.is_within(window)).count()
    }

    /// The batches of no date, or of one that may lie in the window or out of it.
    fn unsure(&self, window: Date) -> usize {
        let unsure = |start: &Option<Date>| {
            start.is_none_or(|start| start.overlaps(window) && !start.is_within(window))
        };
        self.starts.iter().filter(|start| unsure(start)).count()
    }

    /// Batches by year of a window.
    fn by_year(&self, window: Date) -> Vec<u64> {
        let (first, last) = (window.first().year(), window.last().year());
        let mut counts = vec![0; (last - first + 1).max(0) as usize];
        let within = self.starts.iter().flatten().filter(|start| start.is_within(window));
        for year in within.filter_map(|start| start.year()) {
            if let Some(count) = counts.get_mut((i32::from(year) - i32::from(first)) as usize) {
                *count += 1;
            }
        }
        counts
    }
}

/// The rates of every region and layer, and the lines that compare them.
pub(super) fn of(
    regions: &[&Region],
    projections: &[Projection],
    windows: &Windows,
) -> Result<(Vec<Rate>, Vec<Draft>)> {
    let (mut rates, mut drafts) = (Vec::new(), Vec::new());
    let layers = projections.first().map(|it| it.layers.clone()).unwrap_or_default();
    for layer in layers {
        let batches = regions.iter().zip(projections);
        let batches: Vec<Batches> =
            batches.map(|(it, main)| Batches::of(it, main, layer)).collect::<Result<_>>()?;
        let sizes: Vec<Size> = regions.iter().map(|region| Size::of(region)).collect();
        for (region, batches) in batches.iter().enumerate() {
            rates.push(rate(region, layer, batches, &sizes[region], windows));
        }
        for first in 0..regions.len() {
            for second in first + 1..regions.len() {
                let pair = [first, second];
                let ids = pair.map(|region| regions[region].id().to_owned());
                for per in [Per::City, Per::Person] {
                    let name = format!("{} per {}-year", layer.as_str(), per.as_str());
                    let of = |windows: &Result<Vec<Date>, Undefined>| {
                        ratio(&batches, &sizes, pair, per, windows)
                    };
                    let test = of(&windows.calendar)?;
                    let mut draft =
                        Draft::new(pair, ids.clone(), name, Scale::Ratio, test.effect, test);
                    draft.line.choices = vec![
                        UnderChoice::new(
                            "dated or not",
                            Demand::MustHold,
                            &undated(&batches, &sizes, pair, per, windows)?,
                        ),
                        UnderChoice::new("same age", Demand::MustNotReverse, &of(&windows.age)?),
                    ];
                    drafts.push(draft);
                }
            }
        }
    }
    Ok((rates, drafts))
}

/// Millions of people whose ratios to any others, and to any count, are numbers.
const ORDINARY: std::ops::RangeInclusive<f64> = 1e-100..=1e100;

/// What a region offers for signings to happen in.
struct Size {
    cities: f64,
    /// Millions of people; missing if any city's are.
    people: Measured,
}

impl Size {
    fn of(region: &Region) -> Self {
        let cities = region.cities().map(|city| region.place(city).population);
        let cities: Vec<Option<f64>> = cities.collect();
        let mut millions: Vec<f64> = cities.iter().flatten().map(|people| people / 1e6).collect();
        // In order, so that the order of rows cannot matter.
        millions.sort_by(f64::total_cmp);
        let missing = cities.len() - millions.len();
        let people = match crate::sums::sum(millions) {
            _ if cities.is_empty() => Measured::Undefined(Undefined::TooFewCities { need: 1 }),
            _ if missing > 0 => Measured::Undefined(Undefined::MissingData { n: missing }),
            people if people <= 0.0 => {
                Measured::Undefined(Undefined::MissingData { n: cities.len() })
            }
            people if ORDINARY.contains(&people) => Measured::Value(people),
            _ => Measured::Undefined(Undefined::BEYOND),
        };
        Self { cities: cities.len() as f64, people }
    }

    fn per(&self, per: Per) -> Measured {
        match per {
            Per::City if self.cities > 0.0 => Measured::Value(self.cities),
            Per::City => Measured::Undefined(Undefined::TooFewCities { need: 1 }),
            Per::Person => self.people,
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq)]
enum Per {
    City,
    Person,
}

impl Per {
    fn as_str(self) -> &'static str {
        match self {
            Self::City => "city",
            Self::Person => "person",
        }
    }
}

fn rate(region: usize, layer: Layer, batches: &Batches, size: &Size, windows: &Windows) -> Rate {
    let window = windows.calendar.as_ref().map(|windows| windows[region]).map_err(|it| *it);
    let window = Measured::from(window);
    let signings = window.value().map_or(0, |window| batches.within(window));
    let per = |exposure: Measured| {
        window.and_then(|window| exposure.map(|size| signings as f64 / (size * years(window))))
    };
    Rate {
        region,
        layer,
        window,
        signings,
        undated: window.value().map_or(batches.starts.len(), |window| batches.unsure(window)),
        all: batches.starts.len(),
        per_city_year: per(size.per(Per::City)),
        per_million_year: per(size.per(Per::Person)),
    }
}

/// The ratio of two regions' rates in their windows. Signings come in waves of years, so the
/// interval is widened by their dispersion over years, that of both regions together.
fn ratio(
    batches: &[Batches],
    sizes: &[Size],
    pair: [usize; 2],
    per: Per,
    windows: &Result<Vec<Date>, Undefined>,
) -> Result<Test> {
    let windows = match windows {
        Ok(windows) => pair.map(|region| windows[region]),
        Err(reason) => return Ok(Test::undefined(*reason)),
    };
    let counts = [0, 1].map(|nth| batches[pair[nth]].within(windows[nth]) as u64);
    let phi = waves(batches, pair, windows)?;
    let exposures = [0, 1].map(|nth| sizes[pair[nth]].per(per).map(|it| it * years(windows[nth])));
    test(counts, exposures, phi)
}

/// The ratio of all signings, dated or not, for which only the size of the regions counts. Those
/// without a date come in waves as those with one do.
fn undated(
    batches: &[Batches],
    sizes: &[Size],
    pair: [usize; 2],
    per: Per,
    windows: &Windows,
) -> Result<Test> {
    let phi = match &windows.calendar {
        Ok(windows) => waves(batches, pair, pair.map(|region| windows[region]))?,
        Err(reason) => return Ok(Test::undefined(*reason)),
    };
    let counts = pair.map(|region| batches[region].starts.len() as u64);
    test(counts, pair.map(|region| sizes[region].per(per)), phi)
}

/// The dispersion of signings over the years of windows about the mean of each region, and its
/// degrees of freedom; none if there are too few years.
fn waves(
    batches: &[Batches],
    pair: [usize; 2],
    windows: [Date; 2],
) -> Result<Option<(f64, usize)>> {
    let by_year = [0, 1].map(|nth| batches[pair[nth]].by_year(windows[nth]));
    let windows: Vec<u32> = by_year
        .iter()
        .zip(0..)
        .flat_map(|(years, region)| years.iter().map(move |_| region))
        .collect();
    let found = dispersion(&by_year.concat(), &vec![1.0; windows.len()], &windows)?.value();
    Ok(found.map(|found| (found.phi.max(1.0), found.df)))
}

fn test(counts: [u64; 2], exposures: [Measured; 2], waves: Option<(f64, usize)>) -> Result<Test> {
    let exposures = match exposures {
        [Measured::Value(a), Measured::Value(b)] => [a, b],
        [Measured::Undefined(reason), _] | [_, Measured::Undefined(reason)] => {
            return Ok(Test::undefined(reason));
        }
    };
    let mut ratio = RateRatio::new(counts[0], exposures[0], counts[1], exposures[1]);
    if let Some((phi, df)) = waves {
        ratio = ratio.dispersion(phi).dispersion_df(df);
    }
    let result = match ratio.run()? {
        Measured::Value(result) => result,
        Measured::Undefined(reason) => return Ok(Test::undefined(reason)),
    };
    let [a, b] = counts.map(|count| count as f64);
    // Without any signing in the second region the ratio is without bound: half a signing in each
    // stands for it, which says the direction.
    let half = (a + 0.5) / (b + 0.5) * exposures[1] / exposures[0];
    let effect = Measured::Value(result.ratio.value().unwrap_or(half));
    let interval = result.ratio.and_then(|estimate| {
        result.low.and_then(|low| match result.high.value() {
            Some(high) => {
                Measured::Value(Interval { estimate, low, high, confidence: 1.0 - ALPHA })
            }
            None => Measured::Undefined(Undefined::NoEvents),
        })
    });
    let phi = waves.map_or(1.0, |(phi, _)| phi);
    Ok(Test {
        effect,
        interval,
        p: if result.attainable > ALPHA {
            Measured::Undefined(Undefined::NotAttainable { p_min: result.attainable })
        } else {
            Measured::Value(never_nil(result.p))
        },
        attainable: Measured::Value(never_nil(result.attainable)),
        errors: (a > 0.0 && b > 0.0).then(|| ((phi * (1.0 / a + 1.0 / b)).sqrt(), 0.0)),
    })
}
