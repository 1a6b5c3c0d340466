"""What other programs find of the nests that `cargo run --release --example nested_circles -- 20 0 DIR` wrote.

    python -m venv venv
    venv/bin/pip install infomap==2.16.0 scikit-network==0.33.5 scikit-learn==1.9.1 scipy==1.17.1 numpy==2.4.6
    venv/bin/python benches/peers/nested.py DIR            (Python 3.11)

Prints, for each family of networks, the mean hierarchical mutual information of each method with the
planted tree (Perotti et al. 2015; 0 where nothing is found), the mean best adjusted mutual information
(scikit-learn) by planted level, and by how much the automatic choice of this crate is better: the
mean of the differences network by network with a 95 % interval (Student's t). What the crate found
is read from the files, and its information is worked out here anew and must agree to 1e-9.

* Infomap: multilevel, ten trials, seed 1; along the ties where these are directed.
* Paris: scikit-network's tree of pairs cut at the largest ratios of heights, as often as there are
  planted levels (it is told how many); and the whole tree of pairs, its levels those of as many
  circles as are planted.
* consensus: the published method (Jeub et al. 2018) as this crate has it, read from the files.
"""

import json
import math
import re
import sys
from collections import defaultdict
from pathlib import Path

import numpy as np
import scipy.sparse as sp
from infomap import Infomap
from scipy.stats import t as student
from sklearn.metrics import adjusted_mutual_info_score
from sknetwork.hierarchy import Paris

FAMILIES = ["easy", "mid", "heterogeneous", "deep", "flat", "sparse", "small", "weighted", "directed"]
OURS = ["automatic", "quality", "fast", "consensus"]
PEERS = ["infomap", "paris, cut", "paris, whole"]


def tree(levels, cities):
    """A tree as (members, parts), from levels that lie within one another, the coarsest first."""

    def below(members, level):
        if level == len(levels):
            return members, []
        parts = defaultdict(list)
        for city in members:
            parts[levels[level][city]].append(city)
        if len(parts) == 1:
            return below(members, level + 1)
        if len(parts) == len(members):
            # Cities alone are no circles.
            return members, []
        return members, [below(part, level + 1) for part in parts.values()]

    return below(list(range(cities)), 0)


def information(one, other, members, cities):
    """Hierarchical mutual information of two trees, in nats: by its definition."""
    if not one[1] or not other[1] or len(members) < 2:
        return 0.0
    first = {city: nth for nth, part in enumerate(one[1]) for city in part[0]}
    second = {city: nth for nth, part in enumerate(other[1]) for city in part[0]}
    cells, rows, columns = defaultdict(list), defaultdict(int), defaultdict(int)
    for city in members:
        cells[first[city], second[city]].append(city)
        rows[first[city]] += 1
        columns[second[city]] += 1
    total = 0.0
    for (a, b), inside in cells.items():
        size = len(inside)
        total += size / cities * math.log(size * len(members) / (rows[a] * columns[b]))
        total += information(one[1][a], other[1][b], inside, cities)
    return total


def normalized(one, other, cities):
    everyone = list(range(cities))
    own = [information(it, it, everyone, cities) for it in (one, other)]
    if min(own) <= 0.0:
        return 0.0
    return information(one, other, everyone, cities) / math.sqrt(own[0] * own[1])


def matrix(nest):
    a, b, weight = zip(*nest["edges"])
    square = sp.csr_matrix((weight, (a, b)), shape=(nest["cities"], nest["cities"]))
    return (square + square.T).tocsr()


def infomap(nest):
    search = Infomap(silent=True, seed=1, num_trials=10, directed=nest["directed"])
    search.add_nodes(range(nest["cities"]))
    for a, b, weight in nest["edges"]:
        search.add_link(a, b, weight)
    path = {node.node_id: node.path[:-1] for node in search.run().nodes(states=True)}
    deepest = max(map(len, path.values()))
    return [[path.get(city, (-1, city))[:depth] for city in range(nest["cities"])]
            for depth in range(1, deepest + 1)]


def cut(joins, cities, at):
    """The division after the first `at` joins."""
    label = list(range(cities + at))
    for nth in range(at - 1, -1, -1):
        for part in joins[nth][:2]:
            label[int(part)] = label[cities + nth]
    return label[:cities]


