//! A stranger's program: links the crate with its default features and uses what is public.
use conurbation::centrality::{Betweenness, PageRank};
use conurbation::network::{Layer, Projection, Spread};
use conurbation::{datasets, Adjacency, CompareRegions, Error, Region, Scores, Watch};

fn send_and_sync<T: Send + Sync + Clone + std::fmt::Debug>() {}

fn leaders(region: &Region, projection: &Projection) -> Result<Vec<String>, Error> {
    let network = region.network(projection)?;
    let scores: Scores = Betweenness::new().watch(&Watch::new()).run(&network)?;
    let first = scores.ranking().take(3);
    Ok(first.map(|city| network.city(city.node).name.clone()).collect())
}

fn main() -> Result<(), Error> {
    send_and_sync::<Region>();
    send_and_sync::<Adjacency>();
    send_and_sync::<conurbation::network::CityNetwork>();
    let delta = datasets::yangtze_delta();
    let projection = Projection::new().spread(Spread::Newman).layers([Layer::Agreements]);
    println!("{}", leaders(&delta, &projection)?.join(", "));

    let graph = conurbation::petgraph::graph::DiGraph::<(), f64>::from_edges([(0, 1, 1.0)]);
    let adjacency = Adjacency::from_petgraph(&graph, |edge| *edge.weight())?;
    let total: f64 = PageRank::new().run(&adjacency)?.iter().filter_map(|score| score.value()).sum();
    assert!((total - 1.0).abs() < 1e-9);

    match Region::read("no such folder") {
        Err(error @ Error::MissingFolder { .. }) => println!("{error}"),
        other => panic!("expected a missing folder, got {other:?}"),
    }
    let comparison = CompareRegions::new([&delta, &datasets::middle_yangtze()]).run()?;
    assert!(comparison.to_json().contains("\"middle-yangtze\""));
    Ok(())
}
