"""Cities as a system and the positions of cities, for tests/system.rs and tests/positions.rs.

    python -m venv venv
    venv/bin/pip install networkx==3.6.1 igraph==1.0.0 numpy==2.4.6 scipy==1.17.1 bctpy==0.6.1
    venv/bin/python tests/reference/system.py             (Python 3.11)

Writes tests/data/system.json; null means undefined.

    sizes   lists of sizes of cities with their primacy and with the lines of SciPy's `linregress`:
            ln(rank - 1/2) on ln size (slope, intercept, r², interval q ± z |q| √(2/n)), ln size on ln
            rank, and the mean slope of the latter over the two, three and four largest.
    graphs  `n` cities, `ties` [a, b, weight], `groups`, and
            green, balance, slope, cv, dominance, entropy, symmetry   NumPy, from the matrix
            alter       R d and R (1/d) of the binary matrix, and of the weighted one
            flow        parents, ties and levels: the arcs i -> argmax_j w_ij with s_j > s_i as a
                        NetworkX DiGraph; levels are the longest ways to a root
            bridges, cuts, pieces, blocks   NetworkX and igraph, which must agree; pieces by taking
                        every city out
            centralization   of the scores of NetworkX, over the same sum in NetworkX's star of n
            participation, z   the Brain Connectivity Toolbox (bctpy), which gives 0 where this crate
                        gives a reason: null there. Directed graphs: out, in and, for z, both.
"""

import json
import math
import platform
import random
from pathlib import Path

import bct
import igraph
import networkx as nx
import numpy as np
import scipy
from scipy.stats import linregress, norm

np.seterr(divide="ignore", invalid="ignore")
OUT = Path(__file__).resolve().parent.parent / "data" / "system.json"
TOOL = {"python": platform.python_version(), "networkx": nx.__version__, "igraph": igraph.__version__,
        "numpy": np.__version__, "scipy": scipy.__version__, "bctpy": "0.6.1"}

# Leiden's best division of the karate club, modularity .41979.
KARATE = [1, 1, 1, 1, 3, 3, 3, 1, 0, 0, 3, 1, 1, 1, 0, 0, 3, 1, 0, 1, 0, 1, 0, 2, 2, 2, 0, 2, 2, 0, 0,
          2, 0, 0]


def sized(*sizes):
    return [group for group, size in enumerate(sizes) for _ in range(size)]


def random_ties(seed, n, ties, directed, weight):
    rng = random.Random(seed)
    found = {}
    while len(found) < ties:
        a, b = rng.randrange(n), rng.randrange(n)
        if a != b:
            found[(a, b) if directed else (min(a, b), max(a, b))] = weight(rng)
    return [[a, b, w] for (a, b), w in found.items()]


def tree(seed, n):
    rng = random.Random(seed)
    return [[rng.randrange(i), i, round(1 + 9 * rng.random(), 3)] for i in range(1, n)]


def ones(graph):
    return [[a, b, 1] for a, b in nx.convert_node_labels_to_integers(graph).edges()]


def decimal(rng):
    return round(0.05 + 20 * rng.random() ** 3, 3)


def small(rng):
    return rng.randint(1, 4)


GRAPHS = [
    ("karate", False, 34, ones(nx.karate_club_graph()), KARATE),
    ("florentine", False, 15, ones(nx.florentine_families_graph()), [i % 3 for i in range(15)]),
    ("star", False, 5, ones(nx.star_graph(4)), [0, 0, 1, 1, 2]),
    ("cycle", False, 5, ones(nx.cycle_graph(5)), [0, 0, 1, 1, 2]),
    ("complete", False, 5, ones(nx.complete_graph(5)), [0, 0, 1, 1, 2]),
    ("path", False, 6, ones(nx.path_graph(6)), [0, 0, 0, 1, 1, 1]),
    ("three provinces", False, 31, random_ties(1, 28, 70, False, decimal), sized(13, 8, 10)),
    ("whole weights", False, 41, random_ties(2, 41, 60, False, small), sized(1, 13, 11, 16)),
    ("sparse", False, 40, random_ties(3, 40, 30, False, small), [i % 4 for i in range(40)]),
    ("tree", False, 40, tree(4, 40), [i % 5 for i in range(40)]),
    ("directed", True, 31, random_ties(5, 30, 120, True, decimal), sized(13, 8, 10)),
    ("directed whole weights", True, 20, random_ties(6, 20, 30, True, small), sized(5, 5, 10)),
]

