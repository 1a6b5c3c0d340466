"""Comparisons of regions: expected values of tests of a difference and of a ratio of rates.

    python -m venv venv
    venv/bin/pip install numpy==2.4.6 scipy==1.17.1
    venv/bin/python tests/reference/compare.py              (Python 3.11)

Writes tests/data/compare.json:

    differences  two numbers, each with its error over events (and the degrees of freedom of that) and
                 over cities (and how many cities), whether it is a sum over ties, the range, with
                 `se`, `df`, `p`, `low`, `high`, `attainable` of Student's t with the degrees of
                 freedom of Welch and Satterthwaite over all four errors
    rates        signings of each year of two regions, with the cities of each: `p` of the exact
                 conditional test, its deviates divided by the root of the dispersion over years and
                 read as Student's, twice the smaller tail; `phi` and `df` of the dispersion; `attainable`, the
                 smaller p of no signing here and none there

Nothing is drawn by chance: the numbers are the same each time.
"""

import json
import math
import platform
from pathlib import Path

import numpy as np
import scipy
from scipy import stats

OUT = Path(__file__).resolve().parent.parent / "data" / "compare.json"


def difference(a, b, linear=False, span=None):
    """`a` and `b`: number, error over events, its df, error over cities, cities."""
    parts = []
    for _, events, df, over_cities, cities in (a, b):
        if linear:
            over_cities = math.sqrt(max(over_cities**2 - 2 * events**2, 0.0))
        parts += [(events, df), (over_cities, cities - 1)]
    variances = np.array([se**2 for se, _ in parts])
    se = math.sqrt(variances.sum())
    shares = variances / variances.sum()
    df = 1 / sum(share**2 / df for share, (_, df) in zip(shares, parts))
    effect = a[0] - b[0]
    low, high = stats.t.interval(0.95, df, loc=effect, scale=se)
    largest = max(abs(a[0]), abs(b[0])) if span is None else span
    return {
        "a": a,
        "b": b,
        "linear": linear,
        "range": span,
        "se": se,
        "df": df,
        "p": 2 * stats.t.sf(abs(effect) / se, df),
        "low": low,
        "high": high,
        "attainable": 2 * stats.t.sf(largest / se, df),
    }


def rates(a, b, cities):
    """Signings of each year of two regions of so many cities."""
    total = sum(a) + sum(b)
    exposures = [cities[0] * len(a), cities[1] * len(b)]
    share = exposures[0] / sum(exposures)
    expected = np.array([sum(a) / len(a)] * len(a) + [sum(b) / len(b)] * len(b))
    df = len(a) + len(b) - 2
    squares = (np.array(a + b) - expected) ** 2
    phi = float(np.sum(squares[expected > 0] / expected[expected > 0]) / df) if df else None

    def two_sided(count):
        tails = [stats.binom.sf(count - 1, total, share), stats.binom.cdf(count, total, share)]
        if df:
            deviates = [stats.norm.isf(tail) / math.sqrt(max(phi, 1.0)) for tail in tails]
            tails = [stats.t.sf(deviate, df) for deviate in deviates]
        return min(1.0, 2 * min(tails))

    return {
        "a": a,
        "b": b,
        "linear": linear,
        "range": span,
        "se": se,
        "df": df,
        "p": 2 * stats.t.sf(abs(effect) / se, df),
        "low": low,
        "high": high,
        "attainable": 2 * stats.t.sf(largest / se, df),
    }


def rates(a, b, cities):
    """Signings of each year of two regions of so many cities."""
    total = sum(a) + sum(b)
    exposures = [cities[0] * len(a), cities[1] * len(b)]
    share = exposures[0] / sum(exposures)
    expected = np.array([sum(a) / len(a)] * len(a) + [sum(b) / len(b)] * len(b))
    df = len(a) + len(b) - 2
    squares = (np.array(a + b) - expected) ** 2
    phi = float(np.sum(squares[expected > 0] / expected[expected > 0]) / df) if df else None

    def two_sided(count):
        tails = [stats.binom.sf(count - 1, total, share), stats.binom.cdf(count, total, share)]
        if df:
            deviates = [stats.norm.isf(tail) / math.sqrt(max(phi, 1.0)) for tail in tails]
            tails = [stats.t.sf(deviate, df) for deviate in deviates]
        return min(1.0, 2 * min(tails))

    everything = cities[0] / sum(cities)
    greater, less = (
        stats.binomtest(sum(a), total, everything, alternative=side).pvalue
        for side in ("greater", "less")
    )
    return {
        "a": a,
        "b": b,
        "cities": cities,
        "phi": phi,
        "df": df,
        "ratio": sum(a) / exposures[0] / (sum(b) / exposures[1]),
        "p": two_sided(sum(a)),
        "attainable": min(two_sided(0), two_sided(total)),
    }


DIFFERENCES = [
    difference((0.42, 0.05, 40, 0.07, 20), (0.2, 0.04, 99, 0.05, 31), span=1.0),
    difference((9.5, 0.8, 99, 1.4, 41), (3.25, 0.6, 60, 0.9, 31)),
    difference((9.5, 0.8, 99, 1.4, 41), (3.25, 0.6, 60, 0.9, 31), linear=True),
    difference((2.0, 0.5, 12, 0.6, 9), (1.5, 0.4, 5, 0.5, 6), linear=True),
    difference((-0.3, 0.1, 30, 0.2, 12), (0.35, 0.15, 30, 0.1, 12), linear=True, span=2.0),
    difference((0.5, 0.0, 1, 0.2, 4), (0.25, 0.0, 1, 0.0, 9), span=1.0),
]
RATES = [
    rates([6], [1], [8, 4]),
    rates([9], [2], [5, 5]),
    rates([3, 2, 3, 2], [1, 1, 1, 1], [6, 6]),
    rates([9, 0, 7, 1], [1, 2, 0, 3], [6, 8]),
    rates([0, 0, 12], [0, 1, 1], [4, 9]),
]
tool = {
    "python": platform.python_version(),
    "numpy": np.__version__,
    "scipy": scipy.__version__,
}
OUT.write_text(json.dumps({"tool": tool, "differences": DIFFERENCES, "rates": RATES}, indent=1) + "\n")
