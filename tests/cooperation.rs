//! The study's questions: expected values made elsewhere, ledgers that cannot answer, worlds in
//! which nothing or something is planted.
#[path = "support/data.rs"]
#[allow(dead_code, reason = "the edge lists are for other tests")]
mod data;

use conurbation::compare::ClaimByClaim;
use conurbation::cooperation::balance::{DomainBalance, Landing, Leads, Plans};
use conurbation::cooperation::{
    Enclaves, Finding, Inquiry, Mechanism, MeetingYield, Momentum, Sensitivity, Sustainment, Unit,
    Verdict,
};
use conurbation::network::Projection;
use conurbation::region::{AgreementKind, EnclaveMode};
use conurbation::statistics::{
    Alternative, FrontLoading, Interval, KaplanMeier, Lifetime, LogRank, RateRatio, TemporalScan,
};
use conurbation::structure::Reciprocity;
use conurbation::synthetic::LedgerWorld;
use conurbation::{Adjacency, Error, Measured, Region, Undefined, datasets};
use serde_json::Value;

type Outcome = Result<(), Error>;

fn json(text: &str) -> Value {
    serde_json::from_str(text).expect("JSON")
}

fn survival_data() -> Value {
    json(include_str!("data/survival.json"))
}

fn oracles() -> Value {
    json(include_str!("data/oracles/cooperation.json"))
}

fn value<T>(measured: Measured<T>) -> T {
    measured.value().expect("a value")
}

fn number(value: &Value) -> f64 {
    value.as_f64().expect("a number")
}

fn near(found: f64, expected: f64) -> bool {
    (found - expected).abs() <= 1e-9 * expected.abs().max(1.0)
}

fn lifetimes(rows: &Value) -> Vec<Lifetime> {
    let rows: Vec<(f64, bool)> = serde_json::from_value(rows.clone()).expect("rows");
    rows.into_iter().map(|(time, ended)| Lifetime { time, ended }).collect()
}

// Statistics.

#[test]
fn survival_is_that_of_lifelines() -> Outcome {
    let all = survival_data();
    for (name, case) in all["groups"].as_object().expect("groups") {
        let lives = lifetimes(&case["lifetimes"]);
        let found = value(KaplanMeier::new().run(&lives)?);
        let steps = case["survival"].as_array().expect("steps");
        assert_eq!(found.steps.len(), steps.len(), "{name}");
        for (step, expected) in found.steps.iter().zip(steps) {
            assert!(near(step.time, number(&expected[0])), "{name}");
            assert!(near(step.survival, number(&expected[1])), "{name}: {step:?}");
            match (expected[2].as_f64(), found.interval(step.time)) {
                (Some(low), Measured::Value(interval)) if step.survival > 0.0 => {
                    assert!(near(interval.low, low), "{name}: {interval:?}, {expected}");
                    assert!(near(interval.high, number(&expected[3])), "{name}: {interval:?}");
                }
                (_, undefined) => {
                    assert_eq!(undefined.undefined(), Some(Undefined::ZeroVariance), "{name}");
                }
            }
        }
        match case["median"].as_f64() {
            Some(median) => assert!(near(value(found.median()), median), "{name}"),
            None => assert_eq!(found.median().undefined(), Some(Undefined::Unbounded), "{name}"),
        }
        for mean in case["means"].as_array().expect("means") {
            let horizon = number(&mean[0]);
            let interval = value(found.restricted_mean(horizon));
            assert!(near(interval.estimate, number(&mean[1])), "{name}: {interval:?}, {mean}");
            let width = 1.959_963_984_540_054 * number(&mean[2]).sqrt();
            let low = (number(&mean[1]) - width).max(0.0);
            assert!(near(interval.low, low), "{name}: {interval:?}, {mean}");
            assert!(near(interval.high, (number(&mean[1]) + width).min(horizon)), "{name}");
        }
        let beyond = found.restricted_mean(found.longest + 1.0);
        assert!(beyond.undefined().is_some(), "{name}");
    }
    Ok(())
}

#[test]
fn survival_of_seven_is_that_of_the_oracle() -> Outcome {
    let all = survival_data();
    let seven = lifetimes(&all["groups"]["seven"]["lifetimes"]);
    let found = value(KaplanMeier::new().run(&seven)?);
    // The oracle's seven lifetimes lose one between 3 and 5, these between 3 and 5 as well; its
    // last one ends at 5 with three at risk, these with two.
    let steps = oracles()["time_tests"]["km"].clone();
    for (step, expected) in found.steps.iter().zip(steps.as_array().expect("steps")).take(3) {
        assert_eq!(Some(step.at_risk as u64), expected[1].as_u64(), "{expected}");
        assert!(near(step.survival, number(&expected[3])), "{step:?}, {expected}");
    }
    let oracle = [1.0, 2.0, 3.0, 5.0].map(Lifetime::ended);
    let oracle = [
        &oracle[..],
        &[Lifetime::censored(2.0), Lifetime::censored(6.0)],
        &[Lifetime::censored(6.0)],
    ]
    .concat();
    let found = value(KaplanMeier::new().run(&oracle)?);
    let expected: Vec<f64> =
        steps.as_array().expect("steps").iter().map(|step| number(&step[3])).collect();
    let survival: Vec<f64> = found.steps.iter().map(|step| step.survival).collect();
    assert!(survival.iter().zip(&expected).all(|(a, b)| near(*a, *b)), "{survival:?}");
    assert_eq!(survival.len(), expected.len());
    Ok(())
}

#[test]
fn log_rank_is_that_of_lifelines_and_statsmodels() -> Outcome {
    let all = survival_data();
    for case in all["log_rank"].as_array().expect("cases") {
        let of =
            |key: &str| lifetimes(&all["groups"][case[key].as_str().expect("a name")]["lifetimes"]);
        let (a, b) = (of("a"), of("b"));
        let test = value(LogRank::new().run(&a, &b)?);
        assert!(near(test.chi_squared, number(&case["chi_squared"])), "{case}: {test:?}");
        assert!(near(test.p, number(&case["p"])), "{case}: {test:?}");
        let back = value(LogRank::new().run(&b, &a)?);
        assert!(near(back.z, -test.z) && near(back.p, test.p));
        let sums =
            [test.ended[0] + test.ended[1], a.iter().chain(&b).filter(|it| it.ended).count()];
        assert_eq!(sums[0], sums[1]);
        assert!(near(test.expected[0] + test.expected[1], sums[0] as f64));
    }
    let alive = [Lifetime::censored(3.0); 4];
    let test = |a: &[Lifetime], b: &[Lifetime]| LogRank::new().run(a, b).map(|it| it.undefined());
    assert_eq!(test(&alive, &alive)?, Some(Undefined::NoEvents));
    assert_eq!(test(&[], &alive)?, Some(Undefined::Vacuous));
    // The one that ends was watched alone.
    let late = [Lifetime::ended(9.0)];
    assert_eq!(test(&late, &alive)?, Some(Undefined::ZeroVariance));
    let wrong = LogRank::new().run(&[Lifetime::ended(-1.0)], &alive);
    assert!(matches!(wrong, Err(Error::Param(_))));
    Ok(())
}

