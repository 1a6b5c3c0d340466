//! How the time of each centrality grows with a network: sparse ones of long ways (a grid with
//! streets left out) and of short ways (every city tied to some anywhere), with weights.
//!
//! `cargo bench --bench centrality`, or `-- betweenness/far` for some; the slope of a measure is
//! how many times as long ten times as many cities take.
use conurbation::Adjacency;
use conurbation::centrality::{
    Betweenness, Closeness, Eigenvector, Hits, KCore, Katz, PageRank, SCore, SampledBetweenness,
};
use conurbation::paths::{Diameter, Distances, EdgeLength, LocalEfficiency};
use conurbation::structure::{Clustering, CutPoints};
use criterion::{
    BenchmarkId, Criterion, SamplingMode, Throughput, criterion_group, criterion_main,
};
use std::hint::black_box;

const SIZES: [u32; 3] = [100, 1_000, 10_000];

/// Well mixed bits of a number, the same on every run.
fn mixed(number: u64) -> u64 {
    let mut bits = number.wrapping_add(0x9e37_79b9_7f4a_7c15);
    bits = (bits ^ (bits >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    bits = (bits ^ (bits >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    bits ^ (bits >> 31)
}

fn weight(tie: u64) -> f64 {
    1.0 + (mixed(tie) % 1000) as f64 / 100.0
}

/// Cities in rows, tied to the next and to the one below, but for one street in eight.
fn near(cities: u32) -> Adjacency {
    let side = f64::from(cities).sqrt() as u32;
    let streets = (0..cities).flat_map(|city| {
        let next = ((city + 1) % side != 0).then_some(city + 1);
        [next, Some(city + side)].into_iter().flatten().map(move |to| (city, to))
    });
    let open = streets.filter(|&(_, to)| to < cities).zip(0_u64..);
    let open = open.filter(|&(_, tie)| mixed(tie) % 8 > 0);
    let ties = open.map(|((from, to), tie)| (from, to, weight(tie)));
    Adjacency::from_edges(cities as usize, ties).expect("legal ties")
}

/// Five ties of each city with cities anywhere.
fn far(cities: u32) -> Adjacency {
    let ties = (0..5 * u64::from(cities)).map(|tie| {
        let to = mixed(tie) % u64::from(cities);
        ((tie / 5) as u32, to as u32, weight(tie))
    });
    Adjacency::from_edges(cities as usize, ties).expect("legal ties")
}

type Run = fn(&Adjacency) -> bool;

/// Measures by name; each says whether it went well.
const MEASURES: &[(&str, Run)] = &[
    ("betweenness", |graph| Betweenness::new().run(graph).is_ok()),
    ("betweenness-lengths", |graph| Betweenness::new().edge_length(INVERSE).run(graph).is_ok()),
    ("betweenness-sampled", |graph| SampledBetweenness::new(0.05, 0.1).run(graph).is_ok()),
    ("closeness", |graph| Closeness::new().run(graph).is_ok()),
    ("closeness-lengths", |graph| Closeness::new().edge_length(INVERSE).run(graph).is_ok()),
    ("distances", |graph| Distances::new().run(graph).is_ok()),
    ("diameter", |graph| Diameter::new().run(graph).is_ok()),
    ("local-efficiency", |graph| LocalEfficiency::new().run(graph).is_ok()),
    ("pagerank", |graph| PageRank::new().run(graph).is_ok()),
    ("eigenvector", |graph| Eigenvector::new().tolerance(1e-6).run(graph).is_ok()),
    ("katz", |graph| Katz::new().run(graph).is_ok()),
    ("hits", |graph| Hits::new().tolerance(1e-6).run(graph).is_ok()),
    ("k-core", |graph| KCore::new().run(graph).is_ok()),
    ("s-core", |graph| SCore::new().run(graph).is_ok()),
    ("clustering", |graph| Clustering::new().run(graph).is_ok()),
    ("components", |graph| graph.components().count() > 0),
    ("cut-points", |graph| CutPoints::new().run(graph).is_ok()),
];

const INVERSE: EdgeLength = EdgeLength::InverseWeight { alpha: 1.0 };

fn slopes(criterion: &mut Criterion) {
    for &(name, run) in MEASURES {
        let mut group = criterion.benchmark_group(name);
        group.sample_size(10).sampling_mode(SamplingMode::Flat);
        for cities in SIZES {
            for (kind, graph) in [("near", near(cities)), ("far", far(cities))] {
                group.throughput(Throughput::Elements(u64::from(cities)));
                group.bench_function(BenchmarkId::new(kind, cities), |bencher| {
                    bencher.iter(|| assert!(run(black_box(&graph)), "{name} of {cities}"));
                });
            }
        }
        group.finish();
    }
}

criterion_group!(benches, slopes);
criterion_main!(benches);
