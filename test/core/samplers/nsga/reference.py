"""Writes vectors/nsga.json: sorting, crowding, reference points, niches and operators as pymoo computes them.

Run with pymoo installed: python reference.py (from this folder).
"""

import json
from importlib.metadata import version
from pathlib import Path

import numpy as np
from pymoo.algorithms.moo.nsga3 import associate_to_niches, get_extreme_points_c, get_nadir_point
from pymoo.operators.crossover.sbx import cross_sbx
from pymoo.operators.mutation.pm import mut_pm
from pymoo.operators.survival.rank_and_crowding.metrics import calc_crowding_distance
from pymoo.util.nds.non_dominated_sorting import NonDominatedSorting
from pymoo.util.ref_dirs import get_reference_directions

rng = np.random.default_rng(7)


class Given:
    """A random state whose numbers are known: everything is crossed or mutated, and children are not exchanged."""

    def __init__(self, values):
        self.values = list(values)

    def random(self, shape):
        return np.full(shape, self.values.pop(0))


def fronts():
    sets = [rng.random((40, 2)), rng.random((60, 3)), rng.integers(0, 5, (50, 2)).astype(float), rng.integers(0, 4, (40, 3)).astype(float)]
    return [{"vectors": F.tolist(), "fronts": [sorted(f.tolist()) for f in NonDominatedSorting().do(F)]} for F in sets]


def crowding():
    rows = []
    for m in (2, 3):
        F = rng.random((60, m))
        front = F[NonDominatedSorting().do(F, only_non_dominated_front=True)]
        distances = calc_crowding_distance(front)
        # pymoo divides the sum by the number of objectives.
        rows.append({"front": front.tolist(), "distances": [None if np.isinf(d) else float(d) * m for d in distances]})
    return rows


def niches():
    rows = []
    for m, p in ((2, 5), (3, 4)):
        F = rng.random((50, m)) + 0.1 * np.arange(1, m + 1)
        front = F[NonDominatedSorting().do(F, only_non_dominated_front=True)]
        ideal = front.min(axis=0)
        extremes = get_extreme_points_c(front, ideal)
        nadir = get_nadir_point(extremes, ideal, front.max(axis=0), front.max(axis=0), front.max(axis=0))
        refs = get_reference_directions("das-dennis", m, n_partitions=p)
        index, distance, _ = associate_to_niches(F, refs, ideal, nadir)
        rows.append(
            {
                "front": front.tolist(), "vectors": F.tolist(), "divisions": p, "ideal": ideal.tolist(),
                "nadir": nadir.tolist(), "references": refs[index].tolist(), "distances": distance.tolist(),
            }
        )
    return rows


def operators():
    crossed, mutated = [], []
    for a, b in ((0.1, 0.4), (0.7, 0.2), (0.0, 1.0), (0.98, 1.0), (0.5, 0.500001)):
        for u in (0.01, 0.3, 0.5, 0.77, 0.99):
            for eta in (2.0, 15.0):
                X = np.array([[[min(a, b)]], [[max(a, b)]]])
                low, high = cross_sbx(
                    X, np.zeros(1), np.ones(1), np.full((1, 1), eta), np.full((1, 1), 0.5), np.full((1, 1), 0.5),
                    random_state=Given([0.0, u, 1.0]),
                )
                crossed.append([a, b, u, eta, float(np.clip(low.item(), 0, 1)), float(np.clip(high.item(), 0, 1))])
    for x in (0.0, 0.03, 0.5, 0.9, 1.0):
        for u in (0.01, 0.3, 0.5, 0.77, 0.99):
            for eta in (5.0, 20.0):
                # The mask of what is mutated comes from the binomial operator; with probability 1 it is everything.
                out = mut_pm(
                    np.array([[x]]), np.zeros(1), np.ones(1), np.array([eta]), np.array([1.0]), False,
                    random_state=Given([0.0, u]),
                )
                mutated.append([x, u, eta, out.item()])
    return crossed, mutated


crossed, mutated = operators()
vectors = {
    "pymoo": version("pymoo"),
    "fronts": fronts(),
    "crowding": crowding(),
    "simplex": [
        {"entries": m, "divisions": p, "points": get_reference_directions("das-dennis", m, n_partitions=p).tolist()}
        for m, p in ((2, 4), (3, 3), (3, 12), (5, 2))
    ],
    "niches": niches(),
    "crossed": crossed,
    "mutated": mutated,
}
Path("vectors/nsga.json").write_text(json.dumps(vectors) + "\n")
