//! Regions side by side.
use conurbation::network::{Layer, Projection};
use conurbation::region::Found;
use conurbation::report::Names;
use conurbation::structure::Density;
use conurbation::{CompareRegions, Comparison, Error, Measured, Watch, datasets};

fn both() -> Comparison {
    let (delta, middle) = (datasets::yangtze_delta(), datasets::middle_yangtze());
    CompareRegions::new([&delta, &middle]).run().expect("legal")
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
    assert_eq!(CompareRegions::new([&middle]).run().expect("legal").regions().len(), 1);
    let none: [&conurbation::Region; 0] = [];
    assert!(CompareRegions::new(none).run().expect("legal").regions().is_empty());
    let watch = Watch::new();
    watch.cancel();
    let stopped = CompareRegions::new([&middle]).watch(&watch).run();
    assert!(matches!(stopped, Err(Error::Cancelled)));
}

#[test]
fn same_bits_at_any_number_of_threads() {
    let json = |threads: usize| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().expect("a pool");
        pool.install(|| both().to_json())
    };
    let one = json(1);
    assert!([2, 3, 7].into_iter().all(|threads| json(threads) == one));
}

#[test]
fn a_row_to_leave_out_need_be_in_one_region_only() {
    let (delta, middle) = (datasets::yangtze_delta(), datasets::middle_yangtze());
    let without = |id: &str| {
        let projection = Projection::new().without([id]);
        CompareRegions::new([&delta, &middle]).projection(projection).run()
    };
    let pairs = |comparison: Comparison| -> Vec<usize> {
        comparison.regions().iter().map(|profile| profile.pairs).collect()
    };
    let widest = both().regions()[1].widest.clone().expect("rows tie cities");
    let (all, fewer) = (pairs(both()), pairs(without(&widest.id).expect("a row of the Middle")));
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
