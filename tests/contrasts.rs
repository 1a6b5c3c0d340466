//! Two regions beside one another, and circles inside circles: values by hand and by enumeration,
//! ledgers that cannot answer, worlds in which nothing or something is planted.
use conurbation::compare::ClaimByClaim;
use conurbation::cooperation::balance::Coupling;
use conurbation::cooperation::contrasts::{
    Contrast, FadeContrast, LandingContrast, Share, ShareContrast, SurvivalContrast,
};
use conurbation::cooperation::{Circles, Enabling, Inquiry, Quadrants, Sensitivity, Verdict};
use conurbation::statistics::{Alternative, KaplanMeier, Lifetime, LogRank, common_log_odds};
use conurbation::synthetic::LedgerWorld;
use conurbation::{Error, Measured, Region, Undefined, datasets};

type Outcome = Result<(), Error>;

fn value<T>(measured: Measured<T>) -> T {
    measured.value().expect("a value")
}

fn near(found: f64, expected: f64) -> bool {
    (found - expected).abs() <= 1e-9 * expected.abs().max(1.0)
}

fn quick() -> Inquiry {
    Inquiry::new().replicates(199)
}

const PLACES: &str = "id,name,level,parent\np,P,province,\nq,Q,province,\na,A,city,p\nb,B,city,p\n\
    c,C,city,q\nd,D,city,q\n";

/// A region of tables.
fn ledger(id: &str, tables: &[(&str, &str)]) -> Region {
    let region = format!("id,name,as_of\n{id},R,2023-12-31\n");
    let mut all = vec![("region.csv", region.as_str()), ("places.csv", PLACES)];
    all.retain(|(file, _)| tables.iter().all(|(given, _)| given != file));
    all.extend_from_slice(tables);
    let all = all.iter().map(|(file, text)| (*file, text.as_bytes()));
    Region::from_tables(all).unwrap_or_else(|error| panic!("{error}"))
}

/// A region that signed so many agreements in each year from 2015 on.
fn signing(id: &str, counts: &[usize]) -> Region {
    let years = (2015..).zip(counts);
    let rows = years.flat_map(|(year, &count)| (0..count).map(move |nth| (year, nth)));
    let rows: String = rows.map(|(year, nth)| format!("x{year}-{nth},a;b,{year}\n")).collect();
    ledger(id, &[("agreements.csv", &format!("id,parties,start\n{rows}"))])
}

fn choose(n: u64, k: u64) -> f64 {
    (0..k).map(|nth| (n - nth) as f64 / (k - nth) as f64).product()
}

/// The probability of at most `x` of the first `n`, `k` of `n + m` being drawn.
fn at_most(x: u64, n: u64, m: u64, k: u64) -> f64 {
    (0..=x).map(|it| choose(n, it) * choose(m, k - it)).sum::<f64>() / choose(n + m, k)
}

