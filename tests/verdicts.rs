//! Comparisons of regions against truth that was planted, and their numbers against those worked out
//! by hand, by enumeration and by SciPy.
#[path = "support/ledgers.rs"]
mod ledgers;

use conurbation::compare::{Difference, Estimate, Verdict};
use conurbation::network::Projection;
use conurbation::synthetic::LedgerWorld;
use conurbation::{CompareRegions, Comparison, Date, Measured, Region};
use ledgers::{Ledger, assert_sound, name};

fn compare(regions: &[&Region], draws: usize) -> Comparison {
    let found = CompareRegions::new(regions.iter().copied()).permutations(draws).run();
    let comparison = found.expect("legal");
    assert_sound(&comparison, "planted");
    comparison
}

fn line<'a>(comparison: &'a Comparison, quantity: &str) -> &'a Difference {
    let mut lines = comparison.differences().iter();
    lines.find(|line| line.quantity == quantity).unwrap_or_else(|| panic!("no line {quantity}"))
}

fn estimate<'a>(comparison: &'a Comparison, region: usize, measure: &str) -> &'a Estimate {
    &comparison.regions()[region].estimates[measure]
}

fn value(measured: Measured) -> f64 {
    measured.value().unwrap_or_else(|| panic!("{measured:?}"))
}

fn assert_near(found: f64, expected: f64, tolerance: f64) {
    assert!((found - expected).abs() <= tolerance, "{found}, not {expected}");
}

/// A world of enough rows of every find, all dated.
fn world(cities: u32, rows_per_city: f64) -> LedgerWorld {
    let world = LedgerWorld::new().cities(cities).provinces(3).circles(0).activity_sd(0.3);
    world.rows_per_city(rows_per_city).found(0.3, 0.5, 0.2).max_parties(4)
}

#[test]
fn a_region_that_signs_eight_times_as_much_is_found_to() {
    let much = world(20, 12.0).seed(1).draw(0).expect("legal");
    let little = world(20, 1.5).seed(2).draw(0).expect("legal");
    let forth = compare(&[&much, &little], 199);
    let back = compare(&[&little, &much], 199);
    for quantity in ["mean-degree", "mean-strength", "density", "agreements per city-year"] {
        let (more, less) = (line(&forth, quantity), line(&back, quantity));
        assert_eq!(more.verdict, Verdict::Established, "{more:?}");
        assert_eq!(less.verdict, Verdict::Established, "{less:?}");
        let (more, less) = (value(more.effect), value(less.effect));
        if quantity.contains("per") {
            assert!(3.0 < more && more < 20.0, "{more}");
            assert_near(more * less, 1.0, 1e-12);
        } else {
            assert!(more > 0.0);
            assert_near(more, -less, 1e-12);
        }
    }
}

#[test]
fn nothing_is_established_where_nothing_is_planted() {
    let mut established = 0;
    for seed in 0..20 {
        let (a, b) = (world(14, 4.0).seed(seed), world(18, 4.0).seed(seed + 1000));
        let regions = [a.draw(0).expect("legal"), b.draw(0).expect("legal")];
        let comparison = compare(&[&regions[0], &regions[1]], 39);
        let lines = comparison.differences().iter();
        established += lines.filter(|line| line.verdict != Verdict::CannotBeDecided).count();
    }
    assert_eq!(established, 0);
}

/// Every subset of some items of a size.
fn subsets(items: &[usize], size: usize) -> Vec<Vec<usize>> {
    if size == 0 {
        return vec![Vec::new()];
    }
    (0..items.len())
        .flat_map(|first| {
            let rest = subsets(&items[first + 1..], size - 1);
            rest.into_iter().map(move |mut rest| {
                rest.insert(0, items[first]);
                rest
            })
        })
        .collect()
}

const PAIRS: [(usize, usize); 12] = [
    (0, 1),
    (0, 2),
    (1, 2),
    (2, 4),
    (3, 5),
    (4, 6),
    (0, 6),
    (1, 3),
    (5, 7),
    (0, 8),
    (2, 8),
    (9, 2),
];

fn of_pairs(ledger: &mut Ledger, pairs: &[(usize, usize)]) -> Region {
    for (nth, &(a, b)) in pairs.iter().enumerate() {
        ledger.agreement(&format!("{};{}", name(a), name(b)), &(2012 + nth % 6).to_string());
    }
    ledger.region()
}

