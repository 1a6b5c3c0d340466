//! Relations between cities: QAP, MRQAP and PPML against SciPy, statsmodels, UCINET and all orders;
//! nestedness against a plain implementation.
#[path = "support/data.rs"]
mod data;
#[path = "support/random.rs"]
mod random;

use conurbation::nulls::Incidence;
use conurbation::statistics::{Alternative, Permutation, PermutationTest};
use conurbation::structure::{
    Association, Model, Mrqap, MrqapResult, Nestedness, NestednessResult, Ppml, PpmlResult, Qap,
    Relation,
};
use conurbation::{Adjacency, Error, Measured, Undefined};
use data::{Named, json, list};
use random::Random;
use serde_json::Value;

const NEAR: f64 = 1e-9;

#[track_caller]
fn assert_near(found: f64, expected: f64, tolerance: f64) {
    let near = (found - expected).abs() <= tolerance * expected.abs().max(1.0);
    assert!(near, "{found}, not {expected}");
}

#[track_caller]
fn value<T>(measured: Measured<T>) -> T {
    let reason = measured.undefined();
    measured.value().unwrap_or_else(|| panic!("undefined: {reason:?}"))
}

fn number(value: &Value) -> f64 {
    value.as_f64().unwrap_or_else(|| panic!("{value} is no number"))
}

fn numbers(value: &Value) -> Vec<f64> {
    serde_json::from_value(value.clone()).expect("numbers")
}

/// A matrix as a relation; one that is the same both ways is not directed.
fn relation(value: &Value) -> Relation {
    let rows: Vec<Vec<f64>> = serde_json::from_value(value.clone()).expect("a matrix");
    let n = rows.len();
    let at = |a: u32, b: u32| rows[a as usize][b as usize];
    let symmetric = (0..n).all(|a| (0..n).all(|b| (rows[a][b] - rows[b][a]).abs() < 1e-300));
    let from = if symmetric { Relation::from_fn(n, at) } else { Relation::from_fn_directed(n, at) };
    from.expect("finite numbers")
}

fn relations(value: &Value) -> Vec<Relation> {
    value.as_array().expect("matrices").iter().map(relation).collect()
}

fn named(relations: &[Relation]) -> Vec<(&'static str, &Relation)> {
    ["first", "second", "third", "fourth"].into_iter().zip(relations).collect()
}

/// A test at any level, all orders of up to eight cities counted.
fn engine(alternative: Alternative) -> Permutation {
    Permutation::new().alternative(alternative).alpha(0.999_999)
}

const TAILS: [(Alternative, &str); 3] = [
    (Alternative::Greater, "greater"),
    (Alternative::Less, "less"),
    (Alternative::TwoSidedAbsolute, "absolute"),
];

const ASSOCIATIONS: [(Association, &str); 4] = [
    (Association::Pearson, "pearson"),
    (Association::Spearman, "spearman"),
    (Association::Jaccard, "jaccard"),
    (Association::Gamma, "gamma"),
];

#[test]
fn qap_is_that_of_scipy_and_of_all_orders() {
    let mut exact = 0;
    for case in list(&json("relations.json"), "qap") {
        let (a, b) = (relation(&case["a"]), relation(&case["b"]));
        for (association, key) in ASSOCIATIONS {
            let qap = Qap::new().association(association);
            let found = value(qap.measure(&a, &b).expect("legal"));
            assert_near(found, number(&case[key]), NEAR);
            assert_near(value(qap.measure(&b, &a).expect("legal")), found, NEAR);
            let expected = &case[format!("{key}_p")];
            for (alternative, tail) in TAILS.iter().filter(|_| !expected.is_null()) {
                let qap = qap.clone().permutation(engine(*alternative));
                if number(&expected["greater"]) >= 1.0 && number(&expected["less"]) >= 1.0 {
                    // Every pair is related: no order differs.
                    let reason = qap.run(&a, &b).expect("legal").undefined();
                    assert_eq!(reason, Some(Undefined::ZeroVariance));
                    continue;
                }
                let test = value(qap.run(&a, &b).expect("legal"));
                assert!(test.exact);
                assert_near(test.p, number(&expected[*tail]), NEAR);
                exact += 1;
            }
        }
    }
    assert!(exact >= 50, "{exact}");
}

