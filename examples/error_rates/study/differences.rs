//! The lines that compare two regions.
use super::{Expected, SEED, Section, Study, smallest};
use conurbation::statistics::benjamini_hochberg;
use conurbation::synthetic::LedgerWorld;
use conurbation::{CompareRegions, Measured, Region, Result, Undefined};

/// The lines that mean the same at any size.
const PER_CITY: [&str; 9] = [
    "mean-degree",
    "mean-strength",
    "e-i",
    "cross-province-share",
    "interaction-ratio",
    "modularity-provinces",
    "agreements per city-year",
    "enclaves per city-year",
    "platforms per city-year",
];
/// Those that are compared at the size of the smaller region.
const RAREFIED: [&str; 4] = ["density", "mean-clustering", "transitivity", "gini-strength"];
const PER_PERSON: [&str; 3] =
    ["agreements per person-year", "enclaves per person-year", "platforms per person-year"];
const ANY: &str = "any of these lines, q ≤ 0.05";

/// The provinces of a region of 41 cities, and of one of 31.
pub(super) const LARGE: [u32; 4] = [11, 10, 10, 10];
pub(super) const SMALL: [u32; 3] = [11, 10, 10];
/// Rows for each city, as in the embedded regions.
pub(super) const ROWS: f64 = 3.0;

/// The kinds of worlds.
fn kinds() -> [(&'static str, LedgerWorld); 6] {
    let plain = LedgerWorld::new;
    [
        ("plain", plain()),
        ("uneven", plain().activity_sd(1.0)),
        ("distance", plain().distance_decay(1.0)),
        ("ceremonies", plain().batch_size(4.0)),
        ("all three", all_three()),
        ("huge events", plain().activity_sd(0.5).tail_exponent(1.0).max_parties(25)),
    ]
}

/// Uneven cities, distance, and ceremonies.
pub(super) fn all_three() -> LedgerWorld {
    LedgerWorld::new().activity_sd(1.0).distance_decay(1.0).batch_size(3.0)
}

/// Two regions of one number: two seeds, so that they have nothing in common but the process.
pub(super) fn pair(one: &LedgerWorld, other: &LedgerWorld, world: u64) -> Result<[Region; 2]> {
    Ok([one.clone().seed(SEED).draw(world)?, other.clone().seed(SEED + 1).draw(world)?])
}

/// The p of some lines that compare two regions; 99 draws, and the seed is the number.
pub(super) fn lines(regions: &[Region; 2], names: &[&str], seed: u64) -> Result<Vec<Measured>> {
    let compared = CompareRegions::new(regions).permutations(99).brief(true).seed(seed).run()?;
    let p = |name: &&str| {
        let line = compared.differences().iter().find(|line| line.quantity == *name);
        line.map_or(Measured::Undefined(Undefined::Vacuous), |line| line.p)
    };
    Ok(names.iter().map(p).collect())
}

/// The p of each line, and the smallest q among them.
fn with_any(mut p: Vec<Measured>) -> Result<Vec<Measured>> {
    let known: Vec<f64> = p.iter().filter_map(|p| p.value()).collect();
    p.push(smallest(&benjamini_hochberg(&known)?));
    Ok(p)
}

/// A study of lines whose null holds.
fn study(
    kind: &str,
    names: Vec<&'static str>,
    draw: impl Fn(u64) -> Result<[Region; 2]> + Sync + 'static,
) -> Study {
    let questions = names.iter().chain([&ANY]).map(|it| (it.to_string(), Expected::Level));
    let questions: Vec<_> = questions.collect();
    Study::new(kind, questions, move |world| with_any(lines(&draw(world)?, &names, world)?))
}

/// Regions of one process whose rows are in proportion to their cities.
fn by_city(
    (kind, world): (&'static str, LedgerWorld),
    sizes: [&'static [u32]; 2],
    names: Vec<&'static str>,
) -> Study {
    let [one, other] = sizes.map(|sizes| world.clone().province_sizes(sizes).rows_per_city(ROWS));
    study(kind, names, move |world| pair(&one, &other, world))
}

/// Regions in which each pair of cities signs as much: a city has partners in proportion to the
/// others there are.
fn by_pair((kind, world): (&'static str, LedgerWorld)) -> Study {
    let rows = |sizes: &[u32]| ROWS * f64::from(sizes.iter().sum::<u32>() - 1) / 30.0;
    let [one, other] = [&LARGE[..], &SMALL]
        .map(|sizes| world.clone().province_sizes(sizes).rows_per_city(rows(sizes)));
    study(kind, RAREFIED.to_vec(), move |world| pair(&one, &other, world))
}

/// Regions whose rows are in proportion to their people.
fn by_person((kind, world): (&str, &LedgerWorld), cities: [u32; 2], per_million: f64) -> Study {
    let worlds = cities.map(|cities| world.clone().cities(cities).provinces(0));
    let heading = format!("{kind}, {} and {}", cities[0], cities[1]);
    study(&heading, PER_PERSON.to_vec(), move |number| {
        // The places depend on no rule for rows.
        let places = pair(&worlds[0].clone().rows(0), &worlds[1].clone().rows(0), number)?;
        let rates = places.each_ref().map(|region| {
            let people = region.cities().filter_map(|city| region.place(city).population);
            per_million * people.sum::<f64>() / 1e6 / region.cities().count() as f64
        });
        let [one, other] = [0, 1].map(|nth| worlds[nth].clone().rows_per_city(rates[nth]));
        pair(&one, &other, number)
    })
}

pub(super) fn sections() -> Vec<Section> {
    let same: [&[u32]; 2] = [&LARGE, &LARGE];
    let unequal: [&[u32]; 2] = [&LARGE, &SMALL];
    let all: Vec<&str> = RAREFIED.iter().chain(&PER_CITY).copied().collect();
    let by_city = |sizes, names: &[&'static str]| {
        kinds().into_iter().map(|kind| by_city(kind, sizes, names.to_vec())).collect()
    };
    let [plain, .., three, _] = kinds();
    let people = [(plain, [41, 41]), (three, [41, 31])];
    let by_person = people.map(|(kind, cities)| by_person((kind.0, &kind.1), cities, 0.6)).into();
    vec![
        Section {
            title: "Two regions of one process: 41 cities beside 41",
            text: "Null of every line: both regions are draws of one process, other cities and \
                other events. `CompareRegions`, brief, 99 draws; 3 rows per city.",
            studies: by_city(same, &all),
        },
        Section {
            title: "41 cities beside 31, as many rows per city",
            text: "Null: the process is the same, city by city. What is compared at the size of \
                the smaller region is in the next table.",
            studies: by_city(unequal, &PER_CITY),
        },
        Section {
            title: "41 cities beside 31, as many rows per pair of cities",
            text: "Null of a number compared at the size of the smaller region: each pair of \
                cities is as likely to be tied; 4 rows per city beside 3.",
            studies: kinds().into_iter().map(by_pair).collect(),
        },
        Section {
            title: "As many rows per person",
            text: "Null of a rate per person: rows are in proportion to people.",
            studies: by_person,
        },
    ]
}