#[test]
fn fades_are_set_against_one_another_by_fishers_test() -> Outcome {
    // Even years, so that no waves widen: 12 then 3 here, 6 then 12 there.
    let (here, there) =
        (signing("here", &[4, 4, 4, 1, 1, 1]), signing("there", &[2, 2, 2, 4, 4, 4]));
    let found = FadeContrast::new().run([&here, &there], &quick())?;
    assert!(near(value(found.effect.value), (0.25_f64 / 2.0).ln()));
    let tails = value(found.effect.test);
    assert!(near(tails.less, at_most(3, 15, 18, 15)), "{tails:?}");
    assert!(near(tails.greater, 1.0 - at_most(2, 15, 18, 15)), "{tails:?}");
    assert!(near(tails.attainable_less, at_most(0, 15, 18, 15)));
    let interval = value(found.effect.interval);
    assert!(interval.low < interval.estimate && interval.estimate < interval.high);
    assert!(near(value(found.sides[0].value), 0.75) && near(value(found.sides[1].value), -1.0));
    assert_eq!((found.sides[0].rows.len(), found.sides[1].rows.len()), (15, 18));
    // The other way round it is the opposite.
    let turned = FadeContrast::new().run([&there, &here], &quick())?;
    assert_eq!(turned.sides.each_ref().map(|it| it.region.as_str()), ["there", "here"]);
    assert!(near(value(turned.effect.value), -value(found.effect.value)));
    assert!(near(value(turned.effect.test).greater, tails.less));
    assert!(near(value(turned.effect.interval).low, -interval.high));
    let back = turned.reversed();
    assert!(near(value(back.effect.value), value(found.effect.value)));
    assert_eq!(back.effect.region, found.effect.region);
    // Waves of years widen both.
    let waves = (signing("here", &[12, 0, 0, 0, 3, 0]), signing("there", &[0, 6, 0, 12, 0, 0]));
    let wide = FadeContrast::new().run([&waves.0, &waves.1], &quick())?;
    assert!(near(value(wide.effect.value), value(found.effect.value)));
    assert!(value(wide.effect.test).less > 0.05 && tails.less < 0.01);
    assert!(value(wide.effect.interval).low < interval.low);
    // Who stopped altogether has no ratio.
    let stopped = signing("stopped", &[4, 4, 4]);
    let found = FadeContrast::new().run([&stopped, &there], &quick())?;
    assert_eq!(found.effect.value.undefined(), Some(Undefined::Unbounded));
    Ok(())
}

/// Agreements signed in these years, each landed after so many, if it did.
fn landing(id: &str, papers: &[(i32, Option<i32>)]) -> Region {
    let row = |(nth, &(signed, after)): (usize, &(i32, Option<i32>))| {
        let landed = after.map_or(String::new(), |after| (signed + after).to_string());
        format!("x{nth:02},a;b,{signed},{landed}\n")
    };
    let rows: String = papers.iter().enumerate().map(row).collect();
    ledger(id, &[("agreements.csv", &format!("id,parties,start,landed\n{rows}"))])
}

#[test]
fn landing_is_compared_by_hazard_within_years() -> Outcome {
    let soon =
        landing("soon", &[(2010, Some(1)), (2010, Some(1)), (2010, Some(2)), (2010, Some(3))]);
    let late = landing("late", &[(2010, Some(5)), (2010, Some(6)), (2010, Some(7)), (2010, None)]);
    let found = LandingContrast::new().run([&soon, &late], &quick())?;
    let years = |years: &[f64]| years.iter().map(|&it| Lifetime::ended(it)).collect::<Vec<_>>();
    let (a, mut b) = (years(&[1.0, 1.0, 2.0, 3.0]), years(&[5.0, 6.0, 7.0]));
    b.push(Lifetime::censored(13.5));
    let expected = value(LogRank::new().run(&a, &b)?);
    let ratio = (4.0 - expected.expected[0]) / expected.variance;
    assert!((value(found.effect.value) - ratio).abs() < 0.01, "{found:?}");
    // Of the 70 ways to deal eight papers of one year none is as unequal.
    let tails = value(found.effect.test);
    assert!(near(tails.greater, 1.0 / 70.0) && near(tails.attainable_greater, 1.0 / 70.0));
    // Papers of other years tell nothing of one another.
    let other = landing("late", &[(2011, Some(5)), (2011, Some(6)), (2011, Some(7)), (2011, None)]);
    let found = LandingContrast::new().run([&soon, &other], &quick())?;
    assert_eq!(found.effect.test.undefined(), Some(Undefined::Vacuous));
    let silent = landing("silent", &[(2010, None), (2010, None)]);
    let found = LandingContrast::new().run([&soon, &silent], &quick())?;
    assert_eq!(found.effect.value.undefined(), Some(Undefined::MissingData { n: 2 }));
    Ok(())
}

