//! Borders, neighbours, the largest city and platforms: the questions asked of ledgers, and the
//! regressions behind them.
#[path = "../error_rates/study/table.rs"]
#[allow(dead_code, reason = "one question alone is asked elsewhere")]
pub(crate) mod table;

use conurbation::cooperation::{AdjacencyPremium, Barrier, Finding, Inquiry, Platforms, Radiation};
use conurbation::statistics::{Alternative, Permutation};
use conurbation::structure::{Model, Mrqap, Relation};
use conurbation::synthetic::{LedgerWorld, Network, NetworkWorld};
use conurbation::{Measured, Result};
pub(crate) use table::{Expected, Section, Study};

/// The seed of all worlds.
const SEED: u64 = 2026;
/// The draws of each test.
const REPLICATES: usize = 799;

const ASKED: [&str; 9] = [
    "`Barrier`, raw: provinces dealt at random",
    "`Barrier`, corrected: provinces dealt at random",
    "`Barrier`, gravity: borders elsewhere",
    "`AdjacencyPremium`, raw: cities exchanged",
    "`AdjacencyPremium`, gravity: residual exchanged",
    "`Radiation`: any city the largest",
    "`Platforms`, concentration: both margins kept",
    "`Platforms`, nestedness: both margins kept",
    "`Platforms`, containment: both margins kept",
];

/// The questions to ledgers; those whose null does not hold there are told apart.
fn ledgers(kind: &str, world: LedgerWorld, expected: [Expected; 9]) -> Study {
    let world = world.seed(SEED);
    let questions = ASKED.map(str::to_owned).into_iter().zip(expected);
    Study::new(kind, questions, move |number| {
        let region = world.draw(number)?;
        let asked = Inquiry::new().replicates(REPLICATES).seed(number);
        let barrier = Barrier::new().run(&region, &asked)?;
        let premium = AdjacencyPremium::new().run(&region, &asked)?;
        let radiation = Radiation::new().run(&region, &asked)?;
        let platforms = Platforms::new().run(&region, &asked)?;
        let p = |finding: &Finding| finding.p(Alternative::TwoSided);
        Ok(vec![
            p(&barrier.raw),
            p(&barrier.corrected),
            p(&barrier.gravity),
            p(&premium.raw),
            p(&premium.gravity),
            p(&radiation.quotient),
            p(&platforms.concentration),
            p(&platforms.nestedness),
            p(&platforms.containment),
        ])
    })
}

const MODELS: [&str; 2] = ["`Mrqap`, linear: the covariate", "`Mrqap`, Poisson: the covariate"];

/// Ties, a covariate of pairs, and distance and provinces beside it.
fn regressions(kind: &str, world: NetworkWorld, expected: Expected) -> Study {
    let world = world.seed(SEED);
    let questions = MODELS.map(|name| (name.to_owned(), expected));
    Study::new(kind, questions, move |number| {
        let network: Network = world.draw(number)?;
        let n = network.adjacency.node_count();
        let covariate =
            Relation::from_fn(n, |a, b| network.covariate[a as usize * n + b as usize])?;
        let distance = Relation::from_fn(n, |a, b| network.distance_km(a, b).max(1.0).ln())?;
        let province = Relation::same_group(&network.provinces)?;
        let predictors =
            [("covariate", &covariate), ("distance", &distance), ("province", &province)];
        let ties = Relation::ties(&network.adjacency)?;
        let p = |model| -> Result<Measured> {
            let engine = Permutation::new().replicates(199).seed(number);
            let engine = engine.alternative(Alternative::TwoSidedAbsolute);
            let found = Mrqap::new().model(model).permutation(engine).run(&ties, &predictors)?;
            Ok(found.and_then(|found| found.predictors[0].test.map(|test| test.p)))
        };
        Ok(vec![p(Model::Linear)?, p(Model::Poisson)?])
    })
}

pub(crate) fn sections() -> Vec<Section> {
    use Expected::{Anything, Level, Much};
    let rows = || LedgerWorld::new().rows(250).layers(0.6, 0.2, 0.2);
    let ties = NetworkWorld::new;
    let null = [Level; 9];
    let near = [Anything, Anything, Level, Anything, Level, Level, Anything, Anything, Anything];
    let uneven = [Level, Level, Level, Level, Level, Anything, Level, Level, Level];
    let both = [Anything, Anything, Level, Anything, Level, Anything, Anything, Anything, Anything];
    let planted = [Much, Much, Much, Anything, Anything, Anything, Anything, Anything, Anything];
    let neighbours =
        [Anything, Anything, Anything, Much, Anything, Anything, Much, Anything, Anything];
    vec![
        Section {
            title: "Borders, neighbours, the largest city, platforms",
            text: "Null: who signs with whom is chance, given how active cities are and, where \
                said, how near. In italics where the null of a test is false: ties that fade with \
                distance favour neighbours, compact provinces and the same partners again; and \
                where cities are uneven the larger are more active. 250 rows, 799 draws, 39 of other borders.",
            studies: vec![
                ledgers("plain", rows(), null),
                ledgers("uneven", rows().activity_sd(1.0), uneven),
                ledgers("ceremonies", rows().batch_size(4.0), null),
                ledgers("distance", rows().distance_decay(1.0), near),
                ledgers(
                    "distance, uneven, ceremonies",
                    rows().distance_decay(1.0).activity_sd(0.7).batch_size(3.0),
                    both,
                ),
            ],
        },
        Section {
            title: "Regression of relations",
            text: "Null: the covariate was made without looking at the ties. Distance and \
                provinces stand beside it, whether or not they matter.",
            studies: vec![
                regressions("independent ties, plain", ties(), Level),
                regressions("independent ties, uneven", ties().activity_sd(1.0), Level),
                regressions(
                    "independent ties, uneven, distance, provinces",
                    ties().activity_sd(1.0).distance_decay(1.0).province_effect(3.0),
                    Level,
                ),
            ],
        },
        Section {
            title: "Power: borders, neighbours, platforms, regressions",
            text: "What is planted stands beside the worlds; in italics what it is not about.",
            studies: vec![
                ledgers("province effect 2", rows().province_effect(2.0), planted),
                ledgers("province effect 4", rows().province_effect(4.0), planted),
                ledgers("distance 1", rows().distance_decay(1.0), neighbours),
                ledgers("distance 2", rows().distance_decay(2.0), neighbours),
                regressions("covariate effect 1.2", ties().covariate_effect(1.2), Much),
                regressions("covariate effect 1.5", ties().covariate_effect(1.5), Much),
            ],
        },
    ]
}
