#!/usr/bin/env python3
"""Times centralities here and in other tools: a line of JSON for each workload, graph, tool and
number of threads.

    run.py                           what there is
    run.py all                       every workload, then the table in SPEED.md (some 25 minutes)
    run.py table                     the table alone, of the last run of each line
    run.py WORKLOAD... [--graph G,..] [--tool T,..] [--threads 1,2] [--reps N] [--timeout S]

`times` are wall seconds of the call alone, the graph being built; `cpu` the seconds of all cores
for it; `others` how many cores other processes kept busy meanwhile, and with much of that a number
says little. `off` is the largest difference from igraph's scores (from the exact ones, for
PageRank) as a share of the largest score, after both are brought to one sum.
"""

import argparse
import hashlib
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
GRAPHS, RESULTS = HERE / "graphs", HERE / "results"
OURS = Path(os.environ.get("CONURBATION_BENCH", HERE / "rust/target/release/peers"))

SMALL = ["city41", "pref300"]
PATHS = [*SMALL, "county3000", "road10k", "geo20k", "plaw20k"]
LARGE = ["geo20k", "plaw20k", "rmat18", "nested1m"]
BOTH, ONE = (1, 2), (1,)
# workload: (tool, graphs, numbers of threads)
WORKLOADS = {
    "bc": [("conurbation", PATHS, BOTH), ("igraph", PATHS, ONE), ("networkit", PATHS, BOTH)]
    + [("rustworkx", PATHS, BOTH), ("networkx", SMALL, ONE)],
    "bcw": [("conurbation", PATHS, BOTH), ("igraph", PATHS, ONE), ("networkit", PATHS, BOTH)]
    + [("networkx", SMALL, ONE)],
    "harmonic": [("conurbation", PATHS, BOTH), ("igraph", PATHS, ONE), ("networkit", PATHS, ONE)]
    + [("networkx", SMALL, ONE)],
    "harmonicw": [("conurbation", PATHS, BOTH), ("igraph", PATHS, ONE), ("networkit", PATHS, ONE)]
    + [("networkx", SMALL, ONE)],
    "pagerank": [("conurbation", [*SMALL, *LARGE], BOTH), ("igraph", [*SMALL, *LARGE], ONE)]
    + [("networkit", [*SMALL, *LARGE], BOTH), ("scipy", [*SMALL, *LARGE], ONE)]
    + [("rustworkx", [*SMALL, *LARGE[:3]], ONE), ("networkx", [*SMALL, *LARGE[:2]], ONE)],
    "kcore": [("conurbation", [*SMALL, *LARGE], ONE), ("igraph", [*SMALL, *LARGE], ONE)]
    + [("networkit", [*SMALL, *LARGE], ONE), ("rustworkx", [*SMALL, *LARGE[:3]], ONE)]
    + [("networkx", [*SMALL, *LARGE[:2]], ONE)],
    "cc": [("conurbation", [*SMALL, *LARGE], ONE), ("igraph", [*SMALL, *LARGE], ONE)]
    + [("networkit", [*SMALL, *LARGE], BOTH), ("rustworkx", [*SMALL, *LARGE[:3]], ONE)]
    + [("scipy", [*SMALL, *LARGE], ONE), ("networkx", [*SMALL, *LARGE[:2]], ONE)],
    "tc": [("conurbation", [*SMALL, *LARGE], BOTH), ("igraph", [*SMALL, *LARGE], ONE)]
    + [("networkit", [*SMALL, *LARGE], BOTH), ("networkx", [*SMALL, *LARGE[:2]], ONE)]
    + [("rustworkx", [*SMALL, *LARGE[:3]], BOTH)],
}
ABOUT = {
    "bc": "betweenness, ties counted",
    "bcw": "betweenness over lengths 1/w",
    "harmonic": "harmonic closeness, ties counted",
    "harmonicw": "harmonic closeness over lengths 1/w",
    "pagerank": "PageRank, damping .85, tolerance 1e-10, without weights",
    "kcore": "core numbers",
    "cc": "number of components",
    "tc": "local clustering (rustworkx: transitivity)",
}


# --- in a process of its own ---------------------------------------------------------------------


def load(name):
    data = np.load(GRAPHS / f"{name}.npz")
    return int(data["n"]), data["u"], data["v"], data["w"]


