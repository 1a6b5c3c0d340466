//! The guide's page on conventions, row by row, and how sure ranks are by each measure.
#[path = "support/data.rs"]
#[allow(dead_code, reason = "the edge lists are for other tests")]
mod data;

use conurbation::catalogue::{Answer, MEASURES, Options, Scope, Subject, measure};
use conurbation::centrality::Convention;
use conurbation::network::Projection;
use conurbation::uncertainty::RankIntervals;
use conurbation::{Adjacency, Error, datasets};
use serde_json::Value;
use std::collections::BTreeSet;

const PAGE: &str = include_str!("../src/guide/conventions.md");

/// A number for each city, or one; none where undefined.
type Row = Vec<Option<f64>>;

fn graph(name: &str) -> Adjacency {
    let ties: Vec<(u32, u32)> = match name {
        "in pieces" => {
            [[0, 1], [0, 2], [0, 3], [0, 4], [5, 6], [6, 7], [7, 5], [8, 9], [9, 10], [10, 11]]
                .map(|[a, b]| (a, b))
                .into()
        }
        "directed" => vec![(0, 1), (1, 2), (2, 3)],
        _ => vec![(0, 1), (1, 2), (1, 3), (2, 3), (3, 4), (4, 5), (5, 6)],
    };
    let ties = ties.into_iter().map(|(a, b)| (a, b, 1.0));
    let graph = match name {
        "in pieces" => Adjacency::from_edges(13, ties),
        "directed" => Adjacency::from_arcs(4, ties),
        _ => Adjacency::from_edges(10, ties),
    };
    graph.expect("legal ties")
}

/// What `conurbation centrality --measure` prints for these words.
fn here(words: &str, graph: &Adjacency) -> Row {
    let mut words = words.split(' ');
    let name = words.next().expect("a measure");
    let mut options = Options::default();
    while let Some(word) = words.next() {
        match word {
            "--normalized" => options.normalized = true,
            "--convention" => {
                let value = words.next().expect("a convention");
                match Convention::try_from(value) {
                    Ok(tool) => options.like = Some(tool),
                    Err(_) => options.closeness = value.try_into().expect("a convention"),
                }
            }
            other => panic!("{other} is no option"),
        }
    }
    let subject = Subject::new(graph).options(options);
    match measure(name).and_then(|measure| measure.run(&subject)).expect("a legal network") {
        Answer::Scores(scores) => scores.iter().map(|score| score.value()).collect(),
        Answer::Number(number) => vec![number.value()],
        other => panic!("{other:?}"),
    }
}

/// What another tool gives: a row of the file, or the cells that UCINET's log was read for.
fn theirs(label: &str, name: &str, cells: &[&str]) -> Row {
    let numbers = |row: &Value| -> Row {
        row.as_array().expect("numbers").iter().map(Value::as_f64).collect()
    };
    let (tool, rest) = label.split_once(' ').expect("a tool and a call");
    if tool != "UCINET" {
        let call = rest.trim_matches('`');
        let file = data::json("conventions.json");
        return numbers(&file["graphs"][name][tool.to_lowercase()][call]);
    }
    if rest == "eigenvector in pieces" {
        return numbers(&data::json("spectral.json")["printed"]["g9_disc"]["eigenvector"]);
    }
    let (key, farness) = match rest {
        "average reciprocal distance" => ("closeness_harmonic", false),
        "9 / farness, missing distances 10" => ("farness_undefined_as_n", true),
        other => (other, false),
    };
    let published = data::json("oracles/published.json");
    let printed = |node: usize| {
        let node = format!("n{}", node + 1);
        let mut checks = published.as_array().expect("checks").iter().filter(|check| {
            check["graph"] == "g9-iso" && check["measure"] == key && check["node"] == node
        });
        let value = checks.next()?["printed"].as_f64()?;
        Some(if farness { 9.0 / value } else { value })
    };
    let row: Row = (0..cells.len()).map(printed).collect();
    // A cell is empty just where the log was not read.
    cells.iter().zip(&row).for_each(|(cell, value)| assert_eq!(cell.is_empty(), value.is_none()));
    row
}