/// Florentine families: marriages and business.
fn florentine() -> (Relation, Relation) {
    let graphs = json("oracles/graphs.json");
    let of = |key: &str| {
        let Named { nodes, graph } = Named::from_json(&graphs[key]);
        assert_eq!(nodes.len(), 16);
        Relation::ties(&graph).expect("legal")
    };
    (of("florentine-marriage16"), of("florentine-business16"))
}

/// Printed by UCINET, as recorded in the tests of `StephenBorgatti/xucinet`: Pearson .372, Jaccard
/// .296, Goodman and Kruskal's γ .797; Padgett & Ansell (1993), *American Journal of Sociology* 98:1259.
#[test]
fn families_that_marry_do_business() {
    let (marriage, business) = florentine();
    let printed =
        [(Association::Pearson, 0.372), (Association::Jaccard, 0.296), (Association::Gamma, 0.797)];
    for (association, printed) in printed {
        let engine = engine(Alternative::Greater).replicates(1999);
        let qap = Qap::new().association(association).permutation(engine);
        let test = value(qap.run(&marriage, &business).expect("legal"));
        assert!((test.statistic - printed).abs() < 6e-4, "{association:?} {}", test.statistic);
        assert!(test.p < 0.01 && !test.exact);
    }
    assert_near(
        value(Qap::new().measure(&marriage, &business).expect("legal")),
        0.371_867_872_080_546,
        1e-12,
    );
}

/// Two provinces of three cities: worked out over all 720 orders by plain Python.
fn toy() -> (Relation, Relation, Relation) {
    let ties = [
        (0, 1, 3.0),
        (0, 2, 2.0),
        (0, 5, 1.0),
        (1, 2, 2.0),
        (1, 4, 1.0),
        (2, 3, 1.0),
        (3, 4, 2.0),
        (3, 5, 3.0),
        (4, 5, 2.0),
    ];
    let ties = Relation::ties(Adjacency::from_edges(6, ties).expect("legal")).expect("legal");
    let at: [(f64, f64); 6] =
        [(0.0, 0.0), (1.0, 0.0), (0.0, 1.0), (3.0, 0.0), (4.0, 1.0), (3.0, 2.0)];
    let distance = Relation::from_fn(6, |a, b| {
        let ((x, y), (u, v)) = (at[a as usize], at[b as usize]);
        (x - u).hypot(y - v).ln_1p()
    });
    let province = Relation::same_group(&[0, 0, 0, 1, 1, 1]).expect("legal");
    (ties, province, distance.expect("legal"))
}

#[test]
fn few_cities_have_a_floor_that_residuals_do_not_show() {
    let (ties, province, distance) = toy();
    let qap = |alternative| {
        let qap = Qap::new().permutation(engine(alternative));
        value(qap.run(&ties, &province).expect("legal"))
    };
    let greater = qap(Alternative::Greater);
    assert_near(greater.statistic, 0.901_127_113_779_165_5, 1e-12);
    assert_near(greater.p, 0.1, NEAR);
    assert_near(greater.attainable, 0.1, NEAR);
    assert_near(greater.null_sd, 0.330_185_639_286_413_2, NEAR);
    assert_near(qap(Alternative::Less).p, 1.0, NEAR);
    let refused = Qap::new().run(&ties, &province).expect("legal").undefined();
    assert!(
        matches!(refused, Some(Undefined::NotAttainable { p_min }) if (p_min - 0.2).abs() < 1e-9)
    );

    let found = |alternative| -> MrqapResult {
        let mrqap = Mrqap::new().permutation(engine(alternative));
        let predictors = [("same province", &province), ("distance", &distance)];
        value(mrqap.run(&ties, &predictors).expect("legal"))
    };
    let result = found(Alternative::Greater);
    assert_eq!(result.pairs, 15);
    assert_near(result.intercept, -0.432_860_065_801_337_5, NEAR);
    assert_near(value(result.explained), 0.817_148_032_416_046_6, NEAR);
    let expected = [
        (2.308_385_365_375_143_4, 3.856_937_372_575_748_3, 1.0 / 720.0, 1.0, 1.0 / 720.0),
        (
            0.535_549_526_748_144_5,
            0.579_547_624_558_963,
            196.0 / 720.0,
            526.0 / 720.0,
            388.0 / 720.0,
        ),
    ];
    for (k, (coefficient, t, greater, less, absolute)) in expected.into_iter().enumerate() {
        let predictor = &result.predictors[k];
        assert_near(predictor.coefficient, coefficient, NEAR);
        assert_near(value(predictor.t), t, NEAR);
        let p = |alternative| value(found(alternative).predictors[k].test).p;
        assert_near(p(Alternative::Greater), greater, NEAR);
        assert_near(p(Alternative::Less), less, NEAR);
        assert_near(p(Alternative::TwoSidedAbsolute), absolute, NEAR);
    }
    // The residual of the provinces takes 720 values, they themselves ten.
    assert_near(result.predictors[0].floor, 0.1, NEAR);
    assert_near(value(result.predictors[0].test).attainable, 1.0 / 720.0, NEAR);
}

