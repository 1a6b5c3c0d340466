//! Every measure of a network, in all its variants, in one table.
use conurbation::adjacency::{Adjacency, Node};
use conurbation::centrality::{
    Betweenness, BonacichPower, Closeness, ClosenessConvention, Convention, CurrentFlowBetweenness,
    CurrentFlowCloseness, Degree, Direction, Disconnected, EdgeBetweenness, Eigenvector,
    GroupBetweenness, Hits, KCore, Katz, MissingDistance, Norm, OpsahlDegree, PageRank, SCore,
    Strength, SubgraphCentrality,
};
use conurbation::community::{
    Conductance, Coverage, Deviation, ErdosRenyi, LooplessModularity, Modularity, Participation,
    Role, Roles, WithinModule,
};
use conurbation::paths::{Distances, EdgeLength, LocalEfficiency};
use conurbation::structure::{
    Centralization, Clustering, CutPoints, Density, Gini, InteractionRatio, MeanDegree,
    MeanStrength, Mixing, Reciprocity, Variation,
};
use conurbation::system::{
    AlterBased, DominantFlow, Limtanakool, Polycentricity, Primacy, RankSize,
};
use conurbation::{Measured, Result, Scores};

/// What a measure gave: a number for each city, or some for the network.
pub(crate) enum Outcome {
    Cities(Scores),
    Network(Vec<Measured>),
}

