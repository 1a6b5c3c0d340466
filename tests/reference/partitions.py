"""Pairs of divisions and of covers of the same cities, and how alike they are.

    python3.11 -m venv venv
    venv/bin/pip install scikit-learn==1.9.1 igraph==1.0.0 leidenalg==0.12.0 clusim==0.4 cdlib==0.4.1 numpy==2.4.6
    venv/bin/python tests/reference/partitions.py

Writes tests/data/partitions.json: `pairs`, each with `first`, `second` (labels) and `expected`

    nmi-*         min, geometric, arithmetic, max and joint (scikit-learn)
    ami-*         min, geometric, arithmetic, max (scikit-learn)
    ari           scikit-learn; igraph must agree
    vi            igraph, in nats
    split-join    igraph, both parts
    purity        the definition on scikit-learn's contingency table; and its inverse
    element       clusim, alpha 0.9
    element-each  clusim's scores of each city

and `covers`, each with `cities`, `first`, `second` (circles) and `expected`

    omega         clusim; CDlib must agree where both covers hold every city
    mcdaid, lfk   overlapping NMI: the formulas of the papers in plain Python; CDlib's functions must
                  agree where they cover this case (all cities in a circle, no circle of all of them)

and `karate-domains`: at which resolutions which division of Zachary's karate club (unweighted) has the
highest modularity of all that leidenalg finds in 20 runs at each of 300 resolutions: `from`, `to`,
`within` and `expected` (quality = within - resolution * expected) and the number of communities, for
the first six.

Where igraph and scikit-learn, or clusim and CDlib, both have a measure, they must agree to 1e-9 or
the script stops. Trivial divisions, on which tools differ, are tested apart by their definitions.
"""

import sys

sys.path.pop(0)  # statistics.py beside this file is not Python's own

import json
import math
import platform
import random
from pathlib import Path

import cdlib
import clusim
import igraph
import leidenalg
import numpy as np
import sklearn
from cdlib import NodeClustering, evaluation
from clusim import sim
from clusim.clustering import Clustering
from sklearn import metrics
import networkx as nx

OUT = Path(__file__).resolve().parent.parent / "data" / "partitions.json"


def near(a, b):
    assert abs(a - b) < 1e-9 * max(1, abs(a)), (a, b)
    return a


def pair(first, second):
    e = {}
    for mean in ["min", "geometric", "arithmetic", "max"]:
        e[f"nmi-{mean}"] = metrics.normalized_mutual_info_score(first, second, average_method=mean)
        e[f"ami-{mean}"] = metrics.adjusted_mutual_info_score(first, second, average_method=mean)
    one, two = Clustering(), Clustering()
    one.from_membership_list(list(first))
    two.from_membership_list(list(second))
    mi = metrics.mutual_info_score(first, second)
    both = [f"{a},{b}" for a, b in zip(first, second)]
    e["nmi-joint"] = mi / metrics.mutual_info_score(both, both)
    near(e["nmi-arithmetic"], igraph.compare_communities(first, second, method="nmi"))
    e["ari"] = near(metrics.adjusted_rand_score(first, second),
                    igraph.compare_communities(first, second, method="adjusted_rand"))
    e["vi"] = igraph.compare_communities(first, second, method="vi")
    e["split-join"] = list(igraph.split_join_distance(first, second))
    table = metrics.cluster.contingency_matrix(first, second)
    e["purity"] = float(table.max(axis=1).sum() / table.sum())
    e["inverse-purity"] = float(table.max(axis=0).sum() / table.sum())
    e["element"] = float(sim.element_sim(one, two, alpha=0.9))
    each, order = sim.element_sim_elscore(one, two, alpha=0.9)
    scores = dict(zip(order, each))
    e["element-each"] = [float(scores[i]) for i in range(len(first))]
    return {"first": list(first), "second": list(second), "expected": e}


def h(count, n):
    return 0.0 if count == 0 else -count / n * math.log(count / n)


def unsaid(cover, other, n):
    out = []
    for x in map(set, cover):
        own = h(len(x), n) + h(n - len(x), n)
        best = own
        for y in map(set, other):
            d, b, c = len(x & y), len(x - y), len(y - x)
            a = n - d - b - c
            if h(a, n) + h(d, n) >= h(b, n) + h(c, n):
                best = min(best, h(a, n) + h(b, n) + h(c, n) + h(d, n) - h(len(y), n) - h(n - len(y), n))
        out.append((own, best))
    return out


