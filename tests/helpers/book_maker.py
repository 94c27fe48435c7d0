"""A small book in a temporary folder, for tests that need pages and programs of their own."""

from __future__ import annotations

import functools
from pathlib import Path

from training_loops import run_programs

from literate.cache import cache_folder
from literate.claims.claim import Reading
from literate.claims.proof import findings_of, form_findings
from literate.claims.reader import read
from literate.programs.history import Run
from literate.programs.program import load_program

FENCE = "```"


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
        return run_programs(programs, self.cache, **limits)

    def findings(self, *readings: Reading, **limits) -> list[str]:
        """Every finding about the pages, as shown, without the folder."""
        runs = self.runs(*readings, **limits)
        found = [f for r in readings for f in [*form_findings(r), *findings_of(r, r.claims, runs)]]
        return [str(f).replace(f"{self.folder.as_posix()}/", "") for f in found]


def output(text: str) -> str:
    return f"{FENCE}output\n{text}\n{FENCE}\n"