#[test]
fn density_at_fewer_cities_is_the_mean_over_all_subsets() {
    let small = of_pairs(Ledger::new("small").cities(5), &[(0, 1), (1, 2), (3, 4)]);
    let tied = |a: usize, b: usize| PAIRS.contains(&(a, b)) || PAIRS.contains(&(b, a));
    let density = |cities: &[usize]| {
        let of_pairs = subsets(cities, 2);
        let ties = of_pairs.iter().filter(|pair| tied(pair[0], pair[1])).count();
        ties as f64 / of_pairs.len() as f64
    };
    let mean = |of: &[Vec<usize>]| of.iter().map(|it| density(it)).sum::<f64>() / of.len() as f64;
    let cities: Vec<usize> = (0..10).collect();
    // Even cities lie in P, odd ones in Q: five of ten are three of P and two of Q, or, as the
    // larger remainders are equal, the first province has the odd one.
    let (even, odd): (Vec<usize>, Vec<usize>) = cities.iter().partition(|city| *city % 2 == 0);
    let by_province: Vec<Vec<usize>> = subsets(&even, 3)
        .iter()
        .flat_map(|p| subsets(&odd, 2).into_iter().map(move |q| [p.clone(), q].concat()))
        .collect();
    let with_provinces = of_pairs(Ledger::new("large").cities(10), &PAIRS);
    let comparison = compare(&[&with_provinces, &small], 999);
    let found = estimate(&comparison, 0, "density");
    assert_near(value(found.value), PAIRS.len() as f64 / 45.0, 1e-12);
    // The mean of 999 subsets, whose densities differ by 0.1 or so.
    assert_near(value(found.corrected), mean(&by_province), 0.013);
    assert_near(value(estimate(&comparison, 1, "density").corrected), 0.3, 1e-12);
    let effect = value(line(&comparison, "density").effect);
    assert_near(effect, value(found.corrected) - 0.3, 1e-12);
    assert_near(value(line(&comparison, "density").raw), PAIRS.len() as f64 / 45.0 - 0.3, 1e-12);

    // Without provinces every pair is as likely to be drawn: density does not depend on size.
    let mut ledger = Ledger::new("loose");
    (0..10).for_each(|city| {
        ledger.city(&name(city), "", "1000000");
    });
    let loose = of_pairs(&mut ledger, &PAIRS);
    assert_near(mean(&subsets(&cities, 5)), density(&cities), 1e-12);
    let comparison = compare(&[&loose, &small], 999);
    assert_near(value(estimate(&comparison, 0, "density").corrected), density(&cities), 0.013);
}

#[test]
fn ties_across_provinces_are_counted_against_chance() {
    let region = of_pairs(Ledger::new("it").cities(10), &PAIRS);
    let comparison = compare(&[&region, &region], 19);
    let crosses = |&&(a, b): &&(usize, usize)| a % 2 != b % 2;
    let across = PAIRS.iter().filter(crosses).count() as f64 / PAIRS.len() as f64;
    // Of 45 pairs of five and five, 25 cross.
    let neutral = 25.0 / 45.0;
    let found = estimate(&comparison, 0, "e-i");
    assert_near(value(found.value), 2.0 * across - 1.0, 1e-12);
    assert_near(value(found.corrected), 2.0 * (across - neutral), 1e-12);
    let share = estimate(&comparison, 0, "cross-province-share");
    assert_near(value(share.corrected), across - neutral, 1e-12);
    assert_near(value(estimate(&comparison, 0, "e-i-neutral").value), 2.0 * neutral - 1.0, 1e-12);
}

/// The standard error over events of the mean strength of ten cities, where each agreement has so
/// many parties.
fn error_of_sum(parties: &[usize]) -> f64 {
    let mut ledger = Ledger::new("sum");
    ledger.cities(10);
    for (nth, &parties) in parties.iter().enumerate() {
        let list: Vec<String> = (0..parties).map(|city| name((city + nth) % 10)).collect();
        // Ids in order of the list.
        let cells = [&format!("A{nth:04}"), &list.join(";"), "2015", "", ""];
        ledger.row("agreements", &["id", "parties", "start", "batch", "weight"], &cells);
    }
    let region = ledger.region();
    let compare = CompareRegions::new([&region]).permutations(19).brief(true);
    let comparison = compare.run().expect("legal");
    value(estimate(&comparison, 0, "mean-strength").se_events)
}

