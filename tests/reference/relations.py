"""Relations between cities: QAP, MRQAP by double semi-partialling, PPML, by other programs.

    python -m venv venv
    venv/bin/pip install numpy==2.3.5 scipy==1.16.3 statsmodels==0.14.6
    venv/bin/python tests/reference/relations.py              (Python 3.11)

Writes tests/data/relations.json. Relations are matrices with 0 on the diagonal, made by NumPy's
PCG64 from fixed seeds. Pairs are i < j, or all i != j where one relation is directed.

    qap     Pearson and Spearman by scipy.stats; Jaccard and Goodman and Kruskal's gamma by their
            definition, over all pairs of pairs; exact p over all n! orders of the second relation,
            by `numpy`: the share of orders with T* >= T, T* <= T, |T*| >= |T|, where numbers count
            as equal within 1e-12 of their size or of the standard deviation of all
    mrqap   coefficients, t, R2 by statsmodels' OLS, variance inflation by its
            variance_inflation_factor; exact p of t by double semi-partialling (Dekker, Krackhardt
            & Snijders 2007): OLS residuals of one predictor on the others, cities exchanged, OLS anew
    ppml    coefficients, standard errors and deviance by statsmodels' GLM (Poisson, log link), with
            dummies for cities where `city_effects`, the cities without ties left out; errors for pairs
            that share a city by their definition (Aronow, Samii & Assenova 2015): the sum over all
            pairs of pairs with a city in common of the products of their scores
    poisson the score of each predictor's residual by its formula in NumPy, and p by full refits:
            4999 random orders, each fitted by Newton's method (held against statsmodels at the order
            observed), |z| of Wald compared
"""

import itertools
import json
import platform
from pathlib import Path

import numpy as np
import scipy
import scipy.stats
import statsmodels
import statsmodels.api as sm
from statsmodels.stats.outliers_influence import variance_inflation_factor

OUT = Path(__file__).resolve().parent.parent / "data" / "relations.json"
TOOL = {
    "python": platform.python_version(),
    "numpy": np.__version__,
    "scipy": scipy.__version__,
    "statsmodels": statsmodels.__version__,
}


def pairs(n, directed):
    return [(i, j) for i in range(n) for j in range(n) if i != j and (directed or i < j)]


def column(matrix, where):
    return np.array([matrix[i, j] for i, j in where])


def matrix(n, directed, value):
    out = np.zeros((n, n))
    for i, j in pairs(n, directed):
        out[i, j] = value(i, j)
        if not directed:
            out[j, i] = out[i, j]
    return out


def moved(matrix, order):
    order = np.array(order)
    return matrix[np.ix_(order, order)]


def gamma(a, b):
    da = np.sign(a[:, None] - a[None, :])
    db = np.sign(b[:, None] - b[None, :])
    same, opposite = np.sum(da * db > 0), np.sum(da * db < 0)
    return float((same - opposite) / (same + opposite)) if same + opposite else None


def jaccard(a, b):
    return float(np.sum((a != 0) & (b != 0)) / np.sum((a != 0) | (b != 0)))


STATISTICS = {
    "pearson": lambda a, b: float(scipy.stats.pearsonr(a, b)[0]),
    "spearman": lambda a, b: float(scipy.stats.spearmanr(a, b)[0]),
    "jaccard": jaccard,
    "gamma": gamma,
}


def tails(values, observed):
    values = np.array(values, dtype=float)
    sd = np.std(values)

    def equal(a, b):
        return np.abs(a - b) <= 1e-12 * np.maximum(np.maximum(np.abs(a), abs(b)), sd)

    greater = np.mean((values > observed) | equal(values, observed))
    less = np.mean((values < observed) | equal(values, observed))
    far = np.mean((np.abs(values) > abs(observed)) | equal(np.abs(values), abs(observed)))
    return {"greater": greater, "less": less, "absolute": far}


def qap_case(name, a, b, directed, exact):
    n = len(a)
    where = pairs(n, directed)
    case = {"name": name, "directed": directed, "a": a.tolist(), "b": b.tolist()}
    for key, statistic in STATISTICS.items():
        case[key] = statistic(column(a, where), column(b, where))
        if exact:
            values = [
                statistic(column(a, where), column(moved(b, order), where))
                for order in itertools.permutations(range(n))
            ]
            if all(value is not None for value in values):
                case[key + "_p"] = tails(values, case[key])
    return case


def ties(random, n, directed, share=0.5):
    return matrix(n, directed, lambda i, j: float(random.integers(1, 5)) if random.random() < share else 0.0)