#[test]
fn mrqap_is_that_of_statsmodels_and_of_all_orders() {
    let mut exact = 0;
    for case in list(&json("relations.json"), "mrqap") {
        let (y, x) = (relation(&case["y"]), relations(&case["x"]));
        let run = |alternative| {
            let mrqap = Mrqap::new().permutation(engine(alternative).replicates(19));
            value(mrqap.run(&y, &named(&x)).expect("legal"))
        };
        let result = run(Alternative::Greater);
        assert_near(result.intercept, number(&case["intercept"]), NEAR);
        assert_near(value(result.explained), number(&case["r_squared"]), NEAR);
        let expected = |key: &str, k: usize| numbers(&case[key])[k];
        for (k, predictor) in result.predictors.iter().enumerate() {
            assert_near(predictor.coefficient, expected("coefficients", k), NEAR);
            assert_near(value(predictor.t), expected("t", k), NEAR);
            assert_near(predictor.vif, expected("vif", k), NEAR);
        }
        for (alternative, tail) in TAILS.iter().filter(|_| !case["p"].is_null()) {
            for (k, predictor) in run(*alternative).predictors.iter().enumerate() {
                let test = value(predictor.test);
                assert!(test.exact);
                assert_near(test.p, number(&case["p"][k][*tail]), NEAR);
                exact += 1;
            }
        }
    }
    assert!(exact >= 18, "{exact}");
}

#[test]
fn gravity_is_that_of_statsmodels() {
    let cases = json("relations.json");
    for case in list(&cases, "ppml") {
        let (y, x) = (relation(&case["y"]), relations(&case["x"]));
        let effects = case["city_effects"].as_bool().expect("a choice");
        let fit = Ppml::new().city_effects(effects).run(&y, &named(&x)).expect("legal");
        let fit: PpmlResult = value(fit);
        assert_eq!(Some(fit.pairs as u64), case["pairs"].as_u64());
        for (k, found) in fit.coefficients.iter().enumerate() {
            assert_near(found.estimate, numbers(&case["coefficients"])[k], 1e-8);
            assert_near(found.poisson_se, numbers(&case["se"])[k], 1e-8);
            match numbers(&case["dyadic_variance"])[k] {
                variance if variance > 0.0 => {
                    assert_near(value(found.dyadic_se), variance.sqrt(), 1e-8);
                }
                _ => assert!(found.dyadic_se.undefined().is_some()),
            }
        }
        match fit.intercept {
            Some(intercept) => assert_near(intercept, number(&case["intercept"]), 1e-8),
            None => assert!(effects),
        }
        assert_near(value(fit.explained), number(&case["explained"]), 1e-8);
    }
    assert!(list(&cases, "ppml").len() >= 11);
}

#[test]
fn a_score_has_the_p_of_full_refits() {
    for case in list(&json("relations.json"), "poisson") {
        let (y, x) = (relation(&case["y"]), relations(&case["x"]));
        let mrqap = Mrqap::new().model(Model::Poisson);
        let result = value(mrqap.run(&y, &named(&x)).expect("legal"));
        let replicates = number(&case["replicates"]);
        for (k, predictor) in result.predictors.iter().enumerate() {
            let test = value(predictor.test);
            assert_near(test.statistic, numbers(&case["score"])[k], 1e-8);
            // Both p are of 4999 random orders each.
            let expected = numbers(&case["refit_p"])[k];
            let error = (2.0 * expected * (1.0 - expected) / replicates).sqrt();
            assert!(
                (test.p - expected).abs() <= 3.0 * error,
                "{} {} {expected}",
                predictor.name,
                test.p
            );
        }
    }
}