#[test]
fn the_error_over_events_is_that_of_a_compound_poisson_sum() {
    // An agreement of k parties adds k to the sum of strengths, k / 10 to their mean. A sum over a
    // Poisson number of agreements has the variance Σ x².
    for events in [20, 60, 100, 101, 150, 199, 200, 260, 500] {
        let alike = error_of_sum(&vec![2; events]);
        let expected = 0.2 * (events as f64).sqrt();
        assert!((alike / expected - 1.0).abs() < 0.012, "{events}: {alike}, not {expected}");
    }
    for events in [10, 40, 100] {
        // Left out one by one, the jackknife of a sum is known: less one part in so many of the
        // spread of x.
        let parties: Vec<usize> = (0..events).map(|nth| 2 + (nth * nth) % 5).collect();
        let x: Vec<f64> = parties.iter().map(|&parties| parties as f64 / 10.0).collect();
        let (n, sum) = (events as f64, x.iter().sum::<f64>());
        let squares = x.iter().map(|x| x * x).sum::<f64>();
        let spread = squares - sum * sum / n;
        let found = error_of_sum(&parties);
        assert_near(found * found, squares - spread / n, 1e-9 * squares);
        assert!((found * found / squares - 1.0).abs() < 0.5 / n);
    }
    // In groups, the spread of x is estimated from 80 sums of three.
    let parties: Vec<usize> = (0..240).map(|nth| 2 + (nth * nth + nth / 7) % 5).collect();
    let squares = parties.iter().map(|&it| (it * it) as f64 / 100.0).sum::<f64>();
    let found = error_of_sum(&parties);
    assert!((found * found / squares - 1.0).abs() < 0.1, "{found} {squares}");
}

/// How often Student's t is as far from 0: the integral of cos^(df - 1) by Simpson's rule.
fn student(t: f64, df: f64) -> f64 {
    let area = |from: f64| {
        let (to, steps) = (std::f64::consts::FRAC_PI_2, 20_000);
        let step = (to - from) / f64::from(steps);
        let height = |nth: i32| (from + f64::from(nth) * step).cos().max(0.0).powf(df - 1.0);
        let weight = |nth: i32| match nth {
            0 => 1.0,
            nth if nth == steps => 1.0,
            nth if nth % 2 == 1 => 4.0,
            _ => 2.0,
        };
        (0..=steps).map(|nth| weight(nth) * height(nth)).sum::<f64>() * step / 3.0
    };
    area((t.abs() / df.sqrt()).atan()) / area(0.0)
}

#[test]
fn p_follows_from_the_errors_shown() {
    let (a, b) = (world(12, 5.0).draw(3), world(15, 3.0).draw(4));
    let regions = [a.expect("legal"), b.expect("legal")];
    let comparison = compare(&[&regions[0], &regions[1]], 39);
    let mut seen = 0;
    // Those that are no sums over ties.
    for quantity in ["density", "mean-degree", "transitivity", "gini-strength"] {
        let line = line(&comparison, quantity);
        let Measured::Value(p) = line.p else { continue };
        let parts: Vec<(f64, f64)> = (0..2)
            .flat_map(|region| {
                let estimate = estimate(&comparison, region, quantity);
                let profile = &comparison.regions()[region];
                assert!(profile.batches <= 100, "every batch is left out alone");
                let events = (value(estimate.se_events), profile.batches as f64 - 1.0);
                [events, (value(estimate.se_cities), profile.cities as f64 - 1.0)]
            })
            .collect();
        let variance: f64 = parts.iter().map(|(se, _)| se * se).sum();
        let df = variance * variance / parts.iter().map(|(se, df)| se.powi(4) / df).sum::<f64>();
        assert_near(p, student(value(line.effect) / variance.sqrt(), df), 1e-7);
        seen += 1;
    }
    assert!(seen >= 3, "{seen}");
}

fn dates(windows: &Result<Vec<Date>, conurbation::Undefined>) -> Vec<String> {
    windows.as_ref().expect("they share years").iter().map(Date::to_string).collect()
}

