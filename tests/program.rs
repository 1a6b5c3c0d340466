//! The program, run as its user would.
#![cfg(feature = "cli")]
use serde_json::Value;
use std::path::Path;
use std::process::{Command, Output};

fn run(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_conurbation")).args(arguments).output().expect("it runs")
}

fn json(arguments: &[&str]) -> Value {
    let output = run(arguments);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).expect("one JSON object and nothing else")
}

fn stderr(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).expect("UTF-8")
}

/// Every value of `expected` within 1e-9 of ours, relative where large; null for null.
fn same(name: &str, ours: &Value, expected: &Value) {
    let (Some(ours), Some(expected)) = (ours.as_array(), expected.as_array()) else {
        panic!("{name}: {ours} beside {expected}")
    };
    assert_eq!(ours.len(), expected.len(), "{name}");
    for (ours, expected) in ours.iter().zip(expected) {
        match (ours.as_f64(), expected.as_f64()) {
            (Some(a), Some(b)) => {
                assert!((a - b).abs() <= 1e-9 * b.abs().max(1.0), "{name}: {a} {b}")
            }
            (None, None) => {}
            _ => panic!("{name}: {ours} beside {expected}"),
        }
    }
}

#[test]
fn edge_lists_give_the_numbers_of_networkx_and_igraph() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/edge_lists");
    let mut lists = 0;
    for entry in folder.read_dir().expect("the folder") {
        let path = entry.expect("an entry").path();
        if path.extension().is_none_or(|extension| extension != "csv") {
            continue;
        }
        lists += 1;
        let text = std::fs::read(path.with_extension("json")).expect("expected values");
        let expected: Value = serde_json::from_slice(&text).expect("JSON");
        let input = path.to_str().expect("UTF-8");
        let measures = "degree,strength,betweenness,closeness,pagerank,clustering";
        let mut arguments = vec!["centrality", input, "--format", "json", "--measure", measures];
        if expected["directed"] == true {
            arguments.push("--directed");
        }
        let ours = json(&arguments);
        assert_eq!(ours["nodes"], expected["nodes"], "{input}");
        for name in measures.split(',') {
            same(&format!("{input} {name}"), &ours["measures"][name], &expected["measures"][name]);
        }
        arguments.extend(["--length", "inverse-weight"]);
        let ours = json(&arguments);
        for (name, theirs) in [
            ("betweenness", "betweenness-inverse-weight"),
            ("closeness", "closeness-inverse-weight"),
        ] {
            if expected["measures"][theirs].is_array() {
                let label = format!("{input} {theirs}");
                same(&label, &ours["measures"][name], &expected["measures"][theirs]);
            }
        }
    }
    assert!(lists >= 20, "{lists} edge lists");
}

#[test]
fn a_new_folder_checks_and_gives_the_numbers_of_the_embedded_region() {
    let folder = tempfile::tempdir().expect("a folder");
    let mine = folder.path().join("my-region");
    let mine = mine.to_str().expect("UTF-8");
    assert!(run(&["new", mine, "--from", "yangtze-delta"]).status.success());
    assert!(run(&["check", mine]).status.success());
    let ours = json(&["compare", mine, "middle-yangtze", "--format", "json"]);
    let embedded = json(&["compare", "yangtze-delta", "middle-yangtze", "--format", "json"]);
    assert_eq!(ours, embedded);

    // A cell edited to nonsense is refused with its place and a remedy.
    let enclaves = Path::new(mine).join("enclaves.csv");
    let text = std::fs::read_to_string(&enclaves).expect("the table");
    let broken = text.replacen("sci-tech", "sci-teck", 1);
    let line = 1 + broken.lines().position(|line| line.contains("sci-teck")).expect("a line");
    std::fs::write(&enclaves, broken).expect("written");
    let output = run(&["check", mine]);
    assert_eq!(output.status.code(), Some(2));
    let message = stderr(&output);
    let expected = format!(
        "{}:{line}, column \"kind\": \"sci-teck\" is not one of industry, sci-tech, talent, institution, other; did you mean \"sci-tech\"?",
        enclaves.display()
    );
    assert_eq!(message.lines().next(), Some(expected.as_str()));
    assert_eq!(message.lines().last(), Some("1 problem"));
    assert!(output.stdout.is_empty());

    // Nothing is written over.
    let output = run(&["new", mine]);
    assert_eq!(output.status.code(), Some(2));
    assert!(stderr(&output).contains("choose an empty or a new one"));
}

