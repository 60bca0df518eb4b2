"""Calls the objective of a study, one trial after another, for a driver at the other end of standard input and output.

Messages are JSON text sequences (RFC 7464): a record separator, one JSON object, a newline. Before the user's file is
loaded, descriptor 1 is pointed at 2 and descriptor 0 at nothing, so that whatever the user's code prints or reads cannot
reach the messages. Standard library only, Python 3.9 or newer.
"""

import sys

if sys.version_info < (3, 9):
    sys.stderr.write("Hyperlens needs Python 3.9 or newer; this is %s.\n" % sys.version.split()[0])
    sys.exit(3)

import importlib.util
import inspect
import json
import os
import random
import re
import signal
import traceback
import types

# Nothing is left in the folder of the program, which may belong to somebody else.
writes_bytecode = not sys.dont_write_bytecode
sys.dont_write_bytecode = True
import hyperlens_notebook  # noqa: E402
import hyperlens_values  # noqa: E402
from hyperlens_values import (  # noqa: E402
    BadResult,
    NotFinite,
    aggregate,
    decode,
    extras_of,
    is_whole,
    repr_of,
    result_of,
    shorten,
)
sys.dont_write_bytecode = not writes_bytecode

VERSION = 1
LONGEST_TRACEBACK = 16_000
OWN_FILES = (__file__, hyperlens_notebook.__file__, hyperlens_values.__file__)


class Channel:
    """The messages to and from the driver, on private copies of descriptors 0 and 1."""

    def __init__(self):
        self.reader = os.fdopen(os.dup(0), "rb")
        self.out = os.dup(1)
        self.error = os.dup(2)
        nothing = os.open(os.devnull, os.O_RDONLY)
        os.dup2(nothing, 0)
        os.close(nothing)
        os.dup2(2, 1)
        self.process = os.getpid()

    def receive(self):
        line = self.reader.readline()
        return json.loads(line) if line else None

    def send(self, message):
        if os.getpid() != self.process:  # A forked child of the objective has come back here; only the parent may speak.
            os._exit(0)
        write_all(self.out, b"\x1e" + json.dumps(message, separators=(",", ":")).encode("ascii") + b"\n")


def write_all(descriptor, data):
    while data:
        data = data[os.write(descriptor, data):]


class Streams:
    """sys.stdout and sys.stderr, put back before each trial where the user's code has replaced or closed them."""

    def __init__(self, channel):
        self.channel = channel
        self.restore()

    def restore(self):
        for descriptor in (1, 2):
            try:
                os.fstat(descriptor)
            except OSError:
                os.dup2(self.channel.error, descriptor)
        self.out = self.stream(getattr(self, "out", sys.stdout), 1)
        self.error = self.stream(getattr(self, "error", sys.stderr), 2)
        sys.stdout, sys.stderr = self.out, self.error

    def stream(self, present, descriptor):
        if present is not None and not present.closed:
            # Line by line, so that people can follow; a character that cannot be encoded must not cost a trial.
            present.reconfigure(encoding="utf-8", errors="backslashreplace", line_buffering=True)
            return present
        return open(descriptor, "w", buffering=1, encoding="utf-8", errors="backslashreplace", closefd=False)

    def flush(self):
        for stream in (sys.stdout, sys.stderr, self.out, self.error):
            try:
                stream.flush()
            except Exception:  # Closed, None, or the user's own object: nothing of ours is in it.
                pass


class Surroundings:
    """Working directory, environment and random states as they were when the user's file had been loaded."""

    def __init__(self):
        self.folder = os.getcwd()
        self.environment = dict(os.environ)
        self.extra = {}
        self.left = None
        self.random = random.getstate()
        self.numpy = None
        self.torch = None
        self.remember_libraries()

    def restore_environment(self, extra):
        # CPython's own bytes tell without decoding them all whether the last trial has left the environment alone.
        data = getattr(os.environ, "_data", None)
        if data is not None and data == self.left and extra.keys() == self.extra.keys():
            changed = {name: value for name, value in extra.items() if self.extra[name] != value}
        else:
            wanted = {**self.environment, **extra}
            present = dict(os.environ)
            for name in present.keys() - wanted.keys():
                del os.environ[name]
            changed = {name: value for name, value in wanted.items() if present.get(name) != value}
        os.environ.update(changed)
        self.extra = dict(extra)
        self.left = None if data is None else dict(data)

    def remember_libraries(self):
        """A library that is first imported within a trial is remembered from then on."""
        numpy = sys.modules.get("numpy")
        if self.numpy is None and hasattr(numpy, "random"):
            self.numpy = numpy.random.get_state()
        torch = sys.modules.get("torch")
        if self.torch is None and hasattr(torch, "get_rng_state"):
            cuda = getattr(torch, "cuda", None)
            busy = cuda is not None and cuda.is_initialized()
            self.torch = (torch.get_rng_state(), cuda.get_rng_state_all() if busy else None)

    def restore(self, extra):
        try:
            moved = os.getcwd() != self.folder
        except OSError:  # The folder that the last trial went to is gone.
            moved = True
        if moved:
            os.chdir(self.folder)
        self.restore_environment(extra)
        random.setstate(self.random)
        self.remember_libraries()
        if self.numpy is not None:
            sys.modules["numpy"].random.set_state(self.numpy)
        if self.torch is not None:
            torch = sys.modules["torch"]
            torch.set_rng_state(self.torch[0])
            if self.torch[1] is not None:
                torch.cuda.set_rng_state_all(self.torch[1])