#[test]
fn the_page_on_conventions_tells_what_each_tool_gives() {
    let (mut section, mut nodes, mut tools) = ("", Vec::new(), BTreeSet::new());
    let (mut ours, mut other) = (0, 0);
    for line in PAGE.lines() {
        section = line.strip_prefix("## ").unwrap_or(section);
        let Some(row) = line.strip_prefix("| ").and_then(|row| row.strip_suffix(" |")) else {
            continue;
        };
        if row.starts_with('|') {
            continue; // the head of a table
        }
        let (label, cells) = row.split_once(" | ").expect("a label and cells");
        let cells: Vec<&str> = cells.split(" | ").map(str::trim).collect();
        let in_pieces = label.contains("pieces") || cells.len() == 6;
        let name = match section {
            "Directions" => "directed",
            _ if in_pieces => "in pieces",
            _ => "g9-iso",
        };
        // The table of a network in pieces has some of its cities.
        nodes.clear();
        nodes.extend(if in_pieces { vec![0, 1, 5, 8, 9, 12] } else { (0..cells.len()).collect() });
        let found = match label.strip_prefix("here `").and_then(|words| words.strip_suffix('`')) {
            Some(words) => {
                ours += 1;
                here(words, &graph(name))
            }
            None => {
                other += 1;
                tools.insert(label.split(' ').next().expect("a tool"));
                theirs(label, name, &cells)
            }
        };
        for (&node, cell) in nodes.iter().zip(&cells) {
            let at = format!("{label}, {node}: {cell}, found {:?}", found[node]);
            match (found[node], cell.parse::<f64>()) {
                (Some(value), Ok(printed)) => assert!((value - printed).abs() <= 5.1e-5, "{at}"),
                (None, Err(_)) => assert!(*cell == "–" || cell.is_empty(), "{at}"),
                _ => panic!("{at}"),
            }
        }
    }
    assert_eq!(tools, BTreeSet::from(["NetworkX", "UCINET", "igraph"]));
    assert!(ours >= 28 && other >= 24, "{ours} {other}");
}

/// The page of formulas has none of a measure that there is not, and none twice.
#[test]
fn the_page_of_formulas_is_about_measures_of_the_catalogue() {
    let page = include_str!("../src/guide/formulas.md");
    let rows = page.lines().filter_map(|line| line.strip_prefix("| `")?.split_once('`'));
    let names: Vec<&str> = rows.map(|(name, _)| name).collect();
    assert_eq!(names.iter().collect::<BTreeSet<_>>().len(), names.len());
    for name in &names {
        assert!(measure(name).is_ok(), "{name}");
    }
    assert!(names.len() >= 58, "{}", names.len());
}

/// The chain of rows above is of the first eight; what is said of cities 9 and 10 holds too.
#[test]
fn cities_without_ties_have_one_and_the_same_number() {
    let network = graph("g9-iso");
    for measure in MEASURES.iter().filter(|measure| measure.scope == Scope::City) {
        let Ok(Answer::Scores(scores)) = measure.run(&Subject::new(&network)) else {
            panic!("{}", measure.name)
        };
        let alone = [7, 8, 9].map(|node| scores.get(node).value().map(f64::to_bits));
        assert_eq!(alone, [alone[0]; 3], "{}", measure.name);
    }
}

/// Of every measure of each city ranks can be told with how sure they are, with the same bits at
/// any number of threads, and the city that leads in most draws is not far from the first.
#[test]
fn ranks_have_intervals_by_every_measure_of_cities() -> Result<(), Error> {
    let region = datasets::middle_yangtze();
    let options = Options::default();
    let intervals = RankIntervals::new().replicates(9).seed(3);
    let mut ranked = 0;
    for directed in [false, true] {
        let network = region.network(&Projection::new().directed(directed))?;
        let cities = network.cities().len();
        for measure in MEASURES.iter() {
            let ranks = measure.ranks(&network, &options, &intervals);
            if measure.scope != Scope::City {
                assert!(matches!(ranks, Err(Error::Param(_))), "{}", measure.name);
                continue;
            }
            let ranks = ranks?;
            ranked += 1;
            assert_eq!(ranks.len(), cities, "{}", measure.name);
            let Answer::Scores(scores) = measure.run(&Subject::of(&network))? else {
                panic!("{}", measure.name)
            };
            for it in &ranks {
                let within = 1 <= it.low && it.low <= it.high && it.high <= cities;
                assert!(within && (0.0..=1.0).contains(&it.among_top), "{}: {it:?}", measure.name);
                let defined = scores.get(it.node).value().is_some();
                assert_eq!(it.rank.is_some(), defined, "{}: {it:?}", measure.name);
                // Without a score there is no place but the last.
                assert!(defined || it.high == cities, "{}: {it:?}", measure.name);
            }
            let few = rayon_pool(3, || measure.ranks(&network, &options, &intervals))?;
            assert_eq!(few, ranks, "{}", measure.name);
        }
    }
    assert!(ranked > 50, "{ranked}");
    Ok(())
}

fn rayon_pool<T: Send>(threads: usize, work: impl FnOnce() -> T + Send) -> T {
    rayon::ThreadPoolBuilder::new().num_threads(threads).build().expect("threads").install(work)
}

/// The choices reach the ranks: by strength or by its opposite others are first.
#[test]
fn ranks_follow_the_choices() -> Result<(), Error> {
    let network = datasets::yangtze_delta().network(&Projection::new())?;
    let intervals = RankIntervals::new().replicates(50);
    let closeness = measure("closeness")?;
    let hops = closeness.ranks(&network, &Options::default(), &intervals)?;
    let edge_length = conurbation::paths::EdgeLength::InverseWeight { alpha: 1.0 };
    let options = Options { edge_length, ..Options::default() };
    let lengths = closeness.ranks(&network, &options, &intervals)?;
    assert_ne!(hops, lengths);
    // What the library computes by hand is the same.
    let by_hand =
        intervals.run(&network, |graph| conurbation::centrality::Closeness::new().run(graph))?;
    assert_eq!(hops, by_hand);
    Ok(())
}