#[test]
fn a_template_checks_and_measures() {
    let folder = tempfile::tempdir().expect("a folder");
    let mine = folder.path().join("template");
    let mine = mine.to_str().expect("UTF-8");
    assert!(run(&["new", mine]).status.success());
    for table in conurbation::region::Table::ALL {
        assert!(Path::new(mine).join(table.file()).is_file(), "{table}");
    }
    let output = run(&["check", mine]);
    assert!(output.status.success() && output.stderr.is_empty(), "{}", stderr(&output));
    let ours = json(&["network", mine, "--format", "json"]);
    assert_eq!(ours["measures"]["density"], 1.0);
    assert_eq!(
        ours["undefined"]["e-i"],
        "Vacuous: the question is empty here: one group only, or no direction"
    );
}

#[test]
fn regions_take_the_projection_on_the_command_line() {
    let ours = json(&[
        "centrality",
        "middle-yangtze",
        "--measure",
        "strength",
        "--format",
        "json",
        "--layers",
        "agreements,councils",
        "--spread",
        "count",
        "--window",
        "2013/2020",
        "--found",
        "study,extra",
        "--provinces",
        "to-cities",
        "--checked",
        "seed,verified",
        "--planned",
        "--layer-weight",
        "councils=0.5",
        "--seed",
        "7",
    ]);
    let projection = &ours["projection"];
    assert_eq!(projection["layers"], serde_json::json!(["agreements", "councils"]));
    assert_eq!(projection["spread"], "count");
    assert_eq!(projection["time"]["started"], "2013/2020");
    assert_eq!(projection["provinces"], "to-cities");
    assert_eq!(projection["weights"]["layers"]["councils"], 0.5);
    assert_eq!(ours["seed"], 7);
    assert_eq!(ours["nodes"].as_array().map(Vec::len), Some(31));
    assert_eq!(ours["measures"]["strength"].as_array().map(Vec::len), Some(31));
}

#[test]
fn bad_usage_is_two_and_says_what_to_do() {
    let edges = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/edge_lists/01-path.csv");
    let edges = edges.to_str().expect("UTF-8");
    for (arguments, message) in [
        (
            vec!["compare", "yangtze", "middle-yangtze"],
            "embedded are yangtze-delta and middle-yangtze",
        ),
        (
            vec!["centrality", "yangtze-delta", "--measure", "betweeness"],
            "did you mean \"betweenness\"?",
        ),
        (vec!["centrality", "yangtze-delta"], "--measure"),
        (vec!["network", "yangtze-delta", "--window", "soon"], "window soon is out of range"),
        (
            vec!["network", "yangtze-delta", "--checked", "sure"],
            "seed, verified, reading or unverified",
        ),
        (vec!["network", edges, "--window", "2019"], "an edge list is a network already"),
        (vec!["network", "yangtze-delta", "--found", "rumour"], "found rumour is out of range"),
        (vec!["check", "no-such-folder"], "no folder no-such-folder"),
        (vec!["new", "x", "--from", "nowhere"], "embedded are yangtze-delta and middle-yangtze"),
        (vec!["compare", "yangtze-delta", "--format", "text,json"], "unless --out"),
        (
            vec!["centrality", edges, "--measure", "degree", "--alpha", "2"],
            "--length inverse-weight",
        ),
    ] {
        let output = run(&arguments);
        assert_eq!(output.status.code(), Some(2), "{arguments:?}: {}", stderr(&output));
        assert!(output.stdout.is_empty(), "{arguments:?}");
        assert!(stderr(&output).contains(message), "{arguments:?}: {}", stderr(&output));
    }
}

