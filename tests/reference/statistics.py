"""Tests, intervals and corrections: expected values of the room `statistics`.

    python -m venv venv
    venv/bin/pip install numpy==2.4.6 scipy==1.17.1 statsmodels==0.15.0
    venv/bin/python tests/reference/statistics.py              (Python 3.11)

Writes tests/data/statistics.json:

    false_discovery  lists of p with `bh` and `by` of statsmodels' multipletests
    proportions      [successes, trials, confidence] with `wilson` (statsmodels' proportion_confint)
                     and `clopper_pearson` (SciPy's binomtest)
    rate_ratios      [a, exposure a, b, exposure b, confidence] with `p_greater`, `p_less` (SciPy's
                     binomtest, and statsmodels' test_poisson_2indep, method exact-cond, must agree),
                     `p_absolute` (the probabilities of SciPy's binom, added up over all counts as far
                     from the expectation) and `low`, `high` (SciPy's binomtest, turned into a ratio;
                     null where infinite)
    fisher           [a, n, b, m, odds ratio tested, confidence] with the sample's odds ratio, `greater`
                     and `less` (SciPy's fisher_exact where the odds ratio tested is 1, and its
                     nchypergeom_fisher everywhere), the smallest of each, and the interval of SciPy's
                     odds_ratio, kind conditional (null where infinite)
    differences      [a, n, b, m, confidence] with the interval of statsmodels'
                     confint_proportions_2indep, method newcomb
    common_odds      strata [a, n, b, m] with the coefficient of statsmodels' ConditionalLogit
    tempered         a rate ratio with phi and perhaps df: p and interval of the exact test, widened
                     as its definition says, with SciPy's norm and t
    dispersion       counts, exposures, windows with `phi`, `chi_squared`, `df` of a Poisson GLM of
                     statsmodels with a rate for each window
    entropy          counts with `plug_in` (SciPy's entropy)
    student_t        [df, t, two-sided p] and [df, p, quantile] of SciPy; normal likewise
    labels           scores and groups with the exact p of SciPy's permutation_test, three
                     alternatives, for the difference of means of two groups
    matrices         two matrices of six cities with the p of all 720 orders, for Pearson's r
    bootstrap        data, seed and the intervals of SciPy's bootstrap (percentile and BCa) for the
                     replicates that the crate's documented stream draws: `Random` below is written
                     from the papers on SplitMix64 and xoshiro256++

All are seeded and the same each time.
"""

import itertools
import json
import platform
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import scipy
import statsmodels
import statsmodels.api as sm
from scipy import stats
from statsmodels.discrete.conditional_models import ConditionalLogit
from statsmodels.stats.multitest import multipletests
from statsmodels.stats.proportion import confint_proportions_2indep, proportion_confint
from statsmodels.stats.rates import test_poisson_2indep

OUT = Path(__file__).resolve().parent.parent / "data" / "statistics.json"
TOOL = {
    "python": platform.python_version(),
    "numpy": np.__version__,
    "scipy": scipy.__version__,
    "statsmodels": statsmodels.__version__,
}
MASK = (1 << 64) - 1


def finalise(state):
    state = (state + 0x9E3779B97F4A7C15) & MASK
    state = ((state ^ (state >> 30)) * 0xBF58476D1CE4E5B9) & MASK
    state = ((state ^ (state >> 27)) * 0x94D049BB133111EB) & MASK
    return state ^ (state >> 31)


class Random:
    """xoshiro256++ (Blackman & Vigna 2021), seeded by SplitMix64 from seed, purpose, replicate."""

    def __init__(self, seed, purpose, replicate):
        state = finalise(seed)
        for word in [*purpose.encode(), replicate]:
            state = finalise(state ^ finalise(word))
        self.s = [finalise((state + i * 0x9E3779B97F4A7C15) & MASK) for i in range(4)]

    def next(self):
        s = self.s
        rotate = lambda x, k: ((x << k) | (x >> (64 - k))) & MASK
        out = (rotate((s[0] + s[3]) & MASK, 23) + s[0]) & MASK
        t = (s[1] << 17) & MASK
        s[2] ^= s[0]
        s[3] ^= s[1]
        s[1] ^= s[2]
        s[0] ^= s[3]
        s[2] ^= t
        s[3] = rotate(s[3], 45)
        return out

    def below(self, end):
        return (self.next() * end) >> 64


