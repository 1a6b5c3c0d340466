//! The catalogue: every measure on every awkward network, and the documentation's table.
use conurbation::Adjacency;
use conurbation::catalogue::{
    Answer, Choices, Correction, MEASURES, METHODS, Measure, Scope, Subject, measure, method,
    methods_to_markdown, to_markdown,
};
use conurbation::network::Projection;
use conurbation::{Measured, Region, datasets};

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

/// The answer of a measure and, if it is about groups, what groups dealt at random give; within
/// the range that the measure names.
fn check_all(measure: &Measure, network: &str, subject: &Subject<'_>, cities: usize) {
    let answer = measure.run(subject).expect("the network is legal");
    check(measure.name, network, &answer, cities);
    let by_chance = measure.by_chance(subject).expect("the network is legal");
    by_chance.iter().for_each(|answer| check(measure.name, network, answer, cities));
    let range = measure.inference.and_then(|inference| inference.range);
    for answer in by_chance.into_iter().chain([answer]) {
        if let (Answer::Number(number), Some((low, high))) = (answer, range) {
            let within = number.value().is_none_or(|value| (low..=high).contains(&value));
            assert!(within, "{} on {network}: {number:?}", measure.name);
        }
    }
}

#[test]
fn every_measure_answers_every_awkward_network() {
    for (network, graph) in awkward() {
        let groups: Vec<u32> = graph.nodes().map(|node| node / 2).collect();
        for measure in MEASURES.iter() {
            check_all(measure, network, &Subject::new(&graph), graph.node_count());
            let grouped = Subject::new(&graph).groups(Measured::Value(groups.clone()));
            check_all(measure, network, &grouped, graph.node_count());
        }
    }
}

/// Scores are compared by ranks; a number of the network that is set beside another says how, and
/// what chance gives it if that is taken off it.
#[test]
fn numbers_of_the_network_can_be_set_beside_others() {
    let path = Adjacency::from_edges(4, [(0, 1, 1.0), (1, 2, 1.0), (2, 3, 1.0)]).expect("legal");
    let subject = Subject::new(&path).groups(Measured::Value(vec![0, 0, 1, 1]));
    for one in MEASURES.iter() {
        let Some(inference) = one.inference else { continue };
        assert_ne!(one.scope, Scope::City, "{}", one.name);
        let by_chance = one.by_chance(&subject).expect("legal");
        let less_chance =
            inference.correction == Correction::LessChance && inference.untested.is_none();
        assert_eq!(by_chance.is_some(), less_chance, "{}", one.name);
        let per_city = inference.correction == Correction::PerCity;
        assert!(one.sized || per_city, "{}", one.name);
        if let Some(companion) = inference.companion {
            let companion = measure(companion).expect("it is there").inference;
            let back = companion.and_then(|inference| inference.companion);
            assert_eq!(back, Some(one.name));
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
            for measure in MEASURES.iter() {
                check_all(measure, name, &Subject::of(&network), network.cities().len());
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
        let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
        assert!(one.name.chars().all(plain), "{}", one.name);
    }
    assert!(MEASURES.iter().any(|measure| measure.scope == Scope::Groups));
    assert_eq!(
        measure("betweeness").expect_err("misspelt").to_string(),
        "no measure is called \"betweeness\"; did you mean \"betweenness\"?"
    );
}

#[test]
fn every_method_divides_every_awkward_network_or_names_what_is_wrong() {
    for (network, graph) in awkward() {
        for method in METHODS {
            let choices = Choices { runs: 3, ..Choices::default() };
            let at = format!("{} on {network}", method.name);
            match method.run(&graph, &choices) {
                Ok(found) => assert_eq!(found.labels().len(), graph.node_count(), "{at}"),
                Err(error) => assert_eq!(graph.node_count(), 0, "{at}: {error}"),
            }
            if graph.node_count() > 0 {
                let choices = Choices { resolution: Some(-1.0), ..choices };
                let refused = method.run(&graph, &choices).expect_err(&at).to_string();
                assert!(refused.contains("-1"), "{at}: {refused}");
            }
        }
    }
    for (nth, one) in METHODS.iter().enumerate() {
        assert_eq!(method(one.name).expect("it is there").name, one.name);
        assert!(METHODS[..nth].iter().all(|other| other.name != one.name), "{}", one.name);
        assert!(MEASURES.iter().all(|other| other.name != one.name), "{}", one.name);
    }
    assert!(method("leyden").expect_err("misspelt").to_string().contains("\"leiden\""));
}

/// `conurbation measures --markdown` writes the tables of the guide.
#[test]
fn the_tables_of_the_guide_are_those_of_the_catalogue() {
    let guide = include_str!("../src/guide/measures.md");
    for table in [to_markdown(), methods_to_markdown()] {
        assert!(guide.contains(&table), "write it anew:\n{table}");
    }
}
