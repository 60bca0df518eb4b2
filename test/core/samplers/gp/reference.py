"""Writes vectors/regression.json and vectors/improvement.json, which the tests of the Gaussian process compare against.

Covariances come from scikit-learn's Matern kernel, densities from SciPy, predictions from scikit-learn's regressor,
gradients from central differences of the density, and the tails of the expected improvement from 60-digit arithmetic.

Run with scikit-learn, SciPy and mpmath installed: python reference.py (from this folder).
"""

import json
from pathlib import Path

import mpmath
import numpy as np
import scipy
import sklearn
from scipy.stats import multivariate_normal
from sklearn.gaussian_process import GaussianProcessRegressor
from sklearn.gaussian_process.kernels import ConstantKernel, Matern

folder = Path(__file__).parent / "vectors"
rng = np.random.default_rng(7)

ORDERED, CATEGORIES, N = 3, 3, 14
rows = np.column_stack([rng.random((N, ORDERED)), rng.integers(0, CATEGORIES, N)])
places = np.column_stack([rng.random((5, ORDERED)), rng.integers(0, CATEGORIES, 5)])
z = np.sin(5 * rows[:, 0]) + rows[:, 1] ** 2 - 0.5 * rows[:, 3] + 0.1 * rng.standard_normal(N)
z = (z - z.mean()) / z.std()
variances = rng.random(N) * 0.2
known = np.where(np.arange(N) % 5 == 0, 0.1, 0.0)

LENGTHS = np.array([0.4, 1.3, 2.5, 0.9])
vector = np.log(np.concatenate([LENGTHS, [0.6, 1.7, 0.8, 0.03, 0.25]]))


def columns(x):
    """Each category as a unit vector over the root of 2, so that two different ones have distance 1."""
    return np.column_stack([x[:, :ORDERED], np.eye(CATEGORIES)[x[:, ORDERED].astype(int)] / np.sqrt(2)])


def spread(lengths):
    return np.concatenate([lengths[:ORDERED], np.repeat(lengths[ORDERED], CATEGORIES)])


def covariance(x, y, v):
    lengths, ratio, joint, additive = np.exp(v[:4]), np.exp(v[4]), np.exp(v[5]), np.exp(v[6])
    a, b = columns(x), columns(y)
    k = joint * Matern(spread(lengths), nu=2.5)(a, b)
    for d in range(4):
        part = slice(d, d + 1) if d < ORDERED else slice(ORDERED, None)
        k = k + additive / 4 * Matern(ratio * lengths[d], nu=2.5)(a[:, part], b[:, part])
    return k


def noise(v):
    return np.exp(v[7]) + np.exp(v[8]) * variances + known


def density(v):
    """Minus the logarithm of the density of z, the constant mean being the most probable one."""
    k = covariance(rows, rows, v) + np.diag(noise(v))
    ones = np.ones(N)
    solved = np.linalg.solve(k, ones)
    mean = solved @ z / (solved @ ones + 1)
    return -multivariate_normal(mean * ones, k).logpdf(z) + 0.5 * mean**2


def gradient(v, h=1e-5):
    steps = np.eye(len(v)) * h
    return [(8 * (density(v + s) - density(v - s)) - (density(v + 2 * s) - density(v - 2 * s))) / (12 * h) for s in steps]


k = covariance(rows, rows, vector) + np.diag(noise(vector))
cross = covariance(places, rows, vector)
own = np.exp(vector[5]) + np.exp(vector[6])
variance = [own - c @ np.linalg.solve(k, c) for c in cross]
# A constant mean with variance 1 is a constant covariance of 1.
mean = (cross + 1) @ np.linalg.solve(k + 1, z)

joint_only = vector.copy()
joint_only[6] = -60
regressor = GaussianProcessRegressor(
    ConstantKernel(np.exp(vector[5])) * Matern(spread(LENGTHS), nu=2.5) + ConstantKernel(1.0), alpha=noise(vector), optimizer=None
).fit(columns(rows), z)

(folder / "regression.json").write_text(
    json.dumps(
        {
            "scipy": scipy.__version__,
            "sklearn": sklearn.__version__,
            "ordered": ORDERED,
            "columns": 4,
            "rows": rows.tolist(),
            "places": places.tolist(),
            "z": z.tolist(),
            "variances": variances.tolist(),
            "known": known.tolist(),
            "vector": vector.tolist(),
            "density": density(vector),
            "gradient": gradient(vector),
            "mean": mean.tolist(),
            "variance": variance,
            "jointVector": joint_only.tolist(),
            "jointMean": regressor.predict(columns(places)).tolist(),
        },
        indent=1,
    )
    + "\n"
)

mpmath.mp.dps = 60


def improvement(u):
    u = mpmath.mpf(u)
    # Digits that cancel in the tail are made up for.
    with mpmath.workdps(60 + int(u * u) if u < 0 and u > -100 else 60):
        if u < -100:
            s = 1 / u**2
            series = s * (1 - 3 * s + 15 * s**2 - 105 * s**3 + 945 * s**4 - 10395 * s**5 + 135135 * s**6)
            log_density = -u * u / 2 - mpmath.log(2 * mpmath.pi) / 2
            mills = (series - 1) / u
            return float(log_density + mpmath.log(series)), float(mills / series)
        h = mpmath.npdf(u) + u * mpmath.ncdf(u)
        return float(mpmath.log(h)), float(mpmath.ncdf(u) / h)


points = [-1e8, -1e5, -1000, -200, -60, -31, -30.0001, -29.9999, -25, -12, -5, -2, -1.0001, -0.9999, -0.5, 0, 0.3, 1, 3, 8, 40, 1e4]
(folder / "improvement.json").write_text(json.dumps([[u, *improvement(u)] for u in points], indent=1) + "\n")
