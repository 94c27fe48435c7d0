"""How many digits a number is shown with, so that every arithmetic shown comes out as shown.

A form says how a variable's values look by themselves: ``i`` an integer; ``r`` all digits, as Python's repr;
``f3`` three decimals; ``a3`` three decimals, and three significant digits where the value is small. An
operand may show some digits more. docs/assets/js/shared/numbers.js writes numbers by the same rules.
"""

import math
import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from literate.programs.drift import last_digit_unit

NUMBER = re.compile(r"-?\d+\.?\d*(?:e[+-]?\d+)?|-?\binf\b|\bnan\b")
FULL = 99                   # extra digits: all that there are
USUAL_DECIMALS = 3
LONGEST_LITERAL = 8         # characters: data are shown as the program writes them, but not 17 random digits
MOST = 15                   # extra digits that make out any float
HUGE = 1e15                 # from here on a double has no decimals
MARGIN = 0.5 + 1e-9         # of the last digit shown: how far what the operands shown give is from the result

# How many digits more than its form the operands of a line show, by its code. The result shows none.
CHOICES = {**{str(k): k for k in range(10)}, "y": FULL}
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


def shortest(value: float, form: str, extra: int = 0) -> float:
    """The value with no more digits than it takes to show it with up to so many extra ones."""
    for digits in range(extra, MOST + 1):
        short = float(shown(value, form, digits))
        if all(shown(short, form, k) == shown(value, form, k) for k in range(extra + 1)):
            return short
    return value


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


class Series:
    """All that one element of a variable held, in the order of time, and how many digits of each are shown.

    ``values`` has nan where there was no such element, ``forms`` the form of each value.
    """

    def __init__(self, values: np.ndarray, forms: Sequence[str]):
        self.values, self.forms = values, forms
        self.needed = np.zeros(len(values), int)
        self._rounded: dict[int, tuple[np.ndarray, np.ndarray]] = {}

    def rounded(self, extra: int) -> tuple[np.ndarray, np.ndarray]:
        """The values as shown with extra digits, and how far a result may be from each (0: not at all)."""
        if extra not in self._rounded:
            texts = [shown(value, form, extra) for value, form in zip(self.values, self.forms)]
            exact = [form == "r" or extra == FULL for form in self.forms]
            half = [0.0 if has_all else last_digit_unit(text) * MARGIN for text, has_all in zip(texts, exact)]
            self._rounded[extra] = np.array(list(map(float, texts))), np.array(half)
        return self._rounded[extra]

    def shortest(self, at: int) -> float:
        """A value with as many digits as are ever shown."""
        return shortest(float(self.values[at]), self.forms[at], int(self.needed[at]))


@dataclass(frozen=True)
class Reading:
    """What a line reads or makes of one element: the places ``at`` in a series, one for each time it ran."""

    series: Series
    at: np.ndarray

    def values(self, extra: int | None = None) -> np.ndarray:
        """The values as shown with so many extra digits; None: as recorded."""
        return (self.series.values if extra is None else self.series.rounded(extra)[0])[self.at]

    def margins(self) -> np.ndarray:
        """How far a result may be from each value shown."""
        return self.series.rounded(0)[1][self.at]

    def need(self, times: np.ndarray, extra: int) -> None:
        """The values at these times are shown with so many extra digits."""
        np.maximum.at(self.series.needed, self.at[times], extra)

    def keep_first(self, count: int) -> None:
        """All digits of the first values, and of the one before them, are kept."""
        self.series.needed[max(0, self.at[0] - 1):self.at[0]] = MOST
        self.series.needed[self.at[:count]] = MOST


def choose_digits(result: Reading, operands: list[Reading], valid: np.ndarray,
                  compute: Callable[[list[np.ndarray]], list[np.ndarray]]) -> str:
    """A code of CHOICES for each time: the fewest extra digits with which the arithmetic shown holds.

    ``compute`` evaluates the arithmetic, and each comparison in it, on the operands' values; digits are
    enough when the result comes out as shown and every comparison as it did in the run. ``valid`` says at
    which times there is an arithmetic.
    """
    codes = np.where(valid, "", NONE)
    _, *decided = compute([operand.values() for operand in operands])
    expected = result.values(0)
    for code, extra in CHOICES.items():
        left = codes == ""
        if not left.any():
            break
        got, *decisions = compute([operand.values(extra) for operand in operands])
        with np.errstate(invalid="ignore"):
            holds = np.abs(got - expected) <= result.margins()
        holds |= (got == expected) | np.isnan(got) & np.isnan(expected)
        for mine, theirs in zip(decisions, decided):
            holds &= mine == theirs
        chosen = np.flatnonzero(left & holds)
        codes[chosen] = code
        for operand in operands:
            operand.need(chosen, extra)
    codes[codes == ""] = NONE
    return "".join(codes)
