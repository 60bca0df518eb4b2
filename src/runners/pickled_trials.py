"""Prints the trials in a pickle as JSON: `{"trials": […]}` or `{"table": {"columns": […], "rows": […]}}`.

    python pickled_trials.py FILE

Known are Optuna's Study, Hyperopt's Trials, scikit-optimize's result, a search of scikit-learn or its cv_results_, a table of
pandas, and lists of trials. What keeps the file from being read is printed as {"error": …}.
"""

import json
import os
import pickle
import sys

from optuna_trials import plain, told


def load(path):
    # Objects of the person's own modules are found as they were from their programs.
    sys.path[1:1] = [os.getcwd(), os.path.dirname(os.path.abspath(path))]
    try:
        import joblib
    except ImportError:
        with open(path, "rb") as file:
            try:
                return pickle.load(file)
            except pickle.UnpicklingError as error:
                raise ImportError("%s; files of joblib need joblib, which is not there" % error) from None
    return joblib.load(path)


def trials_in(found):
    if hasattr(found, "get_trials") and hasattr(found, "directions"):
        return told(found)
    if hasattr(found, "cv_results_"):
        return table_of(found.cv_results_)
    if hasattr(found, "x_iters") and hasattr(found, "func_vals"):
        return of_skopt(found)
    if hasattr(found, "miscs") and hasattr(found, "results"):
        return of_hyperopt(found)
    if hasattr(found, "to_dict") and hasattr(found, "columns"):
        return table_of(found.to_dict("list"))
    if isinstance(found, dict) and "params" in found and any(name.startswith("mean_test_") for name in found):
        return table_of(found)
    if isinstance(found, (list, tuple)) and all(isinstance(one, dict) for one in found):
        return {"trials": [plain(one) for one in found]}
    return {"error": "it holds %s, in which no trials are known" % type(found).__name__}


def table_of(columns):
    """Cells as a table in text has them; those that a masked array hides are empty."""
    names = [name for name in columns if name != "params"]
    rows = zip(*(cells(columns[name]) for name in names))
    return {"table": {"columns": [str(name) for name in names], "rows": [list(row) for row in rows]}}


def cells(column):
    mask = getattr(column, "mask", None)
    values = column.tolist() if hasattr(column, "tolist") else list(column)
    hidden = mask.tolist() if hasattr(mask, "tolist") else [bool(mask)] * len(values)
    if not isinstance(hidden, list):
        hidden = [hidden] * len(values)
    return ["" if gone else str(value) for value, gone in zip(values, hidden)]


def of_skopt(result):
    dimensions = list(getattr(result, "space", None) or [])
    names = [getattr(one, "name", None) or "x%d" % at for at, one in enumerate(dimensions)]
    return {
        "directions": ["minimize"],
        "trials": [
            {"number": at, "params": dict(zip(names, map(natural, point))), "values": [natural(value)]}
            for at, (point, value) in enumerate(zip(result.x_iters, result.func_vals))
        ],
    }


def of_hyperopt(trials):
    """Of a choice Hyperopt keeps the index: `indexed` says that whole numbers may be such."""
    states = {"ok": "COMPLETE", "fail": "FAIL", "new": "WAITING", "running": "RUNNING", "suspended": "WAITING"}
    listed = []
    for tid, misc, result in zip(trials.tids, trials.miscs, trials.results):
        loss = result.get("loss")
        listed.append({
            "number": tid,
            "params": {name: natural(values[0]) for name, values in misc["vals"].items() if len(values) > 0},
            "values": [] if loss is None else [natural(loss)],
            "state": states.get(result.get("status"), "FAIL"),
        })
    return {"directions": ["minimize"], "indexed": True, "trials": listed}


def natural(value):
    """A number of NumPy as Python's own."""
    return plain(value.item() if hasattr(value, "item") else value)


if __name__ == "__main__":
    try:
        answer = trials_in(load(sys.argv[1]))
    except Exception as error:  # Whatever a pickle raises.
        answer = {"error": "%s: %s" % (type(error).__name__, error)}
        if isinstance(error, ImportError):
            answer["missing"] = True
    json.dump(answer, sys.stdout)
