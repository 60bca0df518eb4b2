"""Runs studies of other tools for the search benchmark, each at its defaults.

Reads one request a line from standard input, {"space": [...], "seed": S, "budget": N}, and answers on standard output:
{"config": {...}} for each trial, to which a line with its value is the reply, then {"done": true, "milliseconds": M},
the processor time of one suggestion with what it takes to tell the result. A request with "size" measures the time of
20 suggestions in a row of a study that has so many trials already, where the tool can be given these.
"""

import json
import logging
import math
import sys
import time
import warnings

warnings.filterwarnings("ignore")
logging.disable(logging.CRITICAL)

out = sys.stdout
sys.stdout = sys.stderr


class Clock:
    """Processor time without that of waiting for a value."""

    def __init__(self):
        self.began = time.process_time()

    def milliseconds(self, trials):
        return 1000 * (time.process_time() - self.began) / trials


def evaluate(config):
    out.write(json.dumps({"config": config}) + "\n")
    out.flush()
    return float(sys.stdin.readline())


def optuna_study(make_sampler):
    import optuna

    optuna.logging.set_verbosity(optuna.logging.ERROR)

    def suggest(trial, p):
        if p["type"] == "cat":
            return trial.suggest_categorical(p["name"], p["choices"])
        suggest_number = trial.suggest_int if p["type"] == "int" else trial.suggest_float
        return suggest_number(p["name"], p["low"], p["high"], log=p["log"])

    def run(space, seed, budget):
        study = optuna.create_study(sampler=make_sampler(optuna.samplers, seed))

        def objective(trial):
            config = {}
            for p in space:
                if p["when"] is None or config.get(p["when"][0]) in p["when"][1]:
                    config[p["name"]] = suggest(trial, p)
            return evaluate(config)

        study.optimize(objective, n_trials=budget)

    def speed(space, seed, size, repeats):
        study = optuna.create_study(sampler=make_sampler(optuna.samplers, seed))
        distributions = {p["name"]: optuna.distributions.FloatDistribution(p["low"], p["high"]) for p in space}
        random = optuna.create_study(sampler=optuna.samplers.RandomSampler(seed=seed))
        study.add_trials([
            optuna.trial.create_trial(params=params, distributions=distributions, value=value_of(params))
            for params in (random.ask(distributions).params for _ in range(size))
        ])

        def one():
            trial = study.ask()
            study.tell(trial, value_of({p["name"]: suggest(trial, p) for p in space}))

        one()
        clock = Clock()
        for _ in range(repeats):
            one()
        return clock.milliseconds(repeats)

    run.speed = speed
    return run


def value_of(params):
    return sum((x - 1) ** 2 for x in params.values())


def hyperopt_study(module):
    import numpy
    from hyperopt import anneal, fmin, hp, space_eval, tpe
    from hyperopt.pyll import scope

    suggest = {"tpe": tpe, "anneal": anneal}[module].suggest

    def node(p):
        name, low, high = p["name"], p.get("low"), p.get("high")
        if p["type"] == "float":
            return hp.loguniform(name, math.log(low), math.log(high)) if p["log"] else hp.uniform(name, low, high)
        if p["log"]:
            return scope.int(hp.qloguniform(name, math.log(low), math.log(high), 1))
        return hp.uniformint(name, low, high)

    def tree(space):
        nodes = {}

        def values(p):
            return p["choices"] if p["type"] == "cat" else list(range(p["low"], p["high"] + 1))

        def built(p):
            if p["name"] in nodes:
                return nodes[p["name"]]
            children = [q for q in space if q["when"] is not None and q["when"][0] == p["name"]]
            if p["type"] == "cat" or children:
                made = hp.choice(p["name"], [
                    {"value": value, "children": {q["name"]: built(q) for q in children if value in q["when"][1]}}
                    for value in values(p)
                ])
            else:
                made = {"value": node(p), "children": {}}
            nodes[p["name"]] = made
            return made

        return {p["name"]: built(p) for p in space if p["when"] is None}

    def flat(chosen):
        config = {}
        for name, part in chosen.items():
            config[name] = part["value"]
            config.update(flat(part["children"]))
        return config

    def run(space, seed, budget):
        clipped = {p["name"]: p for p in space if p["type"] == "int"}

        def objective(chosen):
            config = flat(chosen)
            for name, p in clipped.items():
                if name in config:
                    config[name] = int(min(p["high"], max(p["low"], config[name])))
            return evaluate(config)

        fmin(objective, tree(space), algo=suggest, max_evals=budget, rstate=numpy.random.default_rng(seed),
             show_progressbar=False, verbose=False)

    return run


def smac_study():
    import tempfile

    from ConfigSpace import Categorical, ConfigurationSpace, Float, InCondition, Integer
    from smac import HyperparameterOptimizationFacade, Scenario
    from smac.runhistory import TrialValue

    def parameter(p):
        if p["type"] == "cat":
            return Categorical(p["name"], p["choices"])
        return (Integer if p["type"] == "int" else Float)(p["name"], (p["low"], p["high"]), log=p["log"])

    def run(space, seed, budget):
        configurations = ConfigurationSpace(seed=seed)
        parameters = {p["name"]: parameter(p) for p in space}
        configurations.add(*parameters.values())
        for p in space:
            if p["when"] is not None:
                configurations.add(InCondition(parameters[p["name"]], parameters[p["when"][0]], p["when"][1]))
        with tempfile.TemporaryDirectory() as folder:
            scenario = Scenario(configurations, n_trials=budget, deterministic=True, seed=seed, output_directory=folder)
            facade = HyperparameterOptimizationFacade(scenario, lambda config, seed: 0, logging_level=False)
            for _ in range(budget):
                asked = facade.ask()
                facade.tell(asked, TrialValue(cost=evaluate(plain(asked.config))))

    def plain(config):
        return {name: value.item() if hasattr(value, "item") else value for name, value in dict(config).items()}

    return run


PEERS = {
    "optuna-tpe": lambda: optuna_study(lambda samplers, seed: samplers.TPESampler(seed=seed)),
    "optuna-gp": lambda: optuna_study(lambda samplers, seed: samplers.GPSampler(seed=seed)),
    "optuna-cmaes": lambda: optuna_study(lambda samplers, seed: samplers.CmaEsSampler(seed=seed)),
    "hyperopt-tpe": lambda: hyperopt_study("tpe"),
    "hyperopt-anneal": lambda: hyperopt_study("anneal"),
    "smac": smac_study,
}

run = PEERS[sys.argv[1]]()
for line in sys.stdin:
    request = json.loads(line)
    space, seed = request["space"], request["seed"]
    if "size" in request:
        milliseconds = run.speed(space, seed, request["size"], request["repeats"])
    else:
        clock = Clock()
        run(space, seed, request["budget"])
        milliseconds = clock.milliseconds(request["budget"])
    out.write(json.dumps({"done": True, "milliseconds": milliseconds}) + "\n")
    out.flush()
