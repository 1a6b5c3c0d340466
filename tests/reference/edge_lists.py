"""Edge lists and the values that the measures must have on them.

    python -m venv venv
    venv/bin/pip install networkx==3.6.1 igraph==1.0.0 numpy==2.4.6 scipy==1.17.1
    venv/bin/python tests/reference/edge_lists.py          (Python 3.11)

Writes tests/data/edge_lists/NN-name.csv and NN-name.json. Seeded: a second run writes the same
bytes. Each list is written, read back from the file, and measured; self-ties are dropped (their
nodes stay), rows of one pair add up, and a missing weight column means 1.

Where a sum can be exact it is: weights are Fractions of the text in the cell, path lengths are
integers over a common denominator, and betweenness is its definition (the share of the shortest
paths s-t that pass v, summed over s and t), so equal lengths are equal. NetworkX and igraph
compute the same measures with floats and must agree to 1e-10, or the script stops. The one
exception, told on the terminal, is betweenness over lengths 1/w in NetworkX, which compares
sums of floats with == and so takes equal paths for unequal ones.
"""

import csv
import heapq
import json
import math
import platform
import random
from fractions import Fraction
from pathlib import Path

import igraph
import networkx as nx
import numpy as np
import scipy

OUT = Path(__file__).resolve().parent.parent / "data" / "edge_lists"
TOOL = {
    "python": platform.python_version(),
    "networkx": nx.__version__,
    "igraph": igraph.__version__,
    "numpy": np.__version__,
    "scipy": scipy.__version__,
}
TOLERANCE = 1e-10
DAMPING = 0.85
LARGEST_FOR_WEIGHTED_BETWEENNESS = 60


# --- the lists -----------------------------------------------------------------------------------


def random_rows(seed, n, m, directed, weight=None):
    """`m` different pairs out of `n` nodes; `weight(rng)` is the text of a weight."""
    rng = random.Random(seed)
    pairs = {}
    while len(pairs) < m:
        a, b = rng.randrange(n), rng.randrange(n)
        if a == b or (a, b) in pairs or (not directed and (b, a) in pairs):
            continue
        pairs[a, b] = () if weight is None else (weight(rng),)
    return [(f"c{a}", f"c{b}", *w) for (a, b), w in pairs.items()]


def cross_product(left, right):
    return [(a, b) for a in left for b in right]


def clique(names):
    return [(a, b) for i, a in enumerate(names) for b in names[i + 1 :]]


def grid(rows, columns):
    right = [(f"r{r}c{c}", f"r{r}c{c + 1}") for r in range(rows) for c in range(columns - 1)]
    down = [(f"r{r}c{c}", f"r{r + 1}c{c}") for r in range(rows - 1) for c in range(columns)]
    return right + down


def karate():
    def name(i):
        return {0: "Mr Hi", 33: "Officer"}.get(i, f"Member {i + 1}")

    edges = nx.karate_club_graph().edges(data="weight")
    return [(name(a), name(b), str(w)) for a, b, w in edges]


def integer(rng):
    return str(1 + rng.randrange(9))


def decimal(rng):
    return repr(round(0.01 + 20 * rng.random(), 3))


def uneven(rng):
    return f"{10 ** (12 * rng.random() - 6):.6g}"


def few_values(rng):
    """Their inverses add up to each other in many ways: 10 = 5 + 5 = 10/3 + 20/3 ..."""
    return ("0.1", "0.15", "0.2", "0.3", "0.6", "1", "1.5", "3")[rng.randrange(8)]