#[test]
fn a_common_province_alone_multiplies_by_the_ratio_of_means() {
    let (ties, province, _) = toy();
    let fit = value(Ppml::new().run(&ties, &[("same", &province)]).expect("legal"));
    assert_near(fit.coefficients[0].estimate.exp(), 7.0, 1e-9);
    assert_near(fit.intercept.expect("no effects of cities").exp(), 3.0 / 9.0, 1e-9);
}

#[test]
fn the_unit_of_ties_and_predictors_changes_nothing() {
    let (ties, province, distance) = toy();
    for unit in [1e-300, 1e-9, 1.0, 3e200] {
        let scaled = ties.map(|weight| weight * unit).expect("finite");
        let far = distance.map(|d| 1e5 + d / unit.min(1e6)).expect("finite");
        let predictors = [("same", &province), ("far", &far)];
        let one = value(Mrqap::new().run(&ties, &predictors).expect("legal"));
        let other = value(Mrqap::new().run(&scaled, &predictors).expect("legal"));
        for (one, other) in one.predictors.iter().zip(&other.predictors) {
            assert_near(value(one.test).p, value(other.test).p, NEAR);
            assert_near(other.coefficient / unit, one.coefficient, 1e-6);
        }
        let fit = value(Ppml::new().run(&scaled, &[("same", &province)]).expect("legal"));
        assert_near(fit.coefficients[0].estimate.exp(), 7.0, 1e-9);
    }
}

#[test]
fn what_cannot_be_told_is_refused() {
    let (ties, province, distance) = toy();
    let reason = |mrqap: Mrqap, ties: &Relation, x: &[(&str, &Relation)]| {
        mrqap.run(ties, x).expect("legal").undefined().expect("a reason")
    };
    let none = Relation::from_fn(6, |_, _| 0.0).expect("legal");
    let linear = Mrqap::new;
    let poisson = || Mrqap::new().model(Model::Poisson);
    let x = [("same", &province), ("far", &distance)];
    assert_eq!(reason(linear(), &none, &x), Undefined::ZeroVariance);
    assert_eq!(reason(poisson(), &none, &x), Undefined::ZeroVariance);
    assert_eq!(reason(linear(), &ties, &[("none", &none)]), Undefined::ZeroVariance);
    let twice = province.map(|same| 3.0 - 2.0 * same).expect("legal");
    let collinear = reason(linear(), &ties, &[("same", &province), ("twice", &twice)]);
    assert!(matches!(collinear, Undefined::Assumption { .. }));
    let two = Relation::from_fn(2, |_, _| 1.0).expect("legal");
    assert_eq!(reason(linear(), &two, &[("two", &two)]), Undefined::TooFewCities { need: 3 });
    assert_eq!(
        reason(linear(), &two.map(|_| 2.0).expect("legal"), &[("two", &two)]),
        Undefined::TooFewCities { need: 3 }
    );

    // No tie crosses the border: the factor is infinite.
    let within = Relation::from_fn(6, |a, b| ties.get(a, b) * province.get(a, b)).expect("legal");
    let separated = Ppml::new().run(&within, &[("same", &province)]).expect("legal");
    assert_eq!(separated.undefined(), Some(Undefined::Unbounded));
    assert_eq!(reason(poisson(), &within, &x), Undefined::Unbounded);
    let with_effects = Ppml::new().city_effects(true);
    let separated = with_effects.run(&within, &[("same", &province)]).expect("legal");
    assert_eq!(separated.undefined(), Some(Undefined::Unbounded));
    // The size of cities is the sum of effects of cities.
    let size = Relation::from_fn(6, |a, b| f64::from(a * a + b * b)).expect("legal");
    let summed = with_effects.run(&ties, &[("size", &size)]).expect("legal");
    assert!(matches!(summed.undefined(), Some(Undefined::Assumption { .. })));
    let empty = Ppml::new().run(&none, &[("same", &province)]).expect("legal");
    assert_eq!(empty.undefined(), Some(Undefined::NoEdges));

    let negative = ties.map(|weight| -weight).expect("legal");
    let error = Ppml::new().run(&negative, &[("same", &province)]);
    assert!(matches!(error, Err(Error::Param(ref error)) if error.setter == "Ppml"), "{error:?}");
    let error = linear().run(&ties, &[("two", &two)]);
    assert!(matches!(error, Err(Error::Param(ref error)) if error.setter == "Mrqap::run"));
    assert!(matches!(linear().run(&ties, &[]), Err(Error::Param(_))));
    assert!(Relation::from_fn(3, |_, _| f64::NAN).is_err());
    assert!(matches!(Qap::new().run(&ties, &two), Err(Error::Param(_))));
    assert!(matches!(Ppml::new().tolerance(1.0).run(&ties, &x), Err(Error::Param(_))));
    assert!(matches!(Ppml::new().max_iterations(0).run(&ties, &x), Err(Error::Param(_))));
    let stopped = Ppml::new().max_iterations(1).run(&ties, &x);
    assert!(matches!(stopped, Err(Error::NotConverged { .. })));

    for (association, _) in ASSOCIATIONS {
        let qap = Qap::new().association(association);
        let reason = qap.run(&none, &none).expect("legal").undefined();
        let expected = match association {
            Association::Jaccard => Undefined::NoEdges,
            _ => Undefined::ZeroVariance,
        };
        assert_eq!(reason, Some(expected), "{association:?}");
        assert_eq!(
            qap.run(&two, &two).expect("legal").undefined(),
            Some(Undefined::TooFewCities { need: 3 })
        );
    }
}

