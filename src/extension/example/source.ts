/** A study to begin with: a real fit and a real cross-validation, in nothing but Python's standard library. */
export const EXAMPLE = `"""Predicts a noisy signal by the average of its neighbours, and lets Hyperlens find how to weigh them.

Click "Run" above the function. It needs nothing but Python.
"""

import math
import random

RANDOM = random.Random(7)
POINTS = sorted(RANDOM.uniform(0, 10) for _ in range(240))
DATA = [(x, math.sin(x) + 0.3 * x + RANDOM.gauss(0, 0.25)) for x in POINTS]
FOLDS = 5


# @study example minimize error  trials=40
def error(
    neighbours=50,       # @tune logint(1, 150)
    weights="uniform",   # @tune choice("uniform", "gaussian", "inverse")
    width=1.0,           # @tune loguniform(0.01, 10) if weights == "gaussian"
    local_slope=False,   # @tune bool
):
    """Root mean squared error of each fold of a cross-validation."""
    errors = []
    for fold in range(FOLDS):
        known = [point for i, point in enumerate(DATA) if i % FOLDS != fold]
        held_out = [point for i, point in enumerate(DATA) if i % FOLDS == fold]
        squares = [(predict(known, x, neighbours, weights, width, local_slope) - y) ** 2 for x, y in held_out]
        errors.append(math.sqrt(sum(squares) / len(squares)))
    return errors


def predict(known, at, neighbours, weights, width, local_slope):
    nearest = sorted(known, key=lambda point: abs(point[0] - at))[:neighbours]
    shares = [share(abs(x - at), weights, width) for x, _ in nearest]
    total = sum(shares) or 1.0
    mean_y = sum(s * y for s, (_, y) in zip(shares, nearest)) / total
    if not local_slope:
        return mean_y
    mean_x = sum(s * x for s, (x, _) in zip(shares, nearest)) / total
    spread = sum(s * (x - mean_x) ** 2 for s, (x, _) in zip(shares, nearest))
    if spread < 1e-9:
        return mean_y
    slope = sum(s * (x - mean_x) * (y - mean_y) for s, (x, y) in zip(shares, nearest)) / spread
    return mean_y + slope * (at - mean_x)


def share(distance, weights, width):
    if weights == "gaussian":
        return math.exp(-0.5 * (distance / width) ** 2) + 1e-12
    return 1.0 if weights == "uniform" else 1 / (distance + 1e-6)


if __name__ == "__main__":
    print("error of each fold:", ", ".join(f"{value:.4f}" for value in error()))
`;