def qap_cases():
    random = np.random.Generator(np.random.PCG64(1))
    cases = []
    for n, directed, exact in [(5, False, True), (6, False, True), (5, True, True), (14, False, False), (11, True, False)]:
        a = ties(random, n, directed)
        x = random.normal(size=n)
        b = matrix(n, directed, lambda i, j: abs(x[i] - x[j]) + (0.3 * random.random() if directed else 0.0))
        cases.append(qap_case(f"ties and distance {n} {directed}", a, b, directed, exact))
        c = matrix(n, directed, lambda i, j: float(a[i, j] > 1) if random.random() < 0.7 else float(random.random() < 0.3))
        cases.append(qap_case(f"ties and ties {n} {directed}", a, c, directed, exact))
    return cases


def ols(y, xs, where):
    design = sm.add_constant(np.column_stack([column(x, where) for x in xs]), has_constant="add")
    return sm.OLS(column(y, where), design).fit(), design


def residual(xs, k, n, directed, where):
    others = [x for i, x in enumerate(xs) if i != k]
    design = np.column_stack([np.ones(len(where))] + [column(x, where) for x in others])
    target = column(xs[k], where)
    left = target - design @ np.linalg.lstsq(design, target, rcond=None)[0]
    out = np.zeros((n, n))
    for (i, j), value in zip(where, left):
        out[i, j] = value
        if not directed:
            out[j, i] = value
    return out


def mrqap_case(name, y, xs, directed, exact):
    n = len(y)
    where = pairs(n, directed)
    fit, design = ols(y, xs, where)
    case = {
        "name": name,
        "directed": directed,
        "y": y.tolist(),
        "x": [x.tolist() for x in xs],
        "intercept": float(fit.params[0]),
        "coefficients": fit.params[1:].tolist(),
        "t": fit.tvalues[1:].tolist(),
        "r_squared": float(fit.rsquared),
        "vif": [float(variance_inflation_factor(design, k + 1)) for k in range(len(xs))],
    }
    if exact:
        case["p"] = []
        for k in range(len(xs)):
            left = residual(xs, k, n, directed, where)
            values = []
            for order in itertools.permutations(range(n)):
                with_left = [moved(left, order) if i == k else x for i, x in enumerate(xs)]
                values.append(float(ols(y, with_left, where)[0].tvalues[1 + k]))
            case["p"].append(tails(values, values[0]))
    return case


def mrqap_cases():
    random = np.random.Generator(np.random.PCG64(2))
    cases = []
    for n, directed, exact in [(6, False, True), (5, True, True), (12, False, False), (10, True, False)]:
        x = random.normal(size=n)
        group = random.integers(0, 3, size=n)
        near = matrix(n, False, lambda i, j: abs(x[i] - x[j]))
        same = matrix(n, False, lambda i, j: float(group[i] == group[j]))
        noise = matrix(n, directed, lambda i, j: random.normal())
        y = matrix(n, directed, lambda i, j: 2.0 - near[i, j] + same[i, j] + 0.5 * noise[i, j] + random.normal())
        cases.append(mrqap_case(f"{n} {directed}", y, [near, same, noise], directed, exact))
    return cases


def glm(y, xs, where, city_effects, directed):
    n = len(y)
    if city_effects:
        sends = [i for i in range(n) if y[i].sum() > 0]
        receives = [j for j in range(n) if y[:, j].sum() > 0]
        where = [(i, j) for i, j in where if i in sends and j in receives]
        if directed:
            effects = [[float(i == c) for i, _ in where] for c in sends]
            effects += [[float(j == c) for _, j in where] for c in receives[1:]]
        else:
            effects = [[float(c in (i, j)) for i, j in where] for c in sends]
    else:
        effects = [[1.0] * len(where)]
    design = np.column_stack(effects + [column(x, where) for x in xs])
    fit = sm.GLM(column(y, where), design, family=sm.families.Poisson()).fit(tol=1e-12, maxiter=200)
    return fit, design, where, len(effects)


def ppml_case(name, y, xs, directed, city_effects):
    n = len(y)
    fit, design, where, first = glm(y, xs, pairs(n, directed), city_effects, directed)
    left = column(y, where) - fit.mu
    bread = np.linalg.inv(design.T @ (design * fit.mu[:, None]))
    scores = design * left[:, None]
    share = np.array([[bool(set(a) & set(b)) for b in where] for a in where], dtype=float)
    dyadic = np.diag(bread @ (scores.T @ share @ scores) @ bread)
    null = sm.GLM(column(y, where), np.ones((len(where), 1)), family=sm.families.Poisson()).fit()
    return {
        "name": name,
        "directed": directed,
        "city_effects": city_effects,
        "y": y.tolist(),
        "x": [x.tolist() for x in xs],
        "pairs": len(where),
        "intercept": None if city_effects else float(fit.params[0]),
        "coefficients": fit.params[first:].tolist(),
        "se": fit.bse[first:].tolist(),
        "dyadic_variance": dyadic[first:].tolist(),
        "explained": float(1 - fit.deviance / null.deviance),
    }


