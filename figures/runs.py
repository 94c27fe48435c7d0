"""Where the figures' numbers come from: runs of the chapter's programs."""

from __future__ import annotations

import functools
from dataclasses import replace

import numpy as np

from figures.style import decimals
from literate.programs.history import Run
from literate.programs.program import Program, load_program
from literate.programs.run import Pool


class ProgramFailed(Exception):
    """A program fails as it stands in snippets/, of which its page speaks, too."""


def run(name: str, *edit: str) -> Run:
    """The run of ``snippets/NAME.py``; with an edit, of the program in which its new text replaces its old.

    Raises ProgramFailed if the program fails, RuntimeError if only the edited one does, ValueError if the
    program does not hold the edit's old text exactly once.
    """
    program = load_program(f"{name}.py")
    own = _run(program, ProgramFailed)
    if not edit:
        return own
    old, new = edit
    if (times := program.text.count(old)) != 1:
        raise ValueError(f"{program.path}: {old!r} stands there {times} times, not once")
    return _run(replace(program, text=program.text.replace(old, new)), RuntimeError)


@functools.cache
def _run(program: Program, failure: type[Exception]) -> Run:
    result = Pool().run([program])[program.text]
    if result.error:
        raise failure(f"snippets/{program.path.name}:{result.error_line}: {result.error}")
    return result


def bindings(run: Run, name: str, epoch: int = 0) -> list[np.ndarray]:
    """All the values that an epoch gives a name, in time, each as a matrix (n × k)."""
    return [np.atleast_2d(value) for _, when, value in run.timeline[name] if when == epoch]


def start(run: Run, name: str) -> np.ndarray:
    """The value (n × k) that the first epoch works with: data as given, results as first computed."""
    return np.atleast_2d(run.first(name))


def data_places(run: Run) -> dict[str, int]:
    """Decimals for what a program begins with, by name: as many for all, none for arrays of integers."""
    names = [name for name in run.timeline if run.timeline[name][0][1] < 0 and name != "lr"]
    real = [name for name in names if run.first(name).dtype.kind == "f"]
    shared = max((decimals(run.first(name).ravel()) for name in real), default=0)
    return {name: shared if name in real else 0 for name in names}
