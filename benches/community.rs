//! Communities of networks from ten thousand to ten million ties: the cost grows with the ties.
//!
//! `cargo bench --bench community`
use conurbation::Adjacency;
use conurbation::community::{LabelPropagation, Leiden, Louvain};
use conurbation::synthetic::NestedPartition;
use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use std::hint::black_box;

/// Circles of a hundred cities in circles of five in circles: about ten ties for each city.
fn network(circles: u32) -> Adjacency {
    let world = NestedPartition::new()
        .branching(&[circles, 5])
        .size(100)
        .mean_degree(20.0)
        .shares(&[0.15, 0.35, 0.5]);
    world.draw(0).expect("a legal world").adjacency
}

fn communities(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("communities");
    group.sample_size(10);
    for circles in [2, 20, 200, 2000] {
        let graph = network(circles);
        let ties = graph.edge_count() as u64;
        group.throughput(Throughput::Elements(ties));
        group.bench_with_input(BenchmarkId::new("leiden", ties), &graph, |bencher, graph| {
            bencher.iter(|| Leiden::new().run(black_box(graph)).expect("communities"));
        });
        group.bench_with_input(BenchmarkId::new("louvain", ties), &graph, |bencher, graph| {
            bencher.iter(|| Louvain::new().run(black_box(graph)).expect("communities"));
        });
        let propagation = LabelPropagation::new().penalty(0.01);
        group.bench_with_input(BenchmarkId::new("propagation", ties), &graph, |bencher, graph| {
            bencher.iter(|| propagation.run(black_box(graph)).expect("communities"));
        });
    }
    group.finish();
}

criterion_group!(benches, communities);
criterion_main!(benches);