fn enclaves(id: &str, kinds: &[&str]) -> Region {
    let row = |(nth, kind): (usize, &&str)| {
        let (home, host) = [("a", "b"), ("b", "c"), ("c", "d"), ("d", "a")][nth % 4];
        format!("e{nth},{home},{host},{kind}\n")
    };
    let rows: String = kinds.iter().enumerate().map(row).collect();
    ledger(id, &[("enclaves.csv", &format!("id,home,host,kind\n{rows}"))])
}

#[test]
fn shares_are_those_of_the_lady_tasting_tea() -> Outcome {
    let most = enclaves("most", &["talent", "sci-tech", "institution", "industry", "other"]);
    let few = enclaves("few", &["talent", "industry", "industry", "industry"]);
    let found = ShareContrast::new(Share::EnclavesUpgraded).run([&most, &few], &quick())?;
    assert!(near(value(found.effect.value), 0.5));
    let tails = value(found.effect.test);
    assert!(near(tails.greater, 17.0 / 70.0) && near(tails.attainable_greater, 1.0 / 70.0));
    assert_eq!((found.sides[0].units, found.sides[1].units), (4, 4));
    // All in one province or in two: b to c and d to a cross.
    let found = ShareContrast::new(Share::EnclavesAcross).run([&most, &few], &quick())?;
    assert!(near(value(found.sides[0].value), 0.4) && near(value(found.sides[1].value), 0.5));
    // Nobody returns anything of another kind.
    let found = ShareContrast::new(Share::EnclavesReturned).run([&most, &few], &quick())?;
    assert!(near(value(found.effect.value), 0.0));
    assert_eq!(found.effect.test.undefined(), Some(Undefined::ZeroVariance));
    let found = ShareContrast::new(Share::EnclavesInTrust).run([&most, &few], &quick())?;
    assert_eq!(found.effect.value.undefined(), Some(Undefined::MissingData { n: 5 }));
    Ok(())
}

#[test]
fn fields_plans_and_leads_are_counted_by_hand() -> Outcome {
    let domains = "infrastructure=road;ecology=river;public-services=school;\
        industry-science=firm;urban-rural=village;institutions=rule";
    let of = |id: &str, rows: &str| {
        let region = format!("id,name,as_of,domains\n{id},R,2023-12-31,{domains}\n");
        let agreements = format!("id,kind,parties,start,domain,lead,batch\n{rows}");
        ledger(id, &[("region.csv", &region), ("agreements.csv", &agreements)])
    };
    let here = of(
        "here",
        "x1,agreement,a;b,2015,road,government,\nx2,plan,a;b,2015,river;firm,mixed,\n\
         x3,agreement,a;b,2016,school,market,u\nx4,agreement,a;b,2016,rule,government,u\n",
    );
    let there = of(
        "there",
        "y1,agreement,a;b,2015,firm,government,\ny2,agreement,a;b,2015,village,market,\n\
         y3,plan,a;b,2016,,market,\n",
    );
    let contrast = |share| ShareContrast::new(share).run([&here, &there], &quick());
    // Here a road, half of two, and half of a ceremony; there nothing.
    let fields = contrast(Share::MuchFields)?;
    assert!(near(value(fields.sides[0].value), (1.0 + 0.5 + 0.5) / 3.0));
    assert!(near(value(fields.sides[1].value), 0.0) && near(value(fields.effect.value), 2.0 / 3.0));
    // Of ten ways to deal five events, only that one gives the first three all there is.
    let tails =
        value(ShareContrast::new(Share::MarketLead).run([&here, &there], &quick())?.effect.value);
    assert!(near(tails, (0.0 + 0.5 + 0.5) / 3.0 - 2.0 / 3.0));
    // A plan of no field is no special plan.
    let plans = contrast(Share::SpecialPlans)?;
    assert!(near(value(plans.sides[0].value), 1.0 / 3.0) && near(value(plans.sides[1].value), 0.0));
    Ok(())
}

