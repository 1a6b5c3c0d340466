//! Declared circles in worlds with a known answer: 31 cities, 8 small circles in 3 middle ones, all
//! compact in space, a fifth of all pairs tied.
#[path = "../error_rates/study/table.rs"]
pub(crate) mod table;

use conurbation::circles::{
    CircleAgreement, CircleInteraction, CircleTests, CircleTestsResult, CircleTree,
    CirclesBeyondDistance, CoreMediation, Family, Laminarity, LevelTests, NestingFit, Support,
};
use conurbation::nulls::{DegreeDistance, DegreePreserving, Distances};
use conurbation::statistics::{Permutation, benjamini_hochberg};
use conurbation::synthetic::{Network, NetworkWorld};
use conurbation::{Adjacency, Measured, Result};
pub(crate) use table::{Expected, Section, Study};

/// The worlds of each kind.
pub(crate) const WORLDS: u64 = 200;
const REPLICATES: usize = 199;
const SEED: u64 = 2026;

/// Circles are searched anew in so many networks.
const SEARCHES: usize = 39;

const QUESTIONS: [&str; 18] = [
    "`NestingFit`, T0 labels",
    "`NestingFit`, T2 degrees and distance",
    "`LevelTests`, small in middle circles",
    "`LevelTests`, middle in the region",
    "`LevelTests`, every level (p of all)",
    "`CircleTests` of one small circle, T0",
    "`CircleTests` of one small circle, T1",
    "`CircleTests` of one small circle, T2",
    "`CircleTests`, T1 of any circle, q ≤ 0.05",
    "`CircleTests`, T0, T1 by q and T2 of any circle",
    "`CircleInteraction`, ratio of middle circles",
    "`CoreMediation` of middle circles",
    "`Support` of the ties of small circles",
    "`CircleTests` of one small circle in one middle circle, T1",
    "`CircleTests` of one middle circle around one small circle, T1",
    "`CircleTests` of these two, T0, T1 by q and T2 of either",
    "`CirclesBeyondDistance`, circles found",
    "`CircleTests` of one middle circle, twice as strong ruled out",
];

/// What is expected of each question.
type Expectations = [Expected; 18];

/// Nothing planted at all: that ties are not twice as strong is true then.
const NOTHING: Expectations = {
    let mut all = [Expected::Level; 18];
    all[17] = Expected::Anything;
    all
};

fn expecting(not: &[(usize, Expected)]) -> Expectations {
    let mut all = NOTHING;
    not.iter().for_each(|&(question, expected)| all[question] = expected);
    all
}

fn world() -> NetworkWorld {
    NetworkWorld::new().province_sizes(&[12, 9, 10]).circles(8).seed(SEED)
}

/// The groups that cities are in, by label.
fn groups(labels: &[u32]) -> Vec<Vec<u32>> {
    let count = labels.iter().max().map_or(0, |&last| last as usize + 1);
    let mut groups = vec![Vec::new(); count];
    (0..).zip(labels).for_each(|(city, &label)| groups[label as usize].push(city));
    groups
}

/// The p of every question.
fn ask(network: &Network, graph: &Adjacency, number: u64) -> Result<Vec<Measured>> {
    let cities = graph.node_count();
    let (middle, small) = (groups(&network.provinces), groups(&network.circles));
    let family = Family::new(cities, middle.iter().chain(&small).cloned())?;
    let engine = Permutation::new().replicates(REPLICATES).seed(number);
    let distances = Distances::from_fn(cities, |a, b| network.distance_km(a, b))?;
    let null = DegreeDistance::new().seed(number).prepare(graph, &distances)?.value();
    let mut p = vec![NestingFit::new().test(graph, &family, &engine)?.map(|test| test.p)];
    p.push(match &null {
        None => Measured::Undefined(conurbation::Undefined::NoEdges),
        Some(null) => {
            let test = NestingFit::new().test_distance(graph, &family, null, &engine)?;
            test.map(|test| test.p)
        }
    });
    let levels = [network.circles.clone(), network.provinces.clone()];
    let levels = LevelTests::new(levels).engine(&engine).run(graph)?;
    p.extend(levels.levels.iter().map(|level| level.test.map(|test| test.p)));
    p.push(levels.p);
    let tests = CircleTests::new().engine(&engine);
    let all: Vec<_> = (0..family.len())
        .map(|circle| tests.run(graph, &family, circle, null.as_ref()))
        .collect::<Result<_>>()?;
    let one = &all[middle.len()];
    p.extend([one.labels, one.conditional, one.distance].map(|test| test.map(|test| test.p)));
    let (stands_out, supported) = of_any(&all)?;
    p.extend([stands_out, supported]);
    let level = || 0..middle.len();
    let interaction =
        CircleInteraction::new().level(level()).engine(&engine).run(graph, &family)?;
    p.push(interaction.test.map(|test| test.p));
    let mediation = CoreMediation::new().level(level()).engine(&engine);
    p.push(mediation.run(graph, &family)?.test.map(|test| test.p));
    let support = Support::new().replicates(REPLICATES).seed(number).run(graph, &family)?;
    p.push(support.and_then(|support| match support.blocks.last() {
        Some(block) => block.test.map(|test| test.p),
        None => Measured::Undefined(conurbation::Undefined::NoEdges),
    }));
    // The same middle circle with but one small circle inside: most of its cities are in none.
    let inner = small.iter().find(|small| small.iter().all(|city| middle[0].contains(city)));
    let inner = inner.cloned().unwrap_or_default();
    let two = Family::new(cities, [inner, middle[0].clone()])?;
    let two: Vec<_> = [0, 1]
        .map(|circle| tests.run(graph, &two, circle, null.as_ref()))
        .into_iter()
        .collect::<Result<_>>()?;
    p.extend(two.iter().map(|circle| circle.conditional.map(|test| test.p)));
    p.push(of_any(&two)?.1);
    let searches = Permutation::new().replicates(SEARCHES).seed(number);
    let beyond = CirclesBeyondDistance::new().engine(&searches).run(graph, &distances)?;
    p.push(beyond.and_then(|found| found.test).map(|test| test.p));
    p.push(two[1].double.map(|test| test.p));
    Ok(p)
}