/// The name of each measure and what it gives. Cities are in three groups; what depends on these has
/// a name that begins with "of groups", "mixing" or "modularity".
pub(crate) fn every_measure(graph: &Adjacency) -> Vec<(String, Result<Outcome>)> {
    let mut found = Vec::new();
    systems(graph, &mut found);
    positions(graph, &mut found);
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
            let distances = Distances::new().direction(direction).edge_length(length).run(graph);
            let distances = distances.map(|all| all.eccentricity);
            cities(format!("eccentricity {direction:?} {length:?}"), distances);
        }
        for convention in [
            ClosenessConvention::UcinetFreeman(MissingDistance::MaxPlusOne),
            ClosenessConvention::UcinetFreeman(MissingDistance::Cities),
            ClosenessConvention::UcinetFreeman(MissingDistance::Ignored),
            ClosenessConvention::UcinetFreeman(MissingDistance::Mean),
            ClosenessConvention::ValenteForeman,
        ] {
            let closeness = Closeness::new().direction(direction).convention(convention);
            cities(format!("closeness {direction:?} {convention:?}"), closeness.run(graph));
        }
        let cores = KCore::new().direction(direction).run(graph);
        if let Ok(cores) = cores {
            cities(format!("core {direction:?}"), Ok(cores.core));
            cities(format!("layer {direction:?}"), Ok(cores.layer));
        }
        cities(format!("s-core {direction:?}"), SCore::new().direction(direction).run(graph));
        for alpha in [0.0, 0.5, 1.0] {
            let opsahl = OpsahlDegree::new().direction(direction).alpha(alpha).run(graph);
            cities(format!("opsahl {direction:?} {alpha}"), opsahl);
        }
    }
    let local = LocalEfficiency::new().run(graph);
    if let Ok(local) = &local {
        cities("local efficiency".into(), Ok(local.local.clone()));
    }
    for length in lengths {
        let betweenness = Betweenness::new().edge_length(length);
        cities(format!("betweenness {length:?}"), betweenness.run(graph));
        let normalized = betweenness.clone().normalized(true);
        cities(format!("betweenness normalized {length:?}"), normalized.run(graph));
        let ends = betweenness.clone().endpoints(true).run(graph);
        cities(format!("betweenness with ends {length:?}"), ends);
        let even = |node: &Node| graph.targets(*node).len() % 2 == 0;
        let half: Vec<Node> = graph.nodes().filter(even).collect();
        let from_half = betweenness.sources(&half).normalized(true).run(graph);
        cities(format!("betweenness from some {length:?}"), from_half);
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
    for weighted in [false, true] {
        let flow = CurrentFlowBetweenness::new().weighted(weighted);
        cities(format!("current-flow betweenness {weighted}"), flow.run(graph));
        let flow = CurrentFlowCloseness::new().weighted(weighted);
        cities(format!("current-flow closeness {weighted}"), flow.run(graph));
    }
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
    network("local efficiency", local.map(|all| vec![all.mean, all.mean_with_zeros]));
    for length in lengths {
        let distances = Distances::new().edge_length(length).by_piece(true).run(graph);
        let numbers = distances.map(|all| {
            let pairs = all.pairs.iter().map(|&count| Measured::Value(count as f64));
            // In order of size: that of the pieces is that of their nodes.
            let mut pieces: Vec<_> =
                all.pieces.iter().map(|piece| [piece.diameter, piece.efficiency]).collect();
            let size = |of: &[Measured; 2]| of.map(|it| it.value().unwrap_or(-1.0));
            pieces.sort_by(|a, b| {
                let (a, b) = (size(a), size(b));
                a[0].total_cmp(&b[0]).then(a[1].total_cmp(&b[1]))
            });
            let pieces = pieces.into_iter().flatten();
            let whole = [all.diameter, all.radius, all.mean, all.efficiency];
            whole.into_iter().chain(pairs).chain(pieces).collect()
        });
        network(&format!("distances {length:?}"), numbers);
    }
    network("density", Density::new().run(graph).map(|value| vec![value]));
    network("mean degree", MeanDegree::new().run(graph).map(|value| vec![value]));
    network("mean strength", MeanStrength::new().run(graph).map(|value| vec![value]));
    network("reciprocity", Reciprocity::new().run(graph).map(|value| vec![value]));
    network("gini", Gini::new().run(graph).map(|value| vec![value]));
    for length in lengths {
        let edges = EdgeBetweenness::new().edge_length(length).normalized(true).run(graph);
        // In order of the scores, since the order of ties is that of their nodes.
        let sorted = |mut scores: Vec<f64>| {
            scores.sort_by(f64::total_cmp);
            scores.into_iter().map(Measured::Value).collect()
        };
        let edges = edges.map(|ties| sorted(ties.iter().map(|tie| tie.score).collect()));
        network(&format!("edge betweenness {length:?}"), edges);
        let group: Vec<Node> = graph.nodes().filter(|node| node % 3 == 1).collect();
        let group = GroupBetweenness::new(&group).edge_length(length);
        network(&format!("of groups, betweenness {length:?}"), group.run(graph).map(|it| vec![it]));
        let group = group.normalized(true).run(graph).map(|it| vec![it]);
        network(&format!("of groups, betweenness normalized {length:?}"), group);
    }
    let mixing = Mixing::new(&groups).run(graph);
    network("mixing", mixing.map(|all| vec![all.ei, all.expected, all.external_share]));
    for resolution in [0.5, 1.0, 3.0] {
        let modularity = Modularity::new(&groups).resolution(resolution);
        let by_chance = modularity.by_chance(graph).map(|value| vec![value]);
        let modularity = modularity.run(graph).map(|value| vec![value]);
        network(&format!("modularity {resolution}"), modularity);
        network(&format!("modularity by chance {resolution}"), by_chance);
        let loopless = LooplessModularity::new(&groups).resolution(resolution).run(graph);
        network(&format!("modularity, loopless {resolution}"), loopless.map(|it| vec![it]));
        let random = ErdosRenyi::new(&groups).resolution(resolution).run(graph);
        network(&format!("of groups, Erdős–Rényi {resolution}"), random.map(|it| vec![it]));
    }
    let coverage = Coverage::new(&groups).run(graph);
    network("of groups, coverage", coverage.map(|it| vec![it]));
    let conductance = Conductance::new(&groups).run(graph);
    network("of groups, conductance", conductance.map(|it| vec![it]));
    let interaction = InteractionRatio::new(&groups).run(graph);
    let interaction = interaction.map(|all| vec![all.ratio, all.barrier, all.observed_share]);
    network("mixing, interaction ratio", interaction);
    found
}

type Found = Vec<(String, Result<Outcome>)>;

fn values(numbers: impl IntoIterator<Item = f64>) -> Vec<Measured> {
    numbers.into_iter().map(Measured::Value).collect()
}