#[test]
fn scans_are_those_of_all_outcomes() -> Outcome {
    for case in survival_data()["scans"].as_array().expect("cases") {
        let counts: Vec<u64> = serde_json::from_value(case["counts"].clone()).expect("counts");
        let width = case["width"].as_u64().expect("a width") as usize;
        let exposures = vec![1.0; counts.len()];
        let scan = TemporalScan::new(width).replicates(9999).seed(3);
        let found = value(scan.run(&counts, &exposures)?);
        assert_eq!(found.events, case["events"].as_u64().expect("events"));
        let expected = number(&case["p"]);
        assert!((found.p - expected).abs() < 4.0 * found.error + 2e-4, "{case}: {found:?}");
        let twice = value(scan.run(&counts, &vec![2.0; counts.len()])?);
        assert_eq!(twice.p.to_bits(), found.p.to_bits());
    }
    // The oracle had drawn 20 000 worlds.
    let oracle = number(&oracles()["seed_paper_selftest"]["scan_p"]);
    let study = [1, 2, 6, 2, 3, 2, 4, 1];
    let found = value(TemporalScan::new(3).replicates(9999).run(&study, &[1.0; 8])?);
    assert!((found.p - oracle).abs() < 4.0 * found.error.hypot(0.0036), "{found:?}");
    let scan =
        |counts: &[u64], width| TemporalScan::new(width).run(counts, &vec![1.0; counts.len()]);
    assert_eq!(scan(&[0, 0, 0], 1)?.undefined(), Some(Undefined::NoEvents));
    assert_eq!(scan(&[1, 2], 2)?.undefined(), Some(Undefined::Vacuous));
    assert!(matches!(scan(&[1, 2], 0), Err(Error::Param(_))));
    // A period of most of the exposure has most events.
    let long = value(TemporalScan::new(1).run(&[9, 1, 1], &[9.0, 1.0, 1.0])?);
    let short = value(TemporalScan::new(1).run(&[9, 1, 1], &[1.0, 1.0, 1.0])?);
    assert!(long.p > 0.3 && short.p < 0.05, "{long:?} {short:?}");
    Ok(())
}

#[test]
fn front_loading_is_its_definition() -> Outcome {
    for case in survival_data()["front_loading"].as_array().expect("cases") {
        let counts: Vec<u64> = serde_json::from_value(case["counts"].clone()).expect("counts");
        let found = value(FrontLoading::new().run(&counts)?);
        for (key, found) in [
            ("index", found.index),
            ("sd", found.sd),
            ("z", found.z),
            ("p_early", found.p_early),
            ("low", value(found.interval).low),
            ("high", value(found.interval).high),
        ] {
            assert!(near(found, number(&case[key])), "{case}: {key} {found}");
        }
    }
    let oracle = oracles();
    let study = &oracle["seed_paper_selftest"];
    let both: [(&[u64], &str); 2] = [
        (&[1, 2, 6, 2, 3, 2, 4, 1], "front_loading_2013_20"),
        (&[6, 2, 3, 2, 4, 1], "front_loading_2015_20"),
    ];
    for (counts, key) in both {
        let found = value(FrontLoading::new().run(counts)?);
        assert!(near(found.index, number(&study[key]["FL"])), "{key}");
        assert!(near(found.z, number(&study[key]["z"])), "{key}");
    }
    assert_eq!(FrontLoading::new().run(&[0, 0])?.undefined(), Some(Undefined::NoEvents));
    assert_eq!(FrontLoading::new().run(&[4])?.undefined(), Some(Undefined::Vacuous));
    Ok(())
}

// Ledgers made by hand.

/// A region of tables; `places.csv` holds four cities of two provinces unless given.
fn ledger(tables: &[(&str, &str)]) -> Region {
    let places = "id,name,level,parent,population,gdp\np,P,province,,,\nq,Q,province,,,\n\
        a,A,city,p,1,8\nb,B,city,p,1,4\nc,C,city,q,1,2\nd,D,city,q,1,1\n";
    let region = "id,name,as_of\nr,R,2023-12-31\n";
    let mut all = vec![("region.csv", region), ("places.csv", places)];
    all.retain(|(file, _)| tables.iter().all(|(given, _)| given != file));
    all.extend_from_slice(tables);
    let all = all.iter().map(|(file, text)| (*file, text.as_bytes()));
    Region::from_tables(all).unwrap_or_else(|error| panic!("{error}"))
}

/// Agreements of a and b that began at these times.
fn agreements(starts: &[&str]) -> String {
    let rows = starts.iter().enumerate();
    let rows: Vec<String> = rows.map(|(nth, start)| format!("x{nth:03},a;b,{start}\n")).collect();
    format!("id,parties,start\n{}", rows.concat())
}

/// The starts that give these counts from a year on.
fn starts(from: u32, counts: &[usize]) -> Vec<String> {
    let years = (from..).zip(counts);
    let days = |(year, &count): (u32, &usize)| {
        (0..count).map(move |nth| format!("{year}-{:02}-{:02}", 1 + nth / 28, 1 + nth % 28))
    };
    years.flat_map(days).collect()
}

fn quick() -> Inquiry {
    Inquiry::new().replicates(199)
}

