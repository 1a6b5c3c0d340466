#!/usr/bin/env python3
"""Seeded graphs to time on, written beside this script as

    graphs/NAME.npz   n, u, v (u < v, each pair once), w (all 1 if without weights), weighted
    graphs/NAME.bin   little endian: u64 n, u64 m, u64 weighted, u32 u[m], u32 v[m], f64 w[m]

Weights say how near two nodes are; the length of a tie is 1/w.

    generate.py [NAME...]     all of them if none is named
"""

import sys
import time
from pathlib import Path

import numpy as np
import scipy.sparse as sparse
from scipy.sparse.csgraph import connected_components
from scipy.spatial import cKDTree

OUT = Path(__file__).resolve().parent / "graphs"


def write(name, n, u, v, w=None):
    """The graph without ties of a node with itself, and with the first tie of each pair."""
    u, v = np.asarray(u, dtype=np.int64), np.asarray(v, dtype=np.int64)
    a, b = np.minimum(u, v), np.maximum(u, v)
    _, first = np.unique(a * n + b, return_index=True)
    first = first[a[first] != b[first]]
    a, b = a[first], b[first]
    weight = np.ones(len(a)) if w is None else np.asarray(w, float)[first]
    weighted = w is not None
    np.savez(OUT / f"{name}.npz", n=n, u=a.astype("u4"), v=b.astype("u4"), w=weight, weighted=weighted)
    with open(OUT / f"{name}.bin", "wb") as file:
        np.array([n, len(a), weighted], dtype="<u8").tofile(file)
        a.astype("<u4").tofile(file)
        b.astype("<u4").tofile(file)
        weight.astype("<f8").tofile(file)
    degree = np.bincount(a, minlength=n) + np.bincount(b, minlength=n)
    ones = sparse.coo_matrix((np.ones(len(a)), (a, b)), shape=(n, n)).tocsr()
    parts, _ = connected_components(ones, directed=False)
    print(f"{name}: n={n} m={len(a)} weighted={weighted} largest degree {degree.max()}, {parts} parts")


def gravity(name, n, m, seed, clusters):
    """Cities in clusters with Zipf-like populations: the m largest p p / d², and each one's two best."""
    r = np.random.default_rng(seed)
    center = r.random((clusters, 2)) * 100
    position = center[r.integers(0, clusters, n)] + r.normal(0, 4.0, (n, 2))
    population = (1.0 / (1.0 - r.random(n))) ** (1 / 1.1)
    square = ((position[:, None] - position[None, :]) ** 2).sum(-1) + 0.25
    flow = population[:, None] * population[None, :] / square * np.exp(r.normal(0, 0.3, (n, n)))
    row, column = np.triu_indices(n, 1)
    top = np.argpartition(-flow[row, column], min(m, len(row)) - 1)[:m]
    flow = np.triu(flow, 1)
    flow = flow + flow.T
    best = np.argsort(-flow, axis=1)[:, :2]
    u = np.concatenate([row[top], np.repeat(np.arange(n), 2)])
    v = np.concatenate([column[top], best.ravel()])
    write(name, n, u, v, flow[u, v])


def rmat(name, scale, per_node, seed):
    """Kronecker graph of GAP and Graph500: A .57, B .19, C .19, numbers shuffled."""
    r = np.random.default_rng(seed)
    n = 1 << scale
    u, v = np.zeros(n * per_node, np.int64), np.zeros(n * per_node, np.int64)
    for _ in range(scale):
        x = r.random(n * per_node)
        u = (u << 1) | (x > 0.76)
        v = (v << 1) | (((x > 0.57) & (x <= 0.76)) | (x > 0.95))
    new = r.permutation(n)
    write(name, n, new[u], new[v])


