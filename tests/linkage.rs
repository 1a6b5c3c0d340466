//! Borders, neighbours, rivals, the largest city, platforms and recognition: small ledgers worked out
//! by hand, and what awkward ledgers must not say.
#[path = "support/ledgers.rs"]
#[allow(dead_code, reason = "some are for other tests")]
mod ledgers;

use conurbation::cooperation::{
    AdjacencyPremium, Barrier, Finding, Industries, Inquiry, Platforms, Radiation, Recognition,
    Rivalry, Similarity,
};
use conurbation::network::Projection;
use conurbation::region::PlatformKind;
use conurbation::statistics::Alternative;
use conurbation::structure::{Ppml, Relation};
use conurbation::synthetic::LedgerWorld;
use conurbation::{Measured, Region, Result, Undefined, datasets};
use ledgers::Ledger;
use std::collections::BTreeSet;

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

fn quick() -> Inquiry {
    Inquiry::new().replicates(99)
}

/// All that these questions answer.
fn every_finding(region: &Region, inquiry: &Inquiry) -> Result<Vec<Finding>> {
    let mut all = Barrier::new().run(region, inquiry)?.findings();
    all.extend(AdjacencyPremium::new().run(region, inquiry)?.findings());
    all.extend(Rivalry::new().run(region, inquiry)?.findings());
    all.push(Radiation::new().run(region, inquiry)?.quotient);
    all.extend(Platforms::new().run(region, inquiry)?.findings());
    all.extend(Recognition::new().run(region, inquiry)?.findings());
    all.push(Industries::new().run(region, inquiry)?);
    Ok(all)
}

/// Cities `a` to `f` in provinces of three, with the ties of the notes on methods: 14 on 6 pairs
/// within, 3 on 9 across.
fn toy() -> Ledger {
    let mut ledger = Ledger::new("toy");
    ledger.province("P").province("Q");
    for (city, people) in ["a", "b", "c", "d", "e", "f"].into_iter().zip([9, 4, 3, 2, 1, 1]) {
        let province = if city < "d" { "P" } else { "Q" };
        ledger.city(city, province, &format!("{people}000000"));
    }
    for (parties, weight) in [
        ("a;b", "3"),
        ("a;c", "2"),
        ("a;f", "1"),
        ("b;c", "2"),
        ("b;e", "1"),
        ("c;d", "1"),
        ("d;e", "2"),
        ("d;f", "3"),
        ("e;f", "2"),
    ] {
        ledger.agreement_of(parties, "2015", "", weight);
    }
    ledger
}

#[test]
fn the_barrier_of_six_cities_is_that_worked_out_by_hand() {
    let barrier = Barrier::new().run(&toy().region(), &quick()).expect("legal");
    assert_near(value(barrier.raw.value), 7.0, 1e-12);
    // By a plain Python implementation of the loopless expectation, to 5e-13.
    assert_near(value(barrier.corrected.value), 7.036_556_391_825_53, 1e-9);
    assert_near(value(barrier.e_i.value), -0.647_058_823_529_411_8, 1e-12);
    assert_near(barrier.e_i.neutral.expect("it has one"), 0.2, 1e-12);
    // Ten divisions into three and three: no two-sided p is below 0.2.
    for finding in [&barrier.raw, &barrier.corrected, &barrier.e_i] {
        let reason = finding.test.undefined();
        let floor = matches!(reason, Some(Undefined::NotAttainable { p_min }) if (p_min - 0.2).abs() < 1e-9);
        assert!(floor, "{reason:?}");
    }
    assert_eq!(barrier.raw.rows.len(), 9);
    let interval = value(barrier.raw.interval);
    assert!(1.0 < interval.low && interval.low < 7.0 && 7.0 < interval.high);
    // No coordinates.
    assert_eq!(barrier.gravity.value.undefined(), Some(Undefined::MissingData { n: 6 }));
}