#[test]
fn the_fade_of_the_studys_own_items_is_that_of_the_oracle() -> Outcome {
    let starts = starts(2013, &[1, 2, 6, 2, 3, 2, 4, 1]);
    let starts: Vec<&str> = starts.iter().map(String::as_str).collect();
    let region = ledger(&[("agreements.csv", &agreements(&starts))]);
    let found = Momentum::new().run(&region, &quick())?;
    let fade = value(found.fade);
    let oracle = oracles()["seed_paper_selftest"]["fade"].clone();
    assert!(near(fade.ratio, number(&oracle["fade_ratio"])));
    assert!(near(fade.exact.p, number(&oracle["p_one_sided"])));
    assert!(near(value(fade.exact.low), number(&oracle["ci"][0])));
    assert!(near(value(fade.exact.high), number(&oracle["ci"][1])));
    assert_eq!((found.in_peak, found.in_after, found.rows.len()), (11, 7, 18));
    // Years vary a little more than chance, so the interval is a little wider.
    assert!(value(fade.dispersion).phi > 1.0 && fade.tails.greater > fade.exact.p);
    assert!(value(fade.interval).low < 1.0 - number(&oracle["ci"][1]));
    let early = value(found.front_loading);
    let oracle = oracles()["seed_paper_selftest"]["front_loading_2015_20"].clone();
    assert!(near(early.index, number(&oracle["FL"])));
    assert_eq!(value(found.scan).events, 11);
    Ok(())
}

#[test]
fn fade_ratios_are_those_of_the_oracle() -> Outcome {
    let oracle = oracles()["time_tests"].clone();
    let both = [("fade_example", [23, 8]), ("fade_zero_post", [5, 0])];
    for (key, [peak, after]) in both {
        let found = RateRatio::new(after, 3.0, peak, 3.0);
        let found = value(found.alternative(Alternative::Less).run()?);
        let expected = &oracle[key];
        assert!(near(value(found.ratio), number(&expected["rate_ratio_post_over_peak"])), "{key}");
        assert!(near(found.p, number(&expected["p_one_sided"])), "{key}: {found:?}");
        assert!(near(value(found.low), number(&expected["ci"][0])), "{key}");
        assert!(near(value(found.high), number(&expected["ci"][1])), "{key}");
    }
    Ok(())
}

#[test]
fn what_is_signed_together_comes_once() -> Outcome {
    let header = "id,parties,start,batch\n";
    let rows: String = (0..19).map(|nth| format!("s{nth},a;b,2016-05-01,x\n")).collect();
    let text = format!("{header}{rows}t1,c;d,2016-08,\nt2,c;d,2019,\n");
    let region = ledger(&[("agreements.csv", &text)]);
    let by_ceremony = Momentum::new().run(&region, &quick())?;
    assert_eq!((by_ceremony.in_peak, by_ceremony.in_after), (2, 1));
    let by_row = Momentum::new().run(&region, &quick().unit(Unit::Row))?;
    assert_eq!((by_row.in_peak, by_row.in_after), (20, 1));
    assert_eq!(by_row.rows.len(), 21);
    let plans = Projection::new().agreement_weight(AgreementKind::Plan, 0.0);
    let without = Momentum::new().run(&region, &quick().projection(plans))?;
    assert_eq!(without.in_peak, 2); // none of them is a plan
    Ok(())
}

#[test]
fn ledgers_that_cannot_tell_say_why() -> Outcome {
    let momentum = |tables: &[(&str, &str)]| -> Result<Option<Undefined>, Error> {
        let found = Momentum::new().run(&ledger(tables), &quick())?;
        assert_eq!(found.fade.undefined(), found.scan.undefined());
        Ok(found.fade.undefined())
    };
    let none = momentum(&[("agreements.csv", "id,parties,start\n")])?;
    assert_eq!(none, Some(Undefined::NoEvents));
    let of = |starts: &[&str]| momentum(&[("agreements.csv", &agreements(starts))]);
    assert_eq!(of(&["", "", ""])?, Some(Undefined::MissingData { n: 3 }));
    assert_eq!(of(&["2016", ""])?, Some(Undefined::TooFewUnits { need: 2 }));
    assert_eq!(of(&["2016-05-01"; 7])?, Some(Undefined::ZeroVariance));
    // No peak to fade from, but the years after it can be asked.
    let late = ledger(&[("agreements.csv", &agreements(&["2018", "2019-02"]))]);
    let found = Momentum::new().run(&late, &quick())?;
    assert_eq!(found.fade.undefined(), Some(Undefined::Unbounded));
    assert!(value(found.front_loading).index < 0.0);
    // The record ends before the years to look at, or was not systematic.
    let ends = |region: &str| -> Result<Option<Undefined>, Error> {
        let rows = agreements(&["2015", "2016", "2016"]);
        momentum(&[("region.csv", region), ("agreements.csv", &rows)])
    };
    let before = ends("id,name,as_of\nr,R,2017-12-31\n")?;
    assert!(matches!(before, Some(Undefined::Assumption { .. })));
    let uncovered = ends("id,name,as_of,covers_to\nr,R,2023-12-31,2019\n")?;
    assert!(matches!(uncovered, Some(Undefined::Assumption { .. })));
    assert_eq!(ends("id,name,as_of,covers_to\nr,R,2023-12-31,2021\n")?, None);
    Ok(())
}

#[test]
fn windows_are_whole_years_in_order() {
    let region = ledger(&[("agreements.csv", &agreements(&["2016", "2019"]))]);
    let setter = |momentum: Momentum| match momentum.run(&region, &quick()) {
        Err(Error::Param(wrong)) => wrong.setter,
        other => panic!("{other:?}"),
    };
    assert_eq!(setter(Momentum::new().peak("2015-02/2017")), "peak");
    assert_eq!(setter(Momentum::new().after("2017/2020")), "after");
    assert_eq!(setter(Momentum::new().after("soon")), "after");
    assert_eq!(setter(Momentum::new().confidence(1.0)), "confidence");
    let few = Momentum::new().run(&region, &Inquiry::new().replicates(3));
    assert!(matches!(few, Err(Error::Param(_))));
}

// Enclaves.

const ENCLAVES: &str = "id,home,host,kind,start,mode,home_share,home_investment,count\n";

/// Enclaves by home, host, kind, start and mode.
fn enclaves(rows: &[&str]) -> Region {
    let rows: Vec<String> = (0..).zip(rows).map(|(nth, row)| format!("e{nth},{row}\n")).collect();
    ledger(&[("enclaves.csv", &format!("{ENCLAVES}{}", rows.concat()))])
}

