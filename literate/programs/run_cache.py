"""Runs kept under ``.cache/runs/``: a program whose run is there costs a file read and imports nothing."""

from __future__ import annotations

import contextlib
import functools
import importlib.metadata
import pickle
import platform
from collections.abc import Iterator
from pathlib import Path

from literate.cache import Cache, cache_folder, fingerprint
from literate.programs import instruction_set
from literate.programs.program import Program
from literate.programs.run import Run
from literate.programs.syntax import imported_packages

# What else a package computes with, and under which names it is installed.
DISTRIBUTIONS = dict.fromkeys(("tensorflow", "keras"), ("tensorflow", "keras"))


@functools.cache
def installed_version(distribution: str) -> str:
    """The installed version of a distribution, or of its build for CPUs alone; "" where there is none."""
    for name in (distribution, f"{distribution}-cpu"):
        with contextlib.suppress(importlib.metadata.PackageNotFoundError):
            return importlib.metadata.version(name)
    return ""


@functools.lru_cache(maxsize=100_000)
def run_key(program: Program) -> str:
    """What a program's run depends on: its text and name, and all beside it."""
    return "\0".join([program.text, Path(program.name).name, *surroundings(imported_packages(program.text))])


def surroundings(imported: set[str]) -> Iterator[str]:
    """What the run of a program depends on beside it: the recorder's code, the versions of what it imports,
    the processor.
    """
    yield from (fingerprint("programs"), platform.python_version(), platform.system(), platform.machine())
    distributions = {"numpy"}.union(*(DISTRIBUTIONS.get(package, [package]) for package in imported))
    yield from (f"{distribution} {installed_version(distribution)}" for distribution in sorted(distributions))
    yield from (f"{name}={value}" for name, value in instruction_set.environment().items())


class RunCache:
    """Runs kept in a folder; several processes may use it at once."""

    def __init__(self, folder: Path | None = None):
        self.folder = folder or cache_folder("runs")
        self._files = Cache(self.folder)

    def get(self, program: Program) -> Run | None:
        """The program's run, if a whole one is kept."""
        data = self._files.get(run_key(program))
        return pickle.loads(data) if data else None

    def put(self, program: Program, run: Run) -> None:
        """Keep the run; where that can't be, a line says so once."""
        self._files.put(run_key(program), pickle.dumps(run))
