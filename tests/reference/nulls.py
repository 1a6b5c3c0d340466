"""Interaction ratios, maximum-entropy expectations and chances of ties, for tests/nulls.rs.

    python -m venv venv
    venv/bin/pip install networkx==3.6.1 numpy==2.4.6 scipy==1.17.1 pandas==2.3.3 statsmodels==0.14.5
    venv/bin/python tests/reference/nulls.py              (Python 3.11)

Writes tests/data/nulls.json:

    published   toy6, nine-triangles (by three and by nine) and karate clubs: interaction ratio and
                barrier with loopless and with looped expectation, and expected shares. The values
                were computed for this project's methods notes by a plain Python implementation that
                iterates x_i <- sqrt(x_i s_i / (X - x_i)); they are typed in here, and the
                proportional fitting below must agree to 1e-9, or the script stops.
    entropy     random weighted graphs, one in three directed, with hubs near the bound: expectation
                of every pair, by iterative proportional fitting in NumPy; margins kept to 1e-12.
    assortment  random graphs with whole weights and groups: Newman's assortativity by NetworkX,
                `attribute_assortativity_coefficient` of the multigraph with as many edges as weight.
    logit       chances of ties by activity and band of distance: fitted values of statsmodels' GLM
                (binomial, dummies for cities and bands).
"""

import json
import platform
import random
from pathlib import Path

import networkx as nx
import numpy as np
import scipy
import statsmodels
import statsmodels.api as sm

OUT = Path(__file__).resolve().parent.parent / "data" / "nulls.json"
TOOL = {"python": platform.python_version(), "networkx": nx.__version__, "numpy": np.__version__,
        "scipy": scipy.__version__, "statsmodels": statsmodels.__version__}


def expectation(W):
    """E_ij = x_i y_j off the diagonal, with the row and column sums of W, by proportional fitting."""
    out, into = W.sum(1), W.sum(0)
    e = np.where((out > 0)[:, None] & (into > 0)[None, :], 1.0, 0.0) * (1 - np.eye(len(W)))
    for _ in range(200_000):
        e *= np.where(out > 0, out / np.where(out > 0, e.sum(1), 1), 0)[:, None]
        e *= np.where(into > 0, into / np.where(into > 0, e.sum(0), 1), 0)[None, :]
        worst = np.abs(e.sum(1) - out).max() / out.max()
        if worst < 1e-15:
            break
    for margin, found in ((out, e.sum(1)), (into, e.sum(0))):
        assert np.all(np.abs(found - margin) <= 1e-12 * margin), worst
    return e


def interaction(W, groups):
    g = np.array(groups)
    same = g[:, None] == g[None, :]
    off = ~np.eye(len(W), dtype=bool)
    e = expectation(W)
    loops = np.outer(W.sum(1), W.sum(0)) / W.sum()
    out, inside = W[~same].sum(), W[same & off].sum()
    return {
        "loopless": out / e[~same].sum(),
        "barrier": (inside / e[same].sum()) / (out / e[~same].sum()),
        "with-loops": out / loops[~same].sum(),
        "share-loopless": e[~same].sum() / e.sum(),
        "share-loops": loops[~same].sum() / loops.sum(),
    }


def matrix(n, rows, directed=False):
    W = np.zeros((n, n))
    for a, b, w in rows:
        W[a, b] += w
        if not directed:
            W[b, a] += w
    return W


def rows_of(W, directed=False):
    n = len(W)
    return [[a, b, float(W[a, b])] for a in range(n) for b in range(n) if W[a, b] > 0 and (directed or a < b)]


TOY6 = [[0, 1, 3], [0, 2, 2], [0, 5, 1], [1, 2, 2], [1, 4, 1], [2, 3, 1], [3, 4, 2], [3, 5, 3], [4, 5, 2]]
# Rosvall & Bergstrom (2011), PLoS ONE 6:e18209: nine triangles, three by three.
NINE = [[1, 2], [1, 3], [1, 4], [2, 3], [3, 7], [4, 5], [4, 6], [7, 8], [7, 9], [5, 6], [5, 11], [6, 8], [8, 9],
        [9, 20], [10, 11], [10, 12], [10, 13], [11, 12], [12, 16], [13, 14], [13, 15], [16, 17], [16, 18], [14, 15],
        [15, 17], [17, 18], [18, 23], [19, 20], [19, 21], [19, 22], [20, 21], [21, 25], [22, 23], [22, 24], [25, 26],
        [25, 27], [23, 24], [24, 26], [26, 27]]
NINE = [[a - 1, b - 1, 1] for a, b in NINE]
NOTES = {
    "toy6": (0.2935064458206057, 7.03655639182553, 0.35294117647058826, 0.6012494469820089, 0.5),
    "nine-small": (0.33330325150282636, 27.031713373380434, 0.34628190899001104, 0.9231602341260043, 0.8885601577909272),
    "nine-mid": (0.11105765320677198, 27.042284497840562, 0.11538461538461536, 0.6926409365040173, 0.6666666666666667),
    "karate-clubs": (0.26754246356538136, 6.789408252049215, 0.28246913580246913, 0.5271149825948191, 0.4992603550295858),
}