/// Ten cities, each tied to the three next ones, with an act every year as long as a tie lives.
fn living(id: &str, lives: impl Fn(u32, u32) -> u32) -> Region {
    let mut places = "id,name,level\n".to_owned();
    let (mut rows, mut acts) = ("id,parties,start\n".to_owned(), "of,date\n".to_owned());
    for a in 0..10 {
        places += &format!("c{a:02},C,city\n");
        for b in (a + 1..10).filter(|b| b - a < 4) {
            rows += &format!("t{a:02}{b:02},c{a:02};c{b:02},2010-01-01\n");
            for year in 1..=lives(a, b) {
                acts += &format!("t{a:02}{b:02},{}-01-01\n", 2010 + year);
            }
        }
    }
    ledger(id, &[("places.csv", &places), ("agreements.csv", &rows), ("acts.csv", &acts)])
}

#[test]
fn ties_that_last_longer_are_seen() -> Outcome {
    let life = |a: u32, b: u32| 1 + (a * a + 3 * b + a * b) % 5;
    let (long, short) = (living("long", |a, b| 3 + life(a, b)), living("short", life));
    let found = SurvivalContrast::new().run([&long, &short], &quick())?;
    assert!(
        value(found.effect.value) > 0.0 && value(found.effect.test).greater < 0.05,
        "{found:?}"
    );
    let lives = |more: u32| -> Vec<Lifetime> {
        let pairs =
            (0..10).flat_map(|a| (a + 1..10).filter(move |b| b - a < 4).map(move |b| (a, b)));
        pairs.map(|(a, b)| Lifetime::ended(f64::from(life(a, b) + more) + 2.0)).collect()
    };
    let log_rank = value(LogRank::new().run(&lives(0), &lives(3))?);
    assert!((value(found.effect.value) - log_rank.log_hazard_ratio).abs() < 0.02);
    let mean = value(value(KaplanMeier::new().run(&lives(0))?).restricted_mean(5.0));
    assert!((value(found.sides[1].value) - mean.estimate).abs() < 0.02);
    // Of one kind they do not differ, and lives that nobody tells of cannot be compared.
    let same = living("same", |a, b| 1 + (a + 2 * b + a * b) % 5);
    let found = SurvivalContrast::new().run([&same, &short], &quick())?;
    assert!(value(found.effect.test).p(Alternative::TwoSided) > 0.05);
    let silent = living("silent", |_, _| 0);
    let found = SurvivalContrast::new().run([&silent, &short], &quick())?;
    assert_eq!(found.effect.value.undefined(), Some(Undefined::MissingData { n: 24 }));
    let alive = living("alive", |_, _| 13);
    let found = SurvivalContrast::new().run([&alive, &alive], &quick())?;
    assert_eq!(found.effect.value.undefined(), Some(Undefined::NoEvents));
    assert!(SurvivalContrast::new().grace_years(0.0).run([&long, &short], &quick()).is_err());
    Ok(())
}

/// Ledgers that have next to nothing.
fn poor() -> Vec<(&'static str, Region)> {
    let rows = |starts: &[&str]| {
        let rows: String =
            starts.iter().enumerate().map(|(nth, it)| format!("x{nth},a;b,{it}\n")).collect();
        ledger("poor", &[("agreements.csv", &format!("id,parties,start\n{rows}"))])
    };
    let single = "id,name,level\na,A,city\n";
    let provinces = "id,parties,start\nx,p;q,2015\ny,p;q,2016\nz,p;q,2019\n";
    vec![
        ("empty", ledger("poor", &[("agreements.csv", "id\n")])),
        (
            "one city",
            ledger(
                "poor",
                &[("places.csv", single), ("agreements.csv", "id,parties,start\nx,a,2016\n")],
            ),
        ),
        ("one event", rows(&["2016"])),
        ("one day", rows(&["2016-05-01"; 9])),
        ("no dates", rows(&[""; 9])),
        ("provinces", ledger("poor", &[("agreements.csv", provinces)])),
        ("all censored", living("poor", |_, _| 13)),
    ]
}