#[test]
fn reciprocity_is_that_of_the_oracle() -> Outcome {
    let oracle = oracles()["enclave_reciprocity"].clone();
    let weights: Vec<Vec<f64>> = serde_json::from_value(oracle["W"].clone()).expect("a matrix");
    let arcs = weights.iter().enumerate().flat_map(|(from, row)| {
        let arcs = row.iter().enumerate().filter(|(_, weight)| **weight > 0.0);
        arcs.map(move |(to, &weight)| (from as u32, to as u32, weight))
    });
    let graph = Adjacency::from_arcs(4, arcs.collect::<Vec<_>>())?;
    let reciprocity = Reciprocity::new();
    assert!(near(value(reciprocity.run(&graph)?), number(&oracle["gl"]["r"])));
    assert!(near(value(reciprocity.correlation(&graph)?), number(&oracle["gl"]["rho"])));
    assert!(near(value(reciprocity.weighted(&graph)?), number(&oracle["weighted_reciprocity"])));
    // The same from a ledger.
    let region = enclaves(&[
        "a,b,industry,2015,,,,3",
        "a,d,industry,2016,,,,1",
        "b,a,talent,2018,,,,2",
        "c,b,other,2019,,,,1",
    ]);
    let found = Enclaves::new().run(&region, &quick())?.returned;
    assert!(near(value(found.correlation), number(&oracle["gl"]["rho"])));
    assert!(near(value(found.weighted), number(&oracle["weighted_reciprocity"])));
    assert_eq!((found.arcs, found.pairs, found.mutual, found.mutual_of_two_kinds), (4, 3, 1, 1));
    let third = value(found.cross_kind);
    assert!(near(third.estimate, 1.0 / 3.0) && third.low < 0.02 && third.high > 0.9);
    Ok(())
}

#[test]
fn enclaves_of_one_kind_either_way_are_no_upgrade() -> Outcome {
    let same =
        enclaves(&["a,b,industry,,,,,", "b,a,industry,,,,,", "c,d,other,,,,,", "d,c,talent,,,,,"]);
    let found = Enclaves::new().run(&same, &quick())?;
    assert_eq!((found.returned.mutual, found.returned.mutual_of_two_kinds), (2, 0));
    let upgraded = value(found.kinds.upgraded);
    assert!(near(upgraded.estimate, 1.0 / 3.0)); // `other` counts in neither side
    assert_eq!(found.kinds.later.undefined(), Some(Undefined::MissingData { n: 4 }));
    Ok(())
}

#[test]
fn who_is_richer_and_what_is_later() -> Outcome {
    let region = enclaves(&[
        "a,b,industry,2010,trusteeship,0.5,0.5,",
        "a,c,industry,2011,trusteeship,0.6,0.5,",
        "d,a,talent,2020,joint,,,",
        "c,b,sci-tech,2021,trusteeship,,,",
        "a,a,industry,2012,,,,",
    ]);
    let found = Enclaves::new().run(&region, &quick())?;
    assert_eq!((found.enclaves, found.between_cities, found.within_a_city), (5, 4, 1));
    // ln 2, ln 4, -ln 8, -ln 2 of the incomes 8, 4, 2, 1.
    assert!(near(value(found.gap.mean), -2.0_f64.ln() / 4.0));
    assert!(near(value(found.gap.richer_home).estimate, 0.5));
    assert!(near(value(found.gap.reverse).estimate, 1.0));
    assert!(near(value(found.gap.across).estimate, 0.75));
    assert!(near(value(found.gap.across_by_chance), 4.0 / 6.0));
    assert!(near(value(found.kinds.later), 9.5));
    let trusted = value(found.kinds.trusteeship);
    assert!(near(trusted.estimate, 0.75));
    assert_eq!(found.kinds.by_mode[&EnclaveMode::Joint], 1);
    assert_eq!(found.kinds.mode_unknown, 1);
    assert!(near(value(found.benefit.balance), 0.9));
    assert!(near(value(found.benefit.fairness), 0.05));
    Ok(())
}

#[test]
fn enclaves_that_cannot_tell_say_why() -> Outcome {
    let none = Enclaves::new().run(&enclaves(&[]), &quick())?;
    assert_eq!(none.returned.correlation.undefined(), Some(Undefined::NoEdges));
    assert_eq!(none.kinds.upgraded.undefined(), Some(Undefined::NoEvents));
    assert_eq!(none.gap.mean.undefined(), Some(Undefined::NoEdges));
    let provinces = Enclaves::new().run(&enclaves(&["p,q,industry,2015,,,,"]), &quick())?;
    assert_eq!((provinces.enclaves, provinces.between_cities), (1, 0));
    assert_eq!(provinces.returned.correlation.undefined(), Some(Undefined::NoEdges));
    let one = Enclaves::new().run(&enclaves(&["a,b,industry,2015,,,,"]), &quick())?;
    assert!(value(one.returned.correlation) < 0.0 && one.returned.tails.undefined().is_some());
    let silent = Enclaves::new().run(&enclaves(&["a,b,industry,,,,,"; 4]), &quick())?;
    assert_eq!(silent.kinds.trusteeship.undefined(), Some(Undefined::MissingData { n: 4 }));
    assert_eq!(silent.benefit.balance.undefined(), Some(Undefined::MissingData { n: 4 }));
    let alone = "id,name,level\na,A,city\n";
    let alone = ledger(&[
        ("places.csv", alone),
        ("enclaves.csv", &format!("{ENCLAVES}e,a,a,industry,,,,,\n")),
    ]);
    let alone = Enclaves::new().run(&alone, &quick())?;
    assert_eq!(alone.returned.correlation.undefined(), Some(Undefined::NoEdges));
    Ok(())
}

// Mechanism and meetings.

/// A chain of three bodies, or more, with members and a meeting each; no meeting if empty.
fn chain(bodies: &[(&str, &str, &str)]) -> Region {
    let mut councils = "id,system,level\n".to_owned();
    let (mut members, mut meetings) = ("council,place\n".to_owned(), "of,date\n".to_owned());
    for (nth, (level, places, met)) in bodies.iter().enumerate() {
        councils += &format!("k{nth},chain,{level}\n");
        for place in places.split(';').filter(|place| !place.is_empty()) {
            members += &format!("k{nth},{place}\n");
        }
        if !met.is_empty() {
            meetings += &format!("k{nth},{met}\n");
        }
    }
    ledger(&[
        ("agreements.csv", "id\n"),
        ("councils.csv", &councils),
        ("council_members.csv", &members),
        ("meetings.csv", &meetings),
    ])
}