/// Cities as a system.
fn systems(graph: &Adjacency, found: &mut Found) {
    let mut network = |name: String, values: Result<Vec<Measured>>| {
        found.push((name, values.map(Outcome::Network)));
    };
    let primacy = Primacy::new().run(graph);
    network("primacy".into(), primacy.map(|all| vec![all.p2, all.p4, all.p11, all.share]));
    for top in [3, 10, usize::MAX] {
        let fit = RankSize::new().top(top).run(graph).map(|fit| match fit {
            Measured::Undefined(reason) => vec![Measured::Undefined(reason)],
            Measured::Value(fit) => values([
                fit.q.estimate,
                fit.q.low,
                fit.q.high,
                fit.standard_error,
                fit.constant,
                fit.r_squared,
                fit.size_on_rank,
            ]),
        });
        network(format!("rank-size {top}"), fit);
    }
    let poly = Polycentricity::new().run(graph);
    let poly = poly.map(|all| vec![all.green, all.balance, all.density, all.slope]);
    network("polycentricity".into(), poly);
    // Numbers that do not depend on the order of cities, here and below.
    let flows = DominantFlow::new().run(graph).map(|mut all| {
        all.levels.sort_unstable();
        let counts = [all.roots.len(), all.tied.len(), all.parents.concat().len()];
        let levels = all.levels.into_iter().map(f64::from);
        values(counts.map(|count| count as f64).into_iter().chain(levels))
    });
    network("dominant flow".into(), flows);
    for direction in [Direction::Both, Direction::In, Direction::Out] {
        let name = format!("limtanakool {direction:?}");
        match Limtanakool::new().direction(direction).run(graph) {
            Ok(all) => {
                let shares = all.relative_strength.iter().map(|tie| tie.share);
                let most = Measured::Value(shares.fold(0.0, f64::max));
                let numbers = vec![all.entropy, all.entropy_of_pairs, most];
                found.push((name.clone(), Ok(Outcome::Network(numbers))));
                found.push((format!("dominance, {name}"), Ok(Outcome::Cities(all.dominance))));
                found.push((format!("symmetry, {name}"), Ok(Outcome::Cities(all.symmetry))));
            }
            Err(error) => found.push((name, Err(error))),
        }
    }
    for weighted in [false, true] {
        let name = format!("alter-based, weighted {weighted}");
        match AlterBased::new().weighted(weighted).run(graph) {
            Ok(all) => {
                found.push((format!("centrality, {name}"), Ok(Outcome::Cities(all.centrality))));
                found.push((format!("power, {name}"), Ok(Outcome::Cities(all.power))));
            }
            Err(error) => found.push((name, Err(error))),
        }
    }
}

/// Positions of cities, and how much hangs on the first ones.
fn positions(graph: &Adjacency, found: &mut Found) {
    let groups: Vec<u32> = graph.nodes().map(|node| node % 3).collect();
    for direction in [Direction::Both, Direction::In, Direction::Out] {
        for (weighted, normalized) in [(true, false), (false, true)] {
            let scores = Participation::new(&groups).direction(direction).weighted(weighted);
            let scores = scores.normalized(normalized).run(graph);
            let name = format!("of groups, participation {direction:?} {weighted} {normalized}");
            found.push((name, scores.map(Outcome::Cities)));
        }
        for (weighted, deviation) in [(true, Deviation::Population), (false, Deviation::Sample)] {
            let scores = WithinModule::new(&groups).direction(direction).weighted(weighted);
            let scores = scores.deviation(deviation).run(graph);
            let name = format!("of groups, within-module {direction:?} {weighted} {deviation:?}");
            found.push((name, scores.map(Outcome::Cities)));
        }
    }
    let mut network = |name: &str, values: Result<Vec<Measured>>| {
        found.push((name.to_owned(), values.map(Outcome::Network)));
    };
    let roles = Roles::new(&groups).run(graph).map(|all| {
        let number = |role: Role| role as u8;
        let roles = all.roles.into_iter().map(|role| role.map(|role| f64::from(number(role))));
        roles.chain(values(all.modules.iter().map(|module| module.most_z))).collect()
    });
    network("of groups, roles", roles);
    let cuts = CutPoints::new().run(graph).map(|mut all| {
        all.further_pieces.sort_unstable();
        let counts = [all.bridges.len(), all.articulation_points.len(), all.blocks];
        let pieces = all.further_pieces.into_iter().map(f64::from);
        values(counts.map(|count| count as f64).into_iter().chain(pieces))
    });
    network("cut points", cuts);
    for of in [
        Centralization::degree(),
        Centralization::degree().direction(Direction::In),
        Centralization::degree().direction(Direction::Out),
        Centralization::betweenness(),
        Centralization::closeness(),
        Centralization::harmonic(),
    ] {
        for disregard in [false, true] {
            let value = of.clone().disregard_weights(disregard).run(graph);
            network(&format!("{of:?} {disregard}"), value.map(|value| vec![value]));
        }
    }
    network("variation", Variation::new().run(graph).map(|value| vec![value]));
}
