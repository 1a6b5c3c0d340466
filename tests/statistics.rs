//! Tests, intervals and corrections against SciPy, statsmodels, enumeration and closed forms.
#[path = "support/data.rs"]
#[allow(dead_code, reason = "the graphs are for other tests")]
mod data;
#[path = "support/random.rs"]
#[allow(dead_code, reason = "no weights are needed here")]
mod random;

use conurbation::statistics::{
    Alternative, Bootstrap, Entropy, FisherExact, FisherExactResult, Interval, Jackknife, MaxT,
    MaxTResult, Permutation, PermutationTest, Proportion, RateRatio, RateRatioMethod,
    benjamini_hochberg, benjamini_yekutieli, common_log_odds, dispersion,
};
use conurbation::{Error, Measured, Result, Undefined, Watch};
use random::Random;
use serde_json::Value;
use std::collections::BTreeSet;
use std::sync::atomic::{AtomicUsize, Ordering};

const ALTERNATIVES: [Alternative; 4] =
    [Alternative::Greater, Alternative::Less, Alternative::TwoSided, Alternative::TwoSidedAbsolute];

#[track_caller]
fn assert_near(found: f64, expected: f64, tolerance: f64) {
    let near = (found - expected).abs() <= tolerance * expected.abs().max(1e-3);
    assert!(near, "{found}, not {expected}");
}

#[track_caller]
fn value<T>(measured: Measured<T>) -> T {
    let reason = measured.undefined();
    measured.value().unwrap_or_else(|| panic!("undefined: {reason:?}"))
}

fn numbers(value: &Value) -> Vec<f64> {
    serde_json::from_value(value.clone()).expect("numbers")
}

fn labels(value: &Value) -> Vec<u32> {
    serde_json::from_value(value.clone()).expect("labels")
}

fn cases(name: &str) -> Vec<Value> {
    data::list(&data::json("statistics.json"), name).to_vec()
}

fn number(value: &Value) -> f64 {
    value.as_f64().expect("a number")
}

#[track_caller]
fn assert_param<T: std::fmt::Debug>(result: Result<T>, setter: &str) {
    match result {
        Err(Error::Param(error)) => assert_eq!(error.setter, setter, "{error}"),
        other => panic!("{other:?}, not an error of {setter}"),
    }
}

/// All distinct orders of some labels, by definition.
fn orders(labels: &[u32]) -> BTreeSet<Vec<u32>> {
    if labels.is_empty() {
        return BTreeSet::from([Vec::new()]);
    }
    let mut all = BTreeSet::new();
    for first in 0..labels.len() {
        let mut rest = labels.to_vec();
        let label = rest.remove(first);
        all.extend(orders(&rest).into_iter().map(|rest| [vec![label], rest].concat()));
    }
    all
}

/// The sum of the scores of cities labelled 1, less that of the others.
fn difference(scores: &[f64], labels: &[u32]) -> f64 {
    scores.iter().zip(labels).map(|(score, &label)| if label == 1 { *score } else { -score }).sum()
}

/// A statistic of three groups that heeds their names.
fn weighed(scores: &[f64], labels: &[u32]) -> f64 {
    scores.iter().zip(labels).map(|(score, &label)| score * f64::from(label * label)).sum()
}

/// The p of a list of values by definition; the first three alternatives, then the absolute.
fn p_of(values: &[f64], observed: f64) -> [f64; 4] {
    let share = |extreme: &dyn Fn(f64) -> bool| {
        values.iter().filter(|value| extreme(**value)).count() as f64 / values.len() as f64
    };
    let greater = share(&|value| value >= observed - 1e-9);
    let less = share(&|value| value <= observed + 1e-9);
    let absolute = share(&|value| value.abs() >= observed.abs() - 1e-9);
    [greater, less, (2.0 * greater.min(less)).min(1.0), absolute]
}

#[test]
fn exact_labels_are_those_of_scipy() {
    for case in cases("labels") {
        let scores = numbers(&case["scores"]);
        let groups = labels(&case["groups"]);
        let mean = |labels: &[u32], of: u32| {
            let held: Vec<f64> = scores
                .iter()
                .zip(labels)
                .filter(|(_, label)| **label == of)
                .map(|(score, _)| *score)
                .collect();
            held.iter().sum::<f64>() / held.len() as f64
        };
        for (alternative, name) in ALTERNATIVES.into_iter().zip(["greater", "less", "two-sided"]) {
            let test = Permutation::new().named_groups(true).alternative(alternative).alpha(0.999);
            let statistic = |labels: &[u32]| Measured::Value(mean(labels, 1) - mean(labels, 0));
            let test = value(test.labels(&groups, statistic).expect("a test"));
            assert!(test.exact);
            assert_near(test.p, number(&case[name]), 1e-12);
            assert_near(test.statistic, number(&case["statistic"]), 1e-12);
            assert!((test.null_mean - number(&case["null_mean"])).abs() < 1e-12);
            assert_near(test.null_sd, number(&case["null_sd"]), 1e-12);
            let z = (test.statistic - test.null_mean) / test.null_sd;
            assert_near(value(test.z), z, 1e-12);
            assert!(test.error.abs() < 1e-300);
        }
    }
}

#[test]
fn exact_labels_are_those_of_enumeration() {
    let scores = [1.0, 4.0, 2.0, 2.0, 7.5, 1.0, 3.0];
    let groups = [1, 2, 2, 3, 3, 1, 3];
    let values: Vec<f64> = orders(&groups).iter().map(|labels| weighed(&scores, labels)).collect();
    assert_eq!(values.len(), 210);
    let expected = p_of(&values, weighed(&scores, &groups));
    for (alternative, p) in ALTERNATIVES.into_iter().zip(expected) {
        let test = Permutation::new().named_groups(true).alternative(alternative);
        let statistic = |labels: &[u32]| Measured::Value(weighed(&scores, labels));
        let test = value(test.labels(&groups, statistic).expect("a test"));
        assert_near(test.p, p, 1e-12);
        assert_eq!((test.replicates, test.arrangements), (210, Some(210.0)));
        let below = values.iter().filter(|value| **value < test.statistic - 1e-9).count() as f64;
        let equal = values.iter().filter(|v| (**v - test.statistic).abs() < 1e-9).count() as f64;
        assert_near(test.percentile, 100.0 * (below + equal / 2.0) / 210.0, 1e-12);
    }
}

