"""Transport problems solved by OR-Tools' SimpleMinCostFlow.

Usage: oracles_flow.py --compare FOLDER   solve all problems of crates/matching/examples/transports.rs, compare the worth
       oracles_flow.py --time FILE        solve one problem, print what it is worth and how long it took, as JSON
"""

import json
import sys
import time
from pathlib import Path

import numpy as np
from ortools.graph.python import min_cost_flow


def arrays(problem):
    """The arcs of a flow: seekers to places, places to the sink, seekers straight to the sink (staying without)."""
    room, seekers = problem["room"], problem["seekers"]
    choices = [(seeker, choice["place"], choice["gain"]) for seeker, row in enumerate(seekers) for choice in row]
    flat = np.array(choices, dtype=np.int64).reshape(-1, 3)
    people, places = len(seekers), len(room)
    sink = people + places
    tails = np.concatenate([flat[:, 0], people + np.arange(places), np.arange(people)])
    heads = np.concatenate([people + flat[:, 1], np.full(places + people, sink)])
    room = np.array(room, dtype=np.int64)
    capacities = np.concatenate([np.ones(len(flat), np.int64), room, np.ones(people, np.int64)])
    costs = np.concatenate([-flat[:, 2], np.zeros(places + people, np.int64)])
    supplies = np.zeros(sink + 1, np.int64)
    supplies[:people] = 1
    supplies[sink] = -people
    return tails, heads, capacities, costs, supplies


def solved(problem):
    """What the best plan is worth, and the seconds for building and for solving alone."""
    tails, heads, capacities, costs, supplies = arrays(problem)
    begun = time.perf_counter()
    flow = min_cost_flow.SimpleMinCostFlow()
    flow.add_arcs_with_capacity_and_unit_cost(tails, heads, capacities, costs)
    flow.set_nodes_supplies(np.arange(len(supplies)), supplies)
    built = time.perf_counter()
    status = flow.solve()
    done = time.perf_counter()
    if status != flow.OPTIMAL:
        raise SystemExit(f"OR-Tools answers with status {status}")
    return -flow.optimal_cost(), built - begun, done - built


def compare(folder):
    files = sorted(Path(folder).glob("*.json"))
    wrong = 0
    for file in files:
        case = json.loads(file.read_text())
        worth, _, _ = solved(case["problem"])
        if worth != case["worth"]:
            wrong += 1
            print(f"{file.name}: OR-Tools says {worth}, Soglia {case['worth']}", file=sys.stderr)
    print(f"{len(files)} problems: {len(files) - wrong} with the same worth as OR-Tools says, {wrong} with another")
    return 1 if wrong or not files else 0


def main():
    match sys.argv[1:]:
        case ["--compare", folder]:
            return compare(folder)
        case ["--time", file]:
            worth, built, took = solved(json.loads(Path(file).read_text())["problem"])
            print(json.dumps({"worth": worth, "build": built, "solve": took}))
            return 0
    print(__doc__, file=sys.stderr)
    return 2


if __name__ == "__main__":
    sys.exit(main())
