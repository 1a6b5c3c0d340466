//! Cities as a system: who stands above whom.
use crate::Result;
use crate::catalogue::{Answer, Measure, Scope, Subject};
use crate::system::{
    AlterBased, AlterBasedResult, Limtanakool, LimtanakoolResult, Polycentricity, Primacy,
    PrimacyResult, RankSize,
};

fn system(subject: &Subject<'_>) -> Result<LimtanakoolResult> {
    Limtanakool::new().run(subject.adjacency)
}

fn alters(subject: &Subject<'_>) -> Result<AlterBasedResult> {
    AlterBased::new().run(subject.adjacency)
}

fn primacy(subject: &Subject<'_>) -> Result<PrimacyResult> {
    Primacy::new().run(subject.adjacency)
}

fn rank_size(subject: &Subject<'_>) -> Result<Answer> {
    let fit = RankSize::new().run(subject.adjacency)?;
    Ok(Answer::Number(fit.map(|fit| fit.q.estimate)))
}

pub(super) const MEASURES: &[Measure] = &[
    Measure {
        name: "dominance",
        meaning: "how many times the cooperation of the average other city it has",
        convention: "strength / mean strength of the others; directed: in + out",
        cost: "O(n + m)",
        source: "Limtanakool, Dijst and Schwanen 2007",
        scope: Scope::City,
        weighted: true,
        sized: true,
        inference: None,
        by_chance: None,
        compute: |subject| system(subject).map(|found| Answer::Scores(found.dominance)),
    },
    Measure {
        name: "node-symmetry",
        meaning: "whether it gives ties (−1) or gets them (1)",
        convention: "(in − out) / (in + out) of weights; undirected: undefined",
        cost: "O(n + m)",
        source: "Limtanakool, Dijst and Schwanen 2007",
        scope: Scope::City,
        weighted: true,
        sized: false,
        inference: None,
        by_chance: None,
        compute: |subject| system(subject).map(|found| Answer::Scores(found.symmetry)),
    },
    Measure {
        name: "alter-centrality",
        meaning: "whether its partners have many partners",
        convention: "sum of the degrees of its partners; directed: direction disregarded",
        cost: "O(n + m)",
        source: "Neal 2011",
        scope: Scope::City,
        weighted: false,
        sized: true,
        inference: None,
        by_chance: None,
        compute: |subject| alters(subject).map(|found| Answer::Scores(found.centrality)),
    },
    Measure {
        name: "alter-power",
        meaning: "whether its partners have few others to turn to",
        convention: "sum of 1 / degree of its partners; directed: direction disregarded",
        cost: "O(n + m)",
        source: "Neal 2011",
        scope: Scope::City,
        weighted: false,
        sized: true,
        inference: None,
        by_chance: None,
        compute: |subject| alters(subject).map(|found| Answer::Scores(found.power)),
    },
    Measure {
        name: "primacy-2",
        meaning: "how many times as strong as the second city the first one is",
        convention: "strengths, x1 / x2; directed: in + out",
        cost: "O(n log n + m)",
        source: "Jefferson 1939",
        scope: Scope::Network,
        weighted: true,
        sized: true,
        inference: None,
        by_chance: None,
        compute: |subject| primacy(subject).map(|found| Answer::Number(found.p2)),
    },
    Measure {
        name: "primacy-4",
        meaning: "how many times as strong as the next three together the first city is",
        convention: "strengths, x1 / (x2 + x3 + x4); 12/13 by the rank-size rule",
        cost: "O(n log n + m)",
        source: "Jefferson 1939",
        scope: Scope::Network,
        weighted: true,
        sized: true,
        inference: None,
        by_chance: None,
        compute: |subject| primacy(subject).map(|found| Answer::Number(found.p4)),
    },
    Measure {
        name: "primacy-11",
        meaning: "twice the first city over the next ten together",
        convention: "strengths, 2 x1 / (x2 + … + x11); about 0.99 by the rank-size rule",
        cost: "O(n log n + m)",
        source: "Jefferson 1939",
        scope: Scope::Network,
        weighted: true,
        sized: true,
        inference: None,
        by_chance: None,
        compute: |subject| primacy(subject).map(|found| Answer::Number(found.p11)),
    },
    Measure {
        name: "rank-size",
        meaning: "how even strengths are: 1 Zipf's law, larger more even, smaller more primate",
        convention: "q of ln(rank − 1/2) = c − q ln x over cities with ties; about 1 / (Zipf's q of size on rank)",
        cost: "O(n log n + m)",
        source: "Gabaix and Ibragimov 2011",
        scope: Scope::Network,
        weighted: true,
        sized: true,
        inference: None,
        by_chance: None,
        compute: rank_size,
    },
    Measure {
        name: "polycentricity",
        meaning: "whether cooperation has one centre (0) or many (1)",
        convention: "(1 − sd / sd max) × density, sd of strengths with n below",
        cost: "O(n + m)",
        source: "Green 2007",
        scope: Scope::Network,
        weighted: true,
        sized: true,
        inference: None,
        by_chance: None,
        compute: |subject| {
            Polycentricity::new().run(subject.adjacency).map(|found| Answer::Number(found.green))
        },
    },
    Measure {
        name: "flow-entropy",
        meaning: "how evenly cooperation is spread over the ties there are: 0 one has all, 1 all alike",
        convention: "−Σ Z ln Z / ln L, Z the shares of the L ties",
        cost: "O(n + m)",
        source: "Limtanakool, Dijst and Schwanen 2007",
        scope: Scope::Network,
        weighted: true,
        sized: true,
        inference: None,
        by_chance: None,
        compute: |subject| system(subject).map(|found| Answer::Number(found.entropy)),
    },
];
