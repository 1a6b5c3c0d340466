"""What NetworkX and igraph say of the network of the guide's page on conventions.

    python -m venv venv
    venv/bin/pip install networkx==3.6.1 igraph==1.0.0 numpy==2.4.6 scipy==1.17.1
    venv/bin/python tests/reference/conventions.py         (Python 3.11)

Writes tests/data/conventions.json: by tool and call, a number for each node in order, `null` where
the tool gives none (NaN), or what it says instead. The network is g9_iso of UCINET's logs: ten
nodes, of which 8, 9 and 10 are alone, and the piece of 1 to 7 once more as `connected`, for what
tools refuse of a network in pieces. `directed` is the chain of arcs 1→2→3→4. What UCINET printed is
in oracles/published.json.
"""

import json
import math
import platform
import warnings
from pathlib import Path

import igraph
import networkx as nx

OUT = Path(__file__).resolve().parent.parent / "data" / "conventions.json"
EDGES = [(1, 2), (2, 3), (2, 4), (3, 4), (4, 5), (5, 6), (6, 7)]


def numbers(values):
    """Digits that every run has; None for NaN."""
    return [None if math.isnan(value) else float(f"{value:.12g}") for value in map(float, values)]


def said(call):
    """The scores by node, or the name of the error."""
    try:
        found = call()
    except Exception as error:  # noqa: BLE001 whatever the tool raises is what is told
        return f"raises {type(error).__name__}"
    if isinstance(found, dict):
        found = [found[node] for node in sorted(found)]
    return numbers(found if isinstance(found, list) else [found])


def of_networkx(g):
    return {
        "closeness_centrality": lambda: nx.closeness_centrality(g),
        "harmonic_centrality": lambda: nx.harmonic_centrality(g),
        "betweenness_centrality": lambda: nx.betweenness_centrality(g),
        "betweenness_centrality(normalized=False)": lambda: nx.betweenness_centrality(
            g, normalized=False
        ),
        "degree_centrality": lambda: nx.degree_centrality(g),
        "eigenvector_centrality_numpy": lambda: nx.eigenvector_centrality_numpy(g),
        "pagerank": lambda: nx.pagerank(g, tol=1e-14, max_iter=1000),
        "katz_centrality": lambda: nx.katz_centrality_numpy(g),
        "hits": lambda: nx.hits(g, tol=1e-13)[0],
        "clustering": lambda: nx.clustering(g),
        "average_clustering": lambda: nx.average_clustering(g),
        "local_efficiency": lambda: nx.local_efficiency(g),
        "core_number": lambda: nx.core_number(g),
    }


def of_igraph(g):
    return {
        "closeness": lambda: g.closeness(),
        "harmonic_centrality": lambda: g.harmonic_centrality(),
        "betweenness": lambda: g.betweenness(),
        "degree": lambda: g.degree(),
        "eigenvector_centrality": lambda: g.eigenvector_centrality(),
        "pagerank": lambda: g.pagerank(),
        "hub_score": lambda: g.hub_score(),
        "transitivity_local_undirected": lambda: g.transitivity_local_undirected(),
        "transitivity_avglocal_undirected": lambda: g.transitivity_avglocal_undirected(),
        "coreness": lambda: g.coreness(),
    }


def main():
    warnings.simplefilter("ignore")
    graphs = {"g9-iso": (range(1, 11), EDGES, False), "connected": (range(1, 8), EDGES, False)}
    graphs["directed"] = (range(1, 5), [(1, 2), (2, 3), (3, 4)], True)
    result = {"python": platform.python_version(), "networkx": nx.__version__}
    result |= {"igraph": igraph.__version__, "graphs": {}}
    for name, (nodes, edges, directed) in graphs.items():
        g = nx.DiGraph() if directed else nx.Graph()
        g.add_nodes_from(nodes)
        g.add_edges_from(edges)
        h = igraph.Graph(n=len(nodes), edges=[(u - 1, v - 1) for u, v in edges], directed=directed)
        calls = {"networkx": of_networkx(g), "igraph": of_igraph(h)}
        if directed:
            keep = ("closeness", "closeness_centrality", "harmonic_centrality", "pagerank")
            calls = {tool: {key: it[key] for key in keep if key in it} for tool, it in calls.items()}
        result["graphs"][name] = {"edges": edges, "directed": directed}
        for tool, by_key in calls.items():
            result["graphs"][name][tool] = {key: said(call) for key, call in by_key.items()}
    lines = json.dumps(result, indent=1).replace("\n     ", " ").replace("\n    ]", "]")
    OUT.write_text(lines + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
