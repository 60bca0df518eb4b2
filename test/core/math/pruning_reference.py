"""Writes vectors/pruning.json: signed-rank tests, percentiles and logarithms of SciPy, NumPy and Python.

Run with SciPy installed: python pruning_reference.py (from this folder).
"""

import json
import math
import random
from pathlib import Path

import numpy as np
import scipy
from scipy import stats

draw = random.Random(11)


def sample(n, ties, zeros, shift):
    values = [draw.gauss(shift, 1) for _ in range(n)]
    if ties:
        values = [round(value, 1) for value in values]
    return [0.0 if zeros and draw.random() < 0.2 else value or 0.5 for value in values]


def p_value(differences, method):
    return float(stats.wilcoxon(differences, alternative="greater", zero_method="zsplit", correction=True, method=method).pvalue)


exact = [[d, p_value(d, "exact")] for n in [1, 2, 3, 5, 8, 13, 30, 50] for shift in [-0.5, 0, 0.8]
         for d in [sample(n, False, False, shift)]]
tied = [[d, p_value(d, stats.PermutationMethod(n_resamples=np.inf))] for n in [2, 4, 7, 10, 12] for shift in [0, 0.5]
        for d in [sample(n, True, True, shift)]]
normal = [[d, p_value(d, "asymptotic")] for n in [3, 10, 51, 200] for ties in [False, True] for shift in [-0.2, 0, 0.3, 2]
          for d in [sample(n, ties, ties, shift)]]
percentiles = [[values, q, float(np.percentile(values, q))] for n in [1, 2, 5, 10, 33] for q in [0, 10, 25, 50, 66.6, 100]
               for values in [[round(draw.gauss(0, 10), 3) for _ in range(n)]]]
logs = [[x, math.log(x)] for x in [3, 5, 7, 10, 125, 243, 1000, 81.0, 0.1, 1.5, 1, 1e-300, 1e300, 2, 0.75, math.pi]]
(Path(__file__).parent / "vectors" / "pruning.json").write_text(json.dumps(
    {"scipy": scipy.__version__, "exact": exact, "tied": tied, "normal": normal, "percentiles": percentiles, "logs": logs},
    separators=(",", ":")) + "\n")
