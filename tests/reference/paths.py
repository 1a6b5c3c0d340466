"""Distances, efficiencies, conventions of closeness and cores of small networks.

    python3.11 -m venv venv
    venv/bin/pip install networkx==3.6.1 igraph==1.0.0
    venv/bin/python tests/reference/paths.py

Writes tests/data/paths.json: a list of graphs, each with `name`, `directed`, `cities`, `edges`
([from, to, weight], no pair twice, no self-ties) and `expected`. Distances are ties counted
(`hops`) or sums of 1/weight (`inverse`), from each city along its arcs:

    eccentricity    the farthest city reached, per city; null for who reaches none
    diameter, radius, mean, efficiency      over what is reached; mean and efficiency in Fractions
    pairs           ordered pairs at each number of ties, from 1
    closeness       by UCINET's rules for what cannot be reached, and by Valente and Foreman, from
                    the table of distances as their formulas are written; no tie: null
    component, wasserman_faust      igraph (mode all) and NetworkX (inward), by the tools
    local           NetworkX's global_efficiency of the partners' subgraph; null below two partners
    local_efficiency        NetworkX, undirected graphs
    core            NetworkX core_number (in + out), igraph coreness in and out for directed ones
    onion           NetworkX onion_layers, undirected graphs
    s_core          by definition: for each strength that occurs, cities are taken off until all
                    left have it; weights are Fractions

Distances come from NetworkX; global efficiency and core numbers must agree with NetworkX and
igraph, or the script stops.
"""

import json
import platform
import random
from fractions import Fraction
from pathlib import Path

import igraph
import networkx as nx

OUT = Path(__file__).resolve().parent.parent / "data" / "paths.json"


def graphs():
    karate = nx.karate_club_graph()
    yield "karate", False, 34, [(u, v, d["weight"]) for u, v, d in karate.edges(data=True)]
    # g9_iso of UCINET's logs: nodes 1 to 10, of which 8, 9 and 10 are alone.
    iso = [(1, 2), (2, 3), (2, 4), (3, 4), (4, 5), (5, 6), (6, 7)]
    yield "g9_iso", False, 10, [(u - 1, v - 1, 1) for u, v in iso]
    yield "no ties", False, 4, []
    yield "pair apart", False, 5, [(0, 1, 2), (2, 3, 1), (3, 4, 4)]
    yield "path", False, 7, [(i, i + 1, i + 1) for i in range(6)]
    yield "grid", False, 30, [(u, v, 1 + (7 * u + 3 * v) % 5) for u, v in grid(5, 6)]
    draw = random.Random(8)
    for cities, ties in [(12, 9), (40, 60), (40, 300), (300, 420)]:
        for directed in [False, True]:
            yield f"random {cities} {ties} {directed}", directed, cities, ties_of(draw, directed, cities, ties)
    # A ring of 300 with a few chords: many levels, and more cities than are searched from at once.
    ring = {(i, (i + 1) % 300) if i < 299 else (0, 299) for i in range(300)} | {(3, 150), (77, 200)}
    yield "ring", False, 300, [(u, v, 1 + (u * v) % 3) for u, v in sorted(ring)]


def grid(rows, columns):
    for r in range(rows):
        for c in range(columns):
            at = r * columns + c
            if c + 1 < columns:
                yield at, at + 1
            if r + 1 < rows:
                yield at, at + columns


def ties_of(draw, directed, cities, ties):
    pairs = set()
    while len(pairs) < ties:
        u, v = draw.sample(range(cities), 2)
        pairs.add((u, v) if directed or u < v else (v, u))
    return [(u, v, draw.choice([1, 2, 3, 4, 5, 0.5])) for u, v in sorted(pairs)]


def summary(cities, table):
    """The numbers over a table of distances (Fractions) from each city to others."""
    eccentricity = [max(row.values()) if row else None for row in table]
    reached = [e for e in eccentricity if e is not None]
    all_of = [d for row in table for d in row.values()]
    return {
        "eccentricity": [None if e is None else float(e) for e in eccentricity],
        "diameter": float(max(reached)) if reached else None,
        "radius": float(min(reached)) if reached else None,
        "mean": float(sum(all_of) / len(all_of)) if all_of else None,
        "efficiency": float(sum(1 / d for d in all_of) / (cities * (cities - 1))),
    }


def missing(cities, table, distance):
    scores = []
    for row in table:
        far = sum(row.values()) + distance * (cities - 1 - len(row))
        scores.append(float(Fraction(cities - 1) / far) if far else None)
    return scores


