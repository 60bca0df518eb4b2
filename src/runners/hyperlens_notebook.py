"""Runs the code of a notebook as a notebook does: one cell after the other in one namespace, each under a name that tells
its number, so that tracebacks and warnings show the cell, its line, and the code that stands there.

The code comes from a file that holds all cells, each below a line `# %% cell NUMBER`; where a cell leaves brackets or quotes
open, what closes them for those who read the whole stands behind a line `# %% end`. As a program:

    hyperlens_notebook.py [--check] COPY NOTEBOOK
"""

import __future__

import ast
import inspect
import linecache
import os
import re
import sys
import traceback
import types

HEAD = re.compile(r"^# %% cell (\d+)$", re.MULTILINE)
END = "\n# %% end\n"
FEATURES = 0
# Under a debugger, which finds breakpoints by files, cells run as these: the file by the cell's number.
files = {}
for name in __future__.all_feature_names:
    FEATURES |= getattr(__future__, name).compiler_flag


def is_notebook(path):
    return path.lower().endswith(".ipynb")


def cells_of(copy, path):
    """The cells of a copy, each as its name and its text."""
    with open(copy, encoding="utf-8", newline="") as file:
        text = file.read()
    parts = HEAD.split(text)
    # What stands in front of the first head is nothing; then numbers and texts take turns.
    return [
        (files.get(int(parts[at])) or name_of(path, parts[at]), parts[at + 1][1:].split(END)[0])
        for at in range(1, len(parts), 2)
    ]


def name_of(path, number):
    return "%s, cell %s" % (path, number)


def with_names(text, path):
    """A text for people, with the names of cells for those of their files."""
    for number, file in files.items():
        text = text.replace(file, name_of(path, number))
    return text


def compile_cells(copy, path):
    """The code objects of all cells; what one imports from __future__ holds in those behind it, too."""
    flags = ast.PyCF_ALLOW_TOP_LEVEL_AWAIT
    codes = []
    for name, text in cells_of(copy, path):
        # The file's line breaks may be of either kind.
        source = text.replace("\r\n", "\n").replace("\r", "\n")
        linecache.cache[name] = (len(source), None, source.splitlines(True), name)
        code = compile(source, name, "exec", flags=flags, dont_inherit=True)
        flags |= code.co_flags & FEATURES
        codes.append(code)
    return codes


def new_module(path):
    """The module that the cells share. Like a notebook's it is __main__, and knows no __file__."""
    # Plots that a notebook shows between its cells must not open windows, which would wait for somebody to close them.
    os.environ.setdefault("MPLBACKEND", "agg")
    module = types.ModuleType("__main__")
    module.__builtins__ = __builtins__
    module.__vsc_ipynb_file__ = path
    module.display = display
    sys.modules["__main__"] = module
    return module


def run_cells(codes, module):
    for code in codes:
        result = eval(code, module.__dict__)
        if code.co_flags & inspect.CO_COROUTINE:
            import asyncio

            asyncio.run(result)


def display(*objects, **options):
    """Stands where IPython's would: prints what it would show."""
    for one in objects:
        print(one if isinstance(one, str) else repr(one))


def belongs_to(filename, path):
    """Whether a frame's file is the user's, or one of the cells of the user's notebook."""
    if filename == path or filename in files.values():
        return True
    return is_notebook(path) and filename.startswith(path + ", cell ")


def main():
    words = sys.argv[1:]
    check = words[0] == "--check"
    copy, path = words[1:] if check else words
    if check:
        try:
            compile_cells(copy, path)
        except (SyntaxError, ValueError) as error:
            sys.stderr.write("".join(traceback.format_exception_only(type(error), error)))
            sys.exit(1)
        return
    sys.path[0] = os.path.dirname(path)
    sys.argv = [path]
    try:
        run_cells(compile_cells(copy, path), new_module(path))
    except Exception as error:
        # The traceback begins in the notebook.
        trace = error.__traceback__
        while trace is not None and trace.tb_frame.f_code.co_filename == __file__:
            trace = trace.tb_next
        # Unlike the interpreter's own, this one shows the lines of cells, too.
        traceback.print_exception(type(error), error, trace)
        sys.exit(1)


if __name__ == "__main__":
    main()
