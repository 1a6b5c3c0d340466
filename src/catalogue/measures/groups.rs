//! Whether provinces divide a network.
use crate::catalogue::inference::{PER_CITY, PROVINCES, SHARE};
use crate::catalogue::{Inference, Measure, Null, Scope};
use crate::community::{Conductance, LooplessModularity, Modularity};
use crate::structure::{InteractionRatio, Mixing};

pub(super) const MEASURES: &[Measure] = &[
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
    Measure {
        name: "modularity-loopless-provinces",
        meaning: "the same where no city can have a tie with itself, so that few cities are no drawback",
        convention: "loopless maximum-entropy expectation, resolution 1, weights",
        cost: "O(n log n + m)",
        source: "this project; Newman and Girvan 2004",
        scope: Scope::Groups,
        weighted: true,
        sized: true,
        inference: None,
        by_chance: None,
        compute: |subject| {
            subject.grouped(|groups| LooplessModularity::new(groups).run(subject.adjacency))
        },
    },
    Measure {
        name: "conductance-provinces",
        meaning: "the share of a province's cooperation that crosses its border, on average",
        convention: "external / smaller volume, mean over provinces with ties; direction disregarded",
        cost: "O(n log n + m)",
        source: "Kannan, Vempala and Vetta 2004",
        scope: Scope::Groups,
        weighted: true,
        sized: true,
        inference: None,
        by_chance: None,
        compute: |subject| {
            subject.grouped(|groups| Conductance::new(groups).run(subject.adjacency))
        },
    },
];
