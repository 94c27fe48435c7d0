"""The book's programs as tests need them: run as they stand or edited, and their loops turned by hand.

Runs are kept like those of the pages, so that TensorFlow is imported only after a program or a version
changed; those of programs that need NumPy alone are kept apart from them.
"""

from __future__ import annotations

import ast
import functools
import pickle
import re
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import whole_book

from literate.cache import cache_folder
from literate.claims.claim import Reading
from literate.findings import ROOT
from literate.programs.history import Run
from literate.programs.program import SNIPPETS, Program
from literate.programs.run import CONTEXT, Pool, run_apart
from literate.programs.syntax import imported_packages

HERE = Path(__file__).parent


def text(name: str, *edits: tuple[str, str]) -> str:
    """The program's text, after each edit's old text, which stands there once, has become the new one."""
    edited = (SNIPPETS / name).read_text(encoding="utf-8")
    for old, new in edits:
        assert edited.count(old) == 1, f"{old!r} stands {edited.count(old)} times in {name}"
        edited = edited.replace(old, new)
    return edited


def undrawn(program: str) -> str:
    """The program's text without its lines that draw, which take longer than all that it computes."""
    return re.sub(r"^.*\bplt\b.*\n", "", program, flags=re.MULTILINE)


def twin_of(name: str) -> str:
    """The TensorFlow program of the same section: 411_2.py of 411_1.py."""
    return f"{name[:4]}{int(name[4]) + 1}.py"


class QuickPool(Pool):
    """Runs programs that need NumPy alone in forks of this process, which has imported it already.

    They compute with other instructions than the book's, so their runs are not kept with those.
    """

    def run_afresh(self, programs: list[Program]) -> Iterator[Run]:
        return (pickle.loads(run_apart(self.seconds, self.bytes, program)) for program in programs)


def run_programs(programs: list[Program], cache: Path | None = None, **limits) -> dict[str, Run]:
    """The run of each program by its text, as a pool gives it: in forks of this process where that will do.
    """
    cache, can_fork = cache or cache_folder("runs"), CONTEXT.get_start_method() == "fork"
    quick = [p for p in programs if can_fork and not limits and imported_packages(p.text) <= {"numpy"}]
    runs = QuickPool(cache / "quick").run(quick)
    return runs | Pool(cache, **limits).run(p for p in programs if p.text not in runs)


def run_all(texts: list[str], name: str = "program.py", *others: Program) -> list[Run]:
    """The run of each text; none fails or warns. Other programs run along with them."""
    done = run_programs([*(Program(name, each, HERE / name) for each in texts), *others])
    for each in texts:
        assert not done[each].error and not done[each].stderr, done[each].traceback or done[each].stderr
    return [done[each] for each in texts]


def run(text: str) -> Run:
    """The text's run, which neither fails nor warns."""
    return run_all([text])[0]


@functools.cache
def pages() -> tuple[list[Reading], dict[str, Run]]:
    """The Korean pages, and the runs of all that they show by the programs' texts."""
    readings = [whole_book.reading(path) for path in sorted((ROOT / "docs" / "ko").glob("*.md"))]
    return readings, Pool().run(program for reading in readings for program in reading.programs)


class Loop:
    """The assignments of a program before its loop and inside it, to be done from any state.

    ``start`` holds what the names have before the loop, ``state`` are those that the loop changes,
    ``constants`` those that it only reads; ``assignments`` are the lines of the loop that compute,
    ``targets`` what they bind.
    """

    def __init__(self, program: str):
        tree = ast.parse(program)
        loop = next(node for node in tree.body if isinstance(node, ast.For))
        before = [node for node in tree.body[:tree.body.index(loop)] if isinstance(node, ast.Assign)]
        self.start: dict[str, object] = {"np": np}
        exec(compile(ast.Module(before, []), "data", "exec"), self.start)
        del self.start["__builtins__"]
        self.assignments = [node for node in loop.body if isinstance(node, ast.Assign)]
        self.targets = [node.targets[0].id for node in self.assignments]
        self.codes = [compile(ast.Module([node], []), ast.unparse(node), "exec") for node in self.assignments]
        read = [node for assignment in self.assignments for node in ast.walk(assignment.value)]
        used = {node.id for node in read if isinstance(node, ast.Name)}
        self.state = [name for name in self.start if name in self.targets]
        self.constants = [name for name in self.start if name in used and name not in (*self.state, "np")]

    def turn(self, names: dict[str, object]) -> dict[str, object]:
        """All names after one turn from ``names``."""
        return self.lines(names, 0, len(self.codes))

    def lines(self, names: dict[str, object], first: int, last: int) -> dict[str, object]:
        """All names after the lines number ``first`` to ``last - 1`` of those that compute."""
        names = dict(names)
        for code in self.codes[first:last]:
            exec(code, names)
        return names


def printed(program: str) -> tuple[str, ...]:
    """The arrays that a program's loop prints, with lines such as ``print(' O =', O.numpy())``."""
    calls = [node for node in ast.walk(ast.parse(program)) if ast.unparse(node).startswith("print(' ")]
    return tuple(part.id for call in calls if isinstance(call, ast.Call)
                 for part in ast.walk(call.args[1]) if isinstance(part, ast.Name))


def states(loop: Loop, done: Run) -> list[dict[str, object]]:
    """What the names hold before each turn of the loop, as the run recorded them."""
    turns = range(-1, max(done.epochs))
    return [loop.start | {name: done.at(name, turn) for name in loop.state} for turn in turns]