#[test]
fn three_levels_are_those_of_the_oracle() -> Outcome {
    let oracle = oracles()["three_level_example"].clone();
    let region = chain(&[
        ("decision", "a;b;c", "2023"),
        ("decision", "c;d", "2022-05"),
        ("coordination", "a;b;c", "2023-01"),
        ("execution", "a;b", "2023-02"),
    ]);
    let found = Mechanism::new().run(&region, &quick())?;
    let [chain] = &found.chains[..] else { panic!("{found:?}") };
    assert!(near(value(chain.completeness), number(&oracle["K"])));
    assert!(near(value(chain.decision_to_coordination), number(&oracle["V_dc"])));
    assert!(near(value(chain.coordination_to_execution), number(&oracle["V_ce"])));
    assert!(near(value(chain.grassroots), 0.0));
    assert!(near(chain.cities["d"], 1.0 / 3.0) && near(chain.cities["a"], 1.0));
    // Four cities have 24 orders: no outcome could be told from chance.
    assert!(matches!(chain.tails.undefined(), Some(Undefined::NotAttainable { .. })));
    Ok(())
}

#[test]
fn chains_that_cannot_tell_say_why() -> Outcome {
    let why = |bodies: &[(&str, &str, &str)]| -> Result<Option<Undefined>, Error> {
        let found = Mechanism::new().run(&chain(bodies), &quick())?;
        Ok(found.chains[0].completeness.undefined())
    };
    let (d, c) = (("decision", "a;b", "2023"), ("coordination", "a;b", "2023"));
    let missing = why(&[d, c])?;
    assert_eq!(missing, Some(Undefined::MissingLevel { level: "execution" }));
    let silent = Some(Undefined::MissingData { n: 1 });
    assert_eq!(why(&[d, c, ("execution", "", "2023")])?, silent);
    assert_eq!(why(&[d, c, ("execution", "a;b", "")])?, silent);
    assert_eq!(why(&[d, c, ("execution", "a;b", "2019")])?, silent); // met too long ago
    let provinces = [("decision", "p;q", "2023"), c, ("execution", "a;c", "2023")];
    assert!(matches!(why(&provinces)?, Some(Undefined::Assumption { .. })));
    let found = Mechanism::new().run(&chain(&provinces), &quick())?;
    // Lifted, all six pairs decide together; a, b coordinates and a, c carries out.
    assert!(near(value(found.chains[0].completeness_lifted), 0.0));
    let none = Mechanism::new().run(&ledger(&[("agreements.csv", "id\n")]), &quick())?;
    assert!(none.chains.is_empty());
    Ok(())
}

#[test]
fn later_meetings_that_sign_more_are_seen() -> Outcome {
    let meetings: String = (2013..2021).map(|year| format!("k,{year}-03\n")).collect();
    let signed: String = (2013..2021)
        .zip(0..8)
        .map(|(year, items)| format!("s{items},a;b,{year}-03-05,k,{items}\n"))
        .skip(1)
        .collect();
    let region = ledger(&[
        ("councils.csv", "id\nk\n"),
        ("meetings.csv", &format!("of,date\n{meetings}")),
        ("agreements.csv", &format!("id,parties,start,council,count\n{signed}")),
    ]);
    let found = MeetingYield::new().run(&region, &quick())?;
    let body = &found["k"];
    assert_eq!(body.meetings.iter().map(|it| it.1).collect::<Vec<_>>(), (0..8).collect::<Vec<_>>());
    assert!(near(value(body.trend), 1.0) && near(value(body.mean), 3.5));
    assert!(near(value(body.signing).estimate, 7.0 / 8.0));
    // One of the 8! orders.
    assert!(near(value(body.tails).greater, 1.0 / 40_320.0), "{:?}", body.tails);
    let silent = ledger(&[
        ("councils.csv", "id\nk\n"),
        ("meetings.csv", "of,date\nk,2013\nk,2014\nk,2015\n"),
        ("agreements.csv", "id,parties,start\nx,a;b,2014\n"),
    ]);
    let silent = MeetingYield::new().run(&silent, &quick())?;
    assert_eq!(silent["k"].trend.undefined(), Some(Undefined::MissingData { n: 3 }));
    Ok(())
}

// Balance.

const DOMAINS: &str = "id,name,as_of,domains\nr,R,2023-12-31,infrastructure=transport;ecology;\
    public-services=health;industry-science=industry;urban-rural=;institutions=law\n";

#[test]
fn fields_are_counted_by_hand() -> Outcome {
    let region = ledger(&[
        ("region.csv", DOMAINS),
        (
            "agreements.csv",
            "id,parties,kind,start,domain,batch\nx1,a;b,plan,2014,transport,\nx2,a;b,,2015,transport;law,\n\
             x3,a;b,,2016,health,u\nx4,a;b,,2016,industry,u\nx5,a;c,,2017,general,\nx6,a;c,plan,2018,ecology,\n",
        ),
    ]);
    let found = DomainBalance::new().run(&region, &quick())?;
    let expected = [
        ("infrastructure", 1.5),
        ("ecology", 1.0),
        ("public-services", 0.5),
        ("industry-science", 0.5),
        ("urban-rural", 0.0),
        ("institutions", 0.5),
    ];
    for (field, events) in expected {
        assert!(near(found.by_field[field], events), "{field}: {found:?}");
    }
    assert_eq!((found.events, found.outside), (4, 1));
    assert!(near(value(found.contrast), 0.5));
    let shares = [1.5, 1.0, 0.5, 0.5, 0.5].map(|count| count / 4.0_f64);
    let entropy: f64 = shares.iter().map(|share| -share * share.ln()).sum();
    assert!(near(value(found.evenness), entropy / 6.0_f64.ln()));
    let plans = Plans::new().run(&region, &quick())?;
    assert!(near(value(plans.coverage), 2.0 / 6.0) && plans.special == 2);
    assert_eq!(
        plans.reached.into_iter().collect::<Vec<_>>(),
        [(2014, 1), (2015, 2), (2016, 4), (2018, 5)]
    );
    // Of the five years, fields are there for 5, 4, 3, 3 and 1.
    assert!(near(value(plans.widening), 16.0 / 25.0));
    let undeclared = ledger(&[("agreements.csv", &agreements(&["2016", "2017"]))]);
    let why = DomainBalance::new().run(&undeclared, &quick())?.contrast.undefined();
    assert_eq!(why, Some(Undefined::MissingData { n: 6 }));
    assert_eq!(Plans::new().run(&undeclared, &quick())?.coverage.undefined(), why);
    let none = ledger(&[("region.csv", DOMAINS), ("agreements.csv", "id\n")]);
    assert_eq!(
        DomainBalance::new().run(&none, &quick())?.contrast.undefined(),
        Some(Undefined::NoEvents)
    );
    Ok(())
}

