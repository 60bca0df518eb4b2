"""Writes vectors/special.json: values of SciPy's special functions, tails included, that the tests compare against.

Run with SciPy installed: python reference.py (from this folder).
"""

import json
from pathlib import Path

import numpy as np
import scipy
from scipy import special, stats

points = [-40, -37.5, -30, -20, -12.3, -8, -5, -3, -1.5, -1, -0.66, -0.3, -1e-8, 0, 1e-8, 0.3, 0.66, 1, 2, 3.5, 5, 7, 8.2, 20]
probabilities = [1e-300, 1e-200, 1e-100, 1e-50, 1e-20, 1e-10, 1e-5, 0.001, 0.02425, 0.07, 0.08, 0.3, 0.5, 0.7, 0.92, 0.97, 0.999, 1 - 1e-9]
log_probabilities = [-1e6, -1e5, -5000, -800, -700, -300, -50, -10, -2, -1, -0.7, -0.5, -0.1, -1e-3, -1e-9]
intervals = [
    [-1, 1], [-0.2, 3], [0, 8], [-8, 8], [2, 3], [5, 6], [5, 40], [10, 10.5], [30, 31], [-31, -30], [37, 38], [-3, -2.999999],
    [0.5, 0.5000001], [12, 12.0001], [-1e-6, 1e-6], [-40, -12], [-0.5, 30],
]
shares = [1e-12, 0.001, 0.25, 0.5, 0.75, 0.999, 1 - 1e-9]


def log_mass(a, b):
    """From 60-digit arithmetic: SciPy has no public function for it."""
    from mpmath import erfc, log, mp, mpf, sqrt

    mp.dps = 60
    a, b = mpf(a), mpf(b)
    if a > 0:
        a, b = -b, -a
    return float(log((erfc(-b / sqrt(2)) - erfc(-a / sqrt(2))) / 2))


values = {
    "scipy": scipy.__version__,
    "erf": [[x, special.erf(x)] for x in points],
    "erfc": [[x, special.erfc(x)] for x in points],
    "erfcx": [[x, special.erfcx(x)] for x in points if x >= 0],
    "normalCdf": [[x, special.ndtr(x)] for x in points],
    "logNormalCdf": [[x, special.log_ndtr(x)] for x in points + [-100, -1000, -1e5]],
    "normalQuantile": [[p, special.ndtri(p)] for p in probabilities],
    "normalQuantileOfLogarithm": [[p, special.ndtri_exp(p)] for p in log_probabilities],
    "logNormalMass": [[a, b, log_mass(a, b)] for a, b in intervals],
    "truncatedNormalQuantile": [
        [q, a, b, stats.truncnorm.ppf(q, a, b)] for a, b in intervals for q in shares if b - a > 1e-4
    ],
    "truncatedNormalCdf": [
        [x, a, b, stats.truncnorm.cdf(x, a, b)]
        for a, b in intervals
        for x in [a + (b - a) * t for t in (0.01, 0.3, 0.9)]
        if b - a > 1e-3
    ],
}
values = json.loads(json.dumps(values, default=lambda v: v.item() if isinstance(v, np.generic) else v))
Path("vectors/special.json").write_text(json.dumps(values, indent=1) + "\n")