#[test]
fn labels_within_strata_are_those_of_enumeration() {
    let scores = [1.0, 4.0, 2.0, 2.5, 7.5, 1.0, 3.0, 5.0];
    let groups = [1, 2, 2, 3, 3, 1, 3, 1];
    let strata = [9, 4, 9, 9, 4, 4, 9, 4];
    let part =
        |stratum: u32| -> Vec<usize> { (0..8).filter(|&city| strata[city] == stratum).collect() };
    let (nine, four) = (part(9), part(4));
    let held = |part: &[usize]| part.iter().map(|&city| groups[city]).collect::<Vec<u32>>();
    let mut values = Vec::new();
    for first in orders(&held(&nine)) {
        for second in orders(&held(&four)) {
            let mut labels = groups;
            nine.iter().zip(&first).for_each(|(&city, &label)| labels[city] = label);
            four.iter().zip(&second).for_each(|(&city, &label)| labels[city] = label);
            values.push(weighed(&scores, &labels));
        }
    }
    assert_eq!(values.len(), 144);
    let expected = p_of(&values, weighed(&scores, &groups));
    for (alternative, p) in ALTERNATIVES.into_iter().zip(expected) {
        let test = Permutation::new().named_groups(true).alternative(alternative);
        let statistic = |labels: &[u32]| Measured::Value(weighed(&scores, labels));
        let test = value(test.labels_within(&groups, &strata, statistic).expect("a test"));
        assert_near(test.p, p, 1e-12);
        assert_eq!(test.arrangements, Some(144.0));
        // Random arrangements keep to the strata, and give nearly the same.
        let random = Permutation::new().named_groups(true).alternative(alternative).exact_limit(0);
        let random = value(random.labels_within(&groups, &strata, statistic).expect("a test"));
        assert!(!random.exact);
        assert!((random.p - p).abs() < 4.0 * random.error + 1e-3, "{} {p}", random.p);
        assert!((random.null_mean - test.null_mean).abs() < 4.0 * test.null_sd / 4999_f64.sqrt());
    }
    assert_param(
        Permutation::new().labels_within(&groups, &[0], |_| Measured::Value(0.0)),
        "labels_within",
    );
}

#[test]
fn all_orders_of_six_cities_are_those_of_numpy() {
    let case = &data::json("statistics.json")["matrices"];
    let matrix =
        |name: &str| -> Vec<Vec<f64>> { data::list(case, name).iter().map(numbers).collect() };
    let (ties, distance) = (matrix("ties"), matrix("distance"));
    let r = |order: &[u32]| {
        let pairs: Vec<(f64, f64)> = (0..6)
            .flat_map(|i| (i + 1..6).map(move |j| (i, j)))
            .map(|(i, j)| (ties[order[i] as usize][order[j] as usize], distance[i][j]))
            .collect();
        let mean = |of: fn(&(f64, f64)) -> f64| pairs.iter().map(of).sum::<f64>() / 15.0;
        let (x, y) = (mean(|pair| pair.0), mean(|pair| pair.1));
        let sum = |term: &dyn Fn(f64, f64) -> f64| -> f64 {
            pairs.iter().map(|pair| term(pair.0 - x, pair.1 - y)).sum()
        };
        let spread = (sum(&|a, _| a * a) * sum(&|_, b| b * b)).sqrt();
        Measured::Value(sum(&|a, b| a * b) / spread)
    };
    let keys = ["greater", "less", "", "absolute"];
    for (alternative, key) in ALTERNATIVES.into_iter().zip(keys) {
        let test = Permutation::new().alternative(alternative);
        let test = value(test.matrices(6, r).expect("a test"));
        let two_sided = 2.0 * number(&case["greater"]).min(number(&case["less"]));
        let p = case.get(key).map_or(two_sided, number);
        assert_near(test.p, p, 1e-12);
        assert_near(test.statistic, number(&case["r"]), 1e-12);
        assert_eq!((test.exact, test.replicates, test.arrangements), (true, 720, Some(720.0)));
        assert!((test.null_mean - number(&case["mean"])).abs() < 1e-12);
        assert_near(test.null_sd, number(&case["sd"]), 1e-12);
    }
    let none = Permutation::new().matrices(1, r).expect("a test");
    assert_eq!(none.undefined(), Some(Undefined::TooFewCities { need: 2 }));
}

/// Labels of groups of these sizes.
fn groups(sizes: &[usize]) -> Vec<u32> {
    sizes.iter().enumerate().flat_map(|(group, &size)| vec![group as u32; size]).collect()
}

#[test]
fn the_smallest_p_is_known() {
    let first_city = |labels: &[u32]| Measured::Value(f64::from(labels[0] + 1));
    let attainable = |test: Permutation, sizes: &[usize]| {
        // Asks for more than can be had, to be told what can.
        let test = test.replicates(usize::MAX).exact_limit(0).alpha(f64::MIN_POSITIVE);
        match test.labels(&groups(sizes), first_city).expect("a test").undefined() {
            Some(Undefined::NotAttainable { p_min }) => p_min,
            other => panic!("{other:?}"),
        }
    };
    // The one-sided floors of groups without names, as published with the method notes.
    let floors: [(&[usize], f64); 6] = [
        (&[2, 2][..], 1.0 / 3.0),
        (&[3, 3], 0.1),
        (&[1, 1, 1, 1], 1.0),
        (&[4, 4], 0.028_571_428_571_428_57),
        (&[3, 3, 3], 0.003_571_428_571_428_571_4),
        (&[13, 8, 10], 1.108_005_979_034_960_7e-13),
    ];
    for (sizes, p) in floors {
        for (alternative, sides) in ALTERNATIVES.into_iter().zip([1.0, 1.0, 2.0, 1.0]) {
            let found = attainable(Permutation::new().alternative(alternative), sizes);
            assert!((found / (sides * p).min(1.0) - 1.0).abs() < 1e-9, "{sizes:?}: {found}");
        }
    }
    let named = Permutation::new().named_groups(true).alternative(Alternative::Greater);
    assert_near(attainable(named.clone(), &[3, 3]), 0.05, 1e-12);
    assert_near(attainable(named, &[1, 1, 1, 1]), 1.0 / 24.0, 1e-12);
}

#[test]
fn what_no_data_could_show_is_not_tested() {
    let scores = [1.0, 2.0, 3.0, 11.0, 12.0, 13.0];
    let statistic = |labels: &[u32]| Measured::Value(difference(&scores, labels).abs());
    let one_sided = Permutation::new().alternative(Alternative::Greater);
    let test = |test: Permutation, sizes: &[usize]| {
        test.labels(&groups(sizes), statistic).expect("a test")
    };
    assert_eq!(
        test(one_sided.clone(), &[3, 3]).undefined(),
        Some(Undefined::NotAttainable { p_min: 0.1 })
    );
    // The floor itself is enough.
    let at_the_floor = value(test(one_sided.clone().alpha(0.1), &[3, 3]));
    assert_near(at_the_floor.p, 0.1, 1e-12);
    assert_near(at_the_floor.attainable, 0.1, 1e-12);
    assert_eq!(at_the_floor.arrangements, Some(10.0));
    // Too few replicates for a small p.
    let few = test(Permutation::new().exact_limit(0).replicates(19).alpha(0.09), &[2, 4]);
    assert_eq!(few.undefined(), Some(Undefined::NotAttainable { p_min: 2.0 / 15.0 }));
    let few = test(one_sided.exact_limit(0).replicates(9).alpha(0.09), &[2, 4]);
    assert_eq!(few.undefined(), Some(Undefined::NotAttainable { p_min: 0.1 }));
}