/// Whether any circle stands out by T1, q over all, and whether any does by T0 and T2 too: 0 or 1.
fn of_any(circles: &[CircleTestsResult]) -> Result<(Measured, Measured)> {
    let known: Vec<(f64, bool)> = circles
        .iter()
        .filter_map(|circle| {
            let (labels, distance) = (circle.labels.value()?, circle.distance.value());
            let others = labels.p <= 0.05 && distance.is_some_and(|test| test.p <= 0.05);
            Some((circle.conditional.value()?.p, others))
        })
        .collect();
    let q = benjamini_hochberg(&known.iter().map(|it| it.0).collect::<Vec<_>>())?;
    let found = |found: bool| Measured::Value(if found { 0.0 } else { 1.0 });
    let all = q.iter().zip(&known).any(|(&q, &(_, others))| q <= 0.05 && others);
    Ok((found(q.iter().any(|&q| q <= 0.05)), found(all)))
}

fn study(kind: &str, expected: Expectations, world: NetworkWorld) -> Study {
    let questions = QUESTIONS.map(str::to_owned).into_iter().zip(expected);
    Study::new(kind, questions, move |number| {
        let network = world.draw(number)?;
        ask(&network, &network.adjacency, number)
    })
}

/// A nested world whose ties were drawn again with the degrees kept.
fn rewired() -> Study {
    let world = world().province_effect(4.0).circle_effect(4.0).activity_sd(0.5);
    // Cities of large circles have more partners there, so that circles around random cities are no
    // null for them, nor around random cities of the circle around.
    let expected = expecting(&[0, 5, 13, 14].map(|question| (question, Expected::Anything)));
    let questions = QUESTIONS.map(str::to_owned).into_iter().zip(expected);
    Study::new("degrees kept", questions, move |number| {
        let network = world.draw(number)?;
        let null = DegreePreserving::new().seed(number).prepare(&network.adjacency)?;
        match null {
            Measured::Value(null) => ask(&network, &null.draw(0).adjacency, number),
            Measured::Undefined(reason) => Ok(vec![Measured::Undefined(reason); QUESTIONS.len()]),
        }
    })
}

/// Circles of random cities.
fn laminarity() -> Study {
    let question = ("`Laminarity::test`", Expected::Level);
    Study::one("five circles of 3 to 12 of 31 cities, each by itself", question, |number| {
        let order = |nth: u64| {
            let mut cities = deal(SEED, 5 * number + nth, 31)?;
            cities.truncate([3, 5, 7, 9, 12][nth as usize]);
            Ok(cities)
        };
        let circles: Vec<Vec<u32>> = (0..5).map(order).collect::<Result<_>>()?;
        let engine = Permutation::new().replicates(REPLICATES).seed(number);
        let test = Laminarity::new().test(&Family::new(31, circles)?, &engine)?;
        Ok(test.map(|test| test.p))
    })
}