def false_discovery():
    rng = np.random.default_rng(1)
    lists = [
        [0.01, 0.5, 0.02, 0.4],
        [0.05, 0.05, 0.05],
        [0.0, 1.0, 1e-12, 0.3, 0.3, 0.2],
        [0.7],
        sorted(rng.uniform(size=20).round(4).tolist(), reverse=True),
        (rng.uniform(size=41) ** 3).tolist(),
    ]
    of = lambda p, method: multipletests(p, method=method)[1].tolist()
    return [{"p": p, "bh": of(p, "fdr_bh"), "by": of(p, "fdr_by")} for p in lists]


def clopper_pearson(a, n, confidence):
    interval = stats.binomtest(a, n).proportion_ci(confidence, method="exact")
    return float(interval.low), float(interval.high)


def proportions():
    out = []
    for successes, trials in [(0, 3), (3, 3), (1, 1), (1, 10), (8, 10), (17, 41), (41, 41),
                              (0, 500), (3, 1000), (700, 1000), (2, 50_000), (30_000, 50_000)]:
        for confidence in [0.5, 0.9, 0.95, 0.999]:
            wilson = proportion_confint(successes, trials, 1 - confidence, "wilson")
            out.append({"of": [successes, trials, confidence],
                        "wilson": [float(end) for end in wilson],
                        "clopper_pearson": clopper_pearson(successes, trials, confidence)})
    return out


def exact_rate(a, time_a, b, time_b, confidence):
    n, share = a + b, time_a / (time_a + time_b)
    p = {side: float(stats.binomtest(a, n, share, alternative=side).pvalue)
         for side in ["greater", "less"]}
    if a and b:
        for side, alternative in [("greater", "larger"), ("less", "smaller")]:
            other = test_poisson_2indep(a, time_a, b, time_b, method="exact-cond",
                                        alternative=alternative).pvalue
            assert np.isclose(p[side], other, rtol=1e-9), (a, b, side)
    counts = np.arange(n + 1)
    far = np.abs(counts - n * share) >= abs(a - n * share) * (1 - 1e-12) - 1e-12
    p_absolute = float(min(1.0, stats.binom.pmf(counts[far], n, share).sum()))
    low, high = clopper_pearson(a, n, confidence)
    # The odds of the upper end by those of B, without loss of digits near 1.
    low_b, _ = clopper_pearson(b, n, confidence)
    return {
        "of": [a, time_a, b, time_b, confidence],
        "p_greater": p["greater"],
        "p_less": p["less"],
        "p_absolute": p_absolute,
        "low": low / (1 - low) * time_b / time_a,
        "high": (1 - low_b) / low_b * time_b / time_a if b else None,
    }


RATES = [(7, 3, 11, 3), (11, 3, 7, 3), (0, 2, 5, 1), (5, 1, 0, 2), (1, 1, 0, 1), (30, 4.5, 12, 3.25),
         (3, 10, 40, 10), (200, 20, 150, 10), (6, 3, 6, 3), (4, 1, 8, 2), (2000, 7, 2100, 7),
         (0, 0.1, 4, 0.3), (4, 0.3, 0, 0.1), (2, 0.3, 2, 0.5)]  # as far, but for rounding


def rate_ratios():
    return [exact_rate(*rates, confidence) for rates in RATES for confidence in [0.8, 0.95]]


def tempered():
    out = []
    for rates in RATES:
        for phi, df in [(1.0, None), (2.5, None), (1.0, 4), (3.7, 5), (1.8, 30)]:
            exact = exact_rate(*rates, 0.95)
            reference = stats.norm if df is None else stats.t(df)
            temper = lambda p: float(reference.sf(stats.norm.isf(p) / np.sqrt(phi)))
            case = {"of": exact["of"], "phi": phi, "df": df,
                    "p_greater": temper(exact["p_greater"]), "p_less": temper(exact["p_less"]),
                    "p_absolute": 2 * temper(exact["p_absolute"] / 2)}
            if rates[0] and rates[2]:
                ratio = rates[0] / rates[1] / (rates[2] / rates[3])
                factor = np.sqrt(phi) * reference.ppf(0.975) / stats.norm.ppf(0.975)
                wide = lambda end: float(np.exp(np.log(ratio) + factor * np.log(end / ratio)))
                case |= {"low": wide(exact["low"]), "high": wide(exact["high"])}
            out.append(case)
    return out