#[test]
fn groups_of_one_kind_and_constant_statistics_have_no_test() {
    let test = Permutation::new().alpha(0.9);
    let constant = |_: &[u32]| Measured::Value(0.3);
    let undefined = |test: Result<Measured<PermutationTest>>| test.expect("a test").undefined();
    assert_eq!(undefined(test.labels(&[], constant)), Some(Undefined::Vacuous));
    assert_eq!(undefined(test.labels(&[4], constant)), Some(Undefined::Vacuous));
    assert_eq!(undefined(test.labels(&[4; 9], constant)), Some(Undefined::Vacuous));
    let strata = test.labels_within(&[1, 1, 2, 2], &[1, 1, 2, 2], constant);
    assert_eq!(undefined(strata), Some(Undefined::Vacuous));
    assert_eq!(undefined(test.labels(&[1, 1, 2, 2], constant)), Some(Undefined::ZeroVariance));
    assert_eq!(undefined(test.matrices(5, constant)), Some(Undefined::ZeroVariance));
    // Equal but for the order of a sum.
    let thirds = [0.1, 0.2, 0.3, 0.4, 0.7];
    let sum =
        |order: &[u32]| Measured::Value(order.iter().map(|&city| thirds[city as usize]).sum());
    assert_eq!(undefined(test.matrices(5, sum)), Some(Undefined::ZeroVariance));
    let same = test.redrawn(Measured::Value(0.3), |_| Ok(Measured::Value(0.3)));
    assert_eq!(undefined(same), Some(Undefined::ZeroVariance));
    // A null without spread that the data are outside of has a p, but no z.
    let outside =
        value(test.redrawn(Measured::Value(0.4), |_| Ok(Measured::Value(0.3))).expect("ok"));
    assert_near(outside.p, 2.0 / 5000.0, 1e-12);
    assert_eq!(outside.z.undefined(), Some(Undefined::ZeroVariance));
}

#[test]
fn undefined_arrangements_count_as_extreme() {
    // Undefined whenever city 0 is of group 1: half of all.
    let statistic = |labels: &[u32]| {
        if labels[0] == 1 {
            return Measured::Undefined(Undefined::NoEdges);
        }
        Measured::Value(difference(&[0.0, 1.0, 2.0, 4.0, 8.0, 16.0], labels))
    };
    let labels = [0, 0, 0, 1, 1, 1];
    for (alternative, p) in ALTERNATIVES.into_iter().zip([11.0, 20.0, 20.0, 11.0]) {
        let test = Permutation::new().named_groups(true).alternative(alternative).alpha(0.5);
        let test = value(test.labels(&labels, statistic).expect("a test"));
        assert_eq!((test.undefined, test.replicates), (10, 20));
        assert_near(test.p, p / 20.0, 1e-12);
        assert_near(test.percentile, 95.0, 1e-12);
    }
    let observed = |_: &[u32]| Measured::Undefined(Undefined::NoEdges);
    let test = Permutation::new().alpha(0.5).labels(&labels, observed).expect("a test");
    assert_eq!(test.undefined(), Some(Undefined::NoEdges));
    let nothing = Permutation::new().replicates(99);
    let nothing =
        nothing.redrawn(Measured::Value(1.0), |_| Ok(Measured::Undefined(Undefined::NoEdges)));
    assert_eq!(nothing.expect("a test").undefined(), Some(Undefined::Fragile { n: 99 }));
}

#[test]
fn sums_in_another_order_are_equal() {
    // 0 and what rounding leaves of it: 0.1 + 0.6 + 0.7 against 0.2 + 0.3 + 0.4 + 0.5, and others.
    let labels = [1, 0, 0, 0, 0, 1, 1];
    let test = |scale: f64| {
        let scores: Vec<f64> = (1..8).map(|tenths| f64::from(tenths) * scale).collect();
        let statistic = |labels: &[u32]| Measured::Value(difference(&scores, labels));
        ALTERNATIVES.map(|alternative| {
            let test = Permutation::new().alternative(alternative).alpha(0.1);
            value(test.labels(&labels, statistic).expect("a test"))
        })
    };
    let whole = test(1.0);
    assert!(whole.iter().all(|test| test.statistic.abs() < 1e-300));
    for (whole, tenths) in whole.iter().zip(test(0.1)) {
        assert_near(tenths.p, whole.p, 1e-12);
        assert_near(tenths.percentile, whole.percentile, 1e-12);
    }
}

#[test]
fn random_arrangements_come_near_all() {
    let scores: Vec<f64> = (0..12).map(|city| f64::from(city * city % 7)).collect();
    let labels = groups(&[4, 8]);
    let statistic = |labels: &[u32]| Measured::Value(difference(&scores, labels));
    for alternative in ALTERNATIVES {
        let test = Permutation::new().alternative(alternative).seed(5);
        let exact = value(test.labels(&labels, statistic).expect("a test"));
        let random = value(test.exact_limit(494).labels(&labels, statistic).expect("a test"));
        assert_eq!((exact.exact, random.exact), (true, false));
        assert_eq!((exact.replicates, random.replicates), (495, 4999));
        assert_eq!(random.arrangements, Some(495.0));
        assert!((exact.p - random.p).abs() < 4.0 * random.error, "{} {}", exact.p, random.p);
        let one_sided = if alternative == Alternative::TwoSided { 2.0 } else { 1.0 };
        let q = random.p / one_sided;
        assert_near(random.error, one_sided * (q * (1.0 - q) / 4999.0).sqrt(), 1e-12);
        assert!((value(exact.z) - value(random.z)).abs() < 0.1);
    }
}

#[test]
fn a_sampled_p_is_never_zero() {
    let scores: Vec<f64> = (0..40).map(f64::from).collect();
    let test = Permutation::new().alternative(Alternative::Greater);
    let statistic = |labels: &[u32]| Measured::Value(difference(&scores, labels));
    let test = value(test.labels(&groups(&[20, 20]), statistic).expect("a test"));
    assert_near(test.p, 1.0 / 5000.0, 1e-12);
    assert_near(test.attainable, 1.0 / 5000.0, 1e-12);
    // More orders than a number can hold.
    let many = Permutation::new().replicates(99).matrices(200, |order| {
        Measured::Value(order.iter().enumerate().map(|(i, &j)| i as f64 * f64::from(j)).sum())
    });
    let many = value(many.expect("a test"));
    assert_eq!(many.arrangements, None);
    assert_near(many.attainable, 0.02, 1e-12);
    assert!(!serde_json::to_string(&many).expect("JSON").contains(":null,\"p\""));
}

#[test]
fn huge_and_tiny_statistics_are_as_good_as_others() {
    let scores = [1.0, 2.0, 4.0, 8.0, 16.0, 32.0, 24.0, 5.0];
    let labels = groups(&[3, 5]);
    let test = |scale: f64| {
        let statistic = move |labels: &[u32]| Measured::Value(difference(&scores, labels) * scale);
        value(Permutation::new().labels(&labels, statistic).expect("a test"))
    };
    let usual = test(1.0);
    for scale in [1e-300, 1e306] {
        let scaled = test(scale);
        assert_near(scaled.p, usual.p, 1e-12);
        assert_near(value(scaled.z), value(usual.z), 1e-9);
        assert!((scaled.null_sd / scale / usual.null_sd - 1.0).abs() < 1e-9);
    }
}

