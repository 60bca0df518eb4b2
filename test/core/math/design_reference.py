"""Writes vectors/design.json: points of SciPy's unscrambled Halton sequence, and SciPy's distances of designs.

Run with SciPy installed: python design_reference.py (from this folder).
"""

import json
from pathlib import Path

import numpy as np
import scipy
from scipy.spatial.distance import pdist
from scipy.stats import qmc

halton = qmc.Halton(d=40, scramble=False).random(3000)
chosen = [0, 1, 2, 3, 7, 100, 1023, 2999]
dimensions = [0, 1, 2, 5, 17, 39]
design = np.random.default_rng(1).random((7, 3))
vectors = {
    "scipy": scipy.__version__,
    "halton": [[i, j, float(halton[i, j])] for i in chosen for j in dimensions],
    "design": design.tolist(),
    "crowdedness": float(np.sum(pdist(design) ** -16.0) ** (1 / 16)),
}
Path("vectors/design.json").write_text(json.dumps(vectors, indent=1) + "\n")
