"""Runs a program's text as ``python program.py`` would, and notes what its names are bound to, line by line.

Between the statements of the program's own module stand calls that look at all names, for a statement may
change more than it binds: an array in place, under another name, in a function that it calls. Functions and
classes are left as they are written, and so is what a traceback shows.
"""

import ast
import builtins
import contextlib
import functools
import linecache
import operator
import sys
import time
import traceback
import types
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import numpy as np

from literate.programs.history import AFTER_LOOP, BEFORE_LOOP, Run, Variable
from literate.programs.syntax import SCOPES, Statement, epoch_loop, statements_by_line

# Kinds of values that are no arrays, looked for first since most names have them.
PLAIN = {int, float, bool, str, list, tuple, type(None), np.float64, np.int64, types.ModuleType,
         types.FunctionType}
RECORDER = "__recorder__"
INSIDE = ("body", "orelse", "handlers", "finalbody", "cases")          # what statements have inside them
LARGEST = 10_000        # elements of an array that is recorded


def record(text: str, filename: str) -> Run:
    """Run ``text`` as the main program, called ``filename``; what it raises ends up in the run's error.

    The run knows nothing of what the program wrote: neither streams nor figures.
    """
    run = Run()
    started = time.perf_counter()
    module = types.ModuleType("__main__")
    # Spelled otherwise, or TensorFlow takes the file for the source of the functions that it rewrites.
    module.__file__ = str(Path(filename).parent) + "/./" + Path(filename).name
    sys.modules["__main__"] = module
    linecache.cache[filename] = (len(text), None, text.splitlines(keepends=True), filename)
    try:
        tree = ast.parse(text, filename)
        recorder = _Recorder(tree, module.__dict__)
        instrument(tree)
        module.__dict__["__builtins__"] = vars(builtins) | {RECORDER: recorder}
        code = compile(ast.fix_missing_locations(tree), filename, "exec", dont_inherit=True)
        try:
            exec(code, module.__dict__)
        finally:
            recorder.note_statement(None)
            run.variables, run.unrecorded = recorder.history()
    except BaseException as error:
        if not isinstance(error, SystemExit) or error.code not in (None, 0):
            _note_error(run, error, filename)
    run.seconds = time.perf_counter() - started
    return run


def _note_error(run: Run, error: BaseException, filename: str) -> None:
    run.error = "".join(traceback.format_exception_only(error)).strip().splitlines()[-1]
    frames = error.__traceback__.tb_next            # without this module's
    lines = [line for frame, line in traceback.walk_tb(frames) if frame.f_code.co_filename == filename]
    lines += [error.lineno] if isinstance(error, SyntaxError) and error.lineno else []
    run.error_line = lines[-1] if lines else 1
    run.traceback = "".join(traceback.format_exception(type(error), error, frames))


def instrument(node: ast.AST) -> list[ast.AST]:
    """The node with calls of the recorder in front of each module-level statement, and where a loop or a
    ``with`` comes back to its head, which binds names, too.
    """
    for name in () if isinstance(node, SCOPES) else INSIDE:
        inside = getattr(node, name, [])
        inside[:] = [each for part in inside for each in instrument(part)]
    if isinstance(node, ast.For):
        node.iter = call("iterate", node, node.iter)
    elif isinstance(node, ast.While):
        node.test = ast.BoolOp(ast.Or(), [call("note", node), node.test])
    elif isinstance(node, ast.With):
        node.body.append(ast.Expr(call("note", node)))
    is_first = isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) or \
        isinstance(node, ast.ImportFrom) and node.module == "__future__"        # nothing may precede them
    return [ast.Expr(call("note", node)), node] if isinstance(node, ast.stmt) and not is_first else [node]


def call(method: str, node: ast.stmt, *arguments: ast.expr) -> ast.expr:
    """A call of a recorder's method with the statement's line."""
    function = ast.Attribute(ast.Name(RECORDER, ast.Load()), method, ast.Load())
    return ast.Call(function, [ast.Constant(node.lineno), *arguments], [])


