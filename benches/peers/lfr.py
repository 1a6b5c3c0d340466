"""What leidenalg finds on the LFR networks that `cargo run --release --example lfr -- 10 DIR` wrote.

    python -m venv venv
    venv/bin/pip install igraph==1.0.0 leidenalg==0.12.0 scikit-learn==1.9.1
    venv/bin/python benches/peers/lfr.py DIR               (Python 3.11)

Prints, for each row of networks, the mean adjusted mutual information (arithmetic, scikit-learn) of
leidenalg's `ModularityVertexPartition` until stable, seed = number of the network, with what was
planted, and how many seconds it took.
"""

import re
import sys
import time
from collections import defaultdict
from pathlib import Path

import igraph
import leidenalg
from sklearn.metrics import adjusted_mutual_info_score


def main():
    rows = defaultdict(list)
    seconds = defaultdict(float)
    for path in sorted(Path(sys.argv[1]).glob("*.csv")):
        nodes, least, mixing, world = re.match(r"(\d+)-(\d+)-([\d.]+)-(\d+)\.csv", path.name).groups()
        ties = [tuple(map(int, line.split(","))) for line in path.read_text().splitlines()[1:]]
        planted = [int(line) for line in path.with_name(path.name[:-4] + ".txt").read_text().split()]
        graph = igraph.Graph(int(nodes), ties)
        begin = time.process_time()
        found = leidenalg.find_partition(graph, leidenalg.ModularityVertexPartition, seed=int(world),
                                         n_iterations=-1)
        row = (int(nodes), int(least), float(mixing))
        seconds[row] += time.process_time() - begin
        rows[row].append(adjusted_mutual_info_score(planted, found.membership))
    for row, values in sorted(rows.items()):
        mean, each = sum(values) / len(values), seconds[row] / len(values)
        print(f"{row}: {len(values)} networks, leidenalg {mean:.3f}, {each:.3f} s each")


main()
