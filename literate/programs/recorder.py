"""Run one program's own text as ``python program.py`` would, and note what its names are bound to, line by line.

Nothing is injected into the program: the interpreter's trace hook looks on from outside, at the program's own
module frame only. After each statement it looks at all names, for a statement may change more than it binds:
an array in place, under another name, in a function that it calls.
"""

from __future__ import annotations

import ast
import contextlib
import io
import linecache
import sys
import time
import traceback
import types
from dataclasses import dataclass, field

import numpy as np

BEFORE_LOOP = -1
AFTER_LOOP = -2
COUNTERS = ("epoch", "step")        # a loop with such a variable is the one that counts, whatever others there are


@dataclass
class Record:
    """What one run left behind, apart from what it wrote to its streams."""

    events: list[tuple[int, int, str, int, np.ndarray]] = field(default_factory=list)  # order, line, name, epoch, value
    gone: list[tuple[int, str, int]] = field(default_factory=list)      # order, name, epoch: it has no value any more
    error: str = ""
    error_line: int = 0
    traceback: str = ""
    seconds: float = 0.0


PLAIN = {int, float, bool, str, type(None), np.float64, np.int64, types.ModuleType, types.FunctionType, list, tuple}
"""Kinds of values that are no arrays, looked for first since most names have them."""
SCOPES = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)      # what is inside has names of its own


@dataclass(frozen=True)
class Statement:
    """The lines of one module-level statement (of a loop or with: its head) and the names they bind."""

    first: int
    last: int
    names: tuple[str, ...]


def statements(tree: ast.Module) -> dict[int, Statement]:
    """The innermost module-level statement on each line; function and class bodies are not the module's."""
    found: dict[int, Statement] = {}

    def visit(body: list[ast.stmt]) -> None:
        for node in body:
            inner = statements_inside(node)
            last = min(s.lineno for s in inner) - 1 if inner else node.end_lineno
            bound = bound_names(node, inner)
            statement = Statement(node.lineno, max(last, node.lineno), bound)
            if node.lineno in found and found[node.lineno].last >= node.lineno:    # a = 1; b = 2
                statement = Statement(found[node.lineno].first, statement.last, found[node.lineno].names + bound)
            found.update(dict.fromkeys(range(statement.first, statement.last + 1), statement))
            if not isinstance(node, SCOPES):
                visit(inner)

    visit(tree.body)
    return found


def statements_inside(node: ast.AST) -> list[ast.stmt]:
    """The statements one level below: a loop's, those of each branch, of each ``except`` and ``case``."""
    found = []
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.stmt):
            found.append(child)
        elif isinstance(child, (ast.ExceptHandler, ast.match_case)):
            found += statements_inside(child)
    return found


def bound_names(node: ast.stmt, inner: list[ast.stmt]) -> tuple[str, ...]:
    """The names that the statement itself binds, in order, not those of statements inside it."""
    if isinstance(node, (*SCOPES, ast.Import, ast.ImportFrom)):
        return ()
    names: dict[str, None] = {}
    todo: list[ast.AST] = [node]
    while todo:
        part = todo.pop(0)
        if isinstance(part, ast.Name) and isinstance(part.ctx, ast.Store):
            names[part.id] = None
        todo += [child for child in ast.iter_child_nodes(part)
                 if not any(child is s for s in inner) and not isinstance(child, (ast.comprehension, ast.Lambda))]
    return tuple(names)


def epoch_loop(tree: ast.Module) -> ast.For | None:
    """The program's loop over epochs or steps: its one ``for NAME in …``, or its one whose NAME is epoch or step.

    None where a number would not tell one turn from all others: of a loop inside another statement, which may run
    again, or of one that binds its NAME anew. None, too, of a loop on one line, whose turns cannot be told apart.
    """
    loops, todo = [], list(tree.body)
    while todo:
        node = todo.pop()
        todo += [] if isinstance(node, SCOPES) else statements_inside(node)
        if isinstance(node, ast.For) and isinstance(node.target, ast.Name):
            loops.append(node)
    loops = [loop for loop in loops if loop.target.id in COUNTERS] or loops
    if len(loops) != 1 or loops[0] not in tree.body or loops[0].body[0].lineno == loops[0].lineno:
        return None
    bound = {name for node in loops[0].body for name in bound_names(node, [])}
    return None if loops[0].target.id in bound else loops[0]


def as_array(value: object) -> np.ndarray | None:
    """A copy of a number, an array or a tensor as a NumPy array; None for anything else."""
    if isinstance(value, (bool, int, float, np.generic)):
        array = np.array(value)
    elif type(value) is np.ndarray:         # not a masked array, which hides what it holds
        array = value.copy()
    elif hasattr(value, "numpy") and hasattr(value, "dtype") and hasattr(value, "shape"):
        with _off_the_tape():
            array = np.array(value.numpy())
    else:
        return None
    return array if array.dtype.kind in "biuf" and array.size <= 10_000 else None


def is_unchanged(value: object, held: tuple | None) -> bool:
    """Whether the very object that held that when it was last seen must hold it still."""
    kind = type(value)
    if kind is np.ndarray:
        return held is not None and (value.dtype, value.shape, value.tobytes()) == held
    return kind in PLAIN or not isinstance(value, np.ndarray) and not hasattr(value, "assign")     # a variable of TensorFlow


