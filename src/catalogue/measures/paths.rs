//! How far cities are from one another, and how deep in the network.
use crate::Result;
use crate::catalogue::{Answer, Measure, Scope, Subject};
use crate::centrality::{Convention, KCore, OpsahlDegree, SCore};
use crate::paths::{Distances, DistancesResult, LocalEfficiency, LocalEfficiencyResult};

fn distances(subject: &Subject<'_>) -> Result<DistancesResult> {
    let distances =
        Distances::new().edge_length(subject.options.edge_length).watch(&subject.options.watch);
    distances.run(subject.adjacency)
}

fn local_efficiency(subject: &Subject<'_>) -> Result<LocalEfficiencyResult> {
    LocalEfficiency::new().watch(&subject.options.watch).run(subject.adjacency)
}

pub(super) const MEASURES: &[Measure] = &[
    Measure {
        name: "eccentricity",
        meaning: "how far the farthest city is that it reaches",
        convention: "hops unless said; directed: outward; undefined for who reaches none",
        cost: "O(n m)",
        source: "Harary 1969",
        scope: Scope::City,
        weighted: false,
        sized: true,
        inference: None,
        by_chance: None,
        compute: |subject| distances(subject).map(|all| Answer::Scores(all.eccentricity)),
    },
    Measure {
        name: "diameter",
        meaning: "how far the two farthest cities are from each other",
        convention: "largest finite eccentricity; hops unless said; directed: outward",
        cost: "O(n m)",
        source: "Harary 1969",
        scope: Scope::Network,
        weighted: false,
        sized: true,
        inference: None,
        by_chance: None,
        compute: |subject| distances(subject).map(|all| Answer::Number(all.diameter)),
    },
    Measure {
        name: "radius",
        meaning: "how far the most central city is from the farthest it reaches",
        convention: "smallest eccentricity of cities that reach any; hops unless said",
        cost: "O(n m)",
        source: "Harary 1969",
        scope: Scope::Network,
        weighted: false,
        sized: true,
        inference: None,
        by_chance: None,
        compute: |subject| distances(subject).map(|all| Answer::Number(all.radius)),
    },
    Measure {
        name: "mean-distance",
        meaning: "how far two cities are from each other, on average",
        convention: "over ordered pairs with a way; hops unless said; directed: outward",
        cost: "O(n m)",
        source: "Watts and Strogatz 1998",
        scope: Scope::Network,
        weighted: false,
        sized: true,
        inference: None,
        by_chance: None,
        compute: |subject| distances(subject).map(|all| Answer::Number(all.mean)),
    },
    Measure {
        name: "global-efficiency",
        meaning: "how near cities are to each other, on average",
        convention: "mean of inverse distances, no way is 0; hops unless said",
        cost: "O(n m)",
        source: "Latora and Marchiori 2001",
        scope: Scope::Network,
        weighted: false,
        sized: true,
        inference: None,
        by_chance: None,
        compute: |subject| distances(subject).map(|all| Answer::Number(all.efficiency)),
    },
    Measure {
        name: "local-efficiency",
        meaning: "how near a city's partners are to each other without it, on average",
        convention: "mean over cities with two partners or more; hops; directions disregarded",
        cost: "O(Σ k (k + e))",
        source: "Latora and Marchiori 2001",
        scope: Scope::Network,
        weighted: false,
        sized: true,
        inference: None,
        by_chance: None,
        compute: |subject| {
            let all = local_efficiency(subject)?;
            // NetworkX counts cities of fewer partners as 0.
            let zeros = subject.options.like == Some(Convention::NetworkX);
            Ok(Answer::Number(if zeros { all.mean_with_zeros } else { all.mean }))
        },
    },
    Measure {
        name: "city-efficiency",
        meaning: "how near its partners are to each other without it",
        convention: "undefined below two partners; hops; directions disregarded",
        cost: "O(Σ k (k + e))",
        source: "Latora and Marchiori 2001",
        scope: Scope::City,
        weighted: false,
        sized: true,
        inference: None,
        by_chance: None,
        compute: |subject| local_efficiency(subject).map(|all| Answer::Scores(all.local)),
    },
    Measure {
        name: "k-core",
        meaning: "how many partners each city of its group has within the group",
        convention: "core number; directed: arcs in and out together",
        cost: "O(n + m)",
        source: "Seidman 1983; Batagelj and Zaveršnik 2003",
        scope: Scope::City,
        weighted: false,
        sized: true,
        inference: None,
        by_chance: None,
        compute: |subject| KCore::new().run(subject.adjacency).map(|all| Answer::Scores(all.core)),
    },
    Measure {
        name: "onion-layer",
        meaning: "how deep it lies in the network when it is peeled from outside",
        convention: "layers from 1, the outermost; directed: arcs in and out together",
        cost: "O(n + m)",
        source: "Hébert-Dufresne, Grochow and Allard 2016",
        scope: Scope::City,
        weighted: false,
        sized: true,
        inference: None,
        by_chance: None,
        compute: |subject| KCore::new().run(subject.adjacency).map(|all| Answer::Scores(all.layer)),
    },
    Measure {
        name: "s-core",
        meaning: "how much each city of its group works together within the group",
        convention: "largest least strength; directed: arcs in and out together",
        cost: "O(m log m)",
        source: "Eidsaa and Almaas 2013",
        scope: Scope::City,
        weighted: true,
        sized: true,
        inference: None,
        by_chance: None,
        compute: |subject| SCore::new().run(subject.adjacency).map(Answer::Scores),
    },
    Measure {
        name: "opsahl-degree",
        meaning: "with how many cities it works together and how much, in one number",
        convention: "k^(1 − α) s^α with α one half; directed: in + out",
        cost: "O(n + m)",
        source: "Opsahl, Agneessens and Skvoretz 2010",
        scope: Scope::City,
        weighted: true,
        sized: true,
        inference: None,
        by_chance: None,
        compute: |subject| OpsahlDegree::new().run(subject.adjacency).map(Answer::Scores),
    },
];
