//! Regions side by side: what is shown, which inputs are borne, and that nothing but the data and
//! the seed decides.
#[path = "support/ledgers.rs"]
mod ledgers;
#[path = "support/random.rs"]
mod random;

use conurbation::network::{Layer, Projection, Provinces, Spread, Symmetrise};
use conurbation::region::{Checked, Found};
use conurbation::report::Names;
use conurbation::structure::Density;
use conurbation::synthetic::LedgerWorld;
use conurbation::{CompareRegions, Comparison, Error, Measured, Region, Watch, datasets};
use ledgers::{Ledger, assert_sound, name};
use random::Random;
use std::sync::OnceLock;

/// Draws enough for every line to be computed.
const FEW: usize = 19;

fn embedded(projection: Projection) -> Comparison {
    let (delta, middle) = (datasets::yangtze_delta(), datasets::middle_yangtze());
    let compare = CompareRegions::new([&delta, &middle]).projection(projection);
    compare.permutations(FEW).run().expect("legal")
}

fn both() -> &'static Comparison {
    static BOTH: OnceLock<Comparison> = OnceLock::new();
    BOTH.get_or_init(|| embedded(Projection::new()))
}

#[test]
fn numbers_are_those_of_the_library() {
    let comparison = both();
    for (profile, region) in
        comparison.regions().iter().zip([datasets::yangtze_delta(), datasets::middle_yangtze()])
    {
        let network = region.network(&Projection::new()).expect("legal");
        let density = Density::new().run(&network).expect("legal");
        assert_eq!(profile.measures["density"], density);
        assert_eq!(profile.used, *network.accounts());
        let by_hand = network.adjacency().edge_count();
        assert_eq!(profile.pairs, by_hand);
        let widest = profile.widest.as_ref().expect("rows tie cities");
        let without = Projection::new().without([widest.id.as_str()]);
        let without = region.network(&without).expect("legal").adjacency().edge_count();
        assert_eq!(by_hand - without, widest.only);
        // No other row leaves more pairs untied.
        for (row, outcome) in network.accounts().rows().iter().step_by(7) {
            if !matches!(outcome, conurbation::network::Outcome::Tied { .. }) {
                continue;
            }
            let other = Projection::new().without([region.row_id(*row)]);
            let left = region.network(&other).expect("legal").adjacency().edge_count();
            assert!(by_hand - left <= widest.only, "{}", region.row_id(*row));
        }
    }
}

#[test]
fn volumes_count_protocol_rows_only_where_every_region_has_them() {
    for (profile, region) in
        both().regions().iter().zip([datasets::yangtze_delta(), datasets::middle_yangtze()])
    {
        let Measured::Value(enclaves) = &profile.volume[&Layer::Enclaves] else {
            panic!("there are enclaves")
        };
        let protocol = region.enclaves().iter().filter(|row| {
            row.about.found == Some(Found::Protocol)
                && row.status != Some(conurbation::region::Status::Planned)
        });
        let told = protocol.filter(|row| row.same_as.as_deref().is_none_or(|id| !id.contains('E')));
        assert_eq!(enclaves.rows, told.count());
    }
}

#[test]
fn text_fits_a_terminal_and_names_are_chosen() {
    let comparison = both();
    for names in [Names::En, Names::Local, Names::Both] {
        for line in comparison.to_text(names).lines() {
            let width = unicode_width::UnicodeWidthStr::width(line);
            assert!(width <= 100, "{width}: {line}");
        }
    }
    assert!(comparison.to_text(Names::Both).contains("Wuhan 武汉"));
    assert!(!comparison.to_text(Names::Local).contains("Wuhan 武汉"));
    assert!(comparison.to_text(Names::Local).contains("武汉"));
    assert!(comparison.to_markdown(Names::En).contains("| density |"));
}

#[test]
fn json_holds_the_whole_provenance() {
    let json: serde_json::Value = serde_json::from_str(&both().to_json()).expect("JSON");
    assert_eq!(json["conurbation"], env!("CARGO_PKG_VERSION"));
    assert_eq!(json["projection"]["spread"], "newman");
    assert_eq!(json["seed"], 0);
    let delta = &json["regions"][0];
    assert_eq!(delta["region"], "yangtze-delta");
    assert_eq!(delta["tables"]["agreements"], datasets::yangtze_delta().agreements().len());
    let layer = &delta["used"]["agreements"];
    let left_out: u64 =
        layer["left_out"].as_object().expect("reasons").values().filter_map(|n| n.as_u64()).sum();
    let sum =
        layer["tied"].as_u64().expect("n") + layer["self_ties"].as_u64().expect("n") + left_out;
    assert_eq!(layer["rows"].as_u64(), Some(sum), "every row is accounted for");
    assert!(delta["measures"]["reciprocity"]["undefined"].is_string());
}

