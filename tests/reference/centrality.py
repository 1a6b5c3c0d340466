"""Random graphs of many kinds and the centralities that they must have.

    python -m venv venv
    venv/bin/pip install networkx==3.6.1 igraph==1.0.0 numpy==2.4.6 scipy==1.17.1
    venv/bin/python tests/reference/centrality.py          (Python 3.11)

Writes tests/data/centrality.json. Seeded: a second run writes the same bytes.

Whatever rests on shortest paths, degrees or weights is computed here by its definition and
without rounding: a weight is the Fraction of its decimal text, a length 1/w an integer over a
common denominator, so equal lengths are equal, and no two paths are nearly equal (`check_gap`).
The rest (PageRank, eigenvector, HITS, Katz, subgraph, current flow) comes from dense linear
algebra and is written with 13 digits. NetworkX and igraph compute the same and must agree to
1e-9, or the script stops; `DIFFERENCES` lists where one of them is known not to, and how often it
happens is printed and stored. Values are `null` where undefined.

Keys that end in `_inverse_weight` take 1/w for the length of a tie, those that end in `_weighted`
take the weight itself for capacity; both are there for weighted graphs only. Path measures
without it count ties. In directed graphs `_in` is over distances to a node, `_out` from
it, `_both` disregards direction (of two ties of a pair the shorter counts).

What the keys mean, where that is not plain:

degree, strength            `degree` counts arcs of both directions
closeness_wasserman_faust   NetworkX `closeness_centrality` is `_in`; 0 for who reaches no one
closeness_component         igraph `closeness`, mode `out`, `in`, `all`; null for who reaches no one
closeness_harmonic          igraph `harmonic_centrality`: the mean of 1/d; NetworkX has the sum
betweenness, edge_betweenness  raw; in undirected graphs each pair of ends counts once. Edges in
                            the order of `edges`
betweenness_endpoints       as betweenness, but the ends of a path lie on it too (NetworkX
                            `endpoints=True`)
betweenness_sources         over paths from the nodes in `sources` to all others, halved in
                            undirected graphs (NetworkX `betweenness_centrality_subset`, all
                            nodes being targets); over all nodes as sources it is betweenness
group_betweenness           over pairs outside `group`, the share of shortest paths that meet it
eccentricity                the largest distance to (`_out`: from) what can be reached; 0 for who
                            reaches no one
diameter, radius            the largest and smallest eccentricity (`_out`) of the whole graph;
component_diameters, ~radii those of each component, in order of its smallest node (undirected)
mean_distance               over ordered pairs with a way between
global_efficiency           mean of 1/d over ordered pairs, 0 without a way
local_efficiency            NetworkX: mean over nodes of the global efficiency among a node's
                            neighbours, 0 for fewer than two; `local_efficiency_nodes` each node's
current_flow_betweenness    NetworkX, not normalised: half the current through a node for a unit
                            sent between two others, over unordered pairs (Newman 2005 counts the
                            ends too); connected undirected graphs. Weights are conductances
current_flow_closeness      NetworkX `information_centrality`: 1 / sum of resistance distances
k_core                      core numbers; of directed graphs by degrees `_in`, `_out` and of both
                            directions (a pair tied both ways counts twice)
onion                       layers (Hébert-Dufresne, Grochow & Allard 2016), NetworkX `onion_layers`
s_core                      the largest s such that a node is in a subgraph of strengths >= s, by
                            pruning (Eidsaa & Almaas 2013), checked over all subsets up to 8
                            nodes; strength of both directions
pagerank                    damping .85, dangling mass spread evenly, over weights
eigenvector                 of the weights; length 1, positive; connected undirected graphs
hubs, authorities           HITS over weights, each with sum 1; where the first singular value is
                            clearly the largest, else not there
katz                        x = katz_alpha * W' x + 1, not normalised: over ties received
subgraph                    the diagonal of exp(A), A without weights; undirected graphs
"""

import json
import math
import platform
import random
import warnings
from collections import Counter
from fractions import Fraction
from pathlib import Path

import igraph
import networkx as nx
import numpy as np
import scipy
from edge_lists import all_shortest_paths, betweenness, transposed

