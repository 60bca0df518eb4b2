"""Fits a small neural network to a wave; every setting comes from the file that --config names.

    python examples/programs/train.py --config examples/programs/train.yaml
"""

import argparse
import json
import math
import random


def read(path):
    """The keys and plain values of a YAML file, sections left out. Enough for train.yaml, and needs no package."""
    settings = {}
    with open(path, encoding="utf-8") as file:
        for line in file:
            key, colon, value = line.split("#")[0].strip().partition(":")
            if colon and value.strip():
                settings[key] = value.strip()
    return settings


parser = argparse.ArgumentParser()
parser.add_argument("--config", required=True)
settings = read(parser.parse_args().config)
hidden, rate, momentum = int(settings["hidden"]), float(settings["learning_rate"]), float(settings["momentum"])
smooth = settings["activation"] == "tanh"

random.seed(0)
weights = [[random.gauss(0, 1), random.gauss(0, 1), random.gauss(0, 0.5)] for _ in range(hidden)]
speed = [[0.0] * 3 for _ in range(hidden)]
points = [(x / 10, math.sin(x / 3)) for x in range(-10, 11)]

for epoch in range(1, int(settings["epochs"]) + 1):
    total = 0.0
    for x, y in random.sample(points, len(points)):
        sums = [a * x + b for a, b, _ in weights]
        units = [math.tanh(s) if smooth else max(0.0, s) for s in sums]
        error = sum(c * unit for (_, _, c), unit in zip(weights, units)) - y
        total += error * error
        for unit, s, weight, v in zip(units, sums, weights, speed):
            slope = 1 - unit * unit if smooth else float(s > 0)
            back = error * weight[2] * slope
            for at, gradient in enumerate((back * x, back, error * unit)):
                v[at] = momentum * v[at] - rate * max(-10.0, min(10.0, gradient))
                weight[at] += v[at]
    print(json.dumps({"epoch": epoch, "loss": total / len(points)}))
