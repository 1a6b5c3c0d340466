//! Runs every example and looks at what it prints.
fn run(name: &str) -> String {
    run_with(name, &[])
}

fn run_with(name: &str, arguments: &[&str]) -> String {
    let mut path = std::env::current_exe().expect("test binary");
    path.pop();
    path.pop();
    path.push("examples");
    path.push(name);
    path.set_extension(std::env::consts::EXE_EXTENSION);
    let output = std::process::Command::new(&path)
        .args(arguments)
        .output()
        .expect("cargo test builds examples");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).expect("UTF-8")
}

#[test]
fn compare_regions_prints_both_regions() {
    let text = run("compare_regions");
    assert!(text.starts_with("Yangtze River Delta 长三角 beside Middle Yangtze 长江中游城市群"));
    for part in ["WHAT THE LEDGERS HOLD", "THE NETWORKS", "LIMITS OF THE DATA", "WHAT DIFFERS"] {
        assert!(text.contains(part), "{part}");
    }
    let cities = text.lines().find(|line| line.starts_with("  cities  ")).expect("a line");
    assert_eq!(cities.split_whitespace().collect::<Vec<_>>(), ["cities", "41", "31"]);
}

#[test]
fn own_region_ranks_and_refuses() {
    // A path of four: the inner cities lie between two pairs each.
    let expected = "1 Bei 2.000\n1 Cang 2.000\n3 Ahe 0.000\n3 Dong 0.000\n\
        agreements.csv:3, column \"parties\": no place has the id \"cc\"; did you mean \"c\"?\n";
    assert_eq!(run("own_region"), expected);
}

#[test]
fn projections_lists_its_choices() {
    let text = run("projections");
    assert_eq!(text.lines().count(), 8);
    // Provinces lifted to their cities tie every pair: 31 · 30 / 2.
    let lifted = text.lines().find(|line| line.starts_with("provinces lifted")).expect("a line");
    assert!(lifted.contains("465") && lifted.ends_with("1.000"), "{lifted}");
}

#[test]
fn trace_a_tie_names_rows_and_sources() {
    let text = run("trace_a_tie");
    assert!(text.starts_with("Wuhan 武汉 and Jiujiang 九江: weight "));
    assert!(text.lines().count() > 1);
    for row in text.lines().skip(1) {
        assert!(row.contains('[') && row.ends_with(']') && !row.ends_with("[]"), "{row}");
    }
}

#[test]
fn edge_list_reads_and_converts() {
    let text = run("edge_list");
    assert!(text.starts_with("1 武汉 "), "{text}");
    assert!(text.ends_with("3 nodes, 3 ties\n"), "{text}");
}

#[test]
fn how_sure_gives_intervals_ranks_and_a_test() {
    let text = run("how_sure");
    assert!(text.starts_with("density 0.28, between 0."), "{text}");
    assert!(text.contains("\nwithout MA099 it is 0.26\n"), "{text}");
    assert_eq!(text.lines().filter(|line| line.contains("among the first 3 in")).count(), 3);
    // Of 999 deals none did as much: (1 + 0) / (999 + 1).
    assert!(text.ends_with("of what strengths imply, p 0.001 ± 0.001\n"), "{text}");
}

#[test]
fn circles_within_circles_says_what_the_ties_say_of_each_circle() {
    let folder = tempfile::tempdir().expect("a folder");
    let folder = folder.path().to_str().expect("UTF-8");
    let text = run_with("circles_within_circles", &[folder, "99", "2"]);
    assert_eq!(text.matches("WHAT THE RECORDED TIES SAY").count(), 2);
    for verdict in ["supported by", "not supported by", "cannot be decided"] {
        assert!(text.matches(verdict).count() >= 2, "{verdict}");
    }
    // Proposed and without members named, or with one city inside.
    assert!(text.contains("TG Three Gorges") && text.contains("no member named"), "{text}");
    assert!(text.contains("XSS ") && text.contains("only one member"), "{text}");
    assert_eq!(text.matches("Events were drawn again 2 times").count(), 2, "{text}");
    for picture in
        ["yangtze-delta-en.svg", "middle-yangtze-zh-tree.svg", "yangtze-delta-zh-found.svg"]
    {
        let svg = std::fs::read_to_string(format!("{folder}/{picture}")).expect("a picture");
        assert!(svg.starts_with("<svg "), "{picture}");
    }
}

#[test]
fn communities_are_set_beside_provinces_and_circles() {
    let text = run("communities");
    for part in [
        "Yangtze River Delta",
        "Middle Yangtze",
        "stability: the best quality in ",
        "modularity by chance 0.",
        "likeness to provinces 0.",
        "likeness to declared circles ",
        "best match ",
    ] {
        assert!(text.contains(part), "{part}: {text}");
    }
}

#[test]
fn claim_by_claim_gives_a_verdict_for_every_claim_and_region() {
    let text = run_with("claim_by_claim", &["--quick"]);
    assert!(text.starts_with("THE STUDY, CLAIM BY CLAIM"));
    for claim in 1..=25 {
        let line = format!("  T{claim:02} middle-yangtze");
        assert!(text.contains(&line), "{line}");
    }
    assert!(text.contains("What would decide: "));
}