#[test]
fn a_comparison_goes_to_files() {
    let folder = tempfile::tempdir().expect("a folder");
    let out = folder.path().join("out");
    let out = out.to_str().expect("UTF-8");
    let regions = ["compare", "yangtze-delta", "middle-yangtze", "--format", "text,markdown,json"];
    let output = run(&[&regions[..], &["--out", out, "--names", "en"]].concat());
    assert!(output.status.success() && output.stdout.is_empty());
    for file in ["comparison.txt", "comparison.md", "comparison.json"] {
        assert!(Path::new(out).join(file).is_file(), "{file}");
    }
}

#[test]
fn text_tells_what_is_undefined() {
    let output = run(&["network", "middle-yangtze"]);
    let text = String::from_utf8(output.stdout).expect("UTF-8");
    assert!(text.contains("reciprocity: the question is empty here"), "{text}");
    let output = run(&["centrality", "middle-yangtze", "--measure", "clustering,degree"]);
    let text = String::from_utf8(output.stdout).expect("UTF-8");
    assert!(text.contains("needs at least 2 partners"), "{text}");
    assert!(run(&["measures"]).status.success());
    assert!(run(&["--help"]).status.success());
}

/// A folder with the network of the guide's page on conventions.
fn nine_and_alone() -> (tempfile::TempDir, String) {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("edges.csv");
    std::fs::write(&path, "source,target\n1,2\n2,3\n2,4\n3,4\n4,5\n5,6\n6,7\n").expect("written");
    let path = path.to_str().expect("UTF-8").to_owned();
    (folder, path)
}

#[test]
fn the_numbers_of_other_tools_are_had_by_their_names() {
    let (_folder, edges) = nine_and_alone();
    let first = |convention: &str, measure: &str| {
        let ours = json(&[
            "centrality",
            &edges,
            "--format",
            "json",
            "--measure",
            measure,
            "--convention",
            convention,
        ]);
        ours["measures"][measure][1].as_f64().expect("a number")
    };
    for (convention, measure, expected) in [
        ("harmonic", "closeness", 4.083_333_333_333_333 / 6.0),
        ("harmonic-sum", "closeness", 4.083_333_333_333_333),
        ("networkx", "closeness", 0.5),
        ("networkx", "betweenness", 5.0 / 15.0),
        ("igraph", "betweenness", 5.0),
        ("ucinet", "betweenness", 5.0),
        ("igraph", "eigenvector", 0.958_052_913_647),
        ("networkx", "hubs", 0.230_259_661_739),
        ("igraph", "hubs", 0.958_052_913_647),
        ("networkx", "katz", 0.413_243_091_239),
    ] {
        let found = first(convention, measure);
        assert!((found - expected).abs() < 1e-9, "{convention} {measure}: {found}");
    }
    let network = |convention: &str| {
        let arguments =
            ["network", &edges, "--format", "json", "--measure", "mean-clustering", "--convention"];
        let ours = json(&[&arguments[..], &[convention]].concat());
        ours["measures"]["mean-clustering"].as_f64().expect("a number")
    };
    assert!((network("igraph") - 1.0 / 3.0).abs() < 1e-12);
    assert!((network("networkx") - 5.0 / 21.0).abs() < 1e-12);
    // What is no convention is refused with what there is, and what cannot go together too.
    let refused = |further: &[&str], words: &str| {
        let output = run(&[&["centrality", &edges, "--measure", "closeness"], further].concat());
        assert_eq!(output.status.code(), Some(2), "{further:?}");
        assert!(output.stdout.is_empty());
        let said = stderr(&output);
        assert!(said.contains(words), "{said}");
    };
    refused(
        &["--convention", "gephi"],
        "convention gephi is out of range: a tool (ucinet, networkx or igraph)",
    );
    refused(
        &["--convention", "ucinet", "--length", "inverse-weight"],
        "length inverse-weight is out of range: hops with --convention ucinet, which counts ties",
    );
    refused(&["--alpha", "2"], "only used with --length inverse-weight");
    refused(
        &["--ranks", "10"],
        "a region, for --ranks: an edge list has no events to be drawn again",
    );
}

