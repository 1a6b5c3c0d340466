//! A plain edge list, and the same network from petgraph.
use conurbation::centrality::{Closeness, PageRank};
use conurbation::exchange::EdgeList;
use conurbation::petgraph::graph::UnGraph;
use conurbation::{Adjacency, Error};

fn main() -> Result<(), Error> {
    let csv = "source,target,weight\n武汉,长沙,3\n长沙,南昌,1\n南昌,武汉,2\n武汉,岳阳,1\n";
    let list = EdgeList::from_csv(csv.as_bytes(), false)?;
    let closeness = Closeness::new().run(&list)?;
    for city in PageRank::new().run(&list)?.ranking() {
        let near = closeness.get(city.node).value().unwrap_or(f64::NAN);
        println!("{} {} {:.3} {near:.3}", city.rank, list.names()[city.node as usize], city.score);
    }

    let graph = UnGraph::<&str, f64>::from_edges([(0, 1, 3.0), (1, 2, 1.0), (2, 0, 2.0)]);
    let adjacency = Adjacency::from_petgraph(&graph, |edge| *edge.weight())?;
    println!("{} nodes, {} ties", adjacency.node_count(), adjacency.edge_count());
    Ok(())
}