fn assert_sound(contrast: &Contrast, case: &str) {
    let text = format!("{case}: {contrast:?}");
    assert!(!text.contains("NaN") && !text.contains("inf,") && !text.contains("inf)"), "{text}");
    let effect = &contrast.effect;
    if let (Measured::Value(value), Measured::Value(it)) = (effect.value, effect.interval) {
        assert!(it.low <= value + 1e-12 && value <= it.high + 1e-12, "{text}");
    }
    if let Measured::Value(test) = effect.test {
        for (p, least) in
            [(test.greater, test.attainable_greater), (test.less, test.attainable_less)]
        {
            assert!(0.0 < p && p <= 1.0 + 1e-12 && least <= p * (1.0 + 1e-9), "{text}");
        }
    }
    for side in &contrast.sides {
        assert!(side.value.value().is_none() || !side.rows.is_empty(), "{text}");
    }
}

#[test]
fn regions_that_cannot_tell_say_why() -> Outcome {
    let (delta, middle) = (datasets::yangtze_delta(), datasets::middle_yangtze());
    for contrast in quick().contrast(&middle, &delta)? {
        assert_sound(&contrast, "embedded");
    }
    let world = LedgerWorld::new().draw(1)?;
    for (name, region) in poor() {
        let questions = quick().contrast(&region, &world)?;
        assert_eq!(questions.len(), 10);
        for contrast in questions {
            assert_sound(&contrast, name);
            let told = contrast.effect.test.value().is_some();
            // That provinces signed in three years is no less true for being their doing.
            let in_time = name == "provinces" && contrast.effect.quantity == "fade-contrast";
            assert!(!told || in_time, "{name}: {contrast:?}");
        }
        let circles = Circles::new().run(&region, &quick())?;
        for finding in circles.findings() {
            assert!(finding.value.value().is_none(), "{name}: {finding:?}");
        }
    }
    Ok(())
}

#[test]
fn same_contrasts_at_any_number_of_threads() -> Outcome {
    let (delta, middle) = (datasets::yangtze_delta(), datasets::middle_yangtze());
    let found = |threads: usize| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().expect("a pool");
        let found = pool.install(|| quick().contrast(&middle, &delta));
        serde_json::to_string(&found.expect("contrasts")).expect("JSON")
    };
    let one = found(1);
    assert!([2, 3, 7].into_iter().all(|threads| found(threads) == one));
    Ok(())
}

// Circles.

/// Twelve cities in two provinces, three small circles of two and three in each of two middle ones,
/// and agreements within and across, those within landing after one year, others after five.
fn circled(within: i32, beyond: i32) -> Region {
    let places: String = (0..12).map(|it| format!("c{it:02},C,city\n")).collect();
    let circles = "id,name\ns0,S\ns1,S\ns2,S\ns3,S\nm0,M\nm1,M\n";
    let small = (0..12).map(|it| format!("s{},c{it:02}\n", it / 3));
    let middle = (0..12).map(|it| format!("m{},c{it:02}\n", it / 6));
    let members: String = small.chain(middle).collect();
    let mut rows = String::new();
    let mut nth = 0;
    for a in 0..12_i32 {
        for b in a + 1..12 {
            let times = if a / 3 == b / 3 {
                6
            } else if a / 6 == b / 6 {
                2
            } else {
                i32::from((a + b) % 3 == 0)
            };
            let after = if a / 6 == b / 6 { within } else { beyond };
            for _ in 0..times {
                rows += &format!("x{nth:03},c{a:02};c{b:02},2010,{}\n", 2010 + after + nth % 3);
                nth += 1;
            }
        }
    }
    ledger(
        "circled",
        &[
            ("places.csv", &format!("id,name,level\n{places}")),
            ("circles.csv", circles),
            ("circle_members.csv", &format!("circle,place\n{members}")),
            ("agreements.csv", &format!("id,parties,start,landed\n{rows}")),
        ],
    )
}

