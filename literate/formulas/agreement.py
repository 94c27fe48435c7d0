"""Do two sides of a formula agree? :func:`agree` holds them against each other *to the digits shown*. Does a
formula that holds depend on each of its digits? :func:`undetermined_digits` puts others in their places.

All that "a number is right" means on a page is decided here. ``0 * 7 = 0`` and ``max(3, -7) = 3`` are true
and say nothing of the 7, a bound says little of its digits, and what is computed among large numbers says
little of small ones. A reader takes each digit for proven, so none may be undetermined: with another one in
its place, the formula must no longer hold.
"""

import math
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass

import numpy as np

from literate.formulas.expressions import Chain, Expr, FormulaError, Leaf, Number, Value
from literate.formulas.notation import number_at
from literate.programs.history import without_leading_ones

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
        if self.left_value.shape != self.right_value.shape:
            return f"{left} has the shape {self.left_value.shape}, and {right} has {self.right_value.shape}"
        where = f" at {list(self.at)}" if self.at else ""
        values = [float(side[self.at]) for side in (self.left_value, self.right_value)]
        a, b = short if len(set(short := [f"{v:.8g}" for v in values])) > 1 else map("{:.17g}".format, values)
        if self.tolerance is None:
            return f"{left} {self.relation} {right} does not hold{where}: {a} and {b}"
        if self.shown == "right":
            left, right, a, b = right, left, b, a
        if self.shown:
            return f"the page says {a if self.at else left.strip('`')}{where}; {right} gives {b}"
        return f"{left} gives {a}{where}; {right} gives {b}"


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

    Raises what :meth:`Expr.evaluate` raises.
    """
    a, b = comparable(left.evaluate(env_left)), comparable(right.evaluate(env_right))
    shown = "" if left.is_literal == right.is_literal else "left" if left.is_literal else "right"
    if a.shape != b.shape:
        return Disagreement(a, b, relation, shown)
    if relation in ORDER:
        holds, allowed = ORDER[relation](a, b), None
    else:
        size = np.maximum(np.abs(a), np.abs(b))
        scale = np.maximum(size, max(largest(left, env_left), largest(right, env_right)))
        with np.errstate(invalid="ignore"):
            allowed, off = tolerance(left, right, relation, size, scale), np.abs(a - b)
        holds = (a == b) | (off <= allowed) & (off < np.inf) | np.isnan(a) & np.isnan(b)
        number, value = (a, b) if shown == "left" else (b, a)
        if shown:                               # -0.000 is a negative, rounded
            holds &= (number != 0) | (np.signbit(number) <= np.signbit(value))
    if relation == "≠":
        holds, allowed = ~holds | ~holds.all(), None
    if holds.all():
        return None
    at = tuple(map(int, np.argwhere(~holds)[0]))
    return Disagreement(a, b, relation, shown, None if allowed is None else float(allowed[at]), at)


def tolerance(left: Expr, right: Expr, relation: str, size: np.ndarray, scale: np.ndarray) -> np.ndarray:
    """By how much two sides may differ whose elements are as large as ``size``, and computed with numbers as
    large as ``scale``.

    No rounding of float64, however large the numbers it comes from, excuses a wrong digit of a number written
    out.
    """
    rough = relation == "≈"
    step, last = np.float64(0), np.float64(np.inf)
    if left.is_literal != right.is_literal and relation in ("=", "←", "≈"):
        literal = left if left.is_literal else right
        step, last = units(literal, "about" if rough else "decimal"), units(literal, "last", np.inf)
    elif rough:
        step = np.maximum(units(left, "about"), units(right, "about"))
    equal = (step == 0) * (1e-6 if rough else 1e-9) * size + 64 * EPSILON * scale
    return step / 2 + np.minimum(equal, last / 100)


def units(side: Expr, of: str, none: float = 0.0) -> np.ndarray | np.floating:
    """What a unit of the digit ``of`` each number is worth, in a side written out, and ``none`` in a computed
    cell; of the finest decimal in other sides.
    """
    if side.is_literal:
        return comparable(np.array([getattr(cell, of, none) for cell in side.cells]).reshape(side.shape))
    return np.float64(min((number.decimal for number in side.numbers if number.decimal), default=0.0))


def comparable(value: Value) -> np.ndarray:
    """A 1×1 matrix as a number, a 1×n matrix as a vector: NumPy's and TensorFlow's biases differ so."""
    return value.reshape(without_leading_ones(value.shape))


def largest(side: Expr, env: Mapping) -> float:
    """The largest number that ``side`` computes with, which its rounding errors are relative to; 0 if it is
    written out.
    """
    leaves = [leaf for leaf in side.walk if isinstance(leaf, Leaf)] if not side.is_literal else []
    return max(filter(math.isfinite, (float(np.abs(leaf.value(env)).max()) for leaf in leaves)), default=0.0)


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

    def fitting(index: int, number: Number, texts: Sequence[str]) -> Iterator[Expr]:
        """The sides at ``index``, with one of the texts for a number, with which the chain would hold."""
        for text in texts:
            with suppress(FormulaError):        # there is no such number, or no value
                changed = chain.sides[index].with_part(number, number_at(text, number.start, number.end))
                sides = [*chain.sides[:index], changed, *chain.sides[index + 1:]]
                if not any(agree(sides[k], sides[k + 1], chain.relations[k], right if k else left, right)
                           for left, right in zip(lefts, rights)
                           for k in (index - 1, index) if 0 <= k < len(chain.relations)):
                    yield changed

    for index, side in enumerate(chain.sides):
        for number in side.numbers:
            shown = chain.source[number.start:number.end]
            for place, digit in enumerate(shown):
                if not digit.isdecimal():
                    continue
                others = [f"{shown[:place]}{other}{shown[place + 1:]}" for other in range(10)]
                below, above = max(int(digit) - 1, 0), int(digit) + 1
                fit = [*fitting(index, number, others[below:int(digit)] + others[above:above + 1])]
                if fit and not (len(fit) == 1 and excused(side, number, fit[0], rights[0])
                                and not any(fitting(index, number, others[:below] + others[above + 1:]))):
                    text = chain.texts[index]
                    number_in = f"{shown} in `{text}`" if text != shown else shown
                    yield f"another digit for the {digit} of {number_in} would do as well: nothing proves it"
                    return


def excused(side: Expr, number: Number, changed: Expr, values: Mapping) -> bool:
    """Whether one other digit may fit: 0.25 is rounded to 0.2 or 0.3, (5.5 - 5)² is (5.5 - 6)²."""
    return number in side.cells or agree(side, changed, "==", values, values) is None