#[test]
fn parameters_outside_their_range_are_refused() {
    let statistic = |_: &[u32]| Measured::Value(1.0);
    let labels = [0, 0, 1, 1];
    let of = |test: Permutation| test.labels(&labels, statistic);
    assert_param(of(Permutation::new().replicates(0)), "replicates");
    for alpha in [0.0, 1.0, -0.1, f64::NAN, f64::INFINITY] {
        assert_param(of(Permutation::new().alpha(alpha)), "alpha");
    }
    assert_param(Permutation::new().replicates(0).matrices(4, statistic), "replicates");
    let nan = |labels: &[u32]| Measured::Value(if labels[0] == 0 { 1.0 } else { f64::NAN });
    assert_param(Permutation::new().alpha(0.9).labels(&labels, nan), "statistic");
    assert_param(Permutation::new().labels(&labels, |_| Measured::Value(f64::NAN)), "statistic");
    let redrawn = |draw: f64| {
        Permutation::new().redrawn(Measured::Value(1.0), move |_| Ok(Measured::Value(draw)))
    };
    assert_param(redrawn(f64::INFINITY), "statistic");
    let failing = Permutation::new().redrawn(Measured::Value(1.0), |replicate| {
        if replicate < 7 {
            Ok(Measured::Value(0.0))
        } else {
            Err(Error::TooLarge { nodes: replicate as usize })
        }
    });
    assert!(matches!(failing, Err(Error::TooLarge { nodes: 7 })), "{failing:?}");
    let ratio = |confidence| RateRatio::new(1, 1.0, 1, 1.0).confidence(confidence).run();
    for confidence in [0.0, 1.0, f64::NAN] {
        assert_param(Proportion::new(1, 2).confidence(confidence).wilson(), "confidence");
        assert_param(ratio(confidence), "confidence");
        assert_param(Bootstrap::new().confidence(confidence).run(3, statistic), "confidence");
        assert_param(Jackknife::new().confidence(confidence).run(3, statistic), "confidence");
    }
    for replicates in [0, 1] {
        assert_param(Bootstrap::new().replicates(replicates).run(3, statistic), "replicates");
        assert_param(Jackknife::new().groups(replicates).run(3, statistic), "groups");
    }
    let nan = |times: &[u32]| Measured::Value(if times[0] == 0 { f64::NAN } else { 1.0 });
    assert_param(Bootstrap::new().run(30, nan), "statistic");
    assert_param(Jackknife::new().run(3, nan), "statistic");
}

#[test]
fn long_work_can_be_stopped() {
    let watch = Watch::new();
    let computed = AtomicUsize::new(0);
    let statistic = |labels: &[u32]| {
        if computed.fetch_add(1, Ordering::Relaxed) == 10 {
            watch.cancel();
        }
        Measured::Value(f64::from(labels[0]))
    };
    let test = Permutation::new().replicates(1_000_000).watch(&watch);
    assert!(matches!(test.labels(&groups(&[20, 20]), statistic), Err(Error::Cancelled)));
    assert!(computed.load(Ordering::Relaxed) < 1000);
    let statistic = |_: &[u32]| Measured::Value(1.0);
    let stopped = Bootstrap::new().watch(&watch).run(30, statistic);
    assert!(matches!(stopped, Err(Error::Cancelled)));
    let stopped = Jackknife::new().watch(&watch).run(30, statistic);
    assert!(matches!(stopped, Err(Error::Cancelled)));
    let stopped = Permutation::new()
        .watch(&watch)
        .redrawn(Measured::Value(1.0), |_| Ok(Measured::Value(1.0)));
    assert!(matches!(stopped, Err(Error::Cancelled)));
}

/// The statistics of [`MaxT`] for some labels: three scores and one that never varies.
fn several(scores: &[[f64; 3]], labels: &[u32]) -> Vec<f64> {
    let of = |nth: usize| difference(&scores.iter().map(|s| s[nth]).collect::<Vec<_>>(), labels);
    vec![of(0), of(1), of(2), 5.0]
}

/// The adjusted p by their definition: single-step and step-down.
fn adjusted(all: &[Vec<f64>], observed: &[f64], side: fn(f64) -> f64) -> [Vec<f64>; 2] {
    let share = |family: &[usize], of: f64| {
        let reached = all
            .iter()
            .filter(|values| family.iter().any(|&nth| side(values[nth]) >= side(of) - 1e-9));
        reached.count() as f64 / all.len() as f64
    };
    let family = [0, 1, 2];
    let single = family.map(|nth| share(&family, observed[nth]));
    let step_down = family.map(|nth| {
        // The largest over all at least as large as this: each against those not above it.
        let above = family.into_iter().filter(|&o| side(observed[o]) >= side(observed[nth]));
        let p = above.map(|first| {
            let rest: Vec<usize> = family
                .into_iter()
                .filter(|&o| side(observed[o]) <= side(observed[first]))
                .collect();
            share(&rest, observed[first])
        });
        p.fold(0.0, f64::max)
    });
    [single.to_vec(), step_down.to_vec()]
}

#[test]
fn the_maximum_test_is_its_definition() {
    let scores = [
        [1.0, 4.0, 2.0],
        [3.0, 3.5, 0.0],
        [2.0, 8.0, 9.0],
        [5.0, 1.0, 4.0],
        [9.0, 2.0, 1.0],
        [7.0, 6.0, 3.0],
        [8.0, 7.0, 5.0],
        [6.5, 5.0, 1.5],
    ];
    let labels = groups(&[3, 5]);
    let all: Vec<Vec<f64>> = orders(&labels).iter().map(|l| several(&scores, l)).collect();
    let observed = several(&scores, &labels);
    let double = |a: &[f64], b: &[f64]| -> Vec<f64> {
        a.iter().zip(b).map(|(a, b)| (2.0 * a.min(*b)).min(1.0)).collect()
    };
    let greater = adjusted(&all, &observed, |value| value);
    let less = adjusted(&all, &observed, |value| -value);
    let both = [double(&greater[0], &less[0]), double(&greater[1], &less[1])];
    let absolute = adjusted(&all, &observed, f64::abs);
    assert!(greater[1].iter().zip(&greater[0]).any(|(down, single)| down < single));
    for (alternative, expected) in ALTERNATIVES.into_iter().zip([greater, less, both, absolute]) {
        let engine = Permutation::new().named_groups(true).alternative(alternative);
        let test = MaxT::new(engine).run(&labels, |labels| {
            several(&scores, labels).into_iter().map(Measured::Value).collect()
        });
        let test = value(test.expect("a test"));
        assert_eq!((test.exact, test.replicates, test.undefined), (true, 56, 0));
        for nth in 0..3 {
            assert_near(value(test.single_step[nth]), expected[0][nth], 1e-12);
            assert_near(value(test.step_down[nth]), expected[1][nth], 1e-12);
            let column: Vec<f64> = all.iter().map(|values| values[nth]).collect();
            let which =
                ALTERNATIVES.iter().position(|one| *one == alternative).expect("one of them");
            assert_near(value(test.unadjusted[nth]), p_of(&column, observed[nth])[which], 1e-12);
        }
        assert_eq!(test.step_down[3].undefined(), Some(Undefined::ZeroVariance));
    }
}