#[test]
fn what_stays_within_a_circle_lands_sooner_if_it_does() -> Outcome {
    let found = Circles::new().run(&circled(1, 6), &quick())?;
    assert_eq!(found.circles.len(), 6);
    assert!(value(found.ease.value) > 0.5 && value(found.ease.test).greater < 0.01);
    let found = Circles::new().run(&circled(6, 1), &quick())?;
    assert!(value(found.ease.value) < -0.5 && value(found.ease.test).less < 0.01);
    let found = Circles::new().run(&circled(3, 3), &quick())?;
    assert!(value(found.ease.test).p(Alternative::TwoSided) > 0.05, "{:?}", found.ease);
    // Every level adds something, and the small ones carry a part of the whole.
    assert!(found.levels.iter().all(|it| value(it.value) > 0.0), "{:?}", found.levels);
    let share = value(found.support.value);
    assert!(0.0 < share && share < 1.0);
    // No place has coordinates.
    assert_eq!(found.nesting.test.undefined(), Some(Undefined::MissingData { n: 12 }));
    Ok(())
}

// Other choices, and the table.

#[test]
fn questions_that_a_row_does_not_touch_need_not_be_asked_again() -> Outcome {
    let region = LedgerWorld::new().cities(10).rows(6).draw(3)?;
    let inquiry = Inquiry::new().replicates(19);
    let cells = Sensitivity::new().weights(0).replicates(19).run(&region, &inquiry)?;
    let mut left_out = 0;
    for cell in &cells {
        let Some(row) = cell.name.strip_prefix("without row ") else { continue };
        left_out += 1;
        let projection = conurbation::network::Projection::new().without([row]);
        let full = inquiry.clone().projection(projection).ask(&region)?;
        assert_eq!(full.len(), cell.answers.len());
        for (answer, finding) in cell.answers.iter().zip(&full) {
            assert_eq!((answer.quantity, &answer.part), (finding.quantity, &finding.part));
            let same =
                answer.value.value().map(f64::to_bits) == finding.value.value().map(f64::to_bits);
            assert!(same, "{row}: {answer:?} {finding:?}");
            let p = finding.p(Alternative::TwoSided);
            assert_eq!(answer.p.value().map(f64::to_bits), p.value().map(f64::to_bits), "{row}");
        }
    }
    let rows = [
        conurbation::region::Table::Agreements,
        conurbation::region::Table::Enclaves,
        conurbation::region::Table::Platforms,
    ];
    assert_eq!(left_out, rows.into_iter().map(|table| region.rows(table)).sum::<usize>());
    Ok(())
}

#[test]
fn a_region_that_fades_more_is_established_beside_one_that_does_not() -> Outcome {
    let world = LedgerWorld::new().cities(12).years(2015, 2020).rows(150).found(0.0, 1.0, 0.0);
    let tables = |region: &Region, id: &str| -> Region {
        let folder = tempfile::tempdir().expect("a folder");
        region.write(folder.path()).expect("written");
        let path = folder.path().join("region.csv");
        let text = std::fs::read_to_string(&path).expect("there");
        std::fs::write(&path, text.replace(region.id(), id)).expect("written");
        Region::read(folder.path()).expect("sound")
    };
    let faded = tables(&world.clone().fade(2018, 0.15).draw(2)?, "faded");
    let even = tables(&world.draw(3)?, "even");
    let table = ClaimByClaim::new([&faded, &even])
        .inquiry(Inquiry::new().replicates(19))
        .sensitivity(Sensitivity::new().replicates(19).weights(0).leave_out(false))
        .run()?;
    let line = table.contrast("T01", ["faded", "even"]).expect("asked");
    assert_eq!((line.verdict, line.region.as_str()), (Verdict::Established, "faded"), "{line:?}");
    let rows = table.rows("T01", "faded");
    assert!(rows.len() > 100 && line.evidence[0].sides[0].rows.len() <= rows.len());
    let turned = ClaimByClaim::new([&even, &faded])
        .inquiry(Inquiry::new().replicates(19))
        .sensitivity(Sensitivity::new().replicates(19).weights(0).leave_out(false))
        .run()?;
    let line = turned.contrast("T01", ["faded", "even"]).expect("asked");
    assert_eq!((line.verdict, line.region.as_str()), (Verdict::Contradicted, "even"), "{line:?}");
    Ok(())
}