#[test]
fn ranks_are_told_with_how_sure_they_are() {
    let arguments =
        ["centrality", "middle-yangtze", "--measure", "strength,betweenness", "--ranks"];
    let ours = json(&[&arguments[..], &["40", "--seed", "5", "--format", "json"]].concat());
    let drawn = &ours["ranks"];
    assert_eq!((&drawn["replicates"], &drawn["seed"]), (&Value::from(40), &Value::from(5)));
    let cities = ours["nodes"].as_array().expect("cities").len();
    for measure in ["strength", "betweenness"] {
        for key in ["rank", "low", "high", "among_top"] {
            let column = drawn["measures"][measure][key].as_array().expect("a column");
            assert_eq!(column.len(), cities, "{measure} {key}");
        }
    }
    // Who is first by strength is among the first three in most draws, and within its interval.
    let strength = &drawn["measures"]["strength"];
    let ranks = strength["rank"].as_array().expect("ranks");
    let first = ranks.iter().position(|rank| *rank == 1).expect("a first");
    assert!(strength["among_top"][first].as_f64() > Some(0.5), "{strength}");
    assert_eq!(strength["low"][first], 1);
    let output = run(&[&arguments[..], &["40"]].concat());
    let text = String::from_utf8(output.stdout).expect("UTF-8");
    assert!(text.contains("among first 3") && text.contains(" %"), "{text}");
    let none = run(&[&arguments[..], &["0"]].concat());
    assert_eq!(none.status.code(), Some(2));
    assert!(stderr(&none).contains("replicates 0 is out of range: at least 1"));
}

#[test]
fn communities_come_with_quality_stability_and_a_test() {
    let fast = ["--replicates", "19", "--runs", "20"];
    let command = |input: &'static str, more: &[&'static str]| -> Vec<&'static str> {
        [&["communities", input, "--format", "json"][..], &fast, more].concat()
    };
    let ours = json(&command("middle-yangtze", &["--seed", "3"]));
    let found = &ours["communities"];
    let labels = found["labels"].as_array().expect("labels");
    assert_eq!(labels.len(), 31);
    let count = found["count"].as_u64().expect("a number");
    assert_eq!(labels.iter().filter_map(Value::as_u64).max(), Some(count - 1));
    assert_eq!(found["list"].as_array().map(Vec::len), Some(count as usize));
    let listed: usize = found["list"]
        .as_array()
        .expect("a list")
        .iter()
        .map(|one| one["cities"].as_array().expect("cities").len())
        .sum();
    assert_eq!(listed, 31);
    assert!(found["modularity"].as_f64().is_some_and(|value| value > 0.0));
    assert_eq!((&found["method"], &ours["seed"]), (&"default".into(), &3.into()));
    assert_eq!(found["stability"]["runs"], 20);
    assert!(found["stability"]["mean_ami"].as_f64().is_some_and(|ami| ami <= 1.0));
    assert_eq!(found["significance"]["test"]["attainable"], 0.05);
    assert_eq!(ours, json(&command("middle-yangtze", &["--seed", "3"])));

    // The labels of the JSON are in the order of the nodes; cliques of the list are communities.
    let bridged =
        Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/edge_lists/18-bridged-cliques.csv");
    let bridged = bridged.to_str().expect("UTF-8").to_owned();
    for method in ["default", "leiden", "louvain", "label-propagation", "consensus"] {
        let arguments = ["communities", &bridged, "--format", "json", "--method", method];
        let ours = json(&[&arguments[..], &fast].concat());
        let found = &ours["communities"];
        assert_eq!(found["method"], method);
        let label = |name: &str| {
            let nodes = ours["nodes"].as_array().expect("nodes");
            let at = nodes.iter().position(|node| node == name).expect("a node");
            found["labels"][at].clone()
        };
        for community in found["list"].as_array().expect("a list") {
            let cities = community["cities"].as_array().expect("cities");
            for city in cities {
                assert_eq!(label(city.as_str().expect("a name")), community["label"], "{method}");
            }
        }
    }
    // One tie of 2 · 21 + 1 ends of the seven, and of 2 · 15 + 1 of the six.
    let text = run(&[&["communities", &bridged][..], &fast].concat());
    let text = String::from_utf8(text.stdout).expect("UTF-8");
    for part in
        ["(7 cities): 2 % of its cooperation goes", "(6 cities): 3 % of its cooperation goes"]
    {
        assert!(text.contains(part), "{part}: {text}");
    }
    let text = run(&[&["communities", "middle-yangtze"][..], &fast].concat());
    let text = String::from_utf8(text.stdout).expect("UTF-8");
    for part in [
        "Wuhan 武汉",
        "how they were found",
        "how stable they are",
        "20 runs of Leiden",
        "whether they are more than chance",
        "by chance: events of the same cities and sizes, with other parties",
    ] {
        assert!(text.contains(part), "{part}: {text}");
    }
    for (more, message) in [
        (&["--resolution", "2"][..], "default, which chooses it"),
        (&["--method", "label-propagation", "--resolution", "-1"], "penalty -1 is out of range"),
        (&["--method", "leiden", "--resolution", "-1"], "resolution -1 is out of range"),
        (&["--method", "leiden", "--resolution", "NaN"], "resolution NaN is out of range"),
        (&["--replicates", "0"], "replicates 0 is out of range"),
        (&["--runs", "0"], "runs 0 is out of range"),
        (&["--method", "magic"], "possible values"),
    ] {
        let output = run(&[&["communities", "middle-yangtze"][..], more].concat());
        assert_eq!(output.status.code(), Some(2), "{more:?}");
        assert!(stderr(&output).contains(message), "{more:?}: {}", stderr(&output));
    }
    // Without ties there is nothing to find, and the answer says so.
    let lonely =
        Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/edge_lists/27-only-self-ties.csv");
    let lonely = lonely.to_str().expect("UTF-8");
    let ours = json(&["communities", lonely, "--format", "json"]);
    assert!(ours["communities"]["modularity"].is_null());
    let text = run(&["communities", lonely]);
    assert!(text.status.success());
    let text = String::from_utf8(text.stdout).expect("UTF-8");
    assert!(text.contains("cannot be tested: no two cities are tied"), "{text}");
}