/// Ties, distances and provinces of cities at random places.
fn world(n: usize, seed: u64) -> [Relation; 4] {
    let mut random = Random(seed);
    let at: Vec<f64> = (0..n).map(|_| random.weight()).collect();
    let group: Vec<u32> = (0..n).map(|_| random.below(3)).collect();
    let weights: Vec<f64> =
        (0..n * n).map(|_| if random.below(3) == 0 { random.weight() } else { 0.0 }).collect();
    let far = |a: u32, b: u32| (at[a as usize] - at[b as usize]).abs();
    let size = |a: u32, b: u32| at[a as usize] * at[b as usize];
    [
        Relation::from_fn(n, |a, b| weights[a as usize * n + b as usize]).expect("legal"),
        Relation::from_fn(n, far).expect("legal"),
        Relation::same_group(&group).expect("legal"),
        Relation::from_fn(n, size).expect("legal"),
    ]
}

fn bits(test: Measured<PermutationTest>) -> Vec<u64> {
    let test = value(test);
    [test.statistic, test.p, test.null_mean, test.null_sd].map(f64::to_bits).to_vec()
}

fn all_bits([ties, far, same, size]: &[Relation; 4], seed: u64) -> Vec<u64> {
    let engine = Permutation::new().replicates(99).seed(seed);
    let mut all = Vec::new();
    for (association, _) in ASSOCIATIONS {
        let qap = Qap::new().association(association).permutation(engine.clone());
        all.extend(bits(qap.run(ties, same).expect("legal")));
    }
    for model in [Model::Linear, Model::Poisson] {
        let mrqap = Mrqap::new().model(model).permutation(engine.clone());
        let x = [("far", far), ("same", same), ("size", size)];
        let result = value(mrqap.run(ties, &x).expect("legal"));
        for predictor in result.predictors {
            all.push(predictor.coefficient.to_bits());
            all.extend(bits(predictor.test));
        }
    }
    let fit = Ppml::new().city_effects(true).run(ties, &[("far", far)]).expect("legal");
    all.push(value(fit).coefficients[0].estimate.to_bits());
    all
}

#[test]
fn same_bits_for_any_number_of_threads() {
    let world = world(25, 3);
    let with = |threads| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().expect("a pool");
        pool.install(|| all_bits(&world, 1))
    };
    let one = with(1);
    for threads in [2, 3, 7] {
        assert_eq!(one, with(threads), "{threads} threads");
    }
    assert_ne!(one, all_bits(&world, 2));
}