# Loading


class Unloadable(Exception):
    def __init__(self, kind, message, trace=None, module=None):
        super().__init__(message)
        self.kind = kind
        self.trace = trace
        self.module = module


def load(task):
    """The objective, from the user's file; the file's own folder leads the import path, as if it were run by itself."""
    if task.get("cwd"):
        os.chdir(task["cwd"])
    os.environ.update(task.get("environment") or {})
    path = task["file"]
    source = task["copy"] or path
    folder = os.path.dirname(path)
    if sys.path and os.path.abspath(sys.path[0]) == os.path.dirname(os.path.abspath(__file__)):
        del sys.path[0]
    sys.path.insert(0, folder)
    sys.argv = [path]
    sys.dont_write_bytecode = sys.dont_write_bytecode or task["copy"] is not None
    try:
        codes = compiled(source, path)
    except OSError as error:
        raise Unloadable("import", "%s cannot be read: %s" % (source, error.strerror)) from None
    except (SyntaxError, ValueError) as error:
        raise Unloadable("syntax", one_line(error), trace_of(error, path)) from None
    if hyperlens_notebook.is_notebook(path):
        module = hyperlens_notebook.new_module(path)
    else:
        name = module_name(source if task["copy"] and os.path.dirname(source) == folder else path)
        module = new_module(name, path, codes[0])
    try:
        hyperlens_notebook.run_cells(codes, module)
    except ModuleNotFoundError as error:
        raise Unloadable("missing-module", one_line(error), trace_of(error, path), error.name) from None
    except SystemExit as error:
        message = "The file calls sys.exit(%r) while it is imported; guard it with if __name__ == \"__main__\":" % (error.code,)
        raise Unloadable("import", message, trace_of(error, path)) from None
    except BaseException as error:
        kind = "syntax" if isinstance(error, SyntaxError) else "import"
        raise Unloadable(kind, one_line(error), trace_of(error, path)) from None
    objective = getattr(module, task["function"], None)
    if not callable(objective):
        raise Unloadable("no-function", "%s has no function %s after it is imported." % (path, task["function"]))
    return objective


def compiled(source, path):
    """The code of a file, or that of each cell of a notebook."""
    if hyperlens_notebook.is_notebook(path):
        return hyperlens_notebook.compile_cells(source, path)
    with open(source, "rb") as file:
        return [compile(file.read(), path, "exec", dont_inherit=True)]


def new_module(name, path, code):
    module = types.ModuleType(name)
    module.__file__ = path
    module.__spec__ = importlib.util.spec_from_file_location(name, path)
    module.__loader__ = module.__spec__.loader
    module.__package__ = enter_package(os.path.dirname(path)) if uses_relative_imports(code) else ""
    sys.modules[name] = module
    return module


def module_name(path):
    """The stem, as an import would name the module, so that objects can be pickled; never that of a module in use."""
    stem = os.path.splitext(os.path.basename(path))[0]
    standard = getattr(sys, "stdlib_module_names", ())
    return stem + "__hyperlens" if stem in sys.modules or stem in standard else stem


def uses_relative_imports(code):
    instructions = __import__("dis").get_instructions(code)
    previous = [None, None]
    for instruction in instructions:
        # IMPORT_NAME takes the level, 1 or more for a relative import, two places below the top of the stack.
        if instruction.opname == "IMPORT_NAME" and isinstance(previous[0], int) and previous[0] > 0:
            return True
        previous = [previous[1], instruction.argval]
    return False