#[test]
fn the_maximum_test_knows_what_it_cannot_test() {
    let engine =
        || Permutation::new().alpha(0.4).named_groups(true).alternative(Alternative::Greater);
    let run = |labels: &[u32],
               statistics: &(dyn Fn(&[u32]) -> Vec<Measured> + Sync)|
     -> Result<Measured<MaxTResult>> { MaxT::new(engine()).run(labels, statistics) };
    let one = |labels: &[u32]| vec![Measured::Value(f64::from(labels[0]))];
    assert_eq!(run(&[1, 1], &one).expect("ok").undefined(), Some(Undefined::Vacuous));
    assert_eq!(
        run(&[1, 2], &|_| vec![]).expect("ok").undefined(),
        Some(Undefined::NotAttainable { p_min: 0.5 })
    );
    assert_eq!(run(&[1, 2, 3], &|_| vec![]).expect("ok").undefined(), Some(Undefined::Vacuous));
    assert_param(run(&[1, 2, 3], &|_| vec![Measured::Value(f64::NAN)]), "statistic");
    assert_param(run(&[1, 2, 3], &|labels| vec![Measured::Value(1.0); labels[0] as usize]), "run");
    // One undefined for the data has no p and does not count; one undefined for an arrangement does.
    let some = |labels: &[u32]| {
        let rare = if labels[0] == 3 {
            Measured::Undefined(Undefined::NoEdges)
        } else {
            Measured::Value(0.0)
        };
        vec![Measured::Undefined(Undefined::Isolate), rare, Measured::Value(f64::from(labels[2]))]
    };
    let test = value(run(&[1, 2, 3], &some).expect("ok"));
    assert_eq!(test.single_step[0].undefined(), Some(Undefined::Isolate));
    assert_eq!(test.undefined, 6 + 2);
    // City 2 has label 3 in two of six arrangements; in two others the second is undefined.
    assert_near(value(test.unadjusted[2]), 2.0 / 6.0, 1e-12);
    assert_near(value(test.single_step[2]), 4.0 / 6.0, 1e-12);
    assert_near(value(test.step_down[1]), 1.0, 1e-12);
}

#[test]
fn false_discoveries_are_those_of_statsmodels() {
    for case in cases("false_discovery") {
        let p = numbers(&case["p"]);
        for (found, expected) in [
            (benjamini_hochberg(&p).expect("p"), numbers(&case["bh"])),
            (benjamini_yekutieli(&p).expect("p"), numbers(&case["by"])),
        ] {
            assert_eq!(found.len(), expected.len());
            found.iter().zip(expected).for_each(|(q, expected)| assert_near(*q, expected, 1e-12));
        }
    }
    assert_eq!(benjamini_hochberg(&[]).expect("none"), Vec::<f64>::new());
    for wrong in [f64::NAN, -0.01, 1.01, f64::INFINITY] {
        assert_param(benjamini_hochberg(&[0.5, wrong]), "benjamini_hochberg");
        assert_param(benjamini_yekutieli(&[wrong]), "benjamini_yekutieli");
    }
}

#[track_caller]
fn assert_ends(found: &Interval, ends: &Value) {
    let ends = numbers(ends);
    assert!((found.low - ends[0]).abs() < 1e-10, "{} {}", found.low, ends[0]);
    assert!((found.high - ends[1]).abs() < 1e-10, "{} {}", found.high, ends[1]);
}

#[test]
fn proportions_are_those_of_statsmodels_and_scipy() {
    for case in cases("proportions") {
        let of = numbers(&case["of"]);
        let proportion = Proportion::new(of[0] as u64, of[1] as u64).confidence(of[2]);
        let wilson = value(proportion.wilson().expect("legal"));
        let exact = value(proportion.clopper_pearson().expect("legal"));
        assert_ends(&wilson, &case["wilson"]);
        assert_ends(&exact, &case["clopper_pearson"]);
        for interval in [wilson, exact] {
            assert!((interval.estimate - of[0] / of[1]).abs() < 1e-15);
            assert!(0.0 <= interval.low && interval.low <= interval.estimate);
            assert!(interval.estimate <= interval.high && interval.high <= 1.0);
        }
    }
    let none = Proportion::new(0, 0).wilson().expect("legal");
    assert_eq!(none.undefined(), Some(Undefined::NoEvents));
    assert_param(Proportion::new(3, 2).wilson(), "Proportion::new");
    assert_param(Proportion::new(3, 2).clopper_pearson(), "Proportion::new");
    assert_param(Proportion::new(3, 1_000_001).clopper_pearson(), "Proportion::new");
    // SciPy 1.17.1: beta.ppf of 400 000 in a million.
    let many = value(Proportion::new(400_000, 1_000_000).clopper_pearson().expect("legal"));
    assert_near(many.low, 0.399_039_608_432_5, 1e-10);
    assert_near(many.high, 0.400_960_970_827_8, 1e-10);
}

#[test]
fn two_shares_are_those_of_scipy_and_statsmodels() {
    for case in cases("fisher") {
        let of = numbers(&case["of"]);
        let count = |nth: usize| of[nth] as u64;
        let exact = FisherExact::new(count(0), count(1), count(2), count(3));
        let found = value(exact.null(of[4]).confidence(of[5]).run().expect("legal"));
        for (found, key) in [
            (found.greater, "greater"),
            (found.less, "less"),
            (found.attainable_greater, "least_greater"),
            (found.attainable_less, "least_less"),
        ] {
            let expected = number(&case[key]);
            assert!((found - expected).abs() <= 1e-9 * expected + 1e-14, "{key} {case}: {found}");
        }
        match case["ratio"].as_f64() {
            Some(ratio) => assert_near(value(found.ratio), ratio, 1e-12),
            None => assert_eq!(found.ratio.undefined(), Some(Undefined::Unbounded)),
        }
        assert!((found.low - number(&case["low"])).abs() < 1e-7, "{case}: {found:?}");
        match case["high"].as_f64() {
            Some(high) => assert!((value(found.high) / high - 1.0).abs() < 1e-7, "{case}"),
            None => assert_eq!(found.high.undefined(), Some(Undefined::Unbounded), "{case}"),
        }
    }
    for case in cases("differences") {
        let of = numbers(&case["of"]);
        let share = |nth: usize| Proportion::new(of[nth] as u64, of[nth + 1] as u64);
        let found = value(share(0).confidence(of[4]).less(&share(2)).expect("legal"));
        assert_ends(&found, &case["interval"]);
        assert!((found.estimate - (of[0] / of[1] - of[2] / of[3])).abs() < 1e-12);
    }
    let undefined = |exact: FisherExact| exact.run().expect("legal").undefined();
    assert_eq!(undefined(FisherExact::new(0, 0, 1, 2)), Some(Undefined::NoEvents));
    assert_eq!(undefined(FisherExact::new(0, 4, 0, 2)), Some(Undefined::ZeroVariance));
    assert_eq!(undefined(FisherExact::new(4, 4, 2, 2)), Some(Undefined::ZeroVariance));
    assert_param(FisherExact::new(3, 2, 1, 2).run(), "FisherExact::new");
    for null in [0.0, -1.0, f64::NAN, f64::INFINITY] {
        assert_param(FisherExact::new(1, 2, 1, 2).null(null).run(), "null");
    }
    assert_param(FisherExact::new(1, 2, 1, 2).dispersion(0.9).run(), "dispersion");
    assert_param(
        FisherExact::new(1, 2, 1, 2).dispersion(2.0).dispersion_df(0).run(),
        "dispersion_df",
    );
    assert_param(Proportion::new(3, 2).less(&Proportion::new(1, 2)), "Proportion::new");
}

