"""Run one program's own text as ``python program.py`` would, and note what its names are bound to, line by line.

Nothing is injected into the program: the interpreter's trace hook looks on from outside, at the program's own
module frame only.
"""

from __future__ import annotations

import ast
import io
import linecache
import sys
import time
import traceback
import types
from dataclasses import dataclass, field

import numpy as np

BEFORE_LOOP = -1


@dataclass
class Record:
    """What one run left behind, apart from what it wrote to its streams."""

    events: list[tuple[int, str, int, np.ndarray]] = field(default_factory=list)   # line, name, epoch, value
    error: str = ""
    error_line: int = 0
    traceback: str = ""
    seconds: float = 0.0


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
            inner = [getattr(node, part, []) for part in ("body", "orelse", "finalbody")]
            heads = [s for part in inner for s in part if isinstance(s, ast.stmt)]
            last = min(s.lineno for s in heads) - 1 if heads else node.end_lineno
            bound = bound_names(node, heads)
            statement = Statement(node.lineno, max(last, node.lineno), bound)
            if node.lineno in found and found[node.lineno].last >= node.lineno:    # a = 1; b = 2
                statement = Statement(found[node.lineno].first, statement.last, found[node.lineno].names + bound)
            found.update(dict.fromkeys(range(statement.first, statement.last + 1), statement))
            if not isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
                for part in inner:
                    visit([s for s in part if isinstance(s, ast.stmt)])

    visit(tree.body)
    return found


def bound_names(node: ast.stmt, inner: list[ast.stmt]) -> tuple[str, ...]:
    """The names that the statement itself binds, in order, not those of statements inside it."""
    if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Import, ast.ImportFrom)):
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
    """The program's loop over epochs or steps: the first ``for NAME in …`` at module level."""
    loops = (node for node in tree.body if isinstance(node, ast.For) and isinstance(node.target, ast.Name))
    return next(loops, None)


def as_array(value: object) -> np.ndarray | None:
    """A copy of a number, an array or a tensor as a NumPy array; None for anything else."""
    if isinstance(value, (bool, int, float, np.generic)):
        array = np.array(value)
    elif isinstance(value, np.ndarray):
        array = value.copy()
    elif hasattr(value, "numpy") and hasattr(value, "dtype") and hasattr(value, "shape"):
        array = np.array(value.numpy())
    else:
        return None
    return array if array.dtype.kind in "biuf" and array.size <= 10_000 else None


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
            sys.settrace(None)
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
    """Notes the names a statement bound when the interpreter goes on to another one."""

    def __init__(self, code: types.CodeType, tree: ast.Module, names: dict, record: Record):
        self.code, self.names, self.record = code, names, record
        self.statements = statements(tree)
        loop = epoch_loop(tree)
        self.loop_name = loop.target.id if loop else None
        self.loop_lines = range(loop.lineno + 1, loop.end_lineno + 1) if loop else range(0)
        self.current: Statement | None = None

    def on_call(self, frame: types.FrameType, event: str, argument: object):
        return self.on_line if frame.f_code is self.code else None

    def on_line(self, frame: types.FrameType, event: str, argument: object):
        if event == "line":
            following = self.statements.get(frame.f_lineno)
            if following is not self.current:
                self.note()
                self.current = following
        elif event == "return":
            self.note()
        return self.on_line

    def note(self) -> None:
        """Copy what the statement just left has bound."""
        if not self.current:
            return
        for name in self.current.names:
            value = as_array(self.names.get(name))
            if value is not None:
                inside = self.current.first in self.loop_lines or name == self.loop_name
                self.record.events.append((self.current.first, name, self.turn() if inside else BEFORE_LOOP, value))

    def turn(self) -> int:
        """What the loop's variable counts now; BEFORE_LOOP where it runs over other things than whole numbers."""
        value = self.names.get(self.loop_name)
        return int(value) if isinstance(value, (int, np.integer)) else BEFORE_LOOP
