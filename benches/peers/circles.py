#!/usr/bin/env python3
"""Times the search for circles within circles in a large network, here and in other tools.

    circles.py [GRAPH] [--threads 1,2] [--reps N] [--tool T,..]      nested100k, one thread, 3

Prints a table in Markdown: the median of the seconds of the call alone, the graph being built, its
CPU seconds, the peak of memory of the process, and the best adjusted mutual information (scikit-learn)
of any level found with each planted one, the outermost first, in the last run. `others` is how
many cores other processes kept busy meanwhile. Infomap: multilevel, one trial. Paris: scikit-network's
tree of pairs, cut into as many groups as are planted (it is told how many).

    python -m venv venv
    venv/bin/pip install infomap==2.16.0 scikit-network==0.33.5 scikit-learn==1.9.1 scipy==1.17.1 numpy==2.4.6
"""

import argparse
import json
import os
import resource
import subprocess
import sys
import time
from pathlib import Path
from statistics import median

import numpy as np

HERE = Path(__file__).resolve().parent
GRAPHS = HERE / "graphs"
OURS = os.environ.get("CONURBATION_BENCH", str(HERE / "rust/target/release/peers"))


def busy():
    """CPU seconds of all cores since the machine started."""
    parts = Path("/proc/stat").read_text().split("\n", 1)[0].split()[1:9]
    used = sum(map(int, parts)) - int(parts[3]) - int(parts[4])
    return used / os.sysconf("SC_CLK_TCK")


def ours(graph, tool, threads, reps):
    out = HERE / "results" / f"{graph}.{tool}.bin"
    out.parent.mkdir(exist_ok=True)
    command = [OURS, GRAPHS / f"{graph}.bin", f"circles-{tool}", str(reps), out]
    environment = {**os.environ, "RAYON_NUM_THREADS": str(threads)}
    run = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
    line = json.loads(run.stdout)
    cities = int(np.load(GRAPHS / f"{graph}.npz")["n"])
    labels = np.fromfile(out, "<u4").reshape(-1, cities)
    # Of the last run: levels that were found anew after a coarser one begin with fewer labels.
    last = [labels[-1]]
    for level in labels[-2::-1]:
        if level.max() >= last[0].max():
            break
        last.insert(0, level)
    return {**line, "levels": last}


def peer(graph, tool, reps):
    data = np.load(GRAPHS / f"{graph}.npz")
    n, u, v, w = int(data["n"]), data["u"], data["v"], data["w"]
    planted = np.load(GRAPHS / f"{graph}.planted.npy")
    if tool == "paris":
        import scipy.sparse as sp
        from sknetwork.hierarchy import Paris

        sys.path.insert(0, str(HERE))
        from nested import by_height, cut

        square = sp.csr_matrix((w, (u, v)), shape=(n, n))
        square = (square + square.T).tocsr()

        def call(seed):
            return Paris(reorder=False).fit_predict(square)

        def levels(found):
            joins = by_height(found, n)
            counts = [len(set(level.tolist())) for level in planted]
            return [np.array(cut(joins, n, n - count)) for count in counts]
    else:
        from infomap import Infomap

        def call(seed):
            search = Infomap(silent=True, seed=seed + 1, num_trials=1)
            search.add_links([(int(a), int(b), float(c)) for a, b, c in zip(u, v, w)])
            begun = time.perf_counter()
            found = search.run()
            return found, time.perf_counter() - begun, search

        def levels(found):
            path = {node.node_id: node.path[:-1] for node in found[0].nodes(states=True)}
            deepest = max(map(len, path.values()))
            number = {}
            return [
                np.array([number.setdefault(path[city][:depth], len(number)) for city in range(n)])
                for depth in range(1, deepest + 1)
            ]

    times, cpu = [], []
    for seed in range(reps):
        used, begun = time.process_time(), time.perf_counter()
        found = call(seed)
        seconds = time.perf_counter() - begun
        times.append(found[1] if tool == "infomap" else seconds)
        cpu.append(time.process_time() - used)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return {"times": times, "cpu": cpu, "rss_peak_kb": peak, "levels": levels(found)}


def row(graph, tool, threads, reps):
    from sklearn.metrics import adjusted_mutual_info_score

    before, begun = busy(), time.perf_counter()
    line = ours(graph, tool, threads, reps) if tool in ("quality", "fast") else peer(graph, tool, reps)
    planted = np.load(GRAPHS / f"{graph}.planted.npy")
    used = sum(line["cpu"])
    others = max(0.0, (busy() - before - used) / (time.perf_counter() - begun))
    best = []
    line["levels"] = [np.unique(level, return_inverse=True)[1] for level in line["levels"]]
    for level in planted:
        # What chance shares takes a sum over all pairs of groups: left out where that takes hours.
        groups = [(found, int(level.max() + 1) * int(found.max() + 1)) for found in line["levels"]]
        scores = [adjusted_mutual_info_score(level, found) for found, pairs in groups if pairs < 4e6]
        best.append(f"{max(scores):.3f}" if scores and level.max() < 2000 else "–")
    ami = " ".join(best)
    peak = line["rss_peak_kb"] / 1024
    print(f"| {graph} | {tool} | {threads} | {reps} | {median(line['times']):.2f} |"
          f" {median(line['cpu']):.2f} | {peak:.0f} | {ami} | {others:.2f} |", flush=True)


if __name__ == "__main__":
    parse = argparse.ArgumentParser()
    parse.add_argument("graph", nargs="?", default="nested100k")
    parse.add_argument("--threads", default="1")
    parse.add_argument("--reps", type=int, default=3)
    parse.add_argument("--tool", default="quality,fast,infomap,paris")
    asked = parse.parse_args()
    print("| graph | method | threads | runs | wall s | CPU s | peak MB | AMI by level | others |")
    print("|---|---|---:|---:|---:|---:|---:|---|---:|")
    for tool in asked.tool.split(","):
        for threads in asked.threads.split(",") if tool in ("quality", "fast") else ["1"]:
            row(asked.graph, tool, int(threads), asked.reps)
