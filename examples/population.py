"""Trains softmax regression on handwritten digits as a population: the parameters change while the model trains.

    python examples/population.py             trains one model, with the values that stand in the code
    hyperlens run examples/population.py      trains eight beside each other; the worst go on from the best

Every two epochs the members are compared. Those that are behind take over the weights of one that is ahead, vary its
parameters, and go on. So each trial is a part of a training: it saves its weights in its own folder, and goes on from the
folder of the trial before. Nothing but the standard library.
"""

import json
import math
import os
import random
from operator import mul
from pathlib import Path

DATA = Path(__file__).parent / "data" / "digits.txt"
TRAINED = 400


def load():
    """600 images as (label, 64 grey levels between 0 and 1, and a 1); see data/README.md."""
    rows = (line.split() for line in DATA.read_text(encoding="ascii").splitlines())
    return [(int(label), [int(level, 17) / 16 for level in pixels] + [1.0]) for label, pixels in rows]


DIGITS = load()


# @study population minimize loss  sampler=pbt(population=8, interval=2) resource=epoch:1..20 seed=1 keep=1
def objective(
    learning_rate=0.01,  # @tune loguniform(1e-3, 1)
    momentum=0.0,        # @tune uniform(0, 0.95)
    decay=1e-4,          # @tune loguniform(1e-6, 1e-1)
    jitter=0.1,          # @tune uniform(0, 0.5)
):
    """Yields the loss on images that it has not trained on, epoch by epoch."""
    state = resume() or {"epoch": 0, "weights": zeros(), "speed": zeros()}
    while state["epoch"] < 20:
        state["epoch"] += 1
        train(state, learning_rate, momentum, decay, jitter)
        save(state)  # Before the yield, after which a trial may not be let go on.
        yield state["epoch"], measure(state["weights"], DIGITS[TRAINED:])


def resume():
    """What the trial that this one goes on from has saved; None where it begins anew."""
    folder = os.environ.get("HYPERLENS_RESUME_FROM")
    return json.loads(Path(folder, "state.json").read_text()) if folder else None


def save(state):
    folder = os.environ.get("HYPERLENS_FOLDER")
    if folder:
        Path(folder, "state.json").write_text(json.dumps(state))


def zeros():
    return [[0.0] * len(DIGITS[0][1]) for _ in range(10)]


def train(state, learning_rate, momentum, decay, jitter):
    """One epoch of stochastic gradient descent on the cross-entropy; jitter is the noise that is put on the images."""
    weights, speed = state["weights"], state["speed"]
    dice = random.Random(state["epoch"])
    for label, levels in dice.sample(DIGITS[:TRAINED], TRAINED):
        image = [level + jitter * dice.gauss(0, 1) for level in levels]
        for digit, share in enumerate(probabilities(weights, image)):
            error = share - (digit == label)
            pairs = zip(speed[digit], image, weights[digit])
            speed[digit] = [momentum * old - learning_rate * (error * x + decay * w) for old, x, w in pairs]
            weights[digit] = [weight + step for weight, step in zip(weights[digit], speed[digit])]


def measure(weights, images):
    """The mean cross-entropy; a model that has run away is only very bad."""
    losses = [-math.log(max(probabilities(weights, levels)[label], 1e-9)) for label, levels in images]
    return sum(losses) / len(losses)


def probabilities(weights, levels):
    scores = [sum(map(mul, row, levels)) for row in weights]
    highest = max(scores)
    powers = [math.exp(max(score - highest, -700)) for score in scores]
    total = sum(powers)
    return [power / total for power in powers]


if __name__ == "__main__":
    for epoch, loss in objective():
        print(f"epoch={epoch} loss={loss:.4f}")