def dispersion():
    cases = [
        ([0, 4, 0, 4], [1, 1, 1, 1], [0, 0, 0, 0]),
        ([1, 2, 6, 2, 3, 2, 4, 1], [1] * 8, [0, 0, 1, 1, 1, 2, 2, 2]),
        ([3, 19, 0, 7, 2, 2], [1, 1, 0.5, 2, 1.5, 0.25], [9, 3, 9, 3, 9, 3]),
        ([5, 0, 3, 8], [0.1, 0.2, 0.3, 0.4], [1, 1, 1, 1]),
    ]
    out = []
    for counts, exposures, windows in cases:
        design = np.array([[w == label for label in sorted(set(windows))] for w in windows], float)
        fit = sm.GLM(counts, design, family=sm.families.Poisson(), exposure=exposures).fit(tol=1e-14)
        out.append({"counts": counts, "exposures": exposures, "windows": windows,
                    "phi": fit.pearson_chi2 / fit.df_resid, "chi_squared": float(fit.pearson_chi2),
                    "df": int(fit.df_resid)})
    return out


def entropy():
    cases = [[5, 5, 0, 0], [8, 3, 2, 1, 1, 4, 1, 1], [7], [0.5, 2.25, 1.0], [1e6, 1], [3] * 12]
    return [{"counts": c, "plug_in": float(stats.entropy(c))} for c in cases]


def student_t():
    two_sided = [[df, t, float(2 * stats.t.sf(t, df))]
                 for df in [1, 2, 3, 7.5, 30, 99, 1000, 1e5]
                 for t in [0.0, 0.1, 1.0, 1.96, 5.0, 40.0]]
    quantiles = [[df, p, float(stats.t.ppf(p, df))]
                 for df in [1, 2, 3, 7.5, 30, 99, 1000, 1e5]
                 for p in [0.001, 0.025, 0.3, 0.5, 0.95, 0.975, 0.9995]]
    ps = [1e-300, 1e-20, 1e-6, 0.001, 0.025, 0.3, 0.5, 0.9, 0.975, 0.9999]
    zs = [-6.0, -1.0, 0.0, 0.5, 1.96, 5.0, 20.0]
    return {"two_sided": two_sided, "quantiles": quantiles,
            "normal_quantiles": [[p, float(stats.norm.ppf(p))] for p in ps],
            "normal_above": [[z, float(stats.norm.sf(z))] for z in zs]}


def labels():
    rng = np.random.default_rng(2)
    out = []
    for sizes in [(4, 4), (3, 5), (6, 6), (2, 9)]:
        for digits in [0, 3]:  # with ties, and without
            scores = (rng.normal(size=sum(sizes)) * 3).round(digits)
            scores[sizes[0]:] += 2
            groups = [0] * sizes[0] + [1] * sizes[1]
            difference = lambda x, y, axis: np.mean(y, axis=axis) - np.mean(x, axis=axis)
            p = {}
            for side in ["greater", "less", "two-sided"]:
                test = stats.permutation_test((scores[:sizes[0]], scores[sizes[0]:]), difference,
                                              permutation_type="independent", vectorized=True,
                                              n_resamples=np.inf, alternative=side)
                p[side] = float(test.pvalue)
            out.append({"scores": scores.tolist(), "groups": groups, **p,
                        "statistic": float(test.statistic),
                        "null_mean": float(test.null_distribution.mean()),
                        "null_sd": float(test.null_distribution.std())})
    return out


def matrices():
    rng = np.random.default_rng(3)
    n = 6
    cells = np.triu_indices(n, 1)
    points = rng.uniform(size=(n, 2))
    distance = np.hypot(*(points[:, None] - points[None]).T).round(3)
    ties = np.triu(rng.poisson(4 * np.exp(-1.5 * distance)), 1)
    ties = (ties + ties.T).astype(float)
    r = lambda order: np.corrcoef(ties[np.ix_(order, order)][cells], distance[cells])[0, 1]
    values = np.array([r(list(order)) for order in itertools.permutations(range(n))])
    observed = values[0]
    greater = int((values >= observed - 1e-9).sum())
    less = int((values <= observed + 1e-9).sum())
    absolute = int((abs(values) >= abs(observed) - 1e-9).sum())
    return {"ties": ties.tolist(), "distance": distance.tolist(), "r": float(observed),
            "greater": greater / 720, "less": less / 720, "absolute": absolute / 720,
            "mean": float(values.mean()), "sd": float(values.std())}


