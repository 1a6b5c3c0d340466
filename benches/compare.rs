//! The comparison of regions as a whole: the embedded ones, and two far larger.
//!
//! `cargo bench --bench compare` runs criterion on worlds that grow; with the argument `table` it
//! prints instead the seconds of whole comparisons at one thread and at two: medians of five of
//! the embedded regions, and a single run of a region of 300 cities and 50,000 rows beside one of
//! 200 cities and 20,000.
use conurbation::compare::CompareRegions;
use conurbation::synthetic::LedgerWorld;
use conurbation::{Region, datasets};
use criterion::{BenchmarkId, Criterion};
use std::hint::black_box;
use std::time::{Duration, Instant};

fn main() {
    if std::env::args().any(|argument| argument == "table") {
        return table();
    }
    let mut criterion = Criterion::default().configure_from_args();
    measure(&mut criterion);
    criterion.final_summary();
}

/// A world of so many cities and rows.
fn world(cities: u32, rows: u32, seed: u64) -> Region {
    let world = LedgerWorld::new().cities(cities).rows(rows).activity_sd(1.0).seed(seed);
    world.draw(0).expect("a legal world")
}

fn compare(regions: [&Region; 2], draws: usize) {
    let comparison = CompareRegions::new(regions).permutations(draws).run();
    black_box(comparison.expect("regions to compare"));
}

fn measure(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("compare");
    group.sample_size(10).warm_up_time(Duration::from_secs(1));
    for cities in [20, 40, 80] {
        let regions = [1, 2].map(|seed| world(cities, 8 * cities, seed));
        group.bench_function(BenchmarkId::new("worlds", cities), |b| {
            b.iter(|| compare([&regions[0], &regions[1]], 99));
        });
    }
    group.finish();
}

fn table() {
    let embedded = [datasets::yangtze_delta(), datasets::middle_yangtze()];
    let large = [world(300, 50_000, 1), world(200, 20_000, 2)];
    println!("{:<28}  {:>5}  {:>9}  {:>9}  {:>5}", "regions", "draws", "1 thread", "2", "ratio");
    for (name, regions, draws, runs) in [
        ("embedded", &embedded, 999, 5),
        ("embedded", &embedded, 4999, 5),
        ("300 and 200 cities", &large, 499, 1),
    ] {
        let [one, two] = [1, 2].map(|threads| {
            let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build();
            let pool = pool.expect("threads");
            let mut seconds: Vec<f64> = (0..runs)
                .map(|_| {
                    let start = Instant::now();
                    pool.install(|| compare([&regions[0], &regions[1]], draws));
                    start.elapsed().as_secs_f64()
                })
                .collect();
            seconds.sort_by(f64::total_cmp);
            seconds[runs / 2]
        });
        println!("{name:<28}  {draws:>5}  {one:>8.2}s  {two:>8.2}s  {:>5.2}", one / two);
    }
}
