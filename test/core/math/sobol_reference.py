"""Writes vectors/sobol.json (points of SciPy's unscrambled Sobol sequence) and, with --table, the direction numbers.

Run with SciPy installed: python sobol_reference.py [--table] (from this folder). The direction numbers are those of
S. Joe and F. Y. Kuo, "Constructing Sobol sequences with better two-dimensional projections", SIAM J. Sci. Comput. 30
(2008), file new-joe-kuo-6.21201, as SciPy carries them.
"""

import json
import sys
from pathlib import Path

import numpy as np
import scipy
from scipy.stats import qmc

DIMENSIONS = 256
TABLE = Path("../../../src/core/math/sobol-directions.ts")

HEAD = '''/**
 * Direction numbers of S. Joe and F. Y. Kuo, "Constructing Sobol sequences with better two-dimensional projections", SIAM
 * J. Sci. Comput. 30 (2008), for the dimensions from the second on, by degree of their primitive polynomials: the
 * coefficients but the first and the last, which are 1, then the initial numbers without their last bits, which are 1; each
 * in as many bits as it can have, all in a row, five to a digit of base 32. Written by test/core/math/sobol_reference.py.
 */
export const SOBOL_DIRECTIONS = `
'''
DIGITS = "0123456789abcdefghijklmnopqrstuv"


def write_table():
    numbers = np.load(next(Path(scipy.__file__).parent.rglob("_sobol_direction_numbers.npz")))
    bits = ""

    def add(number, width):
        nonlocal bits
        bits += format(number, f"0{width}b") if width > 0 else ""

    for poly, initial in zip(numbers["poly"][1:DIMENSIONS], numbers["vinit"][1:DIMENSIONS]):
        degree = int(poly).bit_length() - 1
        add(int(poly) % 2**degree // 2, degree - 1)
        for i, number in enumerate(initial[:degree]):
            add(int(number) // 2, i)
    bits += "0" * (-len(bits) % 5)
    text = "".join(DIGITS[int(bits[i : i + 5], 2)] for i in range(0, len(bits), 5))
    lines = [text[i : i + 118] for i in range(0, len(text), 118)]
    TABLE.write_text(HEAD + "\n".join(lines) + "`;\n")


points = qmc.Sobol(DIMENSIONS, scramble=False, bits=32).random(1024)
chosen = [0, 1, 2, 3, 4, 5, 7, 8, 100, 511, 512, 1023]
dimensions = [0, 1, 2, 3, 9, 20, 63, 64, 127, 200, 255]
vectors = {
    "scipy": scipy.__version__,
    "first": points[:16, :8].tolist(),
    "some": [[index, dimension, float(points[index, dimension])] for index in chosen for dimension in dimensions],
}
Path("vectors/sobol.json").write_text(json.dumps(vectors, indent=1) + "\n")
if "--table" in sys.argv:
    write_table()