def bootstrap():
    rng = np.random.default_rng(4)
    out = []
    for seed, units, replicates, confidence in [(0, 20, 500, 0.95), (7, 35, 999, 0.9), (3, 8, 400, 0.8)]:
        signed = rng.poisson(3, units) + rng.integers(0, 2, units) * 6 + 1.0
        landed = np.floor(signed * rng.uniform(size=units))
        ratio = lambda index: landed[index].sum() / signed[index].sum()
        drawn = []
        for replicate in range(replicates):
            random = Random(seed, "bootstrap", replicate)
            drawn.append(np.array([random.below(units) for _ in range(units)]))
        values = np.array([ratio(index) for index in drawn])
        case = {"signed": signed.tolist(), "landed": landed.tolist(), "seed": seed,
                "replicates": replicates, "confidence": confidence,
                "estimate": float(ratio(np.arange(units))),
                "mean": float(values.mean()), "se": float(values.std(ddof=1))}
        for method in ["percentile", "BCa"]:
            result = stats.bootstrap((np.arange(units),), ratio, vectorized=False, n_resamples=0,
                                     confidence_level=confidence, method=method,
                                     bootstrap_result=SimpleNamespace(bootstrap_distribution=values))
            interval = result.confidence_interval
            case[method.lower()] = [float(interval.low), float(interval.high)]
        out.append(case)
    return out


TABLES = [(3, 4, 1, 4), (1, 10, 11, 12), (0, 5, 3, 8), (5, 5, 1, 8), (27, 51, 90, 113), (5, 50, 2, 10),
          (18, 85, 5, 19), (200, 1000, 260, 1000), (1, 400, 9, 300)]


def fisher():
    out = []
    for a, n, b, m in TABLES:
        for odds, confidence in [(1.0, 0.95), (1.7, 0.95), (0.4, 0.9)]:
            null = stats.nchypergeom_fisher(n + m, n, a + b, odds)
            least, most = max(0, a + b - m), min(n, a + b)
            greater, less = float(null.sf(a - 1)), float(null.cdf(a))
            if odds == 1.0:
                of = [[a, n - a], [b, m - b]]
                for side, p in [("greater", greater), ("less", less)]:
                    assert abs(stats.fisher_exact(of, side).pvalue - p) < 1e-9
            found = stats.contingency.odds_ratio([[a, n - a], [b, m - b]], kind="conditional")
            interval = found.confidence_interval(confidence)
            sample = None if b == 0 or a == n else a / (n - a) / (b / (m - b)) if b < m else 0.0
            finite = lambda end: float(end) / odds if np.isfinite(end) else None
            out.append({"of": [a, n, b, m, odds, confidence],
                        "ratio": None if sample is None else sample / odds,
                        "greater": greater, "less": less,
                        "least_greater": float(null.pmf(most)), "least_less": float(null.pmf(least)),
                        "low": finite(interval.low), "high": finite(interval.high)})
    return out


def differences():
    out = []
    for a, n, b, m in TABLES:
        for confidence in [0.9, 0.95]:
            interval = confint_proportions_2indep(a, n, b, m, "newcomb", "diff", 1 - confidence)
            out.append({"of": [a, n, b, m, confidence], "interval": [float(end) for end in interval]})
    return out


def common_odds():
    rng = np.random.default_rng(9)
    out = []
    for strata, effect in [(3, 0.0), (6, 1.0), (10, -0.7)]:
        of, case, exposed, group = [], [], [], []
        for nth in range(strata):
            n, m = int(rng.integers(3, 30)), int(rng.integers(5, 40))
            base = rng.normal(-1)
            a = int(rng.binomial(n, 1 / (1 + np.exp(-base - effect))))
            b = int(rng.binomial(m, 1 / (1 + np.exp(-base))))
            of.append([a, n, b, m])
            case += [1] * a + [0] * (n - a) + [1] * b + [0] * (m - b)
            exposed += [1.0] * n + [0.0] * m
            group += [nth] * (n + m)
        model = ConditionalLogit(np.array(case), np.array(exposed)[:, None], groups=np.array(group))
        fit = model.fit(method="newton", disp=False, maxiter=100, tol=1e-13)
        out.append({"strata": of, "log_odds": float(fit.params[0])})
    return out


def main():
    names = [false_discovery, proportions, fisher, differences, common_odds, rate_ratios, tempered, dispersion, entropy, student_t,
             labels, matrices, bootstrap]
    found = {"tool": TOOL} | {name.__name__: name() for name in names}
    lines = []
    for name, value in found.items():
        if isinstance(value, list):
            rows = ",\n".join("    " + json.dumps(row) for row in value)
            lines.append(f'  "{name}": [\n{rows}\n  ]')
        else:
            lines.append(f'  "{name}": {json.dumps(value)}')
    OUT.write_text("{\n" + ",\n".join(lines) + "\n}\n")


if __name__ == "__main__":
    main()
