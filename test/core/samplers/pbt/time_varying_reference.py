"""Writes vectors/time-varying.json: covariances, likelihood, its gradient and predictions, by NumPy and finite differences.

    python test/core/samplers/pbt/time_varying_reference.py
"""

import json
from pathlib import Path

import numpy as np

PARAMETERS = {"variance": 1.3, "length": 0.4, "forgetting": 0.15, "noise": 0.05}
RNG = np.random.default_rng(7)
ROWS = [{"time": int(i // 4), "place": RNG.random(2).tolist()} for i in range(20)]
VALUES = (np.sin([5 * row["place"][0] + row["time"] / 3 for row in ROWS]) + 0.1 * RNG.standard_normal(20)).tolist()
QUERIES = [{"time": time, "place": RNG.random(2).tolist()} for time in (0, 3, 5, 9)]


def kernel(rows, others, variance, length, forgetting):
    x, y = (np.array([row["place"] for row in side]) for side in (rows, others))
    s, t = (np.array([row["time"] for row in side], dtype=float) for side in (rows, others))
    square = ((x[:, None, :] - y[None, :, :]) ** 2).sum(axis=2)
    return variance * np.exp(-square / (2 * length**2)) * (1 - forgetting) ** (np.abs(s[:, None] - t[None, :]) / 2)


def negative_log_likelihood(vector):
    variance, length, noise = np.exp(vector[:3])
    k = kernel(ROWS, ROWS, variance, length, vector[3]) + noise * np.eye(len(ROWS))
    sign, logarithm = np.linalg.slogdet(k)
    assert sign > 0
    y = np.array(VALUES)
    return 0.5 * y @ np.linalg.solve(k, y) + 0.5 * logarithm + 0.5 * len(y) * np.log(2 * np.pi)


def gradient(vector, step=1e-5):
    return [
        (negative_log_likelihood(vector + step * unit) - negative_log_likelihood(vector - step * unit)) / (2 * step)
        for unit in np.eye(4)
    ]


def main():
    shape = {name: PARAMETERS[name] for name in ("variance", "length", "forgetting")}
    own = kernel(ROWS, ROWS, **shape)
    inverse = np.linalg.inv(own + PARAMETERS["noise"] * np.eye(len(ROWS)))
    cross = kernel(QUERIES, ROWS, **shape)
    means = cross @ inverse @ np.array(VALUES)
    variances = PARAMETERS["variance"] - np.einsum("ij,jk,ik->i", cross, inverse, cross)
    vector = np.array([*np.log([PARAMETERS[name] for name in ("variance", "length", "noise")]), PARAMETERS["forgetting"]])
    result = {
        "parameters": PARAMETERS,
        "rows": ROWS,
        "values": VALUES,
        "covariances": own.tolist(),
        "likelihood": float(negative_log_likelihood(vector)),
        "gradient": [float(entry) for entry in gradient(vector)],
        "predictions": [
            {"row": row, "mean": float(mean), "deviation": float(np.sqrt(variance))}
            for row, mean, variance in zip(QUERIES, means, variances)
        ],
    }
    path = Path(__file__).parent / "vectors" / "time-varying.json"
    path.write_text(json.dumps(result, indent=1) + "\n")


main()