def enter_package(folder):
    """Imports the package that a folder is, and gives its name; none where the folder is no package."""
    names = []
    while os.path.isfile(os.path.join(folder, "__init__.py")):
        folder, name = os.path.split(folder)
        names.insert(0, name)
    if not names:
        return ""
    sys.path.insert(1, folder)
    package = ".".join(names)
    try:
        __import__(package)
    except Exception as error:
        raise Unloadable("import", one_line(error), trace_of(error, folder)) from None
    return package


def is_generator(objective):
    """Whether each call gives a generator, as far as the function itself tells."""
    try:
        function = inspect.unwrap(objective)
    except ValueError:  # It claims to wrap itself.
        function = objective
    return inspect.isgeneratorfunction(function) or inspect.isasyncgenfunction(function)


def wants_folder(path):
    """Whether the user's code, or a program that it may start, can ask for the folder of a trial."""
    if "subprocess" in sys.modules or "multiprocessing" in sys.modules:
        return True
    installed = tuple({os.path.realpath(root) + os.sep for root in (sys.prefix, sys.base_prefix)})
    paths = {getattr(module, "__file__", None) for module in list(sys.modules.values())} | {path}
    for own in paths:
        if not isinstance(own, str) or not own.endswith(".py") or own in OWN_FILES:
            continue
        if own != path and os.path.realpath(own).startswith(installed):
            continue
        try:
            with open(own, "rb") as file:
                if b"HYPERLENS_FOLDER" in file.read():
                    return True
        except OSError:
            continue
    return False


# One trial


class Judged(BaseException):
    """The driver has heard enough of what the trial printed."""


def accept_interrupts():
    """The number of this process, if a signal may end the trial that runs in it; None where the system has none for it."""
    name = getattr(signal, "SIGUSR2", None)
    # What the user's code has put there is its own.
    if name is None or signal.getsignal(name) is not signal.SIG_DFL:
        return None
    try:
        signal.signal(name, interrupt)
    except ValueError:
        return None
    return os.getpid()


def interrupt(number, frame):
    # It may come late: between trials there is nothing to end, and children of the objective are not meant.
    if Trial.running is not None and Trial.running == os.getpid():
        Trial.running = None
        raise Judged()


class Trial:
    # The process in which an objective is being called.
    running = None

    def __init__(self, channel, task, objective, message):
        self.channel = channel
        self.task = task
        self.objective = objective
        self.number = message["trial"]
        self.arguments = {name: decode(value) for name, value in message["params"].items()}
        # A trial that goes on from another one counts its steps from where that had come to.
        self.before = int(message["environment"].get("HYPERLENS_RESUME_STEP", 0))

    def run(self):
        """The message that ends the trial."""
        try:
            return self.call()
        except Judged:
            return {"type": "pruned", "trial": self.number}
        except BadResult as error:
            return self.failed("bad-result", str(error), None)
        except NotFinite as error:
            return self.failed("non-finite", str(error), None)
        except SystemExit as error:
            message = "The objective called sys.exit(%s)." % ("" if error.code is None else repr_of(error.code))
            return self.failed("exception", message, trace_of(error, self.task["file"]))
        except BaseException as error:
            return self.failed("exception", one_line(error), trace_of(error, self.task["file"]))

    def call(self):
        """Calls the objective; what it raises is raised."""
        try:
            Trial.running = os.getpid()
            value = self.objective(**self.arguments)
            if inspect.iscoroutine(value) or inspect.isawaitable(value):
                value = self.wait_for(value)
        finally:
            Trial.running = None
        if inspect.isasyncgen(value):
            value = synchronous(value)
        if inspect.isgenerator(value) or isinstance(value, Steps):
            return self.follow(value)
        values, folds, rest = result_of(value, self.task)
        return self.complete(values, folds, rest)

    def wait_for(self, value):
        import asyncio

        async def wait():
            return await value

        return asyncio.run(wait())

    def follow(self, steps):
        """Each yield of a generator is an intermediate value; a decision to stop closes it, so its finally blocks run."""
        single = len(self.task["metrics"]) == 1
        yields = []
        final = None
        try:
            while True:
                try:
                    value = next(steps)
                except StopIteration as end:
                    final = end.value
                    break
                step = self.before + len(yields) + 1
                if single and isinstance(value, tuple) and len(value) == 2 and is_whole(value[0]):
                    step, value = int(value[0]), value[1]
                values, _, rest = result_of(value, self.task)
                yields.append((values, rest))
                self.channel.send({"type": "report", "trial": self.number, "step": step, "values": values})
                answer = self.channel.receive()
                if answer is None:
                    os._exit(0)
                if answer["stop"]:
                    steps.close()
                    if answer["keep"]:
                        break
                    return {"type": "pruned", "trial": self.number}
        finally:
            steps.close()
        if final is not None:
            values, folds, rest = result_of(final, self.task)
        elif yields:
            values, folds, rest = aggregate(yields, self.task)
        else:
            raise BadResult("The generator ended without a yield or a returned value.")
        return self.complete(values, folds, rest)

    def complete(self, values, folds, rest):
        extra, extra_folds = extras_of(rest) if rest else ({}, {})
        return {
            "type": "result",
            "trial": self.number,
            "values": values,
            "folds": folds if any(part is not None for part in folds) else None,
            "extra": extra,
            "extraFolds": extra_folds,
        }

    def failed(self, kind, message, trace):
        return {"type": "failed", "trial": self.number, "kind": kind, "message": message, "traceback": trace}


