"""Graphs with groups (provinces, factions) and their E-I index and modularity.

    python -m venv venv
    venv/bin/pip install networkx==3.6.1 igraph==1.0.0
    venv/bin/python tests/reference/groups.py              (Python 3.11)

Writes tests/data/groups.json: a list of graphs, each with `name`, `directed`, `nodes`, `groups`
(a label per node), `rows` ([source, target, weight], nodes by name) and `expected`:

    e-i           (E - I) / (E + I), E and I the weight between and within groups
                  (Krackhardt & Stern 1988); null without ties
    e-i-expected  1 - 2h, h = sum g (g - 1) / (n (n - 1)) over group sizes g; null below 2 nodes
    cross-share   E / (E + I); null without ties
    modularity    of these groups by weight, undirected (Newman 2004) or directed (Leicht &
                  Newman 2008); null without ties

Self-ties are dropped and rows of one pair add up. Pairs count once in undirected graphs, arcs one
by one in directed ones. All values are exact sums of Fractions, turned into floats at the end;
modularity must agree with NetworkX, igraph and the sum over pairs to 1e-12, or the script stops.
"""

import json
import platform
import random
from collections import Counter
from fractions import Fraction
from pathlib import Path

import igraph
import networkx as nx

OUT = Path(__file__).resolve().parent.parent / "data" / "groups.json"
TOOL = {"python": platform.python_version(), "networkx": nx.__version__, "igraph": igraph.__version__}


def by_sizes(**sizes):
    """`Hubei=13` makes the nodes `Hubei 1` to `Hubei 13` of group Hubei."""
    return {f"{group} {i}": group for group, size in sizes.items() for i in range(1, size + 1)}


def random_rows(seed, groups, m, within, directed):
    """`m` rows, repeats allowed; a share `within` of them is drawn again until it is within a group."""
    rng = random.Random(seed)
    nodes = list(groups)
    rows = []
    while len(rows) < m:
        a, b = nodes[rng.randrange(len(nodes))], nodes[rng.randrange(len(nodes))]
        if a == b or (groups[a] != groups[b] and rng.random() < within):
            continue
        rows.append((a, b, round(0.5 + 9 * rng.random(), 2) if directed else 1 + rng.randrange(6)))
    return rows


def ring(nodes, weight=1):
    nodes = list(nodes)
    return [(a, b, weight) for a, b in zip(nodes, nodes[1:] + nodes[:1])]


def karate():
    g = nx.karate_club_graph()
    groups = {f"Member {i + 1}": club for i, club in g.nodes(data="club")}
    return groups, [(f"Member {a + 1}", f"Member {b + 1}", 1) for a, b in g.edges()]


MIDDLE = by_sizes(Hubei=13, Hunan=8, Jiangxi=10)  # n = 31, the middle Yangtze
DELTA = by_sizes(Shanghai=1, Jiangsu=13, Zhejiang=11, Anhui=16)  # n = 41, the delta
TRIO = by_sizes(Hubei=2, Hunan=2, Jiangxi=2)
FOUR = {"武汉市": "湖北省", "宜昌市": "湖北省", "长沙市": "湖南省", "南昌市": "江西省"}
KARATE, KARATE_ROWS = karate()

# (name, directed, group of each node, rows)
GRAPHS = [
    ("middle-yangtze-sizes", False, MIDDLE, random_rows(1, MIDDLE, 80, 0.3, False)),
    ("yangtze-delta-sizes", False, DELTA, random_rows(2, DELTA, 150, 0.5, False)),
    ("middle-yangtze-sizes-directed", True, MIDDLE, random_rows(3, MIDDLE, 90, 0.6, True)),
    ("yangtze-delta-sizes-directed", True, DELTA, random_rows(4, DELTA, 160, 0.2, True)),
    ("karate-factions", False, KARATE, KARATE_ROWS),
    ("karate-member-9-with-officer", False, KARATE | {"Member 9": "Officer"}, KARATE_ROWS),
    (
        "only-within",
        False,
        TRIO,
        [("Hubei 1", "Hubei 2", 2), ("Hunan 1", "Hunan 2", 1), ("Jiangxi 1", "Jiangxi 2", 0.5)],
    ),
    ("only-between", False, FOUR, [("宜昌市", "长沙市", 2.5), ("长沙市", "南昌市", 4), ("南昌市", "武汉市", 1)]),
    ("names", False, FOUR, [("武汉市", "宜昌市", 6), ("武汉市", "长沙市", 3), ("长沙市", "南昌市", 3)]),
    (
        "self-ties-and-repeats",
        False,
        TRIO,
        [("Hubei 1", "Hubei 1", 50), ("Hubei 1", "Hubei 2", 0.1), ("Hubei 2", "Hubei 1", 0.2)]
        + [("Hunan 1", "Hubei 1", 1.5), ("Hubei 1", "Hunan 1", 1.5), ("Hunan 2", "Hunan 1", 4)]
        + [("Jiangxi 1", "Jiangxi 1", 9)],  # Jiangxi 1 and 2 are without ties
    ),
    (
        "one-way-and-back",
        True,
        TRIO,
        [("Hubei 1", "Hunan 1", 3), ("Hunan 1", "Hubei 1", 1), ("Hubei 1", "Hubei 2", 2)]
        + [("Hunan 2", "Hunan 1", 5), ("Jiangxi 1", "Hubei 1", 0.25), ("Hubei 1", "Hunan 1", 1)],
    ),
    ("directed-ring", True, TRIO, ring(TRIO, 1.5)),
    ("every-node-its-own-group", False, by_sizes(A=1, B=1, C=1, D=1), ring(["A 1", "B 1", "C 1", "D 1"], 2)),
    ("no-ties", False, TRIO, [("Hubei 1", "Hubei 1", 3)]),
    ("no-ties-directed", True, TRIO, []),
]