// What goes together.

/// A region of eight cities with these agreements: parties, start, lead, stage.
fn led(rows: &[(&str, i32, &str, &str)], platforms: &[(&str, i32)]) -> Region {
    let places: String = (0..8).map(|it| format!("c{it},C,city\n")).collect();
    let row = |(nth, (parties, start, lead, stage)): (usize, &(&str, i32, &str, &str))| {
        format!("x{nth:03},{parties},{start},{lead},{stage}\n")
    };
    let rows: String = rows.iter().enumerate().map(row).collect();
    let (mut shared, mut members) = ("id,kind,start\n".to_owned(), "platform,place\n".to_owned());
    for (nth, (cities, start)) in platforms.iter().enumerate() {
        shared += &format!("p{nth},standard,{start}\n");
        cities.split(';').for_each(|city| members += &format!("p{nth},{city}\n"));
    }
    ledger(
        "led",
        &[
            ("places.csv", &format!("id,name,level\n{places}")),
            ("agreements.csv", &format!("id,parties,start,lead,stage\n{rows}")),
            ("platforms.csv", &shared),
            ("platform_members.csv", &members),
        ],
    )
}

#[test]
fn the_market_follows_where_government_led() -> Outcome {
    // Governments sign for one pair a year, firms follow the year after.
    let pairs = ["c0;c1", "c1;c2", "c2;c3", "c3;c4", "c4;c5", "c5;c6", "c6;c7", "c0;c7"];
    let mut rows = Vec::new();
    for (nth, pair) in (0..).zip(pairs) {
        rows.push((pair, 2010 + nth, "government", "signed"));
        rows.push((pair, 2011 + nth, "market", "landed"));
    }
    rows.push(("c0;c4", 2012, "market", "landed"));
    let found = Coupling::new().run(&led(&rows, &[]), &quick())?;
    // Of 8 pair-years with government before, all have the market after; of 28 · 8 - 8 others one.
    let expected = 1.0 / (1.0 / (28.0 * 8.0 - 8.0));
    assert!(near(value(found.crowding_in.value), expected), "{:?}", found.crowding_in);
    assert!(value(found.crowding_in.test).greater < 0.01);
    // Ties of either lead are the same but for one: Pearson's r of two tables of 28 pairs.
    let (n, both, first, second) = (28.0, 8.0, 8.0, 9.0_f64);
    let r = (both - first * second / n)
        / ((first - first * first / n) * (second - second * second / n)).sqrt();
    assert!(near(value(found.leads.value), r), "{:?}", found.leads);
    assert!(near(value(found.landing.value), r) && value(found.leads.test).greater < 0.01);
    let silent = led(&[("c0;c1", 2010, "", ""), ("c1;c2", 2011, "", "signed")], &[]);
    let found = Coupling::new().run(&silent, &quick())?;
    for finding in found.findings() {
        assert_eq!(finding.value.undefined(), Some(Undefined::MissingData { n: 2 }));
    }
    Ok(())
}