#[test]
fn the_order_of_cities_changes_no_statistic() {
    let n = 12;
    let relations = world(n, 5);
    let mut order: Vec<u32> = (0..n as u32).collect();
    Random(9).shuffle(&mut order);
    let other = relations.each_ref().map(|relation| {
        Relation::from_fn(n, |a, b| relation.get(order[a as usize], order[b as usize]))
            .expect("legal")
    });
    let engine = Permutation::new().replicates(19).alpha(0.5);
    let statistics = |[ties, far, same, size]: &[Relation; 4]| {
        let mut all = Vec::new();
        for (association, _) in ASSOCIATIONS {
            let qap = Qap::new().association(association);
            all.push(value(qap.measure(ties, far).expect("legal")));
        }
        for model in [Model::Linear, Model::Poisson] {
            let mrqap = Mrqap::new().model(model).permutation(engine.clone());
            let x = [("far", far), ("same", same), ("size", size)];
            let result = value(mrqap.run(ties, &x).expect("legal"));
            all.extend(result.predictors.iter().map(|it| it.coefficient));
            all.extend(result.predictors.iter().map(|it| value(it.test).statistic));
        }
        all
    };
    for (a, b) in statistics(&relations).into_iter().zip(statistics(&other)) {
        assert_near(a, b, 1e-9);
    }
}

/// By a formula over pairs, a correlation finds what is not there far more often than it says; by
/// exchanging cities it does not.
#[test]
fn exchanging_cities_keeps_the_level_of_regressions() {
    let (worlds, n) = (100, 12);
    let mut found = [0_u32; 2];
    for seed in 0..worlds {
        // Ties by how busy cities are, predictors by what cities have: no pair matters.
        let mut random = Random(1000 + seed);
        let of_city =
            |random: &mut Random| -> Vec<f64> { (0..n).map(|_| random.weight()).collect() };
        let (busy, x) = (of_city(&mut random), of_city(&mut random));
        let noise: Vec<f64> = (0..n * n).map(|_| random.weight()).collect();
        let ties = Relation::from_fn(n, |a, b| {
            let (a, b) = (a as usize, b as usize);
            (busy[a] * busy[b] * noise[a * n + b] / 500.0).floor()
        });
        let near = Relation::from_fn(n, |a, b| (x[a as usize] - x[b as usize]).abs());
        let group = Relation::same_group(&(0..n as u32).map(|c| c % 3).collect::<Vec<_>>());
        let (ties, near, group) =
            (ties.expect("legal"), near.expect("legal"), group.expect("legal"));
        for (slot, model) in found.iter_mut().zip([Model::Linear, Model::Poisson]) {
            let engine = Permutation::new().replicates(99).seed(seed);
            let engine = engine.alternative(Alternative::TwoSidedAbsolute);
            let mrqap = Mrqap::new().model(model).permutation(engine);
            let result = mrqap.run(&ties, &[("near", &near), ("group", &group)]).expect("legal");
            *slot += u32::from(value(value(result).predictors[0].test).p <= 0.05);
        }
    }
    // 5 of 100 are to be expected; more than 11 come of chance in one of a hundred such tests.
    assert!(found.iter().all(|&found| found <= 11), "{found:?}");
    assert!(found.iter().sum::<u32>() > 0, "no world is a test that never finds anything");
}

#[test]
fn cities_may_be_few_or_have_nothing() {
    let karate = Named::edge_list("21-karate", false);
    let ties = Relation::ties(&karate.graph).expect("legal");
    assert_eq!((ties.city_count(), ties.is_directed()), (34, false));
    for n in 0..3 {
        let few = Relation::from_fn(n, |_, _| 1.0).expect("legal");
        let reason = Qap::new().measure(&few, &few).expect("legal").undefined();
        assert_eq!(reason, Some(Undefined::TooFewCities { need: 3 }));
        let reason = Ppml::new().run(&few, &[]).expect("legal").undefined();
        assert_eq!(reason, Some(Undefined::TooFewCities { need: 3 }));
    }
}