class _Recorder:
    """Notes what a statement bound or changed when another one follows."""

    def __init__(self, tree: ast.Module, names: dict):
        self.names = names
        self.statements = statements_by_line(tree)
        self.loop = epoch_loop(tree)
        self.body = range(self.loop.lineno + 1, self.loop.body[-1].end_lineno + 1) if self.loop else ()
        self.counter = ast.unparse(self.loop.target) if self.loop else ""
        self.turns: list[Any] = []              # what the loop's variable was in each
        self.moment: Any = BEFORE_LOOP          # or the last of these, or AFTER_LOOP
        self.order = 0                          # of the statement in the run; shared by all that it binds
        self.current: Statement | None = None
        self.seen: dict[str, tuple[object, tuple | None]] = {}          # the object last seen; what it held
        self.bound: dict[tuple, list[tuple[int, Any, np.ndarray]]] = {}     # by name, line and format
        self.unrecorded: list[tuple[int, str, Any]] = []                # order, name, moment

    def note(self, line: int) -> None:
        """Note the statement just left, where that of the line is another one."""
        following = self.statements.get(line, self.current)
        if following is not self.current:
            self.note_statement(following)
            self.current = following

    def iterate(self, line: int, values: Iterable) -> Iterator:
        """The values that a loop goes through; each time that another one is asked for, its head follows.

        No frame of this module stands in the traceback of what fails meanwhile.
        """
        heads = iter(functools.partial(self.note, line), "never")
        return map(operator.itemgetter(1), zip(heads, values))

    def note_statement(self, following: Statement | None) -> None:
        """Copy what the statement just left has bound, and what else has another value now."""
        if not self.current:
            return
        bound = self.current.names
        if self.loop and self.current.first == self.loop.lineno:
            if following and following.first in self.body:
                self.moment = self.names.get(self.counter)
                self.turns.append(self.moment)
            else:                               # there was nothing left to bind its variable to
                self.moment, bound = AFTER_LOOP, ()
        elif self.turns and self.current.first not in self.body:
            self.moment = AFTER_LOOP
        for name in dict.fromkeys((*bound, *self.names, *self.seen)):
            self.note_name(name, self.current.first, name in bound)
        self.order += 1

    def note_name(self, name: str, line: int, is_bound: bool) -> None:
        """Copy the name's value if it was bound now or is another than before; note if it has none now."""
        value = self.names.get(name)
        before, held_before = self.seen.get(name, (None, None))
        if value is before and not is_bound and _is_unchanged(value, held_before):
            return
        array = _as_array(value)
        held = None if array is None else (array.dtype, array.shape, array.tobytes())
        self.seen[name] = value, held
        if array is None:
            if held_before:
                self.unrecorded.append((self.order, name, self.moment))
        elif is_bound or held != held_before:
            found = self.bound.setdefault((name, line, array.dtype, array.shape), [])
            found.append((self.order, self.moment, array))

    def history(self) -> tuple[tuple[Variable, ...], tuple[tuple[int, str, int], ...]]:
        """All that was noted, as ``Run.variables`` and ``Run.unrecorded``. There are epochs only where
        different numbers count the turns.
        """
        is_counted = all(isinstance(turn, (int, np.integer)) and turn >= 0 for turn in self.turns) and \
            len(set(self.turns)) == len(self.turns)

        def epoch(moment: Any) -> int:
            return int(moment) if is_counted else BEFORE_LOOP

        times = {key: ((order, epoch(moment), value) for order, moment, value in found)
                 for key, found in self.bound.items()}
        variables = tuple(Variable(name, line, *map(np.array, zip(*found)))
                          for (name, line, *_), found in times.items())
        return variables, tuple((order, name, epoch(moment)) for order, name, moment in self.unrecorded)


def _as_array(value: Any) -> np.ndarray | None:
    """A copy of a number, an array or a tensor as a NumPy array; None for anything else."""
    if isinstance(value, (bool, int, float, np.generic)):
        array = np.array(value)
    elif type(value) is np.ndarray:         # not a masked array, which hides what it holds
        array = value.copy()
    elif hasattr(value, "numpy") and hasattr(value, "dtype") and hasattr(value, "shape"):
        tapes = sys.modules.get("tensorflow.python.eager.record")
        # No tf.GradientTape of the program takes a look at a tf.Variable for a use of it.
        with tapes.stop_recording() if tapes else contextlib.nullcontext():
            array = np.array(value.numpy())
    else:
        return None
    return array if array.dtype.kind in "biuf" and array.size <= LARGEST else None


def _is_unchanged(value: Any, held: tuple | None) -> bool:
    """Whether the very object that ``held`` that when it was last seen must hold it still."""
    if type(value) is np.ndarray:
        return held is not None and (value.dtype, value.shape, value.tobytes()) == held
    is_array = isinstance(value, np.ndarray) or hasattr(value, "assign")        # as a tf.Variable has
    return type(value) in PLAIN or not is_array