def call_of(tool, workload, name, threads):
    """What is timed: gives a vector over the nodes or a number."""
    n, u, v, w = load(name)
    lengths = 1 / w if workload.endswith("w") else None
    ones = np.ones(len(u))

    if tool == "igraph":
        import igraph

        g = igraph.Graph(n=n, edges=np.column_stack([u, v]).astype(np.int64))
        length = None if lengths is None else lengths.tolist()
        return {
            "bc": lambda: g.betweenness(),
            "bcw": lambda: g.betweenness(weights=length),
            "harmonic": lambda: g.harmonic_centrality(),
            "harmonicw": lambda: g.harmonic_centrality(weights=length),
            "pagerank": lambda: g.pagerank(damping=0.85),
            "kcore": lambda: g.coreness(),
            "cc": lambda: float(len(g.connected_components())),
            "tc": lambda: g.transitivity_local_undirected(mode="zero"),
        }[workload]
    if tool == "networkit":
        import networkit as nk

        nk.engineering.setNumberOfThreads(threads)
        ends = (u.astype(np.uint64), v.astype(np.uint64))
        weighted = lengths is not None
        g = nk.GraphFromCoo((lengths if weighted else ones, ends), n=n, weighted=weighted, directed=False)
        if workload == "tc":
            g.indexEdges()
        c = nk.centrality
        if workload == "cc":
            parts = nk.components.ParallelConnectedComponents if threads > 1 else nk.components.ConnectedComponents
            return lambda: float(parts(g).run().numberOfComponents())
        make = {
            "bc": lambda: c.Betweenness(g),
            "bcw": lambda: c.Betweenness(g),
            "harmonic": lambda: c.HarmonicCloseness(g, True),
            "harmonicw": lambda: c.HarmonicCloseness(g, True),
            "pagerank": lambda: c.PageRank(g, damp=0.85, tol=1e-10),
            "kcore": lambda: c.CoreDecomposition(g, enforceBucketQueueAlgorithm=True),
            "tc": lambda: c.LocalClusteringCoefficient(g, True),
        }[workload]
        return lambda: make().run().scores()
    if tool == "rustworkx":
        import rustworkx as rx

        g = rx.PyGraph()
        g.add_nodes_from(range(n))
        g.extend_from_weighted_edge_list(list(zip(u.tolist(), v.tolist(), ones.tolist())))
        both = g.to_directed() if workload == "pagerank" else None

        def vector(scores):
            return [scores[i] for i in range(n)]

        return {
            "bc": lambda: vector(rx.betweenness_centrality(g, normalized=False)),
            "pagerank": lambda: vector(rx.pagerank(both, alpha=0.85, tol=1e-10, max_iter=500)),
            "kcore": lambda: vector(rx.core_number(g)),
            "cc": lambda: float(rx.number_connected_components(g)),
            "tc": lambda: float(rx.transitivity(g)),
        }[workload]
    if tool == "networkx":
        import networkx as nx

        g = nx.Graph()
        g.add_nodes_from(range(n))
        weight = ones if lengths is None else lengths
        g.add_weighted_edges_from(zip(u.tolist(), v.tolist(), weight.tolist()))

        def vector(scores):
            return [scores[i] for i in range(n)]

        return {
            "bc": lambda: vector(nx.betweenness_centrality(g, normalized=False)),
            "bcw": lambda: vector(nx.betweenness_centrality(g, normalized=False, weight="weight")),
            "harmonic": lambda: vector(nx.harmonic_centrality(g)),
            "harmonicw": lambda: vector(nx.harmonic_centrality(g, distance="weight")),
            "pagerank": lambda: vector(nx.pagerank(g, tol=1e-10 / n, max_iter=500, weight=None)),
            "kcore": lambda: vector(nx.core_number(g)),
            "cc": lambda: float(nx.number_connected_components(g)),
            "tc": lambda: vector(nx.clustering(g)),
        }[workload]
    if tool == "scipy":
        from scipy.sparse.csgraph import connected_components

        a = matrix(n, u, v)
        if workload == "cc":
            return lambda: float(connected_components(a, directed=False)[0])
        return lambda: power(n, a, 1e-10, 1000)
    raise SystemExit(f"no tool is called {tool}")


def matrix(n, u, v):
    import scipy.sparse as sparse

    ends = (np.concatenate([u, v]).astype("i4"), np.concatenate([v, u]).astype("i4"))
    return sparse.coo_matrix((np.ones(2 * len(u)), ends), shape=(n, n)).tocsr()


