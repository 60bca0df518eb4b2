"""Writes vectors/optuna.json: what Optuna's pruners decide after each report of made-up studies.

Run with Optuna and SciPy installed: python reference.py (from this folder).
"""

import json
import math
import random
from pathlib import Path

import optuna
from optuna import pruners

optuna.logging.set_verbosity(optuna.logging.ERROR)

CASES = [
    ("median", {}, lambda: pruners.MedianPruner()),
    ("median", {"startup": 3, "warmup": 4, "interval": 3, "min_trials": 2},
     lambda: pruners.MedianPruner(n_startup_trials=3, n_warmup_steps=4, interval_steps=3, n_min_trials=2)),
    ("percentile", {"percent": 25, "startup": 4}, lambda: pruners.PercentilePruner(25.0, n_startup_trials=4)),
    ("percentile", {"percent": 80, "startup": 1, "interval": 2},
     lambda: pruners.PercentilePruner(80.0, n_startup_trials=1, interval_steps=2)),
    ("threshold", {"lower": -0.4, "upper": 0.9, "warmup": 2, "interval": 2},
     lambda: pruners.ThresholdPruner(lower=-0.4, upper=0.9, n_warmup_steps=2, interval_steps=2)),
    ("patient", {"patience": 7}, lambda: pruners.PatientPruner(None, patience=7)),
    ("patient", {"patience": 3, "min_delta": 0.2}, lambda: pruners.PatientPruner(None, patience=3, min_delta=0.2)),
    ("patient", {"patience": 1, "pruner": "median(startup=2)"},
     lambda: pruners.PatientPruner(pruners.MedianPruner(n_startup_trials=2), patience=1)),
    ("wilcoxon", {}, lambda: pruners.WilcoxonPruner()),
    ("wilcoxon", {"p_threshold": 0.3, "startup_steps": 4},
     lambda: pruners.WilcoxonPruner(p_threshold=0.3, n_startup_steps=4)),
    ("asha", {"min": 1}, lambda: pruners.SuccessiveHalvingPruner(min_resource=1)),
    ("asha", {"min": 1, "reduction_factor": 2, "early_stopping_rate": 1, "bootstrap": 2},
     lambda: pruners.SuccessiveHalvingPruner(min_resource=1, reduction_factor=2, min_early_stopping_rate=1, bootstrap_count=2)),
    ("asha", {"min": 3, "reduction_factor": 3}, lambda: pruners.SuccessiveHalvingPruner(min_resource=3, reduction_factor=3)),
    ("hyperband", {"max": 27}, lambda: pruners.HyperbandPruner(max_resource=27)),
    ("hyperband", {"max": 243, "compat": True}, lambda: pruners.HyperbandPruner(max_resource=243)),
    ("hyperband", {"min": 2, "max": 30, "reduction_factor": 4},
     lambda: pruners.HyperbandPruner(min_resource=2, max_resource=30, reduction_factor=4)),
]


def curve(draw, folds):
    """Reports of one trial: mostly a falling curve, at odd steps now and then, with values that are no numbers."""
    level, noise = draw.uniform(-0.5, 1), draw.choice([0.02, 0.3])
    step, reports = 0, []
    for i in range(12 if folds else 30):
        step += 1 if folds or draw.random() < 0.85 else 2
        value = round(level + (0 if folds else 1.5 / (i + 1)) + draw.gauss(0, noise), 3)
        if draw.random() < 0.01:
            value = math.nan
        if folds and draw.random() < 0.1:
            value = round(value, 1)
        reports.append([step, value])
    return reports


def play(name, options, make, direction, seed):
    draw = random.Random(seed)
    study = optuna.create_study(study_name=f"made-up {name} é", direction=direction, pruner=make())
    trials = []
    for _ in range(40):
        trial = study.ask()
        reports, stopped = [], False
        for step, value in curve(draw, name == "wilcoxon"):
            if direction == "maximize" and name != "threshold":
                value = -value
            trial.report(value, step)
            reports.append([step, None if math.isnan(value) else value])
            stopped = bool(trial.should_prune())
            if stopped:
                break
        final = [value for _, value in reports if value is not None]
        failed = not stopped and draw.random() < 0.1
        if stopped:
            study.tell(trial, state=optuna.trial.TrialState.PRUNED)
        elif failed or not final:
            study.tell(trial, state=optuna.trial.TrialState.FAIL)
        else:
            study.tell(trial, sum(final) / len(final) if name == "wilcoxon" else final[-1])
        frozen = study.trials[-1]
        trials.append({"reports": reports, "stopped": stopped, "state": frozen.state.name,
                       "value": frozen.value if frozen.state.name == "COMPLETE" else None})
    return {"pruner": name, "options": options, "direction": direction, "study": study.study_name, "trials": trials}


cases = [
    play(name, options, make, direction, 1000 * at + seed)
    for at, (name, options, make) in enumerate(CASES)
    for seed, direction in enumerate(["minimize", "maximize"])
]
vectors = Path(__file__).parent / "vectors"
vectors.mkdir(exist_ok=True)
(vectors / "optuna.json").write_text(json.dumps({"optuna": optuna.__version__, "cases": cases}, separators=(",", ":")) + "\n")
