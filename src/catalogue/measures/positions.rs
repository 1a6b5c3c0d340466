//! Which places cities take, and how much hangs on the first ones.
use crate::catalogue::{Answer, Measure, Scope, Subject};
use crate::community::{Participation, WithinModule};
use crate::structure::{Centralization, CutPoints, CutPointsResult, Variation};
use crate::{Measured, Result, Scores};

/// A score of each city that depends on the groups, if there are groups.
fn scored(subject: &Subject<'_>, scores: impl FnOnce(&[u32]) -> Result<Scores>) -> Result<Answer> {
    match &subject.groups {
        Measured::Value(groups) => scores(groups).map(Answer::Scores),
        Measured::Undefined(reason) => {
            let none = vec![Measured::Undefined(*reason); subject.adjacency.node_count()];
            Ok(Answer::Scores(Scores::measured(none)))
        }
    }
}

fn cut_points(subject: &Subject<'_>) -> Result<CutPointsResult> {
    CutPoints::new().run(subject.adjacency)
}

fn articulation(subject: &Subject<'_>) -> Result<Answer> {
    let pieces = cut_points(subject)?.further_pieces;
    Ok(Answer::Scores(Scores::new(pieces.into_iter().map(f64::from).collect())))
}

fn count(value: usize) -> Answer {
    Answer::Number(Measured::Value(value as f64))
}

fn centralization(subject: &Subject<'_>, of: Centralization) -> Result<Answer> {
    let binary = of.disregard_weights(true).watch(&subject.options.watch);
    binary.run(subject.adjacency).map(Answer::Number)
}

pub(super) const MEASURES: &[Measure] = &[
    Measure {
        name: "participation",
        meaning: "whether its ties keep to one province (0) or reach many",
        convention: "1 − Σ (share of its weight to each province)²; at most 1 − 1/K of K provinces",
        cost: "O(n log n + m)",
        source: "Guimerà and Amaral 2005",
        scope: Scope::City,
        weighted: true,
        sized: true,
        inference: None,
        by_chance: None,
        compute: |subject| {
            scored(subject, |groups| Participation::new(groups).run(subject.adjacency))
        },
    },
    Measure {
        name: "within-module-z",
        meaning: "how well tied it is within its province, in standard deviations from the mean there",
        convention: "weights; sd with n below; at most √(g − 1) in a province of g cities",
        cost: "O(n log n + m)",
        source: "Guimerà and Amaral 2005",
        scope: Scope::City,
        weighted: true,
        sized: true,
        inference: None,
        by_chance: None,
        compute: |subject| {
            scored(subject, |groups| WithinModule::new(groups).run(subject.adjacency))
        },
    },
    Measure {
        name: "articulation",
        meaning: "into how many more pieces the others fall without it",
        convention: "0 unless it is a cut point; directed: direction disregarded",
        cost: "O(n + m)",
        source: "Hopcroft and Tarjan 1973",
        scope: Scope::City,
        weighted: false,
        sized: true,
        inference: None,
        by_chance: None,
        compute: articulation,
    },
    Measure {
        name: "bridges",
        meaning: "how many ties alone hold two pieces together",
        convention: "direction disregarded; a tie both ways is one",
        cost: "O(n + m)",
        source: "Tarjan 1974",
        scope: Scope::Network,
        weighted: false,
        sized: true,
        inference: None,
        by_chance: None,
        compute: |subject| cut_points(subject).map(|found| count(found.bridges.len())),
    },
    Measure {
        name: "articulation-points",
        meaning: "how many cities alone hold two pieces together",
        convention: "direction disregarded",
        cost: "O(n + m)",
        source: "Hopcroft and Tarjan 1973",
        scope: Scope::Network,
        weighted: false,
        sized: true,
        inference: None,
        by_chance: None,
        compute: |subject| cut_points(subject).map(|found| count(found.articulation_points.len())),
    },
    Measure {
        name: "centralization-degree",
        meaning: "how far partners are those of one city: 0 all alike, 1 a star",
        convention: "weights disregarded; / (n − 1)(n − 2); directed: in + out, / 2 (n − 1)(n − 2)",
        cost: "O(n)",
        source: "Freeman 1978/79",
        scope: Scope::Network,
        weighted: false,
        sized: true,
        inference: None,
        by_chance: None,
        compute: |subject| centralization(subject, Centralization::degree()),
    },
    Measure {
        name: "centralization-betweenness",
        meaning: "how far one city alone lies between others: 0 all alike, 1 a star",
        convention: "weights disregarded; / (n − 1)² (n − 2) / 2; directed: ordered pairs",
        cost: "O(n m)",
        source: "Freeman 1978/79",
        scope: Scope::Network,
        weighted: false,
        sized: true,
        inference: None,
        by_chance: None,
        compute: |subject| centralization(subject, Centralization::betweenness()),
    },
    Measure {
        name: "centralization-closeness",
        meaning: "how far one city alone is near to all: 0 all alike, 1 a star",
        convention: "weights disregarded; / (n − 1)(n − 2) / (2n − 3); in pieces or directed: undefined",
        cost: "O(n m)",
        source: "Freeman 1978/79",
        scope: Scope::Network,
        weighted: false,
        sized: true,
        inference: None,
        by_chance: None,
        compute: |subject| centralization(subject, Centralization::closeness()),
    },
    Measure {
        name: "centralization-harmonic",
        meaning: "the same by mean inverse distance, in pieces too",
        convention: "weights disregarded; / (n − 2) / 2; directed: undefined",
        cost: "O(n m)",
        source: "Freeman 1978/79; maximum by enumeration up to 6 cities",
        scope: Scope::Network,
        weighted: false,
        sized: true,
        inference: None,
        by_chance: None,
        compute: |subject| centralization(subject, Centralization::harmonic()),
    },
    Measure {
        name: "cv-strength",
        meaning: "how unevenly cooperation is spread, more by the few that stand out than gini-strength",
        convention: "sd of strengths with n below / their mean; at most √(n − 1)",
        cost: "O(n + m)",
        source: "Pearson 1896",
        scope: Scope::Network,
        weighted: true,
        sized: true,
        inference: None,
        by_chance: None,
        compute: |subject| Variation::new().run(subject.adjacency).map(Answer::Number),
    },
];