#[test]
fn landing_is_kaplan_and_meiers() -> Outcome {
    let of = |rows: &str| {
        let text = format!("id,parties,start,landed,stage\n{rows}");
        Landing::new().run(&ledger(&[("agreements.csv", &text)]), &quick())
    };
    // Whole years of equal length, so that times are whole numbers.
    let found =
        of("a1,a;b,2015,2016,\na2,a;b,2015,2017,\na3,a;b,2015,,\na4,a;b,2022,,\na5,a;b,2022,,\n")?;
    let lives = [Lifetime::ended(1.0), Lifetime::ended(2.0), Lifetime::censored(8.5)];
    let lives = [&lives[..], &[Lifetime::censored(1.5); 2]].concat();
    let expected = value(KaplanMeier::new().run(&lives)?);
    assert!((value(found.share) - (1.0 - expected.at(3.0))).abs() < 1e-9, "{found:?}");
    assert!((value(found.interval).high - (1.0 - value(expected.interval(3.0)).low)).abs() < 1e-9);
    assert_eq!((found.signed, found.landed_dated, found.landed_undated), (5, 2, 0));
    let undated = of("a1,a;b,2015,2016,\na2,a;b,2015,,landed\na3,a;b,2015,,\n")?;
    assert_eq!(undated.share.undefined(), Some(Undefined::MissingData { n: 1 }));
    let (low, high) = value(undated.bounds);
    assert!(near(low, 1.0 / 3.0) && near(high, 2.0 / 3.0));
    assert_eq!(of("a1,a;b,2015,,\n")?.share.undefined(), Some(Undefined::MissingData { n: 1 }));
    assert_eq!(of("a1,a;b,,,\n")?.share.undefined(), Some(Undefined::MissingData { n: 1 }));
    assert_eq!(of("")?.share.undefined(), Some(Undefined::NoEvents));
    let young = of("a1,a;b,2023-06,2023-07,\n")?;
    assert!(matches!(young.share.undefined(), Some(Undefined::TooFewUnits { .. })));
    Ok(())
}

#[test]
fn who_leads_is_counted_by_hand() -> Outcome {
    let of = |rows: &str| {
        let text = format!("id,parties,lead,batch\n{rows}");
        let region = ledger(&[("agreements.csv", &text)]);
        let unasked = Leads::new().run(&region, &quick())?;
        assert!(unasked.tails.undefined().is_some());
        Leads::new().market_looked_for(true).run(&region, &quick())
    };
    let found =
        of("a1,a;b,government,\na2,a;b,government,\na3,a;b,market,\na4,a;b,mixed,\na5,a;b,,\n\
        a6,a;b,market,u\na7,a;b,government,u\n")?;
    assert_eq!((found.known, found.unknown), (5, 1));
    assert!(near(value(found.market), 2.0 / 5.0)); // 0 + 0 + 1 + 1/2 + 1/2
    assert!(near(value(found.tails).less, 0.5)); // at most one of three: (1 + 3) / 8
    let silent = of("a1,a;b,government,\na2,a;b,,\na3,a;b,,\na4,a;b,,\n")?;
    assert_eq!(silent.market.undefined(), Some(Undefined::MissingData { n: 3 }));
    assert_eq!(of("")?.market.undefined(), Some(Undefined::NoEvents));
    Ok(())
}

// Sustainment.

/// Cities c00 … in a row, each bordering on the next, and ties of neighbours and others that live
/// for so many years, with an act every year.
fn sustained(lives: impl Fn(u32, u32) -> u32) -> Region {
    let n = 10;
    let mut places = "id,name,level\n".to_owned();
    let mut borders = "a,b\n".to_owned();
    let (mut rows, mut acts) = ("id,parties,start\n".to_owned(), "of,date\n".to_owned());
    for a in 0..n {
        places += &format!("c{a:02},C,city\n");
        if a + 1 < n {
            borders += &format!("c{a:02},c{:02}\n", a + 1);
        }
        for b in (a + 1..n).filter(|b| b - a < 4) {
            rows += &format!("t{a:02}{b:02},c{a:02};c{b:02},2010-01-01\n");
            for year in 1..=lives(a, b) {
                acts += &format!("t{a:02}{b:02},{}-01-01\n", 2010 + year);
            }
        }
    }
    ledger(&[
        ("places.csv", &places),
        ("borders.csv", &borders),
        ("agreements.csv", &rows),
        ("acts.csv", &acts),
    ])
}

#[test]
fn neighbours_that_keep_at_it_are_seen() -> Outcome {
    let longer = sustained(|a, b| if b - a == 1 { 12 } else { 1 + (a + b) % 2 });
    let found = Sustainment::new().run(&longer, &quick())?;
    assert_eq!((found.ties, found.silent), (24, 0));
    // Neighbours live all five years, others their one or two and the two of grace.
    let others: Vec<f64> = (0..10_u32)
        .flat_map(|a| {
            (a + 2..10).filter(move |b| b - a < 4).map(move |b| f64::from(3 + (a + b) % 2))
        })
        .collect();
    let mean = others.iter().sum::<f64>() / others.len() as f64;
    assert!((value(found.gap) - (value(found.horizon) - mean)).abs() < 0.02, "{found:?}");
    assert!(value(found.tails).greater < 0.05 && value(found.log_rank).z < 0.0);
    let [here, there] = value(found.persistence);
    assert!(here > there);
    let same = sustained(|a, b| 1 + (a * a + 3 * b + a * b) % 5);
    let found = Sustainment::new().run(&same, &quick())?;
    assert!(value(found.tails).p(Alternative::TwoSided) > 0.05, "{found:?}");
    Ok(())
}

