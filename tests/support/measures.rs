//! Every measure of a network, in all its variants, in one table.
use conurbation::adjacency::Adjacency;
use conurbation::centrality::{
    Betweenness, BonacichPower, Closeness, ClosenessConvention, Convention, Degree, Direction,
    Disconnected, Eigenvector, Hits, Katz, Norm, PageRank, Strength, SubgraphCentrality,
};
use conurbation::community::Modularity;
use conurbation::paths::EdgeLength;
use conurbation::structure::{
    Clustering, Density, Gini, InteractionRatio, MeanDegree, MeanStrength, Mixing, Reciprocity,
};
use conurbation::{Measured, Result, Scores};

/// What a measure gave: a number for each city, or some for the network.
pub(crate) enum Outcome {
    Cities(Scores),
    Network(Vec<Measured>),
}

/// The name of each measure and what it gives. Cities are in three groups.
pub(crate) fn every_measure(graph: &Adjacency) -> Vec<(String, Result<Outcome>)> {
    let mut found = Vec::new();
    let mut cities = |name: String, scores: Result<Scores>| {
        found.push((name, scores.map(Outcome::Cities)));
    };
    let lengths = [
        EdgeLength::Hops,
        EdgeLength::InverseWeight { alpha: 0.5 },
        EdgeLength::InverseWeight { alpha: 1.0 },
        EdgeLength::Weight,
    ];
    for direction in [Direction::Both, Direction::In, Direction::Out] {
        let degree = Degree::new().direction(direction).run(graph);
        cities(format!("degree {direction:?}"), degree);
        let strength = Strength::new().direction(direction).run(graph);
        cities(format!("strength {direction:?}"), strength);
        for length in lengths {
            let closeness = Closeness::new().direction(direction).edge_length(length);
            for convention in [
                ClosenessConvention::Harmonic,
                ClosenessConvention::Component,
                ClosenessConvention::WassermanFaust,
            ] {
                let closeness = closeness.clone().convention(convention).run(graph);
                cities(format!("closeness {direction:?} {length:?} {convention:?}"), closeness);
            }
        }
    }
    for length in lengths {
        let betweenness = Betweenness::new().edge_length(length);
        cities(format!("betweenness {length:?}"), betweenness.run(graph));
        let normalized = betweenness.normalized(true).run(graph);
        cities(format!("betweenness normalized {length:?}"), normalized);
    }
    for damping in [0.0, 0.85, 0.99] {
        cities(format!("pagerank {damping}"), PageRank::new().damping(damping).run(graph));
    }
    for (name, eigenvector) in [
        ("", Eigenvector::new()),
        ("unweighted ", Eigenvector::new().weighted(false)),
        ("per piece ", Eigenvector::new().disconnected(Disconnected::PerComponent)),
        ("by maximum ", Eigenvector::new().norm(Norm::Maximum)),
        ("ucinet ", Eigenvector::new().like(Convention::Ucinet).weighted(false)),
    ] {
        cities(format!("{name}eigenvector"), eigenvector.run(graph).map(|found| found.scores));
    }
    for (name, katz) in [
        ("", Katz::new()),
        ("unweighted ", Katz::new().weighted(false).beta(3.0)),
        ("by length ", Katz::new().norm(Norm::Euclidean)),
    ] {
        cities(format!("{name}katz"), katz.run(graph).map(|found| found.scores));
    }
    for (name, power) in [
        ("", BonacichPower::new()),
        ("unweighted ", BonacichPower::new().weighted(false)),
        ("bargaining ", BonacichPower::new().weighted(false).beta(-0.001)),
    ] {
        cities(format!("{name}bonacich power"), power.run(graph).map(|found| found.scores));
    }
    for (name, hits) in [("", Hits::new()), ("unweighted ", Hits::new().weighted(false))] {
        let found = hits.run(graph);
        let hubs = found.as_ref().map(|found| found.hubs.clone());
        cities(format!("{name}hubs"), hubs.map_err(|error| panic!("{name}hits: {error}")));
        cities(format!("{name}authorities"), found.map(|found| found.authorities));
    }
    let subgraph = SubgraphCentrality::new().run(graph);
    if let Ok(subgraph) = &subgraph {
        cities("subgraph".into(), Ok(subgraph.scores.clone()));
    }
    let weighted = SubgraphCentrality::new().weighted(true).run(graph);
    cities("weighted subgraph".into(), weighted.map(|found| found.scores));
    let clustering = Clustering::new().run(graph);
    if let Ok(clustering) = &clustering {
        cities("clustering".into(), Ok(clustering.local.clone()));
    }

    let groups: Vec<u32> = graph.nodes().map(|node| node % 3).collect();
    let mut network = |name: &str, values: Result<Vec<Measured>>| {
        found.push((name.to_owned(), values.map(Outcome::Network)));
    };
    network("clustering", clustering.map(|all| vec![all.mean, all.transitivity]));
    let connectivity = subgraph.map(|found| vec![found.natural_connectivity]);
    network("natural connectivity", connectivity);
    network("density", Density::new().run(graph).map(|value| vec![value]));
    network("mean degree", MeanDegree::new().run(graph).map(|value| vec![value]));
    network("mean strength", MeanStrength::new().run(graph).map(|value| vec![value]));
    network("reciprocity", Reciprocity::new().run(graph).map(|value| vec![value]));
    network("gini", Gini::new().run(graph).map(|value| vec![value]));
    let mixing = Mixing::new(&groups).run(graph);
    network("mixing", mixing.map(|all| vec![all.ei, all.expected, all.external_share]));
    for resolution in [0.5, 1.0, 3.0] {
        let modularity = Modularity::new(&groups).resolution(resolution);
        let by_chance = modularity.by_chance(graph).map(|value| vec![value]);
        let modularity = modularity.run(graph).map(|value| vec![value]);
        network(&format!("modularity {resolution}"), modularity);
        network(&format!("modularity by chance {resolution}"), by_chance);
    }
    let interaction = InteractionRatio::new(&groups).run(graph);
    let interaction = interaction.map(|all| vec![all.ratio, all.barrier, all.observed_share]);
    network("mixing, interaction ratio", interaction);
    found
}
