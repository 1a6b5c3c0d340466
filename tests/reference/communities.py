#!/usr/bin/env python3
"""Qualities of divisions by other tools, written to tests/data/communities.json.

Python 3.11, igraph 1.0.0, leidenalg 0.12.0, networkx 3.6.1:

    pip install igraph==1.0.0 leidenalg==0.12.0 networkx==3.6.1
    python tests/reference/communities.py
"""

import json
import random
from pathlib import Path

import igraph
import leidenalg
import networkx as nx

OUT = Path(__file__).resolve().parent.parent / "data" / "communities.json"
RESOLUTIONS = [0.5, 1.0, 1.7]


def network(seed, nodes, ties, directed):
    r = random.Random(seed)
    rows = {}
    while len(rows) < ties:
        a, b = r.randrange(nodes), r.randrange(nodes)
        if a != b and (directed or (b, a) not in rows):
            rows[a, b] = r.randint(1, 9)
    return [[a, b, w] for (a, b), w in sorted(rows.items())]


def graph(nodes, rows, directed):
    g = igraph.Graph(n=nodes, edges=[row[:2] for row in rows], directed=directed)
    g.es["weight"] = [row[2] for row in rows]
    return g


def row_of(nodes, rows, directed, labels):
    g = graph(nodes, rows, directed)
    total = sum(row[2] for row in rows)
    n = nx.DiGraph() if directed else nx.Graph()
    n.add_nodes_from(range(nodes))
    n.add_weighted_edges_from(rows)
    groups = [{v for v in range(nodes) if labels[v] == c} for c in sorted(set(labels))]
    leiden = {"weights": "weight", "initial_membership": labels}
    row = {"nodes": nodes, "directed": directed, "rows": rows, "labels": labels}
    row["modularity"] = [
        g.modularity(labels, weights="weight", resolution=gamma, directed=directed) for gamma in RESOLUTIONS
    ]
    row["networkx_modularity"] = [
        nx.community.modularity(n, groups, weight="weight", resolution=gamma) for gamma in RESOLUTIONS
    ]
    row["cpm"] = [
        leidenalg.CPMVertexPartition(g, resolution_parameter=gamma, **leiden).quality() for gamma in RESOLUTIONS
    ]
    row["erdos_renyi_times_m"] = [
        leidenalg.RBERVertexPartition(g, resolution_parameter=gamma, **leiden).quality() for gamma in RESOLUTIONS
    ]
    row["configuration_times_m"] = [
        leidenalg.RBConfigurationVertexPartition(g, resolution_parameter=gamma, **leiden).quality()
        for gamma in RESOLUTIONS
    ]
    row["coverage_of_ties"] = nx.community.partition_quality(n, groups)[0]
    if not directed:
        row["conductance"] = [nx.conductance(n, group, weight="weight") for group in groups]
    row["total"] = total
    return row


def main():
    cases = []
    for seed in range(4):
        for directed in (False, True):
            r = random.Random(100 + seed)
            nodes = 12 + 3 * seed
            labels = [r.randrange(4) for _ in range(nodes)]
            labels = [sorted(set(labels)).index(label) for label in labels]
            rows = network(seed, nodes, 3 * nodes, directed)
            cases.append(row_of(nodes, rows, directed, labels))
    OUT.write_text(json.dumps({"resolutions": RESOLUTIONS, "cases": cases}, indent=1) + "\n")


if __name__ == "__main__":
    main()