#[test]
fn how_sure_found_circles_are_is_told_in_text_and_json() {
    let arguments = [
        "circles",
        "yangtze-delta",
        "--permutations",
        "19",
        "--method",
        "fast",
        "--replicates",
        "9",
    ];
    let found = json(&[&arguments[..], &["--format", "json"]].concat());
    let in_ties = &found["circles"]["in_ties"];
    assert_eq!(in_ties["found"]["method"], "fast");
    assert_eq!(in_ties["replicates"], 9);
    let text = run(&arguments);
    let text = String::from_utf8(text.stdout).expect("UTF-8");
    assert!(text.contains("WHICH CIRCLES DO THE TIES MAKE BY THEMSELVES?"), "{text}");
    // Nine replicates: shares of ninths.
    let share = in_ties["again"].as_f64().expect("a share");
    assert!(((share * 9.0).round() - share * 9.0).abs() < 1e-9);
    let once = json(&["circles", "yangtze-delta", "--permutations", "19", "--format", "json"]);
    assert!(
        once["circles"]["in_ties"]["again"]["undefined"].is_object()
            || once["circles"]["in_ties"]["again"].get("undefined").is_some()
    );
}

#[test]
fn circles_of_awkward_regions_have_an_answer_or_a_reason() {
    let places = "id,name,level,inside\na,Ahe,city,\nb,Bei,city,\nc,Cang,city,\nx,Xi,city,no\n";
    let text = |agreements: &str, circles: &str, members: &str| {
        let folder = tempfile::tempdir().expect("a folder");
        let tables = [
            ("places.csv", places),
            ("agreements.csv", agreements),
            ("circles.csv", circles),
            ("circle_members.csv", members),
        ];
        for (file, table) in tables {
            std::fs::write(folder.path().join(file), table).expect("a file");
        }
        let path = folder.path().to_str().expect("UTF-8");
        let output = run(&["circles", path, "--permutations", "19"]);
        assert!(output.status.success(), "{}", stderr(&output));
        String::from_utf8(output.stdout).expect("UTF-8")
    };
    let (tied, tieless) = ("id,parties\nA1,a;b\nA2,b;c\n", "id,parties\nA1,a;x\n");
    let nobody = text(tied, "id,name\nC1,Outer\n", "circle,place\nC1,x\n");
    assert!(nobody.contains("C1 Outer: no circle here"), "{nobody}");
    let none = text(tied, "id,name\n", "circle,place\n");
    assert!(none.contains("There are no two circles side by side."), "{none}");
    let (one, members) = ("id,name\nC1,Pair\n", "circle,place\nC1,a\nC1,b\n");
    let one_circle = text(tied, one, members);
    assert!(
        one_circle.contains("Pair: so few cities can be placed in so few ways"),
        "{one_circle}"
    );
    let untied = text(tieless, one, members);
    assert!(untied.contains("No answer: no two cities are tied"), "{untied}");
}

