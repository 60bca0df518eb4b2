"""Writes vectors/cmaes.json: distributions of the package cmaes before and after it is told random solutions.

Run with cmaes installed: python reference.py (from this folder).
"""

import json
from importlib.metadata import version
from pathlib import Path

import numpy as np
from cmaes import CMA, CMAwM, CatCMA, get_warm_start_mgd

rng = np.random.default_rng(3)


def full():
    """The plain strategy, active weights included: six generations in five dimensions."""
    n, size = 5, 8
    optimizer = CMA(mean=np.full(n, 0.5), sigma=0.2, population_size=size, seed=1)
    generations = []
    for _ in range(6):
        solutions = [optimizer.ask() for _ in range(size)]
        losses = [float(np.sum((x - 0.3) ** 2 * np.arange(1, n + 1))) for x in solutions]
        optimizer.tell(list(zip(solutions, losses)))
        generations.append(
            {
                "solutions": [x.tolist() for x in solutions],
                "losses": losses,
                "mean": optimizer._mean.tolist(),
                "sigma": float(optimizer._sigma),
                "C": optimizer._C.ravel().tolist(),
                "pathSigma": optimizer._p_sigma.tolist(),
                "pathC": optimizer._pc.tolist(),
            }
        )
    return generations


def constants():
    rows = []
    for n, size in [(2, 6), (10, 10), (10, 11), (40, 15), (3, 50)]:
        o = CMA(mean=np.zeros(n), sigma=1, population_size=size)
        rows.append(
            {
                "n": n, "size": size, "weights": o._weights.tolist(), "muEff": o._mu_eff, "c1": o._c1, "cMu": o._cmu,
                "cSigma": o._c_sigma, "dSigma": o._d_sigma, "cC": o._cc, "chiN": o._chi_n,
                "usual": CMA(mean=np.zeros(n), sigma=1).population_size,
            }
        )
    return rows


def margin():
    """Whole numbers 0 … 9 and 0 … 1 beside a real: mean and A before and after each correction."""
    size = 6
    bounds = np.array([[0.0, 9.0], [0.0, 1.0], [0.0, 1.0]])
    steps = np.array([1.0, 1.0, 0.0])
    optimizer = CMAwM(mean=np.array([5.2, 0.4, 0.5]), sigma=0.6, bounds=bounds, steps=steps, population_size=size, seed=2)
    rows = []
    for generation in range(14):
        told = []
        for _ in range(size):
            encoded, x = optimizer.ask()
            told.append((x, float((encoded[0] - 8) ** 2 + (encoded[1] - 1) ** 2 + (encoded[2] - 0.2) ** 2)))
        plain = CMA.__new__(CMA)
        plain.__setstate__(optimizer._cma.__getstate__())
        plain._mean = optimizer._cma._mean.copy()
        plain._D = plain._B = None
        before = optimizer._A.tolist()
        plain.tell(list(told))
        optimizer.tell(told)
        rows.append(
            {
                "mean": plain._mean.tolist(), "sigma": float(plain._sigma), "diagonal": np.diag(plain._C).tolist(),
                "A": before, "meanAfter": optimizer._cma._mean.tolist(), "AAfter": optimizer._A.tolist(),
            }
        )
    return {"margin": optimizer.margin, "rows": rows}


def categories():
    optimizer = CatCMA(mean=np.zeros(2), sigma=1, cat_num=np.array([3, 4]), population_size=8, seed=4)
    rows = []
    for _ in range(12):
        told, draws = [], []
        for _ in range(8):
            x, c = optimizer.ask()
            drawn = [int(np.argmax(c[0])), int(np.argmax(c[1]))]
            draws.append(drawn)
            told.append(((x, c), float(drawn[0] != 1) + abs(drawn[1] - 2) + 1e-3 * len(draws)))
        order = np.argsort([loss for _, loss in told], kind="stable")
        optimizer.tell(list(told))
        rows.append(
            {
                "draws": [draws[i] for i in order],
                "q": [optimizer._q[0, :3].tolist(), optimizer._q[1, :4].tolist()],
                "Delta": float(optimizer._Delta),
            }
        )
    return rows


def warm():
    source = [(rng.random(3), float(loss)) for loss in range(35)]
    mean, sigma, cov = get_warm_start_mgd(source, gamma=0.1, alpha=0.1)
    return {"places": [x.tolist() for x, _ in source], "mean": mean.tolist(), "sigma": sigma, "C": cov.ravel().tolist()}


vectors = {
    "cmaes": version("cmaes"),
    "constants": constants(),
    "full": full(),
    "margin": margin(),
    "categories": categories(),
    "warm": warm(),
}
Path("vectors/cmaes.json").write_text(json.dumps(vectors) + "\n")