def by_height(joins, cities):
    """The joins from the lowest on, parts before what they join to: no join is lower than one below
    it. (The library compares in single precision, so that some of its joins are, by a little, and its
    own order names parts before they are there.)"""
    for join in joins:
        below = [joins[int(part) - cities][2] for part in join[:2] if part >= cities]
        join[2] = max([join[2], *below])
    order = sorted(range(len(joins)), key=lambda nth: (joins[nth][2], nth))
    place = {cities + nth: cities + new for new, nth in enumerate(order)}
    joins = joins[order]
    for join in joins:
        join[:2] = [place.get(int(part), part) for part in join[:2]]
    return joins


def paris(nest):
    """The tree of pairs cut at the largest ratios of heights, and the whole tree with its divisions
    into as many groups as are planted."""
    cities = nest["cities"]
    joins = by_height(Paris(reorder=False).fit_predict(matrix(nest)), cities)
    heights = joins[:, 2]
    gaps = sorted(((heights[at] / heights[at - 1], at) for at in range(cities // 2, cities - 1)
                   if heights[at - 1] > 0 and math.isfinite(heights[at])), reverse=True)
    chosen = sorted((at for _, at in gaps[: len(nest["levels"])]), reverse=True)
    counts = sorted({len(set(planted)) for planted in nest["levels"]})
    whole = [([city], []) for city in range(cities)]
    for join in joins:
        parts = [whole[int(part)] for part in join[:2]]
        members = parts[0][0] + parts[1][0]
        # Cities alone are no circles.
        whole.append((members, parts if len(members) > 2 else []))
    return ([cut(joins, cities, at) for at in chosen],
            [cut(joins, cities, cities - count) for count in counts], whole[-1])


def judge(nest, levels, found=None):
    """Hierarchical mutual information and the best adjusted one by planted level."""
    cities = nest["cities"]
    levels = [[hash_of(label) for label in level] for level in levels]
    found = found or tree(levels, cities)
    hmi = normalized(tree(nest["levels"], cities), found, cities) if found[1] else 0.0
    levels = [level for level in levels if 1 < len(set(level)) < cities]
    best = [max([adjusted_mutual_info_score(planted, level) for level in levels], default=0.0)
            for planted in nest["levels"]]
    return hmi, best


def hash_of(label):
    return label if isinstance(label, int) else hash(label)


def interval(differences):
    values = np.array(differences)
    half = student.ppf(0.975, len(values) - 1) * values.std(ddof=1) / math.sqrt(len(values))
    return f"{values.mean():+.3f} ± {half:.3f}"


def main():
    sys.setrecursionlimit(10_000)
    files = defaultdict(list)
    for path in Path(sys.argv[1]).glob("*.json"):
        family, world = re.match(r"(.+)-(\d+)\.json", path.name).groups()
        files[family].append((int(world), path))
    overall = defaultdict(list)
    print("| family | networks | method | mean HMI | automatic is better by | AMI by level |")
    print("|---|---:|---|---:|---:|---|")
    for family in FAMILIES:
        hmi, ami = defaultdict(list), defaultdict(list)
        for _, path in sorted(files[family]):
            nest = json.loads(path.read_text())
            found = {name: nest["found"][name]["levels"] for name in OURS}
            found["infomap"] = infomap(nest)
            found["paris, cut"], found["paris, whole"], pairs = paris(nest)
            for name, levels in found.items():
                information, best = judge(nest, levels, pairs if name == "paris, whole" else None)
                if name in OURS:
                    assert abs(information - nest["found"][name]["hmi"]) < 1e-9, (path, name)
                hmi[name].append(information)
                ami[name].append(best)
        for name in OURS + PEERS:
            if not hmi[name]:
                continue
            overall[name].append(np.mean(hmi[name]))
            differences = [a - b for a, b in zip(hmi["automatic"], hmi[name])]
            better = "" if name == "automatic" else interval(differences)
            by_level = " ".join(f"{value:.3f}" for value in np.mean(ami[name], axis=0))
            print(f"| {family} | {len(hmi[name])} | {name} | {np.mean(hmi[name]):.3f} | {better} | {by_level} |",
                  flush=True)
    print("\n| mean over the first seven families |", " | ".join(OURS + PEERS), "|")
    print("|---|" + "---:|" * len(OURS + PEERS))
    print("| |", " | ".join(f"{np.mean(overall[name][:7]):.3f}" for name in OURS + PEERS), "|")


if __name__ == "__main__":
    main()