#[test]
fn pairs_that_share_a_standard_tie_sooner_if_they_do() -> Outcome {
    let platforms = [("c0;c1;c2", 2010), ("c3;c4", 2012)];
    let rows = [
        ("c0;c1", 2011, "", ""),
        ("c0;c2", 2012, "", ""),
        ("c3;c4", 2013, "", ""),
        ("c5;c6", 2011, "", ""),
        ("c5;c7", 2016, "", ""),
    ];
    let found = Enabling::new().run(&led(&rows, &platforms), &quick())?;
    // Stretches from 2010 on: of three pairs that share two tie, of 25 others one; then one of two
    // and none of 23; then, after 2014, none of one, and one of 23 others; and so on.
    let strata = [[2, 3, 1, 25], [1, 2, 0, 23], [0, 1, 1, 23], [0, 1, 0, 22], [0, 1, 0, 22]];
    let expected = value(common_log_odds(&strata)?);
    assert!(near(value(found.effect.value), expected), "{:?}", found.effect);
    assert!(expected > 2.0);
    // Two platforms began in two years: they could have begun the other way round.
    assert_eq!(found.effect.test.undefined(), Some(Undefined::NotAttainable { p_min: 1.0 }));
    assert_eq!(found.unsure, 0);
    let why = |region: &Region| -> Result<Option<Undefined>, Error> {
        Ok(Enabling::new().run(region, &quick())?.effect.value.undefined())
    };
    assert_eq!(why(&led(&rows, &[]))?, Some(Undefined::NoEvents));
    assert_eq!(why(&led(&rows, &[("c0", 2010)]))?, Some(Undefined::MissingData { n: 1 }));
    let all = "c0;c1;c2;c3;c4;c5;c6;c7";
    assert_eq!(why(&led(&rows, &[(all, 2010)]))?, Some(Undefined::Vacuous));
    assert_eq!(why(&led(&[], &platforms))?, Some(Undefined::NoEdges));
    assert!(Enabling::new().within_years(0).run(&led(&rows, &platforms), &quick()).is_err());
    Ok(())
}

#[test]
fn quadrants_are_counted_by_hand() -> Outcome {
    let places = "id,name,level,industry:steel,industry:silk\na,A,city,1,0\nb,B,city,1,0\n\
        c,C,city,0,1\nd,D,city,0,1\n";
    let rows = "id,parties,start\nx,a;b,2015\ny,c;d,2016\nz,a;c,2017\n";
    let region = ledger("four", &[("places.csv", places), ("agreements.csv", rows)]);
    let found = Quadrants::new().run(&region, &quick())?;
    // Two pairs are alike and tied, one is tied alone; the other three neither.
    assert_eq!(found.counts.value(), Some([2, 1, 0, 3]));
    assert!(near(value(found.both.value), 1.0 / 3.0));
    Ok(())
}

#[test]
fn fades_differ_where_they_are_planted_only() -> Outcome {
    let world = LedgerWorld::new().years(2015, 2020).rows(80).batch_size(2.0);
    let found = |first: &LedgerWorld, worlds: u64| -> Result<usize, Error> {
        let mut found = 0;
        for number in 0..worlds {
            let regions = [first.draw(2 * number)?, world.draw(2 * number + 1)?];
            let contrast = FadeContrast::new().run([&regions[0], &regions[1]], &quick())?;
            let p = contrast.effect.p(Alternative::Less).value();
            found += usize::from(p.is_some_and(|p| p <= 0.05));
        }
        Ok(found)
    };
    let (none, planted) = (found(&world, 60)?, found(&world.clone().fade(2018, 0.25), 30)?);
    assert!(none <= 6 && planted >= 18, "{none}, {planted}");
    Ok(())
}

#[test]
fn the_market_that_does_not_follow_is_not_said_to() -> Outcome {
    // The same pairs and years for either lead, but firms sign for another pair each year.
    let pairs = ["c0;c1", "c1;c2", "c2;c3", "c3;c4", "c4;c5", "c5;c6", "c6;c7", "c0;c7"];
    let mut rows = Vec::new();
    for nth in 0..8 {
        rows.push((pairs[nth], 2010 + nth as i32, "government", "signed"));
        rows.push((pairs[(3 * nth + 4) % 8], 2010 + nth as i32, "market", "landed"));
    }
    let found = Coupling::new().run(&led(&rows, &[]), &quick())?;
    assert!(value(found.crowding_in.test).p(Alternative::TwoSided) > 0.05);
    Ok(())
}
