//! Permutations of labels and of matrices, one test or many.
use super::{Expected, REPLICATES, SEED, Section, Study, found, smallest};
use conurbation::network::Projection;
use conurbation::statistics::{Alternative, MaxT, Permutation, benjamini_hochberg};
use conurbation::structure::Mixing;
use conurbation::synthetic::{LedgerWorld, Network, NetworkWorld};
use conurbation::{Adjacency, Measured, Result};

const LABELS: &str = "`Permutation::labels`, E-I index of provinces";
const WITHIN: &str = "`Permutation::labels_within`, ties within circles, provinces given";
const MATRICES: &str = "`Permutation::matrices`, ties and a covariate of pairs";

pub(super) fn engine(world: u64) -> Permutation {
    Permutation::new().replicates(REPLICATES).seed(world)
}

/// Whether it matters which province a city lies in.
fn e_i(graph: &Adjacency, provinces: &[u32], world: u64) -> Result<Measured> {
    let e_i = |labels: &[u32]| Mixing::new(labels).run(graph).expect("a label for each city").ei;
    Ok(engine(world).labels(provinces, e_i)?.map(|test| test.p))
}

pub(super) fn of_network(kind: &str, expected: Expected, world: NetworkWorld) -> Study {
    Study::one(kind, (LABELS, expected), move |number| {
        let network = world.clone().seed(SEED).draw(number)?;
        e_i(&network.adjacency, &network.provinces, number)
    })
}

pub(super) fn of_ledger(kind: &str, expected: Expected, world: LedgerWorld) -> Study {
    Study::one(kind, (LABELS, expected), move |number| {
        let network = world.clone().seed(SEED).draw(number)?.network(&Projection::new())?;
        let (provinces, _) = network.provinces().value().expect("cities lie in provinces");
        e_i(network.adjacency(), &provinces, number)
    })
}

fn within(kind: &str, world: NetworkWorld) -> Study {
    let world = world.circles(10).seed(SEED);
    Study::one(kind, (WITHIN, Expected::Level), move |number| {
        let Network { adjacency, provinces, circles, .. } = world.draw(number)?;
        let inside = |labels: &[u32]| {
            let same = |(a, b, _): &(u32, u32, f64)| labels[*a as usize] == labels[*b as usize];
            Measured::Value(adjacency.edges().filter(same).count() as f64)
        };
        let test = engine(number).labels_within(&circles, &provinces, inside)?;
        Ok(test.map(|test| test.p))
    })
}

/// Whether tied cities have a high covariate: beside the test that is offered, the one that takes
/// pairs for independent.
pub(super) fn matrices(kind: &str, expected: Expected, world: NetworkWorld) -> Study {
    let naive = "not offered: Pearson's correlation over pairs, p by Student's t".to_owned();
    let questions = [(MATRICES.to_owned(), expected), (naive, Expected::Anything)];
    let world = world.seed(SEED);
    Study::new(kind, questions, move |number| {
        let Network { adjacency, covariate, .. } = world.draw(number)?;
        let cities = adjacency.node_count();
        // Means and spreads are the same for every order: the sum alone decides.
        let product = |order: &[u32]| {
            let at = |city: u32| order[city as usize] as usize;
            let over_ties = adjacency.edges().map(|(a, b, _)| covariate[at(a) * cities + at(b)]);
            Measured::Value(over_ties.sum())
        };
        let test = engine(number).matrices(cities, product)?;
        let naive = found(pearson_t(&adjacency, &covariate).abs() > 1.963);
        Ok(vec![test.map(|test| test.p), naive])
    })
}

/// The t of the correlation of ties and covariate, had all pairs nothing to do with each other;
/// of 820 pairs it is beyond 1.963 in 5 %.
fn pearson_t(graph: &Adjacency, covariate: &[f64]) -> f64 {
    let n = graph.node_count();
    let pairs: Vec<(f64, f64)> = (0..n)
        .flat_map(|a| (a + 1..n).map(move |b| (a, b)))
        .map(|(a, b)| {
            let tie = graph.weight(a as u32, b as u32).map_or(0.0, |_| 1.0);
            (tie, covariate[a * n + b])
        })
        .collect();
    let count = pairs.len() as f64;
    let mean = |of: fn(&(f64, f64)) -> f64| pairs.iter().map(of).sum::<f64>() / count;
    let (x, y) = (mean(|pair| pair.0), mean(|pair| pair.1));
    let moment =
        |of: &dyn Fn(f64, f64) -> f64| pairs.iter().map(|p| of(p.0 - x, p.1 - y)).sum::<f64>();
    let r = moment(&|x, y| x * y) / (moment(&|x, _| x * x) * moment(&|_, y| y * y)).sqrt();
    r * ((count - 2.0) / (1.0 - r * r)).sqrt()
}