class Steps:
    """An asynchronous generator, driven step by step on an event loop of its own."""

    def __init__(self, generator):
        import asyncio

        self.generator = generator
        self.loop = asyncio.new_event_loop()

    def __iter__(self):
        return self

    def __next__(self):
        try:
            return self.loop.run_until_complete(self.generator.__anext__())
        except StopAsyncIteration:
            raise StopIteration from None

    def close(self):
        if not self.loop.is_closed():
            self.loop.run_until_complete(self.generator.aclose())
            self.loop.close()


def synchronous(generator):
    return Steps(generator)


# Messages for people


def one_line(error):
    name = type(error).__name__
    if isinstance(error, SyntaxError) and error.lineno is not None:
        cell = re.search(r", (cell \d+)$", error.filename or "")
        place = "line %d" % error.lineno if cell is None else "%s, line %d" % (cell.group(1), error.lineno)
        return "%s: %s (%s)" % (name, error.msg, place)
    try:
        text = str(error)
    except BaseException:
        text = ""
    line = text.strip().split("\n")[0]
    return shorten("%s: %s" % (name, line) if line else name, 500)


def trace_of(error, path):
    """The traceback as Python prints it, from the user's file on."""
    try:
        described = traceback.TracebackException.from_exception(error)
        seen = set()
        waiting = [described]
        while waiting:
            one = waiting.pop()
            if one is None or id(one) in seen:
                continue
            seen.add(id(one))
            ours = [at for at, frame in enumerate(one.stack) if frame.filename in OWN_FILES]
            theirs = [at for at, frame in enumerate(one.stack) if hyperlens_notebook.belongs_to(frame.filename, path)]
            first = theirs[0] if theirs else (ours[-1] + 1 if ours else 0)
            del one.stack[:first]
            waiting += [one.__cause__, one.__context__]
        text = "".join(described.format())
    except BaseException as problem:  # A traceback too deep to format must not cost the trial its reason.
        text = "%s (its traceback could not be formatted: %s)" % (type(error).__name__, type(problem).__name__)
    if len(text) > LONGEST_TRACEBACK:
        half = LONGEST_TRACEBACK // 2
        text = "%s\n  … %d characters left out …\n%s" % (text[:half], len(text) - 2 * half, text[-half:])
    return text


def main():
    channel = Channel()
    streams = Streams(channel)
    try:
        task = channel.receive()
        if task is None:
            return
        try:
            objective = load(task)
        except Unloadable as error:
            streams.flush()
            channel.send({"type": "unloadable", "kind": error.kind, "message": str(error),
                          "traceback": error.trace, "module": error.module})
            return
        surroundings = Surroundings()
        marker = (task["marker"] + "\n").encode()
        implementation = {"cpython": "CPython", "pypy": "PyPy"}.get(sys.implementation.name, sys.implementation.name)
        runtime = "%s %s" % (implementation, ".".join(map(str, sys.version_info[:3])))
        streams.flush()
        write_all(channel.error, marker)
        channel.send({"type": "ready", "version": VERSION, "runtime": runtime,
                      "folder": wants_folder(task["copy"] or task["file"]), "yields": is_generator(objective),
                      "interrupts": accept_interrupts()})
        while True:
            message = channel.receive()
            if message is None or message["type"] == "exit":
                return
            streams.restore()
            surroundings.restore(message["environment"])
            answer = Trial(channel, task, objective, message).run()
            streams.flush()
            channel.send(answer)
            # What comes after it belongs to the next trial; the driver need not wait for it to begin that one.
            write_all(channel.error, marker)
    except (BrokenPipeError, KeyboardInterrupt):
        os._exit(0)  # The driver is gone: nothing can be said to anybody.


if __name__ == "__main__":
    main()