# name: (directed, rows[, line end, first characters])
# A row is the cells of a line; () is a blank line. A header gets `weight` if the first row has one.
LISTS = {
    "path": (False, [("a", "b"), ("b", "c"), ("c", "d"), ("d", "e"), ("e", "f"), ("f", "g")]),
    "star": (False, [("hub", f"leaf {i}") for i in range(1, 9)]),
    "cycle": (False, [(f"c{i}", f"c{(i + 1) % 10}") for i in range(10)]),
    "tree": (False, [(f"t{(i - 1) // 2}", f"t{i}") for i in range(1, 20)]),
    "random-integer-weights": (False, random_rows(5, 30, 70, False, integer)),
    "random-decimal-weights": (False, random_rows(6, 40, 90, False, decimal)),
    "directed": (True, random_rows(7, 25, 80, True)),
    "directed-weights": (True, random_rows(8, 35, 120, True, decimal)),
    "self-ties": (
        False,
        [("solo", "solo", "4"), ("a", "a", "2.5"), ("a", "b", "1"), ("b", "c", "2"), ("c", "c", "7")]
        + [("c", "a", "0.5"), ("c", "d", "3"), ("d", "d", "1"), ("d", "d", "1"), ("d", "e", "2")],
    ),
    "repeated-rows": (
        False,
        [("a", "b", "0.1"), ("b", "a", "0.2"), ("b", "c", "1.5"), ("c", "d", "0.25"), ("b", "c", "1")]
        + [("a", "b", "0.1"), ("d", "a", "2"), ("a", "d", "2"), ("d", "e", "0.7"), ("e", "d", "0.7")]
        + [("c", "e", "1")],
    ),
    "repeated-rows-directed": (
        True,
        [("a", "b", "0.1"), ("b", "a", "0.2"), ("b", "c", "1.5"), ("c", "d", "0.25"), ("b", "c", "1")]
        + [("a", "b", "0.1"), ("d", "a", "2"), ("a", "d", "2"), ("a", "d", "1"), ("d", "e", "0.7")]
        + [("c", "c", "9"), ("c", "e", "1"), ("e", "b", "3")],
    ),
    "components": (
        False,
        [("a", "b", "1"), ("b", "c", "2"), ("c", "a", "3"), ("c", "d", "1"), ("alone", "alone", "5")]
        + [("x", "y", "0.5"), ("y", "z", "0.5"), ("p", "q", "8"), ("d", "e", "1"), ("q", "q", "1")],
    ),
    "names": (
        False,
        [("武汉市", "长沙市", "3"), ("长沙市", "南昌市", "2"), ("南昌市", "武汉市", "2.5")]
        + [("武汉市", "São Paulo", "1"), ("São Paulo", "Zürich", "1"), ("Zürich", "Łódź", "0.5")]
        + [("Washington, D.C.", "Łódź", "1"), ('the "Pearl"', "Washington, D.C.", "2")]
        + [("New York", 'the "Pearl"', "1"), ("007", "7", "4"), ("7", "7.0", "1"), ("007", "New York", "1")]
        + [("wuhan", "Wuhan", "1"), ("Wuhan", "7.0", "2"), ("NaN", "null", "1"), ("null", "武汉市", "1")]
        + [("北京市", "Beijing; Capital", "1"), ("-1", "1e3", "1"), ("1e3", "1000", "1")]
        + [("-1", "北京市", "1"), ("l'Aquila", "#1 hub", "6"), ("#1 hub", "-1", "1")],
    ),
    "dangling": (
        True,
        [("a", "b", "2"), ("a", "c", "1"), ("b", "sink one", "3"), ("c", "sink one", "1"), ("c", "b", "1")]
        + [("c", "sink two", "0.5"), ("source", "a", "5"), ("far", "sink three", "1"), ("b", "a", "1")]
        + [("sink two", "sink two", "2"), ("apart", "apart", "1")],
    ),
    "grid": (False, grid(6, 7)),
    "complete": (False, clique([f"k{i}" for i in range(9)])),
    "bipartite": (False, cross_product(["A", "B", "C"], ["1", "2", "3", "4", "5"])),
    "bridged-cliques": (
        False,
        clique([f"left {i}" for i in range(6)])
        + [("left 5", "right 0")]
        + clique([f"right {i}" for i in range(7)]),
    ),
    "uneven-weights": (False, random_rows(19, 30, 300, False, uneven)),
    # Two ways from a to c, and two from c to f, of the same length; the floats 1/4.2 + 1/2.1 and
    # 1/2.8 + 1/2.8 differ one way, those of the second four rows the other way.
    "length-ties": (
        False,
        [("a", "b", "4.2"), ("b", "c", "2.1"), ("a", "d", "2.8"), ("d", "c", "2.8")]
        + [("c", "e", "7.8"), ("e", "f", "3.9"), ("c", "g", "5.2"), ("g", "f", "5.2")],
    ),
    "karate": (False, karate()),
    "florentine": (False, [(a, b) for a, b in nx.florentine_families_graph().edges()]),
    "random-200": (False, random_rows(23, 200, 600, False, decimal)),
    "crlf": (
        False,
        [("Wuhan", "Changsha", "12"), ("Changsha", "Nanchang", "7"), ("Nanchang", "Wuhan", "9")]
        + [("Wuhan", "Xiangyang", "4"), ("Xiangyang", "Yichang", "3.5"), ("Yichang", "Jingzhou", "2")],
        "\r\n",
    ),
    "byte-order-mark": (
        True,
        [("上海市", "南京市"), ("南京市", "上海市"), ("上海市", "杭州市"), ("杭州市", "合肥市"), ("合肥市", "上海市")]
        + [("南京市", "合肥市"), ("杭州市", "宁波市")],
        "\n",
        "\ufeff",
    ),
    "blank-line-and-line-break": (
        False,
        [("a", "b", "1"), ("b", "two\nlines", "2"), (), ("two\nlines", "c", "3"), ("c", "a", "1.25")]
        + [("c", "d", "2")],
    ),
    "only-self-ties": (False, [("a", "a", "1"), ("b", "b", "2"), ("c", "c", "3")]),
    "only-self-ties-directed": (True, [("a", "a"), ("b", "b"), ("c", "c")]),
    "pairs": (False, [("a", "b", "1"), ("c", "d", "2"), ("e", "f", "2")]),
    "many-length-ties": (False, random_rows(30, 30, 80, False, few_values)),
    "many-length-ties-directed": (True, random_rows(31, 30, 140, True, few_values)),
    "random-200-directed": (True, random_rows(32, 200, 800, True, integer)),
    "crlf-and-byte-order-mark": (
        False,
        [("武汉市", "宜昌市", "1.5"), ("宜昌市", "荆州市", "1"), ("荆州市", "武汉市", "2"), ("荆州市", "岳阳市", "1")],
        "\r\n",
        "\ufeff",
    ),
}


