//! How long the questions of the study take: wall seconds of each job, once, as a table in Markdown.
//!
//! `cargo run --release --example question_speed` times all jobs; a number after it takes that many
//! threads, words after that only the jobs whose names hold them.
use conurbation::compare::ClaimByClaim;
use conurbation::cooperation::{Inquiry, Sensitivity};
use conurbation::statistics::{Alternative, Permutation};
use conurbation::structure::{Model, Mrqap, Relation};
use conurbation::synthetic::{LedgerWorld, NetworkWorld};
use conurbation::{Region, Result, datasets};
use std::time::Instant;

type Job = (&'static str, Box<dyn Fn() -> Result<usize> + Sync + Send>);

fn regions() -> [Region; 2] {
    [datasets::middle_yangtze(), datasets::yangtze_delta()]
}

/// Double semi-partialling with 2000 orders of 300 cities and four predictors.
fn regression(model: Model) -> Result<usize> {
    let n = 300;
    let world = NetworkWorld::new().cities(n as u32).activity_sd(1.0).distance_decay(1.0);
    let network = world.draw(0)?;
    let size = |city: u32| network.activity[city as usize].ln();
    let predictors = [
        Relation::from_fn(n, |a, b| network.covariate[a as usize * n + b as usize])?,
        Relation::from_fn(n, |a, b| network.distance_km(a, b).max(1.0).ln())?,
        Relation::same_group(&network.provinces)?,
        Relation::from_fn(n, |a, b| size(a) + size(b))?,
    ];
    let named: Vec<(&str, &Relation)> =
        ["covariate", "distance", "province", "size"].into_iter().zip(&predictors).collect();
    let engine = Permutation::new().replicates(2000).alternative(Alternative::TwoSidedAbsolute);
    let mrqap = Mrqap::new().model(model).permutation(engine);
    let found = mrqap.run(&Relation::ties(&network.adjacency)?, &named)?;
    Ok(found.value().map_or(0, |found| found.predictors.len()))
}

fn jobs() -> Vec<Job> {
    vec![
        (
            "all questions of both embedded regions, 4,999 draws",
            Box::new(|| {
                let asked = regions().map(|region| Inquiry::new().ask(&region));
                asked.into_iter().map(|it| it.map(|found| found.len())).sum()
            }),
        ),
        (
            "both regions beside one another, 4,999 draws",
            Box::new(|| {
                let [middle, delta] = regions();
                Ok(Inquiry::new().contrast(&middle, &delta)?.len())
            }),
        ),
        (
            "the grid of other choices of both regions, every row and source left out, 199 draws",
            Box::new(|| {
                let grid = |region: Region| Sensitivity::new().run(&region, &Inquiry::new());
                regions().map(grid).into_iter().map(|it| it.map(|cells| cells.len())).sum()
            }),
        ),
        (
            "the same grid of one region beside the other, 199 draws",
            Box::new(|| {
                let [middle, delta] = regions();
                Ok(Sensitivity::new().contrast([&middle, &delta], &Inquiry::new())?.len())
            }),
        ),
        (
            "the whole table of claims",
            Box::new(|| {
                let [middle, delta] = regions();
                Ok(ClaimByClaim::new([&middle, &delta]).run()?.lines().len())
            }),
        ),
        (
            "all questions of 300 cities and 50,000 events, 499 draws",
            Box::new(|| {
                let region = LedgerWorld::new().cities(300).rows(50_000).draw(0)?;
                Ok(Inquiry::new().replicates(499).ask(&region)?.len())
            }),
        ),
        (
            "MRQAP, linear, 2,000 orders of 300 cities, 4 predictors",
            Box::new(|| regression(Model::Linear)),
        ),
        (
            "MRQAP, Poisson, 2,000 orders of 300 cities, 4 predictors",
            Box::new(|| regression(Model::Poisson)),
        ),
    ]
}

fn main() -> std::result::Result<(), Box<dyn std::error::Error>> {
    let mut arguments = std::env::args().skip(1);
    let threads: Option<usize> = arguments.next().map(|it| it.parse()).transpose()?;
    let wanted: Vec<String> = arguments.collect();
    let pool = rayon::ThreadPoolBuilder::new().num_threads(threads.unwrap_or(0)).build()?;
    println!("| job | threads | wall seconds | answers |\n|---|---:|---:|---:|");
    for (name, job) in jobs() {
        if !wanted.iter().all(|word| name.contains(word.as_str())) {
            continue;
        }
        let start = Instant::now();
        let answers = pool.install(&job)?;
        let (threads, seconds) = (pool.current_num_threads(), start.elapsed().as_secs_f64());
        println!("| {name} | {threads} | {seconds:.2} | {answers} |");
    }
    Ok(())
}