/// Declared circles beside those of a tree: three middle circles of small ones, of which so many in
/// a hundred cities have changed places.
fn agreement(worlds: &str, moved: usize, expected: Expected) -> Study {
    let asked = ["`CircleAgreement` of one small circle", "`CircleAgreement` of the trees"];
    let questions = asked.map(|question| (question.to_owned(), expected));
    Study::new(worlds, questions, move |number| {
        let network = world().draw(number)?;
        let cities = network.provinces.len();
        let (middle, small) = (groups(&network.provinces), groups(&network.circles));
        let tree = CircleTree::new(cities, middle.iter().chain(&small).cloned())?;
        // The first so many cities of a deal each take the place of the next.
        let dealt = deal(SEED + 1, number, cities)?;
        let dealt = &dealt[..cities * moved / 100];
        let mut place: Vec<u32> = (0..cities as u32).collect();
        for (nth, &city) in dealt.iter().enumerate() {
            place[city as usize] = dealt[(nth + 1) % dealt.len()];
        }
        let circle = |circle: &Vec<u32>| circle.iter().map(|&city| place[city as usize]).collect();
        let declared: Vec<(String, Vec<u32>)> =
            small.iter().chain(&middle).map(|it| (it.len().to_string(), circle(it))).collect();
        let found = CircleAgreement::new().permutations(REPLICATES).seed(number);
        let found = found.run(declared, &tree)?;
        let one = found.as_ref().map(|found| found.circles[0].p);
        Ok(vec![one, found.and_then(|found| found.hierarchical.and_then(|trees| trees.p))])
    })
}

/// A deal of the cities that depends on its seed and number alone.
fn deal(seed: u64, number: u64, cities: usize) -> Result<Vec<u32>> {
    let network = NetworkWorld::new().cities(cities as u32).seed(seed).draw(number)?;
    let mut dealt: Vec<u32> = (0..cities as u32).collect();
    let key =
        |&city: &u32| network.covariate[city as usize * cities + (city as usize + 1) % cities];
    dealt.sort_by(|a, b| key(a).total_cmp(&key(b)));
    Ok(dealt)
}

pub(crate) fn sections() -> Vec<Section> {
    use Expected::{Anything, Level, Much};
    // Circles are compact in space: where ties fade with distance, only T2 has a true null.
    let near = [0, 2, 3, 4, 5, 6, 8, 10, 11, 12, 13, 14].map(|question| (question, Anything));
    let nulls = vec![
        study("random", NOTHING, world()),
        study("uneven", NOTHING, world().activity_sd(1.0)),
        rewired(),
        study("distance", expecting(&near), world().distance_decay(1.0)),
        study("distance, uneven", expecting(&near), world().distance_decay(1.0).activity_sd(1.0)),
    ];
    let much = |questions: &[usize]| questions.iter().map(|&it| (it, Much)).collect::<Vec<_>>();
    let tiled = [6, 8, 9, 16].map(|it| (it, Anything)).to_vec();
    let nested =
        [much(&[0, 1, 2, 3, 4, 5, 7, 10, 12, 13, 14, 15]), vec![(11, Level), (17, Level)], tiled];
    let middle = [
        much(&[0, 1, 3, 10, 14, 15]),
        [5, 6, 7, 8, 9, 12, 16].map(|it| (it, Anything)).to_vec(),
        vec![(17, Level)],
    ];
    let small = [
        much(&[0, 1, 2, 5, 7, 13, 15]),
        [6, 8, 9, 10, 12, 14, 16].map(|it| (it, Anything)).to_vec(),
    ];
    let planted = vec![
        study(
            "nested",
            expecting(&nested.concat()),
            world().province_effect(4.0).circle_effect(4.0),
        ),
        study("middle only", expecting(&middle.concat()), world().province_effect(8.0)),
        study("small only", expecting(&small.concat()), world().circle_effect(16.0)),
    ];
    vec![
        Section {
            title: "Declared circles where there is nothing",
            text: "31 cities, 8 small circles in 3 middle ones, all compact in space; a fifth of all \
                pairs tied. Null: ties know nothing of the circles: by chance, by chance among \
                cities of uneven activity, or a nested world whose ties were drawn again with the \
                degrees kept: there cities of large circles have more partners, so that circles \
                around random cities (T0) are no null for them. Where ties fade with distance, \
                compact circles gain from that, and their strongest cities lie near one another: \
                only T2 has a true null. Rows without one, in italics, show what to expect. 199 \
                draws.",
            studies: nulls,
        },
        Section {
            title: "Power: declared circles that are there",
            text: "The same circles. T1 of a circle among circles that fill the one around it has few \
                arrangements, and is refused; with one small circle in one middle circle it is not. Circles found in the ties are as compact as the \
                declared ones, and say no more than distance does. *nested*: the odds of a tie are 4 times as high in a middle \
                circle and 4 times again in a small one; *middle only*: 8 times as high in a middle \
                one, small ones mean nothing; *small only*: 16 times as high in a small one, middle \
                ones mean nothing. Circles within circles are in the first alone.",
            studies: planted,
        },
        Section {
            title: "Laminarity where there is nothing",
            text: "Circles of random cities, each drawn by itself. 199 draws.",
            studies: vec![laminarity()],
        },
        Section {
            title: "Declared circles beside a tree",
            text: "31 cities, 8 small circles in 3 middle ones; beside them the same circles, in which \
                all cities have changed places, half of them, or a quarter. 199 draws.",
            studies: vec![
                agreement("all have changed places", 100, Level),
                agreement("half", 50, Much),
                agreement("a quarter", 25, Much),
            ],
        },
    ]
}