OUT = Path(__file__).resolve().parent.parent / "data" / "centrality.json"
TOOL = {
    "python": platform.python_version(),
    "networkx": nx.__version__,
    "igraph": igraph.__version__,
    "numpy": np.__version__,
    "scipy": scipy.__version__,
}
TOLERANCE = 1e-9
DAMPING = 0.85
# (tool, measure) that may differ from the definition, and why. Nothing else may.
DIFFERENCES = {
    ("networkx", "betweenness_inverse_weight"): "splits equal paths: compares sums of floats by ==",
    ("networkx", "edge_betweenness_inverse_weight"): "splits equal paths",
    ("networkx", "betweenness_endpoints_inverse_weight"): "splits equal paths",
    ("networkx", "betweenness_sources_inverse_weight"): "splits equal paths",
    ("networkx", "group_betweenness"): "of three nodes sometimes, in directed graphs often, not the "
    "share that enumeration of all shortest paths gives, or a KeyError (counted as differing)",
    ("networkx", "group_betweenness_inverse_weight"): "both",
}

# --- the graphs ----------------------------------------------------------------------------------


def tree(n, seed):
    return nx.random_labeled_tree(n, seed=seed)


def bipartite(n, seed):
    return nx.bipartite.random_graph(n // 2, n - n // 2, 0.4, seed=seed)


def planted(n, seed):
    half = max(2, n // 2)
    return nx.planted_partition_graph(2, half, 0.8, 0.15, seed=seed)


def pieces(n, seed):
    """Two random parts and isolates."""
    left = nx.gnp_random_graph(n // 2, 0.5, seed=seed)
    right = nx.gnp_random_graph(n - n // 2 - 1, 0.4, seed=seed + 1)
    return nx.disjoint_union_all([left, right, nx.empty_graph(1)])


def grid(n, seed):
    rows = max(2, math.isqrt(n))
    return nx.convert_node_labels_to_integers(nx.grid_2d_graph(rows, max(2, n // rows)))


def dag(n, seed):
    rng = random.Random(seed)
    arcs = [(i, j) for i in range(n) for j in range(i + 1, n) if rng.random() < 0.35]
    g = nx.empty_graph(n, create_using=nx.DiGraph)
    g.add_edges_from(arcs)
    return g


def reciprocal(n, seed):
    """A directed graph in which most ties go both ways."""
    rng = random.Random(seed)
    g = nx.gnp_random_graph(n, 0.18, seed=seed, directed=True)
    g.add_edges_from([(v, u) for u, v in g.edges() if rng.random() < 0.6])
    return g


KINDS = {
    "sparse": lambda n, s: nx.gnp_random_graph(n, 1.3 / n, seed=s),
    "random": lambda n, s: nx.gnp_random_graph(n, 3 / n, seed=s),
    "dense": lambda n, s: nx.gnp_random_graph(n, 0.7, seed=s),
    "preferential": lambda n, s: nx.barabasi_albert_graph(n, min(2, n - 1), seed=s),
    "small-world": lambda n, s: nx.watts_strogatz_graph(n, min(4, n - 1), 0.2, seed=s),
    "tree": tree,
    "bipartite": bipartite,
    "geometric": lambda n, s: nx.random_geometric_graph(n, 1.2 / math.sqrt(n), seed=s),
    "planted": planted,
    "pieces": pieces,
    "grid": grid,
    "regular": lambda n, s: nx.random_regular_graph(min(3, n - 1), n + n % 2, seed=s),
    "directed": lambda n, s: nx.gnp_random_graph(n, 2.2 / n, seed=s, directed=True),
    "directed-dense": lambda n, s: nx.gnp_random_graph(n, 0.4, seed=s, directed=True),
    "dag": dag,
    "reciprocal": reciprocal,
}
SIZES = (5, 8, 6, 9, 7, 10, 5, 12, 4, 8, 6, 3, 7, 11, 2, 9, 6, 16, 8, 5, 7)
LARGE = {"tree": 40, "sparse": 30, "grid": 25, "random": 24, "dag": 20, "geometric": 20}
INTEGERS = ("1", "1", "2", "2", "3", "4", "6")
DECIMALS = ("0.1", "0.15", "0.2", "0.3", "0.6", "1.5", "0.7", "2.25", "12.4", "0.05")


def graphs():
    """Name, number of nodes, whether directed, and ties (from, to, text of the weight or None)."""
    for place, (kind, make) in enumerate(KINDS.items()):
        for number in range(len(SIZES) + (kind in LARGE)):
            seed = 1000 * place + number
            n = SIZES[number] if number < len(SIZES) else LARGE[kind]
            g = make(n, seed)
            n = len(g)
            rng = random.Random(seed)
            nodes = list(range(n))
            rng.shuffle(nodes)
            pairs = [(nodes[u], nodes[v]) for u, v in g.edges()]
            if not g.is_directed():
                pairs = [(min(pair), max(pair)) for pair in pairs]
            texts = (None, INTEGERS, DECIMALS)[number % 3]
            ties = [(u, v, texts and rng.choice(texts)) for u, v in sorted(pairs)]
            yield f"{kind}-{number + 1:02}", n, g.is_directed(), ties


# --- by definition -------------------------------------------------------------------------------


def by_paths(n, rows, directed, edges, sources, group):
    """What rests on shortest paths, `rows[i][j]` being the length from i to j."""
    to, count, scale = all_shortest_paths(rows)
    found = {}
    found["betweenness"] = betweenness(to, count, directed)
    half = 1 if directed else Fraction(1, 2)
    ends, from_sources = [Fraction(0)] * n, [Fraction(0)] * n
    for s in range(n):
        for t in to[s]:
            if t == s:
                continue
            for v in to[s]:
                if t in to[v] and to[s][v] + to[v][t] == to[s][t]:
                    share = Fraction(count[s][v] * count[v][t], count[s][t]) * half
                    ends[v] += share
                    if s in sources and v not in (s, t):
                        from_sources[v] += share
    found["betweenness_endpoints"] = ends
    found["betweenness_sources"] = from_sources

    def over(u, v):
        total = Fraction(0)
        length = int(rows[u][v] * scale)
        for s in range(n):
            for t in to[v]:
                if u in to[s] and to[s].get(t) == to[s][u] + length + to[v][t]:
                    total += Fraction(count[s][u] * count[v][t], count[s][t])
        return total

    found["edge_betweenness"] = [
        over(u, v) if directed else (over(u, v) + over(v, u)) / 2 for u, v in edges
    ]
    if group:
        outside = [
            {v: x for v, x in row.items() if u not in group and v not in group}
            for u, row in enumerate(rows)
        ]
        # The lengths of all ties keep the denominator the same.
        around, around_count, around_scale = all_shortest_paths(outside)
        met = Fraction(0)
        for s in range(n):
            for t in to[s]:
                if s == t or s in group or t in group:
                    continue
                avoid = 0
                if t in around[s] and around[s][t] * scale == to[s][t] * around_scale:
                    avoid = around_count[s][t]
                met += 1 - Fraction(avoid, count[s][t])
        found["group_betweenness"] = met * half

    others = [[Fraction(d, scale) for v, d in row.items() if v != u] for u, row in enumerate(to)]
    flat = [d for row in others for d in row]
    found["mean_distance"] = sum(flat) / len(flat) if flat else None
    found["global_efficiency"] = sum((1 / d for d in flat), Fraction(0)) / (n * (n - 1))
    found["diameter"] = max((max(row, default=0) for row in others))
    found["radius"] = min((max(row, default=0) for row in others))
    if directed:
        mirrored = [dict(row) for row in rows]
        for u, row in enumerate(rows):
            for v, x in row.items():
                mirrored[v][u] = min(x, mirrored[v].get(u, x))
        both, _, both_scale = all_shortest_paths(mirrored)
        ways = {"_out": (to, scale), "_in": (transposed(to), scale), "_both": (both, both_scale)}
    else:
        ways = {"": (to, scale)}
        parts = components(to)
        far = [max(row, default=Fraction(0)) for row in others]
        found["component_diameters"] = [max(far[v] for v in part) for part in parts]
        found["component_radii"] = [min(far[v] for v in part) for part in parts]
    for way, (distances, unit) in ways.items():
        reached = [
            [Fraction(d, unit) for v, d in row.items() if v != u] for u, row in enumerate(distances)
        ]
        found["eccentricity" + way] = [max(row, default=0) for row in reached]
        found["closeness_component" + way] = [len(r) / sum(r) if r else None for r in reached]
        found["closeness_harmonic" + way] = [
            sum((1 / d for d in r), Fraction(0)) / (n - 1) for r in reached
        ]
        found["closeness_wasserman_faust" + way] = [
            Fraction(len(r) ** 2) / (n - 1) / sum(r) if r else 0 for r in reached
        ]
    return found


def components(to):
    parts, seen = [], set()
    for v in range(len(to)):
        if v not in seen:
            parts.append(sorted(to[v]))
            seen.update(to[v])
    return parts


def local_efficiency(n, rows):
    """The global efficiency, in ties, among the neighbours of each node and no one else."""
    each = []
    for v in range(n):
        near = sorted(rows[v])
        if len(near) < 2:
            each.append(Fraction(0))
            continue
        among = [{near.index(x): Fraction(1) for x in rows[u] if x in rows[v]} for u in near]
        to, _, _ = all_shortest_paths(among)
        inverse = [Fraction(1, d) for u, row in enumerate(to) for x, d in row.items() if x != u]
        each.append(sum(inverse, Fraction(0)) / (len(near) * (len(near) - 1)))
    return each


def cores(n, weight):
    """`weight[u][v]`: what v adds to u. The largest s such that u is in a subgraph of such sums,
    by pruning: take away whoever has the least, and whoever then has no more than that."""
    left, core, s = set(range(n)), [None] * n, 0
    while left:
        sums = {u: sum((x for v, x in weight[u].items() if v in left), Fraction(0)) for u in left}
        s = max(s, min(sums.values()))
        for u in [u for u in left if sums[u] <= s]:
            core[u] = s
            left.discard(u)
    return core


def onion(n, rows):
    """All of the least degree leave at once, which is one layer. Isolates are the first."""
    left, layer, core, now = set(range(n)), [None] * n, 0, 0
    while left:
        degrees = {u: sum(v in left for v in rows[u]) for u in left}
        core = max(core, min(degrees.values()))
        now += 1
        for u in [u for u in left if degrees[u] <= core]:
            layer[u] = now
            left.discard(u)
    return layer


def cores_by_subsets(n, weight):
    """The same by looking at every set of nodes."""
    core = [Fraction(0)] * n
    for bits in range(1, 1 << n):
        among = [u for u in range(n) if bits >> u & 1]
        least = min(sum((weight[u].get(v, 0) for v in among), Fraction(0)) for u in among)
        for u in among:
            core[u] = max(core[u], least)
    return core


def mirrored_sums(n, rows):
    both = [dict(row) for row in rows]
    for u, row in enumerate(rows):
        for v, x in row.items():
            both[v][u] = both[v].get(u, 0) + x
    return both


# --- by linear algebra ---------------------------------------------------------------------------


def pagerank(w):
    n = len(w)
    p = np.full((n, n), 1 / n)  # the row of a node that sends nothing stays uniform
    for i in range(n):
        if w[i].any():
            p[i] = w[i] / w[i].sum()
    return np.linalg.solve(np.eye(n) - DAMPING * p.T, np.full(n, (1 - DAMPING) / n))


def hits(w):
    """Hubs and authorities, or none if they are not clear."""
    left, sizes, right = np.linalg.svd(w)
    if sizes[0] <= 0 or (len(sizes) > 1 and sizes[1] > 0.999 * sizes[0]):
        return None
    hub, authority = left[:, 0] / left[:, 0].sum(), right[0] / right[0].sum()
    return np.abs(hub), np.abs(authority)


def katz(w):
    """The scores, for half the largest alpha; with four digits."""
    radius = max(abs(np.linalg.eigvals(w)))
    # A DAG has no cycle and so no limit; its eigenvalues are 0 but for rounding.
    alpha = 0.1 if radius < 1e-3 else float(f"{0.5 / radius:.4g}")
    n = len(w)
    return alpha, np.linalg.solve(np.eye(n) - alpha * w.T, np.ones(n))


def eigenvector(w):
    vector = np.linalg.eigh(w)[1][:, -1]
    return vector * np.sign(vector.sum())


def current_flow(w):
    """Betweenness and closeness of a connected network of conductances."""
    n = len(w)
    potential = np.linalg.pinv(np.diag(w.sum(axis=1)) - w)
    own = np.diag(potential)
    resistance = own[:, None] + own[None, :] - 2 * potential
    through = np.zeros(n)
    for s in range(n):
        for t in range(s + 1, n):
            p = potential[:, s] - potential[:, t]
            current = (w * np.abs(p[:, None] - p[None, :])).sum(axis=1) / 2
            current[[s, t]] = 0
            through += current
    return through, 1 / resistance.sum(axis=1)


# --- all of one graph ----------------------------------------------------------------------------


def measures(n, directed, ties, sources, group):
    edges = [(u, v) for u, v, _ in ties]
    weighted = any(text for _, _, text in ties)
    hops, sums = [{} for _ in range(n)], [{} for _ in range(n)]
    for u, v, text in ties:
        for a, b in ((u, v), (v, u))[: 2 - directed]:
            hops[a][b] = Fraction(1)
            sums[a][b] = Fraction(text or 1)
    received = [{u: sums[u][v] for u in range(n) if v in sums[u]} for v in range(n)]
    m = {}
    strengths = {"_in": received, "_out": sums} if directed else {}
    for way, rows in strengths.items():
        m["degree" + way] = [len(row) for row in rows]
        m["strength" + way] = [sum(row.values(), Fraction(0)) for row in rows]
    both = mirrored_sums(n, sums) if directed else sums
    m["degree"] = [len(hops[v]) + (directed and len(received[v])) for v in range(n)]
    m["strength"] = [sum(row.values(), Fraction(0)) for row in both]
    m |= by_paths(n, hops, directed, edges, sources, group)
    if weighted:
        inverse = [{v: 1 / x for v, x in row.items()} for row in sums]
        for name, value in by_paths(n, inverse, directed, edges, sources, group).items():
            m[name + "_inverse_weight"] = value

    ones = [{v: Fraction(1) for v in row} for row in sums]
    m["k_core"] = cores(n, mirrored_sums(n, ones) if directed else ones)
    if directed:
        m["k_core_out"] = cores(n, ones)
        m["k_core_in"] = cores(n, [{u: Fraction(1) for u in row} for row in received])
    m["s_core"] = cores(n, both)
    if n <= 8:
        assert m["s_core"] == cores_by_subsets(n, both)

    w = np.array([[float(sums[u].get(v, 0)) for v in range(n)] for u in range(n)])
    a = (w > 0).astype(float)
    m["pagerank"] = pagerank(w)
    m["katz_alpha"], m["katz"] = katz(w)
    clear = hits(w)
    if clear:
        m["hubs"], m["authorities"] = clear
    if not directed:
        m["local_efficiency_nodes"] = local_efficiency(n, hops)
        m["local_efficiency"] = sum(m["local_efficiency_nodes"]) / n
        m["onion"] = onion(n, hops)
        m["subgraph"] = np.diag(scipy.linalg.expm(a))
        if len(m["component_radii"]) == 1:
            m["eigenvector"] = eigenvector(w)
            for ending, matrix in [("", a), ("_weighted", w)][: 1 + weighted]:
                flow = current_flow(matrix)
                m["current_flow_betweenness" + ending], m["current_flow_closeness" + ending] = flow
    return m, w


# --- the same by NetworkX and igraph -------------------------------------------------------------


def by_tools(n, directed, ties, sources, group, names):
    """(tool, measure, value) of whatever the two have."""
    g = (nx.DiGraph if directed else nx.Graph)()
    g.add_nodes_from(range(n))
    for u, v, text in ties:
        weight = Fraction(text or 1)
        g.add_edge(u, v, weight=float(weight), length=1 / float(weight), exact=1 / weight)
    edges = [(u, v) for u, v, _ in ties]
    h = igraph.Graph(n=n, edges=edges, directed=directed)
    weights = [float(text or 1) for _, _, text in ties]
    lengths = [1 / x for x in weights]
    everyone = range(n)

    def each(scores, factor=1.0):
        return [scores[v] * factor for v in everyone]

    yield "networkx", "degree", each(g.degree())
    yield "igraph", "degree", h.degree()
    yield "networkx", "strength", each(g.degree(weight="weight"))
    yield "igraph", "strength", h.strength(weights=weights)
    if directed:
        yield "networkx", "degree_in", each(g.in_degree())
        yield "networkx", "degree_out", each(g.out_degree())
        yield "igraph", "degree_in", h.indegree()
        yield "igraph", "degree_out", h.outdegree()
        yield "networkx", "strength_in", each(g.in_degree(weight="weight"))
        yield "networkx", "strength_out", each(g.out_degree(weight="weight"))
        yield "igraph", "strength_in", h.strength(mode="in", weights=weights)
        yield "igraph", "strength_out", h.strength(mode="out", weights=weights)

    endings = [("", None, None)]
    if "betweenness_inverse_weight" in names:
        endings.append(("_inverse_weight", "length", lengths))
    for ending, attribute, length in endings:
        raw = {"normalized": False, "weight": attribute}
        yield "networkx", "betweenness" + ending, each(nx.betweenness_centrality(g, **raw))
        yield "igraph", "betweenness" + ending, h.betweenness(weights=length)
        ends = nx.betweenness_centrality(g, endpoints=True, **raw)
        yield "networkx", "betweenness_endpoints" + ending, each(ends)
        subset = nx.betweenness_centrality_subset(g, sources, list(everyone), **raw)
        yield "networkx", "betweenness_sources" + ending, each(subset)
        subset = h.betweenness(sources=sources, targets=list(everyone), weights=length)
        yield "igraph", "betweenness_sources" + ending, subset
        found = nx.edge_betweenness_centrality(g, **raw)
        either = [found[e] if e in found else found[e[::-1]] for e in edges]
        yield "networkx", "edge_betweenness" + ending, either
        yield "igraph", "edge_betweenness" + ending, h.edge_betweenness(weights=length)
        if group:
            exact = enumerated(g, group, ending and "exact", 1 if directed else 2)
            yield "enumeration", "group_betweenness" + ending, exact
            try:
                found = nx.group_betweenness_centrality(g, group, **raw)
            except KeyError:
                found = math.inf
            yield "networkx", "group_betweenness" + ending, found
        reverse = g.reverse() if directed else g
        ways = [("_in", g, "in"), ("_out", reverse, "out")] if directed else [("", g, "all")]
        for way, graph, mode in ways:
            near = nx.closeness_centrality(graph, distance=attribute)
            yield "networkx", "closeness_wasserman_faust" + way + ending, each(near)
            near = nx.harmonic_centrality(graph, distance=attribute)
            yield "networkx", "closeness_harmonic" + way + ending, each(near, 1 / (n - 1))
        if directed:
            ways.append(("_both", None, "all"))
        for way, _, mode in ways:
            near = h.closeness(mode=mode, weights=length)
            yield "igraph", "closeness_component" + way + ending, near
            near = h.harmonic_centrality(mode=mode, weights=length)
            yield "igraph", "closeness_harmonic" + way + ending, near
            far = h.eccentricity(mode=mode, weights=length)
            yield "igraph", "eccentricity" + way + ending, far
        found = h.diameter(directed=directed, unconn=True, weights=length)
        yield "igraph", "diameter" + ending, found
        yield "igraph", "radius" + ending, h.radius(mode="out", weights=length)
        if ties:
            found = h.average_path_length(directed=directed, unconn=True, weights=length)
            yield "igraph", "mean_distance" + ending, found
        if not directed:
            parts = [sorted(part) for part in nx.connected_components(g)]
            parts = [g.subgraph(part) for part in sorted(parts)]
            found = [nx.diameter(part, weight=attribute) for part in parts]
            yield "networkx", "component_diameters" + ending, found
            found = [nx.radius(part, weight=attribute) for part in parts]
            yield "networkx", "component_radii" + ending, found
    if not directed:
        yield "networkx", "global_efficiency", nx.global_efficiency(g)
        yield "networkx", "local_efficiency", nx.local_efficiency(g)
        yield "networkx", "onion", each(nx.onion_layers(g))
        yield "networkx", "subgraph", each(nx.subgraph_centrality(g))
    yield "networkx", "k_core", each(nx.core_number(g))
    yield "igraph", "k_core", h.coreness(mode="all")
    if directed:
        yield "igraph", "k_core_in", h.coreness(mode="in")
        yield "igraph", "k_core_out", h.coreness(mode="out")

    ranks = nx.pagerank(g, alpha=DAMPING, tol=1e-14, max_iter=10000)
    yield "networkx", "pagerank", each(ranks)
    yield "igraph", "pagerank", h.pagerank(damping=DAMPING, weights=weights)
    if "hubs" in names:
        hub, authority = nx.hits(g, max_iter=10000, tol=1e-14)
        yield "networkx", "hubs", each(hub)
        yield "networkx", "authorities", each(authority)
        if n > 2:  # of one arc between two nodes igraph makes the wrong one the hub
            hub, authority = h.hub_score(weights=weights), h.authority_score(weights=weights)
            yield "igraph", "hubs", [x / sum(hub) for x in hub]
            yield "igraph", "authorities", [x / sum(authority) for x in authority]
    if "eigenvector" in names and ties:
        if n > 2:
            yield "networkx", "eigenvector", each(nx.eigenvector_centrality_numpy(g, weight="weight"))
        scores = h.eigenvector_centrality(weights=weights)
        size = math.hypot(*scores)
        yield "igraph", "eigenvector", [x / size for x in scores]
    alpha = names["katz_alpha"]
    found = nx.katz_centrality_numpy(g, alpha, normalized=False, weight="weight")
    yield "networkx", "katz", each(found)
    if "current_flow_closeness" in names:
        for ending, attribute in [("", None), ("_weighted", "weight")]:
            if "current_flow_closeness" + ending in names:
                found = nx.current_flow_betweenness_centrality(g, normalized=False, weight=attribute)
                yield "networkx", "current_flow_betweenness" + ending, each(found)
                found = nx.current_flow_closeness_centrality(g, weight=attribute)
                yield "networkx", "current_flow_closeness" + ending, each(found)


def enumerated(g, group, weight, halves):
    """Group betweenness from a list of all shortest paths."""
    total = Fraction(0)
    for s in set(g) - set(group):
        for t in set(g) - set(group) - {s}:
            try:
                paths = list(nx.all_shortest_paths(g, s, t, weight=weight or None))
            except nx.NetworkXNoPath:
                continue
            total += Fraction(sum(not set(group).isdisjoint(path) for path in paths), len(paths))
    return total / halves


def difference(a, b):
    """The largest |a - b|, relative above 1; None and NaN stand for each other."""
    a, b = (list(x) if isinstance(x, (list, np.ndarray)) else [x] for x in (a, b))
    assert len(a) == len(b)
    worst = 0.0
    for x, y in zip(a, b):
        if x is None or y is None:
            assert (x is None or math.isnan(x)) and (y is None or math.isnan(y)), (x, y)
        else:
            worst = max(worst, abs(float(x) - float(y)) / max(1.0, abs(float(x))))
    return worst


# --- writing -------------------------------------------------------------------------------------


def number(x):
    """Exact ones as the nearest float, whole ones as integers, those of linear algebra rounded."""
    if x is None or isinstance(x, int):
        return x
    if isinstance(x, Fraction):
        return int(x) if x.denominator == 1 else float(x)
    return 0 if abs(x) < 1e-14 else float(f"{float(x):.13g}")


def plain(value):
    if isinstance(value, (list, np.ndarray)):
        return [number(x) for x in value]
    return number(value)


def text(value):
    return json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":"))


def main():
    warnings.simplefilter("ignore")  # igraph warns of hubs of undirected graphs
    rows, differing, compared, weighted = [], Counter(), Counter(), 0
    for name, n, directed, ties in graphs():
        rng = random.Random(name)
        sources = sorted(rng.sample(range(n), max(1, n // 3)))
        group = sorted(rng.sample(range(n), 2 + (n > 7))) if n > 3 else []
        m, _ = measures(n, directed, ties, sources, group)
        weighted += "betweenness_inverse_weight" in m
        for tool, measure, value in by_tools(n, directed, ties, sources, group, m):
            compared[tool, measure] += 1
            if difference(m[measure], value) > TOLERANCE:
                assert (tool, measure) in DIFFERENCES, (name, tool, measure, m[measure], value)
                differing[tool, measure] += 1
        graph = {"name": name, "directed": directed, "nodes": n}
        graph["edges"] = [[u, v] + ([float(t)] if t else []) for u, v, t in ties]
        graph |= {"sources": sources} | ({"group": group} if group else {})
        graph["measures"] = {measure: plain(value) for measure, value in m.items()}
        rows.append(text(graph))
    notes = [
        {"tool": tool, "measure": measure, "graphs": differing[tool, measure], "why": why}
        | {"of": compared[tool, measure]}
        for (tool, measure), why in DIFFERENCES.items()
    ]
    body = ",\n".join(rows)
    OUT.write_text(
        f'{{"tool":{text(TOOL)},\n"differences":{text(notes)},\n"graphs":[\n{body}\n]}}\n',
        encoding="utf-8",
    )
    print(f"{len(rows)} graphs, {weighted} weighted, {OUT.stat().st_size / 1e6:.2f} MB")
    for note in notes:
        print(note)
    print("compared:", ", ".join(sorted({measure for _, measure in compared})))


if __name__ == "__main__":
    main()
