//! Drawing networks again: one draw of each kind, on worlds of cities that grow.
//!
//! `cargo bench --bench uncertainty`
use conurbation::network::{CityNetwork, Projection};
use conurbation::nulls::{Curveball, DegreePreserving, Incidence, MaxEntropy};
use conurbation::synthetic::LedgerWorld;
use conurbation::uncertainty::{Rarefaction, VertexBootstrap};
use criterion::{BenchmarkId, Criterion, criterion_group, criterion_main};
use std::hint::black_box;

const SIZES: [u32; 3] = [40, 160, 640];

/// A world of eight rows per city.
fn world(cities: u32) -> CityNetwork {
    let world = LedgerWorld::new().cities(cities).rows(8 * cities).activity_sd(1.0);
    let region = world.draw(0).expect("a legal world");
    region.network(&Projection::new()).expect("a legal projection")
}

/// Which city takes part in which row.
fn table(network: &CityNetwork) -> Incidence {
    let mut rows: Vec<_> = network.contributions().iter().map(|part| part.row).collect();
    rows.sort_unstable();
    rows.dedup();
    let parties = network.contributions().iter().flat_map(|part| {
        let event = rows.binary_search(&part.row).expect("it is there") as u32;
        [(part.from, event), (part.to, event)]
    });
    let mut parties: Vec<_> = parties.collect();
    parties.sort_unstable();
    parties.dedup();
    Incidence::from_pairs(network.cities().len(), rows.len(), parties).expect("a legal table")
}

fn draws(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("draws");
    group.sample_size(20);
    for cities in SIZES {
        let network = world(cities);
        let kept: Vec<u32> = (0..network.batches() as u32).map(|batch| batch % 3).collect();
        group.bench_function(BenchmarkId::new("events", cities), |b| {
            b.iter(|| network.redrawn(black_box(&kept)))
        });
        let bootstrap = VertexBootstrap::new();
        group.bench_function(BenchmarkId::new("cities", cities), |b| {
            b.iter(|| bootstrap.draw(&network, black_box(1)))
        });
        let rarefaction = Rarefaction::new(cities as usize / 2);
        group.bench_function(BenchmarkId::new("subset", cities), |b| {
            b.iter(|| rarefaction.draw(&network, black_box(1)))
        });
        let switches = DegreePreserving::new().prepare(&network).expect("legal").value();
        let switches = switches.expect("there are other networks");
        group.bench_function(BenchmarkId::new("switches", cities), |b| {
            b.iter(|| switches.draw(black_box(1)))
        });
        let curveball = Curveball::new().trades(5 * cities).prepare(&table(&network));
        let curveball = curveball.expect("legal").value().expect("there are other tables");
        group.bench_function(BenchmarkId::new("curveball", cities), |b| {
            b.iter(|| curveball.draw(black_box(1)))
        });
        group.bench_function(BenchmarkId::new("maximum entropy", cities), |b| {
            b.iter(|| MaxEntropy::new().run(black_box(&network)))
        });
    }
    group.finish();
}

criterion_group!(benches, draws);
criterion_main!(benches);
