"""How many digits a number is shown with, so that every arithmetic shown comes out as shown.

A form says how a variable's values look by themselves: ``i`` an integer; ``r`` all digits, as Python's repr;
``f3`` three decimals; ``a3`` three decimals, and three significant digits where the value is small. An
operand may show some digits more. docs/assets/js/step-viewer/numbers.js writes numbers by the same rules.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass

import numpy as np

NUMBER = re.compile(r"-?\d+\.?\d*(?:e[+-]?\d+)?|-?\binf\b|\bnan\b")
FULL = 99                   # extra digits: all that there are
USUAL_DECIMALS = 3
LONGEST_LITERAL = 8         # characters: data are shown as the program writes them, but not 17 random digits
HUGE = 1e15                 # from here on a double has no decimals
MARGIN = 0.49               # of the last digit shown: a result on the edge needs no luck in rounding

# How much more than its form a line shows: (code, extra digits of the operands, extra digits of the result).
# A result needs a digit more itself where it lies halfway between two shorter ones.
CHOICES = [*((str(k), k, 0) for k in range(10)), ("y", FULL, 0),
           *(("abcdefghij"[k], k, 1) for k in range(10)), ("z", FULL, 1), ("x", FULL, FULL)]
NONE = "-"                  # no arithmetic


def shown(value: float, form: str, extra: int = 0) -> str:
    """The value as text, in its form and with some digits more."""
    value = float(value)
    if not math.isfinite(value):
        return str(value)
    if form == "i":
        return str(int(value))
    if form == "r" or extra == FULL or abs(value) >= HUGE:
        return repr(value)
    digits = int(form[1:]) + extra
    if form[0] == "f" or value == 0:
        return f"{value:.{digits}f}"
    scientific = f"{value:.{digits - 1}e}"
    exponent = int(scientific.partition("e")[2])
    if exponent < -4:
        return scientific
    return f"{value:.{digits if exponent >= -1 else digits - 1 - exponent}f}"


def unit(text: str) -> float:
    """The worth of the last digit shown; 0 where all of them are (a result then has to be equal)."""
    mantissa, _, exponent = text.partition("e")
    return 10.0 ** (int(exponent or 0) - len(mantissa.partition(".")[2]))


def form_of(values: np.ndarray, literal: bool, printed: list[str]) -> str:
    """The form for a variable: as the program writes it, as the program prints it, or else the usual one.

    ``values`` are in the order of time, ``printed`` holds the numbers that the program printed. A variable
    counts as printed with n decimals where all of its values stand among them in that order.
    """
    if values.dtype.kind in "biu":
        return "i"
    flat = values.astype(np.float64).ravel().tolist()
    if literal and all(len(repr(value)) <= LONGEST_LITERAL for value in flat):
        return "r"
    decimals = Counter(len(text.partition(".")[2]) for text in printed if "." in text and "e" not in text)
    if values.dtype == np.float64 and _in_order(map(repr, flat), printed):
        return "r"
    for digits in sorted(decimals, reverse=True):
        if 0 < digits < 16 and _in_order((f"{value:.{digits}f}" for value in flat), printed):
            return f"f{digits}"
    usual = decimals.most_common(1)[0][0] if decimals else 0
    return f"a{usual if USUAL_DECIMALS < usual <= LONGEST_LITERAL else USUAL_DECIMALS}"


def _in_order(wanted: Iterable[str], printed: list[str]) -> bool:
    texts = iter(printed)
    return all(text in texts for text in wanted)


class Column:
    """One element's values, one for each time its line ran, and how many digits of each are ever shown."""

    def __init__(self, values: np.ndarray, form: str):
        self.values = values.astype(np.float64)
        self.precision = float(np.finfo(values.dtype if values.dtype.kind == "f" else np.float64).eps)
        self.form = form
        self.needed = np.zeros(len(values), int)
        self.cache: dict[int, tuple[np.ndarray, np.ndarray]] = {}

    def rounded(self, extra: int) -> tuple[np.ndarray, np.ndarray]:
        """The values as shown with extra digits, and how far a result may be from each (0: not at all)."""
        if extra not in self.cache:
            texts = [shown(value, self.form, extra) for value in self.values]
            exact = self.form == "r" or extra == FULL
            half = [0.0 if exact else unit(text) * MARGIN for text in texts]
            self.cache[extra] = np.array([float(text) for text in texts]), np.array(half)
        return self.cache[extra]

    def need(self, at: np.ndarray, extra: int) -> None:
        """The values at these times are shown with so many extra digits."""
        np.maximum.at(self.needed, at, extra)

    def stored(self) -> list[float]:
        """The values with as many digits as are ever shown; texts with fewer come out the same."""
        return list(map(self._shortest, self.values.tolist(), self.needed.tolist()))

    def _shortest(self, value: float, needed: int) -> float:
        for digits in range(needed, 16):
            short = float(shown(value, self.form, digits))
            if all(shown(short, self.form, k) == shown(value, self.form, k) for k in range(needed + 1)):
                return short
        return value


@dataclass(frozen=True)
class Operand:
    """What an arithmetic reads: columns, at which times it reads each, and which of its values then."""

    parts: list[tuple[Column, np.ndarray, np.ndarray]]
    count: int

    @property
    def known(self) -> np.ndarray:
        """At which times there is a value at all."""
        known = np.zeros(self.count, bool)
        for _, times, _ in self.parts:
            known[times] = True
        return known

    def values(self, extra: int | None = None) -> np.ndarray:
        """The values as shown with so many extra digits; None: as recorded. nan where there is none."""
        gathered = np.full(self.count, np.nan)
        for column, times, index in self.parts:
            gathered[times] = (column.values if extra is None else column.rounded(extra)[0])[index]
        return gathered

    def need(self, at: np.ndarray, extra: int) -> None:
        chosen = np.zeros(self.count, bool)
        chosen[at] = True
        for column, times, index in self.parts:
            column.need(index[chosen[times]], extra)


def choose(result: Column, operands: list[Operand], compute: Callable[[list[np.ndarray]], list[np.ndarray]],
           valid: np.ndarray) -> str:
    """A code of CHOICES for each time: the fewest extra digits with which the arithmetic shown holds.

    ``compute`` evaluates the arithmetic, and each comparison in it, on the operands' values; digits are
    enough when the result comes out as shown and every comparison as it did in the run. ``valid`` says at
    which times there is an arithmetic.
    """
    codes = np.where(valid, "", NONE)
    _, *decided = compute([operand.values() for operand in operands])
    for code, extra, more in CHOICES:
        left = codes == ""
        if not left.any():
            break
        expected, half = result.rounded(more)
        got, *decisions = compute([operand.values(extra) for operand in operands])
        with np.errstate(invalid="ignore"):
            holds = (np.abs(got - expected) <= half) | (got == expected) | np.isnan(got) & np.isnan(expected)
        for mine, theirs in zip(decisions, decided):
            holds &= mine == theirs
        chosen = np.flatnonzero(left & holds)
        codes[chosen] = code
        result.need(chosen, more)
        for operand in operands:
            operand.need(chosen, extra)
    codes[codes == ""] = NONE
    return "".join(codes)