#[test]
fn a_barrier_needs_provinces_that_are_shared_and_crossed() {
    let of = |ledger: &Ledger| Barrier::new().run(&ledger.region(), &quick()).expect("legal");
    let mut capitals = Ledger::new("capitals");
    for city in ["a", "b", "c", "d"] {
        let province = city.to_uppercase();
        capitals.province(&province).city(city, &province, "1000000");
    }
    capitals.agreement("a;b;c;d", "2015").agreement("a;b", "2016");
    assert_eq!(of(&capitals).raw.value.undefined(), Some(Undefined::Vacuous));

    let mut closed = Ledger::new("closed");
    closed.cities(6).agreement("c00;c02", "2015").agreement("c01;c03", "2016");
    let closed = of(&closed);
    assert_eq!(closed.raw.value.undefined(), Some(Undefined::Unbounded));
    assert_eq!(closed.corrected.value.undefined(), Some(Undefined::Unbounded));
    assert_near(value(closed.e_i.value), -1.0, 1e-12);

    let mut one = Ledger::new("one");
    one.province("P").city("a", "P", "").city("b", "P", "").city("c", "P", "");
    one.agreement("a;b", "2015").agreement("b;c", "2016");
    assert_eq!(of(&one).raw.value.undefined(), Some(Undefined::Vacuous));
}

#[test]
fn gravity_is_that_of_the_network_of_the_ledger() {
    let region = LedgerWorld::new().distance_decay(1.0).province_effect(3.0).seed(3).draw(0);
    let region = region.expect("legal");
    let barrier = Barrier::new().run(&region, &Inquiry::new().replicates(1200)).expect("legal");
    let network = region.network(&Projection::new()).expect("legal");
    let place = |node: u32| region.place(network.city(node).place);
    let distance = Relation::from_fn(41, |a, b| {
        conurbation::region::distance_km(place(a), place(b)).expect("coordinates").ln()
    });
    let (labels, _) = value(network.provinces());
    let same = Relation::same_group(&labels).expect("legal");
    let fit = Ppml::new().city_effects(true);
    let predictors = [("d", &distance.expect("legal")), ("p", &same)];
    let fit =
        value(fit.run(&Relation::ties(&network).expect("legal"), &predictors).expect("legal"));
    let (slope, delta) = (fit.coefficients[0].estimate, fit.coefficients[1].estimate);
    assert_near(value(barrier.gravity.value), delta.exp(), 1e-9);
    assert_near(value(barrier.width.value), (-delta / slope).exp(), 1e-9);
    let interval = value(barrier.gravity.interval);
    assert!(interval.low < delta.exp() && delta.exp() < interval.high);
    let tails = value(barrier.gravity.test);
    assert!(tails.greater <= 0.05, "a province effect of 3 is planted: {tails:?}");
    assert!(tails.attainable_greater >= 1.0 / 61.0);
}

#[test]
fn the_premium_of_neighbours_is_a_ratio_of_means() {
    for region in [datasets::yangtze_delta(), datasets::middle_yangtze()] {
        let premium = AdjacencyPremium::new().run(&region, &quick()).expect("legal");
        let network = region.network(&Projection::new()).expect("legal");
        let node = |id: &str| network.node(id).ok();
        let mut borders = BTreeSet::new();
        for border in region.borders() {
            let pair = (node(&region.place(border.a).id), node(&region.place(border.b).id));
            if let (Some(a), Some(b)) = pair {
                borders.insert((a.min(b), a.max(b)));
            }
        }
        let n = network.cities().len();
        let (mut sums, mut pairs) = ([0.0; 2], [0.0; 2]);
        for a in 0..n as u32 {
            for b in a + 1..n as u32 {
                let side = usize::from(borders.contains(&(a, b)));
                pairs[side] += 1.0;
                sums[side] += network.adjacency().weight(a, b).unwrap_or(0.0);
            }
        }
        let expected = sums[1] / pairs[1] / (sums[0] / pairs[0]);
        assert_near(value(premium.raw.value), expected, 1e-9);
        let interval = value(premium.raw.interval);
        assert!(interval.low < expected && expected < interval.high);
        assert!(premium.raw.p(Alternative::TwoSided).value().is_some());
        let factor = value(premium.gravity.value);
        assert!(factor > 0.0 && value(premium.vif) > 1.0);
        assert!(premium.raw.rows.iter().any(|row| row.to_string().starts_with("borders")));
    }
}

