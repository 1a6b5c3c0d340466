"""Standard errors over cities and differences of networks, for tests/uncertainty.rs.

    python -m venv venv
    venv/bin/pip install networkx==3.6.1 numpy==2.4.6 scipy==1.17.1
    venv/bin/python tests/reference/uncertainty.py        (Python 3.11)

Writes tests/data/uncertainty.json:

    cities      karate club, Florentine marriages and a random directed graph: the standard error
                over cities drawn again with replacement (Snijders & Borgatti 1999) of density, of
                weight per city and of transitivity or reciprocity, from matrices: the copy of a
                matrix by rows and columns drawn, with the dyads of equal cities replaced by dyads
                drawn at random. NumPy, 200 000 draws; `error` is the error of the standard error,
                over 20 parts of the draws.
    difference  lists of values of two networks of n1 and n2 cities, the first value being that of
                the network itself: t, degrees of freedom and p of SciPy's `ttest_ind_from_stats`
                of the first values, with equal_var=False and standard deviations se √n, so that
                its standard errors are the standard deviations of the other values.
"""

import json
import platform
from pathlib import Path

import networkx as nx
import numpy as np
import scipy
from scipy.stats import ttest_ind_from_stats

OUT = Path(__file__).resolve().parent.parent / "data" / "uncertainty.json"
TOOL = {"python": platform.python_version(), "networkx": nx.__version__, "numpy": np.__version__,
        "scipy": scipy.__version__}
DRAWS, PART = 200_000, 2_000


def redrawn(W, rng, draws):
    """Matrices of cities drawn with replacement, dyads of equal cities replaced at random."""
    n = len(W)
    who = rng.integers(n, size=(draws, n))
    drawn = W[who[:, :, None], who[:, None, :]].copy()
    rows, cols = np.triu_indices(n, 1)
    draw, dyad = np.nonzero(who[:, rows] == who[:, cols])
    a, b = rows[dyad], cols[dyad]
    i = rng.integers(n, size=len(a))
    j = (i + rng.integers(1, n, size=len(a))) % n
    drawn[draw, a, b] = W[i, j]
    drawn[draw, b, a] = W[j, i]
    drawn[:, np.arange(n), np.arange(n)] = 0
    return drawn


def density(W):
    n = W.shape[-1]
    return (W > 0).sum((1, 2)) / (n * (n - 1))


def mean_strength(W):
    return W.sum((1, 2)) / W.shape[-1]


def transitivity(W):
    A = (W > 0).astype(float)
    two = A @ A
    closed = (two * A).sum((1, 2))
    return closed / (two.sum((1, 2)) - np.trace(two, axis1=1, axis2=2))


def reciprocity(W):
    A = W > 0
    return (A & A.transpose(0, 2, 1)).sum((1, 2)) / A.sum((1, 2))


def errors(W, measures, seed):
    rng = np.random.default_rng(seed)
    values = {name: [] for name in measures}
    for _ in range(DRAWS // PART):
        drawn = redrawn(W, rng, PART)
        for name, measure in measures.items():
            values[name].append(measure(drawn))
    out = {}
    for name, parts in values.items():
        of_parts = np.concatenate(parts).reshape(20, -1).std(1, ddof=1)
        out[name] = {"value": float(measures[name](W[None])[0]),
                     "se": float(np.concatenate(parts).std(ddof=1)),
                     "error": float(of_parts.std(ddof=1) / np.sqrt(20))}
    return out


def city_graphs():
    karate = nx.to_numpy_array(nx.karate_club_graph(), weight=None)
    florence = nx.to_numpy_array(nx.florentine_families_graph(), weight=None)
    rng = np.random.default_rng(7)
    weights = rng.integers(1, 6, size=karate.shape)
    karate = karate * np.minimum(weights, weights.T)
    arcs = np.where(rng.random((12, 12)) < .3, rng.integers(1, 9, size=(12, 12)), 0.)
    # A third of arcs is answered besides those answered by chance, so that dyads matter.
    arcs = np.where((arcs == 0) & (arcs.T > 0) & (rng.random((12, 12)) < .33), 1., arcs)
    np.fill_diagonal(arcs, 0)
    both = {"density": density, "mean-strength": mean_strength}
    return [("karate", False, karate, {**both, "transitivity": transitivity}),
            ("florentine", False, florence, both),
            ("directed", True, arcs, {**both, "reciprocity": reciprocity})]


def city_errors():
    graphs = []
    for seed, (name, directed, W, measures) in enumerate(city_graphs()):
        pairs = np.argwhere(W > 0) if directed else np.argwhere(np.triu(W) > 0)
        ties = [[int(a), int(b), float(W[a, b])] for a, b in pairs]
        graphs.append({"name": name, "directed": directed, "nodes": len(W), "ties": ties,
                       "expected": errors(W, measures, seed)})
    return graphs


def differences():
    rng = np.random.default_rng(1999)
    cases = []
    for n1, n2, shift, sd1, sd2 in [(9, 9, 0., 1., 1.), (5, 41, .8, 1., .2), (31, 41, 2.5, .7, 1.3),
                                    (2, 3, 1., 1., .1), (12, 12, 9., 1., 2.), (16, 13, .5, 1., 0.)]:
        first = np.round(shift + sd1 * rng.normal(size=41), 6)
        second = np.round(sd2 * rng.normal(size=41), 6)
        se1, se2 = first[1:].std(ddof=1), second[1:].std(ddof=1)
        test = ttest_ind_from_stats(first[0], se1 * np.sqrt(n1), n1,
                                    second[0], se2 * np.sqrt(n2), n2, equal_var=False)
        parts = np.array([se1, se2]) ** 2
        df = parts.sum() ** 2 / (parts ** 2 / np.array([n1 - 1, n2 - 1])).sum()
        cases.append({"n1": n1, "n2": n2, "first": first.tolist(), "second": second.tolist(),
                      "difference": first[0] - second[0], "t": float(test.statistic),
                      "df": float(df), "p": float(test.pvalue)})
    return cases


def main():
    found = {"tool": TOOL, "cities": city_errors(), "difference": differences()}
    OUT.write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")


main()
