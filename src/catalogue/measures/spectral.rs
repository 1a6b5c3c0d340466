//! Which cities matter by whom they are tied to, and how redundant ties are.
use crate::catalogue::{Answer, Measure, Scope, Subject};
use crate::centrality::{
    BonacichPower, Eigenvector, Hits, Katz, SubgraphCentrality, SubgraphResult,
};
use crate::{Error, Measured, Result, Scores, Undefined};

/// Why a network too large for the exponential of its ties has no such number. The program goes on
/// with its other measures.
const TOO_MANY: Undefined = Undefined::Assumption {
    broken: "more than 1000 cities reach each other",
    instead: "a part of the network",
};

fn ways_back(subject: &Subject<'_>) -> Result<Option<SubgraphResult>> {
    let subgraph = SubgraphCentrality::new().watch(&subject.options.watch);
    match subgraph.run(subject.adjacency) {
        Ok(found) => Ok(Some(found)),
        Err(Error::Param(_)) => Ok(None),
        Err(error) => Err(error),
    }
}

pub(super) const MEASURES: &[Measure] = &[
    Measure {
        name: "eigenvector",
        meaning: "how much it works with cities that work much with such cities, without end",
        convention: "length 1; directed: by ties given to it; in pieces undefined",
        cost: "O(iterations m); directed O(n³)",
        source: "Bonacich 1972",
        scope: Scope::City,
        weighted: true,
        sized: true,
        inference: None,
        by_chance: None,
        compute: |subject| {
            let eigenvector = Eigenvector::new().watch(&subject.options.watch);
            let eigenvector = subject.like(eigenvector, Eigenvector::like);
            eigenvector.run(subject.adjacency).map(|found| Answer::Scores(found.scores))
        },
    },
    Measure {
        name: "katz",
        meaning: "on how many ways others lead to it, long ones counting less",
        convention: "α 0.9 / bound of the largest eigenvalue, β 1, not divided; directed: inward",
        cost: "O(iterations m)",
        source: "Katz 1953",
        scope: Scope::City,
        weighted: true,
        sized: true,
        inference: None,
        by_chance: None,
        compute: |subject| {
            let katz = Katz::new().watch(&subject.options.watch);
            let katz = subject.like(katz, Katz::like);
            katz.run(subject.adjacency).map(|found| Answer::Scores(found.scores))
        },
    },
    Measure {
        name: "bonacich-power",
        meaning: "how strong it is through partners that are strong",
        convention: "β 0.75 / largest eigenvalue, mean square 1; directed: outward",
        cost: "O(iterations m)",
        source: "Bonacich 1987; β of Podolny 1993",
        scope: Scope::City,
        weighted: true,
        sized: true,
        inference: None,
        by_chance: None,
        compute: |subject| {
            let power = BonacichPower::new().watch(&subject.options.watch);
            power.run(subject.adjacency).map(|found| Answer::Scores(found.scores))
        },
    },
    Measure {
        name: "hubs",
        meaning: "how much it turns to cities that many turn to",
        convention: "sum 1; undirected: eigenvector; in pieces undefined",
        cost: "O(iterations m)",
        source: "Kleinberg 1999",
        scope: Scope::City,
        weighted: true,
        sized: true,
        inference: None,
        by_chance: None,
        compute: |subject| {
            let hits = Hits::new().watch(&subject.options.watch);
            let hits = subject.like(hits, Hits::like);
            hits.run(subject.adjacency).map(|found| Answer::Scores(found.hubs))
        },
    },
    Measure {
        name: "authorities",
        meaning: "how much cities turn to it that turn to the right ones",
        convention: "sum 1; undirected: eigenvector; in pieces undefined",
        cost: "O(iterations m)",
        source: "Kleinberg 1999",
        scope: Scope::City,
        weighted: true,
        sized: true,
        inference: None,
        by_chance: None,
        compute: |subject| {
            let hits = Hits::new().watch(&subject.options.watch);
            let hits = subject.like(hits, Hits::like);
            hits.run(subject.adjacency).map(|found| Answer::Scores(found.authorities))
        },
    },
    Measure {
        name: "subgraph",
        meaning: "in how many small circles of ties it stands",
        convention: "diagonal of e^A, ties without weights; directed: along the ties",
        cost: "O(n³)",
        source: "Estrada and Rodríguez-Velázquez 2005",
        scope: Scope::City,
        weighted: false,
        sized: true,
        inference: None,
        by_chance: None,
        compute: |subject| {
            let none = |_| Measured::Undefined(TOO_MANY);
            let all = || Scores::measured(subject.adjacency.nodes().map(none));
            Ok(Answer::Scores(ways_back(subject)?.map_or_else(all, |found| found.scores)))
        },
    },
    Measure {
        name: "natural-connectivity",
        meaning: "how redundant the ways between its cities are",
        convention: "ln of the mean of the diagonal of e^A, ties without weights",
        cost: "O(n³)",
        source: "Wu, Barahona, Tan and Deng 2010",
        scope: Scope::Network,
        weighted: false,
        sized: true,
        inference: None,
        by_chance: None,
        compute: |subject| {
            let none = Measured::Undefined(TOO_MANY);
            let found = ways_back(subject)?;
            Ok(Answer::Number(found.map_or(none, |found| found.natural_connectivity)))
        },
    },
];