def _off_the_tape():
    """While this lasts, no tf.GradientTape of the program takes a look at a tf.Variable for a use of it."""
    tapes = sys.modules.get("tensorflow.python.eager.record")
    return tapes.stop_recording() if tapes else contextlib.nullcontext()


def run(text: str, filename: str) -> Record:
    """Run ``text`` as the main program; whatever it raises ends up in the record."""
    record = Record()
    started = time.perf_counter()
    module = types.ModuleType("__main__")
    module.__file__ = filename
    sys.modules["__main__"] = module
    linecache.cache[filename] = (len(text), None, text.splitlines(keepends=True), filename)
    try:
        tree = ast.parse(text, filename)
        code = compile(text, filename, "exec", dont_inherit=True)
        tracer = _Tracer(code, tree, module.__dict__, record)
        sys.settrace(tracer.on_call)
        try:
            exec(code, module.__dict__)
        finally:
            if sys.gettrace() != tracer.on_call:
                record.error, record.error_line = "it sets a trace function, and then nobody sees its variables", 1
            sys.settrace(None)
            tracer.count()
    except SystemExit as stop:
        if stop.code not in (None, 0):
            record.error = f"it exits with {stop.code!r}"
            record.error_line = _line_in(stop.__traceback__, filename)
    except BaseException as error:
        _note_error(record, error, filename)
    record.seconds = time.perf_counter() - started
    return record


def _note_error(record: Record, error: BaseException, filename: str) -> None:
    record.error = "".join(traceback.format_exception_only(error)).strip().splitlines()[-1]
    record.error_line = getattr(error, "lineno", None) if isinstance(error, SyntaxError) else None
    record.error_line = record.error_line or _line_in(error.__traceback__, filename) or 1
    frames = error.__traceback__
    while frames and frames.tb_frame.f_code.co_filename != filename:
        frames = frames.tb_next
    stream = io.StringIO()
    traceback.print_exception(type(error), error, frames, file=stream)
    record.traceback = stream.getvalue()


def _line_in(frames: types.TracebackType | None, filename: str) -> int:
    """The program's own line that the error came through."""
    line = 0
    while frames:
        if frames.tb_frame.f_code.co_filename == filename:
            line = frames.tb_lineno
        frames = frames.tb_next
    return line


class _Tracer:
    """Notes what a statement bound or changed when the interpreter goes on to another one."""

    def __init__(self, code: types.CodeType, tree: ast.Module, names: dict, record: Record):
        self.code, self.names, self.record = code, names, record
        self.statements = statements(tree)
        self.loop = epoch_loop(tree)
        self.body = range(self.loop.lineno + 1, self.loop.body[-1].end_lineno + 1) if self.loop else range(0)
        self.turns: list[object] = []           # what the loop's variable was in each
        self.moment = BEFORE_LOOP               # or a turn's index, or AFTER_LOOP
        self.order = 0                          # of the statement in the run; shared by all that it binds
        self.current: Statement | None = None
        self.seen: dict[str, tuple[object, tuple | None]] = {}     # the object last seen, and what it held

    def on_call(self, frame: types.FrameType, event: str, argument: object):
        return self.on_line if frame.f_code is self.code else None

    def on_line(self, frame: types.FrameType, event: str, argument: object):
        if event == "line":
            following = self.statements.get(frame.f_lineno, self.current)
            if following is not self.current:
                self.note(following)
                self.current = following
        elif event == "return":
            self.note(None)
        return self.on_line

    def note(self, following: Statement | None) -> None:
        """Copy what the statement just left has bound, and what else has another value now."""
        if not self.current:
            return
        bound = self.current.names
        if self.loop and self.current.first == self.loop.lineno:
            if following and following.first in self.body:
                self.turns.append(self.names.get(self.loop.target.id))
                self.moment = len(self.turns) - 1
            else:                               # there was nothing left to bind its variable to
                self.moment, bound = AFTER_LOOP, ()
        elif self.moment >= 0 and self.current.first not in self.body:
            self.moment = AFTER_LOOP
        for name in dict.fromkeys((*bound, *self.names, *self.seen)):
            self.note_name(name, name in bound)
        self.order += 1

    def note_name(self, name: str, is_bound: bool) -> None:
        """Copy the name's value if it was bound now or is another than before; or note that it has none any more."""
        value = self.names.get(name)
        before, held_before = self.seen.get(name, (None, None))
        if value is before and not is_bound and is_unchanged(value, held_before):
            return
        array = as_array(value)
        held = None if array is None else (array.dtype, array.shape, array.tobytes())
        self.seen[name] = value, held
        if array is None:
            if held_before:
                self.record.gone.append((self.order, name, self.moment))
        elif is_bound or held != held_before:
            self.record.events.append((self.order, self.current.first, name, self.moment, array))

    def count(self) -> None:
        """Give the events their epochs; there are none if the turns are not counted by numbers, each by its own."""
        epochs = {index: int(turn) for index, turn in enumerate(self.turns)
                  if isinstance(turn, (int, np.integer)) and turn >= 0}
        countable = len(set(epochs.values())) == len(self.turns)
        epochs |= {BEFORE_LOOP: BEFORE_LOOP, AFTER_LOOP: AFTER_LOOP}
        if not countable:
            epochs = dict.fromkeys((*range(len(self.turns)), BEFORE_LOOP, AFTER_LOOP), BEFORE_LOOP)
        record = self.record
        record.events = [(order, line, name, epochs[moment], value) for order, line, name, moment, value in record.events]
        record.gone = [(order, name, epochs[moment]) for order, name, moment in record.gone]
