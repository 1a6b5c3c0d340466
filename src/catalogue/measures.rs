//! The measures, in the order of the documentation.
use super::inference::{JUMPS, PARTNERS, PER_CITY, PROVINCES, RAREFIED, SHARE, STRUCTURE};
use super::{Answer, Inference, Measure, Null, Scope, Subject};
use crate::centrality::{Betweenness, Closeness, Degree, Direction, PageRank, Strength};
use crate::community::Modularity;
use crate::structure::{
    Density, Gini, InteractionRatio, MeanDegree, MeanStrength, Mixing, Reciprocity,
};
use crate::{Measured, Result};

fn degree(subject: &Subject<'_>, direction: Direction) -> Result<Answer> {
    Degree::new().direction(direction).run(subject.adjacency).map(Answer::Scores)
}

fn strength(subject: &Subject<'_>, direction: Direction) -> Result<Answer> {
    Strength::new().direction(direction).run(subject.adjacency).map(Answer::Scores)
}

fn closeness(subject: &Subject<'_>, direction: Direction) -> Result<Answer> {
    let closeness = Closeness::new()
        .direction(direction)
        .convention(subject.options.closeness)
        .edge_length(subject.options.edge_length)
        .watch(&subject.options.watch);
    closeness.run(subject.adjacency).map(Answer::Scores)
}

fn betweenness(subject: &Subject<'_>) -> Result<Answer> {
    let betweenness = Betweenness::new()
        .normalized(subject.options.normalized)
        .edge_length(subject.options.edge_length)
        .watch(&subject.options.watch);
    betweenness.run(subject.adjacency).map(Answer::Scores)
}

fn count(value: usize) -> Result<Answer> {
    Ok(Answer::Number(Measured::Value(value as f64)))
}

