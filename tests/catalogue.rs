//! The catalogue: every measure on every awkward network, and the documentation's table.
use conurbation::Adjacency;
use conurbation::catalogue::{Answer, MEASURES, Scope, Subject, measure, to_markdown};
use conurbation::network::Projection;
use conurbation::{Region, datasets};

fn awkward() -> Vec<(&'static str, Adjacency)> {
    let undirected = |n, edges: &[(u32, u32, f64)]| {
        Adjacency::from_edges(n, edges.iter().copied()).expect("legal")
    };
    let directed =
        |n, arcs: &[(u32, u32, f64)]| Adjacency::from_arcs(n, arcs.iter().copied()).expect("legal");
    vec![
        ("empty", undirected(0, &[])),
        ("empty directed", directed(0, &[])),
        ("one city", undirected(1, &[])),
        ("no ties", undirected(4, &[])),
        ("two equal cities", undirected(2, &[(0, 1, 1.0)])),
        ("self-ties only", undirected(3, &[(0, 0, 1.0), (2, 2, 5.0)])),
        ("in pieces", undirected(6, &[(0, 1, 1.0), (2, 3, 2.0), (3, 4, 1.0), (2, 4, 1.0)])),
        ("one arc", directed(3, &[(0, 1, 2.0)])),
        ("ring of arcs", directed(3, &[(0, 1, 1.0), (1, 2, 1.0), (2, 0, 1.0)])),
        ("huge weights", undirected(3, &[(0, 1, 1e300), (1, 2, 1e300)])),
        ("tiny weights", undirected(3, &[(0, 1, 1e-300), (1, 2, 1e-300)])),
        ("uneven weights", directed(3, &[(0, 1, 1e12), (1, 2, 1e-12), (2, 0, 1.0)])),
    ]
}

/// Every number is finite or has a reason, and there is one for each city.
fn check(name: &str, network: &str, answer: &Answer, cities: usize) {
    match answer {
        Answer::Scores(scores) => {
            assert_eq!(scores.len(), cities, "{name} on {network}");
            for value in scores.iter().filter_map(|score| score.value()) {
                assert!(value.is_finite(), "{name} on {network}: {value}");
            }
        }
        Answer::Number(number) => {
            assert!(number.value().is_none_or(f64::is_finite), "{name} on {network}: {number:?}");
        }
        other => panic!("{name}: {other:?}"),
    }
}

#[test]
fn every_measure_answers_every_awkward_network() {
    for (network, graph) in awkward() {
        for measure in MEASURES {
            let answer = measure.run(&Subject::new(&graph)).expect("the network is legal");
            check(measure.name, network, &answer, graph.node_count());
        }
    }
}

#[test]
fn every_measure_answers_every_awkward_region() {
    let tables = |places: &'static str, agreements: &'static str| {
        let tables = [("places.csv", places.as_bytes()), ("agreements.csv", agreements.as_bytes())];
        Region::from_tables(tables).expect("sound")
    };
    let regions = [
        ("no places", tables("id,name,level\n", "id,parties\n")),
        ("no province", tables("id,name,level\na,A,city\nb,B,city\n", "id,parties\nA1,a;b\n")),
        (
            "one province",
            tables(
                "id,name,level,parent\np,P,province,\na,A,city,p\nb,B,city,p\n",
                "id,parties\nA1,a;b\n",
            ),
        ),
        ("delta", datasets::yangtze_delta()),
    ];
    for (name, region) in &regions {
        for directed in [false, true] {
            let projection = Projection::new().directed(directed);
            let network = region.network(&projection).expect("legal");
            for measure in MEASURES {
                let answer = measure.run(&Subject::of(&network)).expect("legal");
                check(measure.name, name, &answer, network.cities().len());
            }
        }
    }
}

#[test]
fn names_are_unique_and_found_and_every_line_is_filled() {
    for (nth, one) in MEASURES.iter().enumerate() {
        assert_eq!(measure(one.name).expect("it is there").name, one.name);
        assert!(MEASURES[..nth].iter().all(|other| other.name != one.name), "{}", one.name);
        let lines = [one.meaning, one.convention, one.cost, one.source];
        assert!(lines.iter().all(|line| !line.is_empty()), "{}", one.name);
        assert!(one.name.chars().all(|c| c.is_ascii_lowercase() || c == '-'), "{}", one.name);
    }
    assert!(MEASURES.iter().any(|measure| measure.scope == Scope::Groups));
    assert_eq!(
        measure("betweeness").expect_err("misspelt").to_string(),
        "no measure is called \"betweeness\"; did you mean \"betweenness\"?"
    );
}

/// `conurbation measures --markdown` writes the table of the guide.
#[test]
fn the_table_of_the_guide_is_that_of_the_catalogue() {
    let guide = include_str!("../src/guide/measures.md");
    assert!(guide.ends_with(&to_markdown()), "write it anew:\n{}", to_markdown());
}
