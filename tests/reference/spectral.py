"""Measures by eigenvalues, by dense linear algebra and by NetworkX and igraph.

    python3.11 -m venv venv
    venv/bin/pip install networkx==3.6.1 igraph==1.0.0 numpy==2.4.6 scipy==1.17.1
    venv/bin/python tests/reference/spectral.py

Writes tests/data/spectral.json, the same bytes again: graphs as `nodes`, `rows` and `directed`, and
for each `expected` values over the nodes. Values are NumPy's and SciPy's (eigh, eig, svd, solve,
expm) of the dense matrix; where NetworkX or igraph have the measure they must agree, or the script
stops. Eigenvectors of directed graphs are of x A = l x. Katz has the alpha and beta stated, without
norm; Bonacich's power is scaled so that the mean square is 1. PageRank solves
(1 - d P') x = b exactly; `personalised` restarts in the order of nodes in proportion to 1, 2, 3 ...;
dangling mass goes everywhere alike (`uniform`), to where the traveller restarts (`teleport`), or
stays (`stay`).

`printed` holds eigenvector values of UCINET 6.849, from the logs among the expected values of
StephenBorgatti/xucinet on GitHub: of g9_iso (one piece and isolates), and by UCINET's rule for
several pieces, where each value depends on its own piece alone, of a star (hub 6, leaf 3), a
triangle (4) and a chain of four (1.8944 and 3.0652) in its g9_disc.
"""

import json
import math
import random
from pathlib import Path

import igraph
import networkx as nx
import numpy as np
import scipy.linalg as la

D = 0.85


def dense(nodes, rows, directed, weighted=True):
    at = {name: i for i, name in enumerate(nodes)}
    matrix = np.zeros((len(nodes), len(nodes)))
    for a, b, w in rows:
        w = w if weighted else 1.0
        matrix[at[a], at[b]] += w
        if not directed:
            matrix[at[b], at[a]] += w
    return matrix


def networkx_of(nodes, rows, directed):
    graph = nx.DiGraph() if directed else nx.Graph()
    graph.add_nodes_from(nodes)
    graph.add_weighted_edges_from(rows)
    return graph


def igraph_of(nodes, rows, directed):
    at = {name: i for i, name in enumerate(nodes)}
    graph = igraph.Graph(len(nodes), [(at[a], at[b]) for a, b, _ in rows], directed=directed)
    graph.es["weight"] = [w for _, _, w in rows]
    return graph


def near(ours, theirs, tolerance, what):
    error = np.abs(np.array(ours) - np.array(theirs)).max()
    scale = max(1.0, np.abs(np.array(theirs)).max())
    assert error <= tolerance * scale, (what, error)


def eigenvector(matrix, directed):
    if directed:
        values, vectors = la.eig(matrix.T)
        first = int(np.argmax(values.real))
        if np.sum(np.abs(values - values[first]) < 1e-6) > 1:
            return None  # Several groups lead equally.
        value, vector = values[first].real, vectors[:, first].real
    else:
        values, vectors = la.eigh(matrix)
        value, vector = values[-1], vectors[:, -1]
    vector = np.abs(vector)
    return float(value), vector / np.linalg.norm(vector)


def pagerank(matrix, restart, dangling):
    n = len(matrix)
    out = matrix.sum(1)
    p = np.zeros((n, n))
    for i in range(n):
        if out[i] > 0:
            p[i] = matrix[i] / out[i]
        elif dangling == "uniform":
            p[i] = 1 / n
        elif dangling == "teleport":
            p[i] = restart
        else:
            p[i, i] = 1
    return la.solve(np.eye(n) - D * p.T, (1 - D) * restart)


