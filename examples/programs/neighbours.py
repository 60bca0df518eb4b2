"""Reads handwritten digits by their nearest neighbours: a script with command-line arguments, tuned as a whole.

    python examples/programs/neighbours.py --k 5        runs it once
    hyperlens run examples/programs/neighbours.py       tunes the defaults below

Each trial is a copy of this file beside it, in which just the annotated values differ; what it prints is the result.
"""

# @study neighbours maximize accuracy  trials=25 seed=4

import argparse
from pathlib import Path

parser = argparse.ArgumentParser(description=__doc__)
parser.add_argument("--k", type=int, default=25)  # @tune int(1, 25)
parser.add_argument("--power", type=float, default=1.0)  # @tune uniform(0.5, 4)
parser.add_argument("--vote", default="equal")  # @tune choice("equal", "nearer counts more")
options = parser.parse_args()

DATA = Path(__file__).parent.parent / "data" / "digits.txt"
rows = [line.split() for line in DATA.read_text(encoding="ascii").splitlines()]
images = [(int(label), [int(level, 17) / 16 for level in pixels]) for label, pixels in rows]
training, test = images[:150], images[150:230]


def distance(a, b):
    return sum(abs(x - y) ** options.power for x, y in zip(a, b)) ** (1 / options.power)


right = 0
for count, (label, pixels) in enumerate(test, 1):
    nearest = sorted((distance(pixels, other), digit) for digit, other in training)[: options.k]
    votes = {}
    for gap, digit in nearest:
        votes[digit] = votes.get(digit, 0) + (1 if options.vote == "equal" else 1 / (gap + 1e-9))
    right += max(votes, key=votes.get) == label
    if count % 20 == 0:
        print(f"step={count} accuracy={right / count:.4f}")