def gravity(random, n, directed, sd=0.7, mean=1.0):
    place = random.normal(size=(n, 2))
    group = random.integers(0, 3, size=n)
    strength = np.exp(sd * random.normal(size=n))
    near = matrix(n, False, lambda i, j: np.log(0.2 + np.linalg.norm(place[i] - place[j])))
    same = matrix(n, False, lambda i, j: float(group[i] == group[j]))
    expected = lambda i, j: mean * strength[i] * strength[j] * np.exp(-0.8 * near[i, j] + 0.6 * same[i, j])
    y = matrix(n, directed, lambda i, j: float(random.poisson(expected(i, j))))
    return y, near, same


def ppml_cases():
    random = np.random.Generator(np.random.PCG64(3))
    cases = []
    for n, directed in [(8, False), (13, False), (9, True)]:
        y, near, same = gravity(random, n, directed)
        for city_effects in [False, True]:
            cases.append(ppml_case(f"counts {n} {directed}", y, [near, same], directed, city_effects))
        share = y / 3.0
        cases.append(ppml_case(f"weights {n} {directed}", share, [near, same], directed, True))
    y, near, same = gravity(random, 12, False)
    y[3, :] = y[:, 3] = 0.0
    cases.append(ppml_case("a city without ties", y, [near, same], False, True))
    cases.append(ppml_case("a city without ties", y, [near, same], False, False))
    return cases


def newton(design, y):
    beta = np.zeros(design.shape[1])
    beta[0] = np.log(y.mean())
    for _ in range(60):
        mu = np.exp(design @ beta)
        information = design.T @ (design * mu[:, None])
        step = np.linalg.solve(information, design.T @ (y - mu))
        length = 1.0
        now = y @ (design @ beta) - mu.sum()
        while y @ (design @ (beta + length * step)) - np.exp(design @ (beta + length * step)).sum() < now - 1e-9:
            length /= 2
        beta = beta + length * step
        if np.max(np.abs(step)) < 1e-10:
            break
    mu = np.exp(design @ beta)
    variance = np.linalg.inv(design.T @ (design * mu[:, None]))
    return beta, np.sqrt(np.diag(variance)), mu


def poisson_case(name, y, xs, replicates):
    n = len(y)
    where = pairs(n, False)
    at = np.array(where)
    target = column(y, where)
    case = {"name": name, "y": y.tolist(), "x": [x.tolist() for x in xs], "score": [], "refit_p": [], "replicates": replicates}
    random = np.random.Generator(np.random.PCG64(17))
    for k in range(len(xs)):
        left = residual(xs, k, n, False, where)
        others = np.column_stack([np.ones(len(where))] + [column(x, where) for i, x in enumerate(xs) if i != k])
        _, _, mu = newton(others, target)
        e = column(left, where)
        information = others.T @ (others * mu[:, None])
        c = others.T @ (mu * e)
        score = e @ (target - mu) / np.sqrt(mu @ e**2 - c @ np.linalg.solve(information, c))
        case["score"].append(float(score))

        def wald(order):
            m = moved(left, order)
            design = np.column_stack([others, m[at[:, 0], at[:, 1]]])
            beta, se, _ = newton(design, target)
            return beta[-1] / se[-1]

        observed = wald(np.arange(n))
        design = np.column_stack([others, e])
        fit = sm.GLM(target, design, family=sm.families.Poisson()).fit(tol=1e-12)
        assert abs(fit.tvalues[-1] - observed) < 1e-6, (fit.tvalues[-1], observed)
        far = sum(abs(wald(random.permutation(n))) >= abs(observed) for _ in range(replicates))
        case["refit_p"].append((1 + far) / (1 + replicates))
    return case


def poisson_cases():
    cases = []
    for seed, n, mean, effect in [(4, 15, 0.5, 0.35), (5, 24, 0.3, 0.15), (7, 41, 0.1, 0.25)]:
        random = np.random.Generator(np.random.PCG64(seed))
        place = random.normal(size=(n, 2))
        group = random.integers(0, 4, size=n)
        strength = np.exp(0.5 * random.normal(size=n))
        near = matrix(n, False, lambda i, j: np.log(0.2 + np.linalg.norm(place[i] - place[j])))
        same = matrix(n, False, lambda i, j: float(group[i] == group[j]))
        size = matrix(n, False, lambda i, j: float(np.log(strength[i] * strength[j])))
        y = matrix(n, False, lambda i, j: float(random.poisson(mean * np.exp(-0.25 * near[i, j] + effect * same[i, j] + 0.3 * size[i, j]))))
        cases.append(poisson_case(f"{n} cities", y, [near, same, size], 4999))
    return cases


data = {"tool": TOOL, "qap": qap_cases(), "mrqap": mrqap_cases(), "ppml": ppml_cases(), "poisson": poisson_cases()}
OUT.write_text(json.dumps(data, indent=None, separators=(",", ":"), allow_nan=False) + "\n")
