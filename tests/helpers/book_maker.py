"""A small book in a temporary folder, for tests that need pages and programs of their own."""

from __future__ import annotations

import functools
import pickle
from collections.abc import Iterator
from pathlib import Path

from literate.cache import cache_folder
from literate.claims.claim import Reading
from literate.claims.proof import findings_of, form_findings
from literate.claims.reader import read
from literate.programs.pool import CONTEXT, Pool, run_apart
from literate.programs.program import Program, load_program
from literate.programs.run import Run
from literate.programs.syntax import imported_packages

FENCE = "```"


class QuickPool(Pool):
    """Runs programs that need NumPy alone in forks of this process, which has imported it already.

    They compute with other instructions than the book's, so their runs are not kept with those.
    """

    def run_afresh(self, programs: list[Program]) -> Iterator[Run]:
        return (pickle.loads(run_apart(self.seconds, self.bytes, program)) for program in programs)


class Book:
    """Pages and programs below one folder; ``findings`` is what a reader of the report would get."""

    def __init__(self, folder: Path):
        self.folder = folder
        self.cache = cache_folder("runs")      # the project's own: many of these books have the same programs
        for name in ("docs", "snippets"):
            (folder / name).mkdir()

    def program(self, name: str, text: str | bytes) -> str:
        """Write a program; gives the fence that shows it on a page."""
        data = text.encode() if isinstance(text, str) else text
        (self.folder / "snippets" / name).write_bytes(data)
        return f'{FENCE}python title="{name}"\n--8<-- "{name}"\n{FENCE}\n'

    def page(self, text: str, name: str = "411.md") -> Reading:
        """Write a page and read it."""
        path = self.folder / "docs" / name
        path.write_bytes(text.encode())
        return read(path, functools.partial(load_program, snippets=self.folder / "snippets"))

    def runs(self, *readings: Reading, **limits) -> dict[str, Run]:
        programs = [program for reading in readings for program in reading.programs]
        can_fork = CONTEXT.get_start_method() == "fork"
        quick = [p for p in programs if can_fork and not limits and imported_packages(p.text) <= {"numpy"}]
        runs = QuickPool(self.cache / "quick").run(quick)
        return runs | Pool(self.cache, **limits).run(p for p in programs if p.text not in runs)

    def findings(self, *readings: Reading, **limits) -> list[str]:
        """Every finding about the pages, as shown, without the folder."""
        runs = self.runs(*readings, **limits)
        found = [f for r in readings for f in [*form_findings(r), *findings_of(r, r.claims, runs)]]
        return [str(f).replace(f"{self.folder.as_posix()}/", "") for f in found]


def output(text: str) -> str:
    return f"{FENCE}output\n{text}\n{FENCE}\n"