#[test]
fn circles_of_an_edge_list_are_those_found() {
    let folder = tempfile::tempdir().expect("a folder");
    let cliques = folder.path().join("cliques.csv");
    let mut ties = "source,target\n".to_owned();
    for block in 0..6 {
        for a in 0..5 {
            (0..a).for_each(|b| ties += &format!("c{block}{a},c{block}{b}\n"));
        }
        ties += &format!("c{block}0,c{}1\n", (block + 1) % 6);
    }
    std::fs::write(&cliques, ties).expect("a file");
    let cliques = cliques.to_str().expect("UTF-8");
    let found = json(&["circles", cliques, "--format", "json"]);
    assert_eq!(found["nodes"].as_array().map(Vec::len), Some(30));
    assert!(found["circles"]["scores"]["dasgupta"].is_number(), "{}", found["circles"]["scores"]);
    let text = run(&["circles", cliques, "--pictures", folder.path().to_str().expect("UTF-8")]);
    let text = String::from_utf8(text.stdout).expect("UTF-8");
    assert!(text.contains("(5 cities): c"), "{text}");
    assert!(folder.path().join("found.svg").is_file());
    let path = run(&["circles", "tests/data/edge_lists/01-path.csv"]);
    let path = String::from_utf8(path.stdout).expect("UTF-8");
    assert!(path.starts_with("None: "), "{path}");
}

#[test]
fn circles_of_a_region_as_json_and_pictures() {
    let folder = tempfile::tempdir().expect("a folder");
    let pictures = folder.path().to_str().expect("UTF-8");
    let arguments = ["circles", "middle-yangtze", "--permutations", "19", "--format", "json"];
    let found = json(&[&arguments[..], &["--at", "2020", "--pictures", pictures]].concat());
    assert_eq!(found["nodes"].as_array().map(Vec::len), Some(31));
    let circles = found["circles"]["declared"]["circles"].as_array().expect("circles");
    // Those of 2021 had not begun.
    assert!(
        circles.iter().any(|it| it["id"] == "WH") && circles.iter().all(|it| it["id"] != "XGB")
    );
    for picture in ["circles.svg", "tree.svg", "found.svg"] {
        assert!(folder.path().join(picture).is_file(), "{picture}");
    }
    assert!(found["circles"]["in_ties"]["agreement"]["circles"].is_array());
    for (arguments, message) in [
        (
            &["circles", "tests/data/edge_lists/01-path.csv", "--replicates", "9"][..],
            "an edge list declares no circles",
        ),
        (&["circles", "middle-yangtze", "--at", "soon"], "a date such as 2019"),
        (&["circles", "middle-yangtze", "--founding", "WH"], "a circle and a row"),
        (&["circles", "middle-yangtze", "--permutations", "3"], "at least 19"),
        (&["circles", "middle-yangtze", "--directed"], "an undirected projection"),
    ] {
        let output = run(arguments);
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
        assert!(stderr(&output).contains(message), "{}", stderr(&output));
    }
}