def s_cores(cities, edges):
    scores = [Fraction(0)] * cities
    there, level = set(range(cities)), Fraction(0)
    while there:
        strength = dict.fromkeys(there, Fraction(0))
        for u, v, w in edges:
            if u in there and v in there:
                strength[u] += Fraction(w)
                strength[v] += Fraction(w)
        level = max(level, min(strength.values()))
        for city in [c for c in there if strength[c] <= level]:
            scores[city] = level
            there.remove(city)
    return [float(s) for s in scores]


def expected(directed, cities, edges):
    graph = (nx.DiGraph if directed else nx.Graph)()
    graph.add_nodes_from(range(cities))
    graph.add_edges_from((u, v, {"weight": w, "length": Fraction(1) / Fraction(w)}) for u, v, w in edges)
    hops = dict(nx.all_pairs_shortest_path_length(graph))
    hops = [{v: Fraction(d) for v, d in hops[u].items() if v != u} for u in range(cities)]
    found = {"hops": summary(cities, hops)}
    all_of = [d for row in hops for d in row.values()]
    largest = max(all_of, default=0)
    found["pairs"] = [sum(d == at for d in all_of) for at in range(1, int(largest) + 1)]
    if cities <= 100:
        table = [nx.single_source_dijkstra_path_length(graph, u, weight="length") for u in range(cities)]
        found["inverse"] = summary(cities, [{v: d for v, d in row.items() if v != u} for u, row in enumerate(table)])
    none = [None] * cities
    mean = sum(all_of) / len(all_of) if all_of else 0
    found["closeness"] = {
        "max_plus_one": missing(cities, hops, largest + 1) if all_of else none,
        "cities": missing(cities, hops, cities) if all_of else none,
        "ignored": missing(cities, hops, 0),
        "mean": missing(cities, hops, mean) if all_of else none,
        "valente_foreman": [
            float(sum(largest + 1 - d for d in row.values()) / ((cities - 1) * largest)) for row in hops
        ]
        if all_of
        else none,
    }
    found["wasserman_faust"] = list(nx.closeness_centrality(graph).values())
    other = igraph.Graph(n=cities, edges=[(u, v) for u, v, _ in edges], directed=directed)
    component = other.closeness(mode="all")
    found["component"] = [None if c != c else c for c in component]
    plain = nx.Graph(graph)
    if cities <= 300:
        found["local"] = [
            nx.global_efficiency(plain.subgraph(plain[u])) if len(plain[u]) > 1 else None for u in range(cities)
        ]
    core = nx.core_number(graph)
    found["core"] = [core[u] for u in range(cities)]
    assert found["core"] == other.coreness(mode="all")
    if directed:
        # Cores by arcs in: each has at least k arcs in from the group.
        found["core_in"] = other.coreness(mode="in")
        found["core_out"] = other.coreness(mode="out")
        for way, name in [(1, "core_in"), (0, "core_out")]:
            assert found[name] == one_way_cores(cities, edges, way), name
    else:
        assert abs(nx.global_efficiency(graph) - found["hops"]["efficiency"]) < 1e-12
        if cities <= 300:
            found["local_efficiency"] = nx.local_efficiency(graph)
        layers = nx.onion_layers(graph)
        found["onion"] = [layers[u] for u in range(cities)]
    found["s_core"] = s_cores(cities, edges) if cities <= 300 else None
    return found


def one_way_cores(cities, edges, way):
    cores, there, k = [0] * cities, set(range(cities)), 0
    while there:
        count = dict.fromkeys(there, 0)
        for edge in edges:
            if edge[0] in there and edge[1] in there:
                count[edge[way]] += 1
        k = max(k, min(count.values()))
        for city in [c for c in there if count[c] <= k]:
            cores[city] = k
            there.remove(city)
    return cores


def main():
    found = []
    for name, directed, cities, edges in graphs():
        found.append({
            "name": name,
            "directed": directed,
            "cities": cities,
            "edges": edges,
            "expected": expected(directed, cities, edges),
        })
    made = {
        "made_by": "tests/reference/paths.py",
        "python": platform.python_version(),
        "networkx": nx.__version__,
        "igraph": igraph.__version__,
        "graphs": found,
    }
    text = json.dumps(made).replace('{"name"', '\n{"name"').replace(', "expected"', ',\n"expected"')
    OUT.write_text(text + "\n")


main()
