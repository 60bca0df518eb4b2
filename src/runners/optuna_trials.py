"""Prints a study of an Optuna storage as JSON, as `hyperlens export --format json` has it.

    python optuna_trials.py STORAGE [STUDY]

STORAGE is a URL, or the path of an SQLite file. What keeps the study from being read is printed as {"error": …}.
"""

import json
import math
import os
import sys


def plain(value):
    """The value as JSON has it; numbers that it has not are texts."""
    if isinstance(value, float) and not math.isfinite(value):
        return "NaN" if math.isnan(value) else "Infinity" if value > 0 else "-Infinity"
    if isinstance(value, (list, tuple)):
        return [plain(item) for item in value]
    if isinstance(value, dict):
        return {str(key): plain(item) for key, item in value.items()}
    return value if value is None or isinstance(value, (bool, int, float, str)) else str(value)


def instant(moment):
    return None if moment is None else moment.isoformat()


def read(storage, name):
    try:
        import optuna
    except ImportError as error:
        return {"error": f"{sys.executable} has no Optuna ({error})", "missing": True}
    optuna.logging.set_verbosity(optuna.logging.ERROR)
    if os.path.exists(storage):
        storage = "sqlite:///" + os.path.abspath(storage)
    names = optuna.get_all_study_names(storage)
    if name is None and len(names) != 1:
        return {"error": f"it holds {len(names)} studies", "studies": names}
    if name is not None and name not in names:
        return {"error": f"it holds no study {name}", "studies": names}
    return told(optuna.load_study(study_name=name or names[0], storage=storage))


def told(study):
    trials = [
        {
            "number": trial.number,
            "state": trial.state.name,
            "params": plain(trial.params),
            "values": plain(trial.values),
            "intermediate": [[step, plain(value)] for step, value in trial.intermediate_values.items()],
            "started": instant(trial.datetime_start),
            "finished": instant(trial.datetime_complete),
            "userAttributes": plain(trial.user_attrs),
        }
        for trial in study.get_trials(deepcopy=False)
    ]
    directions = [direction.name.lower() for direction in study.directions]
    return {"name": study.study_name, "directions": directions, "trials": trials}


if __name__ == "__main__":
    try:
        found = read(sys.argv[1], sys.argv[2] if len(sys.argv) > 2 else None)
    except Exception as error:  # Whatever a driver of a database raises.
        found = {"error": f"{type(error).__name__}: {error}"}
    json.dump(found, sys.stdout)