#[test]
fn common_odds_are_those_of_a_conditional_logit() {
    for case in cases("common_odds") {
        let strata: Vec<[u64; 4]> = serde_json::from_value(case["strata"].clone()).expect("strata");
        let found = value(common_log_odds(&strata).expect("legal"));
        assert_near(found, number(&case["log_odds"]), 1e-6);
    }
    let undefined = |strata: &[[u64; 4]]| common_log_odds(strata).expect("legal").undefined();
    assert_eq!(undefined(&[]), Some(Undefined::Vacuous));
    assert_eq!(undefined(&[[0, 4, 0, 5], [3, 3, 2, 2], [1, 2, 0, 0]]), Some(Undefined::Vacuous));
    assert_eq!(undefined(&[[2, 4, 0, 5], [1, 3, 0, 2]]), Some(Undefined::Unbounded));
    assert_eq!(undefined(&[[0, 4, 2, 5]]), Some(Undefined::Unbounded));
    assert_param(common_log_odds(&[[3, 2, 0, 1]]), "common_log_odds");
}

#[test]
fn a_dispersion_divides_the_deviate_of_two_shares() {
    let exact = FisherExact::new(12, 40, 25, 45);
    let (plain, wide) =
        (value(exact.run().expect("legal")), value(exact.dispersion(4.0).run().expect("legal")));
    // A deviate is halved: 2.33 and the like become 1.17, and the interval is twice as long.
    let deviate = |p: f64| {
        // Of the normal, by bisection on the sum of its series.
        let above = |z: f64| {
            let step = 1e-4;
            let density = |x: f64| (-x * x / 2.0).exp() / (2.0 * std::f64::consts::PI).sqrt();
            0.5 - (0..(z / step) as usize)
                .map(|k| step * density((k as f64 + 0.5) * step))
                .sum::<f64>()
        };
        let (mut low, mut high) = (0.0, 6.0);
        for _ in 0..40 {
            let middle: f64 = (low + high) / 2.0;
            if above(middle) > p { low = middle } else { high = middle }
        }
        low
    };
    assert!((deviate(plain.less) / 2.0 - deviate(wide.less)).abs() < 1e-3);
    let length = |it: &FisherExactResult| (value(it.high) / it.low).ln();
    assert!((length(&wide) / length(&plain) - 2.0).abs() < 1e-9);
    assert_eq!(plain.ratio, wide.ratio);
}

fn rates(case: &Value) -> RateRatio {
    let of = numbers(&case["of"]);
    RateRatio::new(of[0] as u64, of[1], of[2] as u64, of[3]).confidence(of[4])
}

#[track_caller]
fn assert_rates(rates: &RateRatio, case: &Value) {
    let p = |key: &str| number(&case[key]);
    let both = (2.0 * p("p_greater").min(p("p_less"))).min(1.0);
    let all = [p("p_greater"), p("p_less"), both, p("p_absolute")];
    for (alternative, expected) in ALTERNATIVES.into_iter().zip(all) {
        let found = value(rates.alternative(alternative).run().expect("legal"));
        assert!((found.p - expected).abs() < 1e-10, "{alternative:?} {case}: {}", found.p);
        for (end, expected) in [(found.low, &case["low"]), (found.high, &case["high"])] {
            match expected.as_f64() {
                Some(expected) => assert_near(value(end), expected, 1e-9),
                None => assert_eq!(end.undefined(), Some(Undefined::NoEvents), "{case}"),
            }
        }
    }
}

#[test]
fn rate_ratios_are_those_of_scipy_and_statsmodels() {
    for case in cases("rate_ratios") {
        let rates = rates(&case);
        assert_rates(&rates, &case);
        let of = numbers(&case["of"]);
        let found = value(rates.run().expect("legal"));
        assert_eq!(found.method, RateRatioMethod::ConditionalExact);
        match found.ratio.value() {
            Some(ratio) => assert_near(ratio, of[0] / of[1] / (of[2] / of[3]), 1e-12),
            None => assert!(of[2] < 0.5),
        }
        // Had all events been of one side, no p would be smaller.
        let (share, events) = (of[1] / (of[1] + of[3]), of[0] + of[2]);
        let (all_a, all_b) = (share.powf(events), (1.0 - share).powf(events));
        let smallest = [all_a, all_b, (2.0 * all_a.min(all_b)).min(1.0)];
        for (alternative, smallest) in ALTERNATIVES.into_iter().zip(smallest) {
            let found = value(rates.alternative(alternative).run().expect("legal"));
            assert!((found.attainable - smallest).abs() <= 1e-9 * smallest, "{case}");
        }
    }
}

#[test]
fn dispersed_rate_ratios_are_their_definition() {
    for case in cases("tempered") {
        let rates = rates(&case).dispersion(number(&case["phi"]));
        let (rates, method) = match case["df"].as_u64() {
            None => (rates, RateRatioMethod::QuasiPoissonNormal),
            Some(df) => (rates.dispersion_df(df as usize), RateRatioMethod::QuasiPoissonT),
        };
        assert_rates(&rates, &case);
        assert_eq!(value(rates.run().expect("legal")).method, method);
    }
}

#[test]
fn rates_outside_their_range_are_refused() {
    let none = RateRatio::new(0, 1.0, 0, 1.0).run().expect("legal");
    assert_eq!(none.undefined(), Some(Undefined::NoEvents));
    for exposure in [0.0, -1.0, f64::NAN, f64::INFINITY] {
        assert_param(RateRatio::new(1, exposure, 1, 1.0).run(), "RateRatio::new");
        assert_param(RateRatio::new(1, 1.0, 1, exposure).run(), "RateRatio::new");
    }
    assert_param(RateRatio::new(u64::MAX, 1.0, 1, 1.0).run(), "RateRatio::new");
    for phi in [0.99, f64::NAN, f64::INFINITY] {
        assert_param(RateRatio::new(1, 1.0, 1, 1.0).dispersion(phi).run(), "dispersion");
    }
    let df = RateRatio::new(1, 1.0, 1, 1.0).dispersion(2.0).dispersion_df(0);
    assert_param(df.run(), "dispersion_df");
    for (a, b) in [(1e300, 1e-300), (1e-300, 1e7)] {
        let far = RateRatio::new(1, a, 1, b).run();
        assert!(matches!(far, Err(Error::Overflow { .. })), "{far:?}");
    }
    assert_param(RateRatio::new(999_999, 1.0, 2, 1.0).run(), "RateRatio::new");
}

#[test]
fn dispersion_is_that_of_statsmodels() {
    for case in cases("dispersion") {
        let counts: Vec<u64> = serde_json::from_value(case["counts"].clone()).expect("counts");
        let (exposures, windows) = (numbers(&case["exposures"]), labels(&case["windows"]));
        let found = value(dispersion(&counts, &exposures, &windows).expect("legal"));
        assert_near(found.phi, number(&case["phi"]), 1e-9);
        assert_near(found.chi_squared, number(&case["chi_squared"]), 1e-9);
        assert_eq!(Some(found.df as u64), case["df"].as_u64());
    }
    let undefined = |counts: &[u64], windows: &[u32]| {
        dispersion(counts, &vec![1.0; counts.len()], windows).expect("legal").undefined()
    };
    assert_eq!(undefined(&[], &[]), Some(Undefined::NoEvents));
    assert_eq!(undefined(&[0, 0], &[0, 0]), Some(Undefined::NoEvents));
    assert_eq!(undefined(&[3, 4], &[0, 1]), Some(Undefined::TooFewUnits { need: 3 }));
    assert_param(dispersion(&[1], &[1.0, 2.0], &[0]), "dispersion");
    assert_param(dispersion(&[1], &[1.0], &[]), "dispersion");
    assert_param(dispersion(&[1], &[f64::NAN], &[0]), "dispersion");
    assert_param(dispersion(&[1], &[0.0], &[0]), "dispersion");
}

