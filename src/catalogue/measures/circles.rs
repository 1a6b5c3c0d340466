//! Circles within circles, and who stands above whom.
use crate::catalogue::{Answer, Measure, Scope, Subject};
use crate::circles::{DetectedCircles, TreeDivergence};
use crate::structure::{Hierarchy, HierarchyResult};
use crate::{Measured, Result, Undefined};

/// A number of the circles found.
fn of_tree(subject: &Subject<'_>, number: fn(&DetectedCircles) -> usize) -> Result<Answer> {
    let found = subject.circles()?;
    Ok(Answer::Number(found.significant.map(|_| number(found) as f64)))
}

/// A share of the hierarchy of arcs.
fn of_arcs(subject: &Subject<'_>, share: fn(&HierarchyResult) -> Measured) -> Result<Answer> {
    let found = Hierarchy::new().run(subject.adjacency)?;
    Ok(Answer::Number(match &found {
        Measured::Value(found) => share(found),
        Measured::Undefined(reason) => Measured::Undefined(*reason),
    }))
}

pub(super) const MEASURES: &[Measure] = &[
    Measure {
        name: "circles",
        meaning: "how many circles within circles its ties make, beyond chance",
        convention: "below 100 cities consensus, each division tested; else by a priced divergence",
        cost: "O(n² + m) × 100; from 100 cities O(m log n) × 40",
        source: "Charpentier and Bonald 2019; Jeub, Sporns and Fortunato 2018",
        scope: Scope::Network,
        weighted: true,
        sized: true,
        inference: None,
        by_chance: None,
        compute: |subject| of_tree(subject, |found| found.tree.circle_count() - 1),
    },
    Measure {
        name: "circle-levels",
        meaning: "how many circles lie around its deepest city, the region not counted",
        convention: "of the circles found; 0 without any",
        cost: "as circles",
        source: "Charpentier and Bonald 2019; Jeub, Sporns and Fortunato 2018",
        scope: Scope::Network,
        weighted: true,
        sized: true,
        inference: None,
        by_chance: None,
        compute: |subject| {
            of_tree(subject, |found| {
                (0..found.tree.circle_count()).map(|it| found.tree.depth(it)).max().unwrap_or(0)
            })
        },
    },
    Measure {
        name: "circle-divergence",
        meaning: "how much of all that ties tell, its circles within circles tell",
        convention: "tree-sampling divergence of the circles found / that of single pairs",
        cost: "as circles",
        source: "Charpentier and Bonald 2019",
        scope: Scope::Network,
        weighted: true,
        sized: true,
        inference: None,
        by_chance: None,
        compute: |subject| {
            let found = subject.circles()?;
            if found.tree.is_trivial() {
                let none = found.significant.undefined().unwrap_or(Undefined::Vacuous);
                return Ok(Answer::Number(Measured::Undefined(none)));
            }
            let told = TreeDivergence::new().run(subject.adjacency, &found.tree)?;
            Ok(Answer::Number(told.map(|told| told.normalized)))
        },
    },
    Measure {
        name: "krackhardt-connectedness",
        meaning: "what share of pairs of cities hang together",
        convention: "direction disregarded; undirected: undefined",
        cost: "O(n m + n³)",
        source: "Krackhardt 1994",
        scope: Scope::Network,
        weighted: false,
        sized: true,
        inference: None,
        by_chance: None,
        compute: |subject| of_arcs(subject, |found| found.connectedness),
    },
    Measure {
        name: "krackhardt-hierarchy",
        meaning: "what share of pairs that reach each other at all reach in one direction only",
        convention: "over any number of cities; undirected: undefined",
        cost: "O(n m + n³)",
        source: "Krackhardt 1994",
        scope: Scope::Network,
        weighted: false,
        sized: true,
        inference: None,
        by_chance: None,
        compute: |subject| of_arcs(subject, |found| found.hierarchy),
    },
    Measure {
        name: "krackhardt-efficiency",
        meaning: "how few arcs there are beyond those that hold the pieces together",
        convention: "1 − (m − Σ (N − 1)) / Σ (N − 1)² over pieces of N; undirected: undefined",
        cost: "O(n m + n³)",
        source: "Krackhardt 1994",
        scope: Scope::Network,
        weighted: false,
        sized: true,
        inference: None,
        by_chance: None,
        compute: |subject| of_arcs(subject, |found| found.efficiency),
    },
    Measure {
        name: "krackhardt-upper-bound",
        meaning: "what share of pairs have a nearest city above both",
        convention: "least upper bounds; undirected: undefined",
        cost: "O(n m + n³)",
        source: "Krackhardt 1994",
        scope: Scope::Network,
        weighted: false,
        sized: true,
        inference: None,
        by_chance: None,
        compute: |subject| of_arcs(subject, |found| found.upper_bound),
    },
    Measure {
        name: "flow-hierarchy",
        meaning: "what share of what is sent never comes back round",
        convention: "weight on no ring / weight; undirected: undefined",
        cost: "O(n m + n³)",
        source: "Luo and Magee 2011",
        scope: Scope::Network,
        weighted: true,
        sized: true,
        inference: None,
        by_chance: None,
        compute: |subject| of_arcs(subject, |found| found.flow),
    },
    Measure {
        name: "global-reaching",
        meaning: "how far the reach of cities differs: 0 all alike, 1 one reaches all",
        convention: "Σ (max c − c) / (n − 1), c the share of others reached; undirected: undefined",
        cost: "O(n m + n³)",
        source: "Mones, Vicsek and Vicsek 2012",
        scope: Scope::Network,
        weighted: false,
        sized: true,
        inference: None,
        by_chance: None,
        compute: |subject| of_arcs(subject, |found| found.reaching),
    },
];