def measures(name, nodes, rows, directed):
    n = len(nodes)
    w = dense(nodes, rows, directed)
    a = dense(nodes, rows, directed, weighted=False)
    graph, other = networkx_of(nodes, rows, directed), igraph_of(nodes, rows, directed)
    of = lambda scores: [scores[node] for node in nodes]
    spectral_radius = float(np.abs(la.eigvals(w)).max())
    expected = {}
    connected = nx.is_weakly_connected(graph) if directed else nx.is_connected(graph)
    strong = not directed or nx.is_strongly_connected(graph)
    if connected and spectral_radius > 1e-6:
        value, vector = eigenvector(w, directed)
        expected["eigenvalue"], expected["eigenvector"] = value, vector.tolist()
        plain = eigenvector(a, directed)
        if plain is not None:
            expected["eigenvector-unweighted"] = plain[1].tolist()
        if strong:
            near(vector, of(nx.eigenvector_centrality_numpy(graph, weight="weight")), 1e-7, name)
        scores = other.eigenvector_centrality(directed=True, scale=True, weights="weight")
        near(vector / vector.max(), scores, 1e-7, name)
        expected["eigenvector-igraph"] = (vector / vector.max()).tolist()
        u, s, v = la.svd(w)
        gap = s[0] - s[1] if n > 1 else 1
        if gap > 1e-6 * s[0]:
            hubs, authorities = np.abs(u[:, 0]), np.abs(v[0])
            if not directed:
                near(hubs, vector, 1e-9, name)
            hubs, authorities = hubs / hubs.sum(), authorities / authorities.sum()
            expected["hubs"], expected["authorities"] = hubs.tolist(), authorities.tolist()
            expected["singular-value"] = float(s[0])
            theirs = nx.hits(graph)
            near(hubs, of(theirs[0]), 1e-7, name)
            near(authorities, of(theirs[1]), 1e-7, name)
    # Katz, with the alpha of the default and with one given.
    strengths = w.sum(1), w.sum(0)
    bounds = [strengths[0].max(), strengths[1].max(), math.sqrt((w.T @ w.T @ np.ones(n)).max())]
    bound = min(b for b in bounds if b > 0)
    for key, alpha, beta in [("katz", 0.9 / bound, 1.0), ("katz-given", 0.5 / bound, 2.5)]:
        scores = la.solve(np.eye(n) - alpha * w.T, beta * np.ones(n))
        expected[key] = {"alpha": alpha, "beta": beta, "scores": scores.tolist()}
        theirs = nx.katz_centrality_numpy(graph, alpha, beta, normalized=False, weight="weight")
        near(scores, of(theirs), 1e-9, name)
    if spectral_radius > 1e-6:
        for key, share in [("power", 0.75), ("power-near", 0.99), ("bargaining", -0.75)]:
            beta = share / spectral_radius
            scores = la.solve(np.eye(n) - beta * w, w @ np.ones(n))
            scores *= math.sqrt(n / (scores @ scores))
            expected[key] = {"beta": beta, "scores": scores.tolist()}
    for key, matrix in [("subgraph", a), ("subgraph-weighted", w / w.max())]:
        if key == "subgraph-weighted" and w.max() != 1 and "unit" not in name:
            continue
        expected[key] = np.diag(la.expm(matrix)).tolist()
    if not directed:
        near(expected["subgraph"], of(nx.subgraph_centrality(graph)), 1e-9, name)
    expected["natural-connectivity"] = float(np.log(np.trace(la.expm(a)) / n))
    restart = np.arange(1, n + 1) / (n * (n + 1) / 2)
    everywhere = np.full(n, 1 / n)
    expected["pagerank"] = pagerank(w, everywhere, "uniform").tolist()
    expected["pagerank-unweighted"] = pagerank(a, everywhere, "uniform").tolist()
    expected["pagerank-stay"] = pagerank(w, everywhere, "stay").tolist()
    for dangling in ["uniform", "teleport", "stay"]:
        expected[f"personalised-{dangling}"] = pagerank(w, restart, dangling).tolist()
    named = dict(zip(nodes, restart))
    tight = dict(alpha=D, tol=1e-15, max_iter=1000)
    near(expected["personalised-teleport"], of(nx.pagerank(graph, personalization=named, **tight)), 1e-12, name)
    spread = {node: 1 / n for node in nodes}
    theirs = nx.pagerank(graph, personalization=named, dangling=spread, **tight)
    near(expected["personalised-uniform"], of(theirs), 1e-12, name)
    theirs = other.personalized_pagerank(damping=D, reset=restart.tolist(), weights="weight")
    near(expected["personalised-teleport"], theirs, 1e-9, name)
    near(expected["pagerank"], other.pagerank(damping=D, weights="weight"), 1e-9, name)
    return expected


