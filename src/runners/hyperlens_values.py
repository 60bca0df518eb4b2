"""Values on their way into the user's code, and results on their way out of it. Imports nothing but the library."""

import collections.abc
import math
import statistics


class BadResult(Exception):
    """The objective gave something that is no value; the message says what would be."""


class NotFinite(Exception):
    """A value that is NaN or infinite."""


# Values in


def decode(value):
    if isinstance(value, list):
        return [decode(item) for item in value]
    if isinstance(value, dict):
        return tuple(decode(item) for item in value["tuple"])
    return value


# Values out


def number_of(value, what):
    """A float; whatever has tolist(), item() or __float__ and holds one number counts as one."""
    if isinstance(value, bool):
        raise BadResult("%s is %r. Return a number: float(...) where the condition itself is the score." % (what, value))
    if value is None:
        raise BadResult("%s is None. The function must return its score; is a return statement missing?" % what)
    if isinstance(value, (int, float)):
        try:
            number = float(value)
        except OverflowError:
            raise NotFinite("%s is too large for a float." % what) from None
        if not math.isfinite(number):
            raise NotFinite("%s is %r." % (what, number))
        return number
    for method in ("item", "__float__"):
        convert = getattr(value, method, None)
        if convert is None or isinstance(value, type):
            continue
        try:
            plain = convert()
        except Exception:
            continue
        if plain is not value:
            return number_of(plain, what)
    raise BadResult("%s is %s, of type %s. Return a number, a list of fold scores, or a mapping of metrics."
                    % (what, shorten(repr_of(value)), type(value).__name__))


def items_of(value):
    """The items of a list, tuple or array; None for everything else."""
    if isinstance(value, (list, tuple)):
        return list(value)
    if isinstance(value, type) or isinstance(value, (str, bytes, collections.abc.Mapping)):
        return None
    convert = getattr(value, "tolist", None)
    if convert is not None:
        plain = convert()
        return plain if isinstance(plain, list) else None
    return list(value) if isinstance(value, collections.abc.Sequence) else None


def score_of(value, what):
    """(number, folds): a list of fold scores counts as their mean."""
    items = items_of(value)
    if items is None:
        return number_of(value, what), None
    if not items:
        raise BadResult("%s is empty. Return at least one fold score." % what)
    folds = [number_of(item, "%s, fold %d," % (what, at)) for at, item in enumerate(items, 1)]
    return math.fsum(folds) / len(folds), folds


def result_of(value, task):
    """(values, folds, rest): one entry per direction, and what else a mapping held."""
    metrics = task["metrics"]
    if isinstance(value, collections.abc.Mapping):
        return from_mapping(value, metrics)
    if len(metrics) == 1:
        score, folds = score_of(value, "The result")
        return [score], [folds], {}
    items = items_of(value)
    if items is None:
        number_of(value, "The result")
        raise BadResult("The result is one number, but the study has %d directions. Return one number for each."
                        % len(metrics))
    if len(items) != len(metrics):
        raise BadResult("The result has %d entries, but the study has %d directions. Return one for each, in order."
                        % (len(items), len(metrics)))
    scores = [score_of(item, "Entry %d of the result" % at) for at, item in enumerate(items, 1)]
    return [score for score, _ in scores], [folds for _, folds in scores], {}


def from_mapping(value, metrics):
    present = ", ".join(shorten(str(key)) for key in value)
    scores = []
    for metric in metrics:
        if metric is None:
            raise BadResult("The result is a mapping (%s), but @study names no metric. Write the metric after the "
                            "direction, as in: @study maximize accuracy." % present)
        if metric not in value:
            raise BadResult("The result has no %s; it has %s." % (metric, present or "no entries"))
        scores.append(score_of(value[metric], metric))
    rest = {str(key): item for key, item in value.items() if key not in metrics}
    return [score for score, _ in scores], [folds for _, folds in scores], rest


def extras_of(rest):
    """Finite numbers, strings, booleans and lists of finite numbers; other entries are the objective's own business."""
    extra, folds = {}, {}
    for key, value in rest.items():
        if isinstance(value, (bool, str)):
            extra[key] = value
            continue
        try:
            score, parts = score_of(value, key)
        except (BadResult, NotFinite):
            continue
        if parts is None:
            extra[key] = score
        else:
            folds[key] = parts
    return extra, folds


def aggregate(yields, task):
    """The final (values, folds, rest) of a generator, from those of its yields."""
    how = task["aggregate"]
    columns = [list(column) for column in zip(*(values for values, _ in yields))]
    rest = yields[-1][1]
    if how == "mean":
        return [math.fsum(column) / len(column) for column in columns], columns, rest
    if how == "median":
        values = [statistics.median(column) for column in columns]
    elif how == "best":
        pick = [max if direction == "maximize" else min for direction in task["directions"]]
        values = [best(column) for best, column in zip(pick, columns)]
    else:
        values = list(yields[-1][0])
    return values, [None] * len(columns), rest


def is_whole(value):
    return isinstance(value, int) and not isinstance(value, bool)


def repr_of(value):
    try:
        return repr(value)
    except BaseException:
        return "<%s>" % type(value).__name__


def shorten(text, length=80):
    text = " ".join(text.split())
    return text if len(text) <= length else text[: length - 1] + "…"