#[test]
fn windows_and_rates_are_those_worked_out_by_hand() {
    // The elder begins in 2010 and is known to 2023, the younger in 2016 and is known to 2021.
    let mut elder = Ledger::new("elder");
    elder.cities(4);
    for (nth, start) in
        ["2010-05", "2012", "2016", "2017/2017-06", "2019-01-02", "2021/2022", "2023", ""]
            .iter()
            .enumerate()
    {
        elder.agreement(&format!("c00;{}", name(1 + nth % 3)), start);
    }
    // One ceremony, signed on two days, counts once, by the first of them.
    elder.agreement_of("c00;c01", "2018-03", "B", "").agreement_of("c01;c02", "2018-02", "B", "");
    // What only one place signs is signed all the same.
    elder.agreement("c03", "2020");
    let mut younger = Ledger::new("younger");
    younger.cities(6);
    younger.0[0].1 = "id,name,as_of\nyounger,Younger,2021\n".to_owned();
    for (parties, start) in [("c00;c01", "2016-12-31"), ("c02;c01", "2021"), ("c02;c04", "2020")] {
        younger.agreement(parties, start);
    }
    let (elder, younger) = (elder.region(), younger.region());
    let comparison = compare(&[&elder, &younger], 19);
    assert_eq!(dates(&comparison.windows().calendar), ["2016/2021", "2016/2021"]);
    assert_eq!(dates(&comparison.windows().age), ["2010/2015", "2016/2021"]);
    let rates: Vec<_> = comparison.rates().iter().filter(|rate| rate.all > 0).collect();
    assert_eq!(rates.len(), 2);
    // Within 2016 to 2021: 2016, 2017, 2019, the ceremony and 2020; 2021/2022 may lie outside.
    assert_eq!((rates[0].signings, rates[0].undated, rates[0].all), (5, 2, 10));
    assert_eq!((rates[1].signings, rates[1].undated, rates[1].all), (3, 0, 3));
    assert_near(value(rates[0].per_city_year), 5.0 / (4.0 * 6.0), 1e-12);
    assert_near(value(rates[1].per_city_year), 3.0 / (6.0 * 6.0), 1e-12);
    assert_near(value(rates[0].per_million_year), 5.0 / (8.0 * 6.0), 1e-12);
    assert_near(value(rates[1].per_million_year), 3.0 / (12.0 * 6.0), 1e-12);
    let per_city = line(&comparison, "agreements per city-year");
    assert_near(value(per_city.effect), (5.0 / 24.0) / (3.0 / 36.0), 1e-12);
    let choices: Vec<_> = per_city.choices.iter().map(|it| (it.name.as_str(), it.effect)).collect();
    assert_eq!(choices.iter().map(|it| it.0).collect::<Vec<_>>(), ["dated or not", "same age"]);
    assert_near(value(choices[0].1), (10.0 / 4.0) / (3.0 / 6.0), 1e-12);
    // At the age of six years: 2010 and 2012.
    assert_near(value(choices[1].1), (2.0 / 24.0) / (3.0 / 36.0), 1e-12);
}

#[test]
fn regions_that_share_no_year_say_so() {
    let ledger = |id: &str, as_of: &str, first: usize| {
        let mut ledger = Ledger::new(id);
        ledger.cities(5);
        ledger.0[0].1 = format!("id,name,as_of\n{id},{id},{as_of}\n");
        for nth in 0..5 {
            let year = (first + nth).to_string();
            ledger.agreement(&format!("{};{}", name(nth), name((nth + 1) % 5)), &year);
        }
        ledger.region()
    };
    let comparison = compare(&[&ledger("a", "1959", 1952), &ledger("b", "2020", 2012)], 19);
    assert!(comparison.windows().calendar.is_err());
    assert_eq!(dates(&comparison.windows().age), ["1952/1959", "2012/2019"]);
    let line = line(&comparison, "agreements per city-year");
    assert_eq!(line.because, "the records of the regions share no year");
    let same_years = &comparison.differences()[0].choices;
    let same_years = same_years.iter().find(|it| it.name == "same years").expect("a choice");
    assert!(same_years.effect.value().is_none());
}

#[test]
fn rate_ratios_are_those_of_scipy() {
    let expected: serde_json::Value =
        serde_json::from_str(include_str!("data/compare.json")).expect("JSON");
    for case in expected["rates"].as_array().expect("cases") {
        let numbers = |key: &str| -> Vec<usize> {
            serde_json::from_value(case[key].clone()).expect("numbers")
        };
        let cities = numbers("cities");
        let region = |id: &str, cities: usize, years: &[usize]| {
            let mut ledger = Ledger::new(id);
            ledger.cities(cities);
            let last = 2010 + years.len() - 1;
            ledger.0[0].1 = format!("id,name,as_of\n{id},{id},{last}\n");
            for (nth, &signings) in years.iter().enumerate() {
                for row in 0..signings {
                    let parties = format!("{};{}", name(row % cities), name((row + 1) % cities));
                    ledger.agreement(&parties, &(2010 + nth).to_string());
                }
            }
            ledger.region()
        };
        let (a, b) = (region("a", cities[0], &numbers("a")), region("b", cities[1], &numbers("b")));
        // The years are said, since not every region signs in the first.
        let years = format!("2010/{}", 2010 + numbers("a").len() - 1);
        let compare = CompareRegions::new([&a, &b]).projection(Projection::new().window(&*years));
        let comparison = compare.permutations(19).run().expect("legal");
        assert_sound(&comparison, &case.to_string());
        let line = line(&comparison, "agreements per city-year");
        let number = |key: &str| case[key].as_f64().expect("a number");
        assert_near(value(line.effect), number("ratio"), 1e-12);
        match line.p {
            Measured::Value(p) => assert_near(p, number("p"), 1e-9),
            Measured::Undefined(_) => assert!(number("attainable") > 0.05, "{case}"),
        }
        assert_near(value(line.attainable), number("attainable"), 1e-9);
        // All of them are dated.
        assert_eq!(line.choices[0].name, "dated or not");
        match line.choices[0].p {
            Measured::Value(p) => assert_near(p, number("p"), 1e-9),
            Measured::Undefined(_) => assert!(number("attainable") > 0.05, "{case}"),
        }
    }
}