#[test]
fn the_largest_city_may_radiate_less_than_it_is_large() {
    let radiation = Radiation::new().run(&toy().region(), &quick()).expect("legal");
    assert_eq!((radiation.city.as_deref(), radiation.size), (Some("a"), Some("population")));
    // Strength 6 of 34, people 9 of 20.
    assert_near(value(radiation.quotient.value), (6.0 / 34.0) / (9.0 / 20.0), 1e-12);
    assert_near(value(radiation.ceiling), 0.5 / (9.0 / 20.0), 1e-12);
    // Strengths 6 6 5 6 5 6: the second is as strong.
    assert_near(value(radiation.primacy_gap), (9.0_f64 / 4.0).ln() - 1.0_f64.ln(), 1e-12);
    // b and c look up to a.
    assert_near(value(radiation.reach), 2.0 / 5.0, 1e-12);
    let shares = [3.0 / 6.0, 2.0 / 5.0, 0.0, 0.0, 1.0 / 6.0];
    assert_near(value(radiation.dependence), shares.iter().sum::<f64>() / 5.0, 1e-12);
    // One of six cities at best.
    let floor = radiation.quotient.test.undefined();
    assert!(
        matches!(floor, Some(Undefined::NotAttainable { p_min }) if (p_min - 1.0 / 6.0).abs() < 1e-12)
    );

    let delta = Radiation::new().run(&datasets::yangtze_delta(), &quick()).expect("legal");
    assert_eq!(delta.city.as_deref(), Some("310000"));
    let quotient = value(delta.quotient.value);
    assert!(quotient < value(delta.ceiling));
    let interval = value(delta.quotient.interval);
    assert!(interval.low < quotient && quotient < interval.high);
    assert_near(value(delta.quotient.attainable(Alternative::Less)), 1.0 / 41.0, 1e-12);
}

#[test]
fn likeness_is_that_of_the_definitions() {
    let (one, other) = ([0.7, 0.2, 0.1], [0.4, 0.3, 0.3]);
    let of = |similarity| {
        value(Industries::new().similarity(similarity).of(&one, &other).expect("legal"))
    };
    // K = 0.6; both by a plain Python implementation.
    assert_near(of(Similarity::Krugman), 0.7, 1e-12);
    assert_near(of(Similarity::Isomorphism), 0.863_506_051_817_272_7, 1e-12);
    assert!(Industries::new().of(&one, &other[1..]).is_err());
    assert!(Industries::new().of(&one, &[-1.0, 1.0, 1.0]).is_err());
    assert_eq!(
        Industries::new().of(&one, &[0.0; 3]).expect("legal").undefined(),
        Some(Undefined::Vacuous)
    );
}

/// Six cities with shares of two industries, and rivals.
fn rivals() -> Region {
    let mut ledger = Ledger::new("rivals");
    let places =
        &["id", "name", "level", "parent", "population", "industry:steel", "industry:cars"];
    ledger.0.retain(|(name, _)| name != "places.csv");
    ledger.row("places", places, &["P", "P", "province", "", "", "", ""]);
    ledger.row("places", places, &["Q", "Q", "province", "", "", "", ""]);
    for (city, province, steel) in [
        ("a", "P", "0.9"),
        ("b", "P", "0.8"),
        ("c", "P", "0.2"),
        ("d", "Q", "0.1"),
        ("e", "Q", "0.5"),
        ("f", "Q", "0.6"),
    ] {
        let cars = format!("{:.1}", 1.0 - steel.parse::<f64>().expect("a number"));
        ledger.row("places", places, &[city, city, "city", province, "1000000", steel, &cars]);
    }
    for parties in ["a;b", "a;c", "b;c", "c;d", "d;e", "c;e", "e;f"] {
        ledger.agreement(parties, "2016");
    }
    let header = &["a", "b", "field"];
    ledger.row("rivalries", header, &["a", "b", "ports"]);
    ledger.row("rivalries", header, &["b", "a", "steel"]);
    ledger.row("rivalries", header, &["P", "Q", "firms"]);
    ledger.row("rivalries", header, &["d", "e", "firms"]);
    ledger.region()
}