def summed(directed, nodes, rows):
    """Weight of each pair or arc of node numbers, without self-ties."""
    number = {name: i for i, name in enumerate(nodes)}
    weights = {}
    for a, b, weight in rows:
        i, j = number[a], number[b]
        if i != j:
            pair = (i, j) if directed else (min(i, j), max(i, j))
            weights[pair] = weights.get(pair, 0) + Fraction(str(weight))
    return weights


def modularity(directed, label, weights):
    """Over groups: share of weight within, less the share expected from the groups' strengths."""
    m = sum(weights.values())
    within, sent, received = Counter(), Counter(), Counter()
    for (i, j), weight in weights.items():
        sent[label[i]] += weight
        received[label[j]] += weight
        if label[i] == label[j]:
            within[label[i]] += weight
    if directed:
        return sum(within[g] / m - sent[g] * received[g] / m**2 for g in set(label))
    return sum(within[g] / m - ((sent[g] + received[g]) / (2 * m)) ** 2 for g in set(label))


def modularity_by_pairs(directed, label, weights):
    """Q = 1/m sum (A_ij - out_i in_j / m) over ordered pairs of one group; 2m when undirected."""
    n = len(label)
    a = [[Fraction(0)] * n for _ in range(n)]
    for (i, j), weight in weights.items():
        a[i][j] += weight
        if not directed:
            a[j][i] += weight
    sent = [sum(row) for row in a]
    received = [sum(column) for column in zip(*a)]
    m = sum(sent)
    same = [(i, j) for i in range(n) for j in range(n) if label[i] == label[j]]
    return sum(a[i][j] - sent[i] * received[j] / m for i, j in same) / m


def modularity_of_tools(directed, label, weights):
    arcs = [(i, j, float(weight)) for (i, j), weight in weights.items()]
    g = nx.DiGraph() if directed else nx.Graph()
    g.add_nodes_from(range(len(label)))
    g.add_weighted_edges_from(arcs)
    kinds = sorted(set(label))
    sets = [{i for i, x in enumerate(label) if x == kind} for kind in kinds]
    yield nx.community.modularity(g, sets, weight="weight")
    h = igraph.Graph(n=len(label), edges=[arc[:2] for arc in arcs], directed=directed)
    membership = [kinds.index(x) for x in label]
    yield h.modularity(membership, weights=[arc[2] for arc in arcs], directed=directed)


def expected(directed, groups, rows):
    n, label = len(groups), list(groups.values())
    weights = summed(directed, groups, rows)
    internal = sum((x for (i, j), x in weights.items() if label[i] == label[j]), Fraction(0))
    external = sum(weights.values(), Fraction(0)) - internal
    h = Fraction(sum(g * (g - 1) for g in Counter(label).values()), n * (n - 1))
    values = {"e-i": None, "e-i-expected": 1 - 2 * h, "cross-share": None, "modularity": None}
    if weights:
        values["e-i"] = (external - internal) / (external + internal)
        values["cross-share"] = external / (external + internal)
        values["modularity"] = modularity(directed, label, weights)
        assert values["modularity"] == modularity_by_pairs(directed, label, weights)
        for other in modularity_of_tools(directed, label, weights):
            assert abs(other - values["modularity"]) < 1e-12, other
    return {name: None if x is None else float(x) for name, x in values.items()}


def main():
    found = []
    for name, directed, groups, rows in GRAPHS:
        values = expected(directed, groups, rows)
        graph = {"name": name, "directed": directed, "nodes": list(groups), "groups": list(groups.values())}
        found.append(graph | {"rows": rows, "expected": values})
        print(name, values)

    # Known values: the size mixes of the two regions, and the karate club with member 9 in the
    # faction of Mr. Hi, as NetworkX has it, and in that of the Officer.
    value = {graph["name"]: graph["expected"] for graph in found}
    assert round(value["middle-yangtze-sizes"]["e-i-expected"], 2) == 0.35
    assert round(value["yangtze-delta-sizes"]["e-i-expected"], 2) == 0.38
    assert round(value["karate-factions"]["modularity"], 4) == 0.3582
    assert round(value["karate-member-9-with-officer"]["modularity"], 4) == 0.3715

    def text(x):
        return json.dumps(x, ensure_ascii=False, allow_nan=False)

    graphs = ",\n".join(
        " {\n" + ",\n".join(f"  {text(key)}: {text(x)}" for key, x in graph.items()) + "\n }"
        for graph in found
    )
    OUT.write_text(f'{{"tool": {text(TOOL)},\n"graphs": [\n{graphs}\n]}}\n', encoding="utf-8")


if __name__ == "__main__":
    main()
