"""Reads handwritten digits with softmax regression, in nothing but the standard library.

    python examples/digits.py                 runs it once, with the values that stand in the code
    hyperlens run examples/digits.py          tunes them
"""

import math
import random
from operator import mul
from pathlib import Path

FOLDS = 4
DATA = Path(__file__).parent / "data" / "digits.txt"


def load():
    """600 images as (label, 64 grey levels between 0 and 1); see data/README.md."""
    rows = (line.split() for line in DATA.read_text(encoding="ascii").splitlines())
    return [(int(label), [int(level, 17) / 16 for level in pixels]) for label, pixels in rows]


DIGITS = load()


# @study digits maximize accuracy  trials=40 parallel=2 seed=1
def accuracy(
    learning_rate=0.01,     # @tune loguniform(1e-3, 1)
    epochs=3,               # @tune int(1, 10)
    contrast=1.0,           # @tune uniform(0.3, 2)
    schedule="constant",    # @tune choice("constant", "decay")
    half_life=1.0,          # @tune loguniform(0.3, 10) if schedule == "decay"
    penalty="none",         # @tune choice("none", "l2", "l1")
    strength=1e-3,          # @tune loguniform(1e-6, 1e-2) if penalty != "none"
):
    """The share of images read rightly, one number for each fold of a cross-validation."""
    images = [(label, [level**contrast for level in levels] + [1.0]) for label, levels in DIGITS]
    scores = []
    for fold in range(FOLDS):
        # The file deals out the ten digits in turn, so blocks of ten keep every fold balanced.
        training = [image for at, image in enumerate(images) if at // 10 % FOLDS != fold]
        testing = [image for at, image in enumerate(images) if at // 10 % FOLDS == fold]
        weights = train(training, learning_rate, epochs, schedule, half_life, penalty, strength)
        scores.append(sum(predict(weights, levels) == label for label, levels in testing) / len(testing))
    return scores


def train(images, learning_rate, epochs, schedule, half_life, penalty, strength):
    """Stochastic gradient descent on the cross-entropy; half_life is in epochs. Returns one row of weights per digit."""
    order = random.Random(0)
    weights = [[0.0] * len(images[0][1]) for _ in range(10)]
    for epoch in range(epochs):
        rate = learning_rate * 0.5 ** (epoch / half_life) if schedule == "decay" else learning_rate
        for label, levels in order.sample(images, len(images)):
            for digit, share in enumerate(probabilities(weights, levels)):
                error = share - (digit == label)
                if abs(error) > 1e-3:  # A class that is already settled would hardly move.
                    step = rate * error
                    weights[digit] = [weight - step * level for weight, level in zip(weights[digit], levels)]
        shrink(weights, penalty, rate * strength * len(images))
    return weights


def shrink(weights, penalty, amount):
    """The penalty's pull towards zero, once for each epoch."""
    for digit, row in enumerate(weights):
        if penalty == "l2":
            weights[digit] = [weight / (1 + amount) for weight in row]
        elif penalty == "l1":
            weights[digit] = [math.copysign(max(abs(weight) - amount, 0.0), weight) for weight in row]


def probabilities(weights, levels):
    scores = [sum(map(mul, row, levels)) for row in weights]
    highest = max(scores)
    powers = [math.exp(score - highest) for score in scores]
    total = sum(powers)
    return [power / total for power in powers]


def predict(weights, levels):
    scores = [sum(map(mul, row, levels)) for row in weights]
    return scores.index(max(scores))


if __name__ == "__main__":
    folds = accuracy()
    print(f"accuracy={sum(folds) / len(folds):.4f}  folds: {', '.join(f'{score:.4f}' for score in folds)}")