rng = random.Random(7)
SIZES = {
    "zipf": [100 / r for r in range(1, 21)],
    "lognormal": [round(math.exp(rng.gauss(5, 1.2)), 3) for _ in range(31)],
    "with zeros and ties": [0, 5, 5, 3, 0, 8, 8, 8, 1, 2, 2, 40],
    "six": [4.5, 9.25, 3, 1, 22, 7],
}


def value(x):
    return None if x is None or not math.isfinite(x) else float(x)


def values(xs):
    return [value(x) for x in xs]


def mean_slope(sizes):
    x = sorted((x for x in sizes if x > 0), reverse=True)
    if len(x) < 4:
        return None
    line = [linregress(np.log(np.arange(1, k + 1)), np.log(x[:k])).slope for k in (2, 3, 4)]
    return float(np.mean(line))


def of_sizes(sizes):
    x = np.sort(np.array(sizes, float))[::-1]
    positive = x[x > 0]
    n = len(positive)
    rank = np.arange(1, n + 1)
    line = linregress(np.log(positive), np.log(rank - 0.5))
    q = -line.slope
    half = norm.ppf(0.975) * abs(q) * math.sqrt(2 / n)
    return {
        "sizes": sizes,
        "p2": x[0] / x[1],
        "p4": x[0] / x[1:4].sum(),
        "p11": None if len(x) < 11 else 2 * x[0] / x[1:11].sum(),
        "share": x[0] / x.sum(),
        "q": q,
        "low": q - half,
        "high": q + half,
        "constant": line.intercept,
        "r_squared": line.rvalue**2,
        "size_on_rank": -linregress(np.log(rank), np.log(positive)).slope,
        "slope": mean_slope(sizes),
        "cities": n,
    }


def matrix(n, ties, directed):
    W = np.zeros((n, n))
    for a, b, w in ties:
        W[a, b] += w
        if not directed:
            W[b, a] += w
    return W


def system(W, directed):
    n = len(W)
    given, got = W.sum(1), W.sum(0)
    s = given + got if directed else given
    sd, most = np.std(s), np.std([0, s.max()])
    A = W > 0
    density = A.sum() / (n * (n - 1))
    share = (W if directed else np.triu(W))[A if directed else np.triu(A)] / (W.sum() / (1 if directed else 2))
    entropy = -(share * np.log(share)).sum()
    pairs = n * (n - 1) / (1 if directed else 2)
    others = np.array([np.delete(s, i).mean() for i in range(n)])
    R = W + W.T if directed else W
    B = (R > 0).astype(float)
    alter = {}
    for name, M in (("binary", B), ("weighted", R)):
        d = M.sum(1)
        inverse = np.divide(1, d, out=np.zeros(n), where=d > 0)
        alter[name] = {"centrality": values(M @ d), "power": values(M @ inverse)}
    symmetry = values((got - given) / (got + given)) if directed else [None] * n
    return {
        "green": value((1 - sd / most) * density),
        "balance": value(1 - sd / most),
        "slope": mean_slope(s),
        "cv": value(sd / s.mean()),
        "dominance": values(s / others),
        "entropy": value(entropy / math.log(len(share))),
        "entropy_of_pairs": value(entropy / math.log(pairs)),
        "symmetry": symmetry,
        "alter": alter,
    }


def flow(W):
    n = len(W)
    size = W.sum(0)
    G = nx.DiGraph()
    G.add_nodes_from(range(n))
    tied = []
    for i in range(n):
        most = W[i].max()
        ends = [j for j in range(n) if most > 0 and abs(W[i, j] - most) < 1e-9]
        if len(ends) > 1:
            tied.append(i)
        G.add_edges_from((i, j) for j in ends if size[j] > size[i] + 1e-9)
    assert nx.is_directed_acyclic_graph(G)
    levels = [0] * n
    for i in reversed(list(nx.topological_sort(G))):
        levels[i] = max((levels[j] + 1 for j in G.successors(i)), default=0)
    roots = [i for i in G if G.out_degree(i) == 0]
    above = [sorted(set(roots) & (nx.descendants(G, i) | {i})) for i in range(n)]
    if not any(G.out_degree(i) > 1 for i in G):
        assert nx.is_forest(G.to_undirected())
    return {"parents": [sorted(G.successors(i)) for i in range(n)], "roots": roots, "levels": levels,
            "tied": tied, "roots_of": above}