def published():
    karate = nx.karate_club_graph()
    clubs = [0 if karate.nodes[v]["club"] == "Mr. Hi" else 1 for v in karate]
    weighted = [[a, b, float(karate[a][b]["weight"])] for a, b in karate.edges]
    plain = [[a, b, 1.0] for a, b in karate.edges]
    cases = [("toy6", 6, TOY6, [0, 0, 0, 1, 1, 1]), ("nine-small", 27, NINE, [i // 3 for i in range(27)]),
             ("nine-mid", 27, NINE, [i // 9 for i in range(27)])]
    near = [rows for rows in (weighted, plain)
            if abs(interaction(matrix(34, rows), clubs)["with-loops"] - NOTES["karate-clubs"][2]) < 1e-9]
    cases.append(("karate-clubs", 34, near[0], clubs))
    found = []
    for name, n, rows, groups in cases:
        keys = ("loopless", "barrier", "with-loops", "share-loopless", "share-loops")
        notes = dict(zip(keys, NOTES[name]))
        own = interaction(matrix(n, rows), groups)
        for key in keys:
            assert abs(own[key] - notes[key]) < 1e-9 * max(1, notes[key]), (name, key, own[key], notes[key])
        found.append({"name": name, "nodes": n, "rows": rows, "groups": groups, "expected": notes})
    return found


def entropy():
    rng = np.random.default_rng(7)
    found = []
    for case in range(12):
        directed = case % 3 == 2
        n = int(rng.integers(4, 12))
        W = np.where(rng.random((n, n)) < 0.6, np.round(rng.lognormal(0, 1.5, (n, n)), 3) + 0.001, 0)
        np.fill_diagonal(W, 0)
        if not directed:
            W = np.triu(W) + np.triu(W).T
        W[0, 1:] += 1.0
        W[1:, 0] += 1.0
        if case % 4 == 1:  # a city of most ties, nearly a star
            W[0, 1:] *= 3
            W[1:, 0] *= 3
            W = np.round(W, 3)
        if case == 6:  # a city without ties
            W[-1, :] = W[:, -1] = 0
        if case == 8:  # a city that only sends, one that only receives
            W[:, 1] = 0
            W[2, :] = 0
        found.append({"directed": directed, "nodes": n, "rows": rows_of(W, directed),
                      "expected": expectation(W).tolist()})
    return found


def assortment():
    rng = random.Random(3)
    found = []
    for case in range(8):
        directed = case % 2 == 1
        n = rng.randrange(5, 14)
        groups = [rng.randrange(3) for _ in range(n - 3)] + [0, 1, 2]
        multi = nx.MultiDiGraph() if directed else nx.MultiGraph()
        multi.add_nodes_from((v, {"group": groups[v]}) for v in range(n))
        rows = []
        for a in range(n):
            for b in range(n):
                if a != b and (directed or a < b) and rng.random() < 0.45:
                    weight = 1 + rng.randrange(5)
                    rows.append([a, b, float(weight)])
                    multi.add_edges_from([(a, b)] * weight)
        found.append({"directed": directed, "nodes": n, "rows": rows, "groups": groups,
                      "assortativity": nx.attribute_assortativity_coefficient(multi, "group")})
    return found


def logit():
    rng = np.random.default_rng(11)
    n, bands = 12, 3
    places = np.round(rng.random((n, 2)) * 10, 3)
    pairs = [(a, b) for a in range(n) for b in range(a + 1, n)]
    distance = np.array([float(np.round(np.hypot(*(places[a] - places[b])), 9)) for a, b in pairs])
    assert len(set(distance)) == len(pairs)
    activity = rng.normal(0, 0.7, n)
    chance = 1 / (1 + np.exp(-(activity[[a for a, _ in pairs]] + activity[[b for _, b in pairs]] + 1.5 - 0.4 * distance)))
    tied = (rng.random(len(pairs)) < chance).astype(float)
    band = np.empty(len(pairs), int)
    band[np.argsort(distance)] = np.arange(len(pairs)) * bands // len(pairs)
    X = np.zeros((len(pairs), n + bands - 1))
    for row, (a, b) in enumerate(pairs):
        X[row, a] = X[row, b] = 1
        if band[row] > 0:
            X[row, n + band[row] - 1] = 1
    degrees = [tied[[row for row, pair in enumerate(pairs) if v in pair]].sum() for v in range(n)]
    assert 0 < min(degrees) and max(degrees) < n - 1, degrees
    fit = sm.GLM(tied, X, family=sm.families.Binomial()).fit(tol=1e-14, maxiter=200)
    return {"nodes": n, "bands": bands, "distances": distance.tolist(),
            "rows": [[a, b, 1.0] for (a, b), t in zip(pairs, tied) if t], "expected": fit.fittedvalues.tolist()}


if __name__ == "__main__":
    data = {"tool": TOOL, "published": published(), "entropy": entropy(), "assortment": assortment(), "logit": logit()}
    lists = ("published", "entropy", "assortment")
    lines = [f'"tool": {json.dumps(TOOL)}', f'"logit": {json.dumps(data["logit"])}']
    lines += [f'"{key}": [\n ' + ",\n ".join(map(json.dumps, data[key])) + "\n]" for key in lists]
    OUT.write_text("{" + ",\n".join(lines) + "}\n", encoding="utf-8")
