"""How many digits a number is shown with, so that every arithmetic shown comes out as shown.

A form says how a variable's values look by themselves: ``i`` an integer; ``r`` all digits, as Python's repr;
``f3`` three decimals; ``a3`` three decimals, and three significant digits where the value is small. An
operand may show some digits more. docs/assets/js/shared/numbers.js writes numbers by the same rules.
"""

import math
import re
from collections import Counter
from collections.abc import Iterable, Sequence

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
    if form == "i" and math.isfinite(value):
        return str(int(value))
    if form == "r" or extra == FULL or not abs(value) < HUGE:
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
    if literal and all(len(repr(value)) <= LONGEST_LITERAL for value in flat) \
            or values.dtype == np.float64 and _in_order(map(repr, flat), printed):
        return "r"
    decimals = Counter(len(text.partition(".")[2]) for text in printed if "." in text and "e" not in text)
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

    ``values`` has nan where there was no such element, ``forms`` the form of each value. ``needed``, one of
    all series, counts the extra digits that are ever shown of a value in a form: it is kept with as many
    wherever it stands, as in ``BOb = 1 * Ob``, for compressed, a copy that reads the same takes no room.
    """

    def __init__(self, values: np.ndarray, forms: Sequence[str], needed: dict[tuple[float, str], int]):
        self.values, self.forms, self.needed = values, forms, needed
        self._rounded: dict[int, tuple[np.ndarray, np.ndarray]] = {}

    def rounded(self, extra: int) -> tuple[np.ndarray, np.ndarray]:
        """The values as shown with extra digits, and how far a result may be from each (0: not at all)."""
        if extra not in self._rounded:
            texts = [shown(value, form, extra) for value, form in zip(self.values, self.forms)]
            half = [0.0 if form == "r" else last_digit_unit(text) * MARGIN
                    for text, form in zip(texts, self.forms)]
            self._rounded[extra] = np.array(list(map(float, texts))), np.array(half)
        return self._rounded[extra]

    def need(self, places: Iterable[int], extra: int) -> None:
        """The values at these places are shown with so many extra digits."""
        for key in ((float(self.values[at]), self.forms[at]) for at in places):
            self.needed[key] = max(extra, self.needed.get(key, 0))

    def shortest(self, at: int) -> float:
        """A value with as many digits as are ever shown."""
        value, form = float(self.values[at]), self.forms[at]
        return shortest(value, form, self.needed.get((value, form), 0))