#[test]
fn rivals_may_work_together() {
    let found = Rivalry::new().run(&rivals(), &quick()).expect("legal");
    // 7 of 15 pairs tied, 2 rivals, both tied: the φ of a table of two by two.
    let phi = (2.0 * 8.0 - 0.0) / (7.0_f64 * 8.0 * 2.0 * 13.0).sqrt();
    assert_near(value(found.rivals.value), phi, 1e-12);
    // Triangles abc and cde hold one rivalry each: none is balanced.
    assert_near(value(found.balance.value), 0.0, 1e-12);
    assert_eq!(
        found.rivals.rows.iter().filter(|row| row.to_string().starts_with("rivalries")).count(),
        3
    );

    let steel = [0.9, 0.8, 0.2, 0.1, 0.5, 0.6];
    let likeness = |a: usize, b: usize| 1.0 - f64::abs(steel[a] - steel[b]);
    let ties = [(0, 1), (0, 2), (1, 2), (2, 3), (3, 4), (2, 4), (4, 5)];
    let of_ties = ties.iter().map(|&(a, b)| likeness(a, b)).sum::<f64>() / 7.0;
    let all = (0..6).flat_map(|a| (a + 1..6).map(move |b| (a, b)));
    let of_all = all.map(|(a, b)| likeness(a, b)).sum::<f64>() / 15.0;
    assert_near(value(found.complement.value), of_ties - of_all, 1e-12);
    assert!(found.alike.value.value().is_some());
}

/// Platforms of six cities.
fn platforms(more: impl FnOnce(&mut Ledger)) -> Region {
    let mut ledger = Ledger::new("platforms");
    ledger.cities(6);
    let header = &["id", "kind", "domain", "status", "members_stated", "same_as"];
    let rows = [
        ("F1", "standard", "transport", "4", "", &["c00", "c01", "c02"][..]),
        ("F2", "recognition", "health", "", "", &["c00", "c01"]),
        ("F3", "judicial", "", "", "", &["c00", "c01", "c02", "c03", "c04", "c05"]),
        ("F4", "recognition", "health", "", "", &["c03", "c04", "c05"]),
        ("F5", "data", "", "12", "", &[]),
        ("F6", "standard", "health", "", "", &["c03", "c04"]),
        ("F7", "data", "", "", "F1", &["c00", "c01", "c02"]),
    ];
    for (id, kind, domain, stated, same_as, members) in rows {
        ledger.row("platforms", header, &[id, kind, domain, "running", stated, same_as]);
        for (nth, city) in members.iter().enumerate() {
            let role = match (id, nth) {
                ("F2", 0) => "issues",
                ("F2", 1) => "accepts",
                _ => "member",
            };
            ledger.row("platform_members", &["platform", "place", "role"], &[id, city, role]);
        }
    }
    more(&mut ledger);
    ledger.region()
}

#[test]
fn platforms_are_counted_by_hand() {
    let region = platforms(|_| {});
    let found = Platforms::new().run(&region, &quick()).expect("legal");
    assert_eq!(found.universal, ["F3"]);
    let sizes: Vec<(&str, usize)> =
        found.platforms.iter().map(|it| (it.id.as_str(), it.named)).collect();
    assert_eq!(sizes, [("F1", 3), ("F2", 2), ("F3", 6), ("F4", 3), ("F5", 0), ("F6", 2)]);
    // Stated numbers count where they are larger, up to all cities.
    assert_near(value(found.coverage.value), (4.0 + 2.0 + 6.0 + 3.0 + 6.0 + 2.0) / 36.0, 1e-12);
    // Of F1, F2, F4, F6: pairs 01 02 12, 34 35 45; 01 and 34 twice.
    assert_near(value(found.pair_coverage.value), 6.0 / 15.0, 1e-12);
    assert_near(value(found.depth.value), 8.0 / 6.0, 1e-12);
    // F2 lies in F1, F6 in F4; F1 and F4 are the largest.
    assert_near(value(found.containment.value), 1.0, 1e-12);
    let twice = found.pairs.iter().find(|pair| pair.shared == 2).expect("c00 and c01");
    assert_eq!((twice.one.as_str(), twice.other.as_str()), ("c00", "c01"));
    assert!(twice.p > 0.0 && twice.q >= twice.p);
    assert_eq!(found.pairs.len(), 6);

    let standards = Platforms::new().kinds([PlatformKind::Judicial]).run(&region, &quick());
    let reason = standards.expect("legal").pair_coverage.value.undefined();
    assert_eq!(reason, Some(Undefined::TooFewUnits { need: 2 }));
}

