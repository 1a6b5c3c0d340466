"""Nestedness (NODF, WNODF) of small tables, by a plain implementation of the papers' definition.

    python -m venv venv
    venv/bin/pip install numpy==2.3.5
    venv/bin/python tests/reference/nestedness.py              (Python 3.11)

Writes tests/data/nestedness.json: tables (NumPy's PCG64, seed 11), 0 for no membership, with
`nodf` and `wnodf` as [rows, columns, total]. As in Almeida-Neto et al. (2008) and Almeida-Neto &
Ulrich (2011), the table without its empty rows and columns is sorted by decreasing fill, and every row
is set beside every row below it, then the same for the columns. Nothing is shared with the crate.
"""

import json
import platform
from pathlib import Path

import numpy as np

OUT = Path(__file__).resolve().parent.parent / "data" / "nestedness.json"


def one_side(table, weighted):
    fills = (table > 0).sum(axis=1)
    table = table[np.argsort(-fills, kind="stable")]
    fills = (table > 0).sum(axis=1)
    values = []
    for upper in range(len(table)):
        for lower in range(upper + 1, len(table)):
            if fills[upper] <= fills[lower]:
                values.append(0.0)
                continue
            cells = table[lower] > 0
            if weighted:
                hits = cells & (table[lower] < table[upper])
            else:
                hits = cells & (table[upper] > 0)
            values.append(100.0 * hits.sum() / fills[lower])
    return values


def nodf(table, weighted):
    table = table[(table > 0).any(axis=1)][:, (table > 0).any(axis=0)]
    rows, columns = one_side(table, weighted), one_side(table.T, weighted)
    return [float(np.mean(rows)), float(np.mean(columns)), float(np.mean(rows + columns))]


random = np.random.Generator(np.random.PCG64(11))
cases = []
for cities, events, fill in [(5, 4, 0.5), (8, 6, 0.4), (12, 9, 0.3), (20, 15, 0.15), (6, 25, 0.3), (31, 12, 0.2)]:
    row, column = random.random((cities, 1)), random.random((1, events))
    table = np.where(random.random((cities, events)) < 2 * fill * np.sqrt(row * column) + 0.05, random.integers(1, 5, (cities, events)), 0)
    cases.append({"table": table.tolist(), "nodf": nodf(table, False), "wnodf": nodf(table, True)})
tool = {"python": platform.python_version(), "numpy": np.__version__}
OUT.write_text(json.dumps({"tool": tool, "cases": cases}, separators=(",", ":")) + "\n")
