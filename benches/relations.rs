//! Relations between cities: regressions with 2000 orders of 300 cities, and all questions of both
//! embedded regions. `benches/peers/mrqap.py` does the first by plain NumPy.
//!
//! `cargo bench --bench relations`
use conurbation::cooperation::Inquiry;
use conurbation::datasets;
use conurbation::statistics::{Alternative, Permutation};
use conurbation::structure::{Association, Model, Mrqap, Qap, Relation};
use conurbation::synthetic::{Network, NetworkWorld};
use criterion::{Criterion, criterion_group, criterion_main};
use std::hint::black_box;

const CITIES: u32 = 300;

fn relations() -> (Relation, [Relation; 4]) {
    let world = NetworkWorld::new().cities(CITIES).activity_sd(1.0).distance_decay(1.0);
    let network: Network = world.draw(0).expect("a legal world");
    let n = CITIES as usize;
    let relation = |value: &dyn Fn(u32, u32) -> f64| Relation::from_fn(n, value).expect("finite");
    let size = |city: u32| network.activity[city as usize].ln();
    let predictors = [
        relation(&|a, b| network.covariate[a as usize * n + b as usize]),
        relation(&|a, b| network.distance_km(a, b).max(1.0).ln()),
        Relation::same_group(&network.provinces).expect("few cities"),
        relation(&|a, b| size(a) + size(b)),
    ];
    (Relation::ties(&network.adjacency).expect("few cities"), predictors)
}

fn regressions(criterion: &mut Criterion) {
    let (ties, predictors) = relations();
    let named: Vec<(&str, &Relation)> =
        ["covariate", "distance", "province", "size"].into_iter().zip(&predictors).collect();
    let mut group = criterion.benchmark_group("2000 orders of 300 cities");
    group.sample_size(10);
    let engine = Permutation::new().replicates(2000).alternative(Alternative::TwoSidedAbsolute);
    for model in [Model::Linear, Model::Poisson] {
        let mrqap = Mrqap::new().model(model).permutation(engine.clone());
        group.bench_function(format!("mrqap {model:?}"), |bencher| {
            bencher.iter(|| black_box(mrqap.run(&ties, &named).expect("legal")));
        });
    }
    for association in [Association::Pearson, Association::Gamma] {
        let qap = Qap::new().association(association).permutation(engine.clone());
        group.bench_function(format!("qap {association:?}"), |bencher| {
            bencher.iter(|| black_box(qap.run(&ties, &predictors[1]).expect("legal")));
        });
    }
}

fn questions(criterion: &mut Criterion) {
    let regions = [datasets::yangtze_delta(), datasets::middle_yangtze()];
    let mut group = criterion.benchmark_group("questions");
    group.sample_size(10);
    group.bench_function("both embedded regions, 4999", |bencher| {
        let inquiry = Inquiry::new();
        bencher.iter(|| regions.each_ref().map(|region| inquiry.ask(region).expect("legal")));
    });
}

criterion_group!(benches, regressions, questions);
criterion_main!(benches);