/// What pairs share on average in all tables of given margins, by listing them.
#[test]
fn chance_of_platforms_is_that_of_all_tables() {
    let (cities, sizes) = (6, [3, 2, 3, 2]);
    let degrees = [2_usize, 2, 1, 2, 2, 1];
    let mut tables: Vec<Vec<u32>> = vec![Vec::new()];
    for size in sizes {
        let members = (0_u32..1 << cities).filter(|set| set.count_ones() == size);
        let members: Vec<u32> = members.collect();
        tables = tables
            .iter()
            .flat_map(|table| members.iter().map(move |&set| [table.as_slice(), &[set]].concat()))
            .collect();
    }
    let degree =
        |table: &[u32], city: usize| table.iter().filter(|set| *set >> city & 1 == 1).count();
    tables.retain(|table| (0..cities).all(|city| degree(table, city) == degrees[city]));
    assert!(tables.len() > 50);
    let region = platforms(|_| {});
    let found = Platforms::new().run(&region, &Inquiry::new().replicates(4999)).expect("legal");
    for pair in &found.pairs {
        let at = |id: &str| id[1..].parse::<usize>().expect("a number");
        let (a, b) = (at(&pair.one), at(&pair.other));
        let shared =
            |table: &Vec<u32>| table.iter().filter(|set| *set >> a & *set >> b & 1 == 1).count();
        let expected = tables.iter().map(shared).sum::<usize>() as f64 / tables.len() as f64;
        assert!((pair.expected - expected).abs() < 0.05, "{pair:?} {expected}");
    }
    let squares = |table: &Vec<u32>| {
        let pairs = (0..cities).flat_map(|a| (a + 1..cities).map(move |b| (a, b)));
        let shared = |(a, b)| table.iter().filter(|set| *set >> a & *set >> b & 1 == 1).count();
        pairs.map(shared).map(|shared| shared * shared).sum::<usize>()
    };
    let mean = tables.iter().map(squares).sum::<usize>() as f64 / tables.len() as f64;
    assert!((value(found.concentration.value) - 12.0 / mean).abs() < 0.03);
    let as_much = tables.iter().filter(|table| squares(table) >= 12).count();
    let p = as_much as f64 / tables.len() as f64;
    let tails = value(found.concentration.test);
    assert!(
        (tails.greater - p).abs() < 4.0 * (p * (1.0 - p) / 4999.0).sqrt() + 0.01,
        "{tails:?} {p}"
    );
}

#[test]
fn recognition_and_use_are_counted_by_hand() {
    let region = platforms(|ledger| {
        ledger.0[0].1 = "id,name,as_of,domains\nr,r,2023-12-31,transport;health;law=\n".to_owned();
        let header = &["about", "what", "date", "value"];
        for (about, what, date, value) in [
            ("F2", "users", "2020", "30"),
            ("F2", "eligible", "2020", "50"),
            ("F4", "users", "2021", "10"),
            ("F4", "eligible", "2020", "900"),
            ("F4", "issued", "2020", "8"),
        ] {
            ledger.row("observations", header, &[about, what, date, value]);
        }
    });
    let found = Recognition::new().run(&region, &quick()).expect("legal");
    // One way between c00 and c01, both ways among c03, c04, c05.
    assert_near(value(found.reciprocity.value), 6.0 / 7.0, 1e-12);
    // Transport 3 pairs of 15, health 1, law none.
    assert_near(value(found.harmonisation.value), 4.0 / 45.0, 1e-12);
    assert_eq!(found.by_domain.len(), 3);
    assert_eq!(found.judicial.value.undefined(), Some(Undefined::TooFewUnits { need: 2 }));
    assert_near(value(found.use_of_eligible.value), 0.6, 1e-12);
    let interval = value(found.use_of_eligible.interval);
    assert!(interval.low < 0.6 && 0.6 < interval.high);
    assert_eq!(found.use_of_eligible.rows.len(), 2);
    assert!(matches!(found.vouchers.value.undefined(), Some(Undefined::MissingData { .. })));
    // Plain members say nothing of who returns what.
    let plain = Recognition::new().run(&datasets::middle_yangtze(), &quick()).expect("legal");
    let reason = plain.reciprocity.value.undefined();
    assert!(matches!(reason, Some(Undefined::MissingData { .. })), "{reason:?}");
}

