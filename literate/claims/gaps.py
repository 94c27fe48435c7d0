"""How far the numbers of two programs are apart."""

from __future__ import annotations

import ast
import functools
from collections.abc import Iterator

import numpy as np

from literate.claims.claim import Drift, Runs
from literate.programs import drift
from literate.programs.run import gap
from literate.programs.syntax import bound_names, epoch_loop

NOISE = 1e-12           # what two programs that compute in float64 differ by is less, and is rounding alone


def tightest(difference: float) -> tuple[str, float]:
    """The relation and the number that say most of a difference: ("<", 5e-07), or ("=", 0).

    The number is the smallest of 1, 2 and 5 times a power of ten that lies above it, so that no other digit
    would do.
    """
    if difference <= 0:
        return "=", 0.0
    power = 10.0 ** np.floor(np.log10(difference))
    step = next(step for step in (1, 2, 5, 10) if difference < step * power)
    return "<", float(f"{step * power:.0e}")


def check_bound(what: str, relation: str, bound: float, value: float) -> Iterator[str]:
    """What is wrong with saying that ``what`` is less than the bound, or is 0, where it is ``value``.

    On another machine another bound may be right: a difference comes from rounding, and that is the
    processor's.
    """
    if not np.isfinite(value):
        yield f"{what} compares programs of which one has other turns, another shape, or no number"
        return
    sign, number = tightest(value)
    if (relation, bound) == (sign, number):
        return
    rest = "is 0" if sign == "=" else f"is {value:.2g}, so the number to say is {number:g}"
    wrong = f"the page says {bound:g}; {what} {rest}"
    near = bound / 10 <= value < 10 * bound or max(bound, value) < NOISE
    right_elsewhere = near and (relation, bound) == tightest(0.99 * bound)
    here = drift.machine_differences()
    yield Drift(f"{wrong} ({here})") if right_elsewhere and here else wrong


def largest_difference(first: str, second: str, runs: Runs) -> float:
    """How far the variables that both programs bind in their loops, or that one prints, are apart at most
    when an epoch is over. ``first`` and ``second`` are the programs' texts.

    Infinite where one has turns that the other has not, or no value for such a variable, or where there is
    nothing to compare: what cannot be compared is not the same.
    """
    texts, both = (first, second), (runs[first], runs[second])
    names = [names_in_loop(text) for text in texts]
    changed = [{name for name, entries in run.timeline.items() if any(epoch >= 0 for _, epoch, _ in entries)}
               for run in both]
    printed = (names_printed(first) | names_printed(second)) & (changed[0] | changed[1])
    compared = (names[0] & names[1] | changed[0] & changed[1] | printed) - {loop_variable(text)
                                                                            for text in texts}
    turns = [{epoch for epoch in run.epochs if epoch >= 0} for run in both]
    if turns[0] != turns[1] or not turns[0] or not compared:
        return float("inf")
    try:
        return max(gap(*(np.stack([run.at(name, epoch) for epoch in turns[0]], axis=-1) for run in both))
                   for name in compared)
    except (KeyError, ValueError):              # no value, or one of another shape
        return float("inf")


@functools.lru_cache(maxsize=1024)
def names_in_loop(program: str) -> set[str]:
    """What the loop of a program's text binds."""
    loop = epoch_loop(ast.parse(program))
    return set(bound_names(loop)) if loop else set()


@functools.lru_cache(maxsize=1024)
def loop_variable(program: str) -> str:
    """The variable that counts the turns of a program's loop; "" where none does."""
    loop = epoch_loop(ast.parse(program))
    return loop.target.id if loop else ""


@functools.lru_cache(maxsize=1024)
def names_printed(program: str) -> set[str]:
    """The names that the ``print`` calls of a program's text read."""
    calls = [node for node in ast.walk(ast.parse(program)) if isinstance(node, ast.Call)]
    return {part.id for call in calls if ast.unparse(call.func) == "print"
            for part in ast.walk(call) if isinstance(part, ast.Name)}