def power(n, a, tolerance, most):
    """PageRank by iteration until all scores together change by less than the tolerance."""
    degree = np.asarray(a.sum(1)).ravel()
    share = np.divide(1, degree, out=np.zeros(n), where=degree > 0)
    dangling = degree == 0
    x = np.full(n, 1 / n)
    for _ in range(most):
        y = 0.85 * (a @ (x * share)) + (0.15 + 0.85 * x[dangling].sum()) / n
        change = np.abs(y - x).sum()
        x = y
        if change < tolerance:
            break
    return x


def busy():
    """Seconds that all cores have been busy."""
    fields = list(map(int, Path("/proc/stat").read_text().split("\n")[0].split()[1:9]))
    return (sum(fields) - fields[3] - fields[4]) / os.sysconf("SC_CLK_TCK")


def cpu(who):
    usage = resource.getrusage(who)
    return usage.ru_utime + usage.ru_stime


def memory(key):
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith(key))


def one_tool(tool, workload, name, threads, reps, out):
    call = call_of(tool, workload, name, threads)
    loaded = memory("VmRSS")
    times, cpus, hashes = [], [], []
    for _ in range(reps):
        used, start = cpu(resource.RUSAGE_SELF), time.perf_counter()
        scores = call()
        times.append(time.perf_counter() - start)
        cpus.append(cpu(resource.RUSAGE_SELF) - used)
        vector = np.atleast_1d(np.asarray(scores, float))
        hashes.append(hashlib.md5(vector.tobytes()).hexdigest()[:16])
    scalar = scores if isinstance(scores, float) else None
    if scalar is None:
        vector.astype("<f8").tofile(out)
    report = {"times": times, "cpu": cpus, "rss_load_kb": loaded, "rss_peak_kb": memory("VmHWM")}
    report |= {"kind": "scalar" if scalar is not None else "scores", "scalar": scalar, "hashes": hashes}
    print(json.dumps(report))


# --- all of them ---------------------------------------------------------------------------------


def off(workload, name, scores):
    """How far from igraph, or from exact PageRank; none if there is nothing to compare."""
    if workload == "pagerank":
        exact = GRAPHS / f"{name}.pagerank.npy"
        if not exact.exists():
            n, u, v, _ = load(name)
            np.save(exact, power(n, matrix(n, u, v), 1e-15, 500))
        expected = np.load(exact)
    else:
        path = RESULTS / f"{workload}.{name}.igraph.1.bin"
        if not path.exists():
            return None
        expected = np.fromfile(path)
    scores, expected = np.nan_to_num(scores), np.nan_to_num(expected)
    if len(scores) != len(expected) or not scores.sum() or not expected.sum():
        return None
    difference = np.abs(scores / scores.sum() - expected / expected.sum())
    return float(difference.max() * expected.sum() / expected.max())


def run(workload, name, tool, threads, options):
    out = RESULTS / f"{workload}.{name}.{tool}.{threads}.bin"
    if tool == "conurbation":
        command = [str(OURS), str(GRAPHS / f"{name}.bin"), workload, str(options.reps), str(out)]
    else:
        command = [sys.executable, __file__, "--child", tool, workload, name, str(threads)]
        command += [str(options.reps), str(out)]
    counts = ("OMP_NUM_THREADS", "RAYON_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")
    environment = os.environ | {key: str(threads) for key in counts}
    record = {"workload": workload, "graph": name, "tool": tool, "threads": threads}
    all_cores, own, start = busy(), cpu(resource.RUSAGE_CHILDREN), time.time()
    try:
        done = subprocess.run(
            command, env=environment, capture_output=True, text=True, timeout=options.timeout
        )
    except (subprocess.TimeoutExpired, FileNotFoundError) as error:
        return record | {"error": str(error)[:200]}
    others = busy() - all_cores - (cpu(resource.RUSAGE_CHILDREN) - own)
    if done.returncode:
        return record | {"error": (done.stderr.strip().splitlines() or ["?"])[-1][:300]}
    report = json.loads(done.stdout.strip().splitlines()[-1])
    record |= {"median": round(median(report["times"]), 6), "least": round(min(report["times"]), 6)}
    record |= {"cpu": round(median(report["cpu"]), 4), "others": round(max(0.0, others) / (time.time() - start), 2)}
    record |= {"same_every_time": len(set(report["hashes"])) == 1, "hash": report["hashes"][-1]}
    record |= {key: report[key] for key in ("scalar", "rss_load_kb", "rss_peak_kb")}
    if report["scalar"] is None:
        record["off"] = off(workload, name, np.fromfile(out))
    return record


