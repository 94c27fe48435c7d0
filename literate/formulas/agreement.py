"""Do two sides of a formula agree? :func:`agree` holds them against each other *to the digits shown*.

All that "a number is right" means on a page is decided here.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from literate.formulas.expressions import Expr, FormulaError, Number, Value, Variable

EPSILON = float(np.finfo(np.float64).eps)
ORDER = {"<": np.less, ">": np.greater, "≤": np.less_equal, "≥": np.greater_equal}


@dataclass(frozen=True)
class Disagreement:
    """Two sides that do not stand in the ``relation``: at the element ``at``, if they have one shape.

    ``tolerance`` is by how much they may differ there; None where shapes differ, and for ``< > ≤ ≥ ≠``.
    ``shown`` says which side is a number that the page shows: "left", "right", or "" where both are computed
    or both written out.
    """

    left_value: np.ndarray
    right_value: np.ndarray
    relation: str
    shown: str = ""
    tolerance: float | None = None
    at: tuple[int, ...] = ()

    def explain(self, left: str, right: str) -> str:
        """What is wrong with sides written so, for an author: "the page says 18; `2 * 9 + 1` gives 19"."""
        left, right = (f"`{' '.join(text.split())}`" for text in (left, right))
        a, b = self.left_value, self.right_value
        if a.shape != b.shape:
            return f"{left} has the shape {a.shape}, and {right} has {b.shape}"
        if self.relation == "≠":
            return f"{left} and {right} are the same"
        where = f" at {list(self.at)}" if self.at else ""
        a, b = told_apart(float(a[self.at]), float(b[self.at]), self.tolerance or 0.0)
        if self.relation in ORDER:
            return f"{left} gives {a}, which is not {self.relation} {b}{where}"
        if self.shown == "right":
            left, right, a, b = right, left, b, a
        if self.shown:
            return f"the page says {a if self.at else left.strip('`')}{where}; {right} gives {b}"
        return f"{left} gives {a}{where}; {right} gives {b}"


def told_apart(a: float, b: float, tolerance: float) -> tuple[str, ...]:
    """Both numbers to the digits that are compared, or to just as many more as tell them apart.

    A number that has few more digits is shown in full: 19.04 beside 18, not 19.
    """
    size = max(abs(a), abs(b))
    compared = np.log10(size / tolerance) if 0 < 1e-8 * size < tolerance else 1
    whole = np.log10(size) + 1 if 1 < size < 1e15 else 1        # no 1.8e+03
    for digits in range(int(max(compared, whole)), 18):
        if float(f"{a:.{digits}g}") != float(f"{b:.{digits}g}"):
            break
    return tuple(min(f"{number:.{digits}g}", f"{number:.{min(digits + 3, 17)}g}",
                     key=lambda text: float(text) != number) for number in (a, b))


def agree(left: Expr, right: Expr, relation: str,
          env_left: Mapping, env_right: Mapping) -> Disagreement | None:
    """None if the sides stand in the relation to each other, else where and how they do not.

    ``=`` and ``←``: a number written out is a rounding of the other side, so it may differ by half a unit of
    its last decimal; if it shows none, or if both sides are computed or both written out, they are equal up
    to the rounding of float64, which never reaches a digit of a number written out. ``≈``: an integer is a
    rounding too, to its last digit that is not 0, and two computed sides may differ by half a unit of the
    last decimal of the side that shows fewer (by the rounding of float32 if none are shown).
    ``==``: equal up to the rounding of float64, whatever is shown. ``≠``: not so. ``< > ≤ ≥``: for every
    element.

    Raises what :meth:`Expr.evaluate` raises, and FormulaError for any other relation.
    """
    a, b = comparable(left.evaluate(env_left)), comparable(right.evaluate(env_right))
    shown = "" if left.is_literal == right.is_literal else "left" if left.is_literal else "right"
    if a.shape != b.shape:
        return Disagreement(a, b, relation, shown)
    if relation in ORDER:
        return disagreement(a, b, relation, "", ORDER[relation](a, b))
    if relation not in ("=", "==", "←", "≈", "≠"):
        raise FormulaError(f"“{relation}” states nothing that could be compared")
    if shown and relation != "≠":
        number, value = (a, b) if shown == "left" else (b, a)
        signed = (number != 0) | ~np.signbit(number) | np.signbit(value)    # -0.000 is a negative, rounded
        if not signed.all():
            return disagreement(a, b, relation, shown, signed)
    tolerance, most = tolerances(left, right, relation, np.maximum(np.abs(a), np.abs(b)))
    holds = equal(a, b, tolerance)
    if not holds.all() and not (left.is_literal and right.is_literal):
        scale = max(largest(left, env_left), largest(right, env_right))
        tolerance = np.minimum(np.maximum(tolerance, 64 * EPSILON * scale), most)
        holds = equal(a, b, tolerance)                  # 0.1 + 0.2 - 0.3 = 0
    if relation == "≠":
        return Disagreement(a, b, relation) if holds.all() else None
    return disagreement(a, b, relation, shown, holds, tolerance)


def tolerances(left: Expr, right: Expr, relation: str, size: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """By how much two sides whose elements are as large as ``size`` may differ; and by how much at most.

    No rounding of float64, however large the numbers it comes from, excuses a wrong digit of a number written
    out.
    """
    rough = relation == "≈"
    step, unit = np.zeros(()), np.zeros(())
    if left.is_literal != right.is_literal and relation in ("=", "←", "≈"):
        literal = left if left.is_literal else right
        step = comparable(literal.measured(rounded_to if rough else decimal_unit))
        unit = comparable(literal.measured(lambda number: number.unit))
    elif rough:
        step = np.maximum(comparable(least_unit(left)), comparable(least_unit(right)))
    tolerance = np.where(step > 0, step / 2 + 16 * EPSILON * size, (1e-6 if rough else 1e-9) * size)
    most = np.where(unit > 0, step / 2 + unit / 100, np.inf)
    return np.minimum(tolerance, most), most


def decimal_unit(number: Number) -> float:
    """A unit of the last decimal that the number shows; 0 for an integer, which stands for itself."""
    return 0.0 if number.exact else number.unit


def rounded_to(number: Number) -> float:
    """The same where the number is about right: an integer is rounded to its last digit that is not 0."""
    if not number.exact or not number.number:
        return number.unit
    digits = f"{abs(number.number) / number.unit:.0f}"
    return number.unit * 10.0 ** (len(digits) - len(digits.rstrip("0")))


def least_unit(side: Expr) -> Value | float:
    """A unit of the last decimal in a side: of each number in one written out, of the finest in others."""
    if side.is_literal:
        return side.measured(rounded_to)
    return min((number.unit for number in side.numbers if not number.exact), default=0.0)


def disagreement(a: np.ndarray, b: np.ndarray, relation: str, shown: str, holds: np.ndarray,
                 tolerance: np.ndarray | None = None) -> Disagreement | None:
    """The first element where it does not hold; None if it holds everywhere."""
    if holds.all():
        return None
    at = tuple(map(int, np.argwhere(~holds)[0]))
    return Disagreement(a, b, relation, shown, None if tolerance is None else float(tolerance[at]), at)


def comparable(value: Value | float) -> np.ndarray:
    """A 1×1 matrix as a number, a 1×n matrix as a vector: NumPy's and TensorFlow's biases differ so."""
    value = np.asarray(value)
    if value.size == 1:
        return value.reshape(())
    return value[0] if value.ndim == 2 and len(value) == 1 else value


def equal(a: np.ndarray, b: np.ndarray, tolerance: np.ndarray) -> np.ndarray:
    """Where ``a`` and ``b`` differ by no more than ``tolerance``, are the same infinity, or both nan."""
    with np.errstate(invalid="ignore"):
        difference = np.abs(a - b)
    return (a == b) | np.isfinite(difference) & (difference <= tolerance) | np.isnan(a) & np.isnan(b)


def largest(side: Expr, env: Mapping) -> float:
    """The largest number that ``side`` computes with, which its rounding errors are relative to."""
    sizes = [np.abs(leaf.evaluate(env)) for leaf in side.walk if isinstance(leaf, Number | Variable)]
    return max((float(size.max()) for size in sizes if np.isfinite(size).all()), default=0.0)
