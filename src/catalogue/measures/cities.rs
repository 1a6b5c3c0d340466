//! Which cities matter.
use crate::Result;
use crate::catalogue::{Answer, Measure, Scope, Subject};
use crate::centrality::{
    Betweenness, Closeness, CurrentFlowBetweenness, CurrentFlowCloseness, Degree, Direction,
    PageRank, Strength,
};

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
    let closeness = subject.like(closeness, Closeness::like);
    closeness.run(subject.adjacency).map(Answer::Scores)
}

fn betweenness(subject: &Subject<'_>) -> Result<Answer> {
    let betweenness =
        Betweenness::new().edge_length(subject.options.edge_length).watch(&subject.options.watch);
    let mut betweenness = subject.like(betweenness, Betweenness::like);
    if subject.options.normalized {
        betweenness = betweenness.normalized(true);
    }
    betweenness.run(subject.adjacency).map(Answer::Scores)
}

pub(super) const MEASURES: &[Measure] = &[
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
        name: "current-flow-betweenness",
        meaning: "how much of what goes between others passes it by all ways",
        convention: "weights conduct; each pair of others once; undirected, in one piece",
        cost: "O(n³ + n m log n)",
        source: "Brandes and Fleischer 2005; Newman 2005",
        scope: Scope::City,
        weighted: true,
        sized: true,
        inference: None,
        by_chance: None,
        compute: |subject| {
            let flow = CurrentFlowBetweenness::new().watch(&subject.options.watch);
            let mut flow = subject.like(flow, CurrentFlowBetweenness::like);
            if subject.options.normalized {
                flow = flow.normalized(true);
            }
            flow.run(subject.adjacency).map(Answer::Scores)
        },
    },
    Measure {
        name: "current-flow-closeness",
        meaning: "how near it is to all others by all ways together",
        convention: "(n-1) / Σ resistances; weights conduct; undirected, in one piece",
        cost: "O(n³)",
        source: "Stephenson and Zelen 1989; Brandes and Fleischer 2005",
        scope: Scope::City,
        weighted: true,
        sized: true,
        inference: None,
        by_chance: None,
        compute: |subject| {
            let flow = CurrentFlowCloseness::new().watch(&subject.options.watch);
            let flow = subject.like(flow, CurrentFlowCloseness::like);
            flow.run(subject.adjacency).map(Answer::Scores)
        },
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
            let pagerank = subject.like(pagerank, PageRank::like);
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
];
