"""Runs one trial by itself, in a terminal or under a debugger: what it prints goes to whoever looks, what it reads comes from
them, nothing ends it early, and nothing is written into the study. The order is a file of JSON; see driver/run/lone-trial.ts.
"""

import json
import os
import sys

writes_bytecode = not sys.dont_write_bytecode
sys.dont_write_bytecode = True
import hyperlens_notebook  # noqa: E402
import runner  # noqa: E402
sys.dont_write_bytecode = not writes_bytecode


class Onlooker:
    """Stands where the driver would: shows each report, and lets the trial go on to the end of its budget."""

    def __init__(self, steps):
        self.steps = steps

    def send(self, message):
        self.step = message["step"]
        print("  step %s: %s" % (message["step"], ", ".join(map(repr, message["values"]))), flush=True)

    def receive(self):
        return {"stop": self.steps is not None and self.step >= self.steps, "keep": True}


def main():
    with open(sys.argv[1], encoding="utf-8") as file:
        order = json.load(file)
    print(order["heading"], flush=True)
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(line_buffering=True)
    for cell in order["cells"] or []:
        hyperlens_notebook.files[cell["number"]] = cell["file"]
    if "script" in order:
        run_script(order["script"])
        return
    task, message = order["load"], order["run"]
    os.environ.update(message["environment"])
    try:
        objective = runner.load(task)
    except runner.Unloadable as error:
        sys.exit(hyperlens_notebook.with_names(error.trace or str(error), task["file"]))
    trial = runner.Trial(Onlooker(order["steps"]), task, objective, message)
    try:
        answer = trial.call()
    except (runner.BadResult, runner.NotFinite) as error:
        sys.exit(str(error))
    except Exception as error:
        if "debugpy" in sys.modules:  # The debugger shows where it was raised.
            raise
        sys.exit(runner.trace_of(error, task["file"]).rstrip())
    tell(order, task, answer)


def tell(order, task, answer):
    for at, metric in enumerate(task["metrics"]):
        print("%s = %r" % (metric or "value", answer["values"][at]))
    for name, value in answer["extra"].items():
        print("%s = %r" % (name, value))
    if order["closing"] is not None:
        print(order["closing"])


def run_script(script):
    """A script with the values of the trial in it, under its own name: lines and relative paths are those of the original."""
    path = script["file"]
    codes = runner.compiled(script["copy"], path)
    sys.path[0] = os.path.dirname(path)
    sys.argv = [path, *script["arguments"]]
    if hyperlens_notebook.is_notebook(path):
        hyperlens_notebook.run_cells(codes, hyperlens_notebook.new_module(path))
        return
    module = type(sys)("__main__")
    module.__file__ = path
    module.__builtins__ = __builtins__
    sys.modules["__main__"] = module
    exec(codes[0], module.__dict__)


if __name__ == "__main__":
    main()