#[test]
fn ties_that_cannot_tell_say_why() -> Outcome {
    let why = |region: &Region| -> Result<Option<Undefined>, Error> {
        Ok(Sustainment::new().run(region, &quick())?.gap.undefined())
    };
    assert_eq!(why(&ledger(&[("agreements.csv", "id\n")]))?, Some(Undefined::NoEdges));
    let provinces = ledger(&[("agreements.csv", "id,parties,start\nx,p;q,2015\n")]);
    assert_eq!(why(&provinces)?, Some(Undefined::NoEdges));
    // Nothing is known after the signing, or nothing of the signing.
    assert_eq!(why(&sustained(|_, _| 0))?, Some(Undefined::MissingData { n: 24 }));
    let undated = ledger(&[("agreements.csv", "id,parties\nx,a;b\n")]);
    assert_eq!(why(&undated)?, Some(Undefined::MissingData { n: 1 }));
    // All are alive on the last day.
    assert_eq!(why(&sustained(|_, _| 13))?, Some(Undefined::NoEvents));
    // No two cities have a border.
    let rows = "id,parties,start\nx,a;b,2015\n";
    let alone = ledger(&[("agreements.csv", rows), ("acts.csv", "of,date\nx,2016\n")]);
    assert_eq!(why(&alone)?, Some(Undefined::Vacuous));
    Ok(())
}

// Every question.

/// What must hold of every finding.
fn assert_sound(finding: &Finding, case: &str) {
    let case = format!("{case}, {}: {finding:?}", finding.quantity);
    assert!(!case.contains("NaN") && !case.contains("inf,") && !case.contains("inf)"), "{case}");
    if let (Measured::Value(value), Measured::Value(interval)) = (finding.value, finding.interval) {
        let Interval { low, high, .. } = interval;
        assert!(low <= value + 1e-9 && value <= high + 1e-9, "{case}");
    }
    if let Measured::Value(test) = finding.test {
        for (p, least) in
            [(test.greater, test.attainable_greater), (test.less, test.attainable_less)]
        {
            assert!(0.0 < p && p <= 1.0 + 1e-12 && least <= p * (1.0 + 1e-9), "{case}");
        }
        assert!(finding.value.value().is_some(), "{case}");
    }
    assert!(finding.rows.is_sorted(), "{case}");
    assert!(finding.value.value().is_none() || !finding.rows.is_empty(), "{case}");
    assert!(serde_json::to_string(finding).is_ok());
}

#[test]
fn answers_are_sound_on_every_ledger() -> Outcome {
    let single = "id,name,level\na,A,city\n";
    let dated = agreements(&["2015", "2016-03", "2017-05-06", "2019"]);
    let provinces = "id,parties,start\nx,p;q,2015\ny,p;q,2016\nz,p;q,2019\n";
    let cases = [
        ("delta", datasets::yangtze_delta()),
        ("middle", datasets::middle_yangtze()),
        ("empty", ledger(&[("agreements.csv", "id\n")])),
        (
            "one city",
            ledger(&[("places.csv", single), ("agreements.csv", "id,parties,start\nx,a,2016\n")]),
        ),
        ("one event", ledger(&[("agreements.csv", &agreements(&["2016"]))])),
        ("one day", ledger(&[("agreements.csv", &agreements(&["2016-05-01"; 9]))])),
        ("no dates", ledger(&[("agreements.csv", &agreements(&[""; 9]))])),
        ("provinces", ledger(&[("agreements.csv", provinces)])),
        ("few", ledger(&[("agreements.csv", &dated)])),
        ("world", LedgerWorld::new().draw(1)?),
    ];
    for (name, region) in &cases {
        let found = quick().ask(region)?;
        assert!(found.len() > 5);
        found.iter().for_each(|finding| assert_sound(finding, name));
        let silent = ["empty", "one event", "one day", "no dates", "one city"];
        if silent.contains(name) {
            let told: Vec<&Finding> = found.iter().filter(|it| it.test.value().is_some()).collect();
            assert!(told.is_empty(), "{name}: {told:?}");
        }
    }
    Ok(())
}

#[test]
fn other_choices_are_asked_and_one_row_can_carry_an_answer() -> Outcome {
    // Twenty rows of one year in the peak, all but one told by one source.
    let rows: String = (0..20)
        .map(|nth| format!("x{nth:02},a;b,{},s{}\n", 2015 + nth % 6, usize::from(nth == 0)))
        .collect();
    let region = ledger(&[
        ("sources.csv", "id,citation\ns0,S\ns1,T\n"),
        ("agreements.csv", &format!("id,parties,start,source\n{rows}")),
    ]);
    let cells = Sensitivity::new().run(&region, &quick())?;
    let names: Vec<&str> = cells.iter().map(|cell| cell.name.as_str()).collect();
    for name in
        ["spread: count", "spread: unit", "without plans", "with meetings", "without source s0"]
    {
        assert!(names.contains(&name), "{name}: {names:?}");
    }
    // What is the main choice anyway is no other one; what no row can be is not asked.
    assert!(!names.contains(&"spread: newman") && !names.contains(&"found: protocol"));
    assert_eq!(names.iter().filter(|name| name.starts_with("without row")).count(), 20);
    let fade = |name: &str| {
        let cell = cells.iter().find(|cell| cell.name == name).expect("a cell");
        let answer = cell.answers.iter().find(|it| it.quantity == "fade-ratio").expect("asked");
        answer.value
    };
    assert!(near(value(fade("spread: count")), value(fade("without plans"))));
    assert_eq!(fade("without source s0").undefined(), Some(Undefined::TooFewUnits { need: 2 }));
    Ok(())
}