#[test]
fn any_number_of_regions_and_a_watch() {
    let middle = datasets::middle_yangtze();
    assert_eq!(
        CompareRegions::new([&middle]).permutations(FEW).run().expect("legal").regions().len(),
        1
    );
    let none: [&conurbation::Region; 0] = [];
    assert!(CompareRegions::new(none).run().expect("legal").regions().is_empty());
    let watch = Watch::new();
    watch.cancel();
    let stopped = CompareRegions::new([&middle]).watch(&watch).run();
    assert!(matches!(stopped, Err(Error::Cancelled)));
}

#[test]
fn a_row_to_leave_out_need_be_in_one_region_only() {
    let (delta, middle) = (datasets::yangtze_delta(), datasets::middle_yangtze());
    let without = |id: &str| {
        let projection = Projection::new().without([id]);
        let compare = CompareRegions::new([&delta, &middle]).projection(projection);
        compare.permutations(FEW).brief(true).run()
    };
    let pairs = |comparison: &Comparison| -> Vec<usize> {
        comparison.regions().iter().map(|profile| profile.pairs).collect()
    };
    let widest = both().regions()[1].widest.clone().expect("rows tie cities");
    let (all, fewer) = (pairs(both()), pairs(&without(&widest.id).expect("a row of the Middle")));
    assert_eq!(fewer, [all[0], all[1] - widest.only]);
    let message = without("A000").expect_err("no such row").to_string();
    assert_eq!(message, "without(A000) is out of range: the id of a row of one of the regions");
}

#[test]
fn the_work_is_watched_as_one() {
    let middle = datasets::middle_yangtze();
    let watch = Watch::new();
    let run = |watch: &Watch| {
        let compare = CompareRegions::new([&middle, &middle]).permutations(39).brief(true);
        compare.watch(watch).run().expect("legal")
    };
    let seen = std::thread::scope(|scope| {
        let work = scope.spawn(|| run(&watch));
        let mut seen = vec![0.0];
        while !work.is_finished() {
            seen.push(watch.fraction());
        }
        seen
    });
    assert!(seen.iter().all(|done| (0.0..=1.0).contains(done)));
    assert_eq!(watch.fraction().to_bits(), 1.0_f64.to_bits());
}

