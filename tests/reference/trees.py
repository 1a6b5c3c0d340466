#!/usr/bin/env python3
"""Writes tests/data/trees.json: judges of trees of circles.

    venv/bin/pip install scikit-network==0.33.5 numpy==2.4.6 scipy==1.17.1 networkx==3.6.1

* `dendrograms`: graphs (karate and florentine of NetworkX, random weighted ones), the dendrogram
  that scikit-network's Paris gives for them, and its Dasgupta cost and tree-sampling divergence,
  raw and as a share. What is tested is the value for that dendrogram, not the dendrogram: it
  compares in single precision.
* `mutual`: pairs of random trees as nested levels and their hierarchical mutual information
  (Perotti et al. 2015), by its definition in plain Python, natural logarithms. A circle divided
  into single cities is not divided.
* `joins`: random weighted graphs and the heights of joins by average linkage of Paris, by the
  definition: all pairs looked at anew each time, in fractions.
"""
import json
import math
from fractions import Fraction
from pathlib import Path

import networkx as nx
import numpy as np
import scipy.sparse as sp
from sknetwork.hierarchy import Paris, dasgupta_cost, tree_sampling_divergence

OUT = Path(__file__).resolve().parent.parent / "data/trees.json"


def weighted(n, ties, seed):
    r = np.random.default_rng(seed)
    chosen = r.choice(n * (n - 1) // 2, ties, replace=False)
    pairs = [(i, j) for i in range(n) for j in range(i + 1, n)]
    return [[*pairs[c], int(r.integers(1, 1000))] for c in sorted(chosen)]


def of(graph):
    graph = nx.convert_node_labels_to_integers(graph)
    return [[int(a), int(b), 1] for a, b in graph.edges()]


def dendrogram(n, edges):
    a = sp.lil_matrix((n, n))
    for i, j, w in edges:
        a[i, j] = a[j, i] = w
    a = a.tocsr()
    d = Paris().fit_predict(a)
    # The library divides the cost by the weight of all ties.
    weight = a.sum() / 2
    return {
        "nodes": n,
        "edges": edges,
        "joins": [[int(row[0]), int(row[1])] for row in d],
        "cost": float(dasgupta_cost(a, d) * weight),
        "normalized_cost": float(dasgupta_cost(a, d, normalized=True)),
        "divergence": float(tree_sampling_divergence(a, d, normalized=False)),
        "normalized_divergence": float(tree_sampling_divergence(a, d)),
    }


def levels(n, depth, seed):
    r = np.random.default_rng(seed)
    labels, found = np.zeros(n, int), []
    for _ in range(depth):
        labels = labels * 10 + r.integers(0, 3, n)
        labels = np.unique(labels, return_inverse=True)[1]
        found.append([int(x) for x in labels])
    return found


def tree(levels):
    def below(members, level):
        if level >= len(levels):
            return (members, [])
        parts = {}
        for v in members:
            parts.setdefault(levels[level][v], []).append(v)
        if len(parts) == 1:
            return below(members, level + 1)
        if len(parts) == len(members):
            # Cities alone are no circles: a circle of these is not divided.
            return (members, [])
        return (members, [below(part, level + 1) for part in parts.values()])

    return below(list(range(len(levels[0]))), 0)


def mutual(a, b):
    def below(x, y, members):
        if not x[1] or not y[1] or len(members) < 2:
            return 0.0
        here = set(members)
        total = 0.0
        for p in x[1]:
            for q in y[1]:
                both = [v for v in p[0] if v in here and v in set(q[0])]
                if both:
                    own = sum(v in here for v in p[0]) * sum(v in here for v in q[0])
                    share = len(both) / len(members)
                    total += share * math.log(len(both) * len(members) / own)
                    total += share * below(p, q, both)
        return total

    return below(a, b, a[0])


def heights(n, edges):
    volume = {i: Fraction(0) for i in range(n)}
    between = {}
    for i, j, w in edges:
        volume[i] += w
        volume[j] += w
        between[frozenset((i, j))] = Fraction(w)
    total = sum(volume.values())
    found = []
    while between:
        pair, height = min(
            ((pair, math.prod(volume[x] for x in pair) / (w * total)) for pair, w in between.items()),
            key=lambda x: x[1],
        )
        found.append(float(height))
        keep, gone = sorted(pair)
        volume[keep] += volume.pop(gone)
        new = {}
        for other, w in between.items():
            if other == pair:
                continue
            moved = frozenset(keep if x == gone else x for x in other)
            new[moved] = new.get(moved, 0) + w
        between = new
    return found


def main():
    graphs = [(34, of(nx.karate_club_graph())), (15, of(nx.florentine_families_graph()))]
    graphs += [(20, weighted(20, 60, 1)), (40, weighted(40, 150, 2))]
    pairs = [(30, 2, 3), (60, 3, 3), (45, 3, 2)]
    joined = [(8, 14, 5), (15, 40, 6), (25, 90, 7), (12, 13, 8)]
    data = {
        "tool": "scikit-network 0.33.5, networkx 3.6.1; plain Python for mutual and joins",
        "dendrograms": [dendrogram(n, edges) for n, edges in graphs],
        "mutual": [],
        "joins": [],
    }
    for at, (n, one, other) in enumerate(pairs):
        a, b = levels(n, one, 10 + at), levels(n, other, 20 + at)
        if at == 0:
            # These two share their first level.
            b = [a[0], [x * 7 + y for x, y in zip(a[0], b[0])]]
        ta, tb = tree(a), tree(b)
        own = [mutual(ta, ta), mutual(tb, tb)]
        data["mutual"].append({"a": a, "b": b, "information": mutual(ta, tb), "own": own})
    for n, ties, seed in joined:
        edges = weighted(n, ties, seed)
        data["joins"].append({"nodes": n, "edges": edges, "heights": heights(n, edges)})
    text = json.dumps(data).replace("], \"", "],\n\"").replace("}, {", "},\n{")
    OUT.write_text(text + "\n")


if __name__ == "__main__":
    main()
