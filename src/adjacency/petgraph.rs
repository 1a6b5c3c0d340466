//! From and to petgraph.
use super::{Adjacency, Node, ParallelTies};
use crate::{Error, Result};
use petgraph::EdgeType;
use petgraph::graph::{Graph, NodeIndex};
use petgraph::visit::{EdgeRef, GraphProp, IntoEdgeReferences, NodeCompactIndexable};

impl Adjacency {
    /// The snapshot of a petgraph graph, with a weight for each edge; weights of parallel edges
    /// add up. Node indices stay what they are, so graphs that can have holes
    /// (`StableGraph`) do not compile:
    ///
    /// ```compile_fail
    /// let graph = petgraph::stable_graph::StableUnGraph::<(), f64>::default();
    /// conurbation::Adjacency::from_petgraph(&graph, |edge| *edge.weight());
    /// ```
    /// ```
    /// let graph = conurbation::petgraph::graph::UnGraph::<(), f64>::from_edges([(0, 1, 2.0)]);
    /// let adjacency = conurbation::Adjacency::from_petgraph(&graph, |edge| *edge.weight())?;
    /// assert_eq!(adjacency.weight(1, 0), Some(2.0));
    /// # use conurbation::petgraph::visit::EdgeRef;
    /// # Ok::<(), conurbation::Error>(())
    /// ```
    ///
    /// # Errors
    /// As [`from_edges`](Self::from_edges).
    pub fn from_petgraph<G>(graph: G, weight: impl Fn(G::EdgeRef) -> f64) -> Result<Self>
    where
        G: IntoEdgeReferences + NodeCompactIndexable + GraphProp,
    {
        let nodes = graph.node_bound();
        if u32::try_from(nodes).is_err() {
            return Err(Error::TooLarge { nodes });
        }
        let edges = graph.edge_references().map(|edge| {
            let (from, to) = (graph.to_index(edge.source()), graph.to_index(edge.target()));
            (from as Node, to as Node, weight(edge))
        });
        Self::build(nodes, graph.is_directed(), ParallelTies::Sum, edges)
    }

    /// A petgraph graph with the same nodes, whose weights are their numbers, and the same ties
    /// and self-ties.
    ///
    /// Asked for directed edges, an undirected graph gives each tie both ways; asked for
    /// undirected edges, a directed graph gives each arc as an edge of its own.
    pub fn to_petgraph<Ty: EdgeType>(&self) -> Graph<Node, f64, Ty> {
        let mut graph = Graph::with_capacity(self.node_count(), self.edge_count());
        for node in self.nodes() {
            graph.add_node(node);
        }
        let index = |node: Node| NodeIndex::new(node as usize);
        let both = Ty::is_directed() && !self.directed;
        for (from, to, weight) in self.edges() {
            graph.add_edge(index(from), index(to), weight);
            if both {
                graph.add_edge(index(to), index(from), weight);
            }
        }
        for (node, &weight) in self.nodes().zip(&self.self_ties) {
            if weight > 0.0 {
                graph.add_edge(index(node), index(node), weight);
            }
        }
        graph
    }
}