def table():
    """Writes SPEED.md: the last run of each line, tools side by side."""
    last = {}
    for line in (RESULTS / "results.jsonl").read_text().splitlines():
        record = json.loads(line)
        last[tuple(record[key] for key in ("workload", "graph", "threads", "tool"))] = record
    tools = ["igraph", "networkit", "rustworkx", "scipy", "networkx"]
    text = (HERE / "SPEED.head.md").read_text()
    for workload, rows in WORKLOADS.items():
        here = [key for key in last if key[0] == workload and key[3] == "conurbation"]
        here.sort(key=lambda key: ([*PATHS, *LARGE].index(key[1]), key[2]))
        if not here:
            continue
        known = [tool for tool in tools if any(row[0] == tool for row in rows)]
        text += f"\n## {ABOUT[workload]} (`{workload}`)\n\n"
        text += f"| graph | threads | here | {' | '.join(known)} | fastest other / here | off |\n"
        text += "|---|---|---|" + "---|" * len(known) + "---|---|\n"
        for _, graph, threads, _ in here:
            own = last[workload, graph, threads, "conurbation"]
            # A tool of one thread is held against two of ours as well.
            others = [last.get((workload, graph, threads, tool)) for tool in known]
            single = [last.get((workload, graph, 1, tool)) for tool in known]
            cells = [seconds(it, threads) for it in others]
            best = [seconds(it, threads) or seconds(one, 1) for it, one in zip(others, single)]
            best = [it for it in best if it]
            ratio = f"{min(best) / seconds(own, threads):.2f}" if best else ""
            difference = own.get("off")
            cells = " | ".join("" if it is None else digits(it) for it in cells)
            off = "" if difference is None else f"{difference:.0e}"
            own = digits(seconds(own, threads))
            text += f"| {graph} | {threads} | {own} | {cells} | {ratio} | {off} |\n"
    (HERE / "SPEED.md").write_text(text, encoding="utf-8")


def seconds(record, threads):
    """CPU seconds of one thread, wall seconds of two; none without a run."""
    if record is None or "error" in record:
        return None
    # The clock of CPU time has ticks, the least wall time has none.
    long = threads == 1 and record["cpu"] > 0.05
    return record["cpu"] if long else record["median"] if threads > 1 else record["least"]


def digits(value):
    return f"{value:.3g}" if value < 100 else f"{value:.0f}"


def main():
    if sys.argv[1:2] == ["--child"]:
        tool, workload, name, threads, reps, out = sys.argv[2:]
        return one_tool(tool, workload, name, int(threads), int(reps), out)
    parser = argparse.ArgumentParser(usage=__doc__)
    parser.add_argument("workload", nargs="*")
    parser.add_argument("--graph")
    parser.add_argument("--tool")
    parser.add_argument("--threads")
    parser.add_argument("--reps", type=int, default=3)
    parser.add_argument("--timeout", type=float, default=300)
    options = parser.parse_args()
    if options.workload == ["table"]:
        return table()
    whole = options.workload == ["all"]
    if whole:
        options.workload = list(WORKLOADS)
    if not options.workload:
        for workload, rows in WORKLOADS.items():
            print(f"{workload}: {ABOUT[workload]}")
            for tool, graphs, threads in rows:
                print(f"  {tool}: {', '.join(graphs)}; threads {', '.join(map(str, threads))}")
        return None

    def asked(value, choice):
        return not choice or str(value) in choice.split(",")

    RESULTS.mkdir(exist_ok=True)
    for workload in options.workload:
        # igraph goes first: the others are held against it.
        for tool, graphs, counts in sorted(WORKLOADS[workload], key=lambda row: row[0] != "igraph"):
            for name in graphs:
                for threads in counts:
                    choices = ((tool, options.tool), (name, options.graph), (threads, options.threads))
                    if all(asked(*choice) for choice in choices):
                        line = json.dumps(run(workload, name, tool, threads, options))
                        print(line, flush=True)
                        with open(RESULTS / "results.jsonl", "a", encoding="utf-8") as file:
                            file.write(line + "\n")
    return table() if whole else None


if __name__ == "__main__":
    main()
