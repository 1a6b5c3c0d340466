"""Survival, peaks and front-loading: expected values of the room `statistics`.

    python -m venv venv
    venv/bin/pip install lifelines==0.30.3 numpy==2.4.6 scipy==1.17.1 statsmodels==0.15.0
    venv/bin/python tests/reference/survival.py                (Python 3.11)

Writes tests/data/survival.json:

    groups         lifetimes [time, ended] with lifelines' KaplanMeierFitter: `survival` as [time,
                   S, low, high] (log-log intervals) at every end, `median`, and restricted means
                   [horizon, mean] of lifelines' restricted_mean_survival_time; `variance` of each,
                   written from its definition with statsmodels' SurvfuncRight for S and numpy's
                   trapezoid on a grid for the areas
    log_rank       pairs of groups with `chi_squared` and `p` of lifelines' logrank_test, and `z`
                   and `p` of statsmodels' survdiff (they must agree)
    scans          counts, width with the exact `p` of the largest window sum: all multinomial
                   outcomes, added up
    front_loading  counts with `index`, `sd` and `z` of the definition, and `low`, `high` of SciPy's
                   t.interval for the mean year

All are seeded and the same each time.
"""

import itertools
import json
import math
from pathlib import Path

import numpy as np
import scipy.stats
from lifelines import KaplanMeierFitter
from lifelines.statistics import logrank_test
from lifelines.utils import qth_survival_time, restricted_mean_survival_time
from statsmodels.duration.survfunc import SurvfuncRight, survdiff

rng = np.random.default_rng(20231231)


def draw(n, scale, horizon, digits):
    times = np.round(rng.exponential(scale, n), digits)
    ended = times < horizon
    return [[float(min(t, horizon)), bool(e)] for t, e in zip(times, ended)]


LISTS = {
    "seven": [[1, True], [2, True], [2, False], [3, True], [4, False], [5, True], [6, False]],
    "ties": draw(40, 3.0, 6.0, 0),
    "many": draw(60, 4.0, 7.0, 2),
    "late": draw(25, 9.0, 7.0, 2),
    "all ended": draw(12, 2.0, 100.0, 1),
}


def survival(rows):
    times, ended = np.array([r[0] for r in rows]), np.array([r[1] for r in rows])
    fit = KaplanMeierFitter().fit(times, ended)
    ends = sorted({t for t, e in rows if e})
    ci = fit.confidence_interval_survival_function_
    steps = [
        [float(t), float(fit.predict(t)), float(ci.loc[t].iloc[0]), float(ci.loc[t].iloc[1])] for t in ends
    ]
    # Where S is one half to the last digit, lifelines' own S may be above it.
    median = float(qth_survival_time(0.5 + 1e-9, fit))
    means = []
    for horizon in [1.5, 3.0, float(times.max())]:
        mean = float(restricted_mean_survival_time(fit, t=horizon))
        means.append([horizon, mean, variance(times, ended, horizon)])
    return {
        "lifetimes": rows,
        "survival": [[None if math.isnan(x) else x for x in s] for s in steps],
        "median": None if math.isinf(median) else median,
        "means": means,
    }


def variance(times, ended, horizon):
    function = SurvfuncRight(times, ended.astype(int))
    grid = np.unique(np.concatenate([[0.0, horizon], function.surv_times, np.linspace(0, horizon, 11)]))
    grid = grid[grid <= horizon]

    def at(t):
        before = function.surv_prob[function.surv_times <= t]
        return before[-1] if len(before) else 1.0

    total = 0.0
    for t, n, d in zip(function.surv_times, function.n_risk, function.n_events):
        if d == 0 or t >= horizon:
            continue
        points = grid[grid >= t]
        area = sum(at(a) * (b - a) for a, b in itertools.pairwise(points))
        if area > 0:
            total += area**2 * d / (n * (n - d))
    return float(total)


def log_rank(a, b):
    one, two = LISTS[a], LISTS[b]
    split = lambda rows: (np.array([r[0] for r in rows]), np.array([r[1] for r in rows]))
    (ta, ea), (tb, eb) = split(one), split(two)
    found = logrank_test(ta, tb, ea, eb)
    chi, p = survdiff(
        np.concatenate([ta, tb]), np.concatenate([ea, eb]).astype(int), np.repeat([0, 1], [len(ta), len(tb)])
    )
    assert abs(found.test_statistic - chi) < 1e-9 and abs(found.p_value - p) < 1e-9
    return {"a": a, "b": b, "chi_squared": float(chi), "p": float(p)}


def scan(counts, width):
    n, t = sum(counts), len(counts)
    observed = max(sum(counts[i : i + width]) for i in range(t - width + 1))
    # Over periods: the last counts of the window, and how many events are dealt so far.
    table = {((), 0): 1.0}
    for period in range(t):
        after = {}
        for (recent, used), weight in table.items():
            for count in range(n - used + 1):
                window = (recent + (count,))[-width:]
                if sum(window) >= observed:
                    continue
                key = (window[-(width - 1) :] if width > 1 else (), used + count)
                after[key] = after.get(key, 0.0) + weight / math.factorial(count)
        table = after
    below = sum(weight for (_, used), weight in table.items() if used == n)
    below *= math.factorial(n) / t**n
    return {"counts": counts, "width": width, "events": observed, "p": 1.0 - below}


def front(counts):
    years, n = len(counts), sum(counts)
    dates = np.repeat(np.arange(years), counts)
    index = 1 - 2 * float(dates.sum()) / ((years - 1) * n)
    sd = math.sqrt((years + 1) / (3 * (years - 1) * n))
    low, high = scipy.stats.t.interval(0.95, n - 1, dates.mean(), scipy.stats.sem(dates))
    of = lambda mean: 1 - 2 * mean / (years - 1)
    return {
        "counts": counts, "index": index, "sd": sd, "z": index / sd,
        "low": max(of(high), -1.0), "high": min(of(low), 1.0),
        "p_early": float(scipy.stats.norm.sf(index / sd)),
    }


result = {
    "groups": {name: survival(rows) for name, rows in LISTS.items()},
    "log_rank": [log_rank(*pair) for pair in [("ties", "many"), ("many", "late"), ("seven", "late"), ("all ended", "ties")]],
    "scans": [scan([1, 2, 6, 2, 3, 2, 4, 1], 3), scan([6, 2, 3, 2, 4, 1], 3), scan([0, 5, 1, 0], 1), scan([2, 2, 2, 2, 2], 2)],
    "front_loading": [front([1, 2, 6, 2, 3, 2, 4, 1]), front([6, 2, 3, 2, 4, 1]), front([3, 9, 1]), front([5, 0, 1, 0, 0, 7])],
}
path = Path(__file__).parent.parent / "data" / "survival.json"
path.write_text(json.dumps(result, indent=1) + "\n")