/// Every measure, in the order of the documentation.
pub const MEASURES: &[Measure] = &[
    Measure {
        name: "degree",
        meaning: "with how many cities it works together",
        convention: "distinct partners; directed: in + out",
        cost: "O(n)",
        source: "Freeman 1978/79",
        scope: Scope::City,
        weighted: false,
        sized: true,
        inference: None,
        by_chance: None,
        compute: |subject| degree(subject, Direction::Both),
    },
    Measure {
        name: "in-degree",
        meaning: "how many cities give ties to it",
        convention: "arcs in; undirected: all",
        cost: "O(n)",
        source: "Freeman 1978/79",
        scope: Scope::City,
        weighted: false,
        sized: true,
        inference: None,
        by_chance: None,
        compute: |subject| degree(subject, Direction::In),
    },
    Measure {
        name: "out-degree",
        meaning: "to how many cities it gives ties",
        convention: "arcs out; undirected: all",
        cost: "O(n)",
        source: "Freeman 1978/79",
        scope: Scope::City,
        weighted: false,
        sized: true,
        inference: None,
        by_chance: None,
        compute: |subject| degree(subject, Direction::Out),
    },
    Measure {
        name: "strength",
        meaning: "how much it works together: the weight of its ties",
        convention: "sum of weights; with Newman's spread, the events it takes part in",
        cost: "O(n + m)",
        source: "Barrat et al. 2004; Newman 2001",
        scope: Scope::City,
        weighted: true,
        sized: false,
        inference: None,
        by_chance: None,
        compute: |subject| strength(subject, Direction::Both),
    },
    Measure {
        name: "in-strength",
        meaning: "the weight of the ties it is given",
        convention: "sum of weights in; undirected: all",
        cost: "O(n + m)",
        source: "Barrat et al. 2004",
        scope: Scope::City,
        weighted: true,
        sized: false,
        inference: None,
        by_chance: None,
        compute: |subject| strength(subject, Direction::In),
    },
    Measure {
        name: "out-strength",
        meaning: "the weight of the ties it gives",
        convention: "sum of weights out; undirected: all",
        cost: "O(n + m)",
        source: "Barrat et al. 2004",
        scope: Scope::City,
        weighted: true,
        sized: false,
        inference: None,
        by_chance: None,
        compute: |subject| strength(subject, Direction::Out),
    },
    Measure {
        name: "closeness",
        meaning: "how near it is to all other cities over ties",
        convention: "harmonic, divided by n − 1; directed: outward; hops unless said",
        cost: "O(n m)",
        source: "Rochat 2009; Boldi and Vigna 2014",
        scope: Scope::City,
        weighted: false,
        sized: true,
        inference: None,
        by_chance: None,
        compute: |subject| closeness(subject, Direction::Out),
    },
    Measure {
        name: "in-closeness",
        meaning: "how near all other cities are to it over ties",
        convention: "harmonic, divided by n − 1; directed: inward; hops unless said",
        cost: "O(n m)",
        source: "Rochat 2009; Boldi and Vigna 2014",
        scope: Scope::City,
        weighted: false,
        sized: true,
        inference: None,
        by_chance: None,
        compute: |subject| closeness(subject, Direction::In),
    },
    Measure {
        name: "betweenness",
        meaning: "for how many pairs of cities it lies on the shortest way",
        convention: "raw, each unordered pair once, ends not counted; hops unless said",
        cost: "O(n m)",
        source: "Freeman 1977; Brandes 2001",
        scope: Scope::City,
        weighted: false,
        sized: true,
        inference: None,
        by_chance: None,
        compute: betweenness,
    },
    Measure {
        name: "pagerank",
        meaning: "how often a traveller who follows ties by weight is found there",
        convention: "damping 0.85, dangling mass spread evenly, sum 1",
        cost: "O(iterations m)",
        source: "Page, Brin, Motwani and Winograd 1999",
        scope: Scope::City,
        weighted: true,
        sized: true,
        inference: None,
        by_chance: None,
        compute: |subject| {
            let pagerank = PageRank::new().watch(&subject.options.watch);
            pagerank.run(subject.adjacency).map(Answer::Scores)
        },
    },
    Measure {
        name: "clustering",
        meaning: "how many of its partners work together too",
        convention: "binary; undefined below two partners; directed: direction disregarded",
        cost: "O(m^1.5)",
        source: "Watts and Strogatz 1998",
        scope: Scope::City,
        weighted: false,
        sized: true,
        inference: None,
        by_chance: None,
        compute: |subject| subject.clustering().map(|result| Answer::Scores(result.local.clone())),
    },
    Measure {
        name: "density",
        meaning: "the share of pairs of cities that are tied",
        convention: "ties / possible ties; directed: ordered pairs",
        cost: "O(1)",
        source: "Wasserman and Faust 1994",
        scope: Scope::Network,
        weighted: false,
        sized: true,
        inference: Some(Inference { range: SHARE, companion: Some("mean-degree"), ..RAREFIED }),
        by_chance: None,
        compute: |subject| Density::new().run(subject.adjacency).map(Answer::Number),
    },
    Measure {
        name: "mean-degree",
        meaning: "with how many cities a city works together, on average",
        convention: "2 m / n; directed: m / n",
        cost: "O(1)",
        source: "Wasserman and Faust 1994",
        scope: Scope::Network,
        weighted: false,
        sized: true,
        inference: Some(PARTNERS),
        by_chance: None,
        compute: |subject| MeanDegree::new().run(subject.adjacency).map(Answer::Number),
    },
    Measure {
        name: "mean-strength",
        meaning: "how much a city works together, on average",
        convention: "mean of strengths; with Newman's spread, events per city",
        cost: "O(m)",
        source: "Barrat et al. 2004; Newman 2001",
        scope: Scope::Network,
        weighted: true,
        sized: false,
        inference: Some(Inference { linear: true, ..PER_CITY }),
        by_chance: None,
        compute: |subject| MeanStrength::new().run(subject.adjacency).map(Answer::Number),
    },
    Measure {
        name: "reciprocity",
        meaning: "the share of one-way ties that are returned",
        convention: "arcs with an arc back / arcs; undirected: undefined",
        cost: "O(m log n)",
        source: "Wasserman and Faust 1994",
        scope: Scope::Network,
        weighted: false,
        sized: true,
        inference: Some(Inference { range: SHARE, ..RAREFIED }),
        by_chance: None,
        compute: |subject| Reciprocity::new().run(subject.adjacency).map(Answer::Number),
    },
    Measure {
        name: "components",
        meaning: "into how many pieces the cities fall, lone ones counted",
        convention: "direction disregarded",
        cost: "O(n + m)",
        source: "Wasserman and Faust 1994",
        scope: Scope::Network,
        weighted: false,
        sized: true,
        inference: Some(JUMPS),
        by_chance: None,
        compute: |subject| count(subject.adjacency.components().count()),
    },
    Measure {
        name: "largest-component",
        meaning: "how many cities hang together in the largest piece",
        convention: "direction disregarded",
        cost: "O(n + m)",
        source: "Wasserman and Faust 1994",
        scope: Scope::Network,
        weighted: false,
        sized: true,
        inference: Some(JUMPS),
        by_chance: None,
        compute: |subject| {
            count(subject.adjacency.components().sizes().first().copied().unwrap_or(0))
        },
    },
    Measure {
        name: "isolates",
        meaning: "how many cities have no tie",
        convention: "neither in nor out",
        cost: "O(n)",
        source: "Wasserman and Faust 1994",
        scope: Scope::Network,
        weighted: false,
        sized: true,
        inference: Some(JUMPS),
        by_chance: None,
        compute: |subject| {
            let components = subject.adjacency.components();
            count(components.sizes().iter().filter(|&&size| size == 1).count())
        },
    },
    Measure {
        name: "mean-clustering",
        meaning: "how many of a city's partners work together too, on average",
        convention: "mean over cities of two partners or more",
        cost: "O(m^1.5)",
        source: "Watts and Strogatz 1998",
        scope: Scope::Network,
        weighted: false,
        sized: true,
        inference: Some(STRUCTURE),
        by_chance: None,
        compute: |subject| subject.clustering().map(|result| Answer::Number(result.mean)),
    },
    Measure {
        name: "transitivity",
        meaning: "how many chains of three cities close to a triangle",
        convention: "3 triangles / connected triples, binary",
        cost: "O(m^1.5)",
        source: "Newman, Watts and Strogatz 2002",
        scope: Scope::Network,
        weighted: false,
        sized: true,
        inference: Some(STRUCTURE),
        by_chance: None,
        compute: |subject| subject.clustering().map(|result| Answer::Number(result.transitivity)),
    },
    Measure {
        name: "gini-strength",
        meaning: "how unevenly cooperation is spread: 0 all alike, near 1 all in one pair",
        convention: "Gini coefficient of strength, cities without ties counted",
        cost: "O(n log n)",
        source: "Gini 1912",
        scope: Scope::Network,
        weighted: true,
        sized: true,
        inference: Some(Inference { range: SHARE, ..RAREFIED }),
        by_chance: None,
        compute: |subject| Gini::new().run(subject.adjacency).map(Answer::Number),
    },
    Measure {
        name: "e-i",
        meaning: "ties across provinces against ties within: 1 all across, −1 all within",
        convention: "(E − I) / (E + I) of weights; its neutral value is e-i-neutral, not 0",
        cost: "O(n + m)",
        source: "Krackhardt and Stern 1988",
        scope: Scope::Groups,
        weighted: true,
        sized: true,
        inference: Some(Inference { range: Some((-1.0, 1.0)), share_of_events: true, ..PROVINCES }),
        by_chance: Some(|subject| {
            subject.grouped(|groups| Ok(Mixing::new(groups).run(subject.adjacency)?.expected))
        }),
        compute: |subject| {
            subject.grouped(|groups| Ok(Mixing::new(groups).run(subject.adjacency)?.ei))
        },
    },
    Measure {
        name: "e-i-neutral",
        meaning: "the value of e-i if provinces made no difference",
        convention: "1 − 2h, h the share of pairs of cities within provinces",
        cost: "O(n)",
        source: "Krackhardt and Stern 1988",
        scope: Scope::Groups,
        weighted: false,
        sized: true,
        inference: Some(Inference { untested: Some("it is fixed by the provinces"), ..PROVINCES }),
        by_chance: None,
        compute: |subject| {
            subject.grouped(|groups| Ok(Mixing::new(groups).run(subject.adjacency)?.expected))
        },
    },
    Measure {
        name: "cross-province-share",
        meaning: "the share of cooperation that crosses a provincial border",
        convention: "E / (E + I) of weights",
        cost: "O(n + m)",
        source: "Krackhardt and Stern 1988",
        scope: Scope::Groups,
        weighted: true,
        sized: true,
        inference: Some(Inference { range: SHARE, share_of_events: true, ..PROVINCES }),
        by_chance: Some(|subject| {
            subject.grouped(|groups| {
                let neutral = Mixing::new(groups).run(subject.adjacency)?.expected;
                Ok(neutral.map(|neutral| (1.0 + neutral) / 2.0))
            })
        }),
        compute: |subject| {
            subject.grouped(|groups| Ok(Mixing::new(groups).run(subject.adjacency)?.external_share))
        },
    },
    Measure {
        name: "interaction-ratio",
        meaning: "ties across provinces as a multiple of what city strengths make of them",
        convention: "loopless maximum-entropy expectation, weights; 1 neutral at any size",
        cost: "O(n log n + m)",
        source: "this project; with loops it is 1 − assortativity (Newman 2003)",
        scope: Scope::Groups,
        weighted: true,
        sized: false,
        inference: Some(Inference { linear: true, null: Some(Null::Provinces), ..PER_CITY }),
        by_chance: None,
        compute: |subject| {
            subject
                .grouped(|groups| Ok(InteractionRatio::new(groups).run(subject.adjacency)?.ratio))
        },
    },
    Measure {
        name: "modularity-provinces",
        meaning: "how far ties keep to provinces beyond what city strengths make of it",
        convention: "Newman's modularity of the provinces, resolution 1, weights",
        cost: "O(n + m)",
        source: "Newman and Girvan 2004; Leicht and Newman 2008",
        scope: Scope::Groups,
        weighted: true,
        sized: true,
        inference: Some(Inference { range: Some((-1.0, 1.0)), ..PROVINCES }),
        by_chance: Some(|subject| {
            subject.grouped(|groups| Modularity::new(groups).by_chance(subject.adjacency))
        }),
        compute: |subject| subject.grouped(|groups| Modularity::new(groups).run(subject.adjacency)),
    },
];