pub(super) fn section() -> Section {
    use Expected::{Anything, Level};
    let (ties, rows) = (NetworkWorld::new, LedgerWorld::new);
    Section {
        title: "Permutations",
        text: "Null of the labels: cities are exchangeable, or those of one province are; of the \
            matrices: the covariate was made without looking at the ties. Ties that fade with \
            distance favour compact provinces: the null of the labels is false there, and the \
            row, in italics, shows what to expect of it. The same holds for circles. The naive \
            test of pairs, in italics, is what the crate refuses to offer.",
        studies: vec![
            of_network("independent ties, plain", Level, ties()),
            of_network("independent ties, uneven", Level, ties().activity_sd(1.0)),
            of_ledger("ledgers, plain", Level, rows()),
            of_ledger("ledgers, uneven", Level, rows().activity_sd(1.0)),
            of_ledger("ledgers, ceremonies", Level, rows().batch_size(4.0)),
            of_ledger(
                "ledgers, huge events",
                Level,
                rows().activity_sd(0.5).tail_exponent(1.0).max_parties(25),
            ),
            of_network("distance: not its null", Anything, ties().distance_decay(1.0)),
            within("independent ties, province effect 3", ties().province_effect(3.0)),
            within(
                "independent ties, province effect 3, uneven",
                ties().province_effect(3.0).activity_sd(1.0),
            ),
            matrices("independent ties, plain", Level, ties()),
            matrices("independent ties, uneven", Level, ties().activity_sd(1.0)),
        ],
    }
}

/// Of each city, how many standard deviations more of its ties stay in its province than if its
/// partners were any.
fn home_ties(graph: &Adjacency, labels: &[u32]) -> Vec<Measured> {
    let n = labels.len() as f64;
    let score = |city: u32| {
        let own = labels[city as usize];
        let home = labels.iter().filter(|&&label| label == own).count() as f64 - 1.0;
        let partners = graph.targets(city);
        let at_home = partners.iter().filter(|&&other| labels[other as usize] == own).count();
        let (partners, share) = (partners.len() as f64, home / (n - 1.0));
        let variance = partners * share * (1.0 - share) * (n - 1.0 - partners) / (n - 2.0);
        let score = (at_home as f64 - partners * share) / variance.sqrt();
        Measured::Value(if variance > 0.0 { score } else { 0.0 })
    };
    graph.nodes().map(score).collect()
}

/// Many tests at once: any city whose ties stay in its province.
pub(super) fn many() -> Section {
    let names = [
        "`MaxT`, single step: any city",
        "`MaxT`, step down: any city",
        "`benjamini_hochberg`: any q ≤ 0.05",
        "not offered: any p ≤ 0.05",
    ];
    let expected = [Expected::Level, Expected::Level, Expected::Level, Expected::Anything];
    let study = |kind: &str, world: NetworkWorld| {
        let world = world.seed(SEED);
        let questions = names.map(str::to_owned).into_iter().zip(expected);
        Study::new(kind, questions, move |number| {
            let network = world.draw(number)?;
            let engine = Permutation::new().replicates(1999).seed(number);
            let engine = engine.alternative(Alternative::Greater).named_groups(true);
            let scores = |labels: &[u32]| home_ties(&network.adjacency, labels);
            let test = MaxT::new(engine).run(&network.provinces, scores)?;
            let test = match test {
                Measured::Value(test) => test,
                Measured::Undefined(reason) => return Ok(vec![Measured::Undefined(reason); 4]),
            };
            let values = |p: &[Measured]| p.iter().filter_map(|p| p.value()).collect::<Vec<_>>();
            let alone = values(&test.unadjusted);
            Ok(vec![
                smallest(&values(&test.single_step)),
                smallest(&values(&test.step_down)),
                smallest(&benjamini_hochberg(&alone)?),
                smallest(&alone),
            ])
        })
    };
    Section {
        title: "Many tests at once",
        text: "Null: provinces mean nothing to any of the 41 cities; found if any city stands \
            out, by the share of its ties that stay in its province. 1999 draws. Where nothing is \
            there, the false discovery rate is the chance of any discovery.",
        studies: vec![
            study("independent ties, plain", NetworkWorld::new()),
            study("independent ties, uneven", NetworkWorld::new().activity_sd(1.0)),
        ],
    }
}
