//! Everything that draws a graph again, in one table.
use conurbation::structure::{Density, MeanStrength};
use conurbation::uncertainty::{NetworkDifference, Rarefaction, Sample, VertexBootstrap};
use conurbation::{Adjacency, Measured, Result};

/// The name of each way and the numbers it gives; few replicates.
pub(crate) fn every_resampler(graph: &Adjacency) -> Vec<(String, Result<Vec<Measured>>)> {
    type Number = fn(&Sample) -> Result<Measured>;
    let numbers: [(&str, Number); 3] = [
        ("density", |sample| Density::new().run(&sample.adjacency)),
        ("mean strength", |sample| MeanStrength::new().run(&sample.adjacency)),
        ("components", |sample| Ok(Measured::Value(sample.adjacency.components().count() as f64))),
    ];
    let pair = Adjacency::from_edges(3, [(0, 1, 2.0)]).expect("legal ties");
    let strata: Vec<u32> = graph.nodes().map(|node| node % 3).collect();
    let mut found = Vec::new();
    for (name, number) in numbers {
        let spread = VertexBootstrap::new().replicates(20).run(graph, number);
        let spread = spread.map(|all| vec![all.map(|all| all.se), all.map(|all| all.mean)]);
        found.push((format!("vertex bootstrap of {name}"), spread));
        for cities in [0, 2, 4] {
            let fewer = Rarefaction::new(cities).strata(&strata).subsets(20).run(graph, number);
            let fewer = fewer.map(|all| vec![all.map(|all| all.mean), all.map(|all| all.sd)]);
            found.push((format!("rarefaction of {name} to {cities}"), fewer));
        }
        let difference = NetworkDifference::new().replicates(20);
        let difference = [
            ("first", difference.run(graph, &pair, number)),
            ("second", difference.run(&pair, graph, number)),
        ];
        for (place, difference) in difference {
            let all = difference.map(|all| {
                let of = |number: fn(&conurbation::uncertainty::DifferenceResult) -> f64| {
                    all.as_ref().map(number)
                };
                vec![of(|all| all.t), of(|all| all.se), of(|all| all.df), of(|all| all.p)]
            });
            found.push((format!("difference of {name}, as {place}"), all));
        }
    }
    found
}