/// Small regions of every awkward kind.
fn awkward() -> Vec<(&'static str, Region)> {
    let mut cases: Vec<(&'static str, Ledger)> = Vec::new();
    let mut add = |case, cities: usize, fill: &dyn Fn(&mut Ledger)| {
        let mut ledger = Ledger::new(case);
        if cities > 0 {
            ledger.cities(cities);
        }
        fill(&mut ledger);
        cases.push((case, ledger));
    };
    let pairs = |ledger: &mut Ledger| {
        for (nth, (a, b)) in [(0, 1), (1, 2), (2, 3), (3, 4), (0, 2), (4, 5)].iter().enumerate() {
            let year = (2015 + nth).to_string();
            ledger.agreement(&format!("{};{}", name(*a), name(*b)), &year);
        }
    };
    add("ordinary", 7, &pairs);
    add("empty", 0, &|_| {});
    add("one-city", 1, &|it| {
        it.agreement("c00", "2015");
    });
    add("two-cities", 2, &|it| {
        it.agreement("c00;c01", "2015").agreement("c00;c01", "2016");
    });
    add("no-events", 6, &|_| {});
    add("undated", 6, &|it| {
        for pair in ["c00;c01", "c01;c02", "c03;c04", "c00;c04"] {
            it.agreement(pair, "");
        }
    });
    add("provinces-only", 6, &|it| {
        it.agreement("P;Q", "2015").agreement("P", "2016");
    });
    add("identical", 6, &|it| {
        (0..10).for_each(|_| {
            it.agreement("c00;c01", "2015");
        })
    });
    add("complete", 6, &|it| {
        it.agreement("c00;c01;c02;c03;c04;c05", "2015");
    });
    add("complete-twice", 6, &|it| {
        (0..2).for_each(|_| {
            it.agreement("c00;c01;c02;c03;c04;c05", "2015");
        });
    });
    add("one-batch", 6, &|it| {
        for pair in ["c00;c01", "c02;c03", "c01;c02"] {
            it.agreement_of(pair, "2015", "B", "");
        }
    });
    add("two-batches", 6, &|it| {
        it.agreement_of("c00;c01", "2015", "B", "").agreement_of("c02;c03", "2015", "B", "");
        it.agreement_of("c00;c02", "2016", "C", "").agreement_of("c04;c05", "2016", "C", "");
    });
    add("intervals", 6, &|it| {
        for (pair, date) in
            [("c00;c01", "2013/2016"), ("c01;c02", "2014-05/2014-09"), ("c02;c03", "2015-02")]
        {
            it.agreement(pair, date);
        }
    });
    add("long-ago", 6, &|it| {
        it.agreement("c00;c01", "1906").agreement("c01;c02", "1911");
    });
    for (case, weight) in [
        ("huge-weights", "1e300"),
        ("tiny-weights", "1e-300"),
        ("largest-weights", "1e305"),
        ("mixed-weights", ""),
        ("no-weight", "0"),
    ] {
        add(case, 6, &|it| {
            let parties = ["c00;c01", "c01;c02", "c02;c03;c04", "c04;c05", "c00;c05"];
            for (nth, parties) in parties.iter().enumerate() {
                let weight = if weight.is_empty() { ["1e290", "1e-290"][nth % 2] } else { weight };
                it.agreement_of(parties, "2015", "", weight);
            }
        });
    }
    for (case, people) in [
        ("no-population", ""),
        ("nobody", "0"),
        ("too-many-people", "1e308"),
        ("too-few-people", "1e-320"),
    ] {
        add(case, 0, &|it| {
            it.province("P").province("Q");
            (0..6).for_each(|city| {
                it.city(&name(city), "P", people);
            });
            pairs(it);
        });
    }
    for (case, parents) in [
        ("no-provinces", [""; 6]),
        ("one-province", ["P"; 6]),
        ("some-provinces", ["P", "P", "Q", "", "Q", "P"]),
    ] {
        add(case, 0, &|it| {
            it.province("P").province("Q");
            for (city, parent) in parents.iter().enumerate() {
                it.city(&name(city), parent, "1234567.89");
            }
            pairs(it);
        });
    }
    add("own-provinces", 0, &|it| {
        for city in 0..6 {
            let province = format!("p{city}");
            it.province(&province).city(&name(city), &province, "1000000");
        }
        pairs(it);
    });
    cases.iter().map(|(case, ledger)| (*case, ledger.region())).chain([unknown_time()]).collect()
}

/// A region that does not say until when it is known.
fn unknown_time() -> (&'static str, Region) {
    let mut ledger = Ledger::new("unknown-time");
    ledger.cities(6).agreement("c00;c01", "2015").agreement("c01;c02", "2017");
    ledger.0[0].1 = "id,name\nunknown-time,Unknown time\n".to_owned();
    ("unknown-time", ledger.region())
}

fn run(regions: &[&Region], case: &str) -> Comparison {
    let found = CompareRegions::new(regions.iter().copied()).permutations(FEW).run();
    let comparison = found.unwrap_or_else(|error| panic!("{case}: {error}"));
    assert_sound(&comparison, case);
    comparison
}

#[test]
fn awkward_regions_are_compared_with_an_ordinary_one_and_with_themselves() {
    let regions = awkward();
    let ordinary = &regions[0].1;
    for (case, region) in &regions {
        let forth = run(&[region, ordinary], case);
        let back = run(&[ordinary, region], case);
        let own = run(&[region, region], case);
        for (a, b) in forth.differences().iter().zip(back.differences()) {
            assert_eq!(a.verdict, b.verdict, "{case}, {}", a.quantity);
            assert_eq!(a.p.value().is_some(), b.p.value().is_some(), "{case}, {}", a.quantity);
            if let (Measured::Value(a), Measured::Value(b)) = (a.p, b.p) {
                assert!((a - b).abs() < 1e-9, "{case}: {a} {b}");
            }
        }
        let tested = own.differences().iter().filter_map(|line| line.p.value());
        assert!(
            tested.into_iter().all(|p| p > 0.99),
            "{case}: a region does not differ from itself"
        );
    }
}

#[test]
fn any_number_of_regions_can_be_set_side_by_side() {
    let regions = awkward();
    let some = |names: &[&str]| -> Vec<&Region> {
        let find = |name: &&str| &regions.iter().find(|(case, _)| case == name).expect("a case").1;
        names.iter().map(find).collect()
    };
    for (names, pairs) in [
        (&[][..], 0),
        (&["ordinary"], 0),
        (&["ordinary", "two-batches", "no-provinces"], 3),
        (&["one-city", "ordinary", "empty", "undated", "ordinary"], 10),
    ] {
        let comparison = run(&some(names), &names.join(", "));
        assert_eq!(comparison.regions().len(), names.len());
        // 13 numbers of a network, and 3 layers per city and per person.
        let tested = comparison.differences().len();
        assert_eq!(tested, pairs * (tested / pairs.max(1)), "{names:?}");
        assert!(pairs == 0 || tested / pairs > 6, "{names:?}");
    }
}

/// A ledger with all that a projection can choose.
fn rich(id: &str, seed: u64) -> Ledger {
    let mut random = Random(seed);
    let mut ledger = Ledger::new(id);
    ledger.cities(9);
    let places = ["id", "name", "level", "parent", "inside", "capital", "population"];
    ledger.row("places", &places, &["Z", "Z", "province", "", "", "", ""]);
    ledger.row("places", &places, &["z1", "Z1", "city", "Z", "no", "", "500000"]);
    ledger.row("places", &places, &["d1", "D1", "county", "c00", "", "", ""]);
    ledger.0[2].1 =
        "id,parties,start,end,batch,weight,kind,stage,checked,found,count,same_as\n".into();
    for row in 0..24 {
        let parties: Vec<String> = (0..2 + random.below(3))
            .map(|_| match random.below(14) {
                0 => "P".to_owned(),
                1 => "z1".to_owned(),
                2 => "d1".to_owned(),
                city => name(city as usize % 9),
            })
            .collect::<std::collections::BTreeSet<_>>()
            .into_iter()
            .collect();
        let word = |words: &[&str], random: &mut Random| {
            words[random.below(words.len() as u32) as usize].to_owned()
        };
        let start = match random.below(6) {
            0 => String::new(),
            1 => "2015/2016".to_owned(),
            _ => format!("{}", 2013 + random.below(9)),
        };
        let weight = random.weight().to_string();
        let cells = [
            format!("A{row:02}"),
            parties.join(";"),
            start,
            String::new(),
            word(&["", "", "B1", "B2"], &mut random),
            word(&["", "", &weight, "0"], &mut random),
            word(&["agreement", "plan", "fund"], &mut random),
            word(&["signed", "proposed", ""], &mut random),
            word(&["verified", "verified", "seed", "reading", ""], &mut random),
            word(&["protocol", "protocol", "study", ""], &mut random),
            word(&["", "3"], &mut random),
            if row == 5 { "A02".to_owned() } else { String::new() },
        ];
        let text = &mut ledger.0[2].1;
        text.push_str(&format!("{}\n", cells.join(",")));
    }
    for row in 0..8 {
        let (home, host) = (random.below(9) as usize, random.below(8) as usize);
        let host = if host >= home { host + 1 } else { host };
        let header = ["id", "home", "host", "kind", "start", "checked", "found"];
        let (id, start) = (format!("E{row}"), format!("{}", 2014 + row % 5));
        let cells = [&*id, &name(home), &name(host), "industry", &start, "verified", "protocol"];
        ledger.row("enclaves", &header, &cells);
    }
    for (nth, (id, start)) in [("K1", "2013"), ("K2", "2016")].iter().enumerate() {
        ledger.row("councils", &["id", "name", "level", "start"], &[id, id, "decision", start]);
        for city in nth..nth + 4 {
            ledger.row("council_members", &["council", "place"], &[id, &name(city)]);
        }
    }
    ledger.row(
        "platforms",
        &["id", "kind", "status", "start"],
        &["P1", "recognition", "running", "2017"],
    );
    for city in 0..7 {
        ledger.row(
            "platform_members",
            &["platform", "place", "joined"],
            &["P1", &name(city), "2018"],
        );
    }
    ledger
}

#[test]
fn every_projection_is_carried_through() {
    let (a, b) = (rich("a", 1).region(), rich("b", 2).region());
    let new = Projection::new;
    let councils = [Layer::Agreements, Layer::Enclaves, Layer::Platforms, Layer::Councils];
    let mut projections = vec![
        new().window("2015/2018"),
        new().window("2014-06/2015-03"),
        new().window("1950"),
        new().alive("2016"),
        new().found([Found::Study]),
        new().found([Found::Protocol]),
        new().checked([Checked::Seed]),
        new().checked([Checked::Verified]),
        new().layers(councils),
        new().layers([Layer::Councils]),
        new().layers([Layer::Platforms]),
        new().layers([Layer::Enclaves]).directed(true),
        new().directed(true),
        new().partners(true),
        new().provinces(Provinces::ToCities),
        new().provinces(Provinces::ToCapital).partners(true),
        new().roll_up(false),
        new().addressees(false),
        new().planned(true).by_count(true),
        new().without(["A01", "A02", "E1"]),
        new().layer_weight(Layer::Agreements, 0.0),
        new()
            .layer_weight(Layer::Agreements, 0.0)
            .layer_weight(Layer::Enclaves, 0.0)
            .layer_weight(Layer::Platforms, 0.0),
        new().layer_weight(Layer::Enclaves, 1e300),
        new().layer_weight(Layer::Enclaves, 1e-300),
    ];
    projections.extend([Spread::Count, Spread::Unit].map(|spread| new().spread(spread)));
    let rules = [Symmetrise::Sum, Symmetrise::Max, Symmetrise::Min, Symmetrise::Mean];
    projections.extend(rules.map(|rule| new().symmetrise(rule)));
    for projection in projections {
        let case = projection.to_string();
        let compare = CompareRegions::new([&a, &b]).projection(projection).permutations(FEW);
        let comparison = compare.run().unwrap_or_else(|error| panic!("{case}: {error}"));
        assert_sound(&comparison, &case);
    }
}

#[test]
fn what_was_left_out_is_no_choice() {
    let (a, b) = (rich("a", 1).region(), rich("b", 2).region());
    let names = |projection: Projection| -> Vec<String> {
        let compare = CompareRegions::new([&a, &b]).projection(projection).permutations(FEW);
        let comparison = compare.run().expect("legal");
        comparison.differences()[0].choices.iter().map(|it| it.name.clone()).collect()
    };
    let spreads = ["spread: count", "spread: unit"];
    let checks = ["checked: verified", "checked: verified, seed"];
    let found = ["found: protocol", "found: study"];
    let rest = ["without the widest row", "not addressees", "same years", "same age"];
    let all = [&spreads[..], &checks, &found, &rest].concat();
    assert_eq!(names(Projection::new()), all);
    let study = Projection::new().found([Found::Study]);
    assert_eq!(names(study), [&spreads[..], &checks, &rest].concat());
    let verified = Projection::new().checked([Checked::Verified]);
    assert_eq!(names(verified), [&spreads[..], &found, &rest].concat());
    let unit = Projection::new().spread(Spread::Unit).addressees(false).window("2010/2022");
    assert_eq!(
        names(unit),
        [&["spread: newman", "spread: count"][..], &checks, &found, &rest[..1]].concat()
    );
}

#[test]
fn parameters_are_checked_even_without_regions() {
    let region = &awkward()[0].1;
    for few in [0, 1, 18] {
        let error = CompareRegions::new([region]).permutations(few).run().expect_err("too few");
        assert!(matches!(error, Error::Param(_)), "{error}");
        assert_eq!(error.to_string(), format!("permutations({few}) is out of range: at least 19"));
    }
    let none: [&Region; 0] = [];
    for projection in [
        Projection::new().layers([]),
        Projection::new().window("soon"),
        Projection::new().layer_weight(Layer::Enclaves, f64::NAN),
    ] {
        let error = CompareRegions::new(none).projection(projection).run().expect_err("illegal");
        assert!(matches!(error, Error::Param(_)), "{error}");
    }
    assert!(CompareRegions::new([region]).permutations(19).run().is_ok());
}

#[test]
fn weights_beyond_all_numbers_are_an_error_and_no_panic() {
    let mut ledger = Ledger::new("beyond");
    ledger.cities(3);
    for _ in 0..3 {
        ledger.agreement_of("c00;c01", "2015", "", "1e308");
    }
    let region = ledger.region();
    let error =
        CompareRegions::new([&region, &region]).permutations(FEW).run().expect_err("beyond");
    assert!(matches!(error, Error::Overflow { .. }), "{error}");
}

/// A region whose tables are written with rows and columns in another order.
fn shuffled(region: &Region, seed: u64) -> Region {
    let mut random = Random(seed);
    let tables: Vec<(String, String)> = region
        .to_tables()
        .into_iter()
        .map(|(name, text)| {
            let mut reader =
                csv::ReaderBuilder::new().has_headers(false).from_reader(text.as_bytes());
            let rows: Vec<Vec<String>> = reader
                .records()
                .map(|row| row.expect("sound").iter().map(str::to_owned).collect())
                .collect();
            let mut columns: Vec<usize> = (0..rows[0].len()).collect();
            random.shuffle(&mut columns);
            let mut order: Vec<usize> = (1..rows.len()).collect();
            random.shuffle(&mut order);
            let mut writer = csv::Writer::from_writer(Vec::new());
            for row in std::iter::once(0).chain(order) {
                let cells = columns.iter().map(|&column| &rows[row][column]);
                writer.write_record(cells).expect("rows of one length");
            }
            let text = writer.into_inner().expect("in memory");
            (name.to_string(), String::from_utf8(text).expect("UTF-8"))
        })
        .collect();
    let tables = tables.iter().map(|(name, text)| (name.as_str(), text.as_bytes()));
    Region::from_tables(tables).expect("the same tables")
}

/// Text and JSON of a comparison of some regions.
fn printed(regions: &[Region], seed: u64) -> String {
    let compare = CompareRegions::new(regions).permutations(29).seed(seed);
    let comparison = compare.run().expect("legal");
    format!("{}{comparison}{}", comparison.to_json(), comparison.to_markdown(Names::Both))
}

fn worlds() -> Vec<Region> {
    let world = LedgerWorld::new().cities(11).provinces(3).rows(90).batch_size(1.6).undated(0.2);
    let mut worlds: Vec<Region> = (0..2).map(|nth| world.draw(nth).expect("legal")).collect();
    worlds.push(rich("rich", 3).region());
    worlds
}

#[test]
fn same_bits_at_any_number_of_threads() {
    let regions = worlds();
    let with = |threads: usize| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().expect("a pool");
        pool.install(|| printed(&regions, 0))
    };
    let one = with(1);
    for threads in [2, 3, 7] {
        assert!(with(threads) == one, "{threads} threads");
    }
}

