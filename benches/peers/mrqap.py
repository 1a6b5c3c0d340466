"""MRQAP by double semi-partialling in plain NumPy: 300 cities, 4 predictors.

    venv/bin/python mrqap.py [orders]          (numpy==2.3.5; 100 orders unless given)

Prints the CPU seconds that 2000 orders take, measured on fewer: by numpy.linalg.lstsq, and by
solving the normal equations. `cargo bench --bench relations` does the same 2000 orders.
"""

import sys
import time

import numpy as np


def t_lstsq(design, y):
    beta, left, _, _ = np.linalg.lstsq(design, y, rcond=None)
    variance = left[0] / (len(y) - design.shape[1])
    return beta[-1] / np.sqrt(variance * np.linalg.inv(design.T @ design)[-1, -1])


def t_normal(design, y):
    gram = design.T @ design
    beta = np.linalg.solve(gram, design.T @ y)
    left = y - design @ beta
    variance = left @ left / (len(y) - design.shape[1])
    return beta[-1] / np.sqrt(variance * np.linalg.inv(gram)[-1, -1])


def main():
    orders = int(sys.argv[1]) if len(sys.argv) > 1 else 100
    n, predictors = 300, 4
    random = np.random.default_rng(1)
    upper = np.triu_indices(n, 1)
    x = [random.normal(size=(n, n)) for _ in range(predictors)]
    x = [m + m.T for m in x]
    y = random.poisson(0.2, size=(n, n))[upper].astype(float)
    residuals = []
    for k in range(predictors):
        others = np.column_stack([np.ones(len(y))] + [x[i][upper] for i in range(predictors) if i != k])
        target = x[k][upper]
        matrix = np.zeros((n, n))
        matrix[upper] = target - others @ np.linalg.lstsq(others, target, rcond=None)[0]
        residuals.append((others, matrix + matrix.T))
    for name, t in [("lstsq", t_lstsq), ("normal equations", t_normal)]:
        start, cpu = time.perf_counter(), time.process_time()
        for _ in range(orders):
            order = random.permutation(n)
            for others, residual in residuals:
                moved = residual[np.ix_(order, order)][upper]
                t(np.column_stack([others, moved]), y)
        scale = 2000 / orders
        wall, cpu = time.perf_counter() - start, time.process_time() - cpu
        print(f"{name}: {cpu * scale:.1f} CPU s, {wall * scale:.1f} wall s for 2000 orders")


main()