def cover(n, first, second):
    one, two = unsaid(first, second, n), unsaid(second, first, n)
    H = lambda u: sum(own for own, _ in u)
    told = lambda u: sum(own - left for own, left in u)
    mcdaid = (told(one) + told(two)) / 2 / max(H(one), H(two))
    rel = lambda u: sum(left / own for own, left in u) / len(u)
    lfk = 1 - (rel(one) + rel(two)) / 2
    e = {"mcdaid": mcdaid, "lfk": lfk}
    whole = all(set().union(*map(set, c)) == set(range(n)) for c in (first, second))
    a, b = Clustering(), Clustering()
    if whole:
        a.from_cluster_list(first)
        b.from_cluster_list(second)
        e["omega"] = float(sim.omega_index(a, b))
        g = nx.empty_graph(n)
        c1, c2 = NodeClustering(first, g, overlap=True), NodeClustering(second, g, overlap=True)
        near(e["omega"], evaluation.omega(c1, c2).score)
        near(mcdaid, evaluation.overlapping_normalized_mutual_information_MGH(c1, c2, normalization="max").score)
        try:
            near(lfk, evaluation.overlapping_normalized_mutual_information_LFK(c1, c2).score)
            e["lfk-cdlib"] = True
        except AssertionError as error:
            print("LFK of CDlib differs:", error)
    return {"cities": n, "first": first, "second": second, "expected": e}


def karate_domains():
    """Upper envelope of the lines of many divisions, by intersecting all pairs."""
    g = igraph.Graph.Famous("Zachary")
    degree, m = g.degree(), g.ecount()
    lines = {}
    for step in range(300):
        gamma = 0.05 + step * 0.01
        for seed in range(20):
            found = leidenalg.find_partition(g, leidenalg.RBConfigurationVertexPartition,
                                             resolution_parameter=gamma, seed=seed)
            label = found.membership
            within = sum(label[e.source] == label[e.target] for e in g.es) / m
            volume = [sum(d for d, l in zip(degree, label) if l == c) for c in set(label)]
            expected = sum(v * v for v in volume) / (2 * m) ** 2
            lines[(round(within, 12), round(expected, 12))] = len(set(label))
    crossings = {0.0}
    keys = list(lines)
    for i, (a, p) in enumerate(keys):
        for b, q in keys[:i]:
            if abs(p - q) > 1e-12 and (a - b) / (p - q) > 0:
                crossings.add((a - b) / (p - q))
    crossings = sorted(crossings)
    domains = []
    for low, high in zip(crossings, crossings[1:]):
        if high - low < 1e-9:
            continue
        best = max(keys, key=lambda k: k[0] - (low + high) / 2 * k[1])
        if domains and domains[-1]["line"] == best:
            domains[-1]["to"] = high
        else:
            domains.append({"line": best, "from": low, "to": high, "count": lines[best]})
    return [{"from": d["from"], "to": d["to"], "within": d["line"][0], "expected": d["line"][1],
             "count": d["count"]} for d in domains[:6]]


def main():
    rng = random.Random(20)
    pairs = []
    for n, r, c, noise in [(6, 2, 3, 1), (10, 3, 3, 0.3), (31, 4, 5, 0.5), (41, 4, 9, 1), (60, 20, 25, 0.7),
                           (100, 50, 60, 1), (200, 3, 40, 1), (300, 6, 6, 0.1), (500, 30, 20, 0.4)]:
        first = [rng.randrange(r) for _ in range(n)]
        second = [rng.randrange(c) if rng.random() < noise else f * c // r for f in first]
        if len(set(second)) < 2:
            second[0] = (second[0] + 1) % c
        pairs.append(pair(first, second))
    covers = []
    for n, k, l, p in [(8, 2, 3, 0.4), (12, 3, 4, 0.4), (31, 4, 6, 0.3), (41, 5, 5, 0.25), (60, 8, 7, 0.15)]:
        for cover_all in (True, False):
            def circles(count):
                out = [sorted(i for i in range(n) if rng.random() < p) or [0] for _ in range(count)]
                if cover_all:
                    left = sorted(set(range(n)) - set().union(*map(set, out)))
                    for i in left:
                        out[rng.randrange(count)].append(i)
                    out = [sorted(set(c)) for c in out]
                return [c for c in out if len(c) < n]
            first = circles(k)
            second = [sorted(set(c) ^ {rng.randrange(n)}) or [0] for c in first] if rng.random() < .5 else circles(l)
            covers.append(cover(n, first, second))
    tool = {"python": platform.python_version(), "scikit-learn": sklearn.__version__, "igraph": igraph.__version__,
            "leidenalg": leidenalg.__version__, "clusim": "0.4", "cdlib": "0.4.1", "numpy": np.__version__}
    text = ",\n".join(json.dumps(p) for p in pairs)
    more = ",\n".join(json.dumps(c) for c in covers)
    domains = ",\n".join(json.dumps(d) for d in karate_domains())
    OUT.write_text(f'{{"tool": {json.dumps(tool)},\n"pairs": [\n{text}\n],\n"covers": [\n{more}\n],\n"karate-domains": [\n{domains}\n]}}\n')


main()