#[test]
fn awkward_ledgers_give_a_reason_and_never_a_number() {
    // Cities, and the parties and the batch of each agreement.
    let ledger = |cities: usize, agreements: &[(&str, &str)]| {
        let mut ledger = Ledger::new("awkward");
        if cities > 0 {
            ledger.cities(cities);
        }
        for &(parties, batch) in agreements {
            ledger.agreement_of(parties, "2015", batch, "");
        }
        ledger.region()
    };
    let awkward = [
        ("nothing", ledger(0, &[])),
        ("no events", ledger(8, &[])),
        ("one city", ledger(1, &[])),
        ("two cities", ledger(2, &[("c00;c01", ""), ("c00;c01", "")])),
        ("one event", ledger(8, &[("c00;c01", "")])),
        ("one event of all", ledger(4, &[("c00;c01;c02;c03", "")])),
        ("one ceremony", ledger(8, &[("c00;c01", "B"), ("c02;c03", "B")])),
        ("all provinces", ledger(8, &[("P;Q", ""), ("P;Q", "")])),
    ];
    for (name, region) in &awkward {
        for finding in every_finding(region, &quick()).expect("legal") {
            assert!(finding.value.undefined().is_some(), "{name}: {finding:?}");
            assert!(finding.interval.undefined().is_some() && finding.test.undefined().is_some());
        }
    }
}

#[test]
fn embedded_regions_have_an_answer_or_a_reason() {
    for region in [datasets::yangtze_delta(), datasets::middle_yangtze()] {
        let found = every_finding(&region, &quick()).expect("legal");
        assert_eq!(found.len(), 24);
        for finding in &found {
            if let Measured::Value(tails) = &finding.test {
                assert!(tails.greater >= tails.attainable_greater - 1e-12, "{finding:?}");
                assert!(tails.less >= tails.attainable_less - 1e-12, "{finding:?}");
                assert!(tails.greater <= 1.0 && tails.less <= 1.0);
            }
            if let (Measured::Value(value), Measured::Value(interval)) =
                (finding.value, finding.interval)
            {
                assert!(
                    value.is_finite() && interval.low <= value && value <= interval.high,
                    "{finding:?}"
                );
            }
            assert!(finding.decided_by.is_some());
        }
        let answered = found.iter().filter(|finding| finding.value.value().is_some()).count();
        assert!(answered >= 10, "{answered}");
    }
}

/// The share of worlds in which a finding is significant on two sides, among those answered.
fn found_in(worlds: u64, world: &LedgerWorld, of: impl Fn(&Region, &Inquiry) -> Finding) -> f64 {
    let (mut found, mut answered) = (0.0, 0.0);
    for number in 0..worlds {
        let region = world.draw(number).expect("legal");
        let finding = of(&region, &Inquiry::new().replicates(780).seed(number));
        if let Measured::Value(p) = finding.p(Alternative::TwoSided) {
            answered += 1.0;
            found += f64::from(u8::from(p <= 0.05));
        }
    }
    assert!(answered >= 0.9 * worlds as f64, "{answered} of {worlds}");
    found / answered
}

#[test]
fn nearness_is_no_barrier_by_gravity() {
    let near = LedgerWorld::new().distance_decay(1.0).seed(2026);
    let gravity = |region: &Region, inquiry: &Inquiry| {
        Barrier::new().run(region, inquiry).expect("legal").gravity
    };
    let raw = |region: &Region, inquiry: &Inquiry| {
        Barrier::new().run(region, inquiry).expect("legal").raw
    };
    assert!(found_in(8, &near, gravity) <= 0.25);
    // By random labels it is.
    assert!(found_in(2, &near, raw) >= 0.5);
    let planted = LedgerWorld::new().province_effect(5.0).seed(2026);
    assert!(found_in(2, &planted, gravity) >= 0.5);
}