def cuts(W):
    n = len(W)
    G = nx.from_numpy_array(((W + W.T) > 0).astype(int))
    H = igraph.Graph(n=n, edges=list(G.edges()))
    bridges = sorted(sorted(edge) for edge in nx.bridges(G))
    assert bridges == sorted(sorted(H.es[e].tuple) for e in H.bridges())
    points = sorted(nx.articulation_points(G))
    assert points == sorted(H.articulation_points())
    blocks = len(list(nx.biconnected_components(G)))
    assert blocks == len(H.biconnected_components())
    pieces = nx.number_connected_components(G)
    further = []
    for i in G:
        rest = G.copy()
        rest.remove_node(i)
        further.append(max(0, nx.number_connected_components(rest) - pieces))
    return {"bridges": bridges, "points": points, "blocks": blocks, "pieces": further}


def centralization(W, directed):
    n = len(W)

    def spread(scores):
        x = np.array(list(scores.values()), float)
        return (x.max() - x).sum()

    G = nx.from_numpy_array((W > 0).astype(int), create_using=nx.DiGraph if directed else nx.Graph)
    star = nx.star_graph(n - 1)
    found = {"closeness": None, "harmonic": None}
    if directed:
        both = star.to_directed()
        into = nx.DiGraph((leaf, 0) for leaf in range(1, n))
        found["in"] = spread(dict(G.in_degree)) / spread(dict(into.in_degree))
        found["out"] = spread(dict(G.out_degree)) / spread(dict(into.reverse().out_degree))
        star = both
    found["degree"] = spread(dict(G.degree)) / spread(dict(star.degree))
    between = nx.betweenness_centrality
    found["betweenness"] = spread(between(G, normalized=False)) / spread(between(star, normalized=False))
    if not directed:
        found["harmonic"] = spread(nx.harmonic_centrality(G)) / spread(nx.harmonic_centrality(star))
        if nx.is_connected(G):
            found["closeness"] = spread(nx.closeness_centrality(G)) / spread(nx.closeness_centrality(star))
    return found


def positions(W, groups, directed):
    label = np.array(groups) + 1

    def defined(x, of):
        return [value(x) if ok else None for x, ok in zip(x, of)]

    def z(flag, M):
        same = label[:, None] == label[None, :]
        kappa = np.where(same, M, 0).sum(1)
        varies = [np.ptp(kappa[label == g]) > 1e-9 for g in label]
        return defined(bct.module_degree_zscore(W, label, flag), varies)

    if not directed:
        binary = (W > 0).astype(float)
        return {
            "participation": defined(bct.participation_coef(W, label), W.sum(1) > 0),
            "participation_binary": defined(bct.participation_coef(binary, label), W.sum(1) > 0),
            "z": z(0, W),
        }
    return {
        "participation_out": defined(bct.participation_coef(W, label, degree="out"), W.sum(1) > 0),
        "participation_in": defined(bct.participation_coef(W, label, degree="in"), W.sum(0) > 0),
        "z_out": z(1, W),
        "z_in": z(2, W.T),
        "z": z(3, W + W.T),
    }


def main():
    sizes = [{"name": name} | of_sizes(list(list_)) for name, list_ in SIZES.items()]
    graphs = []
    for name, directed, n, ties, groups in GRAPHS:
        W = matrix(n, ties, directed)
        graphs.append(
            {"name": name, "directed": directed, "n": n, "ties": ties, "groups": groups}
            | system(W, directed)
            | {"flow": flow(W)}
            | cuts(W)
            | {"centralization": centralization(W, directed)}
            | positions(W, groups, directed)
        )

    def text(x):
        return json.dumps(x, ensure_ascii=False, allow_nan=False, default=float)

    def block(items):
        lines = (" {\n" + ",\n".join(f"  {text(k)}: {text(v)}" for k, v in x.items()) + "\n }" for x in items)
        return "[\n" + ",\n".join(lines) + "\n]"

    OUT.write_text(f'{{"tool": {text(TOOL)},\n"sizes": {block(sizes)},\n"graphs": {block(graphs)}\n}}\n',
                   encoding="utf-8")


if __name__ == "__main__":
    main()
