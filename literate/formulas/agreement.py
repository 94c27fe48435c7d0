"""Do two sides of a formula agree? :func:`agree` holds them against each other *to the digits shown*. Does a
formula that holds depend on each of its digits? :func:`undetermined_digits` puts others in their places.

All that "a number is right" means on a page is decided here. ``0 * 7 = 0`` and ``max(3, -7) = 3`` are true
and say nothing of the 7, a bound says little of its digits, and what is computed among large numbers says
little of small ones. A reader takes each digit for proven, so none may be undetermined: with another one in
its place, the formula must no longer hold.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass

import numpy as np

from literate.formulas.expressions import Expr, FormulaError, Matrix, Number, Value, Variable
from literate.formulas.notation import Chain, number_at

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
        a, b = told_apart(float(a[self.at]), float(b[self.at]))
        if self.relation in ORDER:
            return f"{left} gives {a}, which is not {self.relation} {b}{where}"
        if self.shown == "right":
            left, right, a, b = right, left, b, a
        if self.shown:
            return f"the page says {a if self.at else left.strip('`')}{where}; {right} gives {b}"
        return f"{left} gives {a}{where}; {right} gives {b}"


def told_apart(a: float, b: float) -> tuple[str, str]:
    """Both numbers to eight digits, or in full where these don't tell them apart."""
    short = f"{a:.8g}", f"{b:.8g}"
    return short if short[0] != short[1] else (f"{a:.17g}", f"{b:.17g}")


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
    number, value = (a, b) if shown == "left" else (b, a)
    signed = (not shown) | (number != 0) | ~np.signbit(number) | np.signbit(value)
    tolerance, most = tolerances(left, right, relation, np.maximum(np.abs(a), np.abs(b)))
    holds = signed & equal(a, b, tolerance)             # -0.000 is a negative, rounded
    if not holds.all() and not (left.is_literal and right.is_literal):
        scale = max(largest(left, env_left), largest(right, env_right))
        tolerance = np.minimum(np.maximum(tolerance, 64 * EPSILON * scale), most)
        holds = signed & equal(a, b, tolerance)         # 0.1 + 0.2 - 0.3 = 0
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


# --- does each digit matter? --------------------------------------------------------------------------------


def undetermined_digits(chain: Chain, lefts: Sequence[Mapping], rights: Sequence[Mapping]) -> Iterator[str]:
    """What is wrong with the first digit that could as well be another, in a chain that holds.

    It holds at each of the moments whose values ``lefts`` (of what stands left of the first relation) and
    ``rights`` (of all else) are.
    """
    for left, right, relation in zip(chain.sides, chain.sides[1:], chain.relations):
        if relation in (*ORDER, "≠") and (left.digits_in(chain.source) or right.digits_in(chain.source)):
            yield f"“{relation}” leaves open which digits are right: give the value itself"
            return

    def holds(index: int, changed: Expr) -> bool:
        """Whether the chain would hold with another side in the place of the one at ``index``."""
        sides = [*chain.sides[:index], changed, *chain.sides[index + 1:]]
        try:
            return not any(agree(sides[k], sides[k + 1], chain.relations[k], left if k == 0 else right, right)
                           for left, right in zip(lefts, rights)
                           for k in (index - 1, index) if 0 <= k < len(chain.relations))
        except FormulaError:
            return False

    for index, side in enumerate(chain.sides):
        for number in side.numbers:
            for digit, near, far in other_digits(side, number, chain.source):
                fit = [changed for changed in near if holds(index, changed)]
                alone = len(fit) == 1 and not any(holds(index, changed) for changed in far)
                if fit and not (alone and excused(side, number, fit[0], rights[0])):
                    shown = chain.source[number.start:number.end]
                    number_in = f"{shown} in `{text}`" if (text := chain.texts[index]) != shown else shown
                    yield f"another digit for the {digit} of {number_in} would do as well: nothing proves it"
                    return


def other_digits(side: Expr, number: Number,
                 source: str) -> Iterator[tuple[str, Iterator[Expr], Iterator[Expr]]]:
    """Each digit of a number of the side, and the sides with a neighbour of it, or another, in its place."""
    text = source[number.start:number.end]

    def changed(place: int, digits: list[int]) -> Iterator[Expr]:
        """The sides with each of the digits at that place of the number."""
        for digit in digits:
            with suppress(FormulaError):        # there is no such number
                other = number_at(f"{text[:place]}{digit}{text[place + 1:]}", number.start, number.end)
                yield side.with_part(number, other)

    for place, digit in enumerate(text):
        if digit.isdecimal():
            near = [other for other in (int(digit) - 1, int(digit) + 1) if 0 <= other <= 9]
            yield digit, changed(place, near), changed(place, [*{*range(10)} - {int(digit), *near}])


def excused(side: Expr, number: Number, changed: Expr, values: Mapping) -> bool:
    """Whether one other digit may fit: 0.25 is rounded to 0.2 or 0.3, (5.5 - 5)² is (5.5 - 6)²."""
    written = side.children if isinstance(side, Matrix) else (side,)
    is_rounded = any(part.is_literal and number in part.walk for part in written)
    return is_rounded or agree(side, changed, "==", values, values) is None