def random_graph(seed, n, m, directed, whole):
    rng = random.Random(seed)
    ties = {}
    for _ in range(m):
        a, b = rng.randrange(n), rng.randrange(n)
        if a != b and (directed or (b, a) not in ties):
            ties[(a, b)] = 1.0 if whole else round(rng.uniform(0.05, 9), 3)
    return [str(i) for i in range(n)], [(str(a), str(b), w) for (a, b), w in ties.items()]


def numbered(n, ties):
    return [str(i) for i in range(n)], [(str(a), str(b), float(w)) for a, b, w in ties]


karate = nx.karate_club_graph()
florentine = nx.florentine_families_graph()
names = sorted(florentine)
graphs = {
    "karate": (*numbered(34, [(a, b, 1) for a, b in karate.edges()]), False),
    "karate, weighted": (*numbered(34, karate.edges(data="weight")), False),
    "florentine": (names, [(a, b, 1.0) for a, b in florentine.edges()], False),
    "bipartite": (*numbered(7, [(a, b, 1 + a * b) for a in range(3) for b in range(3, 7)]), False),
    "chain of 60": (*numbered(60, [(i - 1, i, 1) for i in range(1, 60)]), False),
    "random": (*random_graph(1, 60, 240, False, False), False),
    "random, directed": (*random_graph(2, 60, 300, True, False), True),
    "random of ones, directed": (*random_graph(3, 40, 160, True, True), True),
    "leaders and led": (
        *numbered(8, [(0, 1, 2), (1, 2, 1), (2, 0, 3), (2, 3, 1), (3, 4, 1), (4, 3, 1), (4, 5, 2), (6, 0, 1), (1, 7, 4)]),
        True,
    ),
    "ring one way": (*numbered(6, [(i, (i + 1) % 6, i + 1) for i in range(6)]), True),
    "chain one way": (*numbered(5, [(i - 1, i, 1) for i in range(1, 5)]), True),
    "in pieces": (*numbered(9, [(0, 1, 1), (1, 2, 2), (2, 0, 1), (3, 4, 5), (5, 6, 1), (6, 7, 1)]), False),
}
found = []
for name, (nodes, rows, directed) in graphs.items():
    expected = measures(name, nodes, rows, directed)
    found.append({"name": name, "directed": directed, "nodes": nodes, "rows": rows, "expected": expected})

g9_iso = [(1, 2), (2, 3), (2, 4), (3, 4), (4, 5), (5, 6), (6, 7)]
g9_iso = {
    "nodes": [str(i) for i in range(1, 11)],
    "rows": [(str(a), str(b), 1.0) for a, b in g9_iso],
    "eigenvector": [0.229229, 0.53706592, 0.4684945, 0.56058067, 0.30783692, 0.16065758, 0.06857143, 0, 0, 0],
    "tolerance": 2e-6,
}
g9_disc = [(0, 1), (0, 2), (0, 3), (0, 4), (5, 6), (6, 7), (7, 5), (8, 9), (9, 10), (10, 11)]
g9_disc = {
    "nodes": [str(i) for i in range(13)],
    "rows": [(str(a), str(b), 1.0) for a, b in g9_disc],
    "eigenvector": [6, 3, 3, 3, 3, 4, 4, 4, 1.8944, 3.0652, 3.0652, 1.8944, 0],
    "tolerance": 5e-5,
}
published = {"g9_iso": g9_iso, "g9_disc": g9_disc}
path = Path(__file__).parent.parent / "data" / "spectral.json"
lines = ",\n".join(json.dumps(graph) for graph in found)
path.write_text(f'{{"graphs": [\n{lines}],\n"printed": {json.dumps(published)}}}\n', encoding="utf-8")