def nested(name, outer, middle, inner, size, seed, degrees=(10, 5, 3, 2)):
    """Communities within communities within communities; `degrees` within each and elsewhere."""
    r = np.random.default_rng(seed)
    n = outer * middle * inner * size
    blocks = [size, size * inner, size * inner * middle, n]
    us, vs = [], []
    for level, degree in enumerate(degrees):
        u = r.integers(0, n, n * degree // 2)
        base = u // blocks[level] * blocks[level]
        v = base + r.integers(0, blocks[level], len(u))
        within = blocks[level - 1] if level else 1
        for _ in range(60):
            bad = np.flatnonzero(u // within == v // within)
            v[bad] = base[bad] + r.integers(0, blocks[level], len(bad))
        us.append(u)
        vs.append(v)
    new = r.permutation(n)
    write(name, n, new[np.concatenate(us)], new[np.concatenate(vs)])
    # Which circle of each level every city is in, the outermost first.
    place = np.argsort(new)
    np.save(OUT / f"{name}.planted.npy", np.stack([place // block for block in blocks[2::-1]]))


def road(name, n, near, seed, corner):
    """Random points, each tied to the nearest, w = .001 / distance; the largest part of a corner."""
    r = np.random.default_rng(seed)
    position = r.random((n, 2))
    distance, other = cKDTree(position).query(position, near + 1)
    u, v = np.repeat(np.arange(n), near), other[:, 1:].ravel()
    w = 1e-3 / np.maximum(distance[:, 1:].ravel(), 1e-9)
    inside = np.flatnonzero((position < np.sqrt(corner / n)).all(axis=1))
    ties = sparse.coo_matrix((np.ones(len(u)), (u, v)), shape=(n, n)).tocsr()[inside][:, inside]
    part = connected_components(ties, directed=False)[1]
    inside = inside[part == np.bincount(part).argmax()]
    new = np.full(n, -1)
    new[inside] = np.arange(len(inside))
    both = (new[u] >= 0) & (new[v] >= 0)
    write(name, len(inside), new[u[both]], new[v[both]], w[both])


def geometric(name, n, degree, seed):
    """Random points tied if near enough for a mean degree of `degree`, w = .001 / distance."""
    r = np.random.default_rng(seed)
    position = r.random((n, 2))
    pairs = cKDTree(position).query_pairs(np.sqrt(degree / np.pi / n), output_type="ndarray")
    distance = np.hypot(*(position[pairs[:, 0]] - position[pairs[:, 1]]).T)
    write(name, n, pairs[:, 0], pairs[:, 1], 1e-3 / np.maximum(distance, 1e-9))


def power_law(name, n, degree, exponent, seed):
    """Ends drawn so that expected degrees have a tail of this exponent (Chung & Lu 2002), numbers
    shuffled; weights 1 to 10."""
    r = np.random.default_rng(seed)
    expected = (np.arange(n) + 10.0) ** (-1 / (exponent - 1))
    ends = r.permutation(n)[r.choice(n, (n * degree // 2, 2), p=expected / expected.sum())]
    write(name, n, ends[:, 0], ends[:, 1], r.integers(1, 11, len(ends)).astype(float))


GRAPHS = {
    "city41": lambda name: gravity(name, 41, 400, 41, 5),
    "pref300": lambda name: gravity(name, 300, 20_000, 300, 12),
    "county3000": lambda name: gravity(name, 3000, 300_000, 3000, 40),
    "road10k": lambda name: road(name, 100_000, 4, 7, 10_200),
    "geo20k": lambda name: geometric(name, 20_000, 10, 20),
    "plaw20k": lambda name: power_law(name, 20_000, 10, 2.5, 21),
    "rmat18": lambda name: rmat(name, 18, 16, 18),
    "nested1k": lambda name: nested(name, 2, 2, 5, 50, 98),
    "nested10k": lambda name: nested(name, 5, 4, 5, 100, 99),
    "nested100k": lambda name: nested(name, 10, 10, 10, 100, 100),
    "nested1m": lambda name: nested(name, 10, 10, 100, 100, 1000),
}

if __name__ == "__main__":
    OUT.mkdir(exist_ok=True)
    for graph in sys.argv[1:] or GRAPHS:
        start = time.time()
        GRAPHS[graph](graph)
        print(f"  {time.time() - start:.1f} s")
