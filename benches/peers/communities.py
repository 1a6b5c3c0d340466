#!/usr/bin/env python3
"""Times Leiden and Louvain here and in other tools: a line of JSON for each.

    communities.py [leiden louvain] [--graph G,..] [--tool T,..] [--threads 1,2] [--reps N]
    communities.py table          the table alone, COMMUNITIES.md, of the last run of each line

Run `n` of each has the seed `n`. `cpu` and `wall` are the medians of the seconds of the call alone,
the graph being built; `modularity` is the mean over the same runs, worked out by one function for
all tools; `others` how many cores other processes kept busy meanwhile, and with much of that a
number says little.
"""

import argparse
import json
import os
import resource
import subprocess
import sys
import time
from pathlib import Path
from statistics import mean, median

import numpy as np

HERE = Path(__file__).resolve().parent
GRAPHS, OUT = HERE / "graphs", HERE / "results"
OURS = os.environ.get("CONURBATION_BENCH", str(HERE / "rust/target/release/peers"))
OTHERS = os.environ.get("OTHERS_BENCH", str(HERE / "others/target/release/others"))
BESIDE = ["county3000", "rmat18", "nested100k", "nested1m"]
ALL = ["nested1k", "nested10k", *BESIDE]
TOOLS = {
    "conurbation": (ALL, (1, 2)),
    "single-clustering": (ALL, (1,)),
    "networkit": (BESIDE, (1, 2)),
    "igraph": (BESIDE, (1,)),
    "leiden-rs": (["county3000", "nested100k"], (1, 2)),
    "leidenalg": (["county3000", "nested100k"], (1,)),
}


def load(name):
    data = np.load(GRAPHS / f"{name}.npz")
    return int(data["n"]), data["u"], data["v"], data["w"]


def modularity(name, labels):
    n, u, v, w = load(name)
    strength = np.bincount(u, w, n) + np.bincount(v, w, n)
    total = strength.sum()
    volumes = np.bincount(labels, strength)
    return float(2 * w[labels[u] == labels[v]].sum() / total - ((volumes / total) ** 2).sum())


def call_of(tool, workload, name, threads):
    n, u, v, w = load(name)
    if tool == "networkit":
        import networkit as nk

        nk.engineering.setNumberOfThreads(threads)
        ends = (u.astype(np.uint64), v.astype(np.uint64))
        g = nk.GraphFromCoo((w, ends), n=n, weighted=bool((w != 1).any()), directed=False)

        def call(seed):
            nk.engineering.setSeed(seed, False)
            if workload == "leiden":
                found = nk.community.ParallelLeiden(g, iterations=3)
            else:
                found = nk.community.PLM(g, refine=False)
            found.run()
            return found.getPartition().getVector()

        return call
    import random

    import igraph

    g = igraph.Graph(n=n, edges=np.column_stack([u, v]).astype(np.int64))
    weights = w.tolist() if (w != 1).any() else None

    def call(seed):
        random.seed(seed)
        if tool == "leidenalg":
            import leidenalg

            kind = leidenalg.ModularityVertexPartition
            return leidenalg.find_partition(g, kind, weights=weights, n_iterations=2, seed=seed).membership
        if workload == "leiden":
            return g.community_leiden("modularity", weights=weights, n_iterations=2).membership
        return g.community_multilevel(weights=weights).membership

    return call


def cpu():
    usage = resource.getrusage(resource.RUSAGE_SELF)
    return usage.ru_utime + usage.ru_stime


def memory(key):
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith(key))


def child(tool, workload, name, threads, reps, out):
    call = call_of(tool, workload, name, int(threads))
    loaded, times, cpus, labels = memory("VmRSS"), [], [], []
    for seed in range(int(reps)):
        used, start = cpu(), time.perf_counter()
        found = call(seed)
        times.append(time.perf_counter() - start)
        cpus.append(cpu() - used)
        labels.append(np.asarray(found, "<u4"))
    np.concatenate(labels).tofile(out)
    print(json.dumps({"times": times, "cpu": cpus, "rss_load_kb": loaded, "rss_peak_kb": memory("VmHWM")}))


def busy():
    fields = list(map(int, Path("/proc/stat").read_text().split("\n")[0].split()[1:9]))
    return (sum(fields) - fields[3] - fields[4]) / os.sysconf("SC_CLK_TCK")