#[test]
fn entropy_is_that_of_scipy() {
    for case in cases("entropy") {
        let counts = numbers(&case["counts"]);
        let found = value(Entropy::new().run(&counts).expect("legal"));
        let plug_in = number(&case["plug_in"]);
        assert!((found.plug_in - plug_in).abs() < 1e-12);
        let observed = counts.iter().filter(|count| **count > 0.0).count();
        assert_eq!((found.observed, found.categories), (observed, counts.len()));
        let events: f64 = counts.iter().sum();
        let corrected = plug_in + (observed as f64 - 1.0) / (2.0 * events);
        assert_near(found.miller_madow, corrected, 1e-12);
        assert_near(found.effective, plug_in.exp(), 1e-12);
        match counts.len() {
            1 => assert_eq!(found.evenness.undefined(), Some(Undefined::Vacuous)),
            all => assert_near(value(found.evenness), plug_in / (all as f64).ln(), 1e-12),
        }
    }
    let undefined = |counts: &[f64]| Entropy::new().run(counts).expect("legal").undefined();
    assert_eq!(undefined(&[]), Some(Undefined::NoEvents));
    assert_eq!(undefined(&[0.0, 0.0]), Some(Undefined::NoEvents));
    let one_of_three = value(Entropy::new().run(&[0.0, 4.0, 0.0]).expect("legal"));
    assert!(one_of_three.plug_in.abs() < 1e-15 && value(one_of_three.evenness).abs() < 1e-15);
    for wrong in [-1.0, f64::NAN, f64::INFINITY] {
        assert_param(Entropy::new().run(&[1.0, wrong]), "run");
    }
    let huge = value(Entropy::new().run(&[f64::MAX, f64::MAX, f64::MAX]).expect("legal"));
    assert_near(huge.plug_in, 3.0_f64.ln(), 1e-12);
}

/// The share of what was signed that landed, of the units drawn.
fn landed(signed: &[f64], landed: &[f64], times: &[u32]) -> Measured {
    let total = |of: &[f64]| of.iter().zip(times).map(|(x, &t)| x * f64::from(t)).sum::<f64>();
    Measured::Value(total(landed) / total(signed))
}

#[test]
fn bootstrap_intervals_are_those_of_scipy() {
    for case in cases("bootstrap") {
        let (all, kept) = (numbers(&case["signed"]), numbers(&case["landed"]));
        let found = Bootstrap::new()
            .seed(case["seed"].as_u64().expect("a seed"))
            .replicates(number(&case["replicates"]) as usize)
            .confidence(number(&case["confidence"]))
            .run(all.len(), |times| landed(&all, &kept, times))
            .expect("legal");
        let (mean, estimate) = (number(&case["mean"]), number(&case["estimate"]));
        assert_near(value(found.estimate), estimate, 1e-12);
        assert_near(value(found.mean), mean, 1e-12);
        assert_near(value(found.se), number(&case["se"]), 1e-12);
        assert!((value(found.bias) - (mean - estimate)).abs() < 1e-12);
        assert_ends(&value(found.percentile), &case["percentile"]);
        if all.len() < 20 {
            assert_eq!(found.bca.undefined(), Some(Undefined::TooFewUnits { need: 20 }));
        } else {
            assert_ends(&value(found.bca), &case["bca"]);
        }
        assert_eq!(found.undefined, 0);
    }
}

#[test]
fn every_unit_is_drawn_as_often_as_any_other() {
    let drawn: Vec<AtomicUsize> = (0..7).map(|_| AtomicUsize::new(0)).collect();
    let found = Bootstrap::new().run(7, |times| {
        assert_eq!(times.iter().sum::<u32>(), 7);
        drawn.iter().zip(times).for_each(|(all, &t)| {
            all.fetch_add(t as usize, Ordering::Relaxed);
        });
        Measured::Value(f64::from(times[0]))
    });
    // The number of times one unit is drawn is nearly Poisson: a binomial of 7 and 1/7.
    assert!((value(found.expect("legal").se) - (6.0_f64 / 7.0).sqrt()).abs() < 0.05);
    for all in &drawn {
        assert!(all.load(Ordering::Relaxed).abs_diff(2001) < 4 * 41, "{drawn:?}");
    }
}

#[test]
fn an_interval_holds_its_own_estimate_or_is_none() {
    // How many units were drawn at all: always fewer than there are.
    let reached =
        |times: &[u32]| Measured::Value(times.iter().filter(|times| **times > 0).count() as f64);
    let found = Bootstrap::new().run(30, reached).expect("legal");
    assert_eq!(found.estimate, Measured::Value(30.0));
    assert!((value(found.mean) - 30.0 * (1.0 - (29.0_f64 / 30.0).powi(30))).abs() < 0.2);
    assert!(value(found.bias) < -10.0);
    assert_eq!(found.percentile.undefined(), Some(Undefined::Biased));
    assert_eq!(found.bca.undefined(), Some(Undefined::Biased));
    // The estimate is the end itself: half of all replicates lose the largest unit, none has more.
    let largest = |times: &[u32]| {
        let drawn = times.iter().enumerate().filter(|(_, times)| **times > 0);
        Measured::Value(drawn.map(|(unit, _)| unit as f64).fold(0.0, f64::max))
    };
    let found = Bootstrap::new().run(12, largest).expect("legal");
    assert_eq!(found.percentile.undefined(), Some(Undefined::Biased));
    // The same, but for the rounding of a sum in another order.
    let rounded = |times: &[u32]| {
        let all = times.iter().all(|times| *times == 1);
        Measured::Value(if all {
            0.3
        } else if times[0] > 0 {
            0.1 + 0.2
        } else {
            0.0
        })
    };
    let found = Bootstrap::new().run(12, rounded).expect("legal");
    assert_eq!(found.percentile.undefined(), Some(Undefined::Biased));
}

#[test]
fn what_redrawing_cannot_tell_is_undefined() {
    let constant = |_: &[u32]| Measured::Value(2.0);
    let found = Bootstrap::new().run(25, constant).expect("legal");
    assert!(value(found.se).abs() < 1e-300);
    assert_eq!(found.percentile.undefined(), Some(Undefined::ZeroVariance));
    assert_eq!(found.bca.undefined(), Some(Undefined::ZeroVariance));
    for units in [0, 1] {
        let found = Bootstrap::new().run(units, constant).expect("legal");
        assert_eq!(found.estimate, Measured::Value(2.0));
        assert_eq!(found.se.undefined(), Some(Undefined::TooFewUnits { need: 2 }));
        let found = Jackknife::new().run(units, constant).expect("legal");
        assert_eq!(found.estimate, Measured::Value(2.0));
        assert_eq!(found.se.undefined(), Some(Undefined::TooFewUnits { need: 2 }));
        assert_eq!((found.df, found.values.len()), (0, 0));
    }
    let never = |_: &[u32]| Measured::Undefined(Undefined::NoEdges);
    assert_eq!(
        Bootstrap::new().run(9, never).expect("legal").percentile.undefined(),
        Some(Undefined::NoEdges)
    );
    assert_eq!(
        Jackknife::new().run(9, never).expect("legal").interval.undefined(),
        Some(Undefined::NoEdges)
    );
    let found = Jackknife::new().run(9, constant).expect("legal");
    assert_eq!(found.interval.undefined(), Some(Undefined::ZeroVariance));
}

