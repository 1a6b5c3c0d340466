//! Intervals: how often they miss the truth.
use super::rates::Chance;
use super::{Expected, SEED, Section, Study, found};
use conurbation::network::{CityNetwork, Projection};
use conurbation::statistics::{Interval, Proportion};
use conurbation::structure::{Density, MeanStrength, Mixing};
use conurbation::synthetic::LedgerWorld;
use conurbation::uncertainty::{EventBootstrap, EventJackknife};
use conurbation::{Adjacency, Measured, Result};

/// Whether an interval misses.
fn misses(interval: Measured<Interval>, truth: f64) -> Measured {
    interval.and_then(|it| found(truth < it.low || it.high < truth))
}

fn network(world: &LedgerWorld, number: u64) -> Result<CityNetwork> {
    world.draw(number)?.network(&Projection::new())
}

/// The share of weight across provinces. Cities are alike: a tie is as likely anywhere, and the
/// truth is the share of pairs that lie across.
fn across(kind: &str, world: LedgerWorld) -> Study {
    let world = world.seed(SEED);
    let names = [
        "`EventBootstrap`, percentile: share across provinces",
        "`EventBootstrap`, BCa: share across provinces",
        "`EventJackknife`: share across provinces",
    ];
    let questions = names.map(|name| (name.to_owned(), Expected::Level));
    Study::new(kind, questions, move |number| {
        let network = network(&world, number)?;
        let (provinces, _) = network.provinces().value().expect("cities lie in provinces");
        let mixing = Mixing::new(&provinces);
        let truth = mixing.run(&network)?.expected.map(|e_i| (1.0 + e_i) / 2.0);
        let truth = truth.value().expect("there are several provinces");
        let share = |graph: &Adjacency| Ok(mixing.run(graph)?.external_share);
        let again = EventBootstrap::new().replicates(499).seed(number).run(&network, share)?;
        let without = EventJackknife::new().run(&network, share)?;
        let intervals = [again.percentile, again.bca, without.interval];
        Ok(intervals.map(|interval| misses(interval, truth)).into())
    })
}

/// Density and mean strength of 150 agreements, each by itself, among 41 cities alike.
fn ledger() -> Study {
    const CITIES: f64 = 41.0;
    const ROWS: f64 = 150.0;
    let world = LedgerWorld::new().layers(1.0, 0.0, 0.0).rows_per_city(ROWS / CITIES).seed(SEED);
    // A row has two parties in three of four cases, else k from 3 to 12 in proportion to k^-2.5.
    let chance = |k: f64| k.powf(-2.5);
    let larger = || (3..=12).map(f64::from);
    let all: f64 = larger().map(chance).sum();
    let mean = |of: fn(f64) -> f64| {
        0.75 * of(2.0) + 0.25 * larger().map(|k| chance(k) * of(k)).sum::<f64>() / all
    };
    // It ties two given cities by this chance.
    let ties = mean(|k| k * (k - 1.0)) / (CITIES * (CITIES - 1.0));
    // There is a Poisson number of rows.
    let density = 1.0 - (-ROWS * ties).exp();
    let strength = ROWS * mean(|k| k) / CITIES;
    let names = ["`EventJackknife`: density", "`EventJackknife`: mean strength"];
    let questions = names.map(|name| (name.to_owned(), Expected::Level));
    Study::new("about 150 agreements, plain", questions, move |number| {
        let network = network(&world, number)?;
        let jackknife = EventJackknife::new();
        let of_density = jackknife.run(&network, |graph| Density::new().run(graph))?;
        let of_strength = jackknife.run(&network, |graph| MeanStrength::new().run(graph))?;
        Ok(vec![misses(of_density.interval, density), misses(of_strength.interval, strength)])
    })
}

fn shares(trials: u64, truth: f64) -> Study {
    let names = ["`Proportion`, Wilson", "`Proportion`, Clopper and Pearson"];
    let questions = names.map(|name| (name.to_owned(), Expected::Level));
    Study::new(format!("{trials} trials of chance {truth}"), questions, move |world| {
        let mut chance = Chance::new(2, world);
        let successes = (0..trials).filter(|_| chance.uniform() < truth).count() as u64;
        let share = Proportion::new(successes, trials);
        Ok(vec![misses(share.wilson()?, truth), misses(share.clopper_pearson()?, truth)])
    })
}

pub(super) fn sections() -> Vec<Section> {
    let title = "Intervals over events: how often they miss";
    let text = "Intervals of 95 %; the truth is known in closed form, since cities are alike. \
        499 draws of a bootstrap.";
    let studies = vec![
        across("ledgers, plain", LedgerWorld::new()),
        across("ledgers, ceremonies", LedgerWorld::new().batch_size(4.0)),
        ledger(),
    ];
    let proportions = Section {
        title: "Intervals of shares: how often they miss",
        text: "Intervals of 95 % of a binomial share. That of Wilson is right on average over \
            true shares, and misses some more often.",
        studies: [(30, 0.5), (30, 0.1), (100, 0.3), (100, 0.02)]
            .map(|(trials, truth)| shares(trials, truth))
            .into(),
    };
    vec![Section { title, text, studies }, proportions]
}