def run(workload, name, tool, threads, reps):
    out = OUT / f"{workload}.{name}.{tool}.{threads}.labels"
    graph = str(GRAPHS / f"{name}.bin")
    if tool == "conurbation":
        command = [OURS, graph, workload, str(reps), str(out)]
    elif tool in ("single-clustering", "leiden-rs"):
        command = [OTHERS, tool, graph, workload, str(reps), str(out)]
    else:
        command = [sys.executable, __file__, "--child", tool, workload, name, str(threads), str(reps), str(out)]
    environment = os.environ | {"OMP_NUM_THREADS": str(threads), "RAYON_NUM_THREADS": str(threads)}
    own = resource.getrusage(resource.RUSAGE_CHILDREN)
    all_cores, start = busy(), time.time()
    done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=900)
    if done.returncode:
        return {"workload": workload, "graph": name, "tool": tool, "error": done.stderr.strip()[-300:]}
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    used = after.ru_utime + after.ru_stime - own.ru_utime - own.ru_stime
    others = max(0.0, busy() - all_cores - used) / (time.time() - start)
    report = json.loads(done.stdout.strip().splitlines()[-1])
    runs = np.fromfile(out, "<u4").reshape(reps, -1)
    return {
        "workload": workload,
        "graph": name,
        "tool": tool,
        "threads": threads,
        "wall": round(median(report["times"]), 4),
        "cpu": round(median(report["cpu"]), 4),
        "modularity": round(mean(modularity(name, labels) for labels in runs), 5),
        "peak_mb": report["rss_peak_kb"] // 1000,
        "others": round(others, 2),
    }


def table():
    """Writes COMMUNITIES.md: the last run of each line, tools side by side."""
    last = {}
    for line in (OUT / "communities.jsonl").read_text().splitlines():
        record = json.loads(line)
        if "error" not in record:
            last[tuple(record[key] for key in ("workload", "graph", "threads", "tool"))] = record
    text = (HERE / "COMMUNITIES.head.md").read_text()
    for workload in ("leiden", "louvain"):
        known = [tool for tool in TOOLS if any(key[0] == workload and key[3] == tool for key in last)]
        text += f"\n## {workload.capitalize()}\n\n| graph | threads | {' | '.join(known)} | other / here |\n"
        text += "|---|---|" + "---|" * len(known) + "---|\n"
        for name in ALL:
            best = max((it["modularity"] for key, it in last.items() if key[:2] == (workload, name)), default=0)
            for threads in (1, 2):
                row = {tool: last.get((workload, name, threads, tool)) for tool in known}
                own = row["conurbation"]
                if own is None:
                    continue
                # A tool of one thread is held against two of ours as well.
                single = {tool: row[tool] or last.get((workload, name, 1, tool)) for tool in known}
                good = [
                    seconds(it, threads)
                    for tool, it in single.items()
                    if tool != "conurbation" and it and it["modularity"] > best - 0.0005
                ]
                cells = [f"{seconds(it, threads):.3g} ({it['modularity']:.4f})" if it else "" for it in row.values()]
                ratio = f"{min(good) / seconds(own, threads):.2f}" if good else ""
                text += f"| {name} | {threads} | {' | '.join(cells)} | {ratio} |\n"
    (HERE / "COMMUNITIES.md").write_text(text, encoding="utf-8")


def seconds(record, threads):
    """CPU seconds of one thread, wall seconds of two."""
    # The clock of CPU time has ticks.
    return record["cpu"] if threads == 1 and record["cpu"] > 0.05 else record["wall"]


def main():
    if sys.argv[1:2] == ["--child"]:
        return child(*sys.argv[2:])
    if sys.argv[1:2] == ["table"]:
        return table()
    parser = argparse.ArgumentParser(usage=__doc__)
    parser.add_argument("workload", nargs="*")
    parser.add_argument("--graph")
    parser.add_argument("--tool")
    parser.add_argument("--threads")
    parser.add_argument("--reps", type=int, default=5)
    options = parser.parse_args()
    OUT.mkdir(exist_ok=True)

    def asked(value, choice):
        return not choice or str(value) in choice.split(",")

    for workload in options.workload or ["leiden", "louvain"]:
        for name in ALL:
            for tool, (graphs, counts) in TOOLS.items():
                for threads in counts:
                    choices = ((tool, options.tool), (name, options.graph), (threads, options.threads))
                    if name in graphs and all(asked(*choice) for choice in choices):
                        line = json.dumps(run(workload, name, tool, threads, options.reps))
                        print(line, flush=True)
                        with open(OUT / "communities.jsonl", "a", encoding="utf-8") as file:
                            file.write(line + "\n")
    return table()


if __name__ == "__main__":
    main()