#[test]
fn nestedness_is_that_of_a_plain_implementation() {
    let file = json("nestedness.json");
    let cases = list(&file, "cases");
    for case in cases {
        let table: Vec<Vec<f64>> = serde_json::from_value(case["table"].clone()).expect("a table");
        let (cities, events) = (table.len(), table[0].len());
        let mut cells: Vec<(u32, u32, f64)> = Vec::new();
        for (city, row) in table.iter().enumerate() {
            let some = row.iter().enumerate().filter(|(_, weight)| **weight > 0.0);
            cells.extend(some.map(|(event, &weight)| (city as u32, event as u32, weight)));
        }
        Random(4).shuffle(&mut cells);
        let pairs = cells.iter().map(|&(city, event, _)| (city, event));
        let table = Incidence::from_pairs(cities, events, pairs).expect("legal");
        let engine = Permutation::new().replicates(19).alpha(0.5);
        let nested = Nestedness::new().permutation(engine);
        let plain = value(nested.run(&table).expect("legal"));
        let weighted = value(nested.run_weighted(cities, events, &cells).expect("legal"));
        for (found, key) in [(plain, "nodf"), (weighted, "wnodf")] {
            let expected = numbers(&case[key]);
            assert_near(value(found.cities), expected[0], NEAR);
            assert_near(value(found.events), expected[1], NEAR);
            assert_near(found.total, expected[2], NEAR);
            match found.test {
                Measured::Value(test) => assert!(test.p >= test.attainable),
                // A small table may be the only one of its margins.
                reason => {
                    assert!(matches!(reason.undefined(), Some(Undefined::NotAttainable { .. })))
                }
            }
        }
    }
    assert_eq!(cases.len(), 6);
}

fn nested(rows: &[&[u32]], events: usize) -> Measured<NestednessResult> {
    let cells = (0..).zip(rows).flat_map(|(row, cells)| cells.iter().map(move |&at| (row, at)));
    let table = Incidence::from_pairs(rows.len(), events, cells).expect("legal");
    Nestedness::new().run(&table).expect("legal")
}

#[test]
fn nothing_nests_where_all_are_alike() {
    assert_eq!(nested(&[&[], &[]], 3).undefined(), Some(Undefined::NoEvents));
    assert_eq!(nested(&[], 0).undefined(), Some(Undefined::NoEvents));
    let identity: [&[u32]; 3] = [&[0], &[1], &[2]];
    assert_eq!(nested(&identity, 3).undefined(), Some(Undefined::Vacuous));
    assert_eq!(nested(&[&[0, 1], &[0, 1]], 2).undefined(), Some(Undefined::Vacuous));
    let perfect = value(nested(&[&[0, 1, 2], &[0, 1], &[0], &[]], 5));
    assert_near(perfect.total, 100.0, 1e-12);
    assert_eq!((perfect.empty_cities, perfect.empty_events), (1, 2));
    assert_eq!(perfect.test.undefined(), Some(Undefined::NotAttainable { p_min: 1.0 }));
    let weights =
        |memberships: &[(u32, u32, f64)]| Nestedness::new().run_weighted(2, 2, memberships);
    assert!(matches!(weights(&[(0, 0, 0.0)]), Err(Error::Param(_))));
    assert!(matches!(weights(&[(0, 0, 1.0), (0, 0, 2.0)]), Err(Error::Param(_))));
    assert!(matches!(weights(&[(2, 0, 1.0)]), Err(Error::Param(_))));
}

/// Busy cities in large events nest by themselves: no more is found than the level says.
#[test]
fn nestedness_keeps_its_level() {
    let (worlds, mut found) = (150, 0);
    for seed in 0..worlds {
        let mut random = Random(7000 + seed);
        let busy: Vec<u32> = (0..15).map(|_| 20 + random.below(70)).collect();
        let large: Vec<u32> = (0..10).map(|_| 20 + random.below(70)).collect();
        let mut cells = Vec::new();
        for city in 0..15 {
            for event in 0..10 {
                if random.below(10_000) < busy[city as usize] * large[event as usize] {
                    cells.push((city, event));
                }
            }
        }
        let table = Incidence::from_pairs(15, 10, cells).expect("legal");
        let engine = Permutation::new().replicates(199);
        let nested = Nestedness::new().permutation(engine).seed(seed).run(&table).expect("legal");
        let p = nested.value().and_then(|nested| nested.test.value()).map(|test| test.p);
        found += u32::from(p.is_some_and(|p| p <= 0.05));
    }
    assert!((1..=12).contains(&found), "{found} of {worlds}");
}
