"""Writes vectors/anneal.json: the distribution of 20,000 proposals of Hyperopt's anneal.suggest after a given history.

Run with Hyperopt installed: python anneal_reference.py (from this folder).
"""

import json
from importlib.metadata import version
from pathlib import Path

import numpy as np
from hyperopt import hp
from hyperopt.anneal import AnnealingAlgo
from hyperopt.base import JOB_STATE_DONE, STATUS_OK, Domain, Trials

DRAWS = 20_000
SHARES = [0.01, 0.1, 0.25, 0.5, 0.75, 0.9, 0.99]

space = {
    "x": hp.uniform("x", -2, 5),
    "rate": hp.loguniform("rate", np.log(1e-4), np.log(1)),
    "shift": hp.normal("shift", 1, 2),
    "kind": hp.choice("kind", ["a", "b", {"c": hp.uniform("depth", 0, 1)}]),
    "weighted": hp.pchoice("weighted", [(0.1, 0), (0.9, 1)]),
}
rng = np.random.default_rng(5)
trials = []
for _ in range(12):
    kind = int(rng.integers(3))
    trial = {
        "x": rng.uniform(-2, 5),
        "rate": float(np.exp(rng.uniform(np.log(1e-4), 0))),
        "shift": rng.normal(1, 2),
        "kind": kind,
        "weighted": int(rng.random() < 0.9),
    }
    if kind == 2:
        trial["depth"] = rng.random()
    trials.append({"params": trial, "loss": float(np.round(rng.random(), 6))})

domain = Domain(lambda config: 0, space)
history = Trials()
docs = history.new_trial_docs(
    list(range(len(trials))),
    [None] * len(trials),
    [{"status": STATUS_OK, "loss": trial["loss"]} for trial in trials],
    [
        {
            "tid": tid,
            "cmd": None,
            "idxs": {name: ([tid] if name in trial["params"] else []) for name in domain.params},
            "vals": {name: ([trial["params"][name]] if name in trial["params"] else []) for name in domain.params},
        }
        for tid, trial in enumerate(trials)
    ],
)
for doc in docs:
    doc["state"] = JOB_STATE_DONE
history.insert_trial_docs(docs)
history.refresh()

drawn = {name: [] for name in domain.params}
for seed in range(DRAWS):
    (doc,) = AnnealingAlgo(domain, history, seed)(1000 + seed)
    for name, values in doc["misc"]["vals"].items():
        drawn[name].extend(np.asarray(values).ravel().tolist())

vectors = {
    "hyperopt": version("hyperopt"),
    "trials": trials,
    "quantiles": {
        name: [[share, float(np.quantile(drawn[name], share))] for share in SHARES]
        for name in ["x", "rate", "shift", "depth"]
    },
    "frequencies": {
        name: [float(np.mean(np.asarray(drawn[name]) == i)) for i in range(count)]
        for name, count in [("kind", 3), ("weighted", 2)]
    },
}
Path("vectors/anneal.json").write_text(json.dumps(vectors, indent=1) + "\n")