def write_csv(path, rows, line_end="\n", first=""):
    header = ("source", "target", "weight")[: len(rows[0])]
    with path.open("w", encoding="utf-8", newline="") as file:
        file.write(first)
        for row in [header, *rows]:
            if row:
                csv.writer(file, lineterminator=line_end).writerow(row)
            else:
                file.write(line_end)


def read_csv(path):
    """Node names in order of first appearance, and (source, target, weight) rows by number."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        header, *rows = [row for row in csv.reader(file) if row]
    assert header[:2] == ["source", "target"]
    number = {}
    arcs = []
    for source, target, *weight in rows:
        i, j = (number.setdefault(name, len(number)) for name in (source, target))
        arcs.append((i, j, Fraction(weight[0]) if weight else Fraction(1)))
    return list(number), arcs


# --- exact values --------------------------------------------------------------------------------


def adjacency(n, arcs, directed):
    """`w[i][j]`: the weight from i to j, without self-ties."""
    w = [{} for _ in range(n)]
    for i, j, weight in arcs:
        if i != j:
            w[i][j] = w[i].get(j, 0) + weight
            if not directed:
                w[j][i] = w[j].get(i, 0) + weight
    return w


def shortest_paths(lengths, source):
    """Integer distance from `source` to what it reaches, and the number of shortest paths."""
    distance, count, done = {source: 0}, {source: 1}, set()
    queue = [(0, source)]
    while queue:
        d, u = heapq.heappop(queue)
        if u in done:
            continue
        done.add(u)
        for v, length in lengths[u].items():
            if v not in distance or d + length < distance[v]:
                distance[v], count[v] = d + length, count[u]
                heapq.heappush(queue, (d + length, v))
            elif d + length == distance[v]:
                count[v] += count[u]
    return distance, count


def all_shortest_paths(lengths):
    """Distances and path counts from each node, for rational lengths, and their denominator."""
    scale = math.lcm(*(x.denominator for row in lengths for x in row.values()))
    whole = [{v: int(x * scale) for v, x in row.items()} for row in lengths]
    check_gap(whole)
    paths = [shortest_paths(whole, s) for s in range(len(lengths))]
    return [d for d, _ in paths], [c for _, c in paths], scale


def check_gap(lengths):
    """No path may be longer than the shortest by less than 1e-9 of it and yet not equal: then a
    float implementation gets the same ties with any tolerance between 1e-15 and 1e-9. Likewise
    no step may be too short to count beside the path that it ends."""
    for s in range(len(lengths)):
        distance, _ = shortest_paths(lengths, s)
        for u, d in distance.items():
            for v, length in lengths[u].items():
                excess = d + length - distance[v]
                assert excess == 0 or excess * 10**9 > distance[v], "nearly equal paths"
                assert excess or length * 10**9 > distance[v], "a step of nearly nothing"


def betweenness(distance, count, directed):
    """By its definition; in undirected graphs each pair counts once."""
    n = len(distance)
    score = [Fraction(0)] * n
    for s in range(n):
        for t in distance[s]:
            if t == s:
                continue
            through = {}
            for v in distance[s]:
                if v in (s, t) or t not in distance[v]:
                    continue
                if distance[s][v] + distance[v][t] == distance[s][t]:
                    through[v] = count[s][v] * count[v][t]
            for v, paths in through.items():
                score[v] += Fraction(paths, count[s][t])
    return [x if directed else x / 2 for x in score]


def harmonic(distance, scale):
    """Mean of 1/distance from each node to the others."""
    n = len(distance)
    return [
        sum((Fraction(scale, d) for j, d in row.items() if j != i), Fraction(0)) / (n - 1)
        for i, row in enumerate(distance)
    ]


def transposed(distance):
    return [{i: row[j] for i, row in enumerate(distance) if j in row} for j in range(len(distance))]


def pagerank(w):
    """Power iteration until 0.85^k is below the last bit, in plain Python with exact sums."""
    n = len(w)
    out = [math.fsum(float(x) for x in row.values()) for row in w]
    into = [[] for _ in range(n)]
    for i, row in enumerate(w):
        for j, x in row.items():
            into[j].append((i, float(x) / out[i]))
    score = [1 / n] * n
    for _ in range(400):
        dangling = math.fsum(score[i] for i in range(n) if not w[i])
        base = (1 - DAMPING + DAMPING * dangling) / n
        score = [base + DAMPING * math.fsum(score[i] * p for i, p in into[j]) for j in range(n)]
    return score


def gini(x):
    total = sum(x)
    if total == 0:
        return None
    return sum(abs(a - b) for a in x for b in x) / (2 * len(x) * total)


def measures(n, arcs, directed):
    w = adjacency(n, arcs, directed)
    into = [{i: w[i][j] for i in range(n) if j in w[i]} for j in range(n)]
    neighbours = [set(w[i]) | set(into[i]) for i in range(n)]
    hops = [dict.fromkeys(row, Fraction(1)) for row in w]
    inverse = [{j: 1 / x for j, x in row.items()} for row in w]
    arc_count = sum(len(row) for row in w)
    m = {}

    out_strength = [sum(row.values(), Fraction(0)) for row in w]
    in_strength = [sum(row.values(), Fraction(0)) for row in into]
    strength = [a + b for a, b in zip(out_strength, in_strength)] if directed else out_strength
    m["degree"] = [len(w[i]) + (len(into[i]) if directed else 0) for i in range(n)]
    if directed:
        m["in-degree"] = [len(row) for row in into]
        m["out-degree"] = [len(row) for row in w]
    m["strength"] = strength
    if directed:
        m["in-strength"] = in_strength
        m["out-strength"] = out_strength

    distance, count, scale = all_shortest_paths(hops)
    m["betweenness"] = betweenness(distance, count, directed)
    pairs = Fraction((n - 1) * (n - 2), 1 if directed else 2)
    m["betweenness-normalized"] = [x / pairs for x in m["betweenness"]]
    m["closeness"] = harmonic(distance, scale)
    if directed:
        m["in-closeness"] = harmonic(transposed(distance), scale)
    distance, count, scale = all_shortest_paths(inverse)
    if n <= LARGEST_FOR_WEIGHTED_BETWEENNESS:
        m["betweenness-inverse-weight"] = betweenness(distance, count, directed)
    m["closeness-inverse-weight"] = harmonic(distance, scale)
    m["pagerank"] = pagerank(w)

    ties_among = [sum(b in neighbours[a] for a in near for b in near) // 2 for near in neighbours]
    pairs_among = [len(near) * (len(near) - 1) // 2 for near in neighbours]
    m["clustering"] = [Fraction(t, p) if p else None for t, p in zip(ties_among, pairs_among)]
    known = [x for x in m["clustering"] if x is not None]

    m["density"] = Fraction(arc_count, n * (n - 1))
    if directed:
        mutual = sum(i in w[j] for i in range(n) for j in w[i])
        m["reciprocity"] = Fraction(mutual, arc_count) if arc_count else None
    sizes = component_sizes(neighbours)
    m["components"] = len(sizes)
    m["largest-component"] = max(sizes)
    m["transitivity"] = Fraction(sum(ties_among), sum(pairs_among)) if any(pairs_among) else None
    m["mean-clustering"] = sum(known) / len(known) if known else None
    m["gini-strength"] = gini(strength)
    return w, {name: as_number(value) for name, value in m.items()}


def component_sizes(neighbours):
    left, sizes = set(range(len(neighbours))), []
    while left:
        reached, todo = set(), [left.pop()]
        while todo:
            i = todo.pop()
            reached.add(i)
            todo.extend(neighbours[i] - reached)
        sizes.append(len(reached))
        left -= reached
    return sizes


def as_number(value):
    if isinstance(value, list):
        return [as_number(x) for x in value]
    return float(value) if isinstance(value, Fraction) else value


# --- the same by NetworkX, igraph and numpy ------------------------------------------------------


def largest_difference(a, b):
    """The largest |a - b|, relative where the values are above 1; None and NaN stand for each other."""
    a, b = (x if isinstance(x, list) else [x] for x in (a, b))
    assert len(a) == len(b)
    worst = 0.0
    for x, y in zip(a, b):
        if x is None or y is None:
            assert (x is None or math.isnan(x)) and (y is None or math.isnan(y)), (x, y)
        else:
            worst = max(worst, abs(x - y) / max(1, abs(x)))
    return worst


def check(name, measures, w, directed):
    n = len(w)
    arcs = [(i, j, float(x)) for i, row in enumerate(w) for j, x in row.items() if directed or i < j]
    g = nx.DiGraph() if directed else nx.Graph()
    g.add_nodes_from(range(n))
    g.add_weighted_edges_from(arcs)
    for _, _, data in g.edges(data=True):
        data["length"] = 1 / data["weight"]
    view = nx.Graph(g)  # undirected
    h = igraph.Graph(n=n, edges=[arc[:2] for arc in arcs], directed=directed)
    h_view = igraph.Graph(n=n, edges=list(view.edges()))
    weights = [arc[2] for arc in arcs]
    lengths = [1 / x for x in weights]

    def by_node(scores, factor=1):
        return [scores[i] * factor for i in range(n)]

    def nx_harmonic(graph, distance=None):  # NetworkX sums 1/d over the distances *to* a node
        return by_node(nx.harmonic_centrality(graph, distance=distance), 1 / (n - 1))

    def ig_harmonic(mode, weights=None):
        return h.harmonic_centrality(mode=mode, weights=weights, normalized=True)

    reverse = g.reverse() if directed else g
    found = {
        "degree": (by_node(g.degree()), h.degree()),
        "strength": (by_node(g.degree(weight="weight")), h.strength(weights=weights)),
        "betweenness": (by_node(nx.betweenness_centrality(g, normalized=False)), h.betweenness()),
        "betweenness-normalized": (by_node(nx.betweenness_centrality(g)),),
        "closeness": (nx_harmonic(reverse), ig_harmonic("out")),
        "closeness-inverse-weight": (nx_harmonic(reverse, "length"), ig_harmonic("out", lengths)),
        "pagerank": (
            by_node(nx.pagerank(g, alpha=DAMPING, tol=1e-14, max_iter=10000)),
            h.pagerank(damping=DAMPING, weights=weights),
            dense_pagerank(w),
        ),
        "clustering": (h_view.transitivity_local_undirected(mode="nan"),),
        "density": (nx.density(g), h.density()),
        "components": (nx.number_connected_components(view), len(h.connected_components("weak"))),
        "largest-component": (max(map(len, nx.connected_components(view))),),
        "transitivity": (h_view.transitivity_undirected(mode="nan"),),
        "mean-clustering": (h_view.transitivity_avglocal_undirected(mode="nan"),),
    }
    if measures["transitivity"] is not None:  # NetworkX has 0 for undefined
        found["transitivity"] += (nx.transitivity(view),)
    if directed:
        found["in-degree"] = (by_node(g.in_degree()), h.indegree())
        found["out-degree"] = (by_node(g.out_degree()), h.outdegree())
        found["in-strength"] = (by_node(g.in_degree(weight="weight")),)
        found["out-strength"] = (by_node(g.out_degree(weight="weight")),)
        found["in-closeness"] = (nx_harmonic(g), ig_harmonic("in"))
        if arcs:
            found["reciprocity"] = (nx.reciprocity(g), h.reciprocity())
    if "betweenness-inverse-weight" in measures:
        found["betweenness-inverse-weight"] = (h.betweenness(weights=lengths),)
    for measure, others in found.items():
        for other in others:
            difference = largest_difference(measures[measure], other)
            assert difference < TOLERANCE, (name, measure, difference)

    if "betweenness-inverse-weight" in measures:
        floats = by_node(nx.betweenness_centrality(g, normalized=False, weight="length"))
        difference = largest_difference(measures["betweenness-inverse-weight"], floats)
        if difference >= TOLERANCE:
            print(f"{name}: NetworkX splits equal paths, betweenness off by {difference:.3g}")


def dense_pagerank(w):
    n = len(w)
    p = np.full((n, n), 1 / n)  # a dangling node's row stays uniform
    for i, row in enumerate(w):
        if row:
            p[i] = [float(row.get(j, 0)) for j in range(n)]
            p[i] /= p[i].sum()
    return np.linalg.solve(np.eye(n) - DAMPING * p.T, np.full(n, (1 - DAMPING) / n)).tolist()


def write_json(path, directed, nodes, measures):
    def text(value):
        return json.dumps(value, ensure_ascii=False, allow_nan=False)

    lines = ",\n".join(f"  {text(name)}: {text(value)}" for name, value in measures.items())
    path.write_text(
        f'{{\n "directed": {text(directed)},\n "nodes": {text(nodes)},\n "tool": {text(TOOL)},\n'
        f' "measures": {{\n{lines}\n }}\n}}\n',
        encoding="utf-8",
    )


def main():
    OUT.mkdir(parents=True, exist_ok=True)
    for number, (name, (directed, rows, *how)) in enumerate(LISTS.items(), 1):
        path = OUT / f"{number:02}-{name}.csv"
        write_csv(path, rows, *how)
        nodes, arcs = read_csv(path)
        w, values = measures(len(nodes), arcs, directed)
        check(path.stem, values, w, directed)
        write_json(path.with_suffix(".json"), directed, nodes, values)
    print(f"{len(LISTS)} lists, {TOOL}")


if __name__ == "__main__":
    main()