#[test]
fn rarely_undefined_replicates_are_left_out_and_counted() {
    // Undefined if unit 0 is drawn `often` times or more: of 8 units, 3 times in 7 % of all
    // replicates, 4 times in 1 %.
    let run = |often: u32| {
        Bootstrap::new().run(8, move |times| {
            if times[0] >= often {
                return Measured::Undefined(Undefined::NoEdges);
            }
            Measured::Value(f64::from(times[1]))
        })
    };
    let fragile = run(3).expect("legal");
    assert!(fragile.undefined > 100);
    assert_eq!(fragile.se.undefined(), Some(Undefined::Fragile { n: fragile.undefined }));
    assert_eq!(fragile.percentile.undefined(), Some(Undefined::Fragile { n: fragile.undefined }));
    let found = run(4).expect("legal");
    assert!(0 < found.undefined && found.undefined <= 100, "{}", found.undefined);
    assert!(found.se.value().is_some() && found.percentile.value().is_some());
    let jackknife = Jackknife::new().run(8, |times| {
        if times[3] == 0 { Measured::Undefined(Undefined::NoEdges) } else { Measured::Value(1.0) }
    });
    let jackknife = jackknife.expect("legal");
    assert_eq!(jackknife.se.undefined(), Some(Undefined::Fragile { n: 1 }));
    assert_eq!(jackknife.values[3].undefined(), Some(Undefined::NoEdges));
}

/// The mean of the units that are kept.
fn mean(items: &[f64], times: &[u32]) -> f64 {
    let kept: u32 = times.iter().sum();
    let sum: f64 = items.iter().zip(times).map(|(item, &times)| item * f64::from(times)).sum();
    sum / f64::from(kept)
}

#[test]
fn the_jackknife_of_a_mean_is_the_usual_error() {
    let mut random = Random(3);
    let items: Vec<f64> = (0..23).map(|_| f64::from(random.below(100)) / 8.0).collect();
    let found =
        Jackknife::new().confidence(0.9).run(23, |times| Measured::Value(mean(&items, times)));
    let found = found.expect("legal");
    let all = items.iter().sum::<f64>() / 23.0;
    let s = (items.iter().map(|item| (item - all).powi(2)).sum::<f64>() / 22.0).sqrt();
    let se = s / 23.0_f64.sqrt();
    assert_near(value(found.se), se, 1e-12);
    assert!(value(found.bias).abs() < 1e-12);
    assert_eq!(found.df, 22);
    // SciPy 1.17.1: t.ppf(0.95, 22).
    let t = 1.717_144_374_380_242_5;
    let interval = value(found.interval);
    assert_near(interval.high - all, t * se, 1e-10);
    assert_near(all - interval.low, t * se, 1e-10);
    // The variance divided by n has the bias -variance/n, which the jackknife finds exactly.
    let variance = Jackknife::new().run(23, |times| {
        let mean = mean(&items, times);
        let squares: Vec<f64> = items.iter().map(|item| (item - mean).powi(2)).collect();
        Measured::Value(self::mean(&squares, times))
    });
    assert_near(value(variance.expect("legal").bias), -s * s / 23.0, 1e-10);
}

#[test]
fn the_jackknife_leaves_out_every_nth_unit() {
    let items: Vec<f64> = (0..11).map(|unit| f64::from(unit * unit % 13)).collect();
    let found = Jackknife::new().groups(4).run(11, |times| Measured::Value(mean(&items, times)));
    let found = found.expect("legal");
    let without: Vec<f64> = (0..4)
        .map(|group| {
            let kept: Vec<f64> =
                (0..11).filter(|unit| unit % 4 != group).map(|u| items[u]).collect();
            kept.iter().sum::<f64>() / kept.len() as f64
        })
        .collect();
    found
        .values
        .iter()
        .zip(&without)
        .for_each(|(found, kept)| assert_near(value(*found), *kept, 1e-12));
    let centre = without.iter().sum::<f64>() / 4.0;
    let squares: f64 = without.iter().map(|kept| (kept - centre).powi(2)).sum();
    assert_near(value(found.se), (3.0 / 4.0 * squares).sqrt(), 1e-12);
    assert_near(value(found.bias), 3.0 * (centre - value(found.estimate)), 1e-10);
    assert_eq!((found.df, found.values.len()), (3, 4));
}

/// All numbers of everything that draws or sums, as text that keeps every bit.
fn everything(seed: u64) -> String {
    let scores: Vec<f64> = (0..30).map(|city| f64::from(city * 7 % 11) / 3.0).collect();
    let labels = groups(&[9, 10, 11]);
    let strata: Vec<u32> = (0..30).map(|city| city % 2).collect();
    let statistic = |labels: &[u32]| Measured::Value(weighed(&scores, labels));
    let test = Permutation::new().seed(seed).replicates(499);
    let small = [0, 0, 0, 1, 1, 1, 2, 2];
    let family = |labels: &[u32]| {
        let of = |label: u32| {
            let held = scores.iter().zip(labels).filter(move |(_, of)| **of == label);
            Measured::Value(held.map(|(score, _)| score).sum())
        };
        vec![of(0), of(1), of(2)]
    };
    let all = (
        test.labels(&labels, statistic).expect("legal"),
        test.labels_within(&labels, &strata, statistic).expect("legal"),
        test.labels(&small, statistic).expect("legal"),
        test.matrices(30, statistic).expect("legal"),
        test.redrawn(Measured::Value(20.0), |nth| Ok(Measured::Value((nth % 37) as f64 / 3.0)))
            .expect("legal"),
        MaxT::new(test.clone()).run(&labels, family).expect("legal"),
        Bootstrap::new().seed(seed).replicates(300).run(30, statistic).expect("legal"),
        Jackknife::new().run(30, |times| Measured::Value(mean(&scores, times))).expect("legal"),
    );
    format!("{all:?}")
}

#[test]
fn same_bits_for_any_number_of_threads() {
    let with = |threads| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().expect("a pool");
        pool.install(|| everything(1))
    };
    let one = with(1);
    for threads in [2, 3, 7] {
        assert_eq!(one, with(threads), "{threads} threads");
    }
    assert_ne!(one, everything(2));
}

#[test]
fn json_names_the_alternative_and_the_reasons() {
    let test = Permutation::new().alpha(0.4).alternative(Alternative::TwoSidedAbsolute);
    let test =
        test.labels(&[0, 0, 1, 1], |labels| Measured::Value(f64::from(labels[0] + labels[1])));
    let json = serde_json::to_value(test.expect("legal")).expect("JSON");
    assert_eq!(json["alternative"], "TwoSidedAbsolute");
    let none = serde_json::to_value(RateRatio::new(2, 1.0, 0, 1.0).run().expect("legal"));
    let none = none.expect("JSON");
    assert_eq!(none["high"]["undefined"], "NoEvents: no event of this kind");
    assert_eq!(none["method"], "ConditionalExact");
    let found = Bootstrap::new().run(1, |_| Measured::Value(1.0)).expect("legal");
    let found = serde_json::to_value(found).expect("JSON");
    assert_eq!(found["bca"]["undefined"], "TooFewUnits: needs at least 2 units to redraw");
}