#[test]
fn same_bits_for_any_order_of_rows_and_columns() {
    let regions = worlds();
    let first = printed(&regions, 0);
    for seed in 0..3 {
        let others: Vec<Region> = regions.iter().map(|region| shuffled(region, seed)).collect();
        assert_ne!(
            others[0].agreements(),
            regions[0].agreements(),
            "the rows are in another order"
        );
        assert_same(&printed(&others, 0), &first);
    }
}

#[test]
fn same_bits_for_any_order_of_the_embedded_rows() {
    let regions = [datasets::yangtze_delta(), datasets::middle_yangtze()];
    let printed = |regions: &[Region]| {
        let comparison = CompareRegions::new(regions).permutations(FEW).brief(true).run();
        comparison.expect("legal").to_json()
    };
    let others: Vec<Region> = regions.iter().map(|region| shuffled(region, 7)).collect();
    assert_same(&printed(&others), &printed(&regions));
}

fn assert_same(found: &str, expected: &str) {
    for (found, expected) in found.lines().zip(expected.lines()) {
        assert_eq!(found, expected);
    }
    assert_eq!(found.len(), expected.len());
}

#[test]
fn another_seed_draws_others_and_changes_nothing_else() {
    let regions = worlds();
    let compare = |seed| CompareRegions::new(&regions).permutations(FEW).seed(seed).run();
    let (first, second) = (compare(0).expect("legal"), compare(1).expect("legal"));
    assert_ne!(first.differences(), second.differences());
    for (a, b) in first.regions().iter().zip(second.regions()) {
        assert_eq!(a.measures, b.measures);
        let events = |it: &conurbation::compare::Profile| {
            it.estimates.values().map(|it| it.se_events).collect::<Vec<_>>()
        };
        assert_eq!(events(a), events(b), "leaving events out in turn is no chance");
        assert_ne!(a.estimates["mean-strength"].se_cities, b.estimates["mean-strength"].se_cities);
    }
}
