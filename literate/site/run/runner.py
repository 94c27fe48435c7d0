"""Runs one program after another in the page's worker, each as if it were the first."""

import contextvars
import gc
import linecache
import logging
import os
import random
import shutil
import sys
import traceback
from pathlib import Path

import numpy as np

for name in ("fft", "linalg", "polynomial", "random"):      # compiled modules can be imported once only
    __import__(f"numpy.{name}")

FOLDER = "/home/program"
COMPILED = ("numpy", "matplotlib", "contourpy", "kiwisolver", "PIL")     # can be imported once only
kept = []               # what every module holds, and what its lists, dicts and sets hold


def keep():
    """Remember the state to which every program comes."""
    modules = [vars(module) for module in list(sys.modules.values())
               if isinstance(module, type(sys)) and module is not me]
    inner = [value for names in modules for value in names.values() if type(value) in (list, dict, set)]
    gc.freeze()
    kept[:] = [(value, value.copy()) for value in [*modules, *inner, os.environ._data]]


def restore():
    """Bring that state back."""
    compiled = {name: module for name, module in sys.modules.items() if name.partition(".")[0] in COMPILED}
    for value, copy in kept:
        fill = value.extend if isinstance(value, list) else value.update
        value.clear()
        fill(copy)
    sys.modules.update(compiled)
    sys.settrace(None)
    sys.setrecursionlimit(limit)
    random.seed()
    np.random.seed()
    if "matplotlib.pyplot" in sys.modules:
        sys.modules["matplotlib.pyplot"].close("all")
        sys.modules["matplotlib"].rcdefaults()
    os.chdir("/")
    shutil.rmtree(FOLDER, ignore_errors=True)
    gc.collect()


def execute(text, name):
    """Run a program; gives whether it came to its end. An error is printed as Python prints it."""
    linecache.cache[name] = (len(text), None, text.splitlines(keepends=True), name)
    try:
        exec(compile(text, name, "exec"), {"__name__": "__main__", "__builtins__": __builtins__})
    except SystemExit as end:
        if isinstance(end.code, str):
            print(end.code, file=sys.stderr)
        return not end.code
    except BaseException as error:
        frames = error.__traceback__.tb_next        # without this one
        traceback.print_exception(type(error), error, frames)
        return False
    return True


def prepare(text):
    """Import what a program draws with; that takes long, once, and says so by itself."""
    if "matplotlib" in text and "matplotlib" not in sys.modules:
        logging.disable()
        __import__("matplotlib.pyplot")
        __import__("figure_backend")
        logging.disable(logging.NOTSET)
        keep()


def run(text, name):
    """Run a program; gives whether it came to its end, and the figures that it showed, as SVG."""
    os.makedirs(FOLDER)
    os.chdir(FOLDER)
    try:
        is_whole = contextvars.copy_context().run(execute, text, name)
        for stream in (sys.stdout, sys.stderr):
            stream.flush()
        drawn = sorted(Path(FOLDER).glob("figure-*.svg"), key=lambda path: int(path.stem.partition("-")[2]))
        return is_whole, [path.read_text("utf-8") for path in drawn]
    finally:
        restore()


me = sys.modules[__name__]
limit = sys.getrecursionlimit()
for stream in (sys.stdout, sys.stderr):
    stream.reconfigure(line_buffering=True)         # type: ignore[union-attr]
keep()