#[test]
fn every_verdict_can_be_followed_down_to_its_rows() -> Outcome {
    let (delta, middle) = (datasets::yangtze_delta(), datasets::middle_yangtze());
    let table = ClaimByClaim::new([&middle, &delta])
        .inquiry(Inquiry::new().replicates(49))
        .sensitivity(Sensitivity::new().replicates(19).weights(0).leave_out(false))
        .run()?;
    // Twenty-five claims of two regions, nine of them of one beside the other.
    assert_eq!(table.lines().len(), 59);
    for line in table.lines() {
        let case = format!("{} {}", line.claim, line.region);
        assert!(!line.because.is_empty(), "{case}");
        let undecided = line.verdict == Verdict::CannotBeDecided;
        assert_eq!(undecided, line.decided_by.is_some(), "{case}: {line:?}");
        let region = if line.region == "yangtze-delta" { &delta } else { &middle };
        for evidence in &line.evidence {
            // Of a contrast the rows stand with its sides.
            if line.against.is_some() {
                assert_eq!(evidence.sides.len(), 2);
                assert!(evidence.finding.rows.is_empty());
            } else {
                assert_sound(&evidence.finding, &case);
            }
            for row in &evidence.finding.rows {
                let found = region.find(row.table, &row.id).is_some();
                assert!(found || row.id.contains(' ') || row.id.contains('–'), "{case}: {row}");
            }
            if evidence.verdict != Verdict::CannotBeDecided {
                assert!(value(evidence.q) <= 0.05 && evidence.robustness.holds(), "{case}");
                assert!(value(evidence.attainable) <= value(evidence.p), "{case}");
            }
        }
        // Every claim of the region's own table is here.
        assert!(
            region
                .claims()
                .iter()
                .all(|it| it.id.starts_with('R') || table.line(&it.id, region.id()).is_some())
        );
    }
    let text = table.to_text();
    for part in
        ["THE STUDY, CLAIM BY CLAIM", "高开低走", "cannot be decided", "WHY, AND WHAT WOULD DECIDE"]
    {
        assert!(text.contains(part), "{part}");
    }
    assert!(!text.contains("NaN") && !table.to_markdown().contains("NaN"));
    let json: Value = json(&table.to_json());
    assert_eq!(json["lines"].as_array().map(Vec::len), Some(59));
    assert!(
        json["lines"][0]["evidence"][0]["rows"].as_array().is_some_and(|rows| !rows.is_empty())
    );
    Ok(())
}

#[test]
fn a_planted_fade_is_established_and_a_rise_contradicts_it() -> Outcome {
    let world = LedgerWorld::new().years(2015, 2020).rows(150).found(0.0, 1.0, 0.0);
    for (multiple, verdict) in [(0.15, Verdict::Established), (6.0, Verdict::Contradicted)] {
        let region = world.clone().fade(2018, multiple).draw(2)?;
        let table = ClaimByClaim::new([&region])
            .inquiry(Inquiry::new().replicates(99))
            .sensitivity(Sensitivity::new().replicates(19).weights(1).leave_out(false))
            .run()?;
        let line = table.line("T01", region.id()).expect("asked");
        assert_eq!(line.verdict, verdict, "{line:?}");
        assert_eq!(line.decided_by, None);
    }
    Ok(())
}

/// The tables of a region with the rows of every table turned round.
fn reversed(region: &Region) -> Region {
    let folder = tempfile::tempdir().expect("a folder");
    let at = folder.path().join("region");
    region.write(&at).expect("written");
    for file in std::fs::read_dir(&at).expect("a folder") {
        let path = file.expect("a file").path();
        let mut reader = csv_lines(&path);
        let header = reader.remove(0);
        reader.reverse();
        reader.insert(0, header);
        std::fs::write(&path, reader.concat()).expect("written");
    }
    Region::read(&at).unwrap_or_else(|error| panic!("{error}"))
}

/// The rows of a table as text, quoted line breaks kept within one.
fn csv_lines(path: &std::path::Path) -> Vec<String> {
    let text = std::fs::read_to_string(path).expect("text");
    let (mut rows, mut row, mut quoted) = (Vec::new(), String::new(), false);
    for character in text.chars() {
        quoted ^= character == '"';
        row.push(character);
        if character == '\n' && !quoted {
            rows.push(std::mem::take(&mut row));
        }
    }
    rows
}

#[test]
fn same_answers_at_any_number_of_threads_and_in_any_order_of_rows() -> Outcome {
    for region in [datasets::middle_yangtze(), LedgerWorld::new().batch_size(3.0).draw(5)?] {
        let answers = |region: &Region, threads: usize| {
            let pool =
                rayon::ThreadPoolBuilder::new().num_threads(threads).build().expect("a pool");
            let found = pool.install(|| Inquiry::new().replicates(99).seed(4).ask(region));
            serde_json::to_string(&found.expect("answers")).expect("JSON")
        };
        let one = answers(&region, 1);
        for threads in [2, 3, 7] {
            assert_eq!(answers(&region, threads), one);
        }
        assert_eq!(answers(&reversed(&region), 2), one);
    }
    Ok(())
}

// Worlds with a known answer.

/// In how many of `worlds` worlds the fade is significant on a side.
fn found_in(
    world: &LedgerWorld,
    worlds: u64,
    side: Alternative,
    inquiry: &Inquiry,
) -> Result<(usize, usize), Error> {
    let (mut tested, mut found) = (0, 0);
    for number in 0..worlds {
        let momentum = Momentum::new().run(&world.draw(number)?, inquiry)?;
        if let Measured::Value(fade) = momentum.fade {
            tested += 1;
            found += usize::from(fade.tails.p(side) <= 0.05);
        }
    }
    Ok((found, tested))
}

#[test]
fn fades_are_found_where_they_are_planted_only() -> Outcome {
    let inquiry = Inquiry::new().replicates(19);
    let none = LedgerWorld::new().years(2015, 2020).batch_size(4.0).rows(80);
    let side = Alternative::Greater;
    let (found, tested) = found_in(&none, 60, side, &inquiry)?;
    assert!(tested >= 58 && found <= 6, "{found} of {tested}");
    let fading = LedgerWorld::new().years(2015, 2020).fade(2018, 0.3).rows(80);
    let (found, tested) = found_in(&fading, 30, side, &inquiry)?;
    assert!(tested == 30 && found >= 25, "{found} of {tested}");
    // Items of a ceremony taken for independent cry wolf.
    let wild =
        LedgerWorld::new().years(2015, 2020).batch_size(12.0).layers(1.0, 0.0, 0.0).rows(150);
    let by_row = inquiry.clone().unit(Unit::Row);
    let exact = |unit: &Inquiry| -> Result<usize, Error> {
        let mut found = 0;
        for number in 0..40 {
            let momentum = Momentum::new().run(&wild.draw(number)?, unit)?;
            found += usize::from(momentum.fade.value().is_some_and(|it| it.exact.p <= 0.05));
        }
        Ok(found)
    };
    let (rows, ceremonies) = (exact(&by_row)?, exact(&inquiry)?);
    assert!(rows >= 10 && ceremonies <= 4, "{rows}, {ceremonies}");
    Ok(())
}
